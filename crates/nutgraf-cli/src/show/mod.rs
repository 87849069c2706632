//! `nutgraf show`: a story annotated for a person. The text with its blocks in the margin, names, times, numbers and quotes
//! in colour, speakers beside their quotes; then what was found, in short.

mod layout;
mod palette;
mod summary;

use std::io::Write;
use std::process::ExitCode;

use anstream::AutoStream;
use nutgraf::{Article, Extractor, Layers};

use crate::args::ShowArgs;
use crate::input::Inputs;
use crate::read::Reader;
use crate::{INPUTS_FAILED, message, output_failed};
use palette::{Role, paint};

const DEFAULT_WIDTH: usize = 88;
const MIN_WIDTH: usize = 40;
const MAX_WIDTH: usize = 140;

pub fn run(args: ShowArgs) -> ExitCode {
    let width = args.width.or_else(terminal_width).unwrap_or(DEFAULT_WIDTH).clamp(MIN_WIDTH, MAX_WIDTH);
    let reading = args.read.reading();
    let reader = Reader {
        extractor: Extractor::new(args.read.known.options(Layers::default())),
        columns: reading.columns.clone(),
        charset: args.read.known.charset.clone(),
        ..Reader::default()
    };
    let mut out = AutoStream::auto(std::io::stdout());
    let mut failed = false;
    let several = args.read.files.len() > 1 || args.read.files.iter().any(|f| f.is_dir());
    for item in Inputs::new(args.read.files(), reading) {
        let outcome = reader.read(item);
        let page = match &outcome.article {
            Ok(article) => story(article, several.then(|| outcome.name()).as_deref(), width),
            Err(failure) => {
                failed = true;
                message(&format!("{}: {}", outcome.name(), failure.for_people()));
                continue;
            }
        };
        if let Err(e) = out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
            return output_failed(&e).into();
        }
    }
    if failed { ExitCode::from(INPUTS_FAILED) } else { ExitCode::SUCCESS }
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// The whole page for one story.
fn story(article: &Article, title: Option<&str>, width: usize) -> String {
    let mut page = String::new();
    if let Some(title) = title {
        page.push_str(&paint(Role::Title, &format!("── {} ", palette::printable(title))));
        page.push('\n');
    }
    page.push_str(&palette::legend());
    page.push_str("\n\n");
    layout::blocks(article, width, &mut page);
    summary::write(article, width, &mut page);
    page
}
