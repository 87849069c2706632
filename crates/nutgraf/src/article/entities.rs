//! Who and what it tells of: mentions, entities, roles.

use super::{EntityId, EntityType, MentionId, MentionKind};
use crate::span::Span;

/// A person, organization, place … mentioned.
///
/// ```
/// use nutgraf::MentionKind;
/// let article = nutgraf::extract("Ada Osei came. She left.")?;
/// let mentions: Vec<_> = article.mentions.iter().map(|m| (m.kind, m.span.slice(&article.text))).collect();
/// assert_eq!(mentions, [(MentionKind::Name, "Ada Osei"), (MentionKind::Pronoun, "She")]);
/// assert_eq!(article.mentions[0].entity, article.mentions[1].entity);
/// # Ok::<(), nutgraf::Error>(())
/// ```
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
///
/// ```
/// let article = nutgraf::extract("Mayor Leni Osei came. Osei said she was tired.")?;
/// let osei = &article.entities[0];
/// assert_eq!((&osei.name[..], osei.mentions.len(), osei.gender.as_deref()), ("Leni Osei", 3, Some("female")));
/// # Ok::<(), nutgraf::Error>(())
/// ```
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
///
/// ```
/// let article = nutgraf::extract("Former Defense Secretary Mark Esper resigned.")?;
/// let role = &article.entities[0].roles[0];
/// assert_eq!((&role.title[..], role.status.as_deref()), ("Defense Secretary", Some("former")));
/// # Ok::<(), nutgraf::Error>(())
/// ```
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
