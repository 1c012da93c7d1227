//! Putting figures into given cells of a workbook that somebody else made, and changing nothing
//! else in it: only the sheets that get a figure are rewritten, cell by cell; every other part is
//! copied as it is, byte for byte.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, Write};

use quick_xml::events::{BytesStart, Event};

use super::{Error, Result};
use crate::domain::cell::{CellAddress, letters, place};
use crate::services::filling::Value;

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A number, in digits, with a point before decimals.
    Number(String),
    /// A text.
    Text(String),
}

impl Content {
    /// What a figure of the register becomes in a cell: percentages are numbers of percent (11.78);
    /// a figure that there is not leaves the cell as it is.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Count(count) => Some(Self::Number(count.to_string())),
            Value::Year(year) => Some(Self::Number(year.to_string())),
            Value::Share(share) => Some(Self::Number(share.as_f64().to_string())),
            Value::Text(text) => Some(Self::Text(text.clone())),
            Value::Nothing => None,
        }
    }
}

/// The part that names the sheets.
const BOOK: &str = "xl/workbook.xml";

/// Fills cells of a workbook; its new bytes. Formulas stay, and where there are any the workbook is
/// told to compute them when it is opened, since it keeps what they last came to.
///
/// # Errors
/// [`Error::UnknownFormat`] for what is no .xlsx, [`Error::Damaged`], [`Error::NoSheet`],
/// [`Error::Formula`] for a cell that computes, [`Error::Merged`] for one that lies hidden under
/// another, [`Error::TooLarge`].
pub fn fill(workbook: &[u8], fillings: &[(CellAddress, Content)]) -> Result<Vec<u8>> {
    if !workbook.starts_with(b"PK\x03\x04") {
        return Err(Error::UnknownFormat);
    }
    super::reader::check_size(Cursor::new(workbook))?;
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).map_err(damaged)?;
    let sheets = sheets(&mut archive)?;
    let mut by_part: BTreeMap<String, Cells> = BTreeMap::new();
    for (address, content) in fillings {
        let found = match address.sheet.as_str() {
            "" => sheets.first(),
            name => sheets.iter().find(|(other, _)| other == name),
        };
        let part = found.ok_or_else(|| Error::NoSheet(address.sheet.clone()))?.1.clone();
        by_part.entry(part).or_default().insert((address.row, address.column), content.clone());
    }
    let mut computes = false;
    for (_, part) in &sheets {
        computes = computes || has_formulas(&text_of(&mut archive, part)?);
    }
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(workbook.len())));
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let (name, options) = (part.name().map_err(damaged)?.into_owned(), part.options());
        drop(part);
        let new = match by_part.remove(&name) {
            Some(cells) => Some(rewritten(&text_of(&mut archive, &name)?, &cells)?),
            None if name == BOOK && computes => recomputed(&text_of(&mut archive, &name)?)?,
            None => None,
        };
        match new {
            Some(text) => {
                written.start_file(name, options).map_err(damaged)?;
                written.write_all(text.as_bytes())?;
            }
            None => {
                let raw = archive.by_index_raw(index).map_err(damaged)?;
                written.raw_copy_file(raw).map_err(damaged)?;
            }
        }
    }
    if let Some(part) = by_part.into_keys().next() {
        return Err(Error::NoSheet(part));
    }
    Ok(written.finish().map_err(damaged)?.into_inner())
}

fn text_of<R: Read + Seek>(archive: &mut zip::ZipArchive<R>, name: &str) -> Result<String> {
    let mut text = String::new();
    archive.by_name(name).map_err(damaged)?.read_to_string(&mut text).map_err(damaged)?;
    Ok(text)
}

fn has_formulas(sheet: &str) -> bool {
    ["<f>", "<f ", "<x:f>", "<x:f "].iter().any(|tag| sheet.contains(tag))
}

