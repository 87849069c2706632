//! Words in one line, so that no stretch of them needs a string of its own.

use std::ops::Range;

/// Words with one space between.
#[derive(Default)]
pub(super) struct Line {
    text: String,
    /// Where each word lies.
    words: Vec<Range<usize>>,
}

impl Line {
    /// The line of some words. `room` is how many bytes it may have.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>, room: usize) -> Self {
        let mut line = Self { text: String::with_capacity(room), words: Vec::new() };
        for word in words {
            if !line.text.is_empty() {
                line.text.push(' ');
            }
            line.words.push(line.text.len()..line.text.len() + word.len());
            line.text.push_str(word);
        }
        line
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The words `words`, of which there is one at least.
    pub fn stretch(&self, words: Range<usize>) -> &str {
        &self.text[self.words[words.start].start..self.words[words.end - 1].end]
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn stretches() {
        let text = " The  Bank of\nAlder";
        let line = Line::new(text.split_whitespace(), text.len());
        assert_eq!(line.len(), 4);
        assert_eq!((line.stretch(1..3), line.stretch(3..4), line.stretch(0..4)), ("Bank of", "Alder", "The Bank of Alder"));
    }
}
