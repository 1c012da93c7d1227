//! Reading the journal: what fits a question, what an entry changed, how a record looked.

use std::collections::HashMap;

use chrono::{Days, Local, NaiveDate, SecondsFormat, TimeZone, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Database, Error, Result, Table};
use crate::domain::code::coded;
use crate::domain::id::MemberId;
use crate::domain::identifier;
use crate::domain::member::numbers;
use crate::domain::number;
use crate::fl;
use crate::i18n::{journal as words, setting};
use crate::store::journal::{self, Change};
use crate::store::{Tx, member, unit};

pub use crate::store::journal::{Entry, Head, Question};

/// Most changed rows of an entry that are shown one by one.
pub const MOST_ROWS: u32 = 200;

/// Most members that are named of a reading.
const MOST_NAMES: usize = 50;

/// A field that an entry changed, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What kind of record, and whose.
    pub record: String,
    /// The member whose record it is.
    pub member: Option<i64>,
    /// The unit whose record it is.
    pub unit: Option<i64>,
    /// The field.
    pub field: String,
    /// What stood there; empty for nothing.
    pub before: String,
    /// What stands there since.
    pub after: String,
    /// Whether it is a number by which the member is known.
    #[serde(skip)]
    pub is_number: bool,
}

impl Line {
    /// The same with such a number masked.
    #[must_use]
    pub fn masked(&self) -> Self {
        let mut line = self.clone();
        if line.is_number {
            (line.before, line.after) = (identifier::mask(&line.before), identifier::mask(&line.after));
            line.is_number = false;
        }
        line
    }
}

/// The members whose full numbers these lines say, each once.
#[must_use]
pub fn numbers_of(lines: &[Line]) -> Vec<MemberId> {
    let says = lines.iter().filter(|line| line.is_number);
    let mut members: Vec<MemberId> = says.filter_map(|line| line.member.map(MemberId)).collect();
    members.sort_unstable();
    members.dedup();
    members
}

/// What an entry changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Details {
    /// Field by field.
    pub lines: Vec<Line>,
    /// All rows that it changed; of more than [`MOST_ROWS`] only the first are in `lines`.
    pub rows: i64,
}

/// The head of the chain.
///
/// # Errors
/// What the disk reports.
pub fn head(database: &mut Database) -> Result<Head> {
    database.read(|tx| journal::head(tx).map_err(Error::from))
}

/// The numbers of the entries that fit, the newest first.
///
/// # Errors
/// What the disk reports.
pub fn find(database: &mut Database, question: &Question) -> Result<Vec<i64>> {
    database.read(|tx| journal::find(tx, question).map_err(Error::from))
}

/// These entries.
///
/// # Errors
/// What the disk reports.
pub fn entries(database: &mut Database, sequences: &[i64]) -> Result<Vec<Entry>> {
    database.read(|tx| journal::entries(tx, sequences).map_err(Error::from))
}

