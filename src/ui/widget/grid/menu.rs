//! The menus of a grid: of its cells and of its header.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::Operation;
use iced::advanced::{Clipboard, Overlay, Shell, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event as Happened, Point, Rectangle, Renderer, Size, Theme};

use super::command::Command;
use super::editing::Hand;
use super::editor::Tools;
use super::geometry::Geometry;
use super::widget::Memory;
use super::{Column, Event, Grid, Order, RowKey, Spot};
use crate::ui::icon::Icon;
use crate::ui::theme::{Roles, size};
use crate::ui::widget::context_menu::{self, ContextMenu, Item, Outcome};

/// The menu of a header names so many hidden columns itself.
const MOST_NAMED: usize = 4;

/// An open menu and what it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    menu: ContextMenu,
    about: About,
    /// The record of the cursor: when that one goes, the menu is not for the next one.
    record: Option<RowKey>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    /// The selected cells.
    Cells,
    /// A column.
    Column(usize),
    /// The hidden columns, asked for at a column.
    Hidden(usize),
}

impl Opened {
    /// The column that it is about.
    pub fn column(&self) -> Option<usize> {
        match self.about {
            About::Column(column) | About::Hidden(column) => Some(column),
            About::Cells => None,
        }
    }
}

/// What an item does.
#[derive(Debug, Clone)]
enum Choice<Message> {
    /// The screen's.
    Said(Message),
    Run(Command),
    Sort(usize, Option<Order>, bool),
    Fit(usize),
    Hide(usize),
    Show(String),
    /// Opens the menu of the hidden columns.
    ShowOne(usize),
    ShowAll,
}

