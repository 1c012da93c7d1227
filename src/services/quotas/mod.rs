//! Admission quotas: targets of years and terms, what changed them, what was reached.
//!
//! Admissions are counted by the day of the decision, at the unit of the register that decided,
//! even if it was merged since or the member went elsewhere (domain.md C7). A revoked admission
//! counts for no target.

mod admitted;
mod allocation;
mod candidates;
mod chart;
mod figures;
mod names;
mod report;
mod sheet;
mod targets;
mod terms;

pub use admitted::{AdmittedRefusal, admitted_totals, set_admitted};
pub use allocation::{Allocation, Basis, Handed, Part, Reach, allocate, propose};
pub use candidates::set_candidates;
pub use chart::{months_chart, years_chart};
pub use names::{Slice, Who, names};
pub use report::{AdmissionReport, report};
pub use sheet::{QuotaRow, QuotaSheet, last_day, sheet, sheet_on};
pub(super) use targets::check_target_year;
pub use targets::{TargetRefusal, adjust, check_targets, set_target, set_targets, withdraw_adjustment};
pub use terms::{amend, amendments, change_term, set_term, terms, withdraw_amendment};

use super::{Error, Result};
use crate::domain::id::UnitId;
use crate::domain::problem::{Field, Kind};
use crate::domain::unit::UnitTree;

/// The unit that a place without a choice means: the only one at the top.
fn chosen(tree: &UnitTree, unit: Option<UnitId>) -> Option<UnitId> {
    unit.or_else(|| {
        let mut tops = tree.nodes().iter().filter(|node| node.depth == 0);
        tops.next().filter(|_| tops.next().is_none()).map(|node| node.unit.id)
    })
}

fn check_year(field: Field, year: Option<i32>) -> Result<()> {
    match year {
        Some(year) if !(1930..=2100).contains(&year) => {
            Err(Error::refused(field, Kind::OutOfRange { min: 1930, max: 2100 }))
        }
        Some(_) | None => Ok(()),
    }
}

/// Refuses a year that no quota can have.
fn year_of_sheet(year: i32) -> Result<()> {
    check_year(Field::Year, Some(year))
}
