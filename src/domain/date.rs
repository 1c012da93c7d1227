//! Dates as Vietnamese offices write them: day, month, year; and dates of which old papers know
//! only the month or the year.
//!
//! Read with `/`, `-`, `.` or without marks, never with the month first; a year of two digits is
//! taken as Excel takes it (30 to 99: 1930 to 1999; 00 to 29: 2000 to 2029), and [`assumed_year`]
//! says so, for nobody should find out by accident. Shown as 05/03/1975, 03/1975 or 1975; kept as ISO text ("1975-03-05", "1975-03", "1975").

mod written;

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::problem::Kind;
use super::text::tidy;

pub use written::{as_typed, from_serial, parse_written};

/// First year that a date may have.
pub const FIRST_YEAR: i32 = 1900;
/// Last year that a date may have.
pub const LAST_YEAR: i32 = 2100;

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

/// A day, or only a month or a year.
///
/// The order is that of time by the first possible day; where that is the same, what is known
/// less exactly comes first (1975 < 01/1975 < 01/01/1975). ISO text sorts the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    first: NaiveDate,
    precision: Precision,
}

impl PartialDate {
    /// First day that it may be: itself, or the first of the month or of the year.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Last day that it may be: itself, or the last of the month or of the year.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let months = match self.precision {
            Precision::Day => return self.first,
            Precision::Month => 1,
            Precision::Year => 12,
        };
        // `add_months` stays on the first of a month, so the day before ends the month or year.
        add_months(self.first, months).checked_sub_days(Days::new(1)).unwrap_or(self.first)
    }

    /// The day, when it is known.
    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        (self.precision == Precision::Day).then_some(self.first)
    }

    /// The year, which is always known.
    #[must_use]
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// ISO text: "1975-03-05", "1975-03" or "1975".
    #[must_use]
    pub fn to_iso(self) -> String {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => format!("{year:04}"),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    /// Reads what [`PartialDate::to_iso`] wrote, and nothing else.
    ///
    /// # Errors
    /// As [`parse`].
    pub fn from_iso(iso: &str) -> Result<Self, Kind> {
        let mut parts = iso.split('-');
        let year = parts.next().unwrap_or_default();
        let (month, day) = (parts.next(), parts.next());
        let is_iso = parts.next().is_none()
            && year.len() == 4
            && [month, day].iter().flatten().all(|part| part.len() == 2);
        if is_iso { assemble(year, month, day) } else { Err(Kind::NotADate) }
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(day: NaiveDate) -> Self {
        Self { first: day, precision: Precision::Day }
    }
}

impl fmt::Display for PartialDate {
    /// 05/03/1975, 03/1975 or 1975.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{month:02}/{year:04}"),
            Precision::Day => write!(f, "{day:02}/{month:02}/{year:04}"),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_iso())
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let iso = String::deserialize(deserializer)?;
        Self::from_iso(&iso).map_err(|_| D::Error::custom("a date must be YYYY, YYYY-MM or YYYY-MM-DD"))
    }
}

/// Reads a date that a person typed: 5/3/1975, 05-03-1975, 5.3.1975, 05031975, 5/3/75, 050375,
/// 3/1975, 1975, and ISO 1975-03-05; spaces around the marks or in their place do no harm.
///
/// # Errors
/// `Required` when nothing was typed; `NotADate`; `NoSuchDay` for
/// 31/02 or a 13th month; `TooLongAgo` and `OutOfRange` for years outside 1900 to 2100.
pub fn parse(typed: &str) -> Result<PartialDate, Kind> {
    let typed = tidy(typed);
    if typed.is_empty() {
        return Err(Kind::Required);
    }
    if typed.len() == 8 && typed.bytes().all(|b| b.is_ascii_digit()) {
        return assemble(&typed[4..], Some(&typed[2..4]), Some(&typed[..2]));
    }
    if let Some([day, month, year]) = short(&typed) {
        return assemble(&full_year(digits(year)?).to_string(), Some(month), Some(day));
    }
    match *parts(&typed).as_slice() {
        [year] if year.len() == 4 => assemble(year, None, None),
        [month, year] if is_short(month) && year.len() == 4 => assemble(year, Some(month), None),
        [year, month] if is_short(month) && year.len() == 4 => assemble(year, Some(month), None),
        [day, month, year] if is_short(day) && is_short(month) && year.len() == 4 => {
            assemble(year, Some(month), Some(day))
        }
        [year, month, day] if is_short(day) && is_short(month) && year.len() == 4 => {
            assemble(year, Some(month), Some(day))
        }
        _ => Err(Kind::NotADate),
    }
}

