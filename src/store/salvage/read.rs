//! Reading a table around the places that can't be read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Recovered, is_damage, reopen};
use crate::store::error::{Error, Result};
use crate::store::journal;
use crate::store::tx::{Table, Tx};
use crate::store::workspace::MasterKey;

/// A row: its columns by name.
pub struct Row {
    /// Names and values.
    pub values: Vec<(String, Value)>,
}

/// What could be read of a table.
pub struct Read {
    pub table: Table,
    pub rows: BTreeMap<i64, Row>,
    /// The last image of each row in the journal, as far as that could be read: JSON, or none for
    /// a row that was taken away.
    pub images: BTreeMap<i64, Option<String>>,
    pub report: Recovered,
}

/// The journal's rows, if all of them can be read and their chain holds.
pub struct Journal {
    pub entries: Vec<Row>,
    pub changes: Vec<Row>,
}

/// Tables with the last image of each row: JSON, or none for a row that was taken away.
type Images = BTreeMap<String, BTreeMap<i64, Option<String>>>;

/// The damaged database.
pub struct Source<'k> {
    path: PathBuf,
    key: &'k MasterKey,
    connection: Connection,
    /// Read at the first table.
    images: Option<Images>,
}

impl<'k> Source<'k> {
    pub fn open(path: &Path, key: &'k MasterKey) -> Result<Self> {
        Ok(Self { path: path.to_owned(), key, connection: reopen(path, key)?, images: None })
    }

    /// The whole journal; none when a part can't be read or does not fit.
    pub fn journal(&mut self) -> Result<Option<Journal>> {
        let holds = Tx::reading(&self.connection, |tx| journal::verify(tx));
        match holds {
            Ok(wrong) if wrong.is_empty() => {}
            Ok(_) => return Ok(None),
            Err(error) if is_damage(&error) => {
                self.renew()?;
                return Ok(None);
            }
            Err(error) => return Err(error),
        }
        let (entries, gaps) = self.rows("journal", "sequence")?;
        let (changes, more_gaps) = self.rows("journal_change", "id")?;
        let is_whole = gaps + more_gaps == 0;
        let journal = Journal { entries: values(entries), changes: values(changes) };
        Ok(is_whole.then_some(journal))
    }

    /// What can be read of a table, and the last images of its rows; asked once for each table.
    pub fn table(&mut self, table: Table) -> Result<Read> {
        let name = table.name();
        let (rows, gaps) = self.rows(name, "id")?;
        let images = match &mut self.images {
            Some(images) => images.remove(name),
            None => {
                let mut images = self.images()?;
                let own = images.remove(name);
                self.images = Some(images);
                own
            }
        };
        let images = images.unwrap_or_default();
        let report = Recovered { table: name.to_owned(), read: rows.len(), gaps, ..Recovered::default() };
        Ok(Read { table, rows, images, report })
    }

    fn renew(&mut self) -> Result<()> {
        // The old one's lock has to go first.
        self.connection = Connection::open_in_memory()?;
        self.connection = reopen(&self.path, self.key)?;
        Ok(())
    }

    /// All rows that can be read, and how many gaps are between them. A table of a newer schema
    /// that the file does not have is empty.
    fn rows(&mut self, table: &str, id: &str) -> Result<(BTreeMap<i64, Row>, usize)> {
        let exists = self.connection.query_row(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1",
            [table],
            |_| Ok(()),
        );
        if exists.optional()?.is_none() {
            return Ok((BTreeMap::new(), 0));
        }
        let sql = format!("SELECT * FROM {table} NOT INDEXED WHERE {id} >= ?1 ORDER BY {id}");
        let (mut rows, mut gaps, mut from) = (BTreeMap::new(), 0, i64::MIN);
        loop {
            match read_on(&self.connection, &sql, id, from, &mut rows) {
                Ok(()) => return Ok((rows, gaps)),
                Err(error) if is_damage(&error) => gaps += 1,
                Err(error) => return Err(error),
            }
            self.renew()?;
            let last = rows.last_key_value().map_or(0, |(last, _)| *last).max(from);
            match self.after_gap(&sql, last)? {
                Some(next) => from = next,
                None => return Ok((rows, gaps)),
            }
        }
    }

    /// The least number greater than `last` from which rows can be read again, found by doubling
    /// steps and then halving; none when nothing behind can be read.
    fn after_gap(&mut self, sql: &str, last: i64) -> Result<Option<i64>> {
        let mut step: i64 = 1;
        let good = loop {
            let Some(probe) = last.checked_add(step) else { return Ok(None) };
            match self.first_from(sql, probe)? {
                First::Row => break probe,
                First::Nothing => return Ok(None),
                First::Damage => {}
            }
            match step.checked_mul(2) {
                Some(double) => step = double,
                None => return Ok(None),
            }
        };
        let (mut bad, mut good) = (last + step / 2, good);
        while good - bad > 1 {
            let middle = bad + (good - bad) / 2;
            match self.first_from(sql, middle)? {
                First::Damage => bad = middle,
                First::Row | First::Nothing => good = middle,
            }
        }
        Ok(Some(good))
    }

    fn first_from(&mut self, sql: &str, from: i64) -> Result<First> {
        let first = self.connection.query_row(&format!("{sql} LIMIT 1"), [from], |row| {
            // The whole row, with the pages that it runs over to.
            for column in 0..row.as_ref().column_count() {
                row.get_ref(column)?;
            }
            Ok(())
        });
        match first.optional().map_err(Error::from) {
            Ok(Some(())) => Ok(First::Row),
            Ok(None) => Ok(First::Nothing),
            Err(error) if is_damage(&error) => {
                self.renew()?;
                Ok(First::Damage)
            }
            Err(error) => Err(error),
        }
    }

    /// The last images of all rows, by table. The journal is read once: to find the end of a gap
    /// the file is opened again many times.
    fn images(&mut self) -> Result<Images> {
        let (changes, _) = self.rows("journal_change", "id")?;
        let mut images = Images::new();
        for row in changes.into_values() {
            let of =
                |name: &str| row.values.iter().find(|(column, _)| column == name).map(|(_, value)| value);
            if let (Some(Value::Text(table)), Some(Value::Integer(id))) = (of("table_name"), of("row_id")) {
                let after = match of("after") {
                    Some(Value::Text(image)) => Some(image.clone()),
                    _ => None,
                };
                images.entry(table.clone()).or_default().insert(*id, after);
            }
        }
        Ok(images)
    }
}

enum First {
    Row,
    Nothing,
    Damage,
}

fn values(rows: BTreeMap<i64, Row>) -> Vec<Row> {
    rows.into_values().collect()
}

/// Reads from a number on until the end or the first place that can't be read.
fn read_on(
    connection: &Connection,
    sql: &str,
    id: &str,
    from: i64,
    into: &mut BTreeMap<i64, Row>,
) -> Result<()> {
    let mut statement = connection.prepare(sql)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows = statement.query(params![from])?;
    while let Some(row) = rows.next()? {
        let mut values = Vec::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            values.push((name.clone(), row.get::<_, Value>(place)?));
        }
        let number: i64 = row.get(id)?;
        into.insert(number, Row { values });
    }
    Ok(())
}
