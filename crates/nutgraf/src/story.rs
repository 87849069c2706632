//! What a stage reads: the text and the layers made so far, with the dependency trees indexed.

use std::ops::Range;

use crate::Date;
use crate::article::{Block, BlockId, Metadata, Sentence, Token};
use crate::labels::{Deprel, Upos};
use crate::lexicon::custom::Lexicon;
use crate::span::Span;
use crate::tight::Strings;

#[allow(dead_code, reason = "read as the stages grow")]
/// The story as far as syntax, read-only. Token and sentence numbers are plain `usize` indexes here.
#[derive(Debug)]
pub(crate) struct Story<'a> {
    pub text: &'a str,
    pub blocks: &'a [Block],
    pub sentences: &'a [Sentence],
    pub tokens: &'a [Token],
    pub metadata: &'a Metadata,
    /// Publication date, from the text or the options.
    pub date: Option<Date>,
    /// The caller's own words.
    pub lexicon: Option<&'a Lexicon>,
    /// First token of each sentence, and one past the last token.
    sentence_starts: Vec<u32>,
    /// Children of each token, in text order: `children[child_starts[t]..child_starts[t + 1]]`.
    child_starts: Vec<u32>,
    children: Vec<u32>,
    /// Lower-cased forms of the tokens that have capitals; the others are read from `text`.
    lower: Strings,
    /// Lemmas that are not the lower-cased form: stages ask for lemmas so often that they must not be unpacked each time.
    lemmas: Strings,
}

/// An index into some list for each token, where it has one: what it is part of.
#[derive(Debug)]
pub(crate) struct ByToken(Vec<u32>);

const NOTHING: u32 = u32::MAX;

impl ByToken {
    /// Nothing for every token of the story.
    pub fn new(story: &Story<'_>) -> Self {
        Self(vec![NOTHING; story.tokens.len()])
    }

    /// Gives token `t` an index.
    pub fn set(&mut self, t: usize, index: usize) {
        self.0[t] = index as u32;
    }

    /// The index of token `t`.
    pub fn at(&self, t: usize) -> Option<usize> {
        self.0.get(t).filter(|&&index| index != NOTHING).map(|&index| index as usize)
    }
}

/// How far away the children of a token with very many are.
const REACH: usize = 4096;

#[allow(dead_code, reason = "a common vocabulary for the stages")]
impl<'a> Story<'a> {
    /// Indexes the layers. `tokens` are in text order and their sentences ascend.
    pub fn new(
        text: &'a str,
        blocks: &'a [Block],
        sentences: &'a [Sentence],
        tokens: &'a [Token],
        metadata: &'a Metadata,
        date: Option<Date>,
        lexicon: Option<&'a Lexicon>,
    ) -> Self {
        let mut sentence_starts = Vec::with_capacity(sentences.len() + 1);
        let mut next = 0;
        for s in 0..sentences.len() {
            while next < tokens.len() && tokens[next].sentence.index() < s {
                next += 1;
            }
            sentence_starts.push(next as u32);
        }
        sentence_starts.push(tokens.len() as u32);

        let mut child_starts = vec![0u32; tokens.len() + 1];
        for t in tokens {
            if let Some(h) = t.head {
                child_starts[h.index() + 1] += 1;
            }
        }
        for i in 1..child_starts.len() {
            child_starts[i] += child_starts[i - 1];
        }
        let mut children = vec![0u32; *child_starts.last().unwrap_or(&0) as usize];
        // Each start moves to its end while the children are put in, which is the start of the next.
        for (i, t) in tokens.iter().enumerate() {
            if let Some(h) = t.head {
                children[child_starts[h.index()] as usize] = i as u32;
                child_starts[h.index()] += 1;
            }
        }
        child_starts.rotate_right(1);
        child_starts[0] = 0;

        let [mut lower, mut lemmas] = [(); 2].map(|()| Strings::new(tokens.len()));
        let mut small = String::new();
        for (i, t) in tokens.iter().enumerate() {
            let form = t.span.slice(text);
            if form.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
                small.clear();
                if form.is_ascii() {
                    small.push_str(form);
                    small.make_ascii_lowercase();
                } else {
                    // Typographic apostrophes are folded, so that lexicons need one form.
                    small.extend(form.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
                }
                lower.push(i, &small);
            }
            let lemma = t.lemma.as_str();
            if lemma != lower.get(i).unwrap_or(form) {
                lemmas.push(i, lemma);
            }
        }
        Self { text, blocks, sentences, tokens, metadata, date, lexicon, sentence_starts, child_starts, children, lower, lemmas }
    }

