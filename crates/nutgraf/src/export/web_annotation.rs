//! W3C Web Annotations: one page of annotations, each with a quote selector, a position selector (code points) and a
//! text-fragment link. <https://www.w3.org/TR/annotation-model/>, <https://wicg.github.io/scroll-to-text-fragment/>

use serde_json::{Value, json};

use crate::article::{Article, MentionKind};
use crate::span::{OffsetEncoding, OffsetMap, Span};

use super::identifier;

/// Characters of context on each side.
const CONTEXT: usize = 32;

struct Page<'a> {
    article: &'a Article,
    map: OffsetMap<'a>,
    source: String,
    items: Vec<Value>,
}

/// Percent-encoding for a text directive: all but unreserved characters; `-`, `,` and `&` have a meaning there.
fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'~');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

impl Page<'_> {
    fn add(&mut self, motivation: &str, tag: &str, spans: &[Span], note: Option<String>) {
        let targets: Vec<Value> = spans.iter().map(|&s| self.target(s)).collect();
        let mut bodies = vec![json!({"type": "TextualBody", "purpose": "tagging", "value": tag})];
        bodies.extend(note.map(|n| json!({"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": n})));
        let id = format!("{}#annotation-{}", self.source, self.items.len());
        self.items.push(json!({"id": id, "type": "Annotation", "motivation": motivation, "body": bodies, "target": targets}));
    }

    fn target(&self, span: Span) -> Value {
        let text = &self.article.text;
        let before: String = {
            let mut chars: Vec<char> = text[..span.start as usize].chars().rev().take(CONTEXT).collect();
            chars.reverse();
            chars.into_iter().collect()
        };
        let after: String = text[span.end as usize..].chars().take(CONTEXT).collect();
        let exact = span.slice(text);
        let fragment = format!(":~:text={}", encode(exact.trim()));
        json!({
            "source": self.source,
            "selector": [
                {"type": "TextQuoteSelector", "exact": exact, "prefix": before, "suffix": after},
                {"type": "TextPositionSelector", "start": self.map.from_byte(span.start), "end": self.map.from_byte(span.end)},
                {"type": "FragmentSelector", "conformsTo": "https://wicg.github.io/scroll-to-text-fragment/", "value": fragment},
            ],
        })
    }
}

pub(super) fn write(article: &Article) -> String {
    let map = OffsetMap::new(&article.text, OffsetEncoding::Char);
    let mut page = Page { article, map, source: identifier(article), items: Vec::new() };
    for m in article.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        let entity = m.entity.and_then(|e| article.entities.get(e.index())).map(|e| e.name.clone());
        page.add("identifying", m.r#type.map_or("name", |t| t.as_str()), &[m.span], entity);
    }
    for t in &article.times {
        page.add("tagging", "time", &[t.span], Some(t.value.clone()));
    }
    for q in &article.quantities {
        page.add("tagging", "quantity", &[q.span], q.value.clone().or(q.min.clone()));
    }
    for q in article.quotes.iter().filter(|q| !q.content.is_empty()) {
        let speaker = article.speaker(q).map(|e| e.name.clone());
        let speaker = speaker.or_else(|| q.speaker.as_ref().map(|s| s.span.slice(&article.text).to_owned()));
        page.add("describing", "quotation", &q.content, speaker.map(|s| format!("said by {s}")));
    }
    for e in &article.events {
        page.add("tagging", e.r#type.as_str(), &[e.span], Some(e.factuality.to_string()));
    }
    let items = std::mem::take(&mut page.items);
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{}#annotations", page.source),
        "type": "AnnotationPage",
        "items": items,
    })
    .to_string()
        + "\n"
}
