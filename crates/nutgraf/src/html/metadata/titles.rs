//! The headline: the visible heading that says what the head of the page says, else the head's own words.

use super::Said;
use crate::article::MetadataSource;
use crate::html::marks::Marks;
use crate::html::runs::{Run, Runs};
use crate::html::tags::Tag;
use crate::html::tree::Tree;

/// Letters and digits in lower case, words parted by single spaces.
pub(in crate::html) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘' | '\u{ad}') && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

/// Word overlap (F1) of two keys, per cent.
pub(in crate::html) fn overlap(a: &str, b: &str) -> u32 {
    if a == b {
        return 100;
    }
    let mut x: Vec<&str> = a.split(' ').collect();
    let mut y: Vec<&str> = b.split(' ').collect();
    x.sort_unstable();
    y.sort_unstable();
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < x.len() && j < y.len() {
        match x[i].cmp(y[j]) {
            std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
        }
    }
    (200 * both / (x.len() + y.len())) as u32
}

/// `title` without the name of the site before or after it.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    const MARKS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "];
    let site_key = site.map(key).unwrap_or_default();
    let mut title = title.trim();
    for _ in 0..3 {
        let last = MARKS.iter().filter_map(|m| title.rfind(m).map(|at| (at, m.len()))).max();
        let Some((at, len)) = last else { break };
        let (head, tail) = (&title[..at], &title[at + len..]);
        let words = |s: &str| s.split_whitespace().count();
        let tail_key = key(tail);
        let named = !site_key.is_empty()
            && (tail_key == site_key || tail_key.contains(&site_key) || site_key.contains(&tail_key) && !tail_key.is_empty());
        if named || words(tail) <= 4 && words(head) >= 4 && words(head) > words(tail) {
            title = head.trim();
            continue;
        }
        if let Some((first, rest)) = title.split_once(" | ").or_else(|| title.split_once(" - ")) {
            if !site_key.is_empty() && key(first) == site_key {
                title = rest.trim();
                continue;
            }
        }
        break;
    }
    title.to_owned()
}

/// Sets the headline and its run.
pub(super) fn choose(said: &mut Said, tree: &Tree<'_>, runs: &Runs) {
    // Some pages give their own title as the name of the site.
    let site = said.site_name().map(str::to_owned);
    let title = said.title.as_deref().map(key).unwrap_or_default();
    let site = site.as_deref().filter(|s| s.split_whitespace().count() < 4 || key(s) != title);
    let mut references: Vec<(String, MetadataSource)> = Vec::new();
    let places = [
        (&said.json_ld.headline, MetadataSource::JsonLd),
        (&said.open_graph.headline, MetadataSource::OpenGraph),
        (&said.meta.headline, MetadataSource::Meta),
        (&said.microdata.headline, MetadataSource::Microdata),
        (&said.title, MetadataSource::Dom),
    ];
    for (value, source) in places {
        if let Some(value) = value {
            references.push((without_site(value, site), source));
        }
    }
    let site_key = site.map(key).unwrap_or_default();
    references.retain(|r| !r.0.is_empty() && key(&r.0) != site_key);
    let keys: Vec<String> = references.iter().map(|r| key(&r.0)).collect();

    // How well a run would do as the headline.
    let score = |run: &Run| -> u32 {
        let text = runs.text_of(run);
        let heading = tree.ancestors(run.node).take(4).map(|a| tree.tag(a)).find(|t| t.is_heading());
        if text.len() > 400 || text.len() < 4 || heading.is_none() && !run.marks.has(Marks::HEADLINE) {
            return 0;
        }
        let own = key(text);
        if own == site_key || own.is_empty() {
            return 0;
        }
        let agreement = keys.iter().map(|k| overlap(k, &own)).max().unwrap_or(0);
        let contained = keys.iter().any(|k| own.len() > 12 && k.contains(own.as_str()));
        let agreement = if contained { agreement.max(80) } else { agreement };
        let level = match heading {
            Some(Tag::H1) => 40,
            Some(Tag::H2) => 15,
            Some(_) => 5,
            None => 8,
        };
        let class = if run.marks.has(Marks::HEADLINE) { 10 } else { 0 };
        let unwanted = if run.marks.has(Marks::UNWANTED) { 30 } else { 0 };
        let alone = if heading == Some(Tag::H1) && agreement < 40 { if keys.is_empty() { 30 } else { 0 } } else { agreement };
        if alone < 40 && heading != Some(Tag::H1) { 0 } else { (alone + level + class).saturating_sub(unwanted) }
    };
    let best = runs.runs.iter().enumerate().map(|(i, r)| (score(r), std::cmp::Reverse(i))).max().filter(|b| b.0 >= 60);
    if let Some((points, std::cmp::Reverse(i))) = best {
        let text = runs.text_of(&runs.runs[i]).replace('\n', " ");
        said.headline_run = Some(i);
        if points >= 90 || references.is_empty() {
            said.headline = Some((text, MetadataSource::Dom));
            return;
        }
        // A visible heading that agrees in part: the head's words, where it is the same story told otherwise.
        said.headline = references.first().cloned().or(Some((text, MetadataSource::Dom)));
        return;
    }
    said.headline = references.into_iter().next();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_names_go() {
        let check = |title, site, expected| assert_eq!(without_site(title, site), expected);
        check("Dam holds after a night of rain | Lakeside Ledger", Some("Lakeside Ledger"), "Dam holds after a night of rain");
        check("Lakeside Ledger - Dam holds", Some("Lakeside Ledger"), "Dam holds");
        check("Dam holds - for now", None, "Dam holds - for now");
        check(
            "Äpfel: why a harvest failed – and what comes next for growers",
            None,
            "Äpfel: why a harvest failed – and what comes next for growers",
        );
    }
}
