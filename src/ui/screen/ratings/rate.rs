//! Rating: what a key or a click means for whom, shown at once, saved in order.

use std::sync::Arc;

use iced::Task;

use super::reason::{self, Reason};
use super::sheet::Who;
use super::table::Content;
use super::{LIST, Message, Open, Ratings};
use crate::domain::date;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::rating::{Level, NotRated, Rating, Subject};
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
    ratings: Arc<[(Who, Option<Rating>)]>,
}

/// What a mark comes to for one row.
enum Meaning {
    Rating(Option<Rating>),
    AskReason,
    /// The current column is no choice: the first sensible one is taken instead.
    GoToChoice,
}

impl Ratings {
    /// What typed text says of a row of the grid, and of all that are selected with it; bound to
    /// whom the row shows now.
    pub fn typed(&self, key: RowKey, text: &str) -> Option<Typed<Message>> {
        let row = self.sheet.as_ref()?.row(Who::of_key(key).0)?;
        let mark = self.mark_of(text)?;
        let message = Message::Marked(row.who, mark);
        let goes_down = match mark {
            Mark::Clear => false,
            Mark::Level(_) | Mark::Current | Mark::NotRated => {
                !self.is_locked() && matches!(self.meaning(row.who, mark)?, Meaning::Rating(_))
            }
        };
        Some(if goes_down { Typed::down(message) } else { Typed::stay(message) })
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
        let row = self.row_at(self.list.cursor()?).filter(|_| !self.is_locked())?;
        if row.offer().is_some() {
            return Some(Content::Reason);
        }
        self.table.current(&self.list).filter(|content| match content {
            Content::Level(_) | Content::Reason => true,
            Content::Order | Content::Name | Content::Unit | Content::Status | Content::Kind => false,
        })
    }

    fn meaning(&self, who: Who, mark: Mark) -> Option<Meaning> {
        let row = self.sheet.as_ref()?.row(who)?;
        let offered = |why: NotRated| Meaning::Rating(Some(Rating::NotRated { why, reason: None }));
        Some(match (mark, row.offer()) {
            (Mark::Level(level), _) => Meaning::Rating(Some(Rating::Level(level))),
            (Mark::Clear, _) => Meaning::Rating(None),
            (Mark::Current | Mark::NotRated, Some(why)) => offered(why),
            (Mark::NotRated, None) => Meaning::AskReason,
            (Mark::Current, None) => match self.table.current(&self.list)? {
                Content::Level(level) => Meaning::Rating(Some(Rating::Level(level))),
                Content::Reason => Meaning::AskReason,
                Content::Order | Content::Name | Content::Unit | Content::Status | Content::Kind => {
                    Meaning::GoToChoice
                }
            },
        })
    }

    /// Marks somebody.
    pub fn mark(&mut self, who: Who, mark: Mark, context: &Context) -> Update<Message> {
        if let Some(refusal) = self.refusal() {
            return refusal;
        }
        self.is_begun = true;
        let whos = self.selected_with(who);
        let (mut ratings, mut asked) = (Vec::new(), Vec::new());
        for who in whos {
            match self.meaning(who, mark) {
                Some(Meaning::Rating(rating)) => ratings.push((who, rating)),
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
            return Update::task(self.rate(ratings, context));
        }
        self.ask_reason(asked, ratings)
    }

    /// All rows that are selected with somebody's: what is typed goes for all of them.
    fn selected_with(&self, who: Who) -> Vec<Who> {
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
        let mut update = self.mark(who, mark, context);
        if self.dialog.is_none() {
            if update.event.is_none() && mark != Mark::Clear && !self.is_range() {
                self.go_down(who);
            }
            update.task = Task::batch([update.task, focus_on(LIST)]);
        }
        update
    }

    fn go_down(&mut self, who: Who) {
        if let Some(place) = self.place_of(Some(who)).filter(|place| place + 1 < self.shown.len()) {
            self.list.go_to(place + 1);
        }
    }

    /// Says that the year is locked, if it is.
    pub(super) fn refusal(&self) -> Option<Update<Message>> {
        self.lock().map(|words| Update::event(Event::Notice(Tone::Warning, words)))
    }

    /// Why nothing can be rated, if the year is locked.
    pub(super) fn lock(&self) -> Option<String> {
        let sheet = self.sheet.as_ref()?;
        let decided = sheet.decided.as_ref()?;
        let (year, number) = (sheet.year.to_string(), decided.decision.as_str());
        Some(fl!("ratings-locked", year = year, number = number, day = date::show(decided.decided_on)))
    }

    /// Takes all reasons that the rules offer.
    pub fn accept_offers(&mut self, context: &Context) -> Update<Message> {
        if let Some(refusal) = self.refusal() {
            return refusal;
        }
        let offers = self.sheet.as_ref().map(super::Sheet::all_offers).unwrap_or_default();
        Update::task(self.rate(offers, context))
    }

    /// Shows ratings and sends them to the disk as one operation.
    pub(super) fn rate(&mut self, ratings: Vec<(Who, Option<Rating>)>, context: &Context) -> Task<Message> {
        let Some(sheet) = &mut self.sheet else { return Task::none() };
        let ratings = sheet.show(ratings);
        if ratings.is_empty() {
            return Task::none();
        }
        let batch = Batch { subject: sheet.subject, year: sheet.year, ratings: ratings.into() };
        let (sent, author) = (batch.clone(), context.author.clone());
        context.ask(
            move |database| sent.save(database, &author),
            move |answer| Message::Saved(batch.clone(), answer),
        )
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
            sheet.settle(&batch.ratings, answer.is_ok());
        }
        match answer {
            Ok(committed) if committed.changes.is_empty() => Update::none(),
            Ok(committed) => {
                let _ = self.own.insert(committed.changes.sequence);
                Update::event(Event::Committed(committed.changes))
            }
            // What was refused here looks different there: the sheet is read anew.
            Err(error) => {
                Update::task(self.read(context)).and(Event::Notice(Tone::Problem, sentence::error(&error)))
            }
        }
    }

    // ---- a reason in words

    fn ask_reason(&mut self, whos: Vec<Who>, beside: Vec<(Who, Option<Rating>)>) -> Update<Message> {
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
                self.dialog = None;
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
                ratings.extend(whos.into_iter().map(|who| (who, Some(rating.clone()))));
                self.dialog = None;
                Update::task(self.rate(ratings, context))
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
        match self.subject {
            Subject::Member => service::rate_members(database, self.year, &self.members(), author),
            Subject::Unit => service::rate_units(database, self.year, &self.units(), author),
        }
    }

    fn members(&self) -> Vec<(MemberId, Option<Rating>)> {
        let member = |(who, rating): &(Who, Option<Rating>)| match who {
            Who::Member(id) => Some((*id, rating.clone())),
            Who::Unit(_) => None,
        };
        self.ratings.iter().filter_map(member).collect()
    }

    fn units(&self) -> Vec<(UnitId, Option<Rating>)> {
        let unit = |(who, rating): &(Who, Option<Rating>)| match who {
            Who::Unit(id) => Some((*id, rating.clone())),
            Who::Member(_) => None,
        };
        self.ratings.iter().filter_map(unit).collect()
    }
}
