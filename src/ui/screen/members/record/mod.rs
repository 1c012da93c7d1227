//! One member's record: the form, the history, and the dialogs that change status, cell and posts.

mod draft;
mod form;
mod history;
mod sheet;
mod slot;
mod unsaved;

use iced::Task;
use iced::widget::column;

use draft::Draft;
use sheet::Sheet;
use slot::Slot;

use super::lists::Lists;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::{MemberRecord, Sex, Status};
use crate::domain::problem::{Field, Kind, Problem};
use crate::fl;
use crate::i18n::sentence;
use crate::services::members::{self, NewMember};
use crate::services::{Changes, Committed, Error, Result, Saved};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::part::numbers::{self, Noted, Numbers};
use crate::ui::part::unit_picker::UnitPicker;
use crate::ui::screen::{Event, Update};
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, Tone, focus_on, press};
use iced::keyboard::key::Named;

/// Where a person wants to go from an open record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// Back to the list.
    ToList,
    /// On to a new member.
    ToNew,
}

/// What happens on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// The record was read.
    Read(MemberId, Result<Box<MemberRecord>>),
    /// A field holds this text.
    Typed(Slot, String),
    /// A field was left.
    Left(Field),
    /// A sex was chosen.
    SexChosen(Sex),
    /// The field of the cell holds this text.
    CellTyped(String),
    /// The field of the admitting unit holds this text.
    AdmissionTyped(String),
    /// The field of the cell was left.
    CellLeft,
    /// The field of the admitting unit was left.
    AdmissionLeft,
    /// The record is to be saved.
    SaveRequested,
    /// The member was added.
    Added(Result<Committed<Saved<MemberId>>>),
    /// The record was written.
    Edited(Result<Committed<Saved<()>>>),
    /// The page is to be left.
    LeaveRequested(Leave),
    /// The answer to the question before leaving: save first.
    SavedBeforeLeaving,
    /// The answer to the question before leaving: what was typed is thrown away.
    Discarded,
    /// The answer to the question before leaving: not now.
    Stayed,
    /// What was typed is put on top of the record as it is now.
    Rebased,
    /// What was typed gives way to the record as it is now.
    Reverted,
    /// The status is to be changed.
    StatusRequested,
    /// The member is to go to another cell.
    TransferRequested,
    /// A post is to be added, or changed.
    PostRequested(Option<i64>),
    /// A badge is to be added, or changed.
    BadgeRequested(Option<i64>),
    /// A discipline is to be added, or changed.
    DisciplineRequested(Option<i64>),
    /// The numbers are to be shown, or masked again.
    NumbersAsked,
    /// That they are seen was noted, or not.
    NumbersNoted(Noted),
    /// In the dialog over the page.
    Sheet(sheet::Message),
}

/// What the page answers.
pub enum Outcome {
    /// It stays open.
    Open(Update<Message>),
    /// It is left, perhaps with news.
    Left(Leave, Option<Event>),
}

/// See the module.
#[derive(Debug)]
pub struct Record {
    who: Option<MemberId>,
    record: Option<Box<MemberRecord>>,
    draft: Draft,
    cell: UnitPicker,
    admission: UnitPicker,
    is_saving: bool,
    question: Option<Leave>,
    leaves_after: Option<Leave>,
    sheet: Option<Sheet>,
    is_fresh: bool,
    has_left_admission: bool,
    numbers: Numbers,
}

/// The name, for the focus, of the page's first field.
pub const FIRST: &str = "member-Name";

/// The chord that saves.
#[must_use]
pub fn save_chord() -> Chord {
    Chord::ctrl('s')
}

fn status_chord() -> Chord {
    Chord::key(Named::F6)
}

fn discard_chord() -> Chord {
    Chord::ctrl('d')
}

fn transfer_chord() -> Chord {
    Chord::key(Named::F7)
}

fn discipline_chord() -> Chord {
    Chord::key(Named::F9)
}

fn badge_chord() -> Chord {
    Chord::key(Named::F11)
}

fn post_chord() -> Chord {
    Chord::key(Named::F8)
}

