//! Which language a story is in: whichlang's embedded classifier on the first part of the text.

/// Bytes of text that are looked at: more does not change the answer of a news story.
const ENOUGH: usize = 4096;

/// The BCP 47 code of the text's language; `und` for a text without letters.
pub(crate) fn detect(text: &str) -> &'static str {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    if !head.chars().any(char::is_alphabetic) {
        return "und";
    }
    use whichlang::Lang;
    match whichlang::detect_language(head) {
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
