//! The form below the list of users: one for each thing that can be done.

use zeroize::Zeroizing;

use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::user::Role;
use crate::fl;
use crate::i18n::term;
use crate::services::users::NewUser;
use crate::store::user::User;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A user is added.
    Add,
    /// The marked one gets another role.
    Role,
    /// The marked one gets a new password.
    Password,
    /// The marked one is closed.
    Close,
}

/// What is typed for it.
#[derive(Debug, Clone)]
pub struct Form {
    pub what: What,
    /// The user whom it is about; 0 for a new one.
    pub user: i64,
    pub name: String,
    pub own_name: String,
    /// Whether the one who was alone until now needs a name.
    pub needs_own_name: bool,
    pub role: Option<Role>,
    /// The role before; none for a new user.
    began: Option<Role>,
    pub password: Zeroizing<String>,
    pub again: Zeroizing<String>,
}

impl Form {
    /// The form for a new user.
    pub fn adding(needs_own_name: bool) -> Self {
        Self {
            what: What::Add,
            user: 0,
            name: String::new(),
            own_name: String::new(),
            needs_own_name,
            role: None,
            began: None,
            password: Zeroizing::default(),
            again: Zeroizing::default(),
        }
    }

    /// The form for one who is there.
    pub fn of(what: What, user: &User) -> Self {
        let role = Some(user.role);
        Self { what, user: user.id, name: user.name.clone(), role, began: role, ..Self::adding(false) }
    }

    /// Takes what was typed.
    pub fn type_in(&mut self, field: Field, typed: String) {
        match field {
            Field::Name => self.name = typed,
            Field::OwnName => self.own_name = typed,
            Field::Password => self.password = Zeroizing::new(typed),
            Field::PasswordAgain => self.again = Zeroizing::new(typed),
            _ => {}
        }
    }

    fn has_password(&self) -> bool {
        matches!(self.what, What::Add | What::Password)
    }

    /// The fields in reading order, with their names for the focus.
    pub fn fields(&self) -> Vec<(Field, &'static str)> {
        let passwords = [(Field::Password, "users-password"), (Field::PasswordAgain, "users-again")];
        let mut fields = match self.what {
            What::Add => vec![
                (Field::OwnName, "users-own-name"),
                (Field::Name, "users-name"),
                (Field::Role, "users-role"),
            ],
            What::Role => vec![(Field::Role, "users-role")],
            What::Password | What::Close => Vec::new(),
        };
        if self.has_password() {
            fields.extend(passwords);
        }
        fields
    }

    /// Where typing begins.
    pub fn first(&self) -> &'static str {
        match self.what {
            What::Add if self.needs_own_name => "users-own-name",
            What::Add => "users-name",
            What::Role => "users-role",
            What::Password => "users-password",
            What::Close => "users-shut",
        }
    }

    /// Whether something was typed or chosen.
    pub fn is_dirty(&self) -> bool {
        let is_named = self.what == What::Add && !(self.name.is_empty() && self.own_name.is_empty());
        is_named || self.role != self.began || !self.password.is_empty() || !self.again.is_empty()
    }

    /// What is seen to be wrong before anything is sent.
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let is_adding = self.what == What::Add;
        let mut require = |field, is_missing: bool| {
            if is_missing {
                problems.push(Problem::error(field, Kind::Required));
            }
        };
        require(Field::OwnName, is_adding && self.needs_own_name && self.own_name.trim().is_empty());
        require(Field::Name, is_adding && self.name.trim().is_empty());
        require(Field::Role, is_adding && self.role.is_none());
        require(Field::Password, self.has_password() && self.password.is_empty());
        if self.has_password() && *self.password != *self.again {
            problems.push(Problem::error(Field::PasswordAgain, Kind::PasswordsDiffer));
        }
        problems
    }

    /// The new user.
    pub fn new_user(&self) -> NewUser {
        NewUser {
            name: self.name.clone(),
            role: self.role,
            password: self.password.clone(),
            own_name: self.own_name.clone(),
        }
    }

    /// What was done, in a sentence.
    pub fn done_in_words(&self) -> String {
        let name = self.name.as_str();
        match self.what {
            What::Add => fl!("users-added", name = name),
            What::Role => {
                let role = self.role.map(term::role).unwrap_or_default();
                fl!("users-role-set", name = name, role = role)
            }
            What::Password => fl!("users-password-set", name = name),
            What::Close => fl!("users-closed", name = name),
        }
    }
}
