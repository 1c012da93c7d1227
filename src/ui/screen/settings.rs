//! The settings dialog: language, looks, drawing, idle lock, letterhead, password.

use std::sync::{Arc, Mutex};

use iced::Task;
use iced::widget::{column, row};
use zeroize::{Zeroize, Zeroizing};

use crate::fl;
use crate::i18n::{Language, sentence};
use crate::services::papers::{self, Numbering};
use crate::services::registers::{self, Letterhead};
use crate::services::{Author, Changes, Committed, Database, Error, Result, readings, users};
use crate::settings::{IdleLock, Renderer, Settings, Theme};
use crate::store;
use crate::store::workspace::{Cost, RecoveryCode, Workspace};
use crate::ui::context::Context;
use crate::ui::keymap::Chord;
use crate::ui::parcel::Parcel;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{Dialog, choice, press, scroll, text_field, tick};

use super::lock::strength_line;

/// The dialog.
#[derive(Debug, Default)]
pub struct SettingsDialog {
    idle: String,
    /// Whether the minutes were left as they are typed: then it is said that they are none.
    has_left_idle: bool,
    letterhead: Option<Letterhead>,
    /// The letterhead as it was read.
    read: Option<Letterhead>,
    numbering: Option<Numbering>,
    /// The numbering as it was read.
    read_numbering: Option<Numbering>,
    /// Whether printed lists say the state of the register; none until it was read.
    head_on_paper: Option<bool>,
    /// Whether the window masks the numbers of persons; none until it was read.
    masks_numbers: Option<bool>,
    old_password: String,
    new_password: String,
    password_note: Option<Result<()>>,
}

/// A line of the letterhead.
#[derive(Debug, Clone, Copy)]
pub enum Line {
    /// The body above.
    UpperBody,
    /// The issuing body.
    IssuingBody,
    /// The place.
    Place,
    /// Authority line.
    Authority,
    /// Post.
    Post,
    /// Name.
    Signer,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// Another language.
    Language(Language),
    /// Light or dark.
    Theme(Theme),
    /// Names of registers are hidden, or no longer.
    NamesHidden(bool),
    /// What draws the window, from the next start on.
    Renderer(Renderer),
    /// The idle minutes were typed.
    Idle(String),
    /// Their field was left.
    IdleLeft,
    /// The letterhead was read.
    LetterheadRead(Result<Letterhead>),
    /// A line of it was typed.
    Typed(Line, String),
    /// The numbering of documents was read.
    NumberingRead(Result<Numbering>),
    /// Whether printed lists say the state of the register was read.
    HeadRead(Result<bool>),
    /// They shall, or shall not.
    HeadTurned(bool),
    /// Whether the window masks the numbers of persons was read.
    MaskRead(Result<bool>),
    /// It shall, or shall not.
    MaskTurned(bool),
    /// The committee's term was typed.
    Term(String),
    /// The sign of the body was typed.
    Body(String),
    /// The old password was typed.
    OldPassword(String),
    /// The new password was typed.
    NewPassword(String),
    /// The password is to be changed.
    PasswordChosen,
    /// It was.
    PasswordChanged(Result<Changes>),
    /// A new recovery code is to be made.
    CodeChosen,
    /// It was.
    CodeMade(Result<Parcel<Committed<RecoveryCode>>>),
    /// The users are to be seen.
    UsersAsked,
    /// The dialog is closed; what was typed is saved.
    Closed,
    /// The rules of rating are to be seen; what was typed is saved.
    RegimesAsked,
    /// The letterhead was saved.
    LetterheadSaved(Result<Committed<()>>),
}

/// What the root is told.
pub enum Event {
    /// Other settings.
    Settings(Settings),
    /// An operation was committed.
    Committed(Changes),
    /// Something was committed that can't be undone.
    Noted(Changes),
    /// A new recovery code, in groups, is to be shown.
    Code(Zeroizing<String>, Changes),
    /// Something failed.
    Failed(Error),
    /// The dialog is to be closed.
    Close,
    /// The rules of rating are to be seen in its place.
    Regimes,
    /// The users are to be seen above it.
    Users,
}

/// A choice with a name in the window's language.
#[derive(Debug, Clone, PartialEq)]
struct Named<T>(T, String);

impl<T> std::fmt::Display for Named<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.1)
    }
}

impl SettingsDialog {
    /// The dialog, reading the letterhead of the open register.
    pub fn new(settings: &Settings, context: Option<&Context>) -> (Self, Task<Message>) {
        let dialog = Self { idle: settings.idle_lock_minutes.minutes().to_string(), ..Self::default() };
        let read = context.map_or_else(Task::none, |context| {
            Task::batch([
                context.ask(registers::letterhead, Message::LetterheadRead),
                context.ask(papers::numbering, Message::NumberingRead),
                context.ask(registers::prints_head, Message::HeadRead),
                context.ask(readings::are_masked, Message::MaskRead),
            ])
        });
        (dialog, read)
    }

