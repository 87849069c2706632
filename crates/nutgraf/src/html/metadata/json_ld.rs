//! JSON-LD: the schema.org article that a page describes itself as.

use serde_json::{Map, Value};

use super::Candidate;
use crate::article::Image;
use crate::html::entities;

/// More objects than this in one page are left out.
const MAX_OBJECTS: usize = 2000;

/// How well a type describes a news story; 0 when it doesn't.
fn rank(kind: &str) -> u32 {
    let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or(kind);
    match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle"
        | "ReviewNewsArticle"
        | "AskPublicNewsArticle"
        | "LiveBlogPosting" => 5,
        "Article" | "BlogPosting" | "Report" | "ScholarlyArticle" | "TechArticle" | "AdvertiserContentArticle" | "SatiricalArticle" => 4,
        "SocialMediaPosting" | "Review" | "CriticReview" | "MedicalWebPage" | "QAPage" => 3,
        "Recipe" | "HowTo" | "CreativeWork" | "PodcastEpisode" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    }
}

/// Reads all scripts of a page, joined into what the best object says; weaker ones fill in what it lacks.
pub(super) fn read(scripts: &[&str]) -> Candidate {
    let values: Vec<Value> = scripts.iter().filter_map(|s| parse(s)).collect();
    // Objects in document order, breadth first: no recursion.
    let mut objects: Vec<&Map<String, Value>> = Vec::new();
    let mut queue: std::collections::VecDeque<(&Value, u32)> = values.iter().map(|v| (v, 0)).collect();
    while let Some((value, depth)) = queue.pop_front() {
        if objects.len() >= MAX_OBJECTS {
            break;
        }
        match value {
            Value::Array(items) => queue.extend(items.iter().map(|v| (v, depth + 1))),
            Value::Object(map) => {
                objects.push(map);
                if depth < 8 {
                    queue.extend(
                        map.iter()
                            .filter(|(k, _)| {
                                matches!(k.as_str(), "@graph" | "mainEntity" | "mainEntityOfPage" | "hasPart" | "itemReviewed" | "review")
                            })
                            .map(|(_, v)| (v, depth + 1)),
                    );
                    // Values that only carry an @id elsewhere.
                    queue.extend(
                        map.iter().filter(|(k, _)| matches!(k.as_str(), "author" | "publisher" | "creator")).map(|(_, v)| (v, depth + 1)),
                    );
                }
            }
            _ => {}
        }
    }
    let by_id = |id: &str| objects.iter().copied().find(|o| o.len() > 1 && o.get("@id").and_then(Value::as_str) == Some(id));
    let mut ranked: Vec<(u32, usize)> =
        objects.iter().enumerate().map(|(i, o)| (types(o).map(rank).max().unwrap_or(0), i)).filter(|r| r.0 > 0).collect();
    ranked.sort_by_key(|&(rank, i)| (std::cmp::Reverse(rank), i));

    let mut found = Candidate::default();
    for (nth, &(rank, i)) in ranked.iter().enumerate() {
        // Other articles of the page are other stories; a WebPage may add to the first.
        if nth == 0 || rank == 1 {
            fill(&mut found, objects[i], rank, &by_id);
        }
    }
    found
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let one = object.get("@type").and_then(Value::as_str);
    let many = object.get("@type").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many)
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let clean = |s: &str| Some(entities::clean(s)).filter(|s| !s.is_empty());
    match value {
        Some(Value::String(s)) => clean(s).into_iter().collect(),
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).filter_map(clean).collect(),
        _ => Vec::new(),
    }
}

fn first(value: Option<&Value>) -> Option<String> {
    strings(value).into_iter().next()
}

/// Running text with its lines; mark-up in it is taken out.
fn running(value: Option<&Value>) -> Option<String> {
    let raw = value.and_then(Value::as_str)?;
    let marked_up = ["<p", "<br", "<div", "&lt;p", "&lt;br"].iter().any(|m| raw.contains(m));
    let text = if marked_up { crate::html::plain(&entities::decode(raw)) } else { raw.to_owned() };
    let lines: Vec<String> = text.lines().map(entities::clean).filter(|l| !l.is_empty()).collect();
    Some(lines.join("\n")).filter(|t| !t.is_empty())
}

type ById<'v, 'f> = &'f dyn Fn(&str) -> Option<&'v Map<String, Value>>;

