//! The grid as iced's widget: layout, focus, events in, drawing out.

use std::cell::RefCell;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, input_method, mouse, overlay, renderer};
use iced::{Event, Length, Rectangle, Renderer, Size, Theme, Vector, keyboard, window};

use super::Grid;
use super::cells::Cells;
use super::edit_keys::claims;
use super::editing::{Editing, Hand};
use super::editor::Tools;
use super::errand::Errands;
use super::geometry::Geometry;
use super::header::Held;
use super::hover::{Hover, Shown};
use super::menu::Opened;
use super::paint::Brush;
use crate::ui::Element;
use crate::ui::icon::Icons;
use crate::ui::keymap::Chord;
use crate::ui::theme::Roles;
use crate::ui::widget::claim::Claims;
use crate::ui::widget::focus::Focus;

/// What is held with the mouse.
#[derive(Debug, Clone, Copy)]
pub enum Drag {
    /// The thumb of the bar for rows, this far below its top.
    Down(f32),
    /// The thumb of the bar for columns, this far from its left.
    Across(f32),
    /// A corner of the selection.
    Cells,
    /// The right border of a column; its width so far.
    Border { column: usize, from: f32, width: f32 },
    /// A header.
    Header(Held),
}

/// What a grid remembers between views.
#[derive(Default)]
pub struct Memory {
    pub focus: Focus,
    pub drag: Option<Drag>,
    pub click: Option<mouse::Click>,
    pub modifiers: keyboard::Modifiers,
    /// The part of a row that the wheel has turned beyond whole rows.
    pub wheel: f32,
    pub hover: Hover,
    pub menu: Option<Opened>,
    pub editing: Editing,
    pub errands: Errands,
    cells: RefCell<Cells>,
    pub icons: Icons,
}

impl Memory {
    /// Lets go of a column that is gone: there are only so many now.
    fn forget_beyond(&mut self, columns: usize) {
        let held = match self.drag {
            Some(Drag::Border { column, .. } | Drag::Header(Held { column, .. })) => Some(column),
            Some(Drag::Down(_) | Drag::Across(_) | Drag::Cells) | None => None,
        };
        if held.is_some_and(|column| column >= columns) {
            self.drag = None;
        }
        if self.menu.as_ref().and_then(Opened::column).is_some_and(|column| column >= columns) {
            self.menu = None;
        }
    }
}

