//! How certain the story says an event is. Cues on the trigger and its auxiliaries, and on the verbs and nouns above it
//! (after Saurí & Pustejovsky's FactBank); the words are in `cues.tsv`. Quotations are the caller's.

use crate::article::Factuality::{self, Alleged, Asserted, Denied, Hypothetical, Negated, Planned};
use crate::labels::{Deprel, Feats, Upos};
use crate::story::Story;

use super::arguments::is_passive;
use super::cues::{Classes, Cue, is};

/// Steps up the tree that are looked at.
const STEPS: usize = 8;

/// The factuality of the event at token `t` as its own clause and those above it tell.
pub(super) fn of(story: &Story<'_>, t: usize) -> Factuality {
    let mut planned = false;
    match on_trigger(story, t) {
        Some(Planned) => planned = true,
        Some(certain) => return certain,
        None => {}
    }
    let mut at = t;
    for _ in 0..STEPS {
        let Some(head) = story.head(at) else { break };
        match above(story, t, at, head) {
            Step::Decided(Planned) => planned = true,
            Step::Decided(certain) => return certain,
            Step::Up => {}
            Step::Stop => break,
        }
        at = head;
    }
    if planned { Planned } else { Asserted }
}

/// What one step up the tree tells.
enum Step {
    Decided(Factuality),
    Up,
    Stop,
}

/// The classes of the words right below `t`: most have none that asks for a closer look.
fn below(story: &Story<'_>, t: usize) -> Classes {
    Classes::of_any(story.children(t).map(|c| story.lower(c)))
}

/// "No one", "no troops", "none of the troops".
fn has_no(story: &Story<'_>, t: usize) -> bool {
    matches!(story.lower(t), "nobody" | "none" | "nothing")
        || story.children(t).any(|c| matches!(story.lower(c), "no" | "neither" | "none"))
}

/// Whether the verb (or the adjective with a copula) at `t` is negated: by an adverb, its subject or its object.
fn is_negated(story: &Story<'_>, t: usize) -> bool {
    is_negated_by(story, t, below(story, t))
}

/// The same where the classes of the words below `t` are known.
fn is_negated_by(story: &Story<'_>, t: usize, below: Classes) -> bool {
    below.has(Cue::Negation) && story.children(t).any(|c| story.deprel(c) != Deprel::Conj && is(story.lower(c), Cue::Negation))
        || story
            .children(t)
            .any(|c| matches!(story.deprel(c), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::OblAgent) && has_no(story, c))
}

/// The auxiliaries of `t` and of the verb that it shares them with.
fn auxiliaries<'s>(story: &'s Story<'_>, t: usize) -> impl Iterator<Item = &'s str> + 's {
    let own = story.children(t).filter(|&c| matches!(story.deprel(c), Deprel::Aux | Deprel::AuxPass));
    let shared = story.head(t).filter(|_| shares_its_subject(story, t));
    let shared = shared.into_iter().flat_map(|h| story.children(h).filter(|&c| story.deprel(c) == Deprel::Aux));
    own.chain(shared).map(|c| story.lower(c))
}

/// A second verb of one subject and one auxiliary: "will meet and sign".
fn shares_its_subject(story: &Story<'_>, t: usize) -> bool {
    story.deprel(t) == Deprel::Conj && story.child(t, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux]).is_none()
}

/// The word that opens a clause or phrase: "if", "without", "of".
fn opener<'s>(story: &'s Story<'_>, t: usize) -> &'s str {
    story.children(t).find(|&c| matches!(story.deprel(c), Deprel::Mark | Deprel::Case)).map_or("", |c| story.lower(c))
}

/// "may", "could have", "will".
fn mood(story: &Story<'_>, t: usize) -> Option<Factuality> {
    let mut mood = None;
    let perfect = || auxiliaries(story, t).any(|a| a == "have");
    for aux in auxiliaries(story, t) {
        match aux {
            "may" | "might" | "could" | "can" | "should" | "must" => return Some(Hypothetical),
            "would" | "'d" if perfect() || depends_on_a_condition(story, t) => return Some(Hypothetical),
            "will" | "'ll" | "wo" | "would" | "shall" => mood = Some(Planned),
            _ => {}
        }
    }
    mood
}

/// "would … if …".
fn depends_on_a_condition(story: &Story<'_>, t: usize) -> bool {
    story.children_by(t, Deprel::Advcl).any(|c| is(opener(story, c), Cue::Condition)) || opens_with_condition(story, t)
}

pub(super) fn opens_with_condition(story: &Story<'_>, t: usize) -> bool {
    opens_with_condition_of(story, t, below(story, t))
}

/// The same where the classes of the words below `t` are known.
fn opens_with_condition_of(story: &Story<'_>, t: usize, below: Classes) -> bool {
    let mut marks = story.children(t).filter(|&c| matches!(story.deprel(c), Deprel::Mark | Deprel::Advmod | Deprel::Aux));
    let in_case = |c: usize| story.lower(c) == "in" && c + 1 < story.tokens.len() && story.lower(c + 1) == "case";
    marks.any(|c| below.has(Cue::Condition) && is(story.lower(c), Cue::Condition) || in_case(c))
}

