//! Getting at the register: its folder, its password.

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use zeroize::Zeroizing;

use super::answer::Failure;
use super::arguments::Global;
use super::command::backups;
use super::output;
use crate::fl;
use crate::i18n::sentence;
use crate::services::registers::{self, OpenRegister};
use crate::services::{Database, inspection};
use crate::store;
use crate::store::workspace::{Keys, Secret};

/// Opens the register that the arguments name.
///
/// # Errors
/// No password, or what opening reports.
pub fn open(global: &Global) -> Result<OpenRegister, Failure> {
    open_with(global, &password(global)?)
}

/// The same with a password that was asked for.
///
/// # Errors
/// What opening reports.
pub fn open_with(global: &Global, password: &str) -> Result<OpenRegister, Failure> {
    let register = registers::open(folder(global)?, Secret::Password(password))?;
    // Told on the side, once: what was asked is done all the same.
    for finding in register.db.wait(inspection::glance)? {
        output::message(&sentence::finding(&finding));
    }
    Ok(register)
}

/// Opens the register, does what concerns the file of its keys too, and closes it; the password is
/// handed on as a proof.
///
/// # Errors
/// What opening or the work reports.
pub fn with_keys<T: Send + 'static>(
    global: &Global,
    password: Zeroizing<String>,
    work: impl FnOnce(&mut Database, &mut Keys, &str) -> crate::services::Result<T> + Send + 'static,
) -> Result<T, Failure> {
    let OpenRegister { db, workspace } = open_with(global, &password)?;
    let workspace = Arc::new(Mutex::new(workspace));
    let held = Arc::clone(&workspace);
    let done = db.wait(move |database| {
        let mut workspace = held.lock().map_err(|_| store::Error::Internal)?;
        work(database, workspace.keys_mut(), &password)
    });
    let workspace = Arc::into_inner(workspace).and_then(|workspace| workspace.into_inner().ok());
    backups::close(OpenRegister { db, workspace: workspace.ok_or(store::Error::Internal)? })?;
    Ok(done?)
}

/// The register's folder.
///
/// # Errors
/// Wrong usage when none is named.
pub fn folder(global: &Global) -> Result<&Path, Failure> {
    global.workspace.as_deref().ok_or_else(|| Failure::Usage(fl!("cli-no-workspace")))
}

/// The password: from the file, the environment, or the person at the terminal.
///
/// # Errors
/// [`Failure::NoPassword`], or what reading the file reports.
pub fn password(global: &Global) -> Result<Zeroizing<String>, Failure> {
    match given(global.password_file.as_deref(), "SOCHIBO_PASSWORD")? {
        Some(password) => Ok(password),
        None => ask(&fl!("cli-ask-password")),
    }
}

/// A password for a new register or a new one for an old register; typed twice at a prompt.
///
/// # Errors
/// As [`password`]; a refusal when the two differ or it is empty.
pub fn new_password(file: Option<&Path>, variable: &str) -> Result<Zeroizing<String>, Failure> {
    use crate::domain::problem::{Field, Kind};
    if let Some(password) = given(file, variable)? {
        return Ok(password);
    }
    let password = ask(&fl!("cli-ask-new-password"))?;
    let again = ask(&fl!("cli-ask-new-password-again"))?;
    if password == again {
        Ok(password)
    } else {
        Err(Failure::refused(Field::PasswordAgain, Kind::PasswordsDiffer))
    }
}

/// A secret from a file, else from an environment variable.
///
/// # Errors
/// What reading the file reports.
pub fn given(file: Option<&Path>, variable: &str) -> Result<Option<Zeroizing<String>>, Failure> {
    if let Some(file) = file {
        let text = Zeroizing::new(fs::read_to_string(file).map_err(|error| Failure::file(file, &error))?);
        // Editors end the line, and those of Windows mark the beginning.
        let line = text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
        return Ok(Some(Zeroizing::new(line.to_owned())));
    }
    Ok(std::env::var(variable).ok().map(Zeroizing::new))
}

/// Asks at the terminal, without showing what is typed.
///
/// # Errors
/// [`Failure::NoPassword`] where nobody can be asked.
pub fn ask(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    if !std::io::stderr().is_terminal() && !std::io::stdin().is_terminal() {
        return Err(Failure::NoPassword);
    }
    // The prompt goes to standard error: standard output is for data.
    let _ = write!(std::io::stderr(), "{prompt} ");
    rpassword::read_password().map(Zeroizing::new).map_err(|_| Failure::NoPassword)
}
