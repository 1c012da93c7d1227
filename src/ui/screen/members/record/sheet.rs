//! The dialogs over an open record: change of status, move to another cell, a post.
//!
//! The three are one kind of form: perhaps a choice, perhaps a cell, a few lines of text. What is
//! wrong is told by the services and shown beside the fields.

use chrono::NaiveDate;
use iced::widget::{column, container, row};
use iced::{Length, Padding, Task};

use crate::domain::date;
use crate::domain::id::MemberId;
use crate::domain::member::{Post, PostForm, Sphere, Status, StatusForm};
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::rating::{Discipline, DisciplineForm, DisciplineKind, Subject, Who};
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::steps;
use crate::i18n::term::{self, Words};
use crate::services::members::{self, TransferForm};
use crate::services::ratings;
use crate::services::{Changes, Error, Result};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::part::named::{self, Named};
use crate::ui::part::unit_picker::UnitPicker;
use crate::ui::part::{dates, problems};
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, choice, focus_on, press, scroll, text_field};

/// What the dialog is for, with what is typed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Purpose {
    Status { present: Status, form: StatusForm },
    Transfer(TransferForm),
    Post { id: Option<i64>, form: PostForm },
    Discipline { id: Option<i64>, form: DisciplineForm },
}

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
    /// A form of discipline was chosen.
    DisciplineChosen(DisciplineKind),
    /// It was looked which decided years would have other books.
    BooksLooked(Result<Vec<Problem>>),
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
    /// The decided years whose books would change, once they were told.
    books: Option<Vec<Problem>>,
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
            books: None,
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
            Message::DisciplineChosen(chosen) => {
                self.touched(Field::DisciplineForm);
                if let Purpose::Discipline { form, .. } = &mut self.purpose {
                    form.form = Some(chosen);
                }
            }
            Message::BooksLooked(found) => return Step::Stay(self.looked(found, member, context)),
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

    fn touched(&mut self, field: Field) {
        self.asks_to_leave = false;
        self.books = None;
        self.problems.retain(|problem| problem.field != field);
    }

    /// Shows what is wrong with a field that was left, as far as the form can tell.
    fn left(&mut self, field: Field, today: NaiveDate) {
        let mut found = match &self.purpose {
            Purpose::Status { form, .. } => wrong_day(&form.on),
            Purpose::Transfer(form) => wrong_day(&form.on),
            Purpose::Post { form, .. } => form.check(today).err().unwrap_or_default(),
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
    /// change by it.
    fn look(&mut self, member: MemberId, context: &Context) -> Task<Message> {
        let on = match &self.purpose {
            Purpose::Status { form, .. } => form.on.clone(),
            Purpose::Transfer(form) => form.on.clone(),
            Purpose::Post { .. } | Purpose::Discipline { .. } => return self.save(member, context),
        };
        if self.books.is_some() {
            return self.save(member, context);
        }
        let (unit, author) = (self.picker.unit(), context.author.clone());
        context.ask(
            move |database| members::changed_books(database, member, &on, unit, &author),
            Message::BooksLooked,
        )
    }

    fn looked(&mut self, found: Result<Vec<Problem>>, member: MemberId, context: &Context) -> Task<Message> {
        let found = found.unwrap_or_default();
        let is_fine = found.is_empty();
        self.books = Some(found);
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
            Purpose::Post { .. } | Purpose::Discipline { .. } => false,
        }
    }

    /// The fields in reading order.
    fn fields(&self) -> Vec<Field> {
        let first = match &self.purpose {
            Purpose::Status { .. } => Some(Field::Status),
            Purpose::Transfer(_) => None,
            Purpose::Post { .. } => Some(Field::Kind),
            Purpose::Discipline { .. } => Some(Field::DisciplineForm),
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
            Purpose::Discipline { id: None, .. } => fl!("members-discipline-new-title"),
            Purpose::Discipline { id: Some(_), .. } => fl!("members-discipline-title"),
        }
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self, today: NaiveDate) -> Dialog<'a, Message> {
        let save = super::save_chord();
        let name = match &self.purpose {
            Purpose::Status { .. } => "member-status",
            Purpose::Transfer(_) => "member-transfer",
            Purpose::Post { .. } => "member-post",
            Purpose::Discipline { .. } => "member-discipline",
        };
        let known = self.fields();
        let elsewhere = problems::elsewhere(&self.problems, &known)
            .map(|sentence| text::body(sentence).style(text::danger));
        let asks = self.asks_to_leave.then(|| text::body(fl!("members-sheet-leave")).style(text::warning));
        let books = self.books.as_deref().filter(|books| !books.is_empty()).map(|books| {
            let told = sentence::problems(books);
            text::body(fl!("members-sheet-books", told = told)).style(text::warning)
        });
        let unit = self.takes_unit().then(|| {
            self.picker
                .view(fl!("members-destination"), Message::UnitTyped)
                .id(id(Field::Unit))
                .placeholder(fl!("members-unit-hint"))
                .on_leave(Message::Left(Field::Unit))
                .problem(problems::of(&self.problems, Field::Unit))
        });
        let body = column![
            slot(elsewhere.map(Element::from)),
            slot(asks.map(Element::from)),
            slot(books.map(Element::from)),
            slot(self.choice()),
            slot(unit.map(Element::from)),
            self.lines(today)
        ];
        Dialog::new(name, self.title(), Message::CancelRequested)
            .wide()
            .body(scroll(body))
            .button(press(text::body(fl!("members-cancel"))).hint("Esc").on_press(Message::CancelRequested))
            .button(
                press(text::body(fl!("members-save")))
                    .icon(Icon::Check)
                    .hint(save.label())
                    .style(button::primary)
                    .on_press_maybe((!self.is_saving).then_some(Message::SaveRequested)),
            )
            .bind(save, Message::SaveRequested)
            .on_enter(Message::SaveRequested)
    }

    fn choice<'a>(&'a self) -> Option<Element<'a, Message>> {
        match &self.purpose {
            Purpose::Status { present, form } => {
                let options: Vec<_> = Status::ALL
                    .iter()
                    .filter(|status| status.may_follow(*present))
                    .map(|status| Named::new(*status, status_name(*status, *present)))
                    .collect();
                let chosen = form.status.and_then(|status| named::find(&options, &status));
                let problem = problems::of(&self.problems, Field::Status);
                let control = choice(fl!("members-status-new"), &options, chosen, |option: Named<Status>| {
                    Message::StatusChosen(option.value)
                });
                Some(control.id(id(Field::Status)).problem(problem).into())
            }
            Purpose::Post { form, .. } => {
                let options: Vec<_> = Sphere::ALL
                    .iter()
                    .map(|sphere| Named::new(*sphere, term::sphere(*sphere, Words::Screen)))
                    .collect();
                let chosen = form.sphere.and_then(|sphere| named::find(&options, &sphere));
                let problem = problems::of(&self.problems, Field::Kind);
                let control =
                    choice(fl!("members-post-sphere"), &options, chosen, |option: Named<Sphere>| {
                        Message::SphereChosen(option.value)
                    });
                Some(control.id(id(Field::Kind)).problem(problem).into())
            }
            Purpose::Discipline { form, .. } => {
                let options: Vec<_> = DisciplineKind::of(Subject::Member)
                    .iter()
                    .map(|kind| Named::new(*kind, steps::discipline(*kind, Words::Screen)))
                    .collect();
                let chosen = form.form.and_then(|kind| named::find(&options, &kind));
                let problem = problems::of(&self.problems, Field::DisciplineForm);
                let label = sentence::field(Field::DisciplineForm);
                let control = choice(label, &options, chosen, |option: Named<DisciplineKind>| {
                    Message::DisciplineChosen(option.value)
                });
                Some(control.id(id(Field::DisciplineForm)).problem(problem).into())
            }
            Purpose::Transfer(_) => None,
        }
    }

    /// The lines of text, two beside each other.
    fn lines<'a>(&'a self, today: NaiveDate) -> Element<'a, Message> {
        let lines = self.purpose.lines();
        let rows = lines.chunks(2).map(|pair| {
            let fields = pair.iter().map(|(field, typed)| self.line(*field, typed, today));
            row(fields).spacing(space::LARGE).width(Length::Fill).into()
        });
        column(rows).spacing(space::MEDIUM).into()
    }

    fn line<'a>(&'a self, field: Field, typed: &str, today: NaiveDate) -> Element<'a, Message> {
        let (label, problem) = (self.label(field), problems::of(&self.problems, field));
        let on_input = move |text| Message::Typed(field, text);
        match field {
            Field::DecidedOn | Field::EndedOn => {
                let day = dates::whole_day(label, typed, today, on_input);
                day.id(id(field)).problem(problem).on_leave(Message::Left(field)).into()
            }
            Field::FromOn | Field::ToOn => {
                let date = dates::partial(label, typed, today, on_input);
                date.id(id(field)).problem(problem).on_leave(Message::Left(field)).into()
            }
            _ => {
                let line = text_field(label, typed).on_input(on_input);
                line.id(id(field)).problem(problem).on_leave(Message::Left(field)).into()
            }
        }
    }

    fn label(&self, field: Field) -> String {
        match (&self.purpose, field) {
            (Purpose::Status { .. }, Field::DecidedOn) => fl!("members-status-on"),
            (Purpose::Status { .. }, Field::AdmissionPlace) => fl!("members-status-place"),
            (Purpose::Transfer(_), Field::DecidedOn) => fl!("members-transfer-on"),
            (Purpose::Transfer(_), Field::Decision) => fl!("members-transfer-decision"),
            (_, field) => sentence::field(field),
        }
    }
}

