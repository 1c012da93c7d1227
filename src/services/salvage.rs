//! Saving what can be read of a damaged register into a new one.

use std::fs;
use std::path::Path;

use super::{Author, Error, Result};
use crate::store::journal::Operation;
use crate::store::workspace::{self, Secret, Workspace};
use crate::store::{self, salvage as saving};

pub use crate::store::salvage::{Recovered, Report};

/// Saves what can be read of the register in `from` into a new one in `to`, a folder that is new
/// or empty. Password and recovery code stay the same. The damaged register is only read.
///
/// # Errors
/// The wrong secret; [`store::Error::Damaged`] when not even the database's first page can be
/// read, and then only a backup helps; what the disk reports.
pub fn salvage(from: &Path, secret: Secret<'_>, to: &Path, author: &Author) -> Result<Report> {
    let damaged = Workspace::open(from)?;
    let key = damaged.keys().unlock(secret)?;
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
    let operation = Operation { kind: "salvaged", who: author.name.clone(), undoes: None };
    let mut report = None;
    Workspace::install(to, damaged.keys().clone(), |path| -> Result<()> {
        report = Some(saving::salvage(&copy, path, &key, operation)?);
        Ok(())
    })?;
    report.ok_or(Error::Store(store::Error::Internal))
}
