//! Element names, and what is known about each.

macro_rules! tags {
    ($($variant:ident $name:literal $flags:expr;)*) => {
        /// An element's name. `Text` stands for a text node, `Other` for elements without a row here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(super) enum Tag { Text, Other, $($variant),* }
        impl Tag {
            /// Name in lower case; empty for `Text` and `Other`.
            pub const fn name(self) -> &'static str { match self { Tag::Text | Tag::Other => "", $(Tag::$variant => $name),* } }
            const fn flags(self) -> u8 { match self { Tag::Text | Tag::Other => 0, $(Tag::$variant => $flags),* } }
        }
        static ALL: &[Tag] = &[$(Tag::$variant),*];
    };
}

const INLINE: u8 = 0;
/// Breaks the text before and after.
const BLOCK: u8 = 1;
/// Has no content.
const VOID: u8 = 2;
/// Its content is text up to its end tag.
const RAW: u8 = 4;
/// Never part of the visible text.
const UNSEEN: u8 = 8;
/// Starts inside a paragraph end it.
const CLOSES_P: u8 = 16;
/// A boundary that end tags inside don't cross.
const SCOPE: u8 = 32;
/// Text on its sides is parted by a space, not by a break.
const SPACE: u8 = 64;

tags! {
    A "a" INLINE; Abbr "abbr" INLINE; Acronym "acronym" INLINE; Address "address" BLOCK | CLOSES_P; Applet "applet" SPACE | SCOPE; Area "area" VOID;
    Article "article" BLOCK | CLOSES_P; Aside "aside" BLOCK | CLOSES_P; Audio "audio" SPACE | UNSEEN; B "b" INLINE; Base "base" VOID; Bdi "bdi" INLINE;
    Bdo "bdo" INLINE; Big "big" INLINE; Blockquote "blockquote" BLOCK | CLOSES_P; Body "body" BLOCK; Br "br" VOID; Button "button" SPACE | SCOPE;
    Canvas "canvas" SPACE | UNSEEN; Caption "caption" BLOCK | SCOPE; Center "center" BLOCK | CLOSES_P; Cite "cite" INLINE; Code "code" INLINE; Col "col" VOID;
    Colgroup "colgroup" BLOCK; Data "data" INLINE; Datalist "datalist" UNSEEN; Dd "dd" BLOCK | CLOSES_P; Del "del" INLINE;
    Details "details" BLOCK | CLOSES_P; Dfn "dfn" INLINE; Dialog "dialog" BLOCK | CLOSES_P; Dir "dir" BLOCK | CLOSES_P; Div "div" BLOCK | CLOSES_P;
    Dl "dl" BLOCK | CLOSES_P; Dt "dt" BLOCK | CLOSES_P; Em "em" INLINE; Embed "embed" VOID | SPACE; Fieldset "fieldset" BLOCK | CLOSES_P;
    Figcaption "figcaption" BLOCK | CLOSES_P; Figure "figure" BLOCK | CLOSES_P; Font "font" INLINE; Footer "footer" BLOCK | CLOSES_P;
    Form "form" BLOCK | CLOSES_P; Frame "frame" VOID; Frameset "frameset" BLOCK; H1 "h1" BLOCK | CLOSES_P; H2 "h2" BLOCK | CLOSES_P;
    H3 "h3" BLOCK | CLOSES_P; H4 "h4" BLOCK | CLOSES_P; H5 "h5" BLOCK | CLOSES_P; H6 "h6" BLOCK | CLOSES_P; Head "head" BLOCK | UNSEEN;
    Header "header" BLOCK | CLOSES_P; Hgroup "hgroup" BLOCK | CLOSES_P; Hr "hr" BLOCK | VOID | CLOSES_P; Html "html" BLOCK | SCOPE; I "i" INLINE;
    Iframe "iframe" BLOCK | RAW | UNSEEN; Img "img" VOID | SPACE; Input "input" VOID | SPACE; Ins "ins" INLINE; Kbd "kbd" INLINE; Label "label" INLINE;
    Legend "legend" BLOCK; Li "li" BLOCK | CLOSES_P; Link "link" VOID; Main "main" BLOCK | CLOSES_P; Map "map" INLINE; Mark "mark" INLINE;
    Marquee "marquee" BLOCK | SCOPE; Math "math" SPACE; Menu "menu" BLOCK | CLOSES_P; Meta "meta" VOID; Meter "meter" SPACE | UNSEEN;
    Nav "nav" BLOCK | CLOSES_P; Nobr "nobr" INLINE; Noembed "noembed" RAW | UNSEEN; Noframes "noframes" RAW | UNSEEN; Noscript "noscript" BLOCK | UNSEEN;
    Object "object" SPACE | SCOPE; Ol "ol" BLOCK | CLOSES_P; Optgroup "optgroup" UNSEEN; Option "option" UNSEEN; Output "output" SPACE; P "p" BLOCK | CLOSES_P;
    Param "param" VOID; Picture "picture" INLINE; Pre "pre" BLOCK | CLOSES_P; Progress "progress" SPACE | UNSEEN; Q "q" INLINE; Rp "rp" UNSEEN; Rt "rt" UNSEEN;
    Ruby "ruby" INLINE; S "s" INLINE; Samp "samp" INLINE; Script "script" RAW | UNSEEN; Search "search" BLOCK | CLOSES_P; Section "section" BLOCK | CLOSES_P;
    Select "select" SPACE | UNSEEN; Slot "slot" INLINE; Small "small" INLINE; Source "source" VOID; Span "span" INLINE; Strike "strike" INLINE;
    Strong "strong" INLINE; Style "style" RAW | UNSEEN; Sub "sub" INLINE; Summary "summary" BLOCK | CLOSES_P; Sup "sup" INLINE; Svg "svg" SPACE | UNSEEN;
    Table "table" BLOCK | CLOSES_P | SCOPE; Tbody "tbody" BLOCK; Td "td" BLOCK | SCOPE; Template "template" UNSEEN | SCOPE;
    Textarea "textarea" RAW | SPACE | UNSEEN; Tfoot "tfoot" BLOCK; Th "th" BLOCK | SCOPE; Thead "thead" BLOCK; Time "time" INLINE; Title "title" RAW | UNSEEN;
    Tr "tr" BLOCK; Track "track" VOID; Tt "tt" INLINE; U "u" INLINE; Ul "ul" BLOCK | CLOSES_P; Var "var" INLINE; Video "video" SPACE | UNSEEN; Wbr "wbr" VOID;
    Xmp "xmp" BLOCK | RAW | CLOSES_P;
}

