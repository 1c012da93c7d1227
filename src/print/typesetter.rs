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
use typst::{Library, LibraryExt, World};
use typst_layout::{Page, PagedDocument};
use typst_pdf::PdfOptions;

use super::Error;

const TEMPLATE: &str = include_str!("../../assets/print/document.typ");
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
            template: Source::new(file("document.typ")?, TEMPLATE.to_owned()),
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

/// One run of typst: the shared things and this run's data.
struct Run {
    shop: &'static Shop,
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
        self.shop.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.shop.template.id() {
            Ok(self.shop.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
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

/// Lays out one piece of a document, given as the JSON that the template reads.
pub fn lay_out(data: Vec<u8>) -> Result<Pages, Error> {
    let run = Run { shop: shop()?, data: Bytes::new(data) };
    let result = typst::compile::<PagedDocument>(&run).output;
    // The cache would keep the pages of every document ever printed.
    comemo::evict(0);
    let document = result.map_err(|reasons| refused(&reasons, Error::Layout))?;
    let marks = marks(&document);
    let mut pages = EcoVec::from(document.pages());
    drop(document);
    for page in pages.make_mut() {
        forget_origin(&mut page.frame);
    }
    Ok(Pages { pages, marks })
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

fn refused(reasons: &[SourceDiagnostic], error: Error) -> Error {
    for reason in reasons {
        log::error!("typst: {}", reason.message);
    }
    error
}
