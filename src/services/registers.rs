//! Making, opening and closing a register.

use std::path::Path;

use chrono::{SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::backups::{self, Reason};
use super::{Author, Error, Result, users};
use crate::domain::name;
use crate::domain::problem::{Field, Kind};
use crate::domain::setting::Setting;
use crate::domain::text;
use crate::fl;
use crate::store::register::{self, Register};
use crate::store::user::{self, User};
use crate::store::workspace::{
    Cost, Created, MasterKey, NewDatabase, Opener, Owner, RecoveryCode, Secret, Workspace, front, password,
};
use crate::store::{Committed, Database, Db, Tx, journal};

/// An open register: its folder, held by this program alone, and its worker.
#[derive(Debug)]
pub struct OpenRegister {
    /// The worker. Clones of it stop working once the register is closed.
    pub db: Db,
    /// The folder. Dropped last: it frees the lock.
    pub workspace: Workspace,
}

impl OpenRegister {
    /// Finishes all work and closes the file; the key is gone from memory.
    ///
    /// # Errors
    /// What the disk reports; the register can be opened again.
    pub fn close(self) -> Result<()> {
        self.db.close()?;
        Ok(())
    }
}

/// A register just made.
pub struct NewRegister {
    /// The register, open.
    pub register: OpenRegister,
    /// To be shown once.
    pub recovery_code: RecoveryCode,
}

/// How a register is made.
#[derive(Debug, Clone, Copy)]
pub struct Recipe<'a> {
    /// Name.
    pub name: &'a str,
    /// Password.
    pub password: &'a str,
    /// Work that guessing a password costs.
    pub cost: Cost,
}

/// Makes a register in a folder that is new or empty.
///
/// # Errors
/// [`Error::Refused`] for the name; what the folder or disk reports.
pub fn create(folder: &Path, recipe: Recipe<'_>, author: &Author) -> Result<NewRegister> {
    let name = checked_name(recipe.name)?;
    let created = Workspace::create(folder, recipe.password, recipe.cost, |new| make(new, &name, author))?;
    start(created)
}

/// Makes a register to look around in, gone when it is closed.
///
/// # Errors
/// What the disk reports.
pub fn temporary(name: &str, author: &Author) -> Result<OpenRegister> {
    let name = checked_name(name)?;
    let created = Workspace::temporary(|new| make(new, &name, author))?;
    Ok(start(created)?.register)
}

fn checked_name(typed: &str) -> Result<String> {
    let name = text::tidy(typed);
    match name.chars().count() {
        0 => Err(Error::refused(Field::Name, Kind::Required)),
        1..=200 => Ok(name),
        _ => Err(Error::refused(Field::Name, Kind::TooLong { max: 200 })),
    }
}

fn make(new: &NewDatabase<'_>, name: &str, author: &Author) -> Result<()> {
    let mut database = Database::create(new.path, new.key)?;
    let register = Register {
        uuid: new.register.to_string(),
        name: name.to_owned(),
        created_at: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
    };
    let _: Committed<()> = database.commit(author.does("register_created"), |tx| {
        tx.describe(fl!("journal-register-created", name = name));
        register::insert(tx, &register).map_err(Error::from)
    })?;
    database.close()?;
    Ok(())
}

fn start(created: Created) -> Result<NewRegister> {
    let Created { workspace, key, recovery_code } = created;
    let db = Db::spawn(connect(&workspace, &key)?)?;
    Ok(NewRegister { register: OpenRegister { db, workspace }, recovery_code })
}

/// Opens the database; nobody in particular acts so far.
fn connect(workspace: &Workspace, key: &MasterKey) -> Result<Database> {
    let is_read_only = workspace.is_read_only();
    let has_backups = !workspace.is_temporary() && !is_read_only;
    let mut database = Database::open_after(&workspace.database_path(), key, |old| -> Result<()> {
        if has_backups {
            old.set_backups(workspace.backup_source());
            backups::before(old, Reason::Migration)?;
        }
        Ok(())
    })?;
    if has_backups {
        database.set_backups(workspace.backup_source());
    }
    if !workspace.is_temporary() {
        database.set_place(workspace.place());
    }
    let sort_version = database.read(register::sort_version)?;
    if sort_version != name::KEY_VERSION {
        let operation = Author::here().does("sort_keys_renewed");
        let _: Committed<()> = database.commit(operation, |tx| {
            tx.describe(fl!("journal-sort-keys-renewed"));
            register::renew_sort_keys(tx)
        })?;
    }
    if is_read_only {
        database.refuse_changes();
    }
    Ok(database)
}

