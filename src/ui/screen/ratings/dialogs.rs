//! The dialogs over the tab: opening them, and what comes of them.

use super::ceiling;
use super::decision::{self, Decision};
use super::form::{self, Form};
use super::paper;
use super::reason;
use super::sheet::Who;
use super::{Asked, LIST, Message, Open, Ratings, panel};
use crate::domain::id::UnitId;
use crate::domain::rating::Rating;
use crate::fl;
use crate::i18n::sentence;
use crate::services::Error;
use crate::ui::context::Context;
use crate::ui::screen::{Event, Update};
use crate::ui::widget::{Tone, focus_on};

/// Whether the question before something typed is lost stays after a message: who types on has
/// answered it.
pub(super) fn keeps_question(message: &Message) -> bool {
    matches!(
        message,
        Message::Reason(reason::Message::Cancelled)
            | Message::Decision(
                decision::Message::Cancelled | decision::Message::Counted(..) | decision::Message::DayLeft
            )
            | Message::Form(form::Message::Cancelled)
            | Message::Ceiling(ceiling::Message::Left)
    )
}

impl Ratings {
    // ---- leaving

    /// What was typed in the open dialog and is not saved, in words.
    pub(super) fn unsaved_in_dialog(&self) -> Option<String> {
        match self.dialog.as_ref()? {
            Open::Reason(reason) => {
                reason.is_dirty().then(|| fl!("unsaved-reason", name = self.whom(reason)))
            }
            Open::Decision(decision) => decision.is_dirty().then(|| decision.title()),
            Open::Form(form) => form.is_dirty().then(|| form.title()),
            Open::Ceiling(open) => open.is_dirty().then(|| fl!("ceiling-raising")),
            Open::Paper(_) => None,
        }
    }

    /// What would be lost, while that is asked.
    pub(super) fn leaving_question(&self) -> Option<String> {
        let lost = self.unsaved_in_dialog().filter(|_| self.asks_to_leave)?;
        Some(fl!("part-leave-lost", what = lost))
    }

    /// Shuts the dialog; when something typed would be lost, the second time.
    pub(super) fn leave_dialog(&mut self) {
        let asks = self.unsaved_in_dialog().is_some() && !self.asks_to_leave;
        self.asks_to_leave = asks;
        if !asks {
            self.dialog = None;
        }
    }

    /// The list that the sheet's dialogs were opened from.
    fn focus_below(&self) -> Update<Message> {
        Update::task(focus_on(if self.panel.is_some() { panel::PANEL } else { LIST }))
    }

    // ---- deciding and printing

    pub(super) fn ask_decision(&mut self, context: &Context) -> Update<Message> {
        let unit = self.sheet.as_ref().and_then(|sheet| sheet.decided.as_ref()).map(|decided| decided.unit);
        let Some(sheet) = &self.sheet else { return Update::none() };
        match unit {
            Some(unit) => {
                let name = unit.map(|unit| context.unit_name(unit).to_owned());
                let decision = Decision::reopen(sheet.subject, sheet.year, unit.zip(name));
                self.dialog = Some(Open::Decision(Box::new(decision)));
                Update::none()
            }
            None => self.ask_decision_of(context.unit, context),
        }
    }

    /// Asks for the decision on a unit; on the whole register for none.
    pub(super) fn ask_decision_of(&mut self, unit: Option<UnitId>, context: &Context) -> Update<Message> {
        let Some(sheet) = &self.sheet else { return Update::none() };
        let decision = Decision::decide(sheet.subject, sheet.year, unit, &context.tree);
        let count = decision.count(context);
        self.dialog = Some(Open::Decision(Box::new(decision)));
        Update::task(count)
    }

    pub(super) fn take_decision(&mut self, message: decision::Message, context: &Context) -> Update<Message> {
        let Some(Open::Decision(decision)) = &mut self.dialog else { return Update::none() };
        match message {
            decision::Message::Cancelled => self.leave_dialog(),
            decision::Message::Confirmed => {
                let Some(job) = decision.job(&context.author) else { return Update::none() };
                let answer = |answer| Message::Decision(decision::Message::Done(answer));
                return Update::task(context.ask(job, answer));
            }
            decision::Message::Done(Ok(committed)) => {
                self.dialog = None;
                return Update::event(Event::Committed(committed.changes));
            }
            decision::Message::Done(Err(Error::Refused(problems))) => {
                return Update::task(decision.refuse(problems));
            }
            decision::Message::Done(Err(error)) => {
                decision.failed();
                return Update::event(Event::Notice(Tone::Problem, sentence::error(&error)));
            }
            decision::Message::UnitTyped(typed) => {
                if decision.type_unit(typed) {
                    return Update::task(decision.count(context));
                }
            }
            message @ (decision::Message::Counted(..)
            | decision::Message::BodyTyped(_)
            | decision::Message::NumberTyped(_)
            | decision::Message::DayTyped(_)
            | decision::Message::DayLeft
            | decision::Message::ReasonTyped(_)) => decision.type_in(message),
        }
        Update::none()
    }

