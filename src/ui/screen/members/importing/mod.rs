//! The wizard that takes a spreadsheet in: file and sheet, header, columns, encodings, effect.
//! One can go back from every step, and nothing is written before the last one.
//!
//! Files are read on a thread of their own and rows planned on the worker's, so the window stays
//! alive; both tell how far they are and can be stopped.

mod deciding;
mod effect;
mod file;
mod going;
mod steps;
mod work;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use iced::Task;

use crate::exchange::encoding::Encoding;
use crate::exchange::headings::{self, Header, Learned};
use crate::exchange::import::Mapping;
use crate::exchange::reader::Source;
use crate::exchange::sheet::Sheet;
use crate::fl;
use crate::services::imports::{self, Choice, Effect, Options, Plan, Policy, Row, Subject, Target, Touched};
use crate::services::whole::Loaded;
use crate::services::{Changes, Progress, Result as Served};
use crate::ui::context::Context;
use crate::ui::files;
use crate::ui::screen::{Event, Update};
use crate::ui::widget::{Tone, focus_on, grid};

/// The first field of the wizard.
pub const FIRST: &str = "import-path";
/// The list of rows, for the focus.
pub const ROWS: &str = "import-rows";

/// So many texts of a column are shown before and after decoding.
const SAMPLES: usize = 5;

/// Where one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    File,
    Header,
    Columns,
    Encoding,
    Effect,
}

impl Step {
    const ALL: [Self; 5] = [Self::File, Self::Header, Self::Columns, Self::Encoding, Self::Effect];

    fn title(self) -> String {
        match self {
            Self::File => fl!("import-step-file"),
            Self::Header => fl!("import-step-header"),
            Self::Columns => fl!("import-step-columns"),
            Self::Encoding => fl!("import-step-encoding"),
            Self::Effect => fl!("import-step-effect"),
        }
    }
}

/// Work that is waited for.
#[derive(Debug, Clone)]
struct Waiting {
    request: u64,
    progress: Progress,
}

/// See the module.
#[derive(Debug)]
pub struct Importing {
    step: Step,
    subject: Subject,
    path: String,
    source: Option<Arc<Source>>,
    sheet: Option<Arc<Sheet>>,
    /// The tables of a file that holds a whole register, and what they would do.
    whole: Option<work::Tables>,
    learned: Arc<Learned>,
    mapping: Option<Mapping>,
    /// First and last row of the header and first row with data, as typed.
    header: [String; 3],
    rows: Arc<Vec<Row>>,
    /// From which sheet, about what and how they were read.
    read_as: Option<(Arc<Sheet>, Subject, Mapping)>,
    /// Numbers of the rows of the sheet that are none.
    left_out: Arc<Vec<u32>>,
    /// Texts of columns by which their encoding is judged.
    samples: Vec<(usize, Vec<String>)>,
    options: Options,
    year: String,
    /// Whether a person typed it: a sheet that says another year changes it no more.
    is_year_typed: bool,
    plan: Option<Arc<Plan>>,
    /// Whether something was turned since that the plan does not know of: it is made anew before
    /// anything is imported.
    is_stale: bool,
    /// How many rows have each effect, in the order of [`Effect::ALL`].
    tally: [usize; Effect::ALL.len()],
    /// Names of the units that the plan creates.
    new_units: String,
    is_done: bool,
    shown: Vec<usize>,
    filter: Option<Effect>,
    preview: grid::State,
    list: grid::State,
    cells: grid::State,
    columns: Vec<grid::Column>,
    cell_columns: Vec<grid::Column>,
    waiting: Option<Waiting>,
    request: u64,
    problem: Option<String>,
    /// Whether a person chose or mended something since the file was read.
    is_touched: bool,
    /// Whether leaving is asked about, because of that.
    asks_to_leave: bool,
    /// Whether the list of rows takes the focus as soon as it is there.
    wants_rows: bool,
    report: String,
}

