//! Which unit a row belongs to: by code, by name, else the one that the person chose; and units
//! that are created because rows name them.

use std::collections::{HashMap, HashSet};

use super::{Options, Row, Special, Target};
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::text::{fold, tidy};
use crate::domain::unit::{Node, UnitFields, UnitForm, UnitKind, UnitTree};
use crate::services::columns::MemberColumn;
use crate::services::{Author, Result};
use crate::store::{Tx, unit};

/// Where a row belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A unit of the register.
    Unit(UnitId),
    /// The new unit at this place of [`Places::created`].
    New(usize),
}

/// The units that rows can name.
#[derive(Debug)]
pub struct Places<'a> {
    tree: &'a UnitTree,
    options: &'a Options,
    by_code: HashMap<String, UnitId>,
    by_name: HashMap<String, Vec<UnitId>>,
    new_by_name: HashMap<String, usize>,
    /// Codes that the register and the new units have, folded.
    codes: HashSet<String>,
    /// The number from which the next free code is looked for.
    next_code: usize,
    cells_only: bool,
    created: Vec<(UnitFields, Option<UnitId>)>,
}

impl<'a> Places<'a> {
    /// The open units of the tree; `cells_only` for what only cells have.
    pub fn new(tree: &'a UnitTree, options: &'a Options, cells_only: bool) -> Self {
        let mut by_name: HashMap<String, Vec<UnitId>> = HashMap::new();
        let mut by_code = HashMap::new();
        for Node { unit, .. } in tree.nodes() {
            by_code.insert(fold(&unit.fields.code), unit.id);
            if unit.closed_on.is_none() {
                by_name.entry(fold(&unit.fields.name)).or_default().push(unit.id);
            }
        }
        Self {
            tree,
            options,
            codes: by_code.keys().cloned().collect(),
            by_code,
            by_name,
            new_by_name: HashMap::new(),
            next_code: 1,
            cells_only,
            created: Vec::new(),
        }
    }

    /// The place of a row; none when it names none and none was chosen.
    ///
    /// # Errors
    /// The unit is not there, is closed, is no cell, or several have the name.
    pub fn of(&mut self, row: &Row, author: &Author) -> std::result::Result<Option<Place>, Problem> {
        let code = row.special(Special::UnitCode).map(tidy).unwrap_or_default();
        let name = row.text(Target::Column(MemberColumn::Unit)).map(tidy).unwrap_or_default();
        if code.is_empty() && name.is_empty() {
            return Ok(self.default_cell().map(Place::Unit));
        }
        let by_code = |text: &str| self.by_code.get(&fold(text)).copied();
        // A column that is called "chi bộ" may hold codes.
        if let Some(unit) = by_code(&code).or_else(|| by_code(&name)) {
            return self.checked(unit).map(Some);
        }
        match self.named(&name).as_slice() {
            [unit] => self.checked(*unit).map(Some),
            [] => self.new_cell(&code, &name, author).map(Some),
            [_, _, ..] => Err(Problem::error(Field::Unit, Kind::SeveralUnits)),
        }
    }

    fn default_cell(&self) -> Option<UnitId> {
        let is_fit = |node: &&Node| !self.cells_only || node.unit.fields.kind.is_cell();
        let chosen = self.options.unit.and_then(|unit| self.tree.node(unit)).filter(is_fit);
        let mut open = self.tree.nodes().iter().filter(|node| node.unit.closed_on.is_none()).filter(is_fit);
        // A register of one cell needs no choice.
        let only = open.next().filter(|_| open.next().is_none());
        chosen.or(only.filter(|_| self.options.unit.is_none())).map(|node| node.unit.id)
    }

    /// Units of a name, those below the chosen unit first if any is there.
    fn named(&self, name: &str) -> Vec<UnitId> {
        let all = self.by_name.get(&fold(name)).cloned().unwrap_or_default();
        let Some(chosen) = self.options.unit else { return all };
        let within: Vec<UnitId> =
            all.iter().copied().filter(|unit| self.tree.is_within(*unit, chosen)).collect();
        if within.is_empty() { all } else { within }
    }

