//! `report`: member lists, ratings and admissions as PDF or JSON, to a file or standard output.

use std::path::{Path, PathBuf};
use std::{fs, path};

use chrono::{Datelike, NaiveDate};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::members::{ListArgs, select};
use super::quotas::{Over, day};
use super::year_reports::{self, Asked, YearReport};
use super::{member_json, quota_json, rating_summaries, unit_if_named};
use crate::cli::answer::{Answer, Failure};
use crate::cli::arguments::coded;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::problem::{Field, Kind as Wrong};
use crate::domain::rating::Subject;
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::print::page::Document;
use crate::print::year_end::BallotPapers;
use crate::print::{self, member_papers, reports};
use crate::services::columns::MemberColumn;
use crate::services::members::Person;
use crate::services::quotas::{Basis, QuotaSheet, last_day};
use crate::services::ratings::summary::{self, Layout, Span};
use crate::services::users::Way;
use crate::services::{Author, Database, Error, Result, lists, members, quotas, readings, registers, units};
use crate::store::workspace::atomic;

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    MemberList,
    MemberRegister,
    MemberProfile,
    MemberRecord,
    MemberRatings,
    UnitRatings,
    RatingSummary,
    Admissions,
    Ceilings,
    Consequences,
    RatingDecision,
    NotRated,
    Ballots,
    RatingSteps,
    BallotRecord,
    AdmissionsByUnit,
    QuotaAllocation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Pdf,
    Docx,
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
    /// A list that has a name, in place of the filters and columns of a member list.
    #[arg(long = "list", id = "saved", value_name = "NAME")]
    saved: Option<String>,
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
    /// Its last day.
    #[arg(long, value_name = "DATE", conflicts_with = "quarter")]
    as_of: Option<String>,
    /// The quarter that it ends with.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=4))]
    quarter: Option<u32>,
    /// Over which units a target is split.
    #[arg(long, value_enum, default_value = "children")]
    over: Over,
    /// How many ballot papers for each cell.
    #[arg(long, value_name = "N", default_value = "1")]
    copies: usize,
    /// Several ballot papers on a sheet.
    #[arg(long)]
    shared: bool,
    /// Columns of a member list.
    #[arg(long, value_delimiter = ',', value_parser = columns())]
    columns: Vec<MemberColumn>,
    /// The member of a profile or a record.
    #[arg(long, id = "member", value_name = "ID", required_if_eq_any([("kind", "member-profile"), ("kind", "member-record")]))]
    member: Option<i64>,
    /// PDF, Word or JSON.
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
        let Made { data, document } = self.make(database, author)?;
        readings::note(database, Way::Print, &document.numbers_of, author)?;
        let document = match registers::printed_head(database)? {
            Some(head) => print::footed(&document, &head),
            None => document,
        };
        let made = Made { data, document };
        let bytes = match self.format {
            Format::Pdf => print::pdf(&made.document)?,
            Format::Docx => print::docx(&made.document)?,
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
            Format::Pdf | Format::Docx => Value::Object(Map::new()),
            Format::Json => made.data,
        };
        Ok(Answer { file: Some(bytes), ..Answer::new(&data, "") })
    }

    fn make(&self, database: &mut Database, author: &Author) -> Result<Made> {
        let tree = units::tree(database)?;
        let unit = unit_if_named(&tree, self.list.unit.as_deref())?;
        let letterhead = registers::letterhead(database)?;
        let subtitle = self.saved.clone().unwrap_or_else(|| subtitle(&tree, unit));
        let context = reports::Context {
            letterhead: &letterhead,
            units: &tree,
            today: author.today,
            subtitle: &subtitle,
        };
        let years = (self.from, self.to);
        match self.kind {
            Kind::MemberList => self.member_list(database, author, &context),
            Kind::MemberRegister => {
                let selected = select(database, &self.list, &tree, author)?;
                let people = members::people(database, &selected.ids)?;
                Ok(made(&people, &tree, member_papers::member_register(&people, &context)))
            }
            Kind::MemberProfile => self.of_member(database, &context, member_papers::member_profile),
            Kind::MemberRecord => self.of_member(database, &context, member_papers::member_record),
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
            Kind::Ballots => {
                let papers = BallotPapers { copies: self.copies, shares_sheets: self.shared };
                self.of_year(database, YearReport::Ballots(papers), unit, &context)
            }
            Kind::RatingSteps => self.of_year(database, YearReport::Proposals, unit, &context),
            Kind::BallotRecord => self.of_year(database, YearReport::Counting, unit, &context),
            Kind::NotRated => self.of_year(database, YearReport::NotRated, unit, &context),
            Kind::Admissions => {
                let report = quotas::report(database, unit, years, author)?;
                let document = print::quotas::admissions(&report, &context);
                Ok(Made { data: quota_json::admissions(&report), document })
            }
            Kind::AdmissionsByUnit => {
                let sheet = self.admissions_by_unit(database, unit, author)?;
                let document = print::quotas::admissions_by_unit(&sheet, &context);
                Ok(Made { data: quota_json::sheet(&sheet, &tree), document })
            }
            Kind::QuotaAllocation => {
                let Some(unit) = unit else { return Err(Error::refused(Field::Unit, Wrong::Required)) };
                let year = self.year.unwrap_or(author.today.year());
                let sheet = quotas::propose(database, (unit, year), Basis::ByHand, self.over.into())?;
                let document = print::quotas::allocation(&sheet, &context);
                Ok(Made { data: quota_json::allocation(&sheet, &tree), document })
            }
        }
    }

    /// A paper about one member.
    fn of_member(
        &self,
        database: &mut Database,
        context: &reports::Context<'_>,
        paper: fn(&Person, &reports::Context<'_>) -> Document,
    ) -> Result<Made> {
        let id = MemberId(self.member.unwrap_or_default());
        let people = members::people(database, &[id])?;
        let person = people.first().ok_or(crate::store::Error::NotFound)?;
        Ok(made(&people, context.units, paper(person, context)))
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

    fn admissions_by_unit(
        &self,
        database: &mut Database,
        unit: Option<UnitId>,
        author: &Author,
    ) -> Result<QuotaSheet> {
        let as_of = self.as_of.as_deref().map(day).transpose()?;
        let year = self.year.or(as_of.map(|day| day.year())).unwrap_or(author.today.year());
        let quarter_end = |quarter: u32| match quarter {
            4 => Some(last_day(year)),
            quarter => NaiveDate::from_ymd_opt(year, quarter * 3 + 1, 1).and_then(|next| next.pred_opt()),
        };
        let until = as_of.or(self.quarter.and_then(quarter_end));
        quotas::sheet_on(database, year, unit, until, author)
    }

    fn member_list(
        &self,
        database: &mut Database,
        author: &Author,
        context: &reports::Context<'_>,
    ) -> Result<Made> {
        let (selected, usual) = match &self.saved {
            Some(name) => {
                let list = lists::named(database, name)?;
                (lists::select(database, &list, author)?, list.columns)
            }
            None => (select(database, &self.list, context.units, author)?, MemberColumn::DEFAULT.to_vec()),
        };
        let columns = if self.columns.is_empty() { &usual } else { &self.columns };
        let rows = members::rows(database, &selected.ids)?;
        let mut data = serde_json::to_value(selected.counts).unwrap_or_default();
        if let Some(data) = data.as_object_mut() {
            let members: Vec<Value> = rows.iter().map(|row| member_json::row(row, context.units)).collect();
            data.insert("members".to_owned(), members.into());
        }
        Ok(Made { data, document: reports::member_list(&rows, columns, context) })
    }
}

fn made(people: &[Person], units: &UnitTree, document: Document) -> Made {
    let members: Vec<Value> = people.iter().map(|person| member_json::row(&person.row, units)).collect();
    Made { data: json!({ "members": members }), document }
}

fn subtitle(tree: &UnitTree, unit: Option<UnitId>) -> String {
    unit.and_then(|unit| tree.node(unit)).map(|node| node.unit.fields.name.clone()).unwrap_or_default()
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
