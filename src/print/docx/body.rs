//! The text of a document: head, title, paragraphs, tables, signature.

use super::table;
use super::xml::{Look, Stance, paragraph, run, side_by_side};
use crate::chart::Chart;
use crate::domain::number;
use crate::paper;
use crate::print::page::{Block, Document, Letterhead, Orientation, Signature};
use crate::print::piece::Plan;
use crate::print::sheet::Sizes;

/// `word/document.xml`.
pub fn document(parts: &[(&Document, Plan)]) -> String {
    let mut body = String::new();
    for (place, (document, plan)) in parts.iter().enumerate() {
        Writer { document, plan, sizes: plan.sizes() }.write(&mut body);
        let section = super::section(
            plan.sheet(),
            document.orientation == Orientation::Landscape,
            document.footer.as_deref().is_some_and(|footer| !footer.is_empty()),
        );
        if place + 1 < parts.len() {
            body.push_str("<w:p><w:pPr>");
            body.push_str(&section);
            body.push_str("</w:pPr></w:p>");
        } else {
            body.push_str(&section);
        }
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{body}</w:body></w:document>"#
    )
}

struct Writer<'a> {
    document: &'a Document,
    plan: &'a Plan,
    sizes: Sizes,
}

const CENTRED: Stance =
    Stance { align: "center", before: 0.0, after: 0.0, indented: false, keeps_next: false };
const BOLD: Look = Look { bold: true, italic: false, underlined: false, size: None };
const PLAIN: Look = Look { bold: false, italic: false, underlined: false, size: None };
const ITALIC: Look = Look { bold: false, italic: true, underlined: false, size: None };

