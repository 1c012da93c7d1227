//! Keys that the control with the focus wants before the shortcuts of the window get them: Ctrl+Z
//! belongs to a field as long as there is typing in it to take back, and to the program after.

use std::any::Any;

use iced::Rectangle;
use iced::advanced::widget::Id;
use iced::advanced::widget::operation::Operation;
use iced::keyboard::Event;

use crate::ui::keymap::Chord;

/// The chords that a control wants at present. It shows them as `custom` state in `operate`.
#[derive(Debug, Default)]
pub struct Claims(pub Vec<Chord>);

/// Asks everything in a part of the window whether it claims an event.
#[derive(Debug)]
pub struct Claim<'e> {
    event: &'e Event,
    /// Whether somebody does.
    pub is_made: bool,
}

impl<'e> Claim<'e> {
    /// Asks for this event.
    pub fn on(event: &'e Event) -> Self {
        Self { event, is_made: false }
    }
}

impl Operation for Claim<'_> {
    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if let Some(Claims(chords)) = state.downcast_ref() {
            self.is_made |= chords.iter().any(|chord| chord.matches(self.event));
        }
    }

    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }
}
