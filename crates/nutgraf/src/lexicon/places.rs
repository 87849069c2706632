//! Towns of GeoNames, searched in the data file as it is: nothing is built at start.

const FILE: &str = include_str!("places.tsv");

/// A town that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// First-order division, where the file has it ("TX").
    pub division: Option<&'static str>,
    /// floor(2 log10(people)) - 4.
    pub size: u8,
}

/// The towns called `name`, largest first.
pub(crate) fn lookup(name: &str) -> impl Iterator<Item = Candidate> {
    find(name).unwrap_or("").split(' ').filter_map(parse)
}

fn parse(candidate: &'static str) -> Option<Candidate> {
    let (place, size) = candidate.split_at(candidate.len().checked_sub(1)?);
    let (country, division) = match place.split_once('-') {
        Some((country, division)) => (country, Some(division)),
        None => (place, None),
    };
    Some(Candidate { country, division, size: size.parse().ok()? })
}

/// The second column of the line whose first is `name`, by binary search over byte offsets.
fn find(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return None;
    }
    let bytes = FILE.as_bytes();
    // The first line is the comment.
    let (mut low, mut high) = (FILE.find('\n')? + 1, FILE.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle].iter().rposition(|&b| b == b'\n').map_or(low, |i| low + i + 1);
        let end = bytes[start..high].iter().position(|&b| b == b'\n').map_or(high, |i| start + i);
        let (key, value) = FILE.get(start..end)?.split_once('\t')?;
        match key.as_bytes().cmp(name.as_bytes()) {
            std::cmp::Ordering::Equal => return Some(value),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found() {
        let mut count = 0;
        for line in FILE.lines().skip(1) {
            let (name, value) = line.split_once('\t').unwrap();
            assert_eq!(find(name), Some(value), "{name}");
            assert!(lookup(name).next().is_some(), "{name}");
            count += 1;
        }
        assert!(count > 30_000);
    }

    #[test]
    fn candidates() {
        let first = lookup("Birmingham").next().unwrap();
        assert_eq!((first.country, first.division), ("GB", Some("ENG")));
        assert!(lookup("Birmingham").any(|c| c.country == "US" && c.division == Some("AL")));
        assert_eq!(lookup("Nowhereville").next(), None);
        assert_eq!(lookup("").next(), None);
        assert_eq!(lookup("\u{10FFFF}").next(), None);
    }
}
