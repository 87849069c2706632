"""Reads the openly licensed sources into documents with names and trees, and cuts documents into windows of word pieces."""
import bisect
import gzip
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from . import shapes

TYPES = ("person", "organization", "place", "facility", "group", "product", "event", "work", "law")
LABELS = ("O",) + tuple(f"{part}-{kind}" for kind in TYPES for part in "BI")
LABEL = {label: i for i, label in enumerate(LABELS)}

# Labelling conventions: one learned vector each. What a convention does not mark may be anything where it says "no name".
# `misc` of WikiGold and MEANTIME says only that there is a name of an unknown type.
CONVENTIONS = {"contract": TYPES, "wikigold": ("person", "organization", "place"), "meantime": ("person", "organization", "place"),
               "uner-ewt": ("person", "organization", "place"), "btc": ("person", "organization", "place"),
               "wnut17": ("person", "place", "organization"), "re3d": ("person", "organization", "place")}
STYLES = tuple(CONVENTIONS)


@dataclass
class Word:
    start: int
    end: int
    upos: str
    xpos: str
    head: int          # index in the sentence, -1 = root
    deprel: str


@dataclass
class Document:
    source: str
    id: str
    text: str
    names: list = None                 # [(start, end, type)] or None: not labelled
    style: str = "contract"
    sentences: list = None             # [[Word]] or None: no trees
    entities: list = field(default_factory=list)