    /// Whether the letterhead was typed in; everything else holds at once.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.letterhead != self.read || self.numbering != self.read_numbering
    }

    /// Wipes typed passwords.
    pub fn forget_passwords(&mut self) {
        self.old_password.zeroize();
        self.new_password.zeroize();
    }

    /// Takes a message.
    pub fn update(
        &mut self,
        message: Message,
        settings: &Settings,
        register: Option<(&Context, &Arc<Mutex<Workspace>>)>,
    ) -> (Task<Message>, Option<Event>) {
        let mut changed = settings.clone();
        match message {
            Message::Language(language) => changed.language = language,
            Message::Theme(theme) => changed.theme = theme,
            Message::NamesHidden(hides) => changed.hide_names(hides),
            Message::Renderer(renderer) => changed.renderer = renderer,
            Message::Idle(typed) => {
                if let Some(minutes) = minutes(&typed) {
                    changed.idle_lock_minutes = IdleLock::new(minutes);
                }
                self.idle = typed;
                self.has_left_idle = false;
            }
            Message::IdleLeft => {
                self.has_left_idle = true;
                return (Task::none(), None);
            }
            Message::LetterheadRead(Ok(letterhead)) => {
                self.read = Some(letterhead.clone());
                self.letterhead = Some(letterhead);
                return (Task::none(), None);
            }
            Message::Typed(line, typed) => {
                if let Some(letterhead) = &mut self.letterhead {
                    *line.of(letterhead) = typed;
                }
                return (Task::none(), None);
            }
            Message::NumberingRead(Ok(numbering)) => {
                self.read_numbering = Some(numbering.clone());
                self.numbering = Some(numbering);
                return (Task::none(), None);
            }
            Message::HeadRead(Ok(prints)) => {
                self.head_on_paper = Some(prints);
                return (Task::none(), None);
            }
            Message::MaskRead(Ok(masks)) => {
                self.masks_numbers = Some(masks);
                return (Task::none(), None);
            }
            Message::MaskTurned(masks) => {
                let read: Read = (readings::are_masked, Message::MaskRead);
                return (turned(register, masks, readings::set_masked, read), None);
            }
            Message::HeadTurned(prints) => {
                let read: Read = (registers::prints_head, Message::HeadRead);
                return (turned(register, prints, registers::set_prints_head, read), None);
            }
            Message::Term(typed) => {
                if let Some(numbering) = &mut self.numbering {
                    numbering.term = typed;
                }
                return (Task::none(), None);
            }
            Message::Body(typed) => {
                if let Some(numbering) = &mut self.numbering {
                    numbering.body = typed;
                }
                return (Task::none(), None);
            }
            Message::OldPassword(typed) => {
                self.old_password = typed;
                return (Task::none(), None);
            }
            Message::NewPassword(typed) => {
                self.new_password = typed;
                return (Task::none(), None);
            }
            Message::PasswordChosen => {
                let task = register
                    .map_or_else(Task::none, |(context, workspace)| self.change_password(context, workspace));
                return (task, None);
            }
            Message::PasswordChanged(result) => {
                if result.is_ok() {
                    self.forget_passwords();
                }
                let noted = result.as_ref().ok().cloned().map(Event::Noted);
                self.password_note = Some(result.map(|_| ()));
                return (Task::none(), noted);
            }
            Message::CodeChosen => {
                let task = register
                    .map_or_else(Task::none, |(context, workspace)| self.make_code(context, workspace));
                return (task, None);
            }
            Message::CodeMade(Ok(parcel)) => {
                self.forget_passwords();
                self.password_note = None;
                let made = parcel.take();
                return (Task::none(), made.map(|made| Event::Code(made.value.grouped(), made.changes)));
            }
            Message::CodeMade(Err(error)) => {
                self.password_note = Some(Err(error));
                return (Task::none(), None);
            }
            Message::UsersAsked => return (Task::none(), Some(Event::Users)),
            Message::RegimesAsked => return (self.save_letterhead(register), Some(Event::Regimes)),
            Message::Closed => {
                let save = Task::batch([self.save_letterhead(register), self.save_numbering(register)]);
                return (save, Some(Event::Close));
            }
            Message::LetterheadSaved(Ok(committed)) => {
                return (Task::none(), Some(Event::Committed(committed.changes)));
            }
            Message::LetterheadSaved(Err(error))
            | Message::LetterheadRead(Err(error))
            | Message::HeadRead(Err(error))
            | Message::MaskRead(Err(error))
            | Message::NumberingRead(Err(error)) => {
                return (Task::none(), Some(Event::Failed(error)));
            }
        }
        (Task::none(), Some(Event::Settings(changed)))
    }

    fn change_password(&self, context: &Context, workspace: &Arc<Mutex<Workspace>>) -> Task<Message> {
        let (workspace, author) = (Arc::clone(workspace), context.author.clone());
        let old = Zeroizing::new(self.old_password.clone());
        let new = Zeroizing::new(self.new_password.clone());
        context.ask(
            move |database| {
                let mut workspace = workspace.lock().map_err(|_| store::Error::Internal)?;
                let hard = (Cost::STANDARD, &author);
                users::change_own_password(database, workspace.keys_mut(), (&old, &new), hard)
            },
            Message::PasswordChanged,
        )
    }

    fn make_code(&self, context: &Context, workspace: &Arc<Mutex<Workspace>>) -> Task<Message> {
        let (workspace, author) = (Arc::clone(workspace), context.author.clone());
        let password = Zeroizing::new(self.old_password.clone());
        context.ask(
            move |database| {
                let mut workspace = workspace.lock().map_err(|_| store::Error::Internal)?;
                let hard = (Cost::STANDARD, &author);
                users::renew_recovery_code(database, workspace.keys_mut(), &password, hard).map(Parcel::new)
            },
            Message::CodeMade,
        )
    }

    fn save_letterhead(&mut self, register: Option<(&Context, &Arc<Mutex<Workspace>>)>) -> Task<Message> {
        match (self.letterhead.take(), register) {
            (Some(letterhead), Some((context, _))) => {
                let author = context.author.clone();
                context.ask(
                    move |database| registers::set_letterhead(database, &letterhead, &author),
                    Message::LetterheadSaved,
                )
            }
            (None, _) | (_, None) => Task::none(),
        }
    }

    /// Saves how documents are numbered, if it was changed.
    fn save_numbering(&mut self, register: Option<(&Context, &Arc<Mutex<Workspace>>)>) -> Task<Message> {
        let changed =
            self.numbering.take().filter(|numbering| self.read_numbering.as_ref() != Some(numbering));
        match (changed, register) {
            (Some(numbering), Some((context, _))) => {
                let author = context.author.clone();
                context.ask(
                    move |database| papers::set_numbering(database, &numbering, &author),
                    Message::LetterheadSaved,
                )
            }
            (None, _) | (_, None) => Task::none(),
        }
    }

    /// The dialog's content; with a password to change if there is one.
    pub fn view<'a>(&'a self, settings: &'a Settings, has_password: bool) -> Dialog<'a, Message> {
        let languages =
            [Named(Language::Vi, fl!("settings-vietnamese")), Named(Language::En, fl!("settings-english"))];
        let themes = [Named(Theme::Light, fl!("settings-light")), Named(Theme::Dark, fl!("settings-dark"))];
        let renderers = [
            Named(Renderer::Auto, fl!("settings-auto")),
            Named(Renderer::Software, fl!("settings-software")),
            Named(Renderer::Gpu, fl!("settings-gpu")),
        ];
        let looks = row![
            named(fl!("settings-language"), &languages, settings.language, Message::Language),
            named(fl!("settings-theme"), &themes, settings.theme, Message::Theme),
            named(fl!("settings-renderer"), &renderers, settings.renderer, Message::Renderer),
        ]
        .spacing(distance::MEDIUM);
        let is_wrong = self.has_left_idle && minutes(&self.idle).is_none();
        let idle = text_field(fl!("settings-idle"), &self.idle)
            .id("settings-idle")
            .hint(fl!("settings-idle-hint"))
            .problem(is_wrong.then(|| fl!("settings-idle-wrong")))
            .on_leave(Message::IdleLeft)
            .on_input(Message::Idle);
        let body = column![
            looks,
            idle,
            tick(fl!("settings-hide-names"), settings.hides_names).on_turn(Message::NamesHidden),
            // It comes in later; without a place of its own the password below would lose the focus.
            column![self.letterhead.as_ref().map(letterhead)],
            column![self.numbering.as_ref().map(numbering)],
            column![self.head_on_paper.map(|prints| {
                tick(fl!("settings-head-on-paper"), prints)
                    .id("settings-head-on-paper")
                    .on_turn(Message::HeadTurned)
            })],
            column![self.masks_numbers.map(|masks| {
                tick(fl!("settings-numbers-masked"), masks)
                    .id("settings-numbers-masked")
                    .on_turn(Message::MaskTurned)
            })],
            column![
                self.letterhead
                    .as_ref()
                    .map(|_| { press(text::body(fl!("regimes-title"))).on_press(Message::RegimesAsked) })
            ],
            has_password.then(|| self.password()),
        ]
        .spacing(distance::LARGE)
        .padding([0.0, distance::MEDIUM]);
        Dialog::new("settings", fl!("settings-title"), Message::Closed)
            .wide()
            .body(scroll(body).height(iced::Length::Shrink))
            .button(
                press(text::strong(fl!("common-close")))
                    .hint("Esc")
                    .style(button::primary)
                    .on_press(Message::Closed),
            )
            .bind(Chord::ctrl('s'), Message::Closed)
    }

    fn password(&self) -> crate::ui::Element<'_, Message> {
        let note = self.password_note.as_ref().map(|result| match result {
            Ok(()) => text::body(fl!("settings-password-changed")).style(text::success),
            Err(error) => text::body(sentence::error(error)).style(text::danger),
        });
        column![
            text::heading(fl!("settings-password")),
            row![
                text_field(fl!("settings-old-password"), &self.old_password)
                    .secure(true)
                    .on_input(Message::OldPassword),
                text_field(fl!("start-new-password"), &self.new_password)
                    .secure(true)
                    .on_input(Message::NewPassword)
                    .on_submit(Message::PasswordChosen),
            ]
            .spacing(distance::MEDIUM),
            strength_line(&self.new_password, ""),
            column![note],
            row![
                press(text::body(fl!("settings-password-change")))
                    .on_press_maybe((!self.new_password.is_empty()).then_some(Message::PasswordChosen)),
                press(text::body(fl!("settings-new-code")))
                    .id("settings-new-code")
                    .on_press_maybe((!self.old_password.is_empty()).then_some(Message::CodeChosen)),
                press(text::body(fl!("settings-users"))).id("settings-users").on_press(Message::UsersAsked),
            ]
            .spacing(distance::SMALL),
            text::caption(fl!("settings-new-code-hint")).style(text::muted),
        ]
        .spacing(distance::SMALL)
        .into()
    }
}

