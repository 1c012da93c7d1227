//! What the desk keeps in memory of a register, and what of it an operation changed.

use crate::domain::unit::UnitTree;
use crate::services::backups::{self, Kept};
use crate::services::directory::{self, Directory, Renewal};
use crate::services::inspection::{self, Finding};
use crate::services::registers::{self, Info};
use crate::services::{Changes, Database, Result, Table, history, readings, units};

/// All that is kept in memory of a register.
#[derive(Debug)]
pub struct Everything {
    pub(super) tree: UnitTree,
    pub(super) directory: Directory,
    pub(super) info: Info,
    pub(super) masks_numbers: bool,
    pub(super) newest_backup: Option<Kept>,
    /// What a glance found wrong.
    pub(super) glanced: Vec<Finding>,
}

/// Reads it.
///
/// # Errors
/// What the disk reports.
pub fn everything(database: &mut Database) -> Result<Everything> {
    Ok(Everything {
        tree: units::tree(database)?,
        directory: directory::load(database)?,
        info: registers::info(database)?,
        masks_numbers: readings::are_masked(database)?,
        newest_backup: backups::newest(database)?,
        glanced: inspection::glance(database)?,
    })
}

/// What an operation changed, read anew.
#[derive(Debug)]
pub struct Fresh {
    pub(super) changes: Changes,
    pub(super) tree: Option<UnitTree>,
    pub(super) renewal: Renewal,
    pub(super) info: Info,
    pub(super) masks_numbers: bool,
    /// The operation in words.
    pub(super) what: String,
    /// Whether it can be undone by the person: undo and redo themselves are walked, not stacked.
    pub(super) is_new: bool,
}

pub(super) fn fresh(database: &mut Database, changes: Changes, is_new: bool) -> Result<Fresh> {
    let counts_change = [Table::Unit, Table::Membership, Table::MemberStatus];
    let tree = counts_change.iter().any(|table| changes.touches(*table)).then(|| units::tree(database));
    Ok(Fresh {
        tree: tree.transpose()?,
        renewal: directory::renewal(database, &changes)?,
        info: registers::info(database)?,
        masks_numbers: readings::are_masked(database)?,
        what: history::entry(database, changes.sequence)?.what,
        changes,
        is_new,
    })
}
