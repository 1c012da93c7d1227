//! Badges of years in the Party (Huy hiệu Đảng): the record of those that a member holds or held.
//!
//! Levels, rounds, kinds and the forms of numbers after 38-HD/BTCTW 29/09/2025 (domain.md B5);
//! how much earlier one may be awarded after 06-HD/TW 09/06/2025, part 18 (C5).

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::code::coded;
use crate::domain::date::{self, PartialDate};
use crate::domain::form::{Checked, Reader};
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};
use crate::domain::text;

/// The levels: full years in the Party.
pub const BADGE_LEVELS: [u32; 12] = [30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90];
/// Day and month of the four rounds of a year, the first one first.
const ROUNDS: [(u32, u32); 4] = [(3, 2), (19, 5), (2, 9), (7, 11)];
/// Longest number of a badge, in characters.
const LONGEST_NUMBER: usize = 20;
/// Months by which a decision may come before its round.
const MONTHS_BEFORE_ROUND: u32 = 3;

coded! {
    /// How a badge was awarded.
    BadgeKind {
        /// Đúng hạn.
        OnTime = "on_time",
        /// Sớm: gravely ill.
        Early = "early",
        /// Truy tặng.
        Posthumous = "posthumous",
        /// Cấp lại: in the place of one that was lost or broken.
        Replaced = "replaced",
    }
}

impl BadgeKind {
    /// Months before the level's years that it may be awarded (06-HD/TW 09/06/2025, part 18: 12
    /// to those gravely ill, from level 70 on 24; 12 after death); none where that says nothing.
    fn months_early(self, level: u32) -> Option<u32> {
        match self {
            Self::OnTime => Some(0),
            Self::Early if level >= 70 => Some(24),
            Self::Early | Self::Posthumous => Some(12),
            Self::Replaced => None,
        }
    }
}

coded! {
    /// Why a badge is held no more.
    BadgeEnding {
        /// Thu hồi, nộp lại: of those expelled or struck off.
        Returned = "returned",
        /// Mất, hỏng: another one was issued.
        Replaced = "replaced",
        /// Ghi nhầm: there never was such a badge.
        Mistaken = "mistaken",
    }
}

/// A badge on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// Row identity.
    pub id: i64,
    /// The checked content.
    #[serde(flatten)]
    pub fields: BadgeFields,
}

impl Badge {
    /// Whether the member holds it.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.fields.end.is_none()
    }
}

/// What a list says of a badge that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBadge {
    /// Full years in the Party.
    pub level: u32,
    /// Number of the badge.
    pub number: Option<String>,
}

/// The checked content of a badge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadgeFields {
    /// Full years in the Party, one of [`BADGE_LEVELS`].
    pub level: u32,
    /// On time, early, after death, or in the place of another one.
    pub kind: BadgeKind,
    /// The day of the round; none for one that was awarded outside the rounds.
    pub round_on: Option<NaiveDate>,
    /// Number of the badge.
    pub number: Option<String>,
    /// Number of the decision.
    pub decision: Option<String>,
    /// Day of the decision.
    pub decided_on: Option<PartialDate>,
    /// Day on which it was handed over.
    pub awarded_on: Option<PartialDate>,
    /// How it ended; none while it is held.
    pub end: Option<BadgeEnd>,
}

impl BadgeFields {
    /// The day that says best since when it is held: handed over, round, decision.
    #[must_use]
    pub fn since(&self) -> Option<PartialDate> {
        self.awarded_on.or(self.round_on.map(PartialDate::from)).or(self.decided_on)
    }

    /// The last day by which the level's years must have been reached. A round takes those who
    /// reach them in its month; a decision comes some months before its round.
    fn reached_by(&self) -> Option<NaiveDate> {
        let by_round = self.round_on.map(end_of_month);
        let by_award = self.awarded_on.map(|day| end_of_month(day.last_day()));
        let by_decision =
            self.decided_on.map(|day| end_of_month(date::add_months(day.last_day(), MONTHS_BEFORE_ROUND)));
        by_round.or(by_award).or(by_decision)
    }

