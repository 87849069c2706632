//! JSON Lines, and what a table's columns are called.

use std::io::{BufRead, Read};

use super::{Failure, MAX_BYTES, Place, Raw, Raws, Source};

/// The keys of an input that can go by another name, in this order.
pub const KEYS: [&str; 6] = ["id", "text", "html", "nitf", "url", "date"];

/// What the file's columns or keys are called: `--column text=body`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(Vec<(&'static str, String)>);

impl Columns {
    /// Takes `KEY=NAME` pairs, already checked by [`parse_column`].
    pub fn new(pairs: &[(&'static str, String)]) -> Self {
        Self(pairs.to_vec())
    }

    /// The file's name for `key`.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code, reason = "tables are a feature"))]
    pub fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.iter().find(|(k, _)| *k == key).map_or(key, |(_, name)| name)
    }

    /// `json`'s keys by our names. What is no object is left for the reader to complain of.
    pub fn rename(&self, json: &str) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let mut object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).ok()?;
        let taken: Vec<_> = self.0.iter().map(|(key, name)| (*key, object.remove(name))).collect();
        for (key, value) in taken {
            match value {
                Some(value) => object.insert(key.to_owned(), value),
                None => object.remove(key),
            };
        }
        serde_json::to_string(&object).ok()
    }
}

/// Reads `KEY=NAME`.
pub fn parse_column(s: &str) -> Result<(&'static str, String), String> {
    let (key, name) = s.split_once('=').ok_or("expected KEY=NAME, as text=body")?;
    let key = KEYS.into_iter().find(|k| *k == key).ok_or_else(|| format!("the keys are {}", KEYS.join(", ")))?;
    if name.is_empty() { Err("the column's name is empty".to_owned()) } else { Ok((key, name.to_owned())) }
}

/// The lines of a file that are not blank.
pub struct Lines {
    source: Source,
    number: usize,
    done: bool,
}

impl Lines {
    pub fn new(source: Source) -> Self {
        Self { source, number: 0, done: false }
    }
}

impl Iterator for Lines {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        while !self.done {
            let mut line = Vec::new();
            // Escapes can make a line longer than its story.
            let limit = 6 * MAX_BYTES;
            match (&mut self.source).take(limit).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(n) => {
                    self.number += 1;
                    if n as u64 == limit && !line.ends_with(b"\n") {
                        self.done = true;
                        let failure = Failure::new("limit", format!("longer than {} MiB", limit >> 20));
                        return Some(Raw::Failed(
                            failure.at(Place::Line(self.number)).hint("is it one JSON object a line? the rest of the file is not read"),
                        ));
                    }
                }
                Err(e) => {
                    self.done = true;
                    return Some(Raw::Failed(Failure::from(e).at(Place::Line(self.number + 1))));
                }
            }
            if self.number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }
            if !line.trim_ascii().is_empty() {
                return Some(Raw::Json(line, self.number));
            }
        }
        None
    }
}

impl Raws for Lines {
    fn is_ready(&self) -> bool {
        // Blank lines are skipped: they are nothing to wait behind.
        let buffer = self.source.buffer();
        buffer.iter().rposition(|&byte| byte == b'\n').is_some_and(|end| !buffer[..end].trim_ascii().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_by_another_name() {
        let columns = Columns::new(&[parse_column("text=body").unwrap(), parse_column("id=text").unwrap()]);
        assert_eq!(columns.rename(r#"{"body":"It rained","text":7}"#).unwrap(), r#"{"id":7,"text":"It rained"}"#);
        assert_eq!(columns.rename("[1]"), None);
        assert_eq!(Columns::default().rename(r#"{"text":"a"}"#), None);
        assert!(parse_column("body").is_err() && parse_column("author=a").is_err() && parse_column("text=").is_err());
    }
}
