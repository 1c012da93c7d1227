//! The ratings tab worked by keyboard on a real register; what it did is read back through the
//! services.

use std::sync::Arc;

use crate::people::Office;
use crate::support::robot::Robot;
use iced::{Element, Task};
use so_chi_bo::domain::id::{MemberId, UnitId};
use so_chi_bo::domain::member::Status;
use so_chi_bo::domain::rating::{Level, NotRated, Rating, Subject};
use so_chi_bo::domain::unit::UnitKind;
use so_chi_bo::print::Document;
use so_chi_bo::services::ratings::{self as service, DecisionForm, MemberSheetRow};
use so_chi_bo::services::{Author, Changes, directory, history, units};
use so_chi_bo::settings::Settings;
use so_chi_bo::store::{journal, rating as stored};
use so_chi_bo::ui::context::Context;
use so_chi_bo::ui::screen::Event;
use so_chi_bo::ui::screen::ratings::{Message, Ratings};
use so_chi_bo::ui::widget::{Tone, focus_scope, key_scope, modal};

/// The desk, as far as this tab knows it.
struct Desk {
    office: Office,
    context: Context,
    screen: Ratings,
    made: Vec<Changes>,
    notices: Vec<(Tone, String)>,
    printed: Vec<(String, Arc<Document>)>,
}

impl Desk {
    fn robot(office: Office, unit: Option<UnitId>) -> Robot<Self, Message> {
        let context = Context {
            db: office.register.db.clone(),
            author: office.author.clone(),
            tree: Arc::new(office.done(|database, _| units::tree(database))),
            directory: Arc::new(office.done(|database, _| directory::load(database))),
            unit,
            masks_numbers: false,
            settings: Settings::default(),
        };
        let (screen, task) = Ratings::new(&context);
        let desk =
            Self { office, context, screen, made: Vec::new(), notices: Vec::new(), printed: Vec::new() };
        let mut robot = Robot::new(desk, Self::update, Self::view);
        robot.run(task);
        robot
    }

    fn update(&mut self, message: Message) -> Task<Message> {
        let update = self.screen.update(message, &self.context);
        let more = match update.event {
            Some(Event::Committed(changes)) => {
                let task = self.screen.invalidate(Some(&changes), &self.context);
                self.made.push(changes);
                task
            }
            Some(Event::Notice(tone, words)) => {
                self.notices.push((tone, words));
                Task::none()
            }
            Some(Event::Printed(name, document)) => {
                self.printed.push((name, document));
                Task::none()
            }
            Some(_) | None => Task::none(),
        };
        Task::batch([update.task, more])
    }

    fn view(&self) -> Element<'_, Message> {
        let page = focus_scope(key_scope(self.screen.view(&self.context), self.screen.keys(&self.context)));
        modal(page, self.screen.dialog(&self.context))
    }

    fn rows(&self, year: i32) -> Vec<MemberSheetRow> {
        self.office.done(move |database, _| service::member_sheet(database, year, None)).rows
    }

    fn rating(&self, year: i32, name: &str) -> Option<Rating> {
        self.rows(year).into_iter().find(|row| row.name == name).expect(name).rating
    }

    fn levels(&self, year: i32) -> Vec<(String, Option<Level>)> {
        let level = |rating: Option<Rating>| match rating {
            Some(Rating::Level(level)) => Some(level),
            Some(Rating::NotRated { .. }) | None => None,
        };
        self.rows(year).into_iter().map(|row| (row.name, level(row.rating))).collect()
    }
}

const NAMES: [&str; 6] =
    ["Lê Thị An", "Trần Văn Bình", "Nguyễn Thị Cúc", "Phạm Văn Dũng", "Đỗ Thị Đào", "Võ Văn Em"];

fn cell() -> (Office, UnitId, Vec<MemberId>) {
    let office = Office::on("20/11/2026");
    let cell = office.unit(None, UnitKind::BaseCell, "Chi bộ Văn phòng", "");
    let members = NAMES.iter().map(|name| office.member(cell, name, "19/05/2010")).collect();
    (office, cell, members)
}

fn not_rated(why: NotRated, reason: Option<&str>) -> Option<Rating> {
    Some(Rating::NotRated { why, reason: reason.map(str::to_owned) })
}

fn level(level: Level) -> Option<Rating> {
    Some(Rating::Level(level))
}

