//! Lists that have a name: the filter, the columns and the order that are shown get one, and are
//! shown, printed and written again under it.

use iced::widget::{column, container, row};
use iced::{Alignment, Length, Task};

use super::filter::Filters;
use super::{Members, Message as Said, notice, printing};
use crate::fl;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::services::lists::{self, SavedList};
use crate::services::{Committed, Error, Result};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::screen::{Event, Update};
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, focus_on, press, scroll, text_field};

/// The field for the name.
pub const NAME: &str = "members-lists-name";
/// So many pixels of the lists are seen at once.
const MOST_HEIGHT: f32 = 320.0;

/// The lists of the register, and the dialog about them.
#[derive(Debug, Default)]
pub struct Saved {
    lists: Vec<SavedList>,
    dialog: Option<Naming>,
}

/// The open dialog.
#[derive(Debug, Default)]
struct Naming {
    name: String,
    /// The list that gets another name; none while the one that is shown gets one.
    renamed: Option<String>,
    problem: Option<String>,
    /// Whether the dialog asks before the typed name is lost.
    asks_to_leave: bool,
}

impl Naming {
    /// Whether the dialog may go: at once when no name was typed, else the second time.
    fn may_leave(&mut self) -> bool {
        let is_typed = !self.name.is_empty() && self.renamed.as_ref() != Some(&self.name);
        let asked = std::mem::replace(&mut self.asks_to_leave, is_typed);
        asked || !is_typed
    }
}

/// What happens with named lists.
#[derive(Debug, Clone)]
pub enum Message {
    /// The lists were read.
    Read(Result<Vec<SavedList>>),
    /// The dialog is wanted.
    Asked,
    /// The name was typed.
    Typed(String),
    /// The list that is shown gets the name, or another list does.
    NameGiven,
    /// It was stored.
    Stored(Result<Committed<()>>),
    /// A list is to be shown.
    Picked(String),
    /// The usual columns, order and members are to be shown again.
    Usual,
    /// A list is to get another name.
    Renaming(String),
    /// A list is to be taken away.
    Removed(String),
    /// A list is to be printed.
    Printed(String),
    /// The dialog goes.
    Shut,
}

/// The chord of the dialog.
fn chord() -> Chord {
    Chord::ctrl_shift('l')
}

impl Saved {
    /// All of them, by name.
    #[must_use]
    pub fn lists(&self) -> &[SavedList] {
        &self.lists
    }

    fn named(&self, name: &str) -> Option<&SavedList> {
        self.lists.iter().find(|list| list.name == name)
    }

    /// Asks for the lists.
    pub fn read(context: &Context) -> Task<Message> {
        context.ask(lists::all, Message::Read)
    }

    /// Drops what names members or units.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Opening the dialog, showing and printing each list: keys and the palette.
    pub fn binds(&self) -> Vec<Bind<Message>> {
        let dialog = Bind::new(chord(), Message::Asked).named(fl!("members-lists"));
        let show = self.lists.iter().map(|list| {
            Bind::keyless(Message::Picked(list.name.clone()))
                .named(fl!("members-lists-show", name = list.name.as_str()))
        });
        let print = self.lists.iter().map(|list| {
            Bind::keyless(Message::Printed(list.name.clone()))
                .named(fl!("members-lists-print", name = list.name.as_str()))
        });
        std::iter::once(dialog).chain(show).chain(print).collect()
    }

    /// The dialog, if it is open; `shown` is what the list on the screen is narrowed to.
    pub fn dialog<'a>(&'a self, shown: &Filters, columns: usize) -> Option<Dialog<'a, Message>> {
        let naming = self.dialog.as_ref()?;
        let (label, word) = match &naming.renamed {
            Some(name) => (fl!("members-lists-new-name", name = name.as_str()), fl!("members-lists-rename")),
            None => (fl!("members-lists-name"), fl!("members-lists-save")),
        };
        let replaces = naming.renamed.is_none() && self.named(naming.name.trim()).is_some();
        let hint = match (&naming.renamed, replaces) {
            (Some(_), _) => String::new(),
            (None, true) => fl!("members-lists-replaces"),
            (None, false) => contents(shown, columns),
        };
        let name = text_field(label, &naming.name)
            .on_input(Message::Typed)
            .hint(hint)
            .problem(naming.problem.clone())
            .id(NAME);
        let can = (!naming.name.trim().is_empty()).then_some(Message::NameGiven);
        let lines = self.lists.iter().map(line);
        let none = self.lists.is_empty().then(|| text::caption(fl!("members-lists-none")).style(text::muted));
        let body = column![
            name,
            column![none],
            container(scroll(column(lines).spacing(space::SMALL))).max_height(MOST_HEIGHT),
        ]
        .spacing(space::MEDIUM);
        let dialog = Dialog::new("members-lists", fl!("members-lists"), Message::Shut)
            .wide()
            .first(NAME)
            .warned(naming.asks_to_leave.then(|| fl!("part-leave-unsaved")))
            .body(body)
            .button(
                press(text::body(fl!("members-lists-usual")))
                    .id("members-lists-usual")
                    .on_press(Message::Usual),
            )
            .button(press(text::body(fl!("common-close"))).hint("Esc").on_press(Message::Shut))
            .button(
                press(text::strong(word)).hint("Enter").style(button::primary).on_press_maybe(can.clone()),
            );
        Some(match can {
            Some(message) => dialog.on_enter(message),
            None => dialog,
        })
    }
}

