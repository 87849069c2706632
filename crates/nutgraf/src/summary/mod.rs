//! Who is quoted how often, over many stories: the corpus answer.
//!
//! Gives, for each speaker with a name: stories, times quoted, words quoted, by kind and medium; the same by role, by organization,
//! by medium and by kind.
//!
//! Speakers of different stories are one when the canonical names of their entities are equal, letter by letter, and their types:
//! never guessed. "Osei" of a story that has no first name is not "Ada Osei" of another. A speaker without a name ("a witness") is
//! counted among the unnamed, a quote without speaker among the unattributed.
//!
//! A quote that goes on in the next sentence or paragraph (`continues`) is one time quoted; its words count. Words are runs without
//! white space that have a letter or digit. Those of a quote inside a quote count for both speakers. "No comment" is counted apart.
//!
//! ```
//! use nutgraf::summary::Summarizer;
//! let mut summarizer = Summarizer::new();
//! for story in ["“It works,” said Ada Osei.", "“It rained all day,” said Ada Osei."] {
//!     summarizer.add(&nutgraf::extract(story)?);
//! }
//! let summary = summarizer.finish();
//! let osei = &summary.speakers[0];
//! assert_eq!((&osei.name[..], osei.totals.stories, osei.totals.quotes, osei.totals.words), ("Ada Osei", 2, 2, 6));
//! # Ok::<(), nutgraf::Error>(())
//! ```

mod csv;
mod html;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::article::{Article, EntityType, Polarity, Quote, QuoteKind};

pub use csv::By;

/// What was said, summed.
///
/// ```
/// use nutgraf::summary::Summarizer;
/// let mut summarizer = Summarizer::new();
/// summarizer.add(&nutgraf::extract("“It works,” said Ada Osei. She said it was late.")?);
/// let all = summarizer.finish().all;
/// assert_eq!((all.quotes, all.direct, all.indirect), (2, 1, 1));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Stories with at least one of the quotes.
    pub stories: u64,
    /// Times quoted.
    pub quotes: u64,
    /// Words quoted.
    pub words: u64,
    /// Times quoted word for word.
    pub direct: u64,
    /// Times in the reporter's words.
    pub indirect: u64,
    /// Times in both.
    pub mixed: u64,
    /// Times the speaker denied what was said.
    pub denied: u64,
    /// Times the speaker had no comment; not among the quotes.
    pub declined: u64,
    /// Times by medium; `unknown` where the story does not tell.
    pub media: BTreeMap<String, u64>,
}

/// One speaker.
///
/// ```
/// use nutgraf::summary::Summarizer;
/// let mut summarizer = Summarizer::new();
/// summarizer.add(&nutgraf::extract("“It works,” said Ada Osei, the mayor of Karvo.")?);
/// let speaker = &summarizer.finish().speakers[0];
/// assert_eq!((&speaker.name[..], speaker.roles["mayor"], speaker.totals.quotes), ("Ada Osei", 1, 1));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// The canonical name.
    pub name: String,
    /// Person, organization …
    pub r#type: EntityType,
    /// The jobs that stories give, with the number of stories.
    pub roles: BTreeMap<String, u64>,
    /// The organizations of those jobs, with the number of stories.
    pub organizations: BTreeMap<String, u64>,
    /// What was said.
    #[serde(flatten)]
    pub totals: Totals,
}

/// A role, an organization, a medium or a kind.
///
/// ```
/// use nutgraf::summary::Summarizer;
/// let mut summarizer = Summarizer::new();
/// summarizer.add(&nutgraf::extract("“It works,” Ada Osei wrote on Twitter.")?);
/// let media = summarizer.finish().media;
/// assert_eq!((&media[0].name[..], media[0].speakers), ("post", 1));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Speakers with names.
    pub speakers: u64,
    /// What was said.
    #[serde(flatten)]
    pub totals: Totals,
}

/// The summary of a corpus. Lists are sorted by quotes, then words, then name.
///
/// ```
/// use nutgraf::summary::Summarizer;
/// let mut summarizer = Summarizer::new();
/// for story in ["“It works,” said Ada Osei.", "“It rained,” said Ada Osei. “Yes,” a witness said."] {
///     summarizer.add(&nutgraf::extract(story)?);
/// }
/// let summary = summarizer.finish();
/// assert_eq!((summary.stories, summary.speakers[0].totals.stories, summary.unnamed.quotes), (2, 2, 1));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Stories read.
    pub stories: u64,
    /// Of all quotes.
    pub all: Totals,
    /// Speakers with names.
    pub speakers: Vec<Speaker>,
    /// Quotes of speakers without a name.
    pub unnamed: Totals,
    /// Quotes without a speaker.
    pub unattributed: Totals,
    /// By the job of the speaker.
    pub roles: Vec<Group>,
    /// By the organization of that job, and organizations that speak themselves.
    pub organizations: Vec<Group>,
    /// By medium.
    pub media: Vec<Group>,
    /// By kind of quote.
    pub kinds: Vec<Group>,
}

type Key = (String, EntityType);

