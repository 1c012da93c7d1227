//! The unix half.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::medium::{self, Medium};
use super::printing::{Draw, Printed};

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

/// So long a program may take to say that it can do nothing with a file; one that lives longer has
/// it open.
const PATIENCE: Duration = Duration::from_secs(4);

/// Shows a file in the program that the desktop has for its kind; false where there is none, and
/// none on systems that do it by a function. It waits for what the desktop says, so it is nothing
/// for the window's thread.
#[must_use]
pub fn show(file: &Path) -> Option<bool> {
    let desktops: &[(&str, &[&str])] =
        if cfg!(target_os = "macos") { &[("open", &[])] } else { &[("xdg-open", &[]), ("gio", &["open"])] };
    let shows = |(program, before): &(&str, &[&str])| {
        is_done(Command::new(program).args(*before).arg(file), PATIENCE)
    };
    Some(desktops.iter().any(shows))
}

/// The print dialog of the system: none here. Desktops lend theirs through their own toolkit or through a
/// socket, and the program has neither; the viewer of the file has one.
#[must_use]
pub fn print_pages(_sizes: &[(f32, f32)], _draw: &mut Draw<'_>) -> Printed {
    Printed::NoDialog
}

/// Gives a file to the default printer; false where there is no print system, or it refuses.
#[must_use]
pub fn print(file: &Path) -> bool {
    is_done(Command::new("lp").arg("--").arg(file), PATIENCE)
}

/// Whether a program does what it is told: it ends well, or works on when the patience is over.
fn is_done(command: &mut Command, patience: Duration) -> bool {
    // In a group of its own: what is pressed in our terminal is not meant for it.
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            // Not what it was given: the name of a document may be that of a person.
            log::info!("{}: {error}", command.get_program().display());
            return false;
        }
    };
    let end = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                log::info!("{}: {status}", command.get_program().display());
                return status.success();
            }
            Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(20)),
            Ok(None) => {
                // It is waited for, so that it does not stay in the system's table when it ends.
                thread::spawn(move || child.wait());
                return true;
            }
            Err(_) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a program with this text.
    fn runs(text: &str) -> bool {
        is_done(Command::new("sh").args(["-c", text]), Duration::from_millis(500))
    }

    #[test]
    fn a_program_that_fails_shows_nothing_and_one_that_stays_does() {
        assert!(runs("exit 0"));
        assert!(!runs("exit 3"), "xdg-open found no program");
        assert!(runs("sleep 2; exit 3"), "a viewer that is open");
        assert!(!is_done(&mut Command::new("/nowhere/xdg-open"), PATIENCE));
    }
}
