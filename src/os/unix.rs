//! The unix half.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

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

/// The computer's name in the network; empty where none is known.
pub fn host_name() -> String {
    fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| fs::read_to_string("/etc/hostname"))
        .ok()
        .or_else(|| std::env::var_os("HOSTNAME").map(|name| OsStr::to_string_lossy(&name).into_owned()))
        .map(|name| name.trim().to_owned())
        .unwrap_or_default()
}

/// Whether there is a screen to open a window on.
#[must_use]
pub fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .into_iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
