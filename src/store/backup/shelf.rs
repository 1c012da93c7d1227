//! A folder with backups: their names, which there are, and thinning.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, NaiveDateTime};
use uuid::Uuid;

use super::container::{Container, MANIFEST};
use super::error::{Error, Result};
use super::{Dated, Manifest, thinning};
use crate::store::workspace::atomic;

const SUFFIX: &str = ".scb";
const PREFIX: &str = "sochibo-";
const TIME: &str = "%Y%m%d-%H%M%S";

/// The backups of one register in one folder.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: PathBuf,
    register: Uuid,
}

/// A backup on a shelf.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its file.
    pub path: PathBuf,
    /// Its number: later ones are greater, whatever the clock said.
    pub number: u64,
    /// When it was taken, as the clock of that computer said.
    pub taken_at: NaiveDateTime,
    /// Its size in bytes.
    pub bytes: u64,
    /// What is in it; none when the file can't be read as a backup.
    pub manifest: Option<Manifest>,
}

impl Shelf {
    /// The shelf of a register in a folder, which need not be there.
    #[must_use]
    pub fn new(folder: &Path, register: Uuid) -> Self {
        Self { folder: folder.to_owned(), register }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The register.
    #[must_use]
    pub fn register(&self) -> Uuid {
        self.register
    }

    /// The name of a backup with this number, taken now: by number and by time, so that neither
    /// a clock that jumps nor a folder that was emptied ever makes the same name twice.
    pub(super) fn path_of(&self, number: u64, at: DateTime<Local>) -> PathBuf {
        self.folder.join(format!("{}{number:06}-{}{SUFFIX}", self.prefix(), at.format(TIME)))
    }

    /// The first letters of its identity tell the backups of several registers on one stick apart.
    fn prefix(&self) -> String {
        let id = self.register.simple().to_string();
        format!("{PREFIX}{}-", &id[..8])
    }

    /// All backups, the newest by number first; an empty list where the folder is not there.
    ///
    /// # Errors
    /// What the disk reports of the folder. A file that can't be read is listed without manifest.
    pub fn list(&self) -> Result<Vec<Kept>> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::reading(&self.folder, &error)),
        };
        let mut kept = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| Error::reading(&self.folder, &error))?;
            let Some((number, taken_at)) = self.parse(&entry.file_name()) else { continue };
            let path = entry.path();
            let bytes = entry.metadata().map(|metadata| metadata.len()).unwrap_or_default();
            let manifest =
                manifest(&path).ok().filter(|manifest| manifest.register == self.register.to_string());
            kept.push(Kept { path, number, taken_at, bytes, manifest });
        }
        kept.sort_by_key(|kept| std::cmp::Reverse((kept.number, kept.taken_at)));
        Ok(kept)
    }

    /// Number and time in a name.
    fn parse(&self, name: &OsStr) -> Option<(u64, NaiveDateTime)> {
        let rest = name.to_str()?.strip_prefix(&self.prefix())?.strip_suffix(SUFFIX)?;
        let (number, time) = rest.split_once('-')?;
        Some((number.parse().ok()?, NaiveDateTime::parse_from_str(time, TIME).ok()?))
    }

    /// The number of the next backup. Error: as [`Shelf::list`].
    pub(super) fn next_number(&self) -> Result<u64> {
        Ok(self.list()?.first().map_or(1, |newest| newest.number + 1))
    }

    /// Takes away what is no longer needed; how many files. Only backups that can be read count
    /// and go: a damaged one is left for a person to look at.
    ///
    /// # Errors
    /// As [`Shelf::list`]; a file that can't be removed stays.
    pub fn thin(&self) -> Result<usize> {
        let kept = self.list()?;
        let dated: Vec<Dated> = kept
            .iter()
            .filter_map(|backup| {
                let schema = backup.manifest.as_ref()?.facts.schema;
                Some(Dated { number: backup.number, day: backup.taken_at.date(), schema })
            })
            .collect();
        let surplus = thinning::surplus(&dated, Local::now().date_naive());
        let mut gone = 0;
        for backup in kept.iter().filter(|backup| surplus.contains(&backup.number)) {
            match fs::remove_file(&backup.path) {
                Ok(()) => gone += 1,
                Err(error) => log::warn!("{}: {error}", backup.path.display()),
            }
        }
        Ok(gone)
    }

    /// Removes what a crash left half-written. Only for the register's own folder, which no other
    /// program writes to meanwhile.
    pub fn clean(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let is_scratch = name.to_str().is_some_and(|name| name.starts_with(super::take::SCRATCH));
            let result = if is_scratch {
                fs::remove_dir_all(entry.path())
            } else if atomic::is_leftover_of(&name, SUFFIX) {
                fs::remove_file(entry.path())
            } else {
                Ok(())
            };
            if let Err(error) = result {
                log::warn!("leftover {}: {error}", entry.path().display());
            }
        }
    }
}

/// What a file says that is in it.
fn manifest(path: &Path) -> Result<Manifest> {
    parse_manifest(&mut Container::open(path)?)
}

pub(super) fn parse_manifest(container: &mut Container) -> Result<Manifest> {
    let text = container.text(MANIFEST)?;
    serde_json::from_str(&text).map_err(|_| Error::Damaged)
}
