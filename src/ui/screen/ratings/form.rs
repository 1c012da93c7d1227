//! The dialogs over the sheet that are one kind of form each: a note to warnings, a change of a
//! decided rating, a ballot, copying from last year, which steps are shown. What is wrong is told
//! by the services and shown beside the fields.

use std::collections::BTreeSet;

use super::sheet::{Row, Sheet, Who};
use crate::domain::number;
use crate::domain::problem::{Field, Problem};
use crate::domain::rating::{
    Ballot, BallotPlace, Entry, Level, NamedLevel, Part, Rating, Subject, WarningKind,
};
use crate::services::ratings::{self as service, Copied, RerateForm};
use crate::services::{Author, Changes, Database, Error, Result};

/// What a dialog is for, with what is entered in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// Warnings are let stand.
    Note {
        /// Which.
        warned: Vec<(Who, WarningKind)>,
        /// What they say.
        said: Vec<String>,
        /// The note.
        note: String,
    },
    /// A decided rating is changed.
    Rerate {
        /// Whose.
        who: Who,
        /// Name.
        name: String,
        /// The level before.
        before: Level,
        /// What was typed.
        form: RerateForm,
    },
    /// The ballot on somebody.
    Ballot {
        /// On whom.
        who: Who,
        /// Name.
        name: String,
        /// The numbers as typed.
        numbers: Vec<(BallotPlace, String)>,
        /// Others of the same cell without a ballot.
        others: Vec<Who>,
        /// Whether they get the papers too.
        fills: bool,
    },
    /// Last year is copied.
    Copy {
        /// Those selected.
        selected: Vec<Who>,
        /// All of the sheet.
        all: Vec<Who>,
        /// Whether only those selected.
        is_narrow: bool,
        /// What.
        what: Copied,
    },
    /// Which steps are shown.
    Parts(BTreeSet<Part>),
}

/// A place in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A field of text.
    Field(Field),
    /// A number of the ballot.
    Ballot(BallotPlace),
    /// A part of the sheet.
    Part(Part),
    /// The level is copied.
    CopyLevel,
    /// The group is copied.
    CopyGroup,
    /// The steps are copied.
    CopySteps,
    /// Only those selected.
    Narrow,
    /// The others get the papers too.
    Fills,
}

/// What happens in a dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// A field holds this text.
    Typed(Slot, String),
    /// A box was ticked or emptied.
    Turned(Slot, bool),
    /// A level was chosen.
    LevelChosen(Level),
    /// All steps, or none.
    AllTurned(bool),
    /// It is right so.
    Confirmed,
    /// It is not wanted.
    Cancelled,
    /// It was saved, or not.
    Done(Result<Changes>),
}

/// What a dialog answers.
pub enum Step {
    /// It stays.
    Stay,
    /// It stays, and the focus goes to what is wrong.
    Focus(String),
    /// It is to be saved.
    Save,
    /// It is to go without anything being saved.
    Left,
    /// It goes, because this was saved.
    Saved(Changes),
    /// Something failed that belongs to no field.
    Failed(Error),
}

/// A dialog.
#[derive(Debug, Clone)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    began: Purpose,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// The levels of the year.
    pub levels: Vec<NamedLevel>,
    subject: Subject,
    /// Year.
    pub year: i32,
    /// Whether it is being saved.
    pub is_saving: bool,
}

impl Form {
    /// A dialog over a sheet.
    pub fn new(purpose: Purpose, sheet: &Sheet) -> Self {
        Self {
            began: purpose.clone(),
            purpose,
            problems: Vec::new(),
            levels: sheet.levels().to_vec(),
            subject: sheet.subject,
            year: sheet.year,
            is_saving: false,
        }
    }

