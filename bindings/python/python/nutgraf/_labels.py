"""The labels of the wire form, as literal types. A test compares them with the JSON Schema."""

from __future__ import annotations

from typing import Literal

BlockKind = Literal[
    "header", "headline", "standfirst", "byline", "heading", "paragraph", "list_item", "block_quote",
    "caption", "table", "note", "boilerplate",
]
"""What a block is."""

Bound = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "range"]
"""How the value bounds the truth."""

Deprel = Literal[
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
    "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass",
    "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj",
    "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass",
    "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root",
    "vocative", "xcomp",
]
"""Universal Dependencies relations, with English subtypes."""

EntityType = Literal[
    "person", "organization", "place", "facility", "group", "product", "event", "work", "law", "misc",
]
"""What a mention or entity is."""

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER",
]
"""PLOVER event types (manual of 2021 and after), and `OTHER`."""

Factuality = Literal["asserted", "attributed", "alleged", "denied", "negated", "planned", "hypothetical"]
"""How certain an event is, in the story's own words."""

Medium = Literal[
    "speech", "statement", "post", "interview", "document", "sign", "chant", "loudspeaker", "phone",
]
"""The channel of the words."""

Format = Literal[
    "json", "markdown", "html", "ninjs", "jsonld", "webannotation", "timeml", "brat", "conllu", "gkg", "tei",
]
"""A form that an article can be written in."""

MentionKind = Literal["name", "nominal", "pronoun"]
"""How a mention refers."""

MetadataSource = Literal[
    "json_ld", "open_graph", "meta", "microdata", "dom", "nitf", "text_header", "byline", "dateline", "option",
]
"""Where a metadata value came from."""

OffsetEncoding = Literal["byte", "char", "utf16"]
"""The unit of offsets: UTF-8 bytes, code points, UTF-16 code units."""

Polarity = Literal["said", "denied", "declined"]
"""Whether it was said, denied, or comment was declined."""

QuantityKind = Literal["cardinal", "ordinal", "money", "percent", "measure", "age", "score", "ratio"]
"""What sort of number a quantity is."""

QuantityRole = Literal[
    "killed", "injured", "missing", "detained", "displaced", "deployed", "participating", "affected",
]
"""What befell or was done by those counted."""

QuoteKind = Literal["direct", "indirect", "mixed"]
"""How words are reported."""

TimeAnchor = Literal["publication", "previous", "none"]
"""What a relative time was resolved against."""

TimeType = Literal["date", "time", "duration", "set"]
"""TIMEX3 types."""

Upos = Literal[
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
]
"""Universal parts of speech."""

ViaKind = Literal["agency", "publication", "person", "document"]
"""Through what sort of relay the words came."""
