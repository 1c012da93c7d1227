//! Whatever is typed in the grid, and whatever happens to its rows meanwhile: each text lands on
//! the record and the column where the cursor's frame was when typing began, and none is lost.
//!
//! The grid is held against a model that knows no widget: a map from (record, column) to text.

use std::collections::BTreeMap;

use crate::support::robot::Robot;
use iced::{Element, Task};
use proptest::prelude::*;
use so_chi_bo::ui::widget::grid::{Cell, Change, Column, Event, RowKey, State};
use so_chi_bo::ui::widget::{focus_scope, grid};

const COLUMNS: [&str; 3] = ["a", "b", "c"];
const RECORDS: RowKey = 40;

type Texts = BTreeMap<(RowKey, String), String>;

/// A sheet of records that keeps texts unless they hold a 7.
struct Sheet {
    list: State,
    columns: Vec<Column>,
    rows: Vec<RowKey>,
    stored: Texts,
}

impl Sheet {
    fn robot() -> Robot<Self, Event> {
        let columns = COLUMNS.map(|key| Column::new(key, key.to_uppercase(), 200.0).editable());
        let rows = (0..RECORDS).collect();
        let sheet = Self { list: State::new(), columns: columns.to_vec(), rows, stored: Texts::new() };
        let mut robot = Robot::new(sheet, Self::update, Self::view);
        robot.press("Tab");
        robot
    }

    fn update(&mut self, event: Event) -> Task<Event> {
        self.list.apply(&event);
        match event {
            Event::Committed(change) => self.store(change),
            Event::Asked(ask) => {
                let text = |row: RowKey, column: &str| {
                    Some(self.stored.get(&(row, column.to_owned())).cloned().unwrap_or_default())
                };
                let plan = ask.plan(text, check);
                self.list.mend(&ask.changes());
                plan.changes.into_iter().for_each(|change| self.store(change));
                plan.refused.into_iter().for_each(|(change, reason)| self.list.refuse(change, reason));
            }
            _ => {}
        }
        Task::none()
    }

    fn store(&mut self, change: Change) {
        match check(&change) {
            Ok(()) => set(&mut self.stored, (change.row, change.column), change.text),
            Err(reason) => self.list.refuse(change, reason),
        }
    }

    fn view(&self) -> Element<'_, Event> {
        let cell = |row: usize, column: usize| {
            let key = (self.rows[row], COLUMNS[column].to_owned());
            Cell::from(self.stored.get(&key).cloned().unwrap_or_default())
        };
        focus_scope(
            grid(&self.list, &self.columns, self.rows.len(), cell, |event| event).keys(|row| self.rows[row]),
        )
        .into()
    }
}

fn check(change: &Change) -> Result<(), String> {
    if change.text.contains('7') { Err("Không có số 7".to_owned()) } else { Ok(()) }
}

/// Empty cells are not in the map.
fn set(texts: &mut Texts, cell: (RowKey, String), text: String) {
    if text.is_empty() {
        let _ = texts.remove(&cell);
    } else {
        let _ = texts.insert(cell, text);
    }
}

// ---- the model

/// Row and column on the screen.
type Place = (usize, usize);

#[derive(Debug, Clone, PartialEq)]
struct Edit {
    record: RowKey,
    column: usize,
    text: String,
    before: String,
    is_typed: bool,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    has_tabs: bool,
    at: (RowKey, usize),
}

#[derive(Debug)]
struct Model {
    rows: Vec<RowKey>,
    stored: Texts,
    drafts: Texts,
    cursor: Place,
    anchor: Place,
    corner: Place,
    edit: Option<Edit>,
    run: Option<Run>,
    /// Whether this batch has typed a text that the screen will refuse.
    is_refusal_due: bool,
}

fn name(column: usize) -> String {
    COLUMNS[column].to_owned()
}

impl Model {
    fn new() -> Self {
        Self {
            rows: (0..RECORDS).collect(),
            stored: Texts::new(),
            drafts: Texts::new(),
            cursor: (0, 0),
            anchor: (0, 0),
            corner: (0, 0),
            edit: None,
            run: None,
            is_refusal_due: false,
        }
    }

    fn here(&self) -> (RowKey, usize) {
        (self.rows[self.cursor.0], self.cursor.1)
    }

    fn text(&self, (record, column): (RowKey, usize)) -> String {
        let cell = (record, name(column));
        self.drafts.get(&cell).or_else(|| self.stored.get(&cell)).cloned().unwrap_or_default()
    }

