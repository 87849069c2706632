//! Replays what the fuzz targets start from (the inputs of the test vectors, the bundled stories, the articles they give) and
//! whatever a fuzzer once found: `fuzz/README.md`.

use std::fs;
use std::path::{Path, PathBuf};

use nutgraf::{Extractor, OffsetEncoding, Options};
use serde_json::Value;

#[path = "../../../fuzz/src/lib.rs"]
mod targets;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder)).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    files.sort();
    files
}

/// The inputs of the vectors and the bundled stories: text, pages or NITF as the key says.
fn inputs(key: &str) -> Vec<String> {
    let mut inputs = Vec::new();
    for folder in fs::read_dir(root().join("vectors")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        for file in files(folder.to_str().unwrap()) {
            let file: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
            inputs.extend(file["cases"].as_array().unwrap().iter().filter_map(|c| c[key].as_str()).map(str::to_owned));
        }
    }
    if key == "input" {
        let stories = files("examples/stories").into_iter().filter(|p| p.extension().is_some_and(|x| x == "txt"));
        inputs.extend(stories.map(|p| fs::read_to_string(p).unwrap()));
    }
    inputs.sort();
    inputs
}

#[test]
fn seeds_of_text() {
    let inputs = inputs("input");
    assert!(inputs.len() > 500, "{}", inputs.len());
    for input in &inputs {
        targets::text(input.as_bytes());
        targets::offsets(input.as_bytes());
    }
    // Plain text is a page too, and a page is text.
    for input in inputs.iter().step_by(5) {
        targets::html(input.as_bytes());
        targets::bytes(input.as_bytes());
    }
}

#[test]
fn seeds_of_html() {
    let inputs = inputs("html");
    assert!(!inputs.is_empty());
    for input in &inputs {
        targets::html(input.as_bytes());
        targets::text(input.as_bytes());
    }
}

#[test]
fn seeds_of_nitf() {
    let inputs = inputs("nitf");
    assert!(!inputs.is_empty());
    for input in &inputs {
        targets::nitf(input.as_bytes());
        // Cut short anywhere, it is still read or refused.
        for end in (0..input.len()).step_by(7) {
            targets::nitf(&input.as_bytes()[..end]);
        }
    }
}

/// Every number of an article's JSON made too large, one at a time: ids and offsets that point nowhere are refused, and what is
/// taken can be written in every form.
#[test]
fn articles_with_one_number_changed() {
    let options = Options::new().layers(nutgraf::Layer::ALL.into_iter().collect()).language("en");
    let text = "LIMA, Peru (AP) — Police arrested 12 men on Monday. “We go on,” Mayor Ann Vale said. She told Bo Osei that it had rained.";
    let json = Extractor::new(options).extract(text).unwrap().to_json(OffsetEncoding::Char);
    targets::json(json.as_bytes());
    let bytes = json.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits > 0 && at > 0 && matches!(bytes[at - 1], b':' | b'[' | b',') {
            for other in ["0", "1", "99", "4294967295"] {
                targets::json(format!("{}{other}{}", &json[..at], &json[at + digits..]).as_bytes());
            }
        }
        at += digits.max(1);
    }
}

#[test]
fn what_fuzzers_found() {
    for (name, target) in targets::TARGETS {
        let folder = format!("fuzz/found/{name}");
        if root().join(&folder).is_dir() {
            for file in files(&folder) {
                target(&fs::read(file).unwrap());
            }
        }
    }
}
