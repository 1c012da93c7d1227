//! Terms: the target of a congress's resolution, and its amendments.

use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind};
use crate::domain::quota::{Amendment, AmendmentForm, Term, TermForm};
use crate::fl;
use crate::services::units::{node, read_tree};
use crate::services::{Author, Error, Result, Saved};
use crate::store::{Committed, Database, quota as stored};

/// Sets a unit's term; one that begins in the same year is replaced.
///
/// # Errors
/// [`Error::Refused`]: fields, a term that overlaps another one, no such unit.
pub fn set_term(
    database: &mut Database,
    unit: UnitId,
    form: &TermForm,
    author: &Author,
) -> Result<Committed<()>> {
    let term = form.check(author.today)?;
    write_term(database, unit, (term.from_year, term), author)
}

/// Changes the unit's term that begins in `from_year`, perhaps to another first year.
///
/// # Errors
/// As [`set_term`].
pub fn change_term(
    database: &mut Database,
    unit: UnitId,
    from_year: i32,
    form: &TermForm,
    author: &Author,
) -> Result<Committed<()>> {
    let term = form.check(author.today)?;
    write_term(database, unit, (from_year, term), author)
}

/// Writes a term in the place of the one that begins in the given year.
fn write_term(
    database: &mut Database,
    unit: UnitId,
    (replaced, term): (i32, Term),
    author: &Author,
) -> Result<Committed<()>> {
    database.commit(author.does("term_set"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let overlaps = stored::terms(tx, unit)?.into_iter().find(|other| {
            other.from_year != replaced && other.from_year <= term.to_year && term.from_year <= other.to_year
        });
        if let Some(other) = overlaps {
            let of = format!("{}-{}", other.from_year, other.to_year);
            return Err(Error::refused(Field::FromYear, Kind::Duplicate { of }));
        }
        tx.describe(fl!("journal-term-set", name = name.as_str()));
        Ok(stored::set_term(tx, unit, replaced, &term)?)
    })
}

/// The terms of a unit, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn terms(database: &mut Database, unit: UnitId) -> Result<Vec<Term>> {
    database.read(|tx| stored::terms(tx, unit).map_err(Error::from))
}

/// The amendments of the unit's term that begins in `from_year`, in the order of their days.
///
/// # Errors
/// What the disk reports.
pub fn amendments(database: &mut Database, unit: UnitId, from_year: i32) -> Result<Vec<Amendment>> {
    database.read(|tx| stored::amendments(tx, unit, from_year).map_err(Error::from))
}

/// Amends the target of the unit's term that begins in `from_year` by a document; the first target
/// and each amendment are kept.
///
/// # Errors
/// [`Error::Refused`]: fields, no such unit or term, a document from before the resolution.
pub fn amend(
    database: &mut Database,
    unit: UnitId,
    from_year: i32,
    form: &AmendmentForm,
    author: &Author,
) -> Result<Saved<Committed<()>>> {
    let checked = form.check(author.today)?;
    let change = checked.value;
    let done = database.commit(author.does("term_amended"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let term = stored::terms(tx, unit)?.into_iter().find(|term| term.from_year == from_year);
        let Some(term) = term else { return Err(Error::refused(Field::FromYear, Kind::NotFound)) };
        if let Some(date) = term.resolution_on.filter(|day| *day > change.decided_on) {
            let kind = Kind::Before { other: Field::ResolutionOn, date };
            return Err(Error::refused(Field::DecidedOn, kind));
        }
        tx.describe(fl!("journal-term-amended", name = name.as_str()));
        Ok(stored::add_amendment(tx, unit, from_year, &change)?)
    })?;
    Ok(Saved { value: done, warnings: checked.warnings })
}

/// Takes back an amendment of one of the unit's terms, such as one that was typed wrongly.
///
/// # Errors
/// [`crate::store::Error::NotFound`] when there is none.
pub fn withdraw_amendment(
    database: &mut Database,
    unit: UnitId,
    id: i64,
    author: &Author,
) -> Result<Committed<()>> {
    database.commit(author.does("term_amendment_withdrawn"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        tx.describe(fl!("journal-term-amendment-withdrawn", name = name.as_str()));
        Ok(stored::remove_amendment(tx, unit, id)?)
    })
}
