#!/usr/bin/env python3
"""Every public item of the core has an example: modules, types, functions, methods, constants; fields and variants are shown
with their type.

Rustdoc's own lint (missing_doc_code_examples) passes over what a private module holds and the crate exports again, which is most
of ours; so this reads rustdoc's JSON. That output is unstable: RUSTC_BOOTSTRAP lets the stable compiler write it, for this
check alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "target" / "doc-json"
CONTAINERS = ("struct", "enum", "union", "trait")


def document():
    """Rustdoc's JSON of the core with all features."""
    env = os.environ | {"RUSTC_BOOTSTRAP": "1", "RUSTDOCFLAGS": "-Zunstable-options --output-format json"}
    command = ["cargo", "doc", "--quiet", "-p", "nutgraf", "--no-deps", "--all-features", "--target-dir", TARGET]
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    return json.loads((TARGET / "doc" / "nutgraf.json").read_text())


class Items:
    """The public items, each once, by the shortest way to it that the crate's root offers first."""

    def __init__(self, doc):
        self.index = doc["index"]
        self.seen = set()
        self.found = []  # (kind, path, item)
        self.visit(doc["root"], "")

    def visit(self, key, path):
        item = self.index.get(str(key))
        if item is None:  # of another crate
            return
        ((kind, inner),) = item["inner"].items()
        if kind == "use":
            target = self.index.get(str(inner["id"]))
            if inner["is_glob"] and target:
                for child in target["inner"]["module"]["items"]:
                    self.visit(child, path)
            elif target:
                self.visit(inner["id"], path)
            return
        if item["visibility"] != "public" or key in self.seen:
            return
        self.seen.add(key)
        path = f"{path}::{item['name']}" if path else item["name"]
        self.found.append((kind, path, item))
        if kind == "module":
            for child in inner["items"]:
                self.visit(child, path)
        elif kind in CONTAINERS:
            impls = [self.index[str(i)]["inner"]["impl"] for i in inner.get("impls", inner.get("implementations", []))
                     if str(i) in self.index]
            for impl in impls:
                # A trait's methods are documented on the trait.
                for child in [] if impl["trait"] else impl["items"]:
                    self.visit(child, path)


def main():
    found = Items(document()).found
    missing = [(kind, path, item["span"]) for kind, path, item in found if "```" not in (item["docs"] or "")]
    for kind, path, span in missing:
        print(f"{span['filename']}:{span['begin'][0]}: {kind} {path} has no example")
    print(f"{len(found)} public items, {len(missing)} without an example")
    if len(found) < 100:
        sys.exit("that few can't be all: has rustdoc's JSON changed?")
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
