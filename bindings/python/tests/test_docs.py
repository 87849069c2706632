"""The pages about Python do what they say: their code is run, in order."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import spacy

import nutgraf
from conftest import ROOT

DOCS = ROOT / "docs"


def code(page: str, language: str = "python") -> list[str]:
    return [block.split("```")[0] for block in (DOCS / page).read_text().split(f"```{language}\n")[1:]]


def test_the_tour(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = code("python.md")
    assert len(blocks) >= 10
    exec("\n".join(blocks), {"__name__": "tour"})
    out = capsys.readouterr().out
    assert "direct | Ada Osei, the mayor | The ferry is safe," in out
    assert "2 option date" in out


def test_the_first_page() -> None:
    (block,) = code("../README.md")
    exec(block, {})


def test_words_and_names_of_your_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (toml,) = code("extend.md", "toml")
    Path("beat.toml").write_text(toml)
    text = "Tern left Karvo after three capsizals. “It is safe,” she said."
    seen: dict[str, Any] = {"nutgraf": nutgraf, "text": text, "nlp": spacy.blank("en")}
    lexicon, mentions, quotes = code("extend.md")
    exec(lexicon, seen)
    assert nutgraf.extract(text, lexicon="beat.toml").quantities[0].role == "missing"
    exec(mentions, seen)
    assert all(m.kind != "name" for m in seen["article"].mentions), "a blank pipeline finds no names"
    at = text.index("It is")
    seen["citron"] = {"text": text, "quotes": [{"contents": [{"start": at, "end": at + 11}]}]}
    exec(quotes, seen)
    assert [q.rule for q in seen["article"].quotes] == ["given"]


def test_a_file_of_an_agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wire.xml").write_text("<nitf><body><body.content><p>The dam held.</p></body.content></body></nitf>")
    seen: dict[str, Any] = {"nutgraf": nutgraf}
    exec(code("nitf.md")[0], seen)
    assert seen["article"].text == "The dam held."


def test_who_is_quoted() -> None:
    seen: dict[str, Any] = {"nutgraf": nutgraf, "texts": ["“It works,” said Ada Osei."]}
    exec(code("summary.md")[0], seen)
    assert seen["s"].speakers[0]["name"] == "Ada Osei"


def shown(part: Any, whole: Any) -> bool:
    """Whether all that ``part`` has is in ``whole``."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(k in whole and shown(v, whole[k]) for k, v in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and len(part) == len(whole) and all(map(shown, part, whole))
    return bool(part == whole)


@pytest.mark.parametrize(("page", "layer"), [("coref.md", "entities"), ("quotes.md", "quotes")])
def test_what_a_page_shows_is_found_in_a_bundled_story(page: str, layer: str) -> None:
    stories = [nutgraf.extract(path.read_text()).to_dict() for path in sorted((ROOT / "examples" / "stories").glob("*.txt"))]
    for block in code(page, "json"):
        assert any(shown(json.loads(block), item) for story in stories for item in story[layer]), block


def test_the_blocks_about_clusters_are_python() -> None:
    spark, ray, _ = code("scale.md")
    compile(spark, "spark", "exec")
    compile(ray, "ray", "exec")


def page(headline: str, text: str) -> str:
    return f"<html><body><article><h1>{headline}</h1><p>{text}</p></article></body></html>"


PAGES = {
    "https://news.example/ferry": ("text/html; charset=utf-8", page("Ferry", "“It is safe,” said Zoë Osei.").encode()),
    "https://news.example/style.css": ("text/css", b"p { color: red }"),
    "https://news.example/old": ("text/html; charset=iso-8859-1", page("Zürich", "It rained in Zürich on Friday, police said.").encode("latin-1")),
    "https://news.example/broken": ("text/html", b"<html><body><p>\xff\xfe\xfd</p></body></html>"),
}


def warc() -> bytes:
    """A small WARC file: a request, then what came back."""
    out = io.BytesIO()
    for url, (kind, body) in PAGES.items():
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        for sort, content in (("request", f"GET {url} HTTP/1.1\r\nHost: news.example\r\n\r\n".encode()), ("response", http)):
            head = (
                f"WARC/1.0\r\nWARC-Type: {sort}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(out.getvalue()):012d}>\r\n"
                f"Content-Type: application/http; msgtype={sort}\r\nContent-Length: {len(content)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + content + b"\r\n\r\n"))
    return out.getvalue()


def test_the_crawl(tmp_path: Path) -> None:
    recipe: dict[str, Any] = {}
    exec(code("scale.md")[2], recipe)
    (tmp_path / "news.warc.gz").write_bytes(warc())
    recipe["read"](tmp_path / "news.warc.gz", tmp_path / "news.parquet", layers="metadata,quotes")
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["news.parquet", "news.warc.gz"]
    rows = pq.read_table(tmp_path / "news.parquet").to_pylist()
    assert [row["url"].rsplit("/", 1)[1] for row in rows] == ["ferry", "old", "broken"]
    assert rows[0]["quotes"][0]["speaker"]["text"] == "Zoë Osei" and rows[0]["metadata"]["url"] == "https://news.example/ferry"
    assert "Zürich" in rows[1]["text"] and rows[1]["error"] is None
    assert rows[2]["error"] is None, "odd bytes are read as browsers read them"
