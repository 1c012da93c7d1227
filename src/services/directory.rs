//! The directory: the few facts of every member that searching, filtering and sorting need, kept
//! in memory, so that finding while typing never touches the disk.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Changes, Database, Error, Result};
use crate::domain::date::PartialDate;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::{MAJORITY, NO_RELIGION, Sex, Status};
use crate::domain::text::Query;
use crate::domain::unit::UnitTree;
use crate::store::member;

pub use crate::store::member::Listed;

/// All members, in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    members: Vec<Arc<Listed>>,
    places: HashMap<MemberId, usize>,
}

/// Reads the directory.
///
/// # Errors
/// What the disk reports.
pub fn load(database: &mut Database) -> Result<Directory> {
    let members = database.read(|tx| member::listed_all(tx).map_err(Error::from))?;
    Ok(Directory::new(members))
}

/// The members that an operation changed, as they now are.
#[derive(Debug, Clone, Default)]
pub struct Renewal {
    /// Whether `members` are all there are.
    everything: bool,
    changed: Vec<MemberId>,
    members: Vec<Listed>,
}

/// Reads what an operation changed, for [`Directory::renew`].
///
/// # Errors
/// What the disk reports.
pub fn renewal(database: &mut Database, changes: &Changes) -> Result<Renewal> {
    let changed: Vec<MemberId> = changes.members.iter().copied().map(MemberId).collect();
    let everything = changes.everything;
    let members = database.read(|tx| {
        let found = if everything { member::listed_all(tx) } else { member::listed(tx, &changed) };
        found.map_err(Error::from)
    })?;
    Ok(Renewal { everything, changed, members })
}

/// Which statuses are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StatusFilter {
    /// All who belong to a unit.
    #[default]
    Present,
    /// Those on probation.
    Probationary,
    /// Those who left or died.
    Former,
    /// Everybody.
    All,
    /// One status.
    Only(Status),
}

/// Which ethnicities or religions are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum GroupFilter {
    /// All.
    #[default]
    Any,
    /// The usual one: Kinh, or no religion.
    Usual,
    /// Any but the usual one: a minority, or with a religion.
    Other,
    /// One.
    Only(String),
}

impl GroupFilter {
    fn admits(&self, value: &str, usual: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Usual => value == usual,
            Self::Other => value != usual,
            Self::Only(name) => value == name,
        }
    }
}

/// What is listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The unit and what is below it; all for none.
    pub unit: Option<UnitId>,
    /// What was typed into the search box.
    pub search: String,
    /// Status.
    pub status: StatusFilter,
    /// Sex.
    pub sex: Option<Sex>,
    /// Ethnicity.
    pub ethnicity: GroupFilter,
    /// Religion.
    pub religion: GroupFilter,
    /// Youngest and oldest age, full years.
    pub age: Option<(i32, i32)>,
    /// First and last year of the admission decision.
    pub admitted: Option<(i32, i32)>,
}

/// What a list is sorted by, among the facts of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortKey {
    /// Given name, then middle, then family name.
    #[default]
    Name,
    /// Birth.
    Born,
    /// Sex.
    Sex,
    /// Ethnicity.
    Ethnicity,
    /// Religion.
    Religion,
    /// Admission decision.
    Admitted,
    /// Full membership.
    Official,
    /// Personal number.
    PersonalId,
    /// Card number.
    CardNumber,
    /// Status.
    Status,
    /// Unit, in the order of the tree.
    Unit,
}

/// Sort key and direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// Key; equal ones follow by name.
    pub key: SortKey,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// Figures of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// All.
    pub total: usize,
    /// Women.
    pub women: usize,
    /// On probation.
    pub probationary: usize,
    /// Of an ethnic minority.
    pub minority: usize,
    /// With a religion.
    pub religious: usize,
}

/// A list: who, in order, and its figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selected {
    /// Members in order.
    pub ids: Vec<MemberId>,
    /// Figures.
    pub counts: Counts,
}

impl Directory {
    /// A directory of these members.
    #[must_use]
    pub fn new(members: Vec<Listed>) -> Self {
        let mut directory =
            Self { members: members.into_iter().map(Arc::new).collect(), places: HashMap::new() };
        directory.arrange();
        directory
    }

    fn arrange(&mut self) {
        self.members.sort_by(|a, b| a.sort_key.cmp(&b.sort_key).then(a.id.cmp(&b.id)));
        self.places = self.members.iter().enumerate().map(|(place, member)| (member.id, place)).collect();
    }

    /// Takes in what an operation changed.
    pub fn renew(&mut self, renewal: Renewal) {
        if renewal.everything {
            *self = Self::new(renewal.members);
            return;
        }
        if renewal.changed.is_empty() {
            return;
        }
        let changed: HashSet<MemberId> = renewal.changed.into_iter().collect();
        self.members.retain(|member| !changed.contains(&member.id));
        self.members.extend(renewal.members.into_iter().map(Arc::new));
        self.arrange();
    }

    /// Number of members, former ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// A member.
    #[must_use]
    pub fn get(&self, id: MemberId) -> Option<&Listed> {
        self.places.get(&id).and_then(|place| self.members.get(*place)).map(Arc::as_ref)
    }

    /// All members in the order of their names.
    pub fn members(&self) -> impl Iterator<Item = &Listed> {
        self.members.iter().map(Arc::as_ref)
    }

    /// The list for a filter and a sort order.
    #[must_use]
    pub fn select(&self, filter: &Filter, sort: Sort, tree: &UnitTree, today: NaiveDate) -> Selected {
        let mut found = self.matching(filter, tree, today);
        self.sort(&mut found, sort, tree);
        self.selected(&found, today)
    }

