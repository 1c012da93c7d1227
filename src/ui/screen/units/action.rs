//! What can be done on the units tab: in words, with its key. Buttons, keys and the palette of
//! commands are all made of this.

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{Message, Units};
use crate::domain::unit::{Node, UnitKind};
use crate::fl;
use crate::services::units::Way;
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};

/// What a person asks for by key or button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// A new unit below the selected one.
    Add,
    /// The first unit of an empty register.
    AddFirst(UnitKind),
    /// The selected unit's fields.
    Edit,
    /// Another place for the selected unit.
    Move,
    /// One place up or down among its siblings.
    Reorder(Way),
    /// The selected unit closed, or opened again.
    CloseOrReopen,
    /// Discipline of the selected unit.
    Discipline,
    /// The window narrowed to the selected unit, or wide again.
    Narrow,
    /// The search field.
    Search,
    /// The next unit that is found.
    Next,
    /// The one before.
    Previous,
    /// Closed units shown or hidden.
    TurnClosed,
}

impl Action {
    fn chord(self) -> Chord {
        match self {
            Self::Add | Self::AddFirst(UnitKind::BaseCell) => Chord::ctrl('n'),
            Self::AddFirst(_) => Chord::ctrl_shift('n'),
            Self::Edit => Chord::key(Named::F2),
            Self::Move => Chord::key(Named::F6),
            Self::Reorder(Way::Up) => Chord::key(Named::ArrowUp).with(Modifiers::ALT),
            Self::Reorder(Way::Down) => Chord::key(Named::ArrowDown).with(Modifiers::ALT),
            Self::CloseOrReopen => Chord::key(Named::F8),
            Self::Discipline => Chord::key(Named::F9),
            Self::Narrow => Chord::key(Named::F4),
            Self::Search => Chord::ctrl('f'),
            Self::Next => Chord::key(Named::F3),
            Self::Previous => Chord::key(Named::F3).with(Modifiers::SHIFT),
            Self::TurnClosed => Chord::ctrl('h'),
        }
    }

    /// What it does to the unit of the cursor.
    fn words(self, node: Option<&Node>, context: &Context) -> String {
        let is_closed = node.is_some_and(|node| node.unit.closed_on.is_some());
        let is_chosen = node.is_some_and(|node| context.unit == Some(node.unit.id));
        match self {
            Self::Add => fl!("units-add"),
            Self::AddFirst(UnitKind::BaseCell) => fl!("units-empty-cell"),
            Self::AddFirst(_) => fl!("units-empty-committee"),
            Self::Edit => fl!("units-edit"),
            Self::Move => fl!("units-move"),
            Self::Reorder(Way::Up) => fl!("units-up"),
            Self::Reorder(Way::Down) => fl!("units-down"),
            Self::CloseOrReopen if is_closed => fl!("units-reopen"),
            Self::CloseOrReopen => fl!("units-close"),
            Self::Discipline => fl!("units-discipline"),
            Self::Narrow if is_chosen => fl!("units-widen"),
            Self::Narrow => fl!("units-narrow"),
            Self::Search => fl!("units-search"),
            Self::Next => fl!("units-next"),
            Self::Previous => fl!("grid-find-previous"),
            Self::TurnClosed => fl!("units-turn-closed"),
        }
    }

    fn needs_unit(self) -> bool {
        matches!(
            self,
            Self::Edit
                | Self::Move
                | Self::Reorder(_)
                | Self::CloseOrReopen
                | Self::Discipline
                | Self::Narrow
        )
    }
}

/// An action as a command, for the unit of the cursor.
pub fn bind(action: Action, node: Option<&Node>, context: &Context) -> Bind<Message> {
    Bind::new(action.chord(), Message::Asked(action))
        .named(action.words(node, context))
        .when(node.is_some() || !action.needs_unit())
}

/// The name of an action's key.
pub fn key(action: Action) -> String {
    action.chord().label()
}

/// All that can be done now.
pub fn all(units: &Units, context: &Context) -> Vec<Bind<Message>> {
    let node = units.selected_node(context);
    let bind = |action| bind(action, node, context);
    if context.tree.nodes().is_empty() {
        return [Action::AddFirst(UnitKind::BaseCell), Action::AddFirst(UnitKind::Committee)]
            .map(bind)
            .into();
    }
    let mut binds: Vec<Bind<Message>> = [
        Action::Add,
        Action::Edit,
        Action::Narrow,
        Action::Move,
        Action::Reorder(Way::Up),
        Action::Reorder(Way::Down),
        Action::CloseOrReopen,
        Action::Discipline,
        Action::Search,
        Action::TurnClosed,
    ]
    .map(bind)
    .into();
    if !units.outline.query().is_empty() {
        binds.push(bind(Action::Next));
        binds.push(bind(Action::Previous));
        binds
            .push(Bind::new(Chord::key(Named::Escape), Message::SearchLeft).named(fl!("units-search-leave")));
    }
    binds
}
