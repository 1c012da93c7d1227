//! How the quotas tab is arranged: the year, the grid with what is wrong below it, the term.

use iced::widget::text::Wrapping;
use iced::widget::{column, container, row, space as gap};
use iced::{Alignment, Length};

use super::targets::{key, place_of};
use super::{Action, GRID, Message, Quotas, UNTIL, YEAR, bind};
use crate::domain::date;
use crate::domain::number::{Percent, group};
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::quota::{Term, TermResult, YearResult};
use crate::fl;
use crate::i18n::sentence;
use crate::services::quotas::{QuotaRow, QuotaSheet};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::{Icon, icon};
use crate::ui::part::{command, dates, grid_words};
use crate::ui::theme::{self, button, size, space, text};
use crate::ui::widget::grid::{self as sheet, Branch, Cell, Column, Fold, Item, Role, RowKey, State};
use crate::ui::widget::{Part, grid, line, press, scroll, text_field, tick, toolbar};

/// The key of the column that is typed in.
pub const TARGET: &str = "target";
/// The keys of the columns of groups, in the order of `Splits::all`.
pub const GROUPS: [&str; 6] = ["women", "youth", "minority", "religious", "workers", "students"];
/// The keys of all columns, as they come.
pub const COLUMNS: [&str; 22] = [
    "unit",
    TARGET,
    "adjustment",
    "now",
    "admitted",
    "percent",
    "last_year",
    "last_year_percent",
    "left",
    "pace",
    "candidates",
    "below",
    "difference",
    "first_percent",
    "in_quarter",
    GROUPS[0],
    GROUPS[1],
    GROUPS[2],
    GROUPS[3],
    GROUPS[4],
    GROUPS[5],
    "revoked",
];
/// Titles may make a column of figures so wide, in pixels.
const WIDEST_TITLE: f32 = 160.0;
/// The least width of a column of figures.
const FIGURE: f32 = 76.0;
/// The width of the units' names.
const NAME: f32 = 280.0;
/// The width of a percentage.
const SHARE: f32 = 94.0;
/// The width of the year's field.
const YEAR_FIELD: f32 = 100.0;

fn title_of(column: &str) -> String {
    match column {
        TARGET => fl!("quotas-target"),
        "adjustment" => fl!("quotas-adjustment"),
        "now" => fl!("quotas-now"),
        "admitted" => fl!("quotas-admitted"),
        "percent" => fl!("quotas-percent"),
        "last_year" => fl!("quotas-last-year"),
        "last_year_percent" => fl!("quotas-last-year-percent"),
        "left" => fl!("quotas-left"),
        "pace" => fl!("quotas-per-quarter"),
        "candidates" => fl!("quotas-candidates"),
        "below" => fl!("quotas-below"),
        "difference" => fl!("quotas-difference"),
        "first_percent" => fl!("quotas-first-percent"),
        "in_quarter" => fl!("quotas-in-quarter"),
        "women" => fl!("quotas-women"),
        "youth" => fl!("quotas-youth"),
        "minority" => fl!("quotas-minority"),
        "religious" => fl!("quotas-religious"),
        "workers" => fl!("quotas-workers"),
        "students" => fl!("quotas-students"),
        "revoked" => fl!("quotas-revoked"),
        _ => fl!("quotas-unit"),
    }
}

/// The columns, in the language of the window.
pub fn columns() -> Vec<Column> {
    let column = |key: &&str| match *key {
        "unit" => Column::new(*key, title_of(key), NAME).unsorted().pinned(),
        TARGET => Column::new(*key, title_of(key), FIGURE)
            .number()
            .unsorted()
            .fit_title(WIDEST_TITLE)
            .kind(sheet::Kind::Number)
            .editable(),
        "percent" | "first_percent" | "last_year_percent" => {
            Column::new(*key, title_of(key), SHARE).number().unsorted().fit_title(WIDEST_TITLE)
        }
        _ => Column::new(*key, title_of(key), FIGURE).number().unsorted().fit_title(WIDEST_TITLE),
    };
    COLUMNS.iter().map(column).collect()
}

/// Where the grid shows the targets; the first column when they are hidden.
pub fn target_column(list: &State) -> usize {
    let columns = columns();
    let shown = list.arrangement().shown(&columns);
    shown.iter().position(|place| columns[*place].key() == TARGET).unwrap_or_default()
}

