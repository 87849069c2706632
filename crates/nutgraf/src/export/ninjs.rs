//! IPTC ninjs 3.1: the story as news systems exchange it. The schema allows no other keys, so quotations and events are not
//! in it; send them beside it as Web Annotations. <https://iptc.org/standards/ninjs/>

use serde_json::{Map, Value, json};

use crate::article::{Article, EntityType};

use super::{body, headline, identifier};

pub(super) fn write(article: &Article) -> String {
    let m = &article.metadata;
    let mut out = Map::new();
    out.insert("uri".into(), identifier(article).into());
    out.insert(
        "standard".into(),
        json!({"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}),
    );
    out.insert("type".into(), "text".into());
    out.insert("language".into(), article.language.clone().into());
    if let Some(headline) = headline(article) {
        out.insert("title".into(), headline.into());
        let mut headlines = vec![json!({"role": "main", "contentType": "text/plain", "value": headline})];
        headlines.extend(m.alternative_headline.iter().map(|h| json!({"role": "alternative", "contentType": "text/plain", "value": h})));
        out.insert("headlines".into(), headlines.into());
    }
    if let Some(description) = &m.description {
        out.insert("descriptions".into(), json!([{"role": "summary", "contentType": "text/plain", "value": description}]));
    }
    let body = body(article);
    let (characters, words) = (body.chars().count(), body.split_whitespace().count());
    out.insert(
        "bodies".into(),
        json!([{"role": "main", "contentType": "text/plain", "charCount": characters, "wordCount": words, "value": body}]),
    );
    if !m.authors.is_empty() {
        out.insert("by".into(), m.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(", ").into());
    }
    if let Some(dateline) = &m.dateline {
        out.insert("located".into(), dateline.location.clone().into());
    }
    // RFC 3339 wants a time and an offset.
    for (key, date) in [("contentCreated", &m.date_published), ("versionCreated", &m.date_modified)] {
        if let Some(date) = date.as_ref().filter(|d| has_offset(d)) {
            out.insert(key.into(), date.clone().into());
        }
    }
    let concepts = |wanted: &[EntityType]| -> Vec<Value> {
        article.entities.iter().filter(|e| wanted.contains(&e.r#type)).map(|e| json!({"name": e.name, "rel": "mentions"})).collect()
    };
    for (key, kinds) in [
        ("people", &[EntityType::Person][..]),
        ("organisations", &[EntityType::Organization]),
        ("places", &[EntityType::Place, EntityType::Facility]),
        ("objects", &[EntityType::Product, EntityType::Work]),
    ] {
        let found = concepts(kinds);
        if !found.is_empty() {
            out.insert(key.into(), found.into());
        }
    }
    if !m.agencies.is_empty() {
        out.insert("infoSources".into(), m.agencies.iter().map(|a| json!({"name": a})).collect::<Vec<_>>().into());
    }
    let pictures = m.images.iter().enumerate().map(|(i, image)| {
        let mut picture = json!({"name": format!("picture{}", i + 1), "uri": image.url, "type": "picture"});
        if let Some(caption) = &image.caption {
            picture["descriptions"] = json!([{"role": "caption", "contentType": "text/plain", "value": caption}]);
        }
        if let Some(credit) = &image.credit {
            picture["by"] = credit.clone().into();
        }
        picture
    });
    let pictures: Vec<Value> = pictures.collect();
    if !pictures.is_empty() {
        out.insert("associations".into(), pictures.into());
    }
    Value::Object(out).to_string() + "\n"
}

fn has_offset(date: &str) -> bool {
    date.contains('T') && (date.ends_with('Z') || date.get(date.len().saturating_sub(6)..).is_some_and(|o| o.starts_with(['+', '-'])))
}