impl<Message> Grid<'_, Message> {
    /// A right click: puts the cursor there, unless the cell is selected, and opens the menu.
    pub(super) fn open_menu_at(&mut self, at: Point, hand: &mut Hand<'_, '_, Message>) {
        let geometry = hand.geometry;
        let Some(column) = geometry.column_at(at, self.state.across()) else { return };
        // What is being typed is finished before something else is done.
        self.commit(hand);
        let about = if geometry.header.contains(at) {
            About::Column(column)
        } else if let Some(row) = geometry.row_at(at, self.state.first()) {
            let cell = Spot { row, column };
            if !self.state.selection().is_some_and(|selection| selection.contains(cell)) {
                self.go_to(cell, geometry, hand.shell);
            }
            About::Cells
        } else {
            return;
        };
        self.open_menu(ContextMenu::new(at, None), about, hand);
    }

    /// A key while a menu is open, or one that opens it; whether it was one.
    pub(super) fn menu_key(&mut self, event: &keyboard::Event, hand: &mut Hand<'_, '_, Message>) -> bool {
        if hand.memory.menu.is_some() {
            self.menu_event(&Happened::Keyboard(event.clone()), Rectangle::default(), hand);
            return !context_menu::is_command(event);
        }
        let keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. } = event else {
            return false;
        };
        let is_wanted = *named == Named::ContextMenu || (*named == Named::F10 && modifiers.shift());
        let Some(cell) = self.current_cell().filter(|_| is_wanted) else { return false };
        let geometry = hand.geometry;
        let across = self.state.across();
        let line = geometry.row(cell.row.saturating_sub(self.state.first()));
        let part = geometry.window(cell.column, geometry.body);
        let at = geometry.column(cell.column, line, across).intersection(&part).unwrap_or(geometry.body);
        let at = Point::new(at.x + size::ICON, at.y + at.height);
        self.open_menu(ContextMenu::new(at, Some(0)), About::Cells, hand);
        true
    }

    fn open_menu(&self, mut menu: ContextMenu, about: About, hand: &mut Hand<'_, '_, Message>) {
        let items = self.items(about);
        menu.keep_enabled(&items);
        let record = self.current_record();
        hand.memory.menu = (!items.is_empty()).then_some(Opened { menu, about, record });
        hand.shell.capture_event();
        hand.shell.request_redraw();
    }

    fn current_record(&self) -> Option<RowKey> {
        self.current_cell().map(|cell| (self.key_of)(cell.row))
    }

    fn items(&self, about: About) -> Vec<Item<Choice<Message>>> {
        match about {
            About::Cells => self.cell_items(),
            About::Column(column) => self.column_items(column),
            About::Hidden(_) => self.hidden_items(),
        }
    }

    fn cell_items(&self) -> Vec<Item<Choice<Message>>> {
        let (Some(words), Some(selection)) = (self.words, self.state.selection()) else { return Vec::new() };
        let words = words();
        let own = self.own_items.as_ref().map(|items| items((self.key_of)(selection.cursor.row)));
        let mut items: Vec<_> =
            own.unwrap_or_default().into_iter().map(|item| item.map(Choice::Said)).collect();
        let run = |words, command, key| Item::new(words, Choice::Run(command)).hint(key);
        if !self.is_sheet() {
            items.push(run((words.copy)(), Command::Copy, "Ctrl+C").apart());
            return items;
        }
        let rows = selection.rows();
        let has_source = rows.len() > 1 || rows.start > 0;
        items.push(run((words.cut)(), Command::Cut, "Ctrl+X").apart());
        items.push(run((words.copy)(), Command::Copy, "Ctrl+C"));
        items.push(run((words.paste)(), Command::Paste, "Ctrl+V"));
        items.push(run((words.fill_down)(), Command::FillDown, "Ctrl+D").enabled(has_source).apart());
        items.push(run((words.clear)(), Command::Clear, "Del"));
        items
    }

    fn column_items(&self, column: usize) -> Vec<Item<Choice<Message>>> {
        let (Some(words), Some(definition)) = (self.words, self.columns.get(column)) else {
            return Vec::new();
        };
        let words = words();
        let mut items = Vec::new();
        if definition.is_sortable {
            let sort = |order| Choice::Sort(column, Some(order), false);
            items.push(Item::new((words.sort_up)(), sort(Order::Up)).icon(Icon::SortUp));
            items.push(Item::new((words.sort_down)(), sort(Order::Down)).icon(Icon::SortDown));
            let is_other = self.sorted.iter().any(|(key, _)| *key != definition.key);
            let also = Choice::Sort(column, None, true);
            items.push(Item::new((words.sort_also)(), also).enabled(is_other));
        }
        items.push(Item::new((words.fit_width)(), Choice::Fit(column)).apart());
        items.push(Item::new((words.hide)(), Choice::Hide(column)).enabled(self.can_hide(column)));
        let hidden: Vec<&Column> = self.hidden_columns().collect();
        // With many, the menu would be a list of columns with some commands before it.
        if hidden.len() > MOST_NAMED {
            let more = Item::new((words.show_one)(hidden.len()), Choice::ShowOne(column)).apart();
            let has_unseen = hidden.iter().any(|column| self.is_unseen(column));
            items.push(if has_unseen { more.icon(Icon::Warning) } else { more });
        } else {
            items.extend(hidden.iter().enumerate().map(|(place, column)| {
                let item = self.shows(column, (words.show)(&column.title));
                if place == 0 { item.apart() } else { item }
            }));
        }
        items
    }

    /// The hidden columns to choose from, and all of them at once.
    fn hidden_items(&self) -> Vec<Item<Choice<Message>>> {
        let Some(words) = self.words else { return Vec::new() };
        let items = self.hidden_columns().map(|column| self.shows(column, column.title.clone()));
        items.chain([Item::new((words().show_all)(), Choice::ShowAll).apart()]).collect()
    }

    /// What shows a hidden column; one that holds what could not be stored stands out.
    fn shows(&self, column: &Column, words: String) -> Item<Choice<Message>> {
        let icon = if self.is_unseen(column) { Icon::Warning } else { Icon::Plus };
        Item::new(words, Choice::Show(column.key.clone())).icon(icon)
    }

    fn hidden_columns(&self) -> impl Iterator<Item = &Column> {
        self.given.iter().filter(|column| self.is_hidden(column))
    }

    pub(super) fn is_hidden(&self, column: &Column) -> bool {
        !column.is_pinned && self.state.arrangement().is_hidden(&column.key)
    }

    /// Hands an event to the open menu and does what was chosen.
    fn menu_event(&mut self, event: &Happened, bounds: Rectangle, hand: &mut Hand<'_, '_, Message>) {
        let Some(mut opened) = hand.memory.menu.take() else { return };
        if opened.about == About::Cells && opened.record != self.current_record() {
            hand.shell.request_redraw();
            return;
        }
        let mut items = self.items(opened.about);
        let place = (bounds, hand.tools.cursor);
        match context_menu::update(&mut opened.menu, event, place, &items, hand.shell) {
            Outcome::Nothing | Outcome::Kept => hand.memory.menu = Some(opened),
            Outcome::Shut => {}
            Outcome::Taken(place) => match items.swap_remove(place).into_message() {
                Choice::ShowOne(column) => {
                    self.open_menu(opened.menu.again(), About::Hidden(column), hand);
                }
                choice => self.choose(choice, hand),
            },
        }
    }

    fn choose(&mut self, choice: Choice<Message>, hand: &mut Hand<'_, '_, Message>) {
        match choice {
            Choice::Said(message) => hand.shell.publish(message),
            Choice::Run(command) => {
                let _ = self.run_command(command, hand);
            }
            Choice::Sort(column, order, also) => self.ask_sort(column, also, order, hand.shell),
            Choice::Fit(column) => self.fit(column, hand.shell),
            Choice::Hide(column) => self.hide(column, hand.shell),
            Choice::Show(key) => self.rearrange(Event::ColumnShown(key), hand.shell),
            Choice::ShowAll => {
                let keys: Vec<String> = self.hidden_columns().map(|column| column.key.clone()).collect();
                keys.into_iter().for_each(|key| self.rearrange(Event::ColumnShown(key), hand.shell));
            }
            // The menu opens another one, see above.
            Choice::ShowOne(_) => {}
        }
    }

    /// The open menu.
    pub(super) fn menu_overlay<'b>(
        &'b mut self,
        memory: &'b mut Memory,
        geometry: Geometry,
    ) -> overlay::Element<'b, Message, Theme, Renderer> {
        let items = memory.menu.as_ref().map(|opened| self.items(opened.about)).unwrap_or_default();
        overlay::Element::new(Box::new(Shown { grid: self, memory, geometry, items }))
    }
}

