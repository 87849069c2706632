//! The kind of each paragraph.

use std::ops::Range;

use super::front::{self, Header};
use super::lexicon::{self, Agencies, AgencyKind, Field, Place};
use super::lines::{self, Paragraph};
use super::{Front, byline, credit, dateline};
use crate::article::{Block, BlockKind, Caption, Credit, MetadataSource};
use crate::span::Span;

/// The blocks and metadata of a text that was divided into paragraphs.
pub(super) fn classify(known: Agencies<'_>, text: &str, paragraphs: Vec<Paragraph>) -> Front {
    let questions = paragraphs.iter().filter(|p| p.range.len() < 120 && text[p.range.clone()].ends_with('?')).take(2).count();
    let mut reader = Reader { known, text, paragraphs, front: Front::default(), kinds: 0, body: false, questions };
    let mut i = 0;
    while i < reader.paragraphs.len() {
        i += reader.read(i);
    }
    reader.read_sign_off();
    reader.front
}

/// The parts of the caption at `range`.
pub(crate) fn caption(known: Agencies<'_>, text: &str, range: Range<usize>) -> Caption {
    let parts = credit::split_caption(known, &text[range.clone()]);
    let at = |r: Range<usize>| Span::of(range.start + r.start, range.start + r.end);
    let credit = parts.credit.map(|r| Credit { span: at(r), photographer: parts.names.photographer, agency: parts.names.agency });
    Caption { caption: at(parts.caption), credit }
}

/// The credit that stands at `range`, and who is named in it.
#[cfg(feature = "html")]
pub(crate) fn credit(known: Agencies<'_>, text: &str, range: Range<usize>) -> Credit {
    let names = credit::read_credit(known, &text[range.clone()]);
    Credit { span: Span::of(range.start, range.end), photographer: names.photographer, agency: names.agency }
}

struct Reader<'t> {
    /// The agencies that there are.
    known: Agencies<'t>,
    text: &'t str,
    paragraphs: Vec<Paragraph>,
    front: Front,
    /// The kinds of the blocks so far, a bit each.
    kinds: u32,
    /// The first body paragraph has been seen.
    body: bool,
    /// Short paragraphs that are questions, up to two.
    questions: usize,
}

