"""Speaks the scorers' JSON Lines: documents {"id", "text"} in on standard input, articles with name mentions out.

python -m teacher.peer --minilm FOLDER --teacher TEACHER.pt [TEACHER.pt ...] --threads 2
"""
import argparse
import json
import sys

import torch

from . import data, model
from .annotate import annotate, names_of


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--teacher", nargs="+", required=True)
    args, _ = parser.parse_known_args()                              # the scorers add the words of `nutgraf extract`
    torch.set_num_threads(args.threads)
    models, pieces = [model.load(path) for path in args.teacher], data.Pieces(args.minilm)
    documents = [data.Document("", row["id"], row["text"]) for row in map(json.loads, filter(str.strip, sys.stdin))]
    mentions = {d.id: [] for d in documents}
    for window, reading in annotate(models, [w for d in documents for w in pieces.windows(d)]):
        mentions[window.document.id] += [{"start": a, "end": b, "text": window.document.text[a:b], "kind": "name", "type": kind, "confidence": sure}
                                         for a, b, kind, sure in names_of(window, reading.labels, pieces.inner)]
    for document in documents:
        found = sorted(mentions[document.id], key=lambda m: m["start"])
        print(json.dumps({"id": document.id, "input": document.id, "offsets": "char", "mentions": found}))


if __name__ == "__main__":
    main()
