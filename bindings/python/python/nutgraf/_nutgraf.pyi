"""The compiled part of ``nutgraf``; its users import ``nutgraf`` itself."""

from typing import final

__version__: str

@final
class Reader:
    """Settings, checked; reads any number of stories, on any thread."""

    def __new__(
        cls,
        layers: str | None = None,
        date: str | None = None,
        language: str | None = None,
        max_input_bytes: int | None = None,
        max_sentence_tokens: int | None = None,
        lexicon: str | None = None,
    ) -> Reader: ...
    def text(self, content: str, url: str | None = None, date: str | None = None, given: str | None = None) -> Story:
        """Reads a plain-text story. `given` is JSON: another program's `blocks`, `metadata`, `mentions` and `quotes`."""

    def html(
        self,
        content: str | bytes,
        url: str | None = None,
        date: str | None = None,
        given: str | None = None,
        charset: str | None = None,
    ) -> Story:
        """Reads a web page, given as `str` or `bytes`; `charset` is what the server said of the bytes."""

    def nitf(
        self,
        content: str | bytes,
        url: str | None = None,
        date: str | None = None,
        given: str | None = None,
        charset: str | None = None,
    ) -> Story:
        """Reads a document of the News Industry Text Format, given as `str` or `bytes`."""

@final
class Story:
    """A story that was read."""

    @staticmethod
    def from_json(json: str) -> Story:
        """Reads the article's JSON back, whatever its offsets count."""

    def to_json(self, offsets: str = "char") -> str:
        """The article's JSON."""

    def export(self, format: str) -> str:
        """The article in another form."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Summarizer:
    """Adds stories up."""

    def __new__(cls) -> Summarizer: ...
    def add(self, story: Story) -> None:
        """Adds a story."""

    def finish(self) -> Summary:
        """The summary of the stories so far."""

@final
class Summary:
    """Who is quoted how often."""

    def to_json(self) -> str: ...
    def to_html(self) -> str: ...
    def to_csv(self, by: str) -> str: ...
