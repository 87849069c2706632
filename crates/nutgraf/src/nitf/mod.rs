//! NITF in: the News Industry Text Format of the IPTC, versions 3.0 to 3.6, as agencies send it.
//!
//! The text is built as it is for a web page: each block's words with white space made single, blocks joined by a blank line, each
//! with its byte range in the document. What an element is stands in `elements.tsv`; [`head`] reads what the document says of itself.
//! An `<nitf>` inside a NewsML envelope is found; the first one is read. Left out: inline mark-up of names, times and numbers (the
//! later stages find their own), entities that a document type declares, style.

mod head;
mod xml;

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use crate::Error;
use crate::article::{Author, Block, BlockKind, Caption, Diagnostic, Image, MetadataSource};
use crate::blocks::{self, Agencies, Front};
use crate::html::entities::{self, Decoded};
use crate::span::Span;

use head::{Head, note};
use xml::{Event, Reader};

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Says something of the document.
    Head,
    /// No part of the story.
    Skip,
    Headline,
    Subhead,
    Byline,
    Distributor,
    Dateline,
    Standfirst,
    Note,
    Boilerplate,
    Paragraph,
    Item,
    Quote,
    Credit,
    Table,
    Row,
    Cell,
    Media,
    MediaCaption,
    Producer,
    Break,
    Inline,
}

fn role(name: &str) -> Role {
    static TABLE: OnceLock<HashMap<&str, Role>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let rows = include_str!("elements.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
        let role = |name: &str| {
            Some(match name {
                "head" => Role::Head,
                "skip" => Role::Skip,
                "headline" => Role::Headline,
                "subhead" => Role::Subhead,
                "byline" => Role::Byline,
                "distributor" => Role::Distributor,
                "dateline" => Role::Dateline,
                "standfirst" => Role::Standfirst,
                "note" => Role::Note,
                "boilerplate" => Role::Boilerplate,
                "paragraph" => Role::Paragraph,
                "item" => Role::Item,
                "quote" => Role::Quote,
                "credit" => Role::Credit,
                "table" => Role::Table,
                "row" => Role::Row,
                "cell" => Role::Cell,
                "media" => Role::Media,
                "caption" => Role::MediaCaption,
                "producer" => Role::Producer,
                "break" => Role::Break,
                _ => return None,
            })
        };
        rows.filter_map(|(name, part)| Some((name, role(part)?))).collect()
    });
    table.get(name).copied().unwrap_or(Role::Inline)
}

/// The part of the story that an element's text belongs to, inside the part `around`.
fn part(role: Role, around: Role) -> Role {
    match role {
        _ if matches!(around, Role::Head | Role::Skip) => around,
        // What only parts words is of the kind around it.
        Role::Inline | Role::Break | Role::Paragraph => around,
        Role::Item | Role::Subhead if around != Role::Paragraph => around,
        Role::Row | Role::Cell => Role::Table,
        Role::Media => Role::MediaCaption,
        role => role,
    }
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    role: Role,
    /// The part of the story that text inside belongs to.
    part: Role,
}

/// A block in the making.
#[derive(Default)]
struct Draft {
    start: usize,
    /// The document's bytes from its first kept text to its last.
    source: Option<(usize, usize)>,
    /// Captions: where the producer's words stand.
    producer: Option<(usize, usize)>,
}

struct Builder<'a> {
    known: Agencies<'a>,
    xml: &'a str,
    text: String,
    front: Front,
    head: Head,
    open: Vec<Open<'a>>,
    /// How many elements of each name are open.
    counts: HashMap<&'a str, u32>,
    draft: Option<(Role, Draft)>,
    /// What is due before the next word.
    gap: Option<char>,
    image: Option<Image>,
    person: String,
    /// Authors of the bylines: their names, and what stands beside them.
    people: Vec<(String, String)>,
    location: String,
    distributors: Vec<String>,
    /// Blocks of the quotation that is open.
    quoted: usize,
    odd: Option<String>,
}

