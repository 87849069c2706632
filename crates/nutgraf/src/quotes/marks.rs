//! Pairs quotation marks: which opens, which closes, which is an apostrophe, a foot or an inch.
//!
//! Reads a block at a time, left to right, with a small stack: linear in the text, whatever it holds. The letters around a mark
//! (white space before it: it opens; after it: it closes) decide where the glyph alone does not; what is already open
//! decides the rest.

use crate::article::Block;
use crate::span::Span;

/// A pair of marks, or one that its paragraph leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    /// The opening mark. Empty where a paragraph goes on with words that were opened in the one before.
    pub open: Span,
    /// The closing mark; `None` where the words run to the end of the block.
    pub close: Option<Span>,
    /// The words between, without white space at the ends.
    pub content: Span,
    pub family: Family,
    /// How many pairs are around it.
    pub depth: u8,
    /// The pair around it.
    pub parent: Option<usize>,
    /// The pair of the block before that stayed open and goes on here.
    pub continues: Option<usize>,
    pub block: usize,
}

impl Marked {
    /// From mark to mark, both included.
    pub fn outer(&self) -> Span {
        Span::new(self.open.start, self.close.map_or(self.content.end, |c| c.end))
    }
}

/// Every pair of a text in order of its opening mark, and the marks that were never closed.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub pairs: Vec<Marked>,
    pub unclosed: Vec<Span>,
}

/// Marks that close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// “…”, „…“, ”…”
    Curly,
    /// "…"
    Straight,
    /// ``…'' and ''…''
    Doubled,
    /// ‘…’, ‚…‘, '…' and `…'
    Single,
    /// «…», »…«
    Guillemet,
    /// ‹…›
    SingleGuillemet,
    /// 「…」 『…』
    Corner,
}

/// Words that begin with an apostrophe.
const ELISIONS: &[&str] = &[
    "em", "til", "till", "tis", "twas", "twere", "twill", "cause", "cos", "cuz", "bout", "round", "n", "nother", "neath", "gainst",
    "fraid", "kay", "er", "im", "is",
];

/// More open marks than this are never meant.
const MAX_DEPTH: usize = 8;

#[derive(Clone, Copy)]
struct Event {
    start: u32,
    end: u32,
    glyph: char,
    family: Family,
    /// The characters beside the run of marks that this one stands in.
    left: Option<char>,
    right: Option<char>,
}

#[derive(Clone, Copy)]
struct Open {
    at: Event,
    pair: usize,
}

impl Event {
    fn opens(&self) -> bool {
        let before = self.left.is_none_or(|c| c.is_whitespace() || is_opening_bracket(c) || is_dash(c) || c == '/');
        before && self.right.is_some_and(|c| !c.is_whitespace())
    }

    fn closes(&self) -> bool {
        let after = self.right.is_none_or(|c| {
            c.is_whitespace() || is_dash(c) || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '/' | '…')
        });
        after && self.left.is_some_and(|c| !c.is_whitespace())
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―')
}

fn is_opening_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | '¿' | '¡')
}

/// The family and width (in glyphs) of the mark at the start of a run of `run` equal glyphs.
fn family(glyph: char, run: usize, left: Option<char>) -> Option<(Family, usize)> {
    Some(match glyph {
        '“' | '”' | '„' | '‟' => (Family::Curly, 1),
        '"' | '＂' => (Family::Straight, 1),
        '«' | '»' => (Family::Guillemet, 1),
        '‹' | '›' => (Family::SingleGuillemet, 1),
        '「' | '」' | '『' | '』' => (Family::Corner, 1),
        '\'' | '’' | '‘' | '`' => match run {
            1 => (Family::Single, 1),
            // ''' ends a quotation inside a quotation, or begins two.
            3 if left.is_some_and(|c| !c.is_whitespace()) => (Family::Single, 1),
            _ => (Family::Doubled, 2),
        },
        '‚' => (Family::Single, 1),
        _ => return None,
    })
}

