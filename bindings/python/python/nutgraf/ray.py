"""A column of stories in Ray Data, read on its workers.

    from nutgraf.ray import extract

    extract(ray.data.read_parquet("stories/"), text="body", date="day").write_parquet("read/")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._schema import need
from .arrow import Columns, Options

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["extract"]


def extract(dataset: Any, *, batch_size: int = 256, **options: Unpack[Options]) -> Any:
    """Reads a column of stories of a :class:`ray.data.Dataset`; lazily, as Ray does everything.

    Rows and columns are those of :func:`nutgraf.arrow.extract`. One thread a task: Ray has a task a core already.
    """
    need("ray", "ray")
    columns = Columns(workers=1, **options)
    return dataset.map_batches(_Task(columns), batch_format="pyarrow", batch_size=batch_size)


class _Task:
    """What a worker runs on a block."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def __call__(self, table: Any) -> Any:
        pa = need("pyarrow", "ray")
        batches = self.columns.batches(table.to_batches())
        return pa.Table.from_batches(batches, schema=self.columns.output(table.schema))