/// Reads a document: the text built from its blocks, and what was found.
///
/// # Errors
/// When there is no `nitf` element.
pub(crate) fn read(known: Agencies<'_>, xml: &str, url: Option<&str>) -> Result<(String, Front), Error> {
    let mut reader = Reader::new(xml);
    let mut root = None;
    let (name, attributes) = loop {
        match reader.next() {
            Some(Event::Start { name: "nitf", attributes }) => break ("nitf", attributes),
            Some(Event::Start { name, .. }) => root = root.or(Some(name)),
            Some(_) => {}
            None => {
                let found = root.map_or("there is no element at all".to_owned(), |r| format!("the first element is <{r}>"));
                return Err(Error::decode(format!("not NITF: no <nitf> element; {found}")));
            }
        }
    };
    let mut builder = Builder::new(known, xml);
    builder.start(name, attributes);
    for event in reader {
        match event {
            Event::Start { name, attributes } => builder.start(name, attributes),
            Event::End { name } => builder.end(name),
            Event::Text(range) => builder.words(range.start, &xml[range.clone()], true),
            Event::Verbatim(range) => builder.words(range.start, &xml[range.clone()], false),
        }
        if builder.open.is_empty() {
            break;
        }
    }
    Ok(builder.finish(url))
}

impl<'a> Builder<'a> {
    fn new(known: Agencies<'a>, xml: &'a str) -> Self {
        Self {
            known,
            xml,
            text: String::with_capacity(xml.len() / 2),
            front: Front::default(),
            head: Head::default(),
            open: Vec::new(),
            counts: HashMap::default(),
            draft: None,
            gap: None,
            image: None,
            person: String::new(),
            people: Vec::new(),
            location: String::new(),
            distributors: Vec::new(),
            quoted: 0,
            odd: None,
        }
    }

    fn start(&mut self, name: &'a str, attributes: &'a str) {
        self.head.read(name, attributes);
        let role = role(name);
        let part = part(role, self.open.last().map_or(Role::Paragraph, |o| o.part));
        self.part_words(role, part);
        match name {
            "byttl" => self.gap = self.gap.or(Some(' ')),
            "bq" => self.quoted = self.front.blocks.len(),
            "media-reference" => self.image = self.image.take().or_else(|| head::image(attributes)),
            _ => {}
        }
        *self.counts.entry(name).or_default() += 1;
        self.open.push(Open { name, role, part });
    }

    /// What stands between the words before an element's start or end and those after it.
    fn part_words(&mut self, role: Role, part: Role) {
        let within = matches!(part, Role::MediaCaption | Role::Producer);
        match role {
            Role::Inline => {}
            Role::Break | Role::Row => self.gap = Some('\n'),
            Role::Cell if self.gap != Some('\n') => self.gap = Some('\t'),
            Role::Cell => {}
            Role::Paragraph | Role::MediaCaption | Role::Producer | Role::Item if within => self.gap = Some('\n'),
            Role::Paragraph | Role::Item if matches!(part, Role::Table | Role::Byline | Role::Headline) => {
                self.gap = self.gap.or(Some(' '))
            }
            _ => self.flush(),
        }
    }

    fn end(&mut self, name: &str) {
        if self.counts.get(name).copied().unwrap_or(0) == 0 {
            self.odd.get_or_insert_with(|| format!("</{name}> closes nothing"));
            return;
        }
        while let Some(open) = self.open.pop() {
            if let Some(count) = self.counts.get_mut(open.name) {
                *count -= 1;
            }
            self.close(&open);
            if open.name == name {
                return;
            }
            self.odd.get_or_insert_with(|| format!("</{name}> comes before </{}>", open.name));
        }
    }

    fn close(&mut self, open: &Open<'_>) {
        if open.name == "person" && open.part == Role::Byline {
            let name = std::mem::take(&mut self.person);
            self.people.push((entities::squeeze(&name), String::new()));
        }
        self.part_words(open.role, open.part);
        if open.role == Role::Media {
            self.image = None;
        }
    }

    /// Text of the document from byte `at` on.
    fn words(&mut self, at: usize, raw: &str, references: bool) {
        let Some(Open { name, part, .. }) = self.open.last() else { return };
        let (name, part) = (*name, *part);
        if let Some(kept) = self.kept(name, part) {
            kept.push_str(&if references { entities::decode(raw) } else { raw.to_owned() });
        }
        if matches!(part, Role::Head | Role::Skip) {
            return;
        }
        let mut i = 0;
        while let Some(c) = raw[i..].chars().next() {
            let mut buffer = [0; 4];
            let (word, len): (&str, usize) =
                match (c == '&' && references).then(|| entities::reference(&raw.as_bytes()[i..], false)).flatten() {
                    Some((Decoded::Char(c), len)) => (c.encode_utf8(&mut buffer), len),
                    Some((Decoded::Named(s), len)) => (s, len),
                    None => (c.encode_utf8(&mut buffer), c.len_utf8()),
                };
            if word.chars().all(char::is_whitespace) {
                self.gap = self.gap.or(Some(' '));
            } else if !word.chars().all(entities::is_invisible) {
                self.push(part, word, at + i, at + i + len);
            }
            i += len;
        }
    }

