//! The dialog for what changes a target after it was given: adjustments of a unit's yearly target,
//! amendments of a term's. Those that there are stand above, each with its document and day.

use chrono::NaiveDate;
use iced::widget::{column, row};
use iced::{Alignment, Length, Task};

use super::{GRID, Message as TabMessage, Quotas, Update, problem};
use crate::domain::date;
use crate::domain::id::UnitId;
use crate::domain::number::group;
use crate::domain::problem::Field;
use crate::domain::quota::{AdjustmentForm, AmendmentForm};
use crate::fl;
use crate::services::quotas::{self, QuotaSheet};
use crate::services::{Author, Changes, Database, Result};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::part::attempt::Attempt;
use crate::ui::part::dates;
use crate::ui::screen::Event;
use crate::ui::theme::{space, text};
use crate::ui::widget::{Dialog, focus_on, line, press, text_field};

const FIELDS: [(Field, &str); 4] = [
    (Field::Change, "change-number"),
    (Field::Target, "change-number"),
    (Field::Document, "change-document"),
    (Field::DecidedOn, "change-on"),
];

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A unit's target for a year.
    Target(UnitId, i32),
    /// The target of the unit's term that begins in a year.
    Term(UnitId, i32),
}

impl Of {
    fn unit(self) -> UnitId {
        match self {
            Self::Target(unit, _) | Self::Term(unit, _) => unit,
        }
    }
}

/// The draft of a change.
#[derive(Debug, Clone)]
pub struct Editor {
    attempt: Attempt,
    of: Of,
    number: String,
    document: String,
    on: String,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// The number is typed.
    Number(String),
    /// The document is typed.
    Document(String),
    /// Its day is typed.
    On(String),
    /// A field was left.
    Left(Field),
    /// It is to be saved.
    Submitted,
    /// One that there is, is to be taken back.
    Withdrawn(i64),
    /// Escape.
    Escaped,
    /// The worker answered a saving.
    Saved(u64, Result<Changes>),
    /// The worker answered a withdrawal.
    Gone(Result<Changes>),
}

impl Quotas {
    /// Opens the adjustments of the unit of the cursor, or the amendments of the term.
    pub(super) fn open_changes(&mut self, of: Of) {
        self.changes = Some(Editor {
            attempt: Attempt::default(),
            of,
            number: String::new(),
            document: String::new(),
            on: String::new(),
        });
    }

    /// Takes what happens in the dialog.
    pub(super) fn changes_said(&mut self, message: Message, context: &Context) -> Update<TabMessage> {
        if let Message::Gone(result) = message {
            return match result {
                Ok(changes) => Update::event(Event::Committed(changes)),
                Err(error) => problem(&error),
            };
        }
        let Some(editor) = &mut self.changes else { return Update::none() };
        match message {
            Message::Number(typed) => {
                editor.number = typed;
                editor.attempt.typed(Field::Change);
                editor.attempt.typed(Field::Target);
            }
            Message::Document(typed) => {
                editor.document = typed;
                editor.attempt.typed(Field::Document);
            }
            Message::On(typed) => {
                editor.on = typed;
                editor.attempt.typed(Field::DecidedOn);
            }
            Message::Left(field) => editor.left(field, context.author.today),
            Message::Submitted if editor.attempt.is_sent() => {}
            Message::Submitted => {
                self.requests += 1;
                let (request, author, draft) = (self.requests, context.author.clone(), editor.clone());
                editor.attempt.sent(request);
                return Update::task(context.ask(
                    move |db| draft.save(db, &author),
                    move |result| TabMessage::Changes(Message::Saved(request, result)),
                ));
            }
            Message::Withdrawn(id) => {
                let (of, author) = (editor.of, context.author.clone());
                return Update::task(context.ask(
                    move |db| withdraw(db, of, id, &author),
                    |result| TabMessage::Changes(Message::Gone(result)),
                ));
            }
            Message::Escaped => {
                let is_dirty = editor.is_dirty();
                if editor.attempt.may_leave(is_dirty) {
                    self.changes = None;
                    return Update::task(focus_on(GRID));
                }
            }
            Message::Saved(request, result) => return self.change_saved(request, result),
            Message::Gone(_) => {}
        }
        Update::none()
    }

    fn change_saved(&mut self, request: u64, result: Result<Changes>) -> Update<TabMessage> {
        let waiting = self.changes.as_mut().filter(|editor| editor.attempt.awaits(request));
        match (result, waiting) {
            (Ok(changes), waiting) => {
                if waiting.is_some() {
                    self.changes = None;
                }
                Update::event(Event::Committed(changes))
            }
            (Err(error), Some(editor)) => match editor.attempt.failed(error) {
                Some(error) => problem(&error),
                None => Update::task(editor.focus_on_problem()),
            },
            (Err(error), None) => problem(&error),
        }
    }
}

fn withdraw(database: &mut Database, of: Of, id: i64, author: &Author) -> Result<Changes> {
    let done = match of {
        Of::Target(unit, _) => quotas::withdraw_adjustment(database, unit, id, author),
        Of::Term(unit, _) => quotas::withdraw_amendment(database, unit, id, author),
    };
    done.map(|done| done.changes)
}

