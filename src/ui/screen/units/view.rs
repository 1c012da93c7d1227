//! How the units tab is arranged: search and list, and beside it the selected unit with what can
//! be done with it.

use iced::widget::{center, column, container, responsive, row, space as gap};
use iced::{Alignment, Length};

use super::action::{self, Action};
use super::{FIRST_CELL, GRID, Message, SEARCH, Units};
use crate::domain::date;
use crate::domain::number::group;
use crate::domain::unit::{Node, UnitKind};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::units::Way;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::{Icon, icon};
use crate::ui::part::{command, grid_words};
use crate::ui::theme::{self, button, size, space, text};
use crate::ui::widget::grid::{Cell, Column, Role};
use crate::ui::widget::{Press, grid, line, press, scroll, text_field, tick};

/// Widths of the columns behind the names.
const WIDTHS: [f32; 6] = [110.0, 190.0, 86.0, 86.0, 104.0, 104.0];
/// The least width of the names.
const NAME: f32 = 280.0;
/// Room for a few words to search for; the smallest window has no more.
const SEARCH_WIDTH: f32 = 240.0;
/// What the grid's frame and scroll bar take.
const EDGE: f32 = size::SCROLL_BAR + 4.0;

/// The columns, in the language of the window, for a grid of some width.
pub fn columns(room: f32) -> Vec<Column> {
    let [code, kind, own, all, founded, closed] = WIDTHS;
    let name = (room - WIDTHS.iter().sum::<f32>() - EDGE).max(NAME);
    vec![
        Column::new("name", fl!("units-name"), name).unsorted().pinned(),
        Column::new("code", fl!("units-code"), code).unsorted(),
        Column::new("kind", fl!("units-kind"), kind).unsorted(),
        Column::new("own", fl!("units-own-members"), own).number().unsorted(),
        Column::new("all", fl!("units-all-members"), all).number().unsorted(),
        Column::new("founded", fl!("units-founded-short"), founded).centred().unsorted(),
        Column::new("closed", fl!("units-closed-short"), closed).centred().unsorted(),
    ]
}

/// The tab's content.
pub fn tab<'a>(units: &'a Units, context: &'a Context) -> Element<'a, Message> {
    if context.tree.nodes().is_empty() {
        return empty(context);
    }
    let list = column![bar(units, context), list(units, context), foot(context)].spacing(space::SMALL);
    container(row![list, pane(units, context)].spacing(space::MEDIUM)).padding(space::MEDIUM).into()
}

/// A register without units: most people keep one cell, so that is the button they see first.
fn empty<'a>(context: &Context) -> Element<'a, Message> {
    let first = |kind| button_of(Action::AddFirst(kind), None, context).icon(Icon::Plus);
    let card = column![
        text::title(fl!("units-empty-title")),
        text::body(fl!("units-empty-words")),
        first(UnitKind::BaseCell).style(button::primary).id(FIRST_CELL),
        text::body(fl!("units-empty-or")).style(text::muted),
        first(UnitKind::Committee).id("units-first-committee"),
    ]
    .spacing(space::MEDIUM)
    .max_width(size::DIALOG);
    center(container(card).padding(space::PAGE).style(theme::container::card)).into()
}

/// Search, closed units, adding.
fn bar<'a>(units: &'a Units, context: &'a Context) -> Element<'a, Message> {
    let outline = &units.outline;
    let closed = (outline.closed() > 0).then(|| {
        let label = fl!("units-show-closed", count = group(count(outline.closed())));
        let tick = tick(keyed(label, Action::TurnClosed), outline.shows_closed())
            .id("units-closed")
            .on_turn(|_| Message::Asked(Action::TurnClosed));
        container(tick).center_y(size::CONTROL)
    });
    let add = button_of(Action::Add, None, context).icon(Icon::Plus).style(button::primary).id("units-add");
    row![search(units), column![closed], gap::horizontal(), add]
        .spacing(space::MEDIUM)
        .align_y(Alignment::End)
        .into()
}

/// The search field; its label says how many units are found.
fn search(units: &Units) -> Element<'_, Message> {
    let outline = &units.outline;
    let label = keyed(fl!("units-search"), Action::Search);
    let label = match outline.place_among_found(units.selected) {
        (_, 0) if outline.is_in_vain() => fl!("units-search-in-vain"),
        (_, 0) => label,
        (place, count) => fl!(
            "units-search-found",
            place = place.unwrap_or_default().to_string(),
            count = count.to_string(),
            key = action::key(Action::Next)
        ),
    };
    text_field(label, outline.query())
        .id(SEARCH)
        .placeholder(fl!("units-search-example"))
        .width(SEARCH_WIDTH)
        .clearable()
        .on_input(Message::SearchTyped)
        .on_submit(Message::Asked(Action::Next))
        .into()
}

fn list<'a>(units: &'a Units, context: &'a Context) -> Element<'a, Message> {
    responsive(move |room| rows(units, context, room.width)).into()
}

fn rows<'a>(units: &'a Units, context: &'a Context, room: f32) -> Element<'a, Message> {
    let rows = units.outline.rows();
    grid(
        &units.list,
        columns(room),
        rows.len(),
        move |row, column| cell(units, context, row, column),
        Message::Grid,
    )
    .keys(move |row| rows[row].unit.0)
    .branches(move |row| rows[row].branch)
    .frozen(1)
    .words(grid_words::words)
    .id(GRID)
    .empty(fl!("units-all-hidden"))
    .into()
}

