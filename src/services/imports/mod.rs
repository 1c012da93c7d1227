//! Imports: what each row of somebody's sheet would do to the register, and doing it.
//!
//! Planning reads and writes nothing; importing plans anew inside its one transaction, so that
//! nothing can change between what was shown and what is done. An empty cell never erases, nobody
//! is merged without consent, and importing the same rows again changes nothing.

mod known;
mod members;
mod place;
mod quotas;
mod ratings;
mod target;
mod ties;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Serialize;

use super::{Author, Committed, Database, Error, Progress, Result, backups};
use crate::domain::code::coded;
use crate::domain::id::UnitId;
use crate::domain::identifier;
use crate::domain::number;
use crate::domain::problem::Problem;
use crate::fl;
use crate::i18n::term::Words;
use crate::store::backup::Reason;
use crate::store::{self, Tx};

pub use target::{Special, Subject, Target};

/// A row of a sheet, each cell with what its column is, as a person would type it into a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Number in the sheet.
    pub number: u32,
    /// Cells that are not empty.
    pub cells: Vec<(Target, String)>,
    /// What was done to read the cells, for the person to know.
    pub notes: Vec<Problem>,
}

impl Row {
    /// The text of a cell, if there is one.
    #[must_use]
    pub fn text(&self, target: Target) -> Option<&str> {
        self.cells.iter().find(|(other, _)| *other == target).map(|(_, text)| text.as_str())
    }

    /// Whether it names a unit.
    fn names_unit(&self) -> bool {
        let unit = self.text(Target::Column(super::columns::MemberColumn::Unit));
        unit.is_some() || self.special(Special::UnitCode).is_some()
    }

    fn special(&self, special: Special) -> Option<&str> {
        self.text(Target::Special(special))
    }
}

coded! {
    /// What happens to the cells of a record that is there already.
    Policy {
        /// The register's stay.
        Keep = "keep",
        /// The sheet's are taken.
        Take = "take",
        /// The sheet's are taken where the register has none.
        Fill = "fill",
    }
}

/// What a person decided for one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It is the person that it seems to be; the policy holds for the cells.
    Same(Policy),
    /// It is another person, who is new.
    Another,
    /// Nothing is done.
    Skip,
}

/// How rows are imported.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The unit for rows that name none, and above those that are created.
    pub unit: Option<UnitId>,
    /// Whether cells that are not there are created.
    pub create_units: bool,
    /// What holds for rows without a choice.
    pub policy: Policy,
    /// The year for ratings and targets that name none.
    pub year: Option<i32>,
    /// Choices by row number.
    pub choices: HashMap<u32, Choice>,
}

#[expect(clippy::derivable_impls, reason = "`coded` makes the enum and knows no default")]
impl Default for Policy {
    fn default() -> Self {
        Self::Fill
    }
}

/// Rows to be imported.
#[derive(Debug, Clone)]
pub struct Request {
    /// What they are.
    pub subject: Subject,
    /// The rows.
    pub rows: Arc<Vec<Row>>,
    /// How.
    pub options: Options,
}

coded! {
    /// What happens to a row.
    Effect {
        /// A record is added.
        New = "new",
        /// A record changes.
        Changed = "changed",
        /// Nothing changes.
        Same = "same",
        /// Perhaps somebody who is there already: nothing is done until a person decides.
        Duplicate = "duplicate",
        /// Can't be imported.
        Refused = "refused",
        /// A person left it out.
        Skipped = "skipped",
    }
}

/// A cell that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it is.
    #[serde(serialize_with = "as_code")]
    pub target: Target,
    /// What the register has, as shown.
    pub before: String,
    /// What it will have.
    pub after: String,
}

impl Change {
    /// The same with numbers by which persons are known masked: reports of an import are about what
    /// happens, and whoever wants the numbers has the file.
    #[must_use]
    pub fn masked(&self) -> Self {
        match self.target {
            Target::Column(column) if column.is_number_of_person() => Self {
                target: self.target,
                before: identifier::mask(&self.before),
                after: identifier::mask(&self.after),
            },
            Target::Column(_) | Target::Special(_) => self.clone(),
        }
    }
}

fn as_code<S: serde::Serializer>(target: &Target, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(target.code())
}

/// What happens to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Number of the row.
    pub number: u32,
    /// Who or what it is about.
    pub name: String,
    /// What happens.
    pub effect: Effect,
    /// Whom it may be the same as.
    pub of: Option<String>,
    /// Cells that change.
    pub changes: Vec<Change>,
    /// Why it is refused, and what to look at.
    pub problems: Vec<Problem>,
    /// The name of the unit that has to be created for it.
    pub new_unit: Option<String>,
}

/// What an import does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Row by row.
    pub rows: Vec<Planned>,
}

impl Plan {
    /// Names of the units that are created, in the order of the rows that name them first.
    #[must_use]
    pub fn new_units(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let names = self.rows.iter().filter_map(|row| row.new_unit.as_deref());
        names.filter(|name| seen.insert(*name)).collect()
    }

    /// How many rows have this effect.
    #[must_use]
    pub fn count(&self, effect: Effect) -> usize {
        self.rows.iter().filter(|row| row.effect == effect).count()
    }
}