/// The workbook with the wish to be computed when it is opened; none when it has that already.
fn recomputed(book: &str) -> Result<Option<String>> {
    const WISH: &str = "fullCalcOnLoad";
    let mut reader = quick_xml::Reader::from_str(book);
    let (mut before, mut behind_sheets) = (0_usize, None);
    loop {
        let event = reader.read_event().map_err(damaged)?;
        let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "calcPr" => {
                let text = book.get(before..after).unwrap_or_default();
                if text.contains(WISH) {
                    return Ok(None);
                }
                let name = before + 1 + tag.name().as_ref().len();
                let (start, end) = (book.get(..name), book.get(name..));
                return Ok(start.zip(end).map(|(start, end)| format!("{start} {WISH}=\"1\"{end}")));
            }
            // The schema wants it behind these.
            Event::End(tag)
                if ["sheets", "functionGroups", "externalReferences", "definedNames"]
                    .contains(&tag.local_name().as_ref()) =>
            {
                behind_sheets = Some((after, prefix(tag.name().as_ref())));
            }
            Event::Eof => break,
            _ => {}
        }
        before = after;
    }
    let Some((at, prefix)) = behind_sheets else { return Err(damaged("no sheets")) };
    let (start, end) = (book.get(..at).unwrap_or_default(), book.get(at..).unwrap_or_default());
    Ok(Some(format!("{start}<{prefix}calcPr {WISH}=\"1\"/>{end}")))
}

/// What stands before the local name of an element: "x:" or nothing.
fn prefix(name: &str) -> String {
    name.split_once(':').map(|(prefix, _)| format!("{prefix}:")).unwrap_or_default()
}

/// Figures by row and column, both from 1.
type Cells = BTreeMap<(u32, u32), Content>;

fn damaged(error: impl ToString) -> Error {
    Error::Damaged(error.to_string())
}

