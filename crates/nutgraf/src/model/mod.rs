//! The English model: file format, loading and integer arithmetic.
//!
//! One small network serves tags, trees and names; a linear model ([`linear`]) has a say in names. A word is a sum of embedding rows ([`features`]); convolutions
//! ([`encoder`]) give every word a vector that knows its neighbours; the heads are small linear layers ([`dense`]), a
//! transition system for trees ([`parser`]) and a best path for names ([`decoder`]). Weights are 8-bit integers, sums are
//! 32-bit, scales are powers of two: the result is the same on every platform.
//!
//! The file is made by `training/`; `docs/MODEL.md` says from what and how good it is. This module knows numbers only: what
//! they mean is for `syntax` and `names` to say.

mod aligned;
mod decoder;
mod dense;
mod encoder;
mod features;
mod file;
mod kernel;
mod linear;
mod parser;

use std::ops::Range;
use std::sync::OnceLock;

use aligned::Aligned;
pub(crate) use decoder::{Candidate, TYPES};
use dense::{Dense, Sums, Tables};
use encoder::Encoder;
use features::Lexicon;
use linear::Linear;

use crate::article::{Sentence, Token};

/// The model's name in `generator.model`.
pub(crate) const VERSION: &str = "en-1";

/// Numbers that an embedding row and a parser's row have.
const WIDTH: usize = 64;

/// All weights and word lists of the English model.
#[derive(Debug)]
pub(crate) struct Model {
    lexicon: Lexicon,
    /// Embedding rows, one after the other.
    rows: Aligned<i8>,
    convolutions: Vec<Convolution>,
    tag: Dense,
    name_hidden: Dense,
    name: Dense,
    /// Votes on names beside the network.
    linear: Linear,
    slot: Dense,
    /// `[tag][slot]`
    slot_tag: Tables,
    /// `[empty, root][slot]`
    slot_none: Tables,
    /// Rows for what else is seen of a state: one group, see [`parser`].
    state: Tables,
    /// Weights and bias of each action.
    action: ([[i16; WIDTH]; ACTIONS], [i32; ACTIONS]),
    /// Labels of left arcs, and of right arcs.
    label: [Dense; 2],
    /// `UPOS XPOS` of each joint tag.
    pub(crate) tags: Vec<(String, String)>,
    /// What each joint tag counts as for the parser: [`parser::counts_as`].
    tag_counts: Vec<u8>,
    /// Dependency relations, subtypes included.
    pub(crate) labels: Vec<String>,
}

/// A layer over a word and what stands around it.
#[derive(Debug)]
struct Convolution {
    dense: Dense,
    window: Window,
}

/// What a layer sees beside the word itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Window {
    /// The two neighbours, whole. The input is not added to the output.
    Whole,
    /// Half of each neighbour's vector.
    Near,
    /// Half vectors that hold the largest values of all words before, and after, less an eighth a word.
    Far,
}

/// The embedded model, read once.
pub(crate) fn english() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| match file::read(include_bytes!("en.bin"), include_bytes!("names.bin")) {
        Ok(model) => model,
        // A test reads the same bytes: they can't be damaged in a build that passed it.
        Err(damaged) => unreachable!("the embedded model: {damaged:?}"),
    })
}

/// What the model says about each token: read by `syntax` and `names`.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    /// Joint tag of each token, an index into [`Model::tags`].
    pub(crate) tags: Vec<u8>,
    /// Head of each token, counted through the document ([`ROOT`] for one in each sentence), and its label.
    pub(crate) arcs: Vec<(u32, u8)>,
    /// Names, in text order, not overlapping.
    pub(crate) names: Vec<Candidate>,
}

use parser::ACTIONS;
pub(crate) use parser::ROOT;

/// Runs the model over every sentence. Sentences of more than `max_tokens` are parsed in pieces.
pub(crate) fn analyze(text: &str, sentences: &[Sentence], tokens: &[Token], max_tokens: usize) -> Analysis {
    let model = english();
    let mut out = Analysis { tags: Vec::with_capacity(tokens.len()), arcs: Vec::with_capacity(tokens.len()), names: Vec::new() };
    let max = max_tokens.max(1);
    // Room for the longest piece at once, so that no list has to grow from sentence to sentence.
    let longest = tokens.chunk_by(|a, b| a.sentence == b.sentence).map(<[Token]>::len).max().unwrap_or(0).min(max);
    let (mut encoder, mut parser, mut decoder) = (Encoder::new(longest), parser::Parser::new(longest), decoder::Decoder::new(longest));
    let mut sums = Sums::new(longest);
    let mut at = 0;
    for sentence in 0..sentences.len() {
        let end = at + tokens[at..].iter().take_while(|t| t.sentence.index() <= sentence).count();
        let mut root = None;
        while at < end {
            let piece = at..end.min(at + max);
            encoder.encode(model, words(text, &tokens[piece.clone()]));
            let first = out.tags.len();
            encoder.apply(&model.tag, &mut sums);
            sums.bests(piece.len(), |tag| out.tags.push(tag as u8));
            parser.parse(model, &encoder, &out.tags[first..]);
            let words = words(text, &tokens[piece.clone()]).map(|(word, _)| word);
            decoder.decode(model, &encoder, words, at as u32, &mut out.names);
            append(&mut out.arcs, &parser.arcs, piece.clone(), &mut root, model);
            at = piece.end;
        }
    }
    // Tokens of no sentence can't be, but every token has an entry.
    out.tags.resize(tokens.len(), 0);
    out.arcs.resize(tokens.len(), (ROOT, 0));
    out
}

/// The words of a piece, and whether each follows the one before without a space.
fn words<'t>(text: &'t str, tokens: &'t [Token]) -> impl Iterator<Item = (&'t str, bool)> + Clone {
    let before = std::iter::once(None).chain(tokens.iter().map(|t| Some(t.span.end)));
    tokens.iter().zip(before).map(move |(t, before)| (t.span.slice(text), before == Some(t.span.start)))
}

/// Appends the arcs of a piece; the root of a later piece hangs from the sentence's first root.
fn append(arcs: &mut Vec<(u32, u8)>, piece: &[(u32, u8)], range: Range<usize>, root: &mut Option<u32>, model: &Model) {
    let parataxis = model.labels.iter().position(|l| l == "parataxis").unwrap_or(0) as u8;
    for (i, &(head, label)) in piece.iter().enumerate() {
        arcs.push(match (head, *root) {
            (ROOT, None) => (ROOT, label),
            (ROOT, Some(first)) => (first, parataxis),
            _ => (range.start as u32 + head, label),
        });
        if head == ROOT && root.is_none() {
            *root = Some((range.start + i) as u32);
        }
    }
}
