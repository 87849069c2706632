//! Joins mentions into entities: people with their roles, organizations, places.
//!
//! Produces the final list of mentions (names, pronouns, noun phrases that may take part in an event or quotation), the
//! entities, and the mention of each quotation's speaker. A name joins an earlier one by rule (`clusters.rs`, `forms.rs`); a
//! pronoun or definite noun phrase joins a name only when one answer clearly leads (`pronouns.rs`, `nominals.rs`): otherwise
//! its entity stays `None`. Gender comes from titles and pronouns of the text, never from a given name.
//! Left out: entities across stories, noun phrases among themselves.

mod clusters;
mod forms;
mod line;
mod nominals;
mod places;
mod pronouns;
mod roles;
mod sectors;

pub(crate) use nominals::counts_people;

use std::ops::Range;

use crate::article::{Entity, EntityId, EntityType, Mention, MentionId, MentionKind, Quote, QuoteKind, TokenId};
use crate::labels::{Deprel, Upos};
use crate::lexicon::{nouns, titles};
use crate::span::Span;
use crate::story::{ByToken, Story};
use crate::tight;
use crate::walk::Walk;

use clusters::Cluster;
use pronouns::{Profile, Seen, Sort};
use roles::{Cover, Found};

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

/// A mention with the token of its head, before ids are given.
struct Draft {
    mention: Mention,
    head: TokenId,
    of: Option<ClusterId>,
}

impl Draft {
    fn new(mention: Mention, head: usize) -> Self {
        Self { mention, head: TokenId::of(head), of: None }
    }

    fn head(&self) -> usize {
        self.head.index()
    }
}

/// A cluster goes by the type of the id that most of them will have, for its size.
type ClusterId = EntityId;