/// Sums in the making, of one group.
#[derive(Clone, Debug, Default)]
struct Sum {
    totals: Totals,
    speakers: BTreeSet<Key>,
    /// The last story that counted.
    story: u64,
}

impl Sum {
    fn add(&mut self, story: u64, speaker: Option<&Key>, quote: &Quote, words: u64) {
        if self.story != story {
            self.story = story;
            self.totals.stories += 1;
        }
        if let Some(key) = speaker.filter(|k| !self.speakers.contains(*k)) {
            self.speakers.insert(key.clone());
        }
        let t = &mut self.totals;
        if quote.polarity == Polarity::Declined {
            t.declined += 1;
            return;
        }
        t.words += words;
        if quote.continues.is_some() {
            return;
        }
        t.quotes += 1;
        t.denied += u64::from(quote.polarity == Polarity::Denied);
        *match quote.kind {
            QuoteKind::Direct => &mut t.direct,
            QuoteKind::Indirect => &mut t.indirect,
            QuoteKind::Mixed => &mut t.mixed,
        } += 1;
        *t.media.entry(medium(quote).to_owned()).or_default() += 1;
    }
}

fn medium(quote: &Quote) -> &'static str {
    quote.medium.map_or("unknown", |m| m.as_str())
}

#[derive(Clone, Debug, Default)]
struct Person {
    sum: Sum,
    roles: BTreeMap<String, u64>,
    organizations: BTreeMap<String, u64>,
}

/// Adds stories up; holds no story.
///
/// ```
/// use nutgraf::summary::Summarizer;
/// let mut summarizer = Summarizer::new();
/// summarizer.add(&nutgraf::extract("“It works,” said Ada Osei, the mayor of Karvo.")?);
/// let summary = summarizer.finish();
/// assert_eq!((&summary.speakers[0].name[..], summary.speakers[0].totals.words), ("Ada Osei", 2));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Summarizer {
    stories: u64,
    all: Sum,
    unnamed: Sum,
    unattributed: Sum,
    speakers: BTreeMap<Key, Person>,
    roles: BTreeMap<String, Sum>,
    organizations: BTreeMap<String, Sum>,
    media: BTreeMap<String, Sum>,
    kinds: BTreeMap<String, Sum>,
}

impl Summarizer {
    /// Nothing yet.
    ///
    /// ```
    /// use nutgraf::summary::Summarizer;
    /// assert_eq!(Summarizer::new().finish().stories, 0);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a story. Its layers `quotes` and `entities` are read.
    ///
    /// ```
    /// use nutgraf::{Extractor, Options, summary::Summarizer};
    /// let extractor = Extractor::new(Options::new().layers("quotes,entities".parse()?));
    /// let mut summarizer = Summarizer::new();
    /// summarizer.add(&extractor.extract("“It works,” said Ada Osei.")?);
    /// assert_eq!(summarizer.finish().all.quotes, 1);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn add(&mut self, article: &Article) {
        self.stories += 1;
        let story = self.stories;
        // Entities of this story whose roles have been counted.
        let mut told = BTreeSet::new();
        for quote in &article.quotes {
            let words = quote.content.iter().map(|s| count_words(s.slice(&article.text))).sum();
            let entity = quote.speaker.as_ref().and_then(|s| s.entity);
            let named = entity.and_then(|id| Some((id, article.entities.get(id.index())?))).filter(|(_, e)| !e.name.is_empty());
            let key = named.map(|(_, e)| (e.name.clone(), e.r#type));
            let key = key.as_ref();
            self.all.add(story, key, quote, words);
            if quote.polarity != Polarity::Declined {
                group(&mut self.media, medium(quote)).add(story, key, quote, words);
                group(&mut self.kinds, quote.kind.as_str()).add(story, key, quote, words);
            }
            let (Some((id, entity)), Some(key)) = (named, key) else {
                let sum = if quote.speaker.is_some() { &mut self.unnamed } else { &mut self.unattributed };
                sum.add(story, None, quote, words);
                continue;
            };
            let speaker = self.speakers.entry(key.clone()).or_default();
            speaker.sum.add(story, None, quote, words);
            let roles: BTreeSet<&str> = entity.roles.iter().map(|r| &r.title[..]).filter(|t| !t.is_empty()).collect();
            let mut organizations: BTreeSet<&str> = entity.roles.iter().filter_map(|r| r.organization.as_deref()).collect();
            if told.insert(id) {
                roles.iter().for_each(|&r| *speaker.roles.entry(r.to_owned()).or_default() += 1);
                organizations.iter().for_each(|&o| *speaker.organizations.entry(o.to_owned()).or_default() += 1);
            }
            if entity.r#type == EntityType::Organization {
                organizations.insert(&entity.name);
            }
            roles.into_iter().for_each(|r| group(&mut self.roles, r).add(story, Some(key), quote, words));
            organizations.into_iter().for_each(|o| group(&mut self.organizations, o).add(story, Some(key), quote, words));
        }
    }

