//! Words in marks: their cue before or after them, their speaker; or that they are no speech.

use crate::article::BlockKind;
use crate::labels::{Deprel, Upos};
use crate::span::Span;

use super::Draft;
use super::clauses::Scene;
use crate::article::QuoteKind;

/// Tokens before or after a pair in which its cue is looked for.
const REACH: usize = 30;

/// What one pair of marks turned out to be.
#[derive(Clone, Debug)]
pub(super) struct Attributed {
    pub cue: Option<usize>,
    pub speaker: Option<Span>,
    pub rule: &'static str,
    pub score: u16,
}

/// Attributes a pair by the words around it; `None` when nothing near says that it is speech.
pub(super) fn attribute(scene: &Scene<'_>, p: usize, taken: &[Option<usize>]) -> Option<Attributed> {
    after(scene, p).or_else(|| otherwise(scene, p, taken))
}

/// Attributes a pair that the words behind it do not attribute by themselves.
pub(super) fn otherwise(scene: &Scene<'_>, p: usize, taken: &[Option<usize>]) -> Option<Attributed> {
    before(scene, p, taken).or_else(|| dash(scene, p)).or_else(|| colon(scene, p))
}

/// Titles of works, names of things: the noun before the marks says so.
pub(super) fn is_title(scene: &Scene<'_>, p: usize) -> bool {
    const THINGS: &[&str] = &[
        "book",
        "memoir",
        "novel",
        "film",
        "movie",
        "song",
        "album",
        "single",
        "show",
        "series",
        "play",
        "episode",
        "documentary",
        "exhibition",
        "titled",
        "entitled",
        "named",
        "nicknamed",
        "dubbed",
        "so-called",
        "anthem",
        "hit",
        "ballet",
        "opera",
        "musical",
        "poem",
        "magazine",
        "track",
        "sitcom",
        "word",
        "words",
        "term",
        "phrase",
        "nickname",
        "hashtag",
        "alias",
        "headlined",
    ];
    let story = scene.story;
    let pair = scene.pair(p);
    if pair.open.is_empty() {
        return false;
    }
    let open = story.token_at(pair.open.start);
    let Some(last) = open.checked_sub(1) else { return false };
    // "a band called “…”", "is called “…”": a name, and nobody speaks.
    let naming = matches!(story.lower(last), "called" | "dubbed" | "named" | "nicknamed" | "labelled" | "labeled" | "termed")
        && (matches!(story.deprel(last), Deprel::Acl | Deprel::Amod) || is_passive(scene, last));
    let sung = matches!(story.lower(last), "sang" | "sing" | "sings" | "singing" | "sung")
        && super::indirect::is_title_case(pair.content.slice(story.text));
    if (naming || sung) && story.block_of(last).index() == pair.block {
        return true;
    }
    story.block_of(last).index() == pair.block && THINGS.contains(&story.lower(last)) && scene.words(pair.content) <= 8
}

/// AP quoted him as saying; he was quoted by AP as saying: the words are the object's, the subject passes them on.
fn quoted_as(scene: &Scene<'_>, from: usize, to: usize) -> Option<Attributed> {
    let story = scene.story;
    let quote = (from..to).find(|&t| matches!(story.lemma(t), "quote" | "cite") && story.upos(t) == Upos::Verb)?;
    let saying = (quote + 1..to.min(quote + 12)).find(|&t| story.lower(t) == "saying" || story.lower(t) == "telling")?;
    let passive = is_passive(scene, quote);
    let spoken = if passive { scene.subject(quote) } else { story.child(quote, &[Deprel::Obj, Deprel::Iobj]).filter(|&o| o > quote) };
    let spoken = spoken.or_else(|| (quote + 1..saying).find(|&t| matches!(story.upos(t), Upos::Pron | Upos::Propn | Upos::Noun)))?;
    let (low, high) = if spoken < quote { (from, quote) } else { (quote + 1, saying) };
    let speaker = cut(scene, scene.phrase(spoken, low.min(spoken), high.max(spoken + 1)), low.min(spoken), high.max(spoken + 1));
    Some(Attributed { cue: Some(saying), speaker: Some(speaker), rule: "direct.quoted_as", score: 900 })
}

