//! The sheet as a spreadsheet: what texts in its cells come to for whole rows. A row has one
//! rating, spread over the columns of the levels and the one of the reason, so many cells of a
//! row make one rating.

use std::collections::{HashMap, HashSet};

use iced::Task;

use super::sheet::{Row, Who};
use super::steps;
use super::table::Content;
use super::words::Reader;
use super::{LIST, Message, Ratings};
use crate::domain::rating::{Entry, Rating};
use crate::fl;
use crate::ui::context::Context;
use crate::ui::part::paste_preview::{self, Deed, LeftOver, PastePreview, Refused};
use crate::ui::screen::{Event, Update};
use crate::ui::widget::grid::{Ask, Block, Change, RowKey};
use crate::ui::widget::{Dialog, Tone, focus_on};

/// What is entered for rows.
type Entered = Vec<(Who, Entry)>;

/// What a wish for many cells comes to.
#[derive(Debug, Default)]
struct Plan {
    good: Entered,
    refused: Vec<(Change, String)>,
}

/// A preview, and what is stored when it is confirmed.
#[derive(Debug)]
pub struct Preview {
    part: PastePreview,
    good: Entered,
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
        let stands_here = row.stands_in(content) || content.is_step();
        if self.is_row_locked(row) {
            let lock = self.lock_of(row).unwrap_or_default();
            self.list.refuse(change.clone(), lock);
            return Update::none();
        }
        let entry = match read {
            Err(reason) => {
                self.list.refuse(change.clone(), reason);
                return Update::none();
            }
            // An empty cell says nothing of a rating in another column.
            Ok(None) if !stands_here => return Update::none(),
            Ok(None) => steps::cleared(content),
            Ok(entry) => entry,
        };
        let entries: Entered = entry.into_iter().map(|entry| (who, entry)).collect();
        if let Some(reason) = self.sheet.as_ref().and_then(|sheet| steps::broken(sheet, &entries, who)) {
            self.list.refuse(change.clone(), reason);
            return Update::none();
        }
        self.is_begun = true;
        Update::task(self.enter(entries, context))
    }

    fn read_cell(&self, content: Content, text: &str) -> Result<Option<Entry>, String> {
        let Some(sheet) = &self.sheet else { return Ok(None) };
        Reader { subject: sheet.subject, levels: sheet.levels() }.entry(content, text)
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
        let whos: Vec<Who> = ask.changes().iter().map(|change| Who::of_key(change.row).0).collect();
        if let Some(refusal) = self.refusal(&whos) {
            return refusal;
        }
        self.is_begun = true;
        let plan = match ask {
            Ask::Clear(block) | Ask::FillDown(block, _) if !self.takes_entries(block) => {
                return Update::event(Event::Notice(Tone::Warning, fl!("grid-status-locked")));
            }
            Ask::Clear(block) => self.for_all(block, |_, content| steps::cleared(content)),
            Ask::FillDown(block, _) => {
                let above = self.row_above(block);
                self.for_all(block, |_, content| above.and_then(|row| steps::held(row, content)))
            }
            Ask::Copy(_) | Ask::Fill(..) | Ask::Paste(_) => self.plan(&ask.changes(), context),
        };
        if plan.refused.is_empty() && left_over == (0, 0) {
            self.list.mend(&ask.changes());
            return Update::task(self.enter(plan.good, context));
        }
        let preview = self.previewed(deed, left_over, (plan, ask.changes()));
        let focus = focus_on(preview.part.focus());
        self.preview = Some(preview);
        Update::task(focus)
    }

    /// Whether a block reaches into columns that something can be entered in.
    fn takes_entries(&self, block: &Block) -> bool {
        let contents = block.columns.iter().filter_map(|column| self.table.content_of(column));
        contents.into_iter().any(Content::is_entered)
    }

    /// The row above a block: the first of the selection.
    fn row_above(&self, block: &Block) -> Option<&Row> {
        let first = block.rows.first().map(|key| Who::of_key(*key).0)?;
        let place = self.place_of(Some(first))?.checked_sub(1)?;
        self.row_at(place)
    }

    /// The same for all cells of a block. The columns of the rating are one thing.
    fn for_all(&self, block: &Block, entry: impl Fn(&Row, Content) -> Option<Entry>) -> Plan {
        let mut contents: Vec<Content> =
            block.columns.iter().filter_map(|column| self.table.content_of(column)).collect();
        if let Some(first) = contents.iter().position(|content| content.is_rating()) {
            let rating = contents[first];
            contents.retain(|content| !content.is_rating() || *content == rating);
        }
        let mut plan = Plan::default();
        let Some(sheet) = &self.sheet else { return plan };
        let rows = block.rows.iter().filter_map(|key| sheet.row(Who::of_key(*key).0));
        for row in rows.filter(|row| !self.is_row_locked(row)) {
            let entries: Entered = contents
                .iter()
                .filter_map(|content| entry(row, *content))
                .map(|entry| (row.who, entry))
                .collect();
            match steps::broken(sheet, &entries, row.who) {
                Some(reason) => plan.refused.extend(self.refused_ballot(block, row, &reason)),
                None => plan.good.extend(entries),
            }
        }
        plan
    }

    /// The cells of a row's ballot that a block would break.
    fn refused_ballot(&self, block: &Block, row: &Row, reason: &str) -> Vec<(Change, String)> {
        let is_ballot = |column: &&String| matches!(self.table.content_of(column), Some(Content::Ballot(_)));
        let key = block.rows.iter().find(|key| Who::of_key(**key).0 == row.who);
        let cells = block.columns.iter().filter(is_ballot).zip(std::iter::repeat(key));
        let change = |(column, key): (&String, Option<&RowKey>)| {
            let change = Change { row: *key?, column: column.clone(), text: String::new() };
            Some((change, reason.to_owned()))
        };
        cells.filter_map(change).collect()
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
        let Some(sheet) = &self.sheet else { return };
        let Some(row) = sheet.row(who) else { return };
        let lock = self.is_row_locked(row).then(|| self.lock_of(row).unwrap_or_default());
        let mut found = RowPlan::default();
        for change in cells {
            let Some(content) = self.table.content_of(&change.column) else { continue };
            if !content.is_rating() && self.text_of(row, content, context) == change.text {
                continue;
            }
            let read = match &lock {
                Some(lock) => Err(lock.clone()),
                None => self.read_cell(content, &change.text),
            };
            found.take((*change).clone(), (row, content), read);
        }
        let mut of_row = found.end(who);
        if let Some(reason) = steps::broken(sheet, &of_row.good, who) {
            let is_ballot =
                |change: &&&Change| matches!(self.table.content_of(&change.column), Some(Content::Ballot(_)));
            let broken = cells.iter().filter(is_ballot).map(|change| ((**change).clone(), reason.clone()));
            of_row.refused.extend(broken);
            of_row.good.retain(|(_, entry)| !matches!(entry, Entry::Ballot(..)));
        }
        plan.good.extend(of_row.good);
        plan.refused.extend(of_row.refused);
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
        let rows: HashSet<Who> = plan.good.iter().map(|(who, _)| *who).collect();
        let counts = (rows.len(), plan.refused.len());
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
                self.enter(preview.good, context)
            }
            paste_preview::Message::Cancelled | paste_preview::Message::List(_) => Task::none(),
        };
        Update::task(Task::batch([focus_on(LIST), stored]))
    }
}

