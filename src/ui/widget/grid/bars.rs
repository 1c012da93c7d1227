//! The scroll bars: drawn, and with a bubble that says where one is while the thumb is dragged.

use iced::advanced::renderer::{Quad, Renderer as _};
use iced::{Border, Point, Rectangle, Size};

use super::geometry::Geometry;
use super::paint::Brush;
use super::widget::{Drag, Memory};
use super::{Align, Grid, Role, cells};
use crate::ui::theme::{size, space};

/// The bubble is not broader than this.
const BROADEST: f32 = 260.0;

impl<Message> Grid<'_, Message> {
    pub(super) fn paint_bars(&self, brush: &mut Brush<'_>, geometry: &Geometry) {
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

    /// What the bubble says while the thumb is dragged.
    pub(super) fn bubble_words(&self, memory: &Memory) -> Option<String> {
        let bubble = self.bubble.as_ref().filter(|_| matches!(memory.drag, Some(Drag::Down(_))))?;
        let words = bubble(self.state.first());
        (self.rows > 0 && !words.is_empty()).then_some(words)
    }

    /// Where the bubble is: to the left of the thumb, in the middle of its height.
    pub(super) fn bubble_bounds(&self, words: &str, geometry: &Geometry) -> Option<Rectangle> {
        let thumb = geometry.down_thumb(self.state.first())?;
        let width = (cells::width(words, true) + 2.0 * space::LARGE).ceil().min(BROADEST);
        let height = size::CONTROL;
        let top = geometry.bounds.y;
        let y =
            (thumb.center_y() - height / 2.0).clamp(top, (top + geometry.bounds.height - height).max(top));
        Some(Rectangle::new(Point::new(thumb.x - space::SMALL - width, y), Size::new(width, height)))
    }

    /// The bubble, in a layer of its own above the cells.
    pub(super) fn paint_bubble(&self, brush: &mut Brush<'_>, geometry: &Geometry, memory: &Memory) {
        let Some(words) = self.bubble_words(memory) else { return };
        let Some(bounds) = self.bubble_bounds(&words, geometry) else { return };
        let roles = brush.roles;
        brush.renderer.start_layer(geometry.bounds);
        brush.window = geometry.bounds;
        let border = Border { color: roles.accent, width: 1.0, radius: (size::CONTROL / 2.0).into() };
        brush.renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, roles.raised);
        let room = bounds.shrink([0.0, space::MEDIUM]);
        brush.write(&words, room, Align::Centre, Role::Strong, bounds);
        brush.renderer.end_layer();
    }
}
