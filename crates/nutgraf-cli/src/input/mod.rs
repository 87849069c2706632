//! Files, folders and standard input, as a stream of inputs. Nothing is decoded here: that is done in parallel, by [`crate::read`].

mod compressed;
mod failure;
mod lines;
mod paths;
#[cfg(feature = "parquet")]
mod rows;
mod warc;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use nutgraf::wire::Input;

use crate::args::InputKind;
use crate::pool::Stream;

use compressed::inflate;
pub use failure::{Failure, Place};
pub use lines::{Columns, parse_column};
pub use paths::{Paths, total_bytes};
pub use warc::decode as decode_record;

/// Larger single inputs are not read into memory: the core's own default limit.
pub const MAX_BYTES: u64 = 256 << 20;

/// What was read, still as bytes.
#[derive(Debug)]
pub enum Raw {
    Text(Vec<u8>),
    Html(Vec<u8>),
    Nitf(Vec<u8>),
    /// A line of JSON Lines, with its number.
    Json(Vec<u8>, usize),
    /// A web archive's record.
    Record(warc::Record),
    /// A row of a table, with its number.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code, reason = "tables are a feature"))]
    Row(Box<Input<'static>>, usize),
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
            Raw::Text(b) | Raw::Html(b) | Raw::Nitf(b) | Raw::Json(b, _) => b.len(),
            Raw::Record(r) => r.body.len(),
            Raw::Row(input, _) => input.text.as_ref().or(input.html.as_ref()).or(input.nitf.as_ref()).map_or(0, |t| t.len()),
            Raw::Failed(_) => 0,
        }
    }
}

/// How files are read.
#[derive(Clone, Debug)]
pub struct Reading {
    pub kind: InputKind,
    pub columns: Columns,
    /// Bytes taken from files so far, before anything is unpacked.
    pub taken: Arc<AtomicU64>,
}

impl Reading {
    pub fn new(kind: InputKind, columns: Columns) -> Self {
        Self { kind, columns, taken: Arc::default() }
    }
}

/// A file's stream of bytes, unpacked.
type Source = BufReader<Box<dyn Read + Send>>;
/// The inputs of one file that holds many.
type Many = Box<dyn Raws>;

trait Raws: Iterator<Item = Raw> + Send {
    /// Whether the next one has been read from the file, so that a pipe need not give more.
    fn is_ready(&self) -> bool {
        true
    }
}

impl Raws for std::iter::Once<Raw> {}

/// Every input of a list of files, in order.
pub struct Inputs {
    paths: Paths,
    reading: Reading,
    open: Option<(PathBuf, Many)>,
}

impl Inputs {
    pub fn new(files: Vec<PathBuf>, reading: Reading) -> Self {
        Self { paths: Paths::new(files), reading, open: None }
    }

    fn open(&mut self, path: &Path) -> Result<Many, Failure> {
        let mut kind = self.reading.kind;
        let reader: Box<dyn Read + Send> = if path.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            let mut file = File::open(path)?;
            let mut magic = [0; 4];
            // A pipe or a device can't be read twice.
            if file.metadata()?.is_file() {
                let n = file.read(&mut magic)?;
                file.rewind()?;
                if kind == InputKind::Parquet || kind == InputKind::Auto && magic[..n] == *b"PAR1" {
                    return self.table(file);
                }
            }
            Box::new(Counted { inner: file, taken: self.reading.taken.clone() })
        };
        let (mut source, name) = compressed::open(reader, path)?;
        if kind == InputKind::Auto {
            kind = guess(&name, source.fill_buf()?);
        }
        match kind {
            InputKind::Json => Ok(Box::new(lines::Lines::new(source))),
            InputKind::Warc => Ok(Box::new(warc::Records::new(source))),
            InputKind::Parquet => {
                Err(Failure::new("io", "a Parquet file is read from its end").hint("name the file instead of piping or packing it"))
            }
            InputKind::Text | InputKind::Html | InputKind::Nitf | InputKind::Auto => {
                let mut bytes = Vec::new();
                // One byte more than the core takes, so that it is the core that says so.
                source.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
                let raw = match kind {
                    InputKind::Html => Raw::Html,
                    InputKind::Nitf => Raw::Nitf,
                    _ => Raw::Text,
                };
                Ok(Box::new(std::iter::once(raw(bytes))))
            }
        }
    }

    #[cfg(feature = "parquet")]
    fn table(&self, file: File) -> Result<Many, Failure> {
        Ok(Box::new(rows::Rows::open(file, &self.reading)?))
    }

    #[cfg(not(feature = "parquet"))]
    fn table(&self, _: File) -> Result<Many, Failure> {
        Err(Failure::new("io", "a Parquet file, which this build does not read").hint("build nutgraf-cli with its feature `parquet`"))
    }
}

