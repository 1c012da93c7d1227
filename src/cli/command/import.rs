//! `import`: members, ratings and targets from a spreadsheet, or a whole register.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use super::unit_if_named;
use crate::cli::answer::{Answer, Failure};
use crate::cli::arguments::coded;
use crate::exchange::import::{self, Mapping, Rows};
use crate::exchange::reader::{self, Source};
use crate::exchange::sheet::Sheet;
use crate::exchange::write;
use crate::fl;
use crate::i18n::sentence;
use crate::services::imports::{self, Effect, Options, Plan, Planned, Policy, Request, Subject};
use crate::services::{Author, Database, Progress, units, whole};
use crate::store::workspace::atomic;

/// What is imported, from where and how.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Members, ratings or quotas.
    #[arg(id = "imported", value_name = "WHAT", value_parser = coded(Subject::ALL, Subject::code))]
    what: Subject,
    /// The file.
    #[arg(value_name = "FILE")]
    source: PathBuf,
    /// The sheet; the first one that has a header when left out.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The unit for rows that name none.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// The year for ratings and targets that name none.
    #[arg(long)]
    year: Option<i32>,
    /// Whether cells that are not there are created.
    #[arg(long)]
    create_units: bool,
    /// What happens to values that are there.
    #[arg(long, default_value = "fill", value_parser = coded(Policy::ALL, Policy::code))]
    policy: Policy,
    /// Whether nothing is written.
    #[arg(long)]
    dry_run: bool,
    /// A workbook that tells what happened to every row.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl ImportArgs {
    /// Does it.
    ///
    /// # Errors
    /// What reading the file or the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer, Failure> {
        let source = reader::open(&self.source)?;
        if self.what == Subject::Members && write::is_whole(&source) {
            return self.load(database, author);
        }
        if let Some(path) = &self.report {
            // Where no report can be written, nothing is imported either.
            drop(atomic::begin(path)?);
        }
        let learned = imports::learned(database, self.what)?;
        let progress = Progress::default();
        let (sheet, mapping) = self.sheet(&source, &learned, &progress)?;
        let Rows { rows, left_out } = import::rows(&sheet, &mapping, self.what, &progress)?;
        let tree = units::tree(database)?;
        let year =
            self.year.or_else(|| mapping.header.year(&sheet)).filter(|_| self.what != Subject::Members);
        let request = Request {
            subject: self.what,
            rows: Arc::new(rows),
            options: Options {
                unit: unit_if_named(&tree, self.unit.as_deref())?,
                create_units: self.create_units,
                policy: self.policy,
                year,
                ..Options::default()
            },
        };
        let (plan, sequence) = if self.dry_run {
            (imports::plan(database, &request, author, &progress)?, None)
        } else {
            let done = imports::import(database, &request, author, &progress)?;
            (done.value, Some(done.changes.sequence))
        };
        if let Some(path) = &self.report {
            let bytes = write::xlsx(&[write::report(&plan, &left_out)])?;
            atomic::write(path, &bytes)?;
        }
        let mut data = data(&plan);
        data["encoding"] = mapping.summary(&sheet).into();
        data["columns"] = columns(&mapping);
        data["sheet"] = sheet.name.as_str().into();
        data["left_out"] = left_out.into();
        data["dry_run"] = self.dry_run.into();
        data["year"] = year.into();
        let answer = Answer::new(&data, text(&plan));
        Ok(Answer { sequence, ..answer })
    }

    fn sheet(
        &self,
        source: &Source,
        learned: &crate::exchange::headings::Learned,
        progress: &Progress,
    ) -> Result<(Sheet, Mapping), Failure> {
        let (sheet, mapping) = match &self.sheet {
            Some(name) => {
                let sheet = source.read(name, progress)?;
                let mapping = Mapping::find(&sheet, self.what, learned);
                (sheet, mapping)
            }
            None => import::first_sheet(source, (self.what, learned), progress)?,
        };
        Ok((sheet, mapping?))
    }

    /// A whole register, as `export members --layout full` writes it.
    fn load(&self, database: &mut Database, author: &Author) -> Result<Answer, Failure> {
        let tables = write::read_whole(&self.source, &Progress::default())?;
        let data = |loaded: whole::Loaded| {
            json!({
                "rows": loaded.new + loaded.changed + loaded.same,
                "new": loaded.new, "changed": loaded.changed, "same": loaded.same,
                "duplicates": [], "refused": [], "encoding": "unicode", "dry_run": self.dry_run,
            })
        };
        if self.dry_run {
            return Ok(Answer::new(&data(whole::rehearse(database, &tables, author)?), ""));
        }
        let done = whole::load(database, &tables, author)?;
        Ok(Answer::changed(&done.changes, data(done.value)))
    }
}

fn columns(mapping: &Mapping) -> Value {
    let columns = mapping.header.columns.iter().enumerate().filter(|(_, heading)| !heading.text.is_empty());
    columns
        .map(|(column, heading)| {
            json!({
                "heading": heading.text,
                "field": heading.target.map(imports::Target::code),
                "encoding": mapping.encoding(column),
            })
        })
        .collect()
}

fn data(plan: &Plan) -> Value {
    let of = |effect: Effect| -> Value {
        plan.rows.iter().filter(|row| row.effect == effect).map(row_json).collect()
    };
    json!({
        "rows": plan.rows.len(),
        "new": plan.count(Effect::New),
        "changed": plan.count(Effect::Changed),
        "same": plan.count(Effect::Same),
        "duplicates": of(Effect::Duplicate),
        "refused": of(Effect::Refused),
        "changes": of(Effect::Changed),
        "new_units": plan.new_units(),
        "counts": Effect::ALL.iter().map(|effect| (effect.code().to_owned(), plan.count(*effect).into()))
            .collect::<serde_json::Map<_, _>>(),
    })
}

fn row_json(row: &Planned) -> Value {
    let mut value = json!({ "row": row.number, "name": row.name });
    if let Some(of) = &row.of {
        value["of"] = of.as_str().into();
    }
    if !row.changes.is_empty() {
        value["changes"] = row.changes.iter().map(|change| json!(change.masked())).collect();
    }
    let reasons: Vec<String> = row.problems.iter().map(sentence::problem).collect();
    value["reasons"] = reasons.into();
    value["problems"] = serde_json::to_value(&row.problems).unwrap_or_default();
    value
}

fn text(plan: &Plan) -> String {
    let mut lines: Vec<String> = Effect::ALL
        .iter()
        .map(|effect| format!("{}: {}", write::effect(*effect), plan.count(*effect)))
        .collect();
    for row in &plan.rows {
        let reason = match row.effect {
            Effect::Refused => sentence::problems(&row.problems),
            Effect::Duplicate => fl!("cli-import-duplicate", of = row.of.clone().unwrap_or_default()),
            Effect::New | Effect::Changed | Effect::Same | Effect::Skipped => continue,
        };
        lines.push(fl!(
            "cli-import-row",
            row = row.number.to_string(),
            name = row.name.as_str(),
            reason = reason
        ));
    }
    lines.join("\n")
}
