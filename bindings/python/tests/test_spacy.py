"""An article as a spaCy Doc: the text, what is in it, and where, are the article's."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

import nutgraf
from conftest import STORIES

SHAPES = [None, nutgraf.LAYERS]


@pytest.fixture(scope="module")
def nlp() -> Any:
    return spacy.blank("en")


@pytest.fixture(scope="module", params=[(path, shape) for path in STORIES for shape in SHAPES], ids=lambda p: f"{p[0].stem}-{'ours' if p[1] else 'spacy'}")
def article(request: pytest.FixtureRequest) -> nutgraf.Article:
    path, shape = request.param
    return nutgraf.extract(path.read_text(), layers=shape)


def test_the_text_is_the_article_s(article: nutgraf.Article, nlp: Any) -> None:
    assert article.to_spacy(nlp).text == article.text


def test_names(article: nutgraf.Article, nlp: Any) -> None:
    doc = article.to_spacy(nlp)
    assert len(doc.ents) > 5
    names = {(m.start, m.end): m for m in article.mentions if m.kind == "name"}
    exact = 0
    for ent in doc.ents:
        mention = names.get((ent.start_char, ent.end_char))
        if mention is not None:
            exact += 1
            assert (ent.text, ent.label_) == (mention.text, str(mention.type).upper())
            assert ent.id_ == ("" if mention.entity is None else str(mention.entity))
    # spaCy's own tokens may not fit a name's ends.
    assert exact == len(doc.ents) if "tokens" in article.layers else exact > len(doc.ents) * 0.8


def test_sentences(article: nutgraf.Article, nlp: Any) -> None:
    doc = article.to_spacy(nlp)
    ours = [article.text_of(s) for s in article.sentences]
    assert set(ours) & {s.text.strip() for s in doc.sents} == set(ours) or "tokens" not in article.layers
    assert len({s.text.strip() for s in doc.sents} & set(ours)) >= len(set(ours)) * 0.9


def test_span_groups(article: nutgraf.Article, nlp: Any) -> None:
    doc = article.to_spacy(nlp)
    assert set(doc.spans) == {"mentions", "quotes", "speakers", "cues", "times", "quantities", "events"}
    pieces = [(piece.text, q.kind.upper(), str(q.id)) for q in article.quotes for piece in q.content]
    found = [(s.text, s.label_, s.id_) for s in doc.spans["quotes"]]
    assert len(found) == len(pieces)
    if "tokens" in article.layers:
        assert found == pieces
        assert [s.text for s in doc.spans["speakers"]] == [q.speaker.text for q in article.quotes if q.speaker]
        assert [s.label_ for s in doc.spans["events"]] == [e.type for e in article.events]


def test_tokens_of_ours(nlp: Any) -> None:
    article = nutgraf.extract("“It works,” said  Ada Osei.\n\nShe didn’t stay.\n", layers=nutgraf.LAYERS)
    doc = article.to_spacy(nlp)
    words = [t for t in doc if not t.is_space]
    assert [t.text for t in words] == [t.text for t in article.tokens]
    assert [t.lemma_ for t in words] == [t.lemma for t in article.tokens]
    assert [t.pos_ for t in words] == [t.upos for t in article.tokens]
    assert [str(t.morph) for t in words] == [t.feats for t in article.tokens]
    place = {t.idx: t for t in doc}
    for ours, theirs in zip(article.tokens, words, strict=True):
        head = theirs if ours.head is None else place[article.tokens[ours.head].start]
        assert theirs.head == head
        assert theirs.dep_ == ("ROOT" if ours.head is None else ours.deprel)
    assert doc[0].is_sent_start and len(list(doc.sents)) == 2


@pytest.mark.parametrize("text", ["", " \n ", "\n\nIt rained.", "a\0b"])
@pytest.mark.parametrize("layers", SHAPES, ids=["spacy", "ours"])
def test_strange_texts(text: str, layers: Any, nlp: Any) -> None:
    assert nutgraf.extract(text, layers=layers).to_spacy(nlp).text == text


def test_a_doc_travels(nlp: Any) -> None:
    doc = nutgraf.extract("“It works,” said Ada Osei.").to_spacy(nlp)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [s.text for s in again.spans["quotes"]] == ["It works,"]
    assert [e.label_ for e in again.ents] == ["PERSON"]
