//! Looking the whole file over: pages, indexes, references, the journal's chain, and the rules
//! that no single row can keep.

use rusqlite::Connection;
use serde::Serialize;

use super::error::{Error, Result};
use super::journal;
use super::place::{Loss, Place};
use super::tx::{Table, Tx};
use super::workspace::LostSlots;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The cipher's seal on every page.
    CipherPages,
    /// SQLite's own structure.
    Structure,
    /// References between rows.
    References,
    /// The chain of the journal.
    JournalChain,
    /// The last entries of the journal: those that were acknowledged are missing.
    LastEntries,
    /// An entry of the journal that was acknowledged is another one now.
    OtherHistory,
    /// Rows that differ from what the journal last saw.
    JournalImages,
    /// Rules of the records.
    Invariants,
    /// The keys beside the database: a password or the recovery code opens it no more.
    KeySlots,
    /// The note of the last operation, with which nothing could be compared.
    Note,
}

/// Something found wrong. Holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where.
    pub part: Part,
    /// Machine name of the rule, page or table.
    pub what: String,
    /// How many rows, 1 when not counted.
    pub count: i64,
}

impl Finding {
    /// That the file can't be opened any more.
    #[must_use]
    pub fn unreadable() -> Self {
        Self { part: Part::Structure, what: "unreadable".to_owned(), count: 1 }
    }
}

/// Rules of the records: name, and the SQL that counts what breaks them.
const INVARIANTS: &[(&str, &str)] = &[
    (
        "member_without_status",
        "SELECT count(*) FROM member AS m WHERE NOT EXISTS
         (SELECT 1 FROM member_status AS s WHERE s.member_id = m.id AND s.to_on IS NULL)",
    ),
    (
        "present_member_without_unit",
        "SELECT count(*) FROM member_status AS s WHERE s.to_on IS NULL
         AND s.status IN ('active', 'exempt', 'suspended', 'away', 'guest', 'interrupted')
         AND NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.member_id = s.member_id AND m.to_on IS NULL)",
    ),
    (
        "departed_member_in_unit",
        "SELECT count(*) FROM member_status AS s JOIN membership AS m
         ON m.member_id = s.member_id AND m.to_on IS NULL
         WHERE s.to_on IS NULL
         AND s.status NOT IN ('active', 'exempt', 'suspended', 'away', 'guest', 'interrupted')",
    ),
    (
        "stays_overlap",
        "SELECT count(*) FROM membership AS a JOIN membership AS b ON b.member_id = a.member_id AND b.id > a.id
         WHERE a.from_on < coalesce(b.to_on, '9999-12-31') AND b.from_on < coalesce(a.to_on, '9999-12-31')",
    ),
    (
        "statuses_overlap",
        "SELECT count(*) FROM member_status AS a JOIN member_status AS b
         ON b.member_id = a.member_id AND b.id > a.id
         WHERE a.from_on < coalesce(b.to_on, '9999-12-31') AND b.from_on < coalesce(a.to_on, '9999-12-31')",
    ),
    (
        "members_in_closed_unit",
        "SELECT count(*) FROM membership AS m JOIN unit AS u ON u.id = m.unit_id
         WHERE m.to_on IS NULL AND u.closed_on IS NOT NULL",
    ),
    (
        "derived_name_columns",
        "SELECT count(*) FROM member WHERE folded IS NOT fold(full_name) OR sort_key IS NOT name_key(full_name)",
    ),
    (
        "unit_tree_has_a_ring",
        "WITH RECURSIVE reached (id) AS (SELECT id FROM unit WHERE parent_id IS NULL
             UNION SELECT u.id FROM unit AS u JOIN reached AS r ON u.parent_id = r.id)
         SELECT count(*) FROM unit WHERE id NOT IN (SELECT id FROM reached)",
    ),
    (
        "rating_of_another_regime",
        "SELECT count(*) FROM member_rating AS r WHERE r.level IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM rating_level AS l
          WHERE l.regime_id = r.regime_id AND l.subject = 'member' AND l.level = r.level)",
    ),
];

/// Looks at what takes no time: whether the journal's last entry is whole, and whether operations
/// that were acknowledged are missing, which nobody has acknowledged.
///
/// # Errors
/// What keeps the file from being read at all.
pub fn glance(tx: &Tx<'_>, loss: Option<&Loss>) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    look(&mut findings, Part::JournalChain, "", |found| {
        let head = journal::head(tx)?;
        if head.sequence > 0 && !journal::is_whole(tx, head.sequence)? {
            let what = head.sequence.to_string();
            found.push(Finding { part: Part::JournalChain, what, count: 1 });
        }
        let Some(loss) = loss else { return Ok(()) };
        if loss.is_open(tx)? {
            found.push(match loss.from {
                0 => {
                    let what = loss.last.sequence.to_string();
                    Finding { part: Part::OtherHistory, what, count: 1 }
                }
                from => {
                    let what = format!("{from}-{}", loss.last.sequence);
                    Finding { part: Part::LastEntries, what, count: loss.last.sequence - from + 1 }
                }
            });
        }
        Ok(())
    })?;
    Ok(findings)
}