/// What happens in the wizard.
#[derive(Debug, Clone)]
pub enum Message {
    /// The path was typed.
    PathTyped(String),
    /// The system's dialog is wanted.
    Browse,
    /// It answered.
    Picked(Option<PathBuf>),
    /// What is imported was chosen.
    SubjectChosen(Subject),
    /// The clipboard is to be read in place of a file.
    PasteAsked,
    /// It was read.
    Pasted(Option<String>),
    /// The file was looked at.
    Opened(u64, Result<Arc<Source>, String>),
    /// A sheet was chosen.
    SheetChosen(String),
    /// A sheet was read.
    Read(u64, Result<work::Sighted, String>),
    /// The tables of a whole register were read and tried.
    WholeRead(u64, Result<work::Tables, String>),
    /// They are in the register.
    WholeLoaded(u64, Result<(Loaded, Changes), String>),
    /// What the register was taught.
    Learned(Served<Arc<Learned>>),
    /// A number of a row was typed: first and last of the header, first of the data.
    RowTyped(usize, String),
    /// What a column is was chosen.
    TargetChosen(usize, Option<Target>),
    /// The encoding of a column was chosen.
    EncodingChosen(usize, Encoding),
    /// In the preview of the sheet.
    Preview(grid::Event),
    /// The policy for all rows was chosen.
    PolicyChosen(Policy),
    /// Whether units are created.
    CreateTurned(bool),
    /// The year was typed.
    YearTyped(String),
    /// Only rows of this effect are shown; all for none.
    FilterChosen(Option<Effect>),
    /// In the list of rows.
    List(grid::Event),
    /// In the cells of the current row.
    Cells(grid::Event),
    /// The selected rows are decided.
    Decided(Option<Choice>),
    /// Rows were read and planned.
    Planned(u64, Result<work::Worked, String>),
    /// It is imported.
    Imported(u64, Result<(Arc<Plan>, Changes), String>),
    /// Work goes on: look how far it is.
    Ticked,
    /// Stop the work.
    Stopped,
    /// The next step.
    Next,
    /// The step before.
    Back,
    /// Where the report goes was typed.
    ReportTyped(String),
    /// The report is to be written.
    ReportAsked,
    /// It is written, or not.
    ReportWritten(Result<String, String>),
    /// Leave the wizard.
    Left,
}

/// What comes of a message.
pub enum Outcome {
    /// The wizard stays.
    Stay(Update<Message>),
    /// It is left.
    Left,
}

impl Importing {
    /// A wizard for the chosen unit, perhaps with a file that was dropped.
    pub fn new(context: &Context, file: Option<PathBuf>) -> (Self, Task<Message>) {
        let columns = vec![
            grid::Column::new("row", fl!("report-row"), 64.0).number().unsorted(),
            grid::Column::new("name", fl!("column-name"), 220.0).unsorted(),
            grid::Column::new("effect", fl!("report-effect"), 130.0).unsorted(),
            grid::Column::new("detail", fl!("import-detail"), 880.0).unsorted(),
        ];
        let cell_columns = vec![
            grid::Column::new("field", fl!("import-field"), 220.0).unsorted(),
            grid::Column::new("file", fl!("import-in-file"), 260.0).editable().unsorted(),
            grid::Column::new("register", fl!("import-in-register"), 220.0).unsorted(),
            grid::Column::new("remark", fl!("import-remark"), 610.0).unsorted(),
        ];
        let mut importing = Self {
            step: Step::File,
            subject: Subject::Members,
            path: file.as_deref().map(|path| path.display().to_string()).unwrap_or_default(),
            source: None,
            sheet: None,
            whole: None,
            learned: Arc::new(Learned::new()),
            mapping: None,
            header: Default::default(),
            rows: Arc::default(),
            read_as: None,
            left_out: Arc::default(),
            samples: Vec::new(),
            options: Options { unit: context.unit, ..Options::default() },
            year: chrono::Datelike::year(&context.author.today).to_string(),
            is_year_typed: false,
            plan: None,
            is_stale: false,
            tally: Default::default(),
            new_units: String::new(),
            is_done: false,
            shown: Vec::new(),
            filter: None,
            preview: grid::State::new(),
            list: grid::State::new(),
            cells: grid::State::new(),
            columns,
            cell_columns,
            waiting: None,
            request: 0,
            problem: None,
            is_touched: false,
            asks_to_leave: false,
            wants_rows: false,
            report: files::unused(&files::documents().join(fl!("import-report-file"))).display().to_string(),
        };
        let learned = importing.ask_learned(context);
        let opened = if file.is_some() { importing.open() } else { Task::none() };
        (importing, Task::batch([learned, opened]))
    }

