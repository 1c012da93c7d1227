//! The control of `suggest` and of a `choice` with search: a line of text with a list that narrows
//! while one types.

mod items;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Length, Rectangle, Renderer, Size, Theme, Vector};

use super::around::Around;
use super::input::{Face, Input, Said, end_button, end_icon, hand_on};
use super::menu::{List, Menu, Outcome, Owner, Row};
use crate::ui::icon::{Icon, Icons};
use crate::ui::theme::Roles;
use items::find;
pub use items::{Found, Item, Items};

/// What may be in the field, and what is said of it.
pub enum Mode<'a, Message> {
    /// Any text; the program keeps it.
    Free {
        value: String,
        on_input: Box<dyn Fn(String) -> Message + 'a>,
        on_leave: Box<dyn Fn() -> Option<Message> + 'a>,
    },
    /// An item, or none; what is typed to find it is nobody's but the field's.
    Listed {
        chosen: Option<usize>,
        on_choose: Box<dyn Fn(usize) -> Message + 'a>,
        on_none: Option<Box<dyn Fn() -> Message + 'a>>,
        nothing: String,
    },
}

/// The control.
pub struct Picking<'a, Message> {
    input: Input<'a, Said>,
    items: Items<'a>,
    mode: Mode<'a, Message>,
    found: Vec<Found>,
    is_enabled: bool,
}

#[derive(Default)]
struct State {
    list: List,
    icons: Icons,
    /// What was typed to find an item of a closed list.
    query: Option<String>,
    /// Whether the whole list is shown, not what was found.
    is_whole: bool,
}

fn state(tree: &mut Tree) -> &mut State {
    tree.state.downcast_mut()
}

impl<'a, Message> Picking<'a, Message> {
    /// A field of text with a list.
    pub fn new(face: Face, items: Items<'a>, mode: Mode<'a, Message>) -> Self {
        let is_enabled = face.is_enabled;
        let shown = match &mode {
            Mode::Free { value, .. } => value.as_str(),
            Mode::Listed { chosen, .. } => chosen.map_or("", |place| items.name(place)),
        };
        let input = Input::new(Face { has_icon: true, ..face }, shown, Some);
        Self { input, items, mode, found: Vec::new(), is_enabled }
    }

    fn is_listed(&self) -> bool {
        matches!(self.mode, Mode::Listed { .. })
    }

    /// Finds what the list shows.
    fn look_up(&mut self, is_whole: bool) {
        self.found = if is_whole {
            (0..self.items.len()).map(|place| Found { place, part: 0..0 }).collect()
        } else {
            find(&self.items, self.input.value())
        };
    }

    /// Opens the whole list at the present item; or, if there is none, at what was found.
    fn open(&mut self, tree: &mut Tree) {
        let present = self.items.place_of(self.input.value());
        let is_whole = present.is_some() || self.input.value().trim().is_empty();
        self.look_up(is_whole);
        let state = state(tree);
        state.is_whole = is_whole;
        state.list.open(present.or(Some(0)).filter(|_| !self.found.is_empty()));
    }

    /// Takes an item of the list.
    fn take(&mut self, tree: &mut Tree, row: usize, shell: &mut Shell<'_, Message>) {
        let Some(place) = self.found.get(row).map(|found| found.place) else { return };
        let name = self.items.name(place).to_owned();
        let mut said = Vec::new();
        self.input.replace(&mut tree.children[0], name, &mut Shell::new(&mut said));
        if let Mode::Listed { chosen, on_choose, .. } = &mut self.mode {
            if *chosen != Some(place) {
                *chosen = Some(place);
                shell.publish(on_choose(place));
            }
        } else {
            self.pass_on(tree, said, shell);
        }
        let state = state(tree);
        state.query = None;
        state.list.shut();
        shell.invalidate_layout();
        shell.request_redraw();
    }

    /// Ends the search in a closed list: by an item that was typed whole, by nothing where
    /// nothing may be chosen, else by what it was before.
    fn settle(&mut self, tree: &mut Tree, shell: &mut Shell<'_, Message>) {
        let Some(query) = state(tree).query.take() else { return };
        let typed = self.items.place_of(&query);
        let Mode::Listed { chosen, on_choose, on_none, .. } = &mut self.mode else { return };
        if query.trim().is_empty()
            && let Some(on_none) = on_none
        {
            if chosen.take().is_some() {
                shell.publish(on_none());
            }
        } else if typed.is_some() && typed != *chosen {
            *chosen = typed;
            shell.publish(on_choose(typed.unwrap_or_default()));
        }
        let name = chosen.map_or("", |place| self.items.name(place));
        self.input.show(&tree.children[0], name);
        shell.invalidate_layout();
        shell.request_redraw();
    }

