//! A button made of a command: its word, its key and what it says come from the same place as the
//! shortcut and the palette's line.

use crate::ui::keymap::Bind;
use crate::ui::theme::text;
use crate::ui::widget::{Press, press};

/// The button of a command; it can't be pressed while the command is not possible.
pub fn button<'a, Message: Clone + 'a>(bind: Bind<Message>) -> Press<'a, Message> {
    let (word, hint, is_possible) = (bind.words().to_owned(), bind.label(), bind.is_possible());
    press(text::body(word)).hint(hint).on_press_maybe(is_possible.then_some(bind.action))
}
