"""An article as a spaCy Doc."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ._schema import need

if TYPE_CHECKING:
    from ._article import Article


def doc(article: Article, nlp: Any) -> Any:
    """See :meth:`nutgraf.Article.to_spacy`."""
    spacy = need("spacy", "spacy")
    made = _tokens(article, nlp, need("spacy.tokens", "spacy").Doc) if "tokens" in article.layers else nlp.make_doc(article.text)
    layers = set(article.layers)

    def spans(items: Iterable[tuple[Any, str | None, int | None]]) -> list[Any]:
        found = (
            made.char_span(r.start, r.end, label=(label or "").upper(), span_id="" if number is None else str(number), alignment_mode="expand")
            for r, label, number in items
        )
        return [span for span in found if span is not None]

    if "sentences" in layers and "tokens" not in layers:
        starts = {span[0].i for span in spans((s, None, None) for s in article.sentences)}
        for token in made:
            token.is_sent_start = token.i in starts or token.i == 0
    if "mentions" in layers:
        names = (m for m in article.mentions if m.kind == "name")
        made.set_ents(spacy.util.filter_spans(spans((m, m.type, m.entity) for m in names)))
        made.spans["mentions"] = spans((m, m.type, m.entity) for m in article.mentions)
    if "quotes" in layers:
        made.spans["quotes"] = spans((piece, q.kind, q.id) for q in article.quotes for piece in q.content)
        made.spans["speakers"] = spans((q.speaker, q.kind, q.id) for q in article.quotes if q.speaker)
        made.spans["cues"] = spans((q.cue, q.kind, q.id) for q in article.quotes if q.cue)
    for layer, records, label in (
        ("times", "times", "type"),
        ("quantities", "quantities", "kind"),
        ("events", "events", "type"),
    ):
        if layer in layers:
            made.spans[layer] = spans((r, getattr(r, label), r.id) for r in getattr(article, records))
    return made


def _tokens(article: Article, nlp: Any, doc: Any) -> Any:
    """Our tokens, with white space other than one space as tokens of its own, as spaCy has it."""
    words: list[str] = []
    spaces: list[bool] = []
    ours: list[int | None] = []
    at = 0

    def gap(text: str) -> None:
        if text.startswith(" ") and words:
            spaces[-1] = True
            text = text[1:]
        if text:
            words.append(text)
            spaces.append(False)
            ours.append(None)

    for token in article.tokens:
        gap(article.text[at : token.start])
        words.append(token.text)
        spaces.append(False)
        ours.append(token.id)
        at = token.end
    gap(article.text[at:])
    place = {token: i for i, token in enumerate(ours) if token is not None}
    rows: list[tuple[str, str, str, int, str]] = []
    previous: int | None = None
    for i, number in enumerate(ours):
        if number is None:
            # White space hangs on the word before it, or after it where there is none.
            head = place.get(previous if previous is not None else 0, i)
            rows.append((words[i], "SPACE", "", head, "dep"))
            continue
        token = article.tokens[number]
        head = i if token.head is None else place[token.head]
        rows.append((token.lemma, token.upos, token.feats, head, token.deprel if token.head is not None else "ROOT"))
        previous = number
    lemmas, pos, morphs, heads, deps = (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 5
    return doc(nlp.vocab, words=words, spaces=spaces, lemmas=lemmas, pos=pos, morphs=morphs, heads=heads, deps=deps)
