//! Units: the committee, its party organisations and their cells, as a tree.

use std::collections::HashMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Serialize;

use super::code::coded;
use super::date::PartialDate;
use super::form::Reader;
use super::id::UnitId;
use super::name;
use super::problem::{Field, Kind as Wrong, Problem, may_be_saved};
use super::text::fold;

coded! {
    /// What a unit is (domain.md B2).
    UnitKind {
        /// Đảng ủy, đảng bộ cấp trên trực tiếp: the committee above grassroots organisations.
        Committee = "committee",
        /// Đảng bộ cơ sở: a grassroots organisation with cells below it.
        BaseOrganisation = "base_organisation",
        /// Đảng bộ bộ phận: between a đảng bộ cơ sở and its cells.
        BranchOrganisation = "branch_organisation",
        /// Chi bộ cơ sở: a grassroots organisation that is one cell.
        BaseCell = "base_cell",
        /// Chi bộ trực thuộc: a cell below an organisation.
        Cell = "cell",
    }
}

impl UnitKind {
    /// Whether members belong to a unit of this kind itself.
    #[must_use]
    pub fn is_cell(self) -> bool {
        matches!(self, Self::BaseCell | Self::Cell)
    }

    /// Whether it is a tổ chức cơ sở đảng (grassroots organisation), the unit that is rated.
    #[must_use]
    pub fn is_grassroots(self) -> bool {
        matches!(self, Self::BaseOrganisation | Self::BaseCell)
    }

    /// Whether a unit of this kind may stand below `parent` (`None` = at the top).
    #[must_use]
    pub fn may_stand_below(self, parent: Option<UnitKind>) -> bool {
        match (self, parent) {
            (_, None) => true,
            (Self::Committee, Some(above)) => above == Self::Committee,
            (Self::BaseOrganisation | Self::BaseCell, Some(above)) => above == Self::Committee,
            (Self::BranchOrganisation, Some(above)) => above == Self::BaseOrganisation,
            (Self::Cell, Some(above)) => {
                matches!(above, Self::BaseOrganisation | Self::BranchOrganisation)
            }
        }
    }
}

/// A unit as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// Identity.
    pub id: UnitId,
    /// The unit above, none for the top.
    pub parent: Option<UnitId>,
    /// What follows the person's typing.
    #[serde(flatten)]
    pub fields: UnitFields,
    /// Day it was closed or merged.
    pub closed_on: Option<NaiveDate>,
    /// Number of the closing decision.
    pub closing_decision: Option<String>,
    /// The unit it was merged into.
    pub merged_into: Option<UnitId>,
}

/// The checked content of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitFields {
    /// Kind.
    pub kind: UnitKind,
    /// Code, unique in the register.
    pub code: String,
    /// Name.
    pub name: String,
    /// Type of workplace, from an editable list.
    pub workplace: Option<String>,
    /// Day of founding, perhaps only the year.
    pub founded_on: Option<PartialDate>,
    /// Number of the founding decision.
    pub founding_decision: Option<String>,
}

/// A unit as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitForm {
    /// Kind.
    pub kind: Option<UnitKind>,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Type of workplace.
    pub workplace: String,
    /// dd/mm/yyyy, mm/yyyy or yyyy.
    pub founded_on: String,
    /// Number of the founding decision.
    pub founding_decision: String,
}

impl UnitForm {
    /// Checks what was typed; the checked fields, or every problem found.
    ///
    /// # Errors
    /// The problems that keep the unit from being saved.
    pub fn check(&self, today: NaiveDate) -> Result<UnitFields, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let kind = reader.chosen(Field::Kind, self.kind);
        let code = reader.checked(name::check_title(&self.code, Field::Code, 40));
        let name = reader.checked(name::check_title(&self.name, Field::Name, 200));
        let workplace = reader.text(Field::Workplace, &self.workplace, 200);
        let founded_on = reader.past(Field::FoundedOn, &self.founded_on);
        let founding_decision = reader.text(Field::FoundingDecision, &self.founding_decision, 200);
        let problems = reader.finish();
        match (kind, code, name) {
            (Some(kind), Some(code), Some(name)) if may_be_saved(&problems) => {
                Ok(UnitFields { kind, code, name, workplace, founded_on, founding_decision })
            }
            _ => Err(problems),
        }
    }
}

impl From<&UnitFields> for UnitForm {
    fn from(fields: &UnitFields) -> Self {
        Self {
            kind: Some(fields.kind),
            code: fields.code.clone(),
            name: fields.name.clone(),
            workplace: fields.workplace.clone().unwrap_or_default(),
            founded_on: fields.founded_on.map(|date| date.to_string()).unwrap_or_default(),
            founding_decision: fields.founding_decision.clone().unwrap_or_default(),
        }
    }
}

