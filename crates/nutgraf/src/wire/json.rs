//! The JSON form, written straight from the model: item after item, with no copy of a layer in between.
//!
//! Tokens and sentences are most of an article's items and are written by hand; the others as serde writes the types of
//! [`wire`](super). A test compares all of it with what serde makes of [`wire::Article`](super::Article).

use std::io;

use serde::Serialize;

use super::write::{Writer, generator, timeline_entry};
use crate::article::*;
use crate::options::Layer;
use crate::span::OffsetEncoding;

/// Bytes that are kept before they are handed on.
const CHUNK: usize = 1 << 16;

impl Article {
    /// The wire form as compact JSON.
    ///
    /// ```
    /// let article = nutgraf::extract("“It works,” the engineer said.")?;
    /// let json: serde_json::Value = serde_json::from_str(&article.to_json(nutgraf::OffsetEncoding::Char)).unwrap();
    /// assert_eq!(json["quotes"][0]["content"][0]["text"], "It works,");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn to_json(&self, encoding: OffsetEncoding) -> String {
        let mut out = Vec::new();
        self.write_json(encoding, &mut out);
        // What is written is valid UTF-8.
        String::from_utf8(out).unwrap_or_default()
    }

    /// Appends the wire form as compact JSON to `out`.
    ///
    /// ```
    /// use nutgraf::OffsetEncoding;
    /// let mut lines = Vec::new();
    /// for story in ["It rained.", "The dam held."] {
    ///     nutgraf::extract(story)?.write_json(OffsetEncoding::Byte, &mut lines);
    ///     lines.push(b'\n');
    /// }
    /// assert_eq!(lines.split(|&b| b == b'\n').count(), 3);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn write_json(&self, encoding: OffsetEncoding, out: &mut Vec<u8>) {
        // Nothing is handed on, so nothing can fail.
        let written = write(self, encoding, out, &mut |_| Ok(()));
        debug_assert!(written.is_ok());
    }

    /// Writes the wire form as compact JSON to `out`, a piece at a time: for articles that are large.
    ///
    /// ```
    /// let article = nutgraf::extract("It rained.")?;
    /// article.stream_json(nutgraf::OffsetEncoding::Byte, &mut std::io::stdout().lock())?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of `out`.
    pub fn stream_json(&self, encoding: OffsetEncoding, out: &mut dyn io::Write) -> io::Result<()> {
        let mut buffer = Vec::with_capacity(2 * CHUNK);
        write(self, encoding, &mut buffer, &mut |buffer| {
            if buffer.len() >= CHUNK {
                out.write_all(buffer)?;
                buffer.clear();
            }
            Ok(())
        })?;
        out.write_all(&buffer)
    }
}

/// Called after every item with all that is written and not yet handed on.
type Spill<'s> = dyn FnMut(&mut Vec<u8>) -> io::Result<()> + 's;

/// Writes `article`; keys and their order are those of [`wire::Article`](super::Article).
fn write(article: &Article, encoding: OffsetEncoding, out: &mut Vec<u8>, spill: &mut Spill<'_>) -> io::Result<()> {
    let w = Writer::new(article, encoding);
    let asked = |layer| article.layers.contains(layer);
    out.extend_from_slice(b"{\"schema\":");
    json(out, super::SCHEMA)?;
    key(out, "generator");
    json(out, &generator())?;
    key(out, "offsets");
    json(out, &encoding)?;
    key(out, "language");
    string(out, &article.language);
    key(out, "text");
    string(out, &article.text);
    if asked(Layer::Metadata) {
        key(out, "metadata");
        json(out, &w.metadata(&article.metadata))?;
    }
    macro_rules! layer {
        ($layer:ident, $key:ident, $write:expr) => {
            if asked(Layer::$layer) {
                key(out, stringify!($key));
                list(out, spill, &article.$key, $write)?;
            }
        };
    }
    layer!(Blocks, blocks, |out, i, b| json(out, &w.block(i, b)));
    layer!(Sentences, sentences, |out, i, s| sentence(out, &w, i, s));
    layer!(Tokens, tokens, |out, i, t| token(out, &w, i, t));
    layer!(Mentions, mentions, |out, i, m| json(out, &w.mention(i, m)));
    layer!(Entities, entities, |out, i, e| json(out, &w.entity(i, e)));
    layer!(Times, times, |out, i, t| json(out, &w.time(i, t)));
    layer!(Quantities, quantities, |out, i, q| json(out, &w.quantity(i, q)));
    layer!(Quotes, quotes, |out, i, q| json(out, &w.quote(i, q)));
    layer!(Events, events, |out, i, e| json(out, &w.event(i, e)));
    if asked(Layer::FiveWs) {
        key(out, "five_ws");
        json(out, &w.five_ws(&article.five_ws))?;
    }
    layer!(Timeline, timeline, |out, _, entry| json(out, &timeline_entry(entry)));
    key(out, "diagnostics");
    list(out, spill, &article.diagnostics, |out, _, d| json(out, &w.diagnostic(d)))?;
    out.push(b'}');
    Ok(())
}

