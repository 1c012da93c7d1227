//! Parts of screens that know the domain and are shared by several screens.

pub mod attempt;
pub mod dates;
pub mod named;
pub mod problems;
pub mod unit_picker;
