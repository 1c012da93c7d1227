//! The ceiling on the best level, measured (366-QĐ/TW 30/8/2025 art. 11, in force from 2025; the
//! shares of earlier years are rows that nobody confirmed yet, domain.md C2).
//!
//! It is counted within each group of similar posts, so that one group can't use up what another
//! leaves. A cell with few members rated good may have none at all; therefore the level that
//! decides pools the groups of all its units, and only what it exceeds is wrong.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Ceiling, CeilingBase, Level, Subject, Tally};
use crate::domain::code::coded;
use crate::domain::id::UnitId;
use crate::domain::number::Percent;
use crate::domain::unit::{UnitKind, UnitTree};

/// Hundredths of a percent in the whole.
const WHOLE: i64 = 10_000;

/// How many have the best level where so many may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Share {
    /// With the best level.
    pub best: i64,
    /// What the ceiling is a share of.
    pub base: i64,
    /// How many may have it: the share of the base, rounded down.
    pub limit: i64,
}

impl Share {
    /// Whether more have the level than may.
    #[must_use]
    pub fn is_exceeded(self) -> bool {
        self.best > self.limit
    }

    /// How many more may have it; below zero: how many are too many.
    #[must_use]
    pub fn room(self) -> i64 {
        self.limit - self.best
    }
}

/// Those of one unit and one group of similar posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pile {
    /// The unit.
    pub unit: UnitId,
    /// The group; none for those in no group, who are counted together.
    pub group: Option<String>,
    /// How many have which level.
    pub tally: Tally,
}

/// Whether a ceiling holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// No group exceeds it.
    Within,
    /// A group of a unit does, but not the same group of the level that decides.
    ExceededBelow,
    /// A group of the level that decides does.
    Exceeded,
}

/// What is measured, and by which rules.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a> {
    /// The ceiling.
    pub ceiling: &'a Ceiling,
    /// The level that it is on.
    pub best: Level,
}

impl Rule<'_> {
    fn base(&self, tally: &Tally) -> i64 {
        match self.ceiling.base {
            CeilingBase::Good => tally.count(Level::Good),
            CeilingBase::GoodOrBetter => tally.good_or_better().0,
        }
    }

    /// The share that holds for a unit, raised by a decision or not.
    #[must_use]
    pub fn percent(&self, is_raised: bool) -> Percent {
        let raised = self.ceiling.raised_percent.filter(|_| is_raised);
        raised.unwrap_or(self.ceiling.percent)
    }
}

/// The sums of a group: of its units one may be raised and another not.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    best: i64,
    base: i64,
    /// The base times its percentage, in hundredths of a percent.
    allowed: i64,
}

impl Sums {
    fn add(&mut self, rule: &Rule<'_>, tally: &Tally, percent: Percent) {
        let base = rule.base(tally);
        self.best += tally.count(rule.best);
        self.base += base;
        self.allowed += base * percent.0;
    }

    fn share(self) -> Share {
        Share { best: self.best, base: self.base, limit: self.allowed.div_euclid(WHOLE) }
    }
}

/// A group of similar posts with its share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupShare {
    /// The group; none for those in no group.
    pub group: Option<String>,
    /// Its share.
    #[serde(flatten)]
    pub share: Share,
}

/// A unit measured by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitGauge {
    /// The unit.
    pub unit: UnitId,
    /// Whether a decision raised its share.
    pub is_raised: bool,
    /// All groups together: the limits of the groups added up.
    #[serde(flatten)]
    pub share: Share,
    /// Group by group.
    pub groups: Vec<GroupShare>,
    /// Never [`State::Exceeded`]: that is for the level that decides.
    pub state: State,
}

/// A level that decides, with the groups of all its units pooled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gauge {
    /// The deciding unit.
    pub decider: UnitId,
    /// Whether a decision raised the share of all its units.
    pub is_raised: bool,
    /// All groups together: the limits of the groups added up.
    #[serde(flatten)]
    pub share: Share,
    /// Group by group.
    pub groups: Vec<GroupShare>,
    /// Its units by themselves, in the order given.
    pub units: Vec<UnitGauge>,
    /// Whether the ceiling holds.
    pub state: State,
}

coded! {
    /// Which level decides where no unit's own decision says so: a setting of the register.
    Deciding {
        /// The grassroots organisation; of a cell that is one itself the committee above.
        Grassroots = "grassroots",
        /// The highest committee.
        Committee = "committee",
    }
}

