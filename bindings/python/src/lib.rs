//! The extension module under the Python package: converts arguments, calls the core, hands over its JSON. The classes that
//! users meet are made of that JSON in `python/nutgraf`.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use nutgraf::export::{Format, export};
use nutgraf::summary::{self, By};
use nutgraf::wire::Input;
use nutgraf::{Article, ErrorKind, Extractor, Lexicon, OffsetEncoding, Options, Page};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// An exception of `nutgraf._errors`.
fn exception(py: Python<'_>, kind: &str, message: &str) -> PyErr {
    let made = py.import("nutgraf._errors").and_then(|m| m.getattr("make")).and_then(|make| make.call1((kind, message)));
    made.map_or_else(|e| e, PyErr::from_value)
}

fn raise(py: Python<'_>) -> impl Fn(nutgraf::Error) -> PyErr + '_ {
    move |e| exception(py, e.kind().as_str(), &e.to_string())
}

/// The string's text; a lone surrogate is no text.
fn text<'a>(string: &'a Bound<'_, PyString>) -> PyResult<&'a str> {
    string.to_str().map_err(|e| {
        let at = e.value(string.py()).getattr("start").and_then(|s| s.extract::<usize>()).unwrap_or_default();
        exception(
            string.py(),
            ErrorKind::Decode.as_str(),
            &format!("not Unicode text: a lone surrogate at index {at}; text.encode('utf-8', 'replace').decode() puts ? in its place"),
        )
    })
}

/// Settings, checked; reads any number of stories, on any thread.
#[pyclass(frozen, module = "nutgraf._nutgraf")]
struct Reader {
    extractor: Extractor,
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (layers=None, date=None, language=None, max_input_bytes=None, max_sentence_tokens=None, lexicon=None))]
    fn new(
        py: Python<'_>,
        layers: Option<&str>,
        date: Option<&str>,
        language: Option<&str>,
        max_input_bytes: Option<usize>,
        max_sentence_tokens: Option<usize>,
        lexicon: Option<&str>,
    ) -> PyResult<Self> {
        let mut options = Options::new();
        if let Some(layers) = layers {
            options = options.layers(layers.parse().map_err(raise(py))?);
        }
        if let Some(date) = date {
            options = options.date(nutgraf::parse_date(date).map_err(raise(py))?);
        }
        if let Some(language) = language {
            options = options.language(language);
        }
        if let Some(bytes) = max_input_bytes {
            options = options.max_input_bytes(bytes);
        }
        if let Some(tokens) = max_sentence_tokens {
            options = options.max_sentence_tokens(tokens);
        }
        if let Some(lexicon) = lexicon {
            let json = lexicon.trim_start().starts_with('{');
            let read = if json { Lexicon::from_json(lexicon) } else { Lexicon::from_toml(lexicon) };
            options = options.lexicon(read.map_err(raise(py))?);
        }
        Ok(Self { extractor: Extractor::new(options) })
    }

    /// Reads a plain-text story. `given` is JSON: another program's `blocks`, `metadata`, `mentions` and `quotes`.
    #[pyo3(signature = (content, url=None, date=None, given=None))]
    fn text(
        &self,
        py: Python<'_>,
        content: &Bound<'_, PyString>,
        url: Option<&str>,
        date: Option<&str>,
        given: Option<&str>,
    ) -> PyResult<Story> {
        let content = Some(Cow::Borrowed(text(content)?));
        self.read(py, Input { text: content, ..input(py, url, date, given)? })
    }

    /// Reads a web page, given as `str` or `bytes`; `charset` is what the server said of the bytes.
    #[pyo3(signature = (content, url=None, date=None, given=None, charset=None))]
    fn html(
        &self,
        py: Python<'_>,
        content: &Bound<'_, PyAny>,
        url: Option<&str>,
        date: Option<&str>,
        given: Option<&str>,
        charset: Option<&str>,
    ) -> PyResult<Story> {
        self.markup(py, content, charset, |html| Ok(Input { html: Some(html), ..input(py, url, date, given)? }))
    }

    /// Reads a document of the News Industry Text Format, given as `str` or `bytes`.
    #[pyo3(signature = (content, url=None, date=None, given=None, charset=None))]
    fn nitf(
        &self,
        py: Python<'_>,
        content: &Bound<'_, PyAny>,
        url: Option<&str>,
        date: Option<&str>,
        given: Option<&str>,
        charset: Option<&str>,
    ) -> PyResult<Story> {
        self.markup(py, content, charset, |xml| Ok(Input { nitf: Some(xml), ..input(py, url, date, given)? }))
    }
}

