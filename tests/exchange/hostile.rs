//! Hostile and broken files: refused in words, in little memory, and never with a panic.

use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use so_chi_bo::exchange::headings::Learned;
use so_chi_bo::exchange::import::{self, Mapping};
use so_chi_bo::exchange::reader;
use so_chi_bo::exchange::sheet::Sheet;
use so_chi_bo::exchange::{Error, Result};
use so_chi_bo::services::Progress;
use so_chi_bo::services::imports::Subject;

use super::fixture;

fn read(path: &Path) -> Result<Sheet> {
    let source = reader::open(path)?;
    source.read(&source.sheets[0], &Progress::default())
}

/// A workbook whose one sheet has this XML.
pub fn workbook(path: &Path, sheet: &mut dyn Read) {
    part(path, "xl/worksheets/sheet1.xml", sheet);
}

/// A workbook of which one part has this XML.
pub fn part(path: &Path, which: &str, content: &mut dyn Read) {
    let template = std::fs::read(fixture("template.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(template)).unwrap();
    let mut written = zip::ZipWriter::new(File::create(path).unwrap());
    written.start_file(which, zip::write::SimpleFileOptions::default()).unwrap();
    std::io::copy(content, &mut written).unwrap();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).unwrap();
        if part.name().unwrap() != which {
            written.raw_copy_file(part).unwrap();
        }
    }
    written.finish().unwrap();
}

const START: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const END: &str = "</sheetData></worksheet>";

fn sheet_of(rows: impl Iterator<Item = String>) -> String {
    format!("{START}{}{END}", rows.collect::<String>())
}

#[test]
fn a_million_empty_rows_are_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.xlsx");
    let rows = (1..=1_000_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"0\"/></row>"));
    workbook(&path, &mut Cursor::new(sheet_of(rows)));
    let sheet = read(&path).unwrap();
    assert!(sheet.rows.is_empty());
    assert_eq!(Mapping::find(&sheet, Subject::Members, &Learned::new()), Err(Error::Empty));
}

#[test]
fn too_many_rows_and_columns_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.xlsx");
    let rows = (1..=200_002).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>"));
    workbook(&path, &mut Cursor::new(sheet_of(rows)));
    assert_eq!(read(&path).unwrap_err(), Error::TooManyRows { most: 200_000 });
    let path = folder.path().join("columns.csv");
    std::fs::write(&path, "x,".repeat(5000)).unwrap();
    assert_eq!(read(&path).unwrap_err(), Error::TooManyColumns { most: 400 });
    let path = folder.path().join("far.xlsx");
    workbook(
        &path,
        &mut Cursor::new(sheet_of(["<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>".to_owned()].into_iter())),
    );
    assert_eq!(read(&path).unwrap_err(), Error::TooManyColumns { most: 400 });
}

#[test]
fn a_sheet_that_unpacks_to_gigabytes_is_refused_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.xlsx");
    // 700 MB of spaces, which pack into less than one.
    workbook(&path, &mut std::io::repeat(b' ').take(700 << 20));
    assert!(std::fs::metadata(&path).unwrap().len() < 8 << 20);
    let before = peak_memory();
    assert!(matches!(reader::open(&path), Err(Error::TooLarge { .. })));
    let more = peak_memory() - before;
    // Other tests of this program run beside it.
    assert!(more < 200 << 10, "{more} kB for what unpacks to 700 MB");
}

#[test]
fn a_sheet_that_calls_itself_a_picture_is_counted_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (plain, path) = (folder.path().join("plain.xlsx"), folder.path().join("picture.xlsx"));
    workbook(&plain, &mut std::io::repeat(b' ').take(700 << 20));
    // The same workbook, its sheet under another name.
    let mut archive = zip::ZipArchive::new(File::open(&plain).unwrap()).unwrap();
    let mut written = zip::ZipWriter::new(File::create(&path).unwrap());
    let (old, new) = ("worksheets/sheet1.xml", "worksheets/sheet1.png");
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let options = zip::write::SimpleFileOptions::default();
        written.start_file(name.replace(old, new), options).unwrap();
        if name.ends_with(".rels") {
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            written.write_all(text.replace(old, new).as_bytes()).unwrap();
        } else {
            std::io::copy(&mut part, &mut written).unwrap();
        }
    }
    written.finish().unwrap();
    assert!(matches!(reader::open(&path), Err(Error::TooLarge { .. })));
}

