//! What keeps a year from being decided.

use serde::Serialize;

use super::ballot::BallotFault;
use super::warning::{Case, Warning};
use super::{NamedLevel, Rating};

/// Something that is missing of somebody, or of a unit's whole sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "missing")]
pub enum Lack {
    /// Neither rated nor marked as not rated.
    Rating,
    /// The ballot's arithmetic is broken.
    BrokenBallot(BallotFault),
    /// The ballot is not counted to its end.
    OpenBallot,
    /// There is no ballot, and the register keeps them.
    NoBallot,
    /// A warning that nobody let stand.
    Warning(Warning),
    /// All are rated, and no decision is on record.
    Decision,
}

impl Lack {
    /// Its stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rating => "rating",
            Self::BrokenBallot(_) => "broken_ballot",
            Self::OpenBallot => "open_ballot",
            Self::NoBallot => "no_ballot",
            Self::Warning(_) => "warning",
            Self::Decision => "decision",
        }
    }
}

impl Case<'_> {
    /// What is missing of somebody: nothing once it is decided. `levels` are those of the year,
    /// `keeps_ballots` says whether the register's sheets show ballots.
    #[must_use]
    pub fn lacks(&self, levels: &[NamedLevel], keeps_ballots: bool) -> Vec<Lack> {
        if self.is_decided {
            return Vec::new();
        }
        let mut lacks = Vec::new();
        if self.rating.is_none() {
            lacks.push(Lack::Rating);
        }
        lacks.extend(self.ballot_lack(levels, keeps_ballots));
        let open = self.flags().into_iter().filter(|flag| flag.note.is_none());
        lacks.extend(open.map(|flag| Lack::Warning(flag.warning)));
        lacks
    }

    fn ballot_lack(&self, levels: &[NamedLevel], keeps_ballots: bool) -> Option<Lack> {
        let ballot = self.steps.map(|steps| &steps.ballot).filter(|ballot| !ballot.is_empty());
        let Some(ballot) = ballot else {
            let is_rated = matches!(self.rating, Some(Rating::Level(_)));
            return (keeps_ballots && is_rated).then_some(Lack::NoBallot);
        };
        let fault = ballot.faults(levels).into_iter().next();
        fault.map(Lack::BrokenBallot).or_else(|| (!ballot.is_complete()).then_some(Lack::OpenBallot))
    }
}
