//! The article model: plain data with public fields. Spans are UTF-8 bytes of [`Article::text`]; ids are indexes into
//! the layer's `Vec`. The JSON form of all this is [`crate::wire`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use compact_str::CompactString;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::labels::{Deprel, Feats, Upos};
use crate::options::Layers;
use crate::span::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name(pub u32);
        impl $name {
            /// As an index into the layer.
            pub const fn index(self) -> usize { self.0 as usize }
            /// From an index into the layer.
            pub const fn of(index: usize) -> Self { Self(index as u32) }
        }
    )*};
}

ids! {
    /// Index into [`Article::blocks`].
    BlockId;
    /// Index into [`Article::sentences`].
    SentenceId;
    /// Index into [`Article::tokens`].
    TokenId;
    /// Index into [`Article::mentions`].
    MentionId;
    /// Index into [`Article::entities`].
    EntityId;
    /// Index into [`Article::times`].
    TimeId;
    /// Index into [`Article::quantities`].
    QuantityId;
    /// Index into [`Article::quotes`].
    QuoteId;
    /// Index into [`Article::events`].
    EventId;
}

/// Declares a field-less enum with its names in JSON.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),* }
        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The name in JSON.
            pub const fn as_str(self) -> &'static str { match self { $($name::$variant => $text),* } }
            /// The value with this JSON name.
            pub fn from_name(name: &str) -> Option<Self> { match name { $($text => Some($name::$variant),)* _ => None } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    )*};
}
pub(crate) use names;