impl Writer<'_> {
    fn write(&self, body: &mut String) {
        self.opening(body);
        for (place, block) in self.document.blocks.iter().enumerate() {
            self.block(place, block, body);
        }
        if let Some(signature) = &self.document.signature {
            body.push_str(&self.signature(signature));
        }
    }

    fn opening(&self, body: &mut String) {
        let document = self.document;
        let dated = &document.place_and_date;
        if let Some(head) = &document.letterhead {
            body.push_str(&self.head(head));
        } else if !dated.is_empty() {
            body.push_str(&paragraph(Stance { align: "right", ..CENTRED }, &run(dated, ITALIC)));
        }
        let title = Look { size: Some(self.sizes.title), ..BOLD };
        let above = Stance { before: 12.0, keeps_next: true, ..CENTRED };
        body.push_str(&paragraph(above, &run(&document.title.to_uppercase(), title)));
        if !document.subtitle.is_empty() {
            body.push_str(&paragraph(CENTRED, &run(&document.subtitle, BOLD)));
        }
        let below = Stance { after: 8.0, ..CENTRED };
        body.push_str(&paragraph(
            below,
            &run(if document.letterhead.is_some() { "-----" } else { "" }, PLAIN),
        ));
        for text in &document.intro {
            body.push_str(&running(text));
        }
    }

    fn head(&self, head: &Letterhead) -> String {
        let sheet = self.plan.sheet();
        let mut left = String::new();
        if !head.upper_body.is_empty() {
            left.push_str(&paragraph(CENTRED, &run(&head.upper_body.to_uppercase(), PLAIN)));
        }
        let issuing = if head.issuing_body.is_empty() {
            paper!("print-blank-body")
        } else {
            head.issuing_body.to_uppercase()
        };
        left.push_str(&paragraph(CENTRED, &run(&issuing, BOLD)));
        left.push_str(&paragraph(CENTRED, &run("*", PLAIN)));
        let number = head.number.as_deref().map(|number| match number {
            "" => paper!("print-blank-number"),
            number => paper!("print-number", number = number),
        });
        if let Some(number) = &number {
            left.push_str(&paragraph(CENTRED, &run(number, PLAIN)));
        }
        let party = Look { size: Some((self.sizes.body + 1.0).min(16.0)), underlined: true, ..BOLD };
        let mut right = paragraph(CENTRED, &run(&paper!("print-party"), party));
        let dated = match self.document.place_and_date.as_str() {
            "" => paper!("print-blank-place-and-date"),
            dated => dated.to_owned(),
        };
        // Level with the number on the left.
        let lines = usize::from(!head.upper_body.is_empty()) + usize::from(number.is_some());
        for _ in 0..lines {
            right.push_str(&paragraph(CENTRED, &run("", PLAIN)));
        }
        right.push_str(&paragraph(CENTRED, &run(&dated, ITALIC)));
        let gap = sheet.text_width() - sheet.left_block - sheet.right_block;
        let empty = paragraph(CENTRED, "");
        side_by_side(&[sheet.left_block, gap, sheet.right_block], &[left, empty, right])
    }

    fn block(&self, place: usize, block: &Block, body: &mut String) {
        match block {
            Block::Paragraph(text) => body.push_str(&running(text)),
            Block::Heading(text) => {
                let stance = Stance { before: 6.0, after: 3.0, keeps_next: true, ..Stance::default() };
                body.push_str(&paragraph(stance, &run(text, BOLD)));
            }
            Block::Note(text) => {
                let look = Look { size: Some(self.sizes.note), ..ITALIC };
                body.push_str(&paragraph(Stance { before: 3.0, ..Stance::default() }, &run(text, look)));
            }
            Block::Code(groups) => {
                let look = Look { size: Some(22.0), ..BOLD };
                let stance = Stance { before: 20.0, after: 20.0, ..CENTRED };
                body.push_str(&paragraph(stance, &run(&groups.join("  "), look)));
            }
            Block::Table(it) => {
                let widths = self.plan.widths(place).unwrap_or_default();
                body.push_str(&table::table(it, widths, self.sizes));
            }
            Block::Chart(chart) => body.push_str(&figures(chart)),
        }
    }

    /// Who gets it, at the left of the signature.
    fn recipients(&self) -> String {
        if self.document.recipients.is_empty() {
            return paragraph(CENTRED, "");
        }
        let stance = |before| Stance { align: "left", before, keeps_next: true, ..CENTRED };
        let head = Look { underlined: true, ..PLAIN };
        let named = self.document.recipients.iter().map(|line| paragraph(stance(0.0), &run(line, PLAIN)));
        std::iter::once(paragraph(stance(18.0), &run(&paper!("print-recipients"), head)))
            .chain(named)
            .collect()
    }

    fn signature(&self, signature: &Signature) -> String {
        let sheet = self.plan.sheet();
        let mut right = String::new();
        let mut line = |text: &str, look: Look, before: f64| {
            let stance = Stance { before, keeps_next: true, ..CENTRED };
            right.push_str(&paragraph(stance, &run(text, look)));
        };
        line(&signature.authority.to_uppercase(), BOLD, 18.0);
        line(&signature.post.to_uppercase(), PLAIN, 0.0);
        // Room for the signature, 25 mm.
        line(signature.name.as_deref().unwrap_or_default(), BOLD, 71.0);
        let left = self.recipients();
        // A body must not end in a table.
        let end = paragraph(CENTRED, "");
        let widths = [sheet.text_width() - sheet.right_block, sheet.right_block];
        format!("{}{end}", side_by_side(&widths, &[left, right]))
    }
}

fn running(text: &str) -> String {
    let stance = Stance { align: "both", after: 6.0, indented: true, ..Stance::default() };
    paragraph(stance, &run(text, PLAIN))
}

/// A chart's figures, a line for each series: what Word can edit.
fn figures(chart: &Chart) -> String {
    let stance = Stance { before: 6.0, keeps_next: true, ..CENTRED };
    let title = paragraph(stance, &run(&chart.title, BOLD));
    let lines = chart.series.iter().map(|series| {
        let shown = chart.categories.iter().zip(&series.values).map(|(category, value)| {
            let value = value.map_or_else(|| "—".to_owned(), |value| figure(chart, value));
            format!("{category}: {value}")
        });
        let text = format!("{} - {}", series.name, shown.collect::<Vec<_>>().join("; "));
        paragraph(Stance::default(), &run(&text, PLAIN))
    });
    std::iter::once(title).chain(lines).collect()
}

fn figure(chart: &Chart, value: i64) -> String {
    match chart.unit {
        crate::chart::Unit::Count => number::group(value),
        crate::chart::Unit::Percent => number::Percent(value).to_string(),
    }
}
