//! One of a few: a box that shows the chosen one and opens a list.

use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Color, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector};

use super::focus::{self, Focus};
use super::fold;
use super::labelled::{Frame, framed};
use super::menu::{List, Menu, Outcome, Owner, Row, write};
use super::pick::{Items, Mode, Picking};
use crate::ui::Element;
use crate::ui::icon::{Icon, Icons};
use crate::ui::theme::{Roles, field, size, space};

/// A choice of one of `options` under a label.
///
/// Up and Down choose the neighbour, letters typed in a row jump to the option that begins with them
/// (without accents), Space, Alt+Down or a click open the list, in which Enter, Space or Alt+Up take
/// and Escape shuts. A space within a word that is being typed belongs to the word. Tab always goes on.
///
/// ```ignore
/// choice("Giới tính", &Sex::ALL, draft.sex, Message::SexChosen)   // Sex: Display + PartialEq + Copy
/// ```
pub fn choice<'a, T, Message>(
    label: impl Into<String>,
    options: &[T],
    chosen: Option<T>,
    on_choose: impl Fn(T) -> Message + 'a,
) -> Choice<'a, Message>
where
    T: ToString + PartialEq + Clone + 'a,
{
    choice_named(label, options, chosen, T::to_string, on_choose)
}

/// A [`choice`] whose options get their words from a function: for types that don't know the
/// language of the window.
///
/// ```ignore
/// choice_named(fl!("member-sex"), &Sex::ALL, draft.sex, |sex| sex_word(*sex), Message::SexChosen)
/// ```
pub fn choice_named<'a, T, Message>(
    label: impl Into<String>,
    options: &[T],
    chosen: Option<T>,
    name: impl Fn(&T) -> String,
    on_choose: impl Fn(T) -> Message + 'a,
) -> Choice<'a, Message>
where
    T: PartialEq + Clone + 'a,
{
    let values = options.to_vec();
    Choice {
        frame: Frame::new(label),
        chosen: chosen.and_then(|chosen| options.iter().position(|option| *option == chosen)),
        items: options.iter().map(name).collect(),
        on_choose: Box::new(move |index| on_choose(values[index].clone())),
        is_enabled: true,
        search: None,
        on_none: None,
    }
}

/// See [`choice`].
pub struct Choice<'a, Message> {
    frame: Frame,
    items: Vec<String>,
    chosen: Option<usize>,
    on_choose: Box<dyn Fn(usize) -> Message + 'a>,
    is_enabled: bool,
    search: Option<String>,
    on_none: Option<Box<dyn Fn() -> Message + 'a>>,
}

impl<'a, Message> Choice<'a, Message> {
    framed!();

    /// For long lists: what is typed narrows the list to the options that contain it, whatever
    /// their accents. `nothing` is what the list says where there are none. The text can't be
    /// anything but an option: when the field is left with another one, it is as it was.
    #[must_use]
    pub fn with_search(mut self, nothing: impl Into<String>) -> Self {
        self.search = Some(nothing.into());
        self
    }

    /// Lets a choice with search be emptied, and says this then.
    #[must_use]
    pub fn or_none(mut self, on_none: impl Fn() -> Message + 'a) -> Self {
        self.on_none = Some(Box::new(on_none));
        self
    }

    /// Whether it can be changed now.
    #[must_use]
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        self.is_enabled = is_enabled;
        self
    }
}

impl<'a, Message: 'a> From<Choice<'a, Message>> for Element<'a, Message> {
    fn from(choice: Choice<'a, Message>) -> Self {
        if let Some(nothing) = choice.search {
            let mode = Mode::Listed {
                chosen: choice.chosen,
                on_choose: choice.on_choose,
                on_none: choice.on_none,
                nothing,
            };
            let items = Items::Words(choice.items.into());
            let face = choice.frame.face(choice.is_enabled);
            return choice.frame.around(Element::new(Picking::new(face, items, mode)));
        }
        let control = Element::new(Closed {
            folded: choice.items.iter().map(|item| fold(item)).collect(),
            items: choice.items,
            chosen: choice.chosen,
            on_choose: choice.on_choose,
            is_enabled: choice.is_enabled,
            has_problem: choice.frame.problem.is_some(),
            id: choice.frame.id.clone(),
        });
        choice.frame.around(control)
    }
}

