//! A register's folder on disk: `data.db` (the encrypted database), `keys.toml` (sealed copies of
//! its key), `backups/`, `head.txt` (see [`Place`]), and `lock` with `lock.txt` while it is open.
//!
//! `keys.toml` is written last and makes the folder a register. Until then the file `creating`
//! marks it: whatever a crash leaves beside that mark, a new creation may clear away.
//! The database itself is the business of others; here it is a file.

pub mod atomic;
mod copy;
mod error;
mod folder;
pub mod front;
mod hex;
mod key_file;
mod keys;
mod lock;
pub mod password;
mod recovery;

use crate::os;
use crate::store::{Place, backup};

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use uuid::Uuid;
use zeroize::Zeroizing;

pub use error::{Error, Part};
use folder::State;
pub use key_file::Owner;
pub use keys::{Cost, Keys, LostSlots, MasterKey, Opener, Secret};
pub use lock::{Holder, Lock};
pub use recovery::{LENGTH as RECOVERY_CODE_LENGTH, Mistake, RecoveryCode};

const DATABASE: &str = "data.db";
const DATABASE_WAL: &str = "data.db-wal";
pub(in crate::store) const KEYS: &str = "keys.toml";
pub(in crate::store) const BACKUPS: &str = "backups";
const LOCK: &str = "lock";
const LOCK_NOTE: &str = "lock.txt";
const HEAD: &str = "head.txt";
const FRONT: &str = "front";
const CREATING: &str = "creating";
/// SQLite's smallest page: a shorter file is no database.
const SHORTEST_DATABASE: u64 = 512;

/// A register's folder, held open by this program alone until dropped. Where nothing can be
/// written, it is held by nobody, and the database is a copy: see [`Workspace::is_read_only`].
///
/// Close the database before: dropping frees the lock and deletes a temporary register.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    keys: Keys,
    /// The database's file, for backups: see [`backup::Source`].
    data: Arc<Mutex<File>>,
    /// None where nothing can be written.
    _lock: Option<Lock>,
    /// The database's copy, where nothing can be written.
    copy: Option<TempDir>,
    /// After the lock: Windows deletes no folder in which a file is open.
    temporary: Option<Temporary>,
}

/// What a temporary register has more.
struct Temporary {
    folder: TempDir,
    password: RecoveryCode,
}

impl fmt::Debug for Temporary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Temporary").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// What the maker of a new database needs.
#[derive(Debug)]
pub struct NewDatabase<'a> {
    /// Where to make it.
    pub path: &'a Path,
    /// Its key.
    pub key: &'a MasterKey,
    /// The identity of the register that it belongs to.
    pub register: Uuid,
}

/// A register just made.
pub struct Created {
    /// The open register.
    pub workspace: Workspace,
    /// The key of its database.
    pub key: MasterKey,
    /// To be shown once.
    pub recovery_code: RecoveryCode,
}

/// Whether `data.db` is the one that the keys were last used with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseIdentity {
    /// It begins as recorded: if it does not open, it is damaged further on.
    Same,
    /// It begins otherwise: another database, or damaged in its first 16 bytes.
    Different,
    /// Nothing was recorded.
    Unknown,
}

