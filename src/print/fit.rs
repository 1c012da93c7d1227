//! How wide text is, so that nothing runs out of its cell.
//!
//! Typst breaks lines between words only. A word that is wider than its cell (an e-mail address,
//! a name typed without spaces) would be printed over its neighbour; here it gets invisible break
//! marks where the cell ends. Words that can't be that wide pass unmeasured.

use std::borrow::Cow;

use typst::text::FontInstance;
use unicode_normalization::char::is_combining_mark;

/// Zero width space: a place where a line may end.
const BREAK: char = '\u{200b}';
/// Kerning and rounding must not make a measured line too long.
const SAFETY: f64 = 0.98;

/// A face of the font in a size, to measure with.
#[derive(Debug, Clone, Copy)]
pub struct Pen {
    font: &'static FontInstance,
    size: f64,
}

impl Pen {
    /// Measures text in this face and size (points).
    pub fn new(font: &'static FontInstance, size: f64) -> Self {
        Self { font, size }
    }

    /// Width of the text on one line, in points.
    pub fn width(self, text: &str) -> f64 {
        text.chars().map(|letter| self.advance(letter)).sum()
    }

    fn advance(self, letter: char) -> f64 {
        if is_combining_mark(letter) {
            return 0.0;
        }
        let glyph = self.font.ttf().glyph_index(letter).unwrap_or_default();
        self.font.x_advance(glyph.0).map_or(1.0, |advance| advance.get()) * self.size
    }

    /// No letter is wider than one em for each byte that it takes.
    fn surely_fits(self, text: &str, width: f64) -> bool {
        text.len() as f64 * self.size <= width
    }

    /// Width of the longest word that is no wider than `limit`, or `least` if none is wider.
    pub fn longest_word(self, text: &str, least: f64, limit: f64) -> f64 {
        words(text).fold(least, |longest, word| {
            if self.surely_fits(word, longest) {
                return longest;
            }
            let width = self.width(word);
            if width <= limit { width.max(longest) } else { longest }
        })
    }

    /// The text with break marks in the words that are wider than `width` points.
    pub fn fit(self, text: &str, width: f64) -> Cow<'_, str> {
        let width = width * SAFETY;
        let too_wide = |word: &str| !self.surely_fits(word, width) && self.width(word) > width;
        if !words(text).any(too_wide) {
            return Cow::Borrowed(text);
        }
        let mut fitted = String::with_capacity(text.len() + 16);
        for piece in text.split_inclusive(is_gap) {
            if too_wide(piece.trim_end_matches(is_gap)) {
                self.push_broken(piece, width, &mut fitted);
            } else {
                fitted.push_str(piece);
            }
        }
        Cow::Owned(fitted)
    }

    fn push_broken(self, word: &str, width: f64, fitted: &mut String) {
        let mut line = 0.0;
        for letter in word.chars() {
            let advance = if is_gap(letter) { 0.0 } else { self.advance(letter) };
            if line > 0.0 && advance > 0.0 && line + advance > width {
                fitted.push(BREAK);
                line = 0.0;
            }
            fitted.push(letter);
            line += advance;
        }
    }

    /// How many lines the text takes when it is `width` points wide; never too few.
    pub fn lines(self, text: &str, width: f64) -> usize {
        text.split('\n').map(|part| self.lines_of_paragraph(part, width)).sum()
    }

    fn lines_of_paragraph(self, text: &str, width: f64) -> usize {
        if self.surely_fits(text, width) {
            return 1;
        }
        let width = (width * SAFETY).max(1.0);
        let space = self.advance(' ');
        let (mut lines, mut line) = (1, 0.0);
        for word in words(text) {
            let word = self.width(word);
            if line + word > width && line > 0.0 {
                lines += 1;
                line = 0.0;
            }
            let further = (word / width).floor();
            lines += further as usize;
            line += word - further * width + space;
        }
        lines
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_gap)
}

/// Where typst ends a line by itself. A no-break space is part of its word.
fn is_gap(letter: char) -> bool {
    matches!(letter, ' ' | '\n' | '\t' | '\r')
}
