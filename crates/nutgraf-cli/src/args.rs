//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use nutgraf::export::Format;
use nutgraf::summary::By;
use nutgraf::{Date, Layers, Lexicon, OffsetEncoding, Options};

use crate::format;
use crate::input::{Columns, Reading, parse_column};

const EXIT_CODES: &str = "\
Exit codes:
  0  every input was read
  1  some inputs could not be read; the others were
  2  the command line makes no sense
  3  the output could not be written";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  nutgraf extract story.txt
  nutgraf extract --layers quotes,entities --date 2019-12-31 *.txt > stories.jsonl
  curl -s https://example.org/story.html | nutgraf extract --input html -
  nutgraf extract --input json --offsets utf16 archive.jsonl
  nutgraf extract --format markdown story.txt > story.md
  nutgraf extract --lexicon beat.toml story.txt
  nutgraf extract --input nitf wire/*.xml > wire.jsonl

A whole corpus:
  nutgraf extract --output stories.jsonl archive/
  nutgraf extract --output stories.parquet --resume 'archive/2024-*/**/*.html' more.jsonl.zst
  nutgraf extract --output news.parquet CC-NEWS-20240101.warc.gz
  nutgraf extract --column text=body --column id=uid articles.parquet > stories.jsonl

Inputs: files, folders (what ends in .txt, .md, .html, .nitf, .jsonl, .parquet, .warc, also packed as .gz or .zst), patterns.
JSON Lines in: {\"id\"?, \"text\"|\"html\"|\"nitf\", \"url\"?, \"date\"?, \"blocks\"?, \"metadata\"?, \"mentions\"?, \"quotes\"?} a line. `id`
comes back as \"input\". A file that Citron wrote is one, with --offsets char.
Parquet in (builds with the feature `parquet`): columns of the same names. WARC in: the pages; their address comes back as \"input\".
A bad input gives {\"input\": …, \"error\": {\"kind\", \"message\", \"file\", \"line\"?, \"hint\"?}} on its line and a message on stderr; the others
still come out.

Exit codes:
  0  every input was read
  1  some inputs could not be read; the others were
  2  the command line makes no sense, or --resume does not fit what is there
  3  the output could not be written";

const SHOW_EXAMPLES: &str = "\
Examples:
  nutgraf show story.txt
  nutgraf show --color always story.txt | less -R
  nutgraf show --input html --width 100 page.html";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  nutgraf explain story.txt 120
  nutgraf explain story.txt 'Osei said'
  nutgraf explain --lexicon beat.toml --format json page.html 64

For a web page the offset is one of the text that is made of it, as extract prints it.";

const SUMMARY_EXAMPLES: &str = "\
Examples:
  nutgraf summary stories.jsonl
  nutgraf summary --by organization 2024/*.jsonl.gz > organizations.csv
  nutgraf summary --format html stories.jsonl > quoted.html
  nutgraf extract archive/ | nutgraf summary --format json

Speakers of two stories are one when their names are the same, letter by letter: nothing is guessed. A quote that goes on in the next
sentence is one time quoted. Lines need the layers quotes and entities.

Exit codes: 0 every line was read; 1 some could not be; 2 the command line makes no sense; 3 the output could not be written.";

#[derive(Parser)]
#[command(
    name = "nutgraf",
    version,
    about = "Reads news stories: who said what, who did what, when, where, how many",
    max_term_width = 110
)]
#[command(after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Colour: when the output is a terminal and NO_COLOR is not set, always, or never.
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
}

#[derive(Subcommand)]
pub enum Command {
    /// Prints one JSON object per story, one a line, in the order of the inputs.
    #[command(after_help = EXTRACT_EXAMPLES)]
    Extract(ExtractArgs),
    /// Prints stories annotated, in colour, for a person to read.
    #[command(after_help = SHOW_EXAMPLES)]
    Show(ShowArgs),
    /// Tells which rules made, and which dropped, what covers one character of a story.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Tells who is quoted how often in stories that `extract` wrote.
    #[command(after_help = SUMMARY_EXAMPLES)]
    Summary(SummaryArgs),
    /// Prints the JSON Schema of an extracted story.
    Schema,
    /// Prints a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page, of the whole command or of one subcommand.
    Man {
        /// The subcommand.
        command: Option<String>,
    },
}

/// What is read, and how: common to `extract` and `show`.
#[derive(Args)]
pub struct ReadArgs {
    /// Files, folders, patterns such as 'news/**/*.txt'; - (or none) is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What the files hold. auto: by the name's ending, else by the first characters.
    #[arg(long, value_enum, default_value = "auto", value_name = "KIND")]
    pub input: InputKind,
    /// What JSON Lines or a table call one of id, text, html, nitf, url, date; may be given several times.
    #[arg(long = "column", value_name = "KEY=NAME", value_parser = parse_column)]
    pub columns: Vec<(&'static str, String)>,
    #[command(flatten)]
    pub known: KnownArgs,
}

/// What is known of the stories.
#[derive(Args)]
pub struct KnownArgs {
    /// Publication date, for stories that do not say.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = nutgraf::parse_date)]
    pub date: Option<Date>,
    /// Names, cue verbs, agencies and nouns of your own, as TOML or JSON (docs/extend.md).
    #[arg(long, value_name = "FILE", value_parser = lexicon)]
    pub lexicon: Option<Lexicon>,
    /// Language as a BCP 47 code, instead of detecting it.
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub language: Option<String>,
    /// Encoding of web pages that are not UTF-8 and do not say: a label or a Content-Type. By default the bytes tell.
    #[arg(long, value_name = "LABEL")]
    pub charset: Option<String>,
}