/// What is damaged of the files beside the database. The register is whole, but less sure.
#[must_use]
pub fn beside(place: &Place) -> Vec<Finding> {
    let LostSlots { is_recovery, passwords } = place.lost_slots();
    let slots = |what: &str, count: usize| Finding {
        part: Part::KeySlots,
        what: what.to_owned(),
        count: i64::try_from(count).unwrap_or(i64::MAX),
    };
    let note = Finding { part: Part::Note, what: "head.txt".to_owned(), count: 1 };
    let found = [
        is_recovery.then(|| slots("recovery", 1)),
        (passwords > 0).then(|| slots("password", passwords)),
        place.is_note_damaged().then_some(note),
    ];
    found.into_iter().flatten().collect()
}

/// Looks everything over; an empty list means that all is well.
///
/// A part that can't be read is a finding too, and the rest is looked at all the same.
///
/// # Errors
/// What keeps the file from being read at all, such as [`super::Error::Interrupted`].
pub fn check(tx: &Tx<'_>) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    look(&mut findings, Part::CipherPages, "", |found| {
        let messages = texts(tx.connection, "PRAGMA cipher_integrity_check")?;
        found.extend(messages.into_iter().map(|what| Finding { part: Part::CipherPages, what, count: 1 }));
        Ok(())
    })?;
    look(&mut findings, Part::Structure, "", |found| {
        let messages =
            texts(tx.connection, "PRAGMA integrity_check")?.into_iter().filter(|what| what != "ok");
        found.extend(messages.map(|what| Finding { part: Part::Structure, what, count: 1 }));
        Ok(())
    })?;
    look(&mut findings, Part::References, "", |found| {
        let tables = texts(tx.connection, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check")?;
        found.extend(tables.into_iter().map(|what| Finding { part: Part::References, what, count: 1 }));
        Ok(())
    })?;
    look(&mut findings, Part::JournalChain, "", |found| {
        let entries = journal::verify(tx)?.into_iter().map(|sequence| sequence.to_string());
        found.extend(entries.map(|what| Finding { part: Part::JournalChain, what, count: 1 }));
        Ok(())
    })?;
    for table in Table::ALL {
        let (part, name) = (Part::JournalImages, table.name());
        look(&mut findings, part, name, |found| count(found, part, name, tx, &unjournalled(tx, table)?))?;
    }
    for (name, sql) in INVARIANTS {
        let part = Part::Invariants;
        look(&mut findings, part, name, |found| count(found, part, name, tx, sql))?;
    }
    Ok(findings)
}

/// The rules of the records that are broken.
///
/// # Errors
/// What the disk reports.
pub fn broken_rules(tx: &Tx<'_>) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (name, sql) in INVARIANTS {
        count(&mut findings, Part::Invariants, name, tx, sql)?;
    }
    Ok(findings)
}

/// Looks at one part; that it can't be read is a finding of its own.
fn look(
    findings: &mut Vec<Finding>,
    part: Part,
    what: &str,
    check: impl FnOnce(&mut Vec<Finding>) -> Result<()>,
) -> Result<()> {
    match check(findings) {
        Err(Error::Damaged | Error::Unreadable(_)) => {
            let what = format!("{what} unreadable").trim_start().to_owned();
            findings.push(Finding { part, what, count: 1 });
            Ok(())
        }
        result => result,
    }
}

fn count(findings: &mut Vec<Finding>, part: Part, what: &str, tx: &Tx<'_>, sql: &str) -> Result<()> {
    let count: i64 = tx.connection.query_row(sql, [], |row| row.get(0))?;
    if count > 0 {
        findings.push(Finding { part, what: what.to_owned(), count });
    }
    Ok(())
}

fn texts(connection: &Connection, sql: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let texts = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(texts)
}

/// SQL that counts rows which are not as the journal last saw them, that it saw go, or that it
/// never saw. Of the lists that migrations bring, rows without an entry are as shipped.
fn unjournalled(tx: &Tx<'_>, table: Table) -> Result<String> {
    let name = table.name();
    let image = journal::comparable(&journal::image_of(tx.connection, table, "t")?);
    let last = journal::comparable("c.after");
    let unseen = match table {
        Table::Choice
        | Table::RatingRegime
        | Table::RatingLevel
        | Table::RatingCeiling
        | Table::RatingExclusion
        | Table::RatingBand
        | Table::RatingConsequence => "0".to_owned(),
        Table::Register
        | Table::Setting
        | Table::Unit
        | Table::Member
        | Table::Membership
        | Table::MemberStatus
        | Table::Post
        | Table::Badge
        | Table::MemberRating
        | Table::UnitRating
        | Table::RatingTotal
        | Table::RatingDecision
        | Table::Quota
        | Table::QuotaTerm
        | Table::RatingDetail
        | Table::RatingStep
        | Table::Ballot
        | Table::Rerating
        | Table::RatingAcknowledgement
        | Table::CeilingRaise
        | Table::RatingTarget
        | Table::Discipline
        | Table::QuotaAmendment
        | Table::QuotaAdjustment
        | Table::AdmissionTotal
        | Table::CandidateCount
        | Table::LearnedHeading
        | Table::SavedList
        | Table::User
        | Table::NumberReading => format!(
            "(SELECT count(*) FROM {name} WHERE id NOT IN
              (SELECT row_id FROM journal_change WHERE table_name = '{name}'))"
        ),
    };
    Ok(format!(
        "SELECT count(*) + {unseen} FROM journal_change AS c
         LEFT JOIN {name} AS t ON t.id = c.row_id
         WHERE c.id IN (SELECT max(id) FROM journal_change WHERE table_name = '{name}' GROUP BY row_id)
           AND CASE WHEN t.id IS NULL THEN c.after IS NOT NULL ELSE {last} IS NOT {image} END"
    ))
}
