"""The ways in, their options, their errors."""

from __future__ import annotations

import datetime
import threading
from typing import Any

import pytest

import nutgraf
from conftest import STORIES

STORY = "“It works,” said Ada Osei.\n\nShe left on Monday.\n"


def test_text_is_the_input_unchanged() -> None:
    for text in ["", " \n\t", "\ufeffIt rained.\r\n\r\n😀 Zoe\u0308 left.", "a\0b", "\u2028", "𝒜"]:
        assert nutgraf.extract(text).text == text


def test_date_goes_in_as_string_date_or_datetime() -> None:
    day = datetime.date(2019, 12, 31)
    articles = [nutgraf.extract(STORY, date=d) for d in ("2019-12-31", day, datetime.datetime(2019, 12, 31, 23, 59))]
    assert {a.metadata.date_published for a in articles} == {"2019-12-31"}
    assert articles[0] == articles[1] == articles[2]
    assert nutgraf.Extractor(date=day).extract(STORY) == articles[0]


def test_layers() -> None:
    article = nutgraf.extract(STORY, layers=["sentences", "tokens"])
    assert article.layers == ("sentences", "tokens")
    assert article == nutgraf.extract(STORY, layers="sentences,tokens")
    assert not hasattr(article, "quotes")
    with pytest.raises(nutgraf.LayerError, match="'quotes' was not asked for: layers= names sentences, tokens") as raised:
        article.quotes
    assert raised.value.kind == "layer" and isinstance(raised.value, AttributeError)
    assert set(nutgraf.extract(STORY).layers) == set(nutgraf.LAYERS) - {"tokens", "timeline"}
    assert nutgraf.extract(STORY, layers="timeline").timeline == ()
    assert nutgraf.extract(STORY, layers=[]).layers == ()


def test_language() -> None:
    assert nutgraf.extract(STORY).language == "en"
    german = nutgraf.extract("Der Bürgermeister sagte am Montag, die Brücke werde bald geöffnet.")
    assert german.language == "de"
    assert [d.code for d in german.diagnostics] == ["unsupported_language"]
    assert nutgraf.extract(STORY, language="sv").language == "sv"


def test_blocks_and_metadata_of_another_extractor() -> None:
    text = "😀 Rain\n\nIt rained."
    blocks = [{"kind": "headline", "start": 0, "end": 6}, nutgraf.Block(kind="caption", start=8, end=18)]
    metadata = nutgraf.Metadata(headline="Rain", authors=(nutgraf.Author(name="Ada Osei"),))
    article = nutgraf.extract(text, blocks=blocks, metadata=metadata)
    assert [(b.kind, article.text_of(b)) for b in article.blocks] == [("headline", "😀 Rain"), ("caption", "It rained.")]
    assert article.metadata == metadata
    assert nutgraf.extract(text, metadata=metadata.to_dict()).metadata == metadata
    with pytest.raises(nutgraf.NutgrafError):
        nutgraf.extract(text, blocks=[{"kind": "headline", "start": 0, "end": 600}])


def test_html_in_strings_and_bytes() -> None:
    page = "<html><body><article><h1>Rain in Zürich</h1><p>It rained for three days, said Ada Osei.</p></article></body></html>"
    article = nutgraf.extract_html(page, url="https://example.org/rain")
    assert article == nutgraf.extract_html(page.encode(), url="https://example.org/rain")
    with pytest.raises(TypeError, match="str or bytes, not int"):
        nutgraf.extract_html(7)  # type: ignore[arg-type]


def test_html_in_any_encoding() -> None:
    page = "<html><body><article><h1>Дождь</h1><p>It rained for three days in Карво, said Ada Osei.</p></article></body></html>"
    article = nutgraf.extract_html(page, language="en")
    assert article.diagnostics == ()
    for encoding, name in [("windows-1251", "windows-1251"), ("koi8-r", "KOI8-R"), ("utf-16", "UTF-16LE")]:
        decoded = nutgraf.extract_html(page.encode(encoding), charset=f"text/html; charset={encoding}", language="en")
        assert decoded.text == article.text
        assert [d.code for d in decoded.diagnostics] == ["decoded_page"] and name in decoded.diagnostics[0].message


