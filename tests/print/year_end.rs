//! The papers of the year's end: what stands on their pages, read back with `pdftotext`.

use std::collections::HashMap;
use std::process::Command;

use crate::people::Office;
use so_chi_bo::domain::id::MemberId;
use so_chi_bo::domain::rating::{Level, NotRated, Rating, Subject};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::print::reports::Context;
use so_chi_bo::print::year_end::{self, RatedList};
use so_chi_bo::print::{Document, pdf};
use so_chi_bo::services::ratings::{self, ceiling, consequences};
use so_chi_bo::services::registers::Letterhead;
use so_chi_bo::services::{Result, units};

/// The text of each page, with single spaces.
fn pages(document: &Document, name: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("year_end");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.pdf"));
    std::fs::write(&path, pdf(document).unwrap()).unwrap();
    let output = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output();
    let output = output.expect("pdftotext is needed: apt-get install poppler-utils");
    let text = String::from_utf8(output.stdout).unwrap();
    let words = |page: &str| page.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches('\u{c}').split('\u{c}').map(words).collect()
}

fn letterhead() -> Letterhead {
    Letterhead {
        upper_body: "Đảng bộ xã Hòa Bình".to_owned(),
        issuing_body: "Đảng ủy trường".to_owned(),
        place: "Hòa Bình".to_owned(),
        authority: "T/M ĐẢNG ỦY".to_owned(),
        post: "BÍ THƯ".to_owned(),
        signer: "Nguyễn Văn Bí".to_owned(),
    }
}

/// An organisation of two cells, rated: one of three may not be excellent.
fn office() -> Office {
    let office = Office::on("20/12/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ trường", "");
    let one = office.unit(Some(top), UnitKind::Cell, "Chi bộ Toán", "");
    let two = office.unit(Some(top), UnitKind::Cell, "Chi bộ Văn", "");
    let level = |level| Some(Rating::Level(level));
    let people: Vec<(MemberId, Option<Rating>)> = vec![
        (office.member(one, "Nguyễn Thị An", "19/05/2010"), level(Level::Excellent)),
        (office.member(one, "Trần Văn Bình", "19/05/2011"), level(Level::Good)),
        (office.member(two, "Lê Thị Chi", "19/05/2012"), level(Level::Good)),
        (
            office.member(two, "Đỗ Thị Ốm", "02/09/2013"),
            Some(Rating::NotRated { why: NotRated::Other, reason: Some("Ốm dài ngày".to_owned()) }),
        ),
    ];
    office.member(two, "Phạm Văn Quên", "03/02/2014");
    office.done(move |database, author| ratings::rate_members(database, 2026, &people, author));
    office
}

