//! What takes its time: reading files, reading rows, planning, importing, the report.

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;

use super::Message;
use crate::exchange::headings::{self, Learned};
use crate::exchange::import::{self, Mapping};
use crate::exchange::reader::{self, Source};
use crate::exchange::sheet::Sheet;
use crate::exchange::{self, write};
use crate::fl;
use crate::i18n::sentence;
use crate::services::imports::{self, Options, Request, Row, Subject, Target, Touched};
use crate::services::whole::{self, Loaded, Whole};
use crate::services::{Changes, Database, Error, Progress};
use crate::store;
use crate::store::workspace::atomic;
use crate::ui::context::Context;
use crate::ui::thread;

/// Rows that were read, and what would become of them.
#[derive(Debug, Clone)]
pub struct Worked {
    /// The rows.
    pub rows: Arc<Vec<Row>>,
    /// Numbers of the rows of the sheet that are none.
    pub left_out: Arc<Vec<u32>>,
    /// What would happen.
    pub plan: Arc<imports::Plan>,
}

/// Rows that were read, and the numbers of those of the sheet that are none.
pub type Read = (Arc<Vec<Row>>, Arc<Vec<u32>>);

/// The tables of a whole register, and what they do to the open one.
pub type Tables = (Arc<Vec<Whole>>, Loaded);

/// How rows are planned, and who waits.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What they are.
    pub subject: Subject,
    /// How.
    pub options: Options,
    /// Number of the request, and how far it is.
    pub waiting: (u64, Progress),
}

fn failed(error: &store::Error) -> String {
    sentence::store(error)
}

/// Looks at a file.
pub fn open(path: PathBuf, request: u64) -> Task<Message> {
    let work = move || reader::open(&path).map(Arc::new).map_err(|error| sentence::exchange(&error));
    Task::perform(thread::run("sheet", work), move |result| {
        Message::Opened(request, result.map_err(|error| failed(&error)).and_then(|result| result))
    })
}

/// A sheet, and how the wizard would read it.
#[derive(Debug, Clone)]
pub struct Sighted {
    /// The sheet.
    pub sheet: Arc<Sheet>,
    /// Header, columns and encodings.
    pub mapping: Mapping,
    /// Why that is only a guess: no header was found.
    pub problem: Option<String>,
    /// What it was looked at for.
    pub eyes: Eyes,
}

/// With what a sheet is looked at: for which subject, and what the register was taught.
pub type Eyes = (Subject, Arc<Learned>);

fn sighted(sheet: Arc<Sheet>, found: exchange::Result<Mapping>, eyes: Eyes) -> Sighted {
    match found {
        Ok(mapping) => Sighted { sheet, mapping, problem: None, eyes },
        Err(error) => {
            let first = sheet.rows.first().map_or(1, |row| row.number);
            let header = headings::at(&sheet, (first, first), eyes.0, &eyes.1);
            let mapping = Mapping::with(&sheet, header);
            Sighted { sheet, mapping, problem: Some(sentence::exchange(&error)), eyes }
        }
    }
}

/// Reads a sheet and looks at it: that of a name, else the first one with a header.
pub fn read(
    source: Arc<Source>,
    name: Option<String>,
    eyes: Eyes,
    (request, progress): (u64, Progress),
) -> Task<Message> {
    let work = move || {
        let found = match name {
            Some(name) => source.read(&name, &progress).map(|sheet| {
                let found = Mapping::find(&sheet, eyes.0, &eyes.1);
                (sheet, found)
            }),
            None => import::first_sheet(&source, (eyes.0, &eyes.1), &progress),
        };
        found
            .map(|(sheet, found)| sighted(Arc::new(sheet), found, eyes))
            .map_err(|error| sentence::exchange(&error))
    };
    Task::perform(thread::run("sheet", work), move |result| {
        Message::Read(request, result.map_err(|error| failed(&error)).and_then(|result| result))
    })
}

/// Looks at a sheet that is here.
pub fn look(sheet: Arc<Sheet>, eyes: Eyes, request: u64) -> Task<Message> {
    let work = move || {
        let found = Mapping::find(&sheet, eyes.0, &eyes.1);
        sighted(sheet, found, eyes)
    };
    Task::perform(thread::run("sheet", work), move |result| {
        Message::Read(request, result.map_err(|error| failed(&error)))
    })
}

/// Reads the rows of a sheet and plans them.
pub fn rows_and_plan(sheet: Arc<Sheet>, mapping: Mapping, plan: Plan, context: &Context) -> Task<Message> {
    let request = plan.waiting.0;
    let context = context.clone();
    let work = async move {
        let (subject, progress) = (plan.subject, plan.waiting.1.clone());
        let read = thread::run("rows", move || import::rows(&sheet, &mapping, subject, &progress)).await;
        let read = read.map_err(|error| failed(&error))?.map_err(|error| sentence::exchange(&error))?;
        planned((Arc::new(read.rows), Arc::new(read.left_out)), plan, &context).await
    };
    Task::perform(work, move |result| Message::Planned(request, result))
}

