//! Who said what, how, and through whom.
//!
//! Produces the quotations of a story: words in marks with their cue and speaker (`direct.rs`), reported clauses
//! (`indirect.rs`), turns of interviews (`turns.rs`), paragraphs behind a dash (`dashes.rs`), comment that was declined (`declined.rs`); then, for each, the medium and
//! the relays, and how they hang together (`chain.rs`). Recognisers propose; `REFINERS` below merge and drop.
//! Left out: thoughts, plans, orders in the infinitive, questions of a reporter, marks that are no speech.

mod chain;
mod clauses;
mod cues;
mod dashes;
mod declined;
mod direct;
pub(crate) mod given;
mod indirect;
mod marks;
mod turns;
mod words;

use crate::article::{Block, BlockKind, Diagnostic, Medium, Mention, Polarity, Quote, QuoteId, QuoteKind, Score, Speaker, Via};
use crate::span::Span;
use crate::story::Story;

use clauses::Scene;

/// The quotations and what was odd about their marks.
#[derive(Debug, Default)]
pub(crate) struct Attribution {
    pub quotes: Vec<Quote>,
    /// For each quotation the name that its speaker goes by elsewhere, where the caller told it; else nothing.
    pub referents: Vec<Option<Span>>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A quotation in the making; `cue` is a token.
#[derive(Clone, Debug)]
struct Draft {
    kind: QuoteKind,
    content: Vec<Span>,
    cue: Option<usize>,
    cue_span: Option<Span>,
    speaker: Option<Span>,
    /// A name that stands for the speaker elsewhere.
    referent: Option<Span>,
    addressee: Option<Span>,
    via: Vec<Via>,
    medium: Option<Medium>,
    polarity: Polarity,
    continues: Option<usize>,
    parent: Option<usize>,
    rule: String,
    score: u16,
    /// The pairs of marks that it is made of.
    pairs: Vec<usize>,
    /// Under "according to".
    according: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: QuoteKind::Direct,
            content: Vec::new(),
            cue: None,
            cue_span: None,
            speaker: None,
            referent: None,
            addressee: None,
            via: Vec::new(),
            medium: None,
            polarity: Polarity::Said,
            continues: None,
            parent: None,
            rule: String::new(),
            score: 500,
            pairs: Vec::new(),
            according: false,
        }
    }
}

impl Draft {
    fn span(&self) -> Span {
        let all = self.content.iter().copied().reduce(Span::join);
        all.or(self.cue_span).unwrap_or_default()
    }
}

/// Steps over the list of drafts, in this order.
const REFINERS: &[fn(&Scene<'_>, Vec<Draft>) -> Vec<Draft>] =
    &[behind_dateline, outlets_relay, drop_overlapping, sort, dashes::speech, relays, nest, continuations, media];

/// The dateline at the head of a clause is the newsroom's, not the speaker's.
fn behind_dateline(scene: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let story = scene.story;
    let Some(line) = &story.metadata.dateline else { return drafts };
    for content in drafts.iter_mut().flat_map(|d| &mut d.content).filter(|c| c.contains(line.span)) {
        let rest = Span::new(line.span.end, content.end).slice(story.text);
        let words = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '―' | ':'));
        if !words.is_empty() {
            content.start = content.end - words.len() as u32;
        }
    }
    drafts
}

/// Blocks whose words are nobody's speech.
fn is_silent(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Byline | BlockKind::Boilerplate | BlockKind::Header | BlockKind::Note)
}

/// The quotations of an English story. `speaker.mention` and `entity` are left to `coref`.
pub(crate) fn attribute(story: &Story<'_>, names: &[Mention]) -> Attribution {
    let marks = marks::pair(story.text, story.blocks);
    let diagnostics = unclosed(&marks);
    if story.tokens.is_empty() {
        return collected(Vec::new(), diagnostics);
    }
    let scene = Scene::new(story, names, &marks);
    let mut drafts = turns::find(story);
    let turned: Vec<Span> = drafts.iter().flat_map(|d| d.content.clone()).collect();
    drafts.extend(direct_speech(&scene, &turned));
    let mut taken = vec![false; story.tokens.len()];
    for d in drafts.iter().filter(|d| d.rule != "mixed.fragment") {
        if let Some(c) = d.cue {
            taken[c] = true;
        }
    }
    drafts.extend(indirect::clauses(&scene, &taken));
    drafts.extend(indirect::according_to(&scene));
    drafts.extend(declined::find(&scene));
    drafts.retain(|d| !is_silent(story.blocks[story.block_of(story.token_at(d.span().start).min(story.tokens.len() - 1)).index()].kind));
    for refine in REFINERS {
        drafts = refine(&scene, drafts);
    }
    collected(drafts, diagnostics)
}