fn list<'a, T>(
    out: &mut Vec<u8>,
    spill: &mut Spill<'_>,
    items: &'a [T],
    write: impl Fn(&mut Vec<u8>, usize, &'a T) -> io::Result<()>,
) -> io::Result<()> {
    out.push(b'[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write(out, i, item)?;
        spill(out)?;
    }
    out.push(b']');
    Ok(())
}

fn json(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}

fn sentence(out: &mut Vec<u8>, w: &Writer<'_>, id: usize, s: &Sentence) -> io::Result<()> {
    let (start, end, _) = w.ends(s.span);
    out.extend_from_slice(b"{\"id\":");
    number(out, id as u32);
    for (key, value) in [(&b",\"block\":"[..], s.block.get()), (b",\"start\":", start), (b",\"end\":", end)] {
        out.extend_from_slice(key);
        number(out, value);
    }
    out.push(b'}');
    Ok(())
}

fn token(out: &mut Vec<u8>, w: &Writer<'_>, id: usize, t: &Token) -> io::Result<()> {
    let (start, end, text) = w.ends(t.span);
    out.extend_from_slice(b"{\"id\":");
    number(out, id as u32);
    for (key, value) in [(&b",\"sentence\":"[..], t.sentence.get()), (b",\"start\":", start), (b",\"end\":", end)] {
        out.extend_from_slice(key);
        number(out, value);
    }
    out.extend_from_slice(b",\"text\":");
    string(out, &text);
    out.extend_from_slice(b",\"lemma\":");
    string(out, &t.lemma);
    out.extend_from_slice(b",\"upos\":\"");
    append(out, t.upos.as_str().as_bytes());
    if !t.feats.is_empty() {
        let mut before: &[u8] = b"\",\"feats\":\"";
        for feat in t.feats.names() {
            append(out, before);
            append(out, feat.as_bytes());
            before = b"|";
        }
    }
    out.extend_from_slice(b"\",\"head\":");
    match t.head {
        Some(head) => number(out, head.get()),
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b",\"deprel\":\"");
    append(out, t.deprel.as_str().as_bytes());
    out.extend_from_slice(b"\"}");
    Ok(())
}

/// `,"key":`
fn key(out: &mut Vec<u8>, key: &str) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
}

/// A number in decimal digits.
fn number(out: &mut Vec<u8>, mut value: u32) {
    let mut digits = [b'0'; 10];
    let count = value.checked_ilog10().map_or(1, |power| power as usize + 1);
    for digit in digits[..count].iter_mut().rev() {
        *digit += (value % 10) as u8;
        value /= 10;
    }
    append_fixed(out, &digits, count);
}

/// Bytes of a short string, and how many are looked at together: no branch depends on one of them.
const SHORT: usize = 16;

/// Appends the first `count` of some bytes. All are copied, which takes one instruction where copying `count` takes a call.
#[inline]
fn append_fixed<const N: usize>(out: &mut Vec<u8>, bytes: &[u8; N], count: usize) {
    let end = out.len() + count;
    out.extend_from_slice(bytes);
    out.truncate(end);
}