    /// The ballot on a row; the papers come from the last ballot of the cell that is complete.
    pub fn ballot(row: &Row, sheet: &Sheet) -> Self {
        let known = &row.known_steps().ballot;
        let is_beside = |other: &&Row| other.unit() == row.unit() && other.who != row.who;
        let beside: Vec<&Row> = sheet.rows.iter().filter(is_beside).collect();
        let papers = beside.iter().map(|row| &row.known_steps().ballot).rfind(|ballot| ballot.is_complete());
        let places = [BallotPlace::Issued, BallotPlace::Returned, BallotPlace::Valid];
        let votes = sheet.levels().iter().map(|named| BallotPlace::Votes(named.level));
        let number = |place: BallotPlace| {
            let like_others = papers.filter(|_| known.is_empty() && !matches!(place, BallotPlace::Votes(_)));
            let number = known.get(place).or_else(|| like_others?.get(place));
            (place, number.map(|number| number.to_string()).unwrap_or_default())
        };
        // Who is not rated is not voted on.
        let is_voted_on = |row: &Row| !matches!(row.rating, Some(Rating::NotRated { .. }));
        let open = beside.iter().filter(|row| row.known_steps().ballot.is_empty() && !row.is_locked);
        let open = open.filter(|row| is_voted_on(row));
        let purpose = Purpose::Ballot {
            who: row.who,
            name: row.name.clone(),
            numbers: places.into_iter().chain(votes).map(number).collect(),
            others: open.map(|row| row.who).collect(),
            fills: false,
        };
        Self::new(purpose, sheet)
    }

    /// Which steps the sheet shows.
    pub fn parts(sheet: &Sheet) -> Self {
        Self::new(Purpose::Parts(sheet.parts().iter().copied().collect()), sheet)
    }

    /// What is copied from last year; those selected, if several are.
    pub fn copy(selected: Vec<Who>, all: Vec<Who>, sheet: &Sheet) -> Self {
        let what = Copied { level: true, group: true, steps: false };
        let is_narrow = selected.len() > 1;
        Self::new(Purpose::Copy { selected, all, is_narrow, what }, sheet)
    }

    /// A change of a row's decided level.
    pub fn rerate(row: &Row, before: Level, sheet: &Sheet) -> Self {
        let (who, name, form) = (row.who, row.name.clone(), RerateForm::default());
        Self::new(Purpose::Rerate { who, name, before, form }, sheet)
    }

    /// The field that has the keys first.
    pub fn first(&self) -> String {
        match &self.purpose {
            Purpose::Note { .. } => id(Slot::Field(Field::Note)),
            Purpose::Rerate { .. } => id(Slot::Field(Field::Level)),
            Purpose::Ballot { numbers, .. } => {
                let empty = numbers.iter().find(|(_, typed)| typed.is_empty()).or_else(|| numbers.first());
                empty.map(|(place, _)| id(Slot::Ballot(*place))).unwrap_or_default()
            }
            Purpose::Copy { .. } => super::form_view::CONFIRM.to_owned(),
            Purpose::Parts(_) => id(Slot::Part(Part::Points)),
        }
    }

    /// Whether something was entered; what is copied is only chosen.
    pub fn is_dirty(&self) -> bool {
        self.purpose != self.began && !matches!(self.purpose, Purpose::Copy { .. })
    }

    /// Takes what happens.
    pub fn update(&mut self, message: Message) -> Step {
        match message {
            Message::Typed(slot, text) => self.type_in(slot, text),
            Message::Turned(slot, is_on) => self.turn(slot, is_on),
            Message::LevelChosen(chosen) => {
                self.problems.retain(|problem| problem.field != Field::Level);
                if let Purpose::Rerate { form, .. } = &mut self.purpose {
                    form.level = Some(chosen);
                }
            }
            Message::AllTurned(is_on) => {
                let all = Part::ALL.iter().copied().filter(|_| is_on);
                self.purpose = Purpose::Parts(all.collect());
            }
            Message::Confirmed if self.is_saving => {}
            Message::Confirmed => return self.confirm(),
            Message::Cancelled => return Step::Left,
            Message::Done(Ok(changes)) => return Step::Saved(changes),
            Message::Done(Err(Error::Refused(problems))) => {
                self.is_saving = false;
                self.problems = problems;
                return self.wrong_field().map_or(Step::Stay, Step::Focus);
            }
            Message::Done(Err(error)) => {
                self.is_saving = false;
                return Step::Failed(error);
            }
        }
        Step::Stay
    }

    fn confirm(&mut self) -> Step {
        self.problems = match self.counted() {
            Ok(_) => Vec::new(),
            Err(problem) => vec![problem],
        };
        if !self.problems.is_empty() {
            return self.wrong_field().map_or(Step::Stay, Step::Focus);
        }
        self.is_saving = true;
        Step::Save
    }