/// Names of the people or organizations in `value`, each with whether it is said to be an organization.
fn names<'v>(value: Option<&'v Value>, by_id: ById<'v, '_>) -> Vec<(String, bool)> {
    let items: &[Value] = match value {
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let mut out = Vec::new();
    for item in items.iter().take(50) {
        match item {
            Value::String(s) => out.push((entities::clean(s), false)),
            Value::Object(map) => {
                let map = match map.get("name") {
                    None => map.get("@id").and_then(Value::as_str).and_then(by_id).unwrap_or(map),
                    Some(_) => map,
                };
                let organization = types(map).any(|t| t.contains("Organization"));
                for name in strings(map.get("name")) {
                    out.push((name, organization));
                }
                if !map.contains_key("name") {
                    if let (Some(given), Some(family)) = (first(map.get("givenName")), first(map.get("familyName"))) {
                        out.push((format!("{given} {family}"), organization));
                    }
                }
            }
            _ => {}
        }
    }
    out.retain(|n| !n.0.is_empty());
    out
}

fn fill<'v>(found: &mut Candidate, object: &'v Map<String, Value>, rank: u32, by_id: ById<'v, '_>) {
    let get = |key: &str| object.get(key);
    let set = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value;
        }
    };
    set(&mut found.headline, first(get("headline")).or_else(|| if rank > 1 { first(get("name")) } else { None }));
    set(&mut found.alternative_headline, first(get("alternativeHeadline")).or_else(|| first(get("alternateName"))));
    set(&mut found.description, first(get("description")));
    set(&mut found.published, first(get("datePublished")).or_else(|| if rank > 1 { first(get("dateCreated")) } else { None }));
    set(&mut found.modified, first(get("dateModified")));
    set(&mut found.section, first(get("articleSection")));
    set(&mut found.language, first(get("inLanguage")));
    let page = match get("mainEntityOfPage") {
        Some(Value::Object(map)) => first(map.get("@id")).or_else(|| first(map.get("url"))),
        other => first(other),
    };
    set(&mut found.url, first(get("url")).or(page).filter(|u| u.starts_with("http")));
    set(&mut found.publisher, names(get("publisher"), by_id).into_iter().next().map(|n| n.0));
    if rank > 1 {
        set(&mut found.body, running(get("articleBody")).or_else(|| running(get("text"))));
    }
    if found.keywords.is_empty() {
        found.keywords =
            strings(get("keywords")).iter().flat_map(|k| k.split(',')).map(|k| k.trim().to_owned()).filter(|k| !k.is_empty()).collect();
    }
    if found.authors.is_empty() && rank > 1 {
        found.authors = names(get("author"), by_id);
        if found.authors.is_empty() {
            found.authors = names(get("creator"), by_id);
        }
    }
    if found.images.is_empty() && rank > 1 {
        found.images = images(get("image"));
    }
}

fn images(value: Option<&Value>) -> Vec<Image> {
    let items: &[Value] = match value {
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let read = |item: &Value| match item {
        Value::String(url) => Some(Image { url: url.trim().to_owned(), ..Image::default() }),
        Value::Object(map) => {
            let url = first(map.get("url")).or_else(|| first(map.get("contentUrl")))?;
            Some(Image { url, alt: None, caption: first(map.get("caption")), credit: first(map.get("creditText")) })
        }
        _ => None,
    };
    items.iter().take(50).filter_map(read).filter(|i| !i.url.is_empty()).collect()
}

/// Parses a script's text, mended when it is broken; `None` when that doesn't help.
fn parse(script: &str) -> Option<Value> {
    let text = script.trim().trim_start_matches('\u{feff}');
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&mend(text)).ok())
}

/// Takes out what publishers leave in their JSON: CDATA and comment marks around it, raw line breaks and bad escapes in
/// strings, commas before a closing bracket, a semicolon at the end.
fn mend(text: &str) -> String {
    let start = text.find(['{', '[']).unwrap_or(0);
    // "<![CDATA[" has a bracket of its own.
    let start = if text[start..].starts_with("[CDATA[") { start + 7 } else { start };
    let body = &text[start..];
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    let (mut in_string, mut depth) = (false, 0i32);
    while let Some(c) = chars.next() {
        if in_string {
            match c {
                '\\' => match chars.next() {
                    Some(e @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                        out.push('\\');
                        out.push(e);
                    }
                    Some(other) => out.push(other),
                    None => {}
                },
                '"' => {
                    in_string = false;
                    out.push(c);
                }
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            continue;
        }
        match c {
            '"' => {
                in_string = true;
                out.push(c);
            }
            '/' if chars.peek() == Some(&'*') => {
                let mut last = ' ';
                for c in chars.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
            }
            '/' if chars.peek() == Some(&'/') => {
                for c in chars.by_ref() {
                    if c == '\n' {
                        break;
                    }
                }
            }
            '}' | ']' => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                out.push(c);
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            '{' | '[' => {
                depth += 1;
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mends_broken_json() {
        for text in [
            "{\"@type\": \"NewsArticle\", \"headline\": \"Dam\nholds\",}",
            "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"Dam holds\"};\n//]]>",
            "<!-- {\"@type\": [\"Article\", \"NewsArticle\"], \"headline\": \"Dam hol\\ds\", /* old */ \"keywords\": [\"a\",]} -->",
        ] {
            assert_eq!(read(&[text]).headline.as_deref(), Some("Dam holds"), "{text}");
        }
        assert_eq!(read(&["{\"headline\": ", "nothing"]).headline, None);
    }

    #[test]
    fn follows_the_graph() {
        let found = read(&[r##"{"@graph": [{"@type": "WebSite", "name": "Ledger"}, {"@type": "Person", "@id": "#a", "name": "Ana Ruiz"},
            {"@type": "NewsArticle", "headline": "Dam &amp; river", "author": {"@id": "#a"}, "datePublished": "2024-05-01"}]}"##]);
        assert_eq!(found.headline.as_deref(), Some("Dam & river"));
        assert_eq!(found.authors, [("Ana Ruiz".to_owned(), false)]);
    }
}
