//! The window under the robot: each tab, dialog and widget by keys and mouse, without a display.
//! One program, so that the robot and the library are linked once.

mod app;
mod backups;
mod badges;
#[path = "../support/desk.rs"]
mod desk;
mod fields;
mod fields_typed;
mod fill;
mod grid;
mod grid_columns;
mod grid_edits;
mod grid_interleavings;
mod health;
mod hostile;
mod import;
mod lists;
mod members;
mod members_grid;
mod numbers;
#[path = "../support/people.rs"]
mod people;
mod preview;
mod quotas;
mod ratings;
mod ratings_sheet;
mod ratings_steps;
mod regimes;
mod room;
mod summary;
#[path = "../support/mod.rs"]
mod support;
mod typing;
mod units;
mod users;
mod widgets;
