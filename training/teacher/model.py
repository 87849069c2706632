"""The teacher: one encoder, three heads (names by BIO, joint UPOS+XPOS tags, biaffine trees after Dozat & Manning 2017)."""

import torch
from torch import nn
from torch.nn import functional as F

from . import data
from .encoder import Encoder, pretrained

IGNORE = -1


class Biaffine(nn.Module):
    """Scores of (dependent, head) pairs."""

    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(size, size) * size ** -0.5 * 0.5)
        self.bias = nn.Linear(size, 1)

    def forward(self, dependents, heads):
        """[S, n, d] x [S, m, d] -> [S, n, m]"""
        return (dependents @ self.weight) @ heads.transpose(1, 2) + self.bias(heads).transpose(1, 2)


def block(size, out):
    return nn.Sequential(nn.Linear(size, out), nn.GELU())


class Teacher(nn.Module):
    def __init__(self, encoder, tags, relations, dropout=0.2):
        super().__init__()
        self.encoder, self.tags, self.relations = encoder, list(tags), list(relations)
        size = encoder.size
        self.style = nn.Embedding(len(data.STYLES), size)
        nn.init.normal_(self.style.weight, std=0.05)
        self.name_block, self.name_out = block(size, size), nn.Linear(size, len(data.LABELS))
        self.drop = nn.Dropout(dropout)
        self.tag_block, self.tag_out = block(size, size), nn.Linear(size, len(self.tags))
        self.root = nn.Parameter(torch.randn(size) * 0.05)
        self.arc_dependent, self.arc_head, self.arc = block(size, 256), block(size, 256), Biaffine(256)
        self.rel_dependent, self.rel_head = nn.Linear(size, 256), nn.Linear(size, 256)
        self.rel_out = nn.Sequential(nn.GELU(), nn.Linear(256, len(self.relations)))
        hidden = torch.zeros(len(data.STYLES), len(data.LABELS), dtype=torch.bool)
        for i, style in enumerate(data.STYLES):
            for j, label in enumerate(data.LABELS):
                hidden[i, j] = label[2:] not in data.CONVENTIONS[style] and label != "O"
        self.register_buffer("unmarked", hidden, persistent=False)      # labels that a convention's "no name" may hide

    def states(self, batch):
        return self.encoder(batch.pieces, batch.shape, batch.lengths)

    def name_logits(self, states, styles):
        x = self.drop(states) + self.style(styles)[:, None]
        return self.name_out(self.name_block(x)).float()

    def words(self, states, batch):
        """[sentences, longest, size]: the mean of each word's pieces."""
        x = states.float()
        sums = torch.cat([torch.zeros_like(x[:, :1]), x.cumsum(1)], 1)
        window = batch.word_window[..., None].expand(-1, -1, 2)
        ends = sums[window, batch.word_span]
        width = (batch.word_span[..., 1] - batch.word_span[..., 0]).clamp(min=1)
        return self.drop((ends[:, :, 1] - ends[:, :, 0]) / width[..., None])

    def tag_logits(self, words):
        return self.tag_out(self.tag_block(words)).float()

    def arc_logits(self, words, lengths):
        """[S, n, n + 1]: head 0 is the root."""
        heads = torch.cat([self.root.to(words.dtype).expand(len(words), 1, -1), words], 1)
        scores = self.arc(self.arc_dependent(words), self.arc_head(heads)).float()
        beyond = torch.arange(heads.shape[1])[None, :] > lengths[:, None]
        return scores.masked_fill(beyond[:, None, :], -1e4)

    def rel_logits(self, words, heads):
        """[S, n, relations] for given heads (0 = root)."""
        with_root = torch.cat([self.root.to(words.dtype).expand(len(words), 1, -1), words], 1)
        chosen = torch.gather(self.rel_head(with_root), 1, heads.clamp(min=0)[..., None].expand(-1, -1, 256))
        return self.rel_out(self.rel_dependent(words) + chosen).float()

    def losses(self, batch):
        states = self.states(batch)
        out = {}
        if (batch.labels >= 0).any():
            logits = self.name_logits(states, batch.styles)
            here = batch.labels >= 0
            logits, gold = logits[here].log_softmax(-1), batch.labels[here]
            allowed = F.one_hot(gold, logits.shape[-1]).bool()
            unmarked = self.unmarked[batch.styles[:, None].expand_as(batch.labels)[here]]
            allowed |= unmarked & (gold == 0)[:, None]
            out["names"] = -logits.masked_fill(~allowed, -1e4).logsumexp(-1).mean()
        if batch.word_span is not None:
            words = self.words(states, batch)
            out["tags"] = F.cross_entropy(self.tag_logits(words).flatten(0, 1), batch.tag.flatten(), ignore_index=IGNORE)
            arcs = self.arc_logits(words, batch.word_count)
            out["arcs"] = F.cross_entropy(arcs.flatten(0, 1), batch.head.flatten(), ignore_index=IGNORE)
            out["rels"] = F.cross_entropy(self.rel_logits(words, batch.head).flatten(0, 1), batch.rel.flatten(), ignore_index=IGNORE)
        return out

    def save(self, path):
        torch.save({"config": self.encoder.config, "tags": self.tags, "relations": self.relations, "weights": self.state_dict()}, path)


