//! Printed documents, read back from the PDF.

mod footer;
mod layout;
mod members;
mod pdf;
#[path = "../support/people.rs"]
mod people;
mod summaries;
mod year_end;
