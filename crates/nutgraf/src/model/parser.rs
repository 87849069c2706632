//! A greedy arc-hybrid parser (Kuhlmann et al. 2011) over the encoder's vectors.
//!
//! A state is seen through four words (the top three of the stack and the next of the buffer), labels and tags of their outermost
//! children, the tags ahead, counts of children, distances, and what lies between two words. What a word contributes to each place is computed once (Chen and Manning 2014), so a step is a
//! sum of small vectors. `training/oracle.py` is the same system with its dynamic oracle.

use super::aligned::Aligned;
use super::dense::Sums;
use super::encoder::Encoder;
use super::kernel::{gather, vectorized};
use super::{Model, WIDTH};

pub(super) const SLOTS: usize = 4;
/// Shift, left arc, right arc.
pub(super) const ACTIONS: usize = 3;
/// Rows that make up what is seen of a state: the four words, five labels, seven tags, six classes of numbers.
const ROWS: usize = SLOTS + LABELS_SEEN + TAGS_SEEN + 6;
/// Words whose sums for all places are made together: so many that they stay in the first cache, and a number that the kernel likes.
const BLOCK: usize = 12;
const LABELS_SEEN: usize = 5;
const TAGS_SEEN: usize = 7;
/// The artificial root: stands behind the last word.
pub(crate) const ROOT: u32 = u32::MAX;
const NONE: usize = usize::MAX;

/// Buffers of the parser, kept between sentences.
#[derive(Debug)]
pub(crate) struct Parser {
    /// `[word][slot]`
    contributions: Aligned<i16>,
    hidden: [i16; WIDTH],
    sums: Sums,
    stack: Vec<usize>,
    children: Vec<Children>,
    /// Verbs, marks and conjunctions before each word.
    before: Vec<[u32; 3]>,
    /// Head of each word of the last sentence ([`ROOT`] for one of them) and the arc's label.
    pub(crate) arcs: Vec<(u32, u8)>,
}

impl Parser {
    /// With room for sentences of so many words.
    pub(crate) fn new(longest: usize) -> Self {
        let mut contributions = Aligned::default();
        contributions.reach(longest * SLOTS * WIDTH);
        Self {
            contributions,
            hidden: [0; WIDTH],
            sums: Sums::new(longest.min(BLOCK)),
            stack: Vec::with_capacity(longest),
            children: Vec::with_capacity(longest),
            before: Vec::with_capacity(longest + 1),
            arcs: Vec::with_capacity(longest),
        }
    }

    /// Parses the sentence that `encoder` holds; `tags` are its joint tags. Leaves a tree with one root in `arcs`.
    pub(crate) fn parse(&mut self, model: &Model, encoder: &Encoder, tags: &[u8]) {
        let count = encoder.len();
        self.contribute(model, encoder, tags);
        self.count_before(model, tags);
        self.arcs.clear();
        self.arcs.resize(count, (ROOT, 0));
        self.children.clear();
        self.children.resize(count, Children::default());
        self.stack.clear();
        let mut next = 0;
        while next < count || !self.stack.is_empty() {
            let depth = self.stack.len();
            let can = [next < count, depth > 0 && (next < count || depth == 1), depth > 1];
            let (mut action, mut top) = (NONE, i32::MIN);
            // With one way to go there is nothing to ask, and nothing to see before a shift.
            let only = can == [true, false, false] || !can[0];
            if only {
                action = can.iter().position(|&can| can).unwrap_or(0);
            }
            let mut sums = [0; ACTIONS];
            if action != 0 {
                sums = self.look(model, tags, next);
            }
            if !only {
                for (candidate, score) in sums.into_iter().enumerate().filter(|&(candidate, _)| can[candidate]) {
                    if action == NONE || score > top {
                        (action, top) = (candidate, score);
                    }
                }
            }
            if action == 0 {
                self.stack.push(next);
                next += 1;
                continue;
            }
            let Some(dependent) = self.stack.pop() else { break };
            let head = if action == 1 { next } else { self.stack.last().copied().unwrap_or(count) };
            model.label[action - 1].sum(&self.hidden, WIDTH, 1, &mut self.sums);
            let label = self.sums.best(0) as u8;
            self.attach(dependent, head, label, count);
        }
    }

    fn contribute(&mut self, model: &Model, encoder: &Encoder, tags: &[u8]) {
        self.contributions.reach(encoder.len() * SLOTS * WIDTH);
        let (contributions, sums) = (&mut self.contributions[..encoder.len() * SLOTS * WIDTH], &mut self.sums);
        for (block, (tags, out)) in tags.chunks(BLOCK).zip(contributions.chunks_mut(BLOCK * SLOTS * WIDTH)).enumerate() {
            encoder.apply_to(&model.slot, block * BLOCK..block * BLOCK + tags.len(), sums);
            vectorized(
                #[inline(always)]
                || {
                    for (i, (&tag, out)) in tags.iter().zip(out.chunks_exact_mut(SLOTS * WIDTH)).enumerate() {
                        let of_tag = model.slot_tag.group(usize::from(tag));
                        model.slot.row_onto(sums, i, of_tag.as_flattened(), out);
                    }
                },
            );
        }
    }

    fn count_before(&mut self, model: &Model, tags: &[u8]) {
        self.before.clear();
        let mut sum = [0u32; 3];
        self.before.push(sum);
        for &tag in tags {
            if let Some(sum) = model.tag_counts.get(usize::from(tag)).and_then(|&of| sum.get_mut(usize::from(of))) {
                *sum += 1;
            }
            self.before.push(sum);
        }
    }

