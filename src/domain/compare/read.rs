//! From pasted or typed text to cells, and from cells to numbers.

use super::Decimal;
use crate::domain::number::parse_whole;
use crate::domain::text::tidy;

/// The cells of a text, line by line: columns are separated by tabs (spreadsheets), by upright
/// strokes, or by several spaces; by single ones where a line has no others. Empty lines and the
/// rules of tables in plain text are left out.
#[must_use]
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let has_tabs = text.contains('\t');
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let rows = lines.map(|line| {
        let cells: Vec<String> = if has_tabs {
            line.split('\t').map(cell).collect()
        } else if line.contains('|') {
            let inner = line.trim();
            let inner = inner.strip_prefix('|').unwrap_or(inner);
            inner.strip_suffix('|').unwrap_or(inner).split('|').map(cell).collect()
        } else {
            spaced(line)
        };
        cells
    });
    rows.filter(|cells| !is_rule(cells)).collect()
}

/// A cell without the quotation marks that spreadsheets put around some.
fn cell(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    tidy(inner)
}

/// A line in columns of spaces. With single spaces only, the figures at its end are the columns,
/// and what stands before them is the label.
fn spaced(line: &str) -> Vec<String> {
    let wide: Vec<String> = line.split("  ").map(cell).filter(|cell| !cell.is_empty()).collect();
    if wide.len() > 1 {
        return wide;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let figures = words.iter().rev().take_while(|word| value(word).is_number()).count();
    if figures < 2 {
        return wide;
    }
    let (label, figures) = words.split_at(words.len() - figures);
    let label = (!label.is_empty()).then(|| label.join(" "));
    label.into_iter().chain(figures.iter().map(|word| (*word).to_owned())).collect()
}

/// A line of dashes between header and rows.
fn is_rule(cells: &[String]) -> bool {
    let has_dash = cells.iter().any(|cell| cell.contains("--") || cell.contains("=="));
    has_dash
        && cells.iter().all(|cell| cell.chars().all(|letter| matches!(letter, '-' | ':' | '=' | '+' | ' ')))
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or a dash.
    Empty,
    /// Words.
    Text,
    /// A whole number: a count, or a percentage without decimals.
    Whole(i64),
    /// A number with decimals or with the sign of a percentage.
    Percent(Decimal),
}

impl Value {
    /// Whether it is a number of either kind.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Whole(_) | Self::Percent(_))
    }

    /// The whole number that it is.
    #[must_use]
    pub fn whole(self) -> Option<i64> {
        match self {
            Self::Whole(count) => Some(count),
            Self::Empty | Self::Text | Self::Percent(_) => None,
        }
    }

    /// The number that it is as a percentage.
    #[must_use]
    pub fn decimal(self) -> Option<Decimal> {
        match self {
            Self::Whole(digits) => Some(Decimal { digits, scale: 0 }),
            Self::Percent(decimal) => Some(decimal),
            Self::Empty | Self::Text => None,
        }
    }
}

/// Reads a cell: "4.373", "68,29", "68,29%", "68.29", "—".
#[must_use]
pub fn value(text: &str) -> Value {
    let text = tidy(text);
    let bare = text.strip_suffix('%').map(str::trim_end);
    let number = bare.unwrap_or(&text);
    if number.is_empty() || number.chars().all(|letter| matches!(letter, '-' | '–' | '—' | '.' | '…')) {
        return Value::Empty;
    }
    if let Ok(whole) = parse_whole(number) {
        return match bare {
            Some(_) => Value::Percent(Decimal { digits: whole, scale: 0 }),
            None => Value::Whole(whole),
        };
    }
    decimal(number).map_or(Value::Text, Value::Percent)
}

/// A number with a comma, or with a point that groups nothing.
fn decimal(number: &str) -> Option<Decimal> {
    const MOST_DECIMALS: usize = 6;
    let (whole, decimals) = number.rsplit_once(',').or_else(|| number.rsplit_once('.'))?;
    let is_short = (1..=MOST_DECIMALS).contains(&decimals.len());
    if !is_short || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let scale = u32::try_from(decimals.len()).ok()?;
    let whole = parse_whole(whole).ok()?;
    let digits = whole.checked_mul(10i64.pow(scale))?.checked_add(decimals.parse().ok()?)?;
    Some(Decimal { digits, scale })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_by_tabs_strokes_and_spaces() {
        let expected = vec![vec!["Năm", "HTXS", "%"], vec!["2016", "4.373", "68,29"]];
        for text in [
            "Năm\tHTXS\t%\r\n2016\t\"4.373\"\t68,29\r\n",
            "| Năm | HTXS | % |\n|---|---|---|\n| 2016 | 4.373 | 68,29 |",
            "Năm   HTXS  %\n\n2016  4.373    68,29",
        ] {
            assert_eq!(cells(text), expected, "{text}");
        }
        assert_eq!(cells("Chi bộ Một 4.373 68,29%"), [["Chi bộ Một", "4.373", "68,29%"]]);
        assert_eq!(cells("không có số nào"), [["không có số nào"]]);
        assert_eq!(cells("2016 | 9 | | 2,24"), [["2016", "9", "", "2,24"]]);
        assert!(cells(" \n\t\n").is_empty());
    }

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        let percent = |digits, scale| Value::Percent(Decimal { digits, scale });
        let cases = [
            ("4.373", Value::Whole(4373)),
            ("0", Value::Whole(0)),
            ("68,29", percent(6829, 2)),
            ("68,29 %", percent(6829, 2)),
            ("68.29", percent(6829, 2)),
            ("1.171,18", percent(117_118, 2)),
            ("100%", percent(100, 0)),
            ("112,4", percent(1124, 1)),
            ("—", Value::Empty),
            ("", Value::Empty),
            ("2016 (*)", Value::Text),
            ("Ước 2020", Value::Text),
            ("99999999999999999999", Value::Text),
            ("9999999999999999999,99", Value::Text),
        ];
        for (text, expected) in cases {
            assert_eq!(value(text), expected, "{text}");
        }
    }
}
