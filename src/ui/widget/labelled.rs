//! The frame that every field of a form shares: label above, hint or problem below.

use iced::advanced::widget::Id;
use iced::widget::{column, container};
use iced::{Length, Padding};

use super::input::Face;
use crate::ui::Element;
use crate::ui::theme::{space, text};

/// What every field of a form has. An empty label takes no room.
#[derive(Debug, Clone)]
pub struct Frame {
    pub label: String,
    pub hint: Option<String>,
    pub warning: Option<String>,
    pub problem: Option<String>,
    pub id: Option<Id>,
    pub width: Length,
}

impl Frame {
    /// A frame with nothing but a label.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), hint: None, warning: None, problem: None, id: None, width: Length::Fill }
    }

    /// The face of a text input in this frame.
    pub fn face(&self, is_enabled: bool) -> Face {
        Face { id: self.id.clone(), has_problem: self.problem.is_some(), is_enabled, ..Face::default() }
    }

    /// The control with its label above and one sentence below: the gravest there is.
    pub fn around<'a, Message: 'a>(self, control: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
        let problem = self.problem.map(|words| text::caption(words).style(text::danger));
        let warning = self.warning.map(|words| text::caption(words).style(text::warning));
        let note = problem.or(warning).or(self.hint.map(text::caption));
        // The control stays the second child whatever the label and the note say: its focus and
        // its cursor hang on that place.
        let label = (!self.label.is_empty()).then(|| text::label(self.label));
        let gap = if label.is_some() { space::TIGHT } else { 0.0 };
        column![
            label,
            container(control).padding(Padding::default().top(gap)),
            note.map(|note| container(note).padding(Padding::default().top(space::TIGHT))),
        ]
        .width(self.width)
        .into()
    }
}

/// The methods by which a field's frame is filled in, for a builder with a `frame`.
macro_rules! framed {
    () => {
        /// A sentence below, while there is neither problem nor warning.
        #[must_use]
        pub fn hint(mut self, hint: impl Into<String>) -> Self {
            self.frame.hint = Some(hint.into());
            self
        }

        /// A warning below: it may stay, but somebody should look; `None` when there is none.
        #[must_use]
        pub fn warning(mut self, warning: Option<String>) -> Self {
            self.frame.warning = warning;
            self
        }

        /// A problem below: it can't be saved like this; `None` when there is none.
        #[must_use]
        pub fn problem(mut self, problem: Option<String>) -> Self {
            self.frame.problem = problem;
            self
        }

        /// A name by which the program can put the focus here.
        #[must_use]
        pub fn id(mut self, id: impl Into<iced::advanced::widget::Id>) -> Self {
            self.frame.id = Some(id.into());
            self
        }

        /// How wide label, control and sentence are together; all there is when not said.
        #[must_use]
        pub fn width(mut self, width: impl Into<iced::Length>) -> Self {
            self.frame.width = width.into();
            self
        }
    };
}

pub(super) use framed;
