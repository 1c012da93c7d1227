//! The numbers by which persons are known: whether the window masks them, and that who saw them in
//! full is noted in the journal, without the numbers.

use std::collections::HashSet;

use super::columns::MemberColumn;
use super::members::MemberRow;
use super::{Author, Changes, Committed, Database, Error, Result};
use crate::domain::id::MemberId;
use crate::domain::setting::Setting;
use crate::fl;
use crate::i18n::term;
use crate::store;
use crate::store::register;
use crate::store::user::{self, User, Way};

/// How the setting that masks the numbers is kept.
const ON: &str = "on";
const OFF: &str = "off";

/// Notes that the full numbers of these members are seen, before they are. Nobody: nothing is
/// noted. A register that can't be written notes nothing: its medium is what protects it.
///
/// # Errors
/// What the disk reports; the numbers had better not be shown then.
pub fn note(database: &mut Database, way: Way, whose: &[MemberId], author: &Author) -> Result<Changes> {
    let Some(first) = whose.first() else { return Ok(Changes::default()) };
    let ids: Vec<i64> = whose.iter().map(|id| id.0).collect();
    let noted = database.commit(author.does("numbers_seen"), |tx| -> Result<()> {
        let way_in_words = term::way(way);
        tx.describe(match ids.len() {
            1 => {
                let name = store::member::name(tx, first.0)?.unwrap_or_default();
                fl!("journal-numbers-seen", name = name, way = way_in_words)
            }
            count => fl!("journal-numbers-seen-of", count = count, way = way_in_words),
        });
        user::note_reading(tx, way, &ids).map_err(Error::from)
    });
    match noted {
        Ok(done) => Ok(done.changes),
        Err(Error::Store(store::Error::ReadOnly)) => Ok(Changes::default()),
        Err(error) => Err(error),
    }
}

/// Notes that the full numbers of those of these members who have some are seen in the window,
/// before they are.
///
/// # Errors
/// As [`note`].
pub fn show(database: &mut Database, whose: &[MemberId], author: &Author) -> Result<Changes> {
    let known: HashSet<MemberId> = all_with_numbers(database)?.into_iter().collect();
    let seen: Vec<MemberId> = whose.iter().copied().filter(|id| known.contains(id)).collect();
    note(database, Way::Window, &seen, author)
}

/// Whether the window masks the numbers until somebody asks for them. While nobody has set it: as
/// soon as more than one user can open the register.
///
/// # Errors
/// What the disk reports.
pub fn are_masked(database: &mut Database) -> Result<bool> {
    database.read(|tx| match register::setting(tx, Setting::NumbersMasked.code())?.as_deref() {
        Some(set) => Ok(set != OFF),
        None => Ok(user::all(tx)?.iter().filter(|user| User::is_open(user)).count() > 1),
    })
}

/// Sets whether it does.
///
/// # Errors
/// `NotAllowed`; what the disk reports.
pub fn set_masked(database: &mut Database, masks: bool, author: &Author) -> Result<Committed<()>> {
    database.commit(author.does("numbers_masked_set"), |tx| {
        tx.describe(if masks { fl!("journal-numbers-masked-on") } else { fl!("journal-numbers-masked-off") });
        Ok(register::set_setting(tx, Setting::NumbersMasked.code(), if masks { ON } else { OFF })?)
    })
}

/// The members of these rows who have a number in one of these columns.
#[must_use]
pub fn with_numbers(rows: &[MemberRow], columns: &[MemberColumn]) -> Vec<MemberId> {
    let has_one = |row: &&MemberRow| columns.iter().any(|column| column.has_number(row));
    rows.iter().filter(has_one).map(|row| row.id).collect()
}

/// All members who have a number.
///
/// # Errors
/// What the disk reports.
pub fn all_with_numbers(database: &mut Database) -> Result<Vec<MemberId>> {
    database.read(|tx| store::member::with_numbers(tx).map_err(Error::from))
}
