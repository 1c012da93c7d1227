//! What is decided and therefore locked: a decision covers a unit and all below it, one without a
//! unit the whole register.

use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::Subject;
use crate::domain::unit::UnitTree;
use crate::services::units::read_tree;
use crate::services::{Error, Result};
use crate::store::Tx;
use crate::store::rating::{self, Decision};

/// The decision that covers a unit; for none, one that covers the whole register.
pub(in crate::services) fn covering<'a>(
    decisions: &'a [Decision],
    tree: &UnitTree,
    unit: Option<UnitId>,
) -> Option<&'a Decision> {
    decisions.iter().find(|decision| match (decision.unit, unit) {
        (None, _) => true,
        (Some(above), Some(unit)) => tree.is_within(unit, above),
        (Some(_), None) => false,
    })
}

/// The decisions of a year, to be asked of many units.
pub(in crate::services) struct Locks {
    year: i32,
    decisions: Vec<Decision>,
    tree: UnitTree,
}

impl Locks {
    /// Reads them. The tree of units is read only when a decision is about a part of it.
    pub fn read(tx: &Tx<'_>, year: i32, subject: Subject) -> Result<Self> {
        let decisions = rating::decisions(tx, year, subject)?;
        let is_partial = decisions.iter().any(|decision| decision.unit.is_some());
        let tree = if is_partial { read_tree(tx)? } else { UnitTree::default() };
        Ok(Self { year, decisions, tree })
    }

    /// The decision that locks what is rated in a unit.
    pub fn of(&self, unit: Option<UnitId>) -> Option<&Decision> {
        covering(&self.decisions, &self.tree, unit)
    }

    /// Refuses what is locked.
    pub fn check(&self, unit: Option<UnitId>) -> Result<()> {
        match self.of(unit) {
            Some(_) => Err(Error::refused(Field::Year, Kind::YearDecided { year: self.year })),
            None => Ok(()),
        }
    }
}
