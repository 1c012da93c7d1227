//! What can go wrong with a register's folder, as kinds; sentences are made elsewhere.

use std::io;
use std::path::{Path, PathBuf};

use super::lock::Holder;
use super::recovery::Mistake;

/// A piece of the register's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The folder itself.
    Folder,
    /// `data.db`, the encrypted database.
    Database,
    /// `keys.toml`, the sealed copies of the key.
    Keys,
}

/// Why something with the folder or its keys did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The folder (or file) holds no register.
    #[error("not a register")]
    NotARegister,
    /// A creation was interrupted here; nothing was entered yet and it can be created again.
    #[error("the creation of this register was interrupted")]
    Unfinished,
    /// There is a register in the folder already, or what is left of one.
    #[error("there is a register in this folder already")]
    AlreadyARegister,
    /// The folder for a new register has other files in it.
    #[error("the folder is not empty")]
    NotEmpty,
    /// The path for a new register is a file.
    #[error("not a folder")]
    NotAFolder,
    /// This part of the register is not there.
    #[error("missing: {0:?}")]
    Missing(Part),
    /// This part of the register was changed or cut outside the program.
    #[error("damaged: {0:?}")]
    Damaged(Part),
    /// `keys.toml` has a format that only a newer program knows.
    #[error("made by a newer version (format {format})")]
    TooNew {
        /// The format's number.
        format: i64,
    },
    /// Another program has the register open; who, unless its note can't be read.
    #[error("already open elsewhere")]
    AlreadyOpen(Option<Holder>),
    /// The folder can't be written: medium, share or permissions.
    #[error("read-only")]
    ReadOnly,
    /// No room, or the user's quota is used up.
    #[error("disk full")]
    DiskFull,
    /// No password slot opens with this password.
    #[error("wrong password")]
    WrongPassword,
    /// A well-formed recovery code of another register, or an older one.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// What was typed can't be any recovery code.
    #[error("mistyped recovery code: {0:?}")]
    Mistyped(Mistake),
    /// The password opens the slot of another user.
    #[error("the password can't be used")]
    PasswordTaken,
    /// No more users fit into the keys' file.
    #[error("at most {most} users have passwords")]
    TooManyUsers {
        /// So many have one.
        most: usize,
    },
    /// The system gave no random numbers.
    #[error("no random numbers")]
    NoRandomness,
    /// Any other failure of the system on this path.
    #[error("{}: {message}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's kind.
        kind: io::ErrorKind,
        /// The system's own words, for the log.
        message: String,
    },
}

impl Error {
    /// The kind of a failure while reading `path`.
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        Self::Io { path: path.to_owned(), kind: error.kind(), message: error.to_string() }
    }

    /// The kind of a failure while writing, renaming or removing `path`.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        if matches!(error.kind(), Kind::StorageFull | Kind::QuotaExceeded) {
            Self::DiskFull
        } else if matches!(error.kind(), Kind::ReadOnlyFilesystem | Kind::PermissionDenied) {
            Self::ReadOnly
        } else {
            Self::reading(path, error)
        }
    }
}
