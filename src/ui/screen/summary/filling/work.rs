//! What takes its time: looking at the workbook, reading a sheet, filling and writing.

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;

use super::Message;
use crate::exchange::fill::{self, Content};
use crate::exchange::reader::{self, Source};
use crate::fl;
use crate::i18n::sentence;
use crate::services::filling::{self, CellMap, Values};
use crate::services::{Changes, Database, Error, Progress};
use crate::store::workspace::atomic;
use crate::ui::context::Context;
use crate::ui::thread;

/// Looks at a workbook.
pub fn open(path: PathBuf) -> Task<Message> {
    let work = move || reader::open(&path).map(Arc::new).map_err(|error| sentence::exchange(&error));
    Task::perform(thread::run("sheet", work), |result| Message::Opened(whole(result)))
}

/// Reads the sheet at a place.
pub fn read(source: Arc<Source>, place: usize) -> Task<Message> {
    let work = move || {
        let name = source.sheets.get(place).cloned().unwrap_or_default();
        let sheet = source.read(&name, &Progress::default());
        sheet.map(Arc::new).map_err(|error| sentence::exchange(&error))
    };
    Task::perform(thread::run("sheet", work), move |result| Message::Read(place, whole(result)))
}

/// Writes the filled workbook, then keeps the map.
pub fn fill(
    (from, to): (PathBuf, PathBuf),
    map: CellMap,
    values: Arc<Values>,
    context: &Context,
) -> Task<Message> {
    let context = context.clone();
    let work = async move {
        let cells = map.cells.clone();
        let write = move || -> Result<String, String> {
            let said = |error: crate::exchange::Error| sentence::exchange(&error);
            let all = cells.len();
            let fillings: Vec<_> = cells
                .into_iter()
                .filter_map(|(address, figure)| Some((address, Content::of(&values.of(figure))?)))
                .collect();
            if fillings.is_empty() {
                return Err(fl!("fill-empty"));
            }
            let filled =
                reader::bytes(&from).and_then(|bytes| fill::fill(&bytes, &fillings)).map_err(said)?;
            atomic::write(&to, &filled).map_err(|error| sentence::workspace(&error))?;
            let missing = all - fillings.len();
            let file = to.display().to_string();
            Ok(match missing {
                0 => fl!("fill-done", count = fillings.len(), file = file),
                missing => fl!("fill-done-partly", count = fillings.len(), missing = missing, file = file),
            })
        };
        let words = whole(thread::run("workbook", write).await)?;
        let author = context.author.clone();
        let keep = move |database: &mut Database| filling::save_map(database, &map, &author);
        let kept = context.db.call(keep).await.map_err(|error: Error| sentence::error(&error))?;
        Ok((words, Some(kept.changes).filter(|changes: &Changes| !changes.is_empty())))
    };
    Task::perform(work, Message::Filled)
}

fn whole<T>(result: Result<Result<T, String>, crate::store::Error>) -> Result<T, String> {
    result.map_err(|error| sentence::store(&error)).and_then(|result| result)
}
