"""Labels openly licensed text with a teacher: names, tags and trees for the student to learn from.

python -m teacher.label --data FOLDER --minilm FOLDER --out FOLDER [--cli nutgraf] TEACHER.pt [TEACHER.pt ...]

Writes SOURCE.jsonl.gz, one sentence a line; README.md has the fields. Labels that the sources have by hand are kept:
the names of news-labels and written-stories, the trees of the treebanks.
"""
import argparse
import gzip
import importlib.util
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import torch

from . import data, masc, model
from .annotate import annotate, names_of

SOURCES = ("news-labels", "written-stories", "ud-ewt", "ud-gum", "masc", "ner-train-re3d", "ner-train-wikigold")


def squeeze(text):
    return "".join(text.split())


def by_cli(cli, documents):
    """Sentences and words by the project's own stages."""
    rows = "".join(json.dumps({"id": str(i), "text": d.text}) + "\n" for i, d in enumerate(documents))
    command = [cli, "extract", "--layers", "sentences,tokens", "--input", "json", "--offsets", "char", "--language", "en", "-"]
    done = subprocess.run(command, input=rows, capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        article = json.loads(line)
        sentences = [[] for _ in article["sentences"]]
        for token in article["tokens"]:
            sentences[token["sentence"]].append((token["start"], token["end"]))
        yield documents[int(article["input"])], sentences


def by_rule(documents):
    """Sentences and words by the training code's stand-in for those stages."""
    spec = importlib.util.spec_from_file_location("rules", Path(__file__).resolve().parent.parent / "text.py")
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    for document in documents:
        yield document, [rules.words(document.text, a, b) for a, b in rules.sentences(document.text)]


def split(documents, cli):
    for document, sentences in by_cli(cli, documents) if cli else by_rule(documents):
        document.sentences = [[data.Word(a, b, "", "", -1, "") for a, b in s] for s in sentences if s]


def paragraphs(text):
    """The number of line breaks before each offset, as a function."""
    breaks = [m.start() for m in re.finditer(r"\n+", text)]
    return lambda offset: sum(b < offset for b in breaks)


def read(name, folder, kept):
    """The documents of a source; MASC without those that news-labels has."""
    if name in ("news-labels", "written-stories", "ud-ewt", "ud-gum") or name.startswith("ner-train"):
        found = kept["sources"][name]
        if name.startswith("ner-train"):                             # their labels have taught the teacher; the student gets the contract's
            found = [data.Document(name, d.id, d.text) for d in found]
        return found
    have = {d.id.removeprefix("masc-") for d in kept["labelled"]}
    return [data.Document(name, i, t) for i, t in masc.documents(folder / "masc/masc_tagged.zip") if i.split("/")[-1] not in have]


def sentence_keys(document):
    return {squeeze(s) for line in document.text.split("\n") for s in re.split(r"(?<=[.!?]) ", line)}


def unseen(documents, others, least=30):
    """The documents that share no sentence of `least` characters, spaces aside, with the others."""
    known = set().union(*(sentence_keys(d) for d in others))
    known = {key for key in known if len(key) >= least}
    return [d for d in documents if not sentence_keys(d) & known]


def label_at(window, spans, inner):
    """For each word, the piece whose name label speaks for it: the first piece of the basic token under its first character."""
    out, k = [], 0
    places = [i for i, (a, _) in enumerate(window.offsets) if a >= 0 and window.pieces[i] not in inner]
    for start, _ in spans:
        while k + 1 < len(places) and window.offsets[places[k + 1]][0] <= start:
            k += 1
        out.append(places[k])
    return out


def rows(models, documents, pieces, names_by_hand, trees_by_hand):
    """The sentences of the documents as dictionaries."""
    windows = [w for d in documents for w in pieces.windows(d)]
    tags = [tag.split() for tag in models[0].tags]
    found = {}
    for window, reading in annotate(models, windows):
        document = window.document
        gold_names = names_by_hand.get(document.id)
        names = gold_names if gold_names is not None else names_of(window, reading.labels, pieces.inner)
        para = paragraphs(document.text)
        for number, tree in reading.trees.items():
            words = document.sentences[number]
            start, end = words[0].start, words[-1].end
            spans = [(w.start, w.end) for w in words]
            row = {"source": document.source, "doc": document.id, "sent": number, "para": para(start), "text": document.text[start:end],
                   "offset": start, "tokens": [[a - start, b - start] for a, b in spans]}
            best = tree.tags.argmax(1)
            if trees_by_hand:
                row |= {"upos": [w.upos for w in words], "xpos": [w.xpos for w in words], "heads": [w.head for w in words],
                        "deprels": [w.deprel for w in words]}
            else:
                row |= {"upos": [tags[t][0] for t in best], "xpos": [tags[t][1] for t in best], "heads": [int(h) - 1 for h in tree.heads],
                        "deprels": [models[0].relations[r] for r in tree.relations.argmax(1)]}
            row["gold"] = ["tags", "trees"] * trees_by_hand + ["names"] * (gold_names is not None)
            row["names"] = [[max(a, start) - start, min(b, end) - start, kind, sure] for a, b, kind, sure in names if a < end and b > start]
            if not trees_by_hand:
                row["tag_conf"] = [round(float(x), 2) for x in tree.tags.max(1)]
                row["arc_conf"] = [round(float(tree.arcs[k, h]), 2) for k, h in enumerate(tree.heads)]
            if gold_names is None:
                row["bio"] = []
                for k in label_at(window, spans, pieces.inner):
                    order = reading.labels[k].argsort()[::-1][:3]
                    row["bio"].append([[data.LABELS[j], round(float(reading.labels[k][j]), 2)] for j in order if reading.labels[k][j] >= 0.02])
            found[document.id, number] = row
    order = {d.id: i for i, d in enumerate(documents)}
    return [found[key] for key in sorted(found, key=lambda key: (order[key[0]], key[1]))]


def carried_names(documents, labelled):
    """Names of the treebank documents that news-labels has too, carried over by the text without spaces; and the ids there."""
    squeezed = {d.id.removeprefix("ewt-"): d for d in labelled if d.id.startswith(("ewt-", "GUM_"))}
    out, done = {}, set()
    for d in documents:
        other = squeezed.get(d.id)
        if other is None or squeeze(other.text) != squeeze(d.text):
            continue
        back = [i for i, c in enumerate(d.text) if not c.isspace()]
        forth, n = {}, 0
        for i, c in enumerate(other.text):
            if not c.isspace():
                forth[i] = n
                n += 1
        out[d.id] = [(back[forth[a]], back[forth[b - 1]] + 1, kind, 1.0) for a, b, kind in other.names]
        done.add(other.id)
    return out, done


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--minilm", required=True)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--cli", help="the nutgraf command, for its sentences and tokens; without it the rules of text.py")
    parser.add_argument("--sources", default=",".join(SOURCES))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("teachers", nargs="+")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    models, pieces = [model.load(path) for path in args.teachers], data.Pieces(args.minilm)
    sources = data.sources(args.data)
    labelled = sources["news-labels"]
    dev = list(data.labelled(args.data / "news-labels/dev.jsonl.gz", "news-labels"))
    kept = {"sources": sources, "labelled": labelled + dev}
    held_out = list(dev)
    measured = args.data / "syntax-news/dev.jsonl"                   # never label what the project is measured on
    if measured.exists():
        held_out += [data.Document("", row["id"], row["text"]) for row in map(json.loads, data.lines(measured))]
    held_out += [data.Document("", path.stem, path.read_text(encoding="utf-8")) for path in sorted(args.data.glob("gold-stories/*.txt"))]
    args.out.mkdir(parents=True, exist_ok=True)
    treebank = sources["ud-ewt"] + sources["ud-gum"]
    carried, doubled = carried_names(treebank, labelled)
    for name in args.sources.split(","):
        start = time.time()
        documents, trees = read(name, args.data, kept), name.startswith("ud-")
        if name == "news-labels":
            documents = [d for d in documents if d.id not in doubled]
        if not trees:
            others = held_out if name in ("news-labels", "written-stories") else held_out + treebank + labelled
            documents = unseen(documents, others)
            split(documents, args.cli)
        by_hand = {d.id: [(a, b, kind, 1.0) for a, b, kind in d.names] for d in documents if d.names is not None}
        by_hand.update(carried if trees else {})
        found = rows(models, documents, pieces, by_hand, trees)
        part = args.out / f"{name}.jsonl.gz.part"
        with gzip.open(part, "wt", encoding="utf-8", compresslevel=5) as file:
            for row in found:
                file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        part.rename(args.out / f"{name}.jsonl.gz")
        print(f"{name}: {len(documents)} documents, {len(found)} sentences, {sum(len(r['tokens']) for r in found)} words, "
              f"{time.time() - start:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
