//! Punctuation and symbols.

use super::Chunk;
use crate::sentences::chars::{self, Class};

/// Faces made of marks that are one word.
const FACES: &[&str] =
    &[":-)", ":-(", ";-)", ":-D", ":-/", ":-P", ":)", ":(", ";)", ":D", "=)", "=(", ":P", ":/", "<3", "^_^", "[...]", "(...)", "[…]"];

/// Reads the marks at `at`; gives where they end.
pub(super) fn read(chunk: &Chunk<'_>, at: usize, push: &mut impl FnMut(usize, usize)) -> usize {
    let text = chunk.text;
    let bytes = text.as_bytes();
    let Some((c, after)) = chars::next(text, at) else { return chunk.end() };
    let byte = bytes[at];
    if byte < 0x80 {
        let face = matches!(byte, b':' | b';' | b'=' | b'<' | b'^' | b'[' | b'(');
        if face && let Some(f) = FACES.iter().find(|f| text[at..].starts_with(*f)) {
            let end = at + f.len();
            if byte == b'[' || byte == b'(' || !chars::class_at(text, end).is_word() {
                push(at, end);
                return end;
            }
        }
    }
    let end = match c {
        '.' | '!' | '?' => run(bytes, at, |b| matches!(b, b'.' | b'!' | b'?')),
        '-' | '*' | '_' | '=' | '+' | '~' | '#' | '<' | '>' | '|' | '^' | '`' | '\\' => run(bytes, at, |b| b == byte),
        '\'' | '’' => apostrophe(text, at, after),
        '‘' if text[after..].starts_with('‘') => after + '‘'.len_utf8(),
        ',' if bytes.get(at + 1) == Some(&b',') => run(bytes, at, |b| b == b','),
        _ if Class::of(c) == Class::Other && !c.is_ascii() => symbol(text, c, after),
        _ => after,
    };
    // "+44", "+1": a telephone prefix or a sum.
    if c == '+' && end == at + 1 && bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return super::word::number_from(chunk, at, end, push);
    }
    if c == '.' && end == at + 1 && bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return super::word::number_from(chunk, at, end, push);
    }
    push(at, end);
    end
}

fn run(bytes: &[u8], at: usize, same: impl Fn(u8) -> bool) -> usize {
    at + bytes[at..].iter().take_while(|&&b| same(b)).count()
}

/// `''`, "'s" behind a mark ("the “Post”'s"), years and clipped words ("'72", "'em").
fn apostrophe(text: &str, at: usize, after: usize) -> usize {
    let rest = &text[after..];
    if rest.starts_with('\'') || rest.starts_with('’') {
        return after + if rest.starts_with('\'') { 1 } else { '’'.len_utf8() };
    }
    let bytes = rest.as_bytes();
    let letters = bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let word = &bytes[..letters];
    let behind_mark = at > 0 && chars::previous(text, at).is_some_and(|(c, _)| matches!(Class::of(c), Class::Quote | Class::Close));
    let clipped = match word {
        [b's' | b'S'] => behind_mark,
        [d1, d2] | [d1, d2, b's'] => d1.is_ascii_digit() && d2.is_ascii_digit(),
        _ => [&b"em"[..], b"til", b"cause", b"tis", b"twas", b"n"].iter().any(|w| w.eq_ignore_ascii_case(word)),
    };
    let closed = matches!(bytes.get(letters), Some(b'\'')) || rest[letters..].starts_with('’');
    if clipped && !(closed && letters > 1) { after + letters } else { after }
}

/// A symbol outside ASCII: emoji sequences and runs of the same mark are one word.
fn symbol(text: &str, c: char, after: usize) -> usize {
    let mut end = after;
    let mut joined = false;
    while let Some((next, behind)) = chars::next(text, end) {
        let modifier = matches!(next, '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}');
        let flag = ('\u{1F1E6}'..='\u{1F1FF}').contains(&c) && ('\u{1F1E6}'..='\u{1F1FF}').contains(&next) && end == after;
        let same = next == c && matches!(c, '—' | '–' | '…' | '·' | '═' | '─');
        if !(modifier || flag || same || joined && Class::of(next) == Class::Other) {
            break;
        }
        joined = next == '\u{200D}';
        end = behind;
    }
    end
}
