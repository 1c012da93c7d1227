//! Discipline of members and units on record.

use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{Discipline, DisciplineForm, Who};
use crate::fl;
use crate::services::units::{node, read_tree};
use crate::services::{Author, Error, Result};
use crate::store::rating::discipline;
use crate::store::{Committed, Database, Tx, member};

/// Discipline of somebody, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn discipline_of(database: &mut Database, who: Who) -> Result<Vec<Discipline>> {
    database.read(|tx| Ok(discipline::of(tx, who)?))
}

/// Adds a discipline, or writes the one with identity `row`: a day of its end closes it.
///
/// # Errors
/// [`Error::Refused`] for its fields, or when there is no such member or unit.
pub fn save_discipline(
    database: &mut Database,
    who: Who,
    row: Option<i64>,
    form: &DisciplineForm,
    author: &Author,
) -> Result<Committed<i64>> {
    let fields = form.check(who, author.today)?;
    database.commit(author.does("discipline_saved"), |tx| {
        tx.describe(fl!("journal-discipline-saved", name = name(tx, who)?));
        Ok(match row {
            None => discipline::insert(tx, who, &fields)?,
            Some(row) => {
                discipline::update(tx, who, row, &fields)?;
                row
            }
        })
    })
}

fn name(tx: &Tx<'_>, who: Who) -> Result<String> {
    match who {
        Who::Member(id) => {
            let row = member::rows(tx, &[id])?.pop();
            row.map(|row| row.fields.name).ok_or_else(|| Error::refused(Field::Name, Kind::NotFound))
        }
        Who::Unit(id) => Ok(node(&read_tree(tx)?, id)?.unit.fields.name.clone()),
    }
}
