//! Many stories at a time: folders, patterns, packed files, web archives, tables; a file that appears when it is whole; going on.

mod common;

use std::io::Write;
use std::path::Path;

use common::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn inputs(output: &std::process::Output) -> Value {
    json!(lines(output).iter().map(|l| l["input"].clone()).collect::<Vec<_>>())
}

/// A folder that is new.
fn fresh(name: &str) -> std::path::PathBuf {
    let dir = folder(name);
    std::fs::remove_dir_all(&dir).unwrap();
    folder(name)
}

fn story(n: usize) -> String {
    json!({"id": n, "text": STORY}).to_string() + "\n"
}

fn path(dir: &Path, name: &str) -> String {
    dir.join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_folder_is_its_stories_in_order_of_name() {
    let dir = fresh("folder");
    std::fs::create_dir_all(dir.join("b/.git")).unwrap();
    let wanted =
        [file(&dir, "a.txt", b"One."), file(&dir, "b/a.html", b"<p>Two.</p>"), file(&dir, "b/z.txt.gz", &gzip("Drei Zürich.".as_bytes()))];
    file(&dir, "b/.git/hidden.txt", b"No.");
    file(&dir, "b/picture.png", b"\x89PNG");
    file(&dir, ".hidden.txt", b"No.");
    let output = run(&["extract", dir.to_str().unwrap()], b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(inputs(&output), json!(wanted));
    assert_eq!(lines(&output)[2]["text"], "Drei Zürich.");
}

#[test]
fn patterns() {
    let dir = fresh("patterns");
    std::fs::create_dir_all(dir.join("2024/05")).unwrap();
    let deep = file(&dir, "2024/05/b.txt", b"One.");
    let top = file(&dir, "2024/a.txt", b"Two.");
    let odd = file(&dir, "what[1].txt", b"Three.");
    let none = path(&dir, "*.xml");
    let output = run(&["extract", &path(&dir, "*/*.txt"), &path(&dir, "**/b.*"), &odd, &none], b"");
    assert_eq!(inputs(&output), json!([top, deep, odd, none]));
    assert_eq!(code(&output), 1);
    assert!(lines(&output)[3]["error"]["message"] == "no file matches" && lines(&output)[3]["error"]["hint"].is_string());
    let output = nutgraf().args(["extract", "**/b.txt"]).current_dir(&dir).output().unwrap();
    assert_eq!(inputs(&output), json!(["2024/05/b.txt"]));
}

#[test]
fn packed_lines_of_several_members_and_frames() {
    let dir = fresh("packed");
    let members = [gzip(story(1).as_bytes()), gzip(story(2).as_bytes())].concat();
    // A skippable frame in the middle, as seekable archives have.
    let frames = [&zstd(story(3).as_bytes())[..], b"\x50\x2A\x4D\x18\x03\0\0\0abc", &zstd(story(4).as_bytes())].concat();
    let output = run(&["extract", &file(&dir, "a.jsonl.gz", &members), &file(&dir, "b.jsonl.zst", &frames)], b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(inputs(&output), json!([1, 2, 3, 4]));
    let piped = run(&["extract", "--input", "json"], &members);
    assert_eq!(inputs(&piped), json!([1, 2]));
}

#[test]
fn a_damaged_archive_costs_its_rest_alone() {
    let dir = fresh("damaged");
    let text: String = (0..300).map(story).collect();
    let mut packed = gzip(text.as_bytes());
    packed.truncate(packed.len() * 9 / 10);
    let cut = file(&dir, "a.jsonl.gz", &packed);
    let next = file(&dir, "b.txt", b"It rained.");
    let output = run(&["extract", "--layers", "blocks", &cut, &next], b"");
    assert_eq!(code(&output), 1);
    let lines = lines(&output);
    assert!(lines.len() > 3, "what is whole comes out");
    let broken = &lines[lines.len() - 2];
    assert_eq!((&broken["input"], &broken["error"]["kind"]), (&json!(cut), &json!("io")));
    assert!(broken["error"]["line"].is_u64() && broken["error"]["hint"].as_str().unwrap().contains("again"), "{broken}");
    assert_eq!(lines.last().unwrap()["input"], json!(next));
}

fn record(kind: &str, media_type: &str, url: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\ncontent-type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

#[test]
fn a_web_archive() {
    let dir = fresh("warc");
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Encoding: gzip\r\n\r\n";
    let body = gzip(b"<html><body><article><p>\x93It works,\x94 said Zo\xEB Osei in the caf\xE9 on Monday.</p></article></body></html>");
    let records = [
        record("warcinfo", "application/warc-fields", "", b"software: none"),
        record("request", "application/http; msgtype=request", "https://example.org/a", b"GET /a HTTP/1.1\r\n\r\n"),
        record("response", "application/http; msgtype=response", "https://example.org/a", &[page.as_bytes(), &body].concat()),
        record(
            "response",
            "application/http; msgtype=response",
            "https://example.org/gone",
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no",
        ),
        record("response", "application/http", "https://example.org/i", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        record("conversion", "text/plain", "https://example.org/t", "It rained in Zürich.".as_bytes()),
    ];
    let packed: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    let output = run(&["extract", &file(&dir, "a.warc.gz", &packed)], b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(inputs(&output), json!(["https://example.org/a", "https://example.org/t"]));
    let first = &lines(&output)[0];
    assert_eq!(first["quotes"][0]["speaker"]["text"], "Zoë Osei");
    assert_eq!(first["metadata"]["url"], "https://example.org/a");

    let broken = [&records[5][..], b"garbage\r\n", &records[5]].concat();
    let output = run(&["extract", &file(&dir, "b.warc", &broken)], b"");
    assert_eq!(code(&output), 1);
    assert_eq!(lines(&output)[1]["error"]["record"], 2);
}

#[test]
fn columns_by_another_name() {
    let output = run(
        &["extract", "--input", "json", "--column", "text=body", "--column", "id=uid"],
        b"{\"uid\": 7, \"body\": \"It rained.\"}\n{\"text\": \"x\"}",
    );
    assert_eq!(lines(&output)[0]["input"], 7);
    assert_eq!(lines(&output)[0]["text"], "It rained.");
    assert!(lines(&output)[1]["error"]["hint"].as_str().unwrap().contains("--column"));
    assert_eq!(code(&run(&["extract", "--column", "body"], b"")), 2);
}

#[test]
fn a_file_appears_when_it_is_whole() {
    let dir = fresh("atomic");
    let out = path(&dir, "out.jsonl");
    std::fs::write(&out, "old").unwrap();
    let output = run(&["extract", "--input", "json", "--output", &out], (story(1) + "{\n" + &story(2)).as_bytes());
    assert_eq!(code(&output), 1);
    assert!(output.stdout.is_empty());
    let written = std::fs::read_to_string(&out).unwrap();
    assert_eq!(written.lines().count(), 3);
    assert!(!Path::new(&format!("{out}.partial")).exists());
    // Nothing can be written: the old one stays.
    let output = run(&["extract", "--output", &path(&dir, "no/such/folder.jsonl")], b"x");
    assert_eq!(code(&output), 3);
    let output = run(&["extract", "--resume"], b"x");
    assert_eq!(code(&output), 2);
}

#[test]
fn a_run_that_was_cut_off_goes_on() {
    let dir = fresh("resume");
    let text: String = (0..20).map(|n| if n == 3 { "{\"id\": 3}\n".to_owned() } else { story(n) }).collect();
    let stories = file(&dir, "in.jsonl", text.as_bytes());
    let (whole, cut) = (path(&dir, "whole.jsonl"), path(&dir, "cut.jsonl"));
    assert_eq!(code(&run(&["extract", "--output", &whole, &stories], b"")), 1);
    let lines = std::fs::read(&whole).unwrap();
    // Cut in the middle of a line.
    std::fs::write(format!("{cut}.partial"), &lines[..lines.len() / 2]).unwrap();
    let output = run(&["extract", "--resume", "--progress", "always", "--output", &cut, &stories], b"");
    assert_eq!(code(&output), 1, "the failure of the first run counts");
    let said = stderr(&output);
    assert!(said.contains("read before"), "{said}");
    assert!(std::fs::read(&cut).unwrap() == lines, "the bytes are those of one run");
    let again = run(&["extract", "--resume", "--output", &cut, &stories], b"");
    assert!(stderr(&again).contains("there already"));

    for (arguments, input, wanted) in [
        (&["--layers", "quotes"][..], &stories, "other options"),
        (&[][..], &file(&dir, "others.jsonl", text.replace("\"id\":1,", "\"id\":\"x\",").as_bytes()), "of the input 1"),
        (&[][..], &file(&dir, "fewer.jsonl", story(0).as_bytes()), "no input any more"),
    ] {
        std::fs::remove_file(&cut).ok();
        std::fs::write(format!("{cut}.partial"), &lines[..lines.len() / 2]).unwrap();
        let output = run(&[&["extract", "--resume", "--output", &cut, input], arguments].concat(), b"");
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains(wanted), "{}", stderr(&output));
        assert_eq!(std::fs::metadata(format!("{cut}.partial")).unwrap().len() as usize, lines.len() / 2, "nothing was lost");
    }
}

#[test]
fn who_is_quoted() {
    let dir = fresh("summary");
    let texts = ["“It works,” said Ada Osei, the mayor of Karvo.", "Ada Osei said the bridge would open on Monday."];
    let input: String = texts.iter().map(|t| json!({"text": t}).to_string() + "\n").chain(["{}\n".to_owned()]).collect();
    let stories = run(&["extract", "--input", "json"], input.as_bytes()).stdout;
    let file = file(&dir, "stories.jsonl.gz", &gzip(&stories));
    let output = run(&["summary", &file], b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("1 of the lines"), "{}", stderr(&output));
    let table = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 2);
    assert!(
        rows[0].starts_with("name,type,roles,organizations,stories,quotes,words,") && rows[1].starts_with("Ada Osei,person,mayor,"),
        "{table}"
    );
    assert!(rows[1].contains(",2,2,8,1,1,0,"), "{table}");
    let output = run(&["summary", "--format", "json"], &stories);
    assert_eq!(lines(&output)[0]["all"]["quotes"], 2);
    let output = run(&["summary", "--format", "html"], &stories);
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.contains("<svg") && page.contains("Ada Osei") && !page.contains("<script"));
    let output = run(&["summary", "--by", "kind"], input.as_bytes());
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("line 1: no article (run nutgraf extract first)"), "{}", stderr(&output));
    assert_eq!(code(&run(&["summary", "--by", "colour"], b"")), 2);
}

#[test]
fn words_and_names_of_ones_own() {
    let dir = fresh("lexicon");
    let toml = file(&dir, "beat.toml", "[[names]]\ntext = \"Tern\"\ntype = \"product\"\n".as_bytes());
    let output = run(&["extract", "--lexicon", &toml], b"The ferry Tern left Karvo on Monday.");
    let named = |output: &std::process::Output| {
        lines(output)[0]["mentions"].as_array().unwrap().iter().find(|m| m["text"] == "Tern").cloned().unwrap()
    };
    assert_eq!(named(&output)["type"], "product");
    let bad = file(&dir, "bad.toml", "[[names]]\ntext = \"Tern\"\ntype = \"ship\"\n".as_bytes());
    let output = run(&["extract", "--lexicon", &bad], b"x");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("line 3") && stderr(&output).contains("`product`"), "{}", stderr(&output));
    let given = json!({"text": "😀 Tern left.", "mentions": [{"start": 2, "end": 6, "type": "organization"}]}).to_string();
    let output = run(&["extract", "--input", "json", "--offsets", "char"], given.as_bytes());
    assert_eq!(named(&output)["type"], "organization");
    let output = run(&["extract", "--input", "json"], given.as_bytes());
    assert!(lines(&output)[0]["error"]["message"].as_str().unwrap().contains("inside a character"));
}

#[test]
fn nitf_and_citron() {
    let dir = fresh("nitf");
    let nitf = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<nitf><body><body.head><hedline><hl1>Dam holds</hl1></hedline></body.head>\
        <body.content><p>Caf\u{e9} dry, Ada Osei said.</p></body.content></body></nitf>";
    let latin: Vec<u8> = nitf.chars().map(|c| c as u8).collect();
    let wire = file(&dir, "wire.xml", &latin);
    let output = run(&["extract", &wire], b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let article = &lines(&output)[0];
    assert_eq!(article["text"], "Dam holds\n\nCaf\u{e9} dry, Ada Osei said.");
    assert_eq!((&article["metadata"]["headline"], &article["metadata"]["sources"]["headline"]), (&json!("Dam holds"), &json!("nitf")));
    assert_eq!(article["diagnostics"][0]["code"], "decoded_page");
    // By the format's name, from a pipe, as a line of JSON.
    assert_eq!(lines(&run(&["extract", "--input", "nitf"], nitf.as_bytes()))[0]["blocks"][0]["kind"], "headline");
    let line = json!({"id": 7, "nitf": nitf}).to_string();
    assert_eq!(lines(&run(&["extract", "--input", "json"], line.as_bytes()))[0]["metadata"]["headline"], "Dam holds");
    let explained = run(&["explain", &file(&dir, "utf8.nitf", nitf.as_bytes()), "Dam"], b"");
    assert!(String::from_utf8_lossy(&explained.stdout).contains("from the document's mark-up"), "{explained:?}");
    let output = run(&["extract", "--input", "nitf"], b"<html><p>It rained.");
    assert_eq!(code(&output), 1);
    assert_eq!(lines(&output)[0]["error"]["message"], "not NITF: no <nitf> element; the first element is <html>");

    let citron = json!({"text": "\u{1f600} \u{201c}It holds,\u{201d} said Ada Osei. Bo Lind said no.", "quotes": [{
        "contents": [{"start": 2, "end": 13}], "cue": {"start": 14, "end": 18, "text": "said"},
        "sources": [{"start": 19, "end": 27, "text": "Ada Osei"}], "coreferences": [], "confidence": "0.9071"}]})
    .to_string();
    let output = run(&["extract", "--input", "json", "--offsets", "char"], citron.as_bytes());
    let quotes = lines(&output)[0]["quotes"].clone();
    assert_eq!((quotes.as_array().unwrap().len(), &quotes[0]["content"][0]["text"]), (1, &json!("It holds,")));
    let output = run(&["extract", "--input", "json"], citron.as_bytes());
    assert!(lines(&output)[0]["error"]["message"].as_str().unwrap().contains("quotes[0].contents"));
}

#[test]
fn what_covers_a_character() {
    let dir = fresh("explain");
    let text = "“It works,” said Ada Osei.\n\nThe so-called “dream team” and 😀 left Karvo on Monday.\n";
    let story = file(&dir, "story.txt", text.as_bytes());
    let explained = |arguments: &[&str]| {
        let output = run(&[&["explain", "--format", "json"], arguments].concat(), b"");
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        lines(&output)
    };
    let has = |lines: &[Value], layer: &str, kept: bool, what: &str| {
        lines.iter().any(|l| l["layer"] == layer && l["kept"] == kept && l["what"].as_str().unwrap().contains(what))
    };
    let cue = explained(&[&story, "said"]);
    assert!(has(&cue, "quotes", true, "rule direct.") && has(&cue, "quotes", true, "cue by the table"), "{cue:?}");
    assert!(has(&cue, "blocks", true, "paragraph") && has(&cue, "tokens", true, "lemma “say”"), "{cue:?}");
    let name = explained(&[&story, "Osei"]);
    assert!(has(&name, "mentions", true, "person by the model") && has(&name, "entities", true, "Ada Osei"), "{name:?}");
    let scare = explained(&[&story, "dream"]);
    assert!(has(&scare, "quotes", false, "words in marks"), "{scare:?}");
    let monday = text.chars().position(|c| c == 'M').unwrap().to_string();
    let time = explained(&["--offsets", "char", "--date", "2024-05-03", &story, &monday]);
    assert!(has(&time, "times", true, "rule ") && time.iter().any(|l| l["text"] == "Monday"), "{time:?}");
    let lexicon = file(&dir, "beat.json", json!({"names": [{"text": "dream", "type": "work"}]}).to_string().as_bytes());
    assert!(has(&explained(&["--lexicon", &lexicon, &story, "dream"]), "mentions", true, "work by the lexicon"));
    let page = run(&["explain", &story, "said"], b"");
    assert!(String::from_utf8_lossy(&page.stdout).contains("works,” [s]aid Ada"), "{page:?}");
    assert_eq!(code(&run(&["explain", &story, "9999"], b"")), 2);
    assert_eq!(code(&run(&["explain", &story, "no such words"], b"")), 2);
    assert_eq!(code(&run(&["explain", &dir.join("none.txt").to_string_lossy(), "0"], b"")), 1);
}

#[cfg(feature = "parquet")]
mod tables {
    use std::fs::File;
    use std::sync::Arc;

    use arrow_array::cast::AsArray;
    use arrow_array::types::Int32Type;
    use arrow_array::{Array, ArrayRef, Date32Array, Int64Array, LargeStringArray, RecordBatch, StringArray};
    use parquet::arrow::ArrowWriter;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use super::*;

    fn table(path: &str, columns: Vec<(&str, ArrayRef)>) {
        let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true))).unwrap();
        let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
    }

    #[test]
    fn rows_in() {
        let dir = fresh("rows");
        let stories = path(&dir, "stories.parquet");
        table(
            &stories,
            vec![
                ("uid", Arc::new(Int64Array::from(vec![7, 8, 9])) as ArrayRef),
                ("body", Arc::new(LargeStringArray::from(vec![Some("It rained on Sunday."), None, Some("Zoë left.")]))),
                ("date", Arc::new(Date32Array::from(vec![Some(18261), None, None]))),
                ("other", Arc::new(StringArray::from(vec!["a", "b", "c"]))),
            ],
        );
        let output = run(&["extract", "--column", "text=body", "--column", "id=uid", &stories], b"");
        assert_eq!(code(&output), 1);
        let read = lines(&output);
        assert_eq!(inputs(&output), json!([7, 8, 9]));
        assert_eq!(read[0]["metadata"]["date_published"], "2019-12-31");
        assert_eq!((&read[1]["error"]["kind"], &read[1]["error"]["row"]), (&json!("json"), &json!(2)));
        assert_eq!(read[2]["text"], "Zoë left.");
        let output = run(&["extract", &stories], b"");
        assert!(stderr(&output).contains("uid, body, date, other") && stderr(&output).contains("--column text="), "{}", stderr(&output));
        let torn = file(&dir, "torn.parquet", b"PAR1 and then nothing");
        assert_eq!(code(&run(&["extract", &torn], b"")), 1);
    }

    #[test]
    fn stories_out() {
        let dir = fresh("table");
        let out = path(&dir, "out.parquet");
        let input = [story(1), "{\"id\": {\"a\": 1}}\n".to_owned(), story(2)].concat();
        let output = run(&["extract", "--input", "json", "--output", &out], input.as_bytes());
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        let left: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, ["out.parquet"]);
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&out).unwrap()).unwrap().build().unwrap();
        let batches: Vec<RecordBatch> = reader.map(Result::unwrap).collect();
        let batch = &batches[0];
        let text = |column: &str, row: usize| batch.column_by_name(column).unwrap().as_string::<i32>().value(row).to_owned();
        assert_eq!([text("input", 0), text("input", 1), text("input", 2)], ["1", "{\"a\":1}", "2"]);
        let error = batch.column_by_name("error").unwrap().as_struct();
        assert!(error.is_null(0) && error.is_valid(1) && batch.column_by_name("text").unwrap().is_null(1));
        assert!(batch.column_by_name("tokens").is_none(), "a layer that was not asked for is no column");
        let quotes = batch.column_by_name("quotes").unwrap().as_list::<i32>().value(2);
        let speaker = quotes.as_struct().column_by_name("speaker").unwrap().as_struct();
        assert_eq!(speaker.column_by_name("text").unwrap().as_string::<i32>().value(0), "Ada Osei");
        assert_eq!(speaker.column_by_name("start").unwrap().as_primitive::<Int32Type>().value(0), 21);
        // What was written can be read: the text of each story again.
        let output = run(&["extract", "--column", "id=input", &out], b"");
        assert_eq!(inputs(&output), json!(["1", "{\"a\":1}", "2"]));
        assert_eq!(code(&run(&["extract", "--format", "tei", "--output", &out], b"x")), 2);
    }
}
