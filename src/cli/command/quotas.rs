//! `quota`: yearly targets, what changes them, handing them down, and the term.

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::{quota_json, unit_if_named, unit_named};
use crate::cli::answer::Answer;
use crate::domain::date;
use crate::domain::problem::{Field, Kind};
use crate::domain::quota::{AdjustmentForm, AmendmentForm, CandidateForm, TermForm};
use crate::domain::unit::UnitTree;
use crate::services::quotas::{Basis, Handed, Reach};
use crate::services::{Author, Database, Error, Result, Step, quotas, units};

/// What can be done with quotas.
#[derive(Debug, Subcommand)]
pub enum QuotaCommand {
    /// Sets a unit's target for a year.
    Set {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The year.
        #[arg(long)]
        year: i32,
        /// The target.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        target: String,
    },
    /// Adjusts it by a document.
    Adjust {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The year.
        #[arg(long)]
        year: i32,
        /// By how much.
        #[arg(long, value_name = "±N", allow_hyphen_values = true)]
        change: String,
        /// Number of the document.
        #[arg(long, value_name = "TEXT")]
        document: String,
        /// Its day.
        #[arg(long, value_name = "DATE")]
        on: String,
    },
    /// Withdraws an adjustment or an amendment.
    Withdraw {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The adjustment.
        #[arg(long, value_name = "N", required_unless_present = "amendment", conflicts_with = "amendment")]
        adjustment: Option<i64>,
        /// The amendment.
        #[arg(long, value_name = "N")]
        amendment: Option<i64>,
    },
    /// Hands a target down.
    Allocate(AllocateArgs),
    /// Sets a number of admissions.
    SetAdmitted {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The year.
        #[arg(long)]
        year: i32,
        /// How many.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        count: String,
    },
    /// Sets how many candidates a unit reports.
    SetCandidates {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// The year.
        #[arg(long)]
        year: i32,
        /// How many.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        count: String,
        /// A note.
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        note: String,
    },
    /// Sets a unit's term.
    Term(TermArgs),
    /// Amends the target of a term.
    Amend {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// First year of the term.
        #[arg(long, value_name = "YEAR")]
        from: i32,
        /// The target from then on.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        target: String,
        /// Number of the document.
        #[arg(long, value_name = "TEXT")]
        document: String,
        /// Its day.
        #[arg(long, value_name = "DATE")]
        on: String,
    },
    /// The sheet of a year.
    List {
        /// The year.
        #[arg(long)]
        year: i32,
        /// The unit and what is below it.
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// The last day that counts.
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
        /// Units that have least of their targets first.
        #[arg(long)]
        behind_first: bool,
    },
}

/// A term.
#[derive(Debug, Args)]
pub struct TermArgs {
    /// The unit.
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// First year.
    #[arg(long, value_name = "YEAR")]
    from: String,
    /// Last year.
    #[arg(long, value_name = "YEAR")]
    to: String,
    /// Target of the resolution.
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    target: String,
    /// What the resolution is.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    resolution: String,
    /// Its day.
    #[arg(long, value_name = "DATE", default_value = "", hide_default_value = true)]
    resolution_on: String,
}

/// How a target is handed down.
#[derive(Debug, Args)]
pub struct AllocateArgs {
    /// The unit.
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// The year.
    #[arg(long)]
    year: i32,
    /// What the parts follow.
    #[arg(long = "by", id = "split-by", value_enum)]
    by: By,
    /// Over which units.
    #[arg(long, value_enum, default_value = "children")]
    over: Over,
    /// Whether nothing is stored.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Equal,
    Members,
    MembersAtNewYear,
    LastYear,
    Candidates,
}

/// Over which units a target is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Over {
    /// Those right below.
    Children,
    /// All cells below.
    Cells,
}

impl From<By> for Basis {
    fn from(by: By) -> Self {
        match by {
            By::Equal => Self::Equal,
            By::Members => Self::Members,
            By::MembersAtNewYear => Self::MembersAtNewYear,
            By::LastYear => Self::LastYear,
            By::Candidates => Self::Candidates,
        }
    }
}

impl From<Over> for Reach {
    fn from(over: Over) -> Self {
        match over {
            Over::Children => Self::Children,
            Over::Cells => Self::Cells,
        }
    }
}

