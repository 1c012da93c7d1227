//! The encrypted file: folder and keys, opening, migrations, transactions, the journal, and one
//! room per record kind with typed functions over SQL. Only this room names `rusqlite`.

mod connection;
mod error;
mod migrations;
mod place;
mod tx;
mod worker;

pub mod backup;
pub mod exchange;
pub mod integrity;
pub mod journal;
pub mod member;
pub mod quota;
pub mod rating;
pub mod register;
pub mod salvage;
pub mod unit;
pub mod user;
pub mod workspace;

pub use error::{Error, Result};
pub use place::Place;
pub use tx::{Changes, Committed, Database, Table, Tx};
pub use worker::Db;

/// The schema that this program writes.
pub const NEWEST_SCHEMA: i64 = migrations::NEWEST;

use rusqlite::types::{FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Row, ToSql};

use crate::domain::date::PartialDate;

/// A partial date in its column form: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
struct DateColumn(PartialDate);

impl ToSql for DateColumn {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_iso().into())
    }
}

impl rusqlite::types::FromSql for DateColumn {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        PartialDate::from_iso(value.as_str()?).map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

/// Reads a column whose text is a code of one of our enums.
fn coded<T>(row: &Row<'_>, column: &str, from_code: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let index = row.as_ref().column_index(column)?;
    row.get_ref(index)?.as_str().ok().and_then(from_code).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(
            index,
            rusqlite::types::Type::Text,
            Box::new(FromSqlError::InvalidType),
        )
    })
}

/// The same for a column that may be null.
fn coded_or_none<T>(
    row: &Row<'_>,
    column: &str,
    from_code: fn(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    let index = row.as_ref().column_index(column)?;
    match row.get_ref(index)? {
        ValueRef::Null => Ok(None),
        _ => coded(row, column, from_code).map(Some),
    }
}

fn date(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<PartialDate>> {
    Ok(row.get::<_, Option<DateColumn>>(column)?.map(|date| date.0))
}
