//! What the pages say to type is typed, and what they show is what comes.

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::*;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(page: &Path) -> String {
    std::fs::read_to_string(page).unwrap_or_else(|e| panic!("{}: {e}", page.display()))
}

/// The blocks of `language` on a page.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// A folder with the files that the pages speak of.
fn desk(name: &str) -> PathBuf {
    let dir = folder(name);
    for entry in std::fs::read_dir(&dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { std::fs::remove_dir_all(path).unwrap() } else { std::fs::remove_file(path).unwrap() }
    }
    let story = "Mayor backs the ferry of Karvo after a month of storms\n\n“It works,” Ada Osei said on Friday. She told reporters that the Tern \
                 would sail on Monday.\n";
    file(&dir, "story.txt", story.as_bytes());
    for sub in ["archive", "wire", "examples/stories"] {
        std::fs::create_dir_all(dir.join(sub)).unwrap();
    }
    file(&dir, "archive/one.txt", STORY.as_bytes());
    file(&dir, "archive/two.html", b"<h1>Dam holds</h1><p>The dam held on Friday, the engineers said.");
    file(&dir, "wire/1.xml", b"<nitf><body><body.content><p>The dam held on Friday.</p></body.content></body></nitf>");
    let citron = r#"{"text": "“It works,” said Ada Osei.", "quotes": [{"contents": [{"start": 0, "end": 11}]}]}"#;
    file(&dir, "citron.json", citron.as_bytes());
    file(&dir, "beat.toml", blocks(&read(&root().join("docs/extend.md")), "toml")[0].as_bytes());
    for entry in std::fs::read_dir(root().join("examples/stories")).unwrap().flatten() {
        std::fs::copy(entry.path(), dir.join("examples/stories").join(entry.file_name())).unwrap();
    }
    dir
}

/// Runs a line as a shell would.
fn typed(line: &str, dir: &Path) -> Output {
    let binary = Path::new(env!("CARGO_BIN_EXE_nutgraf")).parent().unwrap();
    let paths = std::env::join_paths(
        std::iter::once(binary.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    Command::new("sh").args(["-c", line]).current_dir(dir).env("PATH", paths.unwrap()).env("NO_COLOR", "1").output().expect("a shell")
}

#[test]
fn every_command_of_the_pages_runs() {
    let dir = desk("docs");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(root().join("docs")).unwrap().flatten().map(|e| e.path()).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e == "md"));
    pages.extend([root().join("README.md"), root().join("examples/stories/README.md")]);
    pages.sort();
    let mut run = 0;
    for page in pages {
        let commands = blocks(&read(&page), "console");
        for line in commands.iter().flat_map(|b| b.lines()).map(|l| l.trim_start_matches("$ ")).filter(|l| l.starts_with("nutgraf ")) {
            let output = typed(line, &dir);
            let no_tables = line.contains(".parquet") && !cfg!(feature = "parquet");
            let said = stderr(&output);
            assert_eq!(code(&output), if no_tables { 2 } else { 0 }, "{}: {line}\n{said}", page.display());
            assert_eq!(no_tables, said.contains("--features parquet"), "{line}\n{said}");
            run += 1;
        }
    }
    assert!(run >= 12, "only {run} commands found");
}

#[test]
fn the_first_page_shows_what_the_command_prints() {
    let dir = desk("docs-first-page");
    let page = read(&root().join("README.md"));
    let shown = blocks(&page, "text").into_iter().find(|b| b.starts_with("$ nutgraf show")).expect("a block with the story");
    let (line, lines) = shown.split_once('\n').unwrap();
    let output = typed(line.trim_start_matches("$ "), &dir);
    let printed = String::from_utf8(output.stdout).unwrap();
    let mut rest = &printed[..];
    for expected in lines.lines().filter(|l| !l.trim().is_empty()) {
        let at = rest.find(expected.trim_end()).unwrap_or_else(|| panic!("{expected:?} is not printed, or not in this order:\n{printed}"));
        rest = &rest[at..];
    }
}
