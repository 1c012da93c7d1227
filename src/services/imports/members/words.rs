//! Words of sheets as the register writes them: names of lists in other spellings, statuses, and
//! columns that say one thing together.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::date;
use crate::domain::member::{Sex, Status, StatusPeriod};
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::text::{fold, tidy};
use crate::i18n::term::{self, Words};
use crate::services::columns::{Choices, Kind as CellKind, MemberColumn};
use crate::services::imports::{Row, Special, Target};
use crate::services::{Author, Result};
use crate::store::{Tx, register};

/// Other spellings of names in lists (domain.md B9), folded, without signs.
const SPELLINGS: [(&str, &str); 22] = [
    ("khome", "Khmer"),
    ("khmer", "Khmer"),
    ("khomer", "Khmer"),
    ("hmong", "Mông"),
    ("meo", "Mông"),
    ("ede", "Ê Đê"),
    ("giarai", "Gia Rai"),
    ("jrai", "Gia Rai"),
    ("bana", "Ba Na"),
    ("coho", "Cơ Ho"),
    ("xodang", "Xơ Đăng"),
    ("stieng", "Xtiêng"),
    ("vankieu", "Bru-Vân Kiều"),
    ("ko", "Không"),
    ("k", "Không"),
    ("0", "Không"),
    ("khongtheo", "Không"),
    ("phat", "Phật giáo"),
    ("daophat", "Phật giáo"),
    ("thienchua", "Công giáo"),
    ("thienchuagiao", "Công giáo"),
    ("hoahao", "Phật giáo Hòa Hảo"),
];

/// The register's lists, to write what sheets say the way they do.
#[derive(Debug)]
pub struct Lists(HashMap<&'static str, HashMap<String, String>>);

impl Lists {
    /// Reads them.
    pub fn read(tx: &Tx<'_>) -> Result<Self> {
        let mut lists = HashMap::new();
        for list in MemberColumn::ALL.iter().filter_map(|column| list_of(*column)) {
            let names = register::choices(tx, list)?;
            let mut known: HashMap<String, String> =
                names.iter().map(|name| (bare(name), name.clone())).collect();
            for (spelling, name) in SPELLINGS {
                if names.iter().any(|other| other == name) {
                    known.entry(spelling.to_owned()).or_insert_with(|| name.to_owned());
                }
            }
            lists.insert(list, known);
        }
        Ok(Self(lists))
    }

    fn usual(&self, column: MemberColumn, text: &str) -> Option<String> {
        self.0.get(list_of(column)?)?.get(&bare(text)).cloned()
    }
}

fn list_of(column: MemberColumn) -> Option<&'static str> {
    match column.kind() {
        CellKind::Choice(Choices::List(list)) => Some(list),
        CellKind::Choice(Choices::Sexes) | CellKind::Text | CellKind::Number | CellKind::Date => None,
    }
}

/// Folded, letters and digits only.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric() || *letter == '/').collect()
}

/// The cells of a row as columns of the record: names put together, dates in one form, the column
/// of birth that is filled telling the sex, words of lists as the register writes them.
pub fn cells(row: &Row, lists: &Lists) -> Vec<(MemberColumn, String)> {
    let mut cells: Vec<(MemberColumn, String)> = Vec::with_capacity(row.cells.len());
    for (target, text) in &row.cells {
        if let Target::Column(column) = target {
            let text = match column.kind() {
                CellKind::Date => date::as_typed(text),
                CellKind::Choice(_) => lists.usual(*column, text).unwrap_or_else(|| text.clone()),
                CellKind::Text | CellKind::Number => text.clone(),
            };
            cells.push((*column, text));
        }
    }
    let has = |cells: &[(MemberColumn, String)], column| cells.iter().any(|(other, _)| *other == column);
    let mut give = |column: MemberColumn, text: String| {
        if !has(&cells, column) {
            cells.push((column, text));
        }
    };
    let [family, given] =
        [Special::FamilyName, Special::GivenName].map(|part| row.special(part).unwrap_or_default());
    if !family.is_empty() || !given.is_empty() {
        give(MemberColumn::Name, tidy(&format!("{family} {given}")));
    }
    for (special, sex) in [(Special::BornMale, Sex::Male), (Special::BornFemale, Sex::Female)] {
        if let Some(born) = row.special(special) {
            give(MemberColumn::Born, date::as_typed(born));
            give(MemberColumn::Sex, term::sex(sex, Words::Paper));
        }
    }
    if let Some(mark) = row.special(Special::FemaleMark) {
        let sex = if is_mark(mark) { Sex::Female } else { Sex::Male };
        give(MemberColumn::Sex, term::sex(sex, Words::Paper));
    }
    cells
}

/// Whether a cell is ticked: "x", "X", "1", "✓", "có", "nữ".
pub fn is_mark(text: &str) -> bool {
    matches!(bare(text).as_str(), "x" | "1" | "co" | "nu" | "true")
        || matches!(tidy(text).as_str(), "✓" | "✔" | "+" | "*")
}

/// The status that a row names; none when it names none that is known.
pub fn status(row: &Row) -> Option<Status> {
    let text = fold(row.text(Target::Column(MemberColumn::Status))?);
    let text = text.split('(').next().unwrap_or_default().trim().to_owned();
    let named = |status: &&Status| {
        [Words::Paper, Words::Screen].iter().any(|words| fold(&term::status(**status, *words)) == text)
    };
    let usual = || match text.as_str() {
        "chinh thuc" | "du bi" | "dang sinh hoat" | "dang vien" | "" => Some(Status::Active),
        "mien sinh hoat" | "mien ct&sh" | "mien ctsh" => Some(Status::Exempt),
        "chuyen di" | "da chuyen" | "chuyen sinh hoat" => Some(Status::MovedAway),
        "chet" | "mat" | "da mat" => Some(Status::Died),
        _ => None,
    };
    Status::ALL.iter().find(named).copied().or_else(usual)
}

/// The status period of somebody new, when it is another than active since the first day.
pub fn new_status(
    row: &Row,
    since: NaiveDate,
    author: &Author,
    problems: &mut Vec<Problem>,
) -> Option<StatusPeriod> {
    row.text(Target::Column(MemberColumn::Status))?;
    let Some(status) = status(row) else {
        problems.push(Problem::error(Field::Status, Kind::NotInList));
        return None;
    };
    if status == Status::Active {
        return None;
    }
    let Some(day) = row.text(Target::Column(MemberColumn::StatusSince)) else {
        problems.push(Problem::error(Field::DecidedOn, Kind::Required));
        return None;
    };
    match date::parse_written(day) {
        Ok(day) if day.first_day() > author.today => {
            problems.push(Problem::error(Field::DecidedOn, Kind::InFuture))
        }
        Ok(day) if day.first_day() < since => {
            problems
                .push(Problem::error(Field::DecidedOn, Kind::Before { other: Field::FromOn, date: since }));
        }
        Ok(day) => {
            let from_on = day.first_day();
            return Some(StatusPeriod {
                status,
                from_on,
                to_on: None,
                decision: None,
                reason: None,
                place: None,
            });
        }
        Err(kind) => problems.push(Problem::error(Field::DecidedOn, kind)),
    }
    None
}