/// Where the next byte is that a mark may begin with. Most stretches of text have none, which sixteen bytes tell together.
fn next_mark(bytes: &[u8]) -> Option<usize> {
    // Compared one by one, as wide registers do.
    const FIRST: [u8; 7] = [b'"', b'\'', b'`', 0xC2, 0xE2, 0xE3, 0xEF];
    let may = |b: u8| FIRST.iter().fold(0u8, |any, &first| any | u8::from(b == first));
    let (stretches, _) = bytes.as_chunks::<16>();
    let clear = stretches.iter().take_while(|stretch| stretch.iter().fold(0, |any, &b| any | may(b)) == 0).count() * 16;
    bytes[clear..].iter().position(|&b| may(b) != 0).map(|step| clear + step)
}

fn events(text: &str, block: Span, out: &mut Vec<Event>) {
    out.clear();
    let slice = block.slice(text);
    let bytes = slice.as_bytes();
    let mut at = 0;
    while let Some(step) = next_mark(&bytes[at..]) {
        at += step;
        let glyph = slice[at..].chars().next().unwrap_or(' ');
        let width = glyph.len_utf8();
        let run = slice[at..].chars().take(4).take_while(|&c| c == glyph).count();
        let left = slice[..at].chars().next_back();
        let Some((family, glyphs)) = family(glyph, run, left) else {
            at += width;
            continue;
        };
        let end = at + width * glyphs;
        let start = block.start + at as u32;
        let left = match out.last() {
            Some(e) if e.end == start => e.left,
            _ => left,
        };
        out.push(Event { start, end: block.start + end as u32, glyph, family, left, right: slice[end..].chars().next() });
        at = end;
    }
    for i in (1..out.len()).rev() {
        if out[i - 1].end == out[i].start {
            out[i - 1].right = out[i].right;
        }
    }
}

/// What a single mark may be, by its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Single {
    Apostrophe,
    MayOpen,
    MayClose,
}

fn single(text: &str, e: &Event) -> Single {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if word(e.left) && word(e.right) {
        return Single::Apostrophe;
    }
    if e.opens() && e.glyph != '’' || e.glyph == '‚' {
        let rest = &text[e.end as usize..];
        if rest.starts_with(|c: char| c.is_ascii_digit()) && decade(rest) {
            return Single::Apostrophe;
        }
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let elided = end <= 8
            && ELISIONS.iter().any(|w| rest[..end].eq_ignore_ascii_case(w))
            && !matches!(&rest.as_bytes()[..end], [b'I', b's' | b'm']);
        // 'em but ‘Is he?’: an elision is lower-case, or opens nothing that is closed later.
        if elided && rest.starts_with(char::is_lowercase) {
            return Single::Apostrophe;
        }
        return Single::MayOpen;
    }
    if e.closes() { Single::MayClose } else { Single::Apostrophe }
}

/// "90s", "68 " after an apostrophe.
fn decade(rest: &str) -> bool {
    let b = rest.as_bytes();
    b.len() >= 2 && b[1].is_ascii_digit() && b.get(2).is_none_or(|&c| c == b's' || !c.is_ascii_alphanumeric())
}

/// 6'2" and 6′2″: the mark after digits that follow a foot.
fn after_feet(text: &str, at: u32) -> bool {
    let before = &text.as_bytes()[..at as usize];
    let digits = before.iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    digits > 0 && {
        let rest = text[..at as usize - digits].trim_end_matches(' ');
        rest.ends_with(['\'', '’', '′']) && rest.trim_end_matches(['\'', '’', '′']).ends_with(|c: char| c.is_ascii_digit())
    }
}

struct Reader<'t> {
    text: &'t str,
    marks: Marks,
    stack: Vec<Open>,
    block: usize,
    end: u32,
}