names! {
    /// What a block is.
    BlockKind {
        /// A metadata line of a plain-text story (`date 2019-12-31`).
        Header = "header",
        /// The headline.
        Headline = "headline",
        /// Standfirst, deck.
        Standfirst = "standfirst",
        /// The authors' line.
        Byline = "byline",
        /// A subheading.
        Heading = "heading",
        /// A paragraph.
        Paragraph = "paragraph",
        /// An item of a list.
        ListItem = "list_item",
        /// A block quotation or an embedded post.
        BlockQuote = "block_quote",
        /// A picture's caption with its credit.
        Caption = "caption",
        /// A table.
        Table = "table",
        /// A correction, an editor's note, "additional reporting by".
        Note = "note",
        /// "Read more", "Sign up".
        Boilerplate = "boilerplate",
    }
    /// Where a metadata value came from.
    MetadataSource {
        /// JSON-LD.
        JsonLd = "json_ld",
        /// OpenGraph and `article:` properties.
        OpenGraph = "open_graph",
        /// Other meta elements.
        Meta = "meta",
        /// Microdata.
        Microdata = "microdata",
        /// The page's visible elements.
        Dom = "dom",
        /// A header line of a plain-text story.
        TextHeader = "text_header",
        /// The byline.
        Byline = "byline",
        /// The dateline.
        Dateline = "dateline",
        /// An option of the caller.
        Option = "option",
    }
    /// How a mention refers.
    MentionKind {
        /// By name.
        Name = "name",
        /// By a common noun phrase.
        Nominal = "nominal",
        /// By a pronoun.
        Pronoun = "pronoun",
    }
    /// What a mention or entity is.
    EntityType {
        /// A person.
        Person = "person",
        /// A company, agency, party, team, armed group …
        Organization = "organization",
        /// A country, town, region, river …
        Place = "place",
        /// A building, airport, bridge …
        Facility = "facility",
        /// Nationalities, religious and political groups (OntoNotes NORP).
        Group = "group",
        /// A ship, aircraft, software, brand of goods.
        Product = "product",
        /// A named event.
        Event = "event",
        /// A book, film, song.
        Work = "work",
        /// A named law or treaty.
        Law = "law",
        /// Anything else with a name.
        Misc = "misc",
    }
    /// TIMEX3 types.
    TimeType {
        /// A calendar date of any granularity of a day and above.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A duration.
        Duration = "duration",
        /// A recurring time.
        Set = "set",
    }
    /// What a relative time was resolved against.
    TimeAnchor {
        /// The publication date.
        Publication = "publication",
        /// The last date mentioned.
        Previous = "previous",
        /// Nothing.
        None = "none",
    }
    /// What sort of number a quantity is.
    QuantityKind {
        /// A count.
        Cardinal = "cardinal",
        /// A rank.
        Ordinal = "ordinal",
        /// Money; `unit` is ISO 4217.
        Money = "money",
        /// Per cent (`%`) or percentage points (`[pp]`).
        Percent = "percent",
        /// A measure; `unit` is UCUM.
        Measure = "measure",
        /// An age; `unit` is a, mo or wk.
        Age = "age",
        /// A score or a vote.
        Score = "score",
        /// A ratio, "one in five".
        Ratio = "ratio",
    }
    /// How the value bounds the truth.
    Bound {
        /// Exactly.
        Exact = "exact",
        /// About, nearly.
        About = "about",
        /// At least.
        AtLeast = "at_least",
        /// Up to.
        AtMost = "at_most",
        /// More than.
        MoreThan = "more_than",
        /// Fewer than.
        LessThan = "less_than",
        /// Between two values.
        Range = "range",
    }
    /// What befell or was done by those counted.
    QuantityRole {
        /// Dead.
        Killed = "killed",
        /// Wounded.
        Injured = "injured",
        /// Missing.
        Missing = "missing",
        /// Arrested, held.
        Detained = "detained",
        /// Driven from home.
        Displaced = "displaced",
        /// Troops or police sent.
        Deployed = "deployed",
        /// Crowds, strikers, attackers.
        Participating = "participating",
        /// Ill, rescued, in need.
        Affected = "affected",
    }
    /// How words are reported.
    QuoteKind {
        /// Inside quotation marks.
        Direct = "direct",
        /// As a clause.
        Indirect = "indirect",
        /// A clause partly in marks.
        Mixed = "mixed",
    }
    /// The channel of the words.
    Medium {
        /// Spoken.
        Speech = "speech",
        /// A statement.
        Statement = "statement",
        /// A post on a social medium.
        Post = "post",
        /// An interview.
        Interview = "interview",
        /// A report, letter, court paper.
        Document = "document",
        /// A sign, banner, graffiti.
        Sign = "sign",
        /// A chant.
        Chant = "chant",
        /// A loudspeaker.
        Loudspeaker = "loudspeaker",
        /// The telephone.
        Phone = "phone",
    }
    /// Through what sort of relay the words came.
    ViaKind {
        /// A news agency.
        Agency = "agency",
        /// Another outlet.
        Publication = "publication",
        /// A person.
        Person = "person",
        /// A document.
        Document = "document",
    }
    /// Whether it was said, denied, or comment was declined.
    Polarity {
        /// Said.
        Said = "said",
        /// The content is what is denied.
        Denied = "denied",
        /// No comment.
        Declined = "declined",
    }
    /// PLOVER event types (manual of 2021 and after), and `OTHER`.
    EventType {
        /// Agree, offer, promise to cooperate.
        Agree = "AGREE",
        /// Meet, visit, call, talk.
        Consult = "CONSULT",
        /// Diplomatic or other non-material support.
        Support = "SUPPORT",
        /// Verbal concessions.
        Concede = "CONCEDE",
        /// Mutual material cooperation.
        Cooperate = "COOPERATE",
        /// Material aid.
        Aid = "AID",
        /// Material yielding: release, withdraw, resign.
        Retreat = "RETREAT",
        /// Requests, demands, orders.
        Request = "REQUEST",
        /// Disapprove, condemn, accuse, sue, investigate.
        Accuse = "ACCUSE",
        /// Refusals.
        Reject = "REJECT",
        /// Threats.
        Threaten = "THREATEN",
        /// Demonstrations and other collective protest.
        Protest = "PROTEST",
        /// Reduced relations.
        Sanction = "SANCTION",
        /// Military or police moves short of force.
        Mobilize = "MOBILIZE",
        /// Repression and restriction short of violence.
        Coerce = "COERCE",
        /// Acts that can cause physical harm.
        Assault = "ASSAULT",
        /// A reported act that no PLOVER type fits.
        Other = "OTHER",
    }
    /// How certain an event is, in the story's own words.
    Factuality {
        /// Told as a fact.
        Asserted = "asserted",
        /// Told by a source.
        Attributed = "attributed",
        /// Alleged, suspected.
        Alleged = "alleged",
        /// Denied.
        Denied = "denied",
        /// Said not to have happened.
        Negated = "negated",
        /// To come.
        Planned = "planned",
        /// If, may.
        Hypothetical = "hypothetical",
    }
}

