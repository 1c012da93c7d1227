//! `import`, `export` and `lists` as a script uses them.

use std::path::PathBuf;

use super::{Ran, Register};

fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exchange").join(name);
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_workbook_comes_in_is_listed_goes_out_and_comes_back() {
    let register = Register::with_units();
    let file = fixture("tcvn3.xlsx");
    let dry = register.json(&["import", "members", &file, "--unit", "C1", "--dry-run"]);
    assert_eq!(
        (dry["rows"].as_u64(), dry["new"].as_u64(), dry["dry_run"].as_bool()),
        (Some(6), Some(6), Some(true))
    );
    assert_eq!(register.json(&["info"])["members"], 0);
    let report = register.path().with_file_name("report.xlsx");
    let report = report.to_str().unwrap();
    let done = register.json(&["import", "members", &file, "--unit", "C1", "--report", report]);
    assert_eq!((done["ok"].as_bool(), done["new"].as_u64()), (Some(true), Some(6)), "{done}");
    assert!(["tcvn3", "mixed"].contains(&done["encoding"].as_str().unwrap()));
    assert_eq!(done["refused"].as_array().unwrap().len(), 0);
    let told = so_chi_bo::exchange::reader::open(report.as_ref()).unwrap();
    let told = told.read(&told.sheets[0], &so_chi_bo::services::Progress::default()).unwrap();
    assert_eq!(told.rows.len(), 8, "a line for every row, that of the total too, and the header");
    let again = register.json(&["import", "members", &file, "--unit", "C1", "--policy", "take"]);
    assert_eq!((again["same"].as_u64(), again["sequence"].as_u64()), (Some(6), done["sequence"].as_u64()));
    for (format, layout) in [("xlsx", "list"), ("csv", "list"), ("xlsx", "v4"), ("xlsx", "full")] {
        let out = register.path().with_file_name(format!("{layout}.{format}"));
        let out = out.to_str().unwrap();
        let written =
            register.json(&["export", "members", "--layout", layout, "--format", format, "-o", out]);
        assert!(written["bytes"].as_u64().unwrap() > 100, "{written}");
        let back = register.json(&["import", "members", out, "--policy", "take"]);
        assert_eq!(
            (back["new"].as_u64(), back["changed"].as_u64()),
            (Some(0), Some(0)),
            "{layout}.{format}: {back}"
        );
    }
    assert!(register.json(&["check"])["fine"].as_bool().unwrap());
}

