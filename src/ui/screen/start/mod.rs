//! The start screen: make a register, open one, go on with a recent one, or look around.

mod create;
mod open;
mod recovery;
mod remedy;
mod restore;
mod salvage;
mod transfer;

use std::path::PathBuf;
use std::sync::Arc;

use iced::keyboard::key::Named;
use iced::widget::{column, container, row, space};
use iced::{Alignment, Length, Task};

use crate::fl;
use crate::i18n::sentence;
use crate::print::Document;
use crate::services::registers::{self, NewRegister, OpenRegister};
use crate::services::salvage::Report;
use crate::services::{Author, Result, sample};
use crate::settings::Settings;
use crate::ui::Element;
use crate::ui::icon::Icon;
use crate::ui::keymap::{Bind, Chord};
use crate::ui::parcel::Parcel;
use crate::ui::part::command;
use crate::ui::part::recovery_code;
use crate::ui::theme::{self, button, size, space as distance, text};
use crate::ui::widget::{focus_first, focus_on, press, scroll};

use create::Create;
use open::Open;
use recovery::Recovery;
use remedy::Remedy;
use restore::{Restore, Restored};
use salvage::Salvage;

/// The start screen.
#[derive(Debug, Default)]
pub struct Start {
    page: Page,
    /// Something is being made or opened.
    is_busy: bool,
    problem: Option<String>,
    /// What helps with the problem.
    remedy: Option<Remedy>,
}

#[derive(Debug, Default)]
enum Page {
    #[default]
    Welcome,
    Create(Create),
    Open(Open),
    Recovery(Box<Recovery>),
    Restore(Restore),
    Salvage(Salvage),
}

/// What happens on it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The form for a new register is wanted.
    CreateChosen,
    /// The form for opening is wanted, perhaps with a folder.
    OpenChosen(Option<PathBuf>),
    /// The form for restoring a backup is wanted.
    RestoreChosen,
    /// The form for saving what can be read of a damaged register is wanted.
    SalvageChosen,
    /// Looking around is wanted.
    SampleChosen,
    /// Back to the beginning.
    Back,
    /// In the form for a new register.
    Create(create::Message),
    /// In the form for opening.
    Open(open::Message),
    /// On the page with the recovery code.
    Recovery(recovery::Message),
    /// In the form for restoring.
    Restore(restore::Message),
    /// In the form for saving what can be read.
    Salvage(salvage::Message),
    /// It was saved.
    Salvaged(Result<Report>),
    /// A backup was restored.
    Restored(Result<Parcel<Restored>>),
    /// In what helps when a register does not open.
    Remedy(remedy::Message),
    /// A register was made.
    Created(Result<Parcel<NewRegister>>),
    /// A register was opened.
    Opened(Result<Parcel<OpenRegister>>),
    /// A register with sample data is ready.
    SampleMade(Result<Parcel<OpenRegister>>),
    /// A recent register is no longer to be listed.
    Forgotten(PathBuf),
}

/// What the start screen tells the root.
#[derive(Debug)]
pub enum Event {
    /// A register is open.
    Opened(Box<OpenRegister>),
    /// A register was restored and is open; where that is kept whose place it took, if any.
    Restored(Box<OpenRegister>, Option<PathBuf>),
    /// A recent register is to be forgotten.
    Forget(PathBuf),
    /// A document is made, with the proposed name of its file.
    Printed(String, Arc<Document>),
}

impl Start {
    /// The start screen with the form for opening a folder.
    #[must_use]
    pub fn opening(folder: PathBuf) -> Self {
        Self { page: Page::Open(Open::new(Some(folder))), ..Self::default() }
    }

    /// The start screen with the form for restoring a backup of the register in `folder`.
    #[must_use]
    pub fn restoring(file: PathBuf, folder: PathBuf) -> Self {
        Self { page: Page::Restore(Restore::new(Some(&file), Some(&folder))), ..Self::default() }
    }

    /// The start screen with the form for saving what can be read of the register in `folder`.
    #[must_use]
    pub fn salvaging(folder: PathBuf) -> Self {
        Self { page: Page::Salvage(Salvage::new(Some(&folder))), ..Self::default() }
    }

