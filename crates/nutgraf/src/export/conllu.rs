//! CoNLL-U. <https://universaldependencies.org/format.html>

use std::fmt::Write;

use crate::article::Article;

use super::{identifier, one_line};

pub(super) fn write(article: &Article) -> String {
    let mut out = String::new();
    let mut at = 0;
    let mut block = None;
    for (s, sentence) in article.sentences.iter().enumerate() {
        let first = at;
        while at < article.tokens.len() && article.tokens[at].sentence.index() == s {
            at += 1;
        }
        if first == at {
            continue;
        }
        if block.is_none() {
            let _ = writeln!(out, "# newdoc id = {}", one_line(&identifier(article)));
        }
        if block != Some(sentence.block) {
            block = Some(sentence.block);
            let _ = writeln!(out, "# newpar id = p{}", sentence.block.get());
        }
        let _ = writeln!(out, "# sent_id = s{s}\n# text = {}", one_line(sentence.span.slice(&article.text)));
        for i in first..at {
            let t = &article.tokens[i];
            let form = one_line(t.span.slice(&article.text));
            let lemma = if t.lemma.is_empty() { form.clone() } else { one_line(&t.lemma) };
            let feats = if t.feats.is_empty() { "_".to_owned() } else { t.feats.to_string() };
            let head = t.head.map_or(0, |h| h.index() + 1 - first);
            let deprel = if t.head.is_none() { "root" } else { t.deprel.as_str() };
            let glued = i + 1 < at && article.tokens[i + 1].span.start == t.span.end;
            let misc = if glued { "SpaceAfter=No" } else { "_" };
            let _ = writeln!(out, "{}\t{form}\t{lemma}\t{}\t_\t{feats}\t{head}\t{deprel}\t_\t{misc}", i + 1 - first, t.upos);
        }
        out.push('\n');
    }
    out
}
