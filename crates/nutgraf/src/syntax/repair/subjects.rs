//! Finite verbs that the parser left without a subject: the noun that they want stands before them, taken into something else.

use crate::labels::{Deprel, Feats, Upos};

use super::Sentence;

/// Words that open a phrase as well as a clause.
const OPENERS: &[&str] = &["after", "before", "as", "until", "till", "since"];

/// Verbs beside which "as" names what somebody is.
const WITH_AS: &[&str] = &["begin", "start", "serve", "act", "work", "know", "describe", "regard", "see", "use", "view", "treat", "name"];

/// Verbs that are told to somebody.
const ADDRESSING: &[&str] =
    &["tell", "inform", "assure", "remind", "warn", "notify", "convince", "persuade", "show", "teach", "ask", "promise", "advise"];

/// Verbs that govern what somebody holds to be so, not somebody.
const HOLDING: &[&str] = &["say", "think", "believe", "insist", "argue", "hope", "fear", "suggest", "add"];

/// Verbs behind what is said: "…, in Orne, said the mayor".
const SAYING: &[&str] = &["say", "add", "tell", "report", "note", "ask", "write", "state", "explain", "claim", "go", "come", "read"];

impl Sentence<'_> {
    pub(super) fn missing_subjects(&mut self) {
        // One bit a token: sentences are no longer than `LONGEST`.
        let mut governs = [0u64; 4];
        for t in 0..self.tokens.len() {
            use Deprel::{Csubj, Expl, Nsubj, NsubjOuter, NsubjPass};
            if let (Nsubj | NsubjPass | NsubjOuter | Csubj | Expl, Some(head)) = (self.deprel(t), self.head(t)) {
                governs[head / 64] |= 1 << (head % 64);
            }
        }
        for t in 1..self.tokens.len() {
            if self.upos(t) == Upos::Verb && governs[t / 64] & (1 << (t % 64)) == 0 && self.wants_a_subject(t) {
                // What hangs on a noun may be a participle, but for the object of "said".
                if self.deprel(t) == Deprel::Acl {
                    self.object_of_the_verb_before(t);
                    continue;
                }
                let _ = self.clause_taken_for_a_phrase(t)
                    || self.beyond_a_reduced_relative(t)
                    || self.object_of_the_verb_before(t)
                    || self.noun_of_the_opening(t)
                    || self.noun_beside_its_clause(t);
            }
        }
    }

    /// A finite verb that shares no subject with another.
    fn wants_a_subject(&self, t: usize) -> bool {
        if matches!(self.deprel(t), Deprel::Xcomp | Deprel::Amod | Deprel::Aux) {
            return false;
        }
        let finite = |k: usize| self.tokens[k].feats.contains(Feats::VERB_FORM_FIN);
        let helped = self.children(t).any(|c| matches!(self.deprel(c), Deprel::Aux | Deprel::AuxPass) && finite(c));
        // A bare form may be a noun that the tagger took for a verb.
        let marked = helped || (finite(t) && (self.tokens[t].feats.contains(Feats::TENSE_PAST) || self.lemma(t) != self.form(t)));
        marked && !self.children(t).any(|c| c < t && matches!(self.deprel(c), Deprel::Cc | Deprel::Mark))
    }

    /// Where the verb with its auxiliaries and adverbs begins.
    fn verb_group(&self, t: usize) -> usize {
        let mut first = t;
        while first > 0 {
            let before = first - 1;
            let own = self.head(before) == Some(t) && matches!(self.deprel(before), Deprel::Aux | Deprel::AuxPass | Deprel::Advmod);
            let opening = self.head(before) == Some(t) && matches!(self.form(before), "“" | "\"" | "‘");
            if !own && !opening {
                break;
            }
            first = before;
        }
        first
    }

    fn nominal(&self, t: usize) -> bool {
        matches!(self.upos(t), Upos::Noun | Upos::Propn | Upos::Pron)
    }

    /// The relation of the subject of verb `t`.
    fn subject_relation(&self, t: usize) -> Deprel {
        if self.child(t, &[Deprel::AuxPass]).is_some() { Deprel::NsubjPass } else { Deprel::Nsubj }
    }

    fn comma(&self, t: usize) -> bool {
        matches!(self.form(t), "," | "--" | "–" | "—" | "-")
    }

    /// "Doctors posted at the clinic have treated them": the participle, not the verb, was given the subject.
    fn beyond_a_reduced_relative(&mut self, t: usize) -> bool {
        let below = self.children(t).rfind(|&p| p < t && matches!(self.deprel(p), Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis));
        let above = self.head(t).filter(|&p| p < t && self.deprel(t) != Deprel::Conj);
        let (participle, is_above) = match (above, below) {
            (Some(p), _) if self.is_bare_participle(p) => (p, true),
            (_, Some(p)) if self.is_bare_participle(p) => (p, false),
            _ => return false,
        };
        let subject = |c: usize| c < participle && matches!(self.deprel(c), Deprel::Nsubj | Deprel::NsubjPass);
        let Some(noun) = self.children(participle).rfind(|&c| subject(c)).filter(|&n| self.nominal(n) && !self.is_pronoun(n)) else {
            return false;
        };
        let group = self.verb_group(t);
        let after_noun = self.last_of(noun) + 1;
        if after_noun > participle || group <= participle {
            return false;
        }
        let parted = (after_noun..participle).any(|k| self.comma(k));
        let between = |k: usize| self.comma(k) || self.upos(k) == Upos::Adv;
        // Within commas or without any.
        if !(after_noun..participle).all(between) || parted != self.comma(group - 1) {
            return false;
        }
        // Nothing else stands between the participle and the verb.
        let within = |k: usize| {
            let apart = self.upos(k) == Upos::Punct || self.dominates(participle, k) || self.dominates(t, k);
            apart && self.deprel(k) != Deprel::Cc && !matches!(self.form(k), "\"" | "”")
        };
        let said = SAYING.contains(&self.lemma(t)) && self.comma(group - 1);
        if !(participle + 1..group).all(within) || said {
            return false;
        }
        let first = self.first_of(noun);
        let mut arcs = vec![(noun, Some(t), self.subject_relation(t)), (participle, Some(noun), Deprel::Acl)];
        arcs.extend(self.children(participle).filter(|&c| c < first).map(|c| (c, Some(t), self.deprel(c))));
        // Commas before the participle go with it; what stands behind the verb goes with the verb.
        arcs.extend(self.children(participle).filter(|&c| c > t).map(|c| (c, Some(t), self.deprel(c))));
        if is_above {
            arcs.push((t, self.head(participle), self.deprel(participle)));
        }
        arcs.extend((after_noun..group).filter(|&k| self.comma(k)).map(|k| (k, Some(participle), Deprel::Punct)));
        self.rehang(&arcs)
    }

    fn is_pronoun(&self, t: usize) -> bool {
        self.upos(t) == Upos::Pron
    }

    /// A participle, or what looks like one, without auxiliary or opening word; a past one also without object.
    fn is_bare_participle(&self, t: usize) -> bool {
        let feats = self.tokens[t].feats;
        let ing = feats.contains(Feats::VERB_FORM_GER) || self.form(t).ends_with("ing");
        let object = || self.children(t).any(|c| self.deprel(c) == Deprel::Obj && self.upos(c) != Upos::Num);
        let bare = || self.child(t, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop, Deprel::Mark, Deprel::Cc, Deprel::Ccomp]).is_none();
        self.upos(t) == Upos::Verb && (ing || (feats.contains(Feats::TENSE_PAST) && !object())) && bare()
    }

    /// "… after its rivals withdrew": what looks like a phrase is a clause.
    fn clause_taken_for_a_phrase(&mut self, t: usize) -> bool {
        let group = self.verb_group(t);
        let Some(mut last) = group.checked_sub(1) else { return false };
        let parted = self.form(last) == ",";
        if parted {
            let Some(before) = last.checked_sub(1) else { return false };
            last = before;
        }
        let opener = |n: usize| self.children(n).find(|&c| c < n && self.deprel(c) == Deprel::Case && self.is(c, OPENERS));
        // "began as a shop", "as part of".
        let other_sense = |n: usize, opener: usize| {
            self.form(opener).eq_ignore_ascii_case("as")
                && (self.lemma(n) == "part" || self.head(n).is_some_and(|h| WITH_AS.contains(&self.lemma(h))))
        };
        let mut noun = last;
        let opener = loop {
            if self.nominal(noun) && matches!(self.deprel(noun), Deprel::Obl | Deprel::OblUnmarked | Deprel::Nmod | Deprel::Obj) {
                if let Some(opener) = opener(noun) {
                    if other_sense(noun, opener) {
                        return false;
                    }
                    break opener;
                }
            }
            match self.head(noun) {
                Some(head) if head < t => noun = head,
                _ => return false,
            }
        };
        // "Doctors posted after the quake have treated them".
        let posted = |p: usize| {
            self.is_bare_participle(p)
                && self.tokens[p].feats.contains(Feats::VERB_FORM_PART)
                && self.child(p, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some()
                && (self.head(t) == Some(p) || self.head(p) == Some(t))
        };
        if self.head(noun).is_some_and(posted) {
            return false;
        }
        // "after its owner, the Larks Group, agreed": the comma closes what another opened.
        let end = self.children(noun).chain(std::iter::once(noun)).max().map_or(noun, |c| self.last_of(c));
        if end >= group + usize::from(parted) || (parted && !(noun + 1..last).any(|k| self.form(k) == ",")) {
            return false;
        }
        let mut arcs = vec![(noun, Some(t), self.subject_relation(t)), (opener, Some(t), Deprel::Mark)];
        match (self.head(t), self.head(noun)) {
            // Hung on the phrase itself.
            (Some(head), Some(above)) if self.dominates(noun, head) => arcs.push((t, Some(above), Deprel::Advcl)),
            (Some(head), _) => arcs.push((t, Some(head), Deprel::Advcl)),
            // "Police moved in after the group complained", with the second clause as the main one.
            (None, _) => {
                let main = self.children(t).find(|&c| {
                    c < opener
                        && self.upos(c) == Upos::Verb
                        && matches!(self.deprel(c), Deprel::Ccomp | Deprel::Parataxis)
                        && self.has_subject(c)
                        && self.child(c, &[Deprel::Mark]).is_none()
                });
                if let Some(main) = main {
                    arcs.extend(
                        self.children(t).filter(|&c| c < opener && c != main && c != noun).map(|c| (c, Some(main), self.deprel(c))),
                    );
                    arcs.extend([(main, None, Deprel::Root), (t, Some(main), Deprel::Advcl)]);
                } else if self.head(noun) != Some(t) {
                    return false;
                }
            }
        }
        arcs.extend(self.punctuation_between(noun, t));
        self.rehang(&arcs)
    }

    /// Punctuation between `noun` and the verb `t` behind it that hangs on what is beyond the two.
    fn punctuation_between(&self, noun: usize, t: usize) -> Vec<(usize, Option<usize>, Deprel)> {
        let beyond = |k: usize| self.upos(k) == Upos::Punct && self.head(k).is_some_and(|h| h < noun || h > t);
        (noun + 1..t).filter(|&k| beyond(k)).map(|k| (k, Some(t), Deprel::Punct)).collect()
    }

    /// "said the contractor, Larks Homes, used sand": the subject of what is said was read as the object of the saying.
    fn object_of_the_verb_before(&mut self, t: usize) -> bool {
        let governs = |v: usize| v < t && self.upos(v) == Upos::Verb && self.deprel(v) != Deprel::AclRelcl;
        let object = |c: usize| matches!(self.deprel(c), Deprel::Obj | Deprel::Iobj);
        let Some(above) = self.head(t) else { return false };
        // Also where it was read as a clause about that object.
        let about = matches!(self.deprel(t), Deprel::Acl | Deprel::AclRelcl | Deprel::Parataxis) && object(above);
        let verb = match self.deprel(t) {
            Deprel::Ccomp => Some(above),
            _ if about => self.head(above).filter(|&v| HOLDING.contains(&self.lemma(v)) && self.child(v, &[Deprel::Ccomp]).is_none()),
            _ => None,
        };
        let Some(verb) = verb.filter(|&v| governs(v)) else { return false };
        let object = |c: usize| verb < c && c < t && object(c);
        let Some(noun) = self.children(verb).rfind(|&c| object(c)) else { return false };
        let addressee = ADDRESSING.contains(&self.lemma(verb)) && self.children(verb).filter(|&c| object(c)).count() == 1;
        if addressee || !self.nominal(noun) || self.child(noun, &[Deprel::Case]).is_some() {
            return false;
        }
        let group = self.verb_group(t);
        let apart = |k: usize| self.upos(k) != Upos::Punct && !(about && self.dominates(noun, k) && !self.dominates(t, k));
        if (self.children(noun).filter(|&c| c < t).map(|c| self.last_of(c)).max().unwrap_or(noun).max(noun) + 1..group).any(apart) {
            return false;
        }
        if about && (noun != above || self.children(t).any(|c| c < t && matches!(self.form(c), "that" | "which" | "who" | "by"))) {
            return false;
        }
        let mut arcs = vec![(noun, Some(t), self.subject_relation(t)), (t, Some(verb), Deprel::Ccomp)];
        arcs.extend((noun + 1..group).filter(|&k| self.head(k) == Some(verb)).map(|k| (k, Some(t), Deprel::Punct)));
        self.rehang(&arcs)
    }

    /// "Outside the gate, Ann Vale, 70, had left flowers", with the name as another word for the gate.
    fn noun_of_the_opening(&mut self, t: usize) -> bool {
        let group = self.verb_group(t);
        if group == 0
            || self.tokens[group..t].iter().any(|k| k.upos == Upos::Punct)
            || (SAYING.contains(&self.lemma(t)) && self.comma(group - 1))
        {
            return false;
        }
        // A clause with a subject of its own is none that took another's, but for "when", "after" and their like.
        let whole =
            |c: usize| self.has_subject(c) && !self.children(c).any(|k| k < c && matches!(self.deprel(k), Deprel::Mark | Deprel::Advmod));
        let opening = |c: usize| {
            c < group
                && matches!(self.deprel(c), Deprel::Obl | Deprel::OblUnmarked | Deprel::Advcl)
                && !(self.deprel(c) == Deprel::Advcl && whole(c))
        };
        for opening in self.children(t).filter(|&c| opening(c)).rev().collect::<Vec<usize>>() {
            let candidates = (opening.min(group)..group).filter(|&n| {
                use Deprel::{Appos, Conj, Dep, Iobj, Nmod, NmodUnmarked, Obj, Obl, OblUnmarked};
                self.nominal(n)
                    && matches!(self.deprel(n), Appos | Conj | Dep | Iobj | Nmod | NmodUnmarked | Obj | Obl | OblUnmarked)
                    && self.dominates(opening, n)
                    && self.child(n, &[Deprel::Case, Deprel::Cc]).is_none()
            });
            for noun in candidates.collect::<Vec<usize>>() {
                if self.take_from_the_opening(t, group, noun) {
                    return true;
                }
            }
        }
        false
    }

    fn take_from_the_opening(&mut self, t: usize, group: usize, noun: usize) -> bool {
        let first = (0..noun).find(|&k| self.upos(k) != Upos::Punct && self.dominates(noun, k)).unwrap_or(noun);
        if first == 0 || self.form(first - 1) != "," {
            return false;
        }
        // A comma at the end closes what another opened.
        if self.form(group - 1) == "," && !(noun + 1..group - 1).any(|k| self.form(k) == ",") {
            return false;
        }
        let mut arcs = vec![(noun, Some(t), self.subject_relation(t))];
        for k in noun + 1..group {
            let Some(head) = self.head(k).filter(|&h| h < first) else { continue };
            match self.deprel(k) {
                relation @ (Deprel::Appos
                | Deprel::Punct
                | Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Advcl
                | Deprel::Nmod
                | Deprel::NmodUnmarked)
                    if self.nominal(head) || self.upos(k) == Upos::Punct =>
                {
                    arcs.push((k, Some(noun), relation));
                }
                _ => return false,
            }
        }
        arcs.extend((0..first).filter(|&k| self.head(k) == Some(noun)).map(|k| (k, Some(t), Deprel::Punct)));
        self.rehang(&arcs)
    }

    /// "Ann Vale, who carried the songs, died on Monday", with the verb as a remark on the noun.
    fn noun_beside_its_clause(&mut self, t: usize) -> bool {
        let beside = matches!(self.deprel(t), Deprel::Parataxis | Deprel::Advcl | Deprel::AclRelcl);
        let Some(noun) = self.head(t).filter(|&n| beside && n < t && self.head(n).is_none() && self.nominal(n)) else { return false };
        if self.child(noun, &[Deprel::Case, Deprel::Cop, Deprel::Nsubj]).is_some() {
            return false;
        }
        let relative = |c: usize| matches!(self.form(c), "that" | "which" | "who");
        let group = self.verb_group(t);
        let within = |k: usize| self.dominates(noun, k) && !self.dominates(t, k);
        if self.children(t).any(|c| c < t && relative(c))
            || (noun + 1..group).any(|k| matches!(self.form(k), ":" | ";" | "|") || !(self.upos(k) == Upos::Punct || within(k)))
            || (self.deprel(t) == Deprel::AclRelcl && !self.comma(group - 1))
        {
            return false;
        }
        let mut arcs = vec![(t, None, Deprel::Root), (noun, Some(t), self.subject_relation(t))];
        arcs.extend(self.children(noun).filter(|&c| c > t).map(|c| (c, Some(t), self.deprel(c))));
        self.rehang(&arcs)
    }
}
