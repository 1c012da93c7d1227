//! Figures of the register for cells of a workbook that the level above sent, and which figure
//! belongs into which cell, kept under a name.
//!
//! A map is a setting of the register, `fill.NAME`: JSON of sheets with their cells and the codes of
//! the figures. One that was taken away is an empty text, so that the journal and undo know it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::quotas;
use super::ratings::summary::{self, Span};
use super::{Author, Committed, Database, Error, Result, directory, units};
use crate::domain::cell::{self, CellAddress};
use crate::domain::date;
use crate::domain::id::UnitId;
use crate::domain::name;
use crate::domain::number::Percent;
use crate::domain::problem::{Field, Kind};
use crate::domain::quota::YearResult;
use crate::domain::rating::summary::{Line, Rounding};
use crate::domain::rating::{Level, Subject};
use crate::domain::setting::Setting;
use crate::fl;
use crate::i18n::term::{self, Words, term};
use crate::store::register;

/// Longest name of a map.
const LONGEST_NAME: usize = 50;
/// Longest stored map: that of a setting.
const LONGEST_MAP: usize = 10_000;

/// A figure that a cell can get. Figures of ratings and quotas are those of the year asked for, of a
/// unit with all below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Members today.
    Members(Head),
    /// Ratings of the year.
    Rating(Subject, Measure),
    /// Admissions of the year.
    Quota(Admissions),
    /// The year.
    Year,
    /// The unit's name; the register's where none is chosen.
    Unit,
    /// Today, dd/mm/yyyy.
    Today,
}

/// Members today, of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// All.
    All,
    /// Women.
    Women,
    /// On probation.
    Probationary,
    /// Of an ethnic minority.
    Minority,
    /// With a religion.
    Religious,
}

/// What is counted of ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// On the books at 31/12.
    OnBooks,
    /// Rated.
    Rated,
    /// Not rated.
    NotRated,
    /// Of a level.
    Level(Level),
    /// Its share of the rated.
    Share(Level),
    /// Rated good or better.
    Good,
    /// Their share of the rated.
    GoodShare,
    /// Excellent as a share of good: the ceiling's ratio.
    ExcellentOfGood,
}

/// What is counted of admissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admissions {
    /// The target as first given.
    Target,
    /// The target with its adjustments.
    Adjusted,
    /// Admitted.
    Admitted,
    /// Admitted as a share of the adjusted target.
    Share,
}

/// What a figure comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A count.
    Count(i64),
    /// A percentage.
    Share(Percent),
    /// A year.
    Year(i32),
    /// A text.
    Text(String),
    /// There is none: no target, nobody rated.
    Nothing,
}

impl Value {
    /// As people read it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Count(count) => crate::domain::number::group(*count),
            Self::Share(share) => share.to_string(),
            Self::Year(year) => year.to_string(),
            Self::Text(text) => text.clone(),
            Self::Nothing => String::new(),
        }
    }
}

const HEADS: [(Head, &str); 5] = [
    (Head::All, "all"),
    (Head::Women, "women"),
    (Head::Probationary, "probationary"),
    (Head::Minority, "minority"),
    (Head::Religious, "religious"),
];
const ADMISSIONS: [(Admissions, &str); 4] = [
    (Admissions::Target, "target"),
    (Admissions::Adjusted, "adjusted"),
    (Admissions::Admitted, "admitted"),
    (Admissions::Share, "percent"),
];

