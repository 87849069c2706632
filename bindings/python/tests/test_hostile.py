"""Inputs made to be slow, deep or large (vectors/hostile.json), lone surrogates, memory, and one Extractor shared by threads."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import nutgraf
from conftest import ROOT, STORIES

SHAPES: dict[str, list[dict[str, str]]] = {
    kind: shapes for kind, shapes in json.loads((ROOT / "vectors/hostile.json").read_text()).items() if kind != "about"
}
SIZE = 8_000


def letters(i: int) -> str:
    out = ""
    while True:
        out = chr(97 + i % 26) + out
        i //= 26
        if i == 0:
            return out


def make(shape: dict[str, str], size: int) -> str:
    unit, closing = shape.get("unit", ""), shape.get("closing", "")
    times = max(1, size // len((unit + closing).encode()))
    body = "".join(unit.replace("{i}", letters(i)) for i in range(times)) if "{i}" in unit else unit * times
    return shape.get("before", "") + body + shape.get("middle", "") + closing * times + shape.get("after", "")


def slices(value: Any, text: str) -> int:
    """Every start, end, text is that slice; how many there were."""
    if isinstance(value, list):
        return sum(slices(v, text) for v in value)
    if not isinstance(value, dict):
        return 0
    count = sum(slices(v, text) for v in value.values())
    if "start" in value and "end" in value and "text" in value:
        assert text[value["start"] : value["end"]] == value["text"]
        count += 1
    return count


@pytest.mark.parametrize("shape", SHAPES["text"], ids=lambda s: s["name"])
def test_text(shape: dict[str, str]) -> None:
    text = make(shape, SIZE)
    article = nutgraf.extract(text, language="en")
    assert article.text == text
    slices(json.loads(article.to_json()), text)


@pytest.mark.parametrize("shape", SHAPES["html"], ids=lambda s: s["name"])
def test_html(shape: dict[str, str]) -> None:
    article = nutgraf.extract_html(make(shape, SIZE), language="en")
    slices(json.loads(article.to_json()), article.text)


@pytest.mark.parametrize("text", ["\ud800", "a\udc00b", "\ud83d" * 100_000, "It rained. \udfff"], ids=["one", "inside", "many", "last"])
def test_lone_surrogates_are_refused(text: str) -> None:
    for read in (nutgraf.extract, nutgraf.extract_html):
        with pytest.raises(nutgraf.DecodeError, match="lone surrogate"):
            read(text)


def test_memory() -> None:
    """Megabytes of one mark: the process stays small. In a process of its own, whose peak is its own."""
    read = "nutgraf.extract('“' * 700_000); nutgraf.extract_html('<div>' * 400_000)"
    script = f"import nutgraf, resource; {read}; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    bare = "import nutgraf, resource; nutgraf.extract('a'); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    peak, base = (int(subprocess.run([sys.executable, "-c", s], capture_output=True, text=True, check=True).stdout) for s in (script, bare))
    unit = 1024 if sys.platform != "darwin" else 1
    assert (peak - base) * unit < (30 << 20) + 100 * 2_100_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0


def test_sixteen_threads_share_an_extractor() -> None:
    extractor = nutgraf.Extractor(layers=nutgraf.LAYERS)
    texts = [p.read_text(encoding="utf-8") for p in STORIES] + ["", "“", "It rained."]
    alone = [extractor.extract(t).to_json() for t in texts]
    order = [(i + t) % len(texts) for t in range(16) for i in range(len(texts))]
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda i: extractor.extract(texts[i]).to_json(), order))
    assert all(found == alone[i] for i, found in zip(order, together, strict=True))
