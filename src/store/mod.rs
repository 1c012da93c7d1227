//! The encrypted register on disk.

pub mod workspace;
