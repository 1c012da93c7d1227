//! How the quotas tab is arranged: the year, the grid with what is wrong below it, the term.

use iced::widget::text::Wrapping;
use iced::widget::{column, container, responsive, row, space as gap};
use iced::{Alignment, Length};

use super::targets::{key, place_of};
use super::{Action, GRID, Message, Quotas, YEAR, bind};
use crate::domain::number::{Percent, group};
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::quota::{Term, TermResult, YearResult};
use crate::fl;
use crate::i18n::sentence;
use crate::services::quotas::{QuotaRow, QuotaSheet};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::{Icon, icon};
use crate::ui::part::{grid_status, grid_words};
use crate::ui::theme::{self, size, space, text};
use crate::ui::widget::grid::{self as sheet, Branch, Cell, Column, Fold, Role, RowKey, State};
use crate::ui::widget::{grid, line, press, scroll, text_field};

/// The key of the column that is typed in.
pub const TARGET: &str = "target";
/// The keys of all columns, as they come.
pub const COLUMNS: [&str; 6] = ["unit", TARGET, "admitted", "percent", "below", "difference"];
/// Titles may make a column of figures so wide, in pixels.
const WIDEST_TITLE: f32 = 130.0;
/// Widths of the columns of figures.
const FIGURES: [f32; 5] = [80.0, 85.0, 85.0, 95.0, 107.0];
/// The least width of the units' names.
const NAME: f32 = 218.0;

/// The columns, in the language of the window, for a grid of some width.
pub fn columns(room: f32) -> Vec<Column> {
    let [target, admitted, percent, below, difference] = FIGURES;
    let figure = |key: &str, title: String, width: f32| {
        Column::new(key, title, width).number().unsorted().fit_title(WIDEST_TITLE)
    };
    let figures = [
        figure(TARGET, fl!("quotas-target"), target).kind(sheet::Kind::Number).editable(),
        figure("admitted", fl!("quotas-admitted"), admitted),
        figure("percent", fl!("quotas-percent"), percent),
        figure("below", fl!("quotas-below"), below),
        figure("difference", fl!("quotas-difference"), difference),
    ];
    let taken: f32 = figures.iter().map(Column::width).sum();
    let name = (room - taken - size::SCROLL_BAR - 4.0).max(NAME);
    let unit = Column::new("unit", fl!("quotas-unit"), name).unsorted().pinned();
    std::iter::once(unit).chain(figures).collect()
}

/// Where the grid shows the targets; the first column when they are hidden.
pub fn target_column(list: &State) -> usize {
    let columns = columns(0.0);
    let shown = list.arrangement().shown(&columns);
    shown.iter().position(|place| columns[*place].key() == TARGET).unwrap_or_default()
}

/// Why a column can't be typed in.
pub fn lock_of(column: &str) -> String {
    match column {
        "unit" => fl!("quotas-locked-unit"),
        "admitted" => fl!("quotas-locked-admitted"),
        "below" => fl!("quotas-locked-below"),
        _ => fl!("quotas-locked-reckoned"),
    }
}

/// The tab's content.
pub fn tab<'a>(quotas: &'a Quotas, context: &'a Context) -> Element<'a, Message> {
    let list = column![
        bar(quotas, context),
        column![column![quotas.find_bar()], list(quotas)],
        foot(quotas, context)
    ]
    .spacing(space::SMALL);
    container(row![list, pane(quotas, context)].spacing(space::MEDIUM)).padding(space::MEDIUM).into()
}

/// The year, and printing.
fn bar<'a>(quotas: &'a Quotas, context: &'a Context) -> Element<'a, Message> {
    let years = super::term::years(context.author.today);
    let is_year = quotas.year_typed.trim() == quotas.year.to_string();
    let problem = (!is_year && quotas.year_typed.trim().len() >= 4).then(|| {
        let (min, max) = (i64::from(*years.start()), i64::from(*years.end()));
        sentence::problem(&Problem::error(Field::Year, Kind::OutOfRange { min, max }))
    });
    let step = |action, picture| {
        let bind = bind(action);
        press(icon(picture)).hint(bind.label()).skip_focus().on_press(bind.action)
    };
    let label = format!("{} ({})", fl!("quotas-year"), bind(Action::Year).label());
    let year = text_field(label, &quotas.year_typed)
        .id(YEAR)
        .width(size::SHORT_FIELD)
        .problem(problem)
        .on_input(Message::YearTyped)
        .on_leave(Message::YearLeft);
    let print = press(text::body(fl!("common-print")))
        .icon(Icon::Print)
        .hint(bind(Action::Print).label())
        .id("quotas-print")
        .on_press_maybe((!quotas.is_printing).then_some(bind(Action::Print).action));
    row![
        step(Action::YearBefore, Icon::ChevronLeft),
        year,
        step(Action::YearAfter, Icon::ChevronRight),
        gap::horizontal(),
        print,
    ]
    .spacing(space::SMALL)
    .align_y(Alignment::End)
    .into()
}

