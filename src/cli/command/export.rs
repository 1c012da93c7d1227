//! `export`: members as a list, as the 4.0 workbook, or the whole register; and filling a workbook
//! of the level above.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::filling::{FillArgs, MapsArgs};
use super::members::{ListArgs, select};
use crate::cli::answer::{Answer, Failure};
use crate::cli::arguments::coded;
use crate::exchange::write::{self, MembersFile};
use crate::fl;
use crate::i18n::term::Words;
use crate::services::columns::{CellContext, MemberColumn};
use crate::services::members::{self, MemberRow};
use crate::services::users::Way;
use crate::services::{Author, Database, lists, readings, registers, units, whole};
use crate::store::workspace::atomic;

/// What is written out of the register.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Members.
    Members(MembersArgs),
    /// Figures into cells of a workbook that the level above sent.
    Fill(FillArgs),
    /// The kept maps of cells, and what figures there are.
    Maps(MapsArgs),
}

impl ExportCommand {
    /// Does it.
    ///
    /// # Errors
    /// What the use case, the reading or the writing reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer, Failure> {
        match self {
            Self::Members(members) => members.run(database, author),
            Self::Fill(fill) => fill.run(database, author),
            Self::Maps(maps) => maps.run(database, author),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    List,
    V4,
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Xlsx,
    Csv,
    Json,
}

/// Which members are written, and how.
#[derive(Debug, Args)]
pub struct MembersArgs {
    /// Who, and in which order.
    #[command(flatten)]
    who: ListArgs,
    /// A list that has a name, in place of the options above.
    #[arg(long = "list", value_name = "NAME")]
    saved: Option<String>,
    /// Columns of a list.
    #[arg(long, value_delimiter = ',', value_parser = coded(MemberColumn::ALL, MemberColumn::code))]
    columns: Vec<MemberColumn>,
    /// A list, the 4.0 workbook, or the whole register.
    #[arg(long = "layout", id = "export_layout", value_name = "LAYOUT", value_enum, default_value = "list")]
    layout: Layout,
    /// The kind of file.
    #[arg(long, value_enum)]
    format: Format,
    /// The file; - for standard output.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// What a list has when nobody says which columns: enough to come back in.
const USUAL: [MemberColumn; 18] = [
    MemberColumn::Name,
    MemberColumn::Sex,
    MemberColumn::Born,
    MemberColumn::Ethnicity,
    MemberColumn::Religion,
    MemberColumn::HomeTown,
    MemberColumn::Occupation,
    MemberColumn::Posts,
    MemberColumn::Admitted,
    MemberColumn::Ceremony,
    MemberColumn::Official,
    MemberColumn::CardNumber,
    MemberColumn::PersonalId,
    MemberColumn::GeneralEducation,
    MemberColumn::ProfessionalLevel,
    MemberColumn::TheoryLevel,
    MemberColumn::Unit,
    MemberColumn::Note,
];

impl MembersArgs {
    fn run(self, database: &mut Database, author: &Author) -> Result<Answer, Failure> {
        let (bytes, count) = match self.layout {
            Layout::Full => self.whole(database, author)?,
            Layout::List | Layout::V4 => self.list(database, author)?,
        };
        if self.output.as_os_str() == "-" {
            return Ok(Answer { file: Some(bytes), ..Answer::default() });
        }
        atomic::write(&self.output, &bytes)?;
        let file = self.output.display().to_string();
        let data = json!({ "file": file, "bytes": bytes.len(), "rows": count });
        Ok(Answer { note: fl!("cli-report-written", file = file), ..Answer::new(&data, "") })
    }

    fn whole(&self, database: &mut Database, author: &Author) -> Result<(Vec<u8>, usize), Failure> {
        let seen = readings::all_with_numbers(database)?;
        readings::note(database, Way::Export, &seen, author)?;
        let tables = whole::dump(database)?;
        let count = tables.iter().map(|table| table.rows.len()).sum();
        let bytes = match self.format {
            Format::Xlsx => write::whole(&tables)?,
            Format::Json => write::whole_json(&tables),
            Format::Csv => return Err(Failure::Usage(fl!("cli-export-no-csv"))),
        };
        Ok((bytes, count))
    }

    fn list(&self, database: &mut Database, author: &Author) -> Result<(Vec<u8>, usize), Failure> {
        let tree = units::tree(database)?;
        let (ids, columns) = match &self.saved {
            Some(name) => {
                let list = lists::named(database, name)?;
                (lists::select(database, &list, author)?.ids, list.columns)
            }
            None => (select(database, &self.who, &tree, author)?.ids, USUAL.to_vec()),
        };
        let columns = if self.columns.is_empty() { columns } else { self.columns.clone() };
        let mut rows: Vec<MemberRow> = Vec::with_capacity(ids.len());
        for portion in ids.chunks(1000) {
            rows.extend(members::rows(database, portion)?);
        }
        let context = CellContext { units: &tree, today: author.today, words: Words::Paper };
        let file = match (self.layout, self.format) {
            (Layout::V4, Format::Xlsx) => MembersFile::V4,
            (Layout::V4, Format::Csv | Format::Json) => return Err(Failure::Usage(fl!("cli-export-no-csv"))),
            (_, Format::Json) => MembersFile::Json,
            (_, Format::Csv) => MembersFile::Csv,
            (_, Format::Xlsx) => MembersFile::Xlsx,
        };
        let seen = readings::with_numbers(&rows, file.columns(&columns));
        readings::note(database, Way::Export, &seen, author)?;
        let bytes = file.bytes(&rows, &columns, &context, v4_lists(database)?)?;
        Ok((bytes, rows.len()))
    }
}

/// The lists of the register that the workbook 4.0 offers.
fn v4_lists(database: &mut Database) -> crate::services::Result<[Vec<String>; 2]> {
    Ok([registers::choices(database, "ethnicity")?, registers::choices(database, "religion")?])
}
