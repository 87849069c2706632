"""The article: what was read from one story."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from ._errors import LayerError, OptionError
from ._labels import Format, OffsetEncoding
from ._nutgraf import Story
from ._records import (
    Answer,
    Block,
    Diagnostic,
    Entity,
    Event,
    FiveWs,
    Generator,
    Mention,
    Metadata,
    Quantity,
    Quote,
    Record,
    Sentence,
    TimeExpression,
    TimelineEntry,
    Token,
)
from ._schema import arrow_type, fields, need

R = TypeVar("R", bound=Record)

Layer = Literal[
    "metadata", "blocks", "sentences", "tokens", "mentions", "entities", "times", "quantities", "quotes", "events",
    "five_ws", "timeline",
]
"""The layers of an article; all but ``tokens`` and ``timeline`` are read when nothing is asked for."""

LAYERS: tuple[Layer, ...] = (
    "metadata", "blocks", "sentences", "tokens", "mentions", "entities", "times", "quantities", "quotes", "events",
    "five_ws", "timeline",
)


class Timeline(tuple[TimelineEntry, ...]):
    """Events and quotes in time order, what was told as background kept apart from the day's news: :attr:`Article.timeline`."""

    __slots__ = ()

    @property
    def news(self) -> tuple[TimelineEntry, ...]:
        """What happened or was said on the story's day, shortly before it, or is to come."""
        return tuple(entry for entry in self if not entry.background)

    @property
    def background(self) -> tuple[TimelineEntry, ...]:
        """What the story tells of earlier days: its interval ends two days or more before the story's date."""
        return tuple(entry for entry in self if entry.background)


