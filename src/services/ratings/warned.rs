//! The warnings of a year and the notes with which they are let stand; what keeps the year from
//! being decided.

use std::collections::{BTreeMap, HashMap};

use super::facts::Beside;
use super::sheet::{MemberSheet, UnitSheet, member_sheet, unit_sheet};
use crate::domain::id::{MemberId, UnitId};
use crate::domain::number;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::lack::Lack;
use crate::domain::rating::step::limited;
use crate::domain::rating::{Case, Flag, Level, Part, Rating, Subject, Warning, WarningKind, Who, last_day};
use crate::domain::setting::Setting;
use crate::fl;
use crate::services::{Author, Error, Result};
use crate::store::rating::warnings;
use crate::store::{Committed, Database, register};

/// A warning about somebody, or about a unit's whole sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warned {
    /// Whom it is about. On the members' sheet a unit stands for its whole sheet.
    pub who: Who,
    /// The unit of 31/12, or the unit itself.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// The level chosen, if there is one.
    pub level: Option<Level>,
    /// The warning and its note.
    pub flag: Flag,
}

/// Something that keeps a year from being decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Of whom. On the members' sheet a unit stands for its whole sheet.
    pub who: Who,
    /// The unit of 31/12, or the unit itself.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// What.
    pub lack: Lack,
}

/// A sheet as its warnings are computed from it, whatever its rows show besides.
#[derive(Debug)]
pub struct Looked<'a> {
    /// Members or units.
    pub subject: Subject,
    /// Everybody: name, unit, case.
    pub rows: Vec<(Who, UnitId, &'a str, Case<'a>)>,
    /// What holds for the whole sheet.
    pub beside: &'a Beside,
    /// Levels of the year.
    pub levels: &'a [crate::domain::rating::NamedLevel],
}

impl Looked<'_> {
    /// All warnings, in the order of the sheet; those about whole units at the end.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warned> {
        let mut warned = Vec::new();
        for (who, unit, name, case) in &self.rows {
            let level = match case.rating {
                Some(Rating::Level(level)) => Some(*level),
                Some(Rating::NotRated { .. }) | None => None,
            };
            let of_one = case.flags().into_iter().map(|flag| Warned {
                who: *who,
                unit: *unit,
                name: (*name).to_owned(),
                level,
                flag,
            });
            warned.extend(of_one);
        }
        for gone in &self.beside.off_books {
            let flag = self.flag(Who::Member(gone.id), Warning::OffBooks);
            let (who, unit, name) = (Who::Member(gone.id), gone.unit, gone.name.clone());
            warned.push(Warned { who, unit, name, level: None, flag });
        }
        warned.extend(self.undecided().into_iter().map(|(unit, name)| Warned {
            who: Who::Unit(unit),
            unit,
            name,
            level: None,
            flag: self.flag(Who::Unit(unit), Warning::NoDecision),
        }));
        warned
    }

    fn flag(&self, who: Who, warning: Warning) -> Flag {
        let note = self.beside.note(who, warning.kind()).map(str::to_owned);
        Flag { warning, note }
    }

    /// The units in which everybody is rated and that no decision covers: on the members' sheet by
    /// the unit of the members, on the units' sheet each by itself. Names are empty for cells: the
    /// rows don't know them.
    fn undecided(&self) -> Vec<(UnitId, String)> {
        let mut whole: BTreeMap<UnitId, (bool, String)> = BTreeMap::new();
        for (who, unit, name, case) in &self.rows {
            let name = if who.unit().is_some() { (*name).to_owned() } else { String::new() };
            let is_waiting = case.rating.is_some() && !case.is_decided;
            let (all, _) = whole.entry(*unit).or_insert((true, name));
            *all &= is_waiting;
        }
        whole.into_iter().filter(|(_, (all, _))| *all).map(|(unit, (_, name))| (unit, name)).collect()
    }

    /// What keeps the year from being decided, in the order of the sheet; units that only wait for
    /// their decision at the end.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let keeps_ballots = self.beside.parts.contains(&Part::Ballot);
        let mut missing = Vec::new();
        for (who, unit, name, case) in &self.rows {
            let of_one = case.lacks(self.levels, keeps_ballots).into_iter();
            let name = (*name).to_owned();
            missing.extend(of_one.map(|lack| Missing { who: *who, unit: *unit, name: name.clone(), lack }));
        }
        let blocked: Vec<UnitId> = missing.iter().map(|it| it.unit).collect();
        for gone in &self.beside.off_books {
            let who = Who::Member(gone.id);
            if self.beside.note(who, WarningKind::OffBooks).is_none() {
                let (unit, name) = (gone.unit, gone.name.clone());
                missing.push(Missing { who, unit, name, lack: Lack::Warning(Warning::OffBooks) });
            }
        }
        for (unit, name) in self.undecided() {
            let is_noted = self.beside.note(Who::Unit(unit), WarningKind::NoDecision).is_some();
            if !is_noted && !blocked.contains(&unit) {
                missing.push(Missing { who: Who::Unit(unit), unit, name, lack: Lack::Decision });
            }
        }
        missing
    }
}