impl<'t> Reader<'t> {
    fn at(&self, i: usize) -> &'t str {
        self.paragraphs.get(i).map_or("", |p| &self.text[p.range.clone()])
    }

    fn last_kind(&self) -> Option<BlockKind> {
        self.front.blocks.last().map(|b| b.kind)
    }

    fn has(&self, kind: BlockKind) -> bool {
        self.kinds >> kind as u32 & 1 == 1
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        let mut block = Block::new(kind, Span::of(range.start, range.end));
        if kind == BlockKind::Caption {
            block.caption = Some(Box::new(caption(self.known, self.text, range)));
        }
        self.kinds |= 1 << kind as u32;
        self.front.blocks.push(block);
    }

    /// Reads paragraph `i` and gives how many paragraphs it took.
    fn read(&mut self, i: usize) -> usize {
        let range = self.paragraphs[i].range.clone();
        let paragraph = self.at(i);
        if !self.body
            && let Some(taken) = self.read_front(i, paragraph, &range)
        {
            return taken;
        }
        if let Some(end) = self.table_end(i) {
            let stop = self.paragraphs[end - 1].range.end;
            self.push(BlockKind::Table, range.start..stop);
            self.body = true;
            return end - i;
        }
        let kind = self.body_kind(i, paragraph);
        if kind == BlockKind::Note {
            front::apply_byline(&mut self.front.metadata, &reporters(self.known, paragraph), MetadataSource::Byline);
        }
        if kind == BlockKind::Header
            && let Some(header) = front::header_line(paragraph)
        {
            front::apply_header(self.known, &mut self.front.metadata, &header);
        }
        if kind == BlockKind::Byline {
            front::apply_byline(&mut self.front.metadata, &byline::read_byline(self.known, paragraph), MetadataSource::Byline);
        }
        if kind == BlockKind::Paragraph {
            if !self.has(BlockKind::Paragraph) {
                front::apply_dateline(self.known, &mut self.front.metadata, self.text, &range);
            }
            self.body = true;
        }
        if kind == BlockKind::ListItem || kind == BlockKind::BlockQuote {
            self.body = true;
        }
        self.push(kind, range);
        1
    }

    /// What stands before the body; `None` when the body starts here, or it is of a kind that stands anywhere.
    fn read_front(&mut self, i: usize, paragraph: &'t str, range: &Range<usize>) -> Option<usize> {
        if let Some(header) = front::header_line(paragraph) {
            let kind = if header.field == Field::Author { BlockKind::Byline } else { BlockKind::Header };
            front::apply_header(self.known, &mut self.front.metadata, &header);
            self.push(kind, range.clone());
            return Some(1);
        }
        if let Some((field, date, len)) = front::run_in_header(paragraph) {
            front::apply_header(self.known, &mut self.front.metadata, &Header { field, value: "", date: Some(date) });
            self.push(BlockKind::Header, range.start..range.start + len);
            let rest = &paragraph[len..];
            let skip = rest.len() - rest.trim_start_matches(|c: char| lines::is_blank(c) || matches!(c, '|' | '.' | ';' | '—' | '–')).len();
            let start = range.start + len + skip;
            if start < range.end {
                // What follows is a paragraph of its own.
                self.paragraphs[i].range.start = start;
                return Some(0);
            }
            return Some(1);
        }
        if self.opener(paragraph).is_some() {
            return None;
        }
        if self.is_byline(i, paragraph) {
            return Some(self.read_byline(i, range));
        }
        if !self.has(BlockKind::Headline)
            && self.front.blocks.iter().all(|b| matches!(b.kind, BlockKind::Header | BlockKind::Byline | BlockKind::Heading))
        {
            if self.is_kicker(i, paragraph) {
                front::set_section(&mut self.front.metadata, paragraph);
                self.push(BlockKind::Heading, range.clone());
                return Some(1);
            }
            if self.is_headline(i, paragraph) {
                front::set_headline(&mut self.front.metadata, paragraph);
                self.push(BlockKind::Headline, range.clone());
                return Some(1);
            }
            return None;
        }
        if self.last_kind() == Some(BlockKind::Headline) && self.is_standfirst(i, paragraph) {
            front::set_description(&mut self.front.metadata, paragraph);
            self.push(BlockKind::Standfirst, range.clone());
            return Some(1);
        }
        if self.is_bare_caption(i, paragraph) {
            self.push(BlockKind::Caption, range.clone());
            return Some(1);
        }
        None
    }

    /// "By Jane Doe", or behind the headline a name with its job or outlet, an agency, "AFP, Paris".
    fn is_byline(&self, i: usize, paragraph: &str) -> bool {
        if paragraph.len() > 200 || self.is_last(i) && !self.body && !self.has(BlockKind::Headline) {
            return false;
        }
        let read = byline::read_byline(self.known, paragraph);
        let someone = !read.authors.is_empty() || !read.agencies.is_empty();
        if byline::opener_len(paragraph) > 0 {
            return (someone || byline::is_unnamed(paragraph)) && !ends_with_stop(paragraph);
        }
        if !(self.has(BlockKind::Headline) || self.front.metadata.headline.is_some())
            || ends_with_stop(paragraph)
            || has_more_words(paragraph, 12)
        {
            return false;
        }
        let titled = read.authors.iter().any(|a| a.role.is_some() || a.organization.is_some());
        let agency = read.authors.is_empty() && self.known.find(paragraph).is_some_and(|(_, k)| k != AgencyKind::Photo);
        let filed = dateline::read(self.known, paragraph).is_some_and(|d| d.agency.is_some() && d.end == paragraph.len());
        let name = byline::is_author_line(self.known, paragraph) && !self.has(BlockKind::Byline) && ends_with_stop(self.at(i + 1));
        titled || agency || filed || name
    }

    /// A byline, with the outlet in the line under it.
    fn read_byline(&mut self, i: usize, range: &Range<usize>) -> usize {
        let mut taken = 1;
        let mut end = range.end;
        if let Some(below) = self.paragraphs.get(i + 1).filter(|p| p.close) {
            let line = &self.text[below.range.clone()];
            let outlet = byline::is_outlet(line) || self.known.find(line).is_some();
            let job = byline::is_role(line);
            if line.len() < 80 && !ends_with_stop(line) && (outlet || job) && front::header_line(line).is_none() {
                end = below.range.end;
                taken = 2;
            }
        }
        let line = &self.text[range.start..end];
        front::apply_byline(&mut self.front.metadata, &byline::read_byline(self.known, line), MetadataSource::Byline);
        front::apply_dateline(self.known, &mut self.front.metadata, self.text, &(range.start..end));
        self.push(BlockKind::Byline, range.start..end);
        taken
    }

    fn is_last(&self, i: usize) -> bool {
        i + 1 >= self.paragraphs.len()
    }

    /// A first line without a final stop, not too long, with a story under it.
    fn is_headline(&self, i: usize, paragraph: &str) -> bool {
        let last = paragraph.chars().next_back();
        !self.is_last(i)
            && self.front.metadata.headline.is_none()
            && paragraph.len() <= 240
            && !has_more_words(paragraph, 30)
            && paragraph.chars().any(char::is_alphanumeric)
            && !matches!(last, Some('.' | ';' | ':' | ',' | '。'))
            && !ends_in_quoted_stop(paragraph)
            && !has_inner_stop(paragraph)
            && list_mark(paragraph).is_none()
            && turn_label(paragraph).is_none()
            && !self.is_caption(i, paragraph)
            && dateline::read(self.known, paragraph).is_none()
    }

    /// "OBITUARY", "IN BRIEF": one or two words in capitals over the headline.
    fn is_kicker(&self, i: usize, paragraph: &str) -> bool {
        let capitals = paragraph.chars().any(char::is_uppercase) && !paragraph.chars().any(char::is_lowercase);
        let next = self.at(i + 1);
        self.front.blocks.is_empty()
            && capitals
            && !has_more_words(paragraph, 2)
            && self.is_headline(i, paragraph)
            && has_more_words(next, 2)
            && self.is_headline(i + 1, next)
            && byline::opener_len(next) == 0
            && front::header_line(next).is_none()
            && !byline::is_author_line(self.known, next)
    }

    /// Under the headline: a line without a stop, or a short paragraph before byline, date or dateline.
    fn is_standfirst(&self, i: usize, paragraph: &str) -> bool {
        if self.is_last(i)
            || paragraph.len() > 400
            || dateline::read(self.known, paragraph).is_some()
            || self.is_caption(i, paragraph)
            || list_mark(paragraph).is_some()
        {
            return false;
        }
        let next = self.at(i + 1);
        let front_follows = front::header_line(next).is_some()
            || byline::opener_len(next) > 0 && self.is_byline(i + 1, next)
            || dateline::read(self.known, next).is_some();
        front_follows || self.is_byline_behind(i + 1) || !ends_with_stop(paragraph) && has_more_words(paragraph, 3) && ends_with_stop(next)
    }

    /// Whether paragraph `i` is a byline without "By": a name and a job.
    fn is_byline_behind(&self, i: usize) -> bool {
        let line = self.at(i);
        !line.is_empty()
            && line.len() < 80
            && !ends_with_stop(line)
            && byline::read_byline(self.known, line).authors.iter().any(|a| a.role.is_some())
    }

    /// Between header or byline and the story: a line that is no sentence.
    fn is_bare_caption(&self, i: usize, paragraph: &str) -> bool {
        let behind = matches!(self.last_kind(), Some(BlockKind::Header | BlockKind::Byline)) && self.has(BlockKind::Headline);
        let story_follows = ends_with_stop(self.at(i + 1)) && self.at(i + 1).len() > paragraph.len();
        let plain = !paragraph.starts_with(['"', '“', '‘', '\'']) && turn_label(paragraph).is_none() && list_mark(paragraph).is_none();
        behind
            && story_follows
            && plain
            && dateline::read(self.known, paragraph).is_none()
            && if ends_with_stop(paragraph) {
                !has_more_words(paragraph, 9) && is_verbless(paragraph)
            } else {
                !has_more_words(paragraph, 25)
            }
    }

    /// The kind of a paragraph wherever it stands.
    fn body_kind(&self, i: usize, paragraph: &str) -> BlockKind {
        if let Some(kind) = self.opener(paragraph) {
            return kind;
        }
        // "Correction" over its text.
        if let Some(last) = self.front.blocks.last().filter(|b| b.kind == BlockKind::Note)
            && !has_more_words(last.span.slice(self.text), 2)
        {
            return BlockKind::Note;
        }
        if !paragraph.chars().any(char::is_alphanumeric) {
            return BlockKind::Boilerplate;
        }
        if paragraph.starts_with('>') {
            return BlockKind::BlockQuote;
        }
        if self.is_list_item(i, paragraph) {
            return BlockKind::ListItem;
        }
        if self.is_caption(i, paragraph) {
            return BlockKind::Caption;
        }
        if self.body {
            if paragraph.len() < 120 && front::header_line(paragraph).is_some_and(|h| matches!(h.field, Field::Published | Field::Modified))
            {
                return BlockKind::Header;
            }
            // A byline under the story.
            if i + 3 >= self.paragraphs.len() && byline::opener_len(paragraph) > 0 && self.is_byline(i, paragraph) {
                return BlockKind::Byline;
            }
            if self.is_heading(i, paragraph) {
                return BlockKind::Heading;
            }
        }
        BlockKind::Paragraph
    }

    /// Note or boilerplate, by how the paragraph opens.
    fn opener(&self, paragraph: &str) -> Option<BlockKind> {
        let stripped = paragraph.trim_start_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '(' | '©' | '-' | '#')));
        let mut head = stripped.len().min(160);
        while !stripped.is_char_boundary(head) {
            head -= 1;
        }
        let lower = stripped[..head].to_lowercase();
        let count = words(paragraph, 61);
        let short = count <= 25;
        let all = if paragraph.len() <= 400 { paragraph.to_lowercase() } else { String::new() };
        let within = count <= 60 && lexicon::may_contain_opener(&all);
        let initial = lower.bytes().next();
        let found = lexicon::openers().iter().find(|(_, place, phrase)| {
            if matches!(place, Place::Start | Place::Line) && initial != phrase.bytes().next() {
                return false;
            }
            let starts = || {
                lower
                    .strip_prefix(phrase)
                    .is_some_and(|rest| !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
            };
            match place {
                Place::Start => starts(),
                // "Read more about it, she told them." goes on like a sentence: a call to the reader is short or has a colon.
                Place::Line => {
                    short
                        && starts()
                        && (count <= 14
                            || lower[phrase.len()..].trim_start().starts_with([':', '|', '-', '–', '—', '»', '→'])
                            || phrase.ends_with([':', '©']))
                }
                Place::Whole => all == *phrase || lower.trim_end_matches(['.', ':', '!']) == *phrase && lower.len() == stripped.len(),
                Place::Within => within && all.contains(phrase),
            }
        });
        found.map(|&(kind, ..)| kind).filter(|&kind| kind == BlockKind::Note || self.body || self.has(BlockKind::Headline) || count <= 14)
    }

    /// A description with a credit.
    fn is_caption(&self, i: usize, paragraph: &str) -> bool {
        if paragraph.len() > 900 {
            return false;
        }
        let parts = credit::split_caption(self.known, paragraph);
        let Some(range) = parts.credit else {
            return is_marked_caption(paragraph);
        };
        let credit = &paragraph[range.clone()];
        let bare = credit.trim_matches(['(', ')', '[', ']', '.', ' ', '—', '–', '-']);
        // "(Reuters)", "– AFP" behind the last words of a story is its agency, not a picture's.
        let signed_off = self.known.find(bare).is_some()
            && (self.is_last(i) || self.at(i + 1).is_empty() || has_more_words(paragraph, 45) || has_speech(paragraph));
        let described = words(&paragraph[parts.caption.clone()], 111);
        !signed_off && described <= 110 && (described > 0 || range.len() == paragraph.trim().len())
    }

    fn is_list_item(&self, i: usize, paragraph: &str) -> bool {
        let Some(mark) = list_mark(paragraph) else { return false };
        // "■ BADMINTON" heads a section.
        if paragraph.starts_with(['■', '●']) && !has_more_words(paragraph, 6) && !ends_with_stop(paragraph) {
            return false;
        }
        if mark == Mark::Bullet {
            return true;
        }
        let like = |j: usize| list_mark(self.at(j)) == Some(mark);
        i > 0 && like(i - 1) || like(i + 1)
    }

    /// A short line without a stop between paragraphs.
    fn is_heading(&self, i: usize, paragraph: &str) -> bool {
        let first = paragraph.trim_start_matches(['#', ' ', '■', '●']).chars().next();
        let ends_well = |p: &str| p.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '?' | ')' | '’' | '\'' | '!' | '%'));
        let next = self.at(i + 1);
        paragraph.len() <= 90
            && !has_more_words(paragraph, 10)
            && first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '\'' | '‘'))
            && ends_well(paragraph)
            && turn_label(paragraph).is_none()
            // The questions of an interview are its text.
            && !(paragraph.ends_with('?') && self.questions > 1)
            && !paragraph.starts_with(['"', '“'])
            && next.len() > paragraph.len()
            && (ends_with_stop(next) || list_mark(next).is_some())
            && ends_with_stop(self.at(i.wrapping_sub(1)))
    }

    /// Where the table that starts at paragraph `i` ends: lines with tabs or bars, two or more.
    fn table_end(&self, i: usize) -> Option<usize> {
        let columns = |line: &str| {
            let tabs = line.matches('\t').count();
            if tabs > 0 { tabs } else { line.matches(" | ").count() + usize::from(line.starts_with("| ")) }
        };
        let first = columns(self.at(i));
        if first == 0 || first == 1 && !self.at(i).contains('\t') {
            return None;
        }
        let mut end = i + 1;
        while self.paragraphs.get(end).is_some_and(|p| p.close) && columns(self.at(end)) == first {
            end += 1;
        }
        (end > i + 1).then_some(end)
    }

    /// The agency behind the story's last words: "… (AP)", "… – AFP".
    fn read_sign_off(&mut self) {
        let Some(last) = self.front.blocks.iter().rev().find(|b| b.kind == BlockKind::Paragraph) else { return };
        let paragraph = last.span.slice(self.text);
        let mut from = paragraph.len().saturating_sub(40);
        while !paragraph.is_char_boundary(from) {
            from += 1;
        }
        let tail = &paragraph[from..];
        let name = match tail.trim_end_matches('.').strip_suffix(')') {
            Some(inner) => inner.rfind('(').map(|n| &inner[n + 1..]),
            None => [" — ", " – ", " - ", "—", " -- "].iter().find_map(|dash| tail.rfind(dash).map(|n| &tail[n + dash.len()..])),
        };
        for part in name.into_iter().flat_map(|n| n.split(['/', ','])) {
            if let Some((agency, AgencyKind::Wire)) = self.known.find(part) {
                front::add_agency(&mut self.front.metadata, agency, MetadataSource::Byline);
            }
        }
    }
}

