//! Errors of the parser that the sentence itself shows to be such, put right. Each repair is one construction; none is made where it
//! would leave arcs that cross. What a repair cannot tell for certain stays as the parser has it.

use crate::article::{Token, TokenId};
use crate::labels::{Deprel, Feats, Upos};

mod subjects;
mod verbs;

/// Sentences longer than this are left alone.
const LONGEST: usize = 200;

/// Verbs that "than" and who expects stand before: "worse than most analysts had forecast".
const EXPECT: &[&str] = &["expect", "forecast", "predict", "estimate", "anticipate", "project", "think", "hope", "fear"];

/// Verbs whose infinitive stands right behind them.
const CONTROL: &[&str] = &[
    "want", "try", "plan", "hope", "agree", "refuse", "decide", "begin", "fail", "need", "intend", "expect", "seek", "continue", "attempt",
    "manage", "threaten", "vow", "pledge", "offer", "decline", "tend", "promise", "wish", "aim",
];

const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Repairs the trees of all sentences.
pub(super) fn repair(text: &str, tokens: &mut [Token]) {
    let (mut start, mut children) = (0, Vec::new());
    while start < tokens.len() {
        let sentence = tokens[start].sentence;
        let end = start + tokens[start..].partition_point(|t| t.sentence == sentence);
        if end - start <= LONGEST {
            Sentence::new(text, &mut tokens[start..end], start, &mut children).repair();
        }
        start = end;
    }
}

/// One sentence; its tokens go by their place in it.
struct Sentence<'a> {
    text: &'a str,
    tokens: &'a mut [Token],
    /// Number of its first token.
    first: usize,
    /// The children of each token.
    children: &'a mut Vec<Places>,
}

/// Places in a sentence, a bit each.
#[derive(Clone, Copy, Default)]
struct Places([u64; LONGEST.div_ceil(64)]);

impl Places {
    /// Puts a place in, or takes it out.
    fn toggle(&mut self, place: usize) {
        self.0[place / 64] ^= 1 << (place % 64);
    }
}

impl Iterator for Places {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let (i, bits) = self.0.iter_mut().enumerate().find(|(_, bits)| **bits != 0)?;
        let bit = bits.trailing_zeros() as usize;
        *bits &= *bits - 1;
        Some(64 * i + bit)
    }
}

impl DoubleEndedIterator for Places {
    fn next_back(&mut self) -> Option<usize> {
        let (i, bits) = self.0.iter_mut().enumerate().rfind(|(_, bits)| **bits != 0)?;
        let bit = bits.ilog2() as usize;
        *bits ^= 1 << bit;
        Some(64 * i + bit)
    }
}

