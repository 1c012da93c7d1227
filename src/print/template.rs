//! The template that draws the pages: the shipped one, or one that a person made from it.

use std::sync::Arc;

/// A typst template that reads `data.json` and draws one document. It can read nothing else: no
/// file, no package, no network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    own: Option<Arc<str>>,
}

impl Template {
    /// The text of the shipped template, to be copied and changed.
    pub const SHIPPED: &'static str = include_str!("../../assets/print/document.typ");

    /// A template of somebody's own.
    #[must_use]
    pub fn own(text: &str) -> Self {
        Self { own: Some(text.into()) }
    }

    /// The text, if it is not the shipped one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.own.as_deref()
    }
}
