//! The classes of words in `cues.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use crate::lexicon::rows;
use crate::lexicon::words::Words;

/// A class of `cues.tsv`; its comment says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    State,
    Saying,
    Harm,
    Violence,
    Light,
    Plan,
    PlanNoun,
    Coming,
    Failure,
    Averting,
    Negation,
    Alleging,
    Allegation,
    Alleged,
    Hearsay,
    Denying,
    Condition,
    Possible,
    Risk,
    Undergo,
    Give,
    Get,
    ActUpon,
    Bearing,
    Headline,
    Intransitive,
    Attitude,
    Appoint,
    Contest,
}

impl Cue {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "state" => Self::State,
            "saying" => Self::Saying,
            "harm" => Self::Harm,
            "violence" => Self::Violence,
            "light" => Self::Light,
            "plan" => Self::Plan,
            "plan_noun" => Self::PlanNoun,
            "coming" => Self::Coming,
            "failure" => Self::Failure,
            "averting" => Self::Averting,
            "negation" => Self::Negation,
            "alleging" => Self::Alleging,
            "allegation" => Self::Allegation,
            "alleged" => Self::Alleged,
            "hearsay" => Self::Hearsay,
            "denying" => Self::Denying,
            "condition" => Self::Condition,
            "possible" => Self::Possible,
            "risk" => Self::Risk,
            "undergo" => Self::Undergo,
            "give" => Self::Give,
            "get" => Self::Get,
            "act_upon" => Self::ActUpon,
            "bearing" => Self::Bearing,
            "headline" => Self::Headline,
            "intransitive" => Self::Intransitive,
            "attitude" => Self::Attitude,
            "appoint" => Self::Appoint,
            "contest" => Self::Contest,
            _ => return None,
        })
    }
}

/// Classes of each word, one bit a class.
fn table() -> &'static Words<u32> {
    static TABLE: OnceLock<Words<u32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, u32> = HashMap::default();
        for mut row in rows(include_str!("cues.tsv")) {
            if let (Some(word), Some(cue)) = (row.next(), row.next().and_then(Cue::from_name)) {
                *table.entry(word).or_insert(0) |= 1 << cue as u32;
            }
        }
        table.into()
    })
}

/// The classes that words are of.
#[derive(Clone, Copy, Default)]
pub(super) struct Classes(u32);

impl Classes {
    pub fn of(word: &str) -> Self {
        Self(table().get(word).copied().unwrap_or(0))
    }

    /// The classes of several words together.
    pub fn of_any<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        Self(words.fold(0, |all, word| all | Self::of(word).0))
    }

    pub fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u32) != 0
    }
}

/// Whether `word` is of a class.
pub(super) fn is(word: &str, cue: Cue) -> bool {
    Classes::of(word).has(cue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let mut read = 0;
        for row in rows(include_str!("cues.tsv")) {
            let columns: Vec<&str> = row.collect();
            assert_eq!(columns.len(), 2, "{columns:?}");
            let cue = Cue::from_name(columns[1]).unwrap_or_else(|| panic!("no such class: {columns:?}"));
            assert!(is(columns[0], cue), "{columns:?}");
            read += 1;
        }
        assert!(read > 200);
    }
}
