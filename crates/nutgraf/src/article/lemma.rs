//! Dictionary forms in nine bytes: a story has one a token, and they were half of what tokens take.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// The dictionary form of a token: a `str` in little room.
///
/// ```
/// use nutgraf::Lemma;
/// let lemma = Lemma::from("inauguration");
/// assert_eq!(lemma, "inauguration");
/// assert!(lemma.starts_with("in"));
/// ```
#[derive(Clone)]
pub struct Lemma(Form);

/// Bytes that need no allocation.
const SHORT: usize = 8;
/// Bytes in one small allocation: what allocators give for less, too.
const MIDDLE: usize = 24;

/// Shorter forms are filled up with NUL; what ends with NUL itself is long. So every `str` has one form only.
#[derive(Clone)]
enum Form {
    Short([u8; SHORT]),
    Middle(Packed<[u8; MIDDLE]>),
    Long(Packed<Box<str>>),
}

/// A box that asks for no alignment, so that tags and numbers may stand close to it.
#[repr(Rust, packed)]
struct Packed<T>(Box<T>);

impl<T> Packed<T> {
    #[expect(clippy::explicit_auto_deref, reason = "without it, the box would be referred to, which is not aligned")]
    fn get(&self) -> &T {
        &*self.0
    }
}

impl<T: Clone> Clone for Packed<T> {
    fn clone(&self) -> Self {
        Self(Box::new(self.get().clone()))
    }
}

impl Lemma {
    /// As a `str`.
    ///
    /// ```
    /// assert_eq!(nutgraf::Lemma::from("run").as_str(), "run");
    /// ```
    pub fn as_str(&self) -> &str {
        // What was put in was a `str`: the empty string is never given for want of one.
        match &self.0 {
            Form::Short(bytes) => {
                let free = u64::from_le_bytes(*bytes).leading_zeros() as usize / 8;
                str::from_utf8(&bytes[..SHORT - free]).unwrap_or_default()
            }
            Form::Middle(bytes) => {
                let bytes = bytes.get();
                let len = bytes.iter().rposition(|&b| b != 0).map_or(0, |last| last + 1);
                str::from_utf8(&bytes[..len]).unwrap_or_default()
            }
            Form::Long(text) => text.get(),
        }
    }
}

/// `text` filled up with NUL.
fn padded<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    bytes
}

impl From<&str> for Lemma {
    fn from(text: &str) -> Self {
        let len = text.len();
        Self(if len > MIDDLE || text.ends_with('\0') {
            Form::Long(Packed(Box::new(text.into())))
        } else if len > SHORT {
            Form::Middle(Packed(Box::new(padded(text))))
        } else {
            Form::Short(padded(text))
        })
    }
}

impl Default for Lemma {
    fn default() -> Self {
        Self(Form::Short([0; SHORT]))
    }
}

impl Deref for Lemma {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Lemma {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq for Lemma {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Lemma {}

impl PartialEq<str> for Lemma {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Lemma {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl Hash for Lemma {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Lemma {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Lemma {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Token;

    #[test]
    fn every_string_comes_back() {
        let long = "é".repeat(500);
        for end in 0..30 {
            let plain = &"abcdefghijklmnopqrstuvwxyz1234"[..end];
            for text in [plain, &format!("{plain}é"), &format!("{plain}\0"), &format!("\0{plain}"), &long[..2 * end]] {
                assert_eq!(Lemma::from(text), *text);
                assert_eq!(Lemma::from(text).clone().as_str(), text);
                assert_ne!(Lemma::from(text), Lemma::from(&*format!("{text}\0")));
            }
        }
        assert_eq!(Lemma::from(&*long), *long);
        assert_eq!(Lemma::default(), Lemma::from(""));
    }

    #[test]
    fn a_token_stays_small() {
        assert_eq!((size_of::<Lemma>(), size_of::<Token>()), (9, 32));
    }
}
