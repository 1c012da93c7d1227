//! `report`: member lists, ratings and admissions as PDF or JSON, to a file or standard output.

use std::path::{Path, PathBuf};
use std::{fs, path};

use chrono::Datelike;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::members::{ListArgs, select};
use super::year_reports::{self, Asked, YearReport};
use super::{member_json, rating_summaries, unit_if_named};
use crate::cli::answer::{Answer, Failure};
use crate::cli::arguments::coded;
use crate::domain::id::UnitId;
use crate::domain::rating::Subject;
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::print::page::Document;
use crate::print::{self, reports};
use crate::services::columns::MemberColumn;
use crate::services::quotas::AdmissionReport;
use crate::services::ratings::summary::{self, Layout, Span};
use crate::services::{Author, Database, Result, members, quotas, registers, units};
use crate::store::workspace::atomic;

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    MemberList,
    MemberRatings,
    UnitRatings,
    RatingSummary,
    Admissions,
    Ceilings,
    Consequences,
    RatingDecision,
    NotRated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Pdf,
    Json,
}

/// How levels of different regimes stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LayoutArg {
    Own,
    Joined,
}

/// A report to be made.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Which report.
    #[arg(value_name = "REPORT")]
    kind: Kind,
    /// Who is in a member list; its unit is that of every report.
    #[command(flatten)]
    list: ListArgs,
    /// First year.
    #[arg(long, value_name = "YEAR")]
    from: Option<i32>,
    /// Last year.
    #[arg(long, value_name = "YEAR")]
    to: Option<i32>,
    /// The year of reports of one year; the present one when left out.
    #[arg(long, id = "summary-year", value_name = "YEAR")]
    year: Option<i32>,
    /// Members or units, in reports of one year.
    #[arg(long, default_value = "member", value_parser = coded(Subject::ALL, Subject::code))]
    subject: Subject,
    /// Whether levels of old regimes have columns of their own on paper.
    #[arg(long, value_enum, default_value = "own")]
    layout: LayoutArg,
    /// Columns of a member list.
    #[arg(long, value_delimiter = ',', value_parser = columns())]
    columns: Vec<MemberColumn>,
    /// PDF or JSON.
    #[arg(long, value_enum)]
    format: Format,
    /// The file; - for standard output.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

fn columns() -> impl clap::builder::TypedValueParser<Value = MemberColumn> {
    coded(MemberColumn::ALL, MemberColumn::code)
}

/// A report in both its forms.
pub struct Made {
    /// For programs.
    pub data: Value,
    /// For paper.
    pub document: Document,
}

impl ReportArgs {
    /// Makes and writes it.
    ///
    /// # Errors
    /// What the use case, the printing or the writing reports.
    pub fn run(self, database: &mut Database, author: &Author) -> std::result::Result<Answer, Failure> {
        let made = self.make(database, author)?;
        let bytes = match self.format {
            Format::Pdf => print::pdf(&made.document)?,
            Format::Json => format!("{}\n", made.data).into_bytes(),
        };
        if self.output.as_os_str() != "-" {
            write(&self.output, &bytes)?;
            let file = self.output.display().to_string();
            let data = json!({ "file": file, "bytes": bytes.len() });
            let said = Answer::new(&data, "");
            return Ok(Answer { note: fl!("cli-report-written", file = file), ..said });
        }
        let data = match self.format {
            Format::Pdf => Value::Object(Map::new()),
            Format::Json => made.data,
        };
        Ok(Answer { file: Some(bytes), ..Answer::new(&data, "") })
    }