    /// Begins work that is waited for.
    fn begin(&mut self) -> Waiting {
        self.request += 1;
        if let Some(before) = &self.waiting {
            before.progress.cancel();
        }
        let waiting = Waiting { request: self.request, progress: Progress::default() };
        self.waiting = Some(waiting.clone());
        self.problem = None;
        waiting
    }

    /// Whether this is the answer that is waited for; if so, nothing is waited for any more.
    fn ends(&mut self, request: u64) -> bool {
        self.waiting.take_if(|waiting| waiting.request == request).is_some()
    }

    fn show_header(&mut self) {
        if let Some(Header { rows, data, .. }) = self.mapping.as_ref().map(|mapping| &mapping.header) {
            self.header = [rows.0.to_string(), rows.1.to_string(), data.to_string()];
        }
    }

    /// Takes the year that the sheet says, unless a person typed one.
    fn take_year(&mut self) {
        let (Some(sheet), Some(mapping)) = (&self.sheet, &self.mapping) else { return };
        if let Some(year) = mapping.header.year(sheet).filter(|_| !self.is_year_typed) {
            self.year = year.to_string();
        }
    }

    /// Takes rows of the header as typed; false when they are none.
    fn take_header(&mut self) -> bool {
        let (Some(sheet), Some(mapping)) = (&self.sheet, &self.mapping) else { return false };
        let read = |place: usize| self.header.get(place).and_then(|text| text.trim().parse::<u32>().ok());
        let (Some(first), Some(last), Some(data)) = (read(0), read(1), read(2)) else {
            self.problem = Some(fl!("import-wrong-rows"));
            return false;
        };
        if first == 0 || last < first || last - first > 4 || data <= last {
            self.problem = Some(fl!("import-wrong-rows"));
            return false;
        }
        if mapping.header.rows != (first, last) || mapping.header.data != data {
            let header = headings::at(sheet, (first, last), self.subject, &self.learned);
            self.mapping = Some(Mapping::with(sheet, Header { data, ..header }));
            self.take_year();
        }
        true
    }

    /// Reads the rows and plans them. When they were read in the same way before, what a person
    /// decided and mended of them stays.
    fn plan_anew(&mut self, context: &Context) -> Task<Message> {
        let (Some(sheet), Some(mapping)) = (self.sheet.clone(), self.mapping.clone()) else {
            return Task::none();
        };
        let is_read = self.read_as.as_ref().is_some_and(|(of, subject, how)| {
            Arc::ptr_eq(of, &sheet) && (*subject, how) == (self.subject, &mapping)
        });
        self.plan = None;
        if is_read && !self.rows.is_empty() {
            return self.plan_again(context);
        }
        self.options.choices.clear();
        (self.rows, self.read_as) =
            (Arc::default(), Some((Arc::clone(&sheet), self.subject, mapping.clone())));
        let waiting = self.begin();
        let plan = work::Plan {
            subject: self.subject,
            options: self.options(),
            waiting: (waiting.request, waiting.progress),
        };
        Task::batch([work::rows_and_plan(sheet, mapping, plan, context), tick()])
    }

