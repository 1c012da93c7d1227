//! Ratings: the sheet of a year, setting ratings, deciding and reopening a year, reports.

mod report;
mod sheet;
pub mod summary;

use chrono::Datelike;

use super::{Author, Error, Result};
use crate::domain::form::Reader;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::problem::{Field, Kind, may_be_saved};
use crate::domain::rating::{self as rules, NotRated, Rating, Regime, Subject};
use crate::fl;
use crate::store::rating::{self, Place};
use crate::store::{Committed, Database, Tx};

pub use crate::store::rating::{Decision, Total};
pub use report::{Report, YearFigures, report};
pub use sheet::{MemberSheet, MemberSheetRow, UnitSheet, UnitSheetRow, member_sheet, unit_sheet};

/// The regime of a year: that under which its ratings were made; before the first one, the one
/// that covers the year, else the nearest.
///
/// # Errors
/// [`crate::store::Error::NotFound`] when the register has no regime at all.
pub(super) fn regime_of(tx: &Tx<'_>, year: i32) -> Result<Regime> {
    let regimes = rating::regime::all(tx)?;
    let made_under = rating::regime::made_under(tx, year)?;
    rules::regime_among(&regimes, year, made_under)
        .cloned()
        .ok_or(Error::Store(crate::store::Error::NotFound))
}

fn check_open(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<()> {
    match rating::decision(tx, year, subject)? {
        Some(_) => Err(Error::refused(Field::Year, Kind::YearDecided { year })),
        None => Ok(()),
    }
}

/// Checks a rating against the year's regime; the words of its reason are tidied.
fn checked(rating: &Rating, regime: &Regime, subject: Subject, year: i32) -> Result<Rating> {
    match rating {
        Rating::Level(level) if regime.levels(subject).iter().any(|named| named.level == *level) => {
            Ok(rating.clone())
        }
        Rating::Level(_) => Err(Error::refused(Field::Level, Kind::NoSuchLevel { year })),
        Rating::NotRated { why, reason } => {
            if !NotRated::of(subject).contains(why) {
                return Err(Error::refused(Field::Reason, Kind::NoSuchLevel { year }));
            }
            Rating::not_rated(*why, reason.as_deref().unwrap_or_default())
                .map_err(|kind| Error::refused(Field::Reason, kind))
        }
    }
}

/// Rates members for a year, as one operation; `None` clears a rating.
///
/// # Errors
/// [`Error::Refused`]: the year is decided, a member was not on the books at 31/12, the level is
/// not one of the year's, a reason is missing.
pub fn rate_members(
    database: &mut Database,
    year: i32,
    ratings: &[(MemberId, Option<Rating>)],
    author: &Author,
) -> Result<Committed<()>> {
    check_year(year, author)?;
    database.commit(author.does("members_rated"), |tx| {
        check_open(tx, year, Subject::Member)?;
        let regime = regime_of(tx, year)?;
        let mut names = Vec::new();
        for (member, rating) in ratings {
            let checked =
                rating.as_ref().map(|rating| checked(rating, &regime, Subject::Member, year)).transpose()?;
            let (unit, name) = rating::unit_on_books(tx, *member, rules::last_day(year))?
                .ok_or_else(|| Error::refused(Field::Year, Kind::NotOnBooks { year }))?;
            names.push(name);
            rating::set_member(tx, *member, Place { year, unit, regime: regime.id }, checked.as_ref())?;
        }
        tx.describe(match names.as_slice() {
            [name] => fl!("journal-member-rated", name = name.as_str(), year = year.to_string()),
            _ => fl!("journal-members-rated", count = names.len(), year = year.to_string()),
        });
        Ok(())
    })
}

/// Rates units for a year, as one operation; `None` clears a rating.
///
/// # Errors
/// As [`rate_members`].
pub fn rate_units(
    database: &mut Database,
    year: i32,
    ratings: &[(UnitId, Option<Rating>)],
    author: &Author,
) -> Result<Committed<()>> {
    check_year(year, author)?;
    database.commit(author.does("units_rated"), |tx| {
        check_open(tx, year, Subject::Unit)?;
        let regime = regime_of(tx, year)?;
        let tree = super::units::read_tree(tx)?;
        let mut names = Vec::new();
        for (unit, rating) in ratings {
            let checked =
                rating.as_ref().map(|rating| checked(rating, &regime, Subject::Unit, year)).transpose()?;
            let node = super::units::node(&tree, *unit)?;
            if !sheet::existed(&node.unit, year) {
                return Err(Error::refused(Field::Year, Kind::NotOnBooks { year }));
            }
            names.push(node.unit.fields.name.clone());
            rating::set_unit(tx, Place { year, unit: *unit, regime: regime.id }, checked.as_ref())?;
        }
        tx.describe(match names.as_slice() {
            [name] => fl!("journal-unit-rated", name = name.as_str(), year = year.to_string()),
            _ => fl!("journal-units-rated", count = names.len(), year = year.to_string()),
        });
        Ok(())
    })
}

/// Ratings are made and decided for years that have begun.
fn check_year(year: i32, author: &Author) -> Result<()> {
    let this_year = author.today.year();
    if (1930..=this_year).contains(&year) {
        Ok(())
    } else {
        let kind = Kind::OutOfRange { min: 1930, max: i64::from(this_year) };
        Err(Error::refused(Field::Year, kind))
    }
}

/// The decision that locks a year, as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DecisionForm {
    /// Number.
    pub decision: String,
    /// Day, dd/mm/yyyy.
    pub on: String,
}

/// Marks a year as decided: its ratings are locked until it is reopened.
///
/// # Errors
/// [`Error::Refused`]: number or day missing, a year that has not begun or begins after that day,
/// already decided.
pub fn decide(
    database: &mut Database,
    year: i32,
    subject: Subject,
    form: &DecisionForm,
    author: &Author,
) -> Result<Committed<()>> {
    check_year(year, author)?;
    let mut reader = Reader::new(author.today);
    let decision = reader.required(Field::Decision, &form.decision, 200);
    let on = reader.required_day(Field::DecidedOn, &form.on);
    let first = rules::first_day(year);
    if on.is_some_and(|on| on < first) {
        reader.refuse(Field::DecidedOn, Kind::Before { other: Field::Year, date: first });
    }
    let problems = reader.finish();
    let (Some(decision), Some(decided_on), true) = (decision, on, may_be_saved(&problems)) else {
        return Err(problems.into());
    };
    database.commit(author.does("year_decided"), |tx| {
        check_open(tx, year, subject)?;
        tx.describe(fl!("journal-year-decided", year = year.to_string()));
        Ok(rating::decide(tx, year, subject, &Decision { decision, decided_on })?)
    })
}

/// Reopens a decided year with a reason.
///
/// # Errors
/// [`Error::Refused`]: no reason, not decided.
pub fn reopen(
    database: &mut Database,
    year: i32,
    subject: Subject,
    reason: &str,
    author: &Author,
) -> Result<Committed<()>> {
    let mut reader = Reader::new(author.today);
    let reason = reader.required(Field::Reason, reason, 1000);
    let problems = reader.finish();
    let Some(reason) = reason.filter(|_| problems.is_empty()) else { return Err(problems.into()) };
    database.commit(author.does("year_reopened"), |tx| {
        if rating::decision(tx, year, subject)?.is_none() {
            return Err(Error::refused(Field::Year, Kind::YearNotDecided { year }));
        }
        tx.describe(fl!("journal-year-reopened", year = year.to_string()));
        Ok(rating::reopen(tx, year, subject, author.today, &reason)?)
    })
}
