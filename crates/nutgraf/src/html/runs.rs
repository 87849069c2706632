//! Runs of inline text: what stands between two block boundaries, with the way back to the page.
//!
//! White space becomes single spaces, character references are decoded, soft hyphens and zero-width characters dropped.
//! `<br>` gives a line break, two of them end the run. Each stretch of text that was copied as it stands is one
//! [`Piece`]; any position of the text is found again by binary search.

use super::entities::{self, Decoded};
use super::marks::{self, Marked, Marks};
use super::tags::Tag;
use super::tree::{NodeId, Tree};

/// A stretch of text and where it came from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the text.
    text: u32,
    /// Where it begins in the page, and how many bytes it takes there.
    page: u32,
    page_len: u32,
    /// Whether text and page agree byte by byte.
    verbatim: bool,
}

/// The text of one block of the page.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The nearest block element around it.
    pub node: NodeId,
    /// First and last text node.
    pub first: NodeId,
    pub last: NodeId,
    /// Where its text stands in [`Runs::text`].
    pub start: u32,
    pub end: u32,
    /// Bytes inside links, and inside `strong` or `b`.
    pub linked: u32,
    pub strong: u32,
    pub emphasis: u32,
    /// The box it shares with a picture, when it is the picture's caption; else 0.
    pub picture: NodeId,
    /// Marks of every text node in it, and marks of any.
    pub marks: Marks,
    pub any: Marks,
}

impl Run {
    pub fn len(&self) -> u32 {
        self.end - self.start
    }
    /// Share of text inside links, per cent.
    pub fn link_percent(&self) -> u32 {
        (self.linked * 100).checked_div(self.len()).unwrap_or(0)
    }
}

/// All runs of a page.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub text: String,
    pieces: Vec<Piece>,
    pub runs: Vec<Run>,
}

impl Runs {
    pub fn text_of(&self, run: &Run) -> &str {
        &self.text[run.start as usize..run.end as usize]
    }

    /// The page's bytes that `start..end` of the text came from.
    pub fn source(&self, start: u32, end: u32) -> (u32, u32) {
        let piece = |at: u32| &self.pieces[self.pieces.partition_point(|p| p.text <= at).saturating_sub(1)];
        let (a, z) = (piece(start), piece(end.max(start + 1) - 1));
        let from = if a.verbatim { a.page + (start - a.text) } else { a.page };
        let to = if z.verbatim { z.page + (end - z.text).min(z.page_len) } else { z.page + z.page_len };
        (from, to)
    }
}

struct Builder<'a, 't> {
    tree: &'t Tree<'a>,
    marked: &'t Marked,
    out: Runs,
    /// The run being built.
    open: Option<Run>,
    space: bool,
    breaks: u32,
}

/// Collects the runs of the page, in order. Unseen and hidden elements give none.
pub(super) fn collect(tree: &Tree<'_>, marked: &Marked) -> Runs {
    let mut b = Builder { tree, marked, out: Runs::default(), open: None, space: false, breaks: 0 };
    // Ends of the open elements that break or part text.
    let mut ends: Vec<(NodeId, bool)> = Vec::new();
    let n = tree.nodes.len() as NodeId;
    let mut at = 0;
    while at < n {
        while let Some(&(end, block)) = ends.last() {
            if end > at {
                break;
            }
            ends.pop();
            if block { b.flush() } else { b.space = true }
        }
        let node = &tree.nodes[at as usize];
        if node.tag == Tag::Text {
            b.text(at);
            at += 1;
            continue;
        }
        if marks::is_unseen(tree, at) || marked.all[at as usize].has(Marks::HIDDEN) {
            if node.tag.is_block() && node.tag != Tag::Noscript {
                b.flush();
            }
            b.space |= node.tag.parts_words();
            at = node.end;
            continue;
        }
        if node.tag.is_block() {
            b.flush();
            ends.push((node.end, true));
        } else if node.tag == Tag::Br {
            b.line_break();
        } else if node.tag.parts_words() {
            b.space = true;
            ends.push((node.end, false));
        }
        at += 1;
    }
    b.flush();
    b.out
}

impl Builder<'_, '_> {
    fn flush(&mut self) {
        self.space = false;
        self.breaks = 0;
        if let Some(mut run) = self.open.take() {
            run.end = self.out.text.len() as u32;
            if run.end > run.start {
                self.out.runs.push(run);
            }
        }
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks >= 2 {
            self.flush();
        }
    }

    fn open(&mut self, node: NodeId) -> &mut Run {
        let at = self.out.text.len() as u32;
        let (tree, marked) = (self.tree, self.marked);
        self.open.get_or_insert_with(|| {
            let block = tree.ancestors(tree.parent(node)).find(|&a| tree.tag(a).is_block()).unwrap_or(0);
            Run {
                node: block,
                first: node,
                last: node,
                start: at,
                end: at,
                linked: 0,
                strong: 0,
                emphasis: 0,
                picture: 0,
                marks: marked.all[node as usize],
                any: Marks::NONE,
            }
        })
    }

    fn piece(&mut self, page: usize, page_len: usize, verbatim: bool) {
        let text = self.out.text.len() as u32;
        self.out.pieces.push(Piece { text, page: page as u32, page_len: page_len as u32, verbatim });
    }

