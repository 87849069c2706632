//! The closed sets of values, each with its names in JSON.

/// Declares a field-less enum with its names in JSON. `in` is its module, where that is not the crate's root: the examples need it.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident $(in $module:literal)? { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),* }
        impl $name {
            /// Every value, in the order of declaration.
            ///
            /// ```
            #[doc = concat!("use nutgraf::", $($module, "::",)? stringify!($name), ";")]
            #[doc = concat!("let names: Vec<&str> = ", stringify!($name), "::ALL.iter().map(|v| v.as_str()).collect();")]
            #[doc = concat!("assert_eq!(names, [", $("\"", $text, "\", ",)* "]);")]
            /// ```
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The name in JSON.
            ///
            /// ```
            #[doc = concat!("use nutgraf::", $($module, "::",)? stringify!($name), ";")]
            $(#[doc = concat!("assert_eq!(", stringify!($name), "::", stringify!($variant), ".as_str(), \"", $text, "\");")])*
            /// ```
            pub const fn as_str(self) -> &'static str { match self { $($name::$variant => $text),* } }
            /// The value with this JSON name.
            ///
            /// ```
            #[doc = concat!("use nutgraf::", $($module, "::",)? stringify!($name), ";")]
            #[doc = concat!("assert!(", stringify!($name), "::ALL.iter().all(|v| ", stringify!($name), "::from_name(v.as_str()) == Some(*v)));")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::from_name(\"no such name\"), None);")]
            /// ```
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
    ///
    /// ```
    /// use nutgraf::BlockKind;
    /// let article = nutgraf::extract("Dam holds\n\nBy Ada Osei\n\nIt rained on Sunday in Karvo.")?;
    /// let kinds: Vec<BlockKind> = article.blocks.iter().map(|b| b.kind).collect();
    /// assert_eq!(kinds, [BlockKind::Headline, BlockKind::Byline, BlockKind::Paragraph]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::MetadataSource;
    /// let article = nutgraf::extract("KARVO (AP) — It rained on Sunday.")?;
    /// assert_eq!(article.metadata.sources["agencies"], MetadataSource::Dateline);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::MentionKind;
    /// let article = nutgraf::extract("Ada Osei came. She left.")?;
    /// let names = article.mentions.iter().filter(|m| m.kind == MentionKind::Name);
    /// assert_eq!(names.count(), 1);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    MentionKind {
        /// By name.
        Name = "name",
        /// By a common noun phrase.
        Nominal = "nominal",
        /// By a pronoun.
        Pronoun = "pronoun",
    }
    /// What a mention or entity is.
    ///
    /// ```
    /// use nutgraf::EntityType;
    /// let article = nutgraf::extract("“It works,” said Ada Osei in Paris.")?;
    /// let people: Vec<&str> = article.entities.iter().filter(|e| e.r#type == EntityType::Person).map(|e| &e.name[..]).collect();
    /// assert_eq!(people, ["Ada Osei"]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::TimeType;
    /// let article = nutgraf::extract("It rained for three hours every Friday in May 2024.")?;
    /// let types: Vec<TimeType> = article.times.iter().map(|t| t.r#type).collect();
    /// assert_eq!(types, [TimeType::Duration, TimeType::Set, TimeType::Date]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::TimeAnchor;
    /// let article = nutgraf::extract("It rained on 5 May 2024.")?;
    /// assert_eq!(article.times[0].anchor, TimeAnchor::None, "a full date needs no other");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    TimeAnchor {
        /// The publication date.
        Publication = "publication",
        /// The last date mentioned.
        Previous = "previous",
        /// Nothing.
        None = "none",
    }
    /// What sort of number a quantity is.
    ///
    /// ```
    /// use nutgraf::QuantityKind;
    /// let article = nutgraf::extract("The council spent $2.5 million, up 4%.")?;
    /// let kinds: Vec<QuantityKind> = article.quantities.iter().map(|q| q.kind).collect();
    /// assert_eq!(kinds, [QuantityKind::Money, QuantityKind::Percent]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::Bound;
    /// let article = nutgraf::extract("Between 200 and 300 people marched; about 40 were arrested.")?;
    /// let bounds: Vec<Bound> = article.quantities.iter().map(|q| q.bound).collect();
    /// assert_eq!(bounds, [Bound::Range, Bound::About]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::QuantityRole;
    /// let article = nutgraf::extract("Three people were killed and 20 were injured.")?;
    /// let roles: Vec<_> = article.quantities.iter().filter_map(|q| q.role).collect();
    /// assert_eq!(roles, [QuantityRole::Killed, QuantityRole::Injured]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::QuoteKind;
    /// let article = nutgraf::extract("“It works,” said Ada Osei. She said that it was late.")?;
    /// let kinds: Vec<QuoteKind> = article.quotes.iter().map(|q| q.kind).collect();
    /// assert_eq!(kinds, [QuoteKind::Direct, QuoteKind::Indirect]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    QuoteKind {
        /// Inside quotation marks.
        Direct = "direct",
        /// As a clause.
        Indirect = "indirect",
        /// A clause partly in marks.
        Mixed = "mixed",
    }
    /// The channel of the words.
    ///
    /// ```
    /// use nutgraf::Medium;
    /// let article = nutgraf::extract("“It works,” Ada Osei wrote on Twitter.")?;
    /// assert_eq!(article.quotes[0].medium, Some(Medium::Post));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::ViaKind;
    /// let article = nutgraf::extract("“It works,” Ada Osei wrote, according to Reuters.")?;
    /// assert_eq!(article.quotes[0].via[0].kind, ViaKind::Agency);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::Polarity;
    /// let article = nutgraf::extract("Ada Osei denied that troops would leave. The ministry declined to comment.")?;
    /// let polarities: Vec<Polarity> = article.quotes.iter().map(|q| q.polarity).collect();
    /// assert_eq!(polarities, [Polarity::Denied, Polarity::Declined]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Polarity {
        /// Said.
        Said = "said",
        /// The content is what is denied.
        Denied = "denied",
        /// No comment.
        Declined = "declined",
    }
    /// PLOVER event types (manual of 2021 and after), and `OTHER`.
    ///
    /// ```
    /// use nutgraf::EventType;
    /// let article = nutgraf::extract("Police arrested 14 protesters in Karvo on Monday.")?;
    /// assert_eq!(article.events[0].r#type, EventType::Coerce);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::Factuality;
    /// let article = nutgraf::extract("Police did not arrest Colin Brandt.")?;
    /// assert_eq!(article.events[0].factuality, Factuality::Negated);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
