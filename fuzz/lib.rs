//! The rooms of the program that read what others wrote, compiled alone from the same source files:
//! window, paper and cipher would take an hour to build under the sanitizer and read nothing.

#![allow(dead_code, missing_docs)]

#[path = "../src/domain/mod.rs"]
pub mod domain;

#[path = "."]
pub mod services {
    #[path = "../src/services/progress.rs"]
    mod progress;
    pub use progress::Progress;
}

#[path = "."]
pub mod exchange {
    #[path = "../src/exchange/encoding/mod.rs"]
    pub mod encoding;
    #[path = "../src/exchange/error.rs"]
    mod error;
    #[path = "../src/exchange/reader/mod.rs"]
    pub mod reader;
    #[path = "../src/exchange/sheet.rs"]
    pub mod sheet;

    pub use error::Error;
    pub type Result<T> = std::result::Result<T, Error>;
}
