//! Totals of years whose single ratings are not known.

use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{Level, NamedLevel, Subject};
use crate::fl;
use crate::services::ratings::locks::Locks;
use crate::services::ratings::{check_year, regime_of, sheet};
use crate::services::step::{Halt, Step, step};
use crate::services::units::{node, read_tree};
use crate::services::{Author, Database, Error, Result};
use crate::store::rating::{self, Total, summary as stored};

/// The largest total accepted.
const MOST: i64 = 1_000_000;

/// A total that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalRefusal {
    /// The level, none for the number not rated.
    pub level: Option<Level>,
    /// Why.
    pub kind: Kind,
}

/// What totals a unit can have in a year, and which it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsOf {
    /// The levels of the year, the best first.
    pub levels: Vec<NamedLevel>,
    /// The totals entered for the unit itself; a level of none is the number not rated.
    pub totals: Vec<(Option<Level>, i64)>,
}

/// Reads the totals entered for a unit itself.
///
/// # Errors
/// What the disk reports.
pub fn totals_of(database: &mut Database, unit: UnitId, year: i32, subject: Subject) -> Result<TotalsOf> {
    database.read(|tx| {
        let totals = rating::totals(tx, subject, year, year)?;
        let own = totals.into_iter().filter(|total| total.unit == unit);
        Ok(TotalsOf {
            levels: regime_of(tx, year)?.levels(subject).to_vec(),
            totals: own.map(|total| (total.level, total.count)).collect(),
        })
    })
}

/// Sets totals of a unit with all below it for a year, as typed, as one operation; an empty text
/// takes one away. Levels that are not named stay as they are; none is the number not rated.
/// Single ratings of the year stay beside them.
///
/// # Errors
/// [`Error::Refused`]: no such unit or one that did not exist yet, a year that has not begun or is
/// decided. Texts that can't be stored are told one by one, and then nothing is.
pub fn set_totals(
    database: &mut Database,
    unit: UnitId,
    (year, subject): (i32, Subject),
    typed: &[(Option<Level>, String)],
    author: &Author,
) -> Result<Step<(), TotalRefusal>> {
    check_year(year, author)?;
    step(database, author.does("totals_set"), |tx| {
        Locks::read(tx, year, subject)?.check(Some(unit))?;
        let tree = read_tree(tx)?;
        let node = node(&tree, unit)?;
        if !sheet::existed(&node.unit, year) {
            return Err(Error::refused(Field::Year, Kind::NotOnBooks { year }).into());
        }
        let regime = regime_of(tx, year)?;
        let (mut read, mut refusals) = (Vec::new(), Vec::new());
        for (level, text) in typed {
            let is_known =
                level.is_none_or(|level| regime.levels(subject).iter().any(|named| named.level == level));
            match count(text)
                .and_then(|count| if is_known { Ok(count) } else { Err(Kind::NoSuchLevel { year }) })
            {
                Ok(count) => read.push((*level, count)),
                Err(kind) => refusals.push(TotalRefusal { level: *level, kind }),
            }
        }
        if !refusals.is_empty() {
            return Err(Halt::Refused(refusals));
        }
        let before: Vec<Total> = rating::totals(tx, subject, year, year)?;
        for (level, count) in read {
            let stored_now = before.iter().find(|total| total.unit == unit && total.level == level);
            if stored_now.map(|total| total.count) == count {
                continue;
            }
            let total = Total { unit, year, level, count: count.unwrap_or_default() };
            match count {
                Some(_) => rating::set_total(tx, subject, total)?,
                None => stored::remove_total(tx, subject, total)?,
            }
        }
        let name = node.unit.fields.name.as_str();
        tx.describe(match subject {
            Subject::Member => fl!("journal-member-totals-set", name = name, year = year.to_string()),
            Subject::Unit => fl!("journal-unit-totals-set", name = name, year = year.to_string()),
        });
        Ok(())
    })
}

/// A total as typed; none for an empty text.
fn count(typed: &str) -> std::result::Result<Option<i64>, Kind> {
    match number::parse_whole(typed) {
        Ok(count) if count <= MOST => Ok(Some(count)),
        Ok(_) => Err(Kind::OutOfRange { min: 0, max: MOST }),
        Err(Kind::Required) => Ok(None),
        Err(kind) => Err(kind),
    }
}
