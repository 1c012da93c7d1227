//! `backup`, `restore` and `salvage`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use futures::executor::block_on;
use serde_json::{Value, json};

use super::table::table;
use crate::cli::access;
use crate::cli::answer::{Answer, Failure};
use crate::cli::arguments::Global;
use crate::cli::output;
use crate::domain::number;
use crate::fl;
use crate::i18n::{sentence, term};
use crate::services::backups::{self, Kept, Manifest, Reason};
use crate::services::registers::OpenRegister;
use crate::services::{Author, salvage};
use crate::store::workspace::Secret;

/// Taking a backup, or what else is done with backups.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct BackupArgs {
    /// What else is done.
    #[command(subcommand)]
    what: Option<BackupCommand>,
    /// A file for a copy of it.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    copy_file: Option<PathBuf>,
    /// A folder for a copy of it.
    #[arg(long = "to", value_name = "DIR", conflicts_with = "copy_file")]
    copy_folder: Option<PathBuf>,
}

/// What is done with backups that are there.
#[derive(Debug, Subcommand)]
enum BackupCommand {
    /// Which there are.
    List,
    /// Whether one is whole.
    Check {
        /// The backup.
        #[arg(value_name = "FILE")]
        backup: PathBuf,
    },
}

/// A backup to be made a register again.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The backup.
    #[arg(value_name = "FILE")]
    backup: PathBuf,
    /// A new or empty folder; without it the register of --workspace is replaced and kept aside.
    #[arg(long = "to", value_name = "FOLDER")]
    restore_to: Option<PathBuf>,
}

type Outcome = Result<Answer, Failure>;

/// Does it.
///
/// # Errors
/// As the use cases.
pub fn backup(args: &BackupArgs, global: &Global) -> Outcome {
    match &args.what {
        None => take(args, global),
        Some(BackupCommand::List) => list(global),
        Some(BackupCommand::Check { backup }) => check(backup, global),
    }
}

fn take(args: &BackupArgs, global: &Global) -> Outcome {
    let register = access::open(global)?;
    let taken = block_on(backups::take(register.db.clone(), Reason::Asked));
    register.close()?;
    let kept = taken?;
    let copy = match (&args.copy_file, &args.copy_folder) {
        (Some(file), _) => {
            backups::copy_as(&kept, file)?;
            Some(file.clone())
        }
        (None, Some(folder)) => Some(backups::copy(&kept, folder)?),
        (None, None) => None,
    };
    let shown = copy.as_deref().unwrap_or(&kept.path).display().to_string();
    let mut data = to_json(&kept);
    data["copy"] = json!(copy.as_deref().map(shown_path));
    Ok(Answer::new(&data, fl!("cli-backup-taken", file = shown)))
}

fn list(global: &Global) -> Outcome {
    let shelf = backups::shelf_of(access::folder(global)?)?;
    let kept = shelf.list().map_err(crate::services::Error::from)?;
    let titles = [
        fl!("backup-column-number"),
        fl!("backup-column-taken"),
        fl!("backup-column-reason"),
        fl!("backup-column-sequence"),
        fl!("backup-column-size"),
        fl!("backup-column-file"),
    ];
    let rows: Vec<Vec<String>> = kept.iter().map(row).collect();
    let data = json!({ "backups": kept.iter().map(to_json).collect::<Vec<_>>() });
    let text = if kept.is_empty() { fl!("backup-none") } else { table(&titles, &rows) };
    Ok(Answer::new(&data, text))
}

fn row(kept: &Kept) -> Vec<String> {
    let manifest = kept.manifest.as_ref();
    vec![
        kept.number.to_string(),
        kept.taken_at.format("%d/%m/%Y %H:%M").to_string(),
        manifest.map_or_else(|| fl!("backup-unreadable"), |manifest| term::backup_reason(manifest.reason)),
        manifest.map(|manifest| manifest.facts.sequence.to_string()).unwrap_or_default(),
        number::megabytes(kept.bytes),
        shown_path(&kept.path),
    ]
}

fn check(file: &Path, global: &Global) -> Outcome {
    let password = access::given(global.password_file.as_deref(), "SOCHIBO_PASSWORD")?;
    let checked = backups::check(file, password.as_ref().map(|password| Secret::Password(password)))?;
    let is_fine = checked.findings.is_empty();
    let mut data = manifest_json(&checked.manifest);
    data["opened"] = json!(checked.is_opened);
    data["fine"] = json!(is_fine);
    let sentences: Vec<String> = checked.findings.iter().map(sentence::finding).collect();
    data["findings"] = json!(sentences);
    let sequence = number::group(checked.manifest.facts.sequence);
    let text = match (checked.is_opened, is_fine) {
        (true, true) => fl!("cli-backup-fine", sequence = sequence),
        (false, _) => fl!("cli-backup-unopened", sequence = sequence),
        (true, false) => format!("{}\n{}", sentences.join("\n"), fl!("cli-check-found")),
    };
    Ok(Answer { found_problems: !is_fine, ..Answer::new(&data, text) })
}

