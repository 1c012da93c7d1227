//! Documents on quotas: how a target is handed down, what each unit admitted, and the years of a term.

use super::page::{Align, Block, Column, Document, Orientation, Row, Table};
use super::reports::{Context, dash, figure, formalities, percent};
use super::{AdmissionSum, AdmissionTable, AdmissionYear, Term, admission_table};
use crate::domain::date;
use crate::domain::quota::YearResult;
use crate::i18n::term::Words;
use crate::paper;
use crate::services::quotas::{
    AdmissionReport, Allocation, Part, QuotaRow, QuotaSheet, last_day, months_chart, years_chart,
};

/// Admissions by year against the targets, and the term.
#[must_use]
pub fn admissions(report: &AdmissionReport, context: &Context<'_>) -> Document {
    let years = report.years.iter().map(|year| AdmissionYear {
        year: year.year,
        target: number(year.target),
        adjusted: number(year.adjusted),
        admitted: marked(year),
        percent: percent(year.percent()),
        percent_of_adjusted: percent(year.percent_of_adjusted()),
    });
    let term = &report.term;
    let amended = report.amendments.iter().map(|amendment| {
        paper!(
            "print-term-amended",
            target = figure(amendment.target),
            document = amendment.document.as_str(),
            date = date::show(amendment.decided_on)
        )
    });
    let first = report.resolution.as_ref().and_then(|term| {
        let words = term.resolution.clone()?;
        let on = term.resolution_on.map(|day| paper!("print-term-resolution-on", date = date::show(day)));
        Some(paper!(
            "print-term-resolution",
            target = figure(term.resolution_target),
            document = format!("{words}{}", on.unwrap_or_default())
        ))
    });
    admission_table(AdmissionTable {
        formalities: formalities(context),
        years: years.collect(),
        sum: (report.years.len() > 1).then(|| AdmissionSum {
            targets: figure(term.targets_sum),
            adjusted: figure(term.adjusted_sum),
            admitted: figure(term.admitted),
            percent: percent(term.percent_of_targets()),
            percent_of_adjusted: percent(term.percent_of_adjusted()),
        }),
        term: report.resolution.as_ref().map(|stored| Term {
            from: stored.from_year,
            to: stored.to_year,
            resolution_target: figure(term.resolution_target.unwrap_or(stored.resolution_target)),
            percent_of_resolution: percent(term.percent_of_resolution()),
            percent_of_targets: percent(term.percent_of_targets()),
        }),
        is_adjusted: report.years.iter().any(|year| year.adjusted != year.target),
        notes: first.into_iter().chain(amended).chain(entered_note(report.years.iter())).collect(),
        chart: (report.years.len() > 1).then(|| years_chart(&report.years, Words::Paper)),
    })
}

/// What a number of admissions is, with a mark where it was entered as a number.
fn marked(year: &YearResult) -> String {
    if year.entered { format!("{}*", figure(year.admitted)) } else { figure(year.admitted) }
}

fn entered_note<'a>(mut years: impl Iterator<Item = &'a YearResult>) -> Option<String> {
    years.any(|year| year.entered).then(|| paper!("print-admissions-entered"))
}

fn number(number: Option<i64>) -> String {
    number.map_or_else(dash, figure)
}

/// What each unit admitted up to the sheet's day, against its targets.
#[must_use]
pub fn admissions_by_unit(sheet: &QuotaSheet, context: &Context<'_>) -> Document {
    let column = |title: String, width: f32| Column::new(title, width, Align::Right);
    let (targets, admitted) = (paper!("print-admissions-target"), paper!("print-admissions-admitted"));
    let (shares, within) = (paper!("print-admissions-percent"), paper!("print-admissions-within"));
    let before = paper!("print-admissions-last-year");
    let has_candidates = sheet.whole.candidates.is_some();
    let mut columns = vec![
        Column::new(paper!("print-admissions-unit"), 5.2, Align::Left),
        column(paper!("print-admissions-first"), 1.25).under(&targets),
        column(paper!("print-admissions-now"), 1.25).under(&targets),
        column(paper!("print-admissions-quarter"), 1.2).under(&admitted),
        column(paper!("print-admissions-all"), 1.2).under(&admitted),
        column(paper!("print-admissions-women"), 1.0).under(&within),
        column(paper!("print-admissions-youth"), 1.2).under(&within),
        column(paper!("print-admissions-minority"), 1.1).under(&within),
        column(paper!("print-admissions-religious"), 1.1).under(&within),
        column(paper!("print-admissions-workers"), 1.2).under(&within),
        column(paper!("print-admissions-students"), 1.1).under(&within),
        column(paper!("print-admissions-of-first"), 1.5).under(&shares),
        column(paper!("print-admissions-of-now"), 1.5).under(&shares),
        column(paper!("print-admissions-last-year-count"), 1.0).under(&before),
        column(paper!("print-admissions-last-year-percent"), 1.4).under(&before),
        column(paper!("print-admissions-left"), 1.2),
    ];
    if has_candidates {
        columns.push(column(paper!("print-allocation-candidates"), 1.2));
    }
    let cells = |row: &QuotaRow| -> Vec<String> {
        let splits = row.splits.all().into_iter().map(figure);
        [number(row.result.target), number(row.result.adjusted), figure(row.in_quarter), marked(&row.result)]
            .into_iter()
            .chain(splits)
            .chain([
                percent(row.result.percent()),
                percent(row.result.percent_of_adjusted()),
                number(row.last_year),
                percent(row.percent_of_last_year()),
                row.pace.map_or_else(dash, |pace| figure(pace.remaining)),
            ])
            .chain(has_candidates.then(|| number(row.candidates)))
            .collect()
    };
    let top = sheet.rows.first().map_or(0, |row| row.depth);
    let is_alone = sheet.rows.len() == 1;
    // The unit itself is the sum below.
    let lines = sheet.rows.iter().filter(|row| is_alone || sheet.unit != Some(row.unit)).map(|row| {
        let indent = "\u{2003}".repeat(row.depth.saturating_sub(top + usize::from(sheet.unit.is_some())));
        Row::Cells(std::iter::once(format!("{indent}{}", row.name)).chain(cells(row)).collect())
    });
    let sum = (!is_alone).then(|| Row::Total {
        label: paper!("print-admissions-sum"),
        span: 1,
        values: cells(&sheet.whole),
    });
    let table = Block::Table(Table {
        columns,
        numbered: false,
        caption: paper!("print-admissions-caption"),
        rows: lines.chain(sum).collect(),
    });
    let revoked = (sheet.whole.revoked > 0)
        .then(|| paper!("print-admissions-revoked", count = figure(sheet.whole.revoked)));
    let results = sheet.rows.iter().map(|row| &row.result);
    let notes = std::iter::once(paper!("print-admissions-youth-rule"))
        .chain(pace_note(sheet))
        .chain(revoked)
        .chain(entered_note(results));
    let chart =
        Block::Chart(months_chart(sheet.year, &sheet.months, sheet.whole.result.adjusted, Words::Paper));
    let has_months = sheet.months.iter().flatten().any(|count| *count > 0);
    Document {
        title: paper!("print-admissions-title"),
        subtitle: subtitle(sheet, context),
        blocks: std::iter::once(table)
            .chain(notes.map(Block::Note))
            .chain(has_months.then_some(chart))
            .collect(),
        orientation: Orientation::Landscape,
        ..formalities(context).into()
    }
}

