//! The dialogs over an open record: change of status, move to another cell, a post, a badge, a
//! discipline.
//!
//! All are one kind of form: perhaps a choice, perhaps a cell, a few lines of text. What is
//! wrong is told by the services and shown beside the fields.

mod purpose;
mod view;

use chrono::NaiveDate;
use iced::Task;

use purpose::Purpose;
use view::id;

use crate::domain::date::{self, PartialDate};
use crate::domain::id::MemberId;
use crate::domain::member::{
    Badge, BadgeEnding, BadgeForm, BadgeKind, Post, PostForm, Sphere, Status, StatusForm,
};
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::rating::{Discipline, DisciplineForm, DisciplineKind, Who};
use crate::fl;
use crate::services::members::{self, TransferForm};
use crate::services::ratings;
use crate::services::{Changes, Error, Result};
use crate::ui::context::Context;
use crate::ui::part::unit_picker::UnitPicker;
use crate::ui::widget::focus_on;

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// A line holds this text.
    Typed(Field, String),
    /// A field was left.
    Left(Field),
    /// A status was chosen.
    StatusChosen(Status),
    /// A sphere was chosen.
    SphereChosen(Sphere),
    /// A level of a badge was chosen.
    BadgeLevelChosen(u32),
    /// It was chosen how a badge was awarded.
    BadgeKindChosen(BadgeKind),
    /// It was chosen why a badge is held no more, or that it is held.
    BadgeEndingChosen(Option<BadgeEnding>),
    /// A form of discipline was chosen.
    DisciplineChosen(DisciplineKind),
    /// It was looked what is odd, or which decided years would have other books.
    Looked(Result<Vec<Problem>>),
    /// The field of the cell holds this text.
    UnitTyped(String),
    /// The form is to be sent.
    SaveRequested,
    /// The dialog is to go.
    CancelRequested,
    /// It was saved, or not.
    Saved(Result<Changes>),
}

/// What the dialog answers.
pub enum Step {
    /// It stays, with work to do.
    Stay(Task<Message>),
    /// It goes, perhaps because something was saved.
    Closed(Option<Changes>),
    /// Something failed that belongs to no field.
    Failed(Error),
}

/// See the module.
#[derive(Debug)]
pub struct Sheet {
    purpose: Purpose,
    began: Purpose,
    picker: UnitPicker,
    problems: Vec<Problem>,
    is_saving: bool,
    asks_to_leave: bool,
    /// What is odd, and the decided years whose books would change, once they were told.
    hints: Option<Vec<Problem>>,
}

impl Sheet {
    /// A change of the present status.
    #[must_use]
    pub fn status(present: Status, context: &Context) -> Self {
        let form = StatusForm { on: date::show(context.author.today), ..StatusForm::default() };
        Self::new(Purpose::Status { present, form }, context)
    }

    /// A move to another cell of the register.
    #[must_use]
    pub fn transfer(context: &Context) -> Self {
        let form = TransferForm { on: date::show(context.author.today), ..TransferForm::default() };
        Self::new(Purpose::Transfer(form), context)
    }

    /// A new post, or a known one.
    #[must_use]
    pub fn post(known: Option<&Post>, context: &Context) -> Self {
        let form = known.map_or_else(
            || PostForm { sphere: Some(Sphere::Party), ..PostForm::default() },
            |post| {
                let show = |date: Option<date::PartialDate>| date.map(|date| date.to_string());
                PostForm {
                    sphere: Some(post.fields.sphere),
                    title: post.fields.title.clone(),
                    from_on: show(post.fields.from_on).unwrap_or_default(),
                    to_on: show(post.fields.to_on).unwrap_or_default(),
                    decision: post.fields.decision.clone().unwrap_or_default(),
                }
            },
        );
        Self::new(Purpose::Post { id: known.map(|post| post.id), form }, context)
    }

    /// A new badge, or a known one, of somebody whose admission was decided on that day.
    #[must_use]
    pub fn badge(known: Option<&Badge>, admitted: PartialDate, context: &Context) -> Self {
        let form = known.map_or_else(
            || BadgeForm { kind: Some(BadgeKind::OnTime), ..BadgeForm::default() },
            |known| BadgeForm::from(&known.fields),
        );
        Self::new(Purpose::Badge { id: known.map(|known| known.id), form, admitted }, context)
    }

    /// A new discipline, or a known one.
    #[must_use]
    pub fn discipline(known: Option<&Discipline>, context: &Context) -> Self {
        let form = known.map_or_else(DisciplineForm::default, |known| DisciplineForm::from(&known.fields));
        Self::new(Purpose::Discipline { id: known.map(|known| known.id), form }, context)
    }

    fn new(purpose: Purpose, context: &Context) -> Self {
        let mut sheet = Self {
            began: purpose.clone(),
            purpose,
            picker: UnitPicker::default(),
            problems: Vec::new(),
            is_saving: false,
            asks_to_leave: false,
            hints: None,
        };
        sheet.offer(context);
        sheet
    }

