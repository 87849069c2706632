//! Picture captions: where the description ends and the credit begins, and whom the credit names.
//!
//! The styles: a bracket at the end ("(AP Photo/Jane Doe)"), a label ("Photo / AP", "Picture: Reuters", "Photograph: Jane
//! Doe/The Guardian", "© Jane Doe"), or a bare list of names and agencies ("JOHN DOE/AFP/Getty Images", "| Ana Ruiz/Lakeside
//! Ledger") that is the last sentence or line.

use std::ops::Range;

use super::case;
use super::lexicon::{self, Agencies, AgencyKind, LabelKind};

/// A caption taken apart; byte ranges of the string given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaptionParts {
    /// The description; empty when all is credit.
    pub caption: Range<usize>,
    /// The credit with its label and brackets.
    pub credit: Option<Range<usize>>,
    /// Whom the credit names.
    pub names: CreditNames,
}

/// Whom a credit names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CreditNames {
    /// The photographer, in ordinary case.
    pub photographer: Option<String>,
    /// The agency or outlet; several are joined by a stroke.
    pub agency: Option<String>,
}

/// A credit is never longer, in bytes.
const LONGEST: usize = 160;

/// Takes a caption apart.
pub(crate) fn split_caption(known: Agencies<'_>, text: &str) -> CaptionParts {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    if start >= end {
        return CaptionParts::default();
    }
    let body = &text[start..end];
    let found = in_brackets(known, body).or_else(|| labelled(known, body)).or_else(|| bare(known, body));
    let Some(credit) = found else {
        return CaptionParts { caption: start..end, ..CaptionParts::default() };
    };
    let description = body[..credit.start].trim_end();
    let description = description.trim_end_matches(['|', '–', '—', '•', '·']).trim_end();
    let description = description.strip_suffix(" -").or_else(|| description.strip_suffix(" /")).unwrap_or(description).trim_end();
    CaptionParts {
        caption: start..start + description.len(),
        names: read_credit(known, &body[credit.clone()]),
        credit: Some(start + credit.start..start + credit.end),
    }
}

/// Whether `text` as a whole is a credit: "Photo: AP", "JOHN DOE/AFP".
pub(crate) fn is_credit(known: Agencies<'_>, text: &str) -> bool {
    let text = text.trim();
    text.len() <= LONGEST && (label_end(known, text).is_some_and(|n| names_only(&text[n..], 8)) || is_bare_credit(known, text))
}

/// Whom a credit names: label, brackets and "via" are left out.
pub(crate) fn read_credit(known: Agencies<'_>, credit: &str) -> CreditNames {
    let mut text = credit.trim().trim_matches(['(', ')', '[', ']']).trim();
    let mut names = CreditNames::default();
    let mut agencies: Vec<&str> = Vec::new();
    while let Some(n) = label_end(known, text) {
        let label = text[..n].trim_end_matches(|c: char| !c.is_alphanumeric());
        if let Some((first, _)) = label.split_once(' ')
            && let Some((agency, _)) = known.find(first)
        {
            agencies.push(agency);
        }
        text = text[n..].trim_start();
    }
    for part in parts(text) {
        let part = part.trim().trim_end_matches(['.', ',']).trim();
        let part = part.strip_prefix("by ").or_else(|| part.strip_prefix("By ")).unwrap_or(part);
        if part.is_empty() || is_note(part) {
            continue;
        }
        match known.find(part) {
            Some((name, _)) if !agencies.contains(&name) => agencies.push(name),
            Some(_) => {}
            None if names.photographer.is_none() && is_person(part) => names.photographer = Some(case::ordinary(part)),
            None if agencies.is_empty() && looks_like_outlet(part) => agencies.push(part),
            None => {}
        }
    }
    if !agencies.is_empty() {
        names.agency = Some(agencies.join("/"));
    }
    names
}

/// The pieces of a credit between strokes, bars, commas, dashes and "via", "for".
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['/', '|', ',', ';', '–', '—', '©', ':'])
        .flat_map(|p| p.split(" via "))
        .flat_map(|p| p.split(" for "))
        .flat_map(|p| p.split(" - "))
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(" & "))
}

/// "File", "Handout", "Courtesy": part of a credit, nobody's name.
fn is_note(part: &str) -> bool {
    const NOTES: &[&str] = &[
        "file",
        "file photo",
        "handout",
        "pool",
        "archive",
        "supplied",
        "courtesy",
        "photo",
        "picture",
        "image",
        "photos",
        "stock",
        "via",
    ];
    NOTES.iter().any(|n| part.eq_ignore_ascii_case(n)) || part.bytes().all(|b| b.is_ascii_digit())
}

