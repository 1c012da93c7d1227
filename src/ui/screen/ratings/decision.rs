//! The dialogs that lock a year with a decision, and open it again with a reason.

use chrono::NaiveDate;
use iced::Task;
use iced::keyboard::key::Named;
use iced::widget::column;

use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::rating::Subject;
use crate::domain::unit::UnitTree;
use crate::domain::{date, number};
use crate::fl;
use crate::i18n::sentence;
use crate::services::ratings::{self as service, DecisionForm};
use crate::services::{Author, Committed, Database, Result};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::Chord;
use crate::ui::part::unit_picker::UnitPicker;
use crate::ui::part::{dates, problems};
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, focus_on, press, text_field};

/// What is to be done, as typed.
#[derive(Debug, Clone)]
pub enum Wish {
    /// Lock the year.
    Decide(DecisionForm),
    /// Open what was decided for a unit again (none: the whole register), for this reason.
    Reopen(Option<(UnitId, String)>, String),
}

/// The fields in reading order.
const FIELDS: [Field; 5] = [Field::Unit, Field::Decision, Field::DecidedOn, Field::Body, Field::Reason];

fn id(field: Field) -> String {
    format!("ratings-{field:?}")
}

/// The dialog.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Whose year.
    pub subject: Subject,
    /// Which year.
    pub year: i32,
    wish: Wish,
    /// The unit that is decided, as typed; nothing: the whole register.
    unit: UnitPicker,
    began: Option<UnitId>,
    /// How many of those that are decided have no rating, once they are counted.
    open: Option<i64>,
    problems: Vec<Problem>,
    is_saving: bool,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// Those without a rating in a unit were counted.
    Counted(Option<UnitId>, Result<i64>),
    /// The field of the unit holds this text.
    UnitTyped(String),
    /// The body was typed.
    BodyTyped(String),
    /// The number was typed.
    NumberTyped(String),
    /// The day was typed.
    DayTyped(String),
    /// The field of the day was left.
    DayLeft,
    /// The reason was typed.
    ReasonTyped(String),
    /// It is right so.
    Confirmed,
    /// It is not wanted.
    Cancelled,
    /// The answer.
    Done(Result<Committed<()>>),
}

impl Decision {
    /// The dialog that locks a year for a unit and all below it; for the whole register for none.
    pub fn decide(subject: Subject, year: i32, unit: Option<UnitId>, tree: &UnitTree) -> Self {
        let mut picker = UnitPicker::at(unit, tree);
        picker.offer(tree, |node| node.unit.closed_on.is_none());
        let decision = Self::new(subject, year, Wish::Decide(DecisionForm::default()));
        Self { unit: picker, began: unit, ..decision }
    }

    /// The dialog that opens a year again: what was decided for this unit.
    pub fn reopen(subject: Subject, year: i32, unit: Option<(UnitId, String)>) -> Self {
        Self::new(subject, year, Wish::Reopen(unit, String::new()))
    }

    fn new(subject: Subject, year: i32, wish: Wish) -> Self {
        let (unit, problems) = (UnitPicker::default(), Vec::new());
        Self { subject, year, wish, unit, began: None, open: None, problems, is_saving: false }
    }

    /// Counts those without a rating among those that would be locked.
    pub fn count(&self, context: &Context) -> Task<super::Message> {
        let (subject, year, unit) = (self.subject, self.year, self.unit.unit());
        context.ask(
            move |database| service::count_open(database, subject, year, unit),
            move |open| super::Message::Decision(Message::Counted(unit, open)),
        )
    }

    /// Takes what was typed into the field of the unit; whether another one is meant.
    pub fn type_unit(&mut self, typed: String) -> bool {
        let before = self.unit.unit();
        self.problems.retain(|problem| problem.field != Field::Unit);
        self.unit.type_in(typed);
        let is_other = self.unit.unit() != before;
        if is_other {
            self.open = None;
        }
        is_other
    }

