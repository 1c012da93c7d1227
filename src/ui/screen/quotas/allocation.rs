//! Handing a unit's target down: a sheet of the units below it, proposed from what the parts are to
//! follow, changed by hand, and stored in one step. The sum always stands beside what was given.

use std::collections::BTreeMap;

use iced::Length;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::widget::{column, row};

use super::{GRID, Message as TabMessage, Quotas, Update, problem, view};
use crate::domain::id::UnitId;
use crate::domain::number::group;
use crate::domain::quota::{self, CandidateForm, Candidates};
use crate::fl;
use crate::services::quotas::{self, Allocation, Basis, Handed, Reach, TargetRefusal};
use crate::services::{Result, Step};
use crate::ui::context::Context;
use crate::ui::keymap::Chord;
use crate::ui::part::grid_words;
use crate::ui::part::problems::beside;
use crate::ui::screen::Event;
use crate::ui::theme::{button, size, space, text};
use crate::ui::widget::grid::{self, Cell, Change, Column, Role, State};
use crate::ui::widget::{Dialog, choice_named, focus_on, press};

/// The grid's name for the focus.
const LIST: &str = "quota-allocation";
/// So many rows are seen at once.
const ROWS: f32 = 7.0;
/// The columns that are typed in.
const PART: &str = "part";
const CANDIDATES: &str = "candidates";
const NOTE: &str = "note";
const KEYS: [&str; 8] = ["unit", "members", "new_year", "last_year", CANDIDATES, "present", PART, NOTE];
/// Where the parts stand among them.
const PART_PLACE: usize = 6;

/// The sheet.
#[derive(Debug)]
pub struct Sheet {
    at: (UnitId, i32),
    basis: Basis,
    reach: Reach,
    /// What is proposed and was changed since; none while it is read.
    read: Option<Allocation>,
    /// The candidates that were typed and are not stored yet.
    reported: BTreeMap<UnitId, Option<Candidates>>,
    is_changed: bool,
    asks_to_leave: bool,
    is_sent: bool,
    list: State,
    request: u64,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The parts are to follow something else.
    Basis(Basis),
    /// The target is to be split over other units.
    Reach(Reach),
    /// The worker proposes.
    Read(u64, Result<Box<Allocation>>),
    /// The grid said something.
    List(grid::Event),
    /// The parts are to be stored.
    Applied,
    /// The worker answered.
    Answered(Result<Step<(), TargetRefusal>>),
    /// The sheet is to be printed.
    Printed,
    /// Escape.
    Left,
}

fn basis_words(basis: Basis) -> String {
    match basis {
        Basis::ByHand => fl!("quotas-basis-by-hand"),
        Basis::Equal => fl!("quotas-basis-equal"),
        Basis::Members => fl!("quotas-basis-members"),
        Basis::MembersAtNewYear => fl!("quotas-basis-members-at-new-year"),
        Basis::LastYear => fl!("quotas-basis-last-year"),
        Basis::Candidates => fl!("quotas-basis-candidates"),
    }
}

fn reach_words(reach: Reach) -> String {
    match reach {
        Reach::Children => fl!("quotas-reach-children"),
        Reach::Cells => fl!("quotas-reach-cells"),
    }
}

impl Quotas {
    /// Opens the sheet for the unit of the cursor.
    pub(super) fn open_allocation(&mut self, context: &Context) -> Update<TabMessage> {
        let Some(unit) = self.selected else { return Update::none() };
        if context.tree.scope(Some(unit)).len() < 2 {
            let words = fl!("quotas-allocate-nothing-below", unit = context.unit_name(unit));
            return Update::event(Event::Notice(crate::ui::widget::Tone::Warning, words));
        }
        self.allocation = Some(Sheet {
            at: (unit, self.year),
            basis: Basis::ByHand,
            reach: Reach::Children,
            read: None,
            reported: BTreeMap::new(),
            is_changed: false,
            asks_to_leave: false,
            is_sent: false,
            list: State::new(),
            request: 0,
        });
        self.propose(context)
    }

    fn propose(&mut self, context: &Context) -> Update<TabMessage> {
        let Some(sheet) = &mut self.allocation else { return Update::none() };
        self.requests += 1;
        let request = self.requests;
        sheet.request = request;
        let (at, reach) = (sheet.at, sheet.reach);
        Update::task(context.ask(
            move |db| quotas::propose(db, at, Basis::ByHand, reach).map(Box::new),
            move |result| TabMessage::Allocation(Message::Read(request, result)),
        ))
    }

