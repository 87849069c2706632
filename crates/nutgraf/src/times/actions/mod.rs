//! What the patterns of rules.tsv do with their captures.

mod clock;
mod dates;
mod durations;
mod periods;
mod readers;
mod sets;

use super::model::{Base, Draft, Node, Rel, What, Year};
use crate::terms::grammar::{Action, Captures};
pub(super) use durations::duration_value;
pub(super) use readers::READERS;

type C<'c> = Captures<'c, Node>;
/// Actions by the name that rules.tsv gives them.
type Table = &'static [(&'static str, Action<Node>)];

/// All actions.
pub(super) const ACTIONS: &[Table] = &[dates::ACTIONS, periods::ACTIONS, clock::ACTIONS, durations::ACTIONS, sets::ACTIONS];

fn int(c: &C<'_>, label: &str) -> Option<i64> {
    match c.node(label) {
        Some(Node::Int(v)) => Some(v),
        _ => c.int(label),
    }
}

fn small(c: &C<'_>, nth: usize) -> Option<i64> {
    c.nth_int("SMALL", nth)
}

fn draft(c: &C<'_>, label: &str) -> Option<Draft> {
    match c.node(label)? {
        Node::Draft(d) => Some(*d),
        _ => None,
    }
}

fn node(d: Draft) -> Option<Node> {
    Some(Node::Draft(Box::new(d)))
}

fn point(c: &C<'_>, base: Base) -> Option<Node> {
    Some(Node::Draft(Box::new(Draft::new(What::Point(base), c.rule))))
}

fn year(c: &C<'_>) -> Year {
    for label in ["year", "ofyear", "yearly"] {
        match c.node(label) {
            Some(Node::Year(y)) => return y,
            Some(Node::Int(v)) => return Year::Is(v),
            _ => {}
        }
    }
    match c.int("YY") {
        Some(v) => Year::Is(v + if v < 40 { 2000 } else { 1900 }),
        None => Year::Unsaid,
    }
}

fn rel(c: &C<'_>) -> Rel {
    if let Some(v) = c.nth_int("REL", 1) {
        return Rel::Publication(v); // "this past spring", "this coming Friday"
    }
    match (c.int("REL"), c.int("PREL")) {
        (Some(v), _) => Rel::Publication(v),
        (None, Some(v)) => Rel::Context(v),
        _ => Rel::Unsaid,
    }
}
