//! Which runs are the story.
//!
//! Sentences give points to the elements around them, fewer with each step outwards; the element with most is the story's,
//! discounted by its share of link text. Neighbours that hold sentences as well join it on the way up to the element that
//! holds the headline. JSON-LD's `articleBody`, where there is one, goes before all that: the smallest element that holds
//! what it says. Class names only ever add weight or take it from small elements.

use super::marks::{Marked, Marks};
use super::metadata::{Said, title_key};
use super::runs::{Run, Runs};
use super::tags::Tag;
use super::tree::{NodeId, Tree};

/// Where the story stands.
pub(super) struct Content {
    /// The element that holds all of it.
    pub root: NodeId,
    /// For each run, whether it lies in a kept part.
    pub kept: Vec<bool>,
    /// For each run, whether `articleBody` has its words.
    pub told: Vec<bool>,
}

/// Points of a run: how much like running text it is.
fn points(run: &Run, text: &str, tree: &Tree<'_>) -> u32 {
    let no = Marks::UNWANTED.with(Marks::BYLINE).with(Marks::CAPTION).with(Marks::CREDIT).with(Marks::HEADING);
    if run.marks.has(no) || run.link_percent() > 50 {
        return 0;
    }
    let len = run.len() - run.linked.min(run.len());
    let ends = text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', '…', ':']);
    if len < 25 || len < 80 && !ends {
        return 0;
    }
    let commas = text.bytes().filter(|&b| b == b',').take(10).count() as u32;
    let base = 10 + len.min(1000) / 4 + 8 * commas;
    match tree.tag(run.node) {
        Tag::P | Tag::Pre | Tag::Blockquote => base,
        Tag::Li | Tag::Td | Tag::Dd => base / 2,
        _ => base * 3 / 4,
    }
}

/// Hashes of all runs of four words, sorted.
fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<u64> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash).collect();
    words.windows(4).map(|w| w.iter().fold(7, |h: u64, x| h.rotate_left(13).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ x)).collect()
}

fn hash(word: &str) -> u64 {
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ u64::from(u32::from(c))).wrapping_mul(0x100_0000_01b3))
}

/// For each run, whether `body` has at least three quarters of it; and whether together they are most of `body`.
fn told(runs: &Runs, body: Option<&str>) -> (Vec<bool>, bool) {
    let none = vec![false; runs.runs.len()];
    let Some(body) = body.filter(|b| b.len() >= 300) else { return (none, false) };
    let mut known = shingles(body);
    known.sort_unstable();
    known.dedup();
    let (mut out, mut covered) = (none, 0);
    for (i, run) in runs.runs.iter().enumerate() {
        let own = shingles(runs.text_of(run));
        let hits = own.iter().filter(|h| known.binary_search(h).is_ok()).count();
        if !own.is_empty() && hits * 4 >= own.len() * 3 {
            out[i] = true;
            covered += run.len() as usize;
        }
    }
    let trusted = covered * 10 >= body.len() * 6;
    (out, trusted)
}

/// Indexes of the runs inside a node.
pub(super) fn runs_in(tree: &Tree<'_>, runs: &Runs, node: NodeId) -> std::ops::Range<usize> {
    let from = runs.runs.partition_point(|r| r.first < node);
    let to = runs.runs.partition_point(|r| r.first < tree.end(node));
    from..to.max(from)
}

