//! Taking a backup.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Local, SecondsFormat, Utc};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::container::{self, Container, Writer, hex, pump};
use super::error::{Error, Result};
use super::verify::{self, Facts};
use super::{Kept, Manifest, Reason, Shelf};
use crate::store::integrity::{self, Finding};
use crate::store::workspace::{Keys, MasterKey, atomic};
use crate::store::{self, Database};

/// How the folder is called in which a copy is looked over.
pub(super) const SCRATCH: &str = ".scratch-";

/// What backups of an open register are made from, and where they go.
#[derive(Debug, Clone)]
pub struct Source {
    /// `data.db`, opened before the database was and never closed before it: to close any
    /// handle of the file would free the locks that SQLite holds on it (POSIX).
    data: Arc<Mutex<File>>,
    keys: PathBuf,
    shelf: Shelf,
    /// One backup after the other gets its number.
    turn: Arc<Mutex<()>>,
}

/// A copy of the database that nobody has looked at yet.
#[derive(Debug)]
pub struct Copied {
    source: Source,
    path: PathBuf,
    hash: String,
    /// The journal's last entry.
    head: (i64, String),
    key: Arc<MasterKey>,
    _scratch: TempDir,
}

impl Database {
    /// Says what backups are made from. Registers that live for minutes have none.
    pub fn set_backups(&mut self, source: Source) {
        self.backups = Some(source);
    }

    /// What backups are made from.
    #[must_use]
    pub fn backups(&self) -> Option<&Source> {
        self.backups.as_ref()
    }

    /// The key, for looking into this register's backups. Dropped soon by whoever asks for it.
    #[must_use]
    pub fn own_key(&self) -> Arc<MasterKey> {
        Arc::clone(&self.key)
    }

    /// Whether the register or its keys changed since its newest backup that can be read.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn is_backed_up(&self) -> Result<bool> {
        let Some(source) = &self.backups else { return Ok(true) };
        let (sequence, hash) = verify::head(&self.connection)?;
        let newest = source.shelf.list()?.into_iter().find_map(|kept| kept.manifest);
        let keys = hex(&Sha256::digest(source.keys_text()?));
        Ok(newest.is_some_and(|newest| {
            newest.facts.sequence == sequence && newest.facts.hash == hash && newest.keys_sha256 == keys
        }))
    }

    /// Copies the file as it stands; all that is slow about a backup is left for
    /// [`Copied::finish`], which needs no database.
    ///
    /// # Errors
    /// What the disk reports; `Closed` for a register without backups.
    pub fn copy_for_backup(&mut self) -> Result<Copied> {
        self.copy_into(None)
    }

    /// Copies the file as it stands into the system's folder for temporary files, to be looked over
    /// by [`Copied::inspect`]: a stick is not written to for that.
    ///
    /// # Errors
    /// As [`Database::copy_for_backup`].
    pub fn copy_to_look_over(&mut self) -> Result<Copied> {
        self.copy_into(Some(&std::env::temp_dir()))
    }

    fn copy_into(&mut self, folder: Option<&Path>) -> Result<Copied> {
        let source = self.backups.clone().ok_or(store::Error::Closed)?;
        // With the write-ahead file written back, `data.db` is whole by itself.
        self.write_back()?;
        let head = verify::head(&self.connection)?;
        let folder = folder.unwrap_or(source.shelf.folder()).to_owned();
        source.copy(&folder, head, Arc::clone(&self.key))
    }
}

impl Source {
    /// The source of an open register's backups: its database's file, its `keys.toml`, its shelf.
    #[must_use]
    pub fn new(data: Arc<Mutex<File>>, keys: PathBuf, shelf: Shelf) -> Self {
        Self { data, keys, shelf, turn: Arc::default() }
    }

    /// The register's own backups.
    #[must_use]
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The keys as they are now: a password may have been changed since the register was opened.
    fn keys_text(&self) -> Result<String> {
        Ok(Keys::read(&self.keys)?.text()?)
    }

    fn copy(self, folder: &Path, head: (i64, String), key: Arc<MasterKey>) -> Result<Copied> {
        let writing = |error: std::io::Error| Error::writing(folder, &error);
        let scratch = tempfile::Builder::new().prefix(SCRATCH).tempdir_in(folder).map_err(writing)?;
        let path = scratch.path().join(container::DATA);
        let mut out = new_file(&path)?;
        let mut digest = Sha256::new();
        {
            let mut data = self.data.lock().unwrap_or_else(PoisonError::into_inner);
            data.seek(SeekFrom::Start(0)).map_err(|error| Error::reading(&path, &error))?;
            pump(&mut *data, &mut |bytes| {
                digest.update(bytes);
                out.write_all(bytes)
            })
            .map_err(writing)?;
        }
        let hash = hex(&digest.finalize());
        Ok(Copied { source: self, path, hash, head, key, _scratch: scratch })
    }
}

