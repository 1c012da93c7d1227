//! Who is behind a figure of a table.

use super::Place;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::rating::summary::{Line, Rolled};
use crate::domain::rating::{Level, NotRated, Rating, Subject};
use crate::services::ratings::{regime_of, sheet};
use crate::services::units::read_tree;
use crate::services::{Database, Result};
use crate::store::Tx;
use crate::store::rating;

/// What a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// All on the books, or all units.
    OnBooks,
    /// All rated.
    Rated,
    /// These levels.
    Levels(Vec<Level>),
    /// Good or better.
    GoodOrBetter,
    /// Not rated, for this reason; for any when none is said.
    NotRated(Option<NotRated>),
    /// Nothing is said of them yet.
    Open,
}

impl Figure {
    /// Whether it counts those with this rating.
    #[must_use]
    pub fn counts(&self, rating: Option<&Rating>) -> bool {
        match (self, rating) {
            (Self::OnBooks, _) | (Self::Open, None) | (Self::Rated, Some(Rating::Level(_))) => true,
            (Self::Levels(levels), Some(Rating::Level(level))) => levels.contains(level),
            (Self::GoodOrBetter, Some(Rating::Level(level))) => level.is_good_or_better(),
            (Self::NotRated(None), Some(Rating::NotRated { .. })) => true,
            (Self::NotRated(Some(wanted)), Some(Rating::NotRated { why, .. })) => wanted == why,
            _ => false,
        }
    }

    /// Its number in a line.
    #[must_use]
    pub fn of(&self, line: &Line) -> i64 {
        match self {
            Self::OnBooks => line.on_books(),
            Self::Rated => line.tally.rated(),
            Self::Levels(levels) => levels.iter().map(|level| line.tally.count(*level)).sum(),
            Self::GoodOrBetter => line.tally.good_or_better().0,
            Self::NotRated(None) => line.tally.not_rated,
            Self::NotRated(Some(why)) => line.not_rated(*why),
            Self::Open => line.tally.open,
        }
    }
}

/// Of which place and which years a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Where {
    /// The unit; the whole register for none.
    pub unit: Option<UnitId>,
    /// Whether those of units below it are left out.
    pub is_itself: bool,
    /// First year.
    pub from: i32,
    /// Last year.
    pub to: i32,
}

/// A member or unit behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// The year.
    pub year: i32,
    /// The member; none where units are counted.
    pub member: Option<MemberId>,
    /// Full name, or the unit's name.
    pub name: String,
    /// The unit on 31/12, or the unit itself.
    pub unit: UnitId,
    /// The rating.
    pub rating: Option<Rating>,
}

/// Those behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// By year, then in the order of the sheets.
    pub rows: Vec<Behind>,
    /// How many more were entered as totals, without names.
    pub without_names: i64,
}

/// Reads who is behind a figure.
///
/// # Errors
/// What the disk reports.
pub fn behind(database: &mut Database, subject: Subject, place: Where, figure: &Figure) -> Result<Names> {
    database.read(|tx| {
        let tree = read_tree(tx)?;
        let at = Place::new(&tree, subject, place.unit);
        let totals = rating::totals(tx, subject, place.from, place.to)?;
        let mut names = Names::default();
        for year in place.from..=place.to {
            let found = of_year(tx, at, year, place.is_itself)?;
            let counted = found.into_iter().filter(|row| figure.counts(row.rating.as_ref()));
            let before = names.rows.len();
            names.rows.extend(counted);
            let rolled = at.read(tx, year, &totals)?.roll.of(&at.units());
            if rolled.is_entered && !place.is_itself {
                names.without_names += unnamed(figure, &rolled, names.rows.len() - before);
            }
        }
        Ok(names)
    })
}

/// How many of what is shown have no names because they were entered as totals.
fn unnamed(figure: &Figure, rolled: &Rolled, named: usize) -> i64 {
    let named = i64::try_from(named).unwrap_or(i64::MAX);
    (figure.of(&rolled.shown) - named).max(0)
}

fn of_year(tx: &Tx<'_>, at: Place<'_>, year: i32, is_itself: bool) -> Result<Vec<Behind>> {
    let regime = regime_of(tx, year)?;
    let is_here = |unit: UnitId| !is_itself || at.unit == Some(unit);
    let rows: Vec<Behind> = match at.subject {
        Subject::Member => sheet::members(tx, year, &regime, at.tree, at.unit)?
            .into_iter()
            .map(|row| Behind {
                year,
                member: Some(row.id),
                name: row.name,
                unit: row.unit,
                rating: row.rating,
            })
            .collect(),
        Subject::Unit => sheet::units(tx, year, &regime, at.tree, at.unit)?
            .into_iter()
            .filter(|row| row.is_counted)
            .map(|row| Behind { year, member: None, name: row.name, unit: row.id, rating: row.rating })
            .collect(),
    };
    Ok(rows.into_iter().filter(|row| is_here(row.unit)).collect())
}