/// A number from 0 to 1 in thousandths, so that it prints the same everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Score(u16);

impl Score {
    /// From thousandths; more than 1000 is 1000.
    pub const fn thousandths(n: u16) -> Self {
        Self(if n > 1000 { 1000 } else { n })
    }

    /// In thousandths.
    pub const fn as_thousandths(self) -> u16 {
        self.0
    }
}

impl From<Score> for f64 {
    fn from(score: Score) -> f64 {
        f64::from(score.0) / 1000.0
    }
}

impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        // Whole numbers without a fraction, as JavaScript would print them.
        if self.0.is_multiple_of(1000) { s.serialize_u16(self.0 / 1000) } else { s.serialize_f64(f64::from(*self)) }
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(d)?;
        if !(0.0..=1.0).contains(&value) {
            return Err(serde::de::Error::custom("a score lies between 0 and 1"));
        }
        Ok(Score((value * 1000.0).round() as u16))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Score {
    fn schema_name() -> Cow<'static, str> {
        "Score".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number", "minimum": 0, "maximum": 1})
    }
}

/// The identifier of the rule that made something, such as `direct.cue_after.inverted`.
pub type RuleId = Cow<'static, str>;

/// A news story, read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Article {
    /// BCP 47 code, `und` when unknown.
    pub language: String,
    /// What every span points into. For plain text it is the input, unchanged.
    pub text: String,
    /// Which layers were asked for; the others are empty and absent from the JSON.
    pub layers: Layers,
    /// Headline, authors, dates.
    pub metadata: Metadata,
    /// Blocks, in text order.
    pub blocks: Vec<Block>,
    /// Sentences, inside blocks.
    pub sentences: Vec<Sentence>,
    /// Tokens (Universal Dependencies).
    pub tokens: Vec<Token>,
    /// Names, nominals and pronouns.
    pub mentions: Vec<Mention>,
    /// Entities, by first mention.
    pub entities: Vec<Entity>,
    /// Time expressions.
    pub times: Vec<TimeExpression>,
    /// Quantities.
    pub quantities: Vec<Quantity>,
    /// Quotations.
    pub quotes: Vec<Quote>,
    /// Events.
    pub events: Vec<Event>,
    /// The five Ws (and how).
    pub five_ws: FiveWs,
    /// Events and quotes in time order.
    pub timeline: Vec<TimelineEntry>,
    /// What was odd about the input, or cut short.
    pub diagnostics: Vec<Diagnostic>,
}

/// schema.org `NewsArticle` names, in snake_case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the names are schema.org's")]
pub struct Metadata {
    pub headline: Option<String>,
    pub alternative_headline: Option<String>,
    pub description: Option<String>,
    pub authors: Vec<Author>,
    pub publisher: Option<String>,
    pub agencies: Vec<String>,
    /// ISO 8601: a date, or a date-time with its offset when the source has one.
    pub date_published: Option<String>,
    /// ISO 8601, as `date_published`.
    pub date_modified: Option<String>,
    pub dateline: Option<Dateline>,
    pub section: Option<String>,
    pub keywords: Vec<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub images: Vec<Image>,
    /// Where each value came from, by field name.
    pub sources: BTreeMap<String, MetadataSource>,
}

/// An author of the story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Author {
    /// The name, in ordinary case.
    pub name: String,
    /// "Defence correspondent".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The outlet or agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
}

/// `BAGHDAD (AP) —` at the head of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dateline {
    /// The place, in ordinary case.
    pub location: String,
    /// The agency.
    pub agency: Option<String>,
    /// The day, ISO 8601.
    pub date: Option<String>,
    /// The whole dateline, dash excluded.
    pub span: Span,
}

/// A picture of a web page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub struct Image {
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// A block of the story.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
    /// For captions: description and credit.
    pub caption: Option<Caption>,
    /// For posts put into the story (block quotes): who wrote the post, where the page names them.
    pub author: Option<Span>,
    /// For web pages: the bytes of the page (as UTF-8) from the block's first kept text to its last.
    /// `None` when the story is no web page; `Some(None)` when the text is not in the mark-up.
    pub source: Option<Option<Span>>,
}

