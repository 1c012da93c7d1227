//! Who can be admitted, as units report it for a year: what a proportional allocation follows.

use std::collections::HashMap;

use super::targets::check_target_year;
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::quota::{CandidateForm, Candidates};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::services::units::{node, read_tree};
use crate::services::{Author, Error, Result};
use crate::store::{Committed, Database, Tx, quota as stored};

/// Sets how many people a unit with all below it reports for a year, as typed; without a number the
/// report is taken away.
///
/// # Errors
/// [`Error::Refused`]: fields, no such unit, a year out of range.
pub fn set_candidates(
    database: &mut Database,
    (unit, year): (UnitId, i32),
    form: &CandidateForm,
    author: &Author,
) -> Result<Committed<()>> {
    let reported = form.check().map_err(Error::Refused)?;
    check_target_year(year, author)?;
    database.commit(author.does("candidates_set"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let count = reported.as_ref().map_or_else(|| "—".to_owned(), |it| number::group(it.count));
        tx.describe(fl!("journal-candidates", name = name, year = year.to_string(), count = count));
        write(tx, (unit, year), reported.as_ref())
    })
}

/// Stores a report that differs from the one that is there.
pub(super) fn write(tx: &Tx<'_>, (unit, year): (UnitId, i32), reported: Option<&Candidates>) -> Result<()> {
    if stored::candidates(tx, year)?.get(&unit) == reported {
        return Ok(());
    }
    Ok(stored::set_candidates(tx, unit, year, reported)?)
}

/// What the units below each unit report together, where any does: each counts with its own report,
/// or with those below it. `tree` is the year's, in which a merged unit stands below its successor;
/// one that was closed without a successor reports nothing any more.
pub(super) fn below(tree: &UnitTree, reports: &HashMap<UnitId, Candidates>) -> HashMap<UnitId, i64> {
    let mut below: HashMap<UnitId, i64> = HashMap::new();
    for node in tree.nodes().iter().rev() {
        let id = node.unit.id;
        let is_gone = node.unit.closed_on.is_some() && node.unit.merged_into.is_none();
        let own = reports.get(&id).filter(|_| !is_gone).map(|it| it.count);
        let Some(count) = own.or_else(|| below.get(&id).copied()) else { continue };
        if let Some(parent) = node.unit.parent.filter(|_| node.depth > 0) {
            *below.entry(parent).or_default() += count;
        }
    }
    below
}
