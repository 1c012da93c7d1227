//! What restoring and salvaging have in common: from where, into which folder, with which password.

use std::path::{Path, PathBuf};

use iced::widget::column;
use iced::{Length, Task};

use crate::fl;
use crate::store::workspace::Secret;
use crate::ui::Element;
use crate::ui::part::browse;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{focus_on, press, text_field};

/// The folder that is proposed until one is typed, from what stands in the first field.
type Proposal = fn(&str) -> String;

/// The three fields.
#[derive(Debug)]
pub struct Transfer {
    names: Names,
    from: String,
    /// As typed; until then it is proposed.
    to: Option<String>,
    propose: Proposal,
    password: String,
    was_tried: bool,
}

/// What the fields are called for the focus.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// The first one.
    pub from: &'static str,
    /// The folder.
    pub to: &'static str,
    /// The password.
    pub password: &'static str,
}

/// What is said around the fields.
pub struct Words {
    /// Above all.
    pub title: String,
    /// Below the title; may be empty.
    pub hint: String,
    /// The label of the first field.
    pub from: String,
    /// The label of the folder.
    pub to: String,
    /// Below the folder.
    pub to_hint: String,
    /// Below the password.
    pub password_hint: String,
    /// On the button.
    pub done: String,
}

/// What happens in them.
#[derive(Debug, Clone)]
pub enum Message {
    /// The first field was typed.
    From(String),
    /// The system's dialog answered for it.
    FromPicked(Option<PathBuf>),
    /// The folder was typed.
    To(String),
    /// The system's dialog is wanted for it.
    BrowseTo,
    /// It answered.
    ToPicked(Option<PathBuf>),
    /// The password was typed.
    Password(String),
    /// The system's dialog is wanted for the first field.
    BrowseFrom,
    /// Do it.
    Submitted,
}

/// What follows.
pub enum Outcome {
    /// Work.
    Go(Task<Message>),
    /// The system's dialog for the first field, whatever it is: [`Message::FromPicked`] answers.
    PickFrom,
    /// The same for the folder: [`Message::ToPicked`] answers.
    PickTo,
    /// All is filled in.
    Do(Order),
}

/// What was filled in.
pub struct Order {
    /// From where.
    pub from: PathBuf,
    /// Into which folder.
    pub to: PathBuf,
    password: String,
}

impl Order {
    /// The password.
    #[must_use]
    pub fn secret(&self) -> Secret<'_> {
        Secret::Password(&self.password)
    }
}

impl Transfer {
    /// The fields; the folder is proposed until one is typed.
    #[must_use]
    pub fn new(names: Names, from: Option<&Path>, propose: Proposal) -> Self {
        let from = from.unwrap_or(Path::new("")).display().to_string();
        Self { names, from, to: None, propose, password: String::new(), was_tried: false }
    }

    /// With a folder that is known.
    #[must_use]
    pub fn into_folder(self, folder: Option<&Path>) -> Self {
        Self { to: folder.map(|folder| folder.display().to_string()), ..self }
    }

    /// The folder as typed or proposed.
    #[must_use]
    pub fn to(&self) -> String {
        let to = self.to.clone().unwrap_or_else(|| (self.propose)(self.from.trim()));
        to.trim().to_owned()
    }

    /// Forgets the password.
    pub fn forget(&mut self) {
        self.password.clear();
    }

    /// Where work begins.
    pub fn focus(&self) -> Task<Message> {
        focus_on(if self.from.is_empty() { self.names.from } else { self.names.password })
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::From(typed) => self.from = typed,
            Message::BrowseFrom => return Outcome::PickFrom,
            Message::FromPicked(Some(path)) => self.from = path.display().to_string(),
            Message::To(typed) => self.to = Some(typed),
            Message::BrowseTo => return Outcome::PickTo,
            Message::ToPicked(Some(path)) => self.to = Some(path.display().to_string()),
            Message::FromPicked(None) | Message::ToPicked(None) => {}
            Message::Password(typed) => self.password = typed,
            Message::Submitted => return self.submit(),
        }
        Outcome::Go(Task::none())
    }

    fn submit(&mut self) -> Outcome {
        self.was_tried = true;
        let to = self.to();
        let fields =
            [(self.names.from, &self.from), (self.names.to, &to), (self.names.password, &self.password)];
        if let Some((name, _)) = fields.into_iter().find(|(_, typed)| typed.trim().is_empty()) {
            return Outcome::Go(focus_on(name));
        }
        Outcome::Do(Order {
            from: PathBuf::from(self.from.trim()),
            to: PathBuf::from(to),
            password: self.password.clone(),
        })
    }

    /// The fields, with what is said around them.
    pub fn view(&self, words: Words, is_busy: bool) -> Element<'_, Message> {
        let missing = |text: &str| (self.was_tried && text.trim().is_empty()).then(|| fl!("start-missing"));
        let from = text_field(words.from, &self.from)
            .id(self.names.from)
            .on_input(Message::From)
            .on_submit(Message::Submitted)
            .problem(missing(&self.from));
        // Not trimmed: a space that is being typed stays.
        let typed = self.to.clone().unwrap_or_else(|| self.to());
        let to = text_field(words.to, &typed)
            .id(self.names.to)
            .hint(words.to_hint)
            .on_input(Message::To)
            .on_submit(Message::Submitted)
            .problem(missing(&typed));
        let password = text_field(fl!("start-password"), &self.password)
            .id(self.names.password)
            .secure(true)
            .hint(words.password_hint)
            .on_input(Message::Password)
            .on_submit(Message::Submitted)
            .problem(missing(&self.password));
        let hint = (!words.hint.is_empty()).then(|| text::body(words.hint).style(text::muted));
        column![text::title(words.title)]
            .push(hint)
            .push(browse::with_button(from, Message::BrowseFrom))
            .push(browse::with_button(to, Message::BrowseTo))
            .push(password)
            .push(
                press(text::strong(words.done))
                    .hint("Enter")
                    .style(button::primary)
                    .on_press_unless(is_busy, Message::Submitted),
            )
            .spacing(distance::MEDIUM)
            .width(Length::Fill)
            .into()
    }
}
