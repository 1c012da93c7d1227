//! Windows' own print dialog, and the printer that was chosen in it. No library of ours has them,
//! so this is the one place that calls the system directly. Each call gets what its description
//! asks for, and [`Asked`] gives back what the dialog made.
#![allow(unsafe_code)]

use std::ptr;

use windows_sys::Win32::Foundation::{ERROR_CANCELLED, GetLastError, GlobalFree, HWND};
use windows_sys::Win32::Graphics::Gdi::{
    BI_RGB, BITMAPINFO, BITMAPINFOHEADER, DEVMODEW, DIB_RGB_COLORS, DM_ORIENTATION, DM_PAPERSIZE,
    DMORIENT_LANDSCAPE, DMORIENT_PORTRAIT, DeleteDC, GetDeviceCaps, HDC, LOGPIXELSX, LOGPIXELSY,
    PHYSICALHEIGHT, PHYSICALOFFSETX, PHYSICALOFFSETY, PHYSICALWIDTH, RGBQUAD, ResetDCW, SRCCOPY,
    StretchDIBits,
};
use windows_sys::Win32::Storage::Xps::{AbortDoc, DOCINFOW, EndDoc, EndPage, StartDocW, StartPage};
use windows_sys::Win32::System::Memory::{GlobalLock, GlobalUnlock};
use windows_sys::Win32::System::Threading::GetCurrentProcessId;
use windows_sys::Win32::UI::Controls::Dialogs::{
    CommDlgExtendedError, PD_NOSELECTION, PD_NOWARNING, PD_PAGENUMS, PD_RETURNDC, PD_RETURNDEFAULT,
    PD_USEDEVMODECOPIESANDCOLLATE, PRINTDLGW, PrintDlgW,
};
use windows_sys::Win32::UI::WindowsAndMessaging::{GetForegroundWindow, GetWindowThreadProcessId};
use windows_sys::core::w;

use crate::os::printing::{Band, Draw, Printed, Raster};

/// `DMPAPER_A3` and `DMPAPER_A4`: our pages have these two sizes.
const A3: i16 = 8;
const A4: i16 = 9;
/// The longer side of an A4 page, in points, and some.
const LONGEST_A4: f32 = 850.0;
const POINTS_TO_AN_INCH: f32 = 72.0;

/// So finely a short document is drawn, and a long one: the queue keeps each pixel.
const FINE: f32 = 600.0;
const USUAL: f32 = 300.0;
const SHORT: usize = 10;

/// Asks with the system's dialog which printer, pages and copies, and prints. `sizes` are the pages'
/// widths and heights in points. It waits for the person: not for the window's thread.
#[must_use]
pub fn print_pages(sizes: &[(f32, f32)], draw: &mut Draw<'_>) -> Printed {
    let Some(first) = sizes.first() else { return Printed::Dismissed };
    let Some(mut asked) = Asked::new(sizes.len()) else { return Printed::NoDialog };
    asked.set(Sheet::of(*first));
    match asked.ask() {
        Some(true) => asked.print(sizes, draw),
        Some(false) => Printed::Dismissed,
        None => Printed::NoDialog,
    }
}

/// Paper as it lies in the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sheet {
    paper: i16,
    is_landscape: bool,
}

impl Sheet {
    fn of((width, height): (f32, f32)) -> Self {
        let paper = if width.max(height) > LONGEST_A4 { A3 } else { A4 };
        Self { paper, is_landscape: width > height }
    }
}

/// What the dialog begins with, and what was chosen in it.
struct Asked(PRINTDLGW);

impl Asked {
    /// The usual printer as it is set; none where there is no printer.
    fn new(pages: usize) -> Option<Self> {
        let last = u16::try_from(pages).unwrap_or(u16::MAX);
        let mut asked = Self(PRINTDLGW {
            lStructSize: size_of::<PRINTDLGW>() as u32,
            Flags: PD_RETURNDEFAULT | PD_NOWARNING,
            ..PRINTDLGW::default()
        });
        // SAFETY: the structure says its size, and asks for nothing but new handles.
        let is_there = unsafe { PrintDlgW(&raw mut asked.0) } != 0;
        asked.0.Flags = PD_RETURNDC | PD_NOSELECTION | PD_USEDEVMODECOPIESANDCOLLATE;
        (asked.0.nMinPage, asked.0.nMaxPage) = (1, last);
        (asked.0.nFromPage, asked.0.nToPage) = (1, last);
        asked.0.nCopies = 1;
        is_there.then_some(asked)
    }

