//! What holds for any text and any page, tried on generated ones: arbitrary Unicode, and pieces of news and of mark-up in any
//! order. `PROPTEST_CASES=10000` tries more.

use nutgraf::{CueVerb, Document, Extractor, GivenName, Layer, Layers, Lexicon, OffsetEncoding, Options, QuantityRole, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

#[path = "../../../fuzz/src/lib.rs"]
#[allow(dead_code, reason = "some targets are for bytes")]
mod targets;

const NEWS: &[&str] = &[
    "LIMA, Peru (AP) — ",
    "By ANN VALE",
    "Mayor ",
    "Ann Vale",
    "Bo Osei",
    "President ",
    "the council",
    "The agency",
    "He",
    "she",
    " said",
    " told ",
    " denied that ",
    " according to ",
    " declined to comment",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'s",
    "«",
    "»",
    ". ",
    ", ",
    "; ",
    ": ",
    "? ",
    "…",
    " — ",
    "-",
    "(",
    ")",
    "[",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "\u{A0}",
    "12",
    "3.5",
    "1,200",
    " million",
    "$",
    "%",
    " people",
    " killed",
    " wounded",
    "Monday",
    "last week",
    "Jan. 9, 2025",
    "2025-01-09",
    "at 9:30 a.m.",
    "two days later",
    "in ",
    "Peru",
    "arrested",
    "attacked",
    "rained",
    "because ",
    "to ",
    "that ",
    "who ",
    "and ",
    "not ",
    "Q: ",
    "A: ",
    "• ",
    "(AP Photo/Bo Osei)",
    "Photo: ",
    "http://news.example/a?b=c",
    "a@b.example",
    "U.S.",
    "Dr. ",
    "No. ",
    "e\u{301}",
    "é",
    "😀",
    "👨‍👩‍👧",
    "\u{202E}",
    "\u{200D}",
    "\u{FEFF}",
    "\u{0}",
    "新聞",
    "خبر",
    "Ångström",
    "İ",
    "ß",
    "ﬁ",
    "Ⅷ",
    "½",
    "١٢",
    "𝒥",
];

const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div class=byline>",
    "<span>",
    "</span>",
    "<b>",
    "</i>",
    "<h1>",
    "</h1>",
    "<h2>",
    "<article>",
    "</article>",
    "<main>",
    "<nav>",
    "</nav>",
    "<footer>",
    "<figure>",
    "<figcaption>",
    "</figcaption>",
    "</figure>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<blockquote>",
    "</blockquote>",
    "<br>",
    "<a href='/x'>",
    "</a>",
    "<a rel=author>",
    "<time datetime=2025-01-09>",
    "</time>",
    "<img src=a.jpg alt='A man'>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<meta property=og:title content='",
    "<meta name=author content=\"",
    "'>",
    "\">",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE html>",
    "<script type=application/ld+json>",
    "{\"@type\":\"NewsArticle\",\"headline\":\"",
    "\",\"author\":[{\"name\":\"",
    "\"}]}",
    "<noscript>",
    "<template>",
    "<svg>",
    "</svg>",
    "<textarea>",
    "<select>",
    "<option>",
    "<iframe>",
    "<pre>",
    "</pre>",
    "<p hidden>",
    "<p\n",
    "<",
    "&",
    "&amp;",
    "&lt",
    "&#x1F600;",
    "&#0;",
    "&nbsp;",
    "&ldquo;",
    "&notit;",
    "</",
    "<html lang=en>",
    "<head>",
    "<body>",
    "</body>",
    "<button>",
    "<form>",
];

fn anything() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..80).prop_map(String::from_iter)
}

fn news() -> impl Strategy<Value = String> {
    vec(prop_oneof![12 => select(NEWS).prop_map(str::to_owned), 1 => anything()], 0..60).prop_map(|pieces| pieces.concat())
}

fn page() -> impl Strategy<Value = String> {
    vec(
        prop_oneof![
            6 => select(TAGS).prop_map(str::to_owned),
            5 => select(NEWS).prop_map(str::to_owned),
            1 => anything(),
        ],
        0..70,
    )
    .prop_map(|pieces| pieces.concat())
}

