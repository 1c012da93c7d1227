//! The grid's columns, worked by a robot: standing still, moved, hidden, fitted, sorted by several;
//! its menus, the bubble of the scroll bar, the card on hover.

use std::time::{Duration, Instant};

use crate::support::robot::Robot;
use iced::{Element, Event, Point, Task, mouse, window};
use so_chi_bo::ui::widget::grid::{Arrangement, Ask, Cell, Column, Item, Order, Words, sort_as_asked};
use so_chi_bo::ui::widget::{focus_scope, grid, pointer_in_order};

struct Table {
    list: grid::State,
    columns: Vec<Column>,
    sorted: Vec<(String, Order)>,
    frozen: usize,
    events: Vec<grid::Event>,
    opened: Vec<grid::RowKey>,
}

#[derive(Debug, Clone)]
enum Row {
    List(grid::Event),
    Opened(grid::RowKey),
}

const LONG: &str = "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Trà Vinh, Chi bộ Văn phòng";
const ROWS: usize = 1_000;

impl Table {
    fn new() -> Self {
        Self {
            list: grid::State::new(),
            columns: vec![
                Column::new("name", "Họ và tên", 220.0),
                Column::new("born", "Năm sinh", 120.0).number(),
                Column::new("unit", "Chi bộ", 160.0),
                Column::new("note", "Ghi chú", 200.0).unsorted().editable(),
            ],
            sorted: vec![("name".to_owned(), Order::Up)],
            frozen: 0,
            events: Vec::new(),
            opened: Vec::new(),
        }
    }

    fn robot(self) -> Robot<Self, Row> {
        let mut robot = Robot::new(self, Self::update, Self::view);
        robot.press("Tab");
        robot
    }

    fn update(&mut self, said: Row) -> Task<Row> {
        match said {
            Row::List(event) => {
                self.list.apply(&event);
                let _ = sort_as_asked(&mut self.sorted, &event);
                self.events.push(event);
            }
            Row::Opened(row) => self.opened.push(row),
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Row> {
        let cell = |row: usize, column: usize| match (row, column) {
            (1, 2) => Cell::from(LONG),
            (2, 2) => Cell::from("khóa").locked("Chi bộ này đã đóng."),
            (3, 2) => Cell::from("sai").problem("Không có chi bộ này."),
            _ => Cell::from(format!("r{row} c{column}")),
        };
        let grid = grid(&self.list, &self.columns, ROWS, cell, Row::List)
            .id("grid")
            .frozen(self.frozen)
            .sorted(self.sorted.clone())
            .bubble(|row| format!("ở {row}"))
            .words(words)
            .menu(|row| vec![Item::new("Mở hồ sơ", Row::Opened(row)).hint("F2")]);
        pointer_in_order(focus_scope(grid))
    }

    fn take(&mut self) -> Vec<grid::Event> {
        std::mem::take(&mut self.events)
    }
}

fn words() -> Words {
    Words {
        cut: || "Cắt".into(),
        copy: || "Sao chép".into(),
        paste: || "Dán".into(),
        fill_down: || "Điền xuống".into(),
        clear: || "Xóa nội dung".into(),
        sort_up: || "Sắp xếp tăng dần".into(),
        sort_down: || "Sắp xếp giảm dần".into(),
        sort_also: || "Sắp xếp thêm theo cột này".into(),
        fit_width: || "Vừa độ rộng nội dung".into(),
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

/// Titles from left to right.
fn titles(robot: &mut Robot<Table, Row>) -> Vec<String> {
    let known = ["Họ và tên", "Năm sinh", "Chi bộ", "Ghi chú"];
    let mut seen = robot.texts();
    seen.retain(|text| known.contains(&text.text.as_str()));
    seen.sort_by(|one, other| one.bounds.x.total_cmp(&other.bounds.x));
    seen.into_iter().map(|text| text.text).collect()
}

fn right_click(robot: &mut Robot<Table, Row>, text: &str) {
    let at = robot.place_of(text).center();
    robot.move_to(at);
    robot.feed(&[Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right))]);
    robot.feed(&[Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Right))]);
}

fn drag(robot: &mut Robot<Table, Row>, from: Point, to: Point) {
    robot.move_to(from);
    robot.button(true);
    robot.move_to(to);
    robot.button(false);
}

