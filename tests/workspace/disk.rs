//! Full and read-only disks, on real mounts where this machine lets a test make them.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;

use so_chi_bo::store::workspace::{Cost, Error, Secret, Workspace};

use super::{PASSWORD, create, opens};

/// A mounted folder, unmounted when dropped.
struct Mount {
    folder: tempfile::TempDir,
}

impl Mount {
    /// `None`, with the reason on the screen, where mounting is not permitted.
    fn new(arguments: &[&str]) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::new("mount").args(arguments).arg(folder.path()).output();
        match output {
            Ok(output) if output.status.success() => Some(Self { folder }),
            Ok(output) => {
                println!("skipped: {}", String::from_utf8_lossy(&output.stderr));
                None
            }
            Err(error) => {
                println!("skipped: {error}");
                None
            }
        }
    }

    fn small(pages: usize) -> Option<Self> {
        let size = format!("size={}k", pages * 4);
        Self::new(&["-t", "tmpfs", "-o", &size, "tmpfs"])
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let status = Command::new("mount").args(["-o", &options]).arg(self.path()).status();
        assert!(status.unwrap().success());
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).status();
    }
}

/// Takes all room that is left.
fn fill(folder: &Path) {
    let mut content = vec![1; 1 << 20];
    while fs::write(folder.join("đầy"), &content).is_err() {
        content.truncate(content.len() - 4096);
    }
}

#[test]
fn a_disk_too_small_for_a_register_is_called_full_and_can_be_used_when_larger() {
    let mut refused = 0;
    for pages in 1..=10 {
        let Some(mount) = Mount::small(pages) else {
            return;
        };
        let folder = mount.path().join("sổ");
        match create(&folder) {
            Ok(made) => drop(made),
            Err(error) => {
                assert_eq!(error, Error::DiskFull, "{pages} pages");
                assert!(!folder.exists(), "{pages} pages");
                refused += 1;
                mount.remount("size=1m");
                drop(create(&folder).unwrap());
            }
        }
        assert!(opens(&Workspace::open(&folder).unwrap(), PASSWORD));
    }
    assert!(refused > 2, "{refused}");
}

#[test]
fn on_a_full_disk_a_register_opens_and_its_password_stays_until_there_is_room() {
    let Some(mount) = Mount::small(64) else {
        return;
    };
    let folder = mount.path().join("sổ");
    drop(create(&folder).unwrap());
    fill(mount.path());
    let mut workspace = Workspace::open(&folder).unwrap();
    assert!(opens(&workspace, PASSWORD));
    let proof = Secret::Password(PASSWORD);
    let refused = workspace.keys_mut().change_password(proof, "mật khẩu mới", Cost::QUICK);
    assert_eq!(refused, Err(Error::DiskFull));
    assert!(opens(&workspace, PASSWORD) && !opens(&workspace, "mật khẩu mới"));
    fs::remove_file(mount.path().join("đầy")).unwrap();
    workspace.keys_mut().change_password(proof, "mật khẩu mới", Cost::QUICK).unwrap();
    drop(workspace);
    let workspace = Workspace::open(&folder).unwrap();
    assert!(!opens(&workspace, PASSWORD) && opens(&workspace, "mật khẩu mới"));
}

#[test]
fn a_register_on_a_read_only_disk_is_opened_for_reading() {
    let Some(mount) = Mount::small(64) else {
        return;
    };
    let folder = mount.path().join("sổ");
    drop(create(&folder).unwrap());
    let mut workspace = Workspace::open(&folder).unwrap();
    // What a bind mount does: the files that are open stay writable, new ones are refused.
    let Some(view) = Mount::new(&["--bind", mount.path().to_str().unwrap()]) else {
        return;
    };
    view.remount("ro,bind");
    let proof = Secret::Password(PASSWORD);
    workspace.keys_mut().change_password(proof, "mật khẩu mới", Cost::QUICK).unwrap();
    drop(workspace);
    let mut reading = Workspace::open(&view.path().join("sổ")).unwrap();
    assert!(reading.is_read_only() && opens(&reading, "mật khẩu mới"));
    assert!(!reading.database_path().starts_with(view.path()), "it is a copy");
    let proof = Secret::Password("mật khẩu mới");
    assert_eq!(reading.keys_mut().change_password(proof, PASSWORD, Cost::QUICK), Err(Error::ReadOnly));
    let copy = reading.database_path();
    drop(reading);
    assert!(!copy.exists());
    assert_eq!(create(&view.path().join("mới")).err(), Some(Error::ReadOnly));
    assert!(opens(&Workspace::open(&folder).unwrap(), "mật khẩu mới"));
}
