//! A greedy arc-hybrid parser (Kuhlmann et al. 2011) over the encoder's vectors.
//!
//! A state is seen through four words (the top three of the stack and the next of the buffer), the labels of their outermost
//! children and two distances. What a word contributes to each place is computed once (Chen and Manning 2014), so a step is a
//! sum of small vectors. `training/oracle.py` is the same system with its dynamic oracle.

use super::Model;
use super::dense::add;
use super::encoder::Encoder;

const SLOTS: usize = 4;
/// The artificial root: stands behind the last word.
pub(crate) const ROOT: u32 = u32::MAX;
const NONE: usize = usize::MAX;

/// Buffers of the parser, kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    /// `[word][slot][width]`
    contributions: Vec<i16>,
    hidden: Vec<i16>,
    stack: Vec<usize>,
    /// Labels of the leftmost and rightmost child, and where they are.
    outermost: Vec<[(u8, usize); 2]>,
    /// Head of each word of the last sentence ([`ROOT`] for one of them) and the arc's label.
    pub(crate) arcs: Vec<(u32, u8)>,
}

impl Parser {
    /// Parses the sentence that `encoder` holds; `tags` are its joint tags. Leaves a tree with one root in `arcs`.
    pub(crate) fn parse(&mut self, model: &Model, encoder: &Encoder, tags: &[u8]) {
        let count = encoder.len();
        let width = model.action.inputs;
        self.contribute(model, encoder, tags, width);
        let none = model.labels.len() as u8;
        self.arcs.clear();
        self.arcs.resize(count, (ROOT, 0));
        self.outermost.clear();
        self.outermost.resize(count, [(none, NONE); 2]);
        self.stack.clear();
        self.hidden.resize(width, 0);
        let mut next = 0;
        while next < count || !self.stack.is_empty() {
            self.look(model, next, count, width, none);
            let depth = self.stack.len();
            let can = [next < count, depth > 0 && (next < count || depth == 1), depth > 1];
            let (mut action, mut top) = (NONE, i32::MIN);
            for (candidate, _) in can.iter().enumerate().filter(|(_, can)| **can) {
                let score = model.action.score(candidate, &self.hidden);
                if action == NONE || score > top {
                    (action, top) = (candidate, score);
                }
            }
            if action == 0 {
                self.stack.push(next);
                next += 1;
                continue;
            }
            let Some(dependent) = self.stack.pop() else { break };
            let head = if action == 1 { next } else { self.stack.last().copied().unwrap_or(count) };
            let labels = model.labels.len();
            let from = (action - 1) * labels;
            let label = (model.label.best(&self.hidden, from, from + labels) - from) as u8;
            self.attach(dependent, head, label, count);
        }
    }

    fn contribute(&mut self, model: &Model, encoder: &Encoder, tags: &[u8], width: usize) {
        self.contributions.clear();
        self.contributions.resize(encoder.len() * SLOTS * width, 0);
        for ((i, &tag), out) in tags.iter().enumerate().zip(self.contributions.chunks_exact_mut(SLOTS * width)) {
            model.slot.linear(encoder.vector(i), out);
            for (slot, out) in out.chunks_exact_mut(width).enumerate() {
                add(out, model.slot_tag.row(usize::from(tag), slot));
            }
        }
    }

    /// Fills `hidden` with what the network sees of the state.
    fn look(&mut self, model: &Model, next: usize, count: usize, width: usize, none: u8) {
        let from_top = |k: usize| self.stack.len().checked_sub(k).map_or(NONE, |at| self.stack[at]);
        let (s2, s1, s0) = (from_top(3), from_top(2), from_top(1));
        self.hidden.fill(0);
        for (slot, word) in [s2, s1, s0, if next < count { next } else { count }].into_iter().enumerate() {
            let row = match word {
                NONE => model.slot_none.row(0, slot),
                _ if word >= count => model.slot_none.row(1, slot),
                _ => &self.contributions[(word * SLOTS + slot) * width..][..width],
            };
            add(&mut self.hidden, row);
        }
        let child = |word: usize, side: usize| self.outermost.get(word).map_or(none, |sides| sides[side].0);
        for (place, label) in [child(s1, 0), child(s1, 1), child(s0, 0), child(s0, 1), child(next, 0)].into_iter().enumerate() {
            add(&mut self.hidden, model.child.row(place, usize::from(label)));
        }
        let to_next = if s0 != NONE && next < count { distance(next - s0) } else { 9 };
        let to_below = if s1 != NONE { distance(s0 - s1) } else { 9 };
        add(&mut self.hidden, model.distance.row(0, to_next));
        add(&mut self.hidden, model.distance.row(1, to_below));
        for value in &mut self.hidden {
            *value = (*value).max(0);
        }
    }

    fn attach(&mut self, dependent: usize, head: usize, label: u8, count: usize) {
        if head >= count {
            self.arcs[dependent] = (ROOT, label);
            return;
        }
        self.arcs[dependent] = (head as u32, label);
        let [left, right] = &mut self.outermost[head];
        if dependent < head {
            if left.1 == NONE || dependent < left.1 {
                *left = (label, dependent);
            }
        } else if right.1 == NONE || dependent > right.1 {
            *right = (label, dependent);
        }
    }
}

/// Distances in ten classes, the last for "none".
fn distance(words: usize) -> usize {
    match words {
        0..=5 => words,
        6..=8 => 6,
        9..=14 => 7,
        _ => 8,
    }
}
