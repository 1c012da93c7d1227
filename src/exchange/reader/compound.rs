//! The container of .xls (OLE compound file) looked over before it is read. Its parts are chains of
//! sectors, and a file can say that a chain runs in a circle, or that a table stands in it a million
//! times: who follows that never ends, or fills the memory. Found by fuzzing.

use std::io::{Read, Seek, SeekFrom};

use crate::exchange::{Error, Result};

/// From here on numbers of sectors are marks: end of a chain, free.
const MARKS: u32 = 0xffff_fffa;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;
/// Bytes of a small sector.
const SMALL_SECTOR: usize = 64;
/// Last column that the format has, from 0.
const LAST_COLUMN: u16 = 255;
/// Streams below this length lie in small sectors, with a table of their own.
const SMALL: u64 = 4096;

fn damaged(what: &str) -> Error {
    Error::Damaged(what.to_owned())
}

/// Looks the container over.
///
/// # Errors
/// [`Error::Damaged`] for a chain that runs in a circle or a table that can't be as long as it says.
pub fn check(file: &mut (impl Read + Seek)) -> Result<()> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    let mut header = [0; 512];
    file.read_exact(&mut header).map_err(|_| damaged("cut header"))?;
    let size = match u16::from_le_bytes([header[30], header[31]]) {
        9 => 512,
        12 => 4096,
        _ => return Err(damaged("sector size")),
    };
    let count = usize::try_from(length / size).unwrap_or(usize::MAX);
    let size = usize::try_from(size).unwrap_or(512);
    let mut sectors = Sectors { file, size, count };
    let table = Chains::new(sectors.table(&header)?);
    let directory = sectors.chain(number(&header, 48), &table)?;
    let small = sectors.chain(number(&header, 60), &table)?;
    let small = Chains::new(numbers(&small).collect());
    let mut workbook = None;
    for (place, entry) in directory.chunks_exact(ENTRY).enumerate() {
        let start = number(entry, 116);
        let length = u64::from(number(entry, 120)) | u64::from(number(entry, 124)) << 32;
        // The first entry is the container of the small streams, which lies in whole sectors.
        let is_small = place > 0 && length < SMALL;
        let ends = if is_small { small.ends(start) } else { table.ends(start) };
        if !ends {
            return Err(damaged("a chain of sectors runs in a circle"));
        }
        if workbook.is_none() && is_workbook(entry) {
            workbook = Some((start, length, is_small));
        }
    }
    let bytes = match workbook {
        None => return Ok(()),
        Some((start, length, false)) => cut(sectors.chain(start, &table)?, length),
        Some((start, length, true)) => {
            let container = sectors.chain(number(&directory, 116), &table)?;
            cut(small.of_small(start, &container), length)
        }
    };
    check_cells(&bytes)
}

/// Whether an entry of the directory is the stream with the sheets.
fn is_workbook(entry: &[u8]) -> bool {
    let units = entry.chunks_exact(2).take(32).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let name = String::from_utf16_lossy(&units.take_while(|unit| *unit != 0).collect::<Vec<u16>>());
    name.eq_ignore_ascii_case("Workbook") || name.eq_ignore_ascii_case("Book")
}

fn cut(mut bytes: Vec<u8>, length: u64) -> Vec<u8> {
    bytes.truncate(usize::try_from(length).unwrap_or(usize::MAX));
    bytes
}

/// Looks at the place of each cell. A workbook with a password is left to the reader, which says so.
fn check_cells(workbook: &[u8]) -> Result<()> {
    const PASSWORD: u16 = 0x2f;
    const SEVERAL_NUMBERS: u16 = 0xbd;
    const SEVERAL_BLANKS: u16 = 0xbe;
    // Formula, blank, number, label, truth value, rich text, shared text, packed number.
    const CELLS: [u16; 11] =
        [0x06, 0x206, 0x406, 0x201, 0x203, 0x204, 0x205, 0xd6, 0xfd, 0x27e, SEVERAL_NUMBERS];
    let short = |bytes: &[u8], at: usize| {
        let pair = bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok());
        pair.map_or(0, u16::from_le_bytes)
    };
    let mut rest = workbook;
    while rest.len() >= 4 {
        let (kind, length) = (short(rest, 0), usize::from(short(rest, 2)));
        let Some(record) = rest.get(4..4 + length) else { break };
        if kind == PASSWORD {
            break;
        }
        let several = kind == SEVERAL_NUMBERS || kind == SEVERAL_BLANKS;
        if several || CELLS.contains(&kind) {
            let last = if several { short(record, length.saturating_sub(2)) } else { 0 };
            if short(record, 2).max(last) > LAST_COLUMN {
                return Err(damaged("a cell beyond the last column"));
            }
        }
        rest = rest.get(4 + length..).unwrap_or_default();
    }
    Ok(())
}

fn number(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map_or(u32::MAX, u32::from_le_bytes)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| number(four, 0))
}