fn list(quotas: &Quotas) -> Element<'_, Message> {
    let rows = quotas.rows();
    let top = rows.first().map_or(0, |row| row.depth);
    responsive(move |room| rows_of(quotas, rows, top, room.width)).into()
}

fn rows_of<'a>(quotas: &'a Quotas, rows: &'a [QuotaRow], top: usize, room: f32) -> Element<'a, Message> {
    grid(&quotas.list, columns(room), rows.len(), move |row, column| cell(quotas, row, column), Message::Grid)
        .branches(move |row| Branch { depth: rows[row].depth.saturating_sub(top), fold: Fold::Leaf })
        .keys(move |row| key((rows[row].unit, quotas.year)))
        .enter_goes_down()
        .status(grid_status::words())
        .revision(quotas.requests)
        .frozen(1)
        .words(grid_words::words)
        .id(GRID)
        .empty(if quotas.sheet.is_some() { fl!("quotas-no-units") } else { String::new() })
        .into()
}

/// What stands in a cell.
pub fn cell(quotas: &Quotas, row: usize, column: usize) -> Cell<'_> {
    let Some(row) = quotas.rows().get(row) else { return Cell::from("") };
    let cell = match column {
        0 => Cell::from(&row.name),
        1 => return target(quotas, row),
        2 => Cell::from(group(row.result.admitted)),
        3 => Cell::from(percent(row.result.percent())),
        4 => Cell::from(row.targets_below.map(group).unwrap_or_default()),
        _ => match row.difference() {
            None => Cell::from(""),
            Some(0) => Cell::new("0", Role::Muted),
            Some(more @ 1..) => Cell::new(format!("+{}", group(more)), Role::Warning),
            Some(less) => Cell::new(group(less), Role::Warning),
        },
    };
    cell.locked(lock_of(COLUMNS[column.min(COLUMNS.len() - 1)]))
}

/// A target; one that is on its way to the disk stands out.
fn target<'a>(quotas: &Quotas, row: &QuotaRow) -> Cell<'a> {
    let place = (row.unit, quotas.year);
    let number = quotas.present(place);
    let role = match number {
        _ if quotas.targets.sent(place).is_some() => Role::Accent,
        Some(_) => Role::Strong,
        None => Role::Muted,
    };
    Cell::new(figure(number), role).edited_as(number.map(group).unwrap_or_default())
}

/// The row whose target is the current cell: the line below the grid says what is wrong with it.
fn current_row(quotas: &Quotas) -> Option<RowKey> {
    let unit = quotas.selected.filter(|_| quotas.list.column() == target_column(&quotas.list))?;
    Some(key((unit, quotas.year)))
}

/// What is wrong with what was typed; else the sum of the year and how to type.
fn foot<'a>(quotas: &'a Quotas, context: &'a Context) -> Element<'a, Message> {
    let current = if quotas.list.drafts().is_empty() { None } else { current_row(quotas) };
    let wrong: Vec<Element<'a, Message>> = quotas
        .list
        .drafts()
        .iter()
        .filter(|((row, _), _)| Some(*row) != current)
        .map(|((row, _), draft)| {
            let (unit, year) = place_of(*row);
            let unit = context.unit_name(unit).to_owned();
            let reason = draft.reason.as_str();
            let words = fl!("quotas-wrong", unit = unit, year = year.to_string(), problem = reason);
            text::body(words).style(text::danger).into()
        })
        .take(3)
        .collect();
    let sum = quotas.sheet.as_ref().and_then(|sheet| {
        let year = sheet.years.iter().find(|year| year.year == sheet.year)?;
        Some(text::strong(fl!(
            "quotas-sum",
            year = year.year.to_string(),
            target = figure(year.target),
            admitted = group(year.admitted),
            percent = percent(year.percent())
        )))
    });
    column![column(wrong), sum, text::caption(fl!("quotas-how-to"))].spacing(space::TIGHT).into()
}

