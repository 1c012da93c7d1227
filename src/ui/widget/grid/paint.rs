//! How a grid is drawn.

use iced::advanced::Renderer as _;
use iced::advanced::renderer::Quad;
use iced::advanced::text::{Paragraph as _, Renderer as _};
use iced::{Border, Color, Point, Rectangle, Renderer, Size};

use super::cells::Cells;
use super::geometry::Geometry;
use super::{Align, Fold, Grid, Order, Role};
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
}

impl Brush<'_> {
    fn fill(&mut self, bounds: Rectangle, color: Color) {
        self.renderer.fill_quad(Quad { bounds, ..Quad::default() }, color);
    }

    fn frame(&mut self, bounds: Rectangle, color: Color, width: f32) {
        self.renderer.fill_quad(
            Quad { bounds, border: Border { color, width, radius: 0.0.into() }, ..Quad::default() },
            Color::TRANSPARENT,
        );
    }

    /// Writes a line into `room`, seen only within `clip`.
    fn write(&mut self, text: &str, room: Rectangle, align: Align, role: Role, clip: Rectangle) {
        let is_strong = role == Role::Strong;
        let color = self.ink(role);
        let paragraph = self.cells.shape(text, room.width, is_strong);
        let words = paragraph.min_bounds();
        let x = match align {
            Align::Left => room.x,
            Align::Centre => room.center_x() - words.width / 2.0,
            Align::Right => room.x + room.width - words.width,
        };
        let at = Point::new(x, room.center_y() - words.height / 2.0);
        if let Some(clip) = clip.intersection(&Rectangle { x: room.x, ..room }.expand([0.0, 1.0])) {
            self.renderer.fill_paragraph(paragraph, at, color, clip);
        }
    }

    fn ink(&self, role: Role) -> Color {
        match role {
            Role::Text | Role::Strong => self.roles.text,
            Role::Muted => self.roles.muted,
            Role::Danger => self.roles.danger,
            Role::Warning => self.roles.warning,
            Role::Success => self.roles.success,
            Role::Accent => self.roles.accent,
        }
    }
}

impl<Message> Grid<'_, Message> {
    /// Draws everything, into one layer.
    pub(super) fn paint(&self, brush: &mut Brush<'_>, geometry: &Geometry, is_focused: bool) {
        brush.fill(geometry.bounds, brush.roles.raised);
        self.paint_header(brush, geometry, is_focused);
        self.paint_rows(brush, geometry, is_focused);
        self.paint_bars(brush, geometry);
        let (color, width) =
            if is_focused { (brush.roles.accent, size::RING) } else { (brush.roles.line, 1.0) };
        brush.frame(geometry.bounds, color, width);
    }

    fn paint_header(&self, brush: &mut Brush<'_>, geometry: &Geometry, is_focused: bool) {
        let roles = brush.roles;
        brush.fill(geometry.header, roles.header);
        let across = self.state.across();
        for column in geometry.visible_columns(across) {
            let cell = geometry.column(column, geometry.header, across);
            let definition = &self.columns[column];
            let arrow = self.sorted.iter().find(|(key, _)| *key == definition.key).map(|(_, order)| *order);
            let mut room = cell.shrink([0.0, space::SMALL]);
            if let Some(order) = arrow {
                room.width = (room.width - size::ICON).max(0.0);
                let place = Rectangle::new(
                    Point::new(room.x + room.width, cell.center_y() - size::ICON / 2.0),
                    Size::new(size::ICON, size::ICON),
                );
                let picture = match order {
                    Order::Up => Icon::SortUp,
                    Order::Down => Icon::SortDown,
                };
                if geometry.header.contains(place.center()) {
                    brush.icons.draw(brush.renderer, picture, place.shrink(2.0), roles.accent);
                }
            }
            brush.write(&definition.title, room, definition.align, Role::Strong, geometry.header);
            let border = Rectangle { x: cell.x + cell.width - 1.0, width: 1.0, ..cell };
            brush.fill(border.shrink([space::SMALL, 0.0]), roles.outline);
            if is_focused && column == self.state.column() && self.branch.is_none() {
                let mark = Rectangle { y: cell.y + cell.height - 3.0, height: 3.0, ..cell };
                brush.fill(mark, roles.accent);
            }
        }
        let foot =
            Rectangle { y: geometry.header.y + geometry.header.height - 1.0, height: 1.0, ..geometry.header };
        brush.fill(foot, roles.line);
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
                self.paint_cell(brush, geometry, (row, column), cell);
            }
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
                && geometry.body.contains(handle.center())
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

    fn paint_bars(&self, brush: &mut Brush<'_>, geometry: &Geometry) {
        let roles = brush.roles;
        let down = geometry.down_rail.zip(geometry.down_thumb(self.state.first()));
        let across = geometry.across_rail.zip(geometry.across_thumb(self.state.across()));
        for (rail, thumb) in [down, across].into_iter().flatten() {
            brush.fill(rail, roles.header);
            brush.fill(thumb.shrink(3.0), roles.outline);
        }
        if let (Some(down), Some(across)) = (geometry.down_rail, geometry.across_rail) {
            let corner = Rectangle { y: across.y, height: across.height, ..down };
            brush.fill(corner, roles.header);
        }
    }
}

/// The place of the handle that folds a row of a tree, in its first cell.
pub fn handle(cell: Rectangle, depth: usize) -> Rectangle {
    Rectangle::new(
        Point::new(cell.x + space::SMALL + depth as f32 * INDENT, cell.center_y() - size::ICON / 2.0),
        Size::new(size::ICON, size::ICON),
    )
}
