//! The dialog for discipline of a unit (Điều lệ Đảng 2011, art. 35): what is on record, and a form for
//! one more or for one of these.

use chrono::NaiveDate;
use iced::widget::{column, row};
use iced::{Alignment, Length};

use super::Message;
use super::change::Change;
use crate::domain::date;
use crate::domain::id::UnitId;
use crate::domain::problem::Field;
use crate::domain::rating::{Discipline, DisciplineForm, DisciplineKind, Subject, Who};
use crate::domain::unit::{Node, UnitTree};
use crate::fl;
use crate::i18n::term::Words;
use crate::i18n::{sentence, steps};
use crate::ui::Element;
use crate::ui::icon::Icon;
use crate::ui::part::attempt::Attempt;
use crate::ui::part::dates;
use crate::ui::part::named::{self, Named};
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, choice, line, press, text_field};

/// The fields on the screen in reading order.
pub const FIELDS: [(Field, &str); 6] = [
    (Field::DisciplineForm, "unit-discipline-form"),
    (Field::DecidedOn, "unit-discipline-on"),
    (Field::Decision, "unit-discipline-decision"),
    (Field::Body, "unit-discipline-body"),
    (Field::Reason, "unit-discipline-reason"),
    (Field::EndedOn, "unit-discipline-ended"),
];

/// The draft of a discipline.
#[derive(Debug, Clone)]
pub struct Disciplining {
    /// The unit.
    pub unit: UnitId,
    /// How saving goes.
    pub attempt: Attempt,
    name: String,
    /// What is on record; none while it is read.
    known: Option<Vec<Discipline>>,
    /// The one that is written over; none for a new one.
    edited: Option<i64>,
    form: DisciplineForm,
    first: DisciplineForm,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Input {
    /// A form was chosen.
    Form(DisciplineKind),
    /// A line was typed.
    Line(Field, String),
    /// One on record is to be written over; none: a new one is typed.
    Edited(Option<i64>),
}

impl Disciplining {
    /// The unit of a node.
    pub fn new(node: &Node) -> Self {
        Self {
            unit: node.unit.id,
            attempt: Attempt::default(),
            name: node.unit.fields.name.clone(),
            known: None,
            edited: None,
            form: DisciplineForm::default(),
            first: DisciplineForm::default(),
        }
    }

    /// The unit's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Takes what is on record.
    pub fn read(&mut self, known: Vec<Discipline>) {
        self.known = Some(known);
    }

    /// Whether something is typed.
    pub fn is_dirty(&self) -> bool {
        self.form != self.first
    }

    /// Takes what is typed.
    pub fn type_in(&mut self, input: Input) {
        match input {
            Input::Form(form) => {
                self.form.form = Some(form);
                self.attempt.typed(Field::DisciplineForm);
            }
            Input::Line(field, typed) => {
                let line = match field {
                    Field::DecidedOn => &mut self.form.decided_on,
                    Field::Decision => &mut self.form.decision,
                    Field::Body => &mut self.form.body,
                    Field::EndedOn => &mut self.form.ended_on,
                    _ => &mut self.form.reason,
                };
                *line = typed;
                self.attempt.typed(field);
            }
            Input::Edited(row) => {
                let known = self.known.iter().flatten().find(|known| Some(known.id) == row);
                self.form = known.map(|known| DisciplineForm::from(&known.fields)).unwrap_or_default();
                (self.first, self.edited) = (self.form.clone(), known.map(|known| known.id));
                self.attempt = Attempt::default();
            }
        }
    }

    /// A field was left: what is wrong with it is shown.
    pub fn left(&mut self, field: Field, today: NaiveDate) {
        let found = self.form.check(Who::Unit(self.unit), today).err().unwrap_or_default();
        self.attempt.left(field, &found);
    }

    /// Takes a changed tree.
    pub fn renew(&mut self, tree: &UnitTree) {
        if let Some(node) = tree.node(self.unit) {
            self.name.clone_from(&node.unit.fields.name);
        }
    }

    /// Drops the records around the draft.
    pub fn forget(&mut self) {
        self.name.clear();
        self.known = None;
        self.attempt.forget();
    }

    /// What is to be sent.
    pub fn change(&self) -> Change {
        Change::Discipline(self.unit, self.edited, self.form.clone())
    }

