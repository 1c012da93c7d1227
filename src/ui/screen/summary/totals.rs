//! The dialog for totals of a year whose single ratings are not known.

use iced::widget::column;
use iced::{Length, Task};

use super::{Message as TabMessage, RowOf, Summary, Update, problem};
use crate::domain::id::UnitId;
use crate::domain::number::{group, parse_whole};
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{Level, Subject};
use crate::fl;
use crate::services::ratings::summary::{self as service, TotalRefusal, TotalsOf};
use crate::services::{Committed, Result, Step};
use crate::ui::context::Context;
use crate::ui::part::attempt::Attempt;
use crate::ui::part::problems::beside;
use crate::ui::screen::Event;
use crate::ui::theme::{space, text};
use crate::ui::widget::{Dialog, focus_on, number_field, scroll};

/// The fields' names for the focus, in the order of the levels.
const FIELDS: [&str; 8] =
    ["total-0", "total-1", "total-2", "total-3", "total-4", "total-5", "total-6", "total-7"];

/// The draft of totals.
#[derive(Debug, Clone)]
pub struct Editor {
    attempt: Attempt,
    unit: UnitId,
    name: String,
    year: i32,
    subject: Subject,
    lines: Vec<Line>,
    request: u64,
}

/// A level's total.
#[derive(Debug, Clone)]
struct Line {
    level: Option<Level>,
    name: String,
    text: String,
    before: String,
    problem: Option<Kind>,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// Levels and present totals were read.
    Read(u64, Result<TotalsOf>),
    /// A total was typed.
    Typed(usize, String),
    /// A field was left.
    FieldLeft(usize),
    /// Escape.
    Left,
    /// They are to be saved.
    Submitted,
    /// The worker answered.
    Answered(u64, Result<Step<(), TotalRefusal>>),
}

impl Summary {
    /// Opens the dialog for the unit or year of the cursor's row.
    pub(super) fn open_totals(&mut self, context: &Context) -> Update<TabMessage> {
        let row = self.list().cursor().and_then(|row| self.table.rows.get(row)).map(|row| row.of);
        let (unit, year) = match row {
            Some(RowOf::Unit(unit)) => (Some(unit), self.year),
            Some(RowOf::Year(year)) => (self.unit(), year),
            Some(_) | None => (self.unit(), self.year),
        };
        let Some(unit) = unit else { return Update::none() };
        self.requests += 1;
        let (request, subject) = (self.requests, self.subject);
        self.totals = Some(Editor {
            attempt: Attempt::default(),
            unit,
            name: context.unit_name(unit).to_owned(),
            year,
            subject,
            lines: Vec::new(),
            request,
        });
        Update::task(context.ask(
            move |db| service::totals_of(db, unit, year, subject),
            move |result| TabMessage::Totals(Message::Read(request, result)),
        ))
    }

