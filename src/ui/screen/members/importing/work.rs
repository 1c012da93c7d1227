//! What takes its time: reading files, reading rows, planning, importing, the report.

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;

use super::Message;
use crate::exchange::headings::{self, Learned};
use crate::exchange::import::{self, Mapping};
use crate::exchange::reader::{self, Source};
use crate::exchange::sheet::Sheet;
use crate::exchange::write;
use crate::fl;
use crate::i18n::sentence;
use crate::services::imports::{self, Options, Request, Row, Subject, Target, Touched};
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
    /// How many rows of the sheet are none.
    pub left_out: usize,
    /// What would happen.
    pub plan: Arc<imports::Plan>,
}

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

fn sighted(sheet: Arc<Sheet>, eyes: Eyes) -> Sighted {
    match Mapping::find(&sheet, eyes.0, &eyes.1) {
        Ok(mapping) => Sighted { sheet, mapping, problem: None, eyes },
        Err(error) => {
            let first = sheet.rows.first().map_or(1, |row| row.number);
            let header = headings::at(&sheet, (first, first), eyes.0, &eyes.1);
            let mapping = Mapping::with(&sheet, header);
            Sighted { sheet, mapping, problem: Some(sentence::exchange(&error)), eyes }
        }
    }
}

/// Reads a sheet and looks at it.
pub fn read(
    source: Arc<Source>,
    name: String,
    eyes: Eyes,
    (request, progress): (u64, Progress),
) -> Task<Message> {
    let work = move || {
        let sheet = source.read(&name, &progress).map_err(|error| sentence::exchange(&error))?;
        Ok(sighted(Arc::new(sheet), eyes))
    };
    Task::perform(thread::run("sheet", work), move |result| {
        Message::Read(request, result.map_err(|error| failed(&error)).and_then(|result| result))
    })
}

/// Looks at a sheet that is here.
pub fn look(sheet: Arc<Sheet>, eyes: Eyes, request: u64) -> Task<Message> {
    let work = move || sighted(sheet, eyes);
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
        planned(Arc::new(read.rows), read.left_out.len(), plan, &context).await
    };
    Task::perform(work, move |result| Message::Planned(request, result))
}

/// Plans rows that were read before.
pub fn plan(rows: Arc<Vec<Row>>, left_out: usize, plan: Plan, context: &Context) -> Task<Message> {
    let request = plan.waiting.0;
    let context = context.clone();
    let work = async move { planned(rows, left_out, plan, &context).await };
    Task::perform(work, move |result| Message::Planned(request, result))
}

/// Plans again what a few rows that changed can change.
pub fn again(
    rows: Arc<Vec<Row>>,
    left_out: usize,
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
        let worked = result.map(|plan| Worked { rows: Arc::clone(&rows), left_out, plan: Arc::new(plan) });
        Message::Planned(request, worked.map_err(|error| sentence::error(&error)))
    })
}

async fn planned(
    rows: Arc<Vec<Row>>,
    left_out: usize,
    plan: Plan,
    context: &Context,
) -> Result<Worked, String> {
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
pub fn report(plan: Arc<imports::Plan>, path: PathBuf) -> Task<Message> {
    let work = move || {
        let bytes = write::xlsx(&[write::report(&plan)]).map_err(|error| sentence::exchange(&error))?;
        atomic::write(&path, &bytes).map_err(|error| sentence::workspace(&error))?;
        Ok(fl!("import-report-written", file = path.display().to_string()))
    };
    Task::perform(thread::run("report", work), |result| {
        Message::ReportWritten(result.map_err(|error| failed(&error)).and_then(|result| result))
    })
}