    fn wrong_field(&self) -> Option<String> {
        let wrong = self.problems.first()?.field;
        Some(match &self.purpose {
            Purpose::Ballot { numbers, .. } => {
                let bad = numbers.iter().find(|(_, typed)| read(typed).is_err());
                id(Slot::Ballot(bad.or_else(|| numbers.first())?.0))
            }
            _ => id(Slot::Field(wrong)),
        })
    }

    fn type_in(&mut self, slot: Slot, text: String) {
        self.problems.clear();
        match (&mut self.purpose, slot) {
            (Purpose::Note { note, .. }, _) => *note = text,
            (Purpose::Rerate { form, .. }, Slot::Field(field)) => match field {
                Field::Reason => form.reason = text,
                Field::Decision => form.decision = text,
                Field::DecidedOn => form.on = text,
                _ => form.body = text,
            },
            (Purpose::Ballot { numbers, .. }, Slot::Ballot(place)) => {
                if let Some((_, typed)) = numbers.iter_mut().find(|(known, _)| *known == place) {
                    *typed = text;
                }
            }
            _ => {}
        }
    }

    fn turn(&mut self, slot: Slot, is_on: bool) {
        match (&mut self.purpose, slot) {
            (Purpose::Ballot { fills, .. }, _) => *fills = is_on,
            (Purpose::Copy { what, .. }, Slot::CopyLevel) => what.level = is_on,
            (Purpose::Copy { what, .. }, Slot::CopyGroup) => what.group = is_on,
            (Purpose::Copy { what, .. }, Slot::CopySteps) => what.steps = is_on,
            (Purpose::Copy { is_narrow, .. }, _) => *is_narrow = is_on,
            (Purpose::Parts(shown), Slot::Part(part)) => {
                let _ = if is_on { shown.insert(part) } else { shown.remove(&part) };
            }
            _ => {}
        }
    }

    /// The ballot that was typed; an empty one for other forms.
    fn counted(&self) -> std::result::Result<Ballot, Problem> {
        let mut ballot = Ballot::default();
        if let Purpose::Ballot { numbers, .. } = &self.purpose {
            for (place, typed) in numbers {
                let number = read(typed).map_err(|kind| Problem::error(Field::Ballot, kind))?;
                ballot.set(*place, number);
            }
        }
        Ok(ballot)
    }

    /// What is to be done on the worker.
    pub fn job(&self, author: &Author) -> impl FnOnce(&mut Database) -> Result<Changes> + Send + use<> {
        let (form, author) = (self.clone(), author.clone());
        move |database: &mut Database| form.save(database, &author)
    }

    fn save(self, database: &mut Database, author: &Author) -> Result<Changes> {
        let counted = self.counted();
        let sheet = (self.year, self.subject);
        Ok(match self.purpose {
            Purpose::Note { warned, note, .. } => {
                service::acknowledge(database, sheet, &warned, &note, author)?.changes
            }
            Purpose::Rerate { who, form, .. } => {
                service::rerate(database, self.year, who, &form, author)?.changes
            }
            Purpose::Ballot { who, others, fills, .. } => {
                let ballot = counted.map_err(Error::from)?;
                let mut entries = vec![(who, Entry::WholeBallot(ballot.clone()))];
                if fills {
                    let papers = [BallotPlace::Issued, BallotPlace::Returned, BallotPlace::Valid];
                    let of = |who: &Who| papers.map(|place| (*who, Entry::Ballot(place, ballot.get(place))));
                    entries.extend(others.iter().flat_map(of));
                }
                service::enter(database, sheet, &entries, author)?.changes
            }
            Purpose::Copy { selected, all, is_narrow, what } => {
                let whos = if is_narrow { selected } else { all };
                service::copy_from_last_year(database, sheet, &whos, what, author)?.changes
            }
            Purpose::Parts(shown) => {
                let parts: Vec<Part> = shown.into_iter().collect();
                service::show_parts(database, &parts, author)?.changes
            }
        })
    }
}

/// A number of papers; none for an empty field.
fn read(typed: &str) -> std::result::Result<Option<i64>, crate::domain::problem::Kind> {
    if typed.trim().is_empty() { Ok(None) } else { number::parse_whole(typed).map(Some) }
}

/// The name of a field, for the focus.
pub fn id(slot: Slot) -> String {
    format!("ratings-form-{slot:?}")
}
