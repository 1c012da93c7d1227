//! A line of text to fill in, with label, hint and problem.

use iced::advanced::text::LineHeight;
use iced::advanced::widget::Id;
use iced::widget::text_input;
use iced::{Length, Padding, Pixels};

use super::input::Input;
use super::labelled::labelled;
use crate::ui::Element;
use crate::ui::theme::{field, size, space};

/// A line of text under a label. Without [`TextField::on_input`] it can be read only.
///
/// The value is shown as it is given and never changed while somebody types; check and tidy it in
/// [`TextField::on_leave`] or when saving.
///
/// ```ignore
/// text_field("Họ và tên", &draft.name).on_input(Message::NameTyped).problem(draft.name_problem())
/// ```
pub fn text_field<'a, Message>(label: impl Into<String>, value: &str) -> TextField<'a, Message> {
    TextField {
        label: label.into(),
        value: value.to_owned(),
        placeholder: String::new(),
        hint: None,
        warning: None,
        problem: None,
        on_input: None,
        on_submit: None,
        on_leave: None,
        id: None,
        width: Length::Fill,
        is_secure: false,
    }
}

/// See [`text_field`].
pub struct TextField<'a, Message> {
    label: String,
    value: String,
    placeholder: String,
    hint: Option<String>,
    warning: Option<String>,
    problem: Option<String>,
    on_input: Option<Box<dyn Fn(String) -> Message + 'a>>,
    on_submit: Option<Message>,
    on_leave: Option<Message>,
    id: Option<Id>,
    width: Length,
    is_secure: bool,
}

impl<'a, Message> TextField<'a, Message> {
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
        self.placeholder = placeholder.into();
        self
    }

    /// A sentence below, while there is no problem.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A warning below; `None` when there is none.
    #[must_use]
    pub fn warning(mut self, warning: Option<String>) -> Self {
        self.warning = warning;
        self
    }

    /// A problem below; `None` when there is none.
    #[must_use]
    pub fn problem(mut self, problem: Option<String>) -> Self {
        self.problem = problem;
        self
    }

    /// A name by which the program can put the focus here.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Its width; all there is when not said.
    #[must_use]
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Shows dots instead of letters, for passwords. Nothing can be copied out of it.
    #[must_use]
    pub fn secure(mut self, is_secure: bool) -> Self {
        self.is_secure = is_secure;
        self
    }
}

impl<'a, Message: Clone + 'a> From<TextField<'a, Message>> for Element<'a, Message> {
    fn from(text_field: TextField<'a, Message>) -> Self {
        let input = text_input(&text_field.placeholder, &text_field.value)
            .secure(text_field.is_secure)
            .on_submit_maybe(text_field.on_submit);
        let input = styled(input, text_field.id, text_field.problem.is_some());
        let is_enabled = text_field.on_input.is_some();
        let input = input.on_input_maybe(text_field.on_input);
        labelled(
            text_field.label,
            Input::new(input, &text_field.value, is_enabled).on_leave(text_field.on_leave),
        )
        .hint(text_field.hint)
        .warning(text_field.warning)
        .problem(text_field.problem)
        .width(text_field.width)
        .into()
    }
}

/// The measures and looks that every text input of the house shares.
pub(super) fn styled<'a, Message: Clone + 'a>(
    input: iced::widget::TextInput<'a, Message>,
    id: Option<Id>,
    has_problem: bool,
) -> iced::widget::TextInput<'a, Message> {
    const LINE: f32 = 22.0;
    let input = input
        .size(size::BODY)
        .line_height(LineHeight::Absolute(Pixels(LINE)))
        .padding(Padding::from([(size::CONTROL - LINE) / 2.0, space::SMALL]))
        .style(if has_problem { field::input_with_problem } else { field::input });
    match id {
        Some(id) => input.id(id),
        None => input,
    }
}