/// Two to four words with capitals: a person's name by its look.
fn is_person(part: &str) -> bool {
    let mut words = 0;
    for word in part.split_whitespace() {
        let Some(first) = word.chars().next() else { continue };
        let particle = matches!(word, "de" | "da" | "dos" | "del" | "van" | "von" | "der" | "bin" | "al" | "el" | "la" | "di" | "du");
        let lettered = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '\u{0300}'..='\u{036F}'));
        if !(first.is_uppercase() || particle || !first.is_lowercase() && first.is_alphabetic() || word.starts_with("al-")) || !lettered {
            return false;
        }
        words += 1;
    }
    (2..=4).contains(&words) && !looks_like_outlet(part)
}

/// A word of it is one of outlets' names ("Lakeside Ledger"), or it starts with "The".
fn looks_like_outlet(part: &str) -> bool {
    const BODIES: &[&str] =
        &["police", "department", "ministry", "office", "university", "council", "museum", "government", "army", "navy", "images"];
    let word = |w: &str| lexicon::byline_word(w) == Some(lexicon::BylineWord::Outlet) || BODIES.iter().any(|b| b.eq_ignore_ascii_case(w));
    part.len() <= 60 && (part.starts_with("The ") || part.split_whitespace().any(word))
}

/// The bracket that ends `text`, when it holds a credit.
fn in_brackets(known: Agencies<'_>, text: &str) -> Option<Range<usize>> {
    let stop = text.strip_suffix('.').unwrap_or(text);
    let (open, close) = match stop.as_bytes().last()? {
        b')' => ('(', ')'),
        b']' => ('[', ']'),
        _ => return None,
    };
    let at = stop.rfind(open)?;
    let inner = stop[at..].strip_prefix(open)?.strip_suffix(close)?;
    is_credit(known, inner).then_some(at..text.len())
}

/// Where the text behind a label that starts `text` begins; `None` when it starts with no label.
fn label_end(known: Agencies<'_>, text: &str) -> Option<usize> {
    // "(c)" and "©" are labels that no letters make.
    for sign in ["©", "(c)", "(C)"] {
        if text.starts_with(sign) {
            return Some(sign.len());
        }
    }
    // The label's first word, for labels that end with a word and for those that end inside one.
    let first = text.find([' ', ':', '/', '|']).map_or(text, |n| &text[..n]);
    if !lexicon::may_begin_label(first) {
        return None;
    }
    let mut found = None;
    let mut end = 0;
    for word in text.split_inclusive(' ').take(4) {
        end += word.trim_end_matches(' ').len();
        let label = text[..end].trim_end_matches([':', '/', '|']);
        if let Some(kind) = lexicon::credit_label(label)
            && let Some(n) = behind_label(known, text, label.len(), kind)
        {
            found = Some(n);
        }
        end += word.len() - word.trim_end_matches(' ').len();
        // "Photo/Jane", "Photo:Jane": the label ends inside the word.
        if found.is_none()
            && let Some(n) = text[..end].find(['/', ':', '|'])
        {
            let kind = lexicon::credit_label(&text[..n])?;
            found = behind_label(known, text, n, kind);
            break;
        }
    }
    found
}

/// Where the names begin behind the label that ends at `at`, if what follows is what the label asks for.
fn behind_label(known: Agencies<'_>, text: &str, at: usize, kind: LabelKind) -> Option<usize> {
    let rest = &text[at..];
    let trimmed = rest.trim_start();
    let skipped = rest.len() - trimmed.len();
    let mark = trimmed.chars().next().filter(|c| matches!(c, ':' | '/' | '|' | '–' | '—' | '-' | '©'));
    if let Some(mark) = mark {
        let behind = &trimmed[mark.len_utf8()..];
        return Some(at + skipped + mark.len_utf8() + (behind.len() - behind.trim_start().len()));
    }
    if skipped == 0 || trimmed.is_empty() {
        return None;
    }
    let names = at + skipped;
    match kind {
        LabelKind::Free => Some(names),
        LabelKind::Any => {
            let by = ["by ", "from ", "via ", "courtesy of ", "courtesy "].iter().find(|b| trimmed.starts_with(**b));
            match by {
                Some(by) => Some(names + by.len()),
                None => known.find(trimmed.trim_end_matches('.')).map(|_| names),
            }
        }
        LabelKind::Mark => None,
    }
}

