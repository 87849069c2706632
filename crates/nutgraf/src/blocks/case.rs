//! Names in ordinary case: "JANE McDONALD" is "Jane McDonald".

/// Particles that stay small inside a name.
const SMALL: &[&str] = &["al", "and", "bin", "da", "de", "del", "der", "di", "dos", "du", "el", "la", "le", "of", "the", "van", "von", "y"];

/// Short words of places and names that are all capitals in ordinary case too.
const CAPITALS: &[&str] = &["UK", "US", "USA", "UAE", "UN", "EU", "DC", "NYC", "DRC", "CAR", "II", "III", "NSW", "ACT", "BC"];

/// `name` in ordinary case, if all its letters are capitals; as it is otherwise.
pub(crate) fn ordinary(name: &str) -> String {
    let shouts = |s: &str| s.chars().any(char::is_uppercase) && !s.chars().any(char::is_lowercase);
    // "McDONALD" counts as capitals.
    let letters: Vec<&str> = name.split_whitespace().collect();
    let all = letters.iter().all(|w| shouts(&without_mc(w)) || !w.chars().any(char::is_alphabetic) || is_particle(w));
    if !all || !letters.iter().any(|w| shouts(&without_mc(w))) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    for (i, word) in letters.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if CAPITALS.contains(&bare) || is_initials(word) {
            out.push_str(word);
        } else if i > 0 && i + 1 < letters.len() && is_particle(word) {
            out.push_str(&word.to_lowercase());
        } else {
            capitalize(word, &mut out);
        }
    }
    out
}

/// "J.P.", "D.C.", "J."
fn is_initials(word: &str) -> bool {
    word.len() > 1 && word.chars().enumerate().all(|(i, c)| if i % 2 == 0 { c.is_alphabetic() } else { c == '.' })
}

fn is_particle(word: &str) -> bool {
    SMALL.iter().any(|p| p.eq_ignore_ascii_case(word))
}

fn without_mc(word: &str) -> String {
    match word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")) {
        Some(rest) if rest.starts_with(char::is_uppercase) => format!("M{rest}"),
        _ => word.to_owned(),
    }
}

/// Adds one word: capitals behind hyphens, apostrophes, stops and "Mc".
fn capitalize(word: &str, out: &mut String) {
    let mut upper = true;
    let mut seen = 0usize;
    let chars: Vec<char> = word.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        if upper {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        seen = if c.is_alphabetic() { seen + 1 } else { 0 };
        let behind_mc = seen == 2 && matches!((chars[i - 1], c), ('M', 'C' | 'c')) && chars.len() - i > 3;
        // "O'Brien", but "Nuku'alofa".
        let apostrophe = matches!(c, '\'' | '’') && i <= 1 && chars.len() - i > 2;
        upper = matches!(c, '-' | '.' | '/' | '(') || behind_mc || apostrophe;
    }
}

#[cfg(test)]
mod tests {
    use super::ordinary;

    #[test]
    fn capitals_become_ordinary() {
        for (written, expected) in [
            ("JANE DOE", "Jane Doe"),
            ("Jane McDONALD", "Jane McDONALD"),
            ("JANE McDONALD", "Jane McDonald"),
            ("SEÁN O'BRIEN", "Seán O'Brien"),
            ("ANA DE LA CRUZ", "Ana de la Cruz"),
            ("J.P. MORA", "J.P. Mora"),
            ("ST. LOUIS", "St. Louis"),
            ("NUKU'ALOFA", "Nuku'alofa"),
            ("JEAN-LUC ÉTÉ", "Jean-Luc Été"),
            ("Jane Doe", "Jane Doe"),
            ("", ""),
        ] {
            assert_eq!(ordinary(written), expected);
        }
    }
}
