//! Lists of members that have a name: who, which columns, in which order.

use serde::Serialize;

use super::columns::{MemberColumn, OrderBy};
use super::directory::{self, Filter, Key, Selected, Sort, SortKey};
use super::{Author, Committed, Database, Error, Result, members, units};
use crate::domain::name;
use crate::domain::problem::{Field, Kind};
use crate::fl;
use crate::store::exchange::{self, SavedList as Stored};

/// A list that has a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedList {
    /// Name.
    pub name: String,
    /// Who.
    pub filter: Filter,
    /// Columns in order.
    pub columns: Vec<MemberColumn>,
    /// What it is sorted by, the first counting most; whether the largest comes first.
    pub sort: Vec<(MemberColumn, bool)>,
}

impl SavedList {
    fn from_stored(stored: &Stored) -> Result<Self> {
        let filter = serde_json::from_str(&stored.filter)
            .map_err(|_| Error::Store(crate::store::Error::Unreadable("saved_list".to_owned())))?;
        let columns = stored.columns.split(',').filter_map(MemberColumn::from_code).collect();
        let key = |text: &str| {
            let (code, descending) = text.strip_suffix(" desc").map_or((text, false), |code| (code, true));
            MemberColumn::from_code(code).map(|column| (column, descending))
        };
        let sort = stored.sort.split(',').filter_map(key).collect();
        Ok(Self { name: stored.name.clone(), filter, columns, sort })
    }

    fn to_stored(&self) -> Result<Stored> {
        // By way of a value, whose keys stand in one order however the filter comes in and out.
        let filter = serde_json::to_value(&self.filter).map(|filter| filter.to_string());
        let filter = filter.map_err(|_| Error::Store(crate::store::Error::Internal))?;
        let columns: Vec<&str> = self.columns.iter().map(|column| column.code()).collect();
        let key = |(column, descending): &(MemberColumn, bool)| {
            format!("{}{}", column.code(), if *descending { " desc" } else { "" })
        };
        let sort: Vec<String> = self.sort.iter().map(key).collect();
        Ok(Stored { name: self.name.clone(), filter, columns: columns.join(","), sort: sort.join(",") })
    }
}

/// The lists, by name.
///
/// # Errors
/// What the disk reports.
pub fn all(database: &mut Database) -> Result<Vec<SavedList>> {
    let stored = database.read(|tx| exchange::lists(tx).map_err(Error::from))?;
    stored.iter().map(SavedList::from_stored).collect()
}

/// The list of a name.
///
/// # Errors
/// [`Error::Refused`] when there is none.
pub fn named(database: &mut Database, wanted: &str) -> Result<SavedList> {
    let found = all(database)?.into_iter().find(|list| list.name == wanted);
    found.ok_or_else(|| Error::refused(Field::Name, Kind::NotFound))
}

/// Saves a list; one of the same name is replaced.
///
/// # Errors
/// [`Error::Refused`]: no name, or no column.
pub fn save(database: &mut Database, list: &SavedList, author: &Author) -> Result<Committed<()>> {
    let name = name::check_title(&list.name, Field::Name, 100)?;
    if list.columns.is_empty() {
        return Err(Error::refused(Field::Kind, Kind::Required));
    }
    let stored = SavedList { name, ..list.clone() }.to_stored()?;
    database.commit(author.does("list_saved"), |tx| {
        tx.describe(fl!("journal-list-saved", name = stored.name.as_str()));
        Ok(exchange::save_list(tx, &stored)?)
    })
}

/// Gives a list another name.
///
/// # Errors
/// [`Error::Refused`] when there is none of the old name, the new one is none, or another list has
/// it.
pub fn rename(database: &mut Database, name: &str, new: &str, author: &Author) -> Result<Committed<()>> {
    let new = name::check_title(new, Field::Name, 100)?;
    let is_taken = new != name && all(database)?.iter().any(|list| list.name == new);
    if is_taken {
        return Err(Error::refused(Field::Name, Kind::Duplicate { of: new }));
    }
    database.commit(author.does("list_renamed"), |tx| {
        tx.describe(fl!("journal-list-renamed", name = name, new = new.as_str()));
        match exchange::rename_list(tx, name, &new)? {
            true => Ok(()),
            false => Err(Error::refused(Field::Name, Kind::NotFound)),
        }
    })
}

/// Takes a list away. The journal keeps it, and undo brings it back.
///
/// # Errors
/// [`Error::Refused`] when there is none of the name.
pub fn remove(database: &mut Database, name: &str, author: &Author) -> Result<Committed<()>> {
    database.commit(author.does("list_removed"), |tx| {
        tx.describe(fl!("journal-list-removed", name = name));
        match exchange::remove_list(tx, name)? {
            true => Ok(()),
            false => Err(Error::refused(Field::Name, Kind::NotFound)),
        }
    })
}

/// The members of a list, in its order.
///
/// # Errors
/// What the disk reports.
pub fn select(database: &mut Database, list: &SavedList, author: &Author) -> Result<Selected> {
    let tree = units::tree(database)?;
    let directory = directory::load(database)?;
    let mut ranks = Vec::new();
    for (column, _) in &list.sort {
        ranks.push(match column.order() {
            OrderBy::Record(record) => Some(members::ranks_by(database, record)?),
            OrderBy::Fact(_) | OrderBy::FactReversed(_) | OrderBy::Unordered => None,
        });
    }
    let mut keys: Vec<Key<'_>> = Vec::new();
    for ((column, descending), ranks) in list.sort.iter().zip(&ranks) {
        let sort = |key, descending| Key::Fact(Sort { key, descending });
        keys.extend(match (column.order(), ranks) {
            (OrderBy::Fact(key), _) => Some(sort(key, *descending)),
            (OrderBy::FactReversed(key), _) => Some(sort(key, !descending)),
            (OrderBy::Record(_), Some(ranks)) => Some(Key::Record { ranks, descending: *descending }),
            (OrderBy::Record(_) | OrderBy::Unordered, _) => None,
        });
    }
    if keys.is_empty() {
        keys.push(Key::Fact(Sort { key: SortKey::Name, descending: false }));
    }
    Ok(directory.select_by(&list.filter, &keys, &tree, author.today))
}
