//! Grounds: for `container(…).style(container::card)`.

use iced::widget::container::Style;
use iced::{Background, Border, Color, Theme};

use super::{Roles, size};

/// The ground of the window.
#[must_use]
pub fn surface(theme: &Theme) -> Style {
    ground(Roles::of(theme).surface, Border::default())
}

/// A group that lies on the ground.
#[must_use]
pub fn card(theme: &Theme) -> Style {
    let roles = Roles::of(theme);
    ground(roles.raised, outlined(roles.line))
}

/// The box of a dialog.
#[must_use]
pub fn dialog(theme: &Theme) -> Style {
    let roles = Roles::of(theme);
    ground(roles.surface, outlined(roles.outline))
}

/// A bar along an edge: tool bars, the foot of a grid, the strip of tabs.
#[must_use]
pub fn bar(theme: &Theme) -> Style {
    ground(Roles::of(theme).header, Border::default())
}

/// A notice that something needs care; its words take `text::warning`.
#[must_use]
pub fn warning(theme: &Theme) -> Style {
    let roles = Roles::of(theme);
    ground(roles.raised, outlined(roles.warning))
}

/// A notice of a problem; its words take `text::danger`.
#[must_use]
pub fn danger(theme: &Theme) -> Style {
    let roles = Roles::of(theme);
    ground(roles.raised, outlined(roles.danger))
}

/// The veil behind a dialog.
#[must_use]
pub fn scrim(theme: &Theme) -> Style {
    Style { background: Some(Background::Color(Roles::of(theme).scrim)), ..Style::default() }
}

/// A hair line: `container(space().width(Fill).height(1)).style(container::line)`.
#[must_use]
pub fn line(theme: &Theme) -> Style {
    ground(Roles::of(theme).line, Border::default())
}

fn ground(color: Color, border: Border) -> Style {
    Style { background: Some(Background::Color(color)), border, ..Style::default() }
}

fn outlined(color: Color) -> Border {
    Border { color, width: 1.0, radius: size::RADIUS.into() }
}
