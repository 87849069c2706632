"""The article's layers as plain records: frozen dataclasses with the names of the wire form.

Offsets (``start``, ``end``) count code points: ``article.text[r.start:r.end] == r.text``. Ids are positions in the layer's
tuple: ``article.entities[quote.speaker.entity]``. Unknown is ``None``.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeVar, Union

from ._labels import (
    BlockKind,
    Bound,
    Deprel,
    EntityType,
    EventType,
    Factuality,
    Medium,
    MentionKind,
    MetadataSource,
    Polarity,
    QuantityKind,
    QuantityRole,
    QuoteKind,
    TimeAnchor,
    TimeType,
    Upos,
    ViaKind,
)

R = TypeVar("R", bound="Record")

#: What is left out of the wire form when it is empty.
_OMITTED_EMPTY = frozenset({"feats", "sectors"})


@dataclass(frozen=True, repr=False)
class Record:
    """The base of every record. Equality, hash and pickling are those of a dataclass."""

    __slots__ = ()

    @classmethod
    def from_dict(cls: type[R], data: Mapping[str, Any]) -> R:
        """Makes the record of its wire form; keys it does not know are ignored."""
        return _reader(cls)(data)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts and lists, in the wire form's order."""
        out: dict[str, Any] = {}
        for f in dataclasses.fields(self):
            value = getattr(self, f.name)
            if value is None and f.default is None:
                continue
            if not value and f.name in _OMITTED_EMPTY:
                continue
            out[f.name] = _plain(value)
        return out

    def __repr__(self) -> str:
        parts: list[str] = []
        for f in dataclasses.fields(self):
            value = getattr(self, f.name)
            if value is None or value == () or value == {} or value == "":
                continue
            parts.append(f"{f.name}={_brief(value)}")
        return f"{type(self).__name__}({', '.join(parts)})"


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(v) for v in typing.cast("tuple[Any, ...]", value)]
    if isinstance(value, dict):
        return dict(typing.cast("dict[str, Any]", value))
    return value


def _brief(value: Any) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:59] + "…")
    if isinstance(value, tuple):
        items = typing.cast("tuple[Any, ...]", value)
        shown = ", ".join(_brief(v) for v in items[:3])
        return f"[{shown}{', …' if len(items) > 3 else ''}]"
    if isinstance(value, Record) and hasattr(value, "text"):
        return _brief(getattr(value, "text"))
    return repr(value)


# ---- from dicts -----------------------------------------------------------------------------------------------------

Converter = Callable[[Any], Any]
_READERS: dict[type, Converter] = {}


def _converter(hint: Any) -> Converter | None:
    """What turns a JSON value into a value of this type; ``None`` when it is one already."""
    origin = typing.get_origin(hint)
    if origin is tuple:
        inner = _converter(typing.get_args(hint)[0])
        return tuple if inner is None else lambda values: tuple(inner(v) for v in values)
    if origin in (Union, types.UnionType):
        inner = _converter(next(a for a in typing.get_args(hint) if a is not type(None)))
        return None if inner is None else lambda value: None if value is None else inner(value)
    if isinstance(hint, type) and issubclass(hint, Record):
        return _reader(hint)
    return None


def _reader(cls: type[R]) -> Callable[[Mapping[str, Any]], R]:
    known = _READERS.get(cls)
    if known is not None:
        return known
    hints = typing.get_type_hints(cls)
    names = {f.name for f in dataclasses.fields(cls)}
    convert = {name: c for name in names if (c := _converter(hints[name])) is not None}

    def read(data: Mapping[str, Any]) -> R:
        return cls(**{k: convert[k](v) if k in convert else v for k, v in data.items() if k in names})

    _READERS[cls] = read
    return read


