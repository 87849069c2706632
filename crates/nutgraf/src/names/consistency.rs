//! What the rest of the story says about a name.
//!
//! A name is read with the evidence of its other mentions: the same words elsewhere, the full name of a bare surname, the
//! long form of an acronym in brackets, the legal form of a company.

use rustc_hash::FxHashMap as HashMap;

use crate::article::EntityType;
use crate::model::TYPES;
use crate::story::Story;

use super::Name;

/// A type's disadvantage against the best one is cut off here: no single mention decides alone (64 is a factor of e).
const MOST: i32 = 500;
/// What another mention weighs beside the name's own evidence, up to `ENOUGH` of them.
const WEIGHT: i32 = 3;
const ENOUGH: i32 = 4;

const PERSON: usize = 0;

/// The evidence of all mentions of one form.
#[derive(Debug, Default, Clone)]
struct Form {
    count: i32,
    /// Disadvantage of each type, summed over mentions.
    against: [i32; TYPES],
    /// A longer form whose evidence holds for this one too.
    parent: Option<usize>,
}

/// The names of a story by form.
struct Forms<'n> {
    keys: HashMap<&'n str, usize>,
    forms: Vec<Form>,
}

/// Settles the types of `names` together.
pub(super) fn settle(story: &Story<'_>, names: &mut [Name]) {
    let keys: Vec<String> = names.iter().map(|n| key(story, n.first, n.last)).collect();
    let mut forms = Forms { keys: HashMap::default(), forms: Vec::new() };
    let ids: Vec<usize> = names.iter().zip(&keys).map(|(name, key)| forms.add(key, name)).collect();
    forms.link_surnames(story, names, &ids);
    forms.link_acronyms(story, names, &ids);
    forms.link_companies(story, names, &ids);
    for (name, &id) in names.iter_mut().zip(&ids) {
        if !name.fixed {
            name.kind = forms.best(id, name);
        }
    }
}

/// The words of a name in lower case.
fn key(story: &Story<'_>, first: usize, last: usize) -> String {
    let mut key = String::new();
    for token in first..last {
        if token > first {
            key.push(' ');
        }
        key.push_str(story.lower(token));
    }
    key
}

/// How much less each type fits than the best.
fn against(fit: &[i16; TYPES]) -> [i32; TYPES] {
    let top = fit.iter().copied().max().map_or(0, i32::from);
    fit.map(|value| (top - i32::from(value)).min(MOST))
}

impl<'n> Forms<'n> {
    fn add(&mut self, key: &'n str, name: &Name) -> usize {
        let next = self.forms.len();
        let id = *self.keys.entry(key).or_insert(next);
        if id == next {
            self.forms.push(Form::default());
        }
        let form = &mut self.forms[id];
        form.count += 1;
        for (sum, value) in form.against.iter_mut().zip(against(&name.fit)) {
            *sum += value;
        }
        id
    }

    /// A bare surname is its bearer's.
    fn link_surnames(&mut self, story: &Story<'_>, names: &[Name], ids: &[usize]) {
        for (name, &id) in names.iter().zip(ids) {
            let form = &self.forms[id];
            let person = form.against[PERSON] * 2 <= 64 * form.count;
            if name.last - name.first < 2 || !person {
                continue;
            }
            let surname = self.keys.get(story.lower(name.last - 1)).copied().filter(|&surname| surname != id);
            if let Some(surname) = surname {
                self.forms[surname].parent.get_or_insert(id);
            }
        }
    }

    /// "Long Form of a Name (LFN)": the acronym is what the long form is.
    fn link_acronyms(&mut self, story: &Story<'_>, names: &[Name], ids: &[usize]) {
        for (pair, id) in names.windows(2).zip(ids.windows(2)) {
            let (long, short) = (&pair[0], &pair[1]);
            let bracketed = short.first == long.last + 1 && story.form(long.last) == "(" && short.last - short.first == 1;
            if bracketed && long.last - long.first > 1 && id[0] != id[1] && is_acronym(story.form(short.first)) {
                self.forms[id[1]].parent = Some(id[0]);
            }
        }
    }

    /// "Alder" is what "Alder Robotics Inc." is, when nothing else of the story begins with the word.
    fn link_companies(&mut self, story: &Story<'_>, names: &[Name], ids: &[usize]) {
        const LEGAL: &[&str] = &["inc", "corp", "corporation", "ltd", "limited", "plc", "llc", "gmbh", "ag", "holdings"];
        for (name, &id) in names.iter().zip(ids) {
            let several = name.last - name.first > 1;
            if !several || name.kind != EntityType::Organization || !LEGAL.contains(&story.lower(name.last - 1).trim_end_matches('.')) {
                continue;
            }
            let bare = self.keys.get(story.lower(name.first)).copied().filter(|&bare| bare != id);
            if let Some(bare) = bare {
                self.forms[bare].parent.get_or_insert(id);
            }
        }
    }

    /// The type that fits `name` best, given the other mentions.
    fn best(&self, id: usize, name: &Name) -> EntityType {
        let own = against(&name.fit);
        let form = &self.forms[id];
        let parent = form.parent.map(|p| &self.forms[p]);
        let others = form.count - 1 + parent.map_or(0, |p| p.count);
        if others == 0 {
            return name.kind;
        }
        let total = |kind: usize| {
            let rest = form.against[kind] - own[kind] + parent.map_or(0, |p| p.against[kind]);
            own[kind] * others + WEIGHT * rest * others.min(ENOUGH)
        };
        let mut best = EntityType::ALL.iter().position(|&k| k == name.kind).unwrap_or(0);
        for kind in 0..TYPES {
            if total(kind) < total(best) {
                best = kind;
            }
        }
        EntityType::ALL[best]
    }
}

fn is_acronym(form: &str) -> bool {
    form.chars().filter(|c| c.is_uppercase()).count() >= 2
}
