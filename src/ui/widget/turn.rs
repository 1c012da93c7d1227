//! Keys that come after a command wait until the window has followed it.
//!
//! iced hands out all that happened between two frames before the program hears of the first of
//! it. On a slow machine, letters typed after the key that opens a dialog would go into the sheet
//! behind it, and the key after Escape would still go to the dialog that Escape has shut.

use std::any::Any;
use std::collections::VecDeque;

use iced::advanced::layout::Layout;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::keyboard::Event::KeyPressed;
use iced::{Event, Rectangle, Renderer, Theme};

use super::wrap::{through_to_content, through_to_content_when_alive};
use crate::ui::Element;

/// Whether a command was given in a part of the window. It is shown as `custom` state in
/// `operate`.
#[derive(Debug, Default)]
pub struct Fired(bool);

impl Fired {
    /// A command was given.
    pub fn note(&mut self) {
        self.0 = true;
    }
}

/// Asks whether a command was given since the last time.
#[derive(Default)]
struct Ask {
    was_fired: bool,
}

impl Operation for Ask {
    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if let Some(fired) = state.downcast_mut::<Fired>() {
            self.was_fired |= std::mem::take(&mut fired.0);
        }
    }

    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }
}

/// Gives `content` each key in the window that the keys before it have led to. Put it around the
/// whole window.
pub fn keys_in_turn<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Element::new(InTurn { content: content.into() })
}

struct InTurn<'a, Message> {
    content: Element<'a, Message>,
}

#[derive(Default)]
struct State {
    /// A command was given that this view does not know of.
    is_outdated: bool,
    /// What waits for the next view.
    held: VecDeque<Event>,
}

impl<Message> Widget<Message, Theme, Renderer> for InTurn<'_, Message> {
    through_to_content!();
    through_to_content_when_alive!();

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn diff(&self, tree: &mut Tree) {
        // This is the next view.
        tree.state.downcast_mut::<State>().is_outdated = false;
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let (content, child) = (&mut self.content, &mut tree.children[0]);
        let mut give = |event: &Event, shell: &mut Shell<'_, Message>| {
            let content = content.as_widget_mut();
            content.update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
            let mut ask = Ask::default();
            if matches!(event, Event::Keyboard(KeyPressed { .. })) {
                content.operate(child, layout, renderer, &mut ask);
            }
            ask.was_fired
        };
        while !state.is_outdated
            && !shell.is_layout_invalid()
            && let Some(event) = state.held.pop_front()
        {
            let mut said = Vec::new();
            let mut own = Shell::new(&mut said);
            state.is_outdated = give(&event, &mut own);
            // That it was captured says nothing of the present event.
            shell.request_redraw_at(own.redraw_request());
            if own.is_layout_invalid() {
                shell.invalidate_layout();
            }
            if own.are_widgets_invalid() {
                shell.invalidate_widgets();
            }
            said.into_iter().for_each(|message| shell.publish(message));
        }
        let is_typed = matches!(event, Event::Keyboard(_) | Event::InputMethod(_));
        if is_typed && (state.is_outdated || !state.held.is_empty()) {
            state.held.push_back(event.clone());
            shell.capture_event();
        } else if give(event, shell) {
            state.is_outdated = true;
        }
        if !state.held.is_empty() {
            shell.request_redraw();
        }
    }
}
