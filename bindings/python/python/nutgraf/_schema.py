"""The Arrow types of records, made from the records' own type hints: what is in one is in the other."""

from __future__ import annotations

import dataclasses
import importlib
import types
import typing
from collections.abc import Iterator
from typing import Any, Union, cast

from ._records import Record


def need(module: str, extra: str) -> Any:
    """An optional library, or an :class:`ImportError` that says how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError as e:
        raise ImportError(f"this needs {module.partition('.')[0]}: pip install nutgraf[{extra}]") from e


def arrow_type(hint: Any) -> Any:
    """The Arrow type of a field: offsets and ids are ``int32``, labels are strings, records are structs."""
    pa = need("pyarrow", "arrow")
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return arrow_type(next(a for a in args if a is not type(None)))
    if isinstance(hint, type) and issubclass(hint, tuple):
        # A tuple with accessors of its own, such as the timeline.
        bases: Any = vars(cast("type[Any]", hint))["__orig_bases__"]
        return arrow_type(bases[0])
    if origin is tuple:
        return pa.list_(arrow_type(args[0]))
    if origin is dict:
        return pa.map_(pa.string(), arrow_type(args[1]))
    if origin is typing.Literal:
        return pa.string()
    if isinstance(hint, type) and issubclass(hint, Record):
        return pa.struct([pa.field(name, kind) for name, kind in fields(hint)])
    return {str: pa.string, int: pa.int32, float: pa.float64, bool: pa.bool_}[hint]()


def fields(record: type[Record]) -> Iterator[tuple[str, Any]]:
    """The names and Arrow types of a record's fields."""
    hints = typing.get_type_hints(record)
    for field in dataclasses.fields(record):
        yield field.name, arrow_type(hints[field.name])

