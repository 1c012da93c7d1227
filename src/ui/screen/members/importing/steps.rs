//! The first four steps: file and sheet, header, columns, encodings.

use iced::widget::{column, container, progress_bar, row};
use iced::{Alignment, Length};

use super::going::back_chord;
use super::{FIRST, Importing, Message, Step};
use crate::domain::date;
use crate::exchange::encoding::Encoding;
use crate::exchange::import;
use crate::exchange::sheet::Sheet;
use crate::fl;
use crate::i18n::term::Words;
use crate::services::imports::{Subject, Target, subject_name};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::part::browse;
use crate::ui::part::command;
use crate::ui::part::named::Named;
use crate::ui::part::sheet_columns::{self, letters};
use crate::ui::theme::{self, button, size, space, text};
use crate::ui::widget::grid::{self, Cell, Role};
use crate::ui::widget::{choice, choice_named, press, scroll, text_field};

/// Height of the bar that tells how far work is.
const BAR: f32 = 8.0;
/// So many rows of a sheet are shown before it is read.
const PREVIEW_ROWS: usize = 30;
/// Width of the button that goes on: as wide as it is with the most rows.
const NEXT: f32 = 248.0;

impl Importing {
    /// The page.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let body = match self.step {
            Step::File => self.file_step(),
            Step::Header => self.header_step(),
            Step::Columns => self.columns_step(),
            Step::Encoding => self.encoding_step(),
            Step::Effect => self.effect_step(context),
        };
        let problem = self.problem.as_ref().map(|words| {
            container(text::body(words.as_str()).style(text::danger))
                .padding(space::MEDIUM)
                .width(Length::Fill)
                .style(theme::container::danger)
        });
        let question = self.asks_to_leave.then(|| {
            container(text::body(fl!("import-leave-loses")).style(text::warning))
                .padding(space::MEDIUM)
                .width(Length::Fill)
                .style(theme::container::warning)
        });
        column![
            container(self.steps()).padding([space::SMALL, space::MEDIUM]),
            container(
                column![question, problem, container(body).height(Length::Fill)].spacing(space::MEDIUM)
            )
            .padding([space::SMALL, space::MEDIUM])
            .height(Length::Fill),
            container(self.foot())
                .padding([space::SMALL, space::MEDIUM])
                .width(Length::Fill)
                .style(theme::container::bar),
        ]
        .into()
    }

    /// "1. Tệp › 2. Tiêu đề …", the present one strong.
    fn steps<'a>(&self) -> Element<'a, Message> {
        let steps = Step::ALL.iter().enumerate().map(|(at, step)| {
            let words = format!("{}. {}", at + 1, step.title());
            if *step == self.step {
                text::strong(words).style(text::accent).into()
            } else {
                text::body(words).style(text::muted).into()
            }
        });
        row(std::iter::once(text::heading(fl!("import-title")).into()).chain(steps))
            .spacing(space::LARGE)
            .align_y(Alignment::Center)
            .into()
    }

    fn foot<'a>(&self) -> Element<'a, Message> {
        let says: Element<'a, Message> = match &self.waiting {
            Some(waiting) => {
                let count = super::super::figure(waiting.progress.rows() as usize);
                let words = text::body(fl!("import-working", count = count)).style(text::muted);
                let bar = waiting.progress.share().map(|share| {
                    container(progress_bar(0.0..=1.0, share).girth(BAR).length(size::FIELD))
                        .center_y(size::CONTROL)
                });
                row![words, bar].spacing(space::MEDIUM).align_y(Alignment::Center).into()
            }
            None if self.is_done => text::caption("").into(),
            None => text::caption(fl!("import-nothing-written")).style(text::muted).into(),
        };
        let stop = self
            .waiting
            .is_some()
            .then(|| press(text::body(fl!("import-stop"))).hint("Esc").on_press(Message::Stopped));
        let leave = self.waiting.is_none().then(|| {
            let words = if self.is_done { fl!("common-close") } else { fl!("import-leave") };
            press(text::body(words)).hint("Esc").id("import-leave").on_press(Message::Left)
        });
        let back = (self.step > Step::File && !self.is_done).then(|| {
            press(text::body(fl!("import-back")))
                .hint(back_chord().label())
                .id("import-back")
                .on_press(Message::Back)
        });
        let next = (!self.is_done).then(|| {
            let bind = self.keys().remove(0);
            // Of one width on all steps: somebody who presses "back" twice must not meet "leave".
            command::button(bind).style(button::primary).id("import-next").width(NEXT)
        });
        row![container(says).width(Length::Fill), stop, leave, back, next]
            .spacing(space::SMALL)
            .align_y(Alignment::Center)
            .into()
    }

    fn file_step(&self) -> Element<'_, Message> {
        let path = text_field(fl!("import-file"), &self.path)
            .placeholder(fl!("import-file-hint"))
            .on_input(Message::PathTyped)
            .on_submit(Message::Next)
            .id(FIRST);
        let subject = choice_named(
            fl!("import-subject"),
            Subject::ALL,
            Some(self.subject),
            |subject| subject_name(*subject, Words::Screen),
            Message::SubjectChosen,
        )
        .width(size::FIELD);
        let sheets = self.source.as_ref().map(|source| {
            let chosen = self.sheet.as_ref().map(|sheet| sheet.name.clone());
            choice(fl!("import-sheet"), &source.sheets, chosen, Message::SheetChosen).width(size::FIELD)
        });
        let found = self.sheet.as_ref().map(|sheet| {
            text::body(fl!(
                "import-found",
                rows = super::super::figure(sheet.rows.len()),
                columns = super::super::figure(sheet.columns)
            ))
        });
        let whole = self.whole.as_ref().map(|(tables, loaded)| {
            let figure = super::super::figure;
            let words = if self.is_done {
                text::strong(fl!("import-done")).style(text::success)
            } else {
                text::body(fl!(
                    "import-whole",
                    rows = figure(tables.iter().map(|table| table.rows.len()).sum()),
                    new = figure(loaded.new),
                    changed = figure(loaded.changed),
                    same = figure(loaded.same)
                ))
            };
            container(words).width(Length::Fill)
        });
        let paste = press(text::body(fl!("import-paste"))).on_press(Message::PasteAsked);
        column![
            subject,
            browse::with_button(path, Message::Browse),
            row![paste, text::caption(fl!("import-paste-hint")).style(text::muted)]
                .spacing(space::SMALL)
                .align_y(Alignment::Center),
            sheets,
            found,
            whole,
        ]
        .spacing(space::MEDIUM)
        .max_width(size::WIDE_DIALOG)
        .into()
    }

    fn header_step(&self) -> Element<'_, Message> {
        let labels = [fl!("import-header-first"), fl!("import-header-last"), fl!("import-data-first")];
        let fields = labels.into_iter().zip(&self.header).enumerate().map(|(place, (label, typed))| {
            text_field(label, typed)
                .on_input(move |typed| Message::RowTyped(place, typed))
                .id(["import-row-0", "import-row-1", "import-row-2"][place.min(2)])
                .width(size::SHORT_FIELD)
                .into()
        });
        let Some(sheet) = self.sheet.as_deref() else { return text::body("").into() };
        column![
            text::body(fl!("import-header-how")),
            row(fields).spacing(space::MEDIUM),
            container(self.raw(sheet)).height(Length::Fill)
        ]
        .spacing(space::MEDIUM)
        .into()
    }

    /// The first rows as they stand in the file.
    fn raw<'a>(&'a self, sheet: &'a Sheet) -> Element<'a, Message> {
        let columns = sheet_columns::of(sheet, sheet.columns);
        let header = self.mapping.as_ref().map(|mapping| mapping.header.rows);
        let cell = move |at: usize, column: usize| {
            let Some(row) = sheet.rows.get(at) else { return Cell::from("") };
            let Some(place) = column.checked_sub(1) else { return Cell::from(row.number.to_string()) };
            let encoding = self.mapping.as_ref().map_or(Encoding::Unicode, |mapping| mapping.encoding(place));
            let text = encoding.decode(row.cell(place).text);
            let is_header = header.is_some_and(|(first, last)| (first..=last).contains(&row.number));
            Cell::new(text, if is_header { Role::Strong } else { Role::Text })
        };
        grid::grid(&self.preview, columns, sheet.rows.len().min(PREVIEW_ROWS), cell, Message::Preview).into()
    }

    fn columns_step(&self) -> Element<'_, Message> {
        let (Some(sheet), Some(mapping)) = (self.sheet.as_deref(), &self.mapping) else {
            return text::body("").into();
        };
        let mut options = vec![Named::new(None, fl!("import-column-left-out"))];
        options.extend(
            Target::of(self.subject)
                .into_iter()
                .map(|target| Named::new(Some(target), target.title(Words::Screen))),
        );
        let first = sheet.rows.iter().filter(|row| row.number >= mapping.header.data).take(3);
        let first: Vec<_> = first.map(|row| (row, import::one(sheet, mapping, row))).collect();
        let lines = mapping.header.columns.iter().enumerate().filter_map(|(place, heading)| {
            let samples: Vec<String> = first
                .iter()
                .map(|(row, read)| {
                    match heading.target.and_then(|target| Some((target, read.text(target)?))) {
                        Some((target, text)) => as_read(target, text),
                        None => mapping.encoding(place).decode(row.cell(place).text),
                    }
                })
                .filter(|text| !text.trim().is_empty())
                .collect();
            if heading.text.is_empty() && samples.is_empty() {
                return None;
            }
            let chosen = crate::ui::part::named::find(&options, &heading.target);
            let what = choice(String::new(), &options, chosen, move |option: Named<Option<Target>>| {
                Message::TargetChosen(place, option.value)
            })
            .with_search(fl!("import-column-nothing"))
            .id(format!("import-column-{place}"))
            .width(size::FIELD);
            let title = format!("{}. {}", letters(place), heading.text);
            let line: Element<'_, Message> = row![
                container(text::body(title)).width(size::FIELD),
                what,
                container(text::caption(samples.join("  ·  ")).style(text::muted)).width(Length::Fill),
            ]
            .spacing(space::MEDIUM)
            .align_y(Alignment::Center)
            .into();
            Some(line)
        });
        let lines = column(lines.collect::<Vec<_>>()).spacing(space::TIGHT);
        column![text::body(fl!("import-columns-how")), container(scroll(lines)).height(Length::Fill)]
            .spacing(space::MEDIUM)
            .into()
    }

    fn encoding_step(&self) -> Element<'_, Message> {
        let Some(mapping) = &self.mapping else { return text::body("").into() };
        let name = |encoding: &Encoding| match encoding {
            Encoding::Unicode => fl!("import-encoding-unicode"),
            Encoding::Tcvn3 => fl!("import-encoding-tcvn3"),
            Encoding::Vni => fl!("import-encoding-vni"),
        };
        let lines: Vec<Element<'_, Message>> = self
            .samples
            .iter()
            .enumerate()
            .filter_map(|(at, (place, before))| {
                let place = *place;
                let heading = mapping.header.columns.get(place)?;
                let encoding = mapping.encoding(place);
                let after: Vec<String> = before.iter().map(|text| encoding.decode(text)).collect();
                let doubt = mapping.encodings.get(place).is_some_and(|verdict| !verdict.is_sure);
                let doubt = doubt.then(|| text::caption(fl!("import-encoding-doubt")).style(text::warning));
                let what = choice_named(
                    heading.text.clone(),
                    Encoding::ALL,
                    Some(encoding),
                    name,
                    move |encoding| Message::EncodingChosen(place, encoding),
                )
                .id(format!("import-encoding-{at}"))
                .width(size::FIELD);
                let texts = column![
                    text::caption(before.join("  ·  ")).style(text::muted),
                    text::body(after.join("  ·  ")),
                    doubt
                ]
                .spacing(space::TIGHT);
                Some(row![what, texts].spacing(space::MEDIUM).align_y(Alignment::Center).into())
            })
            .collect();
        let none = lines.is_empty().then(|| text::body(fl!("import-encoding-none")));
        column![
            text::body(fl!("import-encoding-how")),
            none,
            container(scroll(column(lines).spacing(space::MEDIUM))).height(Length::Fill)
        ]
        .spacing(space::MEDIUM)
        .into()
    }
}

/// A text as it is taken: a day of a short year with the century that is assumed.
fn as_read(target: Target, text: &str) -> String {
    let day = target.is_date().then(|| date::parse_written(text).ok()).flatten();
    day.map_or_else(|| text.to_owned(), |day| day.to_string())
}
