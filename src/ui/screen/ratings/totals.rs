//! The figures of the sheet, live; and those of a year of which only totals were entered.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Length, Padding};

use super::Message;
use super::sheet::Sheet;
use super::table::short;
use crate::domain::number::{self, Percent};
use crate::domain::rating::{Subject, Tally};
use crate::fl;
use crate::ui::Element;
use crate::ui::theme::{self, size, space as distance, text};
use crate::ui::widget::{line, scroll};

/// The line of figures below the sheet.
pub fn bar<'a>(sheet: &Sheet) -> Element<'a, Message> {
    let tally = &sheet.tally;
    let mut figures: Vec<Element<'a, Message>> = sheet
        .levels()
        .iter()
        .map(|named| figure(short(named.level), tally.count(named.level), tally.percent(named.level)))
        .collect();
    let (count, percent) = tally.good_or_better();
    figures.push(figure(fl!("ratings-good-or-better"), count, percent));
    figures.push(figure(fl!("ratings-not-rated"), tally.not_rated, None));
    figures.push(figure(fl!("ratings-open"), tally.open, None));
    row![row(figures).spacing(distance::LARGE), text::caption(base(sheet)).width(Length::Fill)]
        .spacing(distance::LARGE)
        .align_y(Alignment::Center)
        .padding(Padding::from([distance::TIGHT, distance::MEDIUM]))
        .into()
}

fn figure<'a>(name: String, count: i64, percent: Option<Percent>) -> Element<'a, Message> {
    let percent = percent.map(|percent| text::body(percent.to_string()));
    let count = text::number(number::group(count));
    column![text::caption(name), row![count, percent].spacing(distance::SMALL).align_y(Alignment::End),]
        .into()
}

/// What the percentages are parts of.
fn base(sheet: &Sheet) -> String {
    if sheet.tally.rated() == 0 {
        return fl!("ratings-base-none");
    }
    let rated = number::group(sheet.tally.rated());
    let base = match sheet.subject {
        Subject::Member => fl!("ratings-base-members", rated = rated),
        Subject::Unit => fl!("ratings-base-units", rated = rated),
    };
    match sheet.counted_among_others() {
        Some(counted) => fl!("ratings-base-counted", base = base, counted = counted.to_string()),
        None => base,
    }
}

/// The table of a year of which only totals were entered.
pub fn entered<'a>(sheet: &Sheet) -> Option<Element<'a, Message>> {
    let tally = sheet.entered.as_ref()?;
    let mut lines = vec![
        text::heading(fl!("ratings-entered-title", year = sheet.year.to_string())).into(),
        text::caption(fl!("ratings-entered-mark")).style(text::warning).into(),
        line(),
    ];
    lines.extend(
        sheet
            .levels()
            .iter()
            .map(|named| share(named.name.clone(), tally.count(named.level), tally.percent(named.level))),
    );
    lines.push(line());
    lines.extend(sums(tally));
    let table = column(lines).spacing(distance::SMALL).padding(distance::MEDIUM);
    let card = container(scroll(table)).style(theme::container::card).width(size::SIDE).height(Length::Fill);
    Some(card.into())
}

fn sums<'a>(tally: &Tally) -> [Element<'a, Message>; 3] {
    let (count, percent) = tally.good_or_better();
    [
        share(fl!("ratings-good-or-better"), count, percent),
        share(fl!("ratings-rated"), tally.rated(), None),
        share(fl!("ratings-not-rated"), tally.not_rated, None),
    ]
}

fn share<'a>(name: String, count: i64, percent: Option<Percent>) -> Element<'a, Message> {
    let percent = percent.map_or_else(String::new, |percent| percent.to_string());
    row![
        container(text::body(name)).width(Length::Fill),
        text::strong(number::group(count)),
        space().width(distance::SMALL),
        container(text::body(percent)).width(64.0).align_right(64.0),
    ]
    .into()
}
