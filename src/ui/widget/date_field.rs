//! A date to fill in: typed in any usual way, or picked from a calendar.

use std::rc::Rc;

use chrono::NaiveDate;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Length, Rectangle, Renderer, Size, Theme, Vector};

use super::around::Around;
use super::calendar::{Calendar, CalendarWords, Owner, Page, Pick};
use super::input::{Face, Input, Rewrite, Said, end_button, end_icon};
use super::labelled::{Frame, framed};
use crate::ui::Element;
use crate::ui::icon::{Icon, Icons};
use crate::ui::keymap::Chord;
use crate::ui::theme::Roles;

/// How dates are read and written, and what the calendar says: the widget knows none of it.
#[derive(Debug, Clone, Copy)]
pub struct Dates {
    /// Today.
    pub today: NaiveDate,
    /// The day that a text means, if it means a whole day or the first of a month or year.
    pub read: fn(&str) -> Option<NaiveDate>,
    /// A day as it is written into the field.
    pub write: fn(NaiveDate) -> String,
    /// A text in its usual form, put in its place when the focus leaves; none if it is no date.
    pub tidy: Rewrite,
    /// The words of the calendar.
    pub words: CalendarWords,
}

/// A date under a label. What is typed is not touched while the focus is here. Ctrl+; puts in
/// today; Alt+Down or the button opens the calendar.
pub fn date_field<'a, Message>(
    label: impl Into<String>,
    value: &str,
    dates: Dates,
    on_input: impl Fn(String) -> Message + 'a,
) -> DateField<'a, Message> {
    DateField {
        frame: Frame::new(label),
        value: value.to_owned(),
        placeholder: String::new(),
        dates,
        on_input: Box::new(on_input),
        on_leave: None,
    }
}

/// See [`date_field`].
pub struct DateField<'a, Message> {
    frame: Frame,
    value: String,
    placeholder: String,
    dates: Dates,
    on_input: Box<dyn Fn(String) -> Message + 'a>,
    on_leave: Option<Message>,
}

impl<Message> DateField<'_, Message> {
    framed!();

    /// What is said when the focus leaves, after the text was brought into its usual form.
    #[must_use]
    pub fn on_leave(mut self, message: Message) -> Self {
        self.on_leave = Some(message);
        self
    }

    /// Shown inside while it is empty: an example of the format.
    #[must_use]
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.placeholder = placeholder.into();
        self
    }
}

impl<'a, Message: Clone + 'a> From<DateField<'a, Message>> for Element<'a, Message> {
    fn from(field: DateField<'a, Message>) -> Self {
        let face = Face {
            placeholder: field.placeholder,
            has_icon: true,
            tidy: Some(field.dates.tidy),
            ..field.frame.face(true)
        };
        let (on_input, on_leave) = (field.on_input, field.on_leave);
        let say = move |said| match said {
            Said::Typed(text) => Some(on_input(text)),
            Said::Left => on_leave.clone(),
            Said::Submitted => None,
        };
        let input = Input::new(face, &field.value, say);
        field.frame.around(Element::new(Dating { input, dates: field.dates }))
    }
}

struct Dating<'a, Message> {
    input: Input<'a, Message>,
    dates: Dates,
}

#[derive(Default)]
struct State {
    calendar: Calendar,
    icons: Rc<Icons>,
}

fn calendar(tree: &mut Tree) -> &mut Calendar {
    &mut tree.state.downcast_mut::<State>().calendar
}

fn today_chord() -> Chord {
    Chord::ctrl(';')
}

