//! A line of text with suggestions.

use std::borrow::Cow;

use super::input::Face;
use super::labelled::{Frame, framed};
use super::pick::{Item, Items, Mode, Picking};
use crate::ui::Element;

/// A line of text under a label that suggests items containing what was typed, whatever their
/// accents. Typing, Down, Alt+Down and the arrow at its end open the list, arrows mark, Enter and
/// Tab take the marked one, Escape shuts it. What is typed need not be in the list.
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
    Suggest::new(label, value, Items::Words(items.into()), on_input)
}

/// A [`suggest`] for items that stand in a tree, or need more than a name to be told apart.
pub fn suggest_items<'a, Message>(
    label: impl Into<String>,
    value: &str,
    items: &'a [Item],
    on_input: impl Fn(String) -> Message + 'a,
) -> Suggest<'a, Message> {
    Suggest::new(label, value, Items::Tree(items), on_input)
}

/// See [`suggest`].
pub struct Suggest<'a, Message> {
    frame: Frame,
    value: String,
    placeholder: String,
    items: Items<'a>,
    on_input: Box<dyn Fn(String) -> Message + 'a>,
    on_leave: Option<Message>,
}

impl<'a, Message> Suggest<'a, Message> {
    fn new(
        label: impl Into<String>,
        value: &str,
        items: Items<'a>,
        on_input: impl Fn(String) -> Message + 'a,
    ) -> Self {
        Self {
            frame: Frame::new(label),
            value: value.to_owned(),
            placeholder: String::new(),
            items,
            on_input: Box::new(on_input),
            on_leave: None,
        }
    }

    framed!();

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
}

impl<'a, Message: Clone + 'a> From<Suggest<'a, Message>> for Element<'a, Message> {
    fn from(suggest: Suggest<'a, Message>) -> Self {
        let face = Face { placeholder: suggest.placeholder, ..suggest.frame.face(true) };
        let on_leave = suggest.on_leave;
        let mode = Mode::Free {
            value: suggest.value,
            on_input: suggest.on_input,
            on_leave: Box::new(move || on_leave.clone()),
        };
        suggest.frame.around(Element::new(Picking::new(face, suggest.items, mode)))
    }
}
