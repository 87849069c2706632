//! What befell or was done by those counted, from the words that govern the count.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use super::counted::Counted;
use crate::article::QuantityRole;
use crate::labels::{Deprel, Feats, Upos};
use crate::story::Story;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum How {
    Object,
    Subject,
    Noun,
    State,
}

fn table() -> &'static HashMap<(How, &'static str), QuantityRole> {
    static TABLE: OnceLock<HashMap<(How, &'static str), QuantityRole>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::default();
        for row in crate::terms::lexicon::rows(include_str!("roles.tsv")) {
            let cells: Vec<&'static str> = row.split('\t').collect();
            let [role, how, words] = cells[..] else { unreachable!("a role has three columns: {row}") };
            let Some(role) = QuantityRole::from_name(role) else { unreachable!("no role {role}") };
            let how = match how {
                "object" => How::Object,
                "subject" => How::Subject,
                "noun" => How::Noun,
                _ => How::State,
            };
            for word in words.split(' ') {
                table.entry((how, word)).or_insert(role);
            }
        }
        table
    })
}

fn look(how: How, word: &str) -> Option<QuantityRole> {
    table().get(&(how, word)).copied()
}

/// By lemma, then by form.
fn word(story: &Story<'_>, how: How, t: usize) -> Option<QuantityRole> {
    let custom = || {
        let lexicon = story.lexicon.filter(|_| how == How::Noun)?;
        lexicon.casualty(story.lemma(t)).or_else(|| lexicon.casualty(story.lower(t)))
    };
    custom().or_else(|| look(how, story.lemma(t))).or_else(|| look(how, story.lower(t)))
}

/// The role of a noun that names the victims or the harm itself: "deaths".
pub(super) fn of_noun(story: &Story<'_>, t: usize) -> Option<QuantityRole> {
    word(story, How::Noun, t)
}

/// Whether a lone number stands for somebody who came to harm: "killing one", "one was arrested".
pub(super) fn harmed(story: &Story<'_>, t: usize) -> bool {
    let lone = t < story.tokens.len() && matches!(story.deprel(t), Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass);
    let counted = Counted { number: t, noun: None, of: None };
    let harm = |role| matches!(role, QuantityRole::Killed | QuantityRole::Injured | QuantityRole::Missing | QuantityRole::Detained);
    lone && governed(story, t, &counted).is_some_and(harm)
}

/// "shot dead", "found dead", whatever the verb says alone.
fn dead(story: &Story<'_>, verb: usize) -> Option<QuantityRole> {
    story.children(verb).any(|c| c > verb && story.lower(c) == "dead").then_some(QuantityRole::Killed)
}

/// The role of a count, and its rule.
pub(super) fn role(story: &Story<'_>, counted: &Counted, last: usize) -> Option<(QuantityRole, &'static str)> {
    let anchor = counted.noun.filter(|&n| n > counted.number || story.deprel(counted.number) != Deprel::Nummod).unwrap_or(counted.number);
    let direct = |t: usize| story.deprel(t) == Deprel::Nummod;
    let node =
        if direct(counted.number) || counted.noun.is_some_and(|n| story.head(counted.number) == Some(n)) { anchor } else { counted.number };
    if let Some(noun) = counted.noun
        && let Some(role) = word(story, How::Noun, noun).filter(|r| matches!(r, QuantityRole::Killed | QuantityRole::Injured))
    {
        return Some((role, "noun"));
    }
    if let Some(role) = modifiers(story, node).or_else(|| counted.noun.and_then(|n| modifiers(story, n))) {
        return Some((role, "modifier"));
    }
    // "25 dead", "left 25 people homeless", "three injured"
    let after = counted.noun.filter(|&n| n > last).unwrap_or(last) + 1;
    if after < story.tokens.len() && story.tokens[after].sentence == story.tokens[last].sentence {
        let at =
            if matches!(story.lower(after), "more" | "others" | "were" | "was" | "are" | "still" | "other") { after + 1 } else { after };
        if at < story.tokens.len()
            && story.upos(at) != Upos::Noun
            && let Some(role) = look(How::State, story.lower(at)).filter(|_| {
                story.child(at, &[Deprel::Obj]).is_none() && !story.children(at).any(|c| c > at && story.deprel(c) == Deprel::Nsubj)
            })
        {
            // A participle before a noun is that noun's: "12 injured passengers" is; "three dead soldiers" is too.
            return Some((role, "state"));
        }
    }
    if let Some(role) = governed(story, node, counted) {
        return Some((role, "governor"));
    }
    if toll(story, counted.number) {
        return Some((QuantityRole::Killed, "toll"));
    }
    let noun = counted.noun?;
    word(story, How::Noun, noun).map(|role| (role, "noun"))
}

