//! Packed files: gzip and Zstandard, told by their first bytes. Both decoders are pure Rust.

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::Source;

const BUFFER: usize = 1 << 16;

/// The unpacked stream, and the name without the ending that says how it was packed.
pub fn open(reader: Box<dyn Read + Send>, path: &Path) -> io::Result<(Source, PathBuf)> {
    let mut source = BufReader::with_capacity(BUFFER, reader);
    let head = source.fill_buf()?;
    let unpacked: Box<dyn Read + Send> = match head {
        [0x1F, 0x8B, ..] => Box::new(MultiGzDecoder::new(source)),
        // A frame, or a skippable one as seekable files may begin with.
        [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Box::new(Frames::new(source)),
        _ => return Ok((source, path.to_owned())),
    };
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    let name = if matches!(ending.as_deref(), Some("gz" | "zst" | "zstd")) { path.with_extension("") } else { path.to_owned() };
    Ok((BufReader::with_capacity(BUFFER, unpacked), name))
}

/// Unpacks what begins as gzip or zlib does; anything else is `None`.
pub fn inflate(bytes: &[u8], limit: u64) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let read = match bytes {
        [0x1F, 0x8B, ..] => MultiGzDecoder::new(bytes).take(limit).read_to_end(&mut out),
        [0x08 | 0x18 | 0x28 | 0x38 | 0x48 | 0x58 | 0x68 | 0x78, ..] => {
            flate2::bufread::ZlibDecoder::new(bytes).take(limit).read_to_end(&mut out)
        }
        _ => return None,
    };
    read.is_ok().then_some(out)
}

/// Zstandard frames, one after the other, with their checksums checked.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), in_frame: false }
    }

    /// Goes to the next frame with content; `false` at the end.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            if self.source.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.source).take(length.into()), &mut io::sink())?;
                }
                Err(e) => return Err(damaged(e)),
            }
        }
    }
}

fn damaged(e: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("not Zstandard all through: {e}"))
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.in_frame {
                if !self.begin()? {
                    return Ok(0);
                }
                self.in_frame = true;
            }
            while self.decoder.can_collect() < buffer.len() && !self.decoder.is_finished() {
                let wanted = BlockDecodingStrategy::UptoBytes(buffer.len() - self.decoder.can_collect());
                self.decoder.decode_blocks(&mut self.source, wanted).map_err(damaged)?;
            }
            let n = self.decoder.read(buffer)?;
            if n > 0 {
                return Ok(n);
            }
            if self.decoder.is_finished() {
                let told = self.decoder.get_checksum_from_data();
                if told.is_some() && told != self.decoder.get_calculated_checksum() {
                    return Err(damaged("a checksum is wrong"));
                }
                self.in_frame = false;
            }
        }
    }
}
