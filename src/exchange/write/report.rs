//! What an import did to every row, as a sheet.

use super::table::Table;
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::services::imports::{Change, Effect, Plan};

/// The report of an import, with the numbers of the rows of the sheet that hold nothing to import:
/// titles of groups, totals, signatures.
#[must_use]
pub fn report(plan: &Plan, left_out: &[u32]) -> Table {
    let headings = vec![
        fl!("report-row"),
        fl!("column-name"),
        fl!("report-effect"),
        fl!("report-of"),
        fl!("report-changes"),
        fl!("report-problems"),
    ];
    let planned = plan.rows.iter().map(|row| {
        let changes: Vec<String> = row
            .changes
            .iter()
            .map(|change| {
                let Change { target, before, after } = change.masked();
                let before = if before.is_empty() { "…" } else { before.as_str() };
                format!("{}: {before} → {after}", target.title(Words::Screen))
            })
            .collect();
        let cells = vec![
            row.number.to_string(),
            row.name.clone(),
            effect(row.effect),
            row.of.clone().unwrap_or_default(),
            changes.join("; "),
            sentence::problems(&row.problems),
        ];
        (row.number, cells)
    });
    let others = left_out.iter().map(|number| {
        let mut cells = vec![String::new(); headings.len()];
        for (place, text) in [(0, number.to_string()), (2, fl!("report-left-out"))] {
            if let Some(cell) = cells.get_mut(place) {
                *cell = text;
            }
        }
        (*number, cells)
    });
    let mut rows: Vec<(u32, Vec<String>)> = planned.chain(others).collect();
    rows.sort_by_key(|(number, _)| *number);
    Table {
        name: fl!("report-sheet"),
        widths: vec![8.0, 28.0, 16.0, 28.0, 60.0, 60.0],
        rows: rows.into_iter().map(|(_, cells)| cells).collect(),
        headings,
        ..Table::default()
    }
}

/// The word for what happens to a row.
#[must_use]
pub fn effect(effect: Effect) -> String {
    match effect {
        Effect::New => fl!("effect-new"),
        Effect::Changed => fl!("effect-changed"),
        Effect::Same => fl!("effect-same"),
        Effect::Duplicate => fl!("effect-duplicate"),
        Effect::Refused => fl!("effect-refused"),
        Effect::Skipped => fl!("effect-skipped"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::imports::Planned;

    #[test]
    fn rows_that_hold_nothing_to_import_are_told_where_they_stand() {
        let row = |number| Planned {
            number,
            name: "Lê An".to_owned(),
            effect: Effect::New,
            of: None,
            changes: Vec::new(),
            problems: Vec::new(),
            new_unit: None,
        };
        let table = report(&Plan { rows: vec![row(5), row(7)] }, &[6, 8]);
        let numbers: Vec<&str> = table.rows.iter().map(|cells| cells[0].as_str()).collect();
        assert_eq!(numbers, ["5", "6", "7", "8"]);
        assert_eq!(table.rows[1][2], fl!("report-left-out"));
        assert!(table.rows.iter().all(|cells| cells.len() == table.headings.len()));
    }
}