@pytest.mark.parametrize(
    ("error", "kind", "call"),
    [
        (nutgraf.OptionError, "option", lambda: nutgraf.extract("a", date="2019-02-30")),
        (nutgraf.OptionError, "option", lambda: nutgraf.extract("a", date="tomorrow")),
        (nutgraf.OptionError, "option", lambda: nutgraf.extract("a", layers="quots")),
        (nutgraf.OptionError, "option", lambda: nutgraf.extract("a").export("docx")),  # type: ignore[arg-type]
        (nutgraf.LimitError, "limit", lambda: nutgraf.Extractor(max_input_bytes=3).extract("abcd")),
        (nutgraf.DecodeError, "decode", lambda: nutgraf.extract("caf\ud83d")),
        (nutgraf.DecodeError, "decode", lambda: nutgraf.extract_html("caf\udc00")),
        (nutgraf.JsonError, "json", lambda: nutgraf.Article.from_json("{}")),
        (nutgraf.JsonError, "json", lambda: nutgraf.Article.from_json("not JSON")),
        (nutgraf.JsonError, "json", lambda: nutgraf.extract("a", blocks=[{"kind": "song", "start": 0, "end": 1}])),
    ],
)
def test_errors(error: type[nutgraf.NutgrafError], kind: str, call: Any) -> None:
    with pytest.raises(error) as raised:
        call()
    assert raised.value.kind == kind
    assert isinstance(raised.value, nutgraf.NutgrafError) and isinstance(raised.value, ValueError)
    assert len(str(raised.value)) > 10


def test_a_lone_surrogate_says_where() -> None:
    with pytest.raises(nutgraf.DecodeError, match="lone surrogate at index 3"):
        nutgraf.extract("caf\ud83d talk")


def test_wrong_types_are_type_errors() -> None:
    for call in (lambda: nutgraf.extract(None), lambda: nutgraf.extract(b"bytes")):  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            call()


def test_threads_get_the_same_and_run_while_others_read() -> None:
    extractor = nutgraf.Extractor(layers="sentences,tokens,quotes")
    texts = [path.read_text() for path in STORIES]
    expected = [extractor.extract(text).to_json() for text in texts]
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append([extractor.extract(t).to_json() for t in texts])) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 6


def test_the_lock_is_released() -> None:
    """While one thread reads a large text, this one goes on."""
    text = "\n\n".join(path.read_text() for path in STORIES) * 8
    done = threading.Event()

    def read() -> None:
        nutgraf.extract(text, layers="sentences,tokens")
        done.set()

    thread = threading.Thread(target=read)
    thread.start()
    steps = 0
    while not done.wait(0.001):
        steps += 1
    thread.join()
    # With the lock held throughout, the first wait would end with the reading.
    assert steps > 3


def test_batch_keeps_order_and_reads_any_kind() -> None:
    texts = [path.read_text() for path in STORIES] * 2
    items = [{"text": t, "id": i} if i % 2 else t for i, t in enumerate(texts)]
    articles = list(nutgraf.extract_batch(items, workers=4, layers="blocks,quotes"))
    assert articles == [nutgraf.extract(t, layers="blocks,quotes") for t in texts]


def test_batch_is_lazy_and_bounded() -> None:
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield STORY

    batch = nutgraf.extract_batch(endless(), workers=2)
    assert taken == 0
    for _ in range(10):
        next(batch)
    assert taken <= 10 + 2 * 4
    batch.close()  # type: ignore[attr-defined]


