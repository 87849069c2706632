//! A caller's own words: names with their types, cue verbs, agencies, nouns for harm. What the stages know besides their tables.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::Error;
use crate::article::{EntityType, Medium, Polarity, QuantityRole};

/// Longest entry, in bytes.
const LONGEST: usize = 200;

/// Extra names, cue verbs, agencies and casualty nouns. Handed to [`Options::lexicon`](crate::Options::lexicon).
///
/// ```
/// use nutgraf::{EntityType, Extractor, Lexicon, Options};
/// let lexicon = Lexicon::new().name("The Tern", EntityType::Product).cue_verb("enthuse", Default::default());
/// let article = Extractor::new(Options::new().lexicon(lexicon)).extract("The Tern left Karvo harbour on Monday.")?;
/// assert!(article.mentions.iter().any(|m| m.span.slice(&article.text) == "The Tern" && m.r#type == Some(EntityType::Product)));
/// # Ok::<(), nutgraf::Error>(())
/// ```
///
/// A file of it, as JSON or (feature `toml`) as TOML:
///
/// ```toml
/// [[names]]
/// text = "Halvorsen Institute"
/// type = "organization"
///
/// [[cue_verbs]]
/// verb = "enthuse"                      # takes = "clause" (default), "hearer" or "words"
///
/// [[agencies]]
/// name = "Nordwire"
/// written = ["NW", "Nordwire News"]
///
/// [[casualty_nouns]]
/// noun = "drowning"
/// role = "killed"
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Names by the letters and digits that they begin with, longest first.
    names: BTreeMap<String, Vec<(String, EntityType)>>,
    /// By lemma and by regular forms.
    cue_verbs: BTreeMap<String, CueVerb>,
    /// Names by what is written, in lower case.
    agencies: BTreeMap<String, String>,
    /// By lemma.
    casualty_nouns: BTreeMap<String, QuantityRole>,
}

/// What a cue verb takes and tells. The default: a clause or words in marks, as "say" does.
///
/// ```
/// use nutgraf::{CueVerb, Extractor, Lexicon, Medium, Options};
/// let lexicon = Lexicon::new().cue_verb("skeet", CueVerb { medium: Some(Medium::Post), ..CueVerb::default() });
/// let article = Extractor::new(Options::new().lexicon(lexicon)).extract("“It works,” Ada Osei skeeted on Monday.")?;
/// assert_eq!(article.quotes[0].medium, Some(Medium::Post));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueVerb {
    /// What stands with it.
    pub takes: Takes,
    /// The channel that the verb tells of, as "tweet" does.
    pub medium: Option<Medium>,
    /// `Denied`: the content is what is denied.
    pub polarity: Polarity,
}

impl Default for CueVerb {
    fn default() -> Self {
        Self { takes: Takes::Clause, medium: None, polarity: Polarity::Said }
    }
}

crate::article::names! {
    /// What a cue verb takes.
    ///
    /// ```
    /// use nutgraf::{CueVerb, Extractor, Lexicon, Options, Takes};
    /// let lexicon = Lexicon::new().cue_verb("brief", CueVerb { takes: Takes::Hearer, ..CueVerb::default() });
    /// let article = Extractor::new(Options::new().lexicon(lexicon)).extract("Ada Osei briefed reporters that the dam holds.")?;
    /// assert_eq!(article.quotes[0].addressee.unwrap().slice(&article.text), "reporters");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Takes {
        /// What is said, as a clause or in marks: "say that …".
        Clause = "clause",
        /// The hearer, then what is said: "tell them that …".
        Hearer = "hearer",
        /// Words in marks alone: "joke: “…”".
        Words = "words",
    }
}

/// Trimmed, runs of white space made one space; `None` when nothing that can be looked for is left.
fn clean(entry: &str) -> Option<String> {
    let words: Vec<&str> = entry.split_whitespace().collect();
    let cleaned = words.join(" ");
    (cleaned.chars().any(char::is_alphanumeric) && cleaned.len() <= LONGEST).then_some(cleaned)
}

fn lower(entry: &str) -> Option<String> {
    clean(entry).map(|e| e.to_lowercase().replace('’', "'"))
}

