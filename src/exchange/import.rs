//! From a sheet to rows that can be imported: which encoding each column is in, and each cell as a
//! person would type it into a form.

use std::collections::HashSet;

use super::encoding::{self, Encoding, Verdict};
use super::headings::{self, Header, Learned};
use super::reader::Source;
use super::sheet::{Cell, Origin, Row, Sheet};
use super::{Error, Result};
use crate::domain::date::{self, PartialDate};
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::{fold, nfc, tidy};
use crate::services::Progress;
use crate::services::columns::MemberColumn as Column;
use crate::services::imports::{self, Special, Subject, Target};

/// How a sheet is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// Header and meaning of the columns.
    pub header: Header,
    /// Encoding of each column.
    pub encodings: Vec<Verdict>,
}

impl Mapping {
    /// Works out how a sheet is to be read.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::NoHeader`].
    pub fn find(sheet: &Sheet, subject: Subject, learned: &Learned) -> Result<Self> {
        if sheet.rows.is_empty() {
            return Err(Error::Empty);
        }
        let header = headings::find(sheet, subject, learned).ok_or(Error::NoHeader)?;
        Ok(Self::with(sheet, header))
    }

    /// The same for a header that a person pointed at.
    #[must_use]
    pub fn with(sheet: &Sheet, header: Header) -> Self {
        let encodings = (0..sheet.columns).map(|column| decide(sheet, &header, column)).collect();
        Self { header, encodings }
    }

    /// The encoding of a column.
    #[must_use]
    pub fn encoding(&self, column: usize) -> Encoding {
        self.encodings.get(column).map_or(Encoding::Unicode, |verdict| verdict.encoding)
    }

    /// What a column is.
    #[must_use]
    pub fn target(&self, column: usize) -> Option<Target> {
        self.header.columns.get(column).and_then(|heading| heading.target)
    }

    /// The encoding of the columns that are read, in one word: "unicode", "nfd" (Unicode that is
    /// not composed), "tcvn3", "vni", or "mixed".
    #[must_use]
    pub fn summary(&self, sheet: &Sheet) -> &'static str {
        let read = (0..sheet.columns).filter(|column| self.target(*column).is_some());
        let names: HashSet<&'static str> =
            read.filter_map(|column| found(sheet, self.header.data, column, self.encoding(column))).collect();
        let mut names = names.into_iter();
        match (names.next(), names.next()) {
            (None, _) => Encoding::Unicode.code(),
            (Some(only), None) => only,
            (Some(_), Some(_)) => "mixed",
        }
    }
}

/// Reads the first sheet in which a header is found, and how it is to be read. Where none has one,
/// the first sheet with content and why not.
///
/// # Errors
/// See [`Error`]; [`Error::Empty`] when no sheet has content.
pub fn first_sheet(
    source: &Source,
    (subject, learned): (Subject, &Learned),
    progress: &Progress,
) -> Result<(Sheet, Result<Mapping>)> {
    let mut first = None;
    for name in source.sheets.iter().take(source.visible.max(1)) {
        let sheet = source.read(name, progress)?;
        match Mapping::find(&sheet, subject, learned) {
            Ok(mapping) => return Ok((sheet, Ok(mapping))),
            // An empty sheet says less than one without a header.
            Err(Error::Empty) => {}
            Err(error) => first = first.or(Some((sheet, Err(error)))),
        }
    }
    first.ok_or(Error::Empty)
}

/// The word for what a column is written in; none for one without Vietnamese letters.
fn found(sheet: &Sheet, data: u32, column: usize, encoding: Encoding) -> Option<&'static str> {
    let texts = data_rows(sheet, data).map(|row| row.cell(column).text).filter(|text| !text.is_ascii());
    let mut texts = texts.take(400).peekable();
    texts.peek()?;
    let is_decomposed = encoding == Encoding::Unicode && texts.any(|text| nfc(text) != text);
    Some(if is_decomposed { "nfd" } else { encoding.code() })
}

fn data_rows(sheet: &Sheet, data: u32) -> impl Iterator<Item = &Row> {
    sheet.rows.iter().filter(move |row| row.number >= data)
}

fn decide(sheet: &Sheet, header: &Header, column: usize) -> Verdict {
    let cells = data_rows(sheet, header.data).map(|row| row.cell(column));
    encoding::decide(cells.map(|cell| (cell.text, sheet.font(cell))))
}