/// What is wrong with the day of a decision.
fn wrong_day(typed: &str) -> Vec<Problem> {
    date::parse_day(typed).err().map(|kind| Problem::error(Field::DecidedOn, kind)).into_iter().collect()
}

impl Purpose {
    fn lines(&self) -> Vec<(Field, &String)> {
        match self {
            Self::Status { form, .. } => vec![
                (Field::DecidedOn, &form.on),
                (Field::Decision, &form.decision),
                (Field::Reason, &form.reason),
                (Field::AdmissionPlace, &form.place),
            ],
            Self::Transfer(form) => vec![(Field::DecidedOn, &form.on), (Field::Decision, &form.decision)],
            Self::Post { form, .. } => vec![
                (Field::PostTitle, &form.title),
                (Field::Decision, &form.decision),
                (Field::FromOn, &form.from_on),
                (Field::ToOn, &form.to_on),
            ],
            Self::Discipline { form, .. } => vec![
                (Field::DecidedOn, &form.decided_on),
                (Field::Decision, &form.decision),
                (Field::Body, &form.body),
                (Field::Reason, &form.reason),
                (Field::EndedOn, &form.ended_on),
            ],
        }
    }

    fn lines_mut(&mut self) -> Vec<(Field, &mut String)> {
        match self {
            Self::Status { form, .. } => vec![
                (Field::DecidedOn, &mut form.on),
                (Field::Decision, &mut form.decision),
                (Field::Reason, &mut form.reason),
                (Field::AdmissionPlace, &mut form.place),
            ],
            Self::Transfer(form) => {
                vec![(Field::DecidedOn, &mut form.on), (Field::Decision, &mut form.decision)]
            }
            Self::Post { form, .. } => vec![
                (Field::PostTitle, &mut form.title),
                (Field::Decision, &mut form.decision),
                (Field::FromOn, &mut form.from_on),
                (Field::ToOn, &mut form.to_on),
            ],
            Self::Discipline { form, .. } => vec![
                (Field::DecidedOn, &mut form.decided_on),
                (Field::Decision, &mut form.decision),
                (Field::Body, &mut form.body),
                (Field::Reason, &mut form.reason),
                (Field::EndedOn, &mut form.ended_on),
            ],
        }
    }
}

/// A status as it is offered: those who left come back by being restored.
fn status_name(status: Status, present: Status) -> String {
    let name = term::status(status, Words::Screen);
    if status == Status::Active && !present.is_present() {
        fl!("members-status-restored", status = name)
    } else {
        name
    }
}

/// What comes and goes above fields, with the room below it. It is a column of its own: iced drops
/// empty slots, and the fields below would move in the order by which the focus is kept.
fn slot(element: Option<Element<'_, Message>>) -> Element<'_, Message> {
    let with_room = |element| container(element).padding(Padding::default().bottom(space::MEDIUM));
    column![element.map(with_room)].into()
}

fn id(field: Field) -> String {
    format!("sheet-{field:?}")
}