#[test]
fn a_drag_between_two_frames_takes_the_border_where_it_began() {
    let mut robot = Table::new().robot();
    let [name, born] = ["Họ và tên", "Năm sinh"].map(|title| robot.place_of(title));
    let border = |column: iced::Rectangle| Point::new(column.x + column.width, 15.0);
    robot.drag_between_frames(border(name), border(born));
    let widths = robot.state.list.widths();
    assert_eq!(widths.get("name"), Some(&(name.width + born.width)), "{widths:?}");
    assert_eq!(widths.get("born"), None, "{widths:?}");
}

#[test]
fn frozen_columns_stay_while_the_others_scroll_and_the_cursor_comes_out_from_below() {
    let mut table = Table::new();
    table.frozen = 1;
    let mut robot = table.robot().sized(420.0, 300.0);
    robot.burst(&["Down", "Right", "Right", "Right"]);
    assert_eq!(robot.place_of("Họ và tên").x, 0.0, "it stands still");
    let note = robot.place_of("Ghi chú");
    assert!(note.x >= 220.0 - 0.5 && robot.text_visible("r0 c0"), "the rest scrolls: {note:?}");
    robot.press("Left");
    robot.press("Left");
    assert!(robot.place_of("Năm sinh").x >= 220.0, "what lies below the frozen column is brought out");
    // A press on the frozen column is one on it, wherever the others are scrolled to.
    robot.burst(&["Right", "Right"]);
    robot.click("r3 c0");
    assert_eq!(robot.state.list.column(), 0);
    assert!(robot.state.list.selection().is_some_and(|selection| selection.cursor.row == 3));
}

#[test]
fn a_header_is_dragged_to_another_place_and_a_click_still_sorts() {
    let mut robot = Table::new().robot();
    robot.burst(&["Down", "Right"]);
    let (from, to) = (robot.place_of("Năm sinh").center(), robot.place_of("Ghi chú").center());
    robot.click_at(from);
    assert!(matches!(robot.state.take().last(), Some(grid::Event::SortAsked { .. })));
    drag(&mut robot, from, Point::new(from.x + 3.0, from.y));
    let small = robot.state.take();
    assert!(small.iter().all(|event| !event.rearranges()), "a shaky hand moves nothing: {small:?}");
    drag(&mut robot, from, Point::new(to.x + 20.0, to.y));
    assert_eq!(titles(&mut robot), ["Họ và tên", "Chi bộ", "Ghi chú", "Năm sinh"]);
    assert!(robot.text_visible("r0 c1"), "the screen is asked by its own column");
    assert_eq!(robot.state.list.column(), 3, "the cursor goes with its column");
    assert_eq!(robot.state.list.column_key(&robot.state.columns), Some("born"));
    let said = robot.state.take();
    assert!(said.iter().all(|event| !matches!(event, grid::Event::SortAsked { .. })), "{said:?}");
}

#[test]
fn columns_are_moved_by_key_however_fast() {
    let mut robot = Table::new().robot();
    robot.burst(&["Down", "Right", "Alt+Shift+Right", "Alt+Shift+Right", "Alt+Right"]);
    assert_eq!(titles(&mut robot), ["Họ và tên", "Chi bộ", "Ghi chú", "Năm sinh"]);
    assert_eq!(robot.state.list.widths().get("born"), Some(&140.0), "the key after meant the same column");
    robot.press("Alt+Shift+Right");
    robot.burst(&["Alt+Shift+Left"; 9]);
    assert_eq!(titles(&mut robot), ["Năm sinh", "Họ và tên", "Chi bộ", "Ghi chú"]);
    assert_eq!(robot.state.list.column(), 0);
}

#[test]
fn a_column_is_hidden_and_shown_again_where_it_was() {
    let mut robot = Table::new().robot();
    robot.press("Down");
    right_click(&mut robot, "Năm sinh");
    robot.click("Ẩn cột này");
    assert_eq!(titles(&mut robot), ["Họ và tên", "Chi bộ", "Ghi chú"]);
    assert!(!robot.text_visible("r0 c1") && robot.text_visible("r0 c3"));
    assert!(robot.state.list.arrangement().is_hidden("born"));
    right_click(&mut robot, "Ghi chú");
    robot.click("Hiện cột: Năm sinh");
    assert_eq!(titles(&mut robot), ["Họ và tên", "Năm sinh", "Chi bộ", "Ghi chú"]);
    assert_eq!(robot.state.list.arrangement(), &Arrangement::default());
}