    /// Takes what happens in the dialog.
    pub(super) fn totals_said(&mut self, message: Message, context: &Context) -> Update<TabMessage> {
        let Some(editor) = &mut self.totals else {
            // The dialog is gone, but what was stored is told.
            return match message {
                Message::Answered(_, Ok(Step::Done(done))) => stored(done),
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
                    self.totals = None;
                    return problem(&error);
                }
            },
            Message::Read(..) => {}
            Message::Typed(place, typed) => {
                if let Some(line) = editor.lines.get_mut(place) {
                    (line.text, line.problem) = (typed, None);
                    editor.attempt.typed(Field::Count);
                }
            }
            Message::FieldLeft(place) => {
                if let Some(line) = editor.lines.get_mut(place) {
                    line.problem = parse_whole(&line.text).err().filter(|kind| *kind != Kind::Required);
                }
            }
            Message::Left => {
                let is_dirty = editor.is_dirty();
                if editor.attempt.may_leave(is_dirty) {
                    self.totals = None;
                    return Update::task(focus_on(super::GRID));
                }
            }
            Message::Submitted if editor.attempt.is_sent() || editor.lines.is_empty() => {}
            Message::Submitted => {
                self.requests += 1;
                return Update::task(editor.send(self.requests, context));
            }
            Message::Answered(request, answer) => {
                if !editor.attempt.awaits(request) {
                    return Update::none();
                }
                return self.totals_answered(answer);
            }
        }
        Update::none()
    }

    fn totals_answered(&mut self, answer: Result<Step<(), TotalRefusal>>) -> Update<TabMessage> {
        let Some(editor) = &mut self.totals else { return Update::none() };
        match answer {
            Ok(Step::Done(done)) => {
                self.totals = None;
                let told = stored(done);
                Update { task: focus_on(super::GRID), event: told.event }
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

fn stored(done: Committed<()>) -> Update<TabMessage> {
    if done.changes.is_empty() { Update::none() } else { Update::event(Event::Committed(done.changes)) }
}

impl Editor {
    fn fill(&mut self, read: TotalsOf) {
        let levels = read.levels.into_iter().map(|named| (Some(named.level), named.name));
        let all = levels.chain([(None, fl!("ratings-not-rated"))]);
        let line = |(level, name): (Option<Level>, String)| {
            let total = read.totals.iter().find(|(other, _)| *other == level);
            let text = total.map(|(_, count)| group(*count)).unwrap_or_default();
            Line { level, name, before: text.clone(), text, problem: None }
        };
        self.lines = all.map(line).collect();
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.lines.iter().any(|line| line.text.trim() != line.before)
    }

    /// Drops the records around the draft.
    pub fn forget(&mut self) {
        self.name.clear();
        self.attempt.forget();
    }

    /// The unit's name may have changed, or come back after a lock.
    pub fn renew(&mut self, name: impl Fn(UnitId) -> String) {
        self.name = name(self.unit);
    }

    fn send(&mut self, request: u64, context: &Context) -> Task<TabMessage> {
        self.attempt.sent(request);
        let typed: Vec<(Option<Level>, String)> =
            self.lines.iter().map(|line| (line.level, line.text.clone())).collect();
        let (unit, of, author) = (self.unit, (self.year, self.subject), context.author.clone());
        context.ask(
            move |db| service::set_totals(db, unit, of, &typed, &author),
            move |answer| TabMessage::Totals(Message::Answered(request, answer)),
        )
    }

    /// Shows why totals were refused; the focus goes to the first of them.
    fn refuse(&mut self, refusals: &[TotalRefusal]) -> Task<TabMessage> {
        for line in &mut self.lines {
            let refusal = refusals.iter().find(|refusal| refusal.level == line.level);
            line.problem = refusal.map(|refusal| refusal.kind.clone());
        }
        let first = self.lines.iter().position(|line| line.problem.is_some());
        first.and_then(|place| FIELDS.get(place)).map_or_else(Task::none, |id| focus_on(*id))
    }

    /// The dialog.
    pub fn dialog(&self) -> Dialog<'_, Message> {
        let title = match self.subject {
            Subject::Member => fl!("summary-totals-of-members", year = self.year.to_string()),
            Subject::Unit => fl!("summary-totals-of-units", year = self.year.to_string()),
        };
        let fields = self.lines.iter().zip(FIELDS).enumerate().map(|(place, (line, id))| {
            number_field(&line.name, &line.text)
                .id(id)
                .problem(line.problem.as_ref().map(beside))
                .on_leave(Message::FieldLeft(place))
                .on_input(move |typed| Message::Typed(place, typed))
                .into()
        });
        let rated: i64 = self
            .lines
            .iter()
            .filter(|line| line.level.is_some())
            .filter_map(|line| parse_whole(&line.text).ok())
            .fold(0, i64::saturating_add);
        let body = column![
            self.attempt.notices(&[Field::Count]),
            text::strong(&self.name),
            text::caption(fl!("summary-totals-hint")),
            scroll(column(fields).spacing(space::SMALL)),
            text::body(fl!("summary-totals-rated", rated = group(rated))),
        ]
        .spacing(space::SMALL)
        .width(Length::Fill);
        let dialog = Dialog::new("summary-totals", title, Message::Left).body(body).first(FIELDS[0]);
        self.attempt.framed(dialog, fl!("quotas-term-save"), Message::Left, Message::Submitted)
    }
}
