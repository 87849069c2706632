"""Sentences and UD words of raw text by rule: a stand-in for the `sentences` and `tokens` stages while training."""
import re

ABBREVIATIONS = set("""mr mrs ms dr prof st sen rep gov gen col lt capt sgt maj adm hon rev fr jr sr inc ltd co corp bros vs etc no
jan feb mar apr jun jul aug sep sept oct nov dec mt ft dept univ assn bldg ave blvd rd approx est al cf eg ie vol fig pp ed eds
messrs pvt pte atty supt insp det cpl pfc cmdr brig pres sec ret gens reps sens""".split())
WORD = re.compile(r"""
    (?P<url>(?:https?://|www\.)[^\s<>"“”]+[^\s<>"“”.,;:!?)\]'’])
  | (?P<mail>[\w.+-]+@[\w-]+\.[\w.-]*\w)
  | (?P<handle>[@\#]\w+)
  | (?P<dotted>(?:[^\W\d_]\.){2,})
  | (?P<number>\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|pm|am|bn|m|km|kg)?\b|\d+(?:[.,:]\d+)*)
  | (?P<word>[^\W_]+(?:['’][^\W_]+)*)
  | (?P<dots>\.{2,}|…)
  | (?P<dash>-{2,}|[–—])
  | (?P<other>\S)
""", re.X)
CLITIC = re.compile(r"^(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m))$", re.I)


def words(text, start, end):
    """(start, end) of every UD word of text[start:end]."""
    out = []
    at = start
    while at < end:
        m = WORD.search(text, at, end)
        if not m:
            break
        a, b = m.span()
        kind = m.lastgroup
        at = b
        if kind == "word":
            form = text[a:b]
            clitic = CLITIC.match(form)
            low = form.lower()
            if clitic:
                cut = a + clitic.end(1)
                out += [(a, cut), (cut, b)]
                continue
            if low == "cannot":
                out += [(a, a + 3), (a + 3, b)]
                continue
            if text[b:b + 1] == "." and (low in ABBREVIATIONS or (len(form) == 1 and form.isupper())) and b < end:
                if low != "no" or re.match(r"\.\s?\d", text[b:b + 3]):
                    at = b = b + 1
        if kind == "dotted" and b == end and re.search(r"[a-z]\.$", text[a:b]) is None and text[a:b].count(".") < 2:
            b -= 1
        out.append((a, b))
    return out


END = re.compile(r"""[.!?…]+['"’”)\]]*(?=\s)""")


def sentences(text):
    """(start, end) of every sentence; a line break always ends one."""
    out = []
    for line in re.finditer(r"[^\n]+", text):
        start, stop = line.span()
        for m in END.finditer(text, start, stop):
            after = text[m.end():stop].lstrip()
            if not after or not (after[0].isupper() or after[0].isdigit() or after[0] in "\"'“‘([-–—•"):
                continue
            if m.group().startswith(".") and len(m.group()) == 1:
                before = re.search(r"(\S+)$", text[start:m.start()])
                last = before[1].strip("\"'“‘([").lower() if before else ""
                if last in ABBREVIATIONS and last not in ("inc", "ltd", "co", "corp", "jr", "sr", "etc", "no"):
                    continue
                if len(last) == 1 and last.isalpha() or re.fullmatch(r"(?:\w\.)+\w", last) and after.split()[0].lower() not in ("the", "he", "she", "it", "they", "in", "but", "a", "we", "i"):
                    continue
            if text[start:m.end()].strip():
                out.append((start, m.end()))
            start = m.end()
        if text[start:stop].strip():
            out.append((start, stop))
    return out