impl<'a> Sentence<'a> {
    /// A sentence of at most [`LONGEST`] tokens; `children` is room for their children.
    fn new(text: &'a str, tokens: &'a mut [Token], first: usize, children: &'a mut Vec<Places>) -> Self {
        children.clear();
        children.resize(tokens.len(), Places::default());
        for (t, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[head.index() - first].toggle(t);
            }
        }
        Self { text, tokens, first, children }
    }

    fn repair(&mut self) {
        for t in 0..self.tokens.len() {
            match self.deprel(t) {
                Deprel::NmodPoss => self.possessor_of_a_number(t),
                Deprel::NsubjPass => self.subject_of_a_perfect(t),
                Deprel::Obl => self.subject_after_than(t),
                Deprel::Appos => self.subject_taken_for_a_date(t),
                Deprel::Conj => {
                    self.beyond_the_quotation(t);
                    self.beyond_the_relative_clause(t);
                    self.subject_of_a_second_clause(t);
                }
                _ => {}
            }
            match self.upos(t) {
                Upos::Verb => {
                    self.parted_perfect(t);
                    self.infinitive_of_the_verb_before(t);
                    self.phrase_taken_for_the_subject(t);
                    self.place_after_a_place(t);
                    self.list_of_subjects(t);
                }
                Upos::Noun | Upos::Adj => {
                    self.verb_taken_for_another(t);
                    self.verb_of_a_headline(t);
                    self.verb_before_an_infinitive(t);
                }
                _ => {}
            }
        }
        self.missing_subjects();
    }

    fn deprel(&self, t: usize) -> Deprel {
        self.tokens[t].deprel
    }

    fn upos(&self, t: usize) -> Upos {
        self.tokens[t].upos
    }

    fn head(&self, t: usize) -> Option<usize> {
        self.tokens[t].head.map(|h| h.index() - self.first)
    }

    fn form(&self, t: usize) -> &'a str {
        self.tokens[t].span.slice(self.text)
    }

    fn is(&self, t: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.form(t).eq_ignore_ascii_case(w))
    }

    fn lemma(&self, t: usize) -> &str {
        &self.tokens[t].lemma
    }

    /// The children of `t`, in their order.
    fn children(&self, t: usize) -> Places {
        self.children[t]
    }

    fn child(&self, t: usize, relations: &[Deprel]) -> Option<usize> {
        self.children(t).find(|&c| relations.contains(&self.deprel(c)))
    }

    fn has_subject(&self, t: usize) -> bool {
        use Deprel::{Csubj, Expl, Nsubj, NsubjOuter, NsubjPass};
        self.child(t, &[Nsubj, NsubjPass, NsubjOuter, Csubj, Expl]).is_some()
    }

    fn is_finite(&self, t: usize) -> bool {
        self.tokens[t].feats.contains(Feats::VERB_FORM_FIN) || self.child(t, &[Deprel::Aux, Deprel::AuxPass]).is_some()
    }

    fn first_of(&self, t: usize) -> usize {
        (0..t).find(|&k| self.dominates(t, k)).unwrap_or(t)
    }

    fn last_of(&self, t: usize) -> usize {
        (t..self.tokens.len()).rev().find(|&k| self.dominates(t, k)).unwrap_or(t)
    }

    fn dominates(&self, above: usize, t: usize) -> bool {
        let mut at = t;
        for _ in 0..self.tokens.len() {
            if at == above {
                return true;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// Hangs `t` on `head`, or makes it the root.
    fn set(&mut self, t: usize, head: Option<usize>, relation: Deprel) {
        if let Some(before) = self.head(t) {
            self.children[before].toggle(t);
        }
        if let Some(head) = head {
            self.children[head].toggle(t);
        }
        self.tokens[t].head = head.map(|h| TokenId::of(self.first + h));
        self.tokens[t].deprel = relation;
    }

    /// Hangs each token on another, with a relation; all or none of them, and none where arcs would cross or run in a circle.
    fn hang(&mut self, arcs: &[(usize, usize, Deprel)]) -> bool {
        let arcs: Vec<(usize, Option<usize>, Deprel)> = arcs.iter().map(|&(t, head, relation)| (t, Some(head), relation)).collect();
        self.rehang(&arcs)
    }

    /// The same, also for the root, which hangs on nothing.
    fn rehang(&mut self, arcs: &[(usize, Option<usize>, Deprel)]) -> bool {
        let before: Vec<(Option<usize>, Deprel)> = arcs.iter().map(|&(t, ..)| (self.head(t), self.deprel(t))).collect();
        for &(t, head, relation) in arcs {
            self.set(t, head, relation);
        }
        let sound = arcs.iter().all(|&(t, head, _)| match head {
            Some(head) => self.is_clear(t, head) && !self.dominates(t, head),
            None => self.is_uncovered(t),
        });
        if !sound {
            for (&(t, ..), (head, relation)) in arcs.iter().zip(before).rev() {
                self.set(t, head, relation);
            }
        }
        sound
    }

    /// Whether `t` is the only root and no arc covers it.
    fn is_uncovered(&self, t: usize) -> bool {
        (0..self.tokens.len()).filter(|&k| k != t).all(|k| self.head(k).is_some_and(|h| h == t || (h < t) == (k < t)))
    }

    /// Whether the arc between `a` and `b` crosses no other and covers no root.
    fn is_clear(&self, a: usize, b: usize) -> bool {
        let (left, right) = (a.min(b), a.max(b));
        let within = |k: usize| (left..=right).contains(&k);
        let strictly = |k: usize| left < k && k < right;
        (left + 1..right).all(|k| self.head(k).is_some_and(within))
            && (0..self.tokens.len()).filter(|&k| !within(k)).all(|k| !self.head(k).is_some_and(strictly))
    }

    /// "the government's $700 billion bailout": of the bailout.
    fn possessor_of_a_number(&mut self, t: usize) {
        let Some(number) = self.head(t).filter(|&h| h > t && matches!(self.upos(h), Upos::Sym | Upos::Num)) else { return };
        let modifies = matches!(self.deprel(number), Deprel::Compound | Deprel::Nummod | Deprel::Amod | Deprel::NmodUnmarked);
        let noun = self.head(number).filter(|&n| modifies && n > number && matches!(self.upos(n), Upos::Noun | Upos::Propn));
        if let Some(noun) = noun {
            let along = self.children(number).filter(|&c| c < t).map(|c| (c, noun, self.deprel(c)));
            let arcs: Vec<(usize, usize, Deprel)> = along.chain([(t, noun, Deprel::NmodPoss)]).collect();
            self.hang(&arcs);
        }
    }

    /// "[it wants] to sell": an infinitive right behind a verb of wanting, trying or beginning is its complement.
    fn infinitive_of_the_verb_before(&mut self, t: usize) {
        let Some(to) = self.children(t).find(|&c| c < t && self.deprel(c) == Deprel::Mark && self.is(c, &["to"])) else { return };
        let between = |k: usize| self.upos(k) == Upos::Punct && self.form(k) != ",";
        let Some(verb) = (0..to).rev().take(3).find(|&k| !between(k)) else { return };
        let governs = self.upos(verb) == Upos::Verb && CONTROL.contains(&self.lemma(verb));
        if governs && self.head(t) != Some(verb) && self.child(verb, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp]).is_none() {
            self.hang(&[(t, verb, Deprel::Xcomp)]);
        }
    }

    /// "The ministers had agreed": "had" without "been" makes no passive.
    fn subject_of_a_perfect(&mut self, t: usize) {
        let Some(verb) = self.head(t) else { return };
        let have = |c: usize| self.deprel(c) == Deprel::Aux && self.is(c, &["has", "have", "had", "having", "'ve", "’ve"]);
        let be = |c: usize| self.deprel(c) == Deprel::AuxPass || self.is(c, &["been", "being", "got"]);
        if self.children(verb).any(have) && !self.children(verb).any(be) {
            self.tokens[t].deprel = Deprel::Nsubj;
        }
    }

    /// "It has in recent years been struggling": "has" is the auxiliary that "been" wants.
    fn parted_perfect(&mut self, t: usize) {
        let Some(have) = self.head(t).filter(|&h| h < t && t - h < 14 && self.is(h, &["has", "have", "had"])) else { return };
        let been = |c: usize| matches!(self.deprel(c), Deprel::Aux | Deprel::AuxPass) && self.is(c, &["been"]);
        let others = |c: usize| self.deprel(c) == Deprel::Aux && self.lemma(c) != "be";
        let clause = self.deprel(t) == Deprel::Ccomp && self.child(have, &[Deprel::Obj, Deprel::Xcomp]).is_none();
        if !clause || !self.children(t).any(been) || self.children(t).any(others) {
            return;
        }
        // What stands between is no subject of what was parted.
        let between: Vec<usize> = self.children(t).filter(|&c| c > have && c < t && self.deprel(c) == Deprel::Nsubj).collect();
        if between.iter().any(|&c| self.child(c, &[Deprel::Case]).is_none()) {
            return;
        }
        for c in between {
            self.tokens[c].deprel = Deprel::Obl;
        }
        let moved: Vec<usize> = self.children(have).filter(|&c| c != t).collect();
        self.set(t, self.head(have), self.deprel(have));
        for c in moved {
            self.set(c, Some(t), self.deprel(c));
        }
        self.set(have, Some(t), Deprel::Aux);
        self.tokens[have].upos = Upos::Aux;
    }

    /// "said that "the firm is history", and described a plan": the verb behind the closing mark is the sayer's.
    fn beyond_the_quotation(&mut self, t: usize) {
        let Some(beside) = self.head(t).filter(|&h| h < t && self.upos(t) == Upos::Verb && !self.has_subject(t)) else { return };
        let mut said = beside;
        while self.deprel(said) == Deprel::Conj {
            match self.head(said) {
                Some(head) if head < said => said = head,
                _ => return,
            }
        }
        let saying = self.head(said).filter(|&s| s < said && self.deprel(said) == Deprel::Ccomp && self.upos(s) == Upos::Verb);
        let Some(saying) = saying else { return };
        let count = |range: std::ops::Range<usize>, marks: &[&str]| range.filter(|&k| marks.contains(&self.form(k))).count();
        let opened = count(saying + 1..said, &["\"", "“"]) == 1 && count(saying + 1..said, &["”"]) == 0;
        let closed = count(beside + 1..t, &["\"", "”"]) == 1 && count(beside + 1..t, &["“"]) == 0;
        if opened && closed && self.child(t, &[Deprel::Mark]).is_none() {
            self.hang(&[(t, saying, Deprel::Conj)]);
        }
    }

    /// "bought a stake in the mine, which had just closed, and has raised it since": the comma before "and" ends the relative clause.
    fn beyond_the_relative_clause(&mut self, t: usize) {
        if self.upos(t) != Upos::Verb || self.has_subject(t) || !self.is_finite(t) {
            return;
        }
        let Some(clause) = self.head(t).filter(|&h| h < t && self.upos(h) == Upos::Verb) else { return };
        let Some(cc) = self.child(t, &[Deprel::Cc]).filter(|&c| c > clause && self.form(c - 1) == ",") else { return };
        let relative = |c: usize| self.is(c, &["which", "who"]) && matches!(self.deprel(c), Deprel::Nsubj | Deprel::NsubjPass);
        let Some(pronoun) = self.children(clause).find(|&c| relative(c)).filter(|&p| p > 0) else { return };
        // One comma on each side of the clause, none within.
        if self.form(pronoun - 1) != "," || (pronoun..cc).filter(|&k| self.form(k) == ",").count() != 1 {
            return;
        }
        let mut governor = clause;
        loop {
            let Some(head) = self.head(governor).filter(|&h| h < governor) else { return };
            governor = head;
            if self.upos(governor) == Upos::Verb {
                break;
            }
        }
        if self.has_subject(governor) && self.is_finite(governor) {
            self.hang(&[(t, governor, Deprel::Conj)]);
        }
    }

    /// "the Bank of Vale and the Bank of Orne announced", with the last as a subject of its own.
    fn list_of_subjects(&mut self, t: usize) {
        let subject = |c: usize| c < t && matches!(self.deprel(c), Deprel::Nsubj | Deprel::NsubjPass);
        let mut nearest = self.children(t).filter(|&c| subject(c)).rev();
        let (Some(second), Some(first)) = (nearest.next(), nearest.next()) else { return };
        drop(nearest);
        let nominal = |n: usize| matches!(self.upos(n), Upos::Noun | Upos::Propn);
        if !nominal(first) || !nominal(second) {
            return;
        }
        let and = self.children(t).find(|&c| c > first && c < second && self.deprel(c) == Deprel::Cc && self.is(c, &["and", "or"]));
        let Some(and) = and.filter(|&a| (a + 1..self.first_of(second)).all(|k| self.upos(k) == Upos::Punct)) else { return };
        let mut arcs = vec![(second, first, Deprel::Conj), (and, second, Deprel::Cc)];
        let commas = self.children(t).filter(|&c| c > first && c < second && self.deprel(c) == Deprel::Punct);
        arcs.extend(commas.map(|c| (c, second, Deprel::Punct)));
        if !self.hang(&arcs) {
            return;
        }
        // "the Bank of Vale, the Bank of Orne, …": members of the list, not other names of the first.
        let same = |c: usize| c < second && self.deprel(c) == Deprel::Appos && self.lemma(c) == self.lemma(first);
        let members: Vec<usize> = self.children(first).filter(|&c| same(c)).collect();
        for c in members {
            self.tokens[c].deprel = Deprel::Conj;
        }
    }

    /// "It has in recent years been struggling": a phrase with a preposition is no subject beside a noun without one.
    fn phrase_taken_for_the_subject(&mut self, t: usize) {
        let subject = |c: usize| matches!(self.deprel(c), Deprel::Nsubj | Deprel::NsubjOuter);
        let mut nearest = self.children(t).filter(|&c| c < t && subject(c)).rev();
        let (Some(second), Some(first)) = (nearest.next(), nearest.next()) else { return };
        drop(nearest);
        if self.child(second, &[Deprel::Case]).is_some() && self.child(first, &[Deprel::Case]).is_none() {
            self.tokens[second].deprel = Deprel::Obl;
            self.tokens[first].deprel = Deprel::Nsubj;
        }
    }

    /// "Towns throughout Norvane, Eastmark have closed": the second place tells where the first is.
    fn place_after_a_place(&mut self, t: usize) {
        let mut nearest = self.children(t).filter(|&c| c < t && self.deprel(c) == Deprel::Nsubj).rev();
        let (Some(second), Some(first)) = (nearest.next(), nearest.next()) else { return };
        drop(nearest);
        let opens = (0..=second).find(|&k| self.upos(k) != Upos::Punct && self.dominates(second, k)).unwrap_or(second);
        if self.upos(second) != Upos::Propn || opens < 2 || self.form(opens - 1) != "," || self.upos(opens - 2) != Upos::Propn {
            return;
        }
        let place = opens - 2;
        let within = self.dominates(first, place) && place != first && self.child(place, &[Deprel::Case]).is_some();
        if within && self.head(opens - 1).is_some_and(|h| h == t || h == second) {
            self.hang(&[(second, place, Deprel::Appos), (opens - 1, second, Deprel::Punct)]);
        }
    }

    /// "Eastmark fell by 8% and Norvane saw a rise", with the second subject as a member of the first clause.
    fn subject_of_a_second_clause(&mut self, t: usize) {
        if !matches!(self.upos(t), Upos::Noun | Upos::Propn | Upos::Pron) || self.child(t, &[Deprel::Case]).is_some() {
            return;
        }
        let Some(cc) = self.children(t).find(|&c| self.deprel(c) == Deprel::Cc && c < t && self.is(c, &["and", "but", "while"])) else {
            return;
        };
        let Some(beside) = self.head(t).filter(|&h| h < cc) else { return };
        // "after North and South Orne signed a treaty": both sign.
        if self.children(beside).any(|c| self.is(c, &["after", "before", "as", "until", "since", "because", "while", "when"])) {
            return;
        }
        let next = self.last_of(t) + 1;
        let ahead = |k: &usize| matches!(self.upos(*k), Upos::Adv | Upos::Aux | Upos::Part);
        let Some(verb) = (next..self.tokens.len()).take(4).find(|k| !ahead(k)).filter(|&v| self.upos(v) == Upos::Verb) else { return };
        let bare = self.child(verb, &[Deprel::Cc, Deprel::Mark]).is_none() && self.is_finite(verb) && !self.has_subject(verb);
        let Some(first) = self.head(verb).filter(|&h| h < cc && self.upos(h) == Upos::Verb && h != t) else { return };
        let beside_first = matches!(self.deprel(verb), Deprel::Advcl | Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp);
        // Who shares the first verb's subject comes behind an "and" of its own.
        if bare && beside_first && (self.has_subject(first) || beside == first) && self.dominates(first, beside) {
            self.hang(&[(t, verb, Deprel::Nsubj), (cc, verb, Deprel::Cc), (verb, first, Deprel::Conj)]);
        }
    }

    /// "In a call on June 1st, Ann Vale, the head of the firm, outlined a plan", with the name as another word for the day.
    fn subject_taken_for_a_date(&mut self, t: usize) {
        if self.upos(t) != Upos::Propn || self.is(t, DAYS) {
            return;
        }
        let Some(date) = self.head(t).filter(|&d| d < t) else { return };
        let is_date = self.form(date).starts_with(|c: char| c.is_ascii_digit())
            || self.is(date, DAYS)
            || self.is(date, &["yesterday", "today", "utc", "gmt"]);
        let first = (0..=t).find(|&k| self.upos(k) != Upos::Punct && self.dominates(t, k)).unwrap_or(t);
        if !is_date || first == 0 || self.form(first - 1) != "," {
            return;
        }
        let finite = |v: usize| self.upos(v) == Upos::Verb && self.tokens[v].feats.contains(Feats::VERB_FORM_FIN);
        let after = self.last_of(date) + 1;
        let verb = (after..self.tokens.len()).find(|&v| finite(v) && self.dominates(v, date) && !self.has_subject(v));
        let Some(verb) = verb else { return };
        let mut arcs = vec![(t, verb, Deprel::Nsubj)];
        for k in t + 1..verb {
            let Some(head) = self.head(k).filter(|&h| h < t) else { continue };
            match self.deprel(k) {
                relation @ (Deprel::Appos | Deprel::Punct | Deprel::AclRelcl | Deprel::Acl) if head < first => arcs.push((k, t, relation)),
                _ => return,
            }
        }
        // The comma before the name goes with the day.
        arcs.extend((0..first).filter(|&k| self.head(k) == Some(t)).map(|k| (k, date, Deprel::Punct)));
        self.hang(&arcs);
    }

    /// "worse than most analysts had forecast": who expects is the subject of what they expect.
    fn subject_after_than(&mut self, t: usize) {
        let Some(than) = self.children(t).find(|&c| self.deprel(c) == Deprel::Case && self.is(c, &["than"])) else { return };
        let expects = |v: usize| matches!(self.upos(v), Upos::Verb | Upos::Noun) && EXPECT.contains(&self.lemma(v));
        let Some(verb) = (t + 1..self.tokens.len()).take(3).find(|&v| expects(v)) else { return };
        let Some(head) = self.head(t).filter(|&h| h < t) else { return };
        let beside = matches!(self.deprel(verb), Deprel::Parataxis | Deprel::Advcl | Deprel::Ccomp | Deprel::Conj | Deprel::Dep);
        if beside && self.is_finite(verb) && !self.has_subject(verb) {
            self.hang(&[(verb, head, Deprel::Advcl), (t, verb, Deprel::Nsubj), (than, verb, Deprel::Mark)]);
        }
    }
}
