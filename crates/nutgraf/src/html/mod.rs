//! Web pages in: main content, metadata, captions, each block with its byte range in the page.
//!
//! Bytes become tags and text ranges ([`tokenizer`]), those a flat tree ([`tree`]), its inline text [`runs`] that know the
//! way back. Element names and classes [`marks`] what is around a run; [`content`] finds the story among them, [`label`]
//! says what each block of it is, [`metadata`] what the page says of itself. Work is linear in the page, nothing recurses,
//! nesting and nodes are limited. Left out: scripts are not run, styles not read beyond `display: none`.

#[cfg(feature = "charset")]
pub(crate) mod charset;
mod content;
pub(crate) mod entities;
mod label;
mod marks;
mod metadata;
mod pictures;
mod posts;
mod runs;
mod tags;
mod tokenizer;
mod tree;

pub(crate) use metadata::read_date;

use crate::article::{Block, BlockKind, Caption, Diagnostic};
use crate::blocks::{Agencies, Front};
use crate::span::Span;

/// Counts the steps of loops that could cost more than their share, for the tests.
#[inline]
fn step() {
    #[cfg(test)]
    tests::STEPS.with(|s| s.set(s.get() + 1));
}

/// Reads a page: the text built from its kept blocks (joined by a blank line), and what was found.
pub(crate) fn read(known: Agencies<'_>, html: &str, url: Option<&str>) -> (String, Front) {
    let mut tree = tree::Tree::parse(html);
    tree.agencies = known;
    let marked = marks::mark(&tree);
    let mut runs = runs::collect(&tree, &marked);
    pictures::mark(&tree, &marked, &mut runs);
    let said = metadata::read(&tree, &marked, &runs);
    let content = content::find(&tree, &marked, &runs, &said);
    let (mut parts, visible) = label::label(&tree, &marked, &runs, &said, &content);
    let hidden = said.json_ld.body.as_deref().filter(|body| is_hidden(body, &parts));
    if hidden.is_some() {
        parts.retain(|p| !is_body(p.kind) && p.kind != BlockKind::Boilerplate);
    }

    let mut front = Front { metadata: metadata::merge(known, &said, visible, url), ..Front::default() };
    let mut text = String::new();
    if let Some(headline) = front.metadata.headline.as_deref().filter(|_| !parts.iter().any(|p| p.kind == BlockKind::Headline)) {
        text.push_str(headline);
        let mut block = Block::new(BlockKind::Headline, Span::of(0, text.len()));
        block.source = Some(None);
        front.blocks.push(block);
    }
    let authors = posts::authors(&tree, &marked, &runs, &parts);
    let mut starts: Vec<(usize, usize)> = Vec::with_capacity(parts.len());
    for part in &parts {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        let mut at = Vec::with_capacity(part.pieces.len());
        for (i, &(a, z)) in part.pieces.iter().enumerate() {
            if i > 0 {
                text.push(part.joins.get(i - 1).copied().unwrap_or('\n'));
            }
            let from = text.len();
            text.push_str(&runs.text[a as usize..z as usize]);
            at.push((from, text.len()));
        }
        let mut block = Block::new(part.kind, Span::of(start, text.len()));
        if let (Some(&(a, z)), Some(&(y, end))) = (part.pieces.first(), part.pieces.last()) {
            let (from, to) = (runs.source(a, z).0, runs.source(y, end).1);
            block.source = Some(Some(Span::new(from, to.max(from))));
        }
        if part.kind == BlockKind::Caption {
            block.caption = Some(Box::new(caption(known, &text, start, &at, part.credit_from)));
        }
        starts.push((front.blocks.len(), start));
        front.blocks.push(block);
    }
    for post in authors {
        let from = starts[post.named_in].1 + post.from;
        for part in post.parts {
            front.blocks[starts[part].0].author = Some(Span::of(from, from + post.len));
        }
    }
    for line in hidden.into_iter().flat_map(str::lines) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(line);
        let mut block = Block::new(BlockKind::Paragraph, Span::of(start, text.len()));
        block.source = Some(None);
        front.blocks.push(block);
    }
    if hidden.is_some() {
        let message = "the story is not in the page's mark-up: its text is JSON-LD's articleBody, without source ranges".to_owned();
        front.diagnostics.push(Diagnostic { code: "body_from_json_ld".into(), message, span: None });
    }
    if tree.cut {
        let message = "the page has too many elements: what follows was not read".to_owned();
        front.diagnostics.push(Diagnostic { code: "page_cut".into(), message, span: None });
    }
    (text, front)
}

