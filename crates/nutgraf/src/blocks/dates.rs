//! Dates as header lines, bylines and datelines write them.

use std::fmt::Write;

use crate::lexicon::zones;

/// A date with what the text gave of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
    /// Hours and minutes.
    pub time: Option<(i8, i8)>,
    /// Minutes east of Greenwich.
    pub offset: Option<i32>,
}

impl WrittenDate {
    /// ISO 8601: a date, or a date-time when time and offset are known; `None` without a year.
    pub fn iso(&self) -> Option<String> {
        let mut out = format!("{:04}-{:02}-{:02}", self.year?, self.month, self.day);
        if let (Some((hour, minute)), Some(offset)) = (self.time, self.offset) {
            let _ = write!(out, "T{hour:02}:{minute:02}");
            if offset == 0 {
                out.push('Z');
            } else {
                let sign = if offset < 0 { '-' } else { '+' };
                let _ = write!(out, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60);
            }
        }
        Some(out)
    }
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month that `word` names or shortens ("Sept", "dec.").
pub(crate) fn month(word: &str) -> Option<i8> {
    name(word, &MONTHS, 3).map(|i| i as i8 + 1)
}

fn name(word: &str, names: &[&str], least: usize) -> Option<usize> {
    let word = word.trim_end_matches('.');
    if word.len() < least || word.len() > 9 || !word.is_ascii() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    names.iter().position(|n| n.starts_with(&lower) && (lower.len() == n.len() || lower.len() <= 5))
}

/// Reads the date at the start of `text` and gives how many bytes it takes. A clock time before or behind it belongs to it.
pub(crate) fn read(text: &str) -> Option<(WrittenDate, usize)> {
    let mut reader = Reader { text, at: 0 };
    let before = reader.time();
    let date = reader.date()?;
    let mut end = reader.at;
    let (mut time, mut offset) = (None, None);
    if let Some((clock, zone)) = before {
        (time, offset) = (Some(clock), zone);
    } else {
        let iso = text.as_bytes().get(end) == Some(&b'T');
        if iso {
            reader.at += 1;
        }
        if let Some((clock, zone)) = reader.time() {
            (time, offset) = (Some(clock), zone);
            end = reader.at;
        }
    }
    Some((WrittenDate { time, offset, ..date }, end))
}

/// The date that `text` is as a whole.
pub(crate) fn read_whole(text: &str) -> Option<WrittenDate> {
    let text = text.trim().trim_matches(['(', ')', '[', ']', '.', '|', '•']).trim();
    if text.len() > 60 {
        return None;
    }
    let (date, end) = read(text)?;
    text[end..].trim_matches([' ', ',', '.', '|', '-', '–', '—']).is_empty().then_some(date)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    /// The next word, number or mark, blanks and commas left out.
    fn next(&mut self) -> Option<&'t str> {
        let rest = &self.text[self.at..];
        let trimmed = rest.trim_start_matches([' ', ',', '\u{A0}', '\t', '|', '•']);
        let start = self.at + rest.len() - trimmed.len();
        let first = trimmed.chars().next()?;
        let len = if first.is_ascii_digit() {
            trimmed.bytes().take_while(u8::is_ascii_digit).count()
        } else if first.is_alphabetic() {
            trimmed.char_indices().find(|(_, c)| !c.is_alphabetic() && *c != '.').map_or(trimmed.len(), |(i, _)| i)
        } else {
            first.len_utf8()
        };
        self.at = start + len;
        Some(&trimmed[..len])
    }

    /// The next word, if `read` takes it; otherwise nothing is read.
    fn take<T>(&mut self, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let at = self.at;
        let found = self.next().and_then(read);
        if found.is_none() {
            self.at = at;
        }
        found
    }

    fn number(&mut self, most: i16) -> Option<i16> {
        self.take(|w| w.parse().ok().filter(|&n: &i16| n >= 0 && n <= most))
    }

    fn adjoins(&self) -> bool {
        self.text[self.at..].starts_with(|c: char| c.is_alphanumeric())
    }

