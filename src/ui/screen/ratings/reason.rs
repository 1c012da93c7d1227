//! The dialog in which a reason for not rating is chosen or put in words.

use iced::widget::column;

use crate::domain::problem::Kind;
use crate::domain::rating::{Entry, NotRated, Rating, Subject};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::ui::keymap::Chord;
use crate::ui::theme::{button, space, text};
use crate::ui::widget::{Dialog, choice_named, press, text_field};

use super::sheet::{Row, Who};
use iced::keyboard::key::Named;

/// The field for the words.
pub const WORDS: &str = "ratings-words";

/// What is typed in it.
#[derive(Debug, Clone)]
pub struct Reason {
    /// Who is not rated.
    pub whos: Vec<Who>,
    /// What else is rated in the same step.
    pub beside: Vec<(Who, Entry)>,
    subject: Subject,
    why: NotRated,
    words: String,
    before: (NotRated, String),
    problem: Option<Kind>,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// A reason was chosen.
    WhyChosen(NotRated),
    /// The words were typed.
    WordsTyped(String),
    /// It is right so.
    Confirmed,
    /// It is not wanted.
    Cancelled,
}

impl Reason {
    /// The dialog for a row, with what is known of it, and for others.
    pub fn new(row: &Row, whos: Vec<Who>, subject: Subject) -> Self {
        let (why, words) = match &row.rating {
            Some(Rating::NotRated { why, reason }) => (*why, reason.clone().unwrap_or_default()),
            Some(Rating::Level(_)) | None => (row.offer().unwrap_or(NotRated::Other), String::new()),
        };
        let before = (why, words.clone());
        Self { whos, beside: Vec::new(), subject, why, before, words, problem: None }
    }

    /// Takes what was typed.
    pub fn type_in(&mut self, message: Message) {
        match message {
            Message::WhyChosen(why) => self.why = why,
            Message::WordsTyped(words) => self.words = words,
            Message::Confirmed | Message::Cancelled => return,
        }
        self.problem = None;
    }

    /// The rating, if what was typed makes one; else the problem is shown.
    pub fn check(&mut self) -> Option<Rating> {
        let checked = Rating::not_rated(self.why, &self.words);
        self.problem = checked.as_ref().err().cloned();
        checked.ok()
    }

    /// Whether something was typed.
    pub fn is_dirty(&self) -> bool {
        (self.why, self.words.as_str()) != (self.before.0, self.before.1.as_str())
    }

    /// The dialog; `name` is that of the member or unit, or says how many there are.
    pub fn view<'a>(&self, name: &str) -> Dialog<'a, Message> {
        let reasons = NotRated::of(self.subject);
        let why = choice_named(
            fl!("ratings-reason"),
            reasons,
            Some(self.why),
            |why| term::not_rated(*why, Words::Screen),
            Message::WhyChosen,
        );
        let words = text_field(fl!("ratings-words"), &self.words)
            .id(WORDS)
            .hint(match self.why {
                NotRated::Other => fl!("ratings-words-needed"),
                NotRated::Exempt | NotRated::Suspended | NotRated::NewMember | NotRated::NewUnit => {
                    fl!("ratings-words-optional")
                }
            })
            .problem(self.problem.as_ref().map(crate::ui::part::problems::beside))
            .on_input(Message::WordsTyped);
        Dialog::new("ratings-reason", fl!("ratings-not-rated-title"), Message::Cancelled)
            .body(column![text::strong(name.to_owned()), why, words].spacing(space::MEDIUM))
            .button(
                press(text::body(fl!("common-cancel")))
                    .hint(Chord::key(Named::Escape).label())
                    .on_press(Message::Cancelled),
            )
            .button(
                press(text::body(fl!("ratings-reason-save")))
                    .hint(Chord::key(Named::Enter).label())
                    .style(button::primary)
                    .on_press(Message::Confirmed),
            )
            .on_enter(Message::Confirmed)
    }
}