impl Record {
    /// The page of a member to be added, at best to this cell.
    pub fn of_new(unit: Option<UnitId>, context: &Context) -> (Self, Task<Message>) {
        let is_open_cell = |unit: &UnitId| context.tree.node(*unit).is_some_and(super::is_open_cell);
        let mut open = context.tree.nodes().iter().filter(|node| super::is_open_cell(node));
        let only = open.next().filter(|_| open.next().is_none()).map(|node| node.unit.id);
        let unit = unit.filter(is_open_cell).or(only);
        let mut page = Self::empty(None);
        page.draft = Draft::of_new(unit);
        page.cell = UnitPicker::at(unit, &context.tree);
        page.admission = UnitPicker::at(unit, &context.tree);
        page.offer(context);
        (page, focus_on(Slot::Name.id()))
    }

    /// The page of a member, being read.
    pub fn of(id: MemberId, context: &Context) -> (Self, Task<Message>) {
        let mut page = Self::empty(Some(id));
        page.offer(context);
        (page, read(id, context))
    }

    fn empty(who: Option<MemberId>) -> Self {
        Self {
            who,
            record: None,
            draft: Draft::default(),
            cell: UnitPicker::default(),
            admission: UnitPicker::default(),
            is_saving: false,
            question: None,
            leaves_after: None,
            sheet: None,
            is_fresh: true,
            has_left_admission: false,
            numbers: Numbers::default(),
        }
    }

    fn offer(&mut self, context: &Context) {
        self.cell.offer(&context.tree, super::is_open_cell);
        self.admission.offer(&context.tree, |_| true);
        if let Some(sheet) = &mut self.sheet {
            sheet.offer(context);
        }
    }

    /// Whose page it is; none for a member to be added.
    #[must_use]
    pub fn who(&self) -> Option<MemberId> {
        self.who
    }

