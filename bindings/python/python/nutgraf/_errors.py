"""What can go wrong. Any text gives an article: errors are for undecodable bytes, limits, bad options and foreign JSON."""

from __future__ import annotations

from typing import ClassVar, Literal

__all__ = ["DecodeError", "JsonError", "LayerError", "LimitError", "NutgrafError", "OptionError"]

ErrorKind = Literal["option", "limit", "decode", "json", "layer"]
"""The kinds of error, as in the command line's JSON."""


class NutgrafError(ValueError):
    """The base of every error that nutgraf raises; ``kind`` says which sort it is."""

    kind: ClassVar[str] = "error"


class OptionError(NutgrafError):
    """An option has a value that makes no sense: an impossible date, an unknown layer, blocks that overlap."""

    kind: ClassVar[str] = "option"


class LimitError(NutgrafError):
    """The input is larger than a limit allows."""

    kind: ClassVar[str] = "limit"


class DecodeError(NutgrafError):
    """The input is not text: bytes that are not UTF-8, a string with a lone surrogate."""

    kind: ClassVar[str] = "decode"


class JsonError(NutgrafError):
    """The JSON is not an article of this version."""

    kind: ClassVar[str] = "json"


class LayerError(NutgrafError, AttributeError):
    """A layer was not asked for, so the article has no such attribute."""

    kind: ClassVar[str] = "layer"


_BY_KIND = {cls.kind: cls for cls in (OptionError, LimitError, DecodeError, JsonError, LayerError)}


def make(kind: str, message: str) -> NutgrafError:
    """The exception for an error of the compiled part."""
    return _BY_KIND.get(kind, NutgrafError)(message)
