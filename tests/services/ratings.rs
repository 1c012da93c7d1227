//! The ratings service against domain.md C1 to C3: who is on the books at 31/12, what is offered,
//! what is counted, and the lock of a decided year.

use crate::people::Office;
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::Status;
use so_chi_bo::domain::problem::{Field, Kind};
use so_chi_bo::domain::rating::{Level, NotRated, Rating, Subject};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::services::ratings::summary::{self, Span, YearLine};
use so_chi_bo::services::ratings::{self, DecisionForm, MemberSheet, Total, UnitSheet};
use so_chi_bo::services::{Error, Result, history};
use so_chi_bo::store::{Committed, journal, rating as stored};

fn sheet(office: &Office, year: i32, unit: Option<UnitId>) -> MemberSheet {
    office.done(move |database, _| ratings::member_sheet(database, year, unit))
}

fn units(office: &Office, year: i32, unit: Option<UnitId>) -> UnitSheet {
    office.done(move |database, _| ratings::unit_sheet(database, year, unit))
}

/// All years that have figures.
fn years(office: &Office, subject: Subject, unit: Option<UnitId>) -> Vec<YearLine> {
    let span = Span { from: None, to: None, with_empty: false };
    office.done(move |database, _| summary::by_year(database, subject, unit, span)).years
}

fn names(sheet: &MemberSheet) -> Vec<&str> {
    sheet.rows.iter().map(|row| row.name.as_str()).collect()
}

fn rate(office: &Office, year: i32, member: MemberId, level: Level) -> Result<Committed<()>> {
    let ratings = [(member, Some(Rating::Level(level)))];
    office.ask(move |database, author| ratings::rate_members(database, year, &ratings, author))
}

fn clear(office: &Office, year: i32, member: MemberId) -> Committed<()> {
    office.done(move |database, author| ratings::rate_members(database, year, &[(member, None)], author))
}

fn rate_unit(office: &Office, year: i32, unit: UnitId, level: Level) -> Result<Committed<()>> {
    let ratings = [(unit, Some(Rating::Level(level)))];
    office.ask(move |database, author| ratings::rate_units(database, year, &ratings, author))
}

fn decide(office: &Office, year: i32, subject: Subject, on: &str) -> Result<Committed<()>> {
    let form =
        DecisionForm { decision: "15-QĐ/ĐU".to_owned(), on: on.to_owned(), ..DecisionForm::default() };
    office.ask(move |database, author| ratings::decide(database, year, subject, &form, author))
}

fn undo(office: &Office, sequence: i64) -> Result<Committed<()>> {
    office.ask(move |database, author| history::undo(database, sequence, author))
}

fn total(office: &Office, subject: Subject, totals: Vec<Total>) {
    office.done(move |database, _| {
        let operation = journal::Operation { kind: "totals_entered", who: String::new(), undoes: None };
        database.commit(operation, |tx| {
            for total in &totals {
                stored::set_total(tx, subject, *total)?;
            }
            Ok::<_, Error>(())
        })
    });
}

