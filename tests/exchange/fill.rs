//! Filling a workbook of the level above: the given cells change, and nothing else does.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use so_chi_bo::domain::cell::CellAddress;
use so_chi_bo::exchange::Error;
use so_chi_bo::exchange::fill::{Content, fill};
use so_chi_bo::services::Progress;

use super::fixture;

fn at(address: &str) -> CellAddress {
    CellAddress::parse(address).unwrap()
}

fn parts(workbook: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[test]
fn figures_go_into_their_cells_and_every_other_part_stays() {
    let workbook = std::fs::read(fixture("template.xlsx")).unwrap();
    let fillings = [
        (at("Biểu 1!B3"), Content::Number("47".to_owned())),
        (at("B4"), Content::Number("21".to_owned())),
        (at("C4"), Content::Text("theo danh sách & sổ".to_owned())),
    ];
    let filled = fill(&workbook, &fillings).unwrap();
    let (before, after) = (parts(&workbook), parts(&filled));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<&String> = before.keys().filter(|name| before[*name] != after[*name]).collect();
    assert_eq!(changed, ["xl/worksheets/sheet1.xml"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("filled.xlsx");
    std::fs::write(&path, &filled).unwrap();
    let source = so_chi_bo::exchange::reader::open(&path).unwrap();
    let sheet = source.read("Biểu 1", &Progress::default()).unwrap();
    let text = |row, column| sheet.row(row).unwrap().cell(column).text.to_owned();
    assert_eq!(
        (text(3, 1).as_str(), text(4, 1).as_str(), text(4, 2).as_str()),
        ("47", "21", "theo danh sách & sổ")
    );
    assert_eq!(text(1, 0), "BIỂU TỔNG HỢP");
}

#[test]
fn formulas_wrong_addresses_and_wrong_sheets_are_refused() {
    let workbook = std::fs::read(fixture("template.xlsx")).unwrap();
    let one = |address: &str| fill(&workbook, &[(at(address), Content::Number("1".to_owned()))]);
    assert_eq!(one("B5"), Err(Error::Formula("B5".to_owned())));
    assert_eq!(one("Biểu 9!B3"), Err(Error::NoSheet("Biểu 9".to_owned())));
    assert_eq!(fill(b"a;b", &[]), Err(Error::UnknownFormat));
}

#[test]
fn a_workbook_of_libreoffice_keeps_all_and_is_told_to_compute() {
    let workbook = std::fs::read(fixture("libreoffice-template.xlsx")).unwrap();
    let number = |text: &str| Content::Number(text.to_owned());
    let filled = fill(&workbook, &[(at("B3"), number("47")), (at("Biểu 1!B4"), number("21"))]).unwrap();
    let (before, after) = (parts(&workbook), parts(&filled));
    let changed: Vec<&String> = before.keys().filter(|name| before[*name] != after[*name]).collect();
    assert_eq!(changed, ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]);
    let text =
        |parts: &BTreeMap<String, Vec<u8>>, name: &str| String::from_utf8(parts[name].clone()).unwrap();
    // What the formula came to before the figures were there would else be shown.
    let book = text(&after, "xl/workbook.xml");
    assert_eq!(book.replace(" fullCalcOnLoad=\"1\"", ""), text(&before, "xl/workbook.xml"));
    let sheet = text(&after, "xl/worksheets/sheet1.xml");
    let undone = sheet
        .replace("<c r=\"B3\" s=\"1\"><v>47</v></c>", "<c r=\"B3\" s=\"1\"/>")
        .replace("<c r=\"B4\"><v>21</v></c>", "");
    assert_eq!(undone, text(&before, "xl/worksheets/sheet1.xml"), "style and formula stay");
}
