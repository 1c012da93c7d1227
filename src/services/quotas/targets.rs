//! Yearly targets: given, handed down, adjusted.

use std::collections::HashMap;

use chrono::Datelike;

use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::problem::{Field, Kind};
use crate::domain::quota::{self, AdjustmentForm, MAX_TARGET};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::services::step::{Halt, Step, step};
use crate::services::units::{node, read_tree};
use crate::services::{Author, Error, Result, Saved};
use crate::store::quota::{self as stored, Yearly};
use crate::store::{Committed, Database, Tx};

/// Sets a unit's target for a year, as typed; empty takes it away.
///
/// # Errors
/// [`Error::Refused`]: not a whole number, no such unit, a year out of range.
pub fn set_target(
    database: &mut Database,
    unit: UnitId,
    year: i32,
    typed: &str,
    author: &Author,
) -> Result<Committed<()>> {
    let target = quota::target(typed)?;
    check_target_year(year, author)?;
    database.commit(author.does("quota_set"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        tx.describe(fl!("journal-quota-set", name = name.as_str(), year = year.to_string()));
        Ok(stored::set_yearly(tx, Yearly::Target, (unit, year), target)?)
    })
}

/// A unit whose target was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetRefusal {
    /// The unit.
    pub unit: UnitId,
    /// Why.
    pub kind: Kind,
}

/// Sets the targets of units for a year, as typed, as one operation; empty takes one away. Where
/// a unit has several texts, the last one counts.
///
/// # Errors
/// [`Error::Refused`] for a year out of range; what the disk reports. Texts that can't be stored
/// are told unit by unit, and then nothing is.
pub fn set_targets(
    database: &mut Database,
    year: i32,
    targets: &[(UnitId, String)],
    author: &Author,
) -> Result<Step<(), TargetRefusal>> {
    check_target_year(year, author)?;
    step(database, author.does("quotas_set"), |tx| {
        let names = write_targets(tx, &read_tree(tx)?, year, targets)?;
        tx.describe(match names.as_slice() {
            [name] => fl!("journal-quota-set", name = name.as_str(), year = year.to_string()),
            _ => {
                fl!("journal-quotas-set", count = number::count(names.len()), year = year.to_string())
            }
        });
        Ok(())
    })
}

/// Writes targets; answers with the names of the units whose target changes.
pub(super) fn write_targets(
    tx: &Tx<'_>,
    tree: &UnitTree,
    year: i32,
    targets: &[(UnitId, String)],
) -> std::result::Result<Vec<String>, Halt<TargetRefusal>> {
    let (read, refusals) = read_targets(tree, targets);
    if !refusals.is_empty() {
        return Err(Halt::Refused(refusals));
    }
    let before: HashMap<UnitId, i64> = stored::yearly(tx, Yearly::Target, year, year)?
        .into_iter()
        .map(|(unit, _, target)| (unit, target))
        .collect();
    let mut names = Vec::new();
    for (unit, name, target) in read {
        if before.get(&unit).copied() != target {
            stored::set_yearly(tx, Yearly::Target, (unit, year), target)?;
            names.push(name);
        }
    }
    Ok(names)
}

/// The targets that [`set_targets`] would refuse.
///
/// # Errors
/// As there.
pub fn check_targets(
    database: &mut Database,
    year: i32,
    targets: &[(UnitId, String)],
    author: &Author,
) -> Result<Vec<TargetRefusal>> {
    check_target_year(year, author)?;
    database.read(|tx| Ok(read_targets(&read_tree(tx)?, targets).1))
}

/// A unit, its name and its target, if it is to have one.
type ReadTarget = (UnitId, String, Option<i64>);

/// Reads what was typed; of several texts for a unit the last one.
fn read_targets(tree: &UnitTree, targets: &[(UnitId, String)]) -> (Vec<ReadTarget>, Vec<TargetRefusal>) {
    let last: HashMap<UnitId, usize> =
        targets.iter().enumerate().map(|(place, (unit, _))| (*unit, place)).collect();
    let (mut read, mut refusals) = (Vec::new(), Vec::new());
    for (place, (unit, typed)) in targets.iter().enumerate() {
        if last.get(unit) != Some(&place) {
            continue;
        }
        match (tree.node(*unit), quota::target(typed)) {
            (Some(node), Ok(target)) => read.push((*unit, node.unit.fields.name.clone(), target)),
            (None, _) => refusals.push(TargetRefusal { unit: *unit, kind: Kind::NotFound }),
            (Some(_), Err(problem)) => refusals.push(TargetRefusal { unit: *unit, kind: problem.kind }),
        }
    }
    (read, refusals)
}

pub(in crate::services) fn check_target_year(year: i32, author: &Author) -> Result<()> {
    let last = author.today.year() + 10;
    if (1930..=last).contains(&year) {
        return Ok(());
    }
    Err(Error::refused(Field::Year, Kind::OutOfRange { min: 1930, max: i64::from(last) }))
}

/// Adjusts a unit's target for a year by a document; the first target stays as it was given.
///
/// # Errors
/// [`Error::Refused`]: fields, no such unit, a year out of range, a target that would be below zero.
pub fn adjust(
    database: &mut Database,
    unit: UnitId,
    year: i32,
    form: &AdjustmentForm,
    author: &Author,
) -> Result<Saved<Committed<()>>> {
    let checked = form.check(author.today)?;
    check_target_year(year, author)?;
    let change = checked.value;
    let done = database.commit(author.does("quota_adjusted"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let span = super::figures::Span { from: year, to: year, until: None };
        let now = super::figures::Figures::read(tx, span)?.targets(Some(unit), year).now.unwrap_or_default();
        if now + change.number < 0 {
            return Err(Error::refused(Field::Change, Kind::OutOfRange { min: -now, max: MAX_TARGET }));
        }
        tx.describe(fl!("journal-quota-adjusted", name = name.as_str(), year = year.to_string()));
        Ok(stored::add_adjustment(tx, unit, year, &change)?)
    })?;
    Ok(Saved { value: done, warnings: checked.warnings })
}

/// Takes back an adjustment of a unit, such as one that was typed wrongly.
///
/// # Errors
/// [`Error::Refused`] when the unit has no such adjustment.
pub fn withdraw_adjustment(
    database: &mut Database,
    unit: UnitId,
    id: i64,
    author: &Author,
) -> Result<Committed<()>> {
    database.commit(author.does("quota_adjustment_withdrawn"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let all = stored::adjustments(tx, 1930, 2100)?;
        let found = all.iter().find(|adjustment| adjustment.id == id && adjustment.unit == unit);
        let Some(found) = found else { return Err(Error::refused(Field::Change, Kind::NotFound)) };
        let year = found.year.to_string();
        tx.describe(fl!("journal-quota-adjustment-withdrawn", name = name.as_str(), year = year));
        Ok(stored::remove_adjustment(tx, unit, id)?)
    })
}
