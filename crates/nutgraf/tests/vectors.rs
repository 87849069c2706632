//! Runs the shared test vectors (`vectors/README.md`) against the core.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use nutgraf::wire::Input;
use nutgraf::{Document, Extractor, Layer, Layers, Lexicon, OffsetEncoding, Options, parse_date};
use serde_json::Value;

const CASE_KEYS: [&str; 8] = ["name", "input", "html", "nitf", "context", "expect", "contains", "absent"];
const CONTEXT_KEYS: [&str; 6] = ["date", "url", "language", "lexicon", "mentions", "quotes"];

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors");
    let mut files = Vec::new();
    for stage in fs::read_dir(&root).expect("vectors/ is there").map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        files.extend(fs::read_dir(stage).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|x| x == "json")));
    }
    files.sort();
    files
}

/// Why `actual` is not what `expected` asks for; `None` when it is.
fn difference(expected: &Value, actual: &Value, path: &str) -> Option<String> {
    match (expected, actual) {
        (Value::Object(keys), Value::Object(have)) => keys
            .iter()
            .filter(|(k, _)| *k != "nth")
            .find_map(|(k, v)| difference(v, have.get(k).unwrap_or(&Value::Null), &format!("{path}.{k}"))),
        (Value::Array(want), Value::Array(have)) => {
            if want.len() != have.len() {
                return Some(format!("{path}: {} items wanted, {} given: {}", want.len(), have.len(), brief(actual)));
            }
            want.iter().zip(have).enumerate().find_map(|(i, (w, h))| difference(w, h, &format!("{path}[{i}]")))
        }
        _ if expected == actual => None,
        _ => Some(format!("{path}: {} wanted, {} given", brief(expected), brief(actual))),
    }
}

fn brief(value: &Value) -> String {
    let s = value.to_string();
    match s.char_indices().nth(600) {
        Some((at, _)) => format!("{}…", &s[..at]),
        None => s,
    }
}

/// Every object with `start`, `end` and `text` must be the slice it says (in code points).
fn check_slices(value: &Value, text: &[char], path: &str) -> Result<(), String> {
    match value {
        Value::Object(map) => {
            if let (Some(start), Some(end), Some(slice)) = (map.get("start"), map.get("end"), map.get("text")) {
                let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
                let found: String = text.get(start..end).ok_or(format!("{path}: {start}..{end} outside the text"))?.iter().collect();
                if Some(found.as_str()) != slice.as_str() {
                    return Err(format!("{path}: {start}..{end} is {found:?}, not {slice}"));
                }
            }
            map.iter().try_for_each(|(k, v)| check_slices(v, text, &format!("{path}.{k}")))
        }
        Value::Array(items) => items.iter().enumerate().try_for_each(|(i, v)| check_slices(v, text, &format!("{path}[{i}]"))),
        _ => Ok(()),
    }
}

