//! The use cases on real, encrypted files, without a window.

mod badges;
mod ceiling;
mod cells;
#[path = "../support/people.rs"]
mod people;
mod quotas;
mod ratings;
mod records;
mod regimes;
mod steps;
mod summary;
mod users;
