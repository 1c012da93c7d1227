//! Finding a text among the facts of members in a list, for "find next": nobody is hidden.

use std::collections::HashSet;

use super::facts::{Facts, digits_of};
use super::{Directory, SortKey};
use crate::domain::date::PartialDate;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::text::fold;
use crate::domain::unit::UnitTree;

/// A fact that holds what is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The place in the list, from 0.
    pub row: usize,
    /// The fact.
    pub key: SortKey,
}

/// What is looked for, and what is known before any member is looked at.
struct Look<'a> {
    facts: &'a Facts,
    folded: String,
    /// The digits, if it is a number.
    digits: Option<String>,
    /// Part of a date as it is shown, 19/05/1960.
    is_date: bool,
    ethnicities: Vec<bool>,
    religions: Vec<bool>,
    units: HashSet<UnitId>,
}

impl Directory {
    /// The facts that hold a text, whatever its marks and case, for the members of a list in its
    /// order; those of one member in the order of `keys`. Names, numbers (grouped as one likes),
    /// dates as they are shown, ethnicities, religions and units are looked at, other keys are not.
    ///
    /// Goes through everybody: call it off the frame.
    #[must_use]
    pub fn find(&self, list: &[MemberId], text: &str, keys: &[SortKey], tree: &UnitTree) -> Vec<Hit> {
        let look = Look::new(&self.facts, text, tree);
        if look.folded.is_empty() {
            return Vec::new();
        }
        let places = list.iter().enumerate().filter_map(|(row, id)| Some((row, self.place(*id)?)));
        let hits = places.flat_map(|(row, place)| {
            let look = &look;
            keys.iter().filter(move |key| look.is_in(place, **key)).map(move |key| Hit { row, key: *key })
        });
        hits.collect()
    }
}

impl<'a> Look<'a> {
    fn new(facts: &'a Facts, text: &str, tree: &UnitTree) -> Self {
        let folded = fold(text);
        let holds = |name: &str| fold(name).contains(&folded);
        Self {
            facts,
            digits: digits_of(text),
            is_date: folded.chars().all(|c| c.is_ascii_digit() || c == '/'),
            ethnicities: facts.ethnicities().map(holds).collect(),
            religions: facts.religions().map(holds).collect(),
            units: tree.named(&folded).collect(),
            folded,
        }
    }

    fn is_in(&self, place: usize, key: SortKey) -> bool {
        let Some(fact) = self.facts.get(place) else { return false };
        match key {
            SortKey::Name => self.facts.name(fact).contains(&self.folded),
            SortKey::PersonalId => self.is_in_number(self.facts.personal_id(fact)),
            SortKey::CardNumber => self.is_in_number(self.facts.card_number(fact)),
            SortKey::Born => self.is_in_date(Some(fact.born_on)),
            SortKey::Admitted => self.is_in_date(Some(fact.admitted_on)),
            SortKey::Official => self.is_in_date(fact.official_on),
            SortKey::Ethnicity => self.ethnicities[fact.ethnicity],
            SortKey::Religion => self.religions[fact.religion],
            SortKey::Unit => self.units.contains(&fact.unit),
            SortKey::Sex | SortKey::Status => false,
        }
    }

    fn is_in_number(&self, number: &str) -> bool {
        self.digits.as_ref().is_some_and(|digits| number.contains(digits))
    }

    fn is_in_date(&self, date: Option<PartialDate>) -> bool {
        self.is_date && date.is_some_and(|date| date.to_string().contains(&self.folded))
    }
}
