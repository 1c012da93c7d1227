//! What the root does when a new recovery code was made.

use iced::Task;
use zeroize::Zeroizing;

use super::dialogs::Open;
use super::{App, Stage};
use crate::services::Changes;
use crate::ui::app;
use crate::ui::screen::recovery::{self, RecoveryDialog};

impl App {
    /// Shows the new code above the settings, once.
    pub(super) fn show_code(&mut self, code: Zeroizing<String>, changes: Changes) -> Task<app::Message> {
        // It was locked meanwhile: the code is not shown, and another one can be made.
        let Stage::Desk(desk) = &mut self.stage else { return Task::none() };
        self.dialogs.put(Open::Recovery(Box::new(RecoveryDialog::new(code, desk.folder()))));
        desk.noted(changes).map(app::Message::Desk)
    }

    pub(super) fn recovery_dialog(&mut self, message: recovery::Message) -> Task<app::Message> {
        let Some(Open::Recovery(dialog)) = &mut self.dialogs.open else { return Task::none() };
        match dialog.update(message) {
            Some(recovery::Event::Print(name, document)) => self.preview(name, document),
            Some(recovery::Event::Close) => {
                self.dialogs.shut();
                Task::none()
            }
            None => Task::none(),
        }
    }
}
