//! Every row of the table of constructions on its own example.

use crate::article::EventType;
use crate::{Extractor, Options};

use super::frames;

#[test]
fn every_row_fires_on_its_example() {
    let extractor = Extractor::new(Options::new().language("en"));
    let mut failures = Vec::new();
    for frame in frames::all() {
        let article = extractor.extract(frame.example).expect("an example is short");
        let fires = article.events.iter().any(|e| e.r#type == frame.r#type && e.mode.as_deref() == frame.mode && *e.rule == *frame.rule);
        if !fires {
            let events: Vec<(EventType, &str)> = article.events.iter().map(|e| (e.r#type, &*e.rule)).collect();
            failures.push(format!("{}: {:?} gives {events:?}", frame.rule, frame.example));
        }
    }
    assert!(failures.is_empty(), "{} of {} rows fail:\n{}", failures.len(), frames::all().len(), failures.join("\n"));
}
