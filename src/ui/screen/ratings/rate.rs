//! Rating: what a key or a click means for whom, shown at once, saved in order.

use std::sync::Arc;

use iced::Task;

use super::reason::{self, Reason};
use super::sheet::Who;
use super::steps;
use super::table::Content;
use super::{LIST, Message, Open, Ratings};
use crate::domain::date;
use crate::domain::rating::{Entry, Level, Rating, StepKind, Subject};
use crate::fl;
use crate::i18n::sentence;
use crate::services::{Author, Committed, Database, Result, ratings as service};
use crate::ui::context::Context;
use crate::ui::screen::{Event, Update};
use crate::ui::widget::grid::{RowKey, Typed};
use crate::ui::widget::{Tone, focus_on};

/// What a key says of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// This level.
    Level(Level),
    /// What the current column says.
    Current,
    /// Not rated, for the reason offered or one to be given.
    NotRated,
    /// No rating yet.
    Clear,
}

/// What was sent to the disk in one operation.
#[derive(Debug, Clone)]
pub struct Batch {
    subject: Subject,
    year: i32,
    entries: Arc<[(Who, Entry)]>,
}

/// What a mark comes to for one row.
enum Meaning {
    Entry(Entry),
    AskReason,
    /// The current column is no choice: the first sensible one is taken instead.
    GoToChoice,
}

impl Ratings {
    /// What typed text says of a row of the grid, and of all that are selected with it; bound to
    /// whom the row shows now.
    pub fn typed(&self, key: RowKey, column: usize, text: &str) -> Option<Typed<Message>> {
        let row = self.sheet.as_ref()?.row(Who::of_key(key).0)?;
        let content = self.table.content(column)?;
        let step = step_of(content);
        let mark = self.mark_of(text)?;
        // The columns of the steps take text; a digit gives a level where one is said.
        if content.is_step() && !(step.is_some() && matches!(mark, Mark::Level(_) | Mark::Clear)) {
            return None;
        }
        let message = Message::Marked(row.who, step, mark);
        let goes_down = match mark {
            Mark::Clear => false,
            Mark::Level(_) | Mark::Current | Mark::NotRated => {
                !self.is_row_locked(row) && matches!(self.meaning(row.who, step, mark)?, Meaning::Entry(_))
            }
        };
        Some(if goes_down { Typed::down(message) } else { Typed::stay(message) })
    }

    /// The step whose column has the cursor.
    pub(super) fn current_step(&self) -> Option<StepKind> {
        self.table.current(&self.list).and_then(step_of)
    }

    /// Whether a decision covers a row.
    pub(super) fn is_row_locked(&self, row: &super::sheet::Row) -> bool {
        self.is_locked() || row.is_locked
    }

    /// The digits of the levels, 0 for none, K for "not rated", Enter for the current column. The
    /// Vietnamese keyboard layout has its letters where the digits are.
    fn mark_of(&self, text: &str) -> Option<Mark> {
        let place = match text {
            "\n" => return Some(Mark::Current),
            "0" => return Some(Mark::Clear),
            "k" | "K" => return Some(Mark::NotRated),
            "1" | "ă" => 0,
            "2" | "â" => 1,
            "3" | "ê" => 2,
            "4" | "ô" => 3,
            "5" => 4,
            _ => return None,
        };
        self.sheet.as_ref()?.levels().get(place).map(|named| Mark::Level(named.level))
    }

    /// Whether the year is decided, or not read yet.
    pub(super) fn is_locked(&self) -> bool {
        self.sheet.as_ref().is_none_or(|sheet| sheet.decided.is_some())
    }

    /// What Enter would choose in the row of the cursor.
    pub fn choice(&self) -> Option<Content> {
        let row = self.row_at(self.list.cursor()?).filter(|row| !self.is_row_locked(row))?;
        let current = self.table.current(&self.list);
        if row.offer().is_some() && !current.is_some_and(Content::is_step) {
            return Some(Content::Reason);
        }
        current.filter(|content| content.is_rating())
    }

    fn meaning(&self, who: Who, step: Option<StepKind>, mark: Mark) -> Option<Meaning> {
        let row = self.sheet.as_ref()?.row(who)?;
        let rated = |rating| Meaning::Entry(Entry::Rating(rating));
        Some(match (mark, row.offer()) {
            (Mark::Level(level), _) => match step {
                Some(step) => Meaning::Entry(steps::with_level(row, step, level)),
                None => rated(Some(Rating::Level(level))),
            },
            (Mark::Clear, _) => match step {
                Some(step) => Meaning::Entry(Entry::Step(step, None)),
                None => rated(None),
            },
            (Mark::Current | Mark::NotRated, Some(why)) => {
                rated(Some(Rating::NotRated { why, reason: None }))
            }
            (Mark::NotRated, None) => Meaning::AskReason,
            (Mark::Current, None) => match self.table.current(&self.list)? {
                Content::Level(level) => rated(Some(Rating::Level(level))),
                Content::Reason => Meaning::AskReason,
                _ => Meaning::GoToChoice,
            },
        })
    }