/// The first token behind a pair.
fn behind(scene: &Scene<'_>, p: usize) -> usize {
    scene.story.token_at(scene.pair(p).outer().end)
}

/// The last character inside the marks.
fn last_char(scene: &Scene<'_>, p: usize) -> char {
    let content = scene.pair(p).content.slice(scene.story.text);
    let bare = content.trim_end_matches(['\'', '’', '”', '"', ' ', '\u{a0}']);
    bare.chars().next_back().unwrap_or(' ')
}

/// "…," Esper said; "…," said Esper.
pub(super) fn after(scene: &Scene<'_>, p: usize) -> Option<Attributed> {
    let story = scene.story;
    let pair = scene.pair(p);
    pair.close?;
    let start = behind(scene, p);
    if start >= story.tokens.len() || story.block_of(start).index() != pair.block {
        return None;
    }
    let end = scene.sentence(start).end.min(start + REACH);
    let end = (start..end).find(|&t| scene.innermost_at(t) != pair.parent).unwrap_or(end);
    let mut first = start;
    while first < end && matches!(story.form(first), "," | "—" | "–" | "-" | "." | "--") {
        first += 1;
    }
    if first >= end {
        return None;
    }
    // "It ended." The mayor said it was over: a new sentence has its own words.
    let stopped = last_char(scene, p) == '.' || (first > start && story.form(first - 1) == ".");
    let sentence_in_marks = || pair.content.slice(story.text).starts_with(char::is_uppercase) && scene.words(pair.content) >= 4;
    let opened_by_comma =
        matches!(last_char(scene, p), ',' | '?' | '!' | '—' | '–' | '…' | '-') || story.form(start) == "," || sentence_in_marks();
    if let Some(found) = quoted_as(scene, first, end).filter(|_| !stopped) {
        return Some(found);
    }
    // Inverted: "said X".
    let verb = (first..end.min(first + 3)).find(|&t| scene.cue(t).is_some_and(|c| c.quotes()));
    if let Some(v) = verb.filter(|&v| (first..v).all(|t| story.upos(t) == Upos::Adv || story.upos(t) == Upos::Aux)) {
        let that = v + 1 < end && story.lower(v + 1) == "that";
        if that || !scene.reports(v) || stopped && !story.form(first).starts_with(char::is_lowercase) {
            return None;
        }
        let subject = story.children(v).find(|&c| c > v && matches!(story.deprel(c), Deprel::Nsubj | Deprel::NsubjPass) && c < end);
        let subject = subject.filter(|&s| !matches!(story.lower(s), "who" | "which" | "that"));
        let noun =
            || (v + 1..end).find(|&t| matches!(story.upos(t), Upos::Noun | Upos::Propn | Upos::Pron) && !is_inside_name_start(scene, t));
        let object = || {
            story.children(v).find(|&c| {
                c > v && c < end && matches!(story.deprel(c), Deprel::Obj | Deprel::Parataxis | Deprel::Ccomp | Deprel::Appos | Deprel::Obl)
            })
        };
        let head = subject.or_else(|| object().filter(|&o| story.children_by(o, Deprel::Case).next().is_none())).or_else(noun);
        // A conjunct: "…," said and left: no speaker here.
        let head = head.filter(|&h| h <= v + 14);
        let speaker = head.map(|h| cut(scene, scene.phrase(h, v + 1, end), v + 1, end));
        return Some(Attributed { cue: Some(v), speaker, rule: "direct.cue_after.inverted", score: 950 });
    }
    // Subject first: "Esper said", "Smith, who runs the shop, said".
    let v = (first..end)
        .find(|&t| scene.cue(t).is_some_and(|c| c.quotes()) && scene.reports(t) && scene.subject(t).is_some_and(|s| s >= first && s < t));
    let v = v.or_else(|| {
        // The tree is wrong: a noun phrase and then the verb.
        let v = (first..end).find(|&t| matches!(story.upos(t), Upos::Verb))?;
        (scene.cue(v).is_some_and(|c| c.says || c.tells) && scene.reports(v) && v > first).then_some(v)
    })?;
    // Other verbs before it must belong to the subject.
    let subject = scene.subject(v).filter(|&s| s >= first && s < v);
    let low = subject.map_or(first, |s| story.subtree(s).0.max(first));
    let foreign = (first..v).any(|t| story.upos(t) == Upos::Verb && !subject.is_some_and(|s| story.dominates(s, t)));
    if foreign && !opened_by_comma {
        return None;
    }
    if stopped {
        // A sentence of its own, unless it is only "he said".
        let has_words = story.child(v, &[Deprel::Ccomp, Deprel::Obj, Deprel::Xcomp]).is_some_and(|c| c > v);
        if has_words || !story.form(first).starts_with(char::is_lowercase) {
            return None;
        }
    } else if !opened_by_comma {
        return None;
    }
    let head = subject.or_else(|| (first..v).rev().find(|&t| matches!(story.upos(t), Upos::Noun | Upos::Propn | Upos::Pron)))?;
    // All between the marks and the verb, where it begins as a noun phrase; else what the tree gives.
    let nominal = matches!(story.upos(first), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num)
        && !matches!(story.lower(first), "when" | "as" | "though");
    let auxiliary = (first..v).rev().take_while(|&t| matches!(story.upos(t), Upos::Aux | Upos::Adv)).last().unwrap_or(v);
    let speaker = if nominal && auxiliary > first && !foreign {
        cut(scene, story.span(first, auxiliary - 1), first, auxiliary)
    } else {
        cut(scene, scene.phrase(head, low.min(head), v), low.min(head), v)
    };
    Some(Attributed { cue: Some(v), speaker: Some(speaker), rule: "direct.cue_after", score: 950 })
}

