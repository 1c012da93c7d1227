//! "Compare with a printed table": a sheet into which a table is pasted or typed, and below it
//! what in it doesn't follow from its counts.

use std::collections::BTreeMap;

use iced::Length;
use iced::widget::{column, container};

use super::{Message as TabMessage, Summary, Update};
use crate::domain::compare::{self, Comparison, read};
use crate::fl;
use crate::i18n::comparison;
use crate::i18n::term::Words;
use crate::ui::Element;
use crate::ui::part::grid_words;
use crate::ui::screen::Event;
use crate::ui::theme::{size, space, text};
use crate::ui::widget::grid::{self, Ask, Cell, Change, Column, Role, RowKey, State};
use crate::ui::widget::{Tone, focus_on, grid as grid_of};

/// The sheet's name for the focus.
pub const SHEET: &str = "compare-sheet";
/// The list's name for the focus.
const FINDINGS: &str = "compare-findings";
/// Size of the sheet.
const ROWS: usize = 300;
const COLUMNS: usize = 30;
/// Widths of its columns.
const LABEL: f32 = 200.0;
const FIGURE: f32 = 84.0;
/// So many findings are seen at once.
const SEEN: f32 = 6.0;

/// The sheet, and what was found in it.
#[derive(Debug)]
pub struct Compare {
    /// What was typed, by row and column.
    cells: BTreeMap<(usize, usize), String>,
    /// What stood there before it was cleared.
    cleared: BTreeMap<(usize, usize), String>,
    comparison: Comparison,
    sheet: State,
    findings: State,
    revision: u64,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The sheet said something.
    Sheet(grid::Event),
    /// The list of findings said something.
    Findings(grid::Event),
    /// The sheet is to be emptied, or what stood there brought back.
    Cleared,
}

impl Default for Compare {
    fn default() -> Self {
        let mut sheet = State::new();
        sheet.go_to(0);
        Self {
            cells: BTreeMap::new(),
            cleared: BTreeMap::new(),
            comparison: Comparison::default(),
            sheet,
            findings: State::new(),
            revision: 0,
        }
    }
}

impl Summary {
    /// Takes what happens in the comparison.
    pub(super) fn compare_said(&mut self, message: Message) -> Update<TabMessage> {
        let compare = &mut self.compare;
        match message {
            Message::Sheet(event) => {
                compare.sheet.apply(&event);
                return compare.sheet_said(&event);
            }
            Message::Findings(event) => {
                compare.findings.apply(&event);
                match event {
                    grid::Event::Opened(key) => return compare.go_to_finding(key),
                    grid::Event::Asked(Ask::Copy(block)) => {
                        let text = block.copied(|row, column| compare.finding_text(row, column));
                        return Update::task(iced::clipboard::write(text));
                    }
                    _ => {}
                }
            }
            Message::Cleared => {
                std::mem::swap(&mut compare.cells, &mut compare.cleared);
                if !compare.cells.is_empty() {
                    compare.cleared.clear();
                }
                compare.renew();
                return Update::task(focus_on(SHEET));
            }
        }
        Update::none()
    }
}

impl Compare {
    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Whether what was cleared can be brought back.
    pub fn can_bring_back(&self) -> bool {
        self.cells.is_empty() && !self.cleared.is_empty()
    }

    /// The findings.
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// The rows of the table as far as something is typed.
    pub fn table(&self) -> Vec<Vec<String>> {
        let height = self.cells.keys().map(|(row, _)| row + 1).max().unwrap_or_default();
        let width = self.cells.keys().map(|(_, column)| column + 1).max().unwrap_or_default();
        let cell = |row, column| self.cells.get(&(row, column)).cloned().unwrap_or_default();
        (0..height).map(|row| (0..width).map(|column| cell(row, column)).collect()).collect()
    }

    /// The findings as text for the clipboard.
    pub fn as_text(&self) -> String {
        let titles = [fl!("compare-where"), fl!("compare-printed"), fl!("compare-right"), fl!("compare-why")];
        let rows = self.comparison.findings.iter().map(|finding| {
            [
                comparison::place(finding, Words::Screen),
                finding.printed.clone(),
                comparison::right(finding),
                comparison::why(finding, Words::Screen),
            ]
            .join("\t")
        });
        let lines: Vec<String> = std::iter::once(titles.join("\t"))
            .chain(rows)
            .chain([comparison::summary(&self.comparison, Words::Screen)])
            .collect();
        lines.join("\r\n") + "\r\n"
    }