/// Resolves the story's mentions. `referents` has, for quotations whose speaker's name was told, where that name stands.
pub(crate) fn resolve(story: &Story<'_>, names: &[Mention], quotes: &[Quote], referents: &[Option<Span>]) -> Resolution {
    let (mut clusters, of_name) = clusters::cluster(story, names);
    let cover = Cover::new(story, names);
    let found = roles::find(story, names, &cover);
    for f in &found {
        let gender = titles::lookup(story.lower(f.head)).and_then(|j| j.gender);
        let cluster = &mut clusters[of_name[f.name]];
        cluster.gender = cluster.gender.or(gender);
    }

    let mut drafts: Vec<Draft> = Vec::new();
    let mut walk = Walk::new(story);
    for (name, &cluster) in names.iter().zip(&of_name) {
        let draft = Draft::new(name.clone(), head_of(story, walk.tokens_in(name.span)));
        tight::push(&mut drafts, Draft { of: Some(ClusterId::of(cluster)), ..draft });
    }
    for candidate in nominals::find(story, &cover) {
        tight::push(&mut drafts, Draft::new(candidate.mention, candidate.head));
    }
    for t in 0..story.tokens.len() {
        if story.upos(t) == Upos::Pron && pronouns::sort(story.lower(t)).is_some() && cover.name_of(t).is_none() {
            let span = story.tokens[t].span;
            let mention = Mention { span, kind: MentionKind::Pronoun, r#type: None, entity: None, head: None };
            tight::push(&mut drafts, Draft::new(mention, t));
        }
    }
    drop(cover);
    drafts.sort_unstable_by_key(|d| (d.mention.span.start, u32::MAX - d.mention.span.end, d.mention.kind, d.head));
    drafts.dedup_by_key(|d| d.mention.span);

    let speakers: Vec<Option<usize>> =
        quotes.iter().map(|q| q.speaker.as_ref().and_then(|s| speaker_draft(story, &drafts, s.span))).collect();
    for (&speaker, referent) in speakers.iter().zip(referents) {
        let told = referent.and_then(|span| speaker_draft(story, &drafts, span)).and_then(|d| drafts[d].of);
        if let (Some(s), Some(entity)) = (speaker.filter(|&s| drafts[s].of.is_none()), told) {
            drafts[s].of = Some(entity);
        }
    }
    join(story, &mut drafts, &mut clusters, &found, &of_name, quotes, &speakers);
    assemble(story, names, drafts, clusters, found, &of_name, speakers)
}

/// The token of a name that the tree hangs the others on.
fn head_token(story: &Story<'_>, span: Span) -> usize {
    head_of(story, story.tokens_in(span))
}

fn head_of(story: &Story<'_>, tokens: Range<usize>) -> usize {
    let outside = |&t: &usize| story.head(t).is_none_or(|h| !tokens.contains(&h));
    tokens.clone().find(outside).unwrap_or(tokens.start.min(story.tokens.len().saturating_sub(1)))
}

/// The mention that a speaker phrase comes down to: its head's, or the person's name inside it.
fn speaker_draft(story: &Story<'_>, drafts: &[Draft], span: Span) -> Option<usize> {
    let first = drafts.partition_point(|d| d.mention.span.start < span.start);
    let inside: Vec<usize> = (first..drafts.len())
        .take_while(|&i| drafts[i].mention.span.start < span.end)
        .filter(|&i| span.contains(drafts[i].mention.span))
        .collect();
    let head = head_token(story, span);
    let at_head = |i: &&usize| {
        let d = &drafts[**i];
        d.head() == head || (d.mention.kind == MentionKind::Name && d.mention.span.contains(story.tokens[head].span))
    };
    let by_head = inside.iter().filter(at_head).min_by_key(|&&i| drafts[i].mention.kind).copied();
    // "Iraq's interior minister Yassine al-Yasseri": the tree may make the job the head.
    let is_person = |i: &&usize| drafts[**i].mention.kind == MentionKind::Name && drafts[**i].mention.r#type == Some(EntityType::Person);
    let person = inside.iter().find(is_person).copied();
    match (by_head, person) {
        (Some(h), Some(p)) if drafts[h].mention.kind != MentionKind::Name => {
            let relation = story.deprel(drafts[p].head());
            let linked = story.head(drafts[p].head()) == Some(drafts[h].head()) && roles::is_apposition(relation)
                || story.deprel(drafts[h].head()) == Deprel::NmodDesc;
            let job = titles::lookup(story.lower(drafts[h].head())).is_some()
                && drafts[p].mention.span.start >= drafts[h].mention.head.map_or(0, |s| s.end);
            let adjacent = job
                && !story.text[drafts[h].mention.head.map_or(0, |s| s.end) as usize..drafts[p].mention.span.start as usize]
                    .contains(" of ");
            if linked || adjacent { Some(p) } else { Some(h) }
        }
        (Some(h), _) => Some(h),
        (None, p) => p.or(inside.first().copied()),
    }
}

/// Resolves pronouns and definite noun phrases, left to right.
fn join(
    story: &Story<'_>,
    drafts: &mut [Draft],
    clusters: &mut [Cluster],
    found: &[Found],
    of_name: &[usize],
    quotes: &[Quote],
    speakers: &[Option<usize>],
) {
    let mut profiles: Vec<Profile> =
        clusters.iter().map(|c| Profile { kind: c.r#type, gender: c.gender, mentions: c.names.len() }).collect();
    let job = |f: &Found| Job {
        noun: story.lower(f.head).to_owned(),
        title: f.role.title.to_lowercase(),
        entity: of_name[f.name],
        at: f.role.span.start,
    };
    let mut jobs: Vec<Job> = found.iter().map(job).collect();
    jobs.sort_by_key(|j| j.at);
    let inside = Inside::new(story, quotes);
    let mut seen: Vec<Seen> = Vec::new();
    let mut last_speaker = None;
    let mut next_quote = 0;
    // Quotations in the order of their speakers' places: who spoke last is known when the pronoun comes.
    let mut by_speaker: Vec<(u32, usize)> =
        quotes.iter().enumerate().filter_map(|(q, quote)| Some((quote.speaker.as_ref()?.span.start, q))).collect();
    by_speaker.sort_unstable();

    for i in 0..drafts.len() {
        let (head, start) = (drafts[i].head(), drafts[i].mention.span.start);
        while next_quote < by_speaker.len() && by_speaker[next_quote].0 < start {
            let speaker = speakers[by_speaker[next_quote].1].and_then(|d| drafts[d].of).map(ClusterId::index);
            last_speaker = speaker.or(last_speaker);
            next_quote += 1;
        }
        let quoted_by = inside.quote(head);
        let speaker = quoted_by.and_then(|q| speakers[q]).and_then(|d| drafts[d].of).map(ClusterId::index);
        match drafts[i].mention.kind {
            MentionKind::Name => {}
            // The caller told it.
            _ if drafts[i].of.is_some() => {}
            MentionKind::Nominal => drafts[i].of = resolve_nominal(story, head, clusters, &jobs, &seen, start).map(ClusterId::of),
            MentionKind::Pronoun => {
                let Some(sort) = pronouns::sort(story.lower(head)) else { continue };
                let found = match sort {
                    Sort::Speaker => speaker.filter(|&s| profiles[s].kind == EntityType::Person),
                    Sort::Speakers => speaker.filter(|&s| profiles[s].kind == EntityType::Organization),
                    _ if pronouns::is_pleonastic(story, head) => None,
                    _ => {
                        let speaking = by_speaker.binary_search_by_key(&start, |&(at, _)| at).is_ok();
                        pronouns::resolve(story, head, sort, &seen, &profiles, speaker, last_speaker, speaking)
                    }
                };
                drafts[i].of = found.map(ClusterId::of);
                if let (Some(entity), Sort::He | Sort::She) = (found, sort) {
                    let gender = if sort == Sort::He { "male" } else { "female" };
                    profiles[entity].gender = profiles[entity].gender.or(Some(gender));
                    clusters[entity].gender = profiles[entity].gender;
                }
            }
        }
        if let Some(entity) = drafts[i].of.map(ClusterId::index) {
            let subject = matches!(story.deprel(head), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Csubj);
            let embedded = matches!(story.deprel(head), Deprel::Nmod | Deprel::NmodPoss | Deprel::Compound | Deprel::Amod | Deprel::Flat);
            let sentence = story.tokens[head].sentence.index();
            let named = drafts[i].mention.kind == MentionKind::Name;
            seen.push(Seen { token: head, entity, sentence, subject, embedded, named });
            // Nothing looks further back.
            let old = seen.len().saturating_sub(LOOKBACK);
            if old > 3 * LOOKBACK && seen[old - 1].sentence + pronouns::WINDOW < sentence {
                seen.drain(..old);
            }
        }
    }
}

/// Which direct quotation a token stands in.
struct Inside {
    of: ByToken,
}

impl Inside {
    fn new(story: &Story<'_>, quotes: &[Quote]) -> Self {
        let mut of = ByToken::new(story);
        for (q, quote) in quotes.iter().enumerate().filter(|(_, q)| q.kind == QuoteKind::Direct) {
            for &content in &quote.content {
                for t in story.tokens_in(content) {
                    of.set(t, q);
                }
            }
        }
        Self { of }
    }

    fn quote(&self, t: usize) -> Option<usize> {
        self.of.at(t)
    }
}

/// A job that a person is said to have.
struct Job {
    /// Its noun, in lower case.
    noun: String,
    /// The whole title, in lower case.
    title: String,
    entity: usize,
    /// Where it is told.
    at: u32,
}

/// How many mentions or jobs back a noun phrase may point.
const LOOKBACK: usize = 512;

/// The entity that a definite noun phrase points back to.
fn resolve_nominal(story: &Story<'_>, head: usize, clusters: &[Cluster], jobs: &[Job], seen: &[Seen], start: u32) -> Option<usize> {
    // In apposition to a name, or the name in apposition to it.
    let appositive = |t: usize| seen.iter().rev().take(4).find(|s| s.token == t).map(|s| s.entity);
    if story.deprel(head) == Deprel::Appos {
        if let Some(entity) = story.head(head).and_then(appositive) {
            return Some(entity);
        }
    }
    if !nominals::is_definite(story, head) || story.children_by(head, Deprel::Nummod).next().is_some() {
        return None;
    }
    let word = story.lower(head);
    let sentence = story.tokens[head].sentence.index();
    if titles::lookup(word).is_some() {
        // "the minister": the last person who was called one. With an of-phrase it may be another.
        if story.child(head, &[Deprel::Nmod, Deprel::AclRelcl]).is_some() {
            return None;
        }
        // "the prime minister" is no interior minister: what stands before the noun must be in the title.
        let modifiers: Vec<usize> = story.children(head).filter(|&c| matches!(story.deprel(c), Deprel::Amod | Deprel::Compound)).collect();
        let fits = |job: &Job, m: usize| job.title.split_whitespace().any(|w| w == story.lower(m));
        let before = &jobs[..jobs.partition_point(|j| j.at < start)];
        let holder = before.iter().rev().take(LOOKBACK).find(|j| j.noun == word && modifiers.iter().all(|&m| fits(j, m)))?.entity;
        return seen.iter().rev().take(12).any(|s| s.entity == holder).then_some(holder);
    }
    let noun = nouns::lookup(story.lemma(head))?;
    let kind = noun.kind.filter(|k| *k != EntityType::Person)?;
    if story.child(head, &[Deprel::Nmod, Deprel::AclRelcl, Deprel::Amod, Deprel::Compound]).is_some() {
        return None;
    }
    let of_kind = |s: &&Seen| {
        let t = clusters[s.entity].r#type;
        t == kind || (kind == EntityType::Organization && t == EntityType::Facility)
    };
    let lemma = story.lemma(head);
    let named_so = |s: &&Seen| clusters[s.entity].forms.iter().any(|(f, _)| f.words().any(|w| w == lemma));
    let seen = &seen[seen.len().saturating_sub(LOOKBACK)..];
    if let Some(s) = seen.iter().rev().filter(of_kind).find(named_so) {
        return Some(s.entity);
    }
    if !noun.any {
        return None;
    }
    // Any name of the type, when only one stands in this sentence and the two before.
    let mut near: Vec<usize> =
        seen.iter().rev().take_while(|s| s.sentence + 2 >= sentence).filter(of_kind).filter(|s| !s.embedded).map(|s| s.entity).collect();
    near.sort_unstable();
    near.dedup();
    match near[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// Gives ids and builds the entities.
fn assemble(
    story: &Story<'_>,
    names: &[Mention],
    drafts: Vec<Draft>,
    clusters: Vec<Cluster>,
    found: Vec<Found>,
    of_name: &[usize],
    speakers: Vec<Option<usize>>,
) -> Resolution {
    // Entities in the order of their first mention.
    let mut order: Vec<Option<u32>> = vec![None; clusters.len()];
    let mut count = 0;
    for draft in &drafts {
        if let Some(c) = draft.of {
            order[c.index()].get_or_insert_with(|| {
                count += 1;
                count - 1
            });
        }
    }
    let context = places::Context::new(story, names);
    let mut entities: Vec<Option<Entity>> = (0..count).map(|_| None).collect();
    for (c, cluster) in clusters.iter().enumerate() {
        let Some(at) = order[c] else { continue };
        entities[at as usize] = Some(entity(story, names, cluster, &context));
    }
    let mut entities: Vec<Entity> = entities.into_iter().flatten().collect();
    for f in found {
        let Some(at) = order[of_name[f.name]] else { continue };
        let entity = &mut entities[at as usize];
        if let Some(sector) = titles::lookup(story.lower(f.head)).and_then(|j| j.sector) {
            if !entity.sectors.iter().any(|s| s == sector) {
                entity.sectors.push(sector.to_owned());
            }
        }
        let known = entity.roles.iter_mut().find(|r| r.title.eq_ignore_ascii_case(&f.role.title));
        match known {
            // Told again: keep the first, fill in what it lacked.
            Some(role) => {
                role.organization = role.organization.take().or(f.role.organization);
                role.place = role.place.take().or(f.role.place);
                role.status = role.status.take().or(f.role.status);
            }
            None => entity.roles.push(f.role),
        }
    }
    let link = |(i, draft): (usize, Draft)| {
        let entity = draft.of.and_then(|c| order[c.index()]).map(EntityId::new);
        if let Some(e) = entity {
            entities[e.index()].mentions.push(MentionId::of(i));
        }
        let kind = entity.map(|e| entities[e.index()].r#type);
        let r#type = if draft.mention.kind == MentionKind::Name { draft.mention.r#type } else { draft.mention.r#type.or(kind) };
        Mention { entity, r#type, ..draft.mention }
    };
    // In the drafts' own room.
    let mut mentions: Vec<Mention> = drafts.into_iter().enumerate().map(link).collect();
    mentions.shrink_to_fit();
    Resolution { mentions, entities, speakers: speakers.into_iter().map(|s| s.map(MentionId::of)).collect() }
}

fn entity(story: &Story<'_>, names: &[Mention], cluster: &Cluster, context: &places::Context) -> Entity {
    let mut spellings: Vec<&str> = Vec::new();
    for &n in &cluster.names {
        let text = names[n].span.slice(story.text);
        if !spellings.contains(&text) {
            spellings.push(text);
        }
    }
    // The fullest: most words, then most letters; all capitals only when there is nothing else.
    let shouting = |s: &str| !s.chars().any(char::is_lowercase) && s.chars().count() > 5;
    let fullness = |s: &&&str| (!shouting(s), s.split_whitespace().count(), s.chars().count());
    let spelled = match spellings[..] {
        [one] => one,
        _ => spellings.iter().rev().max_by_key(fullness).copied().unwrap_or(""),
    };
    let aliases = spellings.iter().filter(|s| **s != spelled).map(|s| one_line(s)).collect();
    let name = one_line(spelled);
    let country = match cluster.r#type {
        EntityType::Place | EntityType::Facility => {
            let container = cluster.names.iter().find_map(|&n| container(story, names, n));
            places::of_place(&name, container, context).or_else(|| {
                // A facility is where its name says.
                (cluster.r#type == EntityType::Facility).then(|| places::of_name(spelled)).flatten()
            })
        }
        EntityType::Organization | EntityType::Group => places::of_name(&name),
        _ => None,
    };
    Entity {
        r#type: cluster.r#type,
        name,
        aliases,
        roles: Vec::new(),
        sectors: match cluster.r#type {
            EntityType::Organization | EntityType::Group => {
                let others = spellings.iter().copied().filter(|s| *s != spelled);
                let told = std::iter::once(spelled).chain(others).find_map(sectors::of_name);
                told.map(str::to_owned).into_iter().collect()
            }
            _ => Vec::new(),
        },
        gender: cluster.gender.filter(|_| cluster.r#type == EntityType::Person).map(str::to_owned),
        country: country.map(str::to_owned),
        mentions: Vec::new(),
    }
}

/// The place after a comma: "Texas" in "Paris, Texas".
fn container<'a>(story: &Story<'a>, names: &[Mention], n: usize) -> Option<&'a str> {
    let next = names.get(n + 1).filter(|m| m.r#type == Some(EntityType::Place))?;
    let between = story.text.get(names[n].span.end as usize..next.span.start as usize)?;
    matches!(between.trim(), "," | "(").then(|| next.span.slice(story.text))
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
