//! Whether a stop ends a sentence.

use super::chars::{self, Class};
use super::lexicon::{self, Abbreviation};

/// No word that matters here is longer (bytes).
const WORD: usize = 24;

/// Verbs behind a quoted question or cry: "Why?" Okoro asked.
const ASKING: &[&str] = &[
    "added",
    "asked",
    "asks",
    "began",
    "called",
    "cried",
    "demanded",
    "exclaimed",
    "joked",
    "posted",
    "quipped",
    "recalled",
    "replied",
    "said",
    "says",
    "shouted",
    "tweeted",
    "told",
    "wondered",
    "wrote",
    "yelled",
];

/// A run of stops with the closing marks behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// First byte of the sentence so far.
    from: usize,
    /// First byte of the run.
    at: usize,
    /// One past the closing marks.
    pub end: usize,
    /// `?` or `!` is in the run.
    asks: bool,
    /// Two stops or more, or `…`.
    ellipsis: bool,
    /// A stop of a script without spaces behind it.
    unspaced: bool,
    /// Three stops set apart by blanks: something is left out, and the sentence goes on.
    omission: bool,
    quoted: bool,
    bracketed: bool,
}

impl Stop {
    /// Reads the run of stops at `at`, in a sentence that starts at `from`.
    pub fn read(text: &str, from: usize, at: usize) -> Stop {
        let mut stop =
            Stop { from, at, end: at, asks: false, ellipsis: false, unspaced: false, omission: false, quoted: false, bracketed: false };
        let mut dots = 0u32;
        let mut blanks = 0u32;
        while let Some((c, after)) = chars::next(text, stop.end) {
            match c {
                '.' => dots += 1,
                '…' => dots += 3,
                '?' | '!' | '‼' | '⁇' | '⁈' | '⁉' | '؟' => stop.asks = true,
                '。' | '！' | '？' | '．' | '｡' => stop.unspaced = true,
                _ if Class::of(c) == Class::Stop => stop.asks = true,
                // ". . ."
                ' ' if dots > 0 && is_spaced_dot(text, after) => blanks += 1,
                _ => break,
            }
            stop.end = after;
        }
        stop.ellipsis = dots > 1;
        stop.omission = dots == 3 && blanks == 2 && text.as_bytes()[..at].last() == Some(&b' ');
        stop.read_closing(text);
        stop
    }

    fn read_closing(&mut self, text: &str) {
        while let Some((c, after)) = chars::next(text, self.end) {
            match Class::of(c) {
                Class::Quote if matches!(c, '\'' | '’') => {
                    // The apostrophe of "Jr.'s", or an opening mark behind a lost space.
                    if chars::class_at(text, after).is_word() {
                        break;
                    }
                    self.quoted = true;
                }
                Class::Quote if matches!(c, '"' | '”' | '»' | '›' | '″' | '`') => {
                    if chars::class_at(text, after).is_word() && c != '”' {
                        break;
                    }
                    self.quoted = true;
                }
                Class::Close => self.bracketed = true,
                Class::Open => match reference(text, self.end) {
                    Some(end) => {
                        self.end = end;
                        continue;
                    }
                    None => break,
                },
                _ => break,
            }
            self.end = after;
        }
        // A reference belongs to the sentence before it: "in 1805. [6] Then".
        while text.as_bytes().get(self.end) == Some(&b' ')
            && let Some(end) = reference(text, self.end + 1)
        {
            self.end = end;
        }
    }

    /// Whether the sentence ends here.
    pub fn ends_sentence(&self, text: &str) -> bool {
        if self.unspaced {
            return true;
        }
        let next = Next::read(text, self.end);
        if next.at == text.len() {
            return true;
        }
        if !next.spaced {
            return self.lost_space(text, &next);
        }
        match next.class {
            Class::Lower => return self.ends_before_small(text, &next),
            Class::Other if !next.is_bullet(text) => return !self.is_abbreviation(text, &next) && !self.asks && !next.continues(text),
            Class::Close | Class::Stop => return false,
            _ => {}
        }
        if self.asks {
            return !(self.quoted && next.class == Class::Upper && is_attribution(text, next.word));
        }
        if self.ellipsis {
            return !(self.omission || self.bracketed && next.opened);
        }
        !self.is_label(text) && !self.is_abbreviation(text, &next)
    }

