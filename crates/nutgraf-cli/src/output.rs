//! Where lines go: standard output, or a file that appears when it is whole.
//!
//! A file is written beside its place, as `FILE.partial`, one line an input in the inputs' order; so a run that was cut off can go
//! on. A table (`FILE.parquet`) is made of the lines when they are all there.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use nutgraf::{Article, Layers, OffsetEncoding};
use serde::Deserialize;
use serde_json::Value;

use crate::input::Inputs;
use crate::read::Reader;

const BUFFER: usize = 1 << 17;

pub enum Output {
    Stdout(BufWriter<io::Stdout>),
    File { out: BufWriter<File>, partial: PathBuf, place: PathBuf },
}

/// `path` with `.word` after its name.
fn beside(path: &Path, word: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".");
    name.push(word);
    name.into()
}

pub fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("parquet"))
}

impl Output {
    pub fn stdout() -> Self {
        Self::Stdout(BufWriter::with_capacity(BUFFER, io::stdout()))
    }

    /// Opens `place`'s partial file: a new one, or to go on with what is there.
    pub fn file(place: &Path, resume: bool) -> io::Result<Self> {
        let partial = beside(place, "partial");
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&partial)?;
        match file.try_lock() {
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::other(format!("{} is being written by another nutgraf", partial.display())));
            }
        }
        if !resume {
            file.set_len(0)?;
        }
        Ok(Self::File { out: BufWriter::with_capacity(BUFFER, file), partial, place: place.to_owned() })
    }

    /// Where lines are written.
    pub fn lines(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(out) => out,
            Self::File { out, .. } => out,
        }
    }

    /// Puts the file in its place.
    pub fn finish(mut self, layers: Layers) -> io::Result<()> {
        self.lines().flush()?;
        let Self::File { mut out, partial, place } = self else { return Ok(()) };
        let file = out.get_mut();
        if !is_table(&place) {
            file.sync_all()?;
            return std::fs::rename(&partial, &place);
        }
        file.rewind()?;
        let table = beside(&place, "partial.parquet");
        write_table(BufReader::with_capacity(BUFFER, file), &table, layers)?;
        std::fs::rename(&table, &place)?;
        std::fs::remove_file(&partial)
    }

    /// Skips the inputs whose lines are in the file already, and drops a last line that was cut off. Gives their number and that of
    /// the failures among them.
    pub fn resume(&mut self, inputs: &mut Inputs, reader: &Reader) -> Result<(u64, u64), String> {
        let Self::File { out, partial, .. } = self else { return Ok((0, 0)) };
        let (mut done, mut failed, mut whole) = (0, 0, 0);
        let trouble = |e: io::Error| format!("{}: {e}", partial.display());
        let mut lines = BufReader::with_capacity(BUFFER, out.get_ref());
        lines.rewind().map_err(trouble)?;
        let mut line = Vec::new();
        let mut checked = false;
        loop {
            line.clear();
            let n = lines.read_until(b'\n', &mut line).map_err(trouble)?;
            if n == 0 || !line.ends_with(b"\n") {
                break;
            }
            let fits = |what: &str| format!("{}: line {} {what}; without --resume the run starts afresh", partial.display(), done + 1);
            let written: Written = serde_json::from_slice(&line).map_err(|_| fits("is none of nutgraf's"))?;
            let Some(item) = inputs.next() else { return Err(fits("has no input any more")) };
            let name = reader.name(&item);
            if written.input != name {
                return Err(fits(&format!("is of the input {}, and the inputs now have {name} there", written.input)));
            }
            if written.error.is_some() {
                failed += 1;
            } else if !checked {
                checked = true;
                let options = reader.extractor.options();
                if written.offsets != Some(reader.encoding)
                    || layers(&line) != Some(options.layers)
                    || written.version() != Some(env!("CARGO_PKG_VERSION"))
                {
                    return Err(fits("was written with other options or by another version"));
                }
            }
            done += 1;
            whole += n as u64;
        }
        drop(lines);
        let file = out.get_mut();
        file.set_len(whole).and_then(|()| file.seek(io::SeekFrom::End(0))).map_err(trouble)?;
        Ok((done, failed))
    }
}

/// What is looked at in a line that was written before.
#[derive(Deserialize)]
struct Written {
    input: Value,
    error: Option<serde::de::IgnoredAny>,
    offsets: Option<OffsetEncoding>,
    generator: Option<Value>,
}

impl Written {
    fn version(&self) -> Option<&str> {
        self.generator.as_ref()?.get("version")?.as_str()
    }
}

fn layers(line: &[u8]) -> Option<Layers> {
    Some(Article::from_json(std::str::from_utf8(line).ok()?).ok()?.layers)
}

#[cfg(feature = "parquet")]
fn write_table(lines: impl BufRead, path: &Path, layers: Layers) -> io::Result<()> {
    crate::table::write(lines, path, layers)
}

#[cfg(not(feature = "parquet"))]
fn write_table(_: impl BufRead, _: &Path, _: Layers) -> io::Result<()> {
    Err(io::Error::other("this build writes no Parquet"))
}
