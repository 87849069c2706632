//! The closed sets of values, each with its names in JSON.

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
        /// An element or attribute of a NITF document.
        Nitf = "nitf",
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
