//! Web archives (WARC 1.0 and 1.1, ISO 28500): pages that were fetched, and the plain texts of WET files. Other records are passed over.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use nutgraf::Page;

use super::{Failure, MAX_BYTES, Place, Raw, Raws, Source, inflate};

/// A line of a header; longer ones are no header.
const MAX_LINE: u64 = 1 << 16;

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An HTTP response with its header.
    Response,
    /// A page alone.
    Page,
    /// Plain text.
    Text,
}

/// One record, not yet decoded.
#[derive(Debug)]
pub struct Record {
    pub kind: Kind,
    /// The address the page was fetched from.
    pub url: String,
    pub body: Vec<u8>,
    /// Its number in the file.
    pub number: usize,
}

impl Record {
    /// Whether it is a web page rather than plain text.
    pub fn is_page(&self) -> bool {
        self.kind != Kind::Text
    }
}

/// The records of a file that hold stories.
pub struct Records {
    source: Source,
    number: usize,
    done: bool,
}

/// A record's header, as far as it is of use.
#[derive(Default)]
struct Header {
    kind: String,
    media_type: String,
    url: String,
    length: Option<u64>,
}

impl Records {
    pub fn new(source: Source) -> Self {
        Self { source, number: 0, done: false }
    }

    /// A line without its end; `None` at the end of the file.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let n = (&mut self.source).take(MAX_LINE).read_until(b'\n', &mut line)?;
        Ok((n > 0).then(|| line.trim_ascii_end().to_vec()))
    }

    fn header(&mut self) -> Result<Option<Header>, Failure> {
        let version = loop {
            match self.line()? {
                None => return Ok(None),
                Some(line) if line.is_empty() => {}
                Some(line) => break line,
            }
        };
        self.number += 1;
        if !version.starts_with(b"WARC/1.") && !version.starts_with(b"WARC/0.") {
            return Err(Failure::new("io", "not a WARC record").hint("the rest of the file is not read; is it cut off or damaged?"));
        }
        let mut header = Header::default();
        loop {
            let line = self.line()?.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
            if line.is_empty() {
                return Ok(Some(header));
            }
            let line = String::from_utf8_lossy(&line);
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "content-type" => header.media_type = value.to_ascii_lowercase(),
                // Some writers put the address in angle brackets.
                "warc-target-uri" => header.url = value.trim_start_matches('<').trim_end_matches('>').to_owned(),
                "content-length" => header.length = value.parse().ok(),
                _ => {}
            }
        }
    }

    /// The next record with a story, passing over the others.
    fn record(&mut self) -> Result<Option<Record>, Failure> {
        while let Some(header) = self.header()? {
            let length = header.length.ok_or_else(|| Failure::new("io", "a WARC record without Content-Length"))?;
            let kind = match (header.kind.as_str(), header.media_type.split(';').next().unwrap_or_default().trim()) {
                ("response", "application/http") => Some(Kind::Response),
                ("resource", "text/html" | "application/xhtml+xml") => Some(Kind::Page),
                ("conversion" | "resource", "text/plain") => Some(Kind::Text),
                _ => None,
            };
            let mut body = (&mut self.source).take(length);
            match kind {
                Some(kind) if length <= MAX_BYTES => {
                    let mut bytes = Vec::with_capacity(length.min(1 << 20) as usize);
                    if body.read_to_end(&mut bytes)? as u64 != length {
                        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
                    }
                    if kind != Kind::Response || is_page(&bytes) {
                        return Ok(Some(Record { kind, url: header.url, body: bytes, number: self.number }));
                    }
                }
                _ => {
                    io::copy(&mut body, &mut io::sink())?;
                }
            }
        }
        Ok(None)
    }
}

impl Raws for Records {
    fn is_ready(&self) -> bool {
        // Only its reader knows where a record ends.
        false
    }
}

impl Iterator for Records {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        if self.done {
            return None;
        }
        match self.record() {
            Ok(record) => record.map(Raw::Record),
            Err(failure) => {
                self.done = true;
                Some(Raw::Failed(failure.at(Place::Record(self.number))))
            }
        }
    }
}

