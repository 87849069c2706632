"""Python writes what the command line writes, byte for byte. (JavaScript's tests compare with it too.)"""

from __future__ import annotations

import subprocess

import pytest

import nutgraf
from conftest import STORIES

ALL = ",".join(nutgraf.LAYERS)


@pytest.mark.parametrize("path", STORIES, ids=lambda p: p.stem)
@pytest.mark.parametrize("offsets", ["byte", "char", "utf16"])
@pytest.mark.parametrize("layers", [None, ALL], ids=["default", "all"])
def test_the_same_bytes(command: str, path: object, offsets: str, layers: str | None) -> None:
    arguments = [command, "extract", str(path), "--offsets", offsets, "--date", "2024-01-02"]
    arguments += [] if layers is None else ["--layers", layers]
    output = subprocess.run(arguments, capture_output=True, check=True).stdout.decode()
    ending = f',"input":"{path}"}}\n'
    assert output.endswith(ending)
    with open(str(path), encoding="utf-8", newline="") as f:
        article = nutgraf.extract(f.read(), date="2024-01-02", layers=layers)
    assert article.to_json(offsets) == output.removesuffix(ending) + "}"  # type: ignore[arg-type]


def test_there_are_stories() -> None:
    assert len(STORIES) >= 5
