//! The form for a new register.

use std::path::PathBuf;

use iced::widget::column;
use iced::{Length, Task};

use crate::fl;
use crate::i18n::sentence;
use crate::services::registers::{self, NewRegister, Recipe};
use crate::services::{Author, Result};
use crate::store::workspace::Cost;
use crate::store::workspace::password;
use crate::ui::Element;
use crate::ui::files;
use crate::ui::part::browse;
use crate::ui::screen::lock::strength_line;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{focus_on, press, text_field};

/// The form.
#[derive(Debug, Default)]
pub struct Create {
    name: String,
    /// The folder as typed; none while it follows the name.
    folder: Option<String>,
    password: String,
    again: String,
    /// The fields that were left, or all once the button was pressed: in those what is wrong is
    /// pointed out.
    left: Vec<Field>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The register's name.
    Name,
    /// Its folder.
    Folder,
    /// Its password.
    Password,
    /// The password once more.
    Again,
}

impl Field {
    const ALL: [Self; 4] = [Self::Name, Self::Folder, Self::Password, Self::Again];

    fn id(self) -> &'static str {
        match self {
            Self::Name => "create-name",
            Self::Folder => "create-folder",
            Self::Password => "create-password",
            Self::Again => "create-again",
        }
    }
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The name was typed.
    Name(String),
    /// The folder was typed.
    Folder(String),
    /// The system's dialog is wanted.
    Browse,
    /// It answered.
    Picked(Option<PathBuf>),
    /// The password was typed.
    Password(String),
    /// The password was typed again.
    Again(String),
    /// The focus left a field.
    Left(Field),
    /// Make it.
    Submitted,
}

/// What follows.
pub enum Outcome {
    /// Work.
    Go(Task<Message>),
    /// A register is to be made.
    Make(Order),
}

/// A register to be made.
pub struct Order {
    folder: PathBuf,
    name: String,
    password: String,
}

impl Order {
    /// Makes it.
    pub fn make(self, author: &Author) -> Result<NewRegister> {
        let recipe = Recipe { name: &self.name, password: &self.password, cost: Cost::STANDARD };
        registers::create(&self.folder, recipe, author)
    }
}

impl Create {
    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::Name(typed) => self.name = typed,
            Message::Folder(typed) => self.folder = Some(typed),
            Message::Browse => return Outcome::Go(files::pick_folder(fl!("start-folder"), Message::Picked)),
            Message::Picked(Some(folder)) => {
                self.folder = Some(folder.join(files::safe_name(&self.name)).display().to_string());
            }
            Message::Picked(None) => {}
            Message::Password(typed) => self.password = typed,
            Message::Again(typed) => self.again = typed,
            Message::Left(field) => self.leave(field),
            Message::Submitted => return self.submit(),
        }
        Outcome::Go(Task::none())
    }

    /// A field that was only passed through, still empty, is not held against anybody yet.
    fn leave(&mut self, field: Field) {
        let is_empty = match field {
            Field::Name => self.name.is_empty(),
            Field::Folder => false,
            Field::Password => self.password.is_empty(),
            Field::Again => self.again.is_empty(),
        };
        if !is_empty && !self.left.contains(&field) {
            self.left.push(field);
        }
    }

    fn problem(&self, field: Field) -> Option<String> {
        match field {
            Field::Name => self.name.trim().is_empty().then(|| fl!("start-name-missing")),
            Field::Folder => {
                let path = PathBuf::from(self.folder());
                (!path.is_absolute()).then(|| fl!("start-folder-relative"))
            }
            Field::Password => password::check(&self.password, &[&self.name]).err().map(sentence::refusal),
            Field::Again => (self.password != self.again).then(|| fl!("start-passwords-differ")),
        }
    }

    fn submit(&mut self) -> Outcome {
        self.left = Field::ALL.to_vec();
        if let Some(field) = Field::ALL.into_iter().find(|field| self.problem(*field).is_some()) {
            return Outcome::Go(focus_on(field.id()));
        }
        Outcome::Make(Order {
            folder: PathBuf::from(self.folder()),
            name: self.name.clone(),
            password: self.password.clone(),
        })
    }

    fn folder(&self) -> String {
        self.folder
            .clone()
            .unwrap_or_else(|| files::documents().join(files::safe_name(&self.name)).display().to_string())
    }

    /// The form's content.
    pub fn view(&self, is_busy: bool) -> Element<'_, Message> {
        let shown = |field| self.problem(field).filter(|_| self.left.contains(&field));
        let folder = text_field(fl!("start-folder"), &self.folder())
            .id(Field::Folder.id())
            .on_input(Message::Folder)
            .on_submit(Message::Submitted)
            .hint(fl!("start-folder-hint"))
            .on_leave(Message::Left(Field::Folder))
            .problem(shown(Field::Folder));
        column![
            text::title(fl!("start-create")),
            text_field(fl!("start-name"), &self.name)
                .id(Field::Name.id())
                .placeholder(fl!("start-name-example"))
                .on_input(Message::Name)
                .on_submit(Message::Submitted)
                .on_leave(Message::Left(Field::Name))
                .problem(shown(Field::Name)),
            browse::with_button(folder, Message::Browse),
            text_field(fl!("start-password"), &self.password)
                .id(Field::Password.id())
                .secure(true)
                .on_input(Message::Password)
                .on_submit(Message::Submitted)
                .on_leave(Message::Left(Field::Password))
                .problem(shown(Field::Password)),
            strength_line(&self.password, &self.name),
            text_field(fl!("start-password-again"), &self.again)
                .id(Field::Again.id())
                .secure(true)
                .on_input(Message::Again)
                .on_submit(Message::Submitted)
                .on_leave(Message::Left(Field::Again))
                .problem(shown(Field::Again)),
            text::caption(fl!("start-password-note")).style(text::muted),
            press(text::strong(fl!("start-create-do")))
                .hint("Enter")
                .style(button::primary)
                .on_press_unless(is_busy, Message::Submitted),
        ]
        .spacing(distance::MEDIUM)
        .width(Length::Fill)
        .into()
    }
}