    fn renew(&mut self) {
        self.comparison = compare::compare(&self.table());
        self.revision += 1;
        self.findings.to_top();
        if !self.comparison.findings.is_empty() {
            self.findings.go_to(0);
        }
    }

    fn sheet_said(&mut self, event: &grid::Event) -> Update<TabMessage> {
        match event {
            grid::Event::Committed(change) => {
                self.put(change);
                self.renew();
            }
            grid::Event::Asked(Ask::Copy(block)) => {
                return Update::task(iced::clipboard::write(
                    block.copied(|row, column| self.text(row, column)),
                ));
            }
            grid::Event::Asked(ask) => {
                let changes = split(ask.changes());
                for change in &changes {
                    self.put(change);
                }
                self.renew();
                let left_over = match ask {
                    Ask::Paste(paste) => paste.rows_left_over + paste.columns_left_over,
                    Ask::Copy(_) | Ask::Clear(_) | Ask::FillDown(..) | Ask::Fill(..) => 0,
                };
                if left_over > 0 {
                    return Update::event(Event::Notice(Tone::Problem, fl!("compare-too-large")));
                }
            }
            _ => {}
        }
        Update::none()
    }

    fn put(&mut self, change: &Change) {
        let Some(place) = place_of(change.row, &change.column) else { return };
        if change.text.trim().is_empty() {
            self.cells.remove(&place);
        } else {
            self.cells.insert(place, change.text.trim().to_owned());
        }
    }

    fn text(&self, row: RowKey, column: &str) -> String {
        place_of(row, column).and_then(|place| self.cells.get(&place)).cloned().unwrap_or_default()
    }

    fn finding_text(&self, row: RowKey, column: &str) -> String {
        let row = usize::try_from(row).unwrap_or(usize::MAX);
        let place = FINDING_KEYS.iter().position(|key| *key == column).unwrap_or_default();
        self.finding_cell(row, place).into_text()
    }

    /// Goes to the cell of a finding.
    fn go_to_finding(&mut self, key: RowKey) -> Update<TabMessage> {
        let finding = usize::try_from(key).ok().and_then(|row| self.comparison.findings.get(row));
        let Some(finding) = finding else { return Update::none() };
        self.sheet.go_across(finding.column);
        self.sheet.go_to(finding.row);
        Update::task(focus_on(SHEET))
    }

    // ---- what is seen

    /// Sheet, sentence and findings.
    pub fn view(&self) -> Element<'_, Message> {
        let findings = self.comparison.findings.len();
        let words = if self.is_empty() {
            fl!("compare-how-to")
        } else {
            comparison::summary(&self.comparison, Words::Screen)
        };
        let sentence = text::strong(words);
        let sentence = match (self.is_empty(), findings, self.comparison.checked) {
            (false, 0, 1..) => sentence.style(text::success),
            (false, 1.., _) => sentence.style(text::danger),
            _ => sentence,
        };
        let list = (findings > 0).then(|| self.findings());
        column![container(self.sheet()).height(Length::Fill), sentence, column![list],]
            .spacing(space::SMALL)
            .into()
    }

    fn sheet(&self) -> Element<'_, Message> {
        grid_of(&self.sheet, columns(), ROWS, move |row, column| self.cell(row, column), Message::Sheet)
            .status()
            .revision(self.revision)
            .enter_goes_down()
            .frozen(1)
            .words(grid_words::words)
            .id(SHEET)
            .into()
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let Some(words) = self.cells.get(&(row, column)) else { return Cell::from("") };
        let finding =
            self.comparison.findings.iter().find(|finding| (finding.row, finding.column) == (row, column));
        match finding {
            None => Cell::from(words),
            Some(finding) => {
                let right = comparison::right(finding);
                let why = comparison::why(finding, Words::Screen);
                Cell::new(words.as_str(), Role::Danger).problem(format!("{right}. {why}"))
            }
        }
    }

    fn findings(&self) -> Element<'_, Message> {
        let count = self.comparison.findings.len();
        let columns = vec![
            Column::new(FINDING_KEYS[0], fl!("compare-where"), 330.0).unsorted(),
            Column::new(FINDING_KEYS[1], fl!("compare-printed"), 90.0).number().unsorted(),
            Column::new(FINDING_KEYS[2], fl!("compare-right"), 90.0).number().unsorted(),
            Column::new(FINDING_KEYS[3], fl!("compare-why"), 780.0).unsorted(),
        ];
        let rows = (count as f32).min(SEEN);
        grid_of(
            &self.findings,
            columns,
            count,
            move |row, column| self.finding_cell(row, column),
            Message::Findings,
        )
        .words(grid_words::words)
        .id(FINDINGS)
        .height(size::HEADER + rows * size::ROW + size::SCROLL_BAR)
        .into()
    }

    fn finding_cell(&self, row: usize, column: usize) -> Cell<'_> {
        let Some(finding) = self.comparison.findings.get(row) else { return Cell::from("") };
        match column {
            0 => Cell::from(comparison::place(finding, Words::Screen)),
            1 => Cell::new(finding.printed.as_str(), Role::Danger),
            2 => Cell::new(comparison::right(finding), Role::Success),
            _ => Cell::from(comparison::why(finding, Words::Screen)),
        }
    }
}