    fn put(&mut self, (record, column): (RowKey, usize), text: &str) {
        let cell = (record, name(column));
        let _ = self.drafts.remove(&cell);
        if text.contains('7') {
            let _ = self.drafts.insert(cell, text.to_owned());
            self.is_refusal_due = true;
        } else {
            set(&mut self.stored, cell, text.to_owned());
        }
    }

    fn begin(&mut self, text: Option<&str>) {
        let (record, column) = self.here();
        let before = self.text((record, column));
        let is_typed = text.is_some();
        let text = text.map_or(before.clone(), str::to_owned);
        self.edit = Some(Edit { record, column, text, before, is_typed });
    }

    fn commit(&mut self) {
        if let Some(edit) = self.edit.take()
            && (edit.text != edit.before || self.drafts.contains_key(&(edit.record, name(edit.column))))
        {
            self.put((edit.record, edit.column), &edit.text);
        }
    }

    /// The selected cells, line by line along rows or columns.
    fn selected(&self, is_along_rows: bool) -> Vec<Place> {
        let ((r1, c1), (r2, c2)) = (self.anchor, self.corner);
        let (rows, columns) = (r1.min(r2)..=r1.max(r2), c1.min(c2)..=c1.max(c2));
        if is_along_rows {
            rows.flat_map(|row| columns.clone().map(move |column| (row, column))).collect()
        } else {
            columns.flat_map(|column| rows.clone().map(move |row| (row, column))).collect()
        }
    }

    fn go(&mut self, (row, column): Place) {
        let place = (row.min(self.rows.len() - 1), column.min(COLUMNS.len() - 1));
        (self.cursor, self.anchor, self.corner) = (place, place, place);
    }

    fn valid_run(&self) -> Option<Run> {
        self.run.filter(|run| run.at == self.here())
    }

    fn step_in_range(&mut self, is_along_rows: bool, is_back: bool) -> bool {
        if self.anchor == self.corner {
            return false;
        }
        let cells = self.selected(is_along_rows);
        let at = cells.iter().position(|cell| *cell == self.cursor).expect("the cursor is in the range");
        let next = if is_back { at + cells.len() - 1 } else { at + 1 };
        self.cursor = cells[next % cells.len()];
        true
    }

    /// Enter and Tab after an edit or in a run.
    fn go_on(&mut self, is_tab: bool, is_back: bool) {
        let run = self.valid_run();
        let start = run.map_or(self.cursor.1, |run| run.start);
        let has_tabs = is_tab || run.is_some_and(|run| run.has_tabs);
        self.commit();
        let is_in_range = self.step_in_range(is_tab, is_back);
        let (row, column) = self.cursor;
        if !is_in_range && is_tab {
            let place = row * COLUMNS.len() + column;
            let place = if is_back { place - 1 } else { place + 1 };
            self.go((place / COLUMNS.len(), place % COLUMNS.len()));
        } else if !is_in_range {
            self.go((if is_back { row.saturating_sub(1) } else { row + 1 }, start));
        }
        let has_tabs = has_tabs && (is_tab || is_in_range);
        self.run = Some(Run { start, has_tabs, at: self.here() });
    }

    /// Whether Tab would leave the grid here.
    fn is_at_end(&self, is_back: bool) -> bool {
        let end = if is_back { (0, 0) } else { (self.rows.len() - 1, COLUMNS.len() - 1) };
        self.anchor == self.corner && self.cursor == end
    }