#[test]
fn a_column_is_fitted_to_its_texts() {
    let mut robot = Table::new().robot();
    let border = robot.place_of("Chi bộ");
    let border = Point::new(border.x + border.width, 15.0);
    robot.click_at(border);
    robot.click_at(border);
    let fitted = robot.state.list.widths().get("unit").copied();
    assert!(fitted.is_some_and(|width| (400.0..=600.0).contains(&width)), "as the long text: {fitted:?}");
    right_click(&mut robot, "Năm sinh");
    robot.click("Vừa độ rộng nội dung");
    let fitted = robot.state.list.widths().get("born").copied();
    assert!(fitted.is_some_and(|width| (60.0..110.0).contains(&width)), "as the title: {fitted:?}");
}

#[test]
fn rows_are_sorted_by_several_columns_with_shift_and_by_menu() {
    let mut robot = Table::new().robot();
    let shift = |is_down: bool| {
        let held = if is_down { iced::keyboard::Modifiers::SHIFT } else { Default::default() };
        Event::Keyboard(iced::keyboard::Event::ModifiersChanged(held))
    };
    robot.feed(&[shift(true)]);
    robot.click("Năm sinh");
    robot.click("Năm sinh");
    robot.feed(&[shift(false)]);
    let key = |key: &str, order| (key.to_owned(), order);
    assert_eq!(robot.state.sorted, [key("name", Order::Up), key("born", Order::Down)]);
    right_click(&mut robot, "Chi bộ");
    robot.click("Sắp xếp thêm theo cột này");
    assert_eq!(robot.state.sorted.len(), 3);
    right_click(&mut robot, "Năm sinh");
    robot.click("Sắp xếp giảm dần");
    assert_eq!(robot.state.sorted, [key("born", Order::Down)]);
    robot.burst(&["Down", "Alt+Shift+Up"]);
    assert_eq!(robot.state.sorted, [key("born", Order::Down), key("name", Order::Up)]);
    right_click(&mut robot, "Ghi chú");
    assert!(!robot.text_visible("Sắp xếp tăng dần"), "this column can't be sorted by");
}

#[test]
fn the_menu_of_a_cell_opens_at_it_and_takes_all_keys() {
    let mut robot = Table::new().robot();
    right_click(&mut robot, "r5 c1");
    assert_eq!((robot.state.list.cursor(), robot.state.list.column()), (Some(5), 1));
    assert!(robot.text_visible("Mở hồ sơ") && robot.text_visible("Sao chép"));
    let _ = robot.state.take();
    robot.press("Down");
    robot.press("Enter");
    assert_eq!(robot.state.opened, [5], "the first item, the screen's own");
    assert!(robot.state.take().is_empty(), "no key reached the grid");
    assert!(!robot.text_visible("Mở hồ sơ"));
    // By keyboard, within one batch: the menu takes the keys behind the one that opened it.
    robot.burst(&["Shift+F10", "s", "Enter"]);
    let asked = robot.state.take();
    assert!(
        matches!(asked.as_slice(), [grid::Event::Asked(Ask::Copy(block))] if block.rows == [5] && block.columns == ["born"]),
        "{asked:?}"
    );
    robot.press("Menu");
    assert!(robot.text_visible("Sao chép"));
    robot.press("Escape");
    assert!(!robot.text_visible("Sao chép"));
    robot.press("Down");
    assert_eq!(robot.state.list.cursor(), Some(6), "the grid has its keys again");
}

#[test]
fn the_menu_does_what_the_keys_do_to_the_selected_cells() {
    let mut robot = Table::new().robot();
    robot.clipboard.0 = Some("một".to_owned());
    robot.click("r5 c3");
    robot.press("Shift+Down");
    let _ = robot.state.take();
    right_click(&mut robot, "r6 c3");
    assert_eq!(robot.state.take(), [], "the selection stays");
    robot.click("Xóa nội dung");
    let asked = robot.state.take();
    assert!(
        matches!(asked.as_slice(), [grid::Event::Asked(Ask::Clear(block))] if block.rows == [5, 6]),
        "{asked:?}"
    );
    right_click(&mut robot, "r6 c3");
    robot.click("Dán");
    let asked = robot.state.take();
    assert!(
        matches!(asked.last(), Some(grid::Event::Asked(Ask::Fill(block, text))) if block.columns == ["note"] && text == "một"),
        "{asked:?}"
    );
    right_click(&mut robot, "r9 c1");
    assert_eq!(robot.state.list.cursor(), Some(9), "a click beside the selection leaves it");
}

