//! Units: adding, changing, moving, closing; the tree with its counts.

use chrono::NaiveDate;

use super::{Author, Error, Result};
use crate::domain::form::Reader;
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};
use crate::domain::unit::{Node, UnitForm, UnitTree};
use crate::fl;
use crate::store::{Committed, Database, Tx, member, unit};

/// All units with their counts of current members.
///
/// # Errors
/// What the disk reports.
pub fn tree(database: &mut Database) -> Result<UnitTree> {
    database.read(read_tree)
}

pub(super) fn read_tree(tx: &Tx<'_>) -> Result<UnitTree> {
    Ok(UnitTree::new(unit::all(tx)?, &unit::member_counts(tx)?))
}

/// The node of a unit that must exist.
pub(super) fn node(tree: &UnitTree, id: UnitId) -> Result<&Node> {
    tree.node(id).ok_or_else(|| Error::refused(Field::Unit, Kind::NotFound))
}

/// Adds a unit below `parent`.
///
/// # Errors
/// [`Error::Refused`]: fields, place, or a code that is taken.
pub fn add(
    database: &mut Database,
    parent: Option<UnitId>,
    form: &UnitForm,
    author: &Author,
) -> Result<Committed<UnitId>> {
    let fields = form.check(author.today)?;
    database.commit(author.does("unit_added"), |tx| {
        let tree = read_tree(tx)?;
        tree.check_place(None, fields.kind, parent)?;
        check_code(&tree, &fields.code, None)?;
        tx.describe(fl!("journal-unit-added", name = fields.name.as_str()));
        Ok(unit::insert(tx, parent, &fields)?)
    })
}

/// Changes a unit's fields.
///
/// # Errors
/// [`Error::Refused`]: fields, a code that is taken, a kind that does not fit where it stands or
/// what stands below it, or members of its own that the new kind can't have.
pub fn edit(database: &mut Database, id: UnitId, form: &UnitForm, author: &Author) -> Result<Committed<()>> {
    let fields = form.check(author.today)?;
    database.commit(author.does("unit_edited"), |tx| {
        let tree = read_tree(tx)?;
        let present = node(&tree, id)?;
        check_code(&tree, &fields.code, Some(id))?;
        if fields.kind != present.unit.fields.kind {
            let parent = present.unit.parent.and_then(|parent| tree.node(parent));
            let children = tree.nodes().iter().filter(|node| node.unit.parent == Some(id));
            let fits = fields.kind.may_stand_below(parent.map(|node| node.unit.fields.kind))
                && children
                    .map(|child| child.unit.fields.kind)
                    .all(|kind| kind.may_stand_below(Some(fields.kind)));
            if !fits {
                return Err(Error::refused(Field::Kind, Kind::WrongParent));
            }
            if !fields.kind.is_cell() && present.own_members > 0 {
                return Err(Error::refused(Field::Kind, Kind::HasMembers { count: present.own_members }));
            }
        }
        tx.describe(fl!("journal-unit-edited", name = fields.name.as_str()));
        Ok(unit::update(tx, id, &fields)?)
    })
}

fn check_code(tree: &UnitTree, code: &str, except: Option<UnitId>) -> Result<()> {
    match tree.by_code(code).filter(|node| Some(node.unit.id) != except) {
        Some(node) => Err(Error::refused(Field::Code, Kind::Duplicate { of: node.unit.fields.name.clone() })),
        None => Ok(()),
    }
}

/// Places a unit below another one.
///
/// # Errors
/// [`Error::Refused`] when it can't stand there.
pub fn move_below(
    database: &mut Database,
    id: UnitId,
    parent: Option<UnitId>,
    author: &Author,
) -> Result<Committed<()>> {
    database.commit(author.does("unit_moved"), |tx| {
        let tree = read_tree(tx)?;
        let node = node(&tree, id)?;
        tree.check_place(Some(id), node.unit.fields.kind, parent)?;
        tx.describe(fl!("journal-unit-moved", name = node.unit.fields.name.as_str()));
        if node.unit.parent != parent {
            unit::set_parent(tx, id, parent)?;
        }
        Ok(())
    })
}

/// Which way a unit goes among its siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Before the one above it.
    Up,
    /// Behind the one below it.
    Down,
}

/// Moves a unit one place among its siblings; nothing happens at the end.
///
/// # Errors
/// What the disk reports.
pub fn reorder(database: &mut Database, id: UnitId, way: Way, author: &Author) -> Result<Committed<()>> {
    database.commit(author.does("unit_moved"), |tx| {
        let tree = read_tree(tx)?;
        let node = node(&tree, id)?;
        let siblings: Vec<UnitId> = tree
            .nodes()
            .iter()
            .filter(|other| other.unit.parent == node.unit.parent)
            .map(|other| other.unit.id)
            .collect();
        let place = siblings.iter().position(|sibling| *sibling == id).unwrap_or_default();
        let other = match way {
            Way::Up => place.checked_sub(1).and_then(|place| siblings.get(place)),
            Way::Down => siblings.get(place + 1),
        };
        tx.describe(fl!("journal-unit-moved", name = node.unit.fields.name.as_str()));
        match other {
            Some(other) => Ok(unit::swap(tx, id, *other)?),
            None => Ok(()),
        }
    })
}

