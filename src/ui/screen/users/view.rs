//! How the dialog of the users is arranged: the list, and below it what can be done or the form.

use iced::Length;
use iced::widget::{column, row};

use super::form::{Form, What};
use super::{LIST, Message, Users};
use crate::domain::date;
use crate::domain::problem::Field;
use crate::domain::user::Role;
use crate::fl;
use crate::i18n::term;
use crate::services::users::Listed;
use crate::ui::Element;
use crate::ui::screen::lock::strength_line;
use crate::ui::theme::{button, space as distance, text};
use crate::ui::widget::{Dialog, choice_named, grid, press, text_field};

/// The dialog.
pub fn dialog(users: &Users) -> Dialog<'_, Message> {
    let list = grid(
        &users.grid,
        &users.columns,
        users.listed.len(),
        |row, column| users.listed.get(row).map_or_else(String::new, |one| cell(one, column)),
        Message::Grid,
    )
    .id(LIST)
    .empty(fl!("users-alone"))
    .height(Length::Fixed(190.0));
    let note = match (&users.note, users.attempt.is_sent()) {
        (_, true) => text::body(fl!("start-busy")).style(text::muted),
        (Some(Ok(words)), false) => text::body(words.as_str()).style(text::success),
        (Some(Err(words)), false) => text::body(words.as_str()).style(text::danger),
        (None, false) => text::body(fl!("users-what")).style(text::muted),
    };
    let below: Element<'_, Message> = match &users.form {
        None => actions(users),
        Some(form) => fields(users, form),
    };
    let escape = if users.form.is_some() { Message::FormShut } else { Message::Closed };
    let dialog = Dialog::new("users", fl!("users-title"), escape)
        .wide()
        .warned(users.attempt.question())
        .body(column![list, note, below].spacing(distance::MEDIUM));
    match &users.form {
        None => dialog.button(press(text::strong(fl!("common-close"))).hint("Esc").on_press(Message::Closed)),
        Some(form) => {
            let style = if form.what == What::Close { button::danger } else { button::primary };
            dialog
                .button(
                    press(text::body(fl!("common-cancel")))
                        .id("users-shut")
                        .hint("Esc")
                        .on_press(Message::FormShut),
                )
                .button(
                    press(text::strong(do_words(form.what)))
                        .hint("Enter")
                        .style(style)
                        .on_press_unless(users.attempt.is_sent(), Message::Submitted),
                )
                .on_enter(Message::Submitted)
        }
    }
}

fn cell(one: &Listed, column: usize) -> String {
    match column {
        0 if one.is_me => fl!("users-me", name = one.user.name.as_str()),
        0 => one.user.name.clone(),
        1 => term::role(one.user.role),
        _ => match (one.user.closed_on, one.has_password) {
            (Some(day), _) => fl!("users-state-closed", day = date::show(day)),
            (None, true) => fl!("users-state-open"),
            (None, false) => fl!("users-state-no-password"),
        },
    }
}

fn actions(users: &Users) -> Element<'_, Message> {
    let can = users.marked().is_some_and(|one| one.user.is_open());
    let on_one = |words: String, what: What| {
        press(text::body(words)).on_press_maybe(can.then_some(Message::FormAsked(what)))
    };
    row![
        press(text::strong(fl!("users-add")))
            .id("users-add")
            .style(button::primary)
            .on_press(Message::FormAsked(What::Add)),
        on_one(fl!("users-role"), What::Role),
        on_one(fl!("users-password"), What::Password),
        on_one(fl!("users-close"), What::Close),
    ]
    .spacing(distance::SMALL)
    .into()
}

fn do_words(what: What) -> String {
    match what {
        What::Add => fl!("users-add-do"),
        What::Role => fl!("users-role-do"),
        What::Password => fl!("users-password-do"),
        What::Close => fl!("users-close-do"),
    }
}

fn fields<'a>(users: &'a Users, form: &'a Form) -> Element<'a, Message> {
    match form.what {
        What::Add => column![
            column![form.needs_own_name.then(|| field(users, Field::OwnName, &form.own_name))],
            row![field(users, Field::Name, &form.name), role(users, form)].spacing(distance::MEDIUM),
            role_in_words(form),
            passwords(users, form),
        ]
        .spacing(distance::SMALL)
        .into(),
        What::Role => column![text::strong(form.name.as_str()), role(users, form), role_in_words(form)]
            .spacing(distance::SMALL)
            .into(),
        What::Password => {
            column![text::strong(form.name.as_str()), passwords(users, form)].spacing(distance::SMALL).into()
        }
        What::Close => column![
            text::strong(form.name.as_str()),
            text::body(fl!("users-close-what", name = form.name.as_str()))
        ]
        .spacing(distance::SMALL)
        .into(),
    }
}

fn field<'a>(users: &'a Users, field: Field, typed: &'a str) -> Element<'a, Message> {
    let (label, id, hint) = match field {
        Field::OwnName => (fl!("field-own-name"), "users-own-name", fl!("users-own-name-hint")),
        Field::Password => (fl!("users-new-password"), "users-password", String::new()),
        Field::PasswordAgain => (fl!("field-password-again"), "users-again", String::new()),
        _ => (fl!("users-column-name"), "users-name", fl!("users-name-hint")),
    };
    text_field(label, typed)
        .id(id)
        .hint(hint)
        .secure(matches!(field, Field::Password | Field::PasswordAgain))
        .problem(users.attempt.problem(field))
        .on_input(move |typed| Message::Typed(field, typed))
        .on_submit(Message::Submitted)
        .into()
}

fn passwords<'a>(users: &'a Users, form: &'a Form) -> Element<'a, Message> {
    column![
        row![field(users, Field::Password, &form.password), field(users, Field::PasswordAgain, &form.again)]
            .spacing(distance::MEDIUM),
        strength_line(&form.password, &form.name),
    ]
    .spacing(distance::TIGHT)
    .into()
}

fn role<'a>(users: &'a Users, form: &'a Form) -> Element<'a, Message> {
    choice_named(fl!("field-role"), Role::ALL, form.role, |role| term::role(*role), Message::Role)
        .id("users-role")
        .problem(users.attempt.problem(Field::Role))
        .into()
}

fn role_in_words<'a>(form: &Form) -> Element<'a, Message> {
    let words = match form.role {
        None => fl!("users-role-none"),
        Some(Role::Read) => fl!("users-role-read"),
        Some(Role::Enter) => fl!("users-role-enter"),
        Some(Role::Decide) => fl!("users-role-decide"),
        Some(Role::Manage) => fl!("users-role-manage"),
    };
    text::caption(words).style(text::muted).into()
}
