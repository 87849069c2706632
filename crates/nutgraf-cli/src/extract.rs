//! `nutgraf extract`: inputs in, one line each out.

use std::io;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

use nutgraf::export::Format;
use nutgraf::{Article, Extractor, Layer, OffsetEncoding};

use crate::args::ExtractArgs;
use crate::input::{Inputs, Item};
use crate::output::{Output, is_table};
use crate::pool::lock;
use crate::progress::Progress;
use crate::read::Reader;
use crate::{INPUTS_FAILED, format, message, output_failed, pool, usage};

pub fn run(args: ExtractArgs) -> ExitCode {
    let format = args.format;
    if format != Format::Json && (args.resume || args.output.as_deref().is_some_and(is_table)) {
        return usage("--resume and Parquet need --format json");
    }
    // Known before anything is read.
    if !cfg!(feature = "parquet") && args.output.as_deref().is_some_and(is_table) {
        return usage("this build writes no Parquet: cargo install nutgraf-cli --features parquet");
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

    let encoding = reader.encoding;
    // Lines that have been written leave their memory to those that come.
    let spare: Mutex<Vec<Vec<u8>>> = Mutex::default();
    let work = |item: Item| {
        let outcome = reader.read(item);
        match outcome.article {
            Ok(article) => {
                let input = outcome.input.to_string();
                if format == Format::Json && article.text.len() > LARGE {
                    return Line { form: Form::Large(Box::new(article), input), complaint: None };
                }
                let mut bytes = lock(&spare).pop().unwrap_or_default();
                let about = if article.layers.contains(Layer::Tokens) { 40 } else { 8 };
                bytes.reserve(article.text.len() * about + 512);
                format::write(&article, format, encoding, &input, &mut bytes);
                Line { form: Form::Written(bytes), complaint: None }
            }
            Err(ref failure) => {
                let complaint = Some((failure.kind, format!("{}: {}", outcome.name(), failure.for_people())));
                let json = if format == Format::Json { outcome.error_json(failure) } else { String::new() };
                Line { form: Form::Written(json.into_bytes()), complaint }
            }
        }
    };
    let mut sink = Sink { output, encoding, progress, lines: resumed.0, spare: &spare };
    pool::run(inputs, jobs, Item::size, work, &mut sink);
    let Sink { output, progress, lines, .. } = sink;
    if let Err(e) = output.finish(layers) {
        return output_failed(&e).into();
    }
    progress.finish(lines > 1);
    if progress.failed() + resumed.1 > 0 { ExitCode::from(INPUTS_FAILED) } else { ExitCode::SUCCESS }
}

/// Bytes of text from which on an article's line, many times as long, is not held whole but written piece by piece.
const LARGE: usize = 1 << 18;

/// What one input comes to.
struct Line {
    form: Form,
    /// The failure's kind and what stderr is told, when the input was bad.
    complaint: Option<(&'static str, String)>,
}

enum Form {
    Written(Vec<u8>),
    /// The article, and its input's name as JSON.
    Large(Box<Article>, String),
}

/// How many lines' memory is kept, and up to how many bytes of each.
const SPARE: usize = 8;
const SPARE_BYTES: usize = 1 << 20;

struct Sink<'s> {
    output: Output,
    encoding: OffsetEncoding,
    progress: Progress,
    lines: u64,
    spare: &'s Mutex<Vec<Vec<u8>>>,
}

fn check(result: io::Result<()>) {
    if let Err(e) = result {
        // Workers may be waiting for input that never comes: there is nobody left to write for.
        std::process::exit(output_failed(&e).into());
    }
}

impl pool::Sink<Line> for Sink<'_> {
    fn take(&mut self, line: Line) {
        self.lines += 1;
        match line.complaint {
            Some((kind, complaint)) => self.progress.failure(kind, &complaint),
            None => self.progress.story(),
        }
        let out = self.output.lines();
        check(match &line.form {
            Form::Written(bytes) => out.write_all(bytes),
            Form::Large(article, input) => format::stream(article, self.encoding, input, out),
        });
        if let Form::Written(mut bytes) = line.form {
            bytes.clear();
            let mut spare = lock(self.spare);
            if spare.len() < SPARE && bytes.capacity() <= SPARE_BYTES {
                spare.push(bytes);
            }
        }
    }

    fn idle(&mut self) {
        self.progress.idle();
        check(self.output.lines().flush());
    }
}
