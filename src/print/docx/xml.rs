//! The few pieces of WordprocessingML that everything is made of.

use std::fmt::Write;

/// Points as twentieths, which Word measures in.
#[allow(clippy::cast_possible_truncation)] // No sheet is wider than some thousand points.
pub fn twentieths(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

/// Points as halves, in which sizes of letters are given.
#[allow(clippy::cast_possible_truncation)] // Letters are smaller than a hundred points.
pub fn half_points(points: f64) -> i64 {
    (points * 2.0).round() as i64
}

/// Text as XML holds it. What XML can't hold at all (control characters) is left out.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// How letters look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub underlined: bool,
    /// In points; none for the size of running text.
    pub size: Option<f64>,
}

/// Text that looks the same throughout; a line break for each end of a line.
pub fn run(text: &str, look: Look) -> String {
    let mut xml = String::from("<w:r><w:rPr>");
    if look.bold {
        xml.push_str("<w:b/>");
    }
    if look.italic {
        xml.push_str("<w:i/>");
    }
    if let Some(size) = look.size.map(half_points) {
        let _ = write!(xml, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
    }
    if look.underlined {
        xml.push_str(r#"<w:u w:val="single"/>"#);
    }
    xml.push_str("</w:rPr>");
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            xml.push_str("<w:br/>");
        }
        let _ = write!(xml, r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line));
    }
    xml.push_str("</w:r>");
    xml
}

/// How a paragraph stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stance {
    /// `left`, `center`, `right` or `both`.
    pub align: &'static str,
    /// Room before and after, in points.
    pub before: f64,
    pub after: f64,
    /// Whether the first line stands in by 10 mm.
    pub indented: bool,
    /// Whether it stays on the page of the paragraph after it.
    pub keeps_next: bool,
}

/// A paragraph of these runs.
pub fn paragraph(stance: Stance, runs: &str) -> String {
    let mut xml = String::from("<w:p><w:pPr>");
    if stance.keeps_next {
        xml.push_str("<w:keepNext/>");
    }
    let (before, after) = (twentieths(stance.before), twentieths(stance.after));
    let _ = write!(xml, r#"<w:spacing w:before="{before}" w:after="{after}"/>"#);
    if stance.indented {
        xml.push_str(r#"<w:ind w:firstLine="567"/>"#);
    }
    let align = if stance.align.is_empty() { "left" } else { stance.align };
    let _ = write!(xml, r#"<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>"#);
    xml
}

/// A table without rules, of columns of these widths in points, with one row of cells.
pub fn side_by_side(widths: &[f64], cells: &[String]) -> String {
    let all = twentieths(widths.iter().sum());
    let mut xml = format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{all}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#
    );
    for width in widths {
        let _ = write!(xml, r#"<w:gridCol w:w="{}"/>"#, twentieths(*width));
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (width, cell) in widths.iter().zip(cells) {
        let width = twentieths(*width);
        let _ = write!(xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>"#);
    }
    xml.push_str("</w:tr></w:tbl>");
    xml
}
