//! Character references: `&amp;`, `&#8217;`, `&nbsp`.

use std::sync::LazyLock;

/// Names (with their semicolon where they need one) and what they stand for, sorted by name.
static NAMED: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    let mut rows: Vec<_> = include_str!("entities.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|line| {
            let (name, points) = line.split_once('\t')?;
            let text = points.split(' ').filter_map(|p| u32::from_str_radix(p, 16).ok().and_then(char::from_u32)).collect();
            Some((name, text))
        })
        .collect();
    rows.sort_by_key(|r| r.0);
    rows
});

/// Bytes 0x80 to 0x9F of a numeric reference, read as Windows-1252 as the standard says.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What a reference stands for.
pub(crate) enum Decoded {
    Char(char),
    Named(&'static str),
}

fn named(name: &str) -> Option<&'static str> {
    let rows = &*NAMED;
    rows.binary_search_by_key(&name, |r| r.0).ok().map(|i| rows[i].1.as_str())
}

/// The reference at the start of `bytes` (which begins with `&`), and its length.
pub(crate) fn reference(bytes: &[u8], in_attribute: bool) -> Option<(Decoded, usize)> {
    if bytes.get(1) == Some(&b'#') {
        let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
        let start = if hex { 3 } else { 2 };
        let radix = if hex { 16 } else { 10 };
        let mut value = 0u32;
        let mut end = start;
        while let Some(digit) = bytes.get(end).and_then(|&b| char::from(b).to_digit(radix)) {
            value = value.saturating_mul(radix).saturating_add(digit);
            end += 1;
        }
        if end == start {
            return None;
        }
        let c = match value {
            0x80..=0x9f => WINDOWS_1252[(value - 0x80) as usize],
            0 => '\u{fffd}',
            _ => char::from_u32(value).unwrap_or('\u{fffd}'),
        };
        return Some((Decoded::Char(c), end + usize::from(bytes.get(end) == Some(&b';'))));
    }
    let name_len = bytes[1..].iter().take(32).take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = |len: usize| std::str::from_utf8(&bytes[1..1 + len]).ok();
    if bytes.get(1 + name_len) == Some(&b';') {
        if let Some(text) = name(name_len + 1).and_then(named) {
            return Some((Decoded::Named(text), name_len + 2));
        }
    }
    // The old names that do without a semicolon have at most six letters.
    let longest = name_len.min(6);
    let (len, text) = (2..=longest).rev().find_map(|len| Some((len, named(name(len)?)?)))?;
    let next = bytes.get(1 + len).copied().unwrap_or(b' ');
    if in_attribute && (next == b'=' || next.is_ascii_alphanumeric()) {
        return None;
    }
    Some((Decoded::Named(text), len + 1))
}

/// An attribute's value or other mark-up text, decoded.
pub(crate) fn decode(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(i) = rest.find('&') {
        out.push_str(&rest[..i]);
        rest = &rest[i..];
        match reference(rest.as_bytes(), true) {
            Some((decoded, len)) => {
                match decoded {
                    Decoded::Char(c) => out.push(c),
                    Decoded::Named(s) => out.push_str(s),
                }
                rest = &rest[len..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Decoded twice where a publisher encoded twice (`&amp;quot;`), white space made single, ends trimmed.
pub(crate) fn clean(raw: &str) -> String {
    let mut text = decode(raw);
    if text.contains('&') && text.contains(';') {
        text = decode(&text);
    }
    squeeze(&text)
}

/// Single spaces for white space, nothing invisible, no space at the ends.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_invisible(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Soft hyphens, zero-width spaces, byte-order marks, controls: not part of the text.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}