/// The head of a name is its first token that the tree does not hang on the name itself: a noun inside is skipped.
fn is_inside_name_start(scene: &Scene<'_>, t: usize) -> bool {
    let story = scene.story;
    matches!(story.deprel(t), Deprel::Compound | Deprel::NmodDesc | Deprel::Amod) && story.head(t).is_some_and(|h| h > t && h < t + 6)
}

/// A speaker's phrase without what does not belong: a leading "that", the time of saying.
fn cut(scene: &Scene<'_>, span: Span, low: usize, high: usize) -> Span {
    let story = scene.story;
    let range = story.tokens_in(span);
    let (mut first, mut last) = (range.start.max(low), (range.end - 1).min(high - 1).max(range.start.max(low)));
    while first < last && matches!(story.lower(first), "," | "that" | "and" | "but" | "as" | ":" | "—" | "." | "–") {
        first += 1;
    }
    // ", on Monday", ", adding": a phrase that the tree hung on the name though it tells of the saying.
    for t in first + 1..=last {
        let boundary = story.form(t) == ",";
        let next = t + 1;
        if boundary
            && next <= last
            && matches!(
                story.lower(next),
                "adding" | "referring" | "citing" | "according" | "noting" | "speaking" | "in" | "on" | "at" | "after" | "during"
            )
        {
            last = t - 1;
            break;
        }
    }
    while last > first && matches!(story.form(last), "," | ":" | ";" | "." | "—" | "–") {
        last -= 1;
    }
    story.span(first, last)
}

/// Whether token `t` is the opening mark of the pair that it stands in.
fn is_mark(scene: &Scene<'_>, t: usize) -> bool {
    scene.innermost_at(t).is_some_and(|q| scene.pair(q).open == scene.story.tokens[t].span)
}

