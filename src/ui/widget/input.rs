//! iced's text input with what it lacks: it tells when it is left, selects all when the focus
//! comes by key, takes text of several letters in one key event (Unikey, dead keys), leaves keys
//! with Ctrl and Alt and Escape to the shortcuts, is no Tab stop while disabled, and is spared two
//! panics of iced 0.14 (an odd range from an input method; a value that shrinks while words of it
//! are being selected).
//!
//! It never changes what is being typed: an input method keeps its own idea of the text, and the
//! next Backspace it sends would hit the wrong letters.

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::Renderer as TextRenderer;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, input_method, mouse, renderer};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::widget::TextInput;
use iced::widget::text_input::{self, cursor};
use iced::{Event, Length, Rectangle, Renderer, Size, Theme};
use unicode_normalization::char::is_combining_mark;

use super::focus;
use crate::ui::Element;

type Inner = text_input::State<<Renderer as TextRenderer>::Paragraph>;

/// The wrapped input. Built by `text_field` and `suggest`.
pub struct Input<'a, Message> {
    input: TextInput<'a, Message>,
    value: String,
    is_enabled: bool,
    on_leave: Option<Message>,
}

impl<'a, Message: Clone + 'a> Input<'a, Message> {
    /// Wraps an input that shows `value`.
    pub fn new(input: TextInput<'a, Message>, value: &str, is_enabled: bool) -> Self {
        Self { input, value: value.to_owned(), is_enabled, on_leave: None }
    }

    /// What is said when the focus goes away.
    pub fn on_leave(mut self, message: Option<Message>) -> Self {
        self.on_leave = message;
        self
    }

    /// Gives the input in `tree` (its own tree) the focus, with the caret at the end.
    pub fn take_focus(tree: &mut Tree) {
        tree.state.downcast_mut::<State>().was_focused = true;
        tree.children[0].state.downcast_mut::<Inner>().focus();
    }

    /// Whether the input in `tree` (its own tree) has the focus.
    pub fn is_focused(tree: &Tree) -> bool {
        inner(tree).is_focused()
    }

    /// Selects everything if the focus has come by key; says so if it has gone. Answers whether
    /// it has just gone.
    fn notice_focus(&self, tree: &mut Tree, event: &Event, shell: &mut Shell<'_, Message>) -> bool {
        let is_focused = inner(tree).is_focused();
        let state = tree.state.downcast_mut::<State>();
        let was_focused = std::mem::replace(&mut state.was_focused, is_focused);
        if is_focused && !was_focused {
            let is_click = matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_)));
            if !is_click {
                tree.children[0].state.downcast_mut::<Inner>().select_all();
            }
        }
        let is_left = was_focused && !is_focused;
        if is_left && let Some(message) = &self.on_leave {
            shell.publish(message.clone());
        }
        is_left
    }

    /// Whether the program has put in a shorter value since the mouse button went down: then the
    /// selection that is being drawn must end, for it may reach beyond the end.
    fn has_shrunk_while_held(&self, tree: &mut Tree, event: &Event) -> bool {
        let state = tree.state.downcast_mut::<State>();
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(_)) => state.held = Some(self.value.len()),
            Event::Mouse(mouse::Event::ButtonReleased(_)) => state.held = None,
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                let is_shrunk = state.held.is_some_and(|length| self.value.len() < length);
                if is_shrunk {
                    state.held = None;
                }
                return is_shrunk;
            }
            _ => {}
        }
        false
    }

    /// The place of the caret if `event` adds a combining mark: such a mark joins the letter
    /// before it, but iced moves the caret one letter further.
    fn caret_to_keep(&self, tree: &Tree, event: &Event) -> Option<usize> {
        let Event::Keyboard(keyboard::Event::KeyPressed { text: Some(text), .. }) = event else {
            return None;
        };
        let mut letters = text.chars();
        let is_mark = letters.next().is_some_and(is_combining_mark) && letters.next().is_none();
        match inner(tree).cursor().state(&text_input::Value::new(&self.value)) {
            cursor::State::Index(index) if is_mark && index > 0 => Some(index),
            cursor::State::Index(_) | cursor::State::Selection { .. } => None,
        }
    }
}

#[derive(Debug, Default)]
struct State {
    was_focused: bool,
    modifiers: Modifiers,
    /// How many bytes the value had when the mouse button went down in it.
    held: Option<usize>,
}

fn inner(tree: &Tree) -> &Inner {
    tree.children[0].state.downcast_ref::<Inner>()
}

