//! The charts of the tab: admissions against the targets year by year, and the progress of the year.

use iced::widget::{column, container};
use iced::{Length, Task};

use super::{GRID, Message as TabMessage, Quotas, Update};
use crate::chart::Chart;
use crate::fl;
use crate::i18n::term::Words;
use crate::services::quotas::{QuotaSheet, months_chart, years_chart};
use crate::ui::Element;
use crate::ui::keymap::Chord;
use crate::ui::theme::{self, space, text};
use crate::ui::widget::{Dialog, chart, focus_on, press};

/// Height of each chart, in pixels.
const HEIGHT: f32 = 220.0;

/// What the dialog shows.
#[derive(Debug)]
pub struct Charts {
    years: Chart,
    months: Chart,
}

/// A chart on the ground that its labels are made for.
fn card(shown: &Chart) -> Element<'_, TabMessage> {
    container(chart(shown).height(HEIGHT))
        .width(Length::Fill)
        .padding(space::SMALL)
        .style(theme::container::card)
        .into()
}

impl Charts {
    /// The charts of a sheet.
    pub fn new(sheet: &QuotaSheet) -> Self {
        let target = sheet.whole.result.adjusted;
        Self {
            years: years_chart(&sheet.years, Words::Screen),
            months: months_chart(sheet.year, &sheet.months, target, Words::Screen),
        }
    }

    /// The dialog.
    pub fn dialog(&self, unit: String) -> Dialog<'_, TabMessage> {
        let leave = press(text::body(fl!("common-close")))
            .hint(Chord::key(iced::keyboard::key::Named::Escape).label())
            .on_press(TabMessage::ChartsLeft);
        let charts =
            column![text::strong(unit), card(&self.years), card(&self.months),].spacing(space::MEDIUM);
        Dialog::new("quota-charts", fl!("quotas-charts"), TabMessage::ChartsLeft)
            .wide()
            .body(charts)
            .button(leave)
    }
}

impl Quotas {
    /// Opens the charts of what is shown.
    pub(super) fn open_charts(&mut self) {
        self.charts = self.sheet.as_ref().map(Charts::new);
    }

    /// They have been seen.
    pub(super) fn leave_charts(&mut self) -> Update<TabMessage> {
        self.charts = None;
        Update::task(Task::batch([focus_on(GRID)]))
    }
}