/// How a unit is closed, as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClosingForm {
    /// Day, dd/mm/yyyy.
    pub on: String,
    /// Number of the decision.
    pub decision: String,
    /// The cell that takes the members, and into which the unit is merged.
    pub destination: Option<UnitId>,
}

/// Closes a unit. Its members, if it has any, move to the destination on that day.
///
/// # Errors
/// [`Error::Refused`]: open units below, members without a destination, a destination that is
/// closed, no cell or the unit itself, or a day before a member came or the unit was founded.
pub fn close(
    database: &mut Database,
    id: UnitId,
    form: &ClosingForm,
    author: &Author,
) -> Result<Committed<()>> {
    let mut reader = Reader::new(author.today);
    let on = reader.required_day(Field::ClosedOn, &form.on);
    let decision = reader.text(Field::Decision, &form.decision, 200);
    let problems = reader.finish();
    let Some(on) = on.filter(|_| may_be_saved(&problems)) else { return Err(problems.into()) };
    database.commit(author.does("unit_closed"), |tx| {
        let tree = read_tree(tx)?;
        let closing = node(&tree, id)?;
        check_closing(&tree, closing, form.destination)?;
        check_founded_before(closing, on)?;
        tx.describe(fl!("journal-unit-closed", name = closing.unit.fields.name.as_str()));
        if let Some(destination) = form.destination {
            for id in member::of_unit(tx, id)? {
                check_stay_before(tx, id, on)?;
                member::end_stay(tx, id, on)?;
                member::begin_stay(tx, id, destination, on, decision.as_deref())?;
            }
        }
        Ok(unit::close(tx, id, on, decision.as_deref(), form.destination)?)
    })
}

fn check_closing(tree: &UnitTree, closing: &Node, destination: Option<UnitId>) -> Result<()> {
    let id = closing.unit.id;
    if closing.unit.closed_on.is_some() {
        return Err(Error::refused(Field::Unit, Kind::UnitClosed));
    }
    let open = tree.scope(Some(id)).iter().skip(1).filter(|node| node.unit.closed_on.is_none()).count();
    if open > 0 {
        let count = u32::try_from(open).unwrap_or(u32::MAX);
        return Err(Error::refused(Field::Unit, Kind::HasOpenUnits { count }));
    }
    match destination {
        Some(destination) => check_cell(tree, destination, Field::Destination, Some(id)),
        None if closing.own_members > 0 => {
            Err(Error::refused(Field::Destination, Kind::HasMembers { count: closing.own_members }))
        }
        None => Ok(()),
    }
}

/// A unit can't end before it began.
fn check_founded_before(closing: &Node, on: NaiveDate) -> Result<()> {
    match closing.unit.fields.founded_on.map(crate::domain::date::PartialDate::first_day) {
        Some(date) if on < date => {
            Err(Error::refused(Field::ClosedOn, Kind::Before { other: Field::FoundedOn, date }))
        }
        Some(_) | None => Ok(()),
    }
}

/// Checks that members can belong to the unit: an open cell, other than `except`.
pub(super) fn check_cell(tree: &UnitTree, id: UnitId, field: Field, except: Option<UnitId>) -> Result<()> {
    let refuse = |kind| Err(Error::refused(field, kind));
    match tree.node(id) {
        None => refuse(Kind::NotFound),
        Some(node) if node.unit.closed_on.is_some() => refuse(Kind::UnitClosed),
        Some(node) if !node.unit.fields.kind.is_cell() => refuse(Kind::WrongParent),
        Some(_) if except == Some(id) => refuse(Kind::OwnDescendant),
        Some(_) => Ok(()),
    }
}

/// A stay can't end before it began.
pub(super) fn check_stay_before(tx: &Tx<'_>, id: crate::domain::id::MemberId, on: NaiveDate) -> Result<()> {
    let open = member::stays(tx, id)?.into_iter().find(|stay| stay.to_on.is_none());
    match open {
        Some(stay) if stay.from_on > on => {
            let kind = Kind::Before { other: Field::FromOn, date: stay.from_on };
            Err(Problem::error(Field::DecidedOn, kind).into())
        }
        Some(_) | None => Ok(()),
    }
}

/// Opens a closed unit again.
///
/// # Errors
/// [`Error::Refused`] when the unit above is closed.
pub fn reopen(database: &mut Database, id: UnitId, author: &Author) -> Result<Committed<()>> {
    database.commit(author.does("unit_reopened"), |tx| {
        let tree = read_tree(tx)?;
        let node = node(&tree, id)?;
        tree.check_place(Some(id), node.unit.fields.kind, node.unit.parent)?;
        tx.describe(fl!("journal-unit-reopened", name = node.unit.fields.name.as_str()));
        if node.unit.closed_on.is_some() {
            unit::reopen(tx, id)?;
        }
        Ok(())
    })
}