/// Why a column can't be typed in.
pub fn lock_of(column: &str) -> String {
    match column {
        "unit" => fl!("quotas-locked-unit"),
        "admitted" => fl!(
            "quotas-locked-admitted",
            key = bind(Action::Admitted).label(),
            names = bind(Action::Names).label()
        ),
        "below" => fl!("quotas-locked-below"),
        "adjustment" | "now" => fl!("quotas-locked-adjusted"),
        "youth" => fl!("quotas-locked-youth"),
        "candidates" => fl!("quotas-locked-candidates", key = bind(Action::Allocate).label()),
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
    let label = format!("{} ({})", fl!("quotas-year"), bind(Action::Year).label());
    toolbar(move |keys| {
        let step = |action, picture| {
            let bind = bind(action);
            Part::new(press(icon(picture)).style(button::plain).skip_focus().on_press(bind.action))
        };
        let year = text_field(label.clone(), &quotas.year_typed)
            .id(YEAR)
            .width(YEAR_FIELD)
            .problem(problem.clone())
            .on_input(Message::YearTyped)
            .on_leave(Message::YearLeft);
        let print = press(text::body(fl!("common-print")))
            .icon(Icon::Print)
            .hint(bind(Action::Print).label())
            .id("quotas-print")
            .on_press_maybe((!quotas.is_printing).then_some(bind(Action::Print).action));
        let today = context.author.today;
        let until = dates::whole_day(fl!("quotas-until"), &quotas.until_typed, today, Message::UntilTyped)
            .id(UNTIL)
            .width(size::SHORT_FIELD + space::SMALL)
            .problem(quotas.until_problem())
            .on_leave(Message::UntilLeft);
        let behind = tick(fl!("quotas-behind-first"), quotas.behind_first)
            .id("quotas-behind")
            .on_turn(|_| Message::Asked(Action::BehindFirst));
        let allocate = press(text::body(fl!("quotas-allocate-short")))
            .hint(bind(Action::Allocate).label())
            .id("quotas-allocate")
            .on_press(bind(Action::Allocate).action);
        let charts = command::button(bind(Action::Charts)).id("quotas-charts");
        vec![
            step(Action::YearBefore, Icon::ChevronLeft),
            Part::new(year),
            step(Action::YearAfter, Icon::ChevronRight),
            Part::new(until),
            Part::new(container(behind).height(size::CONTROL).align_y(Alignment::Center)),
            Part::gap(),
            Part::new(keys.button(allocate)),
            Part::new(keys.button(charts)),
            Part::new(keys.button(print)),
        ]
    })
}

fn list(quotas: &Quotas) -> Element<'_, Message> {
    let rows = quotas.rows();
    let top = rows.iter().map(|row| row.depth).min().unwrap_or_default();
    rows_of(quotas, rows, top)
}

fn rows_of<'a>(quotas: &'a Quotas, rows: &'a [QuotaRow], top: usize) -> Element<'a, Message> {
    grid(&quotas.list, columns(), rows.len(), move |row, column| cell(quotas, row, column), Message::Grid)
        .branches(move |row| Branch { depth: rows[row].depth.saturating_sub(top), fold: Fold::Leaf })
        .menu(|_| menu())
        .keys(move |row| key((rows[row].unit, quotas.year)))
        .enter_goes_down()
        .status()
        .hint(fl!("quotas-how-to"))
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
    let key = COLUMNS.get(column).copied().unwrap_or_default();
    let cell = match key {
        "unit" => Cell::from(&row.name),
        TARGET => return target(quotas, row),
        "adjustment" => {
            signed(row.result.adjusted.unwrap_or_default() - row.result.target.unwrap_or_default())
        }
        "now" => Cell::from(figure(row.result.adjusted)),
        "admitted" if row.result.entered => {
            Cell::new(format!("{}*", group(row.result.admitted)), Role::Muted)
        }
        "admitted" => Cell::from(group(row.result.admitted)),
        "percent" => Cell::from(percent(row.result.percent_of_adjusted())),
        "first_percent" => Cell::from(percent(row.result.percent())),
        "last_year" => Cell::from(figure(row.last_year)),
        "last_year_percent" => Cell::from(percent(row.percent_of_last_year())),
        "left" => Cell::from(figure(row.pace.map(|pace| pace.remaining))),
        "pace" => Cell::from(figure(row.pace.and_then(|pace| pace.per_quarter))),
        "candidates" => Cell::from(row.candidates.map(group).unwrap_or_default()),
        "below" => Cell::from(row.targets_below.map(group).unwrap_or_default()),
        "in_quarter" => counted(row.in_quarter),
        "revoked" => counted(row.revoked),
        "difference" => row.difference().map_or_else(|| Cell::from(""), differing),
        other => {
            let place = GROUPS.iter().position(|group| *group == other).unwrap_or_default();
            counted(row.splits.all()[place])
        }
    };
    cell.locked(lock_of(key))
}

/// A count that is mostly zero.
fn counted<'a>(count: i64) -> Cell<'a> {
    Cell::new(group(count), if count == 0 { Role::Muted } else { Role::Text })
}

