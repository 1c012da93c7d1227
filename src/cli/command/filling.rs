//! `export fill` and `export maps`: figures of the register in cells of somebody else's workbook.

use std::path::PathBuf;

use chrono::Datelike;
use clap::Args;
use serde_json::{Value, json};

use super::table::table;
use super::unit_if_named;
use crate::cli::answer::{Answer, Failure};
use crate::domain::cell::CellAddress;
use crate::exchange::fill::{self, Content};
use crate::exchange::reader;
use crate::fl;
use crate::i18n::term::Words;
use crate::services::filling::{self, CellMap, Figure, Of};
use crate::services::{Author, Database, units};
use crate::store::workspace::atomic;

/// Which workbook is filled, and with what.
#[derive(Debug, Args)]
pub struct FillArgs {
    /// The workbook (.xlsx).
    #[arg(id = "workbook", value_name = "FILE")]
    source: PathBuf,
    /// The name of the map of cells.
    #[arg(long, value_name = "NAME")]
    map: String,
    /// A cell and its figure; the map is kept with the cells that are given so.
    #[arg(long = "cell", id = "cells", value_name = "CELL=FIGURE", value_parser = cell)]
    cells: Vec<(CellAddress, Figure)>,
    /// The year of the figures; the present one when left out.
    #[arg(long, id = "summary-year", value_name = "YEAR")]
    year: Option<i32>,
    /// The unit and what is below it.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// The file; - for standard output.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// The kept maps.
#[derive(Debug, Args)]
pub struct MapsArgs {
    /// The map that is taken away.
    #[arg(long, id = "removed-map", value_name = "NAME")]
    remove: Option<String>,
}

fn cell(text: &str) -> Result<(CellAddress, Figure), String> {
    let (address, code) = text.rsplit_once('=').ok_or("CELL=FIGURE")?;
    let address = CellAddress::parse(address).ok_or_else(|| fl!("exchange-no-cell", address = address))?;
    let figure = Figure::from_code(code.trim()).ok_or_else(|| fl!("cli-no-figure", code = code))?;
    Ok((address, figure))
}

impl FillArgs {
    /// Fills it.
    ///
    /// # Errors
    /// What reading, the use case or writing reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer, Failure> {
        let workbook = reader::bytes(&self.source)?;
        let tree = units::tree(database)?;
        let of = Of {
            year: self.year.unwrap_or_else(|| author.today.year()),
            unit: unit_if_named(&tree, self.unit.as_deref())?,
        };
        let map = if self.cells.is_empty() {
            filling::map_named(database, &self.map)?
        } else {
            CellMap { name: self.map.clone(), cells: self.cells.iter().cloned().collect() }
        };
        let values = filling::values(database, of, author)?;
        let (mut fillings, mut told) = (Vec::new(), Vec::new());
        for (address, figure) in &map.cells {
            let value = values.of(*figure);
            told.push(
                json!({ "cell": address.to_string(), "figure": figure.code(), "value": value.shown() }),
            );
            fillings.extend(Content::of(&value).map(|content| (address.clone(), content)));
        }
        let bytes = fill::fill(&workbook, &fillings)?;
        let sequence = self.keep(&map, database, author)?;
        if self.output.as_os_str() == "-" {
            return Ok(Answer { file: Some(bytes), sequence, ..Answer::default() });
        }
        atomic::write(&self.output, &bytes)?;
        let file = self.output.display().to_string();
        let data = json!({
            "file": file, "bytes": bytes.len(), "map": map.name, "filled": fillings.len(), "cells": told,
        });
        let answer = Answer { note: fl!("cli-report-written", file = file), ..Answer::new(&data, "") };
        Ok(Answer { sequence, ..answer })
    }

    /// Keeps the map whose cells were given; the number in the journal, if it is another one.
    fn keep(
        &self,
        map: &CellMap,
        database: &mut Database,
        author: &Author,
    ) -> crate::services::Result<Option<i64>> {
        if self.cells.is_empty() {
            return Ok(None);
        }
        let changes = filling::save_map(database, map, author)?.changes;
        Ok((!changes.is_empty()).then_some(changes.sequence))
    }
}

impl MapsArgs {
    /// Lists them, or takes one away.
    ///
    /// # Errors
    /// What the use case reports.
    pub fn run(self, database: &mut Database, author: &Author) -> Result<Answer, Failure> {
        if let Some(name) = self.remove {
            let done = filling::remove_map(database, &name, author)?;
            return Ok(Answer::changed(&done.changes, json!({ "name": name })));
        }
        let maps = filling::maps(database)?;
        let figures: Vec<Value> = Figure::all()
            .into_iter()
            .map(|figure| json!({ "figure": figure.code(), "title": figure.title(Words::Screen) }))
            .collect();
        let rows: Vec<Vec<String>> =
            maps.iter().map(|map| vec![map.name.clone(), map.cells.len().to_string()]).collect();
        let mut text = table(&[fl!("field-name"), fl!("cli-maps-cells")], &rows);
        let rows: Vec<Vec<String>> = Figure::all()
            .into_iter()
            .map(|figure| vec![figure.code(), figure.title(Words::Screen)])
            .collect();
        text.push_str("\n\n");
        text.push_str(&table(&[fl!("cli-maps-figure"), fl!("cli-maps-meaning")], &rows));
        let maps: Vec<Value> = maps.iter().map(|map| serde_json::to_value(map).unwrap_or_default()).collect();
        Ok(Answer::new(&json!({ "total": maps.len(), "maps": maps, "figures": figures }), text))
    }
}
