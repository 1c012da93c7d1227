//! What a register keeps for its documents: head and signature of each type, the committee's term,
//! the numbers given.
//!
//! All of it stands in the register's settings, one row for each thing, so that a change journals
//! and undoes no more than itself: `paper.head.TYPE`, `paper.term`, `paper.body`, and
//! `paper.number.TYPE.TERM.NNNN` for each number given.

use serde::{Deserialize, Serialize};

use super::registers::{self, Letterhead};
use super::{Author, Error, Result};
use crate::domain::paper::{self, PaperKind};
use crate::domain::problem::{Field, Kind};
use crate::domain::setting::Setting;
use crate::domain::text;
use crate::fl;
use crate::store::{Committed, Database, Tx, register};

const LONGEST_SIGN: usize = 20;
const LONGEST_LINE: usize = 200;

/// How a body numbers its documents.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Numbering {
    /// The committee's term, such as 2025-2027; numbers start anew with another.
    pub term: String,
    /// The sign of the issuing body after the stroke: CB, ĐU.
    pub body: String,
}

/// All that a document of one type needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// The type.
    pub kind: PaperKind,
    /// Head and signature: the type's own, else those of the register.
    pub letterhead: Letterhead,
    /// Whether they are the type's own.
    pub is_own: bool,
    /// How it is numbered.
    pub numbering: Numbering,
    /// The next free number, one above the highest given in the term.
    pub next: u32,
}

/// A number that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The type.
    pub kind: PaperKind,
    /// The number, 1 to 9999.
    pub number: u32,
    /// What the document is.
    pub title: String,
    /// The day it was given, dd/mm/yyyy.
    pub day: String,
}

/// Reads what documents of a type need.
///
/// # Errors
/// What the disk reports.
pub fn facts(database: &mut Database, kind: PaperKind) -> Result<Facts> {
    let general = registers::letterhead(database)?;
    database.read(|tx| {
        let own = register::setting(tx, &head_name(kind))?;
        let own: Option<Letterhead> = own.and_then(|text| serde_json::from_str(&text).ok());
        let is_own = own.is_some();
        let letterhead = own.unwrap_or(general);
        let numbering = read_numbering(tx, &letterhead)?;
        let next = given_in(tx, kind, &numbering.term)?.last().map_or(1, |last| last.number + 1);
        Ok(Facts { kind, letterhead, is_own, numbering, next })
    })
}

/// The numbers of a type that were given in the term that runs now, in their order.
///
/// # Errors
/// What the disk reports.
pub fn given(database: &mut Database, kind: PaperKind) -> Result<Vec<Given>> {
    database.read(|tx| {
        let term = register::setting(tx, Setting::PaperTerm.code())?.unwrap_or_default();
        given_in(tx, kind, &term)
    })
}

/// How documents are numbered now.
///
/// # Errors
/// What the disk reports.
pub fn numbering(database: &mut Database) -> Result<Numbering> {
    let general = registers::letterhead(database)?;
    database.read(|tx| read_numbering(tx, &general))
}

fn read_numbering(tx: &Tx<'_>, letterhead: &Letterhead) -> Result<Numbering> {
    let body = register::setting(tx, Setting::PaperBody.code())?.filter(|body| !body.is_empty());
    Ok(Numbering {
        term: register::setting(tx, Setting::PaperTerm.code())?.unwrap_or_default(),
        body: body.unwrap_or_else(|| paper::body_sign(&letterhead.issuing_body).to_owned()),
    })
}

fn given_in(tx: &Tx<'_>, kind: PaperKind, term: &str) -> Result<Vec<Given>> {
    let rows = register::settings_under(tx, &numbers_name(kind, term))?;
    Ok(rows.iter().filter_map(|(_, value)| serde_json::from_str(value).ok()).collect())
}

