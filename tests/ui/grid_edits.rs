//! Typing in the grid as in a spreadsheet, worked by a robot.

use std::collections::BTreeMap;

use crate::support::robot::Robot;
use iced::{Element, Task};
use so_chi_bo::ui::keymap::{Bind, Chord};
use so_chi_bo::ui::widget::grid::{Ask, Cell, Change, Column, Event, Kind, RowKey, State, Words};
use so_chi_bo::ui::widget::{focus_scope, grid, key_scope, press};

/// A sheet whose records are stored at once; numbers are checked.
struct Sheet {
    list: State,
    columns: Vec<Column>,
    rows: Vec<RowKey>,
    texts: BTreeMap<(RowKey, String), String>,
    opened: Vec<RowKey>,
    left_over: (usize, usize),
    closed: usize,
    copied: Option<String>,
}

#[derive(Debug, Clone)]
enum Said {
    List(Event),
    Pressed,
    Closed,
}

/// The record that can't be edited.
const LOCKED: RowKey = 104;

impl Sheet {
    fn robot() -> Robot<Self, Said> {
        let levels = ["Xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Không hoàn thành"].map(String::from);
        let sheet = Self {
            list: State::new(),
            columns: vec![
                Column::new("name", "Họ và tên", 220.0).editable(),
                Column::new("code", "Mã", 100.0),
                Column::new("born", "Ngày sinh", 120.0).editable().centred().kind(Kind::Date),
                Column::new("fee", "Đảng phí", 120.0).editable().number().kind(Kind::Number),
                Column::new("level", "Xếp loại", 160.0).editable().kind(Kind::Choice(levels.into())),
                Column::new("exempt", "Miễn", 80.0).editable().centred().kind(Kind::Tick),
            ],
            rows: (100..160).collect(),
            texts: BTreeMap::new(),
            opened: Vec::new(),
            left_over: (0, 0),
            closed: 0,
            copied: None,
        };
        let mut robot = Robot::new(sheet, Self::update, Self::view);
        robot.press("Tab");
        robot
    }

    fn update(&mut self, said: Said) -> Task<Said> {
        let event = match said {
            Said::List(event) => event,
            Said::Pressed => return Task::none(),
            Said::Closed => {
                self.closed += 1;
                return Task::none();
            }
        };
        self.list.apply(&event);
        match event {
            Event::Committed(change) => self.store(change),
            Event::Asked(Ask::Copy(block)) => {
                let text = block.copied(|row, column| self.text(row, column));
                self.copied = Some(text.clone());
                return iced::clipboard::write(text);
            }
            Event::Asked(ask) => {
                let plan = ask.plan(|row, column| Some(self.text(row, column)), check);
                if let Ask::Paste(paste) = &ask {
                    self.left_over = (paste.rows_left_over, paste.columns_left_over);
                    self.list.mend(&plan.changes);
                }
                plan.changes.into_iter().for_each(|change| self.store(change));
            }
            Event::Opened(row) => self.opened.push(row),
            _ => {}
        }
        Task::none()
    }

    fn store(&mut self, change: Change) {
        match check(&change) {
            Ok(()) => drop(self.texts.insert((change.row, change.column), change.text)),
            Err(reason) => self.list.refuse(change, reason),
        }
    }

    fn text(&self, row: RowKey, column: &str) -> String {
        self.texts.get(&(row, column.to_owned())).cloned().unwrap_or_default()
    }

    /// What a row holds, of the columns name, born, fee, level, exempt.
    fn row(&self, row: RowKey) -> [String; 5] {
        ["name", "born", "fee", "level", "exempt"].map(|column| self.text(row, column))
    }

