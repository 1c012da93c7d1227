//! The journal: what the triggers write, what they refuse, and the chain.

use proptest::prelude::*;
use rusqlite::Connection;
use so_chi_bo::domain::user::Role;
use so_chi_bo::services::{Error, history, inspection, members, readings, units, users};
use so_chi_bo::store;
use so_chi_bo::store::integrity::Part;
use so_chi_bo::store::quota::Yearly;
use so_chi_bo::store::workspace::Cost;

use super::file::{File, author, begin, number, texts};
use super::people;
use super::rows::{GOOD, insert_before};

const LAST: &str = "SELECT before, after FROM journal_change ORDER BY id DESC LIMIT 1";

fn images(connection: &Connection) -> (Option<serde_json::Value>, Option<serde_json::Value>) {
    let read = |text: Option<String>| text.map(|text| serde_json::from_str(&text).unwrap());
    connection.query_row(LAST, [], |row| Ok((read(row.get(0)?), read(row.get(1)?)))).unwrap()
}

#[test]
fn every_insert_update_and_delete_leaves_its_images() {
    let file = File::new();
    let raw = file.raw();
    for good in GOOD {
        begin(&raw);
        insert_before(&raw, good.table);
        let count = || number(&raw, "SELECT count(*) FROM journal_change");
        let before = count();
        raw.execute(&good.insert(None), []).unwrap();
        let (none, new) = images(&raw);
        assert_eq!((count(), none), (before + 1, None), "{}", good.table);
        let new = new.unwrap();
        let columns = texts(&raw, &format!("SELECT name FROM pragma_table_info('{}')", good.table));
        assert_eq!(new.as_object().unwrap().len(), columns.len(), "{}", good.table);
        assert_eq!(new["id"], 900);

        raw.execute(&good.update(), []).unwrap();
        let (old, changed) = images(&raw);
        assert_eq!((count(), old.as_ref()), (before + 2, Some(&new)), "{}", good.table);
        let changed = changed.unwrap();
        let differing = new.as_object().unwrap().iter().filter(|(name, value)| changed[*name] != **value);
        assert_eq!(differing.map(|(name, _)| name.as_str()).collect::<Vec<_>>(), [good.change.0]);

        raw.execute(&good.update(), []).unwrap();
        assert_eq!(count(), before + 2, "{}: nothing changed, nothing written", good.table);

        raw.execute(&good.delete(), []).unwrap();
        assert_eq!((count(), images(&raw)), (before + 3, (Some(changed), None)), "{}", good.table);
        raw.execute_batch("ROLLBACK").unwrap();
    }
}

#[test]
fn a_change_without_an_open_operation_is_refused() {
    let file = File::new();
    let raw = file.raw();
    for good in GOOD {
        begin(&raw);
        insert_before(&raw, good.table);
        raw.execute("UPDATE journal SET hash = zeroblob(32) WHERE hash IS NULL", []).unwrap();
        let refused = |sql: &str| {
            let error = raw.execute(sql, []).unwrap_err().to_string();
            assert!(error.contains("no operation is open"), "{sql}: {error}");
        };
        refused(&good.insert(None));
        raw.execute_batch("ROLLBACK").unwrap();
        begin(&raw);
        insert_before(&raw, good.table);
        raw.execute(&good.insert(None), []).unwrap();
        raw.execute("UPDATE journal SET hash = zeroblob(32) WHERE hash IS NULL", []).unwrap();
        refused(&good.update());
        refused(&good.delete());
        raw.execute_batch("ROLLBACK").unwrap();
    }
    let error = raw.execute("UPDATE register SET name = 'x'", []).unwrap_err();
    assert!(error.to_string().contains("no operation is open"));
}

#[test]
fn only_one_operation_is_open_at_a_time() {
    let file = File::new();
    let raw = file.raw();
    begin(&raw);
    let second =
        "INSERT INTO journal (at, who, kind, what, previous_hash) VALUES ('', '', '', '', zeroblob(32))";
    assert!(raw.execute(second, []).unwrap_err().to_string().contains("UNIQUE"));
}

