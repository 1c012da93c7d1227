//! Quotas as JSON and as text, for `quota` and `report`.

use serde_json::{Value, json};

use super::code_of;
use super::table::table;
use crate::domain::date;
use crate::domain::number::{Percent, group};
use crate::domain::quota::{Adjustment, Amendment, YearResult};
use crate::domain::unit::UnitTree;
use crate::fl;
use crate::services::quotas::{AdmissionReport, Allocation, QuotaRow, QuotaSheet};

/// The sheet of a year.
pub fn sheet(sheet: &QuotaSheet, tree: &UnitTree) -> Value {
    let rows: Vec<Value> = sheet
        .rows
        .iter()
        .map(|it| {
            let mut value = row(it);
            if let Some(value) = value.as_object_mut() {
                value.insert("unit".to_owned(), code_of(tree, it.unit).into());
                value.insert("name".to_owned(), it.name.clone().into());
                value.insert("depth".to_owned(), it.depth.into());
            }
            value
        })
        .collect();
    let adjustments: Vec<Value> = sheet.adjustments.iter().map(|it| adjustment(it, tree)).collect();
    json!({
        "year": sheet.year, "until": date::show(sheet.day), "units": rows, "whole": row(&sheet.whole),
        "months": sheet.months, "adjustments": adjustments,
        "amendments": sheet.amendments.iter().map(amendment).collect::<Vec<_>>(),
    })
}

fn row(row: &QuotaRow) -> Value {
    let YearResult { target, adjusted, admitted, entered, .. } = row.result;
    json!({
        "target": target, "adjusted": adjusted, "admitted": admitted, "entered": entered,
        "percent": row.result.percent(), "percent_of_adjusted": row.result.percent_of_adjusted(),
        "in_quarter": row.in_quarter, "last_year": row.last_year, "percent_of_last_year": row.percent_of_last_year(),
        "revoked": row.revoked,
        "splits": row.splits, "candidates": row.candidates, "pace": row.pace, "targets_below": row.targets_below,
        "difference": row.difference(),
    })
}

fn adjustment(adjustment: &Adjustment, tree: &UnitTree) -> Value {
    json!({
        "id": adjustment.id, "unit": code_of(tree, adjustment.unit), "change": adjustment.change,
        "document": adjustment.document, "on": date::show(adjustment.decided_on),
    })
}

fn amendment(amendment: &Amendment) -> Value {
    json!({
        "id": amendment.id, "target": amendment.target, "document": amendment.document,
        "on": date::show(amendment.decided_on),
    })
}

/// The sheet of a year as text.
pub fn sheet_text(sheet: &QuotaSheet, tree: &UnitTree) -> String {
    let titles = [
        fl!("field-code"),
        fl!("quotas-unit"),
        fl!("quotas-target"),
        fl!("quotas-now"),
        fl!("quotas-admitted"),
        fl!("quotas-percent"),
    ];
    let rows: Vec<Vec<String>> = sheet
        .rows
        .iter()
        .map(|row| {
            vec![
                code_of(tree, row.unit).to_owned(),
                row.name.clone(),
                figure(row.result.target),
                figure(row.result.adjusted),
                group(row.result.admitted),
                percent(row.result.percent_of_adjusted()),
            ]
        })
        .collect();
    table(&titles, &rows)
}

fn figure(number: Option<i64>) -> String {
    number.map_or_else(|| "—".to_owned(), group)
}

fn percent(percent: Option<Percent>) -> String {
    percent.map_or_else(|| "—".to_owned(), |percent| percent.to_string())
}

/// How a target is handed down.
pub fn allocation(allocation: &Allocation, tree: &UnitTree) -> Value {
    let parts: Vec<Value> = allocation
        .parts
        .iter()
        .map(|part| {
            json!({
                "unit": part.code, "name": part.name, "members": part.members,
                "members_at_new_year": part.members_at_new_year, "last_year": part.last_year,
                "candidates": part.candidates(),
                "candidates_note": part.reported.as_ref().and_then(|it| it.note.as_deref()),
                "present": part.present, "target": part.proposed,
            })
        })
        .collect();
    json!({
        "unit": code_of(tree, allocation.unit), "year": allocation.year, "assigned": allocation.assigned,
        "sum": allocation.sum(), "candidates": allocation.candidates(),
        "difference": allocation.assigned.map(|assigned| allocation.sum() - assigned),
        "parts": parts,
    })
}

/// The same as text.
pub fn allocation_text(allocation: &Allocation) -> String {
    let titles = [
        fl!("field-code"),
        fl!("quotas-unit"),
        fl!("quotas-allocate-members"),
        fl!("quotas-allocate-last-year"),
        fl!("quotas-allocate-candidates"),
        fl!("quotas-target"),
    ];
    let rows: Vec<Vec<String>> = allocation
        .parts
        .iter()
        .map(|part| {
            vec![
                part.code.clone(),
                part.name.clone(),
                group(part.members),
                group(part.last_year),
                figure(part.candidates()),
                figure(part.proposed),
            ]
        })
        .collect();
    let sum =
        fl!("quotas-allocate-sum", sum = group(allocation.sum()), assigned = figure(allocation.assigned));
    format!("{}{sum}\n", table(&titles, &rows))
}

/// Admissions over years, with the term.
pub fn admissions(report: &AdmissionReport) -> Value {
    let years: Vec<Value> = report
        .years
        .iter()
        .map(|year| {
            json!({
                "year": year.year, "target": year.target, "adjusted": year.adjusted,
                "admitted": year.admitted, "entered": year.entered,
                "percent": year.percent(), "percent_of_adjusted": year.percent_of_adjusted(),
            })
        })
        .collect();
    let term = &report.term;
    let stored = report.resolution.as_ref();
    json!({
        "years": years,
        "term": {
            "from": stored.map(|term| term.from_year),
            "to": stored.map(|term| term.to_year),
            "resolution": stored.and_then(|term| term.resolution.as_deref()),
            "resolution_on": stored.and_then(|term| term.resolution_on).map(date::show),
            "first_resolution_target": stored.map(|term| term.resolution_target),
            "resolution_target": term.resolution_target,
            "amendments": report.amendments.iter().map(amendment).collect::<Vec<_>>(),
            "targets_sum": term.targets_sum,
            "adjusted_sum": term.adjusted_sum,
            "admitted": term.admitted,
            "percent_of_resolution": term.percent_of_resolution(),
            "percent_of_targets": term.percent_of_targets(),
            "percent_of_adjusted": term.percent_of_adjusted(),
        },
    })
}
