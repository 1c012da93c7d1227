//! How the window looks: colours by role, sizes and spacing by name.
//!
//! The look is calm paper with one blue accent, in a light and a dark variant. iced's own `Theme`
//! carries the variant; [`Roles::of`] finds the colours that belong to it. No shadows and no
//! gradients: the software renderer pays dearly for both. The contrast of every text role on
//! every ground it may stand on is tested below against WCAG AA.

pub mod button;
pub mod container;
pub mod field;
pub mod text;

use iced::theme::Palette;
use iced::{Color, Theme, color};

/// Which of the two looks is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Variant {
    /// Dark text on light paper, the default.
    #[default]
    Light,
    /// Light text on a dark ground.
    Dark,
}

impl Variant {
    /// The iced theme of this look.
    #[must_use]
    pub fn theme(self) -> Theme {
        let roles = self.roles();
        Theme::custom(
            match self {
                Self::Light => "So Chi bo light",
                Self::Dark => "So Chi bo dark",
            },
            Palette {
                background: roles.surface,
                text: roles.text,
                primary: roles.accent,
                success: roles.success,
                warning: roles.warning,
                danger: roles.danger,
            },
        )
    }

    /// The colours of this look.
    #[must_use]
    pub fn roles(self) -> &'static Roles {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

/// The colours of a look, each named after the part that it plays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Roles {
    /// The ground of the window.
    pub surface: Color,
    /// Cards, fields, the grid: what lies on the ground.
    pub raised: Color,
    /// Every second row of the grid.
    pub zebra: Color,
    /// Headers of grids, strips and bars.
    pub header: Color,
    /// Hair lines between things.
    pub line: Color,
    /// Borders of things that can be worked with; at least 3:1 on `raised`.
    pub outline: Color,
    /// Running text.
    pub text: Color,
    /// Hints, captions, key labels.
    pub muted: Color,
    /// The one colour that says "here": primary action, focus ring, active tab.
    pub accent: Color,
    /// Text on `accent`.
    pub on_accent: Color,
    /// The row with the cursor, the chosen item, a hovered button.
    pub selection: Color,
    /// Text and marks of problems and of what can't be taken back.
    pub danger: Color,
    /// Text on `danger` used as a ground.
    pub on_danger: Color,
    /// Text and marks of warnings.
    pub warning: Color,
    /// Text and marks of success.
    pub success: Color,
    /// The veil over the window behind a dialog.
    pub scrim: Color,
}

impl Roles {
    /// The colours that belong to an iced theme.
    #[must_use]
    pub fn of(theme: &Theme) -> &'static Self {
        if theme.extended_palette().is_dark { &DARK } else { &LIGHT }
    }
}

const LIGHT: Roles = Roles {
    surface: color!(0xf4f3ef),
    raised: color!(0xffffff),
    zebra: color!(0xf8f7f4),
    header: color!(0xe9e7e0),
    line: color!(0xd9d6cc),
    outline: color!(0x84888e),
    text: color!(0x1e2227),
    muted: color!(0x555c65),
    accent: color!(0x1d5a88),
    on_accent: color!(0xffffff),
    selection: color!(0xd5e5f2),
    danger: color!(0xa8201a),
    on_danger: color!(0xffffff),
    warning: color!(0x7d4b00),
    success: color!(0x24602b),
    scrim: color!(0x1e2227, 0.45),
};

const DARK: Roles = Roles {
    surface: color!(0x1a1d21),
    raised: color!(0x23272c),
    zebra: color!(0x272b31),
    header: color!(0x2d3238),
    line: color!(0x3c434b),
    outline: color!(0x7c858f),
    text: color!(0xe7e9eb),
    muted: color!(0xb0b8c1),
    accent: color!(0x85bdec),
    on_accent: color!(0x0d1c29),
    selection: color!(0x2a435c),
    danger: color!(0xf59d96),
    on_danger: color!(0x2b0907),
    warning: color!(0xebbd70),
    success: color!(0x93d19a),
    scrim: color!(0x000000, 0.6),
};

