//! Sentences for people, made from the kinds of problems and errors, in one place: what is wrong,
//! where, and what to do about it. The window and the terminal say the same.

use crate::domain::number::{self, count};
use crate::domain::problem::{Field, Kind, Problem};
use crate::domain::rating::BallotFault;
use crate::domain::user::Role;
use crate::exchange;
use crate::fl;
use crate::print;
use crate::services;
use crate::services::columns::{Locked, Wrong};
use crate::store;
use crate::store::backup;
use crate::store::integrity::{Finding, Part as Looked};
use crate::store::workspace::password::{Advice, CrackTime, Refusal, SHORTEST, Warning};
use crate::store::workspace::{self, Mistake, Part, RECOVERY_CODE_LENGTH};

/// "Ngày sinh: không có ngày này trong lịch; hãy xem lại ngày và tháng."
#[must_use]
pub fn problem(problem: &Problem) -> String {
    let (field, what) = (field(problem.field), kind(&problem.kind));
    fl!("sentence-problem", field = field, what = what)
}

/// All problems in one text, a sentence each.
#[must_use]
pub fn problems(problems: &[Problem]) -> String {
    problems.iter().map(problem).collect::<Vec<_>>().join(" ")
}

/// The name of a field, as labels write it.
#[must_use]
pub fn field(field: Field) -> String {
    match field {
        Field::Name => fl!("field-name"),
        Field::OtherName => fl!("field-other-name"),
        Field::Code => fl!("field-code"),
        Field::Kind => fl!("field-kind"),
        Field::Parent => fl!("field-parent"),
        Field::Workplace => fl!("field-workplace"),
        Field::FoundedOn => fl!("field-founded-on"),
        Field::FoundingDecision => fl!("field-founding-decision"),
        Field::ClosedOn => fl!("field-closed-on"),
        Field::Destination => fl!("field-destination"),
        Field::Sex => fl!("field-sex"),
        Field::BornOn => fl!("field-born-on"),
        Field::BirthPlace => fl!("field-birth-place"),
        Field::HomeTown => fl!("field-home-town"),
        Field::PermanentAddress => fl!("field-permanent-address"),
        Field::TemporaryAddress => fl!("field-temporary-address"),
        Field::Ethnicity => fl!("field-ethnicity"),
        Field::Religion => fl!("field-religion"),
        Field::WorkGroup => fl!("field-work-group"),
        Field::Occupation => fl!("field-occupation"),
        Field::OccupationBefore => fl!("field-occupation-before"),
        Field::AdmissionDecidedOn => fl!("field-admission-decided-on"),
        Field::AdmissionDecision => fl!("field-admission-decision"),
        Field::AdmittedOn => fl!("field-admitted-on"),
        Field::AdmissionPlace => fl!("field-admission-place"),
        Field::OfficialOn => fl!("field-official-on"),
        Field::PersonalId => fl!("field-personal-id"),
        Field::OldId => fl!("field-old-id"),
        Field::CardNumber => fl!("field-card-number"),
        Field::OldCardNumber => fl!("field-old-card-number"),
        Field::CardIssuedOn => fl!("field-card-issued-on"),
        Field::FileNumber => fl!("field-file-number"),
        Field::GeneralEducation => fl!("field-general-education"),
        Field::ProfessionalLevel => fl!("field-professional-level"),
        Field::ProfessionalField => fl!("field-professional-field"),
        Field::TheoryLevel => fl!("field-theory-level"),
        Field::ForeignLanguages => fl!("field-foreign-languages"),
        Field::Phone => fl!("field-phone"),
        Field::Email => fl!("field-email"),
        Field::Note => fl!("field-note"),
        Field::Unit => fl!("field-unit"),
        Field::PostTitle => fl!("field-post-title"),
        Field::FromOn => fl!("field-from-on"),
        Field::ToOn => fl!("field-to-on"),
        Field::Status => fl!("field-status"),
        Field::DecidedOn => fl!("field-decided-on"),
        Field::Decision => fl!("field-decision"),
        Field::Reason => fl!("field-reason"),
        Field::BadgeLevel => fl!("field-badge-level"),
        Field::BadgeKind => fl!("field-badge-kind"),
        Field::BadgeNumber => fl!("field-badge-number"),
        Field::BadgeRound => fl!("field-badge-round"),
        Field::AwardedOn => fl!("field-awarded-on"),
        Field::BadgeEnding => fl!("field-badge-ending"),
        Field::DisciplineForm => fl!("field-discipline-form"),
        Field::Body => fl!("field-body"),
        Field::EndedOn => fl!("field-ended-on"),
        Field::Ballot => fl!("field-ballot"),
        Field::PostGroup => fl!("field-post-group"),
        Field::Plan => fl!("field-plan"),
        Field::Words => fl!("field-words"),
        Field::Year => fl!("field-year"),
        Field::Level => fl!("field-level"),
        Field::Source => fl!("field-source"),
        Field::SourceDate => fl!("field-source-date"),
        Field::Months => fl!("field-months"),
        Field::LevelName => fl!("field-level-name"),
        Field::Points => fl!("field-points"),
        Field::CeilingPercent => fl!("field-ceiling-percent"),
        Field::RaisedPercent => fl!("field-raised-percent"),
        Field::Article => fl!("field-article"),
        Field::YearsRunning => fl!("field-years-running"),
        Field::Outcome => fl!("field-outcome"),
        Field::Target => fl!("field-target"),
        Field::Measure => fl!("field-measure"),
        Field::Percent => fl!("field-percent"),
        Field::Count => fl!("field-count"),
        Field::FromYear => fl!("field-from-year"),
        Field::ToYear => fl!("field-to-year"),
        Field::ResolutionTarget => fl!("field-resolution-target"),
        Field::Resolution => fl!("field-resolution"),
        Field::ResolutionOn => fl!("field-resolution-on"),
        Field::Change => fl!("field-change"),
        Field::Document => fl!("field-document"),
        Field::AdmissionTotal => fl!("field-admission-total"),
        Field::Candidates => fl!("field-candidates"),
        Field::Password => fl!("field-password"),
        Field::PasswordAgain => fl!("field-password-again"),
        Field::User => fl!("field-user"),
        Field::Role => fl!("field-role"),
        Field::OwnName => fl!("field-own-name"),
        Field::Folder => fl!("field-folder"),
    }
}

