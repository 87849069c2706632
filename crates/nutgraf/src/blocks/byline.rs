//! Bylines: authors with their jobs and outlets, and the agencies a byline names.

use super::case;
use super::lexicon::{self, Agencies, AgencyKind, BylineWord};
use crate::article::Author;

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    pub authors: Vec<Author>,
    pub agencies: Vec<String>,
}

/// A byline is never longer, in bytes.
const LONGEST: usize = 300;

/// Reads an author line: "By JANE DOE and John Roe, Associated Press", with or without "By". What is no name, job, outlet or
/// agency is left out.
pub(crate) fn read_byline(known: Agencies<'_>, line: &str) -> Byline {
    let mut byline = Byline::default();
    if line.len() > LONGEST {
        return byline;
    }
    let line = line.trim().trim_matches(['(', ')', '[', ']', '|', '•', '·']).trim();
    for clause in line.split([';', '•', '·']) {
        // An outlet under or beside the authors is that of all of them.
        let first = byline.authors.len();
        for row in clause.split(['\n', '|']) {
            read_clause(known, row.trim(), &mut byline, first);
        }
    }
    byline
}

/// The length of the opener ("By ", "Reporting by ") of `line`; 0 without one.
pub(crate) fn opener_len(line: &str) -> usize {
    let mut best = 0;
    let mut end = 0;
    for word in line.split_inclusive([' ', '\t', '\u{A0}', ':']).take(3) {
        end += word.len();
        let form = line[..end].trim_end_matches([' ', '\t', '\u{A0}', ':']);
        let colon = line[..end].contains(':');
        let opener = lexicon::byline_word(form) == Some(BylineWord::Opener);
        if opener && (colon || form.len() >= 2 && form[form.len() - 2..].eq_ignore_ascii_case("by") || form.eq_ignore_ascii_case("from")) {
            best = end;
        }
    }
    // A colon may stand apart: "By : Jane".
    let rest = &line[best..];
    if best > 0 { best + (rest.len() - rest.trim_start_matches([':', ' ', '\u{A0}']).len()) } else { 0 }
}

fn read_clause(known: Agencies<'_>, clause: &str, byline: &mut Byline, fresh: usize) {
    let clause = clause.trim().trim_end_matches(['.', ',', '-', '–', '—']).trim();
    let lower = clause.to_lowercase();
    let others = |form: &str| lexicon::byline_word(form) == Some(BylineWord::NotAuthor);
    let mut end = 0;
    for word in lower.split_inclusive(' ').take(2) {
        end += word.len();
        if others(lower[..end].trim_end()) {
            return;
        }
    }
    let opener = opener_len(clause);
    let body = clause[opener..].trim();
    if body.is_empty() {
        return;
    }
    for part in body.split([',', '/', '–', '—']).flat_map(|p| p.split(" - ")) {
        for piece in part.split(" and ").flat_map(|p| p.split(" AND ")).flat_map(|p| p.split(" & ")).flat_map(|p| p.split(" with ")) {
            read_piece(known, piece.trim(), byline, fresh, opener > 0 && !is_unnamed(clause));
        }
    }
}

fn read_piece(known: Agencies<'_>, piece: &str, byline: &mut Byline, fresh: usize, opened: bool) {
    let piece = piece.trim_start_matches("and ").trim().trim_end_matches(['.', ':']).trim();
    if piece.is_empty() || piece.len() > 80 {
        return;
    }
    if let Some((name, kind)) = known.find(piece).or_else(|| known.find(strip_staff(piece))) {
        if kind == AgencyKind::Wire {
            let name = name.to_owned();
            if !byline.agencies.contains(&name) {
                byline.agencies.push(name);
            }
        }
        set_organization(byline, fresh, name);
        return;
    }
    // "Jane Doe in Baghdad", "Jane Doe for Lakeside Ledger", "Jane Doe of The Echo".
    let (name, organization) = split_at_word(piece);
    let (name, role) = split_role(name);
    if is_role(piece) {
        for author in byline.authors.iter_mut().skip(fresh).filter(|a| a.role.is_none()) {
            author.role = Some(piece.to_owned());
        }
        return;
    }
    if name.is_empty() || is_outlet(name) {
        if is_outlet(name) {
            set_organization(byline, fresh, name);
        }
        return;
    }
    if !(is_name(name) || opened && is_loose_name(name)) {
        return;
    }
    let mut author = Author { name: case::ordinary(name), role: role.map(str::to_owned), organization: None };
    if let Some(organization) = organization {
        match known.find(organization) {
            Some((known, kind)) => {
                author.organization = Some(known.to_owned());
                if kind == AgencyKind::Wire && !byline.agencies.iter().any(|a| a == known) {
                    byline.agencies.push(known.to_owned());
                }
            }
            None if is_outlet(organization) => author.organization = Some(organization.to_owned()),
            None => {}
        }
    }
    if !byline.authors.iter().any(|a| a.name == author.name) {
        byline.authors.push(author);
    }
}

