//! The dialog that shows the recovery code that was made in place of the old one, once.

use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::fl;
use crate::print::Document;
use crate::ui::keymap::Chord;
use crate::ui::part::recovery_code::{self, Code};
use crate::ui::theme::{button, text};
use crate::ui::widget::{Dialog, press};

/// The dialog.
#[derive(Debug)]
pub struct RecoveryDialog {
    code: Code,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// To the code.
    Code(recovery_code::Message),
    /// It is to be shut, which it is only when the code was written down.
    Done,
}

/// What the root is told.
pub enum Event {
    /// A document is to be printed, with the proposed name of its file.
    Print(String, Arc<Document>),
    /// The dialog is to be closed.
    Close,
}

impl RecoveryDialog {
    /// The dialog for the new code, in groups, of the register in a folder.
    #[must_use]
    pub fn new(code: Zeroizing<String>, folder: &Path) -> Self {
        Self { code: Code::new(code, folder) }
    }

    /// Whether the code would be lost.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        !self.code.is_kept()
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Option<Event> {
        match message {
            Message::Code(message) => {
                self.code.update(message).map(|(name, document)| Event::Print(name, document))
            }
            Message::Done => self.code.is_kept().then_some(Event::Close),
        }
    }

    /// Its content.
    pub fn view(&self) -> Dialog<'_, Message> {
        Dialog::new("recovery", fl!("start-code-title"), Message::Done)
            .body(self.code.view().map(Message::Code))
            .button(
                press(text::strong(fl!("common-close")))
                    .hint("Esc")
                    .style(button::primary)
                    .on_press_maybe(self.code.is_kept().then_some(Message::Done)),
            )
            .bind(Chord::ctrl('p'), Message::Code(recovery_code::Message::PrintChosen))
    }
}