def lines(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def labelled(path, source):
    """news-labels and written-stories: the conventions to follow."""
    for line in lines(path):
        row = json.loads(line)
        yield Document(source, row["id"], row["text"], names=[tuple(name[:3]) for name in row["names"]],
                       entities=[name[3] if len(name) > 3 else None for name in row["names"]])


def other_names(path, style):
    """The public sets of ner-train: their own conventions."""
    for line in lines(path):
        row = json.loads(line)
        yield Document("ner-train-" + style, row["id"], row["text"], style=style,
                       names=[(name["start"], name["end"], name["type"]) for name in row["names"]])


def spans(surface, start, forms):
    """Where the syntactic words of one surface token lie in it ("don't": do, n't)."""
    if "".join(forms) == surface:
        cuts = [0]
        for form in forms:
            cuts.append(cuts[-1] + len(form))
    else:
        cuts = [round(i * len(surface) / len(forms)) for i in range(len(forms) + 1)]
    return [(start + a, start + b) for a, b in zip(cuts, cuts[1:])]


def treebank(path, source):
    """CoNLL-U as documents: the text rebuilt from SpaceAfter, a blank line at each new paragraph."""
    text, sentences, name, fresh, glue = "", [], None, True, ""
    words, surface = [], []

    def finish():
        nonlocal text, fresh, glue, words, surface
        if not surface:
            return
        text += "" if not text else "\n\n" if fresh else glue
        found, i = [], 0
        for form, count, space in surface:
            rows = words[i:i + count]
            for (a, b), row in zip(spans(form, len(text), [row[1] for row in rows]), rows):
                found.append(Word(a, b, row[3], row[4], int(row[6]) - 1, row[7]))
            text += form + space
            i += count
        glue = " " if text.endswith(" ") else ""
        text = text.rstrip(" ")
        sentences.append(found)
        words, surface, fresh = [], [], False

    def document():
        return Document(source, name or f"{source}-{len(text)}", text, sentences=list(sentences))

    until = 0
    for line in lines(path):
        if line.startswith("# newdoc"):
            if sentences:
                yield document()
            text, sentences, fresh, glue = "", [], True, ""
            name = line.split("=")[-1].strip()
        elif line.startswith("# newpar"):
            fresh = True
        elif not line:
            finish()
            until = 0
        elif line[0] != "#":
            row = line.split("\t")
            space = "" if "SpaceAfter=No" in row[9] else " "
            if "-" in row[0]:
                first, until = map(int, row[0].split("-"))
                surface.append((row[1], until - first + 1, space))
            elif "." not in row[0]:
                words.append(row)
                if int(row[0]) > until:
                    surface.append((row[1], 1, space))
    finish()
    if sentences:
        yield document()


def sources(data):
    """All documents to train on, by source."""
    data = Path(data)
    found = {"news-labels": list(labelled(data / "news-labels/train.jsonl.gz", "news-labels")),
             "written-stories": list(labelled(data / "written-stories/stories.jsonl.gz", "written-stories")),
             "ud-ewt": list(treebank(data / "ud/ewt-train.conllu.gz", "ud-ewt")),
             "ud-gum": list(treebank(data / "ud/gum-train.conllu.gz", "ud-gum"))}
    for style in STYLES[1:]:
        found["ner-train-" + style] = list(other_names(data / f"ner-train/{style}.jsonl", style))
    return found


# ---------------------------------------------------------------------------------------------------------------- windows

BREAK = re.compile(r"\n\s*")
CUT = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n\s*")


@dataclass
class Window:
    """A stretch of a document as the encoder reads it. Place 0 is [CLS]; [SEP] stands at each line break and at the end."""
    document: Document
    pieces: list                       # vocabulary numbers
    shape: list                        # triples
    offsets: list                      # (start, end) in the document; (-1, -1) for marks
    labels: list = None                # name label at the first piece of each basic token, -1 elsewhere
    sentences: list = None             # [(sentence index, [(first piece, end piece) a word])]


class Pieces:
    """The WordPiece tokeniser and the cutting of documents into windows."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cls, self.sep = (self.tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        vocabulary = self.tokenizer.get_vocab()
        self.inner = {number for piece, number in vocabulary.items() if piece.startswith("##")}

    def windows(self, document, limit=190):
        """Windows of at most `limit` pieces, cut between sentences where there is room to choose."""
        text = document.text
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        ids, offsets = encoded.ids, encoded.offsets
        shape = shapes.of(text, offsets)
        starts = [a for a, _ in offsets]
        if document.sentences is not None:
            cuts = [bisect.bisect_left(starts, s[0].start) for s in document.sentences]
        else:
            cuts = [bisect.bisect_left(starts, m.end()) for m in CUT.finditer(text)]
        units = []
        edges = sorted({0, *cuts, len(ids)})
        for a, b in zip(edges, edges[1:]):
            while b - a > limit:                                   # an endless sentence: cut before a whole word
                cut = a + limit
                while cut > a + limit // 2 and ids[cut] in self.inner:
                    cut -= 1
                units.append((a, cut))
                a = cut
            units.append((a, b))
        group, groups = [], []
        for a, b in units:
            if group and b - group[0] > limit:
                groups.append(tuple(group))
                group = []
            group = [group[0] if group else a, b]
        if group:
            groups.append(tuple(group))
        labels = self.labels(document, ids, offsets) if document.names is not None else None
        for a, b in groups:
            yield self.window(document, ids, offsets, shape, labels, a, b)

    def window(self, document, ids, offsets, shape, labels, a, b):
        place, out = {}, Window(document, [self.cls], [shapes.PLAIN], [(-1, -1)], [-1] if labels else None)

        def mark():
            out.pieces.append(self.sep)
            out.shape.append(shapes.PLAIN)
            out.offsets.append((-1, -1))
            if labels:
                out.labels.append(-1)

        for i in range(a, b):
            if i > a and "\n" in document.text[offsets[i - 1][1]:offsets[i][0]]:
                mark()
            place[i] = len(out.pieces)
            out.pieces.append(ids[i])
            out.shape.append(shape[i])
            out.offsets.append(offsets[i])
            if labels:
                out.labels.append(labels[i])
        mark()
        if document.sentences is not None and a < b:
            out.sentences = []
            for n, sentence in enumerate(document.sentences):
                if sentence[0].start >= offsets[a][0] and sentence[-1].end <= offsets[b - 1][1]:
                    found = word_pieces(sentence, out.offsets)
                    if found:
                        out.sentences.append((n, found))
        return out

    def labels(self, document, ids, offsets):
        """The BIO label of each basic token at its first piece; -1 at other pieces and inside a name of unknown type."""
        out = [-1 if number in self.inner else 0 for number in ids]
        starts = [a for a, _ in offsets]
        for start, end, kind in document.names:
            i, first = bisect.bisect_left(starts, start), True
            while i < len(ids) and starts[i] < end:
                if out[i] >= 0:
                    known = kind in TYPES
                    out[i] = LABEL[("B-" if first else "I-") + kind] if known else -1
                    first = False
                i += 1
        return out


def word_pieces(sentence, offsets):
    """The run of pieces under each word, by characters; None where a word has none."""
    out, i = [], 1
    for word in sentence:
        start, end = (word.start, word.end) if isinstance(word, Word) else word[:2]
        while i < len(offsets) and (offsets[i][0] < 0 or offsets[i][1] <= start):
            i += 1
        j = i
        while j < len(offsets) and 0 <= offsets[j][0] < end:
            j += 1
        if j == i:
            if not out:
                return None
            out.append(out[-1])                                    # a word without a piece of its own shares its neighbour's
        else:
            out.append((i, j))
        if j > i + 1 or (j > i and offsets[j - 1][1] > end):
            i = max(i, j - 1)                                      # the last piece may reach into the next word
    return out


# ------------------------------------------------------------------------------------------------------------ augmentation

def flat_case(document, upper):
    """A copy of the document in capitals (headlines, captions, wire slugs) or in small letters, offsets kept."""
    change = (lambda c: c.upper() if len(c.upper()) == 1 else c) if upper else (lambda c: c.lower() if len(c.lower()) == 1 else c)
    return Document(document.source, document.id, "".join(map(change, document.text)), document.names, document.style, document.sentences)


def name_pool(documents):
    """Forms of names by type and number of words, to swap names with."""
    pool = {}
    for document in documents:
        for start, end, kind in document.names:
            form = document.text[start:end]
            if form[0].isupper() and "\n" not in form:
                pool.setdefault((kind, min(len(form.split()), 4)), []).append(form)
    return {key: sorted(set(forms)) for key, forms in pool.items()}


def swapped(document, pool, rng, share=0.5):
    """A copy in which some names are replaced, throughout, by another name of the same type and length."""
    choice, text, names, end = {}, [], [], 0
    size = 0
    for a, b, kind in sorted(document.names):
        if a < end:
            continue
        form = document.text[a:b]
        key = (kind, min(len(form.split()), 4))
        if (form, kind) not in choice:
            fit = kind in ("person", "place", "organization", "facility") and form[0].isupper() and not form.isupper() and key in pool
            choice[form, kind] = rng.choice(pool[key]) if fit and rng.random() < share else form
        new = choice[form, kind]
        text.append(document.text[end:a])
        size += a - end
        names.append((size, size + len(new), kind))
        text.append(new)
        size += len(new)
        end = b
    text.append(document.text[end:])
    return Document(document.source, document.id, "".join(text), names, document.style)