/// Sizes of text and of controls, in logical pixels.
pub mod size {
    /// The title of a screen or a dialog.
    pub const TITLE: f32 = 22.0;
    /// The heading of a section.
    pub const HEADING: f32 = 17.0;
    /// Running text, fields, cells.
    pub const BODY: f32 = 15.0;
    /// Hints, key labels, captions.
    pub const CAPTION: f32 = 13.5;
    /// Height of a button, a field, a choice.
    pub const CONTROL: f32 = 36.0;
    /// Height of a row of the grid and of a list.
    pub const ROW: f32 = 30.0;
    /// Height of the header of the grid.
    pub const HEADER: f32 = 34.0;
    /// Side of an icon.
    pub const ICON: f32 = 16.0;
    /// Breadth of the grid's scroll bars.
    pub const SCROLL_BAR: f32 = 14.0;
    /// Radius of the corners of controls and cards.
    pub const RADIUS: f32 = 4.0;
    /// Thickness of the focus ring.
    pub const RING: f32 = 2.0;
    /// Width of a dialog that asks one thing.
    pub const DIALOG: f32 = 480.0;
    /// Width of a dialog with a form.
    pub const WIDE_DIALOG: f32 = 880.0;
    /// Width of a short field: a date, a number, a code.
    pub const SHORT_FIELD: f32 = 160.0;
    /// Width of a usual field.
    pub const FIELD: f32 = 280.0;
    /// Width of the side panel (tree of units, filters).
    pub const SIDE: f32 = 300.0;
}

/// The scale of distances, in logical pixels.
pub mod space {
    /// Between an icon and its word, a label and its field.
    pub const TIGHT: f32 = 4.0;
    /// Between things that belong together.
    pub const SMALL: f32 = 8.0;
    /// Between fields of a form; inside of cards.
    pub const MEDIUM: f32 = 12.0;
    /// Between groups.
    pub const LARGE: f32 = 20.0;
    /// Around a page of its own (start screen, empty state).
    pub const PAGE: f32 = 32.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.1 relative luminance contrast.
    fn contrast(a: Color, b: Color) -> f32 {
        let light = |c: Color| {
            let linear = |v: f32| {
                if v <= 0.03928 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b)
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_is_legible_on_every_ground_it_stands_on() {
        for variant in [Variant::Light, Variant::Dark] {
            let r = variant.roles();
            let grounds = [
                ("surface", r.surface),
                ("raised", r.raised),
                ("zebra", r.zebra),
                ("header", r.header),
                ("selection", r.selection),
            ];
            let texts = [
                ("text", r.text),
                ("muted", r.muted),
                ("accent", r.accent),
                ("danger", r.danger),
                ("warning", r.warning),
                ("success", r.success),
            ];
            for (ground_name, ground) in grounds {
                for (text_name, text) in texts {
                    let ratio = contrast(text, ground);
                    assert!(ratio >= 4.5, "{variant:?}: {text_name} on {ground_name} is {ratio:.2}");
                }
            }
            assert!(contrast(r.on_accent, r.accent) >= 4.5);
            assert!(contrast(r.on_danger, r.danger) >= 4.5);
        }
    }

    #[test]
    fn controls_stand_out_from_their_ground() {
        for variant in [Variant::Light, Variant::Dark] {
            let r = variant.roles();
            for ground in [r.surface, r.raised] {
                assert!(contrast(r.outline, ground) >= 3.0, "{variant:?} outline");
                assert!(contrast(r.accent, ground) >= 3.0, "{variant:?} focus ring");
            }
        }
    }

    #[test]
    fn the_iced_theme_leads_back_to_its_roles() {
        for variant in [Variant::Light, Variant::Dark] {
            assert_eq!(Roles::of(&variant.theme()), variant.roles());
        }
    }
}