    fn view(&self) -> Element<'_, Said> {
        let cell = |row: usize, column: usize| {
            let (row, column) = (self.rows[row], self.columns[column].key());
            let cell = Cell::from(if column == "code" { row.to_string() } else { self.text(row, column) });
            if row == LOCKED { cell.locked("Đã chuyển đi") } else { cell }
        };
        let sheet = grid(&self.list, &self.columns, self.rows.len(), cell, Said::List)
            .keys(|row| self.rows[row])
            .today("15/11/2026")
            .words(words)
            .status()
            .id("sheet");
        let leave = press("Thôi").id("leave").on_press(Said::Pressed);
        let save = Bind::new(Chord::ctrl('s'), Said::Pressed);
        let close = Bind::new(Chord::key(iced::keyboard::key::Named::Escape), Said::Closed);
        focus_scope(key_scope(iced::widget::column![sheet, leave], vec![save, close])).into()
    }
}

fn check(change: &Change) -> Result<(), String> {
    let is_number = change.text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    match change.column.as_str() {
        _ if change.row == LOCKED => Err("Đã chuyển đi".to_owned()),
        "code" => Err("Mã không sửa được".to_owned()),
        "fee" if !is_number => Err("Chỉ gõ số".to_owned()),
        _ => Ok(()),
    }
}

type Bot = Robot<Sheet, Said>;

/// The row and the column of the cursor.
fn at(robot: &Bot) -> (usize, usize) {
    let cursor = robot.state.list.selection().expect("a cursor").cursor;
    (cursor.row, cursor.column)
}

/// The rows and columns that are selected, the last included.
fn range(robot: &Bot) -> [usize; 4] {
    let selection = robot.state.list.selection().expect("a selection");
    let (rows, columns) = (selection.rows(), selection.columns());
    [rows.start, rows.end - 1, columns.start, columns.end - 1]
}

// ---- typing

fn words() -> Words {
    Words {
        locked: || "Cột này không sửa ở đây".to_owned(),
        editing: |column, text| format!("Đang sửa {column}: {text}"),
        selected: |selected| {
            let sum = selected.sum.clone().unwrap_or_default();
            format!("{} ô · {} số · {sum}", selected.cells, selected.numbers)
        },
        ..so_chi_bo::ui::part::grid_words::words()
    }
}

#[test]
fn a_burst_of_keys_lands_in_neighbouring_cells() {
    let mut robot = Sheet::robot();
    robot.burst(&["A", "n", "Tab", "B", "Enter", "C", "Enter"]);
    assert_eq!(robot.state.row(100)[..2], ["An", "B"]);
    assert_eq!(robot.state.row(101)[0], "C", "Enter after Tab goes to where the run began");
    assert_eq!(at(&robot), (2, 0));
    assert_eq!(robot.state.list.edit(), None);
    assert!(!robot.state.list.is_dirty());
}

#[test]
fn typing_replaces_and_f2_goes_on_with_what_is_there() {
    let mut robot = Sheet::robot();
    robot.burst(&["K", "i", "m", "Enter", "Up"]);
    robot.burst(&["S", "a", "Enter", "Up"]);
    assert_eq!(robot.state.row(100)[0], "Sa");
    robot.burst(&["F2", "n", "Left", "Left", "u", "Enter"]);
    assert_eq!(robot.state.row(100)[0], "Suan", "F2: arrows move the caret");
    robot.burst(&["Up", "x", "Down"]);
    assert_eq!(robot.state.row(100)[0], "x", "typed: arrows finish");
    assert_eq!(at(&robot), (1, 0));
    robot.burst(&["a", "F2", "Left", "b", "Enter"]);
    assert_eq!(robot.state.row(101)[0], "ba", "F2 while typing turns to the caret");
}

#[test]
fn f2_sees_what_the_same_batch_has_typed() {
    let mut robot = Sheet::robot();
    robot.burst(&["A", "Enter", "Up", "F2", "n", "Enter", "Ctrl+D", "Down", "Ctrl+'", "h", "Enter"]);
    assert_eq!(robot.state.row(100)[0], "An");
    assert_eq!(robot.state.row(101)[0], "An", "a single cell is filled from above");
    assert_eq!(robot.state.row(102)[0], "Anh", "the text above, to be changed");
}

