//! Texts for cells: typed one by one, or pasted, filled and cleared in many.
//!
//! What is typed is shown at once and stored on the worker; what can't be stored stays in its
//! cell with the reason. Of many cells all are stored in one step, or a preview says which can't
//! be, and nothing is stored before it is confirmed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use iced::Task;

use super::numbers::masked;
use super::{GRID, List, Message as ListMessage};
use crate::domain::id::MemberId;
use crate::domain::problem::Problem;
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::services::columns::{self, CellContext, MemberColumn};
use crate::services::members::{self, Amended, CellEdit, CellRefusal, MemberRow};
use crate::services::{Committed, Result, Step};
use crate::ui::context::Context;
use crate::ui::part::numbers::Mask;
use crate::ui::part::paste_preview::{self, Deed, LeftOver, PastePreview, Refused};
use crate::ui::screen::{Event, Update};
use crate::ui::widget::grid::{Ask, Block, Change};
use crate::ui::widget::{Dialog, Tone, focus_on};

/// What happens to texts on their way to the disk.
#[derive(Debug, Clone)]
pub enum Message {
    /// A typed text was stored or not.
    Answered(u64, Result<Step<Amended, CellRefusal>>),
    /// The row to fill down from was read.
    SourceRead(Block, Result<Vec<MemberRow>>),
    /// A wish for many cells was stored, or looked at.
    Staged(Deed, LeftOver, Result<Staged>),
    /// In the preview.
    Preview(paste_preview::Message),
    /// What was stored is worth a look.
    Warned(String),
}

/// What came of a wish for many cells, and which cells they are.
#[derive(Debug, Clone)]
pub struct Staged {
    edits: Arc<[CellEdit]>,
    step: Step<Amended, CellRefusal>,
}

/// A preview, and what is stored when it is confirmed.
#[derive(Debug)]
struct Preview {
    part: PastePreview,
    deed: Deed,
    good: Arc<[CellEdit]>,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Edits {
    /// Typed texts that are on their way, the oldest first.
    sent: Vec<(u64, CellEdit)>,
    /// Whether the answers to those were lost when the register was locked.
    is_unanswered: bool,
    last: u64,
    preview: Option<Preview>,
}

impl Edits {
    /// How many texts were typed so far.
    pub fn count(&self) -> u64 {
        self.last
    }

    /// Whether a text for this cell is on its way.
    pub fn is_unsaved(&self, member: MemberId, column: MemberColumn) -> bool {
        self.sent.iter().any(|(_, edit)| (edit.member, edit.column) == (member, column))
    }
}

/// The cell that the grid names; none for a column that is no more.
fn edit_of(change: &Change) -> Option<CellEdit> {
    let column = MemberColumn::from_code(&change.column)?;
    Some(CellEdit { member: MemberId(change.row), column, text: change.text.clone() })
}

fn change_of(edit: &CellEdit) -> Change {
    Change { row: edit.member.0, column: edit.column.code().to_owned(), text: edit.text.clone() }
}

fn cells_of(context: &Context) -> CellContext<'_> {
    CellContext { units: &context.tree, today: context.author.today, words: Words::Screen }
}

impl List {
    // ---- typed texts

    /// Takes a typed text: shows it and sends it to the disk, or keeps it with the reason.
    pub(super) fn commit(&mut self, change: &Change, context: &Context) -> Task<ListMessage> {
        let Some(edit) = edit_of(change) else { return Task::none() };
        if let Some(row) = self.rows.get_mut(&edit.member) {
            let cells = [(edit.column, edit.text.as_str())];
            match columns::amended(row, &cells, &cells_of(context)) {
                Ok(checked) => row.fields = checked.value,
                Err(wrong) => {
                    let reasons: Vec<String> =
                        wrong.iter().map(|(_, wrong)| sentence::wrong(wrong)).collect();
                    self.grid.refuse(change.clone(), reasons.join(" "));
                    return Task::none();
                }
            }
        }
        self.edits.last += 1;
        self.edits.sent.push((self.edits.last, edit));
        self.send(self.edits.last, context)
    }

