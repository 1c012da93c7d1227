//! The ratings tab with the steps of a rating, by keyboard alone: entry, fill, paste, ballots,
//! warnings with notes, what is missing, decisions of a unit, changes of decided ratings.

use crate::support::bench::{
    Clerk, cell, clerk, clip, entries, go, member, organisation, rating_year as year, sees, tab_to,
    year_to_rate,
};
use so_chi_bo::domain::rating::{Level, NotRated, Part, Rating, Statement, StepKind, Steps, Subject};
use so_chi_bo::services::ratings as service;
use so_chi_bo::services::{Author, Database, Result};

const TAB: &str = "Ctrl+3";

/// A cell with so many members, in the order of their names, whose sheets show these parts.
fn office(count: usize, parts: &'static [Part]) -> impl FnOnce(&mut Database, &Author) -> Result<()> + Send {
    move |database, author| {
        let unit = cell(database, author)?;
        for place in 0..count {
            let letter = char::from(b'A' + u8::try_from(place).unwrap());
            let _ = member(database, author, unit, &format!("Nguyễn Văn {letter}"))?;
        }
        let _ = service::show_parts(database, parts, author)?;
        Ok(())
    }
}

fn sheet(clerk: &Clerk) -> service::MemberSheet {
    let year = year(clerk);
    clerk.state.ask(move |database| service::member_sheet(database, year, None))
}

fn steps(clerk: &Clerk) -> Vec<Steps> {
    sheet(clerk).rows.into_iter().map(|row| row.steps.map(|steps| *steps).unwrap_or_default()).collect()
}

fn levels_said(clerk: &Clerk, step: StepKind) -> Vec<Option<Level>> {
    steps(clerk).iter().map(|steps| steps.level(step)).collect()
}

fn ratings(clerk: &Clerk) -> Vec<Option<Rating>> {
    sheet(clerk).rows.into_iter().map(|row| row.rating).collect()
}

/// Puts the cursor at the first row's first step.
fn begin(clerk: &mut Clerk) {
    go(clerk, &["Down", "Up"]);
}

const GOOD: Option<Level> = Some(Level::Good);
const BEST: Option<Level> = Some(Level::Excellent);

#[test]
fn digits_and_texts_fill_the_columns_of_the_steps() {
    let mut clerk = clerk("Ctrl+1", office(3, &[Part::SelfRating, Part::Residence, Part::Points]));
    clerk.press(TAB);
    begin(&mut clerk);
    // Points are the first of the columns.
    for points in ["89,5", "92", "100"] {
        clerk.type_text(points);
        clerk.press("Enter");
    }
    let points: Vec<Option<i64>> = steps(&clerk).iter().map(|steps| steps.points).collect();
    assert_eq!(points, [Some(8950), Some(9200), Some(10_000)]);
    assert!(sees(&mut clerk, "89,5"));
    go(&mut clerk, &["Ctrl+Home", "Ctrl+Right"]);
    let before = entries(&clerk);
    // The column of the self-rating: a digit gives a level and goes down.
    go(&mut clerk, &["Ctrl+Home", "Right", "Right", "Right", "Right", "2", "1", "2"]);
    assert_eq!(levels_said(&clerk, StepKind::SelfRating), [GOOD, BEST, GOOD]);
    assert_eq!(ratings(&clerk), [None, None, None], "the rating itself is another column");
    assert_eq!(entries(&clerk), before + 3);
    // Words where somebody comments; with a level before a colon.
    go(&mut clerk, &["Ctrl+Home", "Right", "Right", "Right", "Right", "Right"]);
    clerk.type_text("gương mẫu nơi ở");
    clerk.press("Enter");
    clerk.type_text("HTT: tích cực");
    clerk.press("Enter");
    let said: Vec<Option<Statement>> =
        steps(&clerk).iter().map(|steps| steps.said.get(&StepKind::Residence).cloned()).collect();
    let words = |level, words: &str| Some(Statement { level, words: Some(words.to_owned()) });
    assert_eq!(said, [words(None, "gương mẫu nơi ở"), words(GOOD, "tích cực"), None]);
    for _ in 0..8 {
        clerk.press("Ctrl+Z");
    }
    assert!(steps(&clerk).iter().all(Steps::is_empty), "all of it is taken back, step by step");
}

