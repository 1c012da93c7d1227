//! Pages for a printer: what the systems share, and how a drawn page becomes what a printer takes.

/// A drawn page.
#[derive(Debug)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue and 255 for each.
    pub rgba: Vec<u8>,
}

/// Draws a page, counted from 0, with so many pixels to a point. None: give it all up.
pub type Draw<'a> = dyn FnMut(usize, f32) -> Option<Picture> + 'a;

/// What became of pages that were to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// The printer that was chosen has them.
    Sent,
    /// The dialog was dismissed, or drawing was given up: nothing is printed.
    Dismissed,
    /// The printer did not take them.
    Refused,
    /// The system has no print dialog, or no printer at all.
    NoDialog,
}

/// Some rows of a page that are not all white.
#[cfg(any(windows, test))]
#[derive(Debug, PartialEq, Eq)]
pub struct Band {
    /// The first row, counted from the top of the page.
    pub top: u32,
    /// How many rows.
    pub rows: u32,
    /// A byte of grey, or blue, green and red for each pixel; each row filled up to four bytes.
    pub bits: Vec<u8>,
}

/// A page in rows of which the white ones are left out, in grey where it has no colour: a printer
/// keeps every pixel in its queue.
#[cfg(any(windows, test))]
#[derive(Debug, PartialEq, Eq)]
pub struct Raster {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Whether a pixel is one byte of grey, else three of colour.
    pub is_grey: bool,
    /// What is to be printed, from top to bottom.
    pub bands: Vec<Band>,
}

#[cfg(any(windows, test))]
impl Raster {
    /// So many rows a band has at most.
    const ROWS: usize = 64;

    /// What is to be printed of a page.
    pub fn new(picture: &Picture) -> Self {
        let is_grey = picture.rgba.chunks_exact(4).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
        let across = picture.width as usize * 4;
        let mut bands = Vec::new();
        for (place, rows) in picture.rgba.chunks(across.max(1) * Self::ROWS).enumerate() {
            let is_white = rows.chunks_exact(4).all(|pixel| pixel[..3] == [255; 3]);
            if !is_white {
                let bits = rows.chunks_exact(across).flat_map(|row| line(row, is_grey)).collect();
                let (top, rows) = (place * Self::ROWS, rows.len() / across);
                bands.push(Band { top: number(top), rows: number(rows), bits });
            }
        }
        Self { width: picture.width, height: picture.height, is_grey, bands }
    }
}

/// A row as a printer takes it.
#[cfg(any(windows, test))]
fn line(row: &[u8], is_grey: bool) -> Vec<u8> {
    let pixels = row.chunks_exact(4);
    let mut line: Vec<u8> = if is_grey {
        pixels.map(|pixel| pixel[0]).collect()
    } else {
        pixels.flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect()
    };
    line.resize(line.len().next_multiple_of(4), 255);
    line
}

#[cfg(any(windows, test))]
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: u32, height: u32) -> Picture {
        Picture { width, height, rgba: vec![255; (width * height * 4) as usize] }
    }

    #[test]
    fn a_white_page_has_nothing_to_print() {
        assert_eq!(Raster::new(&page(3, 200)).bands, []);
    }

    #[test]
    fn rows_without_ink_are_left_out_and_the_last_band_may_be_short() {
        let mut picture = page(3, 150);
        // The last pixel of the last row is black.
        let last = picture.rgba.len() - 4;
        picture.rgba[last..last + 3].fill(0);
        let raster = Raster::new(&picture);
        assert!(raster.is_grey);
        let [band] = raster.bands.as_slice() else { panic!("{raster:?}") };
        assert_eq!((band.top, band.rows), (128, 22));
        // Three bytes of grey, filled up to four.
        assert_eq!(band.bits.len(), 22 * 4);
        assert_eq!(band.bits[21 * 4..], [255, 255, 0, 255]);
    }

    #[test]
    fn colours_are_turned_round_and_rows_filled_up() {
        let mut picture = page(3, 1);
        picture.rgba[4..7].copy_from_slice(&[10, 20, 30]);
        let raster = Raster::new(&picture);
        assert!(!raster.is_grey);
        assert_eq!(raster.bands[0].bits, [255, 255, 255, 30, 20, 10, 255, 255, 255, 255, 255, 255]);
    }
}
