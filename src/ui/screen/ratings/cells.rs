//! The sheet as a spreadsheet: what texts in its cells come to for whole rows. A row has one
//! rating, spread over the columns of the levels and the one of the reason, so many cells of a
//! row make one rating.

use std::collections::{HashMap, HashSet};

use iced::Task;

use super::sheet::{Row, Who};
use super::table::Content;
use super::words::Reader;
use super::{LIST, Message, Ratings};
use crate::domain::rating::Rating;
use crate::fl;
use crate::ui::context::Context;
use crate::ui::part::paste_preview::{self, Deed, LeftOver, PastePreview, Refused};
use crate::ui::screen::{Event, Update};
use crate::ui::widget::grid::{Ask, Block, Change, RowKey};
use crate::ui::widget::{Dialog, Tone, focus_on};

/// Ratings for rows.
type Rated = Vec<(Who, Option<Rating>)>;

/// What a wish for many cells comes to.
#[derive(Debug, Default)]
struct Plan {
    good: Rated,
    refused: Vec<(Change, String)>,
}

/// A preview, and what is stored when it is confirmed.
#[derive(Debug)]
pub struct Preview {
    part: PastePreview,
    good: Rated,
    /// The cells that are not refused.
    changes: Vec<Change>,
}

impl Preview {
    /// The dialog.
    pub fn view(&self) -> Dialog<'_, paste_preview::Message> {
        self.part.dialog()
    }
}

impl Ratings {
    // ---- one cell

    /// Takes a typed text: shows it and sends it to the disk, or keeps it with the reason.
    pub(super) fn commit(&mut self, change: &Change, context: &Context) -> Update<Message> {
        let (who, year) = Who::of_key(change.row);
        let row = self.sheet.as_ref().filter(|sheet| sheet.year == year).and_then(|sheet| sheet.row(who));
        let Some((row, content)) = row.zip(self.table.content_of(&change.column)) else {
            self.list.refuse(change.clone(), fl!("ratings-cell-unsaved"));
            return Update::none();
        };
        let read = self.read_cell(content, &change.text);
        let stands_here = row.stands_in(content);
        if self.is_locked() {
            self.list.refuse(change.clone(), self.lock().unwrap_or_default());
            return Update::none();
        }
        match read {
            Err(reason) => {
                self.list.refuse(change.clone(), reason);
                Update::none()
            }
            // An empty cell says nothing of a rating in another column.
            Ok(None) if !stands_here => Update::none(),
            Ok(rating) => {
                self.is_begun = true;
                Update::task(self.rate(vec![(who, rating)], context))
            }
        }
    }

    fn read_cell(&self, content: Content, text: &str) -> Result<Option<Rating>, String> {
        let Some(sheet) = &self.sheet else { return Ok(None) };
        Reader { subject: sheet.subject, levels: sheet.levels() }.read(content, text)
    }

    /// Ends the edit that is going on, as Enter would.
    pub(super) fn finish_edit(&mut self, context: &Context) -> Update<Message> {
        match self.list.finish_edit() {
            Some(change) => self.commit(&change, context),
            None => Update::none(),
        }
    }

    // ---- many cells

    /// Takes a wish for many cells.
    pub(super) fn wish(&mut self, ask: &Ask, context: &Context) -> Update<Message> {
        if let Ask::Copy(block) = ask {
            return Update::task(self.copy(block, context));
        }
        let (deed, left_over) = paste_preview::deed_of(ask);
        if let Some(refusal) = self.refusal() {
            return refusal;
        }
        self.is_begun = true;
        let plan = match ask {
            Ask::Clear(block) | Ask::FillDown(block, _) if !self.holds_ratings(block) => {
                return Update::event(Event::Notice(Tone::Warning, fl!("grid-status-locked")));
            }
            Ask::Clear(block) => Plan { good: ratings(block, &None), refused: Vec::new() },
            Ask::FillDown(block, _) => {
                Plan { good: ratings(block, &self.rating_above(block)), refused: Vec::new() }
            }
            Ask::Copy(_) | Ask::Fill(..) | Ask::Paste(_) => self.plan(&ask.changes(), context),
        };
        if plan.refused.is_empty() && left_over == (0, 0) {
            self.list.mend(&ask.changes());
            return Update::task(self.rate(plan.good, context));
        }
        let preview = self.previewed(deed, left_over, (plan, ask.changes()));
        let focus = focus_on(preview.part.focus());
        self.preview = Some(preview);
        Update::task(focus)
    }

    /// Whether a block reaches into the columns that hold ratings.
    fn holds_ratings(&self, block: &Block) -> bool {
        let contents = block.columns.iter().filter_map(|column| self.table.content_of(column));
        contents.into_iter().any(Content::is_rating)
    }

    /// The rating in the row above a block: the first of the selection.
    fn rating_above(&self, block: &Block) -> Option<Rating> {
        let first = block.rows.first().map(|key| Who::of_key(*key).0)?;
        let place = self.place_of(Some(first))?.checked_sub(1)?;
        self.row_at(place)?.rating.clone()
    }

