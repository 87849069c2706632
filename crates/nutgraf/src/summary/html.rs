//! The summary as one page: a chart and tables, nothing fetched.

use std::fmt::Write;

use super::{Group, Summary, Totals};
use crate::export;

/// Speakers in the chart.
const BARS: usize = 20;
/// Rows of a table; the rest is in CSV and JSON.
const ROWS: usize = 200;
/// Longest label of a bar, in characters.
const LABEL: usize = 28;

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1a1a1a;--quiet:#5c5c5c;--line:#d8d8d8;--paper:#fff;--direct:#1f5f8b;--mixed:#6b9ac4;--indirect:#8a8f98}\
@media(prefers-color-scheme:dark){:root{--ink:#ececec;--quiet:#a8a8a8;--line:#3a3a3a;--paper:#161616;--direct:#7db8e8;--mixed:#4d82ad;--indirect:#8d939c}}\
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}p,figcaption,caption{color:var(--quiet)}figure{margin:0}svg{width:100%;height:auto}\
svg text{fill:var(--ink);font-size:13px}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}div{overflow-x:auto}\
th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}td.n,th.n{text-align:right}\
.direct{fill:var(--direct)}.mixed{fill:var(--mixed)}.indirect{fill:var(--indirect)}";

/// Escaped for HTML; without control characters and those that turn the direction of what follows, which could disguise a row.
fn escape(text: &str) -> String {
    let disguises = |c: char| matches!(c, '\r' | '\u{7F}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    export::escape(text).replace(disguises, "\u{FFFD}")
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LABEL) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn plural(n: u64, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

impl Summary {
    /// A page of its own, with a chart of who is quoted most. Everything from stories is escaped.
    ///
    /// ```
    /// use nutgraf::summary::Summarizer;
    /// let mut summarizer = Summarizer::new();
    /// summarizer.add(&nutgraf::extract("“It works,” said Ada Osei.")?);
    /// let page = summarizer.finish().to_html();
    /// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Ada Osei"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn to_html(&self) -> String {
        let mut page = String::with_capacity(16 << 10);
        let _ = write!(
            page,
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>Who is quoted</title><style>{STYLE}</style></head><body>\n<h1>Who is quoted</h1>\n<p>{}, {}, {}. {} from speakers without a name, {} without a speaker.</p>\n",
            plural(self.stories, "story", "stories"),
            plural(self.all.quotes, "quote", "quotes"),
            plural(self.all.words, "word", "words"),
            self.unnamed.quotes,
            self.unattributed.quotes,
        );
        if !self.speakers.is_empty() {
            self.chart(&mut page);
            self.people(&mut page);
        }
        table("By role", &self.roles, &mut page);
        table("By organization", &self.organizations, &mut page);
        table("By medium", &self.media, &mut page);
        table("By kind", &self.kinds, &mut page);
        page.push_str("<p>Speakers are joined across stories by the exact name alone. “Osei” and “Ada Osei” of two stories are two.</p>\n</body></html>\n");
        page
    }

    fn chart(&self, page: &mut String) {
        let shown: Vec<_> = self.speakers.iter().take(BARS).collect();
        let most = shown.iter().map(|s| s.totals.quotes).max().unwrap_or(1).max(1);
        let (left, width, step) = (220, 460, 24);
        let _ = write!(
            page,
            "<h2>Most quoted</h2>\n<figure><svg role=\"img\" viewBox=\"0 0 720 {}\" aria-label=\"Times quoted, the {} most quoted speakers; the table below has the numbers\">",
            shown.len() * step + 4,
            shown.len()
        );
        for (i, s) in shown.iter().enumerate() {
            let y = i * step + 4;
            let _ = write!(page, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", left - 8, y + 13, escape(&short(&s.name)));
            let mut x = left as u64;
            for (class, n) in [("direct", s.totals.direct), ("mixed", s.totals.mixed), ("indirect", s.totals.indirect)] {
                let w = n * width / most;
                if n > 0 {
                    let _ = write!(
                        page,
                        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"16\"><title>{n} {class}</title></rect>",
                        w.max(1)
                    );
                }
                x += w;
            }
            let _ = write!(page, "<text x=\"{}\" y=\"{}\">{}</text>", x + 6, y + 13, s.totals.quotes);
        }
        page.push_str(
            "</svg><figcaption>Times quoted: word for word (dark), mixed, in the reporter’s words (grey).</figcaption></figure>\n",
        );
    }

    fn people(&self, page: &mut String) {
        head("By speaker", self.speakers.len(), &["Name", "Type", "Role"], page);
        for s in self.speakers.iter().take(ROWS) {
            let roles: Vec<&str> = s.roles.keys().map(String::as_str).collect();
            let _ = write!(page, "<tr><td>{}</td><td>{}</td><td>{}</td>", escape(&s.name), s.r#type, escape(&roles.join(", ")));
            numbers(&s.totals, page);
        }
        page.push_str("</tbody></table></div>\n");
    }
}

fn head(title: &str, rows: usize, columns: &[&str], page: &mut String) {
    let cut = if rows > ROWS { format!("<caption>The first {ROWS} of {rows}.</caption>") } else { String::new() };
    let _ = write!(page, "<h2>{title}</h2>\n<div><table>{cut}<thead><tr>");
    for column in columns {
        let _ = write!(page, "<th scope=\"col\">{column}</th>");
    }
    for column in ["Stories", "Quotes", "Words", "Direct", "Mixed", "Indirect", "No comment"] {
        let _ = write!(page, "<th scope=\"col\" class=\"n\">{column}</th>");
    }
    page.push_str("</tr></thead><tbody>\n");
}

fn numbers(t: &Totals, page: &mut String) {
    for n in [t.stories, t.quotes, t.words, t.direct, t.mixed, t.indirect, t.declined] {
        let _ = write!(page, "<td class=\"n\">{n}</td>");
    }
    page.push_str("</tr>\n");
}

fn table(title: &str, groups: &[Group], page: &mut String) {
    if groups.is_empty() {
        return;
    }
    head(title, groups.len(), &["Name", "Speakers"], page);
    for g in groups.iter().take(ROWS) {
        let _ = write!(page, "<tr><td>{}</td><td>{}</td>", escape(&g.name), g.speakers);
        numbers(&g.totals, page);
    }
    page.push_str("</tbody></table></div>\n");
}
