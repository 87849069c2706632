//! The order of the stages: the only file that knows it. Runs what the layers asked for need, and nothing else.

use std::sync::OnceLock;

use crate::article::{Article, Diagnostic, Mention, Token};
use crate::extractor::{Content, Document, GivenQuote};
use crate::options::{Layer, Layers, Options};
use crate::story::Story;
use crate::terms::{Cut, Vocabulary};
use crate::{
    Date, Error, article, assemble, blocks, coref, events, five_ws, language, model, names, quantities, quotes, sentences, syntax, times,
    tokens,
};

const AFTER_SENTENCES: Layers = Layers::NONE
    .with(Layer::Tokens)
    .with(Layer::Mentions)
    .with(Layer::Entities)
    .with(Layer::Times)
    .with(Layer::Quantities)
    .with(Layer::Quotes)
    .with(Layer::Events)
    .with(Layer::FiveWs)
    .with(Layer::Timeline);
const FROM_EVENTS: Layers = Layers::NONE.with(Layer::Events).with(Layer::FiveWs).with(Layer::Timeline);
const FROM_COREF: Layers = FROM_EVENTS.with(Layer::Entities).with(Layer::Mentions);
const FROM_QUOTES: Layers = FROM_COREF.with(Layer::Quotes);
const FROM_QUANTITIES: Layers = FROM_EVENTS.with(Layer::Quantities);
const FROM_TIMES: Layers = FROM_QUANTITIES.with(Layer::Times);
const FROM_NAMES: Layers = FROM_QUOTES.with(Layer::Times).with(Layer::Quantities);
const FROM_SENTENCES: Layers = AFTER_SENTENCES.with(Layer::Sentences);

/// Reads a document. `done` is told the name of each stage when it has run; that is where benchmarks read their clock.
pub(crate) fn run(document: &Document<'_>, options: &Options, done: &mut dyn FnMut(&'static str)) -> Result<Article, Error> {
    let size = match document.content {
        Content::Text(text) => text.len(),
        #[cfg(feature = "html")]
        Content::Html(html) | Content::Nitf(html) => html.len(),
    };
    check_size(size, options)?;
    let given_names = document.mentions.as_ref().map(|m| names::check(m, document.content)).transpose()?;
    document.quotes.as_deref().map(|q| quotes::given::check(q, document.content)).transpose()?;
    let known = blocks::Agencies::new(options.lexicon.as_deref());
    let (text, front) = match document.content {
        Content::Text(text) => {
            let front = match &document.blocks {
                Some(given) => blocks::given(known, text, given)?,
                None => blocks::segment(known, text),
            };
            (text.to_owned(), front)
        }
        #[cfg(feature = "html")]
        Content::Html(html) => crate::html::read(known, html, document.url),
        #[cfg(feature = "html")]
        Content::Nitf(xml) => crate::nitf::read(known, xml, document.url)?,
    };
    Ok(read(text, front, document, given_names, options, done))
}

