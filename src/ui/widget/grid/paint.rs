//! How a grid is drawn.

use iced::advanced::Renderer as _;
use iced::advanced::renderer::Quad;
use iced::advanced::text::{Paragraph as _, Renderer as _};
use iced::{Border, Color, Point, Rectangle, Renderer, Size};

use super::cells::Cells;
use super::geometry::Geometry;
use super::{Align, Draft, Fold, Grid, Kind, Role, Spot, TICKED};
use crate::ui::icon::{Icon, Icons};
use crate::ui::theme::{Roles, size, space};

/// How much each level of a tree is indented.
pub const INDENT: f32 = 20.0;

/// How much of the colour of problems lies under a text that is wrong.
const TINT: f32 = 0.07;

/// What a drawing needs besides the grid itself.
pub struct Brush<'r> {
    pub renderer: &'r mut Renderer,
    pub roles: &'static Roles,
    pub cells: &'r mut Cells,
    pub icons: &'r Icons,
    /// Nothing is drawn outside of it: what scrolls stays clear of what stands still.
    pub window: Rectangle,
}

impl Brush<'_> {
    pub fn fill(&mut self, bounds: Rectangle, color: Color) {
        let Some(bounds) = bounds.intersection(&self.window) else { return };
        self.renderer.fill_quad(Quad { bounds, ..Quad::default() }, color);
    }

    pub fn frame(&mut self, bounds: Rectangle, color: Color, width: f32) {
        let Some(bounds) = bounds.intersection(&self.window) else { return };
        self.renderer.fill_quad(
            Quad { bounds, border: Border { color, width, radius: 0.0.into() }, ..Quad::default() },
            Color::TRANSPARENT,
        );
    }

    /// Writes a line into `room`, seen only within `clip`.
    pub fn write(&mut self, text: &str, room: Rectangle, align: Align, role: Role, clip: Rectangle) {
        let is_strong = role == Role::Strong;
        let color = role.ink(self.roles);
        let paragraph = self.cells.shape(text, room.width, is_strong);
        let words = paragraph.min_bounds();
        let x = match align {
            Align::Left => room.x,
            Align::Centre => room.center_x() - words.width / 2.0,
            Align::Right => room.x + room.width - words.width,
        };
        let at = Point::new(x, room.center_y() - words.height / 2.0);
        let clip = clip.intersection(&self.window);
        if let Some(clip) = clip.and_then(|clip| clip.intersection(&room.expand([0.0, 1.0]))) {
            self.renderer.fill_paragraph(paragraph, at, color, clip);
        }
    }
}

impl Role {
    /// Its colour.
    pub(super) fn ink(self, roles: &Roles) -> Color {
        match self {
            Self::Text | Self::Strong => roles.text,
            Self::Muted => roles.muted,
            Self::Danger => roles.danger,
            Self::Warning => roles.warning,
            Self::Success => roles.success,
            Self::Accent => roles.accent,
        }
    }
}

