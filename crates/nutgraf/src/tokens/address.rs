//! Addresses: URLs, e-mail, domains, file names, @handles and #tags.

use crate::sentences::chars::{self, Class};

/// Endings that make "name.ending" a domain or a file name.
const ENDINGS: &[&str] = &[
    "ai", "app", "au", "biz", "ca", "co", "com", "csv", "de", "doc", "docx", "edu", "eu", "exe", "fm", "fr", "gif", "gov", "htm", "html",
    "ie", "in", "info", "int", "io", "jp", "jpg", "mil", "mp3", "mp4", "net", "news", "nz", "org", "pdf", "png", "ppt", "ru", "tv", "txt",
    "uk", "us", "xls", "xlsx", "xml", "zip",
];

/// Bytes of the longest address: what is longer is cut there.
const LONGEST: usize = 2048;

/// The end of the address that starts at `at`; `text` ends with the chunk.
pub(super) fn read(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..text.floor_char_boundary(at + LONGEST))?;
    let bytes = rest.as_bytes();
    match bytes.first()? {
        b'@' | b'#' => return handle(text, at),
        b if !b.is_ascii_alphanumeric() => return None,
        _ => {}
    }
    let end = at + trimmed(rest);
    let body = &text[at..end];
    let is = |scheme: &str| body.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    if is("http://") || is("https://") || is("ftp://") || is("mailto:") || is("www.") {
        return Some(end);
    }
    if let Some(sign) = memchr_at(body.as_bytes()) {
        let (local, domain) = (&body.as_bytes()[..sign], &body.as_bytes()[sign + 1..]);
        let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+' | b'%' | b'=');
        let len = domain.iter().take_while(|b| plain(b)).count();
        if local.iter().all(plain) && domain.first().is_some_and(u8::is_ascii_alphanumeric) {
            return Some(at + sign + 1 + trimmed(&body[sign + 1..sign + 1 + len]));
        }
        return None;
    }
    // example.com/page, report.pdf
    let host_len = body.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    let host = body[..host_len].trim_end_matches(['.', '-', '_']);
    let (name, ending) = host.rsplit_once('.')?;
    let known = ending.len() <= 5 && ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending));
    // "U.S", "a.co": letters with stops are abbreviations.
    let long = name.rsplit('.').next().is_some_and(|n| n.len() > 1);
    if !known || !long || !name.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    if body.as_bytes().get(host.len()) == Some(&b'/') {
        return Some(end);
    }
    let behind = chars::class_at(body, host.len());
    (!behind.is_word()).then_some(at + host.len())
}

/// `@name` or `#tag`: letters, digits and underscores with at least one letter.
fn handle(text: &str, at: usize) -> Option<usize> {
    let mut end = at + 1;
    let mut letters = false;
    while let Some((c, after)) = chars::next(text, end) {
        match Class::of(c) {
            Class::Lower | Class::Upper => letters = true,
            Class::Digit => {}
            _ if c == '_' => {}
            _ => break,
        }
        end = after;
    }
    letters.then_some(end)
}

/// Length of `s` without the marks at its end that belong to the sentence.
fn trimmed(s: &str) -> usize {
    let mut body = s;
    if let Some(n) = body.find(['<', '>', '"', '”', '“', '’']) {
        body = &body[..n];
    }
    loop {
        let cut = body.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '}', '*', '_', '…']);
        // A bracket is the address's own when it was opened in it.
        let cut = match cut.strip_suffix(')') {
            Some(inner) if !inner.contains('(') => inner,
            _ => cut,
        };
        if cut.len() == body.len() {
            return cut.len();
        }
        body = cut;
    }
}

fn memchr_at(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|&b| b == b'@').filter(|&n| n > 0)
}
