//! The unix half.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::medium::{self, Medium};

/// Makes renames and removals in `folder` last through a power cut.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Gives `folder` to its owner alone. Media without permissions refuse; that is not an error.
pub fn keep_private(folder: &Path) {
    if let Err(error) = fs::set_permissions(folder, Permissions::from_mode(0o700)) {
        log::warn!("permissions of {}: {error}", folder.display());
    }
}

/// Makes files opened through `options` readable by their owner alone.
pub fn private_file(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o600)
}

/// Whether people don't see this entry in their file manager.
pub fn is_hidden(entry: &fs::DirEntry) -> bool {
    entry.file_name().as_bytes().starts_with(b".")
}

/// Whether the failure goes away by itself within moments. Not on unix.
pub fn is_passing(_error: &io::Error) -> bool {
    false
}

/// Whether an open file has no name any more: what is written to it is lost when it is closed.
pub fn is_removed(file: &File) -> bool {
    file.metadata().is_ok_and(|metadata| metadata.nlink() == 0)
}

/// The computer's name in the network; empty where none is known.
pub fn host_name() -> String {
    fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| fs::read_to_string("/etc/hostname"))
        .ok()
        .or_else(|| std::env::var_os("HOSTNAME").map(|name| OsStr::to_string_lossy(&name).into_owned()))
        .map(|name| name.trim().to_owned())
        .unwrap_or_default()
}

/// What a folder lies on, by the kind of its file system and by what its device says of itself.
#[must_use]
pub fn medium_of(folder: &Path) -> Medium {
    let Ok(folder) = fs::canonicalize(folder) else { return Medium::Disk };
    let Ok(table) = fs::read_to_string("/proc/self/mountinfo") else { return Medium::Disk };
    let Some(mount) = medium::mount_of(&table, &folder) else { return Medium::Disk };
    match mount.medium() {
        Medium::Disk if is_pulled_out(mount.device) => Medium::Removable,
        medium => medium,
    }
}

/// Whether the disk of a device calls itself removable, or is one on a USB plug.
fn is_pulled_out(device: &str) -> bool {
    let Ok(device) = fs::canonicalize(Path::new("/sys/dev/block").join(device)) else { return false };
    // A part of a disk lies in the folder of the disk.
    let says =
        |folder: &Path| fs::read_to_string(folder.join("removable")).is_ok_and(|text| text.trim() == "1");
    let is_usb = device.components().any(|part| part.as_os_str().as_bytes().starts_with(b"usb"));
    is_usb || says(&device) || device.parent().is_some_and(says)
}

/// Whether there is a screen to open a window on.
#[must_use]
pub fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .into_iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
