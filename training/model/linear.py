"""The other family, for comparison: linear models with hashed features, learned by averaged perceptrons on the same sentences as the network.

    python linear.py --data DATA --cache WORK [--silver SILVER] [--networks WORK/gold.pt WORK/mean.pt]

A greedy tagger of joint tags (Collins 2002), a structured perceptron over BILOU labels with an exact best-path search, and a greedy arc-hybrid parser
with the network's dynamic oracle and exploration. Features of words two to either side: the word, affixes, shape, case class, spacing, clusters (the first code
and the first two codes of the network's quantised GloVe), tags; for the parser words, tags, clusters, children, distances and what lies between, in ones, twos
and threes (after Zhang & Nivre 2011). Prints scores with float weights, with int8 weights, and with the smallest weights dropped until the file is about as
big as the network's. `--networks` scores checkpoints of train.py on the same sets with the same code.
"""
import argparse
import random
import time
import zlib

import numpy as np
from numba import njit

import features
import oracle
import sources
import train

W, P1, P2, P3, S1, S2, S3, S4, SHAPE, C1, C2, CASE, GLUE = range(13)
TAG_FEATURES, NAME_FEATURES, STATE_FEATURES = 37, 49, 76


def shape(word):
    """Xxx-00 with runs cut to two."""
    out = []
    for c in word:
        c = "X" if c.isupper() else "x" if c.islower() else "0" if c.isdigit() else c
        if out[-2:] != [c, c]:
            out.append(c)
    return "".join(out)


def attributes(sentences, table):
    """(words, 13) numbers of each word."""
    seen, out = {}, []
    for s in sentences:
        written = table.sentence(s.words, s.glued)[2]
        for w, (case, glue) in zip(s.words, written):
            if w not in seen:
                low = features.lower(w)
                codes = table.coded.get(low, (256, 256))
                parts = [low, low[:1], low[:2], low[:3], low[-1:], low[-2:], low[-3:], low[-4:], shape(w)]
                seen[w] = [zlib.crc32(p.encode()) for p in parts] + [int(codes[0]), int(codes[0]) * 257 + int(codes[1])]
            out.append(seen[w] + [case, glue])
    return np.array(out, np.int64)


@njit(inline="always")
def mix(size, kind, a=0, b=0, c=0):
    h = (kind + 1) * 0x9E3779B97F4A7C1 + a
    h = (h ^ (h >> 31)) * 0x7FB5D329728EA185 + b
    h = (h ^ (h >> 27)) * 0x1B03738712FAD5C9 + c
    h = (h ^ (h >> 33)) * 0x2545F4914F6CDD1D
    return (h ^ (h >> 29)) & (size - 1)


@njit(inline="always")
def see(x, i, a, b, k):
    return x[i, k] if a <= i < b else -7


@njit(cache=True)
def tag_features(f, size, x, i, a, b, t1, t2):
    n = 0
    for k in range(13):
        f[n] = mix(size, n, x[i, k]); n += 1
    for d in (-2, -1, 1, 2):
        f[n] = mix(size, n, see(x, i + d, a, b, W)); n += 1
    for d in (-1, 1):
        for k in (S3, C1, C2, CASE):
            f[n] = mix(size, n, see(x, i + d, a, b, k)); n += 1
    f[n] = mix(size, n, see(x, i - 1, a, b, W), x[i, W]); n += 1
    f[n] = mix(size, n, x[i, W], see(x, i + 1, a, b, W)); n += 1
    f[n] = mix(size, n, see(x, i - 1, a, b, C1), x[i, C1], see(x, i + 1, a, b, C1)); n += 1
    f[n] = mix(size, n, see(x, i - 1, a, b, CASE), x[i, CASE], see(x, i + 1, a, b, CASE)); n += 1
    f[n] = mix(size, n, t1); n += 1
    f[n] = mix(size, n, t1, t2); n += 1
    for k in (W, S3, C1, CASE):
        f[n] = mix(size, n, t1, x[i, k]); n += 1
    f[n] = mix(size, n, t1, see(x, i + 1, a, b, C1)); n += 1
    f[n] = mix(size, n, t1, t2, x[i, W]); n += 1
    return n


