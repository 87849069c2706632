#!/usr/bin/env python3
"""Fills in the offsets of test vectors and checks their form (vectors/README.md).

    python3 scripts/vectors.py            fill and check every file
    python3 scripts/vectors.py --check    only check: exit 1 when a file is not as this script would write it

An expected span may be written as {"text": "…"}: `start` and `end` are looked up in the case's input (code points; the first
occurrence, or the n-th with "nth"). Only the standard library is needed. Cases with "html" or "nitf" must give offsets themselves.
"""
import glob
import json
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "vectors")
CASE_KEYS = ["name", "input", "html", "nitf", "context", "expect", "contains", "absent"]


def occurrence(text, part, nth):
    at = -1
    for _ in range(nth):
        at = text.find(part, at + 1)
        if at < 0:
            return None
    return at


def fill(value, text, where):
    if isinstance(value, list):
        return [fill(v, text, f"{where}[{i}]") for i, v in enumerate(value)]
    if not isinstance(value, dict):
        return value
    out = {k: fill(v, text, f"{where}.{k}") for k, v in value.items()}
    if isinstance(out.get("text"), str) and "start" not in out:
        at = occurrence(text, out["text"], out.pop("nth", 1))
        if at is None:
            raise SystemExit(f"{where}: {out['text']!r} does not occur (often enough) in the input")
        out = {"start": at, "end": at + len(out["text"]), **out}
    if isinstance(out.get("text"), str) and text[out["start"]:out["end"]] != out["text"]:
        raise SystemExit(f"{where}: {out['start']}..{out['end']} is {text[out['start']:out['end']]!r}, not {out['text']!r}")
    return out


def check_form(case, where):
    """What vectors/schema.json asks of a case's answers: the suites refuse a file that does not fit it."""
    if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", case["name"]):
        raise SystemExit(f"{where}: a name is small letters and digits with single hyphens between")
    answers = {part: case[part] for part in ("expect", "contains", "absent") if part in case}
    if not answers:
        raise SystemExit(f"{where}: says neither what to expect nor what is contained or absent")
    for part, layers in answers.items():
        if not isinstance(layers, dict) or not layers:
            raise SystemExit(f"{where} {part}: an object with a layer at least; leave {part!r} out where there is nothing to say")
        for layer, items in layers.items():
            if isinstance(items, list) and not all(isinstance(item, dict) and item for item in items):
                raise SystemExit(f"{where} {part}.{layer}: a list of objects that say something")


def written(path):
    with open(path, encoding="utf-8") as f:
        file = json.load(f)
    name = os.path.relpath(path, ROOT)
    seen = set()
    lines = []
    for case in file["cases"]:
        where = f"{name} {case.get('name')}"
        unknown = [k for k in case if k not in CASE_KEYS]
        if unknown or case.get("name") in seen or not case.get("name") or sum(k in case for k in ("input", "html", "nitf")) != 1:
            raise SystemExit(f"{where}: unknown keys {unknown}, a name missing or used twice, or not exactly one of input, html and nitf")
        seen.add(case["name"])
        check_form(case, where)
        if "input" in case:
            # What is absent needs no place in the text.
            parts = [p for p in ("expect", "contains") if p in case]
            for key in ("mentions", "quotes"):
                if key in case.get("context", {}):
                    case["context"][key] = fill(case["context"][key], case["input"], f"{where} context.{key}")
            for p in parts:
                case[p] = {layer: fill(v, case["input"], f"{where} {p}.{layer}") for layer, v in case[p].items()}
        case = {k: case[k] for k in CASE_KEYS if k in case}
        lines.append("  " + json.dumps(case, ensure_ascii=False))
    head = {k: v for k, v in file.items() if k != "cases"}
    return "{\n" + "".join(f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)},\n" for k, v in head.items()) + ' "cases": [\n' + ",\n".join(lines) + "\n ]\n}\n"


def main():
    check = "--check" in sys.argv[1:]
    stale, count = [], 0
    for path in sorted(glob.glob(os.path.join(ROOT, "*", "*.json"))):
        new = written(path)
        count += new.count('\n  {"name"')
        with open(path, encoding="utf-8") as f:
            old = f.read()
        if new != old:
            stale.append(os.path.relpath(path, ROOT))
            if not check:
                with open(path, "w", encoding="utf-8") as f:
                    f.write(new)
    if check and stale:
        raise SystemExit("not as scripts/vectors.py writes them: " + ", ".join(stale))
    print(f"vectors: {count} cases in order" + (f", {len(stale)} files filled in" if stale else ""))


if __name__ == "__main__":
    main()
