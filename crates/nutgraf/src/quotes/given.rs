//! Quotations of the caller, in place of ours: another program's, or corrected ones.
//!
//! Content, cue, speaker and confidence are as they are told. What marks are around the content says the kind, and the marks
//! themselves are no part of it; the cue says medium and polarity where the tables know it; relays, nesting and what continues what
//! are found as they are for our own.

use crate::Error;
use crate::article::{Mention, Polarity, QuoteKind};
use crate::extractor::{Content, GivenQuote};
use crate::span::Span;
use crate::story::Story;

use super::clauses::Scene;
use super::marks::Marks;
use super::{Attribution, Draft, collected, continuations, marks, media, nest, relays, sort, unclosed};

/// What is told goes through these.
const REFINERS: &[fn(&Scene<'_>, Vec<Draft>) -> Vec<Draft>] = &[sort, relays, nest, continuations, media];

/// Whether the spans fit the text.
///
/// # Errors
/// When one does not, when a quotation has no content, or when there is no text to point into.
pub(crate) fn check(given: &[GivenQuote], content: Content<'_>) -> Result<(), Error> {
    let text = match content {
        Content::Text(text) => text,
        #[cfg(feature = "html")]
        Content::Html(_) | Content::Nitf(_) => return Err(Error::option("quotes point into a text: they go with text alone")),
    };
    for (i, quote) in given.iter().enumerate() {
        let one = [("cue", quote.cue), ("speaker", quote.speaker), ("referent", quote.referent)];
        let spans = quote.content.iter().map(|&s| ("content", s)).chain(one.into_iter().filter_map(|(part, s)| Some((part, s?))));
        if quote.content.is_empty() && quote.cue.is_none() {
            return Err(Error::option(format!("quotes[{i}]: there is neither content nor cue")));
        }
        for (part, span) in spans {
            let why = match text.get(span.start as usize..span.end as usize) {
                Some(words) if words.trim().is_empty() => "has no letters",
                Some(_) => continue,
                None if span.start > span.end => "ends before it begins",
                None if span.end as usize > text.len() => "ends beyond the text",
                None => "begins or ends inside a character",
            };
            let Span { start, end } = span;
            return Err(Error::option(format!("quotes[{i}].{part}: the span {start}..{end} {why}; the text has {} bytes", text.len())));
        }
    }
    Ok(())
}

/// The quotations of an English story, as they are given.
pub(crate) fn attribute(story: &Story<'_>, names: &[Mention], given: &[GivenQuote]) -> Attribution {
    let marks = marks::pair(story.text, story.blocks);
    if story.tokens.is_empty() {
        return plain(story.text, &marks, given);
    }
    let scene = Scene::new(story, names, &marks);
    let mut drafts = drafts(story.text, &marks, given);
    for draft in &mut drafts {
        let Some(cue) = draft.cue_span else { continue };
        let tokens = story.tokens_in(cue);
        let told = tokens.clone().find(|&t| scene.cue(t).is_some());
        draft.cue = told.or_else(|| tokens.clone().next());
        if !draft.content.is_empty() {
            draft.polarity = told.and_then(|t| scene.cue(t)).map_or(Polarity::Said, |c| c.polarity);
        }
        draft.according = tokens.clone().any(|t| story.lower(t) == "according");
    }
    for refine in REFINERS {
        drafts = refine(&scene, drafts);
    }
    collected(drafts, unclosed(&marks))
}

/// The same for languages without a model.
pub(crate) fn without_model(text: &str, blocks: &[crate::article::Block], given: &[GivenQuote]) -> Attribution {
    plain(text, &marks::pair(text, blocks), given)
}

fn plain(text: &str, marks: &Marks, given: &[GivenQuote]) -> Attribution {
    let mut drafts = drafts(text, marks, given);
    drafts.sort_by_key(|d| (d.span().start, u32::MAX - d.span().end));
    collected(drafts, unclosed(marks))
}

fn drafts(text: &str, marks: &Marks, given: &[GivenQuote]) -> Vec<Draft> {
    given.iter().map(|quote| draft(text, marks, quote)).collect()
}

fn draft(text: &str, marks: &Marks, given: &GivenQuote) -> Draft {
    let mut kinds = Vec::with_capacity(given.content.len());
    let mut content = Vec::with_capacity(given.content.len());
    for &span in &given.content {
        let (kind, inner) = piece(text, marks, span);
        kinds.push(kind);
        content.push((inner, trimmed(text, span)));
    }
    let kind = match kinds[..] {
        // Comment that was declined.
        [] => QuoteKind::Indirect,
        [first, ref rest @ ..] if rest.iter().all(|k| *k == first) => first,
        _ => QuoteKind::Mixed,
    };
    // Marks stay in what is only partly marked.
    let mut content: Vec<Span> = content.into_iter().map(|(inner, whole)| if kind == QuoteKind::Direct { inner } else { whole }).collect();
    content.sort_by_key(|c| (c.start, c.end));
    Draft {
        kind,
        content,
        cue_span: given.cue,
        speaker: given.speaker,
        referent: given.referent,
        polarity: if given.content.is_empty() { Polarity::Declined } else { Polarity::Said },
        rule: "given".to_owned(),
        score: given.confidence.map_or(1000, |c| c.as_thousandths()),
        ..Draft::default()
    }
}

/// Whether a piece of content stands in marks, and its words without them.
fn piece(text: &str, marks: &Marks, span: Span) -> (QuoteKind, Span) {
    let span = trimmed(text, span);
    // Pairs are in order of their opening marks; those that matter begin in the piece or are around it.
    let near = marks.pairs.partition_point(|p| p.open.start < span.end);
    let mut marked = marks.pairs[..near].iter().rev().take(NEAR).filter(|p| p.depth == 0 && p.outer().overlaps(span)).peekable();
    let inner = |p: &marks::Marked| Span::new(p.content.start.max(span.start), p.content.end.min(span.end));
    // Commas and stops may be outside of the marks.
    let covers = |p: &&marks::Marked| {
        let outer = p.outer();
        outer.contains(span)
            || outer.start <= span.start && text[outer.end as usize..span.end as usize].chars().all(|c| matches!(c, ',' | '.'))
    };
    match marked.peek() {
        None => (QuoteKind::Indirect, span),
        Some(pair) if covers(pair) && !inner(pair).is_empty() => (QuoteKind::Direct, inner(pair)),
        Some(_) => (QuoteKind::Mixed, span),
    }
}

/// Pairs before a piece that are looked at.
const NEAR: usize = 16;

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.slice(text);
    let start = span.start + (words.len() - words.trim_start().len()) as u32;
    Span::new(start, start + words.trim().len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Extractor, Score};

    const TEXT: &str =
        "Ada Osei runs the dam at Karvo.\n\n“It holds,” she said on Friday, “and it will.”\n\nBo Lind denied that the gates were open.";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::of(start, start + words.len())
    }

    fn extract(quotes: Vec<GivenQuote>) -> crate::Article {
        Extractor::default().extract_document(&Document::text(TEXT).quotes(quotes)).unwrap()
    }

    #[test]
    fn what_is_told_is_kept() {
        let split =
            GivenQuote::new(vec![at("“and it will.”"), at("“It holds,”")]).cue(at("said")).speaker(at("she")).referent(at("Ada Osei"));
        let clause =
            GivenQuote::new(vec![at("the gates were open")]).cue(at("denied")).speaker(at("Bo Lind")).confidence(Score::thousandths(907));
        let article = extract(vec![clause, split]);
        let words = |spans: &[Span]| spans.iter().map(|s| s.slice(TEXT).to_owned()).collect::<Vec<_>>();
        assert_eq!(words(&article.quotes[0].content), ["It holds,", "and it will."]);
        assert_eq!(
            (article.quotes[0].kind, &article.quotes[0].rule[..], article.quotes[0].confidence.as_thousandths()),
            (QuoteKind::Direct, "given", 1000)
        );
        // A pronoun's name is told, not guessed.
        assert_eq!(article.speaker(&article.quotes[0]).unwrap().name, "Ada Osei");
        assert_eq!((article.quotes[1].kind, article.quotes[1].polarity), (QuoteKind::Indirect, Polarity::Denied));
        assert_eq!(article.speaker(&article.quotes[1]).unwrap().name, "Bo Lind");
        assert_eq!(article.quotes[1].confidence.as_thousandths(), 907);
        // The tables' own find nothing more.
        assert_eq!(article.quotes.len(), 2);
        assert!(extract(vec![]).quotes.is_empty());
        let declined = &extract(vec![GivenQuote::new(vec![]).cue(at("denied"))]).quotes[0];
        assert_eq!((declined.polarity, declined.span), (Polarity::Declined, at("denied")));
    }

    #[test]
    fn kinds_by_marks() {
        let kind = |words: &str| extract(vec![GivenQuote::new(vec![at(words)])]).quotes[0].kind;
        assert_eq!(kind("It holds,"), QuoteKind::Direct);
        assert_eq!(kind("\n“It holds,” "), QuoteKind::Direct);
        assert_eq!(kind("“It holds,” she said"), QuoteKind::Mixed);
        assert_eq!(kind("the gates were open."), QuoteKind::Indirect);
    }

    #[test]
    fn spans_that_do_not_fit() {
        let error = |quote| Extractor::default().extract_document(&Document::text(TEXT).quotes(vec![quote])).unwrap_err().to_string();
        assert_eq!(error(GivenQuote::default()), "quotes[0]: there is neither content nor cue");
        assert!(error(GivenQuote::new(vec![Span::new(0, 900)])).contains("quotes[0].content: the span 0..900 ends beyond the text"));
        assert!(
            error(GivenQuote::new(vec![at("runs")]).speaker(Span::new(34, 40)))
                .contains("quotes[0].speaker: the span 34..40 begins or ends inside")
        );
        assert!(error(GivenQuote::new(vec![at("runs")]).cue(Span::new(31, 32))).contains("has no letters"));
        let page = Extractor::default().extract_document(&Document::html("<p>x").quotes(vec![])).unwrap_err();
        assert!(page.to_string().contains("text alone"));
    }
}