    /// Shows the dialog: whether it was confirmed; none where there is none to show.
    fn ask(&mut self) -> Option<bool> {
        self.0.hwndOwner = window();
        // SAFETY: the structure is whole, its handles are the system's own.
        let is_confirmed = unsafe { PrintDlgW(&raw mut self.0) } != 0;
        // SAFETY: nothing is handed over.
        let error = unsafe { CommDlgExtendedError() };
        if !is_confirmed && error != 0 {
            log::warn!("no print dialog: {error:#x}");
            return None;
        }
        Some(is_confirmed && !self.0.hDC.is_null())
    }

    /// Lets the printer take other paper.
    fn set(&mut self, sheet: Sheet) {
        if self.0.hDevMode.is_null() {
            return;
        }
        // SAFETY: the handle is that of a DEVMODEW, which nobody else has locked; the part of the
        // union that is written is the one of printers.
        unsafe {
            let mode = GlobalLock(self.0.hDevMode).cast::<DEVMODEW>();
            if let Some(mode) = mode.as_mut() {
                let orientation = if sheet.is_landscape { DMORIENT_LANDSCAPE } else { DMORIENT_PORTRAIT };
                mode.dmFields |= DM_ORIENTATION | DM_PAPERSIZE;
                mode.Anonymous1.Anonymous1.dmOrientation = orientation as i16;
                mode.Anonymous1.Anonymous1.dmPaperSize = sheet.paper;
            }
            GlobalUnlock(self.0.hDevMode);
        }
    }

    /// The printer goes on with the paper that is set.
    fn turn(&self) {
        // SAFETY: as in `set`; the printer is between two pages, where this is allowed.
        unsafe {
            let mode = GlobalLock(self.0.hDevMode).cast::<DEVMODEW>();
            if !mode.is_null() && ResetDCW(self.0.hDC, mode).is_null() {
                log::warn!("the printer keeps its paper");
            }
            GlobalUnlock(self.0.hDevMode);
        }
    }

    /// The pages that were chosen, counted from 0, as often as they were chosen.
    fn pages(&self, count: usize) -> impl Iterator<Item = usize> + use<> {
        let (from, to) = if self.0.Flags & PD_PAGENUMS == 0 {
            (1, count)
        } else {
            (usize::from(self.0.nFromPage).max(1), usize::from(self.0.nToPage).min(count))
        };
        (0..self.0.nCopies.max(1)).flat_map(move |_| from - 1..to)
    }

    fn print(&mut self, sizes: &[(f32, f32)], draw: &mut Draw<'_>) -> Printed {
        // The queue is seen by others: no name of a person or a document.
        let document = DOCINFOW {
            cbSize: size_of::<DOCINFOW>() as i32,
            lpszDocName: w!("Sổ Chi bộ"),
            ..DOCINFOW::default()
        };
        // SAFETY: the structure says its size; its text ends with a zero and lives for ever.
        if unsafe { StartDocW(self.0.hDC, &raw const document) } <= 0 {
            // SAFETY: nothing is handed over. A printer that asks for a file's name may be told to leave it.
            let error = unsafe { GetLastError() };
            return if error == ERROR_CANCELLED { Printed::Dismissed } else { Printed::Refused };
        }
        let printed = self.print_each(sizes, draw);
        // SAFETY: the document was begun above.
        let ended =
            unsafe { if printed == Printed::Sent { EndDoc(self.0.hDC) } else { AbortDoc(self.0.hDC) } };
        if printed == Printed::Sent && ended <= 0 { Printed::Refused } else { printed }
    }

    fn print_each(&mut self, sizes: &[(f32, f32)], draw: &mut Draw<'_>) -> Printed {
        let Some(mut before) = sizes.first().map(|size| Sheet::of(*size)) else { return Printed::Dismissed };
        let finest = if sizes.len() > SHORT { USUAL } else { FINE };
        for page in self.pages(sizes.len()) {
            let Some(size) = sizes.get(page).copied() else { break };
            let sheet = Sheet::of(size);
            if sheet != before {
                self.set(sheet);
                self.turn();
                before = sheet;
            }
            let place = Place::of(self.0.hDC, size);
            let Some(picture) = draw(page, place.dots.min(finest) / POINTS_TO_AN_INCH) else {
                return Printed::Dismissed;
            };
            if !place.put(self.0.hDC, &Raster::new(&picture)) {
                return Printed::Refused;
            }
        }
        Printed::Sent
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        // SAFETY: the dialog made them for us, and nothing uses them any more.
        unsafe {
            if !self.0.hDC.is_null() {
                DeleteDC(self.0.hDC);
            }
            for handle in [self.0.hDevMode, self.0.hDevNames] {
                if !handle.is_null() {
                    GlobalFree(handle);
                }
            }
        }
    }
}

