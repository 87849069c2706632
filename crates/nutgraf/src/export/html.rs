//! The annotated story as one HTML fragment without external assets: quotations with their speakers, names, times,
//! quantities. Readable in light and dark.

use std::fmt::Write;

use crate::article::{Article, BlockKind, EntityType, MentionKind, Polarity};
use crate::span::Span;

use super::inline::{Mark, escape, inside, render};

const STYLE: &str = include_str!("html.css");

fn marks(article: &Article) -> Vec<(Span, String)> {
    let mut marks = Vec::new();
    for (i, quote) in article.quotes.iter().enumerate() {
        let speaker =
            article.speaker(quote).map(|e| e.name.as_str()).or_else(|| quote.speaker.as_ref().map(|s| s.span.slice(&article.text)));
        let title = format!("{} quotation · {}", quote.kind, speaker.unwrap_or("no speaker"));
        for &content in &quote.content {
            marks.push((
                content,
                format!("<q class=\"nutgraf-quote nutgraf-{}\" data-quote=\"{i}\" title=\"{}\">", quote.kind, escape(&title)),
            ));
        }
        if let Some(cue) = quote.cue {
            marks.push((cue, "<q class=\"nutgraf-cue\">".to_owned()));
        }
    }
    for mention in article.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        let kind = mention.r#type.unwrap_or(EntityType::Misc);
        let name = mention.entity.and_then(|e| article.entities.get(e.index())).map_or("", |e| e.name.as_str());
        marks.push((mention.span, format!("<q class=\"nutgraf-name nutgraf-{kind}\" title=\"{kind} {}\">", escape(name))));
    }
    for time in &article.times {
        marks.push((time.span, format!("<q class=\"nutgraf-time\" title=\"{}\">", escape(&time.value))));
    }
    for quantity in &article.quantities {
        let value = quantity.value.as_ref().or(quantity.min.as_ref()).map_or("", String::as_str);
        let role = quantity.role.map_or("", |r| r.as_str());
        marks.push((quantity.span, format!("<q class=\"nutgraf-quantity\" title=\"{} {} {role}\">", quantity.kind, escape(value))));
    }
    marks.sort_by_key(|(span, _)| span.start);
    marks
}

pub(super) fn write(article: &Article) -> String {
    let marks = marks(article);
    let mut out = format!("<div class=\"nutgraf\"><style>{STYLE}</style><div class=\"nutgraf-story\">");
    let mut from = 0;
    for block in &article.blocks {
        let here = inside(&marks, block.span, &mut from).map(|(span, open)| Mark { span: *span, open: open.clone(), close: "</q>" });
        let text = render(&article.text, block.span, here);
        let tag = match block.kind {
            BlockKind::Headline => "h1",
            BlockKind::Heading => "h2",
            BlockKind::BlockQuote => "blockquote",
            BlockKind::Table => "pre",
            _ => "p",
        };
        let _ = write!(out, "<{tag} class=\"nutgraf-block nutgraf-{}\">{text}</{tag}>", block.kind);
    }
    out.push_str("</div>");
    if !article.quotes.is_empty() {
        out.push_str("<table class=\"nutgraf-who\"><thead><tr><th>Who</th><th>Said</th><th>How</th></tr></thead><tbody>");
    }
    for quote in &article.quotes {
        let slice = |span: Span| escape(span.slice(&article.text));
        let who = article.speaker(quote).map(|e| escape(&e.name)).or_else(|| quote.speaker.as_ref().map(|s| slice(s.span)));
        let said = match quote.polarity {
            Polarity::Declined => quote.cue.map(slice).unwrap_or_default(),
            _ => quote.content.iter().map(|&s| slice(s)).collect::<Vec<_>>().join(" … "),
        };
        let mut how = quote.kind.to_string();
        if let Some(medium) = quote.medium {
            let _ = write!(how, ", {medium}");
        }
        if quote.polarity != Polarity::Said {
            let _ = write!(how, ", {}", quote.polarity);
        }
        for via in &quote.via {
            let _ = write!(how, ", via {}", slice(via.span));
        }
        let _ = write!(out, "<tr><td>{}</td><td>{said}</td><td>{how}</td></tr>", who.unwrap_or_else(|| "—".to_owned()));
    }
    if !article.quotes.is_empty() {
        out.push_str("</tbody></table>");
    }
    out.push_str("</div>");
    out
}