/// Trump said, "…"; He told reporters: "…"; tweeted that "…".
fn before(scene: &Scene<'_>, p: usize, taken: &[Option<usize>]) -> Option<Attributed> {
    let story = scene.story;
    let pair = scene.pair(p);
    if pair.open.is_empty() {
        return None;
    }
    let open = story.token_at(pair.open.start);
    let sentence = scene.sentence(open.min(story.tokens.len().checked_sub(1)?));
    let low = sentence.start.max(open.saturating_sub(REACH));
    // Not past the pair before: its words are not ours.
    let low = (low..open).rev().find(|&t| scene.innermost_at(t) != pair.parent || is_mark(scene, t)).map_or(low, |t| t + 1);
    if low >= open {
        return None;
    }
    let v = (low..open).rev().find(|&t| scene.cue(t).is_some_and(|c| c.quotes()) && scene.reports(t))?;
    // The cue's clause must come to its end at the mark.
    let tail = v + 1..open;
    let verbs = tail
        .clone()
        .filter(|&t| {
            matches!(story.upos(t), Upos::Verb)
                && !matches!(story.deprel(t), Deprel::Amod | Deprel::Acl | Deprel::AclRelcl | Deprel::Compound)
        })
        .count();
    let auxiliaries = tail.clone().any(|t| story.upos(t) == Upos::Aux);
    let last = open - 1;
    let introduced = matches!(story.form(last), "," | ":") || last == v || story.lower(last) == "that";
    let colon = story.form(last) == ":";
    if (verbs > 0 || auxiliaries) && !colon {
        return None;
    }
    let content_words = scene.words(pair.content);
    let fragment = pair.content.slice(story.text).starts_with(char::is_lowercase);
    if !introduced && (fragment || content_words < 4) {
        return None;
    }
    // Words in the middle of a longer reported clause.
    if fragment && !colon && goes_on(scene, p) {
        return None;
    }
    if fragment && content_words < 3 && !colon && story.lower(last) != "that" && last != v {
        return None;
    }
    // The cue of the words before it, which go on here: "…," he said, "…".
    let shared = taken.contains(&Some(v));
    let subject = scene.subject(v).filter(|&s| s < open).or_else(|| scene.subject_before(v));
    let mut speaker = subject.map(|s| scene.phrase(s, sentence.start.min(s), if s < v { v } else { open }));
    if let (Some(span), Some(s)) = (speaker, subject) {
        let low = story.tokens_in(span).start;
        speaker = Some(cut(scene, span, low, if s < v { v.max(low + 1) } else { open }));
    }
    if let Some(s) = subject.filter(|&s| s < v) {
        speaker = scene.whole_subject(s, v).or(speaker);
    }
    if is_passive(scene, v) && !matches!(story.lemma(v), "quote") {
        speaker = None;
    }
    let rule = if shared {
        "direct.split"
    } else if colon {
        "direct.cue_before.colon"
    } else {
        "direct.cue_before"
    };
    Some(Attributed { cue: Some(v), speaker, rule, score: if introduced { 940 } else { 800 } })
}

