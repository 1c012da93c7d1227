//! The register itself: making, filling, looking over, passwords.

use serde_json::json;

use crate::cli::answer::{Answer, Failure};
use crate::cli::arguments::{Create, Global, PasswordChange, Recovery, Sample};
use crate::cli::{access, output};
use crate::domain::number;
use crate::fl;
use crate::i18n::{sentence, term};
use crate::services::registers::{self, NewRegister, Recipe};
use crate::services::{Author, Database, Error, Result, inspection, sample, users};
use crate::store::workspace::password::{self, Refusal};
use crate::store::workspace::{Cost, Secret, Workspace};

/// Makes a register.
///
/// # Errors
/// No or no usable password; what making reports.
pub fn create(new: &Create, global: &Global) -> std::result::Result<Answer, Failure> {
    let made = make(&new.name, global)?;
    let (db, code) = (&made.register.db, made.recovery_code.grouped());
    let info = db.wait(registers::info)?;
    made.register.close()?;
    let text = fl!("cli-created", name = info.register.name.as_str(), code = code.as_str());
    let data = json!({ "register": info.register, "recovery_code": code.as_str() });
    Ok(Answer { sequence: Some(info.sequence), ..Answer::new(&data, text) })
}

/// Makes a register and fills it with sample data.
///
/// # Errors
/// As [`create`], and what filling reports.
pub fn sample(args: &Sample, global: &Global) -> std::result::Result<Answer, Failure> {
    sample::check(args.members)?;
    let name = args.name.clone().unwrap_or_else(|| fl!("cli-sample-name"));
    let made = make(&name, global)?;
    let code = made.recovery_code.grouped();
    let members = args.members;
    let info = made.register.db.wait(move |database| -> Result<registers::Info> {
        sample::fill(database, members, &Author::here())?;
        registers::info(database)
    })?;
    made.register.close()?;
    let text = fl!(
        "cli-sample-made",
        units = number::group(i64::try_from(info.units).unwrap_or(i64::MAX)),
        members = number::group(i64::from(info.members)),
        code = code.as_str()
    );
    let data = json!({
        "register": info.register, "units": info.units, "members": info.members,
        "recovery_code": code.as_str(),
    });
    Ok(Answer { sequence: Some(info.sequence), ..Answer::new(&data, text) })
}

fn make(name: &str, global: &Global) -> std::result::Result<NewRegister, Failure> {
    let folder = access::folder(global)?;
    let password = access::new_password(global.password_file.as_deref(), "SOCHIBO_PASSWORD")?;
    accept(&password, name)?;
    let recipe = Recipe { name, password: &password, cost: Cost::STANDARD };
    Ok(registers::create(folder, recipe, &Author::here())?)
}

/// An empty password is refused. A weak one is only pointed out: who makes a register from a script
/// has chosen it, and the window shows the strength while it is typed.
fn accept(password: &str, name: &str) -> Result<()> {
    match password::check(password, &[name]) {
        Ok(()) => Ok(()),
        Err(Refusal::Empty) => Err(Error::Password(Refusal::Empty)),
        Err(weak @ (Refusal::TooShort | Refusal::TooWeak)) => {
            output::message(&sentence::refusal(weak));
            Ok(())
        }
    }
}

/// Changes the password.
///
/// # Errors
/// As opening a register.
pub fn change_password(args: &PasswordChange, global: &Global) -> std::result::Result<Answer, Failure> {
    let folder = access::folder(global)?;
    let old = access::password(global)?;
    let new = access::new_password(args.new_password_file.as_deref(), "SOCHIBO_NEW_PASSWORD")?;
    let mut workspace = Workspace::open(folder)?;
    registers::change_password(&mut workspace, Secret::Password(&old), &new, Cost::STANDARD)?;
    Ok(Answer::new(&json!({ "ok": true }), fl!("cli-password-changed")))
}

fn new_code(global: &Global) -> std::result::Result<Answer, Failure> {
    let password = access::password(global)?;
    let made = access::with_keys(global, password, |database, keys, password| {
        users::renew_recovery_code(database, keys, password, (Cost::STANDARD, &Author::here()))
    })?;
    let code = made.value.grouped();
    let data = json!({ "recovery_code": code.as_str() });
    let answer = Answer::new(&data, fl!("cli-new-code", code = code.as_str()));
    Ok(Answer { sequence: Some(made.changes.sequence), ..answer })
}

/// Sets a new password with the recovery code, or makes a new code.
///
/// # Errors
/// As opening a register.
pub fn use_recovery_code(args: &Recovery, global: &Global) -> std::result::Result<Answer, Failure> {
    if args.new_code {
        return new_code(global);
    }
    let folder = access::folder(global)?;
    let code = match access::given(args.code_file.as_deref(), "SOCHIBO_RECOVERY_CODE")? {
        Some(code) => code,
        None => access::ask(&fl!("cli-ask-recovery-code"))?,
    };
    let new = access::new_password(args.new_password_file.as_deref(), "SOCHIBO_NEW_PASSWORD")?;
    let register = registers::recover(folder, &code, args.user.as_deref(), (&new, Cost::STANDARD))?;
    register.close()?;
    Ok(Answer::new(&json!({ "ok": true }), fl!("cli-password-changed")))
}

/// What the register is.
///
/// # Errors
/// What the disk reports.
pub fn info(database: &mut Database) -> Result<Answer> {
    let info = registers::info(database)?;
    let text = fl!(
        "cli-info",
        name = info.register.name.as_str(),
        created = info.register.created_at.as_str(),
        units = number::group(i64::try_from(info.units).unwrap_or(i64::MAX)),
        members = number::group(i64::from(info.members)),
        sequence = info.sequence.to_string(),
        chain = info.chain.as_str()
    );
    let text = match &info.user {
        Some(user) => format!(
            "{text}\n{}",
            fl!("cli-info-user", name = user.name.as_str(), role = term::role(user.role))
        ),
        None => text,
    };
    let mut answer = Answer::new(&info, text);
    answer.data.remove("sequence");
    Ok(Answer { sequence: Some(info.sequence), ..answer })
}

/// Looks the register over.
///
/// # Errors
/// What the disk reports when even the looking fails.
pub fn check(database: &mut Database, acknowledges_loss: bool, author: &Author) -> Result<Answer> {
    if acknowledges_loss {
        inspection::acknowledge_loss(database, author)?;
    }
    let inspection = inspection::inspect(database)?;
    let is_fine = inspection.findings.is_empty();
    let sentences: Vec<String> = inspection.findings.iter().map(sentence::finding).collect();
    let text = match is_fine {
        true => fl!("cli-check-fine", sequence = inspection.sequence.to_string()),
        false => format!("{}\n{}", sentences.join("\n"), fl!("cli-check-found")),
    };
    let data = json!({
        "fine": is_fine,
        "findings": inspection.findings.iter().zip(&sentences).map(|(finding, message)| json!({
            "part": finding.part, "what": finding.what, "count": finding.count, "message": message,
        })).collect::<Vec<_>>(),
    });
    Ok(Answer { found_problems: !is_fine, sequence: Some(inspection.sequence), ..Answer::new(&data, text) })
}
