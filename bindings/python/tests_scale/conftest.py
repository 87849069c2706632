"""What the tests on clusters share. Run by `scripts/test full`, after `pip install -r requirements-scale.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

STORIES = sorted((Path(__file__).resolve().parents[3] / "examples" / "stories").glob("*.txt"))


@pytest.fixture(scope="session")
def texts() -> list[str]:
    return [path.read_text() for path in STORIES]
