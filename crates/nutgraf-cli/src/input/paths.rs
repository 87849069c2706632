//! Names on the command line: files, folders, patterns.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use walkdir::{DirEntry, WalkDir};

use super::{Failure, kind_of_name};

/// The files that a list of names stands for, found as they are asked for.
pub struct Paths {
    names: std::vec::IntoIter<PathBuf>,
    walk: Option<Walk>,
}

/// A file, or a name that stands for none.
type Found = Result<PathBuf, (PathBuf, Failure)>;

impl Paths {
    pub fn new(names: Vec<PathBuf>) -> Self {
        Self { names: names.into_iter(), walk: None }
    }
}

impl Iterator for Paths {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(walk) = &mut self.walk {
                match walk.next() {
                    Some(found) => return Some(found),
                    None => self.walk = None,
                }
            }
            let name = self.names.next()?;
            // A file that is there is meant, whatever characters its name has.
            if name.as_os_str() == "-" || name.is_file() {
                return Some(Ok(name));
            }
            if name.is_dir() {
                self.walk = Some(Walk::folder(name));
            } else if name.to_string_lossy().contains(['*', '?', '[', '{']) && !name.exists() {
                match Walk::pattern(name.clone()) {
                    Ok(walk) => self.walk = Some(walk),
                    Err(failure) => return Some(Err((name, failure))),
                }
            } else {
                return Some(Ok(name));
            }
        }
    }
}

/// The files below a folder, in the order of their names.
struct Walk {
    name: PathBuf,
    entries: walkdir::IntoIter,
    pattern: Option<GlobMatcher>,
    found: bool,
    done: bool,
}

impl Walk {
    fn new(name: PathBuf, root: &Path, depth: usize, pattern: Option<GlobMatcher>) -> Self {
        let entries = WalkDir::new(root).follow_links(true).max_depth(depth).sort_by_file_name().into_iter();
        Self { name, entries, pattern, found: false, done: false }
    }

    fn folder(name: PathBuf) -> Self {
        let root = name.clone();
        Self::new(name, &root, usize::MAX, None)
    }

    fn pattern(name: PathBuf) -> Result<Self, Failure> {
        let bad = |e: globset::Error| Failure::new("io", format!("not a pattern: {}", e.kind()));
        let glob = GlobBuilder::new(&name.to_string_lossy()).literal_separator(true).build().map_err(bad)?;
        // The folders before the first wildcard are where to look.
        let fixed = name.components().take_while(|c| !c.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']));
        let root: PathBuf = fixed.collect();
        let deep = name.to_string_lossy().contains("**");
        let depth = if deep { usize::MAX } else { name.components().count() - root.components().count() };
        let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
        Ok(Self::new(name, &root, depth, Some(glob.compile_matcher())))
    }

    fn wants(&self, entry: &DirEntry) -> bool {
        if !entry.file_type().is_file() {
            return false;
        }
        match &self.pattern {
            Some(pattern) => pattern.is_match(entry.path().strip_prefix("./").unwrap_or(entry.path())) || pattern.is_match(entry.path()),
            None => is_story_name(entry.path()),
        }
    }

    fn empty(&self) -> Failure {
        if self.pattern.is_some() {
            Failure::new("io", "no file matches").hint("quote the pattern, and use ** to reach into folders")
        } else {
            Failure::new("io", "no stories in this folder").hint(
                "files that end in .txt, .md, .html, .nitf, .jsonl, .parquet or .warc are read, also as .gz and .zst; name others one by one",
            )
        }
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.done {
            match self.entries.next() {
                Some(Ok(entry)) if is_hidden(&entry) => {
                    if entry.file_type().is_dir() {
                        self.entries.skip_current_dir();
                    }
                }
                Some(Ok(entry)) if self.wants(&entry) => {
                    self.found = true;
                    let path = entry.into_path();
                    return Some(Ok(path.strip_prefix("./").map_or(path.clone(), Path::to_owned)));
                }
                Some(Ok(_)) => {}
                Some(Err(e)) => {
                    self.found = true;
                    let path = e.path().unwrap_or(&self.name).to_owned();
                    let failure = match e.into_io_error() {
                        Some(e) => e.into(),
                        None => Failure::new("io", "a link that leads back to its own folder"),
                    };
                    return Some(Err((path, failure)));
                }
                None => {
                    self.done = true;
                    if !self.found {
                        return Some(Err((self.name.clone(), self.empty())));
                    }
                }
            }
        }
        None
    }
}

/// Hidden files and folders below the one that was named.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
}

/// Whether a file of a folder is read unasked.
fn is_story_name(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("gz" | "zst" | "zstd") => kind_of_name(&path.with_extension("")).is_some(),
        _ => kind_of_name(path).is_some(),
    }
}

/// The size of all files that `names` stand for; `None` when one has no size (standard input, a pipe).
pub fn total_bytes(names: Vec<PathBuf>) -> Option<u64> {
    Paths::new(names).filter_map(Result::ok).try_fold(0, |sum: u64, path| {
        if path.as_os_str() == "-" {
            return None;
        }
        match path.metadata() {
            Ok(data) if data.is_file() => Some(sum + data.len()),
            Ok(_) => None,
            // It will be complained of when its turn comes.
            Err(_) => Some(sum),
        }
    })
}
