//! What a grid is asked to do by somebody else than its own keys and menus: the palette of
//! commands.

use std::any::Any;

use iced::advanced::widget::{self, Id, Operation};
use iced::{Rectangle, Task};

use super::command::Command;
use super::editing::Hand;
use super::{Grid, Order};

/// Something to do with the selected cells or the column of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// As the keys and the menu of cells do it.
    Run(Command),
    /// All cells.
    SelectAll,
    /// The rows by the column of the cursor, in this order.
    Sort(Order),
    /// The column of the cursor as wide as its contents.
    Fit,
    /// The column of the cursor out of sight.
    Hide,
}

/// The errand that waits for the next frame; it is shown as `custom` state in `operate`.
#[derive(Debug, Default)]
pub struct Errands(Option<Errand>);

/// Sends a grid on an errand by its name, whether it has the focus or not. Return it from `update`.
pub fn send<Message: Send + 'static>(id: impl Into<Id>, errand: Errand) -> Task<Message> {
    widget::operate(Sending { id: id.into(), errand })
}

struct Sending {
    id: Id,
    errand: Errand,
}

impl<T> Operation<T> for Sending {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn custom(&mut self, id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if id == Some(&self.id)
            && let Some(errands) = state.downcast_mut::<Errands>()
        {
            errands.0 = Some(self.errand);
        }
    }
}

impl<Message> Grid<'_, Message> {
    /// Does what the grid was asked for since the last frame.
    pub(super) fn run_errand(&mut self, hand: &mut Hand<'_, '_, Message>) {
        let Some(errand) = hand.memory.errands.0.take() else { return };
        let Some(cell) = self.current_cell() else { return };
        // What is being typed is finished before something else is done.
        self.commit(hand);
        match errand {
            Errand::Run(command) => {
                let _ = self.run_command(command, hand);
            }
            Errand::SelectAll => {
                let _ = self.select_all(hand.shell);
            }
            Errand::Sort(order) if self.columns[cell.column].is_sortable => {
                self.ask_sort(cell.column, false, Some(order), hand.shell);
            }
            Errand::Sort(_) => {}
            Errand::Fit => self.fit(cell.column, hand.shell),
            Errand::Hide => self.hide(cell.column, hand.shell),
        }
    }
}