def test_batch_errors_as_records() -> None:
    items = [STORY, {"id": "bad", "text": "caf\ud83d"}, {"html": b"\xff\xfe", "text": ""}, {"id": 7, "text": STORY, "date": "2019-02-30"}, STORY]
    results = list(nutgraf.extract_batch(items, on_error="record"))
    kinds = [r.kind if isinstance(r, nutgraf.Failure) else None for r in results]
    assert kinds == [None, "decode", "option", "option", None]
    bad = results[1]
    assert isinstance(bad, nutgraf.Failure) and bad.id == "bad" and bad.index == 1 and not bad
    assert len(list(filter(None, results))) == 2
    with pytest.raises(nutgraf.DecodeError):
        list(nutgraf.extract_batch(items))
    with pytest.raises(nutgraf.OptionError):
        nutgraf.extract_batch(items, workers=0)


def test_batch_records_values_that_do_not_fit() -> None:
    items: list[Any] = [None, {"text": None}, {"text": 7}, {"text": STORY, "date": float("nan")}, {"text": STORY, "url": 3}, {}, STORY]
    results = list(nutgraf.extract_batch(items, on_error="record"))
    assert [r.kind if isinstance(r, nutgraf.Failure) else "read" for r in results] == ["option"] * 6 + ["read"]
    assert isinstance(results[1], nutgraf.Failure) and "'text' is NoneType" in results[1].message
    with pytest.raises(nutgraf.OptionError):
        list(nutgraf.extract_batch(items))


def test_batch_keeps_order_when_short_stories_overtake_long_ones() -> None:
    long = "\n\n".join(path.read_text() for path in STORIES)
    items = [{"id": i, "text": long if i % 5 == 0 else f"Story {i}."} for i in range(20)]
    articles = list(nutgraf.extract_batch(items, workers=3, layers="sentences"))
    assert [a.text for a in articles] == [i["text"] for i in items]


def test_batch_holds_few_stories_at_once() -> None:
    """However many there are: what was handed out is let go."""
    alive = 0
    most = 0

    class Text(str):
        def __init__(self, _: str) -> None:
            nonlocal alive, most
            alive += 1
            most = max(most, alive)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    for _ in nutgraf.extract_batch((Text(STORY) for _ in range(200)), workers=2, layers="sentences"):
        pass
    assert 0 < most <= 2 * 4 + 2


class Bar:
    """A progress bar as tqdm's."""

    def __init__(self, *, total: int | None, unit: str) -> None:
        self.total, self.unit, self.done, self.closed = total, unit, 0, False
        bars.append(self)

    def update(self, n: int) -> None:
        self.done += n

    def close(self) -> None:
        self.closed = True


bars: list[Bar] = []


def test_batch_shows_progress() -> None:
    bars.clear()
    results = nutgraf.extract_batch([STORY, None, STORY], on_error="record", progress=Bar)  # type: ignore[list-item]
    assert not bars
    next(results)
    assert bars[0].done == 1 and not bars[0].closed
    assert len(list(results)) == 2
    assert (bars[0].total, bars[0].unit, bars[0].done, bars[0].closed) == (3, "story", 3, True)
    results = nutgraf.extract_batch(iter([STORY] * 99), progress=Bar)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert bars[1].total is None and bars[1].closed


def test_batch_takes_tqdm(capsys: pytest.CaptureFixture[str]) -> None:
    tqdm = pytest.importorskip("tqdm").tqdm
    assert len(list(nutgraf.extract_batch([STORY] * 3, progress=tqdm))) == 3
    assert "3/3" in capsys.readouterr().err


def test_batch_over_many_threads_gives_what_one_gives() -> None:
    texts = [path.read_text() for path in STORIES] * 3
    expected = [a.to_json() for a in nutgraf.extract_batch(texts, workers=1)]
    assert [a.to_json() for a in nutgraf.extract_batch(texts, workers=8)] == expected


def test_one_story_is_no_batch() -> None:
    for one in (STORY, STORY.encode(), {"text": STORY}):
        with pytest.raises(TypeError, match="not one"):
            nutgraf.extract_batch(one)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="extract them first"):
        nutgraf.summary([STORY])  # type: ignore[list-item]