    /// Where work begins: with a folder known, at its password.
    pub fn focus(&self) -> Task<Message> {
        match &self.page {
            Page::Open(open) if open.has_folder() => focus_on("open-password"),
            Page::Restore(restore) => restore.focus().map(Message::Restore),
            Page::Salvage(salvage) => salvage.focus().map(Message::Salvage),
            Page::Welcome | Page::Create(_) | Page::Open(_) | Page::Recovery(_) => focus_first(),
        }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, settings: &Settings) -> (Task<Message>, Option<Event>) {
        match message {
            Message::CreateChosen => self.turn(Page::Create(Create::default())),
            Message::OpenChosen(folder) => {
                let folder = folder.or_else(|| settings.recent.first().map(|recent| recent.path.clone()));
                self.turn(Page::Open(Open::new(folder)))
            }
            Message::RestoreChosen => self.turn(Page::Restore(Restore::new(None, None))),
            Message::SalvageChosen => self.turn(Page::Salvage(Salvage::new(None))),
            Message::Restore(message) => self.restore(message),
            Message::Salvage(message) => self.salvage(message),
            Message::Salvaged(result) => (self.salvaged(result), None),
            Message::Remedy(message) => self.remedied(message),
            Message::SampleChosen if !self.is_busy => self.look_around(),
            Message::SampleChosen => (Task::none(), None),
            Message::Back if !self.is_busy => self.turn(Page::Welcome),
            Message::Back => (Task::none(), None),
            Message::Create(message) => self.create(message),
            Message::Open(message) => self.open(message),
            Message::Recovery(message) => self.recovery(message),
            Message::Created(Ok(parcel)) => {
                self.is_busy = false;
                match parcel.take() {
                    Some(new) => self.turn(Page::Recovery(Box::new(Recovery::new(new)))),
                    None => (Task::none(), None),
                }
            }
            Message::Opened(Ok(parcel)) | Message::SampleMade(Ok(parcel)) => {
                self.is_busy = false;
                (Task::none(), parcel.take().map(|register| Event::Opened(Box::new(register))))
            }
            Message::Restored(Ok(parcel)) => {
                self.is_busy = false;
                let restored = parcel.take();
                (Task::none(), restored.map(|it| Event::Restored(Box::new(it.register), it.aside)))
            }
            Message::Created(Err(error))
            | Message::Opened(Err(error))
            | Message::Restored(Err(error))
            | Message::SampleMade(Err(error)) => {
                self.is_busy = false;
                self.problem = Some(sentence::error(&error));
                self.remedy = match &self.page {
                    Page::Open(form) => Remedy::of(&error, form.folder()),
                    _ => None,
                };
                let look = self.remedy.as_ref().map_or_else(Task::none, Remedy::look);
                (look.map(Message::Remedy), None)
            }
            Message::Forgotten(path) => (Task::none(), Some(Event::Forget(path))),
        }
    }

    fn turn(&mut self, page: Page) -> (Task<Message>, Option<Event>) {
        self.page = page;
        self.clear();
        (self.focus(), None)
    }

    fn look_around(&mut self) -> (Task<Message>, Option<Event>) {
        self.is_busy = true;
        self.clear();
        let name = fl!("start-sample-name");
        let make = async move {
            let author = Author::here();
            let register = registers::temporary(&name, &author)?;
            register.db.call(move |database| sample::fill(database, None, &author)).await?;
            Ok(Parcel::new(register))
        };
        (Task::perform(make, Message::SampleMade), None)
    }

    fn create(&mut self, message: create::Message) -> (Task<Message>, Option<Event>) {
        let Page::Create(form) = &mut self.page else { return (Task::none(), None) };
        match form.update(message) {
            create::Outcome::Go(task) => (task.map(Message::Create), None),
            create::Outcome::Make(order) if !self.is_busy => {
                self.is_busy = true;
                self.clear();
                let make = async move { order.make(&Author::here()).map(Parcel::new) };
                (Task::perform(make, Message::Created), None)
            }
            create::Outcome::Make(_) => (Task::none(), None),
        }
    }

    fn open(&mut self, message: open::Message) -> (Task<Message>, Option<Event>) {
        if matches!(message, open::Message::CodeUsed(_)) {
            // What was said of the password does not hold of the code.
            self.clear();
        }
        let Page::Open(form) = &mut self.page else { return (Task::none(), None) };
        match form.update(message) {
            open::Outcome::Go(task) => (task.map(Message::Open), None),
            open::Outcome::Open(order) if !self.is_busy => {
                self.is_busy = true;
                self.clear();
                (Task::perform(async move { order.open().map(Parcel::new) }, Message::Opened), None)
            }
            open::Outcome::Open(_) => (Task::none(), None),
        }
    }

