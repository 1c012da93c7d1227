//! Text with separators: .csv, .tsv, and what the clipboard brings from a spreadsheet. Which
//! separator, and in which encoding, is found out from the text itself.

use std::fs;
use std::path::Path;

use super::limits::{MOST_COLUMNS, Meter};
use super::reached;
use crate::exchange::sheet::{Origin, Row, Sheet};
use crate::exchange::{Error, Result};
use crate::services::Progress;

/// Reads a file.
pub fn read(path: &Path, name: &str, progress: &Progress) -> Result<Sheet> {
    let text = decode(fs::read(path)?)?;
    parse(&text, sniff_separator(&text), name, progress)
}

/// Reads what a spreadsheet put on the clipboard.
///
/// # Errors
/// [`Error::Empty`], [`Error::TooManyRows`], [`Error::TooManyColumns`].
pub fn clipboard(text: &str) -> Result<Sheet> {
    let separator = if text.contains('\t') { '\t' } else { sniff_separator(text) };
    let sheet = parse(text, separator, "", &Progress::default())?;
    if sheet.rows.is_empty() { Err(Error::Empty) } else { Ok(sheet) }
}

/// The text of a file: UTF-8 or UTF-16 with their marks, UTF-8 without; else the bytes stand for
/// themselves (U+0080 to U+00FF), which is how the old Vietnamese encodings look, too.
fn decode(bytes: Vec<u8>) -> Result<String> {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return Ok(utf16(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return Ok(utf16(rest, u16::from_be_bytes));
    }
    if bytes.contains(&0) {
        return Err(Error::UnknownFormat);
    }
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().map(|byte| char::from(*byte)).collect());
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The separator that cuts the first lines most evenly: comma, semicolon, tab or bar.
#[must_use]
pub fn sniff_separator(text: &str) -> char {
    // Excel writes it so for itself.
    if let Some(named) = text.strip_prefix("sep=").and_then(|rest| rest.chars().next()) {
        return named;
    }
    let start: String = text.chars().take(64 * 1024).collect();
    let cuts = |separator: char| {
        let mut counts: Vec<usize> = Vec::new();
        let mut reader = Records { rest: &start, separator };
        for cells in std::iter::from_fn(|| reader.next_record()).take(50) {
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                counts.push(cells.len());
            }
        }
        let usual =
            counts.iter().copied().max_by_key(|count| counts.iter().filter(|other| *other == count).count());
        let usual = usual.unwrap_or(1);
        let even = counts.iter().filter(|count| **count == usual).count();
        (usual > 1).then_some((even * 100 / counts.len().max(1), usual))
    };
    let best = ['\t', ';', ',', '|'].into_iter().filter_map(|separator| Some((cuts(separator)?, separator)));
    best.max_by_key(|(score, _)| *score).map_or(',', |(_, separator)| separator)
}

fn parse(text: &str, separator: char, name: &str, progress: &Progress) -> Result<Sheet> {
    let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
    let mut meter = Meter::default();
    let mut reader = Records { rest: text, separator };
    let mut number = 0_u32;
    while let Some(cells) = reader.next_record() {
        number = number.saturating_add(1);
        if number == 1 && cells.len() == 1 && cells[0].starts_with("sep=") {
            continue;
        }
        let mut row = Row::new(number);
        for (column, cell) in cells.iter().enumerate() {
            if !cell.is_empty() {
                meter.cell(column, cell)?;
                row.put(column, plain(cell), Origin::Text, 0);
            }
        }
        if !row.is_empty() {
            meter.row()?;
            reached(progress, sheet.rows.len())?;
        }
        sheet.push(row);
    }
    Ok(sheet)
}

/// A cell without the mark that keeps programs from taking it for a formula.
fn plain(cell: &str) -> &str {
    let guarded = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']));
    guarded.unwrap_or(cell)
}

/// Records of a text: cells in quotes may hold separators, line ends, and quotes written twice.
struct Records<'a> {
    rest: &'a str,
    separator: char,
}

impl Records<'_> {
    fn next_record(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            let (cell, end) = self.next_cell();
            // A line of nothing but separators must not become millions of cells; one text beyond
            // the last column is enough to refuse it.
            let is_beyond = cells.len() >= MOST_COLUMNS;
            if !is_beyond || (cells.len() == MOST_COLUMNS && !cell.is_empty()) {
                cells.push(cell);
            }
            if end {
                return Some(cells);
            }
        }
    }

    /// The next cell, and whether it ends the record.
    fn next_cell(&mut self) -> (String, bool) {
        let mut cell = String::new();
        if let Some(quoted) = self.rest.strip_prefix('"') {
            let mut letters = quoted.char_indices().peekable();
            let mut end = quoted.len();
            while let Some((at, letter)) = letters.next() {
                if letter != '"' {
                    cell.push(letter);
                } else if letters.next_if(|(_, next)| *next == '"').is_some() {
                    cell.push('"');
                } else {
                    end = at + 1;
                    break;
                }
            }
            self.rest = quoted.get(end..).unwrap_or_default();
        }
        let stops = |letter: char| letter == self.separator || letter == '\n' || letter == '\r';
        let at = self.rest.find(stops).unwrap_or(self.rest.len());
        let (plain, rest) = self.rest.split_at(at);
        cell.push_str(plain);
        if let Some(rest) = rest.strip_prefix(self.separator) {
            self.rest = rest;
            return (cell, false);
        }
        self.rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or_default();
        (cell, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let sheet = clipboard(text).unwrap();
        sheet.rows.iter().map(|row| row.cells().map(|cell| cell.text.to_owned()).collect()).collect()
    }

    #[test]
    fn the_separator_is_found() {
        for (text, separator) in [
            ("Họ tên;Ngày sinh\nLê An;5/3/1975\n", ';'),
            ("Họ tên,Ngày sinh\n\"Lê, An\",5/3/1975\n", ','),
            ("Họ tên\tNgày sinh\nLê An\t5/3/1975\n", '\t'),
            ("sep=|\na|b\n", '|'),
            ("chỉ một cột\n", ','),
        ] {
            assert_eq!(sniff_separator(text), separator, "{text}");
        }
    }

    #[test]
    fn quotes_hold_separators_and_line_ends() {
        assert_eq!(
            cells("a,\"b \"\"x\"\", c\nd\",e\r\nf,,g"),
            [vec!["a", "b \"x\", c\nd", "e"], vec!["f", "", "g"]]
        );
        assert_eq!(cells("\"unfinished, text"), [vec!["unfinished, text"]]);
        assert_eq!(cells("a,'=1+1,'quoted"), [vec!["a", "=1+1", "'quoted"]]);
    }

    #[test]
    fn bytes_that_are_no_utf8_stand_for_themselves() {
        assert_eq!(decode(vec![b'a', 0xb8]).unwrap(), "a\u{b8}");
        assert_eq!(decode("\u{feff}Lê".as_bytes().to_vec()).unwrap(), "Lê");
        assert_eq!(decode(vec![0xff, 0xfe, b'L', 0, 0xea, 0]).unwrap(), "Lê");
        assert!(decode(vec![b'a', 0, b'b']).is_err());
    }
}
