//! Who is known: the members of the register and the people of the rows before, found by personal
//! number, card number, or name and date of birth, in this order (domain.md C9).

use std::collections::HashMap;

use super::ties::Kind;
use crate::domain::date::PartialDate;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::MemberFields;
use crate::domain::text::fold;
use crate::services::Result;
use crate::store::Tx;
use crate::store::member::{self, Listed};

/// Somebody of the register, or of a row above that adds somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Person {
    /// Of the register.
    Member(MemberId),
    /// Of the row with this number.
    Row(u32),
}

/// What is known of a person.
#[derive(Debug, Clone)]
struct Facts {
    person: Person,
    name: Box<str>,
    folded: Box<str>,
    unit: Option<UnitId>,
    personal_id: Option<Box<str>>,
    card_number: Option<Box<str>>,
}

/// By what somebody was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nobody.
    Nobody,
    /// A number, or name and full date of birth in the same unit with nothing against it.
    One(Person),
    /// Name and date of birth only, or several: a person must decide.
    Perhaps(Person),
}

/// What a row says of who it is.
#[derive(Debug, Clone, Default)]
pub struct Described<'a> {
    /// Name.
    pub name: &'a str,
    /// Birth.
    pub born_on: Option<PartialDate>,
    /// Personal number, digits only.
    pub personal_id: Option<String>,
    /// Card number, digits only.
    pub card_number: Option<String>,
    /// Unit.
    pub unit: Option<UnitId>,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Known {
    people: Vec<Facts>,
    by_id: HashMap<Box<str>, usize>,
    by_card: HashMap<Box<str>, usize>,
    by_name: HashMap<Box<str>, Vec<(PartialDate, usize)>>,
    places: HashMap<Person, usize>,
}

impl Known {
    /// Reads everybody of the register.
    pub fn read(tx: &Tx<'_>) -> Result<Self> {
        let mut known = Self::default();
        for member in member::listed_all(tx)? {
            known.take_in(&member);
        }
        Ok(known)
    }

    fn take_in(&mut self, member: &Listed) {
        let facts = Facts {
            person: Person::Member(member.id),
            name: member.name.clone(),
            folded: member.folded.clone(),
            unit: Some(member.unit),
            personal_id: member.personal_id.clone(),
            card_number: member.card_number.clone(),
        };
        self.insert(facts, member.born_on);
    }

    /// Takes in the person of a row.
    pub fn add(&mut self, number: u32, fields: &MemberFields, unit: Option<UnitId>) {
        let facts = Facts {
            person: Person::Row(number),
            name: fields.name.as_str().into(),
            folded: fold(&fields.name).into(),
            unit,
            personal_id: fields.texts.personal_id.as_deref().map(Into::into),
            card_number: fields.texts.card_number.as_deref().map(Into::into),
        };
        self.insert(facts, fields.born_on);
    }

    fn insert(&mut self, facts: Facts, born_on: PartialDate) {
        let place = self.people.len();
        if let Some(number) = &facts.personal_id {
            self.by_id.entry(number.clone()).or_insert(place);
        }
        if let Some(number) = &facts.card_number {
            self.by_card.entry(number.clone()).or_insert(place);
        }
        self.by_name.entry(facts.folded.clone()).or_default().push((born_on, place));
        self.places.insert(facts.person, place);
        self.people.push(facts);
    }

    /// A record has other numbers now.
    pub fn renumber(&mut self, person: Person, fields: &MemberFields) {
        let Some(place) = self.places.get(&person).copied() else { return };
        let Some(facts) = self.people.get_mut(place) else { return };
        for (index, held, number) in [
            (&mut self.by_id, &mut facts.personal_id, &fields.texts.personal_id),
            (&mut self.by_card, &mut facts.card_number, &fields.texts.card_number),
        ] {
            if held.as_deref() != number.as_deref() {
                if let Some(old) = held.take() {
                    index.remove(&old);
                }
                *held = number.as_deref().map(Into::into);
                index.extend(held.clone().map(|number| (number, place)));
            }
        }
    }

