//! What each stage costs by itself, on layers already made: `cargo run --release --manifest-path benches/Cargo.toml --bin stages`.
//!
//! Every story is read whole, many times over; the clock is read after each stage. A line gives the stage's share of the time,
//! its speed in megabytes of text a second, and its cost beside that of the `sentences` stage in the same run. With paths as
//! arguments, those files (plain text, or JSON Lines with a "text") are read in place of the bundled stories. `NUTGRAF_ROUNDS`
//! sets how often (default: until about 20 MB are read).

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use nutgraf::Extractor;

fn main() {
    let mut paths: Vec<_> = std::env::args_os().skip(1).map(std::path::PathBuf::from).collect();
    if paths.is_empty() {
        paths = nutgraf_benches::stories();
    }
    let texts: Vec<String> = paths.iter().flat_map(|path| nutgraf_benches::read(path)).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let rounds = std::env::var("NUTGRAF_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or((20_000_000 / bytes.max(1)).max(1));

    let extractor = Extractor::default();
    // The best round of each stage: other programs on the machine only ever add.
    let mut best: BTreeMap<&str, (usize, Duration)> = BTreeMap::new();
    for _ in 0..=rounds {
        let mut round: BTreeMap<&str, (usize, Duration)> = BTreeMap::new();
        for text in &texts {
            let (mut at, mut order) = (Instant::now(), 0);
            let article = extractor.extract_observed(text, &mut |stage| {
                let entry = round.entry(stage).or_insert((order, Duration::ZERO));
                entry.1 += at.elapsed();
                order += 1;
                at = Instant::now();
            });
            article.expect("a story that can be read");
        }
        for (stage, (order, time)) in round {
            let entry = best.entry(stage).or_insert((order, time));
            entry.1 = entry.1.min(time);
        }
    }
    let mut stages: Vec<_> = best.into_iter().collect();
    stages.sort_by_key(|&(_, (order, _))| order);
    let all: Duration = stages.iter().map(|(_, (_, time))| *time).sum();
    let unit = stages.iter().find(|(stage, _)| *stage == "sentences").map_or(all, |(_, (_, time))| *time);
    let line = |name: &str, time: Duration| {
        let seconds = time.as_secs_f64().max(1e-9);
        println!(
            "{name:<12}{:>7.1} %{:>10.2} MB/s{:>9.2} x sentences",
            100.0 * seconds / all.as_secs_f64(),
            bytes as f64 / 1e6 / seconds,
            seconds / unit.as_secs_f64()
        );
    };
    println!("{} texts, {bytes} bytes, best of {} rounds", texts.len(), rounds + 1);
    for (stage, (_, time)) in &stages {
        line(stage, *time);
    }
    for (name, parts) in [("times+quant.", ["times", "quantities"]), ("events+5W", ["events", "five_ws"])] {
        line(name, stages.iter().filter(|(stage, _)| parts.contains(stage)).map(|(_, (_, time))| *time).sum());
    }
    line("all", all);
}