    fn date(&mut self) -> Option<WrittenDate> {
        let at = self.at;
        let found = self.numeric().or_else(|| {
            self.at = at;
            self.named()
        });
        if found.is_none() {
            self.at = at;
        }
        found
    }

    /// 2019-12-31, 2019/12/31, 31.12.2019, 12/31/2019 where the order is plain.
    fn numeric(&mut self) -> Option<WrittenDate> {
        let rest = self.text[self.at..].trim_start();
        let start = self.text.len() - rest.len();
        let bytes = rest.as_bytes();
        let digits = |i: usize| bytes.get(i..).unwrap_or(&[]).iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        let value = |i: usize, n: usize| rest.get(i..i + n)?.parse::<i16>().ok();
        let a = digits(0);
        let separator = *bytes.get(a)?;
        if a == 0 || !matches!(separator, b'-' | b'/' | b'.') {
            return None;
        }
        let b = digits(a + 1);
        if b == 0 || b > 2 || bytes.get(a + 1 + b) != Some(&separator) {
            return None;
        }
        let c = digits(a + b + 2);
        let (first, second, third) = (value(0, a)?, value(a + 1, b)?, value(a + b + 2, c)?);
        let (year, month, day) = match (a, c, separator) {
            (4, 1 | 2, _) => (first, second, third),
            (1 | 2, 4, b'.') => (third, second, first),
            (1 | 2, 4, _) if first > 12 => (third, second, first),
            (1 | 2, 4, _) if second > 12 || first == second => (third, first, second),
            _ => return None,
        };
        self.at = start + a + b + c + 2;
        if self.adjoins() && !self.text[self.at..].starts_with('T') {
            return None;
        }
        valid(Some(year), month, day)
    }

    /// "Monday, May 18, 2015", "31 December 2019", "Dec. 31".
    fn named(&mut self) -> Option<WrittenDate> {
        self.take(|w| name(w, &WEEKDAYS, 3));
        if let Some(month) = self.take(month) {
            let day = self.number(31)?;
            self.suffix();
            let year = self.year();
            return valid(year, i16::from(month), day);
        }
        let day = self.number(31)?;
        self.suffix();
        self.take(|w| (w == "of").then_some(()));
        let month = self.take(month)?;
        let year = self.year();
        valid(year, i16::from(month), day)
    }

    /// "st" of "31st".
    fn suffix(&mut self) {
        let rest = &self.text[self.at..];
        if ["st", "nd", "rd", "th"].iter().any(|s| rest.starts_with(s)) {
            self.at += 2;
        }
    }

    fn year(&mut self) -> Option<i16> {
        let at = self.at;
        let year = self.take(|w| (w.len() == 4).then(|| w.parse().ok()).flatten().filter(|&y: &i16| y >= 1600));
        // "at 10.30" or "2,000 people" is no year.
        let rest = &self.text[self.at..];
        let mut following = rest.chars();
        let grows = matches!(following.next(), Some(',' | '.' | ':')) && following.next().is_some_and(|c| c.is_ascii_digit());
        if year.is_some() && (self.adjoins() || grows) {
            self.at = at;
            return None;
        }
        year
    }

    /// "07.45 BST", "10:30 am GMT", "at 3 p.m.", "10:00:00+01:00".
    fn time(&mut self) -> Option<((i8, i8), Option<i32>)> {
        let at = self.at;
        let found = self.clock();
        if found.is_none() {
            self.at = at;
        }
        found
    }