/// The box itself.
struct Closed<'a, Message> {
    items: Vec<String>,
    folded: Vec<String>,
    chosen: Option<usize>,
    on_choose: Box<dyn Fn(usize) -> Message + 'a>,
    is_enabled: bool,
    has_problem: bool,
    id: Option<Id>,
}

#[derive(Default)]
struct State {
    focus: Focus,
    list: List,
    icons: Icons,
    /// The letters typed one soon after the other, and when the last one came.
    typed: Option<(String, Instant)>,
}

/// Letters that come within this time belong to one word.
const PAUSE: Duration = Duration::from_millis(1200);

impl<Message> Closed<'_, Message> {
    fn status(&self, state: &State) -> field::Choice {
        if !self.is_enabled {
            field::Choice::Disabled
        } else if state.focus.is_here() {
            field::Choice::Focused
        } else if self.has_problem {
            field::Choice::Problem
        } else {
            field::Choice::Active
        }
    }

    fn choose(&mut self, index: usize, shell: &mut Shell<'_, Message>) {
        if self.chosen != Some(index) {
            self.chosen = Some(index);
            shell.publish((self.on_choose)(index));
        }
        shell.request_redraw();
    }

    fn key(&mut self, state: &mut State, event: &keyboard::Event, shell: &mut Shell<'_, Message>) {
        match state.list.key(event, self.items.len()) {
            Outcome::Moved => {
                shell.capture_event();
                shell.request_redraw();
                return;
            }
            Outcome::Taken(row) => {
                shell.capture_event();
                self.choose(row, shell);
                return;
            }
            Outcome::Nothing => {}
        }
        let keyboard::Event::KeyPressed { key, modifiers, text, .. } = event else {
            return;
        };
        let Some(last) = self.items.len().checked_sub(1) else {
            return;
        };
        if self.is_in_word(key, state)
            && !focus::is_command(*modifiers)
            && let Some(row) = self.beginning_with(" ", state)
        {
            shell.capture_event();
            self.jump(row, state, shell);
        } else if opens(key, modifiers.alt()) && !modifiers.control() {
            self.open_or_take(state, shell);
            shell.capture_event();
            shell.request_redraw();
        } else if focus::is_command(*modifiers) {
        } else if let Some(row) = self.neighbour(key, last) {
            shell.capture_event();
            self.choose(row, shell);
        } else if let Some(row) = text.as_deref().and_then(|text| self.beginning_with(text, state)) {
            shell.capture_event();
            self.jump(row, state, shell);
        } else if matches!(key, Key::Named(Named::Tab)) {
            state.list.shut();
        }
    }

    /// Opens the list; takes what is marked in one that is open.
    fn open_or_take(&mut self, state: &mut State, shell: &mut Shell<'_, Message>) {
        if !state.list.is_open {
            state.list.open(self.chosen.or(Some(0)));
            return;
        }
        let marked = state.list.marked;
        state.list.shut();
        if let Some(row) = marked {
            self.choose(row, shell);
        }
    }

    /// Goes to a row that letters led to: marks it in an open list, else chooses it.
    fn jump(&mut self, row: usize, state: &mut State, shell: &mut Shell<'_, Message>) {
        if state.list.is_open {
            state.list.mark(Some(row));
            shell.request_redraw();
        } else {
            self.choose(row, shell);
        }
    }

    /// Whether the key is a space with which an option goes on whose beginning was just typed.
    fn is_in_word(&self, key: &Key, state: &State) -> bool {
        let Some((word, at)) = &state.typed else { return false };
        let goes_on = || {
            let rest =
                |item: &String| item.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(' '));
            self.folded.iter().any(rest)
        };
        matches!(key, Key::Named(Named::Space)) && at.elapsed() < PAUSE && goes_on()
    }

    fn neighbour(&self, key: &Key, last: usize) -> Option<usize> {
        match key {
            Key::Named(Named::ArrowDown) => Some(self.chosen.map_or(0, |row| (row + 1).min(last))),
            Key::Named(Named::ArrowUp) => Some(self.chosen.map_or(0, |row| row.saturating_sub(1))),
            Key::Named(Named::Home) => Some(0),
            Key::Named(Named::End) => Some(last),
            _ => None,
        }
    }

    /// The option that begins with the letters typed so far; for a letter that begins a new word,
    /// the next such option after the current one.
    fn beginning_with(&self, text: &str, state: &mut State) -> Option<usize> {
        let letter = fold(text);
        if letter.is_empty() || letter.chars().any(char::is_control) {
            return None;
        }
        let current = if state.list.is_open { state.list.marked } else { self.chosen };
        let before = state.typed.take().filter(|(_, at)| at.elapsed() < PAUSE).map(|(word, _)| word);
        let word = before.map_or_else(|| letter.clone(), |word| word + &letter);
        let found = match self.folded.iter().position(|item| item.starts_with(&word)) {
            Some(row) if word != letter => Some((row, word)),
            Some(_) | None => {
                let after = current.map_or(0, |row| row + 1);
                let count = self.folded.len();
                let mut rows = (after..after + count).map(|row| row % count);
                rows.find(|row| self.folded[*row].starts_with(&letter)).map(|row| (row, letter))
            }
        };
        found.map(|(row, word)| {
            state.typed = Some((word, Instant::now()));
            row
        })
    }
}

