//! Who, what, when, where, why, how: the story's main event, ranked.
//!
//! The main clause of the headline and of the first sentences gives the answers; the events' participants, times and places
//! support them. Answers are as short as a reader would underline: a noun phrase, a verb with its object. (After Hamborg,
//! Breitinger & Gipp, "Giveme5W1H", INRA 2019: the questions, and position and frequency as evidence.)
//! Left out: answers that need more than one sentence.

mod phrases;
mod subject;

use crate::article::{Answer, BlockKind, EntityType, Event, FiveWs, MentionKind, Score, TimeType};
use crate::events::Layers;
use crate::labels::{Deprel, Upos};
use crate::span::Span;
use crate::story::Story;

/// Sentences of the body that are looked at.
const LEAD: usize = 4;
/// Answers a question.
const MOST: usize = 3;

/// A sentence that may tell the main event.
struct Clause {
    sentence: usize,
    /// The verb (or noun, in a headline without one) that the others hang on.
    root: usize,
    /// Thousandths.
    weight: u32,
    headline: bool,
}

/// Ranked answers.
pub(crate) fn rank(story: &Story<'_>, layers: &Layers<'_>, events: &[Event]) -> FiveWs {
    let clauses = clauses(story);
    let mut answers = FiveWs::default();
    let mut all = [Ranked::default(), Ranked::default(), Ranked::default(), Ranked::default(), Ranked::default(), Ranked::default()];
    let [who, what, when, r#where, why, how] = &mut all;
    for clause in &clauses {
        let w = clause.weight;
        let on_dateline = |span: &Span| story.metadata.dateline.as_ref().is_some_and(|d| d.span.overlaps(*span));
        if let Some((subject, share)) = subject::of(story, layers, clause.root).filter(|(s, _)| !on_dateline(s)) {
            // The lead names in full whom the headline abbreviates.
            who.add(story, subject, (if clause.headline { w - 60 } else { w }) * share / 100);
        }
        if let Some(act) = phrases::act(story, clause.root) {
            what.add(story, act, w);
        }
        for (span, bonus) in phrases::reasons(story, clause.root, clause.sentence) {
            why.add(story, span, w * bonus / 100);
        }
        for (span, bonus) in phrases::manners(story, clause.root, clause.sentence) {
            how.add(story, span, w * bonus / 100);
        }
    }
    times(story, layers, &clauses, when);
    places(story, layers, &clauses, events, r#where);
    actors(story, layers, events, who);
    let [who, what, when, r#where, why, how] = all;
    answers.who = who.finish();
    answers.what = what.finish();
    answers.when = when.finish();
    answers.r#where = r#where.finish();
    answers.why = why.finish();
    answers.how = how.finish();
    answers
}

/// How many candidates of one question are weighed, and how many headlines are read.
const CANDIDATES: usize = 64;
const HEADLINES: usize = 8;

/// Candidates with their weights; the same words twice strengthen each other.
#[derive(Default)]
struct Ranked {
    candidates: Vec<(Span, u32)>,
}

impl Ranked {
    fn add(&mut self, story: &Story<'_>, span: Span, weight: u32) {
        if span.is_empty() {
            return;
        }
        let text = span.slice(story.text);
        let same = |s: &Span| s.overlaps(span) || s.slice(story.text).eq_ignore_ascii_case(text);
        let room = self.candidates.len() < CANDIDATES;
        match self.candidates.iter_mut().find(|(s, _)| same(s)) {
            Some((_, w)) => *w = (*w).max(weight) + weight / 10,
            // A sentence without an end may name any number.
            None if room => self.candidates.push((span, weight)),
            None => {}
        }
    }

    fn finish(mut self) -> Vec<Answer> {
        self.candidates.sort_by_key(|&(span, weight)| (u32::MAX - weight, span.start));
        self.candidates.truncate(MOST);
        self.candidates.into_iter().map(|(span, w)| Answer { span, score: Score::thousandths(w.min(1000) as u16) }).collect()
    }
}

fn clauses(story: &Story<'_>) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let (mut lead, mut headlines) = (0, 0);
    for s in 0..story.sentences.len() {
        let block = &story.blocks[story.sentences[s].block.index()];
        let headline = match block.kind {
            BlockKind::Headline if headlines < HEADLINES => true,
            BlockKind::Standfirst | BlockKind::Paragraph if lead < LEAD => false,
            _ => continue,
        };
        let tokens = story.sentence_tokens(s);
        let Some(root) = tokens.clone().find(|&t| story.head(t).is_none()) else { continue };
        if tokens.len() < 3 {
            continue;
        }
        let root = if headline { behind_label(story, s, root) } else { behind_dateline(story, s, root) };
        let root = phrases::told(story, root);
        let weight = if headline { 900 } else { [860, 560, 420, 340][lead.min(3)] };
        lead += usize::from(!headline);
        headlines += usize::from(headline);
        clauses.push(Clause { sentence: s, root, weight, headline });
    }
    clauses
}

/// "Tram crash: Driver arrested": the news stands behind the label.
fn behind_label(story: &Story<'_>, sentence: usize, root: usize) -> usize {
    let tokens = story.sentence_tokens(sentence);
    let Some(colon) = tokens.clone().find(|&t| story.form(t) == ":").filter(|&c| c > root && tokens.end > c + 3) else { return root };
    // A verb before the colon tells the news itself ("Mayor meets union: what they said").
    if story.upos(root) == Upos::Verb && story.child(root, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Obj]).is_some() {
        return root;
    }
    let heads = || (colon + 1..tokens.end).filter(|&t| story.head(t).is_none_or(|h| h <= colon) && story.upos(t) != Upos::Punct);
    heads().find(|&t| story.upos(t) == Upos::Verb).or_else(|| heads().next()).unwrap_or(root)
}

/// The verb of the news where the tree hangs the sentence on its dateline.
fn behind_dateline(story: &Story<'_>, sentence: usize, root: usize) -> usize {
    let Some(dateline) = story.metadata.dateline.as_ref().filter(|d| d.span.contains(story.tokens[root].span)) else { return root };
    let behind = |t: &usize| story.tokens[*t].span.start >= dateline.span.end && story.upos(*t) == Upos::Verb;
    let verbs = || story.sentence_tokens(sentence).filter(behind);
    verbs()
        .find(|&t| story.head(t).is_some_and(|h| dateline.span.contains(story.tokens[h].span)))
        .or_else(|| verbs().find(|&t| story.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some()))
        .unwrap_or(root)
}

fn times(story: &Story<'_>, layers: &Layers<'_>, clauses: &[Clause], when: &mut Ranked) {
    for clause in clauses {
        let sentence = story.sentences[clause.sentence].span;
        let first = layers.times.partition_point(|t| t.span.start < sentence.start);
        let within = layers.times[first..].iter().take_while(|t| t.span.start < sentence.end);
        for time in within.filter(|t| sentence.contains(t.span)) {
            if !matches!(time.r#type, TimeType::Date | TimeType::Time) || time.value.ends_with("_REF") {
                continue;
            }
            let exact = time.interval.is_some() && time.value.len() >= 10;
            let own = phrases::hangs_on(story, story.token_at(time.span.start), clause.root);
            when.add(story, time.span, clause.weight * if exact { 100 } else { 70 } / if own { 100 } else { 115 });
        }
    }
    if when.candidates.is_empty() {
        // The first day that the story names.
        if let Some(time) = layers.times.iter().find(|t| t.r#type == TimeType::Date && t.value.len() >= 10 && t.interval.is_some()) {
            when.add(story, time.span, 250);
        }
    }
}

fn places(story: &Story<'_>, layers: &Layers<'_>, clauses: &[Clause], events: &[Event], r#where: &mut Ranked) {
    for clause in clauses {
        let sentence = story.sentences[clause.sentence].span;
        let first = layers.mentions.partition_point(|m| m.span.start < sentence.start);
        let within = layers.mentions[first..].iter().take_while(|m| m.span.start < sentence.end);
        for m in within.filter(|m| m.kind == MentionKind::Name && sentence.contains(m.span)) {
            let t = story.token_at(m.span.start);
            if m.r#type == Some(EntityType::Organization) {
                // "at the White House": where a body has its seat.
                if phrases::at_seat(story, t) {
                    r#where.add(story, m.span, clause.weight * 60 / 100);
                }
                continue;
            }
            if !matches!(m.r#type, Some(EntityType::Place | EntityType::Facility)) {
                continue;
            }
            // A place that acts, or modifies ("the US military"), tells no where.
            let located = phrases::located(story, t);
            if let Some((span, close)) = located {
                r#where.add(story, span, clause.weight * if close { 100 } else { 80 } / 100);
            } else {
                r#where.add(story, m.span, clause.weight * 45 / 100);
            }
        }
    }
    if let Some(dateline) = &story.metadata.dateline {
        r#where.add(
            story,
            Span::new(dateline.span.start, dateline.span.start + dateline.location.len().min(dateline.span.len() as usize) as u32),
            500,
        );
    }
    for place in events.iter().take(6).filter_map(|e| e.place) {
        r#where.add(story, layers.mentions[place.index()].span, 300);
    }
}

/// Participants of the events that come early and often.
fn actors(story: &Story<'_>, layers: &Layers<'_>, events: &[Event], who: &mut Ranked) {
    let mut counts: Vec<(u32, u32)> = vec![(0, 0); layers.entities.len()];
    for event in events {
        for m in event.actors.iter().chain(&event.recipients) {
            if let Some(entity) = layers.mentions[m.index()].entity {
                counts[entity.index()].0 += 1;
            }
        }
    }
    for (e, entity) in layers.entities.iter().enumerate() {
        counts[e].1 = entity.mentions.len() as u32;
    }
    let main = (0..counts.len())
        .filter(|&e| matches!(layers.entities[e].r#type, EntityType::Person | EntityType::Organization))
        .max_by_key(|&e| {
            let (acts, mentions) = counts[e];
            (2 * acts + mentions, u32::MAX - e as u32)
        });
    let Some(entity) = main.filter(|&e| counts[e].0 > 0) else { return };
    let first = layers.entities[entity].mentions.iter().map(|m| &layers.mentions[m.index()]).find(|m| m.kind == MentionKind::Name);
    if let Some(m) = first {
        who.add(story, m.span, 380);
    }
}