/// Names of the sheets with the parts of the archive that they are.
fn sheets<R: Read + Seek>(archive: &mut zip::ZipArchive<R>) -> Result<Vec<(String, String)>> {
    let (book, relations) = (text_of(archive, BOOK)?, text_of(archive, "xl/_rels/workbook.xml.rels")?);
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

/// An element of a sheet that is a row or cell: where it begins and ends in the text.
struct Span {
    row: u32,
    column: u32,
    start: usize,
    /// Where its end tag begins; its end for an element without one.
    inner: usize,
    end: usize,
    style: Option<String>,
    has_formula: bool,
    is_empty: bool,
}

/// What is known of a sheet's text.
#[derive(Default)]
struct Outline {
    rows: Vec<Span>,
    cells: Vec<Span>,
    /// Merged cells: first row and column, last row and column.
    merged: Vec<((u32, u32), (u32, u32))>,
    /// Where the data ends.
    data: usize,
    /// What stands before the names of elements: "x:" or nothing.
    prefix: String,
}

/// A sheet with figures in its cells. All text between is copied as it stands.
fn rewritten(xml: &str, cells: &Cells) -> Result<String> {
    let outline = Outline::of(xml)?;
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    let mut inserted: BTreeMap<usize, String> = BTreeMap::new();
    let mut new_rows: BTreeMap<u32, String> = BTreeMap::new();
    let prefix = outline.prefix.as_str();
    for ((row, column), content) in cells {
        outline.check(*row, *column)?;
        let old = outline.cells.iter().find(|span| (span.row, span.column) == (*row, *column));
        let new = cell((*row, *column), prefix, old.and_then(|old| old.style.as_deref()), content);
        match (old, outline.rows.iter().find(|span| span.row == *row)) {
            (Some(old), _) => edits.push((old.start, old.end, new)),
            (None, Some(span)) if span.is_empty => {
                let end = format!("</{prefix}row>");
                match edits.iter_mut().find(|(start, _, _)| *start == span.start) {
                    Some((_, _, text)) => text.insert_str(text.len() - end.len(), &new),
                    None => {
                        let tag = xml.get(span.start..span.end).unwrap_or_default();
                        let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
                        edits.push((span.start, span.end, format!("{open}>{new}{end}")));
                    }
                }
            }
            (None, Some(span)) => {
                let right = outline.cells.iter().filter(|cell| cell.row == *row && cell.column > *column);
                let at = right.map(|cell| cell.start).min().unwrap_or(span.inner);
                inserted.entry(at).or_default().push_str(&new);
            }
            (None, None) => new_rows.entry(*row).or_default().push_str(&new),
        }
    }
    for (row, content) in new_rows {
        let below = outline.rows.iter().filter(|span| span.row > row);
        let at = below.map(|span| span.start).min().unwrap_or(outline.data);
        let row = format!("<{prefix}row r=\"{row}\">{content}</{prefix}row>");
        inserted.entry(at).or_default().push_str(&row);
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

impl Outline {
    fn of(xml: &str) -> Result<Self> {
        let mut reader = quick_xml::Reader::from_str(xml);
        let mut outline = Self::default();
        let (mut before, mut is_whole) = (0_usize, false);
        loop {
            let event = reader.read_event().map_err(damaged)?;
            let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(tag) => outline.open(&tag, (before, after), false)?,
                Event::Empty(tag) => outline.open(&tag, (before, after), true)?,
                Event::End(tag) => match tag.local_name().as_ref() {
                    "row" => close(outline.rows.last_mut(), before, after),
                    "c" => close(outline.cells.last_mut(), before, after),
                    "sheetData" => (outline.data, is_whole) = (before, true),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
            before = after;
        }
        if is_whole { Ok(outline) } else { Err(damaged("no data")) }
    }

    fn open(&mut self, tag: &BytesStart<'_>, (start, end): (usize, usize), is_empty: bool) -> Result<()> {
        let value = |name: &str| {
            let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
            Some(found.value.into_owned())
        };
        let span = |(row, column), style| Span {
            row,
            column,
            start,
            inner: end,
            end,
            style,
            has_formula: false,
            is_empty,
        };
        match tag.local_name().as_ref() {
            "sheetData" if is_empty => return Err(damaged("empty sheet")),
            "sheetData" => self.prefix = prefix(tag.name().as_ref()),
            // Numbers and addresses may be left out: then a row or cell follows the one before.
            "row" => {
                let next = self.rows.last().map_or(1, |row| row.row.saturating_add(1));
                let row = value("r").map_or(Ok(next), |row| row.parse()).map_err(damaged)?;
                self.rows.push(span((row, 0), None));
            }
            "c" => {
                let row = self.rows.last().map_or(1, |row| row.row);
                let before = self.cells.last().filter(|cell| cell.row == row).map_or(0, |cell| cell.column);
                let at = match value("r") {
                    Some(address) => place(&address).ok_or_else(|| damaged("cell without address"))?,
                    None => (row, before.saturating_add(1)),
                };
                self.cells.push(span(at, value("s")));
            }
            "f" => self.cells.last_mut().into_iter().for_each(|cell| cell.has_formula = true),
            "mergeCell" => {
                let area = value("ref").unwrap_or_default();
                self.merged.extend(area.split_once(':').and_then(|(from, to)| place(from).zip(place(to))));
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether something may be put into a cell.
    fn check(&self, row: u32, column: u32) -> Result<()> {
        let address = |(row, column): (u32, u32)| format!("{}{row}", letters(column));
        let at = (row, column);
        if self.cells.iter().any(|cell| (cell.row, cell.column) == at && cell.has_formula) {
            return Err(Error::Formula(address(at)));
        }
        let covers = |(from, to): &&((u32, u32), (u32, u32))| {
            (from.0..=to.0).contains(&row) && (from.1..=to.1).contains(&column)
        };
        match self.merged.iter().find(covers) {
            Some((first, _)) if *first != at => {
                Err(Error::Merged { cell: address(at), first: address(*first) })
            }
            Some(_) | None => Ok(()),
        }
    }
}

fn close(span: Option<&mut Span>, inner: usize, end: usize) {
    if let Some(span) = span {
        (span.inner, span.end) = (inner, end);
    }
}

/// A cell with its style kept.
fn cell((row, column): (u32, u32), prefix: &str, style: Option<&str>, content: &Content) -> String {
    let address = format!("{}{row}", letters(column));
    let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
    let (kind, inside) = match content {
        Content::Number(number) => {
            ("", format!("<{prefix}v>{}</{prefix}v>", quick_xml::escape::escape(number)))
        }
        Content::Text(text) => {
            let text = quick_xml::escape::escape(text);
            let inside =
                format!("<{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is>");
            (" t=\"inlineStr\"", inside)
        }
    };
    format!("<{prefix}c r=\"{address}\"{style}{kind}>{inside}</{prefix}c>")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "<worksheet><sheetData><row r=\"2\" spans=\"1:3\"><c r=\"A2\" s=\"4\"/><c r=\"C2\" t=\"s\"><v>0</v></c></row>\
        <row r=\"5\"/><row r=\"7\"><c r=\"A7\"><f>A2*2</f><v>0</v></c></row></sheetData>\
        <mergeCells count=\"1\"><mergeCell ref=\"E2:G3\"/></mergeCells><pageMargins left=\"0.7\"/></worksheet>";

    fn filled_in(sheet: &str, cells: &[(&str, &str)]) -> Result<String> {
        let cells =
            cells.iter().map(|(at, number)| (place(at).unwrap(), Content::Number((*number).to_owned())));
        rewritten(sheet, &cells.collect())
    }

    fn filled(cells: &[(&str, &str)]) -> Result<String> {
        filled_in(SHEET, cells)
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
        let parts = ["A2", "B2", "C2", "D2", "A3", "B5", "C5", "A7", "A9"];
        let order: Vec<usize> =
            parts.iter().map(|part| written.find(&format!("r=\"{part}\"")).unwrap()).collect();
        assert!(order.is_sorted(), "{written}");
        let row = "<row r=\"5\"><c r=\"B5\"><v>3</v></c><c r=\"C5\"><v>4</v></c></row>";
        assert!(written.contains(row), "{written}");
    }

    #[test]
    fn elements_with_a_prefix_and_without_addresses_are_understood() {
        // As the OpenXML library of .NET writes them.
        let sheet = "<x:worksheet><x:sheetData><x:row><x:c s=\"1\"/><x:c><x:v>1</x:v></x:c></x:row>\
            </x:sheetData></x:worksheet>";
        let written = filled_in(sheet, &[("A1", "7"), ("C1", "8"), ("A2", "9")]).unwrap();
        assert_eq!(
            written,
            "<x:worksheet><x:sheetData><x:row><x:c r=\"A1\" s=\"1\"><x:v>7</x:v></x:c>\
            <x:c><x:v>1</x:v></x:c><x:c r=\"C1\"><x:v>8</x:v></x:c></x:row>\
            <x:row r=\"2\"><x:c r=\"A2\"><x:v>9</x:v></x:c></x:row></x:sheetData></x:worksheet>"
        );
    }

    #[test]
    fn formulas_and_hidden_parts_of_merged_cells_are_not_overwritten() {
        assert_eq!(filled(&[("A7", "1")]), Err(Error::Formula("A7".to_owned())));
        let merged = Error::Merged { cell: "F3".to_owned(), first: "E2".to_owned() };
        assert_eq!(filled(&[("F3", "1")]), Err(merged));
        assert!(filled(&[("E2", "1")]).is_ok());
    }

    #[test]
    fn a_workbook_is_told_once_to_compute() {
        let plain = "<workbook><sheets><sheet/></sheets></workbook>";
        let told = "<workbook><sheets><sheet/></sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>";
        assert_eq!(recomputed(plain).unwrap().as_deref(), Some(told));
        assert_eq!(recomputed(told).unwrap(), None);
        let with = "<w><sheets></sheets><calcPr calcId=\"191029\"/></w>";
        let after = "<w><sheets></sheets><calcPr fullCalcOnLoad=\"1\" calcId=\"191029\"/></w>";
        assert_eq!(recomputed(with).unwrap().as_deref(), Some(after));
    }
}