def fresh(folder, tags, relations):
    model = Teacher(pretrained(folder), tags, relations)
    model.encoder.words.weight.requires_grad_(False)                 # the vocabulary stays as it came: half of all weights
    return model


def load(path):
    kept = torch.load(path, weights_only=True)
    encoder = Encoder(kept["config"])
    encoder.config = kept["config"]
    model = Teacher(encoder, kept["tags"], kept["relations"])
    model.load_state_dict(kept["weights"])
    return model.eval()


class Batch:
    """Windows as tensors."""

    def __init__(self, windows, tags=None, relations=None, hide=0.0, mask=103, rng=None):
        count, longest = len(windows), max(len(w.pieces) for w in windows)
        self.windows = windows
        self.pieces = torch.zeros(count, longest, dtype=torch.long)
        self.shape = torch.zeros(count, longest, 3, dtype=torch.long)
        self.labels = torch.full((count, longest), IGNORE)
        self.lengths = torch.tensor([len(w.pieces) for w in windows])
        self.styles = torch.tensor([data.STYLES.index(w.document.style) for w in windows])
        for i, w in enumerate(windows):
            n = len(w.pieces)
            pieces = w.pieces if not hide else [mask if w.offsets[k][0] >= 0 and rng.random() < hide else p for k, p in enumerate(w.pieces)]
            self.pieces[i, :n] = torch.tensor(pieces)
            self.shape[i, :n] = torch.tensor(w.shape)
            if w.labels:
                self.labels[i, :n] = torch.tensor(w.labels)
        self.rows = [(i, number, found) for i, w in enumerate(windows) for number, found in w.sentences or ()]
        self.word_span = None
        if not self.rows:
            return
        widest = max(len(found) for *_, found in self.rows)
        shape = (len(self.rows), widest)
        self.word_window = torch.zeros(shape, dtype=torch.long)
        self.word_span = torch.zeros(*shape, 2, dtype=torch.long)
        self.word_count = torch.tensor([len(found) for *_, found in self.rows])
        self.tag, self.head, self.rel = (torch.full(shape, IGNORE) for _ in range(3))
        for r, (i, number, found) in enumerate(self.rows):
            n = len(found)
            self.word_window[r] = i
            self.word_span[r, :n] = torch.tensor(found)
            if tags:
                sentence = windows[i].document.sentences[number]
                self.tag[r, :n] = torch.tensor([tags.get(w.upos + " " + w.xpos, IGNORE) for w in sentence])
                self.head[r, :n] = torch.tensor([w.head + 1 for w in sentence])
                self.rel[r, :n] = torch.tensor([relations.get(w.deprel, IGNORE) for w in sentence])


def batches(windows, budget, rng=None):
    """Windows of like length together, at most `budget` pieces with padding."""
    order = sorted(windows, key=lambda w: len(w.pieces) + (rng.random() * 8 if rng else 0))
    out, group = [], []
    for w in order:
        if group and len(w.pieces) * (len(group) + 1) > budget:
            out.append(group)
            group = []
        group.append(w)
    if group:
        out.append(group)
    if rng:
        rng.shuffle(out)
    return out
