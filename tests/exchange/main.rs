//! Spreadsheets in and out: golden workbooks of other programs, imports and what they leave, whole
//! registers, hostile files.

#[path = "../support/people.rs"]
mod people;

mod again;
mod badges;
mod fill;
mod hostile;
mod importing;
mod memory;
mod reading;
mod roundtrip;
mod whole;

use std::path::PathBuf;
use std::sync::Arc;

use so_chi_bo::exchange::headings::Learned;
use so_chi_bo::exchange::import::{self, Mapping};
use so_chi_bo::exchange::reader;
use so_chi_bo::exchange::sheet::Sheet;
use so_chi_bo::services::Progress;
use so_chi_bo::services::imports::{Options, Request, Row, Subject};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exchange").join(name)
}

/// The first sheet of a fixture.
fn sheet(name: &str) -> Sheet {
    let source = reader::open(&fixture(name)).unwrap();
    source.read(&source.sheets[0], &Progress::default()).unwrap()
}

fn mapping(sheet: &Sheet, subject: Subject) -> Mapping {
    Mapping::find(sheet, subject, &Learned::new()).unwrap()
}

/// The rows of a fixture's first sheet.
fn rows(name: &str, subject: Subject) -> Vec<Row> {
    let sheet = sheet(name);
    import::rows(&sheet, &mapping(&sheet, subject), subject, &Progress::default()).unwrap().rows
}

fn request(rows: Vec<Row>, options: Options) -> Request {
    Request { subject: Subject::Members, rows: Arc::new(rows), options }
}
