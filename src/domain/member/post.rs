//! Posts that a member holds or held, in the Party, at work and in mass organisations.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::code::coded;
use crate::domain::date::PartialDate;
use crate::domain::form::Reader;
use crate::domain::problem::{Field, Problem, may_be_saved};

coded! {
    /// Where a post is held.
    Sphere {
        /// In the Party.
        Party = "party",
        /// In the administration or at work.
        Administration = "administration",
        /// In a mass organisation.
        MassOrganisation = "mass_organisation",
    }
}

/// A post held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Row identity.
    pub id: i64,
    /// The checked content.
    #[serde(flatten)]
    pub fields: PostFields,
}

/// The checked content of a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostFields {
    /// Party, administration or mass organisation.
    pub sphere: Sphere,
    /// Title.
    pub title: String,
    /// First day.
    pub from_on: Option<PartialDate>,
    /// Last day; none while held.
    pub to_on: Option<PartialDate>,
    /// Number of the decision.
    pub decision: Option<String>,
}

/// A post as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PostForm {
    /// Sphere.
    pub sphere: Option<Sphere>,
    /// Title.
    pub title: String,
    /// dd/mm/yyyy, mm/yyyy or yyyy.
    pub from_on: String,
    /// dd/mm/yyyy, mm/yyyy or yyyy; empty while held.
    pub to_on: String,
    /// Number of the decision.
    pub decision: String,
}

impl PostForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// The problems that keep it from being saved.
    pub fn check(&self, today: NaiveDate) -> Result<PostFields, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let sphere = reader.chosen(Field::Kind, self.sphere);
        let title = reader.required(Field::PostTitle, &self.title, 200);
        let from_on = reader.past(Field::FromOn, &self.from_on);
        let to_on = reader.past(Field::ToOn, &self.to_on);
        let decision = reader.text(Field::Decision, &self.decision, 200);
        reader.in_order((Field::FromOn, from_on), (Field::ToOn, to_on));
        let problems = reader.finish();
        match (sphere, title) {
            (Some(sphere), Some(title)) if may_be_saved(&problems) => {
                Ok(PostFields { sphere, title, from_on, to_on, decision })
            }
            _ => Err(problems),
        }
    }
}
