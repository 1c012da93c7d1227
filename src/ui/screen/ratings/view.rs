//! The tab's arrangement and its keys.

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::widget::text::Wrapping;
use iced::widget::{column, container, responsive, row, space};
use iced::{Alignment, Length};

use super::rate::Mark;
use super::sheet::Sheet;
use super::{Asked, FIRST_YEAR, LIST, Message, Ratings, SEARCH, this_year, totals};
use crate::domain::date;
use crate::domain::id::UnitId;
use crate::domain::number;
use crate::domain::rating::Subject;
use crate::fl;
use crate::i18n::sentence;
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::{Icon, icon};
use crate::ui::keymap::{Bind, Chord};
use crate::ui::part::{command, grid_words};
use crate::ui::theme::{self, button, size, space as distance, text};
use crate::ui::widget::{Part, grid, press, text_field, tick, toolbar};

/// Room for the label with its key.
const SEARCH_WIDTH: f32 = 224.0;

fn switch() -> Chord {
    Chord::key(Named::F4)
}

fn filter() -> Chord {
    Chord::key(Named::F6)
}

fn offers() -> Chord {
    Chord::key(Named::F8)
}

fn decide() -> Chord {
    Chord::key(Named::F9)
}

/// Beside Ctrl+F, which finds without hiding anybody.
fn panel() -> Chord {
    Chord::key(Named::F7)
}

fn note() -> Chord {
    Chord::ctrl('g')
}

fn ballot() -> Chord {
    Chord::ctrl('b')
}

fn rerate() -> Chord {
    Chord::ctrl('r')
}

fn copy() -> Chord {
    Chord::ctrl_shift('c')
}

fn parts() -> Chord {
    Chord::ctrl('t')
}

fn search() -> Chord {
    Chord::ctrl_shift('f')
}

fn print() -> Chord {
    Chord::ctrl('p')
}

fn year_before() -> Chord {
    Chord::key(Named::PageUp).with(Modifiers::CTRL)
}

fn year_after() -> Chord {
    Chord::key(Named::PageDown).with(Modifiers::CTRL)
}

impl Ratings {
    /// The tab's keys. Digits and letters reach these only while no control wants them.
    pub fn binds(&self) -> Vec<Bind<Message>> {
        let mut binds = vec![
            Bind::new(switch(), Message::SubjectChosen(self.other_subject())).named(fl!("ratings-switch")),
            self.decide_command(),
            self.offers_command(),
            Bind::new(print(), Message::PaperAsked).named(fl!("ratings-print")),
            self.panel_command(),
            self.note_command(),
            self.parts_command(),
            self.form_command(ballot(), Asked::Ballot, fl!("ratings-ballot-ask")),
            self.form_command(rerate(), Asked::Rerate, fl!("ratings-rerate-ask")),
            self.form_command(copy(), Asked::Copy, fl!("ratings-copy-ask")),
            Bind::new(search(), Message::SearchEntered).named(fl!("ratings-search-do")),
            Bind::new(filter(), Message::FilterTurned(!self.filter.only_open))
                .named(fl!("ratings-filter-do")),
            Bind::new(year_before(), Message::YearStepped(-1)).named(fl!("ratings-year-before")),
            Bind::new(year_after(), Message::YearStepped(1)).named(fl!("ratings-year-after")),
            Bind::new(Chord::key(Named::ArrowDown), Message::ListEntered).named(fl!("ratings-to-list")),
            Bind::new(Chord::key(Named::ArrowUp), Message::ListEntered).named(fl!("ratings-to-list")),
        ];
        // While a cell is edited the grid has a meaning of its own for it.
        let fills = self.list.edit().is_none() && self.list.cursor().is_some();
        let fill = Chord::key(Named::Enter).with(Modifiers::CTRL);
        binds.push(
            Bind::new(fill, Message::CursorMarked(Mark::Current))
                .named(fl!("ratings-fill"))
                .when(fills && !self.is_locked()),
        );
        binds.extend(grid_words::find_binds().map(|bind| bind.map(Message::Find)));
        binds.extend(self.marks());
        binds
    }

