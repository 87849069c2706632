"""The linear model of names that votes beside the network, in `names.bin`.

    python namer.py --data DATA --cache WORK --silver SILVER --network WORK/mean.pt --out WORK/names.bin

An averaged structured perceptron (Collins 2002) over BILOU labels, on words that are written like names and the gaps between them. Features are hashed
into rows of weights, a weight a label; the largest are kept as 8-bit integers. At run time its sums are added to the network's before the best path is
searched: two models that err differently. `crates/nutgraf/src/model/linear.rs` computes the same features.
"""
import argparse
import random
import struct
import time
import zlib

import numpy as np
import torch
from numba import njit

import export
import features
import linear
import sources
import train

BITS = 21                       # rows, as a power of two
LABELS = 41
RUN = 8                         # words to either side that a run of capitalised words is followed
GAP = 2                         # lower-case words that may stand between two parts of a name
LOW, P1, P2, P3, S2, S3, S4, SHAPE, C1, C2, CASE = range(11)
NONE = 7                        # beyond the sentence
STEP = np.zeros(train.ALLOWED.shape, np.float32)


def attributes(sentences, table):
    """(words, 11) numbers of each word, and which words may be part of a name."""
    seen, numbers, open_words = {}, [], []
    hashed = lambda s: features.fnv1a(s.encode())
    for s in sentences:
        capital = []
        for w in s.words:
            if w not in seen:
                low = features.lower(w)
                codes = table.coded.get(low)
                first = 256 if codes is None else int(codes[0])
                pair = 256 * 257 if codes is None else first * 256 + int(codes[1])
                case = features.case_class(w)
                parts = [low, low[:1], low[:2], low[:3], low[-2:], low[-3:], low[-4:], shape(w)]
                seen[w] = [hashed(p) for p in parts] + [first, pair, case], case in (1, 2, 3, 4, 6)
            row, is_capital = seen[w]
            numbers.append(row)
            capital.append(is_capital)
        last = -1 - GAP - 1
        for i, is_capital in enumerate(list(capital)):
            if is_capital:
                if i - last <= GAP + 1:
                    capital[last + 1:i] = [True] * (i - last - 1)
                last = i
        open_words += capital
    return np.array(numbers, np.int64), np.array(open_words, np.bool_)


def shape(word):
    """Xxx-00 with runs cut to two."""
    out = []
    for c in word:
        c = "X" if c.isupper() else "x" if c.islower() else "0" if "0" <= c <= "9" else c
        if out[-2:] != [c, c]:
            out.append(c)
    return "".join(out)


@njit(inline="always")
def mix(kind, a, b=0, c=0):
    """A row for a feature: 32-bit arithmetic that wraps."""
    h = np.uint32(kind * 0x9E3779B1 + a)
    h = np.uint32((h ^ (h >> np.uint32(15))) * np.uint32(0x2C1B3C6D) + np.uint32(b))
    h = np.uint32((h ^ (h >> np.uint32(13))) * np.uint32(0x297A2D39) + np.uint32(c))
    h = np.uint32((h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B))
    return np.int64(h >> np.uint32(32 - BITS))


@njit(inline="always")
def see(x, i, a, b, k):
    return x[i, k] if a <= i < b else np.int64(NONE)


