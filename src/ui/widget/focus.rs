//! Who has the focus: the state that each control keeps, the operations that move it, the ring
//! that shows it.

use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::widget::operation::{Focusable, Operation, Outcome, Scrollable, scrollable};
use iced::advanced::widget::{self, Id};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Border, Color, Point, Rectangle, Renderer, Task, Theme, Vector};

use crate::ui::theme::{Roles, size};

/// The focus as a control of our own keeps it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Focus {
    has: bool,
}

impl Focus {
    /// Whether keys go to this control.
    pub fn is_here(self) -> bool {
        self.has
    }

    /// What a press of the mouse does to the focus: it comes where the pointer is.
    pub fn clicked(&mut self, is_over: bool) {
        self.has = is_over;
    }
}

impl Focusable for Focus {
    fn is_focused(&self) -> bool {
        self.has
    }

    fn focus(&mut self) {
        self.has = true;
    }

    fn unfocus(&mut self) {
        self.has = false;
    }
}

/// Moves the focus to the control with this id and scrolls it into view; when there is none, or it
/// lies behind an open dialog, the focus stays where it is. Return it from `update`.
pub fn to<Message>(id: impl Into<Id>) -> Task<Message>
where
    Message: Send + 'static,
{
    widget::operate(Seek { target: Target::Id(id.into()), otherwise: None, is_found: false })
}

/// The same; when there is no such control, the first one takes the focus.
pub fn to_or_first<Message>(id: impl Into<Id>) -> Task<Message>
where
    Message: Send + 'static,
{
    let otherwise = Some(Target::Index(0));
    widget::operate(Seek { target: Target::Id(id.into()), otherwise, is_found: false })
}

/// Moves the focus to the first control of the window (behind an open dialog nothing counts).
pub fn to_first<Message>() -> Task<Message>
where
    Message: Send + 'static,
{
    widget::operate(Chain(Assign::new(Target::Index(0))))
}

/// Draws the focus ring around `bounds`, with a gap that sets it off from a filled button.
pub fn draw_ring(renderer: &mut Renderer, theme: &Theme, bounds: Rectangle) {
    const GAP: f32 = 1.5;
    renderer.fill_quad(
        Quad {
            bounds: bounds.expand(GAP + size::RING),
            border: Border {
                color: Roles::of(theme).accent,
                width: size::RING,
                radius: (size::RADIUS + GAP + size::RING).into(),
            },
            ..Quad::default()
        },
        Color::TRANSPARENT,
    );
}

/// Whether a keyboard event presses the focused button: Enter or Space, not held down.
pub fn is_press(event: &keyboard::Event) -> bool {
    matches!(
        event,
        keyboard::Event::KeyPressed {
            key: Key::Named(Named::Enter | Named::Space),
            modifiers,
            repeat: false,
            ..
        } if modifiers.is_empty()
    )
}

/// Whether modifiers make a key a command instead of text. Ctrl and Alt together are AltGr,
/// which makes text.
pub fn is_command(modifiers: Modifiers) -> bool {
    (modifiers.control() != modifiers.alt()) || modifiers.logo()
}

/// What the focus of a part of the window looks like.
#[derive(Debug, Default, Clone)]
pub struct Survey {
    /// How many controls can take the focus.
    pub total: usize,
    /// The controls that say they have it (one, unless something went wrong), with their bounds.
    pub holders: Vec<(usize, Option<Id>, Rectangle)>,
}

impl Operation for Survey {
    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            self.holders.push((self.total, id.cloned(), bounds));
        }
        self.total += 1;
    }

    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }
}

/// Where the focus shall go.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// The n-th control in reading order.
    Index(usize),
    /// The control with the id.
    Id(Id),
    /// Nowhere.
    Nothing,
}

/// Gives the focus to one control and takes it from all others.
#[derive(Debug)]
pub struct Assign {
    target: Target,
    index: usize,
}

impl Assign {
    pub fn new(target: Target) -> Self {
        Self { target, index: 0 }
    }
}