/// What is wrong with a value and what to do, to be read beside the field.
#[must_use]
pub fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Required => fl!("problem-required"),
        Kind::TooLong { max } => fl!("problem-too-long", max = count(*max)),
        Kind::BadCharacters => fl!("problem-bad-characters"),
        Kind::NotADate => fl!("problem-not-a-date"),
        Kind::YearAssumed { year } => fl!("problem-year-assumed", year = year.to_string()),
        Kind::NoSuchDay => fl!("problem-no-such-day"),
        Kind::DayNeeded => fl!("problem-day-needed"),
        Kind::InFuture => fl!("problem-in-future"),
        Kind::TooLongAgo { first_year } => fl!("problem-too-long-ago", year = first_year.to_string()),
        Kind::Before { other, date } => fl!("problem-before", other = lower(*other), date = day(*date)),
        Kind::After { other, date } => fl!("problem-after", other = lower(*other), date = day(*date)),
        Kind::WrongLength { digits, found } => {
            fl!("problem-wrong-length", digits = digits.to_string(), found = count(*found))
        }
        Kind::NotDigits => fl!("problem-not-digits"),
        Kind::NotANumber => fl!("problem-not-a-number"),
        Kind::OutOfRange { min, max } => out_of_range(*min, *max),
        Kind::Duplicate { of } => fl!("problem-duplicate", of = of.as_str()),
        Kind::TooYoung { age } => fl!("problem-too-young", age = age.to_string()),
        Kind::PersonalIdDisagrees => fl!("problem-personal-id-disagrees"),
        Kind::CardDiffersFromPersonalId => fl!("problem-card-differs"),
        Kind::NotTwelveMonths => fl!("problem-not-twelve-months"),
        Kind::NotInList => fl!("problem-not-in-list"),
        Kind::BadFormat => fl!("problem-bad-format"),
        Kind::ZerosAdded => fl!("problem-zeros-added"),
        Kind::TakenFromCeremony => fl!("problem-taken-from-ceremony"),
        Kind::KeptAsIs => fl!("problem-kept-as-is"),
        Kind::OtherBadgeNumber { letter, digits } => other_badge_number(*letter, *digits),
        Kind::NotARound => fl!("problem-not-a-round"),
        Kind::YearsNotFull { date } => fl!("problem-years-not-full", date = day(*date)),
        Kind::BadgeHeld { level } => fl!("problem-badge-held", level = level.to_string()),
        Kind::SeveralUnits => fl!("problem-several-units"),
        Kind::WrongParent => fl!("problem-wrong-parent"),
        Kind::OwnDescendant => fl!("problem-own-descendant"),
        Kind::UnitClosed => fl!("problem-unit-closed"),
        Kind::HasOpenUnits { count } => fl!("problem-has-open-units", count = number::group((*count).into())),
        Kind::HasMembers { count } => fl!("problem-has-members", count = number::group((*count).into())),
        Kind::NotFound => fl!("problem-not-found"),
        Kind::PasswordsDiffer => fl!("problem-passwords-differ"),
        Kind::WeakPassword => fl!("problem-weak-password"),
        Kind::LastManager => fl!("problem-last-manager"),
        Kind::OwnUser => fl!("problem-own-user"),
        Kind::UserClosed => fl!("problem-user-closed"),
        Kind::CannotBeUndone => fl!("problem-cannot-be-undone"),
        Kind::YearDecided { year } => fl!("problem-year-decided", year = year.to_string()),
        Kind::YearNotDecided { year } => fl!("problem-year-not-decided", year = year.to_string()),
        Kind::Ballot(fault) => ballot(*fault),
        Kind::BallotsBroken { count: broken } => fl!("problem-ballots-broken", count = count(*broken)),
        Kind::NotDecided { year } => fl!("problem-not-decided", year = year.to_string()),
        Kind::NothingRated { year } => fl!("problem-nothing-rated", year = year.to_string()),
        Kind::SameAsBefore => fl!("problem-same-as-before"),
        Kind::ChangesDecidedYear { year } => fl!("problem-changes-decided-year", year = year.to_string()),
        Kind::NotOnBooks { year } => fl!("problem-not-on-books", year = year.to_string()),
        Kind::NoSuchLevel { year } => fl!("problem-no-such-level", year = year.to_string()),
        Kind::PointsNotBelow => fl!("problem-points-not-below"),
        Kind::LevelInUse { level, year } => {
            fl!("problem-level-in-use", level = level.as_str(), year = year.to_string())
        }
        Kind::LevelsUnfit { year, names } => {
            fl!("problem-levels-unfit", year = year.to_string(), names = names.as_str())
        }
        Kind::RulesDecided { year } => {
            fl!("problem-rules-decided", year = year.to_string(), next = (year + 1).to_string())
        }
        Kind::NotRaisable { year } => fl!("problem-not-raisable", year = year.to_string()),
        Kind::NotFromThisStatus => fl!("problem-not-from-this-status"),
        Kind::ChangedMeanwhile => fl!("problem-changed-meanwhile"),
    }
}

