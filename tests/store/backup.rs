//! Backups on real files: what is in them, that any changed byte shows, that a restored register
//! is the one that was backed up, and that a failure leaves everything as it was.

use std::fs;
use std::path::Path;

use futures::executor::block_on;
use proptest::prelude::*;
use so_chi_bo::services::backups::{self, Kept, Reason};
use so_chi_bo::services::registers::{self, OpenRegister};
use so_chi_bo::services::{self, Error, inspection};
use so_chi_bo::store::backup;
use so_chi_bo::store::workspace::{self, Cost, Secret};

use super::file::{File, PASSWORD, author};
use super::schema;

fn open(folder: &Path) -> OpenRegister {
    registers::open(folder, Secret::Password(PASSWORD)).unwrap()
}

/// A register with some members, and a backup of it.
fn backed_up() -> (File, Kept) {
    let file = File::new();
    let mut database = file.database();
    services::sample::fill(&mut database, Some(60), &author()).unwrap();
    database.close().unwrap();
    let register = open(file.folder());
    let kept = block_on(backups::take(register.db.clone(), Reason::Asked)).unwrap();
    register.close().unwrap();
    (file, kept)
}

fn info(folder: &Path) -> registers::Info {
    let register = open(folder);
    let info = register.db.wait(registers::info).unwrap();
    assert_eq!(register.db.wait(inspection::inspect).unwrap().findings, []);
    register.close().unwrap();
    info
}

#[test]
fn a_backup_restores_to_the_same_register_and_says_what_is_in_it() {
    let (file, kept) = backed_up();
    let manifest = kept.manifest.clone().unwrap();
    let before = info(file.folder());
    assert_eq!(manifest.facts.sequence, before.sequence);
    assert_eq!(manifest.facts.hash.len(), 64);
    let members: i64 = file.raw().query_row("SELECT count(*) FROM member", [], |row| row.get(0)).unwrap();
    assert_eq!(manifest.facts.tables["member"], members);
    assert_eq!((manifest.number, manifest.reason), (1, Reason::Asked));

    let checked = backups::check(&kept.path, Some(Secret::Password(PASSWORD))).unwrap();
    assert!(checked.is_opened && checked.findings.is_empty());
    let folder = file.folder().with_file_name("sổ khôi phục");
    backups::restore(&kept.path, Secret::Password(PASSWORD), &folder).unwrap();
    assert_eq!(info(&folder), before);
    // Nothing but the register is left, and no plain text is in the backup.
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["backups", "data.db", "keys.toml", "lock"]);
    let bytes = fs::read(&kept.path).unwrap();
    assert!(!bytes.windows(8).any(|window| window == "Nguyễn".as_bytes()));
    let left: Vec<_> = fs::read_dir(file.folder().join("backups")).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing half-made is left: {left:?}");
}

#[test]
fn a_backup_is_taken_only_when_something_changed_since_the_newest_readable_one() {
    let (file, kept) = backed_up();
    let register = open(file.folder());
    let again = || block_on(backups::take_if_changed(register.db.clone(), Reason::Closing)).unwrap();
    assert!(again().is_none());
    register
        .db
        .wait(|database| {
            registers::set_letterhead(
                database,
                &registers::Letterhead { place: "Cần Thơ".to_owned(), ..Default::default() },
                &author(),
            )
        })
        .unwrap();
    let second = again().unwrap();
    assert_eq!(second.number, 2);
    assert!(again().is_none());
    // A damaged newest one does not count as a backup.
    fs::write(&second.path, b"rubbish").unwrap();
    assert_eq!(again().unwrap().number, 3);
    register.close().unwrap();
    // A new password makes the old keys outdated.
    let mut register = open(file.folder());
    let new = "mùa nước nổi năm nay";
    registers::change_password(&mut register.workspace, Secret::Password(PASSWORD), new, Cost::QUICK)
        .unwrap();
    let fourth = block_on(backups::take_if_changed(register.db.clone(), Reason::Closing)).unwrap().unwrap();
    register.close().unwrap();
    let tried = |kept: &Kept, password| backups::check(&kept.path, Some(Secret::Password(password)));
    assert!(tried(&fourth, new).is_ok());
    let wrong = tried(&fourth, PASSWORD).unwrap_err();
    assert!(matches!(wrong, Error::Workspace(workspace::Error::WrongPassword)), "{wrong:?}");
    assert!(tried(&kept, PASSWORD).is_ok(), "the password of its day opens an old one");
}