class Article:
    """What was read from one story: made by :func:`nutgraf.extract`, unchangeable, equal when everything in it is.

    Each layer is a tuple of records, sorted by ``start``; an ``id`` is a position in that tuple. Offsets count code points,
    so ``article.text[r.start:r.end]`` is what a record covers. A layer that was not asked for is no attribute:
    ``hasattr(article, "tokens")`` is false and ``article.tokens`` raises :class:`nutgraf.LayerError`.
    """

    __slots__ = ("_data", "_layers", "_story")

    def __init__(self, story: Story) -> None:
        """Wraps what the compiled part made; use :func:`nutgraf.extract` or :meth:`from_json`."""
        self._story = story
        self._data: dict[str, Any] | None = None
        self._layers: dict[str, Any] = {}

    # ---- in and out -------------------------------------------------------------------------------------------------

    @classmethod
    def from_json(cls, text: str | bytes) -> Article:
        """Reads the JSON of an article back, written by any of the languages, with whatever offsets.

        Raises :class:`nutgraf.JsonError` when it is none or when something in it does not fit its text.
        """
        return cls(Story.from_json(text.decode() if isinstance(text, bytes) else text))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """Reads what :meth:`to_dict` gave."""
        return cls.from_json(json.dumps(data, ensure_ascii=False))

    def to_json(self, offsets: OffsetEncoding = "char") -> str:
        """The article as JSON (schema ``nutgraf/1``), byte for byte what the command line and JavaScript write."""
        return self._story.to_json(offsets)

    def to_dict(self) -> dict[str, Any]:
        """The article as plain dicts and lists, with offsets in code points; a fresh copy each time."""
        return json.loads(self.to_json())

    def export(self, format: Format) -> str:
        """The article in another form: ``markdown``, ``html``, ``ninjs``, ``jsonld``, ``webannotation``, ``timeml``, ``brat``,
        ``conllu`` (which shows tokens: ask for that layer), ``gkg``, ``tei``, or ``json`` with byte offsets.
        """
        return self._story.export(format)

    # ---- the head ---------------------------------------------------------------------------------------------------

    @property
    def _wire(self) -> dict[str, Any]:
        data = self._data
        if data is None:
            data = self._data = self.to_dict()
        return data

    @property
    def schema(self) -> str:
        """The name and version of the wire form."""
        return self._wire["schema"]

    @property
    def generator(self) -> Generator:
        """Which program and model made the article."""
        return Generator.from_dict(self._wire["generator"])

    @property
    def offsets(self) -> OffsetEncoding:
        """The unit of offsets: ``char``."""
        return self._wire["offsets"]

    @property
    def language(self) -> str:
        """BCP 47 code, ``und`` when unknown."""
        return self._wire["language"]

    @property
    def text(self) -> str:
        """What every offset points into. For plain text it is the input, unchanged."""
        return self._wire["text"]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that were asked for."""
        return tuple(name for name in LAYERS if name in self._wire)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was odd about the input, or cut short."""
        return self._list("diagnostics", Diagnostic)

    # ---- the layers -------------------------------------------------------------------------------------------------

    def _list(self, name: str, record: type[R]) -> tuple[R, ...]:
        if name not in self._layers:
            self._layers[name] = tuple(map(record.from_dict, self._asked(name)))
        return self._layers[name]

    def _object(self, name: str, record: type[R]) -> R:
        if name not in self._layers:
            self._layers[name] = record.from_dict(self._asked(name))
        return self._layers[name]

    def _asked(self, name: str) -> Any:
        try:
            return self._wire[name]
        except KeyError:
            asked = ", ".join(self.layers) or "none"
            raise LayerError(f"the layer {name!r} was not asked for: layers= names {asked}") from None

    @property
    def metadata(self) -> Metadata:
        """Headline, authors, dates, with where each came from."""
        return self._object("metadata", Metadata)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Headline, paragraphs, captions …"""
        return self._list("blocks", Block)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences, each inside a block."""
        return self._list("sentences", Sentence)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Words of Universal Dependencies; only when asked for."""
        return self._list("tokens", Token)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Names, noun phrases and pronouns."""
        return self._list("mentions", Mention)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """People, organizations, places …, joined across their mentions."""
        return self._list("entities", Entity)

    @property
    def times(self) -> tuple[TimeExpression, ...]:
        """TIMEX3 time expressions."""
        return self._list("times", TimeExpression)

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Counts, money, measures."""
        return self._list("quantities", Quantity)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Who said what, how and through whom."""
        return self._list("quotes", Quote)

    @property
    def events(self) -> tuple[Event, ...]:
        """Who did what to whom."""
        return self._list("events", Event)

    @property
    def five_ws(self) -> FiveWs:
        """Who, what, when, where, why and how, ranked."""
        return self._object("five_ws", FiveWs)

    @property
    def timeline(self) -> Timeline:
        """Events and quotes in time order; only when asked for.

        Those that have a calendar interval; ``news`` and ``background`` keep the two apart.

        >>> import nutgraf
        >>> text = "Police arrested Colin Brandt on Monday. He had robbed the bank on 3 March 2024."
        >>> article = nutgraf.extract(text, date="2024-05-07", layers="events,quotes,timeline")
        >>> [(e.interval.start, article.events[e.id].text) for e in article.timeline.news]
        [('2024-05-06', 'arrested')]
        >>> [(e.interval.start, article.events[e.id].text) for e in article.timeline.background]
        [('2024-03-03', 'robbed')]
        """
        return Timeline(self._list("timeline", TimelineEntry))

    # ---- following links --------------------------------------------------------------------------------------------

    def text_of(self, item: Block | Sentence | Record) -> str:
        """The text that a record covers; blocks and sentences carry none themselves."""
        start, end = getattr(item, "start", None), getattr(item, "end", None)
        if not isinstance(start, int) or not isinstance(end, int):
            raise TypeError(f"{type(item).__name__} covers no text")
        return self.text[start:end]

    def speaker(self, quote: Quote) -> Entity | None:
        """The entity that a quote is attributed to."""
        entity = quote.speaker and quote.speaker.entity
        return None if entity is None else self.entities[entity]

    # ---- as a value -------------------------------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        return self._story == other._story if isinstance(other, Article) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._story)

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return (_from_json, (self.to_json(),))

    def __copy__(self) -> Article:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Article:
        return self

    def __repr__(self) -> str:
        headline = self._wire.get("metadata", {}).get("headline")
        title = " ".join((headline or self.text[:400]).split())
        title = title if len(title) <= 60 else title[:59] + "…"
        shown = ("blocks", "sentences", "tokens", "entities", "times", "quantities", "quotes", "events", "timeline")
        counts = ", ".join(f"{len(self._wire[name])} {name}" for name in shown if name in self._wire)
        return f"<nutgraf.Article {title!r} ({self.language}): {counts or 'text only'}>"

    def _repr_html_(self) -> str:
        """The annotated story, for notebooks."""
        return self.export("html")

    # ---- to other libraries -----------------------------------------------------------------------------------------

    def show(self) -> None:
        """Shows the annotated story in a notebook; prints it, with who said what, anywhere else."""
        shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
        if hasattr(shell, "kernel"):
            display = importlib.import_module("IPython.display")
            display.display(self)
        else:
            print(self.export("markdown"), end="")

    def _rows(self, layer: Layer) -> list[dict[str, Any]]:
        if layer not in LAYERS:
            raise OptionError(f"unknown layer {layer!r}: the layers are {', '.join(LAYERS)}")
        data = self._asked(layer)
        if layer == "five_ws":
            return [{"question": question, **answer} for question, answers in data.items() for answer in answers]
        return [data] if layer == "metadata" else data

    def to_pandas(self, layer: Layer) -> Any:
        """One layer as a :class:`pandas.DataFrame`: a row for each record, a column for each key, ``speaker.text`` for what is nested."""
        return need("pandas", "pandas").json_normalize(self._rows(layer))

    def to_arrow(self, layer: Layer) -> Any:
        """One layer as a :class:`pyarrow.Table`: a row for each record, typed and nested; the same columns whatever the story."""
        rows = self._rows(layer)
        columns = list(fields(_RECORDS[layer]))
        if layer == "five_ws":
            columns.insert(0, ("question", arrow_type(str)))
        return need("pyarrow", "arrow").Table.from_pylist(rows, schema=need("pyarrow", "arrow").schema(columns))

    def to_polars(self, layer: Layer) -> Any:
        """One layer as a :class:`polars.DataFrame`, with the columns of :meth:`to_arrow`."""
        return need("polars", "polars").DataFrame(self.to_arrow(layer))

    def to_spacy(self, nlp: Any) -> Any:
        """The article as a :class:`spacy.tokens.Doc`; ``nlp`` is any pipeline, ``spacy.blank("en")`` will do.

        Where the article has the layer ``tokens``, the Doc's are ours, with lemmas, parts of speech and dependencies; else
        ``nlp`` cuts the text. ``doc.sents`` are the sentences, ``doc.ents`` the names; ``doc.spans`` has the groups
        ``mentions``, ``quotes`` (what was said, piece by piece), ``speakers``, ``cues``, ``times``, ``quantities`` and
        ``events``. A span's ``label_`` is its type, its ``id_`` the record's id (for ``ents`` and ``mentions``, the entity's).
        """
        from ._spacy import doc

        return doc(self, nlp)


#: What a row of each layer is.
_RECORDS: dict[Layer, type[Record]] = {
    "metadata": Metadata, "blocks": Block, "sentences": Sentence, "tokens": Token, "mentions": Mention, "entities": Entity,
    "times": TimeExpression, "quantities": Quantity, "quotes": Quote, "events": Event, "five_ws": Answer, "timeline": TimelineEntry,
}


def _from_json(text: str) -> Article:
    return Article.from_json(text)
