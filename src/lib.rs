//! Sổ Chi bộ: the register of a Party cell's members, ratings and admission quotas.
//!
//! The library holds everything; `sochibo` (the window) and `sochibo-cli` (the terminal) are thin.
//! Rooms, from the ground up: `domain`, `store`, `services`, `print` and `exchange`, then `cli` and `ui`.

#![warn(missing_docs)]
#![allow(rustdoc::private_intra_doc_links)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::dbg_macro,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]
#![deny(unsafe_code)]

pub mod chart;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod i18n;
pub mod os;
pub mod print;
pub mod services;
pub mod settings;
pub mod store;
pub mod ui;
