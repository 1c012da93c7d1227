//! Looks of buttons, for `press(…).style(button::primary)`.

use iced::{Border, Color, Theme};

use super::{Roles, size};

/// What the pointer and the program say of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Can be pressed.
    Active,
    /// Under the pointer.
    Hovered,
    /// Held down.
    Pressed,
    /// Can't be pressed now.
    Disabled,
}

/// The parts of a button that take colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// The ground; `None` lets the ground behind show.
    pub background: Option<Color>,
    /// Word and icon.
    pub text: Color,
    /// The name of the key.
    pub hint: Color,
    /// The edge.
    pub border: Border,
}

/// How a button finds its look.
pub type Style = fn(&Theme, Status) -> Look;

/// The one action that a page is about.
#[must_use]
pub fn primary(theme: &Theme, status: Status) -> Look {
    let roles = Roles::of(theme);
    filled(roles, status, roles.accent, roles.on_accent)
}

/// What can't be taken back easily.
#[must_use]
pub fn danger(theme: &Theme, status: Status) -> Look {
    let roles = Roles::of(theme);
    filled(roles, status, roles.danger, roles.on_danger)
}

/// Every other action.
#[must_use]
pub fn quiet(theme: &Theme, status: Status) -> Look {
    let roles = Roles::of(theme);
    Look {
        background: Some(match status {
            Status::Active => roles.raised,
            Status::Hovered | Status::Pressed => roles.selection,
            Status::Disabled => roles.surface,
        }),
        text: text_of(roles, status),
        hint: roles.muted,
        border: edge(match status {
            Status::Active | Status::Hovered | Status::Pressed => roles.outline,
            Status::Disabled => roles.line,
        }),
    }
}

/// An action inside of a line or a card: no ground of its own until it is pointed at.
#[must_use]
pub fn plain(theme: &Theme, status: Status) -> Look {
    let roles = Roles::of(theme);
    Look {
        background: match status {
            Status::Active | Status::Disabled => None,
            Status::Hovered | Status::Pressed => Some(roles.selection),
        },
        text: text_of(roles, status),
        hint: roles.muted,
        border: edge(Color::TRANSPARENT),
    }
}

/// A line of a list.
#[must_use]
pub fn line(theme: &Theme, _: Status) -> Look {
    // The mouse moves the mark of the list, so that only one line ever looks chosen.
    Look { border: Border::default(), ..plain(theme, Status::Active) }
}

/// The marked line of a list.
#[must_use]
pub fn line_marked(theme: &Theme, status: Status) -> Look {
    Look { background: Some(Roles::of(theme).selection), ..line(theme, status) }
}

/// One of a few, the one that holds now.
#[must_use]
pub fn chosen(theme: &Theme, status: Status) -> Look {
    let roles = Roles::of(theme);
    Look { background: Some(roles.selection), border: edge(roles.accent), ..quiet(theme, status) }
}

/// A tab that is not open.
#[must_use]
pub fn tab(theme: &Theme, status: Status) -> Look {
    Look { border: Border::default(), ..plain(theme, status) }
}

/// The open tab.
#[must_use]
pub fn tab_open(theme: &Theme, status: Status) -> Look {
    let roles = Roles::of(theme);
    Look { background: Some(roles.surface), text: roles.accent, ..tab(theme, status) }
}

fn filled(roles: &Roles, status: Status, ground: Color, text: Color) -> Look {
    match status {
        Status::Active => Look { background: Some(ground), text, hint: text, border: edge(ground) },
        Status::Hovered | Status::Pressed => {
            Look { background: Some(ground), text, hint: text, border: edge(roles.text) }
        }
        Status::Disabled => Look {
            background: Some(roles.header),
            text: roles.muted,
            hint: roles.muted,
            border: edge(roles.line),
        },
    }
}

fn text_of(roles: &Roles, status: Status) -> Color {
    match status {
        Status::Active | Status::Hovered | Status::Pressed => roles.text,
        Status::Disabled => roles.muted,
    }
}

fn edge(color: Color) -> Border {
    Border { color, width: 1.0, radius: size::RADIUS.into() }
}
