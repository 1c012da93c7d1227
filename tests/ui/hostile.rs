//! Hostile hands: what nobody does on purpose to the grid, worked by a robot.

use std::collections::BTreeMap;

use crate::support::robot::Robot;
use iced::keyboard::key::Named;
use iced::{Element, Event, Point, Task, mouse};
use so_chi_bo::ui::keymap::{Bind, Chord};
use so_chi_bo::ui::widget::grid::{self, Ask, Cell, Change, Column, Item, Kind, RowKey, State, Words};
use so_chi_bo::ui::widget::{focus_scope, grid as grid_of, key_scope, press};

/// A sheet of texts with one column that stands still.
struct Sheet {
    list: State,
    columns: Vec<Column>,
    rows: Vec<RowKey>,
    texts: BTreeMap<(RowKey, String), String>,
    /// In the order in which they were said.
    heard: Vec<&'static str>,
    frozen: usize,
}

#[derive(Debug, Clone)]
enum Said {
    List(grid::Event),
    Saved,
    Closed,
    Pressed,
}

type Bot = Robot<Sheet, Said>;

impl Sheet {
    fn with(columns: Vec<Column>, rows: usize) -> Self {
        Self {
            list: State::new(),
            columns,
            rows: (100..100 + rows as RowKey).collect(),
            texts: BTreeMap::new(),
            heard: Vec::new(),
            frozen: 1,
        }
    }

    fn robot(self) -> Bot {
        let mut robot = Robot::new(self, Self::update, Self::view).sized(600.0, 400.0);
        robot.press("Tab");
        robot
    }

    fn update(&mut self, said: Said) -> Task<Said> {
        let event = match said {
            Said::List(event) => event,
            Said::Saved => {
                self.heard.push("saved");
                return Task::none();
            }
            Said::Closed => {
                self.heard.push("closed");
                return Task::none();
            }
            Said::Pressed => return Task::none(),
        };
        self.list.apply(&event);
        match event {
            grid::Event::Committed(change) => {
                self.heard.push("committed");
                self.store(change);
            }
            grid::Event::Asked(Ask::Copy(block)) => {
                return iced::clipboard::write(block.copied(|row, column| self.text(row, column)));
            }
            grid::Event::Asked(ask) => ask.changes().into_iter().for_each(|change| self.store(change)),
            _ => {}
        }
        Task::none()
    }

    fn store(&mut self, change: Change) {
        if change.text == "sai" {
            self.list.refuse(change, "Không ghi được");
        } else {
            let _ = self.texts.insert((change.row, change.column), change.text);
        }
    }

    fn text(&self, row: RowKey, column: &str) -> String {
        self.texts.get(&(row, column.to_owned())).cloned().unwrap_or_default()
    }

    fn view(&self) -> Element<'_, Said> {
        let cell =
            |row: usize, column: usize| Cell::from(self.text(self.rows[row], self.columns[column].key()));
        let sheet = grid_of(&self.list, &self.columns, self.rows.len(), cell, Said::List)
            .keys(|row| self.rows[row])
            .today("15/11/2026")
            .frozen(self.frozen)
            .words(words)
            .menu(|_| vec![Item::new("Mở", Said::Pressed)])
            .empty("Chưa có ai")
            .id("sheet");
        let save = Bind::new(Chord::ctrl('s'), Said::Saved);
        let close = Bind::new(Chord::key(Named::Escape), Said::Closed);
        let leave = press("Thôi").id("leave").on_press(Said::Pressed);
        focus_scope(key_scope(iced::widget::column![sheet, leave], vec![save, close])).into()
    }
}

fn words() -> Words {
    Words {
        cut: || "Cắt".into(),
        copy: || "Sao chép".into(),
        paste: || "Dán".into(),
        fill_down: || "Điền xuống".into(),
        clear: || "Xóa nội dung".into(),
        sort_up: || "Tăng".into(),
        sort_down: || "Giảm".into(),
        sort_also: || "Thêm".into(),
        fit_width: || "Vừa".into(),
        hide: || "Ẩn cột này".into(),
        show: |title| format!("Hiện cột: {title}"),
        show_one: |count| format!("Hiện một trong {count} cột"),
        show_all: || "Hiện tất cả".into(),
        locked: || "Cột này không sửa ở đây".into(),
        editing: |column, text| format!("Đang sửa {column}: {text}"),
        selected: |selected| format!("{} ô", selected.cells),
        unseen: |titles| format!("Chưa ghi ở cột ẩn: {titles}"),
    }
}

