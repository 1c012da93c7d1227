//! The names behind a figure.

use iced::Length;
use iced::keyboard::key::Named;
use iced::widget::column;

use super::{GRID, Message as TabMessage, Summary, Update, problem};
use crate::domain::number::group;
use crate::domain::rating::{Rating, Subject};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::Result;
use crate::services::ratings::summary::{self as service, Behind, Figure, Where};
use crate::ui::context::Context;
use crate::ui::keymap::Chord;
use crate::ui::part::grid_words;
use crate::ui::theme::{size, space, text};
use crate::ui::widget::grid::{self, Cell, Column, State};
use crate::ui::widget::{Dialog, focus_on, press};

/// The list's name for the focus.
const LIST: &str = "summary-names";
/// So many rows are seen at once.
const MOST_ROWS: usize = 12;

/// The dialog.
#[derive(Debug)]
pub struct Names {
    title: String,
    subject: Subject,
    /// Whether the names are of several years.
    has_years: bool,
    /// What was read; none while that is under way.
    found: Option<service::Names>,
    list: State,
    request: u64,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The names were read.
    Read(u64, Result<service::Names>),
    /// The list said something.
    List(grid::Event),
    /// They have been seen.
    Left,
}

impl Summary {
    /// Opens the names behind a figure; where only totals are known, says so.
    pub(super) fn open_names(
        &mut self,
        place: Option<Where>,
        figure: Figure,
        title: String,
        context: &Context,
    ) -> Update<TabMessage> {
        self.requests += 1;
        let (request, subject) = (self.requests, self.subject);
        let has_years = place.is_some_and(|place| place.from != place.to);
        self.names = Some(Names { title, subject, has_years, found: None, list: State::new(), request });
        let Some(place) = place else {
            return self.names_said(Message::Read(request, Ok(service::Names::default())), context);
        };
        Update::task(context.ask(
            move |db| service::behind(db, subject, place, &figure),
            move |result| TabMessage::Names(Message::Read(request, result)),
        ))
    }

    /// Takes what happens in the dialog.
    pub(super) fn names_said(&mut self, message: Message, context: &Context) -> Update<TabMessage> {
        match message {
            Message::Read(request, result) => {
                let Some(names) = self.names.as_mut().filter(|names| names.request == request) else {
                    return Update::none();
                };
                match result {
                    Ok(found) => {
                        if !found.rows.is_empty() {
                            names.list.go_to(0);
                        }
                        names.found = Some(found);
                        Update::task(focus_on(LIST))
                    }
                    Err(error) => {
                        self.names = None;
                        problem(&error)
                    }
                }
            }
            Message::List(event) => {
                let Some(names) = &mut self.names else { return Update::none() };
                names.list.apply(&event);
                match event {
                    grid::Event::Asked(grid::Ask::Copy(block)) => {
                        Update::task(iced::clipboard::write(block.copied(|row, key| {
                            let row = usize::try_from(row).unwrap_or(usize::MAX);
                            names.text_in(row, key, context)
                        })))
                    }
                    _ => Update::none(),
                }
            }
            Message::Left => {
                self.names = None;
                Update::task(focus_on(GRID))
            }
        }
    }
}

impl Names {
    fn rows(&self) -> &[Behind] {
        self.found.as_ref().map_or(&[], |found| &found.rows)
    }

    fn columns(&self) -> Vec<Column> {
        let name = match self.subject {
            Subject::Member => fl!("ratings-column-member"),
            Subject::Unit => fl!("ratings-column-unit"),
        };
        let mut columns = vec![Column::new("order", fl!("ratings-column-order"), 60.0).number().unsorted()];
        if self.has_years {
            columns.push(Column::new("year", fl!("ratings-year"), 70.0).centred().unsorted());
        }
        columns.push(Column::new("name", name, 250.0).unsorted());
        if self.subject == Subject::Member {
            columns.push(Column::new("unit", fl!("ratings-column-unit"), 260.0).unsorted());
        }
        columns.push(Column::new("rating", fl!("field-level"), 250.0).unsorted());
        columns
    }

    /// What a cell holds.
    fn text_in(&self, row: usize, key: &str, context: &Context) -> String {
        let Some(found) = self.rows().get(row) else { return String::new() };
        match key {
            "order" => (row + 1).to_string(),
            "year" => found.year.to_string(),
            "name" => found.name.clone(),
            "unit" => context.unit_name(found.unit).to_owned(),
            _ => rating(found.rating.as_ref()),
        }
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Dialog<'a, Message> {
        let note = self.found.as_ref().map(|found| match (found.rows.len(), found.without_names) {
            (0, 0) => fl!("summary-names-none"),
            (_, 0) => String::new(),
            (0, _) => fl!("summary-names-only-totals"),
            (_, more) => fl!("summary-names-more", count = group(more)),
        });
        let note = note.filter(|note| !note.is_empty()).map(|note| text::body(note).style(text::warning));
        let columns = self.columns();
        let keys: Vec<String> = columns.iter().map(|column| column.key().to_owned()).collect();
        let cell = move |row: usize, column: usize| {
            let key = keys.get(column).map_or("", String::as_str);
            Cell::from(self.text_in(row, key, context))
        };
        let rows = self.rows().len().clamp(1, MOST_ROWS) as f32;
        let is_shown = self.found.as_ref().is_none_or(|found| !found.rows.is_empty());
        let list = grid::grid(&self.list, columns, self.rows().len(), cell, Message::List)
            .words(grid_words::words)
            .id(LIST)
            .empty(if self.found.is_some() { String::new() } else { fl!("ratings-reading") })
            .height(size::HEADER + rows * size::ROW + size::SCROLL_BAR);
        let leave = press(text::body(fl!("common-close")))
            .hint(Chord::key(Named::Escape).label())
            .on_press(Message::Left);
        let body =
            column![column![is_shown.then_some(list)], note].spacing(space::MEDIUM).width(Length::Fill);
        Dialog::new("summary-names", self.title.clone(), Message::Left)
            .wide()
            .body(body)
            .first(LIST)
            .button(leave)
    }
}

fn rating(rating: Option<&Rating>) -> String {
    match rating {
        Some(Rating::Level(level)) => term::level(*level, Words::Screen),
        Some(Rating::NotRated { why, reason }) => {
            let name = term::not_rated(*why, Words::Screen);
            match reason {
                Some(words) => fl!("ratings-reason-and-words", name = name, words = words.as_str()),
                None => name,
            }
        }
        None => fl!("ratings-open"),
    }
}
