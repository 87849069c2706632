//! TEI P5: header, blocks, names, dates, numbers and speech in place. <https://tei-c.org/guidelines/p5/>

use std::fmt::Write;

use crate::article::{Article, BlockKind, EntityType, MentionKind, QuoteKind};
use crate::span::Span;

use super::inline::{Mark, escape, inside, render};
use super::{headline, identifier, one_line};

fn element(kind: EntityType) -> (&'static str, &'static str) {
    match kind {
        EntityType::Person => ("<persName", "</persName>"),
        EntityType::Organization => ("<orgName", "</orgName>"),
        EntityType::Place | EntityType::Facility => ("<placeName", "</placeName>"),
        _ => ("<name", "</name>"),
    }
}

fn marks(article: &Article) -> Vec<(Span, (String, &'static str))> {
    let mut marks = Vec::new();
    for quote in &article.quotes {
        let direct = quote.kind == QuoteKind::Direct;
        let who = quote.speaker.as_ref().and_then(|s| s.entity).map(|e| format!(" who=\"#e{}\"", e.get())).unwrap_or_default();
        for &content in &quote.content {
            marks.push((content, (format!("<said direct=\"{direct}\"{who}>"), "</said>")));
        }
    }
    for m in article.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        let kind = m.r#type.unwrap_or(EntityType::Misc);
        let (open, close) = element(kind);
        let reference = m.entity.map(|e| format!(" ref=\"#e{}\"", e.get())).unwrap_or_default();
        let sort = if open == "<name" { format!(" type=\"{kind}\"") } else { String::new() };
        marks.push((m.span, (format!("{open}{sort}{reference}>"), close)));
    }
    for t in &article.times {
        let when = t.interval.map(|i| format!(" from-iso=\"{}\" to-iso=\"{}\"", i.start, i.end)).unwrap_or_default();
        marks.push((t.span, (format!("<date{when}>"), "</date>")));
    }
    for q in &article.quantities {
        let value = q.value.as_ref().map(|v| format!(" value=\"{}\"", escape(v))).unwrap_or_default();
        marks.push((q.span, (format!("<num{value}>"), "</num>")));
    }
    marks.sort_by_key(|(span, _)| span.start);
    marks
}

fn header(article: &Article) -> String {
    let m = &article.metadata;
    let mut out = String::from("<teiHeader><fileDesc><titleStmt>");
    let _ = write!(out, "<title>{}</title>", escape(&one_line(headline(article).unwrap_or("Untitled"))));
    for author in &m.authors {
        let _ = write!(out, "<author>{}</author>", escape(&author.name));
    }
    out.push_str("</titleStmt><publicationStmt><p>");
    let _ = write!(out, "{}", escape(m.publisher.as_deref().unwrap_or("unknown publisher")));
    if let Some(date) = &m.date_published {
        let _ = write!(out, ", {}", escape(date));
    }
    let _ = write!(out, "</p></publicationStmt><sourceDesc><p>{}</p></sourceDesc></fileDesc>", escape(&identifier(article)));
    let _ = write!(out, "<profileDesc><langUsage><language ident=\"{}\"/></langUsage></profileDesc>", escape(&article.language));
    out.push_str("</teiHeader>\n");
    out
}

fn stand_off(article: &Article) -> String {
    let mut out = String::new();
    for (list, item, name, kinds) in [
        ("listPerson", "person", "persName", &[EntityType::Person][..]),
        ("listOrg", "org", "orgName", &[EntityType::Organization, EntityType::Group]),
        ("listPlace", "place", "placeName", &[EntityType::Place, EntityType::Facility]),
    ] {
        let entities = article.entities.iter().enumerate().filter(|(_, e)| kinds.contains(&e.r#type));
        let items: String = entities
            .map(|(i, e)| {
                let roles: String = match e.r#type {
                    EntityType::Person => e.roles.iter().map(|r| format!("<occupation>{}</occupation>", escape(&r.title))).collect(),
                    _ => String::new(),
                };
                format!("<{item} xml:id=\"e{i}\"><{name}>{}</{name}>{roles}</{item}>", escape(&e.name))
            })
            .collect();
        if !items.is_empty() {
            let _ = write!(out, "<{list}>{items}</{list}>");
        }
    }
    let others = article.entities.iter().enumerate().filter(|(_, e)| {
        matches!(e.r#type, EntityType::Product | EntityType::Event | EntityType::Work | EntityType::Law | EntityType::Misc)
    });
    let others: String = others.map(|(i, e)| format!("<item xml:id=\"e{i}\"><name>{}</name></item>", escape(&e.name))).collect();
    if !others.is_empty() {
        let _ = write!(out, "<list>{others}</list>");
    }
    if out.is_empty() { out } else { format!("<standOff>{out}</standOff>\n") }
}

pub(super) fn write(article: &Article) -> String {
    let marks = marks(article);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    out.push_str(&header(article));
    out.push_str(&stand_off(article));
    out.push_str("<text><body><div>\n");
    // TEI wants heads first in a division: a subheading inside the story is a labelled paragraph.
    let mut from = 0;
    for block in &article.blocks {
        let here = inside(&marks, block.span, &mut from);
        let here = here.map(|(span, (open, close))| Mark { span: *span, open: open.clone(), close });
        let text = render(&article.text, block.span, here);
        let _ = match block.kind {
            BlockKind::BlockQuote => writeln!(out, "<quote><p>{text}</p></quote>"),
            BlockKind::ListItem => writeln!(out, "<list><item>{text}</item></list>"),
            BlockKind::Caption => writeln!(out, "<figure><figDesc>{text}</figDesc></figure>"),
            BlockKind::Note => writeln!(out, "<note><p>{text}</p></note>"),
            BlockKind::Paragraph => writeln!(out, "<p>{text}</p>"),
            kind => writeln!(out, "<p rend=\"{kind}\">{text}</p>"),
        };
    }
    if article.blocks.is_empty() {
        out.push_str("<p/>\n");
    }
    out.push_str("</div></body></text>\n</TEI>\n");
    out
}
