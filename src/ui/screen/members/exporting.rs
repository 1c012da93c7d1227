//! Members into a file: who is shown or who is in a list with a name, as a list with its columns
//! and order (.xlsx, .csv or .json), as the workbook 4.0, or the whole register.

use std::path::{Path, PathBuf};

use iced::Task;
use iced::widget::column;

use super::list::List;
use crate::domain::id::MemberId;
use crate::exchange::write::{self, MembersFile};
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::paper;
use crate::services::columns::{CellContext, MemberColumn};
use crate::services::lists::{self, SavedList};
use crate::services::users::Way;
use crate::services::{Changes, Error, members, readings, registers, whole};
use crate::store::workspace::atomic;
use crate::ui::context::Context;
use crate::ui::part::named::{self, Named};
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, choice, choice_named, press, text_field};
use crate::ui::{files, thread};

/// So many rows are read at a time, so that other requests to the disk get their turn.
const PORTION: usize = 1000;

/// What the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The list with its columns.
    List,
    /// The workbook 4.0.
    V4,
    /// All tables of the register.
    Whole,
}

impl Layout {
    const ALL: [Self; 3] = [Self::List, Self::V4, Self::Whole];

    fn words(self) -> String {
        match self {
            Self::List => fl!("members-export-list"),
            Self::V4 => fl!("members-export-v4"),
            Self::Whole => fl!("members-export-whole"),
        }
    }
}

/// Asking what is written and where.
#[derive(Debug, Clone)]
pub struct Exporting {
    layout: Layout,
    /// The list with a name; none for who is shown.
    saved: Option<SavedList>,
    lists: Vec<SavedList>,
    path: String,
    /// The path that was proposed; another one is the person's.
    proposed: String,
    problem: Option<String>,
    is_busy: bool,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// What the file is was chosen.
    LayoutChosen(Layout),
    /// Whose list was chosen; none for who is shown.
    ListChosen(Option<String>),
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
    /// A dialog that proposes a name; `lists` are those that have one.
    pub fn new(lists: &[SavedList], context: &Context) -> Self {
        let mut exporting = Self {
            layout: Layout::List,
            saved: None,
            lists: lists.to_vec(),
            path: String::new(),
            proposed: String::new(),
            problem: None,
            is_busy: false,
        };
        exporting.propose(context);
        exporting
    }

    /// Proposes a path, unless the person typed another one.
    fn propose(&mut self, context: &Context) {
        if self.path != self.proposed {
            return;
        }
        let title = match self.layout {
            Layout::List => paper!("members-print-file"),
            Layout::V4 => paper!("members-export-v4-file"),
            Layout::Whole => paper!("members-export-whole-file"),
        };
        let of = match (&self.saved, context.unit) {
            (Some(list), _) => Some(list.name.as_str()),
            (None, Some(unit)) => Some(context.unit_name(unit)),
            (None, None) => None,
        };
        let name = match of.filter(|_| self.layout != Layout::Whole) {
            Some(of) => format!("{title} - {of}"),
            None => title,
        };
        let path = files::unused(&files::documents().join(format!("{}.xlsx", files::safe_name(&name))));
        self.proposed = path.display().to_string();
        self.path.clone_from(&self.proposed);
    }

    /// Takes a message; the sentence when it is done and the dialog goes, with what was noted.
    pub fn update(
        &mut self,
        message: Message,
        list: &List,
        context: &Context,
    ) -> (Task<Message>, Option<(String, Changes)>) {
        match message {
            Message::LayoutChosen(layout) => {
                (self.layout, self.problem) = (layout, None);
                self.propose(context);
            }
            Message::ListChosen(name) => {
                self.saved = self.lists.iter().find(|list| Some(&list.name) == name.as_ref()).cloned();
                self.propose(context);
            }
            Message::Typed(path) => (self.path, self.problem) = (path, None),
            Message::Accepted if !self.is_busy => return (self.write(list, context), None),
            Message::Accepted | Message::Cancelled => {}
            Message::Written(Ok(done)) => return (Task::none(), Some(done)),
            Message::Written(Err(words)) => (self.problem, self.is_busy) = (Some(words), false),
        }
        (Task::none(), None)
    }

