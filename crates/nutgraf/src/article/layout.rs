//! How the story is laid out: blocks, sentences, tokens.

use super::{BlockId, BlockKind, Lemma, SentenceId, TokenId};
use crate::labels::{Deprel, Feats, Upos};
use crate::span::Span;

/// A block of the story.
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
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, caption: None, author: None, source: None }
    }

    /// Whether the block belongs to the body: every kind but header, headline, standfirst, byline, caption, note and boilerplate.
    pub fn is_body(&self) -> bool {
        use BlockKind::{BlockQuote, Heading, ListItem, Paragraph, Table};
        matches!(self.kind, Heading | Paragraph | ListItem | BlockQuote | Table)
    }
}

/// The parts of a caption.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Caption {
    /// The description.
    pub caption: Span,
    /// The credit with its label ("Photo / AP").
    pub credit: Option<Credit>,
}

/// A picture credit.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// The block it stands in.
    pub block: BlockId,
    /// Where it is.
    pub span: Span,
}

/// A syntactic word of Universal Dependencies.
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
    pub fn new(sentence: SentenceId, span: Span) -> Self {
        Self { sentence, span, lemma: Lemma::default(), upos: Upos::X, feats: Feats::default(), head: None, deprel: Deprel::Dep }
    }
}
