//! `nutgraf extract`: inputs in, one line each out.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::thread;

use nutgraf::Extractor;
use nutgraf::export::Format;

use crate::args::ExtractArgs;
use crate::input::{Inputs, Item};
use crate::{INPUTS_FAILED, format, message, output_failed, pool, read};

pub fn run(args: ExtractArgs) -> ExitCode {
    let format = args.format;
    let extractor = Extractor::new(args.read.options(args.layers.unwrap_or_else(|| format.layers())));
    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, |n| n.get());
    let encoding = args.offsets;
    let work = |item: Item| {
        let outcome = read::read(item, &extractor, encoding);
        match &outcome.article {
            Ok(article) => {
                let mut line = Vec::with_capacity(article.text.len() * 4 + 512);
                format::write(article, format, encoding, &outcome.input.to_string(), &mut line);
                Line { bytes: line, complaint: None }
            }
            Err(failure) => {
                let complaint = Some(format!("{}: {}", outcome.name(), failure.message));
                let json = if format == Format::Json { outcome.error_json(failure) } else { String::new() };
                Line { bytes: json.into_bytes(), complaint }
            }
        }
    };
    let inputs = Inputs::new(args.read.files(), args.read.input);
    let mut output = Output { out: BufWriter::with_capacity(1 << 17, io::stdout()), failed: false };
    pool::run(inputs, jobs, Item::size, work, &mut output);
    output.idle_flush();
    if output.failed { ExitCode::from(INPUTS_FAILED) } else { ExitCode::SUCCESS }
}

/// What one input comes to.
struct Line {
    bytes: Vec<u8>,
    /// For stderr, when the input was bad.
    complaint: Option<String>,
}

struct Output {
    out: BufWriter<io::Stdout>,
    failed: bool,
}

impl Output {
    fn check(result: io::Result<()>) {
        if let Err(e) = result {
            // Workers may be waiting for input that never comes: there is nobody left to write for.
            std::process::exit(output_failed(&e).into());
        }
    }

    fn idle_flush(&mut self) {
        Self::check(self.out.flush());
    }
}

impl pool::Sink<Line> for Output {
    fn take(&mut self, line: Line) {
        if let Some(complaint) = line.complaint {
            self.failed = true;
            message(&complaint);
        }
        Self::check(self.out.write_all(&line.bytes));
    }

    fn idle(&mut self) {
        self.idle_flush();
    }
}
