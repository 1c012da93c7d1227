//! Print preview: the pages as they will be printed, the page setup beside them, and what becomes
//! of them: a PDF, the printer, or a file for Word.
//!
//! It knows nothing of what is in a document. `draft` is what can be set, `panel` shows it,
//! `making` lays out and draws on threads of their own; answers to older wishes are dropped.

mod draft;
mod making;
mod panel;
mod sheets;

use std::path::PathBuf;
use std::sync::Arc;

use iced::advanced::image::Handle;
use iced::task::Handle as Running;
use iced::widget::{column, container, row, space};
use iced::{Alignment, Length, Task};

use crate::domain::number;
use crate::domain::paper::PaperKind;
use crate::fl;
use crate::i18n::sentence;
use crate::os::printing::Printed;
use crate::print::{self, Document, Layout, Pixels, Progress, Template};
use crate::services::papers::{self, Facts, Given};
use crate::services::{Committed, Result};
use crate::settings::{PageSetup, Settings};
use crate::ui::Element;
use crate::ui::context::Context;
use crate::ui::icon::Icon;
use crate::ui::keymap::Chord;
use crate::ui::theme::{button, size, space as distance, text};
use crate::ui::widget::page_view::{self, Event as Wish, Turn, Zoom, page_view};
use crate::ui::widget::{Dialog, press};

pub use draft::Change;
use draft::Draft;
use making::{Made, Step};

/// The name of the pages.
pub const PAGES: &str = "preview-pages";

/// What a document is made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A PDF file.
    Pdf,
    /// The printer, by the system's print dialog or by way of its viewer.
    Printer,
    /// A file for Word.
    Word,
    /// A workbook with the tables.
    Sheets,
}

/// The preview of one document.
#[derive(Debug)]
pub struct Preview {
    /// Proposed name of the file, ending in `.pdf`.
    name: String,
    document: Arc<Document>,
    draft: Draft,
    template: Template,
    /// Number of the layout that is waited for, or shown.
    request: u64,
    /// The layout under way, with how far it is.
    laying: Option<(Running, Progress)>,
    layout: Option<Arc<Layout>>,
    problem: Option<String>,
    pages: page_view::State,
    is_drawing: bool,
    /// What is being made.
    making: Option<(Running, Form)>,
    /// Whether it asks before what was typed into head or signature is lost.
    asks_to_leave: bool,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// A layout goes on, or is there.
    Went(u64, Step),
    /// A page of the layout with this number was drawn, at this scale.
    Drawn(u64, (usize, f32), std::result::Result<Arc<Pixels>, print::Error>),
    /// The display has so many pixels for each of the window.
    Density(f32),
    /// Something is wanted of the pages.
    Pages(Wish),
    /// Something was set.
    Set(Change),
    /// What the register keeps for the type of the document.
    Known(Result<Facts>),
    /// What was set is to be kept for the type, or the common head taken again.
    KeepChosen(bool),
    /// It was kept.
    Kept(Result<Committed<()>>),
    /// The template was read.
    TemplateRead(std::result::Result<Template, String>),
    /// The shipped template was copied to this file.
    TemplateCopied(std::result::Result<PathBuf, String>),
    /// This is to be made.
    Make(Form),
    /// It was made.
    Made(Form, std::result::Result<Made, print::Error>),
    /// Give up what is being made.
    GiveUp,
    /// Shut it.
    Shut,
}

/// What the root is told.
#[derive(Debug)]
pub enum Event {
    /// The file is ready to be saved under a proposed name; when it is, the number is given.
    Save(Form, String, Arc<Vec<u8>>, Option<Given>),
    /// The printer has it; the number is given.
    Printed(Option<Given>),
    /// The PDF is ready for the viewer; the number is given.
    Print(String, Arc<Vec<u8>>, Option<Given>),
    /// An operation was committed.
    Committed(crate::services::Changes),
    /// Something failed, in words.
    Failed(String),
    /// Something was done, in words.
    Done(String),
    /// Other settings are to be kept.
    Settings(Box<Settings>),
    /// It is to be shut.
    Shut,
}

