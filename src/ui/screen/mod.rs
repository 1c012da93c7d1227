//! The screens: each a struct with a `Message`, `new`, `update`, `view` and a few hooks of the
//! same shape, held by the desk.
//!
//! A screen's hooks: `update(&mut self, Message, &Context) -> Update`, `view(&self, &Context)`,
//! `dialog(&self, &Context)` (shown above the whole window), `keys(&self)`,
//! `invalidate(&mut self, Option<&Changes>, &Context)` (what it shows may have changed; `None`:
//! everything, also the chosen unit), `is_dirty` (unsaved typing), `forget` (the register is being
//! locked: drop all records, keep drafts).

pub mod backups;
pub mod health;
pub mod journal;
pub mod lock;
pub mod members;
pub mod preview;
pub mod quotas;
pub mod ratings;
pub mod recovery;
pub mod regimes;
pub mod settings;
pub mod start;
pub mod summary;
pub mod units;
pub mod users;

use std::sync::Arc;

use iced::Task;

use crate::domain::id::{MemberId, UnitId};
use crate::print::Document;
use crate::services::Changes;
use crate::settings::Settings;
use crate::ui::widget::Tone;

/// What a screen answers to a message: work to be done, and news for the root.
#[must_use]
pub struct Update<Message> {
    /// Work whose results come back as messages.
    pub task: Task<Message>,
    /// News.
    pub event: Option<Event>,
}

impl<Message> Update<Message> {
    /// Nothing to do.
    pub fn none() -> Self {
        Self { task: Task::none(), event: None }
    }

    /// Work.
    pub fn task(task: Task<Message>) -> Self {
        Self { task, event: None }
    }

    /// News.
    pub fn event(event: Event) -> Self {
        Self { task: Task::none(), event: Some(event) }
    }

    /// The same inside a parent, whose messages its own become.
    pub fn map<Outer>(self, wrap: impl Fn(Message) -> Outer + Send + 'static) -> Update<Outer>
    where
        Message: Send + 'static,
        Outer: Send + 'static,
    {
        Update { task: self.task.map(wrap), event: self.event }
    }

    /// The same with news.
    pub fn and(mut self, event: Event) -> Self {
        self.event = Some(event);
        self
    }
}

/// News from a screen to the root.
#[derive(Debug, Clone)]
pub enum Event {
    /// An operation was committed: everybody is told, and Undo is offered.
    Committed(Changes),
    /// A notice for the person.
    Notice(Tone, String),
    /// The window is to be narrowed to a unit.
    UnitChosen(Option<UnitId>),
    /// The settings were changed and are to be kept.
    SettingsChanged(Box<Settings>),
    /// The rules of rating are to be seen.
    RegimesAsked,
    /// A member's record is to be seen.
    MemberAsked(MemberId),
    /// A file was written, in words, and what was noted of that.
    Exported(String, Changes),
    /// Something was noted that can't be undone.
    Noted(Changes),
    /// A document is made: the proposed name of its file (`.pdf`), and the document.
    Printed(String, Arc<Document>),
}
