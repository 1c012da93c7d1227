//! A dialog over the window.

use iced::advanced::widget::Id;
use iced::keyboard::key::Named;
use iced::widget::{center, column, container, mouse_area, opaque, row, space, stack};
use iced::{Alignment, Length};

use super::focus_scope::focus_scope;
use super::inert::inert;
use super::key_scope::key_scope;
use super::sheet::sheet;
use crate::ui::Element;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::theme::{self, size, space as distance, text};

/// What stands in a dialog.
///
/// ```ignore
/// let ask = Dialog::new("close-unit", fl!("close-title"), Message::Cancelled)
///     .body(text::body(fl!("close-sure")))
///     .button(press(fl!("common-cancel")).hint("Esc").on_press(Message::Cancelled))
///     .button(press(fl!("close-yes")).style(button::danger).on_press(Message::Confirmed))
///     .on_enter(Message::Confirmed);
/// modal(base, Some(ask))
/// ```
pub struct Dialog<'a, Message> {
    name: String,
    title: String,
    warning: Option<String>,
    body: Element<'a, Message>,
    buttons: Vec<Element<'a, Message>>,
    binds: Vec<Bind<Message>>,
    width: f32,
    first: Option<&'static str>,
    is_whole: bool,
}

impl<'a, Message: Clone + 'a> Dialog<'a, Message> {
    /// A dialog with a name of its own (its controls forget their state when another name takes
    /// its place), a title, and what Escape says.
    pub fn new(name: impl Into<String>, title: impl Into<String>, on_escape: Message) -> Self {
        Self {
            name: name.into(),
            title: title.into(),
            warning: None,
            body: space().into(),
            buttons: Vec::new(),
            binds: vec![Bind::new(Chord::key(Named::Escape), on_escape)],
            width: size::DIALOG,
            first: None,
            is_whole: false,
        }
    }

    /// What stands between title and buttons. Make it a `scroll(…)` when it may be high.
    #[must_use]
    pub fn body(mut self, body: impl Into<Element<'a, Message>>) -> Self {
        self.body = body.into();
        self
    }

    /// What is to be known before anything else, such as what Escape would throw away; it stands below
    /// the title.
    #[must_use]
    pub fn warned(mut self, words: Option<String>) -> Self {
        self.warning = words;
        self
    }

    /// A further button at the lower right; the main one comes last.
    #[must_use]
    pub fn button(mut self, button: impl Into<Element<'a, Message>>) -> Self {
        self.buttons.push(button.into());
        self
    }

    /// What Enter says when no control wants it.
    #[must_use]
    pub fn on_enter(self, message: Message) -> Self {
        self.bind(Chord::key(Named::Enter), message)
    }

    /// A further key, such as Ctrl+S.
    #[must_use]
    pub fn bind(mut self, chord: Chord, message: Message) -> Self {
        self.binds.push(Bind::new(chord, message));
        self
    }

    /// The name of the control that takes the focus; the first one when not said.
    #[must_use]
    pub fn first(mut self, id: &'static str) -> Self {
        self.first = Some(id);
        self
    }

    /// Room for a form: `theme::size::WIDE_DIALOG`.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.width = size::WIDE_DIALOG;
        self
    }

    /// All the room of the window: a dialog that is a place to work in.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.is_whole = true;
        self
    }

    /// The same dialog inside a parent, whose messages its own become.
    pub fn map<Outer: Clone + 'a>(self, wrap: impl Fn(Message) -> Outer + Clone + 'a) -> Dialog<'a, Outer> {
        let outer = wrap.clone();
        Dialog {
            name: self.name,
            title: self.title,
            warning: self.warning,
            body: self.body.map(wrap.clone()),
            buttons: self.buttons.into_iter().map(|button| button.map(wrap.clone())).collect(),
            binds: self.binds.into_iter().map(|bind| bind.map(&outer)).collect(),
            width: self.width,
            first: self.first,
            is_whole: self.is_whole,
        }
    }

    fn view(self) -> Element<'a, Message> {
        let buttons = row(self.buttons).spacing(distance::SMALL).align_y(Alignment::Center);
        let warning = self.warning.map(|words| {
            container(text::body(words).style(text::warning))
                .padding(distance::MEDIUM)
                .width(Length::Fill)
                .style(theme::container::warning)
        });
        let content = sheet([
            column![text::title(self.title), warning].spacing(distance::MEDIUM).into(),
            self.body,
            container(buttons).align_right(Length::Fill).into(),
        ]);
        let (padding, margin) = if self.is_whole {
            (distance::MEDIUM, distance::SMALL)
        } else {
            (distance::LARGE, distance::LARGE)
        };
        let framed = container(content).padding(padding).style(theme::container::dialog);
        let framed = if self.is_whole { framed.height(Length::Fill) } else { framed.max_width(self.width) };
        let held = focus_scope(key_scope(framed, self.binds)).key(self.name);
        let held = match self.first {
            Some(id) => held.take_focus_at(id),
            None => held.take_focus(),
        };
        let veil = center(opaque(Element::from(held))).padding(margin).style(theme::container::scrim);
        opaque(mouse_area(veil))
    }
}

/// Shows `base` and, while there is one, a dialog above it. An open dialog has all keys: the base
/// is [`inert`]; Tab walks within the dialog, whose first control takes the focus. When it is
/// shut, the focus goes back to where it was.
pub fn modal<'a, Message: Clone + 'a>(
    base: impl Into<Element<'a, Message>>,
    dialog: Option<Dialog<'a, Message>>,
) -> Element<'a, Message> {
    modal_at_home(base, dialog, None)
}

/// The same; when the control that had the focus is gone meanwhile, the focus goes to `home`.
pub fn modal_at_home<'a, Message: Clone + 'a>(
    base: impl Into<Element<'a, Message>>,
    dialog: Option<Dialog<'a, Message>>,
    home: Option<&'static str>,
) -> Element<'a, Message> {
    let is_open = dialog.is_some();
    let base = inert(base, is_open, home.map(Id::new));
    stack![base, dialog.map(Dialog::view)].width(Length::Fill).height(Length::Fill).into()
}