struct Sectors<'f, F> {
    file: &'f mut F,
    size: usize,
    /// How many there can be.
    count: usize,
}

impl<F: Read + Seek> Sectors<'_, F> {
    /// The bytes of a sector; fewer at the end of the file.
    fn read(&mut self, sector: u32) -> Result<Vec<u8>> {
        if sector as usize > self.count {
            return Err(damaged("a sector beyond the file"));
        }
        let start = (u64::from(sector) + 1) * self.size as u64;
        self.file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::with_capacity(self.size);
        (&mut *self.file).take(self.size as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Which sector follows each: the table, put together from the sectors that the header names, and
    /// those that a chain behind it names.
    fn table(&mut self, header: &[u8; 512]) -> Result<Vec<u32>> {
        let mut parts: Vec<u32> = numbers(&header[76..]).collect();
        let mut next = number(header, 68);
        while next < MARKS {
            let mut more: Vec<u32> = numbers(&self.read(next)?).collect();
            next = more.pop().unwrap_or(u32::MAX);
            parts.extend(more);
            // The table has no more sectors than the file.
            if parts.len() > self.count + 256 {
                return Err(damaged("the table of sectors is too long"));
            }
        }
        parts.retain(|part| *part < MARKS);
        // Each part has an entry for some hundred sectors; a few spare ones do no harm.
        if parts.len() > self.count / (self.size / 4) + 128 {
            return Err(damaged("the table of sectors is too long"));
        }
        let mut table = Vec::new();
        for part in parts {
            table.extend(numbers(&self.read(part)?));
        }
        Ok(table)
    }

    /// The bytes of a chain that ends.
    fn chain(&mut self, start: u32, table: &Chains) -> Result<Vec<u8>> {
        if !table.ends(start) {
            return Err(damaged("a chain of sectors runs in a circle"));
        }
        let (mut bytes, mut sector) = (Vec::new(), start);
        while sector < MARKS {
            bytes.extend(self.read(sector)?);
            sector = table.next.get(sector as usize).copied().unwrap_or(u32::MAX);
        }
        Ok(bytes)
    }
}

/// A table of what follows what, and whether each chain ends.
struct Chains {
    next: Vec<u32>,
    ends: Vec<bool>,
}

impl Chains {
    fn new(next: Vec<u32>) -> Self {
        // Backwards from the ends: what leads to one ends, too.
        let mut before: Vec<Vec<u32>> = vec![Vec::new(); next.len()];
        let mut ends = vec![false; next.len()];
        let mut open = Vec::new();
        for (sector, next) in (0_u32..).zip(&next) {
            match before.get_mut(*next as usize) {
                Some(before) => before.push(sector),
                None => open.push(sector),
            }
        }
        while let Some(sector) = open.pop() {
            if let Some(is_ended) = ends.get_mut(sector as usize) {
                *is_ended = true;
            }
            open.extend(before.get(sector as usize).into_iter().flatten());
        }
        Self { next, ends }
    }

    /// The bytes of a chain of small sectors, which lie in a container.
    fn of_small(&self, start: u32, container: &[u8]) -> Vec<u8> {
        let (mut bytes, mut sector) = (Vec::new(), start);
        while sector < MARKS {
            let from = sector as usize * SMALL_SECTOR;
            let until = (from + SMALL_SECTOR).min(container.len());
            bytes.extend_from_slice(container.get(from..until).unwrap_or_default());
            sector = self.next.get(sector as usize).copied().unwrap_or(u32::MAX);
        }
        bytes
    }

    /// Whether the chain from a sector on ends; one beyond the table is none.
    fn ends(&self, start: u32) -> bool {
        self.ends.get(start as usize).copied().unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_told_from_chains() {
        let chains = Chains::new(vec![1, 2, u32::MAX, 4, 3, 3, 99]);
        let ends: Vec<bool> = (0..7).map(|sector| chains.ends(sector)).collect();
        assert_eq!(ends, [true, true, true, false, false, false, true]);
        assert!(chains.ends(1000));
    }

    #[test]
    fn cells_beyond_the_last_column_are_told() {
        let cell = |kind: u16, column: u16| {
            let mut record = [kind.to_le_bytes(), 4_u16.to_le_bytes()].concat();
            record.extend([1, 0]);
            record.extend(column.to_le_bytes());
            record
        };
        let fine = [cell(0x203, 255), cell(0xfd, 0), cell(0x10, 60_000)].concat();
        assert_eq!(check_cells(&fine), Ok(()));
        for kind in [0x06, 0x201, 0x203, 0xfd, 0x27e, 0xbd] {
            assert!(check_cells(&[fine.clone(), cell(kind, 256)].concat()).is_err(), "{kind}");
        }
        assert_eq!(check_cells(&[cell(0x2f, 0), cell(0x203, 60_000)].concat()), Ok(()));
    }
}