fn three() -> Vec<Column> {
    vec![
        Column::new("name", "Họ và tên", 220.0).editable().pinned(),
        Column::new("note", "Ghi chú", 300.0).editable(),
        Column::new("town", "Quê quán", 300.0).editable(),
        Column::new("work", "Nghề nghiệp", 300.0).editable(),
    ]
}

// ---- order of what one key says

#[test]
fn a_shortcut_that_saves_comes_after_the_text_that_it_finishes() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.burst(&["a", "b", "Ctrl+S"]);
    assert_eq!(robot.state.heard, ["committed", "saved"]);
    assert_eq!(robot.state.text(100, "name"), "ab");
}

#[test]
fn escape_gives_up_one_thing_at_a_time() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.burst(&["s", "a", "i", "Enter", "Up"]);
    robot.burst(&["F2", "x"]);
    robot.press("Escape");
    assert_eq!(robot.state.heard, ["committed"], "the edit only");
    robot.press("Escape");
    assert_eq!(robot.state.heard.last(), Some(&"closed"));
}

// ---- columns that stand still

#[test]
fn an_editor_never_covers_the_column_that_stands_still() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.burst(&["Right", "F2", "a"]);
    let name = robot.place_of("Họ và tên");
    // The edit is half below the frozen column now.
    robot.feed(&[Event::Keyboard(iced::keyboard::Event::ModifiersChanged(iced::keyboard::Modifiers::SHIFT))]);
    robot.move_to(Point::new(400.0, 200.0));
    robot.wheel(-2.0);
    robot.feed(&[Event::Keyboard(iced::keyboard::Event::ModifiersChanged(
        iced::keyboard::Modifiers::empty(),
    ))]);
    assert!(robot.place_of("Ghi chú").x < name.x + name.width, "scrolled across");
    let before = frozen_pixels(&mut robot, name.width);
    robot.press("Escape");
    robot.press("Escape");
    let after = frozen_pixels(&mut robot, name.width);
    assert_eq!(before, after, "nothing of the editor over the names");
    // A click on the name is a click on the name.
    robot.burst(&["F2", "b"]);
    robot.move_to(Point::new(400.0, 200.0));
    robot.feed(&[Event::Mouse(mouse::Event::WheelScrolled {
        delta: mouse::ScrollDelta::Lines { x: -2.0, y: 0.0 },
    })]);
    robot.click_at(Point::new(name.x + name.width - 20.0, name.y + name.height * 1.5));
    assert_eq!(robot.state.text(100, "note"), "b");
    assert_eq!(robot.state.list.edit(), None);
    assert_eq!(robot.state.list.column(), 0);
}

/// What is seen of the first rows in the column that stands still.
fn frozen_pixels(robot: &mut Bot, width: f32) -> Vec<u8> {
    let row = 4 * 600;
    robot
        .frame()
        .chunks_exact(row)
        .skip(34)
        .take(60)
        .flat_map(|line| line[16..(width as usize - 4) * 4].to_vec())
        .collect()
}

#[test]
fn frozen_columns_wider_than_the_window_and_narrow_windows_do_no_harm() {
    for (width, height) in [(600.0, 400.0), (120.0, 90.0), (30.0, 30.0), (1.0, 1.0)] {
        for frozen in [0, 1, 4, 99] {
            let mut sheet = Sheet::with(three(), 50);
            sheet.frozen = frozen;
            let mut robot = sheet.robot().sized(width, height);
            robot.burst(&["End", "a", "Tab", "b", "Tab", "c", "Enter", "Ctrl+End", "d", "Enter", "PageUp"]);
            robot.move_to(Point::new(width / 2.0, height / 2.0));
            robot.wheel(-3.0);
            let _ = robot.frame();
            robot.burst(&["Ctrl+A", "Delete", "Ctrl+Home", "F2", "Escape"]);
            let _ = robot.frame();
        }
    }
}

#[test]
fn nothing_at_all_can_be_worked_without_harm() {
    for (columns, rows) in [(three(), 0), (Vec::new(), 5), (Vec::new(), 0)] {
        let mut robot = Sheet::with(columns, rows).robot();
        robot.clipboard.0 = Some("a\tb\nc".to_owned());
        let keys = [
            "a",
            "F2",
            "Enter",
            "Ctrl+V",
            "Ctrl+C",
            "Ctrl+A",
            "Ctrl+D",
            "Delete",
            "Ctrl+X",
            "Shift+F10",
            "Down",
            "Escape",
            "Escape",
            "Shift+Space",
            "Ctrl+Space",
            "Home",
            "End",
            "Ctrl+End",
            "Ctrl+Down",
            "PageDown",
            "Alt+Up",
            "Alt+Left",
            "Alt+Right",
            "Alt+Shift+Right",
            "Alt+Down",
            "F4",
            "Space",
            "x",
            "Ctrl+;",
            "Ctrl+'",
            "Backspace",
            "Shift+Down",
            "Shift+End",
            "Ctrl+Enter",
        ];
        for key in keys {
            robot.press(key);
        }
        robot.burst(&keys);
        robot.compose(&["V", "Vi"], "Việt");
        robot.click_at(Point::new(300.0, 200.0));
        robot.click_at(Point::new(300.0, 10.0));
        let _ = robot.frame();
        assert!(robot.state.texts.is_empty());
    }
}

