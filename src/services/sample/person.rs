//! One invented person: the record and the course of the membership.

use chrono::{Datelike, Days, NaiveDate};

use super::figures::{PRESENT_YEAR, SEED, day, merged_on};
use super::people::Slot;
use super::units::{Cell, MERGER, coarse};
use crate::domain::date::{PartialDate, add_months, full_years};
use crate::domain::id::UnitId;
use crate::domain::member::{
    MAJORITY, MemberFields, MemberTexts, Membership, NO_RELIGION, Sex, Status, StatusPeriod,
};
use crate::domain::rating::Admission;
use crate::domain::sample::identity;
use crate::domain::sample::names::{self, People};
use crate::domain::sample::organisations::Workplace;
use crate::domain::sample::random::Random;
use crate::domain::sample::work;

/// Age from which an invented person is retired.
const RETIRED: i32 = 62;
/// Offset that keeps the sequences of persons apart from those of the other parts.
const PERSONS: u64 = 1_000;

/// A member to be written.
#[derive(Debug, Clone)]
pub struct Person {
    /// The record.
    pub fields: MemberFields,
    /// Stays, the oldest first.
    pub stays: Vec<Membership>,
    /// Statuses, the oldest first.
    pub statuses: Vec<StatusPeriod>,
}

impl Person {
    /// The unit on a day.
    pub fn unit_on(&self, day: NaiveDate) -> Option<UnitId> {
        self.stays.iter().find(|stay| holds(stay.from_on, stay.to_on, day)).map(|stay| stay.unit)
    }

    /// The status on a day.
    pub fn status_on(&self, day: NaiveDate) -> Option<Status> {
        let period = self.statuses.iter().find(|period| holds(period.from_on, period.to_on, day));
        period.map(|period| period.status)
    }

    /// Ceremony, else decision.
    pub fn admitted_on(&self) -> NaiveDate {
        self.fields.admitted_on.unwrap_or(self.fields.admission_decided_on).first_day()
    }

    /// From when the months in the Party may be counted.
    pub fn admission(&self) -> Admission {
        let decided_on = self.fields.admission_decided_on.first_day();
        Admission { decided_on, ceremony_on: self.fields.admitted_on.map(PartialDate::first_day) }
    }
}

fn holds(from: NaiveDate, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from <= day && to.is_none_or(|to| to > day)
}

/// A person as they are drawn.
struct Sketch<'a> {
    random: Random,
    serial: u64,
    slot: Slot,
    cell: &'a Cell,
    as_of: NaiveDate,
}

/// The days of a membership.
struct Dates {
    born: PartialDate,
    decided: PartialDate,
    admitted: PartialDate,
    official: Option<PartialDate>,
    /// The unit that admitted them.
    by: Option<UnitId>,
    /// Admitted long ago, with papers that don't know the day.
    is_veteran: bool,
}

/// Draws a person; `serial` sets them apart from all others.
pub fn draw(serial: u64, slot: Slot, cell: &Cell, as_of: NaiveDate) -> Person {
    let random = Random::for_part(SEED, PERSONS + serial);
    let mut sketch = Sketch { random, serial, slot, cell, as_of };
    let dates = sketch.dates();
    let since = sketch.since(&dates);
    let statuses = sketch.statuses(&dates, since);
    let until = statuses.last().filter(|period| !period.status.is_present()).map(|period| period.from_on);
    let stays = sketch.stays(&dates, since, until);
    Person { fields: sketch.fields(&dates), stays, statuses }
}

