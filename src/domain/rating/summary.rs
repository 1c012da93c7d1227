//! The figures of summary tables: counts of a place in a year, their shares, and how the figures
//! of a unit are made of those of the units below it.

use std::collections::HashMap;

use super::{Level, NotRated, Rating, Tally};
use crate::domain::id::UnitId;
use crate::domain::number::{self, Percent};
use crate::domain::unit::UnitTree;

/// How the shares of a row are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rounding {
    /// Each by itself, half up: a row may come to 99,99 or 100,01.
    #[default]
    HalfUp,
    /// So that a row comes to 100,00: what is missing goes to the largest remainders.
    Hundred,
}

/// The figures of a place in a year: those on the books at 31/12, by level, by the reason for not
/// being rated, and those of whom nothing is said yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Counts by level.
    pub tally: Tally,
    /// Of [`Tally::not_rated`], how many for which reason; totals that were entered name none.
    pub reasons: Vec<(NotRated, i64)>,
}

impl Line {
    /// No figures, with the levels of `tally` at zero.
    #[must_use]
    pub fn blank(tally: &Tally) -> Self {
        let levels = tally.levels.iter().map(|(level, _)| (*level, 0)).collect();
        Self { tally: Tally { levels, ..Tally::default() }, reasons: Vec::new() }
    }

    /// Members on the books, or units, at 31/12.
    #[must_use]
    pub fn on_books(&self) -> i64 {
        self.tally.rated() + self.tally.not_rated + self.tally.open
    }

    /// How many are said to be rated or not rated.
    #[must_use]
    pub fn known(&self) -> i64 {
        self.tally.rated() + self.tally.not_rated
    }

    /// How many are not rated for a reason.
    #[must_use]
    pub fn not_rated(&self, why: NotRated) -> i64 {
        self.reasons.iter().filter(|(other, _)| *other == why).map(|(_, count)| count).sum()
    }

    /// How many are not rated without a reason being known.
    #[must_use]
    pub fn not_rated_without_reason(&self) -> i64 {
        self.tally.not_rated - self.reasons.iter().map(|(_, count)| count).sum::<i64>()
    }

    /// Adds `count` members or units with a rating.
    pub fn add(&mut self, rating: Option<&Rating>, count: i64) {
        match rating {
            Some(Rating::Level(level)) => self.tally.add_level(*level, count),
            Some(Rating::NotRated { why, .. }) => {
                self.tally.not_rated += count;
                self.add_reason(*why, count);
            }
            None => self.tally.open += count,
        }
    }

    fn add_reason(&mut self, why: NotRated, count: i64) {
        match self.reasons.iter_mut().find(|(other, _)| *other == why) {
            Some((_, sum)) => *sum += count,
            None => self.reasons.push((why, count)),
        }
    }

    /// Adds the figures of another place.
    pub fn add_line(&mut self, other: &Self) {
        for (level, count) in &other.tally.levels {
            self.tally.add_level(*level, *count);
        }
        self.tally.not_rated += other.tally.not_rated;
        self.tally.open += other.tally.open;
        for (why, count) in &other.reasons {
            self.add_reason(*why, *count);
        }
    }

    /// The sum of lines, with the levels of `tally` in their order.
    #[must_use]
    pub fn sum<'l>(tally: &Tally, lines: impl IntoIterator<Item = &'l Self>) -> Self {
        let mut sum = Self::blank(tally);
        for line in lines {
            sum.add_line(line);
        }
        sum
    }

    /// Whether the level is one of this line's.
    #[must_use]
    pub fn has(&self, level: Level) -> bool {
        self.tally.levels.iter().any(|(other, _)| *other == level)
    }

    /// The share of each level among the rated, in the order of the levels; `None` when nobody is
    /// rated.
    #[must_use]
    pub fn shares(&self, rounding: Rounding) -> Vec<(Level, Option<Percent>)> {
        let counts: Vec<i64> = self.tally.levels.iter().map(|(_, count)| *count).collect();
        let levels = self.tally.levels.iter().map(|(level, _)| *level);
        levels.zip(shares(&counts, rounding)).collect()
    }

    /// The share of one level; see [`Line::shares`].
    #[must_use]
    pub fn share(&self, level: Level, rounding: Rounding) -> Option<Percent> {
        self.shares(rounding).into_iter().find(|(other, _)| *other == level).and_then(|(_, share)| share)
    }

    /// Rated good or better, count and share of all rated. In a row that comes to 100,00 the share
    /// is the sum of its parts.
    #[must_use]
    pub fn good_or_better(&self, rounding: Rounding) -> (i64, Option<Percent>) {
        let (count, share) = self.tally.good_or_better();
        match rounding {
            Rounding::HalfUp => (count, share),
            Rounding::Hundred => {
                let good = self.shares(rounding).into_iter().filter(|(level, _)| level.is_good_or_better());
                let sum = good.filter_map(|(_, share)| share).map(|share| share.0).sum();
                (count, share.map(|_| Percent(sum)))
            }
        }
    }

    /// Excellent as a share of good, the ratio that the ceiling is measured by; `None` for years
    /// without these levels and where nobody is good.
    #[must_use]
    pub fn excellent_of_good(&self) -> Option<Percent> {
        if !self.has(Level::Excellent) {
            return None;
        }
        number::percent(self.tally.count(Level::Excellent), self.tally.count(Level::Good))
    }
}