fn ballot(fault: BallotFault) -> String {
    let show = number::group;
    match fault {
        BallotFault::MoreReturned { issued, returned } => {
            fl!("problem-more-returned", returned = show(returned), issued = show(issued))
        }
        BallotFault::MoreValid { returned, valid } => {
            fl!("problem-more-valid", valid = show(valid), returned = show(returned))
        }
        BallotFault::MoreVotes { valid, votes } => {
            fl!("problem-more-votes", votes = show(votes), valid = show(valid))
        }
        BallotFault::FewerVotes { valid, votes } => {
            fl!("problem-fewer-votes", votes = show(votes), valid = show(valid))
        }
    }
}

fn other_badge_number(letter: Option<char>, digits: usize) -> String {
    let digits = count(digits);
    match letter {
        Some(letter) => fl!("problem-badge-number-letter", letter = letter.to_string(), digits = digits),
        None => fl!("problem-badge-number-digits", digits = digits),
    }
}

fn out_of_range(min: i64, max: i64) -> String {
    // Years are written without a point between thousands, other numbers with one.
    let is_years = min >= 1900 && max <= 2200;
    let show = |number: i64| if is_years { number.to_string() } else { number::group(number) };
    match max {
        i64::MAX => fl!("problem-number-too-large"),
        _ => fl!("problem-out-of-range", min = show(min), max = show(max)),
    }
}

