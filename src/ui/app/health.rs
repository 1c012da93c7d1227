//! What the root does for the health of the open register: looking it over in the background, and
//! the dialog that tells what was found.

use iced::Task;

use super::dialogs::{self, Leaving, Open};
use super::{App, Message, Stage};
use crate::fl;
use crate::i18n::sentence;
use crate::services::Result;
use crate::services::inspection::{self, Health};
use crate::ui::screen::health::{self, HealthDialog};
use crate::ui::widget::Tone;

/// A register that was looked over.
#[derive(Debug, Clone)]
pub struct Looked {
    /// What came of it.
    pub result: Result<Health>,
    /// Whether a person asked and is to be told that all is well, too.
    pub is_asked: bool,
}

impl App {
    /// Takes what looking over gave: what is wrong opens the dialog above whatever is open.
    pub(super) fn looked(&mut self, looked: Looked) {
        let Stage::Desk(_) = &self.stage else { return };
        match looked.result {
            Ok(health) if !health.findings.is_empty() => {
                self.dialogs.put(Open::Health(HealthDialog::new(health)));
            }
            Ok(_) if looked.is_asked => self.notices.show(Tone::Done, fl!("health-fine"), None),
            Ok(_) => {}
            Err(error) => {
                let words = fl!("health-not-checked", reason = sentence::error(&error));
                self.notices.show(Tone::Warning, words, None);
            }
        }
    }

    pub(super) fn health_dialog(&mut self, message: health::Message) -> Task<Message> {
        let Stage::Desk(desk) = &mut self.stage else { return Task::none() };
        let folder = desk.folder().to_owned();
        let leaving = match message {
            health::Message::LossNoted(Ok(changes)) => return desk.committed(changes).map(Message::Desk),
            health::Message::LossNoted(Err(error)) => {
                self.notices.show(Tone::Problem, sentence::error(&error), None);
                return Task::none();
            }
            health::Message::LossAcknowledged => {
                let author = desk.context().author.clone();
                let noted = desk.context().ask(
                    move |database| inspection::acknowledge_loss(database, &author).map(|done| done.changes),
                    |noted| Message::Dialog(dialogs::Message::Health(health::Message::LossNoted(noted))),
                );
                self.dialogs.shut();
                return noted;
            }
            health::Message::Shut => None,
            health::Message::RestoreChosen(backup) => Some(Leaving::ToRestore(backup, folder)),
            health::Message::SalvageChosen => Some(Leaving::ToSalvage(folder)),
        };
        self.dialogs.shut();
        leaving.map_or_else(Task::none, |leaving| self.ask_or(leaving))
    }
}
