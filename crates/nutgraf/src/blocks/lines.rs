//! Lines and paragraphs: where the text has ends of lines, and which lines are one paragraph.
//!
//! A blank line ends a paragraph. Otherwise a line is a paragraph, unless the text is hard-wrapped: its lines are short and
//! break where the next word would not have fitted, mostly before a small letter. Then only a line that ends early, or an
//! indented one, ends a paragraph.

use std::ops::Range;

/// Lines up to this width can be hard-wrapped (characters).
const WIDEST: usize = 120;
/// Text wrapped at less is poetry or a list.
const NARROWEST: usize = 44;

/// A paragraph: its trimmed bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub range: Range<usize>,
    /// No blank line stands between this and the paragraph before.
    pub close: bool,
}

struct Line {
    range: Range<usize>,
    chars: usize,
    indented: bool,
    /// A blank line (or U+2029) stands before it.
    apart: bool,
}

/// White space as the text reader sees it: with the byte order mark and zero-width spaces.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{2060}' | '\0')
}

/// The paragraphs of `text`.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut out: Vec<Paragraph> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in &lines {
        let joined = match (previous, width) {
            (Some(above), Some(width)) => {
                !line.apart && !line.indented && breaks_by_width(text, above, line, width) && !starts_item(text, line)
            }
            _ => false,
        };
        match out.last_mut().filter(|_| joined) {
            Some(last) => last.range.end = line.range.end,
            None => out.push(Paragraph { range: line.range.clone(), close: previous.is_some() && !line.apart }),
        }
        previous = Some(line);
    }
    out
}

/// The lines that are not blank.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut apart = true;
    let mut add = |range: Range<usize>, paragraph: bool| {
        let line = &text[range.clone()];
        let trimmed = line.trim_start_matches(is_blank);
        let indent = line.len() - trimmed.len();
        let trimmed = trimmed.trim_end_matches(is_blank);
        if trimmed.is_empty() {
            apart = true;
        } else {
            let from = range.start + indent;
            let indented = line[..indent].chars().filter(|c| matches!(c, ' ' | '\u{A0}')).count() >= 2 || line[..indent].contains('\t');
            lines.push(Line { range: from..from + trimmed.len(), chars: trimmed.chars().count(), indented, apart });
            apart = paragraph;
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        add(start..at, c == '\u{2029}');
        start = at + c.len_utf8();
        if c == '\r' && chars.peek().is_some_and(|&(_, n)| n == '\n') {
            chars.next();
            start += 1;
        }
    }
    add(start..text.len(), false);
    lines
}

/// The width at which the text is wrapped; `None` if it is not.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|l| l.chars).max()?;
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let mut breaks = 0;
    let mut small = 0;
    for pair in lines.windows(2) {
        if pair[1].apart || !breaks_by_width(text, &pair[0], &pair[1], width) {
            continue;
        }
        breaks += 1;
        small += usize::from(text[pair[1].range.clone()].starts_with(char::is_lowercase));
    }
    (small >= 1 && small * 4 >= breaks).then_some(width)
}

/// Whether the next line's first word would not have fitted behind `above`, in text of this width.
fn breaks_by_width(text: &str, above: &Line, below: &Line, width: usize) -> bool {
    let word = text[below.range.clone()].split(char::is_whitespace).next().map_or(0, |w| w.chars().count());
    // Editors wrap at about a width: four characters are allowed for.
    above.chars + 1 + word + 4 > width && above.chars * 2 > width
}

/// Whether a line starts a list item or a quoted line, which no wrapping joins to the line above.
fn starts_item(text: &str, line: &Line) -> bool {
    text[line.range.clone()].starts_with(['•', '▪', '◦', '‣', '⁃', '>', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text).into_iter().map(|p| &text[p.range]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn line_ends_of_all_kinds() {
        check("a\r\n\r\nb\rc\nd\u{2028}e\u{2029}f\u{85}g", &["a", "b", "c", "d", "e", "f", "g"]);
        check("\u{FEFF}a\n \t\n\u{A0}b\u{A0}\n", &["a", "b"]);
        check(" \n\t\r\n", &[]);
        check("", &[]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The river rose by two metres in the night and took the old bridge at\nOldmere with it, the mayor said. Nobody was hurt, and the road on the\nnorth bank was open again by noon.\nThe council meets on Friday.";
        let end = text.find("\nThe council").unwrap();
        check(text, &[&text[..end], "The council meets on Friday."]);
    }

    #[test]
    fn lines_that_are_paragraphs_stay() {
        check(
            "Bridge lost in flood at Oldmere as river rises again\nMayor says nobody was hurt\nThe river rose by two metres.",
            &["Bridge lost in flood at Oldmere as river rises again", "Mayor says nobody was hurt", "The river rose by two metres."],
        );
    }
}
