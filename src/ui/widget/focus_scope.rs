//! A part of the window within which Tab walks.

use iced::advanced::layout::Layout;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Rectangle, Renderer, Theme};

use super::focus::{Assign, Reveal, Survey, Target, holds};
use super::wrap::{through_to_content, through_to_content_when_alive};
use crate::ui::Element;

/// Lets Tab and Shift+Tab walk through `content` and around its ends.
///
/// The focus moves while the key is handled, not a frame later: what is typed right after Tab
/// goes to the new control even on a slow machine. What takes the focus is scrolled into view.
pub fn focus_scope<'a, Message>(content: impl Into<Element<'a, Message>>) -> FocusScope<'a, Message> {
    FocusScope { content: content.into(), takes_focus: None, key: String::new(), home: None }
}

/// See [`focus_scope`].
pub struct FocusScope<'a, Message> {
    content: Element<'a, Message>,
    /// Who takes the focus when it appears.
    takes_focus: Option<Target>,
    key: String,
    home: Option<Id>,
}

impl<Message> FocusScope<'_, Message> {
    /// When it appears, the first control takes the focus (unless another in it has it already).
    #[must_use]
    pub fn take_focus(mut self) -> Self {
        self.takes_focus = Some(Target::Index(0));
        self
    }

    /// When it appears, the control with this name takes the focus.
    #[must_use]
    pub fn take_focus_at(mut self, id: &'static str) -> Self {
        self.takes_focus = Some(Target::Id(Id::new(id)));
        self
    }

    /// When the control with the focus goes away, the one with this name takes it: keys never
    /// go nowhere. A click beside all controls leaves the focus nowhere on purpose.
    #[must_use]
    pub fn home(mut self, home: Option<&'static str>) -> Self {
        self.home = home.map(Id::new);
        self
    }

    /// Names what is shown. When the name changes, all state of the controls inside is forgotten:
    /// for screens and dialogs that take each other's place.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }
}

#[derive(Default)]
struct State {
    key: String,
    has_taken_focus: bool,
    /// Whether a control had the focus after the last key or click.
    had_focus: bool,
}

impl<Message> Widget<Message, Theme, Renderer> for FocusScope<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State { key: self.key.clone(), ..State::default() })
    }

    through_to_content!();
    through_to_content_when_alive!();

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        if state.key == self.key {
            tree.diff_children(std::slice::from_ref(&self.content));
        } else {
            *state = State { key: self.key.clone(), ..State::default() };
            tree.children = vec![Tree::new(&self.content)];
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
        let state = tree.state.downcast_mut::<State>();
        let takes_focus = self.takes_focus.clone().filter(|_| !state.has_taken_focus);
        state.has_taken_focus = true;
        let had_focus = state.had_focus;
        let child = &mut tree.children[0];
        let mut operate = |content: &mut Element<'_, Message>, operation: &mut dyn Operation| {
            content.as_widget_mut().operate(child, layout, renderer, operation);
        };

        if let Some(target) = takes_focus
            && survey(&mut self.content, &mut operate).holders.is_empty()
        {
            operate(&mut self.content, &mut Assign::new(target));
            shell.request_redraw();
        }

        if had_focus
            && let (Event::Keyboard(_), Some(home)) = (event, self.home.clone())
            && survey(&mut self.content, &mut operate).holders.is_empty()
        {
            operate(&mut self.content, &mut Assign::new(Target::Id(home)));
            shell.request_redraw();
        }

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
        let child = &mut tree.children[0];
        let mut operate = |content: &mut Element<'_, Message>, operation: &mut dyn Operation| {
            content.as_widget_mut().operate(child, layout, renderer, operation);
        };

        match event {
            Event::Keyboard(event) if !shell.is_event_captured() => {
                if let Some(is_back) = tab(event)
                    && let Some(target) = next(&survey(&mut self.content, &mut operate), is_back)
                {
                    operate(&mut self.content, &mut Assign::new(Target::Index(target)));
                    let mut reveal = Reveal::look();
                    operate(&mut self.content, &mut reveal);
                    operate(&mut self.content, &mut reveal.scroll());
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            // A click that one layer keeps for itself can leave the old holder behind.
            Event::Mouse(mouse::Event::ButtonPressed(_)) => {
                let survey = survey(&mut self.content, &mut operate);
                if survey.holders.len() > 1
                    && let Some(kept) = cursor.position().and_then(|at| holds(&survey, at))
                {
                    operate(&mut self.content, &mut Assign::new(Target::Index(kept)));
                }
            }
            _ => {}
        }
        if matches!(event, Event::Keyboard(_) | Event::Mouse(mouse::Event::ButtonPressed(_))) {
            tree.state.downcast_mut::<State>().had_focus =
                !survey(&mut self.content, &mut operate).holders.is_empty();
        }
    }
}

impl<'a, Message: 'a> From<FocusScope<'a, Message>> for Element<'a, Message> {
    fn from(scope: FocusScope<'a, Message>) -> Self {
        Self::new(scope)
    }
}

type Operate<'o, 'a, Message> = dyn FnMut(&mut Element<'a, Message>, &mut dyn Operation) + 'o;

fn survey<'a, Message>(content: &mut Element<'a, Message>, operate: &mut Operate<'_, 'a, Message>) -> Survey {
    let mut survey = Survey::default();
    operate(content, &mut survey);
    survey
}

/// Whether the event is Tab (forward: `false`) or Shift+Tab (back: `true`).
fn tab(event: &keyboard::Event) -> Option<bool> {
    match event {
        keyboard::Event::KeyPressed { key: Key::Named(Named::Tab), modifiers, .. }
            if !modifiers.control() && !modifiers.alt() =>
        {
            Some(modifiers.shift())
        }
        _ => None,
    }
}

fn next(survey: &Survey, is_back: bool) -> Option<usize> {
    let last = survey.total.checked_sub(1)?;
    Some(match (survey.holders.last(), is_back) {
        (None, false) => 0,
        (None, true) => last,
        (Some((index, ..)), false) if *index == last => 0,
        (Some((index, ..)), false) => index + 1,
        (Some((0, ..)), true) => last,
        (Some((index, ..)), true) => index - 1,
    })
}
