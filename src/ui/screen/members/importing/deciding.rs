//! What a person decides and mends: what a column is, a cell of a row, what becomes of rows.

use std::sync::Arc;

use iced::Task;

use super::{Importing, Message};
use crate::domain::problem::Field;
use crate::services::imports::{Choice, Planned, Row, Target, Touched};
use crate::ui::context::Context;
use crate::ui::widget::grid;

impl Importing {
    pub(super) fn choose_target(&mut self, column: usize, target: Option<Target>) {
        let Some(mapping) = &mut self.mapping else { return };
        // Two columns can't be the same thing: the other one gives way.
        for (place, heading) in mapping.header.columns.iter_mut().enumerate() {
            if place == column {
                heading.target = target;
            } else if target.is_some() && heading.target == target {
                heading.target = None;
            }
        }
    }

    /// What can be mended of a row, in the order of the sheet's columns: also what the row has no
    /// text for, and what the sheet has no column for if the row is refused without it.
    pub(super) fn mendable(&self, row: &Row, planned: &Planned) -> Vec<Target> {
        let columns = self.mapping.iter().flat_map(|mapping| &mapping.header.columns);
        let mut targets: Vec<Target> = columns.filter_map(|heading| heading.target).collect();
        let missing = planned.problems.iter().filter(|problem| problem.is_error()).filter_map(|problem| {
            let of_field = |target: &Target| target.field() == problem.field;
            let is_there = targets.iter().any(of_field);
            Target::of(self.subject).into_iter().find(of_field).filter(|_| !is_there)
        });
        let missing: Vec<Target> = missing.collect();
        for target in missing.into_iter().chain(row.cells.iter().map(|(target, _)| *target)) {
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        targets
    }

    /// Puts the cursor of the cells on the first one that keeps the current row out, or is odd.
    pub(super) fn show_problem(&mut self) {
        self.cells.to_top();
        let Some(at) = self.current() else { return };
        let planned = self.plan.as_ref().and_then(|plan| plan.rows.get(at));
        let (Some(row), Some(planned)) = (self.rows.get(at), planned) else { return };
        let targets = self.mendable(row, planned);
        let with_error = planned.problems.iter().filter(|problem| problem.is_error());
        let place =
            with_error.chain(&planned.problems).find_map(|problem| place_of(problem.field, &targets, row));
        if let Some(place) = place {
            self.cells.go_to(place);
            self.cells.go_across(1);
        }
    }

    /// A cell of the current row was mended: the row is planned anew with it.
    pub(super) fn cell_said(&mut self, event: &grid::Event, context: &Context) -> Task<Message> {
        self.cells.apply(event);
        let grid::Event::Committed(change) = event else { return Task::none() };
        let Some(at) = self.current().filter(|_| !self.is_done) else { return Task::none() };
        let planned = self.plan.as_ref().and_then(|plan| plan.rows.get(at));
        let (Some(before), Some(planned)) = (self.rows.get(at).cloned(), planned) else {
            return Task::none();
        };
        let place = usize::try_from(change.row).ok();
        let target = place.and_then(|place| self.mendable(&before, planned).get(place).copied());
        let Some(target) = target else { return Task::none() };
        if let Some(row) = Arc::make_mut(&mut self.rows).get_mut(at) {
            mend(row, target, &change.text);
        }
        self.is_stale = true;
        let touched = Touched { rows: vec![at], before: vec![before] };
        self.plan_touched(touched, context)
    }

    pub(super) fn decide(&mut self, choice: Option<Choice>, context: &Context) -> Task<Message> {
        let Some(plan) = self.plan.clone().filter(|_| !self.is_done) else { return Task::none() };
        let rows = self.list.selection().map(|selection| selection.rows()).unwrap_or_default();
        let places: Vec<usize> = rows.filter_map(|row| self.shown.get(row).copied()).collect();
        for row in places.iter().filter_map(|at| plan.rows.get(*at)) {
            match choice {
                Some(choice) => drop(self.options.choices.insert(row.number, choice)),
                None => drop(self.options.choices.remove(&row.number)),
            }
        }
        if places.is_empty() {
            return Task::none();
        }
        self.is_stale = true;
        self.plan_touched(Touched { rows: places, before: Vec::new() }, context)
    }
}

/// Which of the cells that can be mended a problem is about: of several the one with a text, such as
/// the date of birth in the women's column.
pub(super) fn place_of(field: Field, targets: &[Target], row: &Row) -> Option<usize> {
    let is_of = |target: &Target| target.field() == field;
    let filled = targets.iter().position(|target| is_of(target) && row.text(*target).is_some());
    filled.or_else(|| targets.iter().position(is_of))
}

/// Puts a text into a cell of a row; what was done to read the cell before is no longer true.
fn mend(row: &mut Row, target: Target, text: &str) {
    row.notes.retain(|note| note.field != target.field());
    row.cells.retain(|(other, _)| *other != target);
    if !text.trim().is_empty() {
        row.cells.push((target, text.to_owned()));
    }
}
