//! Names as lists of comparable words: lower case, no stops, hyphens split, possessives and company suffixes off.

use crate::lexicon::countries;

/// Words that tell companies' legal form or add nothing to an organization's name.
const LEGAL_FORMS: &[&str] = &[
    "inc",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "ag",
    "sa",
    "spa",
    "nv",
    "gmbh",
    "ab",
    "oyj",
    "bhd",
    "pty",
    "holdings",
    "group",
    "incorporated",
];
const SMALL_WORDS: &[&str] = &["of", "the", "for", "and", "&", "in", "on", "de", "at"];
const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv", "junior"];

/// A name in comparable form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub words: Vec<String>,
    /// The name is one run of two to seven capitals, with or without stops.
    pub acronym: bool,
}

impl Form {
    pub fn new(name: &str) -> Self {
        let mut words = Vec::new();
        for word in name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/' | '‑')) {
            let word = word.trim_end_matches("'s").trim_end_matches("’s").trim_matches(|c: char| !c.is_alphanumeric());
            let clean: String =
                word.chars().filter(|c| !matches!(c, '.' | '\'' | '’' | '`' | '"')).flat_map(char::to_lowercase).map(fold).collect();
            if !clean.is_empty() {
                words.push(clean);
            }
        }
        if words.len() > 1 && words[0] == "the" {
            words.remove(0);
        }
        let letters = name.chars().filter(|c| *c != '.');
        let count = letters.clone().count();
        let acronym = (2..=7).contains(&count)
            && letters.clone().all(|c| c.is_uppercase() || c.is_ascii_digit())
            && letters.clone().any(char::is_uppercase);
        Self { words, acronym }
    }

    /// The words that identify an organization.
    pub fn core(&self) -> Vec<&str> {
        let mut core: Vec<&str> = self.words.iter().map(String::as_str).filter(|w| !SMALL_WORDS.contains(w)).collect();
        while core.len() > 1 && core.last().is_some_and(|w| LEGAL_FORMS.contains(w)) {
            core.pop();
        }
        core
    }

    /// The words of a person's name without "Jr".
    pub fn person(&self) -> &[String] {
        match self.words.split_last() {
            Some((last, rest)) if !rest.is_empty() && GENERATIONS.contains(&last.as_str()) => rest,
            _ => &self.words,
        }
    }
}

/// Latin letters without their marks, so that "Brasília" is "Brasilia".
fn fold(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => 'o',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ł' => 'l',
        'ğ' => 'g',
        'đ' => 'd',
        'ţ' | 'ț' | 'ť' => 't',
        'ř' => 'r',
        c => c,
    }
}

/// How two forms of a person's name agree, best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// They can't be one person's.
    None,
    /// The shorter is the longer's first words: a given name, or a family name that comes first.
    Head,
    /// The shorter is the longer's last words: the family name.
    Tail,
    /// Full names that agree: initials, a middle name more.
    Full,
    Same,
}

/// How names `a` and `b` of persons agree.
pub(super) fn agree(a: &[String], b: &[String]) -> Agreement {
    if a == b {
        return Agreement::Same;
    }
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return Agreement::None;
    }
    if short.len() >= 2 && given_agree(&long[0], &short[0]) {
        // The rest of the shorter occurs in order in the longer, and the last words are the same.
        let mut rest = long[1..].iter();
        let inside = short[1..].iter().all(|w| rest.by_ref().any(|l| given_agree(l, w)));
        if inside && long.last() == short.last() {
            return Agreement::Full;
        }
    }
    if long.len() > short.len() && long.ends_with(short) {
        return Agreement::Tail;
    }
    if long.len() > short.len() && long.starts_with(short) && short.iter().any(|w| w.chars().count() > 1) {
        return Agreement::Head;
    }
    Agreement::None
}

/// The same given name, or one is the other's initial.
fn given_agree(a: &str, b: &str) -> bool {
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    a == b || initial(a, b) || initial(b, a)
}

/// Whether `acronym` can be made of the initials of `name`, in order: all of them, or all but small words'.
pub(super) fn is_acronym_of(acronym: &Form, name: &Form) -> bool {
    if !acronym.acronym || acronym.words.len() != 1 || name.words.len() < 2 {
        return false;
    }
    let wanted: Vec<char> = acronym.words[0].chars().collect();
    let initials = |words: &mut dyn Iterator<Item = &String>| -> Vec<char> { words.filter_map(|w| w.chars().next()).collect() };
    let all = initials(&mut name.words.iter());
    let large = initials(&mut name.words.iter().filter(|w| !SMALL_WORDS.contains(&w.as_str())));
    let core: Vec<char> = name.core().iter().filter_map(|w| w.chars().next()).collect();
    wanted == all || wanted == large || wanted == core
}

