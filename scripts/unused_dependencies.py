#!/usr/bin/env python3
"""Finds dependencies that no code of their crate names, and workspace dependencies that no crate takes.

    python3 scripts/unused_dependencies.py

A dependency counts as used when its name stands in the crate's Rust files as a path (`name::`), in a `use`, or in a
derive or attribute of it; comments don't count. Exit 1 when one is unused.
"""

import re
import sys
from pathlib import Path

import tomllib

ROOT = Path(__file__).resolve().parent.parent
TABLES = {"dependencies": ["src"], "dev-dependencies": ["src", "tests", "examples", "benches"], "build-dependencies": ["."]}
COMMENT = re.compile(r"^\s*//(?!/|!).*$", re.MULTILINE)
# Named in Cargo.toml for its features alone.
FOR_FEATURES = re.compile(r"#\s*for its features")


def code(crate, folders):
    files = [f for folder in folders for f in sorted((crate / folder).glob("*.rs" if folder == "." else "**/*.rs"))]
    return "\n".join(COMMENT.sub("", f.read_text(encoding="utf-8")) for f in files)


def tables(manifest):
    for name in TABLES:
        yield name, manifest.get(name, {})
    for target in manifest.get("target", {}).values():
        for name in TABLES:
            yield name, target.get(name, {})


def main():
    workspace = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["workspace"]
    problems, checked, taken = [], 0, set()
    for member in workspace["members"]:
        crate = ROOT / member
        text = (crate / "Cargo.toml").read_text(encoding="utf-8")
        for table, dependencies in tables(tomllib.loads(text)):
            source = code(crate, TABLES[table])
            for name, value in dependencies.items():
                checked += 1
                if isinstance(value, dict) and value.get("workspace"):
                    taken.add(name)
                line = next((ln for ln in text.splitlines() if re.match(rf"\s*{re.escape(name)}\b", ln)), "")
                ident = name.replace("-", "_")
                used = re.search(rf"\b{ident}\s*::|\buse\s+{ident}\b|extern crate {ident}\b", source)
                if not used and not FOR_FEATURES.search(line):
                    problems.append(f"{member}: {name} ({table}) is not used")
    problems += [f"workspace: {name} is taken by no crate" for name in workspace["dependencies"] if name not in taken]
    print("\n".join(problems) or f"{checked} dependencies, each used")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
