"""Scores of a teacher: names on news-labels dev (exact span and type), tags and trees on given words.

python -m teacher.evaluate --data FOLDER --minilm FOLDER TEACHER.pt [TEACHER.pt ...]
"""
import argparse
import json
from pathlib import Path

import torch

from . import data
from .annotate import annotate, names_of


def names_f1(models, documents, pieces):
    """Precision, recall and F1 for all types, for the three main ones, and for each."""
    truth = {(d.id, *name) for d in documents for name in d.names}
    found = set()
    for window, reading in annotate(models, [w for d in documents for w in pieces.windows(d)]):
        found |= {(window.document.id, a, b, kind) for a, b, kind, _ in names_of(window, reading.labels, pieces.inner)}
    table = {}
    for row, kinds in [("all", data.TYPES), ("main", data.TYPES[:3])] + [(kind, (kind,)) for kind in data.TYPES]:
        gold, mine = {x for x in truth if x[3] in kinds}, {x for x in found if x[3] in kinds}
        right = len(gold & mine)
        table[row] = [round(x, 4) for x in (right / max(1, len(mine)), right / max(1, len(gold)), 2 * right / max(1, len(gold) + len(mine)))]
    return table


def syntax_documents(path):
    """Documents with trees from a syntax-news file."""
    for line in data.lines(path):
        row = json.loads(line)
        sentences, words, i = [], row["words"], 0
        for _, end in row["sentences"]:
            found, first = [], i
            while i < len(words) and words[i][0] < end:
                a, b, upos, head, relation = words[i]
                found.append(data.Word(a, b, upos, "", head - first if head >= 0 else -1, relation))
                i += 1
            sentences.append(found)
        yield data.Document(row["set"], row["id"], row["text"], sentences=sentences)


def syntax_scores(models, documents, pieces):
    """UPOS, UAS and LAS (relations without subtypes) on gold sentences and words."""
    counts = {}
    for window, reading in annotate(models, [w for d in documents for w in pieces.windows(d)]):
        for number, tree in reading.trees.items():
            for row in ("all", window.document.source):
                t = counts.setdefault(row, [0, 0, 0, 0])
                for k, word in enumerate(window.document.sentences[number]):
                    head = tree.heads[k] == word.head + 1
                    relation = models[0].relations[tree.relations[k].argmax()]
                    t[0] += 1
                    t[1] += models[0].tags[tree.tags[k].argmax()].split()[0] == word.upos
                    t[2] += int(head)
                    t[3] += int(head) and relation.split(":")[0] == word.deprel.split(":")[0]
    return {row: {"words": n, "upos": round(upos / n, 4), "uas": round(uas / n, 4), "las": round(las / n, 4)}
            for row, (n, upos, uas, las) in counts.items()}


def report(models, folder, pieces, syntax=True):
    folder, trees = Path(folder), {}
    names = names_f1(models, list(data.labelled(folder / "news-labels/dev.jsonl.gz", "news-labels")), pieces)
    print("names, news-labels dev:", " ".join(f"{row} {f[2]:.3f}" for row, f in names.items()), flush=True)
    if syntax and (folder / "syntax-news/dev.jsonl").exists():
        trees = syntax_scores(models, list(syntax_documents(folder / "syntax-news/dev.jsonl")), pieces)
        for row, s in trees.items():
            print(f"syntax, {row}:", s, flush=True)
    return {"names": names, "syntax": trees}


def main():
    from . import model
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--minilm", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("teachers", nargs="+")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    report([model.load(path) for path in args.teachers], args.data, data.Pieces(args.minilm))


if __name__ == "__main__":
    main()
