//! Inputs made to be slow, deep or large (`vectors/hostile.json`): each gives a sound article, in memory and in allocations that
//! grow no faster than the input. (`scripts/hostile` counts instructions, in WebAssembly; Python and JavaScript read the same
//! file.) `HOSTILE=quotation` runs only the shapes with that word in their names.

// A counting allocator can't be written without it.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fs;
use std::path::Path;

use nutgraf::export::{Format, export};
use nutgraf::{Article, Extractor, Layer, Options};
use serde_json::Value;

thread_local! {
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static TOTAL: Cell<usize> = const { Cell::new(0) };
}

/// Counts what each thread allocates.
struct Counting;

fn count(added: usize, removed: usize) {
    // Not there any more while a thread ends.
    let _ = LIVE.try_with(|live| {
        live.set(live.get() + added as isize - removed as isize);
        PEAK.with(|peak| peak.set(peak.get().max(live.get())));
        TOTAL.with(|total| total.set(total.get() + added));
    });
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(0, layout.size());
        unsafe { System.dealloc(at, layout) }
    }
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What `run` allocated in all, and the most that was alive at once.
fn measure<T>(run: impl FnOnce() -> T) -> (T, usize, usize) {
    let (live, total) = (LIVE.get(), TOTAL.get());
    PEAK.set(live);
    let result = run();
    (result, TOTAL.get() - total, (PEAK.get() - live) as usize)
}

fn letters(mut i: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(b'a' + (i % 26) as u8);
        i /= 26;
        if i == 0 {
            break;
        }
    }
    out.reverse();
    String::from_utf8(out).unwrap()
}

/// The input of a shape, of about `size` bytes.
fn input(shape: &Value, size: usize) -> String {
    let part = |key: &str| shape[key].as_str().unwrap_or("");
    let (unit, closing) = (part("unit"), part("closing"));
    let times = (size / (unit.len() + closing.len())).max(1);
    let body: String =
        if unit.contains("{i}") { (0..times).map(|i| unit.replace("{i}", &letters(i))).collect() } else { unit.repeat(times) };
    [part("before"), &body, part("middle"), &closing.repeat(times), part("after")].concat()
}

fn shapes(kind: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/hostile.json");
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let only = std::env::var("HOSTILE").unwrap_or_default();
    file[kind].as_array().unwrap().iter().filter(|s| s["name"].as_str().unwrap().contains(&only)).cloned().collect()
}

const SMALL: usize = 12_000;
/// The budget of one input: what is fixed, and bytes a byte of input.
const FIXED: usize = 30 << 20;
const EACH: usize = 20;

fn run(kind: &str, read: impl Fn(&Extractor, &str) -> Article) {
    let extractor = Extractor::new(Options::new().layers(Layer::ALL.into_iter().collect()).language("en"));
    // Tables and the model are made once.
    read(&extractor, "It rained.");
    let mut failures = Vec::new();
    for shape in shapes(kind) {
        let name = shape["name"].as_str().unwrap();
        let (small, large) = (input(&shape, SMALL), input(&shape, 4 * SMALL));
        let (article, first, _) = measure(|| read(&extractor, &small));
        assert_eq!(article.check(), Ok(()), "{name}");
        let forms: Vec<usize> = Format::ALL.iter().map(|&f| measure(|| export(&article, f)).1).collect();
        let (article, second, peak) = measure(|| read(&extractor, &large));
        assert_eq!(article.check(), Ok(()), "{name}");
        // A vector that doubles as it grows may make one step more: up to 8. What is quadratic makes 16.
        let linear = |first: usize, second: usize| second <= 9 * first + (1 << 20);
        if !linear(first, second) {
            failures.push(format!("{name}: {first} bytes allocated, for four times the input {second}"));
        }
        if peak > FIXED + EACH * large.len() {
            failures.push(format!("{name}: {peak} bytes at once for {} of input", large.len()));
        }
        for (&format, &first) in Format::ALL.iter().zip(&forms) {
            let second = measure(|| export(&article, format)).1;
            if !linear(first, second) {
                failures.push(format!("{name} as {format}: {first} bytes allocated, for four times the input {second}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn hostile_text() {
    run("text", |extractor, text| {
        let article = extractor.extract(text).unwrap();
        assert_eq!(&article.text[..], text);
        article
    });
}

#[test]
fn hostile_pages() {
    run("html", |extractor, html| extractor.extract_html(html).unwrap());
}

/// Deep mark-up neither overflows the stack nor loses what is inside.
#[test]
fn ten_thousand_deep() {
    for tag in ["div", "b", "ul", "table", "blockquote", "span", "section"] {
        let page = format!("{}It rained in Lima.{}", format!("<{tag}>").repeat(10_000), format!("</{tag}>").repeat(10_000));
        let small = || Extractor::default().extract_html(&page).unwrap();
        let article = std::thread::Builder::new().stack_size(256 << 10).spawn({
            let page = page.clone();
            move || Extractor::default().extract_html(&page).unwrap()
        });
        assert_eq!(article.unwrap().join().unwrap(), small(), "{tag}");
    }
}

/// Memory for one large story: the budget counts from the input's size.
#[test]
fn a_large_story_keeps_to_the_budget() {
    let story = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/stories/consulate.txt")).unwrap();
    let text = format!("{story}\n\n").repeat(2_000_000 / story.len());
    let extractor = Extractor::new(Options::new().layers(Layer::ALL.into_iter().collect()));
    extractor.extract("It rained.").unwrap();
    let (_, _, peak) = measure(|| extractor.extract(&text).unwrap());
    assert!(
        peak <= FIXED + EACH * text.len(),
        "{peak} bytes at once for {} of input: {:.1} a byte",
        text.len(),
        peak as f64 / text.len() as f64
    );
}