impl Workspace {
    /// Makes a register in `folder`, which may be absent or empty.
    ///
    /// `make_database` makes `data.db` with all it needs and closes it again. If anything fails,
    /// what was made is taken away; after a crash the folder is a register or can be used again.
    /// Errors: `AlreadyARegister`, `NotEmpty`, `NotAFolder`, `AlreadyOpen`, `ReadOnly`, `DiskFull`,
    /// `NoRandomness`, `Io`, `Missing(Database)` if none was made, or that of `make_database`.
    pub fn create<E: From<Error>>(
        folder: &Path,
        password: &str,
        cost: Cost,
        make_database: impl FnOnce(&NewDatabase<'_>) -> Result<(), E>,
    ) -> Result<Created, E> {
        let mut made = None;
        let workspace = Self::make(folder, || {
            let (keys, key, code) = Keys::create(&folder.join(KEYS), password, cost)?;
            let path = folder.join(DATABASE);
            make_database(&NewDatabase { path: &path, key: &key, register: keys.register() })?;
            made = Some((key, code));
            Ok::<_, E>(keys)
        })?;
        // Whoever returned the keys has set it.
        let (key, recovery_code) = made.ok_or(Error::Unfinished)?;
        Ok(Created { workspace, key, recovery_code })
    }

    /// Makes a register of what a backup holds, in the same order and with the same safety.
    ///
    /// `write_database` writes `data.db` whole. Errors as [`Workspace::create`].
    pub fn install<E: From<Error>>(
        folder: &Path,
        keys: Keys,
        write_database: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<Self, E> {
        Self::make(folder, || {
            write_database(&folder.join(DATABASE))?;
            Ok(keys.at(&folder.join(KEYS)))
        })
    }

    /// Makes a register; `build` makes `data.db` and returns the keys, which are written last.
    fn make<E: From<Error>>(folder: &Path, build: impl FnOnce() -> Result<Keys, E>) -> Result<Self, E> {
        let is_new = expect_room(folder)? == State::Absent;
        make_folder(folder)?;
        let lock = Lock::acquire(folder)?;
        // Another program may have been quicker.
        let made = expect_room(folder).map_err(E::from).and_then(|_| fill(folder, build));
        match made {
            Ok((keys, data)) => {
                let folder = folder.to_owned();
                Ok(Self { folder, keys, data, _lock: Some(lock), copy: None, temporary: None })
            }
            Err(error) => {
                clear_away(folder, lock, is_new);
                Err(error)
            }
        }
    }

    /// Makes a register to look around in, deleted when dropped. Its password is random.
    ///
    /// Errors as [`Workspace::create`].
    pub fn temporary<E: From<Error>>(
        make_database: impl FnOnce(&NewDatabase<'_>) -> Result<(), E>,
    ) -> Result<Created, E> {
        let folder = tempfile::Builder::new()
            .prefix("sochibo-")
            .tempdir()
            .map_err(|error| Error::writing(&std::env::temp_dir(), &error))?;
        let password = RecoveryCode::random()?;
        let mut created = Self::create(folder.path(), &password.grouped(), Cost::QUICK, make_database)?;
        created.workspace.temporary = Some(Temporary { folder, password });
        Ok(created)
    }

    /// Opens the register in `folder`; the key is then to be had from [`Workspace::keys`]. Where
    /// nothing can be written it is opened for reading only.
    ///
    /// Errors: `NotARegister`, `Unfinished`, `Missing`, `Damaged`, `TooNew`, `AlreadyOpen`,
    /// `DiskFull`, `Io`.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        backup::finish_interrupted(folder);
        match folder::look(folder)? {
            State::Register => {}
            State::Absent => return Err(Error::Missing(Part::Folder)),
            State::Without(part) => return Err(Error::Missing(part)),
            State::Unfinished => return Err(Error::Unfinished),
            State::NotAFolder | State::Free | State::Foreign => return Err(Error::NotARegister),
        }
        let lock = match Lock::acquire(folder) {
            Err(Error::ReadOnly) => return Self::for_reading(folder),
            lock => lock?,
        };
        atomic::clean(folder, &folder::REPLACED, Duration::ZERO);
        folder::remove(&folder.join(FRONT))?;
        let (keys, database) = parts(folder)?;
        make_backups(folder)?;
        folder::remove(&folder.join(CREATING))?;
        let data = open_data(&database)?;
        let folder = folder.to_owned();
        let workspace = Self { folder, keys, data, _lock: Some(lock), copy: None, temporary: None };
        workspace.shelf().clean();
        Ok(workspace)
    }

    fn for_reading(folder: &Path) -> Result<Self, Error> {
        let (keys, database) = parts(folder)?;
        let data = open_data(&database)?;
        let copy = Some(copy::take(folder)?);
        Ok(Self { folder: folder.to_owned(), keys, data, _lock: None, copy, temporary: None })
    }

    /// Whether the folder can't be written: the database is then a copy that nobody keeps.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.copy.is_some()
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The encrypted database.
    pub fn database_path(&self) -> PathBuf {
        self.copy.as_ref().map_or(self.folder.as_path(), TempDir::path).join(DATABASE)
    }

    /// Where the database lies, to note its operations there.
    #[must_use]
    pub fn place(&self) -> Place {
        let place = Place::new(self.folder.join(DATABASE), Arc::clone(&self.data), self.folder.join(HEAD));
        place.with_lost_slots(self.keys.lost())
    }

    /// Where backups go. It exists.
    pub fn backups_dir(&self) -> PathBuf {
        self.folder.join(BACKUPS)
    }

    /// Its own backups.
    pub fn shelf(&self) -> backup::Shelf {
        backup::Shelf::new(&self.backups_dir(), self.keys.register())
    }

    /// What backups are made from.
    pub fn backup_source(&self) -> backup::Source {
        backup::Source::new(Arc::clone(&self.data), self.folder.join(KEYS), self.shelf())
    }

    /// The ways to the key.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The ways to the key, to change them.
    pub fn keys_mut(&mut self) -> &mut Keys {
        &mut self.keys
    }

    /// Whether it is deleted when dropped.
    pub fn is_temporary(&self) -> bool {
        self.temporary.is_some()
    }

    /// The password of a temporary register, which nobody was told.
    pub fn own_password(&self) -> Option<Zeroizing<String>> {
        self.temporary.as_ref().map(|temporary| temporary.password.grouped())
    }

    /// Whether the database begins as recorded. Errors: `Missing`, `Damaged`, `Io`.
    pub fn database_identity(&self) -> Result<DatabaseIdentity, Error> {
        let salt = read_salt(&self.database_path())?;
        Ok(match self.keys.database_salt() {
            None => DatabaseIdentity::Unknown,
            Some(recorded) if recorded == salt => DatabaseIdentity::Same,
            Some(_) => DatabaseIdentity::Different,
        })
    }

    /// Records how the database begins, after another one was put in its place (a restored
    /// backup) and has opened. Errors as [`Workspace::database_identity`] and [`Keys::write`].
    pub fn record_salt(&mut self) -> Result<(), Error> {
        let salt = read_salt(&self.database_path())?;
        self.keys.record_salt(salt)
    }
}

/// The keys and the database of a register that has both.
fn parts(folder: &Path) -> Result<(Keys, PathBuf), Error> {
    let keys = Keys::read(&folder.join(KEYS))?;
    let database = folder.join(DATABASE);
    let metadata = fs::metadata(&database).map_err(|error| Error::reading(&database, &error))?;
    let is_fine = metadata.is_file() && metadata.len() >= SHORTEST_DATABASE;
    if is_fine { Ok((keys, database)) } else { Err(Error::Damaged(Part::Database)) }
}

/// Refuses a folder that a new register can't have.
fn expect_room(folder: &Path) -> Result<State, Error> {
    match folder::look(folder)? {
        State::Register | State::Without(_) => Err(Error::AlreadyARegister),
        State::Foreign => Err(Error::NotEmpty),
        State::NotAFolder => Err(Error::NotAFolder),
        state @ (State::Absent | State::Free | State::Unfinished) => Ok(state),
    }
}

fn make_folder(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|error| Error::writing(folder, &error))?;
    os::keep_private(folder);
    // So that the folder's own name lasts. A parent that may not be read is no obstacle.
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent
        && let Err(error) = os::sync_folder(parent)
    {
        log::warn!("{}: {error}", parent.display());
    }
    Ok(())
}

fn make_backups(folder: &Path) -> Result<(), Error> {
    let backups = folder.join(BACKUPS);
    if !backups.is_dir() {
        fs::create_dir(&backups).map_err(|error| Error::writing(&backups, &error))?;
        os::keep_private(&backups);
    }
    Ok(())
}

/// All steps of a creation, in the order in which a crash does no harm.
fn fill<E: From<Error>>(
    folder: &Path,
    build: impl FnOnce() -> Result<Keys, E>,
) -> Result<(Keys, Arc<Mutex<File>>), E> {
    folder::sweep(folder)?;
    atomic::write(&folder.join(CREATING), b"Dang tao so. A register is being made here.\n")?;
    make_backups(folder)?;
    let mut keys = build()?;
    let path = folder.join(DATABASE);
    keys.set_salt(read_salt(&path)?);
    make_durable(&path)?;
    keys.write()?;
    // It is a register now; opening it would remove the mark as well.
    if let Err(error) = folder::remove(&folder.join(CREATING)) {
        log::warn!("{CREATING}: {error}");
    }
    Ok((keys, open_data(&path)?))
}

/// Opens the database's file for backups to read.
fn open_data(database: &Path) -> Result<Arc<Mutex<File>>, Error> {
    let file = File::open(database).map_err(|error| Error::reading(database, &error))?;
    Ok(Arc::new(Mutex::new(file)))
}

/// Whether a folder holds a whole register.
pub(in crate::store) fn is_whole(folder: &Path) -> bool {
    folder::look(folder) == Ok(State::Register) && !folder.join(CREATING).exists()
}

/// The keys must not be on the disk before the data are. The folder is synced with the keys.
fn make_durable(database: &Path) -> Result<(), Error> {
    File::options()
        .write(true)
        .open(database)
        .and_then(|file| file.sync_all())
        .map_err(|error| Error::writing(database, &error))
}

/// Undoes a failed creation as far as the disk lets it.
fn clear_away(folder: &Path, lock: Lock, is_new: bool) {
    let swept = folder::sweep(folder);
    if let Err(error) = &swept {
        log::warn!("{}: {error}", folder.display());
    }
    drop(lock);
    let emptied = swept.and_then(|()| folder::remove(&folder.join(LOCK))).is_ok();
    if emptied
        && is_new
        && let Err(error) = fs::remove_dir(folder)
    {
        log::warn!("{}: {error}", folder.display());
    }
}

/// The first 16 bytes of the database, which SQLCipher leaves in clear.
fn read_salt(database: &Path) -> Result<[u8; 16], Error> {
    let mut salt = [0; 16];
    let read = File::open(database).and_then(|mut file| file.read_exact(&mut salt));
    match read {
        Ok(()) => Ok(salt),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::Missing(Part::Database)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(Error::Damaged(Part::Database)),
        Err(error) => Err(Error::reading(database, &error)),
    }
}
