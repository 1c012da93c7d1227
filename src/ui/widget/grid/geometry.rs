//! Where everything in a grid is: pure sums, no drawing.

use std::ops::Range;

use iced::{Point, Rectangle, Size};

use crate::ui::theme::size::{HEADER, ROW, SCROLL_BAR};

/// A thumb is never smaller than this, so that it can be grasped at any number of rows.
const LEAST_THUMB: f32 = 36.0;
/// How near to a border of a header the pointer grasps it.
const GRASP: f32 = 5.0;
/// Frozen columns take this part of the width at most.
const MOST_FROZEN: f32 = 0.6;
/// The narrowest column.
pub const LEAST_WIDTH: f32 = 40.0;
/// The broadest column.
pub const MOST_WIDTH: f32 = 1200.0;

/// The parts of a grid that stands in `bounds`.
#[derive(Debug, Clone, PartialEq)]
pub struct Geometry {
    pub bounds: Rectangle,
    pub header: Rectangle,
    pub body: Rectangle,
    /// The rail of the scroll bar for rows, if there are more rows than fit.
    pub down_rail: Option<Rectangle>,
    /// The rail of the scroll bar for columns, if they are wider than the grid.
    pub across_rail: Option<Rectangle>,
    /// Left edges of the columns and, last, the right edge; before scrolling, from 0.
    edges: Vec<f32>,
    rows: usize,
    /// How many columns don't scroll across.
    frozen: usize,
}

impl Geometry {
    pub fn new(bounds: Rectangle, widths: impl Iterator<Item = f32>, rows: usize) -> Self {
        let mut edges = vec![0.0];
        let mut edge = 0.0;
        for width in widths {
            edge += width;
            edges.push(edge);
        }
        let room = Size::new(bounds.width, (bounds.height - HEADER).max(0.0));
        let is_long = |height: f32| rows as f32 * ROW > height;
        let is_wide = |width: f32| edge > width;
        // Each bar takes room that may make the other necessary.
        let has_down = is_long(room.height) || (is_wide(room.width) && is_long(room.height - SCROLL_BAR));
        let has_across = is_wide(room.width - if has_down { SCROLL_BAR } else { 0.0 });
        let width = (room.width - if has_down { SCROLL_BAR } else { 0.0 }).max(0.0);
        let height = (room.height - if has_across { SCROLL_BAR } else { 0.0 }).max(0.0);
        let body = Rectangle::new(Point::new(bounds.x, bounds.y + HEADER), Size::new(width, height));
        Self {
            bounds,
            header: Rectangle::new(bounds.position(), Size::new(bounds.width, HEADER)),
            body,
            down_rail: has_down
                .then(|| Rectangle::new(Point::new(body.x + width, body.y), Size::new(SCROLL_BAR, height))),
            across_rail: has_across
                .then(|| Rectangle::new(Point::new(body.x, body.y + height), Size::new(width, SCROLL_BAR))),
            edges,
            rows,
            frozen: 0,
        }
    }

    /// The same with the first columns standing still, as many as leave the others room.
    pub fn freeze(mut self, count: usize) -> Self {
        let most = self.body.width * MOST_FROZEN;
        let count = count.min(self.edges.len().saturating_sub(2));
        self.frozen = (0..=count).rev().find(|count| self.edges[*count] <= most).unwrap_or_default();
        self
    }

    /// How many columns don't scroll across.
    pub fn frozen(&self) -> usize {
        self.frozen
    }

    /// How wide the columns are that don't scroll across.
    pub fn lead(&self) -> f32 {
        self.edges[self.frozen]
    }

    /// The part of the body or the header in which a column may be seen.
    pub fn window(&self, column: usize, part: Rectangle) -> Rectangle {
        if column < self.frozen {
            return Rectangle { width: self.lead().min(part.width), ..part };
        }
        Rectangle { x: part.x + self.lead(), width: (part.width - self.lead()).max(0.0), ..part }
    }

    /// How many rows fit wholly; at least one, so that PageDown goes on.
    pub fn page(&self) -> usize {
        ((self.body.height / ROW) as usize).max(1)
    }

    /// The last row that may be the first.
    pub fn last_first(&self) -> usize {
        self.rows.saturating_sub(self.page())
    }

    /// The rows that are seen, the last perhaps in part.
    pub fn visible(&self, first: usize) -> Range<usize> {
        let count = (self.body.height / ROW).ceil() as usize;
        let first = first.min(self.last_first());
        first..(first + count).min(self.rows)
    }

    /// How far the columns can be scrolled.
    pub fn most_across(&self) -> f32 {
        (self.right_edge() - self.body.width).max(0.0)
    }

    fn right_edge(&self) -> f32 {
        self.edges.last().copied().unwrap_or(0.0)
    }

    /// The `place`-th visible row.
    pub fn row(&self, place: usize) -> Rectangle {
        Rectangle { y: self.body.y + place as f32 * ROW, height: ROW, ..self.body }
    }

