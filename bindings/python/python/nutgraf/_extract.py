"""The ways in: :func:`extract` for a first try, :class:`Extractor` for reuse, :func:`extract_batch` for many."""

from __future__ import annotations

import datetime
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, Union, overload

from ._article import Article, Layer
from ._errors import NutgrafError, OptionError
from ._nutgraf import Reader
from ._records import Block, Mention, Metadata, Quote, Record

Date = Union[str, datetime.date]
"""A publication date: ``YYYY-MM-DD`` or a :class:`datetime.date`."""

Layers = Union[str, Iterable[Layer]]
"""Layers wanted: their names, in a list or joined by commas."""

Blocks = Sequence[Union[Block, Mapping[str, Any]]]
"""Blocks of another extractor: ``{"kind", "start", "end"}`` each, offsets in code points."""


Mentions = Sequence[Union[Mention, Mapping[str, Any]]]
"""Names of another recognizer: ``{"start", "end", "type"}`` each, offsets in code points; ``text``, when given, is checked."""

Quotes = Union[Sequence[Union[Quote, Mapping[str, Any]]], Mapping[str, Any]]
"""Quotations of another program, in the form that Citron writes: ``{"contents", "cue"?, "sources"?, "coreferences"?, "confidence"?}``
each, offsets in code points; or the whole of what Citron wrote, with the key ``quotes``; or an article's own."""

Lexicon = Union[Mapping[str, Any], str, "os.PathLike[str]"]
"""Words of your own: a mapping, or the path of a TOML or JSON file. docs/extend.md says what may be in it."""


class Bar(Protocol):
    """A progress bar, as far as a batch needs one."""

    def update(self, n: int, /) -> object:
        """So many more are done."""
        ...

    def close(self) -> object:
        """No more will come."""
        ...


class Progress(Protocol):
    """What makes a progress bar: ``tqdm.tqdm``, or anything called the same way. ``total`` is ``None`` for an endless input."""

    def __call__(self, *, total: int | None, unit: str) -> Bar:
        """Starts the bar."""
        ...


def _date(date: Date | None) -> str | None:
    if date is None or isinstance(date, str):
        return date
    if isinstance(date, datetime.datetime):
        date = date.date()
    return date.isoformat()


def joined(layers: Layers | None) -> str | None:
    """Names of layers as the compiled part takes them."""
    return layers if layers is None or isinstance(layers, str) else ",".join(layers)


def _lexicon(lexicon: Lexicon | None) -> str | None:
    """A lexicon as the text of its file."""
    if lexicon is None:
        return None
    if isinstance(lexicon, Mapping):
        # One key a line, so that an error shows the key.
        return json.dumps(dict(lexicon), ensure_ascii=False, indent=1, default=str)
    return Path(lexicon).read_text(encoding="utf-8")


def _plain(record: Record | Mapping[str, Any]) -> dict[str, Any]:
    return record.to_dict() if isinstance(record, Record) else dict(record)


def _given(metadata: Metadata | Mapping[str, Any] | None, quotes: Quotes | None = None, **lists: Blocks | Mentions | None) -> str | None:
    """What another program found, as JSON."""
    found: Sequence[Any] | None = quotes["quotes"] if isinstance(quotes, Mapping) else quotes
    given: dict[str, Any] = {key: [_plain(r) for r in rs] for key, rs in {**lists, "quotes": found}.items() if rs is not None}
    if metadata is not None:
        given["metadata"] = _plain(metadata)
    return json.dumps(given, ensure_ascii=False, default=str) if given else None