    /// What a key does; `false` if it has no place in this test just now and is not to be sent.
    fn key(&mut self, key: &str, clipboard: &str) -> bool {
        let is_typed = self.edit.as_ref().map(|edit| edit.is_typed);
        match (key, is_typed) {
            ("Enter" | "Shift+Enter", Some(_)) => self.go_on(false, key != "Enter"),
            ("Enter" | "Shift+Enter", None) if self.valid_run().is_some_and(|run| run.has_tabs) => {
                self.go_on(false, key != "Enter");
            }
            ("Enter" | "Shift+Enter", None) => {}
            ("Tab" | "Shift+Tab", _) => {
                let is_back = key != "Tab";
                if self.is_at_end(is_back) || (is_typed.is_none() && self.valid_run().is_none()) {
                    return false;
                }
                self.go_on(true, is_back);
            }
            // What was typed just now may have been stored or not: the grid can't forget it yet.
            ("Escape", _) if self.is_refusal_due => return false,
            ("Escape", Some(_)) => {
                let edit = self.edit.take().expect("an edit");
                let _ = self.drafts.remove(&(edit.record, name(edit.column)));
                self.run = None;
            }
            ("Escape", None) => {
                if self.valid_run().is_none() {
                    let (record, column) = self.here();
                    let _ = self.drafts.remove(&(record, name(column)));
                }
                self.run = None;
            }
            ("F2", Some(_)) => self.edit.as_mut().expect("an edit").is_typed = false,
            ("F2", None) => self.begin(None),
            ("Up" | "Down" | "Left" | "Right", Some(false)) => return false,
            ("Up" | "Down" | "Left" | "Right", _) => {
                self.commit();
                let (row, column) = self.cursor;
                self.go(match key {
                    "Up" => (row.saturating_sub(1), column),
                    "Down" => (row + 1, column),
                    "Left" => (row, column.saturating_sub(1)),
                    _ => (row, column + 1),
                });
            }
            ("Shift+Down" | "Shift+Right" | "Delete" | "Ctrl+D" | "Ctrl+V", Some(_)) => return false,
            ("Shift+Down", None) => self.corner.0 = (self.corner.0 + 1).min(self.rows.len() - 1),
            ("Shift+Right", None) => self.corner.1 = (self.corner.1 + 1).min(COLUMNS.len() - 1),
            ("Delete", None) => self.fill(&self.selected(true), |_, _| String::new()),
            ("Ctrl+D", None) => self.fill_down(),
            ("Ctrl+V", None) => self.paste(clipboard),
            ("Ctrl+Enter", None) => return false,
            ("Ctrl+Enter", Some(_)) if self.anchor == self.corner => self.commit(),
            ("Ctrl+Enter", Some(_)) => {
                let edit = self.edit.take().expect("an edit");
                let _ = self.drafts.remove(&(edit.record, name(edit.column)));
                self.fill(&self.selected(true), |_, _| edit.text.clone());
            }
            ("Backspace", Some(_)) => {
                let _ = self.edit.as_mut().expect("an edit").text.pop();
            }
            ("Backspace", None) => self.begin(Some("")),
            (text, Some(_)) => self.edit.as_mut().expect("an edit").text.push_str(text),
            (text, None) => self.begin(Some(text)),
        }
        true
    }

    fn fill(&mut self, cells: &[Place], text: impl Fn(&Self, Place) -> String) {
        for (row, column) in cells.iter().copied() {
            let text = text(self, (row, column));
            self.put((self.rows[row], column), &text);
        }
    }

    fn fill_down(&mut self) {
        let cells = self.selected(true);
        let (top, bottom) = (cells[0].0, cells[cells.len() - 1].0);
        if top == bottom && top == 0 {
            return;
        }
        let source = if top == bottom { top - 1 } else { top };
        let cells: Vec<Place> = cells.into_iter().filter(|(row, _)| *row != source).collect();
        self.fill(&cells, |model, (_, column)| model.text((model.rows[source], column)));
    }

    /// The clipboard holds a single text, or two rows of two.
    fn paste(&mut self, clipboard: &str) {
        let lines: Vec<Vec<&str>> = clipboard.lines().map(|line| line.split('\t').collect()).collect();
        let cells = self.selected(true);
        let ((top, left), (bottom, right)) = (cells[0], cells[cells.len() - 1]);
        if let [line] = lines.as_slice()
            && cells.len() > 1
        {
            let text = line[0].to_owned();
            self.fill(&cells, |_, _| text.clone());
            return;
        }
        let (height, width) = (lines.len(), lines[0].len());
        let (tall, wide) = (bottom - top + 1, right - left + 1);
        let is_repeated = tall % height == 0 && wide % width == 0;
        let (tall, wide) = if is_repeated { (tall, wide) } else { (height, width) };
        let (bottom, right) = ((top + tall).min(self.rows.len()) - 1, (left + wide).min(COLUMNS.len()) - 1);
        self.cursor = (top, left);
        (self.anchor, self.corner) = ((top, left), (bottom, right));
        let cells = self.selected(true);
        self.fill(&cells, |_, (row, column)| lines[(row - top) % height][(column - left) % width].to_owned());
    }

    /// Other rows, or in another order: the cursor goes with its record.
    fn show(&mut self, rows: Vec<RowKey>) {
        let record = self.here().0;
        self.rows = rows;
        let within = |(row, column): Place, rows: &[RowKey]| (row.min(rows.len() - 1), column);
        self.cursor = within(self.cursor, &self.rows);
        self.anchor = within(self.anchor, &self.rows);
        self.corner = within(self.corner, &self.rows);
        if self.here().0 != record {
            let row = self.rows.iter().position(|row| *row == record).unwrap_or(self.cursor.0);
            self.go((row, self.cursor.1));
        }
    }
}

// ---- what happens