/// Adjectives and participles on the noun: "injured passengers", "people killed in the blast".
fn modifiers(story: &Story<'_>, noun: usize) -> Option<QuantityRole> {
    story.children(noun).find_map(|c| match story.deprel(c) {
        Deprel::Amod => look(How::State, story.lower(c)),
        Deprel::Acl => {
            let participle =
                story.tokens[c].feats.contains(Feats::VERB_FORM_PART) || story.lower(c).ends_with("ed") || story.lower(c).ends_with('n');
            let passive = participle && !story.lower(c).ends_with("ing") && story.child(c, &[Deprel::Obj]).is_none();
            if passive { word(story, How::Object, c) } else { word(story, How::Subject, c) }
        }
        Deprel::AclRelcl => {
            if story.child(c, &[Deprel::NsubjPass]).is_some() {
                word(story, How::Object, c)
            } else {
                word(story, How::Subject, c)
            }
        }
        _ => None,
    })
}

fn governed(story: &Story<'_>, node: usize, counted: &Counted) -> Option<QuantityRole> {
    let mut at = node;
    for _ in 0..5 {
        let head = story.head(at)?;
        match story.deprel(at) {
            Deprel::Conj | Deprel::Appos | Deprel::Flat | Deprel::List => {
                // Conjoined clauses are not conjoined nouns.
                if matches!(story.upos(head), Upos::Verb | Upos::Aux) && story.upos(at) == Upos::Verb {
                    return None;
                }
                at = head;
            }
            Deprel::NsubjPass => {
                return dead(story, head)
                    .or_else(|| word(story, How::Object, head))
                    .or_else(|| look(How::State, story.lower(head)))
                    .or_else(|| phrase(story, head));
            }
            Deprel::Obj => {
                if counted.noun.is_some_and(|n| story.lemma(n) == "life") && matches!(story.lemma(head), "claim" | "take" | "cost" | "lose")
                {
                    return Some(QuantityRole::Killed);
                }
                return dead(story, head)
                    .or_else(|| word(story, How::Object, head))
                    .filter(|&role| role != QuantityRole::Deployed || sent(story, counted))
                    .or_else(|| left(story, head, counted))
                    .or_else(|| from_home(story, head))
                    .or_else(|| force(story, head, counted));
            }
            Deprel::Nsubj => {
                // In headlines the auxiliary is missing: "107 killed in crane collapse".
                let passive = story.child(head, &[Deprel::AuxPass]).is_some()
                    || story.child(head, &[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).is_none()
                        && story.upos(head) == Upos::Verb
                        && story.lower(head).ends_with("ed");
                if passive && let Some(role) = word(story, How::Object, head) {
                    return Some(role);
                }
                return look(How::State, story.lower(head))
                    .filter(|_| story.child(head, &[Deprel::Obj]).is_none())
                    .or_else(|| word(story, How::Subject, head))
                    .or_else(|| phrase(story, head))
                    .or_else(|| {
                        // "12 people remain missing", "are believed to have died"
                        story
                            .child(head, &[Deprel::Xcomp])
                            .and_then(|x| look(How::State, story.lower(x)).or_else(|| word(story, How::Subject, x)))
                    });
            }
            Deprel::Obl | Deprel::Nmod => {
                let case = story.child(at, &[Deprel::Case])?;
                // "a quarter of a million people have fled"
                if story.lower(case) == "of" && case < counted.number && matches!(story.lemma(head), "quarter" | "half" | "third") {
                    at = head;
                    continue;
                }
                let with = story.lower(case) == "with" && case > 0 && matches!(story.lower(case - 1), "along" | "together");
                if !with && !matches!(story.lower(case), "including") {
                    return None;
                }
                if matches!(story.upos(head), Upos::Verb) {
                    return word(story, How::Object, head);
                }
                at = head;
            }
            Deprel::Nummod => at = head,
            _ => return None,
        }
    }
    None
}

/// "placed under arrest", "taken hostage", "taken to hospital", "shot dead", "made homeless", "taken ill".
fn phrase(story: &Story<'_>, verb: usize) -> Option<QuantityRole> {
    story.children(verb).filter(|&c| c > verb).find_map(|c| match (story.lemma(c), story.lower(c)) {
        ("arrest" | "custody" | "hostage" | "prisoner", _) => Some(QuantityRole::Detained),
        ("hospital", _) if matches!(story.lemma(verb), "take" | "rush" | "admit" | "bring" | "airlift") => Some(QuantityRole::Injured),
        (_, "dead") => Some(QuantityRole::Killed),
        (_, "homeless") => Some(QuantityRole::Displaced),
        (_, "ill" | "sick" | "stranded") => Some(QuantityRole::Affected),
        (_, "missing") => Some(QuantityRole::Missing),
        ("part", _) if story.lemma(verb) == "take" => Some(QuantityRole::Participating),
        ("home" | "house", _) if story.lemma(verb) == "leave" => Some(QuantityRole::Displaced),
        ("street", _) if story.lemma(verb) == "take" => Some(QuantityRole::Participating),
        _ => None,
    })
}

/// "left 25 dead", "shot dead seven protesters".
fn left(story: &Story<'_>, verb: usize, counted: &Counted) -> Option<QuantityRole> {
    if !matches!(story.lemma(verb), "leave" | "shoot" | "find" | "make" | "render" | "report" | "place" | "take" | "put") {
        return None;
    }
    story
        .children(verb)
        .find_map(|c| match story.deprel(c) {
            Deprel::Xcomp | Deprel::Advmod | Deprel::Amod | Deprel::CompoundPrt => look(How::State, story.lower(c)),
            _ => None,
        })
        .or_else(|| phrase(story, verb))
        // "left 12,000 homes without power" drives nobody out.
        .filter(|&role| role != QuantityRole::Displaced || !counted.noun.is_some_and(|n| matches!(story.lemma(n), "home" | "house")))
}

/// Whether those counted are forces: who sends food deploys nobody.
fn sent(story: &Story<'_>, counted: &Counted) -> bool {
    counted.noun.is_some_and(|n| FORCES.contains(&story.lemma(n)))
}

const FORCES: &[&str] = &[
    "troop",
    "troops",
    "soldier",
    "police",
    "officer",
    "personnel",
    "guard",
    "firefighter",
    "peacekeeper",
    "marine",
    "rescuer",
    "agent",
    "force",
    "paratrooper",
    "crew",
    "medic",
    "worker",
    "reservist",
    "ranger",
    "warship",
    "volunteer",
    "observer",
    "vehicle",
];

/// "placed 60,000 security personnel", "put 500 officers on the streets".
fn force(story: &Story<'_>, verb: usize, counted: &Counted) -> Option<QuantityRole> {
    (matches!(story.lemma(verb), "place" | "put" | "position" | "assign" | "deploy" | "send" | "move") && sent(story, counted))
        .then_some(QuantityRole::Deployed)
}

/// "forcing 12,000 from their homes", "drove 300 families from the valley".
fn from_home(story: &Story<'_>, verb: usize) -> Option<QuantityRole> {
    if !matches!(story.lemma(verb), "force" | "drive" | "order") {
        return None;
    }
    story.children(verb).filter(|&c| c > verb).find_map(|c| match story.lemma(c) {
        "home" | "house" | "village" => Some(QuantityRole::Displaced),
        "flee" | "evacuate" | "leave" => Some(QuantityRole::Displaced),
        _ => None,
    })
}

/// "a death toll of 25", "raising the toll to 27".
fn toll(story: &Story<'_>, number: usize) -> bool {
    let sentence = story.sentence_tokens(story.tokens[number].sentence.index());
    let from = number.saturating_sub(9).max(sentence.start);
    (from..number).rev().take_while(|&t| story.upos(t) != Upos::Num).any(|t| story.lower(t) == "toll")
}