    /// The marks for the row of the cursor.
    fn marks(&self) -> impl Iterator<Item = Bind<Message>> {
        let may_mark = self.sheet.as_ref().is_some_and(|sheet| sheet.decided.is_none())
            && self.list.cursor().is_some()
            && !self.shown.is_empty();
        let levels = self.sheet.as_ref().map(Sheet::levels).unwrap_or_default();
        let levels: Vec<_> = levels
            .iter()
            .zip('1'..)
            .map(|(named, digit)| {
                Bind::new(Chord::letter(digit), Message::CursorMarked(Mark::Level(named.level)))
                    .named(fl!("ratings-mark-level", level = named.name.as_str()))
            })
            .collect();
        let others = [
            (Chord::letter('k'), Mark::NotRated, fl!("ratings-mark-none")),
            (Chord::key(Named::Delete), Mark::Clear, fl!("ratings-mark-clear")),
            (Chord::letter('0'), Mark::Clear, fl!("ratings-mark-clear")),
        ];
        let others =
            others.map(|(chord, mark, words)| Bind::new(chord, Message::CursorMarked(mark)).named(words));
        levels.into_iter().chain(others).map(move |bind| bind.when(may_mark))
    }

    fn decide_command(&self) -> Bind<Message> {
        let is_decided = self.sheet.as_ref().is_some_and(|sheet| sheet.decided.is_some());
        let words = if is_decided { fl!("ratings-reopen") } else { fl!("ratings-decide") };
        Bind::new(decide(), Message::DecisionAsked).named(words).when(self.sheet.is_some())
    }

    fn form_command(&self, chord: Chord, asked: Asked, words: String) -> Bind<Message> {
        Bind::new(chord, Message::FormAsked(asked)).named(words).when(!self.shown.is_empty())
    }

    /// The command that lets warnings stand with a note.
    pub(super) fn note_command(&self) -> Bind<Message> {
        self.form_command(note(), Asked::Note, fl!("ratings-note-ask"))
    }

    fn parts_command(&self) -> Bind<Message> {
        let command = Bind::new(parts(), Message::FormAsked(Asked::Parts));
        command.named(fl!("ratings-parts-ask")).when(self.sheet.is_some())
    }

    fn panel_command(&self) -> Bind<Message> {
        let open = self.sheet.as_ref().map_or(0, |sheet| sheet.open_warnings);
        let words = match open {
            0 => fl!("ratings-panel-ask"),
            open => fl!("ratings-panel-ask-count", count = number::group(wide(open))),
        };
        Bind::new(panel(), Message::PanelTurned).named(words).when(self.sheet.is_some())
    }

    fn offers_command(&self) -> Bind<Message> {
        let offered =
            self.sheet.as_ref().filter(|sheet| sheet.decided.is_none()).map_or(0, |sheet| sheet.offers);
        Bind::new(offers(), Message::OffersAccepted)
            .named(fl!("ratings-accept-offers", count = number::group(wide(offered))))
            .when(offered > 0)
    }

    fn other_subject(&self) -> Subject {
        match self.subject {
            Subject::Member => Subject::Unit,
            Subject::Unit => Subject::Member,
        }
    }