    /// Where the words of an element are kept besides: names and jobs in bylines, the place of a dateline, the title.
    fn kept(&mut self, name: &str, part: Role) -> Option<&mut String> {
        let inside = |name: &str| self.counts.get(name).is_some_and(|&n| n > 0);
        match part {
            Role::Head if name == "title" => Some(&mut self.head.title),
            Role::Byline if inside("person") => Some(&mut self.person),
            Role::Byline if inside("byttl") => self.people.last_mut().map(|p| &mut p.1),
            Role::Dateline if inside("location") => Some(&mut self.location),
            _ => None,
        }
    }

    fn push(&mut self, part: Role, word: &str, from: usize, to: usize) {
        let producer = part == Role::Producer;
        let part = if producer { Role::MediaCaption } else { part };
        if self.draft.as_ref().is_some_and(|d| d.0 != part) {
            self.flush();
        }
        if self.draft.is_none() {
            self.gap = None;
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.draft = Some((part, Draft { start: self.text.len(), ..Draft::default() }));
        }
        let Some((_, draft)) = &mut self.draft else { return };
        if let Some(gap) = self.gap.take() {
            self.text.push(gap);
        }
        let start = self.text.len();
        self.text.push_str(word);
        draft.source = Some((draft.source.map_or(from, |s| s.0), to));
        if producer {
            draft.producer = Some((draft.producer.map_or(start, |p| p.0), self.text.len()));
        }
    }

    /// Ends the block.
    fn flush(&mut self) {
        self.gap = None;
        let Some((part, draft)) = self.draft.take() else { return };
        let range = draft.start..self.text.len();
        let words = &self.text[range.clone()];
        let m = &mut self.front.metadata;
        let nitf = MetadataSource::Nitf;
        let kind = match part {
            Role::Headline => {
                m.headline.get_or_insert_with(|| one_line(words));
                BlockKind::Headline
            }
            Role::Subhead if self.counts.get("hedline").is_some_and(|&n| n > 0) => {
                m.alternative_headline.get_or_insert_with(|| one_line(words));
                BlockKind::Standfirst
            }
            Role::Subhead => BlockKind::Heading,
            Role::Byline => {
                self.byline(&range);
                BlockKind::Byline
            }
            Role::Distributor => {
                self.distributors.push(words.to_owned());
                BlockKind::Byline
            }
            Role::Dateline => {
                self.dateline(&range);
                BlockKind::Byline
            }
            Role::Standfirst => {
                m.description.get_or_insert_with(|| one_line(words));
                BlockKind::Standfirst
            }
            Role::Note => BlockKind::Note,
            Role::Boilerplate => BlockKind::Boilerplate,
            Role::Item => BlockKind::ListItem,
            Role::Quote | Role::Credit => BlockKind::BlockQuote,
            Role::Table => BlockKind::Table,
            Role::MediaCaption => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        };
        note(&mut self.front.metadata, "headline", nitf, |m| m.headline.is_some());
        note(&mut self.front.metadata, "alternative_headline", nitf, |m| m.alternative_headline.is_some());
        note(&mut self.front.metadata, "description", nitf, |m| m.description.is_some());
        let mut block = Block::new(kind, Span::of(range.start, range.end));
        block.source = Some(draft.source.map(|(from, to)| Span::of(from, to)));
        if kind == BlockKind::Caption {
            block.caption = Some(Box::new(self.caption(&range, draft.producer)));
        }
        if part == Role::Credit {
            let author = block.span;
            self.front.blocks[self.quoted..].iter_mut().for_each(|b| b.author = Some(author));
        }
        self.front.blocks.push(block);
    }

