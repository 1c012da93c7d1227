//! Laying out, drawing and writing, each on a thread of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use futures::channel::mpsc;
use futures::stream::Stream;

use super::{Form, sheets};
use crate::i18n::sentence;
use crate::os;
use crate::os::printing::{Picture, Printed};
use crate::print::{self, Document, Layout, Pixels, Progress, Setup, Template};
use crate::services;
use crate::store::workspace::{self, atomic};
use crate::ui::thread::run;

/// So long no layout begins after a key, in case another one follows.
const PAUSE: Duration = Duration::from_millis(120);

/// How a layout goes on.
#[derive(Debug, Clone)]
pub enum Step {
    /// It is so far.
    Going(Progress),
    /// It is done, or failed.
    Done(Result<Arc<Layout>, print::Error>),
}

/// Lays a document out. When nobody listens any more, it is given up.
pub fn lay_out(
    (document, setup, template): (Arc<Document>, Setup, Template),
    is_typing: bool,
) -> impl Stream<Item = Step> + Send + use<> {
    let (tell, told) = mpsc::unbounded();
    let failed = tell.clone();
    let work = move || {
        if is_typing {
            thread::sleep(PAUSE);
        }
        let mut going = |progress| tell.unbounded_send(Step::Going(progress)).is_ok();
        if !going(Progress::default()) {
            return;
        }
        let document = Arc::new(setup.apply(&document));
        let layout = Layout::new(document, template, &mut going).map(Arc::new);
        // Who no longer listens needs no answer.
        let _ = tell.unbounded_send(Step::Done(layout));
    };
    if thread::Builder::new().name("paper".to_owned()).spawn(work).is_err() {
        let _ = failed.unbounded_send(Step::Done(Err(print::Error::Layout)));
    }
    told
}

/// Draws a page.
pub async fn draw(layout: Arc<Layout>, page: usize, scale: f32) -> Result<Arc<Pixels>, print::Error> {
    let drawn = run("page", move || layout.pixels(page, scale)).await;
    drawn.unwrap_or(Err(print::Error::Layout)).map(Arc::new)
}

/// What came of making.
#[derive(Debug, Clone)]
pub enum Made {
    /// The file.
    File(Arc<Vec<u8>>),
    /// The system's print dialog was shown, and this became of the pages.
    Printed(Printed),
}

/// Makes the file, or prints by the system's dialog where there is one.
pub async fn make(layout: Arc<Layout>, form: Form) -> Result<Made, print::Error> {
    // Told through a channel whose other end is gone when this future is dropped.
    let (listening, heard) = mpsc::unbounded::<()>();
    let work = move || {
        let mut going = |_: Progress| listening.unbounded_send(()).is_ok();
        if form == Form::Printer {
            let printed = print_pages(&layout, &mut going)?;
            if printed != Printed::NoDialog {
                return Ok(Made::Printed(printed));
            }
        }
        let file = match form {
            Form::Pdf | Form::Printer => layout.pdf(&mut going),
            Form::Word => print::docx(layout.document()),
            Form::Sheets => sheets::workbook(layout.document()).map_err(|error| {
                log::warn!("the workbook: {error}");
                print::Error::Export
            }),
        };
        file.map(|content| Made::File(Arc::new(content)))
    };
    let made = run("paper", work).await;
    drop(heard);
    made.unwrap_or(Err(print::Error::Export))
}

/// Asks with the system's dialog and prints, page by page.
fn print_pages(layout: &Layout, going: &mut dyn FnMut(Progress) -> bool) -> Result<Printed, print::Error> {
    let mut failed = None;
    let mut draw = |page, scale| {
        if !going(Progress { done: page, all: layout.count() }) {
            return None;
        }
        let drawn = layout.pixels(page, scale).map_err(|error| failed = Some(error));
        drawn.ok().map(|Pixels { width, height, rgba }| Picture { width, height, rgba })
    };
    let printed = os::print_pages(layout.sizes(), &mut draw);
    failed.map_or(Ok(printed), Err)
}

/// Reads a template of somebody's own.
pub async fn template(path: PathBuf) -> Result<Template, String> {
    let read = run("template", move || {
        std::fs::read_to_string(&path)
            .map(|text| Template::own(&text))
            .map_err(|error| workspace::Error::reading(&path, &error))
    });
    said(read.await)
}

/// Copies the shipped template to a file that is not there yet.
pub async fn copy_template(path: PathBuf) -> Result<PathBuf, String> {
    let copied = run("template", move || {
        if path.exists() {
            return Err(workspace::Error::writing(&path, &std::io::ErrorKind::AlreadyExists.into()));
        }
        write(&path).map(|()| path)
    });
    said(copied.await)
}

fn write(path: &Path) -> Result<(), workspace::Error> {
    atomic::write(path, Template::SHIPPED.as_bytes())
}

fn said<T>(result: Result<Result<T, workspace::Error>, crate::store::Error>) -> Result<T, String> {
    let result =
        result.map_err(services::Error::Store).and_then(|made| made.map_err(services::Error::Workspace));
    result.map_err(|error| sentence::error(&error))
}
