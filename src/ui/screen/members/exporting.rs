//! The list into a spreadsheet: who is shown, the columns and their order, as .xlsx or .csv.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::Task;
use iced::widget::column;

use super::list::List;
use crate::exchange::write;
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::paper;
use crate::services::columns::{CellContext, MemberColumn};
use crate::services::directory::Selected;
use crate::services::users::Way;
use crate::services::{Changes, Error, members, readings};
use crate::store::workspace::atomic;
use crate::ui::context::Context;
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, press, text_field};
use crate::ui::{files, thread};

/// So many rows are read at a time, so that other requests to the disk get their turn.
const PORTION: usize = 1000;

/// Asking where the list goes.
#[derive(Debug, Clone)]
pub struct Exporting {
    path: String,
    problem: Option<String>,
    is_busy: bool,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// The path was typed.
    Typed(String),
    /// Write it.
    Accepted,
    /// Don't.
    Cancelled,
    /// It is written: the sentence about it and what was noted, or why not.
    Written(Result<(String, Changes), String>),
}

impl Exporting {
    /// A dialog that proposes a name.
    pub fn new(context: &Context) -> Self {
        let title = paper!("members-print-file");
        let name = match context.unit {
            Some(unit) => format!("{title} - {}", context.unit_name(unit)),
            None => title,
        };
        let path = files::documents().join(format!("{}.xlsx", files::safe_name(&name)));
        Self { path: path.display().to_string(), problem: None, is_busy: false }
    }

    /// Takes a message; the sentence when it is done and the dialog goes, with what was noted.
    pub fn update(
        &mut self,
        message: Message,
        list: &List,
        context: &Context,
    ) -> (Task<Message>, Option<(String, Changes)>) {
        match message {
            Message::Typed(path) => (self.path, self.problem) = (path, None),
            Message::Accepted if !self.is_busy => {
                let Some(selected) = list.selected().map(Arc::clone) else { return (Task::none(), None) };
                self.is_busy = true;
                let order = Order {
                    selected,
                    columns: list.columns().to_vec(),
                    path: PathBuf::from(self.path.trim()),
                    context: context.clone(),
                };
                return (Task::perform(written(order), Message::Written), None);
            }
            Message::Accepted | Message::Cancelled => {}
            Message::Written(Ok(done)) => return (Task::none(), Some(done)),
            Message::Written(Err(words)) => (self.problem, self.is_busy) = (Some(words), false),
        }
        (Task::none(), None)
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self) -> Dialog<'a, Message> {
        let path = text_field(fl!("members-export-path"), &self.path)
            .on_input(Message::Typed)
            .hint(fl!("members-export-hint"))
            .problem(self.problem.clone())
            .id("members-export-path");
        Dialog::new("members-export", fl!("members-export"), Message::Cancelled)
            .body(column![path].spacing(space::MEDIUM))
            .button(press(text::body(fl!("common-cancel"))).hint("Esc").on_press(Message::Cancelled))
            .button(
                press(text::strong(fl!("members-export-do")))
                    .hint("Enter")
                    .style(button::primary)
                    .on_press_maybe((!self.is_busy).then_some(Message::Accepted)),
            )
            .on_enter(Message::Accepted)
    }
}

/// What is to be written.
struct Order {
    selected: Arc<Selected>,
    columns: Vec<MemberColumn>,
    path: PathBuf,
    context: Context,
}

async fn written(order: Order) -> Result<(String, Changes), String> {
    let db = order.context.db.clone();
    let mut rows = Vec::with_capacity(order.selected.ids.len());
    for portion in order.selected.ids.chunks(PORTION) {
        let portion = portion.to_vec();
        let read = db.call::<_, Error>(move |database| members::rows(database, &portion)).await;
        rows.extend(read.map_err(|error| sentence::error(&error))?);
    }
    // Before the file is there: what is not noted is not written.
    let seen = readings::with_numbers(&rows, &order.columns);
    let author = order.context.author.clone();
    let noted = db.call(move |database| readings::note(database, Way::Export, &seen, &author)).await;
    let noted = noted.map_err(|error| sentence::error(&error))?;
    let work = move || {
        let context = CellContext {
            units: &order.context.tree,
            today: order.context.author.today,
            words: Words::Paper,
        };
        let table = write::members(&paper!("members-print-file"), &rows, &order.columns, &context);
        let bytes = match is_text(&order.path) {
            true => write::csv(&table),
            false => write::xlsx(&[table]).map_err(|error| sentence::exchange(&error))?,
        };
        atomic::write(&order.path, &bytes).map_err(|error| sentence::workspace(&error))?;
        Ok((fl!("members-exported", file = order.path.display().to_string()), noted))
    };
    thread::run("spreadsheet", work).await.map_err(|error| sentence::store(&error))?
}

fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}
