//! Dictionary forms, from rules over the ends of words.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use compact_str::CompactString;

use crate::labels::Upos;

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
    let group = if upos == Upos::Aux { "AUX" } else { xpos };
    let (strip, add) = rules().get(group).and_then(|rules| find(rules, folded)).unwrap_or((0, ""));
    let keeps_case = xpos == "NNPS" || (upos == Upos::Adj && !opens && is_capitalised(form) && form.len() == folded.len());
    let base = if keeps_case && form.len() == folded.len() { form } else { folded };
    let kept = base.get(..base.len().saturating_sub(strip)).unwrap_or(base);
    let mut lemma = CompactString::from(kept);
    lemma.push_str(add);
    if lemma.is_empty() { form.into() } else { lemma }
}

fn find(rules: &HashMap<&str, (usize, &'static str)>, word: &str) -> Option<(usize, &'static str)> {
    if word.len() < 24 {
        let mut whole = CompactString::from("^");
        whole.push_str(word);
        if let Some(&row) = rules.get(whole.as_str()) {
            return Some(row);
        }
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
