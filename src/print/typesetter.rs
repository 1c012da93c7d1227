//! The only place that talks to typst: a small world of one template, one data file and three faces.
//!
//! What users typed travels in the data file, as JSON, and never becomes typst source.

use std::sync::LazyLock;

use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Content, Datetime, Duration, NativeElement, Selector, Smart, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{Abs, Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::{Page, PagedDocument};
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;

use super::template::Template;
use super::{Error, Pixels};

const FACES: [&[u8]; 3] = [
    include_bytes!("../../assets/fonts/Tinos-Regular.ttf"),
    include_bytes!("../../assets/fonts/Tinos-Bold.ttf"),
    include_bytes!("../../assets/fonts/Tinos-Italic.ttf"),
];

/// What every document shares.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// The same faces, ready to measure with.
    instances: Vec<FontInstance>,
    template: Source,
    data: FileId,
}

static SHOP: LazyLock<Option<Shop>> = LazyLock::new(Shop::open);

impl Shop {
    fn open() -> Option<Self> {
        let fonts: Vec<Font> = FACES.into_iter().filter_map(|face| Font::new(Bytes::new(face), 0)).collect();
        if fonts.len() < FACES.len() {
            return None;
        }
        let instance = |font: &Font| {
            font.clone().instantiate(FontVariant::default(), Abs::zero(), &FontVariations::default())
        };
        Some(Self {
            instances: fonts.iter().map(instance).collect(),
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(file("document.typ")?, Template::SHIPPED.to_owned()),
            data: file("data.json")?,
        })
    }
}

fn file(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn shop() -> Result<&'static Shop, Error> {
    SHOP.as_ref().ok_or(Error::Fonts)
}

/// The faces to measure with.
pub struct Faces {
    /// For most text.
    pub regular: &'static FontInstance,
    /// For titles and totals.
    pub bold: &'static FontInstance,
}

/// The embedded faces.
pub fn faces() -> Result<Faces, Error> {
    match shop()?.instances.as_slice() {
        [regular, bold, ..] => Ok(Faces { regular, bold }),
        [] | [_] => Err(Error::Fonts),
    }
}

/// One run of typst: the shared things, the template and this run's data.
struct Run {
    shop: &'static Shop,
    template: Source,
    data: Bytes,
}

impl World for Run {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shop.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shop.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Pages that were laid out, and where the marked places of the body came to stand.
pub struct Pages {
    /// The pages, in order.
    pub pages: EcoVec<Page>,
    /// For each mark of the template, in order: its number and its page, counted from 0.
    pub marks: Vec<(usize, usize)>,
}

/// Lays out one piece of a document, given as the JSON that the template reads. Afterwards the cache
/// is to be emptied, see [`forget`].
pub fn lay_out(template: &Template, data: Vec<u8>) -> Result<Pages, Error> {
    let shop = shop()?;
    let source = template.text().map(|text| Source::new(shop.template.id(), text.to_owned()));
    let is_own = source.is_some();
    let run = Run { shop, template: source.unwrap_or_else(|| shop.template.clone()), data: Bytes::new(data) };
    let result = typst::compile::<PagedDocument>(&run).output;
    let document = result.map_err(|reasons| match reasons.first() {
        Some(reason) if is_own => in_template(reason, &run),
        Some(_) | None => refused(&reasons, Error::Layout),
    })?;
    let marks = marks(&document);
    let mut pages = EcoVec::from(document.pages());
    drop(document);
    for page in pages.make_mut() {
        forget_origin(&mut page.frame);
    }
    Ok(Pages { pages, marks })
}

/// Empties the cache, which would keep the pages of every document ever printed. Not while another
/// thread of ours lays out: that would begin from the start.
pub fn forget() {
    comemo::evict(0);
}

/// Takes the tags out of a frame. They hold all that a page was made from, several times the
/// memory of what is to be drawn, and a PDF without structure has no use for them.
fn forget_origin(frame: &mut Frame) {
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            forget_origin(&mut group.frame);
            true
        }
        FrameItem::Tag(_) => false,
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => true,
    });
}

fn marks(document: &PagedDocument) -> Vec<(usize, usize)> {
    let introspector = document.introspector();
    let all = introspector.query(&Selector::Elem(MetadataElem::ELEM, None));
    let mark = |content: &Content| {
        let Value::Int(number) = content.to_packed::<MetadataElem>()?.value else { return None };
        let page = introspector.page(content.location()?)?;
        Some((usize::try_from(number).ok()?, page.get() - 1))
    };
    all.iter().filter_map(mark).collect()
}

/// Writes the pages as one PDF file.
pub fn export(pages: &EcoVec<Page>, title: &str) -> Result<Vec<u8>, Error> {
    let mut document = PagedDocument::new(pages.clone(), Default::default());
    document.info_mut().title = Some(title.into());
    let options = PdfOptions {
        creator: Smart::Custom(Some(crate::paper!("app-name"))),
        // Tags for screen readers make lists twelve times as big.
        tagged: false,
        ..PdfOptions::default()
    };
    let result = typst_pdf::pdf(&document, &options);
    comemo::evict(0);
    result.map_err(|reasons| refused(&reasons, Error::Export))
}

/// Draws a page, `scale` pixels to a point.
pub fn pixels(page: &Page, scale: f32) -> Pixels {
    let options = RenderOptions { pixel_per_pt: f64::from(scale).into(), render_bleed: false };
    let map = typst_render::render(page, &options);
    comemo::evict(0);
    let (width, height) = (map.width(), map.height());
    Pixels { width, height, rgba: map.take() }
}

/// Width and height of a page, in points.
pub fn size(page: &Page) -> (f32, f32) {
    let size = page.frame.size();
    (size.x.to_pt() as f32, size.y.to_pt() as f32)
}

/// The place and the words of what is wrong in somebody's own template.
fn in_template(reason: &SourceDiagnostic, run: &Run) -> Error {
    let called = reason.trace.iter().map(|point| point.span.into());
    let mut places = std::iter::once(reason.span).chain(called);
    let line = places.find_map(|span| {
        let range = run.range(span).filter(|_| span.id() == Some(run.template.id()))?;
        run.template.lines().byte_to_line(range.start)
    });
    let hints = reason.hints.iter().map(|hint| hint.v.as_str());
    let words = std::iter::once(reason.message.as_str()).chain(hints).collect::<Vec<_>>().join("; ");
    Error::Template { line: line.map(|line| line + 1), words }
}

fn refused(reasons: &[SourceDiagnostic], error: Error) -> Error {
    for reason in reasons {
        log::error!("typst: {}", reason.message);
    }
    error
}