/// Some texts with letters beyond ASCII of each column that is read, by the column's place: by these
/// a person judges an encoding. Columns without any are left out. Looks at all rows: call it once.
#[must_use]
pub fn samples(sheet: &Sheet, mapping: &Mapping, most: usize) -> Vec<(usize, Vec<String>)> {
    let columns = (0..mapping.header.columns.len()).filter(|column| mapping.target(*column).is_some());
    let of_column = |column: usize| {
        let texts = data_rows(sheet, mapping.header.data).map(|row| row.cell(column).text);
        let texts: Vec<String> =
            texts.filter(|text| !text.is_ascii()).take(most).map(str::to_owned).collect();
        (!texts.is_empty()).then_some((column, texts))
    };
    columns.filter_map(of_column).collect()
}

/// Rows that can be imported, and the numbers of those that hold nothing to import: titles of
/// groups, totals, signatures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows.
    pub rows: Vec<imports::Row>,
    /// Numbers of the others.
    pub left_out: Vec<u32>,
}

/// Reads the rows behind the header.
///
/// # Errors
/// [`Error::Cancelled`].
pub fn rows(sheet: &Sheet, mapping: &Mapping, subject: Subject, progress: &Progress) -> Result<Rows> {
    let mut read = Rows::default();
    progress.begin(sheet.rows.len());
    for row in data_rows(sheet, mapping.header.data) {
        if !progress.reached(read.rows.len()) {
            return Err(Error::Cancelled);
        }
        let imported = one(sheet, mapping, row);
        if is_content(&imported, subject) {
            read.rows.push(imported);
        } else {
            read.left_out.push(row.number);
        }
    }
    Ok(read)
}

/// A row as it will be read.
#[must_use]
pub fn one(sheet: &Sheet, mapping: &Mapping, row: &Row) -> imports::Row {
    let mut imported = imports::Row { number: row.number, ..imports::Row::default() };
    for (column, heading) in mapping.header.columns.iter().enumerate() {
        let Some(target) = heading.target else { continue };
        let cell = row.cell(column);
        if cell.text.trim().is_empty() {
            continue;
        }
        let decoded = decoded(sheet, mapping.encoding(column), cell, target);
        let (text, note) = as_typed(target, &decoded, cell.origin, sheet.from_1904);
        if !tidy(&text).is_empty() {
            imported.cells.push((target, text));
            imported.notes.extend(note.map(|kind| Problem::warning(target.field(), kind)));
        }
    }
    imported
}

/// The text of a cell in Unicode.
fn decoded(sheet: &Sheet, encoding: Encoding, cell: Cell<'_>, target: Target) -> String {
    let text = encoding.decode(cell.text);
    let names = [
        Target::Column(Column::Name),
        Target::Column(Column::OtherName),
        Target::Special(Special::FamilyName),
        Target::Special(Special::GivenName),
    ];
    if encoding == Encoding::Tcvn3 && names.contains(&target) {
        encoding::recased(&text, encoding::is_capital_font(sheet.font(cell)))
    } else {
        text
    }
}

/// Whether a row is about somebody: it has two things of which a person or unit is made.
fn is_content(row: &imports::Row, subject: Subject) -> bool {
    let name = row.cells.iter().find(|(target, _)| {
        matches!(target, Target::Column(Column::Name | Column::Unit) | Target::Special(Special::FamilyName))
    });
    let folded = name.map(|(_, text)| fold(text)).unwrap_or_default();
    let is_total = ["tong cong", "tong so", "cong:", "tong:"].iter().any(|begin| folded.starts_with(begin))
        || folded == "cong"
        || folded == "tong";
    let least = match subject {
        Subject::Members | Subject::Ratings => 2,
        Subject::Quotas => 2,
    };
    !is_total && row.cells.len() >= least
}

/// A cell as a person would type it, and what was done to it.
fn as_typed(target: Target, text: &str, origin: Origin, from_1904: bool) -> (String, Option<Kind>) {
    if target.is_date() {
        return (as_date(text, origin, from_1904), None);
    }
    match target {
        Target::Column(Column::PersonalId) => with_zeros(text, 12, 10..=11),
        Target::Column(Column::CardNumber) => match text.len() {
            6 | 7 => with_zeros(text, 8, 6..=7),
            _ => with_zeros(text, 12, 10..=11),
        },
        Target::Column(Column::OldCardNumber) => with_zeros(text, 8, 6..=7),
        Target::Column(Column::OldId) => with_zeros(text, 9, 7..=8),
        Target::Column(Column::Phone) if origin == Origin::Number => with_zeros(text, 10, 9..=9),
        Target::Column(Column::GeneralEducation) if origin == Origin::Date => (as_schooling(text), None),
        _ if origin == Origin::Bool => (if text == "true" { "x".to_owned() } else { String::new() }, None),
        _ if origin == Origin::Date => (as_date(text, origin, from_1904), None),
        _ => (text.trim_start_matches('\'').to_owned(), None),
    }
}

