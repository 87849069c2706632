"""The arc-hybrid transition system with its dynamic oracle (Kuhlmann et al. 2011; Goldberg and Nivre 2013), compiled by numba.

Slots of a state: s2, s1, s0, b0. The artificial root stands at the end of the buffer. Actions: 0 shift, 1 left (b0 -> s0), 2 right (s1 -> s0).
Beside the slots a state has FEATURES rows of a table: labels and tags of outermost children, tags ahead, counts of children, what lies between.
"""
import numpy as np
from numba import njit

SLOTS = 4
CHILDREN = 5                 # s1's leftmost and rightmost, s0's, b0's leftmost: label and tag of each
AHEAD = 2                    # tags of b1, b2
FEATURES = 2 * CHILDREN + AHEAD + 6
DISTANCES, COUNTS, BETWEEN = 10, 16, 12


def table_rows(labels, tags):
    """First row of each feature and their number."""
    sizes = [labels + 1] * CHILDREN + [tags + 1] * (CHILDREN + AHEAD) + [DISTANCES] * 2 + [COUNTS] * 2 + [BETWEEN] * 2
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


@njit(cache=True)
def distance(d):
    if d < 6:
        return d
    if d < 9:
        return 6
    if d < 15:
        return 7
    return 8


@njit(cache=True)
def costs(gold, stack, top, on_stack, b):
    """Gold arcs that shift, left and right would lose, and the gold head of the stack's top (the root is n, none -2)."""
    n = len(gold)
    shift, left, right, head = 0, 0, 0, -2
    s0 = stack[top - 1] if top > 0 else -1
    s1 = stack[top - 2] if top > 1 else -1
    if b < n:
        if gold[b] >= 0 and on_stack[gold[b]] and gold[b] != s0:
            shift += 1
        for m in range(top):
            if gold[stack[m]] == b:
                shift += 1
    if s0 >= 0:
        head = gold[s0] if gold[s0] >= 0 else n
        kids = 1 if (b < n and gold[b] == s0) else 0
        for m in range(b + 1, n):
            if gold[m] == s0:
                kids += 1
        left = right = kids
        if head != b and ((s1 >= 0 and head == s1) or head > b):
            left += 1
        if head >= b:
            right += 1
    return shift, left, right, head


