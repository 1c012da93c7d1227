//! Users of a register: who they are, what they may do, their passwords.
//!
//! Two files change together: the rows in the database and the slots in `keys.toml`. The rows come
//! first, so that a crash in between leaves a user without a password (a manager sets it) or a
//! closed user whose slot still opens the key but not the register, and goes at the next opening.

use serde::Serialize;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Author, Changes, Committed, Database, Error, Result};
use crate::domain::problem::{Field, Kind};
use crate::domain::setting::Setting;
use crate::domain::text;
use crate::domain::user::Role;
use crate::fl;
use crate::i18n::term;
use crate::store::user::{self, User};
use crate::store::workspace::{self, Cost, Keys, MasterKey, Opener, Owner, RecoveryCode, Secret, password};
use crate::store::{Tx, register};

pub use crate::store::user::Way;

/// A user as the page of users shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The user.
    #[serde(flatten)]
    pub user: User,
    /// Whether a password opens the register for the user.
    pub has_password: bool,
    /// Whether this user acts now.
    pub is_me: bool,
}

/// A user to be added.
#[derive(Debug, Clone, Default)]
pub struct NewUser {
    /// Name, as the journal will write it.
    pub name: String,
    /// What the user may do.
    pub role: Option<Role>,
    /// The first password, which the user changes.
    pub password: Zeroizing<String>,
    /// The name of the one who was alone until now; unused when there are users already.
    pub own_name: String,
}

/// All users, the first one first; none of a register that one person keeps alone.
///
/// # Errors
/// What the disk reports.
pub fn list(database: &mut Database, keys: &Keys) -> Result<Vec<Listed>> {
    let users = database.read(|tx| user::all(tx).map_err(Error::from))?;
    let owners = keys.owners();
    let (acting, all) = (database.acting(), users.clone());
    let listed = users.into_iter().map(|user| Listed {
        has_password: owners.contains(&user::slot_of(&all, &user)),
        is_me: acting == Some(user.id),
        user,
    });
    Ok(listed.collect())
}

/// The user who acts; none in a register that one person keeps alone.
///
/// # Errors
/// What the disk reports.
pub fn acting(database: &mut Database) -> Result<Option<User>> {
    let Some(id) = database.acting() else { return Ok(None) };
    database.read(|tx| user::get(tx, id).map(Some).map_err(Error::from))
}

/// Adds a user with a first password. The one who was alone until now becomes the first user, who
/// may do everything, and needs a name.
///
/// # Errors
/// [`Error::Refused`] for what was entered, [`Error::Password`] for a weak password; `PasswordTaken`,
/// `TooManyUsers`; `NotAllowed`; what the disk reports.
pub fn add(
    database: &mut Database,
    keys: &mut Keys,
    new: &NewUser,
    (cost, author): (Cost, &Author),
) -> Result<Committed<i64>> {
    let name = checked_name(&new.name, Field::Name)?;
    let role = new.role.ok_or_else(|| Error::refused(Field::Role, Kind::Required))?;
    password::check(&new.password, &[&name]).map_err(Error::Password)?;
    let is_first = database.read(|tx| user::all(tx).map_err(Error::from))?.is_empty();
    let own_name = if is_first { checked_name(&new.own_name, Field::OwnName)? } else { String::new() };
    if is_first && text::fold(&own_name) == text::fold(&name) {
        return Err(Error::refused(Field::Name, Kind::Duplicate { of: own_name }));
    }
    let slot = random_slot()?;
    let sealed = keys.seal_password(&database.own_key(), Owner::User(slot), (&new.password, cost))?;
    let own_slot = random_slot()?;
    let done = database.commit(author.does("user_added"), |tx| -> Result<(i64, Option<i64>)> {
        expect_free(tx, &name)?;
        tx.describe(fl!("journal-user-added", name = name.as_str(), role = term::role(role)));
        let first = is_first.then(|| user::insert(tx, own_slot, &own_name, Role::Manage)).transpose()?;
        Ok((user::insert(tx, slot, &name, role)?, first))
    })?;
    if let (_, Some(first)) = done.value {
        database.act_as(Some(first));
    }
    keys.put(sealed)?;
    Ok(done.map(|(id, _)| id))
}

/// Gives a user another role.
///
/// # Errors
/// [`Error::Refused`] when nobody could manage the users then; `NotAllowed`; `NotFound`.
pub fn set_role(
    database: &mut Database,
    keys: &Keys,
    (id, role): (i64, Role),
    author: &Author,
) -> Result<Committed<()>> {
    let owners = keys.owners();
    database.commit(author.does("user_role_set"), |tx| {
        let mut user = open_user(tx, id)?;
        if role < Role::Manage {
            expect_other_manager(tx, id, &owners)?;
        }
        let name = user.name.as_str();
        tx.describe(fl!("journal-user-role-set", name = name, role = term::role(role)));
        user.role = role;
        user::update(tx, &user).map_err(Error::from)
    })
}

