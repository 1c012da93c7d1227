//! The form for saving what can be read of a damaged register, and what became of it.

use std::path::{Path, PathBuf};

use iced::widget::column;
use iced::{Length, Task};

use super::transfer::{self, Names, Transfer, Words};
use crate::domain::number;
use crate::fl;
use crate::i18n::journal;
use crate::services::salvage::{self, Recovered, Report};
use crate::services::{Author, Result};
use crate::ui::Element;
use crate::ui::files;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{focus_on, press};

const NAMES: Names = Names { from: "salvage-from", to: "salvage-to", password: "salvage-password" };
/// The button below the report.
const OPEN: &str = "salvage-open";

/// The form.
#[derive(Debug)]
pub struct Salvage {
    fields: Transfer,
    report: Option<Report>,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// In its fields.
    Fields(transfer::Message),
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
pub struct Order(transfer::Order);

impl Order {
    /// Saves it.
    ///
    /// # Errors
    /// As [`salvage::salvage`].
    pub fn save(self) -> Result<Report> {
        salvage::salvage(&self.0.from, self.0.secret(), &self.0.to, &Author::here())
    }
}

impl Salvage {
    /// The form, perhaps for a register that is known; the new one is to stand beside it.
    #[must_use]
    pub fn new(from: Option<&Path>) -> Self {
        Self { fields: Transfer::new(NAMES, from, |from| beside(Path::new(from))), report: None }
    }

    /// Where work begins.
    pub fn focus(&self) -> Task<Message> {
        self.fields.focus().map(Message::Fields)
    }

    /// It was saved: shows what became of it.
    pub fn saved(&mut self, report: Report) -> Task<Message> {
        self.fields.forget();
        self.report = Some(report);
        focus_on(OPEN)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        let Message::Fields(message) = message else {
            return Outcome::Open(PathBuf::from(self.fields.to()));
        };
        match self.fields.update(message) {
            transfer::Outcome::Go(task) => Outcome::Go(task.map(Message::Fields)),
            transfer::Outcome::PickFrom => {
                let pick = files::pick_folder(fl!("salvage-from"), transfer::Message::FromPicked);
                Outcome::Go(pick.map(Message::Fields))
            }
            transfer::Outcome::PickTo => {
                let pick = files::pick_folder(fl!("salvage-to"), transfer::Message::ToPicked);
                Outcome::Go(pick.map(Message::Fields))
            }
            transfer::Outcome::Do(order) => Outcome::Save(Order(order)),
        }
    }

    /// The form's content, or what became of the register.
    pub fn view(&self, is_busy: bool) -> Element<'_, Message> {
        if let Some(report) = &self.report {
            return self.outcome(report);
        }
        let words = Words {
            title: fl!("salvage-title"),
            hint: fl!("salvage-hint"),
            from: fl!("salvage-from"),
            to: fl!("salvage-to"),
            to_hint: fl!("restore-folder-hint"),
            password_hint: fl!("salvage-password-hint"),
            done: fl!("salvage-do"),
        };
        self.fields.view(words, is_busy).map(Message::Fields)
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
        let journal =
            if report.journal_kept { fl!("salvage-journal-kept") } else { fl!("salvage-journal-new") };
        column![
            text::title(fl!("salvage-title")),
            head,
            column(hurt).spacing(distance::TIGHT),
            text::body(journal),
            text::body(fl!("salvage-done", folder = self.fields.to())),
            press(text::strong(fl!("salvage-open")))
                .id(OPEN)
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
