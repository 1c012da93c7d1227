//! The dialog in which the list's columns are chosen and put in order.

use iced::widget::{column, container, row};
use iced::{Alignment, Length, Task};

use crate::fl;
use crate::i18n::term::Words;
use crate::services::columns::MemberColumn;
use crate::ui::Element;
use crate::ui::icon::{Icon, icon};
use crate::ui::keymap::Chord;
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, focus_on, press, scroll, tick};

/// The columns as they are being chosen: those that are shown come first, in their order.
#[derive(Debug, Clone)]
pub struct Chooser {
    shown: Vec<MemberColumn>,
    hidden: Vec<MemberColumn>,
}

/// What is turned or pressed.
#[derive(Debug, Clone)]
pub enum Message {
    /// A column is shown or no longer.
    Turned(MemberColumn, bool),
    /// A column goes one place towards the left.
    Earlier(MemberColumn),
    /// A column goes one place towards the right.
    Later(MemberColumn),
    /// Back to the usual columns.
    Reset,
    /// The dialog goes without a change.
    Cancelled,
    /// The columns are taken.
    Accepted,
}

impl Chooser {
    /// A choice that begins with these columns.
    #[must_use]
    pub fn new(shown: &[MemberColumn]) -> Self {
        let hidden = MemberColumn::ALL.iter().filter(|column| !shown.contains(column)).copied();
        Self { shown: shown.to_vec(), hidden: hidden.collect() }
    }

    /// The columns that are shown, in their order.
    #[must_use]
    pub fn shown(&self) -> &[MemberColumn] {
        &self.shown
    }

    /// Takes a message. Accepting and cancelling are the list's affair.
    pub fn update<T: Send + 'static>(&mut self, message: &Message) -> Task<T> {
        match message {
            Message::Turned(column, true) => {
                self.hidden.retain(|other| other != column);
                self.shown.push(*column);
                focus_on(tick_id(*column))
            }
            Message::Turned(column, false) => {
                let shown: Vec<_> = self.shown.iter().filter(|other| *other != column).copied().collect();
                *self = Self::new(&shown);
                focus_on(tick_id(*column))
            }
            Message::Earlier(column) => {
                if let Some(place) = self.place(*column).filter(|place| *place > 0) {
                    self.shown.swap(place, place - 1);
                }
                focus_on(earlier_id(*column))
            }
            Message::Later(column) => {
                if let Some(place) = self.place(*column).filter(|place| place + 1 < self.shown.len()) {
                    self.shown.swap(place, place + 1);
                }
                focus_on(later_id(*column))
            }
            Message::Reset => {
                *self = Self::new(MemberColumn::DEFAULT);
                Task::none()
            }
            Message::Cancelled | Message::Accepted => Task::none(),
        }
    }

    fn place(&self, column: MemberColumn) -> Option<usize> {
        self.shown.iter().position(|other| *other == column)
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self) -> Dialog<'a, Message> {
        let save = Chord::ctrl('s');
        let accepted = (!self.shown.is_empty()).then_some(Message::Accepted);
        let lines = self
            .shown
            .iter()
            .map(|column| (column, true))
            .chain(self.hidden.iter().map(|column| (column, false)))
            .map(|(column, is_shown)| line(*column, is_shown));
        let list = container(column(lines).padding(space::SMALL)).width(Length::Fill);
        Dialog::new("members-columns", fl!("members-columns-title"), Message::Cancelled)
            .body(
                column![
                    text::caption(fl!("members-columns-hint")),
                    container(scroll(list)).max_height(MOST_HEIGHT)
                ]
                .spacing(space::SMALL),
            )
            .button(press(text::body(fl!("members-columns-reset"))).on_press(Message::Reset))
            .button(press(text::body(fl!("members-cancel"))).hint("Esc").on_press(Message::Cancelled))
            .button(
                press(text::body(fl!("members-columns-accept")))
                    .hint(save.label())
                    .style(button::primary)
                    .on_press_maybe(accepted.clone()),
            )
            .bind(save, accepted.unwrap_or(Message::Reset))
    }
}

/// So many pixels of the list are seen at once.
const MOST_HEIGHT: f32 = 420.0;

fn line<'a>(column: MemberColumn, is_shown: bool) -> Element<'a, Message> {
    let turn = tick(column.title(Words::Screen), is_shown)
        .id(tick_id(column))
        .on_turn(move |is_on| Message::Turned(column, is_on));
    let moves = is_shown.then(|| {
        row![
            press(icon(Icon::ChevronUp))
                .style(button::plain)
                .id(earlier_id(column))
                .on_press(Message::Earlier(column)),
            press(icon(Icon::ChevronDown))
                .style(button::plain)
                .id(later_id(column))
                .on_press(Message::Later(column)),
        ]
    });
    row![container(turn).width(Length::Fill), moves].align_y(Alignment::Center).into()
}

fn tick_id(column: MemberColumn) -> String {
    format!("column-tick-{}", column.code())
}

fn earlier_id(column: MemberColumn) -> String {
    format!("column-earlier-{}", column.code())
}

fn later_id(column: MemberColumn) -> String {
    format!("column-later-{}", column.code())
}
