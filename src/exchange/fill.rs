//! Putting figures into given cells of a workbook that somebody else made, and changing nothing
//! else in it: only the sheets that get a figure are rewritten, cell by cell; every other part is
//! copied as it is, byte for byte.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, Write};

use quick_xml::events::Event;

use super::{Error, Result};

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A number, in digits, with a point before decimals.
    Number(String),
    /// A text.
    Text(String),
}

/// A cell and what is put into it: "B12", or "Biểu 1!B12" for another sheet than the first.
pub type Filling = (String, Figure);

/// Fills cells of a workbook; its new bytes.
///
/// # Errors
/// [`Error::Damaged`], [`Error::NoSheet`], [`Error::NoCell`] for an address that is none,
/// [`Error::Formula`] for a cell that computes.
pub fn fill(workbook: &[u8], fillings: &[Filling]) -> Result<Vec<u8>> {
    super::reader::check_size(Cursor::new(workbook))?;
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).map_err(damaged)?;
    let sheets = sheets(&mut archive)?;
    let mut by_part: BTreeMap<String, Cells> = BTreeMap::new();
    for (address, figure) in fillings {
        let (sheet, cell) = address.rsplit_once('!').unwrap_or(("", address));
        let sheet = sheet.trim_matches('\'');
        let part = match sheet {
            "" => sheets.first(),
            name => sheets.iter().find(|(other, _)| other == name),
        };
        let part = part.ok_or_else(|| Error::NoSheet(sheet.to_owned()))?.1.clone();
        let place = place(cell).ok_or_else(|| Error::NoCell(address.clone()))?;
        by_part.entry(part).or_default().insert(place, figure.clone());
    }
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(workbook.len())));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.into_owned();
        let Some(cells) = by_part.remove(&name) else {
            drop(part);
            let raw = archive.by_index_raw(index).map_err(damaged)?;
            written.raw_copy_file(raw).map_err(damaged)?;
            continue;
        };
        let mut xml = String::new();
        part.read_to_string(&mut xml).map_err(damaged)?;
        let options = part.options();
        drop(part);
        written.start_file(name, options).map_err(damaged)?;
        written.write_all(rewritten(&xml, &cells)?.as_bytes())?;
    }
    if let Some(part) = by_part.into_keys().next() {
        return Err(Error::NoSheet(part));
    }
    Ok(written.finish().map_err(damaged)?.into_inner())
}

/// Figures by row and column, both from 1.
type Cells = BTreeMap<(u32, u32), Figure>;

fn damaged(error: impl ToString) -> Error {
    Error::Damaged(error.to_string())
}

/// Names of the sheets with the parts of the archive that they are.
fn sheets<R: Read + Seek>(archive: &mut zip::ZipArchive<R>) -> Result<Vec<(String, String)>> {
    let mut part = |name: &str| -> Result<String> {
        let mut text = String::new();
        archive.by_name(name).map_err(damaged)?.read_to_string(&mut text).map_err(damaged)?;
        Ok(text)
    };
    let (book, relations) = (part("xl/workbook.xml")?, part("xl/_rels/workbook.xml.rels")?);
    let targets: BTreeMap<String, String> = elements(&relations, "Relationship")?
        .into_iter()
        .filter_map(|mut values| Some((values.remove("Id")?, values.remove("Target")?)))
        .collect();
    let of = |mut values: BTreeMap<String, String>| {
        let target = targets.get(&values.remove("id")?)?;
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        Some((values.remove("name")?, path))
    };
    Ok(elements(&book, "sheet")?.into_iter().filter_map(of).collect())
}