fn is_passive(scene: &Scene<'_>, v: usize) -> bool {
    scene.story.child(v, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some()
}

/// Whether the sentence goes on behind the marks with words of the same clause.
fn goes_on(scene: &Scene<'_>, p: usize) -> bool {
    let story = scene.story;
    let next = behind(scene, p);
    next < story.tokens.len()
        && story.block_of(next).index() == scene.pair(p).block
        && story.form(next).starts_with(char::is_lowercase)
        && !matches!(last_char(scene, p), ',' | '.' | '?' | '!')
}

/// A poster on the wall: "…"; the message was simple: "…": the one who did it speaks, without a cue.
fn colon(scene: &Scene<'_>, p: usize) -> Option<Attributed> {
    let story = scene.story;
    let pair = scene.pair(p);
    let open = story.token_at(pair.open.start);
    let last = open.checked_sub(1)?;
    if pair.open.is_empty() || story.form(last) != ":" || story.block_of(last).index() != pair.block || scene.words(pair.content) < 2 {
        return None;
    }
    let sentence = scene.sentence(last);
    let root = (sentence.start.max(last.saturating_sub(200))..sentence.end.min(last + 200)).find(|&t| story.head(t).is_none() && t < open);
    let subject =
        root.and_then(|r| story.child(r, &[Deprel::Nsubj, Deprel::NsubjPass])).filter(|&s| s < open && story.upos(s) != Upos::Det);
    // "Smith: "…"": a label.
    let label = (sentence.start..last)
        .all(|t| matches!(story.upos(t), Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Punct | Upos::X))
        && last - sentence.start <= 5;
    let speaker = match subject {
        Some(s) => Some(scene.phrase(s, sentence.start, last)),
        None if label && last > sentence.start => Some(story.span(sentence.start, last - 1)),
        None => None,
    };
    Some(Attributed { cue: None, speaker, rule: "direct.colon", score: 700 })
}

/// A pair without a cue that is speech all the same: whole sentences in marks, or a headline's.
pub(super) fn is_free(scene: &Scene<'_>, p: usize) -> bool {
    let story = scene.story;
    let pair = scene.pair(p);
    let text = pair.content.slice(story.text);
    let words = scene.words(pair.content);
    let first = story.token_at(pair.outer().start);
    if first >= story.tokens.len() {
        return false;
    }
    let block = &story.blocks[pair.block];
    if block.kind == BlockKind::Headline {
        return words >= 4;
    }
    let starts = scene.sentence(first).start == first || pair.open.is_empty();
    let ends = text.ends_with(['.', '?', '!', '…']) || pair.close.is_none() || {
        let next = behind(scene, p);
        next >= story.tokens.len() || scene.sentence(next).start == next || matches!(story.form(next), "." | "?" | "!")
    };
    let capital = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    starts && ends && words >= 4 && capital && text.chars().any(char::is_lowercase)
}

/// `Mills "got immunity," Jordan said`: the words of the clause before the marks belong to what is said.
fn lead_in(scene: &Scene<'_>, p: usize, found: &Attributed) -> Option<Span> {
    let story = scene.story;
    let pair = scene.pair(p);
    if !found.rule.starts_with("direct.cue_after")
        || pair.open.is_empty()
        || !pair.content.slice(story.text).starts_with(char::is_lowercase)
        || pair.depth > 0
    {
        return None;
    }
    let open = story.token_at(pair.open.start);
    let start = scene.sentence(open).start;
    let last = open.checked_sub(1).filter(|&l| l >= start)?;
    if (start..open).any(|t| scene.pair_at(t).is_some() || scene.cue(t).is_some_and(|c| c.says && c.strength >= 3))
        || matches!(story.form(last), "," | ":" | ";")
    {
        return None;
    }
    let skip = usize::from(matches!(story.lower(start), "but" | "and") && start < last);
    Some(story.span(start + skip, open).join(pair.outer()))
}

/// A quotation of one pair.
pub(super) fn draft(scene: &Scene<'_>, p: usize, found: &Attributed) -> Draft {
    let pair = scene.pair(p);
    let whole = lead_in(scene, p, found);
    let (label, content) = labelled(pair.content, scene.story.text);
    Draft {
        kind: if whole.is_some() { QuoteKind::Mixed } else { QuoteKind::Direct },
        content: vec![whole.unwrap_or(content)],
        cue: found.cue,
        cue_span: found.cue.map(|c| scene.story.tokens[c].span),
        speaker: label.or(found.speaker),
        rule: found.rule.to_owned(),
        score: found.score,
        pairs: vec![p],
        ..Draft::default()
    }
}

/// A transcript inside marks: "SMITH: Well, …". The label and the words behind it.
fn labelled(content: Span, text: &str) -> (Option<Span>, Span) {
    let words = content.slice(text);
    let Some((label, rest)) = words.split_once(": ") else { return (None, content) };
    let capitals = label.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '’' | '\''))
        && label.chars().count() >= 3
        && label.len() < 40;
    if !capitals {
        return (None, content);
    }
    let start = content.start + (words.len() - rest.len()) as u32;
    (Some(Span::new(content.start, content.start + label.len() as u32)), Span::new(start, content.end))
}

/// "…" — Jane Doe: a dash and a name behind the marks, to the end of the block.
fn dash(scene: &Scene<'_>, p: usize) -> Option<Attributed> {
    let story = scene.story;
    let pair = scene.pair(p);
    pair.close?;
    let start = behind(scene, p);
    let block = story.blocks.get(pair.block)?.span;
    if start + 1 >= story.tokens.len() || !matches!(story.form(start), "—" | "–" | "―" | "--" | "-" | "~") {
        return None;
    }
    let rest = story.tokens_in(Span::new(story.tokens[start].span.end, block.end));
    let last = rest.clone().take_while(|&t| scene.pair_at(t).is_none()).take(14).last()?;
    let short = rest.clone().take(14).all(|t| !matches!(story.upos(t), Upos::Verb | Upos::Aux));
    let named = story.form(rest.start).starts_with(char::is_uppercase);
    let ends = last + 1 >= story.tokens.len() || story.tokens[last + 1].span.start >= block.end || scene.pair_at(last + 1).is_some();
    if !(short && named && ends) {
        return None;
    }
    let (first, last) = scene.trim(rest.start, last)?;
    Some(Attributed { cue: None, speaker: Some(story.span(first, last)), rule: "direct.dash", score: 850 })
}