#[test]
fn a_press_beside_the_menu_shuts_it_and_a_right_click_opens_another() {
    let mut robot = Table::new().robot();
    right_click(&mut robot, "r5 c0");
    robot.click_at(Point::new(900.0, 600.0));
    assert!(!robot.text_visible("Sao chép"));
    assert_eq!(robot.state.list.cursor(), Some(5), "the press did nothing else");
    right_click(&mut robot, "r5 c0");
    right_click(&mut robot, "r2 c3");
    assert!(robot.text_visible("Sao chép"));
    assert_eq!(robot.state.list.cursor(), Some(2));
}

#[test]
fn a_bubble_says_where_one_is_while_the_thumb_is_dragged() {
    let mut robot = Table::new().robot();
    robot.move_to(Point::new(1018.0, 45.0));
    assert!(!robot.text_visible("ở 0"));
    robot.button(true);
    robot.move_to(Point::new(1018.0, 900.0));
    let first = robot.state.list.visible().start;
    let bubble = robot.place_of(&format!("ở {first}"));
    assert!(bubble.y + bubble.height <= 640.0 && bubble.x + bubble.width < 1010.0, "{bubble:?}");
    robot.button(false);
    assert!(!robot.text_visible(&format!("ở {first}")));
}

/// The pointer rests for a second on a text, as the next frame sees it.
fn rest_on(robot: &mut Robot<Table, Row>, text: &str) {
    robot.move_to(Point::new(900.0, 600.0));
    let at = robot.place_of(text).center();
    robot.move_to(at);
    let later = Instant::now() + Duration::from_secs(1);
    robot.feed(&[Event::Window(window::Event::RedrawRequested(later))]);
}

fn count(robot: &mut Robot<Table, Row>, text: &str) -> usize {
    robot.texts().iter().filter(|seen| seen.text == text).count()
}

#[test]
fn resting_on_a_cell_shows_what_it_has_no_room_for() {
    let mut robot = Table::new().robot();
    rest_on(&mut robot, LONG);
    assert_eq!(count(&mut robot, LONG), 2, "in the cell and in the card");
    robot.wheel(-1.0);
    robot.wheel(1.0);
    assert_eq!(count(&mut robot, LONG), 1, "scrolling takes the card away");
    rest_on(&mut robot, "khóa");
    assert!(robot.text_visible("Chi bộ này đã đóng."));
    robot.press("Down");
    assert!(!robot.text_visible("Chi bộ này đã đóng."), "a key takes it away");
    rest_on(&mut robot, "sai");
    assert!(robot.text_visible("Không có chi bộ này."));
    robot.move_to(Point::new(900.0, 600.0));
    assert!(!robot.text_visible("Không có chi bộ này."));
    rest_on(&mut robot, "r5 c0");
    assert_eq!(count(&mut robot, "r5 c0"), 1, "what is seen wholly needs no card");
    let change = grid::Change { row: 5, column: "name".into(), text: "không".into() };
    robot.state.list.refuse(change, "Tên này trùng.");
    rest_on(&mut robot, "r5 c1");
    robot.move_to(Point::new(30.0, robot_row(5)));
    let later = Instant::now() + Duration::from_secs(1);
    robot.feed(&[Event::Window(window::Event::RedrawRequested(later))]);
    assert!(robot.text_visible("Tên này trùng."), "why a text was refused");
}

/// The middle of a row at the top of the list.
fn robot_row(row: usize) -> f32 {
    34.0 + 30.0 * row as f32 + 15.0
}

#[test]
fn a_narrow_title_is_shown_wholly_on_hover() {
    let mut table = Table::new();
    table.list.apply(&grid::Event::ColumnResized { column: "unit".into(), width: 40.0 });
    let mut robot = table.robot();
    rest_on(&mut robot, "Chi bộ");
    assert_eq!(count(&mut robot, "Chi bộ"), 2);
}