impl<Message> Grid<'_, Message> {
    /// Draws everything, into one layer.
    pub(super) fn paint(&self, brush: &mut Brush<'_>, geometry: &Geometry, is_focused: bool) {
        brush.fill(geometry.bounds, brush.roles.raised);
        self.paint_header(brush, geometry, is_focused);
        self.paint_rows(brush, geometry, is_focused);
        self.paint_frozen_edge(brush, geometry);
        self.paint_bars(brush, geometry);
        let (color, width) =
            if is_focused { (brush.roles.accent, size::RING) } else { (brush.roles.line, 1.0) };
        brush.frame(geometry.bounds, color, width);
    }

    fn paint_rows(&self, brush: &mut Brush<'_>, geometry: &Geometry, is_focused: bool) {
        let roles = brush.roles;
        if self.rows == 0 {
            let room = geometry.row(0);
            brush.write(&self.empty, room, Align::Centre, Role::Muted, geometry.body);
            return;
        }
        let across = self.state.across();
        let range = self.state.selection().filter(|selection| !selection.is_single());
        for (place, row) in geometry.visible(self.state.first()).enumerate() {
            let Some(bounds) = geometry.row(place).intersection(&geometry.body) else {
                continue;
            };
            let is_current = self.state.cursor() == Some(row);
            if is_current && range.is_none() && !self.is_sheet() {
                brush.fill(bounds, roles.selection);
            } else if row % 2 == 1 {
                brush.fill(bounds, roles.zebra);
            }
            for column in geometry.visible_columns(across) {
                let cell = geometry.column(column, geometry.row(place), across);
                brush.window = geometry.window(column, geometry.body);
                let spot = Spot { row, column };
                if range.is_some_and(|range| range.contains(spot))
                    && let Some(ground) = cell.intersection(&geometry.body)
                {
                    let is_cursor = range.is_some_and(|range| range.cursor == spot);
                    brush.fill(ground, if is_cursor { roles.raised } else { roles.selection });
                }
                self.paint_cell(brush, geometry, (row, column), cell);
            }
            brush.window = geometry.bounds;
            if is_current && is_focused {
                brush.fill(Rectangle { width: 4.0, ..bounds }, roles.accent);
            }
        }
        self.paint_cursor(brush, geometry, is_focused);
    }

    /// The frame of the current cell: strong where one can type.
    fn paint_cursor(&self, brush: &mut Brush<'_>, geometry: &Geometry, is_focused: bool) {
        let is_sheet = self.is_sheet();
        let has_frame = is_sheet || (is_focused && self.branch.is_none());
        let visible = geometry.visible(self.state.first());
        let Some(cell) = self.current_cell().filter(|cell| has_frame && visible.contains(&cell.row)) else {
            return;
        };
        let line = geometry.row(cell.row - visible.start);
        let bounds = geometry.column(cell.column, line, self.state.across());
        let (color, width) = match (is_sheet, is_focused) {
            (true, true) => (brush.roles.accent, size::RING),
            (false, _) => (brush.roles.accent, 1.0),
            (true, false) => (brush.roles.outline, 1.0),
        };
        if let Some(bounds) = bounds.intersection(&geometry.window(cell.column, geometry.body)) {
            brush.frame(bounds, color, width);
        }
    }

    /// What is seen in a cell: what is being typed, what was refused, or what it holds.
    pub(super) fn shown_text(&self, row: usize, column: usize) -> String {
        let (key, column_key) = ((self.key_of)(row), &self.columns[column].key);
        if let Some(edit) = self.state.edit().filter(|edit| edit.row == key && edit.column == *column_key) {
            return edit.text.clone();
        }
        match self.draft_at(row, column) {
            Some(draft) => draft.text.clone(),
            None => (self.cell)(row, column).text.into_owned(),
        }
    }

    fn draft_at(&self, row: usize, column: usize) -> Option<&Draft> {
        if self.state.drafts().is_empty() {
            return None;
        }
        self.state.drafts().get(&self.name_of(Spot { row, column }))
    }

    fn paint_cell(
        &self,
        brush: &mut Brush<'_>,
        geometry: &Geometry,
        (row, column): (usize, usize),
        bounds: Rectangle,
    ) {
        let room = self.paint_branch(brush, (row, column), bounds);
        let cell = (self.cell)(row, column);
        let draft = self.draft_at(row, column);
        let definition = &self.columns[column];
        if (draft.is_some() || cell.problem.is_some())
            && let Some(frame) = bounds.shrink(2.0).intersection(&geometry.body)
        {
            brush.fill(frame, Color { a: TINT, ..brush.roles.danger });
            brush.frame(frame, brush.roles.danger, 1.0);
        } else if cell.warning.is_some()
            && let Some(frame) = bounds.shrink(2.0).intersection(&geometry.body)
        {
            brush.fill(frame, Color { a: TINT, ..brush.roles.warning });
        }
        let role = match (draft, &cell.problem, &cell.locked) {
            (Some(_), ..) | (None, Some(_), _) => Role::Danger,
            (None, None, Some(_)) if definition.is_editable && cell.role == Role::Text => Role::Muted,
            _ => cell.role,
        };
        let text = draft.map_or(&*cell.text, |draft| &draft.text);
        let is_tick = definition.kind == Kind::Tick && (text.is_empty() || text == TICKED);
        if is_tick && brush.window.contains(bounds.center()) {
            let square = tick_box(bounds);
            let edge = if cell.locked.is_none() && definition.is_editable {
                brush.roles.outline
            } else {
                brush.roles.line
            };
            brush.frame(square, edge, 1.0);
            if !text.is_empty() {
                let color = role.ink(brush.roles);
                brush.icons.draw(brush.renderer, Icon::Check, square.shrink(1.0), color);
            }
        } else if !is_tick {
            brush.write(text, room, definition.align, role, geometry.body);
        }
    }

    /// Draws the handle of a tree in its first column; the room that is left for the text.
    fn paint_branch(
        &self,
        brush: &mut Brush<'_>,
        (row, column): (usize, usize),
        bounds: Rectangle,
    ) -> Rectangle {
        let mut room = bounds.shrink([0.0, space::SMALL]);
        if let (0, Some(branch)) = (column, &self.branch) {
            let branch = branch(row);
            let handle = handle(bounds, branch.depth);
            let picture = match branch.fold {
                Fold::Leaf => None,
                Fold::Open => Some(Icon::ChevronDown),
                Fold::Shut => Some(Icon::ChevronRight),
            };
            if let Some(picture) = picture
                && brush.window.contains(handle.center())
            {
                brush.icons.draw(brush.renderer, picture, handle, brush.roles.muted);
            }
            let taken = handle.x + handle.width + space::TIGHT - room.x;
            room.x += taken;
            room.width = (room.width - taken).max(0.0);
        }
        room
    }
}

/// The place of the handle that folds a row of a tree, in its first cell.
pub fn handle(cell: Rectangle, depth: usize) -> Rectangle {
    Rectangle::new(
        Point::new(cell.x + space::SMALL + depth as f32 * INDENT, cell.center_y() - size::ICON / 2.0),
        Size::new(size::ICON, size::ICON),
    )
}

/// The square of a cell that holds a tick.
pub fn tick_box(cell: Rectangle) -> Rectangle {
    let at = Point::new(cell.center_x() - size::ICON / 2.0, cell.center_y() - size::ICON / 2.0);
    Rectangle::new(at, Size::new(size::ICON, size::ICON))
}
