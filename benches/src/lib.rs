//! Timings of nutgraf: `benches/layers.rs` (criterion, what a layer costs with all that it needs) and `src/bin/stages.rs`
//! (what each stage costs by itself). What they share is here.

use std::path::{Path, PathBuf};

/// The bundled stories in plain text, by name.
pub fn stories() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/stories");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("the bundled stories").map(|e| e.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|x| x == "txt"));
    paths.sort();
    paths
}

/// The texts of a file: one, or one a line of JSON with a "text".
pub fn read(path: &Path) -> Vec<String> {
    let content = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    if path.extension().is_none_or(|x| x != "jsonl") {
        return vec![content];
    }
    let text = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        value["text"].as_str().unwrap_or_default().to_owned()
    };
    content.lines().filter(|line| !line.trim().is_empty()).map(text).collect()
}
