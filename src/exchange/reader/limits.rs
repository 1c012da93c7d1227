//! What a file may ask of this machine. A workbook is an archive that says itself how large its
//! parts are, and may lie; so the parts are unpacked once, counted and thrown away, before
//! anything keeps them.

use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::super::{Error, Result};

/// Largest file, in bytes: a workbook of 100.000 rows and 30 columns has 20 million.
pub const MOST_BYTES: u64 = 100 << 20;
/// Largest size of all parts of a workbook together when unpacked.
const MOST_UNPACKED: u64 = 600 << 20;
/// Largest size of the list of texts that cells share: it is kept whole while a sheet is read.
const MOST_SHARED: u64 = 128 << 20;
/// Longest text or element, in bytes: a cell of Excel holds 32.767 letters.
const MOST_RUN: usize = 16 << 20;
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
        let name = part.name().map_err(|error| Error::Damaged(error.to_string()))?.to_lowercase();
        let tags = Tags::of(&name);
        let most = tags.as_ref().map_or(left, |tags| tags.most_bytes.min(left));
        if part.size() > most {
            return Err(Error::TooLarge { most });
        }
        // Also what calls itself a picture: a workbook says itself which part is a sheet.
        let mut counted = part.take(most + 1);
        if let Some(tags) = tags {
            tags.count(&mut counted)?;
        }
        check_runs(&mut counted)?;
        let found = most + 1 - counted.limit();
        if found > most {
            return Err(Error::TooLarge { most });
        }
        left -= found;
    }
    Ok(())
}

/// Reads a part to its end, unless one text or element of it is too long to be one: readers of XML
/// keep each whole, some of them twice.
fn check_runs(part: &mut impl Read) -> Result<()> {
    let (mut buffer, mut run) = (vec![0; 64 << 10], 0);
    loop {
        let count = part.read(&mut buffer).map_err(|error| Error::Damaged(error.to_string()))?;
        let read = buffer.get(..count).unwrap_or_default();
        run = if read.contains(&b'<') { 0 } else { run + count };
        if run > MOST_RUN {
            return Err(Error::TooLarge { most: MOST_RUN as u64 });
        }
        if count == 0 {
            return Ok(());
        }
    }
}

/// What the list of texts, the styles and the list of sheets may hold: the library keeps these whole,
/// and a few bytes of XML become hundreds in memory, for each style a copy of its font.
struct Tags {
    most_bytes: u64,
    /// Most elements of each name.
    most: usize,
    names: &'static [&'static str],
    /// Longest element, in bytes; none where texts stand in attributes.
    longest: Option<usize>,
}

impl Tags {
    fn of(part: &str) -> Option<Self> {
        const NAMES: u64 = 16 << 20;
        if part.ends_with("sharedstrings.xml") {
            Some(Self { most_bytes: MOST_SHARED, most: 6_000_000, names: &["si"], longest: None })
        } else if part.ends_with("styles.xml") {
            // Excel itself takes 65.490 formats of cells.
            let names = &["xf", "font", "fill", "border", "numFmt"];
            Some(Self { most_bytes: 64 << 20, most: 70_000, names, longest: Some(2048) })
        } else if part.ends_with(".rels")
            || part.ends_with("workbook.xml")
            || part.contains("[content_types]")
        {
            Some(Self { most_bytes: NAMES, most: MOST_PARTS, names: &["sheet"], longest: None })
        } else {
            None
        }
    }

    /// Counts them; what is no XML is found broken when it is read.
    fn count(&self, part: impl Read) -> Result<()> {
        let mut xml = quick_xml::Reader::from_reader(std::io::BufReader::new(part));
        xml.config_mut().check_end_names = false;
        let (mut buffer, mut counts) = (Vec::new(), vec![0_usize; self.names.len()]);
        let mut is_root = true;
        loop {
            buffer.clear();
            let tag = match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(tag) | Event::Empty(tag)) => tag,
                Ok(Event::Eof) | Err(_) => return Ok(()),
                Ok(_) => continue,
            };
            // The first one has the names of all kinds of XML there are.
            if !is_root && self.longest.is_some_and(|longest| tag.len() > longest) {
                return Err(Error::TooLarge { most: self.most_bytes });
            }
            is_root = false;
            let place = self.names.iter().position(|name| *name == tag.local_name().as_ref());
            if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                *count += 1;
                if *count > self.most {
                    return Err(Error::TooLarge { most: self.most_bytes });
                }
            }
        }
    }
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