    /// The dialog.
    pub fn dialog(&self, today: NaiveDate) -> Dialog<'_, Message> {
        let title = match self.edited {
            None => fl!("members-discipline-new-title"),
            Some(_) => fl!("members-discipline-title"),
        };
        let lines = [Field::DecidedOn, Field::Decision, Field::Body, Field::Reason, Field::EndedOn];
        let fields = lines
            .chunks(2)
            .map(|pair| row(pair.iter().map(|field| self.line(*field, today))).spacing(space::LARGE).into());
        let fields = column![self.form()].extend(fields).spacing(space::MEDIUM);
        let body = column![
            text::strong(&self.name),
            self.attempt.notices(&FIELDS.map(|(field, _)| field)),
            column(self.on_record()).spacing(space::TIGHT),
            line(),
            text::strong(title),
            fields,
        ]
        .spacing(space::MEDIUM)
        .width(Length::Fill);
        let dialog = Dialog::new("unit-discipline", fl!("units-discipline-title"), Message::Left)
            .wide()
            .body(body)
            .first("unit-discipline-form");
        self.attempt.framed(dialog, fl!("units-discipline-do"), Message::Left, Message::Submitted)
    }

    /// What is on record, the newest first; beside each the way to write over it.
    fn on_record(&self) -> Vec<Element<'_, Message>> {
        let Some(known) = &self.known else { return Vec::new() };
        if known.is_empty() {
            return vec![text::body(fl!("members-discipline-none")).style(text::muted).into()];
        }
        let one = |known: &Discipline| {
            let fields = &known.fields;
            let until = fields.ended_on.map(|day| format!(" – {}", date::show(day))).unwrap_or_default();
            let what = steps::discipline(fields.form, Words::Screen);
            let details = [fields.decision.clone(), fields.body.clone(), fields.reason.clone()];
            let details: Vec<String> = details.into_iter().flatten().collect();
            let head = format!("{what}, {}{until}", date::show(fields.decided_on));
            let edit = press(text::body(fl!("members-edit")))
                .icon(Icon::Edit)
                .style(button::plain)
                .id(format!("unit-discipline-edit-{}", known.id))
                .on_press(Message::DisciplineTyped(Input::Edited(Some(known.id))));
            row![column![text::body(head), text::caption(details.join("; "))].width(Length::Fill), edit]
                .align_y(Alignment::Center)
                .into()
        };
        let another = self.edited.map(|_| {
            press(text::body(fl!("members-discipline-add")))
                .icon(Icon::Plus)
                .id("unit-discipline-add")
                .on_press(Message::DisciplineTyped(Input::Edited(None)))
                .into()
        });
        known.iter().rev().map(one).chain(another).collect()
    }

    fn form(&self) -> Element<'_, Message> {
        let options: Vec<_> = DisciplineKind::of(Subject::Unit)
            .iter()
            .map(|kind| Named::new(*kind, steps::discipline(*kind, Words::Screen)))
            .collect();
        let chosen = self.form.form.and_then(|kind| named::find(&options, &kind));
        let label = sentence::field(Field::DisciplineForm);
        choice(label, &options, chosen, |option: Named<DisciplineKind>| {
            Message::DisciplineTyped(Input::Form(option.value))
        })
        .id("unit-discipline-form")
        .problem(self.attempt.problem(Field::DisciplineForm))
        .into()
    }

    fn line(&self, field: Field, today: NaiveDate) -> Element<'_, Message> {
        let typed = match field {
            Field::DecidedOn => &self.form.decided_on,
            Field::Decision => &self.form.decision,
            Field::Body => &self.form.body,
            Field::EndedOn => &self.form.ended_on,
            _ => &self.form.reason,
        };
        let id = FIELDS.iter().find(|(known, _)| *known == field).map_or("", |(_, id)| id);
        let (label, problem) = (sentence::field(field), self.attempt.problem(field));
        let on_input = move |text| Message::DisciplineTyped(Input::Line(field, text));
        match field {
            Field::DecidedOn | Field::EndedOn => dates::whole_day(label, typed, today, on_input)
                .id(id)
                .problem(problem)
                .on_leave(Message::FieldLeft(field))
                .into(),
            _ => text_field(label, typed)
                .id(id)
                .problem(problem)
                .on_leave(Message::FieldLeft(field))
                .on_input(on_input)
                .into(),
        }
    }
}