/// Whether `acronym` could stand in brackets after `name`: its letters occur in it in order, the first at a word's start.
pub(super) fn may_abbreviate(acronym: &Form, name: &Form) -> bool {
    if !acronym.acronym || acronym.words.len() != 1 {
        return false;
    }
    let letters: String = name.words.concat();
    let mut rest = letters.chars();
    acronym.words[0].chars().all(|c| rest.by_ref().any(|l| l == c))
}

/// Nouns that many organizations share: they name none alone.
const GENERIC: &[&str] = &[
    "national",
    "united",
    "international",
    "central",
    "general",
    "royal",
    "federal",
    "new",
    "american",
    "british",
    "world",
    "first",
    "university",
    "ministry",
    "department",
    "party",
    "bank",
    "court",
    "police",
    "council",
    "union",
    "association",
    "committee",
    "commission",
    "agency",
    "office",
    "institute",
    "school",
    "college",
    "hospital",
    "church",
    "club",
    "team",
    "city",
    "state",
    "county",
    "government",
    "group",
    "force",
    "army",
    "air",
    "south",
    "north",
    "east",
    "senate",
    "foundation",
    "corporation",
    "authority",
    "institution",
    "embassy",
];

/// Whether many organizations have this word in their name.
pub(super) fn is_generic(word: &str) -> bool {
    GENERIC.contains(&word)
}

/// How two names of organizations agree.
pub(super) fn organizations_agree(a: &Form, b: &Form) -> bool {
    let (x, y) = (a.core(), b.core());
    if x == y {
        return true;
    }
    if is_acronym_of(a, b) || is_acronym_of(b, a) {
        return true;
    }
    let mut sorted = [x.clone(), y.clone()];
    sorted.iter_mut().for_each(|w| w.sort_unstable());
    // "Ministry of Health", "Health Ministry".
    if x.len() > 1 && sorted[0] == sorted[1] {
        return true;
    }
    let (long, short) = if x.len() >= y.len() { (&x, &y) } else { (&y, &x) };
    if short.is_empty() || long.len() == short.len() {
        return false;
    }
    // "Boeing" for "Boeing Commercial Airplanes"; never "National" or "Bank".
    let own = |w: &&str| !GENERIC.contains(w) && w.chars().count() > 2;
    let place = |w: &str| {
        let mut upper = String::new();
        let mut chars = w.chars();
        upper.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        upper.extend(chars);
        w == "us" || w == "uk" || w == "un" || countries::lookup(&upper).is_some()
    };
    if long.starts_with(short) && short.iter().any(own) && !(short.len() == 1 && place(short[0])) {
        return true;
    }
    // "the Supreme Court" for "the US Supreme Court".
    long.ends_with(short) && long[..long.len() - short.len()].iter().all(|w| place(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(a: &str, b: &str) -> Agreement {
        agree(Form::new(a).person(), Form::new(b).person())
    }

    #[test]
    fn persons() {
        assert_eq!(person("Yassine al-Yasseri", "al-Yasseri"), Agreement::Tail);
        assert_eq!(person("John Smith", "J. Smith"), Agreement::Full);
        assert_eq!(person("Hillary Rodham Clinton", "Hillary Clinton"), Agreement::Full);
        assert_eq!(person("Bill Clinton", "Hillary Clinton"), Agreement::None);
        assert_eq!(person("Kim Jong-un", "Kim Jong Un"), Agreement::Same);
        assert_eq!(person("Kim Jong-un", "Kim"), Agreement::Head);
        assert_eq!(person("Ludwig van der Berg Jr.", "van der Berg"), Agreement::Tail);
    }

    #[test]
    fn organizations() {
        let agree = |a: &str, b: &str| organizations_agree(&Form::new(a), &Form::new(b));
        assert!(agree("World Health Organization", "WHO"));
        assert!(agree("World Health Organization", "W.H.O."));
        assert!(agree("Quayside Homes Ltd.", "Quayside Homes"));
        assert!(agree("Ministry of Health", "Health Ministry"));
        assert!(agree("U.S. Supreme Court", "Supreme Court"));
        assert!(!agree("National Bank", "National Union"));
        assert!(!agree("Bank of Uganda", "Bank of Ghana"));
        assert!(!agree("Ministry of Health", "Ministry"));
    }
}