impl Figure {
    /// All of them, in the order in which people are shown them.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = HEADS.iter().map(|(head, _)| Self::Members(*head)).collect();
        for subject in Subject::ALL {
            let mut add = |measure| all.push(Self::Rating(*subject, measure));
            [Measure::OnBooks, Measure::Rated, Measure::NotRated].into_iter().for_each(&mut add);
            for level in Level::of(*subject) {
                add(Measure::Level(*level));
                add(Measure::Share(*level));
            }
            [Measure::Good, Measure::GoodShare, Measure::ExcellentOfGood].into_iter().for_each(&mut add);
        }
        all.extend(ADMISSIONS.iter().map(|(admissions, _)| Self::Quota(*admissions)));
        all.extend([Self::Year, Self::Unit, Self::Today]);
        all
    }

    /// The stable code: "members.women", "member.good", "member.good.percent", "quota.target".
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Members(head) => format!("members.{}", name_of(&HEADS, head)),
            Self::Rating(subject, measure) => {
                let what = match measure {
                    Measure::OnBooks => "on_books".to_owned(),
                    Measure::Rated => "rated".to_owned(),
                    Measure::NotRated => "not_rated".to_owned(),
                    Measure::Level(level) => level.code().to_owned(),
                    Measure::Share(level) => format!("{}.percent", level.code()),
                    Measure::Good => "good_or_better".to_owned(),
                    Measure::GoodShare => "good_or_better.percent".to_owned(),
                    Measure::ExcellentOfGood => "excellent_of_good.percent".to_owned(),
                };
                format!("{}.{what}", subject.code())
            }
            Self::Quota(admissions) => format!("quota.{}", name_of(&ADMISSIONS, admissions)),
            Self::Year => "year".to_owned(),
            Self::Unit => "unit_name".to_owned(),
            Self::Today => "today".to_owned(),
        }
    }

    /// The figure with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|figure| figure.code() == code)
    }

    /// What it is, in words.
    #[must_use]
    pub fn title(self, words: Words) -> String {
        match self {
            Self::Members(head) => match head {
                Head::All => term!(words, "figure-members"),
                Head::Women => term!(words, "figure-members-women"),
                Head::Probationary => term!(words, "figure-members-probationary"),
                Head::Minority => term!(words, "figure-members-minority"),
                Head::Religious => term!(words, "figure-members-religious"),
            },
            Self::Rating(subject, measure) => {
                let subject = term::subject(subject, words);
                let level = |level| term::level(level, words);
                let what = match measure {
                    Measure::OnBooks => term!(words, "figure-on-books"),
                    Measure::Rated => term!(words, "figure-rated"),
                    Measure::NotRated => term!(words, "figure-not-rated"),
                    Measure::Level(of) => level(of),
                    Measure::Share(of) => term!(words, "figure-share", of = level(of)),
                    Measure::Good => term!(words, "figure-good"),
                    Measure::GoodShare => term!(words, "figure-good-share"),
                    Measure::ExcellentOfGood => term!(words, "figure-excellent-of-good"),
                };
                format!("{subject}: {what}")
            }
            Self::Quota(admissions) => match admissions {
                Admissions::Target => term!(words, "figure-target"),
                Admissions::Adjusted => term!(words, "figure-adjusted"),
                Admissions::Admitted => term!(words, "figure-admitted"),
                Admissions::Share => term!(words, "figure-admitted-share"),
            },
            Self::Year => term!(words, "figure-year"),
            Self::Unit => term!(words, "figure-unit"),
            Self::Today => term!(words, "figure-today"),
        }
    }
}

