//! The controls, worked by a robot: keyboard alone, Vietnamese input, focus, dialogs, the grid.

mod support;

use std::cell::Cell as Count;

use iced::widget::column;
use iced::{Element, Length, Task};
use so_chi_bo::ui::keymap::{Bind, Chord};
use so_chi_bo::ui::theme::text;
use so_chi_bo::ui::widget::grid::{Branch, Column, Fold, Order, Typed};
use so_chi_bo::ui::widget::{
    Dialog, Toast, Tone, choice, focus_on, focus_scope, grid, key_scope, modal, press, scroll,
    suggest, tabs, text_field, tick, toasts,
};
use support::robot::Robot;

// ---- a form

#[derive(Debug, Default)]
struct Form {
    name: String,
    place: String,
    ethnicity: String,
    sex: Option<&'static str>,
    is_official: bool,
    saved: usize,
    opened_tab: usize,
    left: Vec<&'static str>,
    dialog: bool,
    answer: String,
    problem: Option<String>,
}

#[derive(Debug, Clone)]
enum Said {
    Name(String),
    Place(String),
    Ethnicity(String),
    Sex(&'static str),
    Official(bool),
    Left(&'static str),
    Saved,
    Ask,
    Cancelled,
    Answer(String),
    Tab(usize),
    Find,
}

const SEXES: [&str; 3] = ["Nam", "Nữ", "Chưa rõ"];

fn ethnicities() -> &'static [String] {
    static ITEMS: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        ["Kinh", "Khmer", "Hoa", "Tày", "Ê-đê"]
            .map(String::from)
            .to_vec()
    });
    &ITEMS
}

impl Form {
    fn robot() -> Robot<Self, Said> {
        Robot::new(Self::default(), Self::update, Self::view)
    }

