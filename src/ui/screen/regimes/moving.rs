//! Moving an open year to the rules that cover it: what would change, and what keeps it from being
//! moved.

use iced::Length;
use iced::widget::column;

use super::Message;
use crate::domain::number::count;
use crate::domain::problem::{Field, Kind};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::regimes::{self as service, Move, Unfit, Use};
use crate::services::{Author, Changes, Database, Error, Result, Step};
use crate::ui::Element;
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, press, scroll};

/// So many names are listed; of the others their number is said.
const MOST: usize = 100;
/// The height of the list of names, in pixels.
const HEIGHT: f32 = 260.0;

/// Moves the year.
pub fn run(database: &mut Database, year: i32, author: &Author) -> Result<Changes> {
    match service::move_year(database, year, author)? {
        Step::Done(done) => Ok(done.changes),
        Step::Refused(unfit) => {
            let names: Vec<String> = unfit.into_iter().map(|it| it.name).collect();
            Err(Error::refused(Field::Level, Kind::LevelsUnfit { year, names: names.join(", ") }))
        }
    }
}

/// The dialog; `found` is none once the year was moved elsewhere.
pub fn view(found: Option<&Move>) -> Dialog<'_, Message> {
    let year = found.map(|it| it.year.to_string()).unwrap_or_default();
    let may_move = found.is_some_and(|it| it.unfit.is_empty());
    let body: Element<'_, Message> = match found {
        None => text::body(fl!("regimes-move-none")).into(),
        Some(found) => content(found),
    };
    let leave = press(text::body(fl!("common-cancel"))).hint("Esc").on_press(Message::Left);
    let apply = press(text::strong(fl!("regimes-move", year = year.as_str())))
        .style(button::primary)
        .id("regimes-move-apply")
        .on_press_maybe(may_move.then_some(Message::Submitted));
    Dialog::new("regimes-moving", fl!("regimes-move-title", year = year.as_str()), Message::Left)
        .wide()
        .body(body)
        .first(if may_move { "regimes-move-apply" } else { "regimes-move-names" })
        .button(leave)
        .button(apply)
}

fn content(found: &Move) -> Element<'_, Message> {
    let what = fl!(
        "regimes-move-what",
        year = found.year.to_string(),
        from = found.from.source.as_str(),
        to = found.to.source.as_str()
    );
    if found.unfit.is_empty() {
        return column![text::body(what), text::body(fl!("regimes-move-fits")).style(text::success)]
            .spacing(space::MEDIUM)
            .into();
    }
    let names = found.unfit.iter().take(MOST).map(|it| text::body(line(it, found)).into());
    let more = found.unfit.len().saturating_sub(MOST);
    let more = (more > 0).then(|| text::body(fl!("regimes-move-more", count = count(more))));
    column![
        text::body(what),
        text::body(fl!("regimes-move-unfit", count = count(found.unfit.len()))).style(text::danger),
        scroll(column(names).push(more).spacing(space::TIGHT)).height(Length::Fixed(HEIGHT)),
    ]
    .spacing(space::MEDIUM)
    .into()
}

/// "Nguyễn Thị An: Hoàn thành nhiệm vụ (xếp loại)".
fn line(unfit: &Unfit, found: &Move) -> String {
    let subject = unfit.who.subject();
    let named = found.from.levels(subject).iter().find(|named| named.level == unfit.level);
    let level = named.map_or_else(|| term::level(unfit.level, Words::Screen), |named| named.name.clone());
    let used = match unfit.used {
        Use::Rating => fl!("regimes-move-as-rating"),
        Use::Step => fl!("regimes-move-as-step"),
        Use::Ballot => fl!("regimes-move-as-ballot"),
    };
    format!("{}: {level} ({used})", unfit.name)
}