/// Space and Alt+Down or Alt+Up open and shut the list.
fn opens(key: &Key, has_alt: bool) -> bool {
    match key {
        Key::Named(Named::Space) => !has_alt,
        Key::Named(Named::ArrowDown | Named::ArrowUp) => has_alt,
        _ => false,
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Closed<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn diff(&self, tree: &mut Tree) {
        if !self.is_enabled {
            *tree.state.downcast_mut::<State>() = State::default();
        }
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fixed(size::CONTROL))
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::atomic(limits, Length::Fill, Length::Fixed(size::CONTROL))
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        if self.is_enabled {
            operation.focusable(self.id.as_ref(), layout.bounds(), &mut state.focus);
        }
        if let Some(chosen) = self.chosen {
            operation.text(self.id.as_ref(), layout.bounds(), &self.items[chosen]);
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        if !self.is_enabled {
            return;
        }
        let state = tree.state.downcast_mut::<State>();
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let is_over = cursor.is_over(layout.bounds()) && cursor.is_over(*viewport);
                state.focus.clicked(is_over && !shell.is_event_captured());
                if state.focus.is_here() {
                    state.list.open(self.chosen.or(Some(0)));
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            Event::Keyboard(event) if state.focus.is_here() && !shell.is_event_captured() => {
                self.key(state, event, shell);
            }
            _ => {}
        }
        if !state.focus.is_here() {
            state.list.shut();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let roles = Roles::of(theme);
        let bounds = layout.bounds();
        let look = field::choice(theme, self.status(state));
        renderer.fill_quad(
            Quad { bounds, border: look.border, ..Quad::default() },
            look.background.unwrap_or(iced::Background::Color(Color::TRANSPARENT)),
        );
        let color = look.text_color.unwrap_or(roles.text);
        let room = Rectangle {
            x: bounds.x + space::SMALL,
            width: bounds.width - 3.0 * space::SMALL - size::ICON,
            ..bounds
        };
        if let Some(chosen) = self.chosen {
            write(renderer, &self.items[chosen], room, color);
        }
        let arrow = Rectangle::new(
            Point::new(
                bounds.x + bounds.width - space::SMALL - size::ICON,
                bounds.center_y() - size::ICON / 2.0,
            ),
            Size::new(size::ICON, size::ICON),
        );
        state.icons.draw(renderer, Icon::ChevronDown, arrow, roles.muted);
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.is_enabled && cursor.is_over(layout.bounds()) {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let state = tree.state.downcast_mut::<State>();
        if !state.list.is_open || !state.focus.is_here() {
            return None;
        }
        let anchor = layout.bounds() + translation;
        Some(Menu::overlay(Opened { choice: self, state }, anchor))
    }
}

/// The choice while its list is open.
struct Opened<'b, 'a, Message> {
    choice: &'b mut Closed<'a, Message>,
    state: &'b mut State,
}

impl<Message> Owner<Message> for Opened<'_, '_, Message> {
    fn list(&mut self) -> &mut List {
        &mut self.state.list
    }

    fn count(&self) -> usize {
        self.choice.items.len()
    }

    fn row(&self, place: usize) -> Row<'_> {
        Row { name: &self.choice.items[place], ..Row::default() }
    }

    fn take(&mut self, place: usize, shell: &mut Shell<'_, Message>) {
        self.choice.choose(place, shell);
    }

    fn hear(
        &mut self,
        event: &Event,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        if let Event::Keyboard(event) = event {
            self.choice.key(self.state, event, shell);
        }
    }
}
