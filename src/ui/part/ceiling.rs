//! The ceiling on the best level as people see it: a live line of figures, and its colour.

use iced::widget::row;
use iced::widget::text::Style;
use iced::{Alignment, Theme};

use crate::domain::id::UnitId;
use crate::domain::rating::ceiling::{Gauge, State, sum};
use crate::fl;
use crate::i18n::term::Words;
use crate::print::year_end::sentence;
use crate::services::ratings::ceiling::Basis;
use crate::ui::Element;
use crate::ui::theme::{button, space, text};
use crate::ui::widget::press;

/// The colour of a state: red only where the level that decides exceeds.
pub fn colour(state: State) -> fn(&Theme) -> Style {
    match state {
        State::Within => text::muted,
        State::ExceededBelow => text::warning,
        State::Exceeded => text::danger,
    }
}

/// What a state means, in words; empty while the ceiling holds.
#[must_use]
pub fn words(state: State) -> String {
    match state {
        State::Within => String::new(),
        State::ExceededBelow => fl!("ceiling-state-pooled"),
        State::Exceeded => fl!("ceiling-state-exceeded"),
    }
}

/// The lines of the meter with their states: of the unit that is shown, and of the level that
/// decides; of many such levels their sum.
#[must_use]
pub fn lines(
    basis: &Basis,
    gauges: &[Gauge],
    unit: Option<UnitId>,
    name: impl Fn(UnitId) -> String,
) -> Vec<(String, State)> {
    let [gauge] = gauges else {
        if gauges.is_empty() {
            return Vec::new();
        }
        let exceeded = gauges.iter().filter(|gauge| gauge.state == State::Exceeded).count();
        let share = sum(gauges.iter().map(|gauge| gauge.share));
        let state = gauges.iter().map(|gauge| gauge.state).max().unwrap_or(State::Within);
        let words = sentence(basis, share, false, Words::Screen);
        let many = fl!("ceiling-many", count = gauges.len(), exceeded = exceeded);
        return vec![(format!("{words} · {many}"), state)];
    };
    let with_name = |words: String| fl!("ceiling-of-unit", name = name(gauge.decider), words = words);
    let whole = sentence(basis, gauge.share, gauge.is_raised, Words::Screen);
    let own = gauge.units.iter().find(|own| Some(own.unit) == unit && own.unit != gauge.decider);
    match own {
        None => vec![(with_name(whole), gauge.state)],
        Some(own) => {
            let words = sentence(basis, own.share, own.is_raised, Words::Screen);
            let state = if gauge.state == State::Exceeded { State::Exceeded } else { State::Within };
            vec![(words, own.state), (with_name(whole), state)]
        }
    }
}

/// The meter: pressed, it opens what it is made of. None where there is no ceiling or nobody is
/// rated.
pub fn meter<'a, Message: Clone + 'a>(
    basis: &Basis,
    lines: Vec<(String, State)>,
    on_press: Message,
) -> Option<Element<'a, Message>> {
    let ceiling = basis.ceiling.as_ref().filter(|_| !lines.is_empty())?;
    let shown = lines.into_iter().map(|(line, state)| {
        let mark = words(state);
        let line = if mark.is_empty() { line } else { format!("{line} — {mark}") };
        let line = text::body(line);
        match state {
            State::Within => line.into(),
            State::ExceededBelow | State::Exceeded => line.style(colour(state)).into(),
        }
    });
    let article = if ceiling.confirmed {
        ceiling.article.clone()
    } else {
        fl!("ceiling-unconfirmed", article = ceiling.article.as_str())
    };
    let article = Element::from(text::caption(article));
    let content = row(shown.chain([article])).spacing(space::MEDIUM).align_y(Alignment::Center).wrap();
    Some(press(content).style(button::line).on_press(on_press).into())
}