impl Reader {
    fn markup<'a>(
        &self,
        py: Python<'a>,
        content: &'a Bound<'a, PyAny>,
        charset: Option<&str>,
        input: impl FnOnce(Cow<'a, str>) -> PyResult<Input<'a>>,
    ) -> PyResult<Story> {
        let (content, decoded_from) = if let Ok(string) = content.cast::<PyString>() {
            (Cow::Borrowed(text(string)?), None)
        } else if let Ok(bytes) = content.cast::<PyBytes>() {
            let page = Page::decode(bytes.as_bytes(), charset);
            let decoded_from = (!page.is_verbatim()).then_some(page.encoding);
            (page.html, decoded_from)
        } else {
            return Err(PyTypeError::new_err(format!("a page is str or bytes, not {}", content.get_type().name()?)));
        };
        let input = input(content)?;
        let article = py.detach(|| {
            let mut document = input.document(OffsetEncoding::Char)?;
            document.decoded_from = decoded_from;
            self.extractor.extract_document(&document)
        });
        article.map(|article| Story { article }).map_err(raise(py))
    }

    /// Without the interpreter's lock: other threads run meanwhile.
    fn read(&self, py: Python<'_>, input: Input<'_>) -> PyResult<Story> {
        let article = py.detach(|| self.extractor.extract_document(&input.document(OffsetEncoding::Char)?));
        article.map(|article| Story { article }).map_err(raise(py))
    }
}

/// What is known about an input, without its content.
fn input<'a>(py: Python<'_>, url: Option<&'a str>, date: Option<&'a str>, given: Option<&'a str>) -> PyResult<Input<'a>> {
    let input = given.map(Input::from_json).transpose().map_err(raise(py))?.unwrap_or_default();
    Ok(Input { url: url.map(Cow::Borrowed), date: date.map(Cow::Borrowed), ..input })
}

/// A story that was read.
#[pyclass(frozen, eq, hash, module = "nutgraf._nutgraf")]
#[derive(PartialEq, Eq)]
struct Story {
    article: Article,
}

impl Hash for Story {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The text and the length of each layer tell stories apart; what equals has the same.
        self.article.text.hash(state);
        self.article.layers.hash(state);
        self.article.quotes.hash(state);
    }
}

#[pymethods]
impl Story {
    /// Reads the article's JSON back, whatever its offsets count.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: &Bound<'_, PyString>) -> PyResult<Self> {
        let json = text(json)?;
        py.detach(|| Article::from_json(json)).map(|article| Story { article }).map_err(raise(py))
    }

    /// The article's JSON.
    #[pyo3(signature = (offsets="char"))]
    fn to_json(&self, py: Python<'_>, offsets: &str) -> PyResult<String> {
        let offsets = offsets.parse::<OffsetEncoding>().map_err(raise(py))?;
        Ok(py.detach(|| self.article.to_json(offsets)))
    }

    /// The article in another form.
    fn export(&self, py: Python<'_>, format: &str) -> PyResult<String> {
        let Some(known) = Format::from_name(format) else {
            let names = Format::ALL.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(", ");
            return Err(exception(py, ErrorKind::Option.as_str(), &format!("format {format:?}: the formats are {names}")));
        };
        Ok(py.detach(|| export(&self.article, known)))
    }
}

/// Adds stories up.
#[pyclass(frozen, module = "nutgraf._nutgraf")]
struct Summarizer {
    sums: Mutex<summary::Summarizer>,
}

#[pymethods]
impl Summarizer {
    #[new]
    fn new() -> Self {
        Self { sums: Mutex::default() }
    }

    /// Adds a story.
    fn add(&self, story: &Story) {
        self.sums.lock().unwrap_or_else(PoisonError::into_inner).add(&story.article);
    }

    /// The summary of the stories so far.
    fn finish(&self) -> Summary {
        Summary { summary: self.sums.lock().unwrap_or_else(PoisonError::into_inner).clone().finish() }
    }
}

/// Who is quoted how often.
#[pyclass(frozen, module = "nutgraf._nutgraf")]
struct Summary {
    summary: summary::Summary,
}

#[pymethods]
impl Summary {
    fn to_json(&self) -> String {
        self.summary.to_json()
    }

    fn to_html(&self) -> String {
        self.summary.to_html()
    }

    fn to_csv(&self, py: Python<'_>, by: &str) -> PyResult<String> {
        let Some(known) = By::from_name(by) else {
            let names = By::ALL.iter().map(|b| b.as_str()).collect::<Vec<_>>().join(", ");
            return Err(exception(py, ErrorKind::Option.as_str(), &format!("by {by:?}: expected one of {names}")));
        };
        Ok(self.summary.to_csv(known))
    }
}

/// The compiled part of `nutgraf`; its users import `nutgraf` itself.
#[pymodule]
mod _nutgraf {
    #[pymodule_export]
    use super::{Reader, Story, Summarizer, Summary};

    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
