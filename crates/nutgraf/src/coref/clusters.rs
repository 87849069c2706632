//! Joins names: full name and surname, acronym and full form, "U.S." and "United States".

use crate::article::{EntityType, Mention};
use crate::lexicon::{countries, regions};
use crate::story::Story;

use super::forms::{Agreement, Form, agree, is_generic, may_abbreviate, organizations_agree};
use super::roles::honorific_before;

/// One entity in the making.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub r#type: EntityType,
    /// Distinct forms, with the index of the first mention that has each.
    pub forms: Vec<(Form, usize)>,
    /// Indexes of its name mentions.
    pub names: Vec<usize>,
    /// "female", "male", as far as titles tell.
    pub gender: Option<&'static str>,
    /// The country that the name itself says, for places.
    key: Option<String>,
}

impl Cluster {
    fn add(&mut self, form: Form, name: usize) {
        if !self.forms.iter().any(|(f, _)| *f == form) {
            self.forms.push((form, name));
        }
        self.names.push(name);
    }

    /// Whether the cluster has a name of two words or more.
    fn has_full_name(&self) -> bool {
        self.forms.iter().any(|(f, _)| f.person().len() > 1)
    }
}

/// What a place's name comes to when other names of the same country or state are to count as one.
fn place_key(name: &str) -> Option<String> {
    if let Some((countries::Sort::Name, country)) = countries::lookup(name) {
        // England, Scotland and Gaza are not the whole of their country.
        let whole = !matches!(
            name,
            "England" | "Scotland" | "Wales" | "Northern Ireland" | "Gaza" | "Gaza Strip" | "West Bank" | "Zanzibar" | "Tahiti"
        );
        return whole.then(|| country.code.to_owned());
    }
    regions::lookup(name).filter(|r| r.name != name || r.country == "US").map(|r| format!("{}/{}", r.country, r.name))
}

/// Types that share one pool: the same string is the same entity, whatever the recogniser called it.
fn pool(kind: EntityType) -> u8 {
    match kind {
        EntityType::Person => 0,
        EntityType::Group => 2,
        EntityType::Product | EntityType::Event | EntityType::Work | EntityType::Law | EntityType::Misc => 3,
        _ => 1,
    }
}