fn day(date: chrono::NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// The name of a field inside a sentence.
fn lower(other: Field) -> String {
    let name = field(other);
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => name,
    }
}

/// Why a cell can't be typed in.
#[must_use]
pub fn locked(locked: Locked) -> String {
    match locked {
        Locked::Computed => fl!("locked-computed"),
        Locked::ByStatus => fl!("locked-by-status"),
        Locked::ByMoving => fl!("locked-by-moving"),
        Locked::ByPosts => fl!("locked-by-posts"),
        Locked::ByBadges => fl!("locked-by-badges"),
        Locked::ByUnit => fl!("locked-by-unit"),
        Locked::Masked => fl!("locked-masked"),
    }
}

/// Why a text can't stand in a cell, to be read beside it.
#[must_use]
pub fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Locked(why) => locked(*why),
        Wrong::Problem(kind) => beside(kind),
    }
}

/// What is wrong with a value, beside its field, whose label says which one it is.
#[must_use]
pub fn beside(problem: &Kind) -> String {
    let words = kind(problem);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Why a use case was not done.
#[must_use]
pub fn error(error: &services::Error) -> String {
    match error {
        services::Error::Refused(found) => {
            let errors: Vec<Problem> = found.iter().filter(|problem| problem.is_error()).cloned().collect();
            problems(&errors)
        }
        services::Error::Store(error) => store(error),
        services::Error::Workspace(error) => workspace(error),
        services::Error::Password(kind) => refusal(*kind),
        services::Error::Backup(error) => backup(error),
        services::Error::NothingToUndo => fl!("error-nothing-to-undo"),
        services::Error::UserClosed => fl!("error-user-closed"),
    }
}

/// Which role may do what was refused.
fn not_allowed(needed: Role) -> String {
    match needed {
        Role::Read | Role::Enter => fl!("error-needs-enter"),
        Role::Decide => fl!("error-needs-decide"),
        Role::Manage => fl!("error-needs-manage"),
    }
}

/// What went wrong with the register's file.
#[must_use]
pub fn store(error: &store::Error) -> String {
    match error {
        store::Error::Damaged => fl!("error-database-damaged"),
        store::Error::NotOurs => fl!("error-not-ours"),
        store::Error::TooNew { found, known } => {
            fl!("error-too-new", found = found.to_string(), known = known.to_string())
        }
        store::Error::MigrationChanged(number) => fl!("error-migration-changed", number = number.to_string()),
        store::Error::Locked => fl!("error-already-open"),
        store::Error::ReadOnly => fl!("error-read-only"),
        store::Error::DiskFull => fl!("error-disk-full"),
        store::Error::Gone => fl!("error-gone"),
        store::Error::Medium => fl!("error-medium"),
        store::Error::Constraint(_) => fl!("error-constraint"),
        store::Error::ChangedMeanwhile => fl!("error-changed-meanwhile"),
        store::Error::NotFound => fl!("error-not-found"),
        store::Error::NotAllowed(role) => not_allowed(*role),
        store::Error::Closed => fl!("error-closed"),
        store::Error::Interrupted => fl!("error-interrupted"),
        store::Error::Internal => fl!("error-internal"),
        store::Error::Sql(_) => fl!("error-disk"),
        store::Error::Unreadable(_) => fl!("error-unreadable"),
    }
}

/// Why a backup was not taken, read or restored.
#[must_use]
pub fn backup(error: &backup::Error) -> String {
    match error {
        backup::Error::NotABackup => fl!("error-not-a-backup"),
        backup::Error::Damaged => fl!("error-backup-damaged"),
        backup::Error::SourceDamaged => fl!("error-backup-source-damaged"),
        backup::Error::TooNew { .. } => fl!("error-backup-too-new"),
        backup::Error::AnotherRegister => fl!("error-backup-another-register"),
        backup::Error::Workspace(error) => workspace(error),
        backup::Error::Store(error) => store(error),
    }
}

/// What went wrong with the register's folder or its keys.
#[must_use]
pub fn workspace(error: &workspace::Error) -> String {
    match error {
        workspace::Error::NotARegister => fl!("error-not-a-register"),
        workspace::Error::Unfinished => fl!("error-unfinished"),
        workspace::Error::AlreadyARegister => fl!("error-already-a-register"),
        workspace::Error::NotEmpty => fl!("error-not-empty"),
        workspace::Error::NotAFolder => fl!("error-not-a-folder"),
        workspace::Error::Missing(Part::Folder) => fl!("error-missing-folder"),
        workspace::Error::Missing(Part::Database) => fl!("error-missing-database"),
        workspace::Error::Missing(Part::Keys) => fl!("error-missing-keys"),
        workspace::Error::Damaged(Part::Keys) => fl!("error-keys-damaged"),
        workspace::Error::Damaged(Part::Folder | Part::Database) => fl!("error-database-damaged"),
        workspace::Error::TooNew { format } => fl!("error-keys-too-new", format = format.to_string()),
        workspace::Error::AlreadyOpen(Some(holder)) => already_open(holder),
        workspace::Error::AlreadyOpen(None) => fl!("error-already-open"),
        workspace::Error::ReadOnly => fl!("error-read-only"),
        workspace::Error::DiskFull => fl!("error-disk-full"),
        workspace::Error::WrongPassword => fl!("error-wrong-password"),
        workspace::Error::WrongRecoveryCode => fl!("error-wrong-recovery-code"),
        workspace::Error::Mistyped(mistake) => mistyped(*mistake),
        workspace::Error::PasswordTaken => fl!("error-password-taken"),
        workspace::Error::TooManyUsers { most } => fl!("error-too-many-users", most = count(*most)),
        workspace::Error::NoRandomness => fl!("error-no-randomness"),
        workspace::Error::Io { path, message, .. } => {
            fl!("error-io", path = path.display().to_string(), message = message.as_str())
        }
    }
}

fn already_open(holder: &workspace::Holder) -> String {
    let since = holder.since.format("%d/%m/%Y %H:%M").to_string();
    let program = holder.program.as_str();
    match holder.host.as_str() {
        "" => fl!("error-already-open-by", program = program, since = since),
        _ if holder.is_here() => fl!("error-already-open-here", program = program, since = since),
        host => fl!("error-already-open-on", program = program, host = host, since = since),
    }
}

/// Why what was typed is no recovery code.
#[must_use]
pub fn mistyped(mistake: Mistake) -> String {
    match mistake {
        Mistake::Length(found) => {
            fl!("error-code-length", found = count(found), needed = count(RECOVERY_CODE_LENGTH))
        }
        Mistake::Unknown(letter) => fl!("error-code-unknown", letter = letter.to_string()),
        Mistake::VietnameseTyping(letter) => fl!("error-code-vietnamese", letter = letter.to_string()),
        Mistake::Checks => fl!("error-code-checks"),
    }
}

/// Why a password is not accepted.
#[must_use]
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Empty => fl!("password-empty"),
        Refusal::TooShort => fl!("password-too-short", shortest = count(SHORTEST)),
        Refusal::TooWeak => fl!("password-too-weak"),
    }
}