class Extractor:
    """Reads stories with one set of options; use it from any number of threads.

    >>> extractor = Extractor(layers="quotes,entities", date="2019-12-31")
    >>> article = extractor.extract("“It works,” said Ada Osei.")
    >>> article.layers
    ('entities', 'quotes')

    ``layers``: those wanted; what a layer needs is run too. ``date``: the publication date, for stories that do not say.
    ``language``: a BCP 47 code, instead of detecting it. Larger inputs than ``max_input_bytes`` raise
    :class:`nutgraf.LimitError`; longer sentences than ``max_sentence_tokens`` are cut for parsing. ``lexicon``: names, cue verbs,
    agencies and nouns of your own, as a mapping or the path of a TOML or JSON file.
    """

    __slots__ = ("_options", "_reader")

    def __init__(
        self,
        *,
        layers: Layers | None = None,
        date: Date | None = None,
        language: str | None = None,
        max_input_bytes: int | None = None,
        max_sentence_tokens: int | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        """Checks the options; raises :class:`nutgraf.OptionError` for one that makes no sense."""
        self._options = (joined(layers), _date(date), language, max_input_bytes, max_sentence_tokens, _lexicon(lexicon))
        self._reader = Reader(*self._options)

    def extract(
        self,
        text: str,
        *,
        url: str | None = None,
        date: Date | None = None,
        blocks: Blocks | None = None,
        metadata: Metadata | Mapping[str, Any] | None = None,
        mentions: Mentions | None = None,
        quotes: Quotes | None = None,
    ) -> Article:
        """Reads a plain-text story. ``blocks`` and ``metadata`` of another extractor are taken as given, and so are ``mentions``
        (names) and ``quotes`` (as Citron writes them) in place of those that would be found; every later layer goes by them.

        >>> article = Extractor().extract("Tern sank off Karvo.", mentions=[{"start": 0, "end": 4, "type": "product"}])
        >>> [(e.name, e.type) for e in article.entities]
        [('Tern', 'product')]
        """
        return Article(self._reader.text(text, url, _date(date), _given(metadata, quotes, blocks=blocks, mentions=mentions)))

    def extract_html(
        self,
        html: str | bytes,
        *,
        url: str | None = None,
        date: Date | None = None,
        metadata: Metadata | Mapping[str, Any] | None = None,
        charset: str | None = None,
    ) -> Article:
        """Reads a web page. ``metadata`` of another extractor is taken as given. ``bytes`` may be in any encoding of the web;
        ``charset`` is what the server said of them."""
        return Article(self._reader.html(html, url, _date(date), _given(metadata), charset))

    def extract_nitf(
        self,
        xml: str | bytes,
        *,
        url: str | None = None,
        date: Date | None = None,
        metadata: Metadata | Mapping[str, Any] | None = None,
        charset: str | None = None,
    ) -> Article:
        """Reads a document of the News Industry Text Format (NITF 3): what :func:`nutgraf.extract_nitf` reads."""
        return Article(self._reader.nitf(xml, url, _date(date), _given(metadata), charset))

    def _extract_item(self, item: Item) -> Article:
        if isinstance(item, str):
            return self.extract(item)
        if isinstance(item, bytes):
            return self.extract_html(item)
        if not isinstance(item, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise OptionError(f"an item is text, bytes or a dict, not {type(item).__name__}")
        known = {k: v for k, v in item.items() if k in ("url", "date", "blocks", "metadata", "mentions", "quotes")}
        content = [key for key in ("text", "html", "nitf") if key in item]
        if len(content) != 1:
            raise OptionError("an item needs one of \"text\", \"html\" and \"nitf\"")
        read = {"text": self.extract, "html": self.extract_html, "nitf": self.extract_nitf}[content[0]]
        try:
            return read(item[content[0]], **known)
        except NutgrafError:
            raise
        except (TypeError, AttributeError, ValueError) as e:
            # A missing value of a data frame, a number for a date.
            kinds = ", ".join(f"{k!r} is {type(v).__name__}" for k, v in item.items() if k in content or k in known)
            raise OptionError(f"an item's values do not fit: {kinds} ({e})") from e

    @overload
    def extract_batch(
        self, items: Iterable[Item], *, workers: int | None = None, on_error: Literal["raise"] = "raise", progress: Progress | None = None
    ) -> Iterator[Article]: ...
    @overload
    def extract_batch(
        self, items: Iterable[Item], *, workers: int | None = None, on_error: Literal["record"], progress: Progress | None = None
    ) -> Iterator[Article | Failure]: ...
    def extract_batch(
        self,
        items: Iterable[Item],
        *,
        workers: int | None = None,
        on_error: Literal["raise", "record"] = "raise",
        progress: Progress | None = None,
    ) -> Iterator[Article | Failure]:
        """Reads many stories on all cores, in order, a few at a time: ``items`` may be endless. See :func:`nutgraf.extract_batch`."""
        if isinstance(items, (str, bytes, Mapping)):
            raise TypeError(f"a batch is an iterable of stories, not one {type(items).__name__}")  # pyright: ignore[reportUnknownArgumentType]
        if on_error not in ("raise", "record"):
            raise OptionError(f"on_error {on_error!r}: expected 'raise' or 'record'")
        if workers is not None and workers < 1:
            raise OptionError(f"workers {workers}: expected at least 1")
        return self._batch(items, workers or os.cpu_count() or 1, on_error, progress)

    def _batch(self, items: Iterable[Item], workers: int, on_error: str, progress: Progress | None) -> Iterator[Article | Failure]:
        bar = None if progress is None else progress(total=len(items) if isinstance(items, Sized) else None, unit="story")

        def collect() -> Article | Failure:
            index, item, future = waiting.popleft()
            try:
                return future.result()
            except NutgrafError as e:
                if on_error == "raise":
                    raise
                return Failure(index=index, id=item.get("id") if isinstance(item, Mapping) else None, kind=e.kind, message=str(e))
            finally:
                if bar is not None:
                    bar.update(1)

        waiting: deque[tuple[int, Item, Future[Article]]] = deque()
        with ThreadPoolExecutor(workers, thread_name_prefix="nutgraf") as pool:
            try:
                for index, item in enumerate(items):
                    waiting.append((index, item, pool.submit(self._extract_item, item)))
                    if len(waiting) >= workers * 4:
                        yield collect()
                while waiting:
                    yield collect()
            finally:
                # The consumer may have stopped early.
                for _, _, future in waiting:
                    future.cancel()
                if bar is not None:
                    bar.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return (_extractor, self._options)

    def __repr__(self) -> str:
        names = ("layers", "date", "language", "max_input_bytes", "max_sentence_tokens", "lexicon")
        given = (f"{n}={v!r}" for n, v in zip(names, self._options, strict=True) if v is not None)
        return f"Extractor({', '.join(given)})"


Item = Union[str, bytes, Mapping[str, Any]]
"""An input of a batch: text, the bytes of a page, or ``{"text" | "html" | "nitf", "id"?, "url"?, "date"?, "blocks"?, "metadata"?,
"mentions"?, "quotes"?}``."""


@dataclass(frozen=True)
class Failure:
    """An input of a batch that could not be read: its place, its ``id`` when it had one, and why."""

    index: int
    id: Any
    kind: str
    message: str

    def __bool__(self) -> bool:
        """False, so that ``filter(None, batch)`` keeps the articles."""
        return False


def _extractor(layers: str | None, date: str | None, language: str | None, bytes: int | None, tokens: int | None, lexicon: str | None) -> Extractor:
    # The lexicon's text, not the name of its file: the file may be elsewhere, or changed.
    extractor = Extractor.__new__(Extractor)
    extractor._options = (layers, date, language, bytes, tokens, lexicon)  # pyright: ignore[reportPrivateUsage]
    extractor._reader = Reader(*extractor._options)  # pyright: ignore[reportPrivateUsage]
    return extractor


def extract(
    text: str,
    *,
    date: Date | None = None,
    layers: Layers | None = None,
    language: str | None = None,
    url: str | None = None,
    blocks: Blocks | None = None,
    metadata: Metadata | Mapping[str, Any] | None = None,
    mentions: Mentions | None = None,
    quotes: Quotes | None = None,
    lexicon: Lexicon | None = None,
) -> Article:
    """Reads a plain-text news story.

    >>> article = extract("“It works,” said Ada Osei.", date="2024-05-03")
    >>> article.quotes[0].content[0].text
    'It works,'

    ``date`` is the publication date, where the text does not say; ``layers`` the ones wanted (all but ``tokens`` and
    ``timeline`` by default); ``language`` a BCP 47 code, instead of detecting it; ``blocks``, ``metadata``, ``mentions`` (names)
    and ``quotes`` (as Citron writes them) what another program found, taken as given; ``lexicon`` words of your own. Any text
    gives an article; see :class:`nutgraf.NutgrafError` for what raises.
    """
    extractor = Extractor(layers=layers, language=language, lexicon=lexicon)
    return extractor.extract(text, url=url, date=date, blocks=blocks, metadata=metadata, mentions=mentions, quotes=quotes)


def extract_html(
    html: str | bytes,
    *,
    date: Date | None = None,
    layers: Layers | None = None,
    language: str | None = None,
    url: str | None = None,
    metadata: Metadata | Mapping[str, Any] | None = None,
    charset: str | None = None,
    lexicon: Lexicon | None = None,
) -> Article:
    """Reads a web page with a news story on it. ``url`` is its address; the rest is as for :func:`extract`.

    ``article.text`` is made of the page's kept blocks; each block's ``source`` is its byte range in the page. ``bytes`` may be in
    any encoding of the web: the page's own word goes first, then ``charset`` (the server's ``Content-Type``, say), then what the
    bytes look like. Where they are not UTF-8, a diagnostic ``decoded_page`` says that ``source`` counts bytes of the decoded page.
    """
    extractor = Extractor(layers=layers, language=language, lexicon=lexicon)
    return extractor.extract_html(html, url=url, date=date, metadata=metadata, charset=charset)


def extract_nitf(
    xml: str | bytes,
    *,
    date: Date | None = None,
    layers: Layers | None = None,
    language: str | None = None,
    url: str | None = None,
    metadata: Metadata | Mapping[str, Any] | None = None,
    charset: str | None = None,
    lexicon: Lexicon | None = None,
) -> Article:
    """Reads a document of the News Industry Text Format (NITF 3, the XML that news agencies send). The rest is as for
    :func:`extract_html`: each block's ``source`` is its byte range in the document.

    >>> nitf = "<nitf><body><body.head><hedline><hl1>Dam holds</hl1></hedline></body.head></body></nitf>"
    >>> extract_nitf(nitf).metadata.headline
    'Dam holds'

    A document without an ``nitf`` element raises :class:`nutgraf.DecodeError`.
    """
    extractor = Extractor(layers=layers, language=language, lexicon=lexicon)
    return extractor.extract_nitf(xml, url=url, date=date, metadata=metadata, charset=charset)


@overload
def extract_batch(
    items: Iterable[Item],
    *,
    workers: int | None = None,
    on_error: Literal["raise"] = "raise",
    progress: Progress | None = None,
    date: Date | None = None,
    layers: Layers | None = None,
    language: str | None = None,
    lexicon: Lexicon | None = None,
) -> Iterator[Article]: ...
@overload
def extract_batch(
    items: Iterable[Item],
    *,
    workers: int | None = None,
    on_error: Literal["record"],
    progress: Progress | None = None,
    date: Date | None = None,
    layers: Layers | None = None,
    language: str | None = None,
    lexicon: Lexicon | None = None,
) -> Iterator[Article | Failure]: ...
def extract_batch(
    items: Iterable[Item],
    *,
    workers: int | None = None,
    on_error: Literal["raise", "record"] = "raise",
    progress: Progress | None = None,
    date: Date | None = None,
    layers: Layers | None = None,
    language: str | None = None,
    lexicon: Lexicon | None = None,
) -> Iterator[Article | Failure]:
    """Reads many stories on all cores, in order, a few at a time: ``items`` may be endless.

    An item is a text, the bytes of a page, or a mapping: ``{"text" | "html" | "nitf", "id"?, "url"?, "date"?, "blocks"?, "metadata"?,
    "mentions"?, "quotes"?}``. With
    ``on_error="record"`` one that can't be read gives a :class:`nutgraf.Failure` in its place instead of ending the batch.
    ``workers`` is the number of threads, one a core unless said; at most four times as many stories are held at once.
    ``progress=tqdm.tqdm`` shows how far it is.

    >>> [len(a.sentences) for a in extract_batch(["It rained. It stopped.", "Zoë left."], layers="sentences")]
    [2, 1]
    """
    extractor = Extractor(layers=layers, date=date, language=language, lexicon=lexicon)
    if on_error == "record":
        return extractor.extract_batch(items, workers=workers, on_error="record", progress=progress)
    return extractor.extract_batch(items, workers=workers, on_error=on_error, progress=progress)
