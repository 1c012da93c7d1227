//! Where an open register's file lies: whether it is still there, and the note of its last
//! operation beside it.
//!
//! SQLite takes a damaged end of its write-ahead file for one that was never written, and an old
//! copy of `data.db` for a whole one. So number and hash of each operation are noted in `head.txt`
//! after it has reached the disk, and compared when the register is opened: what was acknowledged
//! and is missing is told. The note is not waited for: after a power cut it may be older than the
//! database, but never newer.
//!
//! A loss stays noted in a second line, whatever is entered after it, until a person acknowledges
//! it, which is an operation of the journal, or until what was missing is there again.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::error::{Error, Result};
use super::journal::{self, Head};
use super::register;
use super::tx::Tx;
use super::workspace::LostSlots;
use crate::domain::setting::Setting;
use crate::os;

/// Digits of the note's own sum.
const SUM: usize = 8;

/// Operations that were acknowledged and are not in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The first that is missing; 0 where another one stands in place of the last.
    pub from: i64,
    /// The last that was acknowledged.
    pub last: Head,
}

impl Loss {
    fn name(&self) -> String {
        format!("{} {}", self.last.sequence, self.last.hash)
    }

    /// Whether it is neither made good nor acknowledged.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn is_open(&self, tx: &Tx<'_>) -> Result<bool> {
        let is_there = journal::hash_at(tx, self.last.sequence)?.as_ref() == Some(&self.last.hash);
        Ok(!is_there
            && register::setting(tx, Setting::LossAcknowledged.code())?.as_ref() != Some(&self.name()))
    }

    /// Acknowledges it: it is told no more.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn acknowledge(&self, tx: &Tx<'_>) -> Result<()> {
        register::set_setting(tx, Setting::LossAcknowledged.code(), &self.name())
    }
}

/// See the module.
#[derive(Debug)]
pub struct Place {
    database: PathBuf,
    /// The same file, as it was opened.
    data: Arc<Mutex<File>>,
    note: PathBuf,
    /// Opened at the first operation.
    writer: Option<File>,
    /// How long the note is that this sitting wrote.
    length: usize,
    /// What the note said when the register was opened.
    told: Option<Head>,
    /// What is missing in the journal.
    loss: Option<Loss>,
    /// The note is there, but not as it was written.
    is_note_damaged: bool,
    /// What is damaged of the keys beside the database.
    lost_slots: LostSlots,
}

impl Place {
    /// The place of a database that is open as `data`, with the note at `note`.
    #[must_use]
    pub fn new(database: PathBuf, data: Arc<Mutex<File>>, note: PathBuf) -> Self {
        let Note { told, loss, is_damaged } = Note::read(&note);
        Self {
            database,
            data,
            note,
            writer: None,
            length: 0,
            told,
            loss,
            is_note_damaged: is_damaged,
            lost_slots: LostSlots::default(),
        }
    }

    /// The same with what is damaged of the keys.
    #[must_use]
    pub fn with_lost_slots(self, lost_slots: LostSlots) -> Self {
        Self { lost_slots, ..self }
    }

    /// What is damaged of the keys.
    #[must_use]
    pub fn lost_slots(&self) -> LostSlots {
        self.lost_slots
    }

    /// Whether the note is there but not as it was written, so that nothing was compared with it.
    /// The next operation writes it anew.
    #[must_use]
    pub fn is_note_damaged(&self) -> bool {
        self.is_note_damaged
    }

    /// Compares the note with the journal, before anything is entered.
    ///
    /// # Errors
    /// What the disk reports; a loss that was noted before is still told then.
    pub fn compare(&mut self, tx: &Tx<'_>) -> Result<()> {
        if let Some(loss) = self.loss.take_if(|loss| loss.is_open(tx).is_ok_and(|is_open| !is_open)) {
            log::info!("{}: the loss up to {} is settled", self.note.display(), loss.last.sequence);
        }
        let Some(told) = &self.told else { return Ok(()) };
        let head = journal::head(tx)?;
        let from = match told.sequence > head.sequence {
            true => head.sequence + 1,
            false if journal::hash_at(tx, told.sequence)?.as_ref() == Some(&told.hash) => return Ok(()),
            false => 0,
        };
        // What was missing before is missing still.
        let from = self.loss.as_ref().map_or(from, |older| older.from.min(from));
        self.loss = Some(Loss { from, last: told.clone() });
        Ok(())
    }

