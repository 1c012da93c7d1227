//! A line of controls that always fits: when room is short, first without the names of keys, then
//! on several lines. Nothing is cut and nothing overlaps.

use iced::advanced::Widget;
use iced::advanced::layout;
use iced::advanced::widget::Tree;
use iced::{Length, Point, Renderer, Size, Theme};

use super::press::Press;
use super::wrap::through_to_contents;
use crate::ui::Element;
use crate::ui::theme::space;

/// How much room the controls have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// The names of keys stand on the buttons.
    Named,
    /// Room is short: the words alone.
    Unnamed,
}

impl Keys {
    /// A button as it is shown in this room.
    pub fn button<Message>(self, press: Press<'_, Message>) -> Press<'_, Message> {
        match self {
            Self::Named => press,
            Self::Unnamed => press.hint(""),
        }
    }

    /// The name of a key as it is shown in this room.
    #[must_use]
    pub fn name(self, key: String) -> String {
        match self {
            Self::Named => key,
            Self::Unnamed => String::new(),
        }
    }
}

/// A part of a tool bar.
pub struct Part<'a, Message> {
    content: Element<'a, Message>,
    /// For one that takes what is left of its line: what it needs at least, in pixels.
    grows_from: Option<f32>,
}

impl<'a, Message: 'a> Part<'a, Message> {
    /// As wide as its content.
    pub fn new(content: impl Into<Element<'a, Message>>) -> Self {
        Self { content: content.into(), grows_from: None }
    }

    /// Takes what is left of its line, but at least this much, in pixels.
    pub fn growing(content: impl Into<Element<'a, Message>>, least: f32) -> Self {
        Self { content: content.into(), grows_from: Some(least) }
    }

    /// What is left of the line stays empty here.
    #[must_use]
    pub fn gap() -> Self {
        Self::growing(iced::widget::space().width(Length::Fill), 0.0)
    }
}

/// Shows the parts that `view` gives side by side, their lower edges on a line. Parts keep their
/// place in the tree however they are broken into lines; one of no width takes no gap.
pub fn toolbar<'a, Message: 'a>(view: impl Fn(Keys) -> Vec<Part<'a, Message>> + 'a) -> Element<'a, Message> {
    Element::new(Toolbar { view: Box::new(view), contents: Vec::new(), grow_from: Vec::new() })
}

struct Toolbar<'a, Message> {
    view: Box<dyn Fn(Keys) -> Vec<Part<'a, Message>> + 'a>,
    contents: Vec<Element<'a, Message>>,
    /// See [`Part::grows_from`].
    grow_from: Vec<Option<f32>>,
}

const GAP: f32 = space::SMALL;

impl<'a, Message: 'a> Toolbar<'a, Message> {
    /// Takes the parts for this room and lays out each by itself.
    fn measure(
        &mut self,
        keys: Keys,
        tree: &mut Tree,
        renderer: &Renderer,
        limits: &layout::Limits,
    ) -> Vec<layout::Node> {
        let parts = (self.view)(keys);
        (self.contents, self.grow_from) =
            parts.into_iter().map(|part| (part.content, part.grows_from)).unzip();
        tree.diff_children(&self.contents);
        let contents = self.contents.iter_mut().zip(&self.grow_from).zip(&mut tree.children);
        let measured = contents.map(|((content, least), tree)| {
            let limits = least.map_or(*limits, |least| limits.max_width(least));
            content.as_widget_mut().layout(tree, renderer, &limits)
        });
        measured.collect()
    }

    /// What each part takes of its line.
    fn widths(&self, nodes: &[layout::Node]) -> Vec<f32> {
        let widths = nodes.iter().map(|node| node.size().width);
        widths.zip(&self.grow_from).map(|(width, least)| least.unwrap_or(width)).collect()
    }

    fn lines(&self, nodes: &[layout::Node], room: f32) -> Vec<usize> {
        let is_gap: Vec<bool> = self.grow_from.iter().map(|least| *least == Some(0.0)).collect();
        lines(&self.widths(nodes), &is_gap, room)
    }
}

