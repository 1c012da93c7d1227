//! What searching, filtering and sorting look at, packed side by side: going through 100.000
//! records that lie all over the memory takes several times as long.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{Counts, Filter, GroupFilter, Selected, Sort, SortKey, StatusFilter};
use crate::domain::date::PartialDate;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::{MAJORITY, NO_RELIGION, Sex, Status};
use crate::domain::text::Query;
use crate::domain::unit::UnitTree;
use crate::services::members::age;
use crate::store::member::Listed;

/// One member.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    id: MemberId,
    pub(super) unit: UnitId,
    pub(super) born_on: PartialDate,
    pub(super) admitted_on: PartialDate,
    pub(super) official_on: Option<PartialDate>,
    /// Number among [`Facts::ethnicities`].
    pub(super) ethnicity: usize,
    /// Number among [`Facts::religions`].
    pub(super) religion: usize,
    sex: Sex,
    status: Status,
    folded: Span,
    personal_id: Span,
    card_number: Span,
}

/// A piece of [`Facts::texts`].
#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    length: usize,
}

/// The few different values of a field that many share.
#[derive(Debug, Clone, Default)]
struct Groups {
    names: Vec<Box<str>>,
    numbers: HashMap<Box<str>, usize>,
}

impl Groups {
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.names.push(name.into());
        self.numbers.insert(name.into(), self.names.len() - 1);
        self.names.len() - 1
    }

    /// Which of them a filter admits.
    fn admitted(&self, filter: &GroupFilter, usual: &str) -> Vec<bool> {
        self.names.iter().map(|name| filter.admits(name, usual)).collect()
    }

    /// The place of each in the order of the names; an empty name has none.
    fn ranks(&self) -> Vec<Option<usize>> {
        let mut sorted: Vec<usize> = (0..self.names.len()).collect();
        sorted.sort_by(|one, other| self.names[*one].cmp(&self.names[*other]));
        let mut ranks = vec![None; sorted.len()];
        for (rank, number) in sorted.into_iter().enumerate() {
            ranks[number] = (!self.names[number].is_empty()).then_some(rank);
        }
        ranks
    }
}

/// All members, in the order of their names.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    rows: Vec<Fact>,
    /// Folded names and numbers. What a renewal leaves unused is gone at the next loading.
    texts: String,
    ethnicities: Groups,
    religions: Groups,
}

impl Facts {
    pub(super) fn insert(&mut self, place: usize, member: &Listed) {
        let fact = Fact {
            id: member.id,
            unit: member.unit,
            born_on: member.born_on,
            admitted_on: member.admission_decided_on,
            official_on: member.official_on,
            ethnicity: self.ethnicities.number(&member.ethnicity),
            religion: self.religions.number(&member.religion),
            sex: member.sex,
            status: member.status,
            folded: self.keep(&member.folded),
            personal_id: self.keep(member.personal_id.as_deref().unwrap_or_default()),
            card_number: self.keep(member.card_number.as_deref().unwrap_or_default()),
        };
        self.rows.insert(place, fact);
    }

    pub(super) fn remove(&mut self, place: usize) {
        self.rows.remove(place);
    }

    fn keep(&mut self, text: &str) -> Span {
        let start = self.texts.len();
        self.texts.push_str(text);
        Span { start, length: text.len() }
    }

    fn text(&self, span: Span) -> &str {
        self.texts.get(span.start..span.start + span.length).unwrap_or_default()
    }

    pub(super) fn get(&self, place: usize) -> Option<&Fact> {
        self.rows.get(place)
    }

    /// The name without marks.
    pub(super) fn name(&self, fact: &Fact) -> &str {
        self.text(fact.folded)
    }

    /// The personal number, digits alone; empty for none.
    pub(super) fn personal_id(&self, fact: &Fact) -> &str {
        self.text(fact.personal_id)
    }

    /// The card number, likewise.
    pub(super) fn card_number(&self, fact: &Fact) -> &str {
        self.text(fact.card_number)
    }

    /// The ethnicities that occur, by number.
    pub(super) fn ethnicities(&self) -> impl Iterator<Item = &str> {
        self.ethnicities.names.iter().map(AsRef::as_ref)
    }

    /// The religions that occur, by number.
    pub(super) fn religions(&self) -> impl Iterator<Item = &str> {
        self.religions.names.iter().map(AsRef::as_ref)
    }

    /// The places of those that a filter admits.
    pub(super) fn matching(&self, filter: &Filter, tree: &UnitTree, today: NaiveDate) -> Vec<usize> {
        let query = Query::new(&filter.search);
        let digits = digits_of(&filter.search);
        let units: Option<HashSet<UnitId>> =
            filter.unit.map(|unit| tree.scope(Some(unit)).iter().map(|node| node.unit.id).collect());
        let ethnicities = self.ethnicities.admitted(&filter.ethnicity, MAJORITY);
        let religions = self.religions.admitted(&filter.religion, NO_RELIGION);
        let admits = |fact: &Fact| {
            fact.has_status(filter.status, today)
                && units.as_ref().is_none_or(|units| units.contains(&fact.unit))
                && ethnicities[fact.ethnicity]
                && religions[fact.religion]
                && filter.sex.is_none_or(|sex| fact.sex == sex)
                && filter.age.is_none_or(|(youngest, oldest)| {
                    age(fact.born_on, today).is_some_and(|age| (youngest..=oldest).contains(&age))
                })
                && filter
                    .admitted
                    .is_none_or(|(first, last)| (first..=last).contains(&fact.admitted_on.year()))
        };
        let is_found = |fact: &Fact| {
            query.is_empty()
                || query.matches(self.text(fact.folded))
                || digits.as_deref().is_some_and(|digits| self.has_number(fact, digits))
        };
        self.rows
            .iter()
            .enumerate()
            .filter(|(_, fact)| admits(fact) && is_found(fact))
            .map(|(place, _)| place)
            .collect()
    }