@njit(cache=True)
def name_features(f, size, x, t, i, a, b):
    n = 0
    for k in range(13):
        f[n] = mix(size, n, x[i, k]); n += 1
    for d in (-2, -1, 1, 2):
        for k in (W, C1, C2, CASE):
            f[n] = mix(size, n, see(x, i + d, a, b, k)); n += 1
    for d in (-1, 1):
        for k in (S3, SHAPE):
            f[n] = mix(size, n, see(x, i + d, a, b, k)); n += 1
        near = t[i + d] if a <= i + d < b else -7
        f[n] = mix(size, n, near); n += 1
        f[n] = mix(size, n, near, t[i]); n += 1
        f[n] = mix(size, n, see(x, i + d, a, b, W), x[i, W]); n += 1
        f[n] = mix(size, n, see(x, i + d, a, b, C1), x[i, C1]); n += 1
        f[n] = mix(size, n, see(x, i + d, a, b, CASE), x[i, C1]); n += 1
        f[n] = mix(size, n, see(x, i + d, a, b, W), x[i, CASE]); n += 1
        f[n] = mix(size, n, see(x, i + d, a, b, CASE), x[i, CASE], see(x, i + 2 * d, a, b, CASE)); n += 1
    f[n] = mix(size, n, t[i]); n += 1
    f[n] = mix(size, n, see(x, i - 1, a, b, CASE), x[i, CASE], see(x, i + 1, a, b, CASE)); n += 1
    return n


@njit(cache=True)
def add(w, u, f, n, label, delta, clock):
    for k in range(n):
        w[f[k] + label] += delta
        u[f[k] + label] += delta * clock


@njit(cache=True)
def total(w, f, n, scores):
    scores[:] = 0
    for k in range(n):
        for c in range(len(scores)):
            scores[c] += w[f[k] + c]


@njit(cache=True)
def tagger(w, u, clock, x, starts, order, gold, classes, learn, out):
    f, scores = np.empty(TAG_FEATURES, np.int64), np.empty(classes, np.float32)
    for k in order:
        a, b = starts[k], starts[k + 1]
        t1 = t2 = -1
        for i in range(a, b):
            n = tag_features(f, len(w) - 256, x, i, a, b, t1, t2)
            total(w, f, n, scores)
            best = scores.argmax()
            clock += 1
            if learn and gold[i] >= 0 and best != gold[i]:
                add(w, u, f, n, gold[i], 1, clock)
                add(w, u, f, n, best, -1, clock)
            out[i] = best
            t1, t2 = best, t1
    return clock


@njit(cache=True)
def path(emit, step, allowed, fixed, back, out):
    """Best allowed path; `fixed` has the labels that are given, -1 for the others."""
    n, m = emit.shape
    best, now = np.empty(m, np.float32), np.empty(m, np.float32)
    for i in range(n):
        for c in range(m):
            now[c] = -1e30
            if fixed[i] >= 0 and c != fixed[i]:
                continue
            if i == 0:
                if allowed[m, c]:
                    now[c] = emit[0, c] + step[m, c]
                continue
            for p in range(m):
                if allowed[p, c] and best[p] > -1e29 and best[p] + step[p, c] + emit[i, c] > now[c]:
                    now[c], back[i, c] = best[p] + step[p, c] + emit[i, c], p
        best[:] = now
    for c in range(m):
        if not allowed[c, m]:
            best[c] = -1e30
    out[n - 1] = best.argmax()
    for i in range(n - 1, 0, -1):
        out[i - 1] = back[i, out[i]]
    return best.max() > -1e29


