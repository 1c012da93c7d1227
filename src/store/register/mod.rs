//! The register's own row, its settings and its editable lists.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use super::error::{Error, Result};
use super::tx::Tx;
use crate::domain::name;
use crate::domain::setting::Setting;

/// The register itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    /// Identity, the same for all copies of the register.
    pub uuid: String,
    /// Name that the user gave it.
    pub name: String,
    /// UTC, RFC 3339.
    pub created_at: String,
}

/// Writes the register's row.
///
/// # Errors
/// [`super::Error::Constraint`] when there is one.
pub fn insert(tx: &Tx<'_>, register: &Register) -> Result<()> {
    tx.connection.execute(
        "INSERT INTO register (id, uuid, name, created_at, sort_version) VALUES (1, ?1, ?2, ?3, ?4)",
        params![register.uuid, register.name, register.created_at, name::KEY_VERSION],
    )?;
    Ok(())
}

/// Reads it.
///
/// # Errors
/// [`super::Error::NotFound`] in a file that was never finished.
pub fn get(tx: &Tx<'_>) -> Result<Register> {
    Ok(tx.connection.query_row("SELECT uuid, name, created_at FROM register", [], |row| {
        Ok(Register { uuid: row.get(0)?, name: row.get(1)?, created_at: row.get(2)? })
    })?)
}

/// Version of the collation behind the stored sort keys.
///
/// # Errors
/// [`super::Error::NotFound`] in a file that was never finished.
pub fn sort_version(tx: &Tx<'_>) -> Result<i64> {
    Ok(tx.connection.query_row("SELECT sort_version FROM register", [], |row| row.get(0))?)
}

/// Makes all sort keys and folded names anew, for a program with a newer collation.
///
/// # Errors
/// What the disk reports.
pub fn renew_sort_keys(tx: &Tx<'_>) -> Result<()> {
    tx.connection
        .execute("UPDATE member SET folded = fold(full_name), sort_key = name_key(full_name)", [])?;
    tx.connection.execute("UPDATE register SET sort_version = ?1", [name::KEY_VERSION])?;
    Ok(())
}

/// A setting of the register.
///
/// # Errors
/// What the disk reports.
pub fn setting(tx: &Tx<'_>, name: &str) -> Result<Option<String>> {
    Ok(tx
        .connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// The settings whose names begin so, with their values, by name.
///
/// # Errors
/// What the disk reports.
pub fn settings_under(tx: &Tx<'_>, prefix: &str) -> Result<Vec<(String, String)>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT name, value FROM setting WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
    )?;
    let rows = statement.query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Sets a setting. The same value again changes nothing, so that the journal has no row of it.
///
/// # Errors
/// `Internal` for a name that is not of a [`Setting`], of which the journal would have no words;
/// what the disk reports.
pub fn set_setting(tx: &Tx<'_>, name: &str, value: &str) -> Result<()> {
    if Setting::of(name).is_none() {
        return Err(Error::Internal);
    }
    tx.connection.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
        [name, value],
    )?;
    Ok(())
}

/// The names in an editable list, in its order. Lists: `ethnicity`, `religion`, `workplace`,
/// `work_group`, `general_education`, `professional_level`, `theory_level`.
///
/// # Errors
/// What the disk reports.
pub fn choices(tx: &Tx<'_>, list: &str) -> Result<Vec<String>> {
    let mut statement =
        tx.connection.prepare_cached("SELECT name FROM choice WHERE list = ?1 ORDER BY position, id")?;
    let names = statement.query_map([list], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(names)
}
