//! Filling a workbook that the level above sent: which figure of the register belongs into which
//! cell is chosen once, kept under a name, and written without changing anything else in the file.

mod view;
mod work;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::Task;

use super::{Message as TabMessage, Summary, Update};
use crate::domain::cell::CellAddress;
use crate::exchange::reader::Source;
use crate::exchange::sheet::Sheet;
use crate::fl;
use crate::i18n::sentence;
use crate::services::filling::{self, CellMap, Figure, Of, Values};
use crate::services::{Changes, Result as Served};
use crate::ui::context::Context;
use crate::ui::files;
use crate::ui::screen::Event;
use crate::ui::widget::{Dialog, Tone, focus_on, grid};

/// The field of the workbook's path.
const PATH: &str = "fill-path";
/// The workbook's cells.
const CELLS: &str = "fill-cells";

/// See the module.
#[derive(Debug)]
pub struct Filling {
    path: String,
    output: String,
    source: Option<Arc<Source>>,
    /// The sheet that is shown, by its place.
    sheet: Option<(usize, Arc<Sheet>)>,
    maps: Vec<CellMap>,
    name: String,
    cells: BTreeMap<CellAddress, Figure>,
    of: Of,
    values: Option<Arc<Values>>,
    list: grid::State,
    problem: Option<String>,
    is_busy: bool,
    /// Whether the dialog asks before chosen cells are lost.
    asks_to_leave: bool,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// The workbook's path was typed.
    PathTyped(String),
    /// The system's dialog is wanted.
    Browse,
    /// It answered.
    Picked(Option<PathBuf>),
    /// The workbook is to be opened.
    OpenAsked,
    /// It was looked at.
    Opened(Result<Arc<Source>, String>),
    /// A sheet was chosen, by its place.
    SheetChosen(usize),
    /// It was read.
    Read(usize, Result<Arc<Sheet>, String>),
    /// The kept maps and all figures.
    Known(Served<(Vec<CellMap>, Arc<Values>)>),
    /// A kept map was chosen.
    MapChosen(Option<String>),
    /// In the cells.
    Cells(grid::Event),
    /// The current cell gets a figure, or none.
    FigureChosen(Option<Figure>),
    /// The name of the map was typed.
    NameTyped(String),
    /// The path of the filled workbook was typed.
    OutputTyped(String),
    /// Fill and save.
    Accepted,
    /// It is done: how many cells, where, and what keeping the map changed; or why not.
    Filled(Result<(String, Option<Changes>), String>),
    /// The dialog goes.
    Shut,
}

/// What comes of a message.
pub enum Outcome {
    /// Work goes on.
    Stay(Task<Message>),
    /// It is done; the sentence, and what keeping the map changed.
    Done(String, Option<Changes>),
    /// The dialog goes.
    Shut,
}

impl Summary {
    pub(super) fn open_filling(&mut self, context: &Context) -> Update<TabMessage> {
        let (filling, task) = Filling::new(Of { year: self.year, unit: context.unit }, context);
        self.filling = Some(Box::new(filling));
        Update::task(task.map(TabMessage::Filling))
    }

    pub(super) fn filling_said(&mut self, message: Message, context: &Context) -> Update<TabMessage> {
        let Some(filling) = &mut self.filling else { return Update::none() };
        match filling.update(message, context) {
            Outcome::Stay(task) => Update::task(task.map(TabMessage::Filling)),
            Outcome::Shut => {
                self.filling = None;
                Update::task(self.focus())
            }
            Outcome::Done(words, kept) => {
                self.filling = None;
                match kept {
                    // Keeping the map is told with its way back, the file beside it.
                    Some(changes) => {
                        let told = Task::done(TabMessage::Told(words));
                        Update::task(Task::batch([self.focus(), told])).and(Event::Committed(changes))
                    }
                    None => Update::task(self.focus()).and(Event::Notice(Tone::Done, words)),
                }
            }
        }
    }
}

