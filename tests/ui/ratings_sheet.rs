//! The ratings tab as a spreadsheet, worked by a robot at the desk of a real register: ranges,
//! blocks from a spreadsheet, undo. What was done is read back through the services.

use crate::support::bench::{
    Clerk, cell, clerk, clip, entries, go, lock_and_unlock, member, rating_year as year, sees,
};
use so_chi_bo::domain::rating::{Level, NotRated, Rating, Subject};
use so_chi_bo::services::ratings::{self as service, DecisionForm};
use so_chi_bo::services::{Author, Database, Result};

const TAB: &str = "Ctrl+3";

/// Names in their order: Aa, Ab, … Ba.
fn name(place: usize) -> String {
    let letter = |place: usize| char::from(b'a' + u8::try_from(place).unwrap());
    format!("Nguyễn Văn {}{}", letter(place / 20).to_uppercase(), letter(place % 20))
}

/// A cell with so many members, in the order of their names.
fn office(count: usize) -> impl FnOnce(&mut Database, &Author) -> Result<()> + Send + 'static {
    move |database, author| {
        let unit = cell(database, author)?;
        for place in 0..count {
            let _ = member(database, author, unit, &name(place))?;
        }
        Ok(())
    }
}

fn ratings(clerk: &Clerk) -> Vec<Option<Rating>> {
    let year = year(clerk);
    let sheet = clerk.state.ask(move |database| service::member_sheet(database, year, None));
    sheet.rows.into_iter().map(|row| row.rating).collect()
}

fn levels(of: &[Option<Level>]) -> Vec<Option<Rating>> {
    of.iter().map(|level| level.map(Rating::Level)).collect()
}

const GOOD: Option<Level> = Some(Level::Good);
const BEST: Option<Level> = Some(Level::Excellent);
const DONE: Option<Level> = Some(Level::Completed);
const NOT: Option<Level> = Some(Level::NotCompleted);

#[test]
fn forty_members_are_rated_with_at_most_45_keys_and_all_is_taken_back() {
    // From another tab on; the key that opens the tab counts.
    let mut clerk = clerk("Ctrl+1", office(40)).sized(1366.0, 768.0);
    let before = entries(&clerk);
    let mut presses = 0;
    let mut press = |clerk: &mut Clerk, key: &str| {
        clerk.press(key);
        presses += 1;
    };
    press(&mut clerk, TAB);
    let keys = ["1", "2", "2", "3", "2", "4", "2", "1", "2", "2"];
    for key in keys.iter().cycle().take(40) {
        press(&mut clerk, key);
    }
    let wanted = [BEST, GOOD, GOOD, DONE, GOOD, NOT, GOOD, BEST, GOOD, GOOD];
    let wanted: Vec<_> = wanted.into_iter().cycle().take(40).collect();
    assert_eq!(ratings(&clerk), levels(&wanted));
    assert!(presses <= 45, "{presses} keys");
    for _ in before..entries(&clerk) {
        clerk.press("Ctrl+Z");
    }
    assert_eq!(ratings(&clerk), levels(&[None; 40]), "taken back");
}

#[test]
fn forty_members_of_one_level_and_a_few_others_take_a_dozen_keys() {
    let mut clerk = clerk("Ctrl+1", office(40)).sized(1366.0, 768.0);
    let before = entries(&clerk);
    go(&mut clerk, &[TAB, "Ctrl+A", "2"]);
    assert_eq!(entries(&clerk), before + 1, "one step");
    go(&mut clerk, &["Ctrl+Home", "1", "Down", "3"]);
    let mut wanted = vec![GOOD; 40];
    (wanted[0], wanted[2]) = (BEST, DONE);
    assert_eq!(ratings(&clerk), levels(&wanted));
    assert!(sees(&mut clerk, "95,00%"), "38 of 40");
    go(&mut clerk, &["Ctrl+Z", "Ctrl+Z", "Ctrl+Z"]);
    assert_eq!(ratings(&clerk), levels(&[None; 40]));
}