    fn has_number(&self, fact: &Fact, digits: &str) -> bool {
        let digits = digits.as_bytes();
        [fact.personal_id, fact.card_number]
            .into_iter()
            .any(|span| self.text(span).as_bytes().windows(digits.len()).any(|part| part == digits))
    }

    /// Puts places into an order; equal ones stay as they are, those without a value come last.
    pub(super) fn sort(&self, places: &mut Vec<usize>, sort: Sort, tree: &UnitTree) {
        match sort.key {
            // Places are in name order.
            SortKey::Name => sort_by(places, sort.descending, Some),
            SortKey::Born => self.sort_by(places, sort, |fact| Some(fact.born_on)),
            SortKey::Sex => self.sort_by(places, sort, |fact| Some(fact.sex)),
            SortKey::Ethnicity => {
                let ranks = self.ethnicities.ranks();
                self.sort_by(places, sort, |fact| ranks[fact.ethnicity]);
            }
            SortKey::Religion => {
                let ranks = self.religions.ranks();
                self.sort_by(places, sort, |fact| ranks[fact.religion]);
            }
            SortKey::Admitted => self.sort_by(places, sort, |fact| Some(fact.admitted_on)),
            SortKey::Official => self.sort_by(places, sort, |fact| fact.official_on),
            SortKey::PersonalId => self.sort_by(places, sort, |fact| self.number(fact.personal_id)),
            SortKey::CardNumber => self.sort_by(places, sort, |fact| self.number(fact.card_number)),
            SortKey::Status => self.sort_by(places, sort, |fact| Some(fact.status)),
            SortKey::Unit => {
                let order: HashMap<UnitId, usize> =
                    tree.nodes().iter().enumerate().map(|(place, node)| (node.unit.id, place)).collect();
                self.sort_by(places, sort, |fact| order.get(&fact.unit).copied());
            }
        }
    }

    fn sort_by<K: Ord>(&self, places: &mut Vec<usize>, sort: Sort, key: impl Fn(&Fact) -> Option<K>) {
        sort_by(places, sort.descending, |place| key(&self.rows[place]));
    }

    /// The digits of a number, at most 16, as one value in the order of their text.
    fn number(&self, span: Span) -> Option<u128> {
        if span.length == 0 {
            return None;
        }
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(self.text(span).bytes()).for_each(|(byte, digit)| *byte = digit);
        Some(u128::from_be_bytes(bytes))
    }

    /// The members at these places, and their figures.
    pub(super) fn selected(&self, places: &[usize], today: NaiveDate) -> Selected {
        let is_minority = self.ethnicities.admitted(&GroupFilter::Other, MAJORITY);
        let is_religious = self.religions.admitted(&GroupFilter::Other, NO_RELIGION);
        let mut selected = Selected { ids: Vec::with_capacity(places.len()), counts: Counts::default() };
        for fact in places.iter().filter_map(|place| self.rows.get(*place)) {
            selected.ids.push(fact.id);
            let counts = &mut selected.counts;
            counts.total += 1;
            counts.women += usize::from(fact.sex == Sex::Female);
            counts.probationary += usize::from(fact.is_probationary(today));
            counts.minority += usize::from(is_minority[fact.ethnicity]);
            counts.religious += usize::from(is_religious[fact.religion]);
        }
        selected
    }
}

impl Fact {
    fn has_status(&self, filter: StatusFilter, today: NaiveDate) -> bool {
        match filter {
            StatusFilter::Present => self.status.is_present(),
            StatusFilter::Probationary => self.status.is_present() && self.is_probationary(today),
            StatusFilter::Former => !self.status.is_present(),
            StatusFilter::All => true,
            StatusFilter::Only(status) => self.status == status,
        }
    }

    fn is_probationary(&self, day: NaiveDate) -> bool {
        self.official_on.is_none_or(|official| official.first_day() > day)
    }
}

/// Sorts places by a value; equal ones stay as they are, those without a value come last in
/// either direction.
pub(super) fn sort_by<K: Ord>(places: &mut Vec<usize>, descending: bool, key: impl Fn(usize) -> Option<K>) {
    let (mut keyed, mut blank) = (Vec::with_capacity(places.len()), Vec::new());
    for place in places.drain(..) {
        match key(place) {
            Some(key) => keyed.push((key, place)),
            None => blank.push(place),
        }
    }
    if descending {
        keyed.sort_by(|one, other| other.0.cmp(&one.0));
    } else {
        keyed.sort_by(|one, other| one.0.cmp(&other.0));
    }
    places.extend(keyed.into_iter().map(|(_, place)| place).chain(blank));
}

/// The digits of a search for a number, which people group as they like; none for a name.
pub(super) fn digits_of(search: &str) -> Option<String> {
    let is_number = search.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".-".contains(c));
    let digits: String = search.chars().filter(char::is_ascii_digit).collect();
    (is_number && !digits.is_empty()).then_some(digits)
}
