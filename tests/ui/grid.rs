//! The grid, worked by a robot: keyboard, mouse, many rows, trees.

use std::cell::Cell as Count;

use crate::support::robot::Robot;
use iced::{Element, Task};
use so_chi_bo::ui::keymap::{Bind, Chord};
use so_chi_bo::ui::widget::grid::{Branch, Column, Fold, Order, Typed};
use so_chi_bo::ui::widget::{focus_scope, grid, key_scope};

struct Table {
    list: grid::State,
    columns: Vec<Column>,
    rows: usize,
    asked: Count<usize>,
    events: Vec<grid::Event>,
    rated: Vec<(grid::RowKey, String)>,
    deleted: usize,
}

#[derive(Debug, Clone)]
enum Row {
    List(grid::Event),
    Rated(grid::RowKey, String),
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
            .sorted([("name".to_owned(), Order::Up)])
            .empty("Chưa có ai")
            .on_text(|row, _, text| {
                matches!(text, "1" | "2" | "3" | "4").then(|| Typed::down(Row::Rated(row, text.to_owned())))
            });
        let binds = vec![Bind::new(Chord::key(iced::keyboard::key::Named::Delete), Row::Deleted)];
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
    assert_eq!(robot.state.list.cursor(), Some(25), "no key of a burst is lost");
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
    let rated: Vec<_> = robot.state.rated.iter().map(|(row, level)| (*row, level.as_str())).collect();
    assert_eq!(rated, [(0, "1"), (1, "2"), (2, "4"), (3, "3")]);
    robot.press("Delete");
    assert_eq!(robot.state.deleted, 1, "other keys are left to the screen");
}

#[test]
fn the_mouse_puts_the_cursor_opens_and_scrolls() {
    let mut robot = Table::robot(1_000);
    robot.click("r3 c1");
    assert_eq!((robot.state.list.cursor(), robot.state.list.column()), (Some(3), 1));
    let _ = robot.state.take();
    robot.click("r3 c1");
    assert!(robot.state.take().contains(&grid::Event::Opened(3)), "a double click");
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
    assert_eq!(robot.state.list.visible().end, 1_000, "the thumb was let go");
}

fn sort(column: &str) -> grid::Event {
    grid::Event::SortAsked { column: column.to_owned(), also: false, order: None }
}

#[test]
fn headers_sort_and_their_borders_resize() {
    let mut robot = Table::robot(100);
    robot.click("Năm sinh");
    assert_eq!(robot.state.take().last(), Some(&sort("born")));
    robot.click("Ghi chú");
    assert!(robot.state.take().is_empty(), "this column can't be sorted by");
    robot.move_to(iced::Point::new(220.0, 15.0));
    robot.button(true);
    robot.move_to(iced::Point::new(260.0, 15.0));
    assert!(robot.state.take().is_empty(), "nothing is said while it is dragged");
    robot.move_to(iced::Point::new(280.0, 15.0));
    robot.button(false);
    assert_eq!(robot.state.list.widths().get("name"), Some(&280.0));
    assert_eq!(robot.place_of("Năm sinh").x, 280.0);
    robot.click_at(iced::Point::new(280.0, 15.0));
    robot.click_at(iced::Point::new(280.0, 15.0));
    let fitted = robot.state.list.widths().get("name").copied();
    assert!(fitted.is_some_and(|width| width < 200.0), "as wide as its texts need, not {fitted:?}");
    robot.press("Down");
    robot.press("Right");
    let _ = robot.state.take();
    robot.press("Alt+Up");
    assert_eq!(robot.state.take(), [sort("born")]);
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
    assert_eq!(robot.state.list.cursor(), Some(0), "Left goes to the parent");
    let _ = robot.state.take();
    robot.press("Left");
    assert_eq!(robot.state.take(), [grid::Event::Folded(0, false)]);
    robot.click("r5 c1");
    robot.press("Right");
    assert_eq!(robot.state.take().last(), Some(&grid::Event::Folded(5, true)));
    let first = robot.place_of("r0 c0");
    robot.click_at(iced::Point::new(first.x + 14.0, first.y + 15.0));
    assert_eq!(robot.state.take().last(), Some(&grid::Event::Folded(0, false)));
}

#[test]
fn cells_of_any_text_are_drawn() {
    fn view(table: &Table) -> Element<'_, Row> {
        let cell = |row: usize, _| match row {
            0 => "Nguyễn 👨‍👩‍👧 e\u{302}\u{309}\n\tdòng hai ".repeat(500),
            1 => String::new(),
            _ => "\u{200f}".to_owned(),
        };
        focus_scope(grid(&table.list, &table.columns, 3, cell, Row::List)).into()
    }
    let mut robot = Robot::new(Table::robot(3).state, Table::update, view);
    let picture = std::env::temp_dir().join(format!("so-chi-bo-grid-{}.ppm", std::process::id()));
    robot.screenshot(&picture);
    let size = std::fs::metadata(&picture).map(|file| file.len());
    let _ = std::fs::remove_file(&picture);
    assert!(size.is_ok_and(|size| size > 1024 * 640 * 3));
}
