//! The command as its users meet it: bad inputs, order, exit codes, what is printed for people.

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use common::*;
use serde_json::{Value, json};

#[test]
fn one_line_of_json_a_story() {
    let output = run(&["extract"], STORY.as_bytes());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let lines = lines(&output);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["schema"], "nutgraf/1");
    assert_eq!(lines[0]["text"], STORY);
    assert_eq!(lines[0]["input"], "-");
    assert!(output.stdout.ends_with(b"}\n"));
    assert_eq!(stderr(&output), "");
}

#[test]
fn good_inputs_come_out_among_bad_ones() {
    let dir = folder("bad-inputs");
    let good = file(&dir, "good.txt", STORY.as_bytes());
    let latin1 = file(&dir, "latin1.txt", b"caf\xE9 talk");
    let utf16 = file(&dir, "utf16.txt", b"\xFF\xFEa\0");
    let other = file(&dir, "other.txt", "Zoë left.".as_bytes());
    let missing = dir.join("missing.txt").to_str().unwrap().to_owned();
    let empty = folder("bad-inputs/empty");
    let output = run(&["extract", &good, &missing, empty.to_str().unwrap(), &latin1, &utf16, &other], b"");
    assert_eq!(code(&output), 1);
    let lines = lines(&output);
    let names: Vec<&str> = lines.iter().map(|l| l["input"].as_str().unwrap()).collect();
    assert_eq!(names, [&good, &missing, empty.to_str().unwrap(), &latin1, &utf16, &other]);
    let kinds: Vec<&Value> = lines.iter().map(|l| &l["error"]["kind"]).collect();
    assert_eq!(json!(kinds), json!([null, "io", "io", "decode", "decode", null]));
    assert_eq!(lines[3]["error"]["message"], "not UTF-8: byte 0xE9 at offset 3");
    assert!(lines[4]["error"]["message"].as_str().unwrap().contains("UTF-16"));
    let said = stderr(&output);
    assert_eq!(said.lines().count(), 5, "{said}");
    assert!(said.contains("missing.txt: no such file") && said.contains("no stories in this folder"), "{said}");
    assert!(
        said.lines().last().unwrap().contains("2 stories read") && said.ends_with("4 inputs could not be read: 2 decode, 2 io\n"),
        "{said}"
    );
    assert!(lines[3]["error"]["hint"].as_str().unwrap().contains("iconv"));
    let error_line = std::str::from_utf8(&output.stdout).unwrap().lines().nth(1).unwrap();
    assert!(error_line.starts_with("{\"input\":"), "{error_line}");
}