#[derive(Args)]
pub struct ExtractArgs {
    #[command(flatten)]
    pub read: ReadArgs,
    /// What each story is written as. Bad inputs have a line of their own in json; with other formats they are told on stderr alone.
    #[arg(long, default_value = "json", value_name = "FORMAT", value_parser = format::parser())]
    pub format: Format,
    /// The unit of offsets, in what is given and in the output: byte, char (code points) or utf16 (code units).
    #[arg(long, default_value = "byte", value_name = "UNIT", value_parser = str::parse::<OffsetEncoding>)]
    pub offsets: OffsetEncoding,
    /// Layers wanted, joined by commas: metadata, blocks, sentences, tokens, mentions, entities, times, quantities, quotes,
    /// events, five_ws, timeline. By default all but tokens and timeline, or what the format shows.
    #[arg(long, value_name = "LAYERS", value_parser = str::parse::<Layers>)]
    pub layers: Option<Layers>,
    /// How many stories are read at a time; all cores by default.
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Writes to this file, which appears when all is done: Parquet when it ends in .parquet, else lines of the format. Until then
    /// what is done stands in FILE.partial.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Goes on where a run with the same inputs, options and --output stopped.
    #[arg(long, requires = "output")]
    pub resume: bool,
    /// Rate and time left on stderr: when it is a terminal that shows nothing else, always (lines for a log), or never.
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub progress: When,
}

#[derive(Args)]
pub struct ExplainArgs {
    /// A text or a page; - is standard input.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// An offset into the story's text, or words of it: the first place where they stand.
    #[arg(value_name = "OFFSET")]
    pub place: String,
    /// What the file holds: auto, text, html or nitf.
    #[arg(long, value_enum, default_value = "auto", value_name = "KIND")]
    pub input: InputKind,
    /// The unit of offsets: byte, char (code points) or utf16 (code units).
    #[arg(long, default_value = "byte", value_name = "UNIT", value_parser = str::parse::<OffsetEncoding>)]
    pub offsets: OffsetEncoding,
    /// text: for a person. json: an object a line.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    pub format: ExplainFormat,
    #[command(flatten)]
    pub options: KnownArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    Text,
    Json,
}

#[derive(Args)]
pub struct SummaryArgs {
    /// Lines that `nutgraf extract` wrote: files, folders, patterns, also packed; - (or none) is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// csv: one list. json: all of them. html: a page with a chart.
    #[arg(long, value_enum, default_value = "csv", value_name = "FORMAT")]
    pub format: SummaryFormat,
    /// The list of csv: speaker, role, organization, medium or kind.
    #[arg(long, default_value = "speaker", value_name = "LIST", value_parser = by)]
    pub by: By,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SummaryFormat {
    Csv,
    Json,
    Html,
}

fn by(s: &str) -> Result<By, String> {
    By::from_name(s).ok_or_else(|| format!("the lists are {}", By::ALL.iter().map(|b| b.as_str()).collect::<Vec<_>>().join(", ")))
}

#[derive(Args)]
pub struct ShowArgs {
    #[command(flatten)]
    pub read: ReadArgs,
    /// Columns to fill; the terminal's width by default, 88 when there is none.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    /// By name or first character.
    Auto,
    /// A plain-text story.
    Text,
    /// A web page.
    Html,
    /// A document of the News Industry Text Format (XML).
    Nitf,
    /// JSON Lines, one input a line.
    Json,
    /// Parquet, one input a row.
    Parquet,
    /// A web archive, one input a page.
    Warc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Makes it the choice of every stream.
    pub fn write_global(self) {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

impl KnownArgs {
    /// The core's options for these arguments.
    pub fn options(&self, layers: Layers) -> Options {
        let mut options = Options::new().layers(layers);
        options.date = self.date;
        options.language.clone_from(&self.language);
        options.lexicon = self.lexicon.clone().map(Into::into);
        options
    }
}

impl ReadArgs {
    /// How the files are read.
    pub fn reading(&self) -> Reading {
        Reading::new(self.input, Columns::new(&self.columns))
    }

    /// The files, standard input when none is named.
    pub fn files(&self) -> Vec<PathBuf> {
        if self.files.is_empty() { vec![PathBuf::from("-")] } else { self.files.clone() }
    }
}

/// Reads a lexicon: JSON when the name ends so or it begins with a brace, else TOML.
fn lexicon(path: &str) -> Result<Lexicon, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let json = path.to_ascii_lowercase().ends_with(".json") || text.trim_start().starts_with('{');
    let lexicon = if json { Lexicon::from_json(&text) } else { Lexicon::from_toml(&text) };
    lexicon.map_err(|e| e.to_string())
}

/// Letters, digits and hyphens, beginning with two or three letters: enough to catch a slip.
fn language(s: &str) -> Result<String, String> {
    let mut parts = s.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    let good = (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    if good { Ok(s.to_owned()) } else { Err("expected a BCP 47 code, as en, en-GB or pt".to_owned()) }
}