/// Reads plain text that the caller gives away.
pub(crate) fn run_owned(text: String, options: &Options, done: &mut dyn FnMut(&'static str)) -> Result<Article, Error> {
    check_size(text.len(), options)?;
    let front = blocks::segment(blocks::Agencies::new(options.lexicon.as_deref()), &text);
    Ok(read(text, front, &Document::text(""), None, options, done))
}

/// Reads `text`, whose blocks are known; of the document, what is known beside its content.
fn read(
    text: String,
    mut front: blocks::Front,
    document: &Document<'_>,
    given_names: Option<Vec<Mention>>,
    options: &Options,
    done: &mut dyn FnMut(&'static str),
) -> Article {
    let known = blocks::Agencies::new(options.lexicon.as_deref());
    let given_quotes = document.quotes.as_deref();
    if let Some(encoding) = document.decoded_from {
        let message = format!("the page was in {encoding}: source ranges are bytes of the decoded page, in UTF-8");
        front.diagnostics.push(Diagnostic { code: "decoded_page".into(), message, span: None });
    }
    if let Some(given) = &document.metadata {
        front.metadata = given.clone();
    }
    let date = publication_date(&mut front.metadata, document, options);
    if let Some(date) = date {
        blocks::complete_dateline(known, &mut front.metadata, &text, date);
    }

    let language = match &options.language {
        Some(given) => given.clone(),
        None => language::detect(&text).to_owned(),
    };
    let english = language.split(['-', '_']).next().is_some_and(|l| l.eq_ignore_ascii_case("en")) || language == "und";
    let mut article = Article::empty(text, language, options.layers);
    article.metadata = front.metadata;
    article.blocks = front.blocks;
    article.diagnostics = front.diagnostics;
    done("blocks");

    let wanted = |layers: Layers| options.layers.intersects(layers);
    if wanted(FROM_SENTENCES) {
        article.sentences = sentences::split(&article.text, &article.blocks);
        done("sentences");
    }
    if wanted(AFTER_SENTENCES) {
        article.tokens = tokens::tokenize(&article.text, &article.sentences);
        done("tokens");
        if english {
            read_english(&mut article, date, options, given_names, given_quotes, done);
        } else {
            let message = format!("language {:?}: only blocks, sentences, tokens and paired quotation marks are given", article.language);
            article.diagnostics.push(Diagnostic { code: "unsupported_language".into(), message, span: None });
            article.quotes = match given_quotes {
                Some(given) => quotes::given::without_model(&article.text, &article.blocks, given).quotes,
                None => quotes::pair_marks(&article.text, &article.blocks),
            };
        }
    }
    drop_unasked(&mut article);
    debug_assert_eq!(article.check(), Ok(()));
    article
}

/// Refuses what is larger than the options allow.
pub(crate) fn check_size(size: usize, options: &Options) -> Result<(), Error> {
    let limit = options.max_input_bytes.min(u32::MAX as usize - 1);
    if size > limit {
        return Err(Error::limit(format!("the input has {size} bytes; max_input_bytes is {limit}")));
    }
    Ok(())
}

fn read_english(
    article: &mut Article,
    date: Option<Date>,
    options: &Options,
    given_names: Option<Vec<Mention>>,
    given_quotes: Option<&[GivenQuote]>,
    done: &mut dyn FnMut(&'static str),
) {
    let wanted = |layers: Layers| options.layers.intersects(layers);
    let analysis = model::analyze(&article.text, &article.sentences, &article.tokens, options.max_sentence_tokens);
    article.tokens = syntax::parse(&article.text, std::mem::take(&mut article.tokens), &analysis);
    let lexicon = options.lexicon.as_deref();
    let story = Story::new(&article.text, &article.blocks, &article.sentences, &article.tokens, &article.metadata, date, lexicon);
    done("syntax");

    let names = match given_names {
        _ if !wanted(FROM_NAMES) => Vec::new(),
        Some(given) => given,
        None => names::recognize(&story, &analysis),
    };
    drop(analysis);
    done("names");
    let cut = wanted(FROM_TIMES).then(|| Cut::of(&story, vocabulary()));
    let times = cut.as_ref().map(|cut| times::recognize(&story, &cut.terms(TIMES), &names)).unwrap_or_default();
    done("times");
    let counts = cut.as_ref().filter(|_| wanted(FROM_QUANTITIES));
    let quantities = counts.map(|cut| quantities::recognize(&story, &cut.terms(QUANTITIES), &times, &names)).unwrap_or_default();
    drop(cut);
    done("quantities");
    let quotes = match given_quotes {
        _ if !wanted(FROM_QUOTES) => quotes::Attribution::default(),
        Some(given) => quotes::given::attribute(&story, &names, given),
        None => quotes::attribute(&story, &names),
    };
    done("quotes");
    let resolution =
        if wanted(FROM_COREF) { coref::resolve(&story, &names, &quotes.quotes, &quotes.referents) } else { coref::Resolution::default() };
    drop(names);
    done("coref");
    let layers = events::Layers {
        mentions: &resolution.mentions,
        entities: &resolution.entities,
        times: &times,
        quantities: &quantities,
        quotes: &quotes.quotes,
    };
    let extraction = if wanted(FROM_EVENTS) { events::extract(&story, &layers) } else { events::Extraction::default() };
    done("events");
    let five_ws = if wanted(Layers::NONE.with(Layer::FiveWs)) {
        five_ws::rank(&story, &layers, &extraction.events)
    } else {
        article::FiveWs::default()
    };
    done("five_ws");

    article.diagnostics.extend(quotes.diagnostics);
    article.diagnostics.extend(long_sentences(article, options.max_sentence_tokens));
    let linked = assemble::link(resolution, extraction, quantities, quotes.quotes);
    article.times = times;
    article.five_ws = five_ws;
    article.mentions = linked.mentions;
    article.entities = linked.entities;
    article.quantities = linked.quantities;
    article.quotes = linked.quotes;
    article.events = linked.events;
    article.timeline = linked.timeline;
}

/// Places in the [`vocabulary`].
const TIMES: usize = 0;
const QUANTITIES: usize = 1;

/// The words that stages know whose patterns go over the same terms.
fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| Vocabulary::of(&[times::lexicon(), quantities::lexicon()]))
}

/// Says which sentences were too long to be parsed in one piece.
fn long_sentences(article: &Article, max: usize) -> Vec<Diagnostic> {
    let sentences = article.tokens.chunk_by(|a, b| a.sentence == b.sentence).filter(|tokens| tokens.len() > max);
    let report = |tokens: &[Token]| Diagnostic {
        code: "long_sentence".into(),
        message: format!("a sentence of {} tokens was parsed in pieces of {max}", tokens.len()),
        span: article.sentences.get(tokens[0].sentence.index()).map(|s| s.span),
    };
    sentences.map(report).collect()
}

/// The publication date: what the text or page says, else the document's, else the options'.
fn publication_date(metadata: &mut article::Metadata, document: &Document<'_>, options: &Options) -> Option<Date> {
    let day = |s: &String| s.get(..10)?.parse().ok();
    let said = metadata.date_published.as_ref().and_then(day);
    let dateline = || metadata.dateline.as_ref()?.date.as_ref().and_then(day);
    if let Some(date) = said.or_else(dateline) {
        return Some(date);
    }
    let given = document.date.or(options.date)?;
    metadata.date_published = Some(given.to_string());
    metadata.sources.insert("date_published".to_owned(), article::MetadataSource::Option);
    Some(given)
}

/// Empties the layers that only served others.
fn drop_unasked(article: &mut Article) {
    for layer in Layer::ALL.into_iter().filter(|&l| !article.layers.contains(l)) {
        match layer {
            Layer::Metadata => article.metadata = article::Metadata::default(),
            Layer::Blocks => article.blocks.clear(),
            Layer::Sentences => article.sentences.clear(),
            Layer::Tokens => article.tokens.clear(),
            Layer::Mentions => article.mentions.clear(),
            Layer::Entities => article.entities.clear(),
            Layer::Times => article.times.clear(),
            Layer::Quantities => article.quantities.clear(),
            Layer::Quotes => article.quotes.clear(),
            Layer::Events => article.events.clear(),
            Layer::FiveWs => article.five_ws = article::FiveWs::default(),
            Layer::Timeline => article.timeline.clear(),
        }
    }
}
