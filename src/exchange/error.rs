//! Why a spreadsheet could not be read or written. Sentences are made in `crate::i18n::sentence`.

/// Why a spreadsheet could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file can't be opened or read; with the system's words.
    #[error("cannot be read: {0}")]
    Io(String),
    /// None of the formats that are known.
    #[error("no known format")]
    UnknownFormat,
    /// The parts of the workbook contradict its format: broken XML, a cut archive.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The workbook has a password.
    #[error("protected by a password")]
    Protected,
    /// The file, or what it becomes when unpacked, is larger than `most` bytes.
    #[error("larger than {most} bytes")]
    TooLarge {
        /// Bytes allowed.
        most: u64,
    },
    /// More rows with content than `most`.
    #[error("more than {most} rows")]
    TooManyRows {
        /// Rows allowed.
        most: usize,
    },
    /// Content in a column beyond `most`.
    #[error("more than {most} columns")]
    TooManyColumns {
        /// Columns allowed.
        most: usize,
    },
    /// There is no sheet of this name.
    #[error("no sheet {0}")]
    NoSheet(String),
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// No row looks like a header: nothing tells which column is what.
    #[error("no header found")]
    NoHeader,
    /// A cell address such as "B12" is none.
    #[error("no cell address: {0}")]
    NoCell(String),
    /// The cell has a formula, which is not overwritten.
    #[error("{0} has a formula")]
    Formula(String),
    /// The cell lies hidden in a merged one, whose text stands in its first cell.
    #[error("{cell} is part of the merged cell {first}")]
    Merged {
        /// The cell.
        cell: String,
        /// The first cell of the merged one.
        first: String,
    },
    /// Somebody cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.to_string())
    }
}
