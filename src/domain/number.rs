//! Counts and percentages, computed without floating point and written as in Vietnamese print:
//! 4.373 and 11,78%.
//!
//! Printed reports cut their percentages off (42,69 for 38 of 89); here they are rounded, halves
//! upward, from the exact ratio.

use std::fmt;

use serde::{Serialize, Serializer};

use super::problem::Kind;
use super::text::tidy;

/// Hundredths of a percent: 11,78% is `Percent(1178)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub i64);

impl Percent {
    /// The percentage with its two decimals (11.78), for JSON and spreadsheets.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53 hundredths; shares are far smaller")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl fmt::Display for Percent {
    /// "11,78%", "1.171,18%".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let hundredths = self.0.unsigned_abs();
        write!(f, "{sign}{},{:02}%", group_digits(hundredths / 100), hundredths % 100)
    }
}

impl Serialize for Percent {
    /// A number with two decimals.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_f64())
    }
}

/// The share of `count` in `of`, rounded half up to hundredths of a percent.
/// `None` when there is nothing to divide by, or the share is beyond what `Percent` holds.
#[must_use]
pub fn percent(count: i64, of: i64) -> Option<Percent> {
    if of == 0 {
        return None;
    }
    // floor(x + 1/2) with x = count * 10_000 / of, all doubled to stay whole.
    let sign = i128::from(of.signum());
    let doubled = i128::from(count) * sign * 20_000 + i128::from(of) * sign;
    let hundredths = doubled.div_euclid(i128::from(of) * sign * 2);
    i64::try_from(hundredths).ok().map(Percent)
}

/// How many there are, as shown: 6.021.
#[must_use]
pub fn count(items: usize) -> String {
    group(i64::try_from(items).unwrap_or(i64::MAX))
}

/// The number with a point between thousands: "4.373", "-1.000".
#[must_use]
pub fn group(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", group_digits(number.unsigned_abs()))
}

fn group_digits(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// Reads a whole number of at least zero: "4373", "4.373", "4 373".
///
/// Points and spaces must stand where thousands are grouped, so that "4.5" is not taken for 45.
///
/// # Errors
/// `Required` when nothing was typed, `NotANumber`, `OutOfRange` when too large to count with.
pub fn parse_whole(typed: &str) -> Result<i64, Kind> {
    let typed = tidy(typed);
    if typed.is_empty() {
        return Err(Kind::Required);
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let is_plain = digits == typed;
    if !is_plain && !is_grouped(&typed) {
        return Err(Kind::NotANumber);
    }
    digits.parse().map_err(|_| Kind::OutOfRange { min: 0, max: i64::MAX })
}

/// Reads a number of at least zero with at most two decimals, in hundredths: "20", "20,5",
/// "1.171,18", "11.78"; a percent sign may follow. A point is a decimal one where thousands
/// can't be grouped by it.
///
/// # Errors
/// `Required` when nothing was typed, `NotANumber`, `OutOfRange` when too large to count with.
pub fn parse_hundredths(typed: &str) -> Result<i64, Kind> {
    let typed = tidy(typed);
    let typed = typed.strip_suffix('%').unwrap_or(&typed).trim_end();
    let (whole, decimals) = match typed.rsplit_once(',').or_else(|| typed.rsplit_once('.')) {
        Some(("", _)) => return Err(Kind::NotANumber),
        Some((whole, decimals)) if matches!(decimals.len(), 1 | 2) && is_digits(decimals) => {
            (whole, decimals)
        }
        Some(_) | None => (typed, "0"),
    };
    let tens = if decimals.len() == 1 { 10 } else { 1 };
    let decimals = decimals.parse::<i64>().map_err(|_| Kind::NotANumber)? * tens;
    let number = parse_whole(whole)?.checked_mul(100).and_then(|whole| whole.checked_add(decimals));
    number.ok_or(Kind::OutOfRange { min: 0, max: i64::MAX })
}

/// Hundredths as they are typed: "20", "20,5", "89,25".
#[must_use]
pub fn decimal(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, (hundredths % 100).abs());
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole},{}", rest / 10),
        rest => format!("{whole},{rest:02}"),
    }
}

/// Reads a percentage from 0 to 100 as [`parse_hundredths`] does.
///
/// # Errors
/// As there; `OutOfRange` above 100.
pub fn parse_percent(typed: &str) -> Result<Percent, Kind> {
    match parse_hundredths(typed)? {
        hundredths @ 0..=10_000 => Ok(Percent(hundredths)),
        _ => Err(Kind::OutOfRange { min: 0, max: 100 }),
    }
}

