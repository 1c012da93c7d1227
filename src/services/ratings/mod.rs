//! Ratings: the sheet of a year, setting ratings, deciding and reopening a year, reports.

pub mod ceiling;
pub mod consequences;
mod deciding;
mod disciplined;
mod enter;
mod facts;
pub(super) mod locks;
mod sheet;
pub mod summary;
mod warned;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::Datelike;

use super::{Author, Error, Result};
use crate::domain::id::MemberId;
use crate::domain::problem::{Field, Kind};
use crate::domain::rating::{self as rules, Rating, Regime};
use crate::i18n::term::{self, Words};
use crate::store::Tx;
use crate::store::rating;

pub use crate::store::rating::{Decision, Rerating, Total};
pub(super) use deciding::warnings_of_books;
pub use deciding::{DecisionForm, RerateForm, decide, reopen, reopen_of, rerate};
pub use disciplined::{discipline_of, save_discipline};
pub(super) use enter::checked;
pub use enter::{Copied, copy_from_last_year, enter, rate_members, rate_units};
pub use facts::{Beside, OffBooks};
pub use sheet::{MemberSheet, MemberSheetRow, UnitSheet, UnitSheetRow, count_open, member_sheet, unit_sheet};
pub use warned::{Looked, Missing, Warned, acknowledge, missing, posts, show_parts, shown_parts, warnings};

/// The regime of a year: that under which its ratings were made; before the first one, the one
/// that covers the year, else the nearest.
///
/// # Errors
/// [`crate::store::Error::NotFound`] when the register has no regime at all.
pub(super) fn regime_of(tx: &Tx<'_>, year: i32) -> Result<Regime> {
    let regimes = rating::regime::all(tx)?;
    let made_under = rating::regime::made_under(tx, year)?;
    rules::regime_among(&regimes, year, made_under)
        .cloned()
        .ok_or(Error::Store(crate::store::Error::NotFound))
}

/// The ratings of these members, each in the words of its year's rules, the oldest first.
pub(super) fn of_members(tx: &Tx<'_>, members: &[MemberId]) -> Result<HashMap<MemberId, Vec<(i32, String)>>> {
    let mut regimes: HashMap<i32, Regime> = HashMap::new();
    let mut found: HashMap<MemberId, Vec<(i32, String)>> = HashMap::new();
    for (member, year, given) in rating::of_members(tx, members)? {
        let regime = match regimes.entry(year) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(regime_of(tx, year)?),
        };
        found.entry(member).or_default().push((year, in_words(&given, regime, Words::Paper)));
    }
    Ok(found)
}

/// A rating in the words of the year's rules, or why there is none.
pub(super) fn in_words(given: &Rating, regime: &Regime, words: Words) -> String {
    match given {
        Rating::Level(level) => {
            let named = regime.member_levels.iter().find(|named| named.level == *level);
            named.map_or_else(|| term::level(*level, words), |named| named.name.clone())
        }
        Rating::NotRated { why, reason } => reason.clone().unwrap_or_else(|| term::not_rated(*why, words)),
    }
}

/// Ratings are made and decided for years that have begun.
pub(super) fn check_year(year: i32, author: &Author) -> Result<()> {
    let this_year = author.today.year();
    if (1930..=this_year).contains(&year) {
        Ok(())
    } else {
        let kind = Kind::OutOfRange { min: 1930, max: i64::from(this_year) };
        Err(Error::refused(Field::Year, kind))
    }
}