// ---- the clipboard

#[test]
fn a_ragged_paste_leaves_alone_what_it_says_nothing_of() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.burst(&["Down", "Right", "k", "e", "p", "t", "Enter", "Ctrl+Home"]);
    robot.clipboard.0 = Some("a\tb\r\nc\r\nd\te\tf\r\n".to_owned());
    robot.press("Ctrl+V");
    assert_eq!(robot.state.text(100, "name"), "a");
    assert_eq!(robot.state.text(100, "note"), "b");
    assert_eq!([robot.state.text(101, "name"), robot.state.text(101, "note")], ["c", "kept"]);
    assert_eq!(robot.state.text(102, "town"), "f");
}

#[test]
fn an_empty_clipboard_and_odd_texts_change_what_they_say_and_no_more() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.burst(&["k", "Enter", "Up"]);
    for empty in [None, Some(String::new())] {
        robot.clipboard.0 = empty;
        robot.press("Ctrl+V");
        assert_eq!(robot.state.text(100, "name"), "k");
    }
    let long = "ễ".repeat(10_000);
    for text in ["\"hai\ndòng\"", "e\u{302}\u{303} NFD", "👨‍👩‍👧 gia đình", "\u{0}\u{7}\u{1b}", &long]
    {
        robot.clipboard.0 = Some(text.to_owned());
        robot.press("Ctrl+V");
        let wanted = if text.starts_with('"') { "hai\ndòng" } else { text };
        assert_eq!(robot.state.text(100, "name"), wanted);
        robot.burst(&["F2", "Home", "End", "Backspace", "Escape"]);
        assert_eq!(robot.state.text(100, "name"), wanted, "looked at and left");
        let _ = robot.frame();
    }
}

#[test]
fn a_text_of_two_lines_is_not_lost_by_editing_beside_it() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.clipboard.0 = Some("\"hai\ndòng\"".to_owned());
    robot.press("Ctrl+V");
    robot.burst(&["F2", "Enter"]);
    assert_eq!(robot.state.text(100, "name"), "hai\ndòng");
}

// ---- rows and columns that move during an edit

#[test]
fn hiding_or_moving_the_column_of_an_edit_keeps_its_text() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.burst(&["Right", "a", "b"]);
    robot.state.list.apply(&grid::Event::ColumnHidden("note".to_owned()));
    robot.feed(&[]);
    robot.burst(&["c", "Enter"]);
    assert_eq!(robot.state.text(100, "note"), "abc");
    let order = ["name", "work", "town", "note"].map(String::from).to_vec();
    robot.burst(&["x", "y"]);
    let edited = robot.state.list.edit().map(|edit| edit.column.clone()).unwrap();
    robot.state.list.apply(&grid::Event::ColumnReordered(order));
    robot.feed(&[]);
    robot.burst(&["z", "Enter", "q", "Enter"]);
    assert_eq!(robot.state.text(101, &edited), "xyz");
    assert!(robot.state.texts.values().filter(|text| *text == "q").count() == 1);
}

#[test]
fn every_row_can_go_while_one_is_edited() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.burst(&["Down", "a"]);
    robot.state.rows.clear();
    robot.feed(&[]);
    robot.burst(&["b", "Enter", "c", "Tab"]);
    assert_eq!(robot.state.text(101, "name"), "ab");
    assert_eq!(robot.state.texts.len(), 1);
}