@njit(cache=True)
def rows(f, x, is_open, i, a, b):
    """Writes the rows of word `i` of the sentence `a..b`; their number."""
    n = 0
    for k in range(11):
        f[n] = mix(n, x[i, k]); n += 1
    for d in (-2, -1, 1, 2):
        for k in (LOW, C1, C2, CASE):
            f[n] = mix(n, see(x, i + d, a, b, k)); n += 1
    for d in (-1, 1):
        f[n] = mix(n, see(x, i + d, a, b, S3)); n += 1
        f[n] = mix(n, see(x, i + d, a, b, SHAPE)); n += 1
        f[n] = mix(n, see(x, i + d, a, b, LOW), x[i, LOW]); n += 1
        f[n] = mix(n, see(x, i + d, a, b, C1), x[i, C1]); n += 1
        f[n] = mix(n, see(x, i + d, a, b, CASE), x[i, C1]); n += 1
        f[n] = mix(n, see(x, i + d, a, b, LOW), x[i, CASE]); n += 1
        f[n] = mix(n, see(x, i + d, a, b, CASE), x[i, CASE], see(x, i + 2 * d, a, b, CASE)); n += 1
    f[n] = mix(n, see(x, i - 1, a, b, CASE), x[i, CASE], see(x, i + 1, a, b, CASE)); n += 1
    first = last = i
    while first > a and is_open[first - 1] and i - first < RUN:
        first -= 1
    while last + 1 < b and is_open[last + 1] and last - i < RUN:
        last += 1
    before, after = see(x, first - 1, a, b, LOW), see(x, last + 1, a, b, LOW)
    left, right = min(i - first, 3), min(last - i, 3)
    f[n] = mix(n, before, left); n += 1
    f[n] = mix(n, after, right); n += 1
    f[n] = mix(n, before, after); n += 1
    f[n] = mix(n, x[last, LOW], right); n += 1
    f[n] = mix(n, x[first, LOW], left); n += 1
    f[n] = mix(n, x[last, C2], right); n += 1
    f[n] = mix(n, x[first, C2], left); n += 1
    f[n] = mix(n, min(i - first, 5), min(last - i, 5)); n += 1
    return n


@njit(cache=True)
def total(w, f, n, out):
    out[:] = 0
    for k in range(n):
        for c in range(LABELS):
            out[c] += w[f[k] * LABELS + c]


@njit(cache=True)
def learn(w, u, clock, x, is_open, starts, order, gold, allowed, step):
    longest = 1
    for k in order:
        longest = max(longest, starts[k + 1] - starts[k])
    f, emit, back = np.empty((longest, 64), np.int64), np.zeros((longest, LABELS), np.float32), np.zeros((longest, LABELS), np.int64)
    given, right, found = np.empty(longest, np.int64), np.zeros(longest, np.int64), np.zeros(longest, np.int64)
    for k in order:
        a, b = starts[k], starts[k + 1]
        n, count = b - a, 0
        for i in range(n):
            if is_open[a + i]:
                count = rows(f[i], x, is_open, a + i, a, b)
                total(w, f[i], count, emit[i])
                given[i] = -1
            else:
                emit[i, :] = 0
                given[i] = gold[a + i]
        clock += 1
        if count == 0:
            continue
        linear.path(emit[:n], step, allowed, given[:n], back, found)
        wrong = False
        for i in range(n):
            wrong = wrong or (gold[a + i] >= 0 and gold[a + i] != found[i])
        if not wrong or not linear.path(emit[:n], step, allowed, gold[a:b], back, right):
            continue
        for i in range(n):
            if right[i] != found[i] and is_open[a + i]:
                for j in range(count):
                    for label, delta in ((right[i], 1), (found[i], -1)):
                        w[f[i, j] * LABELS + label] += delta
                        u[f[i, j] * LABELS + label] += delta * clock
    return clock


@njit(cache=True)
def sums(w, x, is_open, starts, out):
    f = np.empty(64, np.int64)
    for k in range(len(starts) - 1):
        for i in range(starts[k], starts[k + 1]):
            if is_open[i]:
                total(w, f, rows(f, x, is_open, i, starts[k], starts[k + 1]), out[i])


def f1(pool, scores):
    """Exact F1 of persons, organizations and places together."""
    path, longest = np.zeros(len(scores), np.int64), int(np.diff(pool.starts).max())
    back, free = np.zeros((longest, LABELS), np.int64), np.full(longest, -1, np.int64)
    right = found = wanted = 0
    for a, b in zip(pool.starts, pool.starts[1:]):
        linear.path(scores[a:b], STEP, train.ALLOWED, free[:b - a], back, path[a:b])
        ours, gold = ({n for n in train.decode_names(p[a:b]) if n[2] in ("person", "organization", "place")} for p in (path, pool.names))
        right, found, wanted = right + len(ours & gold), found + len(ours), wanted + len(gold)
    return round(2 * right / max(1, found + wanted), 4)


def network_sums(network, pool, source):
    out, rng = np.zeros((len(pool.direct), LABELS), np.float32), np.random.default_rng(0)
    with torch.no_grad():
        for at, _, first, last in pool.batches(4000, rng):
            h = network.encode(pool.rows(at, 0, rng), first, last)
            out[at] = network.name_scores(h, torch.full((len(at),), source)).numpy()
    return out


