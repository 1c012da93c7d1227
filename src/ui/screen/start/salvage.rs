//! The form for saving what can be read of a damaged register, and what became of it.

use std::path::{Path, PathBuf};

use iced::widget::column;
use iced::{Length, Task};

use crate::domain::number;
use crate::fl;
use crate::i18n::journal;
use crate::services::salvage::{self, Recovered, Report};
use crate::services::{Author, Result};
use crate::store::workspace::Secret;
use crate::ui::Element;
use crate::ui::files;
use crate::ui::part::browse;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{focus_on, press, text_field};

/// The form.
#[derive(Debug)]
pub struct Salvage {
    from: String,
    /// As typed; until then it stands beside the damaged one.
    to: Option<String>,
    password: String,
    was_tried: bool,
    report: Option<Report>,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The damaged register's folder was typed.
    From(String),
    /// The system's dialog is wanted.
    BrowseFrom,
    /// It answered.
    FromPicked(Option<PathBuf>),
    /// The new register's folder was typed.
    To(String),
    /// The system's dialog is wanted.
    BrowseTo,
    /// It answered.
    ToPicked(Option<PathBuf>),
    /// The password was typed.
    Password(String),
    /// Save.
    Submitted,
    /// The new register is to be opened.
    OpenChosen,
}

/// What follows.
pub enum Outcome {
    /// Work.
    Go(Task<Message>),
    /// A register is to be saved.
    Save(Order),
    /// The new register is to be opened.
    Open(PathBuf),
}

/// A register to be saved.
pub struct Order {
    from: PathBuf,
    to: PathBuf,
    password: String,
}

impl Order {
    /// Saves it.
    ///
    /// # Errors
    /// As [`salvage::salvage`].
    pub fn save(self) -> Result<Report> {
        salvage::salvage(&self.from, Secret::Password(&self.password), &self.to, &Author::here())
    }
}

impl Salvage {
    /// The form, perhaps for a register that is known; the new one is to stand beside it.
    #[must_use]
    pub fn new(from: Option<&Path>) -> Self {
        Self {
            from: from.unwrap_or(Path::new("")).display().to_string(),
            to: None,
            password: String::new(),
            was_tried: false,
            report: None,
        }
    }

    fn to(&self) -> String {
        self.to.clone().unwrap_or_else(|| beside(Path::new(self.from.trim())))
    }

    /// Where work begins.
    pub fn focus(&self) -> Task<Message> {
        focus_on(if self.from.is_empty() { "salvage-from" } else { "salvage-password" })
    }

    /// It was saved: shows what became of it.
    pub fn saved(&mut self, report: Report) {
        self.password.clear();
        self.report = Some(report);
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::From(typed) => self.from = typed,
            Message::BrowseFrom => {
                return Outcome::Go(files::pick_folder(fl!("salvage-from"), Message::FromPicked));
            }
            Message::FromPicked(Some(path)) => self.from = path.display().to_string(),
            Message::To(typed) => self.to = Some(typed),
            Message::BrowseTo => {
                return Outcome::Go(files::pick_folder(fl!("salvage-to"), Message::ToPicked));
            }
            Message::ToPicked(Some(path)) => self.to = Some(path.display().to_string()),
            Message::FromPicked(None) | Message::ToPicked(None) => {}
            Message::Password(typed) => self.password = typed,
            Message::Submitted => return self.submit(),
            Message::OpenChosen => return Outcome::Open(PathBuf::from(self.to().trim())),
        }
        Outcome::Go(Task::none())
    }

    fn submit(&mut self) -> Outcome {
        self.was_tried = true;
        let to = self.to();
        let fields =
            [("salvage-from", &self.from), ("salvage-to", &to), ("salvage-password", &self.password)];
        if let Some((id, _)) = fields.into_iter().find(|(_, typed)| typed.trim().is_empty()) {
            return Outcome::Go(focus_on(id));
        }
        Outcome::Save(Order {
            from: PathBuf::from(self.from.trim()),
            to: PathBuf::from(self.to().trim()),
            password: self.password.clone(),
        })
    }

    /// The form's content, or what became of the register.
    pub fn view(&self, is_busy: bool) -> Element<'_, Message> {
        match &self.report {
            Some(report) => self.outcome(report),
            None => self.form(is_busy),
        }
    }

    fn form(&self, is_busy: bool) -> Element<'_, Message> {
        let missing = |text: &str| (self.was_tried && text.trim().is_empty()).then(|| fl!("start-missing"));
        let from = text_field(fl!("salvage-from"), &self.from)
            .id("salvage-from")
            .on_input(Message::From)
            .on_submit(Message::Submitted)
            .problem(missing(&self.from));
        let target = self.to();
        let to = text_field(fl!("salvage-to"), &target)
            .id("salvage-to")
            .hint(fl!("restore-folder-hint"))
            .on_input(Message::To)
            .on_submit(Message::Submitted)
            .problem(missing(&target));
        let password = text_field(fl!("start-password"), &self.password)
            .id("salvage-password")
            .secure(true)
            .hint(fl!("salvage-password-hint"))
            .on_input(Message::Password)
            .on_submit(Message::Submitted)
            .problem(missing(&self.password));
        column![
            text::title(fl!("salvage-title")),
            text::body(fl!("salvage-hint")).style(text::muted),
            browse::with_button(from, Message::BrowseFrom),
            browse::with_button(to, Message::BrowseTo),
            password,
            press(text::strong(fl!("salvage-do")))
                .hint("Enter")
                .style(button::primary)
                .on_press_maybe((!is_busy).then_some(Message::Submitted)),
        ]
        .spacing(distance::MEDIUM)
        .width(Length::Fill)
        .into()
    }

    fn outcome(&self, report: &Report) -> Element<'_, Message> {
        let rows = report.tables.iter().map(|table| table.read + table.from_journal).sum();
        let is_hurt = |table: &&Recovered| table.from_journal + table.dropped + table.gaps > 0;
        let hurt: Vec<Element<'_, Message>> =
            report.tables.iter().filter(is_hurt).map(|table| text::body(line(table)).into()).collect();
        let head = if report.is_complete() {
            text::strong(fl!("salvage-whole", count = count(rows))).style(text::success)
        } else {
            text::strong(fl!("salvage-partly", count = count(rows))).style(text::warning)
        };
        let to = self.to();
        let journal =
            if report.journal_kept { fl!("salvage-journal-kept") } else { fl!("salvage-journal-new") };
        column![
            text::title(fl!("salvage-title")),
            head,
            column(hurt).spacing(distance::TIGHT),
            text::body(journal),
            text::body(fl!("salvage-done", folder = to.trim())),
            press(text::strong(fl!("salvage-open")))
                .hint("Enter")
                .style(button::primary)
                .on_press(Message::OpenChosen),
        ]
        .spacing(distance::MEDIUM)
        .width(Length::Fill)
        .into()
    }
}

/// The folder of the new register beside the damaged one; empty while that is not named.
fn beside(from: &Path) -> String {
    let Some(name) = from.file_name() else { return String::new() };
    let mut name = name.to_owned();
    name.push(".moi");
    from.with_file_name(name).display().to_string()
}

fn count(number: usize) -> String {
    number::group(i64::try_from(number).unwrap_or(i64::MAX))
}

fn line(table: &Recovered) -> String {
    fl!(
        "salvage-line",
        table = journal::table(&table.table),
        read = count(table.read),
        journal = count(table.from_journal),
        dropped = count(table.dropped),
        gaps = count(table.gaps)
    )
}
