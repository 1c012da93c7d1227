//! The text fields of the record's form, each with its place in the draft.

use crate::domain::member::numbers;
use crate::domain::problem::Field;
use crate::fl;
use crate::i18n::sentence;
use crate::services::members::NewMember;

/// Declares the fields: name, the field that problems speak of, the place in the draft.
macro_rules! slots {
    ($($slot:ident: $($path:ident).+,)+) => {
        /// A text field of the form.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Slot { $(#[doc = stringify!($slot)] $slot,)+ }

        impl Slot {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$slot,)+];

            /// The field that problems speak of.
            #[must_use]
            pub fn field(self) -> Field {
                match self { $(Self::$slot => Field::$slot,)+ }
            }

            /// What is typed in it.
            #[must_use]
            pub fn read(self, draft: &NewMember) -> &str {
                match self { $(Self::$slot => &draft.$($path).+,)+ }
            }

            /// Puts a text into it.
            pub fn write(self, draft: &mut NewMember, text: String) {
                match self { $(Self::$slot => draft.$($path).+ = text,)+ }
            }

            /// Its name for the focus.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$slot => concat!("member-", stringify!($slot)),)+ }
            }
        }
    };
}

slots! {
    Name: form.name,
    OtherName: form.texts.other_name,
    BornOn: form.born_on,
    BirthPlace: form.texts.birth_place,
    HomeTown: form.texts.home_town,
    Ethnicity: form.ethnicity,
    Religion: form.religion,
    PersonalId: form.texts.personal_id,
    OldId: form.texts.old_id,
    Phone: form.texts.phone,
    Email: form.texts.email,
    AdmissionDecidedOn: form.admission_decided_on,
    AdmissionDecision: form.texts.admission_decision,
    AdmittedOn: form.admitted_on,
    AdmissionPlace: form.texts.admission_place,
    OfficialOn: form.official_on,
    CardNumber: form.texts.card_number,
    CardIssuedOn: form.card_issued_on,
    OldCardNumber: form.texts.old_card_number,
    FileNumber: form.texts.file_number,
    PermanentAddress: form.texts.permanent_address,
    TemporaryAddress: form.texts.temporary_address,
    GeneralEducation: form.texts.general_education,
    ProfessionalLevel: form.texts.professional_level,
    ProfessionalField: form.texts.professional_field,
    TheoryLevel: form.texts.theory_level,
    ForeignLanguages: form.texts.foreign_languages,
    WorkGroup: form.texts.work_group,
    Occupation: form.texts.occupation,
    OccupationBefore: form.texts.occupation_before,
    Note: form.texts.note,
    FromOn: since,
}

impl Slot {
    /// The field of this name; none for what is no text of the form.
    #[must_use]
    pub fn of(field: Field) -> Option<Self> {
        Self::ALL.iter().copied().find(|slot| slot.field() == field)
    }

    /// Its label.
    #[must_use]
    pub fn label(self) -> String {
        match self.field() {
            Field::Name => fl!("members-full-name"),
            field => sentence::field(field),
        }
    }

    /// Whether it must be filled in.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(
            self,
            Self::Name | Self::BornOn | Self::Ethnicity | Self::Religion | Self::AdmissionDecidedOn
        )
    }

    /// Whether it takes a date.
    #[must_use]
    pub fn is_date(self) -> bool {
        matches!(
            self,
            Self::BornOn
                | Self::AdmissionDecidedOn
                | Self::AdmittedOn
                | Self::OfficialOn
                | Self::CardIssuedOn
                | Self::FromOn
        )
    }

    /// Whether it takes a number by which a person is known: a row of digits.
    #[must_use]
    pub fn is_number_of_person(self) -> bool {
        numbers::is_number(self.field())
    }

    /// The editable list whose names it suggests, as the register calls it.
    #[must_use]
    pub fn list(self) -> Option<&'static str> {
        const LISTED: [(Slot, &str); 6] = [
            (Slot::Ethnicity, "ethnicity"),
            (Slot::Religion, "religion"),
            (Slot::GeneralEducation, "general_education"),
            (Slot::ProfessionalLevel, "professional_level"),
            (Slot::TheoryLevel, "theory_level"),
            (Slot::WorkGroup, "work_group"),
        ];
        LISTED.iter().find(|(slot, _)| *slot == self).map(|(_, list)| *list)
    }
}