impl MemberSheet {
    /// The sheet for its warnings.
    #[must_use]
    pub fn looked(&self) -> Looked<'_> {
        let rows = self
            .rows
            .iter()
            .map(|row| (Who::Member(row.id), row.unit, row.name.as_str(), row.case(self.year, &self.regime)));
        Looked {
            subject: Subject::Member,
            rows: rows.collect(),
            beside: &self.beside,
            levels: &self.regime.member_levels,
        }
    }
}

impl UnitSheet {
    /// The sheet for its warnings.
    #[must_use]
    pub fn looked(&self) -> Looked<'_> {
        let rows = self
            .rows
            .iter()
            .map(|row| (Who::Unit(row.id), row.id, row.name.as_str(), row.case(self.year, &self.regime)));
        Looked {
            subject: Subject::Unit,
            rows: rows.collect(),
            beside: &self.beside,
            levels: &self.regime.unit_levels,
        }
    }
}

/// The warnings of a year, for a unit and all below it; everything for none.
///
/// # Errors
/// What the disk reports.
pub fn warnings(
    database: &mut Database,
    year: i32,
    subject: Subject,
    unit: Option<UnitId>,
) -> Result<Vec<Warned>> {
    Ok(match subject {
        Subject::Member => member_sheet(database, year, unit)?.looked().warnings(),
        Subject::Unit => unit_sheet(database, year, unit)?.looked().warnings(),
    })
}

/// What keeps a year from being decided, for a unit and all below it; everything for none.
///
/// # Errors
/// What the disk reports.
pub fn missing(
    database: &mut Database,
    year: i32,
    subject: Subject,
    unit: Option<UnitId>,
) -> Result<Vec<Missing>> {
    Ok(match subject {
        Subject::Member => member_sheet(database, year, unit)?.looked().missing(),
        Subject::Unit => unit_sheet(database, year, unit)?.looked().missing(),
    })
}

/// Lets warnings stand with a note, as one operation; an empty note takes notes back.
///
/// # Errors
/// [`Error::Refused`]: a note longer than 1000 characters.
pub fn acknowledge(
    database: &mut Database,
    (year, subject): (i32, Subject),
    warned: &[(Who, WarningKind)],
    note: &str,
    author: &Author,
) -> Result<Committed<()>> {
    let note = limited(note, 1000).map_err(|kind: Kind| Error::refused(Field::Note, kind))?;
    database.commit(author.does("warnings_acknowledged"), |tx| {
        for (who, kind) in warned {
            warnings::acknowledge(tx, (year, subject), *who, *kind, note.as_deref())?;
        }
        let (count, year) = (number::count(warned.len()), year.to_string());
        tx.describe(match note {
            Some(_) => fl!("journal-warnings-acknowledged", count = count, year = year),
            None => fl!("journal-warnings-opened", count = count, year = year),
        });
        Ok(())
    })
}

/// The titles of the posts in the Party that members held on the last day of a year.
///
/// # Errors
/// What the disk reports.
pub fn posts(database: &mut Database, year: i32) -> Result<HashMap<MemberId, String>> {
    database.read(|tx| {
        let mut held: HashMap<MemberId, String> = HashMap::new();
        for (member, title) in warnings::party_posts(tx, last_day(year))? {
            let titles = held.entry(member).or_default();
            if !titles.is_empty() {
                titles.push_str("; ");
            }
            titles.push_str(&title);
        }
        Ok(held)
    })
}

/// Which steps the register's sheets show.
///
/// # Errors
/// What the disk reports.
pub fn shown_parts(database: &mut Database) -> Result<Vec<Part>> {
    database.read(super::facts::parts)
}

/// Sets which steps the register's sheets show, for everybody who works with the register.
///
/// # Errors
/// What the disk reports.
pub fn show_parts(database: &mut Database, parts: &[Part], author: &Author) -> Result<Committed<()>> {
    database.commit(author.does("rating_steps_shown"), |tx| {
        if super::facts::parts(tx)? != Part::list(&Part::stored(parts)) {
            register::set_setting(tx, Setting::RatingParts.code(), &Part::stored(parts))?;
        }
        tx.describe(fl!("journal-steps-shown"));
        Ok(())
    })
}
