//! Reported clauses: X said (that) …; …, X said; X told Y that …; according to X. And words in marks inside them (mixed), or
//! under call, describe, accuse.

use crate::article::{Polarity, QuoteKind};
use crate::labels::{Deprel, Feats, Upos};
use crate::span::Span;

use super::Draft;
use super::clauses::Scene;

/// The reported clauses of the story; `taken` are the cues that words in marks have used.
pub(super) fn clauses(scene: &Scene<'_>, taken: &[bool]) -> Vec<Draft> {
    let mut found = Vec::new();
    for (v, cue) in scene.cues() {
        if taken[v] || !cue.says || cue.strength < 1 || scene.pair_at(v).is_some() {
            continue;
        }
        if let Some(draft) = clause(scene, v) {
            found.push(draft);
        }
    }
    found
}

/// Clauses that questions and wishes introduce are not told as said.
fn is_question(scene: &Scene<'_>, clause: usize) -> bool {
    scene.story.children_by(clause, Deprel::Mark).any(|m| matches!(scene.story.lower(m), "whether" | "if"))
        || scene.story.children(clause).any(|c| {
            c < clause
                && matches!(scene.story.lower(c), "how" | "what" | "why" | "when" | "where" | "who")
                && matches!(scene.story.deprel(c), Deprel::Advmod | Deprel::Nsubj | Deprel::Obj | Deprel::Obl)
        }) && scene.story.lemma(scene.story.head(clause).unwrap_or(clause)) == "ask"
}

fn is_finite(scene: &Scene<'_>, c: usize) -> bool {
    let story = scene.story;
    let to = story.children_by(c, Deprel::Mark).any(|m| story.lower(m) == "to");
    let has_subject = story.child(c, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl, Deprel::Csubj, Deprel::NsubjOuter]).is_some();
    let finite =
        story.tokens[c].feats.contains(Feats::VERB_FORM_FIN) || story.child(c, &[Deprel::Aux, Deprel::Cop, Deprel::AuxPass]).is_some();
    !to && (has_subject || finite)
}

/// "…, said a witness, as police closed in": the conjunction makes it no complement.
fn is_adverbial(scene: &Scene<'_>, v: usize, c: usize) -> bool {
    const CONJUNCTIONS: &[&str] = &["as", "while", "after", "because", "although", "though", "when", "before", "since", "until", "unless"];
    let first = scene.story.subtree(c).0;
    c > v
        && scene
            .story
            .children_by(c, Deprel::Mark)
            .any(|m| m == first && m < c && CONJUNCTIONS.contains(&scene.story.lower(m)) && (m > v + 1 || scene.story.lower(m) != "as"))
}

