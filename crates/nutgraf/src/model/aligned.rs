//! Numbers from the start of a cache line on: vectors of 64 bytes and rows of 64 numbers then lie in as few lines as they fill.

use std::ops::{Deref, DerefMut};

/// Bytes of a cache line, and of the widest vector.
const LINE: usize = 64;

/// A list of numbers that begins where a cache line does.
#[derive(Debug, Default)]
pub(super) struct Aligned<T> {
    values: Vec<T>,
    /// How many are left out before the first.
    start: usize,
}

impl<T: Copy + Default> Aligned<T> {
    fn zeros(len: usize) -> Self {
        let mut values = vec![T::default(); len + LINE];
        // The numbers stay where they are, so that this stays right; where it can't be told, nothing but time is lost.
        let start = values.as_ptr().align_offset(LINE).min(LINE);
        values.truncate(start + len);
        Self { values, start }
    }

    /// Makes room for at least `len` numbers. What they are when it had less is not said.
    pub(super) fn reach(&mut self, len: usize) {
        if self.len() < len {
            *self = Self::zeros(len);
        }
    }
}

impl<T: Copy + Default> FromIterator<T> for Aligned<T> {
    fn from_iter<I: IntoIterator<Item = T>>(numbers: I) -> Self {
        let numbers: Vec<T> = numbers.into_iter().collect();
        let mut aligned = Self::zeros(numbers.len());
        aligned.copy_from_slice(&numbers);
        aligned
    }
}

impl<T> Deref for Aligned<T> {
    type Target = [T];

    #[inline(always)]
    fn deref(&self) -> &[T] {
        &self.values[self.start..]
    }
}

impl<T> DerefMut for Aligned<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.values[self.start..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_with_a_line() {
        for len in [0, 1, 63, 64, 1000] {
            let list: Aligned<i16> = (0..len).collect();
            assert!(list.iter().copied().eq(0..len));
            assert!(list.as_ptr().addr().is_multiple_of(LINE));
            let mut list = Aligned::<i32>::default();
            list.reach(len as usize);
            assert!(list.len() >= len as usize);
            assert!(list.is_empty() || list.as_ptr().addr().is_multiple_of(LINE));
        }
    }
}