    /// What a key does to the list; whether it was all for the list.
    fn key(&mut self, tree: &mut Tree, event: &keyboard::Event, shell: &mut Shell<'_, Message>) -> bool {
        let keyboard::Event::KeyPressed { key, modifiers, .. } = event else { return false };
        let count = self.found.len();
        let is_open = state(tree).list.is_open;
        if matches!(key, Key::Named(Named::Tab)) {
            // Takes the marked one, and lets Tab go on.
            let marked = state(tree).list.marked.filter(|_| is_open && !self.is_erased(tree));
            if let Some(row) = marked {
                self.take(tree, row, shell);
            }
            state(tree).list.shut();
            return false;
        }
        let is_arrow = matches!(key, Key::Named(Named::ArrowDown | Named::ArrowUp));
        let opens = is_arrow && modifiers.alt() || matches!(key, Key::Named(Named::ArrowDown));
        if !is_open && opens && !modifiers.control() {
            self.open(tree);
            return true;
        }
        if is_open && is_arrow && modifiers.alt() {
            state(tree).list.shut();
            return true;
        }
        if is_open && self.is_erased(tree) && matches!(key, Key::Named(Named::Enter)) {
            state(tree).list.shut();
            self.settle(tree, shell);
            return true;
        }
        match state(tree).list.key(event, count) {
            Outcome::Moved => {
                if !state(tree).list.is_open {
                    self.restore(tree);
                }
                true
            }
            Outcome::Taken(row) => {
                self.take(tree, row, shell);
                true
            }
            Outcome::Nothing if is_open && matches!(key, Key::Named(Named::Escape)) => {
                state(tree).list.shut();
                self.restore(tree);
                true
            }
            Outcome::Nothing => false,
        }
    }

    /// Whether the choice was emptied on purpose.
    fn is_erased(&self, tree: &mut Tree) -> bool {
        let may_be_none = matches!(&self.mode, Mode::Listed { on_none: Some(_), .. });
        may_be_none && state(tree).query.as_ref().is_some_and(|query| query.trim().is_empty())
    }

    /// Shows the chosen item again, whatever was typed to find another.
    fn restore(&mut self, tree: &mut Tree) {
        if let Mode::Listed { chosen, .. } = &self.mode {
            state(tree).query = None;
            let name = chosen.map_or("", |place| self.items.name(place));
            self.input.show(&tree.children[0], name);
            // What is typed next looks for another one, as after coming here.
            if Input::<Said>::is_focused(&tree.children[0]) {
                Input::<Said>::focus(&mut tree.children[0]);
            }
        }
    }

    /// Tells what the input has said.
    fn pass_on(&mut self, tree: &mut Tree, said: Vec<Said>, shell: &mut Shell<'_, Message>) {
        for said in said {
            match (said, &self.mode) {
                (Said::Typed(text), Mode::Free { on_input, .. }) => {
                    shell.publish(on_input(text));
                    self.typed(tree);
                }
                (Said::Typed(text), Mode::Listed { .. }) => {
                    state(tree).query = Some(text);
                    self.typed(tree);
                }
                (Said::Left, Mode::Free { on_leave, .. }) => {
                    if let Some(message) = on_leave() {
                        shell.publish(message);
                    }
                }
                (Said::Left, Mode::Listed { .. }) => self.settle(tree, shell),
                (Said::Submitted, _) => {}
            }
        }
    }

    /// Opens the list with what is found of the text that was just typed.
    fn typed(&mut self, tree: &mut Tree) {
        let is_whole = self.input.value().trim().is_empty();
        self.look_up(is_whole);
        let first = (self.is_listed() && !self.found.is_empty()).then_some(0);
        let state = state(tree);
        state.is_whole = is_whole;
        state.list.open(first);
    }

    /// Gives an event to the input.
    fn forward(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        around: Around<'_>,
        shell: &mut Shell<'_, Message>,
    ) {
        let mut said = Vec::new();
        let mut own = Shell::new(&mut said);
        if shell.is_event_captured() {
            own.capture_event();
        }
        around.hand_in(&mut self.input, &mut tree.children[0], event, &mut own);
        hand_on(&own, shell);
        self.pass_on(tree, said, shell);
    }

