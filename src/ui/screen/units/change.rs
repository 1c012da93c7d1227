//! The changes that the tab sends to the worker.

use crate::domain::id::UnitId;
use crate::domain::rating::{DisciplineForm, Who};
use crate::domain::unit::UnitForm;
use crate::services::ratings;
use crate::services::units::{self, ClosingForm, Way};
use crate::services::{Author, Changes, Committed, Database, Result};

/// A change, ready to be run on the worker.
#[derive(Debug, Clone)]
pub enum Change {
    /// A new unit below another one.
    Add(Option<UnitId>, UnitForm),
    /// A unit's fields.
    Edit(UnitId, UnitForm),
    /// A unit below another one.
    Move(UnitId, Option<UnitId>),
    /// A unit among its siblings.
    Reorder(UnitId, Way),
    /// A unit closed.
    Close(UnitId, ClosingForm),
    /// A closed unit opened again.
    Reopen(UnitId),
    /// A discipline of a unit, in the place of one on record if that is named.
    Discipline(UnitId, Option<i64>, DisciplineForm),
}

impl Change {
    /// Does it; gives the unit that it was about, and what changed.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<(UnitId, Changes)> {
        let about = |unit, done: Committed<()>| (unit, done.changes);
        match self {
            Self::Add(parent, form) => {
                units::add(database, parent, &form, author).map(|added| (added.value, added.changes))
            }
            Self::Edit(unit, form) => {
                units::edit(database, unit, &form, author).map(|done| about(unit, done))
            }
            Self::Move(unit, parent) => {
                units::move_below(database, unit, parent, author).map(|done| about(unit, done))
            }
            Self::Reorder(unit, way) => {
                units::reorder(database, unit, way, author).map(|done| about(unit, done))
            }
            Self::Close(unit, form) => {
                units::close(database, unit, &form, author).map(|done| about(unit, done))
            }
            Self::Reopen(unit) => units::reopen(database, unit, author).map(|done| about(unit, done)),
            Self::Discipline(unit, row, form) => {
                ratings::save_discipline(database, Who::Unit(unit), row, &form, author)
                    .map(|done| (unit, done.changes))
            }
        }
    }
}