    /// Plans anew what some rows that changed can change. Were these not the only ones since the
    /// plan that is here, all rows are planned.
    fn plan_touched(&mut self, touched: Touched, context: &Context) -> Task<Message> {
        let Some(before) = self.plan.clone().filter(|_| self.waiting.is_none()) else {
            return self.plan_again(context);
        };
        let waiting = self.begin();
        let plan = work::Plan {
            subject: self.subject,
            options: self.options(),
            waiting: (waiting.request, waiting.progress),
        };
        let read = (Arc::clone(&self.rows), Arc::clone(&self.left_out));
        let again = work::again(read, (before, touched), plan, context);
        Task::batch([again, tick()])
    }

    /// Plans the rows as they are; reads them first where that was stopped.
    fn plan_again(&mut self, context: &Context) -> Task<Message> {
        if self.rows.is_empty() {
            return self.plan_anew(context);
        }
        let waiting = self.begin();
        let plan = work::Plan {
            subject: self.subject,
            options: self.options(),
            waiting: (waiting.request, waiting.progress),
        };
        let read = (Arc::clone(&self.rows), Arc::clone(&self.left_out));
        Task::batch([work::plan(read, plan, context), tick()])
    }

    fn options(&self) -> Options {
        Options { year: self.year.trim().parse().ok(), ..self.options.clone() }
    }

    /// The rows that the filter lets through.
    fn show_rows(&mut self) {
        let rows = self.plan.iter().flat_map(|plan| plan.rows.iter().enumerate());
        let shows = |row: &imports::Planned| self.filter.is_none_or(|effect| row.effect == effect);
        self.shown = rows.filter(|(_, row)| shows(row)).map(|(at, _)| at).collect();
    }

    fn take_plan(&mut self, plan: Arc<Plan>) {
        self.tally = std::array::from_fn(|at| Effect::ALL.get(at).map_or(0, |effect| plan.count(*effect)));
        self.new_units = created(&plan.new_units(), self.is_done);
        (self.plan, self.is_stale) = (Some(plan), false);
        self.show_rows();
    }

    /// How many rows have an effect.
    fn count(&self, effect: Effect) -> usize {
        let place = Effect::ALL.iter().position(|other| *other == effect);
        place.and_then(|place| self.tally.get(place)).copied().unwrap_or_default()
    }

    /// How many rows would be written.
    fn writes(&self) -> usize {
        self.count(Effect::New) + self.count(Effect::Changed)
    }

