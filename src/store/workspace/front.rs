//! Bringing the window that has a register open to the front, asked for by a second program: it
//! leaves the file `front` in the folder, which the first one looks for every moment. No socket.

use std::path::Path;

use super::{FRONT, Lock, State, error::Error, folder, os};

/// Asks the program that has the register open to show its window. Errors: as writing;
/// `NotARegister` where nobody has it open any more.
pub fn ask(register: &Path) -> Result<(), Error> {
    if folder::look(register)? != State::Register || Lock::is_free(register) {
        return Err(Error::NotARegister);
    }
    let path = register.join(FRONT);
    let mut options = std::fs::File::options();
    os::private_file(options.write(true).create(true).truncate(true))
        .open(&path)
        .map(drop)
        .map_err(|error| Error::writing(&path, &error))
}

/// Whether somebody asked; asked once, it answers once.
#[must_use]
pub fn was_asked(register: &Path) -> bool {
    let path = register.join(FRONT);
    path.exists() && folder::remove(&path).is_ok()
}