    /// A column's part of a row or of the header.
    pub fn column(&self, column: usize, row: Rectangle, across: f32) -> Rectangle {
        let across = if column < self.frozen { 0.0 } else { across };
        Rectangle {
            x: row.x + self.edges[column] - across,
            width: self.edges[column + 1] - self.edges[column],
            ..row
        }
    }

    /// The columns that are seen: the frozen ones, then the others, of which the outer ones are
    /// seen perhaps in part.
    pub fn visible_columns(&self, across: f32) -> impl Iterator<Item = usize> + Clone + use<> {
        let count = self.edges.len() - 1;
        let is_left = |column: &usize| self.edges[column + 1] - across <= self.lead();
        let is_seen = |column: &usize| self.edges[*column] < across + self.body.width;
        let first = self.frozen + (self.frozen..count).take_while(is_left).count();
        (0..self.frozen).chain(first..first + (first..count).take_while(is_seen).count())
    }

    /// The row under a point of the body.
    pub fn row_at(&self, point: Point, first: usize) -> Option<usize> {
        if !self.body.contains(point) {
            return None;
        }
        let row = first + ((point.y - self.body.y) / ROW) as usize;
        (row < self.rows).then_some(row)
    }

    /// The column under a point of the header or the body.
    pub fn column_at(&self, point: Point, across: f32) -> Option<usize> {
        let x = point.x - self.body.x;
        let columns = if x < self.lead() { 0..self.frozen } else { self.frozen..self.edges.len() - 1 };
        let x = if x < self.lead() { x } else { x + across };
        columns.into_iter().find(|column| x >= self.edges[*column] && x < self.edges[column + 1])
    }

    /// The column whose right border is under a point of the header.
    pub fn border_at(&self, point: Point, across: f32) -> Option<usize> {
        if !self.header.contains(point) {
            return None;
        }
        let x = point.x - self.body.x;
        let border = |column: usize| self.edges[column + 1] - if column < self.frozen { 0.0 } else { across };
        let is_seen = |column: usize| column < self.frozen || border(column) > self.lead();
        (0..self.edges.len() - 1)
            .rev()
            .find(|column| is_seen(*column) && (x - border(*column)).abs() <= GRASP)
    }

    /// The place among the columns, 0 to their number, at which one is dropped at `x`.
    pub fn gap_at(&self, x: f32, across: f32) -> usize {
        let middle = |column: &usize| self.column(*column, self.header, across).center_x();
        let is_before = |column: &usize| middle(column) < x;
        let x_within = x - self.body.x;
        if x_within < self.lead() {
            return (0..self.frozen).take_while(is_before).count();
        }
        self.frozen + (self.frozen..self.edges.len() - 1).take_while(is_before).count()
    }

    /// Where the gap before a column is, within the header; after the last for their number.
    pub fn gap(&self, place: usize, across: f32) -> f32 {
        let across = if place <= self.frozen && self.frozen > 0 { 0.0 } else { across };
        self.header.x + self.edges[place.min(self.edges.len() - 1)] - across
    }

    /// How far across to scroll so that a column is seen.
    pub fn across_to(&self, column: usize, across: f32) -> f32 {
        if column < self.frozen {
            return across;
        }
        let (left, right) = (self.edges[column] - self.lead(), self.edges[column + 1]);
        across.min(left).max((right - self.body.width).min(left)).clamp(0.0, self.most_across())
    }

    /// The first row so that `row` is seen.
    pub fn first_to(&self, row: usize, first: usize) -> usize {
        first.clamp((row + 1).saturating_sub(self.page()), row).min(self.last_first())
    }

    /// The thumb of the bar for rows.
    pub fn down_thumb(&self, first: usize) -> Option<Rectangle> {
        let rail = self.down_rail?;
        let (start, length) = thumb(
            rail.height,
            self.page() as f32 / self.rows.max(1) as f32,
            first as f32 / self.last_first().max(1) as f32,
        );
        Some(Rectangle { y: rail.y + start, height: length, ..rail })
    }

    /// The thumb of the bar for columns.
    pub fn across_thumb(&self, across: f32) -> Option<Rectangle> {
        let rail = self.across_rail?;
        let (start, length) = thumb(
            rail.width,
            self.body.width / self.right_edge().max(1.0),
            across / self.most_across().max(1.0),
        );
        Some(Rectangle { x: rail.x + start, width: length, ..rail })
    }

    /// The first row when the top of the thumb is dragged to `y`.
    pub fn first_for_thumb(&self, y: f32) -> usize {
        let (Some(rail), Some(thumb)) = (self.down_rail, self.down_thumb(0)) else {
            return 0;
        };
        let way = (rail.height - thumb.height).max(1.0);
        let part = f64::from(((y - rail.y) / way).clamp(0.0, 1.0));
        (part * self.last_first() as f64).round() as usize
    }

    /// The scroll position when the left of the thumb is dragged to `x`.
    pub fn across_for_thumb(&self, x: f32) -> f32 {
        let (Some(rail), Some(thumb)) = (self.across_rail, self.across_thumb(0.0)) else {
            return 0.0;
        };
        let way = (rail.width - thumb.width).max(1.0);
        ((x - rail.x) / way).clamp(0.0, 1.0) * self.most_across()
    }
}

