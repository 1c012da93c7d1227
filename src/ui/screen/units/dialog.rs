//! What the dialogs of the tab have in common, and which of them is open.

use chrono::NaiveDate;
use iced::Task;

use super::change::Change;
use super::closing::{self, Closing};
use super::discipline::{self, Disciplining};
use super::editor::{self, Editor};
use super::moving::{self, Moving};
use super::{Message, Units};
use crate::domain::problem::Field;
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::ui::part::attempt::Attempt;

/// The open dialog with its draft.
#[derive(Debug, Clone)]
pub enum Open {
    /// A unit is added or edited.
    Editor(Box<Editor>),
    /// A unit is moved below another one.
    Moving(Moving),
    /// A unit is closed.
    Closing(Closing),
    /// Discipline of a unit.
    Discipline(Box<Disciplining>),
}

impl Open {
    /// A field was left: what is wrong with it is shown.
    pub fn left(&mut self, field: Field, today: NaiveDate) {
        match self {
            Self::Editor(editor) => editor.left(field, today),
            Self::Moving(moving) => moving.left(),
            Self::Closing(closing) => closing.left(field),
            Self::Discipline(discipline) => discipline.left(field, today),
        }
    }

    /// Puts the focus on the first field with a problem.
    pub fn focus_on_problem(&mut self) -> Task<Message> {
        let fields: &[(Field, &'static str)] = match self {
            Self::Editor(_) => &editor::FIELDS,
            Self::Moving(_) => &moving::FIELDS,
            Self::Closing(_) => &closing::FIELDS,
            Self::Discipline(_) => &discipline::FIELDS,
        };
        self.attempt().focus_on_problem(fields)
    }

    /// How saving goes.
    pub fn attempt(&mut self) -> &mut Attempt {
        match self {
            Self::Editor(editor) => &mut editor.attempt,
            Self::Moving(moving) => &mut moving.attempt,
            Self::Closing(closing) => &mut closing.attempt,
            Self::Discipline(discipline) => &mut discipline.attempt,
        }
    }

    /// What is to be sent; none, with the problem noted, when it can't be.
    pub fn change(&mut self) -> Option<Change> {
        match self {
            Self::Editor(editor) => editor.change(),
            Self::Moving(moving) => moving.change(),
            Self::Closing(closing) => closing.change(),
            Self::Discipline(discipline) => Some(discipline.change()),
        }
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        match self {
            Self::Editor(editor) => editor.is_dirty(),
            Self::Moving(moving) => moving.is_dirty(),
            Self::Closing(closing) => closing.is_dirty(),
            Self::Discipline(discipline) => discipline.is_dirty(),
        }
    }

    /// What would be lost, in words.
    pub fn unsaved(&self) -> String {
        let (what, name) = match self {
            Self::Editor(editor) => (editor.title(), editor.name()),
            Self::Moving(moving) => (fl!("units-move-title"), moving.name()),
            Self::Closing(closing) => (fl!("units-close-title"), closing.name()),
            Self::Discipline(discipline) => (fl!("units-discipline-title"), discipline.name()),
        };
        if name.trim().is_empty() { what } else { fl!("unsaved-unit", what = what, name = name.trim()) }
    }

    /// Takes a changed tree.
    pub fn renew(&mut self, tree: &UnitTree) {
        match self {
            Self::Editor(editor) => editor.renew(tree),
            Self::Moving(moving) => moving.renew(tree),
            Self::Closing(closing) => closing.renew(tree),
            Self::Discipline(discipline) => discipline.renew(tree),
        }
    }

    /// Drops the records around the draft.
    pub fn forget(&mut self) {
        match self {
            Self::Editor(editor) => editor.forget(),
            Self::Moving(moving) => moving.forget(),
            Self::Closing(closing) => closing.forget(),
            Self::Discipline(discipline) => discipline.forget(),
        }
    }
}

impl Units {
    /// Escape: shuts the dialog, the second time if something typed would be lost.
    pub(super) fn leave_dialog(&mut self) {
        if let Some(open) = &mut self.open {
            let is_dirty = open.is_dirty();
            if open.attempt().may_leave(is_dirty) {
                self.open = None;
            }
        }
    }
}
