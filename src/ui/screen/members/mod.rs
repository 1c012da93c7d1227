//! The members tab: the list of the chosen unit's members, and the record of one of them.
//!
//! `list` shows who `filter` lets through, in the columns of `columns`; `empty` stands in for it
//! when there is nobody; `printing` puts it on paper; `saved` gives it a name; `record` is the page
//! of one member; `view` lays it all out, `keys` says what can be done.

mod columns;
mod empty;
mod exporting;
mod filter;
mod importing;
mod keys;
mod list;
mod lists;
mod papers;
mod printing;
mod record;
mod saved;
mod view;

pub use list::GRID;

use std::sync::Arc;

use iced::Task;

use super::{Event, Update};
use crate::domain::id::{MemberId, UnitId};
use crate::domain::number;
use crate::domain::unit::Node;
use crate::fl;
use crate::i18n::sentence;
use crate::services::{Changes, Result, Table};
use crate::ui::context::Context;
use crate::ui::widget::{Tone, focus_on, grid};

use columns::Chooser;
use exporting::Exporting;
use filter::{Facets, Filters};
use importing::Importing;
use list::List;
use lists::Lists;
use papers::Paper;
use record::{Leave, Record};
use saved::Saved;

/// The members tab.
#[derive(Debug)]
pub struct Members {
    list: List,
    filters: Filters,
    facets: Facets,
    lists: Lists,
    saved: Saved,
    record: Option<Record>,
    chooser: Option<Chooser>,
    exporting: Option<Exporting>,
    importing: Option<Box<Importing>>,
    is_printing: bool,
    /// Whether it is asked which paper is wanted.
    asks_paper: bool,
    unit: Option<UnitId>,
}

/// What happens on the tab.
#[derive(Debug, Clone)]
pub enum Message {
    /// In the list.
    List(list::Message),
    /// In the search box and the choices beside it.
    Filter(filter::Message),
    /// There are these values to filter by.
    FacetsFound(Arc<Facets>),
    /// The editable lists were read.
    ListsRead(Result<Lists>),
    /// The search box is wanted.
    SearchRequested,
    /// The member under the cursor is to be opened.
    OpenRequested,
    /// A member is to be seen who was found elsewhere.
    Sought(MemberId),
    /// A member is to be added.
    NewRequested,
    /// The columns are to be chosen.
    ColumnsRequested,
    /// In the dialog of the columns.
    Columns(columns::Message),
    /// The list is to be printed.
    PrintRequested,
    /// Another paper is wanted: which one is asked.
    PapersAsked,
    /// It is not wanted after all.
    PapersShut,
    /// This paper is wanted.
    PaperRequested(Paper),
    /// It is printed, or not.
    Printed(printing::Printed),
    /// On the page of a record.
    Record(record::Message),
    /// A spreadsheet is to be taken in.
    ImportRequested,
    /// A file was dropped on the window.
    Dropped(std::path::PathBuf),
    /// In the wizard that takes it in.
    Import(importing::Message),
    /// The list is to be written into a spreadsheet.
    ExportRequested,
    /// In the dialog that asks where.
    Export(exporting::Message),
    /// About lists that have a name.
    Saved(saved::Message),
}

/// Whether members can be in this unit.
fn is_open_cell(node: &Node) -> bool {
    node.unit.fields.kind.is_cell() && node.unit.closed_on.is_none()
}

