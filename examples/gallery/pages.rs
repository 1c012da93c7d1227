//! Pages as they will be printed: real ones, laid out by typst and drawn when they are seen.

use std::sync::Arc;

use iced::advanced::image::Handle;
use iced::{Element, Size};
use so_chi_bo::print::{Layout, Pixels, RecoveryPage, Template, recovery_page};
use so_chi_bo::ui::widget::page_view;
use so_chi_bo::ui::widget::page_view::{Event, State};

use crate::window::{Gallery, Message};

/// The pages, and what they are drawn from.
#[derive(Debug)]
pub struct Pages {
    state: State,
    layout: Option<Layout>,
}

impl Default for Pages {
    fn default() -> Self {
        let mut document = recovery_page(RecoveryPage {
            register: "Chi bộ ấp Đầu Giồng".to_owned(),
            date: "24/11/2026".to_owned(),
            groups: ["ABCDE", "FGHJK", "MNPQR", "STVWX"].map(String::from).to_vec(),
        });
        // Enough for a second page.
        let again = document.blocks.clone();
        for _ in 0..6 {
            document.blocks.extend(again.iter().cloned());
        }
        let layout = Layout::new(Arc::new(document), Template::default(), &mut |_| true).ok();
        let mut state = State::new(1.0);
        state.set_pages(layout.iter().flat_map(|layout| layout.sizes().to_vec()));
        let mut pages = Self { state, layout };
        pages.apply(Event::Room(Size::new(1200.0, 640.0)));
        pages
    }
}

impl Pages {
    /// Does what is wanted, and draws what is missing: here nobody waits for a thread.
    pub fn apply(&mut self, event: Event) {
        self.state.apply(event);
        let Some(layout) = &self.layout else { return };
        while let Some((page, scale)) = self.state.wanted() {
            let Ok(Pixels { width, height, rgba }) = layout.pixels(page, scale) else { return };
            self.state.keep(page, scale, Handle::from_rgba(width, height, rgba));
        }
    }
}

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    page_view(&gallery.pages.state, Message::Pages).id("pages").into()
}