    /// Takes what happens in the sheet.
    pub(super) fn allocation_said(&mut self, message: Message, context: &Context) -> Update<TabMessage> {
        if let Message::Answered(answer) = message {
            return self.allocated(answer);
        }
        let Some(sheet) = &mut self.allocation else { return Update::none() };
        match message {
            Message::Basis(basis) => {
                sheet.basis = basis;
                sheet.is_changed = basis != Basis::ByHand || !sheet.reported.is_empty();
                sheet.follow();
            }
            Message::Reach(reach) => {
                sheet.reach = reach;
                return self.propose(context);
            }
            Message::Read(request, _) if request != sheet.request => {}
            Message::Read(_, Ok(read)) => {
                sheet.list.drop_drafts();
                let is_first = sheet.read.is_none();
                if !read.parts.is_empty() && sheet.list.cursor().is_none() {
                    sheet.list.go_to(0);
                    sheet.list.go_across(PART_PLACE);
                }
                sheet.read = Some(*read);
                sheet.follow();
                if is_first {
                    return Update::task(focus_on("allocate-basis"));
                }
            }
            Message::Read(_, Err(error)) => {
                self.allocation = None;
                return problem(&error);
            }
            Message::List(event) => return sheet.list_said(&event, context),
            Message::Applied => return self.apply_allocation(context),
            Message::Printed => {
                let Some(read) = sheet.read.clone() else { return Update::none() };
                return self.print_allocation(read, context);
            }
            Message::Left => {
                if !sheet.is_changed || sheet.asks_to_leave {
                    self.allocation = None;
                    return Update::task(focus_on(GRID));
                }
                sheet.asks_to_leave = true;
            }
            Message::Answered(_) => {}
        }
        Update::none()
    }

    fn apply_allocation(&mut self, context: &Context) -> Update<TabMessage> {
        let Some(sheet) = self.allocation.as_mut().filter(|sheet| sheet.may_be_applied()) else {
            return Update::none();
        };
        let Some(read) = &sheet.read else { return Update::none() };
        let text = |target: Option<i64>| target.map(|target| target.to_string()).unwrap_or_default();
        let targets = read.parts.iter().map(|part| (part.unit, text(part.proposed))).collect();
        let form =
            |reported: &Option<Candidates>| reported.as_ref().map(CandidateForm::from).unwrap_or_default();
        let candidates = sheet.reported.iter().map(|(unit, reported)| (*unit, form(reported))).collect();
        let handed = Handed { targets, candidates };
        sheet.is_sent = true;
        let (at, author) = (sheet.at, context.author.clone());
        Update::task(context.ask(
            move |db| quotas::allocate(db, at, &handed, &author),
            |answer| TabMessage::Allocation(Message::Answered(answer)),
        ))
    }

    fn allocated(&mut self, answer: Result<Step<(), TargetRefusal>>) -> Update<TabMessage> {
        let sheet = self.allocation.as_mut();
        match answer {
            Ok(Step::Done(committed)) => {
                self.allocation = None;
                Update::event(Event::Committed(committed.changes))
            }
            Ok(Step::Refused(refusals)) => {
                if let Some(sheet) = sheet {
                    sheet.is_sent = false;
                    for refusal in refusals {
                        let change = Change {
                            row: refusal.unit.0,
                            column: PART.to_owned(),
                            text: sheet.text_of(refusal.unit),
                        };
                        sheet.list.refuse(change, beside(&refusal.kind));
                    }
                }
                Update::none()
            }
            Err(error) => {
                if let Some(sheet) = sheet {
                    sheet.is_sent = false;
                }
                problem(&error)
            }
        }
    }
}

impl Sheet {
    /// Whether something would be lost.
    pub fn is_dirty(&self) -> bool {
        self.is_changed
    }

    /// Drops the names of the units; the parts are numbers only and stay.
    pub fn forget(&mut self) {
        self.is_sent = false;
        for part in self.read.iter_mut().flat_map(|read| &mut read.parts) {
            part.name.clear();
            part.code.clear();
        }
    }

    fn may_be_applied(&self) -> bool {
        let has_parts = self.read.as_ref().is_some_and(|read| !read.parts.is_empty());
        has_parts && !self.is_sent && self.list.drafts().is_empty()
    }

    fn text_of(&self, unit: UnitId) -> String {
        let part = self.read.as_ref().and_then(|read| read.parts.iter().find(|part| part.unit == unit));
        part.and_then(|part| part.proposed).map(group).unwrap_or_default()
    }

    fn list_said(&mut self, event: &grid::Event, context: &Context) -> Update<TabMessage> {
        self.list.apply(event);
        match event {
            grid::Event::Committed(change) => self.take(std::slice::from_ref(change)),
            grid::Event::Asked(grid::Ask::Copy(block)) => {
                let text = block.copied(|row, key| {
                    let place = KEYS.iter().position(|known| *known == key).unwrap_or_default();
                    let read = self.read.as_ref();
                    let row = read.and_then(|read| read.parts.iter().position(|part| part.unit.0 == row));
                    row.map(|row| self.cell(row, place, context).into_text()).unwrap_or_default()
                });
                return Update::task(iced::clipboard::write(text));
            }
            grid::Event::Asked(ask) => self.take(&ask.changes()),
            _ => {}
        }
        Update::none()
    }

