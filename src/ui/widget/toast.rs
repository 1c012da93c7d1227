//! Short notices in a corner: what was done, with the way back.

use iced::widget::{column, container, row, stack};
use iced::{Alignment, Length, Padding};

use super::press::press;
use crate::ui::Element;
use crate::ui::icon::{Icon, icon};
use crate::ui::theme::{self, button, size, space, text};

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
pub struct Toast<Message> {
    tone: Tone,
    words: String,
    action: Option<(String, String, Message)>,
    on_dismiss: Message,
}

impl<Message> Toast<Message> {
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

/// Shows `base` with notices above its lower right corner, so far up that what stands at the
/// bottom (sums, buttons) is clear. Only the notices themselves take the mouse.
pub fn toasts<'a, Message: Clone + 'a>(
    base: impl Into<Element<'a, Message>>,
    notices: impl IntoIterator<Item = Toast<Message>>,
    clear: f32,
) -> Element<'a, Message> {
    let pile = column(notices.into_iter().map(notice)).spacing(space::SMALL).align_x(Alignment::End);
    let room = Padding::new(space::LARGE).bottom(space::LARGE + clear);
    let corner = container(pile).padding(room).align_right(Length::Fill).align_bottom(Length::Fill);
    stack![base.into(), corner].width(Length::Fill).height(Length::Fill).into()
}

fn notice<'a, Message: Clone + 'a>(toast: Toast<Message>) -> Element<'a, Message> {
    let (picture, style): (_, fn(&iced::Theme) -> iced::widget::text::Style) = match toast.tone {
        Tone::Done => (Icon::Check, text::success),
        Tone::Warning => (Icon::Warning, text::warning),
        Tone::Problem => (Icon::Warning, text::danger),
    };
    let mark = container(icon(picture)).style(move |theme| container::Style {
        text_color: style(theme).color,
        ..container::Style::default()
    });
    let action = toast.action.map(|(label, key, message)| {
        press(text::strong(label)).hint(key).style(button::plain).on_press(message)
    });
    let dismiss = press(icon(Icon::Close)).style(button::plain).skip_focus().on_press(toast.on_dismiss);
    // A long sentence wraps and leaves room for the buttons after it.
    let words = container(text::body(toast.words)).max_width(size::WIDE_DIALOG - size::FIELD);
    let words = row![mark, words].spacing(space::SMALL).align_y(Alignment::Center);
    let line =
        row![words, action.map(Element::from), dismiss].spacing(space::SMALL).align_y(Alignment::Center);
    container(line)
        .padding([space::TIGHT, space::MEDIUM])
        .max_width(size::WIDE_DIALOG)
        .style(theme::container::toast)
        .into()
}