/// What makes a password easy to guess.
#[must_use]
pub fn password_warning(warning: Warning) -> String {
    match warning {
        Warning::KeyboardRow => fl!("password-warning-keyboard-row"),
        Warning::Repeats => fl!("password-warning-repeats"),
        Warning::Common => fl!("password-warning-common"),
        Warning::Sequence => fl!("password-warning-sequence"),
        Warning::Year => fl!("password-warning-year"),
        Warning::Date => fl!("password-warning-date"),
        Warning::SingleWord => fl!("password-warning-single-word"),
        Warning::Name => fl!("password-warning-name"),
    }
}

/// What to do about a weak password.
#[must_use]
pub fn password_advice(advice: Advice) -> String {
    match advice {
        Advice::UseSeveralWords => fl!("password-advice-several-words"),
        Advice::AddWords => fl!("password-advice-add-words"),
        Advice::CapitalsHelpLittle => fl!("password-advice-capitals"),
        Advice::DisguiseHelpsLittle => fl!("password-advice-disguise"),
        Advice::AvoidPatterns => fl!("password-advice-patterns"),
        Advice::AvoidDates => fl!("password-advice-dates"),
    }
}

/// How long guessing a password takes.
#[must_use]
pub fn crack_time(time: CrackTime) -> String {
    match time {
        CrackTime::Seconds => fl!("password-time-seconds"),
        CrackTime::Minutes => fl!("password-time-minutes"),
        CrackTime::Hours => fl!("password-time-hours"),
        CrackTime::Days => fl!("password-time-days"),
        CrackTime::Months => fl!("password-time-months"),
        CrackTime::Years => fl!("password-time-years"),
        CrackTime::Centuries => fl!("password-time-centuries"),
    }
}