impl<Message> Grid<'_, Message> {
    /// Where everything is, with the width of a column that is just being dragged.
    pub(super) fn geometry(&self, bounds: Rectangle, memory: &Memory) -> Geometry {
        let widths = self.columns.iter().enumerate().map(|(place, column)| {
            match memory.drag {
                Some(Drag::Border { column: dragged, width, .. }) if dragged == place => Some(width),
                Some(_) | None => self.state.width(&column.key),
            }
            .unwrap_or(column.width)
        });
        Geometry::new(self.above_status(bounds), widths, self.rows).freeze(self.frozen)
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Grid<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Memory>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Memory::default())
    }

    fn diff(&self, tree: &mut Tree) {
        tree.state.downcast_mut::<Memory>().forget_beyond(self.columns.len());
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, self.height)
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::atomic(limits, Length::Fill, self.height)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let memory = tree.state.downcast_mut::<Memory>();
        operation.focusable(self.id.as_ref(), bounds, &mut memory.focus);
        operation.custom(self.id.as_ref(), bounds, &mut memory.errands);
        if self.state.edit().is_some() {
            operation.custom(None, bounds, &mut Claims(claims()));
        } else if memory.focus.is_here() && self.can_give_up(memory) {
            let escape = Chord::key(keyboard::key::Named::Escape);
            operation.custom(None, bounds, &mut Claims(vec![escape]));
        }
        let geometry = self.geometry(bounds, memory);
        let across = self.state.across();
        let columns = geometry.visible_columns(across);
        for column in columns.clone() {
            let cell = geometry.column(column, geometry.header, across);
            operation.text(None, cell, &self.columns[column].title);
        }
        for (place, row) in geometry.visible(self.state.first()).enumerate() {
            for column in columns.clone() {
                let cell = geometry.column(column, geometry.row(place), across);
                operation.text(None, cell, &self.shown_text(row, column));
            }
        }
        if self.rows == 0 {
            operation.text(None, geometry.row(0), &self.empty);
        }
        if let Some(words) = self.bubble_words(memory)
            && let Some(bounds) = self.bubble_bounds(&words, &geometry)
        {
            operation.text(None, bounds, &words);
        }
        self.tell_status(memory, &geometry, bounds, operation);
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
        let memory = tree.state.downcast_mut::<Memory>();
        let bounds = layout.bounds();
        let geometry = self.geometry(bounds, memory);
        let tools = Tools { renderer, clipboard, cursor };
        let mut hand = Hand { memory, geometry: &geometry, tools, shell };
        if self.edit_event(event, &mut hand) {
            return;
        }
        let Hand { memory, tools, shell, .. } = hand;
        let over =
            cursor.position_over(bounds).filter(|at| viewport.contains(*at) && !shell.is_event_captured());
        match event {
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => {
                memory.modifiers = *modifiers;
            }
            Event::Keyboard(event) if memory.focus.is_here() && !shell.is_event_captured() => {
                memory.hover.forget(shell);
                let mut hand = Hand { memory, geometry: &geometry, tools, shell };
                if !self.menu_key(event, &mut hand) {
                    self.key(event, &mut hand);
                }
            }
            Event::InputMethod(input_method::Event::Commit(text))
                if memory.focus.is_here() && self.text(text, &geometry, shell) =>
            {
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                memory.focus.clicked(over.is_some());
                memory.hover.forget(shell);
                if let Some(at) = over {
                    self.press(at, memory, &geometry, shell);
                    self.grant(&mut Hand { memory, geometry: &geometry, tools, shell });
                }
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right)) => {
                memory.hover.forget(shell);
                if let Some(at) = over {
                    memory.focus.clicked(true);
                    self.open_menu_at(at, &mut Hand { memory, geometry: &geometry, tools, shell });
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                self.release(memory, &geometry, shell);
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                if let Some(at) = cursor.position() {
                    self.drag(at, memory, &geometry, shell);
                }
                self.point(over, memory, &geometry, shell);
            }
            Event::Mouse(mouse::Event::WheelScrolled { delta }) => {
                memory.hover.forget(shell);
                if let Some(at) = over {
                    self.wheel(*delta, at, memory, &geometry, shell);
                }
            }
            Event::Window(window::Event::RedrawRequested(now)) => {
                let mut hand = Hand { memory, geometry: &geometry, tools, shell };
                self.run_errand(&mut hand);
                let Hand { memory, shell, .. } = hand;
                self.report(&geometry, shell);
                self.have_cursor(memory, shell);
                self.count_selected(memory);
                self.await_text(memory, &geometry, shell);
                self.rest(*now, memory, &geometry, shell);
            }
            _ => {}
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let Some(mut layer) = bounds.intersection(viewport) else {
            return;
        };
        let memory = tree.state.downcast_ref::<Memory>();
        let geometry = self.geometry(bounds, memory);
        let mut cells = memory.cells.borrow_mut();
        cells.next_frame();
        // The software renderer redraws what differs piece by piece, which is ten times slower
        // for a scrolled grid than one rectangle. A layer of another size counts as one piece:
        // its height varies unseen with the scroll position. Two values would not do, as it
        // compares with the frame before the last.
        let turn = self.state.first() % 7 + (self.state.across() as usize) % 5;
        layer.height -= turn as f32 * 0.002;
        renderer.with_layer(layer, |renderer| {
            let mut brush = Brush {
                renderer,
                roles: Roles::of(theme),
                cells: &mut cells,
                icons: &memory.icons,
                window: bounds,
            };
            self.paint(&mut brush, &geometry, memory.focus.is_here());
            brush.window = bounds;
            self.paint_status(&mut brush, memory, &geometry, bounds);
            self.paint_pulled(&mut brush, &geometry, memory);
            self.paint_bubble(&mut brush, &geometry, memory);
        });
        if let (Some(edit), Some(editor)) = (self.state.edit(), &memory.editing.editor)
            && let Some(place) = self.edit_place(&geometry)
            && let Some(clip) = geometry.body.intersection(&layer)
        {
            renderer.with_layer(clip, |renderer| editor.draw(renderer, theme, &edit.text, place));
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let memory = tree.state.downcast_ref::<Memory>();
        let geometry = self.geometry(layout.bounds(), memory);
        let is_on_border = cursor
            .position_over(layout.bounds())
            .is_some_and(|at| geometry.border_at(at, self.state.across()).is_some());
        if is_on_border || matches!(memory.drag, Some(Drag::Border { .. })) {
            mouse::Interaction::ResizingHorizontally
        } else if matches!(memory.drag, Some(Drag::Header(held)) if held.is_pulled()) {
            mouse::Interaction::Grabbing
        } else if cursor.is_over(layout.bounds()) {
            mouse::Interaction::Idle
        } else {
            mouse::Interaction::default()
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let memory = tree.state.downcast_mut::<Memory>();
        if memory.menu.is_some() {
            let geometry = self.geometry(layout.bounds(), memory);
            return Some(self.menu_overlay(memory, geometry));
        }
        if self.state.edit().is_none() {
            return memory.hover.card().map(|card| Shown { card, translation }.overlay());
        }
        self.list_overlay(memory, layout.bounds(), translation)
    }
}

impl<Message> Grid<'_, Message> {
    /// The open list of words of the cell that is being edited.
    fn list_overlay<'b>(
        &'b self,
        memory: &'b mut Memory,
        bounds: Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let geometry = self.geometry(bounds, memory);
        let place = self.edit_place(&geometry)?;
        memory.editing.editor.as_mut()?.overlay(place.bounds + translation)
    }
}

impl<'a, Message: 'a> From<Grid<'a, Message>> for Element<'a, Message> {
    fn from(grid: Grid<'a, Message>) -> Self {
        Self::new(grid)
    }
}
