//! What each fuzz target asserts. Also a module of `crates/nutgraf/tests/fuzz.rs`, which replays the seeds and whatever a
//! fuzzer once found.

use nutgraf::export::{Format, export};
use nutgraf::wire::Input;
use nutgraf::{Article, Document, Extractor, Layer, OffsetEncoding, OffsetMap, Options, parse_date};

/// A target: takes bytes, panics on a fault.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: [(&str, Target); 6] =
    [("text", text), ("html", html), ("nitf", nitf), ("bytes", bytes), ("json", json), ("offsets", offsets)];

const ENCODINGS: [OffsetEncoding; 3] = [OffsetEncoding::Byte, OffsetEncoding::Char, OffsetEncoding::Utf16];

fn extractor() -> Extractor {
    let date = parse_date("2019-12-31").expect("a day");
    Extractor::new(Options::new().layers(Layer::ALL.into_iter().collect()).date(date).language("en"))
}

/// An article keeps its invariants, survives the JSON form in each encoding, and can be written in every form.
fn examine(article: &Article) {
    assert_eq!(article.check(), Ok(()));
    for encoding in ENCODINGS {
        let json = article.to_json(encoding);
        let back = Article::from_json(&json).expect("what to_json writes, from_json reads");
        assert!(back == *article, "{encoding:?}: another article came back");
    }
    for &format in Format::ALL {
        let form = export(article, format);
        if format.is_line() {
            assert_eq!(form.trim_end_matches('\n').lines().count().max(1), 1, "{format:?} is one line");
        }
    }
}

/// Plain text: any text gives an article, and the text stays as it is.
pub fn text(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let article = extractor().extract(text).expect("any text gives an article");
    assert_eq!(&article.text[..], text);
    examine(&article);
}

/// Web pages: any page gives an article; its blocks' sources lie in the page.
pub fn html(data: &[u8]) {
    let Ok(html) = std::str::from_utf8(data) else { return };
    let document = Document::html(html).url("https://news.example/2019/12/31/a-story");
    let article = extractor().extract_document(&document).expect("any page gives an article");
    within(&article, html);
    examine(&article);
}

/// Blocks come from whole characters of the document.
fn within(article: &Article, document: &str) {
    for source in article.blocks.iter().filter_map(|b| b.source.flatten()) {
        assert!(document.get(source.start as usize..source.end as usize).is_some(), "{source:?} is not in the document");
    }
}

/// News documents in XML: refused, or an article whose blocks' sources lie in the document.
pub fn nitf(data: &[u8]) {
    let Ok(xml) = std::str::from_utf8(data) else { return };
    let Ok(article) = extractor().extract_nitf(xml) else { return };
    within(&article, xml);
    examine(&article);
}

/// Bytes, read as the command reads a line of JSON, else as text in which what is not UTF-8 became U+FFFD; the first byte
/// chooses. The language is detected, the layers vary.
pub fn bytes(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    let lossy = String::from_utf8_lossy(rest);
    let wanted = Layer::ALL.into_iter().enumerate().filter(|(i, _)| (u16::from(first) << 4 | 0xF) >> i & 1 == 1).map(|(_, l)| l);
    let extractor = Extractor::new(Options::new().layers(wanted.collect()).max_sentence_tokens(usize::from(first)));
    let article = match first % 3 {
        0 => extractor.extract(&lossy),
        1 => extractor.extract_html(&lossy),
        _ => {
            let Ok(input) = Input::from_json(&lossy) else { return };
            input.document(ENCODINGS[usize::from(first / 3) % 3]).and_then(|d| extractor.extract_document(&d))
        }
    };
    // Given blocks may be refused; what is taken keeps the invariants.
    if let Ok(article) = article {
        examine(&article);
    }
}

/// An article's JSON that nutgraf did not write: refused, or an article like any other.
pub fn json(data: &[u8]) {
    let Ok(json) = std::str::from_utf8(data) else { return };
    if let Ok(article) = Article::from_json(json) {
        examine(&article);
    }
}

/// Offsets: there and back is where one began, and no offset inside a character is taken.
pub fn offsets(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for encoding in ENCODINGS {
        let map = OffsetMap::new(text, encoding);
        let width = |c: char| match encoding {
            OffsetEncoding::Byte => c.len_utf8() as u32,
            OffsetEncoding::Char => 1,
            OffsetEncoding::Utf16 => c.len_utf16() as u32,
        };
        let mut expected = 0;
        for (byte, c) in text.char_indices() {
            assert_eq!(map.from_byte(byte as u32), expected);
            assert_eq!(map.to_byte(expected), Some(byte as u32));
            for inside in expected + 1..expected + width(c) {
                assert_eq!(map.to_byte(inside), None);
            }
            expected += width(c);
        }
        assert_eq!(map.from_byte(text.len() as u32), expected);
        assert_eq!(map.to_byte(expected), Some(text.len() as u32));
        assert_eq!(map.to_byte(expected + 1), None);
        assert_eq!(map.to_byte(u32::MAX), None);
    }
}
