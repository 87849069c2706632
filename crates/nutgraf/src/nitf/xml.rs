//! A light reader of XML: tags, text and CDATA as ranges of the document, comments and declarations left out. It takes what is not
//! well-formed too: a `<` that opens no tag is text.

use std::ops::Range;

use memchr::{memchr, memchr3, memmem};

use crate::html::entities;

/// A tag or a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event<'a> {
    /// A start tag: its name without a prefix, its attributes as they are written.
    Start { name: &'a str, attributes: &'a str },
    /// An end tag; also after the start of an element that is empty (`<br/>`).
    End { name: &'a str },
    /// Text with character references.
    Text(Range<usize>),
    /// Text without.
    Verbatim(Range<usize>),
}

pub(super) struct Reader<'a> {
    xml: &'a str,
    at: usize,
    /// The element to be closed next, which was empty.
    empty: Option<&'a str>,
}

impl<'a> Reader<'a> {
    pub fn new(xml: &'a str) -> Self {
        Self { xml, at: 0, empty: None }
    }

    fn from(&self, start: usize) -> &'a [u8] {
        &self.xml.as_bytes()[start.min(self.xml.len())..]
    }

    /// The end of what opens at `start` and is closed by `mark`.
    fn after(&self, start: usize, mark: &str) -> usize {
        memmem::find(self.from(start), mark.as_bytes()).map_or(self.xml.len(), |n| start + n + mark.len())
    }

    /// Behind a document type, its own declarations in brackets included.
    fn after_doctype(&self, start: usize) -> usize {
        let mut at = start;
        let mut inside = false;
        while let Some(n) = memchr3(b'[', b']', b'>', self.from(at)) {
            at += n + 1;
            match self.xml.as_bytes()[at - 1] {
                b'>' if !inside => return at,
                b'[' => inside = true,
                b']' => inside = false,
                _ => {}
            }
        }
        self.xml.len()
    }

    /// Where the tag that opens at `start` ends: the `>` outside of quotes.
    fn tag_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(n) = memchr3(b'>', b'"', b'\'', self.from(at)) {
            at += n + 1;
            match self.xml.as_bytes()[at - 1] {
                b'>' => return at - 1,
                quote => match memchr(quote, self.from(at)) {
                    Some(n) => at += n + 1,
                    None => break,
                },
            }
        }
        self.xml.len()
    }

    /// The text from `self.at` up to the next `<`, at `from` at the earliest.
    fn text(&mut self, from: usize) -> Event<'a> {
        let end = memchr(b'<', self.from(from)).map_or(self.xml.len(), |n| from + n);
        let range = self.at..end;
        self.at = end;
        Event::Text(range)
    }
}

/// The name without its prefix, and what follows it.
fn split_name(tag: &str) -> (&str, &str) {
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
    let (name, rest) = tag.split_at(end);
    (name.rsplit(':').next().unwrap_or(name), rest)
}

impl<'a> Iterator for Reader<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        if let Some(name) = self.empty.take() {
            return Some(Event::End { name });
        }
        loop {
            let xml = self.xml;
            let rest = &xml[self.at..];
            let mut ahead = rest.chars();
            match ahead.next()? {
                '<' => {}
                _ => return Some(self.text(self.at)),
            }
            match ahead.next() {
                Some('!') if rest.starts_with("<!--") => self.at = self.after(self.at + 4, "-->"),
                Some('!') if rest.starts_with("<![CDATA[") => {
                    let start = self.at + 9;
                    self.at = self.after(start, "]]>");
                    let end = if xml[start..self.at].ends_with("]]>") { self.at - 3 } else { self.at };
                    return Some(Event::Verbatim(start..end));
                }
                Some('!') => self.at = self.after_doctype(self.at + 2),
                Some('?') => self.at = self.after(self.at + 2, "?>"),
                Some('/') => {
                    let end = memchr(b'>', rest.as_bytes()).unwrap_or(rest.len());
                    let (name, _) = split_name(&rest[2..end]);
                    self.at = (self.at + end + 1).min(xml.len());
                    return Some(Event::End { name });
                }
                Some(c) if c.is_alphabetic() || c == '_' => {
                    let end = self.tag_end(self.at + 1);
                    let (name, attributes) = split_name(&xml[self.at + 1..end]);
                    self.at = (end + 1).min(xml.len());
                    self.empty = attributes.ends_with('/').then_some(name);
                    return Some(Event::Start { name, attributes });
                }
                _ => return Some(self.text(self.at + 1)),
            }
        }
    }
}

/// The value of an attribute, decoded and trimmed; `None` when it is empty.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals].trim();
        let value = rest[equals + 1..].trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let end = value[1..].find(quote)?;
        if name.rsplit(':').next() == Some(wanted) {
            return Some(entities::clean(&value[1..=end])).filter(|v| !v.is_empty());
        }
        rest = &value[end + 2..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Vec<String> {
        let show = |e| match e {
            Event::Start { name, attributes } => format!("<{name}{}", attributes.trim_end()),
            Event::End { name } => format!("/{name}"),
            Event::Text(r) => xml[r].to_owned(),
            Event::Verbatim(r) => format!("!{}", &xml[r]),
        };
        Reader::new(xml).map(show).collect()
    }

    #[test]
    fn tags_and_text() {
        let xml = "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM \"n.dtd\" [<!ENTITY a \"b\">]><nitf:p a='>'>x<br/><!-- <q> -->y</nitf:p>";
        assert_eq!(read(xml), ["<p a='>'", "x", "<br/", "/br", "y", "/p"]);
        assert_eq!(read("<p><![CDATA[a < b & <c>]]></p>"), ["<p", "!a < b & <c>", "/p"]);
        assert_eq!(read("5 < 6 <7 <é a=\"b\""), ["5 ", "< 6 ", "<7 ", "<é a=\"b\""]);
        assert_eq!(read("<!-- open"), Vec::<String>::new());
        assert_eq!(read("<![CDATA[open"), ["!open"]);
        assert_eq!(read("</"), ["/"]);
    }

    #[test]
    fn attributes() {
        let raw = " norm = \"20240503\" xml:lang='en' key=\"a &amp; b\" empty=\"\"";
        assert_eq!(attribute(raw, "norm").as_deref(), Some("20240503"));
        assert_eq!(attribute(raw, "lang").as_deref(), Some("en"));
        assert_eq!(attribute(raw, "key").as_deref(), Some("a & b"));
        assert_eq!(attribute(raw, "empty"), None);
        assert_eq!(attribute(" a=b c='d'", "c"), None);
    }
}
