//! The spelling of regular "-ed" and "-ing" forms, where it tells the base: "traded" has one vowel and one consonant that was not
//! doubled, so its base has an "e".

/// What to strip from a form of this tag and what to add; `None` where the spelling leaves it open ("visited", "united").
pub(super) fn regular(tag: &str, word: &str) -> Option<(usize, &'static str)> {
    let ending = match tag {
        "VBD" | "VBN" => "ed",
        "VBG" => "ing",
        _ => return None,
    };
    let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 2 && stem.bytes().all(|b| b.is_ascii_lowercase()))?;
    match base(stem)? {
        Base::Bare => Some((ending.len(), "")),
        Base::WithE => Some((ending.len(), "e")),
        Base::Undoubled => Some((ending.len() + 1, "")),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Bare,
    WithE,
    Undoubled,
}

/// Endings in "-ll" that have both letters in words of more than one syllable ("recalled", "distilled", "enrolled").
const KEEP_LL: &[&str] =
    &["call", "stall", "fall", "wall", "ppall", "thrall", "ball", "till", "fill", "kill", "spell", "roll", "poll", "sell"];

fn base(stem: &str) -> Option<Base> {
    let b = stem.as_bytes();
    let n = b.len();
    let (last, before, third) = (b[n - 1], b[n - 2], b[n - 3]);
    // "outlined", "updated": what follows the prefix is spelt as by itself.
    let rest = ["out", "over", "under", "up"].iter().find_map(|p| stem.strip_prefix(p)).filter(|rest| rest.len() > 2);
    let syllables = vowel_groups(rest.unwrap_or(stem).as_bytes());
    if syllables == 0 {
        return None;
    }
    if last == before {
        return match last {
            b's' | b'z' | b'f' => Some(Base::Bare),
            b'l' if syllables == 1 => Some(Base::Bare),
            b'l' if matches!(stem, "controll" | "patroll") => Some(Base::Undoubled),
            b'l' if KEEP_LL.iter().any(|end| stem.ends_with(end)) => Some(Base::Bare),
            b'b' | b'd' | b'g' | b'k' | b'l' | b'm' | b'n' | b'p' | b'r' | b't' => Some(Base::Undoubled),
            _ => None,
        };
    }
    let single = vowel(before) && (!vowel(third) || (third == b'u' && n > 3 && b[n - 4] == b'q'));
    match last {
        b'u' | b'v' | b'c' => Some(Base::WithE),
        b'k' if stem.ends_with("vok") => Some(Base::WithE),
        b'k' if vowel(before) && vowel(third) => Some(Base::Bare),
        b'd' if stem.ends_with("ced") => Some(Base::WithE),
        b'z' if before == b't' => Some(Base::Bare),
        b'z' => Some(Base::WithE),
        b's' if vowel(before) || matches!(before, b'n' | b'r' | b'l' | b'p') => Some(Base::WithE),
        b'g' if vowel(before) || matches!(before, b'd' | b'r' | b'l') => Some(Base::WithE),
        b'l' if !vowel(before) && !matches!(before, b'r' | b'w' | b'y') => Some(Base::WithE),
        b'y' => Some(Base::Bare),
        b'b' | b'd' | b'f' | b'k' | b'l' | b'm' | b'n' | b'p' | b'r' | b't' if syllables == 1 && single => Some(Base::WithE),
        b'b' if before == b'm' => Some(Base::Bare),
        _ => None,
    }
}

fn vowel(b: u8) -> bool {
    b"aeiou".contains(&b)
}

/// Runs of vowels; the "u" of "qu" is none, and "y" is one inside the word.
fn vowel_groups(b: &[u8]) -> usize {
    let is = |i: usize| (vowel(b[i]) && !(b[i] == b'u' && i > 0 && b[i - 1] == b'q')) || (b[i] == b'y' && i > 0);
    (0..b.len()).filter(|&i| is(i) && (i == 0 || !is(i - 1))).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spelling_tells_the_base() {
        for (form, tag, expected) in [
            ("traded", "VBD", "trade"),
            ("timed", "VBN", "time"),
            ("quoted", "VBD", "quote"),
            ("planning", "VBG", "plan"),
            ("killed", "VBD", "kill"),
            ("cancelled", "VBD", "cancel"),
            ("controlled", "VBD", "control"),
            ("installing", "VBG", "install"),
            ("recycled", "VBN", "recycle"),
            ("merging", "VBG", "merge"),
            ("collapsed", "VBD", "collapse"),
            ("bombing", "VBG", "bomb"),
            ("passed", "VBD", "pass"),
            ("argued", "VBD", "argue"),
            ("outlined", "VBD", "outline"),
            ("preceding", "VBG", "precede"),
            ("provoking", "VBG", "provoke"),
        ] {
            let got = regular(tag, form).map(|(strip, add)| format!("{}{add}", &form[..form.len() - strip]));
            assert_eq!(got.as_deref(), Some(expected), "{form}");
        }
        assert_eq!(regular("VBD", "visited"), None);
        assert_eq!(regular("VBD", "proceeded"), None);
        assert_eq!(regular("NNS", "beds"), None);
    }
}
