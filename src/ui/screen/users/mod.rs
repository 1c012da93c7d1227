//! The dialog of the register's users: who they are and what they may do; adding one, another
//! role, a new password, closing. Everything is stored at once.

mod form;
mod view;

use std::sync::{Arc, Mutex};

use iced::Task;

use form::{Form, What};

use super::super::widget::{Dialog, focus_on, grid};
use crate::domain::problem::Field;
use crate::domain::user::Role;
use crate::fl;
use crate::i18n::sentence;
use crate::services::users::{self, Listed};
use crate::services::{Author, Changes, Database, Error, Result};
use crate::store;
use crate::store::workspace::{Cost, Keys, Workspace};
use crate::ui::context::Context;
use crate::ui::part::attempt::Attempt;

/// The list's name for the focus.
pub const LIST: &str = "users-list";

/// The dialog.
#[derive(Debug)]
pub struct Users {
    listed: Vec<Listed>,
    grid: grid::State,
    columns: Vec<grid::Column>,
    form: Option<Form>,
    attempt: Attempt,
    request: u64,
    note: Option<std::result::Result<String, String>>,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The users were read.
    Listed(Result<Vec<Listed>>),
    /// In the list.
    Grid(grid::Event),
    /// A form is wanted, for the marked user or a new one.
    FormAsked(What),
    /// A field of the form was typed in.
    Typed(Field, String),
    /// A role was chosen in it.
    Role(Role),
    /// The form is to be carried out.
    Submitted,
    /// It was, or not.
    Done(u64, Result<Changes>),
    /// The form is shut without doing anything.
    FormShut,
    /// Shut the dialog.
    Closed,
}

/// What the root is told.
#[derive(Debug)]
pub enum Event {
    /// Something was stored that can't be undone.
    Noted(Changes),
    /// The dialog is to be shut.
    Close,
}

impl Users {
    /// The dialog, reading the users.
    pub fn new(context: &Context, workspace: &Arc<Mutex<Workspace>>) -> (Self, Task<Message>) {
        let columns = vec![
            grid::Column::new("name", fl!("users-column-name"), 380.0).unsorted(),
            grid::Column::new("role", fl!("field-role"), 130.0).unsorted(),
            grid::Column::new("state", fl!("users-column-state"), 260.0).unsorted(),
        ];
        let dialog = Self {
            listed: Vec::new(),
            grid: grid::State::default(),
            columns,
            form: None,
            attempt: Attempt::default(),
            request: 0,
            note: None,
        };
        (dialog, read(context, workspace))
    }

    /// Takes a message.
    pub fn update(
        &mut self,
        message: Message,
        context: &Context,
        workspace: &Arc<Mutex<Workspace>>,
    ) -> (Task<Message>, Option<Event>) {
        match message {
            Message::Listed(Ok(listed)) => self.list(listed),
            Message::Listed(Err(error)) => self.note = Some(Err(sentence::error(&error))),
            Message::Grid(event) => self.grid.apply(&event),
            Message::FormAsked(what) => return (self.open_form(what), None),
            Message::Typed(field, typed) => {
                if let Some(form) = &mut self.form {
                    form.type_in(field, typed);
                    self.attempt.typed(field);
                }
            }
            Message::Role(role) => {
                if let Some(form) = &mut self.form {
                    form.role = Some(role);
                    self.attempt.typed(Field::Role);
                }
            }
            Message::Submitted => return (self.submit(context, workspace), None),
            Message::Done(request, result) if self.attempt.awaits(request) => {
                return self.done(result, context, workspace);
            }
            Message::Done(_, Ok(changes)) => return (Task::none(), Some(Event::Noted(changes))),
            Message::Done(_, Err(_)) => {}
            Message::FormShut => {
                let is_dirty = self.form.as_ref().is_some_and(Form::is_dirty);
                if !self.attempt.may_leave(is_dirty) {
                    return (Task::none(), None);
                }
                self.form = None;
                self.attempt = Attempt::default();
                return (focus_on(LIST), None);
            }
            Message::Closed => return (Task::none(), Some(Event::Close)),
        }
        (Task::none(), None)
    }

