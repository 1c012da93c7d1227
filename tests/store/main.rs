//! The encrypted file, on real files: schema, journal, undo, worker, damage, full disks, memory.

mod backup;
mod damage;
mod disk;
mod file;
mod journal;
mod memory;
#[path = "../support/old_schema.rs"]
mod old_schema;
mod people;
mod place;
mod rows;
mod salvage;
mod schema;
mod undo;
mod worker;
