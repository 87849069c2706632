"""The pages about Python do what they say: their code is run, in order."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from conftest import ROOT

DOCS = ROOT / "docs"


def code(page: str) -> list[str]:
    return [block.split("```")[0] for block in (DOCS / page).read_text().split("```python\n")[1:]]


def test_the_tour(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = code("python.md")
    assert len(blocks) >= 10
    exec("\n".join(blocks), {"__name__": "tour"})
    out = capsys.readouterr().out
    assert "direct | Ada Osei, the mayor | The ferry is safe," in out
    assert "2 option date" in out


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