    fn hear(&mut self, tree: &mut Tree, event: &Event, around: Around<'_>, shell: &mut Shell<'_, Message>) {
        if let Event::Keyboard(key) = event
            && Input::<Said>::is_focused(&tree.children[0])
            && !shell.is_event_captured()
            && self.key(tree, key, shell)
        {
            shell.capture_event();
            shell.invalidate_layout();
            shell.request_redraw();
            return;
        }
        self.forward(tree, event, around, shell);
    }

    /// Opens or shuts the list when the arrow, or a closed list's box, is pressed.
    fn press(&mut self, tree: &mut Tree, shell: &mut Shell<'_, Message>) {
        let child = &mut tree.children[0];
        if !Input::<Said>::is_focused(child) {
            Input::<Said>::focus(child);
        }
        if state(tree).list.is_open {
            state(tree).list.shut();
        } else {
            self.open(tree);
        }
        shell.capture_event();
        shell.request_redraw();
    }
}

impl<'a, Message: 'a> Widget<Message, Theme, Renderer> for Picking<'a, Message> {
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
        tree.diff_children(&[&self.input as &dyn Widget<Said, Theme, Renderer>]);
    }

    fn size(&self) -> Size<Length> {
        self.input.size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let State { query, list, is_whole, .. } = state(tree);
        let (is_open, is_whole) = (list.is_open, *is_whole);
        let query = query.clone().filter(|_| self.is_listed());
        if let Some(query) = query {
            self.input.show(&tree.children[0], &query);
        }
        if is_open {
            self.look_up(is_whole);
            let (list, count) = (&mut state(tree).list, self.found.len());
            list.mark(list.marked.filter(|row| *row < count));
        }
        self.input.layout(&mut tree.children[0], renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        self.input.operate(&mut tree.children[0], layout, renderer, operation);
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
        let bounds = layout.bounds();
        let target = if self.is_listed() { bounds } else { end_button(bounds) };
        let is_press = matches!(event, Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)));
        let is_over = cursor.is_over(target) && cursor.is_over(*viewport);
        if is_press && is_over && self.is_enabled && !shell.is_event_captured() {
            self.press(tree, shell);
            return;
        }
        let around = Around { layout, cursor, renderer, clipboard, viewport: *viewport };
        self.hear(tree, event, around, shell);
        let is_focused = Input::<Said>::is_focused(&tree.children[0]);
        let list = &mut state(tree).list;
        list.is_open &= is_focused;
        if std::mem::take(&mut list.is_stale) {
            shell.invalidate_layout();
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
        self.input.draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        let icons = &tree.state.downcast_ref::<State>().icons;
        icons.draw(renderer, Icon::ChevronDown, end_icon(layout.bounds()), Roles::of(theme).muted);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.is_enabled && cursor.is_over(end_button(layout.bounds())) {
            return mouse::Interaction::Pointer;
        }
        self.input.mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let has_words = matches!(&self.mode, Mode::Listed { nothing, .. } if !nothing.is_empty());
        if !state(tree).list.is_open || (self.found.is_empty() && !has_words) {
            return None;
        }
        let anchor = layout.bounds() + translation;
        Some(Menu::overlay(Opened { picking: self, tree, layout }, anchor))
    }
}

/// The control while its list is open.
struct Opened<'b, 'a, Message> {
    picking: &'b mut Picking<'a, Message>,
    tree: &'b mut Tree,
    layout: Layout<'b>,
}

impl<'a, Message: 'a> Owner<Message> for Opened<'_, 'a, Message> {
    fn list(&mut self) -> &mut List {
        &mut state(self.tree).list
    }

    fn count(&self) -> usize {
        self.picking.found.len()
    }

    fn row(&self, row: usize) -> Row<'_> {
        let Some(Found { place, part }) = self.picking.found.get(row) else { return Row::default() };
        let is_whole = self.tree.state.downcast_ref::<State>().is_whole;
        let (note, depth) = match &self.picking.items {
            Items::Words(_) => ("", 0),
            Items::Tree(items) if is_whole => ("", items[*place].depth),
            Items::Tree(items) => (items[*place].note.as_str(), 0),
        };
        Row { name: self.picking.items.name(*place), found: part.clone(), note, depth }
    }

    fn nothing(&self) -> &str {
        match &self.picking.mode {
            Mode::Listed { nothing, .. } => nothing,
            Mode::Free { .. } => "",
        }
    }

    fn take(&mut self, row: usize, shell: &mut Shell<'_, Message>) {
        self.picking.take(self.tree, row, shell);
    }

    fn hear(
        &mut self,
        event: &Event,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let around = Around::behind(self.layout, renderer, clipboard);
        self.picking.hear(self.tree, event, around, shell);
    }
}
