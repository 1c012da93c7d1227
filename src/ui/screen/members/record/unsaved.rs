//! What would be lost of a record's page, in words.

use super::Record;
use super::form::Entry;
use crate::domain::problem::Field;
use crate::fl;
use crate::i18n::sentence;

/// So many fields are named; of more only the number is said.
const NAMED: usize = 5;
/// So many letters of a name are said.
const LONGEST: usize = 60;

impl Record {
    /// What was typed and is not saved: the record with its fields, and the open sheet.
    pub fn unsaved(&self) -> Vec<String> {
        let fields = self.draft.changed();
        let typed = self.draft.form().map(|form| form.form.name.trim());
        let name = self.draft.seen().map(|seen| seen.name.as_str()).or(typed).unwrap_or_default();
        let name = if name.is_empty() { fl!("members-new-title") } else { short(name) };
        let record = (!fields.is_empty())
            .then(|| fl!("unsaved-record", name = name.as_str(), fields = named(&fields)));
        let sheet = self.sheet.as_ref().filter(|sheet| sheet.is_dirty());
        let sheet = sheet.map(|sheet| fl!("unsaved-sheet", what = sheet.title(), name = name.as_str()));
        record.into_iter().chain(sheet).collect()
    }
}

/// A name as far as one reads it: somebody may have pasted a page into its field.
fn short(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// Fields as they are called beside them.
fn named(fields: &[Entry]) -> String {
    let label = |entry: &Entry| match entry {
        Entry::Text(slot) => slot.label(),
        Entry::Sex => sentence::field(Field::Sex),
        Entry::Cell => fl!("members-cell"),
        Entry::AdmissionUnit => fl!("members-admission-unit"),
    };
    let mut words: Vec<String> = fields.iter().take(NAMED).map(label).collect();
    if let Some(more @ 1..) = fields.len().checked_sub(NAMED) {
        words.push(fl!("unsaved-more-fields", count = more));
    }
    words.join(", ")
}