#[test]
fn a_column_moved_to_in_one_burst_takes_what_follows() {
    let mut clerk = clerk(TAB, office(2, &[Part::SelfRating, Part::Cell]));
    begin(&mut clerk);
    // Faster than the program: to the next column, and a digit.
    clerk.burst(&["Right", "1"]);
    assert_eq!(levels_said(&clerk, StepKind::Cell), [BEST, None]);
    assert_eq!(levels_said(&clerk, StepKind::SelfRating), [None, None]);
}

#[test]
fn steps_are_pasted_filled_and_cleared_in_one_operation_each() {
    let mut clerk = clerk(TAB, office(4, &[Part::Group, Part::SelfRating, Part::Cell]));
    begin(&mut clerk);
    let before = entries(&clerk);
    clip(&mut clerk, "Cấp ủy\tHTXS\tHTT\r\nChuyên viên\t2\tgiỏi\r\nChuyên viên\tHTT\tHTT\r\n");
    clerk.press("Ctrl+V");
    assert!(sees(&mut clerk, "giỏi"), "what is refused is shown first");
    clerk.press("Enter");
    assert_eq!(entries(&clerk), before + 1);
    assert_eq!(levels_said(&clerk, StepKind::SelfRating), [BEST, GOOD, GOOD, None]);
    assert_eq!(levels_said(&clerk, StepKind::Cell), [GOOD, None, GOOD, None]);
    let groups: Vec<Option<String>> = steps(&clerk).iter().map(|steps| steps.group.clone()).collect();
    assert_eq!(groups[1].as_deref(), Some("Chuyên viên"));
    // The first row's self-rating goes down to all.
    go(&mut clerk, &["Ctrl+Home", "Right", "Right", "Right", "Right"]);
    go(&mut clerk, &["Shift+Down", "Shift+Down", "Shift+Down", "Ctrl+D"]);
    assert_eq!(levels_said(&clerk, StepKind::SelfRating), [BEST; 4]);
    clerk.press("Delete");
    assert_eq!(levels_said(&clerk, StepKind::SelfRating), [None; 4]);
    go(&mut clerk, &["Ctrl+Z", "Ctrl+Z", "Ctrl+Z"]);
    assert!(steps(&clerk).iter().all(Steps::is_empty));
}

#[test]
fn a_pasted_ballot_that_cant_be_right_is_shown_and_the_others_are_stored() {
    let mut clerk = clerk(TAB, office(3, &[Part::Ballot]));
    begin(&mut clerk);
    let rows = ["12\t12\t11\t2\t9\t0\t0", "12\t13\t11\t2\t9\t0\t0", "12\t12\t12\t12\t\t\t"];
    clip(&mut clerk, &rows.join("\r\n"));
    clerk.press("Ctrl+V");
    assert!(sees(&mut clerk, "hu về 13 phiếu mà chỉ phát ra 12"));
    clerk.press("Enter");
    let complete: Vec<bool> = steps(&clerk).iter().map(|steps| steps.ballot.is_complete()).collect();
    assert_eq!(complete, [true, false, true]);
    assert!(steps(&clerk)[1].ballot.is_empty());
    // One number by itself is refused in its cell, with the reason.
    go(&mut clerk, &["Ctrl+Home", "Right", "Right", "Right", "Right"]);
    clerk.type_text("13");
    clerk.press("Enter");
    assert!(clerk.state.desk.is_dirty());
    clerk.press("Up");
    assert!(sees(&mut clerk, "hu về 13"));
}

