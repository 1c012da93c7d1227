//! Members: what each row would do, and doing it.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::known::{Described, Found, Known, Person};
use super::place::{Place, Places};
use super::{
    Change, Choice, Effect, Plan, Planned, Policy, Progress, Request, Row, Special, Target, reached, told,
};
use crate::domain::date;
use crate::domain::form::Checked;
use crate::domain::id::{MemberId, UnitId};
use crate::domain::identifier;
use crate::domain::member::{BadgeFields, HeldBadge, MemberFields, MemberForm, PostFields, StatusPeriod};
use crate::domain::problem::{Field, Kind, Problem, may_be_saved};
use crate::domain::text::{fold, tidy};
use crate::i18n::term::Words;
use crate::services::columns::{self, CellContext, MemberColumn, Wrong};
use crate::services::members::MemberRow;
use crate::services::units::read_tree;
use crate::services::{Author, Result};
use crate::store::{Tx, member};

mod badges;
mod posts;
mod words;

pub(super) use words::is_mark;

/// So many rows are compared with the register at a time.
const PORTION: usize = 500;

/// Plans all rows; writes them, too, when `writes`.
pub fn work(
    tx: &Tx<'_>,
    request: &Request,
    author: &Author,
    (progress, writes): (&Progress, bool),
) -> Result<Plan> {
    let tree = read_tree(tx)?;
    let context = CellContext { units: &tree, today: author.today, words: Words::Screen };
    let mut work = Work {
        tx,
        author,
        context,
        lists: words::Lists::read(tx)?,
        known: Known::read(tx)?,
        places: Places::new(&tree, &request.options, true),
        made: HashMap::new(),
        seen: HashSet::new(),
        writes,
    };
    let mut plan = Plan::default();
    for portion in request.rows.chunks(PORTION) {
        reached(progress, plan.rows.len())?;
        let prepared: Vec<Prepared<'_>> = portion.iter().map(|row| work.prepare(row, request)).collect();
        let ids: Vec<MemberId> = prepared.iter().filter_map(Prepared::member).collect();
        let present: HashMap<MemberId, MemberRow> =
            member::rows(tx, &ids)?.into_iter().map(|row| (row.id, row)).collect();
        for prepared in prepared {
            plan.rows.push(work.row(prepared, &present)?);
        }
    }
    Ok(plan)
}

struct Work<'a> {
    tx: &'a Tx<'a>,
    author: &'a Author,
    context: CellContext<'a>,
    lists: words::Lists,
    known: Known,
    places: Places<'a>,
    made: HashMap<usize, UnitId>,
    /// Of whom a row above spoke.
    seen: HashSet<Person>,
    writes: bool,
}

/// A row with what was found out before the register is asked.
struct Prepared<'a> {
    row: &'a Row,
    cells: Vec<(MemberColumn, String)>,
    place: std::result::Result<Option<Place>, Problem>,
    found: Found,
    choice: Option<Choice>,
    policy: Policy,
}

impl Prepared<'_> {
    fn person(&self) -> Option<Person> {
        match (self.found.clone(), self.choice) {
            (_, Some(Choice::Another)) | (Found::Nobody, _) => None,
            (Found::One(person) | Found::Perhaps(person), _) => Some(person),
        }
    }

    fn member(&self) -> Option<MemberId> {
        match self.person() {
            Some(Person::Member(id)) => Some(id),
            Some(Person::Row(_)) | None => None,
        }
    }

    fn name(&self) -> String {
        let name = self.cells.iter().find(|(column, _)| *column == MemberColumn::Name);
        name.map(|(_, text)| tidy(text)).unwrap_or_default()
    }

    fn planned(&self, effect: Effect, problems: Vec<Problem>) -> Planned {
        let problems = told(problems.into_iter().chain(self.row.notes.iter().cloned()).collect());
        Planned {
            number: self.row.number,
            name: self.name(),
            effect,
            of: None,
            changes: Vec::new(),
            problems,
            new_unit: None,
        }
    }
}

