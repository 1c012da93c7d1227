//! A whole register as tables of texts, and back: for moving it, for keeping it outside the
//! program, and for handing it to another one.
//!
//! Rows refer to each other by the identities that they have in the file; on the way in each row is
//! found by what names it in the world (a unit by its code, a member by the UUID), so that the same
//! file can come in twice, and into a register that has some of it already.

use std::collections::{HashMap, HashSet};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{OptionalExtension, params_from_iter};

use crate::domain::date::PartialDate;
use crate::store::error::{Error, Result};
use crate::store::integrity;
use crate::store::tx::{Table, Tx};

/// The tables of a whole register, each below those that it refers to, with the columns that name
/// a row. Where several rows can have the same name, they are taken one after the other.
pub const SHEETS: &[(Table, &[&str])] = &[
    (Table::Setting, &["name"]),
    (Table::Choice, &["list", "name"]),
    (Table::Unit, &["code"]),
    (Table::Member, &["uuid"]),
    (Table::Membership, &["member_id", "from_on", "unit_id"]),
    (Table::MemberStatus, &["member_id", "from_on", "status"]),
    (Table::Post, &["member_id", "sphere", "title", "from_on"]),
    (Table::Badge, &["member_id", "badge_level"]),
    (Table::RatingRegime, &["from_year", "source"]),
    (Table::RatingLevel, &["regime_id", "subject", "level"]),
    (Table::RatingCeiling, &["regime_id", "subject"]),
    (Table::RatingExclusion, &["regime_id", "subject", "why"]),
    (Table::RatingBand, &["regime_id", "subject", "level"]),
    (Table::RatingConsequence, &["kind", "subject", "level", "years", "from_year"]),
    (Table::MemberRating, &["year", "member_id"]),
    (Table::UnitRating, &["year", "unit_id"]),
    (Table::RatingTotal, &["unit_id", "year", "subject", "level"]),
    (Table::RatingDecision, &["year", "subject", "unit_id", "decision", "decided_on"]),
    (Table::RatingDetail, &["year", "member_id", "unit_id"]),
    (Table::RatingStep, &["year", "member_id", "unit_id", "step"]),
    (Table::Ballot, &["year", "member_id", "unit_id"]),
    (Table::Rerating, &["year", "member_id", "unit_id", "decision", "decided_on"]),
    (Table::RatingAcknowledgement, &["year", "subject", "member_id", "unit_id", "warning"]),
    (Table::CeilingRaise, &["year", "subject", "unit_id"]),
    (Table::RatingTarget, &["unit_id", "from_year", "subject", "measure"]),
    (Table::Discipline, &["member_id", "unit_id", "form", "decided_on"]),
    (Table::Quota, &["unit_id", "year"]),
    (Table::QuotaTerm, &["unit_id", "from_year"]),
    (Table::QuotaAmendment, &["term_id", "document", "decided_on"]),
    (Table::QuotaAdjustment, &["unit_id", "year", "document", "decided_on"]),
    (Table::AdmissionTotal, &["unit_id", "year"]),
    (Table::CandidateCount, &["unit_id", "year"]),
    (Table::LearnedHeading, &["subject", "heading"]),
    (Table::SavedList, &["name"]),
];

/// The column whose text refers to a unit.
const FILTER: (Table, &str) = (Table::SavedList, "filter");

/// Columns that the program makes itself.
const DERIVED: [&str; 2] = ["folded", "sort_key"];

/// A table of a whole register: its columns, and its rows as texts; none for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// Which table.
    pub table: Table,
    /// Names of the columns, the identity first.
    pub columns: Vec<String>,
    /// Rows in the order of their identities.
    pub rows: Vec<Vec<Option<String>>>,
}

/// What coming in did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Loaded {
    /// Rows added.
    pub new: usize,
    /// Rows changed.
    pub changed: usize,
    /// Rows that were the same.
    pub same: usize,
}

struct Column {
    name: String,
    is_number: bool,
    refers_to: Option<Table>,
}

