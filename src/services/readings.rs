//! The numbers by which persons are known: who saw them in full is noted in the journal, without
//! the numbers.

use super::columns::MemberColumn;
use super::members::MemberRow;
use super::{Author, Changes, Database, Error, Result};
use crate::domain::id::MemberId;
use crate::fl;
use crate::i18n::term;
use crate::store;
use crate::store::user::{self, Way};

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

/// The members of these rows who have a number in one of these columns.
#[must_use]
pub fn with_numbers(rows: &[MemberRow], columns: &[MemberColumn]) -> Vec<MemberId> {
    let has = |row: &MemberRow, column: &MemberColumn| {
        let texts = &row.fields.texts;
        let number = match column {
            MemberColumn::PersonalId => &texts.personal_id,
            MemberColumn::OldId => &texts.old_id,
            MemberColumn::CardNumber => &texts.card_number,
            MemberColumn::OldCardNumber => &texts.old_card_number,
            _ => &None,
        };
        number.is_some()
    };
    rows.iter().filter(|row| columns.iter().any(|column| has(row, column))).map(|row| row.id).collect()
}

/// All members who have a number.
///
/// # Errors
/// What the disk reports.
pub fn all_with_numbers(database: &mut Database) -> Result<Vec<MemberId>> {
    database.read(|tx| store::member::with_numbers(tx).map_err(Error::from))
}
