//! Disks that become full: a small one is mounted with some room beside what a scene begins with.
//! And sticks.

use std::path::Path;
use std::process::Command;

use super::scenes::{Scene, act, check, copy, prepare};

/// A mounted folder, unmounted when dropped.
struct Mount {
    folder: tempfile::TempDir,
    /// The loop device that is the stick.
    device: Option<String>,
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
        Some(Self { folder, device: None })
    }

    /// A stick of 32 MB with the file system that sticks have: FAT where the kernel has it, else
    /// exFAT in user space; none where neither can be mounted.
    fn stick() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let image = folder.path().with_extension("stick");
        std::fs::File::create(&image).and_then(|file| file.set_len(32 << 20)).unwrap();
        let image = image.to_str().unwrap();
        let device = said("losetup", &["-f", "--show", image])?;
        let place = folder.path().to_str().unwrap();
        let is_mounted = (said("mkfs.vfat", &[image]).is_some()
            && said("mount", &["-t", "vfat", &device, place]).is_some())
            || (said("mkfs.exfat", &[image]).is_some()
                && said("mount.exfat-fuse", &[&device, place]).is_some());
        let mount = Self { folder, device: Some(device) };
        is_mounted.then_some(mount)
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
        if let Some(device) = &self.device {
            let _ = said("losetup", &["-d", device]);
            let _ = std::fs::remove_file(place.with_extension("stick"));
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
