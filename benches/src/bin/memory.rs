//! What each stage holds in memory: `cargo run --release --manifest-path benches/Cargo.toml --bin memory [BYTES]... [PATH]...`.
//!
//! The bundled stories (or those of files) are joined, again and again, into one input of so many bytes (default: 2 and 10
//! million). A line gives the
//! most that was alive at once while the stage ran, and what was left when it had run, in bytes a byte of input.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use nutgraf::{Extractor, Layer, Options};

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// Counts what is allocated.
struct Counting;

fn add(size: usize) {
    let live = LIVE.fetch_add(size, Relaxed) + size;
    PEAK.fetch_max(live, Relaxed);
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // A large block is moved by the page table, not copied: old and new are not there together.
        LIVE.fetch_sub(layout.size(), Relaxed);
        add(size);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let (mut sizes, mut paths) = (Vec::new(), Vec::new());
    for argument in std::env::args_os().skip(1) {
        match argument.to_str().and_then(|size| size.parse().ok()) {
            Some(size) => sizes.push(size),
            None => paths.push(std::path::PathBuf::from(argument)),
        }
    }
    if sizes.is_empty() {
        sizes = vec![2_000_000, 10_000_000];
    }
    if paths.is_empty() {
        paths = nutgraf_benches::stories();
    }
    let stories: Vec<String> = paths.iter().flat_map(|path| nutgraf_benches::read(path)).collect();
    for layers in [Layer::ALL.into_iter().collect(), Options::default().layers] {
        let extractor = Extractor::new(Options::new().layers(layers));
        extractor.extract("It rained in Lima on Monday.").expect("an article");
        for &size in &sizes {
            let mut text = String::with_capacity(size + 20_000);
            for story in stories.iter().cycle() {
                if text.len() + story.len() > size {
                    break;
                }
                text.push_str(story);
                text.push_str("\n\n");
            }
            let before = LIVE.load(Relaxed);
            let a_byte = |live: usize| live.saturating_sub(before) as f64 / text.len() as f64;
            println!("{} bytes, {layers:?}", text.len());
            let mut most = 0.0_f64;
            PEAK.store(before, Relaxed);
            let article = extractor.extract_observed(&text, &mut |stage| {
                let (live, peak) = (LIVE.load(Relaxed), PEAK.swap(LIVE.load(Relaxed), Relaxed));
                most = most.max(a_byte(peak));
                println!("  {stage:<12} peak {:>6.1}   left {:>6.1}", a_byte(peak), a_byte(live));
            });
            let article = article.expect("a story that can be read");
            most = most.max(a_byte(PEAK.load(Relaxed)));
            println!("  {:<12} peak {most:>6.1}   left {:>6.1}", "article", a_byte(LIVE.load(Relaxed)));
            PEAK.store(LIVE.load(Relaxed), Relaxed);
            article.stream_json(nutgraf::OffsetEncoding::Byte, &mut std::io::sink()).expect("a sink takes all");
            println!("  {:<12} peak {:>6.1}", "its JSON", a_byte(PEAK.load(Relaxed)));
        }
    }
}
