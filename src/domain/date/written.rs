//! Dates as they stand in other people's workbooks: words around them, hours behind them, days of
//! Excel, dots for what is not known.

use chrono::{Days, NaiveDate};

use super::{PartialDate, parse};
use crate::domain::problem::Kind;
use crate::domain::text::{fold, tidy};

/// Reads a date from a workbook: all that [`parse`] reads, and "ngày 05 tháng 3 năm 1975",
/// "tháng 3/1975", "năm 1975", "05/03/1975 00:00:00", "1975-03-05T00:00:00", "5,3,1975",
/// "00/00/1975" and "../3/1975" for a day that nobody knows. Never with the month first.
///
/// # Errors
/// As [`parse`].
pub fn parse_written(text: &str) -> Result<PartialDate, Kind> {
    parse(&as_typed(text))
}

/// The text as a person would type it into a date field; what is no date stays as it is.
#[must_use]
pub fn as_typed(text: &str) -> String {
    let tidied = tidy(text);
    if parse(&tidied).is_ok() {
        return tidied;
    }
    let words = fold(&tidied).replace(',', "/");
    let day = without_hour(words.trim_matches(['.', ';', '\'', ' ', '(', ')']));
    let mut parts: Vec<String> = vec![String::new()];
    for letter in day.chars() {
        let last = parts.len() - 1;
        match letter {
            '0'..='9' => parts[last].push(letter),
            // Dots, dashes and crosses stand for digits that are not known.
            '.' | '_' | '-' | '…' | 'x'
                if parts[last].is_empty() || !parts[last].starts_with(|c: char| c.is_ascii_digit()) =>
            {
                parts[last].push('?');
            }
            '/' | '-' | '.' | ' ' => parts.push(String::new()),
            _ => parts[last].push(letter),
        }
    }
    let known: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| {
            !part.is_empty() && !matches!(*part, "ngay" | "thang" | "nam" | "sinh" | "mung" | "mong")
        })
        .skip_while(|part| is_unknown(part))
        .collect();
    let is_read = !known.is_empty()
        && known.len() <= 3
        && known.iter().all(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()));
    // A month of "00" was skipped with the day; what begins with a year has no place for marks.
    if is_read { known.join("/") } else { tidied }
}

fn is_unknown(part: &str) -> bool {
    part.chars().all(|letter| letter == '?') || part.bytes().all(|b| b == b'0')
}

/// The text before the hour that some programs write behind a date.
fn without_hour(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let end = text[..colon].rfind([' ', 't']).unwrap_or(colon);
    text[..end].trim_end()
}

/// The day that Excel counts as this number: 1 is 01/01/1900 and Excel holds 1900 for a leap year,
/// so 61 is 01/03/1900; on old Macintoshes 0 is 01/01/1904. None for what lies outside the years
/// 1900 to 2100.
#[must_use]
pub fn from_serial(serial: i64, from_1904: bool) -> Option<PartialDate> {
    let (year, month, day, skipped) = match (from_1904, serial) {
        (true, _) => (1904, 1, 1, 0),
        (false, 60..) => (1899, 12, 30, 0),
        (false, _) => (1899, 12, 31, 0),
    };
    let start = NaiveDate::from_ymd_opt(year, month, day)?;
    let date = start.checked_add_days(Days::new(u64::try_from(serial - skipped).ok()?))?;
    PartialDate::from_iso(&date.format("%Y-%m-%d").to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_workbooks_are_read() {
        for (text, iso) in [
            ("5/3/1975", "1975-03-05"),
            ("05-03-75", "1975-03-05"),
            ("ngày 05 tháng 3 năm 1975", "1975-03-05"),
            ("Ngày 5 tháng 3, 1975", "1975-03-05"),
            ("05/03/1975 00:00:00", "1975-03-05"),
            ("1975-03-05T00:00:00", "1975-03-05"),
            ("5,3,1975", "1975-03-05"),
            ("05/03/1975.", "1975-03-05"),
            ("'05/03/1975", "1975-03-05"),
            ("tháng 3 năm 1975", "1975-03"),
            ("3/1975", "1975-03"),
            ("00/03/1975", "1975-03"),
            ("../3/1975", "1975-03"),
            ("00/00/1975", "1975"),
            ("--/--/1975", "1975"),
            ("năm 1975", "1975"),
            ("Sinh năm 1975", "1975"),
            ("1975", "1975"),
        ] {
            assert_eq!(parse_written(text).map(PartialDate::to_iso), Ok(iso.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_month_never_comes_first_and_nonsense_stays() {
        assert_eq!(parse_written("12/25/1990"), Err(Kind::NoSuchDay));
        assert_eq!(parse_written("3/14/75"), Err(Kind::NoSuchDay));
        for text in ["chưa rõ", "5/3", "//", "1/2/3/4", "khoảng 1975-1980"] {
            assert!(parse_written(text).is_err(), "{text}");
        }
    }

    #[test]
    fn days_of_excel_are_counted() {
        let day = |serial, from_1904| from_serial(serial, from_1904).map(PartialDate::to_iso);
        assert_eq!(day(27_458, false).as_deref(), Some("1975-03-05"));
        assert_eq!(day(25_996, true).as_deref(), Some("1975-03-05"));
        assert_eq!(day(1, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(59, false).as_deref(), Some("1900-02-28"));
        assert_eq!(day(61, false).as_deref(), Some("1900-03-01"));
        assert_eq!(day(-5, false), None);
        assert_eq!(day(900_000, false), None);
    }
}
