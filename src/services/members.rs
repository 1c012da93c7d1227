//! Members: admission, changes of the record, of unit and of status, posts, badges.

mod amend;
mod badges;

use std::collections::HashSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::ratings::warnings_of_books;
use super::units::{check_cell, check_stay_before, read_tree};
use super::{Author, Error, Result, Saved};
use crate::domain::date;
use crate::domain::form::{Checked, Reader};
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::{
    MemberFields, MemberForm, MemberRecord, PostForm, Status, StatusChange, StatusForm, StatusPeriod,
};
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};
use crate::domain::rating::Who;
use crate::fl;
use crate::store::member::{self, Number};
use crate::store::rating::discipline;
use crate::store::{Committed, Database, Tx, register};

pub use crate::store::member::{MemberRow, TextColumn};
pub use amend::{Amended, CellEdit, CellRefusal, amend, check_cells};
pub use badges::{odd_in_badge, save_badge};

/// A member to be added: the record, the cell, and since when they belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// The record.
    pub form: MemberForm,
    /// The cell.
    pub unit: Option<UnitId>,
    /// Since when, dd/mm/yyyy; empty: since the admission decision.
    pub since: String,
}

/// Adds a member to a cell.
///
/// # Errors
/// [`Error::Refused`]: fields, numbers that another record has, or a unit that is no open cell.
pub fn add(database: &mut Database, new: &NewMember, author: &Author) -> Result<Committed<Saved<MemberId>>> {
    let mut problems = Vec::new();
    let checked = new.form.check(author.today).map_err(|found| problems.extend(found)).ok();
    let since =
        check_since(&new.since, checked.as_ref(), author).map_err(|found| problems.extend(found)).ok();
    if new.unit.is_none() {
        problems.push(Problem::error(Field::Unit, Kind::Required));
    }
    let (Some(Checked { value: fields, mut warnings }), Some(since), Some(unit)) = (checked, since, new.unit)
    else {
        return Err(problems.into());
    };
    database.commit(author.does("member_added"), |tx| {
        check_cell(&read_tree(tx)?, unit, Field::Unit, None)?;
        check_numbers(tx, &fields, None)?;
        warnings.extend(warnings_of_lists(&read_lists(tx)?, &fields));
        tx.describe(fl!("journal-member-added", name = fields.name.as_str()));
        let id = insert(tx, &fields, unit, since)?;
        Ok(Saved { value: id, warnings })
    })
}

/// Writes the three rows that make a member. Nothing is checked here.
pub(super) fn insert(tx: &Tx<'_>, fields: &MemberFields, unit: UnitId, since: NaiveDate) -> Result<MemberId> {
    let id = member::insert(tx, &Uuid::now_v7().to_string(), fields)?;
    member::begin_stay(tx, id, unit, since, None)?;
    let status = StatusPeriod {
        status: Status::Active,
        from_on: since,
        to_on: None,
        decision: None,
        reason: None,
        place: None,
    };
    member::set_status(tx, id, &status)?;
    Ok(id)
}

fn check_since(
    typed: &str,
    checked: Option<&Checked<MemberFields>>,
    author: &Author,
) -> std::result::Result<NaiveDate, Vec<Problem>> {
    let decided = checked.map(|checked| checked.value.admission_decided_on.first_day());
    if typed.trim().is_empty() {
        // Without a record there are problems enough; today is never stored.
        return Ok(decided.unwrap_or(author.today));
    }
    let mut reader = Reader::new(author.today);
    let since = reader.required_day(Field::FromOn, typed);
    if let (Some(since), Some(decided)) = (since, decided)
        && since < decided
    {
        reader.refuse(Field::FromOn, Kind::Before { other: Field::AdmissionDecidedOn, date: decided });
    }
    let problems = reader.finish();
    since.filter(|_| may_be_saved(&problems)).ok_or(problems)
}