    /// Whether nobody has a name yet: one person keeps the register alone.
    fn is_alone(&self) -> bool {
        self.listed.is_empty()
    }

    /// Takes the list and marks its first row while none is: the buttons act on the row that is
    /// marked.
    fn list(&mut self, listed: Vec<Listed>) {
        self.listed = listed;
        if !self.listed.is_empty() && self.marked().is_none() {
            self.grid.go_to(0);
        }
    }

    fn marked(&self) -> Option<&Listed> {
        self.listed.get(self.grid.cursor()?)
    }

    fn open_form(&mut self, what: What) -> Task<Message> {
        let marked = self.marked().map(|one| one.user.clone());
        let form = match (what, marked) {
            (What::Add, _) => Form::adding(self.is_alone()),
            (_, Some(user)) if user.is_open() => Form::of(what, &user),
            (_, Some(_) | None) => return Task::none(),
        };
        self.note = None;
        self.attempt = Attempt::default();
        let first = form.first();
        self.form = Some(form);
        focus_on(first)
    }

    fn submit(&mut self, context: &Context, workspace: &Arc<Mutex<Workspace>>) -> Task<Message> {
        let Some(form) = self.form.as_ref().filter(|_| !self.attempt.is_sent()) else { return Task::none() };
        let problems = form.check();
        if !problems.is_empty() {
            self.attempt.refuse(problems);
            return self.attempt.focus_on_problem(&form.fields());
        }
        self.request += 1;
        let request = self.request;
        self.attempt.sent(request);
        let (order, author, workspace) = (form.clone(), context.author.clone(), Arc::clone(workspace));
        context.ask(
            move |database| {
                let mut workspace = workspace.lock().map_err(|_| store::Error::Internal)?;
                carry_out(&order, database, workspace.keys_mut(), &author)
            },
            move |result| Message::Done(request, result),
        )
    }

    fn done(
        &mut self,
        result: Result<Changes>,
        context: &Context,
        workspace: &Arc<Mutex<Workspace>>,
    ) -> (Task<Message>, Option<Event>) {
        match result {
            Ok(changes) => {
                self.note = self.form.as_ref().map(|form| Ok(form.done_in_words()));
                self.form = None;
                self.attempt = Attempt::default();
                (Task::batch([read(context, workspace), focus_on(LIST)]), Some(Event::Noted(changes)))
            }
            Err(error) => {
                self.note = self.attempt.failed(error).map(|error| Err(sentence::error(&error)));
                let fields = self.form.as_ref().map(Form::fields).unwrap_or_default();
                // A slot may be there although the rest failed: the list says what holds.
                (Task::batch([read(context, workspace), self.attempt.focus_on_problem(&fields)]), None)
            }
        }
    }

    /// The dialog's content.
    pub fn view(&self) -> Dialog<'_, Message> {
        view::dialog(self)
    }
}

fn read(context: &Context, workspace: &Arc<Mutex<Workspace>>) -> Task<Message> {
    let workspace = Arc::clone(workspace);
    let list = move |database: &mut Database| {
        let workspace = workspace.lock().map_err(|_| store::Error::Internal)?;
        users::list(database, workspace.keys())
    };
    context.ask(list, Message::Listed)
}

fn carry_out(form: &Form, database: &mut Database, keys: &mut Keys, author: &Author) -> Result<Changes> {
    let hard = (Cost::STANDARD, author);
    Ok(match form.what {
        What::Add => users::add(database, keys, &form.new_user(), hard)?.changes,
        What::Role => {
            let role = form.role.ok_or(Error::Store(store::Error::NotFound))?;
            users::set_role(database, keys, (form.user, role), author)?.changes
        }
        What::Password => users::set_password(database, keys, (form.user, &form.password), hard)?.changes,
        What::Close => users::close(database, keys, form.user, author)?.changes,
    })
}
