//! Members: their records, stays in units, statuses, posts and badges.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, named_params, params};
use serde::Serialize;

use super::error::Result;
use super::tx::Tx;
use super::{DateColumn, coded, date};
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::{
    HeldBadge, MemberFields, MemberTexts, Membership, Post, PostFields, Sex, Sphere, Status, StatusPeriod,
};
use crate::domain::{name, text};

mod badge;
mod directory;

pub use badge::{badges, holder_of_badge, insert_badge, update_badge};
pub use directory::{Listed, listed, listed_all};

/// A member with the present status and unit, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberRow {
    /// Identity.
    pub id: MemberId,
    /// The record.
    #[serde(flatten)]
    pub fields: MemberFields,
    /// Present status.
    pub status: Status,
    /// Since when.
    pub status_from_on: NaiveDate,
    /// Present unit; the last one of those who left.
    pub unit: UnitId,
    /// Titles of the posts held now, those of the Party first.
    pub posts: Option<String>,
    /// Badges held now, the lowest level first.
    pub badges: Vec<HeldBadge>,
}

/// The rows of these members, in the order asked; those that do not exist are left out.
///
/// # Errors
/// What the disk reports.
pub fn rows(tx: &Tx<'_>, ids: &[MemberId]) -> Result<Vec<MemberRow>> {
    let list = serde_json::to_string(ids).unwrap_or_default();
    let mut statement = tx.connection.prepare_cached(include_str!("rows.sql"))?;
    let mut found: std::collections::HashMap<MemberId, MemberRow> = statement
        .query_map(named_params! { ":ids": list }, |row| {
            let row = read_row(row)?;
            Ok((row.id, row))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<MemberRow> {
    Ok(MemberRow {
        id: MemberId(row.get("id")?),
        fields: read_fields(row)?,
        status: coded(row, "status", Status::from_code)?,
        status_from_on: row.get("status_from_on")?,
        unit: UnitId(row.get("unit_id")?),
        posts: row.get("posts")?,
        badges: badge::held(row)?,
    })
}

fn read_fields(row: &Row<'_>) -> rusqlite::Result<MemberFields> {
    Ok(MemberFields {
        name: row.get("full_name")?,
        sex: coded(row, "sex", Sex::from_code)?,
        born_on: row.get::<_, DateColumn>("born_on")?.0,
        ethnicity: row.get("ethnicity")?,
        religion: row.get("religion")?,
        admission_decided_on: row.get::<_, DateColumn>("admission_decided_on")?.0,
        admitted_on: date(row, "admitted_on")?,
        official_on: date(row, "official_on")?,
        card_issued_on: date(row, "card_issued_on")?,
        admission_unit: row.get::<_, Option<i64>>("admission_unit_id")?.map(UnitId),
        texts: read_texts(row)?,
    })
}

fn read_texts(row: &Row<'_>) -> rusqlite::Result<MemberTexts<Option<String>>> {
    Ok(MemberTexts {
        other_name: row.get("other_name")?,
        birth_place: row.get("birth_place")?,
        home_town: row.get("home_town")?,
        permanent_address: row.get("permanent_address")?,
        temporary_address: row.get("temporary_address")?,
        work_group: row.get("work_group")?,
        occupation: row.get("occupation")?,
        occupation_before: row.get("occupation_before")?,
        admission_decision: row.get("admission_decision")?,
        admission_place: row.get("admission_place")?,
        personal_id: row.get("personal_id")?,
        old_id: row.get("old_id")?,
        card_number: row.get("card_number")?,
        old_card_number: row.get("old_card_number")?,
        file_number: row.get("file_number")?,
        general_education: row.get("general_education")?,
        professional_level: row.get("professional_level")?,
        professional_field: row.get("professional_field")?,
        theory_level: row.get("theory_level")?,
        foreign_languages: row.get("foreign_languages")?,
        phone: row.get("phone")?,
        email: row.get("email")?,
        note: row.get("note")?,
    })
}

/// Runs a statement with all columns of a record bound; `$key` is the row's own identity.
macro_rules! execute_with_fields {
    ($tx:expr, $sql:expr, $fields:expr, $key:literal: $value:expr) => {{
        let fields: &MemberFields = $fields;
        let texts = &fields.texts;
        $tx.connection.prepare_cached($sql)?.execute(named_params! {
            $key: $value,
            ":full_name": fields.name,
            ":folded": text::fold(&fields.name),
            ":sort_key": name::sort_key(&fields.name),
            ":sex": fields.sex.code(),
            ":born_on": DateColumn(fields.born_on),
            ":ethnicity": fields.ethnicity,
            ":religion": fields.religion,
            ":admission_decided_on": DateColumn(fields.admission_decided_on),
            ":admitted_on": fields.admitted_on.map(DateColumn),
            ":official_on": fields.official_on.map(DateColumn),
            ":card_issued_on": fields.card_issued_on.map(DateColumn),
            ":admission_unit_id": fields.admission_unit.map(|unit| unit.0),
            ":other_name": texts.other_name,
            ":birth_place": texts.birth_place,
            ":home_town": texts.home_town,
            ":permanent_address": texts.permanent_address,
            ":temporary_address": texts.temporary_address,
            ":work_group": texts.work_group,
            ":occupation": texts.occupation,
            ":occupation_before": texts.occupation_before,
            ":admission_decision": texts.admission_decision,
            ":admission_place": texts.admission_place,
            ":personal_id": texts.personal_id,
            ":old_id": texts.old_id,
            ":card_number": texts.card_number,
            ":old_card_number": texts.old_card_number,
            ":file_number": texts.file_number,
            ":general_education": texts.general_education,
            ":professional_level": texts.professional_level,
            ":professional_field": texts.professional_field,
            ":theory_level": texts.theory_level,
            ":foreign_languages": texts.foreign_languages,
            ":phone": texts.phone,
            ":email": texts.email,
            ":note": texts.note,
        })?
    }};
}

/// Adds a record; stay and status are added beside it.
///
/// # Errors
/// [`super::Error::Constraint`].
pub fn insert(tx: &Tx<'_>, uuid: &str, fields: &MemberFields) -> Result<MemberId> {
    execute_with_fields!(tx, include_str!("insert.sql"), fields, ":uuid": uuid);
    Ok(MemberId(tx.connection.last_insert_rowid()))
}

/// Writes a record.
///
/// # Errors
/// [`super::Error::NotFound`], [`super::Error::Constraint`].
pub fn update(tx: &Tx<'_>, id: MemberId, fields: &MemberFields) -> Result<()> {
    match execute_with_fields!(tx, include_str!("update.sql"), fields, ":id": id.0) {
        0 => Err(super::Error::NotFound),
        _ => Ok(()),
    }
}

/// Name of a living record, other than `except`, with this personal or card number.
///
/// # Errors
/// What the disk reports.
pub fn holder_of(tx: &Tx<'_>, number: Number<'_>, except: Option<MemberId>) -> Result<Option<String>> {
    let (sql, digits) = match number {
        Number::Personal(digits) => {
            ("SELECT full_name FROM member WHERE personal_id = ?1 AND id IS NOT ?2 LIMIT 1", digits)
        }
        Number::Card(digits) => {
            ("SELECT full_name FROM member WHERE card_number = ?1 AND id IS NOT ?2 LIMIT 1", digits)
        }
    };
    Ok(tx
        .connection
        .prepare_cached(sql)?
        .query_row(params![digits, except.map(|id| id.0)], |row| row.get(0))
        .optional()?)
}

/// A number that only one record may have.
#[derive(Debug, Clone, Copy)]
pub enum Number<'a> {
    /// Personal identification number.
    Personal(&'a str),
    /// Party card number.
    Card(&'a str),
}

/// Which of the numbers that only one record may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UniqueNumber {
    /// Personal identification number.
    Personal,
    /// Party card number.
    Card,
}

/// A record that has such a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Identity.
    pub id: MemberId,
    /// Name.
    pub name: String,
    /// The number.
    pub digits: String,
}

/// The records that have one of these numbers.
///
/// # Errors
/// What the disk reports.
pub fn holders(tx: &Tx<'_>, number: UniqueNumber, digits: &[&str]) -> Result<Vec<Holder>> {
    let column = match number {
        UniqueNumber::Personal => "personal_id",
        UniqueNumber::Card => "card_number",
    };
    let list = serde_json::to_string(digits).unwrap_or_default();
    let mut statement = tx.connection.prepare_cached(&format!(
        "SELECT id, full_name, {column} FROM member WHERE {column} IN (SELECT value FROM json_each(?1))"
    ))?;
    let holders = statement
        .query_map([list], |row| {
            Ok(Holder { id: MemberId(row.get(0)?), name: row.get(1)?, digits: row.get(2)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(holders)
}

/// Starts a stay.
///
/// # Errors
/// [`super::Error::Constraint`] while another one is open.
pub fn begin_stay(
    tx: &Tx<'_>,
    member: MemberId,
    unit: UnitId,
    from_on: NaiveDate,
    decision: Option<&str>,
) -> Result<()> {
    tx.connection
        .prepare_cached(
            "INSERT INTO membership (member_id, unit_id, from_on, decision) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![member.0, unit.0, from_on, decision])?;
    Ok(())
}

/// Ends the open stay, if there is one.
///
/// # Errors
/// [`super::Error::Constraint`] for a day before its start.
pub fn end_stay(tx: &Tx<'_>, member: MemberId, on: NaiveDate) -> Result<()> {
    tx.connection
        .prepare_cached("UPDATE membership SET to_on = ?2 WHERE member_id = ?1 AND to_on IS NULL")?
        .execute(params![member.0, on])?;
    Ok(())
}

/// Sets the status from a day on; the one before ends there.
///
/// # Errors
/// [`super::Error::Constraint`] for a day before the present one's start.
pub fn set_status(tx: &Tx<'_>, member: MemberId, period: &StatusPeriod) -> Result<()> {
    tx.connection
        .prepare_cached("UPDATE member_status SET to_on = ?2 WHERE member_id = ?1 AND to_on IS NULL")?
        .execute(params![member.0, period.from_on])?;
    tx.connection
        .prepare_cached(
            "INSERT INTO member_status (member_id, status, from_on, decision, reason, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            member.0,
            period.status.code(),
            period.from_on,
            period.decision,
            period.reason,
            period.place
        ])?;
    Ok(())
}

/// Stays, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn stays(tx: &Tx<'_>, member: MemberId) -> Result<Vec<Membership>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT unit_id, from_on, to_on, decision FROM membership WHERE member_id = ?1 ORDER BY from_on, id",
    )?;
    let stays = statement
        .query_map([member.0], |row| {
            Ok(Membership {
                unit: UnitId(row.get(0)?),
                from_on: row.get(1)?,
                to_on: row.get(2)?,
                decision: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(stays)
}

/// Statuses, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn statuses(tx: &Tx<'_>, member: MemberId) -> Result<Vec<StatusPeriod>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT status, from_on, to_on, decision, reason, place
         FROM member_status WHERE member_id = ?1 ORDER BY from_on, id",
    )?;
    let statuses = statement
        .query_map([member.0], |row| {
            Ok(StatusPeriod {
                status: coded(row, "status", Status::from_code)?,
                from_on: row.get("from_on")?,
                to_on: row.get("to_on")?,
                decision: row.get("decision")?,
                reason: row.get("reason")?,
                place: row.get("place")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(statuses)
}

/// Posts, the oldest first; undated ones before.
///
/// # Errors
/// What the disk reports.
pub fn posts(tx: &Tx<'_>, member: MemberId) -> Result<Vec<Post>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT id, sphere, title, from_on, to_on, decision FROM post WHERE member_id = ?1 ORDER BY from_on, id",
    )?;
    let posts = statement
        .query_map([member.0], |row| {
            Ok(Post {
                id: row.get("id")?,
                fields: PostFields {
                    sphere: coded(row, "sphere", Sphere::from_code)?,
                    title: row.get("title")?,
                    from_on: date(row, "from_on")?,
                    to_on: date(row, "to_on")?,
                    decision: row.get("decision")?,
                },
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(posts)
}

/// Adds a post.
///
/// # Errors
/// What the disk reports.
pub fn insert_post(tx: &Tx<'_>, member: MemberId, post: &PostFields) -> Result<i64> {
    tx.connection.execute(
        "INSERT INTO post (member_id, sphere, title, from_on, to_on, decision) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            member.0,
            post.sphere.code(),
            post.title,
            post.from_on.map(DateColumn),
            post.to_on.map(DateColumn),
            post.decision
        ],
    )?;
    Ok(tx.connection.last_insert_rowid())
}

/// Writes a post of the member.
///
/// # Errors
/// [`super::Error::NotFound`].
pub fn update_post(tx: &Tx<'_>, member: MemberId, id: i64, post: &PostFields) -> Result<()> {
    let changed = tx.connection.execute(
        "UPDATE post SET sphere = ?3, title = ?4, from_on = ?5, to_on = ?6, decision = ?7
         WHERE id = ?1 AND member_id = ?2",
        params![
            id,
            member.0,
            post.sphere.code(),
            post.title,
            post.from_on.map(DateColumn),
            post.to_on.map(DateColumn),
            post.decision
        ],
    )?;
    if changed == 0 { Err(super::Error::NotFound) } else { Ok(()) }
}

/// Members whose stay in the unit is open.
///
/// # Errors
/// What the disk reports.
pub fn of_unit(tx: &Tx<'_>, unit: UnitId) -> Result<Vec<MemberId>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT member_id FROM membership WHERE unit_id = ?1 AND to_on IS NULL ORDER BY id",
    )?;
    let ids =
        statement.query_map([unit.0], |row| row.get(0).map(MemberId))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// The place of every member in the order of a text column of the record: those with the same
/// text share one, those without a text have none.
///
/// # Errors
/// What the disk reports.
pub fn ranks_by(tx: &Tx<'_>, column: TextColumn) -> Result<Vec<(MemberId, Option<u32>)>> {
    let sql = format!(
        "SELECT id, iif(coalesce({0}, '') = '', NULL, dense_rank() OVER (ORDER BY {0})) FROM member",
        column.code()
    );
    let mut statement = tx.connection.prepare(&sql)?;
    let ranks = statement
        .query_map([], |row| Ok((MemberId(row.get(0)?), row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ranks)
}

crate::domain::code::coded! {
    /// A column of the record that lists are ordered by on the disk.
    TextColumn {
        /// Date of the ceremony.
        AdmittedOn = "admitted_on",
        /// Native place.
        HomeTown = "home_town",
        /// Permanent address.
        PermanentAddress = "permanent_address",
        /// Work group.
        WorkGroup = "work_group",
        /// Occupation.
        Occupation = "occupation",
        /// File number.
        FileNumber = "file_number",
        /// Schooling.
        GeneralEducation = "general_education",
        /// Professional level.
        ProfessionalLevel = "professional_level",
        /// Political theory.
        TheoryLevel = "theory_level",
        /// Telephone.
        Phone = "phone",
        /// Note.
        Note = "note",
    }
}

/// The members who have a number by which they are known.
///
/// # Errors
/// What the disk reports.
pub fn with_numbers(tx: &Tx<'_>) -> Result<Vec<MemberId>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT id FROM member
         WHERE coalesce(personal_id, old_id, card_number, old_card_number) IS NOT NULL ORDER BY id",
    )?;
    let ids = statement.query_map([], |row| row.get(0).map(MemberId))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// A member's name; none when there is no such member.
///
/// # Errors
/// What the disk reports.
pub fn name(tx: &Tx<'_>, id: i64) -> Result<Option<String>> {
    Ok(tx
        .connection
        .prepare_cached("SELECT full_name FROM member WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}
