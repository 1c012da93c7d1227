//! How a grid is drawn.

use iced::advanced::Renderer as _;
use iced::advanced::renderer::Quad;
use iced::advanced::text::{Paragraph as _, Renderer as _};
use iced::{Border, Color, Point, Rectangle, Renderer, Size};

use super::cells::Cells;
use super::geometry::Geometry;
use super::{Align, Fold, Grid, Role};
use crate::ui::icon::{Icon, Icons};
use crate::ui::theme::{Roles, size, space};

/// How much each level of a tree is indented.
pub const INDENT: f32 = 20.0;

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

    fn frame(&mut self, bounds: Rectangle, color: Color, width: f32) {
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
        for (place, row) in geometry.visible(self.state.first()).enumerate() {
            let Some(bounds) = geometry.row(place).intersection(&geometry.body) else {
                continue;
            };
            if self.state.cursor() == Some(row) {
                brush.fill(bounds, roles.selection);
                if is_focused {
                    let mark = Rectangle { width: 4.0, ..bounds };
                    brush.fill(mark, roles.accent);
                }
            } else if row % 2 == 1 {
                brush.fill(bounds, roles.zebra);
            }
            for column in geometry.visible_columns(across) {
                let cell = geometry.column(column, geometry.row(place), across);
                brush.window = geometry.window(column, geometry.body);
                self.paint_cell(brush, geometry, (row, column), cell);
            }
            brush.window = geometry.bounds;
        }
    }

    fn paint_cell(
        &self,
        brush: &mut Brush<'_>,
        geometry: &Geometry,
        (row, column): (usize, usize),
        bounds: Rectangle,
    ) {
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
        let cell = (self.cell)(row, column);
        brush.write(&cell.text, room, self.columns[column].align, cell.role, geometry.body);
    }
}

/// The place of the handle that folds a row of a tree, in its first cell.
pub fn handle(cell: Rectangle, depth: usize) -> Rectangle {
    Rectangle::new(
        Point::new(cell.x + space::SMALL + depth as f32 * INDENT, cell.center_y() - size::ICON / 2.0),
        Size::new(size::ICON, size::ICON),
    )
}