    /// The name of a person.
    pub fn name(&self, person: Person) -> String {
        let facts = self.places.get(&person).and_then(|place| self.people.get(*place));
        facts.map(|facts| facts.name.to_string()).unwrap_or_default()
    }

    /// Who else has a number that only one may have: personal numbers first, then card numbers.
    pub fn holders(&self, fields: &MemberFields, except: Option<Person>) -> [Option<String>; 2] {
        let holder = |index: &HashMap<Box<str>, usize>, number: &Option<String>| {
            let facts =
                number.as_deref().and_then(|number| index.get(number)).and_then(|at| self.people.get(*at))?;
            (Some(facts.person) != except).then(|| facts.name.to_string())
        };
        [holder(&self.by_id, &fields.texts.personal_id), holder(&self.by_card, &fields.texts.card_number)]
    }

    /// Finds whom a row describes.
    pub fn find(&self, described: &Described<'_>) -> Found {
        let by_number = |index: &HashMap<Box<str>, usize>, number: &Option<String>| {
            number.as_deref().and_then(|number| index.get(number)).and_then(|at| self.people.get(*at))
        };
        let other = |one: &Option<String>, two: &Option<Box<str>>| {
            one.is_some() && two.is_some() && one.as_deref() != two.as_deref()
        };
        let numbered = by_number(&self.by_id, &described.personal_id)
            .or_else(|| by_number(&self.by_card, &described.card_number));
        if let Some(facts) = numbered {
            // The number of one and the name or the other number of another: somebody mistyped.
            let agrees = (described.name.is_empty() || fold(&facts.name) == fold(described.name))
                && !other(&described.personal_id, &facts.personal_id);
            return if agrees { Found::One(facts.person) } else { Found::Perhaps(facts.person) };
        }
        let Some(born_on) = described.born_on else { return Found::Nobody };
        let candidates: Vec<&Facts> = self
            .by_name
            .get(fold(described.name).as_str())
            .into_iter()
            .flatten()
            .filter(|(born, _)| *born == born_on)
            .filter_map(|(_, at)| self.people.get(*at))
            .collect();
        match candidates.as_slice() {
            [] => Found::Nobody,
            [facts] => {
                let differs = other(&described.personal_id, &facts.personal_id)
                    || other(&described.card_number, &facts.card_number)
                    || (described.unit.is_some() && described.unit != facts.unit);
                match !differs && born_on.day().is_some() {
                    true => Found::One(facts.person),
                    false => Found::Perhaps(facts.person),
                }
            }
            [first, ..] => Found::Perhaps(first.person),
        }
    }

    /// What names everybody whom these texts may mean: each with the folded name and the numbers.
    pub fn meant(&self, texts: &[(Kind, String)]) -> Vec<Vec<(Kind, &str)>> {
        let mut places: Vec<usize> = Vec::new();
        for (kind, text) in texts {
            match kind {
                Kind::Name => {
                    let of_name = self.by_name.get(text.as_str()).into_iter().flatten();
                    places.extend(of_name.map(|(_, place)| *place));
                }
                Kind::PersonalId => places.extend(self.by_id.get(text.as_str())),
                Kind::CardNumber => places.extend(self.by_card.get(text.as_str())),
            }
        }
        let of = |place: usize| {
            let facts = self.people.get(place)?;
            let numbers = [(Kind::PersonalId, &facts.personal_id), (Kind::CardNumber, &facts.card_number)];
            let numbers = numbers.into_iter().filter_map(|(kind, number)| Some((kind, number.as_deref()?)));
            Some(std::iter::once((Kind::Name, &*facts.folded)).chain(numbers).collect())
        };
        places.into_iter().filter_map(of).collect()
    }

    /// Those of a name, in a unit if one is given: for lists that give nothing else.
    pub fn named(&self, name: &str, unit: Option<UnitId>) -> Vec<Person> {
        let of_name = self.by_name.get(fold(name).as_str()).into_iter().flatten();
        of_name
            .filter_map(|(_, at)| self.people.get(*at))
            .filter(|facts| unit.is_none() || facts.unit == unit)
            .map(|facts| facts.person)
            .collect()
    }
}