/// All units of a register as a tree, in reading order.
#[derive(Debug, Clone, Default)]
pub struct UnitTree {
    nodes: Vec<Node>,
    index: HashMap<UnitId, usize>,
    /// Folded names in the order of the nodes, once somebody searches.
    folded: OnceLock<Vec<String>>,
}

/// A unit at its place in the tree.
#[derive(Debug, Clone)]
pub struct Node {
    /// The unit.
    pub unit: Unit,
    /// 0 for the top.
    pub depth: usize,
    /// How many nodes right after this one stand below it.
    pub below: usize,
    /// Current members of the unit itself.
    pub own_members: u32,
    /// Current members of the unit and of all below it.
    pub all_members: u32,
}

impl UnitTree {
    /// Builds the tree from units in sibling order and the members counted for each unit itself.
    /// A unit whose parent is missing stands at the top, so that nothing is ever hidden.
    #[must_use]
    pub fn new(units: Vec<Unit>, members: &HashMap<UnitId, u32>) -> Self {
        let known: HashMap<UnitId, ()> = units.iter().map(|unit| (unit.id, ())).collect();
        let mut children: HashMap<Option<UnitId>, Vec<Unit>> = HashMap::new();
        for unit in units {
            let parent = unit.parent.filter(|parent| known.contains_key(parent));
            children.entry(parent).or_default().push(unit);
        }
        let mut tree = Self::default();
        tree.append(None, 0, &mut children, members);
        tree.index = tree.nodes.iter().enumerate().map(|(place, node)| (node.unit.id, place)).collect();
        tree
    }

    fn append(
        &mut self,
        parent: Option<UnitId>,
        depth: usize,
        children: &mut HashMap<Option<UnitId>, Vec<Unit>>,
        members: &HashMap<UnitId, u32>,
    ) -> u32 {
        let mut sum = 0;
        for unit in children.remove(&parent).unwrap_or_default() {
            let id = unit.id;
            let own = members.get(&id).copied().unwrap_or_default();
            let place = self.nodes.len();
            self.nodes.push(Node { unit, depth, below: 0, own_members: own, all_members: own });
            let below = self.append(Some(id), depth + 1, children, members);
            let last = self.nodes.len();
            if let Some(node) = self.nodes.get_mut(place) {
                node.below = last - place - 1;
                node.all_members = own + below;
            }
            sum += own + below;
        }
        sum
    }

    /// All nodes, each unit before those below it.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The units whose name holds this folded text (see [`fold`]).
    pub fn named(&self, folded: &str) -> impl Iterator<Item = UnitId> {
        let names = self.folded.get_or_init(|| {
            let names = self.nodes.iter().map(|node| fold(&node.unit.fields.name));
            names.collect()
        });
        let found = self.nodes.iter().zip(names).filter(move |(_, name)| name.contains(folded));
        found.map(|(node, _)| node.unit.id)
    }

    /// The node of a unit.
    #[must_use]
    pub fn node(&self, id: UnitId) -> Option<&Node> {
        self.index.get(&id).and_then(|place| self.nodes.get(*place))
    }

    /// The unit with this code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.unit.fields.code == code)
    }

    /// The unit and all below it; all units for `None`.
    #[must_use]
    pub fn scope(&self, unit: Option<UnitId>) -> &[Node] {
        let Some(id) = unit else { return &self.nodes };
        match self.index.get(&id).and_then(|place| Some((*place, self.nodes.get(*place)?.below))) {
            Some((place, below)) => self.nodes.get(place..=place + below).unwrap_or_default(),
            None => &[],
        }
    }

    /// Whether `unit` is `above` itself or stands below it.
    #[must_use]
    pub fn is_within(&self, unit: UnitId, above: UnitId) -> bool {
        match (self.index.get(&unit), self.index.get(&above)) {
            (Some(place), Some(top)) => {
                let below = self.nodes.get(*top).map_or(0, |node| node.below);
                (*top..=*top + below).contains(place)
            }
            (None, _) | (_, None) => false,
        }
    }

    /// Whether the unit may be placed below `parent`.
    ///
    /// # Errors
    /// The problem with the place: wrong kind of parent, closed, below itself, not found.
    pub fn check_place(
        &self,
        unit: Option<UnitId>,
        kind: UnitKind,
        parent: Option<UnitId>,
    ) -> Result<(), Problem> {
        let refuse = |wrong| Err(Problem::error(Field::Parent, wrong));
        let Some(parent) = parent else { return Ok(()) };
        let Some(above) = self.node(parent) else { return refuse(Wrong::NotFound) };
        if unit.is_some_and(|unit| self.is_within(parent, unit)) {
            return refuse(Wrong::OwnDescendant);
        }
        if above.unit.closed_on.is_some() {
            return refuse(Wrong::UnitClosed);
        }
        if !kind.may_stand_below(Some(above.unit.fields.kind)) {
            return refuse(Wrong::WrongParent);
        }
        Ok(())
    }
}