/// The reporters that a note names: "(Reporting by Ilse Brandt; Editing by Omar Field)".
fn reporters(known: Agencies<'_>, note: &str) -> byline::Byline {
    let inner = note.trim_start_matches('(');
    let reporting = ["Reporting by", "Written by", "REPORTING BY"].iter().any(|o| inner.starts_with(o));
    if reporting { byline::read_byline(known, note) } else { byline::Byline::default() }
}

/// How many words there are, up to `most`.
fn words(text: &str, most: usize) -> usize {
    text.split_whitespace().take(most).count()
}

fn has_more_words(text: &str, than: usize) -> bool {
    words(text, than + 1) > than
}

/// Whether the paragraph ends like a sentence: a stop, with closing marks behind it.
fn ends_with_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', ':'])
}

/// "…, he said.”": a stop inside closing marks ends a sentence, no headline.
fn ends_in_quoted_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')']);
    bare.len() < text.len() && bare.ends_with('.')
}

/// "It rained. Nobody came!": more than one sentence.
fn has_inner_stop(text: &str) -> bool {
    text.match_indices(". ").any(|(i, _)| {
        let word = text[..i].rsplit(' ').next().unwrap_or("");
        word.chars().count() > 4 && word.chars().all(char::is_lowercase)
    })
}

