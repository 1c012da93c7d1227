//! What a person sets before printing, over what the document brings.

use super::page::{Block, Column, Document, Letterhead, Letters, Orientation, Paper, Row, Signature, Table};

/// See the module. [`Setup::of`] is the document as it came.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setup {
    /// The sheet's format.
    pub paper: Paper,
    /// How it lies.
    pub orientation: Orientation,
    /// Size of the letters.
    pub letters: Letters,
    /// The columns that are left out, by [`Column::key`].
    pub hidden: Vec<String>,
    /// The header blocks, where the document has them.
    pub letterhead: Option<Letterhead>,
    /// See [`Document::place_and_date`].
    pub place_and_date: String,
    /// Who signs, where somebody does.
    pub signature: Option<Signature>,
}

impl Setup {
    /// The document as it came.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let all = tables(document).flat_map(|table| &table.columns);
        Self {
            paper: document.paper,
            orientation: document.orientation,
            letters: document.letters,
            hidden: all.filter(|column| column.is_hidden).map(Column::key).collect(),
            letterhead: document.letterhead.clone(),
            place_and_date: document.place_and_date.clone(),
            signature: document.signature.clone(),
        }
    }

    /// The document as it is to be printed.
    #[must_use]
    pub fn apply(&self, document: &Document) -> Document {
        let blocks = document.blocks.iter().map(|block| match block {
            Block::Table(table) => Block::Table(self.table(table)),
            other => other.clone(),
        });
        Document {
            paper: self.paper,
            orientation: self.orientation,
            letters: self.letters,
            letterhead: self.letterhead.clone(),
            place_and_date: self.place_and_date.clone(),
            signature: self.signature.clone(),
            blocks: blocks.collect(),
            title: document.title.clone(),
            subtitle: document.subtitle.clone(),
            intro: document.intro.clone(),
            recipients: document.recipients.clone(),
            footer: document.footer.clone(),
            numbers_of: document.numbers_of.clone(),
            appendices: document.appendices.iter().map(|it| self.over(document, it).apply(it)).collect(),
        }
    }

    /// What is laid over an appendix: the same paper, and the same head and signature where it had
    /// those of its document. It lies as it came.
    fn over(&self, document: &Document, appendix: &Document) -> Self {
        let came = Self::of(appendix);
        let same = appendix.letterhead.as_ref().zip(self.letterhead.as_ref());
        let letterhead = same.map(|(own, set)| Letterhead {
            number: own.number.as_ref().and(set.number.clone()),
            ..set.clone()
        });
        let is_dated = appendix.place_and_date == document.place_and_date;
        let is_signed = appendix.signature == document.signature;
        Self {
            paper: self.paper,
            letters: self.letters,
            hidden: self.hidden.clone(),
            letterhead: letterhead.or(came.letterhead),
            place_and_date: if is_dated { self.place_and_date.clone() } else { came.place_and_date },
            signature: if is_signed { self.signature.clone() } else { came.signature },
            orientation: came.orientation,
        }
    }

    fn table(&self, table: &Table) -> Table {
        let shown = self.shown(table);
        let keep = |texts: &[String], from: usize| -> Vec<String> {
            let kept = texts.iter().zip(shown.iter().skip(from)).filter(|(_, shown)| **shown);
            kept.map(|(text, _)| text.clone()).collect()
        };
        let rows = table.rows.iter().map(|row| match row {
            Row::Cells(texts) => Row::Cells(keep(texts, 0)),
            Row::Total { label, span, values } => {
                let whole = (*span).max(1);
                let span = shown.iter().take(whole).filter(|shown| **shown).count();
                Row::Total { label: label.clone(), span, values: keep(values, whole) }
            }
        });
        let columns = table.columns.iter().zip(&shown).filter(|(_, shown)| **shown);
        Table {
            columns: columns.map(|(column, _)| Column { is_hidden: false, ..column.clone() }).collect(),
            rows: rows.collect(),
            numbered: table.numbered,
            caption: table.caption.clone(),
        }
    }

    /// Which columns are printed. The first one stays where a total would lose its words.
    fn shown(&self, table: &Table) -> Vec<bool> {
        let mut shown: Vec<bool> =
            table.columns.iter().map(|column| !self.hidden.contains(&column.key())).collect();
        let narrowest = table.rows.iter().filter_map(|row| match row {
            Row::Total { span, .. } => Some((*span).max(1)),
            Row::Cells(_) => None,
        });
        let label = narrowest.min().unwrap_or(shown.len());
        if !shown.iter().take(label).any(|shown| *shown)
            && let Some(first) = shown.first_mut()
        {
            *first = true;
        }
        shown
    }
}

/// The columns of a document that can be left out, by [`Column::key`]; none where there is no
/// choice.
#[must_use]
pub fn columns(document: &Document) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for column in tables(document).flat_map(|table| &table.columns) {
        let key = column.key();
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if keys.len() > 1 { keys } else { Vec::new() }
}

fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    let blocks = document.parts().into_iter().flat_map(|part| &part.blocks);
    blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) | Block::Heading(_) | Block::Note(_) | Block::Code(_) | Block::Chart(_) => None,
    })
}
