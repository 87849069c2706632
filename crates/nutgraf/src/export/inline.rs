//! Marks inside running text, for the formats that write annotations in place.

use crate::span::Span;

/// An annotation: what goes before and after its text.
pub(super) struct Mark {
    pub span: Span,
    pub open: String,
    pub close: &'static str,
}

/// The marks that lie inside `within`, of a list sorted by start; `from` is where the search began and where the next block's
/// begins: blocks come in order, so that all of them together read the list once.
pub(super) fn inside<'m, T>(marks: &'m [(Span, T)], within: Span, from: &mut usize) -> impl Iterator<Item = &'m (Span, T)> {
    *from += marks[*from..].iter().take_while(|(s, _)| s.start < within.start).count();
    marks[*from..].iter().take_while(move |(s, _)| s.start < within.end).filter(move |(s, _)| within.contains(*s))
}

/// XML and HTML escaping, for text and for double-quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Not allowed in XML 1.0, and of no use in HTML.
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// The text of `within` with `marks` in place, everything escaped. A mark that crosses the end of one around it is left out,
/// so that the result is well nested.
pub(super) fn render(text: &str, within: Span, marks: impl IntoIterator<Item = Mark>) -> String {
    let mut marks: Vec<Mark> = marks.into_iter().filter(|m| within.contains(m.span) && !m.span.is_empty()).collect();
    marks.sort_by_key(|m| (m.span.start, u32::MAX - m.span.end));
    let mut out = String::new();
    let mut open: Vec<(u32, &'static str)> = Vec::new();
    let mut at = within.start;
    let mut advance = |out: &mut String, to: u32| {
        out.push_str(&escape(Span::new(at, to).slice(text)));
        at = to;
    };
    for mark in marks {
        while let Some(&(end, close)) = open.last().filter(|(end, _)| *end <= mark.span.start) {
            advance(&mut out, end);
            out.push_str(close);
            open.pop();
        }
        if open.last().is_some_and(|&(end, _)| mark.span.end > end) {
            continue;
        }
        advance(&mut out, mark.span.start);
        out.push_str(&mark.open);
        open.push((mark.span.end, mark.close));
    }
    while let Some((end, close)) = open.pop() {
        advance(&mut out, end);
        out.push_str(close);
    }
    advance(&mut out, within.end);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, end: u32, name: &str) -> Mark {
        Mark { span: Span::new(start, end), open: format!("<{name}>"), close: "</>" }
    }

    #[test]
    fn nests_and_escapes() {
        let marks = [mark(4, 7, "b"), mark(0, 7, "a"), mark(6, 9, "crossing"), mark(8, 9, "c")];
        assert_eq!(render("ab<cdef&x", Span::new(0, 9), marks), "<a>ab&lt;c<b>def</></>&amp;<c>x</>");
    }

    #[test]
    fn control_characters_are_replaced() {
        assert_eq!(escape("a\u{0}b\tc"), "a\u{FFFD}b\tc");
    }
}
