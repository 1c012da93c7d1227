//! What helps when a register does not open: its newest good backup, saving what can be read, or
//! the window that has it open.

use std::path::{Path, PathBuf};

use iced::Task;
use iced::widget::{column, row};

use crate::fl;
use crate::services::backups::{self, Good};
use crate::services::{Error, registers};
use crate::store::{self, workspace};
use crate::ui::Element;
use crate::ui::screen::health::newest_in_words;
use crate::ui::theme::{space as distance, text};
use crate::ui::widget::press;

/// What helps.
#[derive(Debug)]
pub enum Remedy {
    /// The register is damaged.
    Mend {
        /// Its folder.
        folder: PathBuf,
        /// Its newest good backup; none inside when there is none, none outside while it is looked
        /// for.
        newest: Option<Option<Good>>,
    },
    /// A window on this computer has it open.
    Front {
        /// Its folder.
        folder: PathBuf,
        /// What came of asking for it.
        answer: Option<String>,
    },
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The newest good backup was looked for.
    Found(Option<Good>),
    /// It is to be restored.
    RestoreChosen,
    /// What can be read is to be saved.
    SalvageChosen,
    /// The window that has the register open is to come to the front.
    FrontChosen,
}

/// What follows.
pub enum Outcome {
    /// Nothing.
    Stay,
    /// This backup is to be restored in this folder.
    Restore(PathBuf, PathBuf),
    /// The register in this folder is to be saved.
    Salvage(PathBuf),
}

impl Remedy {
    /// What helps with this error at opening the register in a folder, if anything does.
    #[must_use]
    pub fn of(error: &Error, folder: &Path) -> Option<Self> {
        let folder = folder.to_owned();
        match error {
            Error::Store(store::Error::Damaged | store::Error::Unreadable(_) | store::Error::NotOurs)
            | Error::Workspace(workspace::Error::Damaged(_) | workspace::Error::Missing(_)) => {
                folder.is_dir().then_some(Self::Mend { folder, newest: None })
            }
            Error::Workspace(workspace::Error::AlreadyOpen(Some(holder))) if holder.is_here() => {
                Some(Self::Front { folder, answer: None })
            }
            _ => None,
        }
    }

    /// Looks for the newest good backup.
    pub fn look(&self) -> Task<Message> {
        match self {
            Self::Mend { folder, .. } => {
                let folder = folder.clone();
                Task::perform(async move { backups::newest_good(&folder) }, Message::Found)
            }
            Self::Front { .. } => Task::none(),
        }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match (self, message) {
            (Self::Mend { newest, .. }, Message::Found(found)) => *newest = Some(found),
            (Self::Mend { folder, newest: Some(Some(good)) }, Message::RestoreChosen) => {
                return Outcome::Restore(good.path.clone(), folder.clone());
            }
            (Self::Mend { folder, .. }, Message::SalvageChosen) => return Outcome::Salvage(folder.clone()),
            (Self::Front { folder, answer }, Message::FrontChosen) => {
                *answer = Some(match registers::ask_to_front(folder) {
                    Ok(()) => fl!("start-elsewhere-asked"),
                    Err(_) => fl!("start-elsewhere-none"),
                });
            }
            (Self::Mend { .. } | Self::Front { .. }, _) => {}
        }
        Outcome::Stay
    }

    /// Its content.
    pub fn view(&self) -> Element<'_, Message> {
        match self {
            Self::Mend { newest: None, .. } => text::body(fl!("start-busy")).style(text::muted).into(),
            Self::Mend { newest: Some(newest), .. } => {
                let restore = press(text::body(fl!("health-restore")))
                    .on_press_maybe(newest.is_some().then_some(Message::RestoreChosen));
                let salvage = press(text::body(fl!("health-salvage"))).on_press(Message::SalvageChosen);
                column![
                    text::strong(newest_in_words(newest.as_ref())),
                    row![restore, salvage].spacing(distance::SMALL)
                ]
                .spacing(distance::SMALL)
                .into()
            }
            Self::Front { answer, .. } => {
                let front = press(text::body(fl!("start-elsewhere-front"))).on_press(Message::FrontChosen);
                let answer = answer.as_deref().unwrap_or_default();
                column![front, text::body(answer).style(text::muted)].spacing(distance::SMALL).into()
            }
        }
    }
}