#[test]
fn a_workbook_that_lies_about_its_size_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("liar.xlsx");
    workbook(&path, &mut std::io::repeat(b' ').take(700 << 20));
    let mut bytes = std::fs::read(&path).unwrap();
    // The declared size, in the header of the part and in the directory, becomes 1000.
    let declared = u32::try_from(700_usize << 20).unwrap().to_le_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(4).position(|window| window == declared) {
        bytes[at + found..at + found + 4].copy_from_slice(&1000_u32.to_le_bytes());
        at += found + 4;
    }
    std::fs::write(&path, bytes).unwrap();
    let refused = read(&path);
    assert!(matches!(refused, Err(Error::TooLarge { .. } | Error::Damaged(_))), "{refused:?}");
}

#[test]
fn a_file_of_500_megabytes_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.csv");
    File::create(&path).unwrap().set_len(500 << 20).unwrap();
    assert_eq!(reader::open(&path).unwrap_err(), Error::TooLarge { most: reader::MOST_BYTES });
}

#[test]
fn an_ods_that_repeats_a_cell_a_billion_times_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repeat.ods");
    let xml = "<o:d xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"A\">\
        <table:table-row table:number-rows-repeated=\"1048576\">\
        <table:table-cell table:number-columns-repeated=\"300\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>\
        </table:table-row></table:table></o:d>";
    let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
    archive.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(xml.as_bytes()).unwrap();
    archive.finish().unwrap();
    assert_eq!(read(&path).unwrap_err(), Error::TooManyRows { most: 200_000 });
}

#[test]
fn broken_and_strange_files_are_refused_in_kinds() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    assert_eq!(reader::open(&write("empty.xlsx", b"")).unwrap_err(), Error::Empty);
    assert_eq!(reader::open(&write("paper.xlsx", b"%PDF-1.7 ...")).unwrap_err(), Error::UnknownFormat);
    assert_eq!(reader::open(&write("zeros.csv", &[0; 100])).unwrap_err(), Error::UnknownFormat);
    assert!(matches!(reader::open(&write("cut.xlsx", b"PK\x03\x04nothing")), Err(Error::Damaged(_))));
    assert!(matches!(reader::open(folder.path().join("none.xlsx").as_path()), Err(Error::Io(_))));
    let path = folder.path().join("xml.xlsx");
    workbook(&path, &mut Cursor::new(format!("{START}<row r=\"1\"><c r=\"A1\"><v>1</c></row></sheet")));
    assert!(matches!(read(&path), Err(Error::Damaged(_))));
}

/// Found by the fuzz target `reader`: its chain of sectors runs in a circle, which filled the memory.
#[test]
fn an_old_workbook_whose_sectors_run_in_a_circle_is_refused() {
    assert!(matches!(reader::open(&fixture("cycle.xls")), Err(Error::Damaged(_))));
    // A cell in column 60.000 of 256: room for all before it would be 16 GB.
    assert!(matches!(reader::open(&fixture("far-cell.xls")), Err(Error::Damaged(_))));
    for whole in ["old.xls", "libreoffice.xls", "libreoffice-merged.xls"] {
        assert!(reader::open(&fixture(whole)).is_ok(), "{whole}");
    }
}

/// Mutations of the fixtures: whatever comes of it, it is an answer and no panic.
#[test]
fn a_thousand_damaged_files_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mutant");
    let names = [
        "unicode.xlsx",
        "tcvn3.xlsx",
        "merged.xlsx",
        "numbers.xlsx",
        "old.xls",
        "list.ods",
        "semicolon.csv",
        "tcvn3.csv",
    ];
    let originals: Vec<Vec<u8>> = names.iter().map(|name| std::fs::read(fixture(name)).unwrap()).collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below.max(1)).unwrap()).unwrap()
    };
    let mut read_well = 0;
    for case in 0..1000 {
        let mut bytes = originals[case % originals.len()].clone();
        match next(4) {
            0 => bytes.truncate(next(bytes.len())),
            1 => {
                let (from, length) = (next(bytes.len()), next(200));
                let end = (from + length).min(bytes.len());
                bytes.drain(from..end);
            }
            _ => {
                for _ in 0..=next(20) {
                    let at = next(bytes.len());
                    bytes[at] = u8::try_from(next(256)).unwrap();
                }
            }
        }
        std::fs::write(&path, &bytes).unwrap();
        let Ok(source) = reader::open(&path) else { continue };
        for name in &source.sheets {
            let Ok(sheet) = source.read(name, &Progress::default()) else { continue };
            for subject in Subject::ALL {
                if let Ok(mapping) = Mapping::find(&sheet, *subject, &Learned::new()) {
                    read_well +=
                        import::rows(&sheet, &mapping, *subject, &Progress::default()).unwrap().rows.len();
                }
            }
        }
    }
    assert!(read_well > 100, "mutations that break everything test nothing: {read_well}");
}

/// Most memory that this process ever used, in kB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").trim().parse().unwrap_or_default()
}
