//! What element names, roles, classes and ids say about each element, handed down to everything inside.

use std::sync::LazyLock;

use super::tags::Tag;
use super::tokenizer::Attribute;
use super::tree::{NodeId, Tree};

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(pub u64);

macro_rules! marks {
    ($($bit:literal $name:ident;)*) => { impl Marks { $(pub const $name: Marks = Marks(1 << $bit);)* } };
}

marks! {
    0 NAV; 1 FOOTER; 2 ASIDE; 3 COMMENTS; 4 RELATED; 5 PROMO; 6 SHARE; 7 AD; 8 CONSENT; 9 BIO; 10 TAGS; 11 HIDDEN; 12 FORM; 13 HEADER;
    // What kind of text it is.
    16 BYLINE; 17 CAPTION; 18 CREDIT; 19 STANDFIRST; 20 HEADLINE; 21 EMBED; 22 GALLERY; 23 PULL;
    24 BODY; 25 WEAK_BODY; 26 ARTICLE; 27 MAIN;
    // Inside such an element.
    32 LINK; 33 ITEM; 34 QUOTE; 35 FIGURE; 36 CELL; 37 PRE; 38 STRONG; 39 EMPHASIS; 40 BUTTON; 41 TABLE; 42 TIME; 43 ADDRESS; 44 HEADING;
}

impl Marks {
    pub const NONE: Marks = Marks(0);
    /// Not the story, if the element's name or class is right.
    pub const UNWANTED: Marks = Marks(
        Self::NAV.0
            | Self::FOOTER.0
            | Self::ASIDE.0
            | Self::COMMENTS.0
            | Self::RELATED.0
            | Self::PROMO.0
            | Self::SHARE.0
            | Self::AD.0
            | Self::CONSENT.0
            | Self::BIO.0
            | Self::TAGS.0
            | Self::FORM.0
            | Self::BUTTON.0,
    );
    /// Marks that describe the element alone, or hold only while it is small.
    const WEAK: Marks = Marks(
        Self::UNWANTED.0
            | Self::HIDDEN.0
            | Self::HEADER.0
            | Self::BYLINE.0
            | Self::CAPTION.0
            | Self::CREDIT.0
            | Self::STANDFIRST.0
            | Self::HEADLINE.0
            | Self::EMBED.0
            | Self::GALLERY.0
            | Self::PULL.0
            | Self::FIGURE.0,
    );
    /// Not handed down.
    const OWN: Marks = Marks(Self::BODY.0 | Self::WEAK_BODY.0 | Self::ARTICLE.0 | Self::MAIN.0);

    pub const fn has(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }
    pub const fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
    pub const fn without(self, other: Marks) -> Marks {
        Marks(self.0 & !other.0)
    }

    fn named(name: &str) -> Marks {
        match name {
            "nav" => Self::NAV,
            "footer" => Self::FOOTER,
            "aside" => Self::ASIDE,
            "comments" => Self::COMMENTS,
            "related" => Self::RELATED,
            "promo" => Self::PROMO,
            "share" => Self::SHARE,
            "ad" => Self::AD,
            "consent" => Self::CONSENT,
            "bio" => Self::BIO,
            "tags" => Self::TAGS,
            "hidden" => Self::HIDDEN,
            "byline" => Self::BYLINE,
            "caption" => Self::CAPTION,
            "credit" => Self::CREDIT,
            "standfirst" => Self::STANDFIRST,
            "headline" => Self::HEADLINE,
            "embed" => Self::EMBED,
            "gallery" => Self::GALLERY,
            "pull" => Self::PULL,
            "body" => Self::BODY,
            "weakbody" => Self::WEAK_BODY,
            _ => Self::NONE,
        }
    }
}

/// Rows of the word table, sorted: one word or two joined by a space.
static WORDS: LazyLock<Vec<(&'static str, Marks)>> = LazyLock::new(|| {
    let mut rows: Vec<_> = include_str!("classes.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .map(|(words, mark)| (words, Marks::named(mark)))
        .collect();
    rows.sort_by_key(|r| r.0);
    rows
});

/// First bytes of the rows' words: most class words are settled by this.
static FIRST: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let mut first = [false; 256];
    for (words, _) in WORDS.iter() {
        first[words.as_bytes()[0] as usize] = true;
    }
    first
});

fn look_up(words: &str) -> Marks {
    WORDS.binary_search_by(|row| row.0.cmp(words)).map_or(Marks::NONE, |i| WORDS[i].1)
}