#[test]
fn what_is_typed_goes_for_all_selected_rows() {
    let mut clerk = clerk(TAB, office(5));
    let before = entries(&clerk);
    // Faster than the program: the range and the digit come in one batch.
    clerk.burst(&["Down", "Shift+Down", "Shift+Down", "3"]);
    assert_eq!(ratings(&clerk), levels(&[None, DONE, DONE, DONE, None]));
    assert_eq!(entries(&clerk), before + 1);
    assert!(sees(&mut clerk, "3 ô"), "the range stays, and is counted");
    clerk.press("Ctrl+Enter");
    assert_eq!(ratings(&clerk), levels(&[None, GOOD, GOOD, GOOD, None]), "the current column");
    go(&mut clerk, &["Delete"]);
    assert_eq!(ratings(&clerk), levels(&[None; 5]));
    assert_eq!(entries(&clerk), before + 3);
    // K asks once for all of them.
    clerk.press("k");
    assert!(clerk.text_visible("3 dòng đang chọn"));
    clerk.type_text("đi học");
    clerk.press("Enter");
    let away = Some(Rating::NotRated { why: NotRated::Other, reason: Some("đi học".to_owned()) });
    assert_eq!(ratings(&clerk), [None, away.clone(), away.clone(), away, None]);
    assert_eq!(entries(&clerk), before + 4);
}

#[test]
fn the_first_row_is_filled_down() {
    let mut clerk = clerk(TAB, office(4));
    // The cursor is in the column of another level: the rating counts, not the cell.
    go(&mut clerk, &["1", "Up", "Shift+Down", "Shift+Down"]);
    let before = entries(&clerk);
    clerk.press("Ctrl+D");
    assert_eq!(ratings(&clerk), levels(&[BEST, BEST, BEST, None]));
    assert_eq!(entries(&clerk), before + 1);
    clerk.press("Ctrl+Z");
    assert_eq!(ratings(&clerk), levels(&[BEST, None, None, None]));
}

#[test]
fn a_tick_is_set_and_taken_away_and_letters_do_nothing() {
    let mut clerk = clerk(TAB, office(2));
    go(&mut clerk, &["Ctrl+Home", "End", "Left", "x"]);
    assert_eq!(ratings(&clerk), levels(&[NOT, None]));
    clerk.press("Space");
    assert_eq!(ratings(&clerk), levels(&[None, None]));
    clerk.type_text("abc");
    clerk.press("2");
    assert_eq!(ratings(&clerk), levels(&[GOOD, None]), "the letters began no edit");
    assert!(!clerk.state.desk.is_dirty());
}

#[test]
fn a_click_on_a_box_rates() {
    let mut clerk = clerk(TAB, office(3)).sized(1366.0, 768.0);
    let (column, row) = (clerk.place_of("3 HTNV"), clerk.place_of(&name(1)));
    let at = iced::Point::new(column.center_x(), row.center_y());
    clerk.click_at(at);
    assert_eq!(ratings(&clerk), levels(&[None, DONE, None]));
    clerk.press("Ctrl+Z");
    assert_eq!(ratings(&clerk), levels(&[None; 3]));
    // Beside the box it only moves the cursor.
    clerk.click_at(iced::Point::new(column.x + 4.0, row.center_y()));
    assert_eq!(ratings(&clerk), levels(&[None; 3]));
}

#[test]
fn a_column_of_words_from_a_spreadsheet_is_pasted() {
    let mut clerk = clerk(TAB, office(6));
    go(&mut clerk, &["Down", "Up"]);
    let before = entries(&clerk);
    clip(&mut clerk, "HTXSNV\r\nHoàn thành tốt nhiệm vụ\r\nHTT\r\n3\r\nx\r\n\r\n");
    clerk.press("Ctrl+V");
    assert_eq!(ratings(&clerk), levels(&[BEST, GOOD, GOOD, DONE, GOOD, None]));
    assert_eq!(entries(&clerk), before + 1);
    clerk.press("Ctrl+Z");
    assert_eq!(ratings(&clerk), levels(&[None; 6]));
}

