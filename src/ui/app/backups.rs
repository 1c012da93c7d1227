//! What the root does for the backups of the open register.

use std::path::PathBuf;

use iced::Task;

use super::dialogs::{Leaving, Message, Open};
use super::{App, Stage};
use crate::services::backups::Reason;
use crate::settings::SecondPlace;
use crate::ui::app;
use crate::ui::screen::backups::{self, Backups};
use crate::ui::widget::Tone;

impl App {
    /// Shows the backups of the open register.
    pub(super) fn open_backups(&mut self) -> Task<app::Message> {
        let Stage::Desk(desk) = &self.stage else { return Task::none() };
        let Some(shelf) = desk.workspace().lock().ok().map(|workspace| workspace.shelf()) else {
            return Task::none();
        };
        let (dialog, task) = Backups::new(desk.context().db.clone(), shelf, desk.second_place());
        self.dialogs.open = Some(Open::Backups(Box::new(dialog)));
        task.map(|message| app::Message::Dialog(Message::Backups(message)))
    }

    pub(super) fn backups_dialog(&mut self, message: backups::Message) -> Task<app::Message> {
        let Some(Open::Backups(dialog)) = &mut self.dialogs.open else { return Task::none() };
        let (task, event) = dialog.update(message);
        let task = task.map(|message| app::Message::Dialog(Message::Backups(message)));
        let Stage::Desk(desk) = &mut self.stage else { return task };
        let more = match event {
            None => Task::none(),
            Some(backups::Event::Take) => desk.backup(Reason::Asked).map(app::Message::Desk),
            Some(backups::Event::Place(place)) => self.choose_second_place(place),
            Some(backups::Event::Restore(backup)) => {
                let folder =
                    desk.workspace().lock().map(|workspace| workspace.folder().to_owned()).map_err(|_| ());
                self.dialogs.shut();
                match folder {
                    Ok(folder) => self.ask_or(Leaving::ToRestore(backup, folder)),
                    Err(_) => Task::none(),
                }
            }
            Some(backups::Event::Close) => {
                self.dialogs.shut();
                Task::none()
            }
        };
        Task::batch([task, more])
    }

    fn choose_second_place(&mut self, place: Option<PathBuf>) -> Task<app::Message> {
        let Stage::Desk(desk) = &self.stage else { return Task::none() };
        let (mut settings, register) = (self.settings.clone(), desk.uuid().to_owned());
        let is_chosen = place.is_some();
        match place {
            Some(path) => {
                settings.second_places.insert(register, SecondPlace { path, copied: None });
            }
            None => {
                settings.second_places.remove(&register);
            }
        }
        let applied = self.apply_settings(settings);
        match &mut self.stage {
            Stage::Desk(desk) if is_chosen => {
                Task::batch([applied, desk.backup(Reason::Asked).map(app::Message::Desk)])
            }
            _ => applied,
        }
    }

    /// A backup was taken, or not: the open dialog says so, else a notice if it failed.
    pub(super) fn backed_up(
        &mut self,
        note: Result<String, String>,
        copied: Option<PathBuf>,
    ) -> Task<app::Message> {
        let mut task = Task::none();
        if let (Some(_), Stage::Desk(desk)) = (&copied, &self.stage) {
            let mut settings = self.settings.clone();
            if let Some(place) = settings.second_places.get_mut(desk.uuid()) {
                place.copied = Some(chrono::Local::now());
                task = self.apply_settings(settings);
            }
        }
        let read = match (&mut self.dialogs.open, note) {
            (Some(Open::Backups(dialog)), note) => dialog.taken(note),
            (_, Err(words)) => {
                self.notices.show(Tone::Problem, words, None);
                Task::none()
            }
            (_, Ok(_)) => Task::none(),
        };
        Task::batch([task, read.map(|message| app::Message::Dialog(Message::Backups(message)))])
    }
}