#[test]
fn the_dialog_of_a_ballot_fills_the_papers_of_the_cell() {
    let mut clerk = clerk(TAB, office(3, &[Part::Ballot]));
    begin(&mut clerk);
    let before = entries(&clerk);
    clerk.press("Ctrl+B");
    for number in ["12", "12", "12", "3", "8", "0", "0"] {
        clerk.type_text(number);
        clerk.press("Tab");
    }
    go(&mut clerk, &["Space", "Ctrl+Enter"]);
    // 3 + 8 of 12: it is told, nothing is stored, and the dialog stays.
    assert!(sees(&mut clerk, "ác mức cộng lại 11 phiếu"));
    assert_eq!(entries(&clerk), before);
    // The keys are in the first number: on to the votes for "good".
    go(&mut clerk, &["Tab", "Tab", "Tab", "Tab", "Ctrl+A"]);
    clerk.type_text("9");
    clerk.press("Enter");
    assert_eq!(entries(&clerk), before + 1, "one step");
    let found = steps(&clerk);
    assert!(found[0].ballot.is_complete());
    assert_eq!((found[2].ballot.issued, found[2].ballot.valid), (Some(12), Some(12)));
    assert!(found[2].ballot.votes.is_empty());
}

#[test]
fn the_steps_that_are_shown_are_chosen_by_keyboard() {
    let mut clerk = clerk(TAB, office(2, &[]));
    assert!(!sees(&mut clerk, "Tự nhận"));
    clerk.press("Ctrl+T");
    assert!(sees(&mut clerk, "Tự xếp loại"));
    go(&mut clerk, &["Space", "Ctrl+Enter"]);
    assert_eq!(clerk.state.ask(service::shown_parts), [Part::Points]);
    assert!(sees(&mut clerk, "Điểm"));
    clerk.press("Ctrl+Z");
    assert_eq!(clerk.state.ask(service::shown_parts), []);
}

#[test]
fn a_warning_is_seen_at_the_row_and_acknowledged_with_a_note() {
    let mut clerk = clerk(TAB, office(2, &[Part::Points])).sized(1366.0, 768.0);
    begin(&mut clerk);
    clerk.type_text("95");
    clerk.press("Enter");
    // Enter beside the steps goes to the rating: good, while the points say excellent.
    go(&mut clerk, &["Ctrl+Home", "End", "Left", "Left", "Left", "2"]);
    assert!(sees(&mut clerk, "Số điểm 95 ứng với mức khác"), "in the column of remarks");
    assert!(sees(&mut clerk, "cảnh báo (1)"));
    clerk.press("F7");
    assert!(sees(&mut clerk, "Còn thiếu (2)"), "one is not rated, one has a warning");
    // The first line is the warning's; Enter goes to its row.
    go(&mut clerk, &["Down", "Up", "Ctrl+G"]);
    clerk.type_text("hội nghị thống nhất");
    clerk.press("Enter");
    let year = year(&clerk);
    let warned = clerk.state.ask(move |database| service::warnings(database, year, Subject::Member, None));
    assert_eq!(warned[0].flag.note.as_deref(), Some("hội nghị thống nhất"));
    assert!(sees(&mut clerk, "Còn thiếu (1)"));
    clerk.press("Ctrl+Z");
    assert!(sees(&mut clerk, "Còn thiếu (2)"));
}

#[test]
fn no_papers_are_filled_for_whoever_is_not_voted_on() {
    let mut clerk = clerk(TAB, |database, author| {
        office(3, &[Part::Ballot])(database, author)?;
        let year = year_to_rate(author);
        let rows = service::member_sheet(database, year, None)?.rows;
        let exempt = Rating::NotRated { why: NotRated::Exempt, reason: None };
        service::rate_members(database, year, &[(rows[2].id, Some(exempt))], author)?;
        Ok(())
    });
    begin(&mut clerk);
    clerk.press("Ctrl+B");
    assert!(sees(&mut clerk, "cho 1 người cùng đơn vị chưa có phiếu"), "{:?}", clerk.texts());
}

