//! The columns that a list of members can show, on the screen and on paper: their titles, what
//! stands in their cells, how wide they are, what they are sorted by.
//!
//! The running number (TT) is none of them: paper counts by itself.
//!
//! `show` says what stands in a cell, `read` what a text typed into it means.

mod read;
mod show;

use super::directory::SortKey;
use super::members::TextColumn;
use crate::domain::code::coded;
use crate::domain::member::numbers;
use crate::i18n::term::{Words, term};

pub use read::{Choices, Kind, Locked, Wrong, amended, changed, filled};
pub use show::{Align, CellContext};

coded! {
    /// A column of a list of members (domain.md D1, B1).
    MemberColumn {
        /// Họ và tên.
        Name = "name",
        /// Tên gọi khác.
        OtherName = "other_name",
        /// Giới tính.
        Sex = "sex",
        /// Ngày sinh.
        Born = "born",
        /// Tuổi, full years today.
        Age = "age",
        /// Dân tộc.
        Ethnicity = "ethnicity",
        /// Tôn giáo.
        Religion = "religion",
        /// Quê quán.
        HomeTown = "home_town",
        /// Nơi đăng ký khai sinh.
        BirthPlace = "birth_place",
        /// Nơi thường trú.
        PermanentAddress = "permanent_address",
        /// Nơi tạm trú.
        TemporaryAddress = "temporary_address",
        /// Nghề nghiệp hiện nay.
        Occupation = "occupation",
        /// Nghề nghiệp trước khi vào Đảng.
        OccupationBefore = "occupation_before",
        /// Đối tượng.
        WorkGroup = "work_group",
        /// Chức vụ: the posts held now.
        Posts = "posts",
        /// Ngày quyết định kết nạp.
        Admitted = "admitted",
        /// Số quyết định kết nạp.
        AdmissionDecision = "admission_decision",
        /// Ngày lễ kết nạp: "ngày vào Đảng".
        Ceremony = "ceremony",
        /// Nơi kết nạp.
        AdmissionPlace = "admission_place",
        /// Ngày chính thức.
        Official = "official",
        /// Tuổi đảng, full years from the decision to today.
        PartyAge = "party_age",
        /// Số thẻ đảng viên.
        CardNumber = "card",
        /// Ngày cấp thẻ.
        CardIssued = "card_issued",
        /// Số thẻ cũ.
        OldCardNumber = "old_card",
        /// Số lý lịch.
        FileNumber = "file_number",
        /// Huy hiệu Đảng: the badges held now.
        Badges = "badges",
        /// Số định danh cá nhân.
        PersonalId = "personal_id",
        /// Số CMND cũ.
        OldId = "old_id",
        /// Giáo dục phổ thông.
        GeneralEducation = "general_education",
        /// Trình độ chuyên môn.
        ProfessionalLevel = "professional_level",
        /// Chuyên ngành.
        ProfessionalField = "professional_field",
        /// Lý luận chính trị.
        TheoryLevel = "theory_level",
        /// Ngoại ngữ.
        ForeignLanguages = "foreign_languages",
        /// Tổ chức đảng đang sinh hoạt.
        Unit = "unit",
        /// Trạng thái; probation is said here.
        Status = "status",
        /// Since when the status holds.
        StatusSince = "status_since",
        /// Điện thoại.
        Phone = "phone",
        /// Thư điện tử.
        Email = "email",
        /// Ghi chú.
        Note = "note",
    }
}

/// What a list can be put in the order of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBy {
    /// A fact of the directory, for [`super::directory::Directory::select`].
    Fact(SortKey),
    /// The same, the largest first when ascending: ages run against dates of birth.
    FactReversed(SortKey),
    /// A column on the disk, for [`super::members::ranks_by`].
    Record(TextColumn),
    /// Nothing.
    Unordered,
}

