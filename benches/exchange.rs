//! What a sheet of 100.000 rows and 30 columns costs: written, read, planned, imported, and planned
//! again when all of it is there, also after one row was decided; and LibreOffice at the same file.
//! One run each, with the most memory used so far, because the import takes minutes:
//! `cargo bench --bench exchange [-- ROWS]`.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod office;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;
use so_chi_bo::domain::unit::{UnitForm, UnitKind};
use so_chi_bo::exchange::headings::Learned;
use so_chi_bo::exchange::import::{self, Mapping};
use so_chi_bo::exchange::{reader, write};
use so_chi_bo::i18n::term::Words;
use so_chi_bo::services::columns::MemberColumn;
use so_chi_bo::services::imports::{self, Choice, Effect, Options, Request, Subject, Touched};
use so_chi_bo::services::{Author, Progress, registers, units};

/// Thirty columns, of which the first twelve have a text in each row.
const COLUMNS: usize = 30;

fn table(rows: usize) -> write::Table {
    let columns = MemberColumn::ALL.iter().filter(|column| column.locked().is_none()).take(COLUMNS);
    let columns: Vec<MemberColumn> = columns.copied().collect();
    let cell = |row: usize, column: MemberColumn| match column {
        MemberColumn::Name => format!("Nguyễn Văn {}", word(row)),
        MemberColumn::Sex => "Nam".to_owned(),
        MemberColumn::Born => format!("{:02}/{:02}/{}", row % 28 + 1, row % 12 + 1, 1950 + row % 50),
        MemberColumn::Ethnicity => "Kinh".to_owned(),
        MemberColumn::Religion => "Không".to_owned(),
        MemberColumn::Admitted | MemberColumn::Ceremony => "19/05/2010".to_owned(),
        MemberColumn::Official => "19/05/2011".to_owned(),
        MemberColumn::PersonalId => format!("0840{row:08}"),
        MemberColumn::CardNumber => format!("{row:08}"),
        MemberColumn::GeneralEducation => "12/12".to_owned(),
        MemberColumn::CardIssued => "2012".to_owned(),
        MemberColumn::OldCardNumber | MemberColumn::OldId | MemberColumn::FileNumber => String::new(),
        MemberColumn::Phone => format!("09{row:08}"),
        MemberColumn::Email => String::new(),
        _ => format!("Trà Vinh {}", row % 97),
    };
    write::Table {
        name: "Danh sách".to_owned(),
        headings: columns.iter().map(|column| column.title(Words::Paper)).collect(),
        rows: (0..rows).map(|row| columns.iter().map(|column| cell(row, *column)).collect()).collect(),
        ..write::Table::default()
    }
}

/// A name of letters for a number: names of people have no digits.
fn word(number: usize) -> String {
    let mut word = String::from("A");
    let mut left = number;
    while left > 0 {
        word.push(char::from(b'a' + u8::try_from(left % 26).unwrap()));
        left /= 26;
    }
    word
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    let memory = office::peak(Path::new("/proc/self/status"));
    println!("{what:<14} {:>9.2?}   most memory so far {memory:>5} MB", start.elapsed());
    done
}

fn main() {
    let rows = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.xlsx");
    {
        let table = table(rows);
        let bytes = timed("write", || write::xlsx(&[table]).unwrap());
        std::fs::write(&path, bytes).unwrap();
    }
    let progress = Progress::default();
    let sheet = timed("read", || {
        let source = reader::open(&path).unwrap();
        source.read(&source.sheets[0], &progress).unwrap()
    });
    let read = timed("rows", || {
        let mapping = Mapping::find(&sheet, Subject::Members, &Learned::new()).unwrap();
        import::rows(&sheet, &mapping, Subject::Members, &progress).unwrap().rows
    });
    assert_eq!(read.len(), rows);
    let author = Author { name: "bench".to_owned(), today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap() };
    let register = registers::temporary("Sổ đo", &author).unwrap();
    let form = UnitForm {
        kind: Some(UnitKind::BaseCell),
        code: "CB".to_owned(),
        name: "Chi bộ".to_owned(),
        ..UnitForm::default()
    };
    let founder = author.clone();
    register.db.wait(move |database| units::add(database, None, &form, &founder)).unwrap();
    let mut request =
        Request { subject: Subject::Members, rows: Arc::new(read), options: Options::default() };
    register
        .db
        .wait(move |database| -> so_chi_bo::services::Result<()> {
            let planned = timed("plan", || imports::plan(database, &request, &author, &progress))?;
            assert_eq!(planned.count(Effect::New), rows);
            let middle = rows / 2;
            request.options.choices.insert(request.rows[middle].number, Choice::Skip);
            let touched = Touched { rows: vec![middle], before: Vec::new() };
            let one = timed("one decision", || {
                imports::plan_again(database, &request, (&planned, &touched), &author, &progress)
            })?;
            assert_eq!((one.count(Effect::New), one.count(Effect::Skipped)), (rows - 1, 1));
            request.options.choices.clear();
            timed("import", || imports::import(database, &request, &author, &progress))?;
            let again = timed("plan again", || imports::plan(database, &request, &author, &progress))?;
            assert_eq!(again.count(Effect::Same), rows);
            request.options.choices.insert(request.rows[middle].number, Choice::Skip);
            timed("one decision", || {
                imports::plan_again(database, &request, (&again, &touched), &author, &progress)
            })?;
            Ok(())
        })
        .unwrap();
    // Reading and writing the same file: a conversion to text, and back.
    office::compare("read to csv", &path, "csv", folder.path());
    office::compare("csv to xlsx", &folder.path().join("converted/list.csv"), "xlsx", folder.path());
}
