//! The form of a regime: its regulation, and for members and for units the levels, the ceiling and
//! who is not rated.

mod view;

use chrono::NaiveDate;
use iced::Task;

use crate::domain::id::RegimeId;
use crate::domain::problem::Field;
use crate::domain::rating::{
    CeilingBase, CeilingForm, CountedFrom, ExclusionForm, Level, LevelForm, Misplaced, NotRated, Place,
    RegimeForm, Subject,
};
use crate::i18n::term::{self, Words};
use crate::services::regimes::{self, RegimeInUse};
use crate::services::{Author, Changes, Database, Result};
use crate::ui::part::attempt::Attempt;
use crate::ui::part::problems;
use crate::ui::widget::focus_on;

/// The draft.
#[derive(Debug)]
pub struct Editor {
    /// How saving goes.
    pub attempt: Attempt,
    id: Option<RegimeId>,
    form: RegimeForm,
    initial: RegimeForm,
    subject: Subject,
    /// What is wrong with the form now.
    found: Vec<Misplaced>,
    /// The fields that were left: what is wrong with them is shown.
    told: Vec<(Place, Field)>,
    /// The levels that ratings have.
    used: Vec<(Subject, Level)>,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// A text was typed.
    Typed(Place, Field, String),
    /// A field was left.
    Left(Place, Field),
    /// Members' or units' part.
    SubjectChosen(Subject),
    /// From which day months are counted.
    CountedFrom(CountedFrom),
    /// Something was turned on or off.
    Turned(Switch, bool),
    /// What the ceiling is a share of.
    Base(CeilingBase),
    /// A level goes one place up.
    Raised(Level),
    /// A level is added at the end.
    LevelAdded(Level),
    /// A level is taken away.
    LevelRemoved(Level),
}

/// What can be turned on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// Whether the regulation was read.
    Confirmed,
    /// Whether there is a ceiling.
    Ceiling,
    /// Whether its article was read.
    CeilingConfirmed,
    /// Whether somebody is not rated for this reason.
    Exclusion(NotRated),
    /// Whether its article was read.
    ExclusionConfirmed(NotRated),
}

/// A regime to be saved.
#[derive(Debug, Clone)]
pub struct Change {
    id: Option<RegimeId>,
    form: RegimeForm,
}

impl Change {
    /// Saves it.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Changes> {
        Ok(match self.id {
            Some(id) => regimes::change(database, id, &self.form, author)?.changes,
            None => regimes::add(database, &self.form, author)?.changes,
        })
    }
}

/// The name of a field, for the focus.
fn id(place: Place, field: Field) -> String {
    format!("regime-{place:?}-{field:?}")
}

impl Editor {
    /// A regime to be changed.
    pub fn change(it: &RegimeInUse) -> Self {
        Self::new(Some(it.regime.id), RegimeForm::from(&it.regime), it.levels.clone())
    }

    /// A new regime that begins as a copy of the newest one, from the next year on; nobody has
    /// compared it with a text yet.
    pub fn add(newest: &RegimeInUse) -> Self {
        let mut form = RegimeForm::from(&newest.regime);
        form.from_year.clear();
        form.source.clear();
        form.source_date.clear();
        form.confirmed = false;
        for subject in Subject::ALL {
            let of = form.of_mut(*subject);
            of.ceiling.iter_mut().for_each(|ceiling| ceiling.confirmed = false);
            of.exclusions.iter_mut().for_each(|exclusion| exclusion.confirmed = false);
        }
        Self::new(None, form, Vec::new())
    }

    fn new(id: Option<RegimeId>, form: RegimeForm, used: Vec<(Subject, Level)>) -> Self {
        Self {
            attempt: Attempt::default(),
            id,
            initial: form.clone(),
            form,
            subject: Subject::Member,
            found: Vec::new(),
            told: Vec::new(),
            used,
        }
    }

