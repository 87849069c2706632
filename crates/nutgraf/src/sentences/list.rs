//! Lists that were run into one line: "1) Bread 2) Milk", "a. Bread b. Milk", "• Bread • Milk".

use super::chars::{self, Class};

/// What stands behind the number or letter of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// `1.)`
    StopBracket,
    /// `1)`
    Bracket,
    /// `1.`, before a capital.
    Stop,
    /// `•`, alone or before a number.
    Bullet(char),
}

/// The list whose first item has been seen: what its next item looks like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Items {
    mark: Mark,
    /// The number, or the letter's byte, of the next item.
    next: u32,
    lettered: bool,
    marker_len: usize,
}

impl Items {
    /// The list that starts at `at` with its item 1, a or the first bullet.
    pub fn at(text: &str, at: usize) -> Option<Items> {
        let (c, after) = chars::next(text, at)?;
        match c {
            '1' => Self::behind(text, after).map(|(mark, len)| Items { mark, next: 2, lettered: false, marker_len: len + 1 }),
            'a' => Self::behind(text, after).map(|(mark, len)| Items { mark, next: u32::from(b'b'), lettered: true, marker_len: len + 1 }),
            '•' | '⁃' | '▪' | '◦' | '‣' => {
                let marker_len = bullet_len(text, at)?;
                Some(Items { mark: Mark::Bullet(c), next: 0, lettered: false, marker_len })
            }
            _ => None,
        }
    }

    /// The mark behind a number that ends before `at`, and its length.
    fn behind(text: &str, at: usize) -> Option<(Mark, usize)> {
        let rest = &text.as_bytes()[at..];
        match rest {
            [b'.', b')', b' ', ..] => Some((Mark::StopBracket, 2)),
            [b')', b' ', ..] => Some((Mark::Bracket, 1)),
            [b'.', b' ', c, ..] if c.is_ascii_uppercase() => Some((Mark::Stop, 1)),
            _ => None,
        }
    }

    /// Whether the next item starts at `at`; if so the list moves on to the one after it.
    pub fn is_next(&mut self, text: &str, at: usize) -> bool {
        if let Mark::Bullet(bullet) = self.mark {
            let found = chars::next(text, at).is_some_and(|(c, _)| c == bullet);
            if found {
                self.marker_len = bullet_len(text, at).unwrap_or(bullet.len_utf8());
            }
            return found;
        }
        let rest = &text.as_bytes()[at..];
        let len = if self.lettered {
            usize::from(rest.first().is_some_and(|&b| u32::from(b) == self.next && b.is_ascii_lowercase()))
        } else {
            let digits = rest.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
            let value = rest[..digits].iter().fold(0, |n, &d| n * 10 + u32::from(d - b'0'));
            if value == self.next { digits } else { 0 }
        };
        let found = len > 0 && Self::behind(text, at + len).is_some_and(|(mark, _)| mark == self.mark);
        if found {
            self.next += 1;
            self.marker_len = len + if self.mark == Mark::StopBracket { 2 } else { 1 };
        }
        found
    }

    /// Length of the marker of the item last seen.
    pub fn marker_len(&self) -> usize {
        self.marker_len
    }
}

/// Length of a bullet with the number that may stand behind it.
fn bullet_len(text: &str, at: usize) -> Option<usize> {
    let (_, mut end) = chars::next(text, at)?;
    let bullet = end;
    if chars::class_at(text, end) == Class::Space {
        end = chars::next(text, end).map_or(end, |(_, after)| after);
    }
    let digits = text.as_bytes()[end..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    if digits > 0 && text.as_bytes().get(end + digits) == Some(&b'.') {
        return Some(end + digits + 1 - at);
    }
    Some(bullet - at)
}