fn collected(drafts: Vec<Draft>, diagnostics: Vec<Diagnostic>) -> Attribution {
    let referents = drafts.iter().map(|d| d.referent).collect();
    Attribution { quotes: drafts.into_iter().map(finish).collect(), referents, diagnostics }
}

/// Words in marks, with pieces around one cue joined.
fn direct_speech(scene: &Scene<'_>, turned: &[Span]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    // The cue of each pair so far, for pieces that share one.
    let mut cue_of: Vec<Option<usize>> = vec![None; scene.marks.pairs.len()];
    let mut running: Option<(usize, Span)> = None;
    for (p, pair) in scene.marks.pairs.iter().enumerate() {
        let in_turn = turned.get(turned.partition_point(|t| t.end <= pair.content.start)).is_some_and(|t| t.overlaps(pair.content));
        if pair.content.is_empty() || (pair.depth > 0 && scene.words(pair.content) < 2) {
            continue;
        }
        if pair.depth > 0 || in_turn {
            // Speech inside speech must have its own cue.
            if let Some(found) = nested(scene, p) {
                drafts.push(direct::draft(scene, p, &found));
            }
            continue;
        }
        let previous = drafts.iter().rposition(|d| d.pairs.last().is_some_and(|&q| scene.pair(q).depth == 0));
        if pair.continues.is_some_and(|q| previous.is_some_and(|d| drafts[d].pairs.contains(&q))) {
            let mut draft = direct::draft(
                scene,
                p,
                &direct::attribute(scene, p, &[]).unwrap_or(direct::Attributed {
                    cue: None,
                    speaker: previous.and_then(|d| drafts[d].speaker),
                    rule: "direct.continued",
                    score: 850,
                }),
            );
            draft.pairs = vec![p];
            cue_of[p] = draft.cue;
            drafts.push(draft);
            continue;
        }
        // "A," he said. "B": the second piece follows the first one's cue.
        let own = direct::after(scene, p);
        if let Some(d) = previous.filter(|&d| own.is_none() && joins(scene, &drafts[d], p)) {
            drafts[d].content.push(pair.content);
            drafts[d].pairs.push(p);
            drafts[d].rule = "direct.split".to_owned();
            cue_of[p] = drafts[d].cue;
            continue;
        }
        if direct::is_title(scene, p) {
            continue;
        }
        let found = own.or_else(|| direct::otherwise(scene, p, &cue_of));
        if let Some(found) = found {
            cue_of[p] = found.cue;
            if let Some(d) = previous.filter(|&d| found.cue.is_some() && drafts[d].cue == found.cue) {
                drafts[d].content.push(pair.content);
                drafts[d].pairs.push(p);
                continue;
            }
            if let Some(speaker) = found.speaker {
                running = Some((pair.block, speaker));
            }
            drafts.push(direct::draft(scene, p, &found));
        } else if let Some(draft) = indirect::described(scene, p) {
            drafts.push(draft);
        } else if let Some(d) = previous.filter(|&d| is_listed(scene, &drafts[d], p)) {
            let mut draft = drafts[d].clone();
            draft.content = vec![pair.content];
            draft.pairs = vec![p];
            draft.rule = "direct.listed".to_owned();
            drafts.push(draft);
        } else if direct::is_free(scene, p) {
            // The one who spoke last goes on.
            let speaker = running.filter(|(b, _)| pair.block <= b + 1).map(|(_, s)| s);
            if speaker.is_some() {
                running = Some((pair.block, running.map_or(pair.content, |(_, s)| s)));
            }
            let score = if speaker.is_some() { 700 } else { 450 };
            drafts.push(direct::draft(scene, p, &direct::Attributed { cue: None, speaker, rule: "direct.free", score }));
        } else if let Some(draft) = indirect::fragment(scene, p) {
            drafts.push(draft);
        }
    }
    drafts
}

/// Signs that read "…" and "…": each is a quotation of its own under the same cue.
fn is_listed(scene: &Scene<'_>, draft: &Draft, p: usize) -> bool {
    let Some(&last) = draft.pairs.last() else { return false };
    let between = Span::new(scene.pair(last).outer().end, scene.pair(p).outer().start);
    let joined = between.len() < 12 && matches!(between.slice(scene.story.text).trim(), "and" | "or" | ", and" | "," | "& ");
    joined && draft.cue.is_some() && (draft.rule.starts_with("direct.cue_before") || draft.rule == "direct.listed")
}

/// A pair inside a longer quotation that has a cue of its own.
fn nested(scene: &Scene<'_>, p: usize) -> Option<direct::Attributed> {
    direct::attribute(scene, p, &[]).filter(|f| f.cue.is_some() && f.speaker.is_some())
}