/// "Nữ, Dân tộc thiểu số; 9 cột".
fn contents(filters: &Filters, columns: usize) -> String {
    let narrowed = filters.describe(Words::Screen);
    let who = if narrowed.is_empty() { fl!("members-lists-everybody") } else { narrowed.join(", ") };
    fl!("members-lists-contents", who = who, columns = columns)
}

fn line(list: &SavedList) -> Element<'_, Message> {
    let said = |message: fn(String) -> Message| message(list.name.clone());
    let id = |what: &str| format!("members-lists-{what}-{}", list.name);
    let what = column![
        text::strong(list.name.as_str()),
        text::caption(contents(&Filters::of(&list.filter), list.columns.len())).style(text::muted),
    ];
    let act = |words: String, what: &str, message| {
        press(text::body(words)).style(button::quiet).id(id(what)).on_press(message)
    };
    row![
        container(what).width(Length::Fill).clip(true),
        act(fl!("members-lists-open"), "open", said(Message::Picked)),
        act(fl!("common-print"), "print", said(Message::Printed)),
        act(fl!("members-lists-rename"), "rename", said(Message::Renaming)),
        act(fl!("members-lists-remove"), "remove", said(Message::Removed)),
    ]
    .spacing(space::SMALL)
    .align_y(Alignment::Center)
    .into()
}

impl Members {
    /// Takes a message about named lists.
    pub(super) fn saved_said(&mut self, message: Message, context: &Context) -> Update<Said> {
        match message {
            Message::Read(Ok(lists)) => self.saved.lists = lists,
            Message::Read(Err(error)) => return notice(sentence::error(&error)),
            Message::Asked => self.saved.dialog = Some(Naming::default()),
            Message::Shut => {
                if self.saved.dialog.as_mut().is_none_or(Naming::may_leave) {
                    self.saved.dialog = None;
                }
            }
            Message::Typed(name) => {
                if let Some(naming) = &mut self.saved.dialog {
                    (naming.name, naming.problem, naming.asks_to_leave) = (name, None, false);
                }
            }
            Message::Renaming(name) => {
                let renamed = Some(name.clone());
                self.saved.dialog = Some(Naming { name, renamed, ..Naming::default() });
                let select = iced::widget::operation::select_all(NAME);
                return Update::task(Task::batch([focus_on(NAME), select]));
            }
            Message::NameGiven => return Update::task(self.name_list(context).map(Said::Saved)),
            Message::Removed(name) => {
                let author = context.author.clone();
                let remove =
                    move |database: &mut crate::services::Database| lists::remove(database, &name, &author);
                return Update::task(context.ask(remove, Message::Stored).map(Said::Saved));
            }
            Message::Stored(Ok(committed)) => {
                if let Some(naming) = &mut self.saved.dialog {
                    *naming = Naming::default();
                }
                return Update::task(focus_on(NAME)).and(Event::Committed(committed.changes));
            }
            Message::Stored(Err(error)) => match (&mut self.saved.dialog, error) {
                (Some(naming), Error::Refused(problems)) => {
                    naming.problem = Some(sentence::problems(&problems));
                }
                (_, error) => return notice(sentence::error(&error)),
            },
            Message::Picked(name) => return self.pick_list(&name, context),
            Message::Usual => return self.show_usual(context),
            Message::Printed(name) => return self.print_list(&name, context),
        }
        Update::none()
    }

    /// The name goes to what is shown, or to the list that gets another one.
    fn name_list(&self, context: &Context) -> Task<Message> {
        let Some(naming) = &self.saved.dialog else { return Task::none() };
        let (name, author) = (naming.name.clone(), context.author.clone());
        if let Some(old) = naming.renamed.clone() {
            return context
                .ask(move |database| lists::rename(database, &old, &name, &author), Message::Stored);
        }
        let list = SavedList {
            name,
            filter: self.filters.filter(context.unit),
            columns: self.list.columns().to_vec(),
            sort: self.list.sort(),
        };
        context.ask(move |database| lists::save(database, &list, &author), Message::Stored)
    }

    fn pick_list(&mut self, name: &str, context: &Context) -> Update<Said> {
        let Some(list) = self.saved.named(name).cloned() else { return Update::none() };
        self.filters = Filters::of(&list.filter);
        self.list.set_columns(list.columns);
        self.list.set_sort(&list.sort);
        self.narrowed(list.filter.unit, context)
    }

    fn show_usual(&mut self, context: &Context) -> Update<Said> {
        self.filters = Filters::default();
        self.list.set_usual(&context.settings);
        self.narrowed(context.unit, context)
    }

    /// Other filters hold: who is shown is asked for anew, in this unit.
    fn narrowed(&mut self, unit: Option<crate::domain::id::UnitId>, context: &Context) -> Update<Said> {
        self.saved.dialog = None;
        self.list.rewind();
        if unit != context.unit {
            return Update::task(focus_on(super::GRID)).and(Event::UnitChosen(unit));
        }
        let select = self.list.select(&self.filters, context).map(Said::List);
        Update::task(Task::batch([select, focus_on(super::GRID)]))
    }

    fn print_list(&mut self, name: &str, context: &Context) -> Update<Said> {
        let list = self.saved.named(name).cloned();
        let Some(list) = list.filter(|_| !self.is_printing) else { return Update::none() };
        (self.saved.dialog, self.asks_paper, self.is_printing) = (None, false, true);
        Update::task(printing::print_saved(list, context).map(Said::Printed))
    }
}