fn kinds<T: std::fmt::Debug>(result: Result<T>) -> Vec<(Field, Kind)> {
    match result {
        Err(Error::Refused(problems)) => problems.into_iter().map(|it| (it.field, it.kind)).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn the_books_are_those_of_the_last_day_whatever_happened_since() {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ", "");
    let one = office.unit(Some(top), UnitKind::Cell, "Chi bộ 1", "");
    let two = office.unit(Some(top), UnitKind::Cell, "Chi bộ 2", "");
    for (name, status, on) in [
        ("An Văn Từ Trần", Some(Status::Died), "31/12/2025"),
        ("Bùi Văn Từ Trần Sau", Some(Status::Died), "01/01/2026"),
        ("Cao Văn Chuyển Đi", Some(Status::MovedAway), "30/06/2025"),
        ("Đỗ Văn Khai Trừ", Some(Status::Expelled), "15/02/2026"),
        ("Hà Văn Tạm Đi", Some(Status::Away), "01/03/2025"),
        ("Lê Văn Tạm Đến", Some(Status::Guest), "01/03/2025"),
        ("Mai Văn Ở Lại", None, ""),
    ] {
        let member = office.member(one, name, "19/05/2010");
        if let Some(status) = status {
            office.status(member, status, on);
        }
    }
    let last_day = office.member(one, "Ngô Thị Cuối Năm", "31/12/2025");
    office.member(one, "Phan Thị Năm Sau", "01/01/2026");
    let moved = office.member(one, "Tạ Thị Đổi Chi Bộ", "19/05/2010");
    office.transfer(moved, two, "31/12/2025");

    let of_one = sheet(&office, 2025, Some(one));
    // By given name: Cuối Năm, Khai Trừ … sort by their last syllable.
    let mut found = names(&of_one);
    found.sort_unstable();
    let expected =
        ["Bùi Văn Từ Trần Sau", "Hà Văn Tạm Đi", "Mai Văn Ở Lại", "Ngô Thị Cuối Năm", "Đỗ Văn Khai Trừ"];
    assert_eq!(found, expected);
    assert_eq!(names(&sheet(&office, 2025, Some(two))), ["Tạ Thị Đổi Chi Bộ"]);
    assert_eq!(sheet(&office, 2025, Some(top)).rows.len(), 6);
    assert_eq!(sheet(&office, 2024, Some(two)).rows.len(), 0);
    assert!(sheet(&office, 2024, Some(one)).rows.iter().any(|row| row.id == moved));
    assert!(!sheet(&office, 2024, None).rows.iter().any(|row| row.id == last_day));
    let away = of_one.rows.iter().find(|row| row.name == "Hà Văn Tạm Đi").map(|row| row.status);
    assert_eq!(away, Some(Status::Away));

    let gone = sheet(&office, 2024, Some(one)).rows.iter().find(|row| row.name.starts_with("An")).unwrap().id;
    let refused = kinds(rate(&office, 2025, gone, Level::Good));
    assert_eq!(refused, [(Field::Year, Kind::NotOnBooks { year: 2025 })]);
    rate(&office, 2024, gone, Level::Good).unwrap();
}

#[test]
fn the_rules_offer_reasons_by_the_status_of_that_day() {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::Cell, "Chi bộ", "");
    let offer = |member: MemberId, year: i32| {
        let sheet = sheet(&office, year, None);
        sheet.rows.iter().find(|row| row.id == member).and_then(|row| row.offered)
    };
    let exempt = office.member(cell, "Lý Thị Miễn", "03/02/1980");
    office.status(exempt, Status::Exempt, "01/06/2025");
    let suspended = office.member(cell, "Lý Thị Đình Chỉ", "03/02/1980");
    office.status(suspended, Status::Suspended, "01/06/2025");
    office.status(suspended, Status::Active, "01/02/2026");
    assert_eq!(offer(exempt, 2024), None);
    assert_eq!(offer(exempt, 2025), Some(NotRated::Exempt));
    assert_eq!(offer(suspended, 2025), Some(NotRated::Suspended));
    assert_eq!(offer(suspended, 2026), None);
    // Six months counted to 31/12.
    let six = office.member(cell, "Lý Thị Đủ", "30/06/2025");
    let less = office.member(cell, "Lý Thị Thiếu", "01/07/2025");
    assert_eq!(offer(six, 2025), None);
    assert_eq!(offer(less, 2025), Some(NotRated::NewMember));
    assert_eq!(offer(less, 2026), None);
    // An offer is no rating.
    let tally = sheet(&office, 2025, None).tally();
    assert_eq!((tally.open, tally.not_rated, tally.rated()), (4, 0, 0));
}

#[test]
fn a_level_must_be_one_of_the_year_and_a_reason_must_have_words() {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ", "");
    let member = office.member(cell, "Lê Thị Hoa", "03/02/1980");
    let no_level = |year| vec![(Field::Level, Kind::NoSuchLevel { year })];
    assert_eq!(kinds(rate(&office, 2025, member, Level::Exemplary)), no_level(2025));
    assert_eq!(kinds(rate_unit(&office, 2018, cell, Level::CleanStrong)), no_level(2018));
    assert_eq!(kinds(rate_unit(&office, 2017, cell, Level::Excellent)), no_level(2017));
    rate_unit(&office, 2017, cell, Level::CleanStrong).unwrap();
    rate_unit(&office, 2018, cell, Level::Excellent).unwrap();
    assert_eq!(units(&office, 2017, None).regime.unit_levels.len(), 5);
    assert_eq!(units(&office, 2018, None).regime.unit_levels.len(), 4);

    let not_rated = |why, reason: Option<&str>| {
        let rating = Rating::NotRated { why, reason: reason.map(str::to_owned) };
        let ratings = [(member, Some(rating))];
        office.ask(move |database, author| ratings::rate_members(database, 2025, &ratings, author))
    };
    assert_eq!(kinds(not_rated(NotRated::Other, Some("  "))), [(Field::Reason, Kind::Required)]);
    let long = "x".repeat(501);
    assert_eq!(kinds(not_rated(NotRated::Other, Some(&long))), [(Field::Reason, Kind::TooLong { max: 500 })]);
    assert!(not_rated(NotRated::NewUnit, None).is_err());
    not_rated(NotRated::Other, Some(" đi học  ở nước ngoài ")).unwrap();
    let rating = sheet(&office, 2025, None).rows[0].rating.clone();
    let reason = Some("đi học ở nước ngoài".to_owned());
    assert_eq!(rating, Some(Rating::NotRated { why: NotRated::Other, reason }));
}

#[test]
fn clearing_what_is_not_set_leaves_no_trace() {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ", "");
    let member = office.member(cell, "Lê Thị Hoa", "03/02/1980");
    assert!(clear(&office, 2025, member).changes.is_empty());
    let unit =
        office.done(move |database, author| ratings::rate_units(database, 2025, &[(cell, None)], author));
    assert!(unit.changes.is_empty());
    rate(&office, 2025, member, Level::Good).unwrap();
    assert!(rate(&office, 2025, member, Level::Good).unwrap().changes.is_empty());
    assert!(!clear(&office, 2025, member).changes.is_empty());
    assert_eq!(sheet(&office, 2025, None).rows[0].rating, None);
    assert!(years(&office, Subject::Member, None).is_empty());
}

#[test]
fn a_decided_year_is_locked_for_everybody_and_for_undo_until_reopened_with_a_reason() {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ", "");
    let member = office.member(cell, "Lê Thị Hoa", "03/02/1980");
    let rated = rate(&office, 2025, member, Level::Good).unwrap();
    let cleared = clear(&office, 2025, member);
    let unit_rated = rate_unit(&office, 2025, cell, Level::Good).unwrap();
    decide(&office, 2025, Subject::Member, "15/01/2026").unwrap();
    assert_eq!(sheet(&office, 2025, None).decided.map(|it| it.decision), Some("15-QĐ/ĐU".to_owned()));
    let locked = [(Field::Year, Kind::YearDecided { year: 2025 })];
    assert_eq!(kinds(rate(&office, 2025, member, Level::Good)), locked);
    assert_eq!(kinds(undo(&office, cleared.changes.sequence)), locked);
    assert_eq!(kinds(undo(&office, rated.changes.sequence)), locked);
    assert_eq!(kinds(decide(&office, 2025, Subject::Member, "16/01/2026")), locked);
    // Other years and the units of the same year are open.
    rate(&office, 2024, member, Level::Good).unwrap();
    undo(&office, unit_rated.changes.sequence).unwrap();

    let reopen = |reason: &'static str| {
        office.ask(move |database, author| ratings::reopen(database, 2025, Subject::Member, reason, author))
    };
    assert_eq!(kinds(reopen(" ")), [(Field::Reason, Kind::Required)]);
    reopen("xếp loại lại theo kết luận kiểm tra").unwrap();
    assert_eq!(kinds(reopen("lần nữa")), [(Field::Year, Kind::YearNotDecided { year: 2025 })]);
    let back = undo(&office, cleared.changes.sequence).unwrap();
    assert_eq!(sheet(&office, 2025, None).rows[0].rating, Some(Rating::Level(Level::Good)));
    // Redo is locked as well.
    decide(&office, 2025, Subject::Member, "20/02/2026").unwrap();
    assert_eq!(kinds(undo(&office, back.changes.sequence)), locked);
}