/// What the cells of one row come to. Its columns of levels and the one of the reason make one
/// rating; every other column is by itself.
#[derive(Default)]
struct RowPlan {
    rated: Vec<(Change, Rating)>,
    entries: Vec<Entry>,
    refused: Vec<(Change, String)>,
    is_emptied: bool,
    is_rating_refused: bool,
}

impl RowPlan {
    fn take(&mut self, change: Change, (row, content): (&Row, Content), read: Result<Option<Entry>, String>) {
        match read {
            Ok(Some(Entry::Rating(Some(rating)))) => self.rated.push((change, rating)),
            Ok(Some(entry)) => self.entries.push(entry),
            Ok(None) if content.is_step() => self.entries.extend(steps::cleared(content)),
            Ok(None) => self.is_emptied |= row.stands_in(content),
            Err(reason) => {
                self.is_rating_refused |= content.is_rating();
                self.refused.push((change, reason));
            }
        }
    }

    fn end(self, who: Who) -> Plan {
        let good = self.entries.into_iter().map(|entry| (who, entry)).collect();
        let mut plan = Plan { good, refused: self.refused };
        let is_one = self.rated.windows(2).all(|pair| pair[0].1 == pair[1].1);
        match self.rated.first() {
            Some(_) if !is_one => {
                let several =
                    self.rated.into_iter().map(|(change, _)| (change, fl!("ratings-several-levels")));
                plan.refused.extend(several);
            }
            Some((_, rating)) => plan.good.push((who, Entry::Rating(Some(rating.clone())))),
            None if self.is_emptied && !self.is_rating_refused => {
                plan.good.push((who, Entry::Rating(None)));
            }
            None => {}
        }
        plan
    }
}
