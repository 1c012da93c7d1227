//! Of whom something is: a member or a unit.

use clap::Args;

use super::unit_named;
use crate::domain::id::MemberId;
use crate::domain::problem::Field;
use crate::domain::rating::Who;
use crate::domain::unit::UnitTree;
use crate::services::Result;

/// A member or a unit.
#[derive(Debug, Args)]
pub struct WhomArgs {
    /// The member.
    #[arg(long, value_name = "ID", required_unless_present = "unit", conflicts_with = "unit")]
    member: Option<i64>,
    /// The unit.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
}

impl WhomArgs {
    /// Who it is.
    ///
    /// # Errors
    /// A refusal when no unit has the code.
    pub fn find(&self, tree: &UnitTree) -> Result<Who> {
        match (self.member, &self.unit) {
            (Some(member), _) => Ok(Who::Member(MemberId(member))),
            (None, code) => unit_named(tree, code.as_deref().unwrap_or_default(), Field::Unit).map(Who::Unit),
        }
    }
}