    /// The day on which the years of the level are full, when that is too late for the badge.
    fn too_early_for(&self, decided: PartialDate) -> Option<NaiveDate> {
        let early = self.kind.months_early(self.level)?;
        let first = decided.first_day();
        let full = date::add_months(first, self.level.saturating_mul(12));
        let allowed = date::add_months(first, self.level.saturating_mul(12).saturating_sub(early));
        self.reached_by().filter(|by| allowed > *by).map(|_| full)
    }
}

/// How a badge ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadgeEnd {
    /// Why.
    #[serde(rename = "ending")]
    pub why: BadgeEnding,
    /// Since when.
    #[serde(rename = "ended_on")]
    pub on: PartialDate,
    /// In words.
    #[serde(rename = "end_reason")]
    pub reason: Option<String>,
}

/// A badge as a person types it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BadgeForm {
    /// Full years in the Party.
    pub level: Option<u32>,
    /// How it was awarded.
    pub kind: Option<BadgeKind>,
    /// The round with its year, dd/mm/yyyy; empty outside the rounds.
    pub round_on: String,
    /// Number of the badge.
    pub number: String,
    /// Number of the decision.
    pub decision: String,
    /// dd/mm/yyyy, mm/yyyy or yyyy; so are the dates below.
    pub decided_on: String,
    /// Day on which it was handed over.
    pub awarded_on: String,
    /// Why it is held no more; none while it is held.
    pub ending: Option<BadgeEnding>,
    /// Since when.
    pub ended_on: String,
    /// In words.
    pub end_reason: String,
}

impl BadgeForm {
    /// Checks what was typed of somebody whose admission was decided on that day. What else the
    /// register holds (one badge of a level at a time) is checked by `services::members`.
    ///
    /// Old papers know other numbers and other days: these are only pointed out.
    ///
    /// # Errors
    /// All problems found, when at least one keeps it from being saved.
    pub fn check(
        &self,
        admitted: PartialDate,
        today: NaiveDate,
    ) -> Result<Checked<BadgeFields>, Vec<Problem>> {
        let mut reader = Reader::new(today);
        let level = reader.chosen(Field::BadgeLevel, self.level);
        if level.is_some_and(|level| !BADGE_LEVELS.contains(&level)) {
            reader.refuse(Field::BadgeLevel, Kind::NotInList);
        }
        let kind = reader.chosen(Field::BadgeKind, self.kind);
        let number = read_number(&mut reader, &self.number, level);
        let round_on = read_round(&mut reader, &self.round_on, today);
        let decision = reader.text(Field::Decision, &self.decision, 200);
        let decided_on = reader.past(Field::DecidedOn, &self.decided_on);
        let awarded_on = reader.past(Field::AwardedOn, &self.awarded_on);
        if let (Some(decided), Some(awarded)) = (decided_on, awarded_on)
            && awarded.last_day() < decided.first_day()
        {
            reader
                .warn(Field::AwardedOn, Kind::Before { other: Field::DecidedOn, date: decided.first_day() });
        }
        let end = self.read_end(&mut reader);
        reader.in_order(
            (Field::AwardedOn, awarded_on),
            (Field::EndedOn, end.as_ref().filter(|end| end.why != BadgeEnding::Mistaken).map(|end| end.on)),
        );
        let fields = level.zip(kind).map(|(level, kind)| BadgeFields {
            level,
            kind,
            round_on,
            number,
            decision,
            decided_on,
            awarded_on,
            end,
        });
        if let Some(full) = fields.as_ref().and_then(|fields| fields.too_early_for(admitted)) {
            reader.warn(Field::BadgeLevel, Kind::YearsNotFull { date: full });
        }
        let problems = reader.finish();
        match fields {
            Some(value) if may_be_saved(&problems) => Ok(Checked { value, warnings: problems }),
            _ => Err(problems),
        }
    }

