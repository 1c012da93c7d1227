//! The directory: the few facts of every member that searching, filtering and sorting need, kept
//! in memory, so that finding while typing never touches the disk.

mod facts;
mod finding;

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Changes, Database, Error, Result};
use crate::domain::date::PartialDate;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::{Sex, Status};
use crate::domain::unit::UnitTree;
use crate::store::member;
use facts::Facts;

pub use crate::store::member::Listed;
pub use finding::Hit;

/// All members, in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    members: Vec<Arc<Listed>>,
    /// What searching looks at, in the same order.
    facts: Facts,
    /// Where each one stands, in the order of the identities.
    places: Vec<(MemberId, usize)>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
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
    /// Key; equal ones follow by name, those without it come last in either direction.
    pub key: SortKey,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// One of several things by which a list is sorted.
#[derive(Debug, Clone, Copy)]
pub enum Key<'a> {
    /// A fact of the directory.
    Fact(Sort),
    /// A column on the disk.
    Record {
        /// What [`super::members::ranks_by`] says of it.
        ranks: &'a [(MemberId, Option<u32>)],
        /// Whether the largest comes first.
        descending: bool,
    },
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
    pub fn new(mut members: Vec<Listed>) -> Self {
        members.sort_by(by_name);
        let mut facts = Facts::default();
        for (place, member) in members.iter().enumerate() {
            facts.insert(place, member);
        }
        let mut places: Vec<(MemberId, usize)> =
            members.iter().enumerate().map(|(place, member)| (member.id, place)).collect();
        places.sort_unstable();
        Self { members: members.into_iter().map(Arc::new).collect(), facts, places }
    }

    /// Takes in what an operation changed.
    pub fn renew(&mut self, renewal: Renewal) {
        // From so many on, arranging everything anew takes less time than moving one by one.
        const MANY: usize = 50;
        if renewal.everything {
            *self = Self::new(renewal.members);
        } else if renewal.changed.len() < MANY {
            renewal.changed.iter().for_each(|id| self.remove(*id));
            renewal.members.into_iter().for_each(|member| self.insert(member));
        } else {
            let changed: HashSet<MemberId> = renewal.changed.into_iter().collect();
            let kept = self.members().filter(|member| !changed.contains(&member.id)).cloned();
            *self = Self::new(kept.chain(renewal.members).collect());
        }
    }

    fn remove(&mut self, id: MemberId) {
        let Ok(at) = self.places.binary_search_by_key(&id, |(id, _)| *id) else { return };
        let (_, place) = self.places.remove(at);
        self.members.remove(place);
        self.facts.remove(place);
        self.places.iter_mut().filter(|(_, other)| *other > place).for_each(|(_, other)| *other -= 1);
    }

    fn insert(&mut self, member: Listed) {
        let place = self.members.partition_point(|other| by_name(other, &member).is_lt());
        let at = self.places.partition_point(|(id, _)| *id < member.id);
        self.places.iter_mut().filter(|(_, other)| *other >= place).for_each(|(_, other)| *other += 1);
        self.places.insert(at, (member.id, place));
        self.facts.insert(place, &member);
        self.members.insert(place, Arc::new(member));
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
        self.place(id).and_then(|place| self.members.get(place)).map(Arc::as_ref)
    }

    fn place(&self, id: MemberId) -> Option<usize> {
        let at = self.places.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.places.get(at).map(|(_, place)| *place)
    }

    /// All members in the order of their names.
    pub fn members(&self) -> impl Iterator<Item = &Listed> {
        self.members.iter().map(Arc::as_ref)
    }

    /// The list for a filter and a sort order.
    #[must_use]
    pub fn select(&self, filter: &Filter, sort: Sort, tree: &UnitTree, today: NaiveDate) -> Selected {
        self.select_by(filter, &[Key::Fact(sort)], tree, today)
    }

    /// The list for a filter, sorted by several keys, the first of which counts most.
    #[must_use]
    pub fn select_by(
        &self,
        filter: &Filter,
        keys: &[Key<'_>],
        tree: &UnitTree,
        today: NaiveDate,
    ) -> Selected {
        let mut found = self.facts.matching(filter, tree, today);
        // Each sorting keeps the order of equal ones, which the keys behind it made.
        for key in keys.iter().rev() {
            match key {
                Key::Fact(sort) => self.facts.sort(&mut found, *sort, tree),
                Key::Record { ranks, descending } => {
                    facts::sort_by(&mut found, *descending, self.ranks_at_places(ranks));
                }
            }
        }
        self.facts.selected(&found, today)
    }

    /// The rank of whoever stands at a place.
    fn ranks_at_places(&self, ranks: &[(MemberId, Option<u32>)]) -> impl Fn(usize) -> Option<u32> + use<> {
        let mut at_places = vec![None; self.members.len()];
        for (id, rank) in ranks {
            if let Some(place) = self.place(*id) {
                at_places[place] = *rank;
            }
        }
        move |place| at_places[place]
    }
}

/// Given name, then middle, then family; those of the same name in the order of their admission to
/// the register.
fn by_name(one: &Listed, other: &Listed) -> Ordering {
    one.sort_key.cmp(&other.sort_key).then(one.id.cmp(&other.id))
}

impl Listed {
    /// Whether the member is on probation on `day`.
    #[must_use]
    pub fn is_probationary(&self, day: NaiveDate) -> bool {
        self.official_on.is_none_or(|official: PartialDate| official.first_day() > day)
    }
}
