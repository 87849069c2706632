//! Who and what it tells of: mentions, entities, roles.

use super::{EntityId, EntityType, MentionId, MentionKind};
use crate::span::Span;

/// A person, organization, place … mentioned.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// Where it is: for a name without its title, for a nominal the whole noun phrase.
    pub span: Span,
    /// By name, noun or pronoun.
    pub kind: MentionKind,
    /// `None` for nominals and pronouns that we can't type.
    pub r#type: Option<EntityType>,
    /// The entity, `None` when unresolved.
    pub entity: Option<EntityId>,
    /// The head word of a nominal.
    pub head: Option<Span>,
}

/// A person, organization, place … with all its mentions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entity {
    /// What it is.
    pub r#type: EntityType,
    /// The fullest name in the story.
    pub name: String,
    /// The other names.
    pub aliases: Vec<String>,
    /// Jobs and offices.
    pub roles: Vec<Role>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// From pronouns and titles of the text: "female", "male".
    pub gender: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Its mentions, in text order.
    pub mentions: Vec<MentionId>,
}

/// A job or office of a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Role {
    /// The job alone: "Defense Secretary".
    pub title: String,
    /// The body.
    pub organization: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// "former".
    pub status: Option<String>,
    /// Where the role is told.
    pub span: Span,
}
