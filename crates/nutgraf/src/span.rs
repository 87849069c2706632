//! Spans, and their translation between UTF-8 bytes, code points and UTF-16 code units.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes of [`Article::text`](crate::Article::text).
///
/// ```
/// use nutgraf::Span;
/// let span = Span::new(3, 5);
/// assert_eq!(span.slice("abcdef"), "de");
/// assert_eq!(span.len(), 2);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte `start` to byte `end`.
    ///
    /// ```
    /// use nutgraf::Span;
    /// assert_eq!(Span::new(0, 3).slice("It rained."), "It ");
    /// ```
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// A span from `usize` offsets. Texts are shorter than 4 GiB (see [`Options::max_input_bytes`](crate::Options)).
    ///
    /// ```
    /// use nutgraf::Span;
    /// let text = "It rained.";
    /// let at = text.find("rained").unwrap();
    /// assert_eq!(Span::of(at, at + "rained".len()), Span::new(3, 9));
    /// ```
    pub const fn of(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// Length in bytes.
    ///
    /// ```
    /// assert_eq!(nutgraf::Span::new(3, 9).len(), 6);
    /// ```
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers nothing.
    ///
    /// ```
    /// assert!(nutgraf::Span::new(3, 3).is_empty());
    /// ```
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The text under the span; empty when the span does not fit the text.
    ///
    /// ```
    /// use nutgraf::Span;
    /// assert_eq!(Span::new(3, 9).slice("It rained."), "rained");
    /// assert_eq!(Span::new(3, 99).slice("It rained."), "");
    /// ```
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether `other` lies inside this span.
    ///
    /// ```
    /// use nutgraf::Span;
    /// assert!(Span::new(0, 10).contains(Span::new(3, 9)));
    /// assert!(!Span::new(0, 5).contains(Span::new(3, 9)));
    /// ```
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether byte `offset` lies inside this span.
    ///
    /// ```
    /// use nutgraf::Span;
    /// let article = nutgraf::extract("It rained on Sunday.")?;
    /// assert!(article.times.iter().any(|t| t.span.covers(15)));
    /// assert!(!Span::new(3, 9).covers(9), "the end is not in it");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub const fn covers(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two spans share a byte.
    ///
    /// ```
    /// use nutgraf::Span;
    /// assert!(Span::new(0, 5).overlaps(Span::new(3, 9)));
    /// assert!(!Span::new(0, 3).overlaps(Span::new(3, 9)), "they only touch");
    /// ```
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    ///
    /// ```
    /// use nutgraf::Span;
    /// assert_eq!(Span::new(0, 2).join(Span::new(5, 9)), Span::new(0, 9));
    /// ```
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// The unit in which offsets are written.
///
/// ```
/// use nutgraf::OffsetEncoding;
/// let article = nutgraf::extract("😀 It rained.")?;
/// assert!(article.to_json(OffsetEncoding::Utf16).contains("\"offsets\":\"utf16\""));
/// assert_eq!("char".parse::<OffsetEncoding>()?, OffsetEncoding::Char);
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OffsetEncoding {
    /// UTF-8 bytes: Rust's own.
    #[default]
    Byte,
    /// Unicode code points: Python's.
    Char,
    /// UTF-16 code units: JavaScript's.
    Utf16,
}

impl std::str::FromStr for OffsetEncoding {
    type Err = crate::Error;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "byte" => Ok(Self::Byte),
            "char" => Ok(Self::Char),
            "utf16" => Ok(Self::Utf16),
            _ => Err(crate::Error::option(format!("offsets {s:?}: expected byte, char or utf16"))),
        }
    }
}

/// Bytes between two checkpoints of an [`OffsetMap`].
const STRIDE: usize = 64;

/// Translates offsets of one text, both ways. Built once per text; a look-up reads at most 64 bytes.
///
/// ```
/// use nutgraf::{OffsetEncoding, OffsetMap};
/// let text = "a😀b";
/// let utf16 = OffsetMap::new(text, OffsetEncoding::Utf16);
/// assert_eq!(utf16.from_byte(5), 3);
/// assert_eq!(utf16.to_byte(3), Some(5));
/// assert_eq!(utf16.to_byte(2), None, "inside the emoji's surrogate pair");
/// ```
#[derive(Clone, Debug)]
pub struct OffsetMap<'t> {
    text: &'t [u8],
    encoding: OffsetEncoding,
    /// Units before each multiple of `STRIDE` bytes; empty when units are bytes.
    checkpoints: Vec<u32>,
}