    fn write(&mut self, list: &List, context: &Context) -> Task<Message> {
        let path = PathBuf::from(self.path.trim());
        let file = match (self.layout, ending(&path).as_str()) {
            (Layout::V4, _) => MembersFile::V4,
            (_, "csv") => MembersFile::Csv,
            (_, "json") => MembersFile::Json,
            _ => MembersFile::Xlsx,
        };
        if self.layout != Layout::List && file == MembersFile::Csv {
            self.problem = Some(fl!("members-export-no-csv"));
            return Task::none();
        }
        let who = match &self.saved {
            Some(saved) => Who::Saved(saved.clone()),
            None => {
                let ids = list.selected().map(|selected| selected.ids.to_vec()).unwrap_or_default();
                Who::Shown(ids, list.columns().to_vec())
            }
        };
        self.is_busy = true;
        let order = Order { who, file, path, context: context.clone() };
        match self.layout {
            Layout::Whole => Task::perform(written_whole(order), Message::Written),
            Layout::List | Layout::V4 => Task::perform(written(order), Message::Written),
        }
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self) -> Dialog<'a, Message> {
        let layout = choice_named(
            fl!("members-export-what"),
            &Layout::ALL,
            Some(self.layout),
            |layout| layout.words(),
            Message::LayoutChosen,
        )
        .id("members-export-layout");
        let mut who = vec![Named::new(None, fl!("members-export-shown"))];
        who.extend(self.lists.iter().map(|list| Named::new(Some(list.name.clone()), list.name.clone())));
        let chosen = named::find(&who, &self.saved.as_ref().map(|list| list.name.clone()));
        let who = choice(fl!("members-export-who"), &who, chosen, |who: Named<Option<String>>| {
            Message::ListChosen(who.value)
        })
        .enabled(self.layout != Layout::Whole)
        .id("members-export-who");
        let hint = match self.layout {
            Layout::List => fl!("members-export-hint"),
            Layout::V4 => fl!("members-export-v4-hint"),
            Layout::Whole => fl!("members-export-whole-hint"),
        };
        let path = text_field(fl!("members-export-path"), &self.path)
            .on_input(Message::Typed)
            .hint(hint)
            .problem(self.problem.clone())
            .id(PATH);
        Dialog::new("members-export", fl!("members-export"), Message::Cancelled)
            .first(PATH)
            .body(column![layout, who, path].spacing(space::MEDIUM))
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

/// The field of the path.
const PATH: &str = "members-export-path";

/// Whose rows are written.
enum Who {
    /// Who is shown, in these columns.
    Shown(Vec<MemberId>, Vec<MemberColumn>),
    /// Who is in a list that has a name.
    Saved(SavedList),
}

/// What is to be written.
struct Order {
    who: Who,
    file: MembersFile,
    path: PathBuf,
    context: Context,
}

async fn written(order: Order) -> Result<(String, Changes), String> {
    let failed = |error: Error| sentence::error(&error);
    let db = order.context.db.clone();
    let (ids, columns) = match order.who {
        Who::Shown(ids, columns) => (ids, columns),
        Who::Saved(list) => {
            let (columns, author) = (list.columns.clone(), order.context.author.clone());
            let select = db.call(move |database| lists::select(database, &list, &author));
            (select.await.map_err(failed)?.ids.clone(), columns)
        }
    };
    let mut rows = Vec::with_capacity(ids.len());
    for portion in ids.chunks(PORTION) {
        let portion = portion.to_vec();
        let read = db.call::<_, Error>(move |database| members::rows(database, &portion)).await;
        rows.extend(read.map_err(failed)?);
    }
    // Before the file is there: what is not noted is not written.
    let seen = readings::with_numbers(&rows, order.file.columns(&columns));
    let author = order.context.author.clone();
    let noted = db.call(move |database| readings::note(database, Way::Export, &seen, &author)).await;
    let noted = noted.map_err(failed)?;
    let choices = db.call::<_, Error>(|database| {
        Ok([registers::choices(database, "ethnicity")?, registers::choices(database, "religion")?])
    });
    let choices = choices.await.map_err(failed)?;
    let work = move || {
        let context = CellContext {
            units: &order.context.tree,
            today: order.context.author.today,
            words: Words::Paper,
        };
        let bytes = order.file.bytes(&rows, &columns, &context, choices);
        let words = stored(&order.path, &bytes.map_err(|error| sentence::exchange(&error))?)?;
        Ok((words, noted))
    };
    thread::run("spreadsheet", work).await.map_err(|error| sentence::store(&error))?
}

async fn written_whole(order: Order) -> Result<(String, Changes), String> {
    let author = order.context.author.clone();
    let read = order.context.db.call::<_, Error>(move |database| {
        let seen = readings::all_with_numbers(database)?;
        let noted = readings::note(database, Way::Export, &seen, &author)?;
        Ok((whole::dump(database)?, noted))
    });
    let (tables, noted) = read.await.map_err(|error| sentence::error(&error))?;
    let work = move || {
        let bytes = match order.file {
            MembersFile::Json => write::whole_json(&tables),
            _ => write::whole(&tables).map_err(|error| sentence::exchange(&error))?,
        };
        Ok((stored(&order.path, &bytes)?, noted))
    };
    thread::run("spreadsheet", work).await.map_err(|error| sentence::store(&error))?
}

fn stored(path: &Path, bytes: &[u8]) -> Result<String, String> {
    atomic::write(path, bytes).map_err(|error| sentence::workspace(&error))?;
    Ok(fl!("members-exported", file = path.display().to_string()))
}

/// What the name of a file ends in, small.
fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}