impl Filling {
    /// A dialog about the figures of a year and unit.
    pub fn new(of: Of, context: &Context) -> (Self, Task<Message>) {
        let filling = Self {
            path: String::new(),
            output: String::new(),
            source: None,
            sheet: None,
            maps: Vec::new(),
            name: String::new(),
            cells: BTreeMap::new(),
            of,
            values: None,
            list: grid::State::new(),
            problem: None,
            is_busy: false,
            asks_to_leave: false,
        };
        let author = context.author.clone();
        let known = context.ask(
            move |database| Ok((filling::maps(database)?, Arc::new(filling::values(database, of, &author)?))),
            Message::Known,
        );
        (filling, Task::batch([known, focus_on(PATH)]))
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Outcome {
        let task = match message {
            Message::Shut if self.is_dirty() && !self.asks_to_leave => {
                self.asks_to_leave = true;
                Task::none()
            }
            Message::Shut => return Outcome::Shut,
            Message::Filled(Ok((words, changes))) => return Outcome::Done(words, changes),
            Message::Filled(Err(words)) => {
                (self.problem, self.is_busy) = (Some(words), false);
                Task::none()
            }
            Message::Accepted => self.fill(context),
            message => self.turned(message),
        };
        Outcome::Stay(task)
    }

    fn turned(&mut self, message: Message) -> Task<Message> {
        // Who works on has answered the question before leaving.
        self.asks_to_leave &= !matches!(
            message,
            Message::NameTyped(_)
                | Message::FigureChosen(_)
                | Message::MapChosen(_)
                | Message::OutputTyped(_)
        );
        match message {
            Message::PathTyped(path) => (self.path, self.problem) = (path, None),
            Message::Browse => return files::pick_sheet(Message::Picked),
            Message::Picked(Some(path)) => {
                self.path = path.display().to_string();
                return self.open();
            }
            Message::OpenAsked => return self.open(),
            Message::Opened(Ok(source)) => {
                self.take_source(source);
                return self.read(0);
            }
            Message::SheetChosen(place) => return self.read(place),
            Message::Read(place, Ok(sheet)) => {
                self.sheet = Some((place, sheet));
                self.list.go_to(0);
                return focus_on(CELLS);
            }
            Message::Opened(Err(words)) | Message::Read(_, Err(words)) => self.problem = Some(words),
            Message::Known(Ok((maps, values))) => {
                self.maps = maps;
                self.values = Some(values);
                self.propose_map();
            }
            Message::Known(Err(error)) => self.problem = Some(sentence::error(&error)),
            Message::MapChosen(name) => self.take_map(name.as_deref()),
            Message::Cells(event) => self.list.apply(&event),
            Message::FigureChosen(figure) => {
                if let Some(address) = self.current() {
                    match figure {
                        Some(figure) => drop(self.cells.insert(address, figure)),
                        None => drop(self.cells.remove(&address)),
                    }
                }
            }
            Message::NameTyped(name) => (self.name, self.problem) = (name, None),
            Message::OutputTyped(path) => (self.output, self.problem) = (path, None),
            _ => {}
        }
        Task::none()
    }

    fn open(&mut self) -> Task<Message> {
        (self.source, self.sheet, self.problem) = (None, None, None);
        work::open(PathBuf::from(self.path.trim()))
    }

    fn read(&mut self, place: usize) -> Task<Message> {
        let Some(source) = self.source.clone() else { return Task::none() };
        work::read(source, place)
    }

    /// Takes a workbook: the filled one gets a name beside it, and the map a usual one.
    fn take_source(&mut self, source: Arc<Source>) {
        let path = Path::new(self.path.trim());
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let filled = path.with_file_name(format!("{stem} - {}.xlsx", fl!("fill-filled")));
        self.output = filled.display().to_string();
        if self.name.is_empty() {
            self.name = stem.chars().take(50).collect();
        }
        self.source = Some(source);
        self.propose_map();
    }

    /// The kept map that is called like the file, while nothing was chosen.
    fn propose_map(&mut self) {
        if self.cells.is_empty() && self.source.is_some() {
            let name = self.name.clone();
            self.take_map(Some(&name));
        }
    }

    fn take_map(&mut self, name: Option<&str>) {
        match self.maps.iter().find(|map| Some(map.name.as_str()) == name) {
            Some(map) => (self.name, self.cells) = (map.name.clone(), map.cells.clone()),
            None if name.is_none() => self.cells.clear(),
            None => {}
        }
    }

    /// The cell under the cursor.
    fn current(&self) -> Option<CellAddress> {
        let row = u32::try_from(self.list.cursor()?).ok()?.checked_add(1)?;
        // The first column has the numbers of the rows.
        let column = u32::try_from(self.list.column()).ok().filter(|column| *column > 0)?;
        Some(CellAddress { sheet: self.sheet_name()?.to_owned(), row, column })
    }

    fn sheet_name(&self) -> Option<&str> {
        let (place, _) = self.sheet.as_ref()?;
        self.source.as_ref()?.sheets.get(*place).map(String::as_str)
    }

    fn fill(&mut self, context: &Context) -> Task<Message> {
        let Some(values) = self.values.clone().filter(|_| !self.is_busy && self.source.is_some()) else {
            return Task::none();
        };
        if self.cells.is_empty() {
            self.problem = Some(fl!("fill-no-cells"));
            return Task::none();
        }
        let (from, to) = (PathBuf::from(self.path.trim()), PathBuf::from(self.output.trim()));
        if from == to {
            self.problem = Some(fl!("fill-same-file"));
            return Task::none();
        }
        self.is_busy = true;
        let map = CellMap { name: self.name.clone(), cells: self.cells.clone() };
        work::fill((from, to), map, values, context)
    }

    /// Whether cells were chosen that are not kept.
    pub fn is_dirty(&self) -> bool {
        let kept = self.maps.iter().find(|map| map.name == self.name.trim());
        !self.cells.is_empty() && kept.is_none_or(|map| map.cells != self.cells)
    }

    /// What would be lost, while that is asked.
    fn question(&self) -> Option<String> {
        let cells = self.cells.len();
        self.asks_to_leave.then(|| fl!("fill-leave", cells = cells))
    }

    /// The dialog.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Dialog<'a, Message> {
        view::dialog(self, context)
    }
}
