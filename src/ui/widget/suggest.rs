//! A line of text with suggestions.

use std::borrow::Cow;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::text_input;
use iced::{Event, Length, Rectangle, Renderer, Size, Theme, Vector};

use super::fold;
use super::input::Input;
use super::labelled::labelled;
use super::menu::{List, Menu, Outcome};
use super::text_field::styled;
use crate::ui::Element;

/// How many suggestions are looked for.
const MOST: usize = 50;

/// A line of text under a label that suggests items containing what was typed, whatever their
/// accents. Typing and Down open the list, arrows mark, Enter and Tab take the marked one, Escape
/// shuts it. What is typed need not be in the list.
///
/// ```ignore
/// suggest("Dân tộc", &draft.ethnicity, ethnicities(), Message::EthnicityTyped)   // a slice or a Vec
/// ```
pub fn suggest<'a, Message>(
    label: impl Into<String>,
    value: &str,
    items: impl Into<Cow<'a, [String]>>,
    on_input: impl Fn(String) -> Message + 'a,
) -> Suggest<'a, Message> {
    Suggest {
        label: label.into(),
        value: value.to_owned(),
        items: items.into(),
        on_input: Box::new(on_input),
        on_leave: None,
        placeholder: String::new(),
        hint: None,
        warning: None,
        problem: None,
        id: None,
        width: Length::Fill,
    }
}

/// See [`suggest`].
pub struct Suggest<'a, Message> {
    label: String,
    value: String,
    items: Cow<'a, [String]>,
    on_input: Box<dyn Fn(String) -> Message + 'a>,
    on_leave: Option<Message>,
    placeholder: String,
    hint: Option<String>,
    warning: Option<String>,
    problem: Option<String>,
    id: Option<Id>,
    width: Length,
}

impl<Message> Suggest<'_, Message> {
    /// What is said when the focus leaves.
    #[must_use]
    pub fn on_leave(mut self, message: Message) -> Self {
        self.on_leave = Some(message);
        self
    }

    /// Shown inside while it is empty.
    #[must_use]
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.placeholder = placeholder.into();
        self
    }

    /// A sentence below, while there is no problem.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A warning below; `None` when there is none.
    #[must_use]
    pub fn warning(mut self, warning: Option<String>) -> Self {
        self.warning = warning;
        self
    }

    /// A problem below; `None` when there is none.
    #[must_use]
    pub fn problem(mut self, problem: Option<String>) -> Self {
        self.problem = problem;
        self
    }

    /// A name by which the program can put the focus here.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Its width; all there is when not said.
    #[must_use]
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }
}

impl<'a, Message: Clone + 'a> From<Suggest<'a, Message>> for Element<'a, Message> {
    fn from(suggest: Suggest<'a, Message>) -> Self {
        let on_input = std::rc::Rc::new(suggest.on_input);
        let say = std::rc::Rc::clone(&on_input);
        let input = text_input(&suggest.placeholder, &suggest.value).on_input(move |text| say(text));
        let input = styled(input, suggest.id, suggest.problem.is_some());
        let control = Element::new(Suggesting {
            input: Input::new(input, &suggest.value, true).on_leave(suggest.on_leave).into(),
            found: find(&suggest.items, &suggest.value),
            on_take: Box::new(move |text| on_input(text)),
        });
        labelled(suggest.label, control)
            .hint(suggest.hint)
            .warning(suggest.warning)
            .problem(suggest.problem)
            .width(suggest.width)
            .into()
    }
}

/// The items that contain what was typed; those that begin with it come first.
fn find(items: &[String], typed: &str) -> Vec<String> {
    let typed = fold(typed.trim());
    let begins = |item: &&String| fold(item).starts_with(&typed);
    let contains = |item: &&String| {
        let item = fold(item);
        item.contains(&typed) && !item.starts_with(&typed)
    };
    items.iter().filter(begins).chain(items.iter().filter(contains)).take(MOST).cloned().collect()
}

