//! `compare`: holds a printed table's percentages and totals against its own counts. Needs no
//! register.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::table::table;
use crate::cli::answer::{Answer, Failure};
use crate::domain::compare::{self, Comparison};
use crate::fl;
use crate::i18n::comparison;
use crate::i18n::term::Words;

/// A table to be compared.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The file with the table; - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Text or JSON.
    #[arg(long, id = "as", value_enum)]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl CompareArgs {
    /// Whether the answer is to be JSON.
    pub fn is_json(&self) -> bool {
        self.format == Some(Format::Json)
    }

    /// Reads the table and compares it.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn run(&self) -> Result<Answer, Failure> {
        let cells = compare::read::cells(&read(&self.file)?);
        let comparison = compare::compare(&cells);
        let found_problems = !comparison.findings.is_empty();
        Ok(Answer { found_problems, ..Answer::new(&data(&comparison), text(&comparison)) })
    }
}

/// The text of a file, whatever letters stand in it.
fn read(file: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let result = match file.as_os_str() == "-" {
        true => io::stdin().read_to_end(&mut bytes).map(|_| ()),
        false => fs::read(file).map(|read| bytes = read),
    };
    result.map_err(|error| Failure::file(file, &error))?;
    Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned())
}

/// The comparison with each finding's sentence.
fn data(comparison: &Comparison) -> Value {
    let findings: Vec<Value> = comparison
        .findings
        .iter()
        .map(|finding| {
            let mut value = json!(finding);
            if let Some(value) = value.as_object_mut() {
                value.insert("message".to_owned(), comparison::why(finding, Words::Screen).into());
            }
            value
        })
        .collect();
    let denominators: Vec<Value> = comparison
        .denominators
        .iter()
        .map(|(column, of)| {
            json!({ "column": column, "denominator": of, "words": comparison::denominator(of, Words::Screen) })
        })
        .collect();
    json!({
        "checked": comparison.checked,
        "right": comparison.right,
        "unchecked": comparison.unchecked,
        "denominators": denominators,
        "findings": findings,
    })
}

fn text(comparison: &Comparison) -> String {
    let summary = comparison::summary(comparison, Words::Screen);
    if comparison.findings.is_empty() {
        return summary;
    }
    let titles = [fl!("compare-where"), fl!("compare-printed"), fl!("compare-right"), fl!("compare-why")];
    let rows: Vec<Vec<String>> = comparison
        .findings
        .iter()
        .map(|finding| {
            vec![
                comparison::place(finding, Words::Screen),
                finding.printed.clone(),
                comparison::right(finding),
                comparison::why(finding, Words::Screen),
            ]
        })
        .collect();
    format!("{}{summary}", table(&titles, &rows))
}
