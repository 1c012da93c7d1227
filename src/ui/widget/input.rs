//! iced's text input with what it lacks: it takes back what was typed (Ctrl+Z), tells when it is
//! left, selects all when the focus comes by key, takes text of several letters in one key event
//! (Unikey, dead keys), keeps a half-composed word out of the next field, leaves keys with Ctrl
//! and Alt and Escape to the shortcuts, is no Tab stop while disabled, can show its text grouped
//! while nobody types in it, can be emptied by a button, and is spared two panics of iced 0.14
//! (an odd range from an input method; a value that shrinks while words of it are being selected).
//!
//! It never changes what is being typed: an input method keeps its own idea of the text, and the
//! next Backspace it sends would hit the wrong letters.

mod composition;
mod face;
mod history;

use std::time::Instant;

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::Renderer as TextRenderer;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, input_method, mouse, renderer};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::widget::TextInput;
use iced::widget::text_input::{self, Value, cursor};
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Theme};
use unicode_normalization::char::is_combining_mark;

use super::claim::Claims;
use super::focus;
use crate::ui::Element;
use crate::ui::icon::{Icon, Icons};
use crate::ui::keymap::Chord;
use crate::ui::theme::{Roles, size, space};
use composition::Composition;
pub use face::Face;
use history::{Difference, History};

type Inner = text_input::State<<Renderer as TextRenderer>::Paragraph>;

/// A text as it is to be shown instead; none to leave it as it is.
pub type Rewrite = fn(&str) -> Option<String>;

/// What happens in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The text was changed to this.
    Typed(String),
    /// Enter was pressed.
    Submitted,
    /// The focus has gone.
    Left,
}

/// The input. Every field of text is built around one.
pub struct Input<'a, Message> {
    face: Face,
    input: TextInput<'static, Said>,
    value: String,
    /// The text that `input` holds: the value, or how it looks while nobody types.
    shown: String,
    say: Box<dyn Fn(Said) -> Option<Message> + 'a>,
}

#[derive(Default)]
struct State {
    was_focused: bool,
    modifiers: Modifiers,
    /// How many bytes the value had when the mouse button went down in it.
    held: Option<usize>,
    /// The text after the last edit: another one comes from the program.
    known: String,
    history: History,
    composition: Composition,
    /// The inner input still shows a word whose place was taken.
    has_stale_word: bool,
    claims: Claims,
    icons: Icons,
}

impl<'a, Message> Input<'a, Message> {
    /// An input that shows `value`, and what it says.
    pub fn new(face: Face, value: &str, say: impl Fn(Said) -> Option<Message> + 'a) -> Self {
        let (value, shown) = (value.to_owned(), value.to_owned());
        Self { input: face.input(&value), face, value, shown, say: Box::new(say) }
    }