/// A number that lost its leading zeros when a spreadsheet took it for one to count with.
fn with_zeros(text: &str, digits: usize, lost: std::ops::RangeInclusive<usize>) -> (String, Option<Kind>) {
    let plain: String =
        text.chars().filter(|letter| !matches!(letter, ' ' | '.' | '\'' | '\u{a0}')).collect();
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && lost.contains(&plain.len()) {
        return (format!("{plain:0>digits$}"), Some(Kind::ZerosAdded));
    }
    (text.trim_start_matches('\'').to_owned(), None)
}

fn as_date(text: &str, origin: Origin, from_1904: bool) -> String {
    let iso = |text: &str| PartialDate::from_iso(text).map(|date| date.to_string()).ok();
    let serial = |number: i64| date::from_serial(number, from_1904).map(|date| date.to_string());
    let digits = text.trim();
    let whole = digits.split('.').next().and_then(|whole| whole.parse::<i64>().ok());
    let is_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let read = match origin {
        Origin::Date => iso(text.get(..10).unwrap_or(text)),
        Origin::Number => match whole {
            Some(year @ 1900..=2100) => Some(year.to_string()),
            Some(number @ 0..=99_999) => serial(number),
            // 5031975 was 05031975.
            Some(number @ 1_000_000..=99_999_999) => Some(format!("{number:08}")),
            _ => None,
        },
        // Excel writes dates that it shows badly as days into text files.
        Origin::Text if is_digits && digits.len() == 5 => digits.parse().ok().and_then(serial),
        Origin::Text | Origin::Bool => None,
    };
    read.unwrap_or_else(|| date::as_typed(text))
}

/// "10/12" that a spreadsheet took for the tenth of December.
fn as_schooling(iso: &str) -> String {
    let Some(day) = PartialDate::from_iso(iso.get(..10).unwrap_or(iso)).ok().and_then(PartialDate::day)
    else {
        return iso.to_owned();
    };
    use chrono::Datelike;
    let (day, month) = (day.day(), day.month());
    if matches!(month, 10 | 12) || !matches!(day, 10 | 12) {
        format!("{day}/{month}")
    } else {
        format!("{month}/{day}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(target: Target, text: &str, origin: Origin) -> String {
        as_typed(target, text, origin, false).0
    }

    #[test]
    fn numbers_get_their_zeros_back_and_say_so() {
        let id = Target::Column(Column::PersonalId);
        assert_eq!(
            as_typed(id, "84175000001", Origin::Number, false),
            ("084175000001".to_owned(), Some(Kind::ZerosAdded))
        );
        assert_eq!(as_typed(id, "1075000001", Origin::Text, false).0, "001075000001");
        assert_eq!(
            as_typed(id, "084 175 000 001", Origin::Text, false),
            ("084 175 000 001".to_owned(), None)
        );
        assert_eq!(typed(Target::Column(Column::OldCardNumber), "7044113", Origin::Number), "07044113");
        assert_eq!(typed(Target::Column(Column::Phone), "912345678", Origin::Number), "0912345678");
    }

    #[test]
    fn dates_come_from_days_years_and_digits() {
        let born = Target::Column(Column::Born);
        for (text, origin, read) in [
            ("1975-03-05", Origin::Date, "05/03/1975"),
            ("27458", Origin::Number, "05/03/1975"),
            ("27458", Origin::Text, "05/03/1975"),
            ("1975", Origin::Number, "1975"),
            ("5031975", Origin::Number, "05031975"),
            ("5/3/75", Origin::Text, "5/3/75"),
        ] {
            assert_eq!(typed(born, text, origin), read, "{text}");
        }
    }

    #[test]
    fn schooling_that_became_a_date_is_schooling_again() {
        let schooling = Target::Column(Column::GeneralEducation);
        for (text, read) in
            [("2026-12-12", "12/12"), ("2026-12-10", "10/12"), ("2026-10-07", "7/10"), ("2026-07-10", "7/10")]
        {
            assert_eq!(typed(schooling, text, Origin::Date), read);
        }
    }
}
