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
use crate::services::{Changes, Result, Step};
use crate::ui::context::Context;
use crate::ui::part::counts::{self, Answer, Counts, Wish};
use crate::ui::screen::Event;
use crate::ui::theme::{space, text};
use crate::ui::widget::{Dialog, focus_on, scroll};

/// The draft of totals: by level, and the number not rated.
#[derive(Debug, Clone)]
pub struct Editor {
    unit: UnitId,
    name: String,
    year: i32,
    subject: Subject,
    counts: Counts<Option<Level>>,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// Levels and present totals were read.
    Read(u64, Result<TotalsOf>),
    /// Among the totals.
    Counts(counts::Message),
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
        let check = |typed: &str| parse_whole(typed).err().filter(|kind| *kind != Kind::Required);
        let counts = Counts::new(Field::Count, check, request);
        let name = context.unit_name(unit).to_owned();
        self.totals = Some(Editor { unit, name, year, subject, counts });
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
                Message::Answered(_, Ok(Step::Done(done))) => stored(Update::none(), done.changes),
                _ => Update::none(),
            };
        };
        match message {
            Message::Read(request, result) if editor.counts.reads(request) => match result {
                Ok(read) => return Update::task(editor.fill(&read)),
                Err(error) => {
                    self.totals = None;
                    return problem(&error);
                }
            },
            Message::Counts(message) => match editor.counts.update(message) {
                Wish::Stay => {}
                Wish::Leave => {
                    self.totals = None;
                    return Update::task(focus_on(super::GRID));
                }
                Wish::Store => {
                    self.requests += 1;
                    return Update::task(editor.send(self.requests, context));
                }
            },
            Message::Answered(request, answer) if editor.counts.awaits(request) => {
                let wrong = |refusal: &TotalRefusal| (refusal.level, refusal.kind.clone());
                return match editor.counts.answered(answer, wrong) {
                    Answer::Stored(changes) => {
                        self.totals = None;
                        stored(Update::task(focus_on(super::GRID)), changes)
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

fn stored(update: Update<TabMessage>, changes: Changes) -> Update<TabMessage> {
    if changes.is_empty() { update } else { update.and(Event::Committed(changes)) }
}

impl Editor {
    fn fill(&mut self, read: &TotalsOf) -> Task<TabMessage> {
        let levels = read.levels.iter().map(|named| (Some(named.level), named.name.clone()));
        let all = levels.chain([(None, fl!("ratings-not-rated"))]);
        let total = |level| read.totals.iter().find(|(other, _)| *other == level).map(|(_, count)| *count);
        self.counts.fill(all.map(|(level, name)| (level, name, total(level))))
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.counts.is_dirty()
    }

    /// Drops the records around the draft.
    pub fn forget(&mut self) {
        self.name.clear();
        self.counts.forget();
    }

    /// The unit's name may have changed, or come back after a lock.
    pub fn renew(&mut self, name: impl Fn(UnitId) -> String) {
        self.name = name(self.unit);
    }

    fn send(&mut self, request: u64, context: &Context) -> Task<TabMessage> {
        let typed = self.counts.send(request);
        let (unit, of, author) = (self.unit, (self.year, self.subject), context.author.clone());
        context.ask(
            move |db| service::set_totals(db, unit, of, &typed, &author),
            move |answer| TabMessage::Totals(Message::Answered(request, answer)),
        )
    }

    /// The dialog.
    pub fn dialog(&self) -> Dialog<'_, Message> {
        let title = match self.subject {
            Subject::Member => fl!("summary-totals-of-members", year = self.year.to_string()),
            Subject::Unit => fl!("summary-totals-of-units", year = self.year.to_string()),
        };
        let levels = self.counts.typed().filter(|(level, _)| level.is_some());
        let rated = levels.filter_map(|(_, typed)| parse_whole(typed).ok()).fold(0, i64::saturating_add);
        let body = column![
            self.counts.notices(),
            text::strong(&self.name),
            text::caption(fl!("summary-totals-hint")),
            scroll(self.counts.fields()),
            text::body(fl!("summary-totals-rated", rated = group(rated))),
        ]
        .spacing(space::SMALL)
        .width(Length::Fill);
        let dialog = Dialog::new("summary-totals", title, counts::Message::Left).body(body);
        self.counts.framed(dialog, fl!("quotas-term-save")).map(Message::Counts)
    }
}