#[test]
fn digits_rate_from_the_first_row_down_without_any_click() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    for key in ["1", "2", "1", "3", "4"] {
        robot.press(key);
    }
    let found = robot.state.levels(2026);
    let expected = [
        Some(Level::Excellent),
        Some(Level::Good),
        Some(Level::Excellent),
        Some(Level::Completed),
        Some(Level::NotCompleted),
        None,
    ];
    assert_eq!(found, NAMES.map(str::to_owned).into_iter().zip(expected).collect::<Vec<_>>());
    assert_eq!(robot.state.made.len(), 5, "each rating is an operation of its own");
    // Totals of the five, half up.
    assert!(robot.text_visible("40,00%"));
    assert!(robot.text_visible("60,00%"), "good or better");
    assert!(robot.texts().iter().any(|seen| seen.text.contains("% của 5 đảng viên được xếp loại")));
}

#[test]
fn keys_faster_than_the_program_land_on_the_right_rows() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Down");
    robot.burst(&["1", "2", "Down", "3", "Up", "Up", "4"]);
    let found: Vec<_> = robot.state.levels(2026).into_iter().map(|(_, level)| level).collect();
    let expected =
        [Some(Level::Excellent), Some(Level::Good), Some(Level::NotCompleted), Some(Level::Completed)];
    assert_eq!(found[..4], expected);
    assert_eq!(found[4..], [None, None]);
}

#[test]
fn arrows_choose_the_level_and_enter_rates_and_goes_down() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Down");
    robot.press("Enter");
    robot.press("Left");
    robot.press("Enter");
    robot.press("Right");
    robot.press("Right");
    robot.press("Enter");
    let found: Vec<_> = robot.state.levels(2026).into_iter().map(|(_, level)| level).take(4).collect();
    assert_eq!(found, [Some(Level::Good), Some(Level::Excellent), Some(Level::Completed), None]);
}

#[test]
fn delete_clears_and_undo_shows_without_losing_the_place() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.burst(&["1", "2", "3"]);
    robot.press("Up");
    robot.press("Delete");
    assert_eq!(robot.state.rating(2026, NAMES[2]), None);
    assert_eq!(robot.state.made.len(), 4);
    robot.press("Delete");
    assert_eq!(robot.state.made.len(), 4, "what is clear is not cleared again");

    let sequence = robot.state.made[3].sequence;
    let undone = robot.state.office.done(move |database, author| history::undo(database, sequence, author));
    let task = robot.state.screen.invalidate(Some(&undone.changes), &robot.state.context);
    robot.run(task);
    assert_eq!(robot.state.rating(2026, NAMES[2]), level(Level::Completed));
    robot.press("4");
    assert_eq!(robot.state.rating(2026, NAMES[2]), level(Level::NotCompleted), "the cursor was still there");
}

#[test]
fn offered_reasons_are_shown_and_taken_one_by_one_or_all_at_once() {
    let (office, cell, members) = cell();
    office.status(members[0], Status::Exempt, "01/03/2026");
    office.status(members[2], Status::Suspended, "01/03/2026");
    office.member(cell, "Bùi Thị Mới", "01/09/2026");
    let mut robot = Desk::robot(office, None);
    assert!(robot.texts().iter().any(|seen| seen.text.contains("đề nghị: Miễn công tác và sinh hoạt")));
    robot.press("Down");
    robot.press("Enter");
    assert_eq!(robot.state.rating(2026, NAMES[0]), not_rated(NotRated::Exempt, None));
    robot.press("2");
    assert_eq!(robot.state.rating(2026, NAMES[1]), level(Level::Good), "Enter went down");
    robot.press("F8");
    assert_eq!(robot.state.rating(2026, NAMES[2]), not_rated(NotRated::Suspended, None));
    assert_eq!(robot.state.rating(2026, "Bùi Thị Mới"), not_rated(NotRated::NewMember, None));
    assert_eq!(robot.state.made.len(), 3, "all at once is one operation");
}

#[test]
fn another_reason_needs_words() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Down");
    robot.press("k");
    assert!(robot.text_visible(NAMES[0]), "the dialog says whom it is about");
    assert!(robot.is_focused("ratings-words"));
    robot.press("Enter");
    assert_eq!(robot.state.made.len(), 0);
    assert!(robot.is_focused("ratings-words"));
    robot.press("Shift+Tab");
    assert!(!robot.is_focused("ratings-words"));
    robot.press("Enter");
    assert!(robot.is_focused("ratings-words"), "a refusal leads to the field that is wrong");
    robot.type_text("nghỉ ốm dài ngày");
    assert!(robot.state.screen.is_dirty());
    robot.press("Enter");
    assert_eq!(robot.state.rating(2026, NAMES[0]), not_rated(NotRated::Other, Some("nghỉ ốm dài ngày")));
    robot.press("3");
    assert_eq!(robot.state.rating(2026, NAMES[1]), level(Level::Completed), "it went down after the dialog");
}