#[test]
fn entries_can_be_neither_changed_nor_removed() {
    let file = File::new();
    let raw = file.raw();
    for sql in [
        "UPDATE journal SET what = 'x'",
        "UPDATE journal SET hash = NULL",
        "DELETE FROM journal",
        "UPDATE journal_change SET after = '{}'",
        "UPDATE journal_change SET sequence = 2",
        "DELETE FROM journal_change",
        "REPLACE INTO journal (sequence, at, who, kind, what, previous_hash, hash)
         VALUES (1, '', '', '', '', zeroblob(32), zeroblob(32))",
    ] {
        let refused = raw.execute(sql, []);
        assert!(refused.is_err_and(|error| error.to_string().contains("journal rows are")), "{sql}");
    }
}

/// What inspecting finds after somebody with the key changed the file past the program.
fn findings_after(sql: &str) -> Vec<(Part, String)> {
    let file = File::new();
    let mut database = file.database();
    people::fill(&mut database);
    assert_eq!(inspection::inspect(&mut database).unwrap().findings, []);
    database.close().unwrap();
    let raw = file.raw();
    let guards = [
        "journal_sealed",
        "journal_kept",
        "journal_change_sealed",
        "journal_change_kept",
        "journal_member_UPDATE",
        "journal_member_rating_UPDATE",
        "journal_quota_DELETE",
        "journal_quota_INSERT",
    ];
    let kept = texts(&raw, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'").len();
    let definitions: Vec<String> = guards
        .iter()
        .map(|name| {
            let sql = "SELECT sql FROM sqlite_schema WHERE name = ?1";
            let definition = raw.query_row(sql, [name], |row| row.get(0)).unwrap();
            raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
            definition
        })
        .collect();
    raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    raw.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    for definition in definitions {
        raw.execute_batch(&definition).unwrap();
    }
    assert_eq!(texts(&raw, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'").len(), kept);
    drop(raw);
    let found = inspection::inspect(&mut file.database()).unwrap().findings;
    found.into_iter().map(|finding| (finding.part, finding.what)).collect()
}

#[test]
fn every_kind_of_tampering_is_found() {
    let chain = |sequence: i64| (Part::JournalChain, sequence.to_string());
    let cases = [
        ("UPDATE journal SET what = 'x' WHERE sequence = 3", vec![chain(3)]),
        ("UPDATE journal SET who = who || 'x' WHERE sequence = 4", vec![chain(4)]),
        ("UPDATE journal SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 2", vec![chain(2)]),
        ("UPDATE journal_change SET sequence = 3 WHERE sequence = 2", vec![chain(2), chain(3)]),
        ("UPDATE journal_change SET after = replace(after, 'Ánh', 'Anh') WHERE sequence = 5", vec![chain(5)]),
        (
            "DELETE FROM journal_change WHERE sequence = 9 AND table_name = 'member_rating' AND row_id = 1",
            vec![chain(9)],
        ),
        ("UPDATE member SET phone = '0912' WHERE id = 1", vec![(Part::JournalImages, "member".to_owned())]),
        (
            "UPDATE member_rating SET level = 'excellent' WHERE id = 1",
            vec![(Part::JournalImages, "member_rating".to_owned())],
        ),
        ("DELETE FROM quota", vec![(Part::JournalImages, "quota".to_owned())]),
        (
            "PRAGMA foreign_keys = OFF; UPDATE member SET admission_unit_id = 77 WHERE id = 1",
            vec![(Part::References, "member".to_owned()), (Part::JournalImages, "member".to_owned())],
        ),
    ];
    for (sql, expected) in cases {
        let found = findings_after(sql);
        for finding in expected {
            assert!(found.contains(&finding), "{sql}: {found:?}");
        }
    }
}

#[test]
fn an_entry_taken_out_of_the_chain_or_put_in_is_found() {
    for sql in [
        "DELETE FROM journal_change WHERE sequence = 6; DELETE FROM journal WHERE sequence = 6",
        "DELETE FROM journal_change WHERE sequence = 1; DELETE FROM journal WHERE sequence = 1",
        "INSERT INTO journal (sequence, at, who, kind, what, previous_hash, hash)
         SELECT 99, at, who, kind, what, hash, hash FROM journal ORDER BY sequence DESC LIMIT 1",
    ] {
        let found = findings_after(sql);
        assert!(found.iter().any(|(part, _)| *part == Part::JournalChain), "{sql}: {found:?}");
    }
}

#[test]
fn rows_added_past_the_program_are_found() {
    let found = findings_after("INSERT INTO quota (unit_id, year, target) VALUES (1, 2027, 9)");
    assert!(found.iter().any(|(part, what)| *part == Part::JournalImages && what == "quota"), "{found:?}");
}

#[test]
fn an_operation_without_effect_leaves_no_entry() {
    let file = File::new();
    let mut database = file.database();
    let (cells, people) = people::fill(&mut database);
    let last = history::newest(&mut database, 1).unwrap()[0].clone();
    let form = people::unit(so_chi_bo::domain::unit::UnitKind::Cell, "01.01", "Chi bộ Ấp 1");
    let same = units::edit(&mut database, cells[1], &form, &author()).unwrap().changes;
    assert!(same.is_empty() && same.sequence == last.sequence);
    let form = people::person(people::NAMES[0]);
    let same = members::edit(&mut database, people[0], &form, None, &author()).unwrap().changes;
    assert!(same.is_empty() && same.sequence == last.sequence);
    assert_eq!(history::newest(&mut database, 1).unwrap()[0], last);
}

#[test]
fn a_refused_operation_leaves_nothing() {
    let file = File::new();
    let mut database = file.database();
    let (_, people) = people::fill(&mut database);
    let before = history::newest(&mut database, 100).unwrap();
    let form = people::person("");
    assert!(matches!(
        members::edit(&mut database, people[0], &form, None, &author()),
        Err(Error::Refused(_))
    ));
    let operation = store::journal::Operation { kind: "test", who: String::new(), undoes: None };
    let failed: Result<store::Committed<()>, store::Error> = database.commit(operation, |tx| {
        store::quota::set_yearly(tx, Yearly::Target, (so_chi_bo::domain::id::UnitId(1), 2027), Some(3))?;
        store::quota::set_yearly(tx, Yearly::Target, (so_chi_bo::domain::id::UnitId(777), 2027), Some(3))
    });
    assert!(matches!(failed, Err(store::Error::Constraint(_))), "{failed:?}");
    assert_eq!(history::newest(&mut database, 100).unwrap(), before);
    database.close().unwrap();
    assert_eq!(number(&file.raw(), "SELECT count(*) FROM quota"), 1);
}

#[test]
fn an_entry_tells_who_did_what_when() {
    let file = File::new();
    let mut database = file.database();
    let (_, people) = people::fill(&mut database);
    let committed =
        members::edit(&mut database, people[2], &people::person("Lý Thị Hồng"), None, &author()).unwrap();
    let entry = history::entry(&mut database, committed.changes.sequence).unwrap();
    assert_eq!((entry.who.as_str(), entry.kind.as_str()), ("Trần Thị Hạnh", "member_edited"));
    assert!(entry.what.contains("Lý Thị Hồng"), "{}", entry.what);
    let age = chrono::Utc::now() - chrono::DateTime::parse_from_rfc3339(&entry.at).unwrap().to_utc();
    assert!((0..60).contains(&age.num_seconds()));
    assert_eq!(committed.changes.members, [people[2].0]);
}

/// A register with something in every kind of table, its guards taken off: a copy of it is changed
/// past the program again and again.
fn unguarded() -> (File, usize) {
    let file = File::new();
    let mut database = file.database();
    let (_, people) = people::fill(&mut database);
    let mut workspace = so_chi_bo::store::workspace::Workspace::open(file.folder()).unwrap();
    let new = users::NewUser {
        name: "Lê Thị Bé".to_owned(),
        role: Some(Role::Enter),
        password: "mùa nước nổi năm nay".to_owned().into(),
        own_name: "Trần Văn Quản".to_owned(),
    };
    users::add(&mut database, workspace.keys_mut(), &new, (Cost::QUICK, &author())).unwrap();
    drop(workspace);
    readings::note(&mut database, users::Way::Export, &people, &author()).unwrap();
    readings::note(&mut database, users::Way::Print, &people[..1], &author()).unwrap();
    assert_eq!(inspection::inspect(&mut database).unwrap().findings, []);
    let entries = usize::try_from(history::last_sequence(&mut database).unwrap()).unwrap();
    database.close().unwrap();
    (file, entries)
}

fn strings(raw: &Connection, sql: &str) -> Vec<String> {
    let mut statement = raw.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// A way to change one row of the file; `row` chooses it among those of its table.
fn tamper(raw: &Connection, (what, row): (u8, usize)) -> String {
    let nth = |table: &str| -> i64 {
        let sql = format!("SELECT rowid FROM {table} ORDER BY rowid");
        let mut statement = raw.prepare(&sql).unwrap();
        let all: Vec<i64> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        all[row % all.len()]
    };
    let entry = || nth("journal");
    let change = || nth("journal_change");
    match what {
        0 => format!("UPDATE journal SET what = what || '.' WHERE sequence = {}", entry()),
        1 => format!("UPDATE journal SET who = 'x' || who WHERE sequence = {}", entry()),
        2 => format!("UPDATE journal SET at = '1999-01-01T00:00:00.000Z' WHERE sequence = {}", entry()),
        3 => format!("UPDATE journal SET hash = zeroblob(32) WHERE sequence = {}", entry()),
        4 => format!(
            "UPDATE journal SET previous_hash = zeroblob(32) WHERE sequence = {} AND sequence > 1",
            entry().max(2)
        ),
        5 => format!("UPDATE journal_change SET row_id = row_id + 1000 WHERE id = {}", change()),
        6 => format!("UPDATE journal_change SET after = '{{}}', before = '{{}}' WHERE id = {}", change()),
        7 => format!("DELETE FROM journal_change WHERE id = {}", change()),
        8 => {
            let entry = entry();
            format!(
                "DELETE FROM journal_change WHERE sequence = {entry}; DELETE FROM journal WHERE sequence = {entry}"
            )
        }
        9 => {
            // Two neighbours change places, with their hashes and what they changed.
            let first = entry().max(2) - 1;
            let second = first + 1;
            format!(
                "UPDATE journal SET sequence = -1 WHERE sequence = {first};
                 UPDATE journal SET sequence = {first} WHERE sequence = {second};
                 UPDATE journal SET sequence = {second} WHERE sequence = -1;
                 UPDATE journal_change SET sequence = -1 WHERE sequence = {first};
                 UPDATE journal_change SET sequence = {first} WHERE sequence = {second};
                 UPDATE journal_change SET sequence = {second} WHERE sequence = -1"
            )
        }
        10 => format!("UPDATE user SET role = 'manage', name = name || ' B' WHERE id = {}", nth("user")),
        11 => format!("DELETE FROM user WHERE id = {}", nth("user")),
        12 => format!("DELETE FROM number_reading WHERE id = {}", nth("number_reading")),
        13 => format!("UPDATE number_reading SET members = '[]' WHERE id = {}", nth("number_reading")),
        14 => "INSERT INTO number_reading (way, count, members) VALUES ('print', 1, '[1]')".to_owned(),
        15 => format!("UPDATE member SET full_name = full_name || 'x' WHERE id = {}", nth("member")),
        16 => "UPDATE quota SET target = target + 1".to_owned(),
        _ => format!("UPDATE unit SET name = name || ' ' WHERE id = {}", nth("unit")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// One row of the journal or of any record that was edited, removed, added or put elsewhere past
    /// the program is found.
    #[test]
    fn any_row_that_was_edited_removed_or_moved_is_found(what in 0..18_u8, row in 0..1_000_usize) {
        thread_local! {
            static REGISTER: (File, usize) = unguarded();
        }
        REGISTER.with(|(file, entries)| {
            prop_assert!(*entries > 10);
            let copy = tempfile::tempdir().unwrap();
            let to = copy.path().join("data.db");
            std::fs::copy(file.folder().join("data.db"), &to).unwrap();
            let raw = file.raw_at(&to);
            let guards = strings(&raw, "SELECT name FROM sqlite_schema WHERE type = 'trigger'");
            let kept = strings(&raw, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
            for guard in &guards {
                raw.execute_batch(&format!("DROP TRIGGER {guard}")).unwrap();
            }
            raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
            let sql = tamper(&raw, (what, row));
            raw.execute_batch(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
            for definition in kept {
                raw.execute_batch(&definition).unwrap();
            }
            drop(raw);
            let found = inspection::inspect(&mut file.database_at(&to)).unwrap().findings;
            prop_assert!(!found.is_empty(), "not found: {}", sql);
            Ok(())
        })?;
    }
}