    /// Marks somebody: in a step, or by the rating itself.
    pub fn mark(
        &mut self,
        who: Who,
        step: Option<StepKind>,
        mark: Mark,
        context: &Context,
    ) -> Update<Message> {
        let whos = self.selected_with(who);
        if let Some(refusal) = self.refusal(&whos) {
            return refusal;
        }
        self.is_begun = true;
        let (mut ratings, mut asked) = (Vec::new(), Vec::new());
        for who in self.unlocked(whos) {
            match self.meaning(who, step, mark) {
                Some(Meaning::Entry(entry)) => ratings.push((who, entry)),
                Some(Meaning::AskReason) => asked.push(who),
                Some(Meaning::GoToChoice) => {
                    let choice = self.table.first_choice(&self.list);
                    self.list.go_across(choice);
                    return Update::none();
                }
                None => {}
            }
        }
        if asked.is_empty() {
            return Update::task(self.enter(ratings, context));
        }
        self.ask_reason(asked, ratings)
    }

    /// All rows that are selected with somebody's: what is typed goes for all of them.
    pub(super) fn selected_with(&self, who: Who) -> Vec<Who> {
        let rows = self.list.selection().map(|selection| selection.rows()).unwrap_or_default();
        let selected: Vec<Who> = rows.filter_map(|place| self.row_at(place)).map(|row| row.who).collect();
        if selected.contains(&who) { selected } else { vec![who] }
    }

    fn is_range(&self) -> bool {
        self.list.selection().is_some_and(|selection| selection.rows().len() > 1)
    }

    /// Marks whoever has the cursor, from a button or while nothing has the focus, and goes down.
    pub fn mark_cursor(&mut self, mark: Mark, context: &Context) -> Update<Message> {
        let Some(who) = self.cursor() else { return Update::none() };
        let mut update = self.mark(who, self.current_step(), mark, context);
        if self.dialog.is_none() {
            if update.event.is_none() && mark != Mark::Clear && !self.is_range() {
                self.go_down(who);
            }
            update.task = Task::batch([update.task, focus_on(LIST)]);
        }
        update
    }

    pub(super) fn go_down(&mut self, who: Who) {
        if let Some(place) = self.place_of(Some(who)).filter(|place| place + 1 < self.shown.len()) {
            self.list.go_to(place + 1);
        }
    }

    /// Says that all of these are locked, if they are.
    pub(super) fn refusal(&self, whos: &[Who]) -> Option<Update<Message>> {
        let sheet = self.sheet.as_ref()?;
        let locked = whos.iter().all(|who| sheet.row(*who).is_some_and(|row| self.is_row_locked(row)));
        let first = whos.first().and_then(|who| sheet.row(*who)).filter(|_| locked);
        let words = self.lock().or_else(|| first.and_then(|row| self.lock_of(row)));
        words.map(|words| Update::event(Event::Notice(Tone::Warning, words)))
    }

