//! A light tree of a page: one flat list of nodes in document order, so that a subtree is a range of indexes.
//!
//! End tags are implied as the HTML standard implies them where it changes which text belongs to which block
//! (paragraphs, list items, cells, options). Left out, because text order is all that is wanted: foster parenting, the
//! adoption agency, reopened formatting elements, namespaces. Nesting is limited; what is deeper becomes a sibling.

use super::entities;
use super::tags::Tag;
use super::tokenizer::{Attribute, AttributeSpan, Token, Tokenizer, is_blank};
use crate::blocks::Agencies;

/// Deeper elements become siblings, as in browsers.
const MAX_DEPTH: usize = 512;
/// The page is cut after so many nodes.
const MAX_NODES: usize = 4_000_000;

pub(super) type NodeId = u32;

/// An element or a piece of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub tag: Tag,
    /// Whether an end tag came that could not close it yet.
    closing: bool,
    attributes_len: u16,
    pub parent: NodeId,
    /// One past the last node inside.
    pub end: NodeId,
    /// Where the tag or text begins in the page.
    pub start: u32,
    /// For text: where it ends. For elements: the first attribute.
    stop: u32,
}

impl Node {
    /// The bytes of a text node.
    pub fn text_range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.stop as usize
    }
}

/// A page's nodes. Node 0 is the document.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub page: &'a str,
    pub nodes: Vec<Node>,
    attributes: Vec<AttributeSpan>,
    /// Whether the page was cut at the limit of nodes.
    pub cut: bool,
    /// The agencies that bylines and credits may name.
    pub agencies: Agencies<'a>,
}

impl<'a> Tree<'a> {
    pub fn tag(&self, node: NodeId) -> Tag {
        self.nodes[node as usize].tag
    }
    pub fn parent(&self, node: NodeId) -> NodeId {
        self.nodes[node as usize].parent
    }
    pub fn end(&self, node: NodeId) -> NodeId {
        self.nodes[node as usize].end
    }

    /// The element itself, its parent, and so on up to the document.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut next = Some(node);
        std::iter::from_fn(move || {
            super::step();
            let here = next?;
            next = (here != 0).then(|| self.parent(here));
            Some(here)
        })
    }

    /// The nodes directly inside.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let (mut at, end) = (node + 1, self.end(node));
        std::iter::from_fn(move || {
            super::step();
            if at >= end {
                return None;
            }
            let here = at;
            at = self.end(here);
            Some(here)
        })
    }

    pub fn attributes(&self, node: NodeId) -> &[AttributeSpan] {
        let n = &self.nodes[node as usize];
        if n.tag == Tag::Text { &[] } else { &self.attributes[n.stop as usize..n.stop as usize + n.attributes_len as usize] }
    }

    /// An attribute's value, undecoded.
    pub fn raw(&self, node: NodeId, name: Attribute) -> Option<&'a str> {
        let a = self.attributes(node).iter().find(|a| a.name == name)?;
        Some(&self.page[a.start as usize..a.end as usize])
    }

    /// An attribute's value, decoded, trimmed; `None` when it is empty.
    pub fn value(&self, node: NodeId, name: Attribute) -> Option<String> {
        let raw = self.raw(node, name)?;
        let text = if raw.contains('&') { entities::decode(raw) } else { raw.to_owned() };
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// All text inside, scripts and the like left out, white space made single. At most `limit` bytes or so.
    pub fn text_of(&self, node: NodeId, limit: usize) -> String {
        let mut out = String::new();
        let (mut at, end) = (node, self.end(node));
        while at < end && out.len() < limit {
            super::step();
            let n = &self.nodes[at as usize];
            if n.tag == Tag::Text {
                out.push_str(&entities::decode(&self.page[n.text_range()]));
            } else if n.tag.is_unseen() && at != node {
                at = n.end;
                continue;
            } else if n.tag.is_block() || n.tag.parts_words() || n.tag == Tag::Br {
                out.push(' ');
            }
            at += 1;
        }
        entities::squeeze(&out)
    }

    /// The raw text of a script, style or title.
    pub fn raw_text(&self, node: NodeId) -> &'a str {
        match self.nodes.get(node as usize + 1) {
            Some(n) if n.tag == Tag::Text && n.parent == node => &self.page[n.text_range()],
            _ => "",
        }
    }

    pub fn parse(page: &'a str) -> Tree<'a> {
        let mut builder = Builder {
            tree: Tree {
                page,
                nodes: Vec::with_capacity(page.len() / 32 + 16),
                attributes: Vec::with_capacity(page.len() / 64),
                cut: false,
                agencies: Agencies::default(),
            },
            open: vec![0],
            counts: [0; Tag::COUNT],
            overflow: 0,
            seen_body: false,
        };
        builder.tree.nodes.push(Node { tag: Tag::Other, closing: false, attributes_len: 0, parent: 0, end: 0, start: 0, stop: 0 });
        builder.build();
        builder.tree
    }
}