impl QuotaCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let tree = units::tree(database)?;
        match self {
            Self::Set { unit, year, target } => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                let done = quotas::set_target(database, id, year, &target, author)?;
                Ok(Answer::changed(&done.changes, json!({ "unit": unit, "year": year })))
            }
            Self::Adjust { unit, year, change, document, on } => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                let form = AdjustmentForm { change, document, on };
                let done = quotas::adjust(database, id, year, &form, author)?;
                let answer = Answer::changed(&done.value.changes, json!({ "unit": unit, "year": year }));
                Ok(answer.warning(done.warnings))
            }
            Self::Withdraw { unit, adjustment, amendment } => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                let done = match (adjustment, amendment) {
                    (Some(adjustment), _) => quotas::withdraw_adjustment(database, id, adjustment, author)?,
                    (None, amendment) => {
                        quotas::withdraw_amendment(database, id, amendment.unwrap_or_default(), author)?
                    }
                };
                Ok(Answer::changed(&done.changes, json!({ "unit": unit })))
            }
            Self::Allocate(allocate) => allocate.run(database, &tree, author),
            Self::SetAdmitted { unit, year, count } => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                match quotas::set_admitted(database, id, &[(year, count)], author)? {
                    Step::Done(done) => {
                        Ok(Answer::changed(&done.changes, json!({ "unit": unit, "year": year })))
                    }
                    Step::Refused(refused) => {
                        Err(Error::Refused(refused.into_iter().map(|refusal| refusal.problem).collect()))
                    }
                }
            }
            Self::SetCandidates { unit, year, count, note } => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                let form = CandidateForm { count, note };
                let done = quotas::set_candidates(database, (id, year), &form, author)?;
                Ok(Answer::changed(&done.changes, json!({ "unit": unit, "year": year })))
            }
            Self::Term(term) => term.run(database, &tree, author),
            Self::Amend { unit, from, target, document, on } => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                let form = AmendmentForm { target, document, on };
                let done = quotas::amend(database, id, from, &form, author)?;
                let answer = Answer::changed(&done.value.changes, json!({ "unit": unit, "from": from }));
                Ok(answer.warning(done.warnings))
            }
            Self::List { year, unit, as_of, behind_first } => {
                let unit = unit_if_named(&tree, unit.as_deref())?;
                let until = as_of.as_deref().map(day).transpose()?;
                let mut sheet = quotas::sheet_on(database, year, unit, until, author)?;
                if behind_first {
                    sheet.put_behind_first();
                }
                let text = quota_json::sheet_text(&sheet, &tree);
                Ok(Answer::new(&quota_json::sheet(&sheet, &tree), text))
            }
        }
    }
}

/// Reads a day of the command line.
///
/// # Errors
/// A refusal of what is no day.
pub fn day(typed: &str) -> Result<NaiveDate> {
    date::parse_day(typed).map_err(|kind| Error::refused(Field::ToOn, kind))
}

impl TermArgs {
    fn run(self, database: &mut Database, tree: &UnitTree, author: &Author) -> Result<Answer> {
        let Self { unit, from, to, target, resolution, resolution_on } = self;
        let id = unit_named(tree, &unit, Field::Unit)?;
        let form =
            TermForm { from_year: from, to_year: to, resolution_target: target, resolution, resolution_on };
        let done = quotas::set_term(database, id, &form, author)?;
        Ok(Answer::changed(&done.changes, json!({ "unit": unit })))
    }
}

impl AllocateArgs {
    fn run(self, database: &mut Database, tree: &UnitTree, author: &Author) -> Result<Answer> {
        let unit = unit_named(tree, &self.unit, Field::Unit)?;
        let at = (unit, self.year);
        let proposal = quotas::propose(database, at, self.by.into(), self.over.into())?;
        if proposal.assigned.is_none() {
            return Err(Error::refused(Field::Target, Kind::Required));
        }
        if !proposal.can_follow(self.by.into()) {
            return Err(Error::refused(Field::Candidates, Kind::Required));
        }
        let (data, text) = (quota_json::allocation(&proposal, tree), quota_json::allocation_text(&proposal));
        if self.dry_run {
            return Ok(Answer::new(&data, text));
        }
        let targets = proposal
            .parts
            .iter()
            .map(|part| (part.unit, part.proposed.map(|target| target.to_string()).unwrap_or_default()))
            .collect();
        let handed = Handed { targets, candidates: Vec::new() };
        match quotas::allocate(database, at, &handed, author)? {
            Step::Done(done) => {
                let answer = Answer::changed(&done.changes, data);
                Ok(Answer { text: format!("{text}{}", answer.text), ..answer })
            }
            Step::Refused(refused) => {
                let kind = refused.into_iter().next().map_or(Kind::NotFound, |refusal| refusal.kind);
                Err(Error::refused(Field::Target, kind))
            }
        }
    }
}
