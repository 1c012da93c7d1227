//! Reading sheets: .xlsx (streamed), .xls, .ods, .csv, .tsv and what the clipboard brings.
//!
//! Formulas are never evaluated: a cell is what the program that saved the file last computed.

mod calc;
mod compound;
mod limits;
mod ods;
mod text;
mod xlsx;

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::sheet::Sheet;
use super::{Error, Result};
use crate::services::Progress;

pub(super) use limits::check_archive as check_size;
pub use limits::{MOST_BYTES, MOST_COLUMNS, MOST_ROWS};
pub use text::{clipboard, sniff_separator};

/// Does work of a library that may panic over a damaged file, which is then damaged and no more.
fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Error::Damaged("panic".to_owned())))
}

/// Notes the rows read so far.
fn reached(progress: &Progress, rows: usize) -> Result<()> {
    if progress.reached(rows) { Ok(()) } else { Err(Error::Cancelled) }
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Xlsx,
    Xls,
    Ods,
    Text,
}

/// A file with sheets.
#[derive(Debug, Clone)]
pub struct Source {
    path: PathBuf,
    format: Format,
    /// Names of the sheets that can be seen, in order, then of the hidden ones.
    pub sheets: Vec<String>,
    /// How many of [`Source::sheets`] can be seen.
    pub visible: usize,
}

/// Looks at a file: its format, by its first bytes and not by its name, and its sheets.
///
/// # Errors
/// See [`Error`].
pub fn open(path: &Path) -> Result<Source> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > MOST_BYTES {
        return Err(Error::TooLarge { most: MOST_BYTES });
    }
    if length == 0 {
        return Err(Error::Empty);
    }
    let format = format_of(&mut file)?;
    let (sheets, visible) = match format {
        Format::Xlsx => {
            file.seek(SeekFrom::Start(0))?;
            limits::check_archive(BufReader::new(&file))?;
            guarded(|| xlsx::names(path))?
        }
        Format::Ods => {
            file.seek(SeekFrom::Start(0))?;
            limits::check_archive(BufReader::new(&file))?;
            ods::names(path)?
        }
        Format::Xls => {
            compound::check(&mut BufReader::new(&file))?;
            guarded(|| calc::names(path))?
        }
        Format::Text => {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
            (vec![name.unwrap_or_default()], 1)
        }
    };
    if sheets.is_empty() {
        return Err(Error::Empty);
    }
    Ok(Source { path: path.to_owned(), format, sheets, visible })
}

/// The bytes of a workbook, unless it is too large to be one.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::Io`].
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut file = File::open(path)?.take(MOST_BYTES + 1);
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES { Err(Error::TooLarge { most: MOST_BYTES }) } else { Ok(bytes) }
}

fn format_of(file: &mut File) -> Result<Format> {
    let mut start = Vec::with_capacity(4096);
    Read::by_ref(file).take(4096).read_to_end(&mut start)?;
    if start.starts_with(b"PK\x03\x04") {
        file.seek(SeekFrom::Start(0))?;
        let mut archive =
            zip::ZipArchive::new(BufReader::new(file)).map_err(|error| Error::Damaged(error.to_string()))?;
        let has = |archive: &mut zip::ZipArchive<_>, name: &str| archive.index_for_name(name).is_some();
        return match (has(&mut archive, "[Content_Types].xml"), has(&mut archive, "content.xml")) {
            (true, _) => Ok(Format::Xlsx),
            (false, true) => Ok(Format::Ods),
            (false, false) => Err(Error::UnknownFormat),
        };
    }
    if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Ok(Format::Xls);
    }
    // Text has no zero bytes, but that of Windows programs in UTF-16 has, behind its mark.
    let is_utf16 = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
    let other = [b"%PDF".as_slice(), b"\x7fELF", b"MZ", b"\x89PNG", b"\xff\xd8", b"Rar!", b"7z\xbc\xaf"];
    let is_other = other.iter().any(|magic| start.starts_with(magic));
    if is_other || (start.contains(&0) && !is_utf16) { Err(Error::UnknownFormat) } else { Ok(Format::Text) }
}

impl Source {
    /// Reads a sheet whole.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn read(&self, sheet: &str, progress: &Progress) -> Result<Sheet> {
        if !self.sheets.iter().any(|name| name == sheet) {
            return Err(Error::NoSheet(sheet.to_owned()));
        }
        match self.format {
            Format::Xlsx => guarded(|| xlsx::read(&self.path, sheet, progress)),
            Format::Ods => ods::read(&self.path, sheet, progress),
            Format::Xls => guarded(|| calc::read(&self.path, sheet, progress)),
            Format::Text => text::read(&self.path, sheet, progress),
        }
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
