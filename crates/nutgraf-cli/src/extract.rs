//! `nutgraf extract`: inputs in, one line each out.

use std::process::ExitCode;
use std::{io, thread};

use nutgraf::Extractor;
use nutgraf::export::Format;

use crate::args::ExtractArgs;
use crate::input::{Inputs, Item};
use crate::output::{Output, is_table};
use crate::progress::Progress;
use crate::read::Reader;
use crate::{INPUTS_FAILED, format, message, output_failed, pool, usage};

pub fn run(args: ExtractArgs) -> ExitCode {
    let format = args.format;
    if format != Format::Json && (args.resume || args.output.as_deref().is_some_and(is_table)) {
        return usage("--resume and Parquet need --format json");
    }
    let layers = args.layers.unwrap_or_else(|| format.layers());
    let reading = args.read.reading();
    let reader = Reader {
        extractor: Extractor::new(args.read.known.options(layers)),
        encoding: args.offsets,
        columns: reading.columns.clone(),
        charset: args.read.known.charset.clone(),
    };
    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, |n| n.get());
    let files = args.read.files();
    let mut inputs = Inputs::new(files.clone(), reading.clone());

    let mut output = Output::stdout();
    let mut resumed = (0, 0);
    if let Some(place) = &args.output {
        if args.resume && place.exists() {
            message(&format!("{} is there already", place.display()));
            return ExitCode::SUCCESS;
        }
        output = match Output::file(place, args.resume) {
            Ok(output) => output,
            Err(e) => return output_failed(&e).into(),
        };
        if args.resume {
            resumed = match output.resume(&mut inputs, &reader) {
                Ok(done) => done,
                Err(why) => return usage(&why),
            };
        }
    }
    let mut progress = Progress::new(args.progress, files, reading.taken.clone(), args.output.is_none());
    progress.resume(resumed.0);

    let work = |item: Item| {
        let outcome = reader.read(item);
        match &outcome.article {
            Ok(article) => {
                let mut line = Vec::with_capacity(article.text.len() * 4 + 512);
                format::write(article, format, reader.encoding, &outcome.input.to_string(), &mut line);
                Line { bytes: line, complaint: None }
            }
            Err(failure) => {
                let complaint = Some((failure.kind, format!("{}: {}", outcome.name(), failure.for_people())));
                let json = if format == Format::Json { outcome.error_json(failure) } else { String::new() };
                Line { bytes: json.into_bytes(), complaint }
            }
        }
    };
    let mut sink = Sink { output, progress, lines: resumed.0 };
    pool::run(inputs, jobs, Item::size, work, &mut sink);
    let Sink { output, progress, lines } = sink;
    if let Err(e) = output.finish(layers) {
        return output_failed(&e).into();
    }
    progress.finish(lines > 1);
    if progress.failed() + resumed.1 > 0 { ExitCode::from(INPUTS_FAILED) } else { ExitCode::SUCCESS }
}

/// What one input comes to.
struct Line {
    bytes: Vec<u8>,
    /// The failure's kind and what stderr is told, when the input was bad.
    complaint: Option<(&'static str, String)>,
}

struct Sink {
    output: Output,
    progress: Progress,
    lines: u64,
}

fn check(result: io::Result<()>) {
    if let Err(e) = result {
        // Workers may be waiting for input that never comes: there is nobody left to write for.
        std::process::exit(output_failed(&e).into());
    }
}

impl pool::Sink<Line> for Sink {
    fn take(&mut self, line: Line) {
        self.lines += 1;
        match line.complaint {
            Some((kind, complaint)) => self.progress.failure(kind, &complaint),
            None => self.progress.story(),
        }
        check(self.output.write(&line.bytes));
    }

    fn idle(&mut self) {
        self.progress.idle();
        check(self.output.flush());
    }
}
