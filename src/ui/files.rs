//! Choosing folders and saving documents. The system's dialog is offered where there is one; the
//! path can always be typed, since a dialog needs a desktop portal that small systems lack.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use directories::UserDirs;
use iced::Task;

use crate::os;
use crate::store::workspace::{Error, atomic};

/// The folder for documents of this person, else the present folder.
#[must_use]
pub fn documents() -> PathBuf {
    let dirs = UserDirs::new();
    let folder = dirs.as_ref().and_then(|dirs| dirs.document_dir().map(Path::to_path_buf));
    folder.or_else(|| dirs.map(|dirs| dirs.home_dir().to_path_buf())).unwrap_or_default()
}

/// A name that every system takes as that of a file or folder.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c })
        .take(80)
        .collect();
    safe.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['.', ' ']).to_owned()
}

/// A path that names no file yet: that which is proposed, else the same with a number. What stands
/// in a folder is not written over unless a person says its name.
#[must_use]
pub fn unused(proposed: &Path) -> PathBuf {
    let named = |number: u32| {
        let stem = proposed.file_stem().unwrap_or_default().to_string_lossy();
        let ending = proposed.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
        proposed.with_file_name(format!("{stem} ({number}){}", ending.unwrap_or_default()))
    };
    if !proposed.exists() {
        return proposed.to_owned();
    }
    (2..1000).map(named).find(|path| !path.exists()).unwrap_or_else(|| proposed.to_owned())
}

/// Asks for a folder with the system's dialog; none when it was cancelled or there is no dialog.
pub fn pick_folder<Message: Send + 'static>(
    title: String,
    answer: impl Fn(Option<PathBuf>) -> Message + Send + 'static,
) -> Task<Message> {
    let dialog = rfd::AsyncFileDialog::new().set_title(title).set_directory(documents());
    Task::perform(async move { dialog.pick_folder().await.map(|folder| folder.path().to_path_buf()) }, answer)
}

/// Asks for a backup with the system's dialog; none as in [`pick_folder`].
pub fn pick_backup<Message: Send + 'static>(
    title: String,
    answer: impl Fn(Option<PathBuf>) -> Message + Send + 'static,
) -> Task<Message> {
    let dialog = rfd::AsyncFileDialog::new().set_title(title).add_filter("SCB", &["scb"]);
    Task::perform(async move { dialog.pick_file().await.map(|file| file.path().to_path_buf()) }, answer)
}

/// Asks for the path of a file with this ending with the system's dialog; none as in
/// [`pick_folder`].
pub fn pick_file<Message: Send + 'static>(
    proposed: &Path,
    ending: &'static str,
    answer: impl Fn(Option<PathBuf>) -> Message + Send + 'static,
) -> Task<Message> {
    let name = proposed.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = proposed.parent().map_or_else(documents, Path::to_path_buf);
    let dialog = rfd::AsyncFileDialog::new()
        .add_filter(ending.to_uppercase(), &[ending])
        .set_file_name(name)
        .set_directory(folder);
    Task::perform(async move { dialog.save_file().await.map(|file| file.path().to_path_buf()) }, answer)
}

/// Asks for a spreadsheet with the system's dialog; none as in [`pick_folder`].
pub fn pick_sheet<Message: Send + 'static>(
    answer: impl Fn(Option<PathBuf>) -> Message + Send + 'static,
) -> Task<Message> {
    let dialog = rfd::AsyncFileDialog::new()
        .add_filter("Excel, CSV", &["xlsx", "xls", "ods", "csv", "tsv", "txt"])
        .set_directory(documents());
    Task::perform(async move { dialog.pick_file().await.map(|file| file.path().to_path_buf()) }, answer)
}

/// Files that are dropped on the window.
pub fn dropped() -> iced::Subscription<PathBuf> {
    iced::event::listen_with(|event, _, _| match event {
        iced::Event::Window(iced::window::Event::FileDropped(file)) => Some(file),
        _ => None,
    })
}

/// Writes a document whole or not at all, and shows it in the system's viewer.
///
/// # Errors
/// What the disk reports; a missing viewer is no error.
pub fn save_and_show(path: &Path, content: &[u8]) -> Result<(), Error> {
    atomic::write(path, content)?;
    if std::env::var_os("SOCHIBO_NO_VIEWER").is_none() {
        let path = path.to_owned();
        // Nobody waits for it: the file is there, and a missing viewer is seen.
        let showing = move || {
            let _ = is_shown(&path);
        };
        if let Err(error) = thread::Builder::new().name("viewer".to_owned()).spawn(showing) {
            log::warn!("no thread for the viewer: {error}");
        }
    }
    Ok(())
}

/// Shows a file in the system's program for it, and says whether there is one. On unix the library
/// would not know.
fn is_shown(path: &Path) -> bool {
    os::show(path).unwrap_or_else(|| opener::open(path).is_ok())
}

/// Where a document went to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Into the system's viewer, whose print dialog it is then.
    Viewer,
    /// To the default printer, where there is no viewer.
    Printer,
    /// There is neither.
    Nowhere,
}

/// A document's file for the viewer, in a folder that only this user can read; gone when dropped.
pub type Spooled = Arc<tempfile::TempDir>;

/// Hands a PDF to the system to be printed, where the system lends no print dialog
/// ([`os::print_pages`]): a viewer has one that knows the printers. It waits for what the system says: not for the window's thread.
///
/// # Errors
/// What the disk reports.
pub fn send_to_print(name: &str, content: &[u8]) -> Result<(Sent, Option<Spooled>), Error> {
    let folder = tempfile::Builder::new().prefix("sochibo-print-").tempdir();
    let folder = folder.map_err(|error| Error::writing(&std::env::temp_dir(), &error))?;
    let path = folder.path().join(name);
    atomic::write(&path, content)?;
    if std::env::var_os("SOCHIBO_NO_VIEWER").is_some() {
        return Ok((Sent::Nowhere, None));
    }
    let sent = if is_shown(&path) {
        Sent::Viewer
    } else if os::print(&path) {
        Sent::Printer
    } else {
        Sent::Nowhere
    };
    Ok((sent, (sent != Sent::Nowhere).then(|| Arc::new(folder))))
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn names_lose_what_windows_refuses() {
        assert_eq!(safe_name("Chi bộ 1/2: \"Trường\"."), "Chi bộ 1 2 Trường");
    }
}
