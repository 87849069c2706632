//! brat standoff (`.ann`): offsets in code points, as brat counts them. <https://brat.nlplab.org/standoff.html>

use std::fmt::Write;

use rustc_hash::FxHashMap as HashMap;

use crate::article::{Article, EntityType, Factuality, MentionId};
use crate::span::{OffsetEncoding, OffsetMap, Span};

use super::one_line;

struct Standoff<'a> {
    article: &'a Article,
    map: OffsetMap<'a>,
    out: String,
    terms: u32,
    relations: u32,
    seen: HashMap<(Span, &'static str), u32>,
}

impl Standoff<'_> {
    /// A text-bound annotation; one for each span and type.
    fn term(&mut self, kind: &'static str, spans: &[Span]) -> u32 {
        let Some(&first) = spans.first() else { return 0 };
        if let Some(&id) = self.seen.get(&(first, kind)) {
            return id;
        }
        self.terms += 1;
        self.seen.insert((first, kind), self.terms);
        // A line end splits the annotation: brat allows none inside one.
        let mut pieces = Vec::new();
        for span in spans {
            let mut at = span.start;
            for line in span.slice(&self.article.text).split('\n') {
                let end = at + line.len() as u32;
                if !line.trim().is_empty() {
                    pieces.push(Span::new(at, end));
                }
                at = end + 1;
            }
        }
        let offsets: Vec<String> =
            pieces.iter().map(|p| format!("{} {}", self.map.from_byte(p.start), self.map.from_byte(p.end))).collect();
        let text: Vec<&str> = pieces.iter().map(|p| p.slice(&self.article.text)).collect();
        let _ = writeln!(self.out, "T{}\t{kind} {}\t{}", self.terms, offsets.join(";"), text.join(" ").replace('\r', " "));
        self.terms
    }

    fn relation(&mut self, kind: &str, from: u32, to: u32) {
        if from != 0 && to != 0 {
            self.relations += 1;
            let _ = writeln!(self.out, "R{}\t{kind} Arg1:T{from} Arg2:T{to}", self.relations);
        }
    }
}

fn label(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "Person",
        EntityType::Organization => "Organization",
        EntityType::Place => "Place",
        EntityType::Facility => "Facility",
        EntityType::Group => "Group",
        EntityType::Product => "Product",
        EntityType::Event => "NamedEvent",
        EntityType::Work => "Work",
        EntityType::Law => "Law",
        EntityType::Misc => "Misc",
    }
}

pub(super) fn write(article: &Article) -> String {
    let map = OffsetMap::new(&article.text, OffsetEncoding::Char);
    let mut s = Standoff { article, map, out: String::new(), terms: 0, relations: 0, seen: HashMap::default() };
    let mentions: Vec<u32> = article.mentions.iter().map(|m| s.term(m.r#type.map_or("Mention", label), &[m.span])).collect();
    // 0: not among the layers that the article has.
    let term = |m: MentionId| mentions.get(m.index()).copied().unwrap_or(0);
    for entity in &article.entities {
        for pair in entity.mentions.windows(2) {
            s.relation("Same", term(pair[1]), term(pair[0]));
        }
    }
    let (mut attributes, mut notes) = (0, 0);
    for time in &article.times {
        let id = s.term("Time", &[time.span]);
        notes += 1;
        let _ = writeln!(s.out, "#{notes}\tAnnotatorNotes T{id}\t{}", one_line(&time.value));
    }
    for quantity in &article.quantities {
        s.term("Quantity", &[quantity.span]);
    }
    for quote in &article.quotes {
        let content = if quote.content.is_empty() { vec![quote.span] } else { quote.content.clone() };
        let id = s.term("Quote", &content);
        if let Some(cue) = quote.cue {
            let cue = s.term("Cue", &[cue]);
            s.relation("Cue", id, cue);
        }
        if let Some(speaker) = &quote.speaker {
            let speaker = s.term("Speaker", &[speaker.span]);
            s.relation("Speaker", id, speaker);
        }
        for via in &quote.via {
            let via = s.term("Via", &[via.span]);
            s.relation("Via", id, via);
        }
    }
    for (i, event) in article.events.iter().enumerate() {
        let trigger = s.term(event.r#type.as_str(), &[event.span]);
        let _ = write!(s.out, "E{}\t{}:T{trigger}", i + 1, event.r#type);
        for (role, list) in [("Actor", &event.actors), ("Recipient", &event.recipients)] {
            for (n, argument) in list.iter().map(|&m| term(m)).filter(|&t| t != 0).enumerate() {
                let number = if n == 0 { String::new() } else { (n + 1).to_string() };
                let _ = write!(s.out, " {role}{number}:T{argument}");
            }
        }
        s.out.push('\n');
        if event.factuality != Factuality::Asserted {
            attributes += 1;
            let _ = writeln!(s.out, "A{attributes}\tFactuality E{} {}", i + 1, event.factuality);
        }
    }
    s.out
}
