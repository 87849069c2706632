"""Words and names of the caller's own, and the summary of many stories."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import nutgraf

FERRY = "😀 The ferry Tern left Karvo on Monday."
LEXICON = {"names": [{"text": "Tern", "type": "product"}]}


def types(article: nutgraf.Article) -> dict[str, str | None]:
    return {m.text: m.type for m in article.mentions}


@pytest.mark.parametrize("name", ["beat.toml", "beat.json"])
def test_a_lexicon_from_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(LEXICON) if name.endswith("json") else '[[names]]\ntext = "Tern"\ntype = "product"\n')
    assert types(nutgraf.extract(FERRY, lexicon=path))["Tern"] == "product"
    extractor = nutgraf.Extractor(lexicon=str(path))
    path.unlink()
    again = pickle.loads(pickle.dumps(extractor))
    assert types(again.extract(FERRY))["Tern"] == "product"
    assert [types(a)["Tern"] for a in nutgraf.extract_batch([FERRY], lexicon=LEXICON)] == ["product"]


def test_a_lexicon_that_does_not_fit() -> None:
    with pytest.raises(nutgraf.OptionError, match=r'`"type": "ship"`.*unknown variant.*`product`'):
        nutgraf.Extractor(lexicon={"names": [{"text": "Tern", "type": "ship"}]})
    with pytest.raises(nutgraf.OptionError, match="unknown field `nouns`"):
        nutgraf.extract(FERRY, lexicon={"nouns": []})
    with pytest.raises(FileNotFoundError):
        nutgraf.extract(FERRY, lexicon="nowhere.toml")


def test_mentions() -> None:
    start = FERRY.index("Tern")
    article = nutgraf.extract(FERRY, mentions=[{"start": start, "end": start + 4, "type": "organization", "text": "Tern"}])
    assert types(article) == {"Tern": "organization"}
    # An article's own mentions are good ones.
    again = nutgraf.extract(FERRY, mentions=[m for m in article.mentions if m.kind == "name"])
    assert again.mentions == article.mentions
    [item] = nutgraf.extract_batch([{"text": FERRY, "mentions": []}])
    assert not [m for m in item.mentions if m.kind == "name"]


@pytest.mark.parametrize(
    ("mention", "why"),
    [
        ({"start": 5, "end": 900, "type": "person"}, r"mentions\[0\], 5\.\.900: ends beyond the text, which has 38 code points"),
        ({"start": 5, "end": 3, "type": "person"}, "ends before it begins"),
        ({"start": 5, "end": 5, "type": "person"}, "is empty"),
        ({"start": 0, "end": 1, "type": "ship"}, "unknown variant `ship`"),
        ({"start": 0, "end": 1, "type": "person", "text": "x"}, "not \"x\""),
        ({"start": 0}, "missing field"),
    ],
)
def test_mentions_that_do_not_fit(mention: dict[str, Any], why: str) -> None:
    with pytest.raises(nutgraf.NutgrafError, match=why):
        nutgraf.extract(FERRY, mentions=[mention])


DAM = "😀 Ada Osei came. “It holds,” she said."
CITRON = {
    "quotes": [
        {
            "contents": [{"start": 17, "end": 28, "text": "“It holds,”"}],
            "cue": {"start": 33, "end": 37, "text": "said"},
            "sources": [{"start": 2, "end": 10, "text": "Ada Osei"}],
            "coreferences": [{"start": 29, "end": 32, "text": "she"}],
            "confidence": "0.9071",
        }
    ]
}


def test_quotes() -> None:
    article = nutgraf.extract(DAM, quotes=CITRON)
    [quote] = article.quotes
    assert (quote.content[0].text, quote.kind, quote.rule, quote.confidence) == ("It holds,", "direct", "given", 0.907)
    assert quote.speaker is not None and quote.speaker.entity is not None and quote.speaker.text == "she"
    assert article.entities[quote.speaker.entity].name == "Ada Osei"
    assert nutgraf.extract(DAM, quotes=CITRON["quotes"]) == article
    # An article's own quotes are good ones.
    [again] = nutgraf.extract(DAM, quotes=article.quotes).quotes
    assert (again.content, again.cue, again.confidence) == (quote.content, quote.cue, quote.confidence)
    [item] = nutgraf.extract_batch([{"text": DAM, "quotes": []}])
    assert item.quotes == ()


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ({"contents": [{"start": 5, "end": 900}]}, r"quotes\[0\].contents, 5\.\.900: ends beyond the text, which has 38 code points"),
        ({"contents": [{"start": 0, "end": 1, "text": "x"}]}, "not \"x\""),
        ({"contents": [{"start": 2, "end": 4}], "confidence": 7}, "from 0 to 1"),
        ({"contents": []}, "neither content nor cue"),
        ({}, "missing field `contents`"),
    ],
)
def test_quotes_that_do_not_fit(quote: dict[str, Any], why: str) -> None:
    with pytest.raises(nutgraf.NutgrafError, match=why):
        nutgraf.extract(DAM, quotes=[quote])


NITF = "<nitf><body><body.head><hedline><hl1>Dam 😀 holds</hl1></hedline></body.head><body.content><p>Café dry.</p></body.content></body></nitf>"


def test_nitf() -> None:
    article = nutgraf.extract_nitf(NITF)
    assert [(b.kind, article.text[b.start : b.end]) for b in article.blocks] == [("headline", "Dam 😀 holds"), ("paragraph", "Café dry.")]
    assert nutgraf.Extractor().extract_nitf(NITF.encode()) == article
    assert list(nutgraf.extract_batch([{"nitf": NITF}])) == [article]
    old = f"<?xml version='1.0' encoding='ISO-8859-1'?>{NITF}".replace("😀 ", "").encode("latin-1")
    assert nutgraf.extract_nitf(old).text == "Dam holds\n\nCafé dry."
    with pytest.raises(nutgraf.DecodeError, match="no <nitf> element; the first element is <html>"):
        nutgraf.extract_nitf("<html><p>It rained.")
    with pytest.raises(nutgraf.OptionError, match="needs one of"):
        list(nutgraf.extract_batch([{"nitf": NITF, "html": "<p>"}]))


def test_summary() -> None:
    texts = ["“It works,” said Ada Osei, the mayor of Karvo.", "Ada Osei said the bridge would open on Monday.", "It rained."]
    s = nutgraf.summary(nutgraf.extract(t) for t in texts)
    assert (s.stories, s.all["quotes"], s.unnamed["quotes"]) == (3, 2, 0)
    [speaker] = s.speakers
    assert (speaker["name"], speaker["type"], speaker["quotes"], speaker["words"]) == ("Ada Osei", "person", 2, 8)
    assert speaker["roles"] == {"mayor": 1} and s.roles[0]["name"] == "mayor"
    assert s.to_dict() == json.loads(s.to_json()) and s.to_dict()["kinds"] == s.kinds
    assert s.to_csv("kind").splitlines()[0].startswith("name,speakers,stories")
    assert "<svg" in s.to_html() and repr(s) == "<Summary: 3 stories, 2 quotes, 1 speakers>"
    with pytest.raises(nutgraf.OptionError, match="expected one of speaker"):
        s.to_csv("colour")  # pyright: ignore[reportArgumentType]
    assert nutgraf.summary([]).speakers == []
