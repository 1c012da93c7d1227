//! Reading a backup with its secret, and making a register of it again.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::container::{self, Container};
use super::error::{Error, Result};
use super::{Facts, Manifest, shelf, take, verify};
use crate::os;
use crate::store::workspace::{self, Keys, MasterKey, Opener, Owner, Secret, Workspace};

/// How the folder is called in which a register is made ready to take another one's place.
const READY: &str = ".restored";

/// A backup every byte of which was read and found right.
#[derive(Debug)]
pub struct Opened {
    container: Container,
    manifest: Manifest,
    keys: Keys,
}

/// Opens a backup and reads it to its end.
///
/// # Errors
/// [`Error::NotABackup`], [`Error::Damaged`], [`Error::TooNew`], or what the disk reports.
pub fn open(path: &Path) -> Result<Opened> {
    let mut container = Container::open(path)?;
    container.check()?;
    let manifest = shelf::parse_manifest(&mut container)?;
    let keys = Keys::parse(path, container.text(container::KEYS)?.as_bytes())?;
    if manifest.register != keys.register().to_string() {
        return Err(Error::Damaged);
    }
    Ok(Opened { container, manifest, keys })
}

impl Opened {
    /// What it says that is in it.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The sealed keys that held when it was taken.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The key of its database. The password is the one that held when it was taken.
    ///
    /// # Errors
    /// As [`Keys::unlock`].
    pub fn unlock(&self, secret: Secret<'_>) -> Result<MasterKey> {
        Ok(self.keys.unlock(secret)?)
    }

    /// The same, and what opened it.
    ///
    /// # Errors
    /// As [`Opened::unlock`].
    pub fn unlock_as(&self, secret: Secret<'_>) -> Result<(MasterKey, Opener)> {
        Ok(self.keys.unlock_as(secret)?)
    }

    /// Who had a password when it was taken.
    #[must_use]
    pub fn owners(&self) -> Vec<Owner> {
        self.keys.owners()
    }

    /// Opens the database in it with its key and looks it over.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it is not sound or not what the manifest says; what the disk
    /// reports.
    pub fn look(&mut self, key: &MasterKey) -> Result<Facts> {
        let (path, _scratch) = self.unpack()?;
        self.compare(verify::look(&path, key)?)
    }

    /// Unpacks the database into a folder of its own, gone when that is dropped.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn unpack(&mut self) -> Result<(PathBuf, TempDir)> {
        let temp = std::env::temp_dir();
        let scratch = tempfile::Builder::new()
            .prefix(take::SCRATCH)
            .tempdir()
            .map_err(|error| Error::writing(&temp, &error))?;
        let path = scratch.path().join(container::DATA);
        self.write_data(&path)?;
        Ok((path, scratch))
    }

    fn write_data(&mut self, path: &Path) -> Result<()> {
        let mut out = take::new_file(path)?;
        let hash = self.container.extract(container::DATA, path, &mut out)?;
        out.sync_all().map_err(|error| Error::writing(path, &error))?;
        if hash == self.manifest.data_sha256 { Ok(()) } else { Err(Error::Damaged) }
    }

    fn compare(&self, facts: Facts) -> Result<Facts> {
        if facts == self.manifest.facts { Ok(facts) } else { Err(Error::Damaged) }
    }
}

/// Makes a register of a backup in a folder that is absent or empty, and looks it over.
///
/// # Errors
/// The wrong secret, before anything is written; as [`Workspace::create`]; [`Error::Damaged`].
/// What was made is then taken away again.
pub fn restore(backup: &mut Opened, secret: Secret<'_>, folder: &Path) -> Result<Facts> {
    let key = backup.unlock(secret)?;
    let keys = backup.keys.clone();
    let mut facts = None;
    Workspace::install(folder, keys, |path| -> Result<()> {
        backup.write_data(path)?;
        facts = Some(backup.compare(verify::look(path, &key)?)?);
        Ok(())
    })?;
    facts.ok_or(Error::Damaged)
}

/// Restores a backup in the place of the register in `folder`, which is kept aside as it is; the
/// path under which it is kept.
///
/// # Errors
/// As [`restore`]; [`Error::AnotherRegister`]; `AlreadyOpen`. The register is then as it was.
pub fn in_place(backup: &mut Opened, secret: Secret<'_>, folder: &Path) -> Result<PathBuf> {
    let register = backup.keys.register();
    // A register whose keys can't be read any more may be replaced by a backup of whichever.
    if Keys::read(&folder.join(workspace::KEYS)).is_ok_and(|keys| keys.register() != register) {
        return Err(Error::AnotherRegister);
    }
    // No other program may have it open; Windows moves no folder with an open file in it.
    drop(workspace::Lock::acquire(folder)?);
    let ready = ready_beside(folder)?;
    if ready.exists() {
        fs::remove_dir_all(&ready).map_err(|error| Error::writing(&ready, &error))?;
    }
    restore(backup, secret, &ready)?;
    let aside = aside_of(folder)?;
    let moving = |error: std::io::Error| Error::writing(folder, &error);
    fs::rename(folder, &aside).map_err(moving)?;
    if let Err(error) = fs::rename(&ready, folder) {
        // The old one goes back to its place.
        fs::rename(&aside, folder).map_err(moving)?;
        return Err(moving(error));
    }
    sync_parent(folder);
    take_over_backups(&aside, folder);
    Ok(aside)
}

/// Ends what a crash interrupted between the two renames of [`in_place`]: the folder is gone and
/// the restored register, which was whole before the first of them, waits beside it.
pub fn finish_interrupted(folder: &Path) {
    let Ok(ready) = ready_beside(folder) else { return };
    let is_interrupted = !folder.exists() && workspace::is_whole(&ready);
    if is_interrupted && let Err(error) = fs::rename(&ready, folder) {
        log::warn!("{}: {error}", ready.display());
    }
}

fn ready_beside(folder: &Path) -> Result<PathBuf> {
    beside(folder, READY)
}

/// A name that is free: the old register is never written over.
fn aside_of(folder: &Path) -> Result<PathBuf> {
    let time = chrono::Local::now().format("%Y%m%d-%H%M%S");
    for attempt in 0.. {
        let more = if attempt == 0 { String::new() } else { format!("-{attempt}") };
        let aside = beside(folder, &format!(".old-{time}{more}"))?;
        if !aside.exists() {
            return Ok(aside);
        }
    }
    Err(Error::Damaged)
}

fn beside(folder: &Path, ending: &str) -> Result<PathBuf> {
    let whole = std::path::absolute(folder).map_err(|error| Error::reading(folder, &error))?;
    let mut name = whole.file_name().ok_or(workspace::Error::NotARegister)?.to_owned();
    name.push(ending);
    Ok(whole.with_file_name(name))
}

fn sync_parent(folder: &Path) {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent
        && let Err(error) = os::sync_folder(parent)
    {
        log::warn!("{}: {error}", parent.display());
    }
}

/// The backups belong to the register that goes on. Those that can't be moved stay where they are.
fn take_over_backups(aside: &Path, folder: &Path) {
    let (old, new) = (aside.join(workspace::BACKUPS), folder.join(workspace::BACKUPS));
    let Ok(entries) = fs::read_dir(&old) else { return };
    for entry in entries.flatten() {
        if let Err(error) = fs::rename(entry.path(), new.join(entry.file_name())) {
            log::warn!("{}: {error}", entry.path().display());
        }
    }
}
