//! Cells for the clipboard. What is at hand goes there at once; what has to be read comes from
//! the disk in the background, in portions, so that the window never waits.

use std::collections::HashMap;
use std::sync::Arc;

use iced::Task;

use super::{List, Message, edits};
use crate::domain::id::MemberId;
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::services::columns::{CellContext, MemberColumn};
use crate::services::members::{self, MemberRow};
use crate::services::{Error, Result};
use crate::ui::context::Context;
use crate::ui::part::numbers::Mask;
use crate::ui::screen::{Event, Update};
use crate::ui::widget::Tone;
use crate::ui::widget::grid::{Block, RowKey};

/// So many rows are read at a time, so that other requests to the disk get their turn.
const PORTION: usize = 1000;

/// Refused texts, which stand in their cells, by record and column.
type Typed = HashMap<(RowKey, String), String>;

/// The block that is being read for the clipboard.
#[derive(Debug, Default)]
pub struct Copying {
    /// Number of the last wish to copy.
    last: u64,
    block: Option<Block>,
    /// Whether it is to be emptied when it was read.
    is_cut: bool,
}

impl Copying {
    fn begin(&mut self, block: Option<Block>) -> u64 {
        *self = Self { last: self.last + 1, block, is_cut: false };
        self.last
    }

    /// Gives it up: what is read still goes nowhere, and nothing is emptied.
    pub fn stop(&mut self) {
        let _ = self.begin(None);
    }

    /// Whether this block is still being read; then it is emptied after that.
    pub fn cuts(&mut self, block: &Block) -> bool {
        let is_reading = self.block.as_ref() == Some(block);
        self.is_cut |= is_reading;
        is_reading
    }

    /// The reading is over: the block, if it is to be emptied.
    fn end(&mut self) -> Option<Block> {
        let is_cut = std::mem::take(&mut self.is_cut);
        self.block.take().filter(|_| is_cut)
    }
}

impl List {
    /// Puts the cells of a block on the clipboard, as they are shown.
    pub(super) fn copy(&mut self, block: &Block, context: &Context) -> Task<Message> {
        let typed: Typed =
            self.grid.drafts().iter().map(|(cell, draft)| (cell.clone(), draft.text.clone())).collect();
        if block.rows.iter().all(|row| self.rows.contains_key(&MemberId(*row))) {
            self.copying.stop();
            let row_of = |row: RowKey| self.rows.get(&MemberId(row));
            let text = copied(block, row_of, &typed, (&self.numbers.mask(context), context));
            return iced::clipboard::write(text);
        }
        let (request, count) = (self.copying.begin(Some(block.clone())), block.rows.len());
        let copying = copy_from_disk(block.clone(), typed, (self.numbers.mask(context), context.clone()));
        Task::perform(copying, move |text| Message::Copied(request, count, text))
    }

    /// Takes what was read for the clipboard; only the last wish counts.
    pub fn copied(
        &mut self,
        request: u64,
        (count, text): (usize, Result<String>),
        context: &Context,
    ) -> Update<Message> {
        if request != self.copying.last {
            return Update::none();
        }
        let cut = self.copying.end();
        match text {
            Ok(text) => {
                let words = fl!("members-copied", count = super::super::figure(count));
                let emptied = cut.map_or_else(Task::none, |block| {
                    edits::empty(block, (self.numbers.mask(context), context))
                });
                Update::task(Task::batch([iced::clipboard::write(text), emptied]))
                    .and(Event::Notice(Tone::Done, words))
            }
            Err(error) => Update::event(Event::Notice(Tone::Problem, sentence::error(&error))),
        }
    }
}

async fn copy_from_disk(block: Block, typed: Typed, (mask, context): (Mask, Context)) -> Result<String> {
    let mut text = String::new();
    let (typed, mask) = (Arc::new(typed), Arc::new(mask));
    for rows in block.rows.chunks(PORTION) {
        let portion = Block { rows: rows.to_vec(), columns: block.columns.clone() };
        let (typed, mask, at) = (Arc::clone(&typed), Arc::clone(&mask), context.clone());
        let job = move |database: &mut crate::services::Database| {
            let ids: Vec<MemberId> = portion.rows.iter().copied().map(MemberId).collect();
            let rows: HashMap<MemberId, MemberRow> =
                members::rows(database, &ids)?.into_iter().map(|row| (row.id, row)).collect();
            Ok::<_, Error>(copied(&portion, |row| rows.get(&MemberId(row)), &typed, (&mask, &at)))
        };
        text.push_str(&context.db.call(job).await?);
    }
    Ok(text)
}

/// The cells as text for the clipboard, masked numbers as they are shown.
fn copied<'r>(
    block: &Block,
    row_of: impl Fn(RowKey) -> Option<&'r MemberRow>,
    typed: &Typed,
    (mask, context): (&Mask, &Context),
) -> String {
    let cells = CellContext { units: &context.tree, today: context.author.today, words: Words::Screen };
    block.copied(|row, column| {
        let draft = (!typed.is_empty()).then(|| typed.get(&(row, column.to_owned()))).flatten();
        draft.cloned().unwrap_or_else(|| {
            let column = MemberColumn::from_code(column);
            let text = |(column, row): (MemberColumn, &MemberRow)| {
                column.masked_cell(row, &cells, mask.hides(row.id))
            };
            column.zip(row_of(row)).map(text).unwrap_or_default()
        })
    })
}
