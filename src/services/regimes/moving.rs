//! A year that was begun under a regime before a newer one came: its ratings keep theirs until the year
//! is moved. A decided year is never moved.

use super::decided;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{Regime, regime_among};
use crate::fl;
use crate::services::step::{Halt, Step, step};
use crate::services::{Author, Error, Result};
use crate::store::rating::regime::{self as stored, Unfit};
use crate::store::{Database, Tx};

/// A year whose ratings were made under a regime that no longer covers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The year.
    pub year: i32,
    /// The regime of its ratings.
    pub from: Regime,
    /// The one that covers the year.
    pub to: Regime,
    /// What fits no level of that one and keeps the year from being moved.
    pub unfit: Vec<Unfit>,
}

/// The open years that can be moved to the regime that covers them, the newest first.
///
/// # Errors
/// What the disk reports.
pub fn moves(database: &mut Database) -> Result<Vec<Move>> {
    database.read(|tx| {
        let regimes = stored::all(tx)?;
        let decided = decided(tx, &regimes)?;
        let mut moves = Vec::new();
        for (year, made_under) in stored::rated_years(tx)? {
            let from = regimes.iter().find(|regime| regime.id == made_under);
            let is_decided = decided.iter().any(|it| it.year == year);
            let to = covering(&regimes, year).filter(|to| to.id != made_under && !is_decided);
            if let (Some(from), Some(to)) = (from, to) {
                let unfit = stored::unfit(tx, year, to.id)?;
                moves.push(Move { year, from: from.clone(), to: to.clone(), unfit });
            }
        }
        Ok(moves)
    })
}

/// The regime of a year that nobody has rated yet.
fn covering(regimes: &[Regime], year: i32) -> Option<&Regime> {
    regime_among(regimes, year, None)
}

/// Moves the ratings of an open year to the regime that covers it. What fits none of its levels is
/// told one by one, and then nothing is changed: it has to be rated anew first.
///
/// # Errors
/// [`Error::Refused`]: nothing rated in the year or its ratings under that regime already, a decided
/// year; what the disk reports.
pub fn move_year(database: &mut Database, year: i32, author: &Author) -> Result<Step<(), Unfit>> {
    step(database, author.does("year_moved"), |tx| {
        let to = target(tx, year)?;
        let unfit = stored::unfit(tx, year, to.id)?;
        if !unfit.is_empty() {
            return Err(Halt::Refused(unfit));
        }
        tx.describe(fl!("journal-year-moved", year = year.to_string(), source = to.source.as_str()));
        Ok(stored::move_year(tx, year, to.id)?)
    })
}

fn target(tx: &Tx<'_>, year: i32) -> Result<Regime> {
    let regimes = stored::all(tx)?;
    if decided(tx, &regimes)?.iter().any(|it| it.year == year) {
        return Err(Error::refused(Field::Year, Kind::YearDecided { year }));
    }
    let made_under = stored::made_under(tx, year)?;
    let to = covering(&regimes, year).filter(|to| made_under.is_some_and(|from| from != to.id));
    to.cloned().ok_or_else(|| Error::refused(Field::Year, Kind::NotFound))
}
