//! One extractor shared by sixteen threads gives what one thread gives; nothing in the core could let one call see another.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;

use nutgraf::{Extractor, Layer, OffsetEncoding, Options};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

#[test]
fn sixteen_threads_give_the_same_bytes() {
    let folder = root().join("../../examples/stories");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|x| x == "txt")).collect();
    paths.sort();
    let mut stories: Vec<String> = paths.iter().map(|p| fs::read_to_string(p).unwrap()).collect();
    stories.extend(
        ["", "“", "It rained.", "\u{202E}\u{301}", "Es regnete gestern in der ganzen Stadt, sagte die Bürgermeisterin."].map(str::to_owned),
    );
    let extractor = Extractor::new(Options::new().layers(Layer::ALL.into_iter().collect()));
    let read = |story: &String| extractor.extract(story).unwrap().to_json(OffsetEncoding::Char);
    let barrier = Barrier::new(16);
    let results: Vec<Vec<(usize, String)>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|t| {
                let (barrier, stories, read) = (&barrier, &stories, &read);
                // Each in another order, all from the same moment: the tables are made under their eyes.
                scope.spawn(move || {
                    barrier.wait();
                    (0..stories.len()).map(|i| (i + t) % stories.len()).map(|i| (i, read(&stories[i]))).collect()
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let alone: Vec<String> = stories.iter().map(read).collect();
    for (i, json) in results.into_iter().flatten() {
        assert!(json == alone[i], "story {i}");
    }
}

/// Statics are tables that are filled once: no locks, cells or atomics that a call could leave something in.
#[test]
fn no_state_that_changes() {
    let mut folders = vec![root().join("src")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|x| x == "rs") {
                read += 1;
                let code = fs::read_to_string(&path).unwrap();
                let code = code.split("#[cfg(test)]").next().unwrap();
                for word in ["static mut", "thread_local!", "Mutex<", "RwLock<", "Atomic", "RefCell<", "UnsafeCell<"] {
                    assert!(!code.contains(word), "{word} in {}", path.display());
                }
            }
        }
    }
    assert!(read > 50);
}
