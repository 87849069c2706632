"""Arrow in, Arrow out: a column of stories becomes columns of what they say.

    import nutgraf.arrow

    table = nutgraf.arrow.extract(frame, text="body", date="day")

``frame`` is anything that speaks the Arrow PyCapsule interface: a pyarrow, polars, pandas (2.2 and later) or DuckDB table, a
record batch, a stream. So does what comes back, a :class:`pyarrow.Table`: ``polars.DataFrame(table)``, DuckDB's
``FROM table``, ``pandas.DataFrame.from_arrow(table)`` take it as it is. One row in gives one row out, in order: the input's
own columns, then the article's (:func:`schema`), then ``error``, which is null but for a story that could not be read.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypedDict

from ._article import LAYERS, Article
from ._errors import LayerError, OptionError
from ._extract import Extractor, Failure, Layers, Lexicon, joined
from ._schema import arrow_type, need

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Options", "articles", "extract", "schema", "stream"]

#: What an article always has, in the wire form's order; the layers stand before ``diagnostics``.
_HEAD = ("schema", "generator", "offsets", "language", "text")
#: Rows worked on at a time: what bounds the memory.
_ROWS = 256
#: Bytes of JSON parsed at a time; Arrow's parser counts them in 31 bits.
_PARSED = 1 << 28


def schema(layers: Layers | None = None) -> Any:
    """The columns that :func:`extract` adds, as a :class:`pyarrow.Schema`; ``docs/arrow-schema.md`` shows them all.

    Names and nesting are those of the JSON form. Offsets count code points. Every column may be null: all of an article's
    are where ``error`` is not.
    """
    return _schema(joined(layers))


@lru_cache
def _schema(layers: str | None) -> Any:
    pa = need("pyarrow", "arrow")
    # The core says which layers come out.
    names = [*_HEAD, *Extractor(layers=layers).extract("").layers, "diagnostics"]

    def hint(name: str) -> Any:
        return typing.get_type_hints(getattr(Article, name).fget)["return"]

    error = pa.struct([("kind", pa.string()), ("message", pa.string())])
    return pa.schema([*((name, arrow_type(hint(name))) for name in names), ("error", error)])


class Options(TypedDict, total=False):
    """What :func:`extract` and :func:`stream` take, and ``extract`` of :mod:`nutgraf.spark` and :mod:`nutgraf.ray`."""

    text: str | None
    """The column of stories, ``"text"`` unless said."""
    html: str | None
    """The column of web pages, strings or bytes, instead."""
    nitf: str | None
    """The column of NITF documents, strings or bytes, instead."""
    url: str | None
    """The column of addresses."""
    date: str | None
    """The column of publication dates: strings, dates or timestamps."""
    keep: Sequence[str] | None
    """The input's columns to keep: all but that of the stories unless said."""
    layers: Layers | None
    """The layers wanted, as for :func:`nutgraf.extract`."""
    language: str | None
    """The language of all of them, instead of detecting it."""
    lexicon: Lexicon | None
    """Words of your own. A file is read here and now: workers get what is in it, not its name."""


