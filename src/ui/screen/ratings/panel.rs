//! The list beside the sheet: what keeps the year from being decided, and the warnings; a press
//! goes to the row, a note lets a warning stand.

use std::collections::HashMap;

use iced::widget::{column, container, row, space};
use iced::{Alignment, Length, Task};

use super::form::{Form, Purpose};
use super::sheet::{Sheet, Who};
use super::{LIST, Message, Open, Ratings};
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::rating::{Lack, Subject, WarningKind};
use crate::fl;
use crate::i18n::steps as words;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::part::{command, grid_words};
use crate::ui::screen::{Event, Update};
use crate::ui::theme::{self, button, space as distance, text};
use crate::ui::widget::grid::{self, Cell, Column, Role};
use crate::ui::widget::{Tone, focus_on, grid as sheet_grid, press};

/// The list, for the focus.
pub const PANEL: &str = "ratings-panel";
/// How wide it is, in pixels.
const WIDTH: f32 = 460.0;

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// What is missing.
    Missing,
    /// The warnings, with those that were let stand.
    Warnings,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    who: Who,
    unit: UnitId,
    unit_name: String,
    name: String,
    words: String,
    warning: Option<WarningKind>,
    note: Option<String>,
}

/// The list.
#[derive(Debug)]
pub struct Panel {
    listed: Listed,
    lines: Vec<Line>,
    counts: (usize, usize),
    list: grid::State,
    revision: u64,
}

impl Panel {
    /// The list of what is missing.
    pub fn new() -> Self {
        Self {
            listed: Listed::Missing,
            lines: Vec::new(),
            counts: (0, 0),
            list: grid::State::default(),
            revision: 0,
        }
    }

    /// Lists anew what a sheet says, by unit in the order of the tree.
    fn list(&mut self, sheet: &Sheet, context: &Context) {
        let looked = sheet.looked();
        let (missing, mut warnings) = (looked.missing(), looked.warnings());
        // That a decision is missing stands in the other list.
        warnings.retain(|it| it.flag.warning.kind() != WarningKind::NoDecision || it.flag.note.is_some());
        self.counts = (missing.len(), warnings.iter().filter(|it| it.flag.note.is_none()).count());
        let unit_name = |unit: UnitId| context.unit_name(unit).to_owned();
        let line = |who: Who, unit: UnitId, name: String, words: String| Line {
            who,
            unit,
            unit_name: unit_name(unit),
            name: if name.is_empty() { unit_name(unit) } else { name },
            words,
            warning: None,
            note: None,
        };
        let mut lines: Vec<Line> = match self.listed {
            Listed::Missing => missing
                .into_iter()
                .map(|it| {
                    let warning = match &it.lack {
                        Lack::Warning(warning) => Some(warning.kind()),
                        Lack::Decision => Some(WarningKind::NoDecision),
                        _ => None,
                    };
                    let said = words::lack(&it.lack, unit_name);
                    Line { warning, ..line(it.who, it.unit, it.name, said) }
                })
                .collect(),
            Listed::Warnings => warnings
                .into_iter()
                .map(|it| {
                    let said = words::warning(&it.flag.warning, unit_name);
                    let said = match &it.flag.note {
                        Some(note) => {
                            fl!("ratings-panel-noted", warning = said.as_str(), note = note.as_str())
                        }
                        None => said,
                    };
                    let warning = Some(it.flag.warning.kind());
                    Line { warning, note: it.flag.note, ..line(it.who, it.unit, it.name, said) }
                })
                .collect(),
        };
        let order: HashMap<UnitId, usize> =
            context.tree.nodes().iter().enumerate().map(|(place, node)| (node.unit.id, place)).collect();
        lines.sort_by_key(|line| order.get(&line.unit).copied());
        self.lines = lines;
        self.revision += 1;
        let last = self.lines.len().saturating_sub(1);
        if self.list.cursor().is_some_and(|row| row > last) {
            self.list.go_to(last);
        }
    }

    /// The lines that are selected.
    fn selected(&self) -> Vec<&Line> {
        let rows = self.list.selection().map(|selection| selection.rows()).unwrap_or_default();
        rows.filter_map(|row| self.lines.get(row)).collect()
    }
}

impl Ratings {
    /// Opens the list or closes it.
    pub(super) fn turn_panel(&mut self, context: &Context) -> Update<Message> {
        if self.panel.take().is_some() {
            return Update::task(focus_on(LIST));
        }
        self.panel = Some(Panel::new());
        self.refresh_panel(context);
        Update::task(focus_on(PANEL))
    }

    /// Lists the other of the two.
    pub(super) fn list_in_panel(&mut self, listed: Listed, context: &Context) -> Update<Message> {
        if let Some(panel) = &mut self.panel {
            panel.listed = listed;
            panel.list.go_to(0);
        }
        self.refresh_panel(context);
        Update::task(focus_on(PANEL))
    }

    /// Lists anew, if the list is open.
    pub(super) fn refresh_panel(&mut self, context: &Context) {
        if let (Some(panel), Some(sheet)) = (&mut self.panel, &self.sheet) {
            panel.list(sheet, context);
        }
    }

    /// Takes what happens in the list.
    pub(super) fn take_panel(&mut self, event: &grid::Event, context: &Context) -> Update<Message> {
        let Some(panel) = &mut self.panel else { return Update::none() };
        panel.list.apply(event);
        match event {
            grid::Event::Opened(key) => {
                let line = usize::try_from(*key).ok().and_then(|place| panel.lines.get(place)).cloned();
                line.map_or_else(Update::none, |line| self.go_to_line(&line, context))
            }
            _ => Update::none(),
        }
    }

