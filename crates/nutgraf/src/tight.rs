//! Lists that grow by an eighth, not to double: for those that hold something of every word. Large blocks are moved by the page
//! table, so what doubling saves in copies is little, and what it wastes may be half of the list.

/// Appends `item`.
pub(crate) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 8 + 16);
    }
    list.push(item);
}

/// Puts the items into the order of their keys, those with equal keys as they were; gives the new place of each. Nothing is
/// copied, as sorting with room for a second list would.
pub(crate) fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) -> Vec<u32> {
    let mut order: Vec<u32> = (0..list.len() as u32).collect();
    order.sort_unstable_by_key(|&i| (key(&list[i as usize]), i));
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old as usize] = new as u32;
    }
    // Along each cycle, what stands at `at` belongs to `order`'s place of it.
    order.copy_from_slice(&place);
    for at in 0..list.len() {
        while order[at] as usize != at {
            let to = order[at] as usize;
            list.swap(at, to);
            order.swap(at, to);
        }
    }
    place
}

/// Strings of some of the words, by the words' numbers: what the others have need not be said, and takes a byte each.
#[derive(Debug)]
pub(crate) struct Strings {
    /// For each word, 0 or which of its chunk's strings it has, counted from 1.
    places: Vec<u8>,
    /// How many strings the words before each chunk have, up to the last chunk with one.
    before: Vec<u32>,
    /// Where each string starts, and where the last one ends.
    starts: Vec<u32>,
    text: String,
}

/// Words of a chunk: so many that a byte counts them.
const CHUNK: usize = 128;

impl Strings {
    /// For so many words, none of which has a string yet.
    pub fn new(words: usize) -> Self {
        Self { places: vec![0; words], before: Vec::with_capacity(words.div_ceil(CHUNK)), starts: vec![0], text: String::new() }
    }

    /// Gives word `i` a string. Words come in order.
    pub fn push(&mut self, i: usize, string: &str) {
        let number = self.starts.len() as u32 - 1;
        while self.before.len() <= i / CHUNK {
            self.before.push(number);
        }
        self.places[i] = (number - self.before[i / CHUNK]) as u8 + 1;
        if self.text.capacity() - self.text.len() < string.len() {
            self.text.reserve_exact(self.text.len() / 8 + string.len() + 64);
        }
        self.text.push_str(string);
        push(&mut self.starts, self.text.len() as u32);
    }

    /// The string of word `i`.
    #[inline]
    pub fn get(&self, i: usize) -> Option<&str> {
        match self.places[i] {
            0 => None,
            place => Some(self.at(i, place)),
        }
    }

    fn at(&self, i: usize, place: u8) -> &str {
        let at = self.before[i / CHUNK] as usize + usize::from(place) - 1;
        &self.text[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_by_little() {
        let mut list = Vec::new();
        for i in 0..10_000 {
            push(&mut list, i);
            assert!(list.capacity() <= list.len() + list.len() / 8 + 16);
        }
        assert!(list.iter().copied().eq(0..10_000));
    }

    #[test]
    fn strings_of_some() {
        let given = |i: usize| (i.is_multiple_of(3) || (100..140).contains(&i)).then(|| format!("{i}é"));
        let mut strings = Strings::new(1000);
        for i in 0..1000 {
            if let Some(string) = given(i) {
                strings.push(i, &string);
            }
        }
        assert!((0..1000).all(|i| strings.get(i) == given(i).as_deref()));
    }

    #[test]
    fn sorts_in_place() {
        for size in [0, 1, 2, 7, 100] {
            let before: Vec<(usize, usize)> = (0..size).map(|i| (i * 37 % 11, i)).collect();
            let mut list = before.clone();
            let place = sort_by_key(&mut list, |item| item.0);
            let mut sorted = before.clone();
            sorted.sort_by_key(|item| item.0);
            assert_eq!(list, sorted);
            assert!(before.iter().zip(place).all(|(item, to)| list[to as usize] == *item));
        }
    }
}
