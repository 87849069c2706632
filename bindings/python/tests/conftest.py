"""What the tests share: the project's folders, the bundled stories, the command."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
STORIES = sorted((ROOT / "examples" / "stories").glob("*.txt"))
VECTORS = sorted((ROOT / "vectors").glob("*/*.json"))

Command = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    """The JSON Schema of an article."""
    return json.loads((ROOT / "vectors" / "article.schema.json").read_text())


@pytest.fixture(scope="session")
def story() -> str:
    """The wire story with everything in it."""
    return (ROOT / "examples" / "stories" / "consulate.txt").read_text()


@pytest.fixture(scope="session")
def command() -> str:
    """The `nutgraf` command, as built by `cargo build -p nutgraf-cli`."""
    path = os.environ.get("NUTGRAF_CLI", str(ROOT / "target" / "debug" / "nutgraf"))
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("nutgraf "), version
    return path


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says how many vectors ran."""
    reports = [r for outcome in ("passed", "failed") for r in terminalreporter.getreports(outcome)]
    count = sum("test_vectors.py::test_case" in r.nodeid for r in reports)
    if count:
        terminalreporter.write_line(f"vectors: {count} cases ran in Python")