    /// Before a small letter: writers who do without capitals, and names such as "iPhone". A quotation's end is none: “Why?” he said.
    fn ends_before_small(&self, text: &str, next: &Next) -> bool {
        if self.quoted || self.bracketed || self.ellipsis || next.opened {
            return false;
        }
        let word = word_before(text, self.at);
        let small = word.bytes().next_back().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let capital = word.bytes().next().is_some_and(|b| b.is_ascii_uppercase());
        if self.asks {
            // "Yahoo! in the accounting department"
            return !capital || text.as_bytes()[self.at] == b'?';
        }
        let address = ["http", "www."].iter().any(|a| text[next.word..].starts_with(a));
        small && (address || word.len() > 3 && !capital) && lexicon::abbreviation(word).is_none() && !word.contains('.')
    }

    /// "the end.Next": a space was lost between two sentences.
    fn lost_space(&self, text: &str, next: &Next) -> bool {
        let before = word_before(text, self.at);
        let lower = |w: &str| w.len() >= 3 && w.bytes().all(|b| b.is_ascii_lowercase());
        let word = word_at(text, next.word);
        next.class == Class::Upper
            && lower(before)
            && !lexicon::is_dotted(before)
            && (next.opened || word.len() > 1 && word.bytes().skip(1).all(|b| b.is_ascii_lowercase()) || lexicon::is_starter(word))
            && matches!(chars::class_at(text, next.word + word.len()), Class::Space | Class::Other | Class::Quote | Class::Stop)
            && !(self.end - self.at == 1 && is_in_address(text, self.at))
    }

    /// "1." or "a." at the head of a list item: nothing but the label stands before the stop.
    fn is_label(&self, text: &str) -> bool {
        let label = text.get(self.from..self.at).unwrap_or("");
        if label.len() > 8 || self.quoted {
            return false;
        }
        let label = label.trim_start_matches(|c: char| !c.is_alphanumeric());
        let digits = label.len() <= 3 && !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
        digits || label.len() == 1 && label.as_bytes()[0].is_ascii_alphabetic()
    }

    /// Whether the stop belongs to the word before it and the sentence goes on.
    fn is_abbreviation(&self, text: &str, next: &Next) -> bool {
        if self.ellipsis || self.asks || self.quoted {
            return false;
        }
        let word = word_before(text, self.at);
        let starter = || next.quoted || lexicon::is_starter(word_at(text, next.word));
        if word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() {
            // An initial, unless it ends a phrase ("you and I", "vitamin C") and a sentence starts behind it.
            let before = word_before(text, chars_trimmed(text, self.at - 1));
            let in_name = before.is_empty() || before.as_bytes()[0].is_ascii_uppercase() || before.ends_with('.');
            return in_name || !starter();
        }
        let digit = next.class == Class::Digit;
        match lexicon::abbreviation(word) {
            Some(Abbreviation::Title) => true,
            Some(Abbreviation::Number | Abbreviation::Date) if digit => true,
            Some(Abbreviation::Number) => false,
            Some(Abbreviation::Date | Abbreviation::Plain | Abbreviation::Place) => !starter(),
            Some(Abbreviation::Last) => next.opened && !next.quoted,
            Some(Abbreviation::Time) => {
                digit
                    || lexicon::is_calendar(word_at(text, next.word))
                    || next.opened && !next.quoted
                    || self.is_opening_phrase(text) && !starter()
            }
            None if lexicon::is_dotted(word) => !starter(),
            None => false,
        }
    }

    /// "At 5 a.m.": the sentence so far is only the time it starts with.
    fn is_opening_phrase(&self, text: &str) -> bool {
        let so_far = text.get(self.from..self.at).unwrap_or("");
        so_far.len() < 32 && so_far.split(' ').count() <= 4 && {
            let first = so_far.split(' ').next().unwrap_or("");
            matches!(first, "At" | "By" | "Around" | "About" | "After" | "Before" | "From" | "Until" | "Since")
        }
    }
}