#[test]
fn escape_gives_up_and_delete_and_backspace_clear() {
    let mut robot = Sheet::robot();
    robot.burst(&["A", "Enter", "Up", "B", "Escape"]);
    assert_eq!(robot.state.row(100)[0], "A");
    assert_eq!(robot.state.list.edit(), None);
    assert_eq!(robot.state.closed, 0, "Escape is the edit's");
    robot.press("Backspace");
    assert_eq!(robot.state.list.edit().map(|edit| edit.text.as_str()), Some(""));
    robot.burst(&["Backspace", "c", "Enter", "Up"]);
    assert_eq!(robot.state.row(100)[0], "c");
    robot.press("Delete");
    assert_eq!(robot.state.row(100)[0], "");
    robot.burst(&["Ctrl+;", "Enter"]);
    assert_eq!(robot.state.row(100)[0], "15/11/2026");
}

#[test]
fn typing_is_taken_back_within_the_cell() {
    let mut robot = Sheet::robot();
    robot.burst(&["A", "Enter", "Up", "F2", "n", "Ctrl+Z"]);
    assert_eq!(robot.state.list.edit().map(|edit| edit.text.as_str()), Some("A"));
    robot.burst(&["Ctrl+Z", "Ctrl+Z"]);
    assert_eq!(robot.state.list.edit().map(|edit| edit.text.as_str()), Some("A"), "it stops there");
    robot.burst(&["Ctrl+Y", "Enter"]);
    assert_eq!(robot.state.row(100)[0], "An");
}

#[test]
fn tab_goes_along_the_cells_that_can_be_edited_and_leaves_the_grid() {
    let mut robot = Sheet::robot();
    robot.burst(&["Down", "Down", "Down", "a", "Tab"]);
    assert_eq!(at(&robot), (3, 2), "not the code");
    robot.burst(&["Tab", "Tab", "Tab", "Tab"]);
    assert_eq!(at(&robot), (5, 0), "not the locked row");
    robot.press("Shift+Tab");
    assert_eq!(at(&robot), (3, 5));
    robot.press("Enter");
    assert_eq!(at(&robot), (4, 0), "back to where the run began");
    assert!(robot.state.opened.is_empty());
    robot.burst(&["Down", "b", "Enter"]);
    robot.press("Escape");
    robot.press("Tab");
    assert!(robot.is_focused("leave"), "Escape ends the run");
    robot.press("Shift+Tab");
    assert!(robot.is_focused("sheet"));
    robot.press("Tab");
    assert!(robot.is_focused("leave"), "without an edit Tab goes on at once");
    robot.press("Shift+Tab");
    robot.burst(&["Ctrl+End", "x"]);
    assert_eq!(robot.state.row(159)[4], "x");
    robot.burst(&["F2", "y", "Backspace"]);
    assert_eq!(robot.state.row(159)[4], "x", "a tick has no text to type");
    robot.burst(&["Left", "F2", "Tab"]);
    assert_eq!(at(&robot), (59, 5));
    robot.press("Tab");
    assert!(robot.is_focused("leave"), "after the last cell");
    robot.press("Shift+Tab");
    robot.press("Enter");
    assert_eq!(robot.state.opened, [159], "without an edit Enter opens");
}

#[test]
fn what_is_left_is_stored() {
    let mut robot = Sheet::robot();
    robot.burst(&["A", "n"]);
    robot.click("105");
    assert_eq!(robot.state.row(100)[0], "An", "a click elsewhere");
    assert_eq!(at(&robot), (5, 1));
    robot.burst(&["Left", "B"]);
    robot.click("Thôi");
    assert_eq!(robot.state.row(105)[0], "B", "the focus went elsewhere");
    robot.press("Shift+Tab");
    robot.burst(&["C", "Ctrl+S"]);
    assert_eq!(robot.state.row(105)[0], "C", "a shortcut");
    robot.burst(&["D", "PageDown"]);
    assert_eq!(robot.state.row(105)[0], "D");
}