    fn read_end(&self, reader: &mut Reader) -> Option<BadgeEnd> {
        let Some(why) = self.ending else {
            if [&self.ended_on, &self.end_reason].iter().any(|typed| !typed.trim().is_empty()) {
                reader.refuse(Field::BadgeEnding, Kind::Required);
            }
            return None;
        };
        let on = reader.required_past(Field::EndedOn, &self.ended_on);
        let reason = match why {
            BadgeEnding::Returned => reader.required(Field::Reason, &self.end_reason, 1000),
            BadgeEnding::Replaced | BadgeEnding::Mistaken => {
                reader.text(Field::Reason, &self.end_reason, 1000)
            }
        };
        on.map(|on| BadgeEnd { why, on, reason })
    }
}

impl From<&BadgeFields> for BadgeForm {
    fn from(fields: &BadgeFields) -> Self {
        let show = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let end = fields.end.as_ref();
        Self {
            level: Some(fields.level),
            kind: Some(fields.kind),
            round_on: fields.round_on.map(date::show).unwrap_or_default(),
            number: text(&fields.number),
            decision: text(&fields.decision),
            decided_on: show(fields.decided_on),
            awarded_on: show(fields.awarded_on),
            ending: end.map(|end| end.why),
            ended_on: show(end.map(|end| end.on)),
            end_reason: end.and_then(|end| end.reason.clone()).unwrap_or_default(),
        }
    }
}

/// The first round (38-HD/BTCTW 29/09/2025) in or after whose month the years of a level are full,
/// of somebody whose admission was decided on that day.
#[must_use]
pub fn first_round(admitted: NaiveDate, level: u32) -> Option<NaiveDate> {
    let full = date::add_months(admitted, level.saturating_mul(12));
    let of_year = |year: i32| {
        ROUNDS.into_iter().filter_map(move |(day, month)| NaiveDate::from_ymd_opt(year, month, day))
    };
    of_year(full.year()).chain(of_year(full.year() + 1)).find(|round| end_of_month(*round) >= full)
}

/// The letter and the count of digits of a level's numbers (38-HD/BTCTW 29/09/2025).
#[must_use]
pub fn form_of_number(level: u32) -> Option<(Option<char>, usize)> {
    Some(match level {
        30 => (None, 8),
        40 => (None, 7),
        45 => (Some('E'), 7),
        50 => (None, 6),
        55 => (Some('D'), 6),
        60 => (None, 5),
        65 => (Some('C'), 5),
        70 => (None, 4),
        75 => (Some('B'), 4),
        80 => (None, 3),
        85 => (Some('A'), 3),
        90 => (None, 2),
        _ => return None,
    })
}

/// A number in its level's form is kept without grouping; any other one as it was typed, and
/// pointed out: older badges may have other numbers.
fn read_number(reader: &mut Reader, typed: &str, level: Option<u32>) -> Option<String> {
    let number = reader.text(Field::BadgeNumber, typed, LONGEST_NUMBER)?;
    let Some((letter, digits)) = level.and_then(form_of_number) else { return Some(number) };
    let plain: String = number.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    let plain = plain.to_uppercase();
    let rest = letter.map_or(Some(plain.as_str()), |letter| plain.strip_prefix(letter));
    if rest.is_some_and(|rest| rest.len() == digits && rest.bytes().all(|b| b.is_ascii_digit())) {
        return Some(plain);
    }
    reader.warn(Field::BadgeNumber, Kind::OtherBadgeNumber { letter, digits });
    Some(number)
}

/// The round is decided before its day, so it may lie in the year to come.
fn read_round(reader: &mut Reader, typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    if text::tidy(typed).is_empty() {
        return None;
    }
    let day = reader.value(Field::BadgeRound, date::parse_day(typed))?;
    if !ROUNDS.contains(&(day.day(), day.month())) {
        reader.refuse(Field::BadgeRound, Kind::NotARound);
        return None;
    }
    if day > date::add_months(today, 12) {
        reader.refuse(Field::BadgeRound, Kind::InFuture);
        return None;
    }
    Some(day)
}