/// What the words of a class attribute (or id) say.
pub(super) fn of_names(names: &str) -> Marks {
    let mut marks = Marks::NONE;
    let mut buffer = String::with_capacity(32);
    for name in names.split_ascii_whitespace().take(24) {
        if name.len() > 64 || is_topic(name) {
            continue;
        }
        // "no-sidebar", "has-comments", "js-ad", "with-nav" speak of something else.
        let mut previous = 0; // where the word before begins in `buffer`
        buffer.clear();
        let bytes = name.as_bytes();
        let (mut at, mut nth) = (0, 0);
        while at < bytes.len() {
            if !bytes[at].is_ascii_alphabetic() {
                at += 1;
                continue;
            }
            let start = at;
            at += 1;
            while at < bytes.len()
                && bytes[at].is_ascii_alphabetic()
                && !(bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
            {
                at += 1;
            }
            let word = &name[start..at];
            nth += 1;
            if nth == 1
                && matches!(word, "no" | "has" | "with" | "is" | "hide" | "show" | "without" | "after" | "before" | "enable" | "not")
            {
                break;
            }
            let here = if buffer.is_empty() {
                0
            } else {
                buffer.push(' ');
                buffer.len()
            };
            buffer.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            if FIRST[buffer.as_bytes()[here] as usize] {
                marks = marks.with(look_up(&buffer[here..]));
            }
            if here > 0 && FIRST[buffer.as_bytes()[previous] as usize] {
                marks = marks.with(look_up(&buffer[previous..]));
            }
            previous = here;
        }
    }
    marks
}

/// Classes that name the story's subjects and form, as WordPress gives them: they say nothing about the element.
fn is_topic(name: &str) -> bool {
    let prefixes = ["tag-", "category-", "type-", "format-", "status-", "postid-", "author-name-"];
    prefixes.iter().any(|p| name.starts_with(p)) && !matches!(name, "tag-list" | "tag-links" | "tag-cloud" | "category-list")
}

/// What the element itself says, before its size is weighed. The first set is strong, the second weak.
fn own(tree: &Tree<'_>, node: NodeId) -> (Marks, Marks) {
    let tag = tree.tag(node);
    let mut strong = match tag {
        Tag::A => Marks::LINK,
        Tag::Li | Tag::Dd | Tag::Dt => Marks::ITEM,
        Tag::Blockquote => Marks::QUOTE,
        Tag::Figure | Tag::Picture => Marks::FIGURE,
        Tag::Figcaption => Marks::CAPTION.with(Marks::FIGURE),
        Tag::Td | Tag::Th => Marks::CELL,
        Tag::Table => Marks::TABLE,
        Tag::Pre | Tag::Xmp => Marks::PRE,
        Tag::Strong | Tag::B => Marks::STRONG,
        Tag::Em | Tag::I => Marks::EMPHASIS,
        Tag::Button => Marks::BUTTON,
        Tag::Time => Marks::TIME,
        Tag::Address => Marks::ADDRESS,
        Tag::Article => Marks::ARTICLE,
        Tag::Main => Marks::MAIN,
        _ if tag.is_heading() => Marks::HEADING,
        _ => Marks::NONE,
    };
    let mut weak = match tag {
        Tag::Nav | Tag::Menu => Marks::NAV,
        Tag::Aside => Marks::ASIDE,
        Tag::Footer => Marks::FOOTER,
        Tag::Header => Marks::HEADER,
        Tag::Form | Tag::Fieldset | Tag::Label => Marks::FORM,
        Tag::Dialog => Marks::CONSENT,
        _ => Marks::NONE,
    };
    for a in tree.attributes(node) {
        let value = &tree.page[a.start as usize..a.end as usize];
        match a.name {
            Attribute::Class | Attribute::Id | Attribute::DataTestId => weak = weak.with(of_names(value)),
            Attribute::Hidden if !value.eq_ignore_ascii_case("until-found") => weak = weak.with(Marks::HIDDEN),
            Attribute::AriaHidden if value == "true" => weak = weak.with(Marks::HIDDEN),
            Attribute::Style if hides(value) => weak = weak.with(Marks::HIDDEN),
            Attribute::Role => match value {
                "navigation" | "menu" | "menubar" | "toolbar" => weak = weak.with(Marks::NAV),
                "complementary" => weak = weak.with(Marks::ASIDE),
                "contentinfo" => weak = weak.with(Marks::FOOTER),
                "dialog" | "alertdialog" | "alert" => weak = weak.with(Marks::CONSENT),
                "search" => weak = weak.with(Marks::FORM),
                "article" => strong = strong.with(Marks::ARTICLE),
                "main" => strong = strong.with(Marks::MAIN),
                "button" => weak = weak.with(Marks::BUTTON),
                _ => {}
            },
            Attribute::ItemProp => match value {
                "articleBody" | "reviewBody" => strong = strong.with(Marks::BODY).with(Marks::MAIN),
                "caption" => weak = weak.with(Marks::CAPTION),
                "author" => weak = weak.with(Marks::BYLINE),
                "headline" => weak = weak.with(Marks::HEADLINE),
                "alternativeHeadline" => weak = weak.with(Marks::STANDFIRST),
                "copyrightHolder" => weak = weak.with(Marks::CREDIT),
                _ => {}
            },
            Attribute::Rel if value.split_ascii_whitespace().any(|r| r == "author") => weak = weak.with(Marks::BYLINE),
            Attribute::ItemType if value.ends_with("/Comment") => weak = weak.with(Marks::COMMENTS),
            _ => {}
        }
    }
    let body = weak.0 & (Marks::BODY.0 | Marks::WEAK_BODY.0);
    strong.0 |= body;
    weak.0 &= !body;
    // What is named a story's body is not judged by the other words of its class.
    if strong.has(Marks::BODY) {
        weak = weak.without(Marks::UNWANTED);
    }
    // A heading with a class "related" is a heading of something; a paragraph is judged by its words.
    if tag.is_heading() || matches!(tag, Tag::Body | Tag::Html | Tag::Main | Tag::Article) {
        weak = weak.without(Marks::UNWANTED);
    }
    (strong, weak)
}

fn hides(style: &str) -> bool {
    let mut compact = String::with_capacity(style.len());
    compact.extend(style.bytes().take(400).filter(|b| !b.is_ascii_whitespace()).map(|b| b.to_ascii_lowercase() as char));
    // Text for screen readers alone is clipped to nothing or moved off the page.
    [
        "display:none",
        "visibility:hidden",
        "clip:rect(0",
        "clip:rect(1px",
        "clip-path:inset(50%",
        "left:-9999",
        "left:-10000",
        "text-indent:-9999",
    ]
    .iter()
    .any(|h| compact.contains(h))
}

/// For every node: its own marks and all that its ancestors hand down.
pub(super) struct Marked {
    pub all: Vec<Marks>,
    /// Running total of visible text bytes outside links, by node: `text[b] - text[a]` is what stands in `a..b`.
    pub text: Vec<u32>,
    /// The same, of text inside links.
    pub linked: Vec<u32>,
}

impl Marked {
    pub fn text_in(&self, from: NodeId, to: NodeId) -> u32 {
        self.text[to as usize] - self.text[from as usize]
    }
    pub fn linked_in(&self, from: NodeId, to: NodeId) -> u32 {
        self.linked[to as usize] - self.linked[from as usize]
    }
}

/// Marks every node. `headline` is where the story's headline stands, if known: what holds it and most of the text is
/// no sidebar, whatever its class says.
pub(super) fn mark(tree: &Tree<'_>) -> Marked {
    let n = tree.nodes.len();
    let (mut text, mut linked) = (Vec::with_capacity(n + 1), Vec::with_capacity(n + 1));
    let (mut total, mut total_linked) = (0u32, 0u32);
    let (mut link_end, mut unseen_end) = (0, 0);
    for (i, node) in tree.nodes.iter().enumerate() {
        text.push(total);
        linked.push(total_linked);
        let i = i as NodeId;
        if i < unseen_end {
            continue;
        }
        match node.tag {
            Tag::Text => {
                let len = visible_len(&tree.page.as_bytes()[node.text_range()]);
                if i < link_end { total_linked += len } else { total += len }
            }
            Tag::A => link_end = node.end,
            _ if is_unseen(tree, i) => unseen_end = node.end,
            _ => {}
        }
    }
    text.push(total);
    linked.push(total_linked);

    let mut marked = Marked { all: Vec::with_capacity(n), text, linked };
    let mut headings: Vec<NodeId> = Vec::new();
    headings.extend((0..n as NodeId).filter(|&i| tree.tag(i) == Tag::H1));
    for i in 0..n as NodeId {
        let handed = if i == 0 { Marks::NONE } else { marked.all[tree.parent(i) as usize].without(Marks::OWN) };
        if tree.tag(i) == Tag::Text {
            marked.all.push(handed);
            continue;
        }
        let (strong, mut weak) = own(tree, i);
        // The foot of a quotation says whose it is.
        if tree.tag(i) == Tag::Footer && handed.has(Marks::QUOTE) {
            weak = weak.without(Marks::FOOTER);
        }
        if weak.has(Marks::WEAK) {
            let inside = u64::from(marked.text_in(i, tree.end(i)));
            let share = inside * 100 / u64::from(total.max(1));
            let holds_h1 = || headings.partition_point(|&h| h < i) != headings.partition_point(|&h| h < tree.end(i));
            // The page's only first heading with a story under it: what holds them is the story's, on a page of other stories too.
            let holds_story = || headings.len() == 1 && inside >= 1200 && holds_h1();
            if holds_story() || share > 75 || share > 35 && holds_h1() || share > 40 && !weak.has(Marks::COMMENTS) {
                weak = weak.without(Marks::WEAK);
            }
            // Long text is no byline, caption or standfirst.
            if inside > 1500 {
                weak = weak.without(
                    Marks::BYLINE.with(Marks::CREDIT).with(Marks::STANDFIRST).with(Marks::HEADLINE).with(Marks::PULL).with(Marks::CAPTION),
                );
            }
        }
        marked.all.push(handed.with(strong).with(weak));
    }
    marked
}

/// Whether the element gives no text: scripts and the like, and `<noscript>` but where a story stands in it.
pub(super) fn is_unseen(tree: &Tree<'_>, node: NodeId) -> bool {
    let tag = tree.tag(node);
    if tag != Tag::Noscript {
        return tag.is_unseen();
    }
    let inside = &tree.nodes[node as usize + 1..tree.end(node) as usize];
    let text: usize = inside.iter().filter(|n| n.tag == Tag::Text).map(|n| n.text_range().len()).sum();
    text < 1000 || inside.iter().filter(|n| n.tag == Tag::P).count() < 3
}

/// Bytes that aren't white space.
fn visible_len(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| **b > b' ').count() as u32
}
