//! Numbers of which each stands for something: a year's admissions, a level's total. They are read,
//! typed, checked when a field is left, and stored in one step. What they count and where they are
//! stored is known to the dialog that holds them.

use iced::Task;
use iced::widget::column;

use super::attempt::Attempt;
use super::problems::beside;
use crate::domain::number::group;
use crate::domain::problem::{Field, Kind};
use crate::services::{Changes, Error, Result, Step};
use crate::ui::Element;
use crate::ui::theme::space;
use crate::ui::widget::{Dialog, focus_on, number_field};

/// The fields' names for the focus; so many numbers can be typed.
const FIELDS: [&str; 8] =
    ["count-0", "count-1", "count-2", "count-3", "count-4", "count-5", "count-6", "count-7"];

/// How many numbers a dialog can hold.
pub const MOST: usize = FIELDS.len();

/// The draft of the numbers.
#[derive(Debug, Clone)]
pub struct Counts<Key> {
    attempt: Attempt,
    /// Under which field what is wrong with a number is told.
    field: Field,
    /// What is wrong with a text, if anything is.
    check: fn(&str) -> Option<Kind>,
    /// The reading of the present numbers.
    reading: u64,
    lines: Vec<Line<Key>>,
}

/// A number with what it stands for.
#[derive(Debug, Clone)]
struct Line<Key> {
    key: Key,
    label: String,
    text: String,
    before: String,
    problem: Option<Kind>,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// A number was typed.
    Typed(usize, String),
    /// A field was left.
    FieldLeft(usize),
    /// Escape.
    Left,
    /// They are to be saved.
    Submitted,
}

/// What the dialog is to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Wish {
    /// Stay as it is.
    Stay,
    /// Go.
    Leave,
    /// Store what was typed.
    Store,
}

/// What came of storing them.
pub enum Answer<Said> {
    /// They are stored, and the dialog goes.
    Stored(Changes),
    /// They were refused, which is shown; the first wrong one takes the focus.
    Refused(Task<Said>),
    /// It failed for a reason that is told elsewhere.
    Failed(Error),
}

impl<Key: Copy + PartialEq> Counts<Key> {
    /// A draft whose present numbers are being read under this number.
    pub fn new(field: Field, check: fn(&str) -> Option<Kind>, reading: u64) -> Self {
        Self { attempt: Attempt::default(), field, check, reading, lines: Vec::new() }
    }

    /// Whether this reading is the one that it waits for.
    pub fn reads(&self, request: u64) -> bool {
        self.reading == request
    }

    /// Takes the present numbers, each with what it stands for and its label; the first takes the
    /// focus.
    pub fn fill<Said: Send + 'static>(
        &mut self,
        read: impl Iterator<Item = (Key, String, Option<i64>)>,
    ) -> Task<Said> {
        let line = |(key, label, number): (Key, String, Option<i64>)| {
            let text = number.map(group).unwrap_or_default();
            Line { key, label, before: text.clone(), text, problem: None }
        };
        self.lines = read.take(MOST).map(line).collect();
        focus_on(FIELDS[0])
    }

    /// Takes what happens in the dialog.
    pub fn update(&mut self, message: Message) -> Wish {
        match message {
            Message::Typed(place, typed) => {
                if let Some(line) = self.lines.get_mut(place) {
                    (line.text, line.problem) = (typed, None);
                    self.attempt.typed(self.field);
                }
            }
            Message::FieldLeft(place) => {
                let check = self.check;
                if let Some(line) = self.lines.get_mut(place) {
                    line.problem = check(&line.text);
                }
            }
            Message::Left => {
                let is_dirty = self.is_dirty();
                if self.attempt.may_leave(is_dirty) {
                    return Wish::Leave;
                }
            }
            Message::Submitted if self.attempt.is_sent() || self.lines.is_empty() => {}
            Message::Submitted => return Wish::Store,
        }
        Wish::Stay
    }

    /// Whether something is typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.lines.iter().any(Line::is_changed)
    }

    /// The numbers as they are typed, with what they stand for.
    pub fn typed(&self) -> impl Iterator<Item = (Key, &str)> {
        self.lines.iter().map(|line| (line.key, line.text.as_str()))
    }

    /// What is sent off under this number: the texts that were changed.
    pub fn send(&mut self, request: u64) -> Vec<(Key, String)> {
        self.attempt.sent(request);
        let changed = self.lines.iter().filter(|line| line.is_changed());
        changed.map(|line| (line.key, line.text.clone())).collect()
    }

    /// Whether this is the answer that is awaited.
    pub fn awaits(&self, request: u64) -> bool {
        self.attempt.awaits(request)
    }

    /// Takes the answer; `wrong` tells which number a refusal is about, and why.
    pub fn answered<R, Said: Send + 'static>(
        &mut self,
        answer: Result<Step<(), R>>,
        wrong: impl Fn(&R) -> (Key, Kind),
    ) -> Answer<Said> {
        match answer {
            Ok(Step::Done(done)) => Answer::Stored(done.changes),
            Ok(Step::Refused(refusals)) => {
                self.attempt.forget();
                let refusals: Vec<(Key, Kind)> = refusals.iter().map(wrong).collect();
                for line in &mut self.lines {
                    let refusal = refusals.iter().find(|(key, _)| *key == line.key);
                    line.problem = refusal.map(|(_, kind)| kind.clone());
                }
                let first = self.lines.iter().position(|line| line.problem.is_some());
                let first = first.and_then(|place| FIELDS.get(place));
                Answer::Refused(first.map_or_else(Task::none, |id| focus_on(*id)))
            }
            Err(error) => match self.attempt.failed(error) {
                Some(error) => Answer::Failed(error),
                None => Answer::Refused(Task::none()),
            },
        }
    }

    /// An answer that is still under way belongs to nobody.
    pub fn forget(&mut self) {
        self.attempt.forget();
    }

    /// What stands above everything: problems that belong to no number, and the question before
    /// leaving.
    pub fn notices<'a>(&self) -> Element<'a, Message> {
        self.attempt.notices(&[self.field])
    }

    /// A field for each number.
    pub fn fields(&self) -> Element<'_, Message> {
        let fields = self.lines.iter().zip(FIELDS).enumerate().map(|(place, (line, id))| {
            number_field(&line.label, &line.text)
                .id(id)
                .problem(line.problem.as_ref().map(beside))
                .on_leave(Message::FieldLeft(place))
                .on_input(move |typed| Message::Typed(place, typed))
                .into()
        });
        column(fields).spacing(space::SMALL).into()
    }

    /// The dialog with its buttons and keys, the first number having the focus.
    pub fn framed<'a>(&self, dialog: Dialog<'a, Message>, save: String) -> Dialog<'a, Message> {
        self.attempt.framed(dialog.first(FIELDS[0]), save, Message::Left, Message::Submitted)
    }
}

impl<Key> Line<Key> {
    fn is_changed(&self) -> bool {
        self.text.trim() != self.before
    }
}
