"""Reads a news story: who said what, who did what, when, where, how many, with exact offsets.

    import nutgraf

    article = nutgraf.extract(text, date="2019-12-31")
    for quote in article.quotes:
        print(quote.speaker.text if quote.speaker else "?", "→", quote.text)

:func:`extract` reads plain text, :func:`extract_html` web pages, :func:`extract_nitf` what agencies send, :func:`extract_batch`
many of any on all cores;
:class:`Extractor` keeps options for reuse. They return an :class:`Article`, whose layers are tuples of records
(:class:`Quote`, :class:`Entity`, …). Errors are :class:`NutgrafError`.
"""

from ._article import LAYERS, Article, Layer, Timeline
from ._errors import DecodeError, ErrorKind, JsonError, LayerError, LimitError, NutgrafError, OptionError
from ._extract import Extractor, Failure, extract, extract_batch, extract_html, extract_nitf
from ._nutgraf import __version__
from ._records import (
    Answer,
    Author,
    Block,
    Credit,
    Dateline,
    Diagnostic,
    Entity,
    Event,
    FiveWs,
    Generator,
    Image,
    Interval,
    Mention,
    Metadata,
    Quantity,
    Quote,
    Range,
    Record,
    Role,
    Sentence,
    Slice,
    Speaker,
    TimeExpression,
    TimelineEntry,
    Token,
    Via,
)
from ._summary import Summary, summary

__all__ = [
    "LAYERS",
    "Answer",
    "Article",
    "Author",
    "Block",
    "Credit",
    "Dateline",
    "DecodeError",
    "Diagnostic",
    "Entity",
    "ErrorKind",
    "Event",
    "Extractor",
    "Failure",
    "FiveWs",
    "Generator",
    "Image",
    "Interval",
    "JsonError",
    "Layer",
    "LayerError",
    "LimitError",
    "Mention",
    "Metadata",
    "NutgrafError",
    "OptionError",
    "Quantity",
    "Quote",
    "Range",
    "Record",
    "Role",
    "Sentence",
    "Slice",
    "Speaker",
    "Summary",
    "TimeExpression",
    "Timeline",
    "TimelineEntry",
    "Token",
    "Via",
    "__version__",
    "extract",
    "extract_batch",
    "extract_html",
    "extract_nitf",
    "summary",
]