/// The last label in `text` with a credit behind it, up to the end.
fn labelled(known: Agencies<'_>, text: &str) -> Option<Range<usize>> {
    let mut from = text.len().saturating_sub(LONGEST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut starts = Vec::new();
    let mut fresh = from == 0;
    for (i, c) in text[from..].char_indices() {
        if (fresh && c.is_alphabetic()) || c == '©' {
            starts.push(from + i);
        }
        fresh = matches!(c, ' ' | '\n' | '\t' | '|' | '(' | '[' | '\u{A0}' | '•' | '—' | '–' | '.' | '/');
    }
    // The earliest start from which all is credit: "File photo: Jane Doe" rather than "photo: Jane Doe".
    starts
        .into_iter()
        .filter(|&at| at == 0 || fits_before(text, at))
        .find(|&at| label_end(known, &text[at..]).is_some_and(|n| names_only(text[at + n..].trim_end_matches([')', ']']), 9)))
        .map(|at| {
            let open = text[..at].trim_end();
            let bracket = open.ends_with(['(', '[']).then(|| open.len() - 1);
            bracket.unwrap_or(at)..text.len()
        })
}

/// A label is written with a capital, or behind a mark: "the photo by Jane Doe" is description.
fn fits_before(text: &str, at: usize) -> bool {
    let capital = text[at..].starts_with(|c: char| c.is_uppercase() || c == '©');
    let before = text[..at].trim_end();
    let marked = before.ends_with(['.', '!', '?', '"', '”', '’', '|', '(', '[', '—', '–', '/', '\n', ')', ',', ';', '•']);
    marked || capital
}

/// Whether `text` is names, agencies and the small words of credits, at most `most` words.
fn names_only(text: &str, most: usize) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    let mut words = 0;
    for word in text.split([' ', '/', '|', ',', '\u{A0}', '\n']).filter(|w| !w.is_empty()) {
        words += 1;
        let small = matches!(
            word,
            "via"
                | "for"
                | "and"
                | "of"
                | "the"
                | "by"
                | "de"
                | "da"
                | "dos"
                | "del"
                | "van"
                | "von"
                | "der"
                | "bin"
                | "al"
                | "el"
                | "la"
                | "di"
                | "du"
                | "file"
                | "photo"
                | "handout"
                | "pool"
                | "courtesy"
                | "supplied"
                | "in"
                | "dpa"
                | "y"
                | "e"
                | "&"
                | "-"
                | "–"
                | "—"
                | "family"
                | "from"
                | "stock"
                | "images"
                | "photos"
                | "archive"
        );
        let first = word.chars().find(|c| c.is_alphanumeric());
        let fits =
            small || first.is_none_or(|c| !c.is_lowercase()) || word.starts_with("al-") || word.starts_with('@') || word.contains('.');
        if !fits || word.len() > 1 && word.ends_with(['?', '!']) {
            return false;
        }
    }
    // A sentence stop inside the names: that was description.
    let inner = text.trim_end_matches('.');
    let sentence = inner.match_indices(". ").any(|(i, _)| inner[..i].rsplit(' ').next().is_some_and(|w| w.chars().count() > 3));
    words <= most && !sentence
}

/// A credit without a label: the last sentence, line or part behind a bar, or the capitals before a known agency.
fn bare(known: Agencies<'_>, text: &str) -> Option<Range<usize>> {
    let mut floor = text.len().saturating_sub(LONGEST);
    while !text.is_char_boundary(floor) {
        floor += 1;
    }
    let tail = &text[floor..];
    for mark in [" | ", "\n", " — ", " – ", " • ", " - "] {
        // The byte that tells the mark from spaces: most tails have none of them.
        let telling = mark.trim_matches(' ').as_bytes().first().copied().unwrap_or(b' ');
        if let Some(n) = tail.as_bytes().contains(&telling).then(|| tail.rfind(mark)).flatten() {
            let at = floor + n + mark.len();
            let rest = text[at..].trim_start();
            let at = text.len() - rest.len();
            let certain =
                matches!(mark, " | " | "\n") && names_only(rest, 8) && (rest.contains('/') || is_person(rest) || looks_like_outlet(rest));
            if at < text.len() && at > 0 && (certain || is_bare_credit(known, rest)) {
                return Some(at..text.len());
            }
        }
    }
    // The last sentence.
    let stops = tail.char_indices().filter(|&(i, c)| {
        matches!(c, '.' | '!' | '?' | '”' | '"' | '’' | ')') && tail[i + c.len_utf8()..].starts_with([' ', '\n', '\u{A0}'])
    });
    for (i, c) in stops {
        let at = floor + i + c.len_utf8();
        let rest = text[at..].trim_start();
        if is_bare_credit(known, rest) {
            return Some(text.len() - rest.len()..text.len());
        }
    }
    before_agency(known, text)
}

/// "JOHN DOE/AFP/Getty Images", "Reuters", "Jane Doe for The Guardian", "AFP via Getty Images".
fn is_bare_credit(known: Agencies<'_>, text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    if !names_only(text, 9) {
        return false;
    }
    let agency = parts(text).filter_map(|p| known.find(p.trim())).any(|(_, kind)| kind != AgencyKind::Outlet || text.contains('/'));
    let strokes = text.contains('/')
        && parts(text).all(|p| known.find(p.trim()).is_some() || is_person(p.trim()) || looks_like_outlet(p.trim()) || is_note(p.trim()));
    let others = parts(text).all(|p| {
        let p = p.trim();
        p.is_empty() || known.find(p).is_some() || is_person(p) || is_note(p) || looks_like_outlet(p)
    });
    agency && others || strokes && parts(text).count() > 1
}

