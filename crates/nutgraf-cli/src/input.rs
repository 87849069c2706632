//! Files and standard input, as a stream of inputs. Nothing is decoded here: that is done in parallel, by [`crate::read`].

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::args::InputKind;

/// Why an input could not be read.
#[derive(Debug)]
pub struct Failure {
    /// A stable word: the core's kinds, `io`, `internal`.
    pub kind: &'static str,
    pub message: String,
}

impl From<nutgraf::Error> for Failure {
    fn from(e: nutgraf::Error) -> Self {
        Failure { kind: e.kind().as_str(), message: e.to_string() }
    }
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        // "No such file or directory (os error 2)": the number helps nobody.
        let text = e.to_string();
        let message = text.split(" (os error").next().unwrap_or(&text).to_lowercase();
        Failure { kind: "io", message }
    }
}

/// What was read, still as bytes.
#[derive(Debug)]
pub enum Raw {
    Text(Vec<u8>),
    Html(Vec<u8>),
    /// A line of JSON Lines, with its number.
    Json(Vec<u8>, usize),
    Failed(Failure),
}

/// One input.
#[derive(Debug)]
pub struct Item {
    /// The file it came from.
    pub path: PathBuf,
    pub raw: Raw,
}

impl Item {
    /// Its size in bytes.
    pub fn size(&self) -> usize {
        match &self.raw {
            Raw::Text(b) | Raw::Html(b) | Raw::Json(b, _) => b.len(),
            Raw::Failed(_) => 0,
        }
    }
}

type Source = BufReader<Box<dyn Read + Send>>;

/// A JSON Lines file that is being read.
struct Lines {
    path: PathBuf,
    source: Source,
    number: usize,
}

/// Every input of a list of files, in order.
pub struct Inputs {
    files: std::vec::IntoIter<PathBuf>,
    kind: InputKind,
    lines: Option<Lines>,
}

impl Inputs {
    pub fn new(files: Vec<PathBuf>, kind: InputKind) -> Self {
        Self { files: files.into_iter(), kind, lines: None }
    }

    fn open(&mut self, path: &Path) -> Result<Option<Raw>, Failure> {
        let reader: Box<dyn Read + Send> = if path.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            let file = File::open(path)?;
            if file.metadata()?.is_dir() {
                return Err(Failure { kind: "io", message: "is a directory: name the files in it".to_owned() });
            }
            Box::new(file)
        };
        let mut source = BufReader::with_capacity(1 << 16, reader);
        let kind = match self.kind {
            InputKind::Auto => guess(path, source.fill_buf()?),
            told => told,
        };
        if kind == InputKind::Json {
            self.lines = Some(Lines { path: path.to_owned(), source, number: 0 });
            return Ok(None);
        }
        let mut bytes = Vec::new();
        source.read_to_end(&mut bytes)?;
        Ok(Some(if kind == InputKind::Html { Raw::Html(bytes) } else { Raw::Text(bytes) }))
    }
}

impl Lines {
    /// The next line that is not blank.
    fn next(&mut self) -> Option<Result<Vec<u8>, Failure>> {
        loop {
            let mut line = Vec::new();
            match self.source.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => self.number += 1,
                Err(e) => return Some(Err(e.into())),
            }
            if self.number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }
            if !line.trim_ascii().is_empty() {
                return Some(Ok(line));
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                let path = lines.path.clone();
                match lines.next() {
                    Some(Ok(line)) => return Some(Item { path, raw: Raw::Json(line, lines.number) }),
                    Some(Err(failure)) => {
                        self.lines = None;
                        return Some(Item { path, raw: Raw::Failed(failure) });
                    }
                    None => self.lines = None,
                }
            }
            let path = self.files.next()?;
            match self.open(&path) {
                Ok(Some(raw)) => return Some(Item { path, raw }),
                Ok(None) => {}
                Err(failure) => return Some(Item { path, raw: Raw::Failed(failure) }),
            }
        }
    }
}

/// By the name's ending, else by the first character.
fn guess(path: &Path, head: &[u8]) -> InputKind {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "html" | "htm" | "xhtml" | "shtml" => return InputKind::Html,
        "jsonl" | "ndjson" | "json" => return InputKind::Json,
        "txt" | "text" | "md" => return InputKind::Text,
        _ => {}
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    match head {
        [b'<', next, ..] if next.is_ascii_alphabetic() || matches!(next, b'!' | b'?') => InputKind::Html,
        [b'{', rest @ ..] if matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')) => InputKind::Json,
        _ => InputKind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses() {
        let cases: [(&str, &str, InputKind); 9] = [
            ("a.txt", "<p>", InputKind::Text),
            ("a.HTM", "", InputKind::Html),
            ("a.jsonl", "", InputKind::Json),
            ("-", "\u{FEFF} <!DOCTYPE html>", InputKind::Html),
            ("-", "<p>It rained", InputKind::Html),
            ("-", "< 3 days ago", InputKind::Text),
            ("-", "{\"text\": \"It rained\"}", InputKind::Json),
            ("-", "{sic} It rained", InputKind::Text),
            ("-", "", InputKind::Text),
        ];
        for (path, head, kind) in cases {
            assert_eq!(guess(Path::new(path), head.as_bytes()), kind, "{path} {head}");
        }
    }
}
