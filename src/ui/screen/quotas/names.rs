//! The names behind a number of admissions.

use iced::Length;
use iced::keyboard::key::Named;
use iced::widget::column;

use super::{GRID, Message as TabMessage, Quotas, Update, problem};
use crate::domain::id::UnitId;
use crate::domain::number::group;
use crate::domain::quota::Admission;
use crate::fl;
use crate::services::Result;
use crate::services::quotas::{self, Slice, Who};
use crate::ui::context::Context;
use crate::ui::keymap::Chord;
use crate::ui::part::grid_words;
use crate::ui::theme::{size, space, text};
use crate::ui::widget::grid::{self, Cell, Column, State};
use crate::ui::widget::{Dialog, focus_on, press};

/// The list's name for the focus.
const LIST: &str = "quota-names";
/// So many rows are seen at once.
const MOST_ROWS: usize = 12;

/// The dialog.
#[derive(Debug)]
pub struct Names {
    title: String,
    /// The number that was opened.
    count: i64,
    /// What was read; none while that is under way.
    found: Option<Vec<Admission>>,
    list: State,
    request: u64,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The names were read.
    Read(u64, Result<Vec<Admission>>),
    /// The list said something.
    List(grid::Event),
    /// They have been seen.
    Left,
}

/// Which of the admitted a column counts; none for a column that counts nobody.
fn slice_of(column: &str) -> Option<Slice> {
    match column {
        "admitted" | "percent" | "first_percent" => Some(Slice::All),
        "last_year" | "last_year_percent" => Some(Slice::LastYear),
        "in_quarter" => Some(Slice::Quarter),
        "revoked" => Some(Slice::Revoked),
        other => super::view::GROUPS.iter().position(|group| *group == other).map(Slice::Group),
    }
}

impl Quotas {
    /// Opens the names behind the number of the current cell; where it counts nobody, behind all
    /// that the unit admitted.
    pub(super) fn open_names(&mut self, context: &Context) -> Update<TabMessage> {
        let columns = super::view::columns();
        let key = self.list.column_key(&columns).unwrap_or_default().to_owned();
        let (Some(sheet), Some(unit)) = (&self.sheet, self.selected) else { return Update::none() };
        let Some(row) = sheet.rows.iter().find(|row| row.unit == unit) else { return Update::none() };
        let slice = slice_of(&key).unwrap_or(Slice::All);
        let count = match slice {
            Slice::All => row.result.admitted,
            Slice::Group(place) => row.splits.all().get(place).copied().unwrap_or_default(),
            Slice::Quarter => row.in_quarter,
            Slice::LastYear => row.last_year.unwrap_or_default(),
            Slice::Revoked => row.revoked,
        };
        let who = Who { unit: Some(unit), year: sheet.year, day: sheet.day, slice };
        let column = columns.iter().find(|column| column.key() == key && slice_of(&key).is_some());
        let what = column.map_or_else(|| fl!("quotas-admitted"), |column| column.title().to_owned());
        let title = fl!("quotas-names-title", what = what, unit = context.unit_name(unit));
        self.requests += 1;
        let request = self.requests;
        self.names = Some(Names { title, count, found: None, list: State::new(), request });
        Update::task(context.ask(
            move |db| quotas::names(db, who),
            move |result| TabMessage::Names(Message::Read(request, result)),
        ))
    }

    /// Takes what happens in the dialog.
    pub(super) fn names_said(&mut self, message: Message, context: &Context) -> Update<TabMessage> {
        let Some(names) = &mut self.names else { return Update::none() };
        match message {
            Message::Read(request, _) if request != names.request => Update::none(),
            Message::Read(_, Ok(found)) => {
                if !found.is_empty() {
                    names.list.go_to(0);
                }
                names.found = Some(found);
                Update::task(focus_on(LIST))
            }
            Message::Read(_, Err(error)) => {
                self.names = None;
                problem(&error)
            }
            Message::List(event) => {
                names.list.apply(&event);
                let grid::Event::Asked(grid::Ask::Copy(block)) = event else { return Update::none() };
                Update::task(iced::clipboard::write(block.copied(|row, key| {
                    let place = KEYS.iter().position(|known| *known == key).unwrap_or_default();
                    names.text_in(usize::try_from(row).unwrap_or(usize::MAX), place, context)
                })))
            }
            Message::Left => {
                self.names = None;
                Update::task(focus_on(GRID))
            }
        }
    }
}

const KEYS: [&str; 5] = ["order", "name", "decided", "decision", "unit"];

impl Names {
    fn columns() -> Vec<Column> {
        vec![
            Column::new(KEYS[0], fl!("ratings-column-order"), 60.0).number().unsorted(),
            Column::new(KEYS[1], fl!("ratings-column-member"), 230.0).unsorted(),
            Column::new(KEYS[2], fl!("quotas-names-decided"), 120.0).centred().unsorted(),
            Column::new(KEYS[3], fl!("quotas-names-decision"), 140.0).unsorted(),
            Column::new(KEYS[4], fl!("quotas-names-unit"), 260.0).unsorted(),
        ]
    }

    fn text_in(&self, row: usize, column: usize, context: &Context) -> String {
        let Some(found) = self.found.as_ref().and_then(|found| found.get(row)) else {
            return String::new();
        };
        let unit = |unit: UnitId| context.unit_name(unit).to_owned();
        match column {
            0 => (row + 1).to_string(),
            1 => found.name.clone(),
            2 => found.decided_on.to_string(),
            3 => found.decision.clone().unwrap_or_default(),
            _ => unit(found.unit),
        }
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Dialog<'a, TabMessage> {
        let known = self.found.as_ref().map(Vec::len);
        // A number may be known of people who are not in the register.
        let missing = known.and_then(|known| {
            let more = self.count - i64::try_from(known).unwrap_or_default();
            (more > 0).then(|| fl!("quotas-names-more", count = group(more)))
        });
        let note = match known {
            Some(0) if missing.is_none() => Some(fl!("quotas-names-none")),
            _ => missing,
        };
        let rows = known.unwrap_or_default();
        let height = size::HEADER + rows.clamp(1, MOST_ROWS) as f32 * size::ROW + size::SCROLL_BAR;
        let cell = move |row: usize, column: usize| Cell::from(self.text_in(row, column, context));
        let list = grid::grid(&self.list, Self::columns(), rows, cell, |event| said(Message::List(event)))
            .words(grid_words::words)
            .id(LIST)
            .height(height);
        let note = note.map(|note| text::body(note).style(text::warning));
        let leave = press(text::body(fl!("common-close")))
            .hint(Chord::key(Named::Escape).label())
            .on_press(said(Message::Left));
        Dialog::new("quota-names", self.title.clone(), said(Message::Left))
            .wide()
            .body(column![list, note].spacing(space::MEDIUM).width(Length::Fill))
            .first(LIST)
            .button(leave)
    }
}

fn said(message: Message) -> TabMessage {
    TabMessage::Names(message)
}