/// The letters and digits at the beginning; the first character when there are none.
fn opening(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end.max(text.chars().next().map_or(0, char::len_utf8))]
}

impl Lexicon {
    /// An empty one.
    ///
    /// ```
    /// assert_eq!(nutgraf::Lexicon::new(), nutgraf::Lexicon::default());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name, written as here. It goes before what the model reads, but not before a longer name around it.
    ///
    /// ```
    /// use nutgraf::{EntityType, Extractor, Lexicon, Options};
    /// let lexicon = Lexicon::new().name("Halvorsen Institute", EntityType::Organization);
    /// let article = Extractor::new(Options::new().lexicon(lexicon)).extract("The Halvorsen Institute closed.")?;
    /// assert_eq!((&article.entities[0].name[..], article.entities[0].r#type), ("Halvorsen Institute", EntityType::Organization));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn name(mut self, text: &str, kind: EntityType) -> Self {
        if let Some(text) = clean(text) {
            let group = self.names.entry(opening(&text).to_owned()).or_default();
            group.retain(|(known, _)| *known != text);
            group.push((text, kind));
            // Longest first; equally long ones in their own order, so that the order of calls makes no difference.
            group.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        self
    }

    /// Adds a verb of saying, by its base form; regular forms ("-s", "-ed", "-ing") go with it. Replaces what the tables say of it.
    ///
    /// ```
    /// use nutgraf::{Extractor, Lexicon, Options};
    /// let lexicon = Lexicon::new().cue_verb("enthuse", Default::default());
    /// let article = Extractor::new(Options::new().lexicon(lexicon)).extract("“It works,” Ada Osei enthused.")?;
    /// assert_eq!(article.quotes[0].cue.unwrap().slice(&article.text), "enthused");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn cue_verb(mut self, verb: &str, cue: CueVerb) -> Self {
        if let Some(verb) = lower(verb) {
            // A particle stays as it is: "pipe up", "piped up".
            let (stem, rest) = verb.find(' ').map_or((&verb[..], ""), |at| verb.split_at(at));
            let forms = match stem.strip_suffix('e') {
                Some(short) => [format!("{stem}s{rest}"), format!("{stem}d{rest}"), format!("{short}ing{rest}")],
                None => [format!("{stem}s{rest}"), format!("{stem}ed{rest}"), format!("{stem}ing{rest}")],
            };
            for form in forms {
                self.cue_verbs.entry(form).or_insert(cue);
            }
            self.cue_verbs.insert(verb, cue);
        }
        self
    }

    /// Adds a news agency by its name, as a dateline or "according to" has it.
    ///
    /// ```
    /// use nutgraf::{Extractor, Lexicon, Options};
    /// let extractor = Extractor::new(Options::new().lexicon(Lexicon::new().agency("Nordwire")));
    /// let article = extractor.extract("KARVO (Nordwire) — It rained on Monday.")?;
    /// assert_eq!(article.metadata.agencies, ["Nordwire"]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn agency(self, name: &str) -> Self {
        self.agency_written(name, name)
    }

    /// Adds another way to write an agency's name: "AP".
    ///
    /// ```
    /// use nutgraf::{Extractor, Lexicon, Options};
    /// let extractor = Extractor::new(Options::new().lexicon(Lexicon::new().agency_written("NW", "Nordwire")));
    /// let article = extractor.extract("KARVO (NW) — It rained on Monday.")?;
    /// assert_eq!(article.metadata.agencies, ["Nordwire"]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn agency_written(mut self, written: &str, name: &str) -> Self {
        if let (Some(written), Some(name)) = (lower(written), clean(name)) {
            self.agencies.insert(written, name);
        }
        self
    }

    /// Adds a noun that says what befell those counted ("three drownings"), by its singular.
    ///
    /// ```
    /// use nutgraf::{Extractor, Lexicon, Options, QuantityRole};
    /// let lexicon = Lexicon::new().casualty_noun("scalding", QuantityRole::Injured);
    /// let article = Extractor::new(Options::new().lexicon(lexicon)).extract("The plant reported three scaldings on Monday.")?;
    /// assert_eq!(article.quantities[0].role, Some(QuantityRole::Injured));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn casualty_noun(mut self, noun: &str, role: QuantityRole) -> Self {
        if let Some(noun) = lower(noun) {
            self.casualty_nouns.entry(format!("{noun}s")).or_insert(role);
            self.casualty_nouns.insert(noun, role);
        }
        self
    }

    /// Reads JSON.
    ///
    /// ```
    /// use nutgraf::{EntityType, Lexicon};
    /// let lexicon = Lexicon::from_json(r#"{"names": [{"text": "The Tern", "type": "product"}]}"#)?;
    /// assert_eq!(lexicon, Lexicon::new().name("The Tern", EntityType::Product));
    /// let error = Lexicon::from_json(r#"{"names": [{"text": "The Tern", "type": "ship"}]}"#).unwrap_err();
    /// assert!(error.to_string().contains("unknown variant `ship`"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Option`](crate::ErrorKind) with the line, the key and what is allowed.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let file: File = serde_json::from_str(json).map_err(|e| {
            let message = e.to_string();
            let what = message.split(" at line ").next().unwrap_or(&message);
            complaint(json, e.line(), what)
        })?;
        Ok(file.into())
    }

    /// Reads TOML.
    ///
    /// ```
    /// use nutgraf::{EntityType, Lexicon};
    /// let lexicon = Lexicon::from_toml("[[names]]\ntext = \"The Tern\"\ntype = \"product\"\n")?;
    /// assert_eq!(lexicon, Lexicon::new().name("The Tern", EntityType::Product));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Option`](crate::ErrorKind) with the line, the key and what is allowed.
    #[cfg(feature = "toml")]
    pub fn from_toml(toml: &str) -> Result<Self, Error> {
        let file: File = toml::from_str(toml).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start.min(toml.len()));
            complaint(toml, toml.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count() + 1, e.message())
        })?;
        Ok(file.into())
    }

    /// Whether there is nothing in it.
    ///
    /// ```
    /// use nutgraf::{EntityType, Lexicon};
    /// assert!(Lexicon::new().is_empty());
    /// assert!(!Lexicon::new().name("The Tern", EntityType::Product).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The names that may stand at `text`, longest first, each with its end in `text`.
    pub(crate) fn names_at<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, EntityType)> + 'a {
        self.names.get(opening(text)).into_iter().flatten().filter_map(move |(name, kind)| Some((matched(text, name)?, *kind)))
    }

    pub(crate) fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    pub(crate) fn verb(&self, word: &str) -> Option<CueVerb> {
        self.cue_verbs.get(word).copied()
    }

    /// The name of the agency that is written so.
    pub(crate) fn agency_name(&self, written: &str) -> Option<&str> {
        if self.agencies.is_empty() || written.len() > LONGEST {
            return None;
        }
        self.agencies.get(&lower(written)?).map(String::as_str)
    }

    pub(crate) fn casualty(&self, word: &str) -> Option<QuantityRole> {
        self.casualty_nouns.get(word).copied()
    }
}

