//! `ratings set-total`, `ratings target`, `ratings rounding`: totals of old years, targets of
//! congresses, how shares are rounded.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{code_of, table::table, unit_if_named, unit_named};
use crate::cli::answer::Answer;
use crate::cli::arguments::coded;
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::rating::target::{Measure, Target, TargetForm};
use crate::domain::rating::{Level, Subject};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::ratings::summary::{self, TargetKey};
use crate::services::{Author, Database, Error, Result, Step, units};

/// Totals of a unit's year.
#[derive(Debug, Args)]
pub struct TotalArgs {
    /// The unit.
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// The year.
    #[arg(long)]
    year: i32,
    /// Members or units.
    #[arg(long, default_value = "member", value_parser = coded(Subject::ALL, Subject::code))]
    subject: Subject,
    /// A level with its number, several times; or one level beside `--count`.
    #[arg(long = "level", id = "levels", value_name = "LEVEL=N", required = true, value_parser = total)]
    levels: Vec<TotalArg>,
    /// The number of a single level.
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    count: Option<String>,
}

/// A level and its number as typed; a level of none is the number not rated.
#[derive(Debug, Clone)]
struct TotalArg {
    level: Option<Level>,
    count: Option<String>,
}

fn total(typed: &str) -> std::result::Result<TotalArg, String> {
    let (code, count) = match typed.split_once('=') {
        Some((code, count)) => (code, Some(count.to_owned())),
        None => (typed, None),
    };
    let level = match code {
        "not_rated" => None,
        code => Some(Level::from_code(code).ok_or_else(|| known_levels().join(", "))?),
    };
    Ok(TotalArg { level, count })
}

fn known_levels() -> Vec<&'static str> {
    Level::ALL.iter().map(|level| level.code()).chain(["not_rated"]).collect()
}

impl TotalArgs {
    /// Sets them.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let tree = units::tree(database)?;
        let unit = unit_named(&tree, &self.unit, Field::Unit)?;
        let totals = self
            .levels
            .into_iter()
            .map(|total| {
                let count = total.count.or_else(|| self.count.clone());
                let count = count.ok_or_else(|| Error::refused(Field::Count, Kind::Required))?;
                Ok((total.level, count))
            })
            .collect::<Result<Vec<_>>>()?;
        match summary::set_totals(database, unit, (self.year, self.subject), &totals, author)? {
            Step::Done(done) => {
                Ok(Answer::changed(&done.changes, json!({ "unit": self.unit, "year": self.year })))
            }
            Step::Refused(refusals) => {
                let problem = |kind: Kind| match kind {
                    Kind::NoSuchLevel { .. } => Problem::error(Field::Level, kind),
                    kind => Problem::error(Field::Count, kind),
                };
                let problems = refusals.into_iter().map(|refusal| problem(refusal.kind));
                Err(Error::Refused(problems.collect()))
            }
        }
    }
}

/// What can be done with targets of congresses.
#[derive(Debug, Subcommand)]
pub enum TargetCommand {
    /// Sets a target for the years of a term.
    Set {
        /// The unit whose congress it is.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// First year.
        #[arg(long, value_name = "YEAR")]
        from: String,
        /// Last year.
        #[arg(long, value_name = "YEAR")]
        to: String,
        /// Members or units.
        #[arg(long, default_value = "member", value_parser = coded(Subject::ALL, Subject::code))]
        subject: Subject,
        /// What is measured.
        #[arg(long, value_parser = coded(Measure::ALL, Measure::code))]
        measure: Measure,
        /// The percentage.
        #[arg(long, value_name = "P", allow_hyphen_values = true)]
        percent: String,
        /// Number and date of the resolution.
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        resolution: String,
    },
    /// The targets of a unit, or of all units.
    List {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
    },
    /// Takes a target away.
    Remove {
        /// The unit.
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// First year of the target.
        #[arg(long = "from", id = "first-year", value_name = "YEAR")]
        from: i32,
        /// Members or units.
        #[arg(long, default_value = "member", value_parser = coded(Subject::ALL, Subject::code))]
        subject: Subject,
        /// What is measured.
        #[arg(long, value_parser = coded(Measure::ALL, Measure::code))]
        measure: Measure,
    },
}

impl TargetCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer> {
        let tree = units::tree(database)?;
        match self {
            Self::Set { unit, from, to, subject, measure, percent, resolution } => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                let form = TargetForm {
                    from_year: from,
                    to_year: to,
                    measure: Some(measure),
                    percent,
                    source: resolution,
                };
                let done = summary::set_target(database, (id, subject), &form, None, author)?;
                Ok(Answer::changed(&done.changes, json!({ "unit": unit })))
            }
            Self::List { unit } => {
                let unit = unit_if_named(&tree, unit.as_deref())?;
                let targets = summary::targets(database, unit)?;
                let data: Vec<Value> = targets.iter().map(|target| target_json(target, &tree)).collect();
                Ok(Answer::new(&json!({ "targets": data }), text(&targets, &tree)))
            }
            Self::Remove { unit, from, subject, measure } => {
                let id = unit_named(&tree, &unit, Field::Unit)?;
                let key = TargetKey { unit: id, from_year: from, subject, measure };
                let done = summary::remove_target(database, key, author)?;
                Ok(Answer::changed(&done.changes, json!({ "unit": unit })))
            }
        }
    }
}

/// A target as answers give it.
pub fn target_json(target: &Target, tree: &UnitTree) -> Value {
    json!({
        "unit": code_of(tree, target.unit),
        "from": target.from_year,
        "to": target.to_year,
        "subject": target.subject,
        "measure": target.measure,
        "percent": target.percent,
        "at_most": target.measure.is_at_most(),
        "source": target.source,
    })
}

fn text(targets: &[Target], tree: &UnitTree) -> String {
    let titles = [fl!("field-code"), fl!("quotas-year"), fl!("field-measure"), fl!("field-percent")];
    let rows: Vec<Vec<String>> = targets
        .iter()
        .map(|target| {
            let measure = term::measure(target.measure, Words::Screen);
            let sign = if target.measure.is_at_most() { "≤" } else { "≥" };
            vec![
                code_of(tree, target.unit).to_owned(),
                format!("{}-{}", target.from_year, target.to_year),
                format!("{}: {measure}", term::subject(target.subject, Words::Screen)),
                format!("{sign} {}", target.percent),
            ]
        })
        .collect();
    table(&titles, &rows)
}
