//! Words of one's own: `cargo run --example lexicon`.
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use nutgraf::{CueVerb, EntityType, Extractor, Lexicon, Medium, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = "“Tern will sail on Friday,” Ada Osei burbled.";
    let lexicon =
        Lexicon::new().name("Tern", EntityType::Product).cue_verb("burble", CueVerb { medium: Some(Medium::Post), ..CueVerb::default() });
    for (told, options) in [("without", Options::new()), ("with", Options::new().lexicon(lexicon))] {
        let article = Extractor::new(options).extract(text)?;
        println!("{told} the lexicon:");
        for m in &article.mentions {
            println!("  {} is {}", m.span.slice(text), m.r#type.map_or("unknown", |t| t.as_str()));
        }
        for q in &article.quotes {
            println!("  quote by {}, medium {}", q.rule, q.medium.map_or("unknown", |m| m.as_str()));
        }
    }
    Ok(())
}
