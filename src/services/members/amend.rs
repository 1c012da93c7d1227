//! Cells of a list of members, typed, pasted or filled: read, checked record by record, and
//! stored as one operation. The last writer of a cell wins; the journal has what was there.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{MemberRow, warnings_of_lists};
use crate::domain::form::Checked;
use crate::domain::id::MemberId;
use crate::domain::member::MemberFields;
use crate::domain::number;
use crate::domain::problem::{Field, Kind, Problem};
use crate::fl;
use crate::i18n::term::Words;
use crate::services::columns::{self, CellContext, MemberColumn, Wrong};
use crate::services::step::{Halt, Step, step};
use crate::services::units::read_tree;
use crate::services::{Author, Error, Result};
use crate::store::member::{self, UniqueNumber};
use crate::store::{Database, Tx};

/// A text for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellEdit {
    /// The record.
    pub member: MemberId,
    /// The column.
    pub column: MemberColumn,
    /// What is to stand there, as typed; empty to clear the cell.
    pub text: String,
}

/// A cell that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRefusal {
    /// The record.
    pub member: MemberId,
    /// The column.
    pub column: MemberColumn,
    /// Why.
    pub wrong: Wrong,
}

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amended {
    /// Cells that are other than before.
    pub cells: usize,
    /// Members with such cells.
    pub members: usize,
    /// Worth a look, though stored: the record, and what is odd in a cell that was given a text.
    pub warnings: Vec<(MemberId, Problem)>,
}

/// A record with its cells' texts.
struct Amendment<'a> {
    row: MemberRow,
    /// The last text counts where a cell has several.
    texts: BTreeMap<MemberColumn, &'a str>,
}

impl Amendment<'_> {
    fn check(
        &self,
        context: &CellContext<'_>,
    ) -> std::result::Result<Checked<MemberFields>, Vec<CellRefusal>> {
        let cells: Vec<(MemberColumn, &str)> =
            self.texts.iter().map(|(column, text)| (*column, *text)).collect();
        let refusal = |(column, wrong)| CellRefusal { member: self.row.id, column, wrong };
        columns::amended(&self.row, &cells, context).map_err(|found| found.into_iter().map(refusal).collect())
    }

    /// Whether the text of a field was given.
    fn has(&self, field: Field) -> bool {
        self.texts.keys().any(|column| column.field() == Some(field))
    }
}

/// A record as it would be.
struct Outcome {
    id: MemberId,
    before: MemberFields,
    after: MemberFields,
    warnings: Vec<Problem>,
}

/// Stores texts in cells as one operation. Cells that hold the same already are no change.
///
/// # Errors
/// What the disk reports. What can't be stored is told cell by cell, and then nothing is.
pub fn amend(
    database: &mut Database,
    edits: &[CellEdit],
    author: &Author,
) -> Result<Step<Amended, CellRefusal>> {
    step(database, author.does("members_amended"), |tx| match sift(tx, edits, author)? {
        (outcomes, refusals) if refusals.is_empty() => write(tx, outcomes).map_err(Halt::Failed),
        (_, refusals) => Err(Halt::Refused(refusals)),
    })
}

/// The cells that [`amend`] would refuse, in the order of the edits. All others can be stored
/// without them.
///
/// # Errors
/// What the disk reports.
pub fn check_cells(database: &mut Database, edits: &[CellEdit], author: &Author) -> Result<Vec<CellRefusal>> {
    database.read(|tx| sift(tx, edits, author).map(|(_, refusals)| refusals))
}

/// The records as they would be with what can be stored of the edits, and what can't. Dates and
/// numbers are compared with what will stand beside them, so each refusal is a reason to look
/// again at the rest.
fn sift(tx: &Tx<'_>, edits: &[CellEdit], author: &Author) -> Result<(Vec<Outcome>, Vec<CellRefusal>)> {
    let tree = read_tree(tx)?;
    let context = CellContext { units: &tree, today: author.today, words: Words::Screen };
    let mut rest: Vec<&CellEdit> = edits.iter().collect();
    let mut all: Vec<CellRefusal> = Vec::new();
    let outcomes = loop {
        let (outcomes, mut found) = outcomes(tx, &rest, &context)?;
        if found.is_empty() {
            found = duplicates(tx, &outcomes)?;
        }
        if found.is_empty() {
            break outcomes;
        }
        let refused: HashSet<(MemberId, MemberColumn)> =
            found.iter().map(|refusal| (refusal.member, refusal.column)).collect();
        rest.retain(|edit| !refused.contains(&(edit.member, edit.column)));
        all.extend(found);
    };
    let places: HashMap<(MemberId, MemberColumn), usize> =
        edits.iter().enumerate().map(|(place, edit)| ((edit.member, edit.column), place)).collect();
    all.sort_by_key(|refusal| places.get(&(refusal.member, refusal.column)).copied());
    Ok((outcomes, all))
}