impl<'a> Work<'a> {
    fn prepare<'r>(&mut self, row: &'r Row, request: &Request) -> Prepared<'r> {
        let cells = words::cells(row, &self.lists);
        let place = self.places.of(row, self.author);
        let found = self.known.find(&described(&cells, &place));
        let choice = request.options.choices.get(&row.number).copied();
        let policy = match choice {
            Some(Choice::Same(policy)) => policy,
            Some(Choice::Another | Choice::Skip) | None => request.options.policy,
        };
        Prepared { row, cells, place, found, choice, policy }
    }

    fn row(&mut self, mut prepared: Prepared<'_>, present: &HashMap<MemberId, MemberRow>) -> Result<Planned> {
        if prepared.choice == Some(Choice::Skip) {
            return Ok(prepared.planned(Effect::Skipped, Vec::new()));
        }
        if prepared.found == Found::Nobody {
            // A row above may have brought the person meanwhile.
            prepared.found = self.known.find(&described(&prepared.cells, &prepared.place));
        }
        let Some(person) = prepared.person() else { return self.add(&prepared) };
        let is_decided = matches!(prepared.choice, Some(Choice::Same(_)));
        let is_sure = matches!(prepared.found, Found::One(_)) || is_decided;
        let is_first = !self.seen.contains(&person);
        let Some(row) = prepared.member().and_then(|id| present.get(&id)).filter(|_| is_sure && is_first)
        else {
            let mut planned = prepared.planned(Effect::Duplicate, Vec::new());
            planned.of = Some(self.known.name(person));
            return Ok(planned);
        };
        self.seen.insert(person);
        self.change(&prepared, row)
    }

    /// Somebody new.
    fn add(&mut self, prepared: &Prepared<'_>) -> Result<Planned> {
        let (newcomer, mut problems) = self.newcomer(prepared);
        let Some(newcomer) = newcomer.filter(|_| may_be_saved(&problems)) else {
            return Ok(prepared.planned(Effect::Refused, problems));
        };
        let fields = &newcomer.fields;
        for (field, of) in
            [Field::PersonalId, Field::CardNumber].into_iter().zip(self.known.holders(fields, None))
        {
            problems.extend(of.map(|of| Problem::error(field, Kind::Duplicate { of })));
        }
        if !may_be_saved(&problems) {
            return Ok(prepared.planned(Effect::Refused, problems));
        }
        let unit = match newcomer.place {
            Place::Unit(unit) => Some(unit),
            Place::New(_) => None,
        };
        self.known.add(prepared.row.number, fields, unit);
        self.seen.insert(Person::Row(prepared.row.number));
        if self.writes {
            let unit = match newcomer.place {
                Place::Unit(unit) => unit,
                Place::New(place) => self.places.write(self.tx, place, &mut self.made)?,
            };
            let id = crate::services::members::insert(self.tx, fields, unit, newcomer.since)?;
            for post in &newcomer.posts {
                member::insert_post(self.tx, id, post)?;
            }
            for badge in &newcomer.badges {
                let _ = member::insert_badge(self.tx, id, badge)?;
            }
            if let Some(period) = &newcomer.status {
                if !period.status.is_present() {
                    member::end_stay(self.tx, id, period.from_on)?;
                }
                member::set_status(self.tx, id, period)?;
            }
        }
        let mut planned = prepared.planned(Effect::New, problems);
        planned.name.clone_from(&fields.name);
        if let Place::New(place) = newcomer.place {
            planned.new_unit = Some(self.places.name(place));
        }
        Ok(planned)
    }

    fn newcomer(&self, prepared: &Prepared<'_>) -> (Option<Newcomer>, Vec<Problem>) {
        let mut problems = Vec::new();
        let place = match &prepared.place {
            Ok(place) => *place,
            Err(problem) => {
                problems.push(problem.clone());
                None
            }
        };
        if place.is_none() && problems.is_empty() {
            problems.push(Problem::error(Field::Unit, Kind::Required));
        }
        let mut form = MemberForm::default();
        let texts: Vec<(MemberColumn, &str)> =
            prepared.cells.iter().map(|(column, text)| (*column, text.as_str())).collect();
        if let Err(wrong) = columns::filled(&mut form, &texts) {
            problems.extend(wrong.into_iter().filter_map(problem_of));
        }
        if form.admission_decided_on.is_empty() && !form.admitted_on.is_empty() {
            // Most lists have only the "ngày vào Đảng".
            form.admission_decided_on.clone_from(&form.admitted_on);
            problems.push(Problem::warning(Field::AdmissionDecidedOn, Kind::TakenFromCeremony));
        }
        form.admission_unit = self.admitting(&form.texts.admission_place);
        if form.admission_unit.is_some() {
            form.texts.admission_place.clear();
        }
        let fields = match form.check(self.author.today) {
            Ok(Checked { value, warnings }) => {
                problems.extend(warnings);
                Some(value)
            }
            Err(found) => {
                // What could not be put into the form is told already.
                problems.extend(
                    found
                        .into_iter()
                        .filter(|one| !problems.iter().any(|other| other.field == one.field))
                        .collect::<Vec<_>>(),
                );
                None
            }
        };
        let since = fields.as_ref().map(|fields| self.since(prepared, fields, &mut problems));
        let status =
            since.and_then(|since| words::new_status(prepared.row, since, self.author, &mut problems));
        let posts = posts::of(prepared.row, self.author, &mut problems);
        let admitted = fields.as_ref().map(|fields| fields.admission_decided_on);
        let badges = admitted
            .map(|admitted| badges::of(prepared.row, admitted, self.author, &mut problems))
            .unwrap_or_default();
        let newcomer = match (fields, place, since) {
            (Some(fields), Some(place), Some(since)) => {
                Some(Newcomer { fields, place, since, posts, badges, status })
            }
            _ => None,
        };
        (newcomer, problems)
    }

    /// The first day in the unit: given, else that of the decision.
    fn since(
        &self,
        prepared: &Prepared<'_>,
        fields: &MemberFields,
        problems: &mut Vec<Problem>,
    ) -> NaiveDate {
        let decided = fields.admission_decided_on.first_day();
        let Some(text) = prepared.row.special(Special::Since) else { return decided };
        match date::parse_written(text) {
            Ok(since) if since.first_day() > self.author.today => {
                problems.push(Problem::error(Field::FromOn, Kind::InFuture));
                decided
            }
            Ok(since) => since.first_day().max(decided),
            Err(kind) => {
                problems.push(Problem::error(Field::FromOn, kind));
                decided
            }
        }
    }

    /// The unit of this register that a place of admission names.
    fn admitting(&self, place: &str) -> Option<UnitId> {
        let folded = fold(place);
        let mut named =
            self.context.units.nodes().iter().filter(|node| fold(&node.unit.fields.name) == folded);
        let only = named.next().filter(|_| !folded.is_empty() && named.next().is_none());
        only.map(|node| node.unit.id)
    }

    /// Somebody who is there.
    fn change(&mut self, prepared: &Prepared<'_>, row: &MemberRow) -> Result<Planned> {
        let mut problems = self.kept(prepared, row);
        let cells: Vec<(MemberColumn, &str)> = prepared
            .cells
            .iter()
            .map(|(column, text)| (*column, text.as_str()))
            .filter(|(column, text)| self.is_taken(*column, text, row, prepared.policy))
            .collect();
        let checked = match columns::amended(row, &cells, &self.context) {
            Ok(checked) => checked,
            Err(wrong) => {
                problems.extend(wrong.into_iter().filter_map(problem_of));
                return Ok(prepared.planned(Effect::Refused, problems));
            }
        };
        let after = checked.value;
        let given = |problem: &Problem| cells.iter().any(|(column, _)| column.field() == Some(problem.field));
        problems.extend(checked.warnings.into_iter().filter(given));
        let person = Person::Member(row.id);
        let holders = self.known.holders(&after, Some(person));
        for (field, of) in [Field::PersonalId, Field::CardNumber].into_iter().zip(holders) {
            problems.extend(of.map(|of| Problem::error(field, Kind::Duplicate { of })));
        }
        let badges = self.badges(prepared, row, &after, &mut problems)?;
        if !may_be_saved(&problems) {
            return Ok(prepared.planned(Effect::Refused, problems));
        }
        let mut changes = self.changes(row, &after);
        changes.extend(self.badges_changed(row, &badges));
        let posts = posts::added(prepared.row, row, prepared.policy, (self.author, &mut problems));
        changes.extend(posts.iter().map(|post| Change {
            target: Target::Column(MemberColumn::Posts),
            before: row.posts.clone().unwrap_or_default(),
            after: post.title.clone(),
        }));
        if changes.is_empty() {
            return Ok(prepared.planned(Effect::Same, problems));
        }
        self.known.renumber(person, &after);
        if self.writes {
            if after != row.fields {
                member::update(self.tx, row.id, &after)?;
            }
            for post in &posts {
                member::insert_post(self.tx, row.id, post)?;
            }
            badges::write(self.tx, row.id, &badges)?;
        }
        Ok(Planned { changes, ..prepared.planned(Effect::Changed, problems) })
    }

    /// The badges that the row gives somebody who is there.
    fn badges(
        &self,
        prepared: &Prepared<'_>,
        row: &MemberRow,
        after: &MemberFields,
        problems: &mut Vec<Problem>,
    ) -> Result<Vec<badges::Written>> {
        let read = badges::of(prepared.row, after.admission_decided_on, self.author, problems);
        if read.is_empty() {
            return Ok(Vec::new());
        }
        let badges::Additions { written, problems: kept } =
            badges::added(&member::badges(self.tx, row.id)?, read, prepared.policy);
        problems.extend(kept);
        Ok(written)
    }

    /// The badges before and after, as a list shows them.
    fn badges_changed(&self, row: &MemberRow, written: &[badges::Written]) -> Option<Change> {
        let mut after = row.clone();
        for badges::Written { fields, .. } in written {
            after.badges.retain(|held| held.level != fields.level);
            after.badges.push(HeldBadge { level: fields.level, number: fields.number.clone() });
        }
        after.badges.sort_by_key(|held| held.level);
        let [before, after] = [row, &after].map(|row| MemberColumn::Badges.cell(row, &self.context));
        let target = Target::Column(MemberColumn::Badges);
        (!written.is_empty()).then_some(Change { target, before, after })
    }

    /// Whether a cell of the sheet is to be stored. What the list would show anyway is not: a date
    /// that stands in for another one must not become one.
    fn is_taken(&self, column: MemberColumn, text: &str, row: &MemberRow, policy: Policy) -> bool {
        let (shown, typed) = (column.cell(row, &self.context), column.typed(row, &self.context));
        let is_other = tidy(text) != tidy(&shown) && tidy(text) != tidy(&typed);
        let is_free = column.locked_in(&row.fields).is_none();
        is_free
            && is_other
            && match policy {
                Policy::Keep => false,
                Policy::Take => true,
                Policy::Fill => typed.is_empty(),
            }
    }

    fn changes(&self, row: &MemberRow, after: &MemberFields) -> Vec<Change> {
        let changed = MemberRow { fields: after.clone(), ..row.clone() };
        columns::changed(&row.fields, after)
            .into_iter()
            .map(|column| Change {
                target: Target::Column(column),
                before: column.typed(row, &self.context),
                after: column.typed(&changed, &self.context),
            })
            .collect()
    }

    /// What the sheet says otherwise and an import leaves as it is: units and statuses change by
    /// operations with a day and a decision.
    fn kept(&self, prepared: &Prepared<'_>, row: &MemberRow) -> Vec<Problem> {
        let mut problems = Vec::new();
        let other_unit = match &prepared.place {
            Ok(Some(Place::Unit(unit))) => prepared.row.names_unit() && *unit != row.unit,
            Ok(Some(Place::New(_))) => true,
            Ok(None) => false,
            Err(_) => {
                let named = prepared.row.text(Target::Column(MemberColumn::Unit)).unwrap_or_default();
                fold(named) != fold(&MemberColumn::Unit.cell(row, &self.context))
            }
        };
        if other_unit {
            problems.push(Problem::warning(Field::Unit, Kind::KeptAsIs));
        }
        if words::status(prepared.row).is_some_and(|status| status != row.status) {
            problems.push(Problem::warning(Field::Status, Kind::KeptAsIs));
        }
        problems
    }
}