    /// Goes to the row that a line is about; a unit that waits for its decision is decided.
    fn go_to_line(&mut self, line: &Line, context: &Context) -> Update<Message> {
        if self.subject == Subject::Member && line.who.unit().is_some() {
            return self.ask_decision_of(Some(line.unit), context);
        }
        if self.place_of(Some(line.who)).is_none() {
            self.filter = super::sheet::Filter::default();
            self.select(&std::collections::HashSet::new(), Some(line.who));
        }
        match self.place_of(Some(line.who)) {
            Some(place) => {
                self.is_begun = true;
                self.list.go_to(place);
                Update::task(focus_on(LIST))
            }
            None => Update::event(Event::Notice(Tone::Warning, fl!("ratings-panel-gone"))),
        }
    }

    /// Asks for a note to the warnings that are selected in the list, or to those of the row.
    pub(super) fn ask_note(&mut self, context: &Context) -> Update<Message> {
        let Some(sheet) = &self.sheet else { return Update::none() };
        let unit_name = |unit: UnitId| context.unit_name(unit).to_owned();
        let of_panel: Vec<(Who, WarningKind, String, Option<String>)> = self
            .panel
            .iter()
            .flat_map(Panel::selected)
            .filter_map(|line| {
                let said = format!("{}: {}", line.name, line.words);
                Some((line.who, line.warning?, said, line.note.clone()))
            })
            .collect();
        let of_row = || {
            let row = self.list.cursor().and_then(|place| self.row_at(place));
            row.into_iter()
                .flat_map(|row| sheet.flags(row).into_iter().map(move |flag| (row, flag)))
                .map(|(row, flag)| {
                    let said = format!("{}: {}", row.name, words::warning(&flag.warning, unit_name));
                    (row.who, flag.warning.kind(), said, flag.note)
                })
                .collect::<Vec<_>>()
        };
        let warned = if of_panel.is_empty() { of_row() } else { of_panel };
        let note = warned.first().and_then(|(.., note)| note.clone()).unwrap_or_default();
        if warned.is_empty() {
            return Update::event(Event::Notice(Tone::Warning, fl!("ratings-note-nothing")));
        }
        let said = warned.iter().map(|(_, _, said, _)| said.clone()).collect();
        let warned = warned.into_iter().map(|(who, kind, ..)| (who, kind)).collect();
        let form = Form::new(Purpose::Note { warned, said, note }, sheet);
        self.open_form(form)
    }

    /// Opens a dialog, with the keys in its first field.
    pub(super) fn open_form(&mut self, form: Form) -> Update<Message> {
        let first = form.first();
        self.dialog = Some(Open::Form(Box::new(form)));
        let task: Task<Message> = focus_on(first);
        Update::task(task)
    }

    /// The list beside the sheet, while it is open.
    pub(super) fn side(&self) -> Option<Element<'_, Message>> {
        let panel = self.panel.as_ref()?;
        let tab = |listed: Listed, name: String| {
            let is_open = panel.listed == listed;
            let word = if is_open { text::strong(name) } else { text::body(name) };
            press(word)
                .style(if is_open { button::tab_open } else { button::quiet })
                .on_press(Message::PanelListed(listed))
        };
        let count = |count: usize| number::group(i64::try_from(count).unwrap_or(i64::MAX));
        let head = row![
            tab(Listed::Missing, fl!("ratings-panel-missing", count = count(panel.counts.0))),
            tab(Listed::Warnings, fl!("ratings-panel-warnings", count = count(panel.counts.1))),
            space().width(Length::Fill),
            press(crate::ui::icon::icon(Icon::Close)).style(button::plain).on_press(Message::PanelTurned),
        ]
        .spacing(distance::TIGHT)
        .align_y(Alignment::Center);
        let has_units = panel.lines.windows(2).any(|pair| pair[0].unit != pair[1].unit);
        let mut columns = vec![Column::new("name", fl!("ratings-panel-who"), 150.0).unsorted()];
        columns.push(Column::new("what", fl!("ratings-panel-what"), 420.0).unsorted());
        columns.extend(has_units.then(|| Column::new("unit", fl!("ratings-column-unit"), 220.0).unsorted()));
        let cell = move |place: usize, column: usize| {
            let Some(line) = panel.lines.get(place) else { return Cell::from("") };
            let is_noted = line.note.is_some();
            match column {
                0 => Cell::new(line.name.as_str(), if is_noted { Role::Muted } else { Role::Text }),
                1 => {
                    let is_odd = line.warning.is_some() && !is_noted;
                    Cell::new(line.words.as_str(), if is_odd { Role::Warning } else { Role::Muted })
                }
                _ => Cell::new(line.unit_name.as_str(), Role::Muted),
            }
        };
        let list = sheet_grid(&panel.list, columns, panel.lines.len(), cell, Message::Panel)
            .revision(panel.revision)
            .words(grid_words::words)
            .empty(match panel.listed {
                Listed::Missing => fl!("ratings-panel-none-missing"),
                Listed::Warnings => fl!("ratings-panel-no-warnings"),
            })
            .id(PANEL);
        let note = command::button(self.note_command()).icon(Icon::Edit);
        let foot = row![text::caption(fl!("ratings-panel-how")).width(Length::Fill), note]
            .spacing(distance::SMALL)
            .align_y(Alignment::Center);
        let content = column![head, list, foot].spacing(distance::SMALL).padding(distance::SMALL);
        let card = container(content).style(theme::container::card).width(WIDTH).height(Length::Fill);
        Some(card.into())
    }
}
