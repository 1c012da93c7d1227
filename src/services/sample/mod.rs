//! The sample register: invented people in an invented committee that has the figures of a real
//! one's report, to look around in, to test with and, in other sizes, to measure with.
//!
//! The same size gives the same register on any day from November 2026 on: it stands at
//! 31/10/2026. On an earlier day nothing in it lies in the future.

mod badges;
mod figures;
mod people;
mod person;
mod quotas;
mod ratings;
mod units;

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use self::figures::{MEMBERS, MOST_MEMBERS, SEED, Size, day};
use self::people::Slot;
use self::person::Person;
use self::units::{Cell, Structure};
use super::{Author, Error, Result};
use crate::domain::id::MemberId;
use crate::domain::member::{PostFields, Sphere, Status};
use crate::domain::number;
use crate::domain::problem::{Field, Kind};
use crate::domain::sample::random::Random;
use crate::fl;
use crate::store::{Committed, Database, Tx, member, unit};

/// Random numbers of identities, apart from those of other parts.
const IDENTITIES: u64 = 2_000_000_000;
/// Posts of a cell, the highest first, each with the least number of members for it.
const POSTS: [(&str, usize); 3] = [("Bí thư chi bộ", 1), ("Phó Bí thư chi bộ", 5), ("Chi ủy viên", 9)];

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Units that are not closed.
    pub units: usize,
    /// Current members.
    pub members: usize,
    /// Those who left or died.
    pub former: usize,
}

/// Fills an empty register, as one operation, with the sample of the report (6.021 members), or
/// with as many members and the figures scaled.
///
/// # Errors
/// [`Error::Refused`]: a register that has units, a number below 1 or above 900.000.
pub fn fill(database: &mut Database, members: Option<usize>, author: &Author) -> Result<Committed<Summary>> {
    check(members)?;
    let size = Size { members: members.unwrap_or(MEMBERS) };
    database.with_room(|database| {
        database.commit(author.does("sample_filled"), |tx| {
            let units = unit::all(tx)?;
            if !units.is_empty() {
                let count = u32::try_from(units.len()).unwrap_or(u32::MAX);
                return Err(Error::refused(Field::Unit, Kind::HasOpenUnits { count }));
            }
            tx.describe(fl!("sample-filled", count = number::count(size.members)));
            write(tx, size, figures::as_of(author.today))
        })
    })
}

/// Whether a sample of so many members can be made; asked before a register is made for it.
///
/// # Errors
/// [`Error::Refused`] as [`fill`].
pub fn check(members: Option<usize>) -> Result<()> {
    match members {
        Some(count) if !(1..=MOST_MEMBERS).contains(&count) => {
            Err(Error::refused(Field::Target, Kind::OutOfRange { min: 1, max: MOST_MEMBERS as i64 }))
        }
        Some(_) | None => Ok(()),
    }
}

fn write(tx: &Tx<'_>, size: Size, as_of: NaiveDate) -> Result<Summary> {
    let structure = units::write(tx, size)?;
    let years = ratings::Years::read(tx, as_of)?;
    let former = people::former(size);
    let mut current = people::current(size, &former).into_iter();
    let mut serial = 0;
    for (number, (cell, gone)) in structure.cells.iter().zip(scatter(&former, &structure)).enumerate() {
        let slots = current.by_ref().take(cell.size).chain(gone);
        let people = write_people(tx, cell, slots, (&mut serial, as_of))?;
        write_posts(tx, cell, &people, as_of)?;
        years.rate(tx, number, &people)?;
    }
    ratings::write_totals(tx, structure.committee, size)?;
    ratings::rate_units(tx, &years, &structure)?;
    ratings::decide(tx, as_of)?;
    quotas::write(tx, &structure, size)?;
    Ok(Summary { units: structure.open_units(), members: size.members, former: former.len() })
}

/// The former members of each cell.
fn scatter(former: &[Slot], structure: &Structure) -> Vec<Vec<Slot>> {
    let mut random = Random::for_part(SEED, 6);
    let mut cells = vec![Vec::new(); structure.cells.len()];
    for slot in former {
        let place = random.below(cells.len() as u64);
        if let Some(cell) = usize::try_from(place).ok().and_then(|place| cells.get_mut(place)) {
            cell.push(*slot);
        }
    }
    cells
}

fn write_people(
    tx: &Tx<'_>,
    cell: &Cell,
    slots: impl Iterator<Item = Slot>,
    (serial, as_of): (&mut u64, NaiveDate),
) -> Result<Vec<(MemberId, Person)>> {
    let mut people = Vec::new();
    for slot in slots {
        let person = person::draw(*serial, slot, cell, as_of);
        let id = write_person(tx, *serial, &person)?;
        badges::write(tx, id, (*serial, &person), as_of)?;
        people.push((id, person));
        *serial += 1;
    }
    Ok(people)
}

fn write_person(tx: &Tx<'_>, serial: u64, person: &Person) -> Result<MemberId> {
    let id = member::insert(tx, &identity(serial).to_string(), &person.fields)?;
    for stay in &person.stays {
        member::begin_stay(tx, id, stay.unit, stay.from_on, stay.decision.as_deref())?;
        if let Some(to_on) = stay.to_on {
            member::end_stay(tx, id, to_on)?;
        }
    }
    for period in &person.statuses {
        member::set_status(tx, id, period)?;
    }
    Ok(id)
}

fn identity(serial: u64) -> Uuid {
    let mut random = Random::for_part(SEED, IDENTITIES + serial);
    let number = u128::from(random.next_number()) << 64 | u128::from(random.next_number());
    uuid::Builder::from_random_bytes(number.to_be_bytes()).into_uuid()
}

/// Gives the cell's posts to full members who come to the meetings, those in their best years in
/// the Party first.
fn write_posts(tx: &Tx<'_>, cell: &Cell, people: &[(MemberId, Person)], as_of: NaiveDate) -> Result<()> {
    let mut candidates: Vec<&(MemberId, Person)> = people
        .iter()
        .filter(|(_, person)| {
            person.status_on(as_of) == Some(Status::Active) && person.unit_on(as_of) == Some(cell.id)
        })
        .collect();
    candidates.sort_by_key(|(_, person)| {
        let fields = &person.fields;
        let is_of_age = (1966..=1990).contains(&fields.born_on.year());
        (fields.official_on.is_none(), !is_of_age, person.admitted_on())
    });
    for ((title, least), (id, person)) in POSTS.into_iter().zip(candidates) {
        if cell.size >= least {
            let since = day(2025, 3, 14).max(person.admitted_on()).min(as_of);
            let post = PostFields {
                sphere: Sphere::Party,
                title: title.to_owned(),
                from_on: Some(since.into()),
                to_on: None,
                decision: Some("27-QĐ/ĐU".to_owned()),
            };
            member::insert_post(tx, *id, &post)?;
        }
    }
    Ok(())
}