fn clause(scene: &Scene<'_>, v: usize) -> Option<Draft> {
    let story = scene.story;
    if !scene.reports(v) {
        return None;
    }
    // ", indicating that he …": what a fact shows, nobody says.
    let weak = scene.cue(v).is_some_and(|c| c.strength < 3);
    if weak && story.deprel(v) == Deprel::Advcl && story.tokens[v].feats.contains(Feats::VERB_FORM_GER) || story.lower(v) == "indicating" {
        return None;
    }
    let passive = story.child(v, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some();
    let complement = story.children_by(v, Deprel::Ccomp).filter(|&c| is_finite(scene, c) && !is_adverbial(scene, v, c)).last();
    let (content, low_speaker) = if let Some(c) = complement {
        if is_question(scene, c) {
            return None;
        }
        (complement_span(scene, v, c)?, 0)
    } else if let Some(host) = host(scene, v) {
        (host_spans(scene, v, host)?, 1)
    } else {
        return surface(scene, v);
    };
    let subject = scene.subject(v).or_else(|| scene.subject_before(v));
    let mut speaker = None;
    if let Some(s) = subject {
        if story.deprel(s) == Deprel::Expl
            || (passive && matches!(story.lower(s), "it" | "there"))
            || (matches!(story.lower(s), "it") && passive)
        {
            return None;
        }
        let sentence = scene.sentence(v);
        let (low, high) = if s < v { (sentence.start, v) } else { (v + 1, sentence.end) };
        let mut span = scene.phrase(s, low.min(s), high.max(s + 1));
        if s < v {
            span = scene.whole_subject(s, v).unwrap_or(span);
        }
        // The phrase can't reach into what is said.
        for piece in &content {
            if span.overlaps(*piece) {
                span = story.tokens[s].span;
            }
        }
        speaker = Some(span);
    }
    if passive && subject.is_some() {
        // "he was told that": the hearer.
        let agent = story.child(v, &[Deprel::OblAgent])?;
        speaker = Some(scene.phrase(agent, v + 1, scene.sentence(v).end));
    }
    if speaker.is_none() && low_speaker == 0 && story.deprel(v) != Deprel::Root {
        return None;
    }
    let cue = scene.cue(v)?;
    let words: usize = content.iter().map(|&c| scene.words(c)).sum();
    if words < 2 {
        return None;
    }
    let kind = kind(scene, &content);
    let mut draft = Draft {
        kind,
        content,
        cue: Some(v),
        cue_span: Some(story.tokens[v].span),
        speaker,
        rule: if low_speaker == 0 { "indirect.complement".to_owned() } else { "indirect.parenthetical".to_owned() },
        score: 600 + 100 * u16::from(cue.strength),
        polarity: cue.polarity,
        ..Draft::default()
    };
    if cue.tells {
        let hearer = story
            .child(v, &[Deprel::Iobj, Deprel::Obj])
            .filter(|&o| o > v && !draft.content.iter().any(|c| c.overlaps(story.tokens[o].span)));
        draft.addressee = hearer.map(|h| scene.phrase(h, v + 1, scene.sentence(v).end));
    }
    Some(draft)
}

/// Where the tree has no complement: "X said [that] …" to the end of the sentence, or "…, X said" at its end, by the words alone.
fn surface(scene: &Scene<'_>, v: usize) -> Option<Draft> {
    let story = scene.story;
    let cue = scene.cue(v).filter(|c| c.strength >= 2)?;
    let sentence = scene.sentence(v);
    if matches!(story.lemma(v), "write" | "post" | "report") && !(v + 1..sentence.end.min(v + 4)).any(|t| story.lower(t) == "that") {
        return None;
    }
    if story.child(v, &[Deprel::AuxPass]).is_some() || story.upos(v) != Upos::Verb {
        return None;
    }
    let finite =
        |t: usize| matches!(story.upos(t), Upos::Verb | Upos::Aux) && !story.children_by(t, Deprel::Mark).any(|m| story.lower(m) == "to");
    let nominal = |t: usize| matches!(story.upos(t), Upos::Noun | Upos::Propn | Upos::Pron);
    // The subject: a noun phrase right before the verb, or right behind it.
    let start = (sentence.start..v)
        .rev()
        .find(|&t| matches!(story.form(t), "," | ";" | ":" | "—" | "–") || scene.pair_at(t).is_some())
        .map_or(sentence.start, |t| t + 1);
    let before = (start..v).rev().find(|&t| nominal(t));
    let verbless = |range: std::ops::Range<usize>| !range.clone().any(|t| matches!(story.upos(t), Upos::Verb));
    let draft = |content: Span, speaker: Option<Span>, rule: &str| {
        let kind = kind(scene, &[content]);
        (scene.words(content) >= 3).then(|| Draft {
            kind,
            content: vec![content],
            cue: Some(v),
            cue_span: Some(story.tokens[v].span),
            speaker,
            rule: rule.to_owned(),
            score: 450 + 50 * u16::from(cue.strength),
            polarity: cue.polarity,
            ..Draft::default()
        })
    };
    let next = v + 1;
    let inner = scene.subject(v).filter(|&s| s >= start && s < v && verbless(s..v));
    let speaker_before = before.filter(|_| verbless(start..v)).map(|h| {
        let head = scene.subject(v).filter(|&s| s >= start && s < v).unwrap_or(h);
        let span = scene.whole_subject(head, v).unwrap_or_else(|| scene.phrase(head, start, v));
        if span.is_empty() { story.tokens[h].span } else { span }
    });
    let speaker_before = speaker_before.or_else(|| inner.map(|s| scene.phrase(s, start, v)));
    // Behind the verb: "that", or a noun phrase with a verb of its own.
    let that = (next..sentence.end.min(next + 12)).find(|&t| story.lower(t) == "that" && story.upos(t) == Upos::Sconj);
    let begins = that.map_or(next, |t| t + 1);
    if begins < sentence.end {
        let opener = matches!(story.upos(begins), Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Adv)
            || story.lower(begins) == "there";
        let question = matches!(
            story.lower(begins),
            "how" | "whether" | "if" | "what" | "why" | "who" | "when" | "where" | "so" | "nothing" | "little"
        );
        // Without "that", a noun phrase and at once its verb: "announced his candidacy, and …" is no clause.
        let breaks = |t: usize| {
            matches!(story.upos(t), Upos::Sconj | Upos::Cconj) || matches!(story.form(t), "," | ";" | ":") || story.lower(t) == "that"
        };
        let clause = (begins + 1..sentence.end)
            .take_while(|&t| that.is_some() || !breaks(t))
            .any(|t| finite(t) && !matches!(story.deprel(t), Deprel::Amod | Deprel::Compound | Deprel::Acl));
        // "told the jury he was …": the clause begins behind the hearer.
        let mut hearer = cue.tells && that.is_none();
        let mut begins = begins;
        let mut addressee = None;
        if hearer {
            let object = story.child(v, &[Deprel::Obj, Deprel::Iobj]).filter(|&o| o > v && o < v + 6);
            let object = object.or_else(|| (next..sentence.end.min(next + 4)).find(|&t| nominal(t)));
            if let Some(o) = object {
                let after = story.token_at(scene.phrase(o, next, o + 1).end - 1) + 1;
                if after < sentence.end
                    && matches!(story.upos(after), Upos::Pron | Upos::Det | Upos::Propn | Upos::Noun)
                    && (after + 1..sentence.end).any(finite)
                {
                    addressee = Some(scene.phrase(o, next, o + 1));
                    begins = after;
                    hearer = false;
                }
            }
        }
        let opener = opener || addressee.is_some();
        if opener && !question && clause && !hearer && speaker_before.is_some() && cue.says && (cue.strength >= 3 || that.is_some()) {
            let (a, b) = scene.trim(begins, sentence.end - 1)?;
            let found = draft(widen(scene, story.span(a, b)), speaker_before, "indirect.surface");
            return found.map(|d| Draft { addressee, ..d });
        }
    }
    // Before the verb: "…, sources said." A participle (", adding …") or "who said" tells of something else.
    let relative =
        speaker_before.is_some_and(|s| s.slice(story.text).split_whitespace().last().is_some_and(|w| matches!(w, "who" | "which")));
    if story.lower(v).ends_with("ing") || relative {
        return None;
    }
    // "…, the dam's director, Imran Sol, told AFP": the comma before the verb closes an apposition.
    let mut start = start;
    let mut apposed = None;
    let noun_follows = next < sentence.end && matches!(story.upos(next), Upos::Det | Upos::Propn | Upos::Noun | Upos::Pron);
    if start == v && (cue.tells || !noun_follows) {
        if let Some(s) = scene.subject_before(v) {
            let span = scene.phrase(s, sentence.start, v);
            let first = story.token_at(span.start);
            if first > sentence.start && story.form(first - 1) == "," {
                start = first;
                apposed = Some(span);
            }
        }
    }
    let comma = start.checked_sub(1).filter(|&c| c > sentence.start && story.form(c) == ",")?;
    let tail = (next..sentence.end).filter(|&t| finite(t)).count();
    let clause = (sentence.start..comma).any(finite);
    let inverted = start == v;
    if inverted && cue.tells {
        return None;
    }
    let speaker = if inverted {
        let noun = (next..sentence.end)
            .find(|&t| nominal(t) && !matches!(story.deprel(t), Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Amod));
        noun.map(|n| scene.phrase(n, next, sentence.end))
    } else {
        apposed.or(speaker_before)
    };
    // "The museum, Mr. Bush said, celebrated …".
    if story.form(next.min(sentence.end - 1)) == ","
        && next + 2 < sentence.end
        && speaker.is_some()
        && cue.strength >= 3
        && !inverted
        && tail > 0
    {
        let mut found = draft(story.span(sentence.start, comma - 1), speaker, "indirect.surface.middle").or_else(|| {
            Some(Draft {
                cue: Some(v),
                cue_span: Some(story.tokens[v].span),
                speaker,
                rule: "indirect.surface.middle".to_owned(),
                score: 600,
                polarity: cue.polarity,
                ..Draft::default()
            })
        })?;
        let (a, b) = scene.trim(sentence.start, comma - 1)?;
        let (c, d) = scene.trim(next + 1, sentence.end - 1)?;
        found.content = vec![widen(scene, story.span(a, b)), widen(scene, story.span(c, d))];
        found.kind = kind(scene, &found.content);
        return Some(found);
    }
    if tail == 0 && clause && speaker.is_some() && cue.strength >= 3 && sentence.end - next <= 14 {
        let (a, b) = scene.trim(sentence.start, comma - 1)?;
        return draft(widen(scene, story.span(a, b)), speaker, "indirect.surface.final");
    }
    None
}

/// Mixed when part of the content stands in marks, direct when all of it does.
fn kind(scene: &Scene<'_>, content: &[Span]) -> QuoteKind {
    let marked = content.iter().any(|c| scene.pairs_over(*c).any(|p| c.contains(p.content) && scene.words(p.content) >= 1));
    if marked { QuoteKind::Mixed } else { QuoteKind::Indirect }
}

/// The clause under the cue, without "that" and the final stop.
fn complement_span(scene: &Scene<'_>, v: usize, c: usize) -> Option<Vec<Span>> {
    let story = scene.story;
    let (mut first, mut last) = story.subtree(c);
    let sentence = scene.sentence(v);
    let own_subject = story.child(c, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl, Deprel::Csubj, Deprel::NsubjOuter]).is_some();
    if first < v && last > v {
        // A wrong tree; take what is on the complement's side.
        if c > v { first = v + 1 } else { last = v.checked_sub(1)? }
    }
    if c > v {
        // Conjuncts and adverbials that the tree hung on the cue's clause are left where it hung them.
        let that = story.children_by(c, Deprel::Mark).find(|&m| story.lower(m) == "that");
        if let Some(m) = that.filter(|&m| m < c) {
            first = m + 1;
        } else if story.lower(first) == "that"
            && (story.upos(first) == Upos::Sconj
                || first == v + 1 && first + 1 < c && !matches!(story.upos(first + 1), Upos::Verb | Upos::Aux))
        {
            first += 1;
        }
        // What stands between the cue and the clause belongs to it, but for the hearer and the time of saying.
        let between_that = (v + 1..first).rev().find(|&t| story.lower(t) == "that" && story.upos(t) == Upos::Sconj);
        if let Some(t) = between_that {
            first = t + 1;
        } else if first > v + 1
            && (!scene.cue(v).is_some_and(|c| c.tells) || !own_subject)
            && !matches!(story.upos(v + 1), Upos::Adp | Upos::Adv | Upos::Punct | Upos::Sconj | Upos::Cconj)
            && story.deprel(v + 1) != Deprel::CompoundPrt
            && !is_time(scene, v + 1)
        {
            first = v + 1;
        }
        last = extend(scene, last, sentence.end);
    } else if first > sentence.start && first < v {
        // "…, he said": all that stands before the cue.
        first = opening(scene, sentence.start, first);
    }
    if first == v + 1 && story.lower(first) == "that" && first < last {
        first += 1;
    }
    let (first, last) = scene.trim(first, last)?;
    // The subject of an inverted cue may have been drawn in.
    Some(vec![widen(scene, story.span(first, last))])
}

