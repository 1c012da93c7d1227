//! Writing a small file so that a crash at any moment leaves the old content or the new, never
//! a mixture: a new file beside it, synced, renamed over the old one, then the folder synced.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use tempfile::{NamedTempFile, TempPath};

use super::error::Error;
use super::os;

/// How the name of a half-written file ends.
const SUFFIX: &str = ".new";
/// Random letters and digits in that name.
const RANDOM: usize = 6;
const RENAME_TRIES: u32 = 10;
const RENAME_PAUSE: Duration = Duration::from_millis(30);

/// Replaces the file at `path` by `content`, or leaves it as it was.
///
/// The file is readable by its owner alone. When this returns, the content survives a power cut.
/// Errors: `DiskFull`, `ReadOnly` or `Io`. Only when the last step, the folder's sync, fails may
/// the new content be there although an error is returned.
pub fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    replace(path, content).map_err(|error| Error::writing(path, &error))
}

fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let (Some(folder), Some(name)) = (folder_of(path), path.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let mut prefix = name.to_owned();
    prefix.push(".");
    let mut file =
        tempfile::Builder::new().prefix(&prefix).rand_bytes(RANDOM).suffix(SUFFIX).tempfile_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    rename(file.into_temp_path(), path)?;
    os::sync_folder(folder)
}

/// The folder in which a file lies: for a bare name the one in which the program was started.
fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
}

/// Begins a large file that will be called `path`: written to at leisure, then given its name by
/// [`finish_new`]; gone when dropped before. Errors as [`write()`].
pub fn begin(path: &Path) -> Result<NamedTempFile, Error> {
    let begin = || {
        let (Some(folder), Some(name)) = (folder_of(path), path.file_name()) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let mut prefix = name.to_owned();
        prefix.push(".");
        tempfile::Builder::new().prefix(&prefix).rand_bytes(RANDOM).suffix(SUFFIX).tempfile_in(folder)
    };
    begin().map_err(|error| Error::writing(path, &error))
}

/// Gives a file from [`begin`], whose content was synced, the name `path`, at which there may be
/// no file yet. Errors as [`write()`], and `Io` when there is one.
pub fn finish_new(file: NamedTempFile, path: &Path) -> Result<(), Error> {
    let finish = || {
        claim(file.into_temp_path(), path)?;
        folder_of(path).map_or(Ok(()), os::sync_folder)
    };
    finish().map_err(|error| Error::writing(path, &error))
}

/// Sticks formatted as FAT or exFAT know no second name for a file, by which the system makes sure
/// that the name is free; there it is looked for before, and then the file is renamed as ever.
fn claim(file: TempPath, path: &Path) -> io::Result<()> {
    match file.persist_noclobber(path) {
        Ok(()) => Ok(()),
        Err(failure) if failure.error.kind() == io::ErrorKind::AlreadyExists || path.exists() => {
            Err(io::ErrorKind::AlreadyExists.into())
        }
        Err(failure) => rename(failure.path, path),
    }
}

/// Renames with patience where the system says that the obstacle will pass. The file is closed: some
/// shares rename none that is open.
fn rename(mut file: TempPath, path: &Path) -> io::Result<()> {
    let mut tries = 1;
    loop {
        let failure = match file.persist(path) {
            Ok(()) => return Ok(()),
            Err(failure) => failure,
        };
        if tries == RENAME_TRIES || !os::is_passing(&failure.error) {
            return Err(failure.error);
        }
        file = failure.path;
        tries += 1;
        thread::sleep(RENAME_PAUSE);
    }
}

/// Whether `name` is what a crash has left of writing a file whose name ends in `ending`.
pub fn is_leftover_of(name: &OsStr, ending: &str) -> bool {
    name.to_str().and_then(|name| name.rsplit_once(&format!("{ending}."))).is_some_and(|(before, rest)| {
        is_leftover(OsStr::new(&format!("x.{rest}")), "x") && !before.is_empty()
    })
}

/// Whether `name` is a half-written `file` that a crash has left.
pub fn is_leftover(name: &OsStr, file: &str) -> bool {
    name.to_str()
        .and_then(|name| name.strip_prefix(file)?.strip_prefix('.')?.strip_suffix(SUFFIX))
        .is_some_and(|random| {
            random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Removes what crashes left of writing `files` in `folder`, older than `age`.
///
/// What can't be removed is left: it disturbs nobody.
pub fn clean(folder: &Path, files: &[&str], age: Duration) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_left = files.iter().any(|file| is_leftover(&name, file)) && is_older(&entry, age);
        if is_left && let Err(error) = fs::remove_file(entry.path()) {
            log::warn!("leftover {}: {error}", entry.path().display());
        }
    }
}

fn is_older(entry: &fs::DirEntry, age: Duration) -> bool {
    age.is_zero()
        || entry
            .metadata()
            .and_then(|metadata| metadata.modified())
            .is_ok_and(|time| time.elapsed().is_ok_and(|elapsed| elapsed >= age))
}
