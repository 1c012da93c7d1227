//! Users of the register, who of them acts, and what was read of the numbers by which persons are
//! known.

mod reading;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;
use uuid::Uuid;

use super::error::{Error, Result};
use super::journal::{self, Operation};
use super::tx::Tx;
use super::workspace::Owner;
use super::{coded, coded_or_none};
use crate::domain::user::{Role, needed_for};

pub use reading::{Way, note_reading};

/// A user as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct User {
    /// Number in the database.
    pub id: i64,
    /// Under which the sealed copy of the key stands in `keys.toml`.
    #[serde(skip)]
    pub slot: Uuid,
    /// Name, as the journal writes it.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// How often a password was set by a manager.
    #[serde(skip)]
    pub passwords: i64,
    /// Since when the user may do nothing any more.
    pub closed_on: Option<NaiveDate>,
}

impl User {
    /// Whether the user may still open the register.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed_on.is_none()
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<User> {
    let slot: String = row.get("slot")?;
    let closed_on = coded_or_none(row, "closed_on", |text| text.parse().ok())?;
    Ok(User {
        id: row.get("id")?,
        // What is no identity opens nothing.
        slot: slot.parse().unwrap_or(Uuid::nil()),
        name: row.get("name")?,
        role: coded(row, "role", Role::from_code)?,
        passwords: row.get("passwords")?,
        closed_on,
    })
}

const COLUMNS: &str = "SELECT id, slot, name, role, passwords, closed_on FROM user";

/// All users, the first one first; none of a register that one person keeps alone.
///
/// # Errors
/// What the disk reports.
pub fn all(tx: &Tx<'_>) -> Result<Vec<User>> {
    let mut statement = tx.connection.prepare_cached(&format!("{COLUMNS} ORDER BY id"))?;
    let users = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(users)
}

/// One user.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(tx: &Tx<'_>, id: i64) -> Result<User> {
    Ok(tx.connection.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?.query_row([id], read)?)
}

/// Adds a user; the number given.
///
/// # Errors
/// What the disk reports.
pub fn insert(tx: &Tx<'_>, slot: Uuid, name: &str, role: Role) -> Result<i64> {
    tx.connection.execute(
        "INSERT INTO user (slot, name, role, passwords) VALUES (?1, ?2, ?3, 0)",
        params![slot.to_string(), name, role.code()],
    )?;
    Ok(tx.connection.last_insert_rowid())
}

/// Stores role, count of passwords and closing of a user.
///
/// # Errors
/// What the disk reports.
pub fn update(tx: &Tx<'_>, user: &User) -> Result<()> {
    tx.connection.execute(
        "UPDATE user SET role = ?2, passwords = ?3, closed_on = ?4 WHERE id = ?1",
        params![user.id, user.role.code(), user.passwords, user.closed_on.map(|day| day.to_string())],
    )?;
    Ok(())
}

/// Whose slot of `keys.toml` this is; the one without a name is the first user's.
#[must_use]
pub fn owner_of(users: &[User], owner: Owner) -> Option<&User> {
    match owner {
        Owner::First => users.first(),
        Owner::User(slot) => users.iter().find(|user| user.slot == slot),
    }
}

/// Under what a user's slot stands.
#[must_use]
pub fn slot_of(users: &[User], user: &User) -> Owner {
    let is_first = users.first().is_some_and(|first| first.id == user.id);
    if is_first { Owner::First } else { Owner::User(user.slot) }
}

/// Lets an operation through if who acts may do it, under the user's name. This is the one place
/// where roles are enforced: every change of data comes by here.
///
/// # Errors
/// [`Error::NotAllowed`] with the least role that may.
pub(in crate::store) fn authorised(
    tx: &Tx<'_>,
    acting: Option<i64>,
    operation: Operation,
) -> Result<Operation> {
    let Some(id) = acting else { return Ok(operation) };
    let needed = needed(tx, &operation)?;
    let user = tx.connection.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?.query_row([id], read);
    match user.optional()? {
        Some(user) if user.is_open() && user.role >= needed => Ok(Operation { who: user.name, ..operation }),
        _ => Err(Error::NotAllowed(needed)),
    }
}

/// What an operation needs; undoing and redoing need what was first done.
fn needed(tx: &Tx<'_>, operation: &Operation) -> Result<Role> {
    let mut needed = needed_for(operation.kind);
    let mut undoes = operation.undoes;
    while let Some(sequence) = undoes {
        let entry = journal::entry(tx, sequence)?;
        needed = needed.max(needed_for(&entry.kind));
        // Entries only undo earlier ones; a file that says otherwise is not walked for ever.
        undoes = entry.undoes.filter(|earlier| *earlier < sequence);
    }
    Ok(needed)
}
