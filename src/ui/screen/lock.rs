//! The locked window: no data is shown, only the register's name and the way back in.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Length, Task};

use crate::fl;
use crate::i18n::sentence;
use crate::services::{Db, Result};
use crate::store::workspace::password;
use crate::ui::Element;
use crate::ui::icon::{Icon, icon};
use crate::ui::parcel::Parcel;
use crate::ui::theme::{self, button, size, space as distance, text};
use crate::ui::widget::{focus_on, press, text_field};

/// The locked window.
#[derive(Debug, Default)]
pub struct Lock {
    name: String,
    /// A register to look around in has no password that anybody could type.
    is_temporary: bool,
    password: String,
    is_busy: bool,
    problem: Option<String>,
}

/// What happens on it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The password was typed.
    Typed(String),
    /// Unlock.
    Submitted,
    /// The answer.
    Unlocked(Result<Parcel<Db>>),
    /// Close the register instead.
    Left,
}

/// What the root is told.
pub enum Event {
    /// This password is to be tried.
    Try(String),
    /// The register is open again.
    Unlocked(Db),
    /// The register is to be closed.
    Leave,
}

impl Lock {
    /// The locked window of a register.
    #[must_use]
    pub fn new(name: String, is_temporary: bool) -> Self {
        Self { name, is_temporary, ..Self::default() }
    }

    /// Where work begins.
    pub fn focus(&self) -> Task<Message> {
        focus_on(if self.is_temporary { "unlock" } else { "unlock-password" })
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> (Task<Message>, Option<Event>) {
        match message {
            Message::Typed(typed) => {
                self.password = typed;
                (Task::none(), None)
            }
            Message::Submitted if self.is_busy || (self.password.is_empty() && !self.is_temporary) => {
                (self.focus(), None)
            }
            Message::Submitted => {
                self.is_busy = true;
                self.problem = None;
                (Task::none(), Some(Event::Try(std::mem::take(&mut self.password))))
            }
            Message::Unlocked(Ok(parcel)) => (Task::none(), parcel.take().map(Event::Unlocked)),
            Message::Unlocked(Err(error)) => {
                self.is_busy = false;
                self.problem = Some(sentence::error(&error));
                (self.focus(), None)
            }
            Message::Left => (Task::none(), (!self.is_busy).then_some(Event::Leave)),
        }
    }

    /// Its content.
    pub fn view(&self) -> Element<'_, Message> {
        let way_in: Element<'_, Message> = if self.is_temporary {
            let words = self.problem.clone().unwrap_or_else(|| fl!("lock-temporary"));
            text::body(words).into()
        } else {
            text_field(fl!("start-password"), &self.password)
                .id("unlock-password")
                .secure(true)
                .on_input(Message::Typed)
                .on_submit(Message::Submitted)
                .problem(self.problem.clone())
                .into()
        };
        let content = column![
            row![icon(Icon::Lock), text::title(fl!("lock-title"))]
                .spacing(distance::SMALL)
                .align_y(Alignment::Center),
            text::strong(self.name.as_str()),
            text::body(fl!("lock-kept")).style(text::muted),
            way_in,
            row![
                press(text::strong(fl!("lock-open")))
                    .id("unlock")
                    .hint("Enter")
                    .style(button::primary)
                    .on_press_unless(self.is_busy, Message::Submitted),
                space().width(Length::Fill),
                press(text::body(fl!("lock-leave")))
                    .style(button::plain)
                    .on_press_unless(self.is_busy, Message::Left),
            ],
        ]
        .spacing(distance::MEDIUM);
        let card =
            container(content).padding(distance::PAGE).max_width(size::DIALOG).style(theme::container::card);
        container(card).center(Length::Fill).style(theme::container::surface).into()
    }
}

/// How good a password is, in one line below its field. `context` is what is no secret here.
pub fn strength_line<'a, Message: 'a>(typed: &str, context: &str) -> Element<'a, Message> {
    if typed.is_empty() {
        return text::caption(fl!("strength-none")).style(text::muted).into();
    }
    let strength = password::strength(typed, &[context]);
    let (word, style): (String, fn(&iced::Theme) -> iced::widget::text::Style) = match strength.score {
        0 | 1 => (fl!("strength-weak"), text::danger),
        2 => (fl!("strength-fair"), text::warning),
        3 => (fl!("strength-good"), text::success),
        _ => (fl!("strength-strong"), text::success),
    };
    let time = sentence::crack_time(strength.crack_time);
    let why = strength.warning.map(sentence::password_warning).unwrap_or_default();
    let line = fl!("strength-line", word = word, time = time);
    text::caption(format!("{line} {why}").trim_end().to_owned()).style(style).into()
}