impl Block {
    /// A block of plain text.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, caption: None, author: None, source: None }
    }

    /// Whether the block belongs to the body: every kind but header, headline, standfirst, byline, caption, note and boilerplate.
    pub fn is_body(&self) -> bool {
        use BlockKind::{BlockQuote, Heading, ListItem, Paragraph, Table};
        matches!(self.kind, Heading | Paragraph | ListItem | BlockQuote | Table)
    }
}

/// The parts of a caption.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Caption {
    /// The description.
    pub caption: Span,
    /// The credit with its label ("Photo / AP").
    pub credit: Option<Credit>,
}

/// A picture credit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Credit {
    /// Where it is.
    pub span: Span,
    /// The photographer.
    pub photographer: Option<String>,
    /// The agency.
    pub agency: Option<String>,
}

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// The block it stands in.
    pub block: BlockId,
    /// Where it is.
    pub span: Span,
}

/// A syntactic word of Universal Dependencies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// The sentence it stands in.
    pub sentence: SentenceId,
    /// Where it is.
    pub span: Span,
    /// Dictionary form.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub feats: Feats,
    /// The head; `None` for the root.
    pub head: Option<TokenId>,
    /// The relation to the head.
    pub deprel: Deprel,
}

impl Token {
    /// A token before syntax has filled it in.
    pub fn new(sentence: SentenceId, span: Span) -> Self {
        Self { sentence, span, lemma: CompactString::default(), upos: Upos::X, feats: Feats::default(), head: None, deprel: Deprel::Dep }
    }
}

/// A person, organization, place … mentioned.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// Where it is: for a name without its title, for a nominal the whole noun phrase.
    pub span: Span,
    /// By name, noun or pronoun.
    pub kind: MentionKind,
    /// `None` for nominals and pronouns that we can't type.
    pub r#type: Option<EntityType>,
    /// The entity, `None` when unresolved.
    pub entity: Option<EntityId>,
    /// The head word of a nominal.
    pub head: Option<Span>,
}

/// A person, organization, place … with all its mentions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entity {
    /// What it is.
    pub r#type: EntityType,
    /// The fullest name in the story.
    pub name: String,
    /// The other names.
    pub aliases: Vec<String>,
    /// Jobs and offices.
    pub roles: Vec<Role>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// From pronouns and titles of the text: "female", "male".
    pub gender: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Its mentions, in text order.
    pub mentions: Vec<MentionId>,
}

/// A job or office of a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Role {
    /// The job alone: "Defense Secretary".
    pub title: String,
    /// The body.
    pub organization: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// "former".
    pub status: Option<String>,
    /// Where the role is told.
    pub span: Span,
}

/// A point of the calendar: a day, or a day with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Moment {
    /// The start of a day.
    Date(Date),
    /// A time of a day.
    DateTime(DateTime),
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Moment::Date(d) => write!(f, "{d}"),
            Moment::DateTime(t) if t.second() == 0 && t.subsec_nanosecond() == 0 => {
                write!(f, "{}T{:02}:{:02}", t.date(), t.hour(), t.minute())
            }
            Moment::DateTime(t) => write!(f, "{t}"),
        }
    }
}

impl std::str::FromStr for Moment {
    type Err = crate::Error;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let parsed = if s.contains('T') { s.parse().map(Moment::DateTime).ok() } else { s.parse().map(Moment::Date).ok() };
        parsed.ok_or_else(|| crate::Error::json(format!("{s:?} is no ISO 8601 date or date-time")))
    }
}

/// A half-open stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First moment.
    pub start: Moment,
    /// First moment after it.
    pub end: Moment,
}

/// A TIMEX3 time expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimeExpression {
    /// Where it is.
    pub span: Span,
    /// TIMEX3 type.
    pub r#type: TimeType,
    /// TIMEX3 value: `2019-12-29`, `2019-W52`, `P3D`, `PAST_REF` …
    pub value: String,
    /// TIMEX3 `mod`: `APPROX`, `START`, `END` …
    pub r#mod: Option<String>,
    /// TIMEX3 `quant`.
    pub quant: Option<String>,
    /// TIMEX3 `freq`.
    pub freq: Option<String>,
    /// The calendar interval, when something can be said.
    pub interval: Option<Interval>,
    /// What it was resolved against.
    pub anchor: TimeAnchor,
    /// The rule.
    pub rule: RuleId,
}

