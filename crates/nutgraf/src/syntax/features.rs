//! Morphological features, as far as the Penn tag and the word settle them.

use crate::labels::{Feats, Upos};

/// The features of a word in lower case.
pub(super) fn features(word: &str, upos: Upos, xpos: &str) -> Feats {
    let finite = Feats::MOOD_IND | Feats::VERB_FORM_FIN;
    match xpos {
        "NN" | "NNP" => Feats::NUMBER_SING,
        "NNS" | "NNPS" => Feats::NUMBER_PLUR,
        "VBD" => finite | Feats::TENSE_PAST,
        "VBZ" => finite | Feats::TENSE_PRES | Feats::NUMBER_SING | Feats::PERSON_3,
        "VBP" => finite | Feats::TENSE_PRES,
        "MD" => Feats::VERB_FORM_FIN,
        "VB" => Feats::VERB_FORM_INF,
        "VBG" if upos == Upos::Verb => Feats::VERB_FORM_GER,
        "VBN" => Feats::TENSE_PAST | Feats::VERB_FORM_PART,
        "JJ" => Feats::DEGREE_POS,
        "JJR" | "RBR" => Feats::DEGREE_CMP,
        "JJS" | "RBS" => Feats::DEGREE_SUP,
        "CD" if word.starts_with(|c: char| c.is_ascii_digit()) => Feats::NUM_FORM_DIGIT | Feats::NUM_TYPE_CARD,
        "CD" => Feats::NUM_FORM_WORD | Feats::NUM_TYPE_CARD,
        "PRP" | "PRP$" => pronoun(word),
        "DT" => match word {
            "the" => Feats::DEFINITE_DEF | Feats::PRON_TYPE_ART,
            "a" | "an" => Feats::DEFINITE_IND | Feats::PRON_TYPE_ART,
            "this" | "that" => Feats::NUMBER_SING | Feats::PRON_TYPE_DEM,
            "these" | "those" => Feats::NUMBER_PLUR | Feats::PRON_TYPE_DEM,
            "no" => Feats::PRON_TYPE_NEG,
            "all" | "every" | "each" | "both" => Feats::PRON_TYPE_TOT,
            _ => Feats::PRON_TYPE_IND,
        },
        "RB" if upos == Upos::Part => Feats::POLARITY_NEG,
        _ => Feats::default(),
    }
}

fn pronoun(word: &str) -> Feats {
    let person = match word {
        "i" | "me" | "my" | "mine" | "myself" => Feats::PERSON_1 | Feats::NUMBER_SING,
        "we" | "us" | "our" | "ours" | "ourselves" => Feats::PERSON_1 | Feats::NUMBER_PLUR,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Feats::PERSON_2,
        "he" | "him" | "his" | "himself" => Feats::PERSON_3 | Feats::NUMBER_SING | Feats::GENDER_MASC,
        "she" | "her" | "hers" | "herself" => Feats::PERSON_3 | Feats::NUMBER_SING | Feats::GENDER_FEM,
        "it" | "its" | "itself" => Feats::PERSON_3 | Feats::NUMBER_SING | Feats::GENDER_NEUT,
        "they" | "them" | "their" | "theirs" | "themselves" => Feats::PERSON_3 | Feats::NUMBER_PLUR,
        _ => return Feats::PRON_TYPE_PRS,
    };
    let role = match word {
        "i" | "we" | "he" | "she" | "they" => Feats::CASE_NOM,
        "me" | "us" | "him" | "them" => Feats::CASE_ACC,
        "my" | "our" | "your" | "his" | "its" | "their" => Feats::POSS_YES | Feats::CASE_GEN,
        "myself" | "ourselves" | "yourself" | "yourselves" | "himself" | "herself" | "itself" | "themselves" => Feats::REFLEX_YES,
        _ => Feats::default(),
    };
    Feats::PRON_TYPE_PRS | person | role
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_print_as_ud_does() {
        let of = |word, upos, xpos| features(word, upos, xpos).to_string();
        assert_eq!(of("said", Upos::Verb, "VBD"), "Mood=Ind|Tense=Past|VerbForm=Fin");
        assert_eq!(of("she", Upos::Pron, "PRP"), "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs");
        assert_eq!(of("12", Upos::Num, "CD"), "NumForm=Digit|NumType=Card");
        assert_eq!(of("of", Upos::Adp, "IN"), "");
    }
}