/// The unit that decides the ratings of a unit's members, or of the unit itself: the nearest one
/// at or above it with a decision of its own (`decided`), else as `deciding` says. A unit is
/// never its own judge while another one stands above it.
#[must_use]
pub fn decider(tree: &UnitTree, unit: UnitId, subject: Subject, who: (&[UnitId], Deciding)) -> UnitId {
    let (decided, deciding) = who;
    let above = |unit: UnitId| tree.node(unit).and_then(|node| node.unit.parent);
    let first = match subject {
        Subject::Member => unit,
        Subject::Unit => above(unit).unwrap_or(unit),
    };
    let chain: Vec<UnitId> = std::iter::successors(Some(first), |unit| above(*unit)).collect();
    let kind = |unit: &&UnitId| tree.node(**unit).map(|node| node.unit.fields.kind);
    let own = chain.iter().find(|unit| decided.contains(unit));
    let by_rule = match deciding {
        Deciding::Grassroots => chain
            .iter()
            .find(|unit| matches!(kind(unit), Some(UnitKind::BaseOrganisation | UnitKind::Committee))),
        Deciding::Committee => chain.iter().rev().find(|unit| kind(unit) == Some(UnitKind::Committee)),
    };
    own.or(by_rule).or(chain.last()).copied().unwrap_or(unit)
}

/// Where a unit's ratings are decided and whether its share is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The deciding unit.
    pub decider: UnitId,
    /// Whether a decision raised the share for the unit.
    pub is_raised: bool,
}

/// Measures piles of ratings, in the order of their units. `standing` tells of each unit who
/// decides.
#[must_use]
pub fn measure(piles: &[Pile], rule: &Rule<'_>, standing: impl Fn(UnitId) -> Standing) -> Vec<Gauge> {
    let mut pools: Vec<Pool> = Vec::new();
    for pile in piles {
        let Standing { decider, is_raised } = standing(pile.unit);
        let place = pools.iter().position(|pool| pool.decider == decider).unwrap_or_else(|| {
            pools.push(Pool { decider, groups: BTreeMap::new(), units: Vec::new() });
            pools.len() - 1
        });
        if let Some(pool) = pools.get_mut(place) {
            pool.add(pile, rule, is_raised);
        }
    }
    pools.into_iter().map(Pool::gauge).collect()
}

/// A deciding level while it is being counted.
struct Pool {
    decider: UnitId,
    groups: BTreeMap<Option<String>, Sums>,
    units: Vec<(UnitId, bool, BTreeMap<Option<String>, Sums>)>,
}

impl Pool {
    fn add(&mut self, pile: &Pile, rule: &Rule<'_>, is_raised: bool) {
        let percent = rule.percent(is_raised);
        self.groups.entry(pile.group.clone()).or_default().add(rule, &pile.tally, percent);
        if self.units.last().is_none_or(|(unit, ..)| *unit != pile.unit) {
            self.units.push((pile.unit, is_raised, BTreeMap::new()));
        }
        if let Some((_, _, groups)) = self.units.last_mut() {
            groups.entry(pile.group.clone()).or_default().add(rule, &pile.tally, percent);
        }
    }

    fn gauge(self) -> Gauge {
        let (share, groups) = shares(&self.groups);
        let is_exceeded = groups.iter().any(|group| group.share.is_exceeded());
        let units: Vec<UnitGauge> = self
            .units
            .into_iter()
            .map(|(unit, is_raised, sums)| {
                let (share, groups) = shares(&sums);
                let is_exceeded = groups.iter().any(|group| group.share.is_exceeded());
                let state = if is_exceeded { State::ExceededBelow } else { State::Within };
                UnitGauge { unit, is_raised, share, groups, state }
            })
            .collect();
        let state = if is_exceeded {
            State::Exceeded
        } else {
            units.iter().map(|unit| unit.state).max().unwrap_or(State::Within)
        };
        let is_raised = !units.is_empty() && units.iter().all(|unit| unit.is_raised);
        Gauge { decider: self.decider, is_raised, share, groups, units, state }
    }
}

/// The groups' shares, those in no group first, and their sum.
fn shares(sums: &BTreeMap<Option<String>, Sums>) -> (Share, Vec<GroupShare>) {
    let groups: Vec<GroupShare> =
        sums.iter().map(|(group, sums)| GroupShare { group: group.clone(), share: sums.share() }).collect();
    (sum(groups.iter().map(|group| group.share)), groups)
}