@njit(cache=True)
def namer(w, u, step, ustep, clock, x, t, starts, order, gold, allowed, learn, out):
    m = len(step) - 1
    longest = 1
    for k in order:
        longest = max(longest, starts[k + 1] - starts[k])
    f = np.empty((longest, NAME_FEATURES), np.int64)
    emit, back = np.zeros((longest, m), np.float32), np.zeros((longest, m), np.int64)
    free, right = np.full(longest, -1, np.int64), np.zeros(longest, np.int64)
    for k in order:
        a, b = starts[k], starts[k + 1]
        n, count = b - a, 0
        for i in range(n):
            count = name_features(f[i], len(w) - 256, x, t, a + i, a, b)
            total(w, f[i], count, emit[i])
        found = out[a:b]
        path(emit[:n], step, allowed, free[:n], back, found)
        clock += 1
        if not learn:
            continue
        wrong = False
        for i in range(n):
            wrong = wrong or (gold[a + i] >= 0 and gold[a + i] != found[i])
        if not wrong or not path(emit[:n], step, allowed, gold[a:b], back, right):
            continue
        for i in range(n):
            if right[i] != found[i]:
                add(w, u, f[i], count, right[i], 1, clock)
                add(w, u, f[i], count, found[i], -1, clock)
            before_right, before_found = (right[i - 1], found[i - 1]) if i else (m, m)
            step[before_right, right[i]] += 1
            ustep[before_right, right[i]] += clock
            step[before_found, found[i]] -= 1
            ustep[before_found, found[i]] -= clock
    return clock


@njit(cache=True)
def state_features(f, size, x, t, a, n, b, s0, s1, s2, kids, kid_label, counts, verbs, stops, joins):
    k = 0
    p = (s0, s1, b if b < n else -1, s2, b + 1 if b + 1 < n else -1, b + 2 if b + 2 < n else -1)
    w, g, c = np.empty(6, np.int64), np.empty(6, np.int64), np.empty(6, np.int64)
    for j in range(6):
        w[j], g[j], c[j] = (x[a + p[j], W], t[a + p[j]], x[a + p[j], C1]) if p[j] >= 0 else (-7, -7 - (p[j] == -1 and b >= n), -7)
        f[k] = mix(size, k, w[j]); k += 1
        f[k] = mix(size, k, g[j]); k += 1
        f[k] = mix(size, k, c[j], g[j]); k += 1
        if j < 3:
            f[k] = mix(size, k, w[j], g[j]); k += 1
            f[k] = mix(size, k, x[a + p[j], C2] if p[j] >= 0 else -7); k += 1
            f[k] = mix(size, k, x[a + p[j], CASE] if p[j] >= 0 else -7, x[a + p[j], GLUE] if p[j] >= 0 else -7); k += 1
    for i, j in ((0, 2), (1, 0)):
        f[k] = mix(size, k, w[i], w[j]); k += 1
        f[k] = mix(size, k, g[i], g[j]); k += 1
        f[k] = mix(size, k, w[i], g[j]); k += 1
        f[k] = mix(size, k, g[i], w[j]); k += 1
        f[k] = mix(size, k, w[i], g[i], g[j]); k += 1
        f[k] = mix(size, k, g[i], w[j], g[j]); k += 1
        f[k] = mix(size, k, c[i], c[j]); k += 1
        f[k] = mix(size, k, c[i], g[j], c[j]); k += 1
    f[k] = mix(size, k, w[1], w[2]); k += 1
    f[k] = mix(size, k, g[1], g[2]); k += 1
    f[k] = mix(size, k, g[1], g[0], g[2]); k += 1
    f[k] = mix(size, k, g[0], g[2], g[4]); k += 1
    f[k] = mix(size, k, g[3], g[1], g[0]); k += 1
    f[k] = mix(size, k, g[2], g[4], g[5]); k += 1
    f[k] = mix(size, k, c[1], c[0], c[2]); k += 1
    for j in range(5):                                  # outermost children: s1's left and right, s0's, the buffer's left
        head, other = (1, 0) if j < 2 else (0, 2) if j < 4 else (2, 0)
        kid = kids[j]
        kt, kw = (t[a + kid], x[a + kid, W]) if kid >= 0 else (-7, -7)
        f[k] = mix(size, k, g[head], kid_label[j]); k += 1
        f[k] = mix(size, k, g[head], kt, g[other]); k += 1
        f[k] = mix(size, k, w[head], kid_label[j]); k += 1
        f[k] = mix(size, k, kw, g[head]); k += 1
    for lo, hi, i, j in ((s0, b, 0, 2), (s1, s0, 1, 0)):
        far, seen = 99, 0
        if lo >= 0:
            far = oracle.distance(hi - lo)
            seen = 4 * min(verbs[hi] - verbs[lo + 1], 2) + 2 * (stops[hi] > stops[lo + 1]) + (joins[hi] > joins[lo + 1])
        f[k] = mix(size, k, g[i], g[j], far); k += 1
        f[k] = mix(size, k, g[i], g[j], seen); k += 1
    f[k] = mix(size, k, counts[0], g[0], g[2]); k += 1
    f[k] = mix(size, k, counts[1], g[1], g[0]); k += 1
    return k


