//! The form for opening a register, with the password or the recovery code.

use std::path::{Path, PathBuf};

use iced::widget::column;
use iced::{Length, Task};

use crate::fl;
use crate::i18n::sentence;
use crate::services::Result;
use crate::services::registers::{self, OpenRegister};
use crate::store::workspace::{Cost, Secret, password};
use crate::ui::Element;
use crate::ui::files;
use crate::ui::part::browse;
use crate::ui::screen::lock::strength_line;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{focus_on, press, text_field, tick};

/// The form.
#[derive(Debug, Default)]
pub struct Open {
    folder: String,
    password: String,
    uses_code: bool,
    code: String,
    new_password: String,
    was_tried: bool,
    /// Whether the field of the new password was left with something in it.
    was_chosen: bool,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The folder was typed.
    Folder(String),
    /// The system's dialog is wanted.
    Browse,
    /// It answered.
    Picked(Option<PathBuf>),
    /// The password was typed.
    Password(String),
    /// The recovery code is used, or no longer.
    CodeUsed(bool),
    /// The code was typed.
    Code(String),
    /// The new password was typed.
    NewPassword(String),
    /// Its field was left.
    NewPasswordLeft,
    /// Open it.
    Submitted,
}

/// What follows.
pub enum Outcome {
    /// Work.
    Go(Task<Message>),
    /// A register is to be opened.
    Open(Order),
}

/// A register to be opened.
pub struct Order {
    folder: PathBuf,
    secret: String,
    /// With the recovery code: the password that replaces the forgotten one.
    new_password: Option<String>,
}

impl Order {
    /// Opens it. With the recovery code the password is replaced first, so that the code is used
    /// up for nothing else.
    pub fn open(self) -> Result<OpenRegister> {
        let Some(new) = self.new_password else {
            return registers::open(&self.folder, Secret::Password(&self.secret));
        };
        registers::recover(&self.folder, &self.secret, None, (&new, Cost::STANDARD))
    }
}

impl Open {
    /// Whether a folder is named.
    #[must_use]
    pub fn has_folder(&self) -> bool {
        !self.folder.trim().is_empty()
    }

    /// The folder as typed.
    #[must_use]
    pub fn folder(&self) -> &Path {
        Path::new(self.folder.trim())
    }

    /// The form for a folder.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder: folder.unwrap_or_default().display().to_string(), ..Self::default() }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::Folder(typed) => self.folder = typed,
            Message::Browse => return Outcome::Go(files::pick_folder(fl!("start-folder"), Message::Picked)),
            Message::Picked(Some(folder)) => self.folder = folder.display().to_string(),
            Message::Picked(None) => {}
            Message::Password(typed) => self.password = typed,
            Message::CodeUsed(is_used) => {
                self.uses_code = is_used;
                // Its own fields were not tried yet.
                (self.was_tried, self.was_chosen) = (false, false);
            }
            Message::Code(typed) => self.code = typed,
            Message::NewPassword(typed) => self.new_password = typed,
            Message::NewPasswordLeft => self.was_chosen |= !self.new_password.is_empty(),
            Message::Submitted => return self.submit(),
        }
        Outcome::Go(Task::none())
    }

    fn submit(&mut self) -> Outcome {
        self.was_tried = true;
        if self.folder.trim().is_empty() {
            return Outcome::Go(focus_on("open-folder"));
        }
        let secret = if self.uses_code { &self.code } else { &self.password };
        if secret.trim().is_empty() {
            return Outcome::Go(focus_on(if self.uses_code { "open-code" } else { "open-password" }));
        }
        if self.uses_code && self.new_password_problem().is_some() {
            return Outcome::Go(focus_on("open-new-password"));
        }
        Outcome::Open(Order {
            folder: PathBuf::from(self.folder.trim()),
            secret: secret.clone(),
            new_password: self.uses_code.then(|| self.new_password.clone()),
        })
    }

    fn new_password_problem(&self) -> Option<String> {
        password::check(&self.new_password, &[]).err().map(sentence::refusal)
    }

    /// The form's content.
    pub fn view(&self, is_busy: bool) -> Element<'_, Message> {
        let missing = |text: &str| (self.was_tried && text.trim().is_empty()).then(|| fl!("start-missing"));
        let folder = text_field(fl!("start-folder"), &self.folder)
            .id("open-folder")
            .on_input(Message::Folder)
            .on_submit(Message::Submitted)
            .problem(missing(&self.folder));
        let password = (!self.uses_code).then(|| {
            text_field(fl!("start-password"), &self.password)
                .id("open-password")
                .secure(true)
                .on_input(Message::Password)
                .on_submit(Message::Submitted)
                .problem(missing(&self.password))
        });
        let code = self.uses_code.then(|| {
            column![
                text_field(fl!("start-code"), &self.code)
                    .id("open-code")
                    .hint(fl!("start-code-hint"))
                    .on_input(Message::Code)
                    .on_submit(Message::Submitted)
                    .problem(missing(&self.code)),
                text_field(fl!("start-new-password"), &self.new_password)
                    .id("open-new-password")
                    .secure(true)
                    .on_input(Message::NewPassword)
                    .on_submit(Message::Submitted)
                    .on_leave(Message::NewPasswordLeft)
                    .problem(self.new_password_problem().filter(|_| self.was_tried || self.was_chosen)),
                strength_line(&self.new_password, ""),
            ]
            .spacing(distance::MEDIUM)
        });
        column![
            text::title(fl!("start-open")),
            browse::with_button(folder, Message::Browse),
            password,
            code,
            tick(fl!("start-use-code"), self.uses_code).on_turn(Message::CodeUsed),
            press(text::strong(fl!("start-open-do")))
                .hint("Enter")
                .style(button::primary)
                .on_press_unless(is_busy, Message::Submitted),
        ]
        .spacing(distance::MEDIUM)
        .width(Length::Fill)
        .into()
    }
}
