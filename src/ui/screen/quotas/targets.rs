//! Targets on their way from the grid to the disk: typed one by one, or pasted, filled and cleared
//! in many.
//!
//! What is typed is shown at once. What can't be stored stays in its cell with the reason. Of many
//! cells all are stored in one step, or a preview says which can't be, and nothing is stored
//! before it is confirmed. A target belongs to a unit and a year, and so does the key of a row:
//! whatever is shown meanwhile, a text gets to where it was typed.

use iced::Task;

use super::{GRID, Message, Quotas, problem, view};
use crate::domain::id::UnitId;
use crate::domain::quota;
use crate::fl;
use crate::i18n::sentence;
use crate::services::quotas::{self, TargetRefusal};
use crate::services::{Result, Step};
use crate::ui::context::Context;
use crate::ui::part::paste_preview::{self, Deed, LeftOver, PastePreview, Refused};
use crate::ui::part::problems::beside;
use crate::ui::screen::{Event, Update};
use crate::ui::widget::grid::{Ask, Block, Cell, Change, Plan, RowKey};
use crate::ui::widget::{Dialog, focus_on};

/// Years have four digits.
const YEARS: i64 = 10_000;

/// A unit and a year.
pub type Place = (UnitId, i32);

/// The key of a row of the grid.
pub fn key((unit, year): Place) -> RowKey {
    unit.0 * YEARS + i64::from(year)
}

/// What the key of a row stands for.
pub fn place_of(key: RowKey) -> Place {
    (UnitId(key.div_euclid(YEARS)), i32::try_from(key.rem_euclid(YEARS)).unwrap_or_default())
}

/// Targets that are sent as one operation.
#[derive(Debug, Clone)]
struct Sent {
    request: u64,
    year: i32,
    changes: Vec<Change>,
}

/// A preview, and what is stored when it is confirmed.
#[derive(Debug)]
struct Preview {
    part: PastePreview,
    good: Vec<Change>,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Targets {
    /// What is on its way, the oldest first.
    sent: Vec<Sent>,
    /// Whether the answers to that were lost when the register was locked.
    is_unanswered: bool,
    preview: Option<Preview>,
}

impl Targets {
    /// The target that is on its way to a place, if there is one.
    pub fn sent(&self, place: Place) -> Option<Option<i64>> {
        let row = key(place);
        let changes = self.sent.iter().rev().flat_map(|sent| &sent.changes);
        changes.filter(|change| change.row == row).find_map(|change| quota::target(&change.text).ok())
    }

    /// Answers and the preview are gone when the register is locked.
    pub fn forget(&mut self) {
        self.is_unanswered = true;
        self.preview = None;
    }
}

impl Quotas {
    /// The target at a place: what was typed last, else what holds as far as it is shown.
    pub(super) fn present(&self, place: Place) -> Option<i64> {
        if let Some(target) = self.targets.sent(place) {
            return target;
        }
        let rows = self.sheet.as_ref().filter(|sheet| sheet.year == place.1).map(|sheet| &sheet.rows);
        rows.and_then(|rows| rows.iter().find(|row| row.unit == place.0)).and_then(|row| row.result.target)
    }

    // ---- typed targets

    /// Takes a typed text: shows it and sends it to the disk, or keeps it with the reason.
    pub(super) fn commit(&mut self, change: &Change, context: &Context) -> Update<Message> {
        match quota::target(&change.text) {
            Err(problem) => {
                self.list.refuse(change.clone(), beside(&problem.kind));
                Update::none()
            }
            Ok(target) if target == self.present(place_of(change.row)) => Update::none(),
            Ok(_) => Update::task(self.store(vec![change.clone()], context)),
        }
    }

    /// Ends the edit that is going on, as Enter would.
    pub(super) fn finish_edit(&mut self, context: &Context) -> Task<Message> {
        match self.list.finish_edit() {
            Some(change) => self.commit(&change, context).task,
            None => Task::none(),
        }
    }