/// Finds the story.
pub(super) fn find(tree: &Tree<'_>, marked: &Marked, runs: &Runs, said: &Said) -> Content {
    let (told, trusted) = told(runs, said.json_ld.body.as_deref());
    let n = runs.runs.len();
    let lead = |d: &String| {
        let key = title_key(d);
        (key.len() >= 60).then(|| (key[..key.floor_char_boundary(60)].to_owned(), key.len()))
    };
    let leads: Vec<(String, usize)> = said.descriptions().filter_map(lead).collect();
    let mut total = vec![0u32; n + 1];
    let mut score = vec![0u32; tree.nodes.len()];
    let mut touched: Vec<NodeId> = Vec::new();
    for (i, run) in runs.runs.iter().enumerate() {
        let mut p = points(run, runs.text_of(run), tree);
        if trusted {
            p = if told[i] { p.max(10) * 3 } else { p / 2 };
        }
        // What the head of the page gives as its description is the story's, when the text begins with it.
        // A text that is the description, and no more, is the standfirst.
        let begins =
            |(lead, len): &(String, usize)| run.len() as usize * 4 > len * 5 && title_key(runs.text_of(run)).starts_with(lead.as_str());
        if p > 0 && !trusted && leads.iter().any(begins) {
            p *= 3;
        }
        total[i + 1] = total[i] + p;
        if p == 0 {
            continue;
        }
        let line = matches!(tree.tag(run.node), Tag::P | Tag::Pre | Tag::Li | Tag::Dd | Tag::Dt) || tree.tag(run.node).is_heading();
        let mut node = if line { tree.parent(run.node) } else { run.node };
        let mut share = p * 4;
        for _ in 0..5 {
            if score[node as usize] == 0 {
                touched.push(node);
            }
            score[node as usize] += share;
            share /= 2;
            if node == 0 || share == 0 {
                break;
            }
            node = tree.parent(node);
        }
    }
    touched.sort_unstable();
    let mass = |node: NodeId| {
        let r = runs_in(tree, runs, node);
        total[r.end] - total[r.start]
    };
    let links = |node: NodeId| {
        let (t, l) = (marked.text_in(node, tree.end(node)), marked.linked_in(node, tree.end(node)));
        l * 100 / (t + l).max(1)
    };
    // The article that the headline stands in.
    let headline = said.headline_run.map(|i| runs.runs[i].first);
    // Else the smallest element around the headline that has some of a story.
    let home = headline.and_then(|h| {
        let article = |&a: &NodeId| marked.all[a as usize].has(Marks::ARTICLE) && tree.tag(a) == Tag::Article;
        let some = |&a: &NodeId| mass(a) >= 60;
        tree.ancestors(h).find(article).or_else(|| tree.ancestors(h).find(some)).filter(|&a| a != 0)
    });
    let weighted = |node: NodeId| -> u64 {
        let own = marked.all[node as usize];
        let mut s = u64::from(score[node as usize]) * u64::from(100 - links(node).min(100));
        if own.has(Marks::BODY) {
            s = s * if own.has(Marks::MAIN) { 20 } else { 13 } / 10;
        } else if own.has(Marks::ARTICLE) {
            s = s * 12 / 10;
        } else if own.has(Marks::WEAK_BODY) {
            s = s * 11 / 10;
        }
        if home.is_some_and(|h| h <= node && node < tree.end(h)) {
            s = s * 3 / 2;
        }
        s
    };
    let top = touched.iter().copied().max_by_key(|&t| (weighted(t), std::cmp::Reverse(t)));
    let mut kept = vec![false; n];
    let Some(top) = top else { return Content { root: 0, kept, told } };
    for i in runs_in(tree, runs, top) {
        kept[i] = true;
    }
    let top_mass = mass(top);
    let mut at = top;
    for level in 0..8u32 {
        let tag = tree.tag(at);
        if at == 0 || matches!(tag, Tag::Body | Tag::Main | Tag::Html) {
            break;
        }
        let own = marked.all[at as usize];
        let closed = own.has(Marks::ARTICLE) || own.has(Marks::BODY) && own.has(Marks::MAIN);
        let holds_headline = headline.is_some_and(|h| at <= h && h < tree.end(at));
        if holds_headline && !trusted && level > 0 {
            break;
        }
        let parent = tree.parent(at);
        // A body may come in several parts that are all marked as the story's.
        let part = |n: NodeId| marked.all[n as usize].has(Marks::BODY) && marked.all[n as usize].has(Marks::MAIN) && mass(n) > 0;
        if closed {
            if part(at) {
                let article = |n: NodeId| tree.ancestors(tree.parent(n)).find(|&a| marked.all[a as usize].has(Marks::ARTICLE));
                let (home, mut done) = (article(at), 0);
                for other in 1..tree.nodes.len() as NodeId {
                    if other < done || other == at || !part(other) || article(other) != home {
                        continue;
                    }
                    done = tree.end(other);
                    for i in runs_in(tree, runs, other) {
                        kept[i] = true;
                    }
                }
            }
            break;
        }
        let mut accepted: Vec<NodeId> = vec![at];
        for child in tree.children(parent) {
            if child == at || tree.tag(child) == Tag::Text {
                continue;
            }
            let m = mass(child);
            let marks = marked.all[child as usize];
            let line = matches!(tree.tag(child), Tag::P | Tag::Pre | Tag::Blockquote) || tree.tag(child).is_heading();
            let listed = tree.tag(child).is_list() && level == 0 && links(child) < 40;
            let enough = if line {
                m > 0 || tree.tag(child).is_heading() && level == 0
            } else {
                m >= 40.max(top_mass / if level < 2 { 40 } else { 10 }) || listed
            };
            let other_story = tree.tag(child) == Tag::Article || headline.is_some_and(|h| tree.end(child) <= h) && !line;
            if enough && !other_story && links(child) < 35 && !marks.has(Marks::UNWANTED) {
                accepted.push(child);
                for i in runs_in(tree, runs, child) {
                    kept[i] = true;
                }
            }
        }
        // Single lines between parts of the story, each in boxes of its own, are parts of it: short paragraphs, subheads.
        let (from, to) = (accepted.iter().min().copied().unwrap_or(at), accepted.iter().max().copied().unwrap_or(at));
        for child in tree.children(parent).filter(|c| (from..to).contains(c) && tree.tag(*c) == tree.tag(at)) {
            let inside = runs_in(tree, runs, child);
            let line = |r: &Run| {
                let tag = tree.tag(r.node);
                (tag == Tag::P && r.link_percent() < 50 || tag.is_heading()) && !r.marks.has(Marks::UNWANTED.with(Marks::CAPTION))
            };
            if inside.len() == 1 && line(&runs.runs[inside.start]) {
                kept[inside.start] = true;
            }
        }
        // Text that stands in the parent itself.
        for i in runs_in(tree, runs, parent) {
            if runs.runs[i].node == parent && level == 0 {
                kept[i] = true;
            }
        }
        at = parent;
    }
    if trusted {
        for i in 0..n {
            kept[i] |= told[i];
        }
    }
    Content { root: at, kept, told }
}
