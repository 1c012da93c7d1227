//! What the root does for the users of the open register.

use iced::Task;

use super::dialogs::{Message, Open};
use super::{App, Stage};
use crate::ui::app;
use crate::ui::screen::users::{self, Users};

impl App {
    /// Shows the users of the open register, above the settings if they are open.
    pub(super) fn open_users(&mut self) -> Task<app::Message> {
        let Stage::Desk(desk) = &self.stage else { return Task::none() };
        let (dialog, task) = Users::new(desk.context(), desk.workspace());
        self.dialogs.put(Open::Users(Box::new(dialog)));
        task.map(|message| app::Message::Dialog(Message::Users(message)))
    }

    pub(super) fn users_dialog(&mut self, message: users::Message) -> Task<app::Message> {
        let (Some(Open::Users(dialog)), Stage::Desk(desk)) = (&mut self.dialogs.open, &mut self.stage) else {
            return Task::none();
        };
        let (task, event) = dialog.update(message, desk.context(), desk.workspace());
        let task = task.map(|message| app::Message::Dialog(Message::Users(message)));
        match event {
            None => task,
            Some(users::Event::Noted(changes)) => {
                Task::batch([task, desk.noted(changes).map(app::Message::Desk)])
            }
            Some(users::Event::Close) => {
                self.dialogs.shut();
                task
            }
        }
    }
}