#[test]
fn restoring_in_place_keeps_the_old_register_aside_and_its_backups_with_the_new_one() {
    let (file, kept) = backed_up();
    let register = open(file.folder());
    let letterhead = registers::Letterhead { place: "Sai".to_owned(), ..Default::default() };
    register.db.wait(move |database| registers::set_letterhead(database, &letterhead, &author())).unwrap();
    let refused = backups::restore_in_place(&kept.path, Secret::Password(PASSWORD), file.folder());
    assert!(matches!(refused, Err(Error::Workspace(workspace::Error::AlreadyOpen(_)))), "{refused:?}");
    register.close().unwrap();
    let changed = info(file.folder());

    let wrong = backups::restore_in_place(&kept.path, Secret::Password("không phải"), file.folder());
    assert!(matches!(wrong, Err(Error::Workspace(workspace::Error::WrongPassword))));
    assert_eq!(info(file.folder()), changed);

    let aside = backups::restore_in_place(&kept.path, Secret::Password(PASSWORD), file.folder()).unwrap();
    let restored = info(file.folder());
    assert_eq!(restored.sequence, kept.manifest.as_ref().unwrap().facts.sequence);
    assert_eq!(info(&aside), changed, "the old one is whole");
    assert_eq!(backups::shelf_of(file.folder()).unwrap().list().unwrap().len(), 1);
    let other = File::new();
    let refused =
        backups::restore_in_place(&kept_in(file.folder()).path, Secret::Password(PASSWORD), other.folder());
    assert!(matches!(refused, Err(Error::Backup(backup::Error::AnotherRegister))), "{refused:?}");
}

fn kept_in(folder: &Path) -> Kept {
    backups::shelf_of(folder).unwrap().list().unwrap().remove(0)
}

#[test]
fn a_swap_that_was_interrupted_between_its_two_renames_is_finished_when_opening() {
    let (file, kept) = backed_up();
    let ready = file.folder().with_file_name("sổ.restored");
    backups::restore(&kept.path, Secret::Password(PASSWORD), &ready).unwrap();
    fs::rename(file.folder(), file.folder().with_file_name("aside")).unwrap();
    assert_eq!(info(file.folder()).sequence, kept.manifest.unwrap().facts.sequence);
    assert!(!ready.exists());
}

#[test]
fn every_kind_of_wrong_file_is_told_apart_and_restores_nothing() {
    let (file, kept) = backed_up();
    let home = file.folder().parent().unwrap();
    let whole = fs::read(&kept.path).unwrap();
    let tried = |bytes: &[u8]| {
        let path = home.join("thử.scb");
        fs::write(&path, bytes).unwrap();
        let folder = home.join("không được có");
        let error = backups::restore(&path, Secret::Password(PASSWORD), &folder).unwrap_err();
        assert!(!folder.exists());
        error
    };
    assert!(matches!(tried(b""), Error::Backup(backup::Error::NotABackup)));
    assert!(matches!(tried(&[7; 5000]), Error::Backup(backup::Error::NotABackup)));
    assert!(matches!(tried(&whole[..whole.len() - 1]), Error::Backup(backup::Error::Damaged)));
    assert!(matches!(tried(&[&whole[..], b"x"].concat()), Error::Backup(backup::Error::Damaged)));
    // A newer format has its number in the first name, and the header's sum fits.
    let mut newer = whole.clone();
    newer[15] = b'2';
    let sum: u32 = newer[..512]
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
        .sum();
    newer[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    assert!(matches!(tried(&newer), Error::Backup(backup::Error::TooNew { found: 2 })));
}

#[test]
fn each_of_many_changed_bytes_and_cuts_shows() {
    let (file, kept) = backed_up();
    let whole = fs::read(&kept.path).unwrap();
    let path = file.folder().with_file_name("thử.scb");
    let fails = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        backups::check(&path, None).is_err()
    };
    assert!(!fails(&whole));
    // Every byte of all headers and short entries, and a spread over the database.
    let mut places: Vec<usize> = (0..9_000.min(whole.len())).step_by(3).collect();
    places.extend((whole.len() - 12_000..whole.len()).step_by(7));
    places.extend((0..whole.len()).step_by(whole.len() / 150));
    for place in places {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (place % 8);
        assert!(fails(&bytes), "byte {place}");
    }
    for length in (0..whole.len()).step_by(whole.len() / 40 + 1) {
        assert!(fails(&whole[..length]), "{length} bytes");
    }
}

