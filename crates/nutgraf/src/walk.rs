//! Tokens of many spans, one after the other.

use std::ops::Range;

use crate::article::Token;
use crate::span::Span;
use crate::story::Story;

/// Finds the tokens of spans that come more or less in order: each is looked for from where the last one was, which is near.
pub(crate) struct Walk<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Walk<'a> {
    pub fn new(story: &Story<'a>) -> Self {
        Self { tokens: story.tokens, at: 0 }
    }

    /// The tokens that overlap `span`, as [`Story::tokens_in`] gives them.
    pub fn tokens_in(&mut self, span: Span) -> Range<usize> {
        let before = |t: &Token| t.span.end <= span.start;
        // Back and forth in steps that grow.
        let mut step = 1;
        while self.at > 0 && !before(&self.tokens[self.at - 1]) {
            self.at = self.at.saturating_sub(step);
            step *= 2;
        }
        step = 1;
        while self.tokens.get(self.at + step - 1).is_some_and(before) {
            self.at += step;
            step *= 2;
        }
        let end = self.tokens.len().min(self.at + step - 1);
        self.at += self.tokens[self.at..end].partition_point(before);
        self.at..self.at + self.tokens[self.at..].iter().take_while(|t| t.span.start < span.end).count()
    }
}

#[cfg(test)]
mod tests {
    use super::Walk;
    use crate::story::Story;
    use crate::{Extractor, Span};

    #[test]
    fn finds_what_the_story_finds() {
        let article = Extractor::default().extract("The mayor of Alder said on Friday, after the fire, that “the bridge holds”.").unwrap();
        let story = Story::new(&article.text, &article.blocks, &article.sentences, &article.tokens, &article.metadata, None, None);
        let mut walk = Walk::new(&story);
        let length = article.text.len() as u32;
        for step in [1, 7, 30] {
            for start in (0..length).step_by(step) {
                for end in [start, start + 1, start + 9, length] {
                    let span = Span::new(start, end);
                    assert_eq!(walk.tokens_in(span), story.tokens_in(span), "{span:?}");
                }
            }
        }
        // Backwards, too.
        for start in (0..length).rev() {
            let span = Span::new(start, length);
            assert_eq!(walk.tokens_in(span), story.tokens_in(span), "{span:?}");
        }
    }
}
