//! schema.org NewsArticle with its Quotations, as JSON-LD. <https://schema.org/NewsArticle>, <https://schema.org/Quotation>

use serde_json::{Map, Value, json};

use crate::article::{Article, Entity, EntityType, Polarity};

use super::{body, headline, identifier};

fn thing(entity: &Entity) -> Value {
    let kind = match entity.r#type {
        EntityType::Person => "Person",
        EntityType::Organization => "Organization",
        EntityType::Place => "Place",
        EntityType::Facility => "CivicStructure",
        EntityType::Event => "Event",
        EntityType::Work => "CreativeWork",
        EntityType::Law => "Legislation",
        EntityType::Product => "Product",
        EntityType::Group | EntityType::Misc => "Thing",
    };
    let mut out = json!({"@type": kind, "name": entity.name});
    if !entity.aliases.is_empty() {
        out["alternateName"] = entity.aliases.clone().into();
    }
    if entity.r#type == EntityType::Person && !entity.roles.is_empty() {
        out["jobTitle"] = entity.roles.iter().map(|r| r.title.clone()).collect::<Vec<_>>().into();
    }
    out
}

pub(super) fn write(article: &Article) -> String {
    let m = &article.metadata;
    let mut out = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(key.into(), value);
        }
    };
    let list = |items: Vec<Value>| (!items.is_empty()).then(|| Value::from(items));
    let text = |s: &Option<String>| s.clone().map(Value::from);
    put("@context", Some("https://schema.org".into()));
    put("@type", Some("NewsArticle".into()));
    put("@id", Some(identifier(article).into()));
    put("headline", headline(article).map(Value::from));
    put("alternativeHeadline", text(&m.alternative_headline));
    put("description", text(&m.description));
    let authors = m.authors.iter().map(|a| {
        let mut author = json!({"@type": "Person", "name": a.name});
        if let Some(role) = &a.role {
            author["jobTitle"] = role.clone().into();
        }
        if let Some(organization) = &a.organization {
            author["worksFor"] = json!({"@type": "Organization", "name": organization});
        }
        author
    });
    put("author", list(authors.collect()));
    put("publisher", m.publisher.as_ref().map(|p| json!({"@type": "Organization", "name": p})));
    put("sourceOrganization", list(m.agencies.iter().map(|a| json!({"@type": "Organization", "name": a})).collect()));
    put("datePublished", text(&m.date_published));
    put("dateModified", text(&m.date_modified));
    put("dateline", m.dateline.as_ref().map(|d| d.span.slice(&article.text).into()));
    put("locationCreated", m.dateline.as_ref().map(|d| json!({"@type": "Place", "name": d.location})));
    put("articleSection", text(&m.section));
    put("keywords", list(m.keywords.iter().cloned().map(Value::from).collect()));
    put("inLanguage", Some(article.language.clone().into()));
    put("url", text(&m.url));
    let images = m.images.iter().map(|i| {
        let mut image = json!({"@type": "ImageObject", "contentUrl": i.url});
        for (key, value) in [("caption", &i.caption), ("creditText", &i.credit)] {
            if let Some(value) = value {
                image[key] = value.clone().into();
            }
        }
        image
    });
    put("image", list(images.collect()));
    let body = body(article);
    put("wordCount", Some(body.split_whitespace().count().into()));
    put("articleBody", Some(body.into()));
    put("mentions", list(article.entities.iter().map(thing).collect()));
    let quotations = article.quotes.iter().filter(|q| q.polarity != Polarity::Declined).map(|q| {
        let said: Vec<&str> = q.content.iter().map(|s| s.slice(&article.text)).collect();
        let mut quotation = json!({"@type": "Quotation", "text": said.join(" … ")});
        if let Some(speaker) = article.speaker(q) {
            quotation["creator"] = thing(speaker);
        } else if let Some(speaker) = &q.speaker {
            quotation["creator"] = json!({"@type": "Thing", "name": speaker.span.slice(&article.text)});
        }
        quotation
    });
    put("hasPart", list(quotations.collect()));
    // Its place is a script element of a page, which "</script>" or "<!--" in a headline must not end or open.
    Value::Object(out).to_string().replace('<', "\\u003c") + "\n"
}
