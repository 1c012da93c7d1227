//! What a record is and which rules hold for it.
//!
//! Pure code: no files, no database, no clock. "Today" is always a parameter, so that every
//! rule can be asked about any day. A rule answers with [`problem::Problem`]s, which are data;
//! the sentences people read are made from them in `crate::i18n`.

pub mod cell;
pub mod code;
pub mod compare;
pub mod date;
pub mod form;
pub mod id;
pub mod identifier;
pub mod member;
pub mod name;
pub mod number;
pub mod paper;
pub mod problem;
pub mod quota;
pub mod rating;
pub mod sample;
pub mod setting;
pub mod split;
pub mod text;
pub mod unit;
pub mod user;