    fn checked(&self, unit: UnitId) -> std::result::Result<Place, Problem> {
        let Some(node) = self.tree.node(unit) else {
            return Err(Problem::error(Field::Unit, Kind::NotFound));
        };
        if node.unit.closed_on.is_some() {
            return Err(Problem::error(Field::Unit, Kind::UnitClosed));
        }
        if self.cells_only && !node.unit.fields.kind.is_cell() {
            return Err(Problem::error(Field::Unit, Kind::WrongParent));
        }
        Ok(Place::Unit(unit))
    }

    fn new_cell(&mut self, code: &str, name: &str, author: &Author) -> std::result::Result<Place, Problem> {
        if !self.options.create_units {
            return Err(Problem::error(Field::Unit, Kind::NotFound));
        }
        let name = if name.is_empty() { code } else { name };
        let key = fold(if code.is_empty() { name } else { code });
        if let Some(place) = self.new_by_name.get(&key) {
            return Ok(Place::New(*place));
        }
        let parent = self.parent();
        let kind = match parent.and_then(|parent| self.tree.node(parent)).map(|node| node.unit.fields.kind) {
            Some(UnitKind::BaseOrganisation | UnitKind::BranchOrganisation) => UnitKind::Cell,
            Some(UnitKind::Committee) | None => UnitKind::BaseCell,
            Some(UnitKind::BaseCell | UnitKind::Cell) => {
                return Err(Problem::error(Field::Unit, Kind::WrongParent));
            }
        };
        let code = if code.is_empty() { self.free_code() } else { code.to_owned() };
        if self.codes.contains(&fold(&code)) {
            // A row above has no code and got this one.
            let of = self.created.iter().find(|(fields, _)| fold(&fields.code) == fold(&code));
            let of = of.map(|(fields, _)| fields.name.clone()).unwrap_or_default();
            return Err(Problem::error(Field::Unit, Kind::Duplicate { of }));
        }
        let form = UnitForm { kind: Some(kind), code, name: name.to_owned(), ..UnitForm::default() };
        let fields = form.check(author.today).map_err(|problems| {
            let first = problems.into_iter().next();
            Problem::error(Field::Unit, first.map_or(Kind::NotFound, |problem| problem.kind))
        })?;
        self.codes.insert(fold(&fields.code));
        self.created.push((fields, parent));
        self.new_by_name.insert(key, self.created.len() - 1);
        Ok(Place::New(self.created.len() - 1))
    }

    /// Above new units: the chosen one, else the only one at the top that can have cells.
    fn parent(&self) -> Option<UnitId> {
        let mut tops = self.tree.nodes().iter().filter(|node| node.depth == 0);
        let only = tops.next().filter(|node| tops.next().is_none() && !node.unit.fields.kind.is_cell());
        self.options.unit.or(only.map(|node| node.unit.id))
    }

    /// "CB001" and so on, the first that nobody has. It goes on from the one before: a list may
    /// name thousands of cells.
    fn free_code(&mut self) -> String {
        loop {
            let code = format!("CB{:03}", self.next_code);
            self.next_code += 1;
            if !self.codes.contains(&fold(&code)) {
                return code;
            }
        }
    }

    /// The name of the new unit at a place.
    pub fn name(&self, place: usize) -> String {
        self.created.get(place).map(|(fields, _)| fields.name.clone()).unwrap_or_default()
    }

    /// Writes the new unit at a place, the first time; its identity.
    pub fn write(&self, tx: &Tx<'_>, place: usize, made: &mut HashMap<usize, UnitId>) -> Result<UnitId> {
        if let Some(unit) = made.get(&place) {
            return Ok(*unit);
        }
        let (fields, parent) = self.created.get(place).ok_or(crate::store::Error::NotFound)?;
        let unit = unit::insert(tx, *parent, fields)?;
        made.insert(place, unit);
        Ok(unit)
    }
}