/// The records as they would be, each by itself, and what is wrong with them.
fn outcomes(
    tx: &Tx<'_>,
    edits: &[&CellEdit],
    context: &CellContext<'_>,
) -> Result<(Vec<Outcome>, Vec<CellRefusal>)> {
    let (amendments, mut refusals) = amendments(tx, edits)?;
    let mut outcomes = Vec::with_capacity(amendments.len());
    for amendment in amendments {
        match amendment.check(context) {
            Ok(Checked { value, mut warnings }) => {
                warnings.retain(|problem| amendment.has(problem.field));
                let MemberRow { id, fields: before, .. } = amendment.row;
                outcomes.push(Outcome { id, before, after: value, warnings });
            }
            Err(found) => refusals.extend(found),
        }
    }
    Ok((outcomes, refusals))
}

/// The edits by record; those of records that are not there are refused.
fn amendments<'a>(tx: &Tx<'_>, edits: &[&'a CellEdit]) -> Result<(Vec<Amendment<'a>>, Vec<CellRefusal>)> {
    let mut ids = Vec::new();
    let mut texts: HashMap<MemberId, BTreeMap<MemberColumn, &'a str>> = HashMap::new();
    for edit in edits {
        let cells = texts.entry(edit.member).or_insert_with(|| {
            ids.push(edit.member);
            BTreeMap::new()
        });
        let _ = cells.insert(edit.column, edit.text.as_str());
    }
    let rows = member::rows(tx, &ids)?;
    let amendment = |row: MemberRow| {
        let texts = texts.remove(&row.id).unwrap_or_default();
        Amendment { row, texts }
    };
    let amendments = rows.into_iter().map(amendment).collect();
    let missing = texts.into_iter().flat_map(|(member, cells)| {
        cells.into_keys().map(move |column| CellRefusal {
            member,
            column,
            wrong: Wrong::Problem(Kind::NotFound),
        })
    });
    Ok((amendments, missing.collect()))
}

/// The numbers that only one record may have and that another record has or is about to have. Of
/// two that are given the same number, the second is refused. Those who are given another number
/// in the same step have theirs no longer.
fn duplicates(tx: &Tx<'_>, outcomes: &[Outcome]) -> Result<Vec<CellRefusal>> {
    let mut refusals = Vec::new();
    for (number, column) in
        [(UniqueNumber::Personal, MemberColumn::PersonalId), (UniqueNumber::Card, MemberColumn::CardNumber)]
    {
        let of = |fields: &MemberFields| match number {
            UniqueNumber::Personal => fields.texts.personal_id.clone(),
            UniqueNumber::Card => fields.texts.card_number.clone(),
        };
        let given: Vec<(&Outcome, String)> = outcomes
            .iter()
            .filter(|outcome| of(&outcome.before) != of(&outcome.after))
            .filter_map(|outcome| of(&outcome.after).map(|digits| (outcome, digits)))
            .collect();
        let leaving: HashSet<MemberId> = outcomes
            .iter()
            .filter(|outcome| of(&outcome.before) != of(&outcome.after))
            .map(|outcome| outcome.id)
            .collect();
        let digits: Vec<&str> = given.iter().map(|(_, digits)| digits.as_str()).collect();
        let mut taken: HashMap<String, String> = member::holders(tx, number, &digits)?
            .into_iter()
            .filter(|holder| !leaving.contains(&holder.id))
            .map(|holder| (holder.digits, holder.name))
            .collect();
        for (outcome, digits) in given {
            if let Some(of) = taken.get(&digits) {
                let wrong = Wrong::Problem(Kind::Duplicate { of: of.clone() });
                refusals.push(CellRefusal { member: outcome.id, column, wrong });
            } else {
                let _ = taken.insert(digits, outcome.after.name.clone());
            }
        }
    }
    Ok(refusals)
}

/// Writes the records that differ and says in words what was done.
fn write(tx: &Tx<'_>, outcomes: Vec<Outcome>) -> Result<Amended> {
    let mut done = Amended::default();
    let mut first = None;
    let lists = super::read_lists(tx)?;
    for Outcome { id, before, after, mut warnings } in outcomes {
        let changed = columns::changed(&before, &after);
        if changed.is_empty() {
            continue;
        }
        member::update(tx, id, &after).map_err(Error::from)?;
        done.cells += changed.len();
        done.members += 1;
        warnings.extend(warnings_of_lists(&lists, &after));
        warnings.retain(|problem| changed.iter().any(|column| column.field() == Some(problem.field)));
        done.warnings.extend(warnings.into_iter().map(|problem| (id, problem)));
        first = first.or_else(|| Some((before.name, changed[0])));
    }
    if let Some((name, column)) = first {
        tx.describe(words(&done, &name, column));
    }
    Ok(done)
}

fn words(done: &Amended, name: &str, column: MemberColumn) -> String {
    match (done.cells, done.members) {
        (1, _) => fl!("journal-cell-amended", column = column.title(Words::Screen), name = name),
        (cells, 1) => fl!("journal-cells-of-one-amended", cells = number::count(cells), name = name),
        (cells, members) => {
            fl!("journal-cells-amended", cells = number::count(cells), members = number::count(members))
        }
    }
}