/// Plans rows that were read before.
pub fn plan(read: Read, plan: Plan, context: &Context) -> Task<Message> {
    let request = plan.waiting.0;
    let context = context.clone();
    let work = async move { planned(read, plan, &context).await };
    Task::perform(work, move |result| Message::Planned(request, result))
}

/// Plans again what a few rows that changed can change.
pub fn again(
    (rows, left_out): Read,
    (before, touched): (Arc<imports::Plan>, Touched),
    plan: Plan,
    context: &Context,
) -> Task<Message> {
    let (request, progress) = plan.waiting;
    let author = context.author.clone();
    let wish = Request { subject: plan.subject, rows: Arc::clone(&rows), options: plan.options };
    let job = move |database: &mut Database| {
        imports::plan_again(database, &wish, (&before, &touched), &author, &progress)
    };
    context.ask(job, move |result| {
        let (rows, left_out) = (Arc::clone(&rows), Arc::clone(&left_out));
        let worked = result.map(|plan| Worked { rows, left_out, plan: Arc::new(plan) });
        Message::Planned(request, worked.map_err(|error| sentence::error(&error)))
    })
}

async fn planned((rows, left_out): Read, plan: Plan, context: &Context) -> Result<Worked, String> {
    let author = context.author.clone();
    let request = Request { subject: plan.subject, rows: Arc::clone(&rows), options: plan.options };
    let progress = plan.waiting.1;
    let job = move |database: &mut Database| imports::plan(database, &request, &author, &progress);
    let plan = context.db.call(job).await.map_err(|error: Error| sentence::error(&error))?;
    Ok(Worked { rows, left_out, plan: Arc::new(plan) })
}

/// Imports, and remembers what the person taught, which comes first so that undo takes back the
/// import.
pub fn import(
    rows: Arc<Vec<Row>>,
    taught: Vec<(String, Option<Target>)>,
    plan: Plan,
    context: &Context,
) -> Task<Message> {
    let (request, progress) = plan.waiting;
    let author = context.author.clone();
    let wish = Request { subject: plan.subject, rows, options: plan.options };
    let job = move |database: &mut Database| -> Result<(Arc<imports::Plan>, Changes), Error> {
        if !taught.is_empty() {
            imports::learn(database, wish.subject, &taught, &author)?;
        }
        let done = imports::import(database, &wish, &author, &progress)?;
        Ok((Arc::new(done.value), done.changes))
    };
    context
        .ask(job, move |result| Message::Imported(request, result.map_err(|error| sentence::error(&error))))
}

/// Writes the report of an import.
pub fn report((plan, left_out): (Arc<imports::Plan>, Arc<Vec<u32>>), path: PathBuf) -> Task<Message> {
    let work = move || {
        let bytes =
            write::xlsx(&[write::report(&plan, &left_out)]).map_err(|error| sentence::exchange(&error))?;
        atomic::write(&path, &bytes).map_err(|error| sentence::workspace(&error))?;
        Ok(fl!("import-report-written", file = path.display().to_string()))
    };
    Task::perform(thread::run("report", work), |result| {
        Message::ReportWritten(result.map_err(|error| failed(&error)).and_then(|result| result))
    })
}

/// Reads a file that holds a whole register, and tries what it would do: nothing is written.
pub fn read_whole(path: PathBuf, (request, progress): (u64, Progress), context: &Context) -> Task<Message> {
    let context = context.clone();
    let work = async move {
        let read = thread::run("tables", move || write::read_whole(&path, &progress)).await;
        let read = read.map_err(|error| failed(&error))?.map_err(|error| sentence::exchange(&error))?;
        let (tables, author) = (Arc::new(read), context.author.clone());
        let tried = Arc::clone(&tables);
        let job = move |database: &mut Database| whole::rehearse(database, &tried, &author);
        let loaded = context.db.call(job).await.map_err(|error: Error| sentence::error(&error))?;
        Ok((tables, loaded))
    };
    Task::perform(work, move |result| Message::WholeRead(request, result))
}

/// Takes a whole register in.
pub fn load_whole((tables, _): Tables, request: u64, context: &Context) -> Task<Message> {
    let author = context.author.clone();
    let job = move |database: &mut Database| -> Result<(Loaded, Changes), Error> {
        let done = whole::load(database, &tables, &author)?;
        Ok((done.value, done.changes))
    };
    context.ask(job, move |result| {
        Message::WholeLoaded(request, result.map_err(|error| sentence::error(&error)))
    })
}
