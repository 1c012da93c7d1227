//! Shaped texts of cells, kept from frame to frame, cut with an ellipsis where they don't fit.

use std::collections::HashMap;

use iced::advanced::text::{
    Alignment, Hit, LineHeight, Paragraph as _, Renderer as TextRenderer, Shaping, Text, Wrapping,
};
use iced::alignment::Vertical;
use iced::{Font, Pixels, Point, Renderer, Size};

use crate::ui::font;
use crate::ui::theme::size;

pub type Paragraph = <Renderer as TextRenderer>::Paragraph;

/// More letters than this are never seen in a cell; shaping 10.000 of them would be felt.
const MOST_LETTERS: usize = 300;
/// How many texts are kept before those of earlier frames are dropped.
const MOST_KEPT: usize = 3000;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    text: String,
    room: u32,
    is_strong: bool,
}

struct Kept {
    paragraph: Paragraph,
    frame: u64,
}

/// The texts of a grid's cells.
#[derive(Default)]
pub struct Cells {
    kept: HashMap<Key, Kept>,
    frame: u64,
}

impl Cells {
    /// A new frame begins.
    pub fn next_frame(&mut self) {
        if self.kept.len() > MOST_KEPT {
            let frame = self.frame;
            self.kept.retain(|_, kept| kept.frame == frame);
        }
        self.frame += 1;
    }

    /// The shaped text, at most `room` pixels wide.
    pub fn shape(&mut self, text: &str, room: f32, is_strong: bool) -> &Paragraph {
        let frame = self.frame;
        let key = Key { text: one_line(text), room: room.max(0.0) as u32, is_strong };
        let kept = self
            .kept
            .entry(key)
            .or_insert_with_key(|key| Kept { paragraph: fit(&key.text, room, key.is_strong), frame });
        kept.frame = frame;
        &kept.paragraph
    }
}

/// The beginning of a text as one line.
fn one_line(text: &str) -> String {
    text.chars().take(MOST_LETTERS).map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// Shapes a text; cuts it and adds "…" when it is too wide.
fn fit(text: &str, room: f32, is_strong: bool) -> Paragraph {
    let whole = shape(text, is_strong);
    if whole.min_width() <= room {
        return whole;
    }
    let ellipsis = shape("…", is_strong).min_width();
    let edge = Point::new((room - ellipsis).max(0.0), whole.min_height() / 2.0);
    let mut end = whole.hit_test(edge).map_or(0, |Hit::CharOffset(end)| end);
    // A hit rounds to the nearer letter: step back until it fits.
    loop {
        while !text.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        let cut = shape(&format!("{}…", text[..end.min(text.len())].trim_end()), is_strong);
        if cut.min_width() <= room || end == 0 {
            return cut;
        }
        end -= 1;
    }
}

/// How wide the beginning of a text is as one line, before it is cut.
pub fn width(text: &str, is_strong: bool) -> f32 {
    shape(&one_line(text), is_strong).min_width()
}

/// A text as one line.
pub fn shape(text: &str, is_strong: bool) -> Paragraph {
    shape_in(text, is_strong, Size::INFINITE, Wrapping::None)
}

/// A text of the size of cells, broken into lines within `bounds`.
pub fn shape_in(text: &str, is_strong: bool, bounds: Size, wrapping: Wrapping) -> Paragraph {
    Paragraph::with_text(Text::<&str, Font> {
        content: text,
        bounds,
        size: Pixels(size::BODY),
        line_height: LineHeight::default(),
        font: if is_strong { font::SEMIBOLD } else { font::REGULAR },
        align_x: Alignment::Default,
        align_y: Vertical::Top,
        shaping: Shaping::Advanced,
        wrapping,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_wide_is_cut_to_fit() {
        let long = "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Trà Vinh";
        let cut = fit(long, 120.0, false);
        assert!(cut.min_width() <= 120.0);
        assert!(cut.min_width() > 80.0, "most of the room is used");
        assert!(shape(long, false).min_width() > 120.0);
    }

    #[test]
    fn nothing_is_cut_that_fits_and_no_room_is_survived() {
        let short = fit("Kinh", 120.0, false);
        assert!((short.min_width() - shape("Kinh", false).min_width()).abs() < 0.01);
        let _ = fit("Nguyễn", 0.0, true);
    }

    #[test]
    fn texts_of_earlier_frames_are_dropped() {
        let mut cells = Cells::default();
        for row in 0..MOST_KEPT + 10 {
            let _ = cells.shape(&row.to_string(), 50.0, false);
        }
        cells.next_frame();
        let _ = cells.shape("now", 50.0, false);
        cells.next_frame();
        assert!(cells.kept.len() <= 1 + MOST_KEPT + 10);
        cells.next_frame();
        assert!(cells.kept.len() <= 1, "{} kept", cells.kept.len());
    }
}
