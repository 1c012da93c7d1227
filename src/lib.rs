//! Sổ Chi bộ: the register of a Party cell's members, ratings and admission quotas.
//!
//! The library holds everything; `sochibo` (the window) and `sochibo-cli` (the terminal) are thin.
//! Rooms, from the ground up: `domain`, `store`, `services`, `print`, then `cli` and `ui`.

pub mod domain;
pub mod i18n;
pub mod os;
pub mod print;
pub mod services;
pub mod settings;
pub mod store;

pub mod ui;
