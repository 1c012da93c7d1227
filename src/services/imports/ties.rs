//! Which rows speak of the same people as some others do: when one of them changes, the others may
//! come to something else, and nobody but them.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::known::Known;
use super::{Row, Special, Target, Touched};
use crate::domain::identifier;
use crate::domain::text::{fold, tidy};
use crate::services::Result;
use crate::services::columns::MemberColumn;
use crate::store::Tx;

/// A name or a number as a key; two that are the same by chance tie too many rows, which is no harm.
type Key = u64;

/// The places of all rows that are tied to those that were touched, in their order.
pub fn tied(tx: &Tx<'_>, rows: &[Row], touched: &Touched) -> Result<Vec<usize>> {
    let known = Known::read(tx)?;
    let mut keys: HashSet<Key> = HashSet::new();
    let mut found: Vec<bool> = vec![false; rows.len()];
    for row in &touched.before {
        take(row, &known, &mut keys);
    }
    for place in &touched.rows {
        if let (Some(row), Some(is_found)) = (rows.get(*place), found.get_mut(*place)) {
            *is_found = true;
            take(row, &known, &mut keys);
        }
    }
    let of_rows: Vec<Vec<Key>> = rows.iter().map(|row| said(row).into_iter().collect()).collect();
    loop {
        let mut is_done = true;
        for ((row, of_row), is_found) in rows.iter().zip(&of_rows).zip(&mut found) {
            if !*is_found && of_row.iter().any(|key| keys.contains(key)) {
                (*is_found, is_done) = (true, false);
                take(row, &known, &mut keys);
            }
        }
        if is_done {
            break;
        }
    }
    Ok(found.iter().enumerate().filter(|(_, is_found)| **is_found).map(|(place, _)| place).collect())
}

/// Takes in the keys of a row and of everybody in the register whom it may mean.
fn take(row: &Row, known: &Known, keys: &mut HashSet<Key>) {
    let texts = texts(row);
    for facts in known.meant(&texts) {
        keys.extend(facts.into_iter().map(|(kind, text)| key(kind, text)));
    }
    keys.extend(texts.iter().map(|(kind, text)| key(*kind, text)));
}

fn said(row: &Row) -> Vec<Key> {
    texts(row).iter().map(|(kind, text)| key(*kind, text)).collect()
}

/// What can name a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The folded name.
    Name,
    /// The personal number, digits only.
    PersonalId,
    /// The card number, digits only.
    CardNumber,
}

/// What a row says of who it is.
fn texts(row: &Row) -> Vec<(Kind, String)> {
    let text = |column| row.text(Target::Column(column));
    let part = |special| row.special(special).unwrap_or_default();
    let name = match text(MemberColumn::Name) {
        Some(name) => fold(name),
        None => fold(&tidy(&format!("{} {}", part(Special::FamilyName), part(Special::GivenName)))),
    };
    let number = |text: Option<&str>, read: fn(&str) -> std::result::Result<Option<String>, _>| {
        text.and_then(|text| read(text).ok().flatten())
    };
    let id = number(text(MemberColumn::PersonalId), identifier::personal_id);
    let card = number(text(MemberColumn::CardNumber), identifier::card_number);
    let name = Some(name).filter(|name| !name.is_empty());
    let all = [(Kind::Name, name), (Kind::PersonalId, id), (Kind::CardNumber, card)];
    all.into_iter().filter_map(|(kind, text)| Some((kind, text?))).collect()
}

fn key(kind: Kind, text: &str) -> Key {
    let mut hasher = DefaultHasher::new();
    (kind, text).hash(&mut hasher);
    hasher.finish()
}
