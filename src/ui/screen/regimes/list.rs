//! The list of the regimes by years and of the rules of what follows.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Length};

use super::{Message, Rules};
use crate::domain::date;
use crate::domain::number;
use crate::domain::rating::ceiling::Deciding;
use crate::domain::rating::consequence::Consequence;
use crate::domain::rating::{Regime, Subject};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::services::regimes::{Move, RegimeInUse};
use crate::ui::Element;
use crate::ui::icon::Icon;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{Dialog, choice_named, line, press, scroll};

/// The dialog with the list.
pub fn view(rules: Option<&Rules>) -> Dialog<'_, Message> {
    let body: Element<'_, Message> = match rules {
        None => text::body(fl!("regimes-reading")).into(),
        Some(rules) => content(rules),
    };
    Dialog::new("regimes", fl!("regimes-title"), Message::Left)
        .wide()
        .body(scroll(container(body).padding([0.0, distance::MEDIUM])).height(Length::Shrink))
        .button(press(text::body(fl!("regimes-add"))).icon(Icon::Plus).on_press(Message::RegimeWanted))
        .button(
            press(text::strong(fl!("common-close")))
                .hint("Esc")
                .style(button::primary)
                .on_press(Message::Left),
        )
}

fn content(rules: &Rules) -> Element<'_, Message> {
    let regimes = rules.regimes.iter().map(regime);
    let follows = rules.consequences.iter().map(consequence);
    let deciding = choice_named(
        fl!("regimes-deciding"),
        Deciding::ALL,
        Some(rules.deciding),
        |of| term::deciding(*of),
        Message::DecidingChosen,
    );
    let moves = rules.moves.iter().map(open_year);
    column![
        text::caption(fl!("regimes-what")),
        column(moves).spacing(distance::TIGHT),
        column(regimes).spacing(distance::TIGHT),
        deciding,
        line(),
        row![
            text::heading(fl!("regimes-consequences")),
            space().width(Length::Fill),
            press(text::body(fl!("regimes-rule-add")))
                .icon(Icon::Plus)
                .style(button::quiet)
                .on_press(Message::RuleChosen(None)),
        ]
        .align_y(Alignment::Center),
        column(follows).spacing(distance::TIGHT),
    ]
    .spacing(distance::MEDIUM)
    .into()
}

/// A year whose ratings are under older rules than those that cover it.
fn open_year(it: &Move) -> Element<'_, Message> {
    let year = it.year.to_string();
    let words = fl!(
        "regimes-move-what",
        year = year.as_str(),
        from = it.from.source.as_str(),
        to = it.to.source.as_str()
    );
    row![
        text::body(words).style(text::warning).width(Length::Fill),
        press(text::body(fl!("regimes-move", year = year.as_str())))
            .id(format!("regimes-move-{year}"))
            .on_press(Message::MoveChosen(it.year)),
    ]
    .spacing(distance::MEDIUM)
    .align_y(Alignment::Center)
    .into()
}

fn regime(it: &RegimeInUse) -> Element<'_, Message> {
    let regime = &it.regime;
    let source = match regime.source_date {
        Some(day) => fl!("regimes-source", source = regime.source.as_str(), day = date::show(day)),
        None => regime.source.clone(),
    };
    let mut facts: Vec<String> =
        Subject::ALL.iter().filter_map(|subject| ceiling(regime, *subject)).collect();
    if let Some((year, _)) = it.decided.first() {
        facts.push(fl!("regimes-decided", year = year.to_string()));
    }
    let words = row![
        container(text::strong(years(regime))).width(110.0),
        column![text::body(source), text::caption(facts.join(" · "))].width(Length::Fill),
        if regime.confirmed && !regime.is_confirmed() {
            text::caption(fl!("regimes-partly")).style(text::warning).into()
        } else {
            mark(regime.is_confirmed())
        },
    ]
    .spacing(distance::MEDIUM)
    .align_y(Alignment::Center);
    press(words).style(button::line).width(Length::Fill).on_press(Message::RegimeChosen(regime.id)).into()
}

/// "2019-2022", "từ 2025".
fn years(regime: &Regime) -> String {
    let from = regime.from_year.to_string();
    match regime.to_year {
        None => fl!("regimes-since", year = from),
        Some(to) if to == regime.from_year => from,
        Some(to) => format!("{from}-{to}"),
    }
}

fn ceiling(regime: &Regime, subject: Subject) -> Option<String> {
    let ceiling = regime.ceiling(subject)?;
    let subject = term::subject(subject, Words::Screen);
    let percent = number::decimal(ceiling.percent.0);
    Some(match ceiling.raised_percent {
        Some(raised) => fl!(
            "regimes-ceiling-raised",
            subject = subject,
            percent = percent,
            raised = number::decimal(raised.0)
        ),
        None => fl!("regimes-ceiling", subject = subject, percent = percent),
    })
}

/// What nobody compared with the official text is said plainly.
fn mark<'a>(is_confirmed: bool) -> Element<'a, Message> {
    if is_confirmed {
        return text::caption(fl!("regimes-confirmed")).into();
    }
    text::caption(fl!("regimes-unconfirmed")).style(text::warning).into()
}

fn consequence(rule: &Consequence) -> Element<'_, Message> {
    let level = term::level(rule.level, Words::Screen);
    let subject = term::subject(rule.subject, Words::Screen);
    let when = match rule.years {
        1 => fl!("regimes-rule-in-year", subject = subject, level = level),
        years => fl!("regimes-rule-when", subject = subject, level = level, years = years.to_string()),
    };
    let words = row![
        column![text::body(rule.outcome.as_str()), text::caption(format!("{when} · {}", rule.article))]
            .width(Length::Fill),
        mark(rule.confirmed),
    ]
    .spacing(distance::MEDIUM)
    .align_y(Alignment::Center);
    press(words).style(button::line).width(Length::Fill).on_press(Message::RuleChosen(Some(rule.id))).into()
}