    /// The text in it.
    pub fn value(&self) -> &str {
        &self.value
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

    /// Puts the focus into the input in `tree`, with all its text selected.
    pub fn focus(tree: &mut Tree) {
        inner_mut(tree).focus();
        inner_mut(tree).select_all();
    }

    /// Shows another text, as if the program had given it.
    pub fn show(&mut self, tree: &Tree, text: &str) {
        text.clone_into(&mut self.value);
        self.dress(tree);
    }

    /// Puts in another text as if it were typed: it is said, and can be taken back.
    pub fn replace(&mut self, tree: &mut Tree, text: String, shell: &mut Shell<'_, Message>) {
        let state = tree.state.downcast_mut::<State>();
        state.has_stale_word |= state.composition.dropped();
        if text == self.value {
            return;
        }
        state.history.note(&self.value, &text, Instant::now());
        self.put(tree, text, shell);
    }

    fn put(&mut self, tree: &mut Tree, text: String, shell: &mut Shell<'_, Message>) {
        let change = Difference::between(&self.value, &text);
        let upto: String = text.chars().take(change.start).chain(change.inserted.chars()).collect();
        let caret = Value::new(&upto).len();
        self.value.clone_from(&text);
        tree.state.downcast_mut::<State>().known.clone_from(&text);
        self.dress(tree);
        inner_mut(tree).move_cursor_to(caret);
        if let Some(message) = (self.say)(Said::Typed(text)) {
            shell.publish(message);
        }
        shell.invalidate_layout();
        shell.request_redraw();
    }

    /// Gives the inner input the text that is to be seen: the plain one while somebody types.
    fn dress(&mut self, tree: &Tree) {
        let resting = self.face.resting.filter(|_| !Self::is_focused(tree));
        let shown = resting.and_then(|rest| rest(&self.value)).unwrap_or_else(|| self.value.clone());
        if shown != self.shown {
            self.input = self.face.input(&shown);
            self.shown = shown;
        }
    }

    /// Notices that the focus has come or gone since the last time. Answers whether it has gone.
    fn notice_focus(&mut self, tree: &mut Tree, event: &Event, shell: &mut Shell<'_, Message>) -> bool {
        let is_focused = inner(tree).is_focused();
        let state = tree.state.downcast_mut::<State>();
        let was_focused = std::mem::replace(&mut state.was_focused, is_focused);
        if is_focused == was_focused {
            return false;
        }
        state.history = History::default();
        if is_focused {
            state.composition.came();
            let is_click = matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_)));
            if !is_click {
                inner_mut(tree).select_all();
            }
        } else {
            self.leave(tree, shell);
        }
        self.dress(tree);
        if self.face.resting.is_some() {
            shell.invalidate_layout();
        }
        !is_focused
    }

    /// Keeps a word that was not composed to its end, brings the text into its usual form, and
    /// says that the focus has gone.
    fn leave(&mut self, tree: &mut Tree, shell: &mut Shell<'_, Message>) {
        if let Some(word) = tree.state.downcast_mut::<State>().composition.went() {
            let text = self.with_inserted(tree, &word);
            self.put(tree, text, shell);
        }
        self.tidy(tree, shell);
        if let Some(message) = (self.say)(Said::Left) {
            shell.publish(message);
        }
    }

    /// Brings the text into its usual form, when nobody is typing any more.
    fn tidy(&mut self, tree: &mut Tree, shell: &mut Shell<'_, Message>) {
        let tidy = self.face.tidy.and_then(|tidy| tidy(&self.value));
        if let Some(tidy) = tidy.filter(|tidy| *tidy != self.value) {
            self.put(tree, tidy, shell);
        }
    }

    /// The text with a word put in where the caret is, or in place of what is selected.
    fn with_inserted(&self, tree: &Tree, word: &str) -> String {
        let value = Value::new(&self.value);
        let (start, end) = match inner(tree).cursor().state(&value) {
            cursor::State::Index(at) => (at, at),
            cursor::State::Selection { start, end } => (start.min(end), start.max(end)),
        };
        format!("{}{word}{}", value.until(start), value.select(end, value.len()))
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
        match inner(tree).cursor().state(&Value::new(&self.value)) {
            cursor::State::Index(index) if is_mark && index > 0 => Some(index),
            cursor::State::Index(_) | cursor::State::Selection { .. } => None,
        }
    }

    /// Takes back, or brings back, a step of typing; whether the key asks for it and can have it.
    fn walk(&mut self, tree: &mut Tree, event: &Event, shell: &mut Shell<'_, Message>) -> bool {
        let Event::Keyboard(key) = event else { return false };
        if !self.can_be_undone() || !Self::is_focused(tree) || shell.is_event_captured() {
            return false;
        }
        let history = &mut tree.state.downcast_mut::<State>().history;
        let text = if undo_chord().matches(key) {
            history.undo(&self.value)
        } else if redo_chords().iter().any(|chord| chord.matches(key)) {
            history.redo(&self.value)
        } else {
            None
        };
        let Some(text) = text else { return false };
        self.put(tree, text, shell);
        shell.capture_event();
        true
    }

    /// Steps to the next number; whether the key asks for it.
    fn step(&mut self, tree: &mut Tree, event: &Event, shell: &mut Shell<'_, Message>) -> bool {
        if !Self::is_focused(tree) || shell.is_event_captured() {
            return false;
        }
        let Some(number) = self.face.step(&self.value, event) else { return false };
        self.replace(tree, number.to_string(), shell);
        inner_mut(tree).select_all();
        shell.capture_event();
        true
    }

    /// A password is not kept in memory once more.
    fn can_be_undone(&self) -> bool {
        self.face.is_enabled && !self.face.is_secure
    }

    /// What the field takes before the shortcuts do.
    fn claims(&self, tree: &Tree) -> Vec<Chord> {
        let history = &tree.state.downcast_ref::<State>().history;
        if !Self::is_focused(tree) || !self.can_be_undone() {
            return Vec::new();
        }
        let undo = history.can_undo(&self.value).then(undo_chord);
        let redo = history.can_redo(&self.value).then(redo_chords);
        undo.into_iter().chain(redo.into_iter().flatten()).collect()
    }

    fn has_clear_button(&self) -> bool {
        self.face.is_clearable && self.face.is_enabled && !self.value.is_empty()
    }

    /// Empties the field when its button is pressed; whether it was.
    fn press_clear(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        is_over: bool,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let is_press = matches!(event, Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)));
        if !is_press || !is_over || !self.has_clear_button() || shell.is_event_captured() {
            return false;
        }
        inner_mut(tree).focus();
        let _ = self.notice_focus(tree, event, shell);
        self.replace(tree, String::new(), shell);
        shell.capture_event();
        true
    }

    /// Tells the program what the inner input has said, and remembers what was typed.
    fn pass_on(&mut self, tree: &mut Tree, said: Vec<Said>, shell: &mut Shell<'_, Message>) {
        for said in said {
            if let Said::Typed(text) = &said {
                let state = tree.state.downcast_mut::<State>();
                if self.face.is_secure {
                    state.known.clear();
                } else {
                    state.history.note(&self.value, text, Instant::now());
                    state.known.clone_from(text);
                }
                self.value.clone_from(text);
                self.shown.clone_from(text);
            }
            if let Some(message) = (self.say)(said) {
                shell.publish(message);
            }
        }
    }
}