/// A shorter `articleBody` is no story.
const SHORTEST_BODY: usize = 500;

fn is_body(kind: BlockKind) -> bool {
    Block::new(kind, Span::of(0, 0)).is_body()
}

/// Whether JSON-LD has the story and the page shows less than a quarter of it: a script would put it there.
fn is_hidden(body: &str, parts: &[label::Part]) -> bool {
    let shown: usize = parts.iter().filter(|p| is_body(p.kind)).flat_map(|p| &p.pieces).map(|&(a, z)| (z - a) as usize).sum();
    body.len() >= SHORTEST_BODY && shown * 4 < body.len()
}

/// The text of a piece of mark-up, a line a block.
fn plain(html: &str) -> String {
    let tree = tree::Tree::parse(html);
    let runs = runs::collect(&tree, &marks::mark(&tree));
    let lines: Vec<&str> = runs.runs.iter().map(|r| runs.text_of(r)).collect();
    lines.join("\n")
}

/// The caption at `start` of `text`: pieces from `credit_from` on are the credit, else it is looked for in the words.
fn caption(known: Agencies<'_>, text: &str, start: usize, pieces: &[(usize, usize)], credit_from: Option<usize>) -> Caption {
    use crate::blocks::credit;
    let names = |range: &std::ops::Range<usize>| {
        let names = credit::read_credit(known, &text[range.clone()]);
        crate::article::Credit { span: Span::of(range.start, range.end), photographer: names.photographer, agency: names.agency }
    };
    if let Some(first) = credit_from.filter(|&f| f < pieces.len()) {
        let credit = pieces[first].0..text.len();
        let mut end = if first == 0 { start } else { pieces[first - 1].1 };
        // The description may name the agency once more: "… on Friday. (AP Photo)".
        let again = credit::split_caption(known, &text[start..end]);
        if again.credit.is_some() {
            end = start + again.caption.end;
        }
        return Caption { caption: Span::of(start, end), credit: Some(names(&credit)) };
    }
    let parts = credit::split_caption(known, &text[start..]);
    if parts.credit.is_none() {
        if let Some((end, from, to)) = bracketed(&text[start..]) {
            return Caption { caption: Span::of(start, start + end), credit: Some(names(&(start + from..start + to))) };
        }
        // The credit may stand above the description.
        if let Some((first, rest)) = text[start..].split_once('\n')
            && first.len() <= 60
            && !first.ends_with(['.', '!', '?', ':'])
            && (credit::is_credit(known, first) || first.split_whitespace().count() <= 5 && names_alone(first))
            && rest.len() > first.len()
            && rest.ends_with('.')
            && !rest.contains('\n')
        {
            let from = start + first.len() + 1;
            return Caption { caption: Span::of(from, text.len()), credit: Some(names(&(start..start + first.len()))) };
        }
        // A short second line without a stop is the credit.
        if let [.., (_, end), last] = *pieces
            && last.1 - last.0 <= 80
            && !text[last.0..last.1].ends_with(['.', '!', '?'])
        {
            return Caption { caption: Span::of(start, end), credit: Some(names(&(last.0..last.1))) };
        }
    }
    let mut parts = parts;
    // A credit that only ends in a bracket begins where the bracket opens.
    if let Some(c) = parts.credit.as_mut()
        && text[start + c.start..start + c.end].trim_end_matches('.').ends_with(')')
        && !text[start + c.start..start + c.end].contains('(')
        && let Some(open) = text[start..start + c.start].rfind('(')
        && c.start - open <= 120
    {
        c.start = open;
        parts.caption.end = parts.caption.start + text[start + parts.caption.start..start + open.max(parts.caption.start)].trim_end().len();
    }
    let credit = parts.credit.map(|c| names(&(start + c.start..start + c.end)));
    Caption { caption: Span::of(start + parts.caption.start, start + parts.caption.end), credit }
}