    /// The list for a filter in an order made elsewhere, of all members.
    #[must_use]
    pub fn select_in(
        &self,
        filter: &Filter,
        order: &[MemberId],
        tree: &UnitTree,
        today: NaiveDate,
    ) -> Selected {
        let wanted: HashSet<usize> = self.matching(filter, tree, today).into_iter().collect();
        let found: Vec<usize> = order
            .iter()
            .filter_map(|id| self.places.get(id).copied())
            .filter(|place| wanted.contains(place))
            .collect();
        self.selected(&found, today)
    }

    fn selected(&self, places: &[usize], today: NaiveDate) -> Selected {
        let mut selected = Selected { ids: Vec::with_capacity(places.len()), counts: Counts::default() };
        for member in places.iter().filter_map(|place| self.members.get(*place)) {
            selected.ids.push(member.id);
            selected.counts.add(member, today);
        }
        selected
    }

    fn matching(&self, filter: &Filter, tree: &UnitTree, today: NaiveDate) -> Vec<usize> {
        let query = Query::new(&filter.search);
        let digits = digits_of(&filter.search);
        let units: Option<HashSet<UnitId>> =
            filter.unit.map(|unit| tree.scope(Some(unit)).iter().map(|node| node.unit.id).collect());
        self.members
            .iter()
            .enumerate()
            .filter(|(_, member)| {
                units.as_ref().is_none_or(|units| units.contains(&member.unit))
                    && filter.admits(member, today)
                    && (query.is_empty()
                        || query.matches(&member.folded)
                        || digits.as_deref().is_some_and(|digits| has_number(member, digits)))
            })
            .map(|(place, _)| place)
            .collect()
    }

    fn sort(&self, places: &mut [usize], sort: Sort, tree: &UnitTree) {
        let by = |key: fn(&Listed, &Listed) -> std::cmp::Ordering| {
            move |a: &usize, b: &usize| match (self.members.get(*a), self.members.get(*b)) {
                (Some(a), Some(b)) => key(a, b),
                (None, _) | (_, None) => std::cmp::Ordering::Equal,
            }
        };
        // `places` is in name order and every sort is stable: equal ones stay sorted by name, also
        // in a list that is turned round twice.
        if sort.descending && sort.key != SortKey::Name {
            places.reverse();
        }
        match sort.key {
            SortKey::Name => {}
            SortKey::Born => places.sort_by(by(|a, b| a.born_on.cmp(&b.born_on))),
            SortKey::Sex => places.sort_by(by(|a, b| a.sex.cmp(&b.sex))),
            SortKey::Ethnicity => places.sort_by(by(|a, b| a.ethnicity.cmp(&b.ethnicity))),
            SortKey::Religion => places.sort_by(by(|a, b| a.religion.cmp(&b.religion))),
            SortKey::Admitted => {
                places.sort_by(by(|a, b| a.admission_decided_on.cmp(&b.admission_decided_on)));
            }
            SortKey::Official => places.sort_by(by(|a, b| a.official_on.cmp(&b.official_on))),
            SortKey::PersonalId => places.sort_by(by(|a, b| a.personal_id.cmp(&b.personal_id))),
            SortKey::CardNumber => places.sort_by(by(|a, b| a.card_number.cmp(&b.card_number))),
            SortKey::Status => places.sort_by(by(|a, b| a.status.cmp(&b.status))),
            SortKey::Unit => {
                let order: HashMap<UnitId, usize> =
                    tree.nodes().iter().enumerate().map(|(place, node)| (node.unit.id, place)).collect();
                places.sort_by_cached_key(|place| {
                    self.members.get(*place).and_then(|member| order.get(&member.unit)).copied()
                });
            }
        }
        if sort.descending {
            places.reverse();
        }
    }
}

impl Filter {
    fn admits(&self, member: &Listed, today: NaiveDate) -> bool {
        let status = match self.status {
            StatusFilter::Present => member.status.is_present(),
            StatusFilter::Probationary => member.status.is_present() && member.is_probationary(today),
            StatusFilter::Former => !member.status.is_present(),
            StatusFilter::All => true,
            StatusFilter::Only(status) => member.status == status,
        };
        status
            && self.sex.is_none_or(|sex| member.sex == sex)
            && self.ethnicity.admits(&member.ethnicity, MAJORITY)
            && self.religion.admits(&member.religion, NO_RELIGION)
            && self.age.is_none_or(|(youngest, oldest)| {
                super::members::age(member.born_on, today)
                    .is_some_and(|age| (youngest..=oldest).contains(&age))
            })
            && self
                .admitted
                .is_none_or(|(first, last)| (first..=last).contains(&member.admission_decided_on.year()))
    }
}

impl Listed {
    /// Whether the member is on probation on `day`.
    #[must_use]
    pub fn is_probationary(&self, day: NaiveDate) -> bool {
        self.official_on.is_none_or(|official: PartialDate| official.first_day() > day)
    }
}

impl Counts {
    fn add(&mut self, member: &Listed, today: NaiveDate) {
        self.total += 1;
        self.women += usize::from(member.sex == Sex::Female);
        self.probationary += usize::from(member.is_probationary(today));
        self.minority += usize::from(&*member.ethnicity != MAJORITY);
        self.religious += usize::from(&*member.religion != NO_RELIGION);
    }
}

/// The digits of a search for a number, which people group as they like; none for a name.
fn digits_of(search: &str) -> Option<String> {
    let is_number = search.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".-".contains(c));
    let digits: String = search.chars().filter(char::is_ascii_digit).collect();
    (is_number && !digits.is_empty()).then_some(digits)
}

fn has_number(member: &Listed, digits: &str) -> bool {
    [&member.personal_id, &member.card_number].into_iter().flatten().any(|number| number.contains(digits))
}
