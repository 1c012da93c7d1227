//! The first step: a file, the clipboard, one of its sheets; or a file that holds a whole register.

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;

use super::{Importing, Message, Outcome, Step, tick, work};
use crate::exchange::sheet::Sheet;
use crate::exchange::{reader, write};
use crate::i18n::sentence;
use crate::services::Changes;
use crate::services::imports::{self, Subject};
use crate::services::whole::Loaded;
use crate::ui::context::Context;
use crate::ui::files;
use crate::ui::screen::{Event, Update};

impl Importing {
    pub(super) fn ask_learned(&self, context: &Context) -> Task<Message> {
        let subject = self.subject;
        let read =
            move |database: &mut crate::services::Database| imports::learned(database, subject).map(Arc::new);
        context.ask(read, Message::Learned)
    }

    /// Forgets what was read: another file is meant.
    fn close(&mut self) {
        self.stop();
        (self.source, self.sheet, self.mapping, self.whole) = (None, None, None, None);
        (self.plan, self.problem, self.waiting) = (None, None, None);
        self.is_touched = false;
    }

    pub(super) fn open(&mut self) -> Task<Message> {
        self.close();
        let waiting = self.begin();
        work::open(PathBuf::from(self.path.trim()), waiting.request)
    }

    /// Reads the sheet of this name; the first one that has a header for none.
    fn read(&mut self, name: Option<String>) -> Task<Message> {
        let Some(source) = self.source.clone() else { return Task::none() };
        let waiting = self.begin();
        let tick = tick();
        let read = work::read(source, name, self.eyes(), (waiting.request, waiting.progress));
        Task::batch([read, tick])
    }

    /// Looks at a sheet anew, off the frame: the wizard proposes how it is to be read.
    fn look(&mut self, sheet: Arc<Sheet>) -> Task<Message> {
        let waiting = self.begin();
        work::look(sheet, self.eyes(), waiting.request)
    }

    fn eyes(&self) -> work::Eyes {
        (self.subject, Arc::clone(&self.learned))
    }

    /// Takes a sheet with what the wizard proposes.
    fn take_sheet(&mut self, sighted: work::Sighted) -> Task<Message> {
        let work::Sighted { sheet, mapping, problem, eyes } = sighted;
        if eyes.0 != self.subject || !Arc::ptr_eq(&eyes.1, &self.learned) {
            // Something else is wanted meanwhile, or more is known.
            return self.look(sheet);
        }
        (self.sheet, self.mapping, self.problem) = (Some(sheet), Some(mapping), problem);
        self.show_header();
        self.take_year();
        // What was pasted is looked at on the second step at once.
        if self.step == Step::Header { self.focus_step() } else { Task::none() }
    }

    /// Reads a file that holds a whole register, and what it would do to this one.
    fn read_whole(&mut self, context: &Context) -> Task<Message> {
        let waiting = self.begin();
        let path = PathBuf::from(self.path.trim());
        Task::batch([work::read_whole(path, (waiting.request, waiting.progress), context), tick()])
    }

    /// Takes the tables of the whole register in.
    pub(super) fn load_whole(&mut self, context: &Context) -> Task<Message> {
        let Some(tables) = self.whole.clone() else { return Task::none() };
        let waiting = self.begin();
        work::load_whole(tables, waiting.request, context)
    }

    pub(super) fn whole_loaded(
        &mut self,
        request: u64,
        result: Result<(Loaded, Changes), String>,
    ) -> Outcome {
        // What was written is told even if nobody waits for it any more.
        let _ = self.ends(request);
        match result {
            Ok((_, changes)) => {
                self.is_done = true;
                Outcome::Stay(Update::event(Event::Committed(changes)))
            }
            Err(words) => {
                self.problem = Some(words);
                Outcome::Stay(Update::none())
            }
        }
    }

    pub(super) fn file_said(&mut self, message: Message, context: &Context) -> Task<Message> {
        match message {
            Message::PathTyped(path) => {
                if self.path != path {
                    self.close();
                }
                self.path = path;
            }
            Message::Browse => return files::pick_sheet(Message::Picked),
            Message::Picked(Some(path)) => {
                self.path = path.display().to_string();
                return self.open();
            }
            Message::SubjectChosen(subject) => {
                self.subject = subject;
                self.whole = None;
                let look = self.sheet.clone().map_or_else(Task::none, |sheet| self.look(sheet));
                return Task::batch([look, self.ask_learned(context)]);
            }
            Message::PasteAsked => return iced::clipboard::read().map(Message::Pasted),
            Message::Pasted(text) => match reader::clipboard(&text.unwrap_or_default()) {
                Ok(sheet) => {
                    self.close();
                    self.path.clear();
                    self.step = Step::Header;
                    return self.look(Arc::new(sheet));
                }
                Err(error) => self.problem = Some(sentence::exchange(&error)),
            },
            Message::Opened(request, result) if self.ends(request) => match result {
                Ok(source) => {
                    let is_whole = self.subject == Subject::Members && write::is_whole(&source);
                    self.source = Some(source);
                    return if is_whole { self.read_whole(context) } else { self.read(None) };
                }
                Err(words) => self.problem = Some(words),
            },
            Message::SheetChosen(name) => return self.read(Some(name)),
            Message::Read(request, result) if self.ends(request) => match result {
                Ok(sighted) => return self.take_sheet(sighted),
                Err(words) => self.problem = Some(words),
            },
            Message::WholeRead(request, result) if self.ends(request) => match result {
                Ok(tables) => self.whole = Some(tables),
                Err(words) => self.problem = Some(words),
            },
            Message::Learned(Ok(learned)) => {
                self.learned = learned;
                let sheet =
                    self.sheet.clone().filter(|_| self.step <= Step::Header && !self.learned.is_empty());
                return sheet.map_or_else(Task::none, |sheet| self.look(sheet));
            }
            Message::Learned(Err(error)) => self.problem = Some(sentence::error(&error)),
            _ => {}
        }
        Task::none()
    }
}
