//! The story's text in columns: kind of block, text, speakers.

use std::fmt::Write;

use nutgraf::{Article, Block, BlockKind, Quote, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::palette::{Role, paint, printable};

/// Columns of the margin's longest label.
const LABEL: usize = 11;
/// Narrower pages put speakers under the paragraph instead of beside it.
const BESIDE: usize = 76;

/// A piece of one line.
type Piece = (Role, String);

/// A line of text and the byte of the story it begins at.
struct Line {
    start: u32,
    pieces: Vec<Piece>,
    width: usize,
}

/// Appends every block of `article` to `page`.
pub fn blocks(article: &Article, width: usize, page: &mut String) {
    let roles = roles(article);
    let aside = if width >= BESIDE { (width / 3).min(32) } else { 0 };
    let column = width - LABEL - 3 - if aside > 0 { aside + 2 } else { 0 };
    for block in &article.blocks {
        let mut lines = wrap(&article.text, block.span, &roles, column);
        if matches!(block.kind, BlockKind::Headline) {
            embolden(&mut lines);
        }
        let notes = notes(article, block);
        if aside > 0 {
            beside(block, &lines, &notes, column, aside, page);
        } else {
            beneath(block, &lines, &notes, column, page);
        }
        page.push('\n');
    }
}

/// For each byte of the text what it belongs to; names, times and numbers show through quotes.
fn roles(article: &Article) -> Vec<Role> {
    let mut roles = vec![Role::Plain; article.text.len()];
    let mut fill = |span: Span, role: Role| roles[span.start as usize..span.end as usize].fill(role);
    article.quotes.iter().flat_map(|q| &q.content).for_each(|&span| fill(span, Role::Quote));
    article.quantities.iter().for_each(|q| fill(q.span, Role::Quantity));
    article.times.iter().for_each(|t| fill(t.span, Role::Time));
    let names = article.mentions.iter().filter(|m| m.kind == nutgraf::MentionKind::Name);
    names.for_each(|m| fill(m.span, Role::of(m.r#type)));
    roles
}

fn embolden(lines: &mut [Line]) {
    let plain = lines.iter_mut().flat_map(|l| &mut l.pieces).filter(|p| p.0 == Role::Plain);
    plain.for_each(|p| p.0 = Role::Headline);
}

/// Breaks `span` into lines of `column` columns. Runs of white space become one space.
fn wrap(text: &str, span: Span, roles: &[Role], column: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let base = span.start as usize;
    for (at, word) in words(span.slice(text)) {
        let start = base + at;
        let shown: Vec<(usize, char)> = word
            .char_indices()
            .flat_map(|(i, c)| printable(c.encode_utf8(&mut [0; 4])).chars().map(move |c| (i, c)).collect::<Vec<_>>())
            .collect();
        let width: usize = shown.iter().map(|(_, c)| c.width().unwrap_or(0)).sum();
        match lines.last_mut() {
            Some(line) if line.width + 1 + width <= column => {
                // The space between two words of one name or quote belongs to it.
                let role = if roles[start - 1] == roles[start] { roles[start] } else { Role::Plain };
                push(line, role, ' ');
            }
            _ => lines.push(Line { start: start as u32, pieces: Vec::new(), width: 0 }),
        }
        for (i, c) in shown {
            if let Some(line) = lines.last_mut().filter(|l| l.width + c.width().unwrap_or(0) > column) {
                debug_assert!(line.width > 0);
                lines.push(Line { start: (start + i) as u32, pieces: Vec::new(), width: 0 });
            }
            if let Some(line) = lines.last_mut() {
                push(line, roles[start + i], c);
            }
        }
    }
    lines
}

/// The words of `text` with the byte each begins at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(char::is_whitespace).filter(|w| !w.is_empty()).map(|w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

fn push(line: &mut Line, role: Role, c: char) {
    match line.pieces.last_mut() {
        Some((last, text)) if *last == role => text.push(c),
        _ => line.pieces.push((role, c.to_string())),
    }
    line.width += c.width().unwrap_or(0);
}

/// A speaker to stand beside the quote that begins at a byte of the story.
struct Note {
    at: u32,
    text: String,
}

fn notes(article: &Article, block: &Block) -> Vec<Note> {
    let here = article.quotes.iter().filter(|q| block.span.covers(q.span.start));
    here.map(|q| Note { at: q.span.start, text: who(article, q) }).collect()
}

/// "Ada Osei (statement, via AFP)".
fn who(article: &Article, quote: &Quote) -> String {
    let name = match (&quote.speaker, article.speaker(quote)) {
        // A pronoun says little: the entity's name does.
        (Some(s), Some(entity)) if s.span.len() as usize <= "themselves".len() => entity.name.clone(),
        (Some(s), _) => s.span.slice(&article.text).to_owned(),
        (None, _) => "?".to_owned(),
    };
    let mut details: Vec<String> = Vec::new();
    if let Some(medium) = quote.medium.filter(|m| *m != nutgraf::Medium::Speech) {
        details.push(medium.to_string());
    }
    if quote.polarity != nutgraf::Polarity::Said {
        details.push(quote.polarity.to_string());
    }
    details.extend(quote.via.iter().map(|v| format!("via {}", v.span.slice(&article.text))));
    let details = if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) };
    printable(&format!("{name}{details}"))
}

fn label(block: &Block, first: bool) -> String {
    let name = if first { block.kind.as_str().replace('_', " ") } else { String::new() };
    paint(Role::Margin, &format!("{name:>LABEL$} │ "))
}

fn painted(line: &Line) -> String {
    line.pieces.iter().map(|(role, text)| paint(*role, text)).collect()
}

fn beside(block: &Block, lines: &[Line], notes: &[Note], column: usize, aside: usize, page: &mut String) {
    // Each note begins at its quote's line, or below the note before it.
    let mut margin: Vec<String> = Vec::new();
    for note in notes {
        let line = lines.iter().rposition(|l| l.start <= note.at).unwrap_or(0);
        margin.resize(margin.len().max(line), String::new());
        let folded = fold(&note.text, aside - 2);
        margin.extend(folded.into_iter().enumerate().map(|(i, l)| format!("{}{l}", if i == 0 { "‹ " } else { "  " })));
    }
    for row in 0..lines.len().max(margin.len()) {
        page.push_str(&label(block, row == 0));
        let used = lines.get(row).map_or(0, |l| l.width);
        page.push_str(&lines.get(row).map(painted).unwrap_or_default());
        if let Some(note) = margin.get(row).filter(|n| !n.is_empty()) {
            let _ = write!(page, "{}{}", " ".repeat(column.saturating_sub(used) + 2), paint(Role::Speaker, note));
        }
        trim_line(page);
    }
}

fn beneath(block: &Block, lines: &[Line], notes: &[Note], column: usize, page: &mut String) {
    for (row, line) in lines.iter().enumerate() {
        page.push_str(&label(block, row == 0));
        page.push_str(&painted(line));
        trim_line(page);
    }
    for note in notes {
        for (i, line) in fold(&note.text, column - 2).iter().enumerate() {
            page.push_str(&label(block, false));
            page.push_str(&paint(Role::Speaker, &format!("{}{line}", if i == 0 { "‹ " } else { "  " })));
            trim_line(page);
        }
    }
}

fn trim_line(page: &mut String) {
    page.truncate(page.trim_end_matches(' ').len());
    page.push('\n');
}

/// Breaks plain text into lines of `width` columns, between words where it can.
pub fn fold(text: &str, width: usize) -> Vec<String> {
    let roles = vec![Role::Plain; text.len()];
    let lines = wrap(text, Span::of(0, text.len()), &roles, width.max(4));
    lines.into_iter().map(|l| l.pieces.into_iter().map(|p| p.1).collect()).collect()
}

/// `text` shortened to `width` columns.
pub fn shorten(text: &str, width: usize) -> String {
    let text = printable(text);
    if text.width() <= width {
        return text;
    }
    let mut short = String::new();
    for c in text.chars() {
        if short.width() + c.width().unwrap_or(0) + 1 > width {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_at_words_and_inside_long_ones() {
        assert_eq!(fold("It rained  all\nday", 9), ["It rained", "all day"]);
        assert_eq!(fold("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(fold("東京で雨が降った", 6), ["東京で", "雨が降", "った"]);
        assert!(fold("  ", 9).is_empty());
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(fold("a\u{1b}[31mb \u{202E}c", 40), ["a\u{FFFD}[31mb \u{FFFD}c"]);
    }

    #[test]
    fn shortens_by_columns() {
        assert_eq!(shorten("It rained all day", 10), "It rained…");
        assert_eq!(shorten("東京で雨", 5), "東京…");
        assert_eq!(shorten("short", 5), "short");
    }

    /// A story with one quote and its speaker, whatever the extractor finds.
    fn story() -> Article {
        let text = "“It works,” said Ada Osei, the mayor of Zürich.";
        let span = |part: &str| text.find(part).map(|at| Span::of(at, at + part.len()));
        let mut article = nutgraf::Extractor::default().extract(text).unwrap();
        article.quotes = vec![Quote {
            kind: nutgraf::QuoteKind::Direct,
            span: span("It works").unwrap(),
            content: span("It works").into_iter().collect(),
            cue: span("said"),
            speaker: span("Ada Osei, the mayor of Zürich").map(|span| nutgraf::Speaker { span, mention: None, entity: None }),
            addressee: None,
            via: Vec::new(),
            medium: Some(nutgraf::Medium::Statement),
            parent: None,
            continues: None,
            polarity: nutgraf::Polarity::Said,
            confidence: nutgraf::Score::default(),
            rule: "test".into(),
        }];
        article
    }

    fn plain(page: &str) -> String {
        anstream::adapter::strip_str(page).to_string()
    }

    #[test]
    fn speakers_beside_or_beneath() {
        let mut page = String::new();
        blocks(&story(), 90, &mut page);
        let first = plain(&page).lines().next().map(str::to_owned).unwrap();
        assert!(first.ends_with("  ‹ Ada Osei, the mayor of"), "{page}");
        assert!(plain(&page).contains(" Zürich (statement)"), "{page}");
        page.clear();
        blocks(&story(), 60, &mut page);
        assert!(plain(&page).contains("            │ ‹ Ada Osei, the mayor of Zürich (statement)"), "{page}");
    }

    #[test]
    fn a_quote_has_its_colour() {
        let mut page = String::new();
        blocks(&story(), 90, &mut page);
        assert!(page.contains(&paint(Role::Quote, "It works")), "{page:?}");
    }
}
