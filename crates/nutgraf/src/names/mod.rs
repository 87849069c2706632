//! Mentions by name.
//!
//! A name is a person, organization, place, facility, group, product, event, work or law called by its own name; the span
//! leaves out titles, leading articles and possessive endings. Only the outermost of nested names is given. The model proposes
//! ([`crate::model`]); rules clean the spans (`trim.rs`) and add what addresses, lists and other mentions make plain (`addresses.rs`,
//! `acronyms.rs`, `repeats.rs`).
//!
//! Left out: weekdays, months, holidays, diseases, languages, awards and bare titles are no names. Which names are one entity is
//! for `coref` to say.

mod acronyms;
mod addresses;
mod consistency;
mod evidence;
mod given;
mod repeats;
mod trim;

use crate::Error;
use crate::article::{EntityType, Mention, MentionKind};
use crate::extractor::{Content, GivenName};
use crate::model::{Analysis, TYPES};
use crate::span::Span;
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
    /// The caller's type: nothing changes it.
    fixed: bool,
}

/// The names of the story, outermost only, in order; `entity` is left to `coref`.
pub(crate) fn recognize(story: &Story<'_>, analysis: &Analysis) -> Vec<Mention> {
    let mut names = propose(story, analysis);
    for name in &mut names {
        evidence::weigh(story, name);
    }
    addresses::apply(story, &mut names);
    acronyms::add(story, &mut names);
    repeats::add(story, &mut names);
    given::apply(story, &mut names);
    consistency::settle(story, &mut names);
    names.iter().map(|name| mention(story, name)).collect()
}

/// The caller's names in place of ours, in order.
///
/// # Errors
/// When one does not fit the text or overlaps another, or when there is no text to point into.
pub(crate) fn check(given: &[GivenName], content: Content<'_>) -> Result<Vec<Mention>, Error> {
    let text = match content {
        Content::Text(text) => text,
        #[cfg(feature = "html")]
        Content::Html(_) | Content::Nitf(_) => return Err(Error::option("mentions point into a text: they go with text alone")),
    };
    let mut names: Vec<Mention> = Vec::with_capacity(given.len());
    for (i, &GivenName { span, r#type }) in given.iter().enumerate() {
        let Span { start, end } = span;
        let why = if start >= end {
            "is empty"
        } else if end as usize > text.len() {
            "ends beyond the text"
        } else if !text.is_char_boundary(start as usize) || !text.is_char_boundary(end as usize) {
            "begins or ends inside a character"
        } else if span.slice(text).trim().is_empty() {
            "has no letters"
        } else {
            names.push(Mention { span, kind: MentionKind::Name, r#type: Some(r#type), entity: None, head: None });
            continue;
        };
        return Err(Error::option(format!("mentions[{i}]: the span {start}..{end} {why}; the text has {} bytes", text.len())));
    }
    names.sort_by_key(|m| (m.span.start, m.span.end));
    if let Some([a, b]) = names.windows(2).find(|w| w[0].span.overlaps(w[1].span)).and_then(|w| w.first_chunk()) {
        let (x, y) = (a.span, b.span);
        let (n, m) = (x.slice(text), y.slice(text));
        let message = format!("mentions: {}..{} {n:?} and {}..{} {m:?} overlap; give the outer one alone", x.start, x.end, y.start, y.end);
        return Err(Error::option(message));
    }
    Ok(names)
}

/// Which tokens are part of a name.
fn covered(story: &Story<'_>, names: &[Name]) -> Vec<bool> {
    let mut covered = vec![false; story.tokens.len()];
    for name in names {
        covered[name.first..name.last].fill(true);
    }
    covered
}

/// The model's names, their spans cleaned.
fn propose(story: &Story<'_>, analysis: &Analysis) -> Vec<Name> {
    let clean = |candidate: &crate::model::Candidate| {
        let kind = EntityType::ALL[usize::from(candidate.best)];
        let (first, last) = candidate.words;
        let (first, last) = trim::trim(story, first as usize, last as usize, kind)?;
        Some(Name { first, last, kind, fit: candidate.types, fixed: false })
    };
    analysis.names.iter().filter_map(clean).collect()
}

/// A name that was weighed.
pub(crate) struct Proposal {
    pub span: Span,
    /// Without what does not belong; `None` when nothing is left.
    pub cleaned: Option<Span>,
    pub kind: EntityType,
    pub origin: &'static str,
    /// The next best types, and how much less they fit (64 is a factor of e).
    pub others: Vec<(EntityType, i32)>,
}

/// What the model and the lexicon propose, before the story as a whole decides.
pub(crate) fn proposals(story: &Story<'_>, analysis: &Analysis) -> Vec<Proposal> {
    let span = |first: usize, last: usize| story.span(first, last - 1);
    let by_model = analysis.names.iter().filter(|c| c.words.0 < c.words.1).map(|c| {
        let (first, last) = (c.words.0 as usize, c.words.1 as usize);
        let kind = EntityType::ALL[usize::from(c.best)];
        let cleaned = trim::trim(story, first, last, kind).map(|(f, l)| span(f, l));
        let top = i32::from(c.types[usize::from(c.best)]);
        let rest = EntityType::ALL.iter().zip(&c.types).filter(|&(&k, _)| k != kind);
        let mut others: Vec<(EntityType, i32)> = rest.map(|(&k, &fit)| (k, top - i32::from(fit))).collect();
        others.sort_by_key(|o| o.1);
        others.truncate(2);
        Proposal { span: span(first, last), cleaned, kind, origin: "the model", others }
    });
    let by_lexicon = given::found(story).into_iter().map(|n| {
        let span = span(n.first, n.last);
        Proposal { span, cleaned: Some(span), kind: n.kind, origin: "the lexicon", others: Vec::new() }
    });
    by_model.chain(by_lexicon).collect()
}

fn mention(story: &Story<'_>, name: &Name) -> Mention {
    let span = story.tokens[name.first].span.join(story.tokens[name.last - 1].span);
    Mention { span, kind: MentionKind::Name, r#type: Some(name.kind), entity: None, head: None }
}
