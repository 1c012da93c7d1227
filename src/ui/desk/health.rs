//! The open register's health as the desk sees it: when it is looked over, and the bar that says
//! how the folder is.

use std::path::Path;
use std::time::{Duration, Instant};

use iced::widget::{container, space};
use iced::{Length, Task};

use super::{Desk, Message};
use crate::domain::user::Role;
use crate::fl;
use crate::i18n::term;
use crate::os::medium::Medium;
use crate::services::inspection::{self, Finding};
use crate::ui::Element;
use crate::ui::app::Looked;
use crate::ui::theme::{self, space as distance, text};

/// The register is looked over so long after it was opened: by then what is shown was read.
const WAIT: Duration = Duration::from_secs(20);

/// See the module.
#[derive(Debug)]
pub struct Health {
    opened: Instant,
    /// Whether it was looked over since, or is being.
    was_looked_over: bool,
    is_read_only: bool,
    /// The folder is not there any more.
    is_gone: bool,
}

impl Health {
    pub(super) fn new(is_read_only: bool) -> Self {
        Self { opened: Instant::now(), was_looked_over: false, is_read_only, is_gone: false }
    }
}

impl Desk {
    /// The register's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether the register has backups: not when it lives for minutes or can't be written.
    pub(super) fn keeps_backups(&self) -> bool {
        !self.is_temporary && !self.health.is_read_only
    }

    /// The folder is gone, or back.
    pub fn set_gone(&mut self, is_gone: bool) {
        self.health.is_gone = is_gone;
    }

    /// Looks the register over in the background, once in a sitting.
    pub fn look_over_if_due(&mut self, now: Instant) -> Task<Message> {
        let is_due = !self.health.was_looked_over && now.duration_since(self.health.opened) >= WAIT;
        if is_due && !self.is_temporary { self.look_over(false) } else { Task::none() }
    }

    /// Looks the register over now.
    pub fn look_over(&mut self, is_asked: bool) -> Task<Message> {
        self.health.was_looked_over = true;
        let (db, folder) = (self.context.db.clone(), self.folder.clone());
        let look = async move { inspection::in_background(db, &folder).await };
        Task::perform(look, move |result| Message::LookedOver(Box::new(Looked { result, is_asked })))
    }

    /// Tells what a glance found when the register was opened.
    pub(super) fn tell(&self, glanced: Vec<Finding>) -> Task<Message> {
        if glanced.is_empty() {
            return Task::none();
        }
        let folder = self.folder.clone();
        let help = async move { inspection::helped(&folder, glanced) };
        Task::perform(help, |health| {
            Message::LookedOver(Box::new(Looked { result: Ok(health), is_asked: false }))
        })
    }

    /// What is told of the place of a register when it is opened.
    #[must_use]
    pub fn place_in_words(&self) -> Option<String> {
        match crate::os::medium_of(&self.folder) {
            Medium::Disk => None,
            _ if self.is_temporary || self.health.is_read_only => None,
            Medium::Removable => Some(fl!("place-removable")),
            Medium::Share => Some(fl!("place-share")),
        }
    }

    /// A bar under the head: the register can't be written, is gone, or only read by who opened it. Always there, so that what
    /// is being typed below keeps its place.
    pub(super) fn banner(&self) -> Element<'_, Message> {
        let only_reads = self.info.user.as_ref().is_some_and(|user| user.role == Role::Read);
        let words = match (self.health.is_gone, self.health.is_read_only) {
            (true, _) => fl!("desk-gone"),
            (false, true) => fl!("desk-read-only"),
            (false, false) if only_reads => fl!("desk-only-reads", role = term::role(Role::Read)),
            (false, false) => return space().height(0).into(),
        };
        container(text::body(words).style(text::warning))
            .padding([distance::TIGHT, distance::MEDIUM])
            .width(Length::Fill)
            .style(theme::container::warning)
            .into()
    }
}