fn undo_chord() -> Chord {
    Chord::ctrl('z')
}

fn redo_chords() -> [Chord; 2] {
    [Chord::ctrl('y'), Chord::ctrl_shift('z')]
}

fn inner(tree: &Tree) -> &Inner {
    tree.children[0].state.downcast_ref::<Inner>()
}

fn inner_mut(tree: &mut Tree) -> &mut Inner {
    tree.children[0].state.downcast_mut::<Inner>()
}

/// The square of the icon at the right end of a field.
pub fn end_icon(bounds: Rectangle) -> Rectangle {
    let at =
        Point::new(bounds.x + bounds.width - space::SMALL - size::ICON, bounds.center_y() - size::ICON / 2.0);
    Rectangle::new(at, Size::new(size::ICON, size::ICON))
}

/// Where a press of the mouse means the icon at the right end.
pub fn end_button(bounds: Rectangle) -> Rectangle {
    let width = size::ICON + 2.0 * space::SMALL;
    Rectangle { x: bounds.x + bounds.width - width, width, ..bounds }
}

fn is_enter(event: &Event) -> bool {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, .. }) = event else { return false };
    matches!(key, Key::Named(Named::Enter))
}

/// What the inner input shall see of a key; `None` keeps the event from it.
fn translate(event: Event, modifiers: Modifiers) -> Option<Event> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, text, .. }) = &event else {
        return Some(event);
    };
    if matches!(key, Key::Named(Named::Escape)) {
        return None;
    }
    let Some(text) = text.clone() else {
        return Some(event);
    };
    if focus::is_command(modifiers) {
        let mut event = event;
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

/// Lets what one shell has gathered be known in another, but for the messages.
pub fn hand_on<Message>(from: &Shell<'_, Said>, to: &mut Shell<'_, Message>) {
    if from.is_event_captured() {
        to.capture_event();
    }
    if from.is_layout_invalid() {
        to.invalidate_layout();
    }
    to.request_redraw_at(from.redraw_request());
    to.request_input_method(from.input_method());
}

impl<'a, Message: 'a> Widget<Message, Theme, Renderer> for Input<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.input as &dyn Widget<Said, Theme, Renderer>)]
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        if state.known != self.value && !self.face.is_secure {
            state.known.clone_from(&self.value);
            state.history = History::default();
        }
        tree.diff_children(&[&self.input as &dyn Widget<Said, Theme, Renderer>]);
    }

    fn size(&self) -> Size<Length> {
        Widget::<Said, Theme, Renderer>::size(&self.input)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.dress(tree);
        Widget::<Said, Theme, Renderer>::layout(&mut self.input, &mut tree.children[0], renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if self.face.is_enabled {
            let claims = self.claims(tree);
            let state = tree.state.downcast_mut::<State>();
            state.claims = Claims(claims);
            operation.custom(None, layout.bounds(), &mut state.claims);
            let child = &mut tree.children[0];
            Widget::<Said, Theme, Renderer>::operate(&mut self.input, child, layout, renderer, operation);
        } else {
            inner_mut(tree).unfocus();
            operation.text(None, layout.bounds(), &self.shown);
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
        let bounds = layout.bounds();
        let is_over = |part: Rectangle| cursor.is_over(part) && cursor.is_over(*viewport);
        let is_shrunk = self.has_shrunk_while_held(tree, event);
        let was_left = self.notice_focus(tree, event, shell);
        if self.press_clear(tree, event, is_over(end_button(bounds)), shell)
            || self.walk(tree, event, shell)
            || self.step(tree, event, shell)
        {
            return;
        }
        let is_taken = matches!(event, Event::Keyboard(_)) && shell.is_event_captured();
        if is_enter(event) && !is_taken && Self::is_focused(tree) {
            // What Enter is about to send off is not being typed any more.
            self.tidy(tree, shell);
        }
        let kept = self.caret_to_keep(tree, event);
        let is_focused = Self::is_focused(tree);
        let state = tree.state.downcast_mut::<State>();
        let has_stale_word = std::mem::take(&mut state.has_stale_word);
        let seen = match event {
            Event::InputMethod(event) => state.composition.filter(event, is_focused).map(Event::InputMethod),
            other => translate(other.clone(), state.modifiers),
        };
        let seen = seen.filter(|_| !is_taken && !is_shrunk);

        let is_press = matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_)));
        if is_press && is_over(bounds) && self.shown != self.value {
            // The caret goes where the plain text is clicked, not the one with groups.
            self.input = self.face.input(&self.value);
            self.shown.clone_from(&self.value);
            let limits = layout::Limits::new(Size::ZERO, bounds.size());
            let child = &mut tree.children[0];
            let _ = Widget::<Said, Theme, Renderer>::layout(&mut self.input, child, renderer, &limits);
        }

        let mut forward =
            |input: &mut Self, tree: &mut Tree, event: &Event, shell: &mut Shell<'_, Message>| {
                let mut said = Vec::new();
                let mut own = Shell::new(&mut said);
                let child = &mut tree.children[0];
                input.input.update(child, event, layout, cursor, renderer, clipboard, &mut own, viewport);
                hand_on(&own, shell);
                input.pass_on(tree, said, shell);
            };
        if has_stale_word {
            forward(self, tree, &Event::InputMethod(input_method::Event::Closed), shell);
        }
        if is_shrunk {
            let release = mouse::Event::ButtonReleased(mouse::Button::Left);
            forward(self, tree, &Event::Mouse(release), shell);
        }
        if let Some(event) = seen {
            forward(self, tree, &event, shell);
        }
        if let Some(caret) = kept.filter(|_| Self::is_focused(tree) && !is_taken) {
            inner_mut(tree).move_cursor_to(caret);
        }
        let is_left = self.notice_focus(tree, event, shell);
        if was_left || is_left {
            // What was being composed must not show up again when the focus comes back.
            let closed = Event::InputMethod(input_method::Event::Closed);
            forward(self, tree, &closed, shell);
        }
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
        Widget::<Said, Theme, Renderer>::draw(
            &self.input,
            &tree.children[0],
            renderer,
            theme,
            style,
            layout,
            cursor,
            viewport,
        );
        if self.has_clear_button() {
            let icons = &tree.state.downcast_ref::<State>().icons;
            icons.draw(renderer, Icon::Close, end_icon(layout.bounds()), Roles::of(theme).muted);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.has_clear_button() && cursor.is_over(end_button(layout.bounds())) {
            return mouse::Interaction::Pointer;
        }
        Widget::<Said, Theme, Renderer>::mouse_interaction(
            &self.input,
            &tree.children[0],
            layout,
            cursor,
            viewport,
            renderer,
        )
    }
}

impl<'a, Message: 'a> From<Input<'a, Message>> for Element<'a, Message> {
    fn from(input: Input<'a, Message>) -> Self {
        Self::new(input)
    }
}
