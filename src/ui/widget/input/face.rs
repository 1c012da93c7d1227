//! How an input looks and what it allows.

use std::ops::RangeInclusive;

use iced::advanced::text::LineHeight;
use iced::advanced::widget::Id;
use iced::alignment::Horizontal;
use iced::keyboard::{self, Key, key::Named};
use iced::widget::{TextInput, text_input};
use iced::{Event, Padding, Pixels};

use super::{Rewrite, Said};
use crate::ui::theme::{field, size, space};

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Face {
    pub id: Option<Id>,
    pub placeholder: String,
    pub is_enabled: bool,
    /// Dots instead of letters.
    pub is_secure: bool,
    pub has_problem: bool,
    /// Whether Enter is said, not left to the dialog.
    pub takes_enter: bool,
    /// Whether a button empties it.
    pub is_clearable: bool,
    /// Whether its owner draws an icon at the right end.
    pub has_icon: bool,
    /// How the text looks while nobody types in it.
    pub resting: Option<Rewrite>,
    /// The usual form of a text, which it is given when the focus leaves.
    pub tidy: Option<Rewrite>,
    /// The numbers through which Up and Down step.
    pub steps: Option<RangeInclusive<i64>>,
    /// It stands in a cell of a grid, aligned so: as high as a row, framed as the cursor is.
    pub in_cell: Option<Horizontal>,
}

impl Face {
    /// The number to which Up or Down leads from a text.
    pub(super) fn step(&self, text: &str, event: &Event) -> Option<i64> {
        let within = self.steps.as_ref().filter(|_| self.is_enabled)?;
        let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. }) = event
        else {
            return None;
        };
        let by = match named {
            Named::ArrowUp if modifiers.is_empty() => 1,
            Named::ArrowDown if modifiers.is_empty() => -1,
            _ => return None,
        };
        let now: i64 = text.trim().parse().ok()?;
        Some(now.saturating_add(by).clamp(*within.start(), *within.end()))
    }

    /// The input with this face. All text inputs of the house share measures and looks.
    pub(super) fn input(&self, value: &str) -> TextInput<'static, Said> {
        const LINE: f32 = 22.0;
        let height = if self.in_cell.is_some() { size::ROW } else { size::CONTROL };
        let padding = Padding::from([(height - LINE) / 2.0, space::SMALL]);
        let style = match (self.in_cell, self.has_problem) {
            (Some(_), _) => field::input_in_cell,
            (None, true) => field::input_with_problem,
            (None, false) => field::input,
        };
        let end =
            if self.is_clearable || self.has_icon { size::ICON + 2.0 * space::SMALL } else { space::SMALL };
        let input = text_input(&self.placeholder, value)
            .size(size::BODY)
            .line_height(LineHeight::Absolute(Pixels(LINE)))
            .padding(padding.right(end))
            .align_x(self.in_cell.unwrap_or(Horizontal::Left))
            .style(style)
            .secure(self.is_secure)
            .on_input_maybe(self.is_enabled.then_some(Said::Typed))
            .on_submit_maybe(self.takes_enter.then_some(Said::Submitted));
        match &self.id {
            Some(id) => input.id(id.clone()),
            None => input,
        }
    }
}