/// Whether pair `p` follows the cue clause of `draft` at once: its sentence ends or a comma comes, and the marks open again.
fn joins(scene: &Scene<'_>, draft: &Draft, p: usize) -> bool {
    let story = scene.story;
    let (Some(cue), Some(&last)) = (draft.cue, draft.pairs.last()) else { return false };
    let (before, pair) = (scene.pair(last), scene.pair(p));
    if before.block != pair.block
        || draft.rule.starts_with("direct.cue_before")
        || draft.kind != QuoteKind::Direct
        || draft.pairs.len() > 1 && draft.rule != "direct.split"
    {
        return false;
    }
    let (end, open) = (before.outer().end, pair.outer().start);
    let cue_span = story.tokens[cue].span;
    if cue_span.start < end || cue_span.end > open {
        return false;
    }
    // Nothing but the cue clause stands between: one sentence, no other verb that says.
    let between = story.tokens_in(Span::new(cue_span.end, open));
    let other_cue = between.clone().any(|t| scene.cue(t).is_some_and(|c| c.quotes()) && story.upos(t) == crate::labels::Upos::Verb);
    let stops = between.clone().filter(|&t| matches!(story.form(t), "." | "?" | "!" | ";")).count();
    let words_after_stop = between.clone().skip_while(|&t| story.form(t) != ".").skip(1).count();
    !other_cue && stops <= 1 && words_after_stop == 0 && between.len() < 30
}

/// An agency or paper that "reported" or by "according to" only passes on what somebody else said in the same sentence.
fn outlets_relay(scene: &Scene<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let relay = |d: &Draft| {
        (d.according || d.rule == "indirect.parenthetical")
            && d.speaker.is_some_and(|s| scene.story.tokens_in(s).any(|t| scene.is_outlet(t)))
    };
    // The cues of the other quotations, by sentence.
    let sentence = |c: usize| scene.story.tokens[c].sentence;
    let mut others: Vec<(usize, usize)> =
        drafts.iter().filter(|d| !relay(d)).filter_map(|d| d.cue).map(|c| (sentence(c).index(), c)).collect();
    others.sort_unstable();
    let other_in_sentence = |d: &Draft| {
        d.cue.is_some_and(|c| {
            let first = others.partition_point(|o| o.0 < sentence(c).index());
            others[first..].iter().take_while(|o| o.0 == sentence(c).index()).any(|o| o.1 != c)
        })
    };
    let keep: Vec<bool> = drafts.iter().map(|d| !(relay(d) && other_in_sentence(d))).collect();
    drafts.into_iter().zip(keep).filter_map(|(d, keep)| keep.then_some(d)).collect()
}

/// Two recognisers on the same words: the surer one stays. A clause around another is a parent, not a double.
fn drop_overlapping(scene: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by_key(|d| (std::cmp::Reverse(d.score), d.span().start));
    // What is kept, by the stretches of text that it touches: only neighbours are compared.
    const STRETCH: usize = 512;
    let mut touching: Vec<Vec<usize>> = vec![Vec::new(); scene.story.text.len() / STRETCH + 1];
    let mut kept: Vec<Draft> = Vec::new();
    for d in drafts {
        let spans = d.content.iter().copied().chain(d.cue_span);
        let mut stretches: Vec<usize> = spans.flat_map(|span| span.start as usize / STRETCH..=span.end as usize / STRETCH).collect();
        stretches.sort_unstable();
        stretches.dedup();
        let near = || stretches.iter().flat_map(|&s| &touching[s]).map(|&k| &kept[k]);
        let double = near().any(|k| conflict(k, &d));
        // Marked words inside a reported clause make that clause mixed; they are no quotation of their own.
        let bare = d.kind == QuoteKind::Direct && d.cue.is_none() || d.rule == "mixed.fragment";
        let swallowed =
            bare && near().any(|k| k.kind != QuoteKind::Direct && d.content.iter().all(|c| k.content.iter().any(|m| m.contains(*c))));
        if !double && !swallowed {
            for s in stretches {
                touching[s].push(kept.len());
            }
            kept.push(d);
        }
    }
    kept
}

/// Whether two drafts can't both stand.
fn conflict(k: &Draft, d: &Draft) -> bool {
    if k.polarity == Polarity::Declined || d.polarity == Polarity::Declined {
        return k.cue.is_some() && k.cue == d.cue || k.polarity == d.polarity && k.span().overlaps(d.span());
    }
    let listed = k.rule == "direct.listed" || d.rule == "direct.listed";
    let same_cue = k.cue.is_some() && k.cue == d.cue && !listed;
    let shared_pair = k.pairs.iter().any(|p| d.pairs.contains(p));
    let crossing = k.content.iter().any(|a| d.content.iter().any(|b| a.overlaps(*b) && !a.contains(*b) && !b.contains(*a)));
    let equal = k
        .content
        .iter()
        .any(|a| d.content.iter().any(|b| a.contains(*b) && b.len() * 10 >= a.len() * 9 || b.contains(*a) && a.len() * 10 >= b.len() * 9));
    same_cue || shared_pair || crossing || equal
}

