//! Admission targets of units: what each row would do, and doing it.

use std::collections::{HashMap, HashSet};

use super::place::{Place, Places};
use super::{
    Change, Choice, Effect, Plan, Planned, Policy, Progress, Request, Row, Special, Target, reached, told,
};
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::quota;
use crate::domain::text::tidy;
use crate::services::columns::MemberColumn;
use crate::services::quotas::check_target_year;
use crate::services::units::read_tree;
use crate::services::{Author, Error, Result};
use crate::store::Tx;
use crate::store::quota::{self as stored, Yearly};

/// Plans all rows; writes them, too, when `writes`.
pub fn work(
    tx: &Tx<'_>,
    request: &Request,
    author: &Author,
    (progress, writes): (&Progress, bool),
) -> Result<Plan> {
    let tree = read_tree(tx)?;
    let mut places = Places::new(&tree, &request.options, false);
    let present = stored::yearly(tx, Yearly::Target, 1930, 2200)?;
    let mut present: HashMap<(UnitId, i32), i64> =
        present.into_iter().map(|(unit, year, target)| ((unit, year), target)).collect();
    let (mut seen, mut plan) = (HashSet::new(), Plan::default());
    for row in request.rows.iter() {
        reached(progress, plan.rows.len())?;
        let mut planned = Planned {
            number: row.number,
            name: name_of(row),
            effect: Effect::Same,
            of: None,
            changes: Vec::new(),
            problems: row.notes.clone(),
            new_unit: None,
        };
        let choice = request.options.choices.get(&row.number).copied();
        match read(row, request, &mut places, author) {
            _ if choice == Some(Choice::Skip) => planned.effect = Effect::Skipped,
            Err(problem) => {
                planned.effect = Effect::Refused;
                planned.problems.push(problem);
            }
            Ok((unit, year, target)) => {
                let policy = match choice {
                    Some(Choice::Same(policy)) => policy,
                    Some(Choice::Another | Choice::Skip) | None => request.options.policy,
                };
                let before = present.get(&(unit, year)).copied();
                if !seen.insert((unit, year)) {
                    planned.effect = Effect::Duplicate;
                    planned.of = Some(planned.name.clone());
                } else if before != Some(target) && (before.is_none() || policy == Policy::Take) {
                    planned.effect = if before.is_some() { Effect::Changed } else { Effect::New };
                    planned.changes.push(Change {
                        target: Target::Special(Special::Target),
                        before: before.map(number::group).unwrap_or_default(),
                        after: number::group(target),
                    });
                    if writes {
                        stored::set_yearly(tx, Yearly::Target, (unit, year), Some(target))?;
                        present.insert((unit, year), target);
                    }
                }
            }
        }
        planned.problems = told(planned.problems);
        plan.rows.push(planned);
    }
    Ok(plan)
}

/// The code or name of the unit that a row is about.
fn name_of(row: &Row) -> String {
    let name = row.text(Target::Column(MemberColumn::Unit)).or(row.special(Special::UnitCode));
    name.map(tidy).unwrap_or_default()
}

fn read(
    row: &Row,
    request: &Request,
    places: &mut Places<'_>,
    author: &Author,
) -> std::result::Result<(UnitId, i32, i64), Problem> {
    if !row.names_unit() {
        return Err(Problem::error(Field::Unit, Kind::Required));
    }
    let Some(Place::Unit(unit)) = places.of(row, author)? else {
        return Err(Problem::error(Field::Unit, Kind::NotFound));
    };
    let year = match row.special(Special::Year) {
        Some(text) => number::parse_whole(text).map_err(|kind| Problem::error(Field::Year, kind))?,
        None => request.options.year.map(i64::from).ok_or(Problem::error(Field::Year, Kind::Required))?,
    };
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    check_target_year(year, author).map_err(|error| match error {
        Error::Refused(mut problems) if !problems.is_empty() => problems.remove(0),
        _ => Problem::error(Field::Year, Kind::NotANumber),
    })?;
    let target = quota::target(row.special(Special::Target).unwrap_or_default())?;
    target.map(|target| (unit, year, target)).ok_or(Problem::error(Field::Target, Kind::Required))
}