/// The width of the gap before a part.
fn gap(right: f32, width: f32) -> f32 {
    if right > 0.0 && width > 0.0 { GAP } else { 0.0 }
}

/// Breaks parts of these widths into lines: where each line ends. What stands together between
/// gaps stays together as far as it fits.
fn lines(widths: &[f32], is_gap: &[bool], room: f32) -> Vec<usize> {
    // Half a pixel is a matter of rounding.
    let fits = |right: f32, width: f32| right == 0.0 || right + gap(right, width) + width <= room + 0.5;
    let mut ends = Vec::new();
    let (mut right, mut place) = (0.0, 0);
    while place < widths.len() {
        let group =
            is_gap[place..].iter().position(|is_gap| *is_gap).map_or(widths.len(), |at| place + at + 1);
        let whole = widths[place..group].iter().fold(0.0, |right, width| right + gap(right, *width) + width);
        if !fits(right, whole) {
            ends.push(place);
            right = 0.0;
        }
        for (part, width) in widths.iter().enumerate().take(group).skip(place) {
            if !fits(right, *width) {
                ends.push(part);
                right = 0.0;
            }
            right += gap(right, *width) + width;
        }
        place = group;
    }
    ends.push(widths.len());
    ends
}

impl<'a, Message: 'a> Widget<Message, Theme, Renderer> for Toolbar<'a, Message> {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn diff(&self, _tree: &mut Tree) {
        // What is shown is known when the room is.
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let limits = limits.loose();
        let room = limits.max().width;
        let mut nodes = self.measure(Keys::Named, tree, renderer, &limits);
        let mut ends = self.lines(&nodes, room);
        if ends.len() > 1 {
            nodes = self.measure(Keys::Unnamed, tree, renderer, &limits);
            ends = self.lines(&nodes, room);
        }
        let widths = self.widths(&nodes);
        let (mut from, mut top) = (0, 0.0);
        for end in ends {
            let taken = widths[from..end].iter().fold(0.0, |right, width| right + gap(right, *width) + width);
            let growing = self.grow_from[from..end].iter().flatten().count();
            let share = (room - taken).max(0.0) / growing.max(1) as f32;
            for place in (from..end).filter(|place| self.grow_from[*place].is_some()) {
                let (content, tree) = (&mut self.contents[place], &mut tree.children[place]);
                let limits = limits.max_width(widths[place] + share);
                nodes[place] = content.as_widget_mut().layout(tree, renderer, &limits);
            }
            let height = nodes[from..end].iter().map(|node| node.size().height).fold(0.0, f32::max);
            let mut right = 0.0;
            for place in from..end {
                right += gap(right, widths[place]);
                let down = height - nodes[place].size().height;
                nodes[place].move_to_mut(Point::new(right, top + down));
                right += widths[place] + self.grow_from[place].map_or(0.0, |_| share);
            }
            top += height + GAP;
            from = end;
        }
        layout::Node::with_children(Size::new(room, (top - GAP).max(0.0)), nodes)
    }

    through_to_contents!();
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn what_does_not_fit_begins_a_line() {
        let lines = |widths: &[f32], room| lines(widths, &vec![false; widths.len()], room);
        assert_eq!(lines(&[100.0, 100.0, 100.0], 316.0), [3]);
        assert_eq!(lines(&[100.0, 100.0, 100.0], 315.0), [2, 3]);
        assert_eq!(lines(&[400.0, 100.0, 100.0], 300.0), [1, 3]);
        assert_eq!(lines(&[100.0, 400.0, 100.0], 300.0), [1, 2, 3]);
        assert_eq!(lines(&[], 300.0), [0]);
    }

    #[test]
    fn what_stands_after_a_gap_goes_to_the_next_line_together() {
        let widths = [100.0, 0.0, 100.0, 100.0];
        let is_gap = [false, true, false, false];
        assert_eq!(lines(&widths, &is_gap, 316.0), [4]);
        assert_eq!(lines(&widths, &is_gap, 300.0), [2, 4]);
        assert_eq!(lines(&widths, &is_gap, 150.0), [2, 3, 4]);
    }
}