    fn update(&mut self, said: Said) -> Task<Said> {
        match said {
            Said::Name(name) => {
                self.problem = name.is_empty().then(|| "Chưa có tên".to_owned());
                self.name = name;
            }
            Said::Place(place) => self.place = place,
            Said::Ethnicity(ethnicity) => self.ethnicity = ethnicity,
            Said::Sex(sex) => self.sex = Some(sex),
            Said::Official(is_official) => self.is_official = is_official,
            Said::Left(field) => self.left.push(field),
            Said::Saved => self.saved += 1,
            Said::Ask => self.dialog = true,
            Said::Cancelled => self.dialog = false,
            Said::Answer(answer) => self.answer = answer,
            Said::Tab(tab) => self.opened_tab = tab,
            Said::Find => return focus_on("place"),
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Said> {
        let fields = column![
            tabs(
                [("Một".to_owned(), 0), ("Hai".to_owned(), 1)],
                self.opened_tab,
                Said::Tab
            ),
            text_field("Họ và tên", &self.name)
                .id("name")
                .on_input(Said::Name)
                .on_leave(Said::Left("name"))
                .problem(self.problem.clone()),
            text_field("Quê quán", &self.place)
                .id("place")
                .on_input(Said::Place)
                .on_leave(Said::Left("place")),
            text_field("Chỉ xem", "không sửa được").id("fixed"),
            suggest("Dân tộc", &self.ethnicity, ethnicities(), Said::Ethnicity).id("ethnicity"),
            choice("Giới tính", &SEXES, self.sex, Said::Sex).id("sex"),
            tick("Chính thức", self.is_official)
                .id("official")
                .on_turn(Said::Official),
            press("Không").id("never"),
            press("Lưu").hint("Ctrl+S").id("save").on_press(Said::Saved),
            press("Hỏi").id("ask").on_press(Said::Ask),
        ];
        let binds = vec![
            Bind::new(Chord::ctrl('s'), Said::Saved),
            Bind::new(Chord::ctrl('2'), Said::Tab(1)),
            Bind::new(Chord::ctrl('f'), Said::Find),
        ];
        let dialog = self.dialog.then(|| {
            Dialog::new("ask", "Chắc chưa?", Said::Cancelled)
                .body(
                    text_field("Lý do", &self.answer)
                        .id("reason")
                        .on_input(Said::Answer),
                )
                .button(press("Thôi").id("cancel").on_press(Said::Cancelled))
                .on_enter(Said::Saved)
        });
        focus_scope(modal(key_scope(scroll(fields), binds), dialog)).into()
    }
}

#[test]
fn tab_walks_through_every_control_in_reading_order_and_around() {
    let mut robot = Form::robot();
    let mut walked = Vec::new();
    for _ in 0..10 {
        robot.press("Tab");
        walked.push(robot.focused_text().unwrap_or_default());
    }
    let expected = [
        "Một",
        "Hai",
        "",
        "",
        "",
        "",
        "Chính thức",
        "Lưu",
        "Hỏi",
        "Một",
    ];
    assert_eq!(walked, expected, "disabled controls are passed by");
    robot.press("Shift+Tab");
    assert_eq!(robot.focused_text().as_deref(), Some("Hỏi"));
}

#[test]
fn what_is_typed_right_after_tab_lands_in_the_next_field() {
    let mut robot = Form::robot();
    robot.press("Ctrl+f");
    robot.press("Shift+Tab");
    assert!(robot.is_focused("name"));
    robot.burst(&["A", "n", "Tab", "T", "V", "Shift+Tab", "B"]);
    assert_eq!(
        (robot.state.name.as_str(), robot.state.place.as_str()),
        ("B", "TV")
    );
    assert_eq!(robot.state.left, ["place", "name", "place"]);
}

#[test]
fn a_field_that_is_reached_by_key_is_replaced_by_typing() {
    let mut robot = Form::robot();
    robot.state.place = "Trà Vinh".to_owned();
    robot.press("Ctrl+f");
    robot.press("X");
    assert_eq!(robot.state.place, "X");
}

#[test]
fn a_problem_below_a_field_keeps_its_focus_and_caret() {
    let mut robot = Form::robot();
    robot.click_at(robot_center(&mut Form::robot(), "Họ và tên", 30.0));
    robot.type_text("a");
    robot.press("Backspace");
    assert!(robot.text_visible("Chưa có tên"));
    robot.type_text("bc");
    robot.press("Left");
    robot.type_text("x");
    assert_eq!(robot.state.name, "bxc");
    assert!(!robot.text_visible("Chưa có tên"));
}

fn robot_center(robot: &mut Robot<Form, Said>, label: &str, below: f32) -> iced::Point {
    let label = robot.place_of(label);
    iced::Point::new(label.x + 40.0, label.y + label.height + below)
}

#[test]
fn names_arrive_whole_however_they_are_typed() {
    let mut robot = Form::robot();
    robot.press("Ctrl+f");
    // Telex through Unikey's hook: n g u y e e n x.
    robot.unikey(&[
        "N", "Ng", "Ngu", "Nguy", "Nguye", "Nguyê", "Nguyên", "Nguyễn",
    ]);
    assert_eq!(robot.state.place, "Nguyễn");
    robot.press(" ");
    robot.compose(&["T", "Th", "Thi", "Thị"], "Thị");
    assert_eq!(robot.state.place, "Nguyễn Thị");
    // Several letters in one packet, as dead keys and some engines send them.
    robot.packet(" Hường");
    assert_eq!(robot.state.place, "Nguyễn Thị Hường");
    // Windows' own layout sends marks as letters of their own, here in the middle of a word.
    robot.state.place.clear();
    robot.type_text("ac");
    robot.press("Left");
    robot.packet("\u{301}");
    robot.type_text("b");
    assert_eq!(robot.state.place, "a\u{301}bc");
}

#[test]
fn keys_with_ctrl_act_and_leave_no_letter_behind() {
    let mut robot = Form::robot();
    robot.press("Ctrl+f");
    robot.type_text("x");
    robot.press("Ctrl+2");
    robot.press("Ctrl+s");
    robot.press("Alt+q");
    assert_eq!(robot.state.opened_tab, 1);
    assert_eq!(robot.state.saved, 1);
    assert_eq!(robot.state.place, "x");
}

#[test]
fn a_field_copies_and_pastes() {
    let mut robot = Form::robot();
    robot.press("Ctrl+f");
    robot.type_text("Càng Long");
    robot.press("Ctrl+a");
    robot.press("Ctrl+c");
    assert_eq!(robot.clipboard.0.as_deref(), Some("Càng Long"));
    robot.press("Shift+Tab");
    robot.press("Ctrl+v");
    assert_eq!(robot.state.name, "Càng Long");
}

#[test]
fn buttons_are_pressed_by_enter_space_and_click_once_each() {
    let mut robot = Form::robot();
    robot.press("Shift+Tab");
    robot.press("Shift+Tab");
    assert!(robot.is_focused("save"));
    robot.press("Enter");
    robot.press("Space");
    robot.click("Lưu");
    assert_eq!(robot.state.saved, 3);
    robot.click("Không");
    assert_eq!(robot.state.saved, 3);
}

#[test]
fn a_tick_turns_by_key_and_click() {
    let mut robot = Form::robot();
    robot.click("Chính thức");
    assert!(robot.state.is_official);
    robot.burst(&["Space", "Space", "Space"]);
    assert!(!robot.state.is_official);
}

#[test]
fn a_choice_is_made_with_arrows_letters_and_the_list() {
    let mut robot = Form::robot();
    let _ = go_to(&mut robot, "sex");
    robot.press("Down");
    assert_eq!(robot.state.sex, Some("Nam"));
    robot.burst(&["Down", "Down", "Down"]);
    assert_eq!(robot.state.sex, Some("Chưa rõ"));
    robot.press("n");
    assert_eq!(robot.state.sex, Some("Nam"));
    robot.press("n");
    assert_eq!(
        robot.state.sex,
        Some("Nữ"),
        "the next that begins so, accents aside"
    );

    robot.press("Alt+Down");
    assert!(robot.text_visible("Chưa rõ"), "the list is open");
    robot.press("Down");
    robot.press("Escape");
    assert!(!robot.text_visible("Chưa rõ"));
    assert_eq!(robot.state.sex, Some("Nữ"), "Escape takes nothing");
    robot.press("Space");
    robot.press("Up");
    robot.press("Enter");
    assert_eq!(robot.state.sex, Some("Nam"));

    robot.press("Space");
    robot.press("Tab");
    assert!(robot.is_focused("official"), "Tab is never trapped");
    assert!(!robot.text_visible("Chưa rõ"));
    robot.click("Nam");
    robot.click("Chưa rõ");
    assert_eq!(robot.state.sex, Some("Chưa rõ"));
}

/// Walks with Tab until the control has the focus; how many steps it took.
fn go_to(robot: &mut Robot<Form, Said>, id: &str) -> usize {
    for steps in 0..30 {
        if robot.is_focused(id) {
            return steps;
        }
        robot.press("Tab");
    }
    panic!("Tab never reaches {id}");
}

#[test]
fn suggestions_are_found_without_accents_and_taken_by_key() {
    let mut robot = Form::robot();
    let _ = go_to(&mut robot, "ethnicity");
    robot.type_text("k");
    assert!(robot.text_visible("Kinh") && robot.text_visible("Khmer"));
    assert!(!robot.text_visible("Hoa"));
    robot.press("Down");
    robot.press("Down");
    robot.press("Enter");
    assert_eq!(robot.state.ethnicity, "Khmer");
    assert!(!robot.text_visible("Kinh"), "the list is shut");

    robot.press("Ctrl+a");
    robot.type_text("e-d");
    robot.burst(&["Down", "Tab"]);
    assert_eq!(robot.state.ethnicity, "Ê-đê");
    assert!(robot.is_focused("sex"), "Tab takes and goes on");

    robot.press("Shift+Tab");
    robot.type_text("Khác");
    robot.press("Escape");
    robot.press("Tab");
    assert_eq!(
        robot.state.ethnicity, "Khác",
        "what is not in the list may stay"
    );

    robot.press("Shift+Tab");
    robot.type_text("ho");
    robot.click("Hoa");
    assert_eq!(robot.state.ethnicity, "Hoa");
}

#[test]
fn an_open_dialog_has_all_keys_and_gives_the_focus_back() {
    let mut robot = Form::robot();
    let _ = go_to(&mut robot, "ask");
    robot.press("Enter");
    assert!(
        robot.is_focused("reason"),
        "the first control takes the focus"
    );
    robot.type_text("vì");
    assert_eq!(robot.state.answer, "vì");
    robot.press("Ctrl+2");
    robot.press("Ctrl+f");
    assert_eq!(robot.state.opened_tab, 0, "the window's keys sleep");
    robot.press("Tab");
    assert!(robot.is_focused("cancel"));
    robot.press("Tab");
    assert!(robot.is_focused("reason"), "Tab stays inside");
    robot.press("Enter");
    assert_eq!(robot.state.saved, 1, "Enter is the dialog's");
    robot.press("Escape");
    assert!(!robot.state.dialog);
    assert!(robot.is_focused("ask"), "the focus is back where it was");
}

#[test]
fn what_lies_under_a_dialog_takes_no_click() {
    let mut robot = Form::robot();
    let save = robot.place_of("Lưu").center();
    robot.click("Hỏi");
    robot.click_at(save);
    assert_eq!(robot.state.saved, 0);
    assert!(robot.state.dialog);
}

#[test]
fn the_focus_is_scrolled_into_view() {
    let mut robot = Form::robot().sized(1024.0, 300.0);
    assert!(!robot.text_visible("Hỏi"));
    robot.press("Shift+Tab");
    assert!(robot.is_focused("ask"));
    let place = robot.place_of("Hỏi");
    assert!(
        place.height > 10.0 && place.y + place.height <= 300.0,
        "{place:?}"
    );
    robot.press("Ctrl+f");
    assert!(
        robot.text_visible("Quê quán"),
        "also when the program moves the focus"
    );
}

// ---- the grid

struct Table {
    list: grid::State,
    columns: Vec<Column>,
    rows: usize,
    asked: Count<usize>,
    events: Vec<grid::Event>,
    rated: Vec<(usize, String)>,
    deleted: usize,
    folded: Vec<usize>,
}

#[derive(Debug, Clone)]
enum Row {
    List(grid::Event),
    Rated(usize, String),
    Deleted,
}

impl Table {
    fn robot(rows: usize) -> Robot<Self, Row> {
        let columns = vec![
            Column::new("name", "Họ và tên", 220.0),
            Column::new("born", "Năm sinh", 120.0).number(),
            Column::new("note", "Ghi chú", 300.0).unsorted(),
        ];
        let table = Self {
            list: grid::State::new(),
            columns,
            rows,
            asked: Count::new(0),
            events: Vec::new(),
            rated: Vec::new(),
            deleted: 0,
            folded: Vec::new(),
        };
        let mut robot = Robot::new(table, Self::update, Self::view);
        robot.press("Tab");
        robot
    }

    fn update(&mut self, said: Row) -> Task<Row> {
        match said {
            Row::List(event) => {
                self.list.apply(&event);
                self.events.push(event);
            }
            Row::Rated(row, level) => self.rated.push((row, level)),
            Row::Deleted => self.deleted += 1,
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Row> {
        let cell = |row: usize, column: usize| {
            self.asked.set(self.asked.get() + 1);
            format!("r{row} c{column}")
        };
        let grid = grid(&self.list, &self.columns, self.rows, cell, Row::List)
            .id("grid")
            .sorted(Some((0, Order::Up)))
            .empty("Chưa có ai")
            .on_text(|row, text| {
                matches!(text, "1" | "2" | "3" | "4")
                    .then(|| Typed::down(Row::Rated(row, text.to_owned())))
            });
        let binds = vec![Bind::new(
            Chord::key(iced::keyboard::key::Named::Delete),
            Row::Deleted,
        )];
        focus_scope(key_scope(grid, binds)).into()
    }

    /// What was said since the last question.
    fn take(&mut self) -> Vec<grid::Event> {
        std::mem::take(&mut self.events)
    }
}

#[test]
fn a_grid_asks_only_for_what_is_seen() {
    let mut robot = Table::robot(100_000);
    assert!(robot.is_focused("grid"));
    assert_eq!(robot.state.take(), [grid::Event::Scrolled(0..21)]);
    robot.state.asked.set(0);
    let texts = robot.texts();
    assert_eq!(robot.state.asked.get(), 21 * 3);
    assert_eq!(texts.len(), 3 + 21 * 3, "the header and the visible cells");
    robot.press("End");
    assert_eq!(robot.state.list.cursor(), Some(99_999));
    assert!(robot.text_visible("r99999 c0"));
    assert!(!robot.text_visible("r0 c0"));
    assert_eq!(robot.state.list.visible().end, 100_000);
}

#[test]
fn the_cursor_walks_by_keys_and_stays_in_view() {
    let mut robot = Table::robot(500_000);
    robot.press("Down");
    assert_eq!(robot.state.list.cursor(), Some(0));
    robot.burst(&["Down"; 25]);
    assert_eq!(
        robot.state.list.cursor(),
        Some(25),
        "no key of a burst is lost"
    );
    assert!(robot.text_visible("r25 c0"));
    robot.press("PageDown");
    assert_eq!(robot.state.list.cursor(), Some(45));
    robot.press("PageUp");
    robot.press("Up");
    assert_eq!(robot.state.list.cursor(), Some(24));
    robot.press("Home");
    assert_eq!(robot.state.list.cursor(), Some(0));
    assert!(robot.text_visible("r0 c0"));
    robot.press("Up");
    assert_eq!(robot.state.list.cursor(), Some(0));
    let _ = robot.state.take();
    robot.burst(&["Down", "Down", "Enter"]);
    assert_eq!(
        robot.state.take().last(),
        Some(&grid::Event::Opened(2)),
        "Enter opens the row that the same burst went to"
    );
}

#[test]
fn typed_ratings_land_on_successive_rows_however_fast() {
    let mut robot = Table::robot(100);
    robot.press("Down");
    robot.burst(&["1", "2", "4", "x", "3"]);
    let rated: Vec<_> = robot
        .state
        .rated
        .iter()
        .map(|(row, level)| (*row, level.as_str()))
        .collect();
    assert_eq!(rated, [(0, "1"), (1, "2"), (2, "4"), (3, "3")]);
    robot.press("Delete");
    assert_eq!(robot.state.deleted, 1, "other keys are left to the screen");
}

#[test]
fn the_mouse_puts_the_cursor_opens_and_scrolls() {
    let mut robot = Table::robot(1_000);
    robot.click("r3 c1");
    assert_eq!(
        (robot.state.list.cursor(), robot.state.list.column()),
        (Some(3), 1)
    );
    let _ = robot.state.take();
    robot.click("r3 c1");
    assert!(
        robot.state.take().contains(&grid::Event::Opened(3)),
        "a double click"
    );
    robot.wheel(-2.0);
    assert_eq!(robot.state.list.visible().start, 6);
    robot.wheel(100.0);
    assert_eq!(robot.state.list.visible().start, 0);
    // The rail is at the right edge; its thumb is dragged to the end.
    robot.move_to(iced::Point::new(1018.0, 45.0));
    robot.button(true);
    robot.move_to(iced::Point::new(1018.0, 900.0));
    robot.button(false);
    assert_eq!(robot.state.list.visible().end, 1_000);
    robot.move_to(iced::Point::new(500.0, 100.0));
    assert_eq!(
        robot.state.list.visible().end,
        1_000,
        "the thumb was let go"
    );
}

#[test]
fn headers_sort_and_their_borders_resize() {
    let mut robot = Table::robot(100);
    robot.click("Năm sinh");
    assert_eq!(
        robot.state.take().last(),
        Some(&grid::Event::SortRequested(1))
    );
    robot.click("Ghi chú");
    assert!(
        robot.state.take().is_empty(),
        "this column can't be sorted by"
    );
    robot.move_to(iced::Point::new(220.0, 15.0));
    robot.button(true);
    robot.move_to(iced::Point::new(260.0, 15.0));
    assert!(
        robot.state.take().is_empty(),
        "nothing is said while it is dragged"
    );
    robot.move_to(iced::Point::new(280.0, 15.0));
    robot.button(false);
    assert_eq!(robot.state.list.widths().get("name"), Some(&280.0));
    assert_eq!(robot.place_of("Năm sinh").x, 280.0);
    robot.click_at(iced::Point::new(280.0, 15.0));
    robot.click_at(iced::Point::new(280.0, 15.0));
    assert_eq!(
        robot.state.list.widths().get("name"),
        Some(&220.0),
        "as at first"
    );
    robot.press("Down");
    robot.press("Right");
    let _ = robot.state.take();
    robot.press("Alt+Up");
    assert_eq!(robot.state.take(), [grid::Event::SortRequested(1)]);
    robot.press("Alt+Right");
    assert_eq!(robot.state.list.widths().get("born"), Some(&140.0));
}

#[test]
fn wide_columns_scroll_across() {
    let mut robot = Table::robot(100).sized(330.0, 300.0);
    robot.press("Down");
    assert!(!robot.text_visible("Ghi chú"));
    robot.burst(&["Right", "Right"]);
    assert!(robot.text_visible("Ghi chú"), "the current column is seen");
    assert!(!robot.text_visible("r0 c0"));
    robot.burst(&["Left", "Left"]);
    assert!(robot.text_visible("r0 c0"));
}

#[test]
fn fewer_rows_than_before_keep_everything_in_bounds() {
    let mut robot = Table::robot(1_000);
    robot.press("End");
    robot.state.rows = 5;
    robot.feed(&[]);
    assert!(robot.text_visible("r0 c0") && robot.text_visible("r4 c0"));
    robot.press("Up");
    assert_eq!(robot.state.list.cursor(), Some(3));
    robot.state.rows = 0;
    robot.feed(&[]);
    assert!(robot.text_visible("Chưa có ai"));
    robot.burst(&["Down", "Enter", "End", "1"]);
    assert!(robot.state.rated.is_empty());
}

#[test]
fn the_program_can_go_to_a_row() {
    let mut robot = Table::robot(100_000);
    robot.state.list.go_to(70_000);
    robot.feed(&[]);
    assert!(robot.text_visible("r70000 c0"));
    robot.state.list.to_top();
    robot.feed(&[]);
    assert!(robot.text_visible("r0 c0"));
    assert_eq!(robot.state.list.cursor(), None);
}

#[test]
fn a_tree_folds_and_unfolds_by_arrows_and_click() {
    fn view(table: &Table) -> Element<'_, Row> {
        let cell = |row: usize, column: usize| format!("r{row} c{column}");
        let tree = grid(&table.list, &table.columns, 10, cell, Row::List).branches(|row| Branch {
            depth: usize::from(row > 0),
            fold: match row {
                0 => Fold::Open,
                5 => Fold::Shut,
                _ => Fold::Leaf,
            },
        });
        focus_scope(tree).into()
    }
    let table = Table::robot(10).state;
    let mut robot = Robot::new(table, Table::update, view);
    robot.press("Tab");
    robot.burst(&["Down", "Down", "Down"]);
    robot.press("Left");
    assert_eq!(
        robot.state.list.cursor(),
        Some(0),
        "Left goes to the parent"
    );
    let _ = robot.state.take();
    robot.press("Left");
    assert_eq!(robot.state.take(), [grid::Event::Folded(0, false)]);
    robot.click("r5 c1");
    robot.press("Right");
    assert_eq!(
        robot.state.take().last(),
        Some(&grid::Event::Folded(5, true))
    );
    let first = robot.place_of("r0 c0");
    robot.click_at(iced::Point::new(first.x + 14.0, first.y + 15.0));
    assert_eq!(
        robot.state.take().last(),
        Some(&grid::Event::Folded(0, false))
    );
    let _ = &robot.state.folded;
}

// ---- toasts

#[test]
fn a_notice_offers_its_way_back_and_lets_the_rest_be_used() {
    #[derive(Default)]
    struct Notices {
        done: usize,
        undone: usize,
        gone: usize,
    }
    #[derive(Debug, Clone)]
    enum Note {
        Done,
        Undone,
        Gone,
    }
    fn update(state: &mut Notices, note: Note) -> Task<Note> {
        match note {
            Note::Done => state.done += 1,
            Note::Undone => state.undone += 1,
            Note::Gone => state.gone += 1,
        }
        Task::none()
    }
    fn view(_: &Notices) -> Element<'_, Note> {
        let base = column![text::body("Trang"), press("Làm").on_press(Note::Done)]
            .width(Length::Fill)
            .height(Length::Fill);
        let notice =
            Toast::new(Tone::Done, "Đã lưu", Note::Gone).action("Hoàn tác", "Ctrl+Z", Note::Undone);
        focus_scope(toasts(base, [notice])).into()
    }
    let mut robot = Robot::new(Notices::default(), update, view);
    robot.click("Làm");
    robot.click("Hoàn tác");
    assert_eq!((robot.state.done, robot.state.undone), (1, 1));
    robot.press("Tab");
    robot.press("Enter");
    assert_eq!(robot.state.done, 2);
    robot.press("Tab");
    robot.press("Enter");
    assert_eq!(
        robot.state.undone, 2,
        "the button of a notice can be reached by Tab"
    );
}
