//! What an import did to every row, as a sheet.

use super::table::Table;
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::services::imports::{Change, Effect, Plan};

/// The report of an import.
#[must_use]
pub fn report(plan: &Plan) -> Table {
    let headings = vec![
        fl!("report-row"),
        fl!("column-name"),
        fl!("report-effect"),
        fl!("report-of"),
        fl!("report-changes"),
        fl!("report-problems"),
    ];
    let rows = plan.rows.iter().map(|row| {
        let changes: Vec<String> = row
            .changes
            .iter()
            .map(|change| {
                let Change { target, before, after } = change.masked();
                let before = if before.is_empty() { "…" } else { before.as_str() };
                format!("{}: {before} → {after}", target.title(Words::Screen))
            })
            .collect();
        vec![
            row.number.to_string(),
            row.name.clone(),
            effect(row.effect),
            row.of.clone().unwrap_or_default(),
            changes.join("; "),
            sentence::problems(&row.problems),
        ]
    });
    Table {
        name: fl!("report-sheet"),
        headings,
        widths: vec![8.0, 28.0, 16.0, 28.0, 60.0, 60.0],
        rows: rows.collect(),
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