fn cell<'a>(units: &'a Units, context: &'a Context, row: usize, column: usize) -> Cell<'a> {
    let node = units.outline.unit_at(row).and_then(|unit| context.tree.node(unit));
    let Some(node) = node else { return Cell::from("") };
    let (unit, fields) = (&node.unit, &node.unit.fields);
    let role = if unit.closed_on.is_some() {
        Role::Muted
    } else if context.unit == Some(unit.id) {
        Role::Accent
    } else if column == 0 && units.outline.is_found(unit.id) {
        Role::Strong
    } else {
        Role::Text
    };
    match column {
        0 => Cell::new(&fields.name, role),
        1 => Cell::new(&fields.code, role),
        2 => Cell::new(term::unit_kind(fields.kind, Words::Screen), role),
        3 if !fields.kind.is_cell() => Cell::new("", role),
        3 => Cell::new(group(i64::from(node.own_members)), role),
        4 => Cell::new(group(i64::from(node.all_members)), role),
        5 => Cell::new(fields.founded_on.map(|day| day.to_string()).unwrap_or_default(), role),
        _ => Cell::new(unit.closed_on.map(date::show).unwrap_or_default(), role),
    }
}

/// How many units and members there are.
fn foot<'a>(context: &'a Context) -> Element<'a, Message> {
    let nodes = context.tree.nodes();
    let open: Vec<&Node> = nodes.iter().filter(|node| node.unit.closed_on.is_none()).collect();
    let grassroots = open.iter().filter(|node| node.unit.fields.kind.is_grassroots()).count();
    let cells = open.iter().filter(|node| node.unit.fields.kind.is_cell()).count();
    let members: u32 = nodes.iter().map(|node| node.own_members).sum();
    text::caption(fl!(
        "units-totals",
        units = group(count(open.len())),
        grassroots = group(count(grassroots)),
        cells = group(count(cells)),
        members = group(i64::from(members))
    ))
    .into()
}

/// The selected unit, and what can be done with it.
fn pane<'a>(units: &'a Units, context: &'a Context) -> Element<'a, Message> {
    let node = units.selected_node(context);
    let facts = column(node.map(|node| facts(node, context)).unwrap_or_default()).spacing(space::SMALL);
    let content = column![
        text::heading(node.map_or("", |node| node.unit.fields.name.as_str())),
        scroll(facts).height(Length::Fill),
        line(),
        actions(node, context),
    ]
    .spacing(space::MEDIUM);
    container(content)
        .padding(space::MEDIUM)
        .width(size::SIDE)
        .height(Length::Fill)
        .style(theme::container::card)
        .into()
}

/// What is known of a unit, one fact a line; what is not known is left out.
fn facts<'a>(node: &'a Node, context: &'a Context) -> Vec<Element<'a, Message>> {
    let (unit, fields) = (&node.unit, &node.unit.fields);
    let merged = unit.merged_into.map(|unit| context.unit_name(unit).to_owned());
    [
        (fl!("units-kind"), Some(term::unit_kind(fields.kind, Words::Screen))),
        (fl!("units-code"), Some(fields.code.clone())),
        (fl!("units-parent"), unit.parent.map(|parent| context.unit_name(parent).to_owned())),
        (fl!("units-members"), Some(group(i64::from(node.all_members)))),
        (fl!("units-workplace"), fields.workplace.clone()),
        (fl!("units-founded"), fields.founded_on.map(|day| day.to_string())),
        (fl!("units-founding-decision"), fields.founding_decision.clone()),
        (fl!("units-closed-on"), unit.closed_on.map(date::show)),
        (fl!("units-closing-decision"), unit.closing_decision.clone()),
        (fl!("units-merged-into"), merged),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some((label, value.filter(|value| !value.is_empty())?)))
    .map(|(label, value)| column![text::caption(label), text::body(value)].into())
    .collect()
}

fn actions<'a>(node: Option<&'a Node>, context: &'a Context) -> Element<'a, Message> {
    let wide = |action| button_of(action, node, context).width(Length::Fill);
    let step = |way, picture| {
        let bind = action::bind(Action::Reorder(way), node, context);
        press(icon(picture)).hint(bind.label()).width(Length::Fill).on_press_maybe(node.map(|_| bind.action))
    };
    let order =
        row![step(Way::Up, Icon::ChevronUp), step(Way::Down, Icon::ChevronDown),].spacing(space::SMALL);
    column![
        wide(Action::Edit).icon(Icon::Edit),
        wide(Action::Narrow),
        wide(Action::Move),
        order,
        wide(Action::CloseOrReopen),
        wide(Action::Discipline),
    ]
    .spacing(space::SMALL)
    .into()
}

/// The button of an action.
fn button_of<'a>(action: Action, node: Option<&Node>, context: &Context) -> Press<'a, Message> {
    command::button(action::bind(action, node, context))
}

/// Words with the key of an action.
fn keyed(words: String, action: Action) -> String {
    format!("{words} ({})", action::key(action))
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
