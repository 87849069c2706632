"""A column of stories in Ray Data, read on its workers.

    from nutgraf.ray import extract

    extract(ray.data.read_parquet("stories/"), text="body", date="day").write_parquet("read/")
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ._extract import Layers
from ._schema import need
from .arrow import Columns

__all__ = ["extract"]


def extract(
    dataset: Any,
    *,
    text: str | None = None,
    html: str | None = None,
    url: str | None = None,
    date: str | None = None,
    keep: Sequence[str] | None = None,
    layers: Layers | None = None,
    language: str | None = None,
    batch_size: int = 256,
) -> Any:
    """Reads a column of stories of a :class:`ray.data.Dataset`; lazily, as Ray does everything.

    Rows and columns are those of :func:`nutgraf.arrow.extract`. One thread a task: Ray has a task a core already.
    """
    need("ray", "ray")
    columns = Columns(text=text, html=html, url=url, date=date, keep=keep, layers=layers, language=language, workers=1)
    return dataset.map_batches(_Task(columns), batch_format="pyarrow", batch_size=batch_size)


class _Task:
    """What a worker runs on a block."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def __call__(self, table: Any) -> Any:
        pa = need("pyarrow", "ray")
        batches = self.columns.batches(table.to_batches())
        return pa.Table.from_batches(batches, schema=self.columns.output(table.schema))
