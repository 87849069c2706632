//! The WebAssembly side of the npm package `nutgraf`: strings in, the article's JSON out. No logic: what is decided here is
//! only how JavaScript's values map to the core's.

use std::borrow::Cow;
use std::cell::RefCell;

use nutgraf::wire::{Input, InputName, InputQuote};
use nutgraf::{Article, Diagnostic, Error, Extractor, Lexicon, OffsetEncoding, OffsetMap, Options, Span};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

thread_local! {
    /// What the last panic said. A panic ends in a trap, which says nothing.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let _ = PANIC.try_with(|message| message.replace(Some(panic.to_string())));
    }));
}

/// Options as JavaScript passes them: every one may be left out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "options must be an object")]
struct Settings<'a> {
    layers: Option<Vec<String>>,
    #[serde(borrow)]
    date: Option<Cow<'a, str>>,
    language: Option<String>,
    url: Option<Cow<'a, str>>,
    max_input_bytes: Option<usize>,
    max_sentence_tokens: Option<usize>,
    lexicon: Option<serde_json::Value>,
    mentions: Option<Vec<InputName<'a>>>,
    quotes: Option<Vec<InputQuote<'a>>>,
    /// What the offsets of `mentions` and `quotes` count.
    offsets: Option<OffsetEncoding>,
}

impl Settings<'_> {
    fn options(&self) -> Result<Options, Error> {
        let mut options = Options::new();
        if let Some(layers) = &self.layers {
            options = options.layers(layers.join(",").parse()?);
        }
        if let Some(date) = &self.date {
            options = options.date(nutgraf::parse_date(date)?);
        }
        if let Some(language) = &self.language {
            options = options.language(language);
        }
        if let Some(bytes) = self.max_input_bytes {
            options = options.max_input_bytes(bytes);
        }
        if let Some(tokens) = self.max_sentence_tokens {
            options = options.max_sentence_tokens(tokens);
        }
        if let Some(lexicon) = &self.lexicon {
            // One key a line, so that an error shows the key.
            options = options.lexicon(Lexicon::from_json(&format!("{lexicon:#}"))?);
        }
        Ok(options)
    }
}

/// An error on its way to JavaScript: `kind: message`, taken apart there.
fn failure(kind: &str, message: &dyn std::fmt::Display) -> JsValue {
    JsValue::from_str(&format!("{kind}: {message}"))
}

fn error(error: Error) -> JsValue {
    failure(error.kind().as_str(), &error)
}

fn read<'a>(settings: &'a str) -> Result<Settings<'a>, JsValue> {
    serde_json::from_str(settings).map_err(|e| {
        let message = e.to_string();
        // Where in the JSON means nothing to a caller who passed an object.
        failure("option", &message.split(" at line ").next().unwrap_or_default())
    })
}

fn run(input: Input<'_>, settings: &str, lone_surrogate: i32) -> Result<String, JsValue> {
    let settings = read(settings)?;
    let extractor = Extractor::new(settings.options().map_err(error)?);
    // The date is among the options already.
    let input = Input { url: settings.url, mentions: settings.mentions, quotes: settings.quotes, ..input };
    let document = input.document(settings.offsets.unwrap_or(OffsetEncoding::Utf16)).map_err(error)?;
    let mut article = extractor.extract_document(&document).map_err(error)?;
    if let Ok(at) = u32::try_from(lone_surrogate) {
        note_lone_surrogate(&mut article, at);
    }
    Ok(article.to_json(OffsetEncoding::Utf16))
}

/// JavaScript's strings may hold half a surrogate pair, which is no character: it was read as U+FFFD.
fn note_lone_surrogate(article: &mut Article, at: u32) {
    // In a page the place is one of the mark-up, not of the text.
    let byte = OffsetMap::new(&article.text, OffsetEncoding::Utf16).to_byte(at);
    let span = byte.map(|byte| Span::new(byte, byte + 3)).filter(|s| s.slice(&article.text) == "\u{FFFD}");
    let message = "half a surrogate pair is no character: read as U+FFFD".to_owned();
    article.diagnostics.push(Diagnostic { code: "lone_surrogate".into(), message, span });
}

/// The article of a plain-text story, as JSON. `lone_surrogate` is where the first one was in the string, or -1.
#[wasm_bindgen]
pub fn extract(text: &str, settings: &str, lone_surrogate: i32) -> Result<String, JsValue> {
    run(Input { text: Some(text.into()), ..Input::default() }, settings, lone_surrogate)
}

/// The article of a web page, as JSON.
#[cfg(feature = "html")]
#[wasm_bindgen(js_name = extractHtml)]
pub fn extract_html(html: &str, settings: &str, lone_surrogate: i32) -> Result<String, JsValue> {
    run(Input { html: Some(html.into()), ..Input::default() }, settings, lone_surrogate)
}

/// The article of a web page given as bytes, as JSON.
#[cfg(feature = "html")]
#[wasm_bindgen(js_name = extractHtmlBytes)]
pub fn extract_html_bytes(html: &[u8], settings: &str) -> Result<String, JsValue> {
    run(Input { html: Some(utf8(html)?.into()), ..Input::default() }, settings, -1)
}

/// The article of a document of the News Industry Text Format, as JSON.
#[cfg(feature = "html")]
#[wasm_bindgen(js_name = extractNitf)]
pub fn extract_nitf(xml: &str, settings: &str, lone_surrogate: i32) -> Result<String, JsValue> {
    run(Input { nitf: Some(xml.into()), ..Input::default() }, settings, lone_surrogate)
}

/// The article of such a document given as bytes, as JSON.
#[cfg(feature = "html")]
#[wasm_bindgen(js_name = extractNitfBytes)]
pub fn extract_nitf_bytes(xml: &[u8], settings: &str) -> Result<String, JsValue> {
    run(Input { nitf: Some(utf8(xml)?.into()), ..Input::default() }, settings, -1)
}

#[cfg(feature = "html")]
fn utf8(bytes: &[u8]) -> Result<&str, JsValue> {
    std::str::from_utf8(bytes).map_err(|e| {
        let at = e.valid_up_to();
        failure(nutgraf::ErrorKind::Decode.as_str(), &format_args!("not UTF-8: byte 0x{:02X} at offset {at}", bytes[at]))
    })
}

/// An article's JSON, whatever its offsets, with UTF-16 offsets.
#[wasm_bindgen(js_name = fromJson)]
pub fn from_json(json: &str) -> Result<String, JsValue> {
    Ok(Article::from_json(json).map_err(error)?.to_json(OffsetEncoding::Utf16))
}

/// Fails as an extraction with these options would.
#[wasm_bindgen(js_name = checkOptions)]
pub fn check_options(settings: &str) -> Result<(), JsValue> {
    read(settings)?.options().map_err(error)?;
    Ok(())
}

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// What the panic behind the last trap said, once.
#[wasm_bindgen(js_name = takePanic)]
pub fn take_panic() -> Option<String> {
    PANIC.with(|message| message.take())
}