class Columns:
    """Which columns hold what, checked against an input's columns. Travels to other processes."""

    def __init__(self, *, workers: int | None = None, **options: Unpack[Options]) -> None:
        """Checks the options; the columns themselves are checked by :meth:`kept`."""
        unknown = [name for name in options if name not in Options.__annotations__]
        if unknown:
            raise TypeError(f"unexpected option {unknown[0]!r}: the options are {', '.join(Options.__annotations__)}")
        content = [(key, column) for key in ("text", "html", "nitf") if (column := options.get(key)) is not None]
        if len(content) > 1:
            raise OptionError(f"{content[0][0]}= and {content[1][0]}=: a row holds one or the other")
        self.kind, self.content = content[0] if content else ("text", "text")
        url, date, keep = options.get("url"), options.get("date"), options.get("keep")
        self.url, self.date = url, date
        self.keep = None if keep is None else list(keep)
        self.layers = joined(options.get("layers"))
        self.workers = workers
        self.extractor = Extractor(layers=self.layers, language=options.get("language"), lexicon=options.get("lexicon"))

    def kept(self, names: Sequence[str]) -> list[str]:
        """The input's columns that come out again; raises :class:`nutgraf.OptionError` when a column is missing or in the way."""
        wanted = [self.content, *filter(None, (self.url, self.date)), *(self.keep or ())]
        missing = [name for name in wanted if name not in names]
        if missing:
            raise OptionError(f"no column {missing[0]!r}: the input has {', '.join(map(repr, names))}")
        kept = [n for n in names if n != self.content] if self.keep is None else self.keep
        doubled = sorted({n for n in kept if kept.count(n) > 1})
        taken = [n for n in schema(self.layers).names if n in kept]
        if taken or doubled:
            name = (taken or doubled)[0]
            raise OptionError(f"two columns would be called {name!r}: rename the input's, or say in keep= which ones to keep")
        return kept

    def read(self, batch: Any) -> Any:
        """A record batch, read: what was kept, the article's columns, ``error``."""
        pa = need("pyarrow", "arrow")
        kept = self.kept(batch.schema.names)
        added = schema(self.layers)
        results = self.extractor.extract_batch(self._items(batch), workers=self.workers, on_error="record")
        read = _parsed([self._line(result) for result in results], added)
        return pa.record_batch([*(batch.column(name) for name in kept), *read.columns], schema=self.output(batch.schema))

    def batches(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Record batches, read, a few rows at a time."""
        for batch in batches:
            for start in range(0, len(batch), _ROWS):
                yield self.read(batch.slice(start, _ROWS))

    def output(self, schema_in: Any) -> Any:
        """The columns that come out for an input's."""
        pa = need("pyarrow", "arrow")
        return pa.schema([*(schema_in.field(name) for name in self.kept(schema_in.names)), *schema(self.layers)])

    def _items(self, batch: Any) -> Iterator[dict[str, Any]]:
        content = batch.column(self.content)
        known = {key: _strings(batch.column(name)) for key, name in (("url", self.url), ("date", self.date)) if name is not None}
        for i in range(len(content)):
            yield {self.kind: _value(content[i]), **{key: values[i] for key, values in known.items()}}

    @staticmethod
    def _line(result: Article | Failure) -> str:
        if isinstance(result, Failure):
            return json.dumps({"error": {"kind": result.kind, "message": result.message}})
        return result.to_json()


def _parsed(lines: list[str], schema: Any) -> Any:
    """JSON as columns: Arrow's own parser reads it, no object is made in Python on the way."""
    pa, reader = need("pyarrow", "arrow"), need("pyarrow.json", "arrow")
    if not lines:
        return pa.RecordBatch.from_pylist([], schema=schema)
    data = "\n".join(lines).encode()
    if len(data) > _PARSED and len(lines) > 1:
        half = len(lines) // 2
        return pa.concat_batches([_parsed(lines[:half], schema), _parsed(lines[half:], schema)])
    # That parser knows no maps: their keys, which are names of metadata, are read as fields first.
    metadata = schema.field("metadata").type if "metadata" in schema.names else None
    columns = schema
    if metadata is not None:
        sources = pa.struct([pa.field(f.name, pa.string()) for f in metadata])
        fields = [pa.field(f.name, sources) if f.name == "sources" else f for f in metadata]
        columns = schema.set(schema.get_field_index("metadata"), pa.field("metadata", pa.struct(fields)))
    table = reader.read_json(
        pa.BufferReader(data),
        read_options=reader.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=reader.ParseOptions(explicit_schema=columns, unexpected_field_behavior="error"),
    )
    arrays = [table[f.name].combine_chunks() for f in schema]
    if metadata is not None:
        at = schema.get_field_index("metadata")
        found = arrays[at]
        children = [found.field(i) for i in range(metadata.num_fields)]
        i = metadata.get_field_index("sources")
        rows = children[i].to_pylist()
        children[i] = pa.array([row and {k: v for k, v in row.items() if v is not None} for row in rows], metadata.field(i).type)
        arrays[at] = pa.StructArray.from_arrays(children, fields=list(metadata), mask=found.is_null())
    return pa.record_batch(arrays, schema=schema)


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        # Arrow's strings are UTF-8 by contract, which not every writer keeps.
        return scalar.cast(need("pyarrow", "arrow").binary()).as_py()


def _strings(column: Any) -> list[str | None]:
    """A column of addresses or dates. Dates and timestamps come as ``YYYY-MM-DD``."""
    pa = need("pyarrow", "arrow")
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.date32(), safe=False)
    return column.cast(pa.string()).to_pylist()