fn name_of<T: PartialEq + Copy>(names: &[(T, &'static str)], wanted: T) -> &'static str {
    names.iter().find(|(one, _)| *one == wanted).map_or("", |(_, name)| name)
}

/// Of what figures are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Of {
    /// Year.
    pub year: i32,
    /// The unit with all below it; the whole register for none.
    pub unit: Option<UnitId>,
}

/// What each figure comes to.
#[derive(Debug, Clone)]
pub struct Values {
    of: Of,
    unit: String,
    today: String,
    members: directory::Counts,
    ratings: [(Subject, Line); 2],
    rounding: Rounding,
    quota: Option<YearResult>,
}

/// Reads all figures.
///
/// # Errors
/// What the disk reports.
pub fn values(database: &mut Database, of: Of, author: &Author) -> Result<Values> {
    let tree = units::tree(database)?;
    let name = |unit| tree.node(unit).map(|node| node.unit.fields.name.clone());
    let unit = match of.unit.and_then(name) {
        Some(name) => name,
        None => database.read(|tx| Ok::<_, Error>(register::get(tx)?.name))?,
    };
    let filter = directory::Filter { unit: of.unit, ..directory::Filter::default() };
    let members = directory::load(database)?.select_by(&filter, &[], &tree, author.today).counts;
    let mut rating = |subject| -> Result<(Subject, Line)> {
        let span = Span { from: Some(of.year), to: Some(of.year), with_empty: true };
        let years = summary::by_year(database, subject, of.unit, span)?.years;
        Ok((subject, years.into_iter().next().map(|line| line.figures.shown).unwrap_or_default()))
    };
    let ratings = [rating(Subject::Member)?, rating(Subject::Unit)?];
    let rounding = summary::rounding(database)?;
    let years = (Some(of.year), Some(of.year));
    let quota = quotas::report(database, of.unit, years, author)?.years.into_iter().next();
    Ok(Values { of, unit, today: date::show(author.today), members, ratings, rounding, quota })
}

impl Values {
    /// What a figure comes to.
    #[must_use]
    pub fn of(&self, figure: Figure) -> Value {
        let share = |share: Option<Percent>| share.map_or(Value::Nothing, Value::Share);
        let count = |count: Option<i64>| count.map_or(Value::Nothing, Value::Count);
        match figure {
            Figure::Members(head) => {
                let count = match head {
                    Head::All => self.members.total,
                    Head::Women => self.members.women,
                    Head::Probationary => self.members.probationary,
                    Head::Minority => self.members.minority,
                    Head::Religious => self.members.religious,
                };
                Value::Count(i64::try_from(count).unwrap_or(i64::MAX))
            }
            Figure::Rating(subject, measure) => {
                let line = self.ratings.iter().find(|(of, _)| *of == subject).map(|(_, line)| line);
                line.map_or(Value::Nothing, |line| measured(line, measure, self.rounding))
            }
            Figure::Quota(what) => match (what, &self.quota) {
                (_, None) => Value::Nothing,
                (Admissions::Target, Some(year)) => count(year.target),
                (Admissions::Adjusted, Some(year)) => count(year.adjusted),
                (Admissions::Admitted, Some(year)) => Value::Count(year.admitted),
                (Admissions::Share, Some(year)) => share(year.percent_of_adjusted()),
            },
            Figure::Year => Value::Year(self.of.year),
            Figure::Unit => Value::Text(self.unit.clone()),
            Figure::Today => Value::Text(self.today.clone()),
        }
    }
}

fn measured(line: &Line, measure: Measure, rounding: Rounding) -> Value {
    let share = |share: Option<Percent>| share.map_or(Value::Nothing, Value::Share);
    // A level that the year's rules don't have is no zero.
    let has = |level| line.has(level);
    match measure {
        Measure::OnBooks => Value::Count(line.on_books()),
        Measure::Rated => Value::Count(line.tally.rated()),
        Measure::NotRated => Value::Count(line.tally.not_rated),
        Measure::Level(level) if has(level) => Value::Count(line.tally.count(level)),
        Measure::Share(level) if has(level) => share(line.share(level, rounding)),
        Measure::Level(_) | Measure::Share(_) => Value::Nothing,
        Measure::Good => Value::Count(line.good_or_better(rounding).0),
        Measure::GoodShare => share(line.good_or_better(rounding).1),
        Measure::ExcellentOfGood => share(line.excellent_of_good()),
    }
}

/// Which figures belong into which cells of a kind of workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellMap {
    /// Name.
    pub name: String,
    /// Cells in the order of sheets, rows and columns.
    pub cells: BTreeMap<CellAddress, Figure>,
}

impl Serialize for CellMap {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let cells: BTreeMap<String, String> =
            self.cells.iter().map(|(cell, figure)| (cell.to_string(), figure.code())).collect();
        serde_json::json!({ "name": self.name, "cells": cells }).serialize(serializer)
    }
}

/// The cells of a map as they are stored.
type Stored = BTreeMap<String, BTreeMap<String, String>>;

impl CellMap {
    fn to_text(&self) -> String {
        let mut stored = Stored::new();
        for (address, figure) in &self.cells {
            stored.entry(address.sheet.clone()).or_default().insert(address.cell(), figure.code());
        }
        serde_json::to_string(&stored).unwrap_or_default()
    }