    fn clock(&mut self) -> Option<((i8, i8), Option<i32>)> {
        self.take(|w| matches!(w, "at" | "-" | "–" | "—" | "@").then_some(()));
        let mut hour = self.number(24)?;
        let mut minute = 0;
        let mut sure = false;
        if let Some(mark @ (b':' | b'.')) = self.text.as_bytes().get(self.at) {
            let digits = self.text.as_bytes()[self.at + 1..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
            if digits != 2 {
                return None;
            }
            minute = self.text[self.at + 1..self.at + 3].parse().ok().filter(|&m: &i16| m < 60)?;
            self.at += 3;
            sure = *mark == b':';
            // Seconds and their fraction.
            while self.text[self.at..].starts_with([':', '.']) && self.text.as_bytes().get(self.at + 1).is_some_and(u8::is_ascii_digit) {
                self.at += 1;
                self.at += self.text.as_bytes()[self.at..].iter().take_while(|b| b.is_ascii_digit()).count();
            }
        }
        let half = self.take(|w| match w.to_ascii_lowercase().trim_end_matches('.') {
            "am" | "a.m" => Some(0),
            "pm" | "p.m" => Some(12),
            "h" | "hrs" | "hours" => Some(24),
            _ => None,
        });
        if let Some(half) = half.filter(|&h| h < 24) {
            hour = hour % 12 + half;
        }
        let offset = self.zone();
        if !(sure || half.is_some() || offset.is_some()) || hour > 23 {
            return None;
        }
        Some(((hour as i8, minute as i8), offset))
    }

    fn zone(&mut self) -> Option<i32> {
        let bytes = &self.text.as_bytes()[self.at..];
        if let [sign @ (b'+' | b'-'), h1, h2, rest @ ..] = bytes
            && h1.is_ascii_digit()
            && h2.is_ascii_digit()
        {
            let colon = usize::from(rest.first() == Some(&b':'));
            let minutes = rest.get(colon..colon + 2).filter(|m| m.iter().all(u8::is_ascii_digit))?;
            let hours = i32::from(h1 - b'0') * 10 + i32::from(h2 - b'0');
            let total = hours * 60 + i32::from(minutes[0] - b'0') * 10 + i32::from(minutes[1] - b'0');
            self.at += 5 + colon;
            return Some(if *sign == b'-' { -total } else { total });
        }
        let at = self.at;
        let bracket = self.take(|w| (w == "(").then_some(())).is_some();
        let zone = self.take(|w| {
            let lower = w.to_ascii_lowercase();
            zones::offset(&lower)
        });
        if zone.is_none() {
            self.at = at;
        } else if bracket {
            self.take(|w| (w == ")").then_some(()));
        }
        zone
    }
}

fn valid(year: Option<i16>, month: i16, day: i16) -> Option<WrittenDate> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    jiff::civil::Date::new(year.unwrap_or(2000), month, day).ok()?;
    Some(WrittenDate { year, month, day, time: None, offset: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_dates() {
        for (text, iso) in [
            ("2019-12-31", Some("2019-12-31")),
            ("2019-12-31T10:30:00+01:00", Some("2019-12-31T10:30+01:00")),
            ("2019-12-31T10:30:00Z", Some("2019-12-31T10:30Z")),
            ("Monday, May 18, 2015", Some("2015-05-18")),
            ("November 05, 2009", Some("2009-11-05")),
            ("Tue 3 Oct 2023 07.45 BST", Some("2023-10-03T07:45+01:00")),
            ("3rd October 2023", Some("2023-10-03")),
            ("Nov. 20, 2025", Some("2025-11-20")),
            ("10:30 GMT, 3 May 2024", Some("2024-05-03T10:30Z")),
            ("12/31/2019", Some("2019-12-31")),
            ("31/12/2019", Some("2019-12-31")),
            ("31.12.2019", Some("2019-12-31")),
            ("March 14, 2024 at 3:05 p.m. EDT", Some("2024-03-14T15:05-04:00")),
            ("March 14, 2024 3:05 pm", Some("2024-03-14")),
            ("05/06/2019", None),
            ("31 February 2019", None),
            ("May Okoro", None),
            ("3 May 2024 was a Friday", None),
            ("May 2,000 march", None),
            ("", None),
            ("31 décembre 2019", None),
        ] {
            assert_eq!(read_whole(text).and_then(|d| d.iso()).as_deref(), iso, "{text:?}");
        }
    }

    #[test]
    fn at_the_start() {
        let (date, end) = read("2019-12-31 US President").unwrap();
        assert_eq!((date.iso().as_deref(), end), (Some("2019-12-31"), 10));
        assert!(read("31 people died").is_none());
        assert!(read("May it please the court").is_none());
    }
}
