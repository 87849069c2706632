//! HTML bytes to tags, attributes and text, each as a byte range of the page.
//!
//! The states are those of the HTML standard's [tokenization](https://html.spec.whatwg.org/#tokenization), folded into a
//! scanner that jumps from `<` to `<`. Nothing is copied or decoded: text and attribute values are ranges, and
//! [`super::entities`] decodes the few that are kept. Left out: the doubly escaped script state, and errors.

use memchr::{memchr, memmem};

use super::tags::{self, Tag};

/// The attributes that are read; others are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Attribute {
    Alt,
    AriaHidden,
    AriaLabel,
    Charset,
    Cite,
    Class,
    Content,
    DataSrc,
    DataTestId,
    Datetime,
    Hidden,
    Href,
    HttpEquiv,
    Id,
    ItemProp,
    ItemType,
    Lang,
    Name,
    Property,
    Rel,
    Role,
    Src,
    Srcset,
    Style,
    Title,
    Type,
    Value,
    Width,
}

impl Attribute {
    fn of(name: &[u8]) -> Option<Self> {
        let mut lower = [0u8; 16];
        let lower = lower.get_mut(..name.len())?;
        lower.copy_from_slice(name);
        lower.make_ascii_lowercase();
        Some(match &*lower {
            b"alt" => Self::Alt,
            b"aria-hidden" => Self::AriaHidden,
            b"aria-label" => Self::AriaLabel,
            b"charset" => Self::Charset,
            b"cite" => Self::Cite,
            b"class" => Self::Class,
            b"content" => Self::Content,
            b"data-src" => Self::DataSrc,
            b"data-testid" | b"data-test-id" | b"data-component" => Self::DataTestId,
            b"datetime" => Self::Datetime,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            b"http-equiv" => Self::HttpEquiv,
            b"id" => Self::Id,
            b"itemprop" => Self::ItemProp,
            b"itemtype" => Self::ItemType,
            b"lang" | b"xml:lang" => Self::Lang,
            b"name" => Self::Name,
            b"property" => Self::Property,
            b"rel" => Self::Rel,
            b"role" => Self::Role,
            b"src" => Self::Src,
            b"srcset" => Self::Srcset,
            b"style" => Self::Style,
            b"title" => Self::Title,
            b"type" => Self::Type,
            b"value" => Self::Value,
            b"width" => Self::Width,
            _ => return None,
        })
    }
}

/// An attribute with the range of its value, quotes excluded, references undecoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AttributeSpan {
    pub name: Attribute,
    pub start: u32,
    pub end: u32,
}

/// What the tokenizer met. Attributes of a start tag stand in [`Tokenizer::attributes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Start { tag: Tag, self_closing: bool, start: u32 },
    End { tag: Tag },
    Text { start: u32, end: u32 },
}

/// Walks over a page, tag by tag.
pub(super) struct Tokenizer<'a> {
    page: &'a [u8],
    at: usize,
    /// Inside this raw-text element: all is text until its end tag.
    raw: Option<Tag>,
    pub attributes: Vec<AttributeSpan>,
}

/// More attributes than this on one element are skipped.
const MAX_ATTRIBUTES: usize = 256;

impl<'a> Tokenizer<'a> {
    pub fn new(page: &'a str) -> Self {
        Self { page: page.as_bytes(), at: 0, raw: None, attributes: Vec::new() }
    }

    fn byte(&self, at: usize) -> u8 {
        self.page.get(at).copied().unwrap_or(0)
    }

    /// Position after the next `>` from `at`.
    fn after_gt(&self, at: usize) -> usize {
        memchr(b'>', &self.page[at.min(self.page.len())..]).map_or(self.page.len(), |i| at + i + 1)
    }

    /// Position after a comment whose `<!--` ends at `at`.
    fn after_comment(&self, at: usize) -> usize {
        let rest = &self.page[at..];
        if rest.starts_with(b">") {
            return at + 1;
        }
        if rest.starts_with(b"->") {
            return at + 2;
        }
        let mut from = 0;
        while let Some(i) = memmem::find(&rest[from..], b"--") {
            let mut after = from + i + 2;
            // "--->" ends a comment as well.
            while rest.get(after) == Some(&b'-') {
                after += 1;
            }
            match rest.get(after) {
                Some(b'>') => return at + after + 1,
                Some(b'!') if rest.get(after + 1) == Some(&b'>') => return at + after + 2,
                _ => from = after,
            }
        }
        self.page.len()
    }

