//! Names as lists of comparable words: lower case, no stops, hyphens split, possessives and company suffixes off.

use crate::lexicon::{countries, without_possessive};

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

/// Words that add nothing to an organization's name wherever they stand.
fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "for" | "and" | "&" | "in" | "on" | "de" | "at")
}

const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv", "junior"];

/// A name in comparable form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Its words, with a space between.
    text: String,
    /// How much of the text is a person's name: all but "Jr".
    person: usize,
    /// The name is one run of two to seven capitals, with or without stops.
    pub acronym: bool,
}

impl Form {
    pub fn new(name: &str) -> Self {
        let mut text = String::with_capacity(name.len());
        for word in name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/' | '‑')) {
            let word = without_possessive(word).trim_matches(|c: char| !c.is_alphanumeric());
            let before = text.len();
            if before > 0 {
                text.push(' ');
            }
            let start = text.len();
            let letters = word.chars().filter(|c| !matches!(c, '.' | '\'' | '’' | '`' | '"'));
            if word.is_ascii() {
                text.extend(letters.map(|c| c.to_ascii_lowercase()));
            } else {
                text.extend(letters.flat_map(char::to_lowercase).map(fold));
            }
            if text.len() == start {
                text.truncate(before);
            }
        }
        if text.starts_with("the ") {
            text.drain(.."the ".len());
        }
        let letters = name.chars().filter(|c| *c != '.');
        let acronym = letters.clone().all(|c| c.is_uppercase() || c.is_ascii_digit())
            && letters.clone().any(char::is_uppercase)
            && (2..=7).contains(&letters.count());
        let person = match text.rsplit_once(' ') {
            Some((rest, last)) if GENERATIONS.contains(&last) => rest.len(),
            _ => text.len(),
        };
        Self { text, person, acronym }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn words(&self) -> impl Iterator<Item = &str> + Clone {
        words(&self.text)
    }

    /// How many words there are.
    pub fn count(&self) -> usize {
        count(&self.text)
    }

    /// The words that identify an organization.
    pub fn core(&self) -> Vec<&str> {
        let mut core = Vec::with_capacity(self.count());
        core.extend(self.words().filter(|w| !is_small(w)));
        while core.len() > 1 && core.last().is_some_and(|w| LEGAL_FORMS.contains(w)) {
            core.pop();
        }
        core
    }

    /// The words of a person's name without "Jr".
    pub fn person(&self) -> &str {
        &self.text[..self.person]
    }
}

/// The words of a form or of a part of one.
fn words(form: &str) -> impl Iterator<Item = &str> + Clone {
    form.split(' ').filter(|word| !word.is_empty())
}

/// How many words a form has.
pub(super) fn count(form: &str) -> usize {
    form.bytes().filter(|&b| b == b' ').count() + usize::from(!form.is_empty())
}

/// The last word of a form.
pub(super) fn last(form: &str) -> &str {
    let start = form.bytes().rposition(|b| b == b' ').map_or(0, |space| space + 1);
    &form[start..]
}

/// What stands in a form behind the words of another.
pub(super) fn behind<'a>(form: &'a str, head: &str) -> Option<&'a str> {
    if head.is_empty() { Some(form) } else { form.strip_prefix(head)?.strip_prefix(' ') }
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
pub(super) fn agree(a: &str, b: &str) -> Agreement {
    if a == b {
        return Agreement::Same;
    }
    if a.is_empty() || b.is_empty() {
        return Agreement::None;
    }
    if last(a) == last(b) {
        let (long, short) = if count(a) >= count(b) { (a, b) } else { (b, a) };
        let (mut rest, mut wanted) = (words(long), words(short));
        let (given, first) = (rest.next().unwrap_or(""), wanted.next().unwrap_or(""));
        // The rest of the shorter occurs in order in the longer.
        if short.len() > first.len() && given_agree(given, first) && wanted.all(|w| rest.by_ref().any(|l| given_agree(l, w))) {
            return Agreement::Full;
        }
        if long.strip_suffix(short).is_some_and(|before| before.ends_with(' ')) {
            return Agreement::Tail;
        }
    }
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if behind(long, short).is_some() && words(short).any(|w| w.chars().count() > 1) {
        return Agreement::Head;
    }
    Agreement::None
}

/// The same given name, or one is the other's initial.
fn given_agree(a: &str, b: &str) -> bool {
    let initial = |x: &str, y: &str| y.starts_with(x) && x.chars().count() == 1;
    a == b || initial(a, b) || initial(b, a)
}

/// Whether `acronym` can be made of the initials of `name`, in order: all of them, or all but small words'.
pub(super) fn is_acronym_of(acronym: &Form, name: &Form) -> bool {
    if !acronym.acronym || acronym.count() != 1 || name.count() < 2 {
        return false;
    }
    let initial = |w: &str| w.chars().next();
    let made_of = |initials: &mut dyn Iterator<Item = char>| acronym.text.chars().eq(initials);
    made_of(&mut name.words().filter_map(initial))
        || made_of(&mut name.words().filter(|w| !is_small(w)).filter_map(initial))
        || made_of(&mut name.core().into_iter().filter_map(initial))
}

/// Whether `acronym` could stand in brackets after `name`: its letters occur in it in order, the first at a word's start.
pub(super) fn may_abbreviate(acronym: &Form, name: &Form) -> bool {
    if !acronym.acronym || acronym.count() != 1 {
        return false;
    }
    let mut rest = name.text.chars().filter(|c| *c != ' ');
    acronym.text.chars().all(|c| rest.by_ref().any(|l| l == c))
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
    // "Ministry of Health", "Health Ministry".
    if x.len() > 1 && x.len() == y.len() && x.iter().all(|w| y.contains(w)) {
        let mut sorted = [x.clone(), y.clone()];
        sorted.iter_mut().for_each(|w| w.sort_unstable());
        if sorted[0] == sorted[1] {
            return true;
        }
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