/// Personal and card numbers are unique among all records (domain.md C9): those who left keep theirs.
fn check_numbers(tx: &Tx<'_>, fields: &MemberFields, except: Option<MemberId>) -> Result<()> {
    let numbers = [
        (Field::PersonalId, fields.texts.personal_id.as_deref().map(Number::Personal)),
        (Field::CardNumber, fields.texts.card_number.as_deref().map(Number::Card)),
    ];
    let mut problems = Vec::new();
    for (field, number) in numbers {
        let Some(number) = number else { continue };
        if let Some(of) = member::holder_of(tx, number, except)? {
            problems.push(Problem::error(field, Kind::Duplicate { of }));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
}

/// The lists that values are compared with, each with its name in the register.
const COMPARED: [&str; 4] = ["ethnicity", "religion", "theory_level", "professional_level"];

/// The lists of [`COMPARED`], in that order.
fn read_lists(tx: &Tx<'_>) -> Result<[HashSet<String>; 4]> {
    let read = |list: &str| register::choices(tx, list).map(HashSet::from_iter);
    let [ethnicity, religion, theory, professional] = COMPARED.map(read);
    Ok([ethnicity?, religion?, theory?, professional?])
}

/// Points out values that are in no list: often a slip, sometimes right.
fn warnings_of_lists(lists: &[HashSet<String>; 4], fields: &MemberFields) -> Vec<Problem> {
    let values = [
        (Field::Ethnicity, Some(&fields.ethnicity)),
        (Field::Religion, Some(&fields.religion)),
        (Field::TheoryLevel, fields.texts.theory_level.as_ref()),
        (Field::ProfessionalLevel, fields.texts.professional_level.as_ref()),
    ];
    let is_in_none = |(list, (field, value)): (&HashSet<String>, (Field, Option<&String>))| {
        value.filter(|value| !list.contains(*value)).map(|_| Problem::warning(field, Kind::NotInList))
    };
    lists.iter().zip(values).filter_map(is_in_none).collect()
}

/// Changes a member's record.
///
/// `seen` is the record as the editor first showed it: if it was changed since, the edit is
/// refused and nothing is overwritten unseen.
///
/// # Errors
/// [`Error::Refused`]: fields, numbers that another record has, changed meanwhile.
pub fn edit(
    database: &mut Database,
    id: MemberId,
    form: &MemberForm,
    seen: Option<&MemberFields>,
    author: &Author,
) -> Result<Committed<Saved<()>>> {
    let Checked { value: fields, mut warnings } = form.check(author.today)?;
    database.commit(author.does("member_edited"), |tx| {
        let present = row(tx, id)?.fields;
        if seen.is_some_and(|seen| *seen != present) {
            return Err(Error::refused(Field::Name, Kind::ChangedMeanwhile));
        }
        check_numbers(tx, &fields, Some(id))?;
        warnings.extend(warnings_of_lists(&read_lists(tx)?, &fields));
        tx.describe(fl!("journal-member-edited", name = fields.name.as_str()));
        member::update(tx, id, &fields)?;
        Ok(Saved { value: (), warnings })
    })
}

fn row(tx: &Tx<'_>, id: MemberId) -> Result<MemberRow> {
    member::rows(tx, &[id])?.pop().ok_or_else(|| Error::refused(Field::Name, Kind::NotFound))
}

/// A move to another cell of the register, as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TransferForm {
    /// The cell.
    pub unit: Option<UnitId>,
    /// First day there, dd/mm/yyyy.
    pub on: String,
    /// Number of the decision or slip.
    pub decision: String,
}

/// Moves a member to another cell of the register. A day that lies in a decided year changes its
/// books: a warning.
///
/// # Errors
/// [`Error::Refused`]: no open cell, the same cell, a day before the present stay, a member who left.
pub fn transfer(
    database: &mut Database,
    id: MemberId,
    form: &TransferForm,
    author: &Author,
) -> Result<Committed<Saved<()>>> {
    let mut reader = Reader::new(author.today);
    let unit = reader.chosen(Field::Unit, form.unit);
    let on = reader.required_day(Field::DecidedOn, &form.on);
    let decision = reader.text(Field::Decision, &form.decision, 200);
    let problems = reader.finish();
    let (Some(unit), Some(on), true) = (unit, on, may_be_saved(&problems)) else {
        return Err(problems.into());
    };
    database.commit(author.does("member_transferred"), |tx| {
        let present = row(tx, id)?;
        if !present.status.is_present() {
            return Err(Error::refused(Field::Status, Kind::NotFromThisStatus));
        }
        check_cell(&read_tree(tx)?, unit, Field::Unit, Some(present.unit))?;
        check_stay_before(tx, id, on)?;
        tx.describe(fl!("journal-member-transferred", name = present.fields.name.as_str()));
        let warnings = warnings_of_books(tx, on, author.today, &[present.unit, unit])?;
        member::end_stay(tx, id, on)?;
        member::begin_stay(tx, id, unit, on, decision.as_deref())?;
        Ok(Saved { value: (), warnings })
    })
}

/// Changes a member's status. Those who leave end their stay; those who come back begin a new one.
/// A day that lies in a decided year changes its books: a warning.
///
/// # Errors
/// [`Error::Refused`]: see [`StatusForm::check`].
pub fn change_status(
    database: &mut Database,
    id: MemberId,
    form: &StatusForm,
    author: &Author,
) -> Result<Committed<Saved<()>>> {
    database.commit(author.does("member_status_changed"), |tx| {
        let present = row(tx, id)?;
        let change = form.check(present.status, present.status_from_on, author.today)?;
        tx.describe(fl!("journal-member-status-changed", name = present.fields.name.as_str()));
        match (present.status.is_present(), change.status.is_present()) {
            (true, false) => {
                check_stay_before(tx, id, change.on)?;
                member::end_stay(tx, id, change.on)?;
            }
            (false, true) => come_back(tx, id, &change)?,
            (true, true) | (false, false) => {}
        }
        let units: Vec<UnitId> = [present.unit].into_iter().chain(change.unit).collect();
        let warnings = warnings_of_books(tx, change.on, author.today, &units)?;
        let StatusChange { status, on, decision, reason, place, unit: _ } = change;
        member::set_status(
            tx,
            id,
            &StatusPeriod { status, from_on: on, to_on: None, decision, reason, place },
        )?;
        Ok(Saved { value: (), warnings })
    })
}

/// The decided years whose books would change if the member's place or status changed from a day
/// on; none for a text that is no day.
///
/// # Errors
/// [`Error::Refused`] when there is no such member.
pub fn changed_books(
    database: &mut Database,
    id: MemberId,
    on: &str,
    unit: Option<UnitId>,
    author: &Author,
) -> Result<Vec<Problem>> {
    let Ok(on) = date::parse_day(on) else { return Ok(Vec::new()) };
    database.read(|tx| {
        let units: Vec<UnitId> = [row(tx, id)?.unit].into_iter().chain(unit).collect();
        warnings_of_books(tx, on, author.today, &units)
    })
}

fn come_back(tx: &Tx<'_>, id: MemberId, change: &StatusChange) -> Result<()> {
    let unit = change.unit.ok_or_else(|| Error::refused(Field::Unit, Kind::Required))?;
    check_cell(&read_tree(tx)?, unit, Field::Unit, None)?;
    Ok(member::begin_stay(tx, id, unit, change.on, change.decision.as_deref())?)
}

/// Adds a post, or writes the one with identity `post`.
///
/// # Errors
/// [`Error::Refused`] for its fields.
pub fn save_post(
    database: &mut Database,
    id: MemberId,
    post: Option<i64>,
    form: &PostForm,
    author: &Author,
) -> Result<Committed<i64>> {
    let fields = form.check(author.today)?;
    database.commit(author.does("post_saved"), |tx| {
        let name = row(tx, id)?.fields.name;
        tx.describe(fl!("journal-post-saved", name = name.as_str()));
        match post {
            None => Ok(member::insert_post(tx, id, &fields)?),
            Some(post) => member::update_post(tx, id, post, &fields).map(|()| post).map_err(Error::from),
        }
    })
}

/// Everything known of one member.
///
/// # Errors
/// [`Error::Refused`] when there is no such member.
pub fn record(database: &mut Database, id: MemberId) -> Result<MemberRecord> {
    database.read(|tx| read_record(tx, id))
}

fn read_record(tx: &Tx<'_>, id: MemberId) -> Result<MemberRecord> {
    Ok(MemberRecord {
        id,
        fields: row(tx, id)?.fields,
        memberships: member::stays(tx, id)?,
        statuses: member::statuses(tx, id)?,
        posts: member::posts(tx, id)?,
        badges: member::badges(tx, id)?,
        discipline: discipline::of(tx, Who::Member(id))?,
    })
}

/// A member with the history: what papers about members are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What lists show.
    pub row: MemberRow,
    /// Stays, statuses, posts, badges and discipline.
    pub record: MemberRecord,
    /// The ratings, as the rules of each year call them, the oldest first.
    pub ratings: Vec<(i32, String)>,
}

