//! The dialog for admissions of past years of which only the numbers are known: a number for each
//! year of the term, stored in one step.

use chrono::Datelike;
use iced::widget::column;
use iced::{Length, Task};

use super::{GRID, Message as TabMessage, Quotas, Update, problem};
use crate::domain::id::UnitId;
use crate::domain::problem::Field;
use crate::domain::quota;
use crate::fl;
use crate::services::quotas::{self, AdmittedRefusal};
use crate::services::{Result, Step};
use crate::ui::context::Context;
use crate::ui::part::counts::{self, Answer, Counts, Wish};
use crate::ui::screen::Event;
use crate::ui::theme::{space, text};
use crate::ui::widget::{Dialog, focus_on};

/// So many years are asked for at most.
const MOST_YEARS: i32 = 6;

/// The draft of the numbers, by year.
#[derive(Debug, Clone)]
pub struct Editor {
    unit: UnitId,
    counts: Counts<i32>,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// The present numbers were read.
    Read(u64, Result<Vec<(i32, Option<i64>)>>),
    /// Among the numbers.
    Counts(counts::Message),
    /// The worker answered.
    Answered(u64, Result<Step<(), AdmittedRefusal>>),
}

impl Quotas {
    /// Opens the dialog for the unit of the cursor: the years of the term that is shown when it is
    /// over, else the last years up to the one that is shown.
    pub(super) fn open_admitted(&mut self, context: &Context) -> Update<TabMessage> {
        let Some(unit) = self.selected else { return Update::none() };
        let this_year = context.author.today.year();
        let term = self.sheet.as_ref().and_then(|sheet| sheet.term.as_ref()).map(|(term, _)| term);
        let term = term.filter(|term| term.to_year < this_year);
        let last = term.map_or(self.year.min(this_year), |term| term.to_year);
        let first = last - MOST_YEARS + 1;
        let first = term.map_or(first, |term| term.from_year).max(first);
        self.requests += 1;
        let request = self.requests;
        let check = |typed: &str| quota::target(typed).err().map(|problem| problem.kind);
        self.admitted = Some(Editor { unit, counts: Counts::new(Field::AdmissionTotal, check, request) });
        Update::task(context.ask(
            move |db| quotas::admitted_totals(db, unit, (first, last)),
            move |result| TabMessage::Admitted(Message::Read(request, result)),
        ))
    }

    /// Takes what happens in the dialog.
    pub(super) fn admitted_said(&mut self, message: Message, context: &Context) -> Update<TabMessage> {
        let Some(editor) = &mut self.admitted else {
            // The dialog is gone, but what was stored is told.
            return match message {
                Message::Answered(_, Ok(Step::Done(done))) => Update::event(Event::Committed(done.changes)),
                _ => Update::none(),
            };
        };
        match message {
            Message::Read(request, result) if editor.counts.reads(request) => match result {
                Ok(read) => return Update::task(editor.fill(&read)),
                Err(error) => {
                    self.admitted = None;
                    return problem(&error);
                }
            },
            Message::Counts(message) => match editor.counts.update(message) {
                Wish::Stay => {}
                Wish::Leave => {
                    self.admitted = None;
                    return Update::task(focus_on(GRID));
                }
                Wish::Store => {
                    self.requests += 1;
                    return Update::task(editor.send(self.requests, context));
                }
            },
            Message::Answered(request, answer) if editor.counts.awaits(request) => {
                let wrong = |refusal: &AdmittedRefusal| (refusal.year, refusal.problem.kind.clone());
                return match editor.counts.answered(answer, wrong) {
                    Answer::Stored(changes) => {
                        self.admitted = None;
                        Update::task(focus_on(GRID)).and(Event::Committed(changes))
                    }
                    Answer::Refused(task) => Update::task(task),
                    Answer::Failed(error) => problem(&error),
                };
            }
            Message::Read(..) | Message::Answered(..) => {}
        }
        Update::none()
    }
}

impl Editor {
    fn fill(&mut self, read: &[(i32, Option<i64>)]) -> Task<TabMessage> {
        let line = |(year, number): &(i32, Option<i64>)| {
            (*year, fl!("quotas-admitted-year", year = year.to_string()), *number)
        };
        self.counts.fill(read.iter().map(line))
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.counts.is_dirty()
    }

    /// An answer that is still under way belongs to nobody.
    pub fn forget(&mut self) {
        self.counts.forget();
    }

    fn send(&mut self, request: u64, context: &Context) -> Task<TabMessage> {
        let (typed, unit, author) = (self.counts.send(request), self.unit, context.author.clone());
        context.ask(
            move |db| quotas::set_admitted(db, unit, &typed, &author),
            move |answer| TabMessage::Admitted(Message::Answered(request, answer)),
        )
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Dialog<'a, TabMessage> {
        let body = column![
            self.counts.notices(),
            text::strong(context.unit_name(self.unit)),
            text::caption(fl!("quotas-admitted-hint")),
            self.counts.fields(),
        ]
        .spacing(space::SMALL)
        .width(Length::Fill);
        let dialog = Dialog::new("quota-admitted", fl!("quotas-admitted-title"), counts::Message::Left);
        let framed = self.counts.framed(dialog.body(body), fl!("quotas-term-save"));
        framed.map(|message| TabMessage::Admitted(Message::Counts(message)))
    }
}
