//! How and through whom: the medium, the relays, and what continues what.

use crate::article::{Medium, Polarity, QuoteKind, Via, ViaKind};
use crate::labels::{Deprel, Upos};
use crate::span::Span;

use super::Draft;
use super::clauses::Scene;
use super::cues;
use super::words::Class;

fn via_kind(scene: &Scene<'_>, text: &str) -> ViaKind {
    if cues::is_agency(text) || scene.is_custom_agency(text) { ViaKind::Agency } else { ViaKind::Publication }
}

/// The span of the outlet whose first token is `t`.
fn outlet(scene: &Scene<'_>, t: usize) -> Option<Span> {
    let token = scene.story.tokens[t].span;
    let name = scene.name_at(t);
    let span = name.map_or(token, |m| m.span);
    (span.start == token.start && scene.is_outlet_of(t, name)).then_some(span)
}

/// Tokens on either side of a cue that may tell of the saying.
const REACH: usize = 80;

/// Tokens of the cue's clause: those of its sentence, near it, that are not in the content.
fn around(scene: &Scene<'_>, draft: &Draft) -> Vec<usize> {
    let content = draft.content.first().map(|c| scene.story.token_at(c.start)).filter(|&t| t < scene.story.tokens.len());
    let Some(cue) = draft.cue.or(content) else { return Vec::new() };
    let free = |t: &usize| !draft.content.iter().any(|c| c.overlaps(scene.story.tokens[*t].span));
    let sentence = scene.sentence(cue);
    let near = sentence.start.max(cue.saturating_sub(REACH))..sentence.end.min(cue + REACH);
    near.filter(free).filter(|&t| scene.pair_at(t).is_none()).collect()
}

/// The relays of one quotation.
pub(super) fn relays(scene: &Scene<'_>, draft: &mut Draft) {
    let story = scene.story;
    let Some(cue) = draft.cue else { return };
    let add = |draft: &mut Draft, span: Span| {
        let own = draft.speaker.is_some_and(|s| s.overlaps(span));
        if !own && !draft.via.iter().any(|v| v.span == span) {
            draft.via.push(Via { span, kind: via_kind(scene, span.slice(story.text)) });
        }
    };
    let free = around(scene, draft);
    for &t in &free {
        let Some(span) = outlet(scene, t) else {
            // "told this newspaper", "in remarks to Karvo television".
            if !Class::Outlet.has(story.lower(t)) {
                continue;
            }
            let modifies = |i: usize| {
                matches!(story.upos(i), Upos::Propn | Upos::Noun | Upos::Adj) && story.lower(i) != "news"
                    || matches!(story.lower(i), "this" | "state" | "news")
            };
            let first = (0..t).rev().take(5).take_while(|&i| modifies(i)).last().unwrap_or(t);
            let article = usize::from(first > 0 && matches!(story.lower(first - 1), "the" | "a"));
            let preposition = first.checked_sub(1 + article).map_or("", |i| story.lower(i));
            let noun = first.checked_sub(2 + article).map_or("", |i| story.lower(i));
            let named = first < t || article == 1;
            if named && (hears(scene, cue, t) || preposition == "to" && Class::Talk.has(noun)) {
                add(draft, story.span(first, t));
            }
            continue;
        };
        let before = |n: usize| t.checked_sub(n).map_or("", |i| story.lower(i));
        let article = usize::from(matches!(before(1), "the" | "a"));
        let preposition = before(1 + article);
        let told = hears(scene, cue, t);
        let according = preposition == "to" && before(2 + article) == "according";
        let statement = matches!(preposition, "to" | "with" | "by" | "on" | "in")
            && (cues::medium_noun(before(2 + article)).is_some()
                || Class::Talk.has(before(2 + article))
                || matches!(before(2 + article), "obtained" | "seen" | "carried" | "quoted" | "reported" | "published" | "broadcast"));
        // "AP quoted him as saying", "AP reported".
        let quoting =
            story.deprel(t) == Deprel::Nsubj && story.head(t).is_some_and(|h| matches!(story.lemma(h), "quote" | "cite" | "report"));
        let cited = matches!(preposition, "quoting" | "citing");
        if told || according || statement || quoting || cited {
            add(draft, span);
        }
    }
}

/// Whether `t` is whom the cue's subject told.
fn hears(scene: &Scene<'_>, cue: usize, t: usize) -> bool {
    let story = scene.story;
    let tells = matches!(story.lemma(cue), "tell" | "inform" | "brief" | "assure");
    if !tells {
        return false;
    }
    let mut at = t;
    for _ in 0..4 {
        match story.head(at) {
            Some(h) if h == cue => {
                return matches!(
                    story.deprel(at),
                    Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Nsubj | Deprel::Xcomp | Deprel::Ccomp
                );
            }
            Some(h) => at = h,
            None => return false,
        }
    }
    // Right behind "told".
    t > cue && t <= cue + 3
}