    /// What was acknowledged and was missing when the register was opened.
    #[must_use]
    pub fn loss(&self) -> Option<&Loss> {
        self.loss.as_ref()
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
        let text = text(head, self.loss.as_ref());
        writer.seek(SeekFrom::Start(0))?;
        writer.write_all(text.as_bytes())?;
        if self.length != text.len() {
            writer.set_len(text.len() as u64)?;
            self.length = text.len();
        }
        self.is_note_damaged = false;
        Ok(())
    }

    /// Makes the note last through a power cut.
    pub fn finish(&mut self) {
        if let Some(Err(error)) = self.writer.take().map(|writer| writer.sync_all()) {
            log::warn!("{}: {error}", self.note.display());
        }
    }
}

/// Lines always of the same length, so that a later one covers an earlier one.
fn text(head: &Head, loss: Option<&Loss>) -> String {
    let summed = |content: String| format!("{content} {}\n", sum(&content));
    let head_of = |head: &Head| format!("{:020} {:0>64}", head.sequence, head.hash);
    let loss = loss.map(|loss| summed(format!("{:020} {}", loss.from, head_of(&loss.last))));
    summed(head_of(head)) + &loss.unwrap_or_default()
}

fn sum(content: &str) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(SUM / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// What the note says.
#[derive(Debug, Default)]
struct Note {
    told: Option<Head>,
    loss: Option<Loss>,
    is_damaged: bool,
}

impl Note {
    /// Nothing where there is none, or where a power cut left it empty.
    fn read(note: &Path) -> Self {
        let content = fs::read(note).unwrap_or_default();
        if content.iter().all(|byte| *byte == 0) {
            return Self::default();
        }
        let text = String::from_utf8_lossy(&content);
        let mut lines = text.lines().map(|line| {
            let (content, found) = line.rsplit_once(' ')?;
            (found == sum(content)).then_some(content)
        });
        let told = lines.next().flatten().and_then(head);
        let loss = lines.next().map(|line| line.and_then(loss));
        let is_damaged = told.is_none() || loss == Some(None);
        // A loss is noted behind an operation: without that nothing is sure.
        Self { loss: loss.flatten().filter(|_| told.is_some()), told, is_damaged }
    }
}

fn head(content: &str) -> Option<Head> {
    let (sequence, hash) = content.split_once(' ')?;
    Some(Head { sequence: sequence.parse().ok()?, hash: hash.to_owned() })
}

fn loss(content: &str) -> Option<Loss> {
    let (from, last) = content.split_once(' ')?;
    Some(Loss { from: from.parse().ok()?, last: head(last)? })
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
        assert_eq!(place.told, None);
        for sequence in [9, 1_180, 7] {
            place.acknowledge(&Head { sequence, hash: "ab".repeat(32) });
        }
        assert_eq!(open().told, Some(Head { sequence: 7, hash: "ab".repeat(32) }));
        let text = fs::read(&note).unwrap();
        for at in 0..text.len() - 1 {
            let mut changed = text.clone();
            changed[at] ^= 1;
            fs::write(&note, changed).unwrap();
            assert_eq!(open().told, None, "byte {at}");
            assert!(open().is_note_damaged(), "byte {at}");
        }
        for nothing in [Vec::new(), vec![0; text.len()]] {
            fs::write(&note, nothing).unwrap();
            assert!(!open().is_note_damaged(), "what a power cut leaves");
        }
        let loss = Loss { from: 3, last: Head { sequence: 6, hash: "cd".repeat(32) } };
        place.loss = Some(loss.clone());
        place.acknowledge(&Head { sequence: 8, hash: "ef".repeat(32) });
        assert_eq!((open().told.map(|head| head.sequence), open().loss), (Some(8), Some(loss)));
        let mut text = fs::read(&note).unwrap();
        let at = text.len() - 20;
        text[at] ^= 1;
        fs::write(&note, text).unwrap();
        let mut damaged = open();
        assert!(damaged.is_note_damaged(), "the line of the loss");
        damaged.acknowledge(&Head { sequence: 9, hash: "ef".repeat(32) });
        assert!(!damaged.is_note_damaged() && !open().is_note_damaged(), "written anew");
        place.loss = None;
        place.acknowledge(&Head { sequence: 9, hash: "ef".repeat(32) });
        assert_eq!((open().told.map(|head| head.sequence), open().loss), (Some(9), None));
        place.expect().unwrap();
        fs::remove_file(&data).unwrap();
        assert!(matches!(place.expect(), Err(Error::Gone)));
        fs::write(&data, "another").unwrap();
        assert!(matches!(place.expect(), Err(Error::Gone)), "another file under its name");
    }
}