    /// Those whom no decision covers.
    pub(super) fn unlocked(&self, mut whos: Vec<Who>) -> Vec<Who> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        whos.retain(|who| sheet.row(*who).is_some_and(|row| !self.is_row_locked(row)));
        whos
    }

    /// Why nothing can be entered, if the whole sheet is locked.
    pub(super) fn lock(&self) -> Option<String> {
        let sheet = self.sheet.as_ref()?;
        sheet.decided.as_ref().map(|decided| locked_by(sheet.year, decided))
    }

    /// Why nothing of a row can be entered, if it is locked.
    pub(super) fn lock_of(&self, row: &super::sheet::Row) -> Option<String> {
        let sheet = self.sheet.as_ref()?;
        let decided = sheet.decided.as_ref().or_else(|| sheet.decision_of(row, &self.tree))?;
        Some(locked_by(sheet.year, decided))
    }

    /// Takes all reasons that the rules offer.
    pub fn accept_offers(&mut self, context: &Context) -> Update<Message> {
        if let Some(words) = self.lock() {
            return Update::event(Event::Notice(Tone::Warning, words));
        }
        let offers = self.sheet.as_ref().map(super::Sheet::all_offers).unwrap_or_default();
        Update::task(self.enter(offers, context))
    }

    /// Shows what was entered and sends it to the disk as one operation.
    pub(super) fn enter(&mut self, entries: Vec<(Who, Entry)>, context: &Context) -> Task<Message> {
        let Some(sheet) = &mut self.sheet else { return Task::none() };
        let entries = sheet.show(entries);
        if entries.is_empty() {
            return Task::none();
        }
        let batch = Batch { subject: sheet.subject, year: sheet.year, entries: entries.into() };
        self.show_remarks();
        self.refresh_panel(context);
        let (sent, author) = (batch.clone(), context.author.clone());
        context.ask(
            move |database| sent.save(database, &author),
            move |answer| Message::Saved(batch.clone(), answer),
        )
    }

    /// The column of remarks comes with the first one; it goes when the sheet is read anew.
    fn show_remarks(&mut self) {
        let Some(sheet) = &self.sheet else { return };
        if sheet.has_remarks && !self.table.contents().contains(&Content::Flags) {
            self.table = super::Table::new(sheet);
        }
    }

    /// Takes the answer of the disk.
    pub fn take_answer(
        &mut self,
        batch: &Batch,
        answer: Result<Committed<()>>,
        context: &Context,
    ) -> Update<Message> {
        if let Some(sheet) = &mut self.sheet
            && (sheet.subject, sheet.year) == (batch.subject, batch.year)
        {
            sheet.settle(&batch.entries, answer.is_ok());
        }
        match answer {
            Ok(committed) if committed.changes.is_empty() => Update::none(),
            Ok(committed) => {
                // The ceiling is counted among groups as the register has them: they are read anew.
                let is_group = |(_, entry): &(Who, Entry)| matches!(entry, Entry::Group(_));
                if !batch.entries.iter().any(is_group) {
                    let _ = self.own.insert(committed.changes.sequence);
                }
                Update::event(Event::Committed(committed.changes))
            }
            // What was refused here looks different there: the sheet is read anew.
            Err(error) => {
                Update::task(self.read(context)).and(Event::Notice(Tone::Problem, sentence::error(&error)))
            }
        }
    }

    // ---- a reason in words

    fn ask_reason(&mut self, whos: Vec<Who>, beside: Vec<(Who, Entry)>) -> Update<Message> {
        let Some(sheet) = &self.sheet else { return Update::none() };
        let Some(row) = whos.first().and_then(|who| sheet.row(*who)) else { return Update::none() };
        let mut reason = Reason::new(row, whos, sheet.subject);
        reason.beside = beside;
        self.dialog = Some(Open::Reason(reason));
        Update::task(focus_on(reason::WORDS))
    }

    /// Whom the dialog for a reason is about.
    pub(super) fn whom(&self, reason: &Reason) -> String {
        if let [who] = reason.whos.as_slice() {
            let row = self.sheet.as_ref().and_then(|sheet| sheet.row(*who));
            return row.map(|row| row.name.clone()).unwrap_or_default();
        }
        fl!("ratings-selected", count = reason.whos.len())
    }

    /// Takes what happens in the dialog for a reason.
    pub fn take_reason(&mut self, message: reason::Message, context: &Context) -> Update<Message> {
        let Some(Open::Reason(reason)) = &mut self.dialog else { return Update::none() };
        match message {
            reason::Message::Cancelled => {
                self.leave_dialog();
                Update::none()
            }
            reason::Message::Confirmed => {
                let Some(rating) = reason.check() else {
                    // Only the words can be wrong.
                    return Update::task(focus_on(reason::WORDS));
                };
                let mut ratings = std::mem::take(&mut reason.beside);
                let whos = std::mem::take(&mut reason.whos);
                if let ([who], false) = (whos.as_slice(), self.is_range()) {
                    self.go_down(*who);
                }
                let entry = Entry::Rating(Some(rating));
                ratings.extend(whos.into_iter().map(|who| (who, entry.clone())));
                self.dialog = None;
                Update::task(self.enter(ratings, context))
            }
            message @ (reason::Message::WhyChosen(_) | reason::Message::WordsTyped(_)) => {
                reason.type_in(message);
                Update::none()
            }
        }
    }
}

impl Batch {
    fn save(&self, database: &mut Database, author: &Author) -> Result<Committed<()>> {
        service::enter(database, (self.year, self.subject), &self.entries, author)
    }
}

/// The step that a column shows.
fn step_of(content: Content) -> Option<StepKind> {
    match content {
        Content::Step(step) => Some(step),
        _ => None,
    }
}

/// "Năm 2025 đã chốt theo quyết định …".
fn locked_by(year: i32, decided: &service::Decision) -> String {
    let (year, number) = (year.to_string(), decided.decision.as_str());
    fl!("ratings-locked", year = year, number = number, day = date::show(decided.decided_on))
}