/// What is answered to a message.
pub type Answer = (Task<Message>, Option<Event>);

impl Preview {
    /// The preview of a document, laying it out.
    pub fn new(
        (name, document): (String, Arc<Document>),
        settings: &Settings,
        context: Option<&Context>,
    ) -> (Self, Task<Message>) {
        let key = draft::key(&document);
        let kept = settings.papers.get(&key).cloned();
        let today = context.map_or_else(|| chrono::Local::now().date_naive(), |context| context.author.today);
        let mut preview = Self {
            draft: Draft::new(&document, kept.as_ref(), (today, context.is_some())),
            name,
            document,
            template: Template::default(),
            request: 0,
            laying: None,
            layout: None,
            problem: None,
            pages: page_view::State::new(density(settings, 1.0)),
            is_drawing: false,
            making: None,
            asks_to_leave: false,
        };
        let template = settings.template.clone();
        let own = template.map(|path| Task::perform(making::template(path), Message::TemplateRead));
        // The layout waits for a template of one's own.
        let first = own.unwrap_or_else(|| preview.lay_out(false));
        let screen = iced::window::latest()
            .and_then(iced::window::scale_factor)
            .map(|factor: f32| Message::Density(factor));
        let facts = preview.ask_facts(context);
        (preview, Task::batch([first, screen, facts]))
    }

    fn ask_facts(&self, context: Option<&Context>) -> Task<Message> {
        match (context, self.draft.kind()) {
            (Some(context), Some(kind)) => {
                context.ask(move |database| papers::facts(database, kind), Message::Known)
            }
            (None, _) | (_, None) => Task::none(),
        }
    }

