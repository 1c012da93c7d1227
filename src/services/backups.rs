//! Backups of a register: taking them, looking into them, restoring them.
//!
//! What is slow (looking the copy over, packing, reading it again) runs where the caller is; the
//! register's worker only copies its file.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, NaiveDateTime, TimeDelta};

use super::{Database, Db, Error, Result, users};
use crate::domain::user::Role;
use crate::store::backup::{self, Opened};
use crate::store::integrity::{self, Finding};
use crate::store::workspace::{Keys, MasterKey, Owner, Secret};

pub use crate::store::backup::{Facts, Kept, Manifest, Reason, Shelf};

/// While somebody works, a backup is taken after this time at the latest.
pub const WORKING: TimeDelta = TimeDelta::minutes(30);
/// A second place that has no copy younger than this is reminded of.
pub const SECOND_PLACE_DAYS: i64 = 7;

/// Takes a backup and, if one is named, copies it to a second place.
///
/// # Errors
/// [`backup::Error::SourceDamaged`]; what the disk reports.
pub async fn take(db: Db, reason: Reason) -> Result<Kept> {
    let copied = db.call(|database| database.copy_for_backup().map_err(Error::from)).await?;
    Ok(copied.finish(reason)?)
}

/// The same if anything changed since the newest backup.
///
/// # Errors
/// As [`take`].
pub async fn take_if_changed(db: Db, reason: Reason) -> Result<Option<Kept>> {
    let copied = db
        .call(|database| -> Result<_> {
            let is_needed = !database.is_backed_up()?;
            Ok(is_needed.then(|| database.copy_for_backup()).transpose()?)
        })
        .await?;
    Ok(copied.map(|copied| copied.finish(reason)).transpose()?)
}

/// Takes a backup before something large is done to a register (an import, a newer schema), if
/// anything changed since the newest one. Registers that live for minutes have no backups.
///
/// # Errors
/// As [`take`]; what was to be done had better not be done then.
pub fn before(database: &mut Database, reason: Reason) -> Result<Option<Kept>> {
    if database.is_backed_up()? {
        return Ok(None);
    }
    Ok(Some(database.copy_for_backup()?.finish(reason)?))
}

/// Whether the newest backup is younger than half an hour. One of the future does not count: its
/// clock or ours is wrong.
///
/// # Errors
/// What the disk reports.
pub fn is_recent(shelf: &Shelf) -> Result<bool> {
    let newest = shelf.list()?.into_iter().find(|kept| kept.manifest.is_some());
    Ok(newest.is_some_and(|kept| {
        let age = Local::now().naive_local() - kept.taken_at;
        (TimeDelta::zero()..WORKING).contains(&age)
    }))
}

/// The newest backup that can be read; none of a register that lives for minutes.
///
/// # Errors
/// What the disk reports.
pub fn newest(database: &mut Database) -> Result<Option<Kept>> {
    let Some(source) = database.backups() else { return Ok(None) };
    Ok(source.shelf().list()?.into_iter().find(|kept| kept.manifest.is_some()))
}

/// A backup that was read to its end and found right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Good {
    /// Its file.
    pub path: PathBuf,
    /// When it was taken, as the clock of that computer said.
    pub taken_at: NaiveDateTime,
}

/// The newest good backup of the register in a folder; its keys need not be readable.
#[must_use]
pub fn newest_good(folder: &Path) -> Option<Good> {
    let entries = std::fs::read_dir(folder.join("backups")).ok()?;
    let mut paths: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "scb"))
        .collect();
    // The number in the name, with its leading zeros, decides.
    paths.sort();
    paths.into_iter().rev().find_map(|path| {
        let taken_at = backup::open(&path).ok()?.manifest().taken_at.clone();
        let taken_at = DateTime::parse_from_rfc3339(&taken_at).ok()?.with_timezone(&Local).naive_local();
        Some(Good { path, taken_at })
    })
}

/// Closes an open register's file. What was changed is copied before and made a backup after, so
/// that the file itself is closed at once.
///
/// # Errors
/// Of the backup, and of the closing.
pub async fn closing(db: Db) -> Closed {
    let copied = db
        .call(|database| -> Result<_> {
            let is_needed = !database.is_backed_up()?;
            Ok(is_needed.then(|| database.copy_for_backup()).transpose()?)
        })
        .await;
    let file = db.close().map_err(Error::from);
    let backup = match copied {
        Ok(Some(copied)) => copied.finish(Reason::Closing).map(|_| ()).map_err(Error::from),
        Ok(None) | Err(Error::Store(crate::store::Error::Closed)) => Ok(()),
        Err(error) => Err(error),
    };
    Closed { file, backup }
}