fn units(byte: u8, encoding: OffsetEncoding) -> u32 {
    match encoding {
        OffsetEncoding::Byte => 1,
        // Counted at the first byte of each character.
        OffsetEncoding::Char => u32::from(byte & 0xC0 != 0x80),
        OffsetEncoding::Utf16 => u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0),
    }
}

impl<'t> OffsetMap<'t> {
    /// A map for `text` into `encoding`.
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, OffsetMap};
    /// let text = "Café, 5";
    /// let chars = OffsetMap::new(text, OffsetEncoding::Char);
    /// assert_eq!(chars.from_byte(text.len() as u32), 7);
    /// ```
    pub fn new(text: &'t str, encoding: OffsetEncoding) -> Self {
        let bytes = text.as_bytes();
        let identity = encoding == OffsetEncoding::Byte || text.is_ascii();
        let mut checkpoints = Vec::new();
        if !identity {
            checkpoints.reserve(bytes.len() / STRIDE + 1);
            let mut total = 0u32;
            for chunk in bytes.chunks(STRIDE) {
                checkpoints.push(total);
                total += chunk.iter().map(|&b| units(b, encoding)).sum::<u32>();
            }
            checkpoints.push(total);
        }
        Self { text: bytes, encoding, checkpoints }
    }

    /// The offset in this map's units of byte offset `byte` (which must be a character boundary; past the end it is the end).
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, OffsetMap};
    /// let chars = OffsetMap::new("é!", OffsetEncoding::Char);
    /// assert_eq!(chars.from_byte(2), 1);
    /// ```
    pub fn from_byte(&self, byte: u32) -> u32 {
        if self.checkpoints.is_empty() {
            return byte;
        }
        let byte = (byte as usize).min(self.text.len());
        let block = byte / STRIDE;
        let rest = &self.text[block * STRIDE..byte];
        self.checkpoints[block] + rest.iter().map(|&b| units(b, self.encoding)).sum::<u32>()
    }

    /// The byte offset of `offset`, or `None` when it is past the end or inside a character.
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, OffsetMap};
    /// let chars = OffsetMap::new("é!", OffsetEncoding::Char);
    /// assert_eq!((chars.to_byte(1), chars.to_byte(9)), (Some(2), None));
    /// ```
    pub fn to_byte(&self, offset: u32) -> Option<u32> {
        if self.checkpoints.is_empty() {
            let at = offset as usize;
            let inside = at < self.text.len() && self.text[at] & 0xC0 == 0x80;
            return (at <= self.text.len() && !inside).then_some(offset);
        }
        let block = self.checkpoints.partition_point(|&c| c <= offset) - 1;
        let mut at = (block * STRIDE).min(self.text.len());
        let mut count = self.checkpoints[block];
        // A character may straddle the checkpoint: its tail bytes count nothing.
        while at < self.text.len() && (count < offset || self.text[at] & 0xC0 == 0x80) {
            count += units(self.text[at], self.encoding);
            at += 1;
        }
        (count == offset).then_some(at as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_on_every_boundary() {
        let text = "e\u{301} é “q” 😀 \u{1F468}\u{200D}\u{1F469} ́\r\n\u{FEFF}x".repeat(9);
        for encoding in [OffsetEncoding::Byte, OffsetEncoding::Char, OffsetEncoding::Utf16] {
            let map = OffsetMap::new(&text, encoding);
            let mut expected = 0;
            for (byte, c) in text.char_indices() {
                assert_eq!(map.from_byte(byte as u32), expected, "{encoding:?} at {byte}");
                assert_eq!(map.to_byte(expected), Some(byte as u32), "{encoding:?} at {byte}");
                expected += match encoding {
                    OffsetEncoding::Byte => c.len_utf8() as u32,
                    OffsetEncoding::Char => 1,
                    OffsetEncoding::Utf16 => c.len_utf16() as u32,
                };
            }
            assert_eq!(map.from_byte(text.len() as u32), expected);
            assert_eq!(map.to_byte(expected), Some(text.len() as u32));
            assert_eq!(map.to_byte(expected + 1), None);
        }
    }
}
