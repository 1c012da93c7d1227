//! How the tab looks: tools and filters above, the list, and the line of figures below.

use iced::widget::text::Wrapping;
use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Members, Message, empty, figure, papers, saved};
use crate::fl;
use crate::services::directory::Counts;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::part::command;
use crate::ui::theme::{self, button, space, text};
use crate::ui::widget::{Dialog, Part, press, toolbar};

/// Room for a few words to search for.
const SEARCH_WIDTH: f32 = 220.0;
/// Room for the name of a unit below the list.
const UNIT_WIDTH: f32 = 200.0;

impl Members {
    /// The tab's content.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        match (&self.importing, &self.record) {
            (Some(importing), _) => importing.view(context).map(Message::Import),
            (None, Some(record)) => record.view(&self.lists, context).map(Message::Record),
            (None, None) => self.page(context),
        }
    }

    fn page<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let selected = self.list.selected();
        let is_empty = selected.is_some_and(|selected| selected.ids.is_empty());
        let body = if is_empty {
            empty::view(empty::why(self.filters.narrows(), context))
        } else {
            self.list.view(context).map(Message::List)
        };
        let counts = selected.map(|selected| selected.counts);
        let controls = column![self.tools(), self.filters.bar(&self.facets).map(Message::Filter)]
            .spacing(space::SMALL)
            .padding(space::MEDIUM);
        let find = column![self.list.find_bar().map(|bar| bar.map(Message::List))];
        let body = container(body).height(Length::Fill);
        column![controls, find, body, foot(counts, self.list.drafts(), context)].into()
    }

    fn tools<'a>(&'a self) -> Element<'a, Message> {
        toolbar(move |keys| {
            let [new, open, columns, print, papers] = self.commands();
            let lists = Message::Saved(saved::Message::Asked);
            let button = |press| Part::new(keys.button(press));
            let count = self.list.selected().map_or(0, |selected| selected.ids.len());
            let import = press(text::body(fl!("members-import-short"))).id("members-import");
            let export = press(text::body(fl!("members-export-short"))).id("members-export-open");
            vec![
                Part::growing(self.filters.search().map(Message::Filter), SEARCH_WIDTH),
                button(command::button(new).icon(Icon::Plus).style(button::primary).id("members-new")),
                button(command::button(open).icon(Icon::Edit).id("members-open")),
                button(command::button(columns).id("members-columns")),
                button(command::button(print).icon(Icon::Print).id("members-print")),
                button(command::button(papers).id("members-papers")),
                button(press(text::body(fl!("members-lists-short"))).id("members-lists").on_press(lists)),
                button(import.on_press(Message::ImportRequested)),
                button(export.on_press_maybe((count > 0).then_some(Message::ExportRequested))),
            ]
        })
    }

    /// The open dialog, shown above the whole window.
    pub fn dialog<'a>(&'a self, context: &'a Context) -> Option<Dialog<'a, Message>> {
        if let Some(exporting) = &self.exporting {
            return Some(exporting.dialog().map(Message::Export));
        }
        if self.asks_paper {
            return Some(papers::dialog(self.list.current().is_some(), self.saved.lists()));
        }
        if let Some(dialog) = self.saved.dialog(&self.filters, self.list.columns().len()) {
            return Some(dialog.map(Message::Saved));
        }
        match (&self.chooser, &self.record) {
            (Some(chooser), _) => Some(chooser.dialog().map(Message::Columns)),
            (None, Some(record)) => record.dialog(context).map(|dialog| dialog.map(Message::Record)),
            (None, None) => self.list.dialog().map(|dialog| dialog.map(Message::List)),
        }
    }
}

/// The line below the list: whose members they are, and how many of which kind.
fn foot<'a>(counts: Option<Counts>, drafts: usize, context: &'a Context) -> Element<'a, Message> {
    let unit =
        context.unit.map_or_else(|| fl!("members-all-units"), |unit| context.unit_name(unit).to_owned());
    let figures = move || {
        let counts = counts?;
        let all = [
            (fl!("members-count-total"), counts.total),
            (fl!("members-count-women"), counts.women),
            (fl!("members-count-probationary"), counts.probationary),
            (fl!("members-count-minority"), counts.minority),
            (fl!("members-count-religious"), counts.religious),
        ];
        let figures = all.into_iter().map(|(label, count)| {
            row![text::caption(label), text::strong(figure(count))]
                .spacing(space::TIGHT)
                .align_y(Alignment::Center)
                .into()
        });
        Some(row(figures).spacing(space::LARGE))
    };
    let line = toolbar(move |_| {
        let unit = text::strong(unit.clone()).wrapping(Wrapping::None);
        let drafts =
            (drafts > 0).then(|| text::strong(fl!("members-drafts", count = drafts)).style(text::danger));
        vec![
            Part::growing(container(unit).width(Length::Fill).clip(true), UNIT_WIDTH),
            Part::new(column![drafts]),
            Part::new(row![iced::widget::space().width(space::SMALL), figures()]),
        ]
    });
    container(line)
        .padding([space::SMALL, space::MEDIUM])
        .width(Length::Fill)
        .style(theme::container::bar)
        .into()
}
