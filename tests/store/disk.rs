//! Full and read-only disks, on real mounts where this machine lets a test make them.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;

use futures::executor::block_on;
use so_chi_bo::domain::id::MemberId;
use so_chi_bo::services::{self, Database, backups, history, inspection, members, registers};
use so_chi_bo::store;
use so_chi_bo::store::workspace::Secret;

use super::file::{File, PASSWORD, author, texts};
use super::people;

/// A mounted folder, unmounted when dropped.
struct Mount(tempfile::TempDir);

impl Mount {
    /// `None`, with the reason on the screen, where mounting is not permitted.
    fn new(arguments: &[&str]) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        match Command::new("mount").args(arguments).arg(folder.path()).output() {
            Ok(output) if output.status.success() => Some(Self(folder)),
            Ok(output) => {
                println!("skipped: {}", String::from_utf8_lossy(&output.stderr));
                None
            }
            Err(error) => {
                println!("skipped: {error}");
                None
            }
        }
    }

    fn small(kibibytes: usize) -> Option<Self> {
        Self::new(&["-t", "tmpfs", "-o", &format!("size={kibibytes}k"), "tmpfs"])
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).status();
    }
}

/// Takes all room but so many pages of 4 KiB.
fn leave(folder: &Path, pages: usize) {
    let filler = folder.join("đầy");
    let mut content = vec![1; 8 << 20];
    while fs::write(&filler, &content).is_err() {
        content.truncate(content.len() - 4096);
    }
    content.truncate(content.len().saturating_sub(pages * 4096));
    fs::write(&filler, &content).unwrap();
}

fn make_room(folder: &Path) {
    fs::remove_file(folder.join("đầy")).unwrap();
}

/// One edit; the note makes it as large as a record gets.
fn edit(database: &mut Database, member: MemberId, count: usize) -> services::Result<()> {
    let mut form = people::person(people::NAMES[0]);
    form.texts.note = format!("{count} ") + &"ghi chú dài ".repeat(150);
    members::edit(database, member, &form, None, &author()).map(|_| ())
}

fn note(database: &mut Database, member: MemberId) -> String {
    let texts = members::record(database, member).unwrap().fields.texts;
    texts.note.unwrap_or_default()
}

/// On a disk with any number of free pages the edits go well up to one, which is refused whole.
#[test]
fn a_full_disk_is_called_so_nothing_is_half_written_and_room_heals_it() {
    let mut refusals = 0;
    for pages in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89] {
        let Some(mount) = Mount::small(2_048) else { return };
        let file = File::make(&mount.path().join("sổ"));
        let mut database = file.database();
        let (_, people) = people::fill(&mut database);
        leave(mount.path(), pages);
        let mut count = 0;
        let refused = loop {
            match edit(&mut database, people[0], count + 1) {
                Ok(()) => count += 1,
                Err(error) => break error,
            }
            assert!(count < 2_000, "the disk never becomes full");
        };
        assert!(matches!(refused, services::Error::Store(store::Error::DiskFull)), "{pages}: {refused:?}");
        refusals += 1;
        // Still there, and still to be read.
        let expected = if count == 0 { String::new() } else { format!("{count} ") };
        assert!(note(&mut database, people[0]).starts_with(&expected), "{pages}");
        let entries = history::newest(&mut database, 5_000).unwrap();
        let edits = entries.iter().filter(|entry| entry.kind == "member_edited").count();
        assert_eq!(edits, count, "{pages}");
        assert!(edit(&mut database, people[0], count + 1).is_err(), "{pages}");
        assert_eq!(inspection::inspect(&mut database).unwrap().findings, [], "{pages}");
        // Closed without room: what was saved stays.
        let closed = database.close();
        assert!(matches!(closed, Ok(()) | Err(store::Error::DiskFull)), "{closed:?}");
        let mut database = file.database();
        assert!(note(&mut database, people[0]).starts_with(&expected), "{pages}");
        make_room(mount.path());
        edit(&mut database, people[0], 5_000).unwrap();
        assert!(note(&mut database, people[0]).starts_with("5000 "));
        assert_eq!(inspection::inspect(&mut database).unwrap().findings, [], "{pages}");
        database.close().unwrap();
        assert_eq!(texts(&file.raw(), "PRAGMA integrity_check"), ["Text([111, 107])"]);
    }
    assert_eq!(refusals, 11);
}

