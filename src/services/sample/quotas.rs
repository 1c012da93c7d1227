//! The sample's admission quotas: terms and yearly targets of the committee, split over its
//! organisations so that the parts add up.

use super::figures::{ADMISSIONS, Size, TERMS, merged_on};
use super::units::Structure;
use crate::domain::quota::Term;
use crate::domain::split::largest_remainder;
use crate::services::Result;
use crate::store::Tx;
use crate::store::quota::{self, Yearly};
use chrono::Datelike;

/// Members that a cell had before it was merged into another.
const CLOSED_CELL_MEMBERS: i64 = 8;

/// Writes all terms and targets.
pub fn write(tx: &Tx<'_>, structure: &Structure, size: Size) -> Result<()> {
    for (from_year, to_year, target, resolution) in TERMS {
        let resolution_target = size.of(target);
        let resolution = Some(resolution.to_owned());
        let term = Term { from_year, to_year, resolution_target, resolution, resolution_on: None };
        quota::set_term(tx, structure.committee, from_year, &term)?;
    }
    for (year, target, _) in ADMISSIONS {
        let target = size.of(target);
        quota::set_yearly(tx, Yearly::Target, (structure.committee, year), Some(target))?;
        let open = structure.grassroots.iter().map(|above| (above.id, above.members as i64));
        let closed = structure.closed.iter().map(|unit| (*unit, CLOSED_CELL_MEMBERS));
        let units: Vec<_> = open.chain(closed.filter(|_| year < merged_on().year())).collect();
        let weights: Vec<i64> = units.iter().map(|(_, members)| *members).collect();
        for ((unit, _), part) in units.into_iter().zip(largest_remainder(target, &weights)) {
            quota::set_yearly(tx, Yearly::Target, (unit, year), Some(part))?;
        }
    }
    Ok(())
}
