//! On what a folder lies: a disk of this computer, something that is pulled out, or a share.

use std::path::Path;

/// What a folder lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A disk of this computer, or nothing that is known to be anything else.
    Disk,
    /// A stick or a card, or a file system as they have it.
    Removable,
    /// A folder of another computer.
    Share,
}

/// The kinds of file systems that sticks and cards have.
const STICKS: [&str; 4] = ["vfat", "exfat", "msdos", "fuse.fusefat"];
/// The kinds that folders of other computers have.
const SHARES: [&str; 12] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "fuse.sshfs",
    "fuse.gvfsd-fuse",
    "fuse.smbnetfs",
    "fuse.rclone",
];

/// A mounted file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount<'a> {
    /// Its kind, as the system calls it.
    pub kind: &'a str,
    /// Major and minor number of its device, as `8:1`.
    pub device: &'a str,
}

impl Mount<'_> {
    /// What its kind says; a stick may have the same kind as a disk.
    #[must_use]
    pub fn medium(&self) -> Medium {
        if STICKS.contains(&self.kind) {
            Medium::Removable
        } else if SHARES.contains(&self.kind) {
            Medium::Share
        } else {
            Medium::Disk
        }
    }
}

/// The file system that `folder` lies on, of the lines of `/proc/self/mountinfo`: the one that is
/// mounted the deepest above it, and of those at one place the last.
#[must_use]
pub fn mount_of<'a>(table: &'a str, folder: &Path) -> Option<Mount<'a>> {
    let mounts = table.lines().filter_map(|line| {
        let (place, rest) = line.split_once(" - ")?;
        let mut fields = place.split(' ');
        let device = fields.nth(2)?;
        let point = unescape(fields.nth(1)?);
        let depth = Path::new(&point).components().count();
        let kind = rest.split(' ').next()?;
        folder.starts_with(&point).then_some((depth, Mount { kind, device }))
    });
    mounts.max_by_key(|(depth, _)| *depth).map(|(_, mount)| mount)
}

/// Blanks and the like stand as `\040` in the table.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..3).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 8).ok()).filter(|_| *first == b'\\') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[3..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 8:17 / /media/h\\303\\240/USB\\0401 rw,nosuid - vfat /dev/sdb1 rw,utf8
31 22 0:50 / /mnt/chung rw - cifs //may/chung rw
32 22 0:51 / /mnt/chung/x rw - tmpfs tmpfs rw
33 22 0:52 / /home/a/.gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
35 22 0:61 / /mnt/smb rw,nosuid - fuse.smbnetfs smbnetfs rw
34 22 8:33 / /media/the rw - ext4 /dev/sdc1 rw
";

    #[test]
    fn the_deepest_mount_says_what_a_folder_lies_on() {
        let medium = |folder: &str| mount_of(TABLE, Path::new(folder)).map(|mount| mount.medium());
        assert_eq!(medium("/home/a/Tài liệu/sổ"), Some(Medium::Disk));
        assert_eq!(medium("/media/hà/USB 1/sổ"), Some(Medium::Removable));
        assert_eq!(medium("/media/hà/USB 12/sổ"), Some(Medium::Disk), "another folder");
        assert_eq!(medium("/mnt/chung/sổ"), Some(Medium::Share));
        assert_eq!(medium("/mnt/chung/x/sổ"), Some(Medium::Disk));
        assert_eq!(medium("/home/a/.gvfs/sổ"), Some(Medium::Share));
        assert_eq!(medium("/mnt/smb/may/chung/sổ"), Some(Medium::Share));
        let stick = mount_of(TABLE, Path::new("/media/the/sổ")).unwrap();
        assert_eq!((stick.device, stick.medium()), ("8:33", Medium::Disk), "the device is asked too");
    }
}