    fn from_text(name: &str, text: &str) -> Option<Self> {
        let stored: Stored = serde_json::from_str(text).ok()?;
        let mut cells = BTreeMap::new();
        for (sheet, of_sheet) in stored {
            for (at, code) in of_sheet {
                // A figure of a newer program is left out and its cell stays as it is.
                if let Some(((row, column), figure)) = cell::place(&at).zip(Figure::from_code(&code)) {
                    cells.insert(CellAddress { sheet: sheet.clone(), row, column }, figure);
                }
            }
        }
        Some(Self { name: name.to_owned(), cells })
    }
}

/// The maps, by name.
///
/// # Errors
/// What the disk reports.
pub fn maps(database: &mut Database) -> Result<Vec<CellMap>> {
    let rows =
        database.read(|tx| register::settings_under(tx, Setting::CellMap.code()).map_err(Error::from))?;
    let map = |(name, text): &(String, String)| {
        CellMap::from_text(name.strip_prefix(Setting::CellMap.code())?, text)
    };
    Ok(rows.iter().filter_map(map).collect())
}

/// The map of a name.
///
/// # Errors
/// [`Error::Refused`] when there is none.
pub fn map_named(database: &mut Database, name: &str) -> Result<CellMap> {
    let found = maps(database)?.into_iter().find(|map| map.name == name);
    found.ok_or_else(|| Error::refused(Field::Name, Kind::NotFound))
}

/// Keeps a map; one of the same name is replaced.
///
/// # Errors
/// [`Error::Refused`]: no name, one of more than 50 characters, no cell, or more cells than can be
/// kept (about 400).
pub fn save_map(database: &mut Database, map: &CellMap, author: &Author) -> Result<Committed<()>> {
    let name = name::check_title(&map.name, Field::Name, LONGEST_NAME)?;
    if map.cells.is_empty() {
        return Err(Error::refused(Field::Name, Kind::Required));
    }
    let text = map.to_text();
    if text.chars().count() > LONGEST_MAP {
        return Err(Error::refused(Field::Name, Kind::TooLong { max: LONGEST_MAP }));
    }
    let key = format!("{}{name}", Setting::CellMap.code());
    database.commit(author.does("cell_map_saved"), |tx| {
        tx.describe(fl!("journal-cell-map-saved", name = name.as_str(), cells = map.cells.len()));
        Ok(register::set_setting(tx, &key, &text)?)
    })
}

/// Takes a map away. The journal keeps it, and undo brings it back.
///
/// # Errors
/// [`Error::Refused`] when there is none of the name.
pub fn remove_map(database: &mut Database, name: &str, author: &Author) -> Result<Committed<()>> {
    let map = map_named(database, name)?;
    database.commit(author.does("cell_map_removed"), |tx| {
        tx.describe(fl!("journal-cell-map-removed", name = map.name.as_str()));
        Ok(register::set_setting(tx, &format!("{}{}", Setting::CellMap.code(), map.name), "")?)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_figure_has_a_code_and_words_of_its_own() {
        let all = Figure::all();
        let codes: HashSet<String> = all.iter().map(|figure| figure.code()).collect();
        let titles: HashSet<String> = all.iter().map(|figure| figure.title(Words::Paper)).collect();
        assert_eq!((codes.len(), titles.len()), (all.len(), all.len()));
        assert!(all.iter().all(|figure| Figure::from_code(&figure.code()) == Some(*figure)));
    }

    #[test]
    fn a_map_is_kept_as_text_and_unknown_figures_are_left_out() {
        let cells = [("Biểu 1!B3", "member.good"), ("Biểu 1!AA10", "quota.percent"), ("C1", "year")];
        let cells = cells
            .into_iter()
            .map(|(at, code)| (CellAddress::parse(at).unwrap(), Figure::from_code(code).unwrap()));
        let map = CellMap { name: "Biểu".to_owned(), cells: cells.collect() };
        assert_eq!(CellMap::from_text("Biểu", &map.to_text()), Some(map.clone()));
        let newer = map.to_text().replace("quota.percent", "quota.tomorrow");
        assert_eq!(CellMap::from_text("Biểu", &newer).unwrap().cells.len(), 2);
        assert_eq!(CellMap::from_text("Biểu", ""), None);
    }
}
