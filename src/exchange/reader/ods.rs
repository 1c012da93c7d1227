//! .ods, read by ourselves: the format says "this cell, 16.384 times", and only who reads it cell
//! by cell can refuse that before it is in memory.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use quick_xml::events::{BytesStart, Event};

use super::limits::Meter;
use super::reached;
use crate::exchange::sheet::{Merged, Origin, Row, Sheet};
use crate::exchange::{Error, Result};
use crate::services::Progress;

type Xml<'a> = quick_xml::Reader<BufReader<zip::read::ZipFile<'a, BufReader<File>>>>;

fn damaged(error: impl ToString) -> Error {
    Error::Damaged(error.to_string())
}

/// Does something with the XML of the content.
fn with_content<T>(path: &Path, work: impl FnOnce(&mut Xml<'_>) -> Result<T>) -> Result<T> {
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(path)?)).map_err(damaged)?;
    let content = archive.by_name("content.xml").map_err(damaged)?;
    if content.encrypted() {
        return Err(Error::Protected);
    }
    work(&mut quick_xml::Reader::from_reader(BufReader::new(content)))
}

/// Names of the sheets; the format keeps hidden ones among the others.
pub fn names(path: &Path) -> Result<(Vec<String>, usize)> {
    let names = with_content(path, |xml| {
        let mut names = Vec::new();
        let mut buffer = Vec::new();
        loop {
            match xml.read_event_into(&mut buffer).map_err(damaged)? {
                Event::Start(tag) if local(&tag) == "table" => names.extend(attribute(&tag, "name")),
                Event::Eof => return Ok(names),
                _ => {}
            }
            buffer.clear();
        }
    })?;
    let visible = names.len();
    Ok((names, visible))
}

/// Reads a sheet.
pub fn read(path: &Path, name: &str, progress: &Progress) -> Result<Sheet> {
    with_content(path, |xml| {
        let mut buffer = Vec::new();
        loop {
            match xml.read_event_into(&mut buffer).map_err(damaged)? {
                Event::Start(tag)
                    if local(&tag) == "table" && attribute(&tag, "name").as_deref() == Some(name) =>
                {
                    return Table::new(name).read(xml, progress);
                }
                Event::Eof => return Err(Error::NoSheet(name.to_owned())),
                _ => {}
            }
            buffer.clear();
        }
    })
}

struct Table {
    sheet: Sheet,
    meter: Meter,
    line: u32,
}

impl Table {
    fn new(name: &str) -> Self {
        let sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        Self { sheet, meter: Meter::default(), line: 0 }
    }

    fn read<R: BufRead>(mut self, xml: &mut quick_xml::Reader<R>, progress: &Progress) -> Result<Sheet> {
        let mut buffer = Vec::new();
        loop {
            match xml.read_event_into(&mut buffer).map_err(damaged)? {
                Event::Start(tag) if local(&tag) == "table-row" => {
                    let times = repeated(&tag, "number-rows-repeated");
                    let row = self.row(xml)?;
                    self.keep(&row, times)?;
                    reached(progress, self.sheet.rows.len())?;
                }
                Event::Empty(tag) if local(&tag) == "table-row" => {
                    self.line = self.line.saturating_add(repeated(&tag, "number-rows-repeated"));
                }
                Event::End(tag) if tag.local_name().as_ref() == "table" => return Ok(self.sheet),
                Event::Eof => return Err(damaged("unfinished table")),
                _ => {}
            }
            buffer.clear();
        }
    }

    fn keep(&mut self, row: &Row, times: u32) -> Result<()> {
        if row.is_empty() {
            self.line = self.line.saturating_add(times);
            return Ok(());
        }
        for _ in 0..times {
            self.line = self.line.saturating_add(1);
            self.meter.row()?;
            for cell in row.cells().filter(|cell| !cell.text.is_empty()) {
                self.meter.cell(0, cell.text)?;
            }
            let mut copy = row.clone();
            copy.number = self.line;
            self.sheet.push(copy);
        }
        Ok(())
    }