/// Cues in the trigger's own clause.
fn on_trigger(story: &Story<'_>, t: usize) -> Option<Factuality> {
    let below = below(story, t);
    if is_negated_by(story, t, below) {
        return Some(Negated);
    }
    // "no casualties left at the scene".
    if story.deprel(t) == Deprel::Acl
        && story.tokens[t].feats.contains(Feats::TENSE_PAST)
        && story.head(t).is_some_and(|h| has_no(story, h))
    {
        return Some(Negated);
    }
    // "did not attack or shell the town".
    let alternative = |h: usize| story.children_by(t, Deprel::Cc).any(|c| matches!(story.lower(c), "or" | "nor")) && is_negated(story, h);
    if shares_its_subject(story, t) && story.head(t).is_some_and(alternative) {
        return Some(Negated);
    }
    if below.has(Cue::Alleged) {
        return Some(Alleged);
    }
    if below.has(Cue::Possible) || opens_with_condition_of(story, t, below) {
        return Some(Hypothetical);
    }
    let mood = mood(story, t);
    let infinitive = || story.upos(t) == Upos::Verb && story.children_by(t, Deprel::Mark).any(|c| story.lower(c) == "to");
    // "is to visit", "Library to reopen".
    let bare = || story.head(t).is_none() || story.children_by(t, Deprel::Cop).any(|c| story.lemma(c) == "be");
    let coming = below.has(Cue::Coming) || (infinitive() && bare());
    mood.or(coming.then_some(Planned))
}

