//! The journal in words: names of tables and columns, and the values that were in them.

use serde_json::Value;

use super::LOADER;
use super::term::{self, Words};
use crate::domain::date::PartialDate;
use crate::domain::member::{BadgeEnding, BadgeKind, Sex, Sphere, Status};
use crate::domain::rating::{Level, NotRated, Subject};
use crate::domain::unit::UnitKind;
use crate::domain::user::Role;
use crate::fl;
use crate::services::users::Way;

/// Columns that follow from others, or that only the program needs.
const INNER: [&str; 7] = ["id", "uuid", "slot", "folded", "sort_key", "sort_version", "position"];

/// Whether people are shown this column.
#[must_use]
pub fn is_shown(column: &str) -> bool {
    !INNER.contains(&column)
}

/// What the rows of a table are.
#[must_use]
pub fn table(name: &str) -> String {
    looked_up("journal-table", name)
}

/// The name of a column.
#[must_use]
pub fn column(name: &str) -> String {
    looked_up("journal-column", name)
}

/// Keys are made of the names in the schema; a test proves that all of them exist.
fn looked_up(prefix: &str, name: &str) -> String {
    let key = format!("{prefix}-{}", name.replace('_', "-"));
    if LOADER.has(&key) { LOADER.get(&key) } else { name.to_owned() }
}

/// A value as people write it; empty for none. References are the caller's.
#[must_use]
pub fn value(table: &str, column: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) if column == "confirmed" => match number.as_i64() {
            Some(0) => fl!("journal-no"),
            _ => fl!("journal-yes"),
        },
        Value::Number(number) => number.to_string(),
        Value::String(text) => coded(table, column, text).unwrap_or_else(|| plain(column, text)),
        other => other.to_string(),
    }
}

fn coded(table: &str, column: &str, code: &str) -> Option<String> {
    let words = Words::Screen;
    match (table, column) {
        // Lists are called as the columns that they are for.
        ("choice", "list") => Some(self::column(code)),
        ("user", "role") => Role::from_code(code).map(term::role),
        ("number_reading", "way") => Way::from_code(code).map(term::way),
        (_, "sex") => Sex::from_code(code).map(|sex| term::sex(sex, words)),
        ("member_status", "status") => Status::from_code(code).map(|status| term::status(status, words)),
        ("badge", "kind") => BadgeKind::from_code(code).map(|kind| term::badge_kind(kind, words)),
        (_, "ending") => BadgeEnding::from_code(code).map(|ending| term::badge_ending(ending, words)),
        ("unit", "kind") => UnitKind::from_code(code).map(|kind| term::unit_kind(kind, words)),
        (_, "sphere") => Sphere::from_code(code).map(|sphere| term::sphere(sphere, words)),
        (_, "subject") => Subject::from_code(code).map(|subject| term::subject(subject, words)),
        (_, "level") => Level::from_code(code).map(|level| term::level(level, words)),
        (_, "not_rated") => NotRated::from_code(code).map(|why| term::not_rated(why, words)),
        _ => None,
    }
}

/// Dates as day, month and year; other texts as they are.
fn plain(column: &str, text: &str) -> String {
    let is_date = column.ends_with("_on") || column.ends_with("_date");
    match PartialDate::from_iso(text) {
        Ok(date) if is_date => date.to_string(),
        _ => text.to_owned(),
    }
}