/// A number that counts or measures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// Where it is, qualifier included.
    pub span: Span,
    /// What sort of number.
    pub kind: QuantityKind,
    /// Decimal string.
    pub value: Option<String>,
    /// Decimal string.
    pub min: Option<String>,
    /// Decimal string.
    pub max: Option<String>,
    /// How the value bounds the truth.
    pub bound: Bound,
    /// ISO 4217 for money, UCUM for measures.
    pub unit: Option<String>,
    /// What is counted.
    pub of: Option<Span>,
    /// What befell those counted.
    pub role: Option<QuantityRole>,
    /// "No casualties".
    pub negated: bool,
    /// The event it belongs to.
    pub event: Option<EventId>,
    /// The rule.
    pub rule: RuleId,
}

/// The source of a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Speaker {
    /// The whole noun phrase.
    pub span: Span,
    /// Its mention.
    pub mention: Option<MentionId>,
    /// Its entity.
    pub entity: Option<EntityId>,
}

/// A relay of the words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Via {
    /// Where it is.
    pub span: Span,
    /// What sort.
    pub kind: ViaKind,
}

/// Who said what, how and through whom.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quote {
    /// Direct, indirect, mixed.
    pub kind: QuoteKind,
    /// From first to last content (for a declined comment: the cue).
    pub span: Span,
    /// What was said.
    pub content: Vec<Span>,
    /// "said", "according to".
    pub cue: Option<Span>,
    /// Who.
    pub speaker: Option<Speaker>,
    /// To whom.
    pub addressee: Option<Span>,
    /// Through whom.
    pub via: Vec<Via>,
    /// The channel.
    pub medium: Option<Medium>,
    /// The quotation that this one stands in.
    pub parent: Option<QuoteId>,
    /// The quotation that this one goes on from.
    pub continues: Option<QuoteId>,
    /// Said, denied, declined.
    pub polarity: Polarity,
    /// How sure we are.
    pub confidence: Score,
    /// The rule.
    pub rule: RuleId,
}

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    /// The trigger.
    pub span: Span,
    /// The block it stands in.
    pub block: BlockId,
    /// The earlier event that this one tells again.
    pub same_as: Option<EventId>,
    /// PLOVER type.
    pub r#type: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Who.
    pub actors: Vec<MentionId>,
    /// To whom.
    pub recipients: Vec<MentionId>,
    /// When.
    pub time: Option<TimeId>,
    /// Where.
    pub place: Option<MentionId>,
    /// Its counts.
    pub quantities: Vec<QuantityId>,
    /// How certain.
    pub factuality: Factuality,
    /// Whose words.
    pub quote: Option<QuoteId>,
    /// The sentence.
    pub sentence: SentenceId,
    /// The rule.
    pub rule: RuleId,
}

/// One answer to one of the five Ws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Answer {
    /// Where it is.
    pub span: Span,
    /// How good an answer.
    pub score: Score,
}

/// Ranked answers about the story's main event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub struct FiveWs {
    pub who: Vec<Answer>,
    pub what: Vec<Answer>,
    pub when: Vec<Answer>,
    pub r#where: Vec<Answer>,
    pub why: Vec<Answer>,
    pub how: Vec<Answer>,
}

/// What a timeline entry points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimelineItem {
    /// An event.
    Event(EventId),
    /// A quotation.
    Quote(QuoteId),
}

/// An event or quotation on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimelineEntry {
    /// What.
    pub item: TimelineItem,
    /// When.
    pub interval: Interval,
    /// Told as background, not as the day's news.
    pub background: bool,
}

/// A remark on the input.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// A stable code: `unclosed_quote`, `unsupported_language`.
    pub code: Cow<'static, str>,
    /// For a person to read.
    pub message: String,
    /// Where, when it has a place.
    pub span: Option<Span>,
}

impl Article {
    /// An article with no layer filled.
    pub(crate) fn empty(text: String, language: String, layers: Layers) -> Self {
        Self {
            language,
            text,
            layers,
            metadata: Metadata::default(),
            blocks: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            quotes: Vec::new(),
            events: Vec::new(),
            five_ws: FiveWs::default(),
            timeline: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The entity that a quotation is attributed to.
    pub fn speaker(&self, quote: &Quote) -> Option<&Entity> {
        self.entities.get(quote.speaker.as_ref()?.entity?.index())
    }
}
