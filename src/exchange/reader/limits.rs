//! What a file may ask of this machine. A workbook is an archive that says itself how large its
//! parts are, and may lie; so the parts are unpacked once, counted and thrown away, before
//! anything keeps them.

use std::io::{Read, Seek};

use super::super::{Error, Result};

/// Largest file, in bytes: a workbook of 100.000 rows and 30 columns has 20 million.
pub const MOST_BYTES: u64 = 100 << 20;
/// Largest size of all parts of a workbook together when unpacked.
const MOST_UNPACKED: u64 = 600 << 20;
/// Largest size of the list of texts that cells share: it is kept whole while a sheet is read.
const MOST_SHARED: u64 = 128 << 20;
/// Most parts of a workbook.
const MOST_PARTS: usize = 2_000;
/// Most rows with content in a sheet.
pub const MOST_ROWS: usize = 200_000;
/// Most columns with content.
pub const MOST_COLUMNS: usize = 400;
/// Most bytes of text in a sheet.
pub const MOST_TEXT: usize = 300 << 20;

/// Counts what the parts of an archive become when they are unpacked.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::Damaged`].
pub fn check_archive(file: impl Read + Seek) -> Result<()> {
    let mut archive = zip::ZipArchive::new(file).map_err(|error| Error::Damaged(error.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(Error::TooLarge { most: MOST_UNPACKED });
    }
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| Error::Damaged(error.to_string()))?;
        let name = part.name().map_err(|error| Error::Damaged(error.to_string()))?.into_owned();
        let is_shared = name.ends_with("sharedStrings.xml");
        let is_read = name.ends_with(".xml") || name.ends_with(".rels");
        let most = if is_shared { MOST_SHARED.min(left) } else { left };
        if part.size() > most {
            return Err(Error::TooLarge { most });
        }
        // Pictures and the like are never unpacked.
        if is_read {
            let mut counted = part.take(most + 1);
            let found = std::io::copy(&mut counted, &mut std::io::sink())
                .map_err(|error| Error::Damaged(error.to_string()))?;
            if found > most {
                return Err(Error::TooLarge { most });
            }
            left -= found;
        }
    }
    Ok(())
}

/// Counts the content of a sheet while it is read.
#[derive(Debug, Default)]
pub struct Meter {
    rows: usize,
    text: usize,
}

impl Meter {
    /// Counts a row.
    ///
    /// # Errors
    /// [`Error::TooManyRows`].
    pub fn row(&mut self) -> Result<()> {
        self.rows += 1;
        if self.rows > MOST_ROWS { Err(Error::TooManyRows { most: MOST_ROWS }) } else { Ok(()) }
    }

    /// Counts a cell with content.
    ///
    /// # Errors
    /// [`Error::TooManyColumns`], [`Error::TooLarge`].
    pub fn cell(&mut self, column: usize, text: &str) -> Result<()> {
        if column >= MOST_COLUMNS {
            return Err(Error::TooManyColumns { most: MOST_COLUMNS });
        }
        self.text += text.len();
        if self.text > MOST_TEXT { Err(Error::TooLarge { most: MOST_TEXT as u64 }) } else { Ok(()) }
    }
}