/// Closes a user: the name stays in the journal, the password opens nothing any more.
///
/// # Errors
/// [`Error::Refused`] for the last manager and for oneself; `NotAllowed`; `NotFound`; what the disk
/// reports.
pub fn close(database: &mut Database, keys: &mut Keys, id: i64, author: &Author) -> Result<Committed<()>> {
    let (owners, acting) = (keys.owners(), database.acting());
    let done = database.commit(author.does("user_closed"), |tx| -> Result<Owner> {
        let mut user = open_user(tx, id)?;
        expect_other_manager(tx, id, &owners)?;
        if acting == Some(id) {
            return Err(Error::refused(Field::User, Kind::OwnUser));
        }
        tx.describe(fl!("journal-user-closed", name = user.name.as_str()));
        let owner = user::slot_of(&user::all(tx)?, &user);
        user.closed_on = Some(author.today);
        user::update(tx, &user)?;
        Ok(owner)
    })?;
    keys.remove_password(done.value)?;
    Ok(done.map(|_| ()))
}

/// Sets another user's password: a first one, or one for a user who forgot it.
///
/// # Errors
/// [`Error::Password`] for a weak one; `PasswordTaken`; `NotAllowed`; `NotFound`; what the disk
/// reports.
pub fn set_password(
    database: &mut Database,
    keys: &mut Keys,
    (id, new): (i64, &str),
    (cost, author): (Cost, &Author),
) -> Result<Committed<()>> {
    let owner = database.read(|tx| -> Result<Owner> {
        let user = open_user(tx, id)?;
        password::check(new, &[&user.name]).map_err(Error::Password)?;
        Ok(user::slot_of(&user::all(tx)?, &user))
    })?;
    let sealed = keys.seal_password(&database.own_key(), owner, (new, cost))?;
    let done = note_password(database, id, author.does("user_password_set"))?;
    keys.put(sealed)?;
    Ok(done)
}

/// Changes the password of whoever acts, who proves it with the old one.
///
/// # Errors
/// [`Error::Password`] for a weak one; `WrongPassword`, also for that of another user;
/// `PasswordTaken`; what the disk reports. The old password then still opens.
pub fn change_own_password(
    database: &mut Database,
    keys: &mut Keys,
    (old, new): (&str, &str),
    (cost, author): (Cost, &Author),
) -> Result<Changes> {
    password::check(new, &[]).map_err(Error::Password)?;
    let (key, owner) = prove(database, keys, old)?;
    let sealed = keys.seal_password(&key, owner, (new, cost))?;
    let changes = match database.acting() {
        Some(id) => note_password(database, id, author.does("user_password_changed"))?.changes,
        None => Changes::default(),
    };
    keys.put(sealed)?;
    Ok(changes)
}

/// The key and the slot that the password of whoever acts opens.
fn prove(database: &mut Database, keys: &Keys, password: &str) -> Result<(MasterKey, Owner)> {
    let (key, opener) = keys.unlock_as(Secret::Password(password))?;
    let Opener::Password(owner) = opener else { return Err(workspace::Error::WrongPassword.into()) };
    let users = database.read(|tx| user::all(tx).map_err(Error::from))?;
    let proved = user::owner_of(&users, owner).map(|user| user.id);
    if proved != database.acting() {
        return Err(workspace::Error::WrongPassword.into());
    }
    Ok((key, owner))
}

/// Makes a new recovery code in place of the old one, which opens nothing any more; whoever acts
/// proves the right to it with the own password. For a code that was lost, seen by others, or damaged.
///
/// # Errors
/// `WrongPassword`, also for that of another user; `NotAllowed`; what the disk reports. The old code
/// then still opens.
pub fn renew_recovery_code(
    database: &mut Database,
    keys: &mut Keys,
    password: &str,
    (cost, author): (Cost, &Author),
) -> Result<Committed<RecoveryCode>> {
    let (key, _) = prove(database, keys, password)?;
    let (sealed, code) = keys.seal_recovery_code(&key, cost)?;
    let done = database.commit(author.does("recovery_code_renewed"), |tx| {
        tx.describe(fl!("journal-recovery-code-renewed"));
        let now = chrono::Local::now().format("%Y-%m-%dT%H:%M:%S").to_string();
        register::set_setting(tx, Setting::RecoveryCodeMade.code(), &now).map_err(Error::from)
    })?;
    keys.put_recovery_code(sealed)?;
    Ok(done.map(|()| code))
}

