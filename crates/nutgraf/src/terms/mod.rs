//! What `times` and `quantities` share: the text of the sentences cut into words, numerals and marks, a lexicon that gives
//! each word its classes, the reader of number phrases, and a small matcher of term patterns.
//!
//! A term is smaller than a token: `8pm`, `3-1`, `US$1.2bn` are several terms whatever the tokenizer makes of them, so the
//! patterns see the same thing in `8 pm` and `8pm`. Whether there was white space before a term is kept ([`Term::glued`]).

pub(crate) mod grammar;
pub(crate) mod lexicon;
pub(crate) mod number;
pub(crate) mod rational;

use crate::span::Span;
use crate::story::Story;
use crate::tight;
pub(crate) use lexicon::{Lexicon, Vocabulary};
pub(crate) use rational::Rational;

/// What a term is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, or an apostrophe and letters (`'s`), or an abbreviation with inner points (`a.m.`).
    Word,
    /// A numeral: digits with grouping commas and a decimal point, or a vulgar fraction.
    Numeral,
    /// Digits with an ordinal ending: `3rd`.
    Ordinal,
    /// Any other character.
    Mark,
    /// The border between sentences; also the first and last term.
    Border,
}

/// Sixteen bytes: there is one for every word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    pub start: u32,
    pub end: u32,
    pub kind: Kind,
    /// No white space before it.
    pub glued: bool,
    /// Starts with a capital.
    pub capital: bool,
    /// Number of the word in the lexicon; 0 when it is not there. (In a [`Cut`], the number in its vocabulary.)
    pub word: u16,
}

impl Term {
    const fn border(at: u32) -> Self {
        Self { start: at, end: at, kind: Kind::Border, glued: false, capital: false, word: 0 }
    }
}

/// The value of a numeral or ordinal.
struct Number {
    /// Which term.
    term: u32,
    /// Of digits only.
    plain: bool,
    value: Rational,
}

/// The terms of a story, sentence by sentence, with a border between sentences.
pub(crate) struct Cut<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    list: Vec<Term>,
    numbers: Vec<Number>,
}

/// The terms of a story, as a lexicon knows them.
pub(crate) struct Terms<'a> {
    pub text: &'a str,
    pub lexicon: &'a Lexicon,
    /// The number in the lexicon of each word of the vocabulary.
    words: &'a [u16],
    list: &'a [Term],
    numbers: &'a [Number],
}

impl<'a> Cut<'a> {
    /// Cuts the sentences of a story.
    pub fn of(story: &Story<'a>, vocabulary: &'a Vocabulary) -> Self {
        let mut terms = Self {
            text: story.text,
            vocabulary,
            list: Vec::with_capacity(story.tokens.len() + story.sentences.len() + 2),
            numbers: Vec::new(),
        };
        terms.border(0);
        for sentence in story.sentences {
            terms.cut(sentence.span);
            terms.border(sentence.span.end);
        }
        terms
    }

    fn border(&mut self, at: u32) {
        tight::push(&mut self.list, Term::border(at));
    }

