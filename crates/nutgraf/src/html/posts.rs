//! Who wrote the posts that a story quotes: "— Ana Ruiz (@ana) May 3, 2024", "A post shared by Ana Ruiz (@ana)", `<cite>`.

use super::label::Part;
use super::marks::{Marked, Marks};
use super::runs::Runs;
use super::tags::Tag;
use super::tree::{NodeId, Tree};
use crate::article::BlockKind;
use crate::blocks::byline;

/// The author of one post.
pub(super) struct Post {
    /// The post's parts.
    pub parts: std::ops::Range<usize>,
    /// The part that names the author, and where in its text.
    pub named_in: usize,
    pub from: usize,
    pub len: usize,
}

/// A name is never longer, in bytes.
const LONGEST: usize = 80;

/// The authors of the quoted posts among `parts`.
pub(super) fn authors(tree: &Tree<'_>, marked: &Marked, runs: &Runs, parts: &[Part]) -> Vec<Post> {
    let mut posts = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let Some(post) = post_of(tree, marked, &parts[at]) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < parts.len() && post_of(tree, marked, &parts[end]) == Some(post) {
            end += 1;
        }
        // The name stands in the last line, or in the first ("Ana Ruiz (@ana)").
        let named = [end - 1, at].into_iter().find_map(|i| {
            let (start, stop) = *parts[i].pieces.last()?;
            let base = parts[i].pieces.first()?.0;
            let (from, len) = name_in(&runs.text[start as usize..stop as usize], i + 1 == end)?;
            Some(Post { parts: at..end, named_in: i, from: (start - base) as usize + from, len })
        });
        posts.extend(named.filter(|p| parts[p.named_in].pieces.len() == 1));
        at = end;
    }
    posts
}

/// The post that a part belongs to: the outermost block quote or embed around it.
fn post_of(tree: &Tree<'_>, marked: &Marked, part: &Part) -> Option<NodeId> {
    if part.kind != BlockKind::BlockQuote {
        return None;
    }
    let quotes = |&a: &NodeId| tree.tag(a) == Tag::Blockquote || marked.all[a as usize].has(Marks::EMBED);
    tree.ancestors(part.node).take(24).filter(quotes).last()
}

/// Where in `line` the author's name stands.
fn name_in(line: &str, last: bool) -> Option<(usize, usize)> {
    let dashed = line.trim_start_matches(['—', '–', '―', ' ']);
    let has_dash = last && dashed.len() < line.len();
    let shared = ["A post shared by ", "Posted by ", "Post by "].into_iter().find_map(|p| line.strip_prefix(p));
    let rest = match shared {
        Some(rest) => rest,
        None if has_dash => dashed,
        None if line.contains("(@") && line.len() <= LONGEST => line,
        None => return None,
    };
    let from = line.len() - rest.len();
    let stop = [" (", " on ", ", ", " | ", " • ", " · ", "\n"].iter().filter_map(|m| rest.find(m)).min().unwrap_or(rest.len());
    let name = rest[..stop].trim_end();
    let known = byline::is_name(name) || rest[stop..].starts_with(" (@");
    (known && !name.is_empty() && name.len() <= LONGEST).then_some((from, name.len()))
}

#[cfg(test)]
mod tests {
    use super::name_in;

    #[test]
    fn names() {
        let name = |line: &'static str| name_in(line, true).map(|(from, len)| &line[from..from + len]);
        assert_eq!(name("— Zoë Ruiz 🌊 (@zoe) May 3, 2024"), Some("Zoë Ruiz 🌊"));
        assert_eq!(name("A post shared by Ana Ruiz (@ana)"), Some("Ana Ruiz"));
        assert_eq!(name("– Bo Li, mayor of Québar"), Some("Bo Li"));
        assert_eq!(name("Ana Ruiz (@ana)"), Some("Ana Ruiz"));
        assert_eq!(name("— or so they said, on Friday"), None);
        assert_eq!(name("The dam held (as it had before)."), None);
    }
}