    /// A caption's description and credit; its picture goes to the metadata.
    fn caption(&mut self, range: &std::ops::Range<usize>, producer: Option<(usize, usize)>) -> Caption {
        let caption = match producer {
            None => blocks::caption(self.known, &self.text, range.clone()),
            Some((from, to)) => {
                let credit = blocks::credit_at(self.known, &self.text, from..to);
                let told = if from > range.start { range.start..from } else { to..range.end };
                let words = &self.text[told.clone()];
                let start = told.start + (words.len() - words.trim_start().len());
                Caption { caption: Span::of(start, start + words.trim().len()), credit: Some(credit) }
            }
        };
        if let Some(mut image) = self.image.take() {
            image.caption = Some(one_line(caption.caption.slice(&self.text))).filter(|c| !c.is_empty());
            image.credit = caption.credit.as_ref().map(|c| one_line(c.span.slice(&self.text)));
            self.front.metadata.images.push(image);
            note(&mut self.front.metadata, "images", MetadataSource::Nitf, |_| true);
        }
        caption
    }

    /// Authors as they are marked, else as the line says them.
    fn byline(&mut self, range: &std::ops::Range<usize>) {
        let line = self.text[range.clone()].to_owned();
        let marked = std::mem::take(&mut self.people);
        let mut read = blocks::byline::read_byline(self.known, &line);
        if !marked.is_empty() {
            let author = |(name, title): (String, String)| {
                let said = read.authors.iter().find(|a| a.name.eq_ignore_ascii_case(&name)).cloned().unwrap_or_default();
                let title = Some(one_line(&title)).filter(|t| !t.is_empty() && said.role.is_none() && said.organization.is_none());
                let name = blocks::case::ordinary(&name);
                Author { name, role: said.role.or(title), organization: said.organization }
            };
            read.authors = marked.into_iter().map(author).collect();
        }
        blocks::apply_byline(&mut self.front.metadata, &read, MetadataSource::Nitf);
    }

    fn dateline(&mut self, range: &std::ops::Range<usize>) {
        let location = one_line(&std::mem::take(&mut self.location));
        blocks::apply_dateline_line(self.known, &mut self.front.metadata, &self.text, range, &location, MetadataSource::Nitf);
    }

    fn finish(mut self, url: Option<&str>) -> (String, Front) {
        self.flush();
        let inside = self.open.last().map(|o| o.name).filter(|_| self.odd.is_none());
        if let Some(name) = inside {
            self.odd = Some(format!("it ends inside <{name}>"));
        }
        let said = std::mem::take(&mut self.head);
        if let Some(dateline) = self.front.metadata.dateline.as_mut() {
            dateline.date = said.filed.clone().map(|d| d.chars().take(10).collect()).or(dateline.date.take());
        }
        let title = entities::squeeze(&said.title);
        let head = said.finish(url);
        let m = &mut self.front.metadata;
        for (field, source) in head.sources {
            m.sources.entry(field).or_insert(source);
        }
        (m.url, m.publisher, m.section, m.language, m.keywords) = (head.url, head.publisher, head.section, head.language, head.keywords);
        if head.date_published.is_some() {
            m.date_published = head.date_published;
            m.sources.insert("date_published".to_owned(), MetadataSource::Nitf);
        }
        for distributor in std::mem::take(&mut self.distributors) {
            blocks::apply_distributor(self.known, m, &one_line(&distributor), MetadataSource::Nitf);
        }
        if m.headline.is_none() && !title.is_empty() {
            m.headline = Some(title);
            note(m, "headline", MetadataSource::Nitf, |_| true);
        }
        // A dateline may stand in the story itself.
        let first = self.front.blocks.iter().find(|b| b.kind == BlockKind::Paragraph).map(|b| b.span);
        if let Some(span) = first.filter(|_| m.dateline.is_none()) {
            blocks::apply_dateline(self.known, m, &self.text, &(span.start as usize..span.end as usize));
        }
        if self.front.blocks.is_empty() {
            let message = "the NITF document has no text".to_owned();
            self.front.diagnostics.push(Diagnostic { code: "empty_input".into(), message, span: None });
        }
        if let Some(odd) = self.odd.take() {
            let message = format!("the NITF document is not well-formed ({odd}): it was read as far as it goes");
            self.front.diagnostics.push(Diagnostic { code: "malformed_xml".into(), message, span: None });
        }
        debug_assert!(self.front.blocks.iter().all(|b| b.source.flatten().is_none_or(|s| s.end as usize <= self.xml.len())));
        (self.text, self.front)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Span, extract_nitf};