/// "Reuters Staff", "AP Sports Writer": the agency's part.
fn strip_staff(piece: &str) -> &str {
    let mut rest = piece;
    while let Some((head, last)) = rest.rsplit_once(' ') {
        if lexicon::byline_word(last) != Some(BylineWord::Role)
            && !matches!(last, "Sports" | "Business" | "Science" | "Health" | "Political")
        {
            break;
        }
        rest = head;
    }
    rest
}

fn set_organization(byline: &mut Byline, fresh: usize, name: &str) {
    for author in byline.authors.iter_mut().skip(fresh).filter(|a| a.organization.is_none()) {
        author.organization = Some(name.to_owned());
    }
}

/// The name and what stands behind "in", "for", "of", "at", "from" or in brackets (an outlet or a place).
fn split_at_word(piece: &str) -> (&str, Option<&str>) {
    if let Some((name, rest)) = piece.split_once(" (") {
        return (name.trim(), Some(rest.trim_end_matches(')').trim()));
    }
    for word in [" in ", " for ", " of ", " at ", " from ", " IN ", " FOR "] {
        if let Some((name, rest)) = piece.split_once(word) {
            return (name.trim(), Some(rest.trim()));
        }
    }
    (piece, None)
}

/// "Priya Lennox Transport correspondent": a name of two words and the job behind it.
fn split_role(piece: &str) -> (&str, Option<&str>) {
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.len() < 3 || !words.last().is_some_and(|w| is_role_word(w)) {
        return (piece, None);
    }
    // The job starts at the first small word behind the name, or takes all but the first two words.
    let at = piece.match_indices(' ').nth(1).map_or(piece.len(), |(i, _)| i);
    (piece[..at].trim(), Some(piece[at..].trim()))
}

fn is_role_word(word: &str) -> bool {
    lexicon::byline_word(word.trim_end_matches(['.', ','])) == Some(BylineWord::Role)
}

pub(super) fn is_role(piece: &str) -> bool {
    let words = piece.split_whitespace().count();
    let last = piece.split_whitespace().next_back().unwrap_or("");
    // Three words and more may be a name with its job.
    is_role_word(last) && (words <= 2 || piece.split_whitespace().skip(1).any(|w| w.starts_with(char::is_lowercase)) && !two_names(piece))
}

/// Whether the first two words look like a person's: capitals that are no job words.
fn two_names(piece: &str) -> bool {
    let mut words = piece.split_whitespace();
    let mut capital = || words.next().is_some_and(|w| w.starts_with(char::is_uppercase) && !is_role_word(w));
    capital() && capital() && piece.split_whitespace().count() > 3
}

pub(super) fn is_outlet(piece: &str) -> bool {
    let last = piece.split_whitespace().next_back().unwrap_or("");
    let outlet = |w: &str| lexicon::byline_word(w) == Some(BylineWord::Outlet);
    piece.starts_with("The ") || piece.starts_with("THE ") || outlet(last) && piece.split_whitespace().count() > 1 || piece.contains(".co")
}

/// Whether a line without "By" is nothing but authors, with where they are: "Jane Doe and John Roe in Oldmere".
pub(crate) fn is_author_line(known: Agencies<'_>, line: &str) -> bool {
    let mut pieces = line.split([',', '|', '&']).flat_map(|p| p.split(" and ")).map(str::trim);
    let name = |piece: &str| {
        let (name, place) = split_at_word(piece);
        is_name(name) && name.split_whitespace().count() <= 4 && place.is_none_or(super::dateline::is_known)
    };
    pieces.next().is_some_and(name)
        && pieces.all(|p| name(p) || is_outlet(p) || is_role(p) || super::dateline::is_known(p) || known.find(p).is_some())
}

