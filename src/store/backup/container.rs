//! The file of a backup: an ordinary tar archive, written and read strictly.
//!
//! Any tool that knows tar takes it apart, and `sha256sum -c SHA256SUMS` checks it, without this
//! program. Reading is stricter than tar: every byte of the file is either covered by a hash or
//! has only one value that is right, so that no changed byte goes unnoticed. See
//! `docs/backup-format.md`.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::{Error, Result};
use crate::store::workspace;

const BLOCK: usize = 512;
const BLOCK_LENGTH: u64 = 512;
/// How the name of the first entry begins; the format's number follows.
const MARK: &str = "sochibo-backup-";
/// The format that is written.
pub const FORMAT: u64 = 1;
/// What stands in the first entry, for a person who finds the file without the program.
const NOTE: &str = "Ban sao luu cua So Chi bo. Khoi phuc: sochibo-cli restore TEP --to THU-MUC\n\
                    A backup of So Chi bo. To restore it: sochibo-cli restore FILE --to FOLDER\n";
/// The entries after the first one, in their order.
pub const KEYS: &str = "keys.toml";
/// The encrypted database.
pub const DATA: &str = "data.db";
/// What is in the backup, in figures.
pub const MANIFEST: &str = "manifest.json";
const SUMS: &str = "SHA256SUMS";
const ENTRIES: [&str; 4] = [KEYS, DATA, MANIFEST, SUMS];
/// The longest of the entries that are read into memory.
const LONGEST_TEXT: u64 = 1 << 20;

/// Writes an archive from front to back.
pub struct Writer<'a> {
    out: &'a mut dyn Write,
    time: u64,
    sums: String,
}

impl<'a> Writer<'a> {
    /// Begins an archive; `time` is that of its entries, in seconds since 1970.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn new(out: &'a mut dyn Write, time: u64) -> io::Result<Self> {
        let mut writer = Self { out, time, sums: String::new() };
        writer.text(&format!("{MARK}{FORMAT}"), NOTE)?;
        Ok(writer)
    }

    /// Adds a short entry; its hash.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn text(&mut self, name: &str, text: &str) -> io::Result<String> {
        self.entry(name, text.len() as u64, &mut text.as_bytes())
    }

    /// Adds an entry of exactly this length; its hash.
    ///
    /// # Errors
    /// What the disk reports; `UnexpectedEof` when the content is shorter.
    pub fn entry(&mut self, name: &str, length: u64, content: &mut dyn Read) -> io::Result<String> {
        self.out.write_all(&header(name, length, self.time))?;
        let mut digest = Sha256::new();
        let copied = pump(&mut content.take(length), &mut |bytes| {
            digest.update(bytes);
            self.out.write_all(bytes)
        })?;
        if copied != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.out.write_all(&[0; BLOCK][..padding(length)])?;
        let hash = hex(&digest.finalize());
        self.sums.push_str(&format!("{hash}  {name}\n"));
        Ok(hash)
    }

    /// Adds the sums and the end.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn finish(mut self) -> io::Result<()> {
        let sums = std::mem::take(&mut self.sums);
        self.text(SUMS, &sums)?;
        self.out.write_all(&[0; 2 * BLOCK])
    }
}

/// Where an entry's content lies.
#[derive(Debug, Clone, Copy)]
struct Place {
    offset: u64,
    length: u64,
}

/// A backup opened for reading. Its headers are right; its content is only after
/// [`Container::check`].
#[derive(Debug)]
pub struct Container {
    path: PathBuf,
    file: File,
    note: Place,
    places: [Place; ENTRIES.len()],
}

impl Container {
    /// Opens a file and walks its headers.
    ///
    /// # Errors
    /// [`Error::NotABackup`], [`Error::Damaged`], [`Error::TooNew`], or what the disk reports.
    pub fn open(path: &Path) -> Result<Self> {
        let reading = |error: io::Error| Error::reading(path, &error);
        let mut file = File::open(path).map_err(reading)?;
        let length = file.metadata().map_err(reading)?.len();
        let mut block = [0; BLOCK];
        read_block(&mut file, &mut block).map_err(reading)?.then_some(()).ok_or(Error::NotABackup)?;
        let (time, note_length) = first(&block)?;
        let mut offset = BLOCK_LENGTH;
        let note = Place { offset, length: note_length };
        offset = note.end();
        let mut places = [note; ENTRIES.len()];
        for (name, place) in ENTRIES.iter().zip(&mut places) {
            file.seek(SeekFrom::Start(offset)).map_err(reading)?;
            if !read_block(&mut file, &mut block).map_err(reading)? {
                return Err(Error::Damaged);
            }
            let size = number(&block[124..136]).ok_or(Error::Damaged)?;
            if block != header(name, size, time) {
                return Err(Error::Damaged);
            }
            *place = Place { offset: offset + BLOCK_LENGTH, length: size };
            offset = place.end();
            if offset > length {
                return Err(Error::Damaged);
            }
        }
        if offset + 2 * BLOCK_LENGTH != length {
            return Err(Error::Damaged);
        }
        Ok(Self { path: path.to_owned(), file, note, places })
    }

    /// The content of a short entry.
    ///
    /// # Errors
    /// [`Error::Damaged`] for a long one or no UTF-8; what the disk reports.
    pub fn text(&mut self, name: &str) -> Result<String> {
        let place = self.place(name)?;
        if place.length > LONGEST_TEXT {
            return Err(Error::Damaged);
        }
        let mut text = String::new();
        let read = self.content(place).and_then(|mut content| content.read_to_string(&mut text));
        match read {
            Ok(_) => Ok(text),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(Error::Damaged),
            Err(error) => Err(Error::reading(&self.path, &error)),
        }
    }

