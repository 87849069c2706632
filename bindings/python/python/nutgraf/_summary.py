"""Who is quoted how often, over many stories."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal, Union

from ._article import Article
from ._extract import Failure
from ._nutgraf import Summarizer
from ._nutgraf import Summary as Sums


class Summary:
    """What :func:`summary` gives: dictionaries to look through, CSV and a page to hand on.

    ``stories``: how many were read. ``all``, ``unnamed``, ``unattributed``: sums over all quotes, over those of speakers without a
    name, over those without a speaker. ``speakers``, ``roles``, ``organizations``, ``media``, ``kinds``: a dictionary each, most
    quoted first.
    """

    stories: int
    all: dict[str, Any]
    unnamed: dict[str, Any]
    unattributed: dict[str, Any]
    speakers: list[dict[str, Any]]
    roles: list[dict[str, Any]]
    organizations: list[dict[str, Any]]
    media: list[dict[str, Any]]
    kinds: list[dict[str, Any]]

    def __init__(self, summary: Sums) -> None:
        """Takes the core's summary; made by :func:`summary`."""
        self._summary = summary
        self.__dict__.update(json.loads(summary.to_json()))

    def to_dict(self) -> dict[str, Any]:
        """All of it."""
        return json.loads(self._summary.to_json())

    def to_json(self) -> str:
        """All of it, as ``nutgraf summary --format json`` writes it."""
        return self._summary.to_json()

    def to_csv(self, by: Literal["speaker", "role", "organization", "medium", "kind"] = "speaker") -> str:
        """One list as CSV."""
        return self._summary.to_csv(by)

    def to_html(self) -> str:
        """A page of its own, with a chart."""
        return self._summary.to_html()

    def __repr__(self) -> str:
        return f"<Summary: {self.stories} stories, {self.all['quotes']} quotes, {len(self.speakers)} speakers>"


def summary(articles: Iterable[Union[Article, Failure]]) -> Summary:
    """Who is quoted how often, how many words, by medium and kind, by role and organization.

    >>> from nutgraf import extract
    >>> s = summary(map(extract, ["“It works,” said Ada Osei.", "Ada Osei said it was late."]))
    >>> [(p["name"], p["quotes"], p["words"]) for p in s.speakers]
    [('Ada Osei', 2, 5)]

    ``articles`` may be a stream: no article is kept. Failures of a batch are passed over. Speakers of two stories are one when
    their names are the same letter by letter, never by a guess.
    """
    sums = Summarizer()
    for article in articles:
        if isinstance(article, Failure):
            continue
        if not isinstance(article, Article):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"summary takes articles, not {type(article).__name__}: extract them first")
        sums.add(article._story)  # pyright: ignore[reportPrivateUsage]
    return Summary(sums.finish())