/// A person who is to be added.
struct Newcomer {
    fields: MemberFields,
    place: Place,
    since: NaiveDate,
    posts: Vec<PostFields>,
    badges: Vec<BadgeFields>,
    /// The status, where it is another than that of an active member.
    status: Option<StatusPeriod>,
}

fn described<'c>(
    cells: &'c [(MemberColumn, String)],
    place: &std::result::Result<Option<Place>, Problem>,
) -> Described<'c> {
    let text = |column| cells.iter().find(|(other, _)| *other == column).map(|(_, text)| text.as_str());
    let number = |column, read: fn(&str) -> std::result::Result<Option<String>, Kind>| {
        text(column).and_then(|text| read(text).ok().flatten())
    };
    Described {
        name: text(MemberColumn::Name).unwrap_or_default(),
        born_on: text(MemberColumn::Born).and_then(|text| date::parse_written(text).ok()),
        personal_id: number(MemberColumn::PersonalId, identifier::personal_id),
        card_number: number(MemberColumn::CardNumber, identifier::card_number),
        unit: match place {
            Ok(Some(Place::Unit(unit))) => Some(*unit),
            Ok(Some(Place::New(_)) | None) | Err(_) => None,
        },
    }
}

fn problem_of((column, wrong): (MemberColumn, Wrong)) -> Option<Problem> {
    match wrong {
        Wrong::Problem(kind) => Some(Problem::error(Target::Column(column).field(), kind)),
        // Locked cells were left out before.
        Wrong::Locked(_) => None,
    }
}