@njit(cache=True)
def parser(w, u, wl, ul, clock, x, t, bits, starts, order, gold_head, gold_label, labels, learn, follow, seed, out_head, out_label):
    np.random.seed(seed)
    f, fl = np.empty(STATE_FEATURES, np.int64), np.empty(STATE_FEATURES, np.int64)
    scores, relation = np.empty(3, np.float32), np.empty(labels, np.float32)
    kids, kid_label, counts = np.empty(5, np.int64), np.empty(5, np.int64), np.empty(2, np.int64)
    for k in order:
        a, n = starts[k], starts[k + 1] - starts[k]
        stack, on_stack, top, b = np.empty(n + 1, np.int64), np.zeros(n + 1, np.bool_), 0, 0
        child, label = np.full((n + 1, 2), -1, np.int64), np.full((n + 1, 2), -1, np.int64)
        number = np.zeros((n + 1, 2), np.int64)
        verbs, stops, joins = np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64)
        for i in range(n):
            bit = bits[t[a + i]]
            verbs[i + 1], stops[i + 1], joins[i + 1] = verbs[i] + (bit & 1), stops[i] + ((bit >> 1) & 1), joins[i] + ((bit >> 2) & 1)
        gold = gold_head[a:a + n]
        while b < n or top > 0:
            s0, s1, s2 = stack[top - 1] if top > 0 else -1, stack[top - 2] if top > 1 else -1, stack[top - 3] if top > 2 else -1
            for j in range(5):
                at = s1 if j < 2 else s0 if j < 4 else b
                kids[j], kid_label[j] = (child[at, j & 1], label[at, j & 1]) if at >= 0 else (-1, -1)
            counts[0] = (4 * min(number[s0, 0], 3) + min(number[s0, 1], 3) if s0 >= 0 else 0) + 16 * min(number[b, 0], 3)
            counts[1] = 4 * min(number[s1, 1], 3) + min(number[s0, 0], 3) if s1 >= 0 else -1
            m = state_features(f, len(w) - 256, x, t, a, n, b, s0, s1, s2, kids, kid_label, counts, verbs, stops, joins)
            total(w, f, m, scores)
            ok = (b < n, top > 0 and (b < n or top == 1), top > 1)
            best = -1
            for c in range(3):
                if ok[c] and (best < 0 or scores[c] > scores[best]):
                    best = c
            action = best
            clock += 1
            gold_arc = -1
            if learn:
                c0, c1, c2, head = oracle.costs(gold, stack, top, on_stack, b)
                cost = (c0, c1, c2)
                low = 1000000
                for c in range(3):
                    if ok[c]:
                        low = min(low, cost[c])
                if cost[best] > low:
                    right = -1
                    for c in range(3):
                        if ok[c] and cost[c] == low and (right < 0 or scores[c] > scores[right]):
                            right = c
                    add(w, u, f, m, right, 1, clock)
                    add(w, u, f, m, best, -1, clock)
                    if np.random.random() >= follow:
                        action = right
                if s0 >= 0 and ok[1] and head == b:
                    gold_arc = 1
                elif s0 >= 0 and ok[2] and head == s1:
                    gold_arc = 2
            chosen = 0
            for side in (1, 2):
                if side == action or side == gold_arc:
                    for j in range(m):
                        fl[j] = mix(len(wl) - 256, 1000 + side, f[j], j)
                    total(wl, fl, m, relation)
                    found = relation.argmax()
                    if side == action:
                        chosen = found
                    if side == gold_arc and found != gold_label[a + s0]:
                        add(wl, ul, fl, m, gold_label[a + s0], 1, clock)
                        add(wl, ul, fl, m, found, -1, clock)
            if action == 0:
                stack[top], on_stack[b] = b, True
                top += 1
                b += 1
                continue
            top -= 1
            on_stack[s0] = False
            head = b if action == 1 else s1
            out_head[a + s0], out_label[a + s0] = head if head < n else -1, chosen
            side = 0 if s0 < head else 1
            number[head, side] += 1
            if child[head, side] < 0 or (s0 < child[head, side]) == (side == 0):
                child[head, side], label[head, side] = s0, chosen
    return clock


