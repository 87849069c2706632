//! Why an input could not be read: what, where, what to do.

use std::io;

use serde_json::{Value, json};

/// Where in its file an input stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Line(usize),
    Row(usize),
    Record(usize),
}

impl Place {
    fn parts(self) -> (&'static str, usize) {
        match self {
            Place::Line(n) => ("line", n),
            Place::Row(n) => ("row", n),
            Place::Record(n) => ("record", n),
        }
    }
}

/// Why an input could not be read.
#[derive(Debug)]
pub struct Failure {
    /// A stable word: the core's kinds, `io`, `internal`.
    pub kind: &'static str,
    pub message: String,
    place: Option<Place>,
    hint: Option<String>,
}

impl Failure {
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Failure { kind, message: message.into(), place: None, hint: None }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says where. The message says it too.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        let (word, number) = place.parts();
        // Of one line, only the column is worth saying.
        self.message = format!("{word} {number}: {}", self.message.replacen(" at line 1 column ", " at column ", 1));
        self.place = Some(place);
        self
    }

    /// For a person: what, where, what to do.
    pub fn for_people(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{} ({hint})", self.message),
            None => self.message.clone(),
        }
    }

    /// `{"kind", "message", "file", "line"?, "hint"?}`.
    pub fn json(&self, file: &str) -> Value {
        let mut error = json!({"kind": self.kind, "message": self.message, "file": file});
        if let Some((word, number)) = self.place.map(Place::parts) {
            error[word] = number.into();
        }
        if let Some(hint) = &self.hint {
            error["hint"] = hint.as_str().into();
        }
        error
    }
}

impl From<nutgraf::Error> for Failure {
    fn from(e: nutgraf::Error) -> Self {
        Failure::new(e.kind().as_str(), e.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        // "No such file or directory (os error 2)": the number helps nobody.
        let text = e.to_string();
        let message = text.split(" (os error").next().unwrap_or(&text).to_lowercase();
        let failure = Failure::new("io", message);
        match e.kind() {
            io::ErrorKind::UnexpectedEof => failure.hint("the file is cut off; fetch it again"),
            io::ErrorKind::InvalidData => failure.hint("the file is damaged; fetch it again"),
            _ => failure,
        }
    }
}
