//! What the recognisers share: the token views of pairs and cues, subjects and noun phrases as spans.

use crate::article::{EntityType, Mention};
use crate::labels::{Deprel, Feats, Upos};
use crate::span::Span;
use crate::story::{ByToken, Story};

use super::cues::{self, Cue};
use super::marks::{Marked, Marks};

/// The story with its marks and cue verbs looked up once.
pub(super) struct Scene<'a> {
    pub story: &'a Story<'a>,
    pub names: &'a [Mention],
    pub marks: &'a Marks,
    /// The tokens that are cues, in order.
    cues: Vec<(u32, Cue)>,
    /// Whether each token is one.
    is_cue: Vec<bool>,
    /// The innermost pair that each token stands inside.
    innermost: ByToken,
    /// The pairs that stand in no other, in order.
    outermost: Vec<usize>,
}

/// The cue that token `t` is by itself or with the particle behind it.
fn cue_of(story: &Story<'_>, t: usize) -> Option<Cue> {
    match story.upos(t) {
        Upos::Verb | Upos::Aux => {}
        Upos::Noun if matches!(story.lower(t), "read" | "reads" | "tweets" | "says" | "claims") => {}
        _ => return None,
    }
    let (lemma, form) = (story.lemma(t), story.lower(t));
    let next = if t + 1 < story.tokens.len() { story.lower(t + 1) } else { "" };
    let phrasal = || {
        let lemma = format!("{lemma} {next}");
        let custom = story.lexicon.and_then(|lexicon| cues::custom(lexicon, &lemma, &format!("{form} {next}")));
        custom.or_else(|| cues::verb(&lemma))
    };
    let particle = matches!(next, "out" | "on" | "up" | "back" | "in" | "down");
    let cue = particle.then(phrasal).flatten();
    cue.or_else(|| cues::custom(story.lexicon?, lemma, form))
        .or_else(|| cues::verb(lemma))
        .or_else(|| cues::inflected(form))
        .filter(|c| c.strength > 0)
}

impl<'a> Scene<'a> {
    pub fn new(story: &'a Story<'a>, names: &'a [Mention], marks: &'a Marks) -> Self {
        let cues: Vec<(u32, Cue)> = (0..story.tokens.len()).filter_map(|t| Some((t as u32, cue_of(story, t)?))).collect();
        let mut is_cue = vec![false; story.tokens.len()];
        for &(t, _) in &cues {
            is_cue[t as usize] = true;
        }
        let mut innermost = ByToken::new(story);
        let mut outermost = Vec::new();
        // Pairs are at most a few deep, and come with the outer ones first.
        for (p, pair) in marks.pairs.iter().enumerate() {
            for t in story.tokens_in(pair.outer()) {
                innermost.set(t, p);
            }
            if pair.depth == 0 {
                outermost.push(p);
            }
        }
        Self { story, names, marks, cues, is_cue, innermost, outermost }
    }

