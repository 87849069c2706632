//! Characters as the sentence splitter and the tokenizer see them: a table for ASCII bytes, rules for the rest.

/// What a character is to the scanners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// White space of any kind, NBSP and line separators included.
    Space,
    /// A lower-case letter, or one without case.
    Lower,
    /// An upper-case letter.
    Upper,
    /// A digit.
    Digit,
    /// `.` `?` `!` and their like.
    Stop,
    /// Quotation marks and apostrophes.
    Quote,
    /// Opening brackets.
    Open,
    /// Closing brackets.
    Close,
    /// Han and kana, which are written without spaces.
    Ideograph,
    /// Everything else: commas, dashes, symbols, emoji.
    Other,
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Other; 128];
    let mut i = 0;
    while i < 128 {
        table[i] = match i as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1C..=0x1F => Class::Space,
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'.' | b'?' | b'!' => Class::Stop,
            b'"' | b'\'' | b'`' => Class::Quote,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            _ => Class::Other,
        };
        i += 1;
    }
    table
};

impl Class {
    /// The class of `c`.
    #[inline]
    pub fn of(c: char) -> Class {
        if c.is_ascii() { ASCII[c as usize] } else { Self::of_other(c) }
    }

    fn of_other(c: char) -> Class {
        match c {
            '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '′' | '″' => Class::Quote,
            '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '．' | '｡' | '؟' | '۔' | '।' | '॥' => Class::Stop,
            '（' | '［' | '「' | '『' | '【' | '《' | '〈' => Class::Open,
            '）' | '］' | '」' | '』' | '】' | '》' | '〉' => Class::Close,
            '\u{FEFF}' | '\u{200B}' => Class::Space,
            '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => Class::Ideograph,
            '\u{20000}'..='\u{3FFFF}' => Class::Ideograph,
            // Marks that belong to the letter before them, and the joiners of scripts that need them.
            '\u{00AD}' | '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{064B}'..='\u{065F}' => {
                Class::Lower
            }
            '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{0900}'..='\u{0DFF}' | '\u{1AB0}'..='\u{1AFF}' => {
                Class::Lower
            }
            '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17D3}' | '\u{20D0}'..='\u{20EF}' => Class::Lower,
            _ if c.is_whitespace() => Class::Space,
            _ if c.is_uppercase() => Class::Upper,
            _ if c.is_numeric() => Class::Digit,
            _ if c.is_alphabetic() => Class::Lower,
            _ => Class::Other,
        }
    }

    /// Whether it can stand inside a word.
    #[inline]
    pub fn is_word(self) -> bool {
        matches!(self, Class::Lower | Class::Upper | Class::Digit)
    }
}

/// The character that starts at byte `at` and the byte after it; `None` at the end. `at` is a character boundary.
#[inline]
pub(crate) fn next(text: &str, at: usize) -> Option<(char, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if byte < 0x80 {
        return Some((byte as char, at + 1));
    }
    let c = text.get(at..)?.chars().next()?;
    Some((c, at + c.len_utf8()))
}

/// The character that ends at byte `at` and its first byte.
#[inline]
pub(crate) fn previous(text: &str, at: usize) -> Option<(char, usize)> {
    let byte = *text.as_bytes().get(at.checked_sub(1)?)?;
    if byte < 0x80 {
        return Some((byte as char, at - 1));
    }
    let c = text.get(..at)?.chars().next_back()?;
    Some((c, at - c.len_utf8()))
}

/// The class of the character at `at`; `Space` at the end.
#[inline]
pub(crate) fn class_at(text: &str, at: usize) -> Class {
    next(text, at).map_or(Class::Space, |(c, _)| Class::of(c))
}