/// Keeps a head and signature of a type's own; `None` goes back to those of the register.
///
/// # Errors
/// [`Error::Refused`] for a line of more than 200 characters.
pub fn set_letterhead(
    database: &mut Database,
    kind: PaperKind,
    letterhead: Option<&Letterhead>,
    author: &Author,
) -> Result<Committed<()>> {
    let own = letterhead.map(checked).transpose()?;
    database.commit(author.does("paper_head_set"), |tx| {
        let sign = kind.sign();
        tx.describe(match own {
            Some(_) => fl!("journal-paper-head-set", sign = sign),
            None => fl!("journal-paper-head-general", sign = sign),
        });
        let text = own.as_ref().map(serde_json::to_string).transpose();
        let text = text.map_err(|_| crate::store::Error::Internal)?.unwrap_or_default();
        set(tx, &head_name(kind), &text)
    })
}

fn checked(letterhead: &Letterhead) -> Result<Letterhead> {
    let line = |value: &str| {
        let value = text::tidy(value);
        let is_short = value.chars().count() <= LONGEST_LINE;
        if is_short { Ok(value) } else { Err(too_long(LONGEST_LINE)) }
    };
    Ok(Letterhead {
        upper_body: line(&letterhead.upper_body)?,
        issuing_body: line(&letterhead.issuing_body)?,
        place: line(&letterhead.place)?,
        authority: line(&letterhead.authority)?,
        post: line(&letterhead.post)?,
        signer: line(&letterhead.signer)?,
    })
}

/// Sets the committee's term and the sign of the body. Numbers already given stay as they are.
///
/// # Errors
/// [`Error::Refused`] for more than 20 characters.
pub fn set_numbering(
    database: &mut Database,
    numbering: &Numbering,
    author: &Author,
) -> Result<Committed<()>> {
    let (term, body) = (text::tidy(&numbering.term), text::tidy(&numbering.body));
    if term.chars().count() > LONGEST_SIGN || body.chars().count() > LONGEST_SIGN {
        return Err(too_long(LONGEST_SIGN));
    }
    database.commit(author.does("paper_numbering_set"), |tx| {
        tx.describe(fl!("journal-paper-numbering-set", term = term.as_str()));
        set(tx, Setting::PaperTerm.code(), &term)?;
        set(tx, Setting::PaperBody.code(), &body)
    })
}

/// Gives a number to a document that goes out, in the term that runs now.
///
/// # Errors
/// [`Error::Refused`] when another document of the type has it in this term, or it is no number
/// from 1 to 9999.
pub fn give(database: &mut Database, given: &Given, author: &Author) -> Result<Committed<()>> {
    if !(1..=9999).contains(&given.number) {
        return Err(Error::refused(Field::Decision, Kind::OutOfRange { min: 1, max: 9999 }));
    }
    let general = registers::letterhead(database)?;
    database.commit(author.does("paper_number_given"), |tx| {
        let numbering = read_numbering(tx, &general)?;
        let name = format!("{}{:04}", numbers_name(given.kind, &numbering.term), given.number);
        let line = paper::number_line(given.number, given.kind, &numbering.body);
        if let Some(before) = register::setting(tx, &name)? {
            let before: Option<Given> = serde_json::from_str(&before).ok();
            let of = before.map(|before| before.title).unwrap_or_default();
            return Err(Error::refused(Field::Decision, Kind::Duplicate { of }));
        }
        tx.describe(fl!("journal-paper-number-given", number = line, title = given.title.as_str()));
        let text = serde_json::to_string(given).map_err(|_| crate::store::Error::Internal)?;
        Ok(register::set_setting(tx, &name, &text)?)
    })
}

fn set(tx: &Tx<'_>, name: &str, value: &str) -> Result<()> {
    if register::setting(tx, name)?.unwrap_or_default() != value {
        register::set_setting(tx, name, value)?;
    }
    Ok(())
}

fn too_long(max: usize) -> Error {
    Error::refused(Field::Name, Kind::TooLong { max })
}

fn head_name(kind: PaperKind) -> String {
    format!("{}{}", Setting::PaperHead.code(), kind.code())
}

/// The beginning of the names of all numbers of a type in a term.
fn numbers_name(kind: PaperKind, term: &str) -> String {
    format!("{}{}.{term}.", Setting::PaperNumber.code(), kind.code())
}
