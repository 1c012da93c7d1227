//! The cell's ballot on somebody: papers issued, returned, valid, and the votes for each level.

use std::collections::BTreeMap;

use serde::Serialize;

use super::step::BallotPlace;
use super::{Level, NamedLevel};
use crate::domain::number::{self, Percent};

/// A ballot, perhaps not yet counted to its end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Ballot {
    /// Papers issued.
    pub issued: Option<i64>,
    /// Papers returned.
    pub returned: Option<i64>,
    /// Valid papers.
    pub valid: Option<i64>,
    /// Votes by level, where they were entered.
    pub votes: BTreeMap<Level, i64>,
}

/// Why a ballot can't be right: its arithmetic is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum BallotFault {
    /// More papers came back than were issued.
    MoreReturned {
        /// Issued.
        issued: i64,
        /// Returned.
        returned: i64,
    },
    /// More papers are valid than came back.
    MoreValid {
        /// Returned.
        returned: i64,
        /// Valid.
        valid: i64,
    },
    /// More votes than valid papers: each has one.
    MoreVotes {
        /// Valid.
        valid: i64,
        /// Votes of all levels.
        votes: i64,
    },
    /// All levels are counted, and votes are missing.
    FewerVotes {
        /// Valid.
        valid: i64,
        /// Votes of all levels.
        votes: i64,
    },
}

impl BallotFault {
    /// Whether more numbers can still make it right: entered one by one, the votes are fewer than
    /// the papers until the last one stands there.
    #[must_use]
    pub fn may_be_mended_by_more(self) -> bool {
        matches!(self, Self::FewerVotes { .. })
    }
}

impl Ballot {
    /// Whether nothing was entered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A number of it.
    #[must_use]
    pub fn get(&self, place: BallotPlace) -> Option<i64> {
        match place {
            BallotPlace::Issued => self.issued,
            BallotPlace::Returned => self.returned,
            BallotPlace::Valid => self.valid,
            BallotPlace::Votes(level) => self.votes.get(&level).copied(),
        }
    }

    /// Sets or clears a number of it.
    pub fn set(&mut self, place: BallotPlace, number: Option<i64>) {
        match (place, number) {
            (BallotPlace::Issued, number) => self.issued = number,
            (BallotPlace::Returned, number) => self.returned = number,
            (BallotPlace::Valid, number) => self.valid = number,
            (BallotPlace::Votes(level), Some(number)) => {
                let _ = self.votes.insert(level, number);
            }
            (BallotPlace::Votes(level), None) => {
                let _ = self.votes.remove(&level);
            }
        }
    }

    /// The votes of all levels.
    #[must_use]
    pub fn sum(&self) -> i64 {
        self.votes.values().fold(0, |sum, votes| sum.saturating_add(*votes))
    }

    /// What of its arithmetic is broken, judged by the numbers that are there. `levels` are those
    /// of the year: once each of them has its votes, none may be missing.
    #[must_use]
    pub fn faults(&self, levels: &[NamedLevel]) -> Vec<BallotFault> {
        let mut faults = Vec::new();
        let most_returned = self.returned.or(self.valid).unwrap_or_else(|| self.sum());
        if let Some(issued) = self.issued.filter(|issued| most_returned > *issued) {
            faults.push(BallotFault::MoreReturned { issued, returned: most_returned });
        }
        if let (Some(returned), Some(valid)) = (self.returned, self.valid)
            && valid > returned
        {
            faults.push(BallotFault::MoreValid { returned, valid });
        }
        let votes = self.sum();
        let most_valid = self.valid.or(self.returned);
        if let Some(valid) = most_valid.filter(|valid| votes > *valid) {
            faults.push(BallotFault::MoreVotes { valid, votes });
        }
        let is_counted = levels.iter().all(|named| self.votes.contains_key(&named.level));
        if let Some(valid) = self.valid.filter(|valid| is_counted && votes < *valid) {
            faults.push(BallotFault::FewerVotes { valid, votes });
        }
        faults
    }

