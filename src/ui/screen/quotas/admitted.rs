//! The dialog for admissions of past years of which only the numbers are known: a number for each
//! year of the term, stored in one step.

use chrono::Datelike;
use iced::widget::column;
use iced::{Length, Task};

use super::{GRID, Message as TabMessage, Quotas, Update, problem};
use crate::domain::id::UnitId;
use crate::domain::number::group;
use crate::domain::problem::Field;
use crate::domain::quota;
use crate::fl;
use crate::services::quotas::{self, AdmittedRefusal};
use crate::services::{Result, Step};
use crate::ui::context::Context;
use crate::ui::part::attempt::Attempt;
use crate::ui::part::problems::beside;
use crate::ui::screen::Event;
use crate::ui::theme::{space, text};
use crate::ui::widget::{Dialog, focus_on, number_field};

/// The fields' names for the focus; so many years can be typed.
const FIELDS: [&str; 6] =
    ["admitted-0", "admitted-1", "admitted-2", "admitted-3", "admitted-4", "admitted-5"];

/// The draft of the numbers.
#[derive(Debug, Clone)]
pub struct Editor {
    attempt: Attempt,
    unit: UnitId,
    lines: Vec<Line>,
    request: u64,
}

/// A year's number.
#[derive(Debug, Clone)]
struct Line {
    year: i32,
    text: String,
    before: String,
    problem: Option<String>,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// The present numbers were read.
    Read(u64, Result<Vec<(i32, Option<i64>)>>),
    /// A number was typed.
    Typed(usize, String),
    /// A field was left.
    FieldLeft(usize),
    /// Escape.
    Left,
    /// They are to be saved.
    Submitted,
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
        let most = i32::try_from(FIELDS.len()).unwrap_or(1);
        let first = term.map_or(last - most + 1, |term| term.from_year).max(last - most + 1);
        self.requests += 1;
        let request = self.requests;
        self.admitted = Some(Editor { attempt: Attempt::default(), unit, lines: Vec::new(), request });
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
            Message::Read(request, result) if request == editor.request => match result {
                Ok(read) => {
                    editor.fill(read);
                    return Update::task(focus_on(FIELDS[0]));
                }
                Err(error) => {
                    self.admitted = None;
                    return problem(&error);
                }
            },
            Message::Read(..) => {}
            Message::Typed(place, typed) => {
                if let Some(line) = editor.lines.get_mut(place) {
                    (line.text, line.problem) = (typed, None);
                    editor.attempt.typed(Field::AdmissionTotal);
                }
            }
            Message::FieldLeft(place) => {
                if let Some(line) = editor.lines.get_mut(place) {
                    line.problem = quota::target(&line.text).err().map(|problem| beside(&problem.kind));
                }
            }
            Message::Left => {
                let is_dirty = editor.is_dirty();
                if editor.attempt.may_leave(is_dirty) {
                    self.admitted = None;
                    return Update::task(focus_on(GRID));
                }
            }
            Message::Submitted if editor.attempt.is_sent() || editor.lines.is_empty() => {}
            Message::Submitted => {
                self.requests += 1;
                return Update::task(editor.send(self.requests, context));
            }
            Message::Answered(request, _) if !editor.attempt.awaits(request) => {}
            Message::Answered(_, answer) => return self.admitted_answered(answer),
        }
        Update::none()
    }

    fn admitted_answered(&mut self, answer: Result<Step<(), AdmittedRefusal>>) -> Update<TabMessage> {
        let Some(editor) = &mut self.admitted else { return Update::none() };
        match answer {
            Ok(Step::Done(done)) => {
                self.admitted = None;
                Update::task(focus_on(GRID)).and(Event::Committed(done.changes))
            }
            Ok(Step::Refused(refusals)) => {
                editor.attempt.forget();
                Update::task(editor.refuse(&refusals))
            }
            Err(error) => match editor.attempt.failed(error) {
                Some(error) => problem(&error),
                None => Update::none(),
            },
        }
    }
}

impl Editor {
    fn fill(&mut self, read: Vec<(i32, Option<i64>)>) {
        let line = |(year, number): (i32, Option<i64>)| {
            let text = number.map(group).unwrap_or_default();
            Line { year, before: text.clone(), text, problem: None }
        };
        self.lines = read.into_iter().map(line).collect();
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.lines.iter().any(|line| line.text.trim() != line.before)
    }

    /// An answer that is still under way belongs to nobody.
    pub fn forget(&mut self) {
        self.attempt.forget();
    }

    fn send(&mut self, request: u64, context: &Context) -> Task<TabMessage> {
        self.attempt.sent(request);
        let changed = self.lines.iter().filter(|line| line.text.trim() != line.before);
        let typed: Vec<(i32, String)> = changed.map(|line| (line.year, line.text.clone())).collect();
        let (unit, author) = (self.unit, context.author.clone());
        context.ask(
            move |db| quotas::set_admitted(db, unit, &typed, &author),
            move |answer| TabMessage::Admitted(Message::Answered(request, answer)),
        )
    }

    /// Shows why numbers were refused; the focus goes to the first of them.
    fn refuse(&mut self, refusals: &[AdmittedRefusal]) -> Task<TabMessage> {
        for line in &mut self.lines {
            let refusal = refusals.iter().find(|refusal| refusal.year == line.year);
            line.problem = refusal.map(|refusal| beside(&refusal.problem.kind));
        }
        let first = self.lines.iter().position(|line| line.problem.is_some());
        first.and_then(|place| FIELDS.get(place)).map_or_else(Task::none, |id| focus_on(*id))
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Dialog<'a, TabMessage> {
        let fields = self.lines.iter().zip(FIELDS).enumerate().map(|(place, (line, id))| {
            number_field(fl!("quotas-admitted-year", year = line.year.to_string()), &line.text)
                .id(id)
                .problem(line.problem.clone())
                .on_leave(said(Message::FieldLeft(place)))
                .on_input(move |typed| said(Message::Typed(place, typed)))
                .into()
        });
        let body = column![
            self.attempt.notices(&[Field::AdmissionTotal]),
            text::strong(context.unit_name(self.unit)),
            text::caption(fl!("quotas-admitted-hint")),
            column(fields).spacing(space::SMALL),
        ]
        .spacing(space::SMALL)
        .width(Length::Fill);
        let dialog = Dialog::new("quota-admitted", fl!("quotas-admitted-title"), said(Message::Left))
            .body(body)
            .first(FIELDS[0]);
        self.attempt.framed(dialog, fl!("quotas-term-save"), said(Message::Left), said(Message::Submitted))
    }
}

fn said(message: Message) -> TabMessage {
    TabMessage::Admitted(message)
}