    /// The cues of the story with their tokens, in order.
    pub fn cues(&self) -> impl Iterator<Item = (usize, Cue)> + '_ {
        self.cues.iter().map(|&(t, cue)| (t as usize, cue))
    }

    /// The cue that token `t` is.
    pub fn cue(&self, t: usize) -> Option<Cue> {
        self.is_cue.get(t).filter(|&&is| is)?;
        let found = self.cues.binary_search_by_key(&t, |&(at, _)| at as usize).ok()?;
        Some(self.cues[found].1)
    }

    /// The innermost pair around token `t`, its marks included.
    pub fn innermost_at(&self, t: usize) -> Option<usize> {
        self.innermost.at(t)
    }

    /// The outermost pairs that share a byte with `span`.
    pub fn pairs_over(&self, span: Span) -> impl Iterator<Item = &Marked> + '_ {
        let first = self.outermost.partition_point(|&p| self.marks.pairs[p].outer().end <= span.start);
        self.outermost[first..].iter().map(|&p| &self.marks.pairs[p]).take_while(move |p| p.outer().start < span.end)
    }

    /// The noun phrase that stands right before verb `v`, where the tree gives no subject.
    pub fn subject_before(&self, v: usize) -> Option<usize> {
        let story = self.story;
        let sentence = self.sentence(v);
        let skipped = |t: &usize| matches!(story.upos(*t), Upos::Aux | Upos::Adv | Upos::Part) || story.form(*t) == ",";
        let mut at = (sentence.start..v).rev().find(|t| !skipped(t))?;
        if !matches!(story.upos(at), Upos::Noun | Upos::Propn | Upos::Pron) || self.innermost_at(at) != self.innermost_at(v) {
            return None;
        }
        while let Some(h) = story.head(at).filter(|&h| h < v && sentence.contains(&h)) {
            let named = matches!(story.deprel(at), Deprel::Flat | Deprel::Appos | Deprel::Compound | Deprel::NmodDesc | Deprel::Nmod);
            if !named {
                break;
            }
            at = h;
        }
        Some(at)
    }

    /// The outermost pair around token `t`, its marks included.
    pub fn pair_at(&self, t: usize) -> Option<usize> {
        self.innermost.at(t)?;
        let span = self.story.tokens.get(t)?.span;
        let after = self.outermost.partition_point(|&p| self.marks.pairs[p].outer().start < span.end);
        let last = *self.outermost.get(after.checked_sub(1)?)?;
        self.marks.pairs[last].outer().overlaps(span).then_some(last)
    }

    pub fn pair(&self, p: usize) -> &Marked {
        &self.marks.pairs[p]
    }

    /// The sentence's tokens, as far as a clause reaches: of one without end, those around token `t`.
    pub fn sentence(&self, t: usize) -> std::ops::Range<usize> {
        const REACH: usize = 400;
        let all = self.story.sentence_tokens(self.story.tokens[t].sentence.index());
        all.start.max(t.saturating_sub(REACH))..all.end.min(t + REACH)
    }

    /// The name that token `t` is part of.
    pub fn name_at(&self, t: usize) -> Option<&Mention> {
        let span = self.story.tokens[t].span;
        let i = self.names.partition_point(|m| m.span.end <= span.start);
        self.names.get(i).filter(|m| m.span.overlaps(span))
    }

    /// Whether token `t` belongs to an organization's or product's name that relays words.
    pub fn is_outlet(&self, t: usize) -> bool {
        self.is_outlet_of(t, self.name_at(t))
    }

    /// The same where the name that token `t` is part of is known.
    pub fn is_outlet_of(&self, t: usize, name: Option<&Mention>) -> bool {
        let form = name.map_or(self.story.form(t), |m| m.span.slice(self.story.text));
        let known = match name {
            Some(m) => m.r#type != Some(EntityType::Person),
            None => self.story.upos(t) == Upos::Propn,
        };
        known && cues::is_outlet(form) || self.is_custom_agency(form)
    }

    /// Whether the caller's lexicon has an agency of this name.
    pub fn is_custom_agency(&self, name: &str) -> bool {
        self.story.lexicon.is_some_and(|l| l.agency_name(name).is_some())
    }

    /// The noun phrase that `head` heads, within tokens `low..high`, without the clause it is subject of.
    pub fn phrase(&self, head: usize, low: usize, high: usize) -> Span {
        let story = self.story;
        let (mut first, mut last) = (head, head);
        for child in story.children(head) {
            if matches!(
                story.deprel(child),
                Deprel::Case
                    | Deprel::Mark
                    | Deprel::Cc
                    | Deprel::Cop
                    | Deprel::Parataxis
                    | Deprel::Discourse
                    | Deprel::Punct
                    | Deprel::Nsubj
                    | Deprel::Aux
                    | Deprel::Advcl
            ) {
                continue;
            }
            let (left, right) = story.subtree(child);
            // "the owner who says": the clause that the phrase is subject of.
            if matches!(story.deprel(child), Deprel::Acl | Deprel::AclRelcl) && left < high && right >= high {
                continue;
            }
            first = first.min(left);
            last = last.max(right);
        }
        first = first.max(low);
        last = last.min(high.saturating_sub(1)).max(first);
        // "the mayor, 52,": the comma closes nothing.
        while last > head && (story.upos(last) == Upos::Punct && !matches!(story.form(last), ")" | "”" | "\"" | ".")) {
            last -= 1;
        }
        // "Mr Okoro": a form of address that the tree hung elsewhere.
        if first > low
            && matches!(
                story.lower(first - 1).trim_end_matches('.'),
                "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "prof" | "lord" | "lady"
            )
        {
            first -= 1;
        }
        while first < head && (story.upos(first) == Upos::Punct || matches!(story.upos(first), Upos::Cconj | Upos::Sconj)) {
            first += 1;
        }
        story.span(first, last)
    }

    /// The words from the start of the clause to verb `v`, where they are one noun phrase around subject token `s`: a wrong tree
    /// cuts titles and appositions off it.
    pub fn whole_subject(&self, s: usize, v: usize) -> Option<Span> {
        let story = self.story;
        let start = self.sentence(v).start;
        let mut first = (start..s)
            .rev()
            .find(|&t| self.innermost_at(t) != self.innermost_at(s) || matches!(story.form(t), ";" | ":" | "—" | "–" | "--"))
            .map_or(start, |t| t + 1);
        // "On Sunday, the mayor said".
        if matches!(story.upos(first), Upos::Adp | Upos::Adv | Upos::Sconj)
            && !(first < s && self.name_at(first + 1).is_some() && story.upos(first) == Upos::Sconj)
        {
            first = (first..s).find(|&t| story.form(t) == ",")? + 1;
        }
        while first < s
            && (matches!(story.upos(first), Upos::Cconj | Upos::Punct)
                || matches!(story.lower(first), "however" | "but" | "and" | "meanwhile"))
        {
            first += 1;
        }
        // "Last year, he said"; "…, policies or laws, Mr Garin added": what the last comma before the subject cuts off.
        if let Some(comma) = (first..s).rev().find(|&t| story.form(t) == ",") {
            first = comma + 1;
        }
        let last = (first..v).rev().find(|&t| !matches!(story.upos(t), Upos::Aux | Upos::Adv | Upos::Part) && story.form(t) != ",")?;
        // "Gen. Vey, in remarks to …, said".
        let aside = (s + 1..last)
            .find(|&t| story.form(t) == "," && matches!(story.lower(t + 1), "in" | "on" | "at" | "during" | "after" | "speaking"));
        let last = aside.map_or(last, |comma| comma - 1);
        let nominal = matches!(story.upos(first), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num);
        // "Mr" may be taken for something else.
        let nominal = nominal
            || (first < s
                && story.form(first).starts_with(char::is_uppercase)
                && self.name_at(first + 1).is_some()
                && story.upos(first) != Upos::Adp);
        let verbs = (first..=last).any(|t| matches!(story.upos(t), Upos::Verb | Upos::Aux));
        let timed = matches!(
            story.lower(last),
            "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "today" | "yesterday"
        );
        (nominal && !verbs && !timed && first <= s && s <= last).then(|| story.span(first, last))
    }

    /// The subject of verb `v`: its own, one it shares as a conjunct, or that of the clause it hangs on ("…, saying").
    pub fn subject(&self, v: usize) -> Option<usize> {
        let story = self.story;
        let mut at = v;
        for _ in 0..5 {
            let relative = |c: usize| matches!(story.lower(c), "who" | "which") && story.deprel(at) != Deprel::AclRelcl;
            let tells = self.cue(at).is_some_and(|c| c.tells && !c.says);
            let subjects = story.children(at).filter(|&c| {
                matches!(story.deprel(c), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
                    && !relative(c)
                    && !(c > at && (tells || story.lemma(at) == "tell"))
            });
            if let Some(s) = subjects.min_by_key(|&c| c.abs_diff(at)) {
                return Some(self.antecedent(s));
            }
            let head = story.head(at)?;
            match story.deprel(at) {
                Deprel::Conj | Deprel::Advcl | Deprel::Xcomp | Deprel::Parataxis
                    if matches!(story.upos(head), Upos::Verb | Upos::Aux | Upos::Adj | Upos::Noun) =>
                {
                    at = head
                }
                Deprel::Acl | Deprel::AclRelcl => return Some(head),
                _ => return None,
            }
        }
        None
    }

    /// The noun before a relative pronoun.
    fn antecedent(&self, t: usize) -> usize {
        let story = self.story;
        if !matches!(story.lower(t), "who" | "which" | "that") || story.upos(t) != Upos::Pron {
            return t;
        }
        let start = self.sentence(t).start;
        let mut at = t;
        for _ in 0..3 {
            match story.head(at) {
                Some(head) if story.deprel(at) == Deprel::AclRelcl => return head,
                Some(head) => at = head,
                None => break,
            }
        }
        (start..t).rev().take(8).find(|&n| matches!(story.upos(n), Upos::Noun | Upos::Propn)).unwrap_or(t)
    }

    /// Whether verb `v` is finite, or a participle that reports ("saying").
    pub fn reports(&self, v: usize) -> bool {
        let story = self.story;
        if story.children(v).any(|c| story.deprel(c) == Deprel::Advmod && matches!(story.lower(c), "not" | "n't" | "never")) {
            return false;
        }
        // "without saying", "worth noting".
        if story.children(v).any(|c| {
            matches!(story.deprel(c), Deprel::Mark | Deprel::Case)
                && matches!(story.lower(c), "without" | "before" | "instead" | "for" | "from")
        }) || story.head(v).is_some_and(|h| story.lower(h) == "worth")
            || v > 0 && story.lower(v - 1) == "worth"
        {
            return false;
        }
        let infinitive =
            story.tokens[v].feats.contains(Feats::VERB_FORM_INF) && story.children_by(v, Deprel::Mark).any(|c| story.lower(c) == "to");
        // "used to say".
        !infinitive || v >= 2 && story.lower(v - 2) == "used"
    }

    /// Tokens without punctuation at the ends; `None` when nothing is left.
    pub fn trim(&self, mut first: usize, mut last: usize) -> Option<(usize, usize)> {
        let story = self.story;
        let outer =
            |t: usize| matches!(story.form(t), "," | "." | ";" | ":" | "—" | "–" | "-" | "..." | "…") && story.upos(t) == Upos::Punct;
        while first <= last && outer(first) {
            first += 1;
        }
        while last > first && outer(last) {
            last = last.checked_sub(1)?;
        }
        (first <= last && !outer(first)).then_some((first, last))
    }

    /// Words (tokens with a letter or digit) of a span, counted up to nine: nothing asks for more.
    pub fn words(&self, span: Span) -> usize {
        span.slice(self.story.text).split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).take(9).count()
    }
}
