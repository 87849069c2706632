//! Dictionary forms: irregular forms from a table, regular ones by the spelling where it decides, else rules learned from treebanks
//! over the ends of words.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use compact_str::CompactString;

use crate::labels::Upos;
use crate::lexicon::rows;

use super::spelling::regular;

/// Bytes of the longest ending in the table that is not a whole word.
const LONGEST: usize = 6;

/// Rows by tag group and ending: bytes to strip, what to add.
type Rules = HashMap<&'static str, HashMap<&'static str, (usize, &'static str)>>;

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut rules = Rules::default();
        for line in include_str!("lemmas.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let row = (fields.next(), fields.next(), fields.next().map(str::parse), fields.next());
            if let (Some(group), Some(ending), Some(Ok(strip)), Some(add)) = row {
                rules.entry(group).or_default().insert(ending, (strip, add));
            }
        }
        rules
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

/// The dictionary form of an irregular form.
fn irregular_lemma(folded: &str, xpos: &str) -> Option<&'static str> {
    let table = match xpos {
        "VBD" | "VBN" => &irregular().past,
        "VBG" => &irregular().gerunds,
        "NNS" => &irregular().plurals,
        _ => return None,
    };
    table.get(folded).copied()
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

/// The lemma of a word with these tags; `opens` says that it opens its sentence.
pub(super) fn lemma(form: &str, folded: &str, upos: Upos, xpos: &str, opens: bool) -> CompactString {
    match upos {
        // A name keeps its case, and its number unless it is a plural ("Browns").
        Upos::Propn if xpos != "NNPS" => return form.into(),
        Upos::Punct | Upos::Sym | Upos::Num | Upos::X => return form.into(),
        _ => {}
    }
    if let Some(lemma) = irregular_lemma(folded, xpos).filter(|_| upos != Upos::Aux) {
        return lemma.into();
    }
    let group = if upos == Upos::Aux { "AUX" } else { xpos };
    let (strip, add) = rules().get(group).and_then(|rules| find(rules, group, folded)).unwrap_or((0, ""));
    let keeps_case = xpos == "NNPS" || (upos == Upos::Adj && !opens && is_capitalised(form) && form.len() == folded.len());
    let base = if keeps_case && form.len() == folded.len() { form } else { folded };
    let kept = base.get(..base.len().saturating_sub(strip)).unwrap_or(base);
    let mut lemma = CompactString::from(kept);
    lemma.push_str(add);
    if lemma.is_empty() { form.into() } else { lemma }
}

fn find(rules: &HashMap<&str, (usize, &'static str)>, group: &str, word: &str) -> Option<(usize, &'static str)> {
    if word.len() < 24 {
        let mut whole = CompactString::from("^");
        whole.push_str(word);
        if let Some(&row) = rules.get(whole.as_str()) {
            return Some(row);
        }
    }
    if let Some(decided) = regular(group, word) {
        return Some(decided);
    }
    (word.len().saturating_sub(LONGEST)..=word.len()).find_map(|at| rules.get(word.get(at..)?).copied())
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
            assert_eq!(lemma(form, &folded, upos, xpos, false), expected, "{form}");
        }
    }
}
