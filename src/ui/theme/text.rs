//! Styles of text: constructors for the five kinds, and colours by meaning for `.style(…)`.

use iced::widget::text::{IntoFragment, Style, Text};
use iced::{Theme, widget};

use super::{Roles, size};
use crate::ui::font;

/// The title of a screen or dialog.
pub fn title<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    widget::text(content).size(size::TITLE).font(font::BOLD)
}

/// The heading of a section.
pub fn heading<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    widget::text(content).size(size::HEADING).font(font::SEMIBOLD)
}

/// Running text.
pub fn body<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    widget::text(content).size(size::BODY)
}

/// Running text with weight.
pub fn strong<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    widget::text(content).size(size::BODY).font(font::SEMIBOLD)
}

/// The label of a field.
pub fn label<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    widget::text(content).size(size::CAPTION).font(font::SEMIBOLD)
}

/// A hint, a caption, the name of a key.
pub fn caption<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    widget::text(content).size(size::CAPTION).style(muted)
}

/// A figure in a total.
pub fn number<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    widget::text(content).size(size::HEADING).font(font::SEMIBOLD).wrapping(widget::text::Wrapping::None)
}

/// Colour of hints.
#[must_use]
pub fn muted(theme: &Theme) -> Style {
    coloured(Roles::of(theme).muted)
}

/// Colour of problems.
#[must_use]
pub fn danger(theme: &Theme) -> Style {
    coloured(Roles::of(theme).danger)
}

/// Colour of warnings.
#[must_use]
pub fn warning(theme: &Theme) -> Style {
    coloured(Roles::of(theme).warning)
}

/// Colour of success.
#[must_use]
pub fn success(theme: &Theme) -> Style {
    coloured(Roles::of(theme).success)
}

/// Colour of what is current.
#[must_use]
pub fn accent(theme: &Theme) -> Style {
    coloured(Roles::of(theme).accent)
}

fn coloured(color: iced::Color) -> Style {
    Style { color: Some(color) }
}