    /// Sends targets to the disk as one step.
    fn store(&mut self, changes: Vec<Change>, context: &Context) -> Task<Message> {
        let Some(first) = changes.first() else { return Task::none() };
        self.requests += 1;
        let (_, year) = place_of(first.row);
        self.list.mend(&changes);
        let sent = Sent { request: self.requests, year, changes };
        let task = send(&sent, context);
        self.targets.sent.push(sent);
        task
    }

    /// Sends again what was on its way when the register was locked: the answers never came. What
    /// was stored after all is no change then.
    pub(super) fn send_again(&mut self, context: &Context) -> Task<Message> {
        if !std::mem::take(&mut self.targets.is_unanswered) {
            return Task::none();
        }
        Task::batch(self.targets.sent.iter().map(|sent| send(sent, context)))
    }

    /// Takes the answer of the disk.
    pub(super) fn target_answered(
        &mut self,
        request: u64,
        answer: Result<Step<(), TargetRefusal>>,
    ) -> Update<Message> {
        let Some(at) = self.targets.sent.iter().position(|sent| sent.request == request) else {
            return Update::none();
        };
        let sent = self.targets.sent.remove(at);
        match answer {
            Ok(Step::Done(committed)) => {
                self.show(&sent.changes);
                if committed.changes.is_empty() {
                    return Update::none();
                }
                Update::event(Event::Committed(committed.changes))
            }
            Ok(Step::Refused(refusals)) => {
                let reason_of = |unit: UnitId| {
                    let refusal = refusals.iter().find(|refusal| refusal.unit == unit);
                    refusal.map_or_else(|| fl!("quotas-others-refused"), |refusal| beside(&refusal.kind))
                };
                self.keep(sent.changes, reason_of);
                Update::none()
            }
            Err(error) => {
                let words = fl!("quotas-target-failed", why = sentence::error(&error));
                self.keep(sent.changes, |_| words.clone());
                problem(&error)
            }
        }
    }

    /// Keeps texts that could not be stored in their cells, unless something else was typed there
    /// since.
    fn keep(&mut self, changes: Vec<Change>, reason_of: impl Fn(UnitId) -> String) {
        for change in changes {
            let place = place_of(change.row);
            let is_typed_anew = self.list.drafts().contains_key(&(change.row, change.column.clone()));
            if self.targets.sent(place).is_none() && !is_typed_anew {
                self.list.refuse(change, reason_of(place.0));
            }
        }
    }

    /// Shows targets that were just stored, until the sheet is read anew.
    fn show(&mut self, changes: &[Change]) {
        let Some(sheet) = &mut self.sheet else { return };
        for change in changes {
            let (unit, year) = place_of(change.row);
            let row = sheet.rows.iter_mut().find(|row| sheet.year == year && row.unit == unit);
            if let (Some(row), Ok(target)) = (row, quota::target(&change.text)) {
                row.result.target = target;
            }
        }
    }

    // ---- wishes for many cells

    /// Takes a wish for many cells.
    pub(super) fn wish(&mut self, ask: &Ask, context: &Context) -> Update<Message> {
        if let Ask::Copy(block) = ask {
            return Update::task(self.copy(block));
        }
        let (deed, left_over) = paste_preview::deed_of(ask);
        let text_of = |row: RowKey, column: &str| Some(self.text_of(row, column));
        let plan = ask.plan(text_of, check);
        if plan.refused.is_empty() && left_over == (0, 0) {
            // Refused texts go too where the new one is what holds already.
            self.list.mend(&ask.changes());
            return Update::task(self.store(plan.changes, context));
        }
        let preview = Preview::new(deed, left_over, plan, context);
        let focus = focus_on(preview.part.focus());
        self.targets.preview = Some(preview);
        Update::task(focus)
    }

    fn copy(&self, block: &Block) -> Task<Message> {
        let text = block.copied(|row, column| {
            let draft = self.list.drafts().get(&(row, column.to_owned()));
            draft.map_or_else(|| self.text_of(row, column), |draft| draft.text.clone())
        });
        iced::clipboard::write(text)
    }

