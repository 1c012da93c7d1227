//! The units tab.

use iced::Task;
use iced::widget::space;

use super::Update;
use crate::services::Changes;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::Bind;
use crate::ui::widget::Dialog;

/// The units tab.
#[derive(Debug, Default)]
pub struct Units {}

/// What happens on the tab.
#[derive(Debug, Clone)]
pub enum Message {}

impl Units {
    /// The tab, loading what it shows.
    pub fn new(_context: &Context) -> (Self, Task<Message>) {
        (Self::default(), Task::none())
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, _context: &Context) -> Update<Message> {
        match message {}
    }

    /// The tab's content.
    pub fn view<'a>(&'a self, _context: &'a Context) -> Element<'a, Message> {
        space().into()
    }

    /// The open dialog, shown above the whole window.
    pub fn dialog<'a>(&'a self, _context: &'a Context) -> Option<Dialog<'a, Message>> {
        None
    }

    /// The tab's keys.
    pub fn keys(&self, _context: &Context) -> Vec<Bind<Message>> {
        Vec::new()
    }

    /// What is shown may have changed: what an operation touched, or everything for none.
    pub fn invalidate(&mut self, _changes: Option<&Changes>, _context: &Context) -> Task<Message> {
        Task::none()
    }

    /// Whether something typed is not saved.
    pub fn is_dirty(&self) -> bool {
        false
    }

    /// Drops all records that are shown; drafts stay.
    pub fn forget(&mut self) {}
}
