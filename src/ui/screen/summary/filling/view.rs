//! How the dialog is arranged: the workbook above, its cells, and the figure of the current one.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{CELLS, Filling, Message, PATH};
use crate::domain::cell::CellAddress;
use crate::exchange::sheet::Sheet;
use crate::fl;
use crate::i18n::term::Words;
use crate::services::filling::Figure;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::Chord;
use crate::ui::part::browse;
use crate::ui::part::named::{self, Named};
use crate::ui::part::sheet_columns;
use crate::ui::theme::{button, size, space, text};
use crate::ui::widget::grid::{self, Cell, Role};
use crate::ui::widget::{Dialog, choice, press, text_field};

/// Rows and columns below and beside those with content that can be filled, too.
const MORE_ROWS: usize = 30;
const MORE_COLUMNS: usize = 8;

/// The dialog.
pub fn dialog<'a>(filling: &'a Filling, context: &'a Context) -> Dialog<'a, Message> {
    let save = Chord::ctrl('s');
    let path = text_field(fl!("fill-file"), &filling.path)
        .hint(fl!("fill-file-hint"))
        .problem(filling.problem.clone())
        .on_input(Message::PathTyped)
        .on_submit(Message::OpenAsked)
        .id(PATH);
    let unit =
        context.unit.map_or_else(|| fl!("members-all-units"), |unit| context.unit_name(unit).to_owned());
    let of =
        text::caption(fl!("fill-of", year = filling.of.year.to_string(), unit = unit)).style(text::muted);
    let body = column![
        browse::with_button(path, Message::Browse),
        of,
        container(workbook(filling)).height(Length::Fill),
    ]
    .spacing(space::SMALL);
    let can = filling.source.is_some() && !filling.is_busy;
    let dialog = Dialog::new("fill", fl!("fill-title"), Message::Shut)
        .whole()
        .first(PATH)
        .warned(filling.question())
        .body(body)
        .button(press(text::body(fl!("common-cancel"))).hint("Esc").on_press(Message::Shut))
        .button(
            press(text::strong(fl!("fill-do")))
                .hint(save.label())
                .style(button::primary)
                .id("fill-do")
                .on_press_maybe(can.then_some(Message::Accepted)),
        );
    if can { dialog.bind(save, Message::Accepted) } else { dialog }
}

fn workbook(filling: &Filling) -> Element<'_, Message> {
    let (Some(source), Some((place, sheet))) = (&filling.source, &filling.sheet) else {
        return text::body("").into();
    };
    let sheets: Vec<Named<usize>> =
        source.sheets.iter().enumerate().map(|(place, name)| Named::new(place, name.clone())).collect();
    let chosen = named::find(&sheets, place);
    let sheets =
        choice(fl!("fill-sheet"), &sheets, chosen, |sheet: Named<usize>| Message::SheetChosen(sheet.value))
            .width(size::FIELD)
            .id("fill-sheet");
    let count = text::caption(fl!("fill-cells", count = filling.cells.len())).style(text::muted);
    let above = row![sheets, maps(filling), figure(filling)].spacing(space::MEDIUM).align_y(Alignment::End);
    let below = row![
        text_field(fl!("fill-map-name"), &filling.name)
            .on_input(Message::NameTyped)
            .width(size::FIELD)
            .id("fill-name"),
        text_field(fl!("fill-output"), &filling.output).on_input(Message::OutputTyped).id("fill-output"),
    ]
    .spacing(space::MEDIUM);
    let how = row![container(text::caption(fl!("fill-how"))).width(Length::Fill), count];
    column![above, how, container(cells(filling, sheet)).height(Length::Fill), below]
        .spacing(space::SMALL)
        .into()
}

fn maps(filling: &Filling) -> Element<'_, Message> {
    let mut maps = vec![Named::new(None, fl!("fill-map-none"))];
    maps.extend(filling.maps.iter().map(|map| Named::new(Some(map.name.clone()), map.name.clone())));
    let is_kept = filling.maps.iter().any(|map| map.name == filling.name && map.cells == filling.cells);
    let chosen = named::find(&maps, &is_kept.then(|| filling.name.clone()));
    choice(fl!("fill-map"), &maps, chosen, |map: Named<Option<String>>| Message::MapChosen(map.value))
        .width(size::FIELD)
        .id("fill-map")
        .into()
}

/// The figure of the cell under the cursor.
fn figure(filling: &Filling) -> Element<'_, Message> {
    let current = filling.current();
    let mut figures = vec![Named::new(None, fl!("fill-figure-none"))];
    let named = |figure: Figure| {
        let value = filling.values.as_ref().map(|values| values.of(figure).shown()).unwrap_or_default();
        Named::new(Some(figure), format!("{}: {value}", figure.title(Words::Screen)))
    };
    figures.extend(Figure::all().into_iter().map(named));
    let of = current.as_ref().and_then(|address| filling.cells.get(address).copied());
    let chosen = named::find(&figures, &of);
    let cell = current.as_ref().map(CellAddress::cell).unwrap_or_default();
    choice(fl!("fill-figure", cell = cell), &figures, chosen, |figure: Named<Option<Figure>>| {
        Message::FigureChosen(figure.value)
    })
    .with_search(fl!("fill-nothing"))
    .enabled(current.is_some())
    .id("fill-figure")
    .into()
}

/// The sheet: its texts, and what stands in the cells that get a figure.
fn cells<'a>(filling: &'a Filling, sheet: &'a Sheet) -> Element<'a, Message> {
    let rows = sheet.rows.last().map_or(0, |row| row.number as usize) + MORE_ROWS;
    let columns = sheet_columns::of(sheet, sheet.columns + MORE_COLUMNS);
    let name = filling.sheet_name().unwrap_or_default();
    let is_first = filling.sheet.as_ref().is_some_and(|(place, _)| *place == 0);
    let cell = move |row: usize, column: usize| {
        let number = u32::try_from(row + 1).unwrap_or(u32::MAX);
        if column == 0 {
            return Cell::new(number.to_string(), Role::Muted);
        }
        let at = u32::try_from(column).unwrap_or(u32::MAX);
        let address = |sheet: &str| CellAddress { sheet: sheet.to_owned(), row: number, column: at };
        let figure = filling.cells.get(&address(name));
        // Maps from the terminal may leave out the name of the first sheet.
        let figure = figure.or_else(|| filling.cells.get(&address("")).filter(|_| is_first));
        match (figure, &filling.values) {
            (Some(figure), Some(values)) => {
                let value = values.of(*figure).shown();
                let shown = if value.is_empty() { "…".to_owned() } else { value };
                Cell::new(shown, Role::Accent)
            }
            _ => Cell::from(sheet.row(number).map(|row| row.cell(column - 1).text).unwrap_or_default()),
        }
    };
    grid::grid(&filling.list, columns, rows, cell, Message::Cells).frozen(1).id(CELLS).into()
}
