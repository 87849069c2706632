//! Countries: names, demonyms, capitals.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use super::rows;
use super::words::Words;

/// How a word names a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Name,
    Demonym,
    Capital,
}

/// A country's code and usual name.
#[derive(Debug)]
pub(crate) struct Country {
    pub code: &'static str,
    pub name: &'static str,
}

struct Table {
    countries: Vec<Country>,
    words: Words<(Sort, usize)>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut countries = Vec::new();
        let mut named: HashMap<&'static str, (Sort, usize)> = HashMap::default();
        for mut row in rows(include_str!("countries.tsv")) {
            let code = row.next().unwrap_or("");
            let columns = [Sort::Name, Sort::Demonym, Sort::Capital].map(|sort| (sort, row.next().unwrap_or("")));
            countries.push(Country { code, name: columns[0].1.split(';').next().unwrap_or("") });
            for (sort, words) in columns {
                for word in words.split(';').filter(|w| !w.is_empty()) {
                    // The first row that claims a word keeps it, and a name goes before a demonym or capital.
                    let entry = named.entry(word).or_insert((sort, countries.len() - 1));
                    if sort == Sort::Name && entry.0 != Sort::Name {
                        *entry = (sort, countries.len() - 1);
                    }
                }
            }
        }
        Table { countries, words: named.into() }
    })
}

/// The country that `word` names, as written (`Iraq`, `Iraqi`, `Baghdad`).
pub(crate) fn lookup(word: &str) -> Option<(Sort, &'static Country)> {
    let table = table();
    table.words.get(word).map(|&(sort, i)| (sort, &table.countries[i]))
}

/// The country with this ISO 3166-1 alpha-2 code.
pub(crate) fn by_code(code: &str) -> Option<&'static Country> {
    table().countries.iter().find(|c| c.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_demonyms_capitals() {
        let code = |w: &str| lookup(w).map(|(s, c)| (s, c.code));
        assert_eq!(code("Iraq"), Some((Sort::Name, "IQ")));
        assert_eq!(code("Dominican"), Some((Sort::Demonym, "DO")));
        assert_eq!(code("Côte d'Ivoire"), Some((Sort::Name, "CI")));
        assert_eq!(code("Brussels"), Some((Sort::Capital, "BE")));
        assert_eq!(code("Atlantis"), None);
        assert_eq!(by_code("US").map(|c| c.name), Some("United States"));
    }

    #[test]
    fn codes_are_two_letters_and_unique() {
        let mut codes: Vec<_> = table().countries.iter().map(|c| c.code).collect();
        assert!(codes.len() > 200 && codes.iter().all(|c| c.len() == 2));
        codes.dedup();
        assert_eq!(codes.len(), table().countries.len());
    }
}
