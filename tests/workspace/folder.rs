//! Creating and opening a register's folder.

use std::fs;

use so_chi_bo::store::workspace::{Cost, DatabaseIdentity, Error, Part, Secret, Workspace};

use super::{PASSWORD, create, fake_database, opens};

#[test]
fn a_created_register_opens_again() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("Sổ chi bộ").join("ấp 1");
    let made = create(&folder).unwrap();
    let register = made.workspace.keys().register();
    assert!(matches!(Workspace::open(&folder), Err(Error::AlreadyOpen(Some(_)))));
    drop(made);
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["backups", "data.db", "keys.toml", "lock"]);
    let workspace = Workspace::open(&folder).unwrap();
    assert!(opens(&workspace, PASSWORD) && !opens(&workspace, "sai"));
    assert_eq!(workspace.keys().register(), register);
    assert_eq!(workspace.database_identity(), Ok(DatabaseIdentity::Same));
    assert!(workspace.backups_dir().is_dir() && !workspace.is_temporary());
}

#[cfg(unix)]
#[test]
fn others_on_the_computer_see_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let _made = create(&folder).unwrap();
    let mode = |path: std::path::PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.clone()), 0o700);
    assert_eq!(mode(folder.join("backups")), 0o700);
    for file in ["keys.toml", "lock", "lock.txt"] {
        assert_eq!(mode(folder.join(file)), 0o600, "{file}");
    }
}

#[test]
fn a_folder_in_use_is_refused_and_left_alone() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    drop(create(&folder).unwrap());
    let before = fs::read(folder.join("keys.toml")).unwrap();
    assert_eq!(create(&folder).err(), Some(Error::AlreadyARegister));
    assert_eq!(fs::read(folder.join("keys.toml")).unwrap(), before);
    fs::remove_file(folder.join("keys.toml")).unwrap();
    assert_eq!(create(&folder).err(), Some(Error::AlreadyARegister));
    assert_eq!(Workspace::open(&folder).err(), Some(Error::Missing(Part::Keys)));

    for own in ["thư.docx", "lock.txt", "backups.zip"] {
        let folder = parent.path().join(format!("có {own}"));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(own), "của tôi").unwrap();
        assert_eq!(create(&folder).err(), Some(Error::NotEmpty), "{own}");
        assert_eq!(Workspace::open(&folder).err(), Some(Error::NotARegister));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert_eq!(fs::read_to_string(folder.join(own)).unwrap(), "của tôi");
    }
    let file = parent.path().join("tệp");
    fs::write(&file, "x").unwrap();
    assert_eq!(create(&file).err(), Some(Error::NotAFolder));
    assert_eq!(create(&file.join("trong")).err(), Some(Error::NotAFolder));
    assert_eq!(Workspace::open(&file).err(), Some(Error::NotARegister));
}

#[test]
fn hidden_files_and_what_windows_leaves_are_no_obstacle() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("desktop.ini"), "x").unwrap();
    fs::write(folder.path().join("Thumbs.db"), "x").unwrap();
    #[cfg(unix)]
    fs::write(folder.path().join(".directory"), "x").unwrap();
    drop(create(folder.path()).unwrap());
    assert!(opens(&Workspace::open(folder.path()).unwrap(), PASSWORD));
    assert_eq!(fs::read_to_string(folder.path().join("desktop.ini")).unwrap(), "x");
}

#[test]
fn each_missing_or_cut_part_has_its_name() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    assert_eq!(Workspace::open(&folder).err(), Some(Error::Missing(Part::Folder)));
    drop(create(&folder).unwrap());
    let database = folder.join("data.db");
    let content = fs::read(&database).unwrap();

    for length in [0, 1, 511] {
        fs::write(&database, &content[..length]).unwrap();
        assert_eq!(Workspace::open(&folder).err(), Some(Error::Damaged(Part::Database)));
    }
    fs::remove_file(&database).unwrap();
    assert_eq!(Workspace::open(&folder).err(), Some(Error::Missing(Part::Database)));

    let mut other = content.clone();
    other[3] ^= 1;
    fs::write(&database, other).unwrap();
    let mut workspace = Workspace::open(&folder).unwrap();
    assert_eq!(workspace.database_identity(), Ok(DatabaseIdentity::Different));
    workspace.record_salt().unwrap();
    assert_eq!(workspace.database_identity(), Ok(DatabaseIdentity::Same));
    drop(workspace);

    fs::remove_dir(folder.join("backups")).unwrap();
    assert!(Workspace::open(&folder).unwrap().backups_dir().is_dir());

    fs::write(folder.join("keys.toml"), "format = 1\n").unwrap();
    assert_eq!(Workspace::open(&folder).err(), Some(Error::Damaged(Part::Keys)));
}

#[test]
fn a_failed_creation_leaves_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sổ");
    let failed = Workspace::create(&folder, PASSWORD, Cost::QUICK, |new| {
        fake_database(new)?;
        Err(Error::DiskFull)
    });
    assert_eq!(failed.err(), Some(Error::DiskFull));
    assert!(!folder.exists());
    let forgot = Workspace::create(&folder, PASSWORD, Cost::QUICK, |_| Ok::<(), Error>(()));
    assert_eq!(forgot.err(), Some(Error::Missing(Part::Database)));
    assert!(!folder.exists());
    fs::create_dir(&folder).unwrap();
    let failed = Workspace::create(&folder, PASSWORD, Cost::QUICK, |_| Err(Error::ReadOnly));
    assert_eq!(failed.err(), Some(Error::ReadOnly));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "the person's own folder stays");
}

#[test]
fn leftovers_of_writing_are_cleared_at_the_next_opening_and_no_other_files() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()).unwrap());
    for name in ["keys.toml.aB3xY9.new", "lock.txt.Zzzzzz.new"] {
        fs::write(folder.path().join(name), "half").unwrap();
    }
    fs::write(folder.path().join("keys.toml.old.new"), "mine").unwrap();
    fs::write(folder.path().join("thư.new"), "mine").unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    assert!(!workspace.folder().join("keys.toml.aB3xY9.new").exists());
    assert!(!workspace.folder().join("lock.txt.Zzzzzz.new").exists());
    assert!(workspace.folder().join("keys.toml.old.new").exists());
    assert!(workspace.folder().join("thư.new").exists());
}

#[test]
fn a_temporary_register_is_gone_when_dropped() {
    let made = Workspace::temporary(fake_database).unwrap();
    let folder = made.workspace.folder().to_owned();
    assert!(made.workspace.is_temporary() && folder.join("data.db").is_file());
    let code = made.recovery_code.grouped();
    let key = made.workspace.keys().unlock(Secret::RecoveryCode(&code)).unwrap();
    assert_eq!(*key.pragma_value(), *made.key.pragma_value());
    // Nobody was told its password, so the program must be able to unlock it.
    let own = made.workspace.own_password().unwrap();
    assert!(made.workspace.keys().unlock(Secret::Password(&own)).is_ok());
    drop(made);
    assert!(!folder.exists());
}
