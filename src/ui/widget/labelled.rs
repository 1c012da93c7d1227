//! The frame that every field of a form shares: label above, hint or problem below.

use iced::widget::{column, container};
use iced::{Length, Padding};

use crate::ui::Element;
use crate::ui::theme::{space, text};

/// What stands under a field.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Note {
    Hint(String),
    Warning(String),
    Problem(String),
}

/// A control with its label above and one sentence below. An empty label takes no room.
pub fn labelled<'a, Message: 'a>(
    label: impl Into<String>,
    control: impl Into<Element<'a, Message>>,
) -> Labelled<'a, Message> {
    Labelled { label: label.into(), control: control.into(), note: None, width: Length::Fill }
}

/// See [`labelled`].
pub struct Labelled<'a, Message> {
    label: String,
    control: Element<'a, Message>,
    note: Option<Note>,
    width: Length,
}

impl<Message> Labelled<'_, Message> {
    /// A hint below, as long as there is neither problem nor warning.
    #[must_use]
    pub fn hint(mut self, hint: Option<String>) -> Self {
        if self.note.is_none() {
            self.note = hint.map(Note::Hint);
        }
        self
    }

    /// A warning below: it may stay, but somebody should look.
    #[must_use]
    pub fn warning(mut self, warning: Option<String>) -> Self {
        if let (Some(warning), Some(Note::Hint(_)) | None) = (warning, &self.note) {
            self.note = Some(Note::Warning(warning));
        }
        self
    }

    /// A problem below: it can't be saved like this.
    #[must_use]
    pub fn problem(mut self, problem: Option<String>) -> Self {
        if let Some(problem) = problem {
            self.note = Some(Note::Problem(problem));
        }
        self
    }

    /// How wide label, control and sentence are together.
    #[must_use]
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }
}

impl<'a, Message: 'a> From<Labelled<'a, Message>> for Element<'a, Message> {
    fn from(field: Labelled<'a, Message>) -> Self {
        let note = field.note.map(|note| match note {
            Note::Hint(words) => text::caption(words),
            Note::Warning(words) => text::caption(words).style(text::warning),
            Note::Problem(words) => text::caption(words).style(text::danger),
        });
        // The control stays the second child whatever the label and the note say: its focus and
        // its cursor hang on that place.
        let label = (!field.label.is_empty()).then(|| text::label(field.label));
        let gap = if label.is_some() { space::TIGHT } else { 0.0 };
        column![
            label,
            container(field.control).padding(Padding::default().top(gap)),
            note.map(|note| container(note).padding(Padding::default().top(space::TIGHT))),
        ]
        .width(field.width)
        .into()
    }
}
