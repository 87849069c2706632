//! Joins mentions into entities: people with their roles, organizations, places.

use crate::article::{Entity, Mention, MentionId, Quote};
use crate::story::Story;

/// What this stage finds.
#[derive(Debug, Default)]
pub(crate) struct Resolution {
    /// Names, pronouns and candidate nominals, in order, `entity` filled. Nominals that nothing points to in the end are
    /// dropped when the article is assembled, so any noun phrase that may be a speaker, actor or recipient belongs here.
    pub mentions: Vec<Mention>,
    /// The entities, by first mention; every mention with an entity is in its list.
    pub entities: Vec<Entity>,
    /// The mention of each quotation's speaker.
    pub speakers: Vec<Option<MentionId>>,
}

/// Resolves the story's mentions.
pub(crate) fn resolve(_story: &Story<'_>, names: &[Mention], quotes: &[Quote]) -> Resolution {
    Resolution { mentions: names.to_vec(), entities: Vec::new(), speakers: vec![None; quotes.len()] }
}
