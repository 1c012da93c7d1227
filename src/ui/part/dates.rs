//! Date fields that read and write as `domain::date` does.

use chrono::{NaiveDate, Weekday};

use crate::domain::date;
use crate::fl;
use crate::ui::widget::{CalendarWords, DateField, Dates, date_field};

/// A field for a whole day.
pub fn whole_day<'a, Message>(
    label: impl Into<String>,
    typed: &str,
    today: NaiveDate,
    on_input: impl Fn(String) -> Message + 'a,
) -> DateField<'a, Message> {
    let dates = Dates { today, read, write: date::show, tidy: tidy_day, words: WORDS };
    let field = date_field(label, typed, dates, on_input).placeholder(fl!("part-day-example"));
    with_assumed(field, typed)
}

/// A field for a date of which old papers may know only the month or the year.
pub fn partial<'a, Message>(
    label: impl Into<String>,
    typed: &str,
    today: NaiveDate,
    on_input: impl Fn(String) -> Message + 'a,
) -> DateField<'a, Message> {
    let dates = Dates { today, read, write: date::show, tidy, words: WORDS };
    let field = date_field(label, typed, dates, on_input).placeholder(fl!("part-date-example"));
    with_assumed(field, typed)
}

/// Says which year two digits are taken for, while they are being typed.
fn with_assumed<'a, Message>(field: DateField<'a, Message>, typed: &str) -> DateField<'a, Message> {
    match date::assumed_year(typed) {
        Some(year) => field.hint(fl!("part-year-assumed", year = year.to_string())),
        None => field,
    }
}

fn read(typed: &str) -> Option<NaiveDate> {
    date::parse(typed).ok().map(date::PartialDate::first_day)
}

fn tidy(typed: &str) -> Option<String> {
    date::parse(typed).ok().map(|date| date.to_string())
}

fn tidy_day(typed: &str) -> Option<String> {
    date::parse_day(typed).ok().map(date::show)
}

const WORDS: CalendarWords = CalendarWords { title, weekday, today };

fn title(month: u32, year: i32) -> String {
    let name = match month {
        1 => fl!("part-month-1"),
        2 => fl!("part-month-2"),
        3 => fl!("part-month-3"),
        4 => fl!("part-month-4"),
        5 => fl!("part-month-5"),
        6 => fl!("part-month-6"),
        7 => fl!("part-month-7"),
        8 => fl!("part-month-8"),
        9 => fl!("part-month-9"),
        10 => fl!("part-month-10"),
        11 => fl!("part-month-11"),
        _ => fl!("part-month-12"),
    };
    fl!("part-month-of-year", month = name, year = year.to_string())
}

fn weekday(day: Weekday) -> String {
    match day {
        Weekday::Mon => fl!("part-monday"),
        Weekday::Tue => fl!("part-tuesday"),
        Weekday::Wed => fl!("part-wednesday"),
        Weekday::Thu => fl!("part-thursday"),
        Weekday::Fri => fl!("part-friday"),
        Weekday::Sat => fl!("part-saturday"),
        Weekday::Sun => fl!("part-sunday"),
    }
}

fn today() -> String {
    fl!("part-today")
}
