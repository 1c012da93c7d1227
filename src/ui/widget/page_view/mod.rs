//! Pages as they will be printed, one below the other on a quiet ground: zoom, turning, scrolling.
//!
//! The widget draws what [`State`] holds and reports every wish as an [`Event`], which is given
//! back to [`State::apply`]. Pictures of pages are made elsewhere: [`State::wanted`] says which
//! one is missing most, [`State::keep`] takes it. They stay in the state, because each new image
//! handle is a new upload for the renderer.

mod state;
mod widget;

use std::fmt::Display;

use iced::Size;
use iced::advanced::widget::Id;

pub use state::State;

/// How large the pages are shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Zoom {
    /// As wide as the room.
    #[default]
    Width,
    /// Whole pages.
    Page,
    /// In percent of the size on paper.
    Percent(f32),
}

/// What a person wants of the pages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    /// There is so much room for them.
    Room(Size),
    /// Scroll by so many pixels, across and down.
    Scroll(f32, f32),
    /// Scroll to so many pixels from the top.
    ScrollTo(f32),
    /// A screenful up or down; where whole pages are shown, a page.
    Leaf(Turn),
    /// To the page before or after.
    Turn(Turn),
    /// To the first or the last page.
    End(Turn),
    /// This zoom.
    Zoom(Zoom),
    /// One step larger or smaller.
    Step(Turn),
}

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Up, to the page before, smaller.
    Back,
    /// Down, to the page after, larger.
    On,
}

/// The pages of a state. They take all the room there is and can have the focus.
pub fn page_view<'a, Message: 'a>(
    state: &'a State,
    on_event: impl Fn(Event) -> Message + 'a,
) -> PageView<'a, Message> {
    PageView { state, on_event: Box::new(on_event), id: None, waiting: String::new() }
}

/// See [`page_view`].
pub struct PageView<'a, Message> {
    state: &'a State,
    on_event: Box<dyn Fn(Event) -> Message + 'a>,
    id: Option<Id>,
    waiting: String,
}

impl<Message> PageView<'_, Message> {
    /// A name by which the program can give it the focus.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What stands there while there are no pages.
    #[must_use]
    pub fn waiting(mut self, words: impl Display) -> Self {
        self.waiting = words.to_string();
        self
    }
}
