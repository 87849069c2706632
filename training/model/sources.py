"""Readers of the training data: every source becomes a list of `Sentence`."""
import gzip
import json
import os
import re
import zipfile
from dataclasses import dataclass, field

import text as rules

TYPES = ["person", "organization", "place", "facility", "group", "product", "event", "work", "law", "misc"]
NEWS = "news-labels"


@dataclass
class Sentence:
    words: list
    glued: list                 # no space before the word
    source: str
    document: str = ""
    tags: list | None = None    # "UPOS XPOS"
    heads: list | None = None   # index within the sentence, -1 is the root
    labels: list | None = None
    lemmas: list | None = None
    names: list | None = None   # (first, last + 1, type)
    spans: list | None = None   # (start, end) of the words in the document's text


def opened(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def conllu(path, source):
    """UD trees. Multi-word tokens are left aside: the words count."""
    out, rows, document = [], [], ""

    def flush():
        if not rows:
            return
        glued, spaced = [], True
        for i, r in enumerate(rows):
            glued.append(i > 0 and not spaced)
            spaced = "SpaceAfter=No" not in r[9] and not r[10]
        out.append(Sentence([r[1] for r in rows], glued, source, document, [f"{r[3]} {r[4]}" for r in rows],
                            [int(r[6]) - 1 for r in rows], [r[7] for r in rows], [r[2] for r in rows]))

    inside = 0
    with opened(path) as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                document = line[14:]
            if not line:
                flush()
                rows, inside = [], 0
            elif line[0] != "#":
                c = line.split("\t")
                if "-" in c[0]:
                    inside = int(c[0].split("-")[1])
                elif "." not in c[0]:
                    rows.append(c + [int(c[0]) < inside])
    flush()
    return out


def labelled(text, spans, source, document):
    """Sentences of raw text with names given as (start, end, type)."""
    out, spans, k = [], sorted(spans), 0
    for start, end in rules.sentences(text):
        words = rules.words(text, start, end)
        if not words:
            continue
        names = []
        while k < len(spans) and spans[k][1] <= start:
            k += 1
        j = k
        while j < len(spans) and spans[j][0] < end:
            a, b, kind = spans[j]
            inside = [i for i, (x, y) in enumerate(words) if x < b and y > a]
            if inside and (not names or names[-1][1] <= inside[0]):
                names.append((inside[0], inside[-1] + 1, kind))
            j += 1
        glued = [i > 0 and words[i - 1][1] == words[i][0] for i in range(len(words))]
        out.append(Sentence([text[a:b] for a, b in words], glued, source, document, names=names, spans=words))
    return out


def stories(path, source):
    out = []
    with opened(path) as lines:
        for line in lines:
            d = json.loads(line)
            spans = [(n["start"], n["end"], n["type"]) if isinstance(n, dict) else tuple(n[:3]) for n in d["names"]]
            out += labelled(d["text"], spans, source, d["id"])
    return out


def silver(path, least=0.85):
    """Sentences with tags, trees and names, some of them the teacher's (training/teacher). A tree that the teacher is unsure of is left out,
    names and words that it is unsure of are marked "?"."""
    out = []
    with opened(path) as lines:
        for line in lines:
            d = json.loads(line)
            text, spans = d["text"], [tuple(t) for t in d["tokens"]]
            if not spans:
                continue
            words = [text[a:b] for a, b in spans]
            s = Sentence(words, [i > 0 and spans[i - 1][1] == spans[i][0] for i in range(len(spans))], NEWS, d["doc"])
            sure = "trees" in d["gold"] or sum(d["arc_conf"]) / len(words) > least
            if sure and all(w.strip() and " " not in w for w in words):
                s.tags = [f"{u} {x}" for u, x in zip(d["upos"], d["xpos"])]
                s.heads, s.labels = d["heads"], d["deprels"]
            names = []
            for a, b, kind, sure in d["names"]:
                inside = [i for i, (x, y) in enumerate(spans) if x < b and y > a]
                if inside and (not names or names[-1][1] <= inside[0]):
                    names.append((inside[0], inside[-1] + 1, kind if sure >= 0.6 else "?"))
            for i, options in enumerate(d.get("bio") or ()):
                if options and options[0][0] == "O" and options[0][1] < 0.7 and not any(a <= i < b for a, b, _ in names):
                    names.append((i, i + 1, "?"))
            s.names = sorted(names)
            out.append(s)
    return out


def folder(data):
    """The training sentences: {"trees": [...], "names": [...]} from the data folder."""
    path = lambda *p: os.path.join(data, *p)
    trees = conllu(path("ud", "ewt-train.conllu.gz"), "ewt") + conllu(path("ud", "gum-train.conllu.gz"), "gum")
    names = stories(path("news-labels", "train.jsonl.gz"), NEWS) + stories(path("written-stories", "stories.jsonl.gz"), NEWS)
    return {"trees": trees, "names": names}