    /// Takes what was typed or counted.
    pub fn type_in(&mut self, message: Message) {
        let touched = match message {
            Message::NumberTyped(_) => Some(Field::Decision),
            Message::DayTyped(_) => Some(Field::DecidedOn),
            Message::ReasonTyped(_) => Some(Field::Reason),
            Message::BodyTyped(_) => Some(Field::Body),
            Message::Counted(..)
            | Message::UnitTyped(_)
            | Message::DayLeft
            | Message::Confirmed
            | Message::Cancelled
            | Message::Done(_) => None,
        };
        self.problems.retain(|problem| Some(problem.field) != touched);
        match (message, &mut self.wish) {
            (Message::Counted(unit, open), _) if unit == self.unit.unit() => self.open = open.ok(),
            (Message::BodyTyped(typed), Wish::Decide(form)) => form.body = typed,
            (Message::NumberTyped(typed), Wish::Decide(form)) => form.decision = typed,
            (Message::DayTyped(typed), Wish::Decide(form)) => form.on = typed,
            (Message::DayLeft, Wish::Decide(form)) => {
                self.problems.retain(|problem| problem.field != Field::DecidedOn);
                let wrong = date::parse_day(&form.on).err();
                self.problems.extend(wrong.map(|kind| Problem::error(Field::DecidedOn, kind)));
            }
            (Message::ReasonTyped(typed), Wish::Reopen(_, reason)) => *reason = typed,
            (
                Message::Counted(..)
                | Message::UnitTyped(_)
                | Message::BodyTyped(_)
                | Message::NumberTyped(_)
                | Message::DayTyped(_)
                | Message::DayLeft
                | Message::ReasonTyped(_)
                | Message::Confirmed
                | Message::Cancelled
                | Message::Done(_),
                Wish::Decide(_) | Wish::Reopen(..),
            ) => {}
        }
    }

    /// What is to be done on the worker; none while it is being done.
    pub fn job(
        &mut self,
        author: &Author,
    ) -> Option<impl FnOnce(&mut Database) -> Result<Committed<()>> + Send + use<>> {
        if self.unit.is_lost() {
            self.problems = vec![Problem::error(Field::Unit, Kind::NotFound)];
            return None;
        }
        if std::mem::replace(&mut self.is_saving, true) {
            return None;
        }
        let unit = self.unit.unit();
        let (wish, subject, year, author) = (self.wish.clone(), self.subject, self.year, author.clone());
        Some(move |database: &mut Database| match wish {
            Wish::Decide(form) => {
                service::decide(database, year, subject, &DecisionForm { unit, ..form }, &author)
            }
            Wish::Reopen(unit, reason) => {
                let unit = unit.map(|(unit, _)| unit);
                service::reopen_of(database, (year, subject), unit, &reason, &author)
            }
        })
    }