impl Tag {
    /// How many there are; as an array size.
    pub const COUNT: usize = Tag::Xmp as usize + 1;

    pub const fn is_block(self) -> bool {
        self.flags() & BLOCK != 0
    }
    pub const fn is_void(self) -> bool {
        self.flags() & VOID != 0
    }
    pub const fn is_raw_text(self) -> bool {
        self.flags() & RAW != 0
    }
    pub const fn is_unseen(self) -> bool {
        self.flags() & UNSEEN != 0
    }
    pub const fn closes_p(self) -> bool {
        self.flags() & CLOSES_P != 0
    }
    pub const fn is_scope(self) -> bool {
        self.flags() & SCOPE != 0
    }
    pub const fn parts_words(self) -> bool {
        self.flags() & SPACE != 0
    }
    pub const fn is_heading(self) -> bool {
        matches!(self, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
    }
    pub const fn is_cell(self) -> bool {
        matches!(self, Tag::Td | Tag::Th)
    }
    pub const fn is_list(self) -> bool {
        matches!(self, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir)
    }
}

/// A hash of short names that is perfect enough to make one comparison the usual case.
fn slot(name: &[u8]) -> usize {
    let (first, last) = (name[0] as usize, name[name.len() - 1] as usize);
    let middle = name[name.len() / 2] as usize;
    (first.wrapping_mul(31) ^ last.wrapping_mul(7) ^ middle.wrapping_mul(131) ^ name.len().wrapping_mul(57)) % 509
}

struct Table([Tag; 509]);

static TABLE: std::sync::LazyLock<Table> = std::sync::LazyLock::new(|| {
    let mut table = [Tag::Text; 509];
    for &tag in ALL {
        let mut at = slot(tag.name().as_bytes());
        while table[at] != Tag::Text {
            at = (at + 1) % 509;
        }
        table[at] = tag;
    }
    Table(table)
});

/// The element with this name, in any case.
pub(super) fn lookup(name: &[u8]) -> Tag {
    let mut lower = [0u8; 12];
    let Some(lower) = lower.get_mut(..name.len()) else { return Tag::Other };
    if name.is_empty() {
        return Tag::Other;
    }
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    let mut at = slot(lower);
    loop {
        let tag = TABLE.0[at];
        if tag == Tag::Text {
            return Tag::Other;
        }
        if tag.name().as_bytes() == lower {
            return tag;
        }
        at = (at + 1) % 509;
    }
}
