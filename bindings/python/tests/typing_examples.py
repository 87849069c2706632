"""Never run: pyright checks that users' code has the types it should."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from typing_extensions import assert_type

import nutgraf

article = nutgraf.extract("text", date="2019-12-31", layers=["quotes", "tokens"])
assert_type(article, nutgraf.Article)
assert_type(article.quotes, "tuple[nutgraf.Quote, ...]")
quote = article.quotes[0]
assert_type(quote.kind, Literal["direct", "indirect", "mixed"])
assert_type(quote.speaker, "nutgraf.Speaker | None")
if quote.speaker:
    assert_type(quote.speaker.text, str)
assert_type(article.five_ws.who[0].score, float)
assert_type(article.metadata.authors, "tuple[nutgraf.Author, ...]")
assert_type(nutgraf.extract_batch(["a"]), "Iterator[nutgraf.Article]")
assert_type(nutgraf.extract_batch(["a"], on_error="record"), "Iterator[nutgraf.Article | nutgraf.Failure]")

# What is wrong is said to be wrong: pyright fails when an ignore here is not needed.
nutgraf.extract("a", layers=["quots"])  # pyright: ignore[reportArgumentType]
quote.kind = "direct"  # pyright: ignore[reportAttributeAccessIssue]
article.to_json("words")  # pyright: ignore[reportArgumentType]
_: Iterator[nutgraf.Article] = nutgraf.extract_batch(["a"], on_error="record")  # pyright: ignore[reportAssignmentType]
