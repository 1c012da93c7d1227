//! What all screens read and none changes: the open register, the chosen unit, the settings.

use std::sync::Arc;

use iced::Task;

use crate::domain::id::UnitId;
use crate::domain::unit::UnitTree;
use crate::services::directory::Directory;
use crate::services::{Author, Database, Db, Result};
use crate::settings::Settings;

/// Shared data, passed down by reference. The root keeps it current after each change.
#[derive(Debug, Clone)]
pub struct Context {
    /// The worker of the open register.
    pub db: Db,
    /// Who acts, and today.
    pub author: Author,
    /// All units.
    pub tree: Arc<UnitTree>,
    /// All members.
    pub directory: Arc<Directory>,
    /// The unit to which the window is narrowed; none for the whole register.
    pub unit: Option<UnitId>,
    /// Whether the window masks the numbers by which persons are known until somebody asks for them.
    pub masks_numbers: bool,
    /// The person's settings. To change them, raise [`super::screen::Event::SettingsChanged`].
    pub settings: Settings,
}

impl Context {
    /// Runs a job on the worker and brings its result as a message. The screen stays alive
    /// meanwhile; it drops results that it no longer waits for.
    pub fn ask<T, Message>(
        &self,
        job: impl FnOnce(&mut Database) -> Result<T> + Send + 'static,
        answer: impl Fn(Result<T>) -> Message + Send + 'static,
    ) -> Task<Message>
    where
        T: Send + 'static,
        Message: Send + 'static,
    {
        Task::perform(self.db.call(job), answer)
    }

    /// Name of a unit; empty for one that is not there.
    #[must_use]
    pub fn unit_name(&self, id: UnitId) -> &str {
        self.tree.node(id).map_or("", |node| node.unit.fields.name.as_str())
    }
}