    fn make(&self, database: &mut Database, author: &Author) -> Result<Made> {
        let tree = units::tree(database)?;
        let unit = unit_if_named(&tree, self.list.unit.as_deref())?;
        let letterhead = registers::letterhead(database)?;
        let subtitle = subtitle(&tree, unit);
        let context = reports::Context {
            letterhead: &letterhead,
            units: &tree,
            today: author.today,
            subtitle: &subtitle,
        };
        let years = (self.from, self.to);
        match self.kind {
            Kind::MemberList => self.member_list(database, author, &context),
            Kind::MemberRatings | Kind::UnitRatings => {
                let subject = if self.kind == Kind::UnitRatings { Subject::Unit } else { Subject::Member };
                let span = Span { from: self.from, to: self.to, with_empty: false };
                let summary = summary::by_year(database, subject, unit, span)?;
                let layout = match self.layout {
                    LayoutArg::Own => Layout::Own,
                    LayoutArg::Joined => Layout::Joined,
                };
                Ok(Made {
                    data: rating_summaries::by_year(&summary, &tree),
                    document: reports::ratings_by_year(&summary, layout, &context),
                })
            }
            Kind::RatingSummary => {
                let year = self.year.unwrap_or_else(|| author.today.year());
                let summary = summary::by_unit(database, self.subject, year, unit)?;
                Ok(Made {
                    data: rating_summaries::by_unit(&summary, &tree),
                    document: reports::ratings_by_unit(&summary, &context),
                })
            }
            Kind::Ceilings => self.of_year(database, YearReport::Ceilings, unit, &context),
            Kind::Consequences => self.of_year(database, YearReport::Consequences, unit, &context),
            Kind::RatingDecision => self.of_year(database, YearReport::Decision, unit, &context),
            Kind::NotRated => self.of_year(database, YearReport::NotRated, unit, &context),
            Kind::Admissions => {
                let report = quotas::report(database, unit, years, author)?;
                Ok(Made { data: admissions_json(&report), document: reports::admissions(&report, &context) })
            }
        }
    }

    fn of_year(
        &self,
        database: &mut Database,
        report: YearReport,
        unit: Option<UnitId>,
        context: &reports::Context<'_>,
    ) -> Result<Made> {
        let year = self.year.unwrap_or_else(|| context.today.year());
        let asked = Asked { report, year, subject: self.subject, unit };
        year_reports::make(database, asked, context)
    }

    fn member_list(
        &self,
        database: &mut Database,
        author: &Author,
        context: &reports::Context<'_>,
    ) -> Result<Made> {
        let columns = if self.columns.is_empty() { MemberColumn::DEFAULT } else { &self.columns };
        let selected = select(database, &self.list, context.units, author)?;
        let rows = members::rows(database, &selected.ids)?;
        let mut data = serde_json::to_value(selected.counts).unwrap_or_default();
        if let Some(data) = data.as_object_mut() {
            let members: Vec<Value> = rows.iter().map(|row| member_json::row(row, context.units)).collect();
            data.insert("members".to_owned(), members.into());
        }
        Ok(Made { data, document: reports::member_list(&rows, columns, context) })
    }
}

fn subtitle(tree: &UnitTree, unit: Option<UnitId>) -> String {
    unit.and_then(|unit| tree.node(unit)).map(|node| node.unit.fields.name.clone()).unwrap_or_default()
}

fn admissions_json(report: &AdmissionReport) -> Value {
    let years: Vec<Value> = report
        .years
        .iter()
        .map(|year| {
            json!({
                "year": year.year, "target": year.target, "admitted": year.admitted,
                "percent": year.percent(),
            })
        })
        .collect();
    let term = &report.term;
    json!({
        "years": years,
        "term": {
            "from": report.resolution.as_ref().map(|term| term.from_year),
            "to": report.resolution.as_ref().map(|term| term.to_year),
            "resolution_target": term.resolution_target,
            "targets_sum": term.targets_sum,
            "admitted": term.admitted,
            "percent_of_resolution": term.percent_of_resolution(),
            "percent_of_targets": term.percent_of_targets(),
        },
    })
}

/// Replaces a file as a whole; what is no file (a device, a pipe) is written to.
fn write(file: &Path, bytes: &[u8]) -> std::result::Result<(), Failure> {
    let is_special = fs::metadata(file).is_ok_and(|there| !there.is_file());
    if is_special {
        return fs::write(file, bytes).map_err(|error| Failure::file(file, &error));
    }
    let whole = path::absolute(file).map_err(|error| Failure::file(file, &error))?;
    Ok(atomic::write(&whole, bytes)?)
}