/// The beginning of a day at this computer, as the journal writes moments (UTC).
#[must_use]
pub fn beginning_of(day: NaiveDate) -> String {
    let local = Local.from_local_datetime(&day.and_time(chrono::NaiveTime::MIN)).earliest();
    let utc =
        local.map_or_else(|| day.and_time(chrono::NaiveTime::MIN).and_utc(), |at| at.with_timezone(&Utc));
    utc.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The end of a day, which is the beginning of the next.
#[must_use]
pub fn end_of(day: NaiveDate) -> String {
    beginning_of(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

/// What an entry changed, in words.
///
/// # Errors
/// What the disk reports.
pub fn details(database: &mut Database, sequence: i64) -> Result<Details> {
    database.read(|tx| -> Result<Details> {
        let (changes, rows) = journal::changes_of(tx, sequence, MOST_ROWS)?;
        let mut names = Names::default();
        let mut lines = Vec::new();
        for change in &changes {
            lines.extend(lines_of(tx, &mut names, change)?);
        }
        Ok(Details { lines, rows })
    })
}

/// Whose record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A member's.
    Member(i64),
    /// A unit's.
    Unit(i64),
}

impl Whose {
    /// The member.
    #[must_use]
    pub fn member(self) -> Option<i64> {
        match self {
            Self::Member(member) => Some(member),
            Self::Unit(_) => None,
        }
    }

    /// The unit.
    #[must_use]
    pub fn unit(self) -> Option<i64> {
        match self {
            Self::Unit(unit) => Some(unit),
            Self::Member(_) => None,
        }
    }
}

/// How a record looked after an entry: its fields in words; empty when it was not there.
///
/// # Errors
/// What the disk reports.
pub fn record_at(database: &mut Database, whose: Whose, sequence: i64) -> Result<Vec<Line>> {
    database.read(|tx| -> Result<Vec<Line>> {
        let mut names = Names::default();
        let mut lines = Vec::new();
        let mut rows = match whose {
            Whose::Member(member) => vec![(Table::Member, member)],
            Whose::Unit(unit) => vec![(Table::Unit, unit)],
        };
        if let Whose::Member(member) = whose {
            for table in [Table::Membership, Table::MemberStatus, Table::Post, Table::Badge] {
                rows.extend(journal::rows_of_member(tx, table, member)?.into_iter().map(|row| (table, row)));
            }
        }
        for (table, row) in rows {
            if let Some(after) = journal::row_at(tx, table, row, sequence)? {
                lines.extend(lines_of(
                    tx,
                    &mut names,
                    &Change { table, row, before: None, after: Some(after) },
                )?);
            }
        }
        Ok(lines)
    })
}

/// The same at the end of a day.
///
/// # Errors
/// What the disk reports.
pub fn record_on(database: &mut Database, whose: Whose, day: NaiveDate) -> Result<Vec<Line>> {
    let moment = end_of(day);
    let sequence = database.read(|tx| journal::last_before(tx, &moment).map_err(Error::from))?;
    record_at(database, whose, sequence)
}

/// Everybody who ever did something, by name.
///
/// # Errors
/// What the disk reports.
pub fn authors(database: &mut Database) -> Result<Vec<String>> {
    database.read(|tx| journal::authors(tx).map_err(Error::from))
}

coded! {
    /// What entries are about, as people choose it.
    About {
        /// Members, their stays, statuses, posts and badges, discipline.
        Members = "members",
        /// Units.
        Units = "units",
        /// Ratings, their steps, decisions, rules and targets.
        Ratings = "ratings",
        /// Admission targets and admissions.
        Quotas = "quotas",
        /// Users of the register.
        Users = "users",
        /// Full numbers that somebody saw.
        Readings = "readings",
        /// Settings, lists, the register itself.
        Settings = "settings",
    }
}

impl About {
    /// The tables of it.
    #[must_use]
    pub fn tables(self) -> Vec<Table> {
        Table::ALL.into_iter().filter(|table| Self::of(*table) == self).collect()
    }

    /// What a table is about, by its name: one that comes later finds its place.
    fn of(table: Table) -> Self {
        let name = table.name();
        let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
        match table {
            Table::MemberRating | Table::UnitRating => Self::Ratings,
            Table::User => Self::Users,
            Table::NumberReading => Self::Readings,
            _ if begins(&["member", "post", "badge", "discipline"]) => Self::Members,
            _ if begins(&["unit"]) => Self::Units,
            _ if begins(&["rating", "ballot", "rerating", "ceiling"]) => Self::Ratings,
            _ if begins(&["quota", "admission", "candidate"]) => Self::Quotas,
            _ => Self::Settings,
        }
    }
}

/// The day that is named, dd/mm/yyyy; none for anything else.
#[must_use]
pub fn day(typed: &str) -> Option<NaiveDate> {
    crate::domain::date::parse_day(typed).ok()
}

/// Names of members, units and columns, read once.
#[derive(Default)]
struct Names {
    columns: HashMap<Table, Vec<String>>,
    members: HashMap<i64, String>,
    units: Option<HashMap<i64, String>>,
}

impl Names {
    /// The columns of a table as they stand in the record; an image has them by the alphabet.
    fn columns(&mut self, tx: &Tx<'_>, table: Table) -> Result<Vec<String>> {
        if let Some(columns) = self.columns.get(&table) {
            return Ok(columns.clone());
        }
        let columns = journal::column_names(tx, table)?;
        self.columns.insert(table, columns.clone());
        Ok(columns)
    }

    fn member(&mut self, tx: &Tx<'_>, id: i64) -> Result<String> {
        if let Some(name) = self.members.get(&id) {
            return Ok(name.clone());
        }
        let name = member::name(tx, id)?.unwrap_or_else(|| id.to_string());
        self.members.insert(id, name.clone());
        Ok(name)
    }

    fn unit(&mut self, tx: &Tx<'_>, id: i64) -> Result<String> {
        if self.units.is_none() {
            let all = unit::all(tx)?;
            self.units = Some(all.into_iter().map(|unit| (unit.id.0, unit.fields.name)).collect());
        }
        let name = self.units.as_ref().and_then(|units| units.get(&id));
        Ok(name.cloned().unwrap_or_else(|| id.to_string()))
    }
}

fn lines_of(tx: &Tx<'_>, names: &mut Names, change: &Change) -> Result<Vec<Line>> {
    let empty = Map::new();
    let (before, after) = (change.before.as_ref().unwrap_or(&empty), change.after.as_ref().unwrap_or(&empty));
    let shown = if after.is_empty() { before } else { after };
    let (record, member) = record(tx, names, change, shown)?;
    let unit = (change.table == Table::Unit).then_some(change.row);
    let table = change.table.name();
    let mut lines = Vec::new();
    if change.table == Table::Setting {
        return Ok(vec![setting_line(before, after, record)]);
    }
    let columns = names.columns(tx, change.table)?;
    for column in columns.iter().filter(|column| shown.contains_key(*column) && words::is_shown(column)) {
        let (old, new) =
            (before.get(column).unwrap_or(&Value::Null), after.get(column).unwrap_or(&Value::Null));
        if old != new {
            lines.push(Line {
                record: record.clone(),
                member,
                unit,
                field: words::column(column),
                before: in_words(tx, names, (table, column), old)?,
                after: in_words(tx, names, (table, column), new)?,
                is_number: change.table == Table::Member && numbers::is_column_of_number(column),
            });
        }
    }
    Ok(lines)
}

/// What a setting was and is; what it is called stands in `record`.
fn setting_line(before: &Map<String, Value>, after: &Map<String, Value>, record: String) -> Line {
    let text = |row: &Map<String, Value>, column: &str| {
        row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let value = |row: &Map<String, Value>| setting::value(&text(row, "name"), &text(row, "value"));
    Line {
        record,
        member: None,
        unit: None,
        field: words::column("value"),
        before: value(before),
        after: value(after),
        is_number: false,
    }
}

/// "Đảng viên Nguyễn Văn A".
fn record(
    tx: &Tx<'_>,
    names: &mut Names,
    change: &Change,
    row: &Map<String, Value>,
) -> Result<(String, Option<i64>)> {
    let kind = words::table(change.table.name());
    let number = |column: &str| row.get(column).and_then(Value::as_i64);
    let member = if change.table == Table::Member { Some(change.row) } else { number("member_id") };
    let text = |column: &str| row.get(column).and_then(Value::as_str).map(str::to_owned);
    let whose = match (change.table, member, number("unit_id")) {
        (Table::Member, ..) => text("full_name"),
        (Table::Unit, ..) => text("name"),
        (Table::Setting, ..) => text("name").map(|name| setting::name(&name)),
        (_, Some(member), _) => Some(names.member(tx, member)?),
        (_, None, Some(unit)) => Some(names.unit(tx, unit)?),
        _ => text("name"),
    };
    Ok((whose.map_or_else(|| kind.clone(), |whose| format!("{kind}: {whose}")), member))
}

/// Whose numbers were seen: the first names, and how many more.
fn seen(tx: &Tx<'_>, names: &mut Names, value: &Value) -> Result<String> {
    let ids: Vec<i64> = value.as_str().and_then(|list| serde_json::from_str(list).ok()).unwrap_or_default();
    let shown: Vec<String> =
        ids.iter().take(MOST_NAMES).map(|id| names.member(tx, *id)).collect::<Result<_>>()?;
    let shown = shown.join(", ");
    match ids.len().saturating_sub(MOST_NAMES) {
        0 => Ok(shown),
        more => Ok(fl!(
            "journal-and-more",
            names = shown,
            count = number::group(i64::try_from(more).unwrap_or(i64::MAX))
        )),
    }
}

fn in_words(tx: &Tx<'_>, names: &mut Names, (table, column): (&str, &str), value: &Value) -> Result<String> {
    match (column, value.as_i64()) {
        ("unit_id" | "parent_id" | "merged_into_id" | "admission_unit_id", Some(id)) => names.unit(tx, id),
        ("member_id", Some(id)) => names.member(tx, id),
        ("members", None) => seen(tx, names, value),
        _ => Ok(words::value(table, column, value)),
    }
}
