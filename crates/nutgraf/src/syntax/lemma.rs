//! Dictionary forms: irregular forms from a table, regular ones by the spelling where it decides, else rules learned from treebanks
//! over the ends of words.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use crate::article::Lemma;
use crate::labels::Upos;
use crate::lexicon::rows;

use super::spelling::regular;

/// Bytes of the longest ending in the table that is not a whole word.
const LONGEST: usize = 6;
/// Bytes of the longest whole word that is looked for.
const WHOLE: usize = 23;

/// Bytes to strip, what to add.
type Row = (usize, &'static str);

/// The rows of a group of tags.
#[derive(Default)]
struct Group {
    whole: HashMap<&'static str, Row>,
    /// By [`key`].
    endings: HashMap<u64, Row>,
}

/// The last bytes of a word, at most eight, as a number: that of an ending is what its low bytes are.
fn key(word: &[u8]) -> u64 {
    match word.last_chunk() {
        Some(&last) => u64::from_be_bytes(last),
        None => word.iter().fold(0, |key, &byte| key << 8 | u64::from(byte)),
    }
}

fn groups() -> &'static HashMap<&'static str, Group> {
    static GROUPS: OnceLock<HashMap<&'static str, Group>> = OnceLock::new();
    GROUPS.get_or_init(|| {
        let mut groups = HashMap::<_, Group>::default();
        for line in include_str!("lemmas.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let row = (fields.next(), fields.next(), fields.next().map(str::parse), fields.next());
            if let (Some(group), Some(ending), Some(Ok(strip)), Some(add)) = row {
                let group = groups.entry(group).or_default();
                match ending.strip_prefix('^') {
                    Some(word) => group.whole.insert(word, (strip, add)),
                    None => group.endings.insert(key(ending.as_bytes()), (strip, add)),
                };
            }
        }
        groups
    })
}

/// Irregular forms: `verbs` of past forms and participles, `nouns` of plurals.
#[derive(Default)]
struct Irregular {
    past: HashMap<&'static str, &'static str>,
    gerunds: HashMap<&'static str, &'static str>,
    plurals: HashMap<&'static str, &'static str>,
}

fn irregular() -> &'static Irregular {
    static TABLE: OnceLock<Irregular> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Irregular::default();
        for mut row in rows(include_str!("irregular.tsv")) {
            let (Some(kind), Some(first)) = (row.next(), row.next()) else { continue };
            if kind == "n" {
                table.plurals.insert(first, row.next().unwrap_or(first));
                continue;
            }
            for column in [row.next(), row.next()].into_iter().flatten() {
                table.past.extend(column.split('|').map(|form| (form, first)));
            }
            table.gerunds.extend(row.next().into_iter().flat_map(|c| c.split('|')).filter(|f| !f.is_empty()).map(|form| (form, first)));
        }
        table
    })
}

/// A joint tag, and where its words' lemmas are found.
pub(super) struct Tag {
    pub(super) upos: Upos,
    pub(super) xpos: &'static str,
    group: Option<&'static Group>,
    irregular: Option<&'static HashMap<&'static str, &'static str>>,
}

impl Tag {
    pub(super) fn new(upos: Upos, xpos: &'static str) -> Self {
        let irregular = match xpos {
            _ if upos == Upos::Aux => None,
            "VBD" | "VBN" => Some(&irregular().past),
            "VBG" => Some(&irregular().gerunds),
            "NNS" => Some(&irregular().plurals),
            _ => None,
        };
        Self { upos, xpos, group: groups().get(if upos == Upos::Aux { "AUX" } else { xpos }), irregular }
    }

    /// What to strip from a word that is not irregular, and what to add.
    fn row(&self, word: &str) -> Option<Row> {
        let group = self.group?;
        if word.len() <= WHOLE
            && let Some(&row) = group.whole.get(word)
        {
            return Some(row);
        }
        if self.upos != Upos::Aux
            && let Some(decided) = regular(self.xpos, word)
        {
            return Some(decided);
        }
        let key = key(word.as_bytes());
        (0..=LONGEST.min(word.len())).rev().find_map(|bytes| group.endings.get(&(key & ((1 << (8 * bytes)) - 1))).copied())
    }
}

/// Lower case with straight apostrophes; replaces what `out` held.
pub(super) fn fold(form: &str, out: &mut String) {
    out.clear();
    if form.is_ascii() {
        out.push_str(form);
        out.make_ascii_lowercase();
    } else {
        out.extend(form.chars().flat_map(char::to_lowercase).map(|c| if c == '’' || c == '‘' { '\'' } else { c }));
    }
}

/// The lemma of a word with this tag; `opens` says that it opens its sentence.
pub(super) fn lemma(form: &str, folded: &str, tag: &Tag, opens: bool) -> Lemma {
    match tag.upos {
        // A name keeps its case, and its number unless it is a plural ("Browns").
        Upos::Propn if tag.xpos != "NNPS" => return form.into(),
        Upos::Punct | Upos::Sym | Upos::Num | Upos::X => return form.into(),
        _ => {}
    }
    if let Some(&lemma) = tag.irregular.and_then(|table| table.get(folded)) {
        return lemma.into();
    }
    let (strip, add) = tag.row(folded).unwrap_or((0, ""));
    let keeps_case = tag.xpos == "NNPS" || (tag.upos == Upos::Adj && !opens && is_capitalised(form));
    let base = if keeps_case && form.len() == folded.len() { form } else { folded };
    let kept = base.get(..base.len().saturating_sub(strip)).unwrap_or(base);
    match (kept, add) {
        ("", "") => form.into(),
        (kept, "") => kept.into(),
        (kept, add) => [kept, add].concat().as_str().into(),
    }
}

/// One capital, then lower case: "Palestinian", not "FREE".
fn is_capitalised(form: &str) -> bool {
    let mut chars = form.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_exceptions() {
        for (form, upos, xpos, expected) in [
            ("went", Upos::Verb, "VBD", "go"),
            ("Said", Upos::Verb, "VBD", "say"),
            ("visited", Upos::Verb, "VBD", "visit"),
            ("planned", Upos::Verb, "VBN", "plan"),
            ("shot", Upos::Verb, "VBN", "shoot"),
            ("traded", Upos::Verb, "VBD", "trade"),
            ("bombed", Upos::Verb, "VBD", "bomb"),
            ("fought", Upos::Verb, "VBD", "fight"),
            ("trafficking", Upos::Verb, "VBG", "traffic"),
            ("modelling", Upos::Verb, "VBG", "model"),
            ("recalled", Upos::Verb, "VBD", "recall"),
            ("halves", Upos::Noun, "NNS", "half"),
            ("vetoes", Upos::Noun, "NNS", "veto"),
            ("was", Upos::Aux, "VBD", "be"),
            ("cities", Upos::Noun, "NNS", "city"),
            ("women", Upos::Noun, "NNS", "woman"),
            ("worse", Upos::Adj, "JJR", "bad"),
            ("n’t", Upos::Part, "RB", "not"),
            ("Norwegian", Upos::Adj, "JJ", "Norwegian"),
            ("Oslo", Upos::Propn, "NNP", "Oslo"),
            ("12", Upos::Num, "CD", "12"),
        ] {
            let mut folded = String::new();
            fold(form, &mut folded);
            assert_eq!(&*lemma(form, &folded, &Tag::new(upos, xpos), false), expected, "{form}");
        }
    }
}