    /// Proposes the parts anew, with the candidates that were typed.
    fn follow(&mut self) {
        self.note_reported();
        if let Some(read) = &mut self.read {
            read.follow(self.basis);
        }
    }

    /// Puts the candidates that were typed into the sheet.
    fn note_reported(&mut self) {
        for part in self.read.iter_mut().flat_map(|read| &mut read.parts) {
            if let Some(reported) = self.reported.get(&part.unit) {
                part.reported.clone_from(reported);
            }
        }
    }

    /// Takes what was typed; what can't be taken stays in its cell with the reason.
    fn take(&mut self, changes: &[Change]) {
        for change in changes {
            match change.column.as_str() {
                PART => self.take_part(change),
                CANDIDATES | NOTE => self.take_candidates(change),
                _ => {}
            }
        }
    }

    /// Takes a number of candidates, or the note on them; the parts that follow them follow at once.
    fn take_candidates(&mut self, change: &Change) {
        let parts = self.read.iter().flat_map(|read| &read.parts);
        let Some(part) = parts.into_iter().find(|part| part.unit.0 == change.row) else { return };
        let mut form = part.reported.as_ref().map(CandidateForm::from).unwrap_or_default();
        match change.column.as_str() {
            NOTE => form.note.clone_from(&change.text),
            // Without a number there is nothing that the note would be of.
            _ if change.text.trim().is_empty() => form = CandidateForm::default(),
            _ => form.count.clone_from(&change.text),
        }
        let unit = part.unit;
        match form.check() {
            Err(problems) => {
                let reason = problems.first().map(|problem| beside(&problem.kind)).unwrap_or_default();
                self.list.refuse(change.clone(), reason);
            }
            Ok(reported) => {
                self.list.mend(std::slice::from_ref(change));
                if reported != part.reported {
                    let _ = self.reported.insert(unit, reported);
                    (self.is_changed, self.asks_to_leave) = (true, false);
                    match self.basis {
                        Basis::Candidates => self.follow(),
                        _ => self.note_reported(),
                    }
                }
            }
        }
    }

    /// Takes a typed part.
    fn take_part(&mut self, change: &Change) {
        let target = match quota::target(&change.text) {
            Err(problem) => return self.list.refuse(change.clone(), beside(&problem.kind)),
            Ok(target) => target,
        };
        self.list.mend(std::slice::from_ref(change));
        let parts = self.read.iter_mut().flat_map(|read| &mut read.parts);
        for part in parts.filter(|part| part.unit.0 == change.row && part.proposed != target) {
            part.proposed = target;
            (self.is_changed, self.asks_to_leave) = (true, false);
        }
    }

    fn columns() -> Vec<Column> {
        let figure = |key: &str, title: String, width| Column::new(key, title, width).number().unsorted();
        let typed = |column: Column| column.kind(grid::Kind::Number).editable();
        vec![
            Column::new(KEYS[0], fl!("quotas-unit"), 168.0).unsorted().pinned(),
            figure(KEYS[1], fl!("quotas-allocate-members"), 96.0),
            figure(KEYS[2], fl!("quotas-allocate-new-year"), 76.0),
            figure(KEYS[3], fl!("quotas-allocate-last-year"), 124.0),
            typed(figure(CANDIDATES, fl!("quotas-allocate-candidates"), 98.0)),
            figure(KEYS[5], fl!("quotas-allocate-present"), 96.0),
            typed(figure(PART, fl!("quotas-allocate-part"), 84.0)),
            Column::new(NOTE, fl!("quotas-allocate-note"), 84.0).unsorted().editable(),
        ]
    }