/// The register's folder seen through a mount that refuses to write.
#[test]
fn a_read_only_folder_is_opened_for_reading_and_left_alone() {
    let file = File::new();
    let mut database = file.database();
    let (_, people) = people::fill(&mut database);
    database.close().unwrap();
    // As a crash leaves it: the last edit is in the write-ahead file only.
    let mut database = file.database();
    edit(&mut database, people[0], 7).unwrap();
    let left = ["data.db", "data.db-wal"].map(|name| (name, fs::read(file.folder().join(name)).unwrap()));
    database.close().unwrap();
    for (name, content) in left {
        fs::write(file.folder().join(name), content).unwrap();
    }
    let names = || {
        let entries = fs::read_dir(file.folder()).unwrap();
        let mut all: Vec<_> = entries
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap_or_default()))
            .collect();
        all.sort();
        all
    };
    let before = names();
    let Some(view) = Mount::new(&["--bind", file.folder().to_str().unwrap()]) else { return };
    let status = Command::new("mount").args(["-o", "remount,ro,bind"]).arg(view.path()).status().unwrap();
    assert!(status.success());
    let register = registers::open(view.path(), Secret::Password(PASSWORD)).unwrap();
    assert!(register.workspace.is_read_only());
    let id = people[0];
    let read = register.db.wait(move |database| Ok::<_, store::Error>(note(database, id))).unwrap();
    assert!(read.starts_with("7 "), "what a crash left is read too");
    let refused = register.db.wait(move |database| edit(database, id, 8));
    assert!(matches!(refused, Err(services::Error::Store(store::Error::ReadOnly))), "{refused:?}");
    assert_eq!(register.db.wait(inspection::inspect).unwrap().findings, []);
    let closed = block_on(backups::closing(register.db.clone()));
    assert!(closed.file.is_ok() && closed.backup.is_ok(), "{closed:?}");
    let db = registers::unlock(&register.workspace, Secret::Password(PASSWORD)).unwrap();
    assert!(db.wait(move |database| edit(database, id, 8)).is_err(), "after a lock too");
    drop((db, register));
    let opened = Database::open(&view.path().join("data.db"), file.key());
    assert!(matches!(opened, Err(store::Error::ReadOnly)), "{opened:?}");
    assert!(names() == before, "something was written");
    drop(view);
    assert_eq!(inspection::inspect(&mut file.database()).unwrap().findings, []);
}

/// A disk that becomes read-only while the register is open, as a failing stick does.
#[test]
fn a_disk_that_turns_read_only_refuses_the_change_and_keeps_the_rest() {
    let Some(mount) = Mount::small(8_192) else { return };
    let file = File::make(&mount.path().join("sổ"));
    let mut database = file.database();
    let (_, people) = people::fill(&mut database);
    edit(&mut database, people[0], 1).unwrap();
    database.close().unwrap();
    let remount = |options: &str| {
        let options = format!("remount,{options}");
        Command::new("mount").args(["-o", &options]).arg(mount.path()).status().unwrap().success()
    };
    assert!(remount("ro"));
    let reading = registers::open(file.folder(), Secret::Password(PASSWORD)).unwrap();
    assert!(reading.workspace.is_read_only());
    let id = people[0];
    let read = reading.db.wait(move |database| Ok::<_, store::Error>(note(database, id))).unwrap();
    assert!(read.starts_with("1 "));
    assert!(reading.db.wait(move |database| edit(database, id, 2)).is_err());
    drop(reading);
    assert!(remount("rw"));
    let mut database = file.database();
    assert!(note(&mut database, people[0]).starts_with("1 "));
}
