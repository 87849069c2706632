//! One row of GDELT's Global Knowledge Graph 2.1: 27 tab-separated columns, as its codebook has them. What we don't compute
//! (themes, tone, GCAM, coordinates) is left empty; so are countries, for which GKG has FIPS 10-4 codes and we ISO 3166.
//! Offsets are code points.

use crate::article::{Article, EntityType, MentionKind, QuantityKind, QuantityRole};
use crate::span::{OffsetEncoding, OffsetMap, Span};

use super::{identifier, is_formula, one_line};

/// A value inside a field: without the characters that GKG uses as separators.
fn value(text: &str) -> String {
    one_line(text).replace(['#', ';', '|', ',', '\t'], " ")
}

/// A column as it is written. Spreadsheets take an apostrophe before what looks like a formula as "this is text".
fn cell(column: &str) -> String {
    let column = column.replace(['\t', '\n', '\r'], " ");
    if is_formula(&column) { format!("'{column}") } else { column }
}

/// The location of a count that has none: type, name, country, ADM1, latitude, longitude, feature.
const NOWHERE: &str = "######";

/// The count types of GKG for our roles.
fn count_type(role: QuantityRole) -> &'static str {
    match role {
        QuantityRole::Killed => "KILL",
        QuantityRole::Injured => "WOUND",
        QuantityRole::Missing => "CRISISLEX_T08_MISSINGFOUNDTRAPPEDPEOPLE",
        QuantityRole::Detained => "ARREST",
        QuantityRole::Displaced => "DISPLACED",
        QuantityRole::Deployed => "MOVEMENT_GENERAL",
        QuantityRole::Participating => "PROTEST",
        QuantityRole::Affected => "AFFECT",
    }
}

pub(super) fn write(article: &Article) -> String {
    let map = OffsetMap::new(&article.text, OffsetEncoding::Char);
    let offset = |span: Span| map.from_byte(span.start);
    let digits: String = article.metadata.date_published.iter().flat_map(|d| d.chars()).filter(char::is_ascii_digit).take(14).collect();
    let date = if digits.is_empty() { String::new() } else { format!("{digits:0<14}") };
    let id = identifier(article);

    let mut counts = Vec::new();
    let mut amounts = Vec::new();
    for q in &article.quantities {
        let Some(number) = q.value.as_ref().or(q.min.as_ref()).map(|n| value(n)) else { continue };
        let of = q.of.map(|s| value(s.slice(&article.text))).unwrap_or_default();
        if let Some(role) = q.role.filter(|_| !q.negated) {
            counts.push((format!("{}#{number}#{of}#{NOWHERE}", count_type(role)), offset(q.span)));
        } else if q.kind != QuantityKind::Ordinal && !q.negated {
            let unit = q.unit.as_deref().unwrap_or("");
            amounts.push(format!("{number},{},{}", value(if of.is_empty() { unit } else { &of }), offset(q.span)));
        }
    }
    let by_type = |wanted: &[EntityType]| -> (String, String) {
        let entities = article.entities.iter().filter(|e| wanted.contains(&e.r#type));
        let plain: Vec<String> = entities.clone().map(|e| value(&e.name).to_lowercase()).collect();
        let mentions = entities.flat_map(|e| e.mentions.iter().map(move |m| (e, m)));
        let enhanced = mentions
            .filter(|(_, m)| article.mentions.get(m.index()).is_some_and(|m| m.kind == MentionKind::Name))
            .map(|(e, m)| format!("{},{}", value(&e.name), offset(article.mentions[m.index()].span)));
        (plain.join(";"), enhanced.collect::<Vec<_>>().join(";"))
    };
    let (persons, persons_enhanced) = by_type(&[EntityType::Person]);
    let (organizations, organizations_enhanced) = by_type(&[EntityType::Organization]);
    let places = article.entities.iter().filter(|e| e.r#type == EntityType::Place);
    // Type, name, country, ADM1, latitude, longitude, feature; the longer form has ADM2 after ADM1, and where.
    let locations = places.clone().map(|e| format!("#{}#####", value(&e.name)));
    let locations_enhanced = places.map(|e| {
        let at = e.mentions.first().and_then(|m| article.mentions.get(m.index())).map_or(0, |m| offset(m.span));
        format!("#{}#######{at}", value(&e.name))
    });
    let dates = article.times.iter().filter_map(|t| {
        let mut parts = t.value.split('-');
        let year: u32 = parts.next()?.parse().ok().filter(|y| (1000..3000).contains(y))?;
        let month = parts.next().map_or(Some(0), |m| m.parse::<u32>().ok())?;
        let day = parts.next().map_or(Some(0), |d| d.get(..2)?.parse::<u32>().ok())?;
        let resolution = if day > 0 {
            3
        } else if month > 0 {
            2
        } else {
            1
        };
        Some(format!("{resolution}#{month}#{day}#{year}#{}", offset(t.span)))
    });
    let quotations = article.quotes.iter().filter(|q| !q.content.is_empty()).map(|q| {
        let text: Vec<String> = q.content.iter().map(|s| value(s.slice(&article.text))).collect();
        let text = text.join(" ");
        let verb = q.cue.map(|c| value(c.slice(&article.text))).unwrap_or_default();
        format!("{}|{}|{verb}|{text}", offset(q.span), text.chars().count())
    });
    let names = article.mentions.iter().filter(|m| m.kind == MentionKind::Name);
    let all_names = names.map(|m| format!("{},{}", value(m.span.slice(&article.text)), offset(m.span)));
    let words = article.text.split_whitespace().count();
    let title =
        super::headline(article).map(|h| format!("<PAGE_TITLE>{}</PAGE_TITLE>", super::inline::escape(&one_line(h)))).unwrap_or_default();

    let join = |items: &mut dyn Iterator<Item = String>, by: &str| items.collect::<Vec<_>>().join(by);
    let precise = if digits.len() < 12 { String::new() } else { format!("<PAGE_PRECISEPUBTIMESTAMP>{date}</PAGE_PRECISEPUBTIMESTAMP>") };
    let columns: [String; 27] = [
        format!("{}-{}", if date.is_empty() { "0" } else { &date }, value(&id)),
        date,
        "1".to_owned(),
        article.metadata.publisher.as_deref().map(value).unwrap_or_default(),
        one_line(&id),
        join(&mut counts.iter().map(|(count, _)| count.clone()), ";"),
        join(&mut counts.iter().map(|(count, at)| format!("{count}#{at}")), ";"),
        String::new(),
        String::new(),
        join(&mut locations.into_iter(), ";"),
        join(&mut locations_enhanced.into_iter(), ";"),
        persons,
        persons_enhanced,
        organizations,
        organizations_enhanced,
        format!(",,,,,,{words}"),
        join(&mut dates.into_iter(), ";"),
        String::new(),
        article.metadata.images.first().map(|i| one_line(&i.url)).unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
        join(&mut quotations.into_iter(), "#"),
        join(&mut all_names.into_iter(), ";"),
        amounts.join(";"),
        String::new(),
        format!("{precise}{title}"),
    ];
    columns.iter().map(|c| cell(c)).collect::<Vec<_>>().join("\t") + "\n"
}