    fn row<R: BufRead>(&mut self, xml: &mut quick_xml::Reader<R>) -> Result<Row> {
        let mut row = Row::new(self.line.saturating_add(1));
        let mut column = 0_usize;
        let mut buffer = Vec::new();
        loop {
            let event = xml.read_event_into(&mut buffer).map_err(damaged)?;
            match event {
                Event::Start(tag) if is_cell(&tag) => {
                    let times = repeated(&tag, "number-columns-repeated") as usize;
                    self.merge(&tag, row.number, column);
                    let typed = typed(&tag);
                    let spoken = paragraphs(xml)?;
                    let (text, origin) = typed.unwrap_or((spoken, Origin::Text));
                    for at in column..column.saturating_add(if text.is_empty() { 0 } else { times }) {
                        self.meter.cell(at, &text)?;
                        row.put(at, &text, origin, 0);
                    }
                    column = column.saturating_add(times);
                }
                Event::Empty(tag) if is_cell(&tag) => {
                    let times = repeated(&tag, "number-columns-repeated") as usize;
                    if let Some((text, origin)) = typed(&tag) {
                        for at in column..column.saturating_add(times) {
                            self.meter.cell(at, &text)?;
                            row.put(at, &text, origin, 0);
                        }
                    }
                    column = column.saturating_add(times);
                }
                Event::End(tag) if tag.local_name().as_ref() == "table-row" => return Ok(row),
                Event::Eof => return Err(damaged("unfinished row")),
                _ => {}
            }
            buffer.clear();
        }
    }

    fn merge(&mut self, tag: &BytesStart<'_>, line: u32, column: usize) {
        let rows = repeated(tag, "number-rows-spanned");
        let columns = repeated(tag, "number-columns-spanned");
        if (rows > 1 || columns > 1) && self.sheet.merged.len() < 10_000 {
            self.sheet.merged.push(Merged {
                rows: (line, line.saturating_add(rows - 1)),
                columns: (column, column.saturating_add(columns as usize - 1)),
            });
        }
    }
}

fn is_cell(tag: &BytesStart<'_>) -> bool {
    matches!(local(tag).as_str(), "table-cell" | "covered-table-cell")
}

/// What a cell holds besides its text.
fn typed(tag: &BytesStart<'_>) -> Option<(String, Origin)> {
    let value = |name| attribute(tag, name).filter(|value| !value.is_empty());
    match attribute(tag, "value-type")?.as_str() {
        "float" | "currency" | "percentage" => {
            let digits = value("value")?;
            let number = digits.parse().map(super::calc::number).unwrap_or(digits);
            Some((number, Origin::Number))
        }
        "date" => Some((value("date-value")?.chars().take(10).collect(), Origin::Date)),
        "boolean" => Some((value("boolean-value")?, Origin::Bool)),
        _ => None,
    }
}

/// The text of a cell up to its end: its paragraphs, one a line. Remarks at the cell are no text.
fn paragraphs<R: BufRead>(xml: &mut quick_xml::Reader<R>) -> Result<String> {
    let mut text = String::new();
    let (mut depth, mut remark) = (1_usize, 0_usize);
    let mut buffer = Vec::new();
    while depth > 0 {
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) => {
                depth += 1;
                match local(&tag).as_str() {
                    "annotation" => remark = depth,
                    "p" if remark == 0 && !text.is_empty() => text.push('\n'),
                    _ => {}
                }
            }
            Event::Empty(tag) if remark == 0 => match local(&tag).as_str() {
                "s" => text.extend(std::iter::repeat_n(' ', repeated(&tag, "c").min(1000) as usize)),
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                _ => {}
            },
            Event::End(_) => {
                if remark == depth {
                    remark = 0;
                }
                depth -= 1;
            }
            Event::Text(part) if remark == 0 => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) if remark == 0 => {
                let name = part.xml10_content();
                let letter = part.resolve_char_ref().ok().flatten();
                match letter {
                    Some(letter) => text.push(letter),
                    None => {
                        text.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default())
                    }
                }
            }
            Event::Eof => return Err(damaged("unfinished cell")),
            _ => {}
        }
        buffer.clear();
    }
    Ok(text)
}

fn local(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_owned()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

/// A count that an attribute gives; 1 without it.
fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}
