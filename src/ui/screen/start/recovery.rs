//! The page that shows the recovery code of a register just made, once.

use std::sync::Arc;

use iced::Length;
use iced::widget::column;

use crate::fl;
use crate::print::Document;
use crate::services::registers::{NewRegister, OpenRegister};
use crate::ui::Element;
use crate::ui::part::recovery_code::{self, Code};
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::press;

/// The page.
#[derive(Debug)]
pub struct Recovery {
    register: OpenRegister,
    code: Code,
}

/// What happens on it.
#[derive(Debug, Clone)]
pub enum Message {
    /// To the code.
    Code(recovery_code::Message),
    /// Go on.
    Done,
}

/// What follows.
pub enum Outcome {
    /// Nothing.
    Stay,
    /// A document, with the proposed name of its file.
    Print(String, Arc<Document>),
    /// Go on to the register.
    Done,
}

impl Recovery {
    /// The page for a register just made.
    #[must_use]
    pub fn new(NewRegister { register, recovery_code }: NewRegister) -> Self {
        Self { code: Code::new(recovery_code.grouped(), register.workspace.folder()), register }
    }

    /// The register.
    #[must_use]
    pub fn into_register(self) -> OpenRegister {
        self.register
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::Code(message) => match self.code.update(message) {
                Some((name, document)) => Outcome::Print(name, document),
                None => Outcome::Stay,
            },
            Message::Done if self.code.is_kept() => Outcome::Done,
            Message::Done => Outcome::Stay,
        }
    }

    /// The page's content.
    pub fn view(&self) -> Element<'_, Message> {
        column![
            text::title(fl!("start-code-title")),
            self.code.view().map(Message::Code),
            press(text::strong(fl!("start-code-done")))
                .style(button::primary)
                .on_press_maybe(self.code.is_kept().then_some(Message::Done)),
        ]
        .spacing(distance::MEDIUM)
        .width(Length::Fill)
        .into()
    }
}