fn run_case(case: &Value) -> Result<(), String> {
    let keys = case.as_object().ok_or("a case is an object")?;
    if let Some(unknown) = keys.keys().find(|k| !CASE_KEYS.contains(&k.as_str())) {
        return Err(format!("unknown key {unknown:?}"));
    }
    let section = |name: &str| case.get(name).and_then(Value::as_object).into_iter().flatten();
    let mut layers = Layers::NONE;
    for (name, _) in section("expect").chain(section("contains")).chain(section("absent")) {
        if name != "language" && name != "diagnostics" && name != "text" {
            let layer = Layer::ALL.into_iter().find(|l| l.as_str() == name).ok_or(format!("unknown layer {name:?}"))?;
            layers = layers.with(layer);
        }
    }
    if section("expect").chain(section("contains")).chain(section("absent")).next().is_none() {
        return Err("the case checks nothing".to_owned());
    }
    // Links between layers are only there when both are.
    if layers.contains(Layer::Quotes) || layers.contains(Layer::Events) || layers.contains(Layer::Entities) {
        layers = Layers::default().iter().chain(layers.iter()).collect();
    }
    let mut options = Options::new().layers(layers);
    let content = |key| case.get(key).and_then(Value::as_str);
    let mut document = match (content("input"), content("html"), content("nitf")) {
        (Some(text), None, None) => Document::text(text),
        (None, Some(html), None) => Document::html(html),
        (None, None, Some(xml)) => Document::nitf(xml),
        _ => return Err("a case has one of input, html and nitf".to_owned()),
    };
    if let Some(unknown) = section("context").map(|(k, _)| k).find(|k| !CONTEXT_KEYS.contains(&k.as_str())) {
        return Err(format!("unknown key context.{unknown}"));
    }
    let context = |key: &str| case.get("context").and_then(|c| c.get(key)).and_then(Value::as_str);
    if let Some(date) = context("date") {
        document = document.date(parse_date(date).map_err(|e| e.to_string())?);
    }
    if let Some(url) = context("url") {
        document = document.url(url);
    }
    if let Some(lexicon) = case.get("context").and_then(|c| c.get("lexicon")) {
        options = options.lexicon(Lexicon::from_json(&lexicon.to_string()).map_err(|e| e.to_string())?);
    }
    let given = |key| case.get("context").and_then(|c| c.get(key));
    let (mentions, quotes) = (given("mentions"), given("quotes"));
    let given = mentions.or(quotes).map(|_| serde_json::json!({"text": case["input"], "mentions": mentions, "quotes": quotes}).to_string());
    let given = given.as_deref().map(Input::from_json).transpose().map_err(|e| e.to_string())?;
    if let Some(given) = &given {
        let given = given.document(OffsetEncoding::Char).map_err(|e| e.to_string())?;
        (document.mentions, document.quotes) = (given.mentions, given.quotes);
    }
    // A sentence or two is too little to tell a language by; the vectors are English unless they say otherwise.
    options = options.language(context("language").unwrap_or("en"));
    if context("language") == Some("detect") {
        options.language = None;
    }
    let article = Extractor::new(options).extract_document(&document).map_err(|e| e.to_string())?;
    article.check()?;
    let actual: Value = serde_json::from_str(&article.to_json(OffsetEncoding::Char)).map_err(|e| e.to_string())?;
    let text: Vec<char> = article.text.chars().collect();
    check_slices(&actual, &text, "actual")?;
    for part in ["expect", "contains", "absent"] {
        check_slices(case.get(part).unwrap_or(&Value::Null), &text, part)?;
    }
    for (layer, expected) in section("expect") {
        if let Some(difference) = difference(expected, &actual[layer], layer) {
            return Err(difference);
        }
    }
    let items = |layer: &str| actual[layer].as_array().cloned().unwrap_or_default();
    for (layer, wanted) in section("contains") {
        for item in wanted.as_array().ok_or("contains: a list a layer")? {
            if !items(layer).iter().any(|a| difference(item, a, "").is_none()) {
                return Err(format!("{layer} lacks {}; it has {}", brief(item), brief(&actual[layer])));
            }
        }
    }
    for (layer, unwanted) in section("absent") {
        for item in unwanted.as_array().ok_or("absent: a list a layer")? {
            if let Some(found) = items(layer).iter().find(|a| difference(item, a, "").is_none()) {
                return Err(format!("{layer} has {}", brief(found)));
            }
        }
    }
    Ok(())
}

#[test]
#[allow(clippy::print_stdout, reason = "how many cases ran belongs in the log")]
fn vectors() {
    let only = std::env::var("VECTORS").unwrap_or_default();
    let (mut ran, mut failures) = (0, Vec::new());
    for path in files().iter().filter(|p| p.to_string_lossy().contains(&only)) {
        let name =
            format!("{}/{}", path.parent().unwrap().file_name().unwrap().to_string_lossy(), path.file_name().unwrap().to_string_lossy());
        let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let cases = file["cases"].as_array().unwrap_or_else(|| panic!("{name}: no cases"));
        let mut names = BTreeSet::new();
        for case in cases {
            let case_name = case["name"].as_str().unwrap_or_else(|| panic!("{name}: a case without name"));
            assert!(names.insert(case_name), "{name}: two cases called {case_name}");
            ran += 1;
            if let Err(why) = run_case(case) {
                failures.push(format!("{name} {case_name}: {why}"));
            }
        }
    }
    println!("vectors: {ran} cases ran, {} failed", failures.len());
    assert!(ran > 0, "no vector ran");
    assert!(failures.is_empty(), "{} of {ran} cases failed:\n{}", failures.len(), failures.join("\n"));
}
