//! Who: the subject of a clause, as the name that a reader would underline.

use crate::article::{EntityType, Mention, MentionKind};
use crate::events::Layers;
use crate::labels::{Deprel, Upos};
use crate::lexicon::{nouns, titles};
use crate::span::Span;
use crate::story::Story;

use super::phrases::short_phrase;

/// Whom the clause of `root` is about, and its share of the clause's weight in hundredths.
pub(super) fn of(story: &Story<'_>, layers: &Layers<'_>, root: usize) -> Option<(Span, u32)> {
    let subjects = || story.children(root).filter(|&c| matches!(story.deprel(c), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter));
    // The nearest: a headline's label may have been taken for another.
    match subjects().rfind(|&c| c < root).or_else(|| subjects().next()) {
        Some(head) if story.upos(head) == Upos::Pron => meant(story, layers, head).map(|span| (span, 90)),
        Some(head) => Some((holder(story, layers, head), if is_actor(story, layers, head) { 100 } else { 75 })),
        None => headline_noun(story, layers, root),
    }
}

/// The first name of the entity that a pronoun means.
fn meant(story: &Story<'_>, layers: &Layers<'_>, t: usize) -> Option<Span> {
    let entity = mention_at(story, layers, t)?.entity?;
    let names = layers.entities[entity.index()].mentions.iter().map(|m| &layers.mentions[m.index()]);
    names.filter(|m| m.kind == MentionKind::Name).map(|m| m.span).next()
}

/// "Racing star Jane Doe": the name, where the tree makes the noun before it the head; else the short phrase.
fn holder(story: &Story<'_>, layers: &Layers<'_>, head: usize) -> Span {
    let named = mention_at(story, layers, head).is_some_and(|m| m.kind == MentionKind::Name);
    let beside = |c: &usize| {
        *c > head
            && matches!(story.deprel(*c), Deprel::Flat | Deprel::Appos | Deprel::NmodDesc | Deprel::Compound)
            && mention_at(story, layers, *c).is_some_and(|m| m.kind == MentionKind::Name && m.r#type == Some(EntityType::Person))
    };
    let person = story.children(head).find(beside).filter(|_| !named);
    person.and_then(|c| mention_at(story, layers, c)).map_or_else(|| short_phrase(story, head), |m| m.span)
}

/// A headline that the tree reads as one noun phrase ("Brazil's Doe crashes"): the first person, body or group that it names.
fn headline_noun(story: &Story<'_>, layers: &Layers<'_>, root: usize) -> Option<(Span, u32)> {
    if !matches!(story.upos(root), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num) || story.child(root, &[Deprel::Cop]).is_some() {
        return None;
    }
    if mention_at(story, layers, root).is_none_or(|m| m.kind != MentionKind::Name) {
        let (first, last) = story.subtree(root);
        let whole = story.span(first, last);
        let at = layers.mentions.partition_point(|m| m.span.start < whole.start);
        let inside = layers.mentions[at..].iter().take_while(|m| m.span.start < whole.end).filter(|m| m.kind == MentionKind::Name);
        let party = |m: &&Mention| matches!(m.r#type, Some(EntityType::Person | EntityType::Organization));
        if let Some(name) = inside.clone().find(party) {
            return Some((name.span, 90));
        }
    }
    Some((short_phrase(story, root), if is_actor(story, layers, root) { 95 } else { 60 }))
}

/// Whether token `head` stands for somebody: a name of one, a noun for people or a body, a number of people.
fn is_actor(story: &Story<'_>, layers: &Layers<'_>, head: usize) -> bool {
    use EntityType::{Group, Organization, Person, Place};
    let known = |m: &Mention| matches!(m.r#type, Some(Person | Organization | Group | Place));
    nouns::lookup(story.lemma(head)).is_some()
        || titles::lookup(story.lower(head)).is_some()
        || matches!(story.upos(head), Upos::Num)
        || matches!(story.lower(head), "dead" | "injured" | "wounded" | "more" | "others")
        || mention_at(story, layers, head).is_some_and(known)
}

/// The mention that token `t` heads, or the name that it is part of.
fn mention_at<'a>(story: &Story<'_>, layers: &Layers<'a>, t: usize) -> Option<&'a Mention> {
    let token = story.tokens[t].span;
    let before = layers.mentions.partition_point(|m| m.span.start <= token.start);
    let of = |m: &&Mention| match m.kind {
        MentionKind::Name => m.span.contains(token),
        MentionKind::Pronoun => m.span == token,
        MentionKind::Nominal => m.head == Some(token),
    };
    let near = &layers.mentions[before.saturating_sub(24)..before];
    near.iter().filter(of).min_by_key(|m| m.kind)
}
