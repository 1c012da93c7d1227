//! The regimes of rating: shown, added when a new regulation comes, and changed.
//!
//! They follow one another without gaps: a regime ends the year before the next one begins. The
//! ratings of a year keep the regime that they were made under, and what a decided year rests on
//! (its levels and its ceiling) can't be changed any more.

mod moving;

pub use crate::store::rating::regime::{Unfit, Use};
pub use moving::{Move, move_year, moves};

use super::{Author, Error, Result};
use crate::domain::id::RegimeId;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{Level, Regime, RegimeForm, Subject, flat, regime_among};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::store::rating::regime::{self as stored, UsedLevel};
use crate::store::{Committed, Database, Tx};

/// A regime with what of it is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegimeInUse {
    /// The regime.
    pub regime: Regime,
    /// The years whose ratings were made under it, the newest first.
    pub rated: Vec<i32>,
    /// Those that are decided, the newest first.
    pub decided: Vec<(i32, Subject)>,
    /// The levels that ratings or totals have.
    pub levels: Vec<(Subject, Level)>,
}

/// All regimes, the newest first.
///
/// # Errors
/// What the disk reports.
pub fn list(database: &mut Database) -> Result<Vec<RegimeInUse>> {
    database.read(|tx| {
        let regimes = stored::all(tx)?;
        let used = stored::used_levels(tx)?;
        let decided = decided(tx, &regimes)?;
        let list = regimes.iter().rev().map(|regime| {
            let mine: Vec<&UsedLevel> =
                used.iter().filter(|used| regime_of_use(&regimes, used) == Some(regime.id)).collect();
            let mut rated: Vec<i32> =
                mine.iter().filter(|used| used.regime.is_some()).map(|used| used.year).collect();
            rated.dedup();
            let mut levels: Vec<_> = mine.iter().map(|used| (used.subject, used.level)).collect();
            levels.sort_unstable();
            levels.dedup();
            let decided = decided.iter().rev().filter(|it| it.regime == regime.id);
            let decided = decided.map(|it| (it.year, it.subject)).collect();
            RegimeInUse { regime: regime.clone(), rated, decided, levels }
        });
        Ok(list.collect())
    })
}

/// Adds a regime from a year on: the one before it ends the year before.
///
/// # Errors
/// [`Error::Refused`]: fields, a regime that begins in the same year, a decided year or totals
/// that the new rules would take over and don't fit.
pub fn add(database: &mut Database, form: &RegimeForm, author: &Author) -> Result<Committed<RegimeId>> {
    let new = form.check(RegimeId::NEW, author.today).map_err(flat)?;
    database.commit(author.does("regime_added"), |tx| {
        let before = stored::all(tx)?;
        let mut after = before.clone();
        after.push(new.clone());
        chain(&mut after)?;
        check(tx, &before, &after)?;
        tx.describe(fl!(
            "journal-regime-added",
            source = new.source.as_str(),
            year = new.from_year.to_string()
        ));
        let mut id = new.id;
        for regime in &after {
            match before.iter().find(|old| old.id == regime.id) {
                Some(old) => stored::update(tx, old, regime)?,
                None => id = stored::insert(tx, regime)?,
            }
        }
        Ok(id)
    })
}

/// Changes a regime.
///
/// # Errors
/// [`Error::Refused`]: fields, no such regime, another one that begins in the same year, a level
/// in use that would be taken away, levels or ceiling of a decided year.
pub fn change(
    database: &mut Database,
    id: RegimeId,
    form: &RegimeForm,
    author: &Author,
) -> Result<Committed<()>> {
    let new = form.check(id, author.today).map_err(flat)?;
    database.commit(author.does("regime_changed"), |tx| {
        let before = stored::all(tx)?;
        let mut after = before.clone();
        let place = after.iter_mut().find(|regime| regime.id == id);
        *place.ok_or(Error::Store(crate::store::Error::NotFound))? = new.clone();
        chain(&mut after)?;
        check(tx, &before, &after)?;
        tx.describe(fl!(
            "journal-regime-changed",
            source = new.source.as_str(),
            year = new.from_year.to_string()
        ));
        for regime in &after {
            if let Some(old) = before.iter().find(|old| old.id == regime.id) {
                stored::update(tx, old, regime)?;
            }
        }
        Ok(())
    })
}

/// Puts regimes in the order of their years and ends each the year before the next one begins;
/// the last one stays open.
fn chain(regimes: &mut [Regime]) -> Result<()> {
    regimes.sort_by_key(|regime| (regime.from_year, regime.id));
    let mut next: Option<(i32, String)> = None;
    for regime in regimes.iter_mut().rev() {
        if let Some((year, source)) = &next
            && *year == regime.from_year
        {
            return Err(Error::refused(Field::FromYear, Kind::Duplicate { of: source.clone() }));
        }
        regime.to_year = next.as_ref().map(|(year, _)| year - 1);
        next = Some((regime.from_year, regime.source.clone()));
    }
    Ok(())
}

/// A decided year and its regime.
struct Decided {
    year: i32,
    subject: Subject,
    made_under: Option<RegimeId>,
    regime: RegimeId,
}

fn decided(tx: &Tx<'_>, regimes: &[Regime]) -> Result<Vec<Decided>> {
    let mut decided = Vec::new();
    for (year, subject) in stored::decided_years(tx)? {
        let made_under = stored::made_under(tx, year)?;
        let regime = regime_among(regimes, year, made_under).map_or(RegimeId::NEW, |regime| regime.id);
        decided.push(Decided { year, subject, made_under, regime });
    }
    Ok(decided)
}

/// The regime whose levels a used level has to be one of.
fn regime_of_use(regimes: &[Regime], used: &UsedLevel) -> Option<RegimeId> {
    regime_among(regimes, used.year, used.regime).map(|regime| regime.id)
}

/// Whether all that is stored still fits the rules when an undo put other ones in place of these.
pub(super) fn check_since(tx: &Tx<'_>, before: &[Regime]) -> Result<()> {
    let after = stored::all(tx)?;
    if before == after { Ok(()) } else { check(tx, before, &after) }
}

/// Whether all that is stored still fits the rules.
fn check(tx: &Tx<'_>, before: &[Regime], after: &[Regime]) -> Result<()> {
    for it in decided(tx, before)?.iter().rev() {
        let rules = |regimes: &[Regime]| {
            let regime = regime_among(regimes, it.year, it.made_under)?;
            let ceiling = regime.ceiling(it.subject);
            let ceiling = ceiling.map(|ceiling| (ceiling.percent, ceiling.raised_percent, ceiling.base));
            Some((regime.id, regime.levels(it.subject).to_vec(), ceiling))
        };
        if rules(before) != rules(after) {
            return Err(Error::refused(Field::Year, Kind::RulesDecided { year: it.year }));
        }
    }
    let has = |regimes: &[Regime], used: &UsedLevel| {
        let regime = regime_among(regimes, used.year, used.regime);
        regime.is_some_and(|regime| regime.levels(used.subject).iter().any(|named| named.level == used.level))
    };
    let used = stored::used_levels(tx)?;
    match used.iter().find(|used| has(before, used) && !has(after, used)) {
        Some(lost) => {
            let named = before
                .iter()
                .filter(|regime| regime_of_use(before, lost) == Some(regime.id))
                .flat_map(|regime| regime.levels(lost.subject))
                .find(|named| named.level == lost.level);
            let level = named.map_or_else(|| term::level(lost.level, Words::Screen), |it| it.name.clone());
            Err(Error::refused(Field::Level, Kind::LevelInUse { level, year: lost.year }))
        }
        None => Ok(()),
    }
}
