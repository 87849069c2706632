//! TimeML 1.2.1: TIMEX3 in place. <https://timeml.github.io/site/>

use std::fmt::Write;

use crate::article::Article;
use crate::span::Span;

use super::inline::{Mark, escape, render};
use super::{headline, identifier, one_line};

pub(super) fn write(article: &Article) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n");
    let _ = writeln!(out, "<DOCID>{}</DOCID>", escape(&identifier(article)));
    if let Some(date) = article.metadata.date_published.as_ref().and_then(|d| d.get(..10)) {
        let date = escape(date);
        let _ = writeln!(
            out,
            "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{date}\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">{date}</TIMEX3></DCT>"
        );
    }
    if let Some(headline) = headline(article) {
        let _ = writeln!(out, "<TITLE>{}</TITLE>", escape(&one_line(headline)));
    }
    let marks = article.times.iter().enumerate().map(|(i, t)| {
        let kind = t.r#type.as_str().to_uppercase();
        let mut open = format!("<TIMEX3 tid=\"t{}\" type=\"{kind}\" value=\"{}\"", i + 1, escape(&t.value));
        for (name, value) in [("mod", &t.r#mod), ("quant", &t.quant), ("freq", &t.freq)] {
            if let Some(value) = value {
                let _ = write!(open, " {name}=\"{}\"", escape(value));
            }
        }
        open.push('>');
        Mark { span: t.span, open, close: "</TIMEX3>" }
    });
    let _ = write!(out, "<TEXT>{}</TEXT>\n</TimeML>\n", render(&article.text, Span::of(0, article.text.len()), marks));
    out
}