/// The same for whoever opened the register.
fn connect_as(workspace: &Workspace, (key, opener): (&MasterKey, Opener)) -> Result<Database> {
    let mut database = connect(workspace, key)?;
    let user = users::opened_by(&mut database, opener)?;
    database.act_as(user.map(|user| user.id));
    Ok(database)
}

/// Opens the register in a folder with a password or the recovery code.
///
/// # Errors
/// Each reason apart: wrong secret, damaged, not a register, newer, open elsewhere, read-only.
pub fn open(folder: &Path, secret: Secret<'_>) -> Result<OpenRegister> {
    let mut workspace = Workspace::open(folder)?;
    let (key, opener) = workspace.keys().unlock_as(secret)?;
    let mut database = connect_as(&workspace, (&key, opener))?;
    users::sweep(&mut database, workspace.keys_mut());
    Ok(OpenRegister { db: Db::spawn(database)?, workspace })
}

/// Opens the register in a folder with the recovery code, and sets a new password: that of the
/// named user, or of the first manager. All others keep theirs.
///
/// # Errors
/// As [`open`]; [`Error::Password`] for a weak one; [`Error::Refused`] when nobody has that name.
pub fn recover(
    folder: &Path,
    code: &str,
    user: Option<&str>,
    (new, cost): (&str, Cost),
) -> Result<OpenRegister> {
    password::check(new, &[]).map_err(Error::Password)?;
    let mut workspace = Workspace::open(folder)?;
    let key = workspace.keys().unlock(Secret::RecoveryCode(code))?;
    // Where one person is alone the password is set before the database is touched, which may be
    // what does not open.
    let is_alone = user.is_none() && workspace.keys().owners().iter().all(|owner| *owner == Owner::First);
    if is_alone {
        workspace.keys_mut().set_password(&key, Owner::First, new, cost)?;
    }
    let mut database = connect(&workspace, &key)?;
    let (owner, user) = users::recovered(&mut database, user)?;
    if !is_alone {
        workspace.keys_mut().set_password(&key, owner, new, cost)?;
    }
    database.act_as(user.map(|user| user.id));
    Ok(OpenRegister { db: Db::spawn(database)?, workspace })
}

/// Asks the window that has the register in a folder open to come to the front.
///
/// # Errors
/// What writing reports; `NotARegister` where nobody has it open any more.
pub fn ask_to_front(folder: &Path) -> Result<()> {
    Ok(front::ask(folder)?)
}

/// Unlocks a register whose folder is still held, after a lock. A temporary one, whose password
/// nobody knows, needs no secret.
///
/// # Errors
/// As [`open`].
pub fn unlock(workspace: &Workspace, secret: Secret<'_>) -> Result<Db> {
    let own = workspace.own_password();
    let secret = own.as_ref().map_or(secret, |own| Secret::Password(own));
    // A folder that was moved away meanwhile is told apart from one that can't be written.
    workspace.database_identity()?;
    let (key, opener) = workspace.keys().unlock_as(secret)?;
    Ok(Db::spawn(connect_as(workspace, (&key, opener))?)?)
}

/// Seals the register's key with a new password; the database is not touched.
///
/// # Errors
/// [`Error::Password`] for a weak one; the wrong proof; what the disk reports. The old password
/// then still opens.
pub fn change_password(workspace: &mut Workspace, proof: Secret<'_>, new: &str, cost: Cost) -> Result<()> {
    password::check(new, &[]).map_err(Error::Password)?;
    Ok(workspace.keys_mut().change_password(proof, new, cost)?)
}

/// What a register is, in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Info {
    /// The register's row.
    #[serde(flatten)]
    pub register: Register,
    /// Units that are not closed.
    pub units: usize,
    /// Current members.
    pub members: u32,
    /// Last number of the journal.
    pub sequence: i64,
    /// The beginning of its hash, which people compare; empty before the first entry.
    pub chain: String,
    /// The user who acts; none where one person is alone.
    pub user: Option<User>,
}