    /// The terms as lexicon `i` of the vocabulary knows them.
    pub fn terms(&self, i: usize) -> Terms<'_> {
        let (lexicon, words) = self.vocabulary.lexicon(i);
        Terms { text: self.text, lexicon, words, list: &self.list, numbers: &self.numbers }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, glued: bool) {
        let form = &self.text[start..end];
        let word = if kind == Kind::Numeral { 0 } else { self.vocabulary.find(form) };
        let first = self.text.as_bytes()[start];
        let capital = if first.is_ascii() { first.is_ascii_uppercase() } else { form.starts_with(char::is_uppercase) };
        tight::push(&mut self.list, Term { start: start as u32, end: end as u32, kind, glued, capital, word });
    }

    fn push_number(&mut self, kind: Kind, start: usize, end: usize, glued: bool, plain: bool, value: Rational) {
        tight::push(&mut self.numbers, Number { term: self.list.len() as u32, plain, value });
        tight::push(&mut self.list, Term { start: start as u32, end: end as u32, kind, glued, capital: false, word: 0 });
    }

    fn cut(&mut self, span: Span) {
        let (mut at, end) = (span.start as usize, span.end as usize);
        let bytes = self.text.as_bytes();
        let mut glued = false;
        while at < end {
            let b = bytes[at];
            let start = at;
            if b.is_ascii_digit()
                || (b == b'.' && !(glued && bytes[at - 1].is_ascii_alphanumeric()) && at + 1 < end && bytes[at + 1].is_ascii_digit())
            {
                at = self.cut_number(start, end, glued);
            } else if b.is_ascii_alphabetic() {
                at = word_end(bytes, start, end, self.text);
                self.push(Kind::Word, start, at, glued);
            } else if b.is_ascii_whitespace() {
                at += 1;
                glued = false;
                continue;
            } else if b.is_ascii() {
                at += 1;
                if b == b'\'' && at < end && bytes[at].is_ascii_alphabetic() {
                    at = word_end(bytes, at, end, self.text);
                    self.push(Kind::Word, start, at, glued);
                } else {
                    self.push(Kind::Mark, start, at, glued);
                }
            } else {
                let c = self.text[at..].chars().next().unwrap_or(' ');
                at += c.len_utf8();
                if c.is_whitespace() {
                    glued = false;
                    continue;
                }
                if let Some(value) = vulgar_fraction(c) {
                    self.push_number(Kind::Numeral, start, at, glued, false, value);
                } else if c.is_alphabetic() {
                    at = word_end(bytes, start, end, self.text);
                    self.push(Kind::Word, start, at, glued);
                } else if c == '’' && at < end && bytes[at].is_ascii_alphabetic() {
                    at = word_end(bytes, at, end, self.text);
                    self.push(Kind::Word, start, at, glued);
                } else {
                    self.push(Kind::Mark, start, at, glued);
                }
            }
            glued = true;
        }
    }

    /// A numeral, with its ordinal ending if it has one. Gives the end.
    fn cut_number(&mut self, start: usize, end: usize, glued: bool) -> usize {
        let bytes = self.text.as_bytes();
        let digits = |mut at: usize| {
            while at < end && bytes[at].is_ascii_digit() {
                at += 1;
            }
            at
        };
        let whole = digits(start);
        let mut at = whole;
        // Groups: 1,200 or 12,34,567. The last has three digits.
        let mut grouped = at;
        while grouped < end && bytes[grouped] == b',' && grouped - start <= 24 {
            let next = digits(grouped + 1);
            match next - grouped - 1 {
                3 => {
                    grouped = next;
                    at = next;
                }
                2 => grouped = next,
                _ => break,
            }
        }
        if at > whole && at != grouped || whole - start > 3 {
            at = if whole - start > 3 { whole } else { at };
        }
        let integer_end = at;
        // A decimal comma: "5,00", "12,50", and no list of numbers.
        let decimals = |i: usize| i < end && bytes[i] == b',' && digits(i + 1) == i + 3;
        if at == whole && decimals(at) && !(at + 3 < end && matches!(bytes[at + 3], b',' | b'.') && digits(at + 4) > at + 4) {
            let chained = glued && start > 0 && matches!(bytes[start - 1], b',' | b'.' | b':' | b'/');
            if let Some(value) = Rational::parse(&self.text[start..at + 3].replace(',', ".")).filter(|_| !chained && whole - start <= 3) {
                self.push_number(Kind::Numeral, start, at + 3, glued, false, value);
                return at + 3;
            }
        }
        // A decimal part, unless points divide a date or version number (23.04.2022).
        if at + 1 < end && bytes[at] == b'.' && bytes[at + 1].is_ascii_digit() {
            let next = digits(at + 1);
            let more = next + 1 < end && bytes[next] == b'.' && bytes[next + 1].is_ascii_digit();
            let chained = glued && start > 0 && bytes[start - 1] == b'.';
            let version = more || chained && at == whole;
            if !version {
                at = next;
            }
        }
        // "..30": a point of an ellipsis begins no decimal.
        if at == start {
            self.push(Kind::Mark, start, start + 1, glued);
            return start + 1;
        }
        let value = Rational::parse(&self.text[start..at]);
        let Some(value) = value else {
            // Too long to be a number of anything.
            self.push(Kind::Mark, start, at, glued);
            return at;
        };
        let ending = &bytes[at..end.min(at + 3)];
        if integer_end == at && ending.len() >= 2 && !ending.get(2).is_some_and(u8::is_ascii_alphabetic) {
            let pair = [ending[0].to_ascii_lowercase(), ending[1].to_ascii_lowercase()];
            if matches!(&pair, b"st" | b"nd" | b"rd" | b"th") {
                self.push_number(Kind::Ordinal, start, at + 2, glued, false, value);
                return at + 2;
            }
        }
        self.push_number(Kind::Numeral, start, at, glued, at == whole && start < whole, value);
        at
    }
}

