//! A register that lies where nothing can be written (a CD, a stick with its switch set, a share
//! without the right to write): its sealed files are copied and the copy is opened, because SQLite
//! needs to write even for reading.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use tempfile::TempDir;

use super::{DATABASE, DATABASE_WAL, Error};

/// How often a file that changes meanwhile is copied again.
const TRIES: usize = 3;

/// Copies the database and what a crash has left beside it into a folder of its own, gone when
/// that is dropped. Errors: as reading and writing; `AlreadyOpen` when the files keep changing.
pub fn take(folder: &Path) -> Result<TempDir, Error> {
    let temp = std::env::temp_dir();
    let copy = tempfile::Builder::new()
        .prefix("sochibo-")
        .tempdir()
        .map_err(|error| Error::writing(&temp, &error))?;
    for _ in 0..TRIES {
        let before = state(folder);
        for name in [DATABASE, DATABASE_WAL] {
            copy_file(&folder.join(name), &copy.path().join(name))?;
        }
        if state(folder) == before {
            return Ok(copy);
        }
    }
    Err(Error::AlreadyOpen(None))
}

fn copy_file(from: &Path, to: &Path) -> Result<(), Error> {
    let copy = || -> io::Result<()> {
        let mut source = match fs::File::open(from) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return super::folder::absent(to),
            source => source?,
        };
        let mut options = fs::File::options();
        let mut target = super::os::private_file(options.write(true).create(true).truncate(true)).open(to)?;
        io::copy(&mut source, &mut target).map(drop)
    };
    copy().map_err(|error| Error::writing(to, &error))
}

/// Length and time of the files, by which a change of them is seen.
fn state(folder: &Path) -> Vec<Option<(u64, Option<SystemTime>)>> {
    [DATABASE, DATABASE_WAL]
        .iter()
        .map(|name| fs::metadata(folder.join(name)).ok())
        .map(|metadata| metadata.map(|metadata| (metadata.len(), metadata.modified().ok())))
        .collect()
}