    fn send(&self, request: u64, context: &Context) -> Task<ListMessage> {
        let Some((_, edit)) = self.edits.sent.iter().find(|(sent, _)| *sent == request) else {
            return Task::none();
        };
        let (edit, author) = (edit.clone(), context.author.clone());
        context.ask(
            move |database| members::amend(database, &[edit], &author),
            move |answer| ListMessage::Edits(Message::Answered(request, answer)),
        )
    }

    /// Sends again what was on its way when the register was locked: the answers never came.
    /// What was stored after all is no change then.
    pub fn send_again(&mut self, context: &Context) -> Task<ListMessage> {
        if !std::mem::take(&mut self.edits.is_unanswered) {
            return Task::none();
        }
        Task::batch(self.edits.sent.iter().map(|(request, _)| self.send(*request, context)))
    }

    /// A row from the disk with the texts that are on their way there.
    pub(super) fn with_unsaved(&self, mut row: MemberRow, context: &Context) -> MemberRow {
        for (_, edit) in self.edits.sent.iter().filter(|(_, edit)| edit.member == row.id) {
            let cells = [(edit.column, edit.text.as_str())];
            if let Ok(checked) = columns::amended(&row, &cells, &cells_of(context)) {
                row.fields = checked.value;
            }
        }
        row
    }

    /// Keeps what was typed while everything that was read is dropped: the edit that is going on
    /// becomes a text that waits in its cell.
    pub(super) fn keep_typed(&mut self) {
        self.edits.preview = None;
        self.edits.is_unanswered = true;
        self.grid.set_aside(&fl!("members-cell-unsaved"));
    }

    fn answered(
        &mut self,
        request: u64,
        answer: Result<Step<Amended, CellRefusal>>,
        context: &Context,
    ) -> Update<ListMessage> {
        let Some(place) = self.edits.sent.iter().position(|(sent, _)| *sent == request) else {
            return Update::none();
        };
        let (_, edit) = self.edits.sent.remove(place);
        let _ = self.stale.insert(edit.member);
        let _ = self.asked.remove(&edit.member);
        let reason = match answer {
            Ok(Step::Done(committed)) if committed.changes.is_empty() => {
                return Update::task(self.fetch(context));
            }
            Ok(Step::Done(committed)) => return stored(committed, context),
            Ok(Step::Refused(refusals)) => {
                let reasons: Vec<String> =
                    refusals.iter().map(|refusal| sentence::wrong(&refusal.wrong)).collect();
                reasons.join(" ")
            }
            Err(error) => fl!("members-cell-failed", why = sentence::error(&error)),
        };
        // A text that was typed into the cell since then stands there instead.
        if !self.edits.is_unsaved(edit.member, edit.column) {
            self.grid.refuse(change_of(&edit), reason);
        }
        Update::task(self.fetch(context))
    }

    // ---- wishes for many cells

    /// Takes a wish for many cells.
    pub(super) fn wish(&mut self, ask: &Ask, context: &Context) -> Task<ListMessage> {
        match ask {
            Ask::Copy(block) => return self.copy(block, context),
            Ask::FillDown(block, _) => {
                // The grid knows no more than is shown: what was not read yet is read first.
                if let Some(source) = self.source_of(block).filter(|source| !self.rows.contains_key(source)) {
                    let block = block.clone();
                    return context.ask(
                        move |database| members::rows(database, &[source]),
                        move |rows| ListMessage::Edits(Message::SourceRead(block.clone(), rows)),
                    );
                }
            }
            // What is cut is emptied when it has been read for the clipboard, not before.
            Ask::Clear(block) if self.copying.cuts(block) => return Task::none(),
            Ask::Clear(_) | Ask::Fill(..) | Ask::Paste(_) => {}
        }
        let (deed, left_over) = paste_preview::deed_of(ask);
        stage_ask(deed, ask.clone(), left_over, (self.numbers.mask(context), context))
    }

    /// The member in the row above a block.
    fn source_of(&self, block: &Block) -> Option<MemberId> {
        let first = MemberId(*block.rows.first()?);
        let ids = &self.selected.as_ref()?.ids;
        let place = ids.iter().position(|id| *id == first)?;
        ids.get(place.checked_sub(1)?).copied()
    }