/// More with its sign; nothing for no change.
fn signed<'a>(change: i64) -> Cell<'a> {
    match change {
        0 => Cell::from(""),
        more @ 1.. => Cell::from(format!("+{}", group(more))),
        less => Cell::from(group(less)),
    }
}

/// By how much the parts differ from the target that they are of.
fn differing<'a>(difference: i64) -> Cell<'a> {
    match difference {
        0 => Cell::new("0", Role::Muted),
        more @ 1.. => Cell::new(format!("+{}", group(more)), Role::Warning),
        less => Cell::new(group(less), Role::Warning),
    }
}

/// What can be done with a unit.
fn menu() -> Vec<Item<Message>> {
    [Action::Names, Action::Adjust, Action::Admitted, Action::Allocate]
        .map(bind)
        .into_iter()
        .map(|bind| Item::new(bind.words().to_owned(), bind.action.clone()).hint(bind.label()))
        .collect()
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
    let pace = quotas.sheet.as_ref().and_then(pace).map(text::caption);
    let line = row![column![sum], column![pace]].spacing(space::LARGE).align_y(Alignment::Center);
    column![column(wrong), line.wrap()].spacing(space::TIGHT).into()
}

/// What the target still needs until 31/12, in words; none when nothing is left to do.
fn pace(sheet: &QuotaSheet) -> Option<String> {
    let pace = sheet.whole.pace.filter(|pace| pace.remaining > 0)?;
    let (quarter, month) = (group(pace.per_quarter?), group(pace.per_month?));
    Some(fl!(
        "quotas-pace",
        day = date::show(sheet.day),
        left = group(pace.remaining),
        quarter = quarter,
        month = month
    ))
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
    let facts = sheet.term.as_ref().map(|(term, result)| facts(term, result, sheet));
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
    let amend = command::button(super::bind(Action::Amend)).id("quotas-amend").width(Length::Fill);
    let amend = sheet.term.is_some().then_some(amend);
    let body = column![facts, years(sheet)].spacing(space::MEDIUM);
    column![text::heading(title), text::caption(unit), scroll(body).height(Length::Fill), line(), edit, amend]
        .spacing(space::SMALL)
        .into()
}

fn facts<'a>(term: &'a Term, result: &TermResult, sheet: &'a QuotaSheet) -> Element<'a, Message> {
    let in_force = result.resolution_target.unwrap_or(term.resolution_target);
    let is_adjusted = result.adjusted_sum != result.targets_sum;
    let adjusted = is_adjusted.then(|| (fl!("quotas-adjusted-sum"), group(result.adjusted_sum)));
    let of_adjusted =
        is_adjusted.then(|| (fl!("quotas-percent-of-adjusted"), percent(result.percent_of_adjusted())));
    let figures = [
        (fl!("quotas-resolution-target"), group(in_force)),
        (fl!("quotas-targets-sum"), group(result.targets_sum)),
        (fl!("quotas-term-admitted"), group(result.admitted)),
        (fl!("quotas-percent-of-resolution"), percent(result.percent_of_resolution())),
        (fl!("quotas-percent-of-targets"), percent(result.percent_of_targets())),
    ];
    let figures = figures.into_iter().chain(adjusted).chain(of_adjusted);
    let lines = figures.map(|(label, value)| {
        row![text::caption(label).width(Length::Fill), text::strong(value).wrapping(Wrapping::None)]
            .spacing(space::SMALL)
            .into()
    });
    let on = |day| fl!("quotas-resolution-day", date = date::show(day));
    let first = [term.resolution.clone(), term.resolution_on.map(on)].into_iter().flatten();
    let first: Vec<String> = first.collect();
    let first = (!first.is_empty() || !sheet.amendments.is_empty()).then(|| {
        let words = first.join(", ");
        fl!("quotas-resolution-first", target = group(term.resolution_target), document = words)
    });
    let amended = sheet.amendments.iter().map(|amendment| {
        fl!(
            "quotas-resolution-amended",
            target = group(amendment.target),
            document = amendment.document.as_str(),
            date = date::show(amendment.decided_on)
        )
    });
    let documents = first.into_iter().chain(amended).map(|words| text::body(words).into());
    column![column(lines).spacing(space::SMALL), column(documents).spacing(space::TIGHT)]
        .spacing(space::SMALL)
        .into()
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
pub fn figure(number: Option<i64>) -> String {
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

    #[test]
    fn a_change_has_its_sign() {
        assert_eq!(signed(3).into_text(), "+3");
        assert_eq!(signed(-1200).into_text(), "-1.200");
        assert_eq!(signed(0).into_text(), "");
        assert_eq!(differing(2).into_text(), "+2");
    }
}