/// These members with their histories, in the order asked; those that do not exist are left out.
///
/// # Errors
/// What the disk reports.
pub fn people(database: &mut Database, ids: &[MemberId]) -> Result<Vec<Person>> {
    database.read(|tx| {
        let mut ratings = super::ratings::of_members(tx, ids)?;
        member::rows(tx, ids)?
            .into_iter()
            .map(|row| {
                let ratings = ratings.remove(&row.id).unwrap_or_default();
                Ok(Person { record: read_record(tx, row.id)?, ratings, row })
            })
            .collect()
    })
}

/// The rows of these members, in the order asked.
///
/// # Errors
/// What the disk reports.
pub fn rows(database: &mut Database, ids: &[MemberId]) -> Result<Vec<MemberRow>> {
    database.read(|tx| member::rows(tx, ids).map_err(Error::from))
}

/// The place of every member in the order of a column that the directory does not hold: those
/// with the same text share one, those without a text have none.
///
/// # Errors
/// What the disk reports.
pub fn ranks_by(database: &mut Database, column: TextColumn) -> Result<Vec<(MemberId, Option<u32>)>> {
    database.read(|tx| member::ranks_by(tx, column).map_err(Error::from))
}

/// Full years on a day, for the age columns and filters; none for a birth that is after it.
#[must_use]
pub fn age(born: date::PartialDate, on: NaiveDate) -> Option<i32> {
    let years = date::full_years(born.first_day(), on);
    (years >= 0).then_some(years)
}