    /// The first year as typed, for the title.
    pub fn year(&self) -> String {
        self.form.from_year.trim().to_owned()
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.form != self.initial
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, today: NaiveDate) {
        match message {
            Message::Typed(place, field, typed) => {
                if let Some(text) = self.text(place, field) {
                    *text = typed;
                }
                self.told.retain(|told| *told != (place, field));
                self.attempt.typed(field);
            }
            Message::Left(place, field) => self.told.push((place, field)),
            Message::SubjectChosen(subject) => self.subject = subject,
            Message::CountedFrom(from) => self.form.counted_from = from,
            Message::Turned(switch, is_on) => self.turn(switch, is_on),
            Message::Base(base) => {
                if let Some(ceiling) = &mut self.form.of_mut(self.subject).ceiling {
                    ceiling.base = base;
                }
            }
            Message::Raised(level) => {
                let levels = &mut self.form.of_mut(self.subject).levels;
                let place = levels.iter().position(|other| other.level == level);
                if let Some(place) = place.filter(|place| *place > 0) {
                    levels.swap(place - 1, place);
                }
            }
            Message::LevelAdded(level) => {
                let name = term::level(level, Words::Paper);
                let added = LevelForm { level, name, at_least: String::new() };
                self.form.of_mut(self.subject).levels.push(added);
            }
            Message::LevelRemoved(level) => {
                self.form.of_mut(self.subject).levels.retain(|other| other.level != level);
            }
        }
        self.check(today);
    }

    fn check(&mut self, today: NaiveDate) {
        self.found = self.form.check(self.id.unwrap_or(RegimeId::NEW), today).err().unwrap_or_default();
    }

    fn text(&mut self, place: Place, field: Field) -> Option<&mut String> {
        let form = &mut self.form;
        Some(match place {
            Place::Head => match field {
                Field::FromYear => &mut form.from_year,
                Field::Source => &mut form.source,
                Field::SourceDate => &mut form.source_date,
                _ => &mut form.months,
            },
            Place::Of(subject) => {
                let ceiling = form.of_mut(subject).ceiling.as_mut()?;
                match field {
                    Field::CeilingPercent => &mut ceiling.percent,
                    Field::RaisedPercent => &mut ceiling.raised,
                    _ => &mut ceiling.article,
                }
            }
            Place::Level(subject, level) => {
                let mut levels = form.of_mut(subject).levels.iter_mut();
                let typed = levels.find(|typed| typed.level == level)?;
                if field == Field::Points { &mut typed.at_least } else { &mut typed.name }
            }
            Place::Exclusion(subject, why) => {
                let mut exclusions = form.of_mut(subject).exclusions.iter_mut();
                &mut exclusions.find(|exclusion| exclusion.why == why)?.article
            }
        })
    }

    fn turn(&mut self, switch: Switch, is_on: bool) {
        let of = match switch {
            Switch::Confirmed => {
                self.form.confirmed = is_on;
                return;
            }
            _ => self.form.of_mut(self.subject),
        };
        match switch {
            Switch::Confirmed => {}
            Switch::Ceiling => of.ceiling = is_on.then(CeilingForm::default),
            Switch::CeilingConfirmed => {
                of.ceiling.iter_mut().for_each(|ceiling| ceiling.confirmed = is_on);
            }
            Switch::Exclusion(why) => {
                of.exclusions.retain(|exclusion| exclusion.why != why);
                if is_on {
                    of.exclusions.push(ExclusionForm { why, article: String::new(), confirmed: false });
                }
            }
            Switch::ExclusionConfirmed(why) => of
                .exclusions
                .iter_mut()
                .filter(|exclusion| exclusion.why == why)
                .for_each(|exclusion| exclusion.confirmed = is_on),
        }
    }

    /// What is to be saved; else all that is wrong is shown and its first field takes the focus.
    pub fn submit(&mut self, today: NaiveDate) -> std::result::Result<Change, Task<super::Message>> {
        self.check(today);
        let Some(first) = self.found.iter().find(|misplaced| misplaced.problem.is_error()) else {
            return Ok(Change { id: self.id, form: self.form.clone() });
        };
        let (place, field) = (first.place, first.problem.field);
        self.told = self.found.iter().map(|it| (it.place, it.problem.field)).collect();
        if let Place::Of(subject) | Place::Level(subject, _) | Place::Exclusion(subject, _) = place {
            self.subject = subject;
        }
        Err(focus_on(id(place, field)))
    }

    /// What is wrong with a field that was left.
    fn problem(&self, place: Place, field: Field) -> Option<String> {
        if !self.told.contains(&(place, field)) {
            return None;
        }
        let here = self.found.iter().find(|it| (it.place, it.problem.field) == (place, field))?;
        Some(problems::beside(&here.problem.kind))
    }
}
