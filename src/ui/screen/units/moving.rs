//! The dialog in which a unit is moved below another one.

use iced::widget::column;

use super::Message;
use super::change::Change;
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::unit::{Node, UnitTree};
use crate::fl;
use crate::ui::part::attempt::Attempt;
use crate::ui::part::unit_picker::UnitPicker;
use crate::ui::theme::{space, text};
use crate::ui::widget::Dialog;

/// The field on the screen.
pub const FIELDS: [(Field, &str); 1] = [(Field::Parent, "unit-new-parent")];

/// The draft of a move.
#[derive(Debug, Clone)]
pub struct Moving {
    /// The unit that goes.
    unit: UnitId,
    /// Below which it goes; nothing typed means to the top.
    parent: UnitPicker,
    /// How saving goes.
    pub attempt: Attempt,
    name: String,
    initial: String,
}

impl Moving {
    /// The unit of a node, from where it stands.
    pub fn new(tree: &UnitTree, node: &Node) -> Self {
        let parent = UnitPicker::at(node.unit.parent, tree);
        let mut moving = Self {
            unit: node.unit.id,
            initial: parent.typed().to_owned(),
            parent,
            attempt: Attempt::default(),
            name: node.unit.fields.name.clone(),
        };
        moving.renew(tree);
        moving
    }

    /// The unit's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether another place is typed.
    pub fn is_dirty(&self) -> bool {
        self.parent.typed() != self.initial
    }

    /// Takes what is typed.
    pub fn type_in(&mut self, typed: String) {
        self.parent.type_in(typed);
        self.attempt.typed(Field::Parent);
    }

    /// The field was left: a unit that there is not is pointed out.
    pub fn left(&mut self) {
        let lost = self.parent.is_lost().then(|| Problem::error(Field::Parent, Kind::NotFound));
        self.attempt.left(Field::Parent, lost.as_slice());
    }

    /// Takes a changed tree: offers the units below which it can stand.
    pub fn renew(&mut self, tree: &UnitTree) {
        let Some(node) = tree.node(self.unit) else {
            self.parent.forget();
            return;
        };
        self.name.clone_from(&node.unit.fields.name);
        let kind = node.unit.fields.kind;
        let fits = |above: &Node| tree.check_place(Some(self.unit), kind, Some(above.unit.id)).is_ok();
        self.parent.offer(tree, fits);
    }

    /// Drops the records around the draft.
    pub fn forget(&mut self) {
        self.name.clear();
        self.parent.forget();
        self.attempt.forget();
    }

    /// What is to be sent; none, with the problem noted, when the unit typed is not known.
    pub fn change(&mut self) -> Option<Change> {
        if self.parent.is_lost() {
            self.attempt.refuse(vec![Problem::error(Field::Parent, Kind::NotFound)]);
            return None;
        }
        Some(Change::Move(self.unit, self.parent.unit()))
    }

    /// The dialog.
    pub fn dialog(&self) -> Dialog<'_, Message> {
        let parent = self
            .parent
            .view(fl!("units-move-to"), Message::PlaceTyped)
            .id("unit-new-parent")
            .placeholder(fl!("units-at-top"))
            .hint(fl!("units-move-hint"))
            .on_leave(Message::FieldLeft(Field::Parent))
            .problem(self.attempt.problem(Field::Parent));
        let fields = column![text::strong(&self.name), parent].spacing(space::MEDIUM);
        let body = column![self.attempt.notices(&[Field::Parent]), fields];
        let dialog = Dialog::new("unit-move", fl!("units-move-title"), Message::Left).body(body);
        self.attempt.framed(dialog, fl!("units-move-do"), Message::Left, Message::Submitted)
    }
}
