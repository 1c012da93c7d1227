//! What is noted beside the database: what was acknowledged and is missing is told, and a file that
//! was moved away or removed takes no change.

use std::fs;
use std::path::{Path, PathBuf};

use so_chi_bo::services::registers::{self, Letterhead, OpenRegister};
use so_chi_bo::services::{self, history, inspection};
use so_chi_bo::store;
use so_chi_bo::store::integrity::{Finding, Part};
use so_chi_bo::store::workspace::{self, Secret, front};

use super::file::{File, PASSWORD, author};

fn open(folder: &Path) -> OpenRegister {
    registers::open(folder, Secret::Password(PASSWORD)).unwrap()
}

fn edit(register: &OpenRegister, place: &str) -> services::Result<i64> {
    let letterhead = Letterhead { place: place.to_owned(), ..Letterhead::default() };
    let done =
        register.db.wait(move |database| registers::set_letterhead(database, &letterhead, &author()))?;
    Ok(done.changes.sequence)
}

/// Acknowledges what is missing; the number of the operation.
fn acknowledge(register: &OpenRegister) -> services::Result<i64> {
    let done = register.db.wait(|database| inspection::acknowledge_loss(database, &author()))?;
    Ok(done.changes.sequence)
}

fn lines_of_note(folder: &Path) -> usize {
    fs::read_to_string(folder.join("head.txt")).unwrap().lines().count()
}

/// Copies the files of a folder: what a crash at this moment would leave.
fn crash(folder: &Path, to: &Path) {
    fs::create_dir_all(to.join("backups")).unwrap();
    for name in ["data.db", "data.db-wal", "keys.toml", "head.txt"] {
        fs::copy(folder.join(name), to.join(name)).unwrap();
    }
}

/// What a glance and a look over the whole find in a register.
fn found(folder: &Path) -> Vec<Finding> {
    let register = open(folder);
    let glanced = register.db.wait(inspection::glance).unwrap();
    let whole = register.db.wait(inspection::inspect).unwrap().findings;
    assert_eq!(whole, glanced);
    register.close().unwrap();
    glanced
}

fn last_entries(count: i64, what: &str) -> [Finding; 1] {
    [Finding { part: Part::LastEntries, what: what.to_owned(), count }]
}

/// A register, open, after four operations; and the same as a crash would leave it now.
fn crashed() -> (File, OpenRegister, PathBuf) {
    let file = File::new();
    let register = open(file.folder());
    for place in ["Một", "Hai", "Ba"] {
        edit(&register, place).unwrap();
    }
    let crashed = file.folder().with_file_name("sau khi tắt");
    crash(file.folder(), &crashed);
    (file, register, crashed)
}

/// A register, closed, and its database before the fifth operation and after it, as it is.
fn with_and_without_the_last() -> (File, [Vec<u8>; 2]) {
    let (file, register, _) = crashed();
    register.close().unwrap();
    let old = fs::read(file.path()).unwrap();
    let register = open(file.folder());
    edit(&register, "Bốn").unwrap();
    register.close().unwrap();
    let new = fs::read(file.path()).unwrap();
    (file, [old, new])
}

#[test]
fn a_damaged_end_of_the_write_ahead_file_is_told_and_an_undamaged_one_is_not() {
    let (_file, _register, crashed) = crashed();
    let wal = fs::read(crashed.join("data.db-wal")).unwrap();
    let again = crashed.with_file_name("lần nữa");
    crash(&crashed, &again);
    assert_eq!(found(&again), []);
    for (back, count) in [(100, 1), (wal.len() - 200, 3)] {
        let folder = crashed.with_file_name(format!("hỏng {count}"));
        crash(&crashed, &folder);
        let mut changed = wal.clone();
        let at = wal.len() - back;
        changed[at] ^= 1;
        fs::write(folder.join("data.db-wal"), changed).unwrap();
        assert_eq!(found(&folder), last_entries(count, &format!("{}-4", 5 - count)), "{back}");
        // Told again and again, also when more was entered than is missing.
        for _ in 0..count + 2 {
            assert_eq!(found(&folder), last_entries(count, &format!("{}-4", 5 - count)));
            let register = open(&folder);
            edit(&register, &format!("Bốn {count} {:?}", std::time::Instant::now())).unwrap();
            register.close().unwrap();
        }
        let register = open(&folder);
        let done = acknowledge(&register).unwrap();
        let entry = register.db.wait(move |database| history::entry(database, done)).unwrap();
        assert_eq!(
            entry.what,
            format!("Ghi nhận đã mất các lần ghi từ mục nhật ký số {} đến số 4", 5 - count)
        );
        assert_eq!(register.db.wait(inspection::glance).unwrap(), []);
        // Taken back, it is told again.
        register.db.wait(move |database| history::undo(database, done, &author())).unwrap();
        register.close().unwrap();
        assert_eq!(found(&folder), last_entries(count, &format!("{}-4", 5 - count)));
        let register = open(&folder);
        acknowledge(&register).unwrap();
        register.close().unwrap();
        assert_eq!(found(&folder), []);
        let note = fs::read_to_string(folder.join("head.txt")).unwrap();
        let register = open(&folder);
        edit(&register, "Năm").unwrap();
        register.close().unwrap();
        assert_eq!((note.lines().count(), lines_of_note(&folder)), (2, 1), "settled, it is noted no more");
        assert_eq!(found(&folder), []);
    }
}

