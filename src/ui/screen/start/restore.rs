//! The form for restoring a register from a backup.

use std::path::{Path, PathBuf};

use iced::widget::column;
use iced::{Length, Task};

use crate::fl;
use crate::services::registers::{self, OpenRegister};
use crate::services::{Result, backups};
use crate::store::workspace::Secret;
use crate::ui::Element;
use crate::ui::files;
use crate::ui::part::browse;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{focus_on, press, text_field};

/// The form.
#[derive(Debug)]
pub struct Restore {
    file: String,
    folder: String,
    password: String,
    was_tried: bool,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The backup's path was typed.
    File(String),
    /// The system's dialog is wanted.
    BrowseFile,
    /// It answered.
    FilePicked(Option<PathBuf>),
    /// The folder was typed.
    Folder(String),
    /// The system's dialog is wanted.
    BrowseFolder,
    /// It answered.
    FolderPicked(Option<PathBuf>),
    /// The password was typed.
    Password(String),
    /// Restore it.
    Submitted,
}

/// What follows.
pub enum Outcome {
    /// Work.
    Go(Task<Message>),
    /// A register is to be restored and opened.
    Restore(Order),
}

/// A register to be restored.
pub struct Order {
    file: PathBuf,
    folder: PathBuf,
    password: String,
}

impl Order {
    /// Restores it, keeping aside a register that is in its place, and opens it.
    ///
    /// # Errors
    /// As restoring and opening.
    pub fn restore(self) -> Result<OpenRegister> {
        let secret = Secret::Password(&self.password);
        if holds_register(&self.folder) {
            backups::restore_in_place(&self.file, secret, &self.folder)?;
        } else {
            backups::restore(&self.file, secret, &self.folder)?;
        }
        registers::open(&self.folder, secret)
    }
}

/// Whether something of a register is in the folder, which is then kept aside.
fn holds_register(folder: &Path) -> bool {
    ["data.db", "keys.toml"].iter().any(|name| folder.join(name).exists())
}

impl Restore {
    /// The form, perhaps with a backup and the register that it is of.
    #[must_use]
    pub fn new(file: Option<PathBuf>, folder: Option<PathBuf>) -> Self {
        let folder = folder.unwrap_or_else(|| files::documents().join(fl!("restore-folder-name")));
        Self {
            file: file.unwrap_or_default().display().to_string(),
            folder: folder.display().to_string(),
            password: String::new(),
            was_tried: false,
        }
    }

    /// Where work begins.
    pub fn focus(&self) -> Task<Message> {
        focus_on(if self.file.is_empty() { "restore-file" } else { "restore-password" })
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::File(typed) => self.file = typed,
            Message::BrowseFile => {
                return Outcome::Go(files::pick_backup(fl!("restore-file"), Message::FilePicked));
            }
            Message::FilePicked(Some(path)) => self.file = path.display().to_string(),
            Message::Folder(typed) => self.folder = typed,
            Message::BrowseFolder => {
                return Outcome::Go(files::pick_folder(fl!("restore-folder"), Message::FolderPicked));
            }
            Message::FolderPicked(Some(path)) => self.folder = path.display().to_string(),
            Message::FilePicked(None) | Message::FolderPicked(None) => {}
            Message::Password(typed) => self.password = typed,
            Message::Submitted => return self.submit(),
        }
        Outcome::Go(Task::none())
    }

    fn submit(&mut self) -> Outcome {
        self.was_tried = true;
        let fields = [
            ("restore-file", &self.file),
            ("restore-folder", &self.folder),
            ("restore-password", &self.password),
        ];
        if let Some((id, _)) = fields.into_iter().find(|(_, typed)| typed.trim().is_empty()) {
            return Outcome::Go(focus_on(id));
        }
        Outcome::Restore(Order {
            file: PathBuf::from(self.file.trim()),
            folder: PathBuf::from(self.folder.trim()),
            password: self.password.clone(),
        })
    }

    /// The form's content.
    pub fn view(&self, is_busy: bool) -> Element<'_, Message> {
        let missing = |text: &str| (self.was_tried && text.trim().is_empty()).then(|| fl!("start-missing"));
        let file = text_field(fl!("restore-file"), &self.file)
            .id("restore-file")
            .on_input(Message::File)
            .on_submit(Message::Submitted)
            .problem(missing(&self.file));
        let hint = if holds_register(Path::new(self.folder.trim())) {
            fl!("restore-folder-taken")
        } else {
            fl!("restore-folder-hint")
        };
        let folder = text_field(fl!("restore-folder"), &self.folder)
            .id("restore-folder")
            .hint(hint)
            .on_input(Message::Folder)
            .on_submit(Message::Submitted)
            .problem(missing(&self.folder));
        let password = text_field(fl!("start-password"), &self.password)
            .id("restore-password")
            .secure(true)
            .hint(fl!("restore-password-hint"))
            .on_input(Message::Password)
            .on_submit(Message::Submitted)
            .problem(missing(&self.password));
        column![
            text::title(fl!("restore-title")),
            browse::with_button(file, Message::BrowseFile),
            browse::with_button(folder, Message::BrowseFolder),
            password,
            press(text::strong(fl!("restore-do")))
                .hint("Enter")
                .style(button::primary)
                .on_press_maybe((!is_busy).then_some(Message::Submitted)),
        ]
        .spacing(distance::MEDIUM)
        .width(Length::Fill)
        .into()
    }
}