#[test]
fn a_press_that_is_held_while_rows_columns_and_window_go_does_no_harm() {
    let mut robot = Sheet::with(three(), 50).robot();
    let from = robot.place_of("Quê quán");
    for at in [
        Point::new(from.x + 30.0, 100.0),
        Point::new(from.x + 30.0, 15.0),
        Point::new(220.0, 15.0),
        Point::new(595.0, 60.0),
        Point::new(60.0, 395.0),
    ] {
        robot.state.columns = three();
        robot.state.rows = (100..150).collect();
        robot.feed(&[]);
        robot.move_to(at);
        robot.button(true);
        robot.move_to(Point::new(at.x + 9.0, at.y + 40.0));
        robot = robot.sized(200.0, 150.0);
        robot.feed(&[]);
        robot.state.columns.truncate(1);
        robot.state.rows.truncate(1);
        robot.feed(&[]);
        robot.move_to(Point::new(900.0, 900.0));
        let _ = robot.frame();
        robot.state.columns.clear();
        robot.state.rows.clear();
        robot.feed(&[]);
        robot.move_to(Point::new(-5.0, -5.0));
        robot.button(false);
        robot = robot.sized(600.0, 400.0);
    }
}

// ---- keys at the edges

#[test]
fn tab_from_the_last_cell_leaves_and_comes_back_without_loss() {
    let mut robot = Sheet::with(three(), 2).robot();
    robot.burst(&["Ctrl+End", "z", "Tab"]);
    assert!(robot.is_focused("leave"));
    assert_eq!(robot.state.text(101, "work"), "z");
    robot.burst(&["Shift+Tab", "y", "Enter"]);
    assert_eq!(robot.state.text(101, "work"), "y");
}

#[test]
fn the_menu_by_key_opens_at_the_cell_and_gives_the_focus_back() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.burst(&["a", "Shift+F10"]);
    assert!(robot.text_visible("Sao chép"), "{:?}", robot.texts());
    assert_eq!(robot.state.text(100, "name"), "a", "what was typed is finished first");
    robot.press("Escape");
    assert!(!robot.text_visible("Sao chép"));
    assert!(robot.is_focused("sheet"));
}

#[test]
fn a_choice_at_the_foot_of_a_narrow_window_is_seen_whole() {
    let levels: Vec<String> = (1..=9).map(|level| format!("Mức {level}")).collect();
    let columns = vec![Column::new("level", "Mức", 80.0).editable().kind(Kind::Choice(levels.into()))];
    let mut robot = Sheet::with(columns, 50).robot().sized(160.0, 400.0);
    robot.burst(&["Ctrl+End", "Alt+Down"]);
    let last = robot.place_of("9  Mức 9");
    assert!(last.y + last.height <= 400.0 && last.x >= 0.0, "{last:?}");
    robot.burst(&["3", "Enter"]);
    assert_eq!(robot.state.text(149, "level"), "Mức 3");
}

#[test]
fn a_word_in_the_making_goes_into_its_cell_when_another_is_clicked() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.preedit("Vi");
    robot.preedit("Việt");
    let note = robot.place_of("Ghi chú");
    robot.click_at(Point::new(note.x + 20.0, note.y + 100.0));
    robot.commit("Việt");
    assert_eq!(robot.state.text(100, "name"), "Việt");
    assert!(robot.state.texts.iter().all(|((row, _), text)| *row == 100 || text.is_empty()));
    robot.burst(&["k", "Enter"]);
    assert!(robot.state.texts.values().any(|text| text == "k"));
}

#[test]
fn a_menu_is_not_for_the_record_that_takes_the_place_of_its_own() {
    let mut robot = Sheet::with(three(), 5).robot();
    robot.burst(&["a", "Enter", "b", "Enter", "c", "Enter", "Up", "Up", "Shift+F10"]);
    robot.state.rows.swap(1, 3);
    robot.feed(&[]);
    assert!(robot.text_visible("Xóa nội dung"), "its record is there still");
    robot.state.rows.retain(|row| *row != 101);
    robot.feed(&[]);
    assert!(!robot.text_visible("Xóa nội dung"));
    robot.press("Escape");
    assert_eq!([100, 101, 102].map(|row| robot.state.text(row, "name")), ["a", "b", "c"]);
}

#[test]
fn a_selection_whose_rows_go_acts_on_what_is_still_there() {
    let mut robot = Sheet::with(three(), 6).robot();
    robot.burst(&["a", "Enter", "b", "Enter", "c", "Enter", "d", "Enter", "e", "Enter", "f", "Enter"]);
    robot.burst(&["Ctrl+Home", "Down", "Shift+Down", "Shift+Down"]);
    // The cursor's record goes while three are selected: what is left is the cursor alone.
    robot.state.rows.retain(|row| *row != 101);
    robot.burst(&["Delete"]);
    let names: Vec<String> = (100..106).map(|row| robot.state.text(row, "name")).collect();
    assert_eq!(names, ["a", "b", "", "d", "e", "f"], "never more than the one under the cursor");
}
