//! Disks that become full: a small one is mounted with some room beside what a scene begins with.
//! And sticks.

// Not all of it is in the long form.
#![allow(dead_code)]

use std::path::Path;
use std::process::Command;

use super::scenes::{self, PASSWORD, Scene, act, check, copy, prepare};
use so_chi_bo::services::registers::{self, Letterhead};
use so_chi_bo::store::workspace::Secret;

/// A mounted folder, unmounted when dropped.
struct Mount {
    folder: tempfile::TempDir,
    stick: Option<Stick>,
}

/// A stick: what is on it, and the loop device as which it is plugged in.
struct Stick {
    image: tempfile::TempPath,
    device: String,
    kind: &'static str,
}

/// What a program says; none when it is not there or fails.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

impl Mount {
    /// None where mounting is not permitted.
    fn new(kibibytes: u64) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={kibibytes}k");
        said("mount", &["-t", "tmpfs", "-o", &options, "tmpfs", folder.path().to_str()?])?;
        Some(Self { folder, stick: None })
    }

    /// A stick of 32 MB with the file system that sticks have: FAT where the kernel has it, else
    /// exFAT in user space; none where neither can be mounted.
    fn stick() -> Option<Self> {
        ["vfat", "exfat"].into_iter().find_map(|kind| {
            let image = tempfile::NamedTempFile::new().unwrap();
            image.as_file().set_len(32 << 20).unwrap();
            said(&format!("mkfs.{kind}"), &[image.path().to_str()?])?;
            Self::plug_in(image.into_temp_path(), kind)
        })
    }

    fn plug_in(image: tempfile::TempPath, kind: &'static str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let device = said("losetup", &["-f", "--show", image.to_str()?])?;
        let place = folder.path().to_str().unwrap().to_owned();
        let mount = Self { folder, stick: Some(Stick { image, device: device.clone(), kind }) };
        let is_mounted = match kind {
            "vfat" => said("mount", &["-t", "vfat", &device, &place]),
            _ => said("mount.exfat-fuse", &[&device, &place]),
        };
        is_mounted.map(|_| mount)
    }

    /// What would be on the stick if it were pulled out now, on a stick of its own: what the system
    /// still keeps in memory for it is not there.
    fn pulled_out(&self) -> Option<Self> {
        let stick = self.stick.as_ref()?;
        let copy = tempfile::NamedTempFile::new().unwrap().into_temp_path();
        std::fs::copy(&stick.image, &copy).unwrap();
        Self::plug_in(copy, stick.kind)
    }

    fn grow(&self) {
        let place = self.folder.path().to_str().unwrap();
        assert!(said("mount", &["-o", "remount,size=64m", place]).is_some());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let place = self.folder.path();
        let _ = Command::new("umount").arg(place).output();
        if let Some(stick) = &self.stick {
            let _ = said("losetup", &["-d", &stick.device]);
        }
    }
}

/// What the files in a folder take, in pages of 4 KiB, and one for each file and folder.
fn pages(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let metadata = entry.metadata().unwrap();
            if metadata.is_dir() { pages(&entry.path()) + 1 } else { metadata.len().div_ceil(4096) + 1 }
        })
        .sum()
}

/// Does each scene's work on disks with so many free pages; then once more with room, which must
/// succeed. How many trials, and how often there was no room; none where mounting is not permitted.
pub fn fill(scenes: &[Scene], sizes: impl Iterator<Item = u64> + Clone) -> Option<(usize, usize)> {
    let (mut trials, mut refused) = (0, 0);
    for scene in scenes {
        let template = tempfile::tempdir().unwrap();
        prepare(*scene, template.path());
        let taken = pages(template.path());
        for free in sizes.clone() {
            // A size of nothing would be none at all.
            let disk = Mount::new((taken + free).max(1) * 4)?;
            let home = disk.folder.path();
            copy(template.path(), home);
            let at = format!("{} with {free} free pages", scene.name());
            let mut said = 0;
            let done = act(*scene, home, &mut |sequence| said = sequence);
            if let Err(error) = &done {
                let sentence = so_chi_bo::i18n::sentence::error(error);
                assert!(sentence.contains("đầy"), "{at}: {sentence}");
                refused += 1;
            }
            disk.grow();
            check(*scene, home, said, &at);
            trials += 1;
        }
    }
    Some((trials, refused))
}

/// Does each scene's work on a stick; none where none can be mounted.
pub fn on_a_stick(scenes: &[Scene]) -> Option<usize> {
    for scene in scenes {
        let stick = Mount::stick()?;
        let home = stick.folder.path();
        prepare(*scene, home);
        let mut said = 0;
        act(*scene, home, &mut |sequence| said = sequence).unwrap();
        check(*scene, home, said, &format!("{} on a stick", scene.name()));
    }
    Some(scenes.len())
}

/// Pulls a stick out after each change of an open register: what was acknowledged is on it. Then it
/// is gone for the program too: the next change is refused with a sentence, and what
/// was there can still be read. How often it was pulled; none where none can be mounted.
pub fn pull_out() -> Option<usize> {
    let stick = Mount::stick()?;
    prepare(Scene::Edit, stick.folder.path());
    let folder = scenes::register(stick.folder.path());
    let register = registers::open(&folder, Secret::Password(PASSWORD)).unwrap();
    let edit = |place: &str| {
        let letterhead = Letterhead { place: place.to_owned(), ..Letterhead::default() };
        let set = move |database: &mut _| registers::set_letterhead(database, &letterhead, &scenes::author());
        register.db.wait(set).map(|done| done.changes.sequence)
    };
    let mut pulled = 0;
    for place in 0..8 {
        let acknowledged = edit(&format!("Trên USB {place}")).unwrap();
        let copy = stick.pulled_out()?;
        let found = scenes::sound(&scenes::register(copy.folder.path()), PASSWORD, "pulled out");
        assert_eq!(found, acknowledged, "pulled out after {acknowledged}");
        pulled += 1;
    }
    let place = stick.folder.path().to_str()?;
    said("umount", &["-l", place])?;
    let error = edit("Rút rồi").unwrap_err();
    let sentence = so_chi_bo::i18n::sentence::error(&error);
    assert!(sentence.contains("USB đã rút"), "{sentence}");
    let kept = register.db.wait(registers::letterhead).unwrap().place;
    assert_eq!(kept, "Trên USB 7", "what was there can still be read");
    Some(pulled)
}