#[test]
fn pages_come_in_any_encoding() {
    let dir = folder("encodings");
    let told = file(&dir, "told.html", b"<meta charset=latin1><h1>Dam holds</h1><p>The dam at Qu\xE9bar held on Friday, engineers said.");
    let untold = file(&dir, "untold.html", b"<h1>Dam holds</h1><p>The dam at \xCA\xE0\xF0\xE2\xEE held on Friday, engineers said.");
    let output = run(&["extract", "--charset", "windows-1251", &told, &untold], b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let lines = lines(&output);
    for (line, word, encoding) in [(&lines[0], "Québar", "windows-1252"), (&lines[1], "Карво", "windows-1251")] {
        assert!(line["text"].as_str().unwrap().contains(word), "{line}");
        assert_eq!(line["diagnostics"][0]["code"], "decoded_page");
        assert!(line["diagnostics"][0]["message"].as_str().unwrap().contains(encoding), "{line}");
    }
}

#[test]
fn an_empty_text_is_a_thin_story() {
    for text in ["", " \n\t\n", "\u{FEFF}", "\0\0 \0"] {
        let output = run(&["extract"], text.as_bytes());
        assert_eq!(code(&output), 0, "{text:?}: {}", stderr(&output));
        assert_eq!(lines(&output)[0]["text"], text);
    }
}

#[test]
fn ten_megabytes_on_one_line() {
    let text = "It rained on Monday and she said it would. ".repeat(250_000);
    let output = run(&["extract", "--layers", "sentences"], text.as_bytes());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(lines(&output)[0]["text"].as_str().unwrap().len(), text.len());
}

#[test]
fn options_that_make_no_sense_read_nothing() {
    for (args, wanted) in [
        (&["extract", "--date", "2019-02-30"][..], "no such day"),
        (&["extract", "--date", "yesterday"][..], "YYYY-MM-DD"),
        (&["extract", "--layers", "quots"][..], "unknown layer \"quots\""),
        (&["extract", "--offsets", "words"][..], "byte, char or utf16"),
        (&["extract", "--language", "english"][..], "BCP 47"),
        (&["extract", "--input", "pdf"][..], "possible values"),
        (&["extract", "--jobs", "0"][..], "--jobs"),
        (&["man", "nothing"][..], "no command"),
        (&["nonsense"][..], "unrecognized"),
    ] {
        let output = run(args, STORY.as_bytes());
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(stderr(&output).contains(wanted), "{args:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn json_lines_in() {
    let input = concat!(
        "\u{FEFF}{\"id\": 7, \"text\": \"It rained on Sunday.\", \"date\": \"2019-12-31\", \"other\": [1]}\n",
        "\n",
        "{\"text\": \"no id\"}\n",
        "{\"id\": \"bad date\", \"text\": \"x\", \"date\": \"2019-02-30\"}\n",
        "{\"id\": \"cut off\", \"text\": \"x\n",
        "{\"id\": {\"a\": 1}, \"text\": \"lone \\ud800\"}\n",
        "{\"id\": \"both\", \"text\": \"x\", \"html\": \"<p>x\"}\n",
        "{\"id\": \"neither\"}\n",
        "{\"id\": \"page\", \"html\": \"<p>It rained.</p>\", \"url\": \"https://example.org/a\"}",
    );
    let output = run(&["extract", "--input", "json"], input.as_bytes());
    assert_eq!(code(&output), 1);
    let lines = lines(&output);
    let names: Vec<&Value> = lines.iter().map(|l| &l["input"]).collect();
    assert_eq!(json!(names), json!([7, "-", "bad date", "-", "-", "both", "neither", "page"]));
    let kinds: Vec<&Value> = lines.iter().map(|l| &l["error"]["kind"]).collect();
    assert_eq!(json!(kinds), json!([null, null, "option", "json", "json", "json", "json", null]));
    assert_eq!(lines[0]["metadata"]["date_published"], "2019-12-31");
    assert!(lines[3]["error"]["message"].as_str().unwrap().starts_with("line 5: "));
}

#[test]
fn blocks_and_metadata_of_another_extractor() {
    let text = "😀 Rain\n\nIt rained in Zürich.";
    let input = json!({"text": text, "metadata": {"headline": "Rain", "authors": [{"name": "Ada Osei"}]},
        "blocks": [{"kind": "headline", "start": 0, "end": 6}, {"kind": "caption", "start": 8, "end": 28}]});
    let output = run(&["extract", "--input", "json", "--offsets", "char"], input.to_string().as_bytes());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let article = &lines(&output)[0];
    let kinds: Vec<&Value> = article["blocks"].as_array().unwrap().iter().map(|b| &b["kind"]).collect();
    assert_eq!(json!(kinds), json!(["headline", "caption"]));
    assert_eq!(article["blocks"][1]["end"], 28);
    assert_eq!(article["metadata"]["authors"][0]["name"], "Ada Osei");
    // The same offsets as bytes fall inside the emoji.
    let output =
        run(&["extract", "--input", "json", "--offsets", "utf16"], input.to_string().replace("\"start\":0", "\"start\":1").as_bytes());
    assert_eq!(code(&output), 1);
    assert_eq!(lines(&output)[0]["error"]["kind"], "json");
}

#[test]
fn the_kind_of_input_is_guessed() {
    let dir = folder("guess");
    let page = file(&dir, "page.html", b"<p>It rained.</p>");
    let stories = file(&dir, "stories.jsonl", b"{\"id\": 1, \"text\": \"One.\"}\n{\"id\": 2, \"text\": \"Two.\"}\n");
    let brace = file(&dir, "brace.txt", b"{\"text\": \"a story that begins with a brace\"}");
    let output = run(&["extract", "--layers", "", &page, &stories, &brace], b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let lines = lines(&output);
    assert_eq!(json!(lines.iter().map(|l| &l["input"]).collect::<Vec<_>>()), json!([page, 1, 2, brace]));
    assert!(!lines[0]["text"].as_str().unwrap().contains('<'), "a page's text has no tags");
    assert_eq!(lines[3]["text"], "{\"text\": \"a story that begins with a brace\"}");
}

#[test]
fn layers_and_offsets() {
    let output = run(&["extract", "--layers", "sentences,tokens", "--offsets", "utf16"], "😀 It rained.".as_bytes());
    let article = &lines(&output)[0];
    assert_eq!(article["offsets"], "utf16");
    assert!(article.get("quotes").is_none() && article.get("blocks").is_none());
    let last = article["tokens"].as_array().unwrap().last().unwrap();
    assert_eq!(last["end"], 13);
    let first_word = article["tokens"].as_array().unwrap().iter().find(|t| t["text"] == "It").unwrap();
    assert_eq!((&first_word["start"], &first_word["end"]), (&json!(3), &json!(5)));
}

#[test]
fn output_is_the_same_with_any_number_of_jobs_and_in_order() {
    let mut input = String::new();
    for n in 0..300 {
        let text = STORY.repeat(1 + (n * 7919) % 23);
        input.push_str(&format!("{}\n", json!({"id": n, "text": text})));
    }
    let one = run(&["extract", "--input", "json", "--jobs", "1"], input.as_bytes());
    let many = run(&["extract", "--input", "json", "--jobs", "7"], input.as_bytes());
    assert_eq!(code(&one), 0);
    assert!(one.stdout == many.stdout, "the bytes differ");
    assert!(lines(&one).iter().enumerate().all(|(n, l)| l["input"] == n));
}

#[test]
fn a_line_comes_out_before_the_next_goes_in() {
    for jobs in ["1", "2"] {
        line_by_line(jobs);
    }
}

fn line_by_line(jobs: &str) {
    let mut child =
        nutgraf().args(["extract", "--input", "json", "--jobs", jobs]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for n in 0..3 {
        // A blank line behind it is nothing to wait for.
        writeln!(stdin, "{}\n", json!({"id": n, "text": STORY})).unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["input"], n);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child =
        nutgraf().args(["extract", "--input", "json"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = format!("{}\n", json!({"text": STORY}));
    // Until the pipe breaks: the command stops reading when nobody reads it.
    while stdin.write_all(line.as_bytes()).is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let dir = folder("full");
    let good = file(&dir, "good.txt", STORY.as_bytes());
    let output = nutgraf().args(["extract", &good]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).contains("output: "), "{}", stderr(&output));
}

#[test]
fn every_format_comes_out_and_bad_inputs_stay_out_of_it() {
    let good = file(&folder("formats"), "good.txt", STORY.as_bytes());
    for format in ["json", "markdown", "html", "ninjs", "jsonld", "webannotation", "timeml", "brat", "conllu", "gkg", "tei"] {
        let output = run(&["extract", "--format", format, &good, "/nowhere/at/all", &good], b"");
        assert_eq!(code(&output), 1, "{format}: {}", stderr(&output));
        assert!(stderr(&output).contains("/nowhere/at/all: no such file"), "{format}");
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.ends_with('\n'), "{format}: {printed}");
        assert_eq!(printed.contains("\"error\""), format == "json", "{format}: {printed}");
    }
    assert_eq!(code(&run(&["extract", "--format", "docx", &good], b"")), 2);
}

#[test]
fn show_prints_the_story_plainly_into_a_pipe() {
    let output = run(&["show"], STORY.as_bytes());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(!page.contains('\u{1b}'), "no escape codes in a pipe");
    assert!(page.contains("paragraph │ “It works,” said Ada Osei."), "{page}");
}

#[test]
fn show_in_colour_when_told() {
    let page = |args: &[&str], variable: Option<(&str, &str)>| {
        let mut command = nutgraf();
        command.args(args).envs(variable).stdin(Stdio::null());
        let output = command.output().unwrap();
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let story = file(&folder("colour"), "story.txt", STORY.as_bytes());
    assert!(page(&["show", &story, "--color", "always"], None).contains("\u{1b}["));
    assert!(!page(&["show", &story, "--color", "never"], Some(("CLICOLOR_FORCE", "1"))).contains('\u{1b}'));
    assert!(!page(&["show", &story], Some(("NO_COLOR", "1"))).contains('\u{1b}'));
}

#[test]
fn show_keeps_to_the_width_and_commands_no_terminal() {
    let text = "It rained in Zürich and 東京 for a very long time, \u{1b}[31mshe said\u{7}. ".repeat(20);
    for width in ["40", "76", "120"] {
        let output = run(&["show", "--width", width], text.as_bytes());
        let page = String::from_utf8(output.stdout).unwrap();
        assert!(!page.contains('\u{1b}') && !page.contains('\u{7}'));
        let columns = |l: &str| l.chars().map(|c| 1 + usize::from(('\u{3000}'..'\u{A000}').contains(&c))).sum::<usize>();
        // The legend is one line whatever the width.
        let widest = page.lines().skip(1).map(columns).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "{widest} columns at --width {width}:\n{page}");
    }
}

#[test]
fn show_reports_bad_files_and_shows_the_others() {
    let good = file(&folder("show-bad"), "good.txt", STORY.as_bytes());
    let output = run(&["show", "/nowhere/at/all", &good], b"");
    assert_eq!(code(&output), 1);
    assert!(String::from_utf8_lossy(&output.stdout).contains("It works"));
    assert!(stderr(&output).contains("/nowhere/at/all: no such file"));
}

#[test]
fn completions_manual_and_schema() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell], b"");
        assert!(String::from_utf8_lossy(&output.stdout).contains("extract"), "{shell}");
    }
    let page = run(&["man", "extract"], b"");
    assert!(String::from_utf8_lossy(&page.stdout).contains("\\-\\-offsets"));
    assert!(String::from_utf8_lossy(&run(&["man"], b"").stdout).contains("Exit codes"));
    let schema = run(&["schema"], b"");
    assert_eq!(lines_of_json(&schema)["title"], "Article");
}

fn lines_of_json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_committed_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/article.schema.json");
    let output = run(&["schema"], b"");
    let current = String::from_utf8(output.stdout).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == current, "vectors/article.schema.json is stale: UPDATE=1 cargo test -p nutgraf-cli the_committed_schema");
}
