//! Cells on the clipboard, as Excel and Calc write and read them: tabs between cells, a line
//! break after each row, quotes around what holds a tab, a line break or begins with a quote.
//!
//! Texts stay as they are: what begins with `=` is a formula for the program that it is pasted
//! into, as it is when copied from there.

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
            write_cell(&mut text, cell.as_ref());
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
        row.push(cell);
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

    proptest! {
        #[test]
        fn any_texts_come_back_as_they_went(
            columns in 1usize..4,
            cells in prop::collection::vec("[\t\r\n\"a =ễ]{0,6}|.{0,8}", 1..24),
        ) {
            let rows: Vec<Vec<String>> = cells.chunks_exact(columns).map(<[String]>::to_vec).collect();
            prop_assert_eq!(parse(&write(&rows)), rows);
        }
    }
}
