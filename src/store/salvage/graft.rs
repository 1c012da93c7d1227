//! Where the tables begin, from a backup.
//!
//! The first page and those of the schema say where each table begins: one of them damaged, and no
//! row can be found. A backup is a copy of the same file, page for page, with the same key; tables
//! never move, and after an upgrade those pages are not written to any more. So they are taken from
//! a backup of the same schema; every other page stays the damaged file's own.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use rusqlite::Connection;

use super::is_damage;
use crate::store::error::{Error, Result};
use crate::store::workspace::MasterKey;
use crate::store::{NEWEST_SCHEMA, connection, migrations};

/// Whether the database opens, with all pages that say where its tables begin.
///
/// # Errors
/// What the disk reports.
pub fn opens(path: &Path, key: &MasterKey) -> Result<bool> {
    match connection::open(path, key) {
        Ok(_) => Ok(true),
        Err(error) if is_damage(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Puts the pages that say where the tables begin into the database at `path`, a copy that may be
/// written to, from that of a backup at `donor`, which is written to as well.
///
/// # Errors
/// [`Error::Damaged`] when the backup has another key, or not the newest schema, so that it may be
/// older than an upgrade; what the disk reports.
pub fn graft(path: &Path, donor: &Path, key: &MasterKey) -> Result<()> {
    let length = fs::metadata(path).map_err(of_disk)?.len();
    let own = fs::metadata(donor).map_err(of_disk)?.len();
    let connection = connection::open(donor, key)?;
    if migrations::version(&connection)? != NEWEST_SCHEMA {
        return Err(Error::Damaged);
    }
    if let Some(missing) = length.checked_sub(own) {
        grow(&connection, missing)?;
    }
    let pages = pages_of_schema(&connection)?;
    // Closing writes the write-ahead file back.
    connection::close(connection)?;
    copy(&pages, donor, path).map_err(of_disk)
}

/// Makes the backup's database longer, by at least so many bytes behind all others: its first
/// page, which says how long the file is, is to do for the damaged one too. The schema's pages are
/// not touched by that.
fn grow(connection: &Connection, bytes: u64) -> Result<()> {
    let bytes = i64::try_from(bytes).map_err(|_| Error::Damaged)?;
    // SQLite's own table of numbers given out: no rule and no trigger watches it.
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('', zeroblob(?1))", [bytes])?;
    Ok(())
}

/// A page of a database, of which all have the same size.
struct Page {
    /// Counted from 1.
    number: u32,
    /// In bytes.
    size: u32,
}

/// The first page is among them.
fn pages_of_schema(connection: &Connection) -> Result<Vec<Page>> {
    let sql = "SELECT pageno, pgsize FROM dbstat WHERE name = 'sqlite_schema'";
    let mut statement = connection.prepare(sql)?;
    let pages = statement.query_map([], |row| Ok(Page { number: row.get(0)?, size: row.get(1)? }))?;
    Ok(pages.collect::<rusqlite::Result<_>>()?)
}

fn copy(pages: &[Page], from: &Path, to: &Path) -> io::Result<()> {
    let mut from = File::open(from)?;
    let mut to = File::options().write(true).open(to)?;
    for Page { number, size } in pages {
        let mut page = vec![0; *size as usize];
        let at = SeekFrom::Start(u64::from(number - 1) * u64::from(*size));
        from.seek(at)?;
        from.read_exact(&mut page)?;
        to.seek(at)?;
        to.write_all(&page)?;
    }
    // No shorter than the first page now says that it is.
    let (own, said) = (to.metadata()?.len(), from.metadata()?.len());
    to.set_len(own.max(said))
}

fn of_disk(error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::StorageFull { Error::DiskFull } else { Error::Medium }
}
