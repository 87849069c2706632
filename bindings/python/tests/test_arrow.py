"""Arrow in, Arrow out."""

from __future__ import annotations

import datetime
import subprocess
import sys
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import nutgraf
import nutgraf.arrow
from conftest import ROOT, STORIES

TEXTS = [path.read_text() for path in STORIES]
LINE = "“It works,” said Ada Osei, the mayor."


@pytest.fixture(scope="module")
def table() -> pa.Table:
    return pa.table({"id": list(range(len(TEXTS))), "text": TEXTS})


@pytest.fixture(scope="module")
def read(table: pa.Table) -> pa.Table:
    return nutgraf.arrow.extract(table, layers=nutgraf.LAYERS)


def test_a_row_is_an_article(read: pa.Table) -> None:
    assert read["id"].to_pylist() == list(range(len(TEXTS)))
    expected = [nutgraf.extract(text, layers=nutgraf.LAYERS) for text in TEXTS]
    assert list(nutgraf.arrow.articles(read)) == expected
    # Nothing is lost on the way but the difference between unknown and left out.
    rows = [{k: v for k, v in row.items() if k not in ("id", "error")} for row in read.to_pylist(maps_as_pydicts="strict")]
    assert [nutgraf.arrow._present(row) for row in rows] == [nutgraf.arrow._present(a.to_dict()) for a in expected]


def test_the_schema_is_the_published_one(read: pa.Table) -> None:
    assert read.schema.names == ["id", *nutgraf.arrow.schema(nutgraf.LAYERS).names]
    assert read.drop_columns("id").schema == nutgraf.arrow.schema(nutgraf.LAYERS)
    kinds = {name: str(nutgraf.arrow.schema().field(name).type) for name in nutgraf.arrow.schema().names}
    assert kinds["text"] == "string" and "tokens" not in kinds
    assert kinds["error"] == "struct<kind: string, message: string>"
    quote = nutgraf.arrow.schema().field("quotes").type.value_type
    assert quote.field("start").type == pa.int32() and quote.field("confidence").type == pa.float64()
    assert quote.field("content").type.value_type.field("text").type == pa.string()
    assert nutgraf.arrow.schema("quotes").names == ["schema", "generator", "offsets", "language", "text", "quotes", "diagnostics", "error"]


def test_the_page_about_it_is_current() -> None:
    subprocess.run([sys.executable, ROOT / "scripts" / "arrow_schema.py", "--check"], check=True)


def test_the_schema_is_the_same_for_no_rows_and_for_empty_layers() -> None:
    for texts in ([], ["It rained."], [None]):
        got = nutgraf.arrow.extract(pa.table({"text": pa.array(texts, pa.string())}))
        assert got.schema == nutgraf.arrow.schema() and len(got) == len(texts)


def test_errors_are_rows_in_their_place() -> None:
    data = pa.table({"n": [0, 1, 2, 3], "text": [LINE, None, LINE, LINE], "day": ["2024-05-03", "2024-05-03", "2024-02-30", None]})
    got = nutgraf.arrow.extract(data, date="day").to_pylist()
    assert [row["n"] for row in got] == [0, 1, 2, 3]
    assert [row["error"] and row["error"]["kind"] for row in got] == [None, "option", "option", None]
    assert "there is no such day" in got[2]["error"]["message"]
    for row in got[1:3]:
        assert {k for k, v in row.items() if v is not None} <= {"n", "day", "error"}
    results = list(nutgraf.arrow.articles(nutgraf.arrow.extract(data, date="day")))
    assert [bool(r) for r in results] == [True, False, False, True]
    assert isinstance(results[2], nutgraf.Failure) and results[2].index == 2


