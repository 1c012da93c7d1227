//! From what the services answer to documents: the member list, ratings by year, admissions.
//!
//! The window and the terminal print with these same functions, so both give the same page.

use chrono::{Datelike, NaiveDate};

use super::page::{Align, Column, Document, Formalities, Letterhead as Header, Signature};
use super::{ComparisonSheet, MemberList, MemberTotals, SummarySheet};
use crate::domain::compare::Comparison;
use crate::domain::id::UnitId;
use crate::domain::member::{MAJORITY, NO_RELIGION, Sex, Status};
use crate::domain::number::{self, Percent};
use crate::domain::unit::UnitTree;
use crate::i18n::term::Words;
use crate::paper;
use crate::services::columns::{self, CellContext, MemberColumn};
use crate::services::members::MemberRow;
use crate::services::ratings::summary::chart;
use crate::services::ratings::summary::table::SummaryTable;
use crate::services::ratings::summary::{Layout, UnitSummary, YearLine, YearSummary};
use crate::services::readings;
use crate::services::registers::Letterhead;

/// What a document needs besides its figures.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Head and signature, as set in the register.
    pub letterhead: &'a Letterhead,
    /// The units, for their names.
    pub units: &'a UnitTree,
    /// The day of the document.
    pub today: NaiveDate,
    /// Below the title of a member list: the unit, the filter; may be empty.
    pub subtitle: &'a str,
}

/// The list of these members, in this order, with these columns; its totals are counted here.
#[must_use]
pub fn member_list(rows: &[MemberRow], columns: &[MemberColumn], context: &Context<'_>) -> Document {
    let cells = CellContext { units: context.units, today: context.today, words: Words::Paper };
    let document = super::member_list(MemberList {
        formalities: formalities(context),
        subtitle: context.subtitle.to_owned(),
        columns: columns.iter().map(|column| paper_column(*column)).collect(),
        rows: rows
            .iter()
            .map(|row| columns.iter().map(|column| column.cell(row, &cells)).collect())
            .collect(),
        totals: totals(rows, context.today),
    });
    Document { numbers_of: readings::with_numbers(rows, columns), ..document }
}

fn paper_column(column: MemberColumn) -> Column {
    let align = match column.align() {
        columns::Align::Left => Align::Left,
        columns::Align::Center => Align::Center,
        columns::Align::Right => Align::Right,
    };
    Column::new(column.title(Words::Paper), column.width() / 100.0, align).under(column.group(Words::Paper))
}

fn totals(rows: &[MemberRow], today: NaiveDate) -> MemberTotals {
    let count = |counts: &dyn Fn(&MemberRow) -> bool| {
        figure(i64::try_from(rows.iter().filter(|row| counts(row)).count()).unwrap_or(i64::MAX))
    };
    MemberTotals {
        all: count(&|_| true),
        women: count(&|row| row.fields.sex == Sex::Female),
        probationary: count(&|row| row.fields.is_probationary(today)),
        ethnic_minority: count(&|row| row.fields.ethnicity != MAJORITY),
        religious: count(&|row| row.fields.religion != NO_RELIGION),
        exempt: count(&|row| row.status == Status::Exempt),
    }
}

/// The ratings of a year by units.
#[must_use]
pub fn ratings_by_unit(summary: &UnitSummary, context: &Context<'_>) -> Document {
    super::summary(SummarySheet {
        formalities: formalities(context),
        subject: summary.subject,
        unit: unit_name(summary.unit, context),
        years: (summary.year, summary.year),
        table: SummaryTable::of_units(summary, Words::Paper),
        chart: None,
    })
}

/// The ratings of a unit by years.
#[must_use]
pub fn ratings_by_year(summary: &YearSummary, layout: Layout, context: &Context<'_>) -> Document {
    let year = |line: Option<&YearLine>| line.map_or_else(|| context.today.year(), |line| line.year);
    super::summary(SummarySheet {
        formalities: formalities(context),
        subject: summary.subject,
        unit: unit_name(summary.unit, context),
        years: (year(summary.years.first()), year(summary.years.last())),
        table: SummaryTable::of_years(summary, layout, Words::Paper),
        chart: chart::by_year(summary, Words::Paper),
    })
}

/// What was found in a printed table, and the table.
#[must_use]
pub fn comparison(cells: &[Vec<String>], found: &Comparison, context: &Context<'_>) -> Document {
    super::comparison(ComparisonSheet { formalities: formalities(context), cells, comparison: found })
}

fn unit_name(unit: Option<UnitId>, context: &Context<'_>) -> String {
    let node = unit.and_then(|unit| context.units.node(unit));
    node.map(|node| node.unit.fields.name.clone()).unwrap_or_default()
}

pub(super) fn formalities(context: &Context<'_>) -> Formalities {
    let set = context.letterhead;
    Formalities {
        letterhead: Header {
            upper_body: set.upper_body.clone(),
            issuing_body: set.issuing_body.clone(),
            number: Some(String::new()),
        },
        place_and_date: place_and_date(&set.place, context.today),
        signature: Signature {
            authority: set.authority.clone(),
            post: set.post.clone(),
            name: (!set.signer.is_empty()).then(|| set.signer.clone()),
        },
    }
}

/// "Trà Vinh, ngày 05 tháng 3 năm 2026": a nought before days below 10 and months 1 and 2
/// (domain.md D2). Blank for no place, to be filled in by hand.
#[must_use]
pub fn place_and_date(place: &str, day: NaiveDate) -> String {
    if place.is_empty() {
        return String::new();
    }
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    let (date, year) = (format!("{:02}", day.day()), day.year().to_string());
    paper!("print-place-and-date", place = place, day = date, month = month, year = year)
}

/// The place and the day of such a line; none for one that was written otherwise.
#[must_use]
pub fn read_place_and_date(line: &str) -> Option<(String, NaiveDate)> {
    let (place, rest) = line.split_once(", ngày ")?;
    let (day, rest) = rest.split_once(" tháng ")?;
    let (month, year) = rest.split_once(" năm ")?;
    let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    Some((place.to_owned(), day))
}

pub(super) fn figure(number: i64) -> String {
    number::group(number)
}

/// Without the sign, which stands in the column's title; a dash for what has no percentage.
pub(super) fn percent(share: Option<Percent>) -> String {
    share.map_or_else(dash, |share| share.to_string().trim_end_matches('%').to_owned())
}

pub(super) fn dash() -> String {
    "—".to_owned()
}