#[test]
fn ratings_and_targets_are_of_the_year_that_the_sheet_says_and_every_refusal_has_its_row() {
    let register = Register::with_units();
    let folder = register.path().parent().unwrap().to_owned();
    let write = |name: &str, lines: &[&str]| {
        let path = folder.join(name);
        std::fs::write(&path, lines.join("\n")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let people =
        write("nguoi.csv", &["Họ và tên;Giới tính;Ngày sinh;Ngày vào Đảng", "Lê An;Nữ;2/9/1970;19/5/2010"]);
    register.json(&["import", "members", &people, "--unit", "C1"]);
    let ratings = write(
        "xeploai.csv",
        &[
            "DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2024;;;",
            "TT;Họ và tên;Ngày sinh;Xếp loại",
            "1;LÊ AN;02/09/1970;HTT",
            "2;Lê Không Có;1/1/1980;HTT",
            "3;Lê An;02/09/1970;Xuất sắc lắm",
        ],
    );
    let dry = register.json(&["import", "ratings", &ratings, "--dry-run"]);
    assert_eq!(
        (dry["year"].as_i64(), dry["new"].as_u64(), dry["rows"].as_u64()),
        (Some(2024), Some(1), Some(3))
    );
    let refused: Vec<(u64, &str)> = dry["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["row"].as_u64().unwrap(), row["problems"][0]["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(refused, [(4, "not_found"), (5, "no_such_level")], "{dry}");
    assert_eq!(dry["columns"][1]["heading"], "Họ và tên");
    let typed = register.json(&["import", "ratings", &ratings, "--year", "2025", "--dry-run"]);
    assert_eq!(typed["year"], 2025);
    register.json(&["import", "ratings", &ratings]);
    let again = register.json(&["import", "ratings", &ratings]);
    assert_eq!((again["same"].as_u64(), again["new"].as_u64()), (Some(1), Some(0)), "{again}");
    let quotas = write("chitieu.csv", &["Mã đơn vị;Chỉ tiêu kết nạp năm 2026", "C1;5", "C1;-1", "LA;3"]);
    let done = register.json(&["import", "quotas", &quotas]);
    assert_eq!((done["year"].as_i64(), done["new"].as_u64()), (Some(2026), Some(1)), "{done}");
    assert_eq!(done["refused"].as_array().unwrap().len(), 2, "{done}");
}

#[test]
fn a_file_may_be_named_without_its_folder_and_a_report_without_room_imports_nothing() {
    let register = Register::with_units();
    let folder = tempfile::tempdir().unwrap();
    let file = fixture("unicode.xlsx");
    let nowhere = folder.path().join("không có/report.xlsx");
    let import = ["import", "members", &file, "--unit", "C1", "--report"];
    let refused = register.run(&[import.as_slice(), &[nowhere.to_str().unwrap()]].concat());
    assert_eq!(refused.code, 3, "{refused:?}");
    assert_eq!(register.json(&["info"])["members"], 0);
    let here = |arguments: &[&str]| {
        Ran::of(register.command().current_dir(folder.path()).args(arguments).output().unwrap())
    };
    let done = here(&[import.as_slice(), &["report.xlsx"]].concat());
    assert_eq!(done.code, 0, "{done:?}");
    let done = here(&["export", "members", "--format", "csv", "-o", "list.csv"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(folder.path().join("report.xlsx").exists() && folder.path().join("list.csv").exists());
}

#[test]
fn refused_rows_say_why_and_a_broken_file_is_no_crash() {
    let register = Register::with_units();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(
        &file,
        "Họ và tên;Giới tính;Ngày sinh;Ngày vào Đảng;Chi bộ\nLê An;Nữ;12/25/1990;1/1/2015;C1\n",
    )
    .unwrap();
    let answer = register.json(&["import", "members", file.to_str().unwrap()]);
    assert_eq!(answer["refused"][0]["row"], 2);
    assert_eq!(answer["refused"][0]["problems"][0]["kind"], "no_such_day");
    std::fs::write(&file, "không có tiêu đề gì cả\n1;2\n").unwrap();
    let ran = register.run(&["import", "members", file.to_str().unwrap(), "--json"]);
    assert_eq!((ran.code, ran.json()["error"]["kind"].as_str()), (3, Some("spreadsheet")));
}

#[test]
fn lists_are_saved_listed_exported_and_removed() {
    let register = Register::with_units();
    register.json(&["import", "members", &fixture("unicode.xlsx"), "--unit", "C1"]);
    register.json(&[
        "lists",
        "save",
        "--name",
        "Nữ",
        "--sex",
        "female",
        "--columns",
        "name,born",
        "--sort",
        "born",
    ]);
    let lists = register.json(&["lists"]);
    assert_eq!((lists["total"].as_u64(), lists["lists"][0]["name"].as_str()), (Some(1), Some("Nữ")));
    let ran = register.run(&["export", "members", "--list", "Nữ", "--format", "csv", "-o", "-"]);
    let lines: Vec<&str> = ran.out.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "Họ và tên,Ngày sinh",
            "Thạch Thị Sa Rinh,1970",
            "Nguyễn Thị Hồng Thắm,05/03/1975",
            "Huỳnh Mỹ Duyên,01/01/1990"
        ]
    );
    let pdf = register.path().with_file_name("list.pdf");
    let written = register.json(&[
        "report",
        "member-list",
        "--list",
        "Nữ",
        "--format",
        "pdf",
        "-o",
        pdf.to_str().unwrap(),
    ]);
    assert!(written["bytes"].as_u64().unwrap() > 1000);
    let told = register.run(&["report", "member-list", "--list", "Nữ", "--format", "json", "-o", "-"]);
    let told: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(told["members"].as_array().unwrap().len(), 3);
    register.json(&["lists", "rename", "--name", "Nữ", "--to", "Chị em"]);
    assert_eq!(register.json(&["lists"])["lists"][0]["name"], "Chị em");
    assert_eq!(register.run(&["lists", "rename", "--name", "Nữ", "--to", "x"]).code, 4);
    register.json(&["lists", "remove", "--name", "Chị em"]);
    assert_eq!(register.json(&["lists"])["total"], 0);
    assert_eq!(register.run(&["lists", "remove", "--name", "Nữ"]).code, 4);
}

#[test]
fn a_list_of_a_unit_goes_with_the_whole_register() {
    let register = Register::with_units();
    register.json(&["import", "members", &fixture("unicode.xlsx"), "--unit", "C1"]);
    register.json(&["lists", "save", "--name", "Của C1", "--unit", "C1"]);
    let whole = register.path().with_file_name("whole.xlsx");
    let whole = whole.to_str().unwrap();
    register.json(&["export", "members", "--layout", "full", "--format", "xlsx", "-o", whole]);
    // In another register the unit has another identity.
    let other = Register::new();
    other.json(&["units", "add", "--code", "KHAC", "--name", "Đơn vị khác", "--kind", "base_cell"]);
    let units: Vec<i64> = other.json(&["units", "list"])["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["id"].as_i64().unwrap())
        .collect();
    other.json(&["import", "members", whole]);
    let found = other.run(&[
        "export",
        "members",
        "--list",
        "Của C1",
        "--columns",
        "name",
        "--format",
        "csv",
        "-o",
        "-",
    ]);
    assert_eq!(found.out.lines().count(), 7, "the six of C1 and a header: {} {units:?}", found.out);
    let again = other.json(&["import", "members", whole]);
    assert_eq!((again["new"].as_u64(), again["changed"].as_u64()), (Some(0), Some(0)));
}

#[test]
fn figures_go_into_a_workbook_by_a_map_that_is_kept() {
    let register = Register::with_units();
    register.json(&["import", "members", &fixture("unicode.xlsx"), "--unit", "C1"]);
    register.json(&["quota", "set", "--unit", "C1", "--year", "2026", "--target", "8"]);
    let out = register.path().with_file_name("filled.xlsx");
    let out = out.to_str().unwrap();
    let form = fixture("template.xlsx");
    let first = register.json(&[
        "export",
        "fill",
        &form,
        "--map",
        "Biểu 1",
        "--year",
        "2026",
        "--unit",
        "C1",
        "--cell",
        "Biểu 1!B3=members.all",
        "--cell",
        "B4=quota.target",
        "--cell",
        "C4=unit_name",
        "-o",
        out,
    ]);
    assert_eq!(first["filled"], 3, "{first}");
    let maps = register.json(&["export", "maps"]);
    assert_eq!(
        (maps["total"].as_u64(), maps["maps"][0]["cells"]["B4"].as_str()),
        (Some(1), Some("quota.target"))
    );
    std::fs::remove_file(out).unwrap();
    let second = register
        .json(&["export", "fill", &form, "--map", "Biểu 1", "--year", "2026", "--unit", "C1", "-o", out]);
    assert_eq!(second["cells"], first["cells"], "the kept map does the same");
    assert!(second["sequence"].is_null(), "nothing was written into the register: {second}");
    let source = so_chi_bo::exchange::reader::open(out.as_ref()).unwrap();
    let sheet = source.read("Biểu 1", &so_chi_bo::services::Progress::default()).unwrap();
    let text = |row, column| sheet.row(row).unwrap().cell(column).text.to_owned();
    assert_eq!((text(3, 1).as_str(), text(4, 1).as_str()), ("6", "8"));
    let refused =
        |cell: &str| register.run(&["export", "fill", &form, "--map", "x", "--cell", cell, "-o", out]).code;
    assert_eq!(refused("B5=members.all"), 3, "a formula");
    assert_eq!(refused("B3=members.none"), 2);
    assert_eq!(refused("3B=members.all"), 2);
    assert_eq!(register.json(&["export", "maps"])["total"], 1, "what failed is not kept");
    register.json(&["export", "maps", "--remove", "Biểu 1"]);
    assert_eq!(register.json(&["export", "maps"])["total"], 0);
    assert_eq!(register.run(&["export", "fill", &form, "--map", "Biểu 1", "-o", out]).code, 4);
    assert!(register.json(&["check"])["fine"].as_bool().unwrap());
}