impl Members {
    /// The tab, loading what it shows.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut members = Self {
            list: List::new(&context.settings),
            filters: Filters::default(),
            facets: Facets::default(),
            lists: Lists::default(),
            saved: Saved::default(),
            record: None,
            chooser: None,
            exporting: None,
            importing: None,
            is_printing: false,
            asks_paper: false,
            unit: context.unit,
        };
        let task = members.invalidate(None, context);
        (members, task)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Update<Message> {
        match message {
            Message::List(message) => self.list_said(message, context),
            Message::Filter(message) => self.filter_said(message, context),
            Message::FacetsFound(facets) => {
                self.facets = Arc::unwrap_or_clone(facets);
                Update::none()
            }
            Message::ListsRead(Ok(lists)) => {
                self.list.offer(&lists);
                self.lists = lists;
                Update::none()
            }
            Message::ListsRead(Err(error)) => notice(sentence::error(&error)),
            Message::SearchRequested => {
                // A second search replaces the first.
                let select = iced::widget::operation::select_all(filter::SEARCH);
                Update::task(Task::batch([focus_on(filter::SEARCH), select]))
            }
            Message::OpenRequested => match self.list.current() {
                Some(member) => Update::task(self.open(member, context)),
                None => Update::none(),
            },
            Message::Sought(member) => self.seek(member, context),
            Message::NewRequested => Update::task(self.open_new(context)),
            Message::ColumnsRequested => {
                self.chooser = Some(Chooser::new(self.list.columns()));
                Update::none()
            }
            Message::Columns(message) => self.columns_said(&message, context),
            Message::PrintRequested => self.print(context),
            Message::PapersAsked => {
                self.asks_paper = true;
                Update::none()
            }
            Message::PapersShut => {
                self.asks_paper = false;
                Update::none()
            }
            Message::PaperRequested(paper) => self.print_paper(paper, context),
            Message::Printed(printed) => {
                self.is_printing = false;
                match printed {
                    Ok((name, document)) => Update::event(Event::Printed(name, document)),
                    Err(error) => notice(sentence::error(&error)),
                }
            }
            Message::Record(message) => self.record_said(message, context),
            Message::ImportRequested => Update::task(self.open_import(None, context)),
            Message::Dropped(_) if self.importing.is_some() || self.record.is_some() => Update::none(),
            Message::Dropped(file) => Update::task(self.open_import(Some(file), context)),
            Message::Import(message) => self.import_said(message, context),
            Message::ExportRequested => {
                self.exporting = Some(Exporting::new(self.saved.lists(), context));
                Update::none()
            }
            Message::Export(message) => self.export_said(message, context),
            Message::Saved(message) => self.saved_said(message, context),
        }
    }

    fn open_import(&mut self, file: Option<std::path::PathBuf>, context: &Context) -> Task<Message> {
        let (importing, task) = Importing::new(context, file);
        self.importing = Some(Box::new(importing));
        Task::batch([task.map(Message::Import), focus_on(importing::FIRST)])
    }

    fn import_said(&mut self, message: importing::Message, context: &Context) -> Update<Message> {
        let Some(importing) = &mut self.importing else { return Update::none() };
        match importing.update(message, context) {
            importing::Outcome::Stay(update) => update.map(Message::Import),
            importing::Outcome::Left => {
                self.importing = None;
                Update::task(self.back_to_list(context))
            }
        }
    }

    fn export_said(&mut self, message: exporting::Message, context: &Context) -> Update<Message> {
        let Some(exporting) = &mut self.exporting else { return Update::none() };
        let is_left = matches!(message, exporting::Message::Cancelled);
        let (task, done) = exporting.update(message, &self.list, context);
        if is_left || done.is_some() {
            self.exporting = None;
        }
        let update = Update::task(task.map(Message::Export));
        match done {
            Some((words, noted)) => update.and(Event::Exported(words, noted)),
            None => update,
        }
    }

    fn list_said(&mut self, message: list::Message, context: &Context) -> Update<Message> {
        match message {
            list::Message::Edits(message) => self.list.edits_said(message, context).map(Message::List),
            list::Message::Copied(request, count, text) => {
                self.list.copied(request, (count, text), context).map(Message::List)
            }
            list::Message::NumbersNoted(noted) => self.list.numbers_noted(noted).map(Message::List),
            message => self.list_turned(message, context),
        }
    }

    fn list_turned(&mut self, message: list::Message, context: &Context) -> Update<Message> {
        let opened = if let list::Message::Grid(grid::Event::Opened(key)) = &message {
            Some(MemberId(*key))
        } else {
            None
        };
        let rearranged = matches!(&message, list::Message::Grid(event) if event.rearranges());
        let task = match self.list.update(message, &self.filters, context) {
            Ok(task) => task.map(Message::List),
            Err(error) => return notice(sentence::error(&error)),
        };
        let task = match opened {
            Some(member) => Task::batch([task, self.open(member, context)]),
            None => task,
        };
        let update = Update::task(task);
        if rearranged {
            update.and(Event::SettingsChanged(self.list.kept_in(&context.settings)))
        } else {
            update
        }
    }

    fn filter_said(&mut self, message: filter::Message, context: &Context) -> Update<Message> {
        if matches!(message, filter::Message::SearchSubmitted) {
            self.list.enter();
            return Update::task(focus_on(list::GRID));
        }
        self.filters.update(message);
        self.list.rewind();
        Update::task(self.list.select(&self.filters, context).map(Message::List))
    }

    fn columns_said(&mut self, message: &columns::Message, context: &Context) -> Update<Message> {
        let Some(chooser) = &mut self.chooser else { return Update::none() };
        let task = chooser.update(message);
        match message {
            columns::Message::Accepted => {
                self.list.set_columns(chooser.shown().to_vec());
                self.chooser = None;
                Update::task(task).and(Event::SettingsChanged(self.list.kept_in(&context.settings)))
            }
            columns::Message::Cancelled => {
                self.chooser = None;
                Update::task(task)
            }
            columns::Message::Turned(..)
            | columns::Message::Earlier(_)
            | columns::Message::Later(_)
            | columns::Message::Reset => Update::task(task),
        }
    }

    fn record_said(&mut self, message: record::Message, context: &Context) -> Update<Message> {
        let Some(record) = &mut self.record else { return Update::none() };
        match record.update(message, context) {
            record::Outcome::Open(Update { task, event }) => {
                Update { task: task.map(Message::Record), event }
            }
            record::Outcome::Left(leave, event) => {
                if let Some(member) = record.who() {
                    self.list.keep(member);
                }
                let task = match leave {
                    Leave::ToList => self.back_to_list(context),
                    Leave::ToNew => self.open_new(context),
                };
                Update { task, event }
            }
        }
    }

    fn back_to_list(&mut self, context: &Context) -> Task<Message> {
        self.record = None;
        let select = self.list.select(&self.filters, context).map(Message::List);
        Task::batch([select, focus_on(list::GRID)])
    }

    fn open(&mut self, member: MemberId, context: &Context) -> Task<Message> {
        let (record, task) = Record::of(member, context);
        self.record = Some(record);
        task.map(Message::Record)
    }

    /// Opens a member who was found elsewhere; what is being typed here stays open instead.
    fn seek(&mut self, member: MemberId, context: &Context) -> Update<Message> {
        let is_typing = self.record.as_ref().is_some_and(Record::is_dirty) || self.importing.is_some();
        if is_typing {
            return Update::event(Event::Notice(Tone::Warning, fl!("members-seek-unsaved")));
        }
        Update::task(self.open(member, context))
    }

    fn open_new(&mut self, context: &Context) -> Task<Message> {
        let (record, task) = Record::of_new(context.unit, context);
        self.record = Some(record);
        task.map(Message::Record)
    }

    fn print(&mut self, context: &Context) -> Update<Message> {
        let count = self.list.selected().map_or(0, |selected| selected.ids.len());
        if self.is_printing || count == 0 {
            return Update::none();
        }
        self.is_printing = true;
        Update::task(printing::print(&self.list, &self.filters, context).map(Message::Printed))
    }

    fn print_paper(&mut self, paper: Paper, context: &Context) -> Update<Message> {
        self.asks_paper = false;
        if self.is_printing {
            return Update::none();
        }
        self.is_printing = true;
        Update::task(papers::print(paper, (&self.list, &self.filters), context).map(Message::Printed))
    }

    /// What is shown may have changed: what an operation touched, or everything for none.
    pub fn invalidate(&mut self, changes: Option<&Changes>, context: &Context) -> Task<Message> {
        self.list.invalidate(changes);
        let again = self.list.send_again(context).map(Message::List);
        let mut planned = Task::none();
        if self.unit != context.unit {
            self.unit = context.unit;
            self.list.rewind();
            if let Some(importing) = &mut self.importing {
                planned = importing.choose_unit(context).map(Message::Import);
            }
        }
        let select = self.list.select(&self.filters, context).map(Message::List);
        let directory = Arc::clone(&context.directory);
        let facets = Task::perform(async move { Arc::new(Facets::of(&directory)) }, Message::FacetsFound);
        let has_new_lists = changes.is_none_or(|changes| changes.touches(Table::Choice));
        let lists = if has_new_lists { context.ask(Lists::read, Message::ListsRead) } else { Task::none() };
        if let Some(importing) = self.importing.as_mut().filter(|_| changes.is_some()) {
            importing.register_changed();
        }
        let is_renamed = changes.is_none_or(|changes| changes.touches(Table::SavedList));
        let saved = if is_renamed { Saved::read(context).map(Message::Saved) } else { Task::none() };
        let record = match &mut self.record {
            Some(record) => record.invalidate(changes, context).map(Message::Record),
            None => Task::none(),
        };
        Task::batch([again, planned, select, facets, lists, saved, record])
    }

    /// The control where work begins: the list, or the first field of the open record.
    pub fn home(&self) -> &'static str {
        match (&self.importing, &self.record) {
            (Some(_), _) => importing::FIRST,
            (None, Some(_)) => record::FIRST,
            (None, None) => list::GRID,
        }
    }

    /// What was typed and is not saved, in words.
    pub fn unsaved(&self) -> Vec<String> {
        let record = self.record.as_ref().map(Record::unsaved).unwrap_or_default();
        let cells = self.list.unsaved();
        let cells = (cells > 0).then(|| fl!("unsaved-cells", count = cells));
        let import =
            self.importing.as_ref().filter(|importing| importing.is_dirty()).map(|_| fl!("import-unsaved"));
        record.into_iter().chain(cells).chain(import).collect()
    }

    /// Whether something typed is not saved.
    pub fn is_dirty(&self) -> bool {
        self.record.as_ref().is_some_and(Record::is_dirty)
            || self.list.is_dirty()
            || self.importing.as_ref().is_some_and(|importing| importing.is_dirty())
    }

    /// Drops all records that are shown; drafts stay.
    pub fn forget(&mut self) {
        self.list.forget();
        self.filters.forget();
        self.facets = Facets::default();
        self.lists = Lists::default();
        self.saved.forget();
        (self.is_printing, self.asks_paper) = (false, false);
        (self.exporting, self.importing) = (None, None);
        self.record.take_if(|record| !record.forget());
    }
}

fn notice(words: String) -> Update<Message> {
    Update::event(Event::Notice(Tone::Problem, words))
}

fn figure(count: usize) -> String {
    number::group(i64::try_from(count).unwrap_or(i64::MAX))
}