    fn cell<'a>(&'a self, row: usize, column: usize, context: &'a Context) -> Cell<'a> {
        let Some(part) = self.read.as_ref().and_then(|read| read.parts.get(row)) else {
            return Cell::from("");
        };
        let reported = part.reported.as_ref();
        let cell = match KEYS.get(column).copied().unwrap_or_default() {
            PART => {
                let role = if part.proposed == part.present { Role::Text } else { Role::Strong };
                return Cell::new(view::figure(part.proposed), role)
                    .edited_as(part.proposed.map(group).unwrap_or_default());
            }
            CANDIDATES => {
                // The sum of those below is shown, and typed over by a report of the unit's own.
                let role = if reported.is_some() { Role::Text } else { Role::Muted };
                return Cell::new(view::figure(part.candidates()), role)
                    .edited_as(reported.map(|it| group(it.count)).unwrap_or_default());
            }
            NOTE => return Cell::from(reported.and_then(|it| it.note.as_deref()).unwrap_or_default()),
            "members" => Cell::from(group(part.members)),
            "new_year" => Cell::from(group(part.members_at_new_year)),
            "last_year" => Cell::from(group(part.last_year)),
            "present" => Cell::new(view::figure(part.present), Role::Muted),
            _ => Cell::from(context.unit_name(part.unit)),
        };
        cell.locked(fl!("quotas-allocate-locked"))
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Dialog<'a, TabMessage> {
        let (unit, year) = self.at;
        let choices = row![
            choice_named(
                fl!("quotas-allocate-basis"),
                &Basis::ALL,
                Some(self.basis),
                |basis| basis_words(*basis),
                |basis| said(Message::Basis(basis)),
            )
            .id("allocate-basis"),
            choice_named(
                fl!("quotas-allocate-reach"),
                &[Reach::Children, Reach::Cells],
                Some(self.reach),
                |reach| reach_words(*reach),
                |reach| said(Message::Reach(reach)),
            )
            .id("allocate-reach"),
        ]
        .spacing(space::LARGE);
        let parts = self.read.as_ref().map_or(&[][..], |read| &read.parts);
        let height = size::HEADER + ROWS * size::ROW + size::SCROLL_BAR + size::ROW;
        let cell = move |row: usize, column: usize| self.cell(row, column, context);
        let list =
            grid::grid(&self.list, Self::columns(), parts.len(), cell, |event| said(Message::List(event)))
                .keys(move |row| parts.get(row).map_or(0, |part| part.unit.0))
                .enter_goes_down()
                .frozen(1)
                .status()
                .words(grid_words::words)
                .id(LIST)
                .empty(if self.read.is_some() { fl!("quotas-allocate-none") } else { String::new() })
                .height(height);
        let question = self.asks_to_leave.then(|| text::body(fl!("part-leave-unsaved")).style(text::warning));
        let body = column![
            text::strong(context.unit_name(unit)),
            choices,
            list,
            row(self.sums()).spacing(space::LARGE),
            column![question]
        ]
        .spacing(space::MEDIUM)
        .width(Length::Fill);
        let apply = Chord::ctrl('s');
        let leave = press(text::body(fl!("common-cancel"))).hint("Esc").on_press(said(Message::Left));
        let print = press(text::body(fl!("common-print")))
            .hint(Chord::ctrl('p').label())
            .on_press_maybe(self.read.is_some().then(|| said(Message::Printed)));
        let save = press(text::strong(fl!("quotas-allocate-apply")))
            .hint(apply.label())
            .style(button::primary)
            .id("allocate-apply")
            .on_press_maybe(self.may_be_applied().then(|| said(Message::Applied)));
        let title = fl!("quotas-allocate-title", year = year.to_string());
        Dialog::new("quota-allocation", title, said(Message::Left))
            .wide()
            .body(body)
            .first("allocate-basis")
            .button(leave)
            .button(print)
            .button(save)
            .bind(apply, said(Message::Applied))
            .bind(Chord::ctrl('p'), said(Message::Printed))
            .bind(Chord::key(Named::Enter).with(Modifiers::CTRL), said(Message::Applied))
    }

    /// The sum beside what was given, and by how much they differ.
    fn sums<'a>(&self) -> Vec<crate::ui::Element<'a, TabMessage>> {
        let Some(read) = &self.read else { return vec![text::strong("").into()] };
        if read.assigned.is_some() && !read.can_follow(self.basis) {
            return vec![text::body(fl!("quotas-allocate-no-candidates")).style(text::warning).into()];
        }
        let candidates = read
            .candidates()
            .map(|count| text::body(fl!("quotas-allocate-candidates-sum", count = group(count))).into());
        let (sum, assigned) = (group(read.sum()), view::figure(read.assigned));
        let sentence = text::strong(fl!("quotas-allocate-sum", sum = sum, assigned = assigned));
        let difference = match read.assigned.map(|assigned| read.sum() - assigned) {
            None => text::body(fl!("quotas-allocate-no-target")).style(text::warning),
            Some(0) => text::body(fl!("quotas-allocate-even")).style(text::success),
            Some(more @ 1..) => {
                text::body(fl!("quotas-allocate-more", count = group(more))).style(text::warning)
            }
            Some(less) => text::body(fl!("quotas-allocate-less", count = group(-less))).style(text::warning),
        };
        [sentence.into(), difference.into()].into_iter().chain(candidates).collect()
    }
}

fn said(message: Message) -> TabMessage {
    TabMessage::Allocation(message)
}