#[test]
fn units_are_rated_in_the_same_tab_by_the_levels_of_the_year() {
    let office = Office::on("20/11/2026");
    let top = office.unit(None, UnitKind::Committee, "Đảng ủy", "");
    let base = office.unit(Some(top), UnitKind::BaseOrganisation, "Đảng bộ cơ sở A", "");
    let alone = office.unit(Some(top), UnitKind::BaseCell, "Chi bộ cơ sở B", "");
    let mut robot = Desk::robot(office, None);
    robot.press("F4");
    robot.burst(&["2", "1"]);
    let sheet = robot.state.office.done(|database, _| service::unit_sheet(database, 2026, None));
    let found: Vec<_> = sheet.rows.iter().map(|row| (row.id, row.rating.clone())).collect();
    assert_eq!(found, [(base, level(Level::Good)), (alone, level(Level::Excellent))]);

    // Before 2018 there are five.
    for _ in 0..9 {
        robot.press("Ctrl+PageUp");
    }
    assert!(robot.text_visible("Trong sạch, vững mạnh tiêu biểu"));
    robot.press("Ctrl+Home");
    robot.press("5");
    let sheet = robot.state.office.done(|database, _| service::unit_sheet(database, 2017, None));
    assert_eq!(sheet.rows[0].rating, level(Level::Weak));
}

#[test]
fn a_decided_year_is_read_only_and_says_so_until_it_is_reopened() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("1");
    robot.press("F9");
    assert!(robot.texts().iter().any(|seen| seen.text.contains("còn 5 đảng viên chưa xếp loại")));
    robot.press("Enter");
    assert!(robot.state.made.len() == 1, "a decision has a number and a day");
    robot.press("Tab");
    robot.state.notices.clear();
    robot.press("Escape");

    robot.press("F9");
    robot.type_text("15-QĐ/ĐU");
    robot.press("Tab");
    robot.type_text("15/11/2026");
    robot.press("Enter");
    assert_eq!(robot.state.made.len(), 2);
    assert!(
        robot.texts().iter().any(|seen| seen.text.contains("15-QĐ/ĐU") && seen.text.contains("15/11/2026"))
    );
    robot.press("Down");
    robot.press("2");
    assert_eq!(robot.state.made.len(), 2);
    assert_eq!(robot.state.notices.len(), 1);
    assert!(robot.state.notices[0].1.contains("đã chốt"), "{:?}", robot.state.notices);
    assert_eq!(robot.state.rating(2026, NAMES[1]), None);

    robot.press("F9");
    robot.press("Enter");
    assert_eq!(robot.state.made.len(), 2, "reopening needs a reason");
    robot.type_text("xếp loại lại");
    robot.press("Enter");
    assert_eq!(robot.state.made.len(), 3);
    robot.press("Ctrl+Home");
    robot.press("4");
    assert_eq!(robot.state.rating(2026, NAMES[0]), level(Level::NotCompleted));
}

#[test]
fn a_year_that_somebody_else_locked_meanwhile_takes_the_rating_back() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Down");
    let form =
        DecisionForm { decision: "1-QĐ".to_owned(), on: "19/11/2026".to_owned(), ..DecisionForm::default() };
    robot.state.office.done(move |database, author: &Author| {
        service::decide(database, 2026, Subject::Member, &form, author)
    });
    robot.press("1");
    assert_eq!(robot.state.rating(2026, NAMES[0]), None);
    assert!(matches!(robot.state.notices.as_slice(), [(Tone::Problem, _)]));
    assert!(!robot.text_visible("X"), "the row went back");
    assert!(robot.texts().iter().any(|seen| seen.text.contains("1-QĐ")), "the lock is shown");
}

#[test]
fn the_filter_keeps_rows_that_were_just_rated_until_it_is_turned_again() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("1");
    robot.press("F6");
    assert!(!robot.text_visible(NAMES[0]));
    robot.press("Ctrl+Home");
    robot.burst(&["2", "3", "4"]);
    assert!(robot.text_visible(NAMES[1]), "nothing moves while somebody types");
    let found: Vec<_> = robot.state.levels(2026).into_iter().map(|(_, level)| level).collect();
    let expected = [Level::Excellent, Level::Good, Level::Completed, Level::NotCompleted].map(Some);
    assert_eq!(found[..4], expected);
    robot.press("F6");
    robot.press("F6");
    assert!(!robot.text_visible(NAMES[1]));
    assert!(robot.text_visible(NAMES[4]));
}

