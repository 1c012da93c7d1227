//! Cells on the clipboard, as Excel and Calc write and read them: tabs between cells, a line
//! break after each row, quotes around what holds a tab, a line break or begins with a quote.
//!
//! A text that the other program would take for a formula gets an apostrophe before it, which is
//! how one types such a text there (OWASP, "CSV Injection"); read back here, it is gone again.
//! Numbers with their sign stay numbers.

use std::borrow::Cow;

/// Writes rows of cells.
#[must_use]
pub fn write<R, T>(rows: R) -> String
where
    R: IntoIterator,
    R::Item: IntoIterator<Item = T>,
    T: AsRef<str>,
{
    let mut text = String::new();
    let (mut lines, mut is_narrow) = (0, true);
    for row in rows {
        for (place, cell) in row.into_iter().enumerate() {
            if place > 0 {
                text.push('\t');
                is_narrow = false;
            }
            write_cell(&mut text, &guarded(cell.as_ref()));
        }
        text.push_str(BREAK);
        lines += 1;
    }
    // A single word is mostly pasted into a line of text: no line break then.
    if lines == 1 && is_narrow && text.len() > BREAK.len() {
        text.truncate(text.len() - BREAK.len());
    }
    text
}

const BREAK: &str = "\r\n";

/// What begins a formula in Excel or Calc.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Whether a text would be a formula elsewhere, perhaps behind apostrophes. A sign before
/// digits, dots and spaces is a number or a telephone's.
fn is_formula(text: &str) -> bool {
    let text = text.trim_start();
    let is_number = |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || " .,%".contains(c));
    match text.strip_prefix(['+', '-']) {
        Some(rest) => !is_number(rest),
        None => text.starts_with(FORMULA),
    }
}

/// A text as it goes out: one more apostrophe before a formula, however many it has already.
fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { text.into() }
}

/// A text as it comes in: one apostrophe less before a formula.
fn unguarded(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest.to_owned(),
        Some(_) | None => text,
    }
}

fn write_cell(text: &mut String, cell: &str) {
    if !cell.starts_with('"') && !cell.contains(['\t', '\n', '\r']) {
        text.push_str(cell);
        return;
    }
    text.push('"');
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

/// Reads rows of cells. Rows may differ in length; a line break at the end begins no row.
#[must_use]
pub fn parse(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    let mut is_in_row = false;
    while !rest.is_empty() {
        let (cell, after) = read_cell(rest);
        row.push(unguarded(cell));
        is_in_row = false;
        rest = after;
        if let Some(after) = after.strip_prefix('\t') {
            rest = after;
            is_in_row = true;
        } else if let Some(after) = strip_break(after) {
            rest = after;
            rows.push(std::mem::take(&mut row));
        }
    }
    if is_in_row {
        row.push(String::new());
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// A cell and what comes after it, beginning with what ends it.
fn read_cell(text: &str) -> (String, &str) {
    if let Some(read) = read_quoted(text) {
        return read;
    }
    let end = text.find(['\t', '\n', '\r']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// A cell in quotes; `None` if the quotes are part of the text.
fn read_quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        if let Some(after) = after.strip_prefix('"') {
            cell.push('"');
            rest = after;
        } else if after.is_empty() || after.starts_with(['\t', '\n', '\r']) {
            return Some((cell, after));
        } else {
            return None;
        }
    }
}

fn strip_break(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\n', '\r']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_excel_and_calc_write_is_read() {
        let excel = "Kim\t1\r\n\"hai\ndòng\"\t\"a \"\"b\"\"\tc\"\r\n";
        assert_eq!(parse(excel), [["Kim", "1"], ["hai\ndòng", "a \"b\"\tc"]]);
        assert_eq!(parse("a\tb\nc\td"), [["a", "b"], ["c", "d"]]);
        assert_eq!(parse("một mình"), [["một mình"]]);
        assert_eq!(parse("a\t\t\n\n"), [vec!["a", "", ""], vec![""]]);
        assert!(parse("").is_empty());
    }

    #[test]
    fn quotes_that_quote_nothing_stay() {
        assert_eq!(parse("\"Hội\" mới\t5\" dài\t\"mở"), [["\"Hội\" mới", "5\" dài", "\"mở"]]);
    }

    #[test]
    fn a_single_word_is_written_without_a_line_break() {
        assert_eq!(write([["Kinh"]]), "Kinh");
        assert_eq!(write([["a", "b"], ["\"c", "d\ne"]]), "a\tb\r\n\"\"\"c\"\t\"d\ne\"\r\n");
    }

    #[test]
    fn formulas_go_out_as_texts_and_numbers_as_numbers() {
        let cells = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3+A1", " =A1", "'=x", "- vắng", "=\tA1"];
        let out = write([cells]);
        assert_eq!(
            out,
            "'=1+1\t'+cmd|' /C calc'!A0\t'@SUM(A1)\t'-2+3+A1\t' =A1\t''=x\t'- vắng\t\"'=\tA1\"\r\n"
        );
        assert_eq!(parse(&out), [cells]);
        let numbers = ["-5", "+84 903.123", "-1.234,5%", "-", "'quoted'", "a=b", "5-3"];
        assert_eq!(write([numbers]), numbers.join("\t") + "\r\n");
        assert_eq!(parse("=A1\t'tư"), [["=A1", "'tư"]], "what others write stays");
    }

    proptest! {
        #[test]
        fn any_texts_come_back_as_they_went(
            columns in 1usize..4,
            cells in prop::collection::vec("[\t\r\n\"a ='+@1ễ-]{0,6}|.{0,8}", 1..24),
        ) {
            let rows: Vec<Vec<String>> = cells.chunks_exact(columns).map(<[String]>::to_vec).collect();
            prop_assert_eq!(parse(&write(&rows)), rows);
        }
    }
}
