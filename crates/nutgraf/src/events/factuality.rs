//! How certain the story says an event is. Cues on the trigger, on its auxiliaries, and on the verbs and nouns above it
//! (after Saurí & Pustejovsky's FactBank).

use crate::article::Factuality;
use crate::labels::{Deprel, Upos};
use crate::story::Story;

/// Verbs whose infinitive is still to come.
const PLANS: &[&str] = &[
    "plan",
    "intend",
    "promise",
    "agree",
    "vow",
    "threaten",
    "want",
    "prepare",
    "expect",
    "aim",
    "hope",
    "pledge",
    "decide",
    "schedule",
    "offer",
    "propose",
    "seek",
    "ask",
    "urge",
    "order",
    "tell",
    "request",
    "demand",
    "call",
    "instruct",
    "authorize",
    "commit",
    "set",
    "wish",
    "consider",
];
/// Verbs whose infinitive or participle did not happen.
const FAILURES: &[&str] = &["fail", "refuse", "decline", "avoid", "prevent", "stop", "forget", "cease", "deny", "refrain"];
const ALLEGING: &[&str] = &["allege", "accuse", "suspect", "charge", "claim", "indict", "blame", "implicate", "prosecute", "try"];
const ALLEGED_WORDS: &[&str] = &["allegedly", "reportedly", "alleged", "suspected", "purported", "supposedly", "purportedly"];
const NEGATIONS: &[&str] = &["not", "n't", "never", "no", "without", "neither", "nor", "hardly"];
const CONDITIONS: &[&str] = &["if", "unless", "whether", "lest", "should", "provided", "assuming"];

fn is_child(story: &Story<'_>, t: usize, words: &[&str]) -> bool {
    story.children(t).any(|c| words.contains(&story.lower(c)))
}

/// The auxiliaries of `t` and of the verbs that it shares them with.
fn auxiliaries<'s>(story: &'s Story<'_>, t: usize) -> impl Iterator<Item = &'s str> + 's {
    let own = story.children(t).filter(|&c| matches!(story.deprel(c), Deprel::Aux | Deprel::AuxPass));
    let shared = story
        .head(t)
        .filter(|_| story.deprel(t) == Deprel::Conj && story.child(t, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux]).is_none());
    let shared = shared.into_iter().flat_map(|h| story.children(h).filter(|&c| story.deprel(c) == Deprel::Aux));
    own.chain(shared).map(|c| story.lower(c))
}

/// The factuality of the event at token `t` as its own clause and those above it tell; quotations are the caller's.
pub(super) fn of(story: &Story<'_>, t: usize) -> Factuality {
    let verb = story.upos(t) == Upos::Verb;
    // On the trigger itself.
    if is_child(story, t, NEGATIONS)
        || story.children(t).any(|c| story.deprel(c) == Deprel::Nsubj && has_no(story, c))
        || object_has_no(story, t)
    {
        return Factuality::Negated;
    }
    if story.children(t).any(|c| story.deprel(c) == Deprel::NsubjPass && has_no(story, c)) {
        return Factuality::Negated;
    }
    if is_child(story, t, ALLEGED_WORDS) {
        return Factuality::Alleged;
    }
    let mut planned = false;
    for aux in auxiliaries(story, t) {
        match aux {
            "may" | "might" | "could" | "can" | "should" | "must" => return Factuality::Hypothetical,
            "would" if is_child(story, t, CONDITIONS) => return Factuality::Hypothetical,
            "will" | "'ll" | "wo" | "would" | "shall" | "'d" => planned = true,
            _ => {}
        }
    }
    if story.children_by(t, Deprel::Mark).any(|m| CONDITIONS.contains(&story.lower(m))) {
        return Factuality::Hypothetical;
    }
    // On what it hangs from.
    let mut at = t;
    for _ in 0..6 {
        let Some(head) = story.head(at) else { break };
        let relation = story.deprel(at);
        let lemma = story.lemma(head);
        match relation {
            Deprel::Xcomp
            | Deprel::Ccomp
            | Deprel::Advcl
            | Deprel::Acl
            | Deprel::Obl
            | Deprel::Nmod
            | Deprel::Obj
            | Deprel::Conj
            | Deprel::Csubj => {}
            _ => break,
        }
        if relation == Deprel::Advcl {
            let of = story.children_by(at, Deprel::Mark).map(|m| story.lower(m)).next().unwrap_or("");
            // "accused of stealing", "charged with stealing".
            if ALLEGING.contains(&lemma) && matches!(of, "of" | "with" | "for") {
                return Factuality::Alleged;
            }
            if CONDITIONS.contains(&of) {
                return Factuality::Hypothetical;
            }
            if matches!(of, "without" | "instead") {
                return Factuality::Negated;
            }
            // "to bolster security": a purpose.
            if of == "to" && verb && !planned {
                planned = true;
            }
            break;
        }
        if matches!(relation, Deprel::Xcomp | Deprel::Acl) || (relation == Deprel::Ccomp && verb) {
            if FAILURES.contains(&lemma) && relation != Deprel::Ccomp {
                return Factuality::Negated;
            }
            if relation == Deprel::Xcomp && PLANS.contains(&lemma) {
                planned = true;
            }
            if relation == Deprel::Acl
                && matches!(
                    lemma,
                    "plan" | "threat" | "promise" | "attempt" | "effort" | "decision" | "bid" | "offer" | "move" | "order" | "refusal"
                )
            {
                if is_child(story, head, &["no"]) || lemma == "refusal" {
                    return Factuality::Negated;
                }
                planned = true;
            }
            if relation == Deprel::Ccomp && lemma == "deny" {
                return Factuality::Denied;
            }
            if ALLEGING.contains(&lemma) && lemma != "try" {
                return Factuality::Alleged;
            }
        }
        if matches!(relation, Deprel::Obj | Deprel::Obl | Deprel::Nmod) {
            if lemma == "deny" {
                return Factuality::Denied;
            }
            if matches!(lemma, "prevent" | "avoid" | "avert") {
                return Factuality::Negated;
            }
            if matches!(lemma, "plan" | "threaten" | "expect" | "plot") && !verb {
                planned = true;
            }
            if ALLEGING.contains(&lemma) && !matches!(lemma, "blame" | "try") && !verb {
                return Factuality::Alleged;
            }
            break;
        }
        if auxiliaries(story, head).any(|a| matches!(a, "will" | "would" | "'ll")) {
            planned = true;
        }
        if relation == Deprel::Xcomp && is_child(story, head, &["not", "n't", "never"]) {
            return Factuality::Negated;
        }
        at = head;
    }
    // "going to strike".
    if story.deprel(t) == Deprel::Xcomp && story.head(t).is_some_and(|h| story.lower(h) == "going") {
        planned = true;
    }
    if planned { Factuality::Planned } else { Factuality::Asserted }
}

/// "No one", "no troops".
fn has_no(story: &Story<'_>, t: usize) -> bool {
    matches!(story.lower(t), "nobody" | "none" | "nothing") || is_child(story, t, &["no", "neither"])
}

/// "fired no shots".
fn object_has_no(story: &Story<'_>, t: usize) -> bool {
    story.children_by(t, Deprel::Obj).any(|c| has_no(story, c))
}
