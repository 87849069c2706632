//! Dates as pages write them, to ISO 8601: a day, or a day and time, with the offset from UTC where the page gives one.

use crate::lexicon::zones;

/// A day and perhaps a time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Moment {
    year: i32,
    month: u32,
    day: u32,
    time: Option<(u32, u32, u32)>,
    /// Minutes east of UTC.
    offset: Option<i32>,
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

impl Moment {
    fn checked(self) -> Option<Self> {
        let ok = (1700..2200).contains(&self.year) && jiff::civil::Date::new(self.year as i16, self.month as i8, self.day as i8).is_ok();
        let time_ok = self.time.is_none_or(|(h, m, s)| h < 24 && m < 60 && s < 61);
        (ok && time_ok && self.offset.is_none_or(|o| o.abs() <= 14 * 60)).then_some(self)
    }

    fn iso(self) -> String {
        let mut out = format!("{:04}-{:02}-{:02}", self.year, self.month, self.day);
        if let Some((h, m, s)) = self.time {
            out += &format!("T{h:02}:{m:02}:{s:02}");
            match self.offset {
                Some(0) => out.push('Z'),
                Some(o) => out += &format!("{}{:02}:{:02}", if o < 0 { '-' } else { '+' }, o.abs() / 60, o.abs() % 60),
                None => {}
            }
        }
        out
    }
}

/// One piece of a date text: a number with its width, or a word.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece<'a> {
    Number(u32, usize),
    Word(&'a str),
    Mark(char),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let len = if c.is_ascii_digit() {
            let len = rest.bytes().take_while(u8::is_ascii_digit).count();
            out.push(Piece::Number(rest[..len].parse().unwrap_or(u32::MAX), len));
            len
        } else if c.is_alphabetic() {
            let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            out.push(Piece::Word(&rest[..len]));
            len
        } else {
            out.push(Piece::Mark(if c.is_whitespace() { ' ' } else { c }));
            c.len_utf8()
        };
        rest = &rest[len..];
        if out.len() > 60 {
            break;
        }
    }
    out
}

fn month_of(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    if lower.len() < 3 {
        return None;
    }
    let lower = if lower == "sept" { "sep".to_owned() } else { lower };
    MONTHS.iter().position(|m| *m == lower || lower.len() == 3 && m.starts_with(&lower)).map(|i| i as u32 + 1)
}

/// Whether a word is a month's or weekday's name, or stands before dates.
pub(in crate::html) fn is_date_word(word: &str) -> bool {
    const BEFORE: &[&str] = &["on", "at", "published", "updated", "posted", "date", "modified", "last"];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let lower = word.trim_end_matches([':', '.']).to_lowercase();
    month_of(&lower).is_some()
        || BEFORE.contains(&lower.as_str())
        || lower.len() >= 3 && DAYS.iter().any(|d| *d == lower || lower.len() == 3 && d.starts_with(&lower))
}

/// Reads a machine's date (`2020-01-31T10:00:00+01:00`, `20200131`, seconds since 1970) or a person's ("Jan. 31, 2020, 10 a.m. EST").
pub(crate) fn read(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 120 || text.len() < 6 {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return epoch_or_compact(text);
    }
    let pieces = pieces(text);
    iso(&pieces).or_else(|| named_month(&pieces)).or_else(|| numeric(&pieces, false)).map(Moment::iso)
}

/// Reads a person's date out of a line of text, such as "Published 5 May 2019 at 10:00".
/// `day_first` tells how `5/9/2019` is meant.
pub(in crate::html) fn find(text: &str, day_first: bool) -> Option<String> {
    if text.len() > 160 {
        return None;
    }
    let pieces = pieces(text);
    named_month(&pieces)
        .or_else(|| (0..pieces.len()).find_map(|i| iso(&pieces[i..])))
        .or_else(|| numeric(&pieces, day_first))
        .map(Moment::iso)
}

/// Whether a page in this language writes the day before the month: all do but those of the United States and a few more.
pub(in crate::html) fn is_day_first(language: &str) -> bool {
    let lower = language.to_ascii_lowercase().replace('_', "-");
    !lower.is_empty() && !matches!(lower.as_str(), "en" | "en-us" | "en-ca" | "en-ph") && !lower.starts_with("und")
}