/// "… on the island. (Christie's)": after the last sentence, a few capitalised words in brackets. Gives the end of the
/// description and the credit's range.
fn bracketed(text: &str) -> Option<(usize, usize, usize)> {
    let open = text.strip_suffix(')')?.rfind('(')?;
    let inside = &text[open + 1..text.len() - 1];
    let end = text[..open].trim_end().len();
    let stopped = text[..end].ends_with(['.', '!', '?', '”', '"', '’']);
    let words = inside.split_whitespace().count();
    (stopped && (1..=6).contains(&words) && names_alone(inside)).then_some((end, open, text.len()))
}

/// Whether all words are capitalised, or small words inside names.
fn names_alone(text: &str) -> bool {
    text.split_whitespace().all(|w| {
        w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()) || matches!(w, "of" | "the" | "via" | "and" | "for" | "by")
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::BlockKind;

    thread_local! {
        pub(super) static STEPS: Cell<u64> = const { Cell::new(0) };
    }

    const PAGE: &str = concat!(
        "<!DOCTYPE html><html lang=en><head><title>Dam holds after night of rain | Lakeside Ledger</title>",
        "<meta property=og:site_name content='Lakeside Ledger'><meta property='article:published_time' content='2024-05-03T08:00:00+02:00'>",
        "</head><body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav><main><article>",
        "<h1>Dam holds after night of rain</h1><p class=byline>By <a href=/a>Ana Ruiz</a>, Water Correspondent</p>",
        "<figure><img src=dam.jpg><figcaption>The dam at Qu&eacute;bar on Friday. <span class=credit>Photo: Bo Li/AFP</span></figcaption></figure>",
        "<p>The old dam above Qu\u{e9}bar held on Friday, engineers said, after a <b>n</b>ight of rain that filled the valley&#8217;s three reservoirs.</p>",
        "<div class=newsletter><p>Sign up for our newsletter, with all the news of the lake, every morning.</p></div>",
        "<h2>What comes next</h2><p>Crews will open the lower gates on Saturday, the water board said, if the wea&shy;ther allows.</p>",
        "<ul><li>The lower gates open at noon.<li>The road stays closed.</ul>",
        "<p>Read more: <a href=/x>The dam that was never finished</a></p></article></main>",
        "<footer><p>Copyright Lakeside Ledger, all rights reserved, and so on.</p></footer></body></html>"
    );

    #[test]
    fn a_page_becomes_labelled_blocks() {
        let article = crate::extract_html(PAGE).unwrap();
        let blocks: Vec<(BlockKind, &str)> = article.blocks.iter().map(|b| (b.kind, b.span.slice(&article.text))).collect();
        let expected = [
            (BlockKind::Headline, "Dam holds after night of rain"),
            (BlockKind::Byline, "By Ana Ruiz, Water Correspondent"),
            (BlockKind::Caption, "The dam at Qu\u{e9}bar on Friday.\nPhoto: Bo Li/AFP"),
            (
                BlockKind::Paragraph,
                "The old dam above Qu\u{e9}bar held on Friday, engineers said, after a night of rain that filled the valley\u{2019}s three reservoirs.",
            ),
            (BlockKind::Heading, "What comes next"),
            (BlockKind::Paragraph, "Crews will open the lower gates on Saturday, the water board said, if the weather allows."),
            (BlockKind::ListItem, "The lower gates open at noon."),
            (BlockKind::ListItem, "The road stays closed."),
            (BlockKind::Boilerplate, "Read more: The dam that was never finished"),
        ];
        assert_eq!(blocks, expected);
        assert_eq!(article.metadata.authors[0].name, "Ana Ruiz");
        assert_eq!(article.metadata.date_published.as_deref(), Some("2024-05-03T08:00:00+02:00"));
        assert_eq!(article.metadata.publisher.as_deref(), Some("Lakeside Ledger"));
        let credit = article.blocks[2].caption.as_ref().and_then(|c| c.credit.as_ref()).unwrap();
        assert_eq!(credit.photographer.as_deref(), Some("Bo Li"));
    }

    #[test]
    fn every_block_knows_its_source() {
        let article = crate::extract_html(PAGE).unwrap();
        let source = |i: usize| article.blocks[i].source.flatten().unwrap().slice(PAGE);
        assert_eq!(source(0), "Dam holds after night of rain");
        assert_eq!(source(1), "By <a href=/a>Ana Ruiz</a>, Water Correspondent");
        assert!(source(3).starts_with("The old dam") && source(3).ends_with("valley&#8217;s three reservoirs."));
        assert!(source(5).ends_with("wea&shy;ther allows."));
    }

    /// Steps of reading a page, counted where loops nest.
    fn steps(page: &str) -> u64 {
        STEPS.with(|s| s.set(0));
        let (text, front) = super::read(Default::default(), page, None);
        assert!(text.len() <= page.len() + 64);
        assert!(front.blocks.iter().all(|b| b.span.end as usize <= text.len()));
        STEPS.with(Cell::get)
    }

    #[test]
    fn hostile_pages_cost_their_share() {
        let story = "<p>The dam held on Friday, the engineers said, after a long night of rain.</p>";
        let shapes: [(&str, &dyn Fn(usize) -> String); 24] = [
            ("open tags", &|n| "<b>".repeat(n)),
            ("open blocks", &|n| "<div>".repeat(n)),
            ("open links", &|n| "<a href=x><div>".repeat(n)),
            ("deep tables", &|n| "<table><tr><td>".repeat(n)),
            ("a table of paragraphs", &|n| format!("<table>{}", format!("<tr><td>x<td>{story}{story}{story}{story}").repeat(n / 4))),
            ("end tags without starts", &|n| format!("<b>{}{}", "<div>".repeat(500), "</b>".repeat(n))),
            ("less-than signs", &|n| "<".repeat(n * 10)),
            ("ends of nothing", &|n| "</".repeat(n * 5)),
            ("one giant attribute", &|n| format!("<p class=\"{}\">x", "a ".repeat(n * 4))),
            ("many attributes", &|n| format!("<p {}>x", "b=c ".repeat(n * 4))),
            ("an attribute without end", &|n| format!("<p class=\"{}", "<p>".repeat(n))),
            ("scripts", &|n| "<script>".repeat(n)),
            ("comments", &|n| "<!--".repeat(n)),
            ("ampersands", &|n| format!("<p>{}", "a &am &#9".repeat(n))),
            ("foreign content", &|n| format!("<svg>{}", "<p><i></svg>".repeat(n))),
            ("invisible characters", &|n| "\u{e9}\u{200b}\0<p>\u{1f30a}".repeat(n)),
            ("paragraphs", &|n| story.repeat(n)),
            ("headings", &|n| format!("<h1>Dam holds</h1>{story}").repeat(n)),
            ("captions", &|n| format!("<article>{story}<div>{}", "<figure><img src=a><figcaption>Gate</figcaption></figure>".repeat(n))),
            ("one figure", &|n| format!("<article>{story}<figure><img src=a>{}", "<figcaption>Gate one</figcaption>".repeat(n))),
            ("pictures", &|n| format!("<article>{story}{}", "<div><img src=a><div>A gate</div></div>".repeat(n))),
            ("author lines", &|n| format!("<article>{}{story}", "<div>Ana Ruiz</div>".repeat(n))),
            ("noscript in noscript", &|n| format!("{}{}", "<noscript>".repeat(n), story.repeat(40))),
            ("properties", &|n| "<span itemprop=author><meta property=og:image content=a>".repeat(n)),
        ];
        for (name, shape) in shapes {
            // Past the limit of nesting, twice the page costs at most twice the steps.
            let (once, twice) = (steps(&shape(2000)), steps(&shape(4000)));
            assert!(twice <= once * 9 / 4 + 500, "{name}: {once} steps, then {twice}");
        }
    }

    #[test]
    fn nesting_and_nodes_are_limited() {
        let page = format!("{}<p>The dam held on Friday, the engineers said, after a long night of rain.", "<div>".repeat(1_000_000));
        let article = crate::extract_html(&page).unwrap();
        assert_eq!(article.check(), Ok(()));
        let page = format!("<p>The dam held on Friday, the engineers said, after a long night of rain.{}", "<i>".repeat(4_000_001));
        let article = crate::extract_html(&page).unwrap();
        assert_eq!(article.diagnostics[0].code, "page_cut");
        assert_eq!(article.blocks.len(), 1);
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        for page in ["", " ", "<html></html>", "<p></p>", "<nav><a href=x>Home</a></nav>"] {
            let article = crate::extract_html(page).unwrap();
            assert!(article.blocks.is_empty(), "{page}");
        }
    }
}