    fn filled_from(&self, block: &Block, source: &MemberRow, context: &Context) -> Task<ListMessage> {
        let (cells, mask) = (cells_of(context), self.numbers.mask(context));
        let text = |column: MemberColumn| match column.has_number(source) && mask.hides(source.id) {
            true => column.masked_cell(source, &cells, true),
            false => column.typed(source, &cells),
        };
        let known = block.columns.iter().map(|column| MemberColumn::from_code(column));
        let texts = known.map(|column| column.map(text).unwrap_or_default()).collect();
        stage_ask(Deed::Fill, Ask::FillDown(block.clone(), texts), (0, 0), (mask, context))
    }

    fn staged(
        &mut self,
        deed: Deed,
        left_over: LeftOver,
        answer: Result<Staged>,
        context: &Context,
    ) -> Update<ListMessage> {
        let Staged { edits, step } = match answer {
            Ok(staged) => staged,
            Err(error) => return Update::event(Event::Notice(Tone::Problem, sentence::error(&error))),
        };
        match step {
            Step::Done(committed) => {
                self.mend(&edits);
                stored(committed, context)
            }
            Step::Refused(refusals) => {
                let preview = Preview::new(deed, left_over, (&edits, &refusals), context);
                let focus = focus_on(preview.part.focus());
                self.edits.preview = Some(preview);
                Update::task(focus)
            }
        }
    }

    /// Forgets the refused texts in cells that have got another text.
    fn mend(&mut self, edits: &[CellEdit]) {
        if self.grid.drafts().is_empty() {
            return;
        }
        let changes: Vec<Change> = edits
            .iter()
            .filter(|edit| self.grid.drafts().contains_key(&(edit.member.0, edit.column.code().to_owned())))
            .map(change_of)
            .collect();
        self.grid.mend(&changes);
    }

    // ---- messages

    /// Takes what happens to texts on their way.
    pub fn edits_said(&mut self, message: Message, context: &Context) -> Update<ListMessage> {
        match message {
            Message::Answered(request, answer) => self.answered(request, answer, context),
            Message::SourceRead(block, Ok(rows)) => match rows.first() {
                Some(source) => Update::task(self.filled_from(&block, source, context)),
                None => Update::none(),
            },
            Message::SourceRead(_, Err(error)) => {
                Update::event(Event::Notice(Tone::Problem, sentence::error(&error)))
            }
            Message::Staged(deed, left_over, answer) => self.staged(deed, left_over, answer, context),
            Message::Preview(message) => self.preview_said(message, context),
            Message::Warned(words) => Update::event(Event::Notice(Tone::Warning, words)),
        }
    }

    fn preview_said(&mut self, message: paste_preview::Message, context: &Context) -> Update<ListMessage> {
        let Some(preview) = &mut self.edits.preview else { return Update::none() };
        match message {
            paste_preview::Message::List(event) => {
                preview.part.take(&event);
                Update::none()
            }
            paste_preview::Message::Cancelled => {
                self.edits.preview = None;
                Update::task(focus_on(GRID))
            }
            paste_preview::Message::Confirmed => {
                let (deed, good) = (preview.deed, Arc::clone(&preview.good));
                self.edits.preview = None;
                let mask = self.numbers.mask(context);
                let stored = stage(deed, move || good, (0, 0), (mask, context));
                Update::task(Task::batch([focus_on(GRID), stored]))
            }
        }
    }

    /// The open preview.
    pub fn dialog(&self) -> Option<Dialog<'_, ListMessage>> {
        let preview = self.edits.preview.as_ref()?;
        Some(preview.part.dialog().map(|message| ListMessage::Edits(Message::Preview(message))))
    }
}

/// Empties the cells of a block, in one step.
pub(super) fn empty(block: Block, at: (Mask, &Context)) -> Task<ListMessage> {
    stage_ask(Deed::Clear, Ask::Clear(block), (0, 0), at)
}