/// Without the ids that point into other layers: they are there when both layers are.
fn unlinked(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let own = map.into_iter().filter(|(key, _)| {
                !matches!(
                    key.as_str(),
                    "event" | "mention" | "entity" | "actors" | "recipients" | "place" | "quantities" | "time" | "quote"
                )
            });
            Value::Object(own.map(|(key, inner)| (key, unlinked(inner))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(unlinked).collect()),
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(96), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_article(text in anything()) {
        targets::text(text.as_bytes());
    }

    #[test]
    fn any_news_gives_a_sound_article(text in news()) {
        targets::text(text.as_bytes());
    }

    #[test]
    fn any_page_gives_a_sound_article(page in page()) {
        targets::html(page.as_bytes());
    }

    #[test]
    fn offsets_go_there_and_back(text in anything(), news in news()) {
        targets::offsets(text.as_bytes());
        targets::offsets(news.as_bytes());
    }

    /// A layer is the same whatever others are asked for, but for its links to them.
    #[test]
    fn layers_do_not_depend_on_each_other(text in news(), wanted in vec(select(&Layer::ALL[..]), 0..4)) {
        let read = |layers: Layers| Extractor::new(Options::new().layers(layers).language("en")).extract(&text).unwrap();
        let wanted: Layers = wanted.into_iter().collect();
        let parse = |article: nutgraf::Article| serde_json::from_str::<Value>(&article.to_json(OffsetEncoding::Byte)).unwrap();
        let (some, all) = (parse(read(wanted)), parse(read(Layer::ALL.into_iter().collect())));
        // Whoever takes part in an event is a mention, once events are asked for.
        for layer in Layer::ALL.into_iter().filter(|l| !matches!(l, Layer::Mentions | Layer::Entities)) {
            let (key, has) = (layer.as_str(), wanted.contains(layer));
            let (some, all) = (some.get(key).cloned(), all.get(key).filter(|_| has).cloned());
            prop_assert_eq!(some.map(unlinked), all.map(unlinked), "{}", key);
        }
    }

    /// Names of the caller's and words of the caller's, wherever they stand.
    #[test]
    fn any_given_names_give_a_sound_article(text in news(), cuts in vec(0usize..400, 0..12)) {
        let mut cuts: Vec<u32> = cuts.into_iter().filter(|&c| text.is_char_boundary(c)).map(|c| c as u32).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let types = nutgraf::EntityType::ALL;
        let spans = cuts.chunks_exact(2).filter(|c| !text[c[0] as usize..c[1] as usize].trim().is_empty());
        let names: Vec<GivenName> =
            spans.enumerate().map(|(i, c)| GivenName { span: Span::new(c[0], c[1]), r#type: types[i % types.len()] }).collect();
        let lexicon = names.iter().fold(Lexicon::new(), |l, n| {
            let word = n.span.slice(&text);
            l.name(word, n.r#type).cue_verb(word, CueVerb::default()).agency(word).casualty_noun(word, QuantityRole::Killed)
        });
        let read = |options: Options, names: Option<Vec<GivenName>>| {
            let mut document = Document::text(&text);
            document.mentions = names;
            Extractor::new(options.language("en")).extract_document(&document).unwrap()
        };
        let given = read(Options::new(), Some(names.clone()));
        prop_assert_eq!(given.check(), Ok(()));
        for name in &names {
            prop_assert!(given.mentions.iter().any(|m| m.span == name.span && m.r#type == Some(name.r#type)), "{:?}", name);
        }
        prop_assert_eq!(read(Options::new().lexicon(lexicon), None).check(), Ok(()));
    }

    /// Any JSON is refused or taken, never a fault.
    #[test]
    fn any_input_in_json(text in news(), start in 0u32..90, end in 0u32..90) {
        let line = serde_json::json!({"text": text, "blocks": [{"kind": "paragraph", "start": start, "end": end}]});
        for first in [2u8, 5, 8] {
            targets::bytes(&[&[first][..], line.to_string().as_bytes()].concat());
        }
    }
}
