//! Words and numbers: contractions, hyphens, stops, units.

use super::{Chunk, lexicon};
use crate::sentences::chars::{self, Class};
use crate::sentences::lexicon as abbreviations;

/// Pushes a word of ASCII letters, in two where UD has two.
pub(super) fn push_letters(text: &str, start: usize, end: usize, push: &mut impl FnMut(usize, usize)) {
    match lexicon::fused(&text.as_bytes()[start..end]) {
        Some(n) => {
            push(start, start + n);
            push(start + n, end);
        }
        None => push(start, end),
    }
}

/// Reads the word at `at`, of a chunk that starts at `start`; gives where it ends.
pub(super) fn read(chunk: &Chunk<'_>, start: usize, at: usize, push: &mut impl FnMut(usize, usize)) -> usize {
    let text = chunk.text;
    if text.as_bytes()[at].is_ascii_digit() {
        return number_from(chunk, at, at, push);
    }
    let mut end = run_end(text, at);
    while let Some((joint, after)) = chars::next(text, end) {
        let behind = chars::class_at(text, after);
        match joint {
            // "$" of "US$", "A$".
            '$' if end - at <= 3 && behind == Class::Digit && is_upper(&text[at..end]) => {
                end = after;
                break;
            }
            _ if !behind.is_word() => break,
            '\'' | '’' | '`' => match contraction(text, at, end, after) {
                Some(cut) => {
                    push_split(text, at, cut, push);
                    let end = run_end(text, after);
                    push(cut, end);
                    return end;
                }
                None => end = run_end(text, after),
            },
            '.' if stop_joins(text, at, end, after) => end = run_end(text, after),
            '&' if end - at <= 3 && is_upper(&text[at..end]) && run_end(text, after) - after <= 3 => end = run_end(text, after),
            '_' | '*' => end = run_end(text, after),
            '@' => end = run_end(text, after),
            '/' if end - at == 1 && slashed(text, at, after) => end = run_end(text, after),
            '-' | '‐' | '‑' if hyphen_joins(text, at, end, after) => end = run_end(text, after),
            _ => break,
        }
    }
    end = own_stop(chunk, start, at, end);
    push_split(text, at, end, push);
    end
}

/// A number from `from` on whose digits start at `digits`, and what is written against it.
pub(super) fn number_from(chunk: &Chunk<'_>, from: usize, digits: usize, push: &mut impl FnMut(usize, usize)) -> usize {
    let text = chunk.text;
    let bytes = text.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let run = |mut i: usize| {
        while is_digit(i) {
            i += 1;
        }
        i
    };
    if let Some(end) = dashed(text, digits).or_else(|| slashed_date(text, digits)) {
        push(from, end);
        return end;
    }
    let mut end = run(digits);
    while matches!(bytes.get(end), Some(b'.' | b',' | b':')) && is_digit(end + 1) {
        end = run(end + 1);
    }
    if matches!(chars::class_at(text, end), Class::Lower | Class::Upper) {
        let letters = run_end(text, end);
        let unit_end = if text[letters..].starts_with(".m") && letters - end == 1 { letters + 2 } else { letters };
        // "UH-60M" is a type, no measure.
        let code = from >= 2 && bytes[from - 1] == b'-' && bytes[from - 2].is_ascii_uppercase();
        if !code && lexicon::is_unit(&text[end..unit_end]) {
            push(from, end);
            let unit_end = own_stop(chunk, end, end, unit_end);
            push(end, unit_end);
            return unit_end;
        }
        // "20th", "1960s", "9mm-style" codes such as "4A": one word.
        end = letters;
        if let Some((joint @ ('\'' | '’' | '.' | '_'), after)) = chars::next(text, end)
            && matches!(chars::class_at(text, after), Class::Lower | Class::Upper | Class::Digit)
        {
            if matches!(joint, '\'' | '’') {
                let cut = contraction(text, from, end, after).unwrap_or(end);
                push(from, cut);
                let tail = run_end(text, after);
                push(cut, tail);
                return tail;
            }
            end = run_end(text, after);
        }
    } else if let Some((joint @ ('\'' | '’'), after)) = chars::next(text, end)
        && bytes.get(after).is_some_and(|b| matches!(b | 0x20, b's'))
        && !chars::class_at(text, after + 1).is_word()
    {
        // "the 1990's" is one word, "2019's best" two: a decade ends in 0.
        let decade = joint == '\'' && bytes[end - 1] == b'0' && end - digits >= 2;
        if decade {
            push(from, after + 1);
        } else {
            push(from, end);
            push(end, after + 1);
        }
        return after + 1;
    }
    push(from, end);
    end
}

/// The end of the letters, digits and marks from `at` on.
fn run_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        if bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if bytes[at] < 0x80 {
            break;
        }
        match chars::next(text, at) {
            Some((c, after)) if Class::of(c).is_word() => at = after,
            _ => break,
        }
    }
    at
}

