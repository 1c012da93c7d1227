//! One program per register: the operating system's lock on the file `lock`, which a crash frees.
//!
//! Who holds it stands in `lock.txt` beside it, because Windows lets nobody read a locked file.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local};
use serde::{Deserialize, Serialize};

use super::error::Error;
use super::{LOCK, LOCK_NOTE, atomic, os};

/// Who has a register open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Since when, in that computer's time.
    pub since: DateTime<Local>,
    /// The computer's name; empty where none is known.
    pub host: String,
    /// The program's file name, such as `sochibo`.
    pub program: String,
    /// The number of its process on that computer.
    pub process: u32,
}

impl Holder {
    fn this_program() -> Self {
        let program = std::env::current_exe()
            .ok()
            .and_then(|path| path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        Self {
            since: Local::now(),
            host: os::host_name(),
            program: program.unwrap_or_default(),
            process: std::process::id(),
        }
    }

    /// Whether it runs on this computer.
    #[must_use]
    pub fn is_here(&self) -> bool {
        !self.host.is_empty() && self.host == os::host_name()
    }

    fn read(note: &Path) -> Option<Self> {
        let text = fs::read_to_string(note).ok()?;
        toml::from_str(&text).ok()
    }
}

/// The right to work with a register, until dropped.
#[derive(Debug)]
pub struct Lock {
    note: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of the register in `folder`.
    ///
    /// Errors: `AlreadyOpen` with what is known of the other program, `ReadOnly`, `DiskFull`, `Io`.
    pub fn acquire(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(LOCK);
        let note = folder.join(LOCK_NOTE);
        let mut options = OpenOptions::new();
        let file = os::private_file(options.write(true).create(true))
            .open(&path)
            .map_err(|error| Error::writing(&path, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::AlreadyOpen(Holder::read(&note))),
            Err(TryLockError::Error(error)) => return Err(Error::writing(&path, &error)),
        }
        leave_note(&note)?;
        Ok(Self { note, file })
    }

    /// Whether nobody has the register in `folder` open.
    pub fn is_free(folder: &Path) -> bool {
        let file = OpenOptions::new().write(true).open(folder.join(LOCK));
        // What was locked for the question is freed with the file.
        file.map_or(true, |file| !matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
    }
}

/// Writes who we are. On a full disk the register can still be opened and read, so that is let
/// pass; the old note goes, lest it name another program.
fn leave_note(note: &Path) -> Result<(), Error> {
    let text = toml::to_string(&Holder::this_program()).unwrap_or_default();
    match atomic::write(note, text.as_bytes()) {
        Err(Error::DiskFull) => {
            log::warn!("no room for {}", note.display());
            remove_note(note);
            Ok(())
        }
        result => result,
    }
}

fn remove_note(note: &Path) {
    if let Err(error) = fs::remove_file(note) {
        log::warn!("{}: {error}", note.display());
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        remove_note(&self.note);
        // Closing the file would do, were there not the moment in which a program that was just
        // started (the viewer of a PDF) still has all our files: freed, it is free for everybody.
        if let Err(error) = self.file.unlock() {
            log::warn!("{LOCK}: {error}");
        }
    }
}