/// Shares of different groups together: none of them may use what another leaves, so this is not
/// the share of the sums.
#[must_use]
pub fn sum(shares: impl Iterator<Item = Share>) -> Share {
    shares.fold(Share::default(), |sum, share| Share {
        best: sum.best + share.best,
        base: sum.base + share.base,
        limit: sum.limit + share.limit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ceiling(base: CeilingBase) -> Ceiling {
        Ceiling {
            subject: Subject::Unit,
            percent: Percent(2000),
            raised_percent: Some(Percent(2500)),
            base,
            article: String::new(),
            confirmed: true,
        }
    }

    fn pile(unit: i64, group: Option<&str>, best: i64, good: i64) -> Pile {
        let levels = vec![(Level::Excellent, best), (Level::Good, good), (Level::Completed, 8)];
        let tally = Tally { levels, not_rated: 2, open: 1 };
        Pile { unit: UnitId(unit), group: group.map(str::to_owned), tally }
    }

    fn gauges(piles: &[Pile], raised: &[i64]) -> Vec<Gauge> {
        let ceiling = ceiling(CeilingBase::Good);
        let rule = Rule { ceiling: &ceiling, best: Level::Excellent };
        // Units 10 to 19 are decided by 1, 20 to 29 by 2.
        measure(piles, &rule, |unit| Standing {
            decider: UnitId(unit.0 / 10),
            is_raised: raised.contains(&unit.0),
        })
    }

    #[test]
    fn the_organisations_of_2018_had_thirteen_of_at_most_twelve() {
        let of = gauges(&[pile(10, None, 13, 62)], &[]);
        assert_eq!(of[0].share, Share { best: 13, base: 62, limit: 12 });
        assert_eq!((of[0].state, of[0].share.room()), (State::Exceeded, -1));
        let with_better = ceiling(CeilingBase::GoodOrBetter);
        let rule = Rule { ceiling: &with_better, best: Level::Excellent };
        let standing = |_| Standing { decider: UnitId(1), is_raised: false };
        assert_eq!(measure(&[pile(10, None, 13, 62)], &rule, standing)[0].share.limit, 15);
        assert_eq!(gauges(&[pile(10, None, 13, 62)], &[10])[0].share.limit, 15);
    }

    #[test]
    fn a_small_cell_may_exceed_what_its_committee_holds() {
        let of = gauges(&[pile(10, None, 1, 3), pile(11, None, 0, 4), pile(20, None, 0, 3)], &[]);
        assert_eq!(
            of.iter().map(|gauge| gauge.state).collect::<Vec<_>>(),
            [State::ExceededBelow, State::Within]
        );
        assert_eq!(of[0].units[0].state, State::ExceededBelow);
        assert_eq!(of[0].units[0].share.limit, 0);
        assert_eq!(of[0].share, Share { best: 1, base: 7, limit: 1 });
    }

    #[test]
    fn one_group_does_not_use_what_another_leaves() {
        let leaders = |best, good| pile(10, Some("Lãnh đạo"), best, good);
        let of = gauges(&[leaders(2, 5), pile(10, None, 0, 20)], &[]);
        assert_eq!(of[0].share, Share { best: 2, base: 25, limit: 5 });
        assert_eq!(of[0].state, State::Exceeded);
        let groups: Vec<_> = of[0].groups.iter().map(|it| (it.group.as_deref(), it.share.limit)).collect();
        assert_eq!(groups, [(None, 4), (Some("Lãnh đạo"), 1)]);
        assert_eq!(of[0].units.len(), 1);
    }

    proptest! {
        #[test]
        fn never_more_than_the_share_rounded_down(
            cells in prop::collection::vec((0..20_i64, 0..60_i64, 0..3_usize, any::<bool>()), 1..12),
        ) {
            let names = [None, Some("A"), Some("B")];
            let piles: Vec<Pile> = cells
                .iter()
                .zip(10..)
                .map(|((best, good, group, _), unit)| pile(unit, names[*group], *best, *good))
                .collect();
            let raised: Vec<i64> =
                cells.iter().zip(10..).filter(|(cell, _)| cell.3).map(|(_, unit)| unit).collect();
            let all: Vec<i64> = (10..30).collect();
            let few = gauges(&piles, &[]);
            let some = gauges(&piles, &raised);
            let full = gauges(&piles, &all);
            for ((few, some), full) in few.iter().zip(&some).zip(&full) {
                for ((low, mid), high) in few.groups.iter().zip(&some.groups).zip(&full.groups) {
                    prop_assert_eq!(low.share.limit, low.share.base * 20 / 100);
                    prop_assert_eq!(high.share.limit, high.share.base * 25 / 100);
                    prop_assert!(low.share.limit <= mid.share.limit && mid.share.limit <= high.share.limit);
                    prop_assert!(high.share.limit * 4 <= high.share.base);
                }
                // What is decided is what its units have, and pooling never takes room away.
                prop_assert_eq!(some.share.best, some.units.iter().map(|unit| unit.share.best).sum::<i64>());
                prop_assert_eq!(some.share.base, some.units.iter().map(|unit| unit.share.base).sum::<i64>());
                prop_assert!(some.share.limit >= some.units.iter().map(|unit| unit.share.limit).sum::<i64>());
                let exceeds = some.groups.iter().any(|group| group.share.is_exceeded());
                prop_assert_eq!(some.state == State::Exceeded, exceeds);
                prop_assert!(some.units.iter().all(|unit| unit.state != State::Exceeded));
            }
        }
    }
}
