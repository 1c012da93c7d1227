//! What is read from workbooks that other programs made.

use so_chi_bo::domain::problem::Kind;
use so_chi_bo::exchange::encoding::Encoding;
use so_chi_bo::exchange::{import, reader};
use so_chi_bo::services::Progress;
use so_chi_bo::services::columns::MemberColumn as Column;
use so_chi_bo::services::imports::{Special, Subject, Target};

use super::{fixture, mapping, rows, sheet};

const NAMES: [&str; 6] = [
    "Nguyễn Thị Hồng Thắm",
    "Trần Văn Đức",
    "Lê Hoàng Phương",
    "Thạch Thị Sa Rinh",
    "Phạm Quốc Việt",
    "Huỳnh Mỹ Duyên",
];

fn column(column: Column) -> Target {
    Target::Column(column)
}

fn texts(name: &str, target: Target) -> Vec<String> {
    let rows = rows(name, Subject::Members);
    rows.iter().map(|row| row.text(target).unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_same_people_come_from_every_format_and_encoding() {
    for name in [
        "unicode.xlsx",
        "nfd.xlsx",
        "tcvn3.xlsx",
        "tcvn3-no-font.xlsx",
        "vni.xlsx",
        "vni-no-font.xlsx",
        "old.xls",
        "list.ods",
        "semicolon.csv",
        "tcvn3.csv",
        "libreoffice.xlsx",
        "libreoffice.ods",
        "libreoffice.xls",
        "libreoffice.csv",
    ] {
        assert_eq!(texts(name, column(Column::Name)), NAMES, "{name}");
        let ids = texts(name, column(Column::PersonalId));
        assert_eq!(ids[2], "001082000003", "{name}");
        assert_eq!(texts(name, column(Column::HomeTown))[2], "Ba Đình, Hà Nội", "{name}");
        assert_eq!(texts(name, column(Column::Sex))[0], "Nữ", "{name}");
    }
}

#[test]
fn the_encoding_is_found_and_said() {
    for (name, encoding) in [
        ("unicode.xlsx", "unicode"),
        ("nfd.xlsx", "nfd"),
        ("tcvn3.xlsx", "tcvn3"),
        ("tcvn3-no-font.xlsx", "mixed"),
        ("vni.xlsx", "vni"),
        ("vni-no-font.xlsx", "mixed"),
    ] {
        let sheet = sheet(name);
        let mapping = mapping(&sheet, Subject::Members);
        let place = |target| {
            mapping.header.columns.iter().position(|heading| heading.target == Some(target)).unwrap()
        };
        let of_names = mapping.encodings[place(column(Column::Name))];
        assert!(of_names.is_sure, "{name}");
        // The dates of these lists are in words, in Unicode; so some files are mixed.
        let expected = mapping.summary(&sheet);
        assert!(expected == encoding || expected == "mixed", "{name}: {expected}");
        assert_ne!((name.starts_with("tcvn3"), of_names.encoding), (true, Encoding::Unicode), "{name}");
        assert_ne!((name.starts_with("vni"), of_names.encoding), (true, Encoding::Unicode), "{name}");
    }
}

#[test]
fn days_numbers_and_lost_zeros_are_read() {
    let rows = rows("numbers.xlsx", Subject::Members);
    let text = |row: usize, target: Column| rows[row].text(column(target)).unwrap_or_default();
    assert_eq!(text(0, Column::Born), "05/03/1975");
    assert_eq!(text(1, Column::Born), "05/03/1975");
    assert_eq!(text(2, Column::Born), "1982");
    assert_eq!(text(0, Column::PersonalId), "084175000001");
    assert_eq!(text(2, Column::PersonalId), "001082000003");
    assert_eq!(text(0, Column::CardNumber), "07044113");
    assert_eq!(text(0, Column::GeneralEducation), "10/12");
    assert_eq!(text(0, Column::Ceremony), "19/05/2000");
    assert_eq!(text(1, Column::Ceremony), "1990");
    assert_eq!(text(0, Column::Phone), "0912345678");
    assert!(rows[0].notes.iter().any(|note| note.kind == Kind::ZerosAdded));
    // A formula that was never computed is an empty cell.
    assert_eq!(text(2, Column::Ceremony), "");
}

#[test]
fn a_header_of_two_merged_rows_is_understood() {
    let sheet = sheet("merged.xlsx");
    let mapping = mapping(&sheet, Subject::Members);
    assert_eq!((mapping.header.rows, mapping.header.data), ((3, 4), 6));
    let targets: Vec<Option<Target>> = mapping.header.columns.iter().map(|heading| heading.target).collect();
    let special = |special| Some(Target::Special(special));
    assert_eq!(
        targets,
        [
            None,
            Some(column(Column::Name)),
            special(Special::BornMale),
            special(Special::BornFemale),
            Some(column(Column::Unit)),
            Some(column(Column::GeneralEducation)),
            Some(column(Column::ProfessionalLevel)),
            Some(column(Column::TheoryLevel)),
            Some(column(Column::Ceremony)),
            Some(column(Column::Official)),
            Some(column(Column::Posts)),
            Some(column(Column::Note)),
        ]
    );
    let read = import::rows(&sheet, &mapping, Subject::Members, &Progress::default()).unwrap();
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.left_out, [6], "the title of a group is no person");
}

#[test]
fn the_official_workbook_is_recognised_by_itself() {
    let source = so_chi_bo::exchange::reader::open(&fixture("official-4.0.xlsx")).unwrap();
    assert_eq!((source.sheets[0].as_str(), source.visible, source.sheets.len()), ("Dữ liệu", 1, 5));
    let sheet = sheet("official-4.0.xlsx");
    let mapping = mapping(&sheet, Subject::Members);
    assert_eq!(mapping.header.data, 8);
    let rows = rows("official-4.0.xlsx", Subject::Members);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0].text(column(Column::CardNumber)), Some("084175000001"));
    assert_eq!(rows[0].text(column(Column::Status)), Some("Đang sinh hoạt"));
}

