//! `users`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::table::table;
use crate::cli::access;
use crate::cli::answer::{Answer, Failure};
use crate::cli::arguments::{Global, coded};
use crate::domain::user::Role;
use crate::domain::{date, text};
use crate::fl;
use crate::i18n::term;
use crate::services::users::{self, Listed, NewUser};
use crate::services::{Author, Database, Result};
use crate::store::workspace::{Cost, Keys};

/// What can be done with the users of a register.
#[derive(Debug, Subcommand)]
pub enum UsersCommand {
    /// Who they are.
    List,
    /// Adds one.
    Add(AddArgs),
    /// Gives one another role.
    Role {
        /// Name.
        #[arg(long = "user", value_name = "NAME")]
        user: String,
        /// The role.
        #[arg(long, value_name = "ROLE", value_parser = coded(Role::ALL, Role::code))]
        role: Role,
    },
    /// Closes one.
    Close {
        /// Name.
        #[arg(long = "user", value_name = "NAME")]
        user: String,
    },
    /// Sets a password: one's own, or another user's.
    Password {
        /// Name; oneself when left out.
        #[arg(long = "user", value_name = "NAME")]
        user_or_self: Option<String>,
        /// A file whose first line is the new password; else SOCHIBO_NEW_PASSWORD, else a prompt.
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
}

/// A user to be added.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Name, as the journal writes it.
    #[arg(long = "name", value_name = "NAME")]
    user_name: String,
    /// What the user may do.
    #[arg(long, value_name = "ROLE", value_parser = coded(Role::ALL, Role::code))]
    role: Role,
    /// The name of the one who was alone until now.
    #[arg(long, value_name = "NAME", default_value = "")]
    own_name: String,
    /// A file whose first line is the first password; else SOCHIBO_NEW_PASSWORD, else a prompt.
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,
}

impl UsersCommand {
    /// Does it.
    ///
    /// # Errors
    /// As opening a register, and what the use case reports.
    pub fn run(self, global: &Global) -> std::result::Result<Answer, Failure> {
        let password = access::password(global)?;
        let new = match &self {
            Self::Add(AddArgs { new_password_file, .. }) | Self::Password { new_password_file, .. } => {
                Some(access::new_password(new_password_file.as_deref(), "SOCHIBO_NEW_PASSWORD")?)
            }
            Self::List | Self::Role { .. } | Self::Close { .. } => None,
        };
        access::with_keys(global, password, move |database, keys, password| {
            let new = new.as_ref().map_or("", |new| new.as_str());
            self.perform(database, keys, (password, new))
        })
    }

    fn perform(self, database: &mut Database, keys: &mut Keys, (own, new): (&str, &str)) -> Result<Answer> {
        let author = Author::here();
        let hard = (Cost::STANDARD, &author);
        match self {
            Self::List => Ok(list(&users::list(database, keys)?)),
            Self::Add(args) => {
                let new = NewUser {
                    name: args.user_name,
                    role: Some(args.role),
                    password: zeroize::Zeroizing::new(new.to_owned()),
                    own_name: args.own_name,
                };
                let done = users::add(database, keys, &new, hard)?;
                let data = json!({ "user": { "id": done.value, "name": text::tidy(&new.name) } });
                Ok(Answer::changed(&done.changes, data))
            }
            Self::Role { user, role } => {
                let user = users::named(database, &user)?;
                let done = users::set_role(database, keys, (user.id, role), &author)?;
                Ok(Answer::changed(&done.changes, json!({ "user": { "name": user.name, "role": role } })))
            }
            Self::Close { user } => {
                let user = users::named(database, &user)?;
                let done = users::close(database, keys, user.id, &author)?;
                Ok(Answer::changed(&done.changes, json!({ "user": { "name": user.name } })))
            }
            Self::Password { user_or_self: None, .. } => {
                users::change_own_password(database, keys, (own, new), hard)?;
                Ok(Answer::new(&json!({ "ok": true }), fl!("cli-password-changed")))
            }
            Self::Password { user_or_self: Some(user), .. } => {
                let user = users::named(database, &user)?;
                let done = users::set_password(database, keys, (user.id, new), hard)?;
                Ok(Answer::changed(&done.changes, json!({ "user": { "name": user.name } })))
            }
        }
    }
}

fn list(listed: &[Listed]) -> Answer {
    if listed.is_empty() {
        return Answer::new(&json!({ "users": [] }), fl!("users-alone"));
    }
    let titles = [fl!("users-column-name"), fl!("field-role"), fl!("users-column-state")];
    let row = |one: &Listed| {
        let state = match (one.user.closed_on, one.has_password) {
            (Some(day), _) => fl!("users-state-closed", day = date::show(day)),
            (None, true) => fl!("users-state-open"),
            (None, false) => fl!("users-state-no-password"),
        };
        vec![one.user.name.clone(), term::role(one.user.role), state]
    };
    let rows: Vec<Vec<String>> = listed.iter().map(row).collect();
    Answer::new(&json!({ "users": listed }), table(&titles, &rows))
}