impl Reader<'_> {
    fn open(&mut self, e: Event, continues: Option<usize>) {
        if self.stack.len() == MAX_DEPTH {
            let lost = self.stack.remove(0);
            self.drop_pair(lost);
        }
        let pair = self.marks.pairs.len();
        self.marks.pairs.push(Marked {
            open: Span::new(e.start, e.end),
            close: None,
            content: Span::new(e.end, e.end),
            family: e.family,
            depth: self.stack.len() as u8,
            parent: self.stack.last().map(|o| o.pair),
            continues,
            block: self.block,
        });
        self.stack.push(Open { at: e, pair });
    }

    /// An opening mark that nothing closes: its pair becomes empty and is swept out at the end.
    fn drop_pair(&mut self, open: Open) {
        if open.at.family != Family::Single {
            self.marks.unclosed.push(Span::new(open.at.start, open.at.end));
        }
        self.marks.pairs[open.pair].content = Span::new(0, 0);
    }

    /// Closes the nearest open mark that satisfies `fits`; what was opened after it stays unpaired.
    fn close(&mut self, e: Event, fits: impl Fn(&Event) -> bool) -> bool {
        let Some(found) = self.stack.iter().rposition(|o| fits(&o.at)) else { return false };
        while self.stack.len() > found + 1 {
            if let Some(lost) = self.stack.pop() {
                self.drop_pair(lost);
            }
        }
        if let Some(o) = self.stack.pop() {
            let inner = trim(self.text, Span::new(o.at.end, e.start));
            self.marks.pairs[o.pair].content = inner;
            self.marks.pairs[o.pair].close = Some(Span::new(e.start, e.end));
        }
        true
    }

    fn is_open(&self, family: Family) -> bool {
        self.stack.iter().any(|o| o.at.family == family)
    }

    fn read(&mut self, events: &[Event]) {
        // For each event: whether the next single mark that could open or close closes.
        let mut closes_next = vec![false; events.len()];
        let mut next = false;
        for (i, e) in events.iter().enumerate().rev() {
            closes_next[i] = next;
            if e.family == Family::Single {
                match single(self.text, e) {
                    Single::MayClose => next = true,
                    Single::MayOpen => next = false,
                    Single::Apostrophe => {}
                }
            }
        }
        for (i, &e) in events.iter().enumerate() {
            match e.family {
                Family::Curly => self.curly(e),
                Family::Straight | Family::Doubled => self.straight(e),
                Family::Single => self.single(e, closes_next[i]),
                Family::Guillemet | Family::SingleGuillemet => self.guillemet(e),
                Family::Corner => {
                    if matches!(e.glyph, '「' | '『') {
                        self.open(e, None);
                    } else {
                        let opener = if e.glyph == '」' { '「' } else { '『' };
                        self.close(e, |o| o.glyph == opener);
                    }
                }
            }
        }
    }

    fn curly(&mut self, e: Event) {
        let low = |o: &Event| o.glyph == '„';
        match e.glyph {
            '„' => self.open(e, None),
            '“' | '‟' => {
                let wrong_way = e.closes() && !e.opens() && self.is_open(Family::Curly);
                if self.stack.iter().any(|o| low(&o.at)) {
                    self.close(e, low);
                } else if wrong_way {
                    self.close(e, |o| o.family == Family::Curly);
                } else {
                    self.open(e, None);
                }
            }
            _ => {
                let opens = e.opens() && !e.closes();
                if self.is_open(Family::Curly) && !(opens && e.left.is_some()) {
                    self.close(e, |o| o.family == Family::Curly);
                } else if opens {
                    self.open(e, None);
                } else if e.closes() {
                    self.close(e, |o| o.family == Family::Straight);
                }
            }
        }
    }

    fn straight(&mut self, e: Event) {
        let family = e.family;
        if matches!(e.glyph, '`' | '‘') && e.family == Family::Doubled {
            self.open(e, None);
            return;
        }
        let digit = e.left.is_some_and(|c| c.is_ascii_digit());
        if digit && after_feet(self.text, e.start) {
            return;
        }
        let (opens, closes) = (e.opens(), e.closes());
        let open = self.is_open(family);
        if opens && !closes {
            self.open(e, None);
        } else if open {
            self.close(e, |o| o.family == family);
        } else if closes {
            // “…" in mixed styles.
            self.close(e, |o| matches!(o.family, Family::Curly | Family::Doubled | Family::Straight));
        } else if !digit && e.right.is_some() {
            self.open(e, None);
        }
    }

    fn single(&mut self, e: Event, closes_next: bool) {
        match single(self.text, &e) {
            Single::Apostrophe => {}
            Single::MayOpen => {
                if e.glyph == '‘' && self.stack.iter().any(|o| o.at.glyph == '‚') {
                    self.close(e, |o| o.glyph == '‚');
                } else if e.glyph == '`' && e.closes() {
                    self.close(e, |o| o.glyph == '`');
                } else if closes_next || matches!(e.glyph, '‘' | '‚') || e.left.is_none() {
                    self.open(e, None);
                }
            }
            Single::MayClose => {
                let fits = |o: &Event| o.family == Family::Single;
                let plural = matches!(e.left, Some('s' | 'S')) && self.followed_by_lower_case(e);
                if !(plural && closes_next) {
                    self.close(e, fits);
                }
            }
        }
    }

    fn followed_by_lower_case(&self, e: Event) -> bool {
        self.text[e.end as usize..].trim_start().starts_with(char::is_alphabetic)
    }

    fn guillemet(&mut self, e: Event) {
        let family = e.family;
        let (glyph, opens, closes) = (e.glyph, e.opens(), e.closes());
        if self.stack.iter().any(|o| o.at.family == family && o.at.glyph != glyph) {
            self.close(e, |o| o.family == family && o.glyph != glyph);
        } else if closes && !opens && self.is_open(family) {
            self.close(e, |o| o.family == family);
        } else if opens || matches!(glyph, '«' | '‹') {
            self.open(e, None);
        }
    }

    /// At the end of a block: what is still open either goes on in the next block, runs to the end of this one, or was no mark.
    fn finish(&mut self, goes_on: impl Fn(&Event) -> bool) -> Option<Open> {
        let mut carried = None;
        let open = std::mem::take(&mut self.stack);
        for o in open {
            let rest = trim(self.text, Span::new(o.at.end, self.end));
            let later_pair = self.marks.pairs[o.pair + 1..].iter().any(|p| p.family == o.at.family && p.close.is_some());
            if carried.is_none() && goes_on(&o.at) && !rest.is_empty() {
                self.marks.pairs[o.pair].content = rest;
                carried = Some(o);
            } else if carried.is_none() && o.at.family != Family::Single && !later_pair && !rest.is_empty() {
                self.marks.unclosed.push(Span::new(o.at.start, o.at.end));
                self.marks.pairs[o.pair].content = rest;
            } else {
                self.drop_pair(o);
            }
        }
        carried
    }
}

