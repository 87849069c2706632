//! Joins names: full name and surname, acronym and full form, "U.S." and "United States".

use rustc_hash::FxHashMap as HashMap;

use crate::article::{EntityType, Mention};
use crate::lexicon::{countries, regions};
use crate::story::Story;

use super::forms::{Agreement, Form, agree, behind, count, is_generic, last, may_abbreviate, organizations_agree};
use super::roles::honorific_before;

/// How many clusters back a name is compared with others that agree with it; the very same name is found however far back.
/// A story has a few dozen.
const LOOKBACK: usize = 256;
/// How many forms of one cluster are compared. A person has two or three.
const FORMS: usize = 32;

/// The latest cluster that has a name, by its words, in each pool.
type Exact = [HashMap<String, usize>; POOLS];

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
        if self.forms.len() < FORMS && !self.forms.iter().any(|(f, _)| *f == form) {
            self.forms.push((form, name));
        }
        self.names.push(name);
    }

    /// Whether the cluster has a name of two words or more.
    fn has_full_name(&self) -> bool {
        self.forms.iter().any(|(f, _)| count(f.person()) > 1)
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

const PERSONS: usize = 0;
const POOLS: usize = 4;

/// Types that share one pool: the same string is the same entity, whatever the recogniser called it.
fn pool(kind: EntityType) -> usize {
    match kind {
        EntityType::Person => PERSONS,
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
    let mut exact = Exact::default();
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
            EntityType::Person => find_person(&clusters, &exact, &form, gender),
            _ => find_other(story, names, &clusters, &exact, &of, &Wanted { form: &form, kind, key: key.as_deref() }),
        };
        let c = found.unwrap_or_else(|| {
            clusters.push(Cluster { r#type: kind, forms: Vec::new(), names: Vec::new(), gender: None, key });
            clusters.len() - 1
        });
        clusters[c].gender = clusters[c].gender.or(gender);
        let pool = pool(clusters[c].r#type);
        let words = if pool == PERSONS { form.person() } else { form.as_str() };
        match exact[pool].get_mut(words) {
            Some(latest) => *latest = c.max(*latest),
            None => _ = exact[pool].insert(words.to_owned(), c),
        }
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
    let mut forms: Vec<Form> = persons.map(|m| Form::new(m.span.slice(story.text))).filter(|f| count(f.person()) > 1).collect();
    // By the last word, which a name that belongs to one of them must end with.
    forms.sort_by(|a, b| (last(a.person()), a.as_str()).cmp(&(last(b.person()), b.as_str())));
    forms.dedup();
    forms
}

/// Whether a name that was not read as a person's is the whole or the family name of one of the story's persons, and is not
/// known as a country or region.
fn is_part_of_person(full_names: &[Form], form: &Form, text: &str) -> bool {
    let family = last(form.person());
    let first = full_names.partition_point(|f| last(f.person()) < family);
    let mut namesakes = full_names[first..].iter().take_while(|f| last(f.person()) == family).take(LOOKBACK);
    let known = || countries::lookup(text).is_some() || regions::lookup(text).is_some();
    !form.acronym
        && namesakes.any(|f| matches!(agree(f.person(), form.person()), Agreement::Same | Agreement::Tail) && f.count() >= form.count())
        && !known()
}

/// The most frequent type of a cluster's names; the first one's among equals.
fn majority(cluster: &Cluster, names: &[Mention]) -> EntityType {
    let mut counts: Vec<(EntityType, usize)> = Vec::new();
    for t in cluster.names.iter().filter_map(|&n| names[n].r#type) {
        match counts.iter_mut().find(|(known, _)| *known == t) {
            Some((_, count)) => *count += 1,
            None => counts.push((t, 1)),
        }
    }
    let count = |t: EntityType| counts.iter().find(|(known, _)| *known == t).map_or(0, |&(_, count)| count);
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

fn find_person(clusters: &[Cluster], exact: &Exact, form: &Form, gender: Option<&'static str>) -> Option<usize> {
    let mut best: Option<(Agreement, usize, usize)> = None;
    let recent = clusters.len().saturating_sub(LOOKBACK);
    let same = exact[PERSONS].get(form.person()).copied().filter(|&c| c < recent);
    for (c, cluster) in same.into_iter().chain(recent..clusters.len()).map(|c| (c, &clusters[c])) {
        if cluster.r#type != EntityType::Person {
            continue;
        }
        if gender.is_some() && cluster.gender.is_some() && gender != cluster.gender {
            continue;
        }
        let mut agreement = cluster.forms.iter().map(|(f, _)| agree(f.person(), form.person())).max().unwrap_or(Agreement::None);
        // A full name joins a bare surname only while that surname has no other full name.
        if count(form.person()) > 1 && matches!(agreement, Agreement::Tail | Agreement::Head) && cluster.has_full_name() {
            let full = |f: &Form| count(f.person()) > 1 && agree(f.person(), form.person()) != Agreement::None;
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

/// A name that looks for its cluster.
struct Wanted<'a> {
    form: &'a Form,
    kind: EntityType,
    /// The country or other key that its form stands for.
    key: Option<&'a str>,
}

fn find_other(
    story: &Story<'_>,
    names: &[Mention],
    clusters: &[Cluster],
    exact: &Exact,
    of: &[usize],
    wanted: &Wanted<'_>,
) -> Option<usize> {
    let Wanted { form, kind, key } = *wanted;
    if let Some(&c) = exact[pool(kind)].get(form.as_str()) {
        return Some(c);
    }
    let recent = clusters.len().saturating_sub(LOOKBACK);
    let latest = |wanted: &dyn Fn(&Cluster) -> bool| clusters[recent..].iter().rposition(wanted).map(|c| recent + c);
    if let Some(key) = key {
        if let Some(c) = latest(&|c| c.key.as_deref() == Some(key)) {
            return Some(c);
        }
    }
    let i = of.len();
    // "Bureau of Animal Industry (BAI)": the name before the bracket.
    if form.acronym && i > 0 {
        let between = story.text.get(names[i - 1].span.end as usize..names[i].span.start as usize).unwrap_or("");
        if between.trim() == "(" {
            let owner = of[i - 1];
            if clusters[owner].forms.iter().any(|(f, _)| may_abbreviate(form, f)) {
                return Some(owner);
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
    latest(&agrees).or_else(|| {
        // "the Ministry", "the Church": the last one that has the word in its name.
        let word = Some(form.as_str()).filter(|w| kind == EntityType::Organization && is_generic(w))?;
        latest(&|c| c.r#type == EntityType::Organization && c.forms.iter().any(|(f, _)| f.count() > 1 && f.words().any(|w| w == word)))
    })
}

/// "New York" and "New York City"; "Bulacan" and "Bulacan province".
fn places_agree(a: &Form, b: &Form) -> bool {
    let (a, b) = (a.as_str(), b.as_str());
    let rest = if a.len() >= b.len() { behind(a, b) } else { behind(b, a) };
    matches!(rest, Some("city" | "province" | "town" | "island" | "islands" | "dc"))
}

/// "Palestinian" and "Palestinians".
fn plural_of(a: &Form, b: &Form) -> bool {
    let (a, b) = (a.as_str(), b.as_str());
    let stem = |w: &str| w.strip_suffix('s').unwrap_or(w).len();
    // The words without the ending, and all before them.
    !a.is_empty() && !b.is_empty() && a[..stem(a)] == b[..stem(b)]
}