    pub(super) fn take_ceiling(&mut self, message: ceiling::Message, context: &Context) -> Update<Message> {
        let (Some(Open::Ceiling(open)), Some(sheet)) = (&mut self.dialog, &self.sheet) else {
            return Update::none();
        };
        match message {
            ceiling::Message::Left => self.leave_dialog(),
            ceiling::Message::RegimesAsked => {
                // The rules are shown above; what was typed here stays.
                if !open.is_dirty() {
                    self.dialog = None;
                }
                return Update::event(Event::RegimesAsked);
            }
            ceiling::Message::Saved(Ok(committed)) => {
                *open = ceiling::Ceilings::default();
                return Update::event(Event::Committed(committed.changes));
            }
            ceiling::Message::Saved(Err(error)) => {
                return match open.failed(error) {
                    Some(error) => Update::event(Event::Notice(Tone::Problem, sentence::error(&error))),
                    None => Update::none(),
                };
            }
            message => {
                if let Some(job) = open.update(message, &sheet.meter, &context.author) {
                    let answer = |answer| Message::Ceiling(ceiling::Message::Saved(answer));
                    return Update::task(context.ask(job, answer));
                }
            }
        }
        Update::none()
    }

    pub(super) fn take_paper(&mut self, message: paper::Message, context: &Context) -> Update<Message> {
        let Some(Open::Paper(paper)) = &mut self.dialog else { return Update::none() };
        match message {
            paper::Message::Cancelled => self.dialog = None,
            paper::Message::Confirmed => {
                let Some(job) = paper.job(context.unit, context) else { return Update::none() };
                return Update::task(context.ask(job, |made| Message::Paper(paper::Message::Made(made))));
            }
            paper::Message::Made(Ok(Some((name, document)))) => {
                self.dialog = None;
                return Update::event(Event::Printed(name, document));
            }
            paper::Message::Made(Ok(None)) => paper.refuse_empty(),
            paper::Message::Made(Err(error)) => {
                return Update::event(Event::Notice(Tone::Problem, sentence::error(&error)));
            }
            message => paper.type_in(message),
        }
        Update::none()
    }

    // ---- the other dialogs

    pub(super) fn ask_form(&mut self, asked: Asked, context: &Context) -> Update<Message> {
        let Some(sheet) = &self.sheet else { return Update::none() };
        let row = self.list.cursor().and_then(|place| self.row_at(place));
        let form = match (asked, row) {
            (Asked::Note, _) => return self.ask_note(context),
            (Asked::Parts, _) => Form::parts(sheet),
            (Asked::Copy, _) => {
                let selected = row.map(|row| self.selected_with(row.who)).unwrap_or_default();
                let all: Vec<Who> = self.shown_rows().map(|row| row.who).collect();
                Form::copy(self.unlocked(selected), self.unlocked(all), sheet)
            }
            (Asked::Ballot, Some(row)) => match self.lock_of(row) {
                Some(words) => return Update::event(Event::Notice(Tone::Warning, words)),
                None => Form::ballot(row, sheet),
            },
            (Asked::Rerate, Some(row)) => match (&row.rating, row.is_locked) {
                (Some(Rating::Level(before)), true) => Form::rerate(row, *before, sheet),
                _ => return Update::event(Event::Notice(Tone::Warning, fl!("ratings-rerate-nothing"))),
            },
            (Asked::Ballot | Asked::Rerate, None) => return Update::none(),
        };
        self.open_form(form)
    }

    pub(super) fn take_form(&mut self, message: form::Message, context: &Context) -> Update<Message> {
        let Some(Open::Form(form)) = &mut self.dialog else { return Update::none() };
        match form.update(message) {
            form::Step::Stay => Update::none(),
            form::Step::Focus(name) => Update::task(focus_on(name)),
            form::Step::Save => {
                let job = form.job(&context.author);
                Update::task(context.ask(job, |done| Message::Form(form::Message::Done(done))))
            }
            form::Step::Left => {
                self.leave_dialog();
                if self.dialog.is_none() { self.focus_below() } else { Update::none() }
            }
            form::Step::Saved(changes) => {
                self.dialog = None;
                let update = self.focus_below();
                if changes.is_empty() { update } else { update.and(Event::Committed(changes)) }
            }
            form::Step::Failed(error) => Update::event(Event::Notice(Tone::Problem, sentence::error(&error))),
        }
    }
}
