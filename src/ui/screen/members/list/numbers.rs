//! The numbers by which persons are known: shown in the list when somebody asks for them, which is
//! noted, and what a wish for many cells may not touch while they are masked.

use iced::Task;

use super::{List, Message};
use crate::domain::id::MemberId;
use crate::i18n::sentence;
use crate::services::columns::{Locked, Wrong};
use crate::services::members::{self, CellEdit, CellRefusal};
use crate::services::{Database, Result};
use crate::ui::context::Context;
use crate::ui::keymap::Bind;
use crate::ui::part::numbers::{self, Mask, Noted};
use crate::ui::screen::{Event, Update};
use crate::ui::widget::Tone;

impl List {
    /// The command that shows the numbers of those in the list, or masks them again.
    pub fn numbers_bind(&self, context: &Context) -> Option<Bind<Message>> {
        let bind = numbers::bind(self.masks_numbers(context), Message::NumbersAsked, context)?;
        Some(bind.when(self.member(0).is_some()))
    }

    /// Whether they are masked: the row of the cursor speaks for all.
    fn masks_numbers(&self, context: &Context) -> bool {
        let one = self.current().or(self.member(0));
        one.is_none_or(|member| self.numbers.are_masked(member, context))
    }

    pub(super) fn turn_numbers(&mut self, context: &Context) -> Task<Message> {
        if !self.masks_numbers(context) {
            self.numbers.hide();
            return Task::none();
        }
        let whose = self.selected.as_ref().map(|selected| selected.ids.clone()).unwrap_or_default();
        self.numbers.show(whose, context).map(Message::NumbersNoted)
    }

    /// Takes in that it was noted, or not.
    pub fn numbers_noted(&mut self, noted: Noted) -> Update<Message> {
        match self.numbers.take(noted) {
            Ok(changes) => Update::event(Event::Noted(changes)),
            Err(error) => Update::event(Event::Notice(Tone::Problem, sentence::error(&error))),
        }
    }
}

/// The refusals of those cells that hold a masked number: nobody writes over what he doesn't see.
///
/// # Errors
/// What the disk reports.
pub(super) fn masked(database: &mut Database, edits: &[CellEdit], mask: &Mask) -> Result<Vec<CellRefusal>> {
    let hidden: Vec<&CellEdit> =
        edits.iter().filter(|edit| edit.column.is_number_of_person() && mask.hides(edit.member)).collect();
    if hidden.is_empty() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<MemberId> = hidden.iter().map(|edit| edit.member).collect();
    ids.dedup();
    let rows: std::collections::HashMap<_, _> =
        members::rows(database, &ids)?.into_iter().map(|row| (row.id, row)).collect();
    let has_one = |edit: &&&CellEdit| rows.get(&edit.member).is_some_and(|row| edit.column.has_number(row));
    let refusal = |edit: &&CellEdit| CellRefusal {
        member: edit.member,
        column: edit.column,
        wrong: Wrong::Locked(Locked::Masked),
    };
    Ok(hidden.iter().filter(has_one).map(refusal).collect())
}