/// Works out what an import would do. Nothing is written.
///
/// # Errors
/// What the disk reports; `Interrupted` when it was cancelled.
pub fn plan(
    database: &mut Database,
    request: &Request,
    author: &Author,
    progress: &Progress,
) -> Result<Plan> {
    database.read(|tx| work(tx, request, author, (progress, false)))
}

/// What a person changed of rows that were planned before.
#[derive(Debug, Clone, Default)]
pub struct Touched {
    /// Places of the rows that were decided or mended.
    pub rows: Vec<usize>,
    /// Mended rows as they were before.
    pub before: Vec<Row>,
}

/// Plans again after a few rows were decided or mended: only these, and those that speak of the same
/// people. The plan is the same that [`plan`] would make.
///
/// # Errors
/// As [`plan`].
pub fn plan_again(
    database: &mut Database,
    request: &Request,
    (before, touched): (&Plan, &Touched),
    author: &Author,
    progress: &Progress,
) -> Result<Plan> {
    // There are few units, and their rows are planned in no time.
    let is_known = before.rows.len() == request.rows.len() && request.subject != Subject::Quotas;
    if !is_known {
        return plan(database, request, author, progress);
    }
    database.read(|tx| {
        let places = ties::tied(tx, &request.rows, touched)?;
        let rows = places.iter().filter_map(|place| request.rows.get(*place).cloned()).collect();
        let part = Request { rows: Arc::new(rows), ..request.clone() };
        let planned = work(tx, &part, author, (progress, false))?;
        let mut plan = before.clone();
        for (place, row) in places.into_iter().zip(planned.rows) {
            if let Some(old) = plan.rows.get_mut(place) {
                *old = row;
            }
        }
        Ok(plan)
    })
}

/// Imports: all of it as one operation, which can be undone as one. Rows that are refused, or that
/// wait for a decision, are left out. Before it a backup is taken.
///
/// # Errors
/// As [`plan`]; nothing is written when no backup can be.
pub fn import(
    database: &mut Database,
    request: &Request,
    author: &Author,
    progress: &Progress,
) -> Result<Committed<Plan>> {
    backups::before(database, Reason::Import)?;
    database.with_room(|database| {
        database.commit(author.does("imported"), |tx| {
            let plan = work(tx, request, author, (progress, true))?;
            let (new, changed) = (plan.count(Effect::New), plan.count(Effect::Changed));
            tx.describe(fl!(
                "journal-imported",
                what = subject_name(request.subject, Words::Screen),
                new = number::count(new),
                changed = number::count(changed)
            ));
            Ok(plan)
        })
    })
}

/// The name of what is imported.
#[must_use]
pub fn subject_name(subject: Subject, words: Words) -> String {
    use crate::i18n::term::term;
    match subject {
        Subject::Members => term!(words, "import-subject-members"),
        Subject::Ratings => term!(words, "import-subject-ratings"),
        Subject::Quotas => term!(words, "import-subject-quotas"),
    }
}

fn work(tx: &Tx<'_>, request: &Request, author: &Author, how: (&Progress, bool)) -> Result<Plan> {
    how.0.begin(request.rows.len());
    match request.subject {
        Subject::Members => members::work(tx, request, author, how),
        Subject::Ratings => ratings::work(tx, request, author, how),
        Subject::Quotas => quotas::work(tx, request, author, how),
    }
}

/// Notes the rows done, and stops when somebody wants it.
fn reached(progress: &Progress, rows: usize) -> Result<()> {
    if progress.reached(rows) { Ok(()) } else { Err(Error::Store(store::Error::Interrupted)) }
}

/// The errors first, each problem once.
fn told(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| !problem.is_error());
    let mut once: Vec<Problem> = Vec::with_capacity(problems.len());
    for problem in problems {
        if !once.contains(&problem) {
            once.push(problem);
        }
    }
    once
}

/// Headings that this register was taught, as folded text with what the column is.
///
/// # Errors
/// What the disk reports.
pub fn learned(database: &mut Database, subject: Subject) -> Result<HashMap<String, Option<Target>>> {
    let pairs = database.read(|tx| store::exchange::headings(tx, subject.code()).map_err(Error::from))?;
    let read = |(heading, code): (String, String)| match code.as_str() {
        "" => Some((heading, None)),
        code => Target::from_code(code).map(|target| (heading, Some(target))),
    };
    Ok(pairs.into_iter().filter_map(read).collect())
}

/// Remembers what headings mean; none for a column that is left out.
///
/// # Errors
/// What the disk reports.
pub fn learn(
    database: &mut Database,
    subject: Subject,
    headings: &[(String, Option<Target>)],
    author: &Author,
) -> Result<Committed<()>> {
    database.commit(author.does("headings_learned"), |tx| {
        for (heading, target) in headings.iter().filter(|(heading, _)| !heading.is_empty()) {
            let code = target.map(Target::code).unwrap_or_default();
            store::exchange::learn_heading(tx, subject.code(), heading, code)?;
        }
        tx.describe(fl!("journal-headings-learned"));
        Ok(())
    })
}
