//! Who said what in one story: `cargo run --example one_story [FILE]`.
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use nutgraf::{Extractor, Options};

const STORY: &str = "KARVO — “The bridge is safe,” the mayor, Ada Osei, said on Monday. She told reporters that three people were hurt.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => STORY.to_owned(),
    };
    let article = Extractor::new(Options::new().date("2024-05-07".parse()?)).extract(&text)?;
    for quote in &article.quotes {
        let speaker = quote.speaker.as_ref().map_or("?", |s| s.span.slice(&text));
        let words: Vec<&str> = quote.content.iter().map(|s| s.slice(&text)).collect();
        println!("{speaker}: {} ({}, {})", words.join(" … "), quote.kind, quote.rule);
    }
    Ok(())
}
