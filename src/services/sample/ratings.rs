//! The sample's ratings: totals of the years that the report covers, single ratings of the last
//! finished year, decided, and a part of the present year's.

use chrono::NaiveDate;

use super::figures::{MEMBER_TOTALS, PRESENT_YEAR, RATED_YEAR, SEED, Size, UNIT_TOTALS, day};
use super::person::Person;
use super::units::{Cell, Structure};
use crate::domain::id::{MemberId, UnitId};
use crate::domain::rating::{self as rules, Level, Rating, Regime, Subject};
use crate::domain::sample::random::Random;
use crate::services::Result;
use crate::services::ratings::regime_of;
use crate::store::Tx;
use crate::store::rating::{self, Decision, Place, Total};

/// Random numbers of cells, apart from those of other parts.
const CELLS: u64 = 1_000_000_000;

/// The years that are rated one by one: rules, and which cells have begun.
#[derive(Debug)]
pub struct Years {
    finished: Option<Regime>,
    present: Option<Regime>,
}

impl Years {
    /// Reads the rules of the years that have begun by `as_of`.
    pub fn read(tx: &Tx<'_>, as_of: NaiveDate) -> Result<Self> {
        let regime = |year: i32| {
            if as_of < day(year, 1, 1) { Ok(None) } else { regime_of(tx, year).map(Some) }
        };
        Ok(Self { finished: regime(RATED_YEAR)?, present: regime(PRESENT_YEAR)? })
    }

    /// Rates the persons of a cell: all in the finished year, in each third cell also in the
    /// present one.
    pub fn rate(&self, tx: &Tx<'_>, number: usize, people: &[(MemberId, Person)]) -> Result<()> {
        let mut random = Random::for_part(SEED, CELLS + number as u64);
        if let Some(regime) = &self.finished {
            rate(tx, RATED_YEAR, regime, people, &mut random)?;
        }
        match &self.present {
            Some(regime) if number.is_multiple_of(3) => rate(tx, PRESENT_YEAR, regime, people, &mut random),
            Some(_) | None => Ok(()),
        }
    }
}

fn rate(
    tx: &Tx<'_>,
    year: i32,
    regime: &Regime,
    people: &[(MemberId, Person)],
    random: &mut Random,
) -> Result<()> {
    let last_day = rules::last_day(year);
    let mut rated = Vec::new();
    for (id, person) in people {
        let Some((unit, status)) = person.unit_on(last_day).zip(person.status_on(last_day)) else { continue };
        let place = Place { year, unit, regime: regime.id };
        match regime.offers_member(status, person.admission(), year) {
            Some(why) => {
                rating::set_member(tx, *id, place, Some(&Rating::NotRated { why, reason: None }))?;
            }
            None => rated.push((*id, place)),
        }
    }
    random.shuffle(&mut rated);
    let below_good = rated.iter().filter(|_| random.chance(3)).count();
    let levels = Levels::of(rated.len(), below_good);
    for (order, (id, place)) in rated.into_iter().enumerate() {
        let level = match levels.at(order) {
            Level::Completed if random.below(20) == 0 => Level::NotCompleted,
            level => level,
        };
        rating::set_member(tx, id, place, Some(&Rating::Level(level)))?;
    }
    Ok(())
}

/// How many have which level: excellent never more than a fifth of the good ones
/// (366-QĐ/TW, article 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Levels {
    excellent: usize,
    good: usize,
}

impl Levels {
    fn of(rated: usize, below_good: usize) -> Self {
        let good_or_better = rated.saturating_sub(below_good);
        let excellent = good_or_better * 15 / 100;
        Self { excellent, good: good_or_better - excellent }
    }

    fn at(self, order: usize) -> Level {
        if order < self.excellent {
            Level::Excellent
        } else if order < self.excellent + self.good {
            Level::Good
        } else {
            Level::Completed
        }
    }
}

/// Writes the totals of past years at the committee.
pub fn write_totals(tx: &Tx<'_>, committee: UnitId, size: Size) -> Result<()> {
    for (subject, years) in [(Subject::Unit, UNIT_TOTALS), (Subject::Member, MEMBER_TOTALS)] {
        for (year, levels) in years {
            for (level, count) in levels {
                let total = Total { unit: committee, year, level: Some(*level), count: size.of(*count) };
                rating::set_total(tx, subject, total)?;
            }
        }
    }
    Ok(())
}

/// Rates all units in the finished year: organisations beside each other, then the cells of each.
pub fn rate_units(tx: &Tx<'_>, years: &Years, structure: &Structure) -> Result<()> {
    let Some(regime) = &years.finished else { return Ok(()) };
    let mut random = Random::for_part(SEED, 5);
    let mut rate = |mut units: Vec<UnitId>| -> Result<()> {
        random.shuffle(&mut units);
        let levels = Levels::of(units.len(), units.len() * 8 / 100);
        for (order, unit) in units.into_iter().enumerate() {
            let place = Place { year: RATED_YEAR, unit, regime: regime.id };
            rating::set_unit(tx, place, Some(&Rating::Level(levels.at(order))))?;
        }
        Ok(())
    };
    rate(structure.grassroots.iter().map(|above| above.id).collect())?;
    rate(structure.branches.clone())?;
    let below: Vec<&Cell> = structure.cells.iter().filter(|cell| !structure.is_base(cell)).collect();
    for cells in below.chunk_by(|one, next| one.grassroots == next.grassroots) {
        rate(cells.iter().map(|cell| cell.id).collect())?;
    }
    Ok(())
}

/// Locks the finished year.
pub fn decide(tx: &Tx<'_>, as_of: NaiveDate) -> Result<()> {
    let decided_on = day(PRESENT_YEAR, 1, 20);
    if decided_on <= as_of {
        for (subject, decision) in [(Subject::Unit, "214-QĐ/ĐUK"), (Subject::Member, "215-QĐ/ĐUK")] {
            rating::decide(
                tx,
                RATED_YEAR,
                subject,
                &Decision { decision: decision.to_owned(), decided_on, unit: None, body: None },
            )?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excellent_ones_stay_under_the_ceiling() {
        for rated in 0..200 {
            for below_good in 0..5 {
                let levels = Levels::of(rated, below_good);
                assert!(levels.excellent * 5 <= levels.good, "{rated} {below_good}");
                assert!(levels.excellent + levels.good <= rated);
            }
        }
        assert_eq!(Levels::of(83, 6), Levels { excellent: 11, good: 66 });
    }
}
