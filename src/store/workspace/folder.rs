//! What is in a folder: a register, the beginnings of one, room for one, or something else.

use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

use super::error::{Error, Part};
use super::{BACKUPS, CREATING, DATABASE, DATABASE_WAL, HEAD, KEYS, LOCK, LOCK_NOTE, atomic, os};

/// Files that belong to `data.db` while it is open or after a crash.
const DATABASE_FILES: [&str; 5] = [DATABASE, DATABASE_WAL, "data.db-shm", "data.db-journal", HEAD];
/// Files that are written atomically.
pub const REPLACED: [&str; 3] = [KEYS, LOCK_NOTE, CREATING];
/// What systems put into folders by themselves without hiding it.
const JUNK: [&str; 3] = ["desktop.ini", "thumbs.db", "lost+found"];

/// What a path is, seen as a register's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is nothing at the path.
    Absent,
    /// A file.
    NotAFolder,
    /// A folder without files, but for hidden ones and what systems put there.
    Free,
    /// A folder in which a creation was interrupted.
    Unfinished,
    /// A folder with a register.
    Register,
    /// A register without this part.
    Without(Part),
    /// A folder with other things.
    Foreign,
}

/// Looks what `folder` is, and changes nothing. Error: `Io`.
pub fn look(folder: &Path) -> Result<State, Error> {
    let failed = |error: io::Error| Error::reading(folder, &error);
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Ok(State::NotAFolder),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Absent),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Ok(State::NotAFolder);
        }
        Err(error) => return Err(failed(error)),
    }
    let has = |name: &str| folder.join(name).try_exists().map_err(failed);
    let is_creating = has(CREATING)?;
    Ok(match (has(KEYS)?, has(DATABASE)?) {
        (true, true) => State::Register,
        (true, false) | (false, true) | (false, false) if is_creating => State::Unfinished,
        (true, false) => State::Without(Part::Database),
        (false, true) => State::Without(Part::Keys),
        (false, false) if is_free(folder).map_err(failed)? => State::Free,
        (false, false) => State::Foreign,
    })
}

fn is_free(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !is_ours(folder, &entry)? && !is_junk(&entry) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a creation that was interrupted very early, or that failed, has left this entry. Our
/// lock is empty, and the note never stands without it; a person's own file may be called so.
fn is_ours(folder: &Path, entry: &DirEntry) -> io::Result<bool> {
    let name = entry.file_name();
    if name == LOCK {
        return Ok(entry.metadata()?.len() == 0);
    }
    if name == LOCK_NOTE {
        return folder.join(LOCK).try_exists();
    }
    Ok(REPLACED.iter().any(|file| atomic::is_leftover(&name, file)))
}

fn is_junk(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    os::is_hidden(entry) || JUNK.contains(&name.as_str())
}

/// Takes away what a creation has made so far, the mark `creating` last. Error: as writing.
pub fn sweep(folder: &Path) -> Result<(), Error> {
    for file in [&[KEYS], &DATABASE_FILES[..]].concat() {
        remove(&folder.join(file))?;
    }
    // Only if empty: a backup is never thrown away.
    if let Err(error) = fs::remove_dir(folder.join(BACKUPS)) {
        log::debug!("{BACKUPS}: {error}");
    }
    atomic::clean(folder, &REPLACED, std::time::Duration::ZERO);
    os::sync_folder(folder).map_err(|error| Error::writing(folder, &error))?;
    remove(&folder.join(CREATING))
}

/// Removes a file, as the system reports it; that there is none is fine.
pub fn absent(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Removes a file; that there is none is fine. Error: as writing.
pub fn remove(file: &Path) -> Result<(), Error> {
    absent(file).map_err(|error| Error::writing(file, &error))
}