# ---- the layers -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Slice(Record):
    """A piece of the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Range(Record):
    """A range of UTF-8 bytes of a web page (never code points: it does not point into the text)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Interval(Record):
    """A half-open stretch of the calendar: ISO dates or date-times."""

    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Generator(Record):
    """Which program and model made the article."""

    name: str
    version: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Author(Record):
    """An author: the name in ordinary case, and what the byline says of them."""

    name: str
    role: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Dateline(Record):
    """``BAGHDAD (AP) —`` at the head of a paragraph: its place, agency and ISO date."""

    location: str
    agency: str | None = None
    date: str | None = None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Image(Record):
    """A picture of a web page."""

    url: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Metadata(Record):
    """schema.org's ``NewsArticle`` names. Dates are ISO 8601; ``sources`` says where each value came from."""

    headline: str | None = None
    alternative_headline: str | None = None
    description: str | None = None
    authors: tuple[Author, ...] = ()
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    date_published: str | None = None
    date_modified: str | None = None
    dateline: Dateline | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    images: tuple[Image, ...] = ()
    sources: dict[str, MetadataSource] = field(default_factory=dict[str, MetadataSource], hash=False)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Credit(Record):
    """A picture's credit, its label included (``Photo / AP``)."""

    start: int
    end: int
    text: str
    photographer: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Block(Record):
    """A headline, paragraph, caption … A caption has ``caption`` and ``credit``, a post that is quoted its ``author``; a web page's
    block has ``source``."""

    id: int = 0
    kind: BlockKind
    start: int
    end: int
    caption: Slice | None = None
    credit: Credit | None = None
    author: Slice | None = None
    source: Range | None = None

    BODY: ClassVar[frozenset[str]] = frozenset({"heading", "paragraph", "list_item", "block_quote", "table"})

    @property
    def is_body(self) -> bool:
        """Whether the block belongs to the story's body."""
        return self.kind in self.BODY


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sentence(Record):
    """A sentence; ``block`` is the id of the block it stands in."""

    id: int
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Token(Record):
    """A word of Universal Dependencies. ``head`` is a token's id, ``None`` for the root; ``feats`` is written as UD does."""

    id: int
    sentence: int
    start: int
    end: int
    text: str
    lemma: str
    upos: Upos
    feats: str = ""
    head: int | None
    deprel: Deprel


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Mention(Record):
    """Someone or something mentioned: a name (without its title), a noun phrase (with its ``head`` word) or a pronoun."""

    id: int
    start: int
    end: int
    text: str
    kind: MentionKind
    type: EntityType | None
    head: Slice | None = None
    entity: int | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Role(Record):
    """A job or office, and where the text says so. ``status`` is ``former`` for one no longer held."""

    title: str
    organization: str | None = None
    place: str | None = None
    status: str | None = None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Entity(Record):
    """A person, organization, place … with the ids of all its ``mentions``. ``country`` is ISO 3166-1 alpha-2."""

    id: int
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    sectors: tuple[str, ...] = ()
    gender: str | None = None
    country: str | None = None
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TimeExpression(Record):
    """A TIMEX3 time expression: ``value`` is TimeML's (``2019-12-29``, ``P3D``), ``interval`` the calendar's."""

    id: int
    start: int
    end: int
    text: str
    type: TimeType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    interval: Interval | None
    anchor: TimeAnchor
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Quantity(Record):
    """A number that counts or measures. ``value``, ``min``, ``max`` are decimal strings; ``unit`` is ISO 4217 or UCUM."""

    id: int
    start: int
    end: int
    text: str
    kind: QuantityKind
    value: str | None
    min: str | None
    max: str | None
    bound: Bound
    unit: str | None = None
    of: Slice | None
    role: QuantityRole | None
    negated: bool
    event: int | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Speaker(Record):
    """Who is quoted: the whole noun phrase, with the ids of its mention and entity."""

    start: int
    end: int
    text: str
    mention: int | None
    entity: int | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Via(Record):
    """Through whom the words came: ``according to AP``."""

    start: int
    end: int
    text: str
    kind: ViaKind


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Quote(Record):
    """Who said what, how and through whom. ``content`` is what was said, marks excluded, in as many pieces as there are."""

    id: int
    kind: QuoteKind
    start: int
    end: int
    text: str
    content: tuple[Slice, ...]
    cue: Slice | None
    speaker: Speaker | None
    addressee: Slice | None
    via: tuple[Via, ...]
    medium: Medium | None
    parent: int | None
    continues: int | None
    polarity: Polarity
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Event(Record):
    """Who did what to whom: PLOVER ``type``; ``actors``, ``recipients`` and ``place`` are ids of mentions."""

    id: int
    start: int
    end: int
    text: str
    block: int
    same_as: int | None
    type: EventType
    mode: str | None = None
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    time: int | None
    place: int | None
    quantities: tuple[int, ...]
    factuality: Factuality
    quote: int | None
    sentence: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Answer(Record):
    """One answer to one of the five Ws, and how good it is (0 to 1)."""

    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FiveWs(Record):
    """Ranked answers about the story's main event."""

    who: tuple[Answer, ...]
    what: tuple[Answer, ...]
    when: tuple[Answer, ...]
    where: tuple[Answer, ...]
    why: tuple[Answer, ...]
    how: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TimelineEntry(Record):
    """An event or quote (``kind``, ``id``) on the calendar."""

    kind: Literal["event", "quote"]
    id: int
    interval: Interval
    background: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Diagnostic(Record):
    """A remark on the input: a stable ``code``, a ``message`` for a person, and where, when it has a place."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    text: str | None = None
