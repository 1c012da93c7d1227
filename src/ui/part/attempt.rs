//! An attempt to save what a dialog holds: its problems, whether an answer is awaited, and the
//! question before something typed is thrown away.

use iced::widget::text::Style;
use iced::widget::{column, container};
use iced::{Length, Padding, Task, Theme};

use super::problems;
use crate::domain::problem::{Field, Problem};
use crate::fl;
use crate::services::Error;
use crate::ui::Element;
use crate::ui::keymap::Chord;
use crate::ui::theme::{self, button, space, text};
use crate::ui::widget::{Dialog, focus_on, press};

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Attempt {
    problems: Vec<Problem>,
    /// What was wrong with the fields that were left, before anything was sent.
    left: Vec<Problem>,
    request: Option<u64>,
    asks_to_leave: bool,
}

impl Attempt {
    /// Something was typed into a field: what was wrong with it is no longer known.
    pub fn typed(&mut self, field: Field) {
        self.problems.retain(|problem| problem.field != field);
        self.left.retain(|problem| problem.field != field);
        self.asks_to_leave = false;
    }

    /// A field was left: of what is wrong with the form now, its part is shown from here on, and
    /// what was mended in other fields goes.
    pub fn left(&mut self, field: Field, found: &[Problem]) {
        self.left.retain(|known| known.field != field && found.contains(known));
        self.left.extend(found.iter().filter(|problem| problem.field == field).cloned());
    }

    /// Puts the focus on the first field with a problem. The fields come in reading order with
    /// their ids; one that shows the problems of two fields comes twice.
    pub fn focus_on_problem<Message: Send + 'static>(
        &self,
        fields: &[(Field, &'static str)],
    ) -> Task<Message> {
        let is_wrong = |field: Field| self.problems.iter().any(|problem| problem.field == field);
        let first = fields.iter().find(|(field, _)| is_wrong(*field));
        first.map_or_else(Task::none, |(_, id)| focus_on(*id))
    }

    /// The form was sent off with a number.
    pub fn sent(&mut self, request: u64) {
        *self = Self { request: Some(request), ..Self::default() };
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.request.is_some()
    }

    /// Whether this is the answer that is awaited.
    #[must_use]
    pub fn awaits(&self, request: u64) -> bool {
        self.request == Some(request)
    }

    /// Notes problems found before anything was sent.
    pub fn refuse(&mut self, problems: Vec<Problem>) {
        *self = Self { problems, ..Self::default() };
    }

    /// Takes an error; gives it back unless it belongs to the fields.
    pub fn failed(&mut self, error: Error) -> Option<Error> {
        self.request = None;
        match error {
            Error::Refused(problems) => {
                self.problems = problems;
                None
            }
            other @ (Error::Store(_)
            | Error::Workspace(_)
            | Error::Password(_)
            | Error::Backup(_)
            | Error::NothingToUndo
            | Error::UserClosed) => Some(other),
        }
    }

    /// No answer is awaited any more.
    pub fn forget(&mut self) {
        self.request = None;
    }

    /// Whether the dialog may go on Escape: at once when nothing was typed, else the second time.
    pub fn may_leave(&mut self, is_dirty: bool) -> bool {
        let may_leave = !is_dirty || self.asks_to_leave;
        self.asks_to_leave = true;
        may_leave
    }

    /// The question before something typed is thrown away, while it is asked, for dialogs that don't
    /// show [`Attempt::notices`].
    #[must_use]
    pub fn question(&self) -> Option<String> {
        self.asks_to_leave.then(|| fl!("part-leave-unsaved"))
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn problem(&self, field: Field) -> Option<String> {
        problems::of(&self.problems, field).or_else(|| problems::of(&self.left, field))
    }

    /// The dialog with a button to leave, and one to save, which Enter and Ctrl+S press too.
    #[must_use]
    pub fn framed<'a, Message: Clone + 'a>(
        &self,
        dialog: Dialog<'a, Message>,
        save: String,
        on_leave: Message,
        on_save: Message,
    ) -> Dialog<'a, Message> {
        let leave = press(text::body(fl!("common-cancel"))).hint("Esc").on_press(on_leave);
        let button = press(text::strong(save))
            .hint("Enter")
            .style(button::primary)
            .on_press_unless(self.is_sent(), on_save.clone());
        dialog.button(leave).button(button).on_enter(on_save.clone()).bind(Chord::ctrl('s'), on_save)
    }

    /// What stands above the fields: problems that belong to none of `fields`, and the question
    /// before leaving. It brings its own distance, and takes no room when there is neither.
    #[must_use]
    pub fn notices<'a, Message: 'a>(&self, fields: &[Field]) -> Element<'a, Message> {
        let notice = |words: String, colour: fn(&Theme) -> Style, ground: fn(&Theme) -> container::Style| {
            let framed = container(text::body(words).style(colour))
                .padding(space::MEDIUM)
                .width(Length::Fill)
                .style(ground);
            container(framed).padding(Padding::default().bottom(space::MEDIUM))
        };
        let problem = problems::elsewhere(&self.problems, fields)
            .map(|words| notice(words, text::danger, theme::container::danger));
        let question = self.question().map(|words| notice(words, text::warning, theme::container::warning));
        column![problem, question].into()
    }
}