/// A bare word of time between the cue and the clause ("said Monday the plan …").
fn is_time(scene: &Scene<'_>, t: usize) -> bool {
    matches!(
        scene.story.lower(t),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
            | "last"
            | "this"
            | "earlier"
            | "late"
    ) && scene.story.deprel(t) != Deprel::Nsubj
}

/// Where a clause that ends at token `last` goes on to the end of its sentence: what follows is no aside of the writer's.
fn extend(scene: &Scene<'_>, last: usize, end: usize) -> usize {
    let story = scene.story;
    let mut next = last + 1;
    if next >= end {
        return last.min(end - 1);
    }
    // "… was "clear" from the start": marked words in the middle of the clause.
    if let Some(p) = scene.pair_at(next).filter(|&p| scene.pair_at(last) != Some(p)) {
        let inner = story.tokens_in(scene.pair(p).outer()).end;
        let fragment = scene.pair(p).content.slice(story.text).starts_with(char::is_lowercase);
        return if fragment && inner > next && inner <= end { extend(scene, inner - 1, end) } else { last.min(end - 1) };
    }
    let comma = matches!(story.form(next), "," | ";" | "—" | "–" | "--");
    if comma {
        next += 1;
    }
    if next + 1 < end && matches!(story.lower(next), "and" | "but") && story.lower(next + 1) == "that" {
        return end - 1;
    }
    let aside = next >= end
        || scene.pair_at(next).is_some()
        || matches!(
            story.lower(next),
            "though"
                | "although"
                | "even"
                | "after"
                | "as"
                | "while"
                | "when"
                | "according"
                | "adding"
                | "citing"
                | "noting"
                | "calling"
                | "saying"
                | "a"
                | "an"
                | "which"
                | "who"
                | "whose"
                | "referring"
                | "echoing"
                | "because"
                | "before"
                | "since"
                | "despite"
                | "he"
                | "she"
                | "it"
                | "they"
        )
        || matches!(story.form(next), ";" | "—" | "–" | "--" | "." | ")" | "(")
        || (comma && matches!(story.lower(next), "the" | "and" | "but"))
        || (next..end).any(|t| scene.cue(t).is_some_and(|c| c.says && c.strength >= 3) && scene.subject(t).is_some_and(|s| s >= next));
    if aside { last.min(end - 1) } else { end - 1 }
}

