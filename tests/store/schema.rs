//! Migrations and the rules of the schema.

use std::fs;
use std::path::{Path, PathBuf};

use so_chi_bo::services::registers;
use so_chi_bo::services::{Table, backups, inspection, members, units};
use so_chi_bo::store::Error;
use so_chi_bo::store::workspace::Secret;

use super::file::{File, PASSWORD, begin, number, texts};
use super::old_schema;
use super::people;
use super::rows::{BAD, GOOD, insert_before};

/// A small register as version 0.1.0 (schema 2) made it.
fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-2")
}

/// A copy of the fixture, to be opened.
pub fn old() -> (tempfile::TempDir, File) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["data.db", "keys.toml"] {
        fs::copy(fixture().join(name), folder.path().join(name)).unwrap();
    }
    let file = File::at(folder.path());
    (folder, file)
}

/// Everything that `CREATE` made, triggers included.
fn schema_of_all(file: &File) -> Vec<String> {
    texts(&file.raw(), "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
}

#[test]
#[ignore = "writes tests/fixtures/schema-2; to be run once for each released schema, into a new folder"]
fn write_the_fixture() {
    fs::create_dir_all(fixture().parent().unwrap()).unwrap();
    let file = File::make(&fixture());
    let mut database = file.database();
    people::fill(&mut database);
    database.close().unwrap();
    fs::remove_dir(fixture().join("backups")).unwrap();
    fs::remove_file(fixture().join("lock")).unwrap();
}

#[test]
fn a_register_of_an_older_version_opens_with_its_content() {
    let (folder, file) = old();
    let register = registers::open(folder.path(), Secret::Password(PASSWORD)).unwrap();
    let names = |db: &mut _| -> so_chi_bo::services::Result<Vec<String>> {
        let ids =
            so_chi_bo::services::directory::load(db)?.members().map(|member| member.id).collect::<Vec<_>>();
        Ok(members::rows(db, &ids)?.into_iter().map(|row| row.fields.name).collect())
    };
    assert_eq!(register.db.wait(names).unwrap(), people::NAMES);
    assert_eq!(register.db.wait(units::tree).unwrap().nodes().len(), 3);
    assert_eq!(register.db.wait(inspection::inspect).unwrap().findings, []);
    register.close().unwrap();
    assert_eq!(schema_of_all(&file), schema_of_all(&File::new()));
}

#[test]
fn a_register_of_any_released_schema_opens_with_its_content_and_a_backup_of_before() {
    let newest = so_chi_bo::store::NEWEST_SCHEMA;
    for schema in 2..newest {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("sổ");
        old_schema::make(&folder, schema, PASSWORD);
        let file = File::at(&folder);
        let of_old = |file: &File, sql: &str| texts(&file.raw(), sql);
        let people = "SELECT id, uuid, full_name, born_on, sex FROM member ORDER BY id";
        let ratings = "SELECT id, member_id, year, level FROM member_rating ORDER BY id";
        let journal = "SELECT sequence, at, who, what, hex(hash) FROM journal ORDER BY sequence";
        let before = [people, ratings, journal].map(|sql| of_old(&file, sql));
        assert!(before.iter().all(|rows| rows.len() > 1), "{schema}: {before:?}");
        let register = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
        assert_eq!(register.db.wait(inspection::inspect).unwrap().findings, [], "from {schema}");
        register.close().unwrap();
        assert_eq!([people, ratings, journal].map(|sql| of_old(&file, sql)), before, "from {schema}");
        assert_eq!(schema_of_all(&file), schema_of_all(&File::new()), "from {schema}");
        let kept = backups::shelf_of(&folder).unwrap().list().unwrap();
        let facts = kept[0].manifest.as_ref().map(|manifest| manifest.facts.schema);
        assert_eq!((kept.len(), facts), (1, Some(schema)), "the backup is of before");
        let again = home.path().join("lại");
        backups::restore(&kept[0].path, Secret::Password(PASSWORD), &again).unwrap();
        let register = registers::open(&again, Secret::Password(PASSWORD)).unwrap();
        assert_eq!(register.db.wait(inspection::inspect).unwrap().findings, [], "restored from {schema}");
    }
}

#[test]
fn every_table_of_records_is_journalled() {
    let raw = File::new();
    let raw = raw.raw();
    let tables = texts(
        &raw,
        "SELECT name FROM sqlite_schema WHERE type = 'table'
         AND name NOT IN ('journal', 'journal_change', 'migration', 'sqlite_sequence')",
    );
    assert_eq!(tables.len(), Table::ALL.len());
    for table in Table::ALL {
        let triggers = format!(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '{0}'
             AND name LIKE 'journal_{0}_%'",
            table.name()
        );
        assert_eq!(number(&raw, &triggers), 3, "{}", table.name());
    }
    let loose = texts(
        &raw,
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    );
    assert_eq!(loose, Vec::<String>::new());
}

#[test]
fn the_identity_of_a_row_is_never_given_twice() {
    let file = File::new();
    let raw = file.raw();
    for good in GOOD {
        begin(&raw);
        raw.execute_batch("PRAGMA defer_foreign_keys = ON").unwrap();
        insert_before(&raw, good.table);
        raw.execute(&good.insert(None), []).unwrap();
        raw.execute(&good.delete(), []).unwrap();
        raw.execute(&good.insert(Some(("id", "NULL"))), []).unwrap();
        assert_eq!(raw.last_insert_rowid(), 901, "{}", good.table);
        raw.execute_batch("ROLLBACK").unwrap();
    }
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let file = File::new();
    file.raw().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(file.path()).unwrap();
    let newest = so_chi_bo::store::NEWEST_SCHEMA;
    match file.open() {
        Err(Error::TooNew { found: 99, known }) => assert_eq!(known, newest),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(file.path()).unwrap(), before);
}

#[test]
fn a_migration_that_was_edited_or_forgotten_is_refused() {
    for sql in [
        "UPDATE migration SET checksum = zeroblob(32) WHERE version = 2",
        "DELETE FROM migration WHERE version = 2",
    ] {
        let file = File::new();
        file.raw().execute_batch(sql).unwrap();
        assert!(matches!(file.open(), Err(Error::MigrationChanged(2))), "{sql}");
    }
}

#[test]
fn a_database_of_another_program_is_not_ours() {
    let file = File::new();
    file.raw().pragma_update(None, "application_id", 7).unwrap();
    assert!(matches!(file.open(), Err(Error::NotOurs)));
}

#[test]
fn good_rows_go_in_and_bad_ones_are_refused_each_for_its_reason() {
    let file = File::new();
    let raw = file.raw();
    for good in GOOD {
        begin(&raw);
        insert_before(&raw, good.table);
        for (_, column, value, reason) in BAD.iter().filter(|(table, ..)| *table == good.table) {
            let refused = raw.execute(&good.insert(Some((column, value))), []);
            let Err(error) = refused else { panic!("{} {column} = {value} went in", good.table) };
            assert!(error.to_string().contains(reason), "{} {column} = {value}: {error}", good.table);
        }
        raw.execute(&good.insert(None), []).unwrap_or_else(|error| panic!("{}: {error}", good.table));
        raw.execute_batch("ROLLBACK").unwrap();
    }
}

#[test]
fn a_member_has_one_open_status_and_one_open_stay() {
    let file = File::new();
    let raw = file.raw();
    begin(&raw);
    insert_before(&raw, "post");
    for table in ["membership", "member_status"] {
        let good = GOOD.iter().find(|good| good.table == table).unwrap();
        let refused = raw.execute(&good.insert(Some(("id", "901"))), []);
        assert!(refused.unwrap_err().to_string().contains("UNIQUE"), "{table}");
    }
}

#[test]
fn a_member_holds_one_badge_of_a_level_and_any_number_that_ended() {
    let file = File::new();
    let raw = file.raw();
    begin(&raw);
    insert_before(&raw, "rating_regime");
    let good = GOOD.iter().find(|good| good.table == "badge").unwrap();
    let refused = raw.execute(&good.insert(Some(("id", "901"))), []);
    assert!(refused.unwrap_err().to_string().contains("UNIQUE"));
    raw.execute(&good.insert(Some(("id", "902"))).replace("40", "50"), []).unwrap();
    raw.execute("UPDATE badge SET ending = 'mistaken', ended_on = '2026' WHERE id = 900", []).unwrap();
    raw.execute(&good.insert(Some(("id", "901"))), []).unwrap();
}

#[test]
fn what_others_refer_to_stays() {
    let file = File::new();
    let raw = file.raw();
    begin(&raw);
    insert_before(&raw, "");
    for table in ["unit", "member", "rating_regime"] {
        let refused = raw.execute(&format!("DELETE FROM {table} WHERE id = 900"), []);
        assert!(refused.unwrap_err().to_string().contains("FOREIGN KEY"), "{table}");
    }
}
