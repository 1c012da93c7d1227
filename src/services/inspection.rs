//! Looking the register over.

use std::path::Path;

use serde::Serialize;

use super::backups::{self, Good};
use super::{Author, Committed, Database, Db, Error, Result};
use crate::domain::number;
use crate::fl;
use crate::store::integrity::{self, Part};
use crate::store::{self, journal};

pub use crate::store::integrity::Finding;

/// The result of looking the register over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// Last number of the journal.
    pub sequence: i64,
    /// What was found wrong; empty when all is well.
    pub findings: Vec<Finding>,
}

/// Looks at what takes no time, whenever a register is opened.
///
/// # Errors
/// What keeps the file from being read at all.
pub fn glance(database: &mut Database) -> Result<Vec<Finding>> {
    let loss = database.loss().cloned();
    let beside = beside(database);
    let glanced = database.read(|tx| integrity::glance(tx, loss.as_ref()).map_err(Error::from))?;
    Ok(glanced.into_iter().chain(beside).collect())
}

fn beside(database: &Database) -> Vec<Finding> {
    database.place().map(integrity::beside).unwrap_or_default()
}

/// Looks at every page, index, reference, journal entry and rule.
///
/// # Errors
/// What keeps the file from being read at all.
pub fn inspect(database: &mut Database) -> Result<Inspection> {
    // The pages are looked at as they lie on the disk: those that the write-ahead file still covers
    // may have been torn when the power went. Without room for that they are looked at as they are.
    match database.write_back() {
        Err(store::Error::DiskFull | store::Error::ReadOnly) => log::warn!("no room to write back"),
        result => result?,
    }
    let loss = database.loss().cloned();
    let beside = beside(database);
    database.read(|tx| -> Result<Inspection> {
        let mut findings = integrity::check(tx).map_err(Error::from)?;
        let glanced = integrity::glance(tx, loss.as_ref()).map_err(Error::from)?;
        findings.extend(glanced.into_iter().filter(|finding| finding.part != Part::JournalChain));
        findings.extend(beside);
        Ok(Inspection {
            findings,
            // Its table may be what is damaged.
            sequence: journal::last_sequence(tx).unwrap_or_default(),
        })
    })
}

/// Acknowledges that operations are missing, or that others stand in their place: they are told no
/// more. Where nothing is missing nothing is done.
///
/// # Errors
/// `NotAllowed`; what the disk reports.
pub fn acknowledge_loss(database: &mut Database, author: &Author) -> Result<Committed<()>> {
    let loss = database.loss().cloned();
    database.commit(author.does("journal_loss_acknowledged"), |tx| {
        let Some(loss) = loss else { return Ok(()) };
        if loss.is_open(tx)? {
            let to = number::group(loss.last.sequence);
            tx.describe(match loss.from {
                0 => fl!("journal-other-history-acknowledged", sequence = to),
                from => fl!("journal-loss-acknowledged", from = number::group(from), to = to),
            });
            loss.acknowledge(tx)?;
        }
        Ok(())
    })
}

/// How a register is, and what helps if it is not well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// What was found wrong; empty when all is well.
    pub findings: Vec<Finding>,
    /// The newest good backup, looked for when something is wrong.
    pub newest: Option<Good>,
}

impl Health {
    /// Whether operations are missing, which is told until it is acknowledged.
    #[must_use]
    pub fn has_loss(&self) -> bool {
        self.findings.iter().any(|finding| matches!(finding.part, Part::LastEntries | Part::OtherHistory))
    }

    /// Whether a backup helps: not where only the files beside the database are damaged, which are
    /// written anew.
    #[must_use]
    pub fn wants_backup(&self) -> bool {
        self.findings.iter().any(|finding| !matches!(finding.part, Part::KeySlots | Part::Note))
    }
}

/// What helps where a glance found something.
#[must_use]
pub fn helped(folder: &Path, findings: Vec<Finding>) -> Health {
    let newest = if findings.is_empty() { None } else { backups::newest_good(folder) };
    Health { findings, newest }
}

/// Looks an open register over while it is worked with: the register waits only while its file is
/// copied. One that has no backups (it lives for minutes, or can't be written) is looked over
/// itself.
///
/// # Errors
/// What keeps the file from being copied or read.
pub async fn in_background(db: Db, folder: &Path) -> Result<Health> {
    let copied = db
        .call(|database| -> Result<_> {
            let has_backups = database.backups().is_some();
            Ok(has_backups.then(|| database.copy_to_look_over()).transpose()?)
        })
        .await?;
    let findings = match copied {
        Some(copied) => match copied.inspect() {
            Err(store::Error::Damaged | store::Error::Unreadable(_)) => vec![Finding::unreadable()],
            findings => findings?,
        },
        None => db.call(inspect).await?.findings,
    };
    Ok(helped(folder, findings))
}