/// The shares of parts among their sum; see [`Rounding`]. `None` for each when the sum is zero.
#[must_use]
pub fn shares(parts: &[i64], rounding: Rounding) -> Vec<Option<Percent>> {
    let sum: i64 = parts.iter().sum();
    if sum == 0 || rounding == Rounding::HalfUp {
        return parts.iter().map(|part| number::percent(*part, sum)).collect();
    }
    // Floors first; what is missing to 100,00 goes to the largest remainders, among equal ones to
    // the larger part, then to the earlier one.
    const WHOLE: i128 = 10_000;
    let sum = i128::from(sum);
    let scaled = |part: i64| i128::from(part) * WHOLE;
    let mut shares: Vec<i128> = parts.iter().map(|part| scaled(*part).div_euclid(sum)).collect();
    let missing = WHOLE - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| {
        let part = parts[*place];
        (std::cmp::Reverse(scaled(part).rem_euclid(sum)), std::cmp::Reverse(part), *place)
    });
    for place in order.into_iter().take(usize::try_from(missing).unwrap_or_default()) {
        shares[place] += 1;
    }
    shares.into_iter().map(|share| i64::try_from(share).ok().map(Percent)).collect()
}

/// The figures of a unit with all below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rolled {
    /// What tables show: the single ratings, or the totals where they say more.
    pub shown: Line,
    /// What comes of the single ratings alone.
    pub computed: Line,
    /// The totals entered for this very unit.
    pub entered: Option<Line>,
    /// Whether totals that were entered, here or below, are part of what is shown.
    pub is_entered: bool,
}

impl Rolled {
    /// What is known besides what is shown: the single ratings behind totals, or the totals that
    /// single ratings have overtaken. Both are kept.
    #[must_use]
    pub fn other(&self) -> Option<&Line> {
        match &self.entered {
            Some(entered) if *entered != self.shown => Some(entered),
            _ => Some(&self.computed).filter(|line| self.is_entered && line.known() > 0),
        }
    }
}

/// The figures of a year for each unit of a tree.
///
/// Of a unit whose totals were entered these are shown as long as they count more than what is
/// known from below: somebody who begins to enter single ratings of an old year must not lose its
/// totals meanwhile.
#[derive(Debug, Clone, Default)]
pub struct Roll {
    of: HashMap<UnitId, Rolled>,
    blank: Line,
}

impl Roll {
    /// Sums up: `own` are the figures of each unit itself, `entered` the totals entered for it and
    /// all below it. `levels` are those of the year, at zero.
    #[must_use]
    pub fn new(
        tree: &UnitTree,
        levels: &Tally,
        own: &HashMap<UnitId, Line>,
        entered: &HashMap<UnitId, Line>,
    ) -> Self {
        let mut roll = Self { of: HashMap::new(), blank: Line::blank(levels) };
        let nodes = tree.nodes();
        for place in (0..nodes.len()).rev() {
            let node = &nodes[place];
            let id = node.unit.id;
            let mut rolled = Rolled { computed: roll.blank.clone(), ..Rolled::default() };
            if let Some(own) = own.get(&id) {
                rolled.computed.add_line(own);
            }
            rolled.shown = rolled.computed.clone();
            let mut child = place + 1;
            while child <= place + node.below {
                let below = &nodes[child];
                if let Some(below) = roll.of.get(&below.unit.id) {
                    rolled.add(below);
                }
                child += below.below + 1;
            }
            if let Some(entered) = entered.get(&id) {
                rolled.enter(Line::sum(levels, [entered]));
            }
            roll.of.insert(id, rolled);
        }
        roll
    }

    /// The figures of a unit; of the sum of these units for several.
    #[must_use]
    pub fn of(&self, units: &[UnitId]) -> Rolled {
        let found: Vec<&Rolled> = units.iter().filter_map(|unit| self.of.get(unit)).collect();
        if let [one] = found.as_slice() {
            return (*one).clone();
        }
        let mut sum = Rolled { computed: self.blank.clone(), shown: self.blank.clone(), ..Rolled::default() };
        for rolled in found {
            sum.add(rolled);
        }
        sum
    }
}

impl Rolled {
    fn add(&mut self, below: &Self) {
        self.computed.add_line(&below.computed);
        self.shown.add_line(&below.shown);
        self.is_entered |= below.is_entered;
    }

