//! What is wrong with a value, as data: the field, the kind, how grave.
//!
//! Sentences are made from these in `crate::i18n::sentence`, so that the window, the terminal
//! and an import report say the same thing in the reader's language.

use chrono::NaiveDate;
use serde::Serialize;

use super::rating::BallotFault;

/// Which field of a form or of a command a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// A person's full name, or a unit's or register's name.
    Name,
    /// Other name in use.
    OtherName,
    /// A unit's code.
    Code,
    /// A unit's kind.
    Kind,
    /// The unit above.
    Parent,
    /// A unit's type of workplace.
    Workplace,
    /// Day a unit was founded.
    FoundedOn,
    /// Number of the founding decision.
    FoundingDecision,
    /// Day a unit was closed or merged.
    ClosedOn,
    /// Where the members of a closing unit go.
    Destination,
    /// Sex.
    Sex,
    /// Date of birth.
    BornOn,
    /// Place where the birth was registered.
    BirthPlace,
    /// Native place (quê quán).
    HomeTown,
    /// Permanent address.
    PermanentAddress,
    /// Temporary address.
    TemporaryAddress,
    /// Ethnicity.
    Ethnicity,
    /// Religion.
    Religion,
    /// Work group (đối tượng).
    WorkGroup,
    /// Occupation.
    Occupation,
    /// Occupation before admission.
    OccupationBefore,
    /// Day of the admission decision.
    AdmissionDecidedOn,
    /// Number of the admission decision.
    AdmissionDecision,
    /// Day of the admission ceremony.
    AdmittedOn,
    /// Place of admission.
    AdmissionPlace,
    /// Day of full membership.
    OfficialOn,
    /// Personal identification number, 12 digits.
    PersonalId,
    /// Old identity card number, 9 digits.
    OldId,
    /// Party card number, 12 digits (8 on cards before 02/09/2025).
    CardNumber,
    /// Old card number, 8 digits.
    OldCardNumber,
    /// Day the card was issued.
    CardIssuedOn,
    /// File number (số lý lịch).
    FileNumber,
    /// General education.
    GeneralEducation,
    /// Professional level.
    ProfessionalLevel,
    /// Field of study.
    ProfessionalField,
    /// Level of political theory.
    TheoryLevel,
    /// Foreign languages.
    ForeignLanguages,
    /// Telephone.
    Phone,
    /// E-mail address.
    Email,
    /// Free note.
    Note,
    /// The unit a member belongs to.
    Unit,
    /// A post's title.
    PostTitle,
    /// First day of an interval.
    FromOn,
    /// Last day of an interval.
    ToOn,
    /// A member's status.
    Status,
    /// Day a decision was made.
    DecidedOn,
    /// Number of a decision.
    Decision,
    /// Reason.
    Reason,
    /// Level of a badge.
    BadgeLevel,
    /// How a badge was awarded.
    BadgeKind,
    /// Number of a badge.
    BadgeNumber,
    /// The round in which a badge is awarded.
    BadgeRound,
    /// Day on which a badge was handed over.
    AwardedOn,
    /// Why a badge is held no more.
    BadgeEnding,
    /// Form of discipline.
    DisciplineForm,
    /// The body that decided.
    Body,
    /// Day on which something ended.
    EndedOn,
    /// A ballot.
    Ballot,
    /// Group of similar posts.
    PostGroup,
    /// Plan for mending.
    Plan,
    /// What somebody says in a step of a rating.
    Words,
    /// Year.
    Year,
    /// Rating level.
    Level,
    /// The regulation behind rules.
    Source,
    /// Its day.
    SourceDate,
    /// Full months before a first rating.
    Months,
    /// The name that a regulation gives a level.
    LevelName,
    /// Points of a rating.
    Points,
    /// The ceiling's share.
    CeilingPercent,
    /// The share that a decision may raise the ceiling to.
    RaisedPercent,
    /// Article and number of a text.
    Article,
    /// How many years running.
    YearsRunning,
    /// What follows, in words.
    Outcome,
    /// Yearly target.
    Target,
    /// What a target of a congress is measured by.
    Measure,
    /// A percentage.
    Percent,
    /// How many.
    Count,
    /// First year of a term.
    FromYear,
    /// Last year of a term.
    ToYear,
    /// Target of the term's resolution.
    ResolutionTarget,
    /// Number and date of the term's resolution.
    Resolution,
    /// Day of the term's resolution.
    ResolutionOn,
    /// By how much a yearly target is adjusted.
    Change,
    /// Number of a document that changes a target.
    Document,
    /// A number of admissions of which no single ones are known.
    AdmissionTotal,
    /// Who can be admitted in a year, as a unit reports it.
    Candidates,
    /// Password.
    Password,
    /// A user of the register.
    User,
    /// What a user may do.
    Role,
    /// The name of the user who was alone until now.
    OwnName,
    /// The password typed a second time.
    PasswordAgain,
    /// Folder of the register.
    Folder,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Kind {
    /// Nothing was entered where something must be.
    Required,
    /// Longer than `max` characters.
    TooLong {
        /// Characters allowed.
        max: usize,
    },
    /// Control characters, or characters that are no part of a name.
    BadCharacters,
    /// Cannot be read as a date.
    NotADate,
    /// Only two digits of a year were given, and it was taken as this one (a warning only).
    YearAssumed {
        /// The year understood.
        year: i32,
    },
    /// A calendar day that does not exist, such as 31/02.
    NoSuchDay,
    /// A date with day, month and year is needed here.
    DayNeeded,
    /// Lies after today.
    InFuture,
    /// Lies before the year that the program accepts.
    TooLongAgo {
        /// First year accepted.
        first_year: i32,
    },
    /// Must not lie before the other date.
    Before {
        /// The field it is compared with.
        other: Field,
        /// That field's date, its first possible day.
        date: NaiveDate,
    },
    /// Must not lie after the other date.
    After {
        /// The field it is compared with.
        other: Field,
        /// That field's date, its last possible day.
        date: NaiveDate,
    },
    /// Has other than the needed number of digits.
    WrongLength {
        /// Digits needed.
        digits: usize,
        /// Digits found.
        found: usize,
    },
    /// Contains something that is no digit.
    NotDigits,
    /// Not a whole number of at least zero.
    NotANumber,
    /// A number outside the range.
    OutOfRange {
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
    },
    /// A living record has the same value.
    Duplicate {
        /// Name of the record that has it.
        of: String,
    },
    /// Younger at admission than the Statute allows (18 years).
    TooYoung {
        /// Full years at admission.
        age: i32,
    },
    /// The personal number says another sex or year of birth (a warning only).
    PersonalIdDisagrees,
    /// The 12-digit card number differs from the personal number (a warning only).
    CardDiffersFromPersonalId,
    /// Full membership is not exactly twelve months after the ceremony (a warning only).
    NotTwelveMonths,
    /// Not in the list of known values (a warning only).
    NotInList,
    /// Not a form that this field can have.
    BadFormat,
    /// A spreadsheet kept it as a number, whose leading zeros were put back (a warning only).
    ZerosAdded,
    /// Taken from the date of the ceremony, because nothing else is given (a warning only).
    TakenFromCeremony,
    /// The record has another one, which is changed by an operation of its own (a warning only).
    KeptAsIs,
    /// Not the form of the level's badge numbers (a warning only).
    OtherBadgeNumber {
        /// The letter before the digits, if there is one.
        letter: Option<char>,
        /// How many digits.
        digits: usize,
    },
    /// No day of a round of badges.
    NotARound,
    /// The years in the Party that a badge stands for were full only later (a warning only).
    YearsNotFull {
        /// The day on which they are.
        date: NaiveDate,
    },
    /// A badge of this level is held already.
    BadgeHeld {
        /// Its level.
        level: u32,
    },
    /// Fits several units.
    SeveralUnits,
    /// This kind of unit can't stand below that one.
    WrongParent,
    /// A unit can't stand below itself.
    OwnDescendant,
    /// The unit is closed.
    UnitClosed,
    /// The unit has open units below it.
    HasOpenUnits {
        /// How many.
        count: u32,
    },
    /// The unit has members and nothing says where they go.
    HasMembers {
        /// How many.
        count: u32,
    },
    /// Not found in the register.
    NotFound,
    /// The passwords differ.
    PasswordsDiffer,
    /// The password is too weak.
    WeakPassword,
    /// Nobody else could manage the users then.
    LastManager,
    /// The user who acts can't be closed.
    OwnUser,
    /// The user is closed.
    UserClosed,
    /// The operation can't be undone: users, and what was read.
    CannotBeUndone,
    /// The year has been decided and is locked.
    YearDecided {
        /// That year.
        year: i32,
    },
    /// The year is not decided, so it can't be reopened.
    YearNotDecided {
        /// That year.
        year: i32,
    },
    /// A ballot whose arithmetic is broken.
    Ballot(BallotFault),
    /// Ballots don't add up, so the year can't be decided.
    BallotsBroken {
        /// How many.
        count: usize,
    },
    /// The rating is not decided, so it is changed by itself and not rated anew.
    NotDecided {
        /// That year.
        year: i32,
    },
    /// Nothing was rated that could be rated anew.
    NothingRated {
        /// That year.
        year: i32,
    },
    /// It is so already.
    SameAsBefore,
    /// The books of a decided year change by it (a warning only).
    ChangesDecidedYear {
        /// That year.
        year: i32,
    },
    /// The member was not on the books at 31/12 of the year.
    NotOnBooks {
        /// That year.
        year: i32,
    },
    /// The level does not exist for this subject in the year's regime.
    NoSuchLevel {
        /// That year.
        year: i32,
    },
    /// Not fewer points than the level above asks for.
    PointsNotBelow,
    /// Ratings of the year have a level that the rules would no longer have.
    LevelInUse {
        /// The level's name.
        level: String,
        /// That year.
        year: i32,
    },
    /// Ratings of the year fit none of the levels of the rules that it is to be moved to.
    LevelsUnfit {
        /// That year.
        year: i32,
        /// Whose, with commas.
        names: String,
    },
    /// The rules hold for a decided year and can't be changed; new ones can be added.
    RulesDecided {
        /// The last such year.
        year: i32,
    },
    /// The rules of the year let nobody raise the ceiling.
    NotRaisable {
        /// That year.
        year: i32,
    },
    /// The status change is not possible from the present status.
    NotFromThisStatus,
    /// The record was changed by someone else meanwhile.
    ChangedMeanwhile,
}

/// Whether a record can be saved in spite of these problems: they are warnings.
#[must_use]
pub fn may_be_saved(problems: &[Problem]) -> bool {
    !problems.iter().any(Problem::is_error)
}

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The record can't be saved so.
    Error,
    /// Worth a look; the record can be saved.
    Warning,
}

/// One thing wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The field.
    pub field: Field,
    /// What is wrong with it.
    #[serde(flatten)]
    pub kind: Kind,
    /// Error or warning.
    pub severity: Severity,
}

impl Problem {
    /// A problem that keeps the record from being saved.
    #[must_use]
    pub fn error(field: Field, kind: Kind) -> Self {
        Self { field, kind, severity: Severity::Error }
    }

    /// A problem that is only pointed out.
    #[must_use]
    pub fn warning(field: Field, kind: Kind) -> Self {
        Self { field, kind, severity: Severity::Warning }
    }

    /// Whether the record can't be saved with it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
