//! Badges of years in the Party.

use chrono::NaiveDate;
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, named_params, params};

use crate::domain::id::MemberId;
use crate::domain::member::{Badge, BadgeEnd, BadgeEnding, BadgeFields, BadgeKind, HeldBadge};
use crate::store::error::{Error, Result};
use crate::store::tx::Tx;
use crate::store::{DateColumn, coded, date};

fn read(row: &Row<'_>) -> rusqlite::Result<Badge> {
    Ok(Badge {
        id: row.get("id")?,
        fields: BadgeFields {
            level: row.get("badge_level")?,
            kind: coded(row, "kind", BadgeKind::from_code)?,
            round_on: row.get::<_, Option<NaiveDate>>("round_on")?,
            number: row.get("number")?,
            decision: row.get("decision")?,
            decided_on: date(row, "decided_on")?,
            awarded_on: date(row, "awarded_on")?,
            end: read_end(row)?,
        },
    })
}

fn read_end(row: &Row<'_>) -> rusqlite::Result<Option<BadgeEnd>> {
    let Some(on) = date(row, "ended_on")? else { return Ok(None) };
    let why = coded(row, "ending", BadgeEnding::from_code)?;
    Ok(Some(BadgeEnd { why, on, reason: row.get("end_reason")? }))
}

/// The badges that a row of a list has as JSON.
pub(super) fn held(row: &Row<'_>) -> rusqlite::Result<Vec<HeldBadge>> {
    let text: String = row.get("badges")?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}

/// A member's badges, the lowest level first, those of a level as they were entered.
///
/// # Errors
/// What the disk reports.
pub fn badges(tx: &Tx<'_>, member: MemberId) -> Result<Vec<Badge>> {
    let mut statement =
        tx.connection.prepare_cached("SELECT * FROM badge WHERE member_id = ?1 ORDER BY badge_level, id")?;
    let badges = statement.query_map([member.0], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(badges)
}

/// Name of another member with a badge of this level and number that was not entered by mistake.
///
/// # Errors
/// What the disk reports.
pub fn holder_of_badge(tx: &Tx<'_>, level: u32, number: &str, except: MemberId) -> Result<Option<String>> {
    Ok(tx
        .connection
        .prepare_cached(
            "SELECT m.full_name FROM badge AS b JOIN member AS m ON m.id = b.member_id
             WHERE b.badge_level = ?1 AND b.number = ?2 AND b.member_id <> ?3
             AND b.ending IS NOT 'mistaken' LIMIT 1",
        )?
        .query_row(params![level, number, except.0], |row| row.get(0))
        .optional()?)
}

/// Runs a statement with all columns of a badge bound; `$key` is the row's own identity.
macro_rules! execute_with_badge {
    ($tx:expr, $sql:expr, $member:expr, $badge:expr $(, $key:literal: $value:expr)?) => {{
        let badge: &BadgeFields = $badge;
        let end = badge.end.as_ref();
        $tx.connection.prepare_cached($sql)?.execute(named_params! {
            $($key: $value,)?
            ":member": $member.0,
            ":level": badge.level,
            ":kind": badge.kind.code(),
            ":round_on": badge.round_on,
            ":number": badge.number,
            ":decision": badge.decision,
            ":decided_on": badge.decided_on.map(DateColumn),
            ":awarded_on": badge.awarded_on.map(DateColumn),
            ":ending": end.map(|end| end.why.code()),
            ":ended_on": end.map(|end| DateColumn(end.on)),
            ":end_reason": end.and_then(|end| end.reason.as_deref()),
        })?
    }};
}

/// Adds a badge; its row's identity.
///
/// # Errors
/// [`Error::Constraint`] while another one of the level is held.
pub fn insert_badge(tx: &Tx<'_>, member: MemberId, badge: &BadgeFields) -> Result<i64> {
    execute_with_badge!(
        tx,
        "INSERT INTO badge (member_id, badge_level, kind, round_on, number, decision, decided_on, awarded_on,
                            ending, ended_on, end_reason)
         VALUES (:member, :level, :kind, :round_on, :number, :decision, :decided_on, :awarded_on,
                 :ending, :ended_on, :end_reason)",
        member,
        badge
    );
    Ok(tx.connection.last_insert_rowid())
}

/// Writes a badge of the member.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Constraint`] while another one of the level is held.
pub fn update_badge(tx: &Tx<'_>, member: MemberId, id: i64, badge: &BadgeFields) -> Result<()> {
    let changed = execute_with_badge!(
        tx,
        "UPDATE badge SET badge_level = :level, kind = :kind, round_on = :round_on, number = :number,
                decision = :decision, decided_on = :decided_on, awarded_on = :awarded_on,
                ending = :ending, ended_on = :ended_on, end_reason = :end_reason
         WHERE id = :id AND member_id = :member",
        member,
        badge,
        ":id": id
    );
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}