fn note_password(
    database: &mut Database,
    id: i64,
    operation: crate::store::journal::Operation,
) -> Result<Committed<()>> {
    database.commit(operation, |tx| {
        let mut user = open_user(tx, id)?;
        tx.describe(fl!("journal-user-password-set", name = user.name.as_str()));
        user.passwords += 1;
        user::update(tx, &user).map_err(Error::from)
    })
}

/// The user with this name who is not closed.
///
/// # Errors
/// [`Error::Refused`] when there is none.
pub fn named(database: &mut Database, name: &str) -> Result<User> {
    let wanted = text::fold(&text::tidy(name));
    let users = database.read(|tx| user::all(tx).map_err(Error::from))?;
    let found = users.into_iter().find(|user| user.is_open() && text::fold(&user.name) == wanted);
    found.ok_or_else(|| Error::refused(Field::User, Kind::NotFound))
}

/// Who acts after the register was opened so; none in a register that one person keeps alone. The
/// recovery code belongs to the register: it stands for the first manager.
///
/// # Errors
/// [`Error::UserClosed`] for a user who is closed or unknown.
pub(super) fn opened_by(database: &mut Database, opener: Opener) -> Result<Option<User>> {
    let users = database.read(|tx| user::all(tx).map_err(Error::from))?;
    if users.is_empty() {
        return Ok(None);
    }
    match opener {
        Opener::RecoveryCode => Ok(first_manager(&users).cloned()),
        Opener::Password(owner) => match user::owner_of(&users, owner) {
            Some(user) if user.is_open() => Ok(Some(user.clone())),
            Some(_) | None => Err(Error::UserClosed),
        },
    }
}

/// Takes away the slots of closed users, which a crash left. What can't be written stays for the
/// next time: it opens the register for nobody.
pub(super) fn sweep(database: &mut Database, keys: &mut Keys) {
    let Ok(users) = database.read(|tx| user::all(tx).map_err(Error::from)) else { return };
    for owner in keys.owners() {
        let is_closed = user::owner_of(&users, owner).is_some_and(|user| !user.is_open());
        if is_closed && let Err(error) = keys.remove_password(owner) {
            log::warn!("the slot of a closed user stays: {error}");
        }
    }
}

/// Whose password the recovery code sets anew: the named user's, or the first manager's.
///
/// # Errors
/// [`Error::Refused`] when nobody has that name.
pub(super) fn recovered(database: &mut Database, name: Option<&str>) -> Result<(Owner, Option<User>)> {
    let users = database.read(|tx| user::all(tx).map_err(Error::from))?;
    let user = match name {
        Some(name) => Some(named(database, name)?),
        None => first_manager(&users).cloned(),
    };
    Ok((user.as_ref().map_or(Owner::First, |user| user::slot_of(&users, user)), user))
}

fn first_manager(users: &[User]) -> Option<&User> {
    users.iter().find(|user| user.is_open() && user.role == Role::Manage)
}

fn checked_name(typed: &str, field: Field) -> Result<String> {
    let name = text::tidy(typed);
    match name.chars().count() {
        0 => Err(Error::refused(field, Kind::Required)),
        1..=100 if name.chars().any(char::is_control) => Err(Error::refused(field, Kind::BadCharacters)),
        1..=100 => Ok(name),
        _ => Err(Error::refused(field, Kind::TooLong { max: 100 })),
    }
}

/// Two open users of the same name could not be told apart in the journal.
fn expect_free(tx: &Tx<'_>, name: &str) -> Result<()> {
    let wanted = text::fold(name);
    let holder = user::all(tx)?.into_iter().find(|user| user.is_open() && text::fold(&user.name) == wanted);
    match holder {
        Some(holder) => Err(Error::refused(Field::Name, Kind::Duplicate { of: holder.name })),
        None => Ok(()),
    }
}

fn open_user(tx: &Tx<'_>, id: i64) -> Result<User> {
    let user = user::get(tx, id)?;
    if user.is_open() { Ok(user) } else { Err(Error::refused(Field::User, Kind::UserClosed)) }
}

/// Refuses to leave the register without a manager who can open it.
fn expect_other_manager(tx: &Tx<'_>, id: i64, owners: &[Owner]) -> Result<()> {
    let users = user::all(tx)?;
    let has_other = users.iter().any(|other| {
        other.id != id
            && other.is_open()
            && other.role == Role::Manage
            && owners.contains(&user::slot_of(&users, other))
    });
    let was_manager = users.iter().any(|user| user.id == id && user.role == Role::Manage);
    if has_other || !was_manager { Ok(()) } else { Err(Error::refused(Field::Role, Kind::LastManager)) }
}

fn random_slot() -> Result<Uuid> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| workspace::Error::NoRandomness)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}
