//! How the story is laid out: blocks, sentences, tokens.

use super::{BlockId, BlockKind, Lemma, SentenceId, TokenId};
use crate::labels::{Deprel, Feats, Upos};
use crate::span::Span;

/// A block of the story.
///
/// ```
/// use nutgraf::BlockKind;
/// let article = nutgraf::extract("Dam holds\n\nBy Ada Osei\n\nIt rained on Sunday in Karvo.")?;
/// let headline = article.blocks.iter().find(|b| b.kind == BlockKind::Headline).unwrap();
/// assert_eq!(headline.span.slice(&article.text), "Dam holds");
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
    /// For captions: description and credit.
    pub caption: Option<Box<Caption>>,
    /// For posts put into the story (block quotes): who wrote the post, where the page names them.
    pub author: Option<Span>,
    /// For web pages: the bytes of the page (as UTF-8) from the block's first kept text to its last.
    /// `None` when the story is no web page; `Some(None)` when the text is not in the mark-up.
    pub source: Option<Option<Span>>,
}

impl Block {
    /// A block of plain text.
    ///
    /// ```
    /// use nutgraf::{Block, BlockKind, Span};
    /// let block = Block::new(BlockKind::Paragraph, Span::new(0, 10));
    /// assert!(block.caption.is_none() && block.source.is_none());
    /// ```
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, caption: None, author: None, source: None }
    }

    /// Whether the block belongs to the body: every kind but header, headline, standfirst, byline, caption, note and boilerplate.
    ///
    /// ```
    /// let article = nutgraf::extract("Dam holds\n\nBy Ada Osei\n\nIt rained on Sunday in Karvo.")?;
    /// let body: Vec<&str> = article.blocks.iter().filter(|b| b.is_body()).map(|b| b.span.slice(&article.text)).collect();
    /// assert_eq!(body, ["It rained on Sunday in Karvo."]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn is_body(&self) -> bool {
        use BlockKind::{BlockQuote, Heading, ListItem, Paragraph, Table};
        matches!(self.kind, Heading | Paragraph | ListItem | BlockQuote | Table)
    }
}

/// The parts of a caption.
///
/// ```
/// let html = "<h1>Dam holds</h1><p>The dam held on Friday, the engineers said.\
///     <figure><img src='dam.jpg'><figcaption>The dam of Karvo. Photo: Ada Osei/AP</figcaption></figure>";
/// let article = nutgraf::extract_html(html)?;
/// let caption = article.blocks.iter().find_map(|b| b.caption.as_ref()).unwrap();
/// assert_eq!(caption.caption.slice(&article.text), "The dam of Karvo.");
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Caption {
    /// The description.
    pub caption: Span,
    /// The credit with its label ("Photo / AP").
    pub credit: Option<Credit>,
}

/// A picture credit.
///
/// ```
/// let html = "<h1>Dam holds</h1><p>The dam held on Friday, the engineers said.\
///     <figure><img src='dam.jpg'><figcaption>The dam of Karvo. Photo: Ada Osei/AP</figcaption></figure>";
/// let article = nutgraf::extract_html(html)?;
/// let credit = article.blocks.iter().find_map(|b| b.caption.as_ref()?.credit.as_ref()).unwrap();
/// assert_eq!((credit.photographer.as_deref(), credit.agency.as_deref()), (Some("Ada Osei"), Some("AP")));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Credit {
    /// Where it is.
    pub span: Span,
    /// The photographer.
    pub photographer: Option<String>,
    /// The agency.
    pub agency: Option<String>,
}

/// A sentence.
///
/// ```
/// let article = nutgraf::extract("It rained. The dam held.")?;
/// let sentences: Vec<&str> = article.sentences.iter().map(|s| s.span.slice(&article.text)).collect();
/// assert_eq!(sentences, ["It rained.", "The dam held."]);
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// The block it stands in.
    pub block: BlockId,
    /// Where it is.
    pub span: Span,
}

/// A syntactic word of Universal Dependencies.
///
/// ```
/// use nutgraf::{Extractor, Options, Upos};
/// let article = Extractor::new(Options::new().layers("tokens".parse()?)).extract("Rain fell.")?;
/// let verb = article.tokens.iter().find(|t| t.upos == Upos::Verb).unwrap();
/// assert_eq!((verb.span.slice(&article.text), &verb.lemma[..], verb.head), ("fell", "fall", None));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// The sentence it stands in.
    pub sentence: SentenceId,
    /// Where it is.
    pub span: Span,
    /// Dictionary form.
    pub lemma: Lemma,
    /// Universal part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub feats: Feats,
    /// The head; `None` for the root.
    pub head: Option<TokenId>,
    /// The relation to the head.
    pub deprel: Deprel,
}

impl Token {
    /// A token before syntax has filled it in.
    ///
    /// ```
    /// use nutgraf::{SentenceId, Span, Token, Upos};
    /// let token = Token::new(SentenceId::of(0), Span::new(0, 4));
    /// assert_eq!((token.upos, &token.lemma[..]), (Upos::X, ""));
    /// ```
    pub fn new(sentence: SentenceId, span: Span) -> Self {
        Self { sentence, span, lemma: Lemma::default(), upos: Upos::X, feats: Feats::default(), head: None, deprel: Deprel::Dep }
    }
}