impl Sketch<'_> {
    /// A day from `first` to `last`, both included; never after the sample's last day.
    fn day_between(&mut self, first: NaiveDate, last: NaiveDate) -> NaiveDate {
        let days = u64::try_from(self.random.between(0, (last - first).num_days())).unwrap_or_default();
        first.checked_add_days(Days::new(days)).unwrap_or(first).min(self.as_of)
    }

    fn dates(&mut self) -> Dates {
        let is_veteran = self.slot.admitted.is_none() && self.random.below(60) == 0;
        let decided = self.decided(is_veteran);
        let youth = if is_veteran { 6 } else { 17 };
        let age = 19 + self.random.below(youth).min(self.random.below(youth));
        // A day more for each four years, so that nobody is younger than that.
        let days = age * 365 + age / 4 + 1 + self.random.below(360);
        let born = decided.checked_sub_days(Days::new(days)).unwrap_or(decided);
        let wait = Days::new(2 + self.random.below(23));
        let admitted = decided.checked_add_days(wait).unwrap_or(decided).min(self.as_of);
        let is_late = decided.year() < 2000 && self.random.chance(2);
        let months = if is_late { 13 + self.random.below(6) } else { 12 };
        let official = add_months(admitted, u32::try_from(months).unwrap_or(12));
        let (born_letters, letters) = if is_veteran {
            self.random.pick(&[(4, 7), (7, 4), (4, 10), (10, 10)]).copied().unwrap_or((10, 10))
        } else {
            (10, 10)
        };
        Dates {
            born: coarse(born, born_letters),
            decided: coarse(decided, letters),
            admitted: coarse(admitted.max(decided), letters),
            official: (official <= self.as_of).then(|| coarse(official, letters)),
            by: self.admitted_by(decided),
            is_veteran,
        }
    }

    /// The day of the admission decision. In 2020 the report counts to August; in the present
    /// year early enough for the ceremony to be over.
    fn decided(&mut self, is_veteran: bool) -> NaiveDate {
        let (first, last) = match self.slot.admitted {
            Some(2020) => (day(2020, 1, 8), day(2020, 8, 20)),
            Some(PRESENT_YEAR) => (day(PRESENT_YEAR, 1, 8), day(PRESENT_YEAR, 10, 5)),
            Some(year) => (day(year, 1, 8), day(year, 12, 20)),
            None if is_veteran => (day(1966, 1, 8), day(1979, 12, 20)),
            None => {
                let years = self.random.below(36).min(self.random.below(36));
                let year = 2015 - i32::try_from(years).unwrap_or_default();
                (day(year, 1, 8), day(year, 12, 20))
            }
        };
        self.day_between(first, last)
    }

    /// The cell of today or the one merged into it, when it existed; a third of those admitted
    /// before the report's years came from elsewhere.
    fn admitted_by(&mut self, decided: NaiveDate) -> Option<UnitId> {
        let from_predecessor = self.random.chance(50);
        let from_elsewhere = self.random.chance(35);
        if self.slot.admitted.is_none() && from_elsewhere {
            return None;
        }
        match self.cell.predecessor {
            Some((unit, founded)) if from_predecessor && (founded..merged_on()).contains(&decided) => {
                Some(unit)
            }
            Some(_) | None => {
                (self.slot.admitted.is_some() || decided >= self.cell.founded).then_some(self.cell.id)
            }
        }
    }

    /// Since when they belong to the cell: from admission, or after the move to it.
    fn since(&mut self, dates: &Dates) -> NaiveDate {
        let decided = dates.decided.first_day();
        let possible = decided.max(self.cell.founded);
        if dates.by.is_some() {
            decided
        } else if self.slot.departed.is_some() {
            possible
        } else {
            self.day_between(possible, day(2024, 12, 20))
        }
    }

    fn stays(&self, dates: &Dates, since: NaiveDate, until: Option<NaiveDate>) -> Vec<Membership> {
        let stay = |unit, from_on, to_on, decision: Option<&str>| Membership {
            unit,
            from_on,
            to_on,
            decision: decision.map(str::to_owned),
        };
        match dates.by.filter(|unit| *unit != self.cell.id) {
            Some(before) if until.is_none_or(|until| until > merged_on()) => vec![
                stay(before, since, Some(merged_on()), None),
                stay(self.cell.id, merged_on(), until, Some(MERGER)),
            ],
            Some(before) => vec![stay(before, since, until, None)],
            None => vec![stay(self.cell.id, since, until, None)],
        }
    }

    fn statuses(&mut self, dates: &Dates, since: NaiveDate) -> Vec<StatusPeriod> {
        let mut statuses = vec![period(Status::Active, since)];
        let mut follow = |next: StatusPeriod| {
            let last = statuses.last_mut();
            if let Some(last) = last.filter(|last| last.from_on <= next.from_on && last.status != next.status)
            {
                last.to_on = Some(next.from_on);
                statuses.push(next);
            }
        };
        if let Some(status) = self.slot.departed {
            follow(self.departure(status));
        } else if dates.is_veteran || self.age(dates.born) >= 70 {
            if self.random.chance(60) {
                let on = self.day_between(day(2019, 1, 5), day(2026, 6, 30));
                follow(explained(
                    Status::Exempt,
                    on,
                    "Tuổi cao, sức yếu, có đơn xin miễn công tác và sinh hoạt",
                ));
            }
        } else if self.serial % 3_000 == 1_500 && dates.official.is_some() {
            let on = day(PRESENT_YEAR, 8, 10).min(self.as_of);
            follow(explained(Status::Suspended, on, "Đang được xem xét, xử lý kỷ luật"));
        } else if self.serial % 3_000 == 500 && dates.official.is_some() {
            follow(explained(
                Status::Suspended,
                day(2025, 11, 3).min(self.as_of),
                "Đang được xem xét, xử lý kỷ luật",
            ));
            follow(period(Status::Active, day(2026, 1, 30).min(self.as_of)));
        } else if self.random.below(150) == 0 && dates.official.is_some() {
            let on = self.day_between(day(2025, 12, 1), day(2026, 9, 15));
            let away = explained(Status::Away, on, "Đi học tập trung");
            follow(StatusPeriod { place: Some("Học viện Chính trị khu vực IV".to_owned()), ..away });
        }
        statuses
    }

    /// The report's members were struck off and left in the term; the others go at any time.
    fn departure(&mut self, status: Status) -> StatusPeriod {
        let (first, last, reason, place) = match status {
            Status::StruckOff => {
                (day(2018, 2, 1), day(2020, 7, 31), "Bỏ sinh hoạt đảng ba tháng không có lý do", None)
            }
            Status::Left => {
                (day(2018, 2, 1), day(2020, 7, 31), "Có đơn xin ra khỏi Đảng, đi nước ngoài", None)
            }
            Status::Expelled => {
                (day(2016, 2, 1), day(2024, 12, 20), "Vi phạm kỷ luật đến mức phải khai trừ", None)
            }
            Status::MovedAway => {
                let place = names::home_town(&mut self.random).since_2025;
                (
                    day(2016, 2, 1),
                    day(2026, 9, 30),
                    "Chuyển sinh hoạt đảng chính thức",
                    Some(format!("Đảng bộ {place}")),
                )
            }
            Status::Active
            | Status::Exempt
            | Status::Suspended
            | Status::Away
            | Status::Guest
            | Status::Interrupted
            | Status::Died
            | Status::Revoked => (day(2016, 2, 1), day(2026, 9, 30), "Từ trần", None),
        };
        let on = self.day_between(first, last);
        StatusPeriod { place, ..explained(status, on, reason) }
    }

    fn age(&self, born: PartialDate) -> i32 {
        full_years(born.first_day(), self.as_of)
    }

    fn fields(&mut self, dates: &Dates) -> MemberFields {
        let people =
            if self.slot.is_minority { People::draw_minority(&mut self.random) } else { People::Kinh };
        let name = names::full_name(&mut self.random, self.slot.is_female, people);
        let religion = if self.slot.is_religious {
            let religions = ["Phật giáo", "Phật giáo", "Phật giáo", "Công giáo", "Cao Đài", "Tin lành"];
            self.random.pick(&religions).copied().unwrap_or(NO_RELIGION)
        } else {
            NO_RELIGION
        };
        let mut texts = self.texts(dates);
        let card_issued_on = self.number(dates, &mut texts);
        MemberFields {
            name,
            sex: if self.slot.is_female { Sex::Female } else { Sex::Male },
            born_on: dates.born,
            ethnicity: if self.slot.is_minority { people.ethnicity() } else { MAJORITY }.to_owned(),
            religion: religion.to_owned(),
            admission_decided_on: dates.decided,
            admitted_on: Some(dates.admitted),
            official_on: dates.official,
            card_issued_on,
            admission_unit: dates.by,
            texts,
        }
    }

    fn texts(&mut self, dates: &Dates) -> MemberTexts<Option<String>> {
        let is_retired = self.age(dates.born) >= RETIRED;
        let home = names::home_town(&mut self.random).until_2025;
        let born_at =
            if self.random.chance(80) { home } else { names::home_town(&mut self.random).until_2025 };
        let occupation =
            if is_retired { "Hưu trí" } else { work::occupation(&mut self.random, self.cell.workplace) };
        let number = 1 + self.random.below(900);
        let elsewhere = format!("Đảng bộ {}", names::home_town(&mut self.random).until_2025);
        let level = self.professional_level();
        let text = |text: &str| Some(text.to_owned());
        MemberTexts {
            home_town: text(home),
            birth_place: text(born_at),
            permanent_address: Some(names::address(&mut self.random)),
            work_group: text(if is_retired { "Hưu trí" } else { work_group(self.cell.workplace, number) }),
            occupation: text(occupation),
            occupation_before: text(work::occupation_before(&mut self.random)),
            admission_decision: (!dates.is_veteran).then(|| format!("{number}-QĐ/ĐUK")),
            admission_place: dates.by.is_none().then_some(elsewhere),
            file_number: Some(identity::file_number(self.serial)),
            general_education: text(if dates.born.year() < 1965 && self.random.chance(70) {
                "10/10"
            } else {
                "12/12"
            }),
            professional_level: text(level),
            professional_field: (level != "Chưa qua đào tạo")
                .then(|| work::field_of_study(&mut self.random).to_owned()),
            theory_level: text(self.theory_level(dates)),
            foreign_languages: self.random.chance(60).then(|| work::language(&mut self.random).to_owned()),
            // Numbers that begin with four zeros are given to nobody.
            phone: self.random.chance(90).then(|| format!("0000{:06}", self.serial % identity::SERIALS)),
            ..MemberTexts::default()
        }
    }

    fn professional_level(&mut self) -> &'static str {
        match self.random.below(100) {
            0..60 => "Đại học",
            60..79 => "Thạc sĩ",
            79..81 => "Tiến sĩ",
            81..88 => "Cao đẳng",
            88..96 => "Trung cấp",
            96..98 => "Sơ cấp",
            _ => "Chưa qua đào tạo",
        }
    }

    fn theory_level(&mut self, dates: &Dates) -> &'static str {
        let is_new = dates.decided.year() > 2020;
        match self.random.below(100) {
            0..40 if is_new => "Chưa học",
            0..58 => "Sơ cấp",
            58..88 => "Trung cấp",
            88..98 => "Cao cấp",
            _ => "Cử nhân",
        }
    }

    /// Personal, card and file numbers. Cards issued or exchanged since 02/09/2025 bear the
    /// personal number.
    fn number(&mut self, dates: &Dates, texts: &mut MemberTexts<Option<String>>) -> Option<PartialDate> {
        let new_cards = day(2025, 9, 2);
        let personal = identity::personal_id(self.serial, self.slot.is_female, dates.born.year());
        let old = identity::old_card_number(self.serial);
        let is_known = self.random.chance(98);
        let was_issued = self.random.chance(97);
        let was_exchanged = self.random.chance(70);
        let wait = self.random.between(20, 150);
        texts.personal_id = is_known.then(|| personal.clone());
        texts.old_id = (dates.born.year() < 1998 && self.random.chance(50)).then(|| format!("9{old}"));
        let official = dates.official.filter(|_| was_issued)?;
        let issued =
            official.last_day().checked_add_days(Days::new(u64::try_from(wait).unwrap_or_default()))?;
        if issued > self.as_of {
            return None;
        }
        if issued >= new_cards {
            texts.card_number = Some(personal).filter(|_| is_known);
            return texts.card_number.is_some().then_some(issued.into());
        }
        let may_exchange = is_known && self.slot.departed.is_none() && self.as_of > new_cards;
        if may_exchange && was_exchanged {
            texts.card_number = Some(personal);
            texts.old_card_number = Some(old);
            return Some(self.day_between(new_cards, day(2026, 6, 30)).into());
        }
        texts.card_number = Some(old);
        Some(issued.into())
    }
}

fn work_group(workplace: Workplace, number: u64) -> &'static str {
    match workplace {
        Workplace::Agency if number < 150 => "Cán bộ",
        Workplace::Agency => "Công chức",
        Workplace::PublicService | Workplace::School | Workplace::Hospital => "Viên chức",
        Workplace::StateCompany | Workplace::PrivateCompany => "Công nhân",
    }
}

fn period(status: Status, from_on: NaiveDate) -> StatusPeriod {
    StatusPeriod { status, from_on, to_on: None, decision: None, reason: None, place: None }
}

fn explained(status: Status, from_on: NaiveDate, reason: &str) -> StatusPeriod {
    let decision = format!("{}-QĐ/ĐUK", from_on.format("%j"));
    StatusPeriod { decision: Some(decision), reason: Some(reason.to_owned()), ..period(status, from_on) }
}