/// The attributes of all elements of a name.
fn elements(xml: &str, name: &str) -> Result<Vec<BTreeMap<String, String>>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => {
                let values = tag.attributes().flatten().filter_map(|attribute| {
                    let value = quick_xml::escape::unescape(&attribute.value).ok()?.into_owned();
                    Some((attribute.key.local_name().as_ref().to_owned(), value))
                });
                found.push(values.collect());
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// Row and column of an address such as "B12", both from 1.
fn place(address: &str) -> Option<(u32, u32)> {
    let address = address.trim().replace('$', "").to_ascii_uppercase();
    let at = address.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = address.split_at(at);
    let is_column = (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let column = letters.bytes().fold(0_u32, |sum, byte| sum * 26 + u32::from(byte - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    let is_inside = is_column && column <= 16_384 && (1..=1_048_576).contains(&row);
    is_inside.then_some((row, column))
}

fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + u8::try_from((column - 1) % 26).unwrap_or_default()));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// An element of a sheet that is a row or cell: where it begins and ends in the text.
struct Span {
    row: u32,
    column: u32,
    start: usize,
    end: usize,
    style: Option<String>,
    has_formula: bool,
    is_empty: bool,
}

/// A sheet with figures in its cells. All text between is copied as it stands.
fn rewritten(xml: &str, cells: &Cells) -> Result<String> {
    let (rows, found, data) = spans(xml)?;
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    let mut inserted: BTreeMap<usize, String> = BTreeMap::new();
    let mut new_rows: BTreeMap<u32, String> = BTreeMap::new();
    for ((row, column), figure) in cells {
        let address = format!("{}{row}", letters(*column));
        if let Some(span) = found.iter().find(|span| (span.row, span.column) == (*row, *column)) {
            if span.has_formula {
                return Err(Error::Formula(address));
            }
            edits.push((span.start, span.end, cell(&address, span.style.as_deref(), figure)));
            continue;
        }
        let new = cell(&address, None, figure);
        match rows.iter().find(|span| span.row == *row) {
            Some(span) if span.is_empty => {
                let tag = xml.get(span.start..span.end).unwrap_or_default();
                let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
                match edits.iter_mut().find(|(start, _, _)| *start == span.start) {
                    Some((_, _, text)) => {
                        let at = text.len() - "</row>".len();
                        text.insert_str(at, &new);
                    }
                    None => edits.push((span.start, span.end, format!("{open}>{new}</row>"))),
                }
            }
            Some(span) => {
                let after = found
                    .iter()
                    .filter(|cell| cell.row == *row && cell.column > *column)
                    .map(|cell| cell.start)
                    .min();
                let at = after.unwrap_or(span.end - "</row>".len());
                inserted.entry(at).or_default().push_str(&new);
            }
            None => new_rows.entry(*row).or_default().push_str(&new),
        }
    }
    for (row, content) in new_rows {
        let at = rows.iter().filter(|span| span.row > row).map(|span| span.start).min().unwrap_or(data);
        inserted.entry(at).or_default().push_str(&format!("<row r=\"{row}\">{content}</row>"));
    }
    edits.extend(inserted.into_iter().map(|(at, text)| (at, at, text)));
    edits.sort_by_key(|(start, end, _)| (*start, *end));
    let mut written = String::with_capacity(xml.len() + 64 * cells.len());
    let mut done = 0;
    for (start, end, text) in edits {
        written.push_str(xml.get(done..start).unwrap_or_default());
        written.push_str(&text);
        done = end;
    }
    written.push_str(xml.get(done..).unwrap_or_default());
    Ok(written)
}

/// Rows and cells of a sheet, and where its data ends.
fn spans(xml: &str) -> Result<(Vec<Span>, Vec<Span>, usize)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut rows, mut cells, mut data) = (Vec::new(), Vec::<Span>::new(), None);
    let mut before = 0_usize;
    loop {
        let event = reader.read_event().map_err(damaged)?;
        let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let value = |name: &str| {
                    let found =
                        tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
                    Some(found.value.into_owned())
                };
                let span = |row, column, style| Span {
                    row,
                    column,
                    start: before,
                    end: after,
                    style,
                    has_formula: false,
                    is_empty,
                };
                match tag.local_name().as_ref() {
                    "row" => {
                        let row = value("r").and_then(|row| row.parse().ok());
                        rows.push(span(row.ok_or_else(|| damaged("row without number"))?, 0, None));
                    }
                    "c" => {
                        let at = value("r").and_then(|address| place(&address));
                        let (row, column) = at.ok_or_else(|| damaged("cell without address"))?;
                        cells.push(span(row, column, value("s")));
                    }
                    "f" => {
                        if let Some(cell) = cells.last_mut() {
                            cell.has_formula = true;
                        }
                    }
                    "sheetData" if is_empty => return Err(damaged("empty sheet")),
                    _ => {}
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "row" => rows.last_mut().into_iter().for_each(|row: &mut Span| row.end = after),
                "c" => cells.last_mut().into_iter().for_each(|cell| cell.end = after),
                "sheetData" => data = Some(before),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
        before = after;
    }
    Ok((rows, cells, data.ok_or_else(|| damaged("no data"))?))
}

/// A cell with its style kept.
fn cell(address: &str, style: Option<&str>, figure: &Figure) -> String {
    let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
    match figure {
        Figure::Number(number) => {
            format!("<c r=\"{address}\"{style}><v>{}</v></c>", quick_xml::escape::escape(number))
        }
        Figure::Text(text) => format!(
            "<c r=\"{address}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            quick_xml::escape::escape(text)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "<worksheet><sheetData><row r=\"2\" spans=\"1:3\"><c r=\"A2\" s=\"4\"/><c r=\"C2\" t=\"s\"><v>0</v></c></row>\
        <row r=\"5\"/><row r=\"7\"><c r=\"A7\"><f>A2*2</f><v>0</v></c></row></sheetData><pageMargins left=\"0.7\"/></worksheet>";

    fn filled(cells: &[(&str, &str)]) -> Result<String> {
        let cells =
            cells.iter().map(|(at, number)| (place(at).unwrap(), Figure::Number((*number).to_owned())));
        rewritten(SHEET, &cells.collect())
    }

    #[test]
    fn a_cell_keeps_its_style_and_all_else_its_letters() {
        let written = filled(&[("A2", "17")]).unwrap();
        assert_eq!(written, SHEET.replace("<c r=\"A2\" s=\"4\"/>", "<c r=\"A2\" s=\"4\"><v>17</v></c>"));
    }

    #[test]
    fn missing_cells_and_rows_are_put_in_their_order() {
        let written =
            filled(&[("B2", "1"), ("D2", "2"), ("B5", "3"), ("C5", "4"), ("A3", "5"), ("A9", "6")]).unwrap();
        let order: Vec<usize> = [
            "\"A2\"",
            "\"B2\"",
            "\"C2\"",
            "\"D2\"",
            "\"A3\"",
            "\"B5\"",
            "\"C5\"",
            "\"A7\"",
            "\"A9\"",
            "</sheetData>",
        ]
        .iter()
        .map(|part| written.find(part).unwrap())
        .collect();
        assert!(order.is_sorted(), "{written}");
        assert!(
            written.contains("<row r=\"5\"><c r=\"B5\"><v>3</v></c><c r=\"C5\"><v>4</v></c></row>"),
            "{written}"
        );
    }

    #[test]
    fn formulas_are_not_overwritten_and_addresses_are_checked() {
        assert_eq!(filled(&[("A7", "1")]), Err(Error::Formula("A7".to_owned())));
        assert_eq!(place("$B$12"), Some((12, 2)));
        assert_eq!(place("AA1"), Some((1, 27)));
        for wrong in ["", "12", "B", "B0", "ABCD1", "B12x", "XFE1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
        assert_eq!(letters(16_384), "XFD");
    }
}
