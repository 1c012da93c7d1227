//! The few columns of every member that searching, sorting and filtering need, for the directory
//! that is kept in memory.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::{Row, params};

use crate::domain::date::PartialDate;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::member::{Sex, Status};
use crate::store::error::Result;
use crate::store::tx::Tx;
use crate::store::{DateColumn, coded};

/// What the directory holds of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Identity.
    pub id: MemberId,
    /// Full name.
    pub name: Box<str>,
    /// Full name for searching.
    pub folded: Box<str>,
    /// Full name for sorting.
    pub sort_key: Box<[u8]>,
    /// Sex.
    pub sex: Sex,
    /// Birth.
    pub born_on: PartialDate,
    /// Ethnicity; those who have the same share the text.
    pub ethnicity: Arc<str>,
    /// Religion, likewise.
    pub religion: Arc<str>,
    /// Admission decision.
    pub admission_decided_on: PartialDate,
    /// Full membership.
    pub official_on: Option<PartialDate>,
    /// Personal number.
    pub personal_id: Option<Box<str>>,
    /// Card number.
    pub card_number: Option<Box<str>>,
    /// Present status.
    pub status: Status,
    /// Present unit; the last one of those who left.
    pub unit: UnitId,
}

/// Read by number: looking names up would take a fifth of the loading.
const COLUMNS: &str = "SELECT id, full_name, folded, sort_key, sex, born_on, ethnicity, religion,
    admission_decided_on, official_on, personal_id, card_number FROM member";

/// The few texts that many rows have.
#[derive(Default)]
struct Shared(HashSet<Arc<str>>);

impl Shared {
    fn get(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<Arc<str>> {
        let text = row.get_ref(column)?.as_str()?;
        if let Some(known) = self.0.get(text) {
            return Ok(Arc::clone(known));
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        Ok(new)
    }
}

fn read(row: &Row<'_>, shared: &mut Shared, status: Status, unit: UnitId) -> rusqlite::Result<Listed> {
    Ok(Listed {
        id: MemberId(row.get(0)?),
        name: row.get(1)?,
        folded: row.get(2)?,
        sort_key: row.get::<_, Vec<u8>>(3)?.into_boxed_slice(),
        sex: coded(row, "sex", Sex::from_code)?,
        born_on: row.get::<_, DateColumn>(5)?.0,
        ethnicity: shared.get(row, 6)?,
        religion: shared.get(row, 7)?,
        admission_decided_on: row.get::<_, DateColumn>(8)?.0,
        official_on: row.get::<_, Option<DateColumn>>(9)?.map(|date| date.0),
        personal_id: row.get(10)?,
        card_number: row.get(11)?,
        status,
        unit,
    })
}

/// Every member. Statuses and stays are read in one pass each: three scans are several times
/// faster than two look-ups for each of 100.000 members.
///
/// # Errors
/// What the disk reports.
pub fn listed_all(tx: &Tx<'_>) -> Result<Vec<Listed>> {
    let mut statuses: HashMap<i64, Status> = HashMap::new();
    let mut statement =
        tx.connection.prepare("SELECT member_id, status FROM member_status WHERE to_on IS NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        statuses.insert(row.get(0)?, coded(row, "status", Status::from_code)?);
    }
    let mut units: HashMap<i64, i64> = HashMap::with_capacity(statuses.len());
    let mut statement =
        tx.connection.prepare("SELECT member_id, unit_id FROM membership ORDER BY member_id, from_on, id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        units.insert(row.get(0)?, row.get(1)?);
    }
    let mut statement = tx.connection.prepare(COLUMNS)?;
    let mut rows = statement.query([])?;
    let mut shared = Shared::default();
    let mut members = Vec::with_capacity(statuses.len());
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if let (Some(status), Some(unit)) = (statuses.get(&id), units.get(&id)) {
            members.push(read(row, &mut shared, *status, UnitId(*unit))?);
        }
    }
    Ok(members)
}

/// These members; those that do not exist are left out.
///
/// # Errors
/// What the disk reports.
pub fn listed(tx: &Tx<'_>, ids: &[MemberId]) -> Result<Vec<Listed>> {
    let sql = format!("{COLUMNS} WHERE id = ?1");
    let mut statement = tx.connection.prepare_cached(&sql)?;
    let mut shared = Shared::default();
    let mut members = Vec::new();
    for id in ids {
        let mut status = tx.connection.prepare_cached(
            "SELECT s.status AS status, m.unit_id AS unit_id
             FROM member_status AS s JOIN membership AS m ON m.member_id = s.member_id
             WHERE s.member_id = ?1 AND s.to_on IS NULL ORDER BY m.from_on DESC, m.id DESC LIMIT 1",
        )?;
        let mut rows = status.query(params![id.0])?;
        let Some(row) = rows.next()? else { continue };
        let (status, unit) = (coded(row, "status", Status::from_code)?, UnitId(row.get("unit_id")?));
        let mut rows = statement.query([id.0])?;
        if let Some(row) = rows.next()? {
            members.push(read(row, &mut shared, status, unit)?);
        }
    }
    Ok(members)
}