#[test]
fn a_double_click_edits_where_one_can_and_opens_where_not() {
    let mut robot = Sheet::robot();
    robot.burst(&["A", "n", "Enter"]);
    robot.click("An");
    robot.click("An");
    assert_eq!(robot.state.list.edit().map(|edit| edit.text.as_str()), Some("An"));
    robot.burst(&["h", "Enter"]);
    assert_eq!(robot.state.row(100)[0], "Anh");
    robot.click("103");
    robot.click("103");
    assert_eq!(robot.state.opened, [103]);
}

// ---- Vietnamese

#[test]
fn unikey_and_input_methods_type_into_cells() {
    let mut robot = Sheet::robot();
    robot.unikey(&["T", "Th", "Thu", "Thuy", "Thúy"]);
    robot.burst(&["Tab"]);
    robot.packet("đ");
    robot.burst(&["Enter"]);
    assert_eq!(robot.state.row(100)[..2], ["Thúy", "đ"]);
    robot.compose(&["N", "Ng", "Nguyê", "Nguyễn"], "Nguyễn");
    robot.press("Space");
    robot.compose(&["A", "Ẩ"], "Ẩn");
    robot.press("Enter");
    assert_eq!(robot.state.row(101)[0], "Nguyễn Ẩn");
    robot.burst(&["F2"]);
    robot.unikey(&["Thuỳ"]);
    robot.press("Enter");
    assert_eq!(robot.state.row(102)[0], "Thuỳ");
}

#[test]
fn a_word_that_is_finished_after_a_click_belongs_to_the_old_cell() {
    let mut robot = Sheet::robot();
    robot.burst(&["L", "ê", "Space"]);
    let preedit = |text: &str| iced::advanced::input_method::Event::Preedit(text.to_owned(), None);
    robot.feed(&[iced::Event::InputMethod(preedit("Ha"))]);
    robot.click("103");
    robot.press("Left");
    let commit = iced::advanced::input_method::Event::Commit("Hà".to_owned());
    robot.feed(&[iced::Event::InputMethod(preedit("")), iced::Event::InputMethod(commit)]);
    assert_eq!(robot.state.row(100)[0], "Lê Hà");
    assert_eq!(robot.state.list.edit(), None);
    robot.compose(&["A"], "Â");
    robot.press("Enter");
    assert_eq!(robot.state.row(103)[0], "Â");
}

#[test]
fn an_input_method_is_awaited_only_where_one_can_type() {
    let mut robot = Sheet::robot();
    assert!(robot.awaits_text, "before the first letter");
    robot.press("a");
    assert!(robot.awaits_text, "while editing");
    robot.burst(&["Escape", "Right"]);
    assert!(!robot.awaits_text);
    robot.compose(&["a"], "ă");
    assert_eq!(robot.state.list.edit(), None, "the code can't be edited");
    assert!(robot.text_visible("Cột này không sửa ở đây"));
}

// ---- kinds

#[test]
fn a_choice_is_typed_by_number_or_letters_or_chosen_from_the_list() {
    let mut robot = Sheet::robot();
    robot.burst(&[
        "End", "Left", "2", "Enter", "k", "h", "o", "n", "g", "Enter", "h", "o", "a", "n", "Down", "Enter",
    ]);
    let levels: Vec<_> = (100..103).map(|row| robot.state.text(row, "level")).collect();
    assert_eq!(levels, ["Hoàn thành tốt", "Không hoàn thành", "Hoàn thành"]);
    robot.burst(&["l", "ạ", "Enter"]);
    assert_eq!(robot.state.text(103, "level"), "lạ", "what is not in the list is left to the screen");
    robot.burst(&["Up", "Up", "Alt+Down"]);
    assert!(robot.text_visible("1  Xuất sắc"));
    robot.press("Up");
    robot.press("Tab");
    assert_eq!(robot.state.text(102, "level"), "Hoàn thành tốt");
    robot.press("Left");
    robot.press("F4");
    robot.press("Escape");
    assert!(!robot.text_visible("1  Xuất sắc"));
    robot.press("Escape");
    assert_eq!(robot.state.text(102, "level"), "Hoàn thành tốt");
    robot.press("F4");
    robot.click("4  Không hoàn thành");
    assert_eq!(robot.state.text(102, "level"), "Không hoàn thành");
    assert_eq!(robot.state.list.edit(), None);
    robot.press("Delete");
    assert_eq!(robot.state.text(102, "level"), "");
}

