//! The page with a register's recovery code, to be kept on paper.

use super::page::{Block, Document};
use crate::paper;

/// What the page is made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecoveryPage {
    /// Name of the register.
    pub register: String,
    /// The day the code was made, dd/mm/yyyy.
    pub date: String,
    /// The code in the groups that people copy it in.
    pub groups: Vec<String>,
}

/// The recovery page as a document: A4 upright, no letterhead, nobody signs.
#[must_use]
pub fn recovery_page(page: RecoveryPage) -> Document {
    let paragraphs = |texts: Vec<String>| texts.into_iter().map(Block::Paragraph);
    let mut blocks = vec![Block::Code(page.groups)];
    blocks.extend(paragraphs(vec![
        paper!("print-recovery-purpose"),
        paper!("print-recovery-use"),
        paper!("print-recovery-keep"),
        paper!("print-recovery-lost"),
    ]));
    Document {
        title: paper!("print-recovery-title"),
        subtitle: paper!("print-recovery-register", name = page.register, date = page.date),
        blocks,
        ..Document::default()
    }
}