fn trim(text: &str, span: Span) -> Span {
    let s = span.slice(text);
    let start = span.start + (s.len() - s.trim_start().len()) as u32;
    Span::new(start, start + s.trim().len() as u32)
}

/// Pairs the marks of each block.
pub(crate) fn pair(text: &str, blocks: &[Block]) -> Marks {
    let mut reader = Reader { text, marks: Marks::default(), stack: Vec::new(), block: 0, end: 0 };
    let (mut current, mut ahead) = (Vec::new(), Vec::new());
    let mut carried: Option<Open> = None;
    let body: Vec<usize> = (0..blocks.len()).filter(|&b| blocks[b].is_body()).collect();
    let mut next_body = 0;
    for (b, block) in blocks.iter().enumerate() {
        events(text, block.span, &mut current);
        reader.block = b;
        reader.end = block.span.end;
        let is_body = block.is_body();
        let first_pair = reader.marks.pairs.len();
        let before = if is_body { carried.take() } else { None };
        if let Some(o) = before {
            // Words that were opened in the paragraph before and are only closed here.
            if !begins_with(&current, block.span, &o.at) {
                let start = block.span.start;
                reader.open(Event { start, end: start, left: None, right: None, ..o.at }, Some(o.pair));
            }
        }
        reader.read(&current);
        if let (Some(o), Some(first)) = (before, reader.marks.pairs.get_mut(first_pair)) {
            first.continues = Some(o.pair);
        }
        if is_body {
            while body.get(next_body).is_some_and(|&n| n <= b) {
                next_body += 1;
            }
        }
        let following = body.get(next_body).filter(|_| is_body && !reader.stack.is_empty()).map(|&n| &blocks[n]);
        if let Some(n) = following {
            events(text, n.span, &mut ahead);
        }
        let here = reader.finish(|o| {
            following.is_some_and(|n| begins_with(&ahead, n.span, o) || (o.family != Family::Single && closed_without_opening(&ahead, o)))
        });
        if is_body {
            carried = here;
        }
    }
    sweep(&mut reader.marks);
    reader.marks
}

/// Whether a block begins with an opening mark like `o`.
fn begins_with(events: &[Event], block: Span, o: &Event) -> bool {
    events.first().is_some_and(|e| e.start == block.start && e.family == o.family && e.right.is_some_and(|c| !c.is_whitespace()))
}

