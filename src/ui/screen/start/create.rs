//! The form for a new register.

use std::path::PathBuf;

use iced::widget::{column, row};
use iced::{Alignment, Length, Task};

use crate::fl;
use crate::i18n::sentence;
use crate::services::registers::{self, NewRegister, Recipe};
use crate::services::{Author, Result};
use crate::store::workspace::Cost;
use crate::store::workspace::password;
use crate::ui::Element;
use crate::ui::files;
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
    /// Whether the button was pressed, so that what is missing is pointed out.
    was_tried: bool,
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
            Message::Submitted => return self.submit(),
        }
        Outcome::Go(Task::none())
    }

    fn submit(&mut self) -> Outcome {
        self.was_tried = true;
        let first = [
            (self.name_problem().is_some(), "create-name"),
            (self.folder_problem().is_some(), "create-folder"),
            (self.password_problem().is_some(), "create-password"),
            (self.again_problem().is_some(), "create-again"),
        ];
        if let Some((_, id)) = first.into_iter().find(|(is_wrong, _)| *is_wrong) {
            return Outcome::Go(focus_on(id));
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

    fn name_problem(&self) -> Option<String> {
        self.name.trim().is_empty().then(|| fl!("start-name-missing"))
    }

    fn folder_problem(&self) -> Option<String> {
        let path = PathBuf::from(self.folder());
        (!path.is_absolute()).then(|| fl!("start-folder-relative"))
    }

    fn password_problem(&self) -> Option<String> {
        password::check(&self.password, &[&self.name]).err().map(sentence::refusal)
    }

    fn again_problem(&self) -> Option<String> {
        (self.password != self.again).then(|| fl!("start-passwords-differ"))
    }

    /// The form's content.
    pub fn view(&self, is_busy: bool) -> Element<'_, Message> {
        let shown = |problem: Option<String>| problem.filter(|_| self.was_tried);
        let browse = press(text::body(fl!("start-browse"))).on_press(Message::Browse);
        let folder = text_field(fl!("start-folder"), &self.folder())
            .id("create-folder")
            .on_input(Message::Folder)
            .on_submit(Message::Submitted)
            .hint(fl!("start-folder-hint"))
            .problem(shown(self.folder_problem()));
        column![
            text::title(fl!("start-create")),
            text_field(fl!("start-name"), &self.name)
                .id("create-name")
                .placeholder(fl!("start-name-example"))
                .on_input(Message::Name)
                .on_submit(Message::Submitted)
                .problem(shown(self.name_problem())),
            row![folder, browse].spacing(distance::SMALL).align_y(Alignment::Center),
            text_field(fl!("start-password"), &self.password)
                .id("create-password")
                .secure(true)
                .on_input(Message::Password)
                .on_submit(Message::Submitted)
                .problem(shown(self.password_problem())),
            strength_line(&self.password, &self.name),
            text_field(fl!("start-password-again"), &self.again)
                .id("create-again")
                .secure(true)
                .on_input(Message::Again)
                .on_submit(Message::Submitted)
                .problem(shown(self.again_problem())),
            text::caption(fl!("start-password-note")).style(text::muted),
            press(text::strong(fl!("start-create-do")))
                .hint("Enter")
                .style(button::primary)
                .on_press_maybe((!is_busy).then_some(Message::Submitted)),
        ]
        .spacing(distance::MEDIUM)
        .width(Length::Fill)
        .into()
    }
}