fn is_upper(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Pushes a word that may be two ("cannot").
fn push_split(text: &str, start: usize, end: usize, push: &mut impl FnMut(usize, usize)) {
    push_letters(text, start, end, push);
}

/// Where the word from `start` is cut, when the apostrophe between `end` and `after` makes a contraction or possessive.
fn contraction(text: &str, start: usize, end: usize, after: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let tail = &bytes[after..run_end(text, after)];
    let lower = |i: usize| tail.get(i).map_or(0, |b| b | 0x20);
    let clitic = match tail.len() {
        1 => matches!(lower(0), b's' | b'm' | b'd'),
        2 => matches!((lower(0), lower(1)), (b'r', b'e') | (b'v', b'e') | (b'l', b'l')),
        _ => false,
    };
    if clitic {
        return Some(end);
    }
    if tail.len() == 1 && lower(0) == b't' && end > start + 1 && matches!(bytes[end - 1], b'n' | b'N') {
        return Some(end - 1);
    }
    None
}

/// Whether the stop between `end` and `after` joins letters: "U.S", "p.m", "Ph.D", "No.5" not.
fn stop_joins(text: &str, start: usize, end: usize, after: usize) -> bool {
    let bytes = text.as_bytes();
    let last = bytes[start..end].iter().rev().take_while(|&&b| b != b'.').count();
    let next = run_end(text, after) - after;
    if !bytes[after].is_ascii_alphanumeric() || bytes[after].is_ascii_digit() {
        return bytes[after].is_ascii_digit() && last <= 2 && bytes[end - 1].is_ascii_digit();
    }
    if last == 1 {
        // "J.Smith" is two words, "J.K", "U.S", "e.g" one.
        return next <= 2 || !bytes[after].is_ascii_uppercase() && bytes[end - 1].is_ascii_lowercase();
    }
    next <= 2 && last <= 2 && bytes[after].is_ascii_uppercase() && bytes[start].is_ascii_uppercase()
}

/// "w/o", "c/o", "I/C", "24/7"-like single letters.
fn slashed(text: &str, start: usize, after: usize) -> bool {
    let end = run_end(text, after);
    end - after == 1 && text.as_bytes().get(end) != Some(&b'/') && text.as_bytes()[start].is_ascii_alphabetic()
}

/// Whether the hyphen between `end` and `after` joins: behind a prefix.
fn hyphen_joins(text: &str, start: usize, end: usize, _after: usize) -> bool {
    lexicon::is_prefix(&text[start..end])
}

/// The end of a word with the stop that belongs to it.
fn own_stop(chunk: &Chunk<'_>, _start: usize, at: usize, end: usize) -> usize {
    let text = chunk.text;
    let bytes = text.as_bytes();
    if bytes.get(end) != Some(&b'.') || bytes.get(end + 1) == Some(&b'.') {
        return end;
    }
    let word = &text[at..end];
    let dotted = abbreviations::is_dotted(word);
    let single = word.len() == 1 && bytes[at].is_ascii_alphabetic();
    let known = dotted || single || abbreviations::abbreviation(word).is_some();
    if !known {
        return end;
    }
    let stop = end + 1;
    if chunk.is_last(stop) {
        // At the end of the sentence the stop is the sentence's; that of "U.S." is both.
        return if dotted && bytes[at].is_ascii_uppercase() && bytes[end - 1].is_ascii_uppercase() { stop } else { end };
    }
    if abbreviations::abbreviation(word) == Some(abbreviations::Abbreviation::Number) {
        let next = super::skip_space(chunk.whole, stop, chunk.sentence_end);
        let digit = chunk.whole.as_bytes().get(next).is_some_and(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        return if digit || stop < chunk.end() { stop } else { end };
    }
    stop
}

/// Digits joined by hyphens that are a telephone number or a date: "713-853-3989", "345-9945", "2019-12-31".
fn dashed(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut lengths = [0usize; 5];
    let (mut parts, mut i) = (0, at);
    loop {
        let digits = bytes[i..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > 5 || parts == lengths.len() {
            return None;
        }
        lengths[parts] = digits;
        parts += 1;
        i += digits;
        if bytes.get(i) != Some(&b'-') || !bytes.get(i + 1).is_some_and(u8::is_ascii_digit) {
            break;
        }
        i += 1;
    }
    if chars::class_at(text, i).is_word() {
        return None;
    }
    let telephone = matches!(lengths[..parts], [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [5, 4]);
    let date = matches!(lengths[..parts], [4, 2, 2] | [1 | 2, 1 | 2, 2 | 4]);
    (telephone || date).then_some(i)
}

/// Digits joined by strokes that are a date or a fraction: "12/31/2019", "9/11", "1/2"; not "2003/2004".
fn slashed_date(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let part = |i: usize| -> Option<(u32, usize)> {
        let len = bytes.get(i..)?.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        (len > 0 && !bytes.get(i + len).is_some_and(u8::is_ascii_digit))
            .then(|| (bytes[i..i + len].iter().fold(0, |n, d| n * 10 + u32::from(d - b'0')), i + len))
    };
    let (first, end) = part(at)?;
    if bytes.get(end) != Some(&b'/') {
        return None;
    }
    let (second, end) = part(end + 1)?;
    let end = match bytes.get(end) {
        Some(b'/') => part(end + 1)?.1,
        _ if (1..=12).contains(&first) && (1..=31).contains(&second) => end,
        _ => return None,
    };
    (!chars::class_at(text, end).is_word() && bytes.get(end) != Some(&b'/')).then_some(end)
}