fn has_speech(text: &str) -> bool {
    text.contains(['"', '“', '”'])
}

/// "Q:", "A:", "Varga:": a turn of an interview.
fn turn_label(text: &str) -> Option<&str> {
    let colon = text.bytes().take(40).position(|b| b == b':')?;
    let label = &text.get(..colon)?;
    (!has_more_words(label, 3) && label.starts_with(char::is_uppercase)).then_some(label)
}

/// "Above:", "Pictured:", "File photo:" and their like at the head, "(pictured)" inside.
fn is_marked_caption(text: &str) -> bool {
    const HEADS: &[&str] = &["Caption:", "Pictured:", "Pictured above", "Photo caption", "Image caption", "Picture caption", "Pictured, "];
    HEADS.iter().any(|h| text.starts_with(h))
        || !has_more_words(text, 30) && (text.contains("(pictured)") && !ends_with_stop(text) || text.contains("file photo)"))
}

/// No word of the line is a common verb form: "General Motors logo." A rough test, for short lines only.
fn is_verbless(text: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "may",
        "might", "must", "should", "said", "says", "it", "he", "she", "they", "we", "i", "you", "this", "that", "there", "fell", "rose",
        "won", "lost", "died", "hit", "came", "went", "took", "made", "got", "gave", "began", "left", "held", "shot", "struck", "broke",
        "met", "told", "put", "cut", "set", "saw",
    ];
    !text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        VERBS.contains(&word.as_str()) || word.ends_with("ed") && word.len() > 4
    })
}