/// "By our correspondent", "By a staff reporter": nobody is named.
pub(super) fn is_unnamed(line: &str) -> bool {
    let words = line.split_whitespace().count();
    opener_len(line) > 0 && (2..=8).contains(&words) && line.split([' ', ',', '\u{A0}']).any(is_role_word)
}

/// Behind "By" a name may be one word, or have small words inside ("Jelani anak Unggat", "Ch.Bolortuya").
fn is_loose_name(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let capital =
        |w: &&str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    let ends = words.first().is_some_and(capital) && words.last().is_some_and(capital);
    let small = words.iter().filter(|w| !capital(w)).count();
    ends && words.len() <= 5
        && small <= 1
        && piece.chars().count() > 2
        && !words.iter().any(|w| is_role_word(w) || lexicon::byline_word(w).is_some())
}

/// One to five words that are capitalised, or particles.
pub(crate) fn is_name(piece: &str) -> bool {
    let mut words = 0;
    let mut capitals = 0;
    for word in piece.split_whitespace() {
        words += 1;
        let first = word.chars().next().unwrap_or(' ');
        if !word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '\u{0300}'..='\u{036F}')) {
            return false;
        }
        if first.is_uppercase() || first.is_alphabetic() && !first.is_lowercase() || word.starts_with("al-") || word.starts_with("el-") {
            capitals += 1;
        } else if !matches!(
            word,
            "de" | "da"
                | "dos"
                | "das"
                | "del"
                | "van"
                | "von"
                | "der"
                | "den"
                | "bin"
                | "ibn"
                | "al"
                | "el"
                | "la"
                | "le"
                | "di"
                | "du"
                | "y"
                | "ter"
                | "ten"
        ) {
            return false;
        }
    }
    (2..=5).contains(&words) && capitals >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, authors: &[(&str, Option<&str>, Option<&str>)], agencies: &[&str]) {
        let byline = read_byline(Agencies::default(), line);
        let found: Vec<_> = byline.authors.iter().map(|a| (a.name.as_str(), a.role.as_deref(), a.organization.as_deref())).collect();
        assert_eq!(found, authors, "{line:?}");
        assert_eq!(byline.agencies, agencies, "{line:?}");
    }

    #[test]
    fn authors() {
        check("By Jane Doe", &[("Jane Doe", None, None)], &[]);
        check(
            "By JANE DOE and JOSÉ PEÑA\nThe Lakeside Ledger",
            &[("Jane Doe", None, Some("The Lakeside Ledger")), ("José Peña", None, Some("The Lakeside Ledger"))],
            &[],
        );
        check("By Jane Doe, Staff Writer", &[("Jane Doe", Some("Staff Writer"), None)], &[]);
        check("Priya Lennox Transport correspondent", &[("Priya Lennox", Some("Transport correspondent"), None)], &[]);
        check("By Jane Doe, Associated Press", &[("Jane Doe", None, Some("AP"))], &["AP"]);
        check("Jane Doe in Oldmere and John Roe in Karvo", &[("Jane Doe", None, None), ("John Roe", None, None)], &[]);
        check("(Reporting by Ilse Brandt; Editing by Omar Field)", &[("Ilse Brandt", None, None)], &[]);
        check("By Jane Doe for The Echo", &[("Jane Doe", None, Some("The Echo"))], &[]);
        check(
            "By Jane Doe, John Roe and Ana de la Cruz",
            &[("Jane Doe", None, None), ("John Roe", None, None), ("Ana de la Cruz", None, None)],
            &[],
        );
    }

    #[test]
    fn agencies() {
        check("By Reuters Staff", &[], &["Reuters"]);
        check("By The Associated Press", &[], &["AP"]);
        check("AFP", &[], &["AFP"]);
    }

    #[test]
    fn nobody() {
        check("By noon the water had risen", &[], &[]);
        check("", &[], &[]);
        check("By", &[], &[]);
    }
}