fn is_grouped(typed: &str) -> bool {
    let mark = if typed.contains('.') { '.' } else { ' ' };
    let mut groups = typed.split(mark);
    let first = groups.next().unwrap_or_default();
    let first_fits = (1..=3).contains(&first.len()) && !first.starts_with('0') && is_digits(first);
    first_fits && groups.all(|group| group.len() == 3 && is_digits(group))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// A size in megabytes with one decimal, rounded half up: `12,3 MB`. What is there shows as at
/// least `0,1 MB`.
#[must_use]
pub fn megabytes(bytes: u64) -> String {
    const TENTH: u64 = 100_000;
    let tenths = ((bytes + TENTH / 2) / TENTH).max(u64::from(bytes > 0));
    let whole = i64::try_from(tenths / 10).unwrap_or(i64::MAX);
    format!("{},{} MB", group(whole), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_the_old_reports_come_out_right() {
        let golden = [
            (597, 5068, "11,78%"),
            (4373, 5068, "86,29%"),
            (4615, 5294, "87,17%"),
            (291, 170, "171,18%"),
            (1395, 950, "146,84%"),
            (1395, 1120, "124,55%"),
            (38, 89, "42,70%"),
            (2, 89, "2,25%"),
            (62, 83, "74,70%"),
            (89, 5068, "1,76%"),
            (47, 5133, "0,92%"),
            (12, 5294, "0,23%"),
            (390, 300, "130,00%"),
            (0, 83, "0,00%"),
            (1, 1, "100,00%"),
        ];
        for (count, of, shown) in golden {
            assert_eq!(percent(count, of).map(|p| p.to_string()).as_deref(), Some(shown), "{count}/{of}");
        }
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(percent(1, 20_000), Some(Percent(1)));
        assert_eq!(percent(1, 20_001), Some(Percent(0)));
        assert_eq!(percent(-1, 20_000), Some(Percent(0)));
        assert_eq!(percent(3, -20_000), Some(Percent(-1)));
    }

    #[test]
    fn a_share_that_cannot_be_computed_is_none() {
        assert_eq!(percent(5, 0), None);
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(i64::MAX, 1), None);
        assert_eq!(percent(i64::MIN, i64::MIN), Some(Percent(10_000)));
    }

    #[test]
    fn json_gets_two_decimals() {
        assert_eq!(serde_json::to_string(&Percent(1178)).unwrap(), "11.78");
        assert_eq!(serde_json::to_string(&Percent(12455)).unwrap(), "124.55");
    }

    #[test]
    fn numbers_are_written_the_vietnamese_way() {
        let cases = [
            (0, "0"),
            (999, "999"),
            (4373, "4.373"),
            (15495, "15.495"),
            (1_234_567, "1.234.567"),
            (-1000, "-1.000"),
        ];
        for (number, shown) in cases {
            assert_eq!(group(number), shown);
        }
        assert_eq!(group(i64::MIN), "-9.223.372.036.854.775.808");
        assert_eq!(Percent(117_118).to_string(), "1.171,18%");
        assert_eq!(Percent(-5).to_string(), "-0,05%");
    }

    #[test]
    fn whole_numbers_are_read_with_and_without_grouping() {
        let cases = [
            ("4373", 4373),
            ("4.373", 4373),
            ("4 373", 4373),
            (" 4\u{a0}373 ", 4373),
            ("0", 0),
            ("007", 7),
            ("1.234.567", 1_234_567),
        ];
        for (typed, number) in cases {
            assert_eq!(parse_whole(typed), Ok(number), "{typed}");
        }
    }

    #[test]
    fn hundredths_are_read_and_written() {
        let cases = [
            ("20", 2000),
            ("20,5", 2050),
            ("20,05 %", 2005),
            ("11.78", 1178),
            ("1.171,18", 117_118),
            ("4.373", 437_300),
            ("0,5", 50),
            ("100%", 10_000),
        ];
        for (typed, hundredths) in cases {
            assert_eq!(parse_hundredths(typed), Ok(hundredths), "{typed}");
            assert_eq!(parse_hundredths(&decimal(hundredths)), Ok(hundredths), "{typed}");
        }
        for typed in ["20,", ",5", "20,555", "2O", "-5", "20%%", "1,2,3", "20.5.1"] {
            assert_eq!(parse_hundredths(typed), Err(Kind::NotANumber), "{typed}");
        }
        assert_eq!(parse_hundredths("%"), Err(Kind::Required));
        assert_eq!(
            (decimal(2000), decimal(8950), decimal(8925)),
            ("20".into(), "89,5".into(), "89,25".into())
        );
    }

    #[test]
    fn percentages_end_at_a_hundred() {
        assert_eq!(parse_percent("92,86%"), Ok(Percent(9286)));
        assert_eq!(parse_percent("100"), Ok(Percent(10_000)));
        assert_eq!(parse_percent("100,01"), Err(Kind::OutOfRange { min: 0, max: 100 }));
    }

    #[test]
    fn what_is_no_whole_number_is_refused() {
        let wrong = [
            "4,5",
            "4.5",
            "4,373",
            "43.73",
            "4.3730",
            "4.",
            ".373",
            "0.373",
            "1.234 567",
            "-5",
            "+5",
            "1e3",
            "٣",
            "năm",
            "4..373",
        ];
        for typed in wrong {
            assert_eq!(parse_whole(typed), Err(Kind::NotANumber), "{typed}");
        }
        assert_eq!(parse_whole(" "), Err(Kind::Required));
        assert_eq!(parse_whole("99999999999999999999"), Err(Kind::OutOfRange { min: 0, max: i64::MAX }));
    }
}