/// The start of what stands before a cue: the sentence's start, unless other marks close in between.
fn opening(scene: &Scene<'_>, start: usize, first: usize) -> usize {
    let story = scene.story;
    let from =
        (start..first).rev().find(|&t| scene.pair_at(t).is_some() || matches!(story.form(t), ";" | "—" | ":")).map_or(start, |t| t + 1);
    let skip = usize::from(matches!(story.lower(from), "but" | "and") && from < first);
    from + skip
}

/// The clause that the cue interrupts or follows: "…, X said", "X, Y said, …".
fn host(scene: &Scene<'_>, v: usize) -> Option<usize> {
    let story = scene.story;
    let head = story.head(v)?;
    let own_subject = story.child(v, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some();
    (story.deprel(v) == Deprel::Parataxis && own_subject && scene.sentence(v).contains(&head) && is_finite(scene, head)).then_some(head)
}

fn host_spans(scene: &Scene<'_>, v: usize, host: usize) -> Option<Vec<Span>> {
    let story = scene.story;
    let (v_first, v_last) = story.subtree(v);
    let (first, last) = story.subtree(host);
    let mut pieces = Vec::new();
    if first < v_first {
        let first = if v_last + 3 >= scene.sentence(v).end { opening(scene, scene.sentence(v).start, first) } else { first };
        if let Some((a, b)) = scene.trim(first, v_first - 1) {
            pieces.push(widen(scene, story.span(a, b)));
        }
    }
    if last > v_last {
        if let Some((a, b)) = scene.trim(v_last + 1, last) {
            if b > a + 1 {
                pieces.push(widen(scene, story.span(a, b)));
            }
        }
    }
    (!pieces.is_empty()).then_some(pieces)
}

/// A mark whose partner lies inside is drawn in; the content of a mixed quotation has its marks.
fn widen(scene: &Scene<'_>, span: Span) -> Span {
    let mut wide = span;
    for pair in scene.pairs_over(span) {
        if pair.content.overlaps(span) {
            wide = wide.join(pair.outer());
        }
    }
    wide
}

/// "According to X, …"; "…, according to X".
pub(super) fn according_to(scene: &Scene<'_>) -> Vec<Draft> {
    let story = scene.story;
    let mut found = Vec::new();
    for t in 0..story.tokens.len().saturating_sub(2) {
        if story.tokens[t].span.len() != "according".len() as u32
            || story.lower(t) != "according"
            || story.lower(t + 1) != "to"
            || scene.pair_at(t).is_some()
        {
            continue;
        }
        let sentence = scene.sentence(t);
        // The noun that the phrase is the preposition of; or, in the other analysis, that hangs on it.
        let below = story.children(t).find(|&c| c > t + 1 && matches!(story.deprel(c), Deprel::Obl | Deprel::Nmod));
        let mut head = below.unwrap_or(t);
        while let Some(h) =
            story.head(head).filter(|&h| below.is_none() && h > t && matches!(story.deprel(head), Deprel::Case | Deprel::Fixed))
        {
            head = h;
            if matches!(story.upos(head), Upos::Noun | Upos::Propn | Upos::Pron) {
                break;
            }
        }
        if head <= t + 1 {
            head = match (t + 2..sentence.end).find(|&n| {
                matches!(story.upos(n), Upos::Noun | Upos::Propn | Upos::Pron)
                    && !matches!(story.deprel(n), Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Amod)
            }) {
                Some(n) => n,
                None => continue,
            };
        }
        let mut span = scene.phrase(head, t + 2, sentence.end);
        // A tree that draws the clause into the source: the name alone.
        if let Some(name) = scene.name_at(head).filter(|n| story.tokens_in(span).len() > story.tokens_in(n.span).len() + 12) {
            span = Span::new(story.tokens[t + 2].span.start.min(name.span.start), name.span.end);
        }
        let range = story.tokens_in(span);
        let mut last = range.end - 1;
        // At the head of the sentence the comma ends the source, unless an apposition goes on.
        if t == sentence.start {
            if let Some(comma) = (range.start..=last)
                .find(|&c| story.form(c) == "," && story.deprel(c) == Deprel::Punct && c > head && !is_apposition(scene, c))
            {
                last = comma - 1;
                span = story.span(range.start, last);
            }
        }
        let before = (sentence.start..t).rev().find(|&b| story.form(b) != ",");
        let only_after =
            before.is_some_and(|b| matches!(story.lower(b), "but" | "and" | "which" | "that" | "while" | "though" | "who" | "because"));
        // The clause of the sentence begins where the source ends.
        if t == sentence.start || only_after {
            let mut top = head;
            while let Some(h) = story.head(top).filter(|h| sentence.contains(h)) {
                top = h;
                if matches!(story.upos(h), Upos::Verb | Upos::Aux) {
                    break;
                }
            }
            let parts =
                story.children(top).filter(|&c| !story.dominates(c, t) && !story.dominates(c, head) && story.upos(c) != Upos::Punct);
            let edge = parts.map(|c| story.subtree(c).0).chain([top]).filter(|&e| e > head).min();
            if let Some(e) = edge.filter(|&e| e > head && e <= last + 2 && top > head && !story.dominates(head, top)) {
                if let Some((a, b)) = scene.trim(range.start, e - 1) {
                    last = b;
                    span = story.span(a, b);
                }
            }
        }
        let mut pieces = Vec::new();
        // "…, but according to X, …": only what follows is X's.
        if t > sentence.start && !only_after {
            let first = sentence.start + usize::from(matches!(story.lower(sentence.start), "but" | "and"));
            if let Some((a, b)) = scene.trim(first, t - 1) {
                pieces.push(widen(scene, story.span(a, b)));
            }
        }
        if last + 1 < sentence.end {
            if let Some((a, b)) = scene.trim(last + 1, sentence.end - 1) {
                let finite = (a..=b).any(|x| matches!(story.upos(x), Upos::Verb | Upos::Aux));
                let relative = matches!(story.lower(a), "who" | "which" | "whose" | "where");
                if t == sentence.start || only_after || (b > a + 2 && finite && !relative) {
                    pieces.push(widen(scene, story.span(a, b)));
                }
            }
        }
        let words: usize = pieces.iter().map(|&p| scene.words(p)).sum();
        if words < 2 {
            continue;
        }
        found.push(Draft {
            kind: kind(scene, &pieces),
            content: pieces,
            cue: Some(t),
            cue_span: Some(story.span(t, t + 1)),
            speaker: Some(span),
            rule: "indirect.according_to".to_owned(),
            score: 850,
            according: true,
            ..Draft::default()
        });
    }
    found
}

fn is_apposition(scene: &Scene<'_>, comma: usize) -> bool {
    scene.story.head(comma).is_some_and(|h| matches!(scene.story.deprel(h), Deprel::Appos | Deprel::AclRelcl))
}

/// `called it "a mistake"`: the words in marks only.
pub(super) fn described(scene: &Scene<'_>, p: usize) -> Option<Draft> {
    let story = scene.story;
    let pair = scene.pair(p);
    if pair.open.is_empty() {
        return None;
    }
    let open = story.token_at(pair.open.start);
    let low = scene.sentence(open.min(story.tokens.len().checked_sub(1)?)).start;
    let finite = |t: usize| {
        matches!(story.upos(t), Upos::Verb | Upos::Aux)
            && !story.lower(t).ends_with("ing")
            && !story.children_by(t, Deprel::Mark).any(|m| story.lower(m) == "to")
    };
    let names = |t: usize| story.upos(t) == Upos::Verb && scene.cue(t).is_some_and(|c| c.names);
    let v = (low.max(open.saturating_sub(14))..open).rev().find(|&t| names(t) || finite(t)).filter(|&t| names(t))?;
    let cue = scene.cue(v).filter(|c| c.names)?;
    if !scene.reports(v) {
        return None;
    }
    // "the so-called "fair"": passives without an agent name things, nobody speaks.
    let subject = scene.subject(v)?;
    let passive = story.child(v, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some();
    if passive {
        return None;
    }
    let sentence = scene.sentence(v);
    let (a, b) = if subject < v { (sentence.start.min(subject), v) } else { (v + 1, open) };
    Some(Draft {
        kind: QuoteKind::Mixed,
        content: vec![pair.content],
        cue: Some(v),
        cue_span: Some(story.tokens[v].span),
        speaker: Some(scene.phrase(subject, a, b.max(subject + 1))),
        rule: "mixed.described".to_owned(),
        score: 700 + 50 * u16::from(cue.strength),
        pairs: vec![p],
        polarity: Polarity::Said,
        ..Draft::default()
    })
}

/// Marked words of some length in the writer's own clause, not told as said but hardly anyone else's: the subject's.
pub(super) fn fragment(scene: &Scene<'_>, p: usize) -> Option<Draft> {
    let story = scene.story;
    let pair = scene.pair(p);
    let text = pair.content.slice(story.text);
    let words = scene.words(pair.content);
    if pair.open.is_empty() || pair.close.is_none() || words < 4 || is_title_case(text) {
        return None;
    }
    let inside = story.tokens_in(pair.content);
    let outside = |t: &usize| !story.tokens[*t].span.overlaps(pair.outer());
    let mut at = inside.clone().find_map(|t| story.head(t).filter(outside)).or_else(|| inside.start.checked_sub(2))?;
    let sentence = scene.sentence(inside.start);
    if !sentence.contains(&at) {
        return None;
    }
    let mut verb = None;
    for _ in 0..12 {
        if matches!(story.upos(at), Upos::Verb | Upos::Aux | Upos::Adj) {
            if let Some(s) = scene.subject(at).filter(|s| outside(s)) {
                verb = Some((at, s));
                let speaks = scene.cue(at).is_some() || matches!(story.upos(s), Upos::Propn | Upos::Pron);
                if speaks && !matches!(story.lower(s), "it" | "that" | "this" | "which" | "there") {
                    break;
                }
            }
        }
        match story.head(at).filter(|h| sentence.contains(h)) {
            Some(h) => at = h,
            None => break,
        }
    }
    let (verb, subject) = verb?;
    let high = if subject < verb { verb } else { sentence.end };
    let cue = scene.cue(verb).is_some().then_some(verb).filter(|v| outside(v));
    Some(Draft {
        kind: QuoteKind::Mixed,
        content: vec![pair.content],
        cue,
        cue_span: cue.map(|c| story.tokens[c].span),
        speaker: Some(scene.phrase(subject, sentence.start.min(subject), high.max(subject + 1))),
        rule: "mixed.fragment".to_owned(),
        score: 450,
        pairs: vec![p],
        ..Draft::default()
    })
}

/// "Tales From the Crypt": most words of any length have capitals.
pub(super) fn is_title_case(text: &str) -> bool {
    let long = text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let (capitals, all) = long.fold((0, 0), |(c, n), w| (c + usize::from(w.starts_with(char::is_uppercase)), n + 1));
    all > 0 && capitals * 4 >= all * 3
}
