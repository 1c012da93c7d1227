//! The list as a document, as it is shown or as a named list says, made off the frame.

use std::sync::Arc;

use iced::Task;

use super::filter::Filters;
use super::list::List;
use crate::domain::date;
use crate::i18n::term::Words;
use crate::paper;
use crate::print::{Document, reports};
use crate::services::columns::MemberColumn;
use crate::services::directory::Selected;
use crate::services::lists::{self, SavedList};
use crate::services::{Error, Result, members, registers};
use crate::ui::context::Context;
use crate::ui::thread;

/// So many rows are read at a time, so that other requests to the disk get their turn.
const PORTION: usize = 1000;

/// A list for paper: the proposed name of its file and the document.
pub type Printed = Result<(String, Arc<Document>)>;

/// Makes the document of the list as it is shown.
pub fn print(list: &List, filters: &Filters, context: &Context) -> Task<Printed> {
    let Some(selected) = list.selected().map(Arc::clone) else { return Task::none() };
    let unit = context.unit.map(|unit| context.unit_name(unit).to_owned());
    let order = Order {
        columns: list.columns().to_vec(),
        subtitle: subtitle(unit.as_deref(), filters, context),
        file: file_name(unit.as_deref()),
        context: context.clone(),
    };
    Task::perform(make(selected, order), |printed| printed)
}

/// Makes the document of a list that has a name, whatever is shown.
pub fn print_saved(saved: SavedList, context: &Context) -> Task<Printed> {
    let unit = saved.filter.unit.map(|unit| context.unit_name(unit).to_owned());
    let filters = subtitle(unit.as_deref(), &Filters::of(&saved.filter), context);
    let order = Order {
        columns: saved.columns.clone(),
        subtitle: format!("{}; {filters}", saved.name),
        file: file_name(Some(&saved.name)),
        context: context.clone(),
    };
    let (db, author) = (context.db.clone(), context.author.clone());
    let work = async move {
        let selected = db.call(move |database| lists::select(database, &saved, &author)).await?;
        make(Arc::new(selected), order).await
    };
    Task::perform(work, |printed| printed)
}

/// What is to be printed.
struct Order {
    columns: Vec<MemberColumn>,
    subtitle: String,
    file: String,
    context: Context,
}

async fn make(selected: Arc<Selected>, order: Order) -> Printed {
    let db = order.context.db.clone();
    let letterhead = db.call(registers::letterhead).await?;
    let mut rows = Vec::with_capacity(selected.ids.len());
    for portion in selected.ids.chunks(PORTION) {
        let portion = portion.to_vec();
        rows.extend(db.call::<_, Error>(move |database| members::rows(database, &portion)).await?);
    }
    let work = move || {
        let context = reports::Context {
            letterhead: &letterhead,
            units: &order.context.tree,
            today: order.context.author.today,
            subtitle: &order.subtitle,
        };
        (order.file, Arc::new(reports::member_list(&rows, &order.columns, &context)))
    };
    Ok(thread::run("list", work).await?)
}

/// Unit, filter and day.
pub fn subtitle(unit: Option<&str>, filters: &Filters, context: &Context) -> String {
    let mut parts: Vec<String> = unit.map(str::to_owned).into_iter().collect();
    parts.extend(filters.describe(Words::Paper));
    parts.push(paper!("members-print-day", day = date::show(context.author.today)));
    parts.join("; ")
}

/// A name that every file system takes.
fn file_name(unit: Option<&str>) -> String {
    let title = paper!("members-print-file");
    let name = unit.map_or(title.clone(), |unit| format!("{title} - {unit}"));
    let clean = |letter: char| {
        if letter.is_control() || r#"/\:*?"<>|"#.contains(letter) { '-' } else { letter }
    };
    let name: String = name.chars().map(clean).take(100).collect();
    format!("{}.pdf", name.trim_end_matches(['.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_unit_of_any_name_gives_a_file_name() {
        assert_eq!(file_name(None), "Danh sách đảng viên.pdf");
        assert_eq!(
            file_name(Some("Chi bộ ấp 5/6: \"Đường\".")),
            "Danh sách đảng viên - Chi bộ ấp 5-6- -Đường-.pdf"
        );
        assert!(file_name(Some(&"Ấ".repeat(500))).chars().count() <= 104);
    }
}
