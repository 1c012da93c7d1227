//! What headings of spreadsheets mean, and lists that have a name.

mod whole;

use rusqlite::params;

use super::error::Result;
use super::tx::Tx;

pub use whole::{Loaded, SHEETS, Whole, dump, load};

/// The headings that the register was taught for a subject, each with the name of its meaning.
///
/// # Errors
/// What the disk reports.
pub fn headings(tx: &Tx<'_>, subject: &str) -> Result<Vec<(String, String)>> {
    let mut statement = tx
        .connection
        .prepare_cached("SELECT heading, target FROM learned_heading WHERE subject = ?1 ORDER BY heading")?;
    let pairs = statement
        .query_map([subject], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(pairs)
}

/// Remembers what a heading means.
///
/// # Errors
/// What the disk reports.
pub fn learn_heading(tx: &Tx<'_>, subject: &str, heading: &str, target: &str) -> Result<()> {
    let heading: String = heading.chars().take(300).collect();
    tx.connection
        .prepare_cached(
            "INSERT INTO learned_heading (subject, heading, target) VALUES (?1, ?2, ?3)
             ON CONFLICT (subject, heading) DO UPDATE SET target = excluded.target
             WHERE target <> excluded.target",
        )?
        .execute(params![subject, heading, target])?;
    Ok(())
}

/// A list that has a name, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedList {
    /// Name.
    pub name: String,
    /// JSON of the filter.
    pub filter: String,
    /// Names of the columns, with commas.
    pub columns: String,
    /// Names of the columns that it is sorted by, with commas.
    pub sort: String,
}

/// The lists, by name.
///
/// # Errors
/// What the disk reports.
pub fn lists(tx: &Tx<'_>) -> Result<Vec<SavedList>> {
    let mut statement =
        tx.connection.prepare_cached("SELECT name, filter, columns, sort FROM saved_list ORDER BY name")?;
    let lists = statement
        .query_map([], |row| {
            Ok(SavedList { name: row.get(0)?, filter: row.get(1)?, columns: row.get(2)?, sort: row.get(3)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(lists)
}

/// Writes a list; one of the same name is replaced.
///
/// # Errors
/// What the disk reports.
pub fn save_list(tx: &Tx<'_>, list: &SavedList) -> Result<()> {
    tx.connection.execute(
        "INSERT INTO saved_list (name, filter, columns, sort) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (name) DO UPDATE
         SET filter = excluded.filter, columns = excluded.columns, sort = excluded.sort",
        params![list.name, list.filter, list.columns, list.sort],
    )?;
    Ok(())
}

/// Gives a list another name; false when there is none of the old one.
///
/// # Errors
/// [`super::Error::Constraint`] when another list has the new name.
pub fn rename_list(tx: &Tx<'_>, name: &str, new: &str) -> Result<bool> {
    let changed = tx.connection.execute("UPDATE saved_list SET name = ?2 WHERE name = ?1", [name, new])?;
    Ok(changed > 0)
}

/// Takes a list away; false when there is none of the name.
///
/// # Errors
/// What the disk reports.
pub fn remove_list(tx: &Tx<'_>, name: &str) -> Result<bool> {
    Ok(tx.connection.execute("DELETE FROM saved_list WHERE name = ?1", [name])? > 0)
}
