//! What stands beside a row: why it is locked, what is odd about it, what was changed later.

use super::sheet::Row;
use super::table::{Content, short};
use super::{Ratings, Who};
use crate::domain::id::UnitId;
use crate::domain::rating::{Flag, Rating};
use crate::fl;
use crate::i18n::steps as words;
use crate::ui::context::Context;
use crate::ui::widget::grid::{Cell, Role};

impl Ratings {
    /// A cell with what the person has to know of its row.
    pub(super) fn noted<'a>(
        &'a self,
        row: &'a Row,
        content: Option<Content>,
        cell: Cell<'a>,
        context: &'a Context,
    ) -> Cell<'a> {
        let Some(content) = content else { return cell };
        let cell = match content {
            Content::Flags => self.flags_cell(row, context),
            Content::Level(_) | Content::Reason if row.stands_in(content) => {
                match self.open_flags(row, context) {
                    Some(said) => cell.warning(said),
                    None => cell,
                }
            }
            Content::Points => match self.proposal(row) {
                Some(said) => cell.warning(said),
                None => cell,
            },
            _ => cell,
        };
        match self.lock_of(row).filter(|_| content.is_entered() && self.is_row_locked(row)) {
            Some(lock) => cell.locked(lock),
            None => cell,
        }
    }

    /// The warnings that nobody let stand, in sentences.
    fn open_flags(&self, row: &Row, context: &Context) -> Option<String> {
        let flags = self.flags_of(row);
        let open: Vec<String> =
            flags.iter().filter(|flag| flag.note.is_none()).map(|flag| said(flag, context)).collect();
        (!open.is_empty()).then(|| open.join(" "))
    }

    fn flags_of(&self, row: &Row) -> Vec<Flag> {
        self.sheet.as_ref().map(|sheet| sheet.flags(row)).unwrap_or_default()
    }

    /// What is odd, with what was noted of it; and that the level was changed after it was decided.
    fn flags_cell<'a>(&self, row: &Row, context: &Context) -> Cell<'a> {
        let flags = self.flags_of(row);
        let open = flags.iter().filter(|flag| flag.note.is_none()).map(|flag| said(flag, context));
        let mut lines: Vec<String> = open.collect();
        let is_open = !lines.is_empty();
        lines.extend(
            flags
                .iter()
                .filter_map(|flag| flag.note.as_deref())
                .map(|note| fl!("ratings-noted-mark", words = note)),
        );
        lines.extend(self.rerated(row.who));
        Cell::new(lines.join(" "), if is_open { Role::Warning } else { Role::Muted })
    }

    fn rerated(&self, who: Who) -> Option<String> {
        let reratings = &self.sheet.as_ref()?.beside.reratings;
        let (_, rerating) = reratings.iter().rfind(|(whose, _)| *whose == who)?;
        let (before, decision) = (short(rerating.before), rerating.decision.as_str());
        Some(fl!("ratings-rerated-mark", before = before, decision = decision))
    }

    /// The level that the points propose, where it is another than the one chosen, or none is.
    fn proposal(&self, row: &Row) -> Option<String> {
        let sheet = self.sheet.as_ref()?;
        let proposed = row.case(sheet.year, &sheet.regime).proposed?;
        let is_same = row.rating == Some(Rating::Level(proposed));
        (!is_same).then(|| fl!("ratings-points-propose", level = short(proposed)))
    }
}

fn said(flag: &Flag, context: &Context) -> String {
    words::warning(&flag.warning, |unit: UnitId| context.unit_name(unit).to_owned())
}