/// At most [`SHORT`] bytes, blanks behind them.
#[inline]
fn padded(bytes: &[u8]) -> [u8; SHORT] {
    // Two reads that overlap cover all lengths of a range.
    let two = |head: u64, tail: u64, shift: usize| u128::from(head) | u128::from(tail) << (8 * shift);
    let joined = if let (Some(&head), Some(&tail)) = (bytes.first_chunk(), bytes.last_chunk()) {
        two(u64::from_le_bytes(head), u64::from_le_bytes(tail), bytes.len() - 8)
    } else if let (Some(&head), Some(&tail)) = (bytes.first_chunk(), bytes.last_chunk()) {
        two(u32::from_le_bytes(head).into(), u32::from_le_bytes(tail).into(), bytes.len() - 4)
    } else {
        bytes.iter().rev().fold(0, |all, &byte| all << 8 | u128::from(byte))
    };
    let blanks = u128::from_le_bytes([b' '; SHORT]).checked_shl(8 * bytes.len() as u32).unwrap_or(0);
    (joined | blanks).to_le_bytes()
}

/// Appends bytes, mostly few.
#[inline]
fn append(out: &mut Vec<u8>, bytes: &[u8]) {
    match bytes.len() {
        0..=SHORT => append_fixed(out, &padded(bytes), bytes.len()),
        _ => out.extend_from_slice(bytes),
    }
}

fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// A string in quotation marks, escaped as serde does it.
fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.len().min(SHORT));
        let chunk = piece.first_chunk().copied().unwrap_or_else(|| padded(piece));
        if chunk.iter().fold(false, |any, &byte| any | is_special(byte)) {
            piece.iter().for_each(|&byte| escape(out, byte));
        } else {
            append_fixed(out, &chunk, piece.len());
        }
        rest = after;
    }
    out.push(b'"');
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\t' => b't',
        b'\r' => b'r',
        0x08 => b'b',
        0x0C => b'f',
        0..0x20 => {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            out.extend_from_slice(b"\\u00");
            return out.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
        _ => return out.push(byte),
    };
    out.extend([b'\\', short]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extractor, wire};

    #[test]
    fn numbers_and_strings_are_written_as_serde_does() {
        for value in [0, 7, 10, 99, 100, 65_536, 1_000_000_000, u32::MAX] {
            let mut out = Vec::new();
            number(&mut out, value);
            assert_eq!(out, value.to_string().into_bytes());
        }
        let all: String = (0..0x300).filter_map(char::from_u32).collect();
        for text in (0..=40).map(|n| &"0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"[..n]) {
            let mut out = b"before".to_vec();
            string(&mut out, text);
            append(&mut out, text.as_bytes());
            assert_eq!(String::from_utf8(out).unwrap(), format!("before\"{text}\"{text}"));
        }
        for text in ["", "plain", "exactly sixteen!", "sixteen and a \"mark\" \\ after it", "né", "\u{7f}\u{2028}😀", &all] {
            let mut out = Vec::new();
            string(&mut out, text);
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(text).unwrap());
        }
    }

    #[test]
    fn an_article_is_written_as_serde_writes_the_wire_form() {
        let story = "Mayor \"quits\" over café row\n\nBy Ada Moreau\n\nHARBOUR TOWN, 3 May (Coast Wire) — Mayor Leni Osei said on \
                     Friday that “nobody” had paid €2,500 to the café’s\towner 🙂. She resigned after 40 people protested.\n\n\
                     “We met \\ talked,” Osei said.";
        let long = format!("{story}\n\n{}", "The council of Port Ellery will meet again on Monday.\n\n".repeat(300));
        let some = |names: &str| names.parse().unwrap();
        for layers in [Layer::ALL.into_iter().collect(), some("tokens"), some("mentions,events"), some("sentences,timeline,quotes")] {
            let extractor = Extractor::new(crate::Options::new().layers(layers));
            for text in ["", story, &long] {
                let article = extractor.extract(text).unwrap();
                for encoding in [OffsetEncoding::Byte, OffsetEncoding::Char, OffsetEncoding::Utf16] {
                    let right = serde_json::to_string(&wire::Article::new(&article, encoding)).unwrap();
                    assert_eq!(article.to_json(encoding), right);
                    let mut streamed = Vec::new();
                    article.stream_json(encoding, &mut streamed).unwrap();
                    assert_eq!(streamed, right.as_bytes());
                }
            }
        }
    }
}
