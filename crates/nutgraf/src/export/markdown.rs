//! Markdown (CommonMark): the story's blocks, then who said what.

use std::fmt::Write;

use crate::article::{Article, BlockKind, Polarity};

use super::one_line;

/// CommonMark's punctuation that could start mark-up inside a line, and what would start a block.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut line_start = true;
    // So far nothing but digits on this line.
    let mut numbering = false;
    // A heading's closing "#".
    let tail = text.trim_end_matches(['#', ' ']).len();
    for (i, c) in text.char_indices() {
        let block = line_start && matches!(c, '#' | '+' | '-' | '=' | '>' | '~');
        let closing = c == '#' && i >= tail;
        if block || closing || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|') {
            out.push('\\');
        }
        // "1." at the start of a line would begin a list.
        if numbering && matches!(c, '.' | ')') {
            out.push('\\');
        }
        out.push(c);
        numbering = c.is_ascii_digit() && (numbering || line_start);
        line_start = c == '\n' || (line_start && c == ' ');
    }
    out
}

pub(super) fn write(article: &Article) -> String {
    let mut out = String::new();
    let headline_block = article.blocks.iter().any(|b| b.kind == BlockKind::Headline);
    if let Some(headline) = article.metadata.headline.as_ref().filter(|_| !headline_block) {
        let _ = write!(out, "# {}\n\n", escape(&one_line(headline)));
    }
    let mut last = None;
    for block in &article.blocks {
        let text = escape(&one_line(block.span.slice(&article.text)));
        if last == Some(BlockKind::ListItem) && block.kind != BlockKind::ListItem {
            out.push('\n');
        }
        let _ = match block.kind {
            BlockKind::Headline => write!(out, "# {text}\n\n"),
            BlockKind::Standfirst => write!(out, "**{text}**\n\n"),
            BlockKind::Heading => write!(out, "## {text}\n\n"),
            BlockKind::ListItem => writeln!(out, "- {}", text.trim_start_matches(['•', '·', '–', '*']).trim_start_matches("\\-").trim()),
            BlockKind::BlockQuote => write!(out, "> {text}\n\n"),
            BlockKind::Byline | BlockKind::Caption | BlockKind::Note | BlockKind::Header => write!(out, "*{text}*\n\n"),
            BlockKind::Table => write!(out, "```text\n{}\n```\n\n", block.span.slice(&article.text).replace("```", "'''")),
            BlockKind::Boilerplate => Ok(()),
            BlockKind::Paragraph => write!(out, "{text}\n\n"),
        };
        last = Some(block.kind);
    }
    if !article.quotes.is_empty() {
        out.push_str("## Who said what\n\n");
    }
    for quote in &article.quotes {
        let slice = |span: crate::Span| escape(&one_line(span.slice(&article.text)));
        let named = article.speaker(quote).map(|e| escape(&e.name));
        let spoken = quote.speaker.as_ref().map(|s| slice(s.span));
        let who = named.or(spoken).unwrap_or_else(|| "unattributed".to_owned());
        let said = if quote.polarity == Polarity::Declined {
            quote.cue.map(slice).unwrap_or_default()
        } else {
            quote.content.iter().map(|&s| slice(s)).collect::<Vec<_>>().join(" … ")
        };
        let via: String = quote.via.iter().map(|v| format!(", via {}", slice(v.span))).collect();
        let _ = writeln!(out, "- **{who}** ({}{via}): {said}", quote.kind);
    }
    out
}