impl Editor {
    /// Whether something is typed.
    pub fn is_dirty(&self) -> bool {
        [&self.number, &self.document, &self.on].iter().any(|text| !text.trim().is_empty())
    }

    /// The words for what is not saved.
    pub fn title(&self) -> String {
        match self.of {
            Of::Target(_, year) => fl!("quotas-adjust-title", year = year.to_string()),
            Of::Term(..) => fl!("quotas-amend-title"),
        }
    }

    /// No answer is awaited any more.
    pub fn forget(&mut self) {
        self.attempt.forget();
    }

    fn adjustment(&self) -> AdjustmentForm {
        AdjustmentForm { change: self.number.clone(), document: self.document.clone(), on: self.on.clone() }
    }

    fn amendment(&self) -> AmendmentForm {
        AmendmentForm { target: self.number.clone(), document: self.document.clone(), on: self.on.clone() }
    }

    fn left(&mut self, field: Field, today: NaiveDate) {
        let found = match self.of {
            Of::Target(..) => self.adjustment().check(today).err(),
            Of::Term(..) => self.amendment().check(today).err(),
        };
        self.attempt.left(field, &found.unwrap_or_default());
    }

    fn save(&self, database: &mut Database, author: &Author) -> Result<Changes> {
        let saved = match self.of {
            Of::Target(unit, year) => quotas::adjust(database, unit, year, &self.adjustment(), author),
            Of::Term(unit, from) => quotas::amend(database, unit, from, &self.amendment(), author),
        };
        saved.map(|saved| saved.value.changes)
    }

    fn focus_on_problem(&self) -> Task<TabMessage> {
        self.attempt.focus_on_problem(&FIELDS)
    }

    /// The dialog.
    pub fn dialog<'a>(
        &'a self,
        sheet: Option<&'a QuotaSheet>,
        context: &'a Context,
    ) -> Dialog<'a, TabMessage> {
        let problem = |field| self.attempt.problem(field);
        let (label, field, hint) = match self.of {
            Of::Target(..) => (fl!("quotas-adjust-change"), Field::Change, fl!("quotas-adjust-hint")),
            Of::Term(..) => (fl!("quotas-amend-target"), Field::Target, fl!("quotas-amend-hint")),
        };
        let number = text_field(label, &self.number)
            .id("change-number")
            .problem(problem(field))
            .hint(hint)
            .on_leave(said(Message::Left(field)))
            .on_input(|typed| said(Message::Number(typed)));
        let document = text_field(fl!("quotas-change-document"), &self.document)
            .id("change-document")
            .problem(problem(Field::Document))
            .placeholder(fl!("quotas-change-document-example"))
            .on_leave(said(Message::Left(Field::Document)))
            .on_input(|typed| said(Message::Document(typed)));
        let on = dates::whole_day(fl!("quotas-change-on"), &self.on, context.author.today, |typed| {
            said(Message::On(typed))
        })
        .id("change-on")
        .problem(problem(Field::DecidedOn))
        .on_leave(said(Message::Left(Field::DecidedOn)));
        let fields = column![
            text::strong(context.unit_name(self.of.unit())),
            column(self.kept(sheet)).spacing(space::TIGHT),
            line(),
            number,
            document,
            on,
        ]
        .spacing(space::MEDIUM)
        .width(Length::Fill);
        let body = column![self.attempt.notices(&FIELDS.map(|(field, _)| field)), fields];
        let dialog = Dialog::new("quota-change", self.title(), said(Message::Escaped))
            .body(body)
            .first("change-number");
        let (leave, save) = (said(Message::Escaped), said(Message::Submitted));
        self.attempt.framed(dialog, fl!("quotas-change-save"), leave, save)
    }

    /// The first target, and what changed it so far.
    fn kept<'a>(&self, sheet: Option<&'a QuotaSheet>) -> Vec<Element<'a, TabMessage>> {
        let Some(sheet) = sheet else { return Vec::new() };
        let (first, changes): (Option<i64>, Vec<(i64, String)>) = match self.of {
            Of::Target(unit, _) => {
                let row = sheet.rows.iter().find(|row| row.unit == unit);
                let kept = sheet.adjustments.iter().filter(|it| it.unit == unit);
                (row.and_then(|row| row.result.target), kept.map(|it| (it.id, it.words())).collect())
            }
            Of::Term(..) => {
                let words = |target, document: &str, day| {
                    format!("{} ({document}, {})", group(target), date::show(day))
                };
                let kept = sheet.amendments.iter();
                let kept = kept.map(|it| (it.id, words(it.target, &it.document, it.decided_on)));
                (sheet.term.as_ref().map(|(term, _)| term.resolution_target), kept.collect())
            }
        };
        let first = first.map(|first| text::body(fl!("quotas-change-first", target = group(first))).into());
        let lines = changes.into_iter().map(|(id, words)| {
            let gone = press(text::body(fl!("quotas-change-withdraw")))
                .id(format!("withdraw-{id}"))
                .on_press(said(Message::Withdrawn(id)));
            row![text::body(words).width(Length::Fill), gone]
                .spacing(space::SMALL)
                .align_y(Alignment::Center)
                .into()
        });
        first.into_iter().chain(lines).collect()
    }
}

fn said(message: Message) -> TabMessage {
    TabMessage::Changes(message)
}
