//! Addresses of cells in workbooks, as Excel writes them.

use std::fmt;

/// Last row that Excel has.
const MOST_ROWS: u32 = 1_048_576;
/// Last column that Excel has.
const MOST_COLUMNS: u32 = 16_384;

/// A cell of a workbook: "B12" of its first sheet, "Biểu 1!B12" of another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAddress {
    /// Name of the sheet; empty for the first one.
    pub sheet: String,
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1.
    pub column: u32,
}

impl CellAddress {
    /// Reads an address; `$` signs and quotes around the sheet's name are allowed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (sheet, cell) = text.rsplit_once('!').unwrap_or(("", text));
        let sheet = sheet.trim();
        let quoted = sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let sheet = quoted.map_or_else(|| sheet.to_owned(), |name| name.replace("''", "'"));
        let (row, column) = place(cell)?;
        Some(Self { sheet, row, column })
    }

    /// The address within its sheet: "B12".
    #[must_use]
    pub fn cell(&self) -> String {
        format!("{}{}", letters(self.column), self.row)
    }
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sheet.is_empty() {
            f.write_str(&self.cell())
        } else {
            write!(f, "{}!{}", self.sheet, self.cell())
        }
    }
}

/// Row and column of an address such as "B12", both from 1.
#[must_use]
pub fn place(address: &str) -> Option<(u32, u32)> {
    let address = address.trim().replace('$', "").to_ascii_uppercase();
    let at = address.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = address.split_at(at);
    let is_column = (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let column = letters.bytes().fold(0_u32, |sum, byte| {
        sum.saturating_mul(26).saturating_add(u32::from(byte.wrapping_sub(b'A'))).saturating_add(1)
    });
    let row: u32 = digits.parse().ok()?;
    let is_inside = is_column && column <= MOST_COLUMNS && (1..=MOST_ROWS).contains(&row);
    is_inside.then_some((row, column))
}

/// The letters of a column, from 1: "A", "Z", "AA".
#[must_use]
pub fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + u8::try_from((column - 1) % 26).unwrap_or_default()));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        assert_eq!(place("$B$12"), Some((12, 2)));
        assert_eq!(place("AA1"), Some((1, 27)));
        assert_eq!(place("xfd1048576"), Some((1_048_576, 16_384)));
        for wrong in ["", "12", "B", "B0", "ABCD1", "B12x", "XFE1", "A1048577", "é1", "B-1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
        for text in ["B12", "Biểu 1!C3", "A!b!D4"] {
            assert_eq!(CellAddress::parse(text).unwrap().to_string(), text);
        }
        let quoted = CellAddress::parse("'Biểu ''A'''!$C$3").unwrap();
        assert_eq!((quoted.sheet.as_str(), quoted.cell().as_str()), ("Biểu 'A'", "C3"));
        assert_eq!(letters(16_384), "XFD");
    }
}