/// Day, month and year of a date that was typed with two digits of the year.
fn short(typed: &str) -> Option<[&str; 3]> {
    if typed.len() == 6 && typed.bytes().all(|b| b.is_ascii_digit()) {
        return Some([&typed[..2], &typed[2..4], &typed[4..]]);
    }
    match *parts(typed).as_slice() {
        [day, month, year] if is_short(day) && is_short(month) && year.len() == 2 => Some([day, month, year]),
        _ => None,
    }
}

/// The year that two digits mean.
fn full_year(two_digits: u32) -> u32 {
    const FIRST_OF_LAST_CENTURY: u32 = 30;
    if two_digits < FIRST_OF_LAST_CENTURY { 2000 + two_digits } else { 1900 + two_digits }
}

/// The year that was assumed for a date typed with two digits of it; none for any other text.
#[must_use]
pub fn assumed_year(typed: &str) -> Option<i32> {
    let typed = tidy(typed);
    let _ = short(&typed)?;
    parse(&typed).ok().map(PartialDate::year)
}

/// The parts between the marks; at most four, which is already too many.
fn parts(typed: &str) -> Vec<&str> {
    let mark = ['/', '-', '.'];
    if typed.contains(mark) {
        typed.split(mark).map(str::trim).take(4).collect()
    } else {
        typed.split(' ').take(4).collect()
    }
}

fn is_short(part: &str) -> bool {
    matches!(part.len(), 1 | 2)
}

/// Puts a date together from its parts in digits.
fn assemble(year: &str, month: Option<&str>, day: Option<&str>) -> Result<PartialDate, Kind> {
    let year = i32::try_from(digits(year)?).map_err(|_| Kind::NotADate)?;
    let precision = match (month, day) {
        (_, Some(_)) => Precision::Day,
        (Some(_), None) => Precision::Month,
        (None, None) => Precision::Year,
    };
    let month = month.map_or(Ok(1), digits)?;
    let day = day.map_or(Ok(1), digits)?;
    if year < FIRST_YEAR {
        return Err(Kind::TooLongAgo { first_year: FIRST_YEAR });
    }
    if year > LAST_YEAR {
        return Err(Kind::OutOfRange { min: FIRST_YEAR.into(), max: LAST_YEAR.into() });
    }
    let first = NaiveDate::from_ymd_opt(year, month, day).ok_or(Kind::NoSuchDay)?;
    Ok(PartialDate { first, precision })
}

fn digits(part: &str) -> Result<u32, Kind> {
    // `u32::from_str` alone would also take a plus sign.
    if part.bytes().all(|b| b.is_ascii_digit()) {
        part.parse().map_err(|_| Kind::NotADate)
    } else {
        Err(Kind::NotADate)
    }
}

/// Reads a date that must be a whole day.
///
/// # Errors
/// As [`parse`]; `DayNeeded` when only the month or the year was typed.
pub fn parse_day(typed: &str) -> Result<NaiveDate, Kind> {
    parse(typed)?.day().ok_or(Kind::DayNeeded)
}

/// The day as 05/03/1975.
#[must_use]
pub fn show(day: NaiveDate) -> String {
    PartialDate::from(day).to_string()
}