@njit(cache=True)
def run(C, table, at, tags, bits, none_tag, wa, ba, wl, bl, starts, gold_head, gold_label, train, follow, seed,
        slots, rows, valid, zero, label, arcs, out_head, out_label):
    """Parses every sentence starts[k]..starts[k+1]. Training: follows its own choice with probability `follow`, else a zero-cost one,
    and records every state. Returns the number of states."""
    np.random.seed(seed)
    N = C.shape[0] - 2
    H = C.shape[2]
    L = wl.shape[1]
    nolabel = L
    hidden = np.empty(H, np.float32)
    k = 0
    row = np.empty(FEATURES, np.int32)
    for sentence in range(starts.shape[0] - 1):
        base = starts[sentence]
        n = starts[sentence + 1] - base
        stack = np.empty(n + 1, np.int32)
        top = 0
        b = 0
        head = np.full(n, -2, np.int32)
        lc = np.full(n + 1, nolabel, np.int32)
        rc = np.full(n + 1, nolabel, np.int32)
        lci = np.full(n + 1, -1, np.int32)
        rci = np.full(n + 1, -1, np.int32)
        on_stack = np.zeros(n + 1, np.bool_)
        lcount = np.zeros(n + 1, np.int32)
        rcount = np.zeros(n + 1, np.int32)
        verbs = np.zeros(n + 1, np.int32)         # how many before each word
        stops = np.zeros(n + 1, np.int32)
        joins = np.zeros(n + 1, np.int32)
        for m in range(n):
            f = bits[tags[base + m]]
            verbs[m + 1] = verbs[m] + (f & 1)
            stops[m + 1] = stops[m] + ((f >> 1) & 1)
            joins[m + 1] = joins[m] + ((f >> 2) & 1)
        while b < n or top > 0:
            s0 = stack[top - 1] if top > 0 else -1
            s1 = stack[top - 2] if top > 1 else -1
            s2 = stack[top - 3] if top > 2 else -1
            i2 = base + s2 if s2 >= 0 else N
            i1 = base + s1 if s1 >= 0 else N
            i0 = base + s0 if s0 >= 0 else N
            ib = base + b if b < n else N + 1
            for c in range(5):
                w = s1 if c < 2 else (s0 if c < 4 else (b if b < n else -1))
                right = c == 1 or c == 3
                kid = -1
                if w >= 0:
                    kid = rci[w] if right else lci[w]
                if kid >= 0:
                    row[c] = at[c] + (rc[w] if right else lc[w])
                    row[5 + c] = at[5 + c] + tags[base + kid]
                else:
                    row[c] = at[c] + nolabel
                    row[5 + c] = at[5 + c] + none_tag
            row[10] = at[10] + (tags[base + b + 1] if b + 1 < n else none_tag)
            row[11] = at[11] + (tags[base + b + 2] if b + 2 < n else none_tag)
            row[12] = at[12] + (distance(b - s0) if (s0 >= 0 and b < n) else 9)
            row[13] = at[13] + (distance(s0 - s1) if s1 >= 0 else 9)
            row[14] = at[14] + (4 * min(lcount[s0], 3) + min(rcount[s0], 3) if s0 >= 0 else 0)
            row[15] = at[15] + 4 * (min(rcount[s1], 3) if s1 >= 0 else 0) + (min(lcount[b], 3) if b < n else 0)
            row[16] = at[16]
            if s0 >= 0:
                row[16] += 4 * min(verbs[b] - verbs[s0 + 1], 2) + 2 * (stops[b] > stops[s0 + 1]) + (joins[b] > joins[s0 + 1])
            row[17] = at[17]
            if s1 >= 0:
                row[17] += 4 * min(verbs[s0] - verbs[s1 + 1], 2) + 2 * (stops[s0] > stops[s1 + 1]) + (joins[s0] > joins[s1 + 1])
            for j in range(H):
                hidden[j] = C[i2, 0, j] + C[i1, 1, j] + C[i0, 2, j] + C[ib, 3, j]
            for c in range(FEATURES):
                r = row[c]
                for j in range(H):
                    hidden[j] += table[r, j]
            for j in range(H):
                v = hidden[j]
                hidden[j] = v if v > 0 else 0.0
            ok0 = b < n
            ok1 = top > 0 and (b < n or top == 1)
            ok2 = top > 1
            best, best_score = -1, -1e30
            sc = np.empty(3, np.float32)
            for a in range(3):
                v = ba[a]
                for j in range(H):
                    v += wa[a, j] * hidden[j]
                sc[a] = v
                if ((a == 0 and ok0) or (a == 1 and ok1) or (a == 2 and ok2)) and v > best_score:
                    best, best_score = a, v
            action = best
            if train:
                cost0, cost1, cost2, hs0 = costs(gold_head[base:base + n], stack, top, on_stack, b)
                low = 1000000
                if ok0 and cost0 < low:
                    low = cost0
                if ok1 and cost1 < low:
                    low = cost1
                if ok2 and cost2 < low:
                    low = cost2
                z0 = ok0 and cost0 == low
                z1 = ok1 and cost1 == low
                z2 = ok2 and cost2 == low
                slots[k, 0] = i2
                slots[k, 1] = i1
                slots[k, 2] = i0
                slots[k, 3] = ib
                for c in range(FEATURES):
                    rows[k, c] = row[c]
                valid[k, 0] = ok0
                valid[k, 1] = ok1
                valid[k, 2] = ok2
                zero[k, 0] = z0
                zero[k, 1] = z1
                zero[k, 2] = z2
                label[k] = -1
                arcs[k] = 0
                if s0 >= 0:
                    if ok1 and hs0 == (b if b < n else n):
                        label[k] = gold_label[base + s0]
                        arcs[k] = 0
                    elif ok2 and hs0 == s1:
                        label[k] = gold_label[base + s0]
                        arcs[k] = 1
                good = (best == 0 and z0) or (best == 1 and z1) or (best == 2 and z2)
                if not good and np.random.random() >= follow:
                    bs = -1e30
                    if z0 and sc[0] > bs:
                        action, bs = 0, sc[0]
                    if z1 and sc[1] > bs:
                        action, bs = 1, sc[1]
                    if z2 and sc[2] > bs:
                        action, bs = 2, sc[2]
            k += 1
            if action == 0:
                stack[top] = b
                on_stack[b] = True
                top += 1
                b += 1
            else:
                side = action - 1
                bestl, bests = 0, -1e30
                for l in range(L):
                    v = bl[side, l]
                    for j in range(H):
                        v += wl[side, l, j] * hidden[j]
                    if v > bests:
                        bestl, bests = l, v
                top -= 1
                on_stack[s0] = False
                h = (b if action == 1 else s1)
                head[s0] = h if h < n else -1
                out_head[base + s0] = head[s0]
                out_label[base + s0] = bestl
                if h < n:
                    if s0 < h:
                        lcount[h] += 1
                        if lci[h] < 0 or s0 < lci[h]:
                            lci[h] = s0
                            lc[h] = bestl
                    else:
                        rcount[h] += 1
                        if rci[h] < 0 or s0 > rci[h]:
                            rci[h] = s0
                            rc[h] = bestl
    return k