/// The channel, from the cue verb, the words of its clause, and what the speaker is.
pub(super) fn medium(scene: &Scene<'_>, draft: &Draft) -> Option<Medium> {
    let story = scene.story;
    if draft.polarity == Polarity::Declined {
        return None;
    }
    let free = around(scene, draft);
    let speaker_tokens = draft.speaker.map(|s| story.tokens_in(s)).unwrap_or(0..0);
    // A carrier that speaks, or is in the speaker's hand: "a man on a loudspeaker", "a UN report".
    for t in speaker_tokens.clone() {
        if let Some(m) = cues::medium_noun(story.lower(t)) {
            let head = story.upos(t) == Upos::Noun;
            if head && !matches!(story.lower(t), "x" | "will" | "paper" | "note" | "post" | "wall") {
                return Some(m);
            }
        }
    }
    for &t in &free {
        if speaker_tokens.contains(&t) {
            continue;
        }
        let word = story.lower(t);
        let next = if t + 1 < story.tokens.len() { story.lower(t + 1) } else { "" };
        let lemma = || Some(story.lemma(t)).filter(|lemma| *lemma != word);
        if let Some(m) = cues::medium_nouns(word, next).or_else(|| cues::medium_noun(lemma()?)) {
            let before = t.checked_sub(1).map_or("", |i| story.lower(i));
            // Names of networks only after "on"; "will" and "note" are mostly verbs.
            let network = Class::Network.has(word);
            if network && !matches!(before, "on" | "via" | "to" | "his" | "her" | "its" | "their" | "a" | "the") {
                continue;
            }
            let written = matches!(word, "painted" | "sprayed" | "scrawled" | "daubed");
            if written {
                return Some(m);
            }
            if !network && !matches!(story.upos(t), Upos::Noun | Upos::Propn)
                || matches!(story.lemma(t), "will" | "wall") && draft.cue.is_some() && story.lemma(draft.cue.unwrap_or(0)) != "read"
            {
                continue;
            }
            let governed = story.children(t).any(|c| {
                story.deprel(c) == Deprel::Case
                    && (matches!(story.lower(c), "in" | "by" | "on" | "via" | "through" | "from" | "over" | "to" | "during")
                        // "in parts of the affidavit".
                        || story.lower(c) == "of"
                            && m == Medium::Document
                            && story.head(t).is_some_and(|h| {
                                story.children_by(h, Deprel::Case).any(|c| matches!(story.lower(c), "in" | "through"))
                            }))
            });
            let carried = matches!(draft.rule.as_str(), "direct.colon")
                || draft.cue.is_some_and(|c| matches!(story.lemma(c), "read" | "say" | "write" | "issue" | "release"));
            if governed || (carried && cues_carrier(m)) {
                return Some(m);
            }
        }
        if word == "news" && next == "conference" {
            return Some(Medium::Speech);
        }
    }
    let cue = draft.cue;
    if let Some(m) = cue.and_then(|c| scene.cue(c)).and_then(|c| c.medium) {
        return Some(m);
    }
    // A crowd that shouts, chants.
    if let Some(c) = cue {
        let loud = |w: &str| matches!(w, "shout" | "yell" | "scream" | "cry" | "sing");
        if loud(story.lemma(c)) || loud(story.lower(c).trim_end_matches("ed")) {
            let many = speaker_tokens.clone().any(|t| Class::Crowd.has(story.lemma(t)));
            return Some(if many { Medium::Chant } else { Medium::Speech });
        }
        if draft.via.iter().any(|_| matches!(story.lemma(c), "tell" | "inform")) {
            return Some(Medium::Interview);
        }
    }
    if draft.according {
        return None;
    }
    let sign = draft.rule == "direct.colon";
    if sign && draft.speaker.is_none() {
        return None;
    }
    // Bodies speak by statement.
    let body = speaker_tokens.clone().any(|t| Class::Body.has(story.lemma(t)));
    let person = speaker_tokens.clone().any(|t| crate::lexicon::titles::lookup(story.lower(t)).is_some());
    let organization = draft.speaker.is_some_and(|s| {
        let head = speaker_tokens.clone().find(|&t| story.head(t).is_none_or(|h| !speaker_tokens.contains(&h)));
        head.and_then(|h| scene.name_at(h))
            .is_some_and(|m| m.r#type == Some(crate::article::EntityType::Organization) && m.span.overlaps(s))
    });
    if (body || organization) && !person && draft.kind != QuoteKind::Mixed {
        return Some(Medium::Statement);
    }
    Some(Medium::Speech)
}

/// Media whose carrier is a thing that has words on it.
fn cues_carrier(medium: Medium) -> bool {
    matches!(medium, Medium::Sign | Medium::Document | Medium::Post | Medium::Chant | Medium::Loudspeaker | Medium::Statement)
}

/// Whether a quotation goes on from the one before: the paragraph before did not close its marks, or there is only "he added".
pub(super) fn continues(scene: &Scene<'_>, earlier: &Draft, draft: &Draft) -> bool {
    let story = scene.story;
    if earlier.kind != QuoteKind::Direct || draft.kind != QuoteKind::Direct {
        return false;
    }
    if let (Some(&p), Some(&q)) = (draft.pairs.first(), earlier.pairs.last()) {
        if scene.pair(p).continues == Some(q) {
            return true;
        }
    }
    let Some(cue) = draft.cue else { return false };
    let added = matches!(story.lemma(cue), "add" | "continue" | "go");
    let pronoun = draft.speaker.is_some_and(|s| {
        let range = story.tokens_in(s);
        range.len() == 1 && story.upos(range.start) == Upos::Pron
    });
    let blocks = |d: &Draft| d.content.first().map(|c| story.block_of(story.token_at(c.start).min(story.tokens.len() - 1)).index());
    let near = match (blocks(earlier), blocks(draft)) {
        (Some(a), Some(b)) => b <= a + 1,
        _ => false,
    };
    added && pronoun && near
}
