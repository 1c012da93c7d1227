//! The window's type face: Be Vietnam Pro, bundled, so that every Vietnamese letter is drawn from
//! one face on every machine. Only the three weights named here exist; asking for another weight
//! would silently fall back to a foreign face.

use std::borrow::Cow;

use iced::Font;
use iced::font::Weight;

/// Running text.
pub const REGULAR: Font = Font::with_name("Be Vietnam Pro");

/// Labels, headings and emphasis.
pub const SEMIBOLD: Font = Font { weight: Weight::Semibold, ..REGULAR };

/// Titles.
pub const BOLD: Font = Font { weight: Weight::Bold, ..REGULAR };

/// The font files to load before the first frame.
#[must_use]
pub fn bundled() -> Vec<Cow<'static, [u8]>> {
    [
        include_bytes!("../../assets/fonts/BeVietnamPro-Regular.ttf").as_slice(),
        include_bytes!("../../assets/fonts/BeVietnamPro-SemiBold.ttf").as_slice(),
        include_bytes!("../../assets/fonts/BeVietnamPro-Bold.ttf").as_slice(),
    ]
    .into_iter()
    .map(Cow::Borrowed)
    .collect()
}