fn stage_ask(deed: Deed, ask: Ask, left_over: LeftOver, at: (Mask, &Context)) -> Task<ListMessage> {
    stage(deed, move || ask.changes().iter().filter_map(edit_of).collect(), left_over, at)
}

/// Stores many cells in one step; they are made on the worker, since there may be millions. If
/// something is left over, or a number is masked, they are looked at only: the person is to know
/// that first.
fn stage(
    deed: Deed,
    edits: impl FnOnce() -> Arc<[CellEdit]> + Send + 'static,
    left_over: LeftOver,
    (mask, context): (Mask, &Context),
) -> Task<ListMessage> {
    let author = context.author.clone();
    context.ask(
        move |database| {
            let edits = edits();
            let mut refused = masked(database, &edits, &mask)?;
            let step = if left_over == (0, 0) && refused.is_empty() {
                members::amend(database, &edits, &author)?
            } else {
                let hidden: HashSet<(MemberId, MemberColumn)> =
                    refused.iter().map(|refusal| (refusal.member, refusal.column)).collect();
                let is_open = |edit: &&CellEdit| !hidden.contains(&(edit.member, edit.column));
                let open: Vec<CellEdit> = edits.iter().filter(is_open).cloned().collect();
                refused.extend(members::check_cells(database, &open, &author)?);
                Step::Refused(refused)
            };
            Ok(Staged { edits, step })
        },
        move |answer| ListMessage::Edits(Message::Staged(deed, left_over, answer)),
    )
}

/// Tells the root what was stored, and the person what is odd about it.
fn stored(committed: Committed<Amended>, context: &Context) -> Update<ListMessage> {
    let warned = warning(&committed.value.warnings, context)
        .map_or_else(Task::none, |words| Task::done(ListMessage::Edits(Message::Warned(words))));
    if committed.changes.is_empty() {
        return Update::task(warned);
    }
    Update::task(warned).and(Event::Committed(committed.changes))
}

impl Preview {
    fn new(
        deed: Deed,
        left_over: LeftOver,
        (edits, refusals): (&[CellEdit], &[CellRefusal]),
        context: &Context,
    ) -> Self {
        let bad: HashSet<(MemberId, MemberColumn)> =
            refusals.iter().map(|refusal| (refusal.member, refusal.column)).collect();
        let (bad, good): (Vec<&CellEdit>, Vec<&CellEdit>) =
            edits.iter().partition(|edit| bad.contains(&(edit.member, edit.column)));
        let texts: HashMap<(MemberId, MemberColumn), &str> =
            bad.iter().map(|edit| ((edit.member, edit.column), edit.text.as_str())).collect();
        let refused = |refusal: &CellRefusal| Refused {
            row: person(refusal.member, context),
            column: refusal.column.title(Words::Screen),
            text: texts.get(&(refusal.member, refusal.column)).copied().unwrap_or_default().to_owned(),
            reason: sentence::wrong(&refusal.wrong),
        };
        let listed = refusals.iter().take(paste_preview::MOST_LISTED).map(refused).collect();
        let rows = MemberColumn::Name.title(Words::Screen);
        let part = PastePreview::new(deed, rows, (good.len(), refusals.len()), listed).left_over(left_over);
        Self { part, deed, good: good.into_iter().cloned().collect() }
    }
}

/// A member's name and year of birth: many have the same name.
fn person(member: MemberId, context: &Context) -> String {
    let named = context.directory.get(member);
    named.map(|listed| format!("{}, {}", listed.name, listed.born_on.year())).unwrap_or_default()
}

fn name_of(member: MemberId, context: &Context) -> String {
    context.directory.get(member).map(|listed| listed.name.to_string()).unwrap_or_default()
}

/// The first warning in words, and how many there are beside it.
fn warning(warnings: &[(MemberId, Problem)], context: &Context) -> Option<String> {
    let (member, problem) = warnings.first()?;
    let (name, what) = (name_of(*member, context), sentence::problem(problem));
    Some(match warnings.len() - 1 {
        0 => fl!("members-cells-warned", name = name, what = what),
        more => fl!("members-cells-warned-more", name = name, what = what, more = more),
    })
}
