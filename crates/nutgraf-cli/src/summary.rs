//! `nutgraf summary`: who is quoted how often, over the lines that `nutgraf extract` wrote.

use std::process::ExitCode;
use std::thread;

use nutgraf::Article;
use nutgraf::summary::Summarizer;
use serde::Deserialize;

use crate::args::{InputKind, SummaryArgs, SummaryFormat};
use crate::input::{Columns, Failure, Inputs, Item, Place, Raw, Reading};
use crate::{INPUTS_FAILED, message, pool, print};

pub fn run(args: &SummaryArgs) -> ExitCode {
    let files = if args.files.is_empty() { vec!["-".into()] } else { args.files.clone() };
    let inputs = Inputs::new(files, Reading::new(InputKind::Json, Columns::default()));
    let jobs = thread::available_parallelism().map_or(1, |n| n.get());
    let mut sums = Sums { summarizer: Summarizer::new(), failed: 0, unread: 0 };
    pool::run(inputs, jobs, Item::size, |item| (item.path.clone(), line(item.raw)), &mut sums);
    if sums.unread > 0 {
        message(&format!("{} of the lines are of inputs that could not be read; they count nothing", sums.unread));
    }
    let summary = sums.summarizer.finish();
    let code = print(&match args.format {
        SummaryFormat::Csv => summary.to_csv(args.by),
        SummaryFormat::Json => summary.to_json() + "\n",
        SummaryFormat::Html => summary.to_html(),
    });
    if code == ExitCode::SUCCESS && sums.failed > 0 { ExitCode::from(INPUTS_FAILED) } else { code }
}

/// The article of a line; `None` for one that says why an input could not be read.
fn line(raw: Raw) -> Result<Option<Box<Article>>, Failure> {
    #[derive(Deserialize)]
    struct Kind<'a> {
        schema: Option<&'a str>,
        error: Option<serde::de::IgnoredAny>,
    }
    let (bytes, number) = match raw {
        Raw::Json(bytes, number) => (bytes, number),
        Raw::Failed(failure) => return Err(failure),
        _ => return Err(Failure::new("json", "no lines of JSON").hint("run nutgraf extract first")),
    };
    let read = || {
        let json = std::str::from_utf8(&bytes).map_err(|_| Failure::new("decode", "not UTF-8"))?;
        let kind: Kind<'_> =
            serde_json::from_str(json).map_err(|e| Failure::new("json", format!("no article: {e}")).hint("run nutgraf extract first"))?;
        match kind {
            Kind { error: Some(_), schema: None } => Ok(None),
            Kind { schema: None, .. } => Err(Failure::new("json", "no article").hint("run nutgraf extract first")),
            Kind { .. } => Ok(Some(Box::new(Article::from_json(json)?))),
        }
    };
    read().map_err(|f: Failure| f.at(Place::Line(number)))
}

struct Sums {
    summarizer: Summarizer,
    failed: u64,
    unread: u64,
}

type Read = (std::path::PathBuf, Result<Option<Box<Article>>, Failure>);

impl pool::Sink<Read> for Sums {
    fn take(&mut self, (path, read): Read) {
        match read {
            Ok(Some(article)) => self.summarizer.add(&article),
            Ok(None) => self.unread += 1,
            Err(failure) => {
                self.failed += 1;
                message(&format!("{}: {}", path.display(), failure.for_people()));
            }
        }
    }

    fn idle(&mut self) {}
}
