//! Every text of a folder on all cores, and who is quoted most: `cargo run --example folder FOLDER`.
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use nutgraf::summary::Summarizer;
use nutgraf::{Extractor, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "examples/stories".to_owned());
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut paths: Vec<_> = entries.iter().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();

    // An extractor is shared freely between threads.
    let extractor = Extractor::new(Options::new().layers("quotes,entities".parse()?));
    let (next, sums) = (AtomicUsize::new(0), Mutex::new(Summarizer::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, |n| n.get()) {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match std::fs::read_to_string(path)
                        .map_err(|e| e.to_string())
                        .and_then(|t| extractor.extract(&t).map_err(|e| e.to_string()))
                    {
                        Ok(article) => sums.lock().unwrap().add(&article),
                        Err(why) => eprintln!("{}: {why}", path.display()),
                    }
                }
            });
        }
    });
    let summary = sums.into_inner()?.finish();
    println!("{} stories, {} quotes", summary.stories, summary.all.quotes);
    for speaker in summary.speakers.iter().take(10) {
        println!("{:>4} times, {:>5} words: {}", speaker.totals.quotes, speaker.totals.words, speaker.name);
    }
    Ok(())
}