    /// Fills `hidden` with what the network sees of the state, and gives the sums of the actions.
    fn look(&mut self, model: &Model, tags: &[u8], next: usize) -> [i32; ACTIONS] {
        let count = tags.len();
        let from_top = |k: usize| self.stack.len().checked_sub(k).map_or(NONE, |at| self.stack[at]);
        let (s2, s1, s0) = (from_top(3), from_top(2), from_top(1));
        let of = |word: usize| self.children.get(word).copied().unwrap_or_default();
        let (of_s1, of_s0, of_next) = (of(s1), of(s0), of(next));
        let kids = [of_s1.left, of_s1.right, of_s0.left, of_s0.right, of_next.left];
        let (no_label, no_tag) = (model.labels.len(), model.tags.len());
        let between = |from: usize, to: usize| {
            let from = self.before.get(from.wrapping_add(1)).filter(|_| from != NONE);
            from.map_or(0, |from| between(from, &self.before[to]))
        };

        let (contributions, _) = self.contributions.as_chunks();
        let state = model.state.group(0);
        let mut rows = [&[0; WIDTH]; ROWS];
        let (slots, seen) = rows.split_at_mut(SLOTS);
        for (slot, (row, word)) in slots.iter_mut().zip([s2, s1, s0, next]).enumerate() {
            *row = match word {
                NONE => model.slot_none.row(0, slot),
                _ if word >= count => model.slot_none.row(1, slot),
                _ => &contributions[word * SLOTS + slot],
            };
        }
        // Every feature has its block of rows, one after the other.
        let mut block = 0;
        let (labels, seen) = seen.split_at_mut(LABELS_SEEN);
        for (row, kid) in labels.iter_mut().zip(kids) {
            *row = &state[block + kid.map_or(no_label, |kid| usize::from(kid.label))];
            block += no_label + 1;
        }
        let (of_tags, classes) = seen.split_at_mut(TAGS_SEEN);
        let [a, b, c, d, e] = kids.map(|kid| kid.map_or(NONE, |kid| kid.word as usize));
        for (row, word) in of_tags.iter_mut().zip([a, b, c, d, e, next + 1, next + 2]) {
            *row = &state[block + tags.get(word).map_or(no_tag, |&tag| usize::from(tag))];
            block += no_tag + 1;
        }
        let numbers = [
            (if s0 != NONE && next < count { distance(next - s0) } else { 9 }, DISTANCES),
            (if s1 != NONE { distance(s0 - s1) } else { 9 }, DISTANCES),
            (4 * of_s0.lefts() + of_s0.rights(), COUNTS),
            (4 * of_s1.rights() + of_next.lefts(), COUNTS),
            (between(s0, next), BETWEEN),
            (between(s1, s0), BETWEEN),
        ];
        for (row, (class, size)) in classes.iter_mut().zip(numbers) {
            *row = &state[block + class];
            block += size;
        }
        let (weights, bias) = &model.action;
        let (hidden, sums) = vectorized(
            #[inline(always)]
            || gather(&rows, weights),
        );
        self.hidden = hidden;
        std::array::from_fn(|action| bias[action] + sums[action])
    }

    fn attach(&mut self, dependent: usize, head: usize, label: u8, count: usize) {
        if head >= count {
            self.arcs[dependent] = (ROOT, label);
            return;
        }
        self.arcs[dependent] = (head as u32, label);
        let children = &mut self.children[head];
        let child = Some(Child { word: dependent as u32, label });
        if dependent < head {
            children.left_count = children.left_count.saturating_add(1);
            if children.left.is_none_or(|left| dependent < left.word as usize) {
                children.left = child;
            }
        } else {
            children.right_count = children.right_count.saturating_add(1);
            if children.right.is_none_or(|right| dependent > right.word as usize) {
                children.right = child;
            }
        }
    }
}

/// Rows for what else is seen of a state than its words.
pub(super) fn state_rows(labels: usize, tags: usize) -> usize {
    LABELS_SEEN * (labels + 1) + TAGS_SEEN * (tags + 1) + 2 * (DISTANCES + COUNTS + BETWEEN)
}

/// What a part of speech counts as between two words: 0 verb, 1 mark, 2 conjunction; 3 nothing.
pub(super) fn counts_as(upos: &str) -> u8 {
    match upos {
        "VERB" | "AUX" => 0,
        "PUNCT" => 1,
        "CCONJ" | "SCONJ" => 2,
        _ => 3,
    }
}

/// The outermost children of a word and how many there are on each side.
#[derive(Debug, Clone, Copy, Default)]
struct Children {
    left: Option<Child>,
    right: Option<Child>,
    left_count: u8,
    right_count: u8,
}

#[derive(Debug, Clone, Copy)]
struct Child {
    word: u32,
    label: u8,
}

impl Children {
    fn lefts(&self) -> usize {
        usize::from(self.left_count.min(3))
    }

    fn rights(&self) -> usize {
        usize::from(self.right_count.min(3))
    }
}

/// Rows of the features that are classes of numbers.
const DISTANCES: usize = 10;
const COUNTS: usize = 16;
const BETWEEN: usize = 12;

/// Verbs (none, one, more), marks and conjunctions (none, some) between two words.
fn between(from: &[u32; 3], to: &[u32; 3]) -> usize {
    let [verbs, marks, conjunctions] = [0, 1, 2].map(|k| to[k].saturating_sub(from[k]) as usize);
    4 * verbs.min(2) + 2 * marks.min(1) + conjunctions.min(1)
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