/// Full years from one day to another, as in an age: 14/05/2000 to 13/05/2018 are 17 years.
/// Negative when `to` lies before `from`. Who was born on 29/02 is a year older on 01/03.
#[must_use]
pub fn full_years(from: NaiveDate, to: NaiveDate) -> i32 {
    let before_the_day = (to.month(), to.day()) < (from.month(), from.day());
    to.year() - from.year() - i32::from(before_the_day)
}

/// The same day so many months later; the month's last where it has no such day (31/01 and one
/// month: 28/02 or 29/02).
#[must_use]
pub fn add_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let cases = [
            ("5/3/1975", "1975-03-05"),
            ("05/03/1975", "1975-03-05"),
            ("05-03-1975", "1975-03-05"),
            ("5.3.1975", "1975-03-05"),
            (" 5 / 3 / 1975 ", "1975-03-05"),
            ("5 3 1975", "1975-03-05"),
            ("05031975", "1975-03-05"),
            ("1975-03-05", "1975-03-05"),
            ("1975-3-5", "1975-03-05"),
            ("29/02/2024", "2024-02-29"),
            ("3/1975", "1975-03"),
            ("03/1975", "1975-03"),
            ("03.1975", "1975-03"),
            ("1975-03", "1975-03"),
            ("1975", "1975"),
            ("01/01/1900", "1900-01-01"),
            ("31/12/2100", "2100-12-31"),
        ];
        for (typed, iso) in cases {
            assert_eq!(parse(typed).map(PartialDate::to_iso), Ok(iso.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_with_its_reason() {
        let too_late = Kind::OutOfRange { min: 1900, max: 2100 };
        let too_early = Kind::TooLongAgo { first_year: 1900 };
        let cases = [
            ("", Kind::Required),
            ("  ", Kind::Required),
            ("31/02/2020", Kind::NoSuchDay),
            ("29/02/2023", Kind::NoSuchDay),
            ("31/04/2020", Kind::NoSuchDay),
            ("0/1/2020", Kind::NoSuchDay),
            ("13/2020", Kind::NoSuchDay),
            ("12/25/1990", Kind::NoSuchDay),
            ("31/2/75", Kind::NoSuchDay),
            ("5/3/7", Kind::NotADate),
            ("75", Kind::NotADate),
            ("5/3", Kind::NotADate),
            ("5/3/", Kind::NotADate),
            ("5//1975", Kind::NotADate),
            ("+5/3/1975", Kind::NotADate),
            ("5/3/1975/1", Kind::NotADate),
            ("5/3/19750", Kind::NotADate),
            ("ba/5/1975", Kind::NotADate),
            ("٥/٣/1975", Kind::NotADate),
            ("31/12/1899", too_early.clone()),
            ("0000", too_early),
            ("01/01/2101", too_late),
        ];
        for (typed, kind) in cases {
            assert_eq!(parse(typed), Err(kind), "{typed}");
        }
    }

    #[test]
    fn two_digits_of_a_year_are_taken_as_excel_does_and_told() {
        let cases = [
            ("5-3-75", "1975-03-05", Some(1975)),
            ("050375", "1975-03-05", Some(1975)),
            ("5 3 75", "1975-03-05", Some(1975)),
            ("3.2.30", "1930-02-03", Some(1930)),
            ("01/01/29", "2029-01-01", Some(2029)),
            ("01/01/00", "2000-01-01", Some(2000)),
            ("5/3/1975", "1975-03-05", None),
            ("3/1975", "1975-03", None),
        ];
        for (typed, iso, assumed) in cases {
            assert_eq!(parse(typed).map(PartialDate::to_iso), Ok(iso.to_owned()), "{typed}");
            assert_eq!(assumed_year(typed), assumed, "{typed}");
        }
        assert_eq!(assumed_year("31/2/75"), None);
    }

    #[test]
    fn iso_text_is_strict() {
        for wrong in ["", "1975-3-5", "05/03/1975", "1975-", "1975-03-05-01", " 1975", "19750305", "1975-+3"]
        {
            assert!(PartialDate::from_iso(wrong).is_err(), "{wrong}");
        }
        assert_eq!(PartialDate::from_iso("1975-02-30"), Err(Kind::NoSuchDay));
    }

    #[test]
    fn a_whole_day_can_be_demanded() {
        assert_eq!(parse_day("5/3/1975"), Ok(day(1975, 3, 5)));
        assert_eq!(parse_day("3/1975"), Err(Kind::DayNeeded));
        assert_eq!(parse_day("1975"), Err(Kind::DayNeeded));
        assert_eq!(parse_day("x"), Err(Kind::NotADate));
    }

    #[test]
    fn a_partial_date_knows_its_first_and_last_day() {
        let span = |iso: &str| PartialDate::from_iso(iso).map(|date| (date.first_day(), date.last_day()));
        assert_eq!(span("2024-02"), Ok((day(2024, 2, 1), day(2024, 2, 29))));
        assert_eq!(span("2023-12"), Ok((day(2023, 12, 1), day(2023, 12, 31))));
        assert_eq!(span("2100"), Ok((day(2100, 1, 1), day(2100, 12, 31))));
        assert_eq!(span("1975-03-05"), Ok((day(1975, 3, 5), day(1975, 3, 5))));
    }

    #[test]
    fn dates_are_shown_day_first() {
        let shown = |iso: &str| PartialDate::from_iso(iso).map(|date| date.to_string());
        assert_eq!(shown("1975-03-05"), Ok("05/03/1975".to_owned()));
        assert_eq!(shown("1975-03"), Ok("03/1975".to_owned()));
        assert_eq!(shown("1975"), Ok("1975".to_owned()));
    }

    #[test]
    fn order_is_that_of_time_with_the_less_exact_first() {
        let in_order =
            ["1974-12-31", "1975", "1975-01", "1975-01-01", "1975-01-31", "1975-02", "1975-12-31", "1976"];
        for pair in in_order.windows(2) {
            assert!(
                PartialDate::from_iso(pair[0]).unwrap() < PartialDate::from_iso(pair[1]).unwrap(),
                "{pair:?}"
            );
        }
    }

    #[test]
    fn json_holds_the_iso_text() {
        let date = PartialDate::from_iso("1975-03").unwrap();
        assert_eq!(serde_json::to_string(&date).unwrap(), "\"1975-03\"");
        assert_eq!(serde_json::from_str::<PartialDate>("\"1975-03\"").unwrap(), date);
        assert!(serde_json::from_str::<PartialDate>("\"1975-13\"").is_err());
    }

    #[test]
    fn years_are_full_only_on_the_birthday() {
        assert_eq!(full_years(day(2000, 5, 14), day(2018, 5, 13)), 17);
        assert_eq!(full_years(day(2000, 5, 14), day(2018, 5, 14)), 18);
        assert_eq!(full_years(day(2000, 2, 29), day(2018, 2, 28)), 17);
        assert_eq!(full_years(day(2000, 2, 29), day(2018, 3, 1)), 18);
        assert_eq!(full_years(day(2000, 5, 14), day(2000, 5, 13)), -1);
    }

    #[test]
    fn months_end_where_the_month_ends() {
        assert_eq!(add_months(day(2023, 1, 31), 1), day(2023, 2, 28));
        assert_eq!(add_months(day(2024, 1, 31), 1), day(2024, 2, 29));
        assert_eq!(add_months(day(2024, 2, 29), 12), day(2025, 2, 28));
        assert_eq!(add_months(day(2023, 12, 15), 6), day(2024, 6, 15));
        assert_eq!(add_months(day(2024, 5, 1), u32::MAX), NaiveDate::MAX);
    }
}
