//! Mentions by name.
//!
//! A name is a person, organization, place, facility, group, product, event, work or law called by its own name; the span
//! leaves out titles, leading articles and possessive endings. Only the outermost of nested names is given. The model proposes
//! ([`crate::model`]); rules clean the spans (`trim.rs`) and add what addresses and lists make plain (`addresses.rs`, `acronyms.rs`).
//!
//! Left out: weekdays, months, holidays, diseases, languages, awards and bare titles are no names. Which names are one entity is
//! for `coref` to say.

mod acronyms;
mod addresses;
mod consistency;
mod evidence;
mod trim;

use crate::article::{EntityType, Mention, MentionKind};
use crate::model::{Analysis, TYPES};
use crate::story::Story;

/// A name on its way.
#[derive(Debug, Clone)]
struct Name {
    /// First token and one past the last.
    first: usize,
    last: usize,
    kind: EntityType,
    /// How well each type fits, by the model: 64 is a factor of e.
    fit: [i16; TYPES],
}

/// The names of the story, outermost only, in order; `entity` is left to `coref`.
pub(crate) fn recognize(story: &Story<'_>, analysis: &Analysis) -> Vec<Mention> {
    let mut names = propose(story, analysis);
    for name in &mut names {
        evidence::weigh(story, name);
    }
    addresses::apply(story, &mut names);
    acronyms::add(story, &mut names);
    consistency::settle(story, &mut names);
    names.iter().map(|name| mention(story, name)).collect()
}

/// The model's names, their spans cleaned.
fn propose(story: &Story<'_>, analysis: &Analysis) -> Vec<Name> {
    let clean = |candidate: &crate::model::Candidate| {
        let kind = EntityType::ALL[usize::from(candidate.best)];
        let (first, last) = candidate.words;
        let (first, last) = trim::trim(story, first as usize, last as usize, kind)?;
        Some(Name { first, last, kind, fit: candidate.types })
    };
    analysis.names.iter().filter_map(clean).collect()
}

fn mention(story: &Story<'_>, name: &Name) -> Mention {
    let span = story.tokens[name.first].span.join(story.tokens[name.last - 1].span);
    Mention { span, kind: MentionKind::Name, r#type: Some(name.kind), entity: None, head: None }
}
