//! Where an open register's file lies: whether it is still there, and the note of its last
//! operation beside it.
//!
//! SQLite takes a damaged end of its write-ahead file for one that was never written, and an old
//! copy of `data.db` for a whole one. So number and hash of each operation are noted in `head.txt`
//! after it has reached the disk, and compared when the register is opened: what was acknowledged
//! and is missing is told. The note is not waited for: after a power cut it may be older than the
//! database, but never newer.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::error::{Error, Result};
use super::journal::Head;
use crate::os;

/// Digits of the note's own sum.
const SUM: usize = 8;

/// See the module.
#[derive(Debug)]
pub struct Place {
    database: PathBuf,
    /// The same file, as it was opened.
    data: Arc<Mutex<File>>,
    note: PathBuf,
    /// Opened at the first operation.
    writer: Option<File>,
    /// What the note said when the register was opened.
    told: Option<Head>,
}

impl Place {
    /// The place of a database that is open as `data`, with the note at `note`.
    #[must_use]
    pub fn new(database: PathBuf, data: Arc<Mutex<File>>, note: PathBuf) -> Self {
        let told = read(&note);
        Self { database, data, note, writer: None, told }
    }

    /// The last operation that was noted before the register was opened.
    #[must_use]
    pub fn told(&self) -> Option<&Head> {
        self.told.as_ref()
    }

    /// Refuses a change when the file was moved away or removed: it would go where nobody looks.
    ///
    /// # Errors
    /// [`Error::Gone`].
    pub fn expect(&self) -> Result<()> {
        let data = self.data.lock().unwrap_or_else(PoisonError::into_inner);
        if self.database.exists() && !os::is_removed(&data) { Ok(()) } else { Err(Error::Gone) }
    }

    /// Notes an operation that is on the disk. It is there even if the note fails.
    pub fn acknowledge(&mut self, head: &Head) {
        if let Err(error) = self.write(head) {
            log::warn!("{}: {error}", self.note.display());
        }
    }

    fn write(&mut self, head: &Head) -> io::Result<()> {
        let writer = match &mut self.writer {
            Some(writer) => writer,
            writer @ None => {
                let mut options = File::options();
                let file = os::private_file(options.write(true).create(true).truncate(false));
                writer.insert(file.open(&self.note)?)
            }
        };
        writer.seek(SeekFrom::Start(0))?;
        writer.write_all(line(head).as_bytes())
    }

    /// Makes the note last through a power cut.
    pub fn finish(&mut self) {
        if let Some(Err(error)) = self.writer.take().map(|writer| writer.sync_all()) {
            log::warn!("{}: {error}", self.note.display());
        }
    }
}

/// Always of the same length, so that a later one covers an earlier one.
fn line(head: &Head) -> String {
    let content = format!("{:020} {:0>64}", head.sequence, head.hash);
    format!("{content} {}\n", sum(&content))
}

fn sum(content: &str) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(SUM / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// What the note says; none where there is none or it was cut.
fn read(note: &Path) -> Option<Head> {
    let text = fs::read_to_string(note).ok()?;
    let (content, found) = text.lines().next()?.rsplit_once(' ')?;
    let (sequence, hash) = content.split_once(' ')?;
    let head = Head { sequence: sequence.parse().ok()?, hash: hash.to_owned() };
    (found == sum(content)).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_written_and_a_changed_one_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let (data, note) = (folder.path().join("data.db"), folder.path().join("head.txt"));
        fs::write(&data, "x").unwrap();
        let open = || {
            let file = Arc::new(Mutex::new(File::open(&data).unwrap()));
            Place::new(data.clone(), file, note.clone())
        };
        let mut place = open();
        assert_eq!(place.told(), None);
        for sequence in [9, 1_180, 7] {
            place.acknowledge(&Head { sequence, hash: "ab".repeat(32) });
        }
        assert_eq!(open().told(), Some(&Head { sequence: 7, hash: "ab".repeat(32) }));
        let text = fs::read(&note).unwrap();
        for at in 0..text.len() - 1 {
            let mut changed = text.clone();
            changed[at] ^= 1;
            fs::write(&note, changed).unwrap();
            assert_eq!(open().told(), None, "byte {at}");
        }
        place.expect().unwrap();
        fs::remove_file(&data).unwrap();
        assert!(matches!(place.expect(), Err(Error::Gone)));
        fs::write(&data, "another").unwrap();
        assert!(matches!(place.expect(), Err(Error::Gone)), "another file under its name");
    }
}
