//! A line of text to fill in, with label, hint and problem.

use std::ops::RangeInclusive;

use super::input::{Face, Input, Rewrite, Said};
use super::labelled::{Frame, framed};
use crate::ui::Element;

/// A line of text under a label. Without [`TextField::on_input`] it can be read only.
///
/// The value is shown as it is given and never changed while somebody types. Ctrl+Z takes back
/// what was typed since the focus came.
///
/// ```ignore
/// text_field("Họ và tên", &draft.name).on_input(Message::NameTyped).problem(draft.name_problem())
/// ```
pub fn text_field<'a, Message>(label: impl Into<String>, value: &str) -> TextField<'a, Message> {
    TextField {
        frame: Frame::new(label),
        face: Face::default(),
        value: value.to_owned(),
        on_input: None,
        on_submit: None,
        on_leave: None,
    }
}

/// See [`text_field`].
pub struct TextField<'a, Message> {
    frame: Frame,
    face: Face,
    value: String,
    on_input: Option<Box<dyn Fn(String) -> Message + 'a>>,
    on_submit: Option<Message>,
    on_leave: Option<Message>,
}

impl<'a, Message> TextField<'a, Message> {
    framed!();

    /// What is said with the whole text after each change.
    #[must_use]
    pub fn on_input(mut self, on_input: impl Fn(String) -> Message + 'a) -> Self {
        self.on_input = Some(Box::new(on_input));
        self
    }

    /// What is said on Enter. Without it Enter is left to the dialog.
    #[must_use]
    pub fn on_submit(mut self, message: Message) -> Self {
        self.on_submit = Some(message);
        self
    }

    /// What is said when the focus leaves.
    #[must_use]
    pub fn on_leave(mut self, message: Message) -> Self {
        self.on_leave = Some(message);
        self
    }

    /// Shown inside while it is empty: an example of the format.
    #[must_use]
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.face.placeholder = placeholder.into();
        self
    }

    /// Shows dots instead of letters, for passwords. Nothing can be copied out of it.
    #[must_use]
    pub fn secure(mut self, is_secure: bool) -> Self {
        self.face.is_secure = is_secure;
        self
    }

    /// A button at its end empties it, for the mouse only: searches, and what may be left out.
    #[must_use]
    pub fn clearable(mut self) -> Self {
        self.face.is_clearable = true;
        self
    }

    /// How the text is shown while the focus is elsewhere; it is not changed by that.
    #[must_use]
    pub(super) fn resting(mut self, resting: Rewrite) -> Self {
        self.face.resting = Some(resting);
        self
    }

    /// The usual form of a text, put in its place when the focus leaves.
    #[must_use]
    pub(super) fn tidied(mut self, tidy: Rewrite) -> Self {
        self.face.tidy = Some(tidy);
        self
    }

    /// Up and Down step to the next whole number, within these bounds: for years.
    #[must_use]
    pub fn steps(mut self, within: RangeInclusive<i64>) -> Self {
        self.face.steps = Some(within);
        self
    }
}

impl<'a, Message: Clone + 'a> From<TextField<'a, Message>> for Element<'a, Message> {
    fn from(field: TextField<'a, Message>) -> Self {
        let TextField { frame, face, value, on_input, on_submit, on_leave } = field;
        let face = Face {
            id: frame.id.clone(),
            is_enabled: on_input.is_some(),
            has_problem: frame.problem.is_some(),
            takes_enter: on_submit.is_some(),
            ..face
        };
        let input = Input::new(face, &value, move |said| match said {
            Said::Typed(text) => on_input.as_ref().map(|on_input| on_input(text)),
            Said::Submitted => on_submit.clone(),
            Said::Left => on_leave.clone(),
        });
        frame.around(input)
    }
}
