//! The dialog of a record as it was: after the marked entry, or at the end of a day that is typed.

use std::sync::Arc;

use chrono::NaiveDate;
use iced::widget::{column, container, row};
use iced::{Alignment, Length, Task};

use super::view::{lines, time_of};
use crate::domain::{date, number};
use crate::fl;
use crate::print;
use crate::services::Result;
use crate::services::journal::{self, Entry, Line, Whose};
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::part::numbers::{self, Numbers};
use crate::ui::theme::{space, text};
use crate::ui::widget::{Dialog, press, scroll, text_field};

/// See the module.
#[derive(Debug)]
pub struct Record {
    whose: Whose,
    name: String,
    entry: Entry,
    day: String,
    /// What is shown: the day, or none after the entry.
    shown: Option<NaiveDate>,
    lines: Option<Vec<Line>>,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The record was read, for this day or after the entry.
    Read(Option<NaiveDate>, Result<Vec<Line>>),
    /// The day was typed.
    Day(String),
    /// Masked numbers are to be shown, or masked again.
    NumbersAsked,
    /// It is to be printed.
    PrintChosen,
    /// It is shut.
    Shut,
}

impl Record {
    /// The record after an entry, being read.
    pub fn new((whose, name): (Whose, String), entry: Entry, context: &Context) -> (Self, Task<Message>) {
        let record = Self { whose, name, entry, day: String::new(), shown: None, lines: None };
        let task = record.read(context);
        (record, task)
    }

    fn read(&self, context: &Context) -> Task<Message> {
        let (whose, sequence, day) = (self.whose, self.entry.sequence, self.wanted());
        context.ask(
            move |database| match day {
                Some(day) => journal::record_on(database, whose, day),
                None => journal::record_at(database, whose, sequence),
            },
            move |result| Message::Read(day, result),
        )
    }

    /// The day that is typed, if it is one.
    fn wanted(&self) -> Option<NaiveDate> {
        date::parse_day(&self.day).ok()
    }

    /// Takes a message; shutting, printing and showing numbers are the tab's.
    pub fn update(&mut self, message: Message, context: &Context) -> Task<Message> {
        match message {
            Message::Day(typed) => {
                let before = self.wanted();
                self.day = typed;
                if self.wanted() != before {
                    return self.read(context);
                }
            }
            Message::Read(day, Ok(lines)) if day == self.wanted() => {
                self.shown = day;
                self.lines = Some(lines);
            }
            Message::Read(..) | Message::NumbersAsked | Message::PrintChosen | Message::Shut => {}
        }
        Task::none()
    }

    fn title(&self) -> String {
        match self.shown {
            Some(day) => fl!("journal-record-on", day = date::show(day)),
            None => {
                let sequence = number::group(self.entry.sequence);
                fl!("journal-record-title", time = time_of(&self.entry), sequence = sequence)
            }
        }
    }

    /// The lines, as far as they were read.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        self.lines.as_deref().unwrap_or_default()
    }

    /// Makes it a document.
    pub fn print(&self, numbers: &Numbers, context: &Context) -> Task<super::Message> {
        let (title, name) = (self.title(), self.name.clone());
        let lines = self.lines().iter().map(|line| super::shown(line, numbers, context).into_owned());
        let lines: Vec<Line> = lines.collect();
        context.ask(
            move |database| {
                let head = journal::head(database)?;
                let document = print::journal_record((&name, &title), &lines, &head);
                Ok(("ho-so-luc-do.pdf".to_owned(), Arc::new(document)))
            },
            super::Message::Printed,
        )
    }

    /// The dialog; with whose numbers are shown, and whether any are masked.
    pub fn view(&self, (numbers, masks): (&Numbers, Option<bool>), context: &Context) -> Dialog<'_, Message> {
        let is_wrong = !self.day.trim().is_empty() && self.wanted().is_none();
        let day = text_field(fl!("journal-record-day"), &self.day)
            .id("journal-record-day")
            .hint(fl!("journal-record-day-hint"))
            .clearable()
            .problem(is_wrong.then(|| fl!("journal-day-wrong")))
            .on_input(Message::Day);
        let print = press(text::body(fl!("common-print")))
            .icon(Icon::Print)
            .id("journal-record-print")
            .on_press_maybe(self.lines.is_some().then_some(Message::PrintChosen));
        let found = match &self.lines {
            None => column![text::body(fl!("members-reading")).style(text::muted)],
            Some(found) if found.is_empty() => {
                column![text::body(fl!("journal-record-none")).style(text::muted)]
            }
            Some(found) => {
                column(lines(found, |line| super::shown(line, numbers, context))).spacing(space::TIGHT)
            }
        };
        let unmask = masks.map(|is_masked| {
            let words = if is_masked { fl!("numbers-show-short") } else { fl!("numbers-hide-short") };
            press(text::body(words)).id("journal-record-numbers").on_press(Message::NumbersAsked)
        });
        let body = column![
            row![container(day).width(Length::Fill), unmask, print]
                .spacing(space::SMALL)
                .align_y(Alignment::Start),
            scroll(found).height(Length::Fixed(360.0)),
        ]
        .spacing(space::MEDIUM);
        Dialog::new("journal-record", self.title(), Message::Shut)
            .wide()
            .body(body)
            .button(press(text::strong(fl!("common-close"))).hint("Esc").on_press(Message::Shut))
            .bind(numbers::chord(), Message::NumbersAsked)
    }
}