/// Start and length of a thumb on a rail of this length.
fn thumb(rail: f32, share: f32, part: f32) -> (f32, f32) {
    let length = (rail * share).max(LEAST_THUMB).min(rail);
    ((rail - length) * part.clamp(0.0, 1.0), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn geometry(rows: usize) -> Geometry {
        let bounds = Rectangle::new(Point::new(10.0, 20.0), Size::new(500.0, 334.0));
        Geometry::new(bounds, [200.0, 100.0, 150.0].into_iter(), rows)
    }

    #[test]
    fn only_the_rows_that_fit_are_visible() {
        let grid = geometry(500_000);
        assert_eq!(grid.page(), 10);
        assert_eq!(grid.visible(0), 0..10);
        assert_eq!(grid.visible(499_999), 499_990..500_000);
        assert_eq!(geometry(3).visible(0), 0..3);
    }

    #[test]
    fn the_thumb_can_be_grasped_and_reaches_both_ends_exactly() {
        let grid = geometry(500_000);
        let (Some(rail), Some(top)) = (grid.down_rail, grid.down_thumb(0)) else {
            panic!("500.000 rows need a bar");
        };
        assert!(top.height >= LEAST_THUMB);
        assert_eq!(grid.first_for_thumb(rail.y), 0);
        assert_eq!(grid.first_for_thumb(rail.y + rail.height), grid.last_first());
        let end = grid.down_thumb(grid.last_first()).map(|thumb| thumb.y + thumb.height);
        assert_eq!(end, Some(rail.y + rail.height));
    }

    #[test]
    fn bars_appear_only_when_needed() {
        assert_eq!(geometry(10).down_rail, None);
        assert_eq!(geometry(10).across_rail, None);
        let bounds = Rectangle::new(Point::ORIGIN, Size::new(300.0, 334.0));
        let wide = Geometry::new(bounds, [200.0, 200.0].into_iter(), 10);
        // The bar below takes the room of the tenth row, so the other bar is needed too.
        assert!(wide.across_rail.is_some() && wide.down_rail.is_some());
    }

    #[test]
    fn frozen_columns_stay_while_the_others_scroll_below_them() {
        let bounds = Rectangle::new(Point::new(10.0, 20.0), Size::new(400.0, 334.0));
        let grid = Geometry::new(bounds, [100.0, 200.0, 150.0, 150.0].into_iter(), 5).freeze(1);
        let (across, width) = (grid.most_across(), grid.body.width);
        assert_eq!((across, grid.lead()), (600.0 - width, 100.0));
        assert_eq!(grid.column(0, grid.header, across).x, 10.0);
        assert_eq!(grid.visible_columns(150.0).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(grid.visible_columns(across).collect::<Vec<_>>(), [0, 2, 3]);
        let at = |x: f32| Point::new(10.0 + x, 30.0);
        assert_eq!(grid.column_at(at(50.0), across), Some(0));
        assert_eq!(grid.column_at(at(101.0), 250.0), Some(2));
        assert_eq!(grid.border_at(at(100.0), 150.0), Some(0), "the edge of what stands still");
        assert_eq!(grid.border_at(at(50.0), 250.0), None, "hidden below what stands still");
        // A column to the left is brought out from below the frozen one, not to the left edge.
        assert_eq!(grid.across_to(1, across), 0.0);
        assert_eq!(grid.across_to(0, across), across);
        assert_eq!(grid.window(1, grid.header).x, 110.0);
    }

    #[test]
    fn frozen_columns_leave_room_for_the_others() {
        let bounds = Rectangle::new(Point::ORIGIN, Size::new(300.0, 334.0));
        let frozen =
            |count| Geometry::new(bounds, [100.0, 100.0, 150.0].into_iter(), 5).freeze(count).frozen();
        assert_eq!((frozen(1), frozen(2), frozen(9)), (1, 1, 1));
    }

    #[test]
    fn a_dragged_column_falls_between_two() {
        let grid = geometry(10);
        // Middles of the columns: 100, 250, 375 from the left edge at 10.
        assert_eq!([50.0, 120.0, 300.0, 499.0].map(|x| grid.gap_at(x, 0.0)), [0, 1, 2, 3]);
        assert_eq!(grid.gap(3, 0.0), 460.0);
    }

    #[test]
    fn points_find_their_row_column_and_border() {
        let grid = geometry(100);
        assert_eq!(grid.row_at(Point::new(15.0, 20.0 + HEADER + ROW * 1.5), 40), Some(41));
        assert_eq!(grid.column_at(Point::new(10.0 + 250.0, 60.0), 0.0), Some(1));
        assert_eq!(grid.border_at(Point::new(10.0 + 203.0, 30.0), 0.0), Some(0));
        assert_eq!(grid.border_at(Point::new(10.0 + 150.0, 30.0), 0.0), None);
    }
}
