//! Looks of what is filled in or scrolled: text inputs, boxes of choices, scroll bars.

use iced::widget::{container, scrollable, text_input};
use iced::{Background, Border, Color, Theme};

use super::{Roles, size};

/// A text input. The frame thickens and takes the accent while it has the focus.
#[must_use]
pub fn input(theme: &Theme, status: text_input::Status) -> text_input::Style {
    input_with(theme, status, Roles::of(theme).outline)
}

/// A text input whose content has a problem.
#[must_use]
pub fn input_with_problem(theme: &Theme, status: text_input::Status) -> text_input::Style {
    input_with(theme, status, Roles::of(theme).danger)
}

/// The line of text in a cell of a grid that is being edited.
#[must_use]
pub fn input_in_cell(theme: &Theme, _: text_input::Status) -> text_input::Style {
    let roles = Roles::of(theme);
    text_input::Style {
        background: Background::Color(roles.raised),
        border: Border { color: roles.accent, width: size::RING, radius: 0.0.into() },
        icon: roles.muted,
        placeholder: roles.muted,
        value: roles.text,
        selection: roles.selection,
    }
}

fn input_with(theme: &Theme, status: text_input::Status, edge: Color) -> text_input::Style {
    let roles = Roles::of(theme);
    let (background, border) = match status {
        text_input::Status::Focused { .. } => (roles.raised, framed(roles.accent, size::RING)),
        text_input::Status::Active => (roles.raised, framed(edge, 1.0)),
        text_input::Status::Hovered => (roles.raised, framed(roles.text, 1.0)),
        text_input::Status::Disabled => (roles.surface, framed(roles.line, 1.0)),
    };
    text_input::Style {
        background: Background::Color(background),
        border,
        icon: roles.muted,
        placeholder: roles.muted,
        value: roles.text,
        selection: roles.selection,
    }
}

/// What is to be said of the closed box of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It can be changed.
    Active,
    /// It has the focus.
    Focused,
    /// It has a problem.
    Problem,
    /// It can't be changed now.
    Disabled,
}

/// The closed box of a choice, framed as the inputs are.
#[must_use]
pub fn choice(theme: &Theme, status: Choice) -> container::Style {
    let roles = Roles::of(theme);
    let (text, ground, border) = match status {
        Choice::Active => (roles.text, roles.raised, framed(roles.outline, 1.0)),
        Choice::Focused => (roles.text, roles.raised, framed(roles.accent, size::RING)),
        Choice::Problem => (roles.text, roles.raised, framed(roles.danger, 1.0)),
        Choice::Disabled => (roles.text, roles.surface, framed(roles.line, 1.0)),
    };
    container::Style {
        text_color: Some(text),
        background: Some(Background::Color(ground)),
        border,
        ..container::Style::default()
    }
}

/// Scroll bars of pages: a plain rail and a thumb that is easy to see.
#[must_use]
pub fn scroll(theme: &Theme, status: scrollable::Status) -> scrollable::Style {
    let roles = Roles::of(theme);
    let thumb = |held: bool| scrollable::Rail {
        background: Some(Background::Color(roles.header)),
        border: Border::default(),
        scroller: scrollable::Scroller {
            background: Background::Color(if held { roles.accent } else { roles.outline }),
            border: framed(Color::TRANSPARENT, 0.0),
        },
    };
    let (vertical, horizontal) = match status {
        scrollable::Status::Active { .. } => (false, false),
        scrollable::Status::Hovered {
            is_horizontal_scrollbar_hovered: horizontal,
            is_vertical_scrollbar_hovered: vertical,
            ..
        }
        | scrollable::Status::Dragged {
            is_horizontal_scrollbar_dragged: horizontal,
            is_vertical_scrollbar_dragged: vertical,
            ..
        } => (vertical, horizontal),
    };
    scrollable::Style {
        container: container::Style::default(),
        vertical_rail: thumb(vertical),
        horizontal_rail: thumb(horizontal),
        gap: Some(Background::Color(roles.header)),
        auto_scroll: scrollable::AutoScroll {
            background: Background::Color(roles.raised),
            border: framed(roles.outline, 1.0),
            shadow: iced::Shadow::default(),
            icon: roles.text,
        },
    }
}

fn framed(color: Color, width: f32) -> Border {
    Border { color, width, radius: size::RADIUS.into() }
}