/// Restores a backup.
///
/// # Errors
/// As the use cases; the register that was to be replaced is then as it was.
pub fn restore(args: &RestoreArgs, global: &Global) -> Outcome {
    let password = access::password(global)?;
    let secret = Secret::Password(&password);
    let (folder, aside) = match &args.restore_to {
        Some(folder) => {
            backups::restore(&args.backup, secret, folder)?;
            (folder.as_path(), None)
        }
        None => {
            let folder = access::folder(global)?;
            (folder, Some(backups::restore_in_place(&args.backup, secret, folder)?))
        }
    };
    let shown = shown_path(folder);
    let text = match &aside {
        None => fl!("cli-restored", folder = shown.as_str()),
        Some(aside) => fl!("cli-restored-aside", folder = shown.as_str(), aside = shown_path(aside)),
    };
    let data = json!({ "ok": true, "folder": shown, "kept_aside": aside.as_deref().map(shown_path) });
    Ok(Answer::new(&data, text))
}

/// Closes a register; what was changed is backed up before, unless that was done lately. That a
/// backup fails is told, but it undoes nothing.
///
/// # Errors
/// What the disk reports while closing.
pub fn close(register: OpenRegister) -> Result<(), Failure> {
    let is_recent = backups::is_recent(&register.workspace.shelf()).unwrap_or_default();
    if !is_recent && let Err(error) = block_on(backups::take_if_changed(register.db.clone(), Reason::Closing))
    {
        let reason = sentence::error(&error);
        output::message(&fl!("backup-failed", reason = reason));
    }
    Ok(register.close()?)
}

fn shown_path(path: &Path) -> String {
    path.display().to_string()
}

fn to_json(kept: &Kept) -> Value {
    let mut data = kept.manifest.as_ref().map_or_else(|| json!({}), manifest_json);
    data["readable"] = json!(kept.manifest.is_some());
    data["file"] = json!(shown_path(&kept.path));
    data["number"] = json!(kept.number);
    data["bytes"] = json!(kept.bytes);
    data["name_time"] = json!(kept.taken_at.format("%Y-%m-%dT%H:%M:%S").to_string());
    data
}

fn manifest_json(manifest: &Manifest) -> Value {
    let mut data = serde_json::to_value(manifest).unwrap_or_else(|_| json!({}));
    // `sequence` at the top of an answer is the open register's.
    if let Some(data) = data.as_object_mut()
        && let Some(sequence) = data.remove("sequence")
    {
        data.insert("journal_sequence".to_owned(), sequence);
    }
    data
}

/// Saves what can be read of a damaged register.
#[derive(Debug, Args)]
pub struct SalvageArgs {
    /// A new or empty folder.
    #[arg(long = "to", value_name = "FOLDER")]
    salvage_to: PathBuf,
}

/// Saves what can be read of the register into a new one, and tells what that is.
///
/// # Errors
/// As the use case.
pub fn salvage(args: &SalvageArgs, global: &Global) -> Outcome {
    let folder = access::folder(global)?;
    let password = access::password(global)?;
    let author = Author::here();
    let report = salvage::salvage(folder, Secret::Password(&password), &args.salvage_to, &author)?;
    let titles = [
        fl!("salvage-column-table"),
        fl!("salvage-column-read"),
        fl!("salvage-column-journal"),
        fl!("salvage-column-dropped"),
        fl!("salvage-column-gaps"),
    ];
    let count = |number: usize| number::group(i64::try_from(number).unwrap_or(i64::MAX));
    let rows: Vec<Vec<String>> = report
        .tables
        .iter()
        .filter(|table| table.read + table.from_journal + table.dropped + table.gaps > 0)
        .map(|table| {
            vec![
                table.table.clone(),
                count(table.read),
                count(table.from_journal),
                count(table.dropped),
                count(table.gaps),
            ]
        })
        .collect();
    let journal = if report.journal_kept { fl!("salvage-journal-kept") } else { fl!("salvage-journal-new") };
    let done = fl!("salvage-done", folder = shown_path(&args.salvage_to));
    let text = format!("{}{journal}\n{done}", table(&titles, &rows));
    let mut answer = Answer::new(&report, text);
    answer.data.insert("folder".to_owned(), shown_path(&args.salvage_to).into());
    answer.data.insert("complete".to_owned(), report.is_complete().into());
    Ok(Answer { found_problems: !report.is_complete(), ..answer })
}