#[test]
fn a_tick_turns_over_by_key_and_click() {
    let mut robot = Sheet::robot();
    robot.burst(&["End", "Space", "Down", "x", "Down", "x", "Space"]);
    let ticks: Vec<_> = (100..103).map(|row| robot.state.text(row, "exempt")).collect();
    assert_eq!(ticks, ["x", "x", ""]);
    let cell = robot.place_of("x");
    robot.click_at(cell.center());
    assert_eq!(robot.state.text(100, "exempt"), "");
    robot.click_at(iced::Point::new(cell.x + 3.0, cell.center_y()));
    assert_eq!(robot.state.text(100, "exempt"), "", "beside the box");
}

#[test]
fn locked_cells_say_why() {
    let mut robot = Sheet::robot();
    robot.burst(&["Right", "a"]);
    assert_eq!(robot.state.list.edit(), None);
    assert!(robot.text_visible("Cột này không sửa ở đây"));
    robot.burst(&["Left", "Down", "Down", "Down", "Down"]);
    assert!(robot.text_visible("Đã chuyển đi"));
    robot.burst(&["b", "Delete", "F2", "Backspace", "Enter"]);
    assert_eq!(robot.state.row(LOCKED)[0], "");
    assert_eq!(robot.state.list.drafts().len(), 0);
}

#[test]
fn a_refused_text_stays_until_it_is_mended_or_given_up() {
    let mut robot = Sheet::robot();
    robot.burst(&["Right", "Right", "Right", "a", "b", "Enter"]);
    assert!(robot.text_visible("ab"));
    assert!(robot.state.list.is_dirty());
    robot.press("Up");
    assert!(robot.text_visible("Chỉ gõ số"));
    robot.burst(&["F2", "Enter", "Up"]);
    assert!(robot.text_visible("ab"), "looking at it does not drop it");
    robot.burst(&["F2", "Backspace", "Backspace", "7", "Enter"]);
    assert_eq!(robot.state.row(100)[2], "7");
    assert!(!robot.state.list.is_dirty());
    robot.burst(&["c", "Enter", "Up"]);
    assert!(robot.state.list.is_dirty());
    robot.press("Escape");
    assert!(!robot.state.list.is_dirty(), "Escape forgets it");
    assert_eq!(robot.state.row(101)[2], "");
}

// ---- selecting

#[test]
fn keys_draw_a_selection() {
    let mut robot = Sheet::robot();
    robot.burst(&["Right", "Shift+Right", "Shift+Down", "Shift+Down"]);
    assert_eq!(range(&robot), [0, 2, 1, 2]);
    assert_eq!(at(&robot), (0, 1), "the current cell stays");
    robot.press("Shift+Home");
    assert_eq!(range(&robot), [0, 2, 0, 1]);
    robot.press("Shift+End");
    assert_eq!(range(&robot), [0, 2, 1, 5]);
    robot.press("Ctrl+Shift+Home");
    assert_eq!(range(&robot), [0, 0, 0, 1]);
    robot.press("Ctrl+Shift+End");
    assert_eq!(range(&robot), [0, 59, 1, 5]);
    robot.press("Down");
    assert_eq!(range(&robot), [1, 1, 1, 1]);
    robot.press("Shift+PageDown");
    assert!(range(&robot)[1] > 10);
    robot.press("Shift+PageUp");
    assert_eq!(range(&robot), [1, 1, 1, 1]);
    robot.burst(&["Shift+Down", "Shift+Space"]);
    assert_eq!(range(&robot), [1, 2, 0, 5]);
    robot.burst(&["Right", "Ctrl+Space"]);
    assert_eq!(range(&robot), [0, 59, 2, 2]);
    robot.press("Ctrl+A");
    assert_eq!(range(&robot), [0, 59, 0, 5]);
    assert_eq!(at(&robot), (1, 2), "the current cell stays where it is");
    robot.press("Ctrl+Shift+Down");
    robot.press("Home");
    assert_eq!(at(&robot), (1, 0));
    robot.press("Ctrl+Right");
    assert_eq!(at(&robot), (1, 1), "to the next filled cell");
    robot.press("Ctrl+Down");
    assert_eq!(at(&robot), (59, 1));
}