/// Whether the first mark of this family in a block closes something.
fn closed_without_opening(events: &[Event], o: &Event) -> bool {
    let mut of_family = events.iter().filter(|e| e.family == o.family);
    of_family.next().is_some_and(|e| e.closes() && !e.opens() && !matches!(e.glyph, '“' | '„' | '«' | '`'))
}

/// Removes what was no pair and renumbers.
fn sweep(marks: &mut Marks) {
    let keep: Vec<bool> = marks.pairs.iter().map(|p| !p.content.is_empty()).collect();
    let mut number = Vec::with_capacity(keep.len());
    let mut next = 0;
    for &k in &keep {
        number.push(next);
        next += usize::from(k);
    }
    // The nearest pair around it that is kept. Parents come first, so each is known when its children ask.
    let mut around: Vec<Option<usize>> = Vec::with_capacity(keep.len());
    let mut depth: Vec<u8> = Vec::with_capacity(keep.len());
    for i in 0..marks.pairs.len() {
        let up = marks.pairs[i].parent.and_then(|p| if keep[p] { Some(p) } else { around[p] });
        depth.push(up.map_or(0, |p| depth[p] + 1));
        around.push(up);
        marks.pairs[i].parent = up.map(|p| number[p]);
        marks.pairs[i].depth = depth[i];
        marks.pairs[i].continues = marks.pairs[i].continues.filter(|&c| keep[c]).map(|c| number[c]);
    }
    let mut i = 0;
    marks.pairs.retain(|_| {
        i += 1;
        keep[i - 1]
    });
    marks.unclosed.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;

    fn check(text: &str, expected: &[&str]) {
        let mut blocks = Vec::new();
        let mut at = 0;
        for part in text.split("\n\n") {
            blocks.push(Block::new(BlockKind::Paragraph, Span::of(at, at + part.len())));
            at += part.len() + 2;
        }
        let marks = pair(text, &blocks);
        let got: Vec<&str> = marks.pairs.iter().map(|p| p.content.slice(text)).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn every_style() {
        check(
            "“a” \"b\" ‘c’ 'd' «e» « f » »g« „h“ „i” ``j'' ''k'' ‹l› ‚m‘ 「n」",
            &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"],
        );
        check("He said “wrong way“ and went.", &["wrong way"]);
        check("“Mixed styles\" are common.", &["Mixed styles"]);
    }

    #[test]
    fn apostrophes_feet_and_inches() {
        check("The dogs' bowl, the '90s, rock 'n' roll, o'clock, don’t, ‘em and ’tis", &[]);
        check("He is 6'2\" tall, the pipe 5\" wide.", &[]);
        check("‘All the players’ wives left,’ he said.", &["All the players’ wives left,"]);
        check("'We're done,' she said. 'Nobody's coming.'", &["We're done,", "Nobody's coming."]);
        check("\"I am 6'2\" tall,\" he said.", &["I am 6'2\" tall,"]);
    }

    #[test]
    fn nested() {
        check("“He said, ‘Go,’ and we went.”", &["He said, ‘Go,’ and we went.", "Go,"]);
        check("\"'Go,' he said.\"", &["'Go,' he said.", "Go,"]);
        check("''He said 'no'''", &["He said 'no'", "no"]);
        check("‘She called it “a joke”.’", &["She called it “a joke”.", "a joke"]);
    }

    #[test]
    fn paragraphs() {
        check("“One.\n\n“Two.\n\n“Three,” he said.", &["One.", "Two.", "Three,"]);
        check("“One.\n\nTwo,” he said.", &["One.", "Two,"]);
        check("He said: \"One.\n\nNothing here.", &["One."]);
        check("\"One, he said. \"Two,\" he said.", &["Two,"]);
    }

    #[test]
    fn depth_is_bounded() {
        let text = "“".repeat(3000);
        let marks = pair(&text, &[Block::new(BlockKind::Paragraph, Span::of(0, text.len()))]);
        assert!(marks.pairs.len() <= MAX_DEPTH, "{} pairs", marks.pairs.len());
        assert!(marks.pairs.iter().all(|p| usize::from(p.depth) <= MAX_DEPTH));
    }
}
