//! Which language a story is in: whichlang's embedded classifier on the first part of the text.
//!
//! The classifier has no "don't know" and errs on a sentence or two, where foreign names weigh much. Function words decide
//! then: a text with enough English ones is English.

/// Bytes of text that are looked at: more does not change the answer of a news story.
const ENOUGH: usize = 4096;

/// Fewer words than this, in plain letters, tell nothing ("2 million", "sixteen").
const FEW: usize = 4;

/// The BCP 47 code of the text's language; `und` for a text of no or too few words.
pub(crate) fn detect(text: &str) -> &'static str {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    if !head.chars().any(char::is_alphabetic) {
        return "und";
    }
    if head.is_ascii() && head.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).nth(FEW - 1).is_none() {
        return "und";
    }
    if is_plainly_english(&head[..head.floor_char_boundary(512)]) || is_plainly_english(head) {
        return "en";
    }
    use whichlang::Lang;
    let answer = whichlang::detect_language(head);
    match answer {
        Lang::Deu | Lang::Fra | Lang::Ita | Lang::Nld | Lang::Por | Lang::Spa | Lang::Swe | Lang::Tur | Lang::Vie
            if has_english(head) || is_unproven(head, answer) =>
        {
            "en"
        }
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

/// Frequent English words that the other languages of the classifier do not have.
const ENGLISH: &[&str] = &[
    "about", "after", "and", "are", "at", "been", "could", "from", "had", "has", "have", "he", "his", "how", "it", "its", "not", "our",
    "said", "she", "that", "the", "their", "they", "this", "were", "what", "when", "where", "which", "who", "with", "would", "you", "your",
];

/// The keys of [`ENGLISH`].
const KEYS: [u64; ENGLISH.len()] = {
    let mut keys = [0; ENGLISH.len()];
    let mut i = 0;
    while i < ENGLISH.len() {
        keys[i] = key(ENGLISH[i].as_bytes());
        i += 1;
    }
    keys
};

/// The letters of a word of at most eight bytes as a number, capitals as small ones; 0 for a longer one.
const fn key(word: &[u8]) -> u64 {
    let (mut key, mut i) = (0, 0);
    if word.len() <= 8 {
        while i < word.len() {
            key = key << 8 | word[i].to_ascii_lowercase() as u64;
            i += 1;
        }
    }
    key
}

/// Whether one word in ten is one of [`ENGLISH`].
fn has_english(text: &str) -> bool {
    let (words, english) = count_english(text);
    english * 10 >= words && english > 0
}

/// Whether one word in seven is one of [`ENGLISH`], and there are some: no need to ask the classifier, which takes as long as
/// the blocks of a whole story.
fn is_plainly_english(text: &str) -> bool {
    let (words, english) = count_english(text);
    english * 7 >= words && english >= 6
}

/// Words, and those of [`ENGLISH`] among them.
fn count_english(text: &str) -> (usize, usize) {
    let (mut words, mut english) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        let key = key(word.as_bytes());
        english += usize::from(KEYS.iter().fold(false, |any, &english| any | (english == key)));
    }
    (words, english)
}