/// How closing went.
#[derive(Debug, Clone)]
pub struct Closed {
    /// The file itself.
    pub file: Result<()>,
    /// The backup, if one was needed.
    pub backup: Result<()>,
}

/// The shelf of the register in a folder; no password is needed.
///
/// # Errors
/// Missing or damaged keys.
pub fn shelf_of(folder: &Path) -> Result<Shelf> {
    let keys = Keys::read(&folder.join("keys.toml"))?;
    Ok(Shelf::new(&folder.join("backups"), keys.register()))
}

/// A copy of a backup, read again where it lies now.
///
/// # Errors
/// [`backup::Error::Damaged`]; what the disk reports.
pub fn copy(kept: &Kept, folder: &Path) -> Result<PathBuf> {
    Ok(kept.copy_to(folder)?)
}

/// The same under a name of the person's own.
///
/// # Errors
/// As [`copy`], and when there is a file of that name.
pub fn copy_as(kept: &Kept, path: &Path) -> Result<()> {
    Ok(backup::copy_checked(&kept.path, path)?)
}

/// What looking into a backup gave.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What it says that is in it.
    pub manifest: Manifest,
    /// Whether its database was opened too, for which a secret is needed.
    pub is_opened: bool,
    /// What was found wrong in the records; a backup of an older schema is not looked at so far.
    pub findings: Vec<Finding>,
}

/// Reads a backup to its end; with a secret, also opens its database and looks it over.
///
/// # Errors
/// [`backup::Error`]; the wrong secret: a backup has the password that held when it was taken.
pub fn check(path: &Path, secret: Option<Secret<'_>>) -> Result<Checked> {
    let opened = backup::open(path)?;
    let Some(secret) = secret else {
        let manifest = opened.manifest().clone();
        return Ok(Checked { manifest, is_opened: false, findings: Vec::new() });
    };
    let key = opened.unlock(secret)?;
    look_over(opened, &key)
}

fn look_over(mut opened: Opened, key: &MasterKey) -> Result<Checked> {
    let manifest = opened.manifest().clone();
    opened.look(key)?;
    let findings = if manifest.facts.schema == crate::store::NEWEST_SCHEMA {
        let (path, _scratch) = opened.unpack()?;
        let mut database = Database::open(&path, key)?;
        let findings = database.read(|tx| integrity::check(tx).map_err(Error::from))?;
        database.close()?;
        findings
    } else {
        Vec::new()
    };
    Ok(Checked { manifest, is_opened: true, findings })
}

/// The same for a backup of the register that is open, with its own key.
///
/// # Errors
/// As [`check`].
pub async fn check_own(db: Db, path: PathBuf) -> Result<Checked> {
    let key = db.call(|database| Ok::<_, Error>(database.own_key())).await?;
    let opened = backup::open(&path)?;
    look_over(opened, &key)
}

/// Makes a register of a backup in a new or empty folder. Password and recovery code are those
/// that held when it was taken.
///
/// # Errors
/// The wrong secret; what the folder or the disk reports. Then nothing is left of it.
pub fn restore(path: &Path, secret: Secret<'_>, folder: &Path) -> Result<Facts> {
    Ok(backup::restore(&mut backup::open(path)?, secret, folder)?)
}

/// Restores a backup in the place of a register, which is kept aside; where it is kept.
///
/// # Errors
/// As [`restore`]; [`backup::Error::AnotherRegister`]; `AlreadyOpen`; `NotAllowed` for who was no
/// manager when the backup was taken. Then the register is as it was.
pub fn restore_in_place(path: &Path, secret: Secret<'_>, folder: &Path) -> Result<PathBuf> {
    let mut opened = backup::open(path)?;
    expect_manager(&mut opened, secret)?;
    Ok(backup::in_place(&mut opened, secret, folder)?)
}

fn expect_manager(opened: &mut Opened, secret: Secret<'_>) -> Result<()> {
    if opened.owners().iter().all(|owner| *owner == Owner::First) {
        return Ok(());
    }
    let (key, opener) = opened.unlock_as(secret)?;
    let (path, _scratch) = opened.unpack()?;
    let mut database = Database::open(&path, &key)?;
    let user = users::opened_by(&mut database, opener)?;
    database.close()?;
    match user {
        Some(user) if user.role < Role::Manage => Err(crate::store::Error::NotAllowed(Role::Manage).into()),
        Some(_) | None => Ok(()),
    }
}

/// How old a backup is by the clock, in whole minutes; negative ones are of the future.
#[must_use]
pub fn age_minutes(taken_at: NaiveDateTime, now: NaiveDateTime) -> i64 {
    (now - taken_at).num_minutes()
}