const FINDING_KEYS: [&str; 4] = ["where", "printed", "right", "why"];

/// The columns of the sheet, named as in spreadsheets.
fn columns() -> Vec<Column> {
    (0..COLUMNS)
        .map(|place| {
            let column = Column::new(
                key(place),
                compare::column_letters(place),
                if place == 0 { LABEL } else { FIGURE },
            );
            let column = column.unsorted().editable();
            if place == 0 { column.pinned() } else { column.number() }
        })
        .collect()
}

fn key(place: usize) -> String {
    format!("c{place}")
}

fn place_of(row: RowKey, column: &str) -> Option<(usize, usize)> {
    let column: usize = column.strip_prefix('c')?.parse().ok()?;
    Some((usize::try_from(row).ok()?, column)).filter(|(row, column)| *row < ROWS && *column < COLUMNS)
}

/// Lines that were pasted into one column though they are a table in plain text are spread over
/// the columns; everything else stays as it is.
fn split(changes: Vec<Change>) -> Vec<Change> {
    let Some(first) = changes.first() else { return changes };
    let Some((top, left)) = place_of(first.row, &first.column) else { return changes };
    if changes.iter().any(|change| change.column != first.column) {
        return changes;
    }
    let text = changes.iter().map(|change| change.text.as_str()).collect::<Vec<_>>().join("\n");
    let cells = read::cells(&text);
    if cells.iter().all(|row| row.len() < 2) {
        return changes;
    }
    let rows = cells.into_iter().enumerate().flat_map(|(down, row)| {
        row.into_iter().enumerate().filter_map(move |(across, text)| {
            let row = RowKey::try_from(top + down).ok()?;
            Some(Change { row, column: key(left + across), text })
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_spreadsheets() {
        assert_eq!([0, 25, 26, 29].map(compare::column_letters), ["A", "Z", "AA", "AD"]);
        assert_eq!(place_of(3, &key(29)), Some((3, 29)));
        assert_eq!(place_of(3, "c30"), None);
        assert_eq!(place_of(-1, "c0"), None);
    }

    #[test]
    fn plain_text_is_spread_over_the_columns() {
        let change =
            |row, column: &str, text: &str| Change { row, column: column.to_owned(), text: text.to_owned() };
        let spread = split(vec![change(2, "c1", "2016 | 9 | 10,11"), change(3, "c1", "2017 | 8 | 8,99")]);
        assert_eq!(spread.len(), 6);
        assert_eq!(spread[5], change(3, "c3", "8,99"));
        let one = vec![change(0, "c0", "Chi bộ Một"), change(1, "c0", "Chi bộ Hai")];
        assert_eq!(split(one.clone()), one);
        let two = vec![change(0, "c0", "a | b"), change(0, "c1", "c")];
        assert_eq!(split(two.clone()), two);
    }
}