    fn restore(&mut self, message: restore::Message) -> (Task<Message>, Option<Event>) {
        let Page::Restore(form) = &mut self.page else { return (Task::none(), None) };
        match form.update(message) {
            restore::Outcome::Go(task) => (task.map(Message::Restore), None),
            restore::Outcome::Restore(order) if !self.is_busy => {
                self.is_busy = true;
                self.clear();
                (Task::perform(async move { order.restore().map(Parcel::new) }, Message::Restored), None)
            }
            restore::Outcome::Restore(_) => (Task::none(), None),
        }
    }

    fn salvage(&mut self, message: salvage::Message) -> (Task<Message>, Option<Event>) {
        let Page::Salvage(form) = &mut self.page else { return (Task::none(), None) };
        match form.update(message) {
            salvage::Outcome::Go(task) => (task.map(Message::Salvage), None),
            salvage::Outcome::Save(order) if !self.is_busy => {
                self.is_busy = true;
                self.clear();
                (Task::perform(async move { order.save() }, Message::Salvaged), None)
            }
            salvage::Outcome::Save(_) => (Task::none(), None),
            salvage::Outcome::Open(folder) => self.turn(Page::Open(Open::new(Some(folder)))),
        }
    }

    fn salvaged(&mut self, result: Result<Report>) -> Task<Message> {
        self.is_busy = false;
        match (result, &mut self.page) {
            (Ok(report), Page::Salvage(form)) => return form.saved(report).map(Message::Salvage),
            (Ok(_), _) => {}
            (Err(error), _) => self.problem = Some(sentence::error(&error)),
        }
        Task::none()
    }

    fn remedied(&mut self, message: remedy::Message) -> (Task<Message>, Option<Event>) {
        let Some(remedy) = &mut self.remedy else { return (Task::none(), None) };
        match remedy.update(message) {
            remedy::Outcome::Stay => (Task::none(), None),
            remedy::Outcome::Restore(backup, folder) => {
                self.turn(Page::Restore(Restore::new(Some(&backup), Some(&folder))))
            }
            remedy::Outcome::Salvage(folder) => self.turn(Page::Salvage(Salvage::new(Some(&folder)))),
        }
    }

    /// What went wrong before is no longer of interest.
    fn clear(&mut self) {
        self.problem = None;
        self.remedy = None;
    }

    fn recovery(&mut self, message: recovery::Message) -> (Task<Message>, Option<Event>) {
        let Page::Recovery(page) = &mut self.page else { return (Task::none(), None) };
        match page.update(message) {
            recovery::Outcome::Stay => (Task::none(), None),
            recovery::Outcome::Print(name, document) => (Task::none(), Some(Event::Printed(name, document))),
            recovery::Outcome::Done => match std::mem::take(&mut self.page) {
                Page::Recovery(page) => (Task::none(), Some(Event::Opened(Box::new(page.into_register())))),
                Page::Welcome | Page::Create(_) | Page::Open(_) | Page::Restore(_) | Page::Salvage(_) => {
                    (Task::none(), None)
                }
            },
        }
    }

    /// The register whose recovery code is being shown, when the program is left meanwhile.
    #[must_use]
    pub fn is_showing_code(&self) -> bool {
        matches!(self.page, Page::Recovery(_))
    }

    /// Its keys.
    #[must_use]
    pub fn keys(&self) -> Vec<Bind<Message>> {
        match &self.page {
            Page::Welcome => vec![
                Bind::new(Chord::ctrl('n'), Message::CreateChosen).named(fl!("start-create")),
                Bind::new(Chord::ctrl('o'), Message::OpenChosen(None)).named(fl!("start-open")),
                Bind::new(Chord::ctrl('r'), Message::RestoreChosen).named(fl!("restore-title")),
                Bind::new(Chord::ctrl('u'), Message::SalvageChosen).named(fl!("salvage-title")),
                Bind::new(Chord::ctrl('d'), Message::SampleChosen).named(fl!("start-sample")),
            ],
            Page::Create(_) | Page::Open(_) | Page::Restore(_) | Page::Salvage(_) => {
                vec![self.way_back()]
            }
            Page::Recovery(_) => {
                vec![
                    Bind::new(
                        Chord::ctrl('p'),
                        Message::Recovery(recovery::Message::Code(recovery_code::Message::PrintChosen)),
                    )
                    .named(fl!("common-print")),
                ]
            }
        }
    }

    fn way_back(&self) -> Bind<Message> {
        Bind::new(Chord::key(Named::Escape), Message::Back).named(fl!("start-back")).when(!self.is_busy)
    }