/// The header and the body of an HTTP response.
fn split(http: &[u8]) -> (&[u8], &[u8]) {
    let end = |mark: &[u8]| http.windows(mark.len()).position(|w| w == mark).map(|at| (at, at + mark.len()));
    match end(b"\r\n\r\n").into_iter().chain(end(b"\n\n")).min() {
        Some((head, body)) => (&http[..head], &http[body..]),
        None => (http, b""),
    }
}

/// A header's value, in lower case.
fn field(head: &[u8], name: &str) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines().filter_map(|l| l.split_once(':'));
    lines.find(|(n, _)| n.trim().eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_ascii_lowercase())
}

/// A page that was found: not a picture, a redirect, an error.
fn is_page(http: &[u8]) -> bool {
    let (head, _) = split(http);
    let status = head.split(|&b| b == b' ').nth(1).and_then(|s| s.get(..3));
    let media_type = field(head, "content-type").unwrap_or_else(|| "text/html".to_owned());
    status == Some(b"200") && (media_type.contains("html") || media_type.contains("xhtml"))
}

/// The page or text, decoded.
pub fn decode(record: &Record) -> Result<Page<'static>, Failure> {
    if record.kind != Kind::Response {
        return Ok(Page::decode(&record.body, None).into_owned());
    }
    let (head, body) = split(&record.body);
    let mut body = Cow::Borrowed(body);
    // Many archives keep the header of a body that they unpacked: what does not look packed is taken as it is.
    if field(head, "transfer-encoding").is_some_and(|t| t.contains("chunked")) {
        if let Some(joined) = unchunk(&body) {
            body = Cow::Owned(joined);
        }
    }
    match field(head, "content-encoding").as_deref() {
        Some("gzip" | "x-gzip" | "deflate") => {
            if let Some(page) = inflate(&body, MAX_BYTES) {
                body = Cow::Owned(page);
            }
        }
        Some("br" | "zstd") if !looks_like_markup(&body) => {
            let failure = Failure::new("decode", "a page packed with brotli or Zstandard inside its HTTP response");
            return Err(failure.hint("write the archive with unpacked bodies"));
        }
        _ => {}
    }
    Ok(Page::decode(&body, field(head, "content-type").as_deref()).into_owned())
}

fn looks_like_markup(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<") || std::str::from_utf8(&body[..body.len().min(64)]).is_ok()
}

/// The chunks of a body joined; `None` when it is not in chunks.
fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().take(64).position(|&b| b == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(body.get(..size)?);
        body = body[size..].trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(head: &str, body: &[u8]) -> String {
        let body = [head.as_bytes(), b"\r\n\r\n", body].concat();
        decode(&Record { kind: Kind::Response, url: String::new(), body, number: 1 }).unwrap().html.into_owned()
    }

    #[test]
    fn charsets() {
        assert_eq!(page("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-2", b"<p>\xB1"), "<p>ą");
        assert_eq!(page("HTTP/1.1 200 OK", b"<meta charset='windows-1251'><p>\xC0"), "<meta charset='windows-1251'><p>А");
        assert_eq!(page("HTTP/1.1 200 OK", b"<p>caf\xE9"), "<p>café");
        assert_eq!(page("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=latin1", "<p>café".as_bytes()), "<p>café");
    }

    #[test]
    fn chunks_and_bodies_already_joined() {
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked";
        assert_eq!(page(chunked, b"4\r\n<p>I\r\n3;x=y\r\nt r\r\n0\r\n\r\n"), "<p>It r");
        assert_eq!(page(chunked, b"<p>It rained"), "<p>It rained");
        assert_eq!(page("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", b"<p>It rained"), "<p>It rained");
    }

    #[test]
    fn pages_only() {
        assert!(is_page(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"));
        assert!(!is_page(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>"));
        assert!(!is_page(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"));
    }
}