/// What the step from `at` (the trigger `t`, or what it hangs from) to `head` tells.
fn above(story: &Story<'_>, t: usize, at: usize, head: usize) -> Step {
    let lemma = story.lemma(head);
    let verb = story.upos(t) == Upos::Verb;
    match story.deprel(at) {
        Deprel::Advcl => adverbial(story, at, head, verb),
        Deprel::Xcomp => {
            if is(lemma, Cue::Failure)
                || is_negated(story, head)
                || (lemma == "have" && story.children(head).any(|c| story.lower(c) == "yet"))
            {
                return Step::Decided(Negated);
            }
            if lemma == "deny" {
                return Step::Decided(Denied);
            }
            if (is(lemma, Cue::Alleging) && lemma != "try") || is_hearsay(story, head) {
                return Step::Decided(Alleged);
            }
            if is(story.lower(head), Cue::Possible) {
                return Step::Decided(Hypothetical);
            }
            if is(lemma, Cue::Plan) || is(story.lower(head), Cue::Plan) {
                return Step::Decided(match mood(story, head) {
                    Some(Hypothetical) => Hypothetical,
                    _ => Planned,
                });
            }
            mood(story, head).map_or(Step::Up, Step::Decided)
        }
        Deprel::Ccomp | Deprel::Csubj if verb || at != t => {
            if is(lemma, Cue::Denying) {
                Step::Decided(Denied)
            } else if (is(lemma, Cue::Alleging) && lemma != "try") || (is_hearsay(story, head) && opener(story, at) == "to") {
                Step::Decided(Alleged)
            } else if is_wished(story, at, head) {
                Step::Decided(Planned)
            } else if matches!(lemma, "fear" | "doubt" | "suggest") {
                Step::Decided(Hypothetical)
            } else {
                Step::Up
            }
        }
        Deprel::Acl | Deprel::Nmod => {
            // "accused the guards of beating him", where the tree hangs the clause on the guards.
            let verb_above = story.head(head).filter(|_| matches!(story.deprel(head), Deprel::Obj | Deprel::Obl));
            let charged = verb_above.filter(|&h| {
                let known = is(story.lemma(h), Cue::Alleging) || is(story.lemma(h), Cue::Averting) || is(story.lemma(h), Cue::Failure);
                known && matches!(opener(story, at), "of" | "with" | "for" | "from") && (verb || opener(story, at) != "for")
            });
            // "asked the firm to raise wages", likewise.
            let asked = verb_above.is_some_and(|h| story.deprel(head) == Deprel::Obj && is(story.lemma(h), Cue::Plan));
            if asked && verb && opener(story, at) == "to" {
                return Step::Decided(Planned);
            }
            match charged.map(|h| adverbial(story, at, h, verb)) {
                Some(Step::Decided(certain)) => Step::Decided(certain),
                _ => below_noun(story, at, head),
            }
        }
        Deprel::Obj | Deprel::Obl | Deprel::NsubjPass | Deprel::Nsubj => beside_verb(story, t, at, head, verb),
        // A second clause with its own subject stands for itself, unless both are what somebody said.
        Deprel::Conj if story.child(at, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some() && story.deprel(head) != Deprel::Ccomp => Step::Stop,
        Deprel::Conj => Step::Up,
        _ => Step::Stop,
    }
}

/// "cancelled", "called off".
fn is_averting(story: &Story<'_>, verb: usize) -> bool {
    let particle = || story.child(verb, &[Deprel::CompoundPrt]).or((verb + 1 < story.tokens.len()).then_some(verb + 1));
    is(story.lemma(verb), Cue::Averting) || (story.lemma(verb) == "call" && particle().is_some_and(|p| story.lower(p) == "off"))
}

/// "insisted that the firm pay": the bare form of what is asked for.
fn is_wished(story: &Story<'_>, clause: usize, head: usize) -> bool {
    let bare = story.upos(clause) == Upos::Verb
        && story.lower(clause) == story.lemma(clause)
        && !story.children_by(clause, Deprel::Aux).any(|_| true);
    let singular = |s: usize| !story.tokens[s].feats.contains(Feats::NUMBER_PLUR) && story.child(s, &[Deprel::Conj]).is_none();
    bare && matches!(story.lemma(head), "demand" | "insist" | "request" | "propose" | "recommend" | "urge" | "ask")
        && story.child(clause, &[Deprel::Nsubj]).is_some_and(singular)
}

/// "is said to", "was believed to".
fn is_hearsay(story: &Story<'_>, t: usize) -> bool {
    is(story.lemma(t), Cue::Hearsay) && is_passive(story, t)
}

/// A clause beside a verb: "if …", "accused of stealing", "to bolster security".
fn adverbial(story: &Story<'_>, at: usize, head: usize, verb: bool) -> Step {
    let opener = opener(story, at);
    let lemma = story.lemma(head);
    if is(opener, Cue::Condition) {
        return Step::Decided(Hypothetical);
    }
    if matches!(opener, "without" | "instead" | "rather")
        || (opener == "from" && (is(lemma, Cue::Failure) || is(lemma, Cue::Averting)))
        || (opener == "of" && story.lower(head) == "short")
    {
        return Step::Decided(Negated);
    }
    if is(lemma, Cue::Alleging) && matches!(opener, "of" | "with" | "for") {
        return Step::Decided(Alleged);
    }
    if opener.is_empty() && is(lemma, Cue::Denying) {
        return Step::Decided(Denied);
    }
    if opener == "to" && is_hearsay(story, head) {
        return Step::Decided(Alleged);
    }
    if opener == "to" && verb {
        // Also under "refused", where the tree has a purpose for a complement.
        return Step::Decided(if is(lemma, Cue::Failure) { Negated } else { Planned });
    }
    Step::Stop
}

/// "a plan to attack", "charges of attacking", "fears of an attack".
fn below_noun(story: &Story<'_>, at: usize, head: usize) -> Step {
    let lemma = story.lemma(head);
    let denied = || story.head(head).is_some_and(|h| is(story.lemma(h), Cue::Denying));
    let opener = opener(story, at);
    let none = || has_no(story, head) || story.head(head).is_some_and(|h| story.deprel(head) == Deprel::Obj && is_negated(story, h));
    if is(lemma, Cue::PlanNoun) && matches!(opener, "to" | "for" | "of") {
        return Step::Decided(match lemma {
            _ if denied() => Denied,
            _ if none() || lemma == "refusal" => Negated,
            _ => Planned,
        });
    }
    if is(lemma, Cue::Allegation) && matches!(opener, "of" | "that" | "") {
        return Step::Decided(if denied() { Denied } else { Alleged });
    }
    if matches!(lemma, "report" | "denial") && matches!(opener, "of" | "that") && (denied() || lemma == "denial") {
        return Step::Decided(Denied);
    }
    if is(lemma, Cue::Risk) && matches!(opener, "of" | "that") {
        return Step::Decided(Hypothetical);
    }
    Step::Stop
}

/// A noun as subject, object or adjunct: "denied the theft", "accused of theft", "the talks will begin".
fn beside_verb(story: &Story<'_>, t: usize, at: usize, head: usize, verb: bool) -> Step {
    let lemma = story.lemma(head);
    let relation = story.deprel(at);
    let passive_subject = relation == Deprel::NsubjPass;
    let patient = relation == Deprel::Obj || passive_subject;
    if relation == Deprel::Nsubj && !(at == t && (is(lemma, Cue::Light) || is(lemma, Cue::Plan))) {
        return Step::Stop;
    }
    if patient && lemma == "deny" {
        return Step::Decided(Denied);
    }
    let from = relation == Deprel::Obl && opener(story, at) == "from";
    if (patient || from) && is_averting(story, head) {
        return Step::Decided(Negated);
    }
    if at == t && !verb {
        if is(lemma, Cue::Alleging)
            && !matches!(lemma, "blame" | "try")
            && relation == Deprel::Obl
            && matches!(opener(story, at), "of" | "with")
        {
            return Step::Decided(Alleged);
        }
        if patient && matches!(lemma, "plan" | "threaten" | "expect" | "plot" | "schedule" | "propose" | "consider" | "prepare") {
            return Step::Decided(Planned);
        }
        if patient && matches!(lemma, "allege" | "suspect") {
            return Step::Decided(Alleged);
        }
        if patient && matches!(lemma, "fear" | "risk") {
            return Step::Decided(Hypothetical);
        }
    }
    if at == t && !verb && is(lemma, Cue::Light) && relation != Deprel::Obl {
        if let Some(certain) = on_trigger(story, head) {
            return Step::Decided(certain);
        }
        return Step::Up;
    }
    Step::Stop
}