#[test]
fn the_mouse_draws_a_selection_and_scrolls_at_the_edge() {
    let mut robot = Sheet::robot();
    let from = robot.place_of("101").center();
    robot.move_to(from);
    robot.button(true);
    robot.move_to(iced::Point::new(from.x + 110.0, from.y + 60.0));
    robot.button(false);
    assert_eq!(range(&robot), [1, 3, 1, 2]);
    robot.move_to(iced::Point::new(20.0, 300.0));
    assert_eq!(range(&robot), [1, 3, 1, 2], "the button is up");
    robot.move_to(from);
    robot.button(true);
    for step in 0..30 {
        robot.move_to(iced::Point::new(from.x, 660.0 + step as f32));
    }
    robot.button(false);
    assert!(robot.state.list.visible().start > 10, "rows come into view");
    assert_eq!(range(&robot)[0], 1);
    robot.press("Ctrl+Home");
    robot.feed(&[modifiers(iced::keyboard::Modifiers::SHIFT)]);
    robot.click("103");
    assert_eq!(range(&robot), [0, 3, 0, 1]);
}

fn modifiers(held: iced::keyboard::Modifiers) -> iced::Event {
    iced::Event::Keyboard(iced::keyboard::Event::ModifiersChanged(held))
}

#[test]
fn enter_and_tab_walk_through_a_selection() {
    let mut robot = Sheet::robot();
    robot.burst(&["Shift+Down", "a", "Enter", "b", "Enter", "c", "Enter"]);
    assert_eq!([robot.state.row(100)[0].as_str(), &robot.state.row(101)[0]], ["c", "b"]);
    assert_eq!(range(&robot), [0, 1, 0, 0]);
}

// ---- many cells

#[test]
fn a_range_is_filled_and_cleared() {
    let mut robot = Sheet::robot();
    robot.burst(&[
        "K",
        "Tab",
        "1",
        "Enter",
        "Up",
        "Shift+Right",
        "Shift+Right",
        "Shift+Down",
        "Shift+Down",
        "Ctrl+D",
    ]);
    for row in 100..103 {
        assert_eq!(robot.state.row(row)[..2], ["K", "1"], "row {row}");
    }
    robot.burst(&["o", "Ctrl+Enter"]);
    for row in 100..103 {
        assert_eq!(robot.state.row(row)[..2], ["o", "o"], "row {row}");
    }
    assert_eq!(range(&robot), [0, 2, 0, 2], "the selection stays");
    robot.press("Delete");
    assert!((100..103).all(|row| robot.state.row(row)[..2] == ["", ""]));
}

