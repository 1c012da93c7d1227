//! The line at the foot of the window, and the notices in it: what was done, with the way back,
//! and what went wrong.
//!
//! Notices have a place of their own instead of floating above the page: they never cover rows,
//! sums or a cell that is being edited.

use iced::widget::{column, container, row, space as gap};
use iced::{Alignment, Length};

use super::press::press;
use crate::ui::Element;
use crate::ui::icon::{Icon, icon};
use crate::ui::theme::{self, button, space, text};

/// The height of the line, so that a notice that comes or goes moves nothing: two lines of a
/// caption.
const LINE: f32 = 36.0;

/// What kind of notice it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something is done.
    Done,
    /// Somebody should look.
    Warning,
    /// Something failed.
    Problem,
}

/// One notice. How long it stays is the program's affair.
pub struct Notice<Message> {
    tone: Tone,
    words: String,
    action: Option<(String, String, Message)>,
    on_dismiss: Message,
}

impl<Message> Notice<Message> {
    /// A notice, and what its cross says.
    pub fn new(tone: Tone, words: impl Into<String>, on_dismiss: Message) -> Self {
        Self { tone, words: words.into(), action: None, on_dismiss }
    }

    /// A button in it ("Undo"), with the name of the key that does the same.
    #[must_use]
    pub fn action(mut self, label: impl Into<String>, key: impl Into<String>, message: Message) -> Self {
        self.action = Some((label.into(), key.into(), message));
        self
    }
}

/// The foot of a window: what was done last, else its `name`, and behind it how things stand
/// (`state`). What went wrong stands on lines of its own above.
pub fn foot<'a, Message: Clone + 'a>(
    name: impl Into<Element<'a, Message>>,
    state: impl Into<Element<'a, Message>>,
    notices: impl IntoIterator<Item = Notice<Message>>,
) -> Element<'a, Message> {
    let (mut done, troubles): (Vec<_>, Vec<_>) =
        notices.into_iter().partition(|notice| notice.tone == Tone::Done);
    let left = done.pop().map_or_else(|| name.into(), content);
    let line = row![container(left).width(Length::Fill), state.into(), gap().height(LINE)]
        .spacing(space::LARGE)
        .align_y(Alignment::Center);
    let line = container(line).padding([0.0, space::MEDIUM]).style(theme::container::bar);
    column![notice_lines(troubles), line].into()
}

/// Notices, one a line, for a window without a foot.
pub fn notice_lines<'a, Message: Clone + 'a>(
    notices: impl IntoIterator<Item = Notice<Message>>,
) -> Element<'a, Message> {
    let line = |notice: Notice<Message>| {
        let style = match notice.tone {
            Tone::Done => theme::container::bar,
            Tone::Warning => theme::container::warning,
            Tone::Problem => theme::container::danger,
        };
        container(content(notice)).padding([space::TIGHT, space::MEDIUM]).style(style).into()
    };
    column(notices.into_iter().map(line)).into()
}

/// Mark, words, what can be done about it.
fn content<'a, Message: Clone + 'a>(notice: Notice<Message>) -> Element<'a, Message> {
    let (picture, style): (_, fn(&iced::Theme) -> iced::widget::text::Style) = match notice.tone {
        Tone::Done => (Icon::Check, text::success),
        Tone::Warning => (Icon::Warning, text::warning),
        Tone::Problem => (Icon::Warning, text::danger),
    };
    let mark = container(icon(picture)).style(move |theme| container::Style {
        text_color: style(theme).color,
        ..container::Style::default()
    });
    let button = |content: Element<'a, Message>| press(content).style(button::plain).compact();
    let action = notice.action.map(|(label, key, message)| {
        Element::from(button(text::strong(label).into()).hint(key).on_press(message))
    });
    let dismiss = button(icon(Icon::Close)).skip_focus().on_press(notice.on_dismiss);
    // A long sentence wraps and leaves room for the buttons after it.
    let words = match notice.tone {
        Tone::Done => text::caption(notice.words),
        Tone::Warning | Tone::Problem => text::body(notice.words),
    };
    let words = words.width(Length::Fill);
    row![mark, words, action, dismiss].spacing(space::SMALL).align_y(Alignment::Center).into()
}