/// A moment said in UTC, by the clock that readers see: `2023-11-09T05:30:59Z` seen as `2023-11-08T23:30:00` is
/// `2023-11-08T23:30:59-06:00`. `None` when the two are not the same moment.
pub(in crate::html) fn local(utc: &str, seen: &str) -> Option<String> {
    let utc = utc.strip_suffix('Z')?;
    let (utc, seen): (jiff::civil::DateTime, jiff::civil::DateTime) = (utc.parse().ok()?, seen.contains('T').then(|| seen.parse().ok())??);
    let minutes = |t: jiff::civil::DateTime| t.with().second(0).build().ok();
    let apart = minutes(utc)?.until(minutes(seen)?).ok()?;
    let east = apart.get_days() * 24 * 60 + apart.get_hours() * 60 + i32::try_from(apart.get_minutes()).ok()?;
    if east == 0 || east % 15 != 0 || east.abs() > 14 * 60 {
        return None;
    }
    let time = (seen.hour() as u32, seen.minute() as u32, utc.second() as u32);
    let day = Moment { year: seen.year().into(), month: seen.month() as u32, day: seen.day() as u32, ..Moment::default() };
    Moment { time: Some(time), offset: Some(east), ..day }.checked().map(Moment::iso)
}

/// The day in a page's address: `/2019/12/31/`, `/2019-12-31-`, `/20191231/`.
pub(in crate::html) fn in_url(url: &str) -> Option<String> {
    let path = url.split_once("//").map_or(url, |p| p.1);
    let path = path.split(['?', '#']).next()?;
    let pieces = pieces_of_path(path);
    for w in pieces.windows(5) {
        if let [
            Piece::Number(y, 4),
            Piece::Mark('/' | '-' | '_' | '.'),
            month,
            Piece::Mark('/' | '-' | '_' | '.'),
            Piece::Number(d, 1..=2),
        ] = *w
        {
            let month = match month {
                Piece::Number(m, 1..=2) => Some(m),
                Piece::Word(w) => month_of(w),
                _ => None,
            };
            let found = month.and_then(|month| Moment { year: y as i32, month, day: d, ..Moment::default() }.checked());
            if let Some(m) = found.filter(|m| m.year > 1990) {
                return Some(m.iso());
            }
        }
    }
    pieces.iter().find_map(|p| match *p {
        Piece::Number(n, 8) => {
            let m = Moment { year: (n / 10000) as i32, month: n / 100 % 100, day: n % 100, ..Moment::default() };
            m.checked().filter(|m| (1990..2100).contains(&m.year)).map(Moment::iso)
        }
        _ => None,
    })
}

fn pieces_of_path(path: &str) -> Vec<Piece<'_>> {
    pieces(&path[..path.floor_char_boundary(300)])
}

fn epoch_or_compact(text: &str) -> Option<String> {
    let n: i64 = text.parse().ok()?;
    match text.len() {
        8 => Moment { year: (n / 10000) as i32, month: (n / 100 % 100) as u32, day: (n % 100) as u32, ..Moment::default() }
            .checked()
            .map(Moment::iso),
        10 | 13 => {
            let seconds = if text.len() == 13 { n / 1000 } else { n };
            let days = seconds.div_euclid(86_400);
            // Civil from days, after Howard Hinnant.
            let z = days + 719_468;
            let era = z.div_euclid(146_097);
            let doe = z.rem_euclid(146_097);
            let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
            let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
            let mp = (5 * doy + 2) / 153;
            let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
            let month = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
            let year = (yoe + era * 400 + i64::from(month <= 2)) as i32;
            let s = seconds.rem_euclid(86_400) as u32;
            let m = Moment { year, month, day, time: Some((s / 3600, s / 60 % 60, s % 60)), offset: Some(0) };
            m.checked().filter(|m| (1995..2100).contains(&m.year)).map(Moment::iso)
        }
        _ => None,
    }
}

