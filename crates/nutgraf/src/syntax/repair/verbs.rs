//! Verbs that the tagger took for nouns or adjectives.

use crate::labels::{Deprel, Feats, Upos};
use crate::syntax::{features, lemma};

use super::{CONTROL, Sentence};

/// Movements whose noun and verb look the same.
const MOVES: &[&str] = &[
    "plunge", "drop", "fall", "rise", "jump", "surge", "slump", "climb", "slide", "rally", "tumble", "decline", "increase", "gain", "dip",
    "rebound", "double", "triple", "retreat", "advance", "decrease", "crash", "clash", "march", "protest", "riot", "vote",
];

impl Sentence<'_> {
    /// "Larks Motors sales plunge by 45%": in a sentence without a verb, a plural and a movement behind it are no compound.
    pub(super) fn verb_of_a_headline(&mut self, t: usize) {
        if self.upos(t) != Upos::Noun
            || self.head(t).is_some()
            || !MOVES.contains(&self.lemma(t))
            || self.lemma(t) != self.form(t)
            || t == 0
        {
            return;
        }
        let subject = t - 1;
        let plural = self.upos(subject) == Upos::Noun && self.tokens[subject].feats.contains(Feats::NUMBER_PLUR);
        let modifies = self.head(subject) == Some(t) && matches!(self.deprel(subject), Deprel::Compound | Deprel::Nsubj);
        if !plural || !modifies || (0..self.tokens.len()).any(|k| matches!(self.upos(k), Upos::Verb | Upos::Aux)) {
            return;
        }
        let before: Vec<usize> = self.children(t).filter(|&c| c < subject && self.deprel(c) != Deprel::Punct).collect();
        let mut arcs = vec![(subject, t, Deprel::Nsubj)];
        arcs.extend(before.into_iter().map(|c| match self.deprel(c) {
            Deprel::Nsubj | Deprel::Nmod => (c, subject, Deprel::Compound),
            relation => (c, subject, relation),
        }));
        if self.hang(&arcs) {
            self.tokens[t].upos = Upos::Verb;
            self.tokens[t].feats = features::features("", Upos::Verb, "VBP");
            for c in self.children(t).filter(|&c| c > t && self.deprel(c) == Deprel::Nmod).collect::<Vec<usize>>() {
                self.tokens[c].deprel = Deprel::Obl;
            }
        }
    }

    /// "had forecast", "later revealing that …": an auxiliary, or a clause as object, makes a verb.
    pub(super) fn verb_taken_for_another(&mut self, t: usize) {
        let form = self.form(t);
        let perfect = |c: usize| self.deprel(c) == Deprel::Aux && c + 1 == t && self.is(c, &["has", "have", "had"]);
        let governs = |c: usize| c > t && matches!(self.deprel(c), Deprel::Obj | Deprel::Ccomp);
        let xpos = match self.upos(t) {
            _ if self.child(t, &[Deprel::Cop, Deprel::Det]).is_some() => return,
            Upos::Noun if self.children(t).any(perfect) => "VBN",
            Upos::Adj if form.ends_with("ing") && self.children(t).any(governs) => "VBG",
            _ => return,
        };
        let mut folded = String::new();
        lemma::fold(form, &mut folded);
        let token = &mut self.tokens[t];
        token.upos = Upos::Verb;
        token.lemma = lemma::lemma(form, &folded, &lemma::Tag::new(Upos::Verb, xpos), false);
        token.feats = features::features(&folded, Upos::Verb, xpos);
    }

    /// "Larks Motors plans to cut jobs": in a sentence without a finite verb, what stands between a name and an infinitive is no plural.
    pub(super) fn verb_before_an_infinitive(&mut self, t: usize) {
        if self.upos(t) != Upos::Noun || self.head(t).is_some() || t == 0 || !CONTROL.contains(&self.lemma(t)) {
            return;
        }
        let to = |c: usize| c == t + 1 && self.is(c, &["to"]);
        let Some(clause) = self.children(t).find(|&c| self.deprel(c) == Deprel::Acl && self.children(c).any(to)) else { return };
        let subject = t - 1;
        let modifies = self.head(subject) == Some(t) && matches!(self.deprel(subject), Deprel::Compound | Deprel::Nsubj);
        // "the firms plan", "the firm plans".
        let plural = self.tokens[subject].feats.contains(Feats::NUMBER_PLUR);
        let agrees = plural == (self.lemma(t) == self.form(t));
        let finite = |k: usize| {
            matches!(self.upos(k), Upos::Verb | Upos::Aux)
                && self.tokens[k].feats.contains(Feats::VERB_FORM_FIN)
                && !self.dominates(clause, k)
        };
        let bare = self.child(t, &[Deprel::Case, Deprel::NmodPoss, Deprel::Cop, Deprel::Cc]).is_none();
        if !modifies || !agrees || !bare || (0..self.tokens.len()).any(finite) {
            return;
        }
        let mut arcs = vec![(subject, t, Deprel::Nsubj), (clause, t, Deprel::Xcomp)];
        let before = self.children(t).filter(|&c| c < subject && !matches!(self.deprel(c), Deprel::Punct | Deprel::Advmod));
        arcs.extend(before.map(|c| (c, subject, self.deprel(c))));
        let tag = if plural { "VBP" } else { "VBZ" };
        if self.hang(&arcs) {
            self.tokens[t].upos = Upos::Verb;
            self.tokens[t].feats = features::features("", Upos::Verb, tag);
        }
    }
}
