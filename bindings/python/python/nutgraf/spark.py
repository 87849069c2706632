"""A column of stories in Spark, read on its workers.

    from nutgraf.spark import extract

    read = extract(df, text="body", date="day")
    read.where("error is null").selectExpr("id", "explode(quotes) as quote").select("id", "quote.*")

It is one ``mapInArrow``: no shuffle, nothing kept between rows, so that Spark may run a task again. ``nutgraf`` with pyarrow
must be installed on the workers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ._schema import need
from .arrow import Columns, Options, schema

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["extract"]


def extract(df: Any, **options: Unpack[Options]) -> Any:
    """Reads a column of stories of a :class:`pyspark.sql.DataFrame`; lazily, as Spark does everything.

    One row in gives one row out: the columns of ``df`` to keep (all but that of the stories unless ``keep`` says), then the
    article's (:func:`nutgraf.arrow.schema`), then ``error``. The rest is as for :func:`nutgraf.arrow.extract`. One thread a
    task: Spark has a task a core already.
    """
    types = need("pyspark.sql.types", "spark")
    to_spark = need("pyspark.sql.pandas.types", "spark").from_arrow_schema
    columns = Columns(workers=1, **options)
    kept = columns.kept(df.columns)
    # What is neither read nor kept does not travel to the workers.
    wanted = [c for c in df.columns if c in kept or c in (columns.content, columns.url, columns.date)]
    fields = [*(df.schema[name] for name in kept), *to_spark(schema(columns.layers)).fields]
    return df.select(*(f"`{c}`" for c in wanted)).mapInArrow(_Task(columns), types.StructType(fields))


class _Task:
    """What a worker runs on its batches."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        return self.columns.batches(batches)
