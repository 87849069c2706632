"""A peer of benches/compare in Python: reads JSON Lines, does all it can, counts what it found."""

import json
import sys


def spacy():
    import en_core_web_sm

    nlp = en_core_web_sm.load()

    def read(line):
        doc = nlp(line["text"])
        return len(doc) + len(doc.ents)

    return read


def trafilatura():
    from trafilatura import bare_extraction

    return lambda line: len(bare_extraction(line["html"], with_metadata=True).text or "")


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text

    return lambda line: len(extract_plain_text(line["html"], main_content=True))


read = {"spacy": spacy, "trafilatura": trafilatura, "resiliparse": resiliparse}[sys.argv[1]]()
print(sum(read(json.loads(line)) for line in sys.stdin))
