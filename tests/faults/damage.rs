//! Bytes changed, files cut, pages of another time: on the database and on backups.

use std::fs;
use std::path::Path;

use so_chi_bo::services::registers;
use so_chi_bo::services::{backups, inspection};
use so_chi_bo::store::workspace::Secret;

use super::scenes::{PASSWORD, Scene, prepare};

/// Xorshift: the same numbers in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }
}

/// Whether a damaged database shows when it is opened or looked over.
fn database_shows(folder: &Path) -> bool {
    let secret = Secret::Password(PASSWORD);
    registers::open(folder, secret).is_err() || inspection_finds(folder)
}

fn inspection_finds(folder: &Path) -> bool {
    let register = registers::open(folder, Secret::Password(PASSWORD)).unwrap();
    let found = register.db.wait(inspection::inspect);
    found.is_err() || found.is_ok_and(|inspection| !inspection.findings.is_empty())
}

/// Changes so many bytes, one at a time, and cuts the file at as many places; how many showed.
pub fn damage(times: usize, seed: u64) -> (usize, usize) {
    let home = tempfile::tempdir().unwrap();
    prepare(Scene::Backup, home.path());
    let (folder, backup) = (home.path().join("so"), home.path().join("ban.scb"));
    let (data, whole) = (fs::read(folder.join("data.db")).unwrap(), fs::read(&backup).unwrap());
    let mut random = Random(seed);
    let (mut tried, mut shown) = (0, 0);
    for _ in 0..times {
        for is_cut in [false, true] {
            let at = random.below(data.len());
            let mut changed = data.clone();
            if is_cut {
                changed.truncate(at)
            } else {
                changed[at] ^= 1 << random.below(8)
            }
            fs::write(folder.join("data.db"), &changed).unwrap();
            let _ = fs::remove_file(folder.join("data.db-wal"));
            tried += 1;
            shown += usize::from(database_shows(&folder));

            let at = random.below(whole.len());
            let mut changed = whole.clone();
            if is_cut {
                changed.truncate(at)
            } else {
                changed[at] ^= 1 << random.below(8)
            }
            fs::write(&backup, &changed).unwrap();
            tried += 1;
            shown += usize::from(backups::check(&backup, Some(Secret::Password(PASSWORD))).is_err());
        }
    }
    (tried, shown)
}

#[test]
fn every_changed_byte_and_cut_of_database_and_backup_shows() {
    let (tried, shown) = damage(40, 0x5eed);
    println!("{shown} of {tried} shown");
    assert_eq!(shown, tried);
}
