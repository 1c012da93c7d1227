//! The form for restoring a register from a backup.

use std::path::{Path, PathBuf};

use iced::Task;

use super::transfer::{self, Names, Transfer, Words};
use crate::fl;
use crate::services::registers::{self, OpenRegister};
use crate::services::{Result, backups};
use crate::ui::Element;
use crate::ui::files;

pub use super::transfer::Message;

const NAMES: Names = Names { from: "restore-file", to: "restore-folder", password: "restore-password" };

/// The form.
#[derive(Debug)]
pub struct Restore(Transfer);

/// What follows.
pub enum Outcome {
    /// Work.
    Go(Task<Message>),
    /// A register is to be restored and opened.
    Restore(Order),
}

/// A register to be restored.
pub struct Order(transfer::Order);

/// A register that was restored.
pub struct Restored {
    /// It, open.
    pub register: OpenRegister,
    /// Where that is kept whose place it took, if any.
    pub aside: Option<PathBuf>,
}

impl Order {
    /// Restores it, keeping aside a register that is in its place, and opens it.
    ///
    /// # Errors
    /// As restoring and opening.
    pub fn restore(self) -> Result<Restored> {
        let (file, folder, secret) = (&self.0.from, &self.0.to, self.0.secret());
        let aside = if holds_register(folder) {
            Some(backups::restore_in_place(file, secret, folder)?)
        } else {
            backups::restore(file, secret, folder)?;
            None
        };
        Ok(Restored { register: registers::open(folder, secret)?, aside })
    }
}

/// Whether something of a register is in the folder, which is then kept aside.
fn holds_register(folder: &Path) -> bool {
    ["data.db", "keys.toml"].iter().any(|name| folder.join(name).exists())
}

impl Restore {
    /// The form, perhaps with a backup and the register that it is of.
    #[must_use]
    pub fn new(file: Option<&Path>, folder: Option<&Path>) -> Self {
        let propose = |_: &str| files::documents().join(fl!("restore-folder-name")).display().to_string();
        Self(Transfer::new(NAMES, file, propose).into_folder(folder))
    }

    /// Where work begins.
    pub fn focus(&self) -> Task<Message> {
        self.0.focus()
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match self.0.update(message) {
            transfer::Outcome::Go(task) => Outcome::Go(task),
            transfer::Outcome::PickFrom => {
                Outcome::Go(files::pick_backup(fl!("restore-file"), Message::FromPicked))
            }
            transfer::Outcome::PickTo => {
                Outcome::Go(files::pick_folder(fl!("restore-folder"), Message::ToPicked))
            }
            transfer::Outcome::Do(order) => Outcome::Restore(Order(order)),
        }
    }

    /// The form's content.
    pub fn view(&self, is_busy: bool) -> Element<'_, Message> {
        let to_hint = if holds_register(Path::new(&self.0.to())) {
            fl!("restore-folder-taken")
        } else {
            fl!("restore-folder-hint")
        };
        let words = Words {
            title: fl!("restore-title"),
            hint: String::new(),
            from: fl!("restore-file"),
            to: fl!("restore-folder"),
            to_hint,
            password_hint: fl!("restore-password-hint"),
            done: fl!("restore-do"),
        };
        self.0.view(words, is_busy)
    }
}
