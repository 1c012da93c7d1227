//! Targets of congresses for ratings.

use super::Place;
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::Subject;
use crate::domain::rating::target::{Measure, Target, TargetForm};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::units::{node, read_tree};
use crate::services::{Author, Committed, Database, Error, Result};
use crate::store::rating::summary as stored;
use crate::store::{Tx, quota};

/// What tells a target from the others of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetKey {
    /// Whose.
    pub unit: UnitId,
    /// First year of the term.
    pub from_year: i32,
    /// Of what.
    pub subject: Subject,
    /// Measured by what.
    pub measure: Measure,
}

impl From<&Target> for TargetKey {
    fn from(target: &Target) -> Self {
        Self {
            unit: target.unit,
            from_year: target.from_year,
            subject: target.subject,
            measure: target.measure,
        }
    }
}

/// The targets of a unit, of all units for none.
///
/// # Errors
/// What the disk reports.
pub fn targets(database: &mut Database, unit: Option<UnitId>) -> Result<Vec<Target>> {
    database.read(|tx| {
        let mut targets = stored::targets(tx)?;
        targets.retain(|target| unit.is_none_or(|unit| target.unit == unit));
        Ok(targets)
    })
}

/// The targets that a place is measured by: its own, else those of the nearest unit above that has
/// any for this subject.
pub(super) fn of(tx: &Tx<'_>, place: Place<'_>) -> Result<Vec<Target>> {
    let targets = stored::targets(tx)?;
    let mut at = place.unit;
    while let Some(unit) = at {
        let own = |target: &&Target| target.unit == unit && target.subject == place.subject;
        let found: Vec<Target> = targets.iter().filter(own).cloned().collect();
        if !found.is_empty() {
            return Ok(found);
        }
        at = place.tree.node(unit).and_then(|node| node.unit.parent);
    }
    Ok(Vec::new())
}

/// The terms of a place, the oldest first: those that the targets it is measured by speak of, and those
/// whose admission targets were set for it or for the nearest unit above.
pub(super) fn terms(tx: &Tx<'_>, place: Place<'_>, targets: &[Target]) -> Result<Vec<(i32, i32)>> {
    let mut terms: Vec<(i32, i32)> =
        targets.iter().map(|target| (target.from_year, target.to_year)).collect();
    let mut at = place.unit;
    while let Some(unit) = at {
        let own = quota::terms(tx, unit)?;
        terms.extend(own.iter().map(|term| (term.from_year, term.to_year)));
        at = place.tree.node(unit).and_then(|node| node.unit.parent).filter(|_| own.is_empty());
    }
    terms.sort_unstable();
    terms.dedup();
    Ok(terms)
}

/// Sets a target; `replaced` is the one that it takes the place of, if any.
///
/// # Errors
/// [`Error::Refused`]: fields, no such unit, years that overlap another target of the same measure.
pub fn set_target(
    database: &mut Database,
    (unit, subject): (UnitId, Subject),
    form: &TargetForm,
    replaced: Option<TargetKey>,
    author: &Author,
) -> Result<Committed<()>> {
    let target = form.check(unit, subject, author.today)?;
    database.commit(author.does("rating_target_set"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let key = TargetKey::from(&target);
        let overlaps = stored::targets(tx)?.into_iter().find(|other| {
            let other_key = TargetKey::from(other);
            let is_alike =
                (other.unit, other.subject, other.measure) == (target.unit, target.subject, target.measure);
            let stays = other_key != key && Some(other_key) != replaced;
            is_alike && stays && other.from_year <= target.to_year && target.from_year <= other.to_year
        });
        if let Some(other) = overlaps {
            let of = format!("{}-{}", other.from_year, other.to_year);
            return Err(Error::refused(Field::FromYear, Kind::Duplicate { of }));
        }
        if let Some(old) = replaced.filter(|old| *old != key) {
            stored::remove_target(tx, old.unit, old.from_year, (old.subject, old.measure))?;
        }
        tx.describe(fl!(
            "journal-rating-target-set",
            measure = term::measure(target.measure, Words::Screen),
            name = name.as_str()
        ));
        Ok(stored::set_target(tx, &target)?)
    })
}

/// Takes a target away.
///
/// # Errors
/// [`Error::Refused`]: no such target or unit.
pub fn remove_target(database: &mut Database, key: TargetKey, author: &Author) -> Result<Committed<()>> {
    database.commit(author.does("rating_target_removed"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, key.unit)?.unit.fields.name.clone();
        tx.describe(fl!(
            "journal-rating-target-removed",
            measure = term::measure(key.measure, Words::Screen),
            name = name.as_str()
        ));
        if stored::remove_target(tx, key.unit, key.from_year, (key.subject, key.measure))? {
            Ok(())
        } else {
            Err(Error::refused(Field::Measure, Kind::NotFound))
        }
    })
}
