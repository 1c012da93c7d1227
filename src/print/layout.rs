//! A document laid out once: how many pages it has, any page as pixels, and all of them as PDF.

use std::collections::VecDeque;
use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use typst::ecow::EcoVec;
use typst_layout::Page;

use super::page::Document;
use super::piece::{Job, Leaf, Plan};
use super::template::Template;
use super::{Error, Pixels, Progress, typesetter};

/// Pieces whose pages are kept: all of some ten thousand rows, so that a PDF of what was looked at
/// isn't laid out again. Pages of others are laid out anew when they are wanted, which takes a
/// tenth of a second and keeps longer lists out of the memory.
const KEPT: usize = 60;

/// Most leaves that are laid out at once for a file: each takes some 30 MB meanwhile.
const MOST_HANDS: usize = 4;

/// A leaf of one of the parts, and which page of all is its first.
#[derive(Debug, Clone, Copy)]
struct Placed {
    part: usize,
    first: usize,
    leaf: Leaf,
}

/// See the module. Any thread may use it.
#[derive(Debug)]
pub struct Layout {
    document: Arc<Document>,
    template: Template,
    /// For the document and each of its appendices what was measured.
    plans: Vec<Plan>,
    leaves: Vec<Placed>,
    /// Width and height of each page, in points.
    sizes: Vec<(f32, f32)>,
    /// The pages of some leaves, those used last at the end.
    kept: Mutex<VecDeque<(usize, EcoVec<Page>)>>,
}

impl Layout {
    /// Lays the document out. `going` hears now and then how far it is, and says whether to go on.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when `going` said so; [`Error::Template`] for what is wrong in
    /// somebody's own template; else as [`super::pdf`].
    pub fn new(
        document: Arc<Document>,
        template: Template,
        going: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Self, Error> {
        document.check()?;
        let (mut plans, mut leaves, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
        let mut kept = VecDeque::new();
        for (part, it) in document.parts().into_iter().enumerate() {
            let plan = Plan::new(it)?;
            Job::new(it, &template, &plan)?.set(going, &mut |leaf, pages| {
                let first = sizes.len();
                sizes.extend(pages.iter().map(typesetter::size));
                keep(&mut kept, leaves.len(), pages);
                leaves.push(Placed { part, first, leaf });
            })?;
            plans.push(plan);
        }
        Ok(Self { document, template, plans, leaves, sizes, kept: Mutex::new(kept) })
    }

    /// How many pages there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// Width and height of each page, in points.
    #[must_use]
    pub fn sizes(&self) -> &[(f32, f32)] {
        &self.sizes
    }

    /// The document as it was laid out.
    #[must_use]
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Draws a page, counted from 0, with `scale` pixels to a point.
    ///
    /// # Errors
    /// [`Error::NoPage`] beyond the last; else as [`Self::new`].
    pub fn pixels(&self, page: usize, scale: f32) -> Result<Pixels, Error> {
        let found = self.leaves.iter().enumerate().rfind(|(_, leaf)| leaf.first <= page);
        let (place, leaf) = found.ok_or(Error::NoPage)?;
        let pages = self.pages(place, *leaf)?;
        let page = pages.get(page - leaf.first).ok_or(Error::NoPage)?;
        Ok(typesetter::pixels(page, scale))
    }

    /// All pages as the bytes of a PDF file.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn pdf(&self, going: &mut dyn FnMut(Progress) -> bool) -> Result<Vec<u8>, Error> {
        let mut all = EcoVec::with_capacity(self.count());
        let places: Vec<(usize, Placed)> = self.leaves.iter().copied().enumerate().collect();
        let hands = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_HANDS);
        for some in places.chunks(hands) {
            let done = some.first().map_or(0, |(_, placed)| placed.first);
            if !going(Progress { done, all: self.count() }) {
                return Err(Error::Cancelled);
            }
            // Leaves know where they begin, so they can be laid out beside each other.
            let made: Vec<Result<EcoVec<Page>, Error>> = thread::scope(|scope| {
                let make = |(place, placed): &(usize, Placed)| {
                    let (place, placed) = (*place, *placed);
                    scope.spawn(move || self.found(place).map_or_else(|| self.again(placed), Ok))
                };
                let making: Vec<_> = some.iter().map(make).collect();
                making.into_iter().map(|one| one.join().unwrap_or(Err(Error::Layout))).collect()
            });
            typesetter::forget();
            for pages in made {
                all.extend(pages?);
            }
        }
        typesetter::export(&all, &self.document.title)
    }

    fn pages(&self, place: usize, placed: Placed) -> Result<EcoVec<Page>, Error> {
        if let Some(pages) = self.found(place) {
            return Ok(pages);
        }
        let pages = self.again(placed)?;
        typesetter::forget();
        keep(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner), place, pages.clone());
        Ok(pages)
    }

    /// The pages of a leaf, if they are kept.
    fn found(&self, place: usize) -> Option<EcoVec<Page>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|(kept, _)| *kept == place)?;
        let (_, pages) = kept.remove(found)?;
        kept.push_back((place, pages.clone()));
        Some(pages)
    }

    /// The pages of a leaf, laid out once more.
    fn again(&self, placed: Placed) -> Result<EcoVec<Page>, Error> {
        let parts = self.document.parts();
        let (part, plan) = parts.get(placed.part).zip(self.plans.get(placed.part)).ok_or(Error::NoPage)?;
        Job::new(part, &self.template, plan)?.again(placed.leaf)
    }
}

fn keep(kept: &mut VecDeque<(usize, EcoVec<Page>)>, place: usize, pages: EcoVec<Page>) {
    kept.push_back((place, pages));
    if kept.len() > KEPT {
        kept.pop_front();
    }
}
