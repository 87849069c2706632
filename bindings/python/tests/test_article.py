"""The article as a value, and its records."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import sys
from typing import Any

import jsonschema
import pytest

import nutgraf
from conftest import ROOT, STORIES

ALL = ",".join(nutgraf.LAYERS)


@pytest.fixture(scope="module", params=STORIES, ids=lambda p: p.stem)
def article(request: pytest.FixtureRequest) -> nutgraf.Article:
    return nutgraf.extract(request.param.read_text(), layers=ALL)


def strict(schema: Any) -> Any:
    """The schema with no other keys allowed than those it names."""
    if isinstance(schema, dict):
        schema = {k: strict(v) for k, v in schema.items()}
        if "properties" in schema:
            schema["additionalProperties"] = False
    return [strict(v) for v in schema] if isinstance(schema, list) else schema


def test_follows_the_schema(article: nutgraf.Article, schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(strict(schema)).validate(article.to_dict())


def test_the_schema_can_fail(article: nutgraf.Article, schema: dict[str, Any]) -> None:
    data = article.to_dict()
    data["blocks"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(strict(schema)).validate(data)


def test_every_record_is_what_the_wire_says(article: nutgraf.Article) -> None:
    data = article.to_dict()
    for layer in (*nutgraf.LAYERS, "diagnostics"):
        records = getattr(article, layer)
        plain = [r.to_dict() for r in records] if isinstance(records, tuple) else records.to_dict()
        assert plain == data[layer], layer
        if isinstance(records, tuple):
            assert [list(r.to_dict()) for r in records] == [list(d) for d in data[layer]], f"{layer}: the order of keys"


def test_offsets_slice_the_text(article: nutgraf.Article) -> None:
    def check(record: Any) -> int:
        count = 0
        if isinstance(record, tuple):
            return sum(map(check, record))
        if isinstance(record, nutgraf.Record):
            count = sum(check(getattr(record, f.name)) for f in dataclasses.fields(record))
            if {"start", "end", "text"} <= {f.name for f in dataclasses.fields(record)} and getattr(record, "text") is not None:
                assert article.text_of(record) == getattr(record, "text")
                count += 1
        return count

    assert sum(check(getattr(article, layer)) for layer in nutgraf.LAYERS) > 100


def test_attributes(article: nutgraf.Article) -> None:
    assert article.schema == "nutgraf/1"
    assert (article.generator.name, article.generator.version) == ("nutgraf", nutgraf.__version__)
    assert article.offsets == "char"
    assert article.language == "en"
    for quote in article.quotes:
        entity = article.speaker(quote)
        assert (entity is None) == (quote.speaker is None or quote.speaker.entity is None)
    for entity in article.entities:
        assert [article.mentions[m].entity for m in entity.mentions] == [entity.id] * len(entity.mentions)


def test_json_both_ways(article: nutgraf.Article) -> None:
    for offsets in ("byte", "char", "utf16"):
        again = nutgraf.Article.from_json(article.to_json(offsets))
        assert again == article and again.to_json() == article.to_json()
    assert nutgraf.Article.from_json(article.to_json().encode()) == article
    assert nutgraf.Article.from_dict(article.to_dict()) == article
    assert json.loads(article.to_json()) == article.to_dict()


def test_copies_are_equal_and_dicts_are_fresh(article: nutgraf.Article) -> None:
    for made in (pickle.loads(pickle.dumps(article)), copy.copy(article), copy.deepcopy(article)):
        assert made == article and hash(made) == hash(article)
    data = article.to_dict()
    data["text"] = "other"
    data["blocks"].clear()
    assert article.to_dict()["blocks"] and article.text != "other"
    assert article != nutgraf.extract("other") and article != "other"
    assert len({article, copy.deepcopy(article), nutgraf.extract("other")}) == 2


def test_records_are_values(article: nutgraf.Article) -> None:
    for layer in nutgraf.LAYERS:
        records = getattr(article, layer)
        for record in records if isinstance(records, tuple) else (records,):
            assert pickle.loads(pickle.dumps(record)) == record == copy.deepcopy(record)
            assert hash(copy.deepcopy(record)) == hash(record)
            assert type(record).from_dict(record.to_dict()) == record
            name = dataclasses.fields(record)[0].name
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(record, name, None)


def test_nothing_can_be_set(article: nutgraf.Article) -> None:
    with pytest.raises(AttributeError):
        article.text = "x"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        article.note = "x"  # type: ignore[attr-defined]


def test_repr_says_what_is_in_it() -> None:
    article = nutgraf.extract("It rained in Lima.", layers="sentences,quotes")
    assert repr(article) == "<nutgraf.Article 'It rained in Lima.' (en): 1 sentences, 0 quotes>"
    assert repr(nutgraf.Slice(start=0, end=2, text="It")) == "Slice(start=0, end=2, text='It')"
    speaker = nutgraf.Speaker(start=0, end=3, text="Ada", mention=0, entity=None)
    assert repr(speaker) == "Speaker(start=0, end=3, text='Ada', mention=0)"
    long = nutgraf.Slice(start=0, end=200, text="a" * 200)
    assert len(repr(long)) < 110
    assert repr(nutgraf.Extractor(layers=["quotes"], date="2019-12-31")) == "Extractor(layers='quotes', date='2019-12-31')"


def test_extractors_travel() -> None:
    extractor = nutgraf.Extractor(layers=["quotes", "times"], date="2019-12-31", language="en")
    again = pickle.loads(pickle.dumps(extractor))
    assert repr(again) == repr(extractor)
    assert again.extract("It rained on Monday.") == extractor.extract("It rained on Monday.")


def test_other_forms(article: nutgraf.Article) -> None:
    for form in ("markdown", "html", "ninjs", "jsonld", "webannotation", "timeml", "conllu", "tei"):
        assert len(article.export(form)) > 20
    assert article._repr_html_() == article.export("html")


def test_the_wire_story_is_long_enough() -> None:
    assert len((ROOT / "examples" / "stories" / "consulate.txt").read_text().split()) > 400


def test_layers_as_data_frames(article: nutgraf.Article) -> None:
    frame = article.to_pandas("tokens")
    assert len(frame) == len(article.tokens)
    assert list(frame["text"]) == [t.text for t in article.tokens]
    for layer in nutgraf.LAYERS:
        rows = getattr(article, layer)
        if isinstance(rows, tuple):
            assert len(article.to_pandas(layer)) == len(rows)
    answers = article.to_pandas("five_ws")
    assert len(answers) == sum(len(getattr(article.five_ws, f.name)) for f in dataclasses.fields(article.five_ws))
    with pytest.raises(nutgraf.OptionError):
        article.to_pandas("quots")  # type: ignore[arg-type]


def test_layers_as_arrow_and_polars(article: nutgraf.Article) -> None:
    for layer in nutgraf.LAYERS:
        table, frame = article.to_arrow(layer), article.to_polars(layer)
        assert table.schema == nutgraf.extract("").to_arrow(layer).schema if layer not in ("tokens", "timeline") else True
        assert frame.height == len(table) and frame.columns == table.column_names
        records = getattr(article, layer)
        if isinstance(records, tuple):
            assert table["id"].to_pylist() == [r.id for r in records] if layer != "timeline" else len(table) == len(records)
    quotes = article.to_arrow("quotes")
    assert [q["speaker"] and q["speaker"]["text"] for q in quotes.to_pylist()] == [q.speaker and q.speaker.text for q in article.quotes]
    assert article.to_polars("five_ws").columns == ["question", "start", "end", "text", "score"]
    with pytest.raises(nutgraf.OptionError):
        article.to_arrow("quots")  # type: ignore[arg-type]
    with pytest.raises(nutgraf.LayerError):
        nutgraf.extract("It rained.", layers="sentences").to_polars("quotes")


def test_without_a_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    article = nutgraf.extract("It rained.")
    for module, extra, call in (
        ("pandas", "pandas", lambda: article.to_pandas("quotes")),
        ("pyarrow", "arrow", lambda: article.to_arrow("quotes")),
        ("polars", "polars", lambda: article.to_polars("quotes")),
        ("spacy", "spacy", lambda: article.to_spacy(None)),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(ImportError, match=rf"this needs {module}: pip install nutgraf\[{extra}\]"):
            call()
        monkeypatch.undo()


def test_show_prints_outside_a_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    nutgraf.extract("“It works,” said Ada Osei.").show()
    assert "- **Ada Osei** (direct): It works," in capsys.readouterr().out


def test_timeline_keeps_background_apart() -> None:
    text = "Police arrested Colin Brandt on Monday. “He robbed the bank on 3 March 2024,” Ines Varga said on Monday."
    article = nutgraf.extract(text, date="2024-05-07", layers="events,quotes,timeline")
    timeline = article.timeline
    assert isinstance(timeline, tuple) and timeline == timeline.background + timeline.news
    assert [(e.kind, e.interval.start) for e in timeline.background] == [("event", "2024-03-03")]
    assert [(e.kind, e.interval.start) for e in timeline.news] == [("event", "2024-05-06"), ("quote", "2024-05-06")]
    assert nutgraf.Article.from_json(article.to_json()).timeline.news == timeline.news
    with pytest.raises(nutgraf.LayerError):
        nutgraf.extract(text).timeline
