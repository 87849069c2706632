//! The summary's lists as CSV (RFC 4180).

use super::{Summary, Totals};
use crate::article::{Medium, names};
use crate::export::is_formula;

names! {
    /// A list of a summary.
    ///
    /// ```
    /// use nutgraf::summary::{By, Summarizer};
    /// let mut summarizer = Summarizer::new();
    /// summarizer.add(&nutgraf::extract("“It works,” said Ada Osei, the mayor of Karvo.")?);
    /// let csv = summarizer.finish().to_csv(By::Role);
    /// assert!(csv.lines().nth(1).unwrap().starts_with("mayor,1,1,1,2,"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    By in "summary" {
        /// Who spoke.
        Speaker = "speaker",
        /// In which job.
        Role = "role",
        /// For which organization.
        Organization = "organization",
        /// On which channel.
        Medium = "medium",
        /// Word for word or not.
        Kind = "kind",
    }
}

impl Summary {
    /// One of its lists, with a header. Cells that a spreadsheet would take for a formula begin with an apostrophe.
    ///
    /// ```
    /// use nutgraf::summary::{By, Summarizer};
    /// let mut summarizer = Summarizer::new();
    /// summarizer.add(&nutgraf::extract("“It works,” said Ada Osei.")?);
    /// let csv = summarizer.finish().to_csv(By::Speaker);
    /// assert!(csv.starts_with("name,type,roles,organizations,stories,quotes,words,"));
    /// assert!(csv.contains("Ada Osei,person,,,1,1,2,"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn to_csv(&self, by: By) -> String {
        let mut out = String::new();
        let head: &[&str] = if by == By::Speaker { &["name", "type", "roles", "organizations"] } else { &["name", "speakers"] };
        let sums = ["stories", "quotes", "words", "direct", "indirect", "mixed", "denied", "declined"];
        let media: Vec<&str> = Medium::ALL.iter().map(|m| m.as_str()).chain(["unknown"]).collect();
        let names: Vec<String> =
            head.iter().chain(&sums).map(|s| (*s).to_owned()).chain(media.iter().map(|m| format!("medium_{m}"))).collect();
        row(&names, &mut out);
        let numbers = |t: &Totals| {
            let sums = [t.stories, t.quotes, t.words, t.direct, t.indirect, t.mixed, t.denied, t.declined];
            let media = media.iter().map(|m| t.media.get(*m).copied().unwrap_or(0));
            sums.into_iter().chain(media).map(|n| n.to_string()).collect::<Vec<_>>()
        };
        if by == By::Speaker {
            for s in &self.speakers {
                let joined = |map: &std::collections::BTreeMap<String, u64>| map.keys().cloned().collect::<Vec<_>>().join("; ");
                let head = [s.name.clone(), s.r#type.as_str().to_owned(), joined(&s.roles), joined(&s.organizations)];
                row(&[&head[..], &numbers(&s.totals)].concat(), &mut out);
            }
            return out;
        }
        let groups = match by {
            By::Role => &self.roles,
            By::Organization => &self.organizations,
            By::Medium => &self.media,
            By::Kind | By::Speaker => &self.kinds,
        };
        for g in groups {
            row(&[&[g.name.clone(), g.speakers.to_string()][..], &numbers(&g.totals)].concat(), &mut out);
        }
        out
    }
}

fn row(cells: &[String], out: &mut String) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        let formula = is_formula(cell);
        if formula || cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            if formula {
                out.push('\'');
            }
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}