/// What the inner input shall see of an event; `None` keeps the event from it.
fn translate(event: &Event, modifiers: Modifiers) -> Option<Event> {
    if let Event::InputMethod(input_method::Event::Preedit(text, Some(range))) = event {
        let is_within = text.get(range.clone()).is_some();
        let range = is_within.then(|| range.clone());
        let preedit = input_method::Event::Preedit(text.clone(), range);
        return Some(Event::InputMethod(preedit));
    }
    let Event::Keyboard(keyboard::Event::KeyPressed { key, text, .. }) = event else {
        return Some(event.clone());
    };
    if matches!(key, Key::Named(Named::Escape)) {
        return None;
    }
    let mut event = event.clone();
    let Some(text) = text.clone() else {
        return Some(event);
    };
    if focus::is_command(modifiers) {
        if let Event::Keyboard(keyboard::Event::KeyPressed { text, .. }) = &mut event {
            *text = None;
        }
        return Some(event);
    }
    let is_several = text.chars().nth(1).is_some();
    if is_several && !text.chars().any(char::is_control) {
        return Some(Event::InputMethod(input_method::Event::Commit(text.to_string())));
    }
    Some(event)
}

impl<'a, Message: Clone + 'a> Widget<Message, Theme, Renderer> for Input<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.input as &dyn Widget<Message, Theme, Renderer>)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&[&self.input as &dyn Widget<Message, Theme, Renderer>]);
    }

    fn size(&self) -> Size<Length> {
        Widget::<Message, Theme, Renderer>::size(&self.input)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        Widget::<Message, Theme, Renderer>::layout(&mut self.input, &mut tree.children[0], renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if self.is_enabled {
            Widget::<Message, Theme, Renderer>::operate(
                &mut self.input,
                &mut tree.children[0],
                layout,
                renderer,
                operation,
            );
        } else {
            tree.children[0].state.downcast_mut::<Inner>().unfocus();
            operation.text(None, layout.bounds(), &self.value);
        }
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
        if let Event::Keyboard(
            keyboard::Event::ModifiersChanged(modifiers) | keyboard::Event::KeyPressed { modifiers, .. },
        ) = event
        {
            tree.state.downcast_mut::<State>().modifiers = *modifiers;
        }
        let is_shrunk = self.has_shrunk_while_held(tree, event);
        let was_left = self.notice_focus(tree, event, shell);
        let is_taken = matches!(event, Event::Keyboard(_)) && shell.is_event_captured();
        let modifiers = tree.state.downcast_ref::<State>().modifiers;
        let kept = self.caret_to_keep(tree, event);
        let seen = translate(event, modifiers).filter(|_| !is_taken && !is_shrunk);
        let mut forward = |tree: &mut Tree, event: &Event, shell: &mut Shell<'_, Message>| {
            self.input.update(
                &mut tree.children[0],
                event,
                layout,
                cursor,
                renderer,
                clipboard,
                shell,
                viewport,
            );
        };
        if is_shrunk {
            let release = mouse::Event::ButtonReleased(mouse::Button::Left);
            forward(tree, &Event::Mouse(release), shell);
        }
        if let Some(event) = seen {
            forward(tree, &event, shell);
        }
        if let Some(caret) = kept.filter(|_| Self::is_focused(tree) && !is_taken) {
            tree.children[0].state.downcast_mut::<Inner>().move_cursor_to(caret);
        }
        let is_left = inner(tree).is_focused() != tree.state.downcast_ref::<State>().was_focused
            && !inner(tree).is_focused();
        if was_left || is_left {
            // What was being composed must not show up again when the focus comes back.
            let closed = Event::InputMethod(input_method::Event::Closed);
            forward(tree, &closed, shell);
        }
        let _ = self.notice_focus(tree, event, shell);
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        Widget::<Message, Theme, Renderer>::draw(
            &self.input,
            &tree.children[0],
            renderer,
            theme,
            style,
            layout,
            cursor,
            viewport,
        );
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        Widget::<Message, Theme, Renderer>::mouse_interaction(
            &self.input,
            &tree.children[0],
            layout,
            cursor,
            viewport,
            renderer,
        )
    }
}

impl<'a, Message: Clone + 'a> From<Input<'a, Message>> for Element<'a, Message> {
    fn from(input: Input<'a, Message>) -> Self {
        Self::new(input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_cuts_a_letter_is_not_passed_on() {
        let range_of = |text: &str, range| {
            let preedit = input_method::Event::Preedit(text.to_owned(), Some(range));
            match translate(&Event::InputMethod(preedit), Modifiers::empty()) {
                Some(Event::InputMethod(input_method::Event::Preedit(_, range))) => range,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(range_of("ễ", 1..2), None);
        assert_eq!(range_of("Nguy", 2..40), None);
        assert_eq!(range_of("Nguyễ", 4..7), Some(4..7));
    }
}