    /// Tokens of sentence `s`.
    pub fn sentence_tokens(&self, s: usize) -> Range<usize> {
        self.sentence_starts[s] as usize..self.sentence_starts[s + 1] as usize
    }

    /// The block of token `t`.
    pub fn block_of(&self, t: usize) -> BlockId {
        self.sentences[self.tokens[t].sentence.index()].block
    }

    /// The form of token `t` as written.
    pub fn form(&self, t: usize) -> &str {
        self.tokens[t].span.slice(self.text)
    }

    /// The form of token `t` in lower case, ’ folded to '.
    pub fn lower(&self, t: usize) -> &str {
        self.lower.get(t).unwrap_or_else(|| self.form(t))
    }

    /// The lemma of token `t`.
    pub fn lemma(&self, t: usize) -> &str {
        self.lemmas.get(t).unwrap_or_else(|| self.lower(t))
    }

    pub fn upos(&self, t: usize) -> Upos {
        self.tokens[t].upos
    }

    pub fn deprel(&self, t: usize) -> Deprel {
        self.tokens[t].deprel
    }

    pub fn head(&self, t: usize) -> Option<usize> {
        self.tokens[t].head.map(|h| h.index())
    }

    /// Children of token `t`, in text order.
    pub fn children(&self, t: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let mut children = &self.children[self.child_starts[t] as usize..self.child_starts[t + 1] as usize];
        // Only the root of a sentence that was parsed in pieces has so many: the roots of the others hang from it.
        if children.len() > 512 {
            let first = children.partition_point(|&c| (c as usize) + REACH < t);
            let last = children.partition_point(|&c| (c as usize) < t + REACH);
            children = &children[first..last];
        }
        children.iter().map(|&c| c as usize)
    }

    /// Children of token `t` with relation `rel`.
    pub fn children_by(&self, t: usize, rel: Deprel) -> impl Iterator<Item = usize> + '_ {
        self.children(t).filter(move |&c| self.deprel(c) == rel)
    }

    /// The first child of token `t` with one of the relations.
    pub fn child(&self, t: usize, rels: &[Deprel]) -> Option<usize> {
        self.children(t).find(|&c| rels.contains(&self.deprel(c)))
    }

    /// First and last token of the subtree of `t`. (In a projective tree all between belong to it.)
    pub fn subtree(&self, t: usize) -> (usize, usize) {
        let mut left = t;
        while let Some(c) = self.children(left).next().filter(|&c| c < left) {
            left = c;
        }
        let mut right = t;
        while let Some(c) = self.children(right).next_back().filter(|&c| c > right) {
            right = c;
        }
        // A leftmost child's own right branch, or the reverse, may reach further in a non-projective tree; ours are projective.
        (left, right)
    }

    /// The span from token `first` to token `last`, both included.
    pub fn span(&self, first: usize, last: usize) -> Span {
        Span::new(self.tokens[first].span.start, self.tokens[last].span.end)
    }

    /// The span of the subtree of `t`.
    pub fn subtree_span(&self, t: usize) -> Span {
        let (first, last) = self.subtree(t);
        self.span(first, last)
    }

    /// The first token that ends after byte `offset` (the number of tokens when there is none).
    pub fn token_at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|t| t.span.end <= offset)
    }

    /// The tokens that overlap `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.token_at(span.start);
        first..first.max(self.tokens.partition_point(|t| t.span.start < span.end))
    }

    /// Whether `ancestor` is `t` or above it.
    pub fn dominates(&self, ancestor: usize, t: usize) -> bool {
        let mut at = Some(t);
        while let Some(i) = at {
            if i == ancestor {
                return true;
            }
            at = self.head(i);
        }
        false
    }
}