/// The clusters of the story's names, by first mention, and each name's cluster.
pub(super) fn cluster(story: &Story<'_>, names: &[Mention]) -> (Vec<Cluster>, Vec<usize>) {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut of = Vec::with_capacity(names.len());
    let full_names = full_names(story, names);
    for (i, name) in names.iter().enumerate() {
        let mut kind = name.r#type.unwrap_or(EntityType::Misc);
        let text = name.span.slice(story.text);
        let form = Form::new(text);
        if kind != EntityType::Person && is_part_of_person(&full_names, &form, text) {
            kind = EntityType::Person;
        }
        let gender = (kind == EntityType::Person).then(|| honorific_before(story, name.span)).flatten();
        let key = (kind == EntityType::Place).then(|| place_key(text)).flatten();
        let found = match kind {
            EntityType::Person => find_person(&clusters, &form, gender),
            _ => find_other(story, names, &clusters, i, &form, kind, key.as_deref()),
        };
        let c = found.unwrap_or_else(|| {
            clusters.push(Cluster { r#type: kind, forms: Vec::new(), names: Vec::new(), gender: None, key });
            clusters.len() - 1
        });
        clusters[c].gender = clusters[c].gender.or(gender);
        clusters[c].add(form, i);
        of.push(c);
    }
    for cluster in &mut clusters {
        cluster.r#type = majority(cluster, names);
    }
    (clusters, of)
}

/// The persons' names of two words and more.
fn full_names(story: &Story<'_>, names: &[Mention]) -> Vec<Form> {
    let persons = names.iter().filter(|m| m.r#type == Some(EntityType::Person));
    let mut forms: Vec<Form> = persons.map(|m| Form::new(m.span.slice(story.text))).filter(|f| f.person().len() > 1).collect();
    forms.sort_by(|a, b| a.words.cmp(&b.words));
    forms.dedup();
    forms
}

/// Whether a name that was not read as a person's is the whole or the family name of one of the story's persons, and is not
/// known as a country or region.
fn is_part_of_person(full_names: &[Form], form: &Form, text: &str) -> bool {
    let known = countries::lookup(text).is_some() || regions::lookup(text).is_some();
    !known
        && !form.acronym
        && full_names
            .iter()
            .any(|f| matches!(agree(f.person(), form.person()), Agreement::Same | Agreement::Tail) && f.words.len() >= form.words.len())
}

/// The most frequent type of a cluster's names; the first one's among equals.
fn majority(cluster: &Cluster, names: &[Mention]) -> EntityType {
    let count = |t: EntityType| cluster.names.iter().filter(|&&n| names[n].r#type == Some(t)).count();
    let mut best = (cluster.r#type, count(cluster.r#type));
    for &n in &cluster.names {
        if let Some(t) = names[n].r#type {
            if count(t) > best.1 {
                best = (t, count(t));
            }
        }
    }
    best.0
}

fn find_person(clusters: &[Cluster], form: &Form, gender: Option<&'static str>) -> Option<usize> {
    let mut best: Option<(Agreement, usize, usize)> = None;
    for (c, cluster) in clusters.iter().enumerate().filter(|(_, c)| c.r#type == EntityType::Person) {
        if gender.is_some() && cluster.gender.is_some() && gender != cluster.gender {
            continue;
        }
        let mut agreement = cluster.forms.iter().map(|(f, _)| agree(f.person(), form.person())).max().unwrap_or(Agreement::None);
        // A full name joins a bare surname only while that surname has no other full name.
        if form.person().len() > 1 && matches!(agreement, Agreement::Tail | Agreement::Head) && cluster.has_full_name() {
            let full = |f: &Form| f.person().len() > 1 && agree(f.person(), form.person()) != Agreement::None;
            if !cluster.forms.iter().any(|(f, _)| full(f)) {
                agreement = Agreement::None;
            }
        }
        let recent = cluster.names.last().copied().unwrap_or(0);
        if agreement != Agreement::None && best.is_none_or(|(a, r, _)| (agreement, recent) > (a, r)) {
            best = Some((agreement, recent, c));
        }
    }
    best.map(|(.., c)| c)
}

fn find_other(
    story: &Story<'_>,
    names: &[Mention],
    clusters: &[Cluster],
    i: usize,
    form: &Form,
    kind: EntityType,
    key: Option<&str>,
) -> Option<usize> {
    let same_pool = |c: &&Cluster| pool(c.r#type) == pool(kind);
    let exact = |c: &Cluster| c.forms.iter().any(|(f, _)| f.words == form.words);
    if let Some(c) = clusters.iter().rposition(|c| same_pool(&c) && exact(c)) {
        return Some(c);
    }
    if let Some(key) = key {
        if let Some(c) = clusters.iter().rposition(|c| c.key.as_deref() == Some(key)) {
            return Some(c);
        }
    }
    // "Bureau of Animal Industry (BAI)": the name before the bracket.
    if form.acronym && i > 0 {
        let between = story.text.get(names[i - 1].span.end as usize..names[i].span.start as usize).unwrap_or("");
        if between.trim() == "(" {
            let owner = clusters.iter().rposition(|c| c.names.last() == Some(&(i - 1)));
            if let Some(c) = owner.filter(|&c| clusters[c].forms.iter().any(|(f, _)| may_abbreviate(form, f))) {
                return Some(c);
            }
        }
    }
    let agrees = |c: &Cluster| match kind {
        EntityType::Organization | EntityType::Facility => {
            matches!(c.r#type, EntityType::Organization | EntityType::Facility) && c.forms.iter().any(|(f, _)| organizations_agree(f, form))
        }
        EntityType::Place => c.r#type == EntityType::Place && c.forms.iter().any(|(f, _)| places_agree(f, form)),
        EntityType::Group => c.r#type == EntityType::Group && c.forms.iter().any(|(f, _)| plural_of(f, form)),
        _ => false,
    };
    clusters.iter().rposition(agrees).or_else(|| {
        // "the Ministry", "the Church": the last one that has the word in its name.
        let word = form.words.first().filter(|w| kind == EntityType::Organization && form.words.len() == 1 && is_generic(w))?;
        clusters
            .iter()
            .rposition(|c| c.r#type == EntityType::Organization && c.forms.iter().any(|(f, _)| f.words.len() > 1 && f.words.contains(word)))
    })
}

/// "New York" and "New York City"; "Bulacan" and "Bulacan province".
fn places_agree(a: &Form, b: &Form) -> bool {
    let (long, short) = if a.words.len() >= b.words.len() { (a, b) } else { (b, a) };
    let rest = long.words.strip_prefix(short.words.as_slice());
    rest.is_some_and(|rest| rest.len() == 1 && matches!(rest[0].as_str(), "city" | "province" | "town" | "island" | "islands" | "dc"))
}

/// "Palestinian" and "Palestinians".
fn plural_of(a: &Form, b: &Form) -> bool {
    let (Some(x), Some(y)) = (a.words.last(), b.words.last()) else { return false };
    let stem = |w: &str| w.strip_suffix('s').unwrap_or(w).to_owned();
    a.words.len() == b.words.len() && a.words[..a.words.len() - 1] == b.words[..b.words.len() - 1] && stem(x) == stem(y)
}
