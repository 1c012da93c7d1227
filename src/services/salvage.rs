//! Saving what can be read of a damaged register into a new one.

use std::fs;
use std::path::Path;

use super::{Author, Error, Result, backups};
use crate::store::backup::{self, Opened};
use crate::store::journal::Operation;
use crate::store::workspace::{self, Keys, MasterKey, Part, Secret, Workspace};
use crate::store::{self, salvage as saving};

pub use crate::store::salvage::{Recovered, Report};

/// Saves what can be read of the register in `from` into a new one in `to`, a folder that is new
/// or empty. Password and recovery code stay the same. The damaged register is only read.
///
/// Two things without which nothing can be read come from the newest good backup in the register's
/// folder where they are damaged: the keys (then with the passwords of that day), and the pages
/// that say where the tables begin.
///
/// # Errors
/// The wrong secret; damaged keys or [`store::Error::Damaged`] when there is no backup for these;
/// what the disk reports.
pub fn salvage(from: &Path, secret: Secret<'_>, to: &Path, author: &Author) -> Result<Report> {
    let source = Source::of(from, secret)?;
    let scratch =
        tempfile::tempdir().map_err(|error| workspace::Error::writing(&std::env::temp_dir(), &error))?;
    let copy = scratch.path().join("data.db");
    for (name, is_needed) in [("data.db", true), ("data.db-wal", false)] {
        let source = from.join(name);
        if is_needed || source.exists() {
            let target = scratch.path().join(name);
            fs::copy(&source, &target).map_err(|error| workspace::Error::writing(&target, &error))?;
        }
    }
    if !saving::opens(&copy, &source.key)? {
        let (donor, _scratch) = newest_backup(from, store::Error::Damaged)?.unpack()?;
        saving::graft(&copy, &donor, &source.key)?;
    }
    let operation = Operation { kind: "salvaged", who: author.name.clone(), undoes: None };
    let mut report = None;
    Workspace::install(to, source.keys, |path| -> Result<()> {
        report = Some(saving::salvage(&copy, path, &source.key, operation)?);
        Ok(())
    })?;
    report.ok_or(Error::Store(store::Error::Internal))
}

/// What opens the damaged register.
struct Source {
    keys: Keys,
    key: MasterKey,
    /// Held by this program alone, where its keys can be read.
    _workspace: Option<Workspace>,
}

impl Source {
    fn of(folder: &Path, secret: Secret<'_>) -> Result<Self> {
        let own = Workspace::open(folder).and_then(|workspace| {
            let (keys, key) = (workspace.keys().clone(), workspace.keys().unlock(secret)?);
            Ok(Self { keys, key, _workspace: Some(workspace) })
        });
        match own {
            Err(error @ (workspace::Error::Damaged(Part::Keys) | workspace::Error::Missing(Part::Keys))) => {
                let backup = newest_backup(folder, error)?;
                let (keys, key) = (backup.keys().clone(), backup.unlock(secret)?);
                Ok(Self { keys, key, _workspace: None })
            }
            own => Ok(own?),
        }
    }
}

/// The newest good backup in a register's folder; the error where there is none.
fn newest_backup(folder: &Path, none: impl Into<Error>) -> Result<Opened> {
    match backups::newest_good(folder) {
        Some(good) => Ok(backup::open(&good.path)?),
        None => Err(none.into()),
    }
}