/// Reads the figures.
///
/// # Errors
/// What the disk reports.
pub fn info(database: &mut Database) -> Result<Info> {
    let acting = database.acting();
    database.read(|tx| {
        let head = journal::head(tx)?;
        Ok(Info {
            register: register::get(tx)?,
            units: crate::store::unit::all(tx)?.iter().filter(|unit| unit.closed_on.is_none()).count(),
            members: crate::store::unit::member_counts(tx)?.values().sum(),
            sequence: head.sequence,
            chain: head.short().to_owned(),
            user: acting.map(|id| user::get(tx, id)).transpose()?,
        })
    })
}

/// The setting that keeps the chain's head off printed lists.
const OFF: &str = "off";

/// Whether printed lists say at the bottom which state of the register they show.
///
/// # Errors
/// What the disk reports.
pub fn prints_head(database: &mut Database) -> Result<bool> {
    database.read(|tx| Ok(register::setting(tx, Setting::HeadOnPaper.code())?.as_deref() != Some(OFF)))
}

/// Sets whether they say it.
///
/// # Errors
/// `NotAllowed`; what the disk reports.
pub fn set_prints_head(database: &mut Database, prints: bool, author: &Author) -> Result<Committed<()>> {
    database.commit(author.does("printed_head_set"), |tx: &Tx<'_>| {
        tx.describe(if prints { fl!("journal-printed-head-on") } else { fl!("journal-printed-head-off") });
        let is_on = register::setting(tx, Setting::HeadOnPaper.code())?.as_deref() != Some(OFF);
        if is_on != prints {
            register::set_setting(tx, Setting::HeadOnPaper.code(), if prints { "on" } else { OFF })?;
        }
        Ok(())
    })
}

/// The head of the chain for printed lists; none when it is kept off them.
///
/// # Errors
/// What the disk reports.
pub fn printed_head(database: &mut Database) -> Result<Option<journal::Head>> {
    if !prints_head(database)? {
        return Ok(None);
    }
    database.read(|tx| journal::head(tx).map(Some).map_err(Error::from))
}

/// The names in an editable list; see [`crate::store::register::choices`].
///
/// # Errors
/// What the disk reports.
pub fn choices(database: &mut Database, list: &str) -> Result<Vec<String>> {
    database.read(|tx| register::choices(tx, list).map_err(Error::from))
}

/// What the heads of printed documents say; empty where nothing was set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Letterhead {
    /// The body above, in capitals as stamped.
    pub upper_body: String,
    /// The issuing body.
    pub issuing_body: String,
    /// Place before the date.
    pub place: String,
    /// Authority line over the signature, such as T/M CHI BỘ.
    pub authority: String,
    /// Post of the person who signs, such as BÍ THƯ.
    pub post: String,
    /// Name of the person who signs.
    pub signer: String,
}

const LETTERHEAD: [Setting; 6] = [
    Setting::UpperBody,
    Setting::IssuingBody,
    Setting::Place,
    Setting::Authority,
    Setting::Post,
    Setting::Signer,
];

/// Reads the letterhead.
///
/// # Errors
/// What the disk reports.
pub fn letterhead(database: &mut Database) -> Result<Letterhead> {
    database.read(|tx| {
        let read =
            |of: Setting| -> Result<String> { Ok(register::setting(tx, of.code())?.unwrap_or_default()) };
        let [upper_body, issuing_body, place, authority, post, signer] = LETTERHEAD;
        Ok(Letterhead {
            upper_body: read(upper_body)?,
            issuing_body: read(issuing_body)?,
            place: read(place)?,
            authority: read(authority)?,
            post: read(post)?,
            signer: read(signer)?,
        })
    })
}

/// Sets the letterhead.
///
/// # Errors
/// [`Error::Refused`] for a line of more than 200 characters.
pub fn set_letterhead(
    database: &mut Database,
    letterhead: &Letterhead,
    author: &Author,
) -> Result<Committed<()>> {
    let values = [
        &letterhead.upper_body,
        &letterhead.issuing_body,
        &letterhead.place,
        &letterhead.authority,
        &letterhead.post,
        &letterhead.signer,
    ];
    database.commit(author.does("letterhead_set"), |tx: &Tx<'_>| {
        tx.describe(fl!("journal-letterhead-set"));
        for (name, value) in LETTERHEAD.map(Setting::code).into_iter().zip(values) {
            let value = text::tidy(value);
            if value.chars().count() > 200 {
                return Err(Error::refused(Field::Name, Kind::TooLong { max: 200 }));
            }
            if register::setting(tx, name)?.unwrap_or_default() != value {
                register::set_setting(tx, name, &value)?;
            }
        }
        Ok(())
    })
}