    /// Whether something typed is not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.draft.is_dirty() || self.sheet.as_ref().is_some_and(Sheet::is_dirty)
    }

    /// Drops what the register said; what was typed stays. Whether anything is left.
    pub fn forget(&mut self) -> bool {
        let stays = self.is_dirty();
        self.record = None;
        self.draft.forget(self.who.is_none());
        self.cell.forget();
        self.admission.forget();
        if let Some(sheet) = &mut self.sheet {
            sheet.forget();
        }
        self.is_saving = false;
        self.numbers.hide();
        stays
    }

    /// Reads again what may have changed.
    pub fn invalidate(&mut self, changes: Option<&Changes>, context: &Context) -> Task<Message> {
        self.offer(context);
        let touches = |id: MemberId| changes.is_none_or(|changes| changes.members.contains(&id.0));
        match self.who.filter(|id| touches(*id)) {
            Some(id) => read(id, context),
            None => Task::none(),
        }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Outcome {
        let outcome = self.take(message, context);
        self.draft.check(self.who.is_none(), context.author.today);
        outcome
    }

    fn take(&mut self, message: Message, context: &Context) -> Outcome {
        match message {
            Message::Read(id, record) => return self.was_read(id, record, context),
            Message::Typed(slot, text) => self.draft.type_in(slot, text),
            Message::Left(field) => self.draft.left(field),
            Message::SexChosen(sex) => self.draft.choose_sex(sex),
            Message::CellTyped(typed) => {
                self.cell.type_in(typed);
                if self.draft.choose_cell(self.cell.unit()) {
                    self.admission.type_in(self.cell.typed().to_owned());
                }
            }
            Message::AdmissionTyped(typed) => {
                self.admission.type_in(typed);
                self.has_left_admission = false;
                self.draft.choose_admission_unit(self.admission.unit());
            }
            Message::CellLeft => {
                self.draft.left(Field::Unit);
                complete(&mut self.cell, context);
                self.offer(context);
            }
            Message::AdmissionLeft => {
                self.has_left_admission = true;
                complete(&mut self.admission, context);
                self.offer(context);
            }
            Message::SaveRequested => return Outcome::Open(Update::task(self.save(context))),
            Message::Added(result) => return self.added(result, context),
            Message::Edited(result) => return self.edited(result, context),
            Message::LeaveRequested(leave) => return self.leave(leave),
            Message::Discarded => {
                if let Some(leave) = self.question.take() {
                    return Outcome::Left(leave, None);
                }
            }
            Message::SavedBeforeLeaving => {
                self.leaves_after = self.question.take();
                return Outcome::Open(Update::task(self.save(context)));
            }
            Message::Stayed => self.question = None,
            Message::Rebased => {
                if let Some(record) = &self.record {
                    self.draft.rebase(record);
                }
                self.show_admission_unit(context);
            }
            Message::Reverted => {
                self.draft.revert(self.record.as_deref());
                self.show_admission_unit(context);
            }
            Message::StatusRequested => {
                let present = self.present();
                self.sheet = present.map(|present| Sheet::status(present, context));
            }
            Message::TransferRequested => {
                let present = self.present().filter(|present| present.is_present());
                self.sheet = present.map(|_| Sheet::transfer(context));
            }
            Message::PostRequested(post) => {
                let record = self.record.as_deref();
                let known = post.and_then(|id| record?.posts.iter().find(|post| post.id == id));
                self.sheet = record.map(|_| Sheet::post(known, context));
            }
            Message::BadgeRequested(row) => {
                let record = self.record.as_deref();
                let known = row.and_then(|id| record?.badges.iter().find(|badge| badge.id == id));
                self.sheet =
                    record.map(|record| Sheet::badge(known, record.fields.admission_decided_on, context));
            }
            Message::DisciplineRequested(row) => {
                let record = self.record.as_deref();
                let known = row.and_then(|id| record?.discipline.iter().find(|known| known.id == id));
                self.sheet = record.map(|_| Sheet::discipline(known, context));
            }
            Message::NumbersAsked => return Outcome::Open(Update::task(self.turn_numbers(context))),
            Message::NumbersNoted(noted) => {
                return Outcome::Open(match self.numbers.take(noted) {
                    Ok(changes) => Update::event(Event::Noted(changes)),
                    Err(error) => problem(&error),
                });
            }
            Message::Sheet(message) => return Outcome::Open(self.take_sheet(message, context)),
        }
        Outcome::Open(Update::none())
    }

    fn was_read(&mut self, id: MemberId, record: Result<Box<MemberRecord>>, context: &Context) -> Outcome {
        if self.who != Some(id) {
            return Outcome::Open(Update::none());
        }
        match record {
            Ok(record) => {
                self.draft.read(&record);
                self.record = Some(record);
                if !self.draft.is_dirty() {
                    self.show_admission_unit(context);
                }
                let is_fresh = std::mem::take(&mut self.is_fresh);
                let task = if is_fresh { focus_on(Slot::Name.id()) } else { Task::none() };
                Outcome::Open(Update::task(task))
            }
            // Adding the member was undone.
            Err(Error::Refused(problems)) => {
                let words = sentence::problems(&problems);
                Outcome::Left(Leave::ToList, Some(Event::Notice(Tone::Warning, words)))
            }
            Err(error) => Outcome::Open(problem(&error)),
        }
    }

    fn show_admission_unit(&mut self, context: &Context) {
        let unit = self.draft.form().and_then(|form| form.form.admission_unit);
        self.admission = UnitPicker::at(unit, &context.tree);
        self.offer(context);
    }

    /// Whether the numbers of the register's record are masked. Those of a member to be added are
    /// what was just typed.
    fn masks_numbers(&self, context: &Context) -> bool {
        self.who.is_some_and(|member| self.numbers.are_masked(member, context))
    }

    fn turn_numbers(&mut self, context: &Context) -> Task<Message> {
        match self.who {
            Some(member) if self.masks_numbers(context) => {
                self.numbers.show(vec![member], context).map(Message::NumbersNoted)
            }
            _ => {
                self.numbers.hide();
                Task::none()
            }
        }
    }

    /// Checks and sends the form, or takes the focus to the first problem.
    fn save(&mut self, context: &Context) -> Task<Message> {
        if self.is_saving {
            return Task::none();
        }
        self.draft.reveal();
        self.draft.check(self.who.is_none(), context.author.today);
        let Some(form) = self.draft.form().cloned() else { return Task::none() };
        if self.is_lost() || self.draft.problems().iter().any(is_own_error) {
            self.leaves_after = None;
            self.has_left_admission = true;
            return self.focus_on_problem();
        }
        self.is_saving = true;
        let author = context.author.clone();
        match self.who {
            None => context.ask(move |database| members::add(database, &form, &author), Message::Added),
            Some(id) => {
                let seen = self.draft.seen().cloned();
                let NewMember { form, .. } = form;
                context.ask(
                    move |database| members::edit(database, id, &form, seen.as_ref(), &author),
                    Message::Edited,
                )
            }
        }
    }

    /// Whether a unit was typed that there is not.
    fn is_lost(&self) -> bool {
        self.admission.is_lost() || (self.who.is_none() && self.cell.is_lost())
    }

    fn focus_on_problem(&self) -> Task<Message> {
        let is_wrong = |field: Field| {
            self.draft.problems().iter().any(|problem| problem.field == field && problem.is_error())
        };
        form::order(self.who.is_none())
            .find(|entry| match entry {
                form::Entry::AdmissionUnit => self.admission.is_lost(),
                form::Entry::Cell => self.cell.is_lost() || is_wrong(Field::Unit),
                form::Entry::Sex => is_wrong(Field::Sex),
                form::Entry::Text(slot) => is_wrong(slot.field()),
            })
            .map_or_else(Task::none, |entry| focus_on(entry.id()))
    }

    fn added(&mut self, result: Result<Committed<Saved<MemberId>>>, context: &Context) -> Outcome {
        let result = result.map(|committed| {
            self.who = Some(committed.value.value);
            committed.map(|saved| Saved { value: (), warnings: saved.warnings })
        });
        self.edited(result, context)
    }

    fn edited(&mut self, result: Result<Committed<Saved<()>>>, context: &Context) -> Outcome {
        self.is_saving = false;
        let leaves = self.leaves_after.take();
        match result {
            Ok(Committed { value: Saved { warnings, .. }, changes }) => {
                let checked = self.draft.form().and_then(|form| form.form.check(context.author.today).ok());
                if let Some(checked) = checked {
                    self.draft.saved(&checked.value, warnings);
                }
                let news = Event::Committed(changes);
                match leaves {
                    Some(leave) => Outcome::Left(leave, Some(news)),
                    None => Outcome::Open(Update::event(news)),
                }
            }
            Err(Error::Refused(problems)) => {
                self.draft.refuse(problems);
                self.draft.check(self.who.is_none(), context.author.today);
                let again = match (self.draft.is_outdated, self.who) {
                    (true, Some(id)) => read(id, context),
                    (true, None) | (false, _) => self.focus_on_problem(),
                };
                Outcome::Open(Update::task(again))
            }
            Err(error) => Outcome::Open(problem(&error)),
        }
    }

    fn leave(&mut self, leave: Leave) -> Outcome {
        if self.is_saving {
            return Outcome::Open(Update::none());
        }
        if !self.draft.is_dirty() {
            return Outcome::Left(leave, None);
        }
        self.question = Some(leave);
        Outcome::Open(Update::none())
    }

    /// A message of the dialog.
    fn take_sheet(&mut self, message: sheet::Message, context: &Context) -> Update<Message> {
        let (Some(sheet), Some(id)) = (&mut self.sheet, self.who) else { return Update::none() };
        match sheet.update(message, id, context) {
            sheet::Step::Stay(task) => Update::task(task.map(Message::Sheet)),
            sheet::Step::Closed(changes) => {
                self.sheet = None;
                changes.map_or_else(Update::none, |changes| Update::event(Event::Committed(changes)))
            }
            sheet::Step::Failed(error) => problem(&error),
        }
    }

    /// The present status, as far as the record is read.
    fn present(&self) -> Option<Status> {
        self.record.as_deref().and_then(MemberRecord::status).map(|period| period.status)
    }

    /// The page.
    pub fn view<'a>(&'a self, lists: &'a Lists, context: &'a Context) -> Element<'a, Message> {
        form::page(self, lists, context)
    }

    /// The dialog above the window.
    pub fn dialog<'a>(&'a self, context: &Context) -> Option<Dialog<'a, Message>> {
        match (self.question, &self.sheet) {
            (Some(_), _) => Some(question(self.unsaved())),
            (None, Some(sheet)) => Some(sheet.dialog(context.author.today).map(Message::Sheet)),
            (None, None) => None,
        }
    }

    /// What can be done on the page, with its keys.
    pub fn keys(&self, context: &Context) -> Vec<Bind<Message>> {
        let known = self.record.is_some();
        let numbers = numbers::bind(self.masks_numbers(context), Message::NumbersAsked, context);
        let back = Bind::new(Chord::key(Named::Escape), Message::LeaveRequested(Leave::ToList));
        let new = Bind::new(super::keys::new_chord(), Message::LeaveRequested(Leave::ToNew));
        let binds = vec![
            Bind::new(save_chord(), Message::SaveRequested)
                .named(fl!("members-save-record"))
                .when(!self.is_saving),
            Bind::new(status_chord(), Message::StatusRequested)
                .named(fl!("members-status-change"))
                .when(history::may_change_status(self)),
            Bind::new(transfer_chord(), Message::TransferRequested)
                .named(fl!("members-transfer"))
                .when(history::may_transfer(self)),
            Bind::new(post_chord(), Message::PostRequested(None)).named(fl!("members-post-add")).when(known),
            Bind::new(badge_chord(), Message::BadgeRequested(None))
                .named(fl!("members-badge-add"))
                .when(known),
            Bind::new(discipline_chord(), Message::DisciplineRequested(None))
                .named(fl!("members-discipline-add"))
                .when(known),
            back.named(fl!("members-back-to-list")),
            new.named(fl!("members-new")),
        ];
        binds.into_iter().chain(numbers.map(|bind| bind.when(known))).collect()
    }
}