    /// The end of the raw text that begins at `at`: where `</tag` stands.
    fn raw_end(&self, at: usize, tag: Tag) -> usize {
        let name = tag.name().as_bytes();
        let mut from = at;
        while let Some(i) = memmem::find(&self.page[from..], b"</") {
            let here = from + i;
            let after = here + 2 + name.len();
            if let Some(found) = self.page.get(here + 2..after) {
                if found.eq_ignore_ascii_case(name) && matches!(self.byte(after), b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c) {
                    return here;
                }
            }
            from = here + 2;
        }
        self.page.len()
    }

    fn tag_name(&self, start: usize) -> (Tag, usize) {
        let mut end = start;
        while end < self.page.len() && !matches!(self.page[end], b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c) {
            end += 1;
        }
        (tags::lookup(&self.page[start..end]), end)
    }

    /// Reads attributes up to the tag's `>`; `None` when the page ends before. Gives the position after it.
    fn read_attributes(&mut self, mut at: usize, keep: bool) -> Option<(usize, bool)> {
        self.attributes.clear();
        let page = self.page;
        loop {
            while matches!(page.get(at), Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0c)) {
                at += 1;
            }
            match page.get(at)? {
                b'>' => return Some((at + 1, false)),
                b'/' => {
                    if page.get(at + 1)? == &b'>' {
                        return Some((at + 2, true));
                    }
                    at += 1;
                    continue;
                }
                _ => {}
            }
            let name_start = at;
            at += 1; // a leading "=" belongs to the name
            while !matches!(page.get(at)?, b'=' | b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c) {
                at += 1;
            }
            let name = &page[name_start..at];
            let mut look = at;
            while matches!(page.get(look), Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0c)) {
                look += 1;
            }
            let (mut start, mut end) = (at, at);
            if page.get(look) == Some(&b'=') {
                at = look + 1;
                while matches!(page.get(at), Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0c)) {
                    at += 1;
                }
                match *page.get(at)? {
                    quote @ (b'"' | b'\'') => {
                        start = at + 1;
                        end = start + memchr(quote, &page[start..])?;
                        at = end + 1;
                    }
                    b'>' => (start, end) = (at, at),
                    _ => {
                        start = at;
                        while !matches!(page.get(at)?, b'>' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c) {
                            at += 1;
                        }
                        end = at;
                    }
                }
            }
            if keep && self.attributes.len() < MAX_ATTRIBUTES {
                if let Some(name) = Attribute::of(name) {
                    if self.attributes.iter().all(|a| a.name != name) {
                        self.attributes.push(AttributeSpan { name, start: start as u32, end: end as u32 });
                    }
                }
            }
        }
    }
}

impl Iterator for Tokenizer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let page = self.page;
        loop {
            super::step();
            let start = self.at;
            if start >= page.len() {
                return None;
            }
            if let Some(tag) = self.raw.take() {
                self.at = self.raw_end(start, tag);
                if self.at > start {
                    return Some(Token::Text { start: start as u32, end: self.at as u32 });
                }
                continue;
            }
            // Text up to a "<" that opens something.
            let mut lt = start;
            loop {
                match memchr(b'<', &page[lt..]) {
                    None => lt = page.len(),
                    Some(i) => {
                        lt += i;
                        let next = self.byte(lt + 1);
                        if !(next.is_ascii_alphabetic() || matches!(next, b'!' | b'?') || next == b'/' && lt + 2 < page.len()) {
                            lt += 1;
                            continue;
                        }
                    }
                }
                break;
            }
            if lt > start {
                self.at = lt;
                return Some(Token::Text { start: start as u32, end: lt as u32 });
            }
            match page[start + 1] {
                b'!' if page[start + 2..].starts_with(b"--") => self.at = self.after_comment(start + 4),
                b'!' if page[start + 2..].starts_with(b"[CDATA[") => {
                    // Bogus comments in HTML, text in foreign content; neither is wanted.
                    self.at = self.after_gt(start + 2);
                }
                b'!' | b'?' => self.at = self.after_gt(start + 2),
                b'/' => {
                    if !self.byte(start + 2).is_ascii_alphabetic() {
                        self.at = self.after_gt(start + 2);
                        continue;
                    }
                    let (tag, end) = self.tag_name(start + 2);
                    let Some((after, _)) = self.read_attributes(end, false) else {
                        self.at = page.len();
                        return None;
                    };
                    self.at = after;
                    return Some(Token::End { tag });
                }
                _ => {
                    let (tag, end) = self.tag_name(start + 1);
                    let Some((after, self_closing)) = self.read_attributes(end, true) else {
                        self.at = page.len();
                        return None;
                    };
                    self.at = after;
                    if tag.is_raw_text() {
                        self.raw = Some(tag);
                    }
                    return Some(Token::Start { tag, self_closing, start: start as u32 });
                }
            }
        }
    }
}