#[test]
fn cells_are_copied_cut_and_pasted_as_excel_does() {
    let mut robot = Sheet::robot();
    robot.burst(&["K", "Tab", "1", "Enter", "L", "Tab", "2", "Enter"]);
    robot.burst(&["Ctrl+Home", "Shift+Down", "Shift+Right", "Shift+Right", "Ctrl+C"]);
    assert_eq!(robot.state.copied.as_deref(), Some("K\t\t1\r\nL\t\t2\r\n"));
    robot.burst(&["Down", "Down"]);
    robot.press("Ctrl+V");
    assert_eq!([&robot.state.row(102)[..2], &robot.state.row(103)[..2]], [["K", "1"], ["L", "2"]]);
    assert_eq!(range(&robot), [2, 3, 0, 2], "what was pasted is selected");
    robot.press("Ctrl+X");
    assert_eq!(robot.state.row(103)[..2], ["", ""]);
    robot.press("Shift+Insert");
    assert_eq!(robot.state.row(103)[..2], ["L", "2"]);
}

#[test]
fn a_paste_repeats_fills_and_is_cut_at_the_edges() {
    let mut robot = Sheet::robot();
    robot.clipboard.0 = Some("a\nb\n".to_owned());
    robot.burst(&["Shift+Down", "Shift+Down", "Shift+Down", "Ctrl+V"]);
    assert_eq!([100, 101, 102, 103].map(|row| robot.state.text(row, "name")), ["a", "b", "a", "b"]);
    robot.clipboard.0 = Some("z".to_owned());
    robot.press("Ctrl+V");
    assert!((100..104).all(|row| robot.state.text(row, "name") == "z"));
    robot.clipboard.0 = Some("1\t2\t3\n4\t5\t6\n7\t8\t9".to_owned());
    robot.burst(&["Ctrl+End", "Up", "Left", "Ctrl+V"]);
    assert_eq!(robot.state.left_over, (1, 1));
    assert_eq!(robot.state.row(159)[3..], ["4", "5"]);
    // Of filtered rows only those that are shown are pasted into; what can't be stored is left.
    robot.state.rows = vec![100, 102, LOCKED, 106];
    robot.clipboard.0 = Some("p\nq\nr\ns".to_owned());
    robot.burst(&["Ctrl+Home", "Ctrl+V"]);
    let names = [100, 101, 102, 104, 106].map(|row| robot.state.text(row, "name"));
    assert_eq!(names, ["p", "z", "q", "", "s"]);
}

// ---- status

#[test]
fn selected_numbers_are_counted_and_summed() {
    let mut robot = Sheet::robot();
    robot.burst(&["Right", "Right", "Right", "4", ".", "3", "7", "3", "Enter", "6", "2", "7", "Enter"]);
    robot.burst(&["Ctrl+Home", "Shift+Down", "Shift+End"]);
    assert!(robot.text_visible("12 ô · 4 số · 5.201"), "with the codes: {:?}", robot.texts());
    robot.press("Down");
    assert!(!robot.texts().iter().any(|seen| seen.text.contains(" ô · ")));
}

// ---- an edit belongs to its record

#[test]
fn an_edit_stays_with_its_record_when_rows_move() {
    let mut robot = Sheet::robot();
    robot.burst(&["Down", "Down", "A"]);
    robot.state.rows.reverse();
    robot.feed(&[]);
    robot.press("n");
    assert!(robot.text_visible("An"));
    robot.wheel_over_rows(50.0);
    robot.press("h");
    assert!(robot.text_visible("Đang sửa Họ và tên: Anh"), "it is out of view");
    robot.state.rows.retain(|row| *row != 102);
    robot.feed(&[]);
    robot.burst(&["Enter", "Z", "Enter"]);
    assert_eq!(robot.state.text(102, "name"), "Anh");
    let others: Vec<_> = robot.state.texts.iter().filter(|(_, text)| *text == "Z").collect();
    assert_eq!(others.len(), 1);
    assert_ne!(others[0].0.0, 102);
}

trait OverRows {
    /// Turns the wheel over the rows; down is negative.
    fn wheel_over_rows(&mut self, lines: f32);
}

impl OverRows for Bot {
    fn wheel_over_rows(&mut self, lines: f32) {
        self.move_to(iced::Point::new(300.0, 200.0));
        self.wheel(lines);
    }
}
