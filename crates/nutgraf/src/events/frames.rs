//! The table of constructions (`frames.tsv`): which lemma, in which frame, is which event.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use crate::article::EventType;
use crate::lexicon::rows;
use crate::lexicon::words::Words;

/// What a row asks of the trigger's surroundings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// Has an object (in the passive, a subject).
    Object,
    /// Has an object that is somebody: a name, a pronoun, or a noun for persons or bodies.
    Someone,
    /// Its head's lemma is one of these.
    ObjectIs(Vec<&'static str>),
    /// Has an infinitive or participle as complement; of one of these lemmas when there are any.
    Xcomp(Vec<&'static str>),
    /// Has a clause as complement.
    Ccomp,
    /// Has a clause as complement in which somebody else "must" do something.
    Must,
    /// Has a phrase with this preposition (or this noun in a prepositional phrase).
    Preposition(&'static str),
    /// A noun with one of these before it ("air strike").
    Kind(Vec<&'static str>),
    /// Has no object.
    Intransitive,
    /// Has an object that is a number of things.
    Counted,
}

/// Where a participant is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Object,
    IndirectObject,
    /// The object or subject inside the infinitive.
    Xcomp,
    /// The subject of the clause.
    Ccomp,
    /// A phrase with this preposition.
    Preposition(&'static str),
    /// Nouns: a possessor.
    Possessor,
    /// Nouns: a modifier before it ("police investigation").
    Compound,
}

/// One row.
#[derive(Debug)]
pub(super) struct Frame {
    pub lemma: &'static str,
    /// Particle or second word of "call off".
    pub particle: Option<&'static str>,
    pub noun: bool,
    pub conditions: Vec<Condition>,
    pub recipients: Vec<Slot>,
    pub actors: Vec<Slot>,
    pub r#type: EventType,
    pub mode: Option<&'static str>,
    #[cfg_attr(not(test), allow(dead_code, reason = "every row is tested on its example"))]
    pub example: &'static str,
    /// `frame.attack.v.obj`, for the event's rule.
    pub rule: String,
}

fn slot(name: &'static str) -> Slot {
    match name {
        "obj" => Slot::Object,
        "iobj" => Slot::IndirectObject,
        "xcomp" => Slot::Xcomp,
        "ccomp" => Slot::Ccomp,
        "poss" => Slot::Possessor,
        "compound" => Slot::Compound,
        preposition => Slot::Preposition(preposition),
    }
}

fn list(value: &'static str) -> Vec<&'static str> {
    value.split('|').filter(|v| !v.is_empty()).collect()
}

fn frame(mut row: std::str::Split<'static, char>) -> Option<Frame> {
    let trigger = row.next()?;
    let noun = row.next()? == "n";
    let text = row.next()?;
    let r#type = EventType::from_name(row.next()?)?;
    let mode = row.next().filter(|m| !m.is_empty());
    let example = row.next().unwrap_or("-");
    let (lemma, particle) = trigger.split_once(' ').map_or((trigger, None), |(l, p)| (l, Some(p)));
    let mut frame = Frame {
        lemma,
        particle,
        noun,
        conditions: Vec::new(),
        recipients: Vec::new(),
        actors: Vec::new(),
        r#type,
        mode,
        example,
        rule: format!("frame.{}.{}", trigger.replace(' ', "_"), if noun { "n" } else { "v" }),
    };
    for word in text.split(' ').filter(|w| !w.is_empty() && *w != "-") {
        match word.split_once([':', '=']) {
            Some(("r", slots)) => frame.recipients = slots.split(',').filter(|s| *s != "-").map(slot).collect(),
            Some(("a", slots)) => frame.actors = slots.split(',').map(slot).collect(),
            Some(("p", preposition)) => frame.conditions.push(Condition::Preposition(preposition)),
            Some(("obj", lemmas)) => frame.conditions.push(Condition::ObjectIs(list(lemmas))),
            Some(("kind", lemmas)) => frame.conditions.push(Condition::Kind(list(lemmas))),
            Some(("xcomp", lemmas)) => frame.conditions.push(Condition::Xcomp(list(lemmas))),
            _ => match word {
                "obj" => frame.conditions.push(Condition::Object),
                "who" => frame.conditions.push(Condition::Someone),
                "xcomp" => frame.conditions.push(Condition::Xcomp(Vec::new())),
                "ccomp" => frame.conditions.push(Condition::Ccomp),
                "must" => frame.conditions.push(Condition::Must),
                "num" => frame.conditions.push(Condition::Counted),
                "intr" => frame.conditions.push(Condition::Intransitive),
                _ => return None,
            },
        }
    }
    // The constraint is part of the rule's name: "frame.fire.v.at".
    for condition in &frame.conditions {
        match condition {
            Condition::Preposition(p) => frame.rule.extend([".", p]),
            Condition::ObjectIs(words) | Condition::Kind(words) => frame.rule.extend([".", words.first().unwrap_or(&"")]),
            Condition::Xcomp(_) => frame.rule.push_str(".xcomp"),
            Condition::Ccomp => frame.rule.push_str(".ccomp"),
            Condition::Must => frame.rule.push_str(".must"),
            Condition::Counted => frame.rule.push_str(".num"),
            Condition::Object | Condition::Someone | Condition::Intransitive => {}
        }
    }
    Some(frame)
}

struct Table {
    frames: Vec<Frame>,
    /// The rows of each lemma in the order of the file, those with a particle first.
    by_lemma: Words<Vec<usize>>,
    /// Inflected forms of the verbs, and their lemma.
    forms: Words<&'static str, String>,
}

/// Past tense and participle where they are not regular.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("beat", &["beat", "beaten"]),
    ("blow", &["blew", "blown"]),
    ("break", &["broke", "broken"]),
    ("feed", &["fed"]),
    ("fight", &["fought"]),
    ("hold", &["held"]),
    ("overrun", &["overran", "overrun"]),
    ("set", &["set"]),
    ("shoot", &["shot"]),
    ("spit", &["spat"]),
    ("strike", &["struck"]),
    ("tear", &["tore", "torn"]),
    ("throw", &["threw", "thrown"]),
];

/// The inflected forms of a verb: "loots", "looted", "looting".
fn forms(lemma: &str) -> Vec<String> {
    let vowel = |c: char| "aeiou".contains(c);
    let mut letters = lemma.chars().rev();
    let (last, second, third) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let mut all = vec![format!("{lemma}s"), format!("{stem}ed"), format!("{stem}ing")];
    if last == 'y' && !vowel(second) {
        let stem = &lemma[..lemma.len() - 1];
        all.extend([format!("{stem}ies"), format!("{stem}ied")]);
    } else if !vowel(last) && !"wxy".contains(last) && vowel(second) && !vowel(third) {
        all.extend([format!("{lemma}{last}ed"), format!("{lemma}{last}ing")]);
    }
    all.extend(IRREGULAR.iter().filter(|(l, _)| *l == lemma).flat_map(|(_, forms)| forms.iter().map(|&f| f.to_owned())));
    all
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let frames: Vec<Frame> = rows(include_str!("frames.tsv")).filter_map(frame).collect();
        let mut by_lemma: HashMap<&'static str, Vec<usize>> = HashMap::default();
        for (i, f) in frames.iter().enumerate() {
            by_lemma.entry(f.lemma).or_default().push(i);
        }
        by_lemma.values_mut().for_each(|rows| rows.sort_by_key(|&i| frames[i].particle.is_none()));
        let verbs = frames.iter().filter(|f| !f.noun);
        let forms = verbs.flat_map(|f| forms(f.lemma).into_iter().map(|form| (form, f.lemma))).collect();
        Table { frames, by_lemma: by_lemma.into(), forms }
    })
}

/// The rows of a lemma, in the order of the file; those with a particle first. Where a lemma has none, the form is looked up:
/// a rare verb's lemma may have been guessed wrong.
pub(super) fn of(lemma: &str, form: &str) -> impl Iterator<Item = &'static Frame> {
    let table = table();
    let rows = table.by_lemma.get(lemma).or_else(|| table.by_lemma.get(table.forms.get(form)?));
    rows.map_or(&[][..], Vec::as_slice).iter().map(|&i| &table.frames[i])
}

#[cfg(test)]
pub(super) fn all() -> &'static [Frame] {
    &table().frames
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert_eq!(all().len(), rows(include_str!("frames.tsv")).count());
    }
}
