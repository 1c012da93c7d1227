//! The rules of rating (quy định xếp loại): which regulation holds in which years, with its levels,
//! ceilings and exclusions, and what follows from ratings. A dialog of the root, opened from the
//! settings, the palette and the ratings tab.

mod list;
mod moving;
mod regime;
mod rule;

use iced::Task;

use crate::domain::id::{ConsequenceId, RegimeId};
use crate::domain::rating::ceiling::Deciding;
use crate::domain::rating::consequence::Consequence;
use crate::fl;
use crate::services::ratings::{ceiling, consequences};
use crate::services::regimes::{self as service, Move, RegimeInUse};
use crate::services::{Changes, Database, Error, Result};
use crate::ui::context::Context;
use crate::ui::widget::Dialog;

/// All that the dialog shows.
#[derive(Debug, Clone)]
pub struct Rules {
    regimes: Vec<RegimeInUse>,
    consequences: Vec<Consequence>,
    deciding: Deciding,
    /// Open years that can be moved to newer rules.
    moves: Vec<Move>,
}

impl Rules {
    fn read(database: &mut Database) -> Result<Self> {
        Ok(Self {
            regimes: service::list(database)?,
            consequences: consequences::rules(database)?,
            deciding: ceiling::deciding(database)?,
            moves: service::moves(database)?,
        })
    }
}

/// The dialog.
#[derive(Debug, Default)]
pub struct RegimesDialog {
    rules: Option<Rules>,
    page: Page,
}

#[derive(Debug, Default)]
enum Page {
    #[default]
    List,
    Regime(Box<regime::Editor>),
    Rule(Box<rule::Editor>),
    /// A year is to be moved.
    Move(i32),
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// Everything was read.
    Read(Result<Rules>),
    /// A regime is to be looked at and changed.
    RegimeChosen(RegimeId),
    /// A new regime is to be typed in, beginning as a copy of the newest.
    RegimeWanted,
    /// A rule of what follows is to be changed, or a new one typed in.
    RuleChosen(Option<ConsequenceId>),
    /// Another level decides.
    DecidingChosen(Deciding),
    /// An open year is to be moved to the rules that cover it.
    MoveChosen(i32),
    /// In the form of a regime.
    Regime(regime::Message),
    /// In the form of a rule.
    Rule(rule::Message),
    /// The form is right so.
    Submitted,
    /// It was saved, or not.
    Saved(Result<Changes>),
    /// Back to the list, or out.
    Left,
}

/// What the root is told.
#[derive(Debug)]
pub enum Event {
    /// An operation was committed.
    Committed(Changes),
    /// Something failed.
    Failed(Error),
    /// The dialog is to be closed.
    Close,
}

type Answer = (Task<Message>, Option<Event>);

impl RegimesDialog {
    /// The dialog, reading the rules.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        (Self::default(), context.ask(Rules::read, Message::Read))
    }

    /// What was typed and is not saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        match &self.page {
            Page::List | Page::Move(_) => false,
            Page::Regime(editor) => editor.is_dirty(),
            Page::Rule(editor) => editor.is_dirty(),
        }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Answer {
        match message {
            Message::Read(Ok(rules)) => self.rules = Some(rules),
            Message::Read(Err(error)) => return (Task::none(), Some(Event::Failed(error))),
            Message::RegimeChosen(id) => {
                let chosen = self.rules.iter().flat_map(|rules| &rules.regimes);
                if let Some(found) = chosen.into_iter().find(|it| it.regime.id == id) {
                    self.page = Page::Regime(Box::new(regime::Editor::change(found)));
                }
            }
            Message::RegimeWanted => {
                if let Some(newest) = self.rules.as_ref().and_then(|rules| rules.regimes.first()) {
                    self.page = Page::Regime(Box::new(regime::Editor::add(newest)));
                }
            }
            Message::RuleChosen(id) => {
                let all = self.rules.as_ref().map(|rules| rules.consequences.as_slice()).unwrap_or_default();
                let known = all.iter().find(|rule| Some(rule.id) == id);
                self.page = Page::Rule(Box::new(rule::Editor::new(known, context.author.today)));
            }
            Message::MoveChosen(year) => self.page = Page::Move(year),
            Message::DecidingChosen(deciding) => {
                let author = context.author.clone();
                return (
                    context.ask(
                        move |database| Ok(ceiling::set_deciding(database, deciding, &author)?.changes),
                        Message::Saved,
                    ),
                    None,
                );
            }
            Message::Regime(message) => {
                if let Page::Regime(editor) = &mut self.page {
                    editor.update(message, context.author.today);
                }
            }
            Message::Rule(message) => {
                if let Page::Rule(editor) = &mut self.page {
                    editor.update(message);
                }
            }
            Message::Submitted => return (self.submit(context), None),
            Message::Saved(answer) => return self.saved(answer, context),
            Message::Left => return (Task::none(), self.leave()),
        }
        (Task::none(), None)
    }

    fn submit(&mut self, context: &Context) -> Task<Message> {
        let author = context.author.clone();
        match &mut self.page {
            Page::List => Task::none(),
            Page::Move(year) => {
                let year = *year;
                context.ask(move |database| moving::run(database, year, &author), Message::Saved)
            }
            Page::Regime(editor) => match editor.submit(author.today) {
                Ok(change) => context.ask(move |database| change.run(database, &author), Message::Saved),
                Err(focus) => focus,
            },
            Page::Rule(editor) => match editor.submit() {
                Ok(change) => context.ask(move |database| change.run(database, &author), Message::Saved),
                Err(focus) => focus,
            },
        }
    }

    fn saved(&mut self, answer: Result<Changes>, context: &Context) -> Answer {
        let error = match answer {
            Ok(changes) => {
                self.page = Page::List;
                return (context.ask(Rules::read, Message::Read), Some(Event::Committed(changes)));
            }
            Err(error) => error,
        };
        let untold = match &mut self.page {
            Page::List | Page::Move(_) => Some(error),
            Page::Regime(editor) => editor.attempt.failed(error),
            Page::Rule(editor) => editor.attempt.failed(error),
        };
        (Task::none(), untold.map(Event::Failed))
    }

    fn leave(&mut self) -> Option<Event> {
        let is_dirty = self.is_dirty();
        let may_leave = match &mut self.page {
            Page::List => return Some(Event::Close),
            Page::Move(_) => true,
            Page::Regime(editor) => editor.attempt.may_leave(is_dirty),
            Page::Rule(editor) => editor.attempt.may_leave(is_dirty),
        };
        if may_leave {
            self.page = Page::List;
        }
        None
    }

    /// The dialog's content.
    pub fn view<'a>(&'a self, context: &'a Context) -> Dialog<'a, Message> {
        match &self.page {
            Page::List => list::view(self.rules.as_ref()),
            Page::Move(year) => {
                let moves = self.rules.iter().flat_map(|rules| &rules.moves);
                moving::view(moves.into_iter().find(|it| it.year == *year))
            }
            Page::Regime(editor) => {
                let title = fl!("regimes-edit-title", year = editor.year());
                let dialog = Dialog::new("regime", title, Message::Left)
                    .wide()
                    .body(editor.view(context.author.today).map(Message::Regime));
                editor.attempt.framed(dialog, fl!("regimes-save"), Message::Left, Message::Submitted)
            }
            Page::Rule(editor) => {
                let dialog = Dialog::new("consequence", fl!("regimes-rule-title"), Message::Left)
                    .wide()
                    .body(editor.view().map(Message::Rule));
                editor.attempt.framed(dialog, fl!("regimes-save"), Message::Left, Message::Submitted)
            }
        }
    }
}
