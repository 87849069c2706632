//! Dialogue dashes: a paragraph that opens with a dash and names its speaker is speech ("– We will not sail, said Ada Osei. The
//! sea is too high."). What stands behind the speaker's sentence is speech too.
//!
//! Left out: paragraphs behind a dash that name no speaker; they may be items of a list.

use crate::article::QuoteKind;
use crate::span::Span;

use super::Draft;
use super::clauses::Scene;

/// Where the words behind the dash that opens `block` begin.
fn words_start(block: &str) -> Option<usize> {
    let rest = block.strip_prefix(['–', '—', '―'])?;
    let words = rest.trim_start();
    (words.len() < rest.len() || block.starts_with('―')).then(|| block.len() - words.len())
}

/// Makes reported clauses of dashed paragraphs direct speech.
pub(super) fn speech(scene: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let story = scene.story;
    let cues: Vec<u32> = drafts.iter().filter_map(|d| Some(d.cue_span?.start)).collect();
    for d in &mut drafts {
        let (QuoteKind::Indirect, [content], Some(cue)) = (d.kind, &d.content[..], d.cue_span) else { continue };
        let at = story.token_at(content.start).min(story.tokens.len() - 1);
        let block = story.blocks[story.block_of(at).index()].span;
        let opens = words_start(block.slice(story.text)).is_some_and(|start| block.start + start as u32 == content.start);
        if !opens || cue.start < content.end || cue.end > block.end {
            continue;
        }
        d.kind = QuoteKind::Direct;
        d.rule = "direct.dialogue_dash".to_owned();
        let behind = story.sentences[story.tokens[story.token_at(cue.start).min(story.tokens.len() - 1)].sentence.index()].span.end;
        let rest = Span::new(behind.min(block.end), block.end);
        let text = rest.slice(story.text);
        let trimmed = text.trim();
        let more = rest.start + (text.len() - text.trim_start().len()) as u32;
        // Another cue there: those words are told of apart.
        if !trimmed.is_empty() && !cues.iter().any(|&c| rest.start <= c && c < rest.end) {
            d.content.push(Span::new(more, more + trimmed.len() as u32));
        }
    }
    drafts
}
