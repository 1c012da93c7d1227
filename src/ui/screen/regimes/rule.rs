//! The form of a rule of what follows from ratings.

use chrono::{Datelike, NaiveDate};
use iced::Task;
use iced::widget::{column, row};

use crate::domain::id::ConsequenceId;
use crate::domain::problem::Field;
use crate::domain::rating::consequence::{Consequence, ConsequenceForm, ConsequenceKind};
use crate::domain::rating::{Level, Subject};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::ratings::consequences;
use crate::services::{Author, Changes, Database, Result};
use crate::ui::Element;
use crate::ui::part::attempt::Attempt;
use crate::ui::theme::space;
use crate::ui::widget::{TextField, choice_named, number_field, text_field, tick};

const FIELDS: [(Field, &str); 5] = [
    (Field::YearsRunning, "rule-years"),
    (Field::FromYear, "rule-from"),
    (Field::ToYear, "rule-to"),
    (Field::Outcome, "rule-outcome"),
    (Field::Article, "rule-article"),
];

/// The draft.
#[derive(Debug)]
pub struct Editor {
    /// How saving goes.
    pub attempt: Attempt,
    id: Option<ConsequenceId>,
    form: ConsequenceForm,
    initial: ConsequenceForm,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// A text was typed.
    Typed(Field, String),
    /// A field was left.
    Left(Field),
    /// What follows.
    Kind(ConsequenceKind),
    /// For whom.
    Subject(Subject),
    /// From which level.
    Level(Level),
    /// Whether the text was read.
    Confirmed(bool),
}

/// A rule to be saved.
#[derive(Debug, Clone)]
pub struct Change {
    id: Option<ConsequenceId>,
    form: ConsequenceForm,
}

impl Change {
    /// Saves it.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Changes> {
        Ok(match self.id {
            Some(id) => consequences::change(database, id, &self.form, author)?.changes,
            None => consequences::add(database, &self.form, author)?.changes,
        })
    }
}

impl Editor {
    /// A rule to be changed, or a new one.
    pub fn new(rule: Option<&Consequence>, today: NaiveDate) -> Self {
        let form = rule.map_or_else(|| blank(today), ConsequenceForm::from);
        Self { attempt: Attempt::default(), id: rule.map(|rule| rule.id), initial: form.clone(), form }
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.form != self.initial
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) {
        match message {
            Message::Typed(field, typed) => {
                let place = match field {
                    Field::YearsRunning => &mut self.form.years,
                    Field::FromYear => &mut self.form.from_year,
                    Field::ToYear => &mut self.form.to_year,
                    Field::Outcome => &mut self.form.outcome,
                    _ => &mut self.form.article,
                };
                *place = typed;
                self.attempt.typed(field);
            }
            Message::Left(field) => {
                let found = self.form.check(ConsequenceId::NEW).err().unwrap_or_default();
                self.attempt.left(field, &found);
            }
            Message::Kind(kind) => self.form.kind = kind,
            Message::Subject(subject) => {
                self.form.subject = subject;
                if !Level::of(subject).contains(&self.form.level) {
                    self.form.level = Level::Excellent;
                }
            }
            Message::Level(level) => self.form.level = level,
            Message::Confirmed(confirmed) => self.form.confirmed = confirmed,
        }
    }

    /// What is to be saved; else the first wrong field takes the focus.
    pub fn submit(&mut self) -> std::result::Result<Change, Task<super::Message>> {
        if let Err(problems) = self.form.check(ConsequenceId::NEW) {
            self.attempt.refuse(problems);
            return Err(self.attempt.focus_on_problem(&FIELDS));
        }
        Ok(Change { id: self.id, form: self.form.clone() })
    }

    /// The form.
    pub fn view(&self) -> Element<'_, Message> {
        let form = &self.form;
        let kinds = choice_named(
            fl!("regimes-rule-kind"),
            ConsequenceKind::ALL,
            Some(form.kind),
            |kind| match kind {
                ConsequenceKind::Commendation => fl!("regimes-rule-commendation"),
                ConsequenceKind::HighCommendation => fl!("regimes-rule-high"),
                ConsequenceKind::Review => fl!("regimes-rule-review"),
            },
            Message::Kind,
        );
        let subjects = choice_named(
            fl!("regimes-rule-subject"),
            Subject::ALL,
            Some(form.subject),
            |subject| term::subject(*subject, Words::Screen),
            Message::Subject,
        );
        let levels = choice_named(
            fl!("field-level"),
            Level::of(form.subject),
            Some(form.level),
            |level| term::level(*level, Words::Screen),
            Message::Level,
        );
        column![
            self.attempt.notices(&FIELDS.map(|(field, _)| field)),
            row![kinds, subjects, levels].spacing(space::MEDIUM),
            row![
                self.field(number_field(fl!("field-years-running"), &form.years), Field::YearsRunning),
                self.field(text_field(fl!("field-from-year"), &form.from_year), Field::FromYear),
                self.field(text_field(fl!("field-to-year"), &form.to_year), Field::ToYear)
                    .hint(fl!("regimes-rule-to-hint")),
            ]
            .spacing(space::MEDIUM),
            self.field(text_field(fl!("field-outcome"), &form.outcome), Field::Outcome),
            self.field(text_field(fl!("field-article"), &form.article), Field::Article),
            tick(fl!("regimes-is-confirmed"), form.confirmed).on_turn(Message::Confirmed),
        ]
        .spacing(space::MEDIUM)
        .into()
    }

    fn field<'a>(&self, made: TextField<'a, Message>, field: Field) -> TextField<'a, Message> {
        let id = FIELDS.iter().find(|(other, _)| *other == field).map_or("rule", |(_, id)| *id);
        made.id(id)
            .problem(self.attempt.problem(field))
            .on_input(move |typed| Message::Typed(field, typed))
            .on_leave(Message::Left(field))
    }
}

fn blank(today: NaiveDate) -> ConsequenceForm {
    ConsequenceForm {
        kind: ConsequenceKind::Commendation,
        subject: Subject::Member,
        level: Level::Excellent,
        years: "1".to_owned(),
        from_year: today.year().to_string(),
        to_year: String::new(),
        outcome: String::new(),
        article: String::new(),
        confirmed: false,
    }
}