fn sort(_: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for d in &mut drafts {
        d.content.sort_by_key(|c| c.start);
    }
    drafts.sort_by_key(|d| (d.span().start, u32::MAX - d.span().end));
    drafts
}

fn relays(scene: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for d in &mut drafts {
        chain::relays(scene, d);
    }
    drafts
}

/// The smallest quotation around each.
fn nest(_: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    // Those still open, outermost first; drafts are sorted.
    let mut open: Vec<usize> = Vec::new();
    for i in 0..drafts.len() {
        let span = drafts[i].span();
        open.retain(|&o| drafts[o].span().end > span.start);
        let around = open.iter().rev().copied().find(|&o| {
            o != i
                && drafts[o].content.iter().any(|c| c.contains(span) && *c != span)
                && drafts[i].cue_span.is_none_or(|cue| drafts[o].content.iter().any(|c| c.contains(cue)))
        });
        drafts[i].parent = around;
        open.push(i);
    }
    drafts
}

fn continuations(scene: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mut last: Option<usize> = None;
    for i in 0..drafts.len() {
        if drafts[i].kind != QuoteKind::Direct || drafts[i].parent.is_some() {
            continue;
        }
        if let Some(l) = last.filter(|&l| chain::continues(scene, &drafts[l], &drafts[i])) {
            drafts[i].continues = Some(l);
            if drafts[i].speaker.is_none() {
                drafts[i].speaker = drafts[l].speaker;
            }
        }
        last = Some(i);
    }
    drafts
}

fn media(scene: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for i in 0..drafts.len() {
        if drafts[i].medium.is_some() {
            continue;
        }
        let inherited = drafts[i].continues.and_then(|c| drafts[c].medium);
        drafts[i].medium = inherited.or_else(|| chain::medium(scene, &drafts[i]));
    }
    drafts
}

fn finish(d: Draft) -> Quote {
    Quote {
        kind: d.kind,
        span: d.span(),
        content: d.content,
        cue: d.cue_span,
        speaker: d.speaker.map(|span| Speaker { span, mention: None, entity: None }),
        addressee: d.addressee,
        via: d.via,
        medium: d.medium,
        parent: d.parent.map(QuoteId::of),
        continues: d.continues.map(QuoteId::of),
        polarity: d.polarity,
        confidence: Score::thousandths(d.score),
        rule: d.rule.into(),
    }
}

fn unclosed(marks: &marks::Marks) -> Vec<Diagnostic> {
    let message = || "a quotation mark is never closed".to_owned();
    marks.unclosed.iter().map(|&span| Diagnostic { code: "unclosed_quote".into(), message: message(), span: Some(span) }).collect()
}

/// Every pair of quotation marks, with what is between.
pub(crate) fn marked(text: &str, blocks: &[Block]) -> Vec<(Span, Span)> {
    marks::pair(text, blocks).pairs.iter().map(|p| (p.outer(), p.content)).collect()
}

/// What the tables say of token `t` as a cue.
pub(crate) fn cue_at(story: &Story<'_>, t: usize) -> Option<String> {
    let (lemma, form) = (story.lemma(t), story.lower(t));
    let custom = story.lexicon.and_then(|lexicon| cues::custom(lexicon, lemma, form));
    let from = if custom.is_some() { "the lexicon" } else { "the table" };
    let cue = custom.or_else(|| cues::verb(lemma)).or_else(|| cues::inflected(form))?;
    let takes = [(cue.says, "a clause"), (cue.tells, "a hearer"), (cue.words, "words in marks"), (cue.names, "a description in marks")];
    let takes: Vec<&str> = takes.iter().filter(|(has, _)| *has).map(|(_, what)| *what).collect();
    Some(format!("cue by {from}: takes {}; strength {}", takes.join(", "), cue.strength))
}

/// Paired quotation marks alone, for languages without a model.
pub(crate) fn pair_marks(text: &str, blocks: &[Block]) -> Vec<Quote> {
    let marks = marks::pair(text, blocks);
    let pairs = marks.pairs.iter().filter(|p| p.depth == 0 && !p.content.is_empty());
    pairs.map(|p| finish(Draft { content: vec![p.content], rule: "direct.marks".to_owned(), score: 300, ..Draft::default() })).collect()
}