    /// Its content.
    pub fn view<'a>(&'a self, settings: &'a Settings) -> Element<'a, Message> {
        let page = match &self.page {
            Page::Welcome => self.welcome(settings),
            Page::Create(form) => form.view(self.is_busy).map(Message::Create),
            Page::Open(form) => form.view(self.is_busy).map(Message::Open),
            Page::Restore(form) => form.view(self.is_busy).map(Message::Restore),
            Page::Salvage(form) => form.view(self.is_busy).map(Message::Salvage),
            Page::Recovery(page) => page.view().map(Message::Recovery),
        };
        let problem = self.problem.as_ref().map(|problem| {
            container(text::body(problem).style(text::danger))
                .padding(distance::MEDIUM)
                .width(Length::Fill)
                .style(theme::container::danger)
        });
        let busy = self.is_busy.then(|| text::body(fl!("start-busy")).style(text::muted));
        let remedy = self.remedy.as_ref().map(|remedy| remedy.view().map(Message::Remedy));
        let is_form = !matches!(self.page, Page::Welcome | Page::Recovery(_));
        let back = is_form.then(|| command::button(self.way_back()).style(button::plain));
        let content =
            column![page, problem, remedy, busy, back].spacing(distance::LARGE).max_width(size::WIDE_DIALOG);
        scroll(container(content).padding(distance::PAGE).center_x(Length::Fill)).height(Length::Fill).into()
    }

    fn welcome<'a>(&'a self, settings: &'a Settings) -> Element<'a, Message> {
        let heads =
            column![text::title(fl!("app-name")), text::body(fl!("start-subtitle")).style(text::muted),]
                .spacing(distance::TIGHT);
        let idle = |message| (!self.is_busy).then_some(message);
        let actions = column![
            action(fl!("start-create"), fl!("start-create-hint"), Icon::Plus, 'n')
                .style(button::primary)
                .on_press_maybe(idle(Message::CreateChosen)),
            action(fl!("start-open"), fl!("start-open-hint"), Icon::ChevronRight, 'o')
                .on_press_maybe(idle(Message::OpenChosen(None))),
            action(fl!("restore-title"), fl!("restore-hint"), Icon::ChevronRight, 'r')
                .on_press_maybe(idle(Message::RestoreChosen)),
            action(fl!("salvage-title"), fl!("salvage-hint"), Icon::ChevronRight, 'u')
                .on_press_maybe(idle(Message::SalvageChosen)),
            action(fl!("start-sample"), fl!("start-sample-hint"), Icon::Search, 'd')
                .on_press_maybe(idle(Message::SampleChosen)),
        ]
        .spacing(distance::SMALL);
        let recent = (!settings.recent.is_empty()).then(|| {
            column![text::heading(fl!("start-recent"))]
                .extend(settings.recent.iter().map(|recent| recent_line(recent, !self.is_busy)))
                .spacing(distance::SMALL)
        });
        column![heads, actions, recent].spacing(distance::PAGE).into()
    }
}

fn action<'a>(
    title: String,
    hint: String,
    icon: Icon,
    letter: char,
) -> crate::ui::widget::Press<'a, Message> {
    let words = column![text::strong(title), text::body(hint).size(size::CAPTION)].width(Length::Fill);
    press(words).icon(icon).hint(Chord::ctrl(letter).label()).width(Length::Fill)
}

fn recent_line(recent: &crate::settings::Recent, is_idle: bool) -> Element<'_, Message> {
    let is_missing = recent.is_missing();
    let path = recent.path.display().to_string();
    let opened = recent.opened.format("%d/%m/%Y %H:%M").to_string();
    let line = if is_missing { fl!("start-recent-missing", path = path) } else { path };
    let name = if recent.name.is_empty() { fl!("start-recent-unnamed") } else { recent.name.clone() };
    let words = column![text::strong(name), text::caption(line).style(text::muted)].width(Length::Fill);
    let open = press(row![words, text::caption(opened).style(text::muted)].align_y(Alignment::Center))
        .width(Length::Fill)
        .on_press_maybe((is_idle && !is_missing).then(|| Message::OpenChosen(Some(recent.path.clone()))));
    let forget = press(text::caption(fl!("start-forget")))
        .style(button::plain)
        .on_press(Message::Forgotten(recent.path.clone()));
    row![open, forget, space().width(0)].spacing(distance::SMALL).align_y(Alignment::Center).into()
}
