//! Deciding and reopening a year, for the whole register or for a unit and what is below it; and
//! changing what was decided, with a decision of its own.

use chrono::{Datelike, NaiveDate};

use super::locks::Locks;
use super::{check_year, regime_of, sheet};
use crate::domain::form::Reader;
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};
use crate::domain::rating::{self as rules, Level, Rating, Subject, Who};
use crate::fl;
use crate::services::units::{node, read_tree};
use crate::services::{Author, Error, Result};
use crate::store::rating::{self, Decision, Rerating, steps};
use crate::store::{Committed, Database, Tx};

/// The decision that locks a year, as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DecisionForm {
    /// Number.
    pub decision: String,
    /// Day, dd/mm/yyyy.
    pub on: String,
    /// The unit that it covers with all below it; none: the whole register.
    pub unit: Option<UnitId>,
    /// The body that decided, as printed; may be empty.
    pub body: String,
}

/// Marks a year as decided: what the decision covers is locked until it is reopened.
///
/// # Errors
/// [`Error::Refused`]: number or day missing, a year that has not begun or begins after that day,
/// already decided, ballots that don't add up.
pub fn decide(
    database: &mut Database,
    year: i32,
    subject: Subject,
    form: &DecisionForm,
    author: &Author,
) -> Result<Committed<()>> {
    check_year(year, author)?;
    let mut reader = Reader::new(author.today);
    let number = reader.required(Field::Decision, &form.decision, 200);
    let on = decided_on(&mut reader, &form.on, year);
    let body = reader.text(Field::Body, &form.body, 200);
    let problems = reader.finish();
    let (Some(decision), Some(decided_on), true) = (number, on, may_be_saved(&problems)) else {
        return Err(problems.into());
    };
    let decision = Decision { decision, decided_on, unit: form.unit, body };
    database.commit(author.does("year_decided"), |tx| {
        Locks::read(tx, year, subject)?.check(decision.unit)?;
        check_ballots(tx, year, subject, decision.unit)?;
        let year_words = year.to_string();
        match decision.unit {
            None => tx.describe(fl!("journal-year-decided", year = year_words)),
            Some(unit) => {
                let name = unit_name(tx, unit)?;
                tx.describe(fl!("journal-year-decided-of", year = year_words, name = name));
            }
        }
        Ok(rating::decide(tx, year, subject, &decision)?)
    })
}

/// A day of a decision on a year: not before the year begins.
fn decided_on(reader: &mut Reader, typed: &str, year: i32) -> Option<NaiveDate> {
    let on = reader.required_day(Field::DecidedOn, typed);
    let first = rules::first_day(year);
    if on.is_some_and(|on| on < first) {
        reader.refuse(Field::DecidedOn, Kind::Before { other: Field::Year, date: first });
    }
    on
}

fn unit_name(tx: &Tx<'_>, unit: UnitId) -> Result<String> {
    Ok(node(&read_tree(tx)?, unit)?.unit.fields.name.clone())
}

/// Ballots that don't add up keep a year from being decided.
fn check_ballots(tx: &Tx<'_>, year: i32, subject: Subject, unit: Option<UnitId>) -> Result<()> {
    let levels = regime_of(tx, year)?.levels(subject).to_vec();
    let broken: Vec<Who> = steps::all(tx, year, subject)?
        .into_iter()
        .filter(|(_, steps)| !steps.ballot.faults(&levels).is_empty())
        .map(|(who, _)| who)
        .collect();
    if broken.is_empty() {
        return Ok(());
    }
    let (tree, day) = (read_tree(tx)?, rules::last_day(year));
    let mut problems = Vec::new();
    for who in broken {
        let place = match who {
            Who::Unit(unit) => Some(unit),
            Who::Member(member) => rating::unit_on_books(tx, member, day)?.map(|(unit, _)| unit),
        };
        if unit.is_none_or(|above| place.is_some_and(|place| tree.is_within(place, above))) {
            problems.push(who);
        }
    }
    match problems.len() {
        0 => Ok(()),
        count => Err(Error::refused(Field::Ballot, Kind::BallotsBroken { count })),
    }
}

/// Reopens what was decided for exactly this unit (none: for the whole register), with a reason.
///
/// # Errors
/// [`Error::Refused`]: no reason, not decided.
pub fn reopen_of(
    database: &mut Database,
    (year, subject): (i32, Subject),
    unit: Option<UnitId>,
    reason: &str,
    author: &Author,
) -> Result<Committed<()>> {
    let mut reader = Reader::new(author.today);
    let reason = reader.required(Field::Reason, reason, 1000);
    let problems = reader.finish();
    let Some(reason) = reason.filter(|_| problems.is_empty()) else { return Err(problems.into()) };
    database.commit(author.does("year_reopened"), |tx| {
        if !rating::decisions(tx, year, subject)?.iter().any(|decision| decision.unit == unit) {
            return Err(Error::refused(Field::Year, Kind::YearNotDecided { year }));
        }
        let year_words = year.to_string();
        match unit {
            None => tx.describe(fl!("journal-year-reopened", year = year_words)),
            Some(unit) => {
                let name = unit_name(tx, unit)?;
                tx.describe(fl!("journal-year-reopened-of", year = year_words, name = name));
            }
        }
        Ok(rating::reopen(tx, (year, subject), unit, author.today, &reason)?)
    })
}

