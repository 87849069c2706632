//! Universal Dependencies labels (version 2): parts of speech, features, relations.

use serde::{Deserialize, Serialize};

use crate::article::names;

names! {
    /// Universal parts of speech. <https://universaldependencies.org/u/pos/>
    ///
    /// ```
    /// use nutgraf::{Extractor, Options, Upos};
    /// let article = Extractor::new(Options::new().layers("tokens".parse()?)).extract("Heavy rain fell.")?;
    /// let tags: Vec<Upos> = article.tokens.iter().map(|t| t.upos).collect();
    /// assert_eq!(tags, [Upos::Adj, Upos::Noun, Upos::Verb, Upos::Punct]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[allow(missing_docs, reason = "the names are UD's")]
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN", Num = "NUM",
        Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
    /// Dependency relations with the subtypes that English treebanks use. <https://universaldependencies.org/u/dep/>
    ///
    /// ```
    /// use nutgraf::{Deprel, Extractor, Options};
    /// let article = Extractor::new(Options::new().layers("tokens".parse()?)).extract("Heavy rain fell.")?;
    /// let subject = article.tokens.iter().find(|t| t.deprel == Deprel::Nsubj).unwrap();
    /// assert_eq!(subject.span.slice(&article.text), "rain");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[allow(missing_docs, reason = "the names are UD's")]
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod", Amod = "amod", Appos = "appos",
        Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound",
        CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass",
        Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl",
        Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
        NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer",
        NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
        Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative",
        Xcomp = "xcomp",
    }
}

macro_rules! feats {
    ($($bit:literal $constant:ident $text:literal;)*) => {
        /// A set of UD features. Prints as UD does: `Number=Sing|Tense=Past`.
        ///
        /// ```
        /// use nutgraf::Feats;
        /// let feats = Feats::TENSE_PAST | Feats::NUMBER_SING;
        /// assert_eq!(feats.to_string(), "Number=Sing|Tense=Past");
        /// assert!(feats.contains(Feats::TENSE_PAST));
        /// ```
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct Feats([u8; 5]);
        #[allow(missing_docs, reason = "the names are UD's")]
        impl Feats {
            $(
                /// ```
                #[doc = concat!("assert_eq!(nutgraf::Feats::", stringify!($constant), ".to_string(), \"", $text, "\");")]
                /// ```
                pub const $constant: Feats = Feats::of(1 << $bit);
            )*
            /// Names by the number of their bits.
            const TABLE: &'static [&'static str] = {
                let mut next = 0;
                $(assert!($bit == next); next += 1;)*
                let table: &[&str] = &[$($text),*];
                assert!(table.len() == next && next <= 40);
                table
            };
        }
    };
}

// In alphabetical order without regard to case, as UD prints them.
feats! {
    0 CASE_ACC "Case=Acc"; 1 CASE_GEN "Case=Gen"; 2 CASE_NOM "Case=Nom";
    3 DEFINITE_DEF "Definite=Def"; 4 DEFINITE_IND "Definite=Ind";
    5 DEGREE_CMP "Degree=Cmp"; 6 DEGREE_POS "Degree=Pos"; 7 DEGREE_SUP "Degree=Sup";
    8 GENDER_FEM "Gender=Fem"; 9 GENDER_MASC "Gender=Masc"; 10 GENDER_NEUT "Gender=Neut";
    11 MOOD_IMP "Mood=Imp"; 12 MOOD_IND "Mood=Ind";
    13 NUMBER_PLUR "Number=Plur"; 14 NUMBER_SING "Number=Sing";
    15 NUM_FORM_DIGIT "NumForm=Digit"; 16 NUM_FORM_WORD "NumForm=Word";
    17 NUM_TYPE_CARD "NumType=Card"; 18 NUM_TYPE_ORD "NumType=Ord";
    19 PERSON_1 "Person=1"; 20 PERSON_2 "Person=2"; 21 PERSON_3 "Person=3";
    22 POLARITY_NEG "Polarity=Neg"; 23 POSS_YES "Poss=Yes";
    24 PRON_TYPE_ART "PronType=Art"; 25 PRON_TYPE_DEM "PronType=Dem"; 26 PRON_TYPE_IND "PronType=Ind"; 27 PRON_TYPE_INT "PronType=Int";
    28 PRON_TYPE_NEG "PronType=Neg"; 29 PRON_TYPE_PRS "PronType=Prs"; 30 PRON_TYPE_REL "PronType=Rel"; 31 PRON_TYPE_TOT "PronType=Tot";
    32 REFLEX_YES "Reflex=Yes";
    33 TENSE_PAST "Tense=Past"; 34 TENSE_PRES "Tense=Pres";
    35 VERB_FORM_FIN "VerbForm=Fin"; 36 VERB_FORM_GER "VerbForm=Ger"; 37 VERB_FORM_INF "VerbForm=Inf"; 38 VERB_FORM_PART "VerbForm=Part";
    39 VOICE_PASS "Voice=Pass";
}

impl Feats {
    /// Five bytes have room for all of them, and leave a token aligned to four.
    const fn of(bits: u64) -> Self {
        let [a, b, c, d, e, ..] = bits.to_le_bytes();
        Self([a, b, c, d, e])
    }

    const fn bits(self) -> u64 {
        let [a, b, c, d, e] = self.0;
        u64::from_le_bytes([a, b, c, d, e, 0, 0, 0])
    }

    /// Whether all of `other` is in the set.
    ///
    /// ```
    /// use nutgraf::Feats;
    /// let feats = Feats::parse("Number=Sing|Tense=Past");
    /// assert!(feats.contains(Feats::TENSE_PAST) && !feats.contains(Feats::TENSE_PRES));
    /// ```
    pub const fn contains(self, other: Feats) -> bool {
        self.bits() & other.bits() == other.bits()
    }

    /// Whether there is no feature.
    ///
    /// ```
    /// assert!(nutgraf::Feats::default().is_empty());
    /// ```
    pub const fn is_empty(self) -> bool {
        self.bits() == 0
    }

    /// The set of features written as UD does; unknown ones are ignored.
    ///
    /// ```
    /// use nutgraf::Feats;
    /// assert_eq!(Feats::parse("Number=Plur|Shape=Xxx"), Feats::NUMBER_PLUR);
    /// ```
    pub fn parse(s: &str) -> Feats {
        s.split('|')
            .filter_map(|name| Self::TABLE.iter().position(|t| *t == name))
            .fold(Feats::default(), |set, bit| set | Feats::of(1 << bit))
    }

    /// The names of the features, in UD's order.
    pub(crate) fn names(self) -> impl Iterator<Item = &'static str> {
        let mut rest = self.bits();
        std::iter::from_fn(move || {
            let name = Self::TABLE.get(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(*name)
        })
    }
}

impl std::ops::BitOr for Feats {
    type Output = Feats;
    fn bitor(self, other: Feats) -> Feats {
        Feats::of(self.bits() | other.bits())
    }
}

impl std::fmt::Display for Feats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, name) in self.names().enumerate() {
            if i > 0 {
                f.write_str("|")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

impl Serialize for Feats {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Feats {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Feats::parse(&String::deserialize(d)?))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Feats {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Feats".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string"})
    }
}
