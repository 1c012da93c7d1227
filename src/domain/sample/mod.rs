//! Invented people and organisations for looking around and for measuring, the same on each run.
//!
//! Only the pure part: chance from a seed, names, places, numbers that are nobody's, and exact
//! apportionment of given totals. Nothing is taken from a real list of people.

pub mod identity;
pub mod names;
pub mod organisations;
pub mod random;
mod words;
pub mod work;
