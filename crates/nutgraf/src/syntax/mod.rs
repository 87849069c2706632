//! Lemma, part of speech, features, head and relation of each token.
//!
//! Tags and trees follow Universal Dependencies 2 as the English treebanks EWT and GUM apply it. They are read off the model's
//! output ([`crate::model`]); lemmas come from a table of irregular forms, the spelling and rules learned from the same treebanks
//! ([`lemma`]), features from the Penn tag that the model gives beside the universal one ([`features`]). Some errors that the sentence
//! itself shows are put right ([`repair`]). Every sentence gets one tree with one root.
//!
//! Left out: enhanced dependencies, empty words, and features that a tag does not settle (the case of "you").

mod features;
mod lemma;
mod repair;
mod spelling;

use std::sync::OnceLock;

use crate::article::{Token, TokenId};
use crate::labels::{Deprel, Feats, Upos};
use crate::model::{Analysis, ROOT, english};

/// What the model's numbers stand for.
struct Labels {
    tags: Vec<lemma::Tag>,
    /// Stands for a tag that the model has no name for.
    unknown: lemma::Tag,
    relations: Vec<Deprel>,
}

fn labels() -> &'static Labels {
    static LABELS: OnceLock<Labels> = OnceLock::new();
    LABELS.get_or_init(|| {
        let relation = |name: &String| {
            let bare = name.split(':').next().unwrap_or(name);
            match Deprel::from_name(name).or_else(|| Deprel::from_name(bare)) {
                // Only the root itself is called so.
                None | Some(Deprel::Root) => Deprel::Dep,
                Some(relation) => relation,
            }
        };
        Labels {
            tags: english().tags.iter().map(|(upos, xpos)| lemma::Tag::new(Upos::from_name(upos).unwrap_or(Upos::X), xpos)).collect(),
            unknown: lemma::Tag::new(Upos::X, ""),
            relations: english().labels.iter().map(relation).collect(),
        }
    })
}

/// Fills the tokens in.
pub(crate) fn parse(text: &str, mut tokens: Vec<Token>, analysis: &Analysis) -> Vec<Token> {
    let labels = labels();
    let mut folded = String::new();
    let mut sentence = None;
    for ((token, &tag), &(head, relation)) in tokens.iter_mut().zip(&analysis.tags).zip(&analysis.arcs) {
        let form = token.span.slice(text);
        let opens = sentence.replace(token.sentence) != Some(token.sentence);
        let tag = labels.tags.get(usize::from(tag)).unwrap_or(&labels.unknown);
        token.upos = tag.upos;
        (token.head, token.deprel) = match head {
            ROOT => (None, Deprel::Root),
            head => (Some(TokenId::new(head)), labels.relations.get(usize::from(relation)).copied().unwrap_or(Deprel::Dep)),
        };
        lemma::fold(form, &mut folded);
        token.lemma = lemma::lemma(form, &folded, tag, opens);
        token.feats = features::features(&folded, tag.upos, tag.xpos);
    }
    repair::repair(text, &mut tokens);
    voice(&mut tokens);
    tokens
}

/// A participle with a passive auxiliary or subject is passive.
fn voice(tokens: &mut [Token]) {
    for i in 0..tokens.len() {
        if let (Deprel::AuxPass | Deprel::NsubjPass, Some(head)) = (tokens[i].deprel, tokens[i].head) {
            let head = &mut tokens[head.index()];
            if head.feats.contains(Feats::VERB_FORM_PART | Feats::TENSE_PAST) {
                head.feats = head.feats | Feats::VOICE_PASS;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{BlockId, Sentence, SentenceId};
    use crate::model::analyze;
    use crate::span::Span;

    /// Tokens at spaces.
    fn read(text: &str, max: usize) -> Vec<Token> {
        let sentences = [Sentence { block: BlockId::new(0), span: Span::of(0, text.len()) }];
        let mut at = 0;
        let mut tokens = Vec::new();
        for word in text.split(' ') {
            if !word.is_empty() {
                tokens.push(Token::new(SentenceId::new(0), Span::of(at, at + word.len())));
            }
            at += word.len() + 1;
        }
        let analysis = analyze(text, &sentences, &tokens, max);
        parse(text, tokens, &analysis)
    }

    fn assert_tree(tokens: &[Token]) {
        assert_eq!(tokens.iter().filter(|t| t.head.is_none()).count(), 1);
        assert!(tokens.iter().all(|t| (t.head.is_none()) == (t.deprel == Deprel::Root)));
        for i in 0..tokens.len() {
            let (mut at, mut steps) = (i, 0);
            while let Some(head) = tokens[at].head {
                at = head.index();
                steps += 1;
                assert!(steps <= tokens.len(), "a cycle at {i}");
            }
        }
    }

    #[test]
    fn a_plain_sentence() {
        let tokens = read("The ministers visited three small villages in Norway .", 400);
        let upos: Vec<_> = tokens.iter().map(|t| t.upos.as_str()).collect();
        assert_eq!(upos, ["DET", "NOUN", "VERB", "NUM", "ADJ", "NOUN", "ADP", "PROPN", "PUNCT"]);
        let heads: Vec<_> = tokens.iter().map(|t| t.head.map(|h| h.get())).collect();
        assert_eq!(heads[..4], [Some(1), Some(2), None, Some(5)]);
        let lemmas: Vec<_> = tokens.iter().map(|t| t.lemma.as_str()).collect();
        assert_eq!(lemmas[..4], ["the", "minister", "visit", "three"]);
        assert_eq!(lemmas[5..], ["village", "in", "Norway", "."]);
        assert_eq!(tokens[1].deprel, Deprel::Nsubj);
        assert_eq!(tokens[1].feats.to_string(), "Number=Plur");
    }

    #[test]
    fn every_sentence_is_a_tree() {
        for text in ["x", ". . .", "( ) \" ' — …", "BREAKING : FOUR HELD AFTER RAID", "a b c d e f g h i j k l", "’s n't 東京 naïve ½ 🙂"]
        {
            assert_tree(&read(text, 400));
        }
        let long = "the mayor of the town said that ".repeat(100);
        assert_tree(&read(&long, 400));
        assert_tree(&read(&long, 7));
        assert_tree(&read(&long, 1));
    }
}
