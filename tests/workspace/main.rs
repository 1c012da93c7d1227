//! The register's folder on real files: keys, creation, lock, crashes, full and read-only disks,
//! passwords, and the user's settings.

mod crash;
mod disk;
mod folder;
mod keys;
mod password;
mod settings;

use std::fs;
use std::path::Path;

use so_chi_bo::store::workspace::{Cost, Created, Error, NewDatabase, Secret, Workspace};

const PASSWORD: &str = "đồng lúa chín tháng mười";

/// Stands for the database: random first bytes, then the key, so that a test sees what belongs together.
fn fake_database(new: &NewDatabase<'_>) -> Result<(), Error> {
    let mut content = uuid::Uuid::new_v4().as_bytes().to_vec();
    content.extend_from_slice(new.key.pragma_value().as_bytes());
    content.resize(8192, 7);
    fs::write(new.path, content).map_err(|error| Error::writing(new.path, &error))
}

fn create(folder: &Path) -> Result<Created, Error> {
    Workspace::create(folder, PASSWORD, Cost::QUICK, fake_database)
}

/// Whether `password` gives the key with which the database was made.
fn opens(workspace: &Workspace, password: &str) -> bool {
    let content = fs::read(workspace.database_path()).unwrap();
    match workspace.keys().unlock(Secret::Password(password)) {
        Ok(key) => {
            assert_eq!(&content[16..83], key.pragma_value().as_bytes());
            true
        }
        Err(Error::WrongPassword) => false,
        Err(error) => panic!("{error:?}"),
    }
}