#[test]
fn a_year_is_decided_in_its_course_or_later() {
    let office = Office::on("20/11/2026");
    let too_late = Kind::OutOfRange { min: 1930, max: 2026 };
    assert_eq!(kinds(decide(&office, 2027, Subject::Member, "20/11/2026")), [(Field::Year, too_late)]);
    let begin = Kind::Before { other: Field::Year, date: crate::people::day("01/01/2025") };
    assert_eq!(kinds(decide(&office, 2025, Subject::Member, "15/01/2024")), [(Field::DecidedOn, begin)]);
    let form =
        DecisionForm { decision: " ".to_owned(), on: "21/11/2026".to_owned(), ..DecisionForm::default() };
    let both =
        office.ask(move |database, author| ratings::decide(database, 2026, Subject::Unit, &form, author));
    assert_eq!(kinds(both), [(Field::Decision, Kind::Required), (Field::DecidedOn, Kind::InFuture)]);
    decide(&office, 2026, Subject::Member, "20/11/2026").unwrap();
}

#[test]
fn units_are_counted_once_at_the_level_that_the_place_rates() {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::Committee, "Đảng ủy", "");
    let base = office.unit(Some(top), UnitKind::BaseOrganisation, "Đảng bộ cơ sở", "");
    let cell = office.unit(Some(base), UnitKind::Cell, "Chi bộ trực thuộc", "");
    let alone = office.unit(Some(top), UnitKind::BaseCell, "Chi bộ cơ sở", "");
    for unit in [base, cell, alone] {
        rate_unit(&office, 2025, unit, Level::Good).unwrap();
    }
    let counted = |unit| -> Vec<UnitId> {
        units(&office, 2025, unit).rows.iter().filter(|row| row.is_counted).map(|row| row.id).collect()
    };
    assert_eq!(counted(None), [base, alone]);
    assert_eq!(counted(Some(top)), [base, alone]);
    assert_eq!(counted(Some(base)), [cell]);
    assert_eq!(counted(Some(cell)), [cell]);
    assert_eq!(counted(Some(alone)), [alone]);
    assert!(!units(&office, 2025, None).rows.iter().any(|row| row.id == top), "rated by the level above");
    assert_eq!(units(&office, 2025, None).tally().rated(), 2);
}