#[test]
fn a_name_is_found_without_accents_and_rated_from_the_search() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Ctrl+Shift+F");
    robot.type_text("dao");
    assert!(robot.text_visible("Đỗ Thị Đào"));
    assert!(!robot.text_visible(NAMES[0]));
    robot.press("Enter");
    robot.press("1");
    assert_eq!(robot.state.rating(2026, "Đỗ Thị Đào"), level(Level::Excellent));
}

#[test]
fn finding_hides_nobody_and_goes_on_in_both_ways() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Ctrl+F");
    assert!(robot.is_focused("ratings-find"));
    robot.type_text("van");
    assert!(robot.text_visible("1 / 3"), "Bình, Dũng and Em have it in their names");
    assert!(robot.text_visible(NAMES[0]), "those without it stay");
    robot.press("Enter");
    assert!(robot.text_visible("2 / 3"));
    robot.press("Shift+Enter");
    robot.press("Shift+F3");
    assert!(robot.text_visible("3 / 3"), "around the end");
    robot.press("Escape");
    assert!(robot.is_focused("ratings-list") && !robot.text_visible("3 / 3"));
    robot.press("Enter");
    assert_eq!(robot.state.rating(2026, NAMES[5]), level(Level::Good), "the level that Enter gives is kept");
    robot.press("F3");
    assert!(!robot.is_focused("ratings-find"), "F3 goes on without the bar");
    robot.press("1");
    assert_eq!(robot.state.rating(2026, NAMES[1]), level(Level::Excellent));
}

#[test]
fn what_is_found_is_looked_for_in_the_cells_that_are_shown() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    for key in ["1", "2", "2"] {
        robot.press(key);
    }
    robot.press("k");
    robot.type_text("đi học ở Úc");
    robot.press("Enter");
    robot.press("Ctrl+F");
    for (typed, verdict) in [
        ("di hoc", "1 / 1"),
        ("x", "1 / 3"),
        ("sinh hoat", "2 / 6"),
        ("zz", "Không tìm thấy"),
        ("\u{200b}", "Không tìm thấy"),
    ] {
        robot.press("Ctrl+A");
        robot.packet(typed);
        assert!(robot.text_visible(verdict), "{typed}");
    }
    robot.press("Ctrl+Shift+F");
    robot.type_text("dung");
    robot.press("F3");
    robot.press("Ctrl+F");
    robot.press("Ctrl+A");
    robot.type_text("binh");
    assert!(robot.text_visible("Không tìm thấy"), "whom the filter hides is not found");
}

#[test]
fn a_year_is_typed_or_stepped_and_wrong_ones_are_refused() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Ctrl+PageUp");
    robot.press("Down");
    robot.press("1");
    assert_eq!(robot.state.rating(2025, NAMES[0]), level(Level::Excellent));
    robot.press("Ctrl+PageDown");
    robot.press("Ctrl+PageDown");
    robot.press("2");
    assert_eq!(robot.state.rows(2026).iter().filter(|row| row.rating.is_some()).count(), 1);
    robot.click("2026");
    for typed in ["2027", "0", "năm nay", "9999999999999999999999", "'; DROP TABLE member; --"] {
        robot.press("Ctrl+A");
        robot.type_text(typed);
        robot.press("Enter");
        assert!(robot.texts().iter().any(|seen| seen.text.contains("1930")), "{typed}");
    }
    robot.press("Ctrl+A");
    robot.type_text("2009");
    robot.press("Enter");
    assert!(robot.texts().iter().any(|seen| seen.text.contains("31/12/2009")), "nobody was a member then");
}

#[test]
fn an_empty_register_says_what_to_do_first() {
    let mut robot = Desk::robot(Office::on("20/11/2026"), None);
    assert!(robot.texts().iter().any(|seen| seen.text.contains("Chưa có tổ chức đảng nào")));
    robot.burst(&["1", "k", "Delete", "F8", "Enter"]);
    assert!(robot.state.made.is_empty());
}

#[test]
fn the_table_of_the_year_is_printed() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Ctrl+P");
    robot.press("Enter");
    assert!(robot.state.printed.is_empty());
    assert!(robot.texts().iter().any(|seen| seen.text.contains("chưa có kết quả")));
    robot.press("Escape");
    robot.press("1");
    robot.press("Ctrl+P");
    robot.press("Enter");
    robot.wait_for(|desk| !desk.printed.is_empty());
    let (name, document) = &robot.state.printed[0];
    assert_eq!(name, "xep-loai-dang-vien-2026.pdf");
    assert!(document.subtitle.ends_with(", năm 2026"), "unit and year: {}", document.subtitle);
}