    /// Shows why it could not be done; the first field with a problem takes the focus.
    pub fn refuse<Said: Send + 'static>(&mut self, problems: Vec<Problem>) -> Task<Said> {
        self.problems = problems;
        self.is_saving = false;
        let is_wrong = |field: &Field| self.problems.iter().any(|problem| problem.field == *field);
        FIELDS.into_iter().find(is_wrong).map_or_else(Task::none, |field| focus_on(id(field)))
    }

    /// It could not be done, for a reason that is told elsewhere.
    pub fn failed(&mut self) {
        self.is_saving = false;
    }

    /// Whether something was typed.
    pub fn is_dirty(&self) -> bool {
        match &self.wish {
            Wish::Decide(form) => *form != DecisionForm::default() || self.unit.unit() != self.began,
            Wish::Reopen(_, reason) => !reason.is_empty(),
        }
    }

    fn problem(&self, field: Field) -> Option<String> {
        problems::of(&self.problems, field)
    }

    /// Problems that belong to no field here.
    fn others(&self) -> Option<String> {
        let others: Vec<Problem> =
            self.problems.iter().filter(|problem| !FIELDS.contains(&problem.field)).cloned().collect();
        (!others.is_empty()).then(|| sentence::problems(&others))
    }

    /// What is being done.
    pub fn title(&self) -> String {
        let year = self.year.to_string();
        match (&self.wish, self.subject) {
            (Wish::Decide(_), Subject::Member) => fl!("ratings-decide-title-members", year = year),
            (Wish::Decide(_), Subject::Unit) => fl!("ratings-decide-title-units", year = year),
            (Wish::Reopen(None, _), _) => fl!("ratings-reopen-title", year = year),
            (Wish::Reopen(Some((_, unit)), _), _) => {
                fl!("ratings-reopen-title-of", year = year, unit = unit.as_str())
            }
        }
    }

    /// The dialog.
    pub fn view<'a>(&'a self, today: NaiveDate) -> Dialog<'a, Message> {
        let (name, confirm, fields) = match &self.wish {
            Wish::Decide(form) => {
                ("ratings-decide", fl!("ratings-decide-do"), self.decide_fields(form, today))
            }
            Wish::Reopen(_, reason) => (
                "ratings-reopen",
                fl!("ratings-reopen-do"),
                column![
                    text_field(fl!("ratings-reopen-reason"), reason)
                        .id(id(Field::Reason))
                        .problem(self.problem(Field::Reason))
                        .on_input(Message::ReasonTyped),
                ]
                .into(),
            ),
        };
        let others = self.others().map(|words| text::body(words).style(text::danger));
        Dialog::new(name, self.title(), Message::Cancelled)
            .body(column![fields, others].spacing(space::MEDIUM))
            .button(
                press(text::body(fl!("common-cancel")))
                    .hint(Chord::key(Named::Escape).label())
                    .on_press(Message::Cancelled),
            )
            .button(
                press(text::body(confirm))
                    .hint(Chord::key(Named::Enter).label())
                    .style(button::primary)
                    .on_press_maybe((!self.is_saving).then_some(Message::Confirmed)),
            )
            .on_enter(Message::Confirmed)
    }

    fn decide_fields<'a>(&'a self, form: &DecisionForm, today: NaiveDate) -> Element<'a, Message> {
        // The line stands from the beginning: iced drops an empty slot, and when the count came in
        // its place the field below would lose the focus.
        let open = self.open.map_or_else(
            || text::body(" "),
            |count| {
                if count == 0 {
                    return text::body(fl!("ratings-decide-complete"));
                }
                let count = number::group(count);
                text::body(match self.subject {
                    Subject::Member => fl!("ratings-decide-open-members", count = count),
                    Subject::Unit => fl!("ratings-decide-open-units", count = count),
                })
                .style(text::warning)
            },
        );
        let what = match self.unit.unit() {
            Some(_) => fl!("ratings-decide-what-of", unit = self.unit.typed()),
            None => fl!("ratings-decide-what"),
        };
        column![
            text::body(what),
            open,
            text_field(fl!("ratings-decision-number"), &form.decision)
                .id(id(Field::Decision))
                .placeholder(fl!("ratings-decision-example"))
                .problem(self.problem(Field::Decision))
                .on_input(Message::NumberTyped),
            dates::whole_day(fl!("ratings-decision-day"), &form.on, today, Message::DayTyped)
                .id(id(Field::DecidedOn))
                .on_leave(Message::DayLeft)
                .problem(self.problem(Field::DecidedOn)),
            text_field(sentence::field(Field::Body), &form.body)
                .id(id(Field::Body))
                .placeholder(fl!("ratings-decision-body-example"))
                .problem(self.problem(Field::Body))
                .on_input(Message::BodyTyped),
            self.unit
                .view(fl!("ratings-decision-unit"), Message::UnitTyped)
                .id(id(Field::Unit))
                .problem(self.problem(Field::Unit)),
        ]
        .spacing(space::MEDIUM)
        .into()
    }
}
