//! What the root does for the print preview: opening it, saving, printing, giving numbers.

use std::sync::Arc;

use iced::Task;

use super::dialogs::saving::Saving;
use super::dialogs::{self, Open};
use super::{App, Message, Stage};
use crate::fl;
use crate::i18n::sentence;
use crate::print::{self, Document};
use crate::services::papers::{self, Given};
use crate::services::users::Way;
use crate::services::{Changes, Committed, Error, Result, readings, registers};
use crate::ui::context::Context;
use crate::ui::desk::Desk;
use crate::ui::files::{self, Sent, Spooled};
use crate::ui::screen::preview::{self, Form, Preview};
use crate::ui::thread;
use crate::ui::widget::Tone;

/// A document that may be shown, and what was noted of that.
pub type Prepared = (Arc<Document>, Changes);

/// Where a document went to be printed, with its file.
pub type Printing = Result<(Sent, Option<Spooled>)>;

fn wrap(message: preview::Message) -> Message {
    Message::Dialog(dialogs::Message::Preview(message))
}

impl App {
    fn context(&self) -> Option<&Context> {
        self.desk_now().map(Desk::context)
    }

    /// Shows a document as it will be printed: one of the open register after the full numbers on
    /// it were noted, with the state of the register at its bottom.
    pub(super) fn preview(&mut self, name: String, document: Arc<Document>) -> Task<Message> {
        let Some(context) = self.context() else { return self.show_preview(name, document) };
        let author = context.author.clone();
        context.ask(
            move |database| {
                let seen = readings::note(database, Way::Print, &document.numbers_of, &author)?;
                let document = match registers::printed_head(database)? {
                    Some(head) => Arc::new(print::footed(&document, &head)),
                    None => document,
                };
                Ok((document, seen))
            },
            move |result| Message::Dialog(dialogs::Message::Prepared(name.clone(), result)),
        )
    }

    /// A document is ready to be shown, or its numbers could not be noted.
    pub(super) fn prepared(&mut self, name: String, result: Result<Prepared>) -> Task<Message> {
        let (document, seen) = match result {
            Ok(prepared) => prepared,
            Err(error) => {
                self.notices.show(Tone::Problem, sentence::error(&error), None);
                return Task::none();
            }
        };
        let noted = match &mut self.stage {
            Stage::Desk(desk) => desk.noted(seen).map(Message::Desk),
            // It was locked meanwhile: nothing of the register is shown.
            Stage::Start(_) | Stage::Opening | Stage::Locked(..) => return Task::none(),
        };
        Task::batch([self.show_preview(name, document), noted])
    }

    fn show_preview(&mut self, name: String, document: Arc<Document>) -> Task<Message> {
        let context = self.context().cloned();
        let (preview, task) = Preview::new((name, document), &self.settings, context.as_ref());
        self.dialogs.put(Open::Preview(Box::new(preview)));
        task.map(wrap)
    }

    /// Takes a message of the preview, also while a dialog lies above it.
    pub(super) fn previewed(&mut self, message: preview::Message) -> Task<Message> {
        let context = self.context().cloned();
        let Some(preview) = self.dialogs.preview() else { return Task::none() };
        let (task, event) = preview.update(message, &self.settings, context.as_ref());
        let task = task.map(wrap);
        match event {
            None => task,
            Some(event) => Task::batch([task, self.preview_event(event)]),
        }
    }

    fn preview_event(&mut self, event: preview::Event) -> Task<Message> {
        match event {
            preview::Event::Save(form, name, content, given) => {
                let (name, ending) = named(&name, form);
                self.dialogs.put(Open::Saving(Saving::new(&name, ending, (content, given))));
            }
            preview::Event::Printed(given) => {
                self.notices.show(Tone::Done, fl!("preview-printed"), None);
                return self.give_number(given);
            }
            preview::Event::Print(name, content, given) => return print(&name, content, given),
            preview::Event::Committed(changes) => {
                if let Stage::Desk(desk) = &mut self.stage {
                    return desk.committed(changes).map(Message::Desk);
                }
            }
            preview::Event::Failed(words) => self.notices.show(Tone::Problem, words, None),
            preview::Event::Done(words) => self.notices.show(Tone::Done, words, None),
            preview::Event::Settings(settings) => return self.apply_settings(*settings),
            preview::Event::Shut => self.dialogs.shut(),
        }
        Task::none()
    }

    /// The system has the document, or it has neither viewer nor printer.
    pub(super) fn sent_to_print(&mut self, given: Option<Given>, result: Printing) -> Task<Message> {
        let (tone, words) = match result {
            Ok((sent, spooled)) => {
                // When the register was locked meanwhile, its paper does not stay behind.
                if matches!(self.stage, Stage::Desk(_)) {
                    self.spooled.extend(spooled);
                }
                match sent {
                    Sent::Viewer => (Tone::Done, fl!("preview-printing")),
                    Sent::Printer => (Tone::Done, fl!("preview-sent")),
                    Sent::Nowhere => (Tone::Warning, fl!("preview-no-printer")),
                }
            }
            Err(error) => (Tone::Problem, sentence::error(&error)),
        };
        self.notices.show(tone, words, None);
        if tone == Tone::Done { self.give_number(given) } else { Task::none() }
    }

    /// Gives a document that went out its number.
    pub(super) fn give_number(&mut self, given: Option<Given>) -> Task<Message> {
        let (Some(given), Some(context)) = (given, self.context()) else { return Task::none() };
        let author = context.author.clone();
        context.ask(
            move |database| papers::give(database, &given, &author),
            |result| Message::Dialog(dialogs::Message::NumberGiven(result)),
        )
    }

    /// A number was given, or refused.
    pub(super) fn number_given(&mut self, result: Result<Committed<()>>) -> Task<Message> {
        match result {
            Ok(committed) => {
                if let Some(preview) = self.dialogs.preview() {
                    preview.number_given();
                }
                match &mut self.stage {
                    Stage::Desk(desk) => desk.committed(committed.changes).map(Message::Desk),
                    Stage::Start(_) | Stage::Opening | Stage::Locked(..) => Task::none(),
                }
            }
            Err(error) => {
                self.notices.show(Tone::Problem, sentence::error(&error), None);
                Task::none()
            }
        }
    }
}

/// Hands a document to the system to be printed, on a thread of its own.
fn print(name: &str, content: Arc<Vec<u8>>, given: Option<Given>) -> Task<Message> {
    let name = files::safe_name(name);
    let sending = thread::run("printing", move || files::send_to_print(&name, &content));
    Task::perform(sending, move |sent| {
        let result = sent.map_err(Error::Store).and_then(|sent| sent.map_err(Error::Workspace));
        Message::Dialog(dialogs::Message::SentToPrint(given.clone(), result))
    })
}

/// The proposed name with the ending of the form.
fn named(name: &str, form: Form) -> (String, &'static str) {
    let ending = match form {
        Form::Pdf | Form::Printer => "pdf",
        Form::Word => "docx",
        Form::Sheets => "xlsx",
    };
    let stem = name.strip_suffix(".pdf").unwrap_or(name);
    (format!("{stem}.{ending}"), ending)
}