    /// What a cell holds, as it would be typed.
    fn text_of(&self, key: RowKey, column: &str) -> String {
        let place = place_of(key);
        if column == view::TARGET {
            return self.present(place).map(crate::domain::number::group).unwrap_or_default();
        }
        let at = view::COLUMNS.iter().position(|known| *known == column);
        let cell = self.row_of(place.0).zip(at).map(|(row, column)| view::cell(self, row, column));
        cell.map(Cell::into_text).unwrap_or_default()
    }

    /// Takes what happens in the preview.
    pub(super) fn preview_said(
        &mut self,
        message: paste_preview::Message,
        context: &Context,
    ) -> Update<Message> {
        if let paste_preview::Message::List(event) = message {
            if let Some(preview) = &mut self.targets.preview {
                preview.part.take(&event);
            }
            return Update::none();
        }
        let Some(preview) = self.targets.preview.take() else { return Update::none() };
        let stored = match message {
            paste_preview::Message::Confirmed => self.store(preview.good, context),
            paste_preview::Message::Cancelled | paste_preview::Message::List(_) => Task::none(),
        };
        Update::task(Task::batch([focus_on(GRID), stored]))
    }

    /// The open preview.
    pub(super) fn preview(&self) -> Option<Dialog<'_, Message>> {
        let preview = self.targets.preview.as_ref()?;
        Some(preview.part.dialog().map(Message::Preview))
    }
}

fn send(sent: &Sent, context: &Context) -> Task<Message> {
    let (request, year, author) = (sent.request, sent.year, context.author.clone());
    let targets: Vec<(UnitId, String)> =
        sent.changes.iter().map(|change| (place_of(change.row).0, change.text.clone())).collect();
    context.ask(
        move |db| quotas::set_targets(db, year, &targets, &author),
        move |answer| Message::TargetAnswered(request, answer),
    )
}

/// Why a text can't stand in a cell.
fn check(change: &Change) -> std::result::Result<(), String> {
    if change.column != view::TARGET {
        return Err(view::lock_of(&change.column));
    }
    quota::target(&change.text).map(|_| ()).map_err(|problem| beside(&problem.kind))
}

impl Preview {
    fn new(deed: Deed, left_over: LeftOver, plan: Plan, context: &Context) -> Self {
        let columns = view::columns();
        let title = |key: &str| {
            let column = columns.iter().find(|column| column.key() == key);
            column.map_or(String::new(), |column| column.title().to_owned())
        };
        let refused = |(change, reason): &(Change, String)| Refused {
            row: context.unit_name(place_of(change.row).0).to_owned(),
            column: title(&change.column),
            text: change.text.clone(),
            reason: reason.clone(),
        };
        let listed = plan.refused.iter().take(paste_preview::MOST_LISTED).map(refused).collect();
        let counts = (plan.changes.len(), plan.refused.len());
        let part = PastePreview::new(deed, fl!("quotas-unit"), counts, listed).left_over(left_over);
        Self { part, good: plan.changes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_for_a_unit_and_a_year() {
        for place in [(UnitId(1), 1930), (UnitId(123_456), 2100), (UnitId(7), 2026)] {
            assert_eq!(place_of(key(place)), place);
        }
    }

    #[test]
    fn what_was_sent_last_is_what_a_place_holds() {
        let row = key((UnitId(7), 2026));
        let sent = |request, text: &str| Sent {
            request,
            year: 2026,
            changes: vec![Change { row, column: view::TARGET.to_owned(), text: text.to_owned() }],
        };
        let mut targets = Targets { sent: vec![sent(1, "5")], ..Targets::default() };
        assert_eq!(targets.sent((UnitId(7), 2026)), Some(Some(5)));
        targets.sent.push(sent(2, ""));
        assert_eq!(targets.sent((UnitId(7), 2026)), Some(None), "it is being taken away");
        assert_eq!(targets.sent((UnitId(7), 2025)), None);
    }
}