#[test]
fn the_register_of_one_organisation_counts_its_cells() {
    let office = Office::on("20/11/2026");
    let base = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ cơ sở", "");
    let cells = ["Chi bộ 1", "Chi bộ 2"].map(|name| office.unit(Some(base), UnitKind::Cell, name, ""));
    let counted: Vec<UnitId> =
        units(&office, 2025, None).rows.iter().filter(|row| row.is_counted).map(|row| row.id).collect();
    assert_eq!(counted, cells);
}

#[test]
fn units_are_those_that_existed_and_new_ones_are_offered_a_reason() {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ", "");
    let old = office.unit(Some(top), UnitKind::Cell, "Cũ", "1990");
    let gone = office.unit(Some(top), UnitKind::Cell, "Giải thể", "1990");
    office.close(gone, "31/12/2025", None);
    let new = office.unit(Some(top), UnitKind::Cell, "Mới", "01/07/2025");
    office.unit(Some(top), UnitKind::Cell, "Năm sau", "01/01/2026");
    let rows = units(&office, 2025, None).rows;
    let found: Vec<_> = rows.iter().map(|row| (row.id, row.offered)).collect();
    assert_eq!(found, [(top, None), (old, None), (new, Some(NotRated::NewUnit))]);
    let refused = kinds(rate_unit(&office, 2025, gone, Level::Good));
    assert_eq!(refused, [(Field::Year, Kind::NotOnBooks { year: 2025 })]);
    rate_unit(&office, 2024, gone, Level::Good).unwrap();
}

#[test]
fn entered_totals_stand_until_as_many_single_ratings_are_there() {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::BaseOrganisation, "Đảng bộ", "");
    let cells = ["Chi bộ 1", "Chi bộ 2"].map(|name| office.unit(Some(top), UnitKind::Cell, name, ""));
    let people: Vec<MemberId> = ["An", "Bình", "Chi"]
        .iter()
        .map(|name| office.member(cells[0], &format!("Lê Thị {name}"), "2001"))
        .collect();
    let of = |unit, level, count| Total { unit, year: 2016, level, count };
    total(
        &office,
        Subject::Member,
        vec![
            of(top, Some(Level::Excellent), 1),
            of(top, Some(Level::Good), 1),
            of(top, None, 1),
            // Already within the total of the organisation.
            of(cells[0], Some(Level::Excellent), 1),
        ],
    );
    let figures = |unit| {
        let years = years(&office, Subject::Member, unit);
        let year = years.into_iter().find(|year| year.year == 2016).unwrap();
        let tally = &year.figures.shown.tally;
        (year.figures.is_entered, tally.count(Level::Excellent), tally.count(Level::Good), tally.not_rated)
    };
    assert_eq!(figures(None), (true, 1, 1, 1));
    assert_eq!(figures(Some(cells[0])), (true, 1, 0, 0));
    assert_eq!(figures(Some(cells[1])), (false, 0, 0, 0));
    rate(&office, 2016, people[0], Level::Good).unwrap();
    assert_eq!(figures(None), (true, 1, 1, 1), "one rating does not outweigh a year");
    rate(&office, 2016, people[1], Level::Good).unwrap();
    rate(&office, 2016, people[2], Level::Completed).unwrap();
    assert_eq!(figures(None), (false, 0, 2, 0));
}