    /// Writes the content of an entry to a file; its hash.
    ///
    /// # Errors
    /// What the disk reports of either.
    pub fn extract(&mut self, name: &str, to: &Path, out: &mut File) -> Result<String> {
        let place = self.place(name)?;
        let (path, mut digest) = (self.path.clone(), Sha256::new());
        let mut failed = None;
        let mut content = self.content(place).map_err(|error| Error::reading(&path, &error))?;
        let copied = pump(&mut content, &mut |bytes| {
            digest.update(bytes);
            out.write_all(bytes).inspect_err(|error| failed = Some(workspace::Error::writing(to, error)))
        });
        match (copied, failed) {
            (_, Some(error)) => Err(error.into()),
            (Err(error), None) => Err(Error::reading(&path, &error)),
            (Ok(copied), None) if copied != place.length => Err(Error::Damaged),
            (Ok(_), None) => Ok(hex(&digest.finalize())),
        }
    }

    /// Reads the whole file and compares every byte with what it must be.
    ///
    /// # Errors
    /// [`Error::Damaged`], or what the disk reports.
    pub fn check(&mut self) -> Result<()> {
        let mut sums = String::new();
        let mark = format!("{MARK}{FORMAT}");
        let note = self.note;
        let named = ENTRIES.iter().zip(self.places).map(|(name, place)| (*name, place));
        for (name, place) in std::iter::once((mark.as_str(), note)).chain(named.collect::<Vec<_>>()) {
            if name == SUMS && self.text(SUMS)? != sums {
                return Err(Error::Damaged);
            }
            let (hash, is_padded) = self.hash(place).map_err(|error| Error::reading(&self.path, &error))?;
            if !is_padded {
                return Err(Error::Damaged);
            }
            sums.push_str(&format!("{hash}  {name}\n"));
        }
        let mut end = Vec::new();
        self.file.read_to_end(&mut end).map_err(|error| Error::reading(&self.path, &error))?;
        if end == [0; 2 * BLOCK] { Ok(()) } else { Err(Error::Damaged) }
    }

    /// The hash of an entry, and whether only zeros stand behind it.
    fn hash(&mut self, place: Place) -> io::Result<(String, bool)> {
        let mut digest = Sha256::new();
        let copied = pump(&mut self.content(place)?, &mut |bytes| {
            digest.update(bytes);
            Ok(())
        })?;
        let mut rest = [0; BLOCK];
        let rest = &mut rest[..padding(place.length)];
        self.file.read_exact(rest)?;
        Ok((hex(&digest.finalize()), copied == place.length && rest.iter().all(|byte| *byte == 0)))
    }

    fn place(&self, name: &str) -> Result<Place> {
        let at = ENTRIES.iter().position(|entry| *entry == name).ok_or(Error::Damaged)?;
        Ok(self.places[at])
    }

    fn content(&mut self, place: Place) -> io::Result<impl Read + '_> {
        self.file.seek(SeekFrom::Start(place.offset))?;
        Ok((&mut self.file).take(place.length))
    }
}

impl Place {
    fn end(self) -> u64 {
        self.offset + self.length + padding(self.length) as u64
    }
}

/// Reads the first header: time and length of the note.
fn first(block: &[u8; BLOCK]) -> Result<(u64, u64)> {
    let name = block[..100].split(|byte| *byte == 0).next().unwrap_or_default();
    let Some(format) = name.strip_prefix(MARK.as_bytes()) else { return Err(Error::NotABackup) };
    let parsed = (number(&block[136..148]), number(&block[124..136]));
    let (Some(time), Some(length)) = parsed else { return Err(Error::Damaged) };
    let format = std::str::from_utf8(format).ok().and_then(|format| format.parse::<u64>().ok());
    let format = format.ok_or(Error::Damaged)?;
    // The header's own sum tells a newer format from a changed byte.
    if *block != header(&format!("{MARK}{format}"), length, time) || format == 0 {
        return Err(Error::Damaged);
    }
    if format > FORMAT {
        return Err(Error::TooNew { found: format });
    }
    if length != NOTE.len() as u64 { Err(Error::Damaged) } else { Ok((time, length)) }
}

/// The one header that an entry may have (POSIX ustar, readable by its owner).
fn header(name: &str, length: u64, time: u64) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, name.as_bytes());
    put(100, b"0000600\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{length:011o}\0").as_bytes());
    put(136, format!("{time:011o}\0").as_bytes());
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

/// An octal number of eleven digits and a zero byte.
fn number(field: &[u8]) -> Option<u64> {
    let digits = field.strip_suffix(&[0])?;
    let text = std::str::from_utf8(digits).ok()?;
    u64::from_str_radix(text, 8).ok()
}

fn padding(length: u64) -> usize {
    // Less than a block, so it fits.
    usize::try_from((BLOCK_LENGTH - length % BLOCK_LENGTH) % BLOCK_LENGTH).unwrap_or_default()
}

/// Reads a block; false when the file ends before.
fn read_block(file: &mut File, block: &mut [u8; BLOCK]) -> io::Result<bool> {
    match file.read_exact(block) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// Hands all bytes on in pieces; how many they were.
pub(super) fn pump(from: &mut dyn Read, to: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<u64> {
    let mut from = BufReader::with_capacity(1 << 18, from);
    let mut copied = 0;
    loop {
        let bytes = match io::BufRead::fill_buf(&mut from) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if bytes.is_empty() {
            return Ok(copied);
        }
        to(bytes)?;
        let length = bytes.len();
        copied += length as u64;
        io::BufRead::consume(&mut from, length);
    }
}

/// Hexadecimal, in small letters.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