    /// Offers the cells as they are now.
    pub fn offer(&mut self, context: &Context) {
        self.picker.offer(&context.tree, super::super::is_open_cell);
    }

    /// Drops the names of cells; what was typed stays.
    pub fn forget(&mut self) {
        self.picker.forget();
        self.is_saving = false;
    }

    /// Whether something was typed.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.purpose != self.began || !self.picker.typed().is_empty()
    }

    /// Takes a message about a member.
    pub fn update(&mut self, message: Message, member: MemberId, context: &Context) -> Step {
        match message {
            Message::Typed(field, text) => {
                self.touched(field);
                if let Some((_, line)) = self.purpose.lines_mut().into_iter().find(|(key, _)| *key == field) {
                    *line = text;
                }
            }
            Message::Left(field) => self.left(field, context.author.today),
            Message::StatusChosen(status) => {
                self.touched(Field::Status);
                if let Purpose::Status { form, .. } = &mut self.purpose {
                    form.status = Some(status);
                }
            }
            Message::SphereChosen(sphere) => {
                self.touched(Field::Kind);
                if let Purpose::Post { form, .. } = &mut self.purpose {
                    form.sphere = Some(sphere);
                }
            }
            Message::BadgeLevelChosen(level) => {
                self.touched(Field::BadgeLevel);
                if let Purpose::Badge { form, .. } = &mut self.purpose {
                    form.level = Some(level);
                }
            }
            Message::BadgeKindChosen(kind) => {
                self.touched(Field::BadgeKind);
                if let Purpose::Badge { form, .. } = &mut self.purpose {
                    form.kind = Some(kind);
                }
            }
            Message::BadgeEndingChosen(ending) => {
                self.touched(Field::BadgeEnding);
                self.end_badge(ending, context.author.today);
            }
            Message::DisciplineChosen(chosen) => {
                self.touched(Field::DisciplineForm);
                if let Purpose::Discipline { form, .. } = &mut self.purpose {
                    form.form = Some(chosen);
                }
            }
            Message::Looked(found) => return Step::Stay(self.looked(found, member, context)),
            Message::UnitTyped(typed) => {
                self.touched(Field::Unit);
                self.picker.type_in(typed);
            }
            Message::SaveRequested => return Step::Stay(self.look(member, context)),
            Message::CancelRequested => {
                if self.asks_to_leave || !self.is_dirty() {
                    return Step::Closed(None);
                }
                self.asks_to_leave = true;
            }
            Message::Saved(result) => return self.saved(result),
        }
        Step::Stay(Task::none())
    }

    /// A badge that ends does so today, unless it is typed otherwise.
    fn end_badge(&mut self, ending: Option<BadgeEnding>, today: NaiveDate) {
        let Purpose::Badge { form, .. } = &mut self.purpose else { return };
        form.ending = ending;
        if ending.is_none() {
            (form.ended_on, form.end_reason) = Default::default();
        } else if form.ended_on.is_empty() {
            form.ended_on = date::show(today);
        }
    }

    fn touched(&mut self, field: Field) {
        self.asks_to_leave = false;
        self.hints = None;
        self.problems.retain(|problem| problem.field != field);
    }

    /// Shows what is wrong with a field that was left, as far as the form can tell.
    fn left(&mut self, field: Field, today: NaiveDate) {
        let mut found = match &self.purpose {
            Purpose::Status { form, .. } => wrong_day(&form.on),
            Purpose::Transfer(form) => wrong_day(&form.on),
            Purpose::Post { form, .. } => form.check(today).err().unwrap_or_default(),
            Purpose::Badge { form, admitted, .. } => match form.check(*admitted, today) {
                Ok(checked) => checked.warnings,
                Err(found) => found,
            },
            Purpose::Discipline { form, .. } => {
                form.check(Who::Member(MemberId(0)), today).err().unwrap_or_default()
            }
        };
        if self.takes_unit() && self.picker.is_lost() {
            found.push(Problem::error(Field::Unit, Kind::NotFound));
        }
        found.retain(|problem| problem.field == field && !self.problems.contains(problem));
        self.problems.extend(found);
    }

    /// Before a status or a place is dated back into a decided year, it is told once which books
    /// change by it; before a badge is saved, what is odd in it.
    fn look(&mut self, member: MemberId, context: &Context) -> Task<Message> {
        if self.hints.is_some() {
            return self.save(member, context);
        }
        let (unit, author) = (self.picker.unit(), context.author.clone());
        let on = match &self.purpose {
            Purpose::Status { form, .. } => form.on.clone(),
            Purpose::Transfer(form) => form.on.clone(),
            Purpose::Badge { id, form, .. } => {
                let (id, form) = (*id, form.clone());
                return context.ask(
                    move |database| members::odd_in_badge(database, member, id, &form, &author),
                    Message::Looked,
                );
            }
            Purpose::Post { .. } | Purpose::Discipline { .. } => return self.save(member, context),
        };
        context.ask(
            move |database| members::changed_books(database, member, &on, unit, &author),
            Message::Looked,
        )
    }

    fn looked(&mut self, found: Result<Vec<Problem>>, member: MemberId, context: &Context) -> Task<Message> {
        let found = found.unwrap_or_default();
        let is_fine = found.is_empty();
        self.hints = Some(found);
        if is_fine { self.save(member, context) } else { Task::none() }
    }

    fn save(&mut self, member: MemberId, context: &Context) -> Task<Message> {
        if std::mem::replace(&mut self.is_saving, true) {
            return Task::none();
        }
        self.problems.clear();
        let author = context.author.clone();
        let unit = self.picker.unit();
        match self.purpose.clone() {
            Purpose::Status { form, .. } => {
                let form = StatusForm { unit, ..form };
                context.ask(
                    move |database| members::change_status(database, member, &form, &author),
                    |saved| Message::Saved(saved.map(|saved| saved.changes)),
                )
            }
            Purpose::Transfer(form) => {
                let form = TransferForm { unit, ..form };
                context.ask(
                    move |database| members::transfer(database, member, &form, &author),
                    |saved| Message::Saved(saved.map(|saved| saved.changes)),
                )
            }
            Purpose::Post { id, form } => context.ask(
                move |database| members::save_post(database, member, id, &form, &author),
                |saved| Message::Saved(saved.map(|saved| saved.changes)),
            ),
            Purpose::Badge { id, form, .. } => context.ask(
                move |database| members::save_badge(database, member, id, &form, &author),
                |saved| Message::Saved(saved.map(|saved| saved.changes)),
            ),
            Purpose::Discipline { id, form } => context.ask(
                move |database| ratings::save_discipline(database, Who::Member(member), id, &form, &author),
                |saved| Message::Saved(saved.map(|saved| saved.changes)),
            ),
        }
    }

    fn saved(&mut self, result: Result<Changes>) -> Step {
        self.is_saving = false;
        match result {
            Ok(changes) => Step::Closed(Some(changes)),
            Err(Error::Refused(problems)) => {
                self.problems = problems;
                if self.takes_unit() && self.picker.is_lost() {
                    self.problems.retain(|problem| problem.field != Field::Unit);
                    self.problems.push(Problem::error(Field::Unit, Kind::NotFound));
                }
                let wrong = |field: &Field| self.problems.iter().any(|problem| problem.field == *field);
                Step::Stay(self.fields().into_iter().find(wrong).map_or_else(Task::none, |f| focus_on(id(f))))
            }
            Err(error) => Step::Failed(error),
        }
    }

    /// Whether a cell is asked for: of those who move, and of those who come back.
    fn takes_unit(&self) -> bool {
        match &self.purpose {
            Purpose::Status { present, form } => {
                !present.is_present() && form.status.is_some_and(Status::is_present)
            }
            Purpose::Transfer(_) => true,
            Purpose::Post { .. } | Purpose::Badge { .. } | Purpose::Discipline { .. } => false,
        }
    }

    /// The fields in reading order.
    fn fields(&self) -> Vec<Field> {
        let first = match &self.purpose {
            Purpose::Status { .. } => vec![Field::Status],
            Purpose::Transfer(_) => Vec::new(),
            Purpose::Post { .. } => vec![Field::Kind],
            Purpose::Badge { id: None, .. } => vec![Field::BadgeLevel, Field::BadgeKind],
            Purpose::Badge { id: Some(_), .. } => {
                vec![Field::BadgeLevel, Field::BadgeKind, Field::BadgeEnding]
            }
            Purpose::Discipline { .. } => vec![Field::DisciplineForm],
        };
        let unit = self.takes_unit().then_some(Field::Unit);
        let lines = self.purpose.lines().into_iter().map(|(field, _)| field);
        first.into_iter().chain(unit).chain(lines).collect()
    }

    /// What it is for.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.purpose {
            Purpose::Status { .. } => fl!("members-status-title"),
            Purpose::Transfer(_) => fl!("members-transfer-title"),
            Purpose::Post { id: None, .. } => fl!("members-post-new-title"),
            Purpose::Post { id: Some(_), .. } => fl!("members-post-title"),
            Purpose::Badge { id: None, .. } => fl!("members-badge-new-title"),
            Purpose::Badge { id: Some(_), .. } => fl!("members-badge-title"),
            Purpose::Discipline { id: None, .. } => fl!("members-discipline-new-title"),
            Purpose::Discipline { id: Some(_), .. } => fl!("members-discipline-title"),
        }
    }
}

/// What is wrong with the day of a decision.
fn wrong_day(typed: &str) -> Vec<Problem> {
    date::parse_day(typed).err().map(|kind| Problem::error(Field::DecidedOn, kind)).into_iter().collect()
}
