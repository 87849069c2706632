"""What the network sees of a word. `crates/nutgraf/src/model/features.rs` computes the same numbers; a vector test compares them."""
import numpy as np

PREFIX3, SUFFIX2, SUFFIX3, SUFFIX4 = 2048, 1024, 4096, 4096
CODEBOOKS, CODES = 3, 256
SHAPES, GLUES = 9 * 6, 4
WIDTH = 9                       # rows a word may have


def fnv1a(data: bytes, seed=0x811C9DC5):
    h = seed
    for byte in data:
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


def bucket(data: bytes, size):
    """Top bits after a final mix: FNV's low bits are weak."""
    h = fnv1a(data)
    h = ((h ^ (h >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    return (h ^ (h >> 16)) % size


def lower(word):
    """Lower case, curly quotes straightened, every digit 0."""
    out = []
    for c in word.lower():
        if c.isascii():
            out.append("0" if c.isdigit() else c)
        elif c in "’‘":
            out.append("'")
        elif c in "“”":
            out.append('"')
        elif c in "–—":
            out.append("-")
        else:
            out.append(c)
    return "".join(out)


def case_class(word):
    """0 lower, 1 Capitalised, 2 ALL CAPS, 3 single capital, 4 mixed, 5 digits, 6 letters and digits, 7 punctuation, 8 other letters"""
    upper = lows = digits = others = 0
    for c in word:
        if c.isupper():
            upper += 1
        elif c.islower():
            lows += 1
        elif "0" <= c <= "9":
            digits += 1
        elif c.isalpha():
            others += 1
    first = word[0].isupper()
    if digits:
        return 6 if upper or lows or others else 5
    if upper:
        if not lows:
            return 3 if upper == 1 else 2
        return 1 if first and upper == 1 else 4
    if lows:
        return 0
    return 8 if others else 7


def style(classes, lengths):
    """0 running text, 1 all capitals, 2 title case."""
    upper = capital = lows = 0
    for c, n in zip(classes, lengths):
        if c == 2:
            upper += 1
        elif c in (1, 4):
            capital += 1
        elif c == 0 and n > 3:
            lows += 1
    if upper >= 2 and upper > 2 * (capital + lows):
        return 1
    if capital + upper >= 3 and capital + upper > 3 * lows:
        return 2
    return 0


class Table:
    """Row numbers of the embedding table: pad, direct words, codebooks, unknown, affixes, shape, glue."""

    def __init__(self, direct, coded):
        self.direct = {w: i for i, w in enumerate(direct)}
        self.coded = coded                                    # word -> three codes
        self.at_code = 1 + len(direct)
        self.at_unknown = self.at_code + CODEBOOKS * CODES
        self.at_p3 = self.at_unknown + 1
        self.at_s2 = self.at_p3 + PREFIX3
        self.at_s3 = self.at_s2 + SUFFIX2
        self.at_s4 = self.at_s3 + SUFFIX3
        self.at_shape = self.at_s4 + SUFFIX4
        self.at_glue = self.at_shape + SHAPES
        self.rows = self.at_glue + GLUES
        self.cache = {}

    def lexical(self, low):
        """(row of a direct word or 0, rows of the fallback)"""
        found = self.cache.get(low)
        if found is None:
            direct = self.direct.get(low)
            codes = self.coded.get(low)
            rows = [self.at_code + k * CODES + int(c) for k, c in enumerate(codes)] if codes is not None else [self.at_unknown, 0, 0]
            rows += [self.at_p3 + bucket(("<" + low[:3]).encode(), PREFIX3), self.at_s2 + bucket((low[-2:]).encode(), SUFFIX2),
                     self.at_s3 + bucket((low[-3:]).encode(), SUFFIX3), self.at_s4 + bucket((low[-4:]).encode(), SUFFIX4)]
            found = self.cache[low] = (0 if direct is None else 1 + direct, rows)
        return found

    def sentence(self, words, glued):
        """Arrays (n,) direct rows, (n, 7) fallback rows, (n, 2) shape and glue rows."""
        n = len(words)
        classes = [case_class(w) for w in words]
        kind = style(classes, [len(w) for w in words])
        direct, fallback, shape = np.zeros(n, np.int32), np.zeros((n, 7), np.int32), np.zeros((n, 2), np.int32)
        first = True
        for i, w in enumerate(words):
            d, rows = self.lexical(lower(w))
            direct[i], fallback[i] = d, rows
            is_first = first
            if classes[i] != 7:
                first = False
            shape[i, 0] = self.at_shape + classes[i] * 6 + kind * 2 + (is_first and classes[i] != 7)
            after = i + 1 < n and glued[i + 1]
            shape[i, 1] = self.at_glue + 2 * bool(glued[i]) + bool(after)
        return direct, fallback, shape