struct Shown<'b, 'a, Message> {
    grid: &'b mut Grid<'a, Message>,
    memory: &'b mut Memory,
    geometry: Geometry,
    items: Vec<Item<Choice<Message>>>,
}

impl<Message> Overlay<Message, Theme, Renderer> for Shown<'_, '_, Message> {
    fn layout(&mut self, _renderer: &Renderer, window: Size) -> layout::Node {
        let Some(opened) = &self.memory.menu else { return layout::Node::default() };
        let bounds = opened.menu.bounds(&self.items, window);
        layout::Node::new(bounds.size()).move_to(bounds.position())
    }

    fn operate(&mut self, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        if let Some(opened) = &self.memory.menu {
            opened.menu.operate(layout.bounds(), &self.items, operation);
        }
    }

    fn update(
        &mut self,
        event: &Happened,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let tools = Tools { renderer, clipboard, cursor };
        let mut hand = Hand { memory: self.memory, geometry: &self.geometry, tools, shell };
        self.grid.menu_event(event, layout.bounds(), &mut hand);
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.memory.menu.is_some() && cursor.is_over(layout.bounds()) {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::None
        }
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
    ) {
        if let Some(opened) = &self.memory.menu {
            let (roles, icons) = (Roles::of(theme), &self.memory.icons);
            opened.menu.draw(renderer, roles, icons, layout.bounds(), &self.items);
        }
    }
}
