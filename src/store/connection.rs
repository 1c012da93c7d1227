//! Opening the encrypted file: key, settings of the connection, the program's own SQL functions.

use std::path::Path;
use std::sync::Once;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::error::{Error, Result};
use super::workspace::MasterKey;
use crate::domain::{name, text};

/// Marks a SQLite file as ours: "SoCB".
const APPLICATION_ID: i64 = 0x536f_4342;

/// Memory for pages, in KiB and negative as SQLite wants it: enough for what a screen asks.
pub const CACHE: i64 = -16_384;
/// For operations that write tens of thousands of rows.
pub const LARGE_CACHE: i64 = -65_536;

/// Opens an existing database with its key.
///
/// # Errors
/// [`Error::Damaged`] when the key does not fit the file, [`Error::NotOurs`], [`Error::Locked`],
/// [`Error::ReadOnly`], [`Error::DiskFull`].
pub fn open(path: &Path, key: &MasterKey) -> Result<Connection> {
    set_up_cipher();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // SQLite opens a write-protected file all the same, for reading.
    if connection.is_readonly("main")? {
        return Err(Error::ReadOnly);
    }
    prepare(&connection, key)?;
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id == APPLICATION_ID { Ok(connection) } else { Err(Error::NotOurs) }
}

/// Makes a new, empty database with its key.
///
/// # Errors
/// [`Error::ReadOnly`], [`Error::DiskFull`].
pub fn create(path: &Path, key: &MasterKey) -> Result<Connection> {
    set_up_cipher();
    let connection = Connection::open(path)?;
    prepare(&connection, key)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(connection)
}

/// Closes the database, and writes over what of its content is left in memory.
///
/// # Errors
/// What the disk reports.
pub fn close(connection: Connection) -> Result<()> {
    let closed = connection.close().map_err(|(_, error)| Error::from(error));
    write_over_freed_pages(MOST_PAGES);
    closed
}

/// Gives back the pages that were read so far, and writes over them: for a database that another
/// thread goes on with. Memory goes back to the thread that it came from, and what that other one
/// writes over at the end is its own.
///
/// # Errors
/// What the disk reports.
pub fn forget_pages(connection: &Connection) -> Result<()> {
    connection.execute_batch("PRAGMA shrink_memory")?;
    write_over_freed_pages(PAGES_OF_OPENING);
    Ok(())
}

/// Pages that the cache holds at most, and some for what is in use besides.
const MOST_PAGES: usize = 6_000;
/// Pages that opening reads, with some to spare.
const PAGES_OF_OPENING: usize = 600;

/// Writes over the pages and texts that SQLite has just given back, which hold names in the clear:
/// the allocator hands out again what was freed last, to the thread that had it before. Pages of
/// which the beginning is in use again are written over by what is smaller. SQLCipher can wipe all
/// that it frees (`cipher_memory_security`), but can't be told to stop: whatever enters many rows
/// after the first lock would take eight times as long.
fn write_over_freed_pages(pages: usize) {
    const SIZES: [usize; 7] = [4_096, 2_048, 1_024, 512, 256, 128, 64];
    /// Small pieces are kept for each thread by their exact size, a few of each.
    const SMALL: std::ops::RangeInclusive<usize> = 24..=1_032;
    const STEP: usize = 16;
    const OF_EACH: usize = 16;
    const WRITTEN: u8 = 0x5a;
    let mut pieces: Vec<Vec<u8>> = Vec::with_capacity(pages * SIZES.len() + SMALL.count() * OF_EACH / STEP);
    let each = SMALL.step_by(STEP).map(|size| (size, OF_EACH)).chain(SIZES.map(|size| (size, pages)));
    for (size, count) in each {
        pieces.extend((0..count).map(|_| vec![WRITTEN; size]));
    }
    std::hint::black_box(&pieces);
}

/// Waits until SQLCipher is ready. SQLite calls itself ready before SQLCipher has set itself up, so
/// of two threads that open their first file at once the second could find no cipher for its key
/// (`sqlite3_initialize` runs SQLITE_EXTRA_INIT after it has set `isInit`). A failure here is not
/// lost: the opening that follows meets it again and reports it.
fn set_up_cipher() {
    static READY: Once = Once::new();
    READY.call_once(|| drop(Connection::open_in_memory()));
}

fn prepare(connection: &Connection, key: &MasterKey) -> Result<()> {
    // SQLCipher would write each damaged page on the terminal; we tell it in our own words.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    unlock(connection, key)?;
    // One program has the file: an exclusive lock, which a crash frees, and, because it is set
    // before the first read, no shared-memory file.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    // The first read shows whether the key opens the file.
    let _: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    // FULL: a commit that was acknowledged survives a power cut. Recursive triggers: a row that
    // REPLACE takes away goes through the triggers too.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    connection.pragma_update(None, "cache_size", CACHE)?;
    connection.set_prepared_statement_cache_capacity(128);
    register_functions(connection)
}

/// Hands the key over in a statement that is wiped afterwards. SQLite's own copy of it lies where
/// its next statements are written; `tests/store/memory.rs` looks whether any is left.
fn unlock(connection: &Connection, key: &MasterKey) -> Result<()> {
    const BEFORE: &str = "PRAGMA key = \"";
    let value = key.pragma_value();
    let mut statement = Zeroizing::new(String::with_capacity(BEFORE.len() + value.len() + 1));
    statement.push_str(BEFORE);
    statement.push_str(&value);
    statement.push('"');
    Ok(connection.execute_batch(&statement)?)
}

/// `fold(text)` and `name_key(text)`, so that derived columns can be remade and checked in SQL.
fn register_functions(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection
        .create_scalar_function("fold", 1, flags, |context| Ok(text::fold(context.get_raw(0).as_str()?)))?;
    connection.create_scalar_function("name_key", 1, flags, |context| {
        Ok(name::sort_key(context.get_raw(0).as_str()?))
    })?;
    Ok(())
}