#[test]
fn a_damaged_register_gives_no_backup_that_looks_good() {
    let (file, _) = backed_up();
    let register = open(file.folder());
    // A page in the middle, changed past the program while it is open.
    let mut bytes = fs::read(file.path()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(file.path(), &bytes).unwrap();
    let error = block_on(backups::take(register.db.clone(), Reason::Asked)).unwrap_err();
    assert!(matches!(error, Error::Backup(backup::Error::SourceDamaged)), "{error:?}");
    assert_eq!(register.workspace.shelf().list().unwrap().len(), 1, "the earlier one stays");
}

#[test]
fn before_a_newer_schema_a_backup_of_the_old_one_is_taken() {
    let (home, _) = schema::old();
    let folder = home.path().to_owned();
    let register = open(&folder);
    register.close().unwrap();
    let kept = kept_in(&folder);
    let manifest = kept.manifest.unwrap();
    assert_eq!((manifest.reason, manifest.facts.schema), (Reason::Migration, 2));
    // It can be restored, and is upgraded again when it is opened.
    let restored = home.path().join("backups").join("khôi phục");
    backups::restore(&kept.path, Secret::Password(PASSWORD), &restored).unwrap();
    info(&restored);
}

#[test]
fn before_an_import_a_backup_is_taken_and_a_register_to_look_around_in_has_none() {
    let file = File::new();
    let register = open(file.folder());
    let kept = register.db.wait(|database| backups::before(database, Reason::Import)).unwrap();
    assert_eq!(kept.unwrap().manifest.unwrap().reason, Reason::Import);
    assert!(register.db.wait(|database| backups::before(database, Reason::Import)).unwrap().is_none());
    let temporary = registers::temporary("Xem thử", &author()).unwrap();
    assert!(temporary.db.wait(|database| backups::before(database, Reason::Import)).unwrap().is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Names are made of number and time; whatever the clock does, no backup replaces another.
    #[test]
    fn work_goes_on_while_a_backup_is_made_and_the_backup_holds_a_whole_moment(edits in 1_usize..12) {
        let file = File::new();
        let register = open(file.folder());
        let db = register.db.clone();
        let writer = std::thread::spawn(move || {
            for edit in 0..edits {
                let place = format!("Nơi {edit}");
                let letterhead = registers::Letterhead { place, ..Default::default() };
                db.wait(move |database| registers::set_letterhead(database, &letterhead, &author())).unwrap();
            }
        });
        let kept = block_on(backups::take(register.db.clone(), Reason::Working)).unwrap();
        writer.join().unwrap();
        register.close().unwrap();
        let checked = backups::check(&kept.path, Some(Secret::Password(PASSWORD))).unwrap();
        prop_assert!(checked.findings.is_empty());
        prop_assert_eq!(info(file.folder()).sequence, 1 + i64::try_from(edits).unwrap());
    }
}
