//! The Windows half.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::windows::fs::MetadataExt;
use std::path::{Component, Path, Prefix};

use winsafe::co::DRIVE;

use super::medium::Medium;

mod printing;

pub use printing::print_pages;

const FILE_ATTRIBUTE_HIDDEN: u32 = 0x2;
const ERROR_ACCESS_DENIED: i32 = 5;
const ERROR_SHARING_VIOLATION: i32 = 32;
const ERROR_LOCK_VIOLATION: i32 = 33;

/// Nothing to do: NTFS journals renames, and Windows offers no sync of a folder.
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Nothing to do: folders in the user's profile are private by inheritance.
pub fn keep_private(_folder: &Path) {}

/// Nothing to add: files inherit the folder's access list.
pub fn private_file(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Whether people don't see this entry in their file manager.
pub fn is_hidden(entry: &fs::DirEntry) -> bool {
    entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & FILE_ATTRIBUTE_HIDDEN != 0)
}

/// Whether the failure goes away by itself within moments: a virus scanner or the search index
/// looks at each new file and holds it open meanwhile.
pub fn is_passing(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(ERROR_ACCESS_DENIED | ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION))
}

/// Whether an open file has no name any more: Windows removes none that is open.
pub fn is_removed(_file: &File) -> bool {
    false
}

/// The computer's name in the network; empty where none is known.
pub fn host_name() -> String {
    std::env::var_os("COMPUTERNAME").map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What a folder lies on: a share by its full path, which a mapped drive has too; else what the
/// system says of the drive. A disk in a case of its own on a USB plug calls itself fixed.
#[must_use]
pub fn medium_of(folder: &Path) -> Medium {
    let full = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let Some(Component::Prefix(prefix)) = full.components().next() else { return Medium::Disk };
    match prefix.kind() {
        Prefix::UNC(..) | Prefix::VerbatimUNC(..) => Medium::Share,
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => medium_of_drive(letter),
        Prefix::Verbatim(_) | Prefix::DeviceNS(_) => Medium::Disk,
    }
}

fn medium_of_drive(letter: u8) -> Medium {
    let root = format!("{}:\\", char::from(letter));
    let kind = winsafe::GetDriveType(Some(&root));
    if kind == DRIVE::REMOVABLE {
        Medium::Removable
    } else if kind == DRIVE::REMOTE {
        Medium::Share
    } else {
        Medium::Disk
    }
}

/// Whether there is a screen to open a window on: on Windows there always is.
#[must_use]
pub fn has_display() -> bool {
    true
}

/// None: Windows has no program that shows files, but a function of its own that says what came of it.
#[must_use]
pub fn show(_file: &Path) -> Option<bool> {
    None
}

/// Windows prints by its own dialog ([`print_pages`]), or through the program that shows a file.
#[must_use]
pub fn print(_file: &Path) -> bool {
    false
}