#[test]
fn what_cant_be_pasted_is_shown_first() {
    let mut clerk = clerk(TAB, office(3));
    go(&mut clerk, &["Down", "Up"]);
    clip(&mut clerk, "1\r\ngiỏi\r\nHTT\r\nHTT\r\n");
    clerk.press("Ctrl+V");
    assert!(sees(&mut clerk, "2 được, 1 không được"));
    assert!(sees(&mut clerk, &name(1)) && clerk.text_visible("giỏi"));
    assert!(sees(&mut clerk, "Còn 1 dòng không có chỗ"));
    clerk.press("Escape");
    assert_eq!(ratings(&clerk), levels(&[None; 3]));
    go(&mut clerk, &["Ctrl+V", "Enter"]);
    assert_eq!(ratings(&clerk), levels(&[BEST, None, GOOD]));
    clerk.press("Ctrl+Z");
    assert_eq!(ratings(&clerk), levels(&[None; 3]), "one step");
}

#[test]
fn rows_of_crosses_and_reasons_are_copied_and_cut() {
    let mut clerk = clerk(TAB, office(4));
    go(&mut clerk, &["1", "k"]);
    clerk.type_text("đi học");
    clerk.press("Enter");
    let away = Some(Rating::NotRated { why: NotRated::Other, reason: Some("đi học".to_owned()) });
    // All columns of the ballot, of the first two rows.
    go(&mut clerk, &["Ctrl+Home", "End", "Shift+Down"]);
    go(&mut clerk, &["Shift+Left", "Shift+Left", "Shift+Left", "Shift+Left", "Ctrl+X"]);
    assert_eq!(ratings(&clerk), levels(&[None; 4]));
    go(&mut clerk, &["Down", "Down", "Left", "Left", "Left", "Left", "Ctrl+V"]);
    let both = [Some(Rating::Level(Level::Excellent)), away];
    assert_eq!(ratings(&clerk)[2..], both);
    assert_eq!(ratings(&clerk)[..2], [None, None]);
}

#[test]
fn a_reason_is_typed_into_its_column() {
    let mut clerk = clerk(TAB, office(3));
    go(&mut clerk, &["Ctrl+Home", "End"]);
    clerk.type_text("mien");
    clerk.press("Enter");
    let exempt = Some(Rating::NotRated { why: NotRated::Exempt, reason: None });
    assert_eq!(ratings(&clerk), [exempt, None, None]);
    clerk.type_text("Hoàn thành tốt nhiệm vụ");
    clerk.press("Enter");
    assert!(clerk.state.desk.is_dirty(), "a level is no reason");
    clerk.press("Up");
    assert!(sees(&mut clerk, "Đây là mức xếp loại"));
    lock_and_unlock(&mut clerk);
    assert!(clerk.state.desk.is_dirty());
    assert!(clerk.text_visible("Hoàn thành tốt nhiệm vụ"), "it is still in its cell");
}

#[test]
fn a_decided_year_takes_nothing_and_says_why() {
    let mut clerk = clerk("Ctrl+1", office(3));
    let form =
        DecisionForm { decision: "15-QĐ/ĐU".to_owned(), on: String::new(), ..DecisionForm::default() };
    let year = year(&clerk);
    clerk.state.ask(move |database| {
        let author = Author::here();
        let on = author.today.format("%d/%m/%Y").to_string();
        let form = DecisionForm { on, ..form };
        service::decide(database, year, Subject::Member, &form, &author)
    });
    clerk.press(TAB);
    go(&mut clerk, &["Down", "Up"]);
    assert!(sees(&mut clerk, "Muốn sửa, hãy mở lại năm (F9)"), "in the status line");
    clip(&mut clerk, "1\r\n2\r\n");
    let before = entries(&clerk);
    go(&mut clerk, &["Ctrl+V", "x", "Ctrl+A", "2", "Delete", "Ctrl+D"]);
    assert_eq!(ratings(&clerk), levels(&[None; 3]));
    assert_eq!(entries(&clerk), before);
    assert!(clerk.state.notices.iter().any(|(_, words)| words.contains("đã chốt")));
}
