//! Whatever a story contains, every export stays what it is: nothing of the story becomes mark-up, a field, a formula.

use nutgraf::export::{Format, export};
use nutgraf::{Article, Document, Extractor, Layer, Options};

/// A headline, names, quotations, counts and an address, each with something in it that some format would take for its own.
const STORY: &str = "</script><script>alert(1)</script> \"Rain\" & 'Flood' <img src=x onerror=alert(2)>\n\nBy ANN <b>VALE</b>\n\n\
    LIMA, Peru (AP) — Mayor Ann \"><svg/onload=alert(3)> Vale said 12 people\twere killed on Monday. “It is *not* [over](javascript:alert(4)) \
    <!-- yet -->,” she said. “=HYPERLINK(\"http://a.example\")”, Bo Osei told The Daily & Sons | Co.\n\n\
    =cmd|' /C calc'!A0 said no; +1 and -1 and @SUM(A1) did not.\n\n1. # Not a heading\n\n```\n</q></div></TEXT></body> ]]> &amp; &lt;\n\nA\u{0}B\u{1}C\u{FFFE}D\rE\u{2028}F said it rained.";

const PAGE: &str = "<html><head><title>=1+1</title><meta property=og:site_name content='=HYPERLINK(\"http://a.example\")'>\
    <meta property=og:title content='&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot;Rain&quot;'><meta name=author content='=Ann &lt;b&gt; &quot;Vale&quot;'>\
    <meta property=og:image content='+http://a.example/\"><b>.jpg'></head><body><article><h1>Rain &lt;b&gt;</h1><p>Mayor Ann Vale said it rained &lt;i&gt; on Monday &amp;amp; that 12 people died.</p></article>";

fn articles() -> Vec<Article> {
    let extractor = Extractor::new(Options::new().layers(Layer::ALL.into_iter().collect()).language("en"));
    let url = "https://news.example/a?b=\"><script>alert(5)</script>\t=1";
    vec![
        extractor.extract_document(&Document::text(STORY).url(url)).unwrap(),
        extractor.extract_document(&Document::html(PAGE)).unwrap(),
        extractor.extract("=1+1\n\nIt rained.").unwrap(),
        extractor.extract_document(&Document::html(&PAGE.replace("=HYPERLINK(\"http://a.example\")", "-2+3+cmd|/C calc!A0"))).unwrap(),
        extractor.extract_document(&Document::html(&PAGE.replace("=HYPERLINK(\"http://a.example\")", "＝1+1"))).unwrap(),
    ]
}

/// The tags of an XML or HTML document; fails where one is not well formed or not closed by its own end.
fn tags(markup: &str) -> Vec<String> {
    let (mut found, mut open, mut rest) = (Vec::new(), Vec::new(), markup);
    while let Some(at) = rest.find(['<', '&']) {
        let is_tag = rest.as_bytes()[at] == b'<';
        rest = &rest[at + 1..];
        if !is_tag {
            let end = rest.find(';').expect("an entity ends");
            assert!(["amp", "lt", "gt", "quot", "#39", "#13"].contains(&&rest[..end]), "&{}", &rest[..end.min(20)]);
            continue;
        }
        // No attribute holds a bare ">".
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        assert!(!tag.contains('<'), "{tag}");
        assert!(tag.matches('"').count() % 2 == 0, "{tag}");
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            None => {
                let name = tag.split_whitespace().next().unwrap().to_owned();
                found.push(tag.to_owned());
                open.push(name.clone());
                if name == "style" {
                    rest = &rest[rest.find("</style>").unwrap()..];
                }
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
    found
}

fn all(format: Format) -> Vec<String> {
    let forms: Vec<String> = articles().iter().map(|a| export(a, format)).collect();
    for form in &forms {
        if matches!(format, Format::Html | Format::Tei | Format::TimeMl) {
            assert!(!form.contains(['\u{0}', '\u{1}', '\u{FFFE}']), "{format}: characters that XML does not allow");
        }
        if format.is_line() {
            assert!(form.ends_with('\n') && form.matches(['\n', '\r']).count() == 1, "{format} is one line");
        }
    }
    forms
}

#[test]
fn html() {
    for form in all(Format::Html) {
        for tag in tags(&form) {
            let name = tag.split_whitespace().next().unwrap();
            let known = ["div", "style", "h1", "h2", "p", "pre", "blockquote", "q", "table", "thead", "tbody", "tr", "th", "td"];
            assert!(known.contains(&name), "{tag}");
            let outside: String = tag.split('"').step_by(2).collect();
            let names: Vec<&str> = outside.split_whitespace().skip(1).map(|a| a.trim_end_matches('=')).collect();
            assert!(names.iter().all(|n| ["class", "title", "data-quote"].contains(n)), "{tag}");
        }
    }
}

#[test]
fn tei_and_timeml() {
    for format in [Format::Tei, Format::TimeMl] {
        for form in all(format) {
            let tags = tags(&form);
            assert!(tags.iter().all(|t| !t.starts_with("script") && !t.starts_with("b") || t == "body"), "{tags:?}");
        }
    }
}

#[test]
fn json() {
    for format in [Format::Json, Format::Ninjs, Format::JsonLd, Format::WebAnnotation] {
        for form in all(format) {
            serde_json::from_str::<serde_json::Value>(&form).unwrap();
        }
    }
}

/// JSON-LD stands in a script element of a page.
#[test]
fn json_ld_does_not_end_the_script_it_stands_in() {
    for form in all(Format::JsonLd) {
        assert!(!form.contains('<'));
    }
    let first: serde_json::Value = serde_json::from_str(&all(Format::JsonLd)[0]).unwrap();
    assert!(first["headline"].as_str().unwrap().starts_with("</script><script>"), "and still says what the story says");
}

/// Spreadsheets open tab-separated files.
#[test]
fn gkg() {
    let forms = all(Format::Gkg);
    for form in &forms {
        let columns: Vec<&str> = form.trim_end_matches('\n').split('\t').collect();
        assert_eq!(columns.len(), 27);
        for column in columns {
            assert!(!column.starts_with(['=', '+', '-', '@', '＝']), "{column}");
        }
    }
    assert!(forms[1].contains("\t'=HYPERLINK"), "{}", forms[1]);
    assert!(forms[3].contains("\t'-2+3+cmd"), "{}", forms[3]);
    assert!(forms[4].contains("\t'＝1+1"), "{}", forms[4]);
}

#[test]
fn brat_and_conllu() {
    for form in all(Format::Brat) {
        for line in form.lines() {
            assert!(line.starts_with(['T', 'R', 'E', 'A', '#']), "{line}");
            assert!(!line.starts_with('T') || line.split('\t').count() >= 3, "{line}");
        }
    }
    for form in all(Format::Conllu) {
        for line in form.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 10, "{line}");
        }
    }
}

#[test]
fn markdown() {
    let form = &all(Format::Markdown)[0];
    for plain in ["<script", "<img", "<svg", "<!--", "<b>", "](javascript"] {
        let at = form.match_indices(plain).map(|(at, _)| at);
        for at in at {
            assert!(form[..at].ends_with('\\'), "{plain} in {form}");
        }
    }
    let headings: Vec<&str> = form.lines().filter(|l| l.starts_with("# ")).collect();
    assert!(matches!(headings[..], [one] if one.starts_with("# \\</script>\\<script>")), "{headings:?}");
}