#[test]
fn the_year_to_be_rated_is_the_last_one_until_october() {
    let year = |today: &str| {
        let office = Office::on(today);
        let mut robot = Desk::robot(office, None);
        robot.text_visible("2025")
    };
    assert!(year("30/09/2026"));
    assert!(!year("01/10/2026"));
}

#[test]
fn a_year_of_totals_shows_them_marked_beside_the_open_list() {
    let (office, cell, _) = cell();
    office.done(move |database, _| {
        let operation = journal::Operation { kind: "totals_entered", who: String::new(), undoes: None };
        database.commit(operation, |tx| {
            let levels = [
                (Level::Excellent, 597),
                (Level::Good, 4373),
                (Level::Completed, 89),
                (Level::NotCompleted, 9),
            ];
            for (level, count) in levels {
                let total = service::Total { unit: cell, year: 2016, level: Some(level), count };
                stored::set_total(tx, Subject::Member, total)?;
            }
            Ok::<_, so_chi_bo::services::Error>(())
        })
    });
    let mut robot = Desk::robot(office, Some(cell));
    assert!(!robot.text_visible("4.373"));
    for _ in 0..10 {
        robot.press("Ctrl+PageUp");
    }
    for text in ["4.373", "11,78%", "86,29%", "Số liệu tổng hợp nhập vào, không lập từ danh sách."]
    {
        assert!(robot.text_visible(text), "{text}");
    }
    assert!(robot.text_visible(NAMES[0]));
}

#[test]
fn very_long_and_strange_words_are_refused_or_kept_as_they_are() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Down");
    robot.press("k");
    robot.packet(&"ẩ".repeat(10_000));
    robot.press("Enter");
    assert_eq!(robot.state.made.len(), 0);
    assert!(robot.texts().iter().any(|seen| seen.text.contains("500")), "it says how long it may be");
    robot.press("Ctrl+A");
    robot.packet("'); DROP TABLE member_rating; -- 🌸 vì");
    robot.press("Enter");
    let words = "'); DROP TABLE member_rating; -- 🌸 vì";
    assert_eq!(robot.state.rating(2026, NAMES[0]), not_rated(NotRated::Other, Some(words)));
    robot.press("Ctrl+Shift+F");
    robot.packet(&"x".repeat(10_000));
    assert!(robot.texts().iter().any(|seen| seen.text.contains("Không có ai khớp")));
}

#[test]
fn locking_drops_the_records_and_keeps_the_draft() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("Down");
    robot.press("k");
    robot.type_text("đi học");
    robot.state.screen.forget();
    assert!(robot.state.screen.is_dirty());
    assert!(!robot.text_visible(NAMES[0]));
    let task = robot.state.screen.invalidate(None, &robot.state.context);
    robot.run(task);
    robot.press("Enter");
    assert_eq!(robot.state.rating(2026, NAMES[0]), not_rated(NotRated::Other, Some("đi học")));
}

#[test]
fn every_document_of_the_year_is_printed_from_one_dialog() {
    let (office, ..) = cell();
    let mut robot = Desk::robot(office, None);
    robot.press("1");
    let documents = [
        "phieu-bieu-quyet-dang-vien-2026.pdf",
        "tong-hop-de-xuat-dang-vien-2026.pdf",
        "",
        "quyet-dinh-xep-loai-dang-vien-2026.pdf",
        "chua-xep-loai-dang-vien-2026.pdf",
        "ty-le-xuat-sac-dang-vien-2026.pdf",
        "khen-thuong-ra-soat-dang-vien-2026.pdf",
    ];
    for (place, name) in documents.into_iter().enumerate() {
        let before = robot.state.printed.len();
        robot.press("Ctrl+P");
        for _ in 0..=place {
            robot.press("Down");
        }
        robot.press("Enter");
        if name.is_empty() {
            // Nobody has a ballot yet, so there is nothing to record.
            assert!(robot.texts().iter().any(|seen| seen.text.contains("chưa có ai để in")));
            robot.press("Escape");
            continue;
        }
        robot.wait_for(|desk| desk.printed.len() > before);
        let (printed, document) = &robot.state.printed[before];
        assert_eq!(printed, name);
        assert!(!document.title.is_empty(), "{name}");
    }
}