impl Copied {
    /// Looks the whole copy over, which says the same of the register's own file.
    ///
    /// # Errors
    /// What keeps the copy from being read at all.
    pub fn inspect(&self) -> store::Result<Vec<Finding>> {
        let mut database = Database::open(&self.path, &self.key)?;
        let findings = database.read(integrity::check)?;
        database.close()?;
        Ok(findings)
    }

    /// Looks the copy over, packs it with the keys, reads what it has written, gives it its name,
    /// and thins older backups out.
    ///
    /// # Errors
    /// [`Error::SourceDamaged`] when the copy is not sound; what the disk reports. Then no file
    /// is left.
    pub fn finish(&self, reason: Reason) -> Result<Kept> {
        let facts = verify::look(&self.path, &self.key).map_err(|error| match error {
            Error::Damaged => Error::SourceDamaged,
            other => other,
        })?;
        if (facts.sequence, &facts.hash) != (self.head.0, &self.head.1) {
            return Err(Error::SourceDamaged);
        }
        let _turn = self.source.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = self.pack(facts, reason)?;
        if let Err(error) = self.source.shelf.thin() {
            log::warn!("older backups were not thinned out: {error}");
        }
        Ok(kept)
    }

    fn pack(&self, facts: Facts, reason: Reason) -> Result<Kept> {
        let now = Local::now();
        let shelf = &self.source.shelf;
        let number = shelf.next_number()?;
        let path = shelf.path_of(number, now);
        let writing = |error: std::io::Error| Error::writing(&path, &error);
        let mut file = atomic::begin(&path)?;
        let mut manifest = Manifest {
            format: container::FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            register: shelf.register().to_string(),
            number,
            taken_at: now.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true),
            reason,
            facts,
            keys_sha256: String::new(),
            data_sha256: String::new(),
        };
        let mut data = File::open(&self.path).map_err(|error| Error::reading(&self.path, &error))?;
        let length = data.metadata().map_err(|error| Error::reading(&self.path, &error))?.len();
        let mut out = std::io::BufWriter::with_capacity(1 << 18, file.as_file_mut());
        let mut writer = Writer::new(&mut out, seconds(now)).map_err(writing)?;
        manifest.keys_sha256 = writer.text(container::KEYS, &self.source.keys_text()?).map_err(writing)?;
        manifest.data_sha256 =
            writer.entry(container::DATA, length, &mut Read::by_ref(&mut data)).map_err(writing)?;
        if manifest.data_sha256 != self.hash {
            return Err(Error::Damaged);
        }
        let text = serde_json::to_string_pretty(&manifest).map_err(|_| Error::Damaged)?;
        writer.text(container::MANIFEST, &text).map_err(writing)?;
        writer.finish().map_err(writing)?;
        out.flush().map_err(writing)?;
        drop(out);
        // What lies on the disk is read again before it gets its name.
        file.as_file().sync_all().map_err(writing)?;
        Container::open(file.path())?.check()?;
        atomic::finish_new(file, &path)?;
        let bytes = fs::metadata(&path).map(|metadata| metadata.len()).unwrap_or_default();
        Ok(Kept { path, number, taken_at: now.naive_local(), bytes, manifest: Some(manifest) })
    }
}

pub(super) fn new_file(path: &Path) -> Result<File> {
    let mut options = File::options();
    crate::os::private_file(options.write(true).create_new(true))
        .open(path)
        .map_err(|error| Error::writing(path, &error))
}

/// A clock before 1970 counts as 1970.
fn seconds(time: DateTime<Local>) -> u64 {
    u64::try_from(time.timestamp()).unwrap_or_default().min(0o77_777_777_777)
}

impl Kept {
    /// Copies the file into another folder, whole or not at all, and reads it again there.
    ///
    /// # Errors
    /// [`Error::Damaged`] when either can't be read as it was written; what the disk reports.
    pub fn copy_to(&self, folder: &Path) -> Result<PathBuf> {
        let name = self.path.file_name().ok_or(Error::NotABackup)?;
        let path = folder.join(name);
        copy_checked(&self.path, &path)?;
        Ok(path)
    }
}

/// Copies a backup to a path at which there may be none yet.
///
/// # Errors
/// As [`Kept::copy_to`].
pub fn copy_checked(from: &Path, to: &Path) -> Result<()> {
    let writing = |error: std::io::Error| Error::writing(to, &error);
    Container::open(from)?.check()?;
    let mut source = File::open(from).map_err(|error| Error::reading(from, &error))?;
    let mut file = atomic::begin(to)?;
    pump(&mut source, &mut |bytes| file.as_file_mut().write_all(bytes)).map_err(writing)?;
    file.as_file().sync_all().map_err(writing)?;
    Container::open(file.path())?.check()?;
    atomic::finish_new(file, to)?;
    Ok(())
}