#[test]
fn a_press_on_what_is_missing_goes_to_the_row() {
    let mut clerk = clerk(TAB, office(3, &[]));
    go(&mut clerk, &["Down", "Up", "2", "2"]);
    go(&mut clerk, &["F7", "Down", "Up", "Enter"]);
    // The cursor is at the third member.
    clerk.press("3");
    let rated = ratings(&clerk);
    assert_eq!(rated[2], Some(Rating::Level(Level::Completed)));
    assert!(sees(&mut clerk, "Đủ mức, chưa chốt"), "the decision is all that is missing");
}

#[test]
fn a_decided_rating_is_changed_by_keyboard_and_both_levels_are_told() {
    let mut clerk = clerk(TAB, office(2, &[]));
    go(&mut clerk, &["Down", "Up", "2", "2", "Ctrl+Home", "Ctrl+R"]);
    assert!(clerk.state.notices.iter().any(|(_, words)| words.contains("Chỉ xếp loại lại được")));
    clerk.press("F9");
    clerk.type_text("15-QĐ/ĐU");
    clerk.press("Tab");
    let today = clerk.state.desk.context().author.today.format("%d/%m/%Y").to_string();
    clerk.type_text(&today);
    clerk.press("Tab");
    clerk.type_text("Đảng ủy Sở");
    clerk.press("Enter");
    assert_eq!(sheet(&clerk).decided.and_then(|it| it.body).as_deref(), Some("Đảng ủy Sở"));
    go(&mut clerk, &["Ctrl+Home", "Ctrl+R", "Down", "Down", "Down"]);
    clerk.press("Tab");
    clerk.type_text("kết luận kiểm tra");
    clerk.press("Tab");
    clerk.type_text("20-QĐ/ĐU");
    clerk.press("Tab");
    clerk.type_text(&today);
    clerk.press("Enter");
    let changed = sheet(&clerk);
    let (_, rerating) = &changed.beside.reratings[0];
    assert_eq!(rerating.before, Level::Good);
    assert_eq!(changed.rows[0].rating, Some(Rating::Level(rerating.level)));
    assert!(sees(&mut clerk, "Xếp loại lại từ HTT theo 20-QĐ/ĐU."));
    clerk.press("Ctrl+Z");
    assert_eq!(ratings(&clerk)[0], Some(Rating::Level(Level::Good)));
}

#[test]
fn what_was_typed_in_a_dialog_is_asked_for_once_before_it_is_lost() {
    let mut clerk = clerk(TAB, office(2, &[Part::Ballot]));
    begin(&mut clerk);
    let decision = "Chốt xếp loại đảng viên năm";
    go(&mut clerk, &["F9", "Escape"]);
    assert!(!sees(&mut clerk, decision), "nothing was typed");
    clerk.press("F9");
    clerk.type_text("15-QĐ/ĐU");
    clerk.press("Escape");
    assert!(sees(&mut clerk, "Chưa lưu: Chốt xếp loại đảng viên năm"), "{:?}", clerk.texts());
    clerk.type_text("2");
    assert!(!sees(&mut clerk, "Nhấn Esc lần nữa"), "who types on has answered");
    go(&mut clerk, &["Escape", "Escape"]);
    assert!(!sees(&mut clerk, decision));
    // The numbers of a ballot.
    clerk.press("Ctrl+B");
    clerk.type_text("12");
    clerk.press("Escape");
    assert!(sees(&mut clerk, "Chưa lưu: Phiếu biểu quyết"), "{:?}", clerk.texts());
    clerk.press("Escape");
    assert!(clerk.is_focused("ratings-list"));
    // A reason in words.
    let mut clerk = crate::support::bench::clerk(TAB, office(2, &[]));
    begin(&mut clerk);
    clerk.press("k");
    clerk.type_text("ốm dài ngày");
    clerk.press("Escape");
    assert!(sees(&mut clerk, "Chưa lưu: Lý do không xếp loại Nguyễn Văn A"), "{:?}", clerk.texts());
    clerk.press("Enter");
    assert!(
        matches!(&ratings(&clerk)[0], Some(Rating::NotRated { reason: Some(words), .. }) if words == "ốm dài ngày")
    );
    assert!(!clerk.state.desk.is_dirty());
}