/// Makes documents of the register.
fn made(
    office: &Office,
    make: impl FnOnce(&mut so_chi_bo::services::Database, &Context<'_>) -> Result<Document> + Send + 'static,
) -> Document {
    office.done(move |database, author| {
        let tree = units::tree(database)?;
        let letterhead = letterhead();
        let context = Context { letterhead: &letterhead, units: &tree, today: author.today, subtitle: "" };
        make(database, &context)
    })
}

fn list(database: &mut so_chi_bo::services::Database) -> Result<RatedList> {
    Ok(RatedList::of_members(&ratings::member_sheet(database, 2026, None)?))
}

fn has(page: &str, parts: &[&str]) {
    let mut rest = page;
    for part in parts {
        let at = rest.find(part).unwrap_or_else(|| panic!("“{part}” is not (in this order) in: {page}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn the_decision_has_its_list_on_pages_of_its_own() {
    let office = office();
    let draft = made(&office, |database, context| Ok(year_end::decision(&list(database)?, context)));
    let draft = pages(&draft, "draft");
    assert_eq!(draft.len(), 2, "{draft:?}");
    has(&draft[0], &["Số ……", "QUYẾT ĐỊNH", "(Dự thảo)"]);

    let mut form = ratings::DecisionForm::default();
    "15-QĐ/ĐU".clone_into(&mut form.decision);
    "05/12/2026".clone_into(&mut form.on);
    office.done(move |database, author| ratings::decide(database, 2026, Subject::Member, &form, author));
    let decided = made(&office, |database, context| Ok(year_end::decision(&list(database)?, context)));
    let decided = pages(&decided, "decision");
    has(
        &decided[0],
        &[
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Số 15-QĐ/ĐU",
            "Hòa Bình, ngày 05 tháng 12 năm 2026",
            "QUYẾT ĐỊNH",
            "về việc công nhận kết quả đánh giá, xếp loại chất lượng đảng viên năm 2026",
            "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
            "366-QĐ/TW",
            "ĐẢNG ỦY TRƯỜNG QUYẾT ĐỊNH:",
            "Điều 1. Công nhận",
            "3 đảng viên",
            "- Hoàn thành xuất sắc nhiệm vụ: 1 đồng chí, chiếm 33,33%;",
            "- Hoàn thành tốt nhiệm vụ: 2 đồng chí, chiếm 66,67%;",
            "Điều 2.",
            "Điều 3.",
            "Nơi nhận:",
            "T/M ĐẢNG ỦY",
            "Nguyễn Văn Bí",
        ],
    );
    assert!(!decided[0].contains("Dự thảo") && !decided[0].contains("Không hoàn thành"));
    has(
        &decided[1],
        &[
            "DANH SÁCH",
            "(kèm theo Quyết định số 15-QĐ/ĐU, ngày 05/12/2026)",
            "I. Hoàn thành xuất sắc nhiệm vụ: 1",
            "1 Nguyễn Thị An Chi bộ Toán",
            "II. Hoàn thành tốt nhiệm vụ: 2",
            "2 Trần Văn Bình",
            "3 Lê Thị Chi",
        ],
    );
    assert!(!decided[1].contains("Đỗ Thị Ốm") && !decided[1].contains("CỘNG SẢN"));
}

#[test]
fn those_without_a_level_are_listed_with_the_reason() {
    let office = office();
    let document = made(&office, |database, context| {
        let list = list(database)?;
        let admitted = HashMap::from([(list.people[3].member.unwrap(), "02/09/2013".to_owned())]);
        Ok(year_end::not_rated(&list, &admitted, context))
    });
    let page = pages(&document, "not_rated").remove(0);
    has(&page, &["DANH SÁCH ĐẢNG VIÊN CHƯA ĐƯỢC XẾP LOẠI", "Năm 2026"]);
    assert!(page.contains("Ốm dài ngày") && page.contains("Phạm Văn Quên"), "{page}");
    assert!(!page.contains("Nguyễn Thị An"), "{page}");
    has(&page, &["Tổng số 5: đã xếp loại 3, không xếp loại theo quy định 1, chưa xếp loại 1."]);
}

#[test]
fn the_ceiling_and_what_follows_are_printed_with_their_articles() {
    let office = office();
    let document = made(&office, |database, context| {
        let basis = ceiling::basis(database, 2026, Subject::Member, None)?;
        Ok(year_end::ceilings(&basis, context))
    });
    let page = pages(&document, "ceilings").remove(0);
    has(
        &page,
        &[
            "không quá 20% số được xếp loại hoàn thành tốt",
            "Điều 11, 366-QĐ/TW 30/8/2025",
            "Đảng bộ trường (nơi quyết định) 1 2 0 Vượt tỷ lệ",
        ],
    );
    let document = made(&office, |database, context| {
        let outcomes = consequences::report(database, 2026, None)?;
        Ok(year_end::consequences(2026, &outcomes, context))
    });
    let text = pages(&document, "consequences").join(" ");
    has(&text, &["Đảng viên đề nghị khen thưởng: hoàn thành xuất sắc nhiệm vụ năm 2026", "Nguyễn Thị An"]);
    has(&text, &["5 năm liền", "Không có xếp loại theo tên của năm 2022, 2023, 2024, 2025"]);
    has(&text, &["Đảng viên cần rà soát", "chưa được đối chiếu với văn bản chính thức"]);
}

#[test]
fn ballots_proposals_and_the_counting_record_are_printed() {
    use so_chi_bo::domain::rating::{Ballot, Entry, Statement, StepKind, Who};
    let office = office();
    let rows = office.done(|database, _| ratings::member_sheet(database, 2026, None)).rows;
    let who = |name: &str| rows.iter().find(|row| row.name == name).map(|row| Who::Member(row.id)).unwrap();
    let (an, chi) = (who("Nguyễn Thị An"), who("Lê Thị Chi"));
    let said = Statement { level: Some(Level::Excellent), words: Some("Gương mẫu".to_owned()) };
    let votes = [(Level::Excellent, 2), (Level::Good, 1), (Level::Completed, 0), (Level::NotCompleted, 0)];
    let ballot = Ballot { issued: Some(4), returned: Some(4), valid: Some(3), votes: votes.into() };
    let entries = vec![
        (an, Entry::Step(StepKind::CellCommittee, Some(said))),
        (an, Entry::WholeBallot(ballot.clone())),
        (an, Entry::Points(Some(9150))),
        (chi, Entry::WholeBallot(ballot)),
    ];
    office.done(move |database, author| ratings::enter(database, (2026, Subject::Member), &entries, author));

    let papers = |copies, shares_sheets| {
        made(&office, move |database, context| {
            let papers = year_end::BallotPapers { copies, shares_sheets };
            Ok(year_end::ballots(&list(database)?, papers, context).unwrap())
        })
    };
    let alone = pages(&papers(2, false), "ballots");
    assert_eq!(alone.len(), 4, "two for each of two cells: {alone:?}");
    has(
        &alone[0],
        &["PHIẾU BIỂU QUYẾT", "đảng viên năm 2026", "Chi bộ Toán", "Nguyễn Thị An", "Trần Văn Bình"],
    );
    assert!(!alone.join(" ").contains("Đỗ Thị Ốm"), "who is not rated is not voted on");
    let shared = pages(&papers(5, true), "ballots_shared");
    assert_eq!(shared.iter().map(|page| page.matches("PHIẾU BIỂU QUYẾT").count()).sum::<usize>(), 10);
    assert!(shared.len() <= 4, "{}", shared.len());

    let document = made(&office, move |database, context| {
        let posts = HashMap::from([(an.member().unwrap(), "Bí thư chi bộ".to_owned())]);
        Ok(year_end::proposals(&list(database)?, &posts, context))
    });
    let page = pages(&document, "proposals").join(" ");
    has(&page, &["Chức vụ", "Điểm", "Nguyễn Thị An", "HTXS: hoàn thành xuất sắc nhiệm vụ"]);
    assert!(page.contains("Bí thư chi bộ") && page.contains("91,5"), "{page}");
    assert!(
        page.contains("TỔNG HỢP ĐỀ XUẤT") && page.contains("HTXS; Gương") && page.contains("Chi ủy"),
        "{page}"
    );
    let document =
        made(&office, |database, context| Ok(year_end::counting(&list(database)?, context).unwrap()));
    let records = pages(&document, "counting");
    assert_eq!(records.len(), 2, "each cell has its own: {records:?}");
    let line = "4 4 3 1 2 66,67 1 33,33";
    for (record, (cell, name)) in
        records.iter().zip([("Chi bộ Toán", "Nguyễn Thị An"), ("Chi bộ Văn", "Lê Thị Chi")])
    {
        has(record, &["BIÊN BẢN KIỂM PHIẾU", cell, &format!("1 {name} {line}"), "T/M TỔ KIỂM PHIẾU"]);
    }
}
