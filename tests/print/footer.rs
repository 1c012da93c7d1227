//! The state of the register at the bottom of printed lists, read back from the PDF.

use std::process::Command;

use so_chi_bo::print::{Align, Block, Column, Document, Row, Table, footed, pdf};
use so_chi_bo::services::journal::Head;

const LINE: &str = "Sổ ở mục nhật ký 12.345, mã chuỗi 0a1b2c3d";

fn head() -> Head {
    Head { sequence: 12_345, hash: format!("{}{}", "0a1b2c3d", "9".repeat(56)) }
}

/// A list of so many rows.
fn list(rows: usize) -> Document {
    let columns =
        vec![Column::new("Họ và tên", 3.0, Align::Left), Column::new("Ngày sinh", 1.0, Align::Center)];
    let rows = (1..=rows).map(|row| Row::Cells(vec![format!("Ẩn-{row:04}"), "05/03/1971".into()]));
    let table = Table { columns, numbered: true, caption: String::new(), rows: rows.collect() };
    Document { title: "Danh sách".into(), blocks: vec![Block::Table(table)], ..Document::default() }
}

/// What `pdftotext` reads, by pages.
fn read(document: &Document, option: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, pdf(document).unwrap()).unwrap();
    let output = Command::new("pdftotext").arg(option).arg(&path).arg("-").output();
    let output = output.expect("pdftotext is needed: apt-get install poppler-utils");
    let text = String::from_utf8(output.stdout).unwrap();
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    pages.map(|page| page.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn the_chain_s_head_stands_below_all_else_on_every_page_of_a_list() {
    let pages = read(&footed(&list(90), &head()), "-layout");
    assert!(pages.len() > 1, "{}", pages.len());
    for (place, page) in pages.iter().enumerate() {
        assert_eq!(page.matches(LINE).count(), 1, "page {}: {page}", place + 1);
        assert!(page.ends_with(LINE), "page {}: {page}", place + 1);
        assert!(!page.contains("99999999"), "the hash is cut to its first eight digits: {page}");
    }
}

#[test]
fn a_list_has_no_foot_unless_it_is_asked_for_and_what_carries_no_marks_never_has() {
    let text = |document: &Document| read(document, "-layout").join(" ");
    assert!(text(&footed(&list(3), &head())).contains("mã chuỗi"));
    assert!(!text(&list(3)).contains("mã chuỗi"));
    let unmarked = Document { footer: Some(String::new()), ..list(3) };
    assert!(!text(&footed(&unmarked, &head())).contains("mã chuỗi"));
}