    /// What texts come to, row by row.
    fn plan(&self, changes: &[Change], context: &Context) -> Plan {
        let mut rows: Vec<(RowKey, Vec<&Change>)> = Vec::new();
        let mut places: HashMap<RowKey, usize> = HashMap::new();
        for change in changes {
            let place = *places.entry(change.row).or_insert_with(|| {
                rows.push((change.row, Vec::new()));
                rows.len() - 1
            });
            rows[place].1.push(change);
        }
        let mut plan = Plan::default();
        for (key, cells) in rows {
            self.plan_row(Who::of_key(key).0, &cells, context, &mut plan);
        }
        plan
    }

    fn plan_row(&self, who: Who, cells: &[&Change], context: &Context, plan: &mut Plan) {
        let Some(row) = self.sheet.as_ref().and_then(|sheet| sheet.row(who)) else { return };
        let mut meant: Vec<(&Change, Rating)> = Vec::new();
        let (mut is_emptied, mut is_refused) = (false, false);
        for change in cells {
            let Some(content) = self.table.content_of(&change.column) else { continue };
            if !content.is_rating() && self.text_of(row, content, context) == change.text {
                continue;
            }
            match self.read_cell(content, &change.text) {
                Ok(Some(rating)) => meant.push((change, rating)),
                Ok(None) => is_emptied |= row.stands_in(content),
                Err(reason) => {
                    is_refused = true;
                    plan.refused.push(((*change).clone(), reason));
                }
            }
        }
        let is_one = meant.windows(2).all(|pair| pair[0].1 == pair[1].1);
        match meant.first() {
            Some(_) if !is_one => {
                let several =
                    meant.iter().map(|(change, _)| ((*change).clone(), fl!("ratings-several-levels")));
                plan.refused.extend(several);
            }
            Some((_, rating)) => plan.good.push((who, Some(rating.clone()))),
            None if is_emptied && !is_refused => plan.good.push((who, None)),
            None => {}
        }
    }

    /// What a cell holds, as it would be typed.
    fn text_of(&self, row: &Row, content: Content, context: &Context) -> String {
        let place = self.place_of(Some(row.who)).unwrap_or_default();
        let column = self.table.place_of(content);
        self.table.cell(row, (place + 1, column), None, context).into_typed()
    }

    fn copy(&self, block: &Block, context: &Context) -> Task<Message> {
        let text = block.copied(|key, column| {
            if let Some(draft) = self.list.drafts().get(&(key, column.to_owned())) {
                return draft.text.clone();
            }
            let row = self.sheet.as_ref().and_then(|sheet| sheet.row(Who::of_key(key).0));
            let cell = row.zip(self.table.content_of(column));
            cell.map(|(row, content)| self.text_of(row, content, context)).unwrap_or_default()
        });
        iced::clipboard::write(text)
    }

    // ---- the preview

    fn previewed(
        &self,
        deed: Deed,
        left_over: LeftOver,
        (plan, mut changes): (Plan, Vec<Change>),
    ) -> Preview {
        let heads = self.table.heads();
        let refused = |(change, reason): &(Change, String)| {
            let row = self.sheet.as_ref().and_then(|sheet| sheet.row(Who::of_key(change.row).0));
            let column = heads.iter().find(|head| head.key() == change.column);
            Refused {
                row: row.map(|row| row.name.clone()).unwrap_or_default(),
                column: column.map(|column| column.title().to_owned()).unwrap_or_default(),
                text: change.text.clone(),
                reason: reason.clone(),
            }
        };
        let listed = plan.refused.iter().take(paste_preview::MOST_LISTED).map(refused).collect();
        let counts = (plan.good.len(), plan.refused.len());
        let name = self.table.place_of(Content::Name);
        let rows = heads.get(name).map(|head| head.title().to_owned()).unwrap_or_default();
        let part = PastePreview::new(deed, rows, counts, listed).left_over(left_over);
        let refused: HashSet<&Change> = plan.refused.iter().map(|(change, _)| change).collect();
        changes.retain(|change| !refused.contains(change));
        Preview { part, good: plan.good, changes }
    }

    /// Takes what happens in the preview.
    pub(super) fn take_preview(
        &mut self,
        message: paste_preview::Message,
        context: &Context,
    ) -> Update<Message> {
        if let paste_preview::Message::List(event) = message {
            if let Some(preview) = &mut self.preview {
                preview.part.take(&event);
            }
            return Update::none();
        }
        let Some(preview) = self.preview.take() else { return Update::none() };
        let stored = match message {
            paste_preview::Message::Confirmed => {
                self.list.mend(&preview.changes);
                self.rate(preview.good, context)
            }
            paste_preview::Message::Cancelled | paste_preview::Message::List(_) => Task::none(),
        };
        Update::task(Task::batch([focus_on(LIST), stored]))
    }
}

/// The same rating for all rows of a block.
fn ratings(block: &Block, rating: &Option<Rating>) -> Rated {
    block.rows.iter().map(|key| (Who::of_key(*key).0, rating.clone())).collect()
}