impl Operation for Assign {
    fn focusable(&mut self, id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        let is_target = match &self.target {
            Target::Index(index) => *index == self.index,
            Target::Id(target) => id == Some(target),
            Target::Nothing => false,
        };
        if !is_target {
            state.unfocus();
        } else if !state.is_focused() {
            state.focus();
        }
        self.index += 1;
    }

    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }
}

/// Looks whether the target is there, before anything loses the focus for it.
struct Seek {
    target: Target,
    /// Who takes the focus when it is not.
    otherwise: Option<Target>,
    is_found: bool,
}

impl<T> Operation<T> for Seek
where
    T: 'static,
{
    fn focusable(&mut self, id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn Focusable) {
        self.is_found |= id.is_some_and(|id| self.target == Target::Id(id.clone()));
    }

    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn finish(&self) -> Outcome<T> {
        let target = if self.is_found { Some(&self.target) } else { self.otherwise.as_ref() };
        match target {
            Some(target) => Outcome::Chain(Box::new(Chain(Assign::new(target.clone())))),
            None => Outcome::None,
        }
    }
}

/// [`Assign`] and then [`Reveal`], as one task.
struct Chain(Assign);

impl<T> Operation<T> for Chain
where
    T: 'static,
{
    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        self.0.focusable(id, bounds, state);
    }

    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn finish(&self) -> Outcome<T> {
        Outcome::Chain(Box::new(Reveal::look()))
    }
}

/// A scrollable part that encloses the focus.
#[derive(Debug, Clone, Copy)]
struct Pane {
    index: usize,
    bounds: Rectangle,
    translation: Vector,
}

/// Scrolls every pane around the focused control so that the control is seen. Two passes: the
/// first looks, the second scrolls.
#[derive(Debug, Default)]
pub struct Reveal {
    count: usize,
    announced: Option<Pane>,
    around: Vec<Pane>,
    moves: Vec<(usize, Vector)>,
    is_scrolling: bool,
}

impl Reveal {
    /// The first pass.
    pub fn look() -> Self {
        Self::default()
    }

    /// The second pass.
    pub fn scroll(&self) -> Self {
        Self { moves: self.moves.clone(), is_scrolling: true, ..Self::default() }
    }
}

impl<T> Operation<T> for Reveal
where
    T: 'static,
{
    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content_bounds: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        let index = self.count;
        self.count += 1;
        if self.is_scrolling {
            if let Some((_, by)) = self.moves.iter().find(|(pane, _)| *pane == index) {
                let offset = scrollable::AbsoluteOffset { x: by.x, y: by.y };
                state.scroll_by(offset, bounds, content_bounds);
            }
        } else {
            self.announced = Some(Pane { index, bounds, translation });
        }
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if self.is_scrolling || !state.is_focused() {
            return;
        }
        let mut seen = bounds;
        self.moves.clear();
        for pane in self.around.iter().rev() {
            seen = seen - pane.translation;
            let by = way_into(seen, pane.bounds);
            if by != Vector::ZERO {
                self.moves.push((pane.index, by));
                seen = seen - by;
            }
        }
    }

    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        let pane = self.announced.take();
        self.around.extend(pane);
        operate(self);
        if pane.is_some() {
            let _ = self.around.pop();
        }
    }

    fn finish(&self) -> Outcome<T> {
        if self.is_scrolling || self.moves.is_empty() {
            Outcome::None
        } else {
            Outcome::Chain(Box::new(self.scroll()))
        }
    }
}

/// How far a pane must scroll to show `inner`, with a little air around it.
fn way_into(inner: Rectangle, pane: Rectangle) -> Vector {
    const AIR: f32 = 24.0;
    let along = |start: f32, length: f32, from: f32, room: f32| {
        if start < from {
            start - from - AIR
        } else if start + length > from + room {
            // What is larger than the pane shows its beginning.
            (start + length - from - room + AIR).min(start - from)
        } else {
            0.0
        }
    };
    Vector::new(0.0, along(inner.y, inner.height, pane.y, pane.height))
}

/// Whether a point lies in a control that holds the focus.
pub fn holds(survey: &Survey, point: Point) -> Option<usize> {
    survey.holders.iter().find(|(_, _, bounds)| bounds.contains(point)).map(|(index, _, _)| *index)
}