    fn enter(&mut self, entered: Line) {
        if self.shown.known() < entered.known().max(1) {
            self.shown = entered.clone();
            self.is_entered = true;
        }
        self.entered = Some(entered);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(counts: &[(Level, i64)]) -> Line {
        Line { tally: Tally { levels: counts.to_vec(), ..Tally::default() }, reasons: Vec::new() }
    }

    #[test]
    fn the_two_ratios_of_the_reference_are_told_apart() {
        let years = [
            ([597, 4373, 89, 9], ["11,78%", "86,29%", "1,76%", "0,18%"], "98,07%", "13,65%"),
            ([705, 4367, 47, 14], ["13,73%", "85,08%", "0,92%", "0,27%"], "98,81%", "16,14%"),
            ([612, 4615, 55, 12], ["11,56%", "87,17%", "1,04%", "0,23%"], "98,73%", "13,26%"),
        ];
        let levels = [Level::Excellent, Level::Good, Level::Completed, Level::NotCompleted];
        for (counts, shares, good, ratio) in years {
            let line = line(&levels.into_iter().zip(counts).collect::<Vec<_>>());
            let found: Vec<String> =
                line.shares(Rounding::HalfUp).iter().map(|(_, share)| share.unwrap().to_string()).collect();
            assert_eq!(found, shares);
            assert_eq!(line.good_or_better(Rounding::HalfUp).1.unwrap().to_string(), good);
            assert_eq!(line.excellent_of_good().unwrap().to_string(), ratio);
        }
    }

    #[test]
    fn years_without_the_excellent_level_have_no_ratio() {
        let old = line(&[(Level::Exemplary, 9), (Level::CleanStrong, 37), (Level::Good, 38)]);
        assert_eq!(old.excellent_of_good(), None);
        assert_eq!(old.good_or_better(Rounding::HalfUp).0, 84);
    }

    #[test]
    fn the_largest_remainders_make_a_row_come_to_a_hundred() {
        let thirds = shares(&[1, 1, 1], Rounding::Hundred);
        assert_eq!(thirds, [Some(Percent(3334)), Some(Percent(3333)), Some(Percent(3333))]);
        assert_eq!(shares(&[1, 1, 1], Rounding::HalfUp), [Some(Percent(3333)); 3]);
        assert_eq!(shares(&[0, 0], Rounding::Hundred), [None, None]);
    }

    #[test]
    fn totals_give_way_to_single_ratings_that_say_as_much() {
        let unit = |id, parent| crate::domain::unit::Unit {
            id: UnitId(id),
            parent,
            fields: crate::domain::unit::UnitFields {
                kind: crate::domain::unit::UnitKind::Committee,
                code: id.to_string(),
                name: id.to_string(),
                workplace: None,
                founded_on: None,
                founding_decision: None,
            },
            closed_on: None,
            closing_decision: None,
            merged_into: None,
        };
        let top = UnitId(1);
        let tree =
            UnitTree::new(vec![unit(1, None), unit(2, Some(top)), unit(3, Some(top))], &HashMap::new());
        let levels = line(&[(Level::Excellent, 0), (Level::Good, 0)]).tally;
        let roll = |second: i64, third: i64, entered: &[(i64, i64)]| {
            let good = |count| line(&[(Level::Good, count)]);
            let own = HashMap::from([(UnitId(2), good(second)), (UnitId(3), good(third))]);
            let entered = entered.iter().map(|(unit, count)| (UnitId(*unit), good(*count))).collect();
            Roll::new(&tree, &levels, &own, &entered)
        };
        // Totals of one unit below don't hide the single ratings of its neighbour.
        let mixed = roll(0, 5, &[(2, 10)]).of(&[top]);
        assert_eq!((mixed.shown.tally.count(Level::Good), mixed.is_entered), (15, true));
        assert_eq!(mixed.other().map(Line::known), Some(5));
        // Totals of the unit itself are shown as long as they say more.
        let old = roll(3, 4, &[(1, 100)]).of(&[top]);
        assert_eq!((old.shown.known(), old.other().map(Line::known)), (100, Some(7)));
        let overtaken = roll(60, 40, &[(1, 100)]).of(&[top]);
        assert!(!overtaken.is_entered);
        assert_eq!(overtaken.other(), None, "both say the same");
        let more = roll(60, 50, &[(1, 100)]).of(&[top]);
        assert_eq!((more.shown.known(), more.other().map(Line::known)), (110, Some(100)));
        assert_eq!(roll(1, 1, &[]).of(&[UnitId(2), UnitId(3)]).shown.known(), 2);
    }

    proptest! {
        #[test]
        fn a_row_comes_to_a_hundred_and_no_share_moves_by_a_hundredth(
            parts in proptest::collection::vec(0i64..2_000_000, 1..8)
        ) {
            let sum: i64 = parts.iter().sum();
            let found = shares(&parts, Rounding::Hundred);
            if sum == 0 {
                prop_assert!(found.iter().all(Option::is_none));
            } else {
                prop_assert_eq!(found.iter().map(|share| share.unwrap().0).sum::<i64>(), 10_000);
                for (part, share) in parts.iter().zip(found) {
                    let exact = i128::from(*part) * 10_000;
                    let distance = (i128::from(share.unwrap().0) * i128::from(sum) - exact).abs();
                    prop_assert!(distance < i128::from(sum));
                }
            }
        }
    }
}
