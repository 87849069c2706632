//! The one error type.

use std::fmt;

/// What went wrong. Any text gives an [`Article`](crate::Article): errors are for bytes that can't be decoded, limits and
/// bad options.
///
/// ```
/// use nutgraf::{ErrorKind, parse_date};
/// let error = parse_date("2024-02-30").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Option);
/// assert_eq!(error.to_string(), "date \"2024-02-30\": there is no such day");
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

/// The kinds of [`Error`].
///
/// ```
/// use nutgraf::{ErrorKind, Extractor, Options};
/// let small = Extractor::new(Options::new().max_input_bytes(10));
/// match small.extract("It rained on Sunday.").map_err(|e| e.kind()) {
///     Err(ErrorKind::Limit) => {} // skip the story, keep the rest
///     other => panic!("{other:?}"),
/// }
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An option has a value that makes no sense (an impossible date, an unknown layer).
    Option,
    /// The input is larger than a limit allows.
    Limit,
    /// The bytes are not text in any encoding we know, or not in the format that they are said to be in.
    Decode,
    /// JSON given to us does not follow the contract.
    Json,
}

impl ErrorKind {
    /// The kind's name in JSON, Python and JavaScript.
    ///
    /// ```
    /// assert_eq!(nutgraf::ErrorKind::Decode.as_str(), "decode");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::Limit => "limit",
            Self::Decode => "decode",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Error {
    /// What sort of error this is.
    ///
    /// ```
    /// let error = nutgraf::Article::from_json("{}").unwrap_err();
    /// assert_eq!(error.kind(), nutgraf::ErrorKind::Json);
    /// ```
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(crate) fn option(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Option, message: message.into() }
    }

    pub(crate) fn limit(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Limit, message: message.into() }
    }

    #[allow(dead_code, reason = "used by the byte readers of the html feature")]
    pub(crate) fn decode(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Decode, message: message.into() }
    }

    pub(crate) fn json(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Json, message: message.into() }
    }
}
