"""Runs one teacher, or the mean of several, over windows: name labels, tags and trees."""
from dataclasses import dataclass

import numpy as np
import torch

from . import data, decode
from .model import Batch, batches


@dataclass
class Tree:
    tags: np.ndarray           # [words, tags]
    arcs: np.ndarray           # [words, 1 + words]; head 0 = root
    heads: np.ndarray          # a tree, in the same numbering
    relations: np.ndarray      # [words, relations] for these heads


@dataclass
class Reading:
    labels: np.ndarray         # [pieces, name labels]
    trees: dict                # sentence number -> Tree


def annotate(models, windows, budget=5000):
    """(window, Reading) for each window; windows of like length come together, so not in order."""
    root = models[0].relations.index("root")

    def mean(parts):
        return sum(part.softmax(-1) for part in parts) / len(models)

    for group in batches(windows, budget):
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            batch = Batch(group)
            states = [m.states(batch) for m in models]
            labels = mean(m.name_logits(s, batch.styles) for m, s in zip(models, states)).numpy()
            trees = [{} for _ in group]
            if batch.word_span is not None:
                words = [m.words(s, batch) for m, s in zip(models, states)]
                tags = mean(m.tag_logits(w) for m, w in zip(models, words)).numpy()
                arcs = mean(m.arc_logits(w, batch.word_count) for m, w in zip(models, words)).numpy()
                heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
                for r, n in enumerate(batch.word_count.tolist()):
                    heads[r, :n] = torch.from_numpy(np.asarray(decode.tree(np.log(arcs[r, :n, :n + 1] + 1e-9))))
                relations = mean(m.rel_logits(w, heads) for m, w in zip(models, words)).numpy()
                heads = heads.numpy()
                for r, (i, number, found) in enumerate(batch.rows):
                    n = len(found)
                    relation = relations[r, :n].copy()
                    relation[heads[r, :n] == 0] *= np.arange(relation.shape[1]) == root
                    relation[heads[r, :n] > 0, root] = 0
                    trees[i][number] = Tree(tags[r, :n], arcs[r, :n, :n + 1], heads[r, :n], relation)
        for i, window in enumerate(group):
            yield window, Reading(labels[i, :len(window.pieces)], trees[i])


def names_of(window, labels, inner):
    """The names of a window, [(start, end, type, confidence)] in the document's offsets."""
    places = [k for k, (a, _) in enumerate(window.offsets) if a >= 0 and window.pieces[k] not in inner]
    runs = decode.runs(np.log(labels[places] + 1e-7))
    found = []
    for n, k in enumerate(places):
        if runs[n] == 0:
            continue
        part, kind = data.LABELS[runs[n]].split("-")
        end = places[n + 1] if n + 1 < len(places) else len(window.pieces)
        end = max(b for a, b in window.offsets[k:end] if a >= 0)
        sure = float(labels[k][runs[n]])
        if part == "B":
            found.append([window.offsets[k][0], end, kind, sure])
        else:
            found[-1][1] = end
            found[-1][3] = min(found[-1][3], sure)
    return [(a, b, kind, round(sure, 3)) for a, b, kind, sure in found]
