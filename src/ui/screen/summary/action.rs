//! What is asked for on the summary tab by key or button.

use iced::Task;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{Event, Message, Summary, Update, View, YEAR, YEARS};
use crate::domain::rating::Subject;
use crate::fl;
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::widget::{Tone, focus_on};

/// What a person asks for by key or button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The next kind of table.
    NextView,
    /// Members or units.
    Subject,
    /// The year before.
    YearBefore,
    /// The year after.
    YearAfter,
    /// The year's field.
    Year,
    /// The unit above the chosen one.
    UnitAbove,
    /// Entering totals.
    Totals,
    /// The targets of the congress.
    Targets,
    /// The chart in the place of the table, or the table again.
    Chart,
    /// The table into the clipboard.
    Copy,
    /// The table on paper.
    Print,
    /// Figures into a workbook of the level above.
    Fill,
}

impl Summary {
    pub(super) fn asked(&mut self, action: Action, context: &Context) -> Update<Message> {
        if !self.bind(action).is_possible() {
            return Update::none();
        }
        match action {
            Action::NextView => {
                self.view = self.view.next();
                let renewed = self.turned(context);
                Update::task(Task::batch([renewed.task, self.focus()]))
            }
            Action::Subject => {
                self.subject = match self.subject {
                    Subject::Member => Subject::Unit,
                    Subject::Unit => Subject::Member,
                };
                self.turned(context)
            }
            Action::YearBefore => self.go_to_year(self.year - 1, context),
            Action::YearAfter => self.go_to_year(self.year + 1, context),
            Action::Year => Update::task(focus_on(YEAR)),
            Action::UnitAbove => self.go_up(context),
            Action::Totals => self.open_totals(context),
            Action::Targets => self.open_targets(context),
            Action::Chart => {
                self.shows_chart = !self.shows_chart;
                Update::none()
            }
            Action::Copy if self.view == View::Compare => {
                Update::task(iced::clipboard::write(self.compare.as_text()))
                    .and(Event::Notice(Tone::Done, fl!("compare-copied")))
            }
            Action::Copy => Update::task(iced::clipboard::write(self.table.as_text()))
                .and(Event::Notice(Tone::Done, fl!("summary-copied"))),
            Action::Print if self.view == View::Compare => self.print_comparison(context),
            Action::Print => self.print(context),
            Action::Fill => self.open_filling(context),
        }
    }

    fn go_up(&self, context: &Context) -> Update<Message> {
        let Some(unit) = context.unit else { return Update::none() };
        let above = context.tree.node(unit).and_then(|node| node.unit.parent);
        Update::event(Event::UnitChosen(above))
    }

    pub(super) fn set_year(&mut self, year: i32) {
        self.year = year;
        self.year_typed = year.to_string();
    }

    fn go_to_year(&mut self, year: i32, context: &Context) -> Update<Message> {
        if !self.view.is_of_a_year() || year == self.year || !YEARS.contains(&year) {
            return Update::none();
        }
        self.set_year(year);
        Update::task(self.read(context))
    }

    pub(super) fn year_typed(&mut self, typed: String, context: &Context) -> Update<Message> {
        let update = match typed.trim().parse() {
            Ok(year) => self.go_to_year(year, context),
            Err(_) => Update::none(),
        };
        self.year_typed = typed;
        update
    }

    /// The key of an action, what it says, and whether it is possible.
    pub(super) fn bind(&self, action: Action) -> Bind<Message> {
        let ctrl = |named| Chord::key(named).with(Modifiers::CTRL);
        let (chord, words) = match action {
            Action::NextView => (Chord::key(Named::F6), fl!("summary-next-view")),
            Action::Subject => (Chord::key(Named::F4), fl!("ratings-switch")),
            Action::YearBefore => (ctrl(Named::PageUp), fl!("quotas-year-before")),
            Action::YearAfter => (ctrl(Named::PageDown), fl!("quotas-year-after")),
            Action::Year => (Chord::ctrl('g'), fl!("quotas-year-go")),
            Action::UnitAbove => {
                (Chord::key(Named::Backspace).with(Modifiers::ALT), fl!("summary-unit-above"))
            }
            Action::Totals => (Chord::key(Named::F7), fl!("summary-totals-title")),
            Action::Targets => (Chord::key(Named::F8), fl!("summary-targets")),
            Action::Chart if self.shows_chart => (Chord::key(Named::F9), fl!("summary-table-again")),
            Action::Chart => (Chord::key(Named::F9), fl!("summary-chart")),
            Action::Copy if self.view == View::Compare => (Chord::ctrl_shift('c'), fl!("compare-copy")),
            Action::Copy => (Chord::ctrl_shift('c'), fl!("summary-copy")),
            Action::Print => (Chord::ctrl('p'), fl!("ratings-print")),
            Action::Fill => (Chord::ctrl('e'), fl!("fill-command")),
        };
        let has_table = self.view != View::Compare;
        let is_possible = match action {
            Action::YearBefore | Action::YearAfter => self.view.is_of_a_year(),
            Action::Totals | Action::Targets => {
                matches!(self.view, View::Units | View::Years) && self.unit().is_some()
            }
            Action::Chart => self.view == View::Years && self.chart.is_some(),
            Action::Copy | Action::Print if !has_table => !self.compare.is_empty(),
            Action::Copy | Action::Print => !self.table.rows.is_empty(),
            Action::Subject | Action::Year | Action::UnitAbove => has_table,
            Action::NextView | Action::Fill => true,
        };
        Bind::new(chord, Message::Asked(action)).named(words).when(is_possible)
    }
}