fn end_of_month(day: NaiveDate) -> NaiveDate {
    let next = day.with_day(1).map(|first| date::add_months(first, 1));
    next.and_then(|next| next.checked_sub_days(Days::new(1))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "20/11/2026";

    fn day(text: &str) -> NaiveDate {
        date::parse_day(text).unwrap()
    }

    fn check(form: &BadgeForm, admitted: &str) -> Result<Checked<BadgeFields>, Vec<Problem>> {
        form.check(date::parse(admitted).unwrap(), day(TODAY))
    }

    fn form(level: u32, kind: BadgeKind, round: &str) -> BadgeForm {
        BadgeForm { level: Some(level), kind: Some(kind), round_on: round.to_owned(), ..BadgeForm::default() }
    }

    #[test]
    fn numbers_in_their_levels_form_lose_their_grouping_and_others_are_kept_and_pointed_out() {
        let good = [
            (30, "01.234.567", "01234567"),
            (40, "1234567", "1234567"),
            (45, "e 0012345", "E0012345"),
            (50, "123 456", "123456"),
            (55, "D-123456", "D123456"),
            (60, "12345", "12345"),
            (65, "C12345", "C12345"),
            (70, "0123", "0123"),
            (75, "b0123", "B0123"),
            (80, "012", "012"),
            (85, "A012", "A012"),
            (90, "07", "07"),
        ];
        assert_eq!(good.map(|(level, ..)| level), BADGE_LEVELS);
        for (level, typed, kept) in good {
            let number = typed.to_owned();
            let checked = check(&BadgeForm { number, ..form(level, BadgeKind::OnTime, "") }, "1930").unwrap();
            assert_eq!((checked.value.number.as_deref(), checked.warnings.len()), (Some(kept), 0), "{level}");
        }
        for (level, typed) in [(30, "1234567"), (45, "0012345"), (40, "E1234567"), (90, "số 7")] {
            let number = typed.to_owned();
            let checked = check(&BadgeForm { number, ..form(level, BadgeKind::OnTime, "") }, "1930").unwrap();
            assert_eq!(checked.value.number.as_deref(), Some(typed));
            let [Problem { field: Field::BadgeNumber, kind: Kind::OtherBadgeNumber { .. }, .. }] =
                checked.warnings.as_slice()
            else {
                panic!("{typed}: {:?}", checked.warnings)
            };
        }
    }

    #[test]
    fn a_round_is_one_of_four_days_of_a_year() {
        for round in ["03/02/2020", "19/05/2020", "2/9/2020", "07/11/2026", "03/02/2027"] {
            assert_eq!(check(&form(30, BadgeKind::OnTime, round), "1930").unwrap().warnings, [], "{round}");
        }
        for (round, kind) in [
            ("22/12/2020", Kind::NotARound),
            ("2020", Kind::DayNeeded),
            ("03/02/2028", Kind::InFuture),
            ("31/02/2020", Kind::NoSuchDay),
        ] {
            let refused = check(&form(30, BadgeKind::OnTime, round), "1930").unwrap_err();
            assert_eq!(refused, [Problem::error(Field::BadgeRound, kind)], "{round}");
        }
    }

    #[test]
    fn a_level_whose_years_were_not_full_is_pointed_out_as_far_as_the_rules_allow() {
        let too_early = |form: &BadgeForm, admitted: &str| {
            let found = check(form, admitted).unwrap().warnings;
            found.into_iter().find_map(|problem| match problem.kind {
                Kind::YearsNotFull { date } => Some(date::show(date)),
                _ => None,
            })
        };
        let on_time = form(30, BadgeKind::OnTime, "03/02/2020");
        assert_eq!(too_early(&on_time, "28/02/1990"), None, "the round takes its whole month");
        assert_eq!(too_early(&on_time, "01/03/1990").as_deref(), Some("01/03/2020"));
        assert_eq!(too_early(&on_time, "1990"), None, "whoever knows only the year has the benefit of it");
        assert_eq!(too_early(&form(30, BadgeKind::Early, "03/02/2020"), "28/02/1991"), None);
        let early = form(30, BadgeKind::Early, "03/02/2020");
        assert_eq!(too_early(&early, "01/03/1991").as_deref(), Some("01/03/2021"));
        assert_eq!(too_early(&form(70, BadgeKind::Early, "03/02/2020"), "28/02/1952"), None);
        assert_eq!(too_early(&form(30, BadgeKind::Posthumous, "03/02/2020"), "28/02/1991"), None);
        assert_eq!(too_early(&form(30, BadgeKind::Replaced, "03/02/2020"), "28/02/1999"), None);
        let awarded = BadgeForm { awarded_on: "2019".to_owned(), ..form(30, BadgeKind::OnTime, "") };
        assert_eq!(too_early(&awarded, "02/01/1990").as_deref(), Some("02/01/2020"));
        let decided = BadgeForm { decided_on: "05/12/2019".to_owned(), ..form(30, BadgeKind::OnTime, "") };
        assert_eq!(too_early(&decided, "28/02/1990"), None, "decided before its round");
        assert!(too_early(&decided, "28/04/1990").is_some());
        assert_eq!(too_early(&form(30, BadgeKind::OnTime, ""), "2020"), None, "nothing is known of when");
    }

    #[test]
    fn an_end_has_its_day_and_what_is_typed_without_one_is_told() {
        let ended = |ending, on: &str, reason: &str| BadgeForm {
            ending,
            ended_on: on.to_owned(),
            end_reason: reason.to_owned(),
            awarded_on: "03/02/2020".to_owned(),
            ..form(30, BadgeKind::OnTime, "03/02/2020")
        };
        let wrong = |form: &BadgeForm| {
            let found = check(form, "1985").unwrap_err();
            found.into_iter().map(|problem| (problem.field, problem.kind)).collect::<Vec<_>>()
        };
        let required = |field| vec![(field, Kind::Required)];
        let returned = Some(BadgeEnding::Returned);
        assert_eq!(wrong(&ended(returned, "", "khai trừ")), required(Field::EndedOn));
        assert_eq!(wrong(&ended(returned, "05/2024", " ")), required(Field::Reason));
        assert_eq!(wrong(&ended(None, "05/2024", "")), required(Field::BadgeEnding));
        let before = Kind::Before { other: Field::AwardedOn, date: day("03/02/2020") };
        assert_eq!(wrong(&ended(returned, "2019", "x")), [(Field::EndedOn, before)]);
        let mistaken = ended(Some(BadgeEnding::Mistaken), "2019", "");
        assert!(check(&mistaken, "1985").is_ok(), "whatever was entered by mistake says nothing of days");
        let fields = check(&ended(returned, "05/2024", "khai trừ"), "1985").unwrap().value;
        assert_eq!(check(&BadgeForm::from(&fields), "1985").unwrap().value, fields);
    }

    #[test]
    fn the_first_round_is_the_one_in_whose_month_the_years_are_full_or_the_next() {
        for (admitted, round) in [
            ("28/02/1990", "03/02/2020"),
            ("01/03/1990", "19/05/2020"),
            ("07/11/1990", "07/11/2020"),
            ("01/12/1990", "03/02/2021"),
        ] {
            assert_eq!(first_round(day(admitted), 30), Some(day(round)), "{admitted}");
        }
    }

    #[test]
    fn level_and_kind_must_be_chosen() {
        let missing = check(&BadgeForm::default(), "1985").unwrap_err();
        let required = |field| Problem::error(field, Kind::Required);
        assert_eq!(missing, [required(Field::BadgeLevel), required(Field::BadgeKind)]);
        let unknown = check(&form(35, BadgeKind::OnTime, ""), "1985").unwrap_err();
        assert_eq!(unknown, [Problem::error(Field::BadgeLevel, Kind::NotInList)]);
        let late = BadgeForm {
            decided_on: "05/2020".to_owned(),
            awarded_on: "03/02/2020".to_owned(),
            ..form(30, BadgeKind::OnTime, "")
        };
        let [Problem { field: Field::AwardedOn, kind: Kind::Before { .. }, .. }] =
            check(&late, "1985").unwrap().warnings[..]
        else {
            panic!("handed over before it was decided: a hint")
        };
    }
}
