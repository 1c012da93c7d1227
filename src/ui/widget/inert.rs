//! A part of the window that is seen but can't be worked with now.

use iced::advanced::layout::Layout;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay};
use iced::{Event, Rectangle, Renderer, Theme, Vector, window};

use super::focus::{Assign, Survey, Target};
use super::wrap::through_to_content;
use crate::ui::Element;

/// Shows `content`; while `is_inert`, neither keys nor the mouse nor the walk of the focus reach
/// it. The focus that it had comes back afterwards; when that control is gone or can't take it any
/// more, it goes to `home`, else to the first control there is.
pub fn inert<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    is_inert: bool,
    home: Option<Id>,
) -> Element<'a, Message> {
    Element::new(Inert { content: content.into(), is_inert, home })
}

struct Inert<'a, Message> {
    content: Element<'a, Message>,
    is_inert: bool,
    home: Option<Id>,
}

/// The focus as it was when the part fell asleep.
#[derive(Default)]
struct State {
    is_asleep: bool,
    focus: Option<Target>,
    /// How many controls there were: a place among them counts only while they are as many.
    total: usize,
}

impl<Message> Inert<'_, Message> {
    /// Puts the focus to sleep or wakes it, when that has changed.
    fn follow(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) -> bool {
        let state = tree.state.downcast_mut::<State>();
        if state.is_asleep == self.is_inert {
            return false;
        }
        state.is_asleep = self.is_inert;
        let child = &mut tree.children[0];
        let content = self.content.as_widget_mut();
        let mut survey = Survey::default();
        content.operate(child, layout, renderer, &mut survey);
        if self.is_inert {
            state.total = survey.total;
            state.focus = survey.holders.first().map(|(index, id, _)| match id {
                Some(id) => Target::Id(id.clone()),
                None => Target::Index(*index),
            });
            content.operate(child, layout, renderer, &mut Assign::new(Target::Nothing));
        } else if survey.holders.is_empty() && (state.focus.is_some() || self.home.is_some()) {
            let is_same = |focus: &Target| matches!(focus, Target::Id(_)) || state.total == survey.total;
            let focus = state.focus.take().filter(is_same);
            let ways = [focus, self.home.clone().map(Target::Id), Some(Target::Index(0))];
            for target in ways.into_iter().flatten() {
                content.operate(child, layout, renderer, &mut Assign::new(target));
                let mut survey = Survey::default();
                content.operate(child, layout, renderer, &mut survey);
                if !survey.holders.is_empty() {
                    break;
                }
            }
        }
        true
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Inert<'_, Message> {
    through_to_content!();

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if !self.is_inert {
            // Whoever asks for the focus right after a dialog was shut finds it back.
            let _ = self.follow(tree, layout, renderer);
            self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
        }
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
        if self.follow(tree, layout, renderer) {
            shell.request_redraw();
        }
        let is_redraw = matches!(event, Event::Window(window::Event::RedrawRequested(_)));
        if self.is_inert && !is_redraw {
            return;
        }
        // Also asleep, it is told of the redraw, by which iced's inputs know how they look; but
        // the pointer is far, and of what they say only messages count (a field that was left,
        // rows to load).
        let cursor = if self.is_inert { mouse::Cursor::Unavailable } else { cursor };
        self.content.as_widget_mut().update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.is_inert {
            return mouse::Interaction::default();
        }
        self.content.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        if self.is_inert {
            return None;
        }
        self.content.as_widget_mut().overlay(&mut tree.children[0], layout, renderer, viewport, translation)
    }
}