impl Line {
    fn of(self, letterhead: &mut Letterhead) -> &mut String {
        match self {
            Self::UpperBody => &mut letterhead.upper_body,
            Self::IssuingBody => &mut letterhead.issuing_body,
            Self::Place => &mut letterhead.place,
            Self::Authority => &mut letterhead.authority,
            Self::Post => &mut letterhead.post,
            Self::Signer => &mut letterhead.signer,
        }
    }
}

/// Minutes after which the window may be locked, as they are typed.
fn minutes(typed: &str) -> Option<u16> {
    let minutes = typed.trim().parse().ok()?;
    (IdleLock::new(minutes).minutes() == minutes).then_some(minutes)
}

fn named<'a, T: Clone + PartialEq + 'a>(
    label: String,
    options: &[Named<T>],
    chosen: T,
    message: impl Fn(T) -> Message + 'a,
) -> crate::ui::Element<'a, Message> {
    let chosen = options.iter().find(|option| option.0 == chosen).cloned();
    choice(label, options, chosen, move |Named(value, _)| message(value)).into()
}

fn letterhead(letterhead: &Letterhead) -> crate::ui::Element<'_, Message> {
    let field = |label: String, value: &str, line: Line| {
        text_field(label, value).on_input(move |typed| Message::Typed(line, typed))
    };
    column![
        text::heading(fl!("settings-letterhead")),
        row![
            field(fl!("settings-upper-body"), &letterhead.upper_body, Line::UpperBody),
            field(fl!("settings-issuing-body"), &letterhead.issuing_body, Line::IssuingBody),
            field(fl!("settings-place"), &letterhead.place, Line::Place),
        ]
        .spacing(distance::MEDIUM),
        row![
            field(fl!("settings-authority"), &letterhead.authority, Line::Authority),
            field(fl!("settings-post"), &letterhead.post, Line::Post),
            field(fl!("settings-signer"), &letterhead.signer, Line::Signer),
        ]
        .spacing(distance::MEDIUM),
    ]
    .spacing(distance::SMALL)
    .into()
}

/// How something that is on or off is read, and what says so.
type Read = (fn(&mut Database) -> Result<bool>, fn(Result<bool>) -> Message);

/// Turns something of the register on or off. What holds is read after it: a role may not reach so
/// far.
fn turned(
    register: Option<(&Context, &Arc<Mutex<Workspace>>)>,
    is_on: bool,
    set: fn(&mut Database, bool, &Author) -> Result<Committed<()>>,
    (read, said): Read,
) -> Task<Message> {
    let Some((context, _)) = register else { return Task::none() };
    let author = context.author.clone();
    let set = context.ask(move |database| set(database, is_on, &author), Message::LetterheadSaved);
    Task::batch([set, context.ask(read, said)])
}

fn numbering(numbering: &Numbering) -> crate::ui::Element<'_, Message> {
    row![
        text_field(fl!("settings-term"), &numbering.term)
            .hint(fl!("settings-term-hint"))
            .on_input(Message::Term),
        text_field(fl!("settings-body-sign"), &numbering.body)
            .hint(fl!("settings-body-sign-hint"))
            .on_input(Message::Body),
    ]
    .spacing(distance::MEDIUM)
    .into()
}