fn columns(tx: &Tx<'_>, table: Table) -> Result<Vec<Column>> {
    let mut statement = tx.connection.prepare_cached(
        "SELECT t.name, t.type = 'INTEGER', f.\"table\" FROM pragma_table_info(?1) AS t
         LEFT JOIN pragma_foreign_key_list(?1) AS f ON f.\"from\" = t.name ORDER BY t.cid",
    )?;
    let columns: Vec<Column> = statement
        .query_map([table.name()], |row| {
            let refers_to: Option<String> = row.get(2)?;
            Ok(Column {
                name: row.get(0)?,
                is_number: row.get(1)?,
                refers_to: refers_to.and_then(|name| Table::from_name(&name)),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(columns.into_iter().filter(|column| !DERIVED.contains(&column.name.as_str())).collect())
}

/// Reads all tables.
///
/// # Errors
/// What the disk reports.
pub fn dump(tx: &Tx<'_>) -> Result<Vec<Whole>> {
    SHEETS.iter().map(|(table, _)| dump_table(tx, *table)).collect()
}

fn dump_table(tx: &Tx<'_>, table: Table) -> Result<Whole> {
    let columns: Vec<String> = columns(tx, table)?.into_iter().map(|column| column.name).collect();
    let sql = format!("SELECT {} FROM {} ORDER BY id", columns.join(", "), table.name());
    let mut statement = tx.connection.prepare(&sql)?;
    let mut found = statement.query([])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let cells = (0..columns.len()).map(|at| match row.get_ref(at)? {
            ValueRef::Null | ValueRef::Blob(_) => Ok(None),
            ValueRef::Integer(number) => Ok(Some(number.to_string())),
            ValueRef::Real(number) => Ok(Some(number.to_string())),
            ValueRef::Text(text) => Ok(Some(String::from_utf8_lossy(text).into_owned())),
        });
        rows.push(cells.collect::<rusqlite::Result<_>>()?);
    }
    Ok(Whole { table, columns, rows })
}

/// Takes tables in. Rows that are there already change where they differ; those that are here only
/// stay. All rules of the records must hold afterwards.
///
/// # Errors
/// [`Error::Unreadable`] with table and row for a value that can't be stored, a reference to
/// nothing, or a rule that would be broken; [`Error::Constraint`].
pub fn load(tx: &Tx<'_>, tables: &[Whole]) -> Result<Loaded> {
    let mut loader = Loader { tx, ids: HashMap::new(), done: Loaded::default() };
    for (table, key) in SHEETS {
        if let Some(whole) = tables.iter().find(|whole| whole.table == *table) {
            loader.table(whole, key)?;
        }
    }
    let broken = integrity::broken_rules(tx)?;
    match broken.first() {
        Some(finding) => Err(Error::Unreadable(finding.what.clone())),
        None => Ok(loader.done),
    }
}

struct Loader<'a> {
    tx: &'a Tx<'a>,
    /// Identities in the register, by table and identity in the file.
    ids: HashMap<(Table, i64), i64>,
    done: Loaded,
}

/// A row on its way in: values by column, references within its own table set aside.
struct Incoming {
    values: Vec<(usize, Value)>,
    own: Vec<(usize, i64)>,
}

impl Loader<'_> {
    fn table(&mut self, whole: &Whole, key: &[&str]) -> Result<()> {
        let known = columns(self.tx, whole.table)?;
        let place = |name: &str| whole.columns.iter().position(|column| column == name);
        let Some(id_at) = place("id") else { return Err(unreadable(whole.table, 0, "id")) };
        let mut order: Vec<(i64, &Vec<Option<String>>)> = Vec::with_capacity(whole.rows.len());
        for (at, row) in whole.rows.iter().enumerate() {
            let id = row.get(id_at).and_then(Option::as_deref).and_then(|id| id.trim().parse().ok());
            order.push((id.ok_or_else(|| unreadable(whole.table, at, "id"))?, row));
        }
        // An open interval that ends in the file must end before the next one begins.
        order.sort_by_key(|(id, _)| *id);
        let mut used: HashSet<i64> = HashSet::new();
        let mut own = Vec::new();
        for (id, row) in order {
            let incoming = self.read(whole, &known, (id, row))?;
            let found = self.find(whole.table, &known, key, (&incoming, &used))?;
            let real = self.store(whole.table, &known, &incoming, found)?;
            if !used.insert(real) {
                return Err(unreadable(whole.table, usize::try_from(id).unwrap_or_default(), "id"));
            }
            self.ids.insert((whole.table, id), real);
            own.extend(incoming.own.into_iter().map(|(column, other)| (real, column, other)));
        }
        self.link(whole.table, &known, &own)
    }

    fn read(
        &self,
        whole: &Whole,
        known: &[Column],
        (id, row): (i64, &Vec<Option<String>>),
    ) -> Result<Incoming> {
        let mut incoming = Incoming { values: Vec::new(), own: Vec::new() };
        for (at, column) in known.iter().enumerate().filter(|(_, column)| column.name != "id") {
            let Some(place) = whole.columns.iter().position(|name| *name == column.name) else { continue };
            let text = row.get(place).and_then(Option::as_deref).filter(|text| !text.is_empty());
            let wrong = || unreadable(whole.table, usize::try_from(id).unwrap_or_default(), &column.name);
            let value = match (text, column.is_number) {
                (None, _) => Value::Null,
                (Some(text), true) => Value::Integer(text.trim().parse().map_err(|_| wrong())?),
                (Some(text), false) => {
                    let is_date = column.name.ends_with("_on");
                    if is_date && PartialDate::from_iso(text).is_err() {
                        return Err(wrong());
                    }
                    Value::Text(text.to_owned())
                }
            };
            match (column.refers_to, value) {
                (Some(table), Value::Integer(other)) if table == whole.table => {
                    incoming.own.push((at, other))
                }
                (Some(table), Value::Integer(other)) => {
                    let real = self.ids.get(&(table, other)).ok_or_else(wrong)?;
                    incoming.values.push((at, Value::Integer(*real)));
                }
                (_, Value::Text(text)) if (whole.table, column.name.as_str()) == FILTER => {
                    let text = self.filter(&text).ok_or_else(wrong)?;
                    incoming.values.push((at, Value::Text(text)));
                }
                (_, value) => incoming.values.push((at, value)),
            }
        }
        Ok(incoming)
    }

    /// The filter of a list, whose unit has another identity here.
    fn filter(&self, text: &str) -> Option<String> {
        let mut filter: serde_json::Value = serde_json::from_str(text).ok()?;
        let unit = filter.get("unit").and_then(serde_json::Value::as_i64);
        let Some(unit) = unit else { return Some(text.to_owned()) };
        let here = *self.ids.get(&(Table::Unit, unit))?;
        if here == unit {
            return Some(text.to_owned());
        }
        filter["unit"] = here.into();
        serde_json::to_string(&filter).ok()
    }

    /// The row of the register that has the same name, which no row before was.
    fn find(
        &self,
        table: Table,
        known: &[Column],
        key: &[&str],
        (incoming, used): (&Incoming, &HashSet<i64>),
    ) -> Result<Option<i64>> {
        let mut wanted = Vec::with_capacity(key.len());
        for name in key {
            let value = incoming
                .values
                .iter()
                .find(|(at, _)| known.get(*at).is_some_and(|column| column.name == *name));
            wanted.push(value.map_or(Value::Null, |(_, value)| value.clone()));
        }
        let terms: Vec<String> = key.iter().map(|name| format!("{name} IS ?")).collect();
        let sql = format!("SELECT id FROM {} WHERE {} ORDER BY id", table.name(), terms.join(" AND "));
        let mut statement = self.tx.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(wanted))?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if !used.contains(&id) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    fn store(
        &mut self,
        table: Table,
        known: &[Column],
        incoming: &Incoming,
        found: Option<i64>,
    ) -> Result<i64> {
        let name = |at: usize| known.get(at).map_or("", |column| column.name.as_str());
        let names: Vec<&str> = incoming.values.iter().map(|(at, _)| name(*at)).collect();
        let values: Vec<Value> = incoming.values.iter().map(|(_, value)| value.clone()).collect();
        let is_member = table == Table::Member;
        if let Some(id) = found {
            let differs: Vec<String> = names.iter().map(|name| format!("{name} IS NOT ?")).collect();
            let sql = format!("SELECT 1 FROM {} WHERE ({}) AND id = ?", table.name(), differs.join(" OR "));
            let with_id: Vec<Value> = values.iter().cloned().chain([Value::Integer(id)]).collect();
            let changed = self
                .tx
                .connection
                .prepare_cached(&sql)?
                .query_row(params_from_iter(with_id.clone()), |_| Ok(()))
                .optional()?;
            if changed.is_none() {
                self.done.same += 1;
                return Ok(id);
            }
            let sets: Vec<String> = names.iter().map(|name| format!("{name} = ?")).collect();
            let sql = format!("UPDATE {} SET {} WHERE id = ?", table.name(), sets.join(", "));
            self.tx.connection.prepare_cached(&sql)?.execute(params_from_iter(with_id))?;
            if is_member {
                self.derive(id)?;
            }
            self.done.changed += 1;
            return Ok(id);
        }
        let mut columns = names.join(", ");
        let mut marks = vec!["?"; names.len()].join(", ");
        let mut all = values;
        if is_member {
            columns.push_str(", folded, sort_key");
            marks.push_str(", fold(?), name_key(?)");
            let at = names.iter().position(|name| *name == "full_name");
            let full_name = at.and_then(|at| all.get(at).cloned()).unwrap_or(Value::Null);
            all.extend([full_name.clone(), full_name]);
        }
        let sql = format!("INSERT INTO {} ({columns}) VALUES ({marks})", table.name());
        self.tx.connection.prepare_cached(&sql)?.execute(params_from_iter(all))?;
        self.done.new += 1;
        Ok(self.tx.connection.last_insert_rowid())
    }

    fn derive(&self, id: i64) -> Result<()> {
        self.tx
            .connection
            .prepare_cached(
                "UPDATE member SET folded = fold(full_name), sort_key = name_key(full_name) WHERE id = ?1",
            )?
            .execute([id])?;
        Ok(())
    }

    /// Sets the references within a table, once all its rows are there.
    fn link(&self, table: Table, known: &[Column], own: &[(i64, usize, i64)]) -> Result<()> {
        for (row, column, other) in own {
            let Some(column) = known.get(*column) else { continue };
            let wrong = || unreadable(table, usize::try_from(*row).unwrap_or_default(), &column.name);
            let real = self.ids.get(&(table, *other)).ok_or_else(wrong)?;
            let sql =
                format!("UPDATE {0} SET {1} = ?1 WHERE id = ?2 AND {1} IS NOT ?1", table.name(), column.name);
            self.tx.connection.prepare_cached(&sql)?.execute([*real, *row])?;
        }
        Ok(())
    }
}

fn unreadable(table: Table, row: usize, column: &str) -> Error {
    Error::Unreadable(format!("{} {row} {column}", table.name()))
}