impl<'a> Terms<'a> {
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Term `i`; past the end, a border.
    #[inline]
    pub fn at(&self, i: usize) -> Term {
        match self.list.get(i) {
            Some(&term) => Term { word: self.words[usize::from(term.word)], ..term },
            None => Term::border(0),
        }
    }

    /// The term before `i`.
    pub fn before(&self, i: usize) -> Term {
        self.at(i.wrapping_sub(1))
    }

    pub fn form(&self, i: usize) -> &'a str {
        let t = self.at(i);
        &self.text[t.start as usize..t.end as usize]
    }

    fn find_number(&self, i: usize) -> Option<&Number> {
        if !matches!(self.at(i).kind, Kind::Numeral | Kind::Ordinal) {
            return None;
        }
        let found = self.numbers.binary_search_by_key(&i, |n| n.term as usize).ok()?;
        Some(&self.numbers[found])
    }

    /// The value of a numeral or ordinal.
    pub fn number(&self, i: usize) -> Option<Rational> {
        self.find_number(i).map(|n| n.value)
    }

    /// Whether term `i` is a numeral of digits only.
    pub fn is_plain(&self, i: usize) -> bool {
        self.find_number(i).is_some_and(|n| n.plain)
    }

    /// The value of a numeral of digits only.
    pub fn plain(&self, i: usize) -> Option<i64> {
        self.find_number(i).filter(|n| n.plain)?.value.integer()
    }

    /// The value that the lexicon gives term `i` in `class`.
    pub fn value(&self, i: usize, class: u8) -> Option<i64> {
        self.lexicon.value(self.at(i).word, class)
    }

    pub fn has(&self, i: usize, class: u8) -> bool {
        self.lexicon.mask(self.at(i).word) >> class & 1 == 1
    }

    /// Whether term `i` is the word `word` of the lexicon (in lower case).
    pub fn is(&self, i: usize, word: &str) -> bool {
        let t = self.at(i);
        t.word != 0 && t.kind != Kind::Border && self.lexicon.word(t.word) == word
    }

    /// Whether term `i` is one of `words`.
    pub fn is_any(&self, i: usize, words: &[&str]) -> bool {
        let t = self.at(i);
        t.word != 0 && words.contains(&self.lexicon.word(t.word))
    }

    pub fn is_border(&self, i: usize) -> bool {
        self.at(i).kind == Kind::Border
    }

    /// The span of terms `first..end`.
    pub fn span(&self, first: usize, end: usize) -> Span {
        Span::new(self.at(first).start, self.at(end.max(first + 1) - 1).end)
    }
}

/// End of the word that starts at `start`: letters, and for single letters with points between them the points too.
fn word_end(bytes: &[u8], start: usize, end: usize, text: &str) -> usize {
    let mut at = start;
    while at + 1 < end && bytes[at].is_ascii_alphabetic() && bytes[at + 1] == b'.' {
        at += 2;
    }
    if at >= start + 4 && !(at < end && bytes[at].is_ascii_alphabetic()) {
        return at;
    }
    if at >= start + 2 && at < end && bytes[at].is_ascii_alphabetic() && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
        return at + 1; // `p.m` without its last point
    }
    at = start;
    while at < end {
        if bytes[at].is_ascii() {
            if !bytes[at].is_ascii_alphabetic() {
                break;
            }
            at += 1;
        } else {
            match text[at..].chars().next() {
                Some(c) if c.is_alphabetic() => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

fn vulgar_fraction(c: char) -> Option<Rational> {
    let (n, d) = match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    };
    Rational::new(n, d)
}
