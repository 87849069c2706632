#!/usr/bin/env python3
"""Prints what a story costs in Python: CPU milliseconds of one core, not time on the wall, for the bundled stories.

    pip install target/wheels/*.whl pyarrow      the release wheel: a development build is several times slower
    python scripts/cost.py
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

import nutgraf
import nutgraf.arrow

TEXTS = [path.read_text() for path in sorted((Path(__file__).resolve().parents[1] / "examples" / "stories").glob("*.txt"))] * 40


def milliseconds(work: Callable[[], object]) -> float:
    """The best of three, for a story."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best / len(TEXTS) * 1000


words = sum(len(text.split()) for text in TEXTS) / len(TEXTS)
print(f"{words:.0f} words a story, {sum(len(t.encode()) for t in TEXTS) / len(TEXTS):.0f} bytes")
print(f"{'layers':28} {'read':>8} {'to Arrow':>9} {'core-hours a million':>21} {'stories/s a core':>17} {'Arrow bytes a story':>20}")
for name, layers in (
    ("all but tokens, timeline", None),
    ("quotes, entities", "quotes,entities"),
    ("metadata, blocks, sentences", "metadata,blocks,sentences"),
    ("all", ",".join(nutgraf.LAYERS)),
):
    extractor = nutgraf.Extractor(layers=layers)
    table = pa.table({"text": TEXTS})
    read = milliseconds(lambda extractor=extractor: [extractor.extract(text) for text in TEXTS])
    arrow = milliseconds(lambda layers=layers, table=table: nutgraf.arrow.extract(table, layers=layers, workers=1))
    size = nutgraf.arrow.extract(table, layers=layers, workers=1).nbytes / len(TEXTS)
    print(f"{name:28} {read:5.2f} ms {arrow:6.2f} ms {arrow / 3.6:21.2f} {1000 / arrow:17.0f} {size:20.0f}")
print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most in memory")