#[derive(Debug, Clone)]
enum Step {
    /// Keys in one batch.
    Keys(Vec<&'static str>),
    /// A word with Unikey, each letter a batch of its own.
    Unikey,
    /// A word with an input method.
    Compose,
    /// The rows in another order.
    Sort(u64),
    /// Only some of the rows.
    Filter(u64),
    /// The rows are sorted by what is stored in the first column.
    SortByText,
    /// The wheel.
    Scroll(i8),
    /// Somebody copies something elsewhere.
    Copy(usize),
}

const CLIPBOARDS: [&str; 3] = ["tờ", "1\t2\n3\t4", "m\tn\no\t7"];

fn step() -> impl Strategy<Value = Step> {
    let key = prop::sample::select(vec![
        "a",
        "b",
        "ơ",
        "7",
        "a",
        "c",
        "Backspace",
        "Enter",
        "Enter",
        "Shift+Enter",
        "Tab",
        "Tab",
        "Shift+Tab",
        "Escape",
        "F2",
        "Up",
        "Down",
        "Left",
        "Right",
        "Down",
        "Shift+Down",
        "Shift+Right",
        "Delete",
        "Ctrl+D",
        "Ctrl+V",
        "Ctrl+Enter",
    ]);
    prop_oneof![
        8 => prop::collection::vec(key, 1..8).prop_map(Step::Keys),
        1 => Just(Step::Unikey),
        1 => Just(Step::Compose),
        2 => any::<u64>().prop_map(Step::Sort),
        1 => any::<u64>().prop_map(Step::Filter),
        1 => Just(Step::SortByText),
        1 => (-20i8..20).prop_map(Step::Scroll),
        1 => (0..CLIPBOARDS.len()).prop_map(Step::Copy),
    ]
}

/// A number that looks like chance, the same for the same record and seed.
fn mix(record: RowKey, seed: u64) -> u64 {
    (record.unsigned_abs() + 1).wrapping_mul(seed | 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20
}

fn take(robot: &mut Robot<Sheet, Event>, model: &mut Model, step: &Step) {
    let clipboard = robot.clipboard.0.clone().unwrap_or_default();
    let mut rows = model.rows.clone();
    match step {
        Step::Keys(keys) => {
            model.is_refusal_due = false;
            let sent: Vec<_> = keys.iter().copied().filter(|key| model.key(key, &clipboard)).collect();
            robot.burst(&sent);
            return;
        }
        Step::Unikey => {
            robot.unikey(&["T", "Th", "Thu", "Thuy", "Thúy"]);
            let _ = model.key("Thúy", &clipboard);
            return;
        }
        Step::Compose => {
            robot.compose(&["N", "Ng", "Nguyê"], "Nguyễn");
            let _ = model.key("Nguyễn", &clipboard);
            return;
        }
        Step::Scroll(lines) => {
            robot.move_to(iced::Point::new(300.0, 300.0));
            robot.wheel(f32::from(*lines));
            return;
        }
        Step::Copy(place) => {
            robot.clipboard.0 = Some(CLIPBOARDS[*place].to_owned());
            return;
        }
        Step::Sort(seed) => rows.sort_by_key(|row| mix(*row, *seed)),
        Step::SortByText => rows.sort_by_key(|row| model.stored.get(&(*row, name(0))).cloned()),
        Step::Filter(seed) => {
            rows = (0..RECORDS).filter(|row| *row == 0 || !mix(*row, *seed).is_multiple_of(4)).collect();
        }
    }
    model.show(rows.clone());
    robot.state.rows = rows;
    robot.feed(&[]);
}

fn compare(robot: &Robot<Sheet, Event>, model: &Model) -> Result<(), TestCaseError> {
    let list = &robot.state.list;
    prop_assert_eq!(&robot.state.stored, &model.stored);
    let drafts: Texts =
        list.drafts().iter().map(|(cell, draft)| (cell.clone(), draft.text.clone())).collect();
    prop_assert_eq!(&drafts, &model.drafts);
    let edit = list.edit().map(|edit| (edit.row, edit.column.clone(), edit.text.clone()));
    let wanted = model.edit.as_ref().map(|edit| (edit.record, name(edit.column), edit.text.clone()));
    prop_assert_eq!(edit, wanted);
    let selection = list.selection().expect("a cursor");
    prop_assert_eq!((selection.cursor.row, selection.cursor.column), model.cursor);
    prop_assert_eq!(list.current(), Some(model.here().0));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_land_where_they_were_typed(steps in prop::collection::vec(step(), 1..60)) {
        let (mut robot, mut model) = (Sheet::robot(), Model::new());
        robot.clipboard.0 = Some(CLIPBOARDS[0].to_owned());
        for step in &steps {
            take(&mut robot, &mut model, step);
            compare(&robot, &model)?;
        }
    }
}
