//! The units as they are shown: which branches are folded, which units are hidden, what a search
//! finds.
//!
//! Everything is kept by the units' identities, so that a changed tree never shifts it.

use std::collections::HashSet;

use crate::domain::id::UnitId;
use crate::domain::text::{Query, fold};
use crate::domain::unit::{Node, UnitTree};
use crate::ui::widget::grid::{Branch, Fold};

/// Up to so many units everything is unfolded at first.
const SMALL_TREE: usize = 40;
/// Up to so many closed units are shown without being asked for.
const FEW_CLOSED: usize = 5;

/// See the module.
#[derive(Debug, Default)]
pub struct Outline {
    rows: Vec<Row>,
    shut: HashSet<UnitId>,
    /// The units that were seen before; a new one is never folded by itself.
    is_begun: bool,
    /// What the person wants of closed units; none until they say so.
    shows_closed: Option<bool>,
    closed: usize,
    query: String,
    found: Vec<UnitId>,
}

/// A row of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The unit.
    pub unit: UnitId,
    /// Where it stands.
    pub branch: Branch,
}

impl Outline {
    /// The rows that are shown.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row of a unit, if it is shown.
    pub fn row_of(&self, unit: UnitId) -> Option<usize> {
        self.rows.iter().position(|row| row.unit == unit)
    }

    /// The unit of a row.
    pub fn unit_at(&self, row: usize) -> Option<UnitId> {
        self.rows.get(row).map(|row| row.unit)
    }

    /// How many units are closed.
    pub fn closed(&self) -> usize {
        self.closed
    }

    /// Whether closed units are shown.
    pub fn shows_closed(&self) -> bool {
        self.shows_closed.unwrap_or(self.closed <= FEW_CLOSED)
    }

    /// Shows or hides closed units.
    pub fn show_closed(&mut self, is_shown: bool, tree: &UnitTree) {
        self.shows_closed = Some(is_shown);
        self.renew(tree);
    }

    /// Unfolds or folds a unit.
    pub fn fold(&mut self, unit: UnitId, is_open: bool, tree: &UnitTree) {
        if is_open {
            let _ = self.shut.remove(&unit);
        } else {
            let _ = self.shut.insert(unit);
        }
        self.renew(tree);
    }

    /// Unfolds the way to a unit.
    pub fn reveal(&mut self, unit: UnitId, tree: &UnitTree) {
        let mut above = tree.node(unit).and_then(|node| node.unit.parent);
        while let Some(parent) = above {
            let _ = self.shut.remove(&parent);
            above = tree.node(parent).and_then(|node| node.unit.parent);
        }
        self.renew(tree);
    }

    /// Makes the rows anew, after a change of the tree.
    pub fn renew(&mut self, tree: &UnitTree) {
        if !self.is_begun && !tree.nodes().is_empty() {
            self.is_begun = true;
            self.fold_a_large_tree(tree);
        }
        self.closed = tree.nodes().iter().filter(|node| !is_open(node)).count();
        self.rows = self.visible(tree);
        self.search(tree);
    }

    /// In a large tree the grassroots organisations are folded at first.
    fn fold_a_large_tree(&mut self, tree: &UnitTree) {
        if tree.nodes().len() > SMALL_TREE {
            let inner = tree.nodes().iter().filter(|node| node.depth > 0 && node.below > 0);
            self.shut = inner.map(|node| node.unit.id).collect();
        }
    }

    fn visible(&self, tree: &UnitTree) -> Vec<Row> {
        let nodes = tree.nodes();
        let shows_closed = self.shows_closed();
        let is_shown = |node: &Node| shows_closed || is_open(node);
        let mut rows = Vec::new();
        let mut place = 0;
        while let Some(node) = nodes.get(place) {
            let below = nodes.get(place + 1..=place + node.below).unwrap_or_default();
            let next = place + node.below + 1;
            if !is_shown(node) {
                place = next;
                continue;
            }
            let unit = node.unit.id;
            let fold = match (below.iter().any(is_shown), self.shut.contains(&unit)) {
                (false, _) => Fold::Leaf,
                (true, false) => Fold::Open,
                (true, true) => Fold::Shut,
            };
            rows.push(Row { unit, branch: Branch { depth: node.depth, fold } });
            place = if fold == Fold::Open { place + 1 } else { next };
        }
        rows
    }

    /// What is searched for.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Whether something is searched for that no shown unit has.
    pub fn is_in_vain(&self) -> bool {
        self.found.is_empty() && !Query::new(&self.query).is_empty()
    }

    /// Whether the search finds a unit.
    pub fn is_found(&self, unit: UnitId) -> bool {
        self.found.contains(&unit)
    }

    /// Searches for what is typed now.
    pub fn type_query(&mut self, query: String, tree: &UnitTree) {
        self.query = query;
        self.search(tree);
    }

    fn search(&mut self, tree: &UnitTree) {
        let query = Query::new(&self.query);
        let shows_closed = self.shows_closed();
        self.found = tree
            .nodes()
            .iter()
            .filter(|node| !query.is_empty() && (shows_closed || is_open(node)))
            .filter(|node| {
                let fields = &node.unit.fields;
                query.matches(&fold(&format!("{} {}", fields.code, fields.name)))
            })
            .map(|node| node.unit.id)
            .collect();
    }

    /// How many units are found, and which of them `unit` is, counted from 1.
    pub fn place_among_found(&self, unit: Option<UnitId>) -> (Option<usize>, usize) {
        let place = self.found.iter().position(|found| Some(*found) == unit);
        (place.map(|place| place + 1), self.found.len())
    }

    /// The unit found at `unit` or behind it; the first one after the last.
    pub fn found_from(&self, unit: Option<UnitId>, tree: &UnitTree) -> Option<UnitId> {
        let start = unit.and_then(|unit| tree.nodes().iter().position(|node| node.unit.id == unit));
        let behind = tree.nodes().get(start.unwrap_or_default()..).unwrap_or_default();
        let next = behind.iter().map(|node| node.unit.id).find(|unit| self.is_found(*unit));
        next.or_else(|| self.found.first().copied())
    }

    /// The unit found after `unit`.
    pub fn found_after(&self, unit: Option<UnitId>, tree: &UnitTree) -> Option<UnitId> {
        let place = self.found.iter().position(|found| Some(*found) == unit);
        match place {
            Some(place) => self.found.get(place + 1).or(self.found.first()).copied(),
            None => self.found_from(unit, tree),
        }
    }

    /// The unit found before `unit`; the last one before the first.
    pub fn found_before(&self, unit: Option<UnitId>, tree: &UnitTree) -> Option<UnitId> {
        let start = unit.and_then(|unit| tree.nodes().iter().position(|node| node.unit.id == unit));
        let before = tree.nodes().get(..start.unwrap_or_default()).unwrap_or_default();
        let found = before.iter().rev().map(|node| node.unit.id).find(|unit| self.is_found(*unit));
        found.or_else(|| self.found.last().copied())
    }

    /// Drops the rows; what is folded and searched for stays.
    pub fn forget(&mut self) {
        self.rows.clear();
        self.found.clear();
    }
}

fn is_open(node: &Node) -> bool {
    node.unit.closed_on.is_none()
}