/// Frequent words and endings' letters that speak for a language: a headline of names and nouns has none of them.
const PROOFS: &[(whichlang::Lang, &[&str], &[char])] = &[
    (
        whichlang::Lang::Deu,
        &[
            "am", "auf", "das", "dem", "den", "der", "des", "die", "ein", "eine", "für", "im", "ist", "mit", "nach", "nicht", "und", "von",
            "wird", "zu",
        ],
        &['ß'],
    ),
    (
        whichlang::Lang::Fra,
        &[
            "au", "aux", "avec", "dans", "des", "du", "en", "est", "et", "la", "le", "les", "ne", "par", "pas", "pour", "que", "qui",
            "sur", "un", "une",
        ],
        &['œ'],
    ),
    (
        whichlang::Lang::Ita,
        &["che", "con", "da", "del", "della", "di", "e", "gli", "ha", "il", "in", "la", "le", "nel", "per", "più", "si", "sono", "un"],
        &[],
    ),
    (whichlang::Lang::Nld, &["aan", "dat", "de", "een", "en", "het", "met", "na", "niet", "op", "te", "van", "voor", "wordt", "zijn"], &[]),
    (
        whichlang::Lang::Por,
        &["ao", "com", "da", "das", "de", "do", "dos", "e", "em", "na", "não", "no", "os", "para", "pela", "que", "são", "um", "uma"],
        &['ã', 'õ'],
    ),
    (
        whichlang::Lang::Spa,
        &["al", "con", "de", "del", "el", "en", "la", "las", "los", "para", "por", "que", "se", "su", "un", "una", "y"],
        &['ñ', '¿', '¡'],
    ),
    (
        whichlang::Lang::Swe,
        &["att", "av", "den", "det", "en", "ett", "från", "för", "har", "i", "inte", "med", "och", "om", "på", "som", "till", "är"],
        &['å'],
    ),
    (whichlang::Lang::Tur, &["bir", "bu", "da", "de", "için", "ile", "olarak", "ve"], &['ğ', 'ı', 'ş']),
    (whichlang::Lang::Vie, &["các", "có", "của", "không", "là", "một", "người", "trong", "và", "đã"], &['ạ', 'ế', 'ơ', 'ư', 'đ']),
];

/// Whether `text` is a line of at most a dozen words in which fewer than one in six speaks for `answer`: names and nouns alone
/// mislead the classifier, and then the text is taken for English.
fn is_unproven(text: &str, answer: whichlang::Lang) -> bool {
    let Some((_, frequent, letters)) = PROOFS.iter().find(|(language, ..)| *language == answer) else { return false };
    let (mut words, mut proofs) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        let lower = word.to_lowercase();
        // A small word is the language's; "De" or "La" with a capital may be a name's, as letters in names are.
        let small = word.starts_with(char::is_lowercase);
        let is_frequent = (small || words == 1) && frequent.contains(&lower.as_str());
        proofs += usize::from(is_frequent || small && lower.contains(*letters));
    }
    words <= 12 && proofs * 6 < words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_english_unless_something_speaks_against_it() {
        for text in ["Bangor holds on as Tudur sees red", "Zoë Østergård", "Praslin ferry row goes on", "Santa Rosa bakers strike"] {
            assert_eq!(detect(text), "en", "{text}");
        }
        for (text, language) in [
            ("Praslin ferry row", "und"),
            ("Fluss steigt im Tal", "de"),
            ("Le pont est fermé", "fr"),
            ("El río crece en el valle", "es"),
            ("Belediye köprüyü kapattığını açıkladı", "tr"),
            ("Bron är stängd", "sv"),
        ] {
            assert_eq!(detect(text), language, "{text}");
        }
    }

    #[test]
    fn short_english_among_foreign_names() {
        for text in [
            "LIMA (AP) — It rained.",
            "“It works,” said Ada Osei.",
            "Lindqvist-Mbeki und Söhne, the builders, left.",
            "Jean-Claude Lefèvre said the Café des Artistes had closed.",
            "Núñez opened a café in Örebro.",
            "I'll go back 5/3/18 at 17:49",
        ] {
            assert_eq!(detect(text), "en", "{text}");
        }
    }

    #[test]
    fn other_languages_stay_what_they_are() {
        for (text, language) in [
            ("Der Bürgermeister sagte am Montag, die Brücke werde bald geöffnet.", "de"),
            ("Le maire a déclaré lundi que le pont ouvrirait bientôt.", "fr"),
            ("El alcalde dijo el lunes que el puente abrirá pronto.", "es"),
            ("De burgemeester zei maandag dat de brug snel opengaat.", "nl"),
            ("Il sindaco ha detto lunedì che il ponte aprirà presto.", "it"),
            ("市長は月曜日、橋がまもなく開通すると述べた。", "ja"),
            ("Мэр заявил в понедельник, что мост скоро откроют.", "ru"),
            ("12 — 34", "und"),
            ("", "und"),
        ] {
            assert_eq!(detect(text), language, "{text}");
        }
    }
}