/// The time of day in `pieces`, with its zone.
fn time_in(pieces: &[Piece<'_>]) -> (Option<(u32, u32, u32)>, Option<i32>) {
    for (i, w) in pieces.windows(3).enumerate() {
        let [Piece::Number(h, 1..=2), Piece::Mark(':' | '.'), Piece::Number(m, 2)] = *w else { continue };
        if h > 23 || m > 59 {
            continue;
        }
        let mut at = i + 3;
        let mut seconds = 0;
        if let (Some(Piece::Mark(':')), Some(&Piece::Number(s, 2))) = (pieces.get(at), pieces.get(at + 1)) {
            seconds = s;
            at += 2;
            if let (Some(Piece::Mark('.' | ',')), Some(Piece::Number(..))) = (pieces.get(at), pieces.get(at + 1)) {
                at += 2;
            }
        }
        let mut hour = h;
        let rest = &pieces[at..];
        let letters: Vec<&Piece<'_>> = rest.iter().filter(|p| !matches!(p, Piece::Mark(' ' | '.'))).take(2).collect();
        match letters[..] {
            [Piece::Word(a), ..] if a.eq_ignore_ascii_case("am") || a.eq_ignore_ascii_case("a") => hour %= 12,
            [Piece::Word(a), ..] if a.eq_ignore_ascii_case("pm") || a.eq_ignore_ascii_case("p") => hour = hour % 12 + 12,
            _ => {}
        }
        return (Some((hour, m, seconds.min(59))), zone_in(rest));
    }
    (None, None)
}

fn zone_in(rest: &[Piece<'_>]) -> Option<i32> {
    for (i, p) in rest.iter().enumerate().take(10) {
        match *p {
            Piece::Mark(sign @ ('+' | '-' | '−')) => {
                let minutes = match (rest.get(i + 1), rest.get(i + 2), rest.get(i + 3)) {
                    (Some(&Piece::Number(h, 2)), Some(Piece::Mark(':')), Some(&Piece::Number(m, 2))) => h * 60 + m,
                    (Some(&Piece::Number(hm, 4)), ..) => hm / 100 * 60 + hm % 100,
                    (Some(&Piece::Number(h, 1..=2)), ..) => h * 60,
                    _ => continue,
                };
                return Some(if sign == '+' { minutes as i32 } else { -(minutes as i32) });
            }
            Piece::Word(w) => {
                let lower = w.to_ascii_lowercase();
                // "GMT+2": the number counts.
                let signed = matches!(rest.get(i + 1), Some(Piece::Mark('+' | '-'))) && matches!(rest.get(i + 2), Some(Piece::Number(..)));
                if let (Some(offset), false) = (zones::offset(&lower), signed) {
                    return Some(offset);
                }
            }
            _ => {}
        }
    }
    None
}

fn iso(pieces: &[Piece<'_>]) -> Option<Moment> {
    let (year, month, day, rest) = match *pieces {
        [
            Piece::Number(y, 4),
            Piece::Mark('-' | '/' | '.'),
            Piece::Number(m, 1..=2),
            Piece::Mark('-' | '/' | '.'),
            Piece::Number(d, 1..=2),
            ref rest @ ..,
        ] => (y, m, d, rest),
        [Piece::Number(n, 8), ref rest @ ..] if rest.first() == Some(&Piece::Word("T")) => (n / 10000, n / 100 % 100, n % 100, rest),
        _ => return None,
    };
    let (time, offset) = time_in(rest);
    Moment { year: year as i32, month, day, time, offset }.checked()
}

fn named_month(pieces: &[Piece<'_>]) -> Option<Moment> {
    let words = || pieces.iter().enumerate().filter_map(|(i, p)| if let Piece::Word(w) = p { Some((i, month_of(w)?)) } else { None });
    for (i, month) in words() {
        let skip = |p: &&Piece<'_>| {
            matches!(p, Piece::Mark(' ' | ',' | '.' | '-' | '/' | '\'' | '’'))
                || matches!(p, Piece::Word(w) if ["st", "nd", "rd", "th", "of"].contains(&w.to_ascii_lowercase().as_str()))
        };
        let before = pieces[..i].iter().rev().take(5).find(|p| !skip(p));
        let mut after = pieces[i + 1..].iter().enumerate().filter(|(_, p)| !skip(p));
        let (first, second) = (after.next(), after.next());
        let found = match (before, first, second) {
            (_, Some((_, &Piece::Number(d, 1..=2))), Some((j, &Piece::Number(y, 4)))) => Some((d, y, j)),
            (Some(&Piece::Number(d, 1..=2)), Some((j, &Piece::Number(y, 4))), _) => Some((d, y, j)),
            (Some(&Piece::Number(d, 1..=2)), Some((j, &Piece::Number(y, 2))), _) => Some((d, 2000 + y, j)),
            (Some(&Piece::Number(y, 4)), Some((j, &Piece::Number(d, 1..=2))), _) => Some((d, y, j)),
            // "Mon Aug 03 12:45:00 EDT 2015": the year comes last.
            (_, Some((j, &Piece::Number(d, 1..=2))), Some((_, &Piece::Number(_, 1..=2)))) => match pieces.last() {
                Some(&Piece::Number(y, 4)) if time_in(&pieces[i + 2 + j..]).0.is_some() => Some((d, y, j)),
                _ => None,
            },
            _ => None,
        };
        let Some((day, year, j)) = found else { continue };
        let (mut time, mut offset) = time_in(&pieces[i + 2 + j..]);
        if time.is_none() {
            (time, offset) = time_in(&pieces[..i.saturating_sub(2)]);
        }
        if let Some(m) = (Moment { year: year as i32, month, day, time, offset }).checked() {
            return Some(m);
        }
    }
    None
}

/// `12/31/2019`, `31.12.2019`: the order is told by a number above 12, by the full stop, else by the page's language.
fn numeric(pieces: &[Piece<'_>], day_first: bool) -> Option<Moment> {
    for (i, w) in pieces.windows(5).enumerate() {
        let [Piece::Number(a, 1..=2), Piece::Mark(x @ ('/' | '.' | '-')), Piece::Number(b, 1..=2), Piece::Mark(y), Piece::Number(year, 4)] =
            *w
        else {
            continue;
        };
        if x != y {
            continue;
        }
        let (month, day) = if a > 12 || b <= 12 && (x == '.' || day_first) { (b, a) } else { (a, b) };
        let (time, offset) = time_in(&pieces[i + 5..]);
        if let Some(m) = (Moment { year: year as i32, month, day, time, offset }).checked() {
            return Some(m);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_clock() {
        assert_eq!(local("2023-11-09T05:30:59Z", "2023-11-08T23:30:00").as_deref(), Some("2023-11-08T23:30:59-06:00"));
        assert_eq!(local("2024-02-29T20:00:00Z", "2024-03-01T01:30:00").as_deref(), Some("2024-03-01T01:30:00+05:30"));
        for (utc, seen) in [
            ("2023-11-09T05:30:59Z", "2023-11-09T05:30:00"),
            ("2023-11-09T05:30:59Z", "2023-11-08"),
            ("2023-11-09T05:30:59Z", "2023-11-08T23:37:00"),
            ("2023-11-09T05:30:59Z", "2023-11-02T23:30:00"),
            ("2023-11-09T05:30:59+01:00", "2023-11-08T23:30:00"),
        ] {
            assert_eq!(local(utc, seen), None, "{utc} {seen}");
        }
    }

    #[test]
    fn reads_dates() {
        for (text, expected) in [
            ("2020-01-31", "2020-01-31"),
            ("2020-01-31T10:00:00Z", "2020-01-31T10:00:00Z"),
            ("2020-01-31T10:00:00.123+0530", "2020-01-31T10:00:00+05:30"),
            ("2020-01-31 10:00:00 -05:00", "2020-01-31T10:00:00-05:00"),
            ("20200131", "2020-01-31"),
            ("Mon Aug 03 12:45:00 EDT 2015", "2015-08-03T12:45:00-04:00"),
            ("1580464800", "2020-01-31T10:00:00Z"),
            ("Fri, 31 Jan 2020 10:00:00 GMT", "2020-01-31T10:00:00Z"),
            ("Fri Jan 31 2020 10:00:00 GMT+0200 (CEST)", "2020-01-31T10:00:00+02:00"),
            ("January 31st, 2020", "2020-01-31"),
            ("Jan. 31, 2020, 3:05 p.m. EST", "2020-01-31T15:05:00-05:00"),
            ("31/01/2020 08:30", "2020-01-31T08:30:00"),
            ("12:05 am, 1 Feb 2020", "2020-02-01T00:05:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "2020-13-01", "yesterday", "31 February 2020", "March was cold", "１２３４５６"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(in_url("https://e.example/world/2019/12/31/fire").as_deref(), Some("2019-12-31"));
        assert_eq!(in_url("https://e.example/a-20191231-b").as_deref(), Some("2019-12-31"));
        assert_eq!(in_url("https://e.example/2019/99/31/"), None);
    }
}