    /// The summary of the stories added so far.
    ///
    /// ```
    /// use nutgraf::summary::Summarizer;
    /// let mut summarizer = Summarizer::new();
    /// summarizer.add(&nutgraf::extract("“It works,” said Ada Osei.")?);
    /// let so_far = summarizer.clone().finish();
    /// assert_eq!(so_far.speakers.len(), 1);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn finish(self) -> Summary {
        let speaker = |((name, kind), p): (Key, Person)| Speaker {
            name,
            r#type: kind,
            roles: p.roles,
            organizations: p.organizations,
            totals: p.sum.totals,
        };
        let mut speakers: Vec<Speaker> = self.speakers.into_iter().map(speaker).collect();
        // Stable: what is equal stays in the order of names.
        speakers.sort_by_key(|s| std::cmp::Reverse((s.totals.quotes, s.totals.words)));
        Summary {
            stories: self.stories,
            all: self.all.totals,
            speakers,
            unnamed: self.unnamed.totals,
            unattributed: self.unattributed.totals,
            roles: groups(self.roles),
            organizations: groups(self.organizations),
            media: groups(self.media),
            kinds: groups(self.kinds),
        }
    }
}

fn group<'a>(groups: &'a mut BTreeMap<String, Sum>, name: &str) -> &'a mut Sum {
    if !groups.contains_key(name) {
        groups.insert(name.to_owned(), Sum::default());
    }
    groups.entry(name.to_owned()).or_default()
}

fn groups(sums: BTreeMap<String, Sum>) -> Vec<Group> {
    let group = |(name, s): (String, Sum)| Group { name, speakers: s.speakers.len() as u64, totals: s.totals };
    let mut groups: Vec<Group> = sums.into_iter().map(group).collect();
    groups.sort_by_key(|g| std::cmp::Reverse((g.totals.quotes, g.totals.words)));
    groups
}

fn count_words(text: &str) -> u64 {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count() as u64
}

impl Summary {
    /// As compact JSON.
    ///
    /// ```
    /// use nutgraf::summary::Summarizer;
    /// let mut summarizer = Summarizer::new();
    /// summarizer.add(&nutgraf::extract("“It works,” said Ada Osei.")?);
    /// assert!(summarizer.finish().to_json().starts_with("{\"stories\":1,"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn to_json(&self) -> String {
        // Writing to a string cannot fail, and every key is one.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(stories: &[&str]) -> Summary {
        let mut summarizer = Summarizer::new();
        stories.iter().for_each(|s| summarizer.add(&crate::extract(s).unwrap()));
        summarizer.finish()
    }

    #[test]
    fn speakers_are_joined_by_their_whole_name_alone() {
        let s = summary(&[
            "“It works very well,” said Ada Osei, the mayor of Karvo. “We will go on,” Osei added.",
            "Ada Osei said the bridge would open on Monday. A witness said it was late.",
            "“It is late,” Osei said.",
        ]);
        let names: Vec<(&str, u64, u64)> = s.speakers.iter().map(|p| (&p.name[..], p.totals.quotes, p.totals.stories)).collect();
        assert_eq!(names, [("Ada Osei", 3, 2), ("Osei", 1, 1)]);
        assert_eq!(s.speakers[0].totals.words, 4 + 4 + 6);
        assert_eq!(s.speakers[0].roles.get("mayor"), Some(&1));
        assert_eq!((s.stories, s.all.quotes, s.unnamed.quotes), (3, 5, 1));
        assert_eq!((s.all.direct, s.all.indirect), (3, 2));
        assert_eq!(s.kinds[0].name, "direct");
    }

    #[test]
    fn nothing_is_a_summary_too() {
        let s = summary(&[]);
        assert_eq!(s, Summary::default());
        assert_eq!(s.to_csv(By::Speaker).lines().count(), 1);
        assert!(s.to_html().contains("</html>"));
    }

    #[test]
    fn tables_are_escaped() {
        let article = crate::extract("“It works,” said Ada Osei.").unwrap();
        let mut summarizer = Summarizer::new();
        let mut odd = article;
        odd.entities.iter_mut().for_each(|e| e.name = "=1+\"<b>,\u{202E}é".to_owned());
        summarizer.add(&odd);
        let s = summarizer.finish();
        let csv = s.to_csv(By::Speaker);
        assert!(csv.lines().nth(1).unwrap().starts_with("\"'=1+\"\"<b>,"), "{csv}");
        for (name, cell) in
            [("-2+3+cmd|' /C calc'!A0", "\"'-2+3"), ("＝1+1", "\"'＝1+1\""), ("@SUM(A1)", "\"'@SUM(A1)\""), ("\t=1", "\"'\t=1\"")]
        {
            odd.entities.iter_mut().for_each(|e| e.name = name.to_owned());
            let mut summarizer = Summarizer::new();
            summarizer.add(&odd);
            let csv = summarizer.finish().to_csv(By::Speaker);
            assert!(csv.lines().nth(1).unwrap().starts_with(cell), "{csv}");
        }
        let page = s.to_html();
        assert!(!page.contains("<b>") && page.contains("&lt;b&gt;"));
        assert!(!page.contains("http"), "nothing is fetched");
    }
}