/// Where `name` ends when `text` begins with it; a space of the name is any white space of one line break at most.
fn matched(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for (i, word) in name.split(' ').enumerate() {
        if i > 0 {
            let trimmed = rest.trim_start();
            let space = &rest[..rest.len() - trimmed.len()];
            if space.is_empty() || space.matches('\n').count() > 1 {
                return None;
            }
            rest = trimmed;
        }
        rest = rest.strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}

fn complaint(file: &str, line: usize, what: &str) -> Error {
    let written = file.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
    let short: String = written.chars().take(60).collect();
    let shown = if short.is_empty() { String::new() } else { format!(", at `{short}`") };
    Error::option(format!("lexicon, line {line}{shown}: {}", what.replace('\n', " ")))
}

// ---- the file ---------------------------------------------------------------------------------------------------

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct File {
    names: Vec<NameRow>,
    cue_verbs: Vec<VerbRow>,
    agencies: Vec<AgencyRow>,
    casualty_nouns: Vec<NounRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameRow {
    #[serde(deserialize_with = "entry")]
    text: String,
    r#type: EntityType,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbRow {
    #[serde(deserialize_with = "entry")]
    verb: String,
    #[serde(default = "clause")]
    takes: Takes,
    #[serde(default)]
    medium: Option<Medium>,
    #[serde(default = "said")]
    polarity: Polarity,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyRow {
    #[serde(deserialize_with = "entry")]
    name: String,
    #[serde(default, deserialize_with = "entries")]
    written: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounRow {
    #[serde(deserialize_with = "entry")]
    noun: String,
    role: QuantityRole,
}

fn clause() -> Takes {
    Takes::Clause
}

fn said() -> Polarity {
    Polarity::Said
}

fn checked<E: serde::de::Error>(entry: String) -> Result<String, E> {
    if clean(&entry).is_some() {
        return Ok(entry);
    }
    Err(E::custom(format!("{entry:?}: expected a text with letters or digits, of at most {LONGEST} bytes")))
}

fn entry<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    checked(String::deserialize(d)?)
}

fn entries<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    Vec::<String>::deserialize(d)?.into_iter().map(checked).collect()
}

impl From<File> for Lexicon {
    fn from(file: File) -> Self {
        let mut lexicon = Lexicon::new();
        for row in file.names {
            lexicon = lexicon.name(&row.text, row.r#type);
        }
        for VerbRow { verb, takes, medium, polarity } in file.cue_verbs {
            lexicon = lexicon.cue_verb(&verb, CueVerb { takes, medium, polarity });
        }
        for row in file.agencies {
            lexicon = row.written.iter().fold(lexicon.agency(&row.name), |l, written| l.agency_written(written, &row.name));
        }
        for row in file.casualty_nouns {
            lexicon = lexicon.casualty_noun(&row.noun, row.role);
        }
        lexicon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_line_key_and_what_is_allowed() {
        let error = |json: &str| Lexicon::from_json(json).unwrap_err().to_string();
        let kind = error("{\n \"names\": [\n  {\"text\": \"Tern\", \"type\": \"ship\"}]}");
        assert!(kind.contains("line 3") && kind.contains("unknown variant `ship`") && kind.contains("`product`"), "{kind}");
        let key = error("{\"name\": []}");
        assert!(key.contains("line 1") && key.contains("unknown field `name`") && key.contains("`cue_verbs`"), "{key}");
        assert!(error("{\"names\": [{\"text\": \" — \", \"type\": \"work\"}]}").contains("letters or digits"));
        assert!(error("{\"cue_verbs\": [{\"takes\": \"words\"}]}").contains("missing field `verb`"));
    }

    #[cfg(feature = "toml")]
    #[test]
    fn toml_is_the_same_file() {
        let toml = "[[names]]\ntext = \"Tern\"\ntype = \"product\"\n[[casualty_nouns]]\nnoun = \"drowning\"\nrole = \"killed\"\n";
        let json = r#"{"names":[{"text":"Tern","type":"product"}],"casualty_nouns":[{"noun":"drowning","role":"killed"}]}"#;
        assert_eq!(Lexicon::from_toml(toml).unwrap(), Lexicon::from_json(json).unwrap());
        let error = Lexicon::from_toml("[[names]]\ntext = \"Tern\"\ntype = \"ship\"\n").unwrap_err().to_string();
        assert!(error.contains("line 3") && error.contains("at `type = \"ship\"`") && error.contains("`product`"), "{error}");
        assert!(Lexicon::from_toml("[[names]\n").unwrap_err().to_string().contains("line 1"));
    }

    #[test]
    fn names_match_across_a_line_break() {
        let lexicon = Lexicon::new().name("São Vento  Club", EntityType::Organization).name("São", EntityType::Place);
        let found: Vec<_> = lexicon.names_at("São Vento\nClub won").collect();
        assert_eq!(found, [(15, EntityType::Organization), (4, EntityType::Place)]);
        assert!(lexicon.names_at("São Vento\n\nClub").all(|(end, _)| end == 4));
        assert_eq!(lexicon.names_at("Sãox").count(), 0);
    }
}
