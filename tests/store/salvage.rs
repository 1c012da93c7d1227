//! Salvage: what of a damaged register comes into a new one, and that what comes is right.

use std::collections::BTreeSet;
use std::fs;

use so_chi_bo::services::backups::{self, Reason};
use so_chi_bo::services::salvage::{self, Report};
use so_chi_bo::services::{self, Error, inspection, registers};
use so_chi_bo::store;
use so_chi_bo::store::workspace::{self, Part, Secret};

use super::file::{File, PASSWORD, author, texts};

const PAGE: usize = 4096;

fn register() -> (File, Vec<u8>) {
    let file = File::new();
    let mut database = file.database();
    services::sample::fill(&mut database, Some(200), &author()).unwrap();
    database.close().unwrap();
    let bytes = fs::read(file.path()).unwrap();
    (file, bytes)
}

/// Salvages the register with these bytes as its database; the new one.
fn salvaged(file: &File, bytes: &[u8], round: usize) -> services::Result<(File, Report)> {
    fs::write(file.path(), bytes).unwrap();
    let to = file.folder().with_file_name(format!("cứu {round}"));
    let report = salvage::salvage(file.folder(), Secret::Password(PASSWORD), &to, &author());
    assert_eq!(fs::read(file.path()).unwrap(), bytes, "the damaged register is only read");
    let report = report?;
    Ok((File::at(&to), report))
}

fn people(file: &File) -> BTreeSet<String> {
    let sql = "SELECT m.id || ' ' || full_name || ' ' || born_on || coalesce(personal_id, '')
               || coalesce((SELECT group_concat(unit_id || from_on) FROM membership WHERE member_id = m.id), '')
               FROM member AS m";
    texts(&file.raw(), sql).into_iter().collect()
}

/// The new register opens, and nothing in it is wrong.
fn sound(file: &File) {
    let register = registers::open(file.folder(), Secret::Password(PASSWORD)).unwrap();
    assert_eq!(register.db.wait(inspection::inspect).unwrap().findings, []);
    register.close().unwrap();
}

#[test]
fn a_whole_register_is_salvaged_whole_with_its_journal() {
    let (file, bytes) = register();
    let before = people(&file);
    let (new, report) = salvaged(&file, &bytes, 0).unwrap();
    assert!(report.is_complete() && report.journal_kept, "{report:?}");
    assert_eq!(people(&new), before);
    let journal = "SELECT sequence || hex(hash) FROM journal";
    assert_eq!(texts(&new.raw(), journal), texts(&file.raw(), journal));
    sound(&new);
}

#[test]
fn with_damaged_pages_the_rest_comes_over_and_nothing_wrong_does() {
    let (file, bytes) = register();
    let before = people(&file);
    let pages = bytes.len() / PAGE;
    let (mut saved, mut tried, mut rebuilt) = (0, 0, 0);
    for (round, page) in (1..pages).step_by(pages / 24).enumerate() {
        let mut damaged = bytes.clone();
        damaged[page * PAGE + 100] ^= 0xff;
        match salvaged(&file, &damaged, round) {
            Ok((new, report)) => {
                let now = people(&new);
                assert!(now.is_subset(&before) || report.tables.iter().any(|table| table.dropped > 0));
                assert!(now.len() * 10 >= before.len() * 8, "page {page}: {} of {}", now.len(), before.len());
                saved += now.intersection(&before).count();
                tried += before.len();
                rebuilt += report.tables.iter().map(|table| table.from_journal).sum::<usize>();
                sound(&new);
            }
            // A page of the schema: without it or a backup no row can be found, and the file does not
            // open.
            Err(Error::Store(store::Error::Damaged)) => {
                assert!(matches!(file.open(), Err(store::Error::Damaged)), "page {page} of {pages}");
            }
            Err(error) => panic!("page {page}: {error:?}"),
        }
    }
    assert!(tried > 0 && saved * 100 >= tried * 97, "{saved} of {tried}");
    assert!(rebuilt > 0, "rows were made again from the journal");
}

/// A register with a backup from which all that was entered is missing.
fn backed_up() -> (File, Vec<u8>) {
    let file = File::new();
    let register = registers::open(file.folder(), Secret::Password(PASSWORD)).unwrap();
    futures::executor::block_on(backups::take(register.db.clone(), Reason::Asked)).unwrap();
    register.db.wait(|database| services::sample::fill(database, Some(200), &author())).unwrap();
    register.close().unwrap();
    let bytes = fs::read(file.path()).unwrap();
    (file, bytes)
}

#[test]
fn with_a_backup_beside_it_no_page_of_the_schema_is_needed_and_nothing_is_lost() {
    let (file, bytes) = backed_up();
    let before = people(&file);
    let sql = "SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' ORDER BY pageno";
    let pages: Vec<u32> = {
        let raw = file.raw();
        let mut statement = raw.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert!(pages.len() > 10 && pages[0] == 1, "{pages:?}");
    // Each by itself would take long: the first one, some, and all of them.
    let mut trials: Vec<Vec<u32>> = pages.iter().step_by(9).map(|page| vec![*page]).collect();
    trials.push(pages);
    for (round, trial) in trials.into_iter().enumerate() {
        let mut damaged = bytes.clone();
        for page in &trial {
            damaged[(*page as usize - 1) * PAGE + 100] ^= 0xff;
        }
        let (new, report) = salvaged(&file, &damaged, round).unwrap();
        assert!(report.is_complete() && report.journal_kept, "{trial:?}: {report:?}");
        assert_eq!(people(&new), before, "{trial:?}");
        sound(&new);
    }
}

#[test]
fn damaged_or_missing_keys_come_from_the_backup_and_what_was_entered_after_it_is_not_lost() {
    let (file, bytes) = backed_up();
    let before = people(&file);
    let keys = file.folder().join("keys.toml");
    let text = fs::read(&keys).unwrap();
    fs::write(&keys, &text[..text.len() / 2]).unwrap();
    let (new, report) = salvaged(&file, &bytes, 0).unwrap();
    assert!(report.is_complete() && report.journal_kept, "{report:?}");
    assert_eq!(people(&new), before);
    sound(&new);
    fs::remove_file(&keys).unwrap();
    let (new, _) = salvaged(&file, &bytes, 1).unwrap();
    assert_eq!(people(&new), before);
    // Without a backup it is said what is wrong.
    fs::remove_dir_all(file.folder().join("backups")).unwrap();
    let refused = salvaged(&file, &bytes, 2).err();
    let missing = Error::Workspace(workspace::Error::Missing(Part::Keys));
    assert_eq!(format!("{refused:?}"), format!("{:?}", Some(missing)));
}

#[test]
fn a_file_whose_first_page_is_gone_is_refused_without_a_backup_and_leaves_nothing() {
    let (file, mut bytes) = register();
    bytes[200] ^= 1;
    let refused = salvaged(&file, &bytes, 0).err();
    assert!(matches!(refused, Some(Error::Store(store::Error::Damaged))), "{refused:?}");
    assert!(!file.folder().with_file_name("cứu 0").exists());
}