    /// Whether all of it is there and adds up; levels without votes need no zero.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let (Some(issued), Some(returned), Some(valid)) = (self.issued, self.returned, self.valid) else {
            return false;
        };
        returned <= issued && valid <= returned && self.sum() == valid
    }

    /// The level that got more votes than any other, with its votes, once the ballot is complete.
    #[must_use]
    pub fn leading(&self) -> Option<(Level, i64)> {
        let most = self.votes.values().copied().max().filter(|most| *most > 0 && self.is_complete())?;
        let mut leading = self.votes.iter().filter(|(_, votes)| **votes == most);
        let (level, votes) = leading.next()?;
        leading.next().is_none().then_some((*level, *votes))
    }

    /// A level's share of the valid papers.
    #[must_use]
    pub fn percent(&self, level: Level) -> Option<Percent> {
        number::percent(self.votes.get(&level).copied()?, self.valid?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn levels() -> Vec<NamedLevel> {
        [Level::Excellent, Level::Good, Level::Completed, Level::NotCompleted]
            .map(|level| NamedLevel { level, name: level.code().to_owned() })
            .to_vec()
    }

    fn ballot(papers: [Option<i64>; 3], votes: &[(Level, i64)]) -> Ballot {
        let [issued, returned, valid] = papers;
        Ballot { issued, returned, valid, votes: votes.iter().copied().collect() }
    }

    #[test]
    fn a_ballot_that_adds_up_is_complete_and_has_a_leader() {
        let counted = ballot([Some(20), Some(20), Some(19)], &[(Level::Excellent, 4), (Level::Good, 15)]);
        assert!(counted.faults(&levels()).is_empty());
        assert!(counted.is_complete(), "levels without votes need no zero");
        assert_eq!(counted.leading(), Some((Level::Good, 15)));
        assert_eq!(counted.percent(Level::Good), Some(Percent(7895)));
        let tie = ballot([Some(2), Some(2), Some(2)], &[(Level::Excellent, 1), (Level::Good, 1)]);
        assert_eq!(tie.leading(), None);
        assert_eq!(Ballot::default().leading(), None);
    }

    #[test]
    fn broken_arithmetic_is_named() {
        let cases = [
            (ballot([Some(19), Some(20), None], &[]), BallotFault::MoreReturned { issued: 19, returned: 20 }),
            (ballot([None, Some(19), Some(20)], &[]), BallotFault::MoreValid { returned: 19, valid: 20 }),
            (
                ballot([None, None, Some(3)], &[(Level::Good, 4)]),
                BallotFault::MoreVotes { valid: 3, votes: 4 },
            ),
            (
                ballot([None, Some(3), None], &[(Level::Good, 4)]),
                BallotFault::MoreVotes { valid: 3, votes: 4 },
            ),
            (
                ballot([Some(3), None, None], &[(Level::Good, 4)]),
                BallotFault::MoreReturned { issued: 3, returned: 4 },
            ),
        ];
        for (ballot, fault) in cases {
            assert_eq!(ballot.faults(&levels()), [fault], "{ballot:?}");
            assert!(!fault.may_be_mended_by_more());
        }
        let short: Vec<(Level, i64)> = levels().iter().map(|named| (named.level, 1)).collect();
        let short = ballot([Some(5), Some(5), Some(5)], &short);
        let fault = BallotFault::FewerVotes { valid: 5, votes: 4 };
        assert_eq!(short.faults(&levels()), [fault]);
        assert!(fault.may_be_mended_by_more() && !short.is_complete());
    }

    fn numbers() -> impl Strategy<Value = Ballot> {
        let paper = || proptest::option::of(0_i64..30);
        let votes = proptest::collection::btree_map(
            proptest::sample::select(levels().iter().map(|named| named.level).collect::<Vec<_>>()),
            0_i64..15,
            0..=4,
        );
        (paper(), paper(), paper(), votes).prop_map(|(issued, returned, valid, votes)| Ballot {
            issued,
            returned,
            valid,
            votes,
        })
    }

    proptest! {
        /// A ballot is complete exactly when it has its three numbers and no papers or votes are
        /// too many or missing; then it has no fault.
        #[test]
        fn a_complete_ballot_has_no_fault(ballot in numbers()) {
            let faults = ballot.faults(&levels());
            if ballot.is_complete() {
                prop_assert!(faults.is_empty(), "{faults:?}");
                prop_assert_eq!(ballot.sum(), ballot.valid.unwrap());
            } else if ballot.issued.is_some() && ballot.returned.is_some() && ballot.valid.is_some() {
                prop_assert!(!faults.is_empty() || ballot.sum() < ballot.valid.unwrap());
            }
        }

        /// What has a fault that more numbers don't mend can't be counted to an end, however the
        /// missing numbers are chosen; everything else can.
        #[test]
        fn only_a_broken_ballot_has_no_end(ballot in numbers()) {
            let broken = ballot.faults(&levels()).iter().any(|fault| !fault.may_be_mended_by_more());
            // The smallest numbers that the missing ones can be.
            let valid = ballot.valid.unwrap_or_else(|| ballot.sum());
            let returned = ballot.returned.unwrap_or(valid);
            let issued = ballot.issued.unwrap_or(returned);
            let has_end = returned <= issued && valid <= returned && ballot.sum() <= valid;
            prop_assert_eq!(broken, !has_end, "{:?}", ballot);
        }
    }
}
