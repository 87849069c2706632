//! Which way a clause looks: whether its weekday is the last one or the next.

use crate::labels::{Deprel, Feats, Upos};
use crate::story::Story;
use crate::terms::Terms;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    /// Nothing tells.
    Open,
}

/// Words after which an infinitive or a date lies ahead.
const AHEAD: &[&str] = &[
    "will",
    "'ll",
    "shall",
    "would",
    "wo",
    "due",
    "scheduled",
    "expected",
    "expects",
    "expect",
    "plan",
    "plans",
    "planned",
    "planning",
    "set",
    "slated",
    "deadline",
    "expires",
    "expire",
    "upcoming",
    "until",
    "starting",
    "intends",
    "intend",
    "hopes",
    "hope",
    "may",
    "could",
    "might",
    "should",
    "vowed",
    "promised",
    "pledged",
    "agreed",
    "poised",
    "ahead",
    "begins",
    "starts",
    "meets",
    "opens",
    "votes",
    "arrives",
    "faces",
    "returns",
];
/// Past forms that don't end in "ed".
const BEHIND: &[&str] = &[
    "was", "were", "had", "did", "said", "told", "took", "went", "came", "fell", "rose", "made", "held", "met", "shot", "hit", "left",
    "found", "gave", "won", "lost", "began", "became", "saw", "sent", "got", "led", "broke", "sold", "bought", "struck", "flew", "drove",
    "spoke", "wrote", "put", "cut", "sank", "grew", "paid", "brought", "closed",
];

/// The direction of the clause around terms `first..end`.
pub(super) fn direction(story: &Story<'_>, terms: &Terms<'_>, first: usize, end: usize) -> Direction {
    let span = terms.span(first, end);
    let tokens = story.tokens_in(span);
    if let Some(head) = tokens.clone().find(|&t| story.head(t).is_some_and(|h| !tokens.contains(&h))) {
        if let Some(direction) = by_tree(story, head) {
            return direction;
        }
    }
    by_words(terms, first, end)
}

fn by_tree(story: &Story<'_>, start: usize) -> Option<Direction> {
    let mut at = start;
    for _ in 0..8 {
        at = story.head(at)?;
        match story.upos(at) {
            Upos::Verb | Upos::Aux => return verb(story, at, 0),
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adv if story.child(at, &[Deprel::Cop]).is_some() => {
                return verb(story, at, 0);
            }
            Upos::X => return None,
            _ => {}
        }
    }
    None
}

fn verb(story: &Story<'_>, v: usize, depth: usize) -> Option<Direction> {
    let feats = |t: usize| story.tokens[t].feats;
    let auxiliaries: Vec<usize> =
        story.children(v).filter(|&c| matches!(story.deprel(c), Deprel::Aux | Deprel::AuxPass | Deprel::Cop)).collect();
    if auxiliaries.iter().any(|&a| {
        matches!(story.lower(a), "will" | "'ll" | "shall" | "wo" | "would" | "may" | "might" | "could" | "should" | "can" | "must")
    }) {
        let perfect = auxiliaries.iter().any(|&a| matches!(story.lower(a), "have" | "'ve"));
        return Some(if perfect { Direction::Past } else { Direction::Future });
    }
    if matches!(story.lower(v), "scheduled" | "due" | "expected" | "set" | "planned" | "slated") {
        return Some(Direction::Future);
    }
    let infinitive = story.children(v).any(|c| story.deprel(c) == Deprel::Mark && story.lower(c) == "to");
    if infinitive || matches!(story.deprel(v), Deprel::Xcomp) && feats(v).contains(Feats::VERB_FORM_INF) {
        let governor = story.head(v)?;
        let looks_ahead = AHEAD.contains(&story.lower(governor))
            || matches!(
                story.lemma(governor),
                "plan"
                    | "expect"
                    | "schedule"
                    | "agree"
                    | "want"
                    | "decide"
                    | "order"
                    | "ask"
                    | "urge"
                    | "call"
                    | "prepare"
                    | "go"
                    | "need"
                    | "have"
                    | "vow"
                    | "threaten"
                    | "meeting"
                    | "decision"
                    | "vote"
                    | "be"
            );
        if looks_ahead || story.deprel(v) == Deprel::Acl {
            return Some(Direction::Future);
        }
        return if depth < 4 { verb(story, governor, depth + 1) } else { None };
    }
    if feats(v).contains(Feats::TENSE_PAST)
        || auxiliaries
            .iter()
            .any(|&a| feats(a).contains(Feats::TENSE_PAST) || matches!(story.lower(a), "has" | "have" | "was" | "were" | "had" | "did"))
    {
        return Some(Direction::Past);
    }
    if feats(v).contains(Feats::VERB_FORM_FIN) || auxiliaries.iter().any(|&a| matches!(story.lower(a), "is" | "are" | "'s" | "'re" | "am"))
    {
        // "The court meets Friday", "is leaving on Monday": the present of plans.
        return Some(Direction::Future);
    }
    if depth < 4 { verb(story, story.head(v)?, depth + 1) } else { None }
}

/// Without trees: the nearest cue to the left in the sentence, then to the right.
fn by_words(terms: &Terms<'_>, first: usize, end: usize) -> Direction {
    let cue = |i: usize| {
        let form = terms.form(i);
        if form.len() > 12 || !form.is_ascii() {
            return None;
        }
        let lower = form.to_ascii_lowercase();
        if AHEAD.contains(&lower.as_str()) {
            Some(Direction::Future)
        } else if BEHIND.contains(&lower.as_str()) || lower.len() > 4 && lower.ends_with("ed") {
            Some(Direction::Past)
        } else {
            None
        }
    };
    let left = (first.saturating_sub(12)..first).rev().take_while(|&i| !terms.is_border(i)).find_map(cue);
    left.or_else(|| (end..end + 12).take_while(|&i| !terms.is_border(i)).find_map(cue)).unwrap_or(Direction::Open)
}