#[test]
fn what_the_clipboard_brings_is_read() {
    let sheet = so_chi_bo::exchange::reader::clipboard("Họ và tên\tNgày sinh\nLê An\t5/3/1975\n").unwrap();
    let mapping = mapping(&sheet, Subject::Members);
    let read = import::rows(&sheet, &mapping, Subject::Members, &Progress::default()).unwrap();
    assert_eq!(read.rows[0].text(column(Column::Name)), Some("Lê An"));
}

#[test]
fn a_taught_heading_comes_before_the_usual_one() {
    let sheet =
        so_chi_bo::exchange::reader::clipboard("Họ và tên\tTG\tXXX\nLê An\t5/3/1975\tKinh\n").unwrap();
    let learned =
        [("tg".to_owned(), Some(column(Column::Born))), ("xxx".to_owned(), None)].into_iter().collect();
    let mapping = import::Mapping::find(&sheet, Subject::Members, &learned).unwrap();
    assert_eq!(mapping.target(1), Some(column(Column::Born)));
    assert_eq!(mapping.target(2), None);
}

#[test]
fn a_title_is_no_part_of_the_header_and_says_the_year_that_ratings_are_of() {
    let year = |lines: &[&str]| {
        let sheet = reader::clipboard(&lines.join("\n")).unwrap();
        let mapping = mapping(&sheet, Subject::Ratings);
        let headings: Vec<&str> = mapping.header.columns.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(headings[1], "Họ và tên", "{headings:?}");
        mapping.header.year(&sheet)
    };
    let header = "TT\tHọ và tên\tNgày sinh\tXếp loại";
    let row = "1\tLê An\t02/09/1970\tHTTNV";
    let titled = |title: &str| year(&[&format!("{title}\t\t\t"), header, row]);
    assert_eq!(titled("DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2025"), Some(2025));
    assert_eq!(titled("Kèm theo Quyết định ngày 5 tháng 1 năm 2026"), None);
    assert_eq!(
        titled("So sánh năm 2024 với các chi bộ khác, năm 2025"),
        Some(2024),
        "the first one of a title"
    );
    assert_eq!(titled("DANH SÁCH"), None);
    let own = "TT\tHọ và tên\tNgày sinh\tXếp loại năm 2024";
    assert_eq!(
        year(&["DANH SÁCH XẾP LOẠI NĂM 2025\t\t\t", own, row]),
        Some(2024),
        "the heading before the title"
    );
}