def test_pages_are_decoded_and_texts_that_are_no_utf8_are_an_error_of_their_row() -> None:
    page = "<html><body><article><h1>Rain</h1><p>It rained for days in Québar, said Ada Osei.</p></article></body></html>"
    pages = [page.encode(), page.encode("latin-1"), page.encode("utf-16")]
    got = nutgraf.arrow.extract(pa.table({"html": pages}), html="html")
    assert got["error"].null_count == 3
    assert len(set(got["text"].to_pylist())) == 1 and "Québar" in got["text"].to_pylist()[0]
    broken = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0\4\0\0\0"), pa.py_buffer(b"ok\xff\xfe")])
    got = nutgraf.arrow.extract(pa.table({"text": broken}))
    assert got["text"].to_pylist() == ["ok", None]
    assert got["error"].to_pylist()[1]["kind"] in ("decode", "option")


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())], ids=str)
def test_any_kind_of_string(kind: Any) -> None:
    texts = pa.array([LINE, "It rained."]).cast(kind) if not pa.types.is_dictionary(kind) else pa.array([LINE, "It rained."]).dictionary_encode()
    got = nutgraf.arrow.extract(pa.table({"text": texts}))
    assert got["text"].to_pylist() == [LINE, "It rained."] and got["error"].null_count == 2


def test_dates_of_any_kind() -> None:
    day = datetime.date(2024, 5, 3)
    noon = datetime.datetime(2024, 5, 3, 12)
    for column in (pa.array(["2024-05-03"]), pa.array([day]), pa.array([noon]), pa.array([noon], pa.timestamp("ns", "UTC"))):
        got = nutgraf.arrow.extract(pa.table({"text": ["She left on Monday."], "day": column}), date="day").to_pylist()
        assert got[0]["metadata"]["date_published"] == "2024-05-03"
        assert got[0]["times"][0]["value"] == "2024-04-29"


def test_polars_in_and_out() -> None:
    frame = pl.DataFrame({"id": [7, 8], "text": [LINE, "It rained."]})
    got = pl.DataFrame(nutgraf.arrow.extract(frame))
    assert got["id"].to_list() == [7, 8]
    said = got.explode("quotes").select("id", pl.col("quotes").struct.field("speaker").struct.field("text")).drop_nulls()
    assert said.rows() == [(7, "Ada Osei, the mayor")]


def test_pandas_in_and_out() -> None:
    frame = pd.DataFrame({"id": [7, 8], "text": [LINE, "It rained."], "day": pd.to_datetime(["2024-05-03", "2024-05-04"])})
    got = pd.DataFrame.from_arrow(nutgraf.arrow.extract(frame, date="day"))
    assert got["id"].tolist() == [7, 8]
    assert [len(quotes) for quotes in got["quotes"]] == [1, 0]


def test_duckdb_in_and_out() -> None:
    database: Any = duckdb.connect()
    relation = database.sql(f"SELECT n, CASE n WHEN 3 THEN NULL ELSE '{LINE}' END AS body FROM range(5) t(n) ORDER BY n")
    stories = nutgraf.arrow.extract(relation, text="body")
    assert len(stories) == 5
    rows = database.sql("SELECT n, unnest(quotes).speaker.text AS who FROM stories WHERE error IS NULL ORDER BY n").fetchall()
    assert rows == [(n, "Ada Osei, the mayor") for n in (0, 1, 2, 4)]


def test_record_batches_and_what_speaks_only_for_one() -> None:
    batch = pa.record_batch({"text": [LINE]})

    class Foreign:
        def __arrow_c_array__(self, requested_schema: object = None) -> Any:
            return batch.__arrow_c_array__(requested_schema)

    assert nutgraf.arrow.extract(batch) == nutgraf.arrow.extract(Foreign()) == nutgraf.arrow.extract(pa.Table.from_batches([batch]))
    with pytest.raises(TypeError, match="list has no Arrow data"):
        nutgraf.arrow.extract([LINE])


def test_a_stream_is_read_as_it_is_asked_for() -> None:
    taken = 0

    def batches() -> Any:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield pa.record_batch({"n": [n], "text": [LINE]})

    source = pa.RecordBatchReader.from_batches(pa.schema([("n", pa.int64()), ("text", pa.string())]), batches())
    got = nutgraf.arrow.stream(source, layers="quotes")
    assert taken == 0
    assert [got.read_next_batch()["n"].to_pylist() for _ in range(3)] == [[0], [1], [2]]
    assert taken <= 4


def test_large_batches_come_back_in_pieces_and_in_order() -> None:
    got = nutgraf.arrow.extract(pa.table({"n": range(600), "text": ["It rained."] * 600}), layers="sentences")
    assert got["n"].to_pylist() == list(range(600)) and got["n"].num_chunks == 3