#[test]
fn last_year_is_copied_where_nothing_stands() {
    let mut clerk = clerk(TAB, office(3, &[]));
    let last = year(&clerk) - 1;
    let whos: Vec<_> = sheet(&clerk).rows.iter().map(|row| row.id).collect();
    clerk.state.ask(move |database| {
        let ratings: Vec<_> = whos.iter().map(|id| (*id, Some(Rating::Level(Level::Excellent)))).collect();
        service::rate_members(database, last, &ratings, &Author::here())
    });
    go(&mut clerk, &["Down", "Up", "2", "Ctrl+Shift+C", "Enter"]);
    let best = Some(Rating::Level(Level::Excellent));
    assert_eq!(ratings(&clerk), [Some(Rating::Level(Level::Good)), best.clone(), best]);
    clerk.press("Ctrl+Z");
    assert_eq!(ratings(&clerk)[1..], [None, None]);
}

#[test]
fn all_steps_and_long_names_keep_their_columns() {
    let mut clerk = clerk(TAB, office(2, Part::ALL)).sized(1366.0, 768.0);
    for title in ["Điểm", "Tự nhận", "Chính quyền"] {
        assert!(sees(&mut clerk, title), "{title}");
    }
    // Everything is reached by the keyboard; the names stand still.
    go(&mut clerk, &["Ctrl+Home", "End"]);
    assert!(sees(&mut clerk, "Kế hoạch khắc phục"));
    assert!(sees(&mut clerk, "Nguyễn Văn A"));
}

/// An organisation of two cells, in the first of which one of five is excellent.
fn two_cells(database: &mut Database, author: &Author) -> Result<()> {
    let units = organisation(database, author, &["Chi bộ Một", "Chi bộ Hai"])?;
    let mut ratings = Vec::new();
    for (unit, best) in [(units[1], 1), (units[2], 0)] {
        for place in 0..4 + best {
            let name = format!("Nguyễn Văn {}", char::from(b'A' + u8::try_from(place).unwrap()));
            let level = if place < best { Level::Excellent } else { Level::Good };
            ratings.push((member(database, author, unit, &name)?, Some(Rating::Level(level))));
        }
    }
    service::rate_members(database, year_to_rate(author), &ratings, author)?;
    Ok(())
}

#[test]
fn the_meter_shows_its_article_and_takes_the_decision_for_a_single_cell() {
    let mut clerk = clerk(TAB, two_cells);
    assert!(sees(&mut clerk, "1 / tối đa 1 (20% của 8"), "both cells together: {:?}", clerk.texts());
    clerk.click("Điều 11, 366-QĐ/TW 30/8/2025");
    assert!(
        sees(&mut clerk, "Chi bộ Một") && sees(&mut clerk, "1 / tối đa 0 (cơ sở 4)"),
        "{:?}",
        clerk.texts()
    );
    tab_to(&mut clerk, "ceiling-unit");
    clerk.press("Ctrl+A");
    clerk.type_text("mot");
    clerk.press("Enter");
    tab_to(&mut clerk, "ceiling-decision");
    clerk.type_text("5-QĐ/ĐU");
    clerk.press("Escape");
    assert!(sees(&mut clerk, "Chưa lưu: Quyết định nâng tỷ lệ"), "{:?}", clerk.texts());
    clerk.press("Tab");
    let today = clerk.state.desk.context().author.today.format("%d/%m/%Y").to_string();
    clerk.type_text(&today);
    clerk.click("Ghi nâng tỷ lệ");
    assert!(sees(&mut clerk, "Chi bộ Một: Quyết định số 5-QĐ/ĐU"), "{:?}", clerk.texts());
    let year = year(&clerk);
    let raises = clerk
        .state
        .ask(move |database| Ok(service::ceiling::basis(database, year, Subject::Member, None)?.raises));
    assert_eq!(raises.iter().map(|raise| raise.unit).collect::<Vec<_>>(), [clerk.state.unit("01.01")]);
    clerk.press("Escape");
    assert!(!sees(&mut clerk, "Quyết định nâng tỷ lệ"), "nothing is typed any more");
}