impl<Message> Dating<'_, Message> {
    fn open(&self, tree: &mut Tree) {
        calendar(tree).open((self.dates.read)(self.input.value()).unwrap_or(self.dates.today));
    }

    fn take(&mut self, tree: &mut Tree, day: NaiveDate, shell: &mut Shell<'_, Message>) {
        self.input.replace(&mut tree.children[0], (self.dates.write)(day), shell);
    }

    /// What a key does to the calendar; whether it was all for it.
    fn key(&mut self, tree: &mut Tree, event: &keyboard::Event, shell: &mut Shell<'_, Message>) -> bool {
        let keyboard::Event::KeyPressed { key, modifiers, .. } = event else { return false };
        if today_chord().matches(event) {
            calendar(tree).is_open = false;
            self.take(tree, self.dates.today, shell);
            return true;
        }
        if !calendar(tree).is_open {
            let opens = matches!(key, Key::Named(Named::ArrowDown)) && modifiers.alt();
            if opens {
                self.open(tree);
            }
            return opens;
        }
        match calendar(tree).key(event) {
            Pick::Moved => true,
            Pick::Taken(day) => {
                self.take(tree, day, shell);
                true
            }
            Pick::Nothing => {
                // Tab goes on, and what is typed is typed into the field.
                let is_modifier = matches!(
                    key,
                    Key::Named(Named::Shift | Named::Control | Named::Alt | Named::AltGraph | Named::Super)
                );
                calendar(tree).is_open &= is_modifier;
                false
            }
        }
    }
}

impl<'a, Message: 'a> Dating<'a, Message> {
    fn hear(&mut self, tree: &mut Tree, event: &Event, around: Around<'_>, shell: &mut Shell<'_, Message>) {
        if let Event::Keyboard(key) = event
            && Input::<Message>::is_focused(&tree.children[0])
            && !shell.is_event_captured()
            && self.key(tree, key, shell)
        {
            shell.capture_event();
            shell.request_redraw();
            return;
        }
        around.hand_in(&mut self.input, &mut tree.children[0], event, shell);
    }
}

impl<'a, Message: 'a> Widget<Message, Theme, Renderer> for Dating<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.input as &dyn Widget<Message, Theme, Renderer>)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&[&self.input as &dyn Widget<Message, Theme, Renderer>]);
    }

    fn size(&self) -> Size<Length> {
        self.input.size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.input.layout(&mut tree.children[0], renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        self.input.operate(&mut tree.children[0], layout, renderer, operation);
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
        let is_press = matches!(event, Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)));
        let is_over = cursor.is_over(end_button(layout.bounds())) && cursor.is_over(*viewport);
        if is_press && is_over && !shell.is_event_captured() {
            Input::<Message>::focus(&mut tree.children[0]);
            self.open(tree);
            shell.capture_event();
            shell.request_redraw();
            return;
        }
        let around = Around { layout, cursor, renderer, clipboard, viewport: *viewport };
        self.hear(tree, event, around, shell);
        let is_focused = Input::<Message>::is_focused(&tree.children[0]);
        let calendar = calendar(tree);
        calendar.is_open &= is_focused;
        if std::mem::take(&mut calendar.is_stale) {
            shell.invalidate_layout();
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
        self.input.draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        let icons = &tree.state.downcast_ref::<State>().icons;
        icons.draw(renderer, Icon::Calendar, end_icon(layout.bounds()), Roles::of(theme).muted);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(end_button(layout.bounds())) {
            return mouse::Interaction::Pointer;
        }
        self.input.mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let State { calendar, icons } = tree.state.downcast_ref::<State>();
        if !calendar.is_open {
            return None;
        }
        let icons = Rc::clone(icons);
        let anchor = layout.bounds() + translation;
        let what = (self.dates.today, self.dates.words);
        Some(Page::overlay(Opened { field: self, tree, layout }, anchor, what, icons))
    }
}

/// The field while its calendar is open.
struct Opened<'b, 'a, Message> {
    field: &'b mut Dating<'a, Message>,
    tree: &'b mut Tree,
    layout: Layout<'b>,
}

impl<'a, Message: 'a> Owner<Message> for Opened<'_, 'a, Message> {
    fn calendar(&mut self) -> &mut Calendar {
        calendar(self.tree)
    }

    fn take(&mut self, day: NaiveDate, shell: &mut Shell<'_, Message>) {
        self.field.take(self.tree, day, shell);
    }

    fn hear(
        &mut self,
        event: &Event,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let around = Around::behind(self.layout, renderer, clipboard);
        self.field.hear(self.tree, event, around, shell);
    }
}