def test_columns_are_checked_first() -> None:
    data = pa.table({"text": [LINE], "language": ["en"], "id": [1]})
    cases: list[tuple[dict[str, Any], str]] = [
        ({}, "two columns would be called 'language'"),
        ({"text": "body"}, "no column 'body': the input has 'text', 'language', 'id'"),
        ({"date": "day"}, "no column 'day'"),
        ({"keep": ["id", "id"]}, "two columns would be called 'id'"),
        ({"text": "text", "html": "text"}, "one or the other"),
        ({"layers": "quots"}, "quots"),
    ]
    for options, message in cases:
        with pytest.raises(nutgraf.OptionError, match=message):
            nutgraf.arrow.extract(data, **options)
    assert nutgraf.arrow.extract(data, keep=["id"]).schema.names[:2] == ["id", "schema"]


def test_a_lexicon_and_nitf() -> None:
    lexicon = {"names": [{"text": "Tern", "type": "product"}]}
    read = nutgraf.arrow.extract(pa.table({"text": ["The ferry Tern left Karvo."]}), layers="mentions", lexicon=lexicon)
    assert next((m["text"], m["type"]) for m in read["mentions"][0].as_py()) == ("Tern", "product")
    nitf = "<nitf><body><body.head><hedline><hl1>Dam holds</hl1></hedline></body.head></body></nitf>"
    read = nutgraf.arrow.extract(pa.table({"wire": [nitf, "<html>"]}), nitf="wire", layers="metadata")
    assert read["metadata"][0].as_py()["headline"] == "Dam holds" and read["error"][1].as_py()["kind"] == "decode"
    with pytest.raises(nutgraf.OptionError, match="html= and nitf="):
        nutgraf.arrow.extract(pa.table({"x": ["a"]}), html="x", nitf="x")
    with pytest.raises(TypeError, match="unexpected option 'dates': the options are text,"):
        nutgraf.arrow.extract(pa.table({"text": ["a"]}), dates="x")  # pyright: ignore[reportCallIssue]


def test_through_parquet(read: pa.Table, tmp_path: Any) -> None:
    pq.write_table(read, tmp_path / "stories.parquet")
    assert list(nutgraf.arrow.articles(pq.read_table(tmp_path / "stories.parquet"))) == list(nutgraf.arrow.articles(read))
    database: Any = duckdb.connect()
    quoted = database.sql(f"SELECT sum(len(quotes)) FROM '{tmp_path}/stories.parquet'").fetchall()
    assert quoted == [(sum(len(nutgraf.extract(t).quotes) for t in TEXTS),)]


def test_any_text_goes_through() -> None:
    texts = ["", "a\0b", "\u2028\u2029\x85\x1f", '"\\/{}[]', "\ufeffIt rained.\r\n\r\n😀 Zoe\u0308 left.", "𝒜", "x" * 3_000_000, "\n\n\t"]
    got = nutgraf.arrow.extract(pa.table({"text": texts}), layers="metadata,blocks")
    assert got["text"].to_pylist() == texts
    assert [a.to_json() for a in nutgraf.arrow.articles(got) if isinstance(a, nutgraf.Article)] == [nutgraf.extract(t, layers="metadata,blocks").to_json() for t in texts]


def test_where_metadata_came_from_is_a_map() -> None:
    page = "<html><head><title>Rain</title><meta name='author' content='Ada Osei'></head><body><article><h1>Rain in Lima</h1><p>It rained.</p></article></body></html>"
    got = nutgraf.arrow.extract(pa.table({"html": [page, None, page]}), html="html")
    expected = nutgraf.extract_html(page).metadata.sources
    assert expected
    rows = got.to_pylist(maps_as_pydicts="strict")
    assert [row["metadata"] and row["metadata"]["sources"] for row in rows] == [expected, None, expected]


def test_large_rows_are_parsed_in_parts(table: pa.Table, read: pa.Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nutgraf.arrow, "_PARSED", 1000)
    assert nutgraf.arrow.extract(table, layers=nutgraf.LAYERS) == read
