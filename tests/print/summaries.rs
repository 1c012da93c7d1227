//! Summary tables and comparisons on paper: what stands in the PDF, read back with `pdftotext`.

use std::process::Command;

use crate::people::Office;
use so_chi_bo::domain::compare::{compare, read};
use so_chi_bo::domain::id::UnitId;
use so_chi_bo::domain::member::{MemberForm, Sex};
use so_chi_bo::domain::quota::CandidateForm;
use so_chi_bo::domain::rating::target::{Measure, TargetForm};
use so_chi_bo::domain::rating::{Level, Subject};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::print::{self, Document, Orientation, pdf, reports};
use so_chi_bo::services::members::{self, NewMember};
use so_chi_bo::services::quotas::{self, Basis, Handed, Reach};
use so_chi_bo::services::ratings::consequences;
use so_chi_bo::services::ratings::summary::{self, Layout, Span};
use so_chi_bo::services::{Database, Result, registers, units};

/// The text of a document with each run of white space made one space.
fn text(document: &Document) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, pdf(document).unwrap()).unwrap();
    let output = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output();
    let output = output.expect("pdftotext is needed: apt-get install poppler-utils");
    String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An office with the reference's figures of 2016 and 2018, and a target.
fn office() -> Office {
    let office = Office::on("24/11/2026");
    let top = office.unit(None, UnitKind::Committee, "Đảng bộ Khối", "");
    office.unit(Some(top), UnitKind::BaseCell, "Chi bộ Một", "");
    let years = [
        (Subject::Member, 2016, vec![(Level::Excellent, 597), (Level::Good, 4373), (Level::Completed, 89)]),
        (Subject::Member, 2018, vec![(Level::Excellent, 612), (Level::Good, 4615), (Level::Completed, 55)]),
        (Subject::Unit, 2016, vec![(Level::Exemplary, 9), (Level::CleanStrong, 37), (Level::Good, 38)]),
        (Subject::Unit, 2018, vec![(Level::Excellent, 13), (Level::Good, 62), (Level::NotCompleted, 8)]),
    ];
    for (subject, year, counts) in years {
        let typed: Vec<_> =
            counts.into_iter().map(|(level, count)| (Some(level), count.to_string())).collect();
        office.done(move |database, author| {
            summary::set_totals(database, top, (year, subject), &typed, author)
        });
    }
    let form = TargetForm {
        from_year: "2018".to_owned(),
        to_year: "2020".to_owned(),
        measure: Some(Measure::GoodOrBetter),
        percent: "98,5".to_owned(),
        source: "Nghị quyết Đại hội".to_owned(),
    };
    office.done(move |database, author| {
        summary::set_target(database, (top, Subject::Member), &form, None, author)
    });
    office
}

fn by_year(office: &Office, subject: Subject, layout: Layout) -> Document {
    office.done(move |database, author| {
        let tree = units::tree(database)?;
        let letterhead = registers::letterhead(database)?;
        let context =
            reports::Context { letterhead: &letterhead, units: &tree, today: author.today, subtitle: "" };
        let summary = summary::by_year(database, subject, None, Span::default())?;
        Ok(reports::ratings_by_year(&summary, layout, &context))
    })
}

