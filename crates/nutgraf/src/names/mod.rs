//! Mentions by name.
//!
//! A name is a person, organization, place, facility, group, product, event, work or law called by its own name; the span
//! leaves out titles, leading articles and possessive endings. Only the outermost of nested names is given. The model proposes
//! ([`crate::model`]); rules clean the spans.
//!
//! Left out: weekdays, months, holidays, diseases, languages, awards and bare titles are no names. Which names are one entity is
//! for `coref` to say.

mod trim;

use crate::article::{EntityType, Mention, MentionKind};
use crate::model::Analysis;
use crate::story::Story;

/// The names of the story, outermost only, in order; `entity` is left to `coref`.
pub(crate) fn recognize(story: &Story<'_>, analysis: &Analysis) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(analysis.names.len());
    for candidate in &analysis.names {
        let kind = EntityType::ALL[usize::from(candidate.best)];
        let (first, last) = candidate.words;
        let Some((first, last)) = trim::trim(story, first as usize, last as usize, kind) else { continue };
        let span = story.tokens[first].span.join(story.tokens[last - 1].span);
        mentions.push(Mention { span, kind: MentionKind::Name, r#type: Some(kind), entity: None, head: None });
    }
    mentions
}