/// What stands behind a stop.
struct Next {
    /// First byte that is not white space.
    at: usize,
    /// First byte behind opening marks.
    word: usize,
    spaced: bool,
    /// Opening marks stand before the word.
    opened: bool,
    /// A quotation mark is the first of them.
    quoted: bool,
    class: Class,
}

impl Next {
    fn read(text: &str, end: usize) -> Next {
        let at = super::skip_space(text, end);
        let mut word = at;
        let mut opened = false;
        for _ in 0..4 {
            match chars::next(text, word) {
                Some((c, after)) if matches!(Class::of(c), Class::Quote | Class::Open) => {
                    opened = true;
                    word = after;
                }
                _ => break,
            }
        }
        Next {
            at,
            word,
            spaced: at > end,
            opened,
            quoted: opened && chars::class_at(text, at) == Class::Quote,
            class: chars::class_at(text, word),
        }
    }

    fn is_bullet(&self, text: &str) -> bool {
        chars::next(text, self.at).is_some_and(|(c, _)| matches!(c, '•' | '⁃' | '▪' | '*' | '#' | '@' | '$' | '£' | '€'))
    }

    /// A comma, a dash and their like: the sentence goes on.
    fn continues(&self, text: &str) -> bool {
        chars::next(text, self.at).is_some_and(|(c, _)| matches!(c, ',' | ';' | ':' | '&' | '+' | '=' | '/'))
    }
}

/// The word that ends at `at`, without what stands before its last blank, bracket, quotation mark or dash; empty if it is long.
fn word_before(text: &str, at: usize) -> &str {
    let bytes = text.as_bytes();
    let start = bytes[..at].iter().rev().take(WORD).position(|b| !(b.is_ascii_alphanumeric() || *b == b'.' || *b >= 0x80));
    match start {
        Some(n) => text.get(at - n..at).unwrap_or(""),
        None if at <= WORD => text.get(..at).unwrap_or(""),
        None => "",
    }
}

/// The ASCII letters that start at `at`; empty when there are too many.
fn word_at(text: &str, at: usize) -> &str {
    let rest = &text.as_bytes()[at..];
    let len = rest.iter().take(WORD).take_while(|b| b.is_ascii_alphabetic()).count();
    if len == WORD { "" } else { &text[at..at + len] }
}

/// `at` without the blanks before it.
fn chars_trimmed(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    at - bytes[..at].iter().rev().take(4).take_while(|b| b.is_ascii_whitespace()).count()
}

/// Whether `at` holds a stop that goes on an ellipsis written with blanks.
fn is_spaced_dot(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_none_or(|b| !b.is_ascii_alphanumeric())
}

/// The end of a reference `[12]` at `at`.
fn reference(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?.strip_prefix(b"[")?;
    let digits = rest.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    (digits > 0 && rest.get(digits) == Some(&b']')).then_some(at + digits + 2)
}

/// Whether the stop at `at` stands in an address or a file name.
fn is_in_address(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let before = bytes[..at].iter().rev().take(64).take_while(|b| !b.is_ascii_whitespace());
    let after = bytes[at + 1..].iter().take(64).take_while(|b| !b.is_ascii_whitespace());
    before.chain(after).any(|b| matches!(b, b'/' | b'@' | b'\\' | b'_'))
}

/// "Okoro asked", "Mr de Souza said": a name and a verb of saying.
fn is_attribution(text: &str, mut at: usize) -> bool {
    for _ in 0..5 {
        let word = word_at(text, at);
        if ASKING.contains(&word) {
            return true;
        }
        if word.is_empty()
            || lexicon::is_starter(word) && !matches!(word, "The" | "An" | "A" | "He" | "She" | "They" | "I" | "We" | "of" | "the")
        {
            return false;
        }
        at += word.len();
        if text.as_bytes().get(at) == Some(&b'.') {
            at += 1;
        }
        if text.as_bytes().get(at) != Some(&b' ') {
            return false;
        }
        at += 1;
    }
    false
}