    const STORY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf version="-//IPTC//DTD NITF 3.6//EN">
  <head>
    <title>KARVO-DAM</title>
    <docdata>
      <date.issue norm="20240503T081500+0200"/>
      <key-list><keyword key="dams"/><keyword key="floods &amp; rain"/></key-list>
    </docdata>
    <pubdata name="Lakeside Ledger" position.section="World"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Dam holds after
        night of rain</hl1><hl2>Gates open on Saturday</hl2></hedline>
      <byline>By <person>ANA RUIZ</person><byttl>Water Correspondent</byttl></byline>
      <distributor>Reuters</distributor>
      <dateline><location>KARVO, Velmora</location>, <story.date norm="20240503">May 3</story.date></dateline>
      <abstract><p>Three reservoirs are full.</p></abstract>
    </body.head>
    <body.content>
      <block>
        <p lede="true">The dam above <location>Qu&#233;bar</location> held on Friday, <org>Karvo Water</org> said.</p>
        <hl2>What comes next</hl2>
        <p>“We sleep<!-- sic --> now,” said <person>Bo Lind</person>, a <function>lock keeper</function>.<br/>He is 61.</p>
        <ul><li>The gates open at noon.</li><li><p>The road stays closed.</p></li></ul>
        <media media-type="image">
          <media-reference source="dam.jpg" mime-type="image/jpeg" alternate-text="A dam"/>
          <media-caption><p>The dam on Friday.</p></media-caption>
          <media-producer>Photo by Cy Moe/AFP</media-producer>
        </media>
        <bq><block><p>Water has no memory.</p></block><credit>a saying of Karvo</credit></bq>
        <table><tr><th>Gate</th><th>Metres</th></tr><tr><td>Upper</td><td>4</td></tr></table>
        <p><![CDATA[Rain < snow & hail.]]></p>
        <note noteclass="editorsnote"><body.content><p>This story was corrected.</p></body.content></note>
      </block>
    </body.content>
    <body.end><tagline>Reporting by Ana Ruiz</tagline></body.end>
  </body>
</nitf>"#;

    fn blocks(article: &Article) -> Vec<(BlockKind, &str)> {
        article.blocks.iter().map(|b| (b.kind, b.span.slice(&article.text))).collect()
    }

    #[test]
    fn a_document_becomes_labelled_blocks() {
        use BlockKind::*;
        let article = extract_nitf(STORY).unwrap();
        let expected = [
            (Headline, "Dam holds after night of rain"),
            (Standfirst, "Gates open on Saturday"),
            (Byline, "By ANA RUIZ Water Correspondent"),
            (Byline, "Reuters"),
            (Byline, "KARVO, Velmora, May 3"),
            (Standfirst, "Three reservoirs are full."),
            (Paragraph, "The dam above Québar held on Friday, Karvo Water said."),
            (Heading, "What comes next"),
            (Paragraph, "“We sleep now,” said Bo Lind, a lock keeper.\nHe is 61."),
            (ListItem, "The gates open at noon."),
            (ListItem, "The road stays closed."),
            (Caption, "The dam on Friday.\nPhoto by Cy Moe/AFP"),
            (BlockQuote, "Water has no memory."),
            (BlockQuote, "a saying of Karvo"),
            (Table, "Gate\tMetres\nUpper\t4"),
            (Paragraph, "Rain < snow & hail."),
            (Note, "This story was corrected."),
            (Note, "Reporting by Ana Ruiz"),
        ];
        assert_eq!(blocks(&article), expected);
        assert_eq!(article.diagnostics, []);
        let slice = |s: Span| s.slice(&article.text).to_owned();
        assert_eq!(article.blocks[12].author.map(slice).as_deref(), Some("a saying of Karvo"));
        let caption = article.blocks[11].caption.as_ref().unwrap();
        let credit = caption.credit.as_ref().unwrap();
        assert_eq!((slice(caption.caption), slice(credit.span)), ("The dam on Friday.".to_owned(), "Photo by Cy Moe/AFP".to_owned()));
        assert_eq!((credit.photographer.as_deref(), credit.agency.as_deref()), (Some("Cy Moe"), Some("AFP")));
    }

