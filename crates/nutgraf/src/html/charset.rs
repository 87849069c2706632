//! Bytes to text: which encoding a page is in, and its text.
//!
//! In this order: a byte-order mark; UTF-8, where the bytes are valid and not all ASCII (no other encoding looks like it by
//! chance, and stored pages often declare what they were before); what the page declares (`<meta charset>`, the XML
//! declaration); what the caller knows (the server's `Content-Type`); what the bytes look like. Where the text is the bytes
//! themselves, ranges into the page are ranges into the bytes.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::tags::Tag;
use super::tokenizer::{Attribute, Token, Tokenizer};

/// Declarations are looked for in so many bytes at the head of the page.
const HEAD: usize = 4096;
/// The detector reads so many bytes: its guess is settled long before.
const SAMPLE: usize = 1 << 18;

/// A web page whose bytes were decoded.
///
/// ```
/// let page = nutgraf::Page::decode("<p>Café".as_bytes(), None);
/// assert_eq!((&*page.html, page.encoding, page.malformed), ("<p>Café", "UTF-8", false));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    /// The page as text.
    pub html: Cow<'a, str>,
    /// The encoding's name, as in "windows-1252".
    pub encoding: &'static str,
    /// Whether some bytes were no characters in it; U+FFFD stands for them.
    pub malformed: bool,
    verbatim: bool,
}

impl<'a> Page<'a> {
    /// Decodes a page. `charset` is what the caller was told: a label such as "iso-8859-1", or a whole `Content-Type`.
    ///
    /// ```
    /// use nutgraf::Page;
    /// let page = Page::decode(b"<meta charset=iso-8859-1><p>Caf\xE9", None);
    /// assert_eq!((&*page.html, page.encoding), ("<meta charset=iso-8859-1><p>Café", "windows-1252"));
    /// ```
    pub fn decode(bytes: &'a [u8], charset: Option<&str>) -> Self {
        if let Ok(html) = std::str::from_utf8(bytes) {
            let escapes = bytes.is_ascii() && memchr::memchr(0x1b, bytes).is_some();
            let zeros = memchr::memchr(0, &bytes[..bytes.len().min(HEAD)]).is_some();
            if !escapes && !zeros {
                return Self { html: Cow::Borrowed(html), encoding: UTF_8.name(), malformed: false, verbatim: true };
            }
        }
        let encoding = match Encoding::for_bom(bytes) {
            Some((encoding, _)) => encoding,
            None => wide(bytes).or_else(|| declared(bytes)).or_else(|| charset.and_then(label)).unwrap_or_else(|| guess(bytes)),
        };
        // The mark stays in UTF-8, so that ranges hold.
        let skip = if encoding == UTF_8 { 0 } else { Encoding::for_bom(bytes).map_or(0, |(_, n)| n) };
        let (html, malformed) = encoding.decode_without_bom_handling(&bytes[skip..]);
        let verbatim = matches!(html, Cow::Borrowed(_));
        Self { html, encoding: encoding.name(), malformed, verbatim }
    }

    /// The page with a text of its own.
    ///
    /// ```
    /// use nutgraf::Page;
    /// fn read(bytes: Vec<u8>) -> Page<'static> {
    ///     Page::decode(&bytes, None).into_owned()
    /// }
    /// assert_eq!(read(b"<p>Rain".to_vec()).html, "<p>Rain");
    /// ```
    pub fn into_owned(self) -> Page<'static> {
        Page { html: Cow::Owned(self.html.into_owned()), encoding: self.encoding, malformed: self.malformed, verbatim: self.verbatim }
    }

    /// Whether the text is the bytes that were given, so that ranges into one are ranges into the other.
    ///
    /// ```
    /// use nutgraf::Page;
    /// assert!(Page::decode("<p>Café".as_bytes(), None).is_verbatim());
    /// assert!(!Page::decode(b"<p>Caf\xE9", Some("iso-8859-1")).is_verbatim());
    /// ```
    pub fn is_verbatim(&self) -> bool {
        self.verbatim
    }
}

/// The encoding that a label, or a `Content-Type` with one, names.
fn label(text: &str) -> Option<&'static Encoding> {
    let after = |text: &str| {
        let at = text.to_ascii_lowercase().find("charset")? + "charset".len();
        let rest = text[at..].trim_start().strip_prefix('=')?.trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        Some(rest[..rest.find(['"', '\'', ';', ' ', ',']).unwrap_or(rest.len())].to_owned())
    };
    let name = after(text).unwrap_or_else(|| text.trim().to_owned());
    Encoding::for_label(name.as_bytes())
}

/// UTF-16 without a mark: every second byte of the markup is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(256)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if head.len() < 8 || (even + odd) * 4 < head.len() {
        return None;
    }
    if odd > 4 * even { Some(UTF_16LE) } else { (even > 4 * odd).then_some(UTF_16BE) }
}