/// Reopens a year that was decided for the whole register, with a reason.
///
/// # Errors
/// As [`reopen_of`].
pub fn reopen(
    database: &mut Database,
    year: i32,
    subject: Subject,
    reason: &str,
    author: &Author,
) -> Result<Committed<()>> {
    reopen_of(database, (year, subject), None, reason, author)
}

/// A change of a decided rating, as a person types it (43-HD/BTCTW 31/10/2025, form 03).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RerateForm {
    /// The new level.
    pub level: Option<Level>,
    /// Why.
    pub reason: String,
    /// Number of the decision.
    pub decision: String,
    /// Its day, dd/mm/yyyy.
    pub on: String,
    /// The body that decided, as printed; may be empty.
    pub body: String,
}

/// Changes a decided rating: the only way to do so without reopening the year. The level before is
/// kept beside the new one.
///
/// # Errors
/// [`Error::Refused`]: reason, number or day missing, a level that the year doesn't have or that
/// was given already, not rated, not decided.
pub fn rerate(
    database: &mut Database,
    year: i32,
    who: Who,
    form: &RerateForm,
    author: &Author,
) -> Result<Committed<()>> {
    let mut reader = Reader::new(author.today);
    let level = reader.chosen(Field::Level, form.level);
    let reason = reader.required(Field::Reason, &form.reason, 1000);
    let decision = reader.required(Field::Decision, &form.decision, 200);
    let on = decided_on(&mut reader, &form.on, year);
    let body = reader.text(Field::Body, &form.body, 200);
    let problems = reader.finish();
    let (Some(level), Some(reason), Some(decision), Some(decided_on), true) =
        (level, reason, decision, on, may_be_saved(&problems))
    else {
        return Err(problems.into());
    };
    database.commit(author.does("rating_changed"), |tx| {
        let (before, name) = decided_level(tx, year, who)?;
        let regime = regime_of(tx, year)?;
        if !regime.levels(who.subject()).iter().any(|named| named.level == level) {
            return Err(Error::refused(Field::Level, Kind::NoSuchLevel { year }));
        }
        if before == level {
            return Err(Error::refused(Field::Level, Kind::SameAsBefore));
        }
        tx.describe(fl!("journal-rerated", name = name, year = year.to_string()));
        let rerating = Rerating { year, before, level, reason, decision, decided_on, body };
        Ok(rating::rerate(tx, who, &rerating)?)
    })
}

/// The decided level of somebody, and the name.
fn decided_level(tx: &Tx<'_>, year: i32, who: Who) -> Result<(Level, String)> {
    let tree = read_tree(tx)?;
    let regime = regime_of(tx, year)?;
    let nothing = || Error::refused(Field::Year, Kind::NothingRated { year });
    let (unit, rating, name) = match who {
        Who::Member(member) => {
            let place = rating::unit_on_books(tx, member, rules::last_day(year))?;
            let (unit, name) = place.ok_or_else(|| Error::refused(Field::Year, Kind::NotOnBooks { year }))?;
            let rows = sheet::members(tx, year, &regime, &tree, Some(unit))?;
            let rating = rows.into_iter().find(|row| row.id == member).and_then(|row| row.rating);
            (unit, rating, name)
        }
        Who::Unit(unit) => {
            let rating = rating::units(tx, year)?.into_iter().find(|(id, _)| *id == unit);
            (unit, rating.map(|(_, rating)| rating), node(&tree, unit)?.unit.fields.name.clone())
        }
    };
    let Some(Rating::Level(level)) = rating else { return Err(nothing()) };
    match Locks::read(tx, year, who.subject())?.of(Some(unit)) {
        Some(_) => Ok((level, name)),
        None => Err(Error::refused(Field::Year, Kind::NotDecided { year })),
    }
}

/// A warning for each decided year whose books change when somebody in these units comes, goes or
/// gets another status from a day on.
pub(in crate::services) fn warnings_of_books(
    tx: &Tx<'_>,
    from: NaiveDate,
    today: NaiveDate,
    units: &[UnitId],
) -> Result<Vec<Problem>> {
    let mut warnings = Vec::new();
    for year in from.year()..=today.year() {
        let locks = Locks::read(tx, year, Subject::Member)?;
        let is_decided = units.iter().any(|unit| locks.of(Some(*unit)).is_some());
        // A year that is decided before its end has no other books than it will have.
        if is_decided && rules::last_day(year) <= today {
            warnings.push(Problem::warning(Field::DecidedOn, Kind::ChangesDecidedYear { year }));
        }
    }
    Ok(warnings)
}