    /// The whole tab.
    pub fn page<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let figures = self.sheet.as_ref().map(totals::bar);
        let meter = column![self.sheet.as_ref().and_then(|sheet| sheet.meter.view(context))];
        let entered = self.sheet.as_ref().and_then(totals::entered);
        column![
            column![self.first_line(), self.second_line(context), column![self.banner(context)]]
                .spacing(distance::SMALL)
                .padding([distance::SMALL, distance::MEDIUM]),
            column![self.find_bar()],
            row![self.list(context), column![entered], column![self.side()]].height(Length::Fill),
            container(self.legend()).padding([0.0, distance::MEDIUM]),
            container(meter).padding([0.0, distance::MEDIUM]),
            container(figures).style(theme::container::bar).width(Length::Fill),
        ]
        .into()
    }

    fn first_line(&self) -> Element<'_, Message> {
        let tab = |name: String, subject: Subject| {
            let is_open = self.subject == subject;
            let word = if is_open { text::strong(name) } else { text::body(name) };
            press(word)
                .hint(if is_open { String::new() } else { switch().label() })
                .style(if is_open { button::tab_open } else { button::quiet })
                .on_press(Message::SubjectChosen(subject))
        };
        toolbar(move |keys| {
            let offered = self.offers_command();
            let offered = offered.is_possible().then(|| command::button(offered).icon(Icon::Check));
            let print = press(text::body(fl!("ratings-print")))
                .icon(Icon::Print)
                .hint(print().label())
                .on_press(Message::PaperAsked);
            let button = |press| Part::new(keys.button(press));
            vec![
                button(tab(fl!("ratings-members"), Subject::Member)),
                button(tab(fl!("ratings-units"), Subject::Unit)),
                Part::gap(),
                Part::new(column![offered.map(|offered| keys.button(offered))]),
                button(command::button(self.parts_command())),
                button(command::button(self.panel_command()).icon(Icon::Warning)),
                button(command::button(self.decide_command()).icon(Icon::Lock)),
                button(print),
            ]
        })
    }

    fn second_line<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let step = |picture: Icon, chord: Chord, by: i32, is_possible: bool| {
            press(icon(picture))
                .hint(chord.label())
                .style(button::plain)
                .on_press_maybe(is_possible.then_some(Message::YearStepped(by)))
        };
        let (is_first, is_last) = (self.year <= FIRST_YEAR, self.year >= this_year(context));
        toolbar(move |keys| {
            let year = text_field(fl!("ratings-year"), &self.year_typed)
                .problem(self.year_problem.as_ref().map(crate::ui::part::problems::beside))
                .width(96.0)
                .on_input(Message::YearTyped)
                .on_submit(Message::YearLeft)
                .on_leave(Message::YearLeft);
            let looked_for = text_field(fl!("ratings-search", key = search().label()), &self.filter.search)
                .id(SEARCH)
                .width(SEARCH_WIDTH)
                .clearable()
                .on_input(Message::Searched)
                .on_submit(Message::ListEntered);
            let only_open = tick(fl!("ratings-only-open", key = filter().label()), self.filter.only_open)
                .on_turn(Message::FilterTurned);
            let line = |content: Element<'a, Message>| {
                Part::new(container(content).height(size::CONTROL).align_y(Alignment::Center))
            };
            vec![
                Part::new(keys.button(step(Icon::ChevronLeft, year_before(), -1, !is_first))),
                Part::new(year),
                Part::new(keys.button(step(Icon::ChevronRight, year_after(), 1, !is_last))),
                Part::new(looked_for),
                line(only_open.into()),
                Part::gap(),
                line(text::caption(self.how_many()).wrapping(Wrapping::None).into()),
            ]
        })
    }

    fn how_many(&self) -> String {
        let Some(sheet) = &self.sheet else { return String::new() };
        let (shown, all) = (number::group(wide(self.shown.len())), number::group(wide(sheet.rows.len())));
        match sheet.subject {
            Subject::Member => fl!("ratings-shown-members", shown = shown, all = all),
            Subject::Unit => fl!("ratings-shown-units", shown = shown, all = all),
        }
    }

    /// What is special about the year: that it is locked, that only totals are known.
    fn banner(&self, context: &Context) -> Option<Element<'_, Message>> {
        let sheet = self.sheet.as_ref()?;
        let locked = sheet.decided.as_ref().map(|decided| {
            let (number, day) = (decided.decision.as_str(), date::show(decided.decided_on));
            (Icon::Lock, fl!("ratings-decided", year = sheet.year.to_string(), number = number, day = day))
        });
        let entered = sheet.entered.as_ref();
        let totals =
            entered.map(|_| (Icon::Warning, fl!("ratings-entered-note", year = sheet.year.to_string())));
        let parts = self.decided_parts(context).map(|words| (Icon::Lock, words));
        let notices: Vec<Element<'_, Message>> = [locked, parts, totals]
            .into_iter()
            .flatten()
            .map(|(picture, words)| {
                row![icon(picture), text::body(words)]
                    .spacing(distance::SMALL)
                    .align_y(Alignment::Center)
                    .into()
            })
            .collect();
        (!notices.is_empty()).then(|| {
            container(column(notices).spacing(distance::TIGHT))
                .padding([distance::TIGHT, distance::MEDIUM])
                .width(Length::Fill)
                .style(theme::container::warning)
                .into()
        })
    }

    /// Which units of an open sheet are decided by themselves.
    fn decided_parts(&self, context: &Context) -> Option<String> {
        let sheet = self.sheet.as_ref().filter(|sheet| sheet.decided.is_none())?;
        let is_here = |unit: &UnitId| self.unit.is_none_or(|above| context.tree.is_within(*unit, above));
        let units: Vec<String> = sheet
            .beside
            .decisions
            .iter()
            .filter_map(|decided| Some((decided.unit.filter(is_here)?, decided)))
            .map(|(unit, decided)| {
                let number = decided.decision.as_str();
                fl!("ratings-decided-of", unit = context.unit_name(unit), number = number)
            })
            .collect();
        (!units.is_empty()).then(|| fl!("ratings-decided-parts", units = units.join(", ")))
    }

    fn list<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        responsive(move |room| self.grid(room.width, context)).into()
    }

    fn grid<'a>(&'a self, width: f32, context: &'a Context) -> Element<'a, Message> {
        let (choice, cursor) = (self.choice(), self.list.cursor());
        let cell = move |place: usize, column: usize| match self.row_at(place) {
            Some(row) => {
                let choice = choice.filter(|_| cursor == Some(place));
                let cell = self.table.cell(row, (place + 1, column), choice, context);
                self.noted(row, self.table.content(column), cell, context)
            }
            None => grid::Cell::from(""),
        };
        grid(&self.list, self.table.columns(width), self.shown.len(), cell, Message::List)
            .keys(|place| self.row_at(place).map_or(0, |row| row.who.key(self.year)))
            .status()
            .hint(self.hint())
            .revision(self.request)
            .on_text(|key, column, text| self.typed(key, column, text))
            .frozen(2)
            .bubble(|place| self.row_at(place).map(|row| row.name.clone()).unwrap_or_default())
            .words(grid_words::words)
            .empty(self.why_empty(context))
            .id(LIST)
            .into()
    }

    /// What the keys do, while the year is open.
    fn hint(&self) -> String {
        let is_open = self.sheet.as_ref().is_some_and(|sheet| sheet.decided.is_none());
        if is_open { fl!("ratings-how") } else { String::new() }
    }

    fn why_empty(&self, context: &Context) -> String {
        let year = self.year.to_string();
        match (&self.failure, &self.sheet) {
            (Some(error), _) => sentence::error(error),
            (None, None) => fl!("ratings-reading"),
            (None, Some(_)) if context.tree.nodes().is_empty() => fl!("ratings-no-units"),
            (None, Some(sheet)) if !sheet.rows.is_empty() => fl!("ratings-none-found"),
            (None, Some(sheet)) => match sheet.subject {
                Subject::Member => fl!("ratings-no-members", year = year),
                Subject::Unit => fl!("ratings-no-units-then", year = year),
            },
        }
    }

    /// What the keys mean; each can be clicked for the row of the cursor.
    fn legend(&self) -> Element<'_, Message> {
        let Some(sheet) = &self.sheet else { return space().height(size::CONTROL).into() };
        let is_open = sheet.decided.is_none() && !self.shown.is_empty();
        let key = |key: String, name: String, mark: Mark| {
            press(row![text::strong(key), text::body(name).wrapping(Wrapping::None)].spacing(distance::TIGHT))
                .style(button::plain)
                .skip_focus()
                .on_press_maybe(is_open.then_some(Message::CursorMarked(mark)))
        };
        let keys = sheet.levels().iter().zip(1..).map(|(named, place): (_, usize)| {
            key(place.to_string(), named.name.clone(), Mark::Level(named.level)).into()
        });
        let source = fl!("ratings-source", source = sheet.regime.source.as_str());
        let source = if sheet.regime.confirmed {
            text::caption(source)
        } else {
            text::caption(fl!("ratings-unconfirmed", source = source)).style(text::warning)
        };
        let source = press(source.wrapping(Wrapping::None))
            .style(button::plain)
            .skip_focus()
            .on_press(Message::RegimesAsked);
        let keys = row(keys).wrap();
        row![container(keys).width(Length::Fill), source].align_y(Alignment::Center).into()
    }
}

/// A count for showing.
fn wide(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