    #[test]
    fn what_it_says_of_itself() {
        let m = extract_nitf(STORY).unwrap().metadata;
        assert_eq!(m.headline.as_deref(), Some("Dam holds after night of rain"));
        assert_eq!(m.alternative_headline.as_deref(), Some("Gates open on Saturday"));
        assert_eq!(m.description.as_deref(), Some("Three reservoirs are full."));
        let author = Author { name: "Ana Ruiz".to_owned(), role: Some("Water Correspondent".to_owned()), organization: None };
        assert_eq!(m.authors, [author]);
        assert_eq!((m.publisher.as_deref(), &m.agencies[..]), (Some("Lakeside Ledger"), &["Reuters".to_owned()][..]));
        assert_eq!(m.date_published.as_deref(), Some("2024-05-03T08:15:00+02:00"));
        let dateline = m.dateline.as_ref().unwrap();
        assert_eq!((&dateline.location[..], dateline.date.as_deref()), ("Karvo, Velmora", Some("2024-05-03")));
        assert_eq!((m.section.as_deref(), &m.keywords[..]), (Some("World"), &["dams".to_owned(), "floods & rain".to_owned()][..]));
        assert_eq!(
            (&m.images[0].url[..], m.images[0].alt.as_deref(), m.images[0].credit.as_deref()),
            ("dam.jpg", Some("A dam"), Some("Photo by Cy Moe/AFP"))
        );
        assert!(m.sources.values().all(|s| *s == MetadataSource::Nitf), "{:?}", m.sources);
    }

    #[test]
    fn every_block_knows_its_source() {
        let article = extract_nitf(STORY).unwrap();
        let source = |i: usize| article.blocks[i].source.flatten().unwrap().slice(STORY);
        assert_eq!(source(0), "Dam holds after\n        night of rain");
        assert_eq!(source(6), "The dam above <location>Qu&#233;bar</location> held on Friday, <org>Karvo Water</org> said.");
        assert_eq!(source(15), "Rain < snow & hail.");
        assert_eq!(article.quotes[1].content[0].slice(&article.text), "We sleep now,");
        assert_eq!(article.speaker(&article.quotes[1]).unwrap().name, "Bo Lind");
        assert!(article.times.iter().any(|t| t.value == "2024-05-03" && t.span.slice(&article.text) == "Friday"));
    }

    #[test]
    fn in_an_envelope_and_plain() {
        let wrapped = "<NewsML><NewsItem><n:nitf xmlns:n='urn:x'><n:body><n:body.content><n:p>VELMORA (AP) — It rained.</n:p></n:body.content></n:body></n:nitf><p>Not this.</p></NewsItem></NewsML>";
        let article = extract_nitf(wrapped).unwrap();
        assert_eq!(article.text, "VELMORA (AP) — It rained.");
        let dateline = article.metadata.dateline.unwrap();
        assert_eq!((&dateline.location[..], dateline.agency.as_deref()), ("Velmora", Some("AP")));
    }

    #[test]
    fn what_is_not_nitf() {
        let error = |xml| extract_nitf(xml).unwrap_err();
        assert_eq!(error("<html><p>It rained.").to_string(), "not NITF: no <nitf> element; the first element is <html>");
        assert_eq!(error("It rained.").kind().as_str(), "decode");
        assert!(error("It rained.").to_string().contains("no element at all"));
        let code = |xml| {
            let article = extract_nitf(xml).unwrap();
            (article.text, article.diagnostics.first().map_or(String::new(), |d| format!("{}: {}", d.code, d.message)))
        };
        assert_eq!(code("<nitf/>").1, "empty_input: the NITF document has no text");
        let (text, said) = code("<nitf><body><body.content><p>It rained.");
        assert_eq!((&text[..], said.contains("malformed_xml") && said.contains("ends inside <p>")), ("It rained.", true));
        let (text, said) = code("<nitf><body><body.content><p>It <b>rained.</p></u><p>Then not.</p></body.content></body></nitf>");
        assert_eq!((&text[..], said.contains("</p> comes before </b>")), ("It rained.\n\nThen not.", true));
    }

    /// Without linear time this test would not end.
    #[test]
    fn hostile_documents() {
        let n = 1 << 17;
        let shapes = [
            "<p>",
            "</p>",
            "<x>",
            "<p a='",
            "<",
            "&",
            "<![CDATA[",
            "<!--",
            "<!DOCTYPE [",
            "<media>",
            "<bq><credit>a",
            "<table><td>a",
            "<p>é\0",
            "<byline><person>A",
        ];
        for shape in shapes {
            let xml = format!("<nitf><body><body.content>{}", shape.repeat(n));
            let (text, front) = read(Agencies::default(), &xml, None).unwrap();
            assert!(text.len() <= xml.len() + 64, "{shape}");
            assert!(front.blocks.iter().all(|b| text.get(b.span.start as usize..b.span.end as usize).is_some()));
        }
    }
}
