//! A field for a file or a folder with the button that looks for it.

use iced::widget::{column, row};

use crate::fl;
use crate::ui::Element;
use crate::ui::theme::{space, text};
use crate::ui::widget::press;

/// The button at the end of the field's line, level with it whatever the field says below.
pub fn with_button<'a, Message: Clone + 'a>(
    field: impl Into<Element<'a, Message>>,
    browse: Message,
) -> Element<'a, Message> {
    let button = press(text::body(fl!("start-browse"))).on_press(browse);
    // As high as the field's label.
    let button = column![text::label(" "), button].spacing(space::TIGHT);
    row![field.into(), button].spacing(space::SMALL).into()
}