fn read(id: MemberId, context: &Context) -> Task<Message> {
    context.ask(
        move |database| members::record(database, id).map(Box::new),
        move |record| Message::Read(id, record),
    )
}

/// Shows the whole line of the unit that was picked by a part of it.
fn complete(picker: &mut UnitPicker, context: &Context) {
    if let Some(unit) = picker.unit() {
        *picker = UnitPicker::at(Some(unit), &context.tree);
    }
}

fn problem(error: &Error) -> Update<Message> {
    Update::event(Event::Notice(Tone::Problem, sentence::error(error)))
}

/// Whether a problem is found in the form itself; what the register refused before is asked anew.
fn is_own_error(problem: &Problem) -> bool {
    problem.is_error() && !matches!(problem.kind, Kind::Duplicate { .. })
}

/// What to do with what was typed.
fn question<'a>(lost: Vec<String>) -> Dialog<'a, Message> {
    let lost = column(lost.into_iter().map(|what| text::strong(what).into())).spacing(space::TIGHT);
    Dialog::new("member-leave", fl!("members-leave-title"), Message::Stayed)
        .body(column![lost, text::body(fl!("members-leave-words"))].spacing(space::MEDIUM))
        .button(press(text::body(fl!("members-leave-stay"))).hint("Esc").on_press(Message::Stayed))
        .button(
            press(text::body(fl!("members-leave-discard")))
                .hint(discard_chord().label())
                .style(button::danger)
                .id("member-discard")
                .on_press(Message::Discarded),
        )
        .button(
            press(text::body(fl!("members-save")))
                .hint(save_chord().label())
                .style(button::primary)
                .id("member-leave-save")
                .on_press(Message::SavedBeforeLeaving),
        )
        .bind(save_chord(), Message::SavedBeforeLeaving)
        .bind(discard_chord(), Message::Discarded)
}