/// The term, its figures and its years.
fn pane<'a>(quotas: &'a Quotas, context: &'a Context) -> Element<'a, Message> {
    let content: Element<'a, Message> = match &quotas.sheet {
        None => gap::vertical().into(),
        Some(sheet) => term_card(sheet, context),
    };
    container(content)
        .padding(space::MEDIUM)
        .width(size::SIDE)
        .height(Length::Fill)
        .style(theme::container::card)
        .into()
}

fn term_card<'a>(sheet: &'a QuotaSheet, context: &'a Context) -> Element<'a, Message> {
    let title = match &sheet.term {
        Some((term, _)) => {
            fl!("quotas-term", from = term.from_year.to_string(), to = term.to_year.to_string())
        }
        None => fl!("quotas-no-term"),
    };
    let unit = match sheet.unit {
        Some(unit) => context.unit_name(unit).to_owned(),
        None => fl!("quotas-term-of-one"),
    };
    let facts = sheet.term.as_ref().map(|(term, result)| facts(term, result));
    let bind = bind(Action::Term);
    let edit = press(text::body(if sheet.term.is_some() {
        fl!("quotas-term-edit")
    } else {
        fl!("quotas-term-add")
    }))
    .icon(Icon::Edit)
    .hint(bind.label())
    .id("quotas-term")
    .width(Length::Fill)
    .on_press_maybe(sheet.unit.map(|_| bind.action));
    let body = column![facts, years(sheet)].spacing(space::MEDIUM);
    column![text::heading(title), text::caption(unit), scroll(body).height(Length::Fill), line(), edit]
        .spacing(space::SMALL)
        .into()
}

fn facts<'a>(term: &'a Term, result: &TermResult) -> Element<'a, Message> {
    let figures = [
        (fl!("quotas-resolution-target"), group(term.resolution_target)),
        (fl!("quotas-targets-sum"), group(result.targets_sum)),
        (fl!("quotas-term-admitted"), group(result.admitted)),
        (fl!("quotas-percent-of-resolution"), percent(result.percent_of_resolution())),
        (fl!("quotas-percent-of-targets"), percent(result.percent_of_targets())),
    ];
    let lines = figures.into_iter().map(|(label, value)| {
        row![text::caption(label).width(Length::Fill), text::strong(value).wrapping(Wrapping::None)]
            .spacing(space::SMALL)
            .into()
    });
    let resolution = term
        .resolution
        .as_ref()
        .map(|resolution| column![text::caption(fl!("quotas-resolution")), text::body(resolution)]);
    column![column(lines).spacing(space::SMALL), resolution].spacing(space::SMALL).into()
}

/// The years of the term, one a line.
fn years(sheet: &QuotaSheet) -> Element<'_, Message> {
    let head = year_line(
        [fl!("quotas-year"), fl!("quotas-target"), fl!("quotas-admitted"), fl!("quotas-percent")],
        false,
    );
    let lines = sheet.years.iter().map(|year: &YearResult| {
        let cells =
            [year.year.to_string(), figure(year.target), group(year.admitted), percent(year.percent())];
        year_line(cells, year.year == sheet.year)
    });
    column![head, line(), column(lines).spacing(space::TIGHT)].spacing(space::TIGHT).into()
}

fn year_line<'a>(cells: [String; 4], is_here: bool) -> Element<'a, Message> {
    const WIDTHS: [f32; 4] = [50.0, 70.0, 70.0, 84.0];
    let cells = cells.into_iter().zip(WIDTHS).map(|(words, width)| {
        let words = if is_here { text::label(words) } else { text::caption(words) };
        words.width(width).align_x(Alignment::End).wrapping(Wrapping::None).into()
    });
    row(cells).into()
}

/// A number; a dash for none.
fn figure(number: Option<i64>) -> String {
    number.map_or_else(dash, group)
}

/// A percentage; a dash where there is nothing to divide by.
fn percent(percent: Option<Percent>) -> String {
    percent.map_or_else(dash, |percent| percent.to_string())
}

fn dash() -> String {
    "—".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(target: Option<i64>, admitted: i64) -> YearResult {
        YearResult { year: 2026, target, adjusted: target, admitted, entered: false }
    }

    #[test]
    fn a_target_of_zero_or_none_has_no_percentage() {
        assert_eq!(percent(result(Some(0), 3).percent()), "—");
        assert_eq!(percent(result(None, 3).percent_of_adjusted()), "—");
        assert_eq!(percent(result(Some(250), 281).percent()), "112,40%");
        assert_eq!(figure(Some(4373)), "4.373");
    }
}