    /// The space or line break that is due before the next character.
    fn separate(&mut self, page: usize) {
        let started = self.open.as_ref().is_some_and(|r| (r.start as usize) < self.out.text.len());
        if started && (self.breaks > 0 || self.space) {
            self.piece(page, 0, false);
            self.out.text.push(if self.breaks > 0 { '\n' } else { ' ' });
        }
        self.space = false;
        self.breaks = 0;
    }

    fn text(&mut self, node: NodeId) {
        let range = self.tree.nodes[node as usize].text_range();
        let raw = &self.tree.page[range.clone()];
        let bytes = raw.as_bytes();
        // A credit beside its caption is a run of its own.
        let credit = |n: NodeId| self.marked.all[n as usize].has(Marks::CREDIT);
        if self.open.as_ref().is_some_and(|r| credit(r.last) != credit(node)) && !bytes.iter().all(u8::is_ascii_whitespace) {
            self.flush();
        }
        // "<a>Ann Lee</a><span>Editor</span>" in an author line: two things, whatever the style sheet does.
        let byline = self.marked.all[node as usize].has(Marks::BYLINE);
        let other = self.open.as_ref().is_some_and(|r| self.tree.parent(r.last) != self.tree.parent(node));
        if byline && other && !self.space && self.out.text.ends_with(char::is_alphanumeric) && raw.starts_with(char::is_uppercase) {
            self.breaks = self.breaks.max(1);
        }
        let before = self.out.text.len();
        let mut touched = false;
        let mut at = 0;
        while at < bytes.len() {
            let b = bytes[at];
            if b.is_ascii_whitespace() {
                let is_break = b == b'\n' && self.marked.all[node as usize].has(Marks::PRE);
                if is_break {
                    self.breaks = self.breaks.max(1)
                } else {
                    self.space = true
                }
                at += 1;
                continue;
            }
            if b == b'&' {
                if let Some((decoded, len)) = entities::reference(&bytes[at..], false) {
                    let mut buffer = [0; 4];
                    let text: &str = match decoded {
                        Decoded::Char(c) => c.encode_utf8(&mut buffer),
                        Decoded::Named(s) => s,
                    };
                    if text.chars().all(char::is_whitespace) {
                        self.space = true;
                    } else if !text.chars().all(entities::is_invisible) {
                        self.open(node);
                        touched = true;
                        self.separate(range.start + at);
                        self.piece(range.start + at, len, false);
                        self.out.text.push_str(text);
                    }
                    at += len;
                    continue;
                }
            }
            // A stretch that can be copied as it stands.
            let start = at;
            at += 1;
            loop {
                match bytes.get(at) {
                    None | Some(b'&') => break,
                    Some(b' ') => {
                        // A single space inside the text is copied with it.
                        match bytes.get(at + 1) {
                            Some(&next) if next > b' ' && next != b'&' && next < 0xc2 => at += 1,
                            _ => break,
                        }
                    }
                    Some(&c) if c < b' ' => break,
                    Some(&c) if c >= 0xc2 && matters(&bytes[at..]) => break,
                    Some(_) => at += 1,
                }
            }
            if bytes[start] >= 0xc2 && matters(&bytes[start..]) {
                let c = raw[start..].chars().next().unwrap_or(' ');
                at = start + c.len_utf8();
                self.space |= c.is_whitespace();
                continue;
            }
            if bytes[start] < b' ' {
                at = start + 1; // a control character
                continue;
            }
            self.open(node);
            touched = true;
            self.separate(range.start + start);
            self.piece(range.start + start, at - start, true);
            self.out.text.push_str(&raw[start..at]);
        }
        if touched {
            let added = (self.out.text.len() - before) as u32;
            let marks = self.marked.all[node as usize];
            if let Some(run) = &mut self.open {
                run.last = node;
                run.marks = Marks(run.marks.0 & marks.0);
                run.any = run.any.with(marks);
                run.linked += if marks.has(Marks::LINK) { added } else { 0 };
                run.strong += if marks.has(Marks::STRONG) { added } else { 0 };
                run.emphasis += if marks.has(Marks::EMPHASIS) { added } else { 0 };
            }
        }
    }
}

/// Whether the character at the start of `bytes` (two bytes or more) is white space or invisible.
fn matters(bytes: &[u8]) -> bool {
    match bytes[0] {
        0xc2 => matches!(bytes.get(1), Some(0x80..=0xa0 | 0xad)),
        0xe1 => bytes.get(1) == Some(&0x9a) && bytes.get(2) == Some(&0x80),
        0xe2 => match bytes.get(1) {
            Some(0x80) => matches!(bytes.get(2), Some(0x80..=0x8b | 0x8e | 0x8f | 0xa8..=0xaf)),
            Some(0x81) => matches!(bytes.get(2), Some(0x9f | 0xa0 | 0xa6..=0xa9)),
            _ => false,
        },
        0xe3 => bytes.get(1) == Some(&0x80) && bytes.get(2) == Some(&0x80),
        0xef => bytes.get(1) == Some(&0xbb) && bytes.get(2) == Some(&0xbf),
        _ => false,
    }
}
