//! The dialog in which a unit is closed, and its members are sent to another cell.

use chrono::NaiveDate;
use iced::widget::column;

use super::Message;
use super::change::Change;
use crate::domain::date;
use crate::domain::id::UnitId;
use crate::domain::number::group;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::unit::{Node, UnitTree};
use crate::fl;
use crate::services::units::ClosingForm;
use crate::ui::part::attempt::Attempt;
use crate::ui::part::dates;
use crate::ui::part::unit_picker::UnitPicker;
use crate::ui::theme::{space, text};
use crate::ui::widget::{Dialog, text_field};

/// The draft of closing a unit.
#[derive(Debug, Clone)]
pub struct Closing {
    /// The unit.
    unit: UnitId,
    /// How saving goes.
    pub attempt: Attempt,
    on: String,
    decision: String,
    destination: UnitPicker,
    name: String,
    members: u32,
    is_cell: bool,
    first_on: String,
}

/// The fields on the screen in reading order.
pub const FIELDS: [(Field, &str); 4] = [
    (Field::ClosedOn, "unit-closed-on"),
    (Field::DecidedOn, "unit-closed-on"),
    (Field::Decision, "unit-closing-decision"),
    (Field::Destination, "unit-destination"),
];

/// What is typed into the dialog.
#[derive(Debug, Clone)]
pub enum Input {
    /// Day.
    On(String),
    /// Number of the decision.
    Decision(String),
    /// Cell that takes the members.
    Destination(String),
}

impl Closing {
    /// The unit of a node, closed today.
    pub fn new(tree: &UnitTree, node: &Node, today: NaiveDate) -> Self {
        let mut closing = Self {
            unit: node.unit.id,
            attempt: Attempt::default(),
            on: date::show(today),
            decision: String::new(),
            destination: UnitPicker::default(),
            name: String::new(),
            members: 0,
            is_cell: node.unit.fields.kind.is_cell(),
            first_on: date::show(today),
        };
        closing.renew(tree);
        closing
    }

    /// The unit's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether something is typed.
    pub fn is_dirty(&self) -> bool {
        self.on != self.first_on || !self.decision.is_empty() || !self.destination.typed().is_empty()
    }

    /// Takes what is typed.
    pub fn type_in(&mut self, input: Input) {
        match input {
            Input::On(on) => {
                self.on = on;
                self.attempt.typed(Field::DecidedOn);
                self.attempt.typed(Field::ClosedOn);
            }
            Input::Decision(decision) => {
                self.decision = decision;
                self.attempt.typed(Field::Decision);
            }
            Input::Destination(typed) => {
                self.destination.type_in(typed);
                self.attempt.typed(Field::Destination);
            }
        }
    }

    /// A field was left: what is wrong with it is shown.
    pub fn left(&mut self, field: Field) {
        let day = date::parse_day(&self.on).err();
        let day = day.map(|kind| Problem::error(Field::DecidedOn, kind));
        let lost = self.destination.is_lost().then(|| Problem::error(Field::Destination, Kind::NotFound));
        let found: Vec<Problem> = day.into_iter().chain(lost).collect();
        self.attempt.left(field, &found);
    }

    /// Takes a changed tree: offers the cells that are open.
    pub fn renew(&mut self, tree: &UnitTree) {
        if let Some(node) = tree.node(self.unit) {
            self.name.clone_from(&node.unit.fields.name);
            self.members = node.own_members;
            self.is_cell = node.unit.fields.kind.is_cell();
        }
        let takes_members = |node: &Node| {
            node.unit.fields.kind.is_cell() && node.unit.closed_on.is_none() && node.unit.id != self.unit
        };
        self.destination.offer(tree, takes_members);
    }

    /// Drops the records around the draft.
    pub fn forget(&mut self) {
        self.name.clear();
        self.destination.forget();
        self.attempt.forget();
    }

    /// What is to be sent; none, with the problem noted, when the cell typed is not known.
    pub fn change(&mut self) -> Option<Change> {
        if self.destination.is_lost() {
            self.attempt.refuse(vec![Problem::error(Field::Destination, Kind::NotFound)]);
            return None;
        }
        let form = ClosingForm {
            on: self.on.clone(),
            decision: self.decision.clone(),
            destination: self.destination.unit(),
        };
        Some(Change::Close(self.unit, form))
    }

    /// The dialog.
    pub fn dialog(&self, today: NaiveDate) -> Dialog<'_, Message> {
        let problem = |field| self.attempt.problem(field);
        let on = dates::whole_day(fl!("units-closed-on"), &self.on, today, |text| {
            Message::ClosingTyped(Input::On(text))
        })
        .id("unit-closed-on")
        .problem(problem(Field::ClosedOn).or(problem(Field::DecidedOn)))
        .on_leave(Message::FieldLeft(Field::DecidedOn));
        let decision = text_field(fl!("units-closing-decision"), &self.decision)
            .id("unit-closing-decision")
            .problem(problem(Field::Decision))
            .on_input(|text| Message::ClosingTyped(Input::Decision(text)));
        let destination = self.is_cell.then(|| {
            self.destination
                .view(fl!("units-destination"), |text| Message::ClosingTyped(Input::Destination(text)))
                .id("unit-destination")
                .hint(self.hint())
                .on_leave(Message::FieldLeft(Field::Destination))
                .problem(problem(Field::Destination))
        });
        let fields = column![text::strong(&self.name), on, decision, destination].spacing(space::MEDIUM);
        let body = column![self.attempt.notices(&FIELDS.map(|(field, _)| field)), fields];
        let dialog = Dialog::new("unit-close", fl!("units-close-title"), Message::Left).body(body);
        self.attempt.framed(dialog, fl!("units-close-do"), Message::Left, Message::Submitted)
    }

    fn hint(&self) -> String {
        match (self.members, self.destination.is_empty()) {
            (0, _) => fl!("units-destination-optional"),
            (_, true) => fl!("units-destination-missing"),
            (count, false) => fl!("units-destination-needed", count = group(i64::from(count))),
        }
    }
}