struct Suggesting<'a, Message> {
    input: Element<'a, Message>,
    found: Vec<String>,
    on_take: Box<dyn Fn(String) -> Message + 'a>,
}

impl<'a, Message: Clone + 'a> Suggesting<'a, Message> {
    fn key(&self, list: &mut List, event: &keyboard::Event, shell: &mut Shell<'_, Message>) {
        key(list, event, &self.found, &self.on_take, shell);
    }
}

/// What a key does to the list; typing itself is the input's affair.
fn key<Message>(
    list: &mut List,
    event: &keyboard::Event,
    found: &[String],
    on_take: &dyn Fn(String) -> Message,
    shell: &mut Shell<'_, Message>,
) {
    let keyboard::Event::KeyPressed { key, .. } = event else {
        return;
    };
    match key {
        Key::Named(Named::Tab) => {
            // Takes the marked one, and lets Tab go on.
            if let Some(item) = list.marked.filter(|_| list.is_open).and_then(|row| found.get(row)) {
                shell.publish(on_take(item.clone()));
            }
            list.shut();
            return;
        }
        Key::Named(Named::ArrowDown) if !list.is_open && !found.is_empty() => {
            list.open(Some(0));
            shell.capture_event();
            shell.request_redraw();
            return;
        }
        _ => {}
    }
    match list.key(event, found.len()) {
        Outcome::Moved => {
            shell.capture_event();
            shell.request_redraw();
        }
        Outcome::Taken(row) => {
            shell.publish(on_take(found[row].clone()));
            shell.capture_event();
        }
        Outcome::Nothing => {}
    }
}

impl<'a, Message: Clone + 'a> Widget<Message, Theme, Renderer> for Suggesting<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<List>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(List::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.input)]
    }

    fn diff(&self, tree: &mut Tree) {
        let list = tree.state.downcast_mut::<List>();
        list.mark(list.marked.filter(|row| *row < self.found.len()));
        tree.diff_children(std::slice::from_ref(&self.input));
    }

    fn size(&self) -> Size<Length> {
        self.input.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.input.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        self.input.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
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
        let is_focused = |tree: &Tree| Input::<Message>::is_focused(&tree.children[0]);
        if let Event::Keyboard(event) = event
            && is_focused(tree)
            && !shell.is_event_captured()
        {
            let list = tree.state.downcast_mut::<List>();
            self.key(list, event, shell);
        }
        let was_captured = shell.is_event_captured();
        self.input.as_widget_mut().update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
        let is_focused = is_focused(tree);
        let list = tree.state.downcast_mut::<List>();
        if !is_focused {
            list.shut();
        } else if !was_captured && changes_text(event) && shell.is_event_captured() {
            list.open(None);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        self.input.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.input.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let list = tree.state.downcast_mut::<List>();
        if !list.is_open || self.found.is_empty() {
            return None;
        }
        let Self { found, on_take, .. } = self;
        let found: &'b [String] = found;
        let on_take: &'b (dyn Fn(String) -> Message + 'b) = on_take;
        let menu = Menu {
            list,
            items: found,
            anchor: layout.bounds() + translation,
            on_take: Box::new(move |row: usize| on_take(found[row].clone())),
            on_key: Box::new(move |list, event, shell| key(list, event, found, on_take, shell)),
        };
        Some(menu.overlay())
    }
}

/// Whether an event may have changed the text.
fn changes_text(event: &Event) -> bool {
    match event {
        Event::Keyboard(keyboard::Event::KeyPressed { key, text, .. }) => {
            text.is_some() || matches!(key, Key::Named(Named::Backspace | Named::Delete))
        }
        Event::InputMethod(iced::advanced::input_method::Event::Commit(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn items_are_found_without_accents_and_beginnings_come_first() {
        let items = ["Tày", "Khmer (Khơ-me)", "Hoa", "Chơ-ro", "Kinh"].map(String::from);
        assert_eq!(find(&items, "ho"), ["Hoa", "Khmer (Khơ-me)", "Chơ-ro"]);
        assert_eq!(find(&items, " TAY "), ["Tày"]);
    }
}
