"""The shared test vectors (vectors/README.md). Bindings hold no logic, so there is no skip list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import nutgraf
from conftest import ROOT, VECTORS


def cases() -> Iterator[Any]:
    for path in VECTORS:
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            yield pytest.param(case, id=f"{path.parent.name}/{path.stem}/{case['name']}")


CASES = list(cases())
assert CASES, "there is no vector"


def difference(expected: Any, actual: Any, path: str) -> str | None:
    """Why `actual` is not what `expected` asks for."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if found := difference(value, actual.get(key), f"{path}.{key}"):
                return found
        return None
    if isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            return f"{path}: {len(expected)} items wanted, {len(actual)} given: {actual}"
        found = (difference(e, a, f"{path}[{i}]") for i, (e, a) in enumerate(zip(expected, actual, strict=True)))
        return next((f for f in found if f), None)
    same = type(expected) is type(actual) or {type(expected), type(actual)} == {int, float}
    return None if same and expected == actual else f"{path}: {expected!r} wanted, {actual!r} given"


def check_slices(value: Any, text: str, path: str) -> None:
    """Every object with start, end and text is the slice it says."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            assert text[value["start"] : value["end"]] == value["text"], path
        for key, inner in value.items():
            check_slices(inner, text, f"{path}.{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            check_slices(inner, text, f"{path}[{i}]")


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    context = case.get("context", {})
    sections = {part: case.get(part, {}) for part in ("expect", "contains", "absent")}
    named = [layer for section in sections.values() for layer in section]
    assert named, "the case checks nothing"
    layers = {layer for layer in named if layer in nutgraf.LAYERS}
    unknown = set(named) - layers - {"text", "language", "diagnostics"}
    assert not unknown
    if layers & {"quotes", "events", "entities"}:
        # Links between layers are only there when both are.
        layers |= set(nutgraf.LAYERS) - {"tokens", "timeline"}
    language = context.get("language", "en")
    extractor = nutgraf.Extractor(
        layers=[x for x in nutgraf.LAYERS if x in layers],
        language=None if language == "detect" else language,
        lexicon=context.get("lexicon"),
    )
    known = {key: context[key] for key in ("date", "url", "mentions", "quotes") if key in context}
    if "input" in case:
        article = extractor.extract(case["input"], **known)
    else:
        article = extractor.extract_html(case["html"], **known) if "html" in case else extractor.extract_nitf(case["nitf"], **known)
    actual = article.to_dict()
    check_slices(actual, article.text, "actual")
    if "input" in case:
        assert article.text == case["input"]
    for part, section in sections.items():
        if part != "absent":
            check_slices(section, article.text, part)
    for layer, expected in sections["expect"].items():
        assert difference(expected, actual.get(layer), layer) is None
    for layer, wanted in sections["contains"].items():
        for item in wanted:
            assert any(difference(item, found, "") is None for found in actual[layer]), f"{layer} lacks {item}: {actual[layer]}"
    for layer, unwanted in sections["absent"].items():
        for item in unwanted:
            assert not [found for found in actual[layer] if difference(item, found, "") is None], f"{layer} has {item}"


def test_form() -> None:
    """Every file follows vectors/schema.json, and no name is used twice in one."""
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / "vectors" / "schema.json").read_text()))
    for path in VECTORS:
        file = json.loads(path.read_text(encoding="utf-8"))
        errors = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(file)]
        assert not errors, f"{path.name}: {errors[:3]}"
        names = [case["name"] for case in file["cases"]]
        assert len(names) == len(set(names)), path.name


def test_the_runner_can_fail() -> None:
    assert difference({"a": [1, {"b": "x"}]}, {"a": [1, {"b": "x", "c": 2}]}, "") is None
    assert difference({"a": 1}, {}, "") and difference([], [1], "") and difference(1, True, "") and difference("1", 1, "")
    assert difference({"a": None}, {}, "") is None
    with pytest.raises(AssertionError):
        check_slices([{"start": 0, "end": 1, "text": "b"}], "ab", "")
    assert Path(VECTORS[0]).is_file()