/// What the page says of itself. A page that could be read so far is in no encoding of two bytes a character.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(HEAD).map(|&b| if b.is_ascii() { b as char } else { '?' }).collect();
    let narrow = |e: &'static Encoding| if e == UTF_16LE || e == UTF_16BE { UTF_8 } else { e };
    if let Some(xml) = head.trim_start().strip_prefix("<?xml")
        && let Some(at) = xml[..xml.find("?>").unwrap_or(0)].find("encoding")
    {
        let rest = xml[at + "encoding".len()..].trim_start_matches(['=', ' ', '"', '\'']);
        if let Some(found) = Encoding::for_label(&rest.as_bytes()[..rest.find(['"', '\'']).unwrap_or(0)]) {
            return Some(narrow(found));
        }
    }
    let mut tokens = Tokenizer::new(&head);
    while let Some(token) = tokens.next() {
        if !matches!(token, Token::Start { tag: Tag::Meta, .. }) {
            continue;
        }
        let value = |name| tokens.attributes.iter().find(|a| a.name == name).map(|a| &head[a.start as usize..a.end as usize]);
        let pragma = value(Attribute::HttpEquiv).is_some_and(|v| v.eq_ignore_ascii_case("content-type"));
        let content = || value(Attribute::Content).filter(|c| pragma && c.to_ascii_lowercase().contains("charset"));
        if let Some(found) = value(Attribute::Charset).or_else(content).and_then(label) {
            return Some(narrow(found));
        }
    }
    None
}

/// What the bytes look like.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], charset: Option<&str>, encoding: &str, word: &str, verbatim: bool) {
        let page = Page::decode(bytes, charset);
        assert_eq!(page.encoding, encoding, "{word}");
        assert!(page.html.contains(word), "{word}: {}", page.html);
        assert_eq!(page.is_verbatim(), verbatim, "{word}");
    }

    #[test]
    fn marks_go_first() {
        check("\u{feff}<meta charset=latin1>Québar".as_bytes(), Some("koi8-r"), "UTF-8", "Québar", true);
        let mut wide = vec![0xff, 0xfe];
        wide.extend("<p>Québar".encode_utf16().flat_map(u16::to_le_bytes));
        check(&wide, Some("utf-8"), "UTF-16LE", "<p>Québar", false);
        let narrow: Vec<u8> = "<p>The dam at Québar held.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&narrow, None, "UTF-16BE", "Québar", false);
    }

    #[test]
    fn valid_utf8_is_utf8_whatever_it_declares() {
        check("<meta charset=windows-1252><p>Québar’s dam".as_bytes(), None, "UTF-8", "Québar’s", true);
        check(b"<meta charset=shift_jis><p>plain", None, "UTF-8", "plain", true);
        check(b"", None, "UTF-8", "", true);
    }

    #[test]
    fn declarations_go_before_hints() {
        check(b"<meta charset=\"windows-1251\"><p>\xca\xe0\xf0\xe2\xee", Some("latin1"), "windows-1251", "Карво", false);
        let old = b"<META http-equiv='Content-Type' content='text/html; charset=ISO-8859-2'><p>\xa3\xf3d\xbc";
        check(old, None, "ISO-8859-2", "Łódź", false);
        check(b"<?xml version='1.0' encoding='iso-8859-1'?><p>Qu\xe9bar", None, "windows-1252", "Québar", false);
        // In a comment or a script it declares nothing.
        check(
            b"<!-- <meta charset=koi8-r> --><script>'<meta charset=koi8-r>'</script>\xe9t\xe9",
            Some("latin1"),
            "windows-1252",
            "été",
            false,
        );
        // Two bytes a character is not what the declaration was read in.
        assert!(Page::decode(b"<meta charset=utf-16><p>Qu\xe9bar", None).malformed);
    }

    #[test]
    fn hints_go_before_guesses() {
        check(b"<p>Qu\xe9bar", Some("text/html; charset=\"ISO-8859-1\""), "windows-1252", "Québar", false);
        check(b"<p>\xca\xe0\xf0\xe2\xee", Some("cp1251"), "windows-1251", "Карво", false);
        // A label that nobody knows is none.
        check("<p>Сегодня в Карво прошёл сильный дождь, вода поднялась.".as_bytes(), Some("x-what"), "UTF-8", "Карво", true);
    }

    #[test]
    fn guesses() {
        let encode = |text: &str, encoding: &'static Encoding| encoding.encode(text).0.into_owned();
        let russian = "<p>Сегодня в городе прошёл сильный дождь, и вода в реке поднялась на два метра.";
        check(&encode(russian, encoding_rs::WINDOWS_1251), None, "windows-1251", "прошёл", false);
        let japanese = "<p>昨日の夜、湖の水位が上がり、町の道路は閉鎖された。";
        check(&encode(japanese, encoding_rs::SHIFT_JIS), None, "Shift_JIS", "湖の水位", false);
        check(&encode(japanese, encoding_rs::ISO_2022_JP), None, "ISO-2022-JP", "湖の水位", false);
        let french = "<p>L’été dernier, l’eau du barrage était déjà très haute, a déclaré l’ingénieur.";
        check(&encode(french, encoding_rs::WINDOWS_1252), None, "windows-1252", "L’été dernier", false);
    }

    #[test]
    fn broken_utf8_is_mended() {
        let page = Page::decode(b"<meta charset=utf-8><p>Qu\xc3\xa9bar \xff held", None);
        assert_eq!((page.encoding, page.malformed, page.is_verbatim()), ("UTF-8", true, false));
        assert!(page.html.ends_with("Québar \u{fffd} held"));
    }
}
