//! A ruled table: its header on every page, its rows never cut.

use std::fmt::Write;

use super::xml::{Look, Stance, half_points, paragraph, run, twentieths};
use crate::paper;
use crate::print::page::{Align, Row, Table};
use crate::print::sheet::{CELL_INSET, Sizes};

/// A cell of the grid.
struct Cell<'a> {
    text: &'a str,
    width: f64,
    columns: usize,
    /// `restart` and `continue` join cells of two rows.
    merge: Option<&'static str>,
    align: &'static str,
    look: Look,
}

impl Cell<'_> {
    fn write(&self, xml: &mut String) {
        let _ = write!(xml, r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>"#, twentieths(self.width));
        if self.columns > 1 {
            let _ = write!(xml, r#"<w:gridSpan w:val="{}"/>"#, self.columns);
        }
        if let Some(merge) = self.merge {
            let _ = write!(xml, r#"<w:vMerge w:val="{merge}"/>"#);
        }
        xml.push_str(r#"<w:vAlign w:val="center"/></w:tcPr>"#);
        let stance = Stance { align: self.align, before: 1.5, after: 1.5, ..Stance::default() };
        xml.push_str(&paragraph(stance, &run(self.text, self.look)));
        xml.push_str("</w:tc>");
    }
}

/// The table with columns of these widths, in points; a "TT" column among them if it is numbered.
pub fn table(table: &Table, widths: &[f64], sizes: Sizes) -> String {
    let size = sizes.table(widths.len());
    let mut xml = String::new();
    if !table.caption.is_empty() {
        let look = Look { italic: true, size: Some(size), ..Look::default() };
        let stance = Stance { align: "right", keeps_next: true, ..Stance::default() };
        xml.push_str(&paragraph(stance, &run(&table.caption, look)));
    }
    let all = twentieths(widths.iter().sum());
    let inset = twentieths(CELL_INSET);
    let _ = write!(
        xml,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{all}" w:type="dxa"/><w:tblBorders>{}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{inset}" w:type="dxa"/><w:right w:w="{inset}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#,
        rules()
    );
    for width in widths {
        let _ = write!(xml, r#"<w:gridCol w:w="{}"/>"#, twentieths(*width));
    }
    xml.push_str("</w:tblGrid>");
    Writer { table, widths, size, xml: &mut xml }.rows();
    xml.push_str("</w:tbl>");
    // Two tables without a paragraph between would become one.
    let _ = write!(
        xml,
        r#"<w:p><w:pPr><w:spacing w:after="0"/><w:rPr><w:sz w:val="{}"/></w:rPr></w:pPr></w:p>"#,
        half_points(6.0)
    );
    xml
}

fn rules() -> String {
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    sides.iter().fold(String::new(), |mut xml, side| {
        let _ = write!(xml, r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
        xml
    })
}

struct Writer<'a> {
    table: &'a Table,
    widths: &'a [f64],
    size: f64,
    xml: &'a mut String,
}

impl Writer<'_> {
    fn rows(&mut self) {
        self.header();
        let mut number = 0;
        for row in &self.table.rows {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            match row {
                Row::Cells(texts) => {
                    number += 1;
                    self.cells(texts, number);
                }
                Row::Total { label, span, values } => self.total(label, *span, values),
            }
            self.xml.push_str("</w:tr>");
        }
    }

    fn first(&self) -> usize {
        usize::from(self.table.numbered)
    }

    fn width(&self, at: usize, columns: usize) -> f64 {
        self.widths.iter().skip(at).take(columns).sum()
    }

    fn look(&self, bold: bool) -> Look {
        Look { bold, size: Some(self.size), ..Look::default() }
    }

    fn cell(&mut self, text: &str, (at, columns): (usize, usize), (align, bold): (&'static str, bool)) {
        let cell =
            Cell { text, width: self.width(at, columns), columns, merge: None, align, look: self.look(bold) };
        cell.write(self.xml);
    }

    fn cells(&mut self, texts: &[String], number: usize) {
        if self.table.numbered {
            self.cell(&number.to_string(), (0, 1), ("center", false));
        }
        for (place, text) in texts.iter().enumerate() {
            self.cell(text, (self.first() + place, 1), (self.align(place), false));
        }
    }

    fn total(&mut self, label: &str, span: usize, values: &[String]) {
        let columns = span.max(1) + self.first();
        self.cell(label, (0, columns), (if columns > 1 { "left" } else { "center" }, true));
        for (place, value) in values.iter().enumerate() {
            let align = self.align(span.max(1) + place);
            self.cell(value, (columns + place, 1), (align, true));
        }
    }

    fn align(&self, place: usize) -> &'static str {
        match self.table.columns.get(place).map(|column| column.align) {
            Some(Align::Center) => "center",
            Some(Align::Right) => "right",
            Some(Align::Left) | None => "left",
        }
    }

    fn header(&mut self) {
        let grouped = self.table.columns.iter().any(|column| !column.group.is_empty());
        self.header_row(grouped, true);
        if grouped {
            self.header_row(grouped, false);
        }
    }

    /// The upper row has the groups, the lower one the titles below them; a column without a
    /// group goes through both.
    fn header_row(&mut self, grouped: bool, upper: bool) {
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        let merge = |alone: bool| match (grouped && alone, upper) {
            (true, true) => Some("restart"),
            (true, false) => Some("continue"),
            (false, _) => None,
        };
        let mut at = 0;
        if self.table.numbered {
            let order = paper!("print-order");
            self.title(if upper { &order } else { "" }, (0, 1), merge(true));
            at = 1;
        }
        for group in self.table.columns.chunk_by(|a, b| !a.group.is_empty() && a.group == b.group) {
            let Some(first) = group.first() else { continue };
            if !first.group.is_empty() && upper {
                self.title(&first.group, (at, group.len()), None);
                at += group.len();
                continue;
            }
            for column in group {
                let alone = column.group.is_empty();
                let text = if alone && !upper { "" } else { &column.title };
                self.title(text, (at, 1), merge(alone));
                at += 1;
            }
        }
        self.xml.push_str("</w:tr>");
    }

    fn title(&mut self, text: &str, (at, columns): (usize, usize), merge: Option<&'static str>) {
        let (width, look) = (self.width(at, columns), self.look(true));
        Cell { text, width, columns, merge, align: "center", look }.write(self.xml);
    }
}