/// Our window, above which the dialog lies; none when another program is in front.
fn window() -> HWND {
    let mut process = 0;
    // SAFETY: a window may be gone between the calls; then no process is told.
    unsafe {
        let window = GetForegroundWindow();
        GetWindowThreadProcessId(window, &raw mut process);
        if process == GetCurrentProcessId() { window } else { ptr::null_mut() }
    }
}

/// Where a page lies on the printer's paper, in its dots.
struct Place {
    left: i32,
    top: i32,
    width: f32,
    height: f32,
    /// Dots to an inch.
    dots: f32,
}

impl Place {
    /// The page as large as it is, smaller only where the paper is.
    fn of(printer: HDC, (width, height): (f32, f32)) -> Self {
        // SAFETY: asks a printer that is there for numbers.
        let told = |what: u32| unsafe { GetDeviceCaps(printer, what as i32) };
        let (across, down) = (told(LOGPIXELSX).max(1) as f32, told(LOGPIXELSY).max(1) as f32);
        let (width, height) = (width / POINTS_TO_AN_INCH * across, height / POINTS_TO_AN_INCH * down);
        let (paper_width, paper_height) = (told(PHYSICALWIDTH) as f32, told(PHYSICALHEIGHT) as f32);
        let fit = (paper_width / width).min(paper_height / height);
        // A paper that is a hair smaller is the same paper.
        let fit = if fit > 0.0 && fit < 0.99 { fit } else { 1.0 };
        Self {
            left: -told(PHYSICALOFFSETX),
            top: -told(PHYSICALOFFSETY),
            width: width * fit,
            height: height * fit,
            dots: across.max(down),
        }
    }

    /// Prints a page; whether the printer took it.
    fn put(&self, printer: HDC, raster: &Raster) -> bool {
        // SAFETY: the document was begun.
        if unsafe { StartPage(printer) } <= 0 {
            return false;
        }
        let are_all_put = raster.bands.iter().all(|band| self.put_band(printer, raster, band));
        // SAFETY: the page was begun.
        unsafe { EndPage(printer) > 0 && are_all_put }
    }

    fn put_band(&self, printer: HDC, raster: &Raster, band: &Band) -> bool {
        let bitmap = Bitmap::of(raster, band);
        let row = |row: u32| self.top + (self.height * row as f32 / raster.height as f32).round() as i32;
        let (top, bottom) = (row(band.top), row(band.top + band.rows));
        if top == bottom {
            // Less than a dot of a page that is made smaller.
            return true;
        }
        let (width, rows) = (raster.width as i32, band.rows as i32);
        // SAFETY: the bits are as many as the head says, rows from the top, and live as long as the
        // call; the head is followed by its 256 colours.
        let put = unsafe {
            StretchDIBits(
                printer,
                self.left,
                top,
                self.width.round() as i32,
                bottom - top,
                0,
                0,
                width,
                rows,
                band.bits.as_ptr().cast(),
                (&raw const bitmap).cast::<BITMAPINFO>(),
                DIB_RGB_COLORS,
                SRCCOPY,
            )
        };
        put > 0
    }
}

/// A bitmap's head with all greys as its colours.
#[repr(C)]
struct Bitmap {
    head: BITMAPINFOHEADER,
    colours: [RGBQUAD; 256],
}

impl Bitmap {
    fn of(raster: &Raster, band: &Band) -> Self {
        let head = BITMAPINFOHEADER {
            biSize: size_of::<BITMAPINFOHEADER>() as u32,
            biWidth: raster.width as i32,
            // Below zero: rows from the top.
            biHeight: -(band.rows as i32),
            biPlanes: 1,
            biBitCount: if raster.is_grey { 8 } else { 24 },
            biCompression: BI_RGB,
            biClrUsed: if raster.is_grey { 256 } else { 0 },
            ..BITMAPINFOHEADER::default()
        };
        let grey = |level: u8| RGBQUAD { rgbBlue: level, rgbGreen: level, rgbRed: level, rgbReserved: 0 };
        let colours = std::array::from_fn(|level| grey(u8::try_from(level).unwrap_or(u8::MAX)));
        Self { head, colours }
    }
}
