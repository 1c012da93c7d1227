//! Parts of screens that know the domain and are shared by several screens.

pub mod arranged;
pub mod attempt;
pub mod browse;
pub mod ceiling;
pub mod command;
pub mod counts;
pub mod dates;
pub mod grid_words;
pub mod named;
pub mod numbers;
pub mod palette;
pub mod paste_preview;
pub mod problems;
pub mod recovery_code;
pub mod sheet_columns;
pub mod unit_picker;