class Weights:
    def __init__(self, bits, *more):
        self.w = [np.zeros((1 << bits) + 256, np.float32)] + [np.zeros(m, np.float32) for m in more]
        self.u = [np.zeros(len(self.w[0]), np.float64)] + [np.zeros(m, np.float64) for m in more]
        self.clock = 1

    def average(self):
        self.w = [(w - u / self.clock).astype(np.float32) for w, u in zip(self.w, self.u)]
        self.u = None
        return self


def pruned(weights, keep):
    """int8 copies with the largest `keep` of each table's weights, their number and their gzip size."""
    out, count, size = [], 0, 0
    for part in weights:
        q = np.zeros_like(part)
        if part.any():
            unit, large = np.abs(part).max() / 127, np.abs(part)
            q = np.clip(np.round(part / unit), -127, 127)
            q[large < np.quantile(large[large > 0], 1 - keep)] = 0
            part = (q * unit).astype(np.float32)
        count += int((q != 0).sum())
        size += len(zlib.compress(q.astype(np.int8).tobytes(), 6))
        out.append(part)
    return out, count, size


class Linear:
    def __init__(self, tags, labels, bits, epochs):
        self.tags, self.labels, self.bits, self.epochs = tags, labels, bits, epochs
        self.tag_bits = train.tag_bits(tags)

    def tagger(self, x, pool, chosen, epochs, rng):
        model, out = Weights(self.bits), np.zeros(len(x), np.int64)
        for _ in range(epochs):
            rng.shuffle(chosen)
            model.clock = tagger(model.w[0], model.u[0], model.clock, x, pool.starts, chosen, pool.tags, len(self.tags), True, out)
        return model.average()

    def tag(self, model, x, pool, chosen, out):
        tagger(model.w[0], model.w[0], 0, x, pool.starts, chosen, pool.tags, len(self.tags), False, out)

    def learn(self, trees, names, table, rng, log):
        x, order = attributes(trees.sentences, table), np.arange(len(trees.sentences))
        found = np.zeros(len(x), np.int64)
        folds = np.array([zlib.crc32(" ".join(s.words).lower().encode()) % 3 for s in trees.sentences])
        for fold in range(3):                                  # the parser learns on tags from a tagger that has seen neither a sentence nor its copies
            part = self.tagger(x, trees, order[folds != fold], max(1, self.epochs // 2), rng)
            self.tag(part, x, trees, order[folds == fold], found)
        known = trees.tags >= 0
        log(f"tags of the other folds {float((found == trees.tags)[known].mean()):.4f}")
        self.tag_model = self.tagger(x, trees, order.copy(), self.epochs, rng)
        log("tagger")
        actions, relations = Weights(self.bits), Weights(self.bits + 1)
        head, label = np.zeros(len(x), np.int64), np.zeros(len(x), np.int64)
        for epoch in range(self.epochs):
            rng.shuffle(order)
            relations.clock = actions.clock = parser(
                actions.w[0], actions.u[0], relations.w[0], relations.u[0], actions.clock, x, found, self.tag_bits, trees.starts, order, trees.heads.astype(np.int64),
                trees.labels, len(self.labels), True, 0.9 if epoch else 0.0, epoch, head, label)
        self.actions, self.relations = actions.average(), relations.average()
        log("parser")
        parts = [names] + ([trees] if (trees.names >= 0).any() else [])
        x, model = [attributes(p.sentences, table) for p in parts], Weights(self.bits, train.ALLOWED.shape)
        t = [np.zeros(len(p), np.int64) for p in x]
        for k, p in enumerate(parts):
            self.tag(self.tag_model, x[k], p, np.arange(len(p.sentences)), t[k])
        for _ in range(self.epochs):
            for k, p in enumerate(parts):
                order = rng.permutation(len(p.sentences))
                model.clock = namer(model.w[0], model.u[0], model.w[1], model.u[1], model.clock, x[k], t[k], p.starts, order, p.names, train.ALLOWED, True, np.zeros(len(x[k]), np.int64))
        self.name_model = model.average()
        log("names")

    def weights(self):
        return [self.tag_model, self.actions, self.relations, self.name_model]

    def evaluate(self, table, trees, names, upos_of, bare):
        found = []
        for pool in (trees, names):
            x, order = attributes(pool.sentences, table), np.arange(len(pool.sentences))
            tags, heads, labels, paths = (np.zeros(len(x), np.int64) for _ in range(4))
            self.tag(self.tag_model, x, pool, order, tags)
            if pool is trees:
                a, r = self.actions.w[0], self.relations.w[0]
                parser(a, a, r, r, 0, x, tags, self.tag_bits, pool.starts, order, pool.heads.astype(np.int64), pool.labels, len(self.labels), False, 0.0, 0, heads, labels)
            else:
                m = self.name_model.w
                namer(m[0], m[0], m[1], m[1], 0, x, tags, pool.starts, order, pool.names, train.ALLOWED, False, paths)
            found.append((tags, heads, labels, paths))
        return train.score(trees, names, upos_of, bare, *found[0][:3], found[1][3])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", required=True)
    ap.add_argument("--cache", required=True, help="the folder with train.py's lexicon.npz (or glove.txt and glove.npy)")
    ap.add_argument("--silver", help="learn from the teacher's labels as well")
    ap.add_argument("--networks", nargs="*", default=[], help="checkpoints to score on the same sets; without other options nothing is learned")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--bits", type=int, default=24, help="weights of each table, as a power of two (relations have twice as many)")
    ap.add_argument("--limit", type=int, default=0)
    ap.add_argument("--bytes", type=int, default=1_200_000, help="gzip size of the weights to prune to (two codes of every word are 640,000 more)")
    args = ap.parse_args()
    start = time.time()
    log = lambda *what: print(f"{time.time() - start:.0f}s", *what, flush=True)

    pools, tags, labels, tag_ids, label_ids = train.gather(args.data, args.silver, args.limit)
    source_ids = {s: i for i, s in enumerate(sorted({"ewt", "gum", sources.NEWS}))}
    direct, coded, _, _ = train.stored_lexicon(args.cache, pools)
    table = features.Table(direct, coded)
    dev_trees, dev_names, world = train.dev_sets(args.data, table, tags, tag_ids, label_ids, source_ids)
    _, upos_of, bare = train.coarse(tags, labels)

    def report(name, evaluate):
        log(name, "dev", evaluate(dev_trees, dev_names), "world", evaluate(dev_trees, world) if world else None)

    for checkpoint in args.networks:
        import export
        network, _, its_tags, its_labels = export.load(checkpoint, args.cache)
        assert its_tags == tags and its_labels == labels
        network.upos_of, network.bare = upos_of, bare
        report(checkpoint, lambda trees, names: train.evaluate(network, trees, names))
    if args.networks:
        return

    ids = (table, tag_ids, label_ids, source_ids)
    augmented = train.augment(pools, random.Random(1))
    trees, names = train.Pool(augmented["trees"], *ids), train.Pool(augmented["names"], *ids)
    log(f"{len(trees.direct)} words with trees, {len(names.direct)} with names")
    model = Linear(tags, labels, args.bits, args.epochs)
    model.learn(trees, names, table, np.random.default_rng(1), log)
    report("float", lambda a, b: model.evaluate(table, a, b, upos_of, bare))
    kept = [m.w for m in model.weights()]
    low, high = 0.0, 1.0
    for bounded in (False, True):
        for _ in range(8 if bounded else 0):
            middle = (low + high) / 2
            low, high = (low, middle) if sum(pruned(w, middle)[2] for w in kept) > args.bytes else (middle, high)
        keep = low if bounded else 1.0
        results = [pruned(w, keep) for w in kept]
        for m, (w, _, _) in zip(model.weights(), results):
            m.w = w
        log(f"int8, {keep:.3f} kept:", sum(r[1] for r in results), "weights", sum(r[2] for r in results), "bytes gzip", [r[1:] for r in results])
        report(f"int8, {keep:.3f} kept", lambda a, b: model.evaluate(table, a, b, upos_of, bare))


if __name__ == "__main__":
    main()