/// Something that looking the register over found.
#[must_use]
pub fn finding(finding: &Finding) -> String {
    let what = finding.what.as_str();
    if what.ends_with("unreadable") {
        return fl!("finding-unreadable");
    }
    match finding.part {
        Looked::CipherPages => fl!("finding-cipher-pages", what = what),
        Looked::Structure => fl!("finding-structure", what = what),
        Looked::References => fl!("finding-references", what = what),
        Looked::JournalChain => fl!("finding-journal-chain", what = what),
        Looked::LastEntries => fl!("finding-last-entries", count = number::group(finding.count)),
        Looked::OtherHistory => fl!("finding-other-history", what = what),
        Looked::JournalImages => {
            fl!("finding-journal-images", what = what, count = number::group(finding.count))
        }
        Looked::Invariants => fl!("finding-invariants", what = what, count = number::group(finding.count)),
        Looked::KeySlots if what == "recovery" => fl!("finding-recovery-slot"),
        Looked::KeySlots => fl!("finding-password-slots", count = number::group(finding.count)),
        Looked::Note => fl!("finding-note"),
    }
}

/// Why a spreadsheet was not read or written.
#[must_use]
pub fn exchange(error: &exchange::Error) -> String {
    let megabytes = |bytes: u64| (bytes >> 20).to_string();
    match error {
        exchange::Error::Io(message) => fl!("exchange-io", message = message.as_str()),
        exchange::Error::UnknownFormat => fl!("exchange-unknown-format"),
        exchange::Error::Damaged(_) => fl!("exchange-damaged"),
        exchange::Error::Protected => fl!("exchange-protected"),
        exchange::Error::TooLarge { most } => fl!("exchange-too-large", most = megabytes(*most)),
        exchange::Error::TooManyRows { most } => fl!("exchange-too-many-rows", most = count(*most)),
        exchange::Error::TooManyColumns { most } => fl!("exchange-too-many-columns", most = count(*most)),
        exchange::Error::NoSheet(name) => fl!("exchange-no-sheet", name = name.as_str()),
        exchange::Error::Empty => fl!("exchange-empty"),
        exchange::Error::NoHeader => fl!("exchange-no-header"),
        exchange::Error::NoCell(address) => fl!("exchange-no-cell", address = address.as_str()),
        exchange::Error::Merged { cell, first } => {
            fl!("exchange-merged", cell = cell.as_str(), first = first.as_str())
        }
        exchange::Error::Formula(address) => fl!("exchange-formula", address = address.as_str()),
        exchange::Error::Cancelled => fl!("exchange-cancelled"),
    }
}

/// Why a document was not printed.
#[must_use]
pub fn print(error: print::Error) -> String {
    match error {
        print::Error::NoColumns => fl!("error-print-no-columns"),
        print::Error::Template { line: Some(line), words } => {
            fl!("error-print-template-line", line = line, words = words)
        }
        print::Error::Template { line: None, words } => fl!("error-print-template", words = words),
        print::Error::Cancelled => fl!("error-print-cancelled"),
        print::Error::RowWidth { .. }
        | print::Error::Fonts
        | print::Error::Layout
        | print::Error::Export
        | print::Error::NoPage => {
            fl!("error-print")
        }
    }
}