def file_bytes(kept, factor, table):
    """`kept`: {(row, label): integer}. Words with rows of their own have no codes in the network's file: theirs are here, in the order of their hashes."""
    codes = [table.coded.get(w) for w in sorted(table.direct, key=lambda w: features.fnv1a(w.encode()))]
    known = np.packbits([c is not None for c in codes], bitorder="little").tobytes()
    books = b"".join(bytes(0 if c is None else int(c[k]) for c in codes) for k in (0, 1))
    by_row = {}
    for (row, label), value in sorted(kept.items()):
        by_row.setdefault(row, []).append((label, value))
    out, last = bytearray(b"nutgraf-names-1\n" + struct.pack("<I", len(codes)) + known + books + struct.pack("<iI", factor, len(by_row))), 0
    for row in by_row:
        out += export.leb128(row - last)
        last = row
    entries = [e for row in by_row.values() for e in row]
    return bytes(out) + bytes(len(row) for row in by_row.values()) + bytes(label for label, _ in entries) + np.array([v for _, v in entries], np.int8).tobytes()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", required=True)
    ap.add_argument("--cache", required=True, help="the folder with train.py's lexicon.npz")
    ap.add_argument("--silver", required=True)
    ap.add_argument("--network", required=True, help="the checkpoint it votes beside")
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--keep", type=int, default=100_000, help="weights in the file")
    ap.add_argument("--weight", type=float, default=0.08, help="of its sums beside the network's")
    ap.add_argument("--limit", type=int, default=0)
    args = ap.parse_args()
    start = time.time()
    log = lambda *what: print(f"{time.time() - start:.0f}s", *what, flush=True)

    network, table, _, _ = export.load(args.network, args.cache)
    pools, tags, labels, tag_ids, label_ids = train.gather(args.data, args.silver, args.limit)
    source_ids = {s: i for i, s in enumerate(sorted({"ewt", "gum", sources.NEWS}))}
    ids = (table, tag_ids, label_ids, source_ids)
    _, dev, world = train.dev_sets(args.data, table, tags, tag_ids, label_ids, source_ids)
    copies = train.augment(pools, random.Random(1))
    parts = [p for p in (train.Pool(copies[k], *ids) for k in ("trees", "names")) if (p.names >= 0).any()]
    seen = [attributes(p.sentences, table) for p in parts]
    log(f"{sum(len(x) for x, _ in seen)} words, {sum(int(o.sum()) for _, o in seen)} that may be part of a name")

    w, u, clock, rng = np.zeros(LABELS << BITS, np.float32), np.zeros(LABELS << BITS, np.float64), 1, np.random.default_rng(1)
    for epoch in range(args.epochs):
        for p, (x, is_open) in zip(parts, seen):
            clock = learn(w, u, clock, x, is_open, p.starts, rng.permutation(len(p.sentences)), p.names, train.ALLOWED, STEP)
        log("epoch", epoch)
    w -= (u / clock).astype(np.float32)
    large = np.abs(w)
    used = np.flatnonzero(w)
    least = np.partition(large[used], -min(args.keep, len(used)))[-min(args.keep, len(used))]
    w[large < least] = 0
    unit = float(np.quantile(np.abs(w[w != 0]), 0.998)) / 127       # a few very large ones are cut
    w = np.clip(np.round(w / unit), -127, 127)

    factor = round(args.weight * unit * 2 ** (network.name.shift() + export.ACTIVATION_BITS))
    for name, pool in (("dev", dev), ("world", world)):
        if pool:
            x, is_open = attributes(pool.sentences, table)
            own = np.zeros((len(x), LABELS), np.float32)
            sums(w, x, is_open, pool.starts, own)
            others = network_sums(network, pool, network.news)
            both = {share: f1(pool, others + share * unit * own) for share in sorted({0.05, 0.065, 0.08, 0.1, args.weight})}
            log(name, "network", f1(pool, others), "linear", f1(pool, own), "both", both)
    kept = {(int(at) // LABELS, int(at) % LABELS): int(w[at]) for at in np.flatnonzero(w)}
    data = file_bytes(kept, factor, table)
    with open(args.out, "wb") as f:
        f.write(data)
    log(len(kept), "weights,", len(data), "bytes,", len(zlib.compress(data, 9)), "gzip; unit", unit, "factor", factor)


if __name__ == "__main__":
    main()
