//! Every widget in every state, in both looks and both languages: `cargo run --example gallery`.
//! F2 changes the look, F3 the language, Ctrl+1 to Ctrl+9 the pages.
//!
//! `cargo run --example gallery -- --shots DIR` opens no window: it writes a picture of each page
//! in both looks and both languages, from which the looks are reviewed.

mod charts;
mod controls;
mod dialogs;
mod entries;
mod fields;
mod grid;
mod notices;
mod pages;
mod sheet;
mod shots;
#[path = "../../tests/support/mod.rs"]
mod support;
mod tree;
mod window;

use iced::Theme;
use so_chi_bo::ui;
use window::Gallery;

fn main() -> iced::Result {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => {}
        (Some("--shots"), Some(folder)) => {
            shots::write(folder.as_ref());
            return Ok(());
        }
        (Some(_), _) => {
            eprintln!("gallery [--shots FOLDER]");
            std::process::exit(2);
        }
    }
    iced::application(Gallery::default, Gallery::update, Gallery::view)
        .title("Gallery")
        .theme(|gallery: &Gallery| -> Theme { gallery.variant.theme() })
        .settings(ui::settings())
        .window_size((1366.0, 768.0))
        .run()
}
