"""From scores to structures: trees (Chu-Liu/Edmonds, one root) and well-formed BIO runs (Viterbi)."""
import numpy as np

from . import data


def tree(scores):
    """The best tree with one root. scores[d, h]: dependent d (from 0), head h (0 = root, else word h - 1). Heads in that numbering."""
    n = len(scores)
    greedy = scores.argmax(1)
    if (greedy == 0).sum() == 1 and not cycle(greedy):
        return greedy
    best, best_value = None, -np.inf
    roots = scores[:, 0]
    for root in np.argsort(-roots)[:4]:                              # one root: try the likely ones
        one = scores.copy()
        one[:, 0] = -1e6
        one[root, 0] = roots[root]
        full = np.full((n + 1, n + 1), -1e9)
        full[1:, :] = one
        np.fill_diagonal(full, -1e9)
        heads = edmonds(full)
        value = full[np.arange(1, n + 1), heads[1:]].sum()
        if value > best_value:
            best, best_value = heads[1:], value
    return best


def cycle(heads):
    """A cycle of word numbers (from 1) in heads (0 = root), or None."""
    n, state = len(heads), np.zeros(len(heads) + 1, dtype=int)
    for start in range(1, n + 1):
        path, at = [], start
        while at and not state[at]:
            state[at] = 1
            path.append(at)
            at = heads[at - 1]
        if at and state[at] == 1 and at in path:
            return path[path.index(at):]
        for node in path:
            state[node] = 2
    return None


def edmonds(scores):
    """Chu-Liu/Edmonds on a dense matrix scores[dependent, head] with node 0 the root."""
    n = len(scores)
    heads = scores.argmax(1)
    heads[0] = 0
    ring = cycle(heads[1:])
    if ring is None:
        return heads
    ring = np.array(ring)
    inside = np.zeros(n, dtype=bool)
    inside[ring] = True
    rest = np.flatnonzero(~inside)
    ring_score = scores[ring, heads[ring]]
    total = ring_score.sum()
    size = len(rest) + 1
    small = np.full((size, size), -1e9)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    out_of = scores[np.ix_(rest, ring)]                              # ring words as heads
    small[:-1, -1] = out_of.max(1)
    leave = ring[out_of.argmax(1)]
    into = scores[np.ix_(ring, rest)] - ring_score[:, None] + total  # one ring word attached outside
    small[-1, :-1] = into.max(0)
    enter = ring[into.argmax(0)]
    found = edmonds(small)
    for i, node in enumerate(rest):
        if node:
            heads[node] = leave[i] if found[i] == size - 1 else rest[found[i]]
    outside = found[-1]
    heads[enter[outside]] = rest[outside]
    return heads


def _transitions():
    n = len(data.LABELS)
    allowed = np.zeros((n, n))
    for j, label in enumerate(data.LABELS):
        if label.startswith("I-"):
            for i, before in enumerate(data.LABELS):
                if before[2:] != label[2:]:
                    allowed[i, j] = -1e6
    first = np.array([-1e6 if label.startswith("I-") else 0.0 for label in data.LABELS])
    return allowed, first


ALLOWED, FIRST = _transitions()


def runs(log_probabilities):
    """The best label sequence in which I-x follows B-x or I-x."""
    n = len(log_probabilities)
    if not n:
        return []
    value, back = log_probabilities[0] + FIRST, np.zeros((n, len(FIRST)), dtype=int)
    for i in range(1, n):
        step = value[:, None] + ALLOWED
        back[i] = step.argmax(0)
        value = step.max(0) + log_probabilities[i]
    out = [int(value.argmax())]
    for i in range(n - 1, 0, -1):
        out.append(int(back[i][out[-1]]))
    return out[::-1]
