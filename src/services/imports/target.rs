//! What a column of an imported sheet can be.

use crate::domain::code::coded;
use crate::domain::problem::Field;
use crate::domain::rating::Level;
use crate::i18n::term::{self, Words, term};
use crate::services::columns::MemberColumn;

coded! {
    /// What is imported.
    Subject {
        /// Members, with their units, posts and dates.
        Members = "members",
        /// Members' ratings of a year.
        Ratings = "ratings",
        /// Admission targets of units.
        Quotas = "quotas",
    }
}

coded! {
    /// A meaning of a column that is no column of our own lists.
    Special {
        /// Họ và chữ đệm, where the given name has a column of its own.
        FamilyName = "family_name",
        /// Tên.
        GivenName = "given_name",
        /// Date of birth of the men, in lists that have a column for each sex.
        BornMale = "born_male",
        /// Date of birth of the women.
        BornFemale = "born_female",
        /// A mark for women.
        FemaleMark = "female_mark",
        /// Code of the unit.
        UnitCode = "unit_code",
        /// First day in the unit.
        Since = "since",
        /// Posts in the Party.
        PartyPost = "party_post",
        /// Posts in the administration.
        AdministrationPost = "administration_post",
        /// Posts in mass organisations.
        MassPost = "mass_post",
        /// Year of a rating or target.
        Year = "year",
        /// Level, in words.
        Level = "level",
        /// A mark for "hoàn thành xuất sắc".
        MarkExcellent = "mark_excellent",
        /// A mark for "hoàn thành tốt".
        MarkGood = "mark_good",
        /// A mark for "hoàn thành".
        MarkCompleted = "mark_completed",
        /// A mark for "không hoàn thành".
        MarkNotCompleted = "mark_not_completed",
        /// Why not rated.
        Reason = "reason",
        /// Target.
        Target = "target",
        /// Number of the badge that the column of badges names, the highest of several.
        BadgeNumber = "badge_number",
        /// Day on which that badge was handed over.
        BadgeDate = "badge_date",
    }
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A column of our own lists.
    Column(MemberColumn),
    /// Another meaning.
    Special(Special),
}

impl Target {
    /// The stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Column(column) => column.code(),
            Self::Special(special) => special.code(),
        }
    }

    /// The meaning with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let special = Special::from_code(code).map(Self::Special);
        special.or_else(|| MemberColumn::from_code(code).map(Self::Column))
    }

    /// All that a column of such a sheet can be.
    #[must_use]
    pub fn of(subject: Subject) -> Vec<Self> {
        use MemberColumn as Column;
        let specials = |range: std::ops::Range<usize>| {
            Special::ALL.get(range).unwrap_or_default().iter().map(|special| Self::Special(*special))
        };
        match subject {
            Subject::Members => {
                let computed = [Column::Age, Column::PartyAge];
                let columns = Column::ALL.iter().filter(|column| !computed.contains(column));
                columns
                    .map(|column| Self::Column(*column))
                    .chain(specials(0..10))
                    .chain(specials(18..20))
                    .collect()
            }
            Subject::Ratings => {
                let who = [Column::Name, Column::Born, Column::PersonalId, Column::CardNumber, Column::Unit];
                who.into_iter()
                    .map(Self::Column)
                    .chain(specials(0..2))
                    .chain(specials(5..6))
                    .chain(specials(10..17))
                    .collect()
            }
            Subject::Quotas => [Self::Column(Column::Unit)]
                .into_iter()
                .chain(specials(5..6))
                .chain(specials(10..11))
                .chain(specials(17..18))
                .collect(),
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn title(self, words: Words) -> String {
        let special = match self {
            Self::Column(column) => return column.title(words),
            Self::Special(special) => special,
        };
        match special {
            Special::FamilyName => term!(words, "target-family-name"),
            Special::GivenName => term!(words, "target-given-name"),
            Special::BornMale => term!(words, "target-born-male"),
            Special::BornFemale => term!(words, "target-born-female"),
            Special::FemaleMark => term!(words, "target-female-mark"),
            Special::UnitCode => term!(words, "target-unit-code"),
            Special::Since => term!(words, "target-since"),
            Special::PartyPost => term!(words, "target-party-post"),
            Special::AdministrationPost => term!(words, "target-administration-post"),
            Special::MassPost => term!(words, "target-mass-post"),
            Special::Year => term!(words, "target-year"),
            Special::Level => term!(words, "target-level"),
            Special::MarkExcellent => term::level(Level::Excellent, words),
            Special::MarkGood => term::level(Level::Good, words),
            Special::MarkCompleted => term::level(Level::Completed, words),
            Special::MarkNotCompleted => term::level(Level::NotCompleted, words),
            Special::Reason => term!(words, "target-reason"),
            Special::Target => term!(words, "target-target"),
            Special::BadgeNumber => term!(words, "target-badge-number"),
            Special::BadgeDate => term!(words, "target-badge-date"),
        }
    }

    /// The field that problems with it speak of.
    #[must_use]
    pub fn field(self) -> Field {
        match self {
            Self::Column(MemberColumn::Status) => Field::Status,
            Self::Column(MemberColumn::StatusSince) => Field::DecidedOn,
            Self::Column(MemberColumn::Posts) => Field::PostTitle,
            Self::Column(MemberColumn::Unit) => Field::Unit,
            Self::Column(MemberColumn::Badges) => Field::BadgeLevel,
            Self::Column(column) => column.field().unwrap_or(Field::Note),
            Self::Special(special) => match special {
                Special::FamilyName | Special::GivenName => Field::Name,
                Special::BornMale | Special::BornFemale => Field::BornOn,
                Special::FemaleMark => Field::Sex,
                Special::UnitCode => Field::Unit,
                Special::Since => Field::FromOn,
                Special::PartyPost | Special::AdministrationPost | Special::MassPost => Field::PostTitle,
                Special::Year => Field::Year,
                Special::Level
                | Special::MarkExcellent
                | Special::MarkGood
                | Special::MarkCompleted
                | Special::MarkNotCompleted => Field::Level,
                Special::Reason => Field::Reason,
                Special::Target => Field::Target,
                Special::BadgeNumber => Field::BadgeNumber,
                Special::BadgeDate => Field::AwardedOn,
            },
        }
    }

    /// Whether a cell of it holds a date.
    #[must_use]
    pub fn is_date(self) -> bool {
        match self {
            Self::Column(column) => column.kind() == crate::services::columns::Kind::Date,
            Self::Special(special) => {
                matches!(
                    special,
                    Special::BornMale | Special::BornFemale | Special::Since | Special::BadgeDate
                )
            }
        }
    }
}