/// Whether the text at `start..end` is white space only.
pub(super) fn is_blank(page: &str, start: u32, end: u32) -> bool {
    page.as_bytes()[start as usize..end as usize].iter().all(|b| b.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tags, their known attributes, and text, as one line each.
    fn ours(page: &str) -> Vec<String> {
        let mut tokens = Tokenizer::new(page);
        let mut out = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Start { tag, .. } => {
                    let mut known: Vec<String> =
                        tokens.attributes.iter().map(|a| format!("{:?}={}", a.name, &page[a.start as usize..a.end as usize])).collect();
                    known.sort();
                    out.push(format!("<{tag:?} {}", known.join(" ")));
                }
                Token::End { tag } => out.push(format!("</{tag:?}")),
                Token::Text { start, end } => text(&mut out, &page[start as usize..end as usize]),
            }
        }
        out
    }

    /// The same from a tokenizer that passes the standard's own tests.
    fn standard(page: &str) -> Vec<String> {
        let mut emitter = html5gum::DefaultEmitter::<()>::default();
        emitter.naively_switch_states(true);
        let string = |s: &html5gum::HtmlString| String::from_utf8_lossy(s).into_owned();
        let mut out = Vec::new();
        for token in html5gum::Tokenizer::new_with_emitter(page, emitter) {
            match token.unwrap() {
                html5gum::Token::StartTag(tag) => {
                    let known = |(name, value): (&html5gum::HtmlString, _)| Some(format!("{:?}={}", Attribute::of(name)?, string(value)));
                    let mut known: Vec<String> = tag.attributes.iter().map(|(n, v)| (n, &v.value)).filter_map(known).collect();
                    known.sort();
                    out.push(format!("<{:?} {}", tags::lookup(&tag.name), known.join(" ")));
                }
                html5gum::Token::EndTag(tag) => out.push(format!("</{:?}", tags::lookup(&tag.name))),
                html5gum::Token::String(s) => text(&mut out, &string(&s.value)),
                _ => {}
            }
        }
        out
    }

    fn text(out: &mut Vec<String>, more: &str) {
        match out.last_mut() {
            Some(last) if !last.starts_with('<') => last.push_str(more),
            _ => out.push(format!("\u{2022}{more}")),
        }
    }

    #[test]
    fn agrees_with_the_standard() {
        const PIECES: [&str; 40] = [
            "<p",
            "<b ",
            "</p",
            "</",
            "<",
            ">",
            ">",
            "/",
            "=",
            "'",
            "\"",
            " ",
            "a",
            "B",
            " class",
            " id=x",
            " ID='y z'",
            "<!--",
            "-->",
            "--!>",
            "-",
            "!",
            "?",
            "<!doctype html>",
            "<![CDATA[",
            "]]>",
            "<title>",
            "</title",
            "</TITLE>",
            "<style>",
            "</style>",
            "<textarea>",
            "</textarea >",
            "\u{e9}",
            "\n",
            "<br/>",
            "<1",
            "<?",
            "<a href=x/>",
            "<x-y>",
        ];
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..20_000 {
            let mut page = String::new();
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let mut bits = state;
            for _ in 0..1 + state % 11 {
                page.push_str(PIECES[(bits % PIECES.len() as u64) as usize]);
                bits = bits.rotate_left(11).wrapping_mul(0x2545_f491_4f6c_dd1d);
            }
            assert_eq!(ours(&page), standard(&page), "{page:?}");
        }
    }
}