#[test]
fn what_was_missing_and_is_put_back_is_told_no_more() {
    let (file, [old, new]) = with_and_without_the_last();
    fs::write(file.path(), old).unwrap();
    let register = open(file.folder());
    edit(&register, "Khác").unwrap();
    register.close().unwrap();
    assert_eq!(found(file.folder()), last_entries(1, "5-5"), "another entry has its number now");
    fs::write(file.path(), new).unwrap();
    // The entry with which it goes on since then is missing now.
    let other = Finding { part: Part::OtherHistory, what: "5".to_owned(), count: 1 };
    assert_eq!(found(file.folder()), [other]);
    let register = open(file.folder());
    acknowledge(&register).unwrap();
    register.close().unwrap();
    assert_eq!(found(file.folder()), []);
}

#[test]
fn an_old_file_put_back_and_another_history_are_told() {
    let (file, [old, new]) = with_and_without_the_last();
    fs::write(file.path(), &old).unwrap();
    assert_eq!(found(file.folder()), last_entries(1, "5-5"));
    let note = fs::read(file.folder().join("head.txt")).unwrap();
    let register = open(file.folder());
    edit(&register, "Bốn, nhưng khác").unwrap();
    register.close().unwrap();
    fs::write(file.folder().join("head.txt"), note).unwrap();
    let other = Finding { part: Part::OtherHistory, what: "5".to_owned(), count: 1 };
    assert_eq!(found(file.folder()), [other]);
    fs::write(file.path(), &new).unwrap();
    assert_eq!(found(file.folder()), []);
}

#[test]
fn a_register_that_was_moved_away_takes_no_change_until_it_is_back() {
    let (file, register, _) = crashed();
    let away = file.folder().with_file_name("rút ra");
    fs::rename(file.folder(), &away).unwrap();
    let refused = edit(&register, "Bốn");
    assert!(matches!(refused, Err(services::Error::Store(store::Error::Gone))), "{refused:?}");
    // What was there can still be read.
    let read = register.db.wait(registers::letterhead).unwrap();
    assert_eq!(read.place, "Ba");
    fs::rename(&away, file.folder()).unwrap();
    assert_eq!(edit(&register, "Bốn").unwrap(), 5);
    register.close().unwrap();
    assert_eq!(found(file.folder()), []);
}

#[test]
fn a_file_that_was_removed_under_the_program_takes_no_change() {
    let (file, register, _) = crashed();
    let old = fs::read(file.path()).unwrap();
    fs::remove_file(file.path()).unwrap();
    assert!(matches!(edit(&register, "Bốn"), Err(services::Error::Store(store::Error::Gone))));
    fs::write(file.path(), old).unwrap();
    let refused = edit(&register, "Bốn");
    assert!(matches!(refused, Err(services::Error::Store(store::Error::Gone))), "another file: {refused:?}");
}

#[test]
fn a_second_program_asks_for_the_window_of_the_first() {
    let (file, register, _) = crashed();
    assert!(!front::was_asked(file.folder()));
    registers::ask_to_front(file.folder()).unwrap();
    assert!(front::was_asked(file.folder()));
    assert!(!front::was_asked(file.folder()), "asked once, it answers once");
    register.close().unwrap();
    let nobody = registers::ask_to_front(file.folder());
    let is_told = matches!(nobody, Err(services::Error::Workspace(workspace::Error::NotARegister)));
    assert!(is_told, "{nobody:?}");
    // A question that was left unanswered is gone at the next opening.
    fs::write(file.folder().join("front"), "").unwrap();
    drop(open(file.folder()));
    assert!(!file.folder().join("front").exists());
}