    /// Whether something is being laid out, drawn or made.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.laying.is_some() || self.is_drawing || self.making.is_some()
    }

    /// The layout that is shown.
    #[must_use]
    pub fn layout(&self) -> Option<&Arc<Layout>> {
        self.layout.as_ref()
    }

    /// The pages that are shown.
    #[must_use]
    pub fn pages(&self) -> &page_view::State {
        &self.pages
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, settings: &Settings, context: Option<&Context>) -> Answer {
        match message {
            Message::Went(request, step) => (self.went(request, step), None),
            Message::Drawn(request, what, result) => (self.drawn(request, what, result), None),
            Message::Density(factor) => {
                self.pages.set_density(density(settings, factor));
                (self.draw(), None)
            }
            Message::Pages(wish) => {
                self.pages.apply(wish);
                (self.draw(), None)
            }
            Message::Set(change) => {
                self.asks_to_leave = false;
                self.set(change, settings, context)
            }
            Message::Known(Ok(facts)) => {
                let is_other = self.draft.know(facts);
                (if is_other { self.lay_out(true) } else { Task::none() }, None)
            }
            Message::KeepChosen(is_own) => (self.keep(is_own, context), None),
            Message::Kept(Ok(committed)) => {
                self.draft.went_out();
                (self.ask_facts(context), Some(Event::Committed(committed.changes)))
            }
            Message::Known(Err(error)) | Message::Kept(Err(error)) => {
                (Task::none(), Some(Event::Failed(sentence::error(&error))))
            }
            Message::TemplateRead(Ok(template)) => {
                self.template = template;
                (self.lay_out(false), None)
            }
            Message::TemplateRead(Err(words)) => {
                self.problem = Some(words);
                (Task::none(), None)
            }
            Message::TemplateCopied(Ok(path)) => {
                let words = fl!("preview-template-copied", path = path.display().to_string());
                (Task::none(), Some(Event::Done(words)))
            }
            Message::TemplateCopied(Err(words)) => (Task::none(), Some(Event::Failed(words))),
            Message::Make(form) => (self.make(form), None),
            Message::Made(form, result) => self.made(form, result),
            Message::GiveUp => {
                self.making = None;
                (Task::none(), None)
            }
            Message::Shut if self.draft.is_fresh() && !self.asks_to_leave => {
                self.asks_to_leave = true;
                (Task::none(), None)
            }
            Message::Shut => (Task::none(), Some(Event::Shut)),
        }
    }

    // ---- laying out and drawing

    fn lay_out(&mut self, is_typing: bool) -> Task<Message> {
        self.request += 1;
        self.problem = None;
        let request = self.request;
        let order = (Arc::clone(&self.document), self.draft.setup(), self.template.clone());
        let steps = making::lay_out(order, is_typing);
        let (task, running) = Task::run(steps, move |step| Message::Went(request, step)).abortable();
        // The handle before is dropped, and with it the layout that nobody waits for any more.
        self.laying = Some((running.abort_on_drop(), Progress::default()));
        task
    }

    fn went(&mut self, request: u64, step: Step) -> Task<Message> {
        if request != self.request {
            return Task::none();
        }
        match step {
            Step::Going(progress) => {
                if let Some((_, shown)) = &mut self.laying {
                    *shown = progress;
                }
                Task::none()
            }
            Step::Done(Ok(layout)) => {
                self.laying = None;
                self.pages.set_pages(layout.sizes().iter().copied());
                self.layout = Some(layout);
                self.draw()
            }
            Step::Done(Err(error)) => {
                self.laying = None;
                self.problem = Some(sentence::print(error));
                Task::none()
            }
        }
    }

    /// Draws the page that is missing most, one at a time.
    fn draw(&mut self) -> Task<Message> {
        let (Some(layout), Some((page, scale))) = (&self.layout, self.pages.wanted()) else {
            return Task::none();
        };
        if std::mem::replace(&mut self.is_drawing, true) {
            return Task::none();
        }
        let request = self.request;
        let drawing = making::draw(Arc::clone(layout), page, scale);
        Task::perform(drawing, move |result| Message::Drawn(request, (page, scale), result))
    }

    fn drawn(
        &mut self,
        request: u64,
        (page, scale): (usize, f32),
        result: std::result::Result<Arc<Pixels>, print::Error>,
    ) -> Task<Message> {
        self.is_drawing = false;
        match result {
            Ok(_) if request != self.request && self.laying.is_none() => {}
            Ok(pixels) => {
                let Pixels { width, height, rgba } = Arc::unwrap_or_clone(pixels);
                self.pages.keep(page, scale, Handle::from_rgba(width, height, rgba));
            }
            Err(error) => {
                self.problem = Some(sentence::print(error));
                return Task::none();
            }
        }
        self.draw()
    }

    // ---- setting

    fn set(&mut self, change: Change, settings: &Settings, context: Option<&Context>) -> Answer {
        match change {
            Change::TemplatePath(typed) => {
                self.draft.template = typed;
                return (Task::none(), None);
            }
            Change::TemplateCopied => {
                let path = PathBuf::from(self.draft.template.trim());
                return (Task::perform(making::copy_template(path), Message::TemplateCopied), None);
            }
            Change::TemplateTaken => return self.take_template(settings),
            Change::TemplateShipped => {
                self.template = Template::default();
                let other = Settings { template: None, ..settings.clone() };
                return (self.lay_out(false), Some(Event::Settings(Box::new(other))));
            }
            Change::Kind(kind) => {
                self.draft.set(Change::Kind(kind));
                return (self.ask_facts(context), self.remembered(settings));
            }
            change => self.draft.set(change),
        }
        (self.lay_out(true), self.remembered(settings))
    }

    fn take_template(&self, settings: &Settings) -> Answer {
        let path = PathBuf::from(self.draft.template.trim());
        let other = Settings { template: Some(path.clone()), ..settings.clone() };
        let read = Task::perform(making::template(path), Message::TemplateRead);
        (read, Some(Event::Settings(Box::new(other))))
    }

    /// The paper is kept for documents of this kind, if it is another.
    fn remembered(&self, settings: &Settings) -> Option<Event> {
        let (key, paper): (String, PageSetup) = (draft::key(&self.document), self.draft.paper());
        if settings.papers.get(&key) == Some(&paper) {
            return None;
        }
        let mut other = settings.clone();
        other.papers.insert(key, paper);
        Some(Event::Settings(Box::new(other)))
    }

    fn keep(&self, is_own: bool, context: Option<&Context>) -> Task<Message> {
        let (Some(context), Some(kind)) = (context, self.draft.kind()) else { return Task::none() };
        let own = is_own.then(|| self.draft.letterhead());
        let author = context.author.clone();
        context
            .ask(move |database| papers::set_letterhead(database, kind, own.as_ref(), &author), Message::Kept)
    }

    // ---- making

    fn make(&mut self, form: Form) -> Task<Message> {
        let Some(layout) = self.layout.clone().filter(|_| self.making.is_none() && self.laying.is_none())
        else {
            return Task::none();
        };
        let made = making::make(layout, form);
        let (task, running) = Task::perform(made, move |result| Message::Made(form, result)).abortable();
        self.making = Some((running.abort_on_drop(), form));
        task
    }

    fn made(&mut self, form: Form, result: std::result::Result<Made, print::Error>) -> Answer {
        if self.making.take().is_none() {
            return (Task::none(), None);
        }
        let event = match result {
            Err(error) => Some(Event::Failed(sentence::print(error))),
            Ok(Made::Printed(Printed::Refused)) => Some(Event::Failed(fl!("preview-refused"))),
            Ok(Made::Printed(Printed::Dismissed | Printed::NoDialog)) => None,
            Ok(Made::Printed(Printed::Sent)) => {
                self.draft.went_out();
                Some(Event::Printed(self.given()))
            }
            Ok(Made::File(content)) => {
                self.draft.went_out();
                Some(self.file(form, content))
            }
        };
        (Task::none(), event)
    }

    fn file(&self, form: Form, content: Arc<Vec<u8>>) -> Event {
        let name = self.name.clone();
        match form {
            Form::Printer => Event::Print(name, content, self.given()),
            // Tables to work with are no document that goes out.
            Form::Sheets => Event::Save(form, name, content, None),
            Form::Pdf | Form::Word => Event::Save(form, name, content, self.given()),
        }
    }

    /// The number that the document takes when it goes out.
    fn given(&self) -> Option<Given> {
        self.draft.given(&self.document.title)
    }

    /// The number was given: it is not given again when the same document is saved once more.
    pub fn number_given(&mut self) {
        self.draft.number_given();
    }

    // ---- view

    /// The dialog.
    pub fn view<'a>(&'a self, settings: &'a Settings, context: Option<&'a Context>) -> Dialog<'a, Message> {
        let pages = page_view(&self.pages, Message::Pages).id(PAGES).waiting(self.waiting());
        let left = column![self.tools(), container(pages).width(Length::Fill).height(Length::Fill)]
            .spacing(distance::SMALL)
            .width(Length::Fill);
        let right = container(panel::view(&self.draft, settings, context))
            .width(Length::Fixed(size::SIDE + distance::PAGE));
        let body = row![left, right].spacing(distance::MEDIUM).height(Length::Fill);
        let is_ready = self.layout.is_some() && self.laying.is_none() && self.making.is_none();
        let ready = |form| is_ready.then_some(Message::Make(form));
        let sheets = sheets::has_tables(&self.document).then(|| {
            press(text::body(fl!("preview-sheets"))).hint("Ctrl+Shift+E").on_press_maybe(ready(Form::Sheets))
        });
        let title = fl!("preview-title", what = self.document.title.as_str());
        let dialog = Dialog::new("preview", title, Message::Shut)
            .whole()
            .warned((self.asks_to_leave && self.draft.is_fresh()).then(|| fl!("preview-leave")))
            .body(body)
            .button(self.state_line())
            .button(press(text::body(fl!("common-close"))).hint("Esc").on_press(Message::Shut))
            .button(press(text::body(fl!("preview-word"))).hint("Ctrl+E").on_press_maybe(ready(Form::Word)));
        let dialog = match sheets {
            Some(sheets) => dialog.button(sheets).bind(Chord::ctrl_shift('e'), Message::Make(Form::Sheets)),
            None => dialog,
        };
        dialog
            .button(
                press(text::body(fl!("preview-print")))
                    .icon(Icon::Print)
                    .hint("Ctrl+P")
                    .on_press_maybe(ready(Form::Printer)),
            )
            .button(
                press(text::strong(fl!("preview-save")))
                    .hint("Ctrl+S")
                    .style(button::primary)
                    .on_press_maybe(ready(Form::Pdf)),
            )
            .bind(Chord::ctrl('s'), Message::Make(Form::Pdf))
            .bind(Chord::ctrl('p'), Message::Make(Form::Printer))
            .bind(Chord::ctrl('e'), Message::Make(Form::Word))
            .first(PAGES)
    }

    fn waiting(&self) -> String {
        match (&self.problem, &self.laying) {
            (Some(problem), _) => problem.clone(),
            (None, Some((_, progress))) => laying_words(*progress),
            (None, None) => String::new(),
        }
    }

    /// What is going on, in the line of the buttons.
    fn state_line(&self) -> Element<'_, Message> {
        let line = match (&self.problem, &self.making, &self.laying) {
            (Some(problem), ..) => row![text::body(problem.as_str()).style(text::danger)],
            (None, Some((_, form)), _) => row![
                text::body(making_words(*form)).style(text::muted),
                press(text::body(fl!("preview-give-up"))).on_press(Message::GiveUp),
            ],
            (None, None, Some((_, progress))) => {
                row![text::body(laying_words(*progress)).style(text::muted)]
            }
            (None, None, None) => row![space()],
        };
        // What is long breaks here and leaves the buttons where they are.
        container(line.spacing(distance::SMALL).align_y(Alignment::Center))
            .width(Length::Fill)
            .align_x(Alignment::End)
            .into()
    }

    fn tools(&self) -> Element<'_, Message> {
        let wish = |wish| Message::Pages(wish);
        let zoom = |words: String, zoom: Zoom, key: &'static str| {
            let style = if self.pages.zoom() == zoom { button::chosen } else { button::quiet };
            press(text::body(words)).hint(key).style(style).on_press(wish(Wish::Zoom(zoom)))
        };
        let count = self.pages.count();
        let place = fl!("preview-place", page = figure(self.pages.page() + 1), count = figure(count));
        let place = if count == 0 { String::new() } else { place };
        let percent = fl!("preview-zoom", percent = self.pages.percent().to_string());
        let percent = if count == 0 { String::new() } else { percent };
        let turn = |icon: Icon, turn: Turn, words: String, id: &'static str| {
            press(text::body(words))
                .icon(icon)
                .id(id)
                .on_press_maybe((count > 0).then(|| wish(Wish::Turn(turn))))
        };
        row![
            turn(Icon::ChevronLeft, Turn::Back, fl!("preview-before"), "preview-before"),
            text::strong(place),
            turn(Icon::ChevronRight, Turn::On, fl!("preview-after"), "preview-after"),
            space().width(Length::Fill),
            press(text::strong("−")).on_press(wish(Wish::Step(Turn::Back))),
            text::body(percent),
            press(text::strong("+")).on_press(wish(Wish::Step(Turn::On))),
            zoom(fl!("preview-fit-width"), Zoom::Width, "1"),
            zoom(fl!("preview-fit-page"), Zoom::Page, "2"),
        ]
        .spacing(distance::SMALL)
        .align_y(Alignment::Center)
        .into()
    }
}

/// What is being made, in words.
fn making_words(form: Form) -> String {
    if form == Form::Printer { fl!("preview-going-to-print") } else { fl!("preview-making") }
}

fn laying_words(progress: Progress) -> String {
    if progress.done == 0 {
        return fl!("preview-laying");
    }
    fl!("preview-laying-part", done = figure(progress.done), all = figure(progress.all))
}

fn figure(count: usize) -> String {
    number::group(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Pixels of the display for each of the window: the display's own factor times the zoom.
fn density(settings: &Settings, factor: f32) -> f32 {
    factor * f32::from(settings.zoom.percent()) / 100.0
}

/// The type's name with its sign.
fn kind_words(kind: PaperKind) -> String {
    format!("{} ({})", crate::i18n::term::paper_kind(kind, crate::i18n::term::Words::Screen), kind.sign())
}
