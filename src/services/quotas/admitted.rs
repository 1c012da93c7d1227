//! Admissions of past years of which only the number is known, the single records not being in the
//! register.

use chrono::Datelike;

use super::{check_year, year_of_sheet};
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::quota;
use crate::fl;
use crate::services::step::{Halt, Step, step};
use crate::services::units::{node, read_tree};
use crate::services::{Author, Result};
use crate::store::Database;
use crate::store::quota::{self as stored, Yearly};

/// A year whose number was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmittedRefusal {
    /// The year.
    pub year: i32,
    /// What is wrong with it or its number.
    pub problem: Problem,
}

/// The numbers that were entered for a unit from year to year, each year once.
///
/// # Errors
/// [`crate::services::Error::Refused`]: no such unit, a year that no quota can have.
pub fn admitted_totals(
    database: &mut Database,
    unit: UnitId,
    (from, to): (i32, i32),
) -> Result<Vec<(i32, Option<i64>)>> {
    check_year(Field::FromYear, Some(from))?;
    check_year(Field::ToYear, Some(to))?;
    database.read(|tx| {
        let _ = node(&read_tree(tx)?, unit)?;
        let all = stored::yearly(tx, Yearly::AdmissionTotal, from, to)?;
        let of = |year| all.iter().find(|it| (it.0, it.1) == (unit, year)).map(|it| it.2);
        Ok((from..=to).map(|year| (year, of(year))).collect())
    })
}

/// Sets how many a unit with all below it admitted in years of which the single records are not in
/// the register, as typed, as one operation; empty takes a number away. A number counts while it
/// exceeds the single records.
///
/// # Errors
/// [`crate::services::Error::Refused`]: no such unit. Numbers that can't be stored, and years to
/// come, are told year by year, and then nothing is.
pub fn set_admitted(
    database: &mut Database,
    unit: UnitId,
    totals: &[(i32, String)],
    author: &Author,
) -> Result<Step<(), AdmittedRefusal>> {
    let last = author.today.year();
    for (year, _) in totals {
        year_of_sheet(*year)?;
    }
    step(database, author.does("admission_total_set"), |tx| {
        let tree = read_tree(tx)?;
        let name = node(&tree, unit)?.unit.fields.name.clone();
        let (mut numbers, mut refusals) = (Vec::new(), Vec::new());
        for (year, typed) in totals {
            match quota::target(typed) {
                _ if *year > last => {
                    let kind = Kind::OutOfRange { min: 1930, max: i64::from(last) };
                    let problem = Problem::error(Field::Year, kind);
                    refusals.push(AdmittedRefusal { year: *year, problem });
                }
                Ok(number) => numbers.push((*year, number)),
                Err(problem) => {
                    let problem = Problem { field: Field::AdmissionTotal, ..problem };
                    refusals.push(AdmittedRefusal { year: *year, problem });
                }
            }
        }
        if !refusals.is_empty() {
            return Err(Halt::Refused(refusals));
        }
        let before = stored::yearly(tx, Yearly::AdmissionTotal, 1930, 2100)?;
        let known = |year| before.iter().find(|it| (it.0, it.1) == (unit, year)).map(|it| it.2);
        numbers.retain(|(year, number)| known(*year) != *number);
        let said = numbers.iter().map(|(year, number)| {
            let number = number.map_or_else(|| "—".to_owned(), number::group);
            format!("{year}: {number}")
        });
        let numbers_said = said.collect::<Vec<_>>().join("; ");
        tx.describe(fl!("journal-admission-totals", name = name, numbers = numbers_said));
        for (year, number) in &numbers {
            stored::set_yearly(tx, Yearly::AdmissionTotal, (unit, *year), *number)?;
        }
        Ok(())
    })
}