struct Builder<'a> {
    tree: Tree<'a>,
    /// Open elements, the document first.
    open: Vec<NodeId>,
    /// How many of each are open.
    counts: [u32; Tag::COUNT],
    /// Elements opened below the depth limit.
    overflow: u32,
    seen_body: bool,
}

impl Builder<'_> {
    fn build(&mut self) {
        let mut tokens = Tokenizer::new(self.tree.page);
        while let Some(token) = tokens.next() {
            if self.tree.nodes.len() >= MAX_NODES {
                self.tree.cut = true;
                break;
            }
            match token {
                Token::Text { start, end } => self.text(start, end),
                Token::Start { tag, self_closing, start } => self.start(tag, self_closing, start, &tokens.attributes),
                Token::End { tag } => self.end(tag),
            }
        }
        self.pop_to(0);
        let len = self.tree.nodes.len() as u32;
        self.tree.nodes[0].end = len;
    }

    fn top(&self) -> Tag {
        self.tree.tag(self.open[self.open.len() - 1])
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.counts[tag as usize] > 0
    }

    fn push(&mut self, tag: Tag, start: u32, stop: u32, attributes_len: u16) -> NodeId {
        let id = self.tree.nodes.len() as NodeId;
        let parent = self.open[self.open.len() - 1];
        self.tree.nodes.push(Node { tag, closing: false, attributes_len, parent, end: id + 1, start, stop });
        id
    }

    fn text(&mut self, start: u32, end: u32) {
        if self.top() == Tag::Head && !is_blank(self.tree.page, start, end) {
            self.pop_to(self.open.len() - 1);
        }
        self.push(Tag::Text, start, end, 0);
    }

    /// Closes what is open from `depth` on; the document stays.
    fn pop_to(&mut self, depth: usize) {
        let depth = depth.max(1);
        let end = self.tree.nodes.len() as NodeId;
        for id in self.open.drain(depth.min(self.open.len())..) {
            let node = &mut self.tree.nodes[id as usize];
            node.end = end;
            self.counts[node.tag as usize] -= 1;
        }
        while self.open.len() > 1 {
            let last = self.open[self.open.len() - 1];
            if !self.tree.nodes[last as usize].closing {
                break;
            }
            self.open.pop();
            let node = &mut self.tree.nodes[last as usize];
            node.end = end;
            self.counts[node.tag as usize] -= 1;
        }
    }

    /// Depth of the innermost open element that `wanted` accepts, unless one that `barrier` accepts is nearer.
    fn find(&self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) -> Option<usize> {
        for (depth, &id) in self.open.iter().enumerate().skip(1).rev() {
            super::step();
            let tag = self.tree.tag(id);
            if wanted(tag) {
                return Some(depth);
            }
            if barrier(tag) {
                return None;
            }
        }
        None
    }

    fn close(&mut self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) {
        if let Some(depth) = self.find(wanted, barrier) {
            self.pop_to(depth);
        }
    }

    /// Ends what the start of `tag` ends.
    fn imply_ends(&mut self, tag: Tag) {
        if tag.is_block() && (self.is_open(Tag::Svg) || self.is_open(Tag::Math)) {
            self.close(|t| matches!(t, Tag::Svg | Tag::Math), Tag::is_block);
        }
        if tag.closes_p() && self.is_open(Tag::P) {
            self.close(|t| t == Tag::P, Tag::is_scope);
        }
        match tag {
            Tag::Li if self.is_open(Tag::Li) => self.close(|t| t == Tag::Li, |t| t.is_list() || t.is_scope()),
            Tag::Dt | Tag::Dd => self.close(|t| matches!(t, Tag::Dt | Tag::Dd), |t| t == Tag::Dl || t.is_scope()),
            Tag::Option | Tag::Optgroup if matches!(self.top(), Tag::Option) => self.pop_to(self.open.len() - 1),
            Tag::Td | Tag::Th if self.is_open(Tag::Tr) => self.close(Tag::is_cell, |t| matches!(t, Tag::Tr | Tag::Table)),
            Tag::Tr if self.is_open(Tag::Tr) => self.close(|t| t == Tag::Tr, |t| t == Tag::Table),
            Tag::Tbody | Tag::Thead | Tag::Tfoot if self.is_open(Tag::Table) => {
                self.close(|t| matches!(t, Tag::Tbody | Tag::Thead | Tag::Tfoot), |t| t == Tag::Table);
            }
            Tag::A if self.is_open(Tag::A) => self.close_link(),
            _ if tag.is_heading() && self.top().is_heading() => self.pop_to(self.open.len() - 1),
            _ => {}
        }
    }

    /// A link never holds a link: one that was left open ends here, or wasn't one.
    fn close_link(&mut self) {
        let Some(depth) = self.find(|t| t == Tag::A, Tag::is_scope) else { return };
        if self.open[depth + 1..].iter().all(|&id| !self.tree.tag(id).is_block()) {
            self.pop_to(depth);
        } else {
            let id = self.open[depth] as usize;
            self.tree.nodes[id].tag = Tag::Span;
            self.counts[Tag::A as usize] -= 1;
            self.counts[Tag::Span as usize] += 1;
        }
    }

    fn start(&mut self, tag: Tag, self_closing: bool, start: u32, attributes: &[AttributeSpan]) {
        match tag {
            Tag::Html if self.is_open(Tag::Html) => return,
            Tag::Body if self.seen_body => return,
            Tag::Head if self.seen_body || self.is_open(Tag::Head) => return,
            Tag::Body => self.seen_body = true,
            _ => {}
        }
        if self.top() == Tag::Head
            && !matches!(tag, Tag::Meta | Tag::Link | Tag::Title | Tag::Script | Tag::Style | Tag::Base | Tag::Noscript | Tag::Template)
        {
            self.pop_to(self.open.len() - 1);
        }
        if tag == Tag::Body {
            self.close(|t| t == Tag::Head, |_| false);
        }
        self.imply_ends(tag);
        let first = self.tree.attributes.len() as u32;
        self.tree.attributes.extend_from_slice(attributes);
        let id = self.push(tag, start, first, attributes.len() as u16);
        let foreign = tag == Tag::Other && self_closing && (self.is_open(Tag::Svg) || self.is_open(Tag::Math));
        if tag.is_void() || foreign || (self_closing && matches!(tag, Tag::Svg | Tag::Math)) {
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            self.overflow += 1;
            return;
        }
        self.open.push(id);
        self.counts[tag as usize] += 1;
    }

    fn end(&mut self, tag: Tag) {
        if matches!(tag, Tag::Html | Tag::Body) || tag.is_void() && tag != Tag::Br {
            return;
        }
        if tag == Tag::Br {
            let at = self.tree.nodes.last().map_or(0, |n| n.start);
            let first = self.tree.attributes.len() as u32;
            self.push(Tag::Br, at, first, 0);
            return;
        }
        if self.overflow > 0 && !self.top().is_raw_text() {
            self.overflow -= 1;
            return;
        }
        if tag.is_heading() {
            self.close(Tag::is_heading, Tag::is_scope);
            return;
        }
        if !self.is_open(tag) {
            return;
        }
        let found = match tag {
            Tag::Table => self.find(|t| t == tag, |_| false),
            Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption => {
                self.find(|t| t == tag, |t| t == Tag::Table)
            }
            _ if tag.is_block() || tag.is_unseen() => self.find(|t| t == tag, Tag::is_scope),
            _ => self.find(|t| t == tag, Tag::is_block),
        };
        match found {
            Some(depth) => self.pop_to(depth),
            // Mis-nested: `<a><div></a></div>` ends the link with the block.
            None if !tag.is_block() && !tag.is_unseen() => {
                if let Some(depth) = self.find(|t| t == tag, Tag::is_scope) {
                    let id = self.open[depth] as usize;
                    self.tree.nodes[id].closing = true;
                }
            }
            None => {}
        }
    }
}