/// Capitals or a name run into a known agency without a stop before: "… in Tirana on Monday JANE DOE / AFP".
fn before_agency(known: Agencies<'_>, text: &str) -> Option<Range<usize>> {
    let slash = text.rfind('/')?;
    if text.len() - slash > LONGEST {
        return None;
    }
    parts(&text[slash + 1..]).all(|p| known.find(p.trim().trim_end_matches('.')).is_some()).then_some(())?;
    // The words before the first stroke of the credit.
    let head = &text[..slash];
    let first = head.len() - head.rsplit("/").next().map_or(0, str::len);
    let mut at = slash;
    let head = head.trim_end();
    let spoken = first > 0 && known.find(text[first..slash].trim()).is_some();
    let names_end = if spoken { first - 1 } else { head.len() };
    let mut words = 0;
    let mut cursor = text[..names_end].trim_end().len();
    while words < 3 {
        let word_start = text[..cursor].rfind([' ', '\n', '\u{A0}']).map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
        let word = &text[word_start..cursor];
        let shouts = word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
        if !shouts || word.ends_with(['.', ',']) {
            break;
        }
        at = word_start;
        words += 1;
        cursor = text[..word_start].trim_end().len();
    }
    (words > 0).then_some(at..text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, caption: &str, credit: Option<&str>, photographer: Option<&str>, agency: Option<&str>) {
        let parts = split_caption(Agencies::default(), text);
        assert_eq!(&text[parts.caption.clone()], caption, "{text:?}");
        assert_eq!(parts.credit.clone().map(|r| &text[r]), credit, "{text:?}");
        assert_eq!(parts.names.photographer.as_deref(), photographer, "{text:?}");
        assert_eq!(parts.names.agency.as_deref(), agency, "{text:?}");
    }

    #[test]
    fn styles_of_credits() {
        let d = "A flag over the bridge in Oldmere.";
        for (credit, photographer, agency) in [
            ("Photo / AP", None, Some("AP")),
            ("(AP Photo/Jane Doe)", Some("Jane Doe"), Some("AP")),
            ("(AP Photo/Jane Doe, File)", Some("Jane Doe"), Some("AP")),
            ("Picture: Reuters", None, Some("Reuters")),
            ("JOHN DOE/AFP/Getty Images", Some("John Doe"), Some("AFP/Getty Images")),
            ("Photograph: Jane Doe/The Guardian", Some("Jane Doe"), Some("The Guardian")),
            ("Image: Supplied", None, None),
            ("© Jane Doe", Some("Jane Doe"), None),
            ("Photo by Jane Doe", Some("Jane Doe"), None),
            ("Photo: Jane Doe via Reuters", Some("Jane Doe"), Some("Reuters")),
            ("REUTERS/Jane Doe", Some("Jane Doe"), Some("Reuters")),
            ("(Photo by Jane Doe/Getty Images)", Some("Jane Doe"), Some("Getty Images")),
            ("File photo: José Peña", Some("José Peña"), None),
            ("AFP via Getty Images", None, Some("AFP/Getty Images")),
            ("Reuters", None, Some("Reuters")),
            ("[Jane Doe/Al Jazeera]", Some("Jane Doe"), Some("Al Jazeera")),
            ("Courtesy of Oldmere Police", None, Some("Oldmere Police")),
            ("Credit: Jane Doe for The New York Times", Some("Jane Doe"), Some("The New York Times")),
        ] {
            check(&format!("{d} {credit}"), d, Some(credit), photographer, agency);
        }
        check(
            "A dam near Oldmere | Ana Ruiz/Lakeside Ledger",
            "A dam near Oldmere",
            Some("Ana Ruiz/Lakeside Ledger"),
            Some("Ana Ruiz"),
            Some("Lakeside Ledger"),
        );
        check(
            "A dam near Oldmere on Monday JANE DOE / AFP",
            "A dam near Oldmere on Monday",
            Some("JANE DOE / AFP"),
            Some("Jane Doe"),
            Some("AFP"),
        );
    }

    #[test]
    fn no_credit() {
        for text in [
            "The plains on the day of the march",
            "Ms Okoro holds a photo of her son.",
            "She took the picture by the lake.",
            "The image of the century.",
            "The clinic (left) and the school (right).",
            "A view of the source: the river Tarn rises here.",
            "Prices rose 3/4 of a point.",
            "",
        ] {
            check(text, text, None, None, None);
        }
    }
}
