//! What each thing looks like. Colours are the terminal's own sixteen, so that they fit light and dark.

use anstyle::{AnsiColor, Effects, Style};
use nutgraf::EntityType;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    #[default]
    Plain,
    Margin,
    Title,
    Headline,
    Quote,
    Person,
    Organization,
    Place,
    OtherName,
    Time,
    Quantity,
    Speaker,
    Note,
}

impl Role {
    pub fn of(entity: Option<EntityType>) -> Role {
        match entity {
            Some(EntityType::Person) => Role::Person,
            Some(EntityType::Organization) => Role::Organization,
            Some(EntityType::Place | EntityType::Facility) => Role::Place,
            _ => Role::OtherName,
        }
    }

    fn style(self) -> Style {
        let color = |c: AnsiColor| Style::new().fg_color(Some(c.into()));
        match self {
            Role::Plain => Style::new(),
            Role::Margin | Role::Note => Style::new().effects(Effects::DIMMED),
            Role::Title | Role::Headline => Style::new().bold(),
            Role::Quote => color(AnsiColor::Green),
            Role::Person => color(AnsiColor::Cyan).bold(),
            Role::Organization => color(AnsiColor::Magenta).bold(),
            Role::Place => color(AnsiColor::Blue).bold(),
            Role::OtherName => Style::new().bold(),
            Role::Time => color(AnsiColor::Yellow),
            Role::Quantity => color(AnsiColor::Red),
            Role::Speaker => color(AnsiColor::Green).bold(),
        }
    }
}

/// `text` in the style of `role`.
pub fn paint(role: Role, text: &str) -> String {
    let style = role.style();
    if role == Role::Plain || text.is_empty() {
        return text.to_owned();
    }
    format!("{style}{text}{style:#}")
}

/// One line that says which colour is what.
pub fn legend() -> String {
    let items = [
        (Role::Person, "person"),
        (Role::Organization, "organization"),
        (Role::Place, "place"),
        (Role::OtherName, "other name"),
        (Role::Time, "time"),
        (Role::Quantity, "quantity"),
        (Role::Quote, "quote"),
    ];
    items.map(|(role, name)| paint(role, name)).join("  ")
}

/// Whether a terminal would obey `c` instead of showing it, or show the line in another order.
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// `text` with everything that would command the terminal shown as `�`; white space becomes plain spaces.
pub fn printable(text: &str) -> String {
    let show = |c: char| match c {
        _ if c.is_whitespace() => Some(' '),
        '\u{FEFF}' => None,
        _ if is_unprintable(c) => Some('\u{FFFD}'),
        _ => Some(c),
    };
    text.chars().filter_map(show).collect()
}
