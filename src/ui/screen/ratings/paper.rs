//! The dialog that asks for the years of the printed table, and its making.

use std::sync::Arc;

use iced::keyboard::key::Named;
use iced::widget::{column, row};

use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::problem::Kind;
use crate::domain::rating::Subject;
use crate::fl;
use crate::print::{Document, reports};
use crate::services::ratings::summary::{self, Layout, Span};
use crate::services::{Database, Result, registers};
use crate::ui::context::Context;
use crate::ui::keymap::Chord;
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, press, text_field};

/// What was made: a file name and the document; none when those years have no ratings.
pub type Printed = Option<(String, Arc<Document>)>;

/// The dialog.
#[derive(Debug, Clone)]
pub struct Paper {
    subject: Subject,
    from: String,
    to: String,
    problem: Option<Kind>,
    is_empty: bool,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The first year was typed.
    FromTyped(String),
    /// The last year was typed.
    ToTyped(String),
    /// It is right so.
    Confirmed,
    /// It is not wanted.
    Cancelled,
    /// The document.
    Made(Result<Printed>),
}

impl Paper {
    /// The dialog, with the year that is shown.
    pub fn new(subject: Subject, year: i32) -> Self {
        Self { subject, from: year.to_string(), to: year.to_string(), problem: None, is_empty: false }
    }

    /// Takes what was typed.
    pub fn type_in(&mut self, message: Message) {
        match message {
            Message::FromTyped(typed) => self.from = typed,
            Message::ToTyped(typed) => self.to = typed,
            Message::Confirmed | Message::Cancelled | Message::Made(_) => return,
        }
        (self.problem, self.is_empty) = (None, false);
    }

    /// Says that there is nothing to print.
    pub fn refuse_empty(&mut self) {
        self.is_empty = true;
    }

    /// What is to be done on the worker; none when what was typed is wrong.
    pub fn job(
        &mut self,
        unit: Option<UnitId>,
        context: &Context,
    ) -> Option<impl FnOnce(&mut Database) -> Result<Printed> + Send + use<>> {
        let years = self.years().map_err(|kind| self.problem = Some(kind)).ok()?;
        let (subject, tree, today) = (self.subject, context.tree.clone(), context.author.today);
        Some(move |database: &mut Database| {
            let span = Span { from: Some(years.0), to: Some(years.1), with_empty: false };
            let table = summary::by_year(database, subject, unit, span)?;
            if table.years.is_empty() {
                return Ok(None);
            }
            let letterhead = registers::letterhead(database)?;
            let context = reports::Context { letterhead: &letterhead, units: &tree, today, subtitle: "" };
            let name = file_name(subject, years);
            Ok(Some((name, Arc::new(reports::ratings_by_year(&table, Layout::Own, &context)))))
        })
    }

    fn years(&self) -> std::result::Result<(i32, i32), Kind> {
        let (from, to) = (year(&self.from)?, year(&self.to)?);
        let wrong = Kind::OutOfRange { min: i64::from(from), max: super::LAST_YEAR.into() };
        if from <= to { Ok((from, to)) } else { Err(wrong) }
    }

    /// The dialog.
    pub fn view<'a>(&self) -> Dialog<'a, Message> {
        let years = row![
            text_field(fl!("ratings-print-from"), &self.from).on_input(Message::FromTyped),
            text_field(fl!("ratings-print-to"), &self.to).on_input(Message::ToTyped),
        ]
        .spacing(space::MEDIUM);
        let problem = self.problem.as_ref().map(crate::ui::part::problems::beside);
        let problem = problem.or_else(|| self.is_empty.then(|| fl!("ratings-print-nothing")));
        let note = match problem {
            Some(words) => text::body(words).style(text::danger),
            None => text::caption(fl!("ratings-print-what")),
        };
        Dialog::new("ratings-print", fl!("ratings-print-title"), Message::Cancelled)
            .body(column![years, note].spacing(space::MEDIUM))
            .button(
                press(text::body(fl!("common-cancel")))
                    .hint(Chord::key(Named::Escape).label())
                    .on_press(Message::Cancelled),
            )
            .button(
                press(text::body(fl!("common-print")))
                    .hint(Chord::key(Named::Enter).label())
                    .style(button::primary)
                    .on_press(Message::Confirmed),
            )
            .on_enter(Message::Confirmed)
    }
}

fn year(typed: &str) -> std::result::Result<i32, Kind> {
    let (min, max) = (i64::from(super::FIRST_YEAR), i64::from(super::LAST_YEAR));
    let number = number::parse_whole(typed)?;
    let is_year = (min..=max).contains(&number);
    i32::try_from(number).ok().filter(|_| is_year).ok_or(Kind::OutOfRange { min, max })
}

/// Without accents: file names travel through old systems.
fn file_name(subject: Subject, (from, to): (i32, i32)) -> String {
    let what = match subject {
        Subject::Member => "xep-loai-dang-vien",
        Subject::Unit => "xep-loai-to-chuc-dang",
    };
    if from == to { format!("{what}-{from}.pdf") } else { format!("{what}-{from}-{to}.pdf") }
}
