"""Chooses the words with a row of their own and codes the rest of the GloVe words by residual vector quantisation."""
import collections

import numpy as np
import torch

from features import CODEBOOKS, CODES, lower

DIRECT, CODED, SIZE = 8000, 150_000, 64


def kmeans(x, k, rounds, generator):
    centre = x[torch.randperm(len(x), generator=generator)[:k]].clone()
    for _ in range(rounds):
        code = torch.cat([((part @ centre.T) * -2 + (centre ** 2).sum(1)).argmin(1) for part in x.split(20000)])
        total = torch.zeros_like(centre).index_add_(0, code, x)
        count = torch.bincount(code, minlength=k).clamp(min=1)
        centre = total / count[:, None]
    code = torch.cat([((part @ centre.T) * -2 + (centre ** 2).sum(1)).argmin(1) for part in x.split(20000)])
    return centre, code


def build(sentences, words_file, matrix_file, size=SIZE, direct=DIRECT, coded=CODED, seed=1):
    """(direct words, {word: codes}, initial rows of the direct words, codebooks)"""
    words = open(words_file, encoding="utf-8").read().split("\n")
    matrix = torch.tensor(np.load(matrix_file), dtype=torch.float32)
    generator = torch.Generator().manual_seed(seed)
    counts = collections.Counter(lower(w) for s in sentences for w in s.words)
    keep, place = [], {}
    for i, w in enumerate(words):
        low = lower(w)
        if low not in place and "0" not in low and (i < coded):
            place[low] = len(keep)
            keep.append(i)
    x = matrix[keep]
    x = x / x.norm(dim=1, keepdim=True).clamp(min=1e-6)
    x = x - x[:50000].mean(0)
    _, _, v = torch.linalg.svd(x[:50000], full_matrices=False)
    x = x @ v[:size].T
    x = x / x.std() * 0.3
    books, codes, rest = [], [], x.clone()
    for _ in range(CODEBOOKS):
        centre, code = kmeans(rest, CODES, 12, generator)
        books.append(centre)
        codes.append(code)
        rest = rest - centre[code]
    print(f"codes explain {1 - (rest ** 2).sum().item() / (x ** 2).sum().item():.3f} of the variance")
    codes = torch.stack(codes, 1).numpy().astype(np.uint8)
    top = [w for w, c in counts.most_common(direct) if c >= 3]
    start = torch.zeros(len(top), size)
    for i, w in enumerate(top):
        if w in place:
            start[i] = x[place[w]]
        else:
            start[i] = torch.randn(size, generator=generator) * 0.1
    return top, {w: codes[i] for w, i in place.items()}, start.numpy(), torch.cat(books).numpy()