fn subtitle(sheet: &QuotaSheet, context: &Context<'_>) -> String {
    let year = sheet.year.to_string();
    let period = if sheet.day >= last_day(sheet.year) {
        paper!("print-admissions-of-year", year = year)
    } else {
        paper!("print-admissions-until", year = year, date = date::show(sheet.day))
    };
    if context.subtitle.is_empty() { period } else { format!("{}, {period}", context.subtitle) }
}

/// What the target still needs, in words.
fn pace_note(sheet: &QuotaSheet) -> Option<String> {
    let pace = sheet.whole.pace.filter(|pace| pace.remaining > 0)?;
    let (each, months) = (figure(pace.per_quarter?), figure(pace.per_month?));
    Some(paper!("print-admissions-pace", left = figure(pace.remaining), quarter = each, month = months))
}

/// How a unit's target is handed down to the units below it.
#[must_use]
pub fn allocation(allocation: &Allocation, context: &Context<'_>) -> Document {
    let has_candidates = allocation.candidates().is_some();
    let figures = [
        Some((paper!("print-allocation-members"), 1.6)),
        Some((paper!("print-allocation-last-year"), 1.8)),
        has_candidates.then(|| (paper!("print-allocation-candidates"), 1.8)),
        Some((paper!("print-allocation-quota"), 1.8)),
    ];
    let figures: Vec<Column> =
        figures.into_iter().flatten().map(|(title, width)| Column::new(title, width, Align::Right)).collect();
    let shown = figures.len();
    let columns = std::iter::once(Column::new(paper!("print-admissions-unit"), 4.6, Align::Left))
        .chain(figures)
        .chain([Column::new(paper!("print-column-note"), 2.4, Align::Left)])
        .collect();
    let lines = allocation.parts.iter().map(|part| {
        let candidates = has_candidates.then(|| number(part.candidates()));
        let note = part.reported.as_ref().and_then(|it| it.note.clone()).unwrap_or_default();
        let figures = [Some(figure(part.members)), Some(figure(part.last_year)), candidates];
        let figures = figures.into_iter().flatten().chain([number(part.proposed), note]);
        Row::Cells(std::iter::once(part.name.clone()).chain(figures).collect())
    });
    let over = |count: fn(&Part) -> i64| -> String { figure(allocation.parts.iter().map(count).sum()) };
    let candidates = has_candidates.then(|| number(allocation.candidates()));
    let sums = [Some(over(|it| it.members)), Some(over(|it| it.last_year)), candidates];
    let sums = sums.into_iter().flatten().chain([figure(allocation.sum()), String::new()]);
    let sum = Row::Total { label: paper!("print-admissions-sum"), span: 1, values: sums.collect() };
    let given = Row::Total {
        label: paper!("print-allocation-given"),
        span: shown,
        values: vec![number(allocation.assigned), difference(allocation)],
    };
    let table = Table {
        columns,
        numbered: true,
        caption: paper!("print-admissions-caption"),
        rows: lines.chain([sum, given]).collect(),
    };
    let year = allocation.year.to_string();
    Document {
        title: paper!("print-allocation-title", year = year),
        subtitle: context.subtitle.to_owned(),
        blocks: vec![Block::Table(table)],
        ..formalities(context).into()
    }
}

/// By how much the parts miss what was given, in words; nothing where they add up.
fn difference(allocation: &Allocation) -> String {
    let Some(assigned) = allocation.assigned else { return String::new() };
    match allocation.sum() - assigned {
        0 => String::new(),
        more @ 1.. => paper!("print-allocation-more", count = figure(more)),
        less => paper!("print-allocation-less", count = figure(-less)),
    }
}