impl Stream for Inputs {
    fn is_ready(&self) -> bool {
        self.open.as_ref().is_none_or(|(_, many)| many.is_ready())
    }
}

impl Iterator for Inputs {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some((path, many)) = &mut self.open {
                if let Some(raw) = many.next() {
                    return Some(Item { path: path.clone(), raw });
                }
                self.open = None;
            }
            let path = match self.paths.next()? {
                Ok(path) => path,
                Err((path, failure)) => return Some(Item { path, raw: Raw::Failed(failure) }),
            };
            match self.open(&path) {
                Ok(many) => self.open = Some((path, many)),
                Err(failure) => return Some(Item { path, raw: Raw::Failed(failure) }),
            }
        }
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// What the ending of a name says, if it says anything.
fn kind_of_name(name: &Path) -> Option<InputKind> {
    let ending = name.extension()?.to_string_lossy().to_ascii_lowercase();
    Some(match ending.as_str() {
        "html" | "htm" | "xhtml" | "shtml" => InputKind::Html,
        "nitf" => InputKind::Nitf,
        "jsonl" | "ndjson" | "json" => InputKind::Json,
        "txt" | "text" | "md" => InputKind::Text,
        "warc" | "wet" => InputKind::Warc,
        "parquet" => InputKind::Parquet,
        _ => return None,
    })
}

/// By the name's ending, else by the first characters.
fn guess(name: &Path, head: &[u8]) -> InputKind {
    if let Some(kind) = kind_of_name(name) {
        return kind;
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    match head {
        [b'W', b'A', b'R', b'C', b'/', b'0' | b'1', b'.', ..] => InputKind::Warc,
        [b'P', b'A', b'R', b'1', ..] => InputKind::Parquet,
        // UTF-16, with its mark.
        [b'<', ..] if is_nitf(head) => InputKind::Nitf,
        [0xFF, 0xFE, b'<', 0, ..] | [0xFE, 0xFF, 0, b'<', ..] => InputKind::Html,
        [b'<', next, ..] if next.is_ascii_alphabetic() || matches!(next, b'!' | b'?') => InputKind::Html,
        [b'{', rest @ ..] if matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')) => InputKind::Json,
        _ => InputKind::Text,
    }
}

/// Whether mark-up has a NITF element before any of HTML: at its head, or in a NewsML envelope.
fn is_nitf(head: &[u8]) -> bool {
    let tag = |name: &[u8]| head.windows(name.len()).position(|w| w.eq_ignore_ascii_case(name));
    let nitf = [&b"<nitf>"[..], b"<nitf ", b"<nitf\n", b"<nitf\r", b":nitf>", b":nitf "].into_iter().filter_map(tag).min();
    nitf.is_some_and(|at| tag(b"<html").is_none_or(|html| at < html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses() {
        let cases: [(&str, &str, InputKind); 15] = [
            ("a.nitf", "", InputKind::Nitf),
            ("a.xml", "<?xml version='1.0'?>\n<!DOCTYPE nitf SYSTEM 'nitf-3-6.dtd'>\n<nitf>", InputKind::Nitf),
            ("-", "<NewsML><x:nitf version='3'>", InputKind::Nitf),
            ("-", "<html><p>Of the element &lt;nitf> and <nitf>", InputKind::Html),
            ("a.txt", "<p>", InputKind::Text),
            ("a.HTM", "", InputKind::Html),
            ("a.jsonl", "", InputKind::Json),
            ("a.warc", "", InputKind::Warc),
            ("-", "WARC/1.0\r\n", InputKind::Warc),
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