def _source(data: Any) -> Any:
    """Anything Arrow as a :class:`pyarrow.RecordBatchReader`."""
    pa = need("pyarrow", "arrow")
    if hasattr(data, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(data)
    if hasattr(data, "__arrow_c_array__"):
        batch = pa.record_batch(data)
        return pa.RecordBatchReader.from_batches(batch.schema, [batch])
    raise TypeError(f"{type(data).__name__} has no Arrow data: pass a table, a record batch, a stream, or a data frame")


def stream(data: Any, *, workers: int | None = None, **options: Unpack[Options]) -> Any:
    """As :func:`extract`, but a :class:`pyarrow.RecordBatchReader` that reads as it is asked: for more than fits in memory.

    It can be gone through once: ``pyarrow.parquet.ParquetWriter``, ``duckdb`` and others take it batch by batch.
    """
    pa = need("pyarrow", "arrow")
    columns = Columns(workers=workers, **options)
    source = _source(data)
    return pa.RecordBatchReader.from_batches(columns.output(source.schema), columns.batches(source))


def extract(data: Any, *, workers: int | None = None, **options: Unpack[Options]) -> Any:
    """Reads a column of stories on all cores; a :class:`pyarrow.Table` of one row for each, in order.

    ``text`` names the column of stories (``"text"`` unless said), ``html`` one of web pages or ``nitf`` one of NITF documents,
    strings or bytes; ``url`` and ``date`` name those of addresses and publication dates (strings, dates or timestamps). ``keep``
    names the input's columns to keep, all but that of the stories unless said. ``layers``, ``language`` and ``lexicon`` are as
    for :func:`nutgraf.extract`, ``workers`` as for :func:`nutgraf.extract_batch`. :class:`Options` lists them all.
    """
    return stream(data, workers=workers, **options).read_all()


def articles(table: Any) -> Iterator[Article | Failure]:
    """Turns what :func:`extract` gave back into articles, from Arrow, Parquet or whatever kept its columns.

    Tables that the ``nutgraf`` command wrote will do: they have these columns too.
    """
    index = 0
    for batch in _source(table):
        names = [n for n in batch.schema.names if n in (*_HEAD, *LAYERS, "diagnostics", "error")]
        for row in batch.select(names).to_pylist(maps_as_pydicts="strict"):
            error = row.pop("error", None)
            if error is not None:
                yield Failure(index=index, id=None, kind=error["kind"], message=error["message"])
            elif row.get("text") is None:
                raise LayerError("no column 'text': these are not an article's columns")
            else:
                yield Article.from_dict(_present(row))
            index += 1


def _present(value: Any) -> Any:
    """Without nulls: in the wire form, what is unknown is left out or null, whichever."""
    if isinstance(value, dict):
        return {k: _present(v) for k, v in typing.cast("dict[str, Any]", value).items() if v is not None}
    return [_present(v) for v in typing.cast("list[Any]", value)] if isinstance(value, list) else value