/// What opens a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// A bullet: an item wherever it stands.
    Bullet,
    Dash,
    Star,
    Number,
    Letter,
}

fn list_mark(text: &str) -> Option<Mark> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let blank = rest.starts_with([' ', '\t', '\u{A0}']);
    match first {
        '•' | '▪' | '◦' | '‣' | '⁃' | '●' | '■' | '–' | '—' | '-' | '*' | '·' if !blank && !matches!(first, '•' | '▪' | '●' | '■') => {
            None
        }
        '•' | '▪' | '◦' | '‣' | '⁃' | '●' | '■' | '·' => Some(Mark::Bullet),
        '–' | '—' | '-' => Some(Mark::Dash),
        '*' => Some(Mark::Star),
        _ => {
            let body = text.strip_prefix('(').unwrap_or(text);
            let digits = body.bytes().take(3).take_while(u8::is_ascii_digit).count();
            let behind = |n: usize| {
                let rest = &body[n..];
                let mark = rest.strip_prefix(['.', ')']).or_else(|| rest.strip_prefix(".)"))?;
                mark.starts_with([' ', '\t', '\u{A0}']).then_some(())
            };
            if (1..=2).contains(&digits) {
                return behind(digits).map(|()| Mark::Number);
            }
            (body.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && body.as_bytes().get(1) == Some(&b')'))
                .then(|| behind(1))
                .flatten()
                .map(|()| Mark::Letter)
        }
    }
}