#[test]
fn a_table_by_years_says_what_its_figures_are_shares_of() {
    let office = office();
    let document = by_year(&office, Subject::Member, Layout::Own);
    assert_eq!(document.orientation, Orientation::Landscape);
    let text = text(&document);
    for part in [
        "TỔNG HỢP KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN",
        "Đảng bộ Khối, từ năm 2016 đến năm 2018",
        "2016 (*) 5.059 5.059 597 11,80 4.373 86,44 89 1,76",
        "98,96: đạt",
        "Tổng (lượt)",
        "tính trên số được xếp loại",
        "Chỉ tiêu đại hội 2018-2020: HTT trở lên ≥ 98,50% (Nghị quyết Đại hội).",
        "(*) Có số liệu nhập theo tổng số",
        "Tỷ lệ các mức xếp loại đảng viên qua các năm",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn old_levels_share_columns_only_where_that_is_asked_and_noted() {
    let office = office();
    let own = text(&by_year(&office, Subject::Unit, Layout::Own));
    assert!(own.contains("Trong sạch") && !own.contains("(**)"), "{own}");
    let joined = text(&by_year(&office, Subject::Unit, Layout::Joined));
    assert!(joined.contains("(**) Từ năm 2018 không còn mức"), "{joined}");
    assert!(joined.contains("2018 (*) 83 83 13 15,66 — — 62 74,70"), "{joined}");
}

#[test]
fn a_year_by_units_has_a_row_for_each_and_their_sum() {
    let office = office();
    let document = office.done(|database, author| {
        let tree = units::tree(database)?;
        let letterhead = registers::letterhead(database)?;
        let context =
            reports::Context { letterhead: &letterhead, units: &tree, today: author.today, subtitle: "" };
        let summary = summary::by_unit(database, Subject::Member, 2018, None)?;
        Ok(reports::ratings_by_unit(&summary, &context))
    });
    let text = text(&document);
    for part in ["Đảng bộ Khối, năm 2018", "Chi bộ Một 0 0", "Số tổng đã nhập", "5.282 5.282 612 11,59"]
    {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn a_comparison_prints_its_findings_and_the_table() {
    let office = office();
    let cells = read::cells(include_str!("../fixtures/printed/members.txt"));
    let found = compare(&cells);
    let document = office.done(move |database, author| {
        let tree = units::tree(database)?;
        let letterhead = registers::letterhead(database)?;
        let context =
            reports::Context { letterhead: &letterhead, units: &tree, today: author.today, subtitle: "" };
        Ok(reports::comparison(&cells, &found, &context))
    });
    let text = text(&document);
    for part in ["7 đúng; có 5 số không khớp", "Hai chữ số bị đảo chỗ", "86,29", "87,17"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

/// Something printed of the quotas of an office, with the words that a report is made with.
fn of_quotas(
    office: &Office,
    make: impl FnOnce(&mut Database, &reports::Context<'_>) -> Result<Document> + Send + 'static,
) -> Document {
    office.done(move |database, author| {
        let tree = units::tree(database)?;
        let letterhead = registers::letterhead(database)?;
        let (today, subtitle) = (author.today, "Đảng bộ Khối");
        let context = reports::Context { letterhead: &letterhead, units: &tree, today, subtitle };
        make(database, &context)
    })
}

/// A committee of two cells, one of which admitted two women, and one in the year before, with
/// targets and candidates.
fn quota_office() -> (Office, UnitId) {
    let office = Office::on("24/11/2026");
    let top = office.unit(None, UnitKind::Committee, "Đảng bộ Khối", "");
    let one = office.unit(Some(top), UnitKind::BaseCell, "Chi bộ Một", "");
    let two = office.unit(Some(top), UnitKind::BaseCell, "Chi bộ Hai", "");
    let admitted =
        [("Trần Thị Bích", "03/02/2026"), ("Lê Thị Cúc", "20/10/2026"), ("Võ Thị Dung", "05/05/2025")];
    for (name, on) in admitted {
        let form = MemberForm {
            name: name.to_owned(),
            sex: Some(Sex::Female),
            born_on: "02/09/2000".to_owned(),
            ethnicity: "Khmer".to_owned(),
            admission_decided_on: on.to_owned(),
            admission_unit: Some(one),
            ..MemberForm::default()
        };
        let new = NewMember { form, unit: Some(one), since: String::new() };
        office.done(move |database, author| members::add(database, &new, author));
    }
    office.done(move |database, author| quotas::set_target(database, top, 2026, "1.200", author));
    let handed = Handed {
        targets: vec![(one, "800".to_owned()), (two, "300".to_owned())],
        candidates: vec![(one, CandidateForm { count: "12".to_owned(), note: "9 đã học lớp".to_owned() })],
    };
    office.done(move |database, author| quotas::allocate(database, (top, 2026), &handed, author));
    (office, top)
}

#[test]
fn a_target_handed_down_prints_its_parts_and_what_is_left_of_it() {
    let (office, top) = quota_office();
    let document = of_quotas(&office, move |database, context| {
        let sheet = quotas::propose(database, (top, 2026), Basis::ByHand, Reach::Children)?;
        Ok(print::quotas::allocation(&sheet, context))
    });
    let text = text(&document);
    for part in [
        "PHÂN BỔ CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN NĂM 2026",
        "Nguồn",
        "1 Chi bộ Một 3 1 12 800 9 đã học lớp",
        "2 Chi bộ Hai 0 0 — 300",
        "3 1 12 1.100",
        "Chỉ tiêu được giao 1.200",
        "còn 100 chưa",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn admissions_by_unit_print_targets_groups_and_the_pace() {
    let (office, top) = quota_office();
    let document = of_quotas(&office, move |database, context| {
        let sheet = quotas::sheet(database, 2026, Some(top))?;
        Ok(print::quotas::admissions_by_unit(&sheet, context))
    });
    assert_eq!(document.orientation, Orientation::Landscape);
    let text = text(&document);
    for part in [
        // First and present target, in the quarter, in all; women, youth, minority; the rest.
        "Chi bộ Một 800 800 1 2 2 2 2 0 0 0 0,25 0,25 1 200,00 798 12",
        "Chi bộ Hai 300 300 0 0 0 0 0 0 0 0 0,00 0,00 0 — 300 —",
        "1.200 1.200 1 2 2 2 2 0 0 0 0,17 0,17 1 200,00 1.198 12",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn what_follows_from_ratings_prints_each_rule_with_its_source() {
    let (office, _) = quota_office();
    let document = of_quotas(&office, |database, context| {
        let outcomes = consequences::report(database, 2026, None)?;
        Ok(print::year_end::consequences(2026, &outcomes, context))
    });
    let text = text(&document);
    for part in [
        "Đảng viên đề nghị khen thưởng: hoàn thành xuất sắc nhiệm vụ 5 năm liền",
        "Mục 19, 06-HD/TW 9/6/2025",
        "Cần rà soát tư cách đảng viên (Điều 8.1, 294-QĐ/TW 26/5/2025).",
        "Quy định này chưa được đối chiếu với văn bản chính thức.",
        "Không có trường hợp nào.",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}
