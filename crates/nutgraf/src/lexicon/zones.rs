//! Time zones by their letters.

use super::rows;

/// Minutes east of Greenwich of a zone's letters, in lower case; `None` for letters that mean several zones, or none.
pub(crate) fn offset(letters: &str) -> Option<i32> {
    rows(include_str!("zones.tsv")).find_map(|mut row| (row.next() == Some(letters)).then(|| row.next()?.parse().ok())?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn offsets() {
        assert_eq!(super::offset("gmt"), Some(0));
        assert_eq!(super::offset("est"), Some(-300));
        assert_eq!(super::offset("ist"), None);
    }
}