    /// The row of the plan under the cursor.
    fn current(&self) -> Option<usize> {
        self.shown.get(self.list.cursor()?).copied()
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Outcome {
        let asks = std::mem::replace(&mut self.asks_to_leave, false);
        let task = match message {
            Message::Ticked if self.waiting.is_none() => {
                self.asks_to_leave = asks;
                Task::none()
            }
            Message::Left if self.is_touched && !self.is_done && !asks => {
                self.asks_to_leave = true;
                Task::none()
            }
            Message::Left => {
                self.stop();
                return Outcome::Left;
            }
            Message::Imported(request, result) => return self.imported(request, result),
            Message::WholeLoaded(request, result) => return self.whole_loaded(request, result),
            Message::ReportWritten(Ok(words)) => {
                return Outcome::Stay(Update::event(Event::Notice(Tone::Done, words)));
            }
            Message::ReportWritten(Err(words)) => {
                self.problem = Some(words);
                Task::none()
            }
            Message::Next => self.next(context),
            Message::Back => self.back(),
            message @ (Message::PathTyped(_)
            | Message::Browse
            | Message::Picked(_)
            | Message::SubjectChosen(_)
            | Message::PasteAsked
            | Message::Pasted(_)
            | Message::Opened(..)
            | Message::SheetChosen(_)
            | Message::Read(..)
            | Message::WholeRead(..)
            | Message::Learned(_)) => self.file_said(message, context),
            message => self.turned(message, context),
        };
        Outcome::Stay(Update::task(task))
    }

    fn turned(&mut self, message: Message, context: &Context) -> Task<Message> {
        self.is_touched |= matches!(
            message,
            Message::RowTyped(..)
                | Message::TargetChosen(..)
                | Message::EncodingChosen(..)
                | Message::Decided(_)
                | Message::Cells(grid::Event::Committed(_))
        );
        match message {
            Message::RowTyped(place, text) => {
                if let Some(field) = self.header.get_mut(place) {
                    *field = text;
                }
                self.problem = None;
            }
            Message::TargetChosen(column, target) => self.choose_target(column, target),
            Message::EncodingChosen(column, encoding) => {
                let mapping = self.mapping.as_mut();
                if let Some(verdict) = mapping.and_then(|mapping| mapping.encodings.get_mut(column)) {
                    (verdict.encoding, verdict.is_sure) = (encoding, true);
                }
            }
            Message::Preview(event) => self.preview.apply(&event),
            Message::PolicyChosen(policy) => {
                (self.options.policy, self.is_stale) = (policy, true);
                return self.plan_again(context);
            }
            Message::CreateTurned(create) => {
                (self.options.create_units, self.is_stale) = (create, true);
                return self.plan_again(context);
            }
            Message::YearTyped(year) => {
                (self.year, self.is_stale, self.is_year_typed) = (year, true, true);
                if self.year.trim().len() == 4 && self.step == Step::Effect {
                    return self.plan_again(context);
                }
            }
            Message::FilterChosen(filter) => {
                self.filter = filter;
                self.list.to_top();
                self.show_rows();
            }
            Message::List(event) => {
                let before = self.current();
                self.list.apply(&event);
                if self.current() != before {
                    self.show_problem();
                }
            }
            Message::Cells(event) => return self.cell_said(&event, context),
            Message::Decided(choice) => return self.decide(choice, context),
            Message::Planned(request, result) if self.ends(request) => match result {
                Ok(worked) => {
                    (self.rows, self.left_out) = (worked.rows, worked.left_out);
                    self.take_plan(worked.plan);
                    if std::mem::replace(&mut self.wants_rows, false) {
                        return focus_on(ROWS);
                    }
                }
                Err(words) => self.problem = Some(words),
            },
            Message::Ticked if self.waiting.is_some() => return tick(),
            Message::Stopped => self.stop(),
            Message::ReportTyped(path) => self.report = path,
            Message::ReportAsked => {
                if let Some(plan) = self.plan.clone() {
                    let left_out = Arc::clone(&self.left_out);
                    return work::report((plan, left_out), PathBuf::from(self.report.trim()));
                }
            }
            _ => {}
        }
        Task::none()
    }
}

/// A moment later.
fn tick() -> Task<Message> {
    const MOMENT: Duration = Duration::from_millis(150);
    Task::perform(crate::ui::thread::run("ticks", || std::thread::sleep(MOMENT)), |_| Message::Ticked)
}

/// Which units an import would make, or made: of many the first ones, and how many there are.
fn created(units: &[impl AsRef<str>], is_done: bool) -> String {
    const NAMED: usize = 3;
    let names: Vec<&str> = units.iter().take(NAMED).map(AsRef::as_ref).collect();
    let names = names.join(", ");
    let done = if is_done { "yes" } else { "no" };
    match units.len() {
        0 => String::new(),
        few if few <= NAMED => fl!("import-new-units", done = done, units = names),
        many => {
            let (all, more) = (super::figure(many), super::figure(many - NAMED));
            fl!("import-new-units-many", done = done, count = all, units = names, more = more)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_created_units_the_first_are_named_and_all_are_counted() {
        crate::i18n::select(crate::i18n::Language::Vi);
        assert_eq!(created(&["Ấp 1"; 0], false), "");
        assert!(created(&["Ấp 1", "Ấp 2"], false).ends_with("Ấp 1, Ấp 2"));
        assert_ne!(created(&["Ấp 1"], true), created(&["Ấp 1"], false), "when it is done it says so");
        assert_ne!(created(&["Ấp 1"], true), created(&["Ấp 1"], false), "when it is done it says so");
        let many = created(&["Ấp 1", "Ấp 2", "Ấp 3", "Ấp 4", "Ấp 5"], false);
        assert!(many.contains("5") && many.contains("Ấp 3 và 2") && !many.contains("Ấp 4"), "{many}");
    }
}
