//! The window.
//!
//! From the ground up: `font`, `icon`, `theme` and `keymap` are the vocabulary; `widget` holds
//! controls that know no domain; `part` and `screen` are built from those; `desk` holds the tabs of
//! an open register, `app` is the root. Colours, sizes and
//! spacing are named in `theme` only, keys in `keymap` only.

pub mod app;
pub mod context;
pub mod desk;
pub mod files;
pub mod font;
pub mod icon;
pub mod keymap;
pub mod launch;
pub mod notice;
pub mod parcel;
pub mod part;
pub mod screen;
pub mod theme;
mod thread;
pub mod widget;

/// An element of the window, in the program's theme and renderer.
pub type Element<'a, Message> = iced::Element<'a, Message>;

/// The settings with which the window (and every headless test of it) starts: the bundled fonts,
/// the body size, no anti-aliasing of shapes beyond what the renderers do anyway.
#[must_use]
pub fn settings() -> iced::Settings {
    iced::Settings {
        id: Some(String::from("vn.sochibo.SoChiBo")),
        fonts: font::bundled(),
        default_font: font::REGULAR,
        default_text_size: theme::size::BODY.into(),
        antialiasing: false,
        vsync: true,
    }
}