impl MemberColumn {
    /// What is shown until a person chooses: the usual list of a cell (domain.md D1).
    pub const DEFAULT: &'static [Self] = &[
        Self::Name,
        Self::Sex,
        Self::Born,
        Self::Ethnicity,
        Self::Religion,
        Self::HomeTown,
        Self::Occupation,
        Self::Posts,
        Self::Ceremony,
        Self::Official,
        Self::CardNumber,
        Self::GeneralEducation,
        Self::ProfessionalLevel,
        Self::TheoryLevel,
        Self::Note,
    ];

    /// Whether it holds a number by which a person is known: see [`numbers`].
    #[must_use]
    pub fn is_number_of_person(self) -> bool {
        self.field().is_some_and(numbers::is_number)
    }

    /// The title in the header.
    #[must_use]
    pub fn title(self, words: Words) -> String {
        match self {
            Self::Name => term!(words, "column-name"),
            Self::OtherName => term!(words, "column-other-name"),
            Self::Sex => term!(words, "column-sex"),
            Self::Born => term!(words, "column-born"),
            Self::Age => term!(words, "column-age"),
            Self::Ethnicity => term!(words, "column-ethnicity"),
            Self::Religion => term!(words, "column-religion"),
            Self::HomeTown => term!(words, "column-home-town"),
            Self::BirthPlace => term!(words, "column-birth-place"),
            Self::PermanentAddress => term!(words, "column-permanent-address"),
            Self::TemporaryAddress => term!(words, "column-temporary-address"),
            Self::Occupation => term!(words, "column-occupation"),
            Self::OccupationBefore => term!(words, "column-occupation-before"),
            Self::WorkGroup => term!(words, "column-work-group"),
            Self::Posts => term!(words, "column-posts"),
            Self::Admitted => term!(words, "column-admitted"),
            Self::AdmissionDecision => term!(words, "column-admission-decision"),
            Self::Ceremony => term!(words, "column-ceremony"),
            Self::AdmissionPlace => term!(words, "column-admission-place"),
            Self::Official => term!(words, "column-official"),
            Self::PartyAge => term!(words, "column-party-age"),
            Self::CardNumber => term!(words, "column-card"),
            Self::CardIssued => term!(words, "column-card-issued"),
            Self::OldCardNumber => term!(words, "column-old-card"),
            Self::FileNumber => term!(words, "column-file-number"),
            Self::Badges => term!(words, "members-badges"),
            Self::PersonalId => term!(words, "column-personal-id"),
            Self::OldId => term!(words, "column-old-id"),
            Self::GeneralEducation => term!(words, "column-general-education"),
            Self::ProfessionalLevel => term!(words, "column-professional-level"),
            Self::ProfessionalField => term!(words, "column-professional-field"),
            Self::TheoryLevel => term!(words, "column-theory-level"),
            Self::ForeignLanguages => term!(words, "column-foreign-languages"),
            Self::Unit => term!(words, "column-unit"),
            Self::Status => term!(words, "column-status"),
            Self::StatusSince => term!(words, "column-status-since"),
            Self::Phone => term!(words, "column-phone"),
            Self::Email => term!(words, "column-email"),
            Self::Note => term!(words, "column-note"),
        }
    }

    /// The title that neighbours share above their own; empty for most.
    #[must_use]
    pub fn group(self, words: Words) -> String {
        match self {
            Self::GeneralEducation | Self::ProfessionalLevel | Self::TheoryLevel => {
                term!(words, "column-group-schooling")
            }
            Self::Name
            | Self::OtherName
            | Self::Sex
            | Self::Born
            | Self::Age
            | Self::Ethnicity
            | Self::Religion
            | Self::HomeTown
            | Self::BirthPlace
            | Self::PermanentAddress
            | Self::TemporaryAddress
            | Self::Occupation
            | Self::OccupationBefore
            | Self::WorkGroup
            | Self::Posts
            | Self::Admitted
            | Self::AdmissionDecision
            | Self::Ceremony
            | Self::AdmissionPlace
            | Self::Official
            | Self::PartyAge
            | Self::CardNumber
            | Self::CardIssued
            | Self::OldCardNumber
            | Self::FileNumber
            | Self::Badges
            | Self::PersonalId
            | Self::OldId
            | Self::ProfessionalField
            | Self::ForeignLanguages
            | Self::Unit
            | Self::Status
            | Self::StatusSince
            | Self::Phone
            | Self::Email
            | Self::Note => String::new(),
        }
    }

    /// What a click on the title sorts by.
    #[must_use]
    pub fn order(self) -> OrderBy {
        match self {
            Self::Name => OrderBy::Fact(SortKey::Name),
            Self::Sex => OrderBy::Fact(SortKey::Sex),
            Self::Born => OrderBy::Fact(SortKey::Born),
            Self::Age => OrderBy::FactReversed(SortKey::Born),
            Self::Ethnicity => OrderBy::Fact(SortKey::Ethnicity),
            Self::Religion => OrderBy::Fact(SortKey::Religion),
            Self::Admitted => OrderBy::Fact(SortKey::Admitted),
            Self::PartyAge => OrderBy::FactReversed(SortKey::Admitted),
            Self::Official => OrderBy::Fact(SortKey::Official),
            Self::CardNumber => OrderBy::Fact(SortKey::CardNumber),
            Self::PersonalId => OrderBy::Fact(SortKey::PersonalId),
            Self::Unit => OrderBy::Fact(SortKey::Unit),
            Self::Status => OrderBy::Fact(SortKey::Status),
            Self::Ceremony => OrderBy::Record(TextColumn::AdmittedOn),
            Self::HomeTown => OrderBy::Record(TextColumn::HomeTown),
            Self::PermanentAddress => OrderBy::Record(TextColumn::PermanentAddress),
            Self::WorkGroup => OrderBy::Record(TextColumn::WorkGroup),
            Self::Occupation => OrderBy::Record(TextColumn::Occupation),
            Self::FileNumber => OrderBy::Record(TextColumn::FileNumber),
            Self::GeneralEducation => OrderBy::Record(TextColumn::GeneralEducation),
            Self::ProfessionalLevel => OrderBy::Record(TextColumn::ProfessionalLevel),
            Self::TheoryLevel => OrderBy::Record(TextColumn::TheoryLevel),
            Self::Phone => OrderBy::Record(TextColumn::Phone),
            Self::Note => OrderBy::Record(TextColumn::Note),
            Self::OtherName
            | Self::BirthPlace
            | Self::TemporaryAddress
            | Self::OccupationBefore
            | Self::Posts
            | Self::AdmissionDecision
            | Self::AdmissionPlace
            | Self::CardIssued
            | Self::OldCardNumber
            | Self::Badges
            | Self::OldId
            | Self::ProfessionalField
            | Self::ForeignLanguages
            | Self::StatusSince
            | Self::Email => OrderBy::Unordered,
        }
    }
}
