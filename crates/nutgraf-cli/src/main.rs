//! The `nutgraf` command.

use std::io::{self, BufRead, Read, Write};

use clap::{Parser, Subcommand};
use nutgraf::{Document, Extractor, Options};

#[derive(Parser)]
#[command(name = "nutgraf", version, about = "Reads news stories")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints one JSON object per story.
    Extract {
        files: Vec<String>,
        #[arg(long, default_value = "byte")]
        offsets: String,
        #[arg(long)]
        layers: Option<String>,
        #[arg(long)]
        date: Option<String>,
        #[arg(long, default_value = "auto")]
        input: String,
        #[arg(long)]
        language: Option<String>,
        #[arg(long)]
        jobs: Option<usize>,
    },
}

#[derive(serde::Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
    date: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Command::Extract { files, offsets, layers, date, input, language, jobs: _ } = Cli::parse().command;
    let encoding = offsets.parse()?;
    let mut options = Options::new();
    if let Some(l) = layers {
        options = options.layers(l.parse()?);
    }
    if let Some(d) = date {
        options = options.date(nutgraf::parse_date(&d)?);
    }
    if let Some(l) = language {
        options = options.language(l);
    }
    let extractor = Extractor::new(options);
    let out = io::stdout();
    let mut out = io::BufWriter::new(out.lock());
    let mut buffer = Vec::new();
    let mut write = |article: &nutgraf::Article, name: serde_json::Value| -> io::Result<()> {
        buffer.clear();
        article.write_json(encoding, &mut buffer);
        buffer.pop();
        write!(&mut buffer, ",\"input\":{name}}}")?;
        buffer.push(b'\n');
        out.write_all(&buffer)
    };
    let files = if files.is_empty() { vec!["-".to_owned()] } else { files };
    for file in files {
        let reader: Box<dyn Read> = if file == "-" { Box::new(io::stdin()) } else { Box::new(std::fs::File::open(&file)?) };
        let mut reader = io::BufReader::new(reader);
        if input == "json" {
            for line in reader.lines() {
                let line: Line = serde_json::from_str(&line?)?;
                let date = line.date.as_deref().map(nutgraf::parse_date).transpose()?;
                let mut document = match (&line.text, &line.html) {
                    (Some(text), _) => Document::text(text),
                    (_, Some(html)) => Document::html(html),
                    _ => Document::text(""),
                };
                document.date = date;
                document.url = line.url.as_deref();
                let article = extractor.extract_document(&document)?;
                let id = line.id.unwrap_or_else(|| file.clone().into());
                write(&article, id)?;
            }
        } else {
            let mut text = String::new();
            reader.read_to_string(&mut text)?;
            let article = if input == "html" { extractor.extract_html(&text)? } else { extractor.extract(&text)? };
            write(&article, file.clone().into())?;
        }
    }
    Ok(())
}
