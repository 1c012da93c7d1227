//! Targets that are being typed on the grid.
//!
//! Each draft belongs to a unit and a year, never to a place on the screen: whatever the rows
//! do meanwhile, what was typed is saved for the unit beside which it was typed. Several may be
//! open at once, as when one with a problem is left behind.

use std::collections::BTreeMap;

use crate::domain::id::UnitId;
use crate::domain::problem::Problem;
use crate::domain::quota;
use crate::services::Error;

/// A unit and a year.
pub type Place = (UnitId, i32);

/// What is typed for one unit and year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The number under which it was sent.
    request: Option<u64>,
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Drafts(BTreeMap<Place, Draft>);

/// What is to be done with a draft that is finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is none, it says what is there already, or it is on its way.
    Settled,
    /// It can't be read; the problem is noted.
    Wrong,
    /// It is to be sent.
    Send(String),
}

impl Drafts {
    /// The draft at a place.
    pub fn get(&self, place: Place) -> Option<&Draft> {
        self.0.get(&place)
    }

    /// All drafts.
    pub fn iter(&self) -> impl Iterator<Item = (Place, &Draft)> {
        self.0.iter().map(|(place, draft)| (*place, draft))
    }

    /// How many typed texts are not on their way to the disk.
    pub fn unsent(&self) -> usize {
        self.0.values().filter(|draft| draft.request.is_none()).count()
    }

    /// Whether something typed is not on its way to the disk.
    pub fn is_dirty(&self) -> bool {
        self.unsent() > 0
    }

    /// Begins with a text, in the place of what is there.
    pub fn begin(&mut self, place: Place, text: String) {
        let _ = self.0.insert(place, Draft { text, ..Draft::default() });
    }

    /// Adds what is typed; after a draft was sent a new one begins.
    pub fn type_in(&mut self, place: Place, text: &str) {
        let draft = self.0.entry(place).or_default();
        if draft.request.is_some() {
            *draft = Draft::default();
        }
        draft.text.push_str(text);
        draft.problems.clear();
    }

    /// Takes the last letter away; without a draft, empties the cell.
    pub fn erase(&mut self, place: Place) {
        let draft = self.0.entry(place).or_default();
        let _ = draft.text.pop();
        draft.problems.clear();
        draft.request = None;
    }

    /// Drops a draft.
    pub fn cancel(&mut self, place: Place) {
        let _ = self.0.remove(&place);
    }

    /// A draft is finished; `present` is the target that holds now.
    pub fn finish(&mut self, place: Place, present: Option<i64>) -> Verdict {
        let Some(draft) = self.0.get_mut(&place).filter(|draft| draft.request.is_none()) else {
            return Verdict::Settled;
        };
        match quota::target(&draft.text) {
            Ok(target) if target == present => {
                self.cancel(place);
                Verdict::Settled
            }
            Ok(_) => Verdict::Send(draft.text.clone()),
            Err(problem) => {
                draft.problems = vec![problem];
                Verdict::Wrong
            }
        }
    }

    /// A draft was sent with a number.
    pub fn sent(&mut self, place: Place, request: u64) {
        if let Some(draft) = self.0.get_mut(&place) {
            draft.request = Some(request);
        }
    }

    /// The draft sent with this number is saved: gives its place and target.
    pub fn saved(&mut self, request: u64) -> Option<(Place, Option<i64>)> {
        let place = self.place_of(request)?;
        let draft = self.0.remove(&place)?;
        Some((place, quota::target(&draft.text).ok()?))
    }

    /// The draft sent with this number is not saved and open again; gives the error back unless
    /// it belongs to the draft.
    pub fn failed(&mut self, request: u64, error: Error) -> Option<Error> {
        let place = self.place_of(request);
        let Some(draft) = place.and_then(|place| self.0.get_mut(&place)) else { return Some(error) };
        draft.request = None;
        match error {
            Error::Refused(problems) => {
                draft.problems = problems;
                None
            }
            other @ (Error::Store(_) | Error::Workspace(_) | Error::Password(_) | Error::NothingToUndo) => {
                Some(other)
            }
        }
    }

    fn place_of(&self, request: u64) -> Option<Place> {
        self.iter().find(|(_, draft)| draft.request == Some(request)).map(|(place, _)| place)
    }

    /// No answer is awaited any more.
    pub fn forget(&mut self) {
        for draft in self.0.values_mut() {
            draft.request = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place = (UnitId(7), 2026);

    #[test]
    fn what_says_nothing_new_is_not_sent() {
        let mut drafts = Drafts::default();
        drafts.type_in(HERE, "1");
        drafts.type_in(HERE, "2");
        assert_eq!(drafts.finish(HERE, Some(12)), Verdict::Settled);
        assert_eq!(drafts.get(HERE), None);
    }

    #[test]
    fn a_wrong_text_is_kept_with_its_problem() {
        let mut drafts = Drafts::default();
        drafts.type_in(HERE, "12a");
        assert_eq!(drafts.finish(HERE, None), Verdict::Wrong);
        let draft = drafts.get(HERE).unwrap();
        assert_eq!((draft.text.as_str(), draft.problems.len()), ("12a", 1));
        drafts.erase(HERE);
        assert_eq!(drafts.finish(HERE, None), Verdict::Send("12".to_owned()));
    }

    #[test]
    fn typing_after_sending_begins_anew_and_the_old_answer_leaves_it_alone() {
        let mut drafts = Drafts::default();
        drafts.type_in(HERE, "5");
        drafts.sent(HERE, 1);
        assert!(!drafts.is_dirty());
        drafts.type_in(HERE, "8");
        assert_eq!(drafts.saved(1), None);
        assert_eq!(drafts.get(HERE).unwrap().text, "8");
        assert!(drafts.is_dirty());
    }
}
