//! What was found, in short: five Ws, who is who, times, counts, events, remarks.

use nutgraf::{Answer, Article, Entity, Event, MentionId, Quantity, Span};

use super::layout::shorten;
use super::palette::{Role, paint};

const LABEL: usize = 11;
/// Rows of one section; more are counted.
const ROWS: usize = 24;

/// Appends the summary of `article` to `page`.
pub fn write(article: &Article, width: usize, page: &mut String) {
    let at = |span: Span| span.slice(&article.text);
    let w = &article.five_ws;
    let answer = |answers: &[Answer]| answers.first().map(|a| at(a.span).to_owned());
    let ws = [("who", &w.who), ("what", &w.what), ("when", &w.when), ("where", &w.r#where), ("why", &w.why), ("how", &w.how)];
    let ws = ws.into_iter().filter_map(|(name, answers)| Some((Role::Plain, format!("{name}: {}", answer(answers)?))));
    section("five Ws", ws.collect(), width, page);

    let named = |e: &&Entity| e.mentions.iter().any(|m| article.mentions[m.index()].kind == nutgraf::MentionKind::Name);
    section("who is who", article.entities.iter().filter(named).map(|e| (Role::of(Some(e.r#type)), entity(e))).collect(), width, page);

    let times = article.times.iter().map(|t| {
        let interval = t.interval.map(|i| format!(" ({} to {})", i.start, i.end)).unwrap_or_default();
        (Role::Time, format!("{} = {}{interval}", at(t.span), t.value))
    });
    section("times", times.collect(), width, page);
    section("quantities", article.quantities.iter().map(|q| (Role::Quantity, quantity(article, q))).collect(), width, page);
    section("events", article.events.iter().map(|e| (Role::Plain, event(article, e))).collect(), width, page);
    section("remarks", article.diagnostics.iter().map(|d| (Role::Note, d.message.clone())).collect(), width, page);
}

fn section(name: &str, rows: Vec<(Role, String)>, width: usize, page: &mut String) {
    let more = rows.len().saturating_sub(ROWS);
    for (i, (role, row)) in rows.into_iter().take(ROWS).enumerate() {
        let label = if i == 0 { name } else { "" };
        page.push_str(&paint(Role::Title, &format!("{label:>LABEL$}")));
        page.push_str("   ");
        // The thing itself in its colour, what is said of it plainly.
        let row = shorten(&row, width - LABEL - 3);
        let end = row.find([':', '=', '—']).map_or(row.len(), |at| row[..at].trim_end().len());
        page.push_str(&paint(role, &row[..end]));
        page.push_str(&row[end..]);
        page.push('\n');
        if i + 1 == ROWS && more > 0 {
            page.push_str(&format!("{:>LABEL$}   {}\n", "", paint(Role::Note, &format!("and {more} more"))));
        }
    }
}

fn entity(e: &Entity) -> String {
    let role = |r: &nutgraf::Role| {
        let status = r.status.as_ref().map(|s| format!("{s} ")).unwrap_or_default();
        let of = r.organization.as_ref().or(r.place.as_ref()).map(|o| format!(", {o}")).unwrap_or_default();
        format!("{status}{}{of}", r.title)
    };
    let mut roles: Vec<String> = e.roles.iter().map(role).collect();
    roles.dedup();
    let roles = if roles.is_empty() { String::new() } else { format!(": {}", roles.join("; ")) };
    let times = if e.mentions.len() > 1 { format!(" — {} mentions", e.mentions.len()) } else { String::new() };
    format!("{} ({}){roles}{times}", e.name, e.r#type)
}

fn quantity(article: &Article, q: &Quantity) -> String {
    let value = q.value.as_ref().or(q.min.as_ref()).or(q.max.as_ref()).cloned().unwrap_or_default();
    let bound = if q.bound == nutgraf::Bound::Exact { String::new() } else { format!("{} ", q.bound.as_str().replace('_', " ")) };
    let unit = q.unit.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
    let of = q.of.map(|of| format!(" of {}", of.slice(&article.text))).unwrap_or_default();
    let role = q.role.map(|r| format!(", {r}")).unwrap_or_default();
    format!("{} = {bound}{value}{unit}{of}{role}", q.span.slice(&article.text))
}

fn event(article: &Article, e: &Event) -> String {
    let names = |ids: &[MentionId]| -> String {
        let names: Vec<&str> = ids.iter().map(|m| article.mentions[m.index()].span.slice(&article.text)).collect();
        names.join(", ")
    };
    let actors = if e.actors.is_empty() { String::new() } else { format!(" by {}", names(&e.actors)) };
    let recipients = if e.recipients.is_empty() { String::new() } else { format!(" → {}", names(&e.recipients)) };
    format!("{}: {}{actors}{recipients} ({})", e.r#type, e.span.slice(&article.text), e.factuality)
}
