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
